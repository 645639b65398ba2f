package xlsx

import (
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
)

// column is a column of a sheet, in the order and under the names of package
// dataset.
type column struct {
	dataset.Column
	name    string
	source  int // index in the schema, -1 for what is unknown in a row
	coins   bool
	look    int
	unit    string // currency of the last amount
	coined  int    // its look
	total   *total
	formula *bound
}

// columnsOf returns the columns of a schema as they are written: after an
// amount of any currency its currency, at the end what is unknown.
func columnsOf(s *dataset.Schema) []column {
	var columns []column
	last := false
	for i := range s.Columns {
		c := column{Column: s.Columns[i], name: s.Columns[i].Name, source: i}
		columns = append(columns, c)
		if c.Type == report.TypeMoney && c.Unit == "" {
			columns = append(columns, column{name: c.name + "_currency", source: i, coins: true})
		}
		last = last || c.CanBeUnknown
	}
	if last {
		columns = append(columns, column{name: "unknown", source: -1})
	}
	return columns
}

// columnLook returns the style of the cells of a column.
func (b *binder) columnLook(c *dataset.Column) int {
	format := ""
	switch c.Type {
	case report.TypeInteger:
		format = "0"
	case report.TypeNumber:
		format = "#,##0.00##"
	case report.TypePercent:
		format = "0.0%"
	case report.TypeDuration:
		format = "#,##0"
	case report.TypeMoney:
		format = moneyFormat(c.Unit)
	case report.TypeDate:
		return b.looks.minute
	case report.TypeBool:
		return b.looks.truth
	default:
		return b.looks.text
	}
	look, ok := b.looks.format(format)
	if !ok {
		return b.looks.text
	}
	return look
}

// fill makes the cell of a value. The reason says why the value does not fit
// the column.
func (p *page) fill(at int, c *column, v finding.Value, to *cell) (reason string) {
	*to = cell{}
	switch v.Kind() {
	case finding.NoneKind, finding.UnknownKind:
		return ""
	}
	switch c.Type {
	case report.TypeInteger, report.TypeNumber, report.TypePercent, report.TypeDuration:
		return p.fillNumber(at, c, v, to)
	case report.TypeMoney:
		return p.fillMoney(at, c, v, to)
	case report.TypeDate:
		return p.fillDate(at, c, v, to)
	case report.TypeBool:
		if v.Kind() != finding.BoolKind {
			return misfit(c, v)
		}
		*to = cell{form: truth, text: "0", look: c.look}
		if v.Plain() == "true" {
			to.text = "1"
		}
		return ""
	}
	switch v.Kind() {
	case finding.TextKind:
		p.fillText(at, v.Plain(), to)
	case finding.ListKind:
		p.fillText(at, strings.Join(v.Items(), "; "), to)
	default:
		return misfit(c, v)
	}
	return ""
}

func misfit(c *column, v finding.Value) string {
	return "a value of kind " + v.Kind().String() + " in a column of type " + c.Type.String()
}

// fillText makes a cell of text, never longer than a cell can be.
func (p *page) fillText(at int, s string, to *cell) {
	text, cut := clean(s)
	if cut {
		p.note(CodeShortened, at, p.row+1, finding.Number(maxCell, ""), finding.Number(int64(utf16Len(s)), ""))
	}
	*to = cell{form: words, text: text, look: p.b.looks.text}
	if beginsFormula(text) {
		to.look = p.b.looks.guarded
	}
}

func (p *page) fillNumber(at int, c *column, v finding.Value, to *cell) string {
	unit := c.Unit
	if c.Type == report.TypeDuration {
		unit = "min"
	}
	switch {
	case v.Kind() != finding.NumberKind:
		return misfit(c, v)
	case c.Type == report.TypePercent && v.Unit() == "%":
		v = hundredths(v)
	case v.Unit() != unit && (v.Unit() != "" || c.Type == report.TypeDuration):
		return "the unit " + strconv.Quote(v.Unit()) + " where " + strconv.Quote(unit) + " is wanted"
	}
	whole := c.Type == report.TypeInteger || c.Type == report.TypeDuration
	if whole && strings.ContainsAny(v.Plain(), "/.") {
		return "the number " + v.Plain() + " is not whole"
	}
	p.figure(at, v, whole, c.look, to)
	return ""
}

func (p *page) fillMoney(at int, c *column, v finding.Value, to *cell) string {
	switch {
	case v.Kind() != finding.MoneyKind:
		return misfit(c, v)
	case c.Unit != "" && v.Unit() != c.Unit:
		return "the currency " + v.Unit() + " where " + c.Unit + " is wanted"
	case c.Unit == "" && v.Unit() != c.unit:
		look, ok := p.b.looks.format(moneyFormat(v.Unit()))
		if !ok {
			look = c.look
		}
		c.unit, c.coined = v.Unit(), look
	}
	look := c.look
	if c.Unit == "" && c.coined != 0 {
		look = c.coined
	}
	p.figure(at, v, true, look, to)
	return ""
}

// figure makes a cell of a number. One with more digits than are kept is
// written as text where they all count, else rounded; both is said.
func (p *page) figure(at int, v finding.Value, exact bool, look int, to *cell) {
	text, long, ok := stored(v)
	switch {
	case !ok || long && exact:
		p.note(CodeDigits, at, p.row+1, finding.Number(maxDigits, ""), finding.Text(shorten(v.Plain(), 60)))
		p.fillText(at, v.Plain(), to)
		return
	case long:
		p.note(CodeRounded, at, p.row+1, finding.Number(maxDigits, ""), finding.Text(shorten(v.Plain(), 60)))
	}
	*to = cell{form: number, text: text, look: look}
}

func (p *page) fillDate(at int, c *column, v finding.Value, to *cell) string {
	if v.Kind() != finding.DateKind && v.Kind() != finding.InstantKind {
		return misfit(c, v)
	}
	days, timed, ok := serial(v.Plain())
	if !ok {
		p.note(CodeDateAsText, at, p.row+1, finding.Date("1900-03-01"), finding.Text(v.Plain()))
		p.fillText(at, v.Plain(), to)
		return ""
	}
	look := p.b.looks.minute
	switch {
	case v.Kind() == finding.InstantKind:
		look = p.b.looks.instant
	case !timed:
		look = p.b.looks.day
	}
	*to = cell{form: number, text: strconv.FormatFloat(days, 'f', -1, 64), look: look}
	return ""
}

// unknowns names the unknown values of a row with their reasons, as
// "cpi: no-data; eac: no-data".
func unknowns(s *dataset.Schema, row []finding.Value) string {
	text := ""
	for i, v := range row {
		if v.IsUnknown() {
			if text != "" {
				text += "; "
			}
			text += s.Columns[i].Name + ": " + v.Reason()
		}
	}
	return text
}
