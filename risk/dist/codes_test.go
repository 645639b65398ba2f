package dist

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// fault is what is expected of one parameter.
type expected struct {
	parameter string
	code      finding.Code
}

// Every faulty parameter is named, all at once.
func TestValidateNamesEveryFault(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	endless := Mixture{make([]Part, 1)}
	endless.Parts[0] = Part{1, endless} // holds itself
	deep := Distribution(Constant{1})
	for range MaxDepth + 1 {
		deep = Truncated{deep, 0, 2}
	}
	for _, c := range []struct {
		d    Distribution
		want []expected
	}{
		{Constant{nan}, []expected{{"value", CodeNotFinite}}},
		{Constant{2e15}, []expected{{"value", CodeTooLarge}}},
		{Uniform{3, 2}, []expected{{"most", CodeBoundsReversed}}},
		{Uniform{nan, inf}, []expected{{"least", CodeNotFinite}, {"most", CodeNotFinite}}},
		{Triangular{5, 4, 9}, []expected{{"likely", CodeLikelyOutside}}},
		{Triangular{5, 10, 9}, []expected{{"likely", CodeLikelyOutside}}},
		{Triangular{9, nan, 5}, []expected{{"likely", CodeNotFinite}, {"most", CodeBoundsReversed}}},
		{PERT{5, 4, 9, -1}, []expected{{"likely", CodeLikelyOutside}, {"shape", CodeShapeTooSmall}}},
		{PERT{5, 6, 9, 1e5}, []expected{{"shape", CodeTooLarge}}},
		{Normal{inf, -1}, []expected{{"mu", CodeNotFinite}, {"sigma", CodeNegativeDeviation}}},
		{LogNormal{101, 11}, []expected{{"mu", CodeTooLarge}, {"sigma", CodeTooLarge}}},
		{Beta{}, []expected{{"alpha", CodeShapeTooSmall}, {"beta", CodeShapeTooSmall}}},
		{Beta{nan, 2e4, 3, 1}, []expected{{"alpha", CodeNotFinite}, {"beta", CodeTooLarge}, {"most", CodeBoundsReversed}}},
		{Bernoulli{1.01}, []expected{{"probability", CodeProbabilityRange}}},
		{Bernoulli{nan}, []expected{{"probability", CodeProbabilityRange}}},
		{Discrete{}, []expected{{"outcomes", CodeNoEntries}}},
		{Discrete{[]Outcome{{1, 0.5}, {2, 0.6}}}, []expected{{"outcomes", CodeProbabilitySum}}},
		{Discrete{[]Outcome{{2, 0.5}, {1, -0.5}, {1, 1}}}, []expected{{"outcomes[1].probability", CodeProbabilityRange}, {"outcomes[1].value", CodeNotAscending}, {"outcomes[2].value", CodeNotAscending}}},
		{Empirical{}, []expected{{"values", CodeNoEntries}}},
		{Empirical{[]float64{2, 1, nan}, 7}, []expected{{"interpolation", CodeInterpolation}, {"values[1]", CodeNotAscending}, {"values[2]", CodeNotFinite}}},
		{Empirical{make([]float64, MaxEntries+1), Linear}, []expected{{"values", CodeTooMany}}},
		{Truncated{}, []expected{{"of", CodeNoDistribution}}},
		{Truncated{Normal{0, -1}, 3, 2}, []expected{{"most", CodeBoundsReversed}, {"of.sigma", CodeNegativeDeviation}}},
		{Truncated{Normal{0, 1}, nan, inf}, []expected{{"least", CodeNotFinite}}},
		{Truncated{Normal{0, 1}, 6, inf}, []expected{{"of", CodeNothingLeft}}},
		{Truncated{Uniform{0, 1}, 2, 3}, []expected{{"of", CodeNothingLeft}}},
		{Truncated{wrong{}, 2, 3}, []expected{{"of", CodeInvalid}}},
		{Mixture{}, []expected{{"parts", CodeNoEntries}}},
		{Mixture{[]Part{{0.5, nil}, {0.6, Triangular{3, 2, 1}}}}, []expected{{"parts", CodeProbabilitySum}, {"parts[0].of", CodeNoDistribution}, {"parts[1].of.most", CodeBoundsReversed}}},
		{Mixture{make([]Part, MaxParts+1)}, []expected{{"parts", CodeTooMany}}},
		{endless, []expected{{strings.Repeat("parts[0].of.", MaxDepth) + "parts[0].of", CodeTooDeep}}},
		{deep, []expected{{strings.Repeat("of.", MaxDepth) + "of", CodeTooDeep}}},
		{nil, []expected{{"", CodeNoDistribution}}},
	} {
		found := Check(finding.Ref{}, c.d)
		got := make([]expected, len(found))
		for i, f := range found {
			got[i] = expected{f.Subject.Field, f.Code}
			if f.Remedy == "" || f.Severity != finding.Block {
				t.Errorf("%v has no remedy, or severity %v", f, f.Severity)
			}
		}
		slices.SortFunc(c.want, func(a, b expected) int { return strings.Compare(a.parameter, b.parameter) })
		slices.SortFunc(got, func(a, b expected) int { return strings.Compare(a.parameter, b.parameter) })
		if !slices.Equal(got, c.want) {
			t.Errorf("%T: found %v, want %v", c.d, got, c.want)
		}
		if c.d == nil {
			continue
		}
		err := c.d.Validate()
		var all *Error
		if !errors.Is(err, ErrParameter) || !errors.As(err, &all) || len(all.Faults) != len(c.want) {
			t.Errorf("%T: %v", c.d, err)
			continue
		}
		for _, w := range c.want {
			if !strings.Contains(err.Error(), w.parameter+": "+string(w.code)) {
				t.Errorf("%v does not name %s", err, w.parameter)
			}
		}
		for _, p := range []float64{0, 0.5, 1} { // nonsense, but no panic
			c.d.Quantile(p)
		}
		c.d.Mean()
		Variance(c.d)
		CDF(c.d, 1)
		Support(c.d)
		if s, ok := c.d.(stepper); ok {
			s.Steps()
		}
	}
}

// wrong is a distribution of a host that is never sound.
type wrong struct{ foreign }

func (wrong) Validate() error { return errors.New("host: wrong") }

func TestCheckNamesTheSubject(t *testing.T) {
	at := finding.Ref{Kind: "task", ID: "T1", Field: "duration"}
	found := Check(at, PERT{Least: 5, Likely: 9, Most: 7})
	want := finding.Finding{Code: CodeLikelyOutside, Subject: finding.Ref{Kind: "task", ID: "T1", Field: "duration.likely"},
		Want: finding.List("5", "7"), Got: finding.Number(9, ""), Remedy: RemedyOrderPoints}
	if len(found) != 1 || finding.Compare(found[0], want) != 0 {
		t.Errorf("found %v, want %v", found, want)
	}
	if found := Check(at, nil); len(found) != 1 || found[0].Subject != at {
		t.Errorf("found %v", found)
	}
	if found := Check(at, PERT{Least: 5, Likely: 6, Most: 7}); found != nil {
		t.Errorf("found %v", found)
	}
}

// An error lists ten faults and counts the others.
func TestErrorIsBounded(t *testing.T) {
	d := Discrete{make([]Outcome, 500)}
	for i := range d.Outcomes {
		d.Outcomes[i].Probability = 2
	}
	text := d.Validate().Error()
	if len(text) > 2000 || !strings.Contains(text, "989 more") { // 500 probabilities, 499 equal values
		t.Errorf("%d bytes: %s", len(text), text)
	}
}

func TestCodesAreListedOnce(t *testing.T) {
	seen := map[finding.Code]bool{}
	for _, code := range Codes() {
		if seen[code] || !strings.HasPrefix(string(code), "dist.") {
			t.Errorf("%s", code)
		}
		seen[code] = true
	}
	for _, code := range Codes() {
		if !strings.Contains(string(code), ".remedy.") && !seen[remedy(code)] {
			t.Errorf("the remedy %s of %s is not listed", remedy(code), code)
		}
	}
}

// Faults read well in a log, whatever the number.
func TestFaultText(t *testing.T) {
	for _, c := range []struct {
		fault Fault
		want  string
	}{
		{Fault{Parameter: "likely", Code: CodeLikelyOutside, Want: finding.List("5", "7"), Got: number(9)}, "likely: dist.likely.outside_bounds, want 5, 7, got 9"},
		{Fault{Parameter: "of", Code: CodeNoDistribution}, "of: dist.distribution.missing"},
		{Fault{Parameter: "mu", Code: CodeNotFinite, Got: number(math.NaN())}, "mu: dist.parameter.not_finite, got NaN"},
		{Fault{Parameter: "mu", Code: CodeNotFinite, Got: number(math.Inf(-1))}, "mu: dist.parameter.not_finite, got -Inf"},
		{Fault{Parameter: "mu", Code: CodeTooLarge, Want: number(MaxMagnitude), Got: number(1e300)}, "mu: dist.parameter.too_large, want 1000000000000000, got 1e+300"},
		{Fault{Parameter: "of", Code: CodeNothingLeft, Want: number(MinMass), Got: number(1e-20)}, "of: dist.truncation.nothing_left, want 0.000001, got 1e-20"},
		{Fault{Parameter: "p", Code: CodeProbabilitySum, Want: number(1), Got: number(math.Nextafter(0.3, 1))}, "p: dist.probability.sum_not_one, want 1, got 0.30000000000000004"},
	} {
		if got := c.fault.String(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	err := &Error{Type: "uniform", Faults: []Fault{{Parameter: "least", Code: CodeNotFinite}, {Parameter: "most", Code: CodeNotFinite}}}
	if want := "dist: parameters make no distribution: uniform: least: dist.parameter.not_finite; most: dist.parameter.not_finite"; err.Error() != want {
		t.Errorf("got %q, want %q", err, want)
	}
}

// A sum may be off by rounding and no more.
func TestProbabilitiesMayRound(t *testing.T) {
	tenth := make([]Outcome, 10)
	for i := range tenth {
		tenth[i] = Outcome{float64(i), 0.1}
	}
	if err := (Discrete{tenth}).Validate(); err != nil { // adds up to 0.9999999999999999
		t.Error(err)
	}
	for off, sound := range map[float64]bool{1e-10: true, -1e-10: true, 1e-8: false, -1e-8: false} {
		tenth[3].Probability = 0.1 + off
		if err := (Discrete{tenth}).Validate(); (err == nil) != sound {
			t.Errorf("off by %v: %v", off, err)
		}
		parts := []Part{{0.5, Constant{1}}, {0.5 + off, Constant{2}}}
		if err := (Mixture{parts}).Validate(); (err == nil) != sound {
			t.Errorf("off by %v: %v", off, err)
		}
	}
}
