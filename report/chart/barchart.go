package chart

import (
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// BarChart shows values side by side as bars from nought, each with its target
// where it has one, or, as a waterfall, as steps that lead to their sum. It is a
// [report.Figure]; drawing changes nothing, so several goroutines may draw one.
// The slices stay the caller's.
type BarChart struct {
	Name  string // what references call it; "" means "bars"
	Title string // one line; "" takes the title of the axis
	Lang  report.Lang
	Axis  report.Column // what the values are and how they are shown
	Bars  []Bar         // from the top down
	// Waterfall begins each bar where the one before it ended and adds a last one
	// that reaches from nought to the sum of all. Targets are not drawn then.
	Waterfall bool
	// Up and Down say in the legend of a waterfall what steps of either direction
	// mean; "" leaves the direction out of it.
	Up, Down string
	Width    float64 // in pixels; 0 means 720, less than 320 counts as that
	Bare     bool    // without the title, for pages that have it above
}

// Bar is one value of a [BarChart]. One that is zero or unknown, or no number, is
// said to be and is no step of a waterfall.
type Bar struct {
	Name          string
	Value, Target finding.Value
}

// MaxBars is how many bars of a [BarChart] are drawn; a line says how many more
// there are. A waterfall draws those that are too many as one step, so that it
// still leads to the sum. The table has all of them.
const MaxBars = 40

var _ report.Figure = (*BarChart)(nil)

// Sum returns the exact sum of the values that are known; the zero value without
// any, unknown where their units differ.
func (d *BarChart) Sum() finding.Value { return sumOf(d.Bars) }

func sumOf(bars []Bar) finding.Value {
	values := make([]finding.Value, len(bars))
	for i := range bars {
		values[i] = bars[i].Value
	}
	return total(values...)
}

// Table returns a row a bar: its name and value and, where any bar has one, its
// target. Below a waterfall stands the sum.
func (d *BarChart) Table() *report.Table {
	w := phrase.In(d.Lang)
	value, target := d.Axis, d.Axis
	value.Name, value.Title = "value", or(d.Axis.Title, w.Label("value"))
	target.Name, target.Title = "target", w.Label("target")
	t := &report.Table{Name: d.name(), Title: d.title(), Columns: []report.Column{w.Column("item", report.TypeText), value}}
	if d.hasTargets() {
		t.Columns = append(t.Columns, target)
	}
	for _, b := range d.Bars {
		cells := []finding.Value{finding.Text(plain(b.Name)), b.Value}
		if d.hasTargets() {
			cells = append(cells, b.Target)
		}
		t.Rows = append(t.Rows, report.Row{Cells: cells})
	}
	if d.Waterfall {
		t.Footer = []report.Row{{Strong: true, Cells: []finding.Value{finding.Text(w.Label("total")), d.Sum()}}}
	}
	return t
}

func (d *BarChart) hasTargets() bool {
	for i := range d.Bars {
		if !d.Waterfall && !d.Bars[i].Target.IsZero() {
			return true
		}
	}
	return false
}

// Frame returns the size, title and description.
func (d *BarChart) Frame() report.Frame {
	p := newBars(d)
	return report.Frame{Width: p.width, Height: p.height, Name: d.name(), Title: d.title(), Desc: d.desc(p)}
}

func (d *BarChart) name() string {
	if d.Name != "" {
		return d.Name
	}
	return "bars"
}

func (d *BarChart) title() string {
	return or(d.Title, d.Axis.Title, phrase.In(d.Lang).Label("value"))
}

// desc names the bars that are drawn, each with its value and target.
func (d *BarChart) desc(p *bars) string {
	var parts []string
	for i := range p.rows {
		b := &p.rows[i]
		parts = append(parts, b.name+colon(d.Lang)+p.text(b))
	}
	if p.more > 0 {
		parts = append(parts, phrase.In(d.Lang).Label("not_drawn")+colon(d.Lang)+strconv.Itoa(p.more))
	}
	return told(d.Lang, parts)
}
