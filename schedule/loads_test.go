package schedule_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// crew is a plan of three tasks from Monday 2 March 2026: walls of three days
// and plans of two days side by side, then a roof of two days.
func crew() *schedule.Plan {
	const day = 8 * calendar.Hour
	task := func(id schedule.TaskID, days calendar.Work) schedule.Task {
		return schedule.Task{ID: id, Duration: schedule.Duration{Length: days * day}}
	}
	return &schedule.Plan{Name: "house", Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour),
		Tasks:     []schedule.Task{task("walls", 3), task("plans", 2), task("roof", 2)},
		Links:     []schedule.Link{{From: "walls", To: "roof"}},
		Resources: []schedule.Resource{{ID: "ann"}, {ID: "bob", Max: schedule.FullUnit / 2}, {ID: "sand", Kind: schedule.MaterialResource}, {ID: "idle"}},
		Assignments: []schedule.Assignment{
			{ID: "1", Task: "walls", Resource: "ann", Work: 3 * day},
			{ID: "2", Task: "plans", Resource: "ann", Work: day},
			{ID: "3", Task: "roof", Resource: "bob", Work: 2 * day},
			{ID: "4", Task: "roof", Work: 5 * calendar.Hour},
			{ID: "5", Task: "walls", Resource: "sand", Work: 7},
		}}
}

func loadsOf(t *testing.T, p *schedule.Plan) schedule.DailyLoads {
	t.Helper()
	r, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	loads, err := schedule.Loads(p, r)
	if err != nil {
		t.Fatal(err)
	}
	return loads
}

// hours shows work by day.
func hours(list []calendar.Work) string {
	var texts []string
	for _, w := range list {
		texts = append(texts, fmt.Sprint(float64(w)/float64(calendar.Hour)))
	}
	return strings.Join(texts, " ")
}

// TestLoadsByHand: Monday to Wednesday walls, Monday and Tuesday plans, Thursday
// and Friday the roof.
func TestLoadsByHand(t *testing.T) {
	loads := loadsOf(t, crew())
	if got := loads.First.String(); got != "2026-03-02" {
		t.Errorf("first day %s", got)
	}
	want := []struct{ id, work, capacity string }{
		{"ann", "12 12 8 0 0", "8 8 8 8 8"}, {"bob", "0 0 0 8 8", "4 4 4 4 4"}, {"idle", "0 0 0 0 0", "8 8 8 8 8"}, {"", "0 0 0 2.5 2.5", ""},
	}
	if len(loads.Resources) != len(want) {
		t.Fatalf("%d resources", len(loads.Resources))
	}
	for i, r := range loads.Resources {
		if string(r.Resource) != want[i].id || hours(r.Work) != want[i].work || hours(r.Capacity) != want[i].capacity {
			t.Errorf("%q: work %s, capacity %s, want %v", r.Resource, hours(r.Work), hours(r.Capacity), want[i])
		}
	}
	if got := loads.Resources[0].Total(); got != 32*calendar.Hour {
		t.Errorf("Ann does %v in all", got)
	}
}

// TestLoadsOfTwo: of two on a task of four days each works at full units until
// its own work is done; one with half units takes twice as long.
func TestLoadsOfTwo(t *testing.T) {
	p := crew()
	p.Tasks = []schedule.Task{{ID: "walls", Duration: schedule.Duration{Length: 32 * calendar.Hour}}}
	p.Links = nil
	p.Assignments = []schedule.Assignment{{ID: "1", Task: "walls", Resource: "ann", Work: 12 * calendar.Hour}, {ID: "2", Task: "walls", Resource: "bob", Units: schedule.FullUnit / 2, Work: 16 * calendar.Hour}}
	loads := loadsOf(t, p)
	if got := hours(loads.Resources[0].Work) + ", " + hours(loads.Resources[1].Work); got != "8 4 0 0, 4 4 4 4" {
		t.Errorf("work %s", got)
	}
}

// TestLoadsKeepToTheCalendar: nothing is done on a weekend, on a day off of the
// resource, or in a split; work on a milestone counts on its day.
func TestLoadsKeepToTheCalendar(t *testing.T) {
	p := crew()
	off := calendar.Standard()
	off.Exceptions = []calendar.Exception{{From: calendar.DateOf(2026, 3, 6)}}
	p.Calendars = []schedule.Calendar{{ID: "off", Times: off}}
	p.Resources[0].Calendar = "off"
	p.Tasks = []schedule.Task{
		{ID: "fixed", Type: schedule.FixedDuration, Duration: schedule.Duration{Length: 48 * calendar.Hour}},
		{ID: "split", Duration: schedule.Duration{Length: 16 * calendar.Hour}, Splits: []schedule.Split{{After: 8 * calendar.Hour, Gap: 16 * calendar.Hour}}},
		{ID: "point"}, {ID: "gone", Inactive: true, Duration: schedule.Duration{Length: calendar.Hour}},
	}
	p.Links = nil
	p.Assignments = []schedule.Assignment{
		{ID: "1", Task: "fixed", Resource: "ann", Work: 10 * calendar.Hour}, {ID: "2", Task: "split", Resource: "bob", Work: 16 * calendar.Hour},
		{ID: "3", Task: "point", Resource: "idle", Work: calendar.Hour}, {ID: "4", Task: "gone", Resource: "idle", Work: calendar.Hour},
	}
	loads := loadsOf(t, p)
	want := []string{"2 2 2 2 0 0 0 2", "8 0 0 8 0 0 0 0", "1 0 0 0 0 0 0 0"}
	for i, w := range want {
		if got := hours(loads.Resources[i].Work); got != w {
			t.Errorf("%s: %s, want %s", loads.Resources[i].Resource, got, w)
		}
	}
	if got := hours(loads.Resources[0].Capacity); got != "8 8 8 8 0 0 0 8" {
		t.Errorf("capacity %s", got)
	}
}

// TestLoadsAreTheWork is the law that the days of a resource hold exactly the
// work of its assignments, none of it negative or outside its tasks, whatever
// the plan.
func TestLoadsAreTheWork(t *testing.T) {
	counted := 0
	for seed := range uint64(400) {
		p := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 10})
		rnd := rand.New(rand.NewPCG(seed, 21))
		p.Resources = []schedule.Resource{{ID: "a"}, {ID: "b", Max: schedule.Share(rnd.Int64N(3_000_000))}, {ID: "c", Kind: schedule.CostResource}}
		for k := range rnd.IntN(16) {
			a := schedule.Assignment{ID: schedule.AssignmentID(fmt.Sprint(k)), Task: p.Tasks[rnd.IntN(len(p.Tasks))].ID, Resource: []schedule.ResourceID{"a", "b", "c", ""}[rnd.IntN(4)],
				Units: schedule.Share(rnd.Int64N(4)) * 500_000, Work: calendar.Work(rnd.Int64N(300_000))}
			if rnd.IntN(4) == 0 {
				a.Delay = calendar.Work(rnd.Int64N(50_000))
			}
			p.Assignments = append(p.Assignments, a)
		}
		r, err := schedule.Compute(p, schedule.Options{})
		if err != nil {
			continue
		}
		loads, err := schedule.Loads(p, r)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		want := map[schedule.ResourceID]calendar.Work{}
		allowed := map[schedule.ResourceID]map[string]bool{"a": {}, "b": {}, "": {}}
		for _, a := range p.Assignments {
			times, _ := r.Times(a.Task)
			if times.Start == 0 || a.Resource == "c" {
				continue
			}
			want[a.Resource] += a.Work
			for d := times.Start.Date(); !d.After(times.Finish.Date()); d = d.AddDays(1) {
				allowed[a.Resource][d.String()] = true
			}
		}
		for _, l := range loads.Resources {
			if l.Total() != want[l.Resource] {
				t.Fatalf("seed %d: %q has %d, want %d", seed, l.Resource, l.Total(), want[l.Resource])
			}
			for k, w := range l.Work {
				if d := loads.First.AddDays(k); w < 0 || w > 0 && !allowed[l.Resource][d.String()] {
					t.Fatalf("seed %d: %q does %d on %s", seed, l.Resource, w, d)
				}
				if w > 0 {
					counted++
				}
			}
		}
	}
	if counted < 1000 {
		t.Errorf("only %d days with work", counted)
	}
}

// TestLoadsMinuteByMinute compares plans with counting minute by minute, which
// is off by part of a minute wherever calendars change within one.
func TestLoadsMinuteByMinute(t *testing.T) {
	for seed := range uint64(100) {
		p := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 6, Depth: 1, Without: scheduletest.AllFeatures &^ scheduletest.Calendars})
		p.Resources = []schedule.Resource{{ID: "a"}}
		for i := range p.Tasks {
			p.Assignments = append(p.Assignments, schedule.Assignment{ID: schedule.AssignmentID(p.Tasks[i].ID), Task: p.Tasks[i].ID, Resource: "a", Work: 3600 * calendar.Work(7+i)})
			p.Tasks[i].Type, p.Tasks[i].Calendar = schedule.FixedDuration, ""
		}
		r, err := schedule.Compute(p, schedule.Options{})
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		loads, err := schedule.Loads(p, r)
		if err != nil {
			t.Fatal(err)
		}
		exact := map[string]float64{}
		for i := range p.Tasks {
			times, _ := r.Times(p.Tasks[i].ID)
			cal, all := r.ProjectCalendar(), 0
			var worked []string
			for at := times.Start; at < times.Finish; at += 60 {
				if cal.Works(at) {
					all, worked = all+1, append(worked, at.Date().String())
				}
			}
			for _, d := range worked {
				exact[d] += 3600 * float64(7+i) / float64(all)
			}
		}
		for k, w := range loads.Resources[0].Work {
			if d := loads.First.AddDays(k).String(); math.Abs(float64(w)-exact[d]) > 60*float64(len(p.Tasks)) {
				t.Fatalf("seed %d: %d seconds on %s, want %v", seed, w, d, exact[d])
			}
		}
	}
}

// TestLoadsRefuse: a result of another plan, and more days than can be counted,
// are errors; a plan without assignments has no days.
func TestLoadsRefuse(t *testing.T) {
	p := crew()
	r, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	other := p.Clone()
	other.Assignments[0].Task = "gone"
	if _, err := schedule.Loads(other, r); !errors.Is(err, schedule.ErrNoTask) {
		t.Errorf("a task the result does not have: %v", err)
	}
	p.Tasks[0].Manual, p.Tasks[0].Start, p.Tasks[0].Finish = true, calendar.DateOf(2, 1, 1).At(0), calendar.DateOf(9998, 1, 1).At(0)
	for range 10 {
		p.Assignments = append(p.Assignments, p.Assignments[0])
		p.Assignments[len(p.Assignments)-1].ID += schedule.AssignmentID(fmt.Sprint(len(p.Assignments)))
	}
	if r, err = schedule.Compute(p, schedule.Options{}); err != nil {
		t.Fatal(err)
	}
	if _, err := schedule.Loads(p, r); !errors.Is(err, schedule.ErrLoads) {
		t.Errorf("millions of days: %v", err)
	}
	p = crew()
	p.Assignments = nil
	if loads := loadsOf(t, p); !loads.First.IsZero() || len(loads.Resources) != 3 || len(loads.Resources[0].Work) != 0 {
		t.Errorf("nothing to do: %+v", loads)
	}
}

// TestLoadsWindow: the days between two dates, those outside left out.
func TestLoadsWindow(t *testing.T) {
	loads := loadsOf(t, crew())
	day := func(n int) calendar.Date { return calendar.DateOf(2026, 3, n) }
	for _, c := range []struct {
		from, to    calendar.Date
		first, work string
	}{
		{day(3), day(4), "2026-03-03", "12 8"}, {day(1), day(2), "2026-03-02", "12"}, {calendar.Date{}, day(3), "2026-03-02", "12 12"},
		{day(6), calendar.Date{}, "2026-03-06", "0"}, {day(9), day(20), "", ""}, {day(1), day(1), "", ""}, {day(4), day(3), "", ""},
	} {
		got := loads.Window(c.from, c.to)
		if got.First.String() != c.first || hours(got.Resources[0].Work) != c.work || len(got.Resources) != 4 {
			t.Errorf("%s to %s: from %s %s, want %+v", c.from, c.to, got.First, hours(got.Resources[0].Work), c)
		}
	}
	cut := loads.Window(day(2), day(3))
	cut.Resources[0].Work[0] = 0
	if loads.Resources[0].Work[0] == 0 {
		t.Error("a window shares its figures")
	}
	if got := (schedule.DailyLoads{}).Window(day(1), day(2)); !got.First.IsZero() || got.Resources != nil {
		t.Errorf("of nothing: %+v", got)
	}
}

func ExampleLoads() {
	plan := crew()
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	loads, err := schedule.Loads(plan, result)
	if err != nil {
		fmt.Println(err)
		return
	}
	ann := loads.Resources[0]
	for k, work := range ann.Work {
		if over := work - ann.Capacity[k]; over > 0 {
			fmt.Println(loads.First.AddDays(k), "over by", int64(over/calendar.Hour), "h")
		}
	}
	// Output:
	// 2026-03-02 over by 4 h
	// 2026-03-03 over by 4 h
}
