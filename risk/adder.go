package risk

import (
	"math/big"
)

// adder adds up expected values of the risks of one register. It keeps what it
// has computed, so that following a register over many dates costs little more
// than one. It belongs to one goroutine.
type adder struct {
	r     Register
	known map[figureKey]tally
}

// figureKey names one rating of one risk in one dimension.
type figureKey struct {
	risk, place int
	on          Dimension
}

func (r Register) adder() adder { return adder{r, map[figureKey]tally{}} }

func (a adder) outlook(open []int, rate func(Risk) rated) Outlook {
	return Outlook{Cost: a.total(open, rate, OnCost), Time: a.total(open, rate, OnTime)}
}

// total adds up the expected values of the risks at some positions.
func (a adder) total(open []int, rate func(Risk) rated, on Dimension) Total {
	t := Total{Unit: a.r.unit(on)}
	threats, opportunities := newTally(exactly(Whole(0))), newTally(exactly(Whole(0)))
	for _, i := range open {
		risk := a.r.Risks[i]
		figure := a.figure(i, rate(risk), on)
		if figure[1] == nil {
			t.Unknown = append(t.Unknown, risk.ID)
		}
		if risk.Kind == Opportunity {
			opportunities.add(figure)
		} else {
			threats.add(figure)
		}
	}
	t.Threats, t.Opportunities = threats.span(), opportunities.span()
	t.Net = t.Threats.minus(t.Opportunities)
	return t
}

func (a adder) figure(risk int, rating rated, on Dimension) tally {
	key := figureKey{risk, rating.place, on}
	figure, ok := a.known[key]
	if !ok {
		figure = newTally(a.r.Estimate(rating.Rating, on))
		a.known[key] = figure
	}
	return figure
}

// tally is a [Span] to add up in: low, expected, high, each nil where unstated.
type tally [3]*big.Rat

func newTally(s Span) tally {
	var t tally
	for i, n := range []Number{s.Low, s.Expected, s.High} {
		if r, ok := n.Rat(); ok {
			t[i] = r
		}
	}
	return t
}

// add adds the other to t, which shares nothing with it. A sum is unstated as
// soon as one of its terms is.
func (t *tally) add(other tally) {
	for i := range t {
		if t[i] == nil || other[i] == nil {
			t[i] = nil
			continue
		}
		t[i].Add(t[i], other[i])
	}
}

func (t tally) span() Span { return Span{RatNumber(t[0]), RatNumber(t[1]), RatNumber(t[2])} }
