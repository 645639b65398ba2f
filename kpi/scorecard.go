package kpi

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// ScoreRow is one line of a scorecard: an indicator, what it counts, and how
// well it does. A row without score is not rated: it stays out of numerator and
// denominator.
type ScoreRow struct {
	Key    string `json:"key"`            // of the indicator
	Weight Value  `json:"weight"`         // a positive pure number; only the proportions matter
	Score  Value  `json:"score,omitzero"` // a pure number from 0 to the best
}

// Scorecard weighs several indicators into one score. It is plain data.
type Scorecard struct {
	Name string     `json:"name"`
	Best Value      `json:"best,omitzero"` // upper end of the scale, which begins at 0; the zero Value means 1
	Rows []ScoreRow `json:"rows"`
}

// ColourScores turn traffic lights into scores. The zero ColourScores are 1,
// one half and 0.
type ColourScores struct {
	Green Value `json:"green,omitzero"`
	Amber Value `json:"amber,omitzero"`
	Red   Value `json:"red,omitzero"`
}

// Score returns the score of a colour, unknown with [ReasonNoData] for Unjudged.
func (s ColourScores) Score(c Colour) Value {
	stated := func(v Value, otherwise Value) Value {
		if v.IsZero() {
			return otherwise
		}
		return v
	}
	switch c {
	case Green:
		return stated(s.Green, Int(1, ""))
	case Amber:
		return stated(s.Amber, Ratio(1, 2, ""))
	case Red:
		return stated(s.Red, Int(0, ""))
	}
	return Unknown(ReasonNoData)
}

// Driver says how much one rated row takes from the best score.
type Driver struct {
	Key   string `json:"key"`
	Share Value  `json:"share"` // of the weight used
	Score Value  `json:"score"`
	Lost  Value  `json:"lost"` // share times what the score is short of the best; all lost points sum to best - score
}

// ScoreResult is the score with what it rests on.
type ScoreResult struct {
	Score       Value    `json:"score"`        // Σ w s / Σ w over rated rows; ReasonNoData where none is rated
	WeightUsed  Value    `json:"weight_used"`  // of the rated rows
	WeightTotal Value    `json:"weight_total"` // of all rows
	Coverage    Value    `json:"coverage"`     // used / total
	Drivers     []Driver `json:"drivers"`      // rated rows, most points lost first, then by key
}

func (s Scorecard) best() Value {
	if s.Best.IsZero() {
		return Int(1, "")
	}
	return s.Best
}

// Compute returns the weighted score. It computes with what is there; what is
// wrong with it says [Scorecard.Check].
func (s Scorecard) Compute() ScoreResult {
	var points, used, total []Value
	for _, r := range s.Rows {
		total = append(total, r.Weight)
		if !r.Score.IsUnknown() {
			points, used = append(points, r.Weight.Mul(r.Score)), append(used, r.Weight)
		}
	}
	result := ScoreResult{Score: Unknown(ReasonNoData), WeightUsed: Sum(used), WeightTotal: Sum(total)}
	result.Coverage = result.WeightUsed.Div(result.WeightTotal)
	if len(used) > 0 {
		result.Score = Sum(points).Div(result.WeightUsed)
	}
	for _, r := range s.Rows {
		if !r.Score.IsUnknown() {
			share := r.Weight.Div(result.WeightUsed)
			result.Drivers = append(result.Drivers, Driver{r.Key, share, r.Score, s.best().Sub(r.Score).Mul(share)})
		}
	}
	slices.SortStableFunc(result.Drivers, func(a, b Driver) int {
		order, _ := b.Lost.Cmp(a.Lost)
		return cmp.Or(order, cmp.Compare(a.Key, b.Key))
	})
	return result
}

// Check returns what is wrong with the scorecard, in sorted order: rows without
// key or with that of another, weights that are no positive pure numbers, scores
// off the scale, and as information the rows that are not rated.
func (s Scorecard) Check() []finding.Finding {
	var found []finding.Finding
	seen := map[string]bool{}
	for _, r := range s.Rows {
		found = append(found, s.checkRow(r, seen[r.Key])...)
		seen[r.Key] = true
	}
	finding.Sort(found)
	return found
}

func (s Scorecard) checkRow(r ScoreRow, twice bool) []finding.Finding {
	k := defCheck{def: Def{Key: r.Key}}
	var none finding.Value
	if r.Key == "" {
		k.add(CodeDefNoKey, finding.Block, "key", none, none, RemedySetKey)
	} else if twice {
		k.add(CodeScoreDuplicate, finding.Block, "key", none, none, RemedySetKey)
	}
	if sign, _ := r.Weight.Sign(); sign <= 0 || r.Weight.Unit() != "" {
		k.add(CodeScoreWeight, finding.Block, "weight", none, r.Weight.Finding(), RemedySetWeight)
	}
	above, compares := r.Score.Cmp(s.best())
	below, _ := r.Score.Sign()
	switch {
	case r.Score.IsUnknown():
		k.add(CodeScoreUnrated, finding.Info, "score", none, r.Score.Finding(), RemedyRate)
	case !compares || above > 0 || below < 0 || r.Score.Unit() != "":
		k.add(CodeScoreScale, finding.Block, "score", s.best().Finding(), r.Score.Finding(), RemedyMendScore)
	}
	return k.found
}
