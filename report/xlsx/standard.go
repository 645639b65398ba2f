package xlsx

import (
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
)

// Standard returns a table as a sheet with the formulas, totals and marks that
// the names of its columns ask for, as package report/view and the indices of
// earned value use them: cpi is earned_value by actual_cost, is_late is set off,
// and so on. Columns that the table does not have, or of other types, are passed
// over. The rows are not read.
func Standard(t dataset.Table) Sheet {
	s := Sheet{Table: t}
	types := map[string]report.Type{}
	for _, c := range t.Columns {
		types[c.Name] = c.Type
	}
	for _, f := range standardFormulas() {
		if of(types, f.Column, f.Of[0], f.Of[1]) {
			s.Formulas = append(s.Formulas, f)
		}
	}
	for _, name := range standardTotals()[t.Name] {
		if of(types, name) {
			s.Totals = append(s.Totals, name)
		}
	}
	for _, m := range standardMarks() {
		want := map[When]report.Type{Equals: report.TypeText, Yes: report.TypeBool, Negative: report.TypeDuration, Positive: report.TypeDuration, After: report.TypeDate}[m.When]
		if got, ok := types[m.Column]; ok && got == want && (m.Than == "" || types[m.Than] == want) {
			s.Marks = append(s.Marks, m)
		}
	}
	costs := EarnedValue{Date: "period_end", Planned: "planned_value", Earned: "earned_value", Actual: "actual_cost"}
	if _, ok := types[costs.Date]; ok && types[costs.Date] == report.TypeDate && types[costs.Planned] == report.TypeMoney && types[costs.Earned] == report.TypeMoney && types[costs.Actual] == report.TypeMoney {
		s.EarnedValue = costs
	}
	return s
}

// of reports whether all columns are there and hold figures.
func of(types map[string]report.Type, names ...string) bool {
	for _, name := range names {
		switch types[name] {
		case report.TypeInteger, report.TypeNumber, report.TypeMoney, report.TypePercent, report.TypeDuration:
		default:
			return false
		}
	}
	return true
}

func standardFormulas() []Formula {
	return []Formula{
		{Column: "cost_variance", By: Difference, Of: []string{"earned_value", "actual_cost"}},
		{Column: "schedule_variance", By: Difference, Of: []string{"earned_value", "planned_value"}},
		{Column: "cpi", By: Quotient, Of: []string{"earned_value", "actual_cost"}},
		{Column: "spi", By: Quotient, Of: []string{"earned_value", "planned_value"}},
		{Column: "off_cost", By: Difference, Of: []string{"real_cost", "expected_cost"}},
	}
}

// standardTotals are the columns of facts that may be added up, by table.
func standardTotals() map[string][]string {
	return map[string][]string{
		"costs_by_period":    {"planned_value", "earned_value", "actual_cost"},
		"progress_by_period": {"planned_work_min", "actual_work_min"},
		"assignments":        {"work_min", "actual_work_min", "remaining_work_min"},
		"responses":          {"cost"},
	}
}

func standardMarks() []Mark {
	return []Mark{
		{Column: "is_late", Tone: Bad}, {Column: "total_float_min", When: Negative, Tone: Bad}, {Column: "critical", Tone: Warn},
		{Column: "finish_variance_min", When: Positive, Tone: Bad}, {Column: "variance_min", When: Positive, Tone: Bad},
		{Column: "forecast", When: After, Than: "planned", Tone: Bad},
		{Column: "is_closed", Tone: Quiet, Row: true}, {Column: "is_inactive", Tone: Quiet, Row: true}, {Column: "is_summary", Tone: Good},
		{Column: "status", When: Equals, Text: "red", Tone: Bad}, {Column: "status", When: Equals, Text: "amber", Tone: Warn}, {Column: "status", When: Equals, Text: "green", Tone: Good},
	}
}
