package gantt

import (
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// leastBar is the width of the shortest bar.
const leastBar = 3.0

// shape is where a row's bar and the text beside it stand.
type shape struct {
	drawn          bool    // there is a bar
	x1, x2         float64 // its sides
	done           float64 // how far the progress reaches
	label          string  // beside it, "" for none
	full           string  // the whole label where it was cut
	labelX1, textW float64
	labelled       bool
}

// shapes finds the bars and places the labels: to the right where they fit,
// else to the left, else cut to the room at the right.
func (l *layout) shapes() []shape {
	all := make([]shape, len(l.Rows))
	for i := range l.Rows {
		s := &all[i]
		l.sides(s, &l.Rows[i])
		if s.drawn {
			l.place(s, &l.Rows[i])
		}
	}
	return all
}

// sides finds the sides of a row's bar. With one date only, the bar is as
// short as can be and stands there.
func (l *layout) sides(s *shape, r *Row) {
	start, finish := r.Start, r.Finish
	if r.Kind == Milestone && known(finish) {
		start = finish
	}
	if !known(start) {
		start = finish
	}
	if !known(finish) || finish < start {
		finish = start
	}
	if s.drawn = known(start) && l.shown(start, finish); !s.drawn {
		return
	}
	if r.Kind == Milestone {
		x := min(max(l.x(start), l.left+diamond+1), l.right-diamond-1)
		s.x1, s.x2 = x-diamond, x+diamond
		return
	}
	start, finish = l.barStart(start), l.barFinish(finish)
	s.x1, s.x2 = l.x(start), l.x(finish)
	if s.x2 < s.x1+leastBar {
		s.x1 = min(s.x1, l.right-leastBar)
		s.x2 = s.x1 + leastBar
	}
	share := calendar.DateTime(min(max(r.Percent, 0), 100))
	s.done = min(max(l.x(start+(finish-start)*share/100), s.x1), s.x2)
}

// label returns the text beside a bar: the resources, for a milestone its
// date.
func (l *layout) label(r *Row) string {
	if r.Kind != Milestone {
		return strings.Join(r.Resources, l.comma())
	}
	t := r.Finish
	if !known(t) {
		t = r.Start
	}
	if !known(t) {
		return ""
	}
	if l.exact {
		return l.when(t)
	}
	return l.format.LongDate(finding.Date(t.Date().String()))
}

func (l *layout) comma() string {
	if l.Lang == report.ZhCN {
		return "、"
	}
	return ", "
}

// leastLabel is the room below which a cut label is left out.
const leastLabel = 30.0

func (l *layout) place(s *shape, r *Row) {
	label := l.label(r)
	if label == "" {
		return
	}
	width := float64(report.TextWidth(label, labelSize) * fontSlack)
	from := l.pastMarks(s.x2+gutter, width, r)
	room := l.right - 6 - from
	left := s.x1 - gutter - width
	fitsLeft := left >= l.left+6
	switch {
	case width <= room && !(fitsLeft && l.marked(from, width, r) && !l.marked(left, width, r)):
		s.label, s.labelX1, s.textW = label, from, width
	case fitsLeft:
		s.label, s.labelX1, s.textW = label, left, width
	case room >= leastLabel:
		s.label, _ = report.ClipText(label, labelSize, room/fontSlack)
		s.full, s.labelX1, s.textW = label, from, room
	}
	s.labelled = s.label != ""
}

// markGap is the room between a label and the deadline or the data date.
const markGap = 7.0

// marksAt visits where the deadline of a row and the data date stand.
func (l *layout) marksAt(r *Row, visit func(x float64)) {
	for _, t := range [...]calendar.DateTime{r.Deadline, l.DataDate} {
		if known(t) && t >= l.begin && t <= l.end {
			visit(l.x(t))
		}
	}
}

// marked reports whether a deadline or the data date stands in a label.
func (l *layout) marked(x, width float64, r *Row) bool {
	found := false
	l.marksAt(r, func(mark float64) { found = found || mark > x-markGap && mark < x+width+markGap })
	return found
}

// pastMarks moves a label of a width that would begin at x past the deadline
// and the data date, where they would stand in it and are near.
func (l *layout) pastMarks(x, width float64, r *Row) float64 {
	const near = 60.0
	for range 2 {
		l.marksAt(r, func(mark float64) {
			if mark > x-markGap && mark < x+min(width, near)+markGap {
				x = mark + markGap
			}
		})
	}
	return x
}

func (l *layout) bars(c report.Canvas, shapes []shape) {
	var p report.Path
	for i := range l.Rows {
		r, s, y := &l.Rows[i], &shapes[i], l.rowTop(i)
		l.baseline(c, r, y)
		if !s.drawn {
			l.elsewhere(c, &p, r, y)
			continue
		}
		l.float(c, &p, r, s, y)
		switch title := l.barTitle(r); r.Kind {
		case Summary:
			bracket(c, &p, s, y, title)
		case Milestone:
			l.diamond(c, &p, r, s, y, title)
		case Phase:
			l.band(c, r, s, y, title)
		default:
			l.bar(c, r, s, y, title)
		}
		l.flags(c, &p, r, s, y)
	}
}

// elsewhere points to the side where a bar outside the days shown lies.
func (l *layout) elsewhere(c report.Canvas, p *report.Path, r *Row, y float64) {
	last := max(r.Start, r.Finish)
	if !known(last) {
		return
	}
	x, back := l.left+4, 5.0
	if last > l.end {
		x, back = l.right-4, -5.0
	}
	p.Reset(report.Style{Fill: report.InkBaseline, Title: l.barTitle(r)})
	p.Move(x, y+l.middle)
	p.Line(x+back, y+l.middle-4)
	p.Line(x+back, y+l.middle+4)
	p.Close()
	c.Path(p)
}

func (l *layout) bar(c report.Canvas, r *Row, s *shape, y float64, title string) {
	style := report.Style{Fill: report.InkTask, Stroke: report.InkTaskEdge, Width: 1, Title: title}
	done := report.InkTaskDone
	if r.Critical {
		style = report.Style{Fill: report.InkCritical, Stroke: report.InkCriticalEdge, Width: 1.6, Hatch: true, Title: title}
		done = report.InkCriticalDone
	}
	c.Rect(report.Rect{X: s.x1 + 0.5, Y: y + barTop + 0.5, W: max(s.x2-s.x1-1, 2), H: barHeight - 1, Radius: 2, Style: style})
	l.progress(c, r, s, y, done)
}

// progress is a dark strip through the middle of a bar.
func (l *layout) progress(c report.Canvas, r *Row, s *shape, y float64, ink report.Ink) {
	if r.Percent > 0 && s.x2-s.x1 >= 4 {
		c.Rect(report.Rect{X: s.x1 + 1, Y: y + barTop + 4, W: max(min(s.done, s.x2-1)-s.x1-1, 0), H: barHeight - 8, Style: report.Style{Fill: ink}})
	}
}

func (l *layout) band(c report.Canvas, r *Row, s *shape, y float64, title string) {
	style := report.Style{Fill: report.InkGridStrong, Stroke: report.InkSummary, Width: 1.4, Title: title}
	c.Rect(report.Rect{X: s.x1 + 0.7, Y: y + barTop + 1.7, W: max(s.x2-s.x1-1.4, 2), H: barHeight - 3.4, Style: style})
	l.progress(c, r, s, y, report.InkSummary)
}

// bracket is the bar of a summary: a beam with a point down at each end.
func bracket(c report.Canvas, p *report.Path, s *shape, y float64, title string) {
	tip := min((s.x2-s.x1)/2, 5)
	top := y + barTop + 1
	p.Reset(report.Style{Fill: report.InkSummary, Title: title})
	p.Move(s.x1, top)
	p.Line(s.x2, top)
	p.Line(s.x2, top+10)
	p.Line(s.x2-tip, top+5)
	p.Line(s.x1+tip, top+5)
	p.Line(s.x1, top+10)
	p.Close()
	c.Path(p)
}

func (l *layout) diamond(c report.Canvas, p *report.Path, r *Row, s *shape, y float64, title string) {
	style := report.Style{Fill: report.InkSummary, Stroke: report.InkSummary, Width: 1, Title: title}
	if r.Critical {
		style = report.Style{Fill: report.InkCritical, Stroke: report.InkCriticalEdge, Width: 1.6, Hatch: true, Title: title}
	}
	lozenge(p, (s.x1+s.x2)/2, y+l.middle, diamond, style)
	c.Path(p)
}

func lozenge(p *report.Path, x, y, half float64, style report.Style) {
	p.Reset(style)
	p.Move(x-half, y)
	p.Line(x, y-half)
	p.Line(x+half, y)
	p.Line(x, y+half)
	p.Close()
}

func (l *layout) baseline(c report.Canvas, r *Row, y float64) {
	start, finish := r.BaselineStart, r.BaselineFinish
	if !known(start) {
		start = finish
	}
	if !known(finish) || finish < start {
		finish = start
	}
	if !known(start) || !l.shown(start, finish) {
		return
	}
	title := l.fact("baseline", l.when(start)+" – "+l.when(finish))
	style := report.Style{Fill: report.InkBaseline, Title: title}
	if r.Kind == Milestone {
		var p report.Path
		x := min(max(l.x(finish), l.left+4), l.right-4)
		lozenge(&p, x, y+laneTop+laneHeight/2, 3.2, style)
		c.Path(&p)
		return
	}
	x1, x2 := l.x(l.barStart(start)), l.x(l.barFinish(finish))
	x1 = min(x1, l.right-leastBar)
	c.Rect(report.Rect{X: x1, Y: y + laneTop, W: max(x2-x1, leastBar), H: laneHeight, Style: style})
}

// float is a dotted line from the bar to the late finish.
func (l *layout) float(c report.Canvas, p *report.Path, r *Row, s *shape, y float64) {
	if !known(r.LateFinish) || !known(r.Finish) || r.LateFinish <= r.Finish || r.Kind == Summary || r.Kind == Phase {
		return
	}
	late := l.x(r.LateFinish)
	if r.Kind != Milestone {
		late = l.x(l.barFinish(r.LateFinish))
	}
	if late < s.x2+3 {
		return
	}
	lane := y + laneTop + laneHeight/2
	p.Reset(report.Style{Stroke: report.InkFloat, Width: 1.2, Dash: report.Dotted, Title: l.fact("late_finish", l.when(r.LateFinish))})
	p.Move(s.x2, lane)
	p.Line(late-0.6, lane)
	c.Path(p)
	p.Reset(report.Style{Stroke: report.InkFloat, Width: 1.2})
	p.Move(late-0.6, lane-3)
	p.Line(late-0.6, lane+3)
	c.Path(p)
}

// flags are the small marks above a bar: the deadline, and a pennant at the
// finish of what is late.
func (l *layout) flags(c report.Canvas, p *report.Path, r *Row, s *shape, y float64) {
	if known(r.Deadline) && l.shown(r.Deadline, r.Deadline) {
		x := min(max(l.x(l.barFinish(r.Deadline)), l.left+5), l.right-5)
		deadline(p, x, y, l.fact("deadline", l.when(r.Deadline)))
		c.Path(p)
	}
	if r.Late {
		pennant(p, min(s.x2, l.right-8), y, l.say.Label("late"))
		c.Path(p)
	}
}

func deadline(p *report.Path, x, y float64, title string) {
	p.Reset(report.Style{Fill: report.InkPaper, Stroke: report.InkBlock, Width: 1.3, Title: title})
	p.Move(x-4, y+0.8)
	p.Line(x+4, y+0.8)
	p.Line(x, y+6.3)
	p.Close()
}

func pennant(p *report.Path, x, y float64, title string) {
	p.Reset(report.Style{Fill: report.InkBlock, Title: title})
	p.Move(x-1, y+barTop)
	p.Line(x-1, y-1)
	p.Line(x+7, y+2)
	p.Line(x+0.4, y+4.6)
	p.Line(x+0.4, y+barTop)
	p.Close()
}

// barTitle says in full what a bar stands for.
func (l *layout) barTitle(r *Row) string {
	b := append(l.buf[:0], r.Name...)
	b = l.appendDates(b, r)
	if r.Kind != Milestone && (r.Percent > 0 || r.Done) {
		b = strconv.AppendInt(append(b, "; "...), int64(min(max(r.Percent, 0), 100)), 10)
		b = append(b, '%')
	}
	if r.Critical {
		b = append(append(b, "; "...), l.critical...)
	}
	for i, name := range r.Resources {
		before := "; "
		if i > 0 {
			before = l.comma()
		}
		b = append(append(b, before...), name...)
	}
	l.buf = b
	return string(b)
}

func (l *layout) appendDates(b []byte, r *Row) []byte {
	start, finish := known(r.Start), known(r.Finish)
	switch {
	case r.Kind == Milestone && finish:
		return appendWhen(append(b, "; "...), r.Finish)
	case start && finish:
		b = appendWhen(append(b, "; "...), r.Start)
		return appendWhen(append(b, " – "...), r.Finish)
	case start:
		return append(append(b, "; "...), l.fact("start", l.when(r.Start))...)
	case finish:
		return append(append(b, "; "...), l.fact("finish", l.when(r.Finish))...)
	}
	return b
}

func (l *layout) labels(c report.Canvas, shapes []shape) {
	for i := range shapes {
		s := &shapes[i]
		if s.labelled {
			c.Text(report.Text{X: s.labelX1, Y: l.rowTop(i) + l.middle + 3.8, Text: s.label, Size: labelSize, Ink: report.InkMuted, Title: s.full})
		}
	}
}

func (l *layout) dataDate(c report.Canvas) {
	if !known(l.DataDate) || l.DataDate < l.begin || l.DataDate > l.end {
		return
	}
	var p report.Path
	x := l.x(l.DataDate)
	p.Reset(report.Style{Stroke: report.InkDataDate, Width: 1.6, Dash: report.Dashed, Title: l.fact("data_date", l.when(l.DataDate))})
	p.Move(x, l.body)
	p.Line(x, l.bottom())
	c.Path(&p)
}

func (l *layout) bottom() float64 { return l.rowTop(max(len(l.Rows), 1)) }

// day returns the whole day that t lies in.
func day(t calendar.DateTime) (from, to calendar.DateTime) {
	from = t - calendar.DateTime(t.SecondOfDay())
	return from, from + daySeconds
}
