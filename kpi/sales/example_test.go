package sales_test

import (
	"fmt"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/kpi/sales"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func yuan(text string) money.Amount {
	a, err := money.Parse(text, "CNY")
	if err != nil {
		fmt.Println(err)
	}
	return a
}

func ExampleOutcomes() {
	o := sales.Outcomes{Won: 45, Lost: 135, Open: 80}
	between := o.Interval()
	fmt.Println("closed", o.WinRate())
	fmt.Println("from", between.Low.Round(3, money.HalfUp), "to", between.High.Round(3, money.HalfUp))
	fmt.Println("over all", o.WinRateOverAll().Round(3, money.HalfUp))
	fmt.Println("by value", o.WinRateByValue())
	// Output:
	// closed 0.25
	// from 0.192 to 0.318
	// over all 0.173
	// by value unknown (missing-input)
}

func ExampleProcess_Pipeline() {
	process, err := sales.NewProcess("lead", "proposal")
	if err != nil {
		fmt.Println(err)
		return
	}
	deals := []sales.Deal{
		{ID: "d1", Amount: yuan("100.01"), Probability: sales.Percent(50), Visits: []sales.Visit{{Stage: "lead"}}},
		{ID: "d2", Amount: yuan("200.01"), Probability: sales.Percent(50), Visits: []sales.Visit{{Stage: "lead"}, {Stage: "proposal"}}},
		{ID: "d3", Amount: yuan("70"), Visits: []sales.Visit{{Stage: "lead"}}},
		{ID: "d4", Amount: yuan("900"), Outcome: sales.Won},
	}
	p, err := process.Pipeline(deals, sales.PipelineOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("open", p.Open, "of", p.Deals, "deals")
	fmt.Println("weighted", p.Weighted, "without", p.NoProbability)
	each, err := sales.RoundEach(deals, money.HalfUp)
	fmt.Println("rounded deal by deal", each, err)
	fmt.Println("won, apart", p.Won)
	// Output:
	// open 370.02 CNY of 3 deals
	// weighted 150.01 CNY without 1
	// rounded deal by deal 150.02 CNY <nil>
	// won, apart 900 CNY
}

func ExampleProcess_Funnel() {
	process, err := sales.NewProcess("lead", "proposal")
	if err != nil {
		fmt.Println(err)
		return
	}
	march := func(day int) calendar.Date { return calendar.DateOf(2026, 3, day) }
	deals := []sales.Deal{
		{ID: "d1", Outcome: sales.Won, Created: march(2), Closed: march(20), Visits: []sales.Visit{{Stage: "lead", On: march(2)}, {Stage: "proposal", On: march(9)}}},
		{ID: "d2", Outcome: sales.Lost, Created: march(3), Closed: march(8), Visits: []sales.Visit{{Stage: "lead", On: march(3)}}},
		{ID: "d3", Created: march(4), Visits: []sales.Visit{{Stage: "lead", On: march(4)}, {Stage: "proposal", On: march(16)}}},
	}
	f := process.Funnel(deals, sales.FunnelOptions{On: march(31), Floor: 2})
	for _, s := range f.Stages {
		fmt.Println(s.Stage, "entered by", s.Entered, "mean", s.MeanDays, "median", s.MedianDays, "chance", s.Chance)
	}
	fmt.Println("step", f.Stages[0].Step, "open deals aged", f.Stages[1].MeanAge)
	// Output:
	// lead entered by 3 mean 8 day median 7 day chance 0.5
	// proposal entered by 2 mean 11 day median 11 day chance unknown (insufficient-history)
	// step 2/3 open deals aged 15 day
}

// yearOfDeals is a made-up year: three deals a week, of which every fourth is
// won after three weeks and the others are lost after five.
func yearOfDeals(today calendar.Date) []sales.Deal {
	var deals []sales.Deal
	for i := range 156 {
		created := today.AddDays(-364 + 7*(i/3))
		d := sales.Deal{ID: fmt.Sprintf("d%03d", i), Amount: yuan(fmt.Sprint(1000 + i%7*100)), Created: created, Visits: []sales.Visit{{Stage: "lead", On: created}, {Stage: "proposal", On: created.AddDays(14)}}}
		d.Outcome, d.Closed = sales.Lost, created.AddDays(35)
		if i%4 == 0 {
			d.Outcome, d.Closed = sales.Won, created.AddDays(21)
		}
		if d.Closed.After(today) {
			d.Outcome, d.Closed = sales.Open, calendar.Date{}
		}
		deals = append(deals, d)
	}
	return deals
}

func ExampleProcess_Forecast() {
	process, err := sales.NewProcess("lead", "proposal")
	if err != nil {
		fmt.Println(err)
		return
	}
	today := calendar.DateOf(2026, 12, 28)
	f, err := process.Forecast(yearOfDeals(today), sales.Horizon{On: today, Days: 14})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range f.Stages {
		fmt.Println(s.Stage, "chance", s.Won, "of", s.Trials, "open", s.Open, "expected", s.Expected.Round(0, money.HalfUp))
	}
	fmt.Println("from", f.Period.From, "to", f.Period.To)
	fmt.Println("expected", f.Expected.Round(0, money.HalfUp), "between", f.Low.Round(0, money.HalfUp), "and", f.High.Round(0, money.HalfUp), "by", f.Errors, "past forecasts")
	// Output:
	// lead chance 6 of 72 open 3700 CNY expected 308
	// proposal chance 12 of 90 open 9500 CNY expected 1267
	// from 2026-12-29 to 2027-01-11
	// expected 1575 between 727 and 2475 by 12 past forecasts
}

func ExampleProcess_BackTest() {
	process, err := sales.NewProcess("lead", "proposal")
	if err != nil {
		fmt.Println(err)
		return
	}
	today := calendar.DateOf(2026, 12, 28)
	b, err := process.BackTest(yearOfDeals(today), sales.Horizon{On: today, Days: 14})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range b.Cases[len(b.Cases)-3:] {
		fmt.Println(c.Period.From, "expected", c.Expected.Round(0, money.HalfUp), "between", c.Low.Round(0, money.HalfUp), "and", c.High.Round(0, money.HalfUp), "came", c.Actual)
	}
	fmt.Println("held", b.Inside, "of", b.Intervals)
	fmt.Println("Brier", b.Brier.Round(4, money.HalfUp), "over", b.Trials)
	// Output:
	// 2026-11-17 expected 2000 between 1260 and 2704 came 2900 CNY
	// 2026-12-01 expected 1848 between 1108 and 2748 came 1000 CNY
	// 2026-12-15 expected 2118 between 1270 and 3018 came 2500 CNY
	// held 10 of 12
	// Brier 0.0981 over 162
}

func ExampleTotal() {
	euro, err := money.Parse("1000", "EUR")
	if err != nil {
		fmt.Println(err)
		return
	}
	total, err := sales.Total([]money.Amount{euro, yuan("500")}, sales.Exchange{To: yuan("1").Currency()})
	fmt.Println(total)
	fmt.Println(err)
	// Output:
	// unknown (missing-rate)
	// sales: missing rate: EUR to CNY
}

func ExampleCountActivities() {
	feed := []sales.Activity{
		{ID: "e1", Type: "visit", Outcome: "interested", On: calendar.DateOf(2026, 3, 2)},
		{ID: "e2", Type: "visit", Outcome: "interested", On: calendar.DateOf(2026, 3, 3)},
		{ID: "e3", Type: "bid", On: calendar.DateOf(2026, 3, 4)},
		{ID: "e2", Type: "visit", Outcome: "interested", On: calendar.DateOf(2026, 3, 3)},
	}
	counted, found := sales.CountActivities(feed, sales.Period{})
	for _, c := range counted.Counts {
		fmt.Println(c.Type, c.Outcome, c.Count)
	}
	fmt.Println(len(found), "event is in the feed twice")
	for _, f := range counted.Reconcile([]sales.ActivityCount{{Type: "visit", Outcome: "interested", Count: 3}, {Type: "bid", Count: 1}}) {
		fmt.Println(f)
	}
	// Output:
	// bid  1
	// visit interested 2
	// 1 event is in the feed twice
	// block sales.activity.differs: activity visit.interested, want 2, got 3, remedy sales.remedy.reconcile
}

func ExampleSuccess_Judge() {
	s := sales.Success{
		Start: calendar.DateOf(2026, 1, 5), Planned: calendar.DateOf(2026, 3, 6),
		Sales:        sales.Aim{Target: kpi.Money(yuan("500000")), Source: "order book"},
		Satisfaction: sales.Aim{Target: kpi.Int(80, "%"), Amber: kpi.Int(70, "%"), Source: "closing survey"},
		Completion:   sales.Aim{Target: kpi.Int(0, "day"), Amber: kpi.Int(7, "day"), Source: "schedule"},
		Budget:       sales.Aim{Target: kpi.Money(yuan("60000")), Source: "ledger"},
	}
	survey := sales.Answers{Scale: sales.Scale{Low: 1, High: 5}, Counts: []int64{0, 1, 2, 9, 4}, Asked: 25}
	for _, v := range s.Judge(sales.Results{Sales: kpi.Money(yuan("520000")), Answers: survey, Finish: calendar.DateOf(2026, 3, 10), Cost: kpi.Money(yuan("61000"))}) {
		fmt.Println(v.Def.Key, v.Figure.Value, "target", v.Def.Target, "is", v.Colour)
	}
	// Output:
	// success.sales 520000 CNY target 500000 CNY is green
	// success.satisfaction 81.25 % target 80 % is green
	// success.completion 4 day target 0 day is amber
	// success.budget 61000 CNY target 60000 CNY is red
}

func ExampleNPS() {
	n := sales.NPS{Promoters: 120, Passives: 45, Detractors: 35}
	fmt.Println(n.Score(), "give or take", n.Margin().Round(1, money.HalfUp))
	// Output:
	// 42.5 point give or take 10.7
}

func ExampleRecommend() {
	r := sales.Recommend([]kpi.Value{kpi.Int(10, ""), kpi.Ratio(17, 2, ""), kpi.Int(3, ""), kpi.Int(11, "")})
	fmt.Println(r.Score(), r.Promoters, r.Passives, r.Detractors, "rejected", r.Rejected)
	// Output:
	// 0 point 1 1 1 rejected 1
}

func ExampleEffortByShare() {
	seven := sales.Answers{Scale: sales.Scale{Low: 1, High: 7}, Counts: []int64{1, 1, 0, 0, 3, 3, 2}}
	c, err := sales.EffortByShare(seven, sales.AsksEase, 5)
	fmt.Println(c.Value, "of", c.N, "from", c.From, "on", c.Scale, err)
	// Output:
	// 80 % of 10 from 5 on {1 7} <nil>
}

func ExampleVelocity() {
	v := sales.Velocity{Opportunities: kpi.Int(50, ""), AverageDeal: kpi.Money(yuan("25000")), WinRate: kpi.Ratio(1, 4, ""), CycleDays: kpi.Int(60, "day")}
	fmt.Println(v.PerDay().Round(2, money.HalfUp), "a day")
	fmt.Println(v.Figures()[0].Inputs[1])
	// Output:
	// 5208.33 a day
	// {average_deal 25000 CNY}
}

func ExampleCoverage() {
	c := sales.Coverage{OpenPipeline: kpi.Money(yuan("900000")), Quota: kpi.Money(yuan("500000")), ClosedWon: kpi.Money(yuan("200000"))}
	fmt.Println(c.Ratio(), "times the", c.Remaining())
	fmt.Println(sales.Quota{Actual: c.ClosedWon, Quota: c.Quota}.Attainment())
	// Output:
	// 3 times the 300000 CNY
	// 0.4
}
