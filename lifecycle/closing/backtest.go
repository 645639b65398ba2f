package closing

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// BackTest is what estimates would have said about projects whose end is known.
type BackTest struct {
	Aspect  Aspect        `json:"aspect"`
	Rows    []BackTestRow `json:"rows"`    // in the order of closing
	Tested  int           `json:"tested"`  // projects about which something could be said
	Covered int           `json:"covered"` // of these, those that came out within the interval
	// Share is covered by tested; Wanted is what the rule asks for. Both, and the
	// figures below, are unknown where nothing was tested.
	Share  finding.Value `json:"share"`
	Wanted finding.Value `json:"wanted"`
	// Error is the mean distance of the factor from the median, PlanError its
	// mean distance from 1, which is the error of trusting the plan.
	Error     finding.Value `json:"error"`
	PlanError finding.Value `json:"plan_error"`
	// Score is the mean interval score of Winkler (1972): the width, and for a
	// miss twice the distance over the share that may miss. Less is better.
	Score finding.Value `json:"score"`
}

// BackTestRow is what would have been said about one project.
type BackTestRow struct {
	Project string        `json:"project"`
	On      calendar.Date `json:"on"`
	Known   int           `json:"known"`  // size of the class on the day before it was closed
	Factor  finding.Value `json:"factor"` // as it came out
	Low     finding.Value `json:"low"`
	Median  finding.Value `json:"median"`
	High    finding.Value `json:"high"`
	Tested  bool          `json:"tested"`
	Covered bool          `json:"covered"`
}

// BackTestReference estimates each closed project from those alone that were closed
// before it, and compares. So nothing is judged by what it was made of. The
// work grows with the square of the number of projects.
//
// The finding says that the intervals hold too little: that so few within would
// come about in less than one of twenty cases (exact binomial) if the interval
// were as sure as wanted.
func BackTestReference(rule ReferenceRule, aspect Aspect, closed []Closed) (BackTest, []finding.Finding) {
	list := slices.Clone(closed)
	slices.SortStableFunc(list, func(a, b Closed) int {
		return cmp.Or(strings.Compare(a.On.String(), b.On.String()), strings.Compare(a.Project, b.Project))
	})
	rule = rule.filled()
	t := &backTest{BackTest: BackTest{Aspect: aspect, Rows: []BackTestRow{}}, rule: rule}
	earlier := 0
	for i, c := range list {
		for list[earlier].On.Before(c.On) {
			earlier++
		}
		t.add(c, Reference(rule, c.Traits, aspect, list[:min(earlier, i)]))
	}
	t.sum()
	if !tooFew(t.Tested, t.Covered, rule.Coverage) {
		return t.BackTest, nil
	}
	return t.BackTest, []finding.Finding{{Code: CodeNotCalibrated, Severity: finding.Warn, Subject: finding.Ref{Kind: "estimate", ID: string(aspect)},
		Want: inPercent(t.Wanted), Got: inPercent(t.Share), Remedy: RemedyWidenInterval}}
}

// inPercent returns a share in percent.
func inPercent(v finding.Value) finding.Value {
	r, ok := v.Rat()
	if !ok {
		return v
	}
	return finding.Rat(r.Mul(r, big.NewRat(100, 1)), "%")
}

// backTest sums the distances as it goes.
type backTest struct {
	BackTest
	rule                    ReferenceRule
	errors, planned, scores big.Rat
}

// add compares one project with its estimate.
func (t *backTest) add(c Closed, e Estimate) {
	row := BackTestRow{Project: c.Project, On: c.On, Known: len(e.Class), Factor: c.pair(t.Aspect).Factor(), Low: e.Low, Median: e.Median, High: e.High}
	x, known := row.Factor.Rat()
	low, said := e.Low.Rat()
	if known && said {
		high, _ := e.High.Rat()
		median, _ := e.Median.Rat()
		row.Tested, row.Covered = true, x.Cmp(low) >= 0 && x.Cmp(high) <= 0
		t.Tested++
		if row.Covered {
			t.Covered++
		}
		t.errors.Add(&t.errors, distance(x, median))
		t.planned.Add(&t.planned, distance(x, big.NewRat(1, 1)))
		t.scores.Add(&t.scores, t.score(low, high, x))
	}
	t.Rows = append(t.Rows, row)
}

// score is the interval score of one project.
func (t *backTest) score(low, high, x *big.Rat) *big.Rat {
	score, miss := new(big.Rat).Sub(high, low), new(big.Rat)
	switch {
	case x.Cmp(low) < 0:
		miss.Sub(low, x)
	case x.Cmp(high) > 0:
		miss.Sub(x, high)
	}
	return score.Add(score, miss.Mul(miss, big.NewRat(200, int64(100-t.rule.Coverage))))
}

// sum sets the means.
func (t *backTest) sum() {
	mean := func(sum *big.Rat) finding.Value {
		if t.Tested == 0 {
			return finding.Unknown("small-sample")
		}
		return finding.Rat(new(big.Rat).Quo(sum, big.NewRat(int64(t.Tested), 1)), "")
	}
	t.Wanted, t.Share = finding.Ratio(int64(t.rule.Coverage), 100, ""), mean(big.NewRat(int64(t.Covered), 1))
	t.Error, t.PlanError, t.Score = mean(&t.errors), mean(&t.planned), mean(&t.scores)
}

func distance(a, b *big.Rat) *big.Rat {
	d := new(big.Rat).Sub(a, b)
	return d.Abs(d)
}

// tooFew reports whether at most so many of n hits, each of percent, are less
// likely than 1 in 20.
func tooFew(n, hits, percent int) bool {
	if n <= 0 {
		return false
	}
	p, q := big.NewInt(int64(percent)), big.NewInt(int64(100-percent))
	// Each term, the ways to so many hits times p^k q^(n-k), follows from the one before.
	term, sum := new(big.Int).Exp(q, big.NewInt(int64(n)), nil), new(big.Int)
	for k := range min(hits, n) + 1 {
		sum.Add(sum, term)
		term.Mul(term, big.NewInt(int64(n-k)))
		term.Mul(term, p)
		term.Quo(term, big.NewInt(int64(k+1)).Mul(big.NewInt(int64(k+1)), q)) // leaves no rest
	}
	all := new(big.Int).Exp(big.NewInt(100), big.NewInt(int64(n)), nil)
	return sum.Mul(sum, big.NewInt(20)).Cmp(all) < 0
}
