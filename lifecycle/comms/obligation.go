package comms

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Duty is a meeting that somebody is expected at.
type Duty struct {
	Occurrence
	Title string
	Place string
	Chair bool // they chair it
}

// Obligations are what meetings ask of one person in a window of days, for a
// work list.
type Obligations struct {
	Actor   string
	First   calendar.Date
	Last    calendar.Date
	Duties  []Duty // in order of time
	Actions []Item // open actions and topics, overdue first: by due date, those without one last
	MeetMin int    // elapsed minutes of the meetings
}

// ObligationsOf returns the meetings among the occurrences that the actor
// chairs or is invited to and that begin from first to last, both included, on the
// clock of the series, and the open items of the log that the actor owns and
// that are due by the last day or have no date. Occurrences that are not held and
// those of series not given do not count. The caller owns the lists.
func ObligationsOf(actor string, series []Series, all []Occurrence, items []Item, first, last calendar.Date) Obligations {
	o := Obligations{Actor: actor, First: first, Last: last}
	days := span{first, last}
	for _, x := range all {
		at := slices.IndexFunc(series, func(s Series) bool { return s.ID == x.Series })
		if at < 0 || !x.Fate.Held() || !days.holds(x.Local.Date()) || !series[at].expects(actor) {
			continue
		}
		o.Duties = append(o.Duties, Duty{x, series[at].Title, series[at].Place, series[at].Chair == actor})
		o.MeetMin += x.DurationMin
	}
	slices.SortStableFunc(o.Duties, func(a, b Duty) int { return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.ID, b.ID)) })
	o.Actions = keep(items, func(i Item) bool { return !i.Closed && i.Owner == actor && !i.Due.After(last) })
	slices.SortStableFunc(o.Actions, func(a, b Item) int {
		return cmp.Or(datesLast(a.Due, b.Due), a.Raised.Compare(b.Raised), compareRefs(a.Ref(), b.Ref()))
	})
	return o
}

// expects reports whether the series wants the actor there.
func (s Series) expects(actor string) bool {
	return s.Chair == actor || slices.Contains(s.Members, actor)
}
