package chart

import "github.com/milepost-go/milepost/report"

// outer places what stands beside the lanes: strips, the frame, and the boxes
// at its side.
func (l *layout) outer() {
	if len(l.boxes) == 0 && len(l.aside)+len(l.beside) == 0 {
		l.width, l.height = 2*margin+minBox, 2*margin+titleRoom
		return
	}
	right, low := l.strips()
	l.frame = report.Rect{X: l.laneEdge[0] - framePad, Radius: 8}
	l.frame.W = right + framePad - l.frame.X
	top := margin + 26
	if !l.Bare {
		top += titleRoom
	}
	l.frame.Y, l.frame.H = top, max(low, top)-top
	l.halted(right + framePad)
}

// strips places the states beside, each in a column of its own, and returns
// where the inside ends on the right and at the bottom.
func (l *layout) strips() (right, low float64) {
	right = l.laneEdge[1]
	for i := range l.inside {
		low = max(low, l.boxes[i].bottom()+framePad)
	}
	for _, b := range l.beside {
		first, last := l.reachOf(b)
		b.x = right + 14
		b.y = first
		b.h = max(b.h, last-first)
		right = b.x + b.w
		low = max(low, b.bottom()+framePad)
	}
	return right, low
}

// reachOf returns from where to where a strip runs.
func (l *layout) reachOf(b *box) (top, bottom float64) {
	found := false
	for i, o := range l.boxes[:l.inside] {
		for _, id := range b.With {
			if id != l.boxes[i].ID {
				continue
			}
			if !found {
				top, found = o.y, true
			}
			bottom = o.bottom()
		}
	}
	if !found {
		top = margin + titleRoom + framePad + 26
	}
	return top, bottom
}

// halted places the boxes at the side of the frame, high enough for the
// transitions between it and them.
func (l *layout) halted(right float64) {
	wide := 60.0
	for _, w := range l.halts {
		wide = max(wide, w.label.w+36)
	}
	y := l.frame.Y + 24
	for _, b := range l.aside {
		b.x, b.y = right+wide, y
		h := 12.0
		for _, w := range l.haltsOf(b) {
			w.label.x, w.label.y = right+18, b.y+h
			h += w.label.h + 16
		}
		b.h = max(b.h, h)
		y = b.bottom() + minGap
		l.width = max(l.width, b.x+b.w)
		l.height = max(l.height, b.bottom())
	}
	l.width = max(l.width, right)
}

// haltsOf returns the transitions between the frame and a box at its side.
func (l *layout) haltsOf(b *box) []*way {
	var list []*way
	for _, w := range l.halts {
		if w.To == b.ID || w.To == "" && w.Transition.From[0] == b.ID {
			list = append(list, w)
		}
	}
	return list
}

// shift moves everything so that it begins at the margin, and sets the size.
func (l *layout) shift() {
	if len(l.boxes)+len(l.aside)+len(l.beside) == 0 {
		return
	}
	by := margin - l.frame.X
	l.frame.X += by
	for _, list := range [][]*box{l.boxes, l.aside, l.beside} {
		for _, b := range list {
			b.x += by
			l.width = max(l.width, b.x+b.w-by)
			l.height = max(l.height, b.bottom())
		}
	}
	for _, list := range [][]*way{l.lanes, l.halts} {
		for _, w := range list {
			w.x += by
			w.label.x += by
			l.height = max(l.height, w.label.y+w.label.h)
		}
	}
	if l.framed {
		l.height = max(l.height, l.frame.Y+l.frame.H)
	}
	l.width = max(l.width, l.laneEdge[1]) + by + margin
	title, _ := report.ClipText(l.title(), 15, 2000)
	l.width = max(l.width, report.TextWidth(title, 15)*17/16+2*margin)
	l.height += margin
	if l.skipped > 0 {
		l.height += lineRoom
	}
}
