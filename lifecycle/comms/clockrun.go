package comms

import (
	"cmp"
	"slices"
	"time"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// stretch is time during which a clock runs. The last one of a clock that runs
// still has no end.
type stretch struct{ from, to time.Time }

// run is one clock in one round with the stretches it was running.
type run struct {
	reading   Reading
	carried   calendar.Work // run in the rounds before
	stretches []stretch
	at        time.Time
}

// runs returns the clocks of every round as the history stands at the moment.
func (k *IssueClock) runs(i Issue, at time.Time) []run {
	if i.Raised.After(at) {
		return nil
	}
	w := &watch{clock: k, issue: i, at: at}
	state := i.raised()
	w.begin(state)
	for _, step := range i.Steps {
		if step.At.After(at) || !state.allows(step.Do) {
			continue
		}
		before := state
		state.apply(step)
		w.see(step, before, state)
	}
	return w.finish(state)
}

// watch follows the clocks of one issue through its steps.
type watch struct {
	clock   *IssueClock
	issue   Issue
	at      time.Time
	done    []run
	current [2]run // response, resolution
	carried calendar.Work
}

func (w *watch) begin(s IssueState) {
	for n, kind := range ClockKinds() {
		w.current[n] = run{at: w.at, reading: Reading{Issue: w.issue.ID, Clock: kind, Round: s.Reopened + 1, Began: s.Began},
			stretches: []stretch{{from: s.Began}}}
	}
	if !w.clock.rules.Restart {
		w.current[1].carried = w.carried
	}
}

// see takes a step from one state to another into account.
func (w *watch) see(step IssueStep, before, after IssueState) {
	if step.Do == IssueReopen {
		w.end()
		w.begin(after)
		return
	}
	for n := range w.current {
		r := &w.current[n]
		switch {
		case !r.reading.Answered.IsZero():
		case r.reading.Clock.answeredBy(step.Do):
			r.stop(step.At)
			r.reading.Answered = step.At
		case w.clock.stops(before.Waiting, r.reading.Clock) != w.clock.stops(after.Waiting, r.reading.Clock):
			r.turn(step.At)
		}
	}
}

// end puts the clocks of the round away.
func (w *watch) end() {
	for n := range w.current {
		w.current[n].reading.Ran = w.current[n].ran(w.clock.hours)
	}
	w.carried = w.current[1].reading.Ran
	w.done = append(w.done, w.current[:]...)
}

// finish returns all rounds, held against the limits of the severity that the
// issue has in the end.
func (w *watch) finish(s IssueState) []run {
	w.end()
	limit := w.clock.limit(s.Severity)
	for n := range w.done {
		r := &w.done[n]
		r.reading.Severity, r.reading.LimitMin = s.Severity, limit.minutes(r.reading.Clock)
		r.reading.Stopped = r.reading.Answered.IsZero() && !r.running()
		if r.reading.LimitMin > 0 {
			r.reading.Due, _ = r.reach(w.clock.hours, calendar.Work(r.reading.LimitMin)*calendar.Minute)
		}
	}
	return w.done
}

func (k ClockKind) answeredBy(do IssueAction) bool {
	return do == IssueSolve || do == IssueClose || k == ResponseClock && do == IssueAcknowledge
}

func (k *IssueClock) stops(reason WaitReason, kind ClockKind) bool {
	return reason != "" && slices.Contains(k.rules.Stops, Stop{reason, kind})
}

func (k *IssueClock) limit(s Severity) Limit {
	for _, l := range k.rules.Limits {
		if l.Severity == s {
			return l
		}
	}
	return Limit{}
}

func (l Limit) minutes(kind ClockKind) int64 {
	if kind == ResponseClock {
		return l.ResponseMin
	}
	return l.ResolutionMin
}

func (l Limit) ladder(kind ClockKind) string {
	if kind == ResponseClock {
		return l.ResponseLadder
	}
	return l.ResolutionLadder
}

func (r *run) running() bool {
	return len(r.stretches) > 0 && r.stretches[len(r.stretches)-1].to.IsZero()
}

// turn stops a clock that runs, and starts one that does not.
func (r *run) turn(at time.Time) {
	if r.running() {
		r.stop(at)
		return
	}
	r.stretches = append(r.stretches, stretch{from: at})
}

func (r *run) stop(at time.Time) {
	if r.running() {
		r.stretches[len(r.stretches)-1].to = at
	}
}

// ran returns the working time of all stretches up to the moment of the
// reading.
func (r *run) ran(hours calendar.Zoned) calendar.Work {
	sum := r.carried
	for _, s := range r.stretches {
		to := s.to
		if to.IsZero() {
			to = r.at
		}
		sum += max(0, hours.Between(s.from, to))
	}
	return sum
}

// reach returns the instant at which the clock has run so much. It reports
// false where it was stopped or answered before, or the calendar ends.
func (r *run) reach(hours calendar.Zoned, want calendar.Work) (time.Time, bool) {
	left := want - r.carried
	if left <= 0 {
		return r.reading.Began.In(hours.Location()), true
	}
	for _, s := range r.stretches {
		if has := hours.Between(s.from, s.to); s.to.IsZero() || has >= left {
			t, err := hours.Add(s.from, left)
			return t, err == nil
		} else if has > 0 {
			left -= has
		}
	}
	return time.Time{}, false
}

// compareReadings orders the latest first, then by issue, round and clock.
func compareReadings(a, b Reading) int {
	return cmp.Or(cmp.Compare(b.Late(), a.Late()), cmp.Compare(a.Issue, b.Issue), cmp.Compare(a.Round, b.Round), -cmp.Compare(a.Clock, b.Clock))
}
