package quality_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/quality"
)

// tally is a count and its population.
type tally struct{ count, of int64 }

func (x *tally) add(holds bool) {
	x.of++
	if holds {
		x.count++
	}
}

// oracle counts the points that need nothing but rows in one plain loop, as the
// definition sheet words them, with the limits of the DCMA.
func oracle(in quality.Input) map[quality.Point]tally {
	day := func(t calendar.DateTime) calendar.Date { return t.Date() }
	pred, succ, finished, known := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, k := range in.Ties {
		succ[k.From], pred[k.To] = true, true
	}
	var logic, hard, high, negative, long, invalid, resources, missed, bei, unbaselined tally
	for _, a := range in.Activities {
		known[a.ID], finished[a.ID] = true, a.ActualFinish != 0
		if a.Kind != quality.Task {
			continue
		}
		length := a.BaselineDuration
		if length == 0 {
			length = a.Duration
		}
		if a.ActualFinish == 0 {
			logic.add(!pred[a.ID] || !succ[a.ID])
			switch a.Constraint {
			case schedule.MustStartOn, schedule.MustFinishOn, schedule.StartNoLaterThan, schedule.FinishNoLaterThan, schedule.MandatoryStart, schedule.MandatoryFinish:
				hard.add(true)
			default:
				hard.add(false)
			}
			high.add(a.TotalFloat > 44*eight)
			negative.add(a.TotalFloat < 0)
			long.add(length > 44*eight)
			if length >= eight {
				resources.add(!a.Resourced)
			}
		}
		unbaselined.add(a.BaselineFinish == 0)
		now := day(in.Status)
		future := day(a.ActualStart).After(now) || day(a.ActualFinish).After(now)
		past := a.ActualStart == 0 && a.Start != 0 && day(a.Start).Before(now) || a.ActualFinish == 0 && a.Finish != 0 && day(a.Finish).Before(now)
		invalid.add(future || past)
		due := a.BaselineFinish != 0 && !day(a.BaselineFinish).After(now)
		if due {
			missed.add(a.ActualFinish == 0 || day(a.ActualFinish).After(day(a.BaselineFinish)))
		}
		if due || a.BaselineFinish == 0 {
			bei.of++
		}
		if a.ActualFinish != 0 && !day(a.ActualFinish).After(now) {
			bei.count++
		}
	}
	var leads, lags, fs tally
	for _, k := range in.Ties {
		if known[k.To] && !finished[k.To] {
			leads.add(k.Lag < 0)
			lags.add(k.Lag > 0)
			fs.add(k.Type == schedule.FinishToStart)
		}
	}
	counts := map[quality.Point]tally{
		quality.Logic: logic, quality.HardConstraints: hard, quality.HighFloat: high, quality.NegativeFloat: negative, quality.HighDuration: long,
		quality.Resources: resources, quality.Leads: leads, quality.Lags: lags, quality.LinkTypes: fs, quality.Unbaselined: unbaselined,
	}
	if in.Status != 0 {
		counts[quality.InvalidDates], counts[quality.MissedTasks], counts[quality.Execution] = invalid, missed, bei
	}
	return counts
}

func TestOracle(t *testing.T) {
	judged := map[quality.Verdict]int{}
	eachRandom(t, func(_ *rand.Rand, in quality.Input, _ quality.Limits) string {
		a := quality.Assess(in, quality.Limits{})
		for p, want := range oracle(in) {
			c, _ := a.Check(p)
			if c.Count != want.count || c.Population != want.of {
				return fmt.Sprintf("%s: %d of %d, want %d of %d", p, c.Count, c.Population, want.count, want.of)
			}
			judged[c.Verdict]++
			if limit, has := quality.StandardLimits()[p]; has && want.of > 0 {
				over, _ := finding.CompareValues(finding.Ratio(want.count, want.of, ""), limit)
				if pass := over <= 0 && !p.AtLeast() || over >= 0 && p.AtLeast(); pass != (c.Verdict == quality.Pass) {
					return fmt.Sprintf("%s: %d of %d is %s", p, want.count, want.of, c.Verdict)
				}
			}
		}
		return ""
	})
	for v := quality.NotApplicable; v <= quality.Unjudged; v++ {
		if judged[v] < 100 {
			t.Errorf("only %d checks are %s", judged[v], v)
		}
	}
}

// leads finds, by trying every way again and again, from which activities links
// lead to one of the last. A way goes over links, from a summary into what is in
// it when it came in by a link, and out of it when it came from within.
func leads(in quality.Input, last map[string]bool) map[string]bool {
	summary := map[string]bool{}
	for _, a := range in.Activities {
		summary[a.ID] = a.Kind == quality.Summary
	}
	enters, leaves := map[string]bool{}, map[string]bool{} // from the start of it, from the finish of it
	for id := range last {
		enters[id] = true
	}
	for changed := true; changed; {
		changed = false
		set := func(m map[string]bool, id string, holds bool) {
			if holds && !m[id] {
				m[id], changed = true, true
			}
		}
		for _, a := range in.Activities {
			if !summary[a.ID] { // both sides of it are one
				set(enters, a.ID, leaves[a.ID])
				set(leaves, a.ID, enters[a.ID])
			}
			if a.Parent != "" && summary[a.Parent] {
				set(enters, a.Parent, enters[a.ID])
				set(leaves, a.ID, leaves[a.Parent])
			}
		}
		for _, k := range in.Ties {
			set(leaves, k.From, enters[k.To])
			if !summary[k.From] {
				set(enters, k.From, enters[k.To])
			}
		}
	}
	for id := range leaves {
		enters[id] = enters[id] || leaves[id]
	}
	return enters
}

func TestOracleUntraced(t *testing.T) {
	some := 0
	eachRandom(t, func(_ *rand.Rand, in quality.Input, l quality.Limits) string {
		latest, kinds := calendar.DateTime(0), map[quality.Kind]map[string]bool{}
		for _, a := range in.Activities {
			if a.ActualFinish == 0 && (a.Kind == quality.Task || a.Kind == quality.Milestone) {
				if a.Finish > latest || len(kinds) == 0 {
					latest, kinds = a.Finish, map[quality.Kind]map[string]bool{quality.Task: {}, quality.Milestone: {}}
				}
				if a.Finish == latest {
					kinds[a.Kind][a.ID] = true
				}
			}
		}
		last := kinds[quality.Milestone]
		if len(last) == 0 {
			last = kinds[quality.Task]
		}
		reached := leads(in, last)
		var want []string
		for _, a := range in.Activities {
			if len(last) > 0 && a.Kind == quality.Task && a.ActualFinish == 0 && !reached[a.ID] {
				want = append(want, a.ID)
			}
		}
		slices.Sort(want)
		some += len(want)
		c, _ := quality.Assess(in, l).Check(quality.Untraced)
		if got := c.Offenders(); !slices.Equal(got, want) {
			return fmt.Sprintf("untraced %v, want %v", got, want)
		}
		return ""
	})
	if some < 100 {
		t.Errorf("only %d untraced tasks", some)
	}
}

// TestOracleOverload looks at every hour of a plan.
func TestOracleOverload(t *testing.T) {
	some := 0
	for seed := range uint64(200) {
		g := rand.New(rand.NewPCG(seed, 2))
		plan := planOf(nil)
		plan.Resources = []schedule.Resource{{ID: "r", Max: schedule.Share(g.IntN(3)) * schedule.FullUnit}, {ID: "q", Max: schedule.FullUnit / 2}}
		for i := range 8 {
			id := schedule.TaskID(strconv.Itoa(i))
			plan.Tasks = append(plan.Tasks, schedule.Task{ID: id, Duration: schedule.Duration{Length: calendar.Work(g.IntN(30)) * calendar.Hour}})
			if i > 0 {
				plan.Links = append(plan.Links, schedule.Link{From: schedule.TaskID(strconv.Itoa(g.IntN(i))), To: id, Type: schedule.LinkType(g.IntN(2))})
			}
			plan.Assignments = append(plan.Assignments, schedule.Assignment{ID: schedule.AssignmentID(id), Task: id,
				Resource: plan.Resources[g.IntN(2)].ID, Units: schedule.Share(g.IntN(4)) * schedule.FullUnit / 4})
		}
		r := compute(t, plan)
		want := map[string]bool{}
		for at := monday; at < r.Finish(); at += 3600 {
			for _, resource := range plan.Resources {
				asked, who := schedule.Share(0), []string{}
				for _, a := range plan.Assignments {
					x, _ := r.Times(a.Task)
					if a.Resource == resource.ID && x.Start <= at && at < x.Finish {
						asked, who = asked+full(a.Units), append(who, string(a.Task))
					}
				}
				for _, id := range who {
					want[id] = want[id] || asked > full(resource.Max)
				}
			}
		}
		for _, a := range quality.From(plan, r, nil).Activities {
			if a.Overloaded != want[a.ID] {
				t.Fatalf("seed %d: task %s overloaded: %v, want %v", seed, a.ID, a.Overloaded, want[a.ID])
			}
			if a.Overloaded {
				some++
			}
		}
	}
	if some < 100 {
		t.Errorf("only %d overloaded tasks", some)
	}
}

func full(units schedule.Share) schedule.Share {
	if units == 0 {
		return schedule.FullUnit
	}
	return units
}
