package view_test

import (
	"math/big"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
)

// frozen is a standard with three goals that weigh 4, 3 and 3.
func frozen(credit charter.Number) charter.Frozen {
	terms := func(goal string, weight int64) charter.Terms {
		return charter.Terms{Goal: goal, Weight: charter.Whole(weight)}
	}
	return charter.Frozen{
		Standard: charter.Standard{Rule: charter.Rule{Method: charter.Weighted, Credit: credit}},
		Terms:    []charter.Terms{terms("contract", 4), terms("handover", 3), terms("satisfaction", 3)},
	}
}

// attained returns what the weights and the column beside them sum up to.
func attained(t *testing.T, f charter.Frozen, verdicts ...charter.Verdict) *big.Rat {
	t.Helper()
	o := closing.Outcome{}
	for i, v := range verdicts {
		o.Goals = append(o.Goals, closing.GoalOutcome{Goal: f.Terms[i].Goal, Verdict: v})
	}
	doc := view.Closing(phrase.In(phrase.En), view.ClosingInput{Record: closing.Record{Outcome: o}, Standard: f})
	sum := new(big.Rat)
	for _, b := range doc.Blocks {
		table, ok := b.(*report.Table)
		if !ok || table.Name != "goal-outcomes" {
			continue
		}
		for _, row := range table.Rows {
			weight, okWeight := row.Cell(8).Rat()
			part, okPart := row.Cell(9).Rat()
			if okWeight && okPart {
				sum.Add(sum, weight.Mul(weight, part))
			}
		}
	}
	return sum
}

// The columns of the closing report give the attainment of the whole: with one
// of three goals reached in part, 0.4 + 0.3/2 + 0.3 = 85 %.
func TestAttainmentCanBeReproduced(t *testing.T) {
	if got := attained(t, frozen(charter.Number{}), charter.Pass, charter.Partial, charter.Pass); got.Cmp(big.NewRat(85, 100)) != 0 {
		t.Errorf("got %s", got.RatString())
	}
	if got := attained(t, frozen(charter.Fraction(1, 3)), charter.Pass, charter.Partial, charter.Fail); got.Cmp(big.NewRat(1, 2)) != 0 {
		t.Errorf("0.4 + 0.3/3: got %s", got.RatString())
	}
	if got := attained(t, frozen(charter.Number{}), charter.Unknown, charter.Pass, charter.Pass); got.Cmp(big.NewRat(6, 10)) != 0 {
		t.Errorf("an open goal counts for nothing yet: got %s", got.RatString())
	}
}

// Goals below others weigh by the product of the weights on their way up, and
// the columns agree with what the standard itself makes of the verdicts.
func TestWeightsGoDownTheTree(t *testing.T) {
	f := frozen(charter.Number{})
	f.Terms = append(f.Terms, charter.Terms{Goal: "x", Parent: "contract", Weight: charter.Whole(1)}, charter.Terms{Goal: "y", Parent: "contract", Weight: charter.Whole(3)})
	// Leaves: handover 3, satisfaction 3, x 4*1, y 4*3; of 22 in all, y is not reached.
	got := attained(t, f, charter.Unknown, charter.Pass, charter.Pass, charter.Pass, charter.Fail)
	if got.Cmp(big.NewRat(10, 22)) != 0 {
		t.Errorf("got %s", got.RatString())
	}
	// A circle of parents, which no standard that was frozen has, ends.
	f.Terms[0].Parent = "x"
	attained(t, f, charter.Pass)
}

// Without the standard, or with goals that have no weights, the columns are not
// there.
func TestNoWeightsWithoutAStandard(t *testing.T) {
	for _, f := range []charter.Frozen{{}, {Terms: []charter.Terms{{Goal: "a"}}}} {
		doc := view.Closing(phrase.In(phrase.En), view.ClosingInput{Record: closing.Record{Outcome: closing.Outcome{Goals: []closing.GoalOutcome{{Goal: "a"}}}}, Standard: f})
		for _, b := range doc.Blocks {
			if table, ok := b.(*report.Table); ok && table.Name == "goal-outcomes" && len(table.Columns) != 8 {
				t.Errorf("%d columns", len(table.Columns))
			}
		}
	}
}
