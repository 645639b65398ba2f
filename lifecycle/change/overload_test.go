package change_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Ann builds from Monday 9 to Friday 13 and, by a change, writes docs as well
// on Wednesday 4 and Thursday 5, then helps the build all day.
func TestOverloadsByHand(t *testing.T) {
	plan := launch()
	if got := change.Overloads(plan, compute(t, plan)); len(got) > 0 {
		t.Errorf("got %+v", got)
	}
	plan.Tasks = append(plan.Tasks, task("fix", 2))
	plan.Links = append(plan.Links, schedule.Link{From: "design", To: "fix", Lag: schedule.Lag{Length: day}})
	plan.Assignments = append(plan.Assignments, schedule.Assignment{ID: "9", Task: "fix", Resource: "ann", Work: 8 * hour, Units: schedule.FullUnit / 2})
	got := change.Overloads(plan, compute(t, plan)) // fix: Tuesday 10 and Wednesday 11 at half a unit
	want := []change.Overload{{Resource: "ann", Start: on(10, 8), Finish: on(11, 17), Max: schedule.FullUnit, Peak: schedule.FullUnit * 3 / 2,
		Excess: 8 * hour, Tasks: []schedule.TaskID{"build", "fix"}}}
	if text(t, got) != text(t, want) {
		t.Errorf("got  %s\nwant %s", text(t, got), text(t, want))
	}
	plan.Resources[0].Max = 2 * schedule.FullUnit
	if got := change.Overloads(plan, compute(t, plan)); len(got) > 0 {
		t.Errorf("two of Ann: %+v", got)
	}
}

// Overload counted hour by hour, the slow way.
func TestOverloadsAgainstCountingHours(t *testing.T) {
	standard, err := calendar.Compile(calendar.Standard(), nil)
	if err != nil {
		t.Fatal(err)
	}
	some := 0
	for seed := range uint64(150) {
		p := randomPlan(rand.New(rand.NewPCG(seed, 23)))
		result := compute(t, p)
		for _, res := range p.Resources {
			var mine calendar.Work
			for _, o := range change.Overloads(p, result) {
				if o.Resource == res.ID {
					mine += o.Excess
				}
				if o.Start >= o.Finish || o.Peak <= o.Max || len(o.Tasks) == 0 {
					t.Errorf("seed %d: %+v", seed, o)
				}
			}
			if want := countHours(p, result, res.ID, standard); mine != want {
				t.Errorf("seed %d: %s exceeds by %v, want %v", seed, res.ID, mine, want)
			} else if want > 0 {
				some++
			}
		}
	}
	if some < 50 {
		t.Errorf("only %d overloads: the sample says little", some)
	}
}

func countHours(p *schedule.Plan, r *schedule.Result, id schedule.ResourceID, cal *calendar.Calendar) calendar.Work {
	var sum calendar.Work
	for at := p.Start - 60*86400; at < r.Finish(); at += calendar.DateTime(hour) {
		if !cal.Works(at) {
			continue
		}
		busy := calendar.Work(0)
		for _, a := range p.Assignments {
			times, _ := r.Times(a.Task)
			if a.Resource == id && a.Work > 0 && times.Start <= at && at < times.Finish {
				busy++
			}
		}
		sum += max(busy-1, 0) * hour
	}
	return sum
}

// The weeks of every resource add up to what its work changes by.
func TestWeeksAddUpToTheLoad(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 29))
		plan := randomPlan(r)
		request := training()
		request.Edits = randomEdits(r, plan)
		i := assess(t, plan, request)
		sums := map[schedule.ResourceID]calendar.Work{}
		for _, w := range i.Weeks {
			if w.Week.Weekday() != 1 || w.Before == w.After {
				t.Errorf("seed %d: %+v", seed, w)
			}
			sums[w.Resource] += w.After - w.Before
		}
		for _, l := range i.Load {
			if sums[l.Resource] != l.After-l.Before && l.Resource != "" {
				t.Errorf("seed %d: weeks of %s add up to %v, want %v", seed, l.Resource, sums[l.Resource], l.After-l.Before)
			}
			delete(sums, l.Resource)
		}
		for id, sum := range sums {
			if sum != 0 {
				t.Errorf("seed %d: weeks of %s add up to %v", seed, id, sum)
			}
		}
	}
}

// Every baseline of the plan is compared with, not the agreed one alone.
func TestEveryBaseline(t *testing.T) {
	plan := launch()
	first := baseline(t, plan)
	later, err := schedule.Apply(plan, training().Edits)
	if err != nil {
		t.Fatal(err)
	}
	second, err := schedule.TakeBaseline("B2", on(3, 9), "pm", "change:X", later, compute(t, later))
	if err != nil {
		t.Fatal(err)
	}
	plan.Baselines = []schedule.Baseline{first, second}
	i := assess(t, plan, training())
	if len(i.Baselines) != 2 || i.Baselines[0].Name != "B1" || i.Baselines[1].Name != "B2" {
		t.Fatalf("got %+v", i.Baselines)
	}
	if a, b := i.Baselines[0], i.Baselines[1]; a.Before != 0 || a.After != 2*day || b.Before != -2*day || b.After != 0 || len(a.Tasks) != 2 || !slices.Equal(a.Tasks, i.Variances) {
		t.Errorf("got %+v", i.Baselines)
	}
}
