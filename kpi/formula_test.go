package kpi

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
)

func measures() []Measure {
	return []Measure{
		{"won", "", false}, {"lost", "", false}, {"hours", "h", false}, {"days", "day", false}, {"cost", "money", false}, {"budget", "money", false},
		{"euro", "EUR", false}, {"yuan", "CNY", false}, {"rate", "CNY/EUR", false}, {"times", "h", true}, {"amounts", "money", true}, {"成交", "", false}, {"a.b_1", "", false}, {"sum", "", false},
	}
}

func given(t testing.TB) Given {
	return Given{
		Values: map[string]Value{
			"won": Int(3, ""), "lost": Int(5, ""), "hours": Int(12, "h"), "days": Int(4, "day"), "cost": yuan(t, "100"), "budget": yuan(t, "250.50"),
			"euro": euro(t, "10"), "yuan": yuan(t, "7"), "rate": Ratio(785, 100, "CNY/EUR"), "成交": Int(9, ""), "a.b_1": Int(2, ""), "sum": Int(6, ""),
		},
		Series: map[string][]Value{"times": {Int(5, "h"), Int(1, "h"), Int(9, "h"), Int(2, "h")}, "amounts": {yuan(t, "1.50"), yuan(t, "2.50")}},
	}
}

func compiled(t testing.TB, text string) *Formula {
	t.Helper()
	f, err := CompileFormula(text, measures())
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return f
}

func TestFormulas(t *testing.T) {
	for _, row := range []struct {
		text, unit, want string
	}{
		{"won / (won + lost)", "", "0.375"},
		{"1 + 2 * 3", "", "7"}, {"(1 + 2) * 3", "", "9"}, {"10 - 4 - 3", "", "3"}, {"24 / 4 / 3", "", "2"}, {"1/3", "", "1/3"},
		{"-won", "", "-3"}, {"--won", "", "3"}, {"2 - -3", "", "5"}, {"-2 * -3", "", "6"}, {"-(1 + 2)", "", "-3"}, {" 1\n+\t1 ", "", "2"},
		{"cost / budget", "", "200/501"}, {"budget - cost", "money", "150.5 CNY"}, {"cost / days", "money/day", "25 CNY/day"}, {"cost / days * days", "money", "100 CNY"},
		{"euro * rate + yuan", "CNY", "85.5 CNY"}, {"yuan / rate", "EUR", "1400/1570 EUR"}, {"hours / days", "h/day", "3 h/day"}, {"1 / days", "1/day", "0.25 1/day"},
		{"hours * hours", "h*h", "144 h*h"}, {"hours - 8[h]", "h", "4 h"}, {"cost + 1[money]", "money", "101 CNY"}, {"hours / 8[h/day]", "day", "1.5 day"}, {"100[CNY]", "CNY", "100 CNY"},
		{"max(0, cost - budget)", "money", "0 CNY"}, {"max(won, lost, 4)", "", "5"}, {"min(won, lost, 4)", "", "3"}, {"abs(cost - budget)", "money", "150.5 CNY"},
		{"sum(times)", "h", "17 h"}, {"mean(times)", "h", "4.25 h"}, {"median(times)", "h", "3.5 h"}, {"min(times)", "h", "1 h"}, {"max(times)", "h", "9 h"}, {"last(times)", "h", "2 h"},
		{"count(times)", "", "4"}, {"sum(amounts) / count(amounts)", "money", "2 CNY"}, {"sum(amounts) / cost", "", "0.04"}, {"mean((times))", "h", "4.25 h"},
		{"if(won < lost, 1, 2)", "", "1"}, {"if(won >= lost, 1, 2)", "", "2"}, {"if(cost > 0, cost, 0)", "money", "100 CNY"}, {"if(lost = 0, 0, won / lost)", "", "0.6"},
		{"if(won = 3 and lost != 3, 1, 0)", "", "1"}, {"if(won = 4 or not won = 3, 1, 0)", "", "0"}, {"if(not (won <= 2) and won <= 3, 1, 0)", "", "1"},
		{"if(won = 4 or won = 3 and lost = 6, 1, 0)", "", "0"}, {"if((won = 3 or won = 4) and lost = 6, 1, 0)", "", "0"}, {"if(won = 3 or won = 4 and lost = 6, 1, 0)", "", "1"},
		{"成交 * a.b_1", "", "18"}, {"sum + sum(times) / 1[h]", "", "23"}, {"0.1 + 0.2", "", "0.3"}, {"0 * hours", "h", "0 h"},
	} {
		f := compiled(t, row.text)
		got := f.Evaluate(given(t))
		if want := strings.Replace(row.want, "1400/1570", "140/157", 1); got.String() != want || f.Unit() != row.unit || f.String() != row.text {
			t.Errorf("%s: got %v in %q, want %s in %q", row.text, got, f.Unit(), want, row.unit)
		}
	}
}

func TestFormulaFaults(t *testing.T) {
	for _, row := range []struct {
		text string
		pos  int
		part string
	}{
		{"", 0, "unexpected end"}, {"1 +", 3, "unexpected end"}, {"(1", 2, "unexpected end"}, {"1)", 1, `unexpected ")"`}, {"1 1", 2, `unexpected "1"`}, {"won lost", 4, `unexpected "lost"`},
		{"+1", 0, `unexpected "+"`}, {"1 ^ 2", 2, `unexpected "^"`}, {"won; lost", 3, `unexpected ";"`}, {"1 < 2 < 3", 6, `unexpected "<"`}, {"and", 0, `unexpected "and"`}, {"and(won)", 0, `unexpected "and"`},
		{"1 + not(won = 1)", 4, `unexpected "not"`}, {".5", 0, `unexpected "."`}, {"5.", 1, `unexpected "."`}, {"1e3", 1, `unexpected "e3"`}, {"sum()", 4, `unexpected ")"`}, {"max(1,)", 6, `unexpected ")"`}, {"5[h", 1, `unexpected "["`},
		{"5[]x", 3, `unexpected "x"`}, {"5[a b]", 1, "no unit"}, {"won[h]", 3, `unexpected "[h]"`}, {"won + wom", 6, `no input "wom"`}, {"foo(won)", 0, `no function "foo"`},
		{"cost + days", 5, `"money" does not go with "day"`}, {"cost + 5", 5, `"money" does not go with a pure number`}, {"euro - yuan", 5, `"EUR" does not go with "CNY"`}, {"cost + yuan", 5, `"money" does not go with "CNY"`},
		{"hours < 8", 6, `"h" does not go with a pure number`}, {"if(won = 1, cost, days)", 0, "does not go with"}, {"max(cost, days)", 0, "does not go with"}, {"if(won, 1, 2)", 3, "a value where a condition"},
		{"if(won = 1, won = 2, 2)", 16, "a condition where a value"}, {"(won = 1) + 1", 5, "a condition where a value"}, {"won = 1", 4, "is a condition"}, {"won and lost", 0, "a value where a condition"}, {"if(not won, 1, 2)", 7, "a value where"},
		{"times", 0, "is a series"}, {"times + 1[h]", 6, "is a series"}, {"sum(won)", 4, "takes a series"}, {"sum(won + 1)", 8, "takes a series"}, {"times + 1", 6, "does not go with"}, {"if(won = 1, times, times)", 12, "is a series"}, {"if(times > 0, 1, 2)", 3, "is a series"}, {"sum(sum(times))", 4, "takes a series"}, {"min(won)", 4, "takes a series"}, {"sum(times, times)", 0, "takes 1 arguments, not 2"},
		{"if(won = 1, 2)", 0, "takes 3 arguments"}, {"abs(1, 2)", 0, "takes 1 arguments"}, {"-times", 0, "is a series"}, {"abs(times)", 0, "is a series"}, {"#(1)", 0, `unexpected "#"`}, {"max(times, times)", 0, "is a series"},
		{strings.Repeat("(", 65) + "1" + strings.Repeat(")", 65), 64, "nested deeper"}, {strings.Repeat("-", 65) + "1", 64, "nested deeper"}, {strings.Repeat("1", MaxFormulaBytes+1), MaxFormulaBytes, "longer than"}, {"1 + \xff", 0, "UTF-8"},
		{"hours*hours*hours*hours*hours*hours*hours*hours*hours", 47, "more than 8 factors"},
	} {
		f, err := CompileFormula(row.text, measures())
		var fault *FormulaError
		if !errors.As(err, &fault) || !errors.Is(err, ErrFormula) || fault.Pos != row.pos || !strings.Contains(fault.Problem, row.part) || f != nil {
			t.Errorf("%.40s: got %v, want byte %d, %s", row.text, err, row.pos, row.part)
		}
	}
}

func TestFormulaNamesAllFaults(t *testing.T) {
	_, err := CompileFormula("wom + (cost + days) * foo(lost)", measures())
	for _, part := range []string{`byte 0: there is no input "wom"`, `byte 12: "money" does not go with "day"`, `byte 22: there is no function "foo"`} {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%s is missing in %v", part, err)
		}
	}
}

func TestFormulaInputsAreChecked(t *testing.T) {
	for name, bad := range map[string][]Measure{
		"twice": {{Name: "a"}, {Name: "a"}}, "no name": {{Name: ""}}, "no name ": {{Name: "1a"}}, `"and"`: {{Name: "and"}}, "no unit": {{Name: "a", Unit: "h/"}},
		"factors": {{Name: "a", Unit: "a*b*c*d*e*f*g*h*i"}}, "more than": make([]Measure, MaxFormulaInputs+1), "no unit ": {{Name: "a", Unit: "*h"}},
	} {
		if _, err := CompileFormula("1", bad); !errors.Is(err, ErrFormula) || !strings.Contains(err.Error(), strings.TrimSpace(name)) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestUnknownInputsInFormulas(t *testing.T) {
	gap := Unknown(ReasonNoData)
	for _, row := range []struct {
		text string
		give func(*Given)
		want Value
	}{
		{"won / (won + lost)", func(g *Given) { g.Values["lost"] = gap }, gap},
		{"won / (won + lost)", func(g *Given) { delete(g.Values, "lost") }, Unknown(ReasonMissingInput)},
		{"won / (won + lost)", func(g *Given) { g.Values["won"], g.Values["lost"] = Int(0, ""), Int(0, "") }, Unknown(ReasonZeroDenominator)},
		{"won + hours / 1[h]", func(g *Given) { g.Values["hours"] = Int(1, "day") }, Unknown(ReasonUnitMismatch)},
		{"cost / budget", func(g *Given) { g.Values["budget"] = euro(t, "1") }, Unknown(ReasonUnitMismatch)},
		{"cost / budget", func(g *Given) { g.Values["budget"] = Int(1, "CNY") }, Unknown(ReasonUnitMismatch)},
		{"yuan + 1[CNY]", func(g *Given) { g.Values["yuan"] = euro(t, "1") }, Unknown(ReasonUnitMismatch)},
		{"cost + 1[money]", func(g *Given) { g.Values["cost"] = Int(0, "") }, Unknown(ReasonMissingInput)},
		{"cost + budget", func(g *Given) { g.Values["cost"], g.Values["budget"] = Int(0, ""), Int(0, "") }, Int(0, "")},
		{"if(lost > 1, won, 1)", func(g *Given) { g.Values["lost"] = gap }, gap},
		{"if(lost > 1, won, 1)", func(g *Given) { g.Values["won"], g.Values["lost"] = gap, Int(1, "") }, Int(1, "")},
		{"if(lost > 9 and won > 1, 1, 2)", func(g *Given) { g.Values["won"] = gap }, Int(2, "")},
		{"if(lost > 1 or won > 1, 1, 2)", func(g *Given) { g.Values["won"] = gap }, Int(1, "")},
		{"if(won > 1 or lost > 1, 1, 2)", func(g *Given) { g.Values["won"] = gap }, gap},
		{"max(won, lost)", func(g *Given) { g.Values["lost"] = gap }, gap},
		{"sum(times)", func(g *Given) { g.Series["times"][1] = gap }, gap}, {"max(times)", func(g *Given) { g.Series["times"][1] = gap }, gap},
		{"mean(times)", func(g *Given) { g.Series["times"][3] = gap }, gap}, {"last(times)", func(g *Given) { g.Series["times"][3] = gap }, Int(9, "h")},
		{"count(times)", func(g *Given) { g.Series["times"][3] = gap }, Int(3, "")},
		{"sum(times)", func(g *Given) { g.Series["times"] = nil }, Int(0, "h")}, {"count(times)", func(g *Given) { g.Series = nil }, Int(0, "")},
		{"mean(times)", func(g *Given) { g.Series["times"] = nil }, gap}, {"min(times)", func(g *Given) { g.Series["times"] = nil }, gap}, {"last(times)", func(g *Given) { g.Series["times"] = []Value{Unknown(ReasonMissingRate)} }, gap},
		{"min(times)", func(g *Given) { g.Series["times"] = []Value{Unknown(ReasonMissingRate)} }, Unknown(ReasonMissingRate)},
		{"sum(times)", func(g *Given) { g.Series["times"][0] = Int(1, "day") }, Unknown(ReasonUnitMismatch)},
		{"sum(amounts)", func(g *Given) { g.Series["amounts"][0] = euro(t, "1") }, Unknown(ReasonUnitMismatch)},
		{strings.Repeat("won*", 200) + "won", func(g *Given) {
			g.Values["won"] = Int(1<<62, "").Mul(Int(1<<62, "")).Mul(Int(1<<62, "")).Mul(number(t, "9"+strings.Repeat("7", 300)))
		}, Unknown(ReasonTooLarge)},
	} {
		g := given(t)
		row.give(&g)
		if got := compiled(t, row.text).Evaluate(g); !got.Equal(row.want) {
			t.Errorf("%s: got %.60v, want %v", row.text, got, row.want)
		}
	}
	if got := new(Formula).Evaluate(given(t)); got.Reason() != ReasonMissingInput {
		t.Errorf("got %v", got)
	}
}

func TestFormulaFigure(t *testing.T) {
	f := compiled(t, "sum(times) / won + 0 * hours")
	want := "team.time = sum(times) / won + 0 * hours = 17/3 h with count(times) 4, sum(times) 17 h, won 3, hours 12 h"
	if got := f.Figure("team.time", given(t)).String(); got != want {
		t.Errorf("got %s", got)
	}
	names := ""
	for _, m := range f.Inputs() {
		names += m.Name + " "
	}
	if names != "times won hours " {
		t.Errorf("got %s", names)
	}
	f.Inputs()[0].Name = "changed"
	if f.Inputs()[0].Name != "times" {
		t.Error("the formula gave away its inputs")
	}
}

// expression is a formula made at random, beside its value by the arithmetic of
// Value: a second way to the same number.
type expression struct {
	text  string
	value Value
}

func leaf(r *rand.Rand, unit string) expression {
	switch r.IntN(3) {
	case 0:
		if unit != "" {
			return expression{fmt.Sprintf("%d[%s]", r.IntN(3)+1, unit), Value{}}
		}
		n := r.Int64N(4)
		return expression{fmt.Sprint(n), Int(n, "")}
	case 1:
		return expression{map[string]string{"": "won", "h": "hours"}[unit], Value{}}
	}
	return expression{map[string]string{"": "lost", "h": "more"}[unit], Value{}}
}

// grow makes an expression of a unit, which is "" or "h".
func grow(r *rand.Rand, g Given, unit string, depth int) expression {
	if depth == 0 {
		e := leaf(r, unit)
		switch {
		case !e.value.IsZero():
		case strings.HasSuffix(e.text, "]"):
			e.value = Int(int64(e.text[0]-'0'), unit)
		default:
			e.value = g.Values[e.text]
		}
		return e
	}
	next := func(unit string) expression { return grow(r, g, unit, depth-1) }
	a := next(unit)
	switch r.IntN(7) {
	case 0:
		b := next(unit)
		return expression{"(" + a.text + " + " + b.text + ")", a.value.Add(b.value)}
	case 1:
		b := next(unit)
		return expression{"(" + a.text + " - " + b.text + ")", a.value.Sub(b.value)}
	case 2:
		b := next("")
		return expression{a.text + "*" + b.text, a.value.Mul(b.value)}
	case 3:
		if unit == "" {
			b, c := next("h"), next("h")
			return expression{"((" + b.text + ") / (" + c.text + "))", b.value.Div(c.value)}
		}
		b := next("")
		return expression{"(" + a.text + ") / (" + b.text + ")", a.value.Div(b.value)}
	case 4:
		return expression{"-" + a.text, a.value.Neg()}
	case 5:
		b := next(unit)
		v := a.value.Add(b.value)
		if order, known := a.value.Cmp(b.value); known {
			v = map[bool]Value{true: a.value, false: b.value}[order > 0]
		}
		return expression{"max(" + a.text + ", " + b.text + ")", v}
	default:
		b, c := next(unit), next("h")
		d := next("h")
		v := c.value.Add(d.value)
		if order, known := c.value.Cmp(d.value); known {
			v = map[bool]Value{true: a.value, false: b.value}[order < 0]
		}
		return expression{"if(" + c.text + " < " + d.text + ", " + a.text + ", " + b.text + ")", v}
	}
}

func TestRandomFormulasAgreeWithValues(t *testing.T) {
	const seed = 139
	r := rand.New(rand.NewPCG(seed, 1))
	inputs := []Measure{{Name: "won"}, {Name: "lost"}, {Name: "hours", Unit: "h"}, {Name: "more", Unit: "h"}}
	known := 0
	for range 2000 {
		g := Given{Values: map[string]Value{"won": Int(r.Int64N(9)+1, ""), "lost": Ratio(r.Int64N(9)+1, 7, ""), "hours": Int(r.Int64N(9)-4, "h"), "more": Unknown(ReasonNoData)}}
		if r.IntN(3) > 0 {
			g.Values["more"] = Ratio(r.Int64N(99)+1, 4, "h")
		}
		e := grow(r, g, []string{"", "h"}[r.IntN(2)], r.IntN(4))
		f, err := CompileFormula(e.text, inputs)
		if err != nil {
			t.Fatalf("seed %d: %s: %v", seed, e.text, err)
		}
		got := f.Evaluate(g)
		if same, ok := got.Cmp(e.value); !got.Equal(e.value) && !(ok && same == 0) && !(got.IsUnknown() && e.value.IsUnknown()) {
			t.Fatalf("seed %d: %s with %v: got %v, want %v", seed, e.text, g.Values, got, e.value)
		}
		if !got.IsUnknown() {
			known++
		}
	}
	if known < 800 {
		t.Errorf("only %d of the formulas have a value: the trial proves little", known)
	}
}

func TestFormulasAreSharedSafely(t *testing.T) {
	f, g := compiled(t, "sum(amounts) / cost"), given(t)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 100 {
				if got := f.Evaluate(g); !got.Equal(Ratio(4, 100, "")) {
					t.Errorf("got %v", got)
				}
			}
		})
	}
	group.Wait()
}

func TestDimensions(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "h": "h", "h*day": "day*h", "money/day": "money/day", "1/day": "1/day", "h/h": "", "a/b/a": "1/b", "b*a/d/c": "a*b/c/d", "a*a/b": "a*a/b", "人日": "人日", "%": "%",
	} {
		d, err := parseDimension(text)
		if err != nil || d.text(MoneyUnit) != want {
			t.Errorf("%s: got %q, %v", text, d.text(MoneyUnit), err)
		}
	}
	for _, text := range []string{"1", "1/", "/", "*", "a*", "a//b", "a b", "a/1", "2h", "a[b]", "1*a", "a\n", strings.Repeat("x", 33)} {
		if d, err := parseDimension(text); err == nil {
			t.Errorf("%s was read as %v", text, d)
		}
	}
}

// Whatever the text, compiling says yes or no, and what compiles evaluates to
// something in the unit that was promised.
func FuzzFormula(f *testing.F) {
	for _, text := range []string{"won / (won + lost)", "if(won < 2 and not lost = 1, -cost, 5[money])", "mean(times) / 8[h/day]", "max(1, 2, won)", "1e9", "((((", "sum(times", "5[", "成交", "a.b_1*-1"} {
		f.Add(text)
	}
	values := given(f)
	f.Fuzz(func(t *testing.T, text string) {
		formula, err := CompileFormula(text, measures())
		if err != nil {
			var fault *FormulaError
			if !errors.As(err, &fault) || fault.Pos < 0 || fault.Pos > len(text) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		v := formula.Evaluate(values)
		promised, err := parseDimension(formula.Unit())
		if n := promised[MoneyUnit]; n != 0 {
			delete(promised, MoneyUnit)
			promised.add("CNY", n)
		}
		if err != nil {
			t.Fatalf("%q: the unit is %q", text, formula.Unit())
		}
		if got, err := parseDimension(v.Unit()); !v.IsUnknown() && !v.neutral() && (err != nil || !got.equal(promised)) {
			t.Fatalf("%q: got %v, promised was %q", text, v, formula.Unit())
		}
		if v.Reason() == ReasonUnitMismatch {
			t.Fatalf("%q: units met that the check let pass", text)
		}
	})
}
