package schedule

import (
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// addCalendar appends a calendar, which must compile upon its base.
func (e *editor) addCalendar() {
	c := e.edit.NewCalendar
	c.Times = cloneTimes(c.Times)
	before := len(e.found)
	if c.ID == "" {
		e.fault(finding.Finding{Code: CodeNoID, Remedy: RemedyUniqueID}, "new_calendar.id")
	} else if slices.ContainsFunc(e.plan.Calendars, func(other Calendar) bool { return other.ID == c.ID }) {
		e.taken("new_calendar.id", string(c.ID))
	}
	if e.hasCalendar(c.Base, "new_calendar.base") && len(e.found) == before {
		e.pass(calendarFaults(e.chain(c), c.ID), "new_calendar")
	}
	if len(e.found) == before {
		e.plan.Calendars = append(e.plan.Calendars, c)
	}
}

// chain returns a calendar with those that it is built upon, itself first.
// Whether it can be used hangs on no other.
func (e *editor) chain(c Calendar) []Calendar {
	list := []Calendar{c}
	for range e.plan.Calendars { // never longer, even where a chain has no end
		i := slices.IndexFunc(e.plan.Calendars, func(other Calendar) bool { return other.ID == list[len(list)-1].Base })
		if i < 0 || slices.ContainsFunc(list, func(other Calendar) bool { return other.ID == e.plan.Calendars[i].ID }) {
			break
		}
		list = append(list, e.plan.Calendars[i])
	}
	return list
}

// calendarFaults returns the findings that block one of some calendars.
func calendarFaults(calendars []Calendar, id CalendarID) []finding.Finding {
	found := Check(&Plan{Start: calendar.DateOf(2000, 1, 3).At(0), Calendars: calendars})
	return finding.Filter(found, func(f finding.Finding) bool {
		return f.Severity == finding.Block && f.Subject.Kind == "calendar" && f.Subject.ID == string(id)
	})
}

// addResource appends a resource.
func (e *editor) addResource() {
	r := e.edit.NewResource
	before := len(e.found)
	if r.ID == "" {
		e.fault(finding.Finding{Code: CodeNoID, Remedy: RemedyUniqueID}, "new_resource.id")
	} else if slices.ContainsFunc(e.plan.Resources, func(other Resource) bool { return other.ID == r.ID }) {
		e.taken("new_resource.id", string(r.ID))
	}
	e.hasCalendar(r.Calendar, "new_resource.calendar")
	if r.Max < 0 {
		e.fault(finding.Finding{Code: CodeEditNegative, Want: finding.Number(0, ""), Got: finding.Number(int64(r.Max), "")}, "new_resource.max_millionths")
	}
	if r.Kind > CostResource {
		e.fault(finding.Finding{Code: CodeBadKind, Want: finding.Number(int64(CostResource), ""), Got: finding.Number(int64(r.Kind), ""), Remedy: RemedyUseNamedKind}, "new_resource.kind")
	}
	if len(e.found) == before {
		e.plan.Resources = append(e.plan.Resources, r)
	}
}

// setResourceCalendar lets a resource work on another calendar.
func (e *editor) setResourceCalendar() {
	i := slices.IndexFunc(e.plan.Resources, func(r Resource) bool { return r.ID == e.edit.Resource })
	if i < 0 {
		e.missing(CodeEditNoResource, "resource", string(e.edit.Resource))
	}
	if e.hasCalendar(e.edit.Calendar, "calendar") && i >= 0 {
		e.plan.Resources[i].Calendar = e.edit.Calendar
	}
}

type calendarWire struct {
	ID    CalendarID          `json:"id"`
	Name  string              `json:"name,omitempty"`
	Base  CalendarID          `json:"base,omitempty"`
	Times calendar.Definition `json:"times"`
}

func calendarToWire(c Calendar) calendarWire { return calendarWire(c) }

func (w calendarWire) read() (Calendar, error) { return Calendar(w), nil }

type resourceWire struct {
	ID            ResourceID   `json:"id"`
	Name          string       `json:"name,omitempty"`
	Kind          string       `json:"kind"`
	MaxMillionths Share        `json:"max_millionths,omitempty"`
	Calendar      CalendarID   `json:"calendar,omitempty"`
	Group         string       `json:"group,omitempty"`
	Email         string       `json:"email,omitempty"`
	Rate          money.Amount `json:"rate,omitzero"`
	CostPerUse    money.Amount `json:"cost_per_use,omitzero"`
}

func resourceToWire(r Resource) resourceWire {
	return resourceWire{r.ID, r.Name, r.Kind.String(), r.Max, r.Calendar, r.Group, r.Email, r.Rate, r.CostPerUse}
}

func (w resourceWire) read() (Resource, error) {
	kind, err := kindNamed(w.Kind, CostResource)
	return Resource{w.ID, w.Name, kind, w.MaxMillionths, w.Calendar, w.Group, w.Email, w.Rate, w.CostPerUse}, err
}
