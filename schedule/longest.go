package schedule

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// longest walks back from the tasks that finish last over every driving
// reason.
func (r *Result) longest() []int32 {
	w := drivers{explainer: r.explainer(), seen: make([]bool, len(r.times))}
	for i := range r.times {
		if r.times[i].Finish != 0 && r.times[i].EarlyFinish == w.end && !r.net.tasks[i].isSummary() {
			w.push(int32(i))
		}
	}
	var path []int32
	for len(w.stack) > 0 {
		v := w.stack[len(w.stack)-1]
		w.stack = w.stack[:len(w.stack)-1]
		if !w.tasks[v].isSummary() {
			path = append(path, v)
		}
		w.follow(v, &w.tasks[v])
	}
	return path
}

// drivers walks from tasks to all that drives them. The links into a summary
// drive many tasks in it: each is walked once, however many there are.
type drivers struct {
	explainer
	seen  []bool
	stack []int32 // seen, not yet followed
	below map[int32]*walked
}

// walked is how far the links into a summary have been walked, with those into
// the summaries above it that ask for the same.
type walked struct {
	starts bool              // those that ask for the latest start
	down   calendar.DateTime // those that ask for a finish from here on
	ends   []ending          // the others of the summary itself, the earliest first
}

// ending is a task whose link asks for a finish.
type ending struct {
	finish calendar.DateTime
	task   int32
}

func (w *drivers) push(i int32) {
	if !w.seen[i] {
		w.seen[i] = true
		w.stack = append(w.stack, i)
	}
}

// follow notes everything that drives a task.
func (w *drivers) follow(v int32, t *task) {
	if w.way(t, true) == byReasons {
		w.linked(v, t)
		return
	}
	for _, r := range w.explain(v, true, true).Reasons {
		if r.Driving && r.Task != "" {
			w.push(w.index[r.Task])
		}
	}
}

// linked notes what drives a task that starts as links ask, its own and those
// of the summaries above it.
func (w *drivers) linked(v int32, t *task) {
	step := w.explain(v, true, false)
	driver := step.Reasons[0]
	if driver.Kind == ByLateDates {
		return
	}
	w.eachOwn(v, t, func(r Reason) {
		if r.Asks == driver.Asks && r.Task != "" {
			w.push(w.index[r.Task])
		}
	})
	if t.parent < 0 {
		return
	}
	h := &w.above[t.parent]
	if h.start.date == driver.Asks {
		w.starts(t.parent, driver.Asks)
	}
	if !h.finish.none() && w.leads(v, t, h.finish.date) == driver.Asks {
		w.finishes(t.parent, w.earliest(v, t, h.finish.date, driver.Asks))
	}
}

// at returns how far the links into a summary have been walked.
func (w *drivers) at(s int32) *walked {
	if w.below == nil {
		w.below = map[int32]*walked{}
	}
	m := w.below[s]
	if m == nil {
		m = &walked{down: always, ends: w.endings(s)}
		w.below[s] = m
	}
	return m
}

// endings returns what asks a summary for a finish, the earliest first.
func (w *drivers) endings(s int32) []ending {
	if w.tasks[s].kind == manualSummary {
		return nil
	}
	var list []ending
	preds := w.preds.of(s)
	for k := range preds {
		if _, date, binds := w.asks(s, &preds[k]); binds && preds[k].typ.toFinish() {
			list = append(list, ending{date, preds[k].other})
		}
	}
	slices.SortFunc(list, func(a, b ending) int { return cmp.Compare(a.finish, b.finish) })
	return list
}

// starts walks the links into a summary and those above it that ask for the
// latest start.
func (w *drivers) starts(s int32, start calendar.DateTime) {
	for s = w.asking(s); s >= 0 && w.above[s].start.date == start; s = w.asking(w.tasks[s].parent) {
		m := w.at(s)
		if m.starts || w.tasks[s].kind == manualSummary {
			return
		}
		m.starts = true
		preds := w.preds.of(s)
		for k := range preds {
			if _, date, binds := w.asks(s, &preds[k]); binds && date == start && !preds[k].typ.toFinish() {
				w.push(preds[k].other)
			}
		}
	}
}

// finishes walks the links into a summary and those above it that ask for a
// finish from a date on.
func (w *drivers) finishes(s int32, from calendar.DateTime) {
	for s = w.asking(s); s >= 0 && w.above[s].finish.date >= from; s = w.asking(w.tasks[s].parent) {
		m := w.at(s)
		if m.down <= from || w.tasks[s].kind == manualSummary {
			return
		}
		m.down = from
		k := len(m.ends)
		for ; k > 0 && m.ends[k-1].finish >= from; k-- {
			w.push(m.ends[k-1].task)
		}
		m.ends = m.ends[:k]
	}
}

// leads returns the start that a finish asks a task for.
func (p *pass) leads(v int32, t *task, finish calendar.DateTime) calendar.DateTime {
	return max(p.start, p.startFrom(v, t, finish))
}

// earliest returns the earliest finish that asks a task for the same start as
// a later one. No start is after its finish, and none before the project's.
func (w *drivers) earliest(v int32, t *task, finish, start calendar.DateTime) calendar.DateTime {
	if start == w.start {
		return never
	}
	short := start - 1
	for finish-short > 1 {
		if middle := short + (finish-short)/2; w.leads(v, t, middle) == start {
			finish = middle
		} else {
			short = middle
		}
	}
	return finish
}
