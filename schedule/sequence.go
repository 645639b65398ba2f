package schedule

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// sequence reports every link that lets a task begin, or finish, only after it
// did: its own links and those of the summaries around it, up to one that is
// set by hand.
func (c *progressChecker) sequence(t *Task, v int32) {
	if t.Progress.ActualStart.IsZero() {
		return
	}
	for at := v; at >= 0; at = c.pass.tasks[at].parent {
		if c.pass.tasks[at].kind == manualSummary {
			return
		}
		for _, a := range c.pass.preds.of(at) {
			if asked, known := c.asked(at, &a); known {
				c.before(t, v, a.link, asked)
			}
		}
	}
	for k := range c.plan.Links {
		if l := &c.plan.Links[k]; l.External && l.To == t.ID && !l.Known.IsZero() {
			c.before(t, v, int32(k), l.Known)
		}
	}
}

// asked returns the date that a link asks for, by the dates that the result
// shows of its predecessor: the actual ones where there are any.
func (c *progressChecker) asked(at int32, a *arc) (calendar.DateTime, bool) {
	pred, x := &c.pass.tasks[a.other], &c.result.times[a.other]
	if x.Finish == 0 || pred.sort == LevelOfEffort && pred.kind == automatic {
		return 0, false
	}
	from := x.Finish
	if a.typ == StartToStart || a.typ == StartToFinish {
		from = x.Start
	}
	return c.pass.lagged(at, a, a.other, from, true), true
}

// before reports that a task did not wait for what a link asks for. Working
// time has to lie between the two.
func (c *progressChecker) before(t *Task, v, link int32, asked calendar.DateTime) {
	if int(link) >= len(c.plan.Links) {
		return // another plan's result
	}
	l := c.plan.Links[link]
	actual, field := t.Progress.ActualStart, "actual_start"
	if l.Type == FinishToFinish || l.Type == StartToFinish {
		actual, field = t.Progress.ActualFinish, "actual_finish"
	}
	if actual.IsZero() || c.pass.room(&c.pass.tasks[v], actual, asked) <= 0 {
		return
	}
	c.warn(finding.Finding{Code: CodeOutOfSequence, Subject: taskRef(t.ID, field), Want: finding.Date(asked.String()),
		Got: finding.Date(actual.String()), Remedy: RemedyReviewLink, Related: []finding.Ref{linkRef(l, ""), taskRef(l.From, "")}})
}
