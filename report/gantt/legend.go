package gantt

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// legendItem is one sign that is used in the chart and what it means.
type legendItem struct {
	word string
	sign func(c report.Canvas, p *report.Path, x, y float64)
	x    float64
	line int
}

const (
	signWidth  = 26.0
	legendLine = 20.0
)

// items finds the signs in use and sets them in lines.
func (l *layout) items() {
	used := l.used()
	x, line := 8.0, 0
	for _, item := range l.signs() {
		if !used[item.word] {
			continue
		}
		item.word = l.legendWord(item.word)
		width := signWidth + report.TextWidth(item.word, labelSize)*fontSlack + 16
		if x+width > l.width && x > 8 {
			x, line = 8, line+1
		}
		item.x, item.line = x, line
		l.legendItems = append(l.legendItems, item)
		x += width
	}
}

func (l *layout) legendWord(key string) string {
	if key == "data_date" {
		return l.fact("data_date", l.DataDate.Date().String())
	}
	return l.say.Label(key)
}

// used returns the words of the signs in the chart.
func (l *layout) used() map[string]bool {
	var kinds [Phase + 1]bool
	var plain, critical, progress, baseline, float, deadline, late, done, marked bool
	for i := range l.Rows {
		r := &l.Rows[i]
		kinds[min(r.Kind, Phase)] = true
		if r.Kind == Task {
			plain, critical, progress = plain || !r.Critical, critical || r.Critical, progress || r.Percent > 0
		}
		baseline = baseline || known(r.BaselineStart) || known(r.BaselineFinish)
		float = float || known(r.LateFinish) && r.LateFinish > r.Finish && !r.bold()
		deadline = deadline || known(r.Deadline)
		late, done, marked = late || r.Late, done || r.Done && !r.Marked, marked || r.Marked
	}
	return map[string]bool{
		"task": plain, "critical_task": critical, "progress": progress, "baseline": baseline, "float": float,
		"deadline": deadline, "late": late, "done": done, "finding": marked,
		Summary.String(): kinds[Summary], Milestone.String(): kinds[Milestone], Phase.String(): kinds[Phase],
		"nonworking_time": l.timed && l.Calendar != nil && l.unit.kind <= weeks,
		"data_date":       l.timed && known(l.DataDate),
	}
}

func (l *layout) legendHeight() float64 {
	if len(l.legendItems) == 0 {
		return 0
	}
	return float64(l.legendItems[len(l.legendItems)-1].line+1) * legendLine
}

func (l *layout) legend(c report.Canvas) {
	var p report.Path
	for _, item := range l.legendItems {
		y := l.legendTop + float64(item.line)*legendLine
		item.sign(c, &p, item.x, y-1)
		c.Text(report.Text{X: item.x + signWidth, Y: y + 14, Text: item.word, Size: labelSize, Ink: report.InkMuted})
	}
}

// signs returns every sign in the order of the legend. Each draws itself as
// rows do, in a box of 20 by 20 pixels.
func (l *layout) signs() []legendItem {
	place := func(x float64) *shape { return &shape{x1: x, x2: x + 20, done: x + 12} }
	bar := func(r Row) func(report.Canvas, *report.Path, float64, float64) {
		return func(c report.Canvas, _ *report.Path, x, y float64) { l.bar(c, &r, place(x), y, "") }
	}
	return []legendItem{
		{word: "task", sign: bar(Row{})},
		{word: "critical_task", sign: bar(Row{Critical: true})},
		{word: "progress", sign: bar(Row{Percent: 60})},
		{word: "summary_task", sign: func(c report.Canvas, p *report.Path, x, y float64) { bracket(c, p, place(x), y, "") }},
		{word: "phase", sign: func(c report.Canvas, _ *report.Path, x, y float64) { l.band(c, &Row{}, place(x), y, "") }},
		{word: "milestone", sign: func(c report.Canvas, p *report.Path, x, y float64) {
			lozenge(p, x+10, y+barTop+barHeight/2, diamond, report.Style{Fill: report.InkSummary})
			c.Path(p)
		}},
		{word: "baseline", sign: func(c report.Canvas, _ *report.Path, x, y float64) {
			c.Rect(report.Rect{X: x, Y: y + 9.5, W: 20, H: laneHeight, Style: report.Style{Fill: report.InkBaseline}})
		}},
		{word: "float", sign: stroke(report.Style{Stroke: report.InkFloat, Width: 1.2, Dash: report.Dotted}, 0, 11, 20, 11)},
		{word: "deadline", sign: func(c report.Canvas, p *report.Path, x, y float64) { deadline(p, x+10, y+8, ""); c.Path(p) }},
		{word: "late", sign: func(c report.Canvas, p *report.Path, x, y float64) { pennant(p, x+7, y+9, ""); c.Path(p) }},
		{word: "done", sign: func(c report.Canvas, p *report.Path, x, y float64) { tick(p, x+4, y+11, ""); c.Path(p) }},
		{word: "finding", sign: func(c report.Canvas, p *report.Path, x, y float64) {
			warning(p, x+4, y+11, &Row{Severity: finding.Warn})
			c.Path(p)
			c.Text(report.Text{X: x + 10, Y: y + 15, Text: "!", Size: 8.5, Bold: true, Anchor: report.AnchorMiddle, Ink: report.InkWarn})
		}},
		{word: "nonworking_time", sign: func(c report.Canvas, _ *report.Path, x, y float64) {
			c.Rect(report.Rect{X: x + 0.5, Y: y + 4.5, W: 19, H: 13, Style: report.Style{Fill: report.InkShade, Stroke: report.InkGridStrong}})
		}},
		{word: "data_date", sign: stroke(report.Style{Stroke: report.InkDataDate, Width: 1.6, Dash: report.Dashed}, 10, 2, 10, 20)},
	}
}

func stroke(style report.Style, x1, y1, x2, y2 float64) func(report.Canvas, *report.Path, float64, float64) {
	return func(c report.Canvas, p *report.Path, x, y float64) {
		p.Reset(style)
		p.Move(x+x1, y+y1)
		p.Line(x+x2, y+y2)
		c.Path(p)
	}
}
