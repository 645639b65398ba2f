package schedule

import "github.com/milepost-go/milepost/schedule/calendar"

// The finish of a raw node may lie behind the end of its work: a link from
// another calendar, or to a moment where work begins, may ask for a finish
// within a pause. The node then starts as if it finished where its work ends,
// and shows the finish that was asked for, as pass.place has it.

// show computes the finish that a raw node shows, on the clock.
func (k *kernel) show(d *node) {
	start, finish, worked := &k.dates[d.start], &k.dates[d.finish], &k.dates[d.worked]
	placed := start
	if d.placed >= 0 {
		placed = &k.dates[d.placed]
	}
	asked := k.asked(d)
	k.routes[d.toClock].row(worked, 0, finish)
	k.routes[d.fromClock].row(&asked, 0, &k.far)
	for l := range finish {
		if start[l] == placed[l] && asked[l] > finish[l] && k.far[l] == worked[l] {
			finish[l] = asked[l]
		}
	}
}

// showPlain does the same for a plain node, whose spare row says where links to
// its finish would have it start: where none of them binds, it shows the finish
// of its work.
func (k *kernel) showPlain(d *node) {
	start, spare, binds := &k.dates[d.start], &k.dates[spareRow], 0
	for l := range start {
		if start[l] == spare[l] {
			binds = 1
		}
	}
	if binds != 0 {
		k.show(d)
		return
	}
	k.routes[d.toClock].row(&k.dates[d.worked], 0, &k.dates[d.finish])
}

// asked returns the latest finish that the links into a raw node ask for, on
// the clock.
func (k *kernel) asked(d *node) lanes {
	var asked lanes
	for l := range asked {
		asked[l] = early
	}
	for i := d.firstAsk; i < d.lastAsk; i++ {
		h := &k.asks[i]
		far := k.follow(h, &k.dates[h.row])
		for l := range asked {
			asked[l] = max(asked[l], far[l])
		}
	}
	return asked
}

// moments turns a row into dates.
func (k *kernel) moments(row *lanes, axis int32, s pauseSide) (dates [Lanes]calendar.DateTime) {
	a := &k.axes[axis]
	for l := range dates {
		dates[l], _ = a.moment(int64(row[l]), s)
	}
	return dates
}

// startOf returns the starts of a task.
func (k *kernel) startOf(task int32) (dates [Lanes]calendar.DateTime) {
	if i := k.nodeOf[task]; i >= 0 {
		d := &k.nodes[i]
		if d.kind == waitNode {
			for l := range dates {
				dates[l] = k.net.tasks[task].from
			}
			return dates
		}
		return k.moments(&k.dates[d.start], d.startAxis, d.startSide)
	}
	return k.covered(task, k.startOf, func(a, b calendar.DateTime) calendar.DateTime { return min(a, b) })
}

// finishOf returns the finishes of a task.
func (k *kernel) finishOf(task int32) [Lanes]calendar.DateTime {
	if i := k.nodeOf[task]; i >= 0 {
		d := &k.nodes[i]
		if d.raw && !d.shown {
			k.show(d)
		}
		return k.moments(&k.dates[d.finish], d.finishAxis, d.finishSide)
	}
	return k.covered(task, k.finishOf, func(a, b calendar.DateTime) calendar.DateTime { return max(a, b) })
}

// covered joins the dates of the tasks in a summary; zero where it has none.
func (k *kernel) covered(task int32, of func(int32) [Lanes]calendar.DateTime, join func(a, b calendar.DateTime) calendar.DateTime) (dates [Lanes]calendar.DateTime) {
	t := &k.net.tasks[task]
	switch t.kind {
	case manualSummary:
		for l := range dates {
			dates[l] = join(t.from, t.to)
		}
		return dates
	case inactive:
		return dates
	}
	for _, child := range k.net.inside.of(task) {
		one := of(child)
		for l := range dates {
			if dates[l] == 0 || one[l] == 0 {
				dates[l] = max(dates[l], one[l])
				continue
			}
			dates[l] = join(dates[l], one[l])
		}
	}
	return dates
}
