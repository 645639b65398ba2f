package schedule_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// Worked by hand: a longer task pushes its successor over the weekend, so that
// the project finishes two working days and four calendar days later.
func TestDiffOfALongerTask(t *testing.T) {
	plan := newPlan("a 3;b 2;c 1", "a>b")
	before := compute(t, plan)
	after := compute(t, apply(t, plan, schedule.Edit{Kind: schedule.EditDuration, Task: "a", Duration: schedule.Duration{Length: 5 * day}}))
	c := schedule.Diff(before, after)
	if c.FinishBefore != at("6 17:00") || c.FinishAfter != at("10 17:00") || c.FinishMoved != 2*day || c.StartBefore != at("2 08:00") || len(c.Tasks) != 3 {
		t.Errorf("got %+v", c)
	}
	b, moved := c.Task("b")
	if !moved || b.StartMoved != 2*day || b.FinishMoved != 2*day || b.Before.Start != at("5 08:00") || b.After.Start != at("9 08:00") {
		t.Errorf("b: %+v", b)
	}
	if idle, moved := c.Task("c"); !moved || idle.StartMoved != 0 || idle.Before.TotalFloat != 4*day || idle.After.TotalFloat != 6*day {
		t.Errorf("c: %+v", idle)
	}
	if _, moved := c.Task("d"); moved {
		t.Error("a task that does not exist moved")
	}
}

func TestDiffTellsWhoBecameCritical(t *testing.T) {
	plan := newPlan("a 3;b 2;end 0", "a>end;b>end")
	longer := apply(t, plan, schedule.Edit{Kind: schedule.EditDuration, Task: "b", Duration: schedule.Duration{Length: 4 * day}})
	c := schedule.Diff(compute(t, plan), compute(t, longer))
	a, _ := c.Task("a")
	b, _ := c.Task("b")
	if !a.Before.Critical || a.After.Critical || b.Before.Critical || !b.After.Critical || a.FinishMoved != 0 {
		t.Errorf("a %+v\nb %+v", a, b)
	}
}

func TestDiffListsAddedAndRemovedInPlanOrder(t *testing.T) {
	before := compute(t, newPlan("x 1;a 1;y 1;z 1;b 1;w 1", ""))
	after := compute(t, newPlan("n 1;a 1;b 2;m 1", ""))
	var got []string
	for _, task := range schedule.Diff(before, after).Tasks {
		got = append(got, string(task.Task)+" "+task.Presence.String())
	}
	// a keeps its dates but gains float, since the project finishes later.
	want := []string{"x removed", "n added", "a both", "y removed", "z removed", "b both", "w removed", "m added"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestDiffOfATaskLeftOut(t *testing.T) {
	plan := newPlan("a 3;b 2", "")
	c := schedule.Diff(compute(t, plan), compute(t, apply(t, plan, schedule.Edit{Kind: schedule.EditActive, Task: "a"})))
	a, _ := c.Task("a")
	if a.Presence != schedule.InBoth || a.After != (schedule.Times{}) || a.FinishMoved != 0 || c.FinishMoved != -day {
		t.Errorf("got %+v", c)
	}
}

// For random plans and edits: a result differs from itself in nothing; what a
// difference leaves out is equal; and the difference back is the mirror image.
func TestDiffLaws(t *testing.T) {
	for seed := range uint64(80) {
		plan := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 25})
		other := plan.Clone()
		k := int(seed) % len(plan.Tasks)
		other.Tasks[k].Duration.Length += 5 * hour
		if last := len(other.Tasks) - 1; seed%3 == 0 {
			other.Links = nil
			other.Tasks = other.Tasks[:last]
		}
		a, b := compute(t, plan), compute(t, other)
		there, back := schedule.Diff(a, b), schedule.Diff(b, a)
		if !schedule.Diff(a, a).IsZero() || !reflect.DeepEqual(schedule.Diff(a, a), schedule.Change{}) {
			t.Fatalf("seed %d: a result differs from itself", seed)
		}
		if there.FinishBefore != back.FinishAfter || len(there.Tasks) != len(back.Tasks) {
			t.Fatalf("seed %d: %+v\n%+v", seed, there, back)
		}
		for id, times := range b.All() {
			was, known := a.Times(id)
			c, moved := there.Task(id)
			mirrored, _ := back.Task(id)
			switch {
			case moved != (!known || was != times):
				t.Errorf("seed %d: %s moved: %v", seed, id, moved)
			case moved && (c.Before != was || c.After != times || mirrored.Before != times || mirrored.After != was):
				t.Errorf("seed %d: %s %+v, back %+v", seed, id, c, mirrored)
			case moved && (c.Presence == schedule.Added) != !known:
				t.Errorf("seed %d: %s is %v", seed, id, c.Presence)
			}
		}
		for id := range a.All() {
			if _, stays := b.Times(id); !stays {
				if c, _ := there.Task(id); c.Presence != schedule.Removed {
					t.Errorf("seed %d: %s is %v", seed, id, c.Presence)
				}
			}
		}
	}
}

func TestChangeJSONRoundTrip(t *testing.T) {
	before := compute(t, newPlan("a 3;b 2;c 1", "a>b"))
	after := compute(t, newPlan("a 5;b 2;d 1", "a>b"))
	c := schedule.Diff(before, after)
	data, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var back schedule.Change
	if err := json.Unmarshal(data, &back); err != nil || !reflect.DeepEqual(back, c) {
		t.Errorf("%s came back as %+v, %v", data, back, err)
	}
	const added = `{"task":"d","presence":"added","after":{"start":"2026-03-02T08:00:00","finish":"2026-03-02T17:00:00",` +
		`"early_start":"2026-03-02T08:00:00","early_finish":"2026-03-02T17:00:00","late_start":"2026-03-10T08:00:00","late_finish":"2026-03-10T17:00:00",` +
		`"start_float_s":172800,"finish_float_s":172800,"total_float_s":172800,"free_float_s":172800}}`
	for _, task := range c.Tasks {
		if data, _ := json.Marshal(task); task.Task == "d" && string(data) != added {
			t.Errorf("got  %s\nwant %s", data, added)
		}
	}
	for _, bad := range []string{`{"task":"a","presence":"gone"}`, `{"task":"a","presence":"both","soup":1}`, `[]`} {
		var c schedule.TaskChange
		if json.Unmarshal([]byte(bad), &c) == nil {
			t.Errorf("%s was read", bad)
		}
	}
}

func TestProjectCalendar(t *testing.T) {
	standard, err := schedule.ProjectCalendar(newPlan("a 1", ""))
	if err != nil || standard.Between(at("2 00:00"), at("9 00:00")) != 40*hour {
		t.Errorf("got %v, %v", standard, err)
	}
	p := newPlan("a 1", "")
	p.Calendars = []schedule.Calendar{{ID: "base", Times: calendar.Standard()}, {ID: "short", Base: "base", Times: calendar.Definition{
		Exceptions: []calendar.Exception{{From: calendar.DateOf(2026, 3, 4)}}}}}
	p.Calendar = "short"
	short, err := schedule.ProjectCalendar(p)
	if err != nil || short.Between(at("2 00:00"), at("9 00:00")) != 32*hour {
		t.Errorf("got %v, %v", short, err)
	}
	p.Calendar = "none"
	if _, err := schedule.ProjectCalendar(p); err == nil {
		t.Error("a calendar that does not exist was found")
	}
}
