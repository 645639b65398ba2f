package reporttest

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/report"
)

// Op is one call that a canvas received: exactly one of its fields is set.
type Op struct {
	Rect *report.Rect
	Path *report.Path
	Text *report.Text
}

// Recorder is a canvas that keeps every call. The zero value is ready to use.
// It belongs to one goroutine; the caller owns Ops.
type Recorder struct {
	Ops []Op
}

// Rect keeps a rectangle.
func (r *Recorder) Rect(rect report.Rect) { r.Ops = append(r.Ops, Op{Rect: &rect}) }

// Path keeps a copy of a path.
func (r *Recorder) Path(p *report.Path) {
	r.Ops = append(r.Ops, Op{Path: &report.Path{Steps: slices.Clone(p.Steps), Style: p.Style}})
}

// Text keeps a text.
func (r *Recorder) Text(text report.Text) { r.Ops = append(r.Ops, Op{Text: &text}) }

// Rects returns the rectangles in the order they were drawn.
func (r *Recorder) Rects() []report.Rect {
	var rects []report.Rect
	for _, op := range r.Ops {
		if op.Rect != nil {
			rects = append(rects, *op.Rect)
		}
	}
	return rects
}

// Paths returns the paths in the order they were drawn.
func (r *Recorder) Paths() []report.Path {
	var paths []report.Path
	for _, op := range r.Ops {
		if op.Path != nil {
			paths = append(paths, *op.Path)
		}
	}
	return paths
}

// Texts returns the texts in the order they were drawn.
func (r *Recorder) Texts() []report.Text {
	var texts []report.Text
	for _, op := range r.Ops {
		if op.Text != nil {
			texts = append(texts, *op.Text)
		}
	}
	return texts
}

// String returns the calls one a line, for comparisons.
func (r *Recorder) String() string {
	var b strings.Builder
	for _, op := range r.Ops {
		switch {
		case op.Rect != nil:
			fmt.Fprintf(&b, "rect %+v\n", *op.Rect)
		case op.Path != nil:
			fmt.Fprintf(&b, "path %+v\n", *op.Path)
		case op.Text != nil:
			fmt.Fprintf(&b, "text %+v\n", *op.Text)
		}
	}
	return b.String()
}

// Box is a rectangle on a canvas by its corners.
type Box struct{ Left, Top, Right, Bottom float64 }

// Overlaps reports whether two boxes share more than their edges.
func (b Box) Overlaps(c Box) bool {
	return b.Left < c.Right && c.Left < b.Right && b.Top < c.Bottom && c.Top < b.Bottom
}

// Within reports whether b lies inside c, edges included, with a slack in
// pixels.
func (b Box) Within(c Box, slack float64) bool {
	return b.Left >= c.Left-slack && b.Top >= c.Top-slack && b.Right <= c.Right+slack && b.Bottom <= c.Bottom+slack
}

// Box returns the smallest box around the call, text by [report.TextWidth].
// Control points of curves count as corners.
func (o Op) Box() Box {
	switch {
	case o.Rect != nil:
		return Box{o.Rect.X, o.Rect.Y, o.Rect.X + o.Rect.W, o.Rect.Y + o.Rect.H}
	case o.Path != nil:
		return pathBox(o.Path)
	case o.Text != nil:
		return TextBox(*o.Text)
	}
	return Box{}
}

// TextBox returns the box that a text is estimated to fill.
func TextBox(t report.Text) Box {
	size := t.Size
	if size <= 0 {
		size = 12
	}
	width := report.TextWidth(t.Text, size)
	left := t.X
	switch t.Anchor {
	case report.AnchorMiddle:
		left -= width / 2
	case report.AnchorEnd:
		left -= width
	}
	return Box{left, t.Y - 0.8*size, left + width, t.Y + 0.2*size}
}

func pathBox(p *report.Path) Box {
	box := Box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	add := func(q report.Point) {
		box.Left, box.Right = min(box.Left, q.X), max(box.Right, q.X)
		box.Top, box.Bottom = min(box.Top, q.Y), max(box.Bottom, q.Y)
	}
	for _, s := range p.Steps {
		if s.Kind == report.CurveStep {
			add(s.C1)
			add(s.C2)
		}
		if s.Kind != report.CloseStep {
			add(s.To)
		}
	}
	return box
}
