package view

import (
	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// ExceptionInput is what an exception report is made of.
type ExceptionInput struct {
	Project   string // its name
	On        calendar.Date
	Exception tolerance.Exception
	Outlooks  []tolerance.Outlook // of its options, as of [tolerance.State.Outlooks]; none: their effects alone are shown
	// Observations are as in [DeviationsInput].
	Observations []tolerance.Observation
}

// Exception returns the report that is due when a tolerance is crossed: the
// deviation with its figures, dates and evidence, cause and consequence, the
// options with their effects and what each would make of the place, the
// recommendation, the lesson, what the report still lacks, and where the figures
// are from.
func Exception(w phrase.Printer, in ExceptionInput) *report.Document {
	a := in.Exception.Account
	doc := &report.Document{Title: w.Label("exception_report"), Subtitle: in.Project, Lang: w.Lang, AsOf: day(in.On)}
	tr := &deviationTracer{newTracer(w), nil, in.Observations}
	doc.Blocks = append(doc.Blocks, exceptionFacts(tr, in.Exception.Deviation))
	doc.Blocks = append(doc.Blocks, told(w, "cause", a.Cause)...)
	doc.Blocks = append(doc.Blocks, told(w, "consequence", a.Consequence)...)
	if len(a.Options) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "options"), choiceTable(w, a), effectTable(w, options(a.Options)))
	}
	if len(in.Outlooks) > 0 {
		table := outlookTable(w, options(a.Options), in.Outlooks)
		tr.outlooks(table, a, in.Outlooks)
		doc.Blocks = append(doc.Blocks, heading(w, "outlook_of_options"), table)
	}
	doc.Blocks = append(doc.Blocks, told(w, "recommendation", recommended(a))...)
	doc.Blocks = append(doc.Blocks, told(w, "reason", a.Reason)...)
	doc.Blocks = append(doc.Blocks, told(w, "lesson", a.Lesson)...)
	append2(doc, findings(w, "findings", in.Exception.Check())...)
	return append2(doc, tr.appendix()...)
}

func exceptionFacts(tr *deviationTracer, d tolerance.Deviation) report.Block {
	w := tr.w
	items := []report.Fact{
		fact(w, "deviation", report.TypeText, text(d.ID)), fact(w, "place", report.TypeText, text(d.Place)), fact(w, "aspect", report.TypeText, word(w, string(d.Aspect))),
		fact(w, "measure", report.TypeText, text(d.Limit.Measure)), fact(w, "outer_limit", report.TypeNumber, d.Limit.Outer.Finding()), fact(w, "inner_limit", report.TypeNumber, d.Limit.Inner.Finding()),
		fact(w, "first_seen", report.TypeDate, day(d.FirstSeen)), fact(w, "worsening_since", report.TypeDate, day(d.Worsening)),
		fact(w, "crossed_on", report.TypeDate, day(d.Crossed)), fact(w, "crossed_by", report.TypeNumber, d.CrossedBy.Finding()),
		fact(w, "latest", report.TypeNumber, d.Latest.Finding()), fact(w, "worst", report.TypeNumber, d.Worst.Finding()), fact(w, "worst_on", report.TypeDate, day(d.WorstOn)),
		fact(w, "cleared_on", report.TypeDate, day(d.Cleared)), fact(w, "evidence", report.TypeText, evidence(w, d.Evidence)),
	}
	for i := range items {
		switch c := &items[i].Column; c.Name {
		case "crossed_by":
			c.Trace = tr.trace(1, d, c.Name, d.CrossedBy, d.Crossed)
		case "worst":
			c.Trace = tr.trace(1, d, c.Name, d.Worst, d.WorstOn)
		case "latest":
			c.Trace = tr.trace(1, d, c.Name, d.Latest, calendar.Date{})
		}
	}
	return report.Facts{Name: "exception", Items: items}
}

// told is a section of what people wrote, empty when they wrote nothing.
func told(w phrase.Printer, label, words string) []report.Block {
	if words == "" {
		return nil
	}
	return []report.Block{heading(w, label), report.P(report.Run{Text: words})}
}

// options are those of an exception.
type options []tolerance.Option

// named is the text of an option, its id where it has none.
func (list options) named(id string) string {
	for _, o := range list {
		if o.ID == id && o.Text != "" {
			return o.Text
		}
	}
	return id
}

// recommended is the text of the recommended option, its id where there is
// none.
func recommended(a tolerance.Account) string {
	return options(a.Options).named(a.Recommendation)
}

func choiceTable(w phrase.Printer, a tolerance.Account) *report.Table {
	table := &report.Table{Name: "exception-options", Columns: columns(w, column("option", report.TypeText), column("text", report.TypeText), column("recommended", report.TypeBool))}
	for _, o := range a.Options {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(o.ID), text(o.Text), finding.Bool(o.ID != "" && o.ID == a.Recommendation)}})
	}
	return table
}

func effectTable(w phrase.Printer, a options) *report.Table {
	table := &report.Table{Name: "exception-effects", Columns: columns(w, column("option", report.TypeText), column("aspect", report.TypeText), column("change_of_forecast", report.TypeNumber))}
	for _, o := range a {
		for _, e := range o.Effects {
			table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(a.named(o.ID)), word(w, string(e.Aspect)), e.Change.Finding()}})
		}
	}
	return table
}

func outlookTable(w phrase.Printer, a options, list []tolerance.Outlook) *report.Table {
	table := &report.Table{Name: "exception-outlook", Columns: columns(w, column("option", report.TypeText), column("aspect", report.TypeText), column("forecast", report.TypeNumber),
		column("forecast_then", report.TypeNumber), column("status_then", report.TypeText), column("clears", report.TypeBool))}
	for _, o := range list {
		for _, x := range o.Outcomes {
			table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(a.named(o.Option)), word(w, string(x.Aspect)), x.Before.Finding(), x.After.Finding(), word(w, string(x.Status)), finding.Bool(o.Clears)}})
		}
	}
	return table
}
