package chart

import (
	"math/big"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// LineChart shows how values move over dates, one line a series: reserves and
// exposure over time, or the chance to be done by a date. It is a
// [report.Figure]; drawing changes nothing, so several goroutines may draw one.
// The slices stay the caller's.
type LineChart struct {
	// Name is what references call it; "" means "lines".
	Name string
	// Title is one line; "" takes the title of the axis.
	Title string
	Lang  report.Lang // zero means English
	// Axis says what the values are and how they are shown: its title, type
	// and unit. Values of TypeMoney and TypeDuration bring units of their own.
	Axis report.Column
	// Dates are where the values stand, ascending. Those out of order are drawn
	// where they belong.
	Dates  []calendar.Date
	Series []Series
	// Width and Height are in pixels; 0 means 720 and 320. Less than 240 and
	// 160 counts as these; a legend of many lines makes it higher.
	Width, Height float64
	Bare          bool // without the title, for pages that have it above
}

// Series is one line of a [LineChart].
type Series struct {
	// Key names its column in the table, such as "reserve", unique in the
	// chart; "" takes "series_1" and so on.
	Key  string
	Name string // what readers see; "" shows the key
	// Values are those of the dates, one each. A zero or unknown value, and one
	// that is no number, leaves a gap.
	Values []finding.Value
	// Step holds each value until the next date instead of joining them: for
	// what changes at once, such as a reserve that is drawn on.
	Step bool
}

// MaxSeries is how many series are drawn; a line says how many more there are.
// The table has all of them.
const MaxSeries = 6

var _ report.Figure = (*LineChart)(nil)

// Frame returns the size, title and description.
func (d *LineChart) Frame() report.Frame {
	p := newPlot(d)
	return report.Frame{Width: p.width, Height: p.height, Name: d.name(), Title: d.title(), Desc: d.desc()}
}

func (d *LineChart) size() (width, height float64) {
	or := func(x, standard, least float64) float64 {
		if !(x > 0) || x > 1e5 {
			return standard
		}
		return max(x, least)
	}
	return or(d.Width, 720, 240), or(d.Height, 320, 160)
}

func (d *LineChart) name() string {
	if d.Name != "" {
		return d.Name
	}
	return "lines"
}

func (d *LineChart) title() string {
	if title := plain(d.Title); title != "" {
		return title
	}
	if title := plain(d.Axis.Title); title != "" {
		return title
	}
	return phrase.In(d.Lang).Label("lines")
}

// desc names the series and where they end.
func (d *LineChart) desc() string {
	var parts []string
	for i := range d.Series[:min(len(d.Series), MaxSeries)] {
		s := &d.Series[i]
		last := finding.Value{}
		for _, v := range s.Values {
			if _, ok := height(v); ok {
				last = v
			}
		}
		parts = append(parts, d.label(i)+": "+report.Format{Lang: d.Lang}.Cell(&d.Axis, last))
	}
	return strings.Join(parts, "; ")
}

// label returns the name of a series as it is shown.
func (d *LineChart) label(i int) string {
	if name := plain(d.Series[i].Name); name != "" {
		return name
	}
	return plain(d.key(i))
}

func (d *LineChart) key(i int) string {
	if d.Series[i].Key != "" {
		return d.Series[i].Key
	}
	return "series_" + finding.Number(int64(i)+1, "").Plain()
}

// Table returns a row a date with the value of every series.
func (d *LineChart) Table() *report.Table {
	t := &report.Table{Name: d.name(), Title: d.title(), Columns: []report.Column{phrase.In(d.Lang).Column("date", report.TypeDate)}}
	for i := range d.Series {
		c := d.Axis
		c.Name, c.Title = d.key(i), d.label(i)
		t.Columns = append(t.Columns, c)
	}
	for k, at := range d.Dates {
		row := report.Row{Cells: []finding.Value{finding.Date(at.String())}}
		for i := range d.Series {
			v := finding.Value{}
			if k < len(d.Series[i].Values) {
				v = d.Series[i].Values[k]
			}
			row.Cells = append(row.Cells, v)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// height returns a value as a number, false for one that has none or is too
// large to draw.
func height(v finding.Value) (float64, bool) {
	r, ok := v.Rat()
	if !ok || v.IsUnknown() {
		return 0, false
	}
	const most = 1e15
	if new(big.Rat).Abs(r).Cmp(new(big.Rat).SetFloat64(most)) > 0 {
		return 0, false
	}
	x, _ := r.Float64()
	return x, true
}
