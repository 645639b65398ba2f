package view

import (
	"strconv"

	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// DeviationsInput is what the document of deviations is made of.
type DeviationsInput struct {
	Project string // its name
	On      calendar.Date
	Rules   tolerance.Rules
	State   tolerance.State   // as of [tolerance.Replay]
	Events  []tolerance.Event // what happened, in its order; none: left out
	// Observations are what the state amounts to; none: worst and latest figures
	// are traced to their evidence alone.
	Observations []tolerance.Observation
	Findings     []finding.Finding // such as refused observations
}

// Deviations returns how far a project deviates from what was agreed: every
// place and aspect that is watched with its limits, every deviation with the day
// it was first seen, crossed its limit and was back, the events, and where
// the figures are from.
func Deviations(w phrase.Printer, in DeviationsInput) *report.Document {
	doc := &report.Document{Title: w.Label("deviations_and_tolerances"), Subtitle: in.Project, Lang: w.Lang, AsOf: day(in.On)}
	tr := &deviationTracer{newTracer(w), in.Events, in.Observations}
	doc.Blocks = append(doc.Blocks, watchTable(w, in), heading(w, "deviations"), excursionTable(tr, in.State.Deviations()))
	if len(in.Events) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "events"), crossingTable(w, in.Events))
	}
	append2(doc, findings(w, "findings", in.Findings)...)
	return append2(doc, tr.appendix()...)
}

func watchTable(w phrase.Printer, in DeviationsInput) *report.Table {
	table := &report.Table{Name: "tolerance-status", Columns: columns(w, column("place", report.TypeText), column("aspect", report.TypeText), column("status", report.TypeText), column("date", report.TypeDate),
		column("actual", report.TypeNumber), column("forecast", report.TypeNumber), column("inner_limit", report.TypeNumber), column("outer_limit", report.TypeNumber), column("worse_cycles", report.TypeInteger))}
	for _, x := range in.State.Watches {
		limit, _ := in.Rules.For(x.Place, x.Aspect)
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(x.Place), word(w, string(x.Aspect)), word(w, string(x.Status)), day(x.On),
			x.Actual.Finding(), x.Forecast.Finding(), limit.Inner.Finding(), limit.Outer.Finding(), whole(x.Worse)}})
	}
	return table
}

func excursionTable(tr *deviationTracer, list []tolerance.Deviation) *report.Table {
	w := tr.w
	table := &report.Table{Name: "deviation-list", Columns: columns(w, column("deviation", report.TypeText), column("place", report.TypeText), column("aspect", report.TypeText),
		column("first_seen", report.TypeDate), column("worsening_since", report.TypeDate), column("crossed_on", report.TypeDate), column("crossed_by", report.TypeNumber),
		column("worst", report.TypeNumber), column("worst_on", report.TypeDate), column("latest", report.TypeNumber), column("cleared_on", report.TypeDate), column("evidence", report.TypeText))}
	for i, d := range list {
		table.Rows = append(table.Rows, report.Row{ID: d.ID, Cells: []finding.Value{text(d.ID), text(d.Place), word(w, string(d.Aspect)),
			day(d.FirstSeen), day(d.Worsening), day(d.Crossed), d.CrossedBy.Finding(),
			d.Worst.Finding(), day(d.WorstOn), d.Latest.Finding(), day(d.Cleared), evidence(w, d.Evidence)},
			Traces: []string{"", "", "", "", "", "", tr.trace(i+1, d, "crossed_by", d.CrossedBy, d.Crossed), tr.trace(i+1, d, "worst", d.Worst, d.WorstOn), "", tr.trace(i+1, d, "latest", d.Latest, calendar.Date{})}})
	}
	return table
}

// evidence lists what shows a deviation.
func evidence(w phrase.Printer, refs []finding.Ref) finding.Value {
	var shown []string
	for _, r := range refs {
		shown = append(shown, w.Ref(r))
	}
	return listed(w, shown, func(s string) string { return s })
}

func crossingTable(w phrase.Printer, events []tolerance.Event) *report.Table {
	table := &report.Table{Name: "deviation-events", Columns: columns(w, column("date", report.TypeDate), column("event", report.TypeText), column("deviation", report.TypeText), column("value", report.TypeNumber))}
	for i, e := range events {
		table.Rows = append(table.Rows, report.Row{ID: strconv.Itoa(i + 1), Cells: []finding.Value{day(e.On), word(w, string(e.Kind)), text(e.Deviation), e.Value.Finding()}})
	}
	return table
}
