package view_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// tableOf returns the table of a name.
func tableOf(t *testing.T, doc *report.Document, name string) *report.Table {
	t.Helper()
	for _, b := range doc.Blocks {
		if table, ok := b.(*report.Table); ok && table.Name == name {
			return table
		}
	}
	t.Fatalf("no table %s", name)
	return nil
}

// Of three tasks in a row the first took a day longer than in the baseline; the
// others have only moved with it, and the last of them became longer.
func TestDeviationsLeaveOutWhatOnlyMoves(t *testing.T) {
	plan := pair(schedule.Link{})
	plan.Tasks = append(plan.Tasks, schedule.Task{ID: "c", Name: "Ship", Duration: schedule.Duration{Length: workday}})
	plan.Links = append(plan.Links, schedule.Link{From: "b", To: "c"})
	before, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	base, err := schedule.TakeBaseline("B0", plan.Start, "lead", "gate", plan, before)
	if err != nil {
		t.Fatal(err)
	}
	plan.Tasks[0].Duration.Length += workday
	plan.Tasks[0].Progress = schedule.Progress{Percent: 50, ActualStart: plan.Start}
	plan.Tasks[2].Duration.Length += workday
	plan.DataDate = calendar.DateOf(2026, 3, 4).At(17 * calendar.Hour)
	after, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	doc := view.Status(phrase.In(phrase.En), view.StatusInput{Plan: plan, Result: after, Baseline: base})
	table, format := tableOf(t, doc, "deviation-list"), doc.Format()
	var got []string
	for _, row := range table.Rows {
		for i := range table.Columns {
			got = append(got, format.Cell(&table.Columns[i], row.Cell(i)))
		}
	}
	want := "Develop|0 d|1 d|1 d|in progress|Ship|1 d|2 d|1 d|not begun"
	if strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
	if table.Note != "Left out: 1 task that only moved as a whole." || table.Columns[3].Title != "Duration variance" {
		t.Errorf("got %q, %q", table.Note, table.Columns[3].Title)
	}
}

// The methods of a forecast are named in words, in both languages.
func TestForecastMethodsHaveWords(t *testing.T) {
	for _, m := range []evm.Method{evm.ByBudget, evm.ByCPI, evm.BySPI, evm.BySCI, evm.ByW82, evm.ByCPI3, evm.ByCPI6, evm.BySPIT, evm.BySCIT, evm.ByW82T, evm.BottomUp} {
		zh := phrase.Label(phrase.ZhCN, "eac_by_"+string(m))
		if en := phrase.Label(phrase.En, "eac_by_"+string(m)); strings.HasPrefix(en, "eac") || !strings.ContainsFunc(zh, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s is %q and %q", m, en, zh)
		}
	}
	in := newInput(t)
	for _, row := range tableOf(t, documents(t, in, phrase.En)["status"], "forecasts").Rows {
		if name := row.Cell(0).Plain(); name == strings.ToLower(name) {
			t.Errorf("the method %q is shown by its key", name)
		}
	}
}

// A figure whose unit is a currency is shown as money, like every other amount.
func TestGoalsInMoneyAreAmounts(t *testing.T) {
	goal := charter.Goal{ID: "g", Metric: charter.Metric{Name: "invoiced", Unit: "CNY", Target: charter.Whole(12_400)}}
	doc := view.Charter(phrase.In(phrase.En), charter.Charter{ID: "c", Name: "n", Goals: []charter.Goal{goal}}, nil)
	table, format := tableOf(t, doc, "goal-list"), doc.Format()
	if got := format.Cell(&table.Columns[5], table.Rows[0].Cell(5)); got != "CNY 12,400.00" {
		t.Errorf("got %q", got)
	}
}

// A phase is called the same wherever it is named.
func TestPhasesHaveOneName(t *testing.T) {
	for _, phase := range []string{"initiation", "planning", "execution", "monitoring", "closing"} {
		for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
			w := phrase.In(lang)
			name, word := w.Ref(finding.Ref{Kind: "phase", ID: phase}), view.Word(w, phase)
			if !strings.Contains(strings.ToLower(name), "“"+word+"”") || strings.ToLower(w.Label(phase)) != word {
				t.Errorf("%s: %q, %q, %q", lang, name, word, w.Label(phase))
			}
		}
	}
	if got := view.Word(phrase.In(phrase.ZhCN), "planning"); got != "计划" {
		t.Errorf("got %q", got)
	}
}

// The milestones of a status are those that the trend below it follows: a
// summary that is marked as one too, which is done when its tasks are.
func TestMilestonesOfAStatusAreThoseOfTheTrend(t *testing.T) {
	plan := pair(schedule.Link{})
	plan.Tasks = append([]schedule.Task{{ID: "s", Name: "Phase over", Milestone: true}}, plan.Tasks...)
	plan.Tasks[1].Parent, plan.Tasks[2].Milestone = "s", true
	first, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	x, _ := first.Times(plan.Tasks[1].ID)
	plan.Tasks[1].Progress = schedule.Progress{ActualStart: x.Start, ActualFinish: x.Finish, Percent: 100}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	doc := view.Status(phrase.In(phrase.ZhCN), view.StatusInput{Plan: plan, Result: result})
	table, rows := tableOf(t, doc, "milestone-list"), schedule.Milestones(plan, result)
	if len(rows) != 2 || len(table.Rows) != len(rows) {
		t.Fatalf("%d milestones in the status, %d in the trend, want 2", len(table.Rows), len(rows))
	}
	for i, row := range table.Rows {
		if row.ID != string(rows[i].Task) || row.Cell(4) != finding.Bool(i == 0) || rows[i].Actual.IsZero() == (i == 0) {
			t.Errorf("row %d is %s, done %v, in the trend %+v", i, row.ID, row.Cell(4), rows[i])
		}
	}
	if open := doc.Blocks[0].(report.Facts).Items[6]; open.Column.Title != "未完成" || open.Value != finding.Number(1, "") {
		t.Errorf("open tasks are called %q: %v", open.Column.Title, open.Value)
	}
}
