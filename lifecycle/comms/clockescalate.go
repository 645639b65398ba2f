package comms

import (
	"cmp"
	"slices"
	"time"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Escalation says that an issue goes to somebody further up, and when.
type Escalation struct {
	Issue    string
	Clock    ClockKind
	Round    int
	AfterMin int64     // working minutes on the clock, by the ladder
	To       Party     // whom it goes to
	At       time.Time // the exact second at which the clock had run so long
	Standing bool      // it has not been answered since
}

// Escalations returns every step of the ladders that was reached by the
// moment, in order of time, then by issue, round, clock, minutes and party. A
// step is reached when the clock has run so long and nothing was answered
// before; an answer in that very second comes in time. A reopened issue whose
// clock goes on climbs the steps it had reached again, at once. The result for a later
// moment holds that for an earlier one, unless the issue was regraded between,
// so a host sends those it has not sent. The caller owns the slice.
func (k *IssueClock) Escalations(issues []Issue, at time.Time) []Escalation {
	var list []Escalation
	for _, i := range issues {
		for _, r := range k.runs(i, at) {
			list = append(list, k.climb(&r)...)
		}
	}
	slices.SortFunc(list, compareEscalations)
	return list
}

// climb returns the steps of its ladder that one clock has reached.
func (k *IssueClock) climb(r *run) []Escalation {
	id := k.limit(r.reading.Severity).ladder(r.reading.Clock)
	n := slices.IndexFunc(k.ladders, func(l Ladder) bool { return l.ID == id })
	if id == "" || n < 0 {
		return nil
	}
	var list []Escalation
	answered := r.reading.Answered
	for _, step := range k.ladders[n].Steps {
		when, ok := r.reach(k.hours, calendar.Work(step.AfterMin)*calendar.Minute)
		if !ok || when.After(r.at) || !answered.IsZero() && !when.Before(answered) {
			continue
		}
		list = append(list, Escalation{r.reading.Issue, r.reading.Clock, r.reading.Round, step.AfterMin, step.To, when, answered.IsZero()})
	}
	return list
}

func compareEscalations(a, b Escalation) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Issue, b.Issue), cmp.Compare(a.Round, b.Round), -cmp.Compare(a.Clock, b.Clock),
		cmp.Compare(a.AfterMin, b.AfterMin), a.To.Compare(b.To))
}
