package mspdi_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/milepost-go/milepost/schedule/mspdi"
)

const faulty = `<Project xmlns="http://schemas.microsoft.com/project">
<StartDate>2026-02-31T08:00:00</StartDate>
<CurrencyCode>CNY</CurrencyCode>
<MinutesPerDay>eight hours</MinutesPerDay>
<Tasks>
  <Task><UID>1</UID><OutlineLevel>1</OutlineLevel><Duration>two days</Duration></Task>
  <Task><UID>1</UID><OutlineLevel>1</OutlineLevel></Task>
  <Task><UID>2</UID><OutlineLevel>1</OutlineLevel>
    <FixedCost>12,50</FixedCost><Milestone>yes</Milestone><PredecessorLink><PredecessorUID>1</PredecessorUID><LinkLag>1e99</LinkLag></PredecessorLink>
  </Task>
</Tasks>
</Project>`

func TestFaultsAreCollected(t *testing.T) {
	plan, notes, err := mspdi.Decode(strings.NewReader(faulty))
	if plan != nil || notes != nil {
		t.Error("a plan in spite of the error")
	}
	var faults *mspdi.Faults
	if !errors.As(err, &faults) || !errors.Is(err, mspdi.ErrData) {
		t.Fatalf("error is %v", err)
	}
	var text strings.Builder
	for _, f := range faults.List {
		fmt.Fprintf(&text, "%d:%d %s: %s\n", f.Line, f.Column, f.Path, f.Reason)
	}
	same(t, "faults", text.String(), `2:1 /Project/StartDate: "2026-02-31T08:00:00" is not a date and time
4:1 /Project/MinutesPerDay: "eight hours" is not a whole number
6:51 /Project/Tasks/Task[1]/Duration: "two days" is not a duration
7:3 /Project/Tasks/Task[2]: UID 1 twice
9:5 /Project/Tasks/Task[3]/FixedCost: "12,50" is not a number
9:33 /Project/Tasks/Task[3]/Milestone: "yes" is not 0 or 1
9:110 /Project/Tasks/Task[3]/PredecessorLink/LinkLag: "1e99" is not a lag
`)
	same(t, "error", err, `mspdi: not the data of a project: line 2, column 1, /Project/StartDate: "2026-02-31T08:00:00" is not a date and time (and 6 others)`)
	var first *mspdi.Error
	if !errors.As(err, &first) || first.Line != 2 {
		t.Errorf("the first fault is %v", first)
	}
}

func TestFaultsAreBounded(t *testing.T) {
	_, _, err := mspdi.Options{Limits: mspdi.Limits{Faults: 2}}.Decode(strings.NewReader(faulty))
	var faults *mspdi.Faults
	if !errors.As(err, &faults) || len(faults.List) != 2 || !faults.More || !strings.HasSuffix(err.Error(), "(and more than 1 others)") {
		t.Errorf("error is %v", err)
	}
}

func TestTolerantReadingTurnsFaultsIntoNotes(t *testing.T) {
	plan, notes, err := mspdi.Options{Tolerant: true}.Decode(strings.NewReader(faulty))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "tasks", outline(plan), "1< 2<")
	same(t, "notes", noted(notes), `project.start_date "2026-02-31T08:00:00" mspdi.value.unreadable
project.minutes_per_day "eight hours" mspdi.value.unreadable
task 1.duration "two days" mspdi.value.unreadable
task 1.task "" mspdi.id.duplicate
task 2.fixed_cost "12,50" mspdi.value.unreadable
task 2.milestone "yes" mspdi.value.unreadable
task 2.link_lag "1e99" mspdi.value.unreadable
`)
}

func TestDuplicatesOfEveryKind(t *testing.T) {
	double := func(kind, content string) string {
		one := "<" + kind + "><UID>1</UID>" + content + "</" + kind + ">"
		return "<" + kind + "s>" + one + one + "</" + kind + "s>"
	}
	for name, source := range map[string]string{
		"calendar": double("Calendar", ""), "task": double("Task", "<OutlineLevel>1</OutlineLevel>"), "resource": double("Resource", "<Name>A</Name>"),
		"assignment": tasks("") + double("Assignment", "<TaskUID>1</TaskUID>"),
		"blank task": "<Tasks><Task><UID>1</UID><IsNull>1</IsNull></Task><Task><UID>1</UID><OutlineLevel>1</OutlineLevel></Task></Tasks>",
	} {
		if _, _, err := mspdi.Decode(strings.NewReader(file(source))); !errors.Is(err, mspdi.ErrData) || !strings.Contains(err.Error(), "UID 1 twice") {
			t.Errorf("%s: error is %v", name, err)
		}
	}
}

func TestThingsWithoutUID(t *testing.T) {
	plan, notes := decode(t, file("<Calendars><Calendar/></Calendars><Tasks><Task/></Tasks><Resources><Resource/></Resources><Assignments><Assignment/></Assignments>"))
	same(t, "nothing", fmt.Sprint(len(plan.Calendars), len(plan.Tasks), len(plan.Resources), len(plan.Assignments)), "0 0 0 0")
	same(t, "notes", noted(notes), `calendar.calendar "" mspdi.id.missing
task.task "" mspdi.id.missing
resource.resource "" mspdi.id.missing
assignment.assignment "" mspdi.id.missing
`)
}

func TestOtherRoots(t *testing.T) {
	for _, source := range []string{"<project/>", "<html></html>", "<x:Project/>", "<APIBusinessObjects/>"} {
		_, _, err := mspdi.Decode(strings.NewReader(source))
		if source == "<x:Project/>" {
			if err != nil {
				t.Errorf("%s: %v", source, err)
			}
			continue
		}
		if !errors.Is(err, mspdi.ErrData) || !strings.Contains(err.Error(), "root element is not Project") {
			t.Errorf("%s: error is %v", source, err)
		}
	}
	doc, err := mspdi.Parse(strings.NewReader("<html/>"), mspdi.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := doc.Stored(); !errors.Is(err, mspdi.ErrData) {
		t.Errorf("stored: %v", err)
	}
}

func TestLimits(t *testing.T) {
	many := file(calendars("<Exceptions><Exception>"+timePeriod("2026-01-01", "2026-01-01")+"</Exception><Exception>"+timePeriod("2026-01-02", "2026-01-02")+"</Exception></Exceptions>", ""),
		tasks("<Name>long name</Name>", "<PredecessorLink><PredecessorUID>1</PredecessorUID></PredecessorLink><PredecessorLink a='1' b='2'><PredecessorUID>1</PredecessorUID></PredecessorLink>"),
		resources(resource(1, "<Name>A</Name>"), resource(2, "<Name>B</Name>")), assignments(assignment(1, 1, 1, ""), assignment(2, 2, 2, "")))
	for name, limits := range map[string]mspdi.Limits{
		"Bytes": {Bytes: 1000}, "Depth": {Depth: 3}, "Elements": {Elements: 20}, "Attributes": {Attributes: 1}, "Names": {Names: 210}, "Text": {Text: 8},
		"Tasks": {Tasks: 1}, "Links": {Links: 1}, "Resources": {Resources: 1}, "Assignments": {Assignments: 1}, "Calendars": {Calendars: 1}, "Exceptions": {Exceptions: 1},
	} {
		source := many
		if name == "Names" {
			for i := range 300 {
				source = strings.Replace(source, "</Project>", fmt.Sprintf("<New%d/></Project>", i), 1)
			}
		}
		_, _, err := mspdi.Options{Limits: limits}.Decode(strings.NewReader(source))
		var fault *mspdi.Error
		if !errors.As(err, &fault) || !errors.Is(err, mspdi.ErrLimit) || !strings.Contains(fault.Reason, "Limits."+name+" is ") || fault.Line < 1 {
			t.Errorf("%s: error is %v", name, err)
		}
	}
	if _, _, err := mspdi.Decode(strings.NewReader(many)); err != nil {
		t.Errorf("without limits: %v", err)
	}
	exact := mspdi.Limits{Bytes: len(many), Tasks: 2, Links: 2, Resources: 2, Assignments: 2, Calendars: 2, Exceptions: 2, Text: 9, Attributes: 2}
	if _, _, err := (mspdi.Options{Limits: exact}).Decode(strings.NewReader(many)); err != nil {
		t.Errorf("at the limits: %v", err)
	}
}

func TestNotesAreBounded(t *testing.T) {
	source := file(tasks("<CalendarUID>7</CalendarUID>", "<CalendarUID>7</CalendarUID>", "<CalendarUID>7</CalendarUID>"))
	_, notes, err := mspdi.Options{Limits: mspdi.Limits{Notes: 2}}.Decode(strings.NewReader(source))
	if err != nil || noted(notes) != "task 1.calendar_uid \"7\" mspdi.reference.unknown\n \"\" mspdi.file.more_notes\n" {
		t.Errorf("%v, notes %s", err, noted(notes))
	}
	_, notes, err = mspdi.Options{Limits: mspdi.Limits{Notes: 3}}.Decode(strings.NewReader(source))
	if err != nil || len(notes) != 3 || notes[2].Reason != mspdi.CodeUnknownReference {
		t.Errorf("%v, notes %s", err, noted(notes))
	}
}

// smallFile has something of everything.
var smallFile = file("<CalendarUID>1</CalendarUID>", calendars("<WeekDays>"+weekDay(2, "", "08:00:00", "16:00:00")+"</WeekDays>"), "<!-- c --><?i x?>",
	tasks("<Name><![CDATA[a]]>&#20013;</Name>", "<PredecessorLink a=\"1\"><PredecessorUID>1</PredecessorUID></PredecessorLink>"), assignments(assignment(1, 1, -65535, row(1, "02T08:00", "02T16:00", "PT8H0M0S"))))

func TestTruncatedAtEveryByte(t *testing.T) {
	if _, _, err := mspdi.Decode(strings.NewReader(smallFile)); err != nil {
		t.Fatal(err)
	}
	for n := range len(smallFile) {
		_, _, err := mspdi.Decode(strings.NewReader(smallFile[:n]))
		var fault *mspdi.Error
		if !errors.As(err, &fault) || fault.Kind != mspdi.ErrSyntax || fault.Line < 1 || fault.Column < 1 {
			t.Fatalf("cut at %d: error is %v", n, err)
		}
		if n > 600 && n < len(smallFile)-10 && !strings.HasPrefix(fault.Path, "/Project") {
			t.Errorf("cut at %d: path is %q", n, fault.Path)
		}
	}
}

func TestEveryByteChanged(t *testing.T) {
	for n := range len(smallFile) {
		for _, c := range []byte{0, '<', '>', '&', '9', 0xff, ' ', '"'} {
			changed := []byte(smallFile)
			changed[n] = c
			checkDecode(t, changed)
		}
	}
}

func TestDeepNesting(t *testing.T) {
	deep := strings.Repeat("<a>", 1_000_000)
	_, _, err := mspdi.Decode(strings.NewReader(deep))
	if !errors.Is(err, mspdi.ErrLimit) {
		t.Errorf("error is %v", err)
	}
	wide := "<Project>" + strings.Repeat("<a/>", 100_000) + "</Project>"
	if _, _, err := mspdi.Decode(strings.NewReader(wide)); err != nil {
		t.Errorf("wide: %v", err)
	}
}

// Files that would take very long if each part were compared with each other.
func TestManyOfEverythingTakesLittleTime(t *testing.T) {
	const many = 20_000
	var rows, chain, list strings.Builder
	day := at("0101-01-01T08:00:00")
	for range many {
		from, to := day.String(), day.AddSeconds(3600).String()
		fmt.Fprintf(&rows, "<TimephasedData><Type>1</Type><Start>%s</Start><Finish>%s</Finish><Value>PT1H</Value></TimephasedData>", from, to)
		day = day.AddSeconds(14 * 86400)
	}
	for i := range many {
		fmt.Fprintf(&chain, "<Calendar><UID>%d</UID><BaseCalendarUID>%d</BaseCalendarUID></Calendar>", i+1, i+2)
		fmt.Fprintf(&list, "<Resource><UID>%d</UID><Name>R</Name><CalendarUID>%d</CalendarUID></Resource>", i+1, i+1)
	}
	start := time.Now()
	plan, _ := decode(t, file(tasks("<Duration>PT99999H</Duration>"), assignments(assignment(1, 1, -65535, rows.String()))))
	same(t, "splits", len(plan.Tasks[0].Splits), many-1)
	_, notes := decode(t, file("<Calendars>"+chain.String()+"</Calendars>", "<Resources>"+list.String()+"</Resources>", tasks("<Duration>PT99999H</Duration>"),
		assignments(assignment(1, 1, 1, row(1, "02T08:00", "02T17:00", "PT8H")+row(1, "04T08:00", "04T17:00", "PT8H")))))
	same(t, "notes", noted(notes), fmt.Sprintf("calendar %d.base_calendar_uid \"%d\" mspdi.reference.unknown\ntask 1.splits \"\" mspdi.task.split_lost\n", many, many+1))
	if spent := time.Since(start); spent > time.Minute {
		t.Errorf("took %v", spent)
	}
}

func TestReaderErrorsComeBack(t *testing.T) {
	broken := errors.New("line is dead")
	_, _, err := mspdi.Decode(io.MultiReader(strings.NewReader("<Project>"), iotest.ErrReader(broken)))
	if !errors.Is(err, broken) {
		t.Errorf("error is %v", err)
	}
	plan, _, err := mspdi.Decode(iotest.OneByteReader(strings.NewReader(smallFile)))
	if err != nil || len(plan.Tasks) != 2 {
		t.Errorf("one byte at a time: %v", err)
	}
	if _, _, err := mspdi.Decode(bytes.NewReader(nil)); !errors.Is(err, mspdi.ErrSyntax) {
		t.Errorf("empty: %v", err)
	}
}
