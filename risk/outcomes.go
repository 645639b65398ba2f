package risk

import (
	"fmt"
	"math/big"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Outcomes is an exact distribution of a sum, the least value first, each value
// once. The probabilities sum to 1. The zero Outcomes is a sum that is 0 for
// certain.
type Outcomes struct {
	Unit   string    `json:"unit,omitempty"`
	Points []Outcome `json:"points,omitempty"`
}

// Outcome is one value a sum may take.
type Outcome struct {
	Value       Number `json:"value"`
	Probability Number `json:"probability"`
}

// Limits of [Register.Outcomes].
const (
	MaxEnumerated = 40      // risks that may happen or not
	MaxOutcomes   = 1 << 16 // different values of the sum
)

// Outcomes enumerates what the open risks may add up to in one dimension, if
// each happens or not independently of the others with its stated probability
// and its likely size (see [Register.Estimate]; an opportunity counts
// negative). The result is exact: no sampling. A risk whose probability or
// size is unstated is [ErrNumber], more risks or values than the limits are
// [ErrTooMany].
func (r Register) Outcomes(at calendar.Date, basis Basis, on Dimension) (Outcomes, error) {
	sum := []point{{new(big.Rat), big.NewRat(1, 1)}}
	counted := 0
	for _, risk := range r.Risks {
		if risk.Status != Open {
			continue
		}
		p, size, err := r.chance(risk, at, basis, on)
		if err != nil {
			return Outcomes{}, err
		}
		if size.Sign() == 0 || p.Sign() == 0 {
			continue
		}
		if counted++; counted > MaxEnumerated {
			return Outcomes{}, fmt.Errorf("%w: %d risks to enumerate, at most %d", ErrTooMany, counted, MaxEnumerated)
		}
		if sum = convolve(sum, p, size); len(sum) > MaxOutcomes {
			return Outcomes{}, fmt.Errorf("%w: more than %d outcomes", ErrTooMany, MaxOutcomes)
		}
	}
	return Outcomes{Unit: r.unit(on), Points: numbers(sum)}, nil
}

// point is a value with its probability.
type point struct{ value, p *big.Rat }

// chance returns the probability and the signed likely size of a risk. A rated
// risk without an effect in the dimension has size 0.
func (r Register) chance(risk Risk, at calendar.Date, basis Basis, on Dimension) (p, size *big.Rat, err error) {
	rating, ok := risk.Rated(at, basis)
	total := exactly(Whole(0))
	for _, effect := range rating.Effects {
		if effect.On == on {
			total = total.plus(r.size(effect))
		}
	}
	if ok && total.Expected == Whole(0) {
		return new(big.Rat), new(big.Rat), nil
	}
	p, okP := r.probability(rating).Expected.Rat()
	size, okSize := total.Expected.Rat()
	if !okP || !okSize || p.Sign() < 0 || p.Cmp(big.NewRat(1, 1)) > 0 {
		return nil, nil, fmt.Errorf("%w: risk %q has no probability or size", ErrNumber, clip(risk.ID))
	}
	if risk.Kind == Opportunity {
		size.Neg(size)
	}
	return p, size, nil
}

// convolve adds one event of probability p and a size to a distribution, both
// sorted by value.
func convolve(sum []point, p, size *big.Rat) []point {
	not := new(big.Rat).Sub(big.NewRat(1, 1), p)
	stay, move := scaled(sum, not, nil), scaled(sum, p, size)
	var merged []point
	for len(stay) > 0 || len(move) > 0 {
		var next point
		switch c := order(stay, move); {
		case c < 0:
			next, stay = stay[0], stay[1:]
		case c > 0:
			next, move = move[0], move[1:]
		default:
			next = point{stay[0].value, new(big.Rat).Add(stay[0].p, move[0].p)}
			stay, move = stay[1:], move[1:]
		}
		merged = append(merged, next)
	}
	return merged
}

// order compares the heads of two lists; an empty list comes last.
func order(a, b []point) int {
	switch {
	case len(b) == 0:
		return -1
	case len(a) == 0:
		return 1
	}
	return a[0].value.Cmp(b[0].value)
}

// scaled returns the points with probabilities times p and values plus shift,
// without those of probability 0.
func scaled(list []point, p, shift *big.Rat) []point {
	if p.Sign() == 0 {
		return nil
	}
	moved := make([]point, len(list))
	for i, x := range list {
		moved[i] = point{x.value, new(big.Rat).Mul(x.p, p)}
		if shift != nil {
			moved[i].value = new(big.Rat).Add(x.value, shift)
		}
	}
	return moved
}

func numbers(list []point) []Outcome {
	points := make([]Outcome, len(list))
	for i, x := range list {
		points[i] = Outcome{RatNumber(x.value), RatNumber(x.p)}
	}
	return points
}

// points returns the values, a certain 0 for the zero Outcomes.
func (o Outcomes) points() []point {
	if len(o.Points) == 0 {
		return []point{{new(big.Rat), big.NewRat(1, 1)}}
	}
	list := make([]point, len(o.Points))
	for i, x := range o.Points {
		list[i] = point{x.Value.rat(), x.Probability.rat()}
	}
	return list
}

// Mean returns the expected value.
func (o Outcomes) Mean() Number {
	mean := new(big.Rat)
	for _, x := range o.points() {
		mean.Add(mean, new(big.Rat).Mul(x.value, x.p))
	}
	return RatNumber(mean)
}

// Variance returns the expected squared distance from the mean.
func (o Outcomes) Variance() Number {
	variance, mean := new(big.Rat), o.Mean().rat()
	for _, x := range o.points() {
		away := new(big.Rat).Sub(x.value, mean)
		variance.Add(variance, away.Mul(away, away).Mul(away, x.p))
	}
	return RatNumber(variance)
}

// AtMost returns the probability that the sum is no greater than a value. No
// value gives no number.
func (o Outcomes) AtMost(value Number) Number {
	limit, ok := value.Rat()
	if !ok {
		return Number{}
	}
	sum := new(big.Rat)
	for _, x := range o.points() {
		if x.value.Cmp(limit) <= 0 {
			sum.Add(sum, x.p)
		}
	}
	return RatNumber(sum)
}

// Percentile returns the least value that the sum does not exceed with at
// least the probability p. It returns no number for a p above 1, of 0 or
// less, or not stated.
func (o Outcomes) Percentile(p Number) Number {
	want, ok := p.Rat()
	if !ok || want.Sign() <= 0 {
		return Number{}
	}
	sum := new(big.Rat)
	for _, x := range o.points() {
		if sum.Add(sum, x.p); sum.Cmp(want) >= 0 {
			return RatNumber(x.value)
		}
	}
	return Number{}
}
