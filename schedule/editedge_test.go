package schedule_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// editFaults returns the findings of edits that must be refused.
func editFaults(t *testing.T, p *schedule.Plan, edits ...schedule.Edit) []string {
	t.Helper()
	_, err := schedule.Apply(p, edits)
	var e *schedule.EditError
	if !errors.As(err, &e) {
		t.Fatalf("not refused: %v", err)
	}
	var all []string
	for _, f := range e.Findings {
		all = append(all, f.String())
	}
	return all
}

// An edit with a fault is passed over: those after it find the plan as if it
// were not there.
func TestAFaultyEditIsPassedOver(t *testing.T) {
	later := []schedule.Edit{
		{Kind: schedule.EditDuration, Task: "roof", Duration: schedule.Duration{Length: day}},
		{Kind: schedule.EditLag, Link: schedule.Link{From: "roof", To: "keys", Lag: schedule.Lag{Length: hour}}},
		{Kind: schedule.EditWork, Assignment: "1", Work: hour},
	}
	for _, faulty := range []schedule.Edit{
		{Kind: schedule.EditRemoveTask, Task: "shell"},
		{Kind: schedule.EditRemoveTask, Task: "shell", With: []schedule.TaskID{"walls", "roof", "keys"}},
		{Kind: schedule.EditRemoveLink, Link: schedule.Link{From: "roof", To: "keys", Lag: schedule.Lag{Length: hour}}},
		{Kind: schedule.EditRemoveAssignment, Assignment: "1", Task: "walls"},
		{Kind: schedule.EditAddTask, NewTask: schedule.Task{ID: "shell"}},
	} {
		if got := editFaults(t, house(), append([]schedule.Edit{faulty}, later...)...); len(got) != 1 || !strings.Contains(got[0], "edit 1") {
			t.Errorf("%v: %q", faulty, got)
		}
	}
}

func TestLinksNeedBothEnds(t *testing.T) {
	for _, l := range []schedule.Link{{From: "ghost", To: "roof"}, {From: "roof", To: "ghost"}} {
		if got := editFaults(t, house(), schedule.Edit{Kind: schedule.EditAddLink, Link: l}); len(got) != 1 || !strings.Contains(got[0], "no_such_task") {
			t.Errorf("%v: %q", l, got)
		}
	}
	outside := schedule.Link{From: "elsewhere", To: "roof", External: true}
	if p := apply(t, house(), schedule.Edit{Kind: schedule.EditAddLink, Link: outside}); p.Links[3] != outside {
		t.Errorf("an external link: %v", p.Links)
	}
}

// Links of one name are one to an edit; those of another type are not meant.
func TestLinksOfOneName(t *testing.T) {
	p := house()
	p.Links = append(p.Links, schedule.Link{From: "roof", To: "keys", Lag: schedule.Lag{Length: day}}, schedule.Link{From: "roof", To: "keys", Type: schedule.StartToStart})
	lag := schedule.Lag{Percent: 25}
	set := apply(t, p, schedule.Edit{Kind: schedule.EditLag, Link: schedule.Link{From: "roof", To: "keys", Lag: lag}})
	if set.Links[1].Lag != lag || set.Links[3].Lag != lag || set.Links[4].Lag != (schedule.Lag{}) || set.Links[0].Lag != p.Links[0].Lag {
		t.Errorf("got %v", set.Links)
	}
	gone := apply(t, p, schedule.Edit{Kind: schedule.EditRemoveLink, Link: schedule.Link{From: "roof", To: "keys"}})
	if len(gone.Links) != 3 || gone.Links[2].Type != schedule.StartToStart {
		t.Errorf("got %v", gone.Links)
	}
}

// Values at the limit are taken, values past it are not.
func TestEditsAtTheLimit(t *testing.T) {
	lag := func(percent int) schedule.Edit {
		return schedule.Edit{Kind: schedule.EditLag, Link: schedule.Link{From: "roof", To: "keys", Lag: schedule.Lag{Percent: percent}}}
	}
	apply(t, house(), lag(1_000_000), lag(-1_000_000), schedule.Edit{Kind: schedule.EditUnits, Assignment: "1"}, schedule.Edit{Kind: schedule.EditWork, Assignment: "1"})
	for _, percent := range []int{1_000_001, -1_000_001} {
		if got := editFaults(t, house(), lag(percent)); len(got) != 1 {
			t.Errorf("%d %%: %q", percent, got)
		}
	}
	bad := schedule.Assignment{ID: "9", Task: "roof", Units: -1, Work: -1, ActualWork: -1, RemainingWork: -1, Delay: -1}
	if got := editFaults(t, house(), schedule.Edit{Kind: schedule.EditAddAssignment, NewAssignment: bad}); len(got) != 5 {
		t.Errorf("got %q", got)
	}
	nameless := schedule.Edit{Kind: schedule.EditAddAssignment, NewAssignment: schedule.Assignment{Task: "roof"}}
	if got := editFaults(t, house(), nameless); len(got) != 1 || !strings.Contains(got[0], "edit 1.new_assignment.id") {
		t.Errorf("got %q", got)
	}
}

// Removing a task of the third level takes nothing else, and removing the top
// takes all levels when they are stated.
func TestRemovingThroughTheLevels(t *testing.T) {
	p := newPlan("top 0;mid 0 in top;low 1 in mid;low2 1 in mid;side 1 in top;out 1", "low>low2;side>out")
	p.Assignments = []schedule.Assignment{{ID: "1", Task: "low2"}, {ID: "2", Task: "out"}}
	left := func(p *schedule.Plan) string {
		var ids []string
		for _, task := range p.Tasks {
			ids = append(ids, string(task.ID))
		}
		return strings.Join(ids, " ")
	}
	one := apply(t, p, schedule.Edit{Kind: schedule.EditRemoveTask, Task: "low2"})
	if left(one) != "top mid low side out" || len(one.Links) != 1 || len(one.Assignments) != 1 {
		t.Errorf("low2: %s, %v, %v", left(one), one.Links, one.Assignments)
	}
	mid := apply(t, p, schedule.Edit{Kind: schedule.EditRemoveTask, Task: "mid", With: []schedule.TaskID{"low2", "low"}})
	if left(mid) != "top side out" || len(mid.Links) != 1 {
		t.Errorf("mid: %s, %v", left(mid), mid.Links)
	}
	all := apply(t, p, schedule.Edit{Kind: schedule.EditRemoveTask, Task: "top", With: []schedule.TaskID{"mid", "low", "low2", "side"}})
	if left(all) != "out" || len(all.Links) != 0 || len(all.Assignments) != 1 {
		t.Errorf("top: %s, %v, %v", left(all), all.Links, all.Assignments)
	}
	deep := apply(t, p, schedule.Edit{Kind: schedule.EditAddTask, NewTask: schedule.Task{ID: "new", Parent: "top"}})
	if left(deep) != "top mid low low2 side new out" {
		t.Errorf("added to the top: %s", left(deep))
	}
	inner := apply(t, p, schedule.Edit{Kind: schedule.EditAddTask, NewTask: schedule.Task{ID: "new", Parent: "mid"}})
	if left(inner) != "top mid low low2 new side out" {
		t.Errorf("added to the middle: %s", left(inner))
	}
}

// Every kind of edit needs exactly its own members in JSON: leaving one out or
// adding one of another kind is refused.
func TestEveryMemberOfEveryKind(t *testing.T) {
	for _, c := range every() {
		var members map[string]json.RawMessage
		if err := json.Unmarshal([]byte(c.edit.String()), &members); err != nil {
			t.Fatal(err)
		}
		for name := range members {
			less := map[string]json.RawMessage{}
			for other, value := range members {
				if other != name {
					less[other] = value
				}
			}
			data, err := json.Marshal(less)
			if err != nil {
				t.Fatal(err)
			}
			var e schedule.Edit
			if json.Unmarshal(data, &e) == nil {
				t.Errorf("%s without %s was read", c.edit.Kind, name)
			}
		}
		members["colour"] = json.RawMessage(`"red"`)
		data, err := json.Marshal(members)
		if err != nil {
			t.Fatal(err)
		}
		var e schedule.Edit
		if json.Unmarshal(data, &e) == nil {
			t.Errorf("%s with a colour was read", c.edit.Kind)
		}
	}
	for _, data := range []string{`7`, `"x"`, `null`, `{"kind":"set_automatic","task":`, `{`, ``, `{"kind":"set_automatic","task":"a"}{}`} {
		if err := new(schedule.Edit).UnmarshalJSON([]byte(data)); err == nil {
			t.Errorf("%q was read", data)
		}
	}
}

// A change is empty only when neither project dates nor tasks moved.
func TestChangeIsZero(t *testing.T) {
	moved := schedule.TaskChange{Task: "a"}
	for _, c := range []schedule.Change{{StartAfter: 1}, {FinishAfter: 1}, {StartBefore: 1, FinishAfter: 1}, {Tasks: []schedule.TaskChange{moved}}} {
		if c.IsZero() {
			t.Errorf("%+v is empty", c)
		}
	}
	if !(schedule.Change{}).IsZero() || !(schedule.Change{StartBefore: 5, StartAfter: 5, FinishBefore: 9, FinishAfter: 9}).IsZero() {
		t.Error("no move is a move")
	}
}

// The project start counts even where no task moves with it.
func TestDiffOfTheProjectStartAlone(t *testing.T) {
	plan := newPlan("a 1", "")
	task(plan, "a").Manual, task(plan, "a").Start = true, at("9 08:00")
	early := compute(t, plan)
	plan.Start = at("3 08:00")
	c := schedule.Diff(early, compute(t, plan))
	if c.IsZero() || c.StartBefore != at("2 08:00") || c.StartAfter != at("3 08:00") || c.FinishMoved != 0 || len(c.Tasks) != 0 {
		t.Errorf("got %+v", c)
	}
}

func halfDay() calendar.Day { return calendar.Working(calendar.Hours(8, 12)) }

// Moves of a task are counted on its own calendar, that of the project on the
// project's.
func TestDiffCountsOnTheCalendarOfTheTask(t *testing.T) {
	plan := newPlan("a 3;b 1", "a>b")
	plan.Calendars = []schedule.Calendar{{ID: "half"}}
	week := &plan.Calendars[0].Times.Week
	for d := 1; d <= 5; d++ {
		week[d] = halfDay()
	}
	task(plan, "b").Calendar = "half"
	c := schedule.Diff(compute(t, plan), compute(t, apply(t, plan, schedule.Edit{Kind: schedule.EditDuration, Task: "a", Duration: schedule.Duration{Length: 5 * day}})))
	a, _ := c.Task("a")
	b, _ := c.Task("b")
	// b moves from Thursday to Monday: two working days, half a day each. The
	// project moves from noon on Friday 6 to noon on Tuesday 10: 4, 8 and 4
	// hours of its own calendar.
	if a.FinishMoved != 2*day || b.StartMoved != day || c.FinishMoved != 2*day {
		t.Errorf("a %v, b %v, project %v", a.FinishMoved, b.StartMoved, c.FinishMoved)
	}
	if !slices.IsSortedFunc(c.Tasks, func(x, y schedule.TaskChange) int { return strings.Compare(string(x.Task), string(y.Task)) }) {
		t.Errorf("order %v", c.Tasks)
	}
}
