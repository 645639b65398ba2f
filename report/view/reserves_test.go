package view_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// funded is the register of one threat of 100,000 CNY at 30 %, with a response
// for 5,000 that leaves 10 %, so that it gains 30,000 - 10,000 - 5,000; a
// trigger that fired on 4 March; contingency of 20,000 CNY of which 2,500.50
// were drawn on 5 March; and a management reserve of 960 minutes.
func funded(t *testing.T) risk.Register {
	t.Helper()
	r := rated(t, risk.Current)
	on := func(day int) calendar.Date { return calendar.DateOf(2026, 3, day) }
	x := &r.Risks[0]
	residual := x.Assessments[0].Rating
	residual.Probability, residual.Likelihood = risk.Fraction(1, 10), "1"
	x.Responses = []risk.Response{{ID: "a", Strategy: risk.Reduce, Text: "second source", Owner: "o", Due: on(20), Done: on(18),
		Cost: yuan(t, "5000"), Residual: residual, Task: "t1", Tasks: []string{"t2"}}}
	x.Triggers = []risk.Trigger{{ID: "late", Fact: "supplier.days_late", Op: ">", Limit: "3", Unit: "day", Fired: on(4), Answered: on(9), Answer: "called", By: "o"}}
	r.Reserves = []risk.Reserve{
		{ID: "C", Kind: risk.Contingency, On: risk.OnCost, Entries: []risk.Entry{
			{ID: "1", Kind: risk.Grant, At: on(1), Amount: risk.Whole(20_000), Risk: "r1", Approver: "boss"},
			{ID: "2", Kind: risk.Draw, At: on(5), Amount: risk.Fraction(250_050, 100), Risk: "r1", Reason: "air freight", Approver: "boss"}}},
		{ID: "M", Kind: risk.Management, On: risk.OnTime, Entries: []risk.Entry{
			{ID: "1", Kind: risk.Grant, At: on(1), Amount: risk.Whole(960), Approver: "boss"}}},
	}
	return r
}

func yuan(t *testing.T, text string) money.Amount {
	t.Helper()
	a, err := money.Parse(text, "CNY")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func shownIn(t *testing.T, doc *report.Document) string {
	t.Helper()
	for _, f := range doc.Check() {
		t.Errorf("%s: %v", doc.Title, f)
	}
	var b bytes.Buffer
	if err := (markdown.Renderer{}).Render(&b, doc); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// wantsLines looks for rows of the tables, cell by cell.
func wantsLines(t *testing.T, shown string, lines ...string) {
	t.Helper()
	for _, want := range lines {
		if !strings.Contains(shown, want) {
			t.Errorf("no %q in\n%s", want, shown)
		}
	}
}

func TestRisksShowReservesAndTriggers(t *testing.T) {
	r := funded(t)
	at := calendar.DateOf(2026, 3, 10)
	wantsLines(t, shownIn(t, view.Risks(phrase.In(phrase.En), r, at)),
		"| C | Contingency reserve | CNY 20,000.00 | CNY 2,500.50 | CNY 0.00 | CNY 17,499.50 |",
		"| C | 2026-03-05 | draw | CNY 2,500.50 | CNY 17,499.50 | r1 | air freight | boss |  |",
		"| M | Management reserve |", "Reserve ledger",
		"| r1 | late | supplier.days\\_late &gt; 3 day | 2026-03-04 | 2026-03-09 | called | o |",
		"| CNY 5,000.00 | 2026-03-18 | low | CNY 15,000.00 | t1, t2 |")
	wantsLines(t, shownIn(t, view.Risks(phrase.In(phrase.ZhCN), r, at)), "应急储备", "管理储备", "储备台账", "动用", "17,499.50", "触发条件", "预期净收益")
	early := shownIn(t, view.Risks(phrase.In(phrase.En), r, calendar.DateOf(2026, 3, 4)))
	wantsLines(t, early, "| CNY 20,000.00 | CNY 0.00 | CNY 0.00 | CNY 20,000.00 |", "| 2026-03-04 |  |  | o |")
	if strings.Contains(early, "air freight") || strings.Contains(early, "called") {
		t.Errorf("what came later is shown:\n%s", early)
	}
	r.Reserves, r.Risks[0].Triggers = nil, nil
	if plain := shownIn(t, view.Risks(phrase.In(phrase.En), r, at)); strings.Contains(plain, "Reserves") || strings.Contains(plain, "Triggers") {
		t.Errorf("sections without content:\n%s", plain)
	}
}

func TestRiskCourseShowsBothCurves(t *testing.T) {
	r := funded(t)
	dates := []calendar.Date{calendar.DateOf(2026, 3, 1), calendar.DateOf(2026, 3, 3), calendar.DateOf(2026, 3, 5)}
	shown := shownIn(t, view.RiskCourse(phrase.In(phrase.En), r, dates))
	wantsLines(t, shown,
		"| 2026-03-01 | 0 | CNY 0.00 | CNY 0.00 | CNY 0.00 |", // assessed on 2 March
		"| 2026-03-03 | 1 | CNY 30,000.00 | CNY 30,000.00 | CNY 10,000.00 |",
		"| 2026-03-03 | CNY 20,000.00 | CNY 30,000.00 | CNY 10,000.00 | CNY 0.00 |",
		"| 2026-03-05 | CNY 17,499.50 | CNY 30,000.00 | CNY 12,500.50 | CNY 0.00 |")
	names := map[string]bool{}
	for _, b := range view.RiskCourse(phrase.In(phrase.En), r, dates).Blocks {
		if f, drawn := b.(report.Figure); drawn {
			if err := reporttest.CheckFigure(f); err != nil {
				t.Error(err)
			}
			names[f.Frame().Name] = true
		}
	}
	if !names["exposure-cost"] || !names["reserve-cover-cost"] || !names["reserve-cover-time"] {
		t.Errorf("curves drawn: %v", names)
	}
	zh := shownIn(t, view.RiskCourse(phrase.In(phrase.ZhCN), r, dates))
	wantsLines(t, zh, "风险敞口走势", "储备与敞口对照", "12,500.50", "应对前", "应对后")
	if doc := view.RiskCourse(phrase.In(phrase.En), r, nil); len(shownIn(t, doc)) == 0 || !doc.AsOf.IsZero() {
		t.Error("a course without dates has no moment")
	}
}

func TestRiskProcessShowsShares(t *testing.T) {
	r := funded(t)
	p := r.Process(calendar.DateOf(2026, 3, 20), []risk.IssueRef{{ID: "i1", Risk: "r1"}, {ID: "i2"}, {ID: "i3"}})
	wantsLines(t, shownIn(t, view.RiskProcess(phrase.In(phrase.En), p)),
		"| Triggers answered | 100% | 1 | 1 | 0 |", "| Responses done on time | 100% | 1 | 1 | 0 |", "| Issues that were never risks | 67% | 2 | 3 | 0 |",
		"| Risks found before they occurred | unknown (no data) | 0 | 0 | 0 |")
	wantsLines(t, shownIn(t, view.RiskProcess(phrase.In(phrase.ZhCN), p)), "从未作为风险识别的问题", "无数据", "67%")
}

// TestRisksShowWhatIsDue: the risk assessed on 2 March is medium, to be reviewed
// after 14 days, on 16 March; its response was due on 20 March.
func TestRisksShowWhatIsDue(t *testing.T) {
	r := funded(t)
	r.Cadences = []risk.Cadence{{Class: "medium", Days: 14}}
	r.Risks[0].Responses[0].Done = calendar.Date{}
	on := func(day int) string {
		return shownIn(t, view.Risks(phrase.In(phrase.En), r, calendar.DateOf(2026, 3, day)))
	}
	if early := on(15); strings.Contains(early, "Due and overdue") {
		t.Errorf("nothing is due:\n%s", early)
	}
	wantsLines(t, on(21), "| r1 | Review | review is due by the cadence | 2026-03-16 | 5 | o |", "| r1 | Response a | not done in time | 2026-03-20 | 1 | o |")
	wantsLines(t, shownIn(t, view.Risks(phrase.In(phrase.ZhCN), r, calendar.DateOf(2026, 3, 21))), "到期与逾期事项", "已到复核周期", "未按时完成")
}
