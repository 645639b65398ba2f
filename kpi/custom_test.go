package kpi

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/store"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// answered is the share of questions answered in time: a ratio of sums.
func answered(t testing.TB) Custom {
	return Custom{
		Key: "service.answered", Direction: Higher, Inputs: []Measure{{Name: "asked"}, {Name: "in_time"}}, Aggregation: RatioOfSum,
		Numerator: "in_time", Denominator: "asked", Sample: "asked", MinN: 10, Owner: "service", Period: "weekly",
		Judged: []Effective{
			{From: day(t, "2026-01-01"), Target: Ratio(9, 10, ""), Limits: HigherLimits(Ratio(8, 10, ""), Ratio(6, 10, ""))},
			{From: day(t, "2026-07-01"), Target: Ratio(95, 100, ""), Limits: HigherLimits(Ratio(9, 10, ""), Ratio(7, 10, ""))},
		},
	}
}

func indicator(t testing.TB, c Custom) *Indicator {
	t.Helper()
	x, err := c.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func ask(asked, inTime int64) Given {
	return Given{Values: map[string]Value{"asked": Int(asked, ""), "in_time": Int(inTime, "")}}
}

// Team one answers 1 of 1, team two 1 of 9: the mean of the ratios would be
// 5/9, but together they answered 2 of 10.
func TestRatiosAddUpAcrossTeams(t *testing.T) {
	x, on := indicator(t, answered(t)), day(t, "2026-03-31")
	one, two := x.Measure(on, ask(1, 1)), x.Measure(on, ask(9, 1))
	v := x.Judge(x.Merge(one, two), on)
	if !v.Figure.Value.Equal(Ratio(1, 5, "")) || !v.N.Equal(Int(10, "")) || !v.Enough || v.Colour != Red {
		t.Errorf("got %+v", v)
	}
	if got := v.Figure.String(); got != "service.answered = sum(in_time) / sum(asked) = 0.2 with numerator 2, denominator 10, count 2" {
		t.Errorf("got %s", got)
	}
	few := x.Judge(two, on)
	if few.Enough || few.Colour != Unjudged || !few.Figure.Value.Equal(Ratio(1, 9, "")) {
		t.Errorf("below the least n there is a value and no colour: %+v", few)
	}
}

func TestLimitsHaveTheirDays(t *testing.T) {
	x := indicator(t, answered(t))
	p := x.Measure(day(t, "2026-06-30"), ask(20, 17)) // 0.85
	for date, want := range map[string]Colour{"2025-12-31": Unjudged, "2026-01-01": Green, "2026-06-30": Green, "2026-07-01": Amber, "2027-01-01": Amber} {
		v := x.Judge(p, day(t, date))
		if v.Colour != want {
			t.Errorf("%s: got %v, want %v", date, v.Colour, want)
		}
	}
	if d := answered(t).Def(day(t, "2026-08-01")); !d.Target.Equal(Ratio(95, 100, "")) || d.Formula != "sum(in_time) / sum(asked)" || len(d.Check()) != 0 || !slices.Equal(d.Inputs, []string{"asked", "in_time"}) {
		t.Errorf("got %+v", d)
	}
}

func TestAggregations(t *testing.T) {
	c := Custom{Key: "team.load", Unit: "h", Direction: Lower, Inputs: []Measure{{Name: "load", Unit: "h"}}, Formula: "load", Owner: "pm"}
	load := func(n int64) Given { return Given{Values: map[string]Value{"load": Int(n, "h")}} }
	early, late := day(t, "2026-01-31"), day(t, "2026-02-28")
	for want, a := range map[string]Aggregation{"15 h": SumOf, "5 h": MeanOf, "13 h": LastOf} {
		c.Aggregation = a
		x := indicator(t, c)
		whole := x.Merge(x.Measure(late, load(9)), x.Measure(early, load(2)), x.Measure(late, load(4)))
		v := x.Judge(whole, late)
		if v.Figure.Value.String() != want || !v.N.Equal(Int(3, "")) || whole.At != late {
			t.Errorf("%s: got %+v", a, v)
		}
		if got := x.Judge(Part{}, late); got.Figure.Value.Reason() != ReasonNoData {
			t.Errorf("%s of nothing: got %v", a, got.Figure)
		}
		gap := x.Measure(late, Given{})
		if got := x.Judge(x.Merge(whole, gap), late); got.Figure.Value.Reason() != ReasonMissingInput {
			t.Errorf("%s with a gap: got %v", a, got.Figure)
		}
		c.SkipUnknown = true
		x = indicator(t, c)
		gap = x.Measure(day(t, "2026-12-31"), Given{})
		if got := x.Judge(x.Merge(gap, whole), late); got.Figure.Value.String() != want || got.Skipped != 1 || !got.N.Equal(Int(3, "")) {
			t.Errorf("%s beside a skipped gap: got %+v", a, got)
		}
		c.SkipUnknown = false
	}
}

func TestRatiosHaveUnits(t *testing.T) {
	c := Custom{
		Key: "sales.per_day", Unit: "money/day", Direction: Higher, Aggregation: RatioOfSum, Numerator: "won", Denominator: "days", Owner: "sales",
		Inputs: []Measure{{Name: "won", Unit: "money"}, {Name: "days", Unit: "day"}},
	}
	x, on := indicator(t, c), day(t, "2026-01-31")
	give := func(won Value, days int64) Given {
		return Given{Values: map[string]Value{"won": won, "days": Int(days, "day")}}
	}
	if got := x.Judge(x.Merge(x.Measure(on, give(yuan(t, "10"), 3)), x.Measure(on, give(yuan(t, "5"), 3))), on).Figure.Value; got.String() != "2.5 CNY/day" {
		t.Errorf("got %v", got)
	}
	if got := x.Judge(x.Measure(on, give(yuan(t, "10"), 0)), on).Figure.Value; got.Reason() != ReasonZeroDenominator {
		t.Errorf("got %v", got)
	}
	if got := x.Judge(x.Merge(x.Measure(on, give(yuan(t, "10"), 1)), x.Measure(on, give(euro(t, "10"), 1))), on).Figure.Value; got.Reason() != ReasonUnitMismatch {
		t.Errorf("two currencies: got %v", got)
	}
	rate := Custom{Key: "x", Unit: "CNY", Direction: Higher, Aggregation: RatioOfSum, Numerator: "a", Denominator: "b", Owner: "x", Inputs: []Measure{{Name: "a", Unit: "CNY*h"}, {Name: "b", Unit: "h"}}}
	y := indicator(t, rate)
	v := y.Judge(y.Measure(on, Given{Values: map[string]Value{"a": Int(6, "CNY*h"), "b": Int(4, "h")}}), on).Figure.Value
	if _, isMoney := v.Currency(); !isMoney || v.String() != "1.5 CNY" {
		t.Errorf("got %v", v)
	}
}

// Merging is commutative and associative and has the zero Part as identity,
// with unknowns, gaps and currencies that do not mix.
func TestMergeInAnyOrder(t *testing.T) {
	const seed = 149
	r := rand.New(rand.NewPCG(seed, 1))
	reasons := []Reason{ReasonNoData, ReasonZeroDenominator, ReasonMissingRate, ReasonUnitMismatch}
	amount := func() Value {
		switch r.IntN(10) {
		case 0:
			return Unknown(reasons[r.IntN(4)])
		case 1:
			return euro(t, "3")
		}
		return yuan(t, "1.25").Mul(Ratio(r.Int64N(9)+1, r.Int64N(5)+1, ""))
	}
	start := day(t, "2026-01-01")
	for _, a := range []Aggregation{SumOf, MeanOf, LastOf, RatioOfSum} {
		c := Custom{
			Key: "x", Unit: "money", Direction: Higher, Aggregation: a, Owner: "x", Inputs: []Measure{{Name: "won", Unit: "money"}, {Name: "n"}}, Sample: "n", SkipUnknown: r.IntN(2) == 0,
		}
		if c.Formula = "won"; a == RatioOfSum {
			c.Formula, c.Numerator, c.Denominator = "", "won", "n"
		}
		x := indicator(t, c)
		for range 300 {
			parts := []Part{{}}
			for range r.IntN(7) + 1 {
				parts = append(parts, x.Measure(start.AddDays(r.IntN(3)), Given{Values: map[string]Value{"won": amount(), "n": Int(r.Int64N(4), "")}}))
			}
			want := x.Merge(parts...)
			r.Shuffle(len(parts), func(i, k int) { parts[i], parts[k] = parts[k], parts[i] })
			cut := r.IntN(len(parts) + 1)
			got := x.Merge(x.Merge(parts[:cut]...), x.Merge(parts[cut:]...))
			if !samePart(got, want) {
				t.Fatalf("seed %d, %s: got %+v, want %+v", seed, a, got, want)
			}
			data, err := json.Marshal(want)
			var back Part
			if err != nil || json.Unmarshal(data, &back) != nil || !samePart(back, want) {
				t.Fatalf("%s came back as %+v, %v", data, back, err)
			}
		}
	}
}

func samePart(a, b Part) bool {
	return a.At == b.At && a.Count == b.Count && a.Skipped == b.Skipped && a.Numerator.Equal(b.Numerator) && a.Denominator.Equal(b.Denominator) && a.Sample.Equal(b.Sample)
}

// What teams measured apart comes to what one measurement of all would.
func TestPartsAreTheWhole(t *testing.T) {
	const seed = 151
	r := rand.New(rand.NewPCG(seed, 1))
	x, on := indicator(t, answered(t)), day(t, "2026-03-31")
	for range 300 {
		var parts []Part
		var asked, inTime int64
		for range r.IntN(9) + 1 {
			n := r.Int64N(20)
			k := r.Int64N(n + 1)
			asked, inTime = asked+n, inTime+k
			parts = append(parts, x.Measure(on, ask(n, k)))
		}
		got, want := x.Judge(x.Merge(parts...), on), x.Judge(x.Measure(on, ask(asked, inTime)), on)
		if !got.Figure.Value.Equal(want.Figure.Value) || !got.N.Equal(want.N) || got.Colour != want.Colour {
			t.Fatalf("seed %d: got %+v, want %+v", seed, got, want)
		}
	}
}

func TestCustomCheck(t *testing.T) {
	if found := answered(t).Check(); len(found) != 0 {
		t.Fatalf("got %v", found)
	}
	for _, row := range []struct {
		name   string
		want   finding.Code
		field  string
		change func(*Custom)
	}{
		{"key", CodeDefNoKey, "key", func(c *Custom) { c.Key = "" }},
		{"owner", CodeCustomNoOwner, "owner", func(c *Custom) { c.Owner = "" }},
		{"formula", CodeCustomFormula, "numerator", func(c *Custom) { c.Numerator = "in_tim" }},
		{"formula", CodeCustomFormula, "denominator", func(c *Custom) { c.Denominator = "asked +" }},
		{"formula", CodeCustomFormula, "sample", func(c *Custom) { c.Sample = "1 2" }},
		{"no aggregation", CodeCustomAggregation, "aggregation", func(c *Custom) { c.Aggregation = "" }},
		{"other aggregation", CodeCustomAggregation, "aggregation", func(c *Custom) { c.Aggregation = SumOf }},
		{"both", CodeCustomAggregation, "aggregation", func(c *Custom) { c.Formula = "asked" }},
		{"half", CodeCustomAggregation, "aggregation", func(c *Custom) { c.Denominator = "" }},
		{"unit", CodeCustomUnit, "unit", func(c *Custom) { c.Numerator = "in_time * 1[h]" }},
		{"sample", CodeCustomSample, "sample", func(c *Custom) { c.Sample = "asked * 1[h]" }},
		{"least n", CodeCustomSample, "sample", func(c *Custom) { c.MinN = -1 }},
		{"dates", CodeCustomDates, "judged", func(c *Custom) { c.Judged[1].From = c.Judged[0].From }},
		{"limits", CodeDefLimitSide, "limits.green", func(c *Custom) { c.Judged[1].Limits = LowerLimits(Ratio(1, 2, ""), Value{}) }},
		{"target", CodeDefTargetNotGreen, "target", func(c *Custom) { c.Judged[0].Target = Ratio(1, 10, "") }},
	} {
		c := answered(t)
		row.change(&c)
		found := c.Check()
		if row.name == "limits" { // the target is a matter of its own
			found = slices.DeleteFunc(found, func(f finding.Finding) bool { return f.Code != row.want })
		}
		if len(found) != 1 || found[0].Code != row.want || found[0].Subject.Field != row.field || found[0].Remedy == "" {
			t.Errorf("%s: got %v", row.name, found)
		}
		var refused *finding.Error
		if _, err := c.Compile(); errors.As(err, &refused) == (row.want == CodeCustomNoOwner || row.want == CodeDefTargetNotGreen) {
			t.Errorf("%s: compiling gave %v", row.name, err)
		}
	}
	all := (&Custom{Aggregation: "x", MinN: -1}).Check()
	for _, want := range []finding.Code{CodeDefNoKey, CodeDefNoInputs, CodeCustomAggregation, CodeCustomSample, CodeCustomNoOwner} {
		if !slices.Contains(codes(all), want) {
			t.Errorf("%s is missing in %v", want, all)
		}
	}
	if got := codes(CheckCustoms([]Custom{answered(t), answered(t)})); !slices.Equal(got, []finding.Code{CodeDefDuplicateKey}) {
		t.Errorf("got %v", got)
	}
}

func TestCompileCopies(t *testing.T) {
	c := answered(t)
	x := indicator(t, c)
	c.Judged[0].Limits, c.Inputs[0].Name = Limits{}, "x"
	if v := x.Judge(x.Measure(day(t, "2026-02-01"), ask(20, 20)), day(t, "2026-02-01")); v.Colour != Green {
		t.Errorf("the indicator shares its record with the host: %+v", v)
	}
}

func TestCustomsJSON(t *testing.T) {
	plain := Custom{Key: "a.b", Unit: "h", Direction: Lower, Inputs: []Measure{{"load", "h", true}}, Aggregation: MeanOf, Formula: "sum(load)", Owner: "x"}
	list := []Custom{answered(t), plain}
	var b, again bytes.Buffer
	if err := WriteCustoms(&b, list); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	back, err := ReadCustoms(&b)
	if err != nil || !reflect.DeepEqual(back[1], plain) || len(CheckCustoms(back)) != 0 {
		t.Fatalf("got %+v, %v", back, err)
	}
	if err := WriteCustoms(&again, back); err != nil || again.String() != text {
		t.Errorf("written again it is %s, %v", again.String(), err)
	}
	for _, want := range []string{`"aggregation": "ratio_of_sums"`, `"min_n": 10`, `"from": "2026-07-01"`} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing in %s", want, text)
		}
	}
	for _, bad := range []string{`{}`, `[{"key":"a","kye":"b"}]`, `[{"aggregation":"mode"}]`, `[{"key":"a","key":"b"}]`, `[null]`, `[{"judged":[{"from":"2026-02-30"}]}]`, `[] []`} {
		if _, err := ReadCustoms(strings.NewReader(bad)); !errors.Is(err, store.ErrForm) {
			t.Errorf("%s: got %v", bad, err)
		}
	}
	if _, err := ReadCustoms(strings.NewReader(strings.Repeat(" ", maxCustomBytes+1))); !errors.Is(err, store.ErrTooLarge) {
		t.Errorf("got %v", err)
	}
}

// Whatever is read is checked without harm, and what passes the check measures.
func FuzzCustoms(f *testing.F) {
	var b bytes.Buffer
	if err := WriteCustoms(&b, []Custom{answered(f)}); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(`[{"key":"a","unit":"h","direction":"band","inputs":[{"name":"x","unit":"h","many":true}],"aggregation":"last","formula":"mean(x)","owner":"o"}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := ReadCustoms(bytes.NewReader(data))
		if err != nil {
			return
		}
		CheckCustoms(list)
		for _, c := range list {
			if x, err := c.Compile(); err == nil {
				x.Judge(x.Merge(x.Measure(calendar.Date{}, ask(3, 2)), x.Measure(calendar.Date{}, Given{})), calendar.Date{})
			}
		}
	})
}
