package facts

import (
	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Facts of the tolerances. The places that one aspect exceeds have a name of
// their own, [Exceeded].
const (
	TolerancesExceeded lifecycle.FactName = "tolerance.exceeded"   // number: places and aspects across their outer limit
	TolerancesWatched  lifecycle.FactName = "tolerance.watched"    // number: beyond the inner limit, or getting worse
	TolerancesUnclear  lifecycle.FactName = "tolerance.unclear"    // number: observed without a forecast that could be judged
	DeviationsOpen     lifecycle.FactName = "tolerance.deviations" // list: ids of the deviations that are open
)

// Exceeded returns the name of the fact of an aspect: the number of places that
// are across their outer limit in it.
func Exceeded(a tolerance.Aspect) lifecycle.FactName {
	return lifecycle.FactName("tolerance.exceeded_" + string(a))
}

func toleranceRows() []row {
	in := func(name lifecycle.FactName, is func(tolerance.Watch) bool) row {
		return count(name, "", func(k *Known) int { return k.countWatches(is) }, PartTolerance)
	}
	rows := []row{
		in(TolerancesExceeded, func(w tolerance.Watch) bool { return w.Status == tolerance.Exceeded }),
		in(TolerancesWatched, func(w tolerance.Watch) bool { return w.Status == tolerance.Watched }),
		in(TolerancesUnclear, func(w tolerance.Watch) bool { return w.Status == tolerance.Unclear }),
		figure(DeviationsOpen, "list", "", (*Known).openDeviations, PartTolerance),
	}
	for _, a := range tolerance.Aspects() {
		rows = append(rows, in(Exceeded(a), func(w tolerance.Watch) bool { return w.Aspect == a && w.Status == tolerance.Exceeded }))
	}
	return rows
}

func (k *Known) countWatches(is func(tolerance.Watch) bool) int {
	n := 0
	for _, w := range k.in.Tolerance.Watches {
		if is(w) {
			n++
		}
	}
	return n
}

func (k *Known) openDeviations() finding.Value {
	ids := []string{}
	for _, d := range k.in.Tolerance.Deviations() {
		if d.Open() {
			ids = append(ids, d.ID)
		}
	}
	return listed(ids)
}
