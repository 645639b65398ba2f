package scheduletest

import (
	"fmt"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Shift returns a copy of the plan in which every date lies so many weeks
// later, earlier if negative: of the project, the tasks, the exceptions and
// the work weeks. Recurring exceptions of a month or a year do not shift by
// weeks, so plans with those are not for this. Assignments and baselines stay
// as they are.
func Shift(plan *schedule.Plan, weeks int) *schedule.Plan {
	p := plan.Clone()
	move := func(dates ...*calendar.DateTime) {
		for _, d := range dates {
			*d = shifted(*d, weeks)
		}
	}
	move(&p.Start, &p.Finish, &p.DataDate)
	for i := range p.Tasks {
		t := &p.Tasks[i]
		move(&t.Constraint.Date, &t.Deadline, &t.Start, &t.Finish)
		move(&t.Progress.ActualStart, &t.Progress.ActualFinish, &t.Progress.Stop, &t.Progress.Resume)
	}
	for i := range p.Calendars {
		shiftDays(&p.Calendars[i].Times, weeks)
	}
	return p
}

func shiftDays(def *calendar.Definition, weeks int) {
	move := func(days ...*calendar.Date) {
		for _, d := range days {
			*d = d.AddDays(7 * weeks)
		}
	}
	for i := range def.WorkWeeks {
		move(&def.WorkWeeks[i].From, &def.WorkWeeks[i].To)
	}
	for i := range def.Exceptions {
		move(&def.Exceptions[i].From, &def.Exceptions[i].To)
	}
}

// shifted leaves no date alone.
func shifted(t calendar.DateTime, weeks int) calendar.DateTime {
	return t.AddSeconds(int64(weeks) * 7 * 24 * 3600)
}

// ShiftLaw returns in words every task whose dates do not move with the plan
// when [Shift] moves it, or whose floats change. It takes whatever computes the
// times of all tasks of a plan; an error of its own is returned in words too.
func ShiftLaw(plan *schedule.Plan, weeks int, compute func(*schedule.Plan) (map[schedule.TaskID]schedule.Times, error)) []string {
	here, err := compute(plan)
	if err != nil {
		return []string{err.Error()}
	}
	there, err := compute(Shift(plan, weeks))
	if err != nil {
		return []string{fmt.Sprintf("%d weeks on: %v", weeks, err)}
	}
	var found []string
	for i := range plan.Tasks {
		id := plan.Tasks[i].ID
		want := fields(shiftedTimes(here[id], weeks))
		for j, f := range fields(there[id]) {
			if f != want[j] {
				found = append(found, fmt.Sprintf("%s: %s is %s after %d weeks, want %s", id, f.name, f.text, weeks, want[j].text))
			}
		}
	}
	return found
}

func shiftedTimes(x schedule.Times, weeks int) schedule.Times {
	for _, d := range []*calendar.DateTime{&x.Start, &x.Finish, &x.EarlyStart, &x.EarlyFinish, &x.LateStart, &x.LateFinish} {
		*d = shifted(*d, weeks)
	}
	return x
}
