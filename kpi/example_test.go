package kpi_test

import (
	"fmt"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func ExampleValue() {
	earned, spent := kpi.Int(450_000, "h"), kpi.Int(480_000, "h")
	cpi := earned.Div(spent)
	fmt.Println(cpi, cpi.Round(2, money.HalfUp))
	nothing := earned.Div(kpi.Int(0, "h"))
	fmt.Println(nothing, nothing.Reason() == kpi.ReasonZeroDenominator)
	// Output:
	// 0.9375 0.94
	// unknown (zero-denominator) true
}

func ExampleLimits_Colour() {
	limits := kpi.HigherLimits(kpi.Ratio(95, 100, ""), kpi.Ratio(90, 100, ""))
	for _, v := range []kpi.Value{kpi.Ratio(95, 100, ""), kpi.Ratio(15, 16, ""), kpi.Ratio(1, 2, ""), kpi.Unknown(kpi.ReasonNoData)} {
		fmt.Println(v, limits.Colour(v))
	}
	// Output:
	// 0.95 green
	// 0.9375 amber
	// 0.5 red
	// unknown (no-data) unknown
}

func ExampleCheckDefs() {
	found := kpi.CheckDefs([]kpi.Def{{
		Key: "service.answer_time", Unit: "h", Direction: kpi.Lower, Formula: "mean(answered - asked)", Inputs: []string{"asked", "answered"},
		Limits: kpi.LowerLimits(kpi.Int(8, "h"), kpi.Int(4, "h")),
	}})
	for _, f := range found {
		fmt.Println(f)
	}
	// Output: block kpi.def.limit_order: indicator service.answer_time.limits.amber.high, want 4 h, got 8 h, remedy kpi.remedy.mend_limits
}

func ExampleFigure() {
	ev, ac := kpi.Int(90, "h"), kpi.Int(120, "h")
	fmt.Println(kpi.Figure{Key: "evm.cpi", Value: ev.Div(ac), Formula: "ev / ac", Inputs: []kpi.Input{{Name: "ev", Value: ev}, {Name: "ac", Value: ac}}})
	// Output: evm.cpi = ev / ac = 0.75 with ev 90 h, ac 120 h
}

// What share of the calls was answered in time, month by month?
func ExampleSeriesFormula() {
	formula, err := kpi.CompileSeriesFormula("in_time / asked", []kpi.Measure{{Name: "in_time", Many: true}, {Name: "asked", Many: true}})
	if err != nil {
		fmt.Println(err)
		return
	}
	months := func(values ...int64) kpi.Series {
		var s kpi.Series
		for i, n := range values {
			day, err := calendar.ParseDate(fmt.Sprintf("2026-%02d-28", i+1))
			if err != nil {
				fmt.Println(err)
			}
			s.Points = append(s.Points, kpi.Point{At: day, Value: kpi.Int(n, "")})
		}
		return s
	}
	rate, err := formula.Evaluate("service.in_time", kpi.Histories{Series: map[string]kpi.Series{"in_time": months(3, 0, 4), "asked": months(4, 0, 5)}})
	for _, p := range rate.Points {
		fmt.Println(p.At, p.Value)
	}
	fmt.Println(err)
	_, err = formula.Evaluate("service.in_time", kpi.Histories{Series: map[string]kpi.Series{"in_time": months(3, 0), "asked": months(4, 0, 5)}})
	fmt.Println(err)
	// Output:
	// 2026-01-28 0.75
	// 2026-02-28 unknown (zero-denominator)
	// 2026-03-28 0.8
	// <nil>
	// kpi: bad formula: at byte 8: a series of 2 periods from 2026-01-28 to 2026-02-28 does not go with a series of 3 periods from 2026-01-28 to 2026-03-28
}
