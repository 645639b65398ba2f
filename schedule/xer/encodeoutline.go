package xer

import (
	"slices"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// prepare finds out what becomes of each thing before anything is written.
func (e *encoder) prepare() {
	p := e.plan
	e.index = make(map[schedule.TaskID]int, len(p.Tasks))
	for i := range p.Tasks {
		if _, twice := e.index[p.Tasks[i].ID]; !twice {
			e.index[p.Tasks[i].ID] = i
		}
	}
	e.findPlaces()
	e.chooseCurrency()
	e.findHorizon()
	e.number()
	e.checkOrder()
}

// parent returns the index of a task's parent, or the number of tasks for the
// top level. A parent that does not come before the task is none.
func (e *encoder) parent(i int) int {
	at, ok := e.index[e.plan.Tasks[i].Parent]
	if !ok || at >= i {
		return len(e.plan.Tasks)
	}
	return at
}

// findPlaces decides which tasks become activities and which nodes. P6 has
// nothing like an inactive task, so those are left out with all below them; but
// for empty nodes of the work breakdown, which is what an inactive task with
// the id of a node is.
func (e *encoder) findPlaces() {
	tasks := e.plan.Tasks
	e.places = make([]place, len(tasks))
	e.children = make([][]int, len(tasks)+1)
	for i := range tasks {
		if tasks[i].Parent != "" && e.parent(i) == len(tasks) {
			e.note(taskRef(tasks[i].ID, "parent"), string(tasks[i].Parent), CodeNotWritten)
		}
		e.children[e.parent(i)] = append(e.children[e.parent(i)], i)
	}
	hollow := e.hollow()
	for i := range tasks {
		up := e.parent(i)
		switch {
		case up < len(tasks) && e.places[up] == leftOut:
			e.places[i] = leftOut
		case hollow[i]:
			e.places[i] = asNode
		case tasks[i].Inactive:
			e.places[i] = leftOut
		case len(e.children[i]) > 0:
			e.places[i] = asNode
		}
		if e.places[i] == leftOut {
			e.note(taskRef(tasks[i].ID, ""), tasks[i].Name, CodeLeftOut)
		}
	}
	e.noteHollow(hollow)
}

// hollow returns which tasks are empty nodes, with nothing but such below.
func (e *encoder) hollow() []bool {
	tasks := e.plan.Tasks
	hollow := make([]bool, len(tasks))
	for i := len(tasks) - 1; i >= 0; i-- {
		t := &tasks[i]
		hollow[i] = t.Inactive && t.Duration.Length == 0 && strings.HasPrefix(string(t.ID), wbsPrefix)
		for _, k := range e.children[i] {
			hollow[i] = hollow[i] && hollow[k]
		}
	}
	return hollow
}

// noteHollow notes the summaries that have no activities left below them: they
// will be read as inactive.
func (e *encoder) noteHollow(hollow []bool) {
	tasks := e.plan.Tasks
	busy := make([]bool, len(tasks)+1)
	for i := len(tasks) - 1; i >= 0; i-- {
		busy[i] = busy[i] || e.places[i] == asActivity
		if busy[i] {
			busy[e.parent(i)] = true
		}
	}
	for i := range tasks {
		e.noteIf(e.places[i] == asNode && !busy[i] && !hollow[i], taskRef(tasks[i].ID, "inactive"), "false", CodeChanged)
	}
}

// checkOrder notes when the outline will come back in another order.
func (e *encoder) checkOrder() {
	var order, stack []int
	add := func(at int) {
		var nodes []int
		for _, k := range e.children[at] {
			switch e.places[k] {
			case asActivity:
				order = append(order, k)
			case asNode:
				nodes = append(nodes, k)
			}
		}
		slices.Reverse(nodes)
		stack = append(stack, nodes...)
	}
	add(len(e.plan.Tasks))
	for len(stack) > 0 {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		order = append(order, at)
		add(at)
	}
	if !slices.IsSorted(order) {
		e.note(planRef("tasks"), "", CodeReordered)
	}
}

// writeNodes writes the work breakdown: the project, then the nodes in plan
// order.
func (e *encoder) writeNodes() {
	e.table("PROJWBS", `wbs_id proj_id obs_id seq_num est_wt=1 proj_node_flag=N sum_data_flag=N status_code=WS_Open wbs_short_name wbs_name phase_id
		parent_wbs_id ev_user_pct=6 ev_etc_user_value=0.88 orig_cost=0.0000 indep_remain_total_cost=0.0000 ann_dscnt_rate_pct dscnt_period_type
		indep_remain_work_qty anticip_start_date anticip_end_date ev_compute_type=EC_Cmp_pct ev_etc_compute_type=EE_Rem_hr guid tmpl_guid plan_open_state`)
	e.setInt("wbs_id", e.numbers.root)
	e.setInt("proj_id", projectNumber)
	e.set("seq_num", "1")
	e.set("proj_node_flag", "Y")
	e.set("wbs_short_name", e.shortName())
	e.text("wbs_name", e.plan.Name, 100, planRef("name"))
	e.noteIf(e.plan.Name == "", planRef("name"), "", CodeChanged)
	e.end()
	codes := make([]map[string]bool, len(e.plan.Tasks)+1)
	for i := range e.plan.Tasks {
		if e.places[i] == asNode {
			e.writeNode(i, codes)
		}
	}
}

func (e *encoder) writeNode(i int, codes []map[string]bool) {
	t, up := &e.plan.Tasks[i], e.parent(i)
	e.setInt("wbs_id", e.numbers.tasks[i])
	e.setInt("proj_id", projectNumber)
	e.setInt("seq_num", i+1)
	if up == len(e.plan.Tasks) {
		e.setInt("parent_wbs_id", e.numbers.root)
	} else {
		e.setInt("parent_wbs_id", e.numbers.tasks[up])
	}
	if codes[up] == nil {
		codes[up] = map[string]bool{}
	}
	e.code("wbs_short_name", t, codes[up], strconv.Itoa(len(codes[up])+1))
	e.text("wbs_name", t.Name, 100, taskRef(t.ID, "name"))
	e.end()
	e.nodeLosses(t)
}

// code gives the row a code of a task, which P6 wants to be there and unique.
func (e *encoder) code(column string, t *schedule.Task, taken map[string]bool, instead string) {
	const most = 40
	e.text(column, t.WBS, most, taskRef(t.ID, "wbs"))
	text := e.row[e.at[column]]
	if text == "" {
		text = instead
		e.count(true, "task", "wbs", CodeChanged)
	} else if taken[text] {
		e.note(taskRef(t.ID, "wbs"), t.WBS, CodeChanged)
	}
	for stem, n := text, 2; taken[text]; n++ {
		number := "-" + strconv.Itoa(n)
		text = string([]rune(stem)[:min(len([]rune(stem)), most-len(number))]) + number
	}
	taken[text] = true
	e.set(column, text)
}

// nodeLosses notes what a node of the work breakdown cannot say of a summary.
func (e *encoder) nodeLosses(t *schedule.Task) {
	e.commonLosses(t)
	d := t.Duration
	e.noteIf(d.Length != 0, taskRef(t.ID, "duration"), d.Length.String(), CodeNotWritten)
	e.count(d.Elapsed, "task", "duration.elapsed", CodeNotWritten)
	e.count(t.Milestone, "task", "milestone", CodeNotWritten)
	e.count(t.Kind != schedule.WorkTask, "task", "kind", CodeNotWritten)
	e.count(t.Type != schedule.FixedUnits, "task", "type", CodeNotWritten)
	e.count(t.EffortDriven, "task", "effort_driven", CodeNotWritten)
	e.count(t.Calendar != "", "task", "calendar", CodeNotWritten)
	e.count(t.IgnoreResourceCalendars, "task", "ignore_resource_calendars", CodeNotWritten)
	e.count(t.Priority != 500, "task", "priority", CodeNotWritten)
	e.noteIf(t.Constraint != schedule.Constraint{}, taskRef(t.ID, "constraint"), constraintText(t.Constraint), CodeNotWritten)
	e.noteIf(t.Second != schedule.Constraint{}, taskRef(t.ID, "second"), constraintText(t.Second), CodeNotWritten)
	e.noteIf(!t.Deadline.IsZero(), taskRef(t.ID, "deadline"), t.Deadline.String(), CodeNotWritten)
	e.noteIf(!t.ExpectedFinish.IsZero(), taskRef(t.ID, "expected_finish"), t.ExpectedFinish.String(), CodeNotWritten)
	e.manualLosses(t, CodeNotWritten)
	e.noteIf(t.FixedCost.Sign() != 0, taskRef(t.ID, "fixed_cost"), t.FixedCost.String(), CodeNotWritten)
	e.progressLosses(t.ID, t.Progress, schedule.Progress{}, CodeNotWritten)
}

// commonLosses notes what neither a node nor an activity can say of a task.
func (e *encoder) commonLosses(t *schedule.Task) {
	e.count(t.Duration.Estimated, "task", "duration.estimated", CodeNotWritten)
	e.count(t.Duration.Unit != schedule.DefaultUnit, "task", "duration.unit", CodeNotWritten)
	e.noteIf(t.External, taskRef(t.ID, "external"), "true", CodeNotWritten)
	e.noteIf(t.LevelingDelay != schedule.Duration{}, taskRef(t.ID, "leveling_delay"), t.LevelingDelay.Length.String(), CodeNotWritten)
	e.noteIf(len(t.Splits) > 0, taskRef(t.ID, "splits"), strconv.Itoa(len(t.Splits)), CodeNotWritten)
}

// manualLosses notes the dates that a manual task has of its own.
func (e *encoder) manualLosses(t *schedule.Task, reason finding.Code) {
	e.noteIf(t.Manual, taskRef(t.ID, "manual"), "true", reason)
	e.noteIf(!t.Start.IsZero(), taskRef(t.ID, "start"), t.Start.String(), reason)
	e.noteIf(!t.Finish.IsZero(), taskRef(t.ID, "finish"), t.Finish.String(), reason)
}

func constraintText(c schedule.Constraint) string {
	return strings.TrimSpace(c.Kind.String() + " " + c.Date.String())
}

// chooseCurrency takes the currency of the first amount of the plan.
func (e *encoder) chooseCurrency() {
	e.currency, _ = money.Lookup("USD")
	if c, err := money.Lookup(e.options.Currency); err == nil {
		e.currency = c
	}
	for i := range e.plan.Tasks {
		t := &e.plan.Tasks[i]
		if e.takeCurrency(t.FixedCost) || e.takeCurrency(t.Progress.ActualCost) {
			return
		}
	}
	for i := range e.plan.Resources {
		if e.takeCurrency(e.plan.Resources[i].Rate) {
			return
		}
	}
}

func (e *encoder) takeCurrency(a money.Amount) bool {
	if a.Sign() == 0 || a.Currency().Code() == "" {
		return false
	}
	e.currency = a.Currency()
	return true
}
