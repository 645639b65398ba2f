package gantt

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// linesAtOnce bounds how many rows share one path.
const linesAtOnce = 500

// lines draws what lies between and behind rows.
func (l *layout) lines(c report.Canvas) {
	var p report.Path
	rule := report.Style{Stroke: report.InkGrid}
	p.Reset(rule)
	for i := range l.Rows {
		y := l.rowTop(i)
		if l.Rows[i].Kind == Phase {
			c.Rect(report.Rect{X: 0, Y: y, W: l.width, H: l.row, Style: report.Style{Fill: report.InkPanel}})
		}
		p.Move(0, y+l.row)
		p.Line(l.width, y+l.row)
		if len(p.Steps) >= 2*linesAtOnce {
			c.Path(&p)
			p.Reset(rule)
		}
	}
	if len(p.Steps) > 0 {
		c.Path(&p)
	}
}

func (l *layout) columnNames(c report.Canvas) {
	y := l.top + axisHeight/2 + 14
	c.Text(report.Text{X: l.idWidth - 6, Y: y, Text: l.say.Label("id"), Size: labelSize, Anchor: report.AnchorEnd, Ink: report.InkMuted})
	c.Text(report.Text{X: l.idWidth + 4, Y: y, Text: l.say.Label("name"), Size: labelSize, Bold: true})
}

// panel writes the list of names and the frame of the chart.
func (l *layout) panel(c report.Canvas) {
	for i := range l.Rows {
		l.nameRow(c, &l.Rows[i], l.rowTop(i))
	}
	if len(l.Rows) == 0 {
		c.Text(report.Text{X: l.idWidth + 4, Y: l.rowTop(0) + l.middle + 4, Text: l.say.Label("no_tasks"), Size: nameSize, Ink: report.InkMuted})
	}
	var p report.Path
	p.Reset(report.Style{Stroke: report.InkGridStrong})
	p.Move(l.left, l.top)
	p.Line(l.left, l.bottom())
	p.Line(0.5, l.bottom())
	p.Line(0.5, l.top)
	p.Move(l.left, l.bottom())
	p.Line(l.width-0.5, l.bottom())
	p.Line(l.width-0.5, l.top)
	c.Path(&p)
}

func (l *layout) nameRow(c report.Canvas, r *Row, y float64) {
	base := y + l.middle + 4
	if id, cut := report.ClipText(r.ID, labelSize, l.idWidth-12); id != "" {
		full := ""
		if cut {
			full = r.ID
		}
		c.Text(report.Text{X: l.idWidth - 6, Y: base, Text: id, Title: full, Size: labelSize, Anchor: report.AnchorEnd, Ink: report.InkMuted})
	}
	l.nameText(c, r, base)
	if l.marks > 0 {
		l.mark(c, r, y)
	}
}

func (l *layout) nameText(c report.Canvas, r *Row, base float64) {
	x := l.idWidth + 4 + indent(r)
	room := l.left - l.marks - 4 - x
	factor := fontSlack
	if r.bold() {
		factor *= boldFactor
	}
	name, cut := report.ClipText(r.Name, nameSize, max(room, 0)/factor)
	full := ""
	if cut {
		full = r.Name
	}
	c.Text(report.Text{X: x, Y: base, Text: name, Title: full, Size: nameSize, Bold: r.bold()})
}

// mark draws the state of a row at the right of its name: a finding, else a
// tick for what is done.
func (l *layout) mark(c report.Canvas, r *Row, y float64) {
	var p report.Path
	x, middle := l.left-l.marks, y+l.middle
	switch {
	case r.Marked:
		warning(&p, x, middle, r)
		c.Path(&p)
		c.Text(report.Text{X: x + 6, Y: middle + 4, Text: "!", Size: 8.5, Bold: true, Anchor: report.AnchorMiddle, Ink: severityInk(r.Severity), Title: r.Finding})
	case r.Done:
		tick(&p, x, middle, l.say.Label("done"))
		c.Path(&p)
	}
}

func tick(p *report.Path, x, y float64, title string) {
	p.Reset(report.Style{Stroke: report.InkGood, Width: 2, Title: title})
	p.Move(x+2, y)
	p.Line(x+5, y+3.5)
	p.Line(x+11, y-4)
}

func warning(p *report.Path, x, y float64, r *Row) {
	p.Reset(report.Style{Fill: report.InkPaper, Stroke: severityInk(r.Severity), Width: 1.2, Title: r.Finding})
	p.Move(x, y+5)
	p.Line(x+6, y-5.5)
	p.Line(x+12, y+5)
	p.Close()
}

func severityInk(s finding.Severity) report.Ink {
	switch s {
	case finding.Block:
		return report.InkBlock
	case finding.Warn:
		return report.InkWarn
	}
	return report.InkInfo
}
