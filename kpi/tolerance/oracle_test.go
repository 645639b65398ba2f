package tolerance_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// history is a sequence of observations of one spot as the oracle reads it: nil
// is unknown.
type history struct {
	forecast, actual []*int
	inner, outer, n  int
}

func (h history) rules() tolerance.Rules {
	return tolerance.Rules{
		Places: []tolerance.Place{{ID: "p", Level: tolerance.Project}},
		Limits: []tolerance.Limit{{Aspect: tolerance.Cost, Place: "p", Outer: days(h.outer), Inner: days(h.inner), Cycles: h.n}},
	}
}

func days(n int) kpi.Value { return kpi.Int(int64(n), "day") }

func maybe(n *int) kpi.Value {
	if n == nil {
		return kpi.Unknown(kpi.ReasonNoData)
	}
	return days(*n)
}

var firstDay = calendar.DateOf(2026, 1, 5)

func (h history) observations() []tolerance.Observation {
	var list []tolerance.Observation
	for t := range h.forecast {
		list = append(list, tolerance.Observation{
			On: firstDay.AddDays(7 * t), Place: "p", Aspect: tolerance.Cost, Actual: maybe(h.actual[t]), Forecast: maybe(h.forecast[t]),
			Evidence: []finding.Ref{{Kind: "report", ID: fmt.Sprint(t)}, {Kind: "ledger", ID: "all"}},
		})
	}
	return list
}

// worst is the judged deviation, and whether there is one.
func (h history) worst(t int) (int, bool) {
	f, a := h.forecast[t], h.actual[t]
	switch {
	case f == nil && a == nil:
		return 0, false
	case f == nil:
		return *a, true
	case a == nil:
		return *f, true
	}
	return max(*f, *a), true
}

func (h history) above(t, limit int) bool {
	v, known := h.worst(t)
	return known && v > limit
}

// rising is how many forecasts up to t were each worse than the one before.
func (h history) rising(t int) int {
	k := 0
	for ; t > 0 && h.forecast[t] != nil && h.forecast[t-1] != nil && *h.forecast[t] > *h.forecast[t-1]; t-- {
		k++
	}
	return k
}

// warned says that some cycle of the row that ends at t called for a warning.
func (h history) warned(t int) bool {
	for j := t - h.rising(t) + 1; j <= t; j++ {
		if h.n > 0 && h.rising(j) >= h.n && *h.forecast[j] > 0 {
			return true
		}
	}
	return false
}

func (h history) fires(t int) bool { return h.warned(t) && (h.rising(t) == 1 || !h.warned(t-1)) }

// calm says that the figures of t alone would clear a deviation.
func (h history) calm(t int) bool {
	return h.forecast[t] != nil && !h.above(t, h.inner) && !h.warned(t)
}

// since says when the excursion at t began that holds is true of, -1 for none:
// nothing was calm since then.
func (h history) since(t int, holds func(int) bool) int {
	began := -1
	for s := t; s >= 0 && !h.calm(s); s-- {
		if holds(s) {
			began = s
		}
	}
	return began
}

func (h history) open(t int) int {
	return h.since(t, func(s int) bool { return h.above(s, h.inner) || h.fires(s) })
}

func (h history) exceeded(t int) int {
	return h.since(t, func(s int) bool { return h.above(s, h.outer) })
}

func (h history) status(t int) tolerance.Status {
	switch {
	case h.exceeded(t) >= 0:
		return tolerance.Exceeded
	case h.open(t) >= 0:
		return tolerance.Watched
	case h.forecast[t] == nil:
		return tolerance.Unclear
	}
	return tolerance.Within
}

// events are told from the definitions alone, cycle by cycle.
func (h history) events() []string {
	var list []string
	count := 0
	for t := range h.forecast {
		tell := func(kind tolerance.Kind) {
			v, _ := h.worst(t)
			list = append(list, fmt.Sprintf("%v %s p/cost/%d %d", firstDay.AddDays(7*t), kind, count, v))
		}
		if h.open(t) == t {
			count++
			tell(tolerance.Seen)
		}
		if h.fires(t) {
			tell(tolerance.Warned)
		}
		if h.exceeded(t) == t {
			tell(tolerance.Crossed)
		}
		if t > 0 && h.open(t-1) >= 0 && h.calm(t) {
			tell(tolerance.Cleared)
		}
	}
	return list
}

func told(events []tolerance.Event) []string {
	var list []string
	for _, e := range events {
		n, _ := e.Value.Rat()
		list = append(list, fmt.Sprintf("%v %s %s %s", e.On, e.Kind, e.Deviation, n.RatString()))
	}
	return list
}

func randomHistory(r *rand.Rand) history {
	h := history{inner: r.IntN(4) - 1, n: r.IntN(4)}
	h.outer = h.inner + r.IntN(4)
	value := func(unknown int) *int {
		if r.IntN(unknown) == 0 {
			return nil
		}
		v := r.IntN(10) - 3
		return &v
	}
	for range r.IntN(16) {
		h.forecast, h.actual = append(h.forecast, value(8)), append(h.actual, value(2))
	}
	return h
}

// The state machine against the definitions: who is exceeded, what was told
// when, and what the records hold.
func TestReplayAgreesWithDefinitions(t *testing.T) {
	const seed = 41
	r := rand.New(rand.NewPCG(seed, 1))
	crossed, warned := 0, 0
	for round := range 4000 {
		h := randomHistory(r)
		state, events, refused := tolerance.Replay(h.rules(), h.observations())
		if len(refused) > 0 {
			t.Fatalf("seed %d round %d: refused %v", seed, round, refused)
		}
		if got, want := told(events), h.events(); !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d round %d: events\n got %v\nwant %v", seed, round, got, want)
		}
		for _, e := range events {
			if e.Kind == tolerance.Crossed {
				crossed++
			}
			if e.Kind == tolerance.Warned {
				warned++
			}
		}
		last := len(h.forecast) - 1
		if last < 0 {
			continue
		}
		w, _ := state.Watch("p", tolerance.Cost)
		if w.Status != h.status(last) {
			t.Fatalf("seed %d round %d: %s, want %s", seed, round, w.Status, h.status(last))
		}
		checkRecords(t, h, w.Deviations)
	}
	if crossed < 1000 || warned < 1000 {
		t.Errorf("seed %d: only %d crossings and %d warnings were tried", seed, crossed, warned)
	}
}

// checkRecords compares the records with what the oracle says of each cycle.
func checkRecords(t *testing.T, h history, records []tolerance.Deviation) {
	t.Helper()
	at := func(date calendar.Date) int { return date.DaysSince(firstDay) / 7 }
	for _, d := range records {
		from, to := at(d.FirstSeen), len(h.forecast)-1
		if !d.Open() {
			to = at(d.Cleared)
		}
		var worst *int
		evidence := 1
		for s := from; s <= to; s++ {
			if v, known := h.worst(s); known {
				evidence++
				if worst == nil || v > *worst {
					worst = &v
				}
			}
		}
		if got, want := d.Worsening, firstWarning(h, from, to); got != want {
			t.Fatalf("%s: first warned of on %v, want %v", d.ID, got, want)
		}
		if !d.Worst.Equal(maybe(worst)) || len(d.Evidence) != evidence || h.open(from) != from {
			t.Fatalf("%s: worst %v, evidence %d, want %v, %d", d.ID, d.Worst, len(d.Evidence), maybe(worst), evidence)
		}
		if !d.Crossed.IsZero() && !d.CrossedBy.Equal(maybe(func() *int { v, _ := h.worst(at(d.Crossed)); return &v }())) {
			t.Fatalf("%s: crossed by %v", d.ID, d.CrossedBy)
		}
	}
}

// firstWarning is the date of the first warning among some cycles.
func firstWarning(h history, from, to int) calendar.Date {
	for s := from; s <= to; s++ {
		if h.fires(s) {
			return firstDay.AddDays(7 * s)
		}
	}
	return calendar.Date{}
}
