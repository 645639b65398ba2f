package xlsx

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// Operation says how a column follows from others of the same row.
type Operation uint8

// The operations. The zero operation is the quotient.
const (
	Quotient    Operation = iota // the first divided by the second, as CPI is EV by AC
	Difference                   // the first less the second, as CV is EV less AC
	Sum                          // of two or more
	Product                      // of two or more
	WorkingDays                  // whole days from the date in the first to that in the second, both counted, that are working days: Monday to Friday, less Workbook.NonWorking, with Workbook.MakeUp
)

// Formula makes a column one that the workbook calculates. The figure of the
// table stays the stored result, for tools that do not calculate; where the
// formula does not give it, or a value it needs is missing, the cell holds the
// figure alone. Formulas are built from names of columns, never from text of
// users.
type Formula struct {
	Column string    // the one that is calculated
	By     Operation // how
	Of     []string  // from which columns of the same table
}

// bound is a formula that has found its columns.
type bound struct {
	Formula
	at      []int // columns of the sheet
	sources []int // columns of the schema
}

// bind finds the columns of formulas and totals.
func (t *tableWriter) bind() error {
	for _, f := range t.sheet.Formulas {
		to, x := t.at.find(f.Column), &bound{Formula: f}
		for _, name := range f.Of {
			at := t.at.find(name)
			if at < 0 {
				return t.unbound(name)
			}
			x.at, x.sources = append(x.at, at), append(x.sources, t.at.columns[at].source)
		}
		switch few := len(f.Of) < 2; {
		case to < 0:
			return t.unbound(f.Column)
		case few || len(f.Of) > 2 && f.By != Sum && f.By != Product, f.By > WorkingDays:
			return &BookError{Table: t.at.schema.Name, Column: f.Column, Reason: "the formula has the wrong number of columns or no operation"}
		}
		t.at.columns[to].formula = x
	}
	for _, name := range t.sheet.Totals {
		to := t.at.find(name)
		if to < 0 || t.at.columns[to].source < 0 || t.at.columns[to].coins {
			return t.unbound(name)
		}
		t.at.columns[to].total = &total{sum: new(big.Rat)}
	}
	return t.bindEarned()
}

func (t *tableWriter) unbound(name string) error {
	return &BookError{Table: t.at.schema.Name, Column: name, Reason: "the table has no such column"}
}

// calculate puts the formulas into the cells of a row.
func (t *tableWriter) calculate(row []finding.Value) {
	for i := range t.at.columns {
		c := &t.at.columns[i]
		if c.formula == nil || t.cells[i].form != number {
			continue
		}
		text, result, ok := t.formula(c.formula, row)
		if !ok {
			continue
		}
		if own, err := strconv.ParseFloat(t.cells[i].text, 64); err != nil || !near(own, result) {
			t.page.note(CodeOtherResult, i, t.page.row+1, finding.Text(floatText(result)), finding.Text(t.cells[i].text))
			continue
		}
		t.cells[i].formula, t.cells[i].text = text, strconv.FormatFloat(result, 'g', -1, 64)
	}
}

// near reports whether two figures are equal in the twelve digits that
// calculating in floating point leaves.
func near(a, b float64) bool {
	return math.Abs(a-b) <= 1e-12*max(math.Abs(a), math.Abs(b))
}

// formula returns the formula of a cell and its result as a spreadsheet
// calculates it. It reports false where a value it needs is missing.
func (t *tableWriter) formula(f *bound, row []finding.Value) (text string, result float64, ok bool) {
	digits := strconv.Itoa(t.page.row + 1)
	refs, values := make([]string, len(f.at)), make([]float64, len(f.at))
	for i, at := range f.at {
		refs[i] = columnName(at) + digits
		if t.cells[at].form != number {
			return "", 0, false
		}
		values[i], _ = strconv.ParseFloat(t.cells[at].text, 64)
	}
	if !t.alike(f, row) {
		return "", 0, false
	}
	switch f.By {
	case Quotient:
		return quotient(refs[0], refs[1]), values[0] / values[1], values[1] != 0
	case Difference:
		return refs[0] + "-" + refs[1], values[0] - values[1], true
	case Sum:
		return strings.Join(refs, "+"), reduce(values, func(a, b float64) float64 { return a + b }), true
	case Product:
		return strings.Join(refs, "*"), reduce(values, func(a, b float64) float64 { return a * b }), true
	}
	return t.book.workingDays(refs[0], refs[1], values[0], values[1])
}

// quotient divides where the divisor is not zero.
func quotient(a, b string) string { return "IF(" + b + "=0,\"\"," + a + "/" + b + ")" }

// reduce puts the values together one after the other; there is at least one.
func reduce(values []float64, step func(a, b float64) float64) float64 {
	sum := values[0]
	for _, v := range values[1:] {
		sum = step(sum, v)
	}
	return sum
}

// alike reports whether the values are of one currency, and dates where days
// are counted.
func (t *tableWriter) alike(f *bound, row []finding.Value) bool {
	for i, source := range f.sources {
		date := t.at.columns[f.at[i]].Type == report.TypeDate
		if source < 0 || date != (f.By == WorkingDays) {
			return false
		}
		if f.By != Product && row[source].Kind() == finding.MoneyKind && row[source].Unit() != row[f.sources[0]].Unit() {
			return false
		}
	}
	return true
}

// total gathers the sum of a column.
type total struct {
	sum   *big.Rat
	unit  string
	count int
	mixed bool
	lost  bool // a value that is unknown or stands in its cell as text
}

// spoilt reports whether the sum is not that of all values.
func (s *total) spoilt() bool { return s.mixed || s.lost }

func (s *total) add(v finding.Value) {
	s.lost = s.lost || v.IsUnknown()
	r, ok := v.Rat()
	if !ok {
		return
	}
	if _, long, fits := stored(v); !fits || long && v.Kind() == finding.MoneyKind {
		s.lost = true
	}
	if s.count > 0 && v.Unit() != s.unit {
		s.mixed = true
	}
	s.unit = v.Unit()
	s.count++
	s.sum.Add(s.sum, r)
}
