package schedule

import (
	"errors"
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// DailyLoads is what the resources of a plan have to do, and what they could, on
// every day from the first on which anything is to be done to the last.
type DailyLoads struct {
	// First is the day of the first figures; zero where nothing is to be done.
	First calendar.Date
	// Resources are all Work resources in plan order and, where there is work
	// that nobody has been found for, a last one without an id.
	Resources []DailyLoad
}

// DailyLoad is the load of one resource. The slices are equally long for all
// resources of a plan: the figures of First, of the day after, and so on.
type DailyLoad struct {
	Resource ResourceID // empty: nobody has been found yet
	// Work is what is to be done, in seconds of the resource's time.
	Work []calendar.Work
	// Capacity is what there is of the resource: the working time of its
	// calendar times its Max. Nil for nobody.
	Capacity []calendar.Work
}

// Total returns the work of all days.
func (l DailyLoad) Total() calendar.Work {
	var sum calendar.Work
	for _, w := range l.Work {
		sum += w
	}
	return sum
}

// Window returns the loads of the days from one date to another, both included,
// of those that there are figures of: without any, First is zero and there are
// none. It shares nothing with the receiver.
func (l DailyLoads) Window(from, to calendar.Date) DailyLoads {
	n := 0
	if len(l.Resources) > 0 && !l.First.IsZero() {
		n = len(l.Resources[0].Work)
	}
	first, end := 0, n
	if !from.IsZero() && n > 0 {
		first = min(max(from.DaysSince(l.First), 0), n)
	}
	if !to.IsZero() && n > 0 {
		end = max(min(to.DaysSince(l.First)+1, n), first)
	}
	out := DailyLoads{}
	if first < end {
		out.First = l.First.AddDays(first)
	}
	for _, r := range l.Resources {
		cut := DailyLoad{Resource: r.Resource, Work: slices.Clone(r.Work[first:end])}
		if r.Capacity != nil {
			cut.Capacity = slices.Clone(r.Capacity[first:end])
		}
		out.Resources = append(out.Resources, cut)
	}
	return out
}

// maxLoads bounds the figures of [Loads], and the days on which assignments are
// looked at.
const maxLoads = 20_000_000

// ErrLoads says that a plan has too many days and resources for [Loads].
var ErrLoads = errors.New("schedule: loads too large")

// Loads spreads the work of every assignment evenly over the working time from
// where it begins to where it ends, and counts it by resource and day. What all
// days of a resource hold is exactly the work of its assignments; a part of a
// second goes to a later day.
//
// An assignment ends with its task, or before where it is one of several and
// does its work at its units in less. Nothing is done in the splits of a task.
// The calendar is that of the schedule; where the resource moves no dates, as on
// a task of fixed duration, its own, and where that has no working time between
// the dates, the task's. Work on a task of no duration counts on the day of its
// start. Contours, segments and progress do not change how work is spread, and
// inactive tasks have none.
//
// The result must be that of the plan, which is only read. Errors wrap [ErrLoads]
// and, for a task that the result does not have, [ErrNoTask]. The receiver owns
// the loads.
func Loads(p *Plan, r *Result) (DailyLoads, error) {
	l := newLoader(p, r)
	for k := range p.Assignments {
		if err := l.place(&p.Assignments[k]); err != nil {
			return DailyLoads{}, err
		}
	}
	return l.loads()
}
