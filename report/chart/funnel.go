package chart

import (
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// Funnel shows how many of something come how far: a bar for every stage, as
// wide as its count, with the share that goes on to the next stage between the
// bars, and the amount of each stage beside. It is a [report.Figure]; drawing
// changes nothing, so several goroutines may draw one. The slices stay the
// caller's.
type Funnel struct {
	Name   string // what references call it; "" means "funnel"
	Title  string // one line; "" takes the word for a funnel
	Lang   report.Lang
	Stages []FunnelStage // in the order in which they are passed
	// Counted names what was counted, such as "Deals"; "" takes the word for a
	// count. Amount titles the amounts.
	Counted, Amount string
	Width           float64 // in pixels; 0 means 720, less than 320 counts as that
	Bare            bool    // without the title, for pages that have it above
}

// FunnelStage is one stage of a [Funnel].
type FunnelStage struct {
	Name  string
	Count int64 // negative counts as none
	// Rate is the share that goes on to the next stage, as a ratio. Zero: not
	// said, as at the last stage; an unknown one is said to be.
	Rate   finding.Value
	Amount finding.Value // zero: none
}

// MaxStages is how many stages of a [Funnel] are drawn; a line says how many
// more there are. The table has all of them.
const MaxStages = 40

var _ report.Figure = (*Funnel)(nil)

// Table returns a row a stage: its name, the count, the share that goes on, and
// the amount where any stage has one.
func (d *Funnel) Table() *report.Table {
	w := phrase.In(d.Lang)
	t := &report.Table{Name: d.name(), Title: d.title(), Columns: []report.Column{
		w.Column("stage", report.TypeText), w.Column("count", report.TypeInteger), w.Column("to_next", report.TypePercent)}}
	t.Columns[1].Title, t.Columns[2].Places = d.counted(), 1
	if d.hasAmounts() {
		t.Columns = append(t.Columns, d.amounts())
	}
	for _, s := range d.Stages {
		cells := []finding.Value{finding.Text(plain(s.Name)), finding.Number(max(s.Count, 0), ""), s.Rate}
		if d.hasAmounts() {
			cells = append(cells, s.Amount)
		}
		t.Rows = append(t.Rows, report.Row{Cells: cells})
	}
	return t
}

// amounts is the column of the amounts.
func (d *Funnel) amounts() report.Column {
	c := phrase.In(d.Lang).Column("amount", report.TypeMoney)
	c.Title = or(d.Amount, c.Title)
	return c
}

func (d *Funnel) hasAmounts() bool {
	for i := range d.Stages {
		if !d.Stages[i].Amount.IsZero() {
			return true
		}
	}
	return false
}

// Frame returns the size, title and description.
func (d *Funnel) Frame() report.Frame {
	p := newFunnel(d)
	return report.Frame{Width: p.width, Height: p.height, Name: d.name(), Title: d.title(), Desc: d.desc()}
}

func (d *Funnel) name() string {
	if d.Name != "" {
		return d.Name
	}
	return "funnel"
}

func (d *Funnel) title() string { return or(d.Title, phrase.In(d.Lang).Label("funnel")) }

func (d *Funnel) counted() string { return or(d.Counted, phrase.In(d.Lang).Label("count")) }

// desc names the stages that are drawn with their counts.
func (d *Funnel) desc() string {
	var parts []string
	for i := range d.Stages[:min(len(d.Stages), MaxStages)] {
		s := &d.Stages[i]
		parts = append(parts, plain(s.Name)+colon(d.Lang)+strconv.FormatInt(max(s.Count, 0), 10))
	}
	return told(d.Lang, parts)
}
