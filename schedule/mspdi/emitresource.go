package mspdi

import "github.com/milepost-go/milepost/schedule"

// resource writes one resource, fields in the order of the schema.
func (e *emitter) resource(i int) {
	r := &e.plan.Resources[i]
	e.about("resource", string(r.ID))
	if e.resources.uid[i] == leftOut {
		e.leftOut(string(r.ID))
		return
	}
	e.out.open("Resource")
	e.int("UID", e.resources.uid[i])
	e.int("ID", e.resourceRow(i))
	e.resourceName(r)
	kind := kindOrFirst(e, "kind", r.Kind, schedule.CostResource)
	e.int("Type", typeNumber(kind))
	e.flag("IsNull", false)
	e.text("Group", "group", r.Group, longestText)
	e.text("EmailAddress", "email", r.Email, longestText)
	if r.Max != 0 {
		e.share("MaxUnits", r.Max)
	}
	e.rate(r, kind)
	e.money("CostPerUse", "cost_per_use", r.CostPerUse, 2)
	e.int("CalendarUID", e.resourceCalendar(i))
	if kind == schedule.CostResource {
		e.flag("IsCostResource", true)
	}
	e.hostID(e.fields.resource, string(r.ID), e.resources.uid[i])
	e.out.close("Resource")
}

// resourceRow returns the number that Project shows at the left of a resource.
func (e *emitter) resourceRow(i int) int64 {
	if len(e.resourceNumber) > 0 {
		return e.resourceNumber[i]
	}
	return int64(i) + 1
}

// resourceName writes the name; Microsoft Project takes no list separators and
// no brackets in it and changes them when it opens the file.
func (e *emitter) resourceName(r *schedule.Resource) {
	for _, c := range r.Name {
		if c == ',' || c == '[' || c == ']' {
			e.add("name", r.Name, CodeResourceName)
			break
		}
	}
	e.text("Name", "name", r.Name, longestText)
}

// typeNumber returns the number of a kind in the format, where a cost is a
// material with a mark.
func typeNumber(kind schedule.ResourceKind) int64 {
	if kind == schedule.WorkResource {
		return 1
	}
	return 0
}

// The formats of rates: an amount for each hour, or each unit of a material.
const (
	ratePerHour = 2
	ratePerUnit = 8
)

func (e *emitter) rate(r *schedule.Resource, kind schedule.ResourceKind) {
	if r.Rate.Sign() == 0 {
		return
	}
	e.money("StandardRate", "rate", r.Rate, 0)
	if kind == schedule.WorkResource {
		e.int("StandardRateFormat", ratePerHour)
	} else {
		e.int("StandardRateFormat", ratePerUnit)
	}
}

// resourceCalendar returns the UID of the calendar of a resource, its own if
// it would share one.
func (e *emitter) resourceCalendar(i int) int64 {
	if uid := e.roles.standIn[i]; uid != leftOut {
		return uid
	}
	return e.calendarUID("calendar", e.plan.Resources[i].Calendar)
}
