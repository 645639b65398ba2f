package mspdi_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

func TestResourcesAreWritten(t *testing.T) {
	p := days("1")
	p.Resources = []schedule.Resource{{ID: "1", Name: "Ann, [lead]", Max: 1_250_000, Group: "G",
		Email: "a@example.com"}, {ID: "2", Name: "Steel", Kind: schedule.MaterialResource, Rate: amount(t, "5",
		"CNY")},
		{ID: "3", Name: "Travel", Kind: schedule.CostResource}, {ID: "4", Name: "Odd", Kind: 9, Max: 7,
			Calendar: "gone"}}
	file, notes := written(t, mspdi.Encoder{InputsOnly: true}, p)
	wantAll(t, "work", record(t, file, "Resource", 1),
		"<ID>1</ID><Name>Ann, [lead]</Name><Type>1</Type><IsNull>0</IsNull><Group>G</Group><EmailAddress>a@example.com</EmailAddress><MaxUnits>1.25</MaxUnits>")
	wantAll(t, "material", record(t, file, "Resource", 2), "<Type>0</Type>",
		"<StandardRate>5</StandardRate><StandardRateFormat>8</StandardRateFormat>")
	wantNone(t, "material", record(t, file, "Resource", 2), "<MaxUnits>", "<IsCostResource>")
	wantAll(t, "cost", record(t, file, "Resource", 3), "<Type>0</Type>", "<IsCostResource>1</IsCostResource>")
	wantAll(t, "an unknown kind", record(t, file, "Resource", 4), "<Type>1</Type>",
		"<MaxUnits>0.000007</MaxUnits>")
	same(t, "notes", notes, `resource 1.name "Ann, [lead]" mspdi.resource.name_characters
resource 4.kind "9" mspdi.value.unknown_kind
resource 4.calendar "gone" mspdi.reference.unknown
`)
}

func TestAssignmentsAreWritten(t *testing.T) {
	p := days("1")
	p.Resources = []schedule.Resource{{ID: "4", Name: "Ann"}}
	p.Assignments = []schedule.Assignment{
		{ID: "1", Task: "1", Resource: "4", Units: schedule.FullUnit / 2, Work: 8 * hour, ActualWork: 3 * hour,
			RemainingWork: 5 * hour, Delay: 90 * calendar.Minute,
			LevelingDelay: schedule.Duration{Length: hour, Elapsed: true, Unit: schedule.Hours},
			Contour:       schedule.Bell, ActualStart: monday, Stop: monday, Resume: monday},
		{ID: "2", Task: "1", Work: 8 * hour, Delay: 3},
		{ID: "3", Task: "1", Units: 1, Segments: []schedule.Segment{
			{Start: monday, Finish: monday.AddSeconds(1800), Work: 1800, Actual: true},
			{Start: monday.AddSeconds(1800), Finish: monday.AddSeconds(7200)},
			{Start: monday.AddSeconds(7200), Finish: monday.AddSeconds(7200), Work: 5}, {Finish: monday,
				Work: 5},
			{Start: monday.AddSeconds(86400), Finish: monday.AddSeconds(2 * 86400)},
			{Start: monday.AddSeconds(3 * 86400), Finish: monday.AddSeconds(13 * 86400)},
			{Start: monday.AddSeconds(14 * 86400), Finish: monday.AddSeconds(50 * 86400)}}},
	}
	file, notes := written(t, mspdi.Encoder{}, p)
	wantAll(t, "the first", record(t, file, "Assignment", 1),
		"<TaskUID>1</TaskUID><ResourceUID>4</ResourceUID><PercentWorkComplete>37</PercentWorkComplete><ActualStart>2026-03-02T08:00:00</ActualStart><ActualWork>PT3H0M0S</ActualWork>"+
			"<Delay>900</Delay><LevelingDelay>600</LevelingDelay><LevelingDelayFormat>6</LevelingDelayFormat><RemainingWork>PT5H0M0S</RemainingWork><Stop>2026-03-02T08:00:00</Stop><Resume>2026-03-02T08:00:00</Resume>"+
			"<Units>0.5</Units><Work>PT8H0M0S</Work><WorkContour>6</WorkContour>")
	wantAll(t, "the second", record(t, file, "Assignment", 2), "<ResourceUID>-65535</ResourceUID>",
		"<WorkContour>0</WorkContour>")
	wantNone(t, "the second", record(t, file, "Assignment", 2), "<RemainingWork>", "<Units>", "<ActualWork>")
	row := func(kind, unit int, from, to, work string) string {
		return fmt.Sprintf("<TimephasedData><Type>%d</Type><UID>3</UID><Start>2026-%s:00</Start><Finish>2026-%s:00</Finish><Unit>%d</Unit><Value>%s</Value></TimephasedData>",
			kind, from, to, unit, work)
	}
	wantAll(t, "the third", record(t, file, "Assignment", 3), "<Start>2026-03-02T08:00:00</Start>",
		"<Finish>2026-04-21T08:00:00</Finish>", row(2, 0, "03-02T08:00", "03-02T08:30", "PT0H30M0S")+row(1, 1,
			"03-02T08:30", "03-02T10:00", "PT0H0M0S")+
			row(1, 2, "03-03T08:00", "03-04T08:00", "PT0H0M0S")+row(1, 3, "03-05T08:00", "03-15T08:00",
			"PT0H0M0S")+row(1, 5, "03-16T08:00", "04-21T08:00", "PT0H0M0S"))
	same(t, "notes", notes, `assignment 2.delay "3s" mspdi.write.nearest
assignment 3.segments "2026-03-02T10:00:00" mspdi.task.rows_dropped
assignment 3.segments "" mspdi.task.rows_dropped
`)
}

func TestContoursAreWritten(t *testing.T) {
	for number, contour := range []schedule.Contour{schedule.Flat, schedule.BackLoaded, schedule.FrontLoaded, schedule.DoublePeak, schedule.EarlyPeak, schedule.LatePeak, schedule.Bell, schedule.Turtle, schedule.Contoured, 9} {
		p := days("1")
		p.Assignments = []schedule.Assignment{{ID: "1", Task: "1", Contour: contour}}
		file, notes := written(t, mspdi.Encoder{InputsOnly: true}, p)
		if number == 9 {
			number = 0
			same(t, "notes", notes, `assignment 1.contour "9" mspdi.value.unknown_kind`+"\n")
		}
		wantAll(t, contour.String(), file, fmt.Sprintf("<WorkContour>%d</WorkContour>", number))
	}
}

func TestPlainAssignmentsStandWithTheirTask(t *testing.T) {
	p := days("1")
	p.Assignments = []schedule.Assignment{{ID: "1", Task: "1", Work: 8 * hour}, {ID: "2", Task: "1",
		Work: 4 * hour, Delay: 4 * hour}}
	file, _ := written(t, mspdi.Encoder{}, p)
	wantAll(t, "without delay", record(t, file, "Assignment", 1), "<Finish>2026-03-02T17:00:00</Finish>",
		"<Start>2026-03-02T08:00:00</Start>")
	wantNone(t, "with delay", record(t, file, "Assignment", 2), "<Start>", "<Finish>")
}

// gap is a task of 16 hours that rests 8 hours after the first 4.
func gap() *schedule.Plan {
	p := days("1")
	p.Tasks[0].Duration.Length = 16 * hour
	p.Tasks[0].Splits = []schedule.Split{{After: 4 * hour, Gap: 8 * hour}}
	return p
}

// The standard calendar works from 8 to 12 and from 13 to 17: the first 4
// hours are Monday morning, the gap lasts to Tuesday at noon, and the other 12
// hours end on Wednesday at 17.
func TestGapsBecomeRows(t *testing.T) {
	rows := func(file string, uid int) (list []string) {
		for _, part := range strings.Split(record(t, file, "Assignment", uid), "<TimephasedData><Type>")[1:] {
			list = append(list, strings.NewReplacer("</Type><UID>"+fmt.Sprint(uid)+"</UID><Start>2026-03-", " ",
				":00</Start><Finish>2026-03-", " ", ":00</Finish><Unit>1</Unit><Value>", " ",
				":00</Finish><Unit>2</Unit><Value>", " ", "</Value></TimephasedData>", "").Replace(part))
		}
		return list
	}
	p := gap()
	p.Assignments = []schedule.Assignment{{ID: "1", Task: "1", Units: schedule.FullUnit * 2, Work: 32 * hour},
		{ID: "2", Task: "1", Work: 0}}
	file, notes := written(t, mspdi.Encoder{}, p)
	same(t, "rows", rows(file, 1),
		"[1 02T08:00 02T12:00 PT8H0M0S 1 02T12:00 03T13:00 PT0H0M0S 1 03T13:00 04T17:00 PT24H0M0S]")
	same(t, "rows of nothing", len(rows(file, 2)), 0)
	same(t, "notes", notes, `task 1.splits "1" mspdi.task.rows_made`+"\n")
	got, _ := decode(t, file)
	same(t, "gaps", got.Tasks[0].Splits, p.Tasks[0].Splits)
	again, notes := written(t, mspdi.Encoder{}, got)
	same(t, "written again", again, file)
	same(t, "notes", notes, "")

	// Nobody works on it: somebody who is nobody carries the gaps.
	p = gap()
	file, _ = written(t, mspdi.Encoder{}, p)
	same(t, "rows", rows(file, 1),
		"[1 02T08:00 02T12:00 PT4H0M0S 1 02T12:00 03T13:00 PT0H0M0S 1 03T13:00 04T17:00 PT12H0M0S]")
	got, _ = decode(t, file)
	if diff := planDiff(p, got); diff != "" {
		t.Error(diff)
	}

	// What has been done is told apart: 6 hours, 2 of them after the gap.
	p = gap()
	p.Tasks[0].Progress = schedule.Progress{ActualStart: monday, Percent: 37, Done: 6 * hour,
		Remaining: 10 * hour, Stop: at("2026-03-03T15:00:00"), Resume: at("2026-03-03T15:00:00")}
	file, _ = written(t, mspdi.Encoder{}, p)
	same(t, "rows", rows(file, 1),
		"[2 02T08:00 02T12:00 PT4H0M0S 2 02T12:00 03T13:00 PT0H0M0S 2 03T13:00 03T15:00 PT2H0M0S 1 03T15:00 04T17:00 PT10H0M0S]")
	got, _ = decode(t, file)
	if diff := planDiff(p, got); diff != "" {
		t.Error(diff)
	}

	// Elapsed time rests by the clock.
	p = gap()
	p.Tasks[0].Duration.Elapsed = true
	file, _ = written(t, mspdi.Encoder{}, p)
	same(t, "rows", rows(file, 1),
		"[1 02T08:00 02T12:00 PT4H0M0S 1 02T12:00 02T20:00 PT0H0M0S 1 02T20:00 03T08:00 PT12H0M0S]")

	// A preset shape gives way to one of rows.
	p = gap()
	p.Assignments = []schedule.Assignment{{ID: "1", Task: "1", Work: 16 * hour, Contour: schedule.Bell}}
	file, _ = written(t, mspdi.Encoder{}, p)
	wantAll(t, "the shape", record(t, file, "Assignment", 1), "<WorkContour>8</WorkContour>")
	got, _ = decode(t, file)
	same(t, "gaps", got.Tasks[0].Splits, p.Tasks[0].Splits)
}

func TestGapsThatCannotBeWritten(t *testing.T) {
	lost := `task 1.splits "" mspdi.task.split_lost` + "\n"
	p := gap()
	_, notes := written(t, mspdi.Encoder{InputsOnly: true}, p)
	same(t, "without dates", notes, lost)
	p.Calendar = "1"
	p.Calendars = []schedule.Calendar{{ID: "1", Name: "Off"}}
	_, notes = written(t, mspdi.Encoder{}, p)
	wantAll(t, "on a calendar without work", notes, lost)
	p = gap()
	p.Tasks[0].Splits = []schedule.Split{{After: 20 * hour, Gap: hour}}
	_, notes = written(t, mspdi.Encoder{}, p)
	wantAll(t, "behind the end", notes, lost)
	// The gap was taken out, the rows still have it.
	p = gap()
	p.Tasks[0].Splits = nil
	p.Assignments = []schedule.Assignment{{ID: "1", Task: "1", Work: 16 * hour,
		Segments: []schedule.Segment{{Start: monday, Finish: at("2026-03-02T12:00:00"), Work: 4 * hour},
			{Start: at("2026-03-03T13:00:00"), Finish: at("2026-03-04T17:00:00"), Work: 12 * hour}}}}
	file, notes := written(t, mspdi.Encoder{}, p)
	same(t, "notes", notes, `task 1.splits "" mspdi.task.rows_dropped`+"\n")
	wantNone(t, "the file", file, "<TimephasedData>")
}
