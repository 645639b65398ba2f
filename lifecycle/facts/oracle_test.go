package facts_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// slow answers the questions of depth about one task of a plan by looking
// through all of it, one question at a time.
type slow struct{ p *schedule.Plan }

func (s slow) up(id schedule.TaskID) (schedule.Task, bool) {
	t, _ := s.p.Task(id)
	if t.Parent == "" {
		return schedule.Task{}, false
	}
	return s.p.Task(t.Parent)
}

// chain is the task and all above it.
func (s slow) chain(id schedule.TaskID) []schedule.Task {
	t, _ := s.p.Task(id)
	list := []schedule.Task{t}
	for up, ok := s.up(id); ok; up, ok = s.up(up.ID) {
		list = append(list, up)
	}
	return list
}

func (s slow) leaf(id schedule.TaskID) bool {
	return !slices.ContainsFunc(s.p.Tasks, func(t schedule.Task) bool { return t.Parent == id })
}

func (s slow) active(id schedule.TaskID) bool {
	return !slices.ContainsFunc(s.chain(id), func(t schedule.Task) bool { return t.Inactive })
}

func (s slow) open(id schedule.TaskID) bool {
	t, _ := s.p.Task(id)
	return s.leaf(id) && s.active(id) && t.Progress.ActualFinish.IsZero()
}

func (s slow) work(id schedule.TaskID) bool {
	t, _ := s.p.Task(id)
	return s.open(id) && !t.Milestone && (t.Duration.Length > 0 || t.Manual) && t.Kind != schedule.LevelOfEffort && !t.External
}

func (s slow) unlinked(id schedule.TaskID) bool {
	t, _ := s.p.Task(id)
	if !s.open(id) || t.External || t.Kind == schedule.LevelOfEffort {
		return false
	}
	for _, x := range s.chain(id) {
		if slices.ContainsFunc(s.p.Links, func(l schedule.Link) bool { return l.From == x.ID || l.To == x.ID }) {
			return false
		}
	}
	return true
}

func (s slow) unassigned(id schedule.TaskID) bool {
	return s.work(id) && !slices.ContainsFunc(s.p.Assignments, func(a schedule.Assignment) bool {
		return a.Task == id && slices.ContainsFunc(s.p.Resources, func(r schedule.Resource) bool { return r.ID == a.Resource })
	})
}

// long: more seconds than so many days of eight hours, or of the clock.
func (s slow) long(id schedule.TaskID, days int64) bool {
	t, _ := s.p.Task(id)
	seconds := days * 8 * 3600
	if t.Duration.Elapsed {
		seconds = days * 24 * 3600
	}
	return s.work(id) && int64(t.Duration.Length) > seconds
}

func (s slow) all(is func(schedule.TaskID) bool) []string {
	list := []string{}
	for _, t := range s.p.Tasks {
		if is(t.ID) {
			list = append(list, string(t.ID))
		}
	}
	slices.Sort(list)
	return list
}

func (s slow) count(is func(schedule.TaskID) bool) int { return len(s.all(is)) }

// subjects returns the ids that a code was found of, in order.
func subjects(found []finding.Finding, code finding.Code) []string {
	list := []string{}
	for _, f := range found {
		if f.Code == code {
			list = append(list, f.Subject.ID)
		}
	}
	slices.Sort(list)
	return list
}

// odd makes a random plan stranger: efforts that accompany, tasks of others,
// finished ones, guesses, links taken away.
func odd(p *schedule.Plan, r *rand.Rand) {
	for i := range p.Tasks {
		t := &p.Tasks[i]
		switch r.IntN(8) {
		case 0:
			t.External = true
		case 1:
			t.Kind = schedule.LevelOfEffort
		case 2:
			t.Inactive = true
		case 3:
			t.Duration.Estimated = true
		case 4:
			t.Progress.ActualStart, t.Progress.ActualFinish = p.Start, p.Start
		}
	}
	p.Links = p.Links[:len(p.Links)*r.IntN(3)/3]
}

// The plan check finds of every task what the slow look through the plan finds.
func TestDepthAgainstTheSlowLook(t *testing.T) {
	const seed = 42
	r, dated, found := rand.New(rand.NewPCG(seed, seed)), 0, map[finding.Code]int{}
	for n := range uint64(200) {
		in := randomInput(t, n)
		odd(in.Plan, r)
		s := slow{in.Plan}
		days := int64(1 + r.IntN(6))
		in.Rules.LongDays, in.Plan.Units = int(days), schedule.Units{}
		known := facts.From(moment, in)
		same := func(code finding.Code, part facts.PlanPart, is func(schedule.TaskID) bool) {
			t.Helper()
			want := s.all(is)
			found[code] += len(want)
			if got := subjects(known.PlanCheck(part), code); !slices.Equal(got, want) {
				t.Fatalf("seed %d, plan %d: %s of %v, not %v", seed, n, code, got, want)
			}
		}
		staffed := s.count(func(id schedule.TaskID) bool { return len(in.Plan.Assignments) > 0 && !s.unassigned(id) && s.work(id) }) > 0
		if staffed {
			same(facts.CodeTaskUnassigned, facts.ResourcesPart, s.unassigned)
		}
		if _, err := schedule.Compute(in.Plan, schedule.Options{}); err != nil || s.count(func(id schedule.TaskID) bool { return s.leaf(id) && s.active(id) }) == 0 {
			continue
		}
		dated++
		same(facts.CodeTaskUndetailed, facts.TimetablePart, func(id schedule.TaskID) bool { return s.long(id, days) })
		same(facts.CodeEstimateOpen, facts.TimetablePart, func(id schedule.TaskID) bool {
			x, _ := in.Plan.Task(id)
			return s.work(id) && x.Duration.Estimated
		})
		if s.count(s.open) != 1 {
			same(facts.CodeTaskNoLogic, facts.TimetablePart, s.unlinked)
		}
		if got := valueOf(t, known, facts.WorkOpen); got != finding.Number(int64(s.count(s.open)), "") {
			t.Fatalf("seed %d, plan %d: %v tasks are open", seed, n, got)
		}
	}
	if dated < 100 || len(found) != 4 {
		t.Errorf("%d plans had dates; found %v", dated, found)
	}
	for code, n := range found {
		if n < 50 {
			t.Errorf("%s was found %d times only", code, n)
		}
	}
}

// The cycle against a slow look: for each owner and running task, is there a
// report in the cycle?
func TestCycleAgainstTheSlowLook(t *testing.T) {
	const seed = 43
	r := rand.New(rand.NewPCG(seed, seed))
	missing := 0
	for n := range uint64(400) {
		p := randomInput(t, n).Plan
		c := facts.Cycle{From: p.Start.Date().AddDays(r.IntN(20)), To: p.Start.Date().AddDays(20 + r.IntN(10))}
		var reports []facts.StatusReport
		for range r.IntN(3 * len(p.Tasks)) {
			reports = append(reports, facts.StatusReport{Task: p.Tasks[r.IntN(len(p.Tasks))].ID, Owner: "r0", On: c.From.AddDays(r.IntN(40) - 5)})
		}
		s, silent := slow{p}, map[string]bool{}
		for _, task := range p.Tasks {
			g := task.Progress
			running := s.leaf(task.ID) && s.active(task.ID) && !task.Milestone && (task.Duration.Length > 0 || task.Manual) && !g.ActualStart.IsZero() &&
				!g.ActualStart.Date().After(c.To) && (g.ActualFinish.IsZero() || g.ActualFinish.Date().After(c.To))
			for _, a := range p.Assignments {
				person := slices.ContainsFunc(p.Resources, func(x schedule.Resource) bool { return x.ID == a.Resource && x.Kind == schedule.WorkResource })
				said := slices.ContainsFunc(reports, func(x facts.StatusReport) bool {
					return x.Task == task.ID && string(x.Owner) == string(a.Resource) && !x.On.Before(c.From) && !x.On.After(c.To)
				})
				if a.Task == task.ID && person && running && !said {
					silent[string(a.Resource)] = true
				}
			}
		}
		got := facts.CheckCycle(p, reports, c)
		missing += len(got)
		for _, f := range got {
			if !silent[f.Subject.ID] {
				t.Fatalf("seed %d, plan %d: %v", seed, n, f)
			}
			delete(silent, f.Subject.ID)
		}
		if len(silent) > 0 {
			t.Fatalf("seed %d, plan %d: not found: %v", seed, n, silent)
		}
	}
	if missing < 20 {
		t.Errorf("only %d were silent", missing)
	}
}
