package closing

import (
	"math/big"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Closed is what estimates need to know of a closed project.
type Closed struct {
	Project  string        `json:"project"` // id
	On       calendar.Date `json:"on"`      // the day it was closed: what is known from then on
	Traits   []Trait       `json:"traits,omitempty"`
	Duration Pair          `json:"duration"` // such as working minutes
	Cost     Pair          `json:"cost"`     // amounts of one currency
}

// Pair is a figure as first agreed and as it came out.
type Pair struct {
	Planned finding.Value `json:"planned"`
	Actual  finding.Value `json:"actual"`
}

// Factor returns the actual figure divided by the planned one, and unknown
// where either is ("missing-input"), the units differ ("unit-mismatch") or
// nothing was planned ("zero-denominator"). A planned figure below 0 makes no
// sense and counts as missing.
func (p Pair) Factor() finding.Value {
	planned, okPlanned := p.Planned.Rat()
	actual, okActual := p.Actual.Rat()
	switch {
	case !okPlanned || !okActual || planned.Sign() < 0:
		return finding.Unknown("missing-input")
	case p.Planned.Unit() != p.Actual.Unit() || p.Planned.Kind() != p.Actual.Kind():
		return finding.Unknown(ReasonTwoUnits)
	case planned.Sign() == 0:
		return finding.Unknown("zero-denominator")
	}
	return finding.Rat(actual.Quo(actual, planned), "")
}

// Aspect is what is estimated.
type Aspect string

// The aspects.
const (
	DurationAspect Aspect = "duration"
	CostAspect     Aspect = "cost"
)

// pair returns the figures of an aspect.
func (c Closed) pair(a Aspect) Pair {
	switch a {
	case DurationAspect:
		return c.Duration
	case CostAspect:
		return c.Cost
	}
	return Pair{}
}

// ReferenceRule says which closed projects make an estimate, and how sure it
// is to be. The zero rule is complete.
type ReferenceRule struct {
	Weights Weights // without any weight: [UsualWeights]
	Least   int     // likeness in percent below which a project is left out; 0: 30, below 0: none
	// Coverage is how often, in percent, the interval is to hold what comes out;
	// 0: 80. It is kept between 1 and 99.
	Coverage int
	// Floor is the number of projects below which nothing is said. No fewer are
	// taken than the interval needs, which is 9 for 80 %.
	Floor int
}

func (r ReferenceRule) filled() ReferenceRule {
	if len(r.Weights.Traits) == 0 && r.Weights.Other == 0 {
		r.Weights = UsualWeights()
	}
	if r.Least == 0 {
		r.Least = 30
	}
	if r.Coverage == 0 {
		r.Coverage = 80
	}
	r.Coverage = min(max(r.Coverage, 1), 99)
	need := (100 + r.Coverage + 99 - r.Coverage) / (100 - r.Coverage) // (1+c)/(1-c), rounded up
	r.Floor = max(r.Floor, need)
	return r
}

// Estimate is what closed projects say about one that is planned: by which
// factor the like of it missed their plans. It is known when enough of them
// are, and unknown ("small-sample") otherwise.
type Estimate struct {
	Aspect Aspect        `json:"aspect"`
	Median finding.Value `json:"median"` // half of the class was above
	Low    finding.Value `json:"low"`
	High   finding.Value `json:"high"`
	// Coverage is how often the interval from Low to High holds the factor of a
	// further project that is to the class as its members are to each other.
	Coverage finding.Value     `json:"coverage"`
	Need     int               `json:"need"`               // size of class that is needed
	Class    []ReferenceMember `json:"class,omitempty"`    // the likest first
	Left     []LeftOut         `json:"left_out,omitempty"` // the others by project
}

// ReferenceMember is a closed project that counts.
type ReferenceMember struct {
	Project  string        `json:"project"`
	Factor   finding.Value `json:"factor"`
	Likeness Likeness      `json:"likeness"`
}

// LeftOut is a closed project that does not count.
type LeftOut struct {
	Project string `json:"project"`
	Reason  string `json:"reason"` // "not-alike", or why its factor is unknown
}

// Reference estimates by the class of closed projects that are alike (reference
// class forecasting: Kahneman and Tversky 1979; Flyvbjerg 2006). Median is that
// of their factors. Low and High are the factors at equal places from both
// ends, the narrowest with at least the wanted coverage: of n factors and a
// further one, all equally likely in any order, that one falls between the kth
// from either end with probability (n+1-2k)/(n+1), whatever their distribution
// (Wilks 1941). The order of the list does not count; of a project that is
// given twice both count.
func Reference(rule ReferenceRule, traits []Trait, aspect Aspect, closed []Closed) Estimate {
	rule = rule.filled()
	e := Estimate{Aspect: aspect, Need: rule.Floor}
	for _, c := range closed {
		factor := c.pair(aspect).Factor()
		like := rule.Weights.Like(c.Traits, traits)
		switch {
		case factor.IsUnknown():
			e.Left = append(e.Left, LeftOut{c.Project, factor.Reason()})
		case exact(like.Score).Cmp(big.NewRat(int64(rule.Least), 100)) < 0:
			e.Left = append(e.Left, LeftOut{c.Project, "not-alike"})
		default:
			e.Class = append(e.Class, ReferenceMember{c.Project, factor, like})
		}
	}
	rank(e.Class, func(m ReferenceMember) finding.Value { return m.Likeness.Score }, func(a, b ReferenceMember) int {
		return strings.Compare(a.Project, b.Project)
	})
	slices.SortStableFunc(e.Left, func(a, b LeftOut) int { return strings.Compare(a.Project, b.Project) })
	e.interval(rule)
	return e
}

// interval sets median, bounds and coverage.
func (e *Estimate) interval(rule ReferenceRule) {
	n := len(e.Class)
	if n < rule.Floor {
		small := finding.Unknown("small-sample")
		e.Median, e.Low, e.High, e.Coverage = small, small, small, small
		return
	}
	var factors []*big.Rat
	for _, m := range e.Class {
		f, _ := m.Factor.Rat()
		factors = append(factors, f)
	}
	slices.SortFunc(factors, func(a, b *big.Rat) int { return a.Cmp(b) })
	k := max(1, (n+1)*(100-rule.Coverage)/200)
	median := new(big.Rat).Add(factors[(n-1)/2], factors[n/2])
	e.Median = finding.Rat(median.Quo(median, big.NewRat(2, 1)), "")
	e.Low, e.High = finding.Rat(factors[k-1], ""), finding.Rat(factors[n-k], "")
	e.Coverage = finding.Ratio(int64(n+1-2*k), int64(n+1), "")
}

// Forecast is a planned figure corrected by an estimate.
type Forecast struct {
	Low    finding.Value `json:"low"`
	Likely finding.Value `json:"likely"`
	High   finding.Value `json:"high"`
}

// Of returns a planned figure times the factors of the estimate, exactly, and
// unknown where either is.
func (e Estimate) Of(planned finding.Value) Forecast {
	return Forecast{times(planned, e.Low), times(planned, e.Median), times(planned, e.High)}
}

// times multiplies a figure by a factor.
func times(planned, factor finding.Value) finding.Value {
	a, ok := planned.Rat()
	if !ok {
		return finding.Unknown("missing-input")
	}
	f, ok := factor.Rat()
	if !ok {
		return factor
	}
	a.Mul(a, f)
	if planned.Kind() == finding.MoneyKind {
		return finding.Money(a.RatString(), planned.Unit())
	}
	return finding.Rat(a, planned.Unit())
}
