package schedule_test

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// text is a plan in a form to compare.
func text(t testing.TB, p *schedule.Plan) string {
	t.Helper()
	data, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func apply(t testing.TB, p *schedule.Plan, edits ...schedule.Edit) *schedule.Plan {
	t.Helper()
	was := text(t, p)
	edited, err := schedule.Apply(p, edits)
	if err != nil {
		t.Fatal(err)
	}
	if text(t, p) != was {
		t.Fatal("the plan given was written to")
	}
	return edited
}

// house is a plan with something of everything that edits are about.
func house() *schedule.Plan {
	p := newPlan("shell 0;walls 3 in shell;roof 2 in shell;garden 4;keys 0", "walls>roof;roof>keys;garden>keys FS+1d")
	p.Calendars = []schedule.Calendar{{ID: "night", Times: calendar.Standard()}}
	p.Resources = []schedule.Resource{{ID: "ann"}, {ID: "bob"}}
	p.Assignments = []schedule.Assignment{{ID: "1", Task: "walls", Resource: "ann", Work: 3 * day}, {ID: "2", Task: "garden", Work: day}}
	return p
}

// every holds one edit of each kind that house takes, and what it does to the
// plan, said a second time by hand.
func every() []struct {
	edit schedule.Edit
	hand func(*schedule.Plan)
} {
	cny, _ := money.Parse("12.50", "CNY")
	long := schedule.Duration{Length: 5 * day, Unit: schedule.Days, Estimated: true}
	constraint := schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: at("5 08:00")}
	progress := schedule.Progress{ActualStart: at("3 08:00"), Percent: 40, Done: 9 * hour, Remaining: 15 * hour, ActualCost: cny}
	lag := schedule.Lag{Length: -4 * hour, Unit: schedule.Hours}
	paint := schedule.Task{ID: "paint", Name: "Paint", Parent: "shell", Duration: long, Splits: []schedule.Split{{After: day, Gap: hour}},
		Type: schedule.FixedWork, Constraint: constraint, FixedCost: cny, LevelingDelay: schedule.Duration{Length: hour, Elapsed: true}}
	drive := schedule.Assignment{ID: "3", Task: "roof", Resource: "bob", Units: schedule.FullUnit / 2, Work: day, Contour: schedule.Bell,
		Segments: []schedule.Segment{{Start: at("5 08:00"), Finish: at("5 12:00"), Work: 2 * hour}}}
	link := schedule.Link{From: "walls", To: "garden", Type: schedule.StartToStart, Lag: lag}
	late := schedule.Calendar{ID: "late", Name: "Late", Base: "night", Times: calendar.Definition{
		Exceptions: []calendar.Exception{{Name: "overtime", From: calendar.DateOf(2026, 3, 7), Ranges: []calendar.Range{calendar.Hours(9, 12)}}}}}
	zoe := schedule.Resource{ID: "zoe", Name: "Zoe", Max: schedule.FullUnit / 2, Calendar: "night", Group: "G", Email: "z@example.com", Rate: cny, CostPerUse: cny}
	return []struct {
		edit schedule.Edit
		hand func(*schedule.Plan)
	}{
		{schedule.Edit{Kind: schedule.EditDuration, Task: "roof", Duration: long}, func(p *schedule.Plan) { task(p, "roof").Duration = long }},
		{schedule.Edit{Kind: schedule.EditConstraint, Task: "roof", Constraint: constraint}, func(p *schedule.Plan) { task(p, "roof").Constraint = constraint }},
		{schedule.Edit{Kind: schedule.EditLeveling, Task: "roof", LevelingDelay: schedule.Duration{Length: 3 * hour, Elapsed: true}}, func(p *schedule.Plan) {
			task(p, "roof").LevelingDelay = schedule.Duration{Length: 3 * hour, Elapsed: true}
		}},
		{schedule.Edit{Kind: schedule.EditDeadline, Task: "roof", Deadline: at("9 17:00")}, func(p *schedule.Plan) { task(p, "roof").Deadline = at("9 17:00") }},
		{schedule.Edit{Kind: schedule.EditCalendar, Task: "roof", Calendar: "night"}, func(p *schedule.Plan) { task(p, "roof").Calendar = "night" }},
		{schedule.Edit{Kind: schedule.EditManual, Task: "roof", Start: at("9 08:00")}, func(p *schedule.Plan) {
			task(p, "roof").Manual, task(p, "roof").Start = true, at("9 08:00")
		}},
		{schedule.Edit{Kind: schedule.EditProgress, Task: "walls", Progress: progress}, func(p *schedule.Plan) { task(p, "walls").Progress = progress }},
		{schedule.Edit{Kind: schedule.EditActive, Task: "walls"}, func(p *schedule.Plan) { task(p, "walls").Inactive = true }},
		{schedule.Edit{Kind: schedule.EditAddTask, NewTask: paint, Before: "roof"}, func(p *schedule.Plan) { p.Tasks = slices.Insert(p.Tasks, 2, paint) }},
		{schedule.Edit{Kind: schedule.EditRemoveTask, Task: "garden"}, func(p *schedule.Plan) {
			p.Tasks, p.Links, p.Assignments = slices.Delete(p.Tasks, 3, 4), p.Links[:2], p.Assignments[:1]
		}},
		{schedule.Edit{Kind: schedule.EditAddLink, Link: link}, func(p *schedule.Plan) { p.Links = append(p.Links, link) }},
		{schedule.Edit{Kind: schedule.EditRemoveLink, Link: schedule.Link{From: "garden", To: "keys"}}, func(p *schedule.Plan) { p.Links = p.Links[:2] }},
		{schedule.Edit{Kind: schedule.EditLag, Link: schedule.Link{From: "garden", To: "keys", Lag: lag}}, func(p *schedule.Plan) { p.Links[2].Lag = lag }},
		{schedule.Edit{Kind: schedule.EditUnits, Assignment: "1", Units: schedule.FullUnit / 4}, func(p *schedule.Plan) { p.Assignments[0].Units = 250_000 }},
		{schedule.Edit{Kind: schedule.EditWork, Assignment: "1", Work: 2 * day}, func(p *schedule.Plan) { p.Assignments[0].Work = 2 * day }},
		{schedule.Edit{Kind: schedule.EditResource, Assignment: "2", Resource: "bob"}, func(p *schedule.Plan) { p.Assignments[1].Resource = "bob" }},
		{schedule.Edit{Kind: schedule.EditAddAssignment, NewAssignment: drive}, func(p *schedule.Plan) { p.Assignments = append(p.Assignments, drive) }},
		{schedule.Edit{Kind: schedule.EditRemoveAssignment, Assignment: "1"}, func(p *schedule.Plan) { p.Assignments = p.Assignments[1:] }},
		{schedule.Edit{Kind: schedule.EditAddCalendar, NewCalendar: late}, func(p *schedule.Plan) { p.Calendars = append(p.Calendars, late) }},
		{schedule.Edit{Kind: schedule.EditAddResource, NewResource: zoe}, func(p *schedule.Plan) { p.Resources = append(p.Resources, zoe) }},
		{schedule.Edit{Kind: schedule.EditResourceCalendar, Resource: "bob", Calendar: "night"}, func(p *schedule.Plan) {
			i := slices.IndexFunc(p.Resources, func(r schedule.Resource) bool { return r.ID == "bob" })
			p.Resources[i].Calendar = "night"
		}},
	}
}

func TestAnEditChangesWhatItNamesAndNothingElse(t *testing.T) {
	for _, c := range every() {
		byHand := house()
		c.hand(byHand)
		if got, want := text(t, apply(t, house(), c.edit)), text(t, byHand); got != want {
			t.Errorf("%s:\n got %s\nwant %s", c.edit.Kind, got, want)
		}
		if text(t, byHand) == text(t, house()) {
			t.Errorf("%s: the case changes nothing", c.edit.Kind)
		}
	}
}

func TestAutomaticTakesThePinAway(t *testing.T) {
	pinned := apply(t, house(), schedule.Edit{Kind: schedule.EditManual, Task: "roof", Start: at("9 08:00"), Finish: at("10 17:00")})
	freed := apply(t, pinned, schedule.Edit{Kind: schedule.EditAutomatic, Task: "roof"})
	if text(t, freed) != text(t, house()) {
		t.Error("a task pinned and freed again is not as before")
	}
}

func TestEditsApplyInOrderAndAllTogether(t *testing.T) {
	var edits []schedule.Edit
	one, byHand := house(), house()
	for _, c := range every() {
		if c.edit.Kind == schedule.EditRemoveTask || c.edit.Kind == schedule.EditRemoveLink {
			continue // others need what they take away
		}
		edits = append(edits, c.edit)
		one = apply(t, one, c.edit)
		c.hand(byHand)
	}
	if got := text(t, apply(t, house(), edits...)); got != text(t, one) || got != text(t, byHand) {
		t.Error("edits together differ from edits one by one")
	}
	if text(t, apply(t, house())) != text(t, house()) {
		t.Error("no edits change the plan")
	}
}

func TestARemovedLinkGivesTheEarlierDatesBack(t *testing.T) {
	plan := newPlan("a 2;b 1;c 3", "a>c")
	link := schedule.Link{From: "a", To: "b", Lag: schedule.Lag{Length: day}}
	linked := apply(t, plan, schedule.Edit{Kind: schedule.EditAddLink, Link: link})
	want(t, compute(t, linked), "b 5 08:00 5 17:00 6 08:00 6 17:00 8h 8h")
	link.Lag = schedule.Lag{}
	freed := apply(t, linked, schedule.Edit{Kind: schedule.EditRemoveLink, Link: link})
	want(t, compute(t, freed), "b 2 08:00 2 17:00 6 08:00 6 17:00 32h 32h")
	if text(t, freed) != text(t, plan) {
		t.Error("a link added and removed leaves a trace")
	}
}

func TestAddedTasksStandWhereTheyAreAskedFor(t *testing.T) {
	for _, c := range []struct{ parent, before, want string }{
		{"shell", "", "shell walls roof new garden keys"}, {"shell", "walls", "shell new walls roof garden keys"},
		{"", "", "shell walls roof garden keys new"}, {"", "shell", "new shell walls roof garden keys"}, {"", "garden", "shell walls roof new garden keys"},
		{"walls", "", "shell walls new roof garden keys"},
	} {
		p := apply(t, house(), schedule.Edit{Kind: schedule.EditAddTask, Before: schedule.TaskID(c.before),
			NewTask: schedule.Task{ID: "new", Parent: schedule.TaskID(c.parent)}})
		var ids []string
		for _, task := range p.Tasks {
			ids = append(ids, string(task.ID))
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("in %q before %q: %s, want %s", c.parent, c.before, got, c.want)
		}
		compute(t, p)
	}
}

func TestASummaryGoesOnlyWithWhatIsInIt(t *testing.T) {
	p := apply(t, house(), schedule.Edit{Kind: schedule.EditRemoveTask, Task: "shell", With: []schedule.TaskID{"roof", "walls"}})
	if len(p.Tasks) != 2 || len(p.Links) != 1 || len(p.Assignments) != 1 {
		t.Errorf("left: %v %v %v", p.Tasks, p.Links, p.Assignments)
	}
	empty := apply(t, house(), schedule.Edit{Kind: schedule.EditRemoveTask, Task: "walls"}, schedule.Edit{Kind: schedule.EditRemoveTask, Task: "roof"},
		schedule.Edit{Kind: schedule.EditRemoveTask, Task: "shell"})
	if len(empty.Tasks) != 2 {
		t.Errorf("left: %v", empty.Tasks)
	}
	faults(t, house(), []schedule.Edit{{Kind: schedule.EditRemoveTask, Task: "shell", With: []schedule.TaskID{"walls", "garden"}}},
		"block schedule.edit.children_not_stated: edit 1.with, want 2 task, got 1 task, with task roof, remedy schedule.remedy.state_children",
		"block schedule.edit.not_inside: edit 1.with, want shell, got garden, remedy schedule.remedy.state_children")
}

// faults wants exactly these findings.
func faults(t *testing.T, p *schedule.Plan, edits []schedule.Edit, lines ...string) {
	t.Helper()
	got, err := schedule.Apply(p, edits)
	var e *schedule.EditError
	if got != nil || !errors.As(err, &e) || !errors.Is(err, schedule.ErrEdits) {
		t.Fatalf("got %v, %v", got, err)
	}
	var all []string
	for _, f := range e.Findings {
		all = append(all, f.String())
	}
	if got, want := strings.Join(all, "\n"), strings.Join(lines, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestApplyNamesAllFaultsAtOnce(t *testing.T) {
	ghost := schedule.TaskID("ghost")
	faults(t, house(), []schedule.Edit{
		{Kind: schedule.EditDuration, Task: ghost},
		{Kind: "paint_it"},
		{Kind: schedule.EditDuration, Task: "roof", Duration: schedule.Duration{Length: -1}},
		{Kind: schedule.EditDuration, Task: "roof", Deadline: at("9 17:00"), Calendar: "night"},
		{Kind: schedule.EditCalendar, Task: "roof", Calendar: "moon"},
		{Kind: schedule.EditConstraint, Task: "roof", Constraint: schedule.Constraint{Kind: schedule.MustStartOn}},
		{Kind: schedule.EditManual, Task: "roof"},
		{Kind: schedule.EditAddTask, NewTask: schedule.Task{ID: "roof", Parent: ghost}, Before: "keys"},
		{Kind: schedule.EditAddTask, NewTask: schedule.Task{Parent: "shell", Type: 9}},
		{Kind: schedule.EditAddTask, NewTask: schedule.Task{ID: "x", Parent: "shell"}, Before: "keys"},
		{Kind: schedule.EditAddLink, Link: schedule.Link{From: "roof", To: ghost, Type: 7}},
		{Kind: schedule.EditAddLink, Link: schedule.Link{From: "roof", To: "roof"}},
		{Kind: schedule.EditAddLink, Link: schedule.Link{From: "shell", To: "roof"}},
		{Kind: schedule.EditAddLink, Link: schedule.Link{From: "roof", To: "keys", Lag: schedule.Lag{Length: day}}},
		{Kind: schedule.EditRemoveLink, Link: schedule.Link{From: "roof", To: "keys", Type: schedule.StartToStart}},
		{Kind: schedule.EditRemoveLink, Link: schedule.Link{From: "roof", To: "keys", Lag: schedule.Lag{Length: day}}},
		{Kind: schedule.EditLag, Link: schedule.Link{From: "roof", To: "keys", Lag: schedule.Lag{Percent: 2_000_000}}},
		{Kind: schedule.EditUnits, Assignment: "1", Units: -1},
		{Kind: schedule.EditWork, Assignment: "9"},
		{Kind: schedule.EditResource, Assignment: "1", Resource: "eve"},
		{Kind: schedule.EditAddAssignment, NewAssignment: schedule.Assignment{ID: "1", Task: ghost, Resource: "eve", Work: -1}},
		{Kind: schedule.EditRemoveAssignment},
		{Kind: schedule.EditAddCalendar, NewCalendar: schedule.Calendar{ID: "night", Base: "moon"}},
		{Kind: schedule.EditAddCalendar, NewCalendar: schedule.Calendar{ID: "idle"}},
		{Kind: schedule.EditAddCalendar},
		{Kind: schedule.EditAddResource, NewResource: schedule.Resource{ID: "bob", Calendar: "moon", Max: -1, Kind: 9}},
		{Kind: schedule.EditResourceCalendar, Resource: "eve", Calendar: "moon"},
	},
		"block schedule.edit.no_such_task: edit 1.task, got ghost, remedy schedule.remedy.name_existing",
		"block schedule.edit.unknown_kind: edit 2.kind, got paint_it, remedy schedule.remedy.use_named_kind",
		"block schedule.task.negative_duration: edit 3.duration, want 0 s, got -1 s, with task roof.duration, remedy schedule.remedy.mend_duration",
		"block schedule.edit.field_unused: edit 4.calendar, got set_duration, remedy schedule.remedy.drop_field",
		"block schedule.edit.field_unused: edit 4.deadline, got set_duration, remedy schedule.remedy.drop_field",
		"block schedule.edit.no_such_calendar: edit 5.calendar, got moon, remedy schedule.remedy.name_existing",
		"block schedule.task.constraint_without_date: edit 6.constraint, got MSO, with task roof.constraint_date, remedy schedule.remedy.date_the_constraint",
		"block schedule.task.manual_without_dates: edit 7.start, with task roof.start, remedy schedule.remedy.date_the_task",
		"block schedule.edit.already_there: edit 8.new_task.id, got roof, remedy schedule.remedy.give_unique_id",
		"block schedule.edit.no_such_task: edit 8.new_task.parent, got ghost, remedy schedule.remedy.name_existing",
		"block schedule.edit.not_a_sibling: edit 8.before, want ghost, remedy schedule.remedy.name_sibling",
		"block schedule.id.missing: edit 9.new_task.id, remedy schedule.remedy.give_unique_id",
		"block schedule.value.unknown_kind: edit 9.new_task, want 2, got 9, with task.type, remedy schedule.remedy.use_named_kind",
		"block schedule.edit.not_a_sibling: edit 10.before, want shell, remedy schedule.remedy.name_sibling",
		"block schedule.edit.no_such_task: edit 11.link.to, got ghost, remedy schedule.remedy.name_existing",
		"block schedule.value.unknown_kind: edit 11.link, want 3, got 7, with link roof>ghost.type, remedy schedule.remedy.use_named_kind",
		"block schedule.link.to_itself: edit 12.link.to, got roof, remedy schedule.remedy.mend_link",
		"block schedule.link.to_own_summary: edit 13.link, got shell>roof FS, with task shell task roof, remedy schedule.remedy.mend_link",
		"block schedule.edit.already_there: edit 14.link, got roof>keys FS, remedy schedule.remedy.give_unique_id",
		"block schedule.edit.no_such_link: edit 15.link, got roof>keys SS, remedy schedule.remedy.name_existing",
		"block schedule.edit.field_unused: edit 16.link.lag, got remove_link, remedy schedule.remedy.drop_field",
		"block schedule.link.excessive_lag: edit 17.link, want 1000000 %, got 2000000 %, with link roof>keys.lag, remedy schedule.remedy.mend_link",
		"block schedule.edit.negative: edit 18.units_millionths, want 0, got -1, remedy schedule.remedy.mend_assignment",
		"block schedule.edit.no_such_assignment: edit 19.assignment, got 9, remedy schedule.remedy.name_existing",
		"block schedule.edit.no_such_resource: edit 20.resource, got eve, remedy schedule.remedy.name_existing",
		"block schedule.edit.already_there: edit 21.new_assignment.id, got 1, remedy schedule.remedy.give_unique_id",
		"block schedule.edit.negative: edit 21.new_assignment.work_s, want 0, got -1, remedy schedule.remedy.mend_assignment",
		"block schedule.edit.no_such_resource: edit 21.new_assignment.resource, got eve, remedy schedule.remedy.name_existing",
		"block schedule.edit.no_such_task: edit 21.new_assignment.task, got ghost, remedy schedule.remedy.name_existing",
		"block schedule.edit.no_such_assignment: edit 22.assignment, remedy schedule.remedy.name_existing",
		"block schedule.edit.already_there: edit 23.new_calendar.id, got night, remedy schedule.remedy.give_unique_id",
		"block schedule.edit.no_such_calendar: edit 23.new_calendar.base, got moon, remedy schedule.remedy.name_existing",
		"block calendar.definition.without_work: edit 24.new_calendar, with calendar idle, remedy schedule.remedy.mend_calendar",
		"block schedule.calendar.fault: edit 24.new_calendar, got 1 fault, with calendar idle, remedy schedule.remedy.mend_calendar",
		"block schedule.id.missing: edit 25.new_calendar.id, remedy schedule.remedy.give_unique_id",
		"block schedule.edit.already_there: edit 26.new_resource.id, got bob, remedy schedule.remedy.give_unique_id",
		"block schedule.edit.negative: edit 26.new_resource.max_millionths, want 0, got -1",
		"block schedule.edit.no_such_calendar: edit 26.new_resource.calendar, got moon, remedy schedule.remedy.name_existing",
		"block schedule.value.unknown_kind: edit 26.new_resource.kind, want 2, got 9, remedy schedule.remedy.use_named_kind",
		"block schedule.edit.no_such_calendar: edit 27.calendar, got moon, remedy schedule.remedy.name_existing",
		"block schedule.edit.no_such_resource: edit 27.resource, got eve, remedy schedule.remedy.name_existing",
	)
}

// An edit does not have to answer for what was wrong with the task before.
func TestOldFaultsDoNotStopAnEdit(t *testing.T) {
	p := house()
	task(p, "roof").Constraint.Kind = schedule.MustStartOn // without a date
	mended := apply(t, p, schedule.Edit{Kind: schedule.EditDuration, Task: "roof", Duration: schedule.Duration{Length: day}},
		schedule.Edit{Kind: schedule.EditConstraint, Task: "roof"})
	compute(t, mended)
}

func TestEditsShareNothingWithTheCopy(t *testing.T) {
	edits := []schedule.Edit{{Kind: schedule.EditAddTask, NewTask: schedule.Task{ID: "x", Duration: schedule.Duration{Length: day}, Splits: []schedule.Split{{After: hour, Gap: hour}}}},
		{Kind: schedule.EditAddAssignment, NewAssignment: schedule.Assignment{ID: "3", Task: "x", Segments: []schedule.Segment{{Work: hour}}}},
		{Kind: schedule.EditAddCalendar, NewCalendar: schedule.Calendar{ID: "late", Times: calendar.Standard()}}}
	p := apply(t, house(), edits...)
	was := text(t, p)
	edits[2].NewCalendar.Times.Week[1].Ranges[0] = calendar.Hours(0, 1)
	edits[0].NewTask.Splits[0].Gap, edits[1].NewAssignment.Segments[0].Work = 0, 0
	if text(t, p) != was {
		t.Error("the copy shares slices with the edits")
	}
}

func TestEditJSONRoundTrip(t *testing.T) {
	edits := []schedule.Edit{
		{Kind: schedule.EditRemoveTask, Task: "shell", With: []schedule.TaskID{"walls", "roof"}}, {Kind: schedule.EditAutomatic, Task: "roof"},
		{Kind: schedule.EditDuration, Task: "roof"}, {Kind: schedule.EditDeadline, Task: "roof"},
	}
	for _, c := range every() {
		edits = append(edits, c.edit)
	}
	for _, e := range edits {
		data, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		var back schedule.Edit
		if err := json.Unmarshal(data, &back); err != nil || !reflect.DeepEqual(back, e) {
			t.Errorf("%s came back as %v, %v", data, back, err)
		}
	}
}

func TestEditJSONForm(t *testing.T) {
	for form, e := range map[string]schedule.Edit{
		`{"kind":"set_deadline","task":"a","deadline":""}`:                                                                                 {Kind: schedule.EditDeadline, Task: "a"},
		`{"kind":"set_duration","task":"a","duration":{"length_s":28800,"unit":"d"}}`:                                                      {Kind: schedule.EditDuration, Task: "a", Duration: schedule.Duration{Length: day, Unit: schedule.Days}},
		`{"kind":"set_lag","link":{"from":"a","to":"b","type":"SS","lag":{"percent":50}}}`:                                                 {Kind: schedule.EditLag, Link: schedule.Link{From: "a", To: "b", Type: schedule.StartToStart, Lag: schedule.Lag{Percent: 50}}},
		`{"kind":"set_constraint","task":"a","constraint":{"kind":"SNET","date":"2026-03-05T08:00:00"}}`:                                   {Kind: schedule.EditConstraint, Task: "a", Constraint: schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: at("5 08:00")}},
		`{"kind":"add_task","new_task":{"id":"n","duration":{"length_s":0},"type":"fixedUnits","constraint":{"kind":"ASAP"}},"before":""}`: {Kind: schedule.EditAddTask, NewTask: schedule.Task{ID: "n"}},
	} {
		if got := e.String(); got != form {
			t.Errorf("got %s\nwant %s", got, form)
		}
	}
}

func TestEditJSONRefusesOtherForms(t *testing.T) {
	for _, data := range []string{
		`[]`, `{}`, `{"kind":"soup"}`, `{"kind":7}`, `{"kind":"set_deadline","task":"a"}`, `{"kind":"set_active","task":"a","active":true,"deadline":""}`,
		`{"kind":"set_active","task":"a","task":"b","active":true}`, `{"kind":"set_active","task":"a","active":1}`,
		`{"kind":"set_duration","task":"a","duration":{"length_s":1,"length":2}}`, `{"kind":"set_duration","task":"a","duration":{"length_s":1.5}}`,
		`{"kind":"set_duration","task":"a","duration":{"length_s":1,"unit":"fortnight"}}`, `{"kind":"set_constraint","task":"a","constraint":{"kind":"LATER"}}`,
		`{"kind":"add_link","link":{"from":"a","to":"b","type":"XX"}}`, `{"kind":"add_link","link":{"from":"a","to":"b","type":"FS","lag":{"unit":"x"}}}`,
		`{"kind":"add_task","new_task":{"id":"a","type":"soft","duration":{"length_s":0},"constraint":{"kind":"ASAP"}},"before":""}`,
		`{"kind":"add_assignment","new_assignment":{"id":"1","task":"a","contour":"cube"}}`, `{"kind":"set_deadline","task":"a","deadline":"tomorrow"}`,
	} {
		var e schedule.Edit
		if err := json.Unmarshal([]byte(data), &e); err == nil {
			t.Errorf("%s was read as %v", data, e)
		}
	}
	if data, err := json.Marshal(schedule.Edit{Kind: "soup"}); err == nil {
		t.Errorf("written as %s", data)
	}
}

// Random edits of random plans: what a link adds its removal takes back, a
// duration set and set back leaves no trace, and dates tell no difference.
func TestRandomEditsAndBack(t *testing.T) {
	for seed := range uint64(60) {
		p := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 30})
		r := rand.New(rand.NewPCG(seed, 7))
		a, b := p.Tasks[r.IntN(len(p.Tasks))], p.Tasks[r.IntN(len(p.Tasks))]
		link := schedule.Link{From: a.ID, To: b.ID, Type: schedule.LinkType(r.IntN(4)), Lag: schedule.Lag{Length: calendar.Work(r.IntN(40)-20) * hour}}
		there := schedule.Edit{Kind: schedule.EditAddLink, Link: link}
		linked, err := schedule.Apply(p, []schedule.Edit{there})
		if err == nil {
			link.Lag = schedule.Lag{}
			if text(t, apply(t, linked, schedule.Edit{Kind: schedule.EditRemoveLink, Link: link})) != text(t, p) {
				t.Errorf("seed %d: %v and back leaves a trace", seed, there)
			}
		}
		longer := schedule.Edit{Kind: schedule.EditDuration, Task: a.ID, Duration: schedule.Duration{Length: a.Duration.Length + day}}
		back := schedule.Edit{Kind: schedule.EditDuration, Task: a.ID, Duration: a.Duration}
		if returned := apply(t, p, longer, back); text(t, returned) != text(t, p) || !schedule.Diff(compute(t, p), compute(t, returned)).IsZero() {
			t.Errorf("seed %d: %v and back leaves a trace", seed, longer)
		}
	}
}

func FuzzEditJSON(f *testing.F) {
	for _, c := range every() {
		f.Add([]byte(c.edit.String()))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var e schedule.Edit
		if json.Unmarshal(data, &e) != nil {
			return
		}
		out, err := json.Marshal(e)
		if err != nil {
			t.Fatalf("read %s, cannot write it: %v", data, err)
		}
		var again schedule.Edit
		if err := json.Unmarshal(out, &again); err != nil || again.String() != string(out) {
			t.Fatalf("%s came back as %v, %v", out, again, err)
		}
		if _, err := schedule.Apply(house(), []schedule.Edit{e}); err != nil && !errors.Is(err, schedule.ErrEdits) {
			t.Fatal(err)
		}
	})
}
