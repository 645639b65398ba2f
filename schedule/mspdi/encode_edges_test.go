package mspdi_test

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

// The results that were written are read as those of Project are, by the ids
// of the plan.
func TestStoredIsWhatWasComputed(t *testing.T) {
	p := days("a", "2", "c")
	p.Links = []schedule.Link{{From: "a", To: "2"}}
	p.Tasks[2].Duration.Length = 80 * hour
	result, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	source, _ := encode(t, mspdi.Encoder{}, p)
	stored, err := parse(t, source).Stored()
	if err != nil || len(stored) != 3 {
		t.Fatal(stored, err)
	}
	for i, s := range stored {
		same(t, "id", s.ID, p.Tasks[i].ID)
		x, _ := result.Times(s.ID)
		same(t, "task "+string(s.ID), schedule.Times{Start: s.Start, Finish: s.Finish, EarlyStart: s.EarlyStart,
			EarlyFinish: s.EarlyFinish, LateStart: s.LateStart, LateFinish: s.LateFinish,
			StartFloat: s.StartFloat, FinishFloat: s.FinishFloat, TotalFloat: s.TotalFloat,
			FreeFloat: s.FreeFloat, Critical: s.Critical}, x)
	}
}

func TestLastNumbers(t *testing.T) {
	p := days(schedule.TaskID(fmt.Sprint(math.MaxInt32)), "a", "1", "b", "2147483648")
	source, _ := encode(t, mspdi.Encoder{InputsOnly: true}, p)
	uids := ""
	for _, part := range strings.Split(squeezed(string(source)), "<Task><UID>")[1:] {
		uid, _, _ := strings.Cut(part, "<")
		uids += uid + " "
	}
	same(t, "UIDs", uids, "2147483647 2 1 3 4 ")
	got, _ := decode(t, string(source))
	same(t, "ids", ids(got), ids(p))

	p = days("2147483646", "2147483647", "1", "a", "b")
	source, _ = encode(t, mspdi.Encoder{InputsOnly: true}, p)
	wantAll(t, "the file", squeezed(string(source)), "<UID>2</UID><ID>4</ID>", "<UID>3</UID><ID>5</ID>")
}

func TestNoFieldForIDs(t *testing.T) {
	var used strings.Builder
	for n := 188743997; n <= 188744016; n++ { // Text11 to Text30 of tasks
		fmt.Fprintf(&used, "<ExtendedAttribute><FieldID>%d</FieldID></ExtendedAttribute>", n)
	}
	doc := parse(t, []byte(file("<ExtendedAttributes>"+used.String()+"</ExtendedAttributes>", tasks(""))))
	p, _, err := doc.Plan(mspdi.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p.Tasks = append(p.Tasks, schedule.Task{ID: "word", Priority: 500})
	source, notes := update(t, mspdi.Encoder{InputsOnly: true}, doc, p)
	same(t, "notes", noted(notes), `task word.id "2" mspdi.id.replaced`+"\n")
	wantNone(t, "the file", string(source), "Milepost")
}

func TestUpdateOfAFaultyPlan(t *testing.T) {
	doc := parse(t, []byte(kept))
	p, _, err := doc.Plan(mspdi.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p.Resources = append(p.Resources[:0], schedule.Resource{})
	p.Assignments = append(p.Assignments, schedule.Assignment{ID: "x", Task: "gone"})
	source, notes := update(t, mspdi.Encoder{InputsOnly: true}, doc, p)
	same(t, "notes", noted(notes), `resource.id "" mspdi.id.missing
assignment 1.resource "1" mspdi.reference.unknown
assignment x.task "gone" mspdi.reference.unknown
`)
	wantNone(t, "the file", string(source), "<Name>Ann</Name>", "by hand")
	wantAll(t, "the file", string(source), "<Name>Budget</Name>", "BudgetWork")
}

// What is left of a budget when its resource becomes one of the plan's and
// goes.
func TestUpdateDropsWorkOfResourcesThatAreGone(t *testing.T) {
	source := file(tasks(""),
		"<Resources><Resource><UID>1</UID><Name>Ann</Name><Type>1</Type></Resource></Resources><Assignments><Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID></Assignment>"+
			"<Assignment><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID><Notes>no UID</Notes></Assignment><Assignment><TaskUID>1</TaskUID><Notes>nobody</Notes></Assignment><Other/></Assignments>")
	doc := parse(t, []byte(source))
	p, _, err := doc.Plan(mspdi.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p.Resources, p.Assignments = nil, nil
	got, _ := update(t, mspdi.Encoder{InputsOnly: true}, doc, p)
	wantNone(t, "the file", string(got), "no UID", "Ann")
	wantAll(t, "the file", string(got), "nobody", "<Other/>")
}

func TestMadeThingsThatNameNothing(t *testing.T) {
	standIn := func(other, base string) string {
		return file("<Calendars><Calendar><UID>1</UID><Name>Base</Name></Calendar><Calendar><UID>2</UID><GUID>4D494C45-504F-8354-8001-00000000000"+other+"</GUID><BaseCalendarUID>"+base+"</BaseCalendarUID></Calendar></Calendars>",
			"<Tasks/><Resources><Resource><UID>1</UID><Name>Ann</Name><CalendarUID>2</CalendarUID></Resource></Resources>")
	}
	for _, c := range []struct{ other, base, want string }{{"1", "1", "1"}, {"7", "1", "2"}, {"2", "1", "2"}, {"1", "-1", "1"}, {"G", "1", "2"}} {
		p, _ := decode(t, standIn(c.other, c.base))
		same(t, "stands for "+c.other+" upon "+c.base, p.Resources[0].Calendar, c.want)
	}
	// Twice the same UID: the mark of the second does not reach the first.
	p, notes, err := mspdi.Options{Tolerant: true}.Decode(strings.NewReader(strings.Replace(standIn("1", "1"),
		"</Calendars>",
		"<Calendar><UID>1</UID><GUID>4D494C45-504F-8354-8001-000000000002</GUID></Calendar></Calendars>", 1)))
	if err != nil || len(p.Calendars) != 1 || p.Resources[0].Calendar != "1" {
		t.Error(p.Calendars, noted(notes), err)
	}
}

func TestCalendarsUponNothing(t *testing.T) {
	p := days("1")
	p.Calendar = "1"
	p.Calendars = []schedule.Calendar{{ID: "1", Name: "A", Base: "gone", Times: usual()}, {ID: "2", Name: "B",
		Base: "2", Times: usual()}, {ID: "3", Name: "C", Base: "4", Times: usual()}, {ID: "4", Name: "D",
		Base: "3", Times: usual()}}
	file, notes := written(t, mspdi.Encoder{InputsOnly: true}, p)
	same(t, "base calendars", strings.Count(file,
		"<IsBaseCalendar>1</IsBaseCalendar><IsBaselineCalendar>0</IsBaselineCalendar><BaseCalendarUID>-1</BaseCalendarUID>"),
		4)
	same(t, "notes", notes, `calendar 1.base "gone" mspdi.reference.unknown
calendar 2.base "2" mspdi.reference.unknown
calendar 3.base "4" mspdi.calendar.flattened
calendar 4.base "3" mspdi.calendar.flattened
`)
}

func TestExceptionsAtTheEdges(t *testing.T) {
	// A count without repetition means nothing.
	_, new, _, _ := exceptionFile(t, calendar.Exception{From: day(2026, 5, 1),
		Repeat: calendar.Repeat{Count: 4}})
	wantAll(t, "one day", new, " 2026-05-01 2026-05-01 <Occurrences>1</Occurrences><Type>1</Type>")
	// The last day that there is.
	old, _, _, _ := exceptionFile(t, calendar.Exception{From: day(9999, 12, 30), To: day(9999, 12, 31),
		Repeat: calendar.Repeat{Frequency: calendar.Daily}})
	same(t, "the last days", old, "0 9999-12-30 9999-12-31\n")
	// Each few enough, all too many.
	many := calendar.Exception{From: day(2000, 1, 1), To: day(2020, 1, 1),
		Repeat: calendar.Repeat{Frequency: calendar.Daily, Every: 4}}
	list := []calendar.Exception{many, many, many}
	for i := range list {
		list[i].From = list[i].From.AddDays(i)
	}
	old, new, _, _ = exceptionFile(t, list...)
	same(t, "old form", len(old), 0)
	same(t, "new form", strings.Count(new, "<Type>7</Type>"), 3)
}

// Equal plans give equal bytes, from any number of places at once.
func TestWritingIsDeterministicAndShared(t *testing.T) {
	p := days("b", "a", "c")
	p.Links = []schedule.Link{{From: "x", To: "a", External: true}, {From: "y", To: "b", External: true},
		{From: "x", To: "b", External: true}, {From: "z", To: "c", External: true}}
	want, _ := encode(t, mspdi.Encoder{}, p)
	doc := parse(t, want)
	var wait sync.WaitGroup
	for range 8 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			var a, b bytes.Buffer
			if _, err := mspdi.Encode(&a, p); err != nil || !bytes.Equal(a.Bytes(), want) {
				t.Error("another file", err)
			}
			if _, err := (mspdi.Encoder{}).Update(&b, doc, p); err != nil {
				t.Error(err)
			}
		}()
	}
	wait.Wait()
}

// Every code that is declared is listed, once.
func TestCodesOfWriting(t *testing.T) {
	list := mspdi.Codes()
	for _, code := range []finding.Code{mspdi.CodeNotWritten, mspdi.CodeNearest, mspdi.CodeFilledIn, mspdi.CodeNotComputed, mspdi.CodeNoResult, mspdi.CodeReordered, mspdi.CodeIDReplaced,
		mspdi.CodeOutsideLink, mspdi.CodeOtherCurrency, mspdi.CodeTextCleaned, mspdi.CodeTextCut,
		mspdi.CodeTextLong, mspdi.CodeDateRange, mspdi.CodeResourceName,
		mspdi.CodeFlattened, mspdi.CodeNameMade, mspdi.CodeTooManyRanges, mspdi.CodeOverMidnight,
		mspdi.CodeRowsMade, mspdi.CodeRowsDropped} {
		if i := slices.Index(list, code); i < 0 || slices.Contains(list[i+1:], code) {
			t.Errorf("%s is not listed once", code)
		}
	}
}

// Gaps that cannot be laid out anew stay where the document has them.
func TestUpdateKeepsRows(t *testing.T) {
	p := gap()
	p.Tasks = append(p.Tasks, p.Tasks[0])
	p.Tasks[1].ID = "2"
	p.Assignments = []schedule.Assignment{{ID: "1", Task: "2", Units: schedule.FullUnit, Work: 16 * hour}}
	source, _ := encode(t, mspdi.Encoder{}, p)
	doc := parse(t, source)
	change := func(edit func(p *schedule.Plan)) (*schedule.Plan, string, string) {
		got, _, err := doc.Plan(mspdi.Options{})
		if err != nil {
			t.Fatal(err)
		}
		edit(got)
		file, notes := update(t, mspdi.Encoder{InputsOnly: true}, doc, got)
		again, _ := decode(t, string(file))
		return again, squeezed(string(file)), noted(notes)
	}
	got, file, notes := change(func(p *schedule.Plan) { p.Tasks[0].Name, p.Tasks[1].Name = "X", "Y" })
	same(t, "notes", notes, "")
	same(t, "gaps", fmt.Sprint(got.Tasks[0].Splits, got.Tasks[1].Splits), "[{4h 8h}] [{4h 8h}]")
	same(t, "rows", strings.Count(file, "<TimephasedData>"), 6)

	got, file, notes = change(func(p *schedule.Plan) { p.Tasks[0].Splits[0].After = 6 * hour })
	same(t, "notes", notes, `task 1.splits "" mspdi.task.split_lost`+"\n")
	same(t, "gaps", fmt.Sprint(got.Tasks[0].Splits, got.Tasks[1].Splits), "[] [{4h 8h}]")
	same(t, "rows", strings.Count(file, "<TimephasedData>"), 3)

	got, _, _ = change(func(p *schedule.Plan) { p.Tasks[1].Splits = nil })
	same(t, "gaps", fmt.Sprint(got.Tasks[0].Splits, got.Tasks[1].Splits), "[{4h 8h}] []")
}

// An assignment to nobody that was once made for a task serves again.
func TestUpdateUsesOldPlaceholders(t *testing.T) {
	source := file(tasks("<Duration>PT8H0M0S</Duration>"),
		"<Assignments><Assignment><UID>6</UID><GUID>4D494C45-504F-8354-8003-000000000001</GUID><TaskUID>1</TaskUID><ResourceUID>-65535</ResourceUID><Notes>ours</Notes></Assignment></Assignments>")
	source = strings.Replace(source, "<StartDate>", "<SaveVersion>14</SaveVersion><StartDate>", 1)
	doc := parse(t, []byte(source))
	p, _, err := doc.Plan(mspdi.Options{})
	if err != nil || len(p.Assignments) > 0 {
		t.Fatal(p.Assignments, err)
	}
	p.Assignments = []schedule.Assignment{{ID: "mine", Task: "1"}}
	p.Tasks = append(p.Tasks, schedule.Task{ID: "2", Priority: 500})
	p.Tasks[1].Progress = schedule.Progress{ActualStart: monday, Percent: 10}
	got, _ := update(t, mspdi.Encoder{InputsOnly: true}, doc, p)
	wantAll(t, "the file", squeezed(string(got)), "<Assignment><UID>7</UID><TaskUID>1</TaskUID>",
		"<Assignment><UID>8</UID><GUID>4D494C45-504F-8354-8003-000000000002</GUID>")
	wantNone(t, "the file", string(got), "ours")
	p.Assignments, p.Tasks[0].Progress = nil, schedule.Progress{ActualStart: monday, Percent: 10}
	got, _ = update(t, mspdi.Encoder{InputsOnly: true}, doc, p)
	wantAll(t, "the file", squeezed(string(got)),
		"<Assignment><UID>6</UID><GUID>4D494C45-504F-8354-8003-000000000001</GUID><TaskUID>1</TaskUID><ResourceUID>-65535</ResourceUID><ActualStart>",
		"<Notes>ours</Notes>")
}

func TestUpdateLeavesOtherNamespacesAlone(t *testing.T) {
	source := file(tasks(`<Name>One</Name><Name xmlns="urn:other">Two</Name>`))
	doc := parse(t, []byte(source))
	p, _, err := doc.Plan(mspdi.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p.Tasks[0].Name = "Three"
	got, _ := update(t, mspdi.Encoder{InputsOnly: true}, doc, p)
	wantAll(t, "the file", squeezed(string(got)), `<Name>Three</Name>`, `<Name xmlns="urn:other">Two</Name>`)
}

func TestNegativeValues(t *testing.T) {
	p := days("1")
	p.Resources = []schedule.Resource{{ID: "1", Name: "Ann", Max: -1_500_000}}
	p.Assignments = []schedule.Assignment{{ID: "1", Task: "1", Resource: "1", Work: -90 * calendar.Minute,
		Units: -1}}
	file, _ := written(t, mspdi.Encoder{InputsOnly: true}, p)
	wantAll(t, "the file", file, "<MaxUnits>-1.5</MaxUnits>", "<Work>-PT1H30M0S</Work>",
		"<Units>-0.000001</Units>")
	if got, _ := decode(t, file); planDiff(p, got) != "" {
		t.Error(planDiff(p, got))
	}
}
