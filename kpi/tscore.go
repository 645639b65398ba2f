package kpi

import "github.com/milepost-go/milepost/lifecycle/finding"

// TPlaces is the number of decimal places of the roots in [TScores] that are no
// fractions. Everything else is exact.
const TPlaces = 40

// fewPeople is the size of a group below which people are not ranked.
const fewPeople = 5

// TScores are the scores of a group on a scale with mean 50 and deviation 10.
type TScores struct {
	Mean      Value   `json:"mean"`
	Deviation Value   `json:"deviation"` // of the population; a root, rounded half-even to TPlaces
	T         []Value `json:"t"`         // in the order of the scores; right to TPlaces - 1 places
}

// TScoresOf returns 50 + 10 (x - mean) / sigma for every score, sigma being the
// deviation of the population. Without any spread everybody has 50. If a score
// is unknown so is all of it; without scores it is unknown with [ReasonNoData].
// The caller owns the result.
func TScoresOf(values []Value) TScores {
	mean := Mean(values)
	var squares []Value
	for _, v := range values {
		off := pure(v.Sub(mean), mean.Unit())
		squares = append(squares, off.Mul(off))
	}
	variance := Mean(squares)
	result := TScores{Mean: mean, Deviation: variance.Sqrt(TPlaces).Mul(Int(1, mean.Unit()))}
	for i, v := range values {
		result.T = append(result.T, tScore(v.Sub(mean), squares[i], variance))
	}
	return result
}

// tScore returns 50 + 10 sqrt(square / variance) with the sign of off.
func tScore(off, square, variance Value) Value {
	sign, known := off.Sign()
	switch {
	case !known:
		return Unknown(off.Reason())
	case sign == 0:
		return Int(50, "")
	}
	return Int(50, "").Add(square.Div(variance).Sqrt(TPlaces).Mul(Int(int64(10*sign), "")))
}

// Check returns a warning when the group is too small to rank its people by
// these scores.
func (t TScores) Check() []finding.Finding {
	if len(t.T) >= fewPeople {
		return nil
	}
	return []finding.Finding{{
		Code: CodeScoresFewPeople, Severity: finding.Warn, Subject: finding.Ref{Kind: "indicator", ID: "evaluation.t_score"},
		Want: finding.Number(fewPeople, ""), Got: finding.Number(int64(len(t.T)), ""), Remedy: RemedyDoNotRank,
	}}
}

// Figures returns the T-score of everybody with its trace, in the order of the
// scores, which are given again. The caller owns the slices.
func (t TScores) Figures(values []Value) []Figure {
	var list []Figure
	def := tScoreDefs()[0]
	for i := range min(len(values), len(t.T)) {
		list = append(list, Figure{Key: def.Key, Value: t.T[i], Formula: def.Formula, Inputs: []Input{{"score", values[i]}, {"mean", t.Mean}, {"deviation", t.Deviation}}})
	}
	return list
}

func tScoreDefs() []Def {
	return []Def{{Key: "evaluation.t_score", Direction: Higher, Formula: "50 + 10 * (score - mean) / deviation", Inputs: []string{"score", "mean", "deviation"}}}
}
