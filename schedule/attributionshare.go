package schedule

import (
	"cmp"
	"context"
	"math/bits"
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// slipGame divides a slip: what a set of differences is worth is where the
// finish of the plan that holds them lies, in working time of one calendar.
type slipGame struct {
	ctx      context.Context
	options  AttributionOptions
	was, is  *sidePlan
	mixer    *mixer
	on       *calendar.Calendar
	memo     map[string]calendar.Work
	limit    int
	computed int
	replaced int
	err      error
	teams    [][]int // parts by cause
}

// play fills in the causes.
func (g *slipGame) play(a *Attribution) error {
	parts := g.mixer.parts
	for i := range parts {
		if i == 0 || parts[i].cause != parts[i-1].cause {
			g.teams = append(g.teams, nil)
		}
		last := len(g.teams) - 1
		g.teams[last] = append(g.teams[last], i)
	}
	var contexts []weighed
	if g.options.Method == Sequential {
		contexts = g.inOrder()
	} else {
		contexts = inAllOrders(len(g.teams))
	}
	a.Undivided = g.plans(contexts) > g.limit
	if a.Undivided && 1<<len(g.teams) > g.limit {
		return ErrComputes
	}
	moved := make([]int64, len(parts))
	teams := make([]int64, len(g.teams))
	for _, c := range contexts {
		g.credit(c, a.Undivided, moved, teams)
	}
	if g.err != nil {
		return g.err
	}
	whole := int64(1)
	if len(contexts) > 0 {
		whole = contexts[0].whole
	}
	g.share(a, moved, teams, 2*whole)
	return g.err
}

// weighed is the step in which a cause joins those that are there before it,
// and how much it counts: weight of whole.
type weighed struct {
	team          int
	there         uint // bit by team
	weight, whole int64
}

// inOrder returns the steps of the sequential method.
func (g *slipGame) inOrder() []weighed {
	rank := func(team int) int {
		cause := g.mixer.parts[g.teams[team][0]].cause
		if at := slices.Index(g.options.Order, cause); at >= 0 {
			return at
		}
		return len(g.options.Order) + int(cause)
	}
	order := make([]int, len(g.teams))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rank(a), rank(b)) })
	var list []weighed
	var there uint
	for _, team := range order {
		list = append(list, weighed{team, there, 1, 1})
		there |= 1 << team
	}
	return list
}

// inAllOrders returns the steps of the method of Shapley: of n! orders, s!(n-s-1)!
// have a given set of s causes before a given other one.
func inAllOrders(n int) []weighed {
	factorial := []int64{1}
	for i := 1; i <= n; i++ {
		factorial = append(factorial, factorial[i-1]*int64(i))
	}
	var list []weighed
	for team := range n {
		for there := range uint(1) << n {
			if there&(1<<team) == 0 {
				s := bits.OnesCount(there)
				list = append(list, weighed{team, there, factorial[s] * factorial[n-s-1], factorial[n]})
			}
		}
	}
	return list
}

// plans returns how many plans it takes at most to divide causes into parts.
func (g *slipGame) plans(contexts []weighed) int {
	n := 2 + 1<<len(g.teams)
	for _, c := range contexts {
		n += 2 * (len(g.teams[c.team]) - 1)
	}
	return n
}

// credit adds what a cause moves in one step to its parts: once joined in plan
// order, once against it. Sums are twice as large as what is moved.
func (g *slipGame) credit(c weighed, undivided bool, moved, teams []int64) {
	start := make([]bool, len(moved))
	for team, parts := range g.teams {
		for _, i := range parts {
			start[i] = c.there&(1<<team) != 0
		}
	}
	parts := g.teams[c.team]
	if undivided {
		end := slices.Clone(start)
		for _, i := range parts {
			end[i] = true
		}
		teams[c.team] += 2 * c.weight * int64(g.value(end)-g.value(start))
		return
	}
	backward := slices.Clone(parts)
	slices.Reverse(backward)
	for _, way := range [][]int{parts, backward} {
		on, at := slices.Clone(start), g.value(start)
		for _, i := range way {
			on[i] = true
			next := g.value(on)
			moved[i] += c.weight * int64(next-at)
			teams[c.team] += c.weight * int64(next-at)
			at = next
		}
	}
}

// value returns the finish of the plan that holds some of the differences, as
// working time since the beginning of the calendar.
func (g *slipGame) value(on []bool) calendar.Work {
	key := bitsOf(on)
	if known, ok := g.memo[key]; ok || g.err != nil {
		return known
	}
	if g.err = g.ctx.Err(); g.err != nil {
		return 0
	}
	finish, ok := g.solve(on)
	if !ok {
		g.replaced++
		finish = g.replace(on)
	}
	at := g.on.Worked(finish)
	g.memo[key] = at
	return at
}

// bitsOf returns a key for a set of differences.
func bitsOf(on []bool) string {
	packed := make([]byte, (len(on)+7)/8)
	for i, x := range on {
		if x {
			packed[i/8] |= 1 << (i % 8)
		}
	}
	return string(packed)
}

// solve computes one mix.
func (g *slipGame) solve(on []bool) (calendar.DateTime, bool) {
	g.computed++
	r, err := Compute(g.mixer.mix(on), Options{})
	if err != nil {
		return 0, false
	}
	return g.finish(r)
}

// replace takes a mix that cannot be computed with the logic, then also the
// scope, then all of the later plan; the earlier plan stays as it is.
func (g *slipGame) replace(on []bool) calendar.DateTime {
	if !slices.Contains(on, true) {
		finish, _ := g.finish(g.was.result)
		return finish
	}
	more := slices.Clone(on)
	for _, upTo := range [][]SlipCause{{SlipLogic}, {SlipScope}, {SlipResource, SlipCalendar}, SlipCauses()} {
		for i := range more {
			more[i] = more[i] || slices.Contains(upTo, g.mixer.parts[i].cause)
		}
		if finish, ok := g.solve(more); ok {
			return finish
		}
	}
	finish, _ := g.finish(g.is.result)
	return finish
}

// share turns sums into shares of the total: whole seconds for the causes, then
// for the parts of each.
func (g *slipGame) share(a *Attribution, moved, teams []int64, whole int64) {
	none, all := make([]bool, len(moved)), make([]bool, len(moved))
	for i := range all {
		all[i] = true
	}
	divided := g.value(all) - g.value(none)
	shares := apportion(teams, whole, int64(divided))
	for team, parts := range g.teams {
		s := CauseShare{Cause: g.mixer.parts[parts[0]].cause, Moved: calendar.Work(shares[team])}
		if !a.Undivided {
			s.Parts = g.partsOf(parts, moved, whole, shares[team])
		}
		a.Causes = append(a.Causes, s)
	}
	if rest := a.Total - divided; rest != 0 {
		a.Causes = append(a.Causes, CauseShare{Cause: SlipRecord, Moved: rest})
	}
}

// partsOf returns the parts of one cause that move something.
func (g *slipGame) partsOf(parts []int, moved []int64, whole, total int64) []CausePart {
	sums := make([]int64, len(parts))
	for k, i := range parts {
		sums[k] = moved[i]
	}
	var list []CausePart
	for k, w := range apportion(sums, whole, total) {
		if p := &g.mixer.parts[parts[k]]; w != 0 {
			list = append(list, CausePart{What: p.what, Task: p.key.task, Was: p.was, Is: p.is, Moved: calendar.Work(w), Requests: slices.Clone(p.by)})
		}
	}
	return list
}

// apportion divides a total into whole shares of which each is its sum divided
// by whole, rounded down or up: up where the remainder is largest, of equal
// ones the first.
func apportion(sums []int64, whole, total int64) []int64 {
	shares, order := make([]int64, len(sums)), make([]int, len(sums))
	rest := make([]int64, len(sums))
	left := total
	for i, s := range sums {
		shares[i], rest[i] = s/whole, s%whole
		if rest[i] < 0 {
			shares[i], rest[i] = shares[i]-1, rest[i]+whole
		}
		left -= shares[i]
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rest[b], rest[a]) })
	for _, i := range order[:min(max(left, 0), int64(len(order)))] {
		shares[i]++
	}
	return shares
}
