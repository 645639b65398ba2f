package view

import (
	"cmp"
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// CodeEndedEarly says that a project was cancelled. Want is when, got the reason
// given.
const CodeEndedEarly finding.Code = "view.closing.ended_early"

// endedEarly says first of a project that was cancelled that it was, when, by
// whom and why.
func endedEarly(w phrase.Printer, in ClosingInput) []report.Block {
	if !in.State.Early {
		return nil
	}
	c := report.Callout{Severity: finding.Warn, Title: w.Label("cancelled")}
	if e, ok := cancelling(in.History); ok {
		f := finding.Finding{Code: CodeEndedEarly, Severity: finding.Warn, Subject: finding.Ref{Kind: "member", ID: string(e.Actor)}, Want: finding.Date(e.At.UTC().Format(time.DateOnly)), Got: text(e.Reason)}
		c.Runs = []report.Run{report.T(w.Finding(f))}
	}
	return []report.Block{c}
}

// cancelling is the last entry of a history that cancelled the project.
func cancelling(history []lifecycle.Entry) (lifecycle.Entry, bool) {
	for _, e := range slices.Backward(history) {
		if move, ok := e.Body.(lifecycle.MoveTaken); ok && move.Kind == lifecycle.MoveCancel {
			return e, true
		}
	}
	return lifecycle.Entry{}, false
}

// riskBlocks shows what became of every risk. A register without risks says
// nothing.
func riskBlocks(w phrase.Printer, r risk.Register) []report.Block {
	if len(r.Risks) == 0 {
		return nil
	}
	table := &report.Table{Name: "risk-outcomes", Columns: columns(w, column("id", report.TypeText), column("risk", report.TypeText), column("type", report.TypeText), column("owner", report.TypeText),
		column("state", report.TypeText), column("occurred_on", report.TypeDate), column("ended_on", report.TypeDate), column("responses", report.TypeInteger), column("responses_done", report.TypeInteger))}
	for _, x := range r.Risks {
		done := 0
		for _, a := range x.Responses {
			if !a.Done.IsZero() {
				done++
			}
		}
		table.Rows = append(table.Rows, report.Row{Strong: !x.Occurred.IsZero(), Cells: []finding.Value{
			text(x.ID), text(x.Event), word(w, string(x.Kind)), someone(w, x.Owner), word(w, string(x.Status)), day(x.Occurred), day(x.Ended), whole(len(x.Responses)), whole(done),
		}})
	}
	return []report.Block{heading(w, "risks"), table}
}

// teamBlocks shows the level of the team, without anything of a single person.
func teamBlocks(w phrase.Printer, in ClosingInput) []report.Block {
	if in.Team == nil {
		return nil
	}
	return []report.Block{heading(w, "team_level"), levelTable(w, *in.Team)}
}

// openDuty is one thing that somebody still has to do.
type openDuty struct {
	kind, id, what, owner string
	due                   calendar.Date
}

// openDuties are what is still to do when the project closes: goals to be
// measured, conditions of gates, actions and topics, improvements, by their
// dates.
func openDuties(w phrase.Printer, in ClosingInput) []openDuty {
	var list []openDuty
	for _, g := range in.Record.Outcome.Goals {
		if g.Verdict == closing.Later {
			list = append(list, openDuty{"measure_goal", g.Goal, g.Metric, g.Owner, g.MeasureOn})
		}
	}
	for _, c := range in.State.Conditions() {
		if c.Status == lifecycle.ConditionOpen {
			due, what := calendar.Date{}, c.Text
			if !c.Due.IsZero() {
				due = calendar.DateTimeOf(c.Due).Date()
			}
			if what == "" {
				what = Word(w, string(c.Fact))
			}
			list = append(list, openDuty{"condition", string(c.ID), what, string(c.Owner), due})
		}
	}
	for _, i := range in.Open {
		if !i.Closed {
			list = append(list, openDuty{string(i.Kind), i.ID, i.Text, i.Owner, i.Due})
		}
	}
	for _, i := range in.Improvements {
		if i.State == closing.ImprovementOpen {
			list = append(list, openDuty{"improvement", i.ID, i.What, i.Owner, i.Due})
		}
	}
	slices.SortStableFunc(list, func(a, b openDuty) int { return cmp.Compare(zeroLast(a.due), zeroLast(b.due)) })
	return list
}

// dutyBlocks lists what is still open, and what the checks of the closing found.
func dutyBlocks(w phrase.Printer, in ClosingInput) []report.Block {
	list := openDuties(w, in)
	if len(list) == 0 {
		return findings(w, "open_duties", in.Findings)
	}
	table := &report.Table{Name: "open-duties", Columns: columns(w, column("duty", report.TypeText), column("id", report.TypeText), column("text", report.TypeText), column("owner", report.TypeText), column("due", report.TypeDate))}
	for _, d := range list {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{word(w, d.kind), text(d.id), text(d.what), someone(w, d.owner), day(d.due)}})
	}
	blocks := []report.Block{heading(w, "open_duties"), table}
	if len(in.Findings) > 0 {
		blocks = append(blocks, w.List("", in.Findings))
	}
	return blocks
}
