package view

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/schedule"
)

func starMilestones() starTable {
	return starTable{name: "milestones", rows: starProject.milestoneRows, columns: []dataset.Column{
		keyed("milestone_id"), refers("task_id", "tasks.task_id"), worded("name"), timed("planned"), timed("forecast"), timed("actual"),
		length("variance_min"), length("total_float_min"), flag("critical"), refers("phase_id", "phases.phase_id"), refers("owner_id", "people.person_id"),
		flag("contractual"), count("weight"),
	}}
}

// milestoneRows writes the milestones of the plan, then those that only the
// trend or the list of milestones has. The id is that of the task.
func (p starProject) milestoneRows(yield func([]finding.Value) bool) {
	entries := map[schedule.TaskID]schedule.MilestoneEntry{}
	for _, e := range p.Milestones {
		entries[e.Task] = e
	}
	seen := map[string]bool{}
	for _, m := range p.milestoneList() {
		if once(seen, string(m.Task)) && !yield(p.milestone(m, entries[m.Task])) {
			return
		}
	}
	for _, e := range p.Milestones {
		if once(seen, string(e.Task)) && !yield(p.milestone(schedule.MilestoneRow{Task: e.Task}, e)) {
			return
		}
	}
	for _, r := range p.Trend.Reports {
		for _, m := range r.Milestones {
			if once(seen, string(m.Task)) && !yield(p.milestone(schedule.MilestoneRow{Task: m.Task}, schedule.MilestoneEntry{})) {
				return
			}
		}
	}
}

func (p starProject) milestoneList() []schedule.MilestoneRow {
	switch {
	case !p.planned():
		return nil
	case p.Baseline == nil:
		return schedule.Milestones(p.Plan, p.Result)
	}
	return schedule.Milestones(p.Plan, p.Result, *p.Baseline)
}

func (p starProject) milestone(m schedule.MilestoneRow, e schedule.MilestoneEntry) []finding.Value {
	planned, moved := finding.Value{}, finding.Value{}
	if len(m.Planned) > 0 && !m.Planned[0].Date.IsZero() {
		planned, moved = moment(m.Planned[0].Date), wholeMinutes(m.Planned[0].Variance)
	}
	float, critical := finding.Value{}, finding.Value{}
	if !m.Forecast.IsZero() {
		float, critical = wholeMinutes(m.Float), finding.Bool(m.Critical)
	}
	return []finding.Value{
		p.ref(string(m.Task)), p.ref(string(m.Task)), text(m.Name), planned, moment(m.Forecast), moment(m.Actual), moved, float, critical,
		p.ref(e.Phase), p.ref(e.Owner), finding.Bool(e.Contractual), whole(max(e.Weight, 1)),
	}
}

func starMilestoneForecasts() starTable {
	return starTable{name: "milestone_forecasts", rows: starProject.milestoneForecastRows, columns: []dataset.Column{
		isKey(refers("milestone_id", "milestones.milestone_id")), isKey(timed("reported_at")), on("reported"), timed("forecast"), flag("reached"),
	}}
}

func (p starProject) milestoneForecastRows(yield func([]finding.Value) bool) {
	for _, r := range p.Trend.Reports {
		for _, m := range r.Milestones {
			if !yield([]finding.Value{p.ref(string(m.Task)), moment(r.At), day(dayOf(r.At)), moment(m.Forecast), finding.Bool(m.Reached)}) {
				return
			}
		}
	}
}
