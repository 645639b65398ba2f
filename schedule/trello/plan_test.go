package trello_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/trello"
)

// boardOf is a board with one list and these cards, as people make them.
func boardOf(cards ...string) string {
	return `{"id":"5f0000000000000000000001","name":"B","lists":[{"id":"L1","name":"Backlog","pos":1},{"id":"L2","name":"Doing","pos":2},{"id":"L3","name":"Shipped","pos":3}],
"members":[{"id":"m1","fullName":"Anna"}],"cards":[` + strings.Join(cards, ",") + `]}`
}

// taskOf returns the task with this id.
func taskOf(t testing.TB, p *schedule.Plan, id string) schedule.Task {
	t.Helper()
	at := slices.IndexFunc(p.Tasks, func(x schedule.Task) bool { return x.ID == schedule.TaskID(id) })
	if at < 0 {
		t.Fatalf("no task %s in %v", id, p.Tasks)
	}
	return p.Tasks[at]
}

// Half past midnight in Shanghai is the evening before in UTC: the date is that
// of the zone. Worked by hand.
func TestDatesAreThoseOfTheZone(t *testing.T) {
	text := boardOf(`{"id":"c","idList":"L1","name":"x","due":"2026-03-01T16:30:00.000Z"}`)
	for name, want := range map[string]string{"UTC": "2026-03-01T16:30:00", "Asia/Shanghai": "2026-03-02T00:30:00", "America/New_York": "2026-03-01T11:30:00"} {
		p, _ := decode(t, trello.Options{Zone: zone(t, name)}, text)
		if got := taskOf(t, p, "c").Deadline.String(); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if _, notes := decode(t, trello.Options{}, text); !noted(notes, trello.CodeNoZone, "") {
		t.Error("the zone was assumed without a note")
	}
}

func TestCardDates(t *testing.T) {
	const start, due = `"start":"2026-03-02T08:00:00.000Z"`, `"due":"2026-03-04T17:00:00.000Z"`
	for _, c := range []struct {
		card string
		want schedule.Task
	}{
		{`"name":"n"`, schedule.Task{}},
		{due, schedule.Task{Deadline: day(4, 17)}},
		{start, schedule.Task{Constraint: schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: day(2, 8)}}},
		{start + "," + due, schedule.Task{Manual: true, Start: day(2, 8), Finish: day(4, 17)}},
		{`"start":"2026-03-05T08:00:00.000Z",` + due, schedule.Task{Deadline: day(4, 17), Constraint: schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: day(5, 8)}}},
		{due + `,"desc":"` + "```milepost\\nduration: 3 days\\n```" + `"`, schedule.Task{Deadline: day(4, 17), Duration: schedule.Duration{Length: 24 * calendar.Hour, Unit: schedule.Days}}},
		{`"due":"2026-03-04"`, schedule.Task{Deadline: day(4, 17)}},
		{`"due":1772643600000`, schedule.Task{Deadline: day(4, 17)}},
		{`"due":"soon"`, schedule.Task{}},
	} {
		p, _ := decode(t, trello.Options{}, boardOf(`{"id":"c","idList":"L1",`+c.card+`}`))
		got := taskOf(t, p, "c")
		c.want.ID, c.want.Name, c.want.Parent = "c", got.Name, "L1"
		if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", c.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", c.card, got, c.want)
		}
	}
}

// Lists are states where the mapping says so, by name or by order.
func TestMapping(t *testing.T) {
	cards := boardOf(`{"id":"a","idList":"L1","name":"a"}`, `{"id":"b","idList":"L2","name":"b"}`, `{"id":"c","idList":"L3","name":"c"}`)
	say := func(m trello.Mapping) string {
		p, _ := decode(t, trello.Options{Mapping: m}, cards)
		var list []string
		for _, x := range p.Tasks {
			list = append(list, fmt.Sprintf("%s<%s %d%%", x.ID, x.Parent, x.Progress.Percent))
		}
		return strings.Join(list, ", ")
	}
	named := []trello.ListRole{{List: "backlog ", Role: trello.Ignore}, {List: "L3", Role: trello.Done}}
	for _, c := range []struct {
		m    trello.Mapping
		want string
	}{
		{trello.Mapping{}, "L1< 0%, a<L1 0%, L2< 0%, b<L2 0%, L3< 0%, c<L3 0%"},
		{trello.Mapping{Rest: trello.RestStates}, "a< 0%, b< 0%, c< 100%"},
		{trello.Mapping{Rest: trello.RestIgnored}, ""},
		{trello.Mapping{Lists: named}, "L2< 0%, b<L2 0%, c< 100%"},
		{trello.Mapping{Lists: named, Rest: trello.RestStates}, "b< 0%, c< 100%"},
	} {
		if got := say(c.m); got != c.want {
			t.Errorf("%+v: %s, want %s", c.m, got, c.want)
		}
	}
}

// Done cards have the dates that the card or its history tells, and no others.
func TestProgress(t *testing.T) {
	const moves = `"actions":[{"id":"2","type":"updateCard","date":"2026-03-05T10:00:00.000Z","data":{"card":{"id":"c"},"listAfter":{"id":"L3"}}},
{"id":"1","type":"updateCard","date":"2026-03-03T09:00:00.000Z","data":{"card":{"id":"c"},"listAfter":{"id":"L2"}}}]`
	states := trello.Options{Mapping: trello.Mapping{Rest: trello.RestStates}}
	for _, c := range []struct {
		card string
		o    trello.Options
		want schedule.Progress
		note finding.Code
	}{
		{`"idList":"L1"`, states, schedule.Progress{}, ""},
		{`"idList":"L2"`, states, schedule.Progress{}, trello.CodeBegunUndated},
		{`"idList":"L2",` + moves, states, schedule.Progress{ActualStart: day(3, 9)}, ""},
		{`"idList":"L3"`, states, schedule.Progress{Percent: 100}, trello.CodeDoneUndated},
		{`"idList":"L3",` + moves, states, schedule.Progress{Percent: 100, ActualStart: day(3, 9), ActualFinish: day(5, 10)}, ""},
		{`"idList":"L1","dueComplete":true`, trello.Options{}, schedule.Progress{Percent: 100}, trello.CodeDoneUndated},
		{`"idList":"L1","dateCompleted":"2026-03-06T12:00:00.000Z"`, trello.Options{}, schedule.Progress{Percent: 100, ActualStart: day(6, 12), ActualFinish: day(6, 12)}, trello.CodeBegunGuessed},
		{`"idList":"L1","start":"2026-03-02T08:00:00.000Z","dateCompleted":"2026-03-06T12:00:00.000Z"`, trello.Options{}, schedule.Progress{Percent: 100, ActualStart: day(2, 8), ActualFinish: day(6, 12)}, ""},
	} {
		p, notes := decode(t, c.o, boardOf(`{"id":"c","name":"x",`+c.card+`}`))
		if got := taskOf(t, p, "c").Progress; fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %+v, want %+v", c.card, got, c.want)
		}
		if c.note != "" && !noted(notes, c.note, "c") {
			t.Errorf("%s: no note %s in %v", c.card, c.note, notes)
		}
	}
}

func TestArchived(t *testing.T) {
	text := boardOf(`{"id":"a","idList":"L1","name":"a","closed":true}`, `{"id":"b","idList":"L1","name":"b","closed":true,"dueComplete":true}`)
	for archived, want := range map[trello.Archived]string{
		trello.ArchivedInactive: "a true 0, b false 100", trello.ArchivedDone: "a false 100, b false 100", trello.ArchivedIgnored: ""} {
		p, _ := decode(t, trello.Options{Mapping: trello.Mapping{Archived: archived}}, text)
		var list []string
		for _, x := range p.Tasks[1:] {
			if x.Parent == "L1" {
				list = append(list, fmt.Sprint(x.ID, " ", x.Inactive, " ", x.Progress.Percent))
			}
		}
		if got := strings.Join(list, ", "); got != want {
			t.Errorf("%s: %s, want %s", archived, got, want)
		}
	}
}

// Checklists are tasks below the card: one directly, several each between.
func TestChecklists(t *testing.T) {
	one := `{"id":"k1","name":"Steps","idCard":"c","pos":2,"checkItems":[{"id":"i2","name":"second","pos":2,"state":"complete"},{"id":"i1","name":"first","pos":1,"state":"incomplete","idMember":"m1","due":"2026-03-04T17:00:00.000Z"}]}`
	two := `{"id":"k0","name":"Before","idCard":"c","pos":1,"checkItems":[{"id":"i0","name":"zeroth","state":"incomplete"}]}`
	for lists, want := range map[string]string{
		one:             "L1<, c<L1, i1<c, i2<c, L2<, L3<",
		one + "," + two: "L1<, c<L1, k0<c, i0<k0, k1<c, i1<k1, i2<k1, L2<, L3<",
	} {
		p, _ := decode(t, trello.Options{}, strings.Replace(boardOf(`{"id":"c","idList":"L1","name":"x"}`), `"members"`, `"checklists":[`+lists+`],"members"`, 1))
		var list []string
		for _, x := range p.Tasks {
			list = append(list, string(x.ID+"<"+x.Parent))
		}
		if got := strings.Join(list, ", "); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if len(p.Assignments) != 1 || p.Assignments[0].Task != "i1" || p.Assignments[0].Resource != "m1" {
			t.Errorf("assignments %v", p.Assignments)
		}
		if x := taskOf(t, p, "i1"); x.Deadline != day(4, 17) || taskOf(t, p, "i2").Progress.Percent != 100 {
			t.Errorf("item %+v", x)
		}
	}
}

// Files of 2015 tick items on the card and name labels by colour.
func TestOldFiles(t *testing.T) {
	p, _ := decode(t, trello.Options{}, `{"id":"b","name":"old","lists":[{"id":"l","name":"x"}],"cards":[{"id":"c","name":"y","idList":"l","labels":[{"color":"red","name":"Hot"}],
"checkItemStates":[{"idCheckItem":"i","state":"complete"}]}],"checklists":[{"id":"k","idCard":"c","name":"Checklist","checkItems":[{"id":"i","name":"z"}]}]}`)
	if taskOf(t, p, "i").Progress.Percent != 100 || !strings.Contains(taskOf(t, p, "c").Notes, "label: red Hot") {
		t.Errorf("%+v", p.Tasks)
	}
}

// Custom fields carry estimates, predecessors and progress under names that
// people chose.
func TestCustomFields(t *testing.T) {
	fields := `"customFields":[{"id":"f1","name":"Hours","type":"number"},{"id":"f2","name":"waits for","type":"text"},{"id":"f3","name":"Done","type":"number"},
{"id":"f4","name":"Region","type":"list","options":[{"id":"o1","value":{"text":"North 北"}}]}],"members"`
	cards := boardOf(`{"id":"a","idList":"L1","name":"a"}`, `{"id":"b","idList":"L1","name":"b","shortLink":"Xy12"}`,
		`{"id":"c","idList":"L1","name":"c","customFieldItems":[{"id":"1","idCustomField":"f1","value":{"number":"1.5"}},
{"id":"2","idCustomField":"f2","value":{"text":"a; https://trello.com/c/Xy12/7-b SS +2d; nobody"}},{"id":"3","idCustomField":"f3","value":{"number":"30"}},
{"id":"4","idCustomField":"f4","idValue":"o1","value":null}]}`)
	o := trello.Options{Mapping: trello.Mapping{Fields: trello.Fields{Duration: "hours", After: "Waits for", Progress: "Done"}}}
	p, notes := decode(t, o, strings.Replace(cards, `"members"`, fields, 1))
	c := taskOf(t, p, "c")
	if c.Duration.Length != 5400 || c.Progress.Percent != 30 || !strings.Contains(c.Notes, `field: Region "North 北"`) {
		t.Errorf("%+v", c)
	}
	want := []schedule.Link{{From: "a", To: "c"}, {From: "b", To: "c", Type: schedule.StartToStart, Lag: schedule.Lag{Length: 16 * calendar.Hour, Unit: schedule.Days}}}
	if !slices.Equal(p.Links, want) || !noted(notes, trello.CodeUnknownReference, "c") {
		t.Errorf("links %v, notes %v", p.Links, notes)
	}
}

// Labels, attachments and comments go into the notes and back onto the board.
func TestNotesKeepWhatTheCardHas(t *testing.T) {
	text := strings.Replace(boardOf(`{"id":"c","idList":"L1","name":"x","desc":"Text.\nMore.","idLabels":["y"],"attachments":[{"id":"t","name":"Plan \"A\"","url":"https://example.org/a b"}]}`), `"members"`,
		`"labels":[{"id":"y","name":"Very hot","color":"red_dark"}],"actions":[{"id":"1","type":"commentCard","idMemberCreator":"m1","date":"2026-03-03T09:00:00.000Z","data":{"text":"Two\nlines","card":{"id":"c"}}},
{"id":"2","type":"commentCard","idMemberCreator":"gone","memberCreator":{"id":"gone","fullName":"Old Hand"},"date":"2026-03-01T09:00:00.000Z","data":{"text":"first","card":{"id":"c"}}}],"members"`, 1)
	want := "Text.\nMore.\n\n```trello\nlabel: red_dark \"Very hot\"\nattachment: \"Plan \\\"A\\\"\" \"https://example.org/a b\"\n" +
		"comment: 2026-03-01T09:00:00.000Z \"Old Hand\" first\ncomment: 2026-03-03T09:00:00.000Z Anna \"Two\\nlines\"\n```"
	p, notes := decode(t, trello.Options{}, text)
	if got := taskOf(t, p, "c").Notes; got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if !noted(notes, trello.CodeLeft, "gone") {
		t.Errorf("who left was not noted: %v", notes)
	}
	again, _ := encode(t, trello.Options{}, p)
	if back, _ := decode(t, trello.Options{}, string(again)); alike(p, back) != "" {
		t.Error(alike(p, back))
	}
}

// What people change in Trello counts more than what a block still says.
func TestPeopleWin(t *testing.T) {
	change := func(old, new string) func(string) string {
		return func(s string) string {
			if !strings.Contains(s, old) {
				t.Errorf("no %s in %s", old, s)
			}
			return strings.Replace(s, old, new, 1)
		}
	}
	for name, c := range map[string]struct {
		edit  func(string) string
		check func(p *schedule.Plan) bool
	}{
		"renamed": {change(`"name":"Fair"`, `"name":"Big fair"`), func(p *schedule.Plan) bool { return taskOf(t, p, "fair").Name == "Big fair" }},
		"later":   {change(`"due":"2026-03-18`, `"due":"2026-03-19`), func(p *schedule.Plan) bool { return taskOf(t, p, "fair").Finish == day(19, 17) }},
		"undated": {change(`"start":"2026-03-16T09:00:00.000Z","due":"2026-03-18T17:00:00.000Z"`, `"start":null,"due":null`),
			func(p *schedule.Plan) bool {
				x := taskOf(t, p, "fair")
				return !x.Manual && x.Start == 0 && x.Finish == 0
			}},
		"reopened": {change(`"dueComplete":true,"dateCompleted":"2026-03-04T17:00:00.000Z"`, `"dueComplete":false,"dateCompleted":null`),
			func(p *schedule.Plan) bool {
				return taskOf(t, p, "survey").Progress == schedule.Progress{ActualStart: day(2, 8)}
			}},
		"done": {change(`"due":"2026-03-12T17:00:00.000Z","dueComplete":false`, `"due":"2026-03-12T17:00:00.000Z","dueComplete":true`),
			func(p *schedule.Plan) bool { return taskOf(t, p, "deal").ID == "deal" }},
		"taken off": {change(`"idMembers":["d0ed2cdaa6758e609bb7b819"]`, `"idMembers":[]`),
			func(p *schedule.Plan) bool {
				return !slices.ContainsFunc(p.Assignments, func(a schedule.Assignment) bool { return a.ID == "survey/anna" })
			}},
		"text added": {change("Mind the pipes.", "Mind the pipes and cables."), func(p *schedule.Plan) bool { return taskOf(t, p, "dig").Notes == "Mind the pipes and cables." }},
	} {
		text, _ := encode(t, trello.Options{}, launchPlan())
		if p, _ := decode(t, trello.Options{}, c.edit(string(text))); !c.check(p) {
			t.Errorf("%s: %+v", name, p.Tasks)
		}
	}
}

// A copied card is a task of its own; a circle of parents is broken.
func TestRepairs(t *testing.T) {
	block := func(lines string) string { return "```milepost\\n" + lines + "\\n```" }
	p, notes := decode(t, trello.Options{}, boardOf(
		`{"id":"c1","idList":"L1","name":"a","pos":1,"desc":"`+block("id: T")+`"}`, `{"id":"c2","idList":"L1","name":"a","pos":2,"desc":"`+block("id: T")+`"}`,
		`{"id":"c3","idList":"L2","name":"x","desc":"`+block(`id: X\nparent: Y`)+`"}`, `{"id":"c4","idList":"L2","name":"y","desc":"`+block(`id: Y\nparent: X\nnonsense: 1\npriority: high`)+`"}`,
		`{"id":"c1","idList":"L1","name":"same id"}`))
	inOrder(t, p)
	for code, id := range map[finding.Code]string{trello.CodeCopied: "c2", trello.CodeOutline: "X", trello.CodeUnknownLine: "Y", trello.CodeUnreadable: "Y"} {
		if !noted(notes, code, id) {
			t.Errorf("no %s for %s in %v", code, id, notes)
		}
	}
	if taskOf(t, p, "T").Name != "a" || taskOf(t, p, "c2").Name != "a" || len(p.Tasks) != 8 {
		t.Errorf("%+v", p.Tasks)
	}
}

func TestProjectStart(t *testing.T) {
	due := `{"id":"c","idList":"L1","due":"2026-03-04T17:00:00.000Z"}`
	for text, want := range map[string]calendar.DateTime{boardOf(due): day(4, 17), `{"id":"x","lists":[],"cards":[{"id":"y"}]}`: 0,
		boardOf(): calendar.DateOf(2020, 7, 4).At(4*calendar.Hour + 5*calendar.Minute + 20)} { // 0x5f000000 seconds
		if p, _ := decode(t, trello.Options{}, text); p.Start != want {
			t.Errorf("%s: starts %s, want %s", text, p.Start, want)
		}
	}
	if p, _ := decode(t, trello.Options{Start: day(1, 8)}, boardOf(due)); p.Start != day(1, 8) {
		t.Errorf("starts %s", p.Start)
	}
}
