package schedule

import "github.com/milepost-go/milepost/schedule/calendar"

// room returns the time from a to b as the floats of a task measure it.
func (p *pass) room(t *task, a, b calendar.DateTime) calendar.Work {
	if t.elapsed {
		return calendar.Work(b - a)
	}
	return p.calendars[t.slackCal].Between(a, b)
}

// floats computes the floats and the critical flag of a task from its dates.
func (p *pass) floats(v int32, x *Times) {
	t := &p.tasks[v]
	if t.state == finished {
		return
	}
	x.StartFloat = p.room(t, x.EarlyStart, x.LateStart)
	x.FinishFloat = p.room(t, x.EarlyFinish, x.LateFinish)
	if t.isLate() && !p.rules.LateByFreeFloat {
		x.StartFloat, x.FinishFloat = 0, 0
	}
	if t.state == started && t.isSummary() {
		x.StartFloat = 0
	}
	x.TotalFloat = p.totalFloat(t, x)
	x.FreeFloat = p.free(v, t, x)
	x.Critical = p.critical(v, t, x)
}

// totalFloat chooses the float that the rules call total.
func (p *pass) totalFloat(t *task, x *Times) calendar.Work {
	switch {
	case p.rules.TotalFloat == MeasureStartFloat:
		return x.StartFloat
	case p.rules.TotalFloat == MeasureFinishFloat || t.state == started:
		return x.FinishFloat
	}
	return min(x.StartFloat, x.FinishFloat)
}

// critical reports whether a task that is not finished is critical by its
// float. A manual task whose duration is a guess is not.
func (p *pass) critical(v int32, t *task, x *Times) bool {
	if t.kind == manual && t.estimated {
		return false
	}
	open := p.rules.OpenEndsCritical && len(p.succs.of(v)) == 0 && !t.isSummary()
	return open || x.TotalFloat <= p.rules.CriticalLimit
}

// free returns the smallest room that any successor leaves, at least 0 and,
// unless the rules say otherwise, at most the total float; without successors
// the total float.
func (p *pass) free(v int32, t *task, x *Times) calendar.Work {
	free, bound := x.TotalFloat, false
	succs := p.succs.of(v)
	for k := range succs {
		a := &succs[k]
		s := &p.tasks[a.other]
		if s.state == finished || p.ef[a.other] == 0 || s.sort == LevelOfEffort || !p.binds(t, s) {
			continue
		}
		gap := p.gap(v, t, x, a)
		if !bound && p.rules.FreeFloatUncapped {
			free = gap
		}
		free, bound = min(free, gap), true
	}
	return max(free, 0)
}

// gap returns the room that one link leaves: between the early dates it joins,
// less its lag, in working time of the successor (ozbuild task 22).
func (p *pass) gap(v int32, t *task, x *Times, a *arc) calendar.Work {
	from, to := x.EarlyFinish, p.early.start[a.other]
	if a.typ == StartToStart || a.typ == StartToFinish {
		from = x.EarlyStart
	}
	if a.typ == FinishToFinish || a.typ == StartToFinish {
		to = p.early.finish[a.other]
	}
	to = p.lagged(v, a, v, to, false)
	if t.elapsed {
		return calendar.Work(to - from)
	}
	return p.calendars[a.room].Between(from, to)
}
