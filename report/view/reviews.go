package view

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// dueBlocks lists what should have been done about the risks by a date: reviews
// that are due and responses that are overdue. It is empty without a date, and
// where nothing is late.
func dueBlocks(w phrase.Printer, r risk.Register, at calendar.Date) []report.Block {
	if at.IsZero() {
		return nil
	}
	table := &report.Table{Name: "risk-due", Columns: columns(w, column("risk", report.TypeText), column("action", report.TypeText),
		column("reason", report.TypeText), column("due", report.TypeDate), column("days_late", report.TypeInteger), column("owner", report.TypeText))}
	add := func(id, action, reason string, due calendar.Date, late int, owner string) {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(id), text(action), word(w, reason), day(due), whole(late), text(owner)}})
	}
	for _, x := range r.Due(at) {
		add(x.Risk, w.Label("review_again"), string(x.Reason), x.Due, x.DaysLate, x.Owner)
	}
	for _, x := range r.OverdueResponses(at) {
		add(x.Risk, w.Label("response")+" "+x.Response, "response_late", x.Due, x.DaysLate, x.Owner)
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return []report.Block{heading(w, "risk_due"), table}
}
