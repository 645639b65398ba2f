package schedule

import "github.com/milepost-go/milepost/schedule/calendar"

// MilestoneRow is where one milestone of a plan stands.
type MilestoneRow struct {
	Task TaskID
	Name string
	// Forecast is where the result has it, which is Actual once that is set.
	Forecast calendar.DateTime
	// Actual is when it was recorded as reached, or, where it is a summary, when
	// the last of its tasks was. Zero: not reached. A manual summary counts only
	// what is recorded of itself.
	Actual   calendar.DateTime
	Planned  []MilestonePlan // one for each baseline, in the order given
	Float    calendar.Work   // total float
	Critical bool
}

// MilestonePlan is where a baseline has a milestone.
type MilestonePlan struct {
	Baseline string            // its name
	Date     calendar.DateTime // zero: it has none
	// Variance is the working time on the milestone's calendar from Date to the
	// forecast: positive is later. 0 without a date.
	Variance calendar.Work
}

// Milestones returns where the milestones of a plan stand, in plan order, beside
// the baselines given: every active task that is marked as a milestone, and
// every other one without duration that is no summary. The result must be that
// of the plan. The caller owns the rows.
func Milestones(p *Plan, r *Result, baselines ...Baseline) []MilestoneRow {
	planned := make([]map[TaskID]*BaselineTask, len(baselines))
	for k := range baselines {
		planned[k] = baselines[k].byID()
	}
	var rows []MilestoneRow
	for i := range p.Tasks {
		t := &p.Tasks[i]
		v, known := r.net.index[t.ID]
		if !known || r.times[v].Finish == 0 || !t.Milestone && (r.net.tasks[v].isSummary() || !isMilestone(t)) {
			continue
		}
		x := &r.times[v]
		row := MilestoneRow{Task: t.ID, Name: t.Name, Forecast: x.Finish, Actual: t.Progress.ActualFinish, Float: x.TotalFloat, Critical: x.Critical}
		if n := &r.net.tasks[v]; row.Actual == 0 && n.kind == summary && n.state == finished {
			row.Actual = x.Finish
		}
		for k := range baselines {
			plan := MilestonePlan{Baseline: baselines[k].Name}
			if was := planned[k][t.ID]; was != nil && was.Finish != 0 {
				plan.Date, plan.Variance = was.Finish, r.pass.room(&r.net.tasks[v], was.Finish, x.Finish)
			}
			row.Planned = append(row.Planned, plan)
		}
		rows = append(rows, row)
	}
	return rows
}

// byID returns the tasks of the baseline by their ids.
func (b *Baseline) byID() map[TaskID]*BaselineTask {
	tasks := make(map[TaskID]*BaselineTask, len(b.Tasks))
	for i := range b.Tasks {
		tasks[b.Tasks[i].ID] = &b.Tasks[i]
	}
	return tasks
}
