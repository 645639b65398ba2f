package mspdi_test

import (
	"fmt"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/mspdi"
	"strings"
)

func resources(list ...string) string {
	return "<Resources>" + strings.Join(list, "\n") + "</Resources>"
}

func resource(uid int, content string) string {
	return fmt.Sprintf("<Resource><UID>%d</UID>%s</Resource>", uid, content)
}

func TestResources(t *testing.T) {
	plan, notes := decode(t, file(resources(
		resource(0, "<ID>0</ID><Type>1</Type><CalendarUID>99</CalendarUID>"),
		resource(1, "<ID>1</ID><Name>王芳</Name><Type>1</Type><Group>销售</Group><EmailAddress>wang@example.com</EmailAddress><MaxUnits>1.50</MaxUnits>"+
			"<StandardRate>6.25</StandardRate><StandardRateFormat>3</StandardRateFormat><CostPerUse>1500</CostPerUse><CalendarUID>-1</CalendarUID>"),
		resource(2, "<Name>Concrete</Name><Type>0</Type><StandardRate>90</StandardRate><StandardRateFormat>8</StandardRateFormat>"),
		resource(3, "<Name>Travel</Name><Type>0</Type><IsCostResource>1</IsCostResource>"),
		resource(4, "<Name>Travel too</Name><IsCostResource>1</IsCostResource><Type>0</Type>"),
		resource(5, "<Name>Cost as a type</Name><Type>2</Type>"),
		resource(6, "<IsNull>1</IsNull>"),
		resource(7, "<Name>Nobody's time</Name><Type>1</Type><MaxUnits>0</MaxUnits>"),
		resource(8, "<Name>Fine rate</Name><StandardRate>0.04087</StandardRate>"),
	)))
	want := []schedule.Resource{
		{ID: "1", Name: "王芳", Max: 1_500_000, Group: "销售", Email: "wang@example.com"},
		{ID: "2", Name: "Concrete", Kind: schedule.MaterialResource}, {ID: "3", Name: "Travel", Kind: schedule.CostResource},
		{ID: "4", Name: "Travel too", Kind: schedule.CostResource}, {ID: "5", Name: "Cost as a type", Kind: schedule.CostResource},
		{ID: "7", Name: "Nobody's time"}, {ID: "8", Name: "Fine rate"},
	}
	if len(plan.Resources) != len(want) {
		t.Fatalf("%d resources: %+v", len(plan.Resources), plan.Resources)
	}
	rates := []string{"6.25 CNY 15.00 CNY", "90.00 CNY 0", "0 0", "0 0", "0 0", "0 0", "0.04087 CNY 0"}
	for i, got := range plan.Resources {
		same(t, "money of "+got.Name, fmt.Sprint(got.Rate, " ", got.CostPerUse), rates[i])
		want[i].Rate, want[i].CostPerUse = got.Rate, got.CostPerUse
		same(t, got.Name, fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want[i]))
	}
	same(t, "notes", noted(notes), "resource 7.max_units \"0\" mspdi.units.zero\n")
}

func TestResourcesThatChange(t *testing.T) {
	row := "<Rate><RatesFrom>2026-01-01T00:00:00</RatesFrom></Rate>"
	period := "<AvailabilityPeriod><AvailableUnits>1</AvailableUnits></AvailabilityPeriod>"
	_, notes := decode(t, file(resources(
		resource(1, "<Name>A</Name><Rates>"+row+"</Rates><AvailabilityPeriods>"+period+"</AvailabilityPeriods>"),
		resource(2, "<Name>B</Name><Rates>"+row+row+"</Rates><AvailabilityPeriods>"+period+period+"</AvailabilityPeriods>"))))
	same(t, "notes", noted(notes), "resource 2.rates \"\" mspdi.resource.rate_table\nresource 2.availability_periods \"\" mspdi.resource.availability_table\n")
}

func assignments(list ...string) string {
	return "<Assignments>" + strings.Join(list, "\n") + "</Assignments>"
}

func assignment(uid, task, resource int, content string) string {
	return fmt.Sprintf("<Assignment><UID>%d</UID><TaskUID>%d</TaskUID><ResourceUID>%d</ResourceUID>%s</Assignment>", uid, task, resource, content)
}

func TestAssignments(t *testing.T) {
	plan, notes := decode(t, file(
		"<Tasks><Task><UID>0</UID><ID>0</ID><OutlineLevel>0</OutlineLevel></Task><Task><UID>1</UID><OutlineLevel>1</OutlineLevel></Task></Tasks>",
		resources(resource(0, ""), resource(1, "<Name>A</Name>"), resource(2, "<Name>Budget</Name><IsBudget>1</IsBudget>")),
		assignments(
			assignment(1, 1, 1, "<Units>0.5</Units><Work>PT16H0M0S</Work><ActualWork>PT4H0M0S</ActualWork><RemainingWork>PT12H0M0S</RemainingWork><Delay>4800</Delay>"+
				"<LevelingDelay>14400</LevelingDelay><LevelingDelayFormat>7</LevelingDelayFormat><WorkContour>7</WorkContour><ActualStart>2026-03-02T08:00:00</ActualStart>"+
				"<Stop>2026-03-02T12:00:00</Stop><Resume>2026-03-02T13:00:00</Resume><Cost>5000</Cost>"),
			assignment(2, 1, -65535, ""), assignment(3, 1, 0, ""), assignment(4, 0, 1, ""), assignment(5, 9, 1, ""), assignment(6, 1, 9, ""), assignment(7, 1, 2, ""),
			assignment(8, 1, 1, "<Units>0</Units><CostRateTable>1</CostRateTable><ActualFinish>2026-03-03T17:00:00</ActualFinish>"))))
	want := []schedule.Assignment{
		{ID: "1", Task: "1", Resource: "1", Units: 500_000, Work: 16 * hour, ActualWork: 4 * hour, RemainingWork: 12 * hour, Delay: 8 * hour,
			LevelingDelay: schedule.Duration{Length: 24 * hour, Unit: schedule.Days}, Contour: schedule.Turtle, ActualStart: at("2026-03-02T08:00:00"),
			Stop: at("2026-03-02T12:00:00"), Resume: at("2026-03-02T13:00:00")},
		{ID: "2", Task: "1"}, {ID: "3", Task: "1"}, {ID: "6", Task: "1"}, {ID: "8", Task: "1", Resource: "1", ActualFinish: at("2026-03-03T17:00:00")},
	}
	same(t, "assignments", fmt.Sprintf("%+v", plan.Assignments), fmt.Sprintf("%+v", want))
	same(t, "notes", noted(notes), `resource 2.resource "" mspdi.resource.budget
assignment 5.task_uid "9" mspdi.reference.unknown
assignment 6.resource_uid "9" mspdi.reference.unknown
assignment 8.units "0" mspdi.units.zero
assignment 8.cost_rate_table "1" mspdi.resource.rate_table
`)
}

func TestContours(t *testing.T) {
	for number, name := range []string{"flat", "backLoaded", "frontLoaded", "doublePeak", "earlyPeak", "latePeak", "bell", "turtle", "contoured"} {
		plan, _ := decode(t, file(tasks(""), assignments(assignment(1, 1, -65535, fmt.Sprintf("<WorkContour>%d</WorkContour>", number)))))
		same(t, name, plan.Assignments[0].Contour, name)
	}
}

// row writes work over time: its type, from, to and value.
func row(kind int, from, to, value string) string {
	if value != "" {
		value = "<Value>" + value + "</Value>"
	}
	return fmt.Sprintf("<TimephasedData><Type>%d</Type><UID>1</UID><Start>2026-03-%s:00</Start><Finish>2026-03-%s:00</Finish><Unit>2</Unit>%s</TimephasedData>", kind, from, to, value)
}

func TestSegments(t *testing.T) {
	plan, _ := decode(t, file(tasks(""), assignments(assignment(1, 1, -65535,
		row(2, "02T08:00", "02T17:00", "PT8H0M0S")+row(1, "03T08:00", "03T17:00", "")+row(1, "04T08:00", "04T12:00", "PT4H0M0S")+
			row(3, "02T08:00", "02T17:00", "PT8H0M0S")+row(4, "02T08:00", "02T17:00", "100")+row(1, "05T08:00", "05T08:00", "PT0H0M0S")+"<TimephasedData/>"))))
	want := []schedule.Segment{
		{Start: at("2026-03-02T08:00:00"), Finish: at("2026-03-02T17:00:00"), Work: 8 * hour, Actual: true},
		{Start: at("2026-03-03T08:00:00"), Finish: at("2026-03-03T17:00:00")},
		{Start: at("2026-03-04T08:00:00"), Finish: at("2026-03-04T12:00:00"), Work: 4 * hour},
	}
	same(t, "segments", fmt.Sprintf("%+v", plan.Assignments[0].Segments), fmt.Sprintf("%+v", want))
}

// 2 March 2026 is a Monday. Days are 08:00 to 12:00 and 13:00 to 17:00.
func TestSplits(t *testing.T) {
	day := func(n int) string {
		return row(1, fmt.Sprintf("%02dT08:00", n), fmt.Sprintf("%02dT17:00", n), "PT8H0M0S")
	}
	off := func(n int) string { return row(1, fmt.Sprintf("%02dT08:00", n), fmt.Sprintf("%02dT17:00", n), "") }
	done := strings.ReplaceAll(day(2), "<Type>1", "<Type>2")
	week := "<Duration>PT40H0M0S</Duration><DurationFormat>7</DurationFormat>"
	for _, c := range []struct {
		name, task string
		rows       []string // by assignment; the resource has the same number
		want       string
	}{
		{"none", week, []string{day(2) + day(3) + day(4) + day(5) + day(6)}, "[]"},
		{"over a weekend", week, []string{day(5) + day(6) + day(9) + day(10) + day(11)}, "[]"},
		{"a weekend with rows of nothing", week, []string{day(5) + day(6) + off(7) + off(8) + day(9)}, "[]"},
		{"one day", week, []string{day(2) + off(3) + day(4)}, "[{8h 8h}]"},
		{"one day without a row", week, []string{day(2) + day(4)}, "[{8h 8h}]"},
		{"in disorder", week, []string{off(3) + day(4) + day(2)}, "[{8h 8h}]"},
		{"two", week, []string{day(2) + off(3) + day(4) + off(5) + off(6) + day(9)}, "[{8h 8h} {16h 16h}]"},
		{"over a weekend too", week, []string{day(5) + day(10)}, "[{8h 16h}]"},
		{"at the ends is none", week, []string{off(2) + day(3) + day(4) + off(5)}, "[]"},
		{"as Project cuts its rows", week, []string{row(1, "02T08:00", "03T08:00", "PT8H0M0S") + row(1, "03T08:00", "03T17:00", "PT8H0M0S") +
			row(1, "03T17:00", "04T17:00", "PT0H0M0S") + row(1, "04T17:00", "05T17:00", "PT8H0M0S") + row(1, "05T17:00", "06T17:00", "PT8H0M0S")}, "[{16h 8h}]"},
		{"done and to do", week, []string{done + day(4) + day(5)}, "[{8h 8h}]"},
		{"within a day", week, []string{row(1, "02T08:00", "02T10:00", "PT2H0M0S") + row(1, "02T14:00", "02T17:00", "PT3H0M0S")}, "[{2h 3h}]"},
		{"another works on", week, []string{day(2) + off(3) + day(4), day(2) + day(3) + day(4)}, "[]"},
		{"both stop", week, []string{day(2) + off(3) + off(4) + day(5), day(2) + off(3) + day(4)}, "[{8h 8h}]"},
		{"another begins later", week, []string{day(2), day(5)}, "[]"},
		{"one stops, another begins later", week, []string{day(2) + off(3) + day(4), day(9)}, "[{8h 8h}]"},
		{"past the duration", "<Duration>PT8H0M0S</Duration>", []string{day(2) + off(3) + day(4)}, "[]"},
		{"elapsed", "<Duration>PT96H0M0S</Duration><DurationFormat>8</DurationFormat>",
			[]string{row(1, "02T08:00", "03T08:00", "PT24H0M0S") + row(1, "04T08:00", "05T08:00", "PT24H0M0S")}, "[{24h 24h}]"},
		{"resource off on Tuesdays", week, []string{"", "", day(2) + off(3) + day(4) + off(5) + day(6)}, "[{16h 8h}]"},
		{"fixed duration runs on its own hours", week + "<Type>1</Type>", []string{"", "", day(2) + off(3) + day(4)}, "[{8h 8h}]"},
		{"task and resource calendar", week + "<CalendarUID>3</CalendarUID>", []string{"", "", day(2) + off(3) + off(4) + off(5) + day(6)}, "[{8h 8h}]"},
		{"task calendar alone", week + "<CalendarUID>3</CalendarUID><IgnoreResourceCalendar>1</IgnoreResourceCalendar>", []string{"", "", day(2) + off(3) + off(4) + off(5) + day(6)}, "[{8h 16h}]"},
		{"material does not count", week, []string{"", "", "", day(2) + off(3) + day(4)}, "[]"},
		{"calendar without work", week + "<CalendarUID>4</CalendarUID>", []string{day(2) + off(3) + day(4)}, "[]"},
	} {
		standard := ""
		for i := 1; i <= 7; i++ {
			if i == 1 || i == 7 {
				standard += weekDay(i, "")
			} else {
				standard += weekDay(i, "", "08:00:00", "12:00:00", "13:00:00", "17:00:00")
			}
		}
		var list []string
		for i, rows := range c.rows {
			if rows != "" {
				list = append(list, assignment(i+1, 1, i+1, rows))
			}
		}
		plan, notes := decode(t, file("<CalendarUID>1</CalendarUID>", calendars("<WeekDays>"+standard+"</WeekDays>",
			"<BaseCalendarUID>1</BaseCalendarUID><WeekDays>"+weekDay(3, "")+"</WeekDays>", "<BaseCalendarUID>1</BaseCalendarUID><WeekDays>"+weekDay(4, "")+"</WeekDays>",
			"<WeekDays>"+weekDay(1, "")+"</WeekDays>"),
			tasks(c.task), resources(resource(1, "<Name>A</Name><Type>1</Type>"), resource(2, "<Name>B</Name><Type>1</Type>"),
				resource(3, "<Name>C</Name><Type>1</Type><CalendarUID>2</CalendarUID>"), resource(4, "<Name>D</Name><Type>0</Type>")), assignments(list...)))
		same(t, c.name, fmt.Sprint(task(t, plan, "1").Splits), c.want)
		if c.name == "calendar without work" {
			same(t, c.name+": notes", noted(notes), fmt.Sprintf("task 1.splits \"\" %s\n", mspdi.CodeSplitLost))
		} else {
			same(t, c.name+": notes", noted(notes), "")
		}
	}
}
