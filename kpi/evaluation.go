package kpi

import "errors"

// Rated is one criterion of an evaluation.
type Rated struct {
	ID     string `json:"id"`
	Weight Value  `json:"weight"`
	Score  Value  `json:"score,omitzero"` // unknown or the zero Value: not rated
}

// Evaluation is the rating of one person or team on weighted criteria.
type Evaluation struct {
	ScaleMin Value   `json:"scale_min"`
	ScaleMax Value   `json:"scale_max"`
	Criteria []Rated `json:"criteria"`
}

// Score returns the weighted mean of the rated criteria. An unrated one drops
// out of both sums, so that [Evaluation.WeightUsed] belongs beside it. Nothing
// rated gives unknown with [ReasonNoData].
func (e Evaluation) Score() Value {
	var parts []Value
	for _, c := range e.rated() {
		parts = append(parts, c.Weight.Mul(c.Score))
	}
	if len(parts) == 0 {
		return Unknown(ReasonNoData)
	}
	return Sum(parts).Div(e.WeightUsed())
}

// WeightUsed returns the weights of the rated criteria.
func (e Evaluation) WeightUsed() Value {
	var weights []Value
	for _, c := range e.rated() {
		weights = append(weights, c.Weight)
	}
	return Sum(weights)
}

// Normalized returns the score as a fraction of its scale: 0 at the lowest
// level and 1 at the highest. A scale of one level gives unknown with
// [ReasonZeroDenominator].
func (e Evaluation) Normalized() Value {
	return e.Score().Sub(e.ScaleMin).Div(e.ScaleMax.Sub(e.ScaleMin))
}

func (e Evaluation) rated() []Rated {
	var list []Rated
	for _, c := range e.Criteria {
		if !c.Score.IsUnknown() {
			list = append(list, c)
		}
	}
	return list
}

// Figures returns the three figures with their trace. The caller owns the
// slices.
func (e Evaluation) Figures() []Figure {
	inputs := []Input{{"scale_min", e.ScaleMin}, {"scale_max", e.ScaleMax}}
	for _, c := range e.Criteria {
		inputs = append(inputs, Input{"weight." + c.ID, c.Weight}, Input{"score." + c.ID, c.Score})
	}
	return figuresOf(evaluationLines(), e, inputs)
}

func evaluationLines() []line[Evaluation] {
	return []line[Evaluation]{
		sheet("evaluation.score", "", Higher, "sum(weight * score) / sum(weight), rated only", "weight score", Evaluation.Score),
		sheet("evaluation.weight_used", "", Higher, "sum(weight), rated only", "weight score", Evaluation.WeightUsed),
		sheet("evaluation.normalized", "", Higher, "(score - scale_min) / (scale_max - scale_min)", "weight score scale_min scale_max", Evaluation.Normalized),
	}
}

// Improvement returns how much the score of a person rose since the previous
// project, negative when it fell. Only the same criteria with the same weights
// on the same scale, all of them rated alike, can be compared: others break the
// series and give a value that is unknown with [ReasonInsufficientHistory].
func Improvement(previous, current Evaluation) Figure {
	before, now := previous.Score(), current.Score()
	def := improvementDef()
	f := Figure{Key: def.Key, Value: now.Sub(before), Formula: def.Formula, Inputs: []Input{{"score", now}, {"score_before", before}}}
	if !previous.comparable(current) {
		f.Value = Unknown(ReasonInsufficientHistory)
	}
	return f
}

func improvementDef() Def {
	return Def{Key: "evaluation.improvement", Direction: Higher, Formula: "score - score_before", Inputs: []string{"score", "score_before"}}
}

// comparable reports whether both evaluations rate the same criteria.
func (e Evaluation) comparable(other Evaluation) bool {
	weights := map[string]Value{}
	for _, c := range e.rated() {
		weights[c.ID] = c.Weight
	}
	rated := other.rated()
	for _, c := range rated {
		if weight, same := weights[c.ID]; !same || !weight.Equal(c.Weight) {
			return false
		}
	}
	return len(rated) == len(weights) && e.ScaleMin.Equal(other.ScaleMin) && e.ScaleMax.Equal(other.ScaleMax)
}

// ErrScale: a scale of one level cannot be changed into another.
var ErrScale = errors.New("kpi: a scale of one level")

// ScaleChange carries a score from a scale of levels 1 to From to one of levels
// 1 to To.
type ScaleChange struct {
	Score Value `json:"score"`
	From  Value `json:"from_levels"`
	To    Value `json:"to_levels"`
}

// Value returns 1 + (score - 1)(to - 1)/(from - 1). A scale of one level gives
// unknown with [ReasonZeroDenominator]; see [ScaleChange.Check].
func (s ScaleChange) Value() Value {
	one := Int(1, "")
	return one.Add(s.Score.Sub(one).Mul(s.To.Sub(one)).Div(s.From.Sub(one)))
}

// Check returns [ErrScale] when the score is on a scale of one level.
func (s ScaleChange) Check() error {
	if s.From.Equal(Int(1, "")) {
		return ErrScale
	}
	return nil
}

// Figures returns the changed score with its trace. The caller owns the slices.
func (s ScaleChange) Figures() []Figure {
	return figuresOf(scaleLines(), s, []Input{{"score", s.Score}, {"from", s.From}, {"to", s.To}})
}

func scaleLines() []line[ScaleChange] {
	return []line[ScaleChange]{sheet("evaluation.scale_change", "", Higher, "1 + (score - 1) * (to - 1) / (from - 1)", "score from to", ScaleChange.Value)}
}

// Contribution is the part of a person in the result of a group. Shares are
// assessments, not facts; who assessed them stays confidential.
type Contribution struct {
	Person     string `json:"person"`
	GroupScore Value  `json:"group_score"`
	Share      Value  `json:"share"` // assessed, such as 0.95
}

// Score returns group score * share.
func (c Contribution) Score() Value { return c.GroupScore.Mul(c.Share) }

// Figures returns the score with its trace. The caller owns the slices.
func (c Contribution) Figures() []Figure {
	return figuresOf(contributionLines(), c, []Input{{"group_score", c.GroupScore}, {"share", c.Share}})
}

func contributionLines() []line[Contribution] {
	return []line[Contribution]{sheet("evaluation.contribution", "", Higher, "group_score * share", "group_score share", Contribution.Score)}
}
