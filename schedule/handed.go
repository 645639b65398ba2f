package schedule

import "github.com/milepost-go/milepost/schedule/calendar"

// handed is what a summary hands down to the tasks in it: what it and all the
// summaries above it are asked for, up to one that is set by hand. The first
// pass hands down the same dates; here is also who asks.
type handed struct {
	start, finish demand // the latest
	begin         demand // the latest start that a constraint of a summary asks for
	end           demand // the latest finish, likewise
	ends          int32  // nearest summary whose constraint asks for a finish, -1 for none
	asked         int32  // nearest summary that is asked for anything, -1 for none
}

// demand is a date and what asks for it.
type demand struct {
	date calendar.DateTime // never for none
	at   int32             // the summary that is asked
	link int32             // number of the link among those into it, or one of those below
}

const (
	fromOutside = -1 // what a link from another plan asks the start for
	tillOutside = -2 // what one asks the finish for
	byItself    = -3 // its own start or constraint
)

// raise takes a later demand; of equal ones the first stays.
func (d *demand) raise(other demand) {
	if other.date > d.date {
		*d = other
	}
}

func (d *demand) none() bool { return d.date == never }

// handDown returns what each task with tasks in it hands down. Parents come
// before children.
func (p *pass) handDown() []handed {
	if len(p.inside.list) == 0 {
		return nil
	}
	list := make([]handed, len(p.tasks))
	for i := range p.tasks {
		s, parent := int32(i), p.tasks[i].parent
		if len(p.inside.of(s)) == 0 {
			continue
		}
		list[s] = p.demands(s)
		if parent >= 0 && p.tasks[s].kind != manualSummary {
			list[s].take(&list[parent])
		}
	}
	return list
}

// demands returns what a summary itself is asked for.
func (p *pass) demands(s int32) handed {
	none := demand{date: never}
	h := handed{none, none, none, none, -1, -1}
	t := &p.tasks[s]
	if t.kind == manualSummary {
		h.start, h.asked = demand{t.from, s, byItself}, s
		return h
	}
	p.linkDemands(s, &h)
	switch t.constraint.kind {
	case StartNoEarlierThan:
		h.begin = demand{t.constraint.date, s, byItself}
	case FinishNoEarlierThan:
		h.end, h.ends = demand{t.constraint.date, s, byItself}, s
	}
	if !h.start.none() || !h.finish.none() || t.limitsBelow() {
		h.asked = s
	}
	return h
}

// linkDemands notes what the links into a summary ask it for.
func (p *pass) linkDemands(s int32, h *handed) {
	preds := p.preds.of(s)
	for k := range preds {
		_, date, binds := p.asks(s, &preds[k])
		switch {
		case !binds:
		case preds[k].typ.toFinish():
			h.finish.raise(demand{date, s, int32(k)})
		default:
			h.start.raise(demand{date, s, int32(k)})
		}
	}
	if p.outside != nil {
		h.start.raise(demand{p.outside[s].start, s, fromOutside})
		h.finish.raise(demand{p.outside[s].finish, s, tillOutside})
	}
}

// take adds what the summary above hands down.
func (h *handed) take(above *handed) {
	h.start.raise(above.start)
	h.finish.raise(above.finish)
	h.begin.raise(above.begin)
	h.end.raise(above.end)
	if h.ends < 0 {
		h.ends = above.ends
	}
	if h.asked < 0 {
		h.asked = above.asked
	}
}

// asking returns the nearest summary that is asked for anything, s itself or
// one above it; -1 where there is none.
func (e *explainer) asking(s int32) int32 {
	if s < 0 {
		return -1
	}
	return e.above[s].asked
}

// first returns the first driving reason: the first of all that reasons
// returns.
func (e *explainer) first(v int32, t *task) Reason {
	var best []Reason // at most one
	offer := func(r Reason) {
		if len(best) == 0 {
			best = []Reason{r}
		} else if compareReasons(r, best[0]) < 0 {
			best[0] = r
		}
	}
	e.eachOwn(v, t, offer)
	if t.parent >= 0 {
		h := &e.above[t.parent]
		for _, d := range [2]demand{h.start, h.finish} {
			if !d.none() {
				offer(e.fill(v, t, e.handedReason(d, v)))
			}
		}
	}
	for _, r := range e.orElse(best) {
		offer(r)
	}
	if t.parent >= 0 {
		e.eachLimit(v, t, offer)
	}
	best[0].Driving = true
	return best[0]
}

// eachOwn offers what the links into the task itself ask for.
func (p *pass) eachOwn(v int32, t *task, offer func(Reason)) {
	preds := p.preds.of(v)
	for k := range preds {
		if r, binds := p.linkReason(v, v, &preds[k]); binds {
			offer(p.fill(v, t, r))
		}
	}
	for _, r := range p.outsideReasons(v, v, t) {
		offer(r)
	}
}

// handedReason is the reason of a demand of a summary above task v, without
// Asks where it asks for a finish.
func (p *pass) handedReason(d demand, v int32) Reason {
	switch d.link {
	case byItself:
		return p.manualReason(d.at)
	case fromOutside:
		return p.outsideStart(d.at, v)
	case tillOutside:
		return p.outsideFinish(d.at, v)
	}
	r, _ := p.linkReason(d.at, v, &p.preds.of(d.at)[d.link])
	return r
}

// eachLimit offers the constraints of the summaries above a task that ask for
// the latest start: the nearest first.
func (e *explainer) eachLimit(v int32, t *task, offer func(Reason)) {
	h := &e.above[t.parent]
	var limits []Reason
	if !h.begin.none() {
		limits = append(limits, e.limitReason(h.begin.at, v, t))
	}
	if !h.end.none() {
		at := e.nearestEnd(h.ends, v, t, e.startFrom(v, t, h.end.date))
		limits = append(limits, e.limitReason(at, v, t))
		if at > h.begin.at { // children come after parents
			limits[0], limits[len(limits)-1] = limits[len(limits)-1], limits[0]
		}
	}
	for _, r := range limits {
		offer(r)
	}
}

// nearestEnd returns the nearest summary, s itself or one above it, whose
// constraint asks for a finish from which the start follows. One of them does.
func (e *explainer) nearestEnd(s, v int32, t *task, start calendar.DateTime) int32 {
	for e.startFrom(v, t, e.tasks[s].constraint.date) != start {
		s = e.above[e.tasks[s].parent].ends
	}
	return s
}
