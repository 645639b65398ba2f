package facts

import (
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Facts of the plan as it stands, beside [lifecycle.FactBaselineSet].
const (
	PlanFaults        lifecycle.FactName = "plan.faults"         // list: what keeps the plan from being computed, [schedule.Check]
	PlanConflicts     lifecycle.FactName = "plan.conflicts"      // number: conflicts that computing the dates found, [schedule.Result.Findings]
	PlanTasks         lifecycle.FactName = "plan.tasks"          // number: active tasks that are no summaries
	PlanStart         lifecycle.FactName = "plan.start"          // date: the first day
	PlanFinish        lifecycle.FactName = "plan.finish"         // date: the last day, as computed
	PlanLate          lifecycle.FactName = "plan.late_min"       // number, min: working time from the finish of the latest baseline to that of the plan; negative is earlier
	PlanCostMoved     lifecycle.FactName = "plan.cost_moved"     // money: cost of the plan less that of the latest baseline
	PlanFloatNegative lifecycle.FactName = "plan.negative_float" // number: open tasks that cannot keep a date
	PlanCritical      lifecycle.FactName = "plan.critical"       // number: critical tasks, as computed
	MilestonesHeld    lifecycle.FactName = "milestones.planned"  // number: milestones of the plan, [schedule.Milestones]
	MilestonesLate    lifecycle.FactName = "milestones.late"     // number: those with a date after that of the latest baseline
	MilestonesMissed  lifecycle.FactName = "milestones.missed"   // number: open ones whose date of the latest baseline has passed
	MilestonesReached lifecycle.FactName = "milestones.reached"  // number, %: share by weight that was reached, [schedule.MilestonesReached]
	MilestonesFlawed  lifecycle.FactName = "milestones.flawed"   // number: what blocks in the milestone register, [schedule.CheckMilestones]
)

func planRows() []row {
	return []row{
		yes(lifecycle.FactBaselineSet, lifecycle.RemedySetBaseline, func(k *Known) bool {
			b := latestBaseline(k.in.Plan)
			return b != nil && len(b.Tasks) > 0
		}, PartPlan),
		blocking(PlanFaults, lifecycle.RemedyComputeTimetable, func(k *Known) []finding.Finding { return schedule.Check(k.in.Plan) }, PartPlan),
		count(PlanTasks, "", func(k *Known) int { return k.countTasks((*outline).leaf) }, PartPlan),
		dated(PlanConflicts, "number", "", func(_ *Known, r *schedule.Result) finding.Value { return number(len(r.Findings())) }),
		dated(PlanStart, "date", "", func(_ *Known, r *schedule.Result) finding.Value { return day(r.Start()) }),
		dated(PlanFinish, "date", "", func(_ *Known, r *schedule.Result) finding.Value { return day(r.Finish()) }),
		dated(PlanFloatNegative, "number", "", func(k *Known, r *schedule.Result) finding.Value {
			return k.countTimes(r, func(t schedule.Times) bool { return t.TotalFloat < 0 })
		}),
		dated(PlanCritical, "number", "", func(_ *Known, r *schedule.Result) finding.Value { return criticalTasks(r) }),
		dated(PlanLate, "number", "min", func(k *Known, _ *schedule.Result) finding.Value { return k.movement().late }),
		dated(PlanCostMoved, "money", "", func(k *Known, _ *schedule.Result) finding.Value { return k.movement().cost }),
		milestonesWhere(MilestonesHeld, false, func(*Known, schedule.MilestoneRow) bool { return true }),
		milestonesWhere(MilestonesLate, true, func(_ *Known, m schedule.MilestoneRow) bool {
			return len(m.Planned) > 0 && m.Planned[0].Date != 0 && m.Forecast > m.Planned[0].Date
		}),
		milestonesWhere(MilestonesMissed, true, func(k *Known, m schedule.MilestoneRow) bool {
			return m.Actual.IsZero() && len(m.Planned) > 0 && m.Planned[0].Date != 0 && m.Planned[0].Date < calendar.DateTimeOf(k.at)
		}),
		figure(MilestonesReached, "number", "%", func(k *Known) finding.Value {
			return schedule.MilestonesReached(k.in.Plan, k.in.Milestones)
		}, PartPlan, PartMilestones),
		count(MilestonesFlawed, "", func(k *Known) int {
			return len(finding.Filter(schedule.CheckMilestones(k.in.Plan, k.in.Milestones), func(f finding.Finding) bool { return f.Severity == finding.Block }))
		}, PartPlan, PartMilestones),
	}
}

// day returns the day of a date-time.
func day(t calendar.DateTime) finding.Value {
	if t.IsZero() {
		return finding.Unknown("no-dates")
	}
	return finding.Date(t.Date().String())
}

// timetable is the computed plan, or why there is none.
type timetable struct {
	result *schedule.Result
	fault  finding.Finding // the first that blocks
	stale  bool            // the result given is not that of the plan
}

// dates returns the result given, or computes it from the plan.
func (k *Known) dates() timetable {
	return k.timetable.of(func() timetable { return computed(k.in.Plan, k.in.Result) })
}

func computed(p *schedule.Plan, given *schedule.Result) timetable {
	if given != nil {
		return timetable{result: given, stale: !resultOf(p, given)}
	}
	r, err := schedule.Compute(p, schedule.Options{})
	if err == nil {
		return timetable{result: r}
	}
	for _, f := range schedule.Check(p) {
		if f.Severity == finding.Block {
			return timetable{fault: f}
		}
	}
	return timetable{}
}

// resultOf reports whether a result has the tasks of the plan, in its order.
func resultOf(p *schedule.Plan, r *schedule.Result) bool {
	if r.Len() != len(p.Tasks) {
		return false
	}
	i := 0
	for id := range r.All() {
		if p.Tasks[i].ID != id {
			return false
		}
		i++
	}
	return true
}

// dated returns the row of a fact that rests on computed dates.
func dated(name lifecycle.FactName, kind lifecycle.FactKind, unit string, value func(*Known, *schedule.Result) finding.Value) row {
	return figure(name, kind, unit, func(k *Known) finding.Value {
		switch t := k.dates(); {
		case t.stale:
			return finding.Unknown("not-comparable")
		case t.result == nil:
			return finding.Unknown("no-dates")
		default:
			return value(k, t.result)
		}
	}, PartPlan)
}

func (k *Known) tree() *outline {
	return k.outline.of(func() *outline { return newOutline(k.in.Plan) })
}

// countTasks counts tasks.
func (k *Known) countTasks(is func(*outline, int) bool) int {
	n, o := 0, k.tree()
	for i := range o.plan.Tasks {
		if is(o, i) {
			n++
		}
	}
	return n
}

// countTimes counts open tasks by their times.
func (k *Known) countTimes(r *schedule.Result, is func(schedule.Times) bool) finding.Value {
	n := k.countTasks(func(o *outline, i int) bool {
		times, _ := r.Times(o.plan.Tasks[i].ID)
		return o.open(i) && is(times)
	})
	return number(n)
}

// criticalTasks counts the tasks that the result calls critical.
func criticalTasks(r *schedule.Result) finding.Value {
	n := 0
	for _, t := range r.All() {
		if t.Critical {
			n++
		}
	}
	return number(n)
}

// moved is how far the project has moved from its latest baseline.
type moved struct{ late, cost finding.Value }

func (k *Known) movement() moved {
	return k.moved.of(func() moved {
		b := latestBaseline(k.in.Plan)
		if b == nil {
			return moved{finding.Unknown("no-baseline"), finding.Unknown("no-baseline")}
		}
		rows, err := b.Variances(k.in.Plan, k.dates().result)
		if err != nil || len(rows) == 0 {
			return moved{finding.Unknown("not-comparable"), finding.Unknown("not-comparable")}
		}
		m := moved{finding.Ratio(int64(rows[0].Finish), int64(calendar.Minute), "min"), finding.Unknown("no-cost")}
		if c := rows[0].Cost; c.Currency().Code() != "" {
			m.cost = finding.Money(c.Text(), c.Currency().Code())
		}
		return m
	})
}

// milestonesWhere returns the row that counts milestones. Those held against a
// baseline are unknown without one.
func milestonesWhere(name lifecycle.FactName, baseline bool, is func(*Known, schedule.MilestoneRow) bool) row {
	return dated(name, "number", "", func(k *Known, r *schedule.Result) finding.Value {
		b, n := latestBaseline(k.in.Plan), 0
		if baseline && b == nil {
			return finding.Unknown("no-baseline")
		}
		for _, m := range k.milestoneRows(r, b) {
			if is(k, m) {
				n++
			}
		}
		return number(n)
	})
}

func (k *Known) milestoneRows(r *schedule.Result, b *schedule.Baseline) []schedule.MilestoneRow {
	return k.milestones.of(func() []schedule.MilestoneRow {
		if b == nil {
			return schedule.Milestones(k.in.Plan, r)
		}
		return schedule.Milestones(k.in.Plan, r, *b)
	})
}
