package view

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
)

// Results sets target against result, the goals first, then the final figures:
// both with their difference, the verdict by the standard, and the causes as far
// as the record names them. Causes of a late finish and of an overrun are the
// gravest of their divisions, those of a goal are of the problems and lessons
// that have it as source or evidence. The difference of dates is working time in
// days of so many minutes, 480 where day is 0. Cells are as in a document, one
// row a goal or figure with its id or code as [report.Row.ID].
func Results(w phrase.Printer, r closing.Record, day int64) *report.Table {
	if day <= 0 {
		day = usualDay
	}
	table := &report.Table{Name: "target-result", Columns: columns(w, column("item", report.TypeText), column("target", report.TypeNumber), column("actual", report.TypeNumber),
		column("difference", report.TypeNumber), column("verdict", report.TypeText), column("cause", report.TypeText))}
	for _, g := range r.Outcome.Goals {
		name := g.Metric
		if name == "" {
			name = g.Goal
		}
		target, actual := number(g.Planned, g.Unit), number(g.Actual, g.Unit)
		table.Rows = append(table.Rows, report.Row{ID: g.Goal, Cells: []finding.Value{text(name), target, actual, less(actual, target), word(w, string(g.Verdict)), goalCauses(w, r, g.Goal)}})
	}
	for _, f := range r.Figures {
		if f.Planned.IsZero() || f.Planned.IsUnknown() {
			continue
		}
		name := w.Finding(finding.Finding{Code: f.Label, Severity: finding.Info})
		row := report.Row{ID: string(f.Label), Cells: []finding.Value{text(name), shown(day, f.Label, f.Planned), shown(day, f.Label, f.Actual), shown(day, f.Label, f.Off), {}, {}}}
		section := ""
		row.Cells[5], section = figureCause(w, r, f.Label)
		if section != "" {
			row.Traces = []string{"", "", "", "", "", section}
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// less is the difference of two figures, empty where one of them is.
func less(a, b finding.Value) finding.Value {
	x, ok := a.Rat()
	y, okB := b.Rat()
	if !ok || !okB || a.Unit() != b.Unit() {
		return finding.Value{}
	}
	d := finding.Rat(x.Sub(x, y), a.Unit())
	if a.Kind() == finding.MoneyKind {
		return finding.Money(d.Plain(), a.Unit())
	}
	return d
}

// goalCauses are the causes that problems and lessons give for a goal.
func goalCauses(w phrase.Printer, r closing.Record, goal string) finding.Value {
	about := func(ref finding.Ref) bool { return ref.Kind == "goal" && ref.ID == goal }
	var causes []string
	add := func(cause string) {
		if cause != "" && !slices.Contains(causes, cause) {
			causes = append(causes, cause)
		}
	}
	for _, p := range r.Problems {
		if about(p.Source) {
			add(p.Cause)
		}
	}
	for _, l := range r.Lessons {
		if slices.ContainsFunc(l.Evidence, about) {
			add(l.Cause)
		}
	}
	return text(list(w, causes))
}

// figureCause is the gravest cause of a late finish or of an overrun, and the
// table that divides it.
func figureCause(w phrase.Printer, r closing.Record, label finding.Code) (finding.Value, string) {
	switch {
	case label == closing.FigureFinish && len(r.Late.Causes) > 0:
		worst := slices.MaxFunc(r.Late.Causes, func(a, b schedule.CauseShare) int { return cmp.Compare(a.Moved, b.Moved) })
		if worst.Moved > 0 {
			return text(w.Text(worst.Cause.Code())), "why-late"
		}
	case label == closing.FigureCost && len(r.Overrun.Causes) > 0:
		worst := slices.MaxFunc(r.Overrun.Causes, func(a, b closing.OverrunShare) int { return dearer(a.Moved, b.Moved) })
		if worst.Moved.Sign() > 0 {
			return text(w.Text(worst.Cause.Code())), "why-dearer"
		}
	}
	return finding.Value{}, ""
}

// dearer orders amounts of one currency.
func dearer(a, b money.Amount) int {
	order, err := a.Cmp(b)
	if err != nil {
		return 0
	}
	return order
}

// ResultTable is [Results] as a tidy table for analysis tools: one row a goal or
// figure, keyed by its id or code. Words are those of the printer. Numbers and
// amounts stand without their unit, which is a column of its own; of dates it is
// that of the difference.
func ResultTable(w phrase.Printer, r closing.Record, day int64) dataset.Table {
	schema := dataset.Schema{Name: "target_result", Title: "Target against result", Meaning: "One goal or final figure.", Columns: []dataset.Column{
		{Name: "result_id", Key: true, Title: "Result", Meaning: "Id of the goal, or code of the figure."},
		{Name: "item", Title: "Item", Meaning: "What it is called."},
		{Name: "target", Type: report.TypeNumber, CanBeUnknown: true, Title: "Target", Meaning: "What was aimed at, where that is no date."},
		{Name: "target_date", Type: report.TypeDate, Title: "Target date", Meaning: "The date that was aimed at."},
		{Name: "actual", Type: report.TypeNumber, CanBeUnknown: true, Title: "Actual", Meaning: "What came, where that is no date."},
		{Name: "actual_date", Type: report.TypeDate, Title: "Actual date", Meaning: "The date that came."},
		{Name: "difference", Type: report.TypeNumber, CanBeUnknown: true, Title: "Difference", Meaning: "What came, less what was aimed at; of dates working days, positive when later."},
		{Name: "unit", Title: "Unit", Meaning: "Unit of the numbers: the currency of amounts, % of shares, day of differences of dates."},
		{Name: "verdict", Title: "Verdict", Meaning: "By the standard; empty for a figure that no goal is judged by."},
		{Name: "cause", Title: "Cause", Meaning: "Causes as far as the record names them."},
	}}
	return dataset.Table{Schema: schema, Rows: func(yield func([]finding.Value) bool) {
		table := Results(w, r, day)
		for i := range table.Rows {
			if !yield(resultRow(&table.Rows[i])) {
				return
			}
		}
	}}
}

// resultRow is a row of [Results] with numbers, dates and units apart.
func resultRow(row *report.Row) []finding.Value {
	target, targetDate := apart(row.Cell(1))
	actual, actualDate := apart(row.Cell(2))
	difference, _ := apart(row.Cell(3))
	unit := finding.Value{}
	for i := 1; i <= 3 && unit.IsZero(); i++ {
		unit = text(row.Cell(i).Unit())
	}
	return []finding.Value{text(row.ID), row.Cell(0), target, targetDate, actual, actualDate, difference, unit, row.Cell(4), row.Cell(5)}
}

// apart is a figure without its unit, or a date.
func apart(v finding.Value) (number, date finding.Value) {
	switch v.Kind() {
	case finding.NumberKind, finding.MoneyKind:
		if r, ok := v.Rat(); ok {
			return finding.Rat(r, ""), date
		}
	case finding.DateKind:
		return number, v
	case finding.UnknownKind:
		return v, date
	}
	return finding.Value{}, finding.Value{}
}
