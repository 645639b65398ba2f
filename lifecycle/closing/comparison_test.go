package closing_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// finished is a project that was agreed for 2 to 5 March at 300 CNY, agreed
// again as B2 for a day later and B3 for two days later, each at 100 CNY more,
// and was done on Wednesday the 11th for 600 CNY. a took four days instead of
// two, b began a day late and took its two.
func finished(t *testing.T) (agreed *schedule.Plan, f closing.Final) {
	t.Helper()
	agreed = plan(t)
	later := agreed.Clone()
	for i, name := range []string{"B2", "B3"} {
		later.Tasks[0].Duration.Length += day
		later.Tasks[1].FixedCost = cny(fmt.Sprint(300 + 100*i))
		later.Baselines = append(later.Baselines, baseline(t, name, "gate:execution", later))
	}
	p := done(t, later, "a", on(2, 8), on(5, 17))
	p = done(t, p, "b", on(9, 8), on(10, 17))
	p = done(t, p, "end", on(10, 17), on(10, 17))
	p = done(t, p, "docs", on(2, 8), on(2, 17))
	return agreed, closing.Final{Plan: p, Result: compute(t, p), Status: evm.Status{AC: kpi.Money(cny("600"))}}
}

// figuresOf prints the figures of a label as "planned actual off sources".
func figuresOf(t *testing.T, f closing.Final, label finding.Code) string {
	t.Helper()
	list, err := closing.Figures(f)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, x := range list {
		if x.Label != label {
			continue
		}
		var sources []string
		for _, s := range x.Sources {
			sources = append(sources, s.ID)
		}
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", x.Planned, x.Actual, x.Off, strings.Join(sources, ","))))
	}
	return strings.Join(lines, "; ")
}

func TestComparisonByHand(t *testing.T) {
	_, f := finished(t)
	f.Charter = &charter.Charter{ID: "C", Finish: calendar.DateOf(2026, 3, 9), Budget: charter.Budget{Contingency: cny("50"),
		Lines: []charter.BudgetLine{{Amount: cny("300")}, {Amount: cny("100")}}}}
	f.Similar = []closing.PastProject{
		{ID: "p1", Planned: 10 * day, Took: 12 * day, Budget: cny("100"), Cost: cny("150")}, // 20 % longer, 50 % dearer
		{ID: "p2", Planned: 10 * day, Took: 11 * day, Budget: cny("100"), Cost: cny("90")},  // 10 % longer, 10 % cheaper
		{ID: "p3", Planned: 10 * day}, // not known
		{ID: "p4", Planned: 10 * day, Took: 15 * day, Budget: cny("200"), Cost: amount("1", "USD")},
	}
	for _, c := range []struct {
		label finding.Code
		want  string
	}{
		// B2 ended on Friday the 6th: two days, 960 minutes, before Tuesday the
		// 10th. B1 and B3 are the first and the last, with figures of their own.
		{closing.FigureFinishOther, "2026-03-06T17:00:00 2026-03-10T17:00:00 960 min B2"},
		{closing.FigureFinishLast, "2026-03-09T17:00:00 2026-03-10T17:00:00 480 min B3"},
		// 400 and 500 CNY against 600.
		{closing.FigureCostBaseline, "400 CNY 600 CNY 200 CNY B2; 500 CNY 600 CNY 100 CNY B3"},
		// The charter lets all of Monday the 9th be used: one day late.
		{closing.FigureFinishCharter, "2026-03-09 2026-03-10T17:00:00 480 min C"},
		{closing.FigureCostCharter, "450 CNY 600 CNY 150 CNY C"},
		// Four days became seven: 3/4 longer. The median of 10, 20 and 50 % is 20.
		{closing.FigureSimilarSlip, "0.2 0.75 0.55 p1,p2,p4"},
		// 300 became 600: 100 % dearer. The mean of 50 and -10 % is 20.
		{closing.FigureSimilarCost, "0.2 1 0.8 p1,p2"},
	} {
		if got := figuresOf(t, f, c.label); got != c.want {
			t.Errorf("%s: got %s\nwant %s", c.label, got, c.want)
		}
	}
}

// Without a charter, similar projects or figures nothing is made up.
func TestComparisonWithoutData(t *testing.T) {
	_, f := finished(t)
	for _, label := range []finding.Code{closing.FigureFinishCharter, closing.FigureCostCharter, closing.FigureSimilarSlip, closing.FigureSimilarCost} {
		if got := figuresOf(t, f, label); got != "" {
			t.Errorf("%s: %s", label, got)
		}
	}
	f.Similar, f.Status = []closing.PastProject{{ID: "p"}}, evm.Status{}
	list, err := closing.Figures(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range list {
		if x.Label == closing.FigureSimilarCost && (!x.Planned.IsUnknown() || !x.Actual.IsUnknown() || !x.Off.IsUnknown()) {
			t.Errorf("got %+v", x)
		}
	}
}

// The figures carry the causes, and they sum to the figures of the whole.
func TestFiguresOfCauses(t *testing.T) {
	agreed, f := finished(t)
	late, err := schedule.Attribute(context.Background(), agreed, f.Plan, schedule.AttributionOptions{Before: "B1"})
	if err != nil {
		t.Fatal(err)
	}
	dear, err := closing.OverrunOf(closing.Spending{Agreed: agreed, Currency: currency("CNY"), Actuals: []closing.ActualCost{
		{Task: "a", Cost: cny("250")}, {Task: "b", Cost: cny("200")}, {Task: "docs", Cost: cny("150"), Risk: "R1"}}})
	if err != nil {
		t.Fatal(err)
	}
	f.Late, f.Overrun = late, &dear
	for label, want := range map[finding.Code]string{
		// a: two days; b began on Monday instead of Friday: one day. 960 + 480
		// minutes are the three days from the 5th to the 10th.
		schedule.SlipEstimate.Code():   "960 min a",
		schedule.SlipLateStart.Code():  "480 min b",
		closing.FigureFinish:           "2026-03-05T17:00:00 2026-03-10T17:00:00 1440 min B1",
		closing.OverrunEstimate.Code(): "150 CNY a",
		closing.OverrunRisk.Code():     "150 CNY R1",
	} {
		if got := figuresOf(t, f, label); got != want {
			t.Errorf("%s: got %s, want %s", label, got, want)
		}
	}
	record := closing.Record{Late: *late, Overrun: dear}
	if found := record.Check(nil); len(found) > 0 {
		t.Errorf("found %v", found)
	}
}

func TestSimilarProjects(t *testing.T) {
	region, size := closing.Trait{Name: "region", Value: "north"}, closing.Trait{Name: "size", Value: "large"}
	past := []closing.PastProject{{ID: "none", Traits: []closing.Trait{{Name: "region", Value: "south"}}}, {ID: "both", Traits: []closing.Trait{region, size}},
		{ID: "one-b", Traits: []closing.Trait{region}}, {ID: "one-a", Traits: []closing.Trait{region}}}
	var ids []string
	for _, s := range closing.SimilarProjects(closing.UsualWeights(), []closing.Trait{region, size}, past, 0) {
		ids = append(ids, s.ID)
		if len(s.Likeness.Reasons) == 0 {
			t.Errorf("%s has no reasons", s.ID)
		}
	}
	if got := strings.Join(ids, " "); !strings.HasPrefix(got, "both one-a one-b") || strings.Contains(got, "none") {
		t.Errorf("got %s", got)
	}
	if got := closing.SimilarProjects(closing.UsualWeights(), []closing.Trait{region}, past, 1); len(got) != 1 {
		t.Errorf("got %d", len(got))
	}
}
