package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// spread gives work that one person would have to do at the same time as other
// work to a further person of the trade, as the diagnosis asks.
func (s *story) spread() error {
	before := len(change.Overloads(s.plan, s.result))
	people := len(s.plan.Resources)
	for _, r := range s.crew() {
		s.spreadOf(r)
	}
	if len(s.plan.Resources) == people {
		return nil
	}
	if err := s.compute(); err != nil {
		return err
	}
	s.on("Lin Hua lends %s; overloads: %d before, %d after.", "林华增派 %s；超负荷：之前 %d 处，之后 %d 处。",
		s.count(len(s.plan.Resources)-people, "person", "people", "人"), before, len(change.Overloads(s.plan, s.result)))
	return s.enlarge()
}

// relieve does what the last diagnosis asks for where work is with people who
// have no time for it.
func (s *story) relieve() error {
	last := s.moments[len(s.moments)-1]
	cause, _ := health.Of(health.Diagnose(last.Input, last.At), health.ResourcesMisallocated)
	if cause.Verdict != health.Shown {
		return nil
	}
	if err := s.spread(); err != nil {
		return err
	}
	s.agree()
	s.tellTasks()
	return s.keepPlan()
}

// spreadOf goes through the work of one person by date. What has not begun and
// comes while the person is at other work goes to a further one of the trade.
func (s *story) spreadOf(r schedule.Resource) {
	var mine []int
	for k, a := range s.plan.Assignments {
		if a.Resource == r.ID && s.times(a.Task).Finish > s.times(a.Task).Start {
			mine = append(mine, k)
		}
	}
	slices.SortStableFunc(mine, func(a, b int) int {
		return int(s.times(s.plan.Assignments[a].Task).Start - s.times(s.plan.Assignments[b].Task).Start)
	})
	free := []calendar.DateTime{0} // from when each person is free
	ids := []schedule.ResourceID{r.ID}
	for _, k := range mine {
		a := &s.plan.Assignments[k]
		t, _ := s.plan.Task(a.Task)
		x := s.times(a.Task)
		i := slices.IndexFunc(free, func(at calendar.DateTime) bool { return at <= x.Start })
		switch {
		case !t.Progress.ActualStart.IsZero():
			i = 0
		case i < 0:
			i, free, ids = len(free), append(free, 0), append(ids, s.another(r))
		}
		free[i], a.Resource = max(free[i], x.Finish), ids[i]
	}
}

// another adds a further person of a trade to the plan.
func (s *story) another(r schedule.Resource) schedule.ResourceID {
	trade, _, _ := strings.Cut(string(r.ID), "-")
	name := r.Name
	for _, x := range s.plan.Resources {
		if string(x.ID) == trade {
			name = x.Name
		}
	}
	for n := 2; ; n++ {
		id := schedule.ResourceID(fmt.Sprintf("%s-%d", trade, n))
		if !slices.ContainsFunc(s.plan.Resources, func(x schedule.Resource) bool { return x.ID == id }) {
			r.ID, r.Name, r.Calendar = id, fmt.Sprintf("%s %d", name, n), s.usualHours(r)
			s.plan.Resources = append(s.plan.Resources, r)
			return id
		}
	}
}

// usualHours is the calendar of somebody before any overtime or absence.
func (s *story) usualHours(r schedule.Resource) schedule.CalendarID {
	for _, x := range s.usualPlan().Resources {
		if x.ID == r.ID {
			return x.Calendar
		}
	}
	return r.Calendar
}

// usualPlan is the plan as agreed, or as it stands before it is.
func (s *story) usualPlan() *schedule.Plan {
	if s.agreed == nil {
		return s.plan
	}
	return s.agreed
}
