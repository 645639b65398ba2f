package evm_test

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func yuan(text string) money.Amount {
	a, err := money.Parse(text, "CNY")
	if err != nil {
		fmt.Println(err)
	}
	return a
}

func date(text string) calendar.DateTime {
	t, err := calendar.ParseDateTime(text)
	if err != nil {
		fmt.Println(err)
	}
	return t
}

func ExampleStatus() {
	s := evm.Status{BAC: kpi.Money(yuan("1000000")), PV: kpi.Money(yuan("500000")), EV: kpi.Money(yuan("450000")), AC: kpi.Money(yuan("480000"))}
	fmt.Println("CV ", s.CV())
	fmt.Println("SV ", s.SV())
	fmt.Println("CPI", s.CPI().Round(2, money.HalfUp))
	fmt.Println("SPI", s.SPI().Round(2, money.HalfUp))
	fmt.Println("TCPI", s.TCPI(s.BAC).Round(2, money.HalfUp))
	// Output:
	// CV  -30000 CNY
	// SV  -50000 CNY
	// CPI 0.94
	// SPI 0.90
	// TCPI 1.06
}

func ExampleStatus_Forecasts() {
	s := evm.Status{BAC: kpi.Money(yuan("1000000")), PV: kpi.Money(yuan("500000")), EV: kpi.Money(yuan("450000")), AC: kpi.Money(yuan("480000"))}
	list := s.Forecasts(evm.Basis{ETC: kpi.Money(yuan("560000"))})
	for _, f := range list {
		fmt.Println(f.Method, f.EAC.Round(0, money.HalfUp))
	}
	spread := evm.SpreadOf(list)
	fmt.Printf("%d known, from %s by %s to %s by %s\n", spread.Known, spread.Low.Round(0, money.HalfUp), spread.LowBy, spread.High.Round(0, money.HalfUp), spread.HighBy)
	// Output:
	// budget 1030000
	// cpi 1066667
	// spi 1091111
	// sci 1131852
	// w82 1071398
	// cpi3 unknown (insufficient-history)
	// cpi6 unknown (insufficient-history)
	// spi_t unknown (undefined-factor)
	// sci_t unknown (undefined-factor)
	// w82_t unknown (undefined-factor)
	// bottom_up 1040000
	// 6 known, from 1030000 by budget to 1131852 by sci
}

func ExampleMeasure() {
	week, err := calendar.Compile(calendar.Standard(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	baseline, _, err := evm.NewBaseline([]evm.Task{
		{ID: "analysis", Start: date("2026-03-02T08:00"), Finish: date("2026-03-06T17:00"), Budget: yuan("4000"), Calendar: week, Groups: []string{"offer"}},
		{ID: "draft", Start: date("2026-03-09T08:00"), Finish: date("2026-03-13T17:00"), Budget: yuan("5000"), Calendar: week, Groups: []string{"offer"}},
		{ID: "visit", Start: date("2026-03-16T08:00"), Finish: date("2026-03-17T17:00"), Budget: yuan("3000"), Calendar: week, Groups: []string{"close"}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	m, found, err := evm.Measure(baseline, []evm.Progress{
		{TaskID: "analysis", Started: date("2026-03-02T08:00"), Finished: date("2026-03-09T12:00"), ActualCost: kpi.Money(yuan("4400"))},
		{TaskID: "draft", Started: date("2026-03-09T13:00"), Percent: kpi.Ratio(2, 5, ""), ActualCost: kpi.Money(yuan("2100"))},
	}, date("2026-03-11T17:00"))
	fmt.Println(found, err)
	for _, row := range append(m.Groups, evm.Row{ID: "all", Status: m.Status}) {
		s := row.Status
		fmt.Printf("%s: PV %v, EV %v, AC %v, SPI %s\n", row.ID, s.PV, s.EV, s.AC, s.SPI().Round(3, money.HalfUp))
	}
	// Output:
	// [] <nil>
	// close: PV 0 CNY, EV 0 CNY, AC 0 CNY, SPI unknown (zero-denominator)
	// offer: PV 7000 CNY, EV 6000 CNY, AC 6500 CNY, SPI 0.857
	// all: PV 7000 CNY, EV 6000 CNY, AC 6500 CNY, SPI 0.857
}

func ExampleEarnedSchedule() {
	var curve []kpi.Value
	for _, text := range strings.Fields("0 20 50 90 140 200") {
		curve = append(curve, kpi.Money(yuan(text)))
	}
	t, err := evm.EarnedSchedule(curve, kpi.Money(yuan("70")), kpi.Int(3, "month"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("earned schedule:", t.ES)
	fmt.Println("behind by:", t.SVT().Neg())
	fmt.Println("SPI(t):", t.SPIT().Round(3, money.HalfUp))
	fmt.Println("forecast:", t.Duration(evm.ESBySPIT, evm.Status{}))
	// Output:
	// earned schedule: 2.5 month
	// behind by: 0.5 month
	// SPI(t): 0.833
	// forecast: 6 month
}

func ExampleEarn() {
	earned, found, err := evm.Earn([]evm.Package{
		{ID: "build", Budget: kpi.Money(yuan("5000")), Percent: kpi.Ratio(1, 10, "")},
		{ID: "inspection", Budget: kpi.Money(yuan("300")), Earning: evm.Apportioned, Base: "build"},
		{ID: "offer", Budget: kpi.Money(yuan("1000")), Earning: evm.FixedSplit, AtStart: kpi.Ratio(1, 2, ""), Started: true},
		{ID: "office", Budget: kpi.Money(yuan("1200")), Earning: evm.LevelOfEffort, PV: kpi.Money(yuan("400"))},
	})
	fmt.Println(found, err)
	for _, p := range earned.Packages {
		fmt.Println(p.ID, p.EV)
	}
	fmt.Println("total", earned.Total, "of it level of effort", earned.LevelOfEffort)
	// Output:
	// [] <nil>
	// build 500 CNY
	// inspection 30 CNY
	// offer 500 CNY
	// office 400 CNY
	// total 1430 CNY of it level of effort 400 CNY
}

func ExampleStatus_Rebaseline() {
	s := evm.Status{BAC: kpi.Money(yuan("1000")), PV: kpi.Money(yuan("600")), EV: kpi.Money(yuan("500")), AC: kpi.Money(yuan("700"))}
	change, err := s.Rebaseline(evm.ZeroSV, kpi.Money(yuan("600")))
	fmt.Println(change.After.BAC, change.OverTarget, change.NeedsApproval(), err)
	// Output: 1100 CNY 100 CNY true <nil>
}

func ExampleWorkTime() {
	week, err := calendar.Compile(calendar.Standard(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	w := evm.WorkTime{Calendar: week, Start: date("2026-03-02T08:00"), Grain: 3600}
	t := evm.Timing{AT: w.Hours(date("2026-03-11T17:00")), ES: w.Hours(date("2026-03-10T12:00")), PD: w.Hours(date("2026-03-20T17:00"))}
	hours := t.Duration(evm.ESBySPIT, evm.Status{})
	finish, err := w.Date(hours)
	fmt.Println(t.AT, t.ES, t.PD)
	fmt.Println(hours.Round(1, money.HalfUp), finish, err)
	// Output:
	// 64 h 52 h 120 h
	// 147.7 2026-03-26T12:00:00 <nil>
}

func ExampleStatus_Figures() {
	s := evm.Status{BAC: kpi.Int(120, "h"), PV: kpi.Int(60, "h"), EV: kpi.Int(45, "h"), AC: kpi.Int(50, "h")}
	for _, f := range s.Figures(evm.Basis{}) {
		if f.Key == "evm.cpi" || f.Key == "evm.eac_spi" {
			fmt.Println(f)
		}
	}
	// Output:
	// evm.cpi = ev / ac = 0.9 with ev 45 h, ac 50 h
	// evm.eac_spi = ac + (bac - ev) / spi = 150 h with ac 50 h, bac 120 h, ev 45 h, spi 0.75
}

func ExampleRecord() {
	month := func(day, ev, ac string) evm.Status {
		return evm.Status{At: date(day), BAC: kpi.Money(yuan("1000")), PV: kpi.Money(yuan(ev)), EV: kpi.Money(yuan(ev)), AC: kpi.Money(yuan(ac))}
	}
	record, err := evm.NewRecord("contract")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range []evm.Status{month("2026-01-30T17:00", "200", "250"), month("2026-02-27T17:00", "400", "500")} {
		if record, err = record.Measured(s); err != nil {
			fmt.Println(err)
			return
		}
	}
	if record, err = record.Rebaseline("recovery", evm.ZeroBoth, kpi.Money(yuan("650"))); err != nil {
		fmt.Println(err)
		return
	}
	if record, err = record.Measured(month("2026-03-31T17:00", "700", "700")); err != nil {
		fmt.Println(err)
		return
	}
	for _, trend := range record.Trends("evm.cpi", evm.Status.CPI) {
		fmt.Println(trend.Baseline, trend.Series.Values())
	}
	fmt.Println("over target:", record.OverTarget())
	fmt.Println("3 periods:", evm.RollingCPI(record.History(), 3))
	// Output:
	// contract [0.8 0.8]
	// recovery [1]
	// over target: 150 CNY
	// 3 periods: unknown (insufficient-history)
}

func ExampleMeasurement_RollUp() {
	day, end := date("2026-03-02T08:00"), date("2026-03-06T17:00")
	baseline, _, err := evm.NewBaseline([]evm.Task{
		{ID: "install", Start: day, Finish: end, Budget: yuan("800"), Accrual: evm.AtFinish, Earning: evm.Units, Total: kpi.Int(40, "")},
		{ID: "inspect", Start: day, Finish: end, Budget: yuan("100"), Accrual: evm.AtFinish, Earning: evm.Apportioned, Base: "install"},
		{ID: "contract", Start: day, Finish: end, Budget: yuan("500"), Accrual: evm.AtStart, Earning: evm.WeightedMilestones, Milestones: []evm.Milestone{
			{Name: "draft", Value: kpi.Money(yuan("200"))}, {Name: "signed", Value: kpi.Money(yuan("300"))},
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	m, found, err := evm.Measure(baseline, []evm.Progress{
		{TaskID: "install", Started: day, Done: kpi.Int(30, ""), ActualCost: kpi.Money(yuan("700"))},
		{TaskID: "inspect", Started: day, ActualCost: kpi.Money(yuan("60"))},
		{TaskID: "contract", Started: day, Reached: []string{"draft"}, ActualCost: kpi.Money(yuan("150"))},
	}, end)
	fmt.Println(found, err)
	account := map[string]string{"install": "works", "inspect": "works"}
	for _, row := range m.RollUp(func(id string) string { return account[id] }) {
		fmt.Printf("%q EV %v AC %v\n", row.ID, row.Status.EV, row.Status.AC)
	}
	fmt.Println("all EV", m.Status.EV)
	// Output:
	// [] <nil>
	// "" EV 200 CNY AC 150 CNY
	// "works" EV 675 CNY AC 760 CNY
	// all EV 875 CNY
}

// Where is the history of a project kept? As text; what could not have come
// about is refused with its place.
func ExampleEncode() {
	record, err := evm.NewRecord("contract")
	if err != nil {
		fmt.Println(err)
		return
	}
	var text bytes.Buffer
	if err := evm.Encode(&text, record); err != nil {
		fmt.Println(err)
	}
	fmt.Print(text.String())
	_, err = evm.Decode(strings.NewReader(`{"format": "milepost.evm/1", "stages": [{"baseline": "", "statuses": [{"at": null, "bac": null, "pv": null, "ev": null, "ac": null}]}]}`))
	fmt.Println(err)
	// Output:
	// {
	//   "format": "milepost.evm/1",
	//   "stages": [
	//     {
	//       "baseline": "contract",
	//       "statuses": []
	//     }
	//   ]
	// }
	// evm: does not fit into the record: stages[0].baseline: no name
	// evm: does not fit into the record: stages[0].statuses[0].at: no date
}
