package chart

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// Tornado shows what moves a figure how far: a bar for every driver, from what
// the figure is where the driver is low to what it is where the driver is high,
// the one with the longest reach on top. It is a [report.Figure]; drawing
// changes nothing, so several goroutines may draw one. The slices stay the
// caller's.
type Tornado struct {
	Name  string // what references call it; "" means "tornado"
	Title string // one line; "" takes the title of the axis
	Lang  report.Lang
	// Axis says what the figure is and how it is shown.
	Axis report.Column
	// Base is where the bars begin: the figure as it stands. A zero or unknown
	// one is nought in the unit of the swings.
	Base finding.Value
	// Swings are drawn by reach, the longest first, those of the same reach as
	// they stand and those without a known value last.
	Swings []Swing
	// LowName and HighName say in the legend what the two sides mean; "" leaves
	// the side out of it.
	LowName, HighName string
	Width             float64 // in pixels; 0 means 720, less than 320 counts as that
	Bare              bool    // without the title, for pages that have it above
}

// Swing is the bar of one driver. A side that is zero or unknown, or no number,
// is not drawn.
type Swing struct {
	Name      string // of the driver
	Low, High finding.Value
}

// MaxSwings is how many bars of a [Tornado] are drawn; a line says how many more
// there are and how far they reach at most. The table has all of them.
const MaxSwings = 25

var _ report.Figure = (*Tornado)(nil)

// reach returns how far a swing goes from one of its ends, or the base, to the
// other; nil where nothing is known.
func (d *Tornado) reach(s *Swing) *big.Rat {
	low, high := d.base(), d.base()
	known := false
	for _, v := range [...]finding.Value{s.Low, s.High} {
		if _, ok := height(v); !ok {
			continue
		}
		known = true
		r, _ := v.Rat()
		if r.Cmp(low) < 0 {
			low = r
		}
		if r.Cmp(high) > 0 {
			high = r
		}
	}
	if !known {
		return nil
	}
	return new(big.Rat).Sub(high, low)
}

// base returns where the bars begin, as a fresh number.
func (d *Tornado) base() *big.Rat {
	if _, ok := height(d.Base); ok {
		r, _ := d.Base.Rat()
		return r
	}
	return new(big.Rat)
}

// unit returns the unit of the values.
func (d *Tornado) unit() (string, bool) {
	if _, ok := height(d.Base); ok {
		return unitOf(d.Base)
	}
	for i := range d.Swings {
		s := &d.Swings[i]
		for _, v := range [...]finding.Value{s.Low, s.High} {
			if _, ok := height(v); ok {
				return unitOf(v)
			}
		}
	}
	return "", false
}

// value returns a number as a value like those of the swings.
func (d *Tornado) value(r *big.Rat) finding.Value {
	unit, isMoney := d.unit()
	return axisValue(r, unit, isMoney)
}

// ranked is a swing with its reach, nil where none is known.
type ranked struct {
	*Swing
	reach *big.Rat
}

// ranking returns the swings by reach.
func (d *Tornado) ranking() []ranked {
	list := make([]ranked, len(d.Swings))
	for i := range d.Swings {
		list[i] = ranked{&d.Swings[i], d.reach(&d.Swings[i])}
	}
	slices.SortStableFunc(list, func(a, b ranked) int {
		if a.reach == nil || b.reach == nil {
			return cmp.Compare(known(b), known(a))
		}
		return b.reach.Cmp(a.reach)
	})
	return list
}

// why says why nothing is known of a swing.
func (s *Swing) why() finding.Value {
	for _, v := range [...]finding.Value{s.Low, s.High} {
		if v.IsUnknown() {
			return v
		}
	}
	return finding.Unknown("no-data")
}

// known counts 1 for a swing with a reach, 0 for one without.
func known(r ranked) int {
	if r.reach == nil {
		return 0
	}
	return 1
}

// Table returns a row a driver in the order drawn: the driver, the figure on
// both sides, how far they are apart, and the base.
func (d *Tornado) Table() *report.Table {
	w := phrase.In(d.Lang)
	t := &report.Table{Name: d.name(), Title: d.title(), Columns: []report.Column{w.Column("driver", report.TypeText)}}
	for _, c := range [...]struct{ name, title string }{
		{"low", or(d.LowName, w.Label("low"))}, {"high", or(d.HighName, w.Label("high"))}, {"reach", w.Label("reach")}, {"base", w.Label("base")},
	} {
		column := d.Axis
		column.Name, column.Title = c.name, c.title
		t.Columns = append(t.Columns, column)
	}
	base := d.value(d.base())
	for _, s := range d.ranking() {
		reach := s.why()
		if s.reach != nil {
			reach = d.value(s.reach)
		}
		t.Rows = append(t.Rows, report.Row{Cells: []finding.Value{finding.Text(plain(s.Name)), s.Low, s.High, reach, base}})
	}
	return t
}

// Frame returns the size, title and description.
func (d *Tornado) Frame() report.Frame {
	p := newTornado(d)
	return report.Frame{Width: p.width, Height: p.height, Name: d.name(), Title: d.title(), Desc: d.desc()}
}

func (d *Tornado) name() string {
	if d.Name != "" {
		return d.Name
	}
	return "tornado"
}

func (d *Tornado) title() string {
	return or(d.Title, d.Axis.Title, phrase.In(d.Lang).Label("tornado"))
}

// desc says how many drivers there are and how far the first five reach.
func (d *Tornado) desc() string {
	say, f := phrase.In(d.Lang), report.Format{Lang: d.Lang}
	parts := []string{say.Label("drivers") + colon(d.Lang) + strconv.Itoa(len(d.Swings))}
	for i, s := range d.ranking() {
		if i == 5 || s.reach == nil {
			break
		}
		parts = append(parts, plain(s.Name)+colon(d.Lang)+f.Cell(&d.Axis, d.value(s.reach)))
	}
	return told(d.Lang, parts)
}
