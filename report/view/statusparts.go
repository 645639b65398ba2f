package view

import (
	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
)

// CodeMoreRisks is the note on how many rated risks a status leaves out.
const CodeMoreRisks finding.Code = "view.note.more_risks"

// shownRisks is how many risks a status shows.
const shownRisks = 5

// outlook is what a status says beside the figures, each part where it is given:
// tolerances, the work of the next period, the gravest risks, and changes that
// are not settled.
func outlook(w phrase.Printer, in StatusInput) []report.Block {
	blocks := toleranceBlocks(w, in.Tolerances)
	pressing, _ := split(in.Work, func(m schedule.WorkItem) bool { return m.State != schedule.WorkLater })
	if len(in.Work) > 0 {
		blocks = append(blocks, heading(w, "next_work"), OpenWork(w, pressing))
	}
	blocks = append(blocks, topRisks(w, in)...)
	var open []change.Request
	for _, r := range in.Changes {
		switch r.Standing() {
		case change.Rejected, change.Withdrawn, change.Verified:
		default:
			open = append(open, r)
		}
	}
	if len(in.Changes) > 0 {
		blocks = append(blocks, heading(w, "open_changes"), changeTable(w, open))
	}
	return blocks
}

// toleranceBlocks shows how every place that is watched stands.
func toleranceBlocks(w phrase.Printer, s tolerance.State) []report.Block {
	table := &report.Table{Name: "tolerances", Columns: columns(w, column("place", report.TypeText), column("aspect", report.TypeText), column("status", report.TypeText),
		column("actual", report.TypeNumber), column("forecast", report.TypeNumber))}
	for _, x := range s.Watches {
		table.Rows = append(table.Rows, report.Row{Strong: x.Status == tolerance.Exceeded, Cells: []finding.Value{text(x.Place), word(w, string(x.Aspect)), word(w, string(x.Status)), x.Actual.Finding(), x.Forecast.Finding()}})
	}
	return section(w, "tolerances", table)
}

// topRisks shows the gravest risks that can still happen, by their current
// ratings at the data date.
func topRisks(w phrase.Printer, in StatusInput) []report.Block {
	if len(in.Risks.Risks) == 0 {
		return nil
	}
	table := &report.Table{Name: "top-risks", Columns: columns(w, column("id", report.TypeText), column("risk", report.TypeText), column("owner", report.TypeText), column("rating", report.TypeText), column("score", report.TypeNumber))}
	rated, _ := split(in.Risks.Ranked(in.Plan.DataDate.Date(), risk.Current), func(r risk.Ranking) bool { return r.Rated })
	for _, line := range rated[:min(len(rated), shownRisks)] {
		x, _ := in.Risks.Risk(line.Risk)
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(x.ID), text(x.Event), someone(w, x.Owner), word(w, line.Spot.Class), finding.Decimal(line.Spot.Score.String(), "")}})
	}
	if rest := len(rated) - len(table.Rows); rest > 0 {
		table.Note = w.Finding(finding.Finding{Code: CodeMoreRisks, Severity: finding.Info, Got: finding.Number(int64(rest), "")})
	}
	return []report.Block{heading(w, "top_risks"), table}
}
