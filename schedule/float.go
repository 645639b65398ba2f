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
	x.TotalFloat = min(x.StartFloat, x.FinishFloat)
	switch {
	case t.state == started && t.isSummary():
		x.StartFloat, x.TotalFloat = 0, x.FinishFloat
	case t.state == started:
		x.TotalFloat = x.FinishFloat
	case t.isLate():
		x.StartFloat, x.FinishFloat, x.TotalFloat = 0, 0, 0
	}
	x.FreeFloat = p.free(v, t, x)
	x.Critical = x.TotalFloat <= p.rules.CriticalLimit && !(t.kind == manual && t.estimated)
}

// free returns the smallest room that any successor leaves, within 0 and the
// total float; without successors the total float.
func (p *pass) free(v int32, t *task, x *Times) calendar.Work {
	free := x.TotalFloat
	succs := p.succs.of(v)
	for k := range succs {
		a := &succs[k]
		if p.tasks[a.other].state == finished || p.ef[a.other] == 0 {
			continue
		}
		free = min(free, p.gap(v, t, x, a))
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
	return p.calendars[a.cal].Between(from, to)
}
