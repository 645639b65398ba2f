package schedule

import "github.com/milepost-go/milepost/schedule/calendar"

// The numbers of a kernel have 32 bits. It is left to plans whose dates, given
// ones and computed ones, lie so near to each other that nothing it adds up
// leaves them: within a longestLane of the origin, half of that before it.

// withinReach reports whether the kernel can count from the origin to all dates
// between first and last, and to those that the plan names.
func (n *Network) withinReach(origin calendar.DateTime, r window) bool {
	near := func(t calendar.DateTime) bool { return t >= origin-longestLane/2 && t-origin < longestLane }
	named := func(t calendar.DateTime) bool { return t <= 0 || near(t) }
	if !near(r.start) || !near(r.finish) || !near(n.start) || !named(n.mustFinish) || !named(n.dataDate) {
		return false
	}
	for i := range n.tasks {
		t := &n.tasks[i]
		if !named(t.deadline) || !named(t.constraint.date) || !named(t.second.date) {
			return false
		}
	}
	for _, o := range n.outside {
		if !named(o.start) || !named(o.finish) {
			return false
		}
	}
	return n.shortLags(near, r)
}

// lagClock is what lags are counted on.
type lagClock struct {
	cal     int32
	elapsed bool
}

// shortLags reports whether the longest lag or lead on every calendar leads
// from the outer dates to near ones, either way.
func (n *Network) shortLags(near func(calendar.DateTime) bool, r window) bool {
	for on, lag := range n.longestLags() {
		s := span{elapsed: true}
		if !on.elapsed {
			s = span{cal: n.calendars[on.cal]}
		}
		s.length = lag
		from, lost := s.back(r.start)
		to, gone := s.forward(r.finish)
		if lost != nil || gone != nil || !near(from) || !near(to) {
			return false
		}
	}
	return true
}

// longestLags returns the length of the longest lag, lead or levelling delay by
// what it is counted on.
func (n *Network) longestLags() map[lagClock]calendar.Work {
	longest := map[lagClock]calendar.Work{}
	use := func(cal int32, elapsed bool, lag calendar.Work) {
		if lag != 0 {
			on := lagClock{cal, elapsed}
			longest[on] = max(longest[on], lag, -lag)
		}
	}
	for k := range n.preds.list {
		a := &n.preds.list[k]
		use(a.cal, a.elapsed, a.lag)
	}
	for i := range n.tasks {
		t := &n.tasks[i]
		use(t.workCal, t.delayClock, t.delay)
	}
	return longest
}
