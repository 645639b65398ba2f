package xer

import (
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// resource reads one resource. Resources belong to no project: all of the file
// are read.
func (m *mapper) resource() {
	r := schedule.Resource{ID: schedule.ResourceID(m.begin("resource", "rsrc_id"))}
	if r.ID == "" {
		return
	}
	if len(m.plan.Resources) >= m.limits.Resources {
		m.over("Resources", m.limits.Resources)
		return
	}
	if !m.fresh(m.records.resources, string(r.ID), "rsrc_id", len(m.plan.Resources)) {
		return
	}
	if r.Name = m.text("rsrc_name"); r.Name == "" {
		r.Name = m.text("rsrc_short_name")
	}
	r.Kind = word(m, "rsrc_type", "RT_Labor RT_Equip RT_Mat", schedule.WorkResource, schedule.WorkResource, schedule.MaterialResource)
	if string(m.raw("rsrc_type")) == "RT_Equip" {
		m.count("rsrc_type", CodeNonlabor)
	}
	r.Calendar = m.calendarID("clndr_id")
	r.Email = m.text("email_addr")
	r.Group = m.id("parent_rsrc_id") // until groups
	m.plan.Resources = append(m.plan.Resources, r)
}

// groups gives every resource the name of the one that it is part of.
func (m *mapper) groups() {
	names := make([]string, len(m.plan.Resources))
	for i := range m.plan.Resources {
		r := &m.plan.Resources[i]
		if r.Group == "" {
			continue
		}
		at, ok := m.records.resources[r.Group]
		if !ok || at == i {
			m.subject = finding.Ref{Kind: "resource", ID: string(r.ID)}
			m.unknown("parent_rsrc_id", r.Group)
			continue
		}
		names[i] = m.plan.Resources[at].Name
	}
	for i := range names {
		m.plan.Resources[i].Group = names[i]
	}
}

// rate reads one row of prices and units. Of several rows of a resource the
// last one that holds at the data date counts, or the first if none does.
func (m *mapper) rate() {
	at, ok := m.records.resources[m.id("rsrc_id")]
	if !ok {
		return
	}
	r := &m.plan.Resources[at]
	m.subject = finding.Ref{Kind: "resource", ID: string(r.ID)}
	since := m.moment("start_date")
	if m.records.ratesSince == nil {
		m.records.ratesSince = map[int]calendar.DateTime{}
	}
	before, another := m.records.ratesSince[at]
	if another {
		m.note("start_date", CodeRateTable)
		if !(since > before && since <= m.plan.DataDate || before > m.plan.DataDate && since < before) {
			return
		}
	}
	m.records.ratesSince[at] = since
	r.Max, r.Rate = m.share("max_qty_per_hr"), m.amount("cost_per_qty")
}

// assignment reads one assignment.
func (m *mapper) assignment() {
	a := schedule.Assignment{ID: schedule.AssignmentID(m.begin("assignment", "taskrsrc_id"))}
	if len(m.plan.Assignments) >= m.limits.Assignments {
		m.over("Assignments", m.limits.Assignments)
		return
	}
	task, known := m.records.tasks[m.id("task_id")]
	if !known || task == omitted {
		m.unknown("task_id", m.id("task_id"))
		return
	}
	if a.ID == "" || !m.fresh(m.records.assignments, string(a.ID), "taskrsrc_id", len(m.plan.Assignments)) {
		return
	}
	a.Task = m.plan.Tasks[task].ID
	kind := m.assignee(&a)
	a.Units = m.share("target_qty_per_hr")
	a.Delay = m.hours("target_lag_drtn_hr_cnt")
	a.ActualStart, a.ActualFinish = m.moment("act_start_date"), m.moment("act_end_date")
	if kind == schedule.MaterialResource {
		if m.has("target_qty") {
			m.count("target_qty", CodeNotCarried)
		}
	} else {
		a.Work, a.RemainingWork = m.duration("target_qty"), m.duration("remain_qty")
		a.ActualWork = m.duration("act_reg_qty") + m.duration("act_ot_qty")
	}
	if string(m.raw("cost_per_qty_source_type")) == "ST_Custom" {
		m.count("cost_per_qty", CodeNotCarried)
	}
	m.spend(task, m.amount("act_reg_cost"), m.amount("act_ot_cost"))
	m.plan.Assignments = append(m.plan.Assignments, a)
}

// assignee finds the resource of an assignment and returns its kind. Work that
// only a role has been found for has none.
func (m *mapper) assignee(a *schedule.Assignment) schedule.ResourceKind {
	id := m.id("rsrc_id")
	if id == "" {
		if m.has("role_id") {
			m.count("role_id", CodeRoleOnly)
		}
		return schedule.WorkResource
	}
	at, known := m.records.resources[id]
	if !known {
		m.unknown("rsrc_id", id)
		return schedule.WorkResource
	}
	a.Resource = schedule.ResourceID(id)
	return m.plan.Resources[at].Kind
}

// expense reads a cost that no assignment carries.
func (m *mapper) expense() {
	m.subject = finding.Ref{Kind: "expense", ID: m.id("cost_item_id")}
	task, known := m.records.tasks[m.id("task_id")]
	if !known || task == omitted {
		m.unknown("task_id", m.id("task_id"))
		return
	}
	t := &m.plan.Tasks[task]
	t.FixedCost = m.sum("target_cost", t.FixedCost, m.amount("target_cost"))
	m.spend(task, m.amount("act_cost"))
}

// spend adds to the actual cost of a task.
func (m *mapper) spend(task int, amounts ...money.Amount) {
	p := &m.plan.Tasks[task].Progress
	for _, a := range amounts {
		p.ActualCost = m.sum("act_cost", p.ActualCost, a)
	}
}

// sum adds two amounts, which are in one currency.
func (m *mapper) sum(field string, a, b money.Amount) money.Amount {
	total, err := a.Add(b)
	if err != nil {
		m.unreadable(field, "an amount that can be added", m.raw(field))
		return a
	}
	return total
}
