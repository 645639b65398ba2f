package gantt

import (
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// ground paints the page.
func (l *layout) ground(c report.Canvas) {
	c.Rect(report.Rect{W: l.width, H: l.height, Style: report.Style{Fill: report.InkPaper}})
}

// steps visits the steps of the axis that are in the drawing, with their sides.
func (l *layout) steps(u unit, visit func(begin calendar.DateTime, x1, x2 float64)) {
	last := l.moment(l.right)
	for t := u.floor(l.moment(l.left)); known(t) && t <= last; {
		next := u.next(t)
		x2 := l.right
		if known(next) {
			x2 = l.x(next)
		}
		visit(t, l.x(t), x2)
		t = next
	}
}

// shade paints the time off: whole days, with an axis of hours every hour off.
func (l *layout) shade(c report.Canvas) {
	if l.Calendar == nil || l.unit.kind > weeks {
		return
	}
	from, to := calendar.DateTime(0), calendar.DateTime(0)
	paint := func() {
		if x1, x2 := l.x(from), l.x(to); x2 > x1 {
			c.Rect(report.Rect{X: x1, Y: l.body, W: x2 - x1, H: l.bottom() - l.body, Style: report.Style{Fill: report.InkShade}})
		}
	}
	l.timeOff(func(a, b calendar.DateTime) {
		if a > to {
			paint()
			from = a
		}
		to = b
	})
	paint()
}

// timeOff visits the stretches without work that are in the drawing, in order.
func (l *layout) timeOff(visit func(from, to calendar.DateTime)) {
	last := l.moment(l.right)
	for t := l.moment(l.left); known(t) && t <= last; {
		from, to := day(t)
		if l.unit.kind == hours {
			l.hoursOff(from, to, visit)
		} else if l.Calendar.Between(from, to) == 0 {
			visit(from, to)
		}
		t = to
	}
}

func (l *layout) hoursOff(from, to calendar.DateTime, visit func(from, to calendar.DateTime)) {
	at := from
	for _, r := range l.Calendar.Ranges(from.Date()) {
		if start := from + calendar.DateTime(r.Start/calendar.Second); start > at {
			visit(at, start)
		}
		at = from + calendar.DateTime(r.Finish/calendar.Second)
	}
	if at < to {
		visit(at, to)
	}
}

// grid draws the lines of the axis through the rows.
func (l *layout) grid(c report.Canvas) {
	var p report.Path
	p.Reset(report.Style{Stroke: report.InkGrid})
	l.steps(l.unit, func(_ calendar.DateTime, x, _ float64) { l.upright(&p, x, l.body) })
	if len(p.Steps) > 0 {
		c.Path(&p)
	}
	p.Reset(report.Style{Stroke: report.InkGridStrong})
	if l.unit.kind != years {
		l.steps(unit{kind: l.unit.major, step: 1}, func(_ calendar.DateTime, x, _ float64) { l.upright(&p, x, l.body) })
	}
	if len(p.Steps) > 0 {
		c.Path(&p)
	}
}

// upright adds a line down to the last row, unless it is the side of the chart.
func (l *layout) upright(p *report.Path, x, top float64) {
	if x > l.left+1 && x < l.right-1 {
		p.Move(x, top)
		p.Line(x, l.bottom())
	}
}

// header draws the title and the two lines of the axis.
func (l *layout) header(c report.Canvas) {
	if !l.Bare {
		title, cut := report.ClipText(l.title(), 15, (l.width-16)/boldFactor)
		full := ""
		if cut {
			full = l.title()
		}
		c.Text(report.Text{X: 8, Y: 20, Text: title, Title: full, Size: 15, Bold: true})
	}
	c.Rect(report.Rect{X: 0.5, Y: l.top + 0.5, W: l.width - 1, H: axisHeight, Style: report.Style{Fill: report.InkPanel, Stroke: report.InkGridStrong}})
	l.columnNames(c)
	if !l.timed {
		return
	}
	if l.unit.kind != years {
		l.steps(unit{kind: l.unit.major, step: 1}, func(t calendar.DateTime, x1, x2 float64) { l.majorStep(c, t, x1, x2) })
	}
	l.steps(l.unit, func(t calendar.DateTime, x1, x2 float64) { l.minorStep(c, t, x1, x2) })
}

func (l *layout) majorStep(c report.Canvas, t calendar.DateTime, x1, x2 float64) {
	var p report.Path
	p.Reset(report.Style{Stroke: report.InkGridStrong})
	p.Move(max(x1, l.left), l.top+0.5)
	p.Line(max(x1, l.left), l.body)
	c.Path(&p)
	label := majorLabel(l.unit.major, l.format, t)
	if report.TextWidth(label, labelSize)*boldFactor+8 <= x2-x1 {
		c.Text(report.Text{X: x1 + 5, Y: l.top + 14, Text: label, Size: labelSize, Bold: true})
	}
}

func (l *layout) minorStep(c report.Canvas, t calendar.DateTime, x1, x2 float64) {
	var p report.Path
	top, base := l.top+axisHeight/2, l.top+axisHeight/2+14
	if l.unit.kind == years {
		top, base = l.top+0.5, l.top+axisHeight/2+4
	}
	p.Reset(report.Style{Stroke: report.InkGridStrong, Width: 0.7})
	p.Move(x1, top)
	p.Line(x1, l.body)
	c.Path(&p)
	label := l.unit.label(l.format, t)
	if report.TextWidth(label, labelSize)+3 <= x2-x1 {
		c.Text(report.Text{X: (x1 + x2) / 2, Y: base, Text: label, Size: labelSize, Anchor: report.AnchorMiddle, Ink: report.InkMuted})
	}
}
