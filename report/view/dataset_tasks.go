package view

import (
	"slices"
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// starTasks begins with the columns of [TaskTable].
func starTasks() starTable {
	return starTable{name: "tasks", rows: starProject.taskRows, columns: []dataset.Column{
		keyed("task_id"), refers("parent_id", "tasks.task_id"), worded("wbs"), worded("name"), flag("is_summary"),
		timed("start"), timed("finish"), timed("late_start"), timed("late_finish"),
		length("duration_min"), length("total_float_min"), length("free_float_min"), flag("critical"), share("percent_complete"),
		timed("baseline_start"), timed("baseline_finish"), worded("resources"),
		flag("in_plan"), flag("is_milestone"), flag("is_inactive"), count("outline_level"), count("outline_order"),
		dated("start_date"), dated("finish_date"), timed("actual_start"), timed("actual_finish"), timed("deadline"),
		length("finish_variance_min"), flag("is_late"), length("work_min"), length("baseline_work_min"),
		perhaps("planned_cost", report.TypeMoney), priced("baseline_cost"),
	}}
}

func (p starProject) taskRows(yield func([]finding.Value) bool) {
	base, plan := p.baseline(), p.plan()
	if len(plan.Tasks) > 0 && !p.inPlan(plan, base, yield) {
		return
	}
	at := map[string]int{}
	for i, c := range starTasks().columns {
		at[c.Name] = i
	}
	p.mentionedTasks(func(id string) bool {
		row := make([]finding.Value, len(at))
		row[at["task_id"]], row[at["in_plan"]] = p.ref(id), finding.Bool(false)
		if b, agreed := base[schedule.TaskID(id)]; agreed {
			row[at["baseline_start"]], row[at["baseline_finish"]] = moment(b.Start), moment(b.Finish)
			row[at["baseline_work_min"]], row[at["baseline_cost"]] = wholeMinutes(b.Work), amount(b.Cost)
		}
		return yield(row)
	})
}

// inPlan writes the tasks of the plan: what [TaskTable] says of them, and more.
func (p starProject) inPlan(plan *schedule.Plan, base map[schedule.TaskID]schedule.BaselineTask, yield func([]finding.Value) bool) bool {
	depth, parents := outline(plan)
	works := schedule.Works(plan)
	costs, err := schedule.Costs(plan)
	i, goOn := 0, true
	for row := range TaskTable(PlanInput{plan, p.Result, p.Baseline}).Rows {
		t := &plan.Tasks[i]
		cost := finding.Unknown("unit-mismatch")
		if err == nil {
			cost = amount(costs[i])
		}
		row = slices.Clone(row)
		row[0], row[1] = p.ref(string(t.ID)), p.ref(string(t.Parent))
		row = append(row, p.more(t, i, depth[t.ID], parents[t.ID], base[t.ID])...)
		row = append(row, wholeMinutes(works[i]), baselineWork(base, t.ID), cost, amount(base[t.ID].Cost))
		i++
		if goOn = yield(row); !goOn {
			break
		}
	}
	return goOn
}

// more is what the star says of a task beyond [TaskTable], up to its work.
func (p starProject) more(t *schedule.Task, i, depth int, parent bool, b schedule.BaselineTask) []finding.Value {
	x := p.times(t.ID)
	start, finish := t.Progress.ActualStart, t.Progress.ActualFinish
	late, moved := finding.Value{}, finding.Value{}
	if !b.Finish.IsZero() && !x.Finish.IsZero() {
		late, moved = finding.Bool(x.Finish > b.Finish), wholeMinutes(p.hours(t).Between(b.Finish, x.Finish))
	}
	point := t.Milestone || !parent && !t.Inactive && t.Duration.Length == 0
	return []finding.Value{
		finding.Bool(true), finding.Bool(point), finding.Bool(t.Inactive), whole(depth + 1), whole(i + 1),
		day(dayOf(x.Start)), day(lastDay(x.Finish)), moment(start), moment(finish), moment(t.Deadline), moved, late,
	}
}

// lastDay is the day on which something ends; what ends at midnight ends on the
// day before.
func lastDay(finish calendar.DateTime) calendar.Date {
	if finish.IsZero() || finish.Date().At(0) != finish {
		return dayOf(finish)
	}
	return max(finish-1, finish.Date().AddDays(-1).At(0)).Date()
}

func baselineWork(base map[schedule.TaskID]schedule.BaselineTask, id schedule.TaskID) finding.Value {
	b, ok := base[id]
	if !ok {
		return finding.Value{}
	}
	return wholeMinutes(b.Work)
}

// mentionedTasks visits the ids of tasks that the plan does not have and another
// part of the input mentions, each once.
func (p starProject) mentionedTasks(visit func(string) bool) {
	seen := map[string]bool{}
	for i := range p.plan().Tasks {
		seen[string(p.plan().Tasks[i].ID)] = true
	}
	for _, list := range []func(func(string)){p.planMentions, p.valueMentions, p.recordMentions} {
		goOn := true
		list(func(id string) {
			if goOn && once(seen, id) {
				goOn = visit(id)
			}
		})
		if !goOn {
			return
		}
	}
}

// planMentions visits the tasks that plan, baseline and milestones name.
func (p starProject) planMentions(visit func(string)) {
	plan := p.plan()
	for i := range plan.Tasks {
		visit(string(plan.Tasks[i].Parent))
	}
	for _, l := range plan.Links {
		if !l.External {
			visit(string(l.From))
			visit(string(l.To))
		}
	}
	for _, a := range plan.Assignments {
		visit(string(a.Task))
	}
	if p.Baseline != nil {
		for _, t := range p.Baseline.Tasks {
			visit(string(t.ID))
		}
	}
	for _, m := range p.Milestones {
		visit(string(m.Task))
	}
}

// valueMentions visits the tasks of budgets and measurements.
func (p starProject) valueMentions(visit func(string)) {
	for i := range p.Measured {
		for _, t := range p.Measured[i].Tasks {
			visit(t.ID)
		}
	}
	for id := range p.Budget.Planned(0) {
		visit(id)
	}
}

// recordMentions visits the tasks that trend, risks and changes name.
func (p starProject) recordMentions(visit func(string)) {
	for _, r := range p.Trend.Reports {
		for _, m := range r.Milestones {
			visit(string(m.Task))
		}
	}
	for i := range p.Register.Risks {
		for _, x := range p.Register.Risks[i].Responses {
			visit(x.Task)
			for _, id := range x.Tasks {
				visit(id)
			}
		}
	}
	for i := range p.Changes {
		for _, row := range p.Changes[i].Verified.Rows {
			visit(taskOf(row.Subject))
		}
	}
}

// taskOf is the id of the task that a reference points at, "" for other things.
func taskOf(r finding.Ref) string {
	if r.Kind == "task" || r.Kind == "milestone" {
		return r.ID
	}
	return ""
}

// starLinks holds the columns of [LinkTable].
func starLinks() starTable {
	return starTable{name: "links", rows: starProject.linkRows, columns: []dataset.Column{
		keyed("link_id"), count("link_no"), belongs("from_task_id", "tasks.task_id"), belongs("to_task_id", "tasks.task_id"),
		worded("link_type"), length("lag_min"), flag("lag_elapsed"), share("lag_percent"),
	}}
}

func (p starProject) linkRows(yield func([]finding.Value) bool) {
	for row := range LinkTable(p.plan()).Rows {
		row = slices.Clone(row)
		row[1], row[2] = p.ref(row[1].Plain()), p.ref(row[2].Plain())
		if !yield(append([]finding.Value{p.ref(row[0].Plain())}, row...)) {
			return
		}
	}
}

func starAssignments() starTable {
	return starTable{name: "assignments", rows: starProject.assignmentRows, columns: []dataset.Column{
		keyed("assignment_id"), belongs("task_id", "tasks.task_id"), refers("person_id", "people.person_id"), share("units"),
		length("work_min"), length("actual_work_min"), length("remaining_work_min"), timed("actual_start"), timed("actual_finish"),
	}}
}

// assignmentRows names an assignment by its number where it has no id of its
// own.
func (p starProject) assignmentRows(yield func([]finding.Value) bool) {
	plan := p.plan()
	seen := map[string]bool{}
	for i := range plan.Assignments {
		a := &plan.Assignments[i]
		id := string(a.ID)
		for !once(seen, id) {
			id = "#" + strconv.Itoa(i) + id
		}
		units := a.Units
		if units == 0 {
			units = schedule.FullUnit
		}
		if !yield([]finding.Value{
			p.ref(id), p.ref(string(a.Task)), p.ref(string(a.Resource)), finding.Ratio(int64(units), int64(schedule.FullUnit), ""),
			wholeMinutes(a.Work), wholeMinutes(a.ActualWork), wholeMinutes(a.RemainingWork), moment(a.ActualStart), moment(a.ActualFinish),
		}) {
			return
		}
	}
}
