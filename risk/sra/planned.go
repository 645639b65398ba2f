package sra

import (
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Planned puts the responses that are still to be done into a plan: a task for
// every one of an open or proposed risk that names a task the plan does not
// have, and for every one that is to change its rating and names none. The tasks
// last as long as given, at least a second, end by the due date of their
// response (a deadline), and the first of a response carries its cost and text.
// A response that named none gets the id of its risk and its own, joined by a
// slash.
//
// It returns copies of the plan and of the register, whose responses name their
// tasks, and the ids of the tasks added, in the order of the register. Links are
// left to the caller: without them the judgement of the plan will say that
// logic is missing. The register may be checked with [risk.Register.CheckActions]
// afterwards. A nil plan stays nil, with nothing added.
func Planned(p *schedule.Plan, register risk.Register, length calendar.Work) (*schedule.Plan, risk.Register, []schedule.TaskID) {
	if p == nil {
		return nil, register.Clone(), nil
	}
	b := planning{plan: p.Clone(), length: max(length, calendar.Second), known: map[schedule.TaskID]bool{}}
	for i := range p.Tasks {
		b.known[p.Tasks[i].ID] = true
	}
	out := register.Clone()
	for i := range out.Risks {
		r := &out.Risks[i]
		if r.Status != risk.Open && r.Status != risk.Proposed {
			continue
		}
		for k := range r.Responses {
			b.add(r, &r.Responses[k])
		}
	}
	return b.plan, out, b.added
}

// planning is a plan that responses are put into.
type planning struct {
	plan   *schedule.Plan
	length calendar.Work
	known  map[schedule.TaskID]bool
	added  []schedule.TaskID
}

// add makes the tasks of one response.
func (b *planning) add(r *risk.Risk, x *risk.Response) {
	if !x.Done.IsZero() {
		return
	}
	if len(x.Actions()) == 0 {
		if x.Strategy == risk.Accept || x.Strategy == risk.Escalate {
			return
		}
		x.Task = r.ID + "/" + x.ID
	}
	for k, id := range x.Actions() {
		if id := schedule.TaskID(id); !b.known[id] {
			b.known[id] = true
			b.added = append(b.added, id)
			b.plan.Tasks = append(b.plan.Tasks, b.task(id, x, k == 0))
		}
	}
}

// task returns the task of a response.
func (b *planning) task(id schedule.TaskID, x *risk.Response, first bool) schedule.Task {
	t := schedule.Task{ID: id, Name: x.Text, Duration: schedule.Duration{Length: b.length}}
	if t.Name == "" {
		t.Name = string(id)
	}
	if !x.Due.IsZero() {
		t.Deadline = x.Due.At(0).AddSeconds(86400)
	}
	if first {
		t.FixedCost = x.Cost
	}
	return t
}
