package scheduletest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// faulty solvers are right but for one thing.
func faulty() map[string]solver {
	bent := func(bend func(*schedule.Plan)) solver {
		return func(p *schedule.Plan) (map[schedule.TaskID]schedule.Times, error) {
			other := p.Clone()
			bend(other)
			return Oracle(other), nil
		}
	}
	tasks := func(bend func(*schedule.Task)) solver {
		return bent(func(p *schedule.Plan) {
			for i := range p.Tasks {
				bend(&p.Tasks[i])
			}
		})
	}
	links := func(bend func(*schedule.Link)) solver {
		return bent(func(p *schedule.Plan) {
			for i := range p.Links {
				bend(&p.Links[i])
			}
		})
	}
	return map[string]solver{
		"no lags":         links(func(l *schedule.Link) { l.Lag = schedule.Lag{} }),
		"elapsed as work": links(func(l *schedule.Link) { l.Lag.Elapsed = false }),
		"SF as FF": links(func(l *schedule.Link) {
			if l.Type == schedule.StartToFinish {
				l.Type = schedule.FinishToFinish
			}
		}),
		"no deadlines":     tasks(func(t *schedule.Task) { t.Deadline = 0 }),
		"no task calendar": tasks(func(t *schedule.Task) { t.Calendar = "" }),
		"no delay":         tasks(func(t *schedule.Task) { t.LevelingDelay.Length = 0 }),
		"no splits":        tasks(func(t *schedule.Task) { t.Splits = nil }),
		"no resume":        tasks(func(t *schedule.Task) { t.Progress.Resume = 0 }),
		"all active":       tasks(func(t *schedule.Task) { t.Inactive = false }),
		"no limit":         bent(func(p *schedule.Plan) { p.Rules.CriticalLimit = 0 }),
		"no exceptions": bent(func(p *schedule.Plan) {
			for i := range p.Calendars {
				p.Calendars[i].Times.Exceptions = nil
			}
		}),
		"constraints win": bent(func(p *schedule.Plan) { p.Rules.LinksBeatConstraints = false }),
	}
}

// TestFaultsAreFound wants every fault found within some hundred plans, and
// shown on a plan of a few tasks.
func TestFaultsAreFound(t *testing.T) {
	for name, solve := range faulty() {
		found := ""
		for seed := uint64(0); seed < 500 && found == ""; seed++ {
			found = disagreement(RandomPlan(seed, Shape{}), solve)
		}
		if found == "" {
			t.Errorf("%s: not found", name)
			continue
		}
		small, _, _ := strings.Cut(found, "computed ")
		if lines := strings.Count(small, "\n"); lines > 9 {
			t.Errorf("%s: %d lines are left\n%s", name, lines, found)
		}
		if !strings.Contains(found, "random ") || !strings.Contains(found, ", oracle ") {
			t.Errorf("%s: says %q", name, found)
		}
	}
}

func TestNoDisagreement(t *testing.T) {
	right := func(p *schedule.Plan) (map[schedule.TaskID]schedule.Times, error) { return Oracle(p), nil }
	if found := disagreement(RandomPlan(1, Shape{}), right); found != "" {
		t.Error(found)
	}
}

func TestRefusalsAndGapsAreFound(t *testing.T) {
	p := RandomPlan(1, Shape{Tasks: 3, Depth: 1})
	refuse := func(*schedule.Plan) (map[schedule.TaskID]schedule.Times, error) { return nil, errors.New("not today") }
	if found := disagreement(p, refuse); !strings.Contains(found, "refused: not today") || !strings.Contains(found, "plan from") {
		t.Error(found)
	}
	forget := func(*schedule.Plan) (map[schedule.TaskID]schedule.Times, error) { return nil, nil }
	if found := disagreement(p, forget); strings.Count(found, "no times at all") != 1 {
		t.Error(found)
	}
}

// recorder stands in for a test that may fail.
type recorder struct {
	testing.TB
	said string
}

func (r *recorder) Helper()           {}
func (r *recorder) Error(args ...any) { r.said += fmt.Sprint(args...) }

func TestCompareOracleFailsTheTest(t *testing.T) {
	r := &recorder{TB: t}
	CompareOracle(r, &schedule.Plan{Name: "nothing"})
	if !strings.HasPrefix(r.said, "nothing is refused: ") {
		t.Errorf("says %q", r.said)
	}
	r = &recorder{TB: t}
	CompareOracle(r, &schedule.Plan{Start: march(3, 8, 0), Tasks: []schedule.Task{{ID: "a", Duration: schedule.Duration{Length: calendar.Hour}}}})
	if r.said != "" {
		t.Error(r.said)
	}
}

func TestShrink(t *testing.T) {
	linked := func(p *schedule.Plan) bool {
		for _, l := range p.Links {
			if l.Type == schedule.StartToStart && l.Lag.Percent != 0 {
				return true
			}
		}
		return false
	}
	fails := func(p *schedule.Plan) bool {
		for _, task := range p.Tasks {
			if task.Manual && task.Calendar != "" {
				return linked(p)
			}
		}
		return false
	}
	for seed := uint64(0); ; seed++ {
		p := RandomPlan(seed, Shape{Tasks: 40})
		if !fails(p) {
			continue
		}
		before := Dump(p)
		small := Shrink(p, fails)
		if Dump(p) != before {
			t.Error("the plan itself has shrunk")
		}
		if !fails(small) || len(small.Tasks) > 3 || len(small.Links) != 1 || len(small.Calendars) > 1 {
			t.Errorf("left:\n%s", Dump(small))
		}
		return
	}
}

func TestShrinkOfWhatNeverFailsSmaller(t *testing.T) {
	p := RandomPlan(3, Shape{})
	want := Dump(p)
	small := Shrink(p, func(q *schedule.Plan) bool { return Dump(q) == want })
	if Dump(small) != want {
		t.Errorf("left:\n%s", Dump(small))
	}
}
