package view

import (
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Risks returns the register as a document as of a date: the risks by gravity,
// the matrix with those that are rated, their responses, the exposure, what is overdue, triggers and reserves where
// there are any, and what a check found. Ratings and figures
// are the current ones ([risk.Current]), with what has been done so far;
// [RisksOn] shows those on another basis.
func Risks(w phrase.Printer, r risk.Register, at calendar.Date) *report.Document {
	return RisksOn(w, r, at, risk.Current)
}

// RisksOn is [Risks] with the ratings on a basis, such as [risk.Inherent] for a
// register whose risks have been assessed without any response so far. The
// document names the basis. What the check found does not depend on it.
func RisksOn(w phrase.Printer, r risk.Register, at calendar.Date, basis risk.Basis) *report.Document {
	doc := &report.Document{Title: w.Label("risk_register"), Subtitle: r.ID, Lang: w.Lang, AsOf: day(at)}
	doc.Blocks = append(doc.Blocks, exposureFacts(w, r, at, basis), heading(w, "risks"), riskTable(w, r, at, basis))
	if matrix := RiskMatrix(w, r, at, basis); len(matrix.Cells) > 0 {
		matrix.Bare = true
		append2(doc, heading(w, "risk_matrix"), matrix)
	}
	append2(doc, heading(w, "responses"), responseTable(w, r))
	doc.Blocks = append(doc.Blocks, dueBlocks(w, r, at)...)
	doc.Blocks = append(doc.Blocks, triggerBlocks(w, r, at)...)
	doc.Blocks = append(doc.Blocks, reserveBlocks(w, r, at)...)
	return append2(doc, findings(w, "findings", r.Check())...)
}

func exposureFacts(w phrase.Printer, r risk.Register, at calendar.Date, basis risk.Basis) report.Block {
	e := r.Exposure(at, basis)
	return report.Facts{Name: "exposure", Title: w.Label("exposure"), Items: []report.Fact{
		fact(w, "rating_basis", report.TypeText, word(w, string(basis))),
		fact(w, "open", report.TypeInteger, whole(e.Open)),
		fact(w, "impact_cost", report.TypeMoney, spanValue(e.Cost.Net, r.Currency.Code(), true)),
		fact(w, "impact_time", report.TypeDuration, spanValue(e.Time.Net, "min", false)),
	}}
}

// spanValue is the likely value of a span as a cell.
func spanValue(s risk.Span, unit string, isMoney bool) finding.Value {
	if s.Expected.IsZero() {
		return finding.Unknown("missing-input")
	}
	if isMoney {
		return finding.Money(s.Expected.String(), unit)
	}
	return finding.Decimal(s.Expected.String(), unit)
}

// riskTable lists the risks that can still happen, the gravest first.
func riskTable(w phrase.Printer, r risk.Register, at calendar.Date, basis risk.Basis) *report.Table {
	table := &report.Table{Name: "risk-list", Columns: columns(w, column("id", report.TypeText), column("risk", report.TypeText), column("type", report.TypeText),
		column("cause", report.TypeText), column("effect", report.TypeText), column("owner", report.TypeText), column("rating", report.TypeText),
		column("score", report.TypeNumber), column("expected_value", report.TypeMoney))}
	for _, line := range r.Ranked(at, basis) {
		x, _ := r.Risk(line.Risk)
		rating, score := finding.Unknown("no-data"), finding.Unknown("no-data")
		if line.Rated {
			rating, score = word(w, line.Spot.Class), finding.Decimal(line.Spot.Score.String(), "")
		}
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{
			text(x.ID), text(x.Event), word(w, string(x.Kind)), text(x.Cause), text(x.Effect), text(x.Owner), rating, score,
			spanValue(line.Cost, r.Currency.Code(), true),
		}})
	}
	return table
}

func responseTable(w phrase.Printer, r risk.Register) *report.Table {
	table := &report.Table{Name: "response-list", Columns: columns(w, column("risk", report.TypeText), column("strategy", report.TypeText), column("action", report.TypeText),
		column("owner", report.TypeText), column("due", report.TypeDate), column("cost", report.TypeMoney),
		column("done", report.TypeDate), column("residual", report.TypeText), column("expected_gain", report.TypeMoney), column("tasks", report.TypeText))}
	for _, x := range r.Risks {
		for _, a := range x.Responses {
			table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{
				text(x.ID), word(w, string(a.Strategy)), text(strings.TrimSpace(a.Text)), text(a.Owner), day(a.Due), amount(a.Cost),
				day(a.Done), residual(w, r, a), gain(r, x, a), text(enumerated(w, a.Actions())),
			}})
		}
	}
	return table
}

// residual is the class of what remains after a response, empty where it
// states none.
func residual(w phrase.Printer, r risk.Register, a risk.Response) finding.Value {
	spot, err := r.Place(a.Residual)
	if err != nil {
		return finding.Value{}
	}
	return word(w, spot.Class)
}

// gain is what a response is expected to bring after its own cost, in money;
// empty where it leaves the rating as it is.
func gain(r risk.Register, x risk.Risk, a risk.Response) finding.Value {
	b, err := r.Benefit(x.ID, a.ID, calendar.Date{})
	if err != nil || len(a.Residual.Effects) == 0 || b.Gain.IsZero() {
		return finding.Value{}
	}
	return finding.Money(b.Gain.String(), r.Currency.Code())
}
