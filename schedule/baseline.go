package schedule

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Baseline is the plan as it was agreed at one moment, with its dates. It is
// immutable by convention: nothing in this package writes to one.
type Baseline struct {
	Name   string            `json:"name"` // unique in the plan: "0" to "10" in Microsoft Project files
	Taken  calendar.DateTime `json:"taken,omitzero"`
	Author string            `json:"author,omitempty"`
	Reason string            `json:"reason,omitempty"` // the gate or change that made it
	Tasks  []BaselineTask    `json:"tasks"`            // in plan order
}

// BaselineTask is what a baseline keeps of one task. Zero dates mean that the
// task had none.
type BaselineTask struct {
	ID       TaskID            `json:"id"`
	Start    calendar.DateTime `json:"start,omitzero"`
	Finish   calendar.DateTime `json:"finish,omitzero"`
	Duration Duration          `json:"duration"`
	Work     calendar.Work     `json:"work_s"` // seconds
	Cost     money.Amount      `json:"cost,omitzero"`
}

// TakeBaseline records the dates of a result and the durations, work and costs
// of its plan. The error is that of [Costs]. The caller owns the baseline.
func TakeBaseline(name string, taken calendar.DateTime, author, reason string, p *Plan, r *Result) (Baseline, error) {
	costs, err := Costs(p)
	if err != nil {
		return Baseline{}, err
	}
	works := Works(p)
	b := Baseline{Name: name, Taken: taken, Author: author, Reason: reason, Tasks: make([]BaselineTask, len(p.Tasks))}
	for i := range p.Tasks {
		t := &p.Tasks[i]
		x, _ := r.Times(t.ID)
		b.Tasks[i] = BaselineTask{ID: t.ID, Start: x.Start, Finish: x.Finish, Duration: t.Duration, Work: works[i], Cost: costs[i]}
	}
	return b, nil
}

// Digest returns the SHA-256 of the baseline's JSON form, in hexadecimal. Equal
// baselines have equal digests.
func (b Baseline) Digest() (string, error) {
	data, err := json.Marshal(b)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), nil
}

// Presence says whether a task is in the baseline, in the result, or in both.
type Presence uint8

// The presences.
const (
	InBoth  Presence = iota
	Added            // in the result only
	Removed          // in the baseline only
)

// String returns "both", "added" or "removed".
func (p Presence) String() string { return nameOf(p, "both", "added", "removed") }

// Variance is how far a task has moved from its baseline, in working time on
// its calendar: positive is later, or longer. Tasks that are not in both have
// no figures.
type Variance struct {
	Task                    TaskID
	Presence                Presence
	Start, Finish, Duration calendar.Work
}

// Compare returns the variance of every task of the result, in plan order,
// and then of those that only the baseline has. The caller owns the slice.
func (b Baseline) Compare(r *Result) []Variance {
	old := make(map[TaskID]*BaselineTask, len(b.Tasks))
	for i := range b.Tasks {
		old[b.Tasks[i].ID] = &b.Tasks[i]
	}
	list := make([]Variance, 0, len(r.times))
	for i, id := range r.net.ids {
		was, known := old[id]
		delete(old, id)
		if !known || was.Finish == 0 || r.times[i].Finish == 0 {
			list = append(list, Variance{Task: id, Presence: Added})
			continue
		}
		list = append(list, r.variance(int32(i), was))
	}
	var gone []Variance
	for i := range b.Tasks {
		if _, left := old[b.Tasks[i].ID]; left {
			gone = append(gone, Variance{Task: b.Tasks[i].ID, Presence: Removed})
		}
	}
	return slices.Concat(list, gone)
}

// variance measures one task that both have.
func (r *Result) variance(i int32, was *BaselineTask) Variance {
	t, x := &r.net.tasks[i], &r.times[i]
	room := func(a, b calendar.DateTime) calendar.Work { return r.pass.room(t, a, b) }
	return Variance{
		Task: r.net.ids[i], Start: room(was.Start, x.Start), Finish: room(was.Finish, x.Finish),
		Duration: room(x.Start, x.Finish) - room(was.Start, was.Finish),
	}
}
