package change_test

import (
	"fmt"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// The request that the round trip, the clone and the fuzzing are tested with
// leaves no list of its impact empty.
func TestTheFullRequestIsFull(t *testing.T) {
	i := full(t).Impact
	o := i.Options[1]
	for name, n := range map[string]int{"weeks": len(i.Weeks), "baselines": len(i.Baselines), "odds": len(i.Odds.Points), "added": len(i.Risk.Added),
		"moved": len(i.Risk.Moved), "rerated": len(i.Risk.Rerated), "overloads": len(o.Overloads), "baseline tasks": len(i.Baselines[0].Tasks)} {
		if n == 0 {
			t.Errorf("no %s", name)
		}
	}
}

// chain is a plan of n tasks of a day, one behind the other, by turns of Ann
// and Bob.
func chain(n int) *schedule.Plan {
	p := &schedule.Plan{Start: on(2, 8), Resources: []schedule.Resource{{ID: "ann", Rate: cny("80")}, {ID: "bob", Rate: cny("100")}}}
	for k := range n {
		t := task(fmt.Sprint("t", k), 1+calendar.Work(k%3))
		p.Tasks = append(p.Tasks, t)
		p.Assignments = append(p.Assignments, schedule.Assignment{ID: schedule.AssignmentID(t.ID), Task: t.ID, Resource: p.Resources[k%2].ID, Work: t.Duration.Length})
		if k > 0 {
			p.Links = append(p.Links, schedule.Link{From: p.Tasks[k-1].ID, To: t.ID})
		}
	}
	return p
}

// A long plan does not bring a long list: of single cuts and helpers there are
// at most twenty, the longest tasks first.
func TestManyTasksManyOptions(t *testing.T) {
	p, m := chain(66), means()
	m.Candidates[0].Task = ""
	m.RampUp.Work = 0
	for _, task := range p.Tasks {
		m.Optional = append(m.Optional, task.ID)
	}
	got := propose(t, p, change.Disruption{ID: "D", Kind: change.TaskLate, Task: "t0", Late: day}, m)
	kinds := map[change.OptionKind]int{}
	for _, o := range got.Options {
		kinds[o.Kind]++
		if o.Kind == change.ByAddingPeople && lengthOf(p, o.Edits[1].Task) != 3*day { // behind the edit that brings Dan
			t.Errorf("%s is not about one of the longest", o.ID)
		}
	}
	if kinds[change.ByAddingPeople] != 20 || kinds[change.ByCutting] != 21 {
		t.Errorf("got %v", kinds)
	}
}

func lengthOf(p *schedule.Plan, id schedule.TaskID) calendar.Work {
	t, _ := p.Task(id)
	return t.Duration.Length
}

func BenchmarkPropose1000(b *testing.B) {
	p, m := chain(1000), means()
	m.Candidates[0].Task = ""
	d := change.Disruption{ID: "D", Kind: change.PersonAway, Resource: "bob", From: calendar.DateOf(2026, 3, 9), To: calendar.DateOf(2026, 3, 20)}
	for b.Loop() {
		propose(b, p, d, m)
	}
}

// The work of an assessment grows with what it looks at, not with its square:
// many conflicts that were there before, and many resources with many weeks.
func BenchmarkAssessWithConflicts(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p := &schedule.Plan{Start: on(2, 8)}
			for i := range n {
				late, who := task(fmt.Sprint("t", i), 3), schedule.ResourceID(fmt.Sprint("r", i))
				late.Deadline = on(3, 8)
				p.Tasks = append(p.Tasks, late)
				p.Resources = append(p.Resources, schedule.Resource{ID: who})
				p.Assignments = append(p.Assignments, schedule.Assignment{ID: schedule.AssignmentID(who), Task: late.ID, Resource: who, Work: 24 * hour})
			}
			r := change.Request{ID: "CR-2", Edits: []schedule.Edit{{Kind: schedule.EditDuration, Task: "t0", Duration: schedule.Duration{Length: 9 * day}}}}
			for b.Loop() {
				assess(b, p, r)
			}
		})
	}
}
