package gantt

import (
	"github.com/milepost-go/milepost/report"
)

// Lengths of the parts of an arrow.
const (
	stub   = 5.0 // straight out of a bar
	entry  = 9.0 // straight into a bar, the head included
	head   = 5.0
	margin = 3.0 // of the column beside the chart's sides that no text reaches
	detour = 90.0
)

// router finds ways for links that cross no text beside a bar.
type router struct {
	*layout
	shapes []shape
	texts  *occupancy // texts only
	all    *occupancy // texts and bars, to go around bars where that is near
	path   report.Path
}

func (l *layout) links(c report.Canvas, shapes []shape) {
	if len(l.Links) == 0 {
		return
	}
	r := l.newRouter(shapes)
	index := make(map[string]int, len(l.Rows))
	for i := range l.Rows {
		if _, twice := index[l.Rows[i].ID]; !twice {
			index[l.Rows[i].ID] = i
		}
	}
	for i := range l.Links {
		k := &l.Links[i]
		from, okFrom := index[k.From]
		to, okTo := index[k.To]
		if okFrom && okTo && from != to && shapes[from].drawn && shapes[to].drawn {
			r.arrow(c, k, from, to)
		}
	}
}

func (l *layout) newRouter(shapes []shape) *router {
	r := &router{layout: l, shapes: shapes, texts: newOccupancy(l.left, l.right, len(shapes)), all: newOccupancy(l.left, l.right, len(shapes))}
	for i := range shapes {
		s := &shapes[i]
		if s.labelled {
			r.texts.take(i, s.labelX1, s.labelX1+s.textW)
			r.all.take(i, s.labelX1, s.labelX1+s.textW)
		}
		if s.drawn {
			r.all.take(i, s.x1, s.x2)
		}
	}
	r.texts.finish()
	r.all.finish()
	return r
}

// ends returns where a link leaves its first row and enters its second, and
// the directions there: 1 to the right, -1 to the left.
func (r *router) ends(k *Link, from, to int) (out, outDir, in, inDir float64) {
	out, outDir = r.shapes[from].x2, 1
	if k.Type == SS || k.Type == SF {
		out, outDir = r.shapes[from].x1, -1
	}
	in, inDir = r.shapes[to].x1, 1
	if k.Type == FF || k.Type == SF {
		in, inDir = r.shapes[to].x2, -1
	}
	return out, outDir, in, inDir
}

func (r *router) arrow(c report.Canvas, k *Link, from, to int) {
	style := report.Style{Stroke: report.InkLink, Width: 1.1, Title: k.From + " → " + k.To + " " + k.Type.String() + k.Lag}
	if r.Rows[from].Critical && r.Rows[to].Critical {
		style.Stroke, style.Width = report.InkCriticalEdge, 1.5
	}
	r.path.Reset(style)
	x, y, dx, dy := r.way(k, from, to)
	c.Path(&r.path)
	r.path.Reset(report.Style{Fill: style.Stroke})
	r.path.Move(x, y)
	r.path.Line(x-dx*head-dy*3.4, y-dy*head-dx*3.4)
	r.path.Line(x-dx*head+dy*3.4, y-dy*head+dx*3.4)
	r.path.Close()
	c.Path(&r.path)
}

// way draws the line of a link and returns the tip of its arrow and the
// direction it points in.
func (r *router) way(k *Link, from, to int) (x, y, dx, dy float64) {
	out, outDir, in, inDir := r.ends(k, from, to)
	yOut, yIn := r.rowTop(from)+r.middle, r.rowTop(to)+r.middle
	if k.Type == FS {
		if x, y, dy, ok := r.drop(from, to, out); ok {
			return x, y, 0, dy
		}
	}
	r.path.Move(out, yOut)
	if x, ok := r.elbow(from, to, out, outDir, in, inDir); ok {
		r.path.Line(x, yOut)
		r.path.Line(x, yIn)
	} else {
		r.channels(from, to, out+outDir*stub, in-inDir*entry)
	}
	r.path.Line(in-inDir*head, yIn)
	return in, yIn, inDir, 0
}

// drop looks for a way straight down, or up, into the beginning of the second
// bar: out of the side of the first, or out of its body where that lies above.
func (r *router) drop(from, to int, out float64) (x, y, dy float64, ok bool) {
	a := &r.shapes[from]
	x, slant := r.target(to, out)
	body := x >= a.x1+2 && x <= out-1
	if middle := (a.x1 + a.x2) / 2; r.Rows[from].Kind == Milestone {
		body = x > middle-1 && x < middle+1 // out of its tip
	}
	if !body && x < out+2 || !r.clear(from, out, x) || !r.open(min(from, to)+1, max(from, to), x, r.all) {
		return 0, 0, 0, false
	}
	y, dy = r.barTop(to)+slant, 1.0
	if to < from {
		y, dy = r.barBottom(to)-slant, -1
	}
	switch {
	case body && dy > 0:
		r.path.Move(x, r.barBottom(from))
	case body:
		r.path.Move(x, r.barTop(from))
	default:
		r.path.Move(out, r.rowTop(from)+r.middle)
		r.path.Line(x, r.rowTop(from)+r.middle)
	}
	r.path.Line(x, y-dy*head)
	return x, y, dy, true
}

// target returns where an upright line meets the beginning of a bar: a little
// aside where it would run along the end of the bar it comes from. slant is how
// much lower the side of a diamond lies there than its tip.
func (r *router) target(to int, out float64) (x, slant float64) {
	s := &r.shapes[to]
	milestone := r.Rows[to].Kind == Milestone
	x = min(s.x1+4, (s.x1+s.x2)/2)
	if milestone {
		x = (s.x1 + s.x2) / 2
	}
	switch beside := x > out-1 && x < out+2; {
	case beside && milestone:
		return out - 1.5, x - out + 1.5
	case beside && out+2 < s.x2-0.5:
		return out + 2, 0
	}
	return x, 0
}

// barTop and barBottom return where an upright line meets the bar of a row.
func (r *router) barTop(i int) float64 {
	if r.Rows[i].Kind == Milestone {
		return r.rowTop(i) + r.middle - diamond
	}
	return r.rowTop(i) + barTop
}

func (r *router) barBottom(i int) float64 {
	switch r.Rows[i].Kind {
	case Milestone:
		return r.rowTop(i) + r.middle + diamond
	case Summary:
		return r.rowTop(i) + barTop + 6
	}
	return r.rowTop(i) + barTop + barHeight
}

// elbow looks for one upright line that leads from row to row.
func (r *router) elbow(from, to int, out, outDir, in, inDir float64) (float64, bool) {
	near, far := out+outDir*stub, in-inDir*entry
	lo, hi := min(from, to)+1, max(from, to)
	for _, x := range [...]float64{near, far} {
		forward := (x-out)*outDir >= stub-0.01 && (in-x)*inDir >= entry-0.01
		if forward && r.inside(x) && r.clear(from, out, x) && r.clear(to, x, in) && r.open(lo, hi, x, r.all) {
			return x, true
		}
	}
	return 0, false
}

func (r *router) inside(x float64) bool { return x >= r.left+1 && x <= r.right-1 }

// clear reports whether no text of a row stands between two places.
func (r *router) clear(row int, a, b float64) bool {
	s := &r.shapes[row]
	return !s.labelled || max(a, b) < s.labelX1-1 || min(a, b) > s.labelX1+s.textW+1
}

// open reports whether the column at x is free in the rows from lo to hi, hi
// not included.
func (r *router) open(lo, hi int, x float64, o *occupancy) bool {
	if lo >= hi {
		return true
	}
	o.between(lo, hi)
	return o.free(x)
}

// channels leads along the lines between rows, where no text is, and crosses
// the rows between in a column that is free of text.
func (r *router) channels(from, to int, near, far float64) {
	near, far = r.within(near), r.within(far)
	yOut, yIn := r.rowTop(from+1), r.rowTop(to)
	if to < from {
		yOut, yIn = r.rowTop(from), r.rowTop(to+1)
	}
	r.path.Line(near, r.rowTop(from)+r.middle)
	r.path.Line(near, yOut)
	if yOut != yIn {
		x := r.column(min(from, to)+1, max(from, to), near, far)
		r.path.Line(x, yOut)
		r.path.Line(x, yIn)
	}
	r.path.Line(far, yIn)
	r.path.Line(far, r.rowTop(to)+r.middle)
}

func (r *router) within(x float64) float64 { return min(max(x, r.left+1), r.right-1) }

// column returns where to cross the rows from lo to hi: near the ends and
// around bars if possible, in any case where no text is.
func (r *router) column(lo, hi int, near, far float64) float64 {
	for _, o := range [...]*occupancy{r.all, r.texts} {
		o.between(lo, hi)
		for _, x := range [...]float64{far, near} {
			if o.free(x) {
				return x
			}
		}
		if x, ok := o.nearest(far, detour); ok && r.inside(x) {
			return x
		}
	}
	if x, ok := r.texts.nearest(far, r.width); ok && r.inside(x) {
		return x
	}
	if far-r.left < r.right-far {
		return r.left + margin
	}
	return r.right - margin
}
