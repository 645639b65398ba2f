package view_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func hours(values ...int64) kpi.Series {
	s := kpi.Series{Key: "answer_time"}
	for n, v := range values {
		s.Points = append(s.Points, kpi.Point{At: calendar.DateOf(2026, 3, 1).AddDays(7 * n), Value: kpi.Int(v, "h")})
	}
	return s
}

// By hand: the mean of 20 22 19 21 20 23 21 20 is 20.75, their ranges sum to 14,
// so the limits are 20.75 +- 2.66 * 2 = 15.43 and 26.07, and a sigma is 2 / 1.128 =
// 1.773. Of the weeks that follow, 27 lies beyond a limit. 26 is the sixth in a row
// upward, the second beyond 24.30 and the fourth beyond 22.52 of five.
func TestControlChartByHand(t *testing.T) {
	base := kpi.XmR(hours(20, 22, 19, 21, 20, 23, 21, 20).Values(), kpi.ChartFactors{})
	d := view.ControlChart(phrase.In(phrase.En), view.ControlInput{Series: hours(21, 22, 23, 24, 25, 26, 27), Title: "Answer time", Limits: base, Rules: kpi.Nelson()})
	got := shownRows(d.Table())
	want := map[int]string{
		4: "2026-03-29|26.07 h|20.75 h|15.43 h|25 h|",
		5: "2026-04-05|26.07 h|20.75 h|15.43 h|26 h|six points steadily rising or falling; two of three points beyond two sigma; four of five points beyond one sigma",
		6: "2026-04-12|26.07 h|20.75 h|15.43 h|27 h|a point beyond three sigma; six points steadily rising or falling; two of three points beyond two sigma; four of five points beyond one sigma",
	}
	for k, line := range want {
		if got[k] != line {
			t.Errorf("got  %s\nwant %s", got[k], line)
		}
	}
	reporttest.TestFigure(t, d)
}

// The limits are those of package kpi, and what is circled is what lies outside
// them or completes a signal: all of it and nothing else.
func TestControlChartSaysWhatKpiSays(t *testing.T) {
	for seed := range uint64(80) {
		r := rand.New(rand.NewPCG(seed, 13))
		var values []int64
		for range r.IntN(40) {
			values = append(values, 20+r.Int64N(6))
			if r.IntN(9) == 0 {
				values[len(values)-1] += 15
			}
		}
		s := hours(values...)
		for i := range s.Points {
			if r.IntN(8) == 0 {
				s.Points[i].Value = kpi.Unknown(kpi.ReasonNoData)
			}
		}
		rules := [][]kpi.Rule{nil, kpi.Nelson(), kpi.WesternElectric(), {kpi.RunRule(7)}}[r.IntN(4)]
		d := view.ControlChart(phrase.In(phrase.ZhCN), view.ControlInput{Series: s, Rules: rules})
		limits := kpi.XmR(s.Values(), kpi.ChartFactors{})
		var want []int
		for i, p := range s.Points {
			if limits.Outside(p.Value) {
				want = append(want, i)
			}
		}
		for _, x := range kpi.Signals(limits.Scores(s.Values()), rules) {
			want = append(want, x.At)
		}
		slices.Sort(want)
		want = slices.Compact(want)
		var got []int
		for _, n := range d.Notes {
			if !n.Alarm || n.Text == "" || n.Series != "value" {
				t.Fatalf("seed %d: %+v", seed, n)
			}
			got = append(got, n.Date)
		}
		slices.Sort(got)
		if got = slices.Compact(got); !slices.Equal(got, want) {
			t.Fatalf("seed %d: noted %v, want %v", seed, got, want)
		}
		table := d.Table()
		for i, p := range s.Points {
			row := table.Rows[i]
			if row.Cell(1) != limits.Upper.Finding() || row.Cell(2) != limits.Mean.Finding() || row.Cell(3) != limits.Lower.Finding() || row.Cell(4) != p.Value.Finding() {
				t.Fatalf("seed %d, row %d: %v", seed, i, row)
			}
		}
		if err := reporttest.CheckFigure(d); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

// Every rule of the usual sets has words in both languages; a rule of a host is
// called by its name.
func TestRulesHaveWords(t *testing.T) {
	rules := slices.Concat(kpi.Nelson(), kpi.WesternElectric(), []kpi.Rule{kpi.RunRule(7)})
	for _, rule := range rules {
		en, zh := view.Word(phrase.In(phrase.En), rule.Name), view.Word(phrase.In(phrase.ZhCN), rule.Name)
		if en == zh || strings.Contains(en, "_") {
			t.Errorf("%s is %q and %q", rule.Name, en, zh)
		}
	}
	d := view.ControlChart(phrase.In(phrase.En), view.ControlInput{Series: hours(1, 2, 3), Rules: []kpi.Rule{{Name: "any", Pattern: kpi.Monotone, Need: 2}}})
	if len(d.Notes) != 2 || !strings.EqualFold(d.Notes[0].Text, "any") {
		t.Errorf("%+v", d.Notes)
	}
}

func TestControlChartOfLittle(t *testing.T) {
	for name, in := range map[string]view.ControlInput{
		"nothing": {}, "one": {Series: hours(5), Rules: kpi.Nelson()}, "flat": {Series: hours(5, 5, 5, 5), Rules: kpi.Nelson()},
		"gaps":     {Series: kpi.Series{Points: []kpi.Point{{At: calendar.DateOf(2026, 3, 1)}, {At: calendar.DateOf(2026, 3, 2)}}}},
		"no dates": {Series: kpi.Series{Key: "x", Points: []kpi.Point{{Value: kpi.Int(1, "%")}, {Value: kpi.Int(3, "%")}}}},
	} {
		d := view.ControlChart(phrase.In(phrase.ZhCN), in)
		if err := reporttest.CheckFigure(d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if len(d.Notes) != 0 {
			t.Errorf("%s: %+v", name, d.Notes)
		}
		if name == "no dates" && d.Axis.Type != report.TypePercent {
			t.Errorf("shown as %v", d.Axis.Type)
		}
	}
}

// Answer times that drift away from their base period.
func ExampleControlChart() {
	base := kpi.XmR(hours(20, 22, 19, 21, 20, 23, 21, 20).Values(), kpi.ChartFactors{})
	d := view.ControlChart(phrase.In(phrase.En), view.ControlInput{Series: hours(21, 23, 22, 27), Title: "Answer time", Limits: base, Rules: kpi.WesternElectric()})
	for _, n := range d.Notes {
		fmt.Println(d.Dates[n.Date], n.Text)
	}
	// Output:
	// 2026-03-22 a point beyond three sigma
}
