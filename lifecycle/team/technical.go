package team

import (
	"cmp"
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Technical is a resource that is no person: equipment, a licence, an
// environment, access to data.
type Technical struct {
	ID       string            `json:"id"`
	Kind     ResourceKind      `json:"kind"`
	Name     string            `json:"name,omitempty"`
	Units    int               `json:"units"`              // how many can be used at once
	Calendar string            `json:"calendar,omitempty"` // when it can be used
	Owner    lifecycle.ActorID `json:"owner"`              // who sees to it
	LeadDays int               `json:"lead_days,omitempty"`
	Ordered  calendar.Date     `json:"ordered,omitzero"`   // day of the order; zero: not ordered
	Ready    calendar.Date     `json:"ready,omitzero"`     // first day it can be used, where that is known
	NeededBy calendar.Date     `json:"needed_by,omitzero"` // as agreed; the plan may need it earlier
	Until    calendar.Date     `json:"until,omitzero"`     // first day it can no longer be used; zero: none
}

// Resource returns what demands name the resource by.
func (t Technical) Resource() Resource { return Resource{Kind: t.Kind, ID: t.ID} }

// Earliest returns the first day on which the resource can be used, as seen on
// a day: the one stated, else the day of the order and the lead time, else an
// order on that day. What is ordered and overdue does not come before that day.
func (t Technical) Earliest(on calendar.Date) calendar.Date {
	switch {
	case !t.Ready.IsZero():
		return t.Ready
	case t.Ordered.IsZero():
		return later(on, t.LeadDays)
	}
	due := later(t.Ordered, t.LeadDays)
	if due.Before(on) {
		return on
	}
	return due
}

// later returns the day so many days later, the last day of all beyond it.
func later(from calendar.Date, days int) calendar.Date {
	if to := from.AddDays(max(0, days)); !to.IsZero() {
		return to
	}
	return calendar.DateOf(9999, time.December, 31)
}

// Delay is a task that a technical resource holds up.
type Delay struct {
	Task     string        `json:"task"`
	Resource Resource      `json:"resource"`
	Planned  calendar.Date `json:"planned"`    // start as planned
	Earliest calendar.Date `json:"not_before"` // first day with the resource
	Days     int           `json:"days"`       // between the two, calendar days
}

// Delays returns the tasks planned to start before a resource they need can be
// used, as seen on a day, by task and resource.
func Delays(resources []Technical, demands []Demand, on calendar.Date) []Delay {
	var list []Delay
	for _, t := range resources {
		earliest := t.Earliest(on)
		for _, d := range demands {
			if d.Resource != t.Resource() || d.Planned.From.IsZero() || !d.Planned.From.Before(earliest) {
				continue
			}
			list = append(list, Delay{d.Task, d.Resource, d.Planned.From, earliest, earliest.DaysSince(d.Planned.From)})
		}
	}
	slices.SortFunc(list, func(a, b Delay) int {
		return cmp.Or(cmp.Compare(a.Task, b.Task), cmp.Compare(a.Resource.Kind, b.Resource.Kind),
			cmp.Compare(a.Resource.ID, b.Resource.ID), a.Planned.Compare(b.Planned))
	})
	return list
}

// CheckTechnical reports, sorted, technical resources that come too late for
// the tasks that need them, naming the tasks and the earliest day; those that
// end too early; needs agreed for later than the plan has them; resources
// without an owner or units; and demands for technical resources that are not
// listed.
func CheckTechnical(resources []Technical, demands []Demand, on calendar.Date) []finding.Finding {
	var c checker
	seen, known := map[string]bool{}, map[Resource]bool{}
	for _, t := range resources {
		at := t.Resource().Ref()
		word(&c, at, t.Kind, technicalKinds()...)
		c.unique(at, t.ID, seen)
		known[t.Resource()] = true
		if blank(string(t.Owner)) {
			c.block(CodeTechNoOwner, at, nothing, nothing, RemedyNameOwner)
		}
		if t.Units < 1 {
			c.block(CodeTechNoUnits, at, count(1), count(t.Units), RemedyStateUnits)
		}
		if t.LeadDays < 0 {
			c.block(CodeTechLead, at, finding.Number(0, "day"), finding.Number(int64(t.LeadDays), "day"), RemedyStateUnits)
		}
		c.dates(t, demands, on)
	}
	for _, d := range demands {
		if slices.Contains(technicalKinds(), d.Resource.Kind) && !known[d.Resource] {
			c.block(CodeTechUnknown, d.Resource.Ref(), nothing, nothing, RemedyListResource, taskRefs([]string{d.Task})...)
		}
	}
	return c.sorted()
}

// dates compares when a resource is there with when the plan needs it.
func (c *checker) dates(t Technical, demands []Demand, on calendar.Date) {
	at, earliest := t.Resource().Ref(), t.Earliest(on)
	var late, short []string
	var first, last calendar.Date
	for _, d := range demands {
		if d.Resource != t.Resource() {
			continue
		}
		if from := d.Planned.From; !from.IsZero() {
			if first.IsZero() || from.Before(first) {
				first = from
			}
			if from.Before(earliest) {
				late = append(late, d.Task)
			}
		}
		if to := d.Planned.To; !t.Until.IsZero() && to.After(t.Until) {
			short = append(short, d.Task)
			if to.After(last) {
				last = to
			}
		}
	}
	switch {
	case len(late) > 0:
		c.block(CodeTechLate, at, date(first), date(earliest), RemedyOrderEarlier, taskRefs(uniqueSorted(late))...)
	case !t.NeededBy.IsZero() && t.NeededBy.Before(earliest):
		c.warn(CodeTechPastNeed, at, date(t.NeededBy), date(earliest), RemedyOrderEarlier)
	}
	if !t.NeededBy.IsZero() && !first.IsZero() && t.NeededBy.After(first) {
		c.warn(CodeTechNeedLate, at, date(first), date(t.NeededBy), RemedyAgreeDate)
	}
	if len(short) > 0 {
		c.block(CodeTechEnds, at, date(last), date(t.Until), RemedyExtendUse, taskRefs(uniqueSorted(short))...)
	}
}
