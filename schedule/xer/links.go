package xer

import "github.com/milepost-go/milepost/schedule"

// link reads one link. Links with one end in another project are kept as
// external ones.
func (m *mapper) link() {
	from, to := m.id("pred_task_id"), m.id("task_id")
	fromAt, fromKnown := m.records.tasks[from]
	toAt, toKnown := m.records.tasks[to]
	if !fromKnown && !toKnown {
		if m.ours() {
			m.subject.Kind, m.subject.ID = "link", from+">"+to
			m.unknown("task_id", to)
		}
		m.cells = m.cells[:0]
		return
	}
	m.subject.Kind, m.subject.ID = "link", from+">"+to
	l := schedule.Link{From: schedule.TaskID(from), To: schedule.TaskID(to)}
	switch {
	case fromKnown && toKnown:
		if fromAt == omitted || toAt == omitted {
			m.note("task_id", CodeUnknownReference)
			return
		}
	case m.crosses(fromKnown):
		l.External = true
	default:
		m.unknownEnd(fromKnown, from, to)
		return
	}
	if len(m.plan.Links) >= m.limits.Links {
		m.over("Links", m.limits.Links)
		return
	}
	l.Type = word(m, "pred_type", "PR_FS PR_SS PR_FF PR_SF", schedule.FinishToStart, schedule.StartToStart, schedule.FinishToFinish, schedule.StartToFinish)
	l.Lag.Length = m.hours("lag_hr_cnt")
	m.plan.Links = append(m.plan.Links, l)
}

// crosses reports whether the end that is not known lies in another project.
func (m *mapper) crosses(fromKnown bool) bool {
	other := "pred_proj_id"
	if fromKnown {
		other = "proj_id"
	}
	return m.has(other) && m.id(other) != m.project
}

func (m *mapper) unknownEnd(fromKnown bool, from, to string) {
	if fromKnown {
		m.unknown("task_id", to)
	} else {
		m.unknown("pred_task_id", from)
	}
}
