package schedule

import (
	"math"
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// pass is one computation over a network: the network is shared, the dates
// are its own. Dates of a task that has none are 0.
type pass struct {
	*Network
	start          calendar.DateTime // of the project; hides that of the network
	es, ef, ls, lf []calendar.DateTime
	early          dates // es and ef, but for tasks that happen as late as possible

	// What a summary hands down to its children, by task: the earliest start
	// and finish, the latest start and finish.
	minStart, minFinish, maxStart, maxFinish []calendar.DateTime
	// The earliest start and finish that constraints of summaries ask for,
	// kept apart because they act after the links, as a task's own does.
	minBegin, minEnd []calendar.DateTime

	// held is true while the tasks that are to happen as late as possible stay
	// at their late dates.
	held bool
	end  calendar.DateTime // latest finish of all
	last calendar.DateTime // where late dates go back from
	pins []pin
	lost []int32 // tasks whose dates left the calendar
}

// pin is a task that its constraint holds before the date its links ask for.
type pin struct {
	task   int32
	linked calendar.DateTime // the start its links ask for
}

const (
	never  = calendar.DateTime(math.MinInt64 / 4) // no bound from below
	always = calendar.DateTime(math.MaxInt64 / 4) // no bound from above
)

func newPass(n *Network) *pass {
	arrays := make([]calendar.DateTime, 10*len(n.tasks))
	take := func() []calendar.DateTime {
		part := arrays[:len(n.tasks):len(n.tasks)]
		arrays = arrays[len(n.tasks):]
		return part
	}
	p := &pass{Network: n, start: n.start}
	switch {
	case n.rules.From == FromFinish:
		p.start = n.finish
	case n.rules.DataDateBinds && n.dataDate != 0:
		p.start = n.dataDate
	}
	for _, a := range []*[]calendar.DateTime{&p.es, &p.ef, &p.ls, &p.lf, &p.minStart, &p.minFinish, &p.maxStart, &p.maxFinish, &p.minBegin, &p.minEnd} {
		*a = take()
	}
	return p
}

// run computes all dates. Where tasks happen as late as possible, a second
// forward pass holds them at their late dates and moves what follows; early
// then keeps their own first dates.
func (p *pass) run() {
	p.forward()
	if p.rules.From == FromFinish {
		p.fromFinish()
	}
	if p.last = p.end; p.mustFinish != 0 {
		p.last = p.mustFinish
	}
	p.backward()
	p.early = dates{p.es, p.ef}
	if !slices.ContainsFunc(p.tasks, func(t task) bool { return t.isLate() }) {
		return
	}
	if p.rules.LateByFreeFloat {
		p.moveByFreeFloat()
		return
	}
	p.early = dates{slices.Clone(p.es), slices.Clone(p.ef)}
	p.held, p.pins = true, nil
	p.forward()
	for i := range p.tasks {
		if t := &p.tasks[i]; !t.isLate() {
			p.early.start[i], p.early.finish[i] = p.es[i], p.ef[i]
		}
	}
	p.hull()
}

// fromFinish moves the project start so that the project finishes on the date
// given: to where the first task must start when all are as late as possible.
func (p *pass) fromFinish() {
	p.last = p.finish
	p.backward()
	p.start = always
	for i := range p.tasks {
		if p.ef[i] != 0 && !p.tasks[i].isSummary() {
			p.start = min(p.start, p.ls[i])
		}
	}
	if p.start == always {
		p.start = p.finish
	}
	p.lost, p.pins = nil, nil
	p.forward()
	p.end = max(p.end, p.finish)
}

// hull lets every automatic summary cover the early dates of its tasks.
func (p *pass) hull() {
	for i := range p.tasks {
		if p.tasks[i].kind == summary && p.ef[i] != 0 {
			p.early.start[i], p.early.finish[i] = always, never
		}
	}
	for i := len(p.tasks) - 1; i >= 0; i-- {
		if parent := p.tasks[i].parent; parent >= 0 && p.tasks[parent].kind == summary && p.ef[i] != 0 {
			start := p.early.start[i]
			if t := &p.tasks[i]; t.state == started && !t.isSummary() {
				start = t.from
			}
			p.early.start[parent] = min(p.early.start[parent], start)
			p.early.finish[parent] = max(p.early.finish[parent], p.early.finish[i])
		}
	}
}

// dates are the starts and finishes of all tasks.
type dates struct{ start, finish []calendar.DateTime }

// isLate reports whether the task is shown as late as possible.
func (t *task) isLate() bool {
	return t.constraint.kind == AsLateAsPossible && t.kind == automatic && t.state == unstarted
}

// keep notes a task whose date could not be computed; its date stays where the
// computation ended.
func (p *pass) keep(i int32, t calendar.DateTime, err error) calendar.DateTime {
	if err != nil {
		p.lost = append(p.lost, i)
	}
	return t
}

// settle moves the start of a task with working duration to working time, and
// a milestone to its end of the night.
func (p *pass) settle(i int32, t *task, at calendar.DateTime) calendar.DateTime {
	if t.sort == FinishMilestone {
		return p.unsettle(i, t, at)
	}
	if (t.isPoint() || t.elapsed) && t.sort != StartMilestone {
		return at
	}
	if t.firstDriver < t.lastDriver {
		return p.driversNext(i, t, at)
	}
	moved, err := p.calendars[t.workCal].Next(at)
	return p.keep(i, moved, err)
}

// unsettle moves the late finish of a task with working duration, and of a
// finish milestone, to the end of working time. A start milestone keeps its
// late date as it is (p6-mdl4d activity C2000).
func (p *pass) unsettle(i int32, t *task, at calendar.DateTime) calendar.DateTime {
	if (t.isPoint() || t.elapsed) && t.sort != FinishMilestone {
		return at
	}
	if t.firstDriver < t.lastDriver {
		return p.driversPrevious(i, t, at)
	}
	moved, err := p.calendars[t.workCal].Previous(at)
	return p.keep(i, moved, err)
}

// finishFrom returns where the task finishes that starts at start.
func (p *pass) finishFrom(i int32, t *task, start calendar.DateTime) calendar.DateTime {
	if t.firstDriver < t.lastDriver {
		return p.driversFinish(i, t, start)
	}
	finish, err := span{p.calendars[t.workCal], t.span, t.elapsed}.forward(start)
	return p.keep(i, finish, err)
}

// startFrom returns where the task starts that finishes at finish.
func (p *pass) startFrom(i int32, t *task, finish calendar.DateTime) calendar.DateTime {
	if t.firstDriver < t.lastDriver {
		return p.driversStart(i, t, finish)
	}
	start, err := span{p.calendars[t.workCal], t.span, t.elapsed}.back(finish)
	return p.keep(i, start, err)
}

// begin returns when the assignment starts of a task that may start at at.
func (p *pass) begin(i int32, d *driver, at calendar.DateTime) calendar.DateTime {
	start, err := p.calendars[d.cal].Next(at + calendar.DateTime(d.clock))
	if err == nil && d.delay > 0 {
		if start, err = p.calendars[d.cal].Add(start, d.delay); err == nil {
			start, err = p.calendars[d.cal].Next(start)
		}
	}
	return p.keep(i, start, err)
}

// driversNext returns when the first assignment starts of a task that may
// start at at.
func (p *pass) driversNext(i int32, t *task, at calendar.DateTime) calendar.DateTime {
	first := always
	for k := t.firstDriver; k < t.lastDriver; k++ {
		first = min(first, p.begin(i, &p.drivers[k], at))
	}
	if t.sort == ResourceDependent {
		// The activity itself is shown on its own calendar (p6-mdl4ra C2100).
		moved, err := p.calendars[t.slackCal].Next(first)
		first = p.keep(i, moved, err)
	}
	return first
}

// driversFinish returns when the last assignment ends of a task that starts at
// start.
func (p *pass) driversFinish(i int32, t *task, start calendar.DateTime) calendar.DateTime {
	last := start
	for k := t.firstDriver; k < t.lastDriver; k++ {
		d := &p.drivers[k]
		finish, err := p.calendars[d.cal].Add(p.begin(i, d, start), d.span)
		last = max(last, p.keep(i, finish, err))
	}
	return last
}

// driversStart returns when a task starts whose last assignment ends at
// finish.
func (p *pass) driversStart(i int32, t *task, finish calendar.DateTime) calendar.DateTime {
	first := finish
	for k := t.firstDriver; k < t.lastDriver; k++ {
		d := &p.drivers[k]
		start, err := p.calendars[d.cal].Add(finish, -d.delay-d.span)
		first = min(first, p.keep(i, start, err)-calendar.DateTime(d.clock))
	}
	return first
}

// driversPrevious returns when the last assignment can end at or before at.
func (p *pass) driversPrevious(i int32, t *task, at calendar.DateTime) calendar.DateTime {
	last := never
	for k := t.firstDriver; k < t.lastDriver; k++ {
		finish, err := p.calendars[p.drivers[k].cal].Previous(at)
		last = max(last, p.keep(i, finish, err))
	}
	return last
}

// lagged moves a date by the lag of a link: towards the successor when
// forward, else towards the predecessor.
func (p *pass) lagged(i int32, a *arc, from int32, t calendar.DateTime, forward bool) calendar.DateTime {
	lag := a.lag
	if a.percent != 0 {
		pred := &p.tasks[from]
		lag = percentOf(p.calendars[pred.slackCal].Between(p.es[from], p.ef[from]), int(a.percent))
	}
	if lag == 0 {
		return t
	}
	if !forward {
		lag = -lag
	}
	moved, err := span{p.calendars[a.cal], lag, a.elapsed}.forward(t)
	return p.keep(i, moved, err)
}
