package mspdi

import (
	"math"

	"github.com/milepost-go/milepost/schedule"
)

// linksTo writes the links that lead to a task.
func (e *emitter) linksTo(task int) {
	for _, i := range e.links.of(task) {
		e.link(&e.plan.Links[i], task)
	}
}

func (e *emitter) link(l *schedule.Link, to int) {
	const field = "predecessor"
	from, ok := e.tasks.of(string(l.From))
	switch {
	case !ok && !l.External:
		e.add(field, string(l.From), CodeUnknownReference)
		return
	case !ok:
		if from = e.outsiders[l.From]; numberText(from) != string(l.From) {
			e.add(field, string(l.From), CodeIDReplaced)
		}
	}
	e.out.open("PredecessorLink")
	e.int("PredecessorUID", from)
	e.int("Type", linkNumber(kindOrFirst(e, field, l.Type, schedule.StartToFinish)))
	e.flag("CrossProject", l.External)
	e.lag(field, l.Lag)
	e.out.close("PredecessorLink")
	if l.External {
		e.add(field, string(l.From), CodeOutsideLink)
		e.known(l, to)
	}
}

// known notes where the date of a task, from which readers take what a link
// from another project asks for, is another one.
func (e *emitter) known(l *schedule.Link, to int) {
	x, computed := e.times(to)
	if !computed {
		x.Start, x.Finish = e.givenDates(to, &e.plan.Tasks[to])
	}
	at := x.Start
	if l.Type == schedule.FinishToFinish || l.Type == schedule.StartToFinish {
		at = x.Finish
	}
	if l.Known != at {
		e.add("known", l.Known.String(), CodeNearest)
	}
}

// setOutsiders gives the tasks of other projects UIDs: their ids where those
// are numbers that no task of the plan has.
func (d *draft) setOutsiders() {
	d.outsiders = map[schedule.TaskID]int64{}
	var later []schedule.TaskID
	for i := range d.plan.Links {
		l := &d.plan.Links[i]
		if _, ok := d.tasks.of(string(l.From)); ok || !l.External {
			continue
		}
		if _, known := d.outsiders[l.From]; known {
			continue
		}
		uid, ok := plainNumber(string(l.From), 0)
		if ok = ok && !d.tasks.used[uid]; !ok {
			later = append(later, l.From)
		}
		d.outsiders[l.From] = uid
	}
	for _, uid := range d.outsiders {
		d.tasks.use(uid)
	}
	for _, id := range later {
		d.outsiders[id] = d.tasks.fresh()
	}
}

// linkNumber returns the number of a link type in the format.
func linkNumber(t schedule.LinkType) int64 {
	switch t {
	case schedule.FinishToFinish:
		return 0
	case schedule.StartToFinish:
		return 2
	case schedule.StartToStart:
		return 3
	}
	return 1
}

// lag writes a lag: percent as they stand, else tenths of minutes.
func (e *emitter) lag(field string, l schedule.Lag) {
	if l.Percent != 0 || l.Unit == schedule.PercentUnit && l.Length == 0 {
		e.int("LinkLag", int64(min(max(l.Percent, math.MinInt32), math.MaxInt32)))
		e.int("LagFormat", formatOf(schedule.PercentUnit, l.Elapsed, false))
		return
	}
	if l.Unit < schedule.Minutes || l.Unit > schedule.Months {
		l.Unit = schedule.Days // the schema has no lag without unit
	}
	e.tenths("LinkLag", field, l.Length)
	e.int("LagFormat", formatOf(l.Unit, l.Elapsed, false))
}

// lostLinks notes the links that have no task to stand by.
func (e *emitter) lostLinks() {
	for i := range e.plan.Links {
		if l := &e.plan.Links[i]; e.unknownTask(string(l.To)) {
			e.about("link", string(l.From)+">"+string(l.To))
			e.add("to", string(l.To), CodeUnknownReference)
		}
	}
}

func (e *emitter) unknownTask(id string) bool {
	_, ok := e.tasks.of(id)
	return !ok
}
