package schedule

import "github.com/milepost-go/milepost/schedule/calendar"

// forward computes the early dates of all tasks.
func (p *pass) forward() {
	n := int32(len(p.tasks))
	p.end = never
	for _, v := range p.order {
		if v >= n {
			p.closeEarly(v - n)
			continue
		}
		t := &p.tasks[v]
		switch t.kind {
		case inactive:
		case summary, manualSummary:
			p.openEarly(v, t)
		default:
			p.es[v], p.ef[v] = p.place(v, t)
			p.end = max(p.end, p.ef[v])
			p.widenEarly(v, t)
		}
	}
}

// openEarly computes what a summary hands down to its children: the bounds of
// the links into it, of its constraint and of the summaries above it. A manual
// summary hands down its own start and nothing else.
func (p *pass) openEarly(v int32, t *task) {
	p.es[v], p.ef[v] = always, never
	if t.kind == manualSummary {
		p.minStart[v], p.minFinish[v], p.minBegin[v], p.minEnd[v] = t.from, never, never, never
		return
	}
	start, finish := p.linkBounds(v)
	begin, end := never, never
	switch t.constraint.kind {
	case StartNoEarlierThan:
		begin = t.constraint.date
	case FinishNoEarlierThan:
		end = t.constraint.date
	}
	if above := t.parent; above >= 0 {
		start, finish = max(start, p.minStart[above]), max(finish, p.minFinish[above])
		begin, end = max(begin, p.minBegin[above]), max(end, p.minEnd[above])
	}
	p.minStart[v], p.minFinish[v], p.minBegin[v], p.minEnd[v] = start, finish, begin, end
}

// closeEarly fixes the early dates of a summary whose children are all placed.
func (p *pass) closeEarly(v int32) {
	t := &p.tasks[v]
	if t.kind == manualSummary {
		p.es[v], p.ef[v] = t.from, t.to
		p.end = max(p.end, t.to)
	}
	if p.ef[v] == never {
		p.es[v], p.ef[v] = 0, 0
		return
	}
	p.widenEarly(v, t)
}

// widenEarly lets the parent of a placed task hold its dates.
func (p *pass) widenEarly(v int32, t *task) {
	if t.parent >= 0 {
		p.es[t.parent] = min(p.es[t.parent], p.shownStart(v))
		p.ef[t.parent] = max(p.ef[t.parent], p.ef[v])
	}
}

// shownStart returns where a task began, or begins: of a started task es may
// hold where the rest of it does.
func (p *pass) shownStart(v int32) calendar.DateTime {
	if t := &p.tasks[v]; t.state == started && !t.isSummary() {
		return t.from
	}
	return p.es[v]
}

// place computes the early dates of a task that is no summary.
func (p *pass) place(v int32, t *task) (start, finish calendar.DateTime) {
	switch {
	case t.kind == manual || t.state == finished:
		return t.from, t.to
	case t.sort == LevelOfEffort:
		return p.spanEffort(v, t)
	case t.state == started && p.rules.Progress == AsRecorded:
		return t.from, p.restFinish(v, t, t.resume)
	case t.state == started:
		start = p.restStart(v, t)
		return start, p.expectedFinish(v, t, start, p.restFinish(v, t, start))
	case p.held && t.isLate():
		return p.ls[v], p.lf[v]
	}
	linked, ending := p.linkedStart(v, t)
	if p.rules.DataDateBinds {
		linked = max(linked, p.start)
	}
	linked = max(linked, p.summaryStart(v, t))
	start = p.settle(v, t, linked)
	if t.delay != 0 {
		moved, err := span{p.calendars[t.workCal], t.delay, t.delayClock}.forward(start)
		start = p.settle(v, t, p.keep(v, moved, err))
	}
	placed := start
	start = p.constrain(v, t, start)
	finish = p.expectedFinish(v, t, start, p.finishFrom(v, t, start))
	if start == placed && ending > finish && p.room(t, finish, ending) == 0 {
		finish = ending // the night before the date that a link asks for
	}
	return start, finish
}

// summaryStart returns the earliest start that the constraints of the summaries
// above a task ask for.
func (p *pass) summaryStart(v int32, t *task) calendar.DateTime {
	if t.parent < 0 {
		return never
	}
	start := p.minBegin[t.parent]
	if end := p.minEnd[t.parent]; end != never {
		start = max(start, p.startFrom(v, t, end))
	}
	return start
}

// restFinish returns where a started task finishes whose rest begins at at.
func (p *pass) restFinish(v int32, t *task, at calendar.DateTime) calendar.DateTime {
	if t.firstDriver == t.lastDriver {
		finish, err := span{p.calendars[t.workCal], t.remaining, t.elapsed}.forward(at)
		return p.keep(v, finish, err)
	}
	last := at
	for k := t.firstDriver; k < t.lastDriver; k++ {
		d := &p.drivers[k]
		finish, err := p.calendars[d.cal].Add(at, d.rest)
		last = max(last, p.keep(v, finish, err))
	}
	return last
}

// linkedStart returns the latest start that a link, a summary above the task
// or, without any of these, the project start asks for. Where that is because
// of a finish that a link asks for, ending is that finish.
func (p *pass) linkedStart(v int32, t *task) (start, ending calendar.DateTime) {
	start, finish := p.linkBounds(v)
	if t.parent >= 0 {
		start, finish = max(start, p.minStart[t.parent]), max(finish, p.minFinish[t.parent])
	}
	if finish != never {
		begin := max(p.start, p.startFrom(v, t, finish))
		if begin >= start {
			return begin, finish
		}
	}
	if start == never {
		start = p.start
	}
	return start, never
}

// linkBounds returns the latest start and the latest finish that the links
// into a task ask for.
func (p *pass) linkBounds(v int32) (start, finish calendar.DateTime) {
	start, finish = never, never
	if p.outside != nil {
		start, finish = p.outside[v].start, p.outside[v].finish
	}
	preds := p.preds.of(v)
	for k := range preds {
		a := &preds[k]
		if p.ef[a.other] == 0 || !p.binds(&p.tasks[a.other], &p.tasks[v]) {
			continue
		}
		switch a.typ {
		case FinishToStart:
			start = max(start, p.lagged(v, a, a.other, p.ef[a.other], true))
		case StartToStart:
			start = max(start, p.lagged(v, a, a.other, p.es[a.other], true))
		case FinishToFinish:
			finish = max(finish, p.lagged(v, a, a.other, p.ef[a.other], true))
		case StartToFinish:
			finish = max(finish, p.lagged(v, a, a.other, p.es[a.other], true))
		}
	}
	return start, finish
}

// constrain applies the constraints of a task to the start its links ask for.
func (p *pass) constrain(v int32, t *task, start calendar.DateTime) calendar.DateTime {
	if t.constraint.kind == AsSoonAsPossible && t.second.kind == AsSoonAsPossible {
		return start
	}
	held := p.limited(v, t, t.constraint, start)
	held = p.limited(v, t, t.second, held)
	if held < start {
		p.pins = append(p.pins, pin{v, start})
	}
	return held
}

// limited applies one constraint to a start.
func (p *pass) limited(v int32, t *task, limit limit, start calendar.DateTime) calendar.DateTime {
	kind := limit.kind
	if p.rules.LinksBeatConstraints {
		switch kind {
		case MustStartOn:
			kind = StartNoEarlierThan
		case MustFinishOn:
			kind = FinishNoEarlierThan
		case StartNoLaterThan, FinishNoLaterThan:
			return start
		}
	}
	switch kind {
	case StartNoEarlierThan:
		return p.settle(v, t, max(start, limit.date))
	case FinishNoEarlierThan:
		if p.finishFrom(v, t, start) < limit.date {
			return p.startFrom(v, t, limit.date)
		}
	case StartNoLaterThan:
		if start > limit.date {
			return p.settle(v, t, limit.date)
		}
	case FinishNoLaterThan:
		if p.finishFrom(v, t, start) > limit.date {
			return p.startFrom(v, t, limit.date)
		}
	case MustStartOn, MandatoryStart:
		return p.settle(v, t, limit.date)
	case MustFinishOn, MandatoryFinish:
		return p.startFrom(v, t, limit.date)
	}
	return start
}
