package view

import (
	"math/big"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func starProgress() starTable {
	return starTable{name: "progress_by_period", rows: starProject.progressRows, columns: []dataset.Column{
		isKey(refers("task_id", "tasks.task_id")), isKey(dated("period_start")), on("period_end"),
		length("planned_work_min"), perhaps("actual_work_min", report.TypeDuration), share("planned_part"), share("done_part"),
	}}
}

// evenWork is work that goes evenly from a start to a finish, in working time.
type evenWork struct {
	hours         *calendar.Calendar
	start, finish calendar.DateTime
	work          calendar.Work
	part          *big.Rat // of the task
	unrecorded    bool     // the work is not known
}

// progressRows spreads what is planned and what is done of every task over the
// periods. A row is there where one of the two changes.
func (p starProject) progressRows(yield func([]finding.Value) bool) {
	periods, base, plan := p.periods(), p.baseline(), p.plan()
	_, parents := outline(plan)
	works, actual := schedule.Works(plan), actualWorks(plan)
	for i := range plan.Tasks {
		t := &plan.Tasks[i]
		if parents[t.ID] || t.Inactive {
			continue
		}
		agreed, done := p.agreed(t, base), p.done(t)
		if p.Baseline == nil {
			agreed.work = works[i]
		}
		done.work = actual[t.ID]
		done.unrecorded = works[i] > 0 && done.work == 0
		if !p.progress(t, periods, agreed, done, yield) {
			return
		}
	}
}

// progress writes the rows of one task.
func (p starProject) progress(t *schedule.Task, periods []reportPeriod, agreed, done evenWork, yield func([]finding.Value) bool) bool {
	first, last := len(periods), -1
	for _, c := range [...]evenWork{agreed, done} {
		if !c.finish.IsZero() {
			first, last = min(first, periodAt(periods, c.start)), max(last, periodAt(periods, c.finish))
		}
	}
	var plannedBefore, doneBefore workPoint
	for k := first; k <= last && k < len(periods); k++ {
		planned, actual := agreed.at(periods[k].end()), done.at(periods[k].end())
		a, b := planned.less(plannedBefore), actual.less(doneBefore)
		plannedBefore, doneBefore = planned, actual
		if a.zero() && b.zero() {
			continue
		}
		worked := b.minutes()
		if done.unrecorded && b.part != 0 {
			worked = finding.Unknown("missing-input")
		}
		if !yield([]finding.Value{
			p.ref(string(t.ID)), day(periods[k].first), day(periods[k].last), a.minutes(), worked, a.share(), b.share(),
		}) {
			return false
		}
	}
	return true
}

// agreed is the course of a task as the baseline has it, as the plan has it
// where there is none, and nothing for a task that the baseline does not know.
func (p starProject) agreed(t *schedule.Task, base map[schedule.TaskID]schedule.BaselineTask) evenWork {
	c := evenWork{hours: p.hours(t), part: big.NewRat(1, 1)}
	if p.Baseline == nil {
		x := p.times(t.ID)
		c.start, c.finish = x.Start, x.Finish
		return c
	}
	b := base[t.ID]
	c.start, c.finish, c.work = b.Start, b.Finish, b.Work
	return c
}

// done is the course of what has happened on a task.
func (p starProject) done(t *schedule.Task) evenWork {
	x, g := p.times(t.ID), t.Progress
	c := evenWork{hours: p.hours(t), start: g.ActualStart, finish: g.ActualFinish, part: big.NewRat(int64(g.Percent), 100)}
	if c.start.IsZero() && (g.Percent > 0 || !c.finish.IsZero()) {
		c.start = x.Start
	}
	if c.start.IsZero() {
		return evenWork{hours: c.hours}
	}
	for _, until := range [...]calendar.DateTime{g.Stop, p.plan().DataDate} {
		if c.finish.IsZero() {
			c.finish = until
		}
	}
	if c.finish.IsZero() {
		c.finish = x.Finish
	}
	c.finish = max(c.start, c.finish)
	return c
}

// actualWorks returns the work that was done on every task.
func actualWorks(plan *schedule.Plan) map[schedule.TaskID]calendar.Work {
	kinds := map[schedule.ResourceID]schedule.ResourceKind{}
	for _, r := range plan.Resources {
		kinds[r.ID] = r.Kind
	}
	list := map[schedule.TaskID]calendar.Work{}
	for _, a := range plan.Assignments {
		if kind, ok := kinds[a.Resource]; a.Resource == "" || ok && kind == schedule.WorkResource {
			list[a.Task] += a.ActualWork
		}
	}
	return list
}

// workPoint is how far a piece of work has come: whole minutes, and millionths of the
// task.
type workPoint struct{ min, part int64 }

func (a workPoint) less(b workPoint) workPoint { return workPoint{a.min - b.min, a.part - b.part} }
func (a workPoint) zero() bool                 { return a == workPoint{} }
func (a workPoint) minutes() finding.Value     { return finding.Number(a.min, "min") }
func (a workPoint) share() finding.Value       { return finding.Ratio(a.part, 1_000_000, "") }

// at returns how far the work has come at a moment. It is rounded there and
// not period by period, so that the periods sum to the whole.
func (c evenWork) at(moment calendar.DateTime) workPoint {
	switch {
	case c.finish.IsZero() || moment < c.start:
		return workPoint{}
	case moment >= c.finish:
		return c.after(big.NewRat(1, 1))
	}
	whole := c.hours.Between(c.start, c.finish)
	if whole <= 0 {
		return workPoint{}
	}
	return c.after(big.NewRat(int64(c.hours.Between(c.start, moment)), int64(whole)))
}

// after returns how far the work has come after a part of its time.
func (c evenWork) after(part *big.Rat) workPoint {
	minutes := new(big.Rat).Mul(part, big.NewRat(int64(c.work), int64(calendar.Minute)))
	millionths := new(big.Rat).Mul(part, big.NewRat(1_000_000, 1))
	return workPoint{rounded(minutes), rounded(millionths.Mul(millionths, c.part))}
}

// rounded is a number to the nearest whole one, halves away from zero.
func rounded(r *big.Rat) int64 {
	two := big.NewInt(2)
	n := new(big.Int).Mul(new(big.Int).Abs(r.Num()), two)
	n.Add(n, r.Denom()).Quo(n, new(big.Int).Mul(r.Denom(), two))
	if r.Sign() < 0 {
		n.Neg(n)
	}
	return n.Int64()
}
