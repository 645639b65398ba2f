package view

import (
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// TestCharterTellsStrategyAndBudget reads the document in both languages: every
// text of the strategy, the day of the next check, every amount.
func TestCharterTellsStrategyAndBudget(t *testing.T) {
	amount, err := money.Parse("66.67", "CNY")
	if err != nil {
		t.Fatal(err)
	}
	day := func(m time.Month, d int) calendar.Date { return calendar.DateOf(2026, m, d) }
	c := charter.Charter{ID: "north", Name: "North",
		Strategy: charter.Strategy{Segment: "plants <3>", Offer: "four hours", Channel: "visits", Price: "above",
			Competitors: []charter.Competitor{{Name: "Bohai", Strength: "price", Answer: "two levels"}},
			Assumptions: []charter.Assumption{{ID: "A1", Text: "price stays", Owner: "wang.wei", CheckBy: day(4, 15), IfWrong: "lower",
				Trials: []charter.Trial{{On: day(4, 10), By: "wang.wei", Holds: true, Basis: "list", CheckBy: day(7, 15)}}}}},
		Budget: charter.Budget{Currency: amount.Currency(), Management: amount, Lines: []charter.BudgetLine{{ID: "B1", Type: "travel", Text: "visits", Amount: amount, From: day(2, 1), To: day(2, 28)}}},
	}
	for lang, words := range map[report.Lang][]string{report.En: {"Sales strategy", "Budget"}, report.ZhCN: {"销售策略", "预算"}} {
		doc := Charter(phrase.In(lang), c, nil)
		var b strings.Builder
		if err := (markdown.Renderer{}).Render(&b, doc); err != nil {
			t.Fatal(err)
		}
		for _, want := range append(words, "four hours", "visits", "above", "Bohai", "two levels", "price stays", "wang.wei", "lower", "travel", "66.67", "2026") {
			if !strings.Contains(strings.ToLower(b.String()), strings.ToLower(want)) {
				t.Errorf("%v: no %q in\n%s", lang, want, b.String())
			}
		}
		if n := len(Charter(phrase.In(lang), charter.Charter{ID: "north"}, nil).Blocks); n >= len(doc.Blocks) {
			t.Errorf("%v: %d blocks without them, %d with", lang, n, len(doc.Blocks))
		}
	}
}
