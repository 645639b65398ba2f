package chart

import (
	"cmp"
	"slices"
)

// span returns the first and the last box that a lane passes.
func (w *way) span() (first, last int) {
	return min(slices.Min(w.from), w.to), max(slices.Max(w.from), w.to)
}

// clashes reports whether two lanes would cover each other in one line. Lanes
// may meet at a box: the ends of the upper one are above those of the lower.
func (w *way) clashes(o *way) bool {
	a1, a2 := w.span()
	b1, b2 := o.span()
	if a1 == a2 || b1 == b2 {
		return a1 <= b2 && b1 <= a2
	}
	return a1 < b2 && b1 < a2
}

// assign gives each lane at one side the innermost line that is free, the
// shortest first.
func (l *layout) assign(left bool) {
	side := l.side(left)
	slices.SortStableFunc(side, func(a, b *way) int {
		a1, a2 := a.span()
		b1, b2 := b.span()
		return cmp.Compare(a2-a1, b2-b1)
	})
	for i, w := range side {
		for slices.ContainsFunc(side[:i], func(o *way) bool { return o.lane == w.lane && w.clashes(o) }) {
			w.lane++
		}
	}
}

// side returns the lanes at one side.
func (l *layout) side(left bool) []*way {
	var list []*way
	for _, w := range l.lanes {
		if w.left == left {
			list = append(list, w)
		}
	}
	return list
}

// across gives each lane its place from left to right. Box columns begin at 0;
// the whole is shifted later.
func (l *layout) across() {
	if len(l.boxes) == 0 {
		return
	}
	l.laneEdge = [2]float64{0, l.boxes[0].w}
	for _, w := range l.straight {
		if w != nil {
			l.laneEdge[1] = max(l.laneEdge[1], l.boxes[0].middle()+8+w.label.w)
		}
	}
	for i, w := range l.fromFrame {
		l.laneEdge[0] = min(l.laneEdge[0], l.frameX(i)-8-w.label.w)
	}
	for k, left := range [2]bool{true, false} {
		sign := float64(2*k - 1)
		side := l.side(left)
		x := l.laneEdge[k] + sign*laneGap
		for lane := range len(side) {
			wide, used := strip, false
			for _, w := range side {
				if w.lane == lane {
					w.x, used = x, true
					wide = max(wide, w.label.w+laneGap)
				}
			}
			if used {
				x += sign * wide
				l.laneEdge[k] = x
			}
		}
	}
}

// frameX returns where the transition with that number leads down from the frame.
func (l *layout) frameX(i int) float64 {
	return l.boxes[0].x + l.boxes[0].w*0.3 - 12*float64(i)
}

// ports spreads the ends of lanes over the sides of the boxes so that lanes of
// one side do not cross where they leave.
func (l *layout) ports() {
	for _, w := range l.lanes {
		first, last := w.span()
		for _, p := range w.from {
			l.meet(w, p, p == last || p > w.to && p != first)
		}
		l.meet(w, w.to, w.to == last && first != last)
	}
	for _, b := range l.boxes {
		spread(b, b.left)
		spread(b, b.right)
	}
}

func (l *layout) meet(w *way, position int, up bool) {
	b := l.boxes[position]
	e := &end{way: w, at: b, up: up}
	w.ends = append(w.ends, e)
	if w.left {
		b.left = append(b.left, e)
	} else {
		b.right = append(b.right, e)
	}
}

// spread puts the ends that go up above those that go down; of those that go
// up the innermost first, of those that go down the outermost.
func spread(b *box, ends []*end) {
	slices.SortStableFunc(ends, func(x, y *end) int {
		switch {
		case x.up != y.up:
			if x.up {
				return -1
			}
			return 1
		case x.up:
			return cmp.Compare(x.lane, y.lane)
		}
		return cmp.Compare(y.lane, x.lane)
	})
	for i, e := range ends {
		e.y = b.y + b.h*float64(i+1)/float64(len(ends)+1)
	}
}

// labels puts the label of each lane beside it, as near to its middle as no
// line of an outer lane or label in the same strip is in the way.
func (l *layout) labels() {
	var done []*way
	for _, w := range l.lanes {
		top, bottom := w.reach()
		w.label.end = w.left
		w.label.x = w.x + 6
		if w.left {
			w.label.x = w.x - 6
		}
		want := (top + bottom - w.label.h) / 2
		w.label.y = want
		for step := 1.0; l.covered(w, done) && step < 200; step++ {
			w.label.y = want + 4*step
			if l.covered(w, done) {
				w.label.y = want - 4*step
			}
		}
		done = append(done, w)
	}
}

// reach returns the highest and the lowest end of a lane.
func (w *way) reach() (top, bottom float64) {
	top, bottom = w.ends[0].y, w.ends[0].y
	for _, e := range w.ends {
		top, bottom = min(top, e.y), max(bottom, e.y)
	}
	return top, bottom
}

// covered reports whether a line of an outer lane, or a label that is placed,
// runs through the label of the lane.
func (l *layout) covered(w *way, done []*way) bool {
	top, bottom := w.label.y-2, w.label.y+w.label.h+2
	for _, o := range l.lanes {
		if o.left != w.left || o.lane <= w.lane {
			continue
		}
		for _, e := range o.ends {
			if e.y > top && e.y < bottom {
				return true
			}
		}
	}
	return slices.ContainsFunc(done, func(o *way) bool {
		return o != w && o.left == w.left && o.lane == w.lane && o.label.y < bottom && o.label.y+o.label.h > top
	})
}
