package xlsx

import (
	"strconv"

	"github.com/xuri/excelize/v2"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/phrase"
)

// placed is a table of data where it stands in the workbook.
type placed struct {
	schema  *dataset.Schema
	name    string // of the table, as formulas may call it
	columns []column
	tabs    []tab // one, or several where it goes on
	rows    []int // of data in each
	earned  *earned
}

// find returns the place of a column by its name, -1 where there is none.
func (t *placed) find(name string) int {
	for i := range t.columns {
		if t.columns[i].name == name {
			return i
		}
	}
	return -1
}

// area returns the cells of a column on one of the sheets, such as
// 'tasks'!$F$2:$F$101. A column without rows has its first cell.
func (t *placed) area(sheet, column int) string {
	letters := "$" + columnName(column) + "$"
	return quoteSheet(t.tabs[sheet].name) + "!" + letters + "2:" + letters + strconv.Itoa(max(t.rows[sheet], 1)+1)
}

// sampled is how many rows are looked at to find the widths of the columns.
const sampled = 200

// tableWriter streams the rows of a table into one sheet after the other.
type tableWriter struct {
	book  *Workbook
	b     *binder
	sheet *Sheet
	asOf  finding.Value
	at    *placed
	page  *page
	limit int
	title string
	heads []string
	wide  []float64
	cells []cell
	seen  int
}

// table writes a table.
func (k *Workbook) table(b *binder, s *Sheet) error {
	t := &tableWriter{book: k, b: b, sheet: s, asOf: k.AsOf, limit: maxRows - 1, title: s.Name}
	if k.SheetRows > 0 {
		t.limit = min(t.limit, k.SheetRows)
	}
	if t.title == "" {
		t.title = s.Table.Name
	}
	t.at = &placed{schema: &s.Table.Schema, columns: columnsOf(&s.Table.Schema)}
	for i := range t.at.columns {
		t.at.columns[i].look = b.columnLook(&t.at.columns[i].Column)
	}
	if err := t.bind(); err != nil {
		return err
	}
	names := make([]string, len(t.at.columns))
	for i := range names {
		names[i] = t.head(&t.at.columns[i])
	}
	t.heads, t.cells = headers(names), make([]cell, len(names))
	if err := t.stream(); err != nil {
		return err
	}
	b.placed = append(b.placed, t.at)
	return nil
}

// head returns the head of a column, before it is made unlike the others.
func (t *tableWriter) head(c *column) string {
	if !t.book.Titles {
		return c.name
	}
	say := phrase.In(t.book.Lang)
	if c.source < 0 {
		return say.Label("unknown")
	}
	from := &t.at.schema.Columns[c.source]
	if from.Title == "" {
		return c.name
	}
	head := report.Column{Title: from.Title, Unit: from.Unit}
	switch {
	case c.coins:
		head.Title += " · " + say.Label("currency")
	case from.Type == report.TypeDuration:
		head.Unit = "min"
	}
	return report.Format{Lang: t.book.Lang}.Title(&head)
}

// stream writes the rows. The first are kept until the widths are known.
func (t *tableWriter) stream() error {
	var first [][]finding.Value
	var fault error
	if t.sheet.Table.Rows != nil {
		for row := range t.sheet.Table.Rows {
			if t.page == nil && len(first) < sampled {
				first = append(first, append([]finding.Value(nil), row...))
				continue
			}
			if fault = t.release(first); fault == nil {
				first, fault = nil, t.row(row)
			}
			if fault != nil {
				return fault
			}
		}
	}
	if err := t.release(first); err != nil {
		return err
	}
	if err := t.passing(); err != nil {
		return err
	}
	return t.closePage()
}

// release begins the first sheet and writes the rows that were kept.
func (t *tableWriter) release(first [][]finding.Value) error {
	if t.page != nil {
		return nil
	}
	t.wide = t.widths(first)
	if err := t.openPage(); err != nil {
		return err
	}
	for _, row := range first {
		if err := t.row(row); err != nil {
			return err
		}
	}
	return nil
}

func (t *tableWriter) openPage() error {
	place := t.b.reserve(t.title)
	p, err := t.b.open(place, pageSetup{widths: t.wide, frozen: 1, columns: t.keys(), gridlines: true})
	if err != nil {
		return err
	}
	p.repeat = 1
	t.page, t.at.tabs, t.at.rows = p, append(t.at.tabs, place), append(t.at.rows, 0)
	for i, head := range t.heads {
		t.cells[i] = cell{form: words, text: head, look: t.b.looks.head}
		if c := (report.Column{Type: t.at.columns[i].Type}); c.Aligned() == report.AlignRight {
			t.cells[i].look = t.b.looks.headEnd
		}
	}
	return p.add(t.cells, rowSetup{height: 20})
}

// keys returns how many columns stay in sight: those up to the first key, if it
// is one of the first three and something is left beside it.
func (t *tableWriter) keys() int {
	for i := range min(3, len(t.at.columns)-1) {
		if t.at.columns[i].Key {
			return i + 1
		}
	}
	return 0
}

// closePage ends a sheet: a table over its rows, and the marks.
func (t *tableWriter) closePage() error {
	p := t.page
	rows := t.at.rows[len(t.at.rows)-1]
	p.mark(t.at, t.sheet.Marks, rows)
	if len(t.heads) > 0 && rows > 0 {
		name := t.b.tableName(t.at.schema.Name)
		if t.at.name == "" {
			t.at.name = name
		}
		p.table = true
		t.b.addTable(p.name, name, t.heads, 1, rows)
	}
	return p.close()
}

// addTable makes the cells of a sheet a table that can be filtered by its heads,
// which stand in the row head.
func (b *binder) addTable(sheet, name string, heads []string, head, rows int) {
	if err := b.file.SetSheetRow(sheet, place(0, head), &heads); err != nil {
		b.keep(err)
		return
	}
	area := place(0, head) + ":" + place(len(heads)-1, head+rows)
	b.keep(b.file.AddTable(sheet, &excelize.Table{Range: area, Name: name, StyleName: "TableStyleLight1"}))
}

// passingStep is how many rows pass between looks at whether to go on.
const passingStep = 1024

// passing says how many rows are written.
func (t *tableWriter) passing() error {
	if t.b.passing == nil {
		return nil
	}
	return t.b.passing(t.at.schema.Name, t.seen)
}

// row writes a row of data.
func (t *tableWriter) row(values []finding.Value) error {
	if t.seen%passingStep == 0 {
		if err := t.passing(); err != nil {
			return err
		}
	}
	t.seen++
	if err := t.fits(values); err != nil {
		return err
	}
	sheet := len(t.at.rows) - 1
	if t.at.rows[sheet] == t.limit {
		if err := t.turn(); err != nil {
			return err
		}
		sheet++
	}
	t.at.rows[sheet]++
	for i := range t.at.columns {
		c := &t.at.columns[i]
		switch {
		case c.source < 0:
			t.cells[i] = cell{}
			if text := unknowns(t.at.schema, values); text != "" {
				t.page.fillText(i, text, &t.cells[i])
			}
			continue
		case c.coins:
			t.cells[i] = cell{}
			if v := values[c.source]; v.Kind() == finding.MoneyKind {
				t.page.fillText(i, v.Unit(), &t.cells[i])
			}
			continue
		}
		if reason := t.page.fill(i, c, values[c.source], &t.cells[i]); reason != "" {
			return t.fault(c.name, reason)
		}
		if c.total != nil {
			c.total.add(values[c.source])
		}
	}
	t.calculate(values)
	if t.at.earned != nil {
		t.at.earned.add(t, values)
	}
	return t.page.add(t.cells, rowSetup{})
}

// turn goes on on the next sheet, and says so.
func (t *tableWriter) turn() error {
	if err := t.closePage(); err != nil {
		return err
	}
	if err := t.openPage(); err != nil {
		return err
	}
	t.b.note(CodeContinued, finding.Ref{Kind: "table", ID: t.at.schema.Name}, finding.Number(int64(t.limit), "row"), finding.Text(t.page.name))
	return nil
}

// fits checks the number of values, keys and what is unknown.
func (t *tableWriter) fits(row []finding.Value) error {
	columns := t.at.schema.Columns
	if len(row) != len(columns) {
		return t.fault("", "the row has another number of cells than the schema has columns")
	}
	for i := range row {
		kind := row[i].Kind()
		if kind != finding.NoneKind && kind != finding.UnknownKind {
			continue
		}
		switch {
		case columns[i].Key:
			return t.fault(columns[i].Name, "a key must have a value")
		case columns[i].Filled:
			return t.fault(columns[i].Name, "the schema says that the column is never empty")
		case kind == finding.UnknownKind && !columns[i].CanBeUnknown:
			return t.fault(columns[i].Name, "the value is unknown, which the schema does not foresee")
		}
	}
	return nil
}

func (t *tableWriter) fault(column, reason string) error {
	return &dataset.CellError{Table: t.at.schema.Name, Row: t.seen, Column: column, Reason: reason}
}
