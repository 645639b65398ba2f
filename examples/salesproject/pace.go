package main

import (
	"math/big"
	"strings"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// pace is how the work of the story really goes, by task: the working time it
// will have taken, which its owner learns while doing it.
type pace struct {
	took  map[schedule.TaskID]calendar.Work
	cost  map[schedule.TaskID]money.Amount // planned
	plans map[schedule.TaskID]calendar.Work
}

// newPace decides how long everything will have taken: most tasks as planned,
// every fifth and seventh on the longest path a quarter longer, every ninth a tenth
// shorter.
func newPace(plan *schedule.Plan, result *schedule.Result) (pace, error) {
	p := pace{took: map[schedule.TaskID]calendar.Work{}, cost: map[schedule.TaskID]money.Amount{}, plans: map[schedule.TaskID]calendar.Work{}}
	costs, err := schedule.Costs(plan)
	if err != nil {
		return p, err
	}
	for k, id := range result.CriticalPath(schedule.ByLongestPath) {
		t, _ := plan.Task(id)
		if k%5 == 2 || k%7 == 6 {
			p.took[id] = t.Duration.Length + t.Duration.Length/4
		}
	}
	for i := range plan.Tasks {
		t := &plan.Tasks[i]
		p.cost[t.ID], p.plans[t.ID] = costs[i], t.Duration.Length
		if _, decided := p.took[t.ID]; !decided {
			p.took[t.ID] = t.Duration.Length
			if i%9 == 4 {
				p.took[t.ID] -= t.Duration.Length / 10
			}
		}
	}
	return p, nil
}

// follow lets the pace of tasks that an edit made longer or shorter change by
// as much.
func (p pace) follow(before, after *schedule.Plan) {
	for i := range after.Tasks {
		t := &after.Tasks[i]
		was, known := before.Task(t.ID)
		if took, paced := p.took[t.ID]; known && paced && was.Duration.Length != t.Duration.Length {
			p.took[t.ID] = max(took+t.Duration.Length-was.Duration.Length, calendar.Hour, t.Progress.Done)
		}
	}
}

// ease halves by how much the tasks that have not begun will take longer than
// planned.
func (p pace) ease(plan *schedule.Plan) {
	for i := range plan.Tasks {
		t := &plan.Tasks[i]
		if more := p.took[t.ID] - t.Duration.Length; more > 0 && t.Progress.ActualStart.IsZero() {
			p.took[t.ID] -= more / 2
		}
	}
}

// work lets the project go on until the data date and returns the plan with
// what was reported by then. Tasks start when the plan lets them.
func (p pace) work(plan *schedule.Plan, until calendar.DateTime) (*schedule.Plan, *schedule.Result, error) {
	plan = plan.Clone()
	plan.DataDate = until
	parents := map[schedule.TaskID]bool{}
	for i := range plan.Tasks {
		parents[plan.Tasks[i].Parent] = true
	}
	special, err := ownHours(plan)
	if err != nil {
		return nil, nil, err
	}
	for {
		result, err := schedule.Compute(plan, schedule.Options{})
		if err != nil {
			return nil, nil, err
		}
		moved := false
		next := nextStart(plan, result, parents, until)
		for i := range plan.Tasks {
			t := &plan.Tasks[i]
			x, _ := result.Times(t.ID)
			if parents[t.ID] || x.Finish == 0 {
				continue
			}
			if t.Progress.ActualStart.IsZero() && x.Start == next {
				t.Progress.ActualStart, moved = x.Start, true
			}
			hours, own := special[t.ID]
			if !own {
				hours = result.Calendar(t.ID)
			}
			if p.report(t, hours, until) {
				moved = true
			}
		}
		if !moved {
			return plan, result, nil
		}
	}
}

// ownHours returns the working hours of the tasks of those who are away or work
// overtime.
func ownHours(plan *schedule.Plan) (map[schedule.TaskID]*calendar.Calendar, error) {
	hours := map[schedule.ResourceID]*calendar.Calendar{}
	for _, r := range plan.Resources {
		if !strings.HasPrefix(string(r.Calendar), "away:") && !strings.HasPrefix(string(r.Calendar), "overtime:") {
			continue
		}
		by := *plan
		by.Calendar = r.Calendar
		var err error
		if hours[r.ID], err = schedule.ProjectCalendar(&by); err != nil {
			return nil, err
		}
	}
	tasks := map[schedule.TaskID]*calendar.Calendar{}
	for _, a := range plan.Assignments {
		if cal, own := hours[a.Resource]; own {
			tasks[a.Task] = cal
		}
	}
	return tasks, nil
}

// nextStart returns the earliest start of a task that has not begun, or zero
// when none may begin by the data date.
func nextStart(plan *schedule.Plan, result *schedule.Result, parents map[schedule.TaskID]bool, until calendar.DateTime) calendar.DateTime {
	var next calendar.DateTime
	for i := range plan.Tasks {
		t := &plan.Tasks[i]
		x, _ := result.Times(t.ID)
		if parents[t.ID] || x.Finish == 0 || !t.Progress.ActualStart.IsZero() || x.Start > until {
			continue
		}
		if next == 0 || x.Start < next {
			next = x.Start
		}
	}
	return next
}

// report enters what has been done on a task by the data date. It reports
// whether anything changed.
func (p pace) report(t *schedule.Task, cal *calendar.Calendar, until calendar.DateTime) bool {
	g := &t.Progress
	if g.ActualStart.IsZero() || !g.ActualFinish.IsZero() {
		return false
	}
	before := *g
	took, known := p.took[t.ID]
	if !known {
		took = t.Duration.Length
	}
	done := min(took, cal.Between(g.ActualStart, until))
	if t.Duration.Elapsed {
		done = min(took, calendar.Work(until-g.ActualStart))
	}
	t.Duration.Length = took
	g.Done, g.Remaining, g.Percent = done, took-done, 100
	if took > 0 {
		g.Percent = int(100 * done / took)
	}
	if done == took {
		g.ActualFinish = finishOf(t, cal)
	}
	return *g != before
}

func finishOf(t *schedule.Task, cal *calendar.Calendar) calendar.DateTime {
	if t.Duration.Elapsed {
		return t.Progress.ActualStart.AddSeconds(int64(t.Duration.Length))
	}
	finish, err := cal.Add(t.Progress.ActualStart, t.Duration.Length)
	if err != nil {
		return t.Progress.ActualStart
	}
	return finish
}

// reports states the progress of every task of the baseline for earned value:
// work done as a share, and what it has cost at the planned rate of spending.
func (p pace) reports(plan *schedule.Plan, parents map[schedule.TaskID]bool, currency money.Currency) ([]evm.Progress, error) {
	var list []evm.Progress
	for i := range plan.Tasks {
		t := &plan.Tasks[i]
		g := &t.Progress
		if parents[t.ID] || t.Inactive {
			continue
		}
		spent, err := money.Minor(0, currency)
		if err != nil {
			return nil, err
		}
		share := kpi.Int(0, "")
		switch {
		case !g.ActualFinish.IsZero():
			share = kpi.Int(1, "")
		case g.Done+g.Remaining > 0:
			share = kpi.Ratio(int64(g.Done), int64(g.Done+g.Remaining), "")
		}
		if planned := p.plans[t.ID]; planned > 0 && g.Done > 0 && p.cost[t.ID].Sign() != 0 {
			if spent, err = p.cost[t.ID].MulRat(big.NewRat(int64(g.Done), int64(planned)), money.HalfEven); err != nil {
				return nil, err
			}
		}
		list = append(list, evm.Progress{
			TaskID: string(t.ID), Started: g.ActualStart, Finished: g.ActualFinish, Percent: share, ActualCost: kpi.Money(spent),
		})
	}
	return list, nil
}
