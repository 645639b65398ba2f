package chart

import (
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Histogram shows how often a date or an amount came out: a bar for every bin,
// a curve of the share up to the end of each, and marks such as the percentiles
// and what was planned. It is a [report.Figure]; drawing changes nothing, so
// several goroutines may draw one. The slices stay the caller's.
type Histogram struct {
	Name  string // what references call it; "" means "histogram"
	Title string // one line; "" takes the title of the axis
	Lang  report.Lang
	// Axis says what was counted: dates (TypeDate) or numbers of any kind.
	Axis report.Column
	// Bins are ascending and do not overlap; neighbours share an edge, or have
	// a gap in which nothing came out. A bin whose edges are no dates or numbers
	// is not drawn.
	Bins []Bin
	// Marks are drawn as lines across the bars, each with its name.
	Marks []ValueMark
	// Counted names what was counted, in the legend and the table, such as
	// "Trials"; "" takes the word for that.
	Counted string
	// Width and Height are in pixels; 0 means 720 and 320. Less than 320 and
	// 200 counts as these; a long legend makes it higher.
	Width, Height float64
	Bare          bool // without the title, for pages that have it above
}

// Bin counts what came out above From and not above To. Of dates without a time
// of day both days belong to it, from the midnight that begins From to the one
// that ends To.
type Bin struct {
	From, To finding.Value
	Count    int64 // negative counts as none
}

// ValueMark is a value of interest, such as a percentile or a plan.
type ValueMark struct {
	Name string
	At   finding.Value
	// Share is how much came out up to it, as a ratio, for the table; zero: not
	// said.
	Share finding.Value
	Dash  report.Dash // of its line, besides which its name tells it apart
}

// MaxBins is how many bars of a [Histogram] are drawn: of more bins so many
// neighbours are drawn as one bar that no more are left, and a line says so.
// The table has all of them.
const MaxBins = 120

var _ report.Figure = (*Histogram)(nil)

// edgeOf returns an edge of a bin as a number: seconds for dates, where a day
// without a time begins, or ends for the upper edge.
func edgeOf(v finding.Value, upper bool) (float64, bool) {
	if v.Kind() != finding.DateKind {
		return height(v)
	}
	if at, err := calendar.ParseDateTime(v.Plain()); err == nil {
		return float64(at), true
	}
	on, err := calendar.ParseDate(v.Plain())
	if err != nil {
		return 0, false
	}
	seconds := float64(on.At(0))
	if upper {
		seconds += 86400
	}
	return seconds, true
}

// all returns how much was counted in all bins.
func (d *Histogram) all() int64 {
	sum := int64(0)
	for i := range d.Bins {
		sum += max(d.Bins[i].Count, 0)
	}
	return sum
}

// Table returns a row a bin: its edges, the count, its share and the share up to
// its end. Below stand the total and the marks.
func (d *Histogram) Table() *report.Table {
	w := phrase.In(d.Lang)
	from, to := d.Axis, d.Axis
	from.Name, from.Title, to.Name, to.Title = "from", w.Label("from"), "to", w.Label("to")
	count := w.Column("count", report.TypeInteger)
	count.Title = d.counted()
	share, sofar := w.Column("share", report.TypePercent), w.Column("cumulative", report.TypePercent)
	share.Places, sofar.Places = 1, 1
	t := &report.Table{Name: d.name(), Title: d.title(), Columns: []report.Column{from, to, count, share, sofar}}
	sum, all := int64(0), d.all()
	for i := range d.Bins {
		b := &d.Bins[i]
		n := max(b.Count, 0)
		sum += n
		t.Rows = append(t.Rows, report.Row{Cells: []finding.Value{b.From, b.To, finding.Number(n, ""), finding.Ratio(n, all, ""), finding.Ratio(sum, all, "")}})
	}
	t.Footer = []report.Row{{Strong: true, Cells: []finding.Value{finding.Text(w.Label("total")), {}, finding.Number(all, "")}}}
	for _, m := range d.Marks {
		t.Footer = append(t.Footer, report.Row{Cells: []finding.Value{finding.Text(plain(m.Name)), m.At, {}, {}, m.Share}})
	}
	return t
}

// Frame returns the size, title and description.
func (d *Histogram) Frame() report.Frame {
	p := newHistogram(d)
	return report.Frame{Width: p.width, Height: p.height, Name: d.name(), Title: d.title(), Desc: d.desc()}
}

func (d *Histogram) name() string {
	if d.Name != "" {
		return d.Name
	}
	return "histogram"
}

func (d *Histogram) title() string {
	return or(d.Title, d.Axis.Title, phrase.In(d.Lang).Label("histogram"))
}

func (d *Histogram) counted() string { return or(d.Counted, phrase.In(d.Lang).Label("count")) }

// desc says how much was counted, from where to where, and the marks.
func (d *Histogram) desc() string {
	f := report.Format{Lang: d.Lang}
	parts := []string{d.counted() + colon(d.Lang) + strconv.FormatInt(d.all(), 10)}
	if n := len(d.Bins); n > 0 {
		parts = append(parts, f.Cell(&d.Axis, d.Bins[0].From)+" – "+f.Cell(&d.Axis, d.Bins[n-1].To))
	}
	for _, m := range d.Marks {
		parts = append(parts, plain(m.Name)+colon(d.Lang)+f.Cell(&d.Axis, m.At))
	}
	return told(d.Lang, parts)
}
