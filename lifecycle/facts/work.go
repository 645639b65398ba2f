package facts

import (
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Facts of the work: open tasks by the list of [schedule.Worklist] that they
// stand on, beside [lifecycle.FactWorkFinished]. The lists are as of the moment
// of the facts. Open tasks are on exactly one of them: the five counts add up to
// WorkOpen.
const (
	WorkOpen      lifecycle.FactName = "work.open"           // number: tasks that are not finished
	WorkOverdue   lifecycle.FactName = "work.overdue"        // number: past the date they were due
	WorkBlocked   lifecycle.FactName = "work.blocked"        // number: that something holds
	WorkAtRisk    lifecycle.FactName = "work.at_risk"        // number: that will finish after the date they are due
	WorkDue       lifecycle.FactName = "work.due"            // number: to begin or finish by the horizon
	WorkLater     lifecycle.FactName = "work.later"          // number: all others
	WorkLongest   lifecycle.FactName = "work.longest_late"   // number, min: the most working time that an overdue task is late
	StatusMissing lifecycle.FactName = "work.status_missing" // number: owners of open work without a report in the cycle, [CheckCycle]
)

func workRows() []row {
	return []row{
		figure(lifecycle.FactWorkFinished, "bool", "", (*Known).workFinished, PartPlan).mendedBy(lifecycle.RemedyFinishWork),
		count(WorkOpen, "", func(k *Known) int { return k.countTasks((*outline).open) }, PartPlan),
		onList(WorkOverdue, schedule.WorkOverdue), onList(WorkBlocked, schedule.WorkBlocked), onList(WorkAtRisk, schedule.WorkAtRisk),
		onList(WorkDue, schedule.WorkDue), onList(WorkLater, schedule.WorkLater),
		sorted(WorkLongest, "min", func(l lists) finding.Value { return finding.Ratio(int64(l.longest), int64(calendar.Minute), "min") }),
		count(StatusMissing, RemedyReportStatus, func(k *Known) int {
			return len(CheckCycle(k.in.Plan, k.in.Reports, k.in.Cycle))
		}, PartPlan, PartReports),
	}
}

// workFinished is true when the plan holds work and none of it is open.
func (k *Known) workFinished() finding.Value {
	if k.countTasks((*outline).leaf) == 0 {
		return finding.Unknown("no-data")
	}
	return finding.Bool(k.countTasks((*outline).open) == 0)
}

// lists are the counts of a worklist.
type lists struct {
	known   bool
	count   map[schedule.WorkState]int
	longest calendar.Work
}

func (k *Known) worklist(r *schedule.Result) lists {
	return k.lists.of(func() lists {
		options := k.in.Worklist
		if options.Baseline == nil {
			options.Baseline = latestBaseline(k.in.Plan)
		}
		items, err := schedule.Worklist(k.in.Plan, r, calendar.DateTimeOf(k.at), options)
		l := lists{known: err == nil, count: map[schedule.WorkState]int{}}
		for _, item := range items {
			l.count[item.State]++
			if item.State == schedule.WorkOverdue {
				l.longest = max(l.longest, item.Overdue)
			}
		}
		return l
	})
}

// onList returns the row that counts the tasks on a list.
func onList(name lifecycle.FactName, state schedule.WorkState) row {
	return sorted(name, "", func(l lists) finding.Value { return number(l.count[state]) })
}

// sorted returns the row of a fact that rests on the worklist.
func sorted(name lifecycle.FactName, unit string, value func(lists) finding.Value) row {
	return dated(name, "number", unit, func(k *Known, r *schedule.Result) finding.Value {
		l := k.worklist(r)
		if !l.known {
			return finding.Unknown("no-dates")
		}
		return value(l)
	})
}
