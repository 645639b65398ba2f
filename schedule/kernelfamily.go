package schedule

import "github.com/milepost-go/milepost/schedule/calendar"

// fromAbove is what summaries without links hand down to the tasks in them, see
// pass.openEarly and pass.openLate: never and always where they do not.
type fromAbove struct {
	minStart            calendar.DateTime // as a link would ask for
	minBegin, minEnd    calendar.DateTime // as a constraint would
	maxStart, maxFinish calendar.DateTime
}

// handedDown returns what every summary hands down, with what those above it
// do.
func (n *Network) handedDown() []fromAbove {
	list := make([]fromAbove, len(n.tasks))
	for i := range n.tasks { // summaries come before their tasks
		t := &n.tasks[i]
		h := fromAbove{never, never, never, always, always}
		if t.parent >= 0 {
			h = list[t.parent]
		}
		if t.isSummary() {
			h.add(t)
		}
		list[i] = h
	}
	return list
}

// add adds what one summary hands down.
func (h *fromAbove) add(t *task) {
	if t.kind == manualSummary {
		h.minStart, h.minBegin, h.minEnd = t.from, never, never
	}
	switch kind, date := t.constraint.kind, t.constraint.date; {
	case kind == StartNoLaterThan:
		h.maxStart = min(h.maxStart, date)
	case kind == FinishNoLaterThan:
		h.maxFinish = min(h.maxFinish, date)
	case t.kind == manualSummary:
	case kind == StartNoEarlierThan:
		h.minBegin = max(h.minBegin, date)
	case kind == FinishNoEarlierThan:
		h.minEnd = max(h.minEnd, date)
	}
	if t.deadline != 0 {
		h.maxFinish = min(h.maxFinish, t.deadline)
	}
}
