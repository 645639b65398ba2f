package view_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func inYuan(n int64) kpi.Value {
	c, err := money.Lookup("CNY")
	if err != nil {
		panic(err)
	}
	a, err := money.Minor(n*100, c)
	if err != nil {
		panic(err)
	}
	return kpi.Money(a)
}

// friday is the evening of a Friday, counted from 6 March 2026.
func friday(n int) calendar.DateTime {
	return calendar.DateOf(2026, 3, 6).AddDays(7 * n).At(17 * calendar.Hour)
}

// twoTasks is a baseline of 400 in the first two weeks and 600 in the next
// three, from Monday 2 March 2026.
func twoTasks(t testing.TB) *evm.Baseline {
	t.Helper()
	cal, err := calendar.Compile(calendar.Standard(), nil)
	if err != nil {
		t.Fatal(err)
	}
	row := func(id string, from, to calendar.DateTime, budget string) evm.Task {
		a, err := money.Parse(budget, "CNY")
		if err != nil {
			t.Fatal(err)
		}
		return evm.Task{ID: id, Start: from, Finish: to, Budget: a, Calendar: cal, Earning: evm.PercentComplete}
	}
	monday := func(d calendar.Date) calendar.DateTime { return d.At(8 * calendar.Hour) }
	b, _, err := evm.NewBaseline([]evm.Task{row("a", monday(calendar.DateOf(2026, 3, 2)), friday(1), "400"), row("b", monday(calendar.DateOf(2026, 3, 16)), friday(4), "600")})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// threeStatuses has measured that baseline for three weeks: planned were 200,
// 400 and 600.
func threeStatuses(t testing.TB) evm.Record {
	t.Helper()
	r, err := evm.NewRecord("B0")
	if err != nil {
		t.Fatal(err)
	}
	for n, x := range [][3]int64{{200, 150, 180}, {400, 320, 390}, {600, 480, 600}} {
		if r, err = r.Measured(evm.Status{At: friday(n), BAC: inYuan(1000), PV: inYuan(x[0]), EV: inYuan(x[1]), AC: inYuan(x[2])}); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// columnOf returns a column of a table by the dates of its first one.
func columnOf(t testing.TB, table *report.Table, name string) map[string]finding.Value {
	t.Helper()
	k := slices.IndexFunc(table.Columns, func(c report.Column) bool { return c.Name == name })
	if k < 0 {
		t.Fatalf("no column %s", name)
	}
	list := map[string]finding.Value{}
	for i := range table.Rows {
		if v := table.Rows[i].Cell(k); !v.IsZero() {
			list[table.Rows[i].Cell(0).Plain()] = v
		}
	}
	return list
}

// By hand: 480 of 1000 are earned for 600, so the rest is expected to cost
// 520 / 0.8 = 650, in all 1250. The plan goes on with 800 and 1000. Of the past
// only the status dates are shown.
func TestSCurveByHand(t *testing.T) {
	table := view.SCurve(phrase.In(phrase.En), view.CurveInput{Record: threeStatuses(t), Baseline: twoTasks(t), Finish: friday(6),
		Ends: []calendar.DateTime{friday(0), calendar.DateOf(2026, 3, 11).At(17 * calendar.Hour), friday(1), friday(2), friday(3), friday(4)}}).Table()
	var got []string
	format := report.Format{}
	for _, row := range table.Rows {
		var line []string
		for i := range table.Columns {
			line = append(line, strings.TrimPrefix(format.Cell(&table.Columns[i], row.Cell(i)), "CNY "))
		}
		got = append(got, strings.Join(line, "|"))
	}
	want := []string{
		"2026-03-02|1,000.00|0.00|||||",
		"2026-03-06|1,000.00|200.00|150.00|180.00|||",
		"2026-03-13|1,000.00|400.00|320.00|390.00|||",
		"2026-03-20|1,000.00|600.00|480.00|600.00|480.00|600.00|Data date",
		"2026-03-27|1,000.00|800.00|||||",
		"2026-04-03|1,000.00|1,000.00|||||Planned finish",
		"2026-04-17|1,000.00||||1,000.00|1,250.00|Forecast finish; Actual cost, forecast: EAC CNY 1,250.00",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// The curve holds the figures of the statuses and of the forecast table, whatever
// they are.
func TestSCurveEqualsTheStatuses(t *testing.T) {
	base := twoTasks(t)
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 11))
		record, err := evm.NewRecord("B0")
		if err != nil {
			t.Fatal(err)
		}
		var all []evm.Status
		for n := range 1 + r.IntN(6) {
			s := evm.Status{At: friday(n), BAC: inYuan(1000), PV: inYuan(r.Int64N(1000)), EV: inYuan(1 + r.Int64N(900)), AC: inYuan(1 + r.Int64N(900))}
			if r.IntN(5) == 0 {
				s.AC = kpi.Unknown(kpi.ReasonNoData)
			}
			if record, err = record.Measured(s); err != nil {
				t.Fatal(err)
			}
			all = append(all, s)
			if r.IntN(4) == 0 {
				if record, err = record.Rebaseline(fmt.Sprint("B", n+1), evm.KeepHistory, inYuan(100+r.Int64N(900))); err != nil {
					t.Fatal(err)
				}
			}
		}
		method := evm.Methods()[r.IntN(4)]
		basis := evm.Basis{History: record.History()}
		table := view.SCurve(phrase.In(phrase.ZhCN), view.CurveInput{Record: record, Baseline: base, Basis: basis, Method: method, Finish: friday(30), Spread: true}).Table()
		bac, pv, ev, ac := columnOf(t, table, "bac"), columnOf(t, table, "pv"), columnOf(t, table, "ev"), columnOf(t, table, "ac")
		for _, s := range all {
			day := s.At.Date().String()
			if bac[day] != s.BAC.Finding() || pv[day] != s.PV.Finding() || ev[day] != s.EV.Finding() || ac[day] != s.AC.Finding() {
				t.Fatalf("seed %d, %s: %v %v %v %v, want %+v", seed, day, bac[day], pv[day], ev[day], ac[day], s)
			}
		}
		if len(ev) != len(all) {
			t.Fatalf("seed %d: %d values are earned at %d statuses", seed, len(ev), len(all))
		}
		now, end := all[len(all)-1], friday(30).Date().String()
		if stages := record.Stages(); len(stages[len(stages)-1].Statuses) == 0 {
			now = stages[len(stages)-1].Change.After
		}
		if got, want := columnOf(t, table, "ac_forecast")[end], now.EAC(method, basis).Finding(); got != want {
			t.Fatalf("seed %d: EAC %v, want %v", seed, got, want)
		}
		if got, want := columnOf(t, table, "ev_forecast")[end], now.BAC.Finding(); got != want {
			t.Fatalf("seed %d: EV ends at %v, want %v", seed, got, want)
		}
		spread := evm.SpreadOf(now.Forecasts(basis))
		if low, high := columnOf(t, table, "eac_low")[end], columnOf(t, table, "eac_high")[end]; low != spread.Low.Finding() || high != spread.High.Finding() {
			t.Fatalf("seed %d: from %v to %v, want %+v", seed, low, high, spread)
		}
		for _, side := range []string{"eac_low", "eac_high"} {
			if got := columnOf(t, table, side)[all[len(all)-1].At.Date().String()]; got != now.AC.Finding() {
				t.Fatalf("seed %d: %s begins at %v, want %v", seed, side, got, now.AC)
			}
		}
		for _, row := range table.Rows { // what is ahead is the plan's
			at, err := calendar.ParseDate(row.Cell(0).Plain())
			if err != nil {
				t.Fatal(err)
			}
			if v, ok := pv[at.String()]; ok && at.After(now.At.Date()) && at.Before(base.Finish().Date()) && v != base.PV(at.At(86399)).Finding() {
				t.Fatalf("seed %d, %v: planned %v, want %v", seed, at, v, base.PV(at.At(86399)))
			}
		}
	}
}

// A change of the baseline is a step of the budget, with a note; the forecast
// goes to the new budget.
func TestSCurveOverTwoBaselines(t *testing.T) {
	record, err := threeStatuses(t).Rebaseline("B1", evm.ZeroSV, inYuan(700))
	if err != nil {
		t.Fatal(err)
	}
	d := view.SCurve(phrase.In(phrase.En), view.CurveInput{Record: record, Finish: friday(6)})
	if got := columnOf(t, d.Table(), "bac")[friday(6).Date().String()]; got != inYuan(1180).Finding() {
		t.Errorf("the budget ends at %v", got)
	}
	if got := columnOf(t, d.Table(), "ev_forecast")[friday(6).Date().String()]; got != inYuan(1180).Finding() {
		t.Errorf("the value ends at %v", got)
	}
	if record, err = record.Measured(evm.Status{At: friday(3), BAC: inYuan(1180), PV: inYuan(700), EV: inYuan(690), AC: inYuan(800)}); err != nil {
		t.Fatal(err)
	}
	d = view.SCurve(phrase.In(phrase.En), view.CurveInput{Record: record, Finish: friday(6)})
	if len(d.Notes) != 2 || d.Notes[0].Text != "Baseline B1" || d.Dates[d.Notes[0].Date] != friday(3).Date() {
		t.Errorf("notes %+v", d.Notes)
	}
	reporttest.TestFigure(t, d)
}

func TestSCurveOfLittle(t *testing.T) {
	w := phrase.In(phrase.ZhCN)
	one, err := evm.NewRecord("B0")
	if err != nil {
		t.Fatal(err)
	}
	bare := one
	if one, err = one.Measured(evm.Status{At: friday(0)}); err != nil {
		t.Fatal(err)
	}
	for name, in := range map[string]view.CurveInput{
		"nothing": {}, "no status": {Record: bare}, "plan only": {Baseline: twoTasks(t)}, "plan without status": {Record: bare, Baseline: twoTasks(t), Finish: friday(5)},
		"unknown figures": {Record: one, Finish: friday(4), Spread: true}, "finished": {Record: threeStatuses(t), Finish: friday(1)}, "finished today": {Record: threeStatuses(t), Finish: friday(2) + 60},
		"status before the plan": {Record: one, Baseline: twoTasks(t)},
	} {
		d := view.SCurve(w, in)
		if err := reporttest.CheckFigure(d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if forecast := slices.ContainsFunc(d.Series, func(s chart.Series) bool { return s.Line == chart.LineForecast }); forecast != (name == "unknown figures") {
			t.Errorf("%s: forecast %v", name, forecast)
		}
	}
	plan := view.SCurve(w, view.CurveInput{Baseline: twoTasks(t)}).Table()
	want := map[string]int64{"2026-03-02": 0, "2026-03-09": 240, "2026-03-16": 440, "2026-03-23": 640, "2026-03-30": 840, "2026-04-03": 1000} // 40 a day
	pv := columnOf(t, plan, "pv")
	for day, n := range want {
		if pv[day] != inYuan(n).Finding() || len(pv) != len(want) {
			t.Errorf("planned %v, want %v", pv, want)
		}
	}
}

// The S-curve of a project in its third week.
func ExampleSCurve() {
	record, err := evm.NewRecord("B0")
	for n, x := range [][3]int64{{200, 150, 180}, {400, 320, 390}, {600, 480, 600}} {
		if err == nil {
			record, err = record.Measured(evm.Status{At: friday(n), BAC: inYuan(1000), PV: inYuan(x[0]), EV: inYuan(x[1]), AC: inYuan(x[2])})
		}
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	d := view.SCurve(phrase.In(phrase.En), view.CurveInput{Record: record, Finish: friday(6)})
	fmt.Println(d.Frame().Title)
	for _, part := range strings.Split(d.Frame().Desc, "; ") {
		fmt.Println(part)
	}
	// Output:
	// Value and cost over time
	// Budget at completion (BAC): CNY 1,000.00
	// Planned value (PV): CNY 600.00
	// Earned value (EV): CNY 480.00
	// Actual cost (AC): CNY 600.00
	// Earned value, forecast: CNY 1,000.00
	// Actual cost, forecast: CNY 1,250.00
	// Data date: 2026-03-20
	// Forecast finish: 2026-04-17
	// 2026-04-17: Actual cost, forecast: EAC CNY 1,250.00
}
