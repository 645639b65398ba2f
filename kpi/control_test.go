package kpi

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// Hand-worked: 10 12 11 15, ranges 2 1 4, mean 12, mean range 7/3.
func TestXmR(t *testing.T) {
	c := XmR(numbers(t, "10 12 11 15"), ChartFactors{})
	for name, pair := range map[string][2]Value{
		"mean": {c.Mean, Int(12, "")}, "range": {c.MeanRange, Ratio(7, 3, "")},
		"upper": {c.Upper, Int(12, "").Add(Ratio(266*7, 300, ""))}, "lower": {c.Lower, Int(12, "").Sub(Ratio(266*7, 300, ""))},
		"ranges": {c.RangeLimit, Ratio(3268*7, 3000, "")}, "sigma": {c.Sigma(), Ratio(7*1000, 3*1128, "")},
	} {
		if !pair[0].Equal(pair[1]) {
			t.Errorf("%s: got %v, want %v", name, pair[0], pair[1])
		}
	}
	exact := XmR(numbers(t, "10 12 11 15"), ExactFactors())
	if want := exact.Sigma().Mul(Int(3, "")).Add(exact.Mean); !exact.Upper.Equal(want) || exact.Upper.Equal(c.Upper) {
		t.Errorf("got %v, want 3 sigma above the mean: %v", exact.Upper, want)
	}
}

// A gap is no zero: the ranges beside it are unknown and left out.
func TestXmRWithGaps(t *testing.T) {
	c := XmR(numbers(t, "10 - 20 24"), ChartFactors{})
	if c.N != 3 || !c.Mean.Equal(Int(18, "")) || !c.MeanRange.Equal(Int(4, "")) || len(c.Ranges) != 3 || !c.Ranges[0].IsUnknown() || !c.Ranges[1].IsUnknown() {
		t.Errorf("got %+v", c)
	}
	for name, row := range map[string]struct {
		values string
		mean   Reason
	}{"none": {"", ReasonNoData}, "gaps": {"- -", ReasonNoData}, "one": {"7", ""}, "apart": {"7 - 9", ""}} {
		c := XmR(numbers(t, row.values), ChartFactors{})
		if c.Mean.Reason() != row.mean || c.Upper.Reason() != ReasonInsufficientData || c.RangeLimit.Reason() != ReasonInsufficientData {
			t.Errorf("%s: got %+v", name, c)
		}
	}
	mixed := XmR([]Value{Int(1, "h"), Int(2, "h"), Int(2, "d")}, ChartFactors{})
	if mixed.Mean.Reason() != ReasonUnitMismatch || mixed.Upper.Reason() != ReasonUnitMismatch {
		t.Errorf("got %+v", mixed)
	}
}

func TestOutside(t *testing.T) {
	c := XmR(numbers(t, "10 12 11 15"), ChartFactors{})
	tiny := number(t, "0.000001")
	for want, list := range map[bool][]Value{
		false: {c.Upper, c.Lower, c.Mean, Unknown(ReasonNoData), Int(99, "h")}, true: {c.Upper.Add(tiny), c.Lower.Sub(tiny)},
	} {
		for _, v := range list {
			if c.Outside(v) != want {
				t.Errorf("%v: outside is %v", v, !want)
			}
		}
	}
	if (Chart{}).Outside(Int(1, "")) {
		t.Error("without limits nothing is outside")
	}
}

// oracle counts along the points, as one does by hand: a second way to the
// signals of the sheet. Points are counted from 0.
func oracle(z []Value) map[string][]int {
	found := map[string][]int{}
	var up, down, rise, fall, alt, calm, wild int
	one := Int(1, "")
	order := func(a, b Value) int { n, _ := a.Cmp(b); return n }
	for i, v := range z {
		sign := order(v, Int(0, ""))
		step, before := 0, 0
		if i > 0 {
			step = order(v, z[i-1])
		}
		if i > 1 {
			before = order(z[i-1], z[i-2])
		}
		count := func(n *int, goes bool) {
			if goes {
				*n++
			} else {
				*n = 0
			}
		}
		count(&up, sign > 0)
		count(&down, sign < 0)
		count(&rise, step > 0)
		count(&fall, step < 0)
		switch {
		case step == 0:
			alt = 0
		case step == -before:
			alt++
		default:
			alt = 1
		}
		count(&calm, order(v.Abs(), one) < 0)
		count(&wild, order(v.Abs(), one) > 0)
		zone := func(width, need int, limit Value) bool {
			n := 0
			for k := max(i-width+1, 0); k <= i; k++ {
				if order(z[k].Mul(Int(int64(sign), "")), limit) > 0 {
					n++
				}
			}
			return i+1 >= width && n >= need && order(v.Abs(), limit) > 0
		}
		for name, fires := range map[string]bool{
			"beyond_3s": zone(1, 1, Int(3, "")), "two_of_three_2s": zone(3, 2, Int(2, "")), "four_of_five_1s": zone(5, 4, one),
			"run_8": max(up, down) >= 8, "run_9": max(up, down) >= 9, "trend_6": max(rise, fall) >= 5, "alternating_14": alt >= 13,
			"fifteen_within_1s": calm >= 15, "eight_outside_1s": wild >= 8,
		} {
			if fires {
				found[name] = append(found[name], i)
			}
		}
	}
	return found
}

func TestSignalsAgreeWithCounting(t *testing.T) {
	const seed = 113
	r := rand.New(rand.NewPCG(seed, 1))
	rules := append(Nelson(), RunRule(8))
	fired := map[string]int{}
	for run := range 600 {
		z := make([]Value, 40)
		shift := r.Int64N(5) - 2
		for i := range z {
			switch run % 4 {
			case 0: // anything
				z[i] = Ratio(r.Int64N(33)-16, 4, "")
			case 1: // to one side
				z[i] = Ratio(r.Int64N(9)-4+shift, 2, "")
			case 2: // slow, with long climbs
				z[i] = Ratio(int64(i%11)+r.Int64N(2), 4, "")
			default: // up and down, or calm
				z[i] = Ratio((int64(i%2)*2-1)*(r.Int64N(3)+1)*(shift+3), 8, "")
			}
		}
		got := map[string][]int{}
		for _, s := range Signals(z, rules) {
			got[s.Rule] = append(got[s.Rule], s.At)
			fired[s.Rule]++
		}
		want := oracle(z)
		for _, rule := range rules {
			if !slices.Equal(got[rule.Name], want[rule.Name]) {
				t.Fatalf("seed %d, run %d, %s: got %v, want %v for %v", seed, run, rule.Name, got[rule.Name], want[rule.Name], z)
			}
		}
	}
	for _, rule := range rules {
		if fired[rule.Name] < 20 {
			t.Errorf("%s fired %d times: the trial proves little", rule.Name, fired[rule.Name])
		}
	}
}

// Each series is its own: what is joined across a gap fires nothing that the
// parts do not.
func TestGapsEndEveryShape(t *testing.T) {
	const seed = 127
	r := rand.New(rand.NewPCG(seed, 1))
	rules := append(Nelson(), RunRule(8))
	for range 200 {
		var left, right []Value
		for range 30 {
			left, right = append(left, Ratio(r.Int64N(9)-2, 2, "")), append(right, Ratio(r.Int64N(9)-2, 2, ""))
		}
		joined := slices.Concat(left, numbers(t, "-"), right)
		want := Signals(left, rules)
		for _, s := range Signals(right, rules) {
			want = append(want, Signal{s.Rule, s.At + len(left) + 1})
		}
		got := Signals(joined, rules)
		byRule := func(a, b Signal) int {
			if n := strings.Compare(a.Rule, b.Rule); n != 0 {
				return n
			}
			return a.At - b.At
		}
		slices.SortFunc(want, byRule)
		slices.SortFunc(got, byRule)
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d: got %v, want %v", seed, got, want)
		}
	}
}

func TestRulesAreData(t *testing.T) {
	if names := ruleNames(WesternElectric()); names != "beyond_3s two_of_three_2s four_of_five_1s run_8" {
		t.Errorf("got %s", names)
	}
	if names := ruleNames(Nelson()); names != "beyond_3s run_9 trend_6 alternating_14 two_of_three_2s four_of_five_1s fifteen_within_1s eight_outside_1s" {
		t.Errorf("got %s", names)
	}
	for _, rules := range [][]Rule{WesternElectric(), Nelson(), {RunRule(7)}} {
		if err := CheckRules(rules); err != nil {
			t.Error(err)
		}
		data, err := json.Marshal(rules)
		if err != nil {
			t.Fatal(err)
		}
		var back []Rule
		if err := json.Unmarshal(data, &back); err != nil || ruleNames(back) != ruleNames(rules) {
			t.Errorf("%s came back as %v, %v", data, back, err)
		}
	}
	for name, bad := range map[string][]Rule{
		"no name": {{Pattern: SameSide, Need: 1}}, "twice": {RunRule(7), RunRule(7)}, "no pattern": {{Name: "x", Need: 1}}, "need": {{Name: "x", Pattern: Inside}},
		"of": {{"x", SameSide, 3, 2, Value{}}}, "sigma": {{"x", SameSide, 3, 3, Int(-1, "")}}, "unknown": {{"x", SameSide, 3, 3, Unknown(ReasonNoData)}}, "unit": {{"x", SameSide, 3, 3, Int(1, "h")}},
	} {
		if err := CheckRules(bad); !errors.Is(err, ErrRule) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	var rule Rule
	if err := json.Unmarshal([]byte(`{"name":"x","pattern":"spiral","need":1}`), &rule); err == nil {
		t.Error("a pattern that does not exist was read")
	}
	if got := Signals(numbers(t, "9 9 9"), []Rule{{Name: "x", Need: 1}, {Name: "y", Pattern: SameSide}}); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

func ruleNames(rules []Rule) string {
	var names []string
	for _, r := range rules {
		names = append(names, r.Name)
	}
	return strings.Join(names, " ")
}

// The residuals of the line sum to 0, alone and weighted by the index: the
// normal equations, which only the least squares line fulfils.
func TestLeastSquaresFulfilsTheNormalEquations(t *testing.T) {
	const seed = 131
	r := rand.New(rand.NewPCG(seed, 1))
	for range 300 {
		var values []Value
		for range r.IntN(12) + 2 {
			v := Ratio(r.Int64N(199)-99, r.Int64N(5)+1, "h")
			if r.IntN(5) == 0 {
				v = Unknown(ReasonNoData)
			}
			values = append(values, v)
		}
		values = append(values, Int(1, "h"), Int(2, "h"))
		line := LeastSquares(values)
		var rest, weighted []Value
		for i, v := range values {
			if !v.IsUnknown() {
				k := Int(int64(i)+1, "")
				off := v.Sub(line.At(k))
				rest, weighted = append(rest, off), append(weighted, off.Mul(k))
			}
		}
		if !Sum(rest).Equal(Int(0, "h")) || !Sum(weighted).Equal(Int(0, "h")) || line.N != len(rest) {
			t.Fatalf("seed %d: %v has the line %+v", seed, values, line)
		}
	}
	for _, few := range []string{"", "-", "5", "5 - -"} {
		if line := LeastSquares(numbers(t, few)); line.Slope.Reason() != ReasonInsufficientData || line.Intercept.Reason() != ReasonInsufficientData {
			t.Errorf("%q: got %+v", few, line)
		}
	}
	if line := LeastSquares(numbers(t, "3 - 7")); !line.Slope.Equal(Int(2, "")) || !line.Intercept.Equal(Int(1, "")) {
		t.Errorf("a gap moves the axis: %+v", line)
	}
}

func TestArrow(t *testing.T) {
	calm := "10 11 10 9 10 11 10 9 10 11 10 9"
	for _, row := range []struct {
		name, values string
		rule         TrendRule
		want         Arrow
	}{
		{"nothing", "", TrendRule{}, NoArrow},
		{"one", "10", TrendRule{}, NoArrow},
		{"usual spread", calm, TrendRule{Rules: Nelson()}, Steady},
		{"jump out", calm + " 20", TrendRule{}, Rising},
		{"fall out", calm + " 0", TrendRule{}, Falling},
		{"jump out and a gap", calm + " 20 -", TrendRule{}, Rising},
		{"jump long ago", "10 11 10 20 10 11 10 9 10 11 10 9", TrendRule{}, Steady},
		{"dead band", calm + " 20", TrendRule{DeadBand: Int(2, "")}, Steady},
		{"climb without rules", "1 6 0 5 1 6 4 5 6 7 8 9", TrendRule{}, Steady},
		{"climb with rules", "1 6 0 5 1 6 4 5 6 7 8 9", TrendRule{Rules: Nelson()}, Rising},
		{"fall with rules", "9 4 10 5 9 4 6 5 4 3 2 1", TrendRule{Rules: Nelson()}, Falling},
		{"climb before the last", "1 6 0 5 1 6 4 5 6 7 8 9 8", TrendRule{Rules: []Rule{trend6()}}, Steady},
		{"dead band of another unit", calm + " 20", TrendRule{DeadBand: Int(2, "h")}, NoArrow},
		{"unknown dead band", calm + " 20", TrendRule{DeadBand: Unknown(ReasonNoData)}, NoArrow},
		{"base", "12 13 14", TrendRule{Base: XmR(numbers(t, calm), ChartFactors{})}, Rising},
	} {
		got := row.rule.Judge(numbers(t, row.values))
		if got.Arrow != row.want {
			t.Errorf("%s: got %v, want %v (%+v)", row.name, got.Arrow, row.want, got)
		}
	}
}

func TestArrowWords(t *testing.T) {
	for a := NoArrow; a <= Falling; a++ {
		text, err := a.MarshalText()
		var back Arrow
		if err != nil || back.UnmarshalText(text) != nil || back != a {
			t.Errorf("%v came back as %v, %v", a, back, err)
		}
	}
	if _, err := Arrow(9).MarshalText(); err == nil || Arrow(9).String() != "arrow(9)" {
		t.Error("an arrow that does not exist has a name")
	}
	var a Arrow
	if a.UnmarshalText([]byte("sideways")) == nil {
		t.Error("an arrow that does not exist was read")
	}
	for _, row := range []struct {
		a             Arrow
		d             Direction
		better, known bool
	}{{Rising, Higher, true, true}, {Rising, Lower, false, true}, {Falling, Lower, true, true}, {Falling, Higher, false, true}, {Steady, Higher, false, false}, {Rising, Band, false, false}, {Falling, Neutral, false, false}} {
		if better, known := row.a.Improves(row.d); better != row.better || known != row.known {
			t.Errorf("%v, %v: got %v, %v", row.a, row.d, better, known)
		}
	}
}
