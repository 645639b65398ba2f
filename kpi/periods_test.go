package kpi

import (
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/schedule/calendar"
)

func serviceMeasures() []Measure {
	return []Measure{{"asked", "", true}, {"in_time", "", true}, {"hours", "h", true}, {"pay", "money", true}, {"rate", "money/h", false}, {"goal", "", false}}
}

func ints(unit string, list ...int64) []Value {
	var values []Value
	for _, n := range list {
		values = append(values, Int(n, unit))
	}
	return values
}

// months is a series at the ends of the months of 2026 from the given one on.
func months(t testing.TB, first int, values ...Value) Series {
	t.Helper()
	var s Series
	for i, v := range values {
		s.Points = append(s.Points, Point{dateAt(t, fmt.Sprintf("2026-%02d-28", first+i)), v})
	}
	return s
}

func dateAt(t testing.TB, text string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Worked by hand.
func TestFormulasPeriodByPeriod(t *testing.T) {
	g := Given{
		Values: map[string]Value{"goal": Ratio(1, 2, "")},
		Series: map[string][]Value{
			"asked": ints("", 4, 10, 0), "in_time": ints("", 3, 5, 0), "hours": ints("h", 8, 2, 5),
			"pay": {yuan(t, "400"), yuan(t, "90"), yuan(t, "251")},
		},
	}
	g.Values["rate"] = Rat(big.NewRat(50, 1), "CNY/h")
	for _, row := range []struct{ text, want string }{
		{"sum(asked - in_time)", "6"}, {"max(asked - in_time)", "5"}, {"last(asked * 2)", "0"}, {"mean(in_time + 1)", "11/3"}, {"median(-asked)", "-4"},
		{"sum(hours * (asked - in_time))", "18 h"}, {"sum(in_time / asked)", "unknown (zero-denominator)"}, {"count(in_time / asked)", "2"}, {"last(in_time / asked)", "0.5"},
		{"max(min(asked, in_time * 2))", "10"}, {"sum(max(asked, 5))", "20"}, {"sum(abs(in_time - 4))", "6"}, {"sum(pay) / sum(hours)", "49.4 CNY/h"},
		{"min(pay / hours)", "45 CNY/h"}, {"sum(pay - pay)", "0 CNY"}, {"sum((asked + in_time) * goal)", "11"}, {"sum(1 / (asked + 1))", "283/220"}, {"if(sum(asked) > 10, sum(asked - goal), 0)", "12.5"},
	} {
		f, err := CompileFormula(row.text, serviceMeasures())
		if err != nil {
			t.Errorf("%s: %v", row.text, err)
			continue
		}
		if err := f.CheckPeriods(g); err != nil {
			t.Errorf("%s: %v", row.text, err)
		}
		want := strings.Replace(row.want, "283/220", "71/55", 1) // 1/5 + 1/11 + 1
		if got := f.Evaluate(g); got.String() != want {
			t.Errorf("%s: got %v, want %s", row.text, got, want)
		}
	}
}

func TestPeriodsThatDiffer(t *testing.T) {
	jan, feb := dateAt(t, "2026-01-31"), dateAt(t, "2026-02-28")
	for name, row := range map[string]struct {
		text   string
		given  Given
		faults []string
	}{
		"lengths":   {"sum(in_time / asked)", Given{Series: map[string][]Value{"asked": ints("", 1, 2), "in_time": ints("", 1)}}, []string{"byte 12: a series of 1 periods does not go with a series of 2 periods"}},
		"missing":   {"sum(in_time / asked)", Given{Series: map[string][]Value{"asked": ints("", 1, 2)}}, []string{"byte 12: a series of 0 periods"}},
		"dates":     {"sum(asked - in_time)", Given{Series: map[string][]Value{"asked": ints("", 1), "in_time": ints("", 1)}, Dates: map[string][]calendar.Date{"asked": {jan}, "in_time": {feb}}}, []string{"byte 10: a series of 1 periods from 2026-01-31 to 2026-01-31 does not go with a series of 1 periods from 2026-02-28 to 2026-02-28"}},
		"twice":     {"sum(asked - in_time) + count(max(asked, in_time))", Given{Series: map[string][]Value{"asked": ints("", 1, 2), "in_time": ints("", 1)}}, []string{"byte 10:", "byte 29:"}},
		"too few":   {"1 + count(asked * in_time)", Given{Series: map[string][]Value{"asked": ints("", 1, 2), "in_time": ints("", 1, 2)}, Dates: map[string][]calendar.Date{"asked": {jan}}}, []string{`byte 10: "asked" has 2 values, but 1 dates`}},
		"the third": {"max(asked * 2 + in_time - asked)", Given{Series: map[string][]Value{"asked": ints("", 1, 2), "in_time": ints("", 1)}}, []string{"byte 14:"}},
	} {
		f, err := CompileFormula(row.text, serviceMeasures())
		if err != nil {
			t.Fatal(err)
		}
		err = f.CheckPeriods(row.given)
		var fault *FormulaError
		if !errors.As(err, &fault) {
			t.Errorf("%s: got %v", name, err)
		}
		for _, want := range row.faults {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: got %v, want %s", name, err, want)
			}
		}
		if v := f.Evaluate(row.given); v.Reason() != ReasonPeriodMismatch {
			t.Errorf("%s: got %v", name, v)
		}
	}
	if err := new(Formula).CheckPeriods(Given{}); err != nil {
		t.Errorf("got %v", err)
	}
}

func TestSeriesFormula(t *testing.T) {
	f, err := CompileSeriesFormula("in_time / asked - goal", serviceMeasures())
	if err != nil {
		t.Fatal(err)
	}
	gap := Unknown(ReasonNoData)
	h := Histories{
		Values: map[string]Value{"goal": Ratio(1, 2, "")},
		Series: map[string]Series{"asked": months(t, 1, Int(4, ""), Int(0, ""), gap, Int(10, "")), "in_time": months(t, 1, Int(3, ""), Int(0, ""), Int(1, ""), Int(4, ""))},
	}
	got, err := f.Evaluate("service.over", h)
	if err != nil || got.Check() != nil || got.Key != "service.over" || f.String() != "in_time / asked - goal" || f.Unit() != "" || len(f.Inputs()) != 3 {
		t.Fatalf("got %+v, %v", got, err)
	}
	for i, want := range []Value{Ratio(1, 4, ""), Unknown(ReasonZeroDenominator), gap, Ratio(-1, 10, "")} {
		if p := got.Points[i]; !p.Value.Equal(want) || p.At != h.Series["asked"].Points[i].At {
			t.Errorf("point %d: got %v", i+1, p)
		}
	}
	if h.Series["asked"].Points[0].Value.String() != "4" {
		t.Error("the input was written to")
	}
	pay, err := CompileSeriesFormula("max(0, pay - rate * hours)", serviceMeasures())
	if err != nil {
		t.Fatal(err)
	}
	h = Histories{Values: map[string]Value{"rate": Rat(big.NewRat(50, 1), "CNY/h")}, Series: map[string]Series{"pay": months(t, 1, yuan(t, "400"), yuan(t, "90")), "hours": months(t, 1, Int(7, "h"), Int(2, "h"))}}
	if got, err := pay.Evaluate("pay.over", h); err != nil || len(got.Points) != 2 || !got.Points[0].Value.Equal(yuan(t, "50")) || !got.Points[1].Value.Equal(yuan(t, "0")) {
		t.Errorf("got %v, %v", got, err)
	}
	h.Values["rate"] = Int(50, "EUR/h")
	if got, err := pay.Evaluate("pay.over", h); err != nil || len(got.Points) != 2 || got.Points[0].Value.Reason() != ReasonUnitMismatch {
		t.Errorf("got %v, %v", got, err)
	}
	if got, err := pay.Evaluate("pay.over", Histories{}); err != nil || len(got.Points) != 0 {
		t.Errorf("got %v, %v", got, err)
	}
}

// An input in "money/h" takes amounts by the hour in whichever currency, the
// same as all others in money.
func TestRatesOfMoney(t *testing.T) {
	f, err := CompileFormula("pay + rate * 2[h]", []Measure{{Name: "rate", Unit: "money/h"}, {Name: "pay", Unit: "money"}})
	if err != nil {
		t.Fatal(err)
	}
	for unit, want := range map[string]string{
		"CNY/h": "19 CNY", "EUR/h": "unknown (unit-mismatch)", "CNY/day": "unknown (unit-mismatch)", "CNY*h": "unknown (unit-mismatch)", "box/h": "unknown (unit-mismatch)",
		"CNY": "unknown (unit-mismatch)", "": "unknown (unit-mismatch)", "/": "unknown (unit-mismatch)", "CNY/h/day": "unknown (unit-mismatch)", "CNY*EUR/h": "unknown (unit-mismatch)",
	} {
		if got := f.Evaluate(Given{Values: map[string]Value{"pay": yuan(t, "9"), "rate": Int(5, unit)}}); got.String() != want {
			t.Errorf("%s: got %v, want %s", unit, got, want)
		}
	}
	alone, err := CompileFormula("rate * 2[h]", []Measure{{Name: "rate", Unit: "money/h"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := alone.Evaluate(Given{Values: map[string]Value{"rate": Int(5, "EUR/h")}}); !got.Equal(euro(t, "10")) {
		t.Errorf("got %v", got)
	}
}

func TestSeriesFormulaFaults(t *testing.T) {
	for text, want := range map[string]string{"sum(asked)": "is one value, not a series", "asked = 1": "a series", "asked + hours": "does not go with", "asked +": "unexpected end", "1": "is one value"} {
		if f, err := CompileSeriesFormula(text, serviceMeasures()); f != nil || !errors.Is(err, ErrFormula) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", text, err)
		}
	}
	f, err := CompileSeriesFormula("in_time / asked", serviceMeasures())
	if err != nil {
		t.Fatal(err)
	}
	backwards := months(t, 1, ints("", 1, 2)...)
	backwards.Points[1].At = backwards.Points[0].At
	got, err := f.Evaluate("k", Histories{Series: map[string]Series{"asked": backwards, "in_time": months(t, 2, ints("", 1, 2)...)}})
	if !errors.Is(err, ErrSeries) || !errors.Is(err, ErrFormula) || len(got.Points) != 0 || !strings.Contains(err.Error(), "asked: point 2") || !strings.Contains(err.Error(), "byte 8: a series of 2 periods from 2026-02-28 to 2026-03-28") {
		t.Errorf("got %v, %v", got, err)
	}
}

// Law: a formula over series is the formula over single values, in each period.
func TestSeriesFormulasAreFormulasOfEachPeriod(t *testing.T) {
	const seed = 211
	r := rand.New(rand.NewPCG(seed, 1))
	single := []Measure{{Name: "won"}, {Name: "lost"}, {Name: "hours", Unit: "h"}, {Name: "more", Unit: "h"}}
	trials := 0
	for range 1500 {
		g := Given{Values: map[string]Value{"won": Int(1, ""), "lost": Int(1, ""), "hours": Int(1, "h"), "more": Int(1, "h")}}
		text := grow(r, g, []string{"", "h"}[r.IntN(2)], r.IntN(4)).text
		many := append([]Measure(nil), single...)
		for i := range many {
			many[i].Many = r.IntN(2) == 0
		}
		f, err := CompileSeriesFormula(text, many)
		if err != nil {
			continue // one value, or a series in a condition
		}
		alone, err := CompileFormula(text, single)
		if err != nil {
			t.Fatalf("seed %d: %s: %v", seed, text, err)
		}
		trials++
		h, n := Histories{Values: map[string]Value{}, Series: map[string]Series{}}, 1+r.IntN(5)
		period := make([]Given, n)
		for _, m := range many {
			var list []Value
			for i := range n {
				v := []Value{Ratio(r.Int64N(9)-4, 1+r.Int64N(3), m.Unit), Unknown(ReasonNoData)}[max(0, r.IntN(8)-6)]
				if !m.Many && i > 0 {
					v = list[0]
				}
				if list = append(list, v); period[i].Values == nil {
					period[i].Values = map[string]Value{}
				}
				period[i].Values[m.Name] = v
			}
			h.Values[m.Name], h.Series[m.Name] = list[0], months(t, 1, list...)
		}
		got, err := f.Evaluate("k", h)
		if err != nil || len(got.Points) != n {
			t.Fatalf("seed %d: %s: %v, %v", seed, text, got, err)
		}
		for i, p := range got.Points {
			if want := alone.Evaluate(period[i]); !p.Value.Equal(want) {
				t.Fatalf("seed %d: %s in period %d: got %v, want %v", seed, text, i+1, p.Value, want)
			}
		}
	}
	if trials < 300 {
		t.Errorf("only %d trials", trials)
	}
}

// However hostile the text and the inputs, the time is bounded: each of these
// took seconds before there was a limit to the work.
func TestHostileFormulasEnd(t *testing.T) {
	over := new(big.Int).Lsh(big.NewInt(1), 120_000)
	under := new(big.Int).Lsh(big.NewInt(3), 100_000)
	won := Rat(new(big.Rat).SetFrac(over.Sub(over, big.NewInt(1)), under.Sub(under, big.NewInt(1))), "")
	var fractions []Value
	for i := range int64(8_000) {
		fractions = append(fractions, Ratio(1, 1e15+2*i+1, ""))
	}
	for _, row := range []struct{ text, want string }{
		{strings.Repeat("won+0-0+", 500) + "won", "too-large"}, {strings.Repeat("won/won*", 500) + "won", "too-large"}, {strings.Repeat("won/", 1000) + "won", "too-large"},
		{strings.Repeat("won/3*7/", 400) + "won", "too-large"}, {"sum(list)", "too-large"}, {"mean(list * list)", "too-large"}, {"sum(list+list-won)", "too-large"},
		{strings.Repeat("7/", 2000) + "3", ""}, {"9" + strings.Repeat("0", 4000) + "/3", ""}, {strings.Repeat("abs(", 63) + "won" + strings.Repeat(")", 63), ""},
	} {
		f, err := CompileFormula(row.text, []Measure{{Name: "won"}, {Name: "list", Many: true}})
		if err != nil {
			t.Fatal(err)
		}
		begun := time.Now()
		v := f.Evaluate(Given{Values: map[string]Value{"won": won}, Series: map[string][]Value{"list": fractions}})
		if took := time.Since(begun); string(v.Reason()) != row.want || took > time.Minute {
			t.Errorf("%.30s: %v after %v", row.text, v.Reason(), took)
		}
	}
}

func BenchmarkFormula(b *testing.B) {
	for _, parts := range []int{1, 10, 100} {
		text := strings.Repeat("(won + 1) / (lost + 2) * 3 - ", parts) + "won"
		b.Run(fmt.Sprintf("compile/bytes=%d", len(text)), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := CompileFormula(text, measures()); err != nil {
					b.Fatal(err)
				}
			}
		})
		f, g := compiled(b, text), given(b)
		b.Run(fmt.Sprintf("evaluate/bytes=%d", len(text)), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if v := f.Evaluate(g); v.IsUnknown() {
					b.Fatal(v)
				}
			}
		})
	}
	var many []Value
	for i := range int64(10_000) {
		many = append(many, Ratio(i, 100, ""))
	}
	f, err := CompileFormula("sum(a * b)", []Measure{{Name: "a", Many: true}, {Name: "b", Many: true}})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("periods=10000", func(b *testing.B) {
		for b.Loop() {
			if v := f.Evaluate(Given{Series: map[string][]Value{"a": many, "b": many}}); v.IsUnknown() {
				b.Fatal(v)
			}
		}
	})
}
