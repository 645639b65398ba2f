package view

import (
	"strings"

	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
)

// WhyLate returns by what causes a finish has moved: each cause with its
// share, below it the tasks, calendars and risks that make it up and the changes
// that touch them, and the total as the footer. Positive is later. w.Name may
// give tasks their names.
func WhyLate(w phrase.Printer, a schedule.Attribution) *report.Table {
	table := movedTable(w, "why-late", report.TypeDuration)
	for _, c := range a.Causes {
		table.Rows = append(table.Rows, causeRow(w, c.Cause.Code(), minutes(c.Moved)))
		for _, p := range c.Parts {
			table.Rows = append(table.Rows, report.Row{Level: 1, Cells: []finding.Value{text(slipPart(w, p)), minutes(p.Moved), text(enumerated(w, p.Requests))}})
		}
	}
	table.Footer = []report.Row{totalRow(w, minutes(a.Total))}
	return table
}

// WhyDearer returns by what causes a project cost more than its budget, as
// [WhyLate] does for time. Positive is dearer.
func WhyDearer(w phrase.Printer, o closing.Overrun) *report.Table {
	table := movedTable(w, "why-dearer", report.TypeMoney)
	for _, s := range o.Causes {
		table.Rows = append(table.Rows, causeRow(w, s.Cause.Code(), amount(s.Moved)))
		for _, p := range s.Parts {
			table.Rows = append(table.Rows, report.Row{Level: 1, Cells: []finding.Value{text(w.Ref(p.What)), amount(p.Moved), text(p.Request)}})
		}
	}
	table.Footer = []report.Row{totalRow(w, amount(o.Total))}
	return table
}

func movedTable(w phrase.Printer, name string, moved report.Type) *report.Table {
	return &report.Table{Name: name, Columns: columns(w, column("cause", report.TypeText), column("difference", moved), column("change", report.TypeText))}
}

func causeRow(w phrase.Printer, code finding.Code, moved finding.Value) report.Row {
	return report.Row{Strong: true, Cells: []finding.Value{text(w.Text(code)), moved}}
}

func totalRow(w phrase.Printer, total finding.Value) report.Row {
	return report.Row{Strong: true, Cells: []finding.Value{text(w.Label("total")), total}}
}

// slipPart says what differs between the two plans.
func slipPart(w phrase.Printer, p schedule.CausePart) string {
	out := w.Ref(p.What)
	if p.Task != "" {
		out = joined(w, out, w.Ref(finding.Ref{Kind: "task", ID: string(p.Task)}))
	}
	if p.What.Field == "" {
		return out
	}
	return joined(w, out, w.Label("slip_"+p.What.Field))
}

// joined puts a detail behind a thing.
func joined(w phrase.Printer, thing, detail string) string {
	if w.Lang == phrase.ZhCN {
		return thing + "：" + detail
	}
	return thing + ": " + detail
}

// attributionBlocks are the two tables for a project report, each drawn. A record that
// divides nothing has none.
func attributionBlocks(w phrase.Printer, r closing.Record) []report.Block {
	var blocks []report.Block
	if len(r.Late.Causes) > 0 {
		blocks = append(blocks, heading(w, "slip_by_cause"), untitled(LateWaterfall(w, r.Late)), WhyLate(w, r.Late))
	}
	if len(r.Overrun.Causes) > 0 {
		blocks = append(blocks, heading(w, "overrun_by_cause"), untitled(DearerWaterfall(w, r.Overrun)), WhyDearer(w, r.Overrun))
	}
	return blocks
}

// OpenWork returns the open tasks by list, the most pressing list first, each
// with its cause, what it waits for, when it was due and what is forecast. How
// long counts is the time overdue, waited, late by the forecast or left, as the
// list asks. w.Name may give tasks their names.
func OpenWork(w phrase.Printer, items []schedule.WorkItem) *report.Table {
	table := &report.Table{Name: "open-work", Columns: columns(w, column("state", report.TypeText), column("task", report.TypeText), column("cause", report.TypeText),
		column("waits_for", report.TypeText), column("due", report.TypeDate), column("forecast", report.TypeDate), column("how_long", report.TypeDuration))}
	for s := schedule.WorkOverdue; s <= schedule.WorkLater; s++ {
		for _, m := range items {
			if m.State == s {
				table.Rows = append(table.Rows, openRow(w, m))
			}
		}
	}
	return table
}

func openRow(w phrase.Printer, m schedule.WorkItem) report.Row {
	waits := make([]string, len(m.Waits))
	for i, id := range m.Waits {
		waits[i] = w.Ref(finding.Ref{Kind: "task", ID: string(id)})
	}
	if m.Stated != "" && m.Cause == schedule.CauseStated {
		waits = []string{m.Stated}
	}
	length := m.Left
	switch m.State {
	case schedule.WorkOverdue:
		length = m.Overdue
	case schedule.WorkBlocked:
		length = m.Waiting
	case schedule.WorkAtRisk:
		length = m.Late
	}
	return report.Row{Cells: []finding.Value{text(w.Text(m.State.Code())), text(w.Ref(finding.Ref{Kind: "task", ID: string(m.Task)})), text(w.Text(m.Cause.Code())),
		text(strings.Join(waits, "; ")), moment(m.Due), moment(m.Forecast), minutes(length)}}
}
