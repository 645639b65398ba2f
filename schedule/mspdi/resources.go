package mspdi

import "github.com/milepost-go/milepost/schedule"

// resource reads one resource. The nameless one with UID 0 stands for work
// that nobody has been found for; it is left out, as are blank rows and budget
// resources.
func (m *mapper) resource(at int32) {
	r := schedule.Resource{ID: schedule.ResourceID(m.begin("resource", at))}
	if r.ID == "" {
		return
	}
	if len(m.plan.Resources) >= m.limits.Resources {
		m.over(at, "Resources", m.limits.Resources)
		return
	}
	if m.isSet(at, symIsNull) {
		m.fresh(&m.records.resources, string(r.ID), at, omitted)
		return
	}
	if r.ID == "0" && m.isNobody(at) {
		m.fresh(&m.records.resources, "0", at, omitted)
		return
	}
	if m.isSet(at, symIsBudget) {
		m.note(at, CodeBudget)
		m.fresh(&m.records.resources, string(r.ID), at, omitted)
		return
	}
	m.children(at, func(at int32, name sym) { m.resourceField(at, name, &r) })
	r.Calendar = m.calendarID(r.Calendar, "calendar_uid")
	if m.fresh(&m.records.resources, string(r.ID), at, len(m.plan.Resources)) {
		m.plan.Resources = append(m.plan.Resources, r)
	}
}

func (m *mapper) isNobody(at int32) bool {
	i := m.child(at, symName)
	return i == 0 || len(m.raw(i)) == 0
}

func (m *mapper) isSet(at int32, name sym) bool {
	i := m.child(at, name)
	return i > 0 && m.flag(i)
}

func (m *mapper) resourceField(at int32, name sym, r *schedule.Resource) {
	switch name {
	case symName:
		r.Name = m.text(at)
	case symType:
		if k := kind(m, at, schedule.MaterialResource, schedule.WorkResource, schedule.CostResource); r.Kind != schedule.CostResource {
			r.Kind = k
		}
	case symIsCostResource:
		if m.flag(at) {
			r.Kind = schedule.CostResource
		}
	case symMaxUnits:
		if r.Max = m.share(at); r.Max == 0 && len(m.raw(at)) > 0 {
			m.note(at, CodeZeroUnits)
		}
	case symExtendedAttribute:
		m.attribute(at)
	case symCalendarUID:
		r.Calendar = schedule.CalendarID(m.id(at))
	case symGroup:
		r.Group = m.text(at)
	case symEmailAddress:
		r.Email = m.text(at)
	case symStandardRate:
		r.Rate = m.amount(at, 0) // per hour, whatever unit StandardRateFormat shows it in
	case symCostPerUse:
		r.CostPerUse = m.cost(at)
	case symRates:
		if m.rows(at, symRate) > 1 {
			m.note(at, CodeRateTable)
		}
	case symAvailabilityPeriods:
		if m.rows(at, symAvailabilityPeriod) > 1 {
			m.note(at, CodeAvailability)
		}
	default:
		m.lost(at)
	}
}

// rows counts the rows of a table.
func (m *mapper) rows(at int32, row sym) (rows int) {
	m.children(at, func(_ int32, name sym) {
		if name == row {
			rows++
		}
	})
	return rows
}
