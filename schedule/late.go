package schedule

import "github.com/milepost-go/milepost/schedule/calendar"

// moveByFreeFloat lets every task that is to happen as late as possible go on
// until it touches its first successor, the last tasks first, so that no
// successor moves. Without successors it goes to its late dates.
func (p *pass) moveByFreeFloat() {
	n := int32(len(p.tasks))
	for k := len(p.order) - 1; k >= 0; k-- {
		v := p.order[k]
		if v >= n || !p.tasks[v].isLate() {
			continue
		}
		t := &p.tasks[v]
		finish := p.lf[v]
		for _, a := range p.succs.of(v) {
			s := &p.tasks[a.other]
			if s.state != finished && p.ef[a.other] != 0 && s.sort != LevelOfEffort {
				finish = min(finish, p.touching(v, t, &a))
			}
		}
		if finish = p.unsettle(v, t, finish); finish > p.ef[v] {
			p.es[v], p.ef[v] = p.startFrom(v, t, finish), finish
		}
	}
	p.hull()
}

// touching returns the latest finish of a task at which a successor still
// keeps its early dates.
func (p *pass) touching(v int32, t *task, a *arc) calendar.DateTime {
	join := p.es[a.other]
	if a.typ == FinishToFinish || a.typ == StartToFinish {
		join = p.ef[a.other]
	}
	join = p.lagged(v, a, v, join, false)
	if a.typ == StartToStart || a.typ == StartToFinish {
		return p.finishFrom(v, t, p.settle(v, t, join))
	}
	return join
}
