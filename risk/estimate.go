package risk

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Span is a figure with its bounds. A part that cannot be computed states no
// number.
type Span struct {
	Low      Number `json:"low,omitzero"`
	Expected Number `json:"expected,omitzero"`
	High     Number `json:"high,omitzero"`
}

func exactly(n Number) Span { return Span{n, n, n} }

func (s Span) plus(t Span) Span {
	return Span{add(s.Low, t.Low), add(s.Expected, t.Expected), add(s.High, t.High)}
}

func (s Span) minus(t Span) Span {
	return s.plus(Span{negative(t.High), negative(t.Expected), negative(t.Low)})
}

func negative(n Number) Number { return times(n, Whole(-1)) }

// Estimate returns the expected value of a rating in one dimension: probability
// times size, exactly, in the unit of the scale (minutes of working time, the
// currency of the register). The probability is the stated one, else the range
// and the typical value of its level; the size is the stated one, else those
// of its level. The expected figure uses the likely size alone, as is usual in
// registers; a spread needs a distribution. Without an effect in the dimension
// the figure is 0; what neither rating nor scale states stays unstated.
func (r Register) Estimate(rating Rating, on Dimension) Span {
	size, some := exactly(Whole(0)), false
	for _, effect := range rating.Effects {
		if effect.On == on {
			size, some = size.plus(r.size(effect)), true
		}
	}
	if !some && rating.rated() {
		return size
	}
	p := r.probability(rating)
	return Span{times(p.Low, size.Low), times(p.Expected, size.Expected), times(p.High, size.High)}
}

func (r Register) probability(rating Rating) Span {
	if !rating.Probability.IsZero() {
		return exactly(rating.Probability)
	}
	return r.Scales.Likelihood.span(rating.Likelihood)
}

func (r Register) size(effect Effect) Span {
	if effect.Likely.IsZero() && effect.Low.IsZero() && effect.High.IsZero() {
		return r.Scales.Of(effect.On).span(effect.Level)
	}
	return Span{first(effect.Low, effect.Likely), effect.Likely, first(effect.High, effect.Likely)}
}

// span returns the range and the typical value of a level, unstated for a
// level the scale does not have.
func (s Scale) span(id string) Span {
	level, err := s.Level(id)
	if err != nil {
		return Span{}
	}
	return Span{level.From, level.Typical, level.To}
}

// first returns the first number that is stated.
func first(a, b Number) Number {
	if a.IsZero() {
		return b
	}
	return a
}

// Amount returns the number as an amount of a currency, rounded to its minor
// unit. No number is [ErrNumber], one too large for money an error of package
// money.
func (n Number) Amount(c money.Currency, mode money.Rounding) (money.Amount, error) {
	exact, ok := n.Rat()
	if !ok {
		return money.Amount{}, fmt.Errorf("%w: none stated", ErrNumber)
	}
	amount, err := money.FromRat(exact, c, mode)
	if err != nil {
		return money.Amount{}, fmt.Errorf("risk: %w", err)
	}
	return amount, nil
}

// Work returns the number of minutes as working time, rounded to the second.
// No number and one beyond the range of working time are [ErrNumber].
func (n Number) Work(mode money.Rounding) (calendar.Work, error) {
	exact, ok := n.Rat()
	if !ok {
		return 0, fmt.Errorf("%w: none stated", ErrNumber)
	}
	seconds := mode.Round(exact.Mul(exact, big.NewRat(int64(calendar.Minute), 1)), 0)
	if !seconds.Num().IsInt64() {
		return 0, errors.Join(ErrNumber, &NumberError{Text: clip(n.String())})
	}
	return calendar.Work(seconds.Num().Int64()), nil
}
