package view

import (
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// oversight shows what was agreed at gates, what passed by an override and what
// was asked for beside the usual: decisions other than a plain go, conditions,
// and every override ever given, used or not. It returns nothing where there is
// none of it.
func oversight(w phrase.Printer, s lifecycle.State) []report.Block {
	var blocks []report.Block
	for _, part := range []struct {
		label string
		table *report.Table
	}{
		{"gate_decisions", decisionTable(w, s.Decisions())},
		{"conditions", conditionTable(w, s.Conditions())},
		{"overrides", overrideTable(w, s.Overrides())},
	} {
		if len(part.table.Rows) > 0 {
			blocks = append(blocks, heading(w, part.label), part.table)
		}
	}
	return blocks
}

// decisionTable lists the decisions at gates that were no plain go: those the
// path of the project does not tell.
func decisionTable(w phrase.Printer, list []lifecycle.GateDecision) *report.Table {
	table := &report.Table{Name: "gate-decisions", Columns: columns(w, column("gate", report.TypeText), column("verdict", report.TypeText),
		column("decided_by", report.TypeText), column("date", report.TypeDate), column("reason", report.TypeText))}
	for _, d := range list {
		if d.Verdict == lifecycle.VerdictGo || d.Verdict == "" {
			continue
		}
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{
			word(w, string(d.Gate)), word(w, string(d.Verdict)), text(string(d.Actor)), civil(d.At), text(d.Reason),
		}})
	}
	return table
}

func conditionTable(w phrase.Printer, list []lifecycle.ConditionRecord) *report.Table {
	table := &report.Table{Name: "conditions", Columns: columns(w, column("id", report.TypeText), column("gate", report.TypeText), column("text", report.TypeText),
		column("owner", report.TypeText), column("due", report.TypeDate), column("status", report.TypeText), column("reason", report.TypeText))}
	for _, c := range list {
		what := text(c.Text)
		if c.Text == "" {
			what = text(factName(w, string(c.Fact)))
		}
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{
			text(string(c.ID)), word(w, string(c.Gate)), what, text(string(c.Owner)), civil(c.Due), word(w, string(c.Status)), text(c.Reason),
		}})
	}
	return table
}

// overrideTable lists every override with what it let pass, and says of one
// that was never used that nothing passed by it.
func overrideTable(w phrase.Printer, list []lifecycle.OverrideRecord) *report.Table {
	table := &report.Table{Name: "overrides", Columns: columns(w, column("gate", report.TypeText), column("actor", report.TypeText), column("date", report.TypeDate),
		column("expires", report.TypeDate), column("reason", report.TypeText), column("let_pass", report.TypeText))}
	for _, o := range list {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{
			word(w, string(o.Gate)), text(string(o.Actor)), civil(o.At), civil(o.Until), text(o.Reason), text(passed(w, o.Uses)),
		}})
	}
	return table
}

// passed names what overrides let pass: facts, roles whose approvals were
// missing, and who objected.
func passed(w phrase.Printer, uses []lifecycle.OverrideUse) string {
	var names []string
	for _, use := range uses {
		for _, p := range use.Passed {
			name := string(p.Objection)
			switch {
			case p.Fact != "":
				name = factName(w, string(p.Fact))
			case p.Objection == "":
				name = Word(w, string(p.Role))
			}
			names = append(names, name)
		}
	}
	if names == nil {
		return w.Label("none")
	}
	return list(w, names)
}

// list joins names as the language does.
func list(w phrase.Printer, names []string) string {
	separator := ", "
	if w.Lang == phrase.ZhCN {
		separator = "、"
	}
	joined := ""
	for i, n := range names {
		if i > 0 {
			joined += separator
		}
		joined += n
	}
	return joined
}

// civil is the date of a moment in its own zone.
func civil(t time.Time) finding.Value {
	if t.IsZero() {
		return finding.Value{}
	}
	return finding.Date(t.Format(time.DateOnly))
}
