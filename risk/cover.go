package risk

import (
	"math/big"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Cover sets what remains in reserve against what the open risks are expected
// to take, at one date: a point of two curves.
type Cover struct {
	At   calendar.Date `json:"at"`
	Cost CoverLine     `json:"cost"`
	Time CoverLine     `json:"time"`
}

// CoverLine is one dimension of a [Cover], in the unit of the register.
type CoverLine struct {
	Contingency Number `json:"contingency"` // what remains of it
	Management  Number `json:"management"`  // what remains of it, kept apart
	Exposure    Total  `json:"exposure"`    // of the risks open then, by their ratings at the time
	// Short is the expected net exposure less the contingency: above 0 when
	// less is left than the risks are expected to take, below 0 when more.
	// Unstated where the exposure is.
	Short Number `json:"short,omitzero"`
}

// Cover follows both curves over the dates given. Which risks were open is as
// in [Register.Course].
func (r Register) Cover(dates []calendar.Date) []Cover {
	list, sums := make([]Cover, len(dates)), r.adder()
	for i, at := range dates {
		open := r.openAt(at)
		list[i] = Cover{At: at, Cost: r.cover(sums, open, at, OnCost), Time: r.cover(sums, open, at, OnTime)}
	}
	return list
}

func (r Register) cover(sums adder, open []int, at calendar.Date, on Dimension) CoverLine {
	line := CoverLine{Contingency: r.remaining(Contingency, on, at), Management: r.remaining(Management, on, at)}
	line.Exposure = sums.total(open, func(x Risk) rated { return x.now(at, Current) }, on)
	line.Short = add(line.Exposure.Net.Expected, negative(line.Contingency))
	return line
}

// remaining adds up what is left in the reserves of a kind.
func (r Register) remaining(kind ReserveKind, on Dimension, at calendar.Date) Number {
	sum := new(big.Rat)
	for _, x := range r.Reserves {
		if x.Kind == kind && x.On == on {
			sum.Add(sum, x.Standing(at).Remaining.rat())
		}
	}
	return RatNumber(sum)
}
