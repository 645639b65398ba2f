package schedule

import "github.com/milepost-go/milepost/schedule/calendar"

// backward computes the late dates and the floats of every lane from the early
// dates.
func (k *kernel) backward(lengths [][Lanes]int32) {
	if k.lates == nil {
		k.lates, k.float, k.until = make([]lanes, k.lateRows), make([]lanes, len(lengths)), make([]lanes, len(k.axes))
	}
	last := k.lastOn()
	lates, steps := k.lates, k.back.steps
	for i := range k.ceilings {
		lates[k.ceilings[i].row] = last[k.ceilings[i].axis]
	}
	for i := range steps {
		s := &steps[i]
		x := &lengths[s.task]
		if !s.plain {
			d := &k.nodes[s.node]
			k.placeLate(d, x, &last[d.late.axis])
			k.joinLate(d)
			k.measure(d)
			continue
		}
		if s.carries.first < s.carries.end {
			k.carryOver(k.back.carries[s.carries.first:s.carries.end], lates)
		}
		if s.backs.first < s.backs.end {
			endedBy(&lates[spareRow], x, lates, k.back.pulls[s.backs.first:s.backs.end])
		}
		before(s, &k.float[s.task], x, &k.dates[s.worked], lates, k.back.pulls[s.pulls.first:s.pulls.end])
	}
}

// lastOn returns where late dates go back from, on every axis.
func (k *kernel) lastOn() []lanes {
	list := k.until
	list[clockAxis] = k.last
	if t := k.net.mustFinish; t != 0 {
		for l := range list[clockAxis] {
			list[clockAxis][l] = int32(k.axes[clockAxis].at(t))
		}
	}
	for i := 1; i < len(k.axes); i++ {
		for l := range list[i] {
			list[i][l] = int32(k.axes[i].at(k.axes[clockAxis].origin + calendar.DateTime(list[clockAxis][l])))
		}
	}
	return list
}

// placeLate computes the late dates of a node.
func (k *kernel) placeLate(d *node, x, last *lanes) {
	finish := *last
	if d.late.open {
		k.early(d, &finish)
	}
	if d.late.most != noWork {
		for l := range finish {
			finish[l] = min(finish[l], d.late.most)
		}
	}
	var start, span lanes
	for l := range start {
		start[l] = late
	}
	if d.late.span >= 0 {
		for l := range span {
			span[l] = d.late.span
		}
	} else {
		span = *x
	}
	bounded := k.lateLinks(d, &start, &finish)
	for i := range d.late.bounds {
		c := &d.late.bounds[i]
		if c.kind != StartNoLaterThan {
			break
		}
		bounded = true
		for l := range start {
			start[l] = min(start[l], c.at)
		}
	}
	if bounded {
		k.settleLate(d, &start)
		for l := range finish {
			finish[l] = min(finish[l], start[l]+span[l])
		}
	}
	for i := range d.late.bounds {
		d.late.bounds[i].applyLate(&finish, &span)
	}
	if d.late.deadline != noWork {
		for l := range finish {
			finish[l] = min(finish[l], d.late.deadline)
		}
	}
	for _, route := range d.late.evening {
		for l := range finish {
			finish[l] = k.via(route, finish[l])
		}
	}
	k.lates[d.late.finish] = finish
	k.startLate(d, x, &finish)
}

// early bounds a late finish by the early one.
func (k *kernel) early(d *node, finish *lanes) {
	row := k.dates[d.worked]
	if d.worked == d.finish && d.finishAxis != d.late.axis {
		for l := range row {
			t, _ := k.axes[d.finishAxis].moment(int64(row[l]), d.finishSide)
			row[l] = int32(k.axes[d.late.axis].at(t))
		}
	}
	for l := range finish {
		finish[l] = min(finish[l], row[l])
	}
}

// lateLinks lets the links out of a node bound its late dates, and reports
// whether any bounds the start.
func (k *kernel) lateLinks(d *node, start, finish *lanes) bool {
	bounded := false
	for i := d.firstOut; i < d.lastOut; i++ {
		h := &k.outof[i]
		row := k.lateRow(h.row)
		lag := h.lag
		if h.routed {
			row, lag = k.follow(h, row), 0
		}
		to := start
		if h.finish {
			to = finish
		} else {
			bounded = true
		}
		for l := 0; l < Lanes; l += 4 {
			to[l] = min(to[l], row[l]+lag)
			to[l+1] = min(to[l+1], row[l+1]+lag)
			to[l+2] = min(to[l+2], row[l+2]+lag)
			to[l+3] = min(to[l+3], row[l+3]+lag)
		}
	}
	return bounded
}

// lateRow returns a row of late dates or, for numbers below 0, one of early
// dates that are constant.
func (k *kernel) lateRow(row int32) *lanes {
	if row < 0 {
		return &k.dates[-1-row]
	}
	return &k.lates[row]
}

// settleLate moves a bound on the start to where the work can begin.
func (k *kernel) settleLate(d *node, start *lanes) {
	for _, route := range d.late.settle {
		if route >= 0 {
			for l := range start {
				start[l] = k.routes[route].of(start[l])
			}
		}
	}
}

// applyLate lets a constraint bound or set a late finish.
func (c *bound) applyLate(finish, span *lanes) {
	switch c.kind {
	case FinishNoLaterThan:
		for l := range finish {
			finish[l] = min(finish[l], c.at)
		}
	case startBefore:
		for l := range finish {
			finish[l] = min(finish[l], c.at+span[l])
		}
	case MustStartOn, MandatoryStart:
		for l := range finish {
			finish[l] = c.at + span[l]
		}
	case MustFinishOn, MandatoryFinish:
		for l := range finish {
			finish[l] = c.at
		}
	}
}

// startLate computes the late start from the late finish.
func (k *kernel) startLate(d *node, x, finish *lanes) {
	start := &k.lates[d.late.start]
	switch {
	case d.late.fixed:
		*start = *finish
		if d.late.toWork >= 0 {
			for l := range start {
				start[l] = k.routes[d.late.toWork].of(start[l])
			}
		}
		for l := range start {
			start[l] -= d.late.span
		}
	default:
		for l := 0; l < Lanes; l += 4 {
			start[l], start[l+1], start[l+2], start[l+3] = finish[l]-x[l], finish[l+1]-x[l+1], finish[l+2]-x[l+2], finish[l+3]-x[l+3]
		}
	}
}

// joinLate computes what links to the start of a delayed node join.
func (k *kernel) joinLate(d *node) {
	if d.late.joinRow < 0 || d.late.joinRow == d.late.start {
		return
	}
	start, join := &k.lates[d.late.start], &k.lates[d.late.joinRow]
	for l := range join {
		join[l] = k.via(d.late.join, start[l]) - d.delay
	}
}

// measure computes the total float of a node.
func (k *kernel) measure(d *node) {
	out := &k.float[d.task]
	if d.late.simple {
		late, early := &k.lates[d.late.finish], &k.dates[d.worked]
		for l := 0; l < Lanes; l += 4 {
			out[l], out[l+1], out[l+2], out[l+3] = late[l]-early[l], late[l+1]-early[l+1], late[l+2]-early[l+2], late[l+3]-early[l+3]
		}
	} else {
		k.measureApart(d, out)
	}
	if !d.pinned {
		return
	}
	start, placed := &k.dates[d.start], &k.dates[d.placed]
	for l := range out {
		if start[l] < placed[l] {
			out[l] = min(out[l], k.via(d.late.toFloat[0], start[l])-k.via(d.late.toPlaced, placed[l]))
		}
	}
}

// measureApart measures the float of a node whose dates lie on other axes.
func (k *kernel) measureApart(d *node, out *lanes) {
	r := &d.late.toFloat
	es, ls, ef, lf := &k.dates[d.start], &k.lates[d.late.start], &k.dates[d.finish], &k.lates[d.late.finish]
	for l := range out {
		start, finish := int32(0), k.via(r[3], lf[l])-k.via(r[2], ef[l])
		if d.kind != restNode {
			start = k.via(r[1], ls[l]) - k.via(r[0], es[l])
		}
		switch d.late.measure {
		case startFloat:
			out[l] = start
		case finishFloat:
			out[l] = finish
		default:
			out[l] = min(start, finish)
		}
	}
}

// via translates a number by a route, -1 being none.
func (k *kernel) via(route, x int32) int32 {
	if route < 0 {
		return x
	}
	return k.routes[route].of(x)
}
