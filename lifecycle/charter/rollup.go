package charter

import (
	"math/big"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Actual is a measured figure of a goal, in the unit of its metric.
type Actual struct {
	Goal   string        `json:"goal"` // id
	Value  Number        `json:"value,omitzero"`
	On     calendar.Date `json:"on,omitzero"`      // when it was measured
	Source string        `json:"source,omitempty"` // where it comes from
}

// Attained is how far a goal has come. Own is the attainment of its own
// metric as it is, below 0 and above 1 included. Share is what counts upwards:
// for a goal with goals below it their weighted sum, for any other its own
// attainment kept within 0 and 1, so that one goal overshot does not hide
// another one missed. A figure that cannot be computed states no number; Low
// and High bound the share with the unknown goals at 0 and at 1.
type Attained struct {
	Goal  string `json:"goal"` // id; empty for the whole
	Own   Number `json:"own,omitzero"`
	Share Number `json:"share,omitzero"`
	Low   Number `json:"low,omitzero"`
	High  Number `json:"high,omitzero"`
}

// RollUp returns the attainment of every goal, in their order, and of the
// whole: the weighted sum of the goals at the top. Of several actuals for one
// goal the last in the list counts. The sums use the weights as they stand;
// [CheckTree] reports levels that do not sum to one, for which the figures say
// little. A missing weight and a ring of parents leave their sums without a
// number.
func RollUp(goals []Goal, actuals []Actual) (each []Attained, whole Attained) {
	t := newTree(goals)
	latest := map[string]Number{}
	for _, a := range actuals {
		latest[a.Goal] = a.Value
	}
	each = make([]Attained, len(goals))
	done := make([]bool, len(goals))
	var roll func(i int) Attained
	roll = func(i int) Attained {
		if !done[i] {
			own := goals[i].Metric.Attainment(latest[goals[i].ID])
			switch {
			case t.looped[i]:
				each[i] = Attained{}
			case len(t.below[i]) > 0:
				each[i] = weighted(goals, t.below[i], roll)
			default:
				each[i] = leaf(own)
			}
			each[i].Goal, each[i].Own = goals[i].ID, own
			done[i] = true
		}
		return each[i]
	}
	for i := range goals {
		roll(i)
	}
	return each, weighted(goals, t.top(), roll)
}

// leaf keeps an attainment within 0 and 1.
func leaf(own Number) Attained {
	exact, ok := own.Rat()
	if !ok {
		return Attained{Low: Whole(0), High: Whole(1)}
	}
	if exact.Sign() < 0 {
		exact = new(big.Rat)
	}
	if one := big.NewRat(1, 1); exact.Cmp(one) > 0 {
		exact = one
	}
	share := RatNumber(exact)
	return Attained{Share: share, Low: share, High: share}
}

// weighted sums the shares of some goals by their weights; no goals have no
// sum.
func weighted(goals []Goal, list []int, roll func(int) Attained) Attained {
	if len(list) == 0 {
		return Attained{}
	}
	sum := Attained{Share: Whole(0), Low: Whole(0), High: Whole(0)}
	for _, i := range list {
		part, weight := roll(i), goals[i].Weight
		sum.Share = add(sum.Share, times(weight, part.Share))
		sum.Low = add(sum.Low, times(weight, part.Low))
		sum.High = add(sum.High, times(weight, part.High))
	}
	return sum
}
