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
	Bands  []Band   // drawn behind the lines
	Notes  []Note   // marked where they belong, written where there is room
	Events []Moment // lines upright, such as the data date
	// Close lets the scale begin and end near the values instead of holding
	// zero: for what varies about a level.
	Close bool
	// Diagonal draws both axes over the same dates, with the line on which the
	// date upward is the date across: for values of TypeDate that are forecasts.
	// A line ends where it meets the diagonal for good: the forecast came true.
	Diagonal bool
	// Width and Height are in pixels; 0 means 720 and 320, 420 with a diagonal.
	// Less than 240 and 160 counts as these; a legend of many lines makes it
	// higher.
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
	Line LineKind // how it is drawn; zero: as what was measured
	// Of is the key of the series that a forecast continues. It takes its colour
	// and its mark; "" takes those of no other.
	Of string
}

// MaxSeries is how many series of one [LineKind] are drawn; a line says how many
// more there are. The table has all of them.
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
	tall := 320.0
	if d.Diagonal {
		tall = 420
	}
	return or(d.Width, 720, 240), or(d.Height, tall, 160)
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
	format := report.Format{Lang: d.Lang}
	for _, i := range drawnSeries(d.Series) {
		last := finding.Value{}
		for _, v := range d.Series[i].Values {
			if _, ok := d.level(v); ok {
				last = v
			}
		}
		parts = append(parts, d.label(i)+colon(d.Lang)+format.Cell(&d.Axis, last))
	}
	for i := range d.Events {
		if !d.Events[i].At.IsZero() {
			parts = append(parts, plain(d.Events[i].Name)+colon(d.Lang)+d.Events[i].At.String())
		}
	}
	return strings.Join(append(parts, d.noted()...), d.semicolon())
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

// level returns a value as a number of the axis, false for one that has none:
// of dates the day, counted from some origin.
func (d *LineChart) level(v finding.Value) (float64, bool) {
	if d.Axis.Type == report.TypeDate {
		return dayNumber(v)
	}
	return height(v)
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
