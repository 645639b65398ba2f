package change

import (
	"math/big"
	"slices"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// WeekLoad is the work of one resource in one week, before and after.
type WeekLoad struct {
	Resource schedule.ResourceID `json:"resource"`
	Week     calendar.Date       `json:"week"` // its Monday
	Before   calendar.Work       `json:"before_s"`
	After    calendar.Work       `json:"after_s"`
}

// weekKey is a resource in the week that begins on a Monday.
type weekKey struct {
	resource schedule.ResourceID
	week     calendar.Date
}

// weeks returns the weeks in which the work of a resource changes: resources
// in the order of the later plan, those that are gone behind them, weeks in
// order.
func (c comparison) weeks() []WeekLoad {
	before, after := c.before.weeks(), c.after.weeks()
	moved := map[schedule.ResourceID][]WeekLoad{}
	add := func(key weekKey) {
		if w := (WeekLoad{key.resource, key.week, before[key], after[key]}); w.Before != w.After {
			moved[key.resource] = append(moved[key.resource], w)
		}
	}
	for key := range after {
		add(key)
	}
	for key := range before {
		if _, seen := after[key]; !seen {
			add(key)
		}
	}
	var list []WeekLoad
	for _, res := range c.resources() {
		slices.SortFunc(moved[res], func(a, b WeekLoad) int { return a.Week.Compare(b.Week) })
		list = append(list, moved[res]...)
	}
	return list
}

// resources lists the work resources of both plans.
func (c comparison) resources() []schedule.ResourceID {
	var ids []schedule.ResourceID
	seen := map[schedule.ResourceID]bool{}
	for _, p := range []*schedule.Plan{c.after.plan, c.before.plan} {
		for _, r := range p.Resources {
			if r.Kind == schedule.WorkResource && !seen[r.ID] {
				ids, seen[r.ID] = append(ids, r.ID), true
			}
		}
	}
	return ids
}

// weeks spreads the work of each assignment evenly over the working time of
// its task, or by the segments that were recorded, and adds it up by week. The
// weeks of one assignment sum exactly to its work.
func (v view) weeks() map[weekKey]calendar.Work {
	sums := map[weekKey]calendar.Work{}
	compiled := map[schedule.ResourceID]*calendar.Calendar{}
	for _, r := range v.plan.Resources {
		if cal, err := calendarOf(v.plan, r.Calendar); err == nil && r.Kind == schedule.WorkResource {
			compiled[r.ID] = cal
		}
	}
	for _, a := range v.plan.Assignments {
		times, _ := v.result.Times(a.Task)
		if cal := compiled[a.Resource]; cal != nil && times.Finish != 0 {
			segments := a.Segments
			if len(segments) == 0 {
				segments = []schedule.Segment{{Start: times.Start, Finish: times.Finish, Work: a.Work}}
			}
			for _, s := range segments {
				spread(s, cal, func(week calendar.Date, w calendar.Work) { sums[weekKey{a.Resource, week}] += w })
			}
		}
	}
	return sums
}

// spread hands the work of a segment to the weeks that it touches. What has
// been worked up to the end of each week is cut down to whole seconds.
func spread(s schedule.Segment, cal *calendar.Calendar, add func(calendar.Date, calendar.Work)) {
	all := cal.Between(s.Start, s.Finish)
	if all <= 0 {
		add(monday(s.Start.Date()), s.Work)
		return
	}
	var given calendar.Work
	for week := monday(s.Start.Date()); !week.IsZero() && given < s.Work; week = week.AddDays(7) {
		upTo := share(s.Work, cal.Between(s.Start, min(week.AddDays(7).At(0), s.Finish)), all)
		if upTo > given {
			add(week, upTo-given)
		}
		given = upTo
	}
}

// share returns work times part by all, cut down to whole seconds.
func share(work, part, all calendar.Work) calendar.Work {
	n := new(big.Int).Mul(big.NewInt(int64(work)), big.NewInt(int64(part)))
	return calendar.Work(n.Quo(n, big.NewInt(int64(all))).Int64())
}

func monday(d calendar.Date) calendar.Date { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }
