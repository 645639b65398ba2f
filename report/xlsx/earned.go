package xlsx

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// EarnedValue names the columns of a table of costs by period. The overview sums
// what they grew by up to the day of Workbook.AsOf, and gives the variances and
// indices after EIA-748: SV is EV less PV, CV is EV less AC, SPI is EV by PV and
// CPI is EV by AC. The zero EarnedValue is none.
type EarnedValue struct {
	Date    string // last day of the period
	Planned string // amounts; all of one currency
	Earned  string
	Actual  string
}

// earned gathers the sums up to a day.
type earned struct {
	date int // columns of the sheet
	at   [3]int
	day  int
	sums [3]total
}

// bindEarned finds the columns of earned value.
func (t *tableWriter) bindEarned() error {
	names := t.sheet.EarnedValue
	if names == (EarnedValue{}) {
		return nil
	}
	e := &earned{date: t.at.find(names.Date), at: [3]int{t.at.find(names.Planned), t.at.find(names.Earned), t.at.find(names.Actual)}}
	for i, name := range []string{names.Date, names.Planned, names.Earned, names.Actual} {
		at := append([]int{e.date}, e.at[:]...)[i]
		want := report.TypeMoney
		if i == 0 {
			want = report.TypeDate
		}
		if at < 0 || t.at.columns[at].Type != want {
			return &BookError{Table: t.at.schema.Name, Column: name, Reason: "the table has no such column of type " + want.String()}
		}
	}
	if day, _, ok := serial(t.asOf.Plain()); ok {
		e.day = int(day)
		t.at.earned = e
		for i := range e.sums {
			e.sums[i].sum = new(big.Rat)
		}
	}
	return nil
}

// add takes in a row.
func (e *earned) add(t *tableWriter, row []finding.Value) {
	day, err := strconv.ParseFloat(t.cells[e.date].text, 64)
	if t.cells[e.date].form != number || err != nil || day >= float64(e.day+1) {
		return
	}
	for i, at := range e.at {
		e.sums[i].add(row[t.at.columns[at].source])
	}
}

// earnedLines writes the sums and what follows from them.
func (o *front) earnedLines(t *placed) {
	e := t.earned
	if e == nil || e.sums[0].count+e.sums[1].count+e.sums[2].count == 0 {
		return
	}
	unit := e.sums[0].unit
	for i := range e.sums {
		if s := &e.sums[i]; s.spoilt() || s.unit != unit {
			o.b.note(CodeNoTotal, finding.Ref{Kind: "table", ID: t.schema.Name, Field: t.columns[e.at[i]].name}, finding.Value{}, finding.Value{})
			return
		}
	}
	o.line(rowSetup{skip: 1, height: 20}, o.heads("earned_value_analysis", "workbook_formula", "value", "unit")...)
	look, _ := o.b.looks.format(moneyFormat(unit))
	var refs [3]string
	var values [3]float64
	for i, label := range []string{"pv", "ev", "ac"} {
		f, _ := e.sums[i].sum.Float64()
		refs[i], values[i] = "C"+strconv.Itoa(o.row+1), f
		o.figure(label, t.columns[e.at[i]].name+" <= "+o.asOf, o.upTo(t, e, e.at[i]), f, look, unit)
	}
	o.figure("sv", "EV - PV", refs[1]+"-"+refs[0], values[1]-values[0], look, unit)
	o.figure("cv", "EV - AC", refs[1]+"-"+refs[2], values[1]-values[2], look, unit)
	index, _ := o.b.looks.format("0.00")
	for i, label := range []string{"spi", "", "cpi"} {
		if label != "" && values[i] != 0 {
			o.figure(label, "EV / "+strings.ToUpper([]string{"pv", "", "ac"}[i]), quotient(refs[1], refs[i]), values[1]/values[i], index, "")
		}
	}
}

// upTo is the formula of the sum of a column up to the day of the overview.
func (o *front) upTo(t *placed, e *earned, at int) string {
	parts := make([]string, len(t.tabs))
	for i := range t.tabs {
		parts[i] = "SUMIFS(" + t.area(i, at) + "," + t.area(i, e.date) + `,"<"&(INT(` + o.asOfCell + ")+1))"
	}
	return strings.Join(parts, "+")
}

// figure writes a line with a figure that is calculated.
func (o *front) figure(label, how, formula string, value float64, look int, unit string) {
	o.line(rowSetup{}, o.text(o.say.Label(label), o.b.looks.wrapped), o.text(how, o.b.looks.muted),
		cell{form: number, text: strconv.FormatFloat(value, 'g', -1, 64), formula: formula, look: look}, o.text(unit, o.b.looks.text))
}
