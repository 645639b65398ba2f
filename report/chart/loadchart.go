package chart

import (
	"math/big"
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// LoadChart is a resource histogram: what people have to do in each period, one
// on top of the other, against what they could. What is more than one of them
// could do is hatched in the bar of that one, so that free time of another does
// not hide it. It is a [report.Figure]; drawing changes nothing, so several
// goroutines may draw one. The slices stay the caller's.
type LoadChart struct {
	Name    string // what references call it; "" means "loads"
	Title   string // one line; "" takes the title of the axis
	Lang    report.Lang
	Axis    report.Column // of use and capacity
	Periods []Period      // ascending, such as days or weeks; each has the same width
	Loads   []Load        // from the bottom up
	// Width and Height are in pixels; 0 means 720 and 320. Less than 320 and
	// 200 counts as these; a long legend makes it higher.
	Width, Height float64
	Bare          bool // without the title, for pages that have it above
}

// Period is a stretch of days.
type Period struct {
	From, To calendar.Date // both included
}

// Load is what one person, machine or role has to do and could.
type Load struct {
	Name string
	// Use and Capacity are those of the periods, one each. A zero or unknown
	// value, and one that is no number, is not drawn; without capacity there is
	// no overload.
	Use, Capacity []finding.Value
}

// MaxLoads is how many loads of a [LoadChart] are drawn each in its own pattern;
// the others stand on top of them as one. The table has all of them.
const MaxLoads = len(barPens)

// minSlot is the least width of a period. Of more periods than have room so many
// neighbours are drawn as one bar, and a line says so.
const minSlot = 6.0

var _ report.Figure = (*LoadChart)(nil)

// at returns a value of a period, zero where there is none.
func at(values []finding.Value, k int) finding.Value {
	if k < len(values) {
		return values[k]
	}
	return finding.Value{}
}

// over returns how much the use of a period is above the capacity: zero where
// either is not stated, unknown where either is or the units differ.
func (l *Load) over(k int) finding.Value {
	use, could := at(l.Use, k), at(l.Capacity, k)
	_, used := height(use)
	_, known := height(could)
	switch {
	case use.IsZero() || could.IsZero():
		return finding.Value{}
	case !used || !known:
		return finding.Unknown("no-data")
	case use.Unit() != could.Unit():
		return finding.Unknown("unit-mismatch")
	}
	r, _ := use.Rat()
	c, _ := could.Rat()
	if r.Sub(r, c).Sign() < 0 {
		r = new(big.Rat)
	}
	return axisValue(r, use.Unit(), use.Kind() == finding.MoneyKind)
}

// Table returns a row for every load and period in which either use or capacity
// is stated: the period, the name, both, and the overload.
func (d *LoadChart) Table() *report.Table {
	w := phrase.In(d.Lang)
	t := &report.Table{Name: d.name(), Title: d.title(), Columns: []report.Column{w.Column("from", report.TypeDate), w.Column("to", report.TypeDate), w.Column("resource", report.TypeText)}}
	for _, name := range [...]string{"use", "capacity_line", "overload"} {
		c := d.Axis
		c.Name, c.Title = name, w.Label(name)
		t.Columns = append(t.Columns, c)
	}
	t.Columns[4].Name = "capacity"
	for k, p := range d.Periods {
		for i := range d.Loads {
			l := &d.Loads[i]
			use, could := at(l.Use, k), at(l.Capacity, k)
			if use.IsZero() && could.IsZero() {
				continue
			}
			t.Rows = append(t.Rows, report.Row{Cells: []finding.Value{dateValue(p.From), dateValue(p.To), finding.Text(plain(l.Name)), use, could, l.over(k)}})
		}
	}
	return t
}

// dateValue is a date as a cell, empty when there is none.
func dateValue(d calendar.Date) finding.Value {
	if d.IsZero() {
		return finding.Value{}
	}
	return finding.Date(d.String())
}

// Frame returns the size, title and description.
func (d *LoadChart) Frame() report.Frame {
	p := newLoads(d)
	return report.Frame{Width: p.width, Height: p.height, Name: d.name(), Title: d.title(), Desc: d.desc(p)}
}

func (d *LoadChart) name() string {
	if d.Name != "" {
		return d.Name
	}
	return "loads"
}

func (d *LoadChart) title() string {
	return or(d.Title, d.Axis.Title, phrase.In(d.Lang).Label("use"))
}

// desc names who is shown, with the use and the overload of all periods.
func (d *LoadChart) desc(p *loads) string {
	say := phrase.In(d.Lang)
	var parts []string
	for i := range p.rows {
		r := &p.rows[i]
		used, over := make([]finding.Value, len(d.Periods)), make([]finding.Value, len(d.Periods))
		for k := range d.Periods {
			used[k], over[k] = r.use(k), r.over(k)
		}
		text := r.name + colon(d.Lang) + p.format.Cell(&d.Axis, total(used...))
		if sum := total(over...); !sum.IsZero() {
			text += bracketed(d.Lang, say.Label("overload")+" "+p.format.Cell(&d.Axis, sum))
		}
		parts = append(parts, text)
	}
	if n := len(d.Periods); n > 0 {
		parts = append(parts, d.Periods[0].From.String()+" – "+d.Periods[n-1].To.String()+comma(d.Lang)+strconv.Itoa(n))
	}
	return told(d.Lang, parts)
}
