package trello

import (
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// state settles the progress of a card: what Trello says of it being done
// counts, and the block fills in the rest as far as it fits that.
func (m *mapper) state(t *schedule.Task, v *cardView, lines []line) {
	words, stated := wordsOf(lines, "state")
	wasDone := stated && len(words) == 1 && words[0] == "done"
	p := &t.Progress
	switch {
	case stated && v.done == wasDone:
		if _, percent := wordsOf(lines, "progress"); v.done && !percent {
			p.Percent = 100
		}
	case v.items > 0 && v.done:
		m.summaryDone(v)
	case v.done:
		m.done(t, v)
	case stated:
		m.reopened(t)
	case v.role == Doing && p.ActualStart == 0 && v.items == 0:
		if p.ActualStart = m.enteredAt(v, Doing); p.ActualStart == 0 {
			m.notes.note(CodeBegunUndated, "card", v.card.ID, "actual_start", v.card.Name)
		}
	}
}

// done marks a task as done. When nothing tells the day, it has no actual
// dates; when nothing tells the beginning, that is the end.
func (m *mapper) done(t *schedule.Task, v *cardView) {
	p := &t.Progress
	finish := m.moment(v.card.DateCompleted, "card", v.card.ID, "date_completed")
	if finish == 0 {
		finish = m.enteredAt(v, Done)
	}
	*p = schedule.Progress{Percent: 100, ActualStart: p.ActualStart, ActualFinish: finish, ActualCost: p.ActualCost}
	if finish == 0 {
		m.notes.note(CodeDoneUndated, "card", v.card.ID, "actual_finish", v.card.Name)
		return
	}
	for _, begun := range []calendar.DateTime{p.ActualStart, v.start, m.enteredAt(v, Doing)} {
		if begun != 0 && begun <= finish {
			p.ActualStart = begun
			return
		}
	}
	p.ActualStart = finish
	m.notes.note(CodeBegunGuessed, "card", v.card.ID, "actual_start", finish.String())
}

// reopened takes the end off a task that was done when it was written.
func (m *mapper) reopened(t *schedule.Task) {
	p := &t.Progress
	if p.Percent == 100 {
		p.Percent = 0
	}
	*p = schedule.Progress{ActualStart: p.ActualStart, Percent: p.Percent, PercentWork: p.PercentWork % 100}
	m.notes.note(CodeChangedInTrello, "task", string(t.ID), "progress", "")
}

// summaryDone notes a card that is done while steps on it are open: a summary
// has only the progress of its tasks.
func (m *mapper) summaryDone(v *cardView) {
	open := 0
	for _, list := range m.checklists[v.card.ID] {
		for i := range list.Items {
			if !list.Items[i].Complete {
				open++
			}
		}
	}
	if open > 0 {
		m.notes.note(CodeDoneOpenItems, "card", v.card.ID, "due_complete", v.card.Name)
	}
}

// enteredAt returns when the card first came into a list of this role, as far
// as the actions of the file tell.
func (m *mapper) enteredAt(v *cardView, role Role) calendar.DateTime {
	first := ""
	for list, at := range m.entered[v.card.ID] {
		if i, known := m.listAt[list]; known && m.roles[i] == role && (first == "" || at < first) {
			first = at
		}
	}
	return m.moment(first, "card", v.card.ID, "actions")
}
