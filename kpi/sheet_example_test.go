package kpi_test

import (
	"fmt"
	"strings"

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

func ExampleDefectDensity() {
	d := kpi.DefectDensity{Defects: kpi.Int(37, ""), Size: kpi.Int(12_400, "line"), Per: kpi.Int(1000, "line")}
	fmt.Println(d.Value().Round(2, money.HalfUp), "defects in a thousand lines")
	// Output: 2.98 defects in a thousand lines
}

func ExampleReworkEffort() {
	r := kpi.ReworkEffort{Rework: kpi.Int(93, "h"), Total: kpi.Int(1240, "h")}
	fmt.Println(r.Pct())
	// Output: 7.5 %
}

func ExampleCostOfQuality() {
	c := kpi.CostOfQuality{Prevention: kpi.Int(12, "h"), Appraisal: kpi.Int(18, "h"), InternalFailure: kpi.Int(31, "h"), ExternalFailure: kpi.Int(9, "h"), Base: kpi.Int(875, "h")}
	fmt.Println(c.Total(), "of it poor", c.Poor(), "in all", c.TotalPct())
	// Output: 70 h of it poor 40 h in all 8 %
}

func ExampleDefectRemoval() {
	d := kpi.DefectRemoval{BeforeRelease: kpi.Int(188, ""), AfterRelease: kpi.Int(12, "")}
	fmt.Println(d.Efficiency(), kpi.DefectRemoval{BeforeRelease: kpi.Int(0, ""), AfterRelease: kpi.Int(0, "")}.Efficiency())
	// Output: 0.94 unknown (zero-denominator)
}

func ExampleUtilisation() {
	u := kpi.Utilisation{Gross: kpi.Int(160, "h"), Leave: kpi.Int(24, "h"), Worked: kpi.Int(119, "h"), Billable: kpi.Int(102, "h")}
	fmt.Println(u.Capacity(), u.Pct(), u.BillablePct())
	u.Leave = u.Gross
	fmt.Println(u.Pct())
	// Output:
	// 136 h 87.5 % 75 %
	// unknown (zero-denominator)
}

func ExampleCadence() {
	c := kpi.Cadence{Planned: kpi.Int(8, ""), Held: kpi.Int(7, ""), OnTime: kpi.Int(6, "")}
	fmt.Println(c.HeldRate(), c.OnTimeRate())
	// Output: 0.875 0.75
}

func ExampleImprovement() {
	rated := func(score int64) kpi.Evaluation {
		return kpi.Evaluation{ScaleMin: kpi.Int(1, ""), ScaleMax: kpi.Int(5, ""), Criteria: []kpi.Rated{{ID: "delivery", Weight: kpi.Int(2, ""), Score: kpi.Int(score, "")}}}
	}
	fmt.Println(kpi.Improvement(rated(3), rated(4)))
	other := rated(4)
	other.Criteria[0].ID = "teamwork"
	fmt.Println(kpi.Improvement(rated(3), other).Value)
	// Output:
	// evaluation.improvement = score - score_before = 1 with score 4, score_before 3
	// unknown (insufficient-history)
}

func ExampleScaleChange() {
	s := kpi.ScaleChange{Score: kpi.Int(4, ""), From: kpi.Int(7, ""), To: kpi.Int(5, "")}
	fmt.Println(s.Value(), s.Check())
	s.From = kpi.Int(1, "")
	fmt.Println(s.Value(), s.Check())
	// Output:
	// 3 <nil>
	// unknown (zero-denominator) kpi: a scale of one level
}

func ExampleContribution() {
	c := kpi.Contribution{Person: "lin", GroupScore: kpi.Int(90, ""), Share: kpi.Ratio(95, 100, "")}
	fmt.Println(c.Score())
	// Output: 85.5
}

func ExampleSheetDefs() {
	areas := map[string]int{}
	for _, d := range kpi.SheetDefs() {
		area, _, _ := strings.Cut(d.Key, ".")
		areas[area]++
	}
	fmt.Println(areas)
	// Output: map[budget:6 communication:9 evaluation:10 quality:19 resource:8]
}
