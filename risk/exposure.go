package risk

import (
	"slices"
	"strings"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Exposure is what all open risks together are expected to do.
type Exposure struct {
	At    calendar.Date `json:"at,omitzero"` // ratings up to this date were used; zero: all
	Basis Basis         `json:"basis"`
	Open  int           `json:"open"` // how many open risks were counted
	Cost  Total         `json:"cost"`
	Time  Total         `json:"time"`
}

// Total is the sum of expected values in one dimension, in the unit of the
// register: minutes of working time or its currency. Net is threats less
// opportunities. A sum is unstated as soon as one of its terms is; Unknown
// lists the risks whose expected value cannot be computed.
type Total struct {
	Unit          string   `json:"unit,omitempty"`
	Threats       Span     `json:"threats"`
	Opportunities Span     `json:"opportunities"`
	Net           Span     `json:"net"`
	Unknown       []string `json:"unknown,omitempty"` // ids, in the order of the register
}

// Exposure adds up the expected values of the open risks, by their latest
// rating on the basis made at or before a date (the zero date: ever). The sums
// are exact.
func (r Register) Exposure(at calendar.Date, basis Basis) Exposure {
	x := Exposure{At: at, Basis: basis}
	for _, risk := range r.Risks {
		if risk.Status == Open {
			x.Open++
		}
	}
	x.Cost = r.total(at, basis, OnCost)
	x.Time = r.total(at, basis, OnTime)
	return x
}

func (r Register) total(at calendar.Date, basis Basis, on Dimension) Total {
	return r.adder().total(r.openAt(calendar.Date{}), func(x Risk) rated { return x.now(at, basis) }, on)
}

// unit returns the unit that effects in a dimension are counted in.
func (r Register) unit(on Dimension) string {
	switch on {
	case OnTime:
		return unitOfTime
	case OnCost:
		return r.Currency.Code()
	}
	return r.Scales.Of(on).Unit
}

// Ranking is one line of the register in the order of gravity.
type Ranking struct {
	Place  int    `json:"place"` // 1 is the gravest
	Risk   string `json:"risk"`  // id
	Kind   Kind   `json:"kind"`
	Status Status `json:"status"`
	Rated  bool   `json:"rated"`         // false: Spot says nothing
	Spot   Spot   `json:"spot,omitzero"` // what the matrix says
	Cost   Span   `json:"cost,omitzero"` // expected value in the currency of the register
	Time   Span   `json:"time,omitzero"` // expected value in minutes of working time
}

// Ranked returns the risks that can still happen, proposed or open, in the
// order of gravity by their latest rating on the basis made at or before a
// date (the zero date: ever): by class, score, expected cost, expected time,
// each the greater first and unstated last, then by id in byte order, then as
// in the register. Risks without a usable rating come last.
func (r Register) Ranked(at calendar.Date, basis Basis) []Ranking {
	var list []Ranking
	for _, risk := range r.Risks {
		if risk.Status == Proposed || risk.Status == Open {
			list = append(list, r.line(risk, at, basis))
		}
	}
	slices.SortStableFunc(list, r.before)
	for i := range list {
		list[i].Place = i + 1
	}
	return list
}

func (r Register) line(risk Risk, at calendar.Date, basis Basis) Ranking {
	line := Ranking{Risk: risk.ID, Kind: risk.Kind, Status: risk.Status}
	rating, ok := risk.Rated(at, basis)
	if !ok {
		return line
	}
	spot, err := r.Place(rating)
	line.Spot, line.Rated = spot, err == nil
	line.Cost, line.Time = r.Estimate(rating, OnCost), r.Estimate(rating, OnTime)
	return line
}

// before orders two lines: negative when a comes first.
func (r Register) before(a, b Ranking) int {
	if a.Rated != b.Rated {
		return descend(a.Rated, b.Rated)
	}
	for _, c := range []int{
		r.graverLine(b, a),
		greaterFirst(a.Cost.Expected, b.Cost.Expected),
		greaterFirst(a.Time.Expected, b.Time.Expected),
	} {
		if c != 0 {
			return c
		}
	}
	return strings.Compare(a.Risk, b.Risk)
}

func (r Register) graverLine(a, b Ranking) int {
	if !a.Rated || !b.Rated {
		return 0
	}
	return r.Matrix.graver(a.Spot, b.Spot)
}

// greaterFirst orders numbers the greater first, unstated ones last.
func greaterFirst(a, b Number) int {
	if a.IsZero() || b.IsZero() {
		return descend(!a.IsZero(), !b.IsZero())
	}
	return compare(b, a)
}

// descend puts true before false.
func descend(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}
