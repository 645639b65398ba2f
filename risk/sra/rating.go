package sra

import (
	"math/big"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// ratings returns how an open risk is rated now and after the responses: by
// its target, else by what the last of its responses leaves, else as now.
func ratings(r risk.Risk, at calendar.Date) (now, after risk.Rating, ok bool) {
	now, ok = r.Rated(at, risk.Current)
	if !ok {
		now, ok = r.Rated(at, risk.Inherent)
	}
	after = now
	for _, response := range r.Responses {
		if response.Residual.Likelihood != "" || !response.Residual.Probability.IsZero() {
			after = response.Residual
		}
	}
	if target, some := r.Rated(at, risk.Target); some {
		after = target
	}
	return now, after, ok
}

// probability returns the probability of a rating: the stated one, else the
// typical one of its level. It reports false when neither is stated.
func probability(reg risk.Register, rating risk.Rating) (*big.Rat, bool) {
	if p, ok := rating.Probability.Rat(); ok {
		return p, true
	}
	level, err := reg.Scales.Likelihood.Level(rating.Likelihood)
	if err != nil {
		return nil, false
	}
	return level.Typical.Rat()
}

// effect returns the size of a rating in one dimension: triangular between the
// numbers stated, else those of the level. Nil: none, or none stated.
func effect(reg risk.Register, rating risk.Rating, on risk.Dimension) montecarlo.Quantiler {
	var sum threePoint
	some := false
	for _, e := range rating.Effects {
		if e.On != on {
			continue
		}
		low, likely, high := e.Low, e.Likely, e.High
		if low.IsZero() && likely.IsZero() && high.IsZero() {
			level, err := reg.Scales.Of(on).Level(e.Level)
			if err != nil {
				continue
			}
			low, likely, high = level.From, level.Typical, level.To
		}
		m, ok := float(likely)
		if !ok {
			continue
		}
		some = true
		a, b := m, m
		if x, ok := float(low); ok {
			a = x
		}
		if x, ok := float(high); ok {
			b = x
		}
		sum.least, sum.likely, sum.most = sum.least+a, sum.likely+m, sum.most+b
	}
	if !some {
		return nil
	}
	return sum
}

func float(n risk.Number) (float64, bool) {
	r, ok := n.Rat()
	if !ok {
		return 0, false
	}
	x, _ := r.Float64()
	return x, true
}

// chance returns the numbers of 32 bits below which something of probability p
// happens: of 2^32 the nearest to its share.
func chance(p *big.Rat) uint64 {
	x := new(big.Rat).Mul(p, new(big.Rat).SetInt64(1<<32))
	x.Add(x, big.NewRat(1, 2))
	return new(big.Int).Div(x.Num(), x.Denom()).Uint64()
}

// within reports whether p lies from 0 to 1.
func within(p *big.Rat) bool { return p.Sign() >= 0 && p.Cmp(big.NewRat(1, 1)) <= 0 }

func (d Driver) ref(field string) finding.Ref {
	return finding.Ref{Kind: string(d.Kind), ID: clip(d.ID), Field: field}
}

// clip shortens an id for a finding.
func clip(id string) string {
	const most = 200
	if len(id) <= most {
		return id
	}
	return id[:most] + "..."
}
