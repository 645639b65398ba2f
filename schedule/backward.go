package schedule

import "github.com/milepost-go/milepost/schedule/calendar"

// backward computes the late dates of all tasks from the early ones.
func (p *pass) backward() {
	n := int32(len(p.tasks))
	for k := len(p.order) - 1; k >= 0; k-- {
		v := p.order[k]
		if v >= n {
			p.openLate(v - n)
			continue
		}
		t := &p.tasks[v]
		switch t.kind {
		case inactive:
		case summary, manualSummary:
			p.closeLate(v, t)
		default:
			p.ls[v], p.lf[v] = p.placeLate(v, t)
			p.widenLate(v, t)
		}
	}
}

// openLate computes what a summary hands down to its children: the bounds of
// the links out of it, of its constraint and deadline, and of the summaries
// above it.
func (p *pass) openLate(v int32) {
	t := &p.tasks[v]
	p.ls[v], p.lf[v] = always, never
	start, finish := p.lateBounds(v, t)
	switch t.constraint.kind {
	case FinishNoLaterThan:
		finish = min(finish, t.constraint.date)
	case StartNoLaterThan:
		start = min(start, t.constraint.date)
	}
	if t.deadline != 0 {
		finish = min(finish, t.deadline)
	}
	if t.parent >= 0 {
		start, finish = min(start, p.maxStart[t.parent]), min(finish, p.maxFinish[t.parent])
	}
	p.maxStart[v], p.maxFinish[v] = start, finish
}

// closeLate fixes the late dates of a summary whose children all have theirs.
func (p *pass) closeLate(v int32, t *task) {
	if p.lf[v] == never {
		p.ls[v], p.lf[v] = 0, 0
		return
	}
	p.widenLate(v, t)
}

// widenLate lets the parent of a task hold its late dates, and those of a
// manual summary its own dates as well. Links to a manual summary join the
// late dates of its children alone.
func (p *pass) widenLate(v int32, t *task) {
	if t.parent < 0 {
		return
	}
	start, finish := p.ls[v], p.lf[v]
	if t.kind == manualSummary {
		start, finish = min(start, t.from), max(finish, t.to)
	}
	p.ls[t.parent] = min(p.ls[t.parent], start)
	p.lf[t.parent] = max(p.lf[t.parent], finish)
}

// placeLate computes the late dates of a task that is no summary. Of a manual
// task only the finish is bounded (links-2019-manual tasks 11 and 13).
func (p *pass) placeLate(v int32, t *task) (start, finish calendar.DateTime) {
	if t.state == finished || t.sort == LevelOfEffort && t.kind == automatic {
		return p.es[v], p.ef[v]
	}
	lateStart, finish := p.lateBounds(v, t)
	if t.parent >= 0 {
		lateStart, finish = min(lateStart, p.maxStart[t.parent]), min(finish, p.maxFinish[t.parent])
	}
	if p.rules.MultipleCriticalPaths && finish == always {
		finish = p.ef[v] // it ends a path of its own
	}
	finish = min(finish, p.last)
	if t.kind == automatic {
		for _, limit := range [2]limit{t.constraint, t.second} {
			if limit.kind == StartNoLaterThan {
				lateStart = min(lateStart, limit.date)
			}
		}
		if lateStart != always {
			finish = min(finish, p.finishFrom(v, t, p.settle(v, t, lateStart)))
		}
		finish = p.lateLimit(v, t, t.second, p.lateLimit(v, t, t.constraint, finish))
	}
	if t.deadline != 0 {
		finish = min(finish, t.deadline)
	}
	if t.kind == automatic {
		finish = p.unsettle(v, t, finish)
		if t.isPoint() && t.parent >= 0 && p.tasks[t.parent].kind == manualSummary {
			// Inside a manual summary an instant ends with the work before it
			// (manual-summary task 6).
			moved, err := p.calendars[t.workCal].Previous(finish)
			finish = p.keep(v, moved, err)
		}
	}
	switch {
	case t.state == started && p.rules.Progress == AsRecorded:
		return p.es[v], finish
	case p.rules.ExpectedFinish && t.expected != 0 && p.ef[v] == t.expected:
		// The work is as long as the promise makes it.
		cal := p.calendars[t.workCal]
		begin, err := span{cal, cal.Between(p.es[v], p.ef[v]), false}.back(finish)
		return p.keep(v, begin, err), finish
	case t.state == started:
		begin, err := span{p.calendars[t.workCal], t.remaining, t.elapsed}.back(finish)
		return p.keep(v, begin, err), finish
	}
	return p.startFrom(v, t, finish), finish
}

// lateLimit applies a constraint of a task to its late finish. A constraint
// that links may beat lowers it, one that they may not sets it.
func (p *pass) lateLimit(v int32, t *task, limit limit, finish calendar.DateTime) calendar.DateTime {
	switch limit.kind {
	case FinishNoLaterThan:
		return min(finish, limit.date)
	case MustStartOn, MandatoryStart:
		on := p.finishFrom(v, t, p.settle(v, t, limit.date))
		if limit.kind == MustStartOn && p.rules.LinksBeatConstraints {
			return min(finish, on)
		}
		return on
	case MustFinishOn:
		if p.rules.LinksBeatConstraints {
			return min(finish, limit.date)
		}
		return limit.date
	case MandatoryFinish:
		return limit.date
	}
	return finish
}

// lateBounds returns the earliest late start and late finish that the links
// out of a task allow. Finished successors allow everything.
func (p *pass) lateBounds(v int32, t *task) (start, finish calendar.DateTime) {
	start, finish = always, always
	succs := p.succs.of(v)
	for k := range succs {
		a := &succs[k]
		s := &p.tasks[a.other]
		if s.state == finished || p.lf[a.other] == 0 || s.sort == LevelOfEffort && s.kind == automatic || !p.binds(t, s) {
			continue
		}
		switch a.typ {
		case FinishToStart:
			finish = min(finish, p.lagged(v, a, v, p.lateJoin(a.other, s), false))
		case FinishToFinish:
			finish = min(finish, p.lagged(v, a, v, p.lf[a.other], false))
		case StartToStart:
			start = min(start, p.lagged(v, a, v, p.lateJoin(a.other, s), false))
		case StartToFinish:
			start = min(start, p.lagged(v, a, v, p.lf[a.other], false))
		}
	}
	return start, finish
}

// lateJoin returns what a link to the start of a successor joins on the way
// back: its late start or, once it has started, where the rest of its work
// begins; of an instant that has been reached its late finish.
func (p *pass) lateJoin(s int32, t *task) calendar.DateTime {
	switch {
	case t.state == unstarted && t.kind == automatic && t.delay != 0:
		back, err := span{p.calendars[t.workCal], t.delay, t.delayClock}.back(p.ls[s])
		return p.keep(s, back, err) // the delay lies between the two
	case t.state != started || t.isSummary() || p.rules.Progress != AsRecorded:
		return p.ls[s]
	case t.isPoint():
		return p.lf[s]
	}
	return t.resume
}
