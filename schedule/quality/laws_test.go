package quality_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/quality"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// randomInput makes rows of every kind, with gaps in what is stated.
func randomInput(g *rand.Rand) quality.Input {
	date := func() calendar.DateTime {
		if g.IntN(5) == 0 {
			return 0
		}
		return on("06-01T08:00").AddSeconds(int64(g.IntN(60)) * 86400)
	}
	length := func(most int) calendar.Work { return calendar.Work(g.IntN(most)) * eight }
	in := quality.Input{Name: "random", Status: date(), Period: quality.Period{After: date(), Through: date()}}
	n := 1 + g.IntN(12)
	for i := range n {
		a := quality.Activity{
			ID: strconv.Itoa(i), Kind: quality.Kind(g.IntN(7)) % 5, Start: date(), Finish: date(), BaselineFinish: date(), PreviousFinish: date(),
			Duration: length(60), Remaining: length(60), BaselineDuration: length(60), TotalFloat: length(60) - 5*eight,
			Constraint: schedule.ConstraintKind(g.IntN(10)), Critical: g.IntN(3) == 0, Manual: g.IntN(5) == 0, Estimated: g.IntN(5) == 0,
			Planning: g.IntN(5) == 0, Resourced: g.IntN(2) == 0, Overloaded: g.IntN(5) == 0,
		}
		if i > 0 && g.IntN(3) == 0 {
			a.Parent = strconv.Itoa(g.IntN(i))
		}
		if g.IntN(2) == 0 {
			a.ActualStart = date()
		}
		if g.IntN(3) == 0 {
			a.ActualFinish = date()
		}
		in.Activities = append(in.Activities, a)
	}
	for range g.IntN(2 * n) {
		in.Ties = append(in.Ties, quality.Tie{From: strconv.Itoa(g.IntN(n + 1)), To: strconv.Itoa(g.IntN(n + 1)),
			Type: schedule.LinkType(g.IntN(4)), Lag: length(5) - 2*eight})
	}
	for range g.IntN(3) {
		in.Trials = append(in.Trials, quality.Trial{Task: strconv.Itoa(g.IntN(n)), TaskMoved: length(600), FinishMoved: length(600), Passed: g.IntN(2) == 0})
	}
	if g.IntN(2) == 0 {
		in.Path = &quality.Path{Length: length(100) - 10*eight, Float: length(100) - 50*eight}
	}
	return in
}

func randomLimits(g *rand.Rand) quality.Limits {
	flip := func() bool { return g.IntN(3) == 0 }
	return quality.Limits{FloatDays: g.IntN(60), DurationDays: g.IntN(60), Duration: quality.DurationBase(g.IntN(3)), WithoutPlanning: flip(), BothEnds: flip(),
		AllLinks: flip(), MissedByForecast: flip(), BaselinedOnly: flip(), DueOnly: flip(), WithMilestones: flip(), ByTime: flip()}
}

// eachRandom runs a law over many random inputs, naming the seed that breaks
// it.
func eachRandom(t *testing.T, law func(g *rand.Rand, in quality.Input, l quality.Limits) string) {
	t.Helper()
	for seed := range uint64(1000) {
		g := rand.New(rand.NewPCG(seed, 1))
		if fault := law(g, randomInput(g), randomLimits(g)); fault != "" {
			t.Fatalf("seed %d: %s", seed, fault)
		}
	}
}

func TestLawOrder(t *testing.T) {
	eachRandom(t, func(g *rand.Rand, in quality.Input, l quality.Limits) string {
		want := quality.Assess(in, l)
		g.Shuffle(len(in.Activities), func(i, j int) { in.Activities[i], in.Activities[j] = in.Activities[j], in.Activities[i] })
		g.Shuffle(len(in.Ties), func(i, j int) { in.Ties[i], in.Ties[j] = in.Ties[j], in.Ties[i] })
		g.Shuffle(len(in.Trials), func(i, j int) { in.Trials[i], in.Trials[j] = in.Trials[j], in.Trials[i] })
		if got := quality.Assess(in, l); !reflect.DeepEqual(got, want) || !reflect.DeepEqual(got.Findings(), want.Findings()) {
			return "the order of the rows matters"
		}
		return ""
	})
}

// ofFinished lists the checks in which a finished task may offend.
var ofFinished = []quality.Point{quality.InvalidDates, quality.MissedTasks, quality.Execution, quality.HitTasks, quality.CurrentExecution, quality.Unbaselined, quality.PathTest}

func TestLawFinishedIsNotIncomplete(t *testing.T) {
	eachRandom(t, func(_ *rand.Rand, in quality.Input, l quality.Limits) string {
		open := map[string]bool{}
		for _, a := range in.Activities {
			if a.Kind == quality.Task && a.ActualFinish.IsZero() {
				open[a.ID] = true
			}
		}
		a := quality.Assess(in, l)
		if a.Incomplete != int64(len(open)) {
			return "incomplete tasks miscounted"
		}
		for _, c := range a.Checks {
			if slices.Contains(ofFinished, c.Point) || c.Unit != "task" {
				continue
			}
			if c.Population > a.Incomplete {
				return string(c.Point) + " counts more than the incomplete"
			}
			for _, id := range c.Offenders() {
				if !open[id] {
					return string(c.Point) + " counts " + id + ", which is finished or no task"
				}
			}
		}
		return ""
	})
}

func TestLawMoreLinksNeverWorsenLogic(t *testing.T) {
	eachRandom(t, func(g *rand.Rand, in quality.Input, l quality.Limits) string {
		before := quality.Assess(in, l)
		in.Ties = append(in.Ties, quality.Tie{From: strconv.Itoa(g.IntN(12)), To: strconv.Itoa(g.IntN(12))})
		after := quality.Assess(in, l)
		for _, p := range []quality.Point{quality.Logic, quality.Untraced} {
			was, _ := before.Check(p)
			is, _ := after.Check(p)
			if is.Count > was.Count || is.Population != was.Population || is.Verdict == quality.Fail && was.Verdict == quality.Pass {
				return string(p) + " is worse with a link more"
			}
		}
		return ""
	})
}

// TestLawCounts holds what is true of every check.
func TestLawCounts(t *testing.T) {
	eachRandom(t, func(_ *rand.Rand, in quality.Input, l quality.Limits) string {
		a := quality.Assess(in, l)
		for _, c := range a.Checks {
			free := c.Point == quality.PathLength || c.Point == quality.Execution // indices may leave 0..1
			bad := c.Count
			if c.Point.AtLeast() {
				bad = c.Population - c.Count
			}
			switch {
			case !free && (c.Count < 0 || c.Count > c.Population):
				return string(c.Point) + " counts more than there are"
			case c.Unit == "task" && !free && c.Point != quality.PathTest && int64(len(c.Offenders())) != bad:
				return string(c.Point) + " does not name its offenders"
			case (c.Verdict == quality.NotApplicable) != c.Ratio.IsUnknown():
				return string(c.Point) + " judges what it does not know"
			case c.Population == 0 && c.Verdict != quality.NotApplicable:
				return string(c.Point) + " judges nothing"
			case c.Verdict == quality.Unjudged && !c.Limit.IsZero():
				return string(c.Point) + " ignores its limit"
			case !c.Ratio.IsUnknown() && c.Ratio != finding.Ratio(c.Count, c.Population, ""):
				return string(c.Point) + " has another ratio"
			}
			for _, f := range c.Found {
				if (f.Severity == finding.Warn) != (c.Verdict == quality.Fail) || f.Severity == finding.Block {
					return string(c.Point) + " finds with the wrong severity"
				}
			}
		}
		return ""
	})
}

// TestLawBands: the float bands are a partition of the incomplete tasks.
func TestLawBands(t *testing.T) {
	eachRandom(t, func(_ *rand.Rand, in quality.Input, l quality.Limits) string {
		a := quality.Assess(in, l)
		p, _ := a.Practice(quality.ReasonableFloat)
		sum := finding.Number(a.Incomplete, "task")
		total, _ := sum.Rat()
		for _, f := range p.Figures {
			n, _ := f.Value.Rat()
			total.Sub(total, n)
		}
		if total.Sign() != 0 {
			return "the bands do not add up"
		}
		return ""
	})
}

// TestLawShift: moving every date by whole weeks changes no count.
func TestLawShift(t *testing.T) {
	eachRandom(t, func(g *rand.Rand, in quality.Input, l quality.Limits) string {
		before := quality.Assess(in, l)
		seconds := int64(g.IntN(500)) * 7 * 86400
		dates := []*calendar.DateTime{&in.Status, &in.Period.After, &in.Period.Through}
		for i := range in.Activities {
			a := &in.Activities[i]
			dates = append(dates, &a.ActualStart, &a.ActualFinish, &a.Start, &a.Finish, &a.BaselineFinish, &a.PreviousFinish)
		}
		for _, d := range dates {
			*d = d.AddSeconds(seconds)
		}
		for i, c := range quality.Assess(in, l).Checks {
			was := before.Checks[i]
			if c.Count != was.Count || c.Population != was.Population || c.Verdict != was.Verdict {
				return string(c.Point) + " depends on the date"
			}
		}
		return ""
	})
}

// TestRandomPlans takes whole plans through the package: nothing panics, the
// plan stays as it is, and rows are sound.
func TestRandomPlans(t *testing.T) {
	passed, adjusted, failed := 0, 0, 0
	for seed := range uint64(300) {
		plan := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 12})
		r, err := schedule.Compute(plan, schedule.Options{})
		if err != nil {
			continue
		}
		copied := plan.Clone()
		in := quality.From(plan, r, nil)
		if found := in.Check(); len(found) > 0 {
			t.Errorf("seed %d: %v", seed, found)
		}
		if in.Trials, err = quality.Trials(plan, r, quality.Limits{TrialTasks: 2}); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		a := quality.Assess(in, quality.Limits{})
		if !reflect.DeepEqual(plan, copied) {
			t.Errorf("seed %d: the plan has changed", seed)
		}
		if again := quality.Assess(quality.From(plan, r, nil), quality.Limits{}); again.Incomplete != a.Incomplete {
			t.Errorf("seed %d: %d and %d incomplete", seed, a.Incomplete, again.Incomplete)
		}
		for _, x := range in.Trials {
			switch {
			case x.Adjusted:
				adjusted++
			case x.Passed:
				passed++
			default:
				failed++
			}
		}
	}
	if passed == 0 || adjusted == 0 || failed == 0 {
		t.Errorf("trials: %d passed, %d adjusted, %d failed", passed, adjusted, failed)
	}
	t.Logf("trials: %d passed, %d adjusted, %d failed", passed, adjusted, failed)
}

// TestLawTrialOfOneCalendar: working tasks in a row on one calendar pass the
// test by the same amount. Where the outline, link types, constraints and
// progress come in, a trial may fail, but on one calendar it is never adjusted:
// what the chain explains away is the calendars alone.
func TestLawTrialOfOneCalendar(t *testing.T) {
	oneCalendar := scheduletest.Only(scheduletest.OddStart | scheduletest.OddDurations | scheduletest.Milestones | scheduletest.LinkTypes | scheduletest.Lags |
		scheduletest.Constraints | scheduletest.Deadlines | scheduletest.Summaries | scheduletest.SummaryLinks | scheduletest.SummaryConstraints |
		scheduletest.Manual | scheduletest.Inactive | scheduletest.Progress | scheduletest.LinksBeatConstraints)
	tried, failed := 0, 0
	for seed := range uint64(600) {
		simple := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 10, Without: scheduletest.AllFeatures})
		for _, x := range must(quality.Trials(simple, nil, quality.Limits{TrialTasks: 2})) {
			if !x.Passed || x.Adjusted || x.FinishMoved != 600*eight {
				t.Fatalf("seed %d: %+v\n%s", seed, x, scheduletest.Dump(simple))
			}
		}
		mixed := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 10, Without: oneCalendar})
		for _, x := range must(quality.Trials(mixed, nil, quality.Limits{TrialTasks: 2})) {
			tried++
			if !x.Passed {
				failed++
			}
			if x.Adjusted {
				t.Fatalf("seed %d: %+v\n%s", seed, x, scheduletest.Dump(mixed))
			}
		}
	}
	if tried < 500 || failed == 0 {
		t.Errorf("%d trials, %d failed", tried, failed)
	}
}
