package report

import "github.com/milepost-go/milepost/lifecycle/finding"

// Trace says how a figure of the document came about: by which formula, from
// which inputs, and where those are kept. It is a block; an appendix holds one
// for every figure that is computed. Cells refer to it by its name in
// [Column.Trace], where a whole column is computed alike, or in [Row.Traces];
// facts do in the Trace of their column.
//
// A formula is written with the names of the inputs, in exact arithmetic:
//
//	a + b  a - b  a * b  a / b  (a)  min(a, b)  max(a, b)
//	sum(s) min(s) max(s) count(s) last(s)  of a column s of the table Over; empty cells do not count
//	worktime(a, b)                    working time from date a to date b on the calendar that Words name
//
// A function beside these is explained in Words.
type Trace struct {
	Name    string       // what cells refer to, unique in the document; as for every block
	Figure  Fact         // the figure with its title; no value where the trace speaks of a column
	Formula string       // "" for a figure that is an input of the project itself
	Words   string       // the formula in words of the document's language
	Over    string       // table of the document whose columns are the inputs of the same names: rows join by [Row.ID]; "" for none
	Inputs  []TraceInput // what the formula names, in its order
	About   []Fact       // what else a reader should know, such as meaning and limits of use
}

// TraceInput is what a formula reads. The name of its column is the name in
// the formula, the Trace of the column leads to how it came about itself.
type TraceInput struct {
	Fact               // no value where it is a column of the table Over
	From   finding.Ref // where it is kept: a task, a baseline, an event by its position; zero: computed
	Origin string      // the same in words, "" for none
}

// Table returns the figure with its formula, then one row an input, then one
// for each fact about it.
func (t Trace) Table() *Table {
	table := t.TableIn(Format{})
	for _, f := range t.About {
		table.Rows = append(table.Rows, Row{Cells: []finding.Value{{}, finding.Text(Format{}.Title(&f.Column)), f.Value}})
	}
	return table
}

// TableIn returns the figure with its formula and the inputs with their
// values, formatted by the format, without the facts about it.
func (t Trace) TableIn(format Format) *Table {
	table := &Table{Name: t.Name, Title: format.Title(&t.Figure.Column), Note: t.Words,
		Columns: []Column{{Name: "symbol"}, {Name: "item"}, {Name: "value", Align: AlignRight}, {Name: "origin"}}}
	table.Rows = append(table.Rows, Row{Strong: true, Cells: []finding.Value{
		optionalText(t.Formula), finding.Text(table.Title), t.Figure.shown(format),
	}})
	for i := range t.Inputs {
		in := &t.Inputs[i]
		origin := in.Origin
		if origin == "" && in.From != (finding.Ref{}) {
			origin = in.From.String()
		}
		table.Rows = append(table.Rows, Row{Traces: []string{"", "", in.Column.Trace}, Cells: []finding.Value{
			finding.Text(in.Column.Name), finding.Text(format.Title(&in.Column)), in.shown(format), optionalText(origin),
		}})
	}
	return table
}

// shown is the value as text, and as it is where it is empty or unknown.
func (f *Fact) shown(format Format) finding.Value {
	if f.Value.IsZero() || f.Value.IsUnknown() {
		return f.Value
	}
	return finding.Text(format.Cell(&f.Column, f.Value))
}

// TraceOf returns the name of the trace of the cell in column i of a row: its
// own, else that of the column; "" for none, and for an empty cell.
func (t *Table) TraceOf(r *Row, i int) string {
	switch {
	case i < 0 || i >= len(t.Columns) || r.Cell(i).IsZero():
		return ""
	case i < len(r.Traces) && r.Traces[i] != "":
		return r.Traces[i]
	}
	return t.Columns[i].Trace
}
