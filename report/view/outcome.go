package view

import (
	"math/big"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// outcomeTable shows what became of every goal. With the standard it shows what
// the attainment of the whole is made of: the weight of each goal, and as how
// much of it the verdict counts.
func outcomeTable(w phrase.Printer, o closing.Outcome, f charter.Frozen) *report.Table {
	table := &report.Table{Name: "goal-outcomes", Columns: columns(w, column("goal", report.TypeText), column("metric", report.TypeText),
		column("baseline_value", report.TypeNumber), column("target", report.TypeNumber), column("actual", report.TypeNumber),
		column("attainment", report.TypePercent), column("verdict", report.TypeText), column("source", report.TypeText))}
	weights := weightsOf(f)
	if weights != nil {
		table.Columns = append(table.Columns, columns(w, column("weight", report.TypePercent), column("counts_as", report.TypePercent))...)
	}
	for _, g := range o.Goals {
		row := report.Row{Cells: []finding.Value{
			text(g.Goal), text(g.Metric), number(g.Baseline, g.Unit), number(g.Planned, g.Unit), number(g.Actual, g.Unit),
			number(g.Attained, ""), word(w, string(g.Verdict)), text(g.Source),
		}}
		if weight := weights[g.Goal]; weight != nil {
			row.Cells = append(row.Cells, finding.Rat(weight, ""), counts(f.Standard.Rule, g.Verdict))
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// counts is the part of its weight that a goal adds to the attainment of the
// whole, empty while that is open.
func counts(r charter.Rule, v charter.Verdict) finding.Value {
	switch v {
	case charter.Pass:
		return finding.Number(1, "")
	case charter.Partial:
		if r.Credit.IsZero() {
			return finding.Ratio(1, 2, "")
		}
		return r.Credit.Value("")
	case charter.Fail:
		return finding.Number(0, "")
	}
	return finding.Value{}
}

// weightsOf returns the weight of every goal without goals below it, as a share
// of all of them: the product of the weights on its way up, as the standard
// counts it. Nil where the standard has no goals or no weights.
func weightsOf(f charter.Frozen) map[string]*big.Rat {
	terms := make(map[string]charter.Terms, len(f.Terms))
	for _, t := range f.Terms {
		terms[t.Goal] = t
	}
	weights, all := map[string]*big.Rat{}, new(big.Rat)
	for _, t := range f.Terms {
		if slices.ContainsFunc(f.Terms, func(u charter.Terms) bool { return u.Parent == t.Goal }) {
			continue
		}
		weight := pathWeight(terms, t)
		if weight == nil {
			return nil
		}
		weights[t.Goal] = weight
		all.Add(all, weight)
	}
	if all.Sign() <= 0 {
		return nil
	}
	for _, weight := range weights {
		weight.Quo(weight, all)
	}
	return weights
}

// pathWeight is the product of the weights of a goal and those above it, nil
// where one is not stated.
func pathWeight(terms map[string]charter.Terms, t charter.Terms) *big.Rat {
	product := big.NewRat(1, 1)
	for range terms { // no way up is longer, even where it leads in a circle
		weight, stated := t.Weight.Rat()
		if !stated {
			return nil
		}
		product.Mul(product, weight)
		above, there := terms[t.Parent]
		if t.Parent == "" || !there {
			break
		}
		t = above
	}
	return product
}
