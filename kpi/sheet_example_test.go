package kpi_test

import (
	"fmt"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func ExampleBudgetStatus_Figures() {
	b := kpi.BudgetStatus{Budget: kpi.Int(250_000, "h"), Actual: kpi.Int(180_000, "h"), Committed: kpi.Int(42_000, "h")}
	for _, f := range b.Figures() {
		fmt.Println(f)
	}
	// Output:
	// budget.variance = budget - actual = 70000 h with budget 250000 h, actual 180000 h
	// budget.variance_pct = 100 * (budget - actual) / budget = 28 % with budget 250000 h, actual 180000 h
	// budget.consumed_pct = 100 * actual / budget = 72 % with budget 250000 h, actual 180000 h
	// budget.available = budget - actual - committed = 28000 h with budget 250000 h, actual 180000 h, committed 42000 h
}

func ExampleBurn() {
	b := kpi.Burn{Spent: kpi.Int(96_000, "h"), ElapsedDays: kpi.Int(60, "day"), Budget: kpi.Int(240_000, "h")}
	fmt.Println(b.PerDay(), "a day,", b.RunwayDays())
	b.Spent = kpi.Int(0, "h")
	fmt.Println(b.RunwayDays())
	// Output:
	// 1600 h a day, 90 day
	// unknown (zero-denominator)
}

func ExampleYield_Check() {
	y := kpi.Yield{Total: kpi.Int(100, ""), FirstPass: kpi.Int(80, ""), Reworked: kpi.Int(15, ""), Scrapped: kpi.Int(4, "")}
	fmt.Println(y.FirstPassPct())
	for _, f := range y.Check() {
		fmt.Println(f)
	}
	// Output:
	// 80 %
	// warn kpi.yield.parts: indicator quality.first_pass_pct.total, want 100, got 99, remedy kpi.remedy.recount
}

func ExampleStages_RolledYield() {
	s := kpi.Stages{{In: kpi.Int(100, ""), Good: kpi.Int(90, "")}, {In: kpi.Int(90, ""), Good: kpi.Int(80, "")}, {In: kpi.Int(80, ""), Good: kpi.Int(75, "")}}
	fmt.Println(s.RolledYield())
	// Output: 0.75
}

func ExampleDeliverables() {
	d := kpi.Deliverables{
		{ID: "offer", Submissions: 1, Accepted: true, Met: kpi.Int(5, ""), Criteria: kpi.Int(5, ""), Rework: kpi.Int(0, "h")},
		{ID: "pilot", Submissions: 3, Accepted: true, Met: kpi.Int(9, ""), Criteria: kpi.Int(10, ""), Rework: kpi.Int(26, "h")},
		{ID: "manual"},
	}
	fmt.Println(d.FirstPassAcceptance(), "|", d[:2].CriteriaMet().Round(3, money.HalfUp), "|", d[:2].ReworkEach(), "|", d.ComplaintsEach())
	// Output: 0.5 | 0.933 | 13 h | unknown (missing-input)
}

func ExampleAllocation() {
	week := kpi.Allocation{}
	for _, hours := range []int64{12, 4, 8, 10, 6} {
		week = append(week, kpi.DayLoad{Capacity: kpi.Int(8, "h"), Allocated: kpi.Int(hours, "h")})
	}
	fmt.Println(week.OverallPct(), "booked, yet", week.Over(), "over on", week.OverDays(), "days, peak", week.Peak())
	// Output: 100 % booked, yet 6 h over on 2 days, peak 4 h
}

func ExampleDemand_Feasibility() {
	d := kpi.Demand{
		Capacity: []kpi.Value{kpi.Int(8, "h"), kpi.Int(8, "h")},
		Items:    []kpi.Movable{{Work: kpi.Int(16, "h"), From: 1, To: 2}, {Work: kpi.Int(8, "h"), From: 2, To: 2}},
	}
	f := d.Feasibility()
	fmt.Println(f.Feasible, f.Over, "short in days", f.From, "to", f.To)
	// Output: false 8 h short in days 1 to 2
}

func ExampleActionItems() {
	date := func(day int) calendar.Date { return calendar.DateOf(2026, 3, day) }
	a := kpi.ActionItems{AsOf: date(31), Items: []kpi.ActionItem{
		{ID: "a", Due: date(10), Closed: date(8)}, {ID: "b", Due: date(15), Closed: date(20)}, {ID: "c", Due: date(20)}, {ID: "d", Due: date(31)},
	}}
	fmt.Println(a.DueClosedRate(), a.OnTimeRate(), a.Overdue(), a.MeanOverdueDays())
	// Output: 0.5 0.25 2 5.5 day
}

func ExampleEvaluation() {
	e := kpi.Evaluation{ScaleMin: kpi.Int(1, ""), ScaleMax: kpi.Int(5, ""), Criteria: []kpi.Rated{
		{ID: "delivery", Weight: kpi.Int(40, ""), Score: kpi.Int(4, "")}, {ID: "quality", Weight: kpi.Int(40, ""), Score: kpi.Int(3, "")}, {ID: "teamwork", Weight: kpi.Int(20, "")},
	}}
	fmt.Println(e.Score(), "on", e.WeightUsed(), "of 100, normalized", e.Normalized())
	// Output: 3.5 on 80 of 100, normalized 0.625
}

func ExampleRatings_Correct() {
	rate := func(rater, person string, score int64) kpi.Rating {
		return kpi.Rating{Rater: rater, Person: person, Score: kpi.Int(score, "")}
	}
	r := kpi.Ratings{rate("mild", "p", 5), rate("mild", "q", 3), rate("strict", "p", 3), rate("strict", "q", 1)}
	for _, c := range r.Correct().People {
		fmt.Println(c.Person, "raw", c.Raw, "by ratio", c.Ratio, "centred", c.Centred)
	}
	for _, f := range r.Check(5) {
		fmt.Println(f)
	}
	// Output:
	// p raw 4 by ratio 4.125 centred 4
	// q raw 2 by ratio 1.875 centred 2
	// warn kpi.rater.few_people: rater mild, want 5, got 2, remedy kpi.remedy.show_raw
	// warn kpi.rater.few_people: rater strict, want 5, got 2, remedy kpi.remedy.show_raw
}

func ExampleTScoresOf() {
	t := kpi.TScoresOf([]kpi.Value{kpi.Int(2, ""), kpi.Int(4, ""), kpi.Int(4, ""), kpi.Int(4, ""), kpi.Int(5, ""), kpi.Int(5, ""), kpi.Int(7, ""), kpi.Int(9, "")})
	fmt.Println(t.Mean, t.Deviation, t.T)
	// Output: 5 2 [35 45 45 45 50 50 60 70]
}
