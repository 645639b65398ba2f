package schedule

import "github.com/milepost-go/milepost/schedule/calendar"

// binds reports whether a link from pred to succ says anything: effort that
// only accompanies other work drives nothing, and under progress override a
// started task no longer waits for unfinished predecessors.
func (p *pass) binds(pred, succ *task) bool {
	if pred.sort == LevelOfEffort && pred.kind == automatic {
		return false
	}
	override := p.rules.Progress == ProgressOverride || p.rules.Progress == ActualDates
	return !(override && succ.state == started && pred.state != finished)
}

// restStart returns where the rest of a started task begins: not before the
// data date, not before it resumes, and with retained logic not before its
// predecessors let it.
func (p *pass) restStart(v int32, t *task) calendar.DateTime {
	start := t.resume
	if p.rules.DataDateBinds {
		start = max(start, p.start)
		if !t.suspended {
			start = max(p.start, t.from)
		}
	}
	if p.rules.NoSplitInProgress {
		return max(t.from, p.settle(v, t, start))
	}
	linked, finish := p.linkBounds(v)
	start = max(start, linked)
	if finish != never {
		begin, err := span{p.calendars[t.workCal], t.remaining, t.elapsed}.back(finish)
		start = max(start, p.keep(v, begin, err))
	}
	return max(t.from, p.settle(v, t, start))
}

// expectedFinish replaces a finish by the one that was promised, where the
// rules say so: what remains is then as long as that takes.
func (p *pass) expectedFinish(v int32, t *task, start, finish calendar.DateTime) calendar.DateTime {
	if !p.rules.ExpectedFinish || t.expected == 0 || t.expected < start {
		return finish
	}
	return t.expected
}

// spanEffort computes the dates of a level of effort: from the earliest start
// of what it starts with to the latest finish of what it finishes with.
func (p *pass) spanEffort(v int32, t *task) (start, finish calendar.DateTime) {
	start, finish = always, never
	for _, a := range p.preds.of(v) {
		if p.ef[a.other] == 0 {
			continue
		}
		switch a.typ {
		case StartToStart:
			start = min(start, p.lagged(v, &a, a.other, p.es[a.other], true))
		case FinishToStart:
			start = min(start, p.lagged(v, &a, a.other, p.ef[a.other], true))
		case FinishToFinish:
			finish = max(finish, p.lagged(v, &a, a.other, p.ef[a.other], true))
		case StartToFinish:
			finish = max(finish, p.lagged(v, &a, a.other, p.es[a.other], true))
		}
	}
	if t.state == started {
		start = t.from
	}
	if start == always {
		start = p.start
	}
	start = p.settle(v, t, start)
	if finish == never {
		finish = p.finishFrom(v, t, start)
	}
	return start, max(start, finish)
}
