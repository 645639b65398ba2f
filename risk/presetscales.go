package risk

import (
	"fmt"
	"math/big"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Worst says how large the effects are that fill the gravest level: what a
// project can hardly bear. Only the host can know it.
type Worst struct {
	Cost money.Amount  // in the currency of the register; 0: no scale of costs
	Time calendar.Work // working time; 0: no scale of delays
}

// rareEdges are the limits of probability in table A-II of MIL-STD-882D and of
// MIL-STD-882E, which give a number on a limit to the level above it; a [Level]
// holds its upper limit.
var rareEdges = [...]int64{1_000_000, 1_000, 100, 10, 1} // one in so many

// PresetRegister returns a register without risks that rates by the preset of
// that id, with its scales, so that probabilities and amounts find their
// levels. ID, Cadences and Risks are left to the caller.
//
// The likelihood levels of the two presets of MIL-STD-882 are those of the
// standard. All other levels are bands of equal width, as in [Matrix.Scales];
// they are ours, not those of a standard, and may be replaced.
//
// The error for another id wraps [ErrNoPreset], for a worst effect below 0 it
// is [ErrWorst].
func PresetRegister(id string, worst Worst) (Register, error) {
	m, err := Preset(id)
	if err != nil {
		return Register{}, err
	}
	scales, err := m.Scales(worst)
	if err != nil {
		return Register{}, err
	}
	if id == PresetMILSTD882E || id == PresetMILSTD882D {
		limits := []*big.Rat{new(big.Rat)}
		for _, in := range rareEdges {
			limits = append(limits, big.NewRat(1, in))
		}
		scales.Likelihood.Levels = bands(m.Likelihoods, limits, big.NewRat(1, 1), false)
	}
	return Register{Currency: worst.Cost.Currency(), Scales: scales, Matrix: m}, nil
}

// Scales returns scales for the axes of the matrix: probabilities for its
// likelihood levels, and working time and cost for its effect levels, as far
// as the worst effects are stated. The levels are cut at the edges of the
// matrix, and where it has none into bands of equal width, probabilities from
// 0 to 1 and effects from 0 to the worst. The gravest effect level has no upper
// limit. The middle of a band is its typical value. Quality and customer have
// no numbers: they are stated by level.
//
// A worst effect below 0 is [ErrWorst]. A matrix of the wrong shape is a
// [*finding.Error] with what [Matrix.Check] says of it.
func (m Matrix) Scales(worst Worst) (Scales, error) {
	if worst.Cost.Sign() < 0 || worst.Time < 0 {
		return Scales{}, fmt.Errorf("%w: cost %s, time %s", ErrWorst, worst.Cost, worst.Time)
	}
	if found := m.checkShape(); finding.Blocks(found) {
		return Scales{}, finding.AsError("risk: scales", found)
	}
	likelihoods, effects := edges(m.LikelihoodEdges, len(m.Likelihoods)), edges(m.EffectEdges, len(m.Effects))
	scales := Scales{Likelihood: Scale{Levels: bands(m.Likelihoods, likelihoods, big.NewRat(1, 1), false)}}
	share := new(big.Rat).Inv(effects[len(effects)-1])
	if worst.Time > 0 {
		size := new(big.Rat).Mul(share, minutes(worst.Time).rat())
		scales.Time = Scale{Unit: unitOfTime, Levels: bands(m.Effects, effects, size, true)}
	}
	if worst.Cost.Sign() > 0 {
		size := new(big.Rat).Mul(share, worst.Cost.Rat())
		scales.Cost = Scale{Unit: worst.Cost.Currency().Code(), Levels: bands(m.Effects, effects, size, true)}
	}
	return scales, nil
}

// bands returns a level of each id between two limits, which are multiplied by
// the size. An open scale has no upper limit.
func bands(ids []string, limits []*big.Rat, size *big.Rat, open bool) []Level {
	list := make([]Level, len(ids))
	for i, id := range ids {
		from, to := new(big.Rat).Mul(limits[i], size), new(big.Rat).Mul(limits[i+1], size)
		middle := new(big.Rat).Add(from, to)
		list[i] = Level{ID: id, From: RatNumber(from), To: RatNumber(to), Typical: RatNumber(middle.Mul(middle, big.NewRat(1, 2)))}
		if open && i == len(ids)-1 {
			list[i].To = Number{}
		}
	}
	return list
}
