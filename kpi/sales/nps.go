package sales

import "github.com/milepost-go/milepost/kpi"

// NPS holds the answers to "would you recommend us", 0 to 10, in the three
// groups of the net promoter score. A group below 0 makes the score unknown
// (missing-input).
type NPS struct {
	Promoters  int64 `json:"promoters"`  // 9 and more
	Passives   int64 `json:"passives"`   // 7 and more, below 9
	Detractors int64 `json:"detractors"` // below 7
}

// N returns the number of answers; unknown when a group is below 0.
func (n NPS) N() kpi.Value {
	return count(n.Promoters).Add(count(n.Passives)).Add(count(n.Detractors))
}

// Score returns 100 (promoters - detractors) / n, -100 to 100. Without answers
// it is unknown (no-data).
func (n NPS) Score() kpi.Value {
	return n.known(count(n.Promoters).Sub(count(n.Detractors)).Mul(kpi.Int(100, unitPoint)).Div(n.N()))
}

// Margin returns the half width of the 95 % interval of the score, in points:
// 100 z root(((p + d) - (p - d)^2) / n), p and d the shares of promoters and
// detractors, z as in [kpi.Z95], the root to 40 decimals. It is 0 when all
// answers are in one outer group, which with few answers is no certainty.
// Without answers it is unknown (no-data).
func (n NPS) Margin() kpi.Value {
	p, d := count(n.Promoters).Div(n.N()), count(n.Detractors).Div(n.N())
	m := p.Sub(d)
	spread := p.Add(d).Sub(m.Mul(m)).Div(n.N())
	return n.known(spread.Sqrt(rootPlaces).Mul(kpi.Z95()).Mul(kpi.Int(100, unitPoint)))
}

const rootPlaces = 40

// Weak reports whether fewer than floor answers were counted, so that the score
// says little, whatever its margin. A floor below 1 means 10.
func (n NPS) Weak(floor int) bool { return !atLeast(n.N(), int64(floorOf(floor))) }

// known replaces the quotient by zero of no answers.
func (n NPS) known(v kpi.Value) kpi.Value {
	if v.Reason() == kpi.ReasonZeroDenominator {
		return kpi.Unknown(kpi.ReasonNoData)
	}
	return v
}

// Figures returns score and margin with their traces. The caller owns the
// slices.
func (n NPS) Figures() []kpi.Figure {
	p, s, d := count(n.Promoters), count(n.Passives), count(n.Detractors)
	return []kpi.Figure{figure(keyNPS, n.Score(), p, s, d), figure(keyNPSMargin, n.Margin(), p, s, d, kpi.Z95())}
}

// Recommendations are single answers sorted into the groups.
type Recommendations struct {
	NPS
	Rejected int64     `json:"rejected"` // answers outside 0 to 10, or unknown: not counted
	Mean     kpi.Value `json:"mean"`     // of those counted; unknown (no-data) without one
}

// Recommend sorts answers of 0 to 10 into the groups. The groups have no gaps:
// 6.5 is a detractor, 8.5 a passive. Answers outside the scale are rejected and
// counted. Answers on another scale have no net promoter score.
func Recommend(scores []kpi.Value) Recommendations {
	var r Recommendations
	var kept []kpi.Value
	for _, s := range scores {
		if group := r.group(s); group != nil {
			*group++
			kept = append(kept, s)
			continue
		}
		r.Rejected++
	}
	r.Mean = kpi.Mean(kept)
	return r
}

func (r *Recommendations) group(score kpi.Value) *int64 {
	switch {
	case !atLeast(score, 0) || !atLeast(score.Neg(), -10):
		return nil
	case atLeast(score, 9):
		return &r.Promoters
	case atLeast(score, 7):
		return &r.Passives
	}
	return &r.Detractors
}

// atLeast reports whether a pure number is known and n or more.
func atLeast(v kpi.Value, n int64) bool {
	order, ok := v.Cmp(kpi.Int(n, ""))
	return ok && order >= 0
}
