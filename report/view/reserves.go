package view

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// inDimension is how figures on cost or on time are shown: the end of the name
// of their tables, the type of their columns, the cell of a number.
type inDimension struct {
	on   risk.Dimension
	cell report.Type
	unit string
}

func dimensions(r risk.Register) []inDimension {
	return []inDimension{{risk.OnCost, report.TypeMoney, r.Currency.Code()}, {risk.OnTime, report.TypeDuration, "min"}}
}

// value is an exact number as a cell, unknown where none is stated.
func (d inDimension) value(n risk.Number) finding.Value {
	switch {
	case n.IsZero():
		return finding.Unknown("missing-input")
	case d.cell == report.TypeMoney:
		return finding.Money(n.String(), d.unit)
	}
	return finding.Decimal(n.String(), d.unit)
}

// reserveBlocks shows the reserves as of a date and every entry of their
// ledgers up to it; the zero date shows all. It is empty without reserves.
func reserveBlocks(w phrase.Printer, r risk.Register, at calendar.Date) []report.Block {
	if len(r.Reserves) == 0 {
		return nil
	}
	blocks := []report.Block{heading(w, "reserves")}
	for _, d := range dimensions(r) {
		sums, ledger := reserveTable(w, d), ledgerTable(w, d)
		for _, x := range r.Reserves {
			if x.On == d.on {
				sums.Rows = append(sums.Rows, reserveRow(w, d, x, at))
				ledger.Rows = append(ledger.Rows, ledgerRows(w, d, x, at)...)
			}
		}
		if len(sums.Rows) > 0 {
			blocks = append(blocks, sums, ledger)
		}
	}
	return blocks
}

func reserveTable(w phrase.Printer, d inDimension) *report.Table {
	return &report.Table{Name: "reserves-" + string(d.on), Title: w.Label("impact_" + string(d.on)), Columns: columns(w, column("id", report.TypeText),
		column("type", report.TypeText), column("granted", d.cell), column("drawn", d.cell), column("released", d.cell), column("remaining", d.cell))}
}

func reserveRow(w phrase.Printer, d inDimension, x risk.Reserve, at calendar.Date) report.Row {
	s := x.Standing(at)
	return report.Row{Cells: []finding.Value{text(x.ID), text(w.Label(string(x.Kind) + "_reserve")),
		d.value(s.Granted), d.value(s.Drawn), d.value(s.Released), d.value(s.Remaining)}}
}

func ledgerTable(w phrase.Printer, d inDimension) *report.Table {
	return &report.Table{Name: "reserve-ledger-" + string(d.on), Title: w.Label("reserve_ledger"), Columns: columns(w, column("reserve", report.TypeText),
		column("date", report.TypeDate), column("entry", report.TypeText), column("amount", d.cell), column("balance", d.cell), column("risk", report.TypeText),
		column("reason", report.TypeText), column("approver", report.TypeText), column("exception", report.TypeText))}
}

func ledgerRows(w phrase.Printer, d inDimension, x risk.Reserve, at calendar.Date) []report.Row {
	var rows []report.Row
	for _, line := range x.Ledger() {
		if !at.IsZero() && line.At.After(at) {
			continue
		}
		rows = append(rows, report.Row{Cells: []finding.Value{text(x.ID), day(line.At), word(w, string(line.Kind)), d.value(line.Amount), d.value(line.Balance),
			text(line.Risk), text(line.Reason), text(line.Approver), text(line.Exception)}})
	}
	return rows
}

// RiskCourse returns the course of the risks over the dates given as a
// document: what the open risks were expected to take before all responses, as
// things stood and after all responses; and what remained in reserve against
// it. Both are drawn as curves, each row of whose table is a point.
func RiskCourse(w phrase.Printer, r risk.Register, dates []calendar.Date) *report.Document {
	doc := &report.Document{Title: w.Label("risk_course"), Subtitle: r.ID, Lang: w.Lang}
	if len(dates) > 0 {
		doc.AsOf = day(dates[len(dates)-1])
	}
	doc.Blocks = append(doc.Blocks, heading(w, "exposure"))
	for _, d := range dimensions(r) {
		doc.Blocks = append(doc.Blocks, drawnAs(w, courseTable(w, d, r.Course(dates)), column(string(d.on), d.cell),
			[]string{"before_responses", "as_it_stands", "after_responses"}))
	}
	doc.Blocks = append(doc.Blocks, heading(w, "reserve_cover"))
	for _, d := range dimensions(r) {
		doc.Blocks = append(doc.Blocks, drawnAs(w, coverTable(w, d, r.Cover(dates)), column(string(d.on), d.cell),
			[]string{"contingency_reserve", "exposure", "management_reserve"}, "contingency_reserve", "management_reserve"))
	}
	return doc
}

func courseTable(w phrase.Printer, d inDimension, points []risk.CoursePoint) *report.Table {
	table := &report.Table{Name: "exposure-" + string(d.on), Title: w.Label("impact_" + string(d.on)), Columns: columns(w, column("date", report.TypeDate),
		column("open", report.TypeInteger), column("before_responses", d.cell), column("as_it_stands", d.cell), column("after_responses", d.cell))}
	for _, p := range points {
		row := []finding.Value{day(p.At), whole(p.Open)}
		for _, x := range []risk.Outlook{p.Before, p.Now, p.After} {
			total := x.Cost
			if d.on == risk.OnTime {
				total = x.Time
			}
			row = append(row, d.value(total.Net.Expected))
		}
		table.Rows = append(table.Rows, report.Row{Cells: row})
	}
	return table
}

func coverTable(w phrase.Printer, d inDimension, points []risk.Cover) *report.Table {
	table := &report.Table{Name: "reserve-cover-" + string(d.on), Title: w.Label("impact_" + string(d.on)), Columns: columns(w, column("date", report.TypeDate),
		column("contingency_reserve", d.cell), column("exposure", d.cell), column("shortfall", d.cell), column("management_reserve", d.cell))}
	for _, p := range points {
		line := p.Cost
		if d.on == risk.OnTime {
			line = p.Time
		}
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{day(p.At), d.value(line.Contingency),
			d.value(line.Exposure.Net.Expected), d.value(line.Short), d.value(line.Management)}})
	}
	return table
}

// RiskProcess returns how well the duties of risk management were kept as a
// document: each share with the sample it stands on.
func RiskProcess(w phrase.Printer, p risk.Process) *report.Document {
	table := &report.Table{Name: "risk-process", Columns: columns(w, column("measure", report.TypeText), column("share", report.TypePercent),
		column("counted", report.TypeInteger), column("sample", report.TypeInteger), column("unclear", report.TypeInteger))}
	table.Columns[0].Title = w.Label("risk_duty")
	for _, m := range p.Measures {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(w.Label(string(m.Name))), m.Value, whole(m.Good), whole(m.Sample), whole(m.Unclear)}})
	}
	return &report.Document{Title: w.Label("risk_process"), Lang: w.Lang, AsOf: day(p.At), Blocks: []report.Block{table}}
}

// triggerBlocks lists the triggers that have fired by a date and those that
// still wait for their fact, in the order of the register. It is empty without
// triggers.
func triggerBlocks(w phrase.Printer, r risk.Register, at calendar.Date) []report.Block {
	table := &report.Table{Name: "trigger-list", Columns: columns(w, column("risk", report.TypeText), column("trigger", report.TypeText), column("condition", report.TypeText),
		column("fired", report.TypeDate), column("answered", report.TypeDate), column("answer", report.TypeText), column("owner", report.TypeText))}
	by := func(d calendar.Date) calendar.Date {
		if !at.IsZero() && d.After(at) {
			return calendar.Date{}
		}
		return d
	}
	for _, x := range r.Risks {
		for _, t := range x.Triggers {
			owner, answer := t.Owner, t.Answer
			if owner == "" {
				owner = x.Owner
			}
			if by(t.Answered).IsZero() {
				answer = ""
			}
			table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(x.ID), text(t.ID), text(condition(w, t)),
				day(by(t.Fired)), day(by(t.Answered)), text(answer), text(owner)}})
		}
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return []report.Block{heading(w, "triggers"), table}
}

func condition(w phrase.Printer, t risk.Trigger) string {
	words := factName(w, t.Fact) + " " + t.Op + " " + t.Limit
	if t.Unit != "" {
		words += " " + t.Unit
	}
	return words
}
