package scheduletest

import (
	"reflect"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// shows tells for each feature whether a plan has it.
func shows() map[Feature]func(*schedule.Plan) bool {
	task := func(has func(*schedule.Task) bool) func(*schedule.Plan) bool {
		return func(p *schedule.Plan) bool {
			for i := range p.Tasks {
				if has(&p.Tasks[i]) {
					return true
				}
			}
			return false
		}
	}
	leaf := func(has func(*schedule.Task) bool) func(*schedule.Plan) bool {
		return func(p *schedule.Plan) bool {
			o := outlineOf(p)
			return task(func(t *schedule.Task) bool { return !o.summary(t) && has(t) })(p)
		}
	}
	summary := func(has func(*schedule.Task) bool) func(*schedule.Plan) bool {
		return func(p *schedule.Plan) bool {
			o := outlineOf(p)
			return task(func(t *schedule.Task) bool { return o.summary(t) && has(t) })(p)
		}
	}
	link := func(has func(schedule.Link) bool) func(*schedule.Plan) bool {
		return func(p *schedule.Plan) bool {
			for _, l := range p.Links {
				if has(l) {
					return true
				}
			}
			return false
		}
	}
	return map[Feature]func(*schedule.Plan) bool{
		Calendars:            func(p *schedule.Plan) bool { return len(p.Calendars) > 0 || p.Calendar != "" },
		OddStart:             func(p *schedule.Plan) bool { return p.Start != march(3, 8, 0) },
		OddDurations:         leaf(func(t *schedule.Task) bool { return t.Duration.Length%calendar.Hour != 0 }),
		Milestones:           leaf(func(t *schedule.Task) bool { return t.Duration.Length == 0 || t.Milestone }),
		ElapsedDurations:     leaf(func(t *schedule.Task) bool { return t.Duration.Elapsed }),
		LinkTypes:            link(func(l schedule.Link) bool { return l.Type != schedule.FinishToStart }),
		Lags:                 link(func(l schedule.Link) bool { return l.Lag.Length != 0 && !l.Lag.Elapsed }),
		ElapsedLags:          link(func(l schedule.Link) bool { return l.Lag.Elapsed }),
		PercentLags:          link(func(l schedule.Link) bool { return l.Lag.Percent != 0 }),
		Constraints:          leaf(func(t *schedule.Task) bool { return t.Constraint.Kind.Dated() }),
		Alap:                 task(func(t *schedule.Task) bool { return t.Constraint.Kind == schedule.AsLateAsPossible }),
		Deadlines:            task(func(t *schedule.Task) bool { return !t.Deadline.IsZero() }),
		Summaries:            task(func(t *schedule.Task) bool { return t.Parent != "" }),
		SummaryConstraints:   summary(func(t *schedule.Task) bool { return t.Constraint.Kind.Dated() }),
		Manual:               task(func(t *schedule.Task) bool { return t.Manual }),
		Inactive:             task(func(t *schedule.Task) bool { return t.Inactive }),
		Progress:             task(func(t *schedule.Task) bool { return t.Progress != (schedule.Progress{}) }),
		Levelling:            task(func(t *schedule.Task) bool { return t.LevelingDelay.Length != 0 }),
		Splits:               task(func(t *schedule.Task) bool { return t.Splits != nil }),
		LinksBeatConstraints: func(p *schedule.Plan) bool { return p.Rules.LinksBeatConstraints },
		CriticalLimit:        func(p *schedule.Plan) bool { return p.Rules.CriticalLimit != 0 },
		SummaryLinks: func(p *schedule.Plan) bool {
			o := outlineOf(p)
			return link(func(l schedule.Link) bool { return o.summary(o.byID[l.From]) || o.summary(o.byID[l.To]) })(p)
		},
	}
}

// TestFeatures wants every feature to occur where it may and nowhere else.
func TestFeatures(t *testing.T) {
	all := Feature(0)
	for feature, shown := range shows() {
		all |= feature
		with, without := 0, 0
		for seed := range uint64(200) {
			if shown(RandomPlan(seed, Shape{})) {
				with++
			}
			if shown(RandomPlan(seed, Shape{Without: feature})) || shown(RandomPlan(seed, Shape{Without: AllFeatures})) {
				without++
			}
		}
		if with < 20 || without > 0 {
			t.Errorf("%v: in %d of 200 plans with it, in %d without", feature, with, without)
		}
	}
	if all != AllFeatures {
		t.Errorf("not looked for: %v", AllFeatures&^all)
	}
}

// TestOnly wants one feature alone to occur alone. Those that need another are
// tried with it.
func TestOnly(t *testing.T) {
	needs := map[Feature]Feature{SummaryLinks: Summaries, SummaryConstraints: Summaries}
	for feature := range shows() {
		keep := feature | needs[feature]
		seen := 0
		for seed := range uint64(300) {
			p := RandomPlan(seed, Shape{Without: Only(keep)})
			for other, shown := range shows() {
				if shown(p) && other&keep == 0 {
					t.Fatalf("only %v, but seed %d has %v", keep, seed, other)
				}
			}
			if shows()[feature](p) {
				seen++
			}
		}
		if seen < 10 {
			t.Errorf("only %v: seen %d times in 300", feature, seen)
		}
	}
}

func TestFeatureString(t *testing.T) {
	for f, want := range map[Feature]string{0: "none", Calendars: "Calendars", Lags | Splits: "Lags|Splits", lastFeature: "none", CriticalLimit | lastFeature<<3: "CriticalLimit"} {
		if got := f.String(); got != want {
			t.Errorf("%b is %q, want %q", uint32(f), got, want)
		}
	}
}

// TestRandomPlansAreValid wants plans that nothing keeps from being computed.
func TestRandomPlansAreValid(t *testing.T) {
	for seed := range uint64(600) {
		p := RandomPlan(seed, Shape{Tasks: 1 + int(seed%40), Depth: int(seed % 5), LinkDensity: int(seed%4) * 100})
		for _, f := range schedule.Check(p) {
			if f.Severity == finding.Block {
				t.Fatalf("seed %d: %v\n%s", seed, f, Dump(p))
			}
		}
	}
}

func TestRandomPlanIsDeterministic(t *testing.T) {
	for seed := range uint64(50) {
		a, b := RandomPlan(seed, Shape{}), RandomPlan(seed, Shape{})
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("seed %d gives two plans", seed)
		}
		if Dump(a) == Dump(RandomPlan(seed+1, Shape{})) {
			t.Fatalf("seeds %d and %d give the same plan", seed, seed+1)
		}
	}
}

func TestShapeSizes(t *testing.T) {
	for _, c := range []struct {
		shape Shape
		tasks int
	}{{Shape{}, 12}, {Shape{Tasks: 1}, 1}, {Shape{Tasks: -3}, 1}, {Shape{Tasks: 40}, 40}} {
		if got := len(RandomPlan(1, c.shape).Tasks); got != c.tasks {
			t.Errorf("%+v: %d tasks", c.shape, got)
		}
	}
	if n := len(RandomPlan(1, Shape{LinkDensity: -1}).Links); n != 0 {
		t.Errorf("%d links without density", n)
	}
	deepest := 0
	for seed := range uint64(20) {
		p := RandomPlan(seed, Shape{Tasks: 30, Depth: 5})
		o := outlineOf(p)
		for i := range p.Tasks {
			deepest = max(deepest, 1+len(o.ancestors(&p.Tasks[i])))
		}
	}
	if deepest != 5 {
		t.Errorf("depth %d, want 5", deepest)
	}
}

// TestRandomPlansOrder wants ids and links in no order, and parents before
// their children.
func TestRandomPlansOrder(t *testing.T) {
	sorted := 0
	for seed := range uint64(50) {
		p := RandomPlan(seed, Shape{})
		seen := map[schedule.TaskID]bool{"": true}
		ascending := true
		for i, task := range p.Tasks {
			if !seen[task.Parent] {
				t.Fatalf("%s stands before its parent", task.ID)
			}
			seen[task.ID] = true
			ascending = ascending && (i == 0 || p.Tasks[i-1].ID < task.ID)
		}
		if ascending {
			sorted++
		}
	}
	if sorted > 2 {
		t.Errorf("%d of 50 plans have their ids in order", sorted)
	}
}
