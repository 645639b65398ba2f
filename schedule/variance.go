package schedule

import (
	"cmp"
	"fmt"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// VarianceLevel says what a [VarianceRow] is about.
type VarianceLevel uint8

// The levels.
const (
	TaskLevel VarianceLevel = iota
	MilestoneLevel
	SummaryLevel
	ProjectLevel
)

// String returns "task", "milestone", "summary" or "project".
func (l VarianceLevel) String() string {
	return nameOf(l, "task", "milestone", "summary", "project")
}

// VarianceRow is how far something has moved from a baseline. The sign is the
// same everywhere: positive is later, longer, more work, more cost than the
// baseline has.
type VarianceRow struct {
	Level VarianceLevel
	// Variance holds dates and duration in working time on the task's calendar,
	// or the project's at ProjectLevel, where Task is empty. A task that is not
	// in both, or has dates in one only, has none of these figures.
	Variance
	// Work and Cost are of the task and all below it. An added task brings all
	// of its own, a removed one takes it away: the rows at the top level and
	// the removed ones add up to that of the project.
	Work calendar.Work
	Cost money.Amount // the zero Amount where there is none
}

// Variances returns how far a plan has moved from the baseline: the project
// first, then the tasks in plan order, then those that only the baseline has,
// in its order. The result must be that of the plan. The error is that of
// [Costs], or names the task whose amounts cannot be subtracted. The caller
// owns the rows.
func (b Baseline) Variances(p *Plan, r *Result) ([]VarianceRow, error) {
	now, err := TakeBaseline("", 0, "", "", p, r)
	if err != nil {
		return nil, err
	}
	rows, err := CompareBaselines(b, now, r)
	if err != nil {
		return nil, err
	}
	if err := levels(rows[1:len(p.Tasks)+1], p, r); err != nil {
		return nil, err
	}
	return rows, nil
}

// levels names the levels of the rows of the tasks of a plan, and adds work and
// cost up to the summaries. Children come after their parents.
func levels(rows []VarianceRow, p *Plan, r *Result) error {
	for i := len(rows) - 1; i >= 0; i-- {
		v, known := r.net.index[rows[i].Task]
		if !known || int(v) != i {
			continue // another plan's result
		}
		switch {
		case r.net.tasks[v].isSummary():
			rows[i].Level = SummaryLevel
		case isMilestone(&p.Tasks[i]):
			rows[i].Level = MilestoneLevel
		}
		if above := r.net.tasks[v].parent; above >= 0 {
			cost, err := rows[above].Cost.Add(rows[i].Cost)
			if err != nil {
				return fmt.Errorf("schedule: cost of task %q: %w", rows[above].Task, err)
			}
			rows[above].Cost = cost
			rows[above].Work += rows[i].Work
		}
	}
	return nil
}

// CompareBaselines returns how far baseline b has moved from baseline a: the
// project first, then the tasks of b in its order, then those that only a has.
// Working time is measured on the calendars that the tasks have in the result;
// those that it does not have, on the project's. Since baselines hold no
// outline, every row but the first is at TaskLevel and has its own work and
// cost alone. The error names the task whose amounts cannot be subtracted. The
// caller owns the rows.
func CompareBaselines(a, b Baseline, r *Result) ([]VarianceRow, error) {
	c := comparer{result: r, was: a.byID(), rows: make([]VarianceRow, 1, len(b.Tasks)+1)}
	is := b.byID()
	for i := range b.Tasks {
		c.compare(c.was[b.Tasks[i].ID], &b.Tasks[i])
	}
	for i := range a.Tasks {
		if is[a.Tasks[i].ID] == nil {
			c.compare(&a.Tasks[i], nil)
		}
	}
	c.rows[0].Level = ProjectLevel
	c.dates(&c.rows[0].Variance, a.whole(), b.whole())
	return c.rows, c.err
}

// comparer makes the rows of a comparison.
type comparer struct {
	result *Result
	was    map[TaskID]*BaselineTask
	rows   []VarianceRow
	err    error
}

// compare adds the row of one task; one of the two may be nil.
func (c *comparer) compare(was, is *BaselineTask) {
	row := VarianceRow{}
	var before, after BaselineTask
	switch {
	case was == nil:
		row.Presence, after = Added, *is
	case is == nil:
		row.Presence, before = Removed, *was
	default:
		before, after = *was, *is
	}
	row.Task = cmp.Or(after.ID, before.ID)
	if row.Presence == InBoth {
		c.dates(&row.Variance, before, after)
	}
	row.Work = after.Work - before.Work
	cost, err := after.Cost.Sub(before.Cost)
	if err == nil {
		c.rows[0].Cost, err = c.rows[0].Cost.Add(cost)
	}
	if err != nil && c.err == nil {
		c.err = fmt.Errorf("schedule: cost of task %q: %w", row.Task, err)
	}
	row.Cost = cost
	c.rows[0].Work += row.Work
	c.rows = append(c.rows, row)
}

// dates fills in how far the dates have moved, if both sides have some.
func (c *comparer) dates(v *Variance, was, is BaselineTask) {
	if was.Finish.IsZero() || is.Finish.IsZero() {
		return
	}
	on := c.result.Calendar(v.Task)
	if on == nil {
		on = c.result.ProjectCalendar()
	}
	room := on.Between
	if is.Duration.Elapsed {
		room = func(a, b calendar.DateTime) calendar.Work { return calendar.Work(b - a) }
	}
	v.Start, v.Finish = room(was.Start, is.Start), room(was.Finish, is.Finish)
	v.Duration = room(is.Start, is.Finish) - room(was.Start, was.Finish)
}

// whole returns the first start and the last finish of a baseline.
func (b *Baseline) whole() BaselineTask {
	var w Window
	for i := range b.Tasks {
		if b.Tasks[i].Finish != 0 {
			w.hold(b.Tasks[i].Start, b.Tasks[i].Finish)
		}
	}
	return BaselineTask{Start: w.Start, Finish: w.Finish}
}
