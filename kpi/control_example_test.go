package kpi_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// weekly makes a series of one value a week.
func weekly(values ...int64) []kpi.Value {
	var list []kpi.Value
	for _, n := range values {
		list = append(list, kpi.Int(n, "h"))
	}
	return list
}

func ExampleXmR() {
	answers := weekly(20, 22, 19, 21, 20, 23, 21, 20)
	chart := kpi.XmR(answers, kpi.ExactFactors())
	fmt.Println(chart.Mean.Round(2, money.HalfUp), "from", chart.Lower.Round(2, money.HalfUp), "to", chart.Upper.Round(2, money.HalfUp))
	fmt.Println(chart.Outside(kpi.Int(27, "h")), chart.Outside(kpi.Int(26, "h")))
	// Output:
	// 20.75 from 15.43 to 26.07
	// true false
}

func ExampleSignals() {
	base := kpi.XmR(weekly(20, 22, 19, 21, 20, 23, 21, 20), kpi.ChartFactors{})
	scores := base.Scores(weekly(21, 22, 23, 24, 25, 26, 27))
	for _, s := range kpi.Signals(scores, kpi.Nelson()) {
		fmt.Println(s.Rule, "at week", s.At+1)
	}
	// Output:
	// beyond_3s at week 7
	// trend_6 at week 6
	// trend_6 at week 7
	// two_of_three_2s at week 6
	// two_of_three_2s at week 7
	// four_of_five_1s at week 6
	// four_of_five_1s at week 7
}

func ExampleTrendRule_Judge() {
	rule := kpi.TrendRule{DeadBand: kpi.Ratio(1, 10, "h"), Rules: kpi.WesternElectric()}
	calm := rule.Judge(weekly(20, 22, 19, 21, 20, 23, 21, 20, 22))
	jump := rule.Judge(weekly(20, 22, 19, 21, 20, 23, 21, 20, 33))
	fmt.Println(calm.Arrow, calm.Line.Slope.Round(3, money.HalfUp))
	fmt.Println(jump.Arrow, jump.Line.Slope.Round(3, money.HalfUp), jump.Outside)
	better, known := jump.Arrow.Improves(kpi.Lower)
	fmt.Println(better, known)
	// Output:
	// steady 0.133
	// rising 0.867 true
	// false true
}

func ExampleMeasureAccuracy() {
	a := kpi.MeasureAccuracy([]kpi.Forecasted{
		{Actual: kpi.Int(1000, ""), Forecast: kpi.Int(950, "")}, {Actual: kpi.Int(10, ""), Forecast: kpi.Int(25, "")},
	}, 4)
	fmt.Println(a.MAE, a.RMSE, a.MAPE, a.WAPE.Round(2, money.HalfUp), a.TrackingSignal.Round(2, money.HalfUp))
	// Output: 32.5 36.9121 77.5 6.44 -1.08
}

func ExampleCurve_At() {
	var points []kpi.CurvePoint
	for period, planned := range []int64{0, 40, 130, 180} {
		points = append(points, kpi.CurvePoint{At: kpi.Int(int64(period), "period"), Value: kpi.Int(planned, "h")})
	}
	plan, err := kpi.NewCurve(points)
	fmt.Println(plan.At(kpi.Ratio(9, 4, "period")), err)
	// Output: 142.5 h <nil>
}

func ExampleCompileFormula() {
	inputs := []kpi.Measure{{Name: "won", Unit: "money"}, {Name: "days", Unit: "day"}, {Name: "visits"}}
	rate, err := kpi.CompileFormula("if(visits = 0, 0, won / visits) / days", inputs)
	if err != nil {
		fmt.Println(err)
		return
	}
	won, err := money.Parse("1200", "EUR")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(rate.Unit(), rate.Evaluate(kpi.Given{Values: map[string]kpi.Value{"won": kpi.Money(won), "days": kpi.Int(5, "day"), "visits": kpi.Int(8, "")}}))

	_, err = kpi.CompileFormula("won + days", inputs)
	fault := new(kpi.FormulaError)
	fmt.Println(errors.As(err, &fault), fault.Pos, fault.Problem)
	// Output:
	// money/day 30 EUR/day
	// true 4 "money" does not go with "day"
}

// An indicator that a host defines as data. Numerators and denominators are
// kept apart, so that 2 of 4 and 30 of 40 are 32 of 44, not the mean of two
// ratios.
func ExampleCustom_Compile() {
	list, err := kpi.ReadCustoms(strings.NewReader(`[{
		"key": "service.answered", "direction": "higher", "owner": "service", "inputs": [{"name": "asked"}, {"name": "in_time"}],
		"aggregation": "ratio_of_sums", "numerator": "in_time", "denominator": "asked", "sample": "asked", "min_n": 10,
		"judged": [{"from": "2026-01-01", "limits": {"green": {"low": {"value": "0.8"}}, "amber": {"low": {"value": "0.6"}}}}]
	}]`))
	if err != nil {
		fmt.Println(err)
		return
	}
	answered, err := list[0].Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	sunday := calendar.DateOf(2026, 3, 1)
	counts := func(asked, inTime int64) kpi.Given {
		return kpi.Given{Values: map[string]kpi.Value{"asked": kpi.Int(asked, ""), "in_time": kpi.Int(inTime, "")}}
	}
	north, south := answered.Measure(sunday, counts(4, 2)), answered.Measure(sunday, counts(40, 30))
	for _, part := range []kpi.Part{north, south, answered.Merge(north, south)} {
		v := answered.Judge(part, sunday)
		fmt.Println(v.Figure.Value.Round(3, money.HalfUp), "of", v.N, v.Colour)
	}
	// Output:
	// 0.500 of 4 unknown
	// 0.750 of 40 amber
	// 0.727 of 44 amber
}

func ExampleScorecard_Compute() {
	scores := kpi.ColourScores{}
	card := kpi.Scorecard{Name: "status", Rows: []kpi.ScoreRow{
		{Key: "cost", Weight: kpi.Int(5, ""), Score: scores.Score(kpi.Green)}, {Key: "time", Weight: kpi.Int(3, ""), Score: scores.Score(kpi.Amber)},
		{Key: "quality", Weight: kpi.Int(2, ""), Score: scores.Score(kpi.Unjudged)},
	}}
	r := card.Compute()
	fmt.Println(r.Score, "by", r.WeightUsed, "of", r.WeightTotal)
	fmt.Println(r.Drivers[0].Key, "takes", r.Drivers[0].Lost)
	// Output:
	// 0.8125 by 8 of 10
	// time takes 0.1875
}

func ExampleLoadSeries() {
	ctx, source := context.Background(), new(kpi.Memory)
	for week, hours := range []int64{20, 22, 19} {
		at := calendar.DateOf(2026, 3, 1).AddDays(7 * week)
		if err := source.Record(ctx, kpi.Reading{Metric: "answer_time", Subject: "north", At: at, Value: kpi.Int(hours, "h")}); err != nil {
			fmt.Println(err)
		}
	}
	s, err := kpi.LoadSeries(ctx, source, kpi.Query{Metric: "answer_time", Subject: "north", From: calendar.DateOf(2026, 3, 8)})
	for _, p := range s.Points {
		fmt.Println(p.At, p.Value)
	}
	fmt.Println(err)
	// Output:
	// 2026-03-08 22 h
	// 2026-03-15 19 h
	// <nil>
}
