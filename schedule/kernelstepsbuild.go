package schedule

import "slices"

// aheadStep compiles what the way forward does for a node.
func (b *kernelBuilder) aheadStep(d *node) {
	s := step{task: d.task, node: int32(len(b.k.nodes)), start: d.start, finish: d.worked}
	switch {
	case d.kind == fixedNode:
		return
	case !d.plain():
		b.ahead.steps = append(b.ahead.steps, s)
		return
	}
	b.ahead.open(s)
	if d.base != early {
		b.ahead.at(d.base, true)
	}
	if d.least != early {
		b.ahead.at(d.least, false)
	}
	for _, c := range d.bounds {
		b.ahead.at(c.at, c.kind == StartNoEarlierThan)
	}
	for i := d.firstIn; i < d.lastIn; i++ {
		h := &b.k.into[i]
		b.ahead.link(h, !h.finish)
	}
	b.ahead.close()
}

// plain reports whether a step can say all that decides the early dates of a
// node: that none are later than others.
func (d *node) plain() bool {
	return d.kind != restNode && d.placed < 0 && d.delay == 0 && !slices.ContainsFunc(d.bounds, func(c bound) bool {
		return c.kind != StartNoEarlierThan && c.kind != FinishNoEarlierThan
	})
}

// backStep compiles what the way back does for a node.
func (b *kernelBuilder) backStep(d *node) {
	n := &d.late
	if n.none {
		return
	}
	s := step{task: d.task, node: b.k.nodeOf[d.task], start: n.start, finish: n.finish, worked: d.worked}
	out := b.k.outof[d.firstOut:d.lastOut]
	if n.plain = d.plainBack(out); !n.plain {
		b.back.steps = append(b.back.steps, s)
		return
	}
	b.back.open(s)
	if !slices.ContainsFunc(out, func(h hop) bool { return b.below(&h, n.axis) }) {
		b.back.add(pull{row: b.ceiling(n.axis)}, true)
	}
	for _, date := range [...]int32{n.most, n.deadline} {
		if date != noWork {
			b.back.at(date, true)
		}
	}
	for _, c := range n.bounds {
		b.back.at(c.at, c.kind == FinishNoLaterThan)
	}
	for i := range out {
		b.back.link(&out[i], out[i].finish)
	}
	b.back.close()
}

// plainBack reports whether a step can say all that decides the late dates of a
// node, and its float.
func (d *node) plainBack(out []hop) bool {
	n, none := &d.late, [2]int32{-1, -1}
	return n.simple && n.span < 0 && n.joinRow == n.start && n.settle == none && n.evening == none && !n.open && !d.pinned &&
		!slices.ContainsFunc(n.bounds, func(c bound) bool {
			return c.kind != StartNoLaterThan && c.kind != FinishNoLaterThan && c.kind != startBefore
		}) && !slices.ContainsFunc(out, func(h hop) bool { return h.row < 0 })
}

// below reports whether a hop keeps a finish below where late dates on the axis
// go back from, as it keeps the dates it leads from.
func (b *kernelBuilder) below(h *hop, axis int32) bool {
	return h.finish && !h.routed && h.lag <= 0 && b.capped[h.row] == axis+1
}

// ceiling returns the row that holds where late dates on an axis go back from.
func (b *kernelBuilder) ceiling(axis int32) int32 {
	for _, c := range b.k.ceilings {
		if c.axis == axis {
			return c.row
		}
	}
	row := b.lateRow()
	b.k.ceilings = append(b.k.ceilings, ceiling{row, axis})
	return row
}
