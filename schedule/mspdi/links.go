package mspdi

import (
	"math"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// link reads one predecessor of a task.
func (m *mapper) link(at int32, to schedule.TaskID) {
	if len(m.plan.Links) >= m.limits.Links {
		m.over(at, "Links", m.limits.Links)
		return
	}
	l := schedule.Link{To: to}
	lag, format := int64(0), 7
	m.children(at, func(at int32, name sym) {
		switch name {
		case symPredecessorUID:
			l.From = schedule.TaskID(m.id(at))
		case symType:
			l.Type = kind(m, at, schedule.FinishToFinish, schedule.FinishToStart, schedule.StartToFinish, schedule.StartToStart)
		case symCrossProject:
			l.External = m.flag(at)
		case symLinkLag:
			lag = read(m, at, "a lag", parseLag)
		case symLagFormat:
			format = m.within(at, 0, 53)
		}
	})
	if l.From == "" {
		m.note(at, CodeNoID)
		return
	}
	l.Lag = lagOf(lag, format)
	m.plan.Links = append(m.plan.Links, l)
}

// knownOutside says what links from other files last asked of a task. The file
// keeps no date of the other project: the stored start of the task, or its
// finish, is the only record of it.
func (m *mapper) knownOutside(links []schedule.Link, t *taskRecord) {
	for i := range links {
		l := &links[i]
		if !l.External {
			continue
		}
		field, known := "start", t.manual.start
		if l.Type == schedule.FinishToFinish || l.Type == schedule.StartToFinish {
			field, known = "finish", t.manual.finish
		}
		if l.Known = m.firstMoment(known); !l.Known.IsZero() {
			subject := finding.Ref{Kind: "link", ID: string(l.From) + ">" + string(l.To), Field: field}
			m.addNote(schedule.LossNote{Subject: subject, Value: l.Known.String(), Reason: CodeOutsideGuessed})
		}
	}
}

// parseLag reads tenths of minutes or percent, in either case a whole number
// of moderate size.
func parseLag(text []byte) (int64, bool) {
	n, ok := parseScaled(text, 0)
	const most = int64(maxWork / 6)
	return n, ok && n <= most && n >= -most
}

// lagOf turns a number of the file into a lag: percent as it stands, else
// tenths of minutes.
func lagOf(n int64, format int) schedule.Lag {
	unit, elapsed := unitOf(format)
	if unit == schedule.PercentUnit {
		n = min(max(n, math.MinInt32), math.MaxInt32)
		return schedule.Lag{Percent: int(n), Elapsed: elapsed, Unit: unit}
	}
	return schedule.Lag{Length: calendar.Work(n) * 6, Elapsed: elapsed, Unit: unit}
}

// finishLinks leaves out links to tasks that the plan does not hold, unless
// they point to another file.
func (m *mapper) finishLinks() {
	kept := m.plan.Links[:0]
	for _, l := range m.plan.Links {
		if index, ok := m.records.tasks[string(l.From)]; l.External || ok && index != omitted {
			kept = append(kept, l)
			continue
		}
		m.subject = finding.Ref{Kind: "task", ID: string(l.To)}
		m.unknown("predecessor_uid", string(l.From))
	}
	m.plan.Links = kept
}
