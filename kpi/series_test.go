package kpi

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule/calendar"
)

func day(t testing.TB, text string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// numbers reads a list of numbers; "-" is a gap.
func numbers(t testing.TB, text string) []Value {
	t.Helper()
	var list []Value
	for _, word := range strings.Fields(text) {
		if word == "-" {
			list = append(list, Unknown(ReasonNoData))
			continue
		}
		list = append(list, number(t, word))
	}
	return list
}

func sameValues(a, b []Value) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !a[i].Equal(b[i]) {
			return false
		}
	}
	return true
}

func monthly(t testing.TB) Series {
	return Series{"evm.cpi", []Point{
		{day(t, "2026-01-31"), Ratio(9, 10, "")}, {day(t, "2026-02-28"), Unknown(ReasonNoData)}, {day(t, "2026-03-31"), Ratio(8, 10, "")}, {day(t, "2026-04-30"), Value{}},
	}}
}

func TestSeriesCheck(t *testing.T) {
	if err := monthly(t).Check(); err != nil {
		t.Error(err)
	}
	if err := (Series{}).Check(); err != nil {
		t.Error(err)
	}
	bad := monthly(t)
	bad.Points[1].At, bad.Points[2].Value, bad.Points[3].At = calendar.Date{}, Int(1, "h"), bad.Points[2].At
	err := bad.Check()
	for _, part := range []string{"point 2: no date", "point 3: the unit is h", "point 4: not after"} {
		if !errors.Is(err, ErrSeries) || !strings.Contains(err.Error(), part) {
			t.Errorf("%q is missing in %v", part, err)
		}
	}
}

func TestSeriesParts(t *testing.T) {
	s := monthly(t)
	for _, row := range []struct {
		from, to string
		want     int
	}{{"", "", 4}, {"2026-02-28", "", 3}, {"", "2026-02-28", 2}, {"2026-02-01", "2026-03-31", 2}, {"2027-01-01", "", 0}} {
		var from, to calendar.Date
		if row.from != "" {
			from = day(t, row.from)
		}
		if row.to != "" {
			to = day(t, row.to)
		}
		part := s.Between(from, to)
		if len(part.Points) != row.want || part.Key != s.Key {
			t.Errorf("%s to %s: got %v", row.from, row.to, part)
		}
		if row.want > 0 {
			part.Points[0].Value = Int(99, "")
		}
	}
	if !s.Points[0].Value.Equal(Ratio(9, 10, "")) {
		t.Error("a part shares its points with the series")
	}
	if p, ok := s.Last(); !ok || p != s.Points[2] {
		t.Errorf("got %v, %v", p, ok)
	}
	if _, ok := s.Between(day(t, "2026-04-01"), calendar.Date{}).Last(); ok {
		t.Error("a gap is no last value")
	}
	if got := s.Values(); !sameValues(got, numbers(t, "0.9 - 0.8")) && len(got) != 4 {
		t.Errorf("got %v", got)
	}
}

func TestMeans(t *testing.T) {
	for _, row := range []struct {
		name, values string
		mean, median Value
	}{
		{"none", "", Unknown(ReasonNoData), Unknown(ReasonNoData)},
		{"one", "7", Int(7, ""), Int(7, "")},
		{"odd", "9 1 2", Int(4, ""), Int(2, "")},
		{"even", "4 1 2 9", Int(4, ""), Int(3, "")},
		{"gap", "4 - 9", Unknown(ReasonNoData), Unknown(ReasonNoData)},
		{"thirds", "1 0 0", Ratio(1, 3, ""), Int(0, "")},
	} {
		values := numbers(t, row.values)
		if got := Mean(values); !got.Equal(row.mean) {
			t.Errorf("%s: mean %v", row.name, got)
		}
		if got := Median(values); !got.Equal(row.median) {
			t.Errorf("%s: median %v", row.name, got)
		}
		if !sameValues(values, numbers(t, row.values)) {
			t.Errorf("%s: the values were changed", row.name)
		}
	}
	if got := Median([]Value{Int(1, "h"), Int(1, "d")}); got.Reason() != ReasonUnitMismatch {
		t.Errorf("got %v", got)
	}
}

func TestMoving(t *testing.T) {
	none, gap := Unknown(ReasonInsufficientHistory), Unknown(ReasonNoData)
	values := numbers(t, "1 2 6 - 3 3 9")
	if got := MovingMean(values, 3); !sameValues(got, []Value{none, none, Int(3, ""), gap, gap, gap, Int(5, "")}) {
		t.Errorf("got %v", got)
	}
	if got := MovingMedian(values, 3); !sameValues(got, []Value{none, none, Int(2, ""), gap, gap, gap, Int(3, "")}) {
		t.Errorf("got %v", got)
	}
	for _, n := range []int{0, -1, 8} {
		for _, v := range append(MovingMean(values, n), MovingMedian(values, n)...) {
			if !v.Equal(none) {
				t.Errorf("%d: got %v", n, v)
			}
		}
	}
	if got := MovingMean(values, 1); !sameValues(got, values) {
		t.Errorf("a window of one changes %v", got)
	}
}

func TestCurve(t *testing.T) {
	at := func(x, y string) CurvePoint { return CurvePoint{number(t, x), number(t, y)} }
	points := []CurvePoint{at("0", "0"), at("1", "40"), at("3", "40"), at("4", "100")}
	c, err := NewCurve(points)
	if err != nil {
		t.Fatal(err)
	}
	points[0] = at("0", "99")
	for x, want := range map[string]string{"-1": "0", "0": "0", "0.25": "10", "1": "40", "2": "40", "3": "40", "3.1": "46", "4": "100", "9": "100"} {
		if got := c.At(number(t, x)); !got.Equal(number(t, want)) {
			t.Errorf("at %s: got %v, want %s", x, got, want)
		}
	}
	if got := c.At(Int(1, "h")); got.Reason() != ReasonUnitMismatch {
		t.Errorf("got %v", got)
	}
	if got := c.At(Unknown(ReasonNoTimeLeft)); got.Reason() != ReasonNoTimeLeft {
		t.Errorf("got %v", got)
	}
	if got := (Curve{}).At(Int(1, "")); got.Reason() != ReasonNoData {
		t.Errorf("got %v", got)
	}
	for name, bad := range map[string][]CurvePoint{
		"unknown": {{Value{}, Int(1, "")}}, "falls": {at("0", "1"), at("1", "0")}, "not after": {at("0", "1"), at("0", "2")}, "unit": {at("1", "1"), {Int(2, "h"), Int(2, "")}},
	} {
		if _, err := NewCurve(bad); !errors.Is(err, ErrCurve) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestAccuracy(t *testing.T) {
	pairs := func(actual, forecast string) []Forecasted {
		var list []Forecasted
		f := numbers(t, forecast)
		for i, a := range numbers(t, actual) {
			list = append(list, Forecasted{a, f[i]})
		}
		return list
	}
	// errors 3 and -4: MAE 7/2, mean square 25/2, RMSE 3.5355339...
	a := MeasureAccuracy(pairs("7 - 24 5", "10 3 20 -"), 6)
	for name, pair := range map[string][2]Value{
		"mae": {a.MAE, Ratio(7, 2, "")}, "rmse": {a.RMSE, number(t, "3.535534")}, "mape": {a.MAPE, Ratio(2500, 84, "")}, // (3/7 + 1/6) / 2
		"wape": {a.WAPE, Ratio(700, 31, "")}, "bias": {a.BiasPct, Ratio(-100, 31, "")}, "signal": {a.TrackingSignal, Ratio(-2, 7, "")},
	} {
		if !pair[0].Equal(pair[1]) {
			t.Errorf("%s: got %v, want %v", name, pair[0], pair[1])
		}
	}
	if a.N != 2 || a.Missing != 2 {
		t.Errorf("got %d and %d", a.N, a.Missing)
	}
	none := MeasureAccuracy(nil, 6)
	for _, v := range []Value{none.MAE, none.RMSE, none.MAPE, none.WAPE, none.BiasPct, none.TrackingSignal} {
		if v.Reason() != ReasonNoData {
			t.Errorf("got %v", v)
		}
	}
	cash := MeasureAccuracy([]Forecasted{{yuan(t, "4"), yuan(t, "7")}, {yuan(t, "4"), yuan(t, "0")}}, 2)
	if !cash.RMSE.Equal(yuan(t, "3.54")) || !cash.MAE.Equal(yuan(t, "3.5")) || cash.MAPE.Unit() != "" {
		t.Errorf("got %v", cash)
	}
	mixed := MeasureAccuracy([]Forecasted{{yuan(t, "4"), euro(t, "7")}}, 2)
	if mixed.MAE.Reason() != ReasonUnitMismatch || mixed.RMSE.Reason() != ReasonUnitMismatch {
		t.Errorf("got %v", mixed)
	}
}

// The way of a moving statistic is the one of computing every window anew, with
// gaps, other units and zeros without a unit too.
func TestMovingAgreesWithEveryWindow(t *testing.T) {
	const seed = 83
	r := rand.New(rand.NewPCG(seed, 4))
	odd := []Value{Unknown(ReasonNoData), {}, Int(0, ""), Int(4, "day"), Unknown(ReasonMissingRate)}
	for range 400 {
		values := make([]Value, r.IntN(14))
		strange := r.IntN(3) * len(odd) / 2
		for i := range values {
			if values[i] = Ratio(r.Int64N(9)-4, 1+r.Int64N(4), "h"); strange > 0 && r.IntN(5) == 0 {
				values[i] = odd[r.IntN(strange)]
			}
		}
		n := r.IntN(6)
		if got, want := MovingMean(values, n), moving(values, n, Mean); !sameValues(got, want) {
			t.Fatalf("seed %d: mean of %d in %v: got %v, want %v", seed, n, values, got, want)
		}
		if got, want := MovingMedian(values, n), moving(values, n, Median); !sameValues(got, want) {
			t.Fatalf("seed %d: median of %d in %v: got %v, want %v", seed, n, values, got, want)
		}
	}
}

// A wide window over a long series takes seconds where each is computed anew.
func BenchmarkMoving(b *testing.B) {
	values := make([]Value, 32_000)
	for i := range values {
		values[i] = Ratio(int64(i*7919%1000), int64(i%7)+1, "h")
	}
	b.Run("mean/points=32000", func(b *testing.B) {
		for b.Loop() {
			MovingMean(values, len(values)/2)
		}
	})
	b.Run("median/points=32000", func(b *testing.B) {
		for b.Loop() {
			MovingMedian(values, len(values)/2)
		}
	})
}
