package view

import (
	"math/big"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// columns returns the columns of a table, each with its label.
func columns(w phrase.Printer, list ...report.Column) []report.Column {
	for i := range list {
		if list[i].Title == "" {
			list[i].Title = w.Label(list[i].Name)
		}
	}
	return list
}

func column(name string, t report.Type) report.Column { return report.Column{Name: name, Type: t} }

// moment is a date-time as a cell, empty when there is none.
func moment(t calendar.DateTime) finding.Value {
	if t.IsZero() {
		return finding.Value{}
	}
	return finding.Date(t.String())
}

func day(d calendar.Date) finding.Value {
	if d.IsZero() {
		return finding.Value{}
	}
	return finding.Date(d.String())
}

// minutes is working time as a cell.
func minutes(w calendar.Work) finding.Value { return finding.Ratio(int64(w), 60, "min") }

func amount(a money.Amount) finding.Value {
	if a.Sign() == 0 && a.Currency().Code() == "" {
		return finding.Value{}
	}
	return finding.Money(a.Text(), a.Currency().Code())
}

// inPercent is a share as a cell of a table of mixed figures.
func inPercent(v finding.Value) finding.Value {
	r, ok := v.Rat()
	if !ok {
		return v
	}
	return finding.Rat(r.Mul(r, big.NewRat(100, 1)), "%")
}

// inDays is working time as a cell of a table of mixed figures, in days of so
// many minutes.
func inDays(day int64, v finding.Value) finding.Value {
	r, ok := v.Rat()
	if !ok {
		return v
	}
	return finding.Rat(r.Quo(r, big.NewRat(day, 1)), "day")
}

// readable is a figure of a table of mixed figures as people read it: working
// minutes in days of so many minutes, and a number in a currency as an amount of
// money.
func readable(day int64, v finding.Value) finding.Value {
	if v.Unit() == "min" {
		return inDays(day, v)
	}
	if _, err := money.Lookup(v.Unit()); err == nil && v.Kind() == finding.NumberKind {
		return finding.Money(v.Plain(), v.Unit())
	}
	return v
}

// number is a figure of the charter as a cell, empty when it is not stated. One
// whose unit is a currency is an amount of money; the unit of a share in percent
// is shown by its sign.
func number(n charter.Number, unit string) finding.Value {
	if n.IsZero() {
		return finding.Value{}
	}
	if _, err := money.Lookup(unit); err == nil {
		return finding.Money(n.String(), unit)
	}
	if unit == "percent" {
		unit = "%"
	}
	return n.Value(unit)
}

func text(s string) finding.Value {
	if s == "" {
		return finding.Value{}
	}
	return finding.Text(s)
}

func whole(n int) finding.Value { return finding.Number(int64(n), "") }

// fact is one labelled value.
func fact(w phrase.Printer, name string, t report.Type, v finding.Value) report.Fact {
	return report.Fact{Column: w.Column(name, t), Value: v}
}

// heading opens a section with a label.
func heading(w phrase.Printer, label string) report.Heading {
	return report.Heading{Level: 1, Text: w.Label(label), Name: "section-" + dashed(label)}
}

func dashed(s string) string {
	b := []byte(s)
	for i := range b {
		if b[i] == '_' {
			b[i] = '-'
		}
	}
	return string(b)
}

// naming lets findings call tasks by their names.
func naming(w phrase.Printer, plan *schedule.Plan) phrase.Printer {
	if w.Name != nil || plan == nil {
		return w
	}
	names := make(map[string]string, len(plan.Tasks))
	for i := range plan.Tasks {
		names[string(plan.Tasks[i].ID)] = plan.Tasks[i].Name
	}
	w.Name = func(r finding.Ref) string {
		if r.Kind != "task" && r.Kind != "summary_task" {
			return ""
		}
		return names[r.ID]
	}
	return w
}

// word is the word for a stable value such as "threat", shown as text.
func word(w phrase.Printer, s string) finding.Value {
	if s == "" {
		return finding.Value{}
	}
	return finding.Text(Word(w, s))
}

// Word returns the word for a stable value of any room, such as a phase, a
// verdict or the state of a change, and the value made readable where there is
// none.
func Word(w phrase.Printer, value string) string {
	book := w.Book
	if book == nil {
		book = phrase.Standard()
	}
	entry, ok := book.Entry("value." + value)
	switch {
	case !ok:
		return w.Label(value)
	case w.Lang == phrase.ZhCN:
		return entry.ZhCN
	}
	return entry.En
}
