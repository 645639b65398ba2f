package schedule

import "github.com/milepost-go/milepost/schedule/calendar"

// forward computes the early dates of every lane. It returns the number of a
// task that has a length outside its limits, or -1.
func (k *kernel) forward(lengths []lanes, longest []int32) int32 {
	wrong := int32(-1)
	dates, steps := k.dates, k.ahead.steps
	for i := range steps {
		s := &steps[i]
		x := &lengths[s.task]
		if !s.plain {
			if k.advance(&k.nodes[s.node], x, longest[s.task]) {
				wrong = s.task
			}
			continue
		}
		if s.carries.first < s.carries.end {
			k.carryOver(k.ahead.carries[s.carries.first:s.carries.end], dates)
		}
		if s.backs.first < s.backs.end {
			begunBy(&dates[spareRow], x, dates, k.ahead.pulls[s.backs.first:s.backs.end])
		}
		if after(&dates[s.start], &dates[s.finish], x, dates, k.ahead.pulls[s.pulls.first:s.pulls.end]) > uint32(longest[s.task]) {
			wrong = s.task
		}
		if s.shown {
			k.showPlain(&k.nodes[s.node])
		}
	}
	k.closeEnds()
	return wrong
}

// advance computes the dates of a node that is not plain, and reports whether
// a length is below 0 or above the longest.
func (k *kernel) advance(d *node, x *lanes, longest int32) bool {
	if d.kind == restNode {
		start := &k.far
		for l := range start {
			start[l] = d.base
		}
		return k.extend(start, x, &k.dates[d.finish], longest)
	}
	wrong := k.extend(k.place(d, x), x, &k.dates[d.worked], longest)
	if d.shown {
		k.show(d)
	}
	return wrong
}

// extend adds the lengths to the starts and reports whether one is below 0 or
// above the longest.
func (k *kernel) extend(start, x, finish *lanes, longest int32) bool {
	var signs int32
	for l := 0; l < Lanes; l += 4 {
		a, b, c, d := x[l], x[l+1], x[l+2], x[l+3]
		finish[l], finish[l+1], finish[l+2], finish[l+3] = start[l]+a, start[l+1]+b, start[l+2]+c, start[l+3]+d
		signs |= a | b | c | d | (longest - a) | (longest - b) | (longest - c) | (longest - d)
	}
	return signs < 0
}

// place computes the starts of a node from its links.
func (k *kernel) place(d *node, x *lanes) *lanes {
	start := &k.dates[d.start]
	for l := range start {
		start[l] = d.base
	}
	into := k.into[d.firstIn:d.lastIn]
	for i := range into {
		h := &into[i]
		row, lag := &k.dates[h.row], h.lag
		if h.routed {
			row, lag = k.follow(h, row), 0
		}
		if h.finish {
			for l := 0; l < Lanes; l += 4 {
				start[l] = max(start[l], row[l]+lag-x[l])
				start[l+1] = max(start[l+1], row[l+1]+lag-x[l+1])
				start[l+2] = max(start[l+2], row[l+2]+lag-x[l+2])
				start[l+3] = max(start[l+3], row[l+3]+lag-x[l+3])
			}
			continue
		}
		for l := 0; l < Lanes; l += 4 {
			start[l] = max(start[l], row[l]+lag)
			start[l+1] = max(start[l+1], row[l+1]+lag)
			start[l+2] = max(start[l+2], row[l+2]+lag)
			start[l+3] = max(start[l+3], row[l+3]+lag)
		}
	}
	if d.special {
		k.adjust(d, x, start)
	}
	return start
}

// adjust lets all but the links act on the start of a node.
func (k *kernel) adjust(d *node, x, start *lanes) {
	if d.least != early {
		for l := range start {
			start[l] = max(start[l], d.least-x[l])
		}
	}
	if d.delay != 0 {
		k.postpone(d, start)
	}
	if d.placed >= 0 {
		k.dates[d.placed] = *start
	}
	for i := range d.bounds {
		d.bounds[i].apply(start, x)
	}
}

// postpone adds the levelling delay of a node to its start.
func (k *kernel) postpone(d *node, e *lanes) {
	for l := range e {
		e[l] = k.via(d.detour[1], k.via(d.detour[0], e[l])+d.delay)
	}
}

// follow translates the dates that a hop leads from into the kernel's scratch
// row.
func (k *kernel) follow(h *hop, row *lanes) *lanes {
	out := &k.far
	*out = *row
	if h.first >= 0 {
		r := k.routes[h.first]
		for l := range out {
			out[l] = r.of(out[l])
		}
	}
	if h.lag != 0 {
		for l := range out {
			out[l] += h.lag
		}
	}
	if h.next >= 0 {
		r := k.routes[h.next]
		for l := range out {
			out[l] = r.of(out[l])
		}
	}
	return out
}

// apply lets a constraint move a start.
func (c *bound) apply(e, x *lanes) {
	switch c.kind {
	case StartNoEarlierThan:
		for l := range e {
			e[l] = max(e[l], c.at)
		}
	case StartNoLaterThan:
		for l := range e {
			e[l] = min(e[l], c.at)
		}
	case FinishNoEarlierThan:
		for l := range e {
			e[l] = max(e[l], c.at-x[l])
		}
	case FinishNoLaterThan:
		for l := range e {
			e[l] = min(e[l], c.at-x[l])
		}
	case MustStartOn, MandatoryStart:
		for l := range e {
			e[l] = c.at
		}
	case MustFinishOn, MandatoryFinish:
		for l := range e {
			e[l] = c.at - x[l]
		}
	}
}

// closeEnds computes the project finish on the clock.
func (k *kernel) closeEnds() {
	for l := range k.last {
		k.last[l] = early
	}
	for i := range k.ends {
		e := &k.ends[i]
		furthest(&k.latest, k.dates, e.pulls)
		row := &k.latest
		if e.route >= 0 {
			row = &k.far
			k.routes[e.route].row(&k.latest, 0, row)
		}
		for l, x := range row {
			k.last[l] = max(k.last[l], x)
		}
		for _, i := range e.raws {
			k.showLast(&k.nodes[i])
		}
	}
}

// showLast lets the finish that a raw node shows be the project's. It may be
// where no work on its axis ends later.
func (k *kernel) showLast(d *node) {
	worked, ends := &k.dates[d.worked], false
	for l := range worked {
		ends = ends || worked[l] == k.latest[l]
	}
	if !ends {
		return
	}
	if !d.shown {
		k.show(d)
	}
	finish := &k.dates[d.finish]
	for l := range finish {
		k.last[l] = max(k.last[l], finish[l])
	}
}

// finish returns the project finish of every lane.
func (k *kernel) finish() (dates [Lanes]calendar.DateTime) {
	for l := range dates {
		dates[l] = max(k.net.start, k.axes[clockAxis].origin+calendar.DateTime(k.last[l]))
	}
	return dates
}
