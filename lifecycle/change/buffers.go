package change

import (
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Buffers says what becomes of the time that lies free between two linked
// tasks when the first of them moves.
type Buffers string

// The choices.
const (
	// ConsumeBuffers lets the later task stay until the free time is used up:
	// what the schedule does by itself.
	ConsumeBuffers Buffers = "consume"
	// KeepBuffers moves the later task along, so that as much working time
	// stays free as before: the free time becomes a part of the lag.
	KeepBuffers Buffers = "keep"
	// IgnoreBuffers lets no task move that the edits do not name: those that
	// would are pinned where they are, links broken or not.
	IgnoreBuffers Buffers = "ignore"
)

// BufferChoices returns every choice. The caller owns the slice.
func BufferChoices() []Buffers { return []Buffers{ConsumeBuffers, KeepBuffers, IgnoreBuffers} }

// BufferEdits returns the edits with those behind them that a choice about
// buffers takes. Buffers are kept on finish-to-start links with a working lag,
// on the successor's calendar, between tasks that are no summaries, when the
// first moves later and the second has not begun; on other links they are
// consumed. The error is that of [schedule.Apply] or [schedule.Compute], or a
// [*RefusedError] for another choice. The caller owns the slice.
func BufferEdits(p *schedule.Plan, edits []schedule.Edit, choice Buffers) ([]schedule.Edit, error) {
	edits = cloneEdits(edits)
	switch choice {
	case "", ConsumeBuffers:
		return edits, nil
	case KeepBuffers, IgnoreBuffers:
	default:
		return nil, refused([]finding.Finding{unknownWord(finding.Ref{Kind: "branch", Field: "buffers"}, string(choice), BufferChoices())})
	}
	c, err := compared(p, edits)
	if err != nil {
		return nil, err
	}
	if choice == IgnoreBuffers {
		return append(edits, c.pins(edits)...), nil
	}
	return append(edits, c.lags(edits)...), nil
}

// compared computes a plan before and after some edits, without its cost.
func compared(p *schedule.Plan, edits []schedule.Edit) (comparison, error) {
	after, err := schedule.Apply(p, edits)
	if err != nil {
		return comparison{}, fmt.Errorf("change: buffers: %w", err)
	}
	c := comparison{before: view{plan: p}, after: view{plan: after}}
	for _, v := range []*view{&c.before, &c.after} {
		if v.result, err = schedule.Compute(v.plan, schedule.Options{}); err != nil {
			return comparison{}, fmt.Errorf("change: buffers: %w", err)
		}
	}
	return c, nil
}

// named reports whether an edit is about the task.
func named(edits []schedule.Edit, id schedule.TaskID) bool {
	return slices.ContainsFunc(edits, func(e schedule.Edit) bool { return e.Task == id || e.NewTask.ID == id })
}

// summaries returns the tasks that have others inside.
func summaries(p *schedule.Plan) map[schedule.TaskID]bool {
	found := map[schedule.TaskID]bool{}
	for i := range p.Tasks {
		found[p.Tasks[i].Parent] = true
	}
	return found
}

// pins returns edits that hold every task that would move where it is.
func (c comparison) pins(edits []schedule.Edit) []schedule.Edit {
	outer := summaries(c.after.plan)
	var pins []schedule.Edit
	for i := range c.after.plan.Tasks {
		t := &c.after.plan.Tasks[i]
		was, known := c.before.result.Times(t.ID)
		is, _ := c.after.result.Times(t.ID)
		moved := known && was.Finish != 0 && is.Finish != 0 && (was.Start != is.Start || was.Finish != is.Finish)
		if moved && !outer[t.ID] && !t.Manual && t.Progress == (schedule.Progress{}) && !named(edits, t.ID) {
			pins = append(pins, schedule.Edit{Kind: schedule.EditManual, Task: t.ID, Start: was.Start, Finish: was.Finish})
		}
	}
	return pins
}

// lags returns edits that lengthen lags by the time that was free. A task that
// follows another with a buffer moves on as that one does, so links are looked
// at whether or not their first task has moved yet.
func (c comparison) lags(edits []schedule.Edit) []schedule.Edit {
	outer := summaries(c.after.plan)
	tasks := make(map[schedule.TaskID]*schedule.Task, len(c.after.plan.Tasks))
	for i := range c.after.plan.Tasks {
		tasks[c.after.plan.Tasks[i].ID] = &c.after.plan.Tasks[i]
	}
	moving := c.later(tasks)
	var lags []schedule.Edit
	for _, l := range c.after.plan.Links {
		to := tasks[l.To]
		plain := l.Type == schedule.FinishToStart && !l.External && !l.Lag.Elapsed && l.Lag.Percent == 0 && to != nil && tasks[l.From] != nil
		if !plain || !moving[l.From] || outer[l.From] || outer[l.To] || to.Manual || to.Progress != (schedule.Progress{}) || named(edits, l.To) || !slices.Contains(c.before.plan.Links, l) {
			continue
		}
		if free := c.free(l); free > 0 {
			l.Lag.Length += free
			lags = append(lags, schedule.Edit{Kind: schedule.EditLag, Link: l})
		}
	}
	return lags
}

// later returns the tasks that finish later by the edits, and those behind
// them.
func (c comparison) later(tasks map[schedule.TaskID]*schedule.Task) map[schedule.TaskID]bool {
	moving := map[schedule.TaskID]bool{}
	for id := range tasks {
		if was := c.before.finish(id); was != 0 && c.after.finish(id) > was {
			moving[id] = true
		}
	}
	for grown := true; grown; {
		grown = false
		for _, l := range c.after.plan.Links {
			if moving[l.From] && !moving[l.To] {
				moving[l.To], grown = true, true
			}
		}
	}
	return moving
}

// free returns the working time between what a link asks for and the start of
// its second task, as the plan stood, on the calendar of that task.
func (c comparison) free(l schedule.Link) calendar.Work {
	from, _ := c.before.result.Times(l.From)
	to, _ := c.before.result.Times(l.To)
	cal := c.before.result.Calendar(l.To)
	if cal == nil || from.Finish == 0 || to.Start == 0 {
		return 0
	}
	return cal.Between(from.Finish, to.Start) - l.Lag.Length
}
