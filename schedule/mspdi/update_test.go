package mspdi_test

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

func update(t testing.TB, e mspdi.Encoder, doc *mspdi.Document, plan *schedule.Plan) ([]byte, []schedule.LossNote) {
	t.Helper()
	var b bytes.Buffer
	notes, err := e.Update(&b, doc, plan)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), notes
}

func parse(t testing.TB, source []byte) *mspdi.Document {
	t.Helper()
	doc, err := mspdi.Parse(bytes.NewReader(source), mspdi.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// leaves writes every element of a document that has a text, with the names of
// those around it, in order.
func leaves(e mspdi.Element, path string, list []string) []string {
	path += "/" + e.Name()
	inside := false
	for c := range e.Children() {
		list, inside = leaves(c, path, list), true
	}
	if !inside {
		list = append(list, path+"="+strings.TrimSpace(e.Text()))
	}
	return list
}

// TestUpdateOfNothing writes every file again with the plan that was read from
// it: every element stays, as it was and, if that is the order of the schema,
// where it was. Only what the schema wants in every file is added.
func TestUpdateOfNothing(t *testing.T) {
	inPlace := 0
	for _, name := range projectFiles(t) {
		base, doc := filepath.Base(name), parse(t, readFile(t, name))
		plan, _, err := doc.Plan(mspdi.Options{})
		if err != nil {
			t.Fatal(err)
		}
		file, notes := update(t, mspdi.Encoder{}, doc, plan)
		again := parse(t, file)
		if reread, _, err := again.Plan(mspdi.Options{}); err != nil || planDiff(plan, reread) != "" {
			t.Errorf("%s: %v\n%s", base, err, planDiff(plan, reread))
		}
		if doc.Root().Child("SaveVersion").IsZero() {
			continue // of before 2007: all that is known is written anew
		}
		if len(notes) > 0 {
			t.Errorf("%s: notes\n%s", base, noted(notes))
		}
		was, is := leaves(doc.Root(), "", nil), leaves(again.Root(), "", nil)
		if doc.Root().Child("CurrencyCode").IsZero() {
			is = slices.DeleteFunc(is, func(s string) bool { return s == "/Project/CurrencyCode=XXX" })
		}
		if slices.Equal(was, is) {
			inPlace++
		}
		slices.Sort(was)
		slices.Sort(is)
		if diff := cmp.Diff(was, is); diff != "" {
			t.Errorf("%s: (-was +is)\n%s", base, diff)
		}
		if len(file) > 1<<20 {
			continue
		}
		if third, _ := update(t, mspdi.Encoder{}, again, plan); !bytes.Equal(file, third) {
			t.Errorf("%s: written a third time the file differs", base)
		}
	}
	if inPlace < 20 { // three of the corpus have elements out of their order
		t.Errorf("only %d files keep the order of their elements", inPlace)
	}
}

// kept is a file of Project with much that no plan takes.
const kept = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Project xmlns="http://schemas.microsoft.com/project" xmlns:x="urn:x">
	<SaveVersion>14</SaveVersion>
	<Name>kept.xml</Name>
	<Title>Kept</Title>
	<Manager>Ann</Manager>
	<StartDate>2026-03-02T08:00:00</StartDate>
	<FinishDate>2026-03-03T17:00:00</FinishDate>
	<CurrencySymbol>$</CurrencySymbol>
	<CurrencyCode>USD</CurrencyCode>
	<CalendarUID>1</CalendarUID>
	<BaselineCalendar>Old</BaselineCalendar>
	<ExtendedAttributes>
		<ExtendedAttribute>
			<FieldID>188744016</FieldID>
			<FieldName>Text30</FieldName>
			<Alias>Colour</Alias>
		</ExtendedAttribute>
	</ExtendedAttributes>
	<Calendars>
		<Calendar>
			<UID>1</UID>
			<GUID>AAA</GUID>
			<Name>Standard</Name>
			<IsBaseCalendar>1</IsBaseCalendar>
			<BaseCalendarUID>-1</BaseCalendarUID>
			<WeekDays><WeekDay><DayType>2</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>16:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay></WeekDays>
		</Calendar>
	</Calendars>
	<Tasks>
		<Task>
			<UID>0</UID>
			<ID>0</ID>
			<Name>Kept</Name>
			<OutlineLevel>0</OutlineLevel>
			<Start>2026-03-02T08:00:00</Start>
			<Finish>2026-03-09T16:00:00</Finish>
			<Duration>PT16H0M0S</Duration>
			<Cost>7</Cost>
		</Task>
		<Task>
			<UID>1</UID>
			<ID>1</ID>
			<Name>First</Name>
			<Contact>Ben</Contact>
			<OutlineLevel>1</OutlineLevel>
			<Start>2026-03-02T08:00:00</Start>
			<Finish>2026-03-02T16:00:00</Finish>
			<Duration>PT8H0M0S</Duration>
			<DurationFormat>7</DurationFormat>
			<StartVariance>5</StartVariance>
			<Cost>100</Cost>
			<x:tag>kept too</x:tag>
			<ExtendedAttribute><FieldID>188744016</FieldID><Value>red</Value></ExtendedAttribute>
			<Baseline><Interim>0</Interim><Start>2026-03-02T08:00:00</Start><BCWS>3</BCWS></Baseline>
		</Task>
		<Task>
			<UID>8</UID>
			<ID>2</ID>
			<IsNull>1</IsNull>
		</Task>
		<Task>
			<UID>2</UID>
			<ID>3</ID>
			<Name>Second</Name>
			<OutlineLevel>1</OutlineLevel>
			<Start>2026-03-09T08:00:00</Start>
			<Finish>2026-03-09T16:00:00</Finish>
			<Duration>PT8H0M0S</Duration>
			<DurationFormat>7</DurationFormat>
			<PredecessorLink>
				<PredecessorUID>1</PredecessorUID>
				<Type>1</Type>
				<CrossProjectName>keep me</CrossProjectName>
				<LinkLag>0</LinkLag>
				<LagFormat>7</LagFormat>
			</PredecessorLink>
		</Task>
	</Tasks>
	<Resources>
		<Resource><UID>0</UID><ID>0</ID><Type>1</Type></Resource>
		<Resource><UID>1</UID><ID>1</ID><Name>Ann</Name><Type>1</Type><Initials>A</Initials></Resource>
		<Resource><UID>2</UID><ID>2</ID><Name>Budget</Name><IsBudget>1</IsBudget></Resource>
	</Resources>
	<Assignments>
		<Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID><Start>2026-03-02T08:00:00</Start><Finish>2026-03-02T16:00:00</Finish><Delay>0</Delay><RegularWork>PT8H0M0S</RegularWork><RemainingWork>PT8H0M0S</RemainingWork><Units>1</Units><Work>PT8H0M0S</Work><Notes>by hand</Notes>
			<TimephasedData><Type>4</Type><UID>1</UID><Start>2026-03-02T08:00:00</Start><Finish>2026-03-02T16:00:00</Finish><Unit>1</Unit><Value>PT8H0M0S</Value></TimephasedData></Assignment>
		<Assignment><UID>2</UID><TaskUID>1</TaskUID><ResourceUID>2</ResourceUID><BudgetWork>PT1H0M0S</BudgetWork></Assignment>
	</Assignments>
</Project>`

// updated changes the plan of a document and returns the lines that its file
// lost and won, and the notes.
func updated(t *testing.T, e mspdi.Encoder, source string, change func(p *schedule.Plan)) (lost, won []string, notes string) {
	t.Helper()
	doc := parse(t, []byte(source))
	p, _, err := doc.Plan(mspdi.Options{})
	if err != nil {
		t.Fatal(err)
	}
	change(p)
	file, list := update(t, e, doc, p)
	got, _ := decode(t, string(file))
	if diff := planDiff(p, got); diff != "" {
		t.Errorf("(-changed +read)\n%s", diff)
	}
	left := map[string]int{}
	root := "/" + doc.Root().Name() + "/"
	for _, l := range leaves(doc.Root(), "", nil) {
		left[l]++
	}
	for _, l := range leaves(parse(t, file).Root(), "", nil) {
		if left[l]--; left[l] < 0 {
			won = append(won, strings.TrimPrefix(l, root))
		}
	}
	for l, n := range left {
		for range n {
			lost = append(lost, strings.TrimPrefix(l, root))
		}
	}
	slices.Sort(lost)
	slices.Sort(won)
	return lost, won, noted(list)
}

func wantLines(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: (-want +got)\n%s", what, diff)
	}
}

func TestUpdateOfOneThing(t *testing.T) {
	lost, won, notes := updated(t, mspdi.Encoder{}, kept, func(*schedule.Plan) {})
	wantLines(t, "nothing lost", lost)
	wantLines(t, "nothing won", won)
	same(t, "notes", notes, "")

	lost, won, _ = updated(t, mspdi.Encoder{}, kept, func(p *schedule.Plan) { p.Tasks[0].Name = "Renamed" })
	wantLines(t, "a name lost", lost, "Tasks/Task/Name=First", "Tasks/Task/StartVariance=5",
		"Tasks/Task/Cost=100")
	wantLines(t, "a name won", won, "Tasks/Task/Name=Renamed")

	lost, won, _ = updated(t, mspdi.Encoder{}, kept, func(p *schedule.Plan) { p.Name = "Better" })
	wantLines(t, "a title lost", lost, "Title=Kept", "Tasks/Task/Name=Kept", "Tasks/Task/Cost=7")
	wantLines(t, "a title won", won, "Title=Better", "Tasks/Task/Name=Better")

	lost, won, _ = updated(t, mspdi.Encoder{}, kept, func(p *schedule.Plan) { p.Links[0].Lag.Length = hour })
	wantNone(t, "a lag lost", strings.Join(lost, "\n"), "CrossProjectName")
	wantAll(t, "a lag lost", strings.Join(lost, "\n"), "Tasks/Task/PredecessorLink/LinkLag=0")
	wantAll(t, "a lag won", strings.Join(won, "\n"), "Tasks/Task/PredecessorLink/LinkLag=600")

	lost, won, _ = updated(t, mspdi.Encoder{}, kept,
		func(p *schedule.Plan) { p.Baselines[0].Tasks[0].Work = hour })
	wantLines(t, "a baseline lost", lost, "Tasks/Task/StartVariance=5", "Tasks/Task/Cost=100",
		"Tasks/Task/Baseline/BCWS=3")
	wantLines(t, "a baseline won", won, "Tasks/Task/Baseline/Work=PT1H0M0S")

	lost, won, _ = updated(t, mspdi.Encoder{}, kept, func(p *schedule.Plan) { p.Resources[0].Group = "G" })
	wantLines(t, "a resource lost", lost)
	wantLines(t, "a resource won", won, "Resources/Resource/Group=G")
}

// A longer task moves its successor, its assignment and the project; all else
// stays.
func TestUpdateMovesWhatFollows(t *testing.T) {
	longer := func(p *schedule.Plan) { p.Tasks[0].Duration.Length = 12 * hour }
	lost, won, notes := updated(t, mspdi.Encoder{}, kept, longer)
	same(t, "notes", notes, "")
	wantLines(t, "lost", lost, "FinishDate=2026-03-03T17:00:00",
		"Tasks/Task/Finish=2026-03-09T16:00:00", "Tasks/Task/Duration=PT16H0M0S", "Tasks/Task/Cost=7", // the row of the project
		"Tasks/Task/Duration=PT8H0M0S", "Tasks/Task/Finish=2026-03-02T16:00:00", "Tasks/Task/StartVariance=5",
		"Tasks/Task/Cost=100",
		"Tasks/Task/Start=2026-03-09T08:00:00", "Tasks/Task/Finish=2026-03-09T16:00:00",
		"Assignments/Assignment/Finish=2026-03-02T16:00:00", "Assignments/Assignment/RegularWork=PT8H0M0S")
	wantAll(t, "won", strings.Join(won, "\n"), "FinishDate=2026-03-16T12:00:00",
		"Tasks/Task/Duration=PT12H0M0S", "Tasks/Task/Finish=2026-03-09T12:00:00",
		"Tasks/Task/Start=2026-03-09T12:00:00",
		"Tasks/Task/Finish=2026-03-16T12:00:00", "Tasks/Task/Duration=PT20H0M0S",
		"Assignments/Assignment/Finish=2026-03-09T12:00:00")

	lost, won, _ = updated(t, mspdi.Encoder{InputsOnly: true}, kept, longer)
	wantLines(t, "inputs lost", lost, "Tasks/Task/Duration=PT8H0M0S", "Tasks/Task/StartVariance=5",
		"Tasks/Task/Cost=100")
	wantLines(t, "inputs won", won, "Tasks/Task/Duration=PT12H0M0S", "Tasks/Task/RemainingDuration=PT12H0M0S",
		"Tasks/Task/PercentComplete=0", "Tasks/Task/PercentWorkComplete=0", "Tasks/Task/Summary=0") // they go with the duration

	// A result of the caller's counts for every task.
	doc := parse(t, []byte(kept))
	p, _, err := doc.Plan(mspdi.Options{})
	if err != nil {
		t.Fatal(err)
	}
	later := p.Clone()
	later.Start = at("2026-05-04T08:00:00")
	result, err := schedule.Compute(later, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	file, _ := update(t, mspdi.Encoder{Result: result}, doc, p)
	wantAll(t, "the first task", record(t, squeezed(string(file)), "Task", 1),
		"<Start>2026-05-04T08:00:00</Start>", "<LateFinish>", "<Contact>Ben</Contact>",
		"<x:tag>kept too</x:tag>", "<Value>red</Value>")
}

func TestUpdateAddsAndRemoves(t *testing.T) {
	doc := parse(t, []byte(kept))
	p, _, err := doc.Plan(mspdi.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p.Tasks = append([]schedule.Task{{ID: "new", Name: "New", Priority: 500}, {ID: "8", Name: "Eight",
		Priority: 500}}, p.Tasks...)
	p.Tasks = p.Tasks[:3] // the second task goes
	p.Links = nil
	p.Resources = append(p.Resources, schedule.Resource{ID: "2", Name: "Ben"})
	p.Assignments = append(p.Assignments, schedule.Assignment{ID: "mine", Task: "new", Resource: "2"})
	source, notes := update(t, mspdi.Encoder{}, doc, p)
	file := squeezed(string(source))
	// 8 is the blank row; Text30 is the colour.
	wantAll(t, "the first new one", record(t, file, "Task", 9), "<ID>1</ID><Name>New</Name>",
		"<ExtendedAttribute><FieldID>188744015</FieldID><Value>new</Value></ExtendedAttribute>")
	wantAll(t, "the second new one", record(t, file, "Task", 10), "<ID>2</ID><Name>Eight</Name>",
		"<Value>8</Value>")
	wantAll(t, "the old one", record(t, file, "Task", 1), "<ID>3</ID>", "<Value>red</Value>")
	wantAll(t, "the file", file, "<Task><UID>8</UID><ID>4</ID><IsNull>1</IsNull></Task></Tasks>",
		"<Alias>Colour</Alias>",
		"<FieldID>188744015</FieldID><FieldName>Text29</FieldName><Alias>Milepost id</Alias>",
		"<FieldID>205521139</FieldID>", "<FieldID>255852780</FieldID>",
		"<Resource><UID>2</UID><ID>2</ID><Name>Budget</Name>",
		"<Resource><UID>3</UID><ID>3</ID><Name>Ben</Name>",
		"<Assignment><UID>2</UID><TaskUID>1</TaskUID><ResourceUID>2</ResourceUID><BudgetWork>",
		"<Assignment><UID>3</UID><TaskUID>9</TaskUID><ResourceUID>3</ResourceUID>")
	wantNone(t, "the file", file, "<Name>Second</Name>", "<PredecessorLink>")
	same(t, "notes", noted(notes), "")
	got, _ := decode(t, string(source))
	if diff := planDiff(p, got); diff != "" {
		t.Error(diff)
	}
	// Once more, by what was read: the ids are known now.
	got.Tasks[0].Name = "New again"
	again, _ := update(t, mspdi.Encoder{}, parse(t, source), got)
	wantAll(t, "the new one", record(t, squeezed(string(again)), "Task", 9), "<Name>New again</Name>",
		"<Value>new</Value>")
	same(t, "definitions", strings.Count(string(again), "<Alias>Milepost id</Alias>"), 3)

	// Without the task its budget goes too.
	got.Tasks, got.Assignments, got.Baselines = got.Tasks[:2], got.Assignments[1:], nil
	less, _ := update(t, mspdi.Encoder{}, parse(t, source), got)
	wantNone(t, "the file", string(less), "BudgetWork", "<TaskUID>1</TaskUID>")
}

func TestUpdateOfOtherForms(t *testing.T) {
	// Of before 2007: the exceptions among the weekdays are written in both
	// forms, since programs of now pass the old one over.
	old := strings.Replace(strings.Replace(kept, "<SaveVersion>14</SaveVersion>", "", 1), "<WeekDays>",
		"<WeekDays><WeekDay><DayType>0</DayType><DayWorking>0</DayWorking><TimePeriod><FromDate>2026-03-09T00:00:00</FromDate>"+
			"<ToDate>2026-03-09T23:59:00</ToDate></TimePeriod></WeekDay>", 1)
	doc := parse(t, []byte(old))
	p, _, err := doc.Plan(mspdi.Options{})
	if err != nil {
		t.Fatal(err)
	}
	source, _ := update(t, mspdi.Encoder{}, doc, p)
	file := squeezed(string(source))
	wantAll(t, "the file", file, "<SaveVersion>14</SaveVersion>", "<Exceptions><Exception>",
		"<DayType>0</DayType>", "<Contact>Ben</Contact>", "<BaselineCalendar>Old</BaselineCalendar>",
		"<GUID>AAA</GUID>", "<CurrencySymbol>$</CurrencySymbol><CurrencyCode>USD</CurrencyCode>",
		"<Start>2026-03-16T08:00:00</Start>")
	got, _ := decode(t, string(source))
	for i := range p.Calendars[0].Times.Week {
		p.Calendars[0].Times.Week[i].Set = true // written whole, since the calendar has no base
	}
	if diff := planDiff(p, got); diff != "" {
		t.Error(diff)
	}

	// What is taken out of such a plan is taken out of the file.
	cleared := p.Clone()
	cleared.Links, cleared.Baselines = nil, nil
	source, _ = update(t, mspdi.Encoder{}, doc, cleared)
	wantNone(t, "the file", string(source), "<PredecessorLink>", "<Baseline>")

	// UIDs that are no numbers become some.
	words := strings.NewReplacer("<UID>1</UID>", "<UID>one</UID>", "<TaskUID>1</TaskUID>",
		"<TaskUID>one</TaskUID>", "<PredecessorUID>1</PredecessorUID>", "<PredecessorUID>one</PredecessorUID>",
		"<ResourceUID>1</ResourceUID>", "<ResourceUID>one</ResourceUID>", "<CalendarUID>1</CalendarUID>",
		"<CalendarUID>one</CalendarUID>").Replace(kept)
	doc = parse(t, []byte(words))
	if p, _, err = doc.Plan(mspdi.Options{}); err != nil {
		t.Fatal(err)
	}
	source, notes := update(t, mspdi.Encoder{}, doc, p)
	wantNone(t, "the file", string(source), "<TaskUID>one", "<PredecessorUID>one", "<ResourceUID>one",
		"<CalendarUID>one", "\t<UID>one")
	wantAll(t, "the file", string(source), "<Contact>Ben</Contact>", "<Value>one</Value>")
	same(t, "notes", noted(notes), `calendar one.id "1" mspdi.id.replaced`+"\n")

	// The prefix of the document stays.
	prefixed := strings.NewReplacer("<x:tag>", "<x:tag>", "</x:tag>", "</x:tag>", "</", "</p:", "<", "<p:",
		"<?xml", "<?xml").Replace(strings.TrimPrefix(kept,
		`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`))
	prefixed = strings.NewReplacer("<p:x:tag>", "<x:tag>", "</p:x:tag>", "</x:tag>", `xmlns="http`,
		`xmlns:p="http`).Replace(prefixed)
	lost, won, _ := updated(t, mspdi.Encoder{}, prefixed,
		func(p *schedule.Plan) { p.Tasks[0].Name = "Renamed" })
	wantLines(t, "a name lost", lost, "p:Tasks/p:Task/p:Name=First", "p:Tasks/p:Task/p:StartVariance=5",
		"p:Tasks/p:Task/p:Cost=100")
	wantLines(t, "a name won", won, "p:Tasks/p:Task/p:Name=Renamed")

	// A root without content.
	doc = parse(t, []byte(`<Project xmlns="http://schemas.microsoft.com/project"/>`))
	source, _ = update(t, mspdi.Encoder{InputsOnly: true}, doc, days("1"))
	if got, _ := decode(t, string(source)); planDiff(days("1"), got) != "" {
		t.Error(planDiff(days("1"), got))
	}
}
