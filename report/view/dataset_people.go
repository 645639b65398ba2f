package view

import (
	"strings"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func starPeople() starTable {
	return starTable{name: "people", rows: starProject.peopleRows, columns: []dataset.Column{
		keyed("person_id"), worded("name"), worded("kind"), worded("team"), worded("roles"), share("max_units"), dated("joined"), dated("left"),
	}}
}

// peopleRows writes the resources of the plan, then the members of the team,
// then whoever else is named. A resource and an actor of one id are one.
func (p starProject) peopleRows(yield func([]finding.Value) bool) {
	seen := map[string]bool{}
	stays := p.stays()
	plan := p.plan()
	for i := range plan.Resources {
		r := &plan.Resources[i]
		if once(seen, string(r.ID)) && !yield(p.resource(r, stays[string(r.ID)])) {
			return
		}
	}
	goOn := true
	p.mentionedPeople(func(id string) {
		if goOn && once(seen, id) {
			goOn = yield(p.person(id, stays[id]))
		}
	})
}

func (p starProject) resource(r *schedule.Resource, s stay) []finding.Value {
	name := text(r.Name)
	if name.IsZero() {
		name = p.called("actor", string(r.ID))
	}
	units := r.Max
	if units == 0 {
		units = schedule.FullUnit
	}
	return []finding.Value{
		p.ref(string(r.ID)), name, finding.Text(r.Kind.String()), text(r.Group), finding.List(s.roles...),
		finding.Ratio(int64(units), int64(schedule.FullUnit), ""), day(s.from), day(s.to),
	}
}

func (p starProject) person(id string, s stay) []finding.Value {
	return []finding.Value{p.ref(id), p.called("actor", id), finding.Text("actor"), {}, finding.List(s.roles...), {}, day(s.from), day(s.to)}
}

// stay is the time of an actor in the team over all their stays.
type stay struct {
	roles    []string
	from, to calendar.Date // zero: since ever, until further notice
}

func (p starProject) stays() map[string]stay {
	list := map[string]stay{}
	for _, m := range p.Team {
		id := string(m.Actor)
		s, before := list[id]
		for _, role := range m.Roles {
			if !strings.Contains("\x00"+strings.Join(s.roles, "\x00")+"\x00", "\x00"+string(role)+"\x00") {
				s.roles = append(s.roles, string(role))
			}
		}
		if !before || m.From.IsZero() || !s.from.IsZero() && m.From.Before(s.from) {
			s.from = m.From
		}
		if !before || m.To.IsZero() || !s.to.IsZero() && m.To.After(s.to) {
			s.to = m.To
		}
		list[id] = s
	}
	return list
}

// mentionedPeople visits whoever is named beside the resources of the plan.
func (p starProject) mentionedPeople(visit func(string)) {
	for _, m := range p.Team {
		visit(string(m.Actor))
	}
	visit(p.Charter.Sponsor)
	for _, a := range p.plan().Assignments {
		visit(string(a.Resource))
	}
	for _, m := range p.Milestones {
		visit(m.Owner)
	}
	for _, d := range p.State.Decisions() {
		visit(string(d.Actor))
	}
	p.riskPeople(visit)
	for i := range p.Changes {
		visit(p.Changes[i].Proposer)
		visit(p.Changes[i].Decision.By)
	}
	p.meetingPeople(visit)
}

func (p starProject) riskPeople(visit func(string)) {
	for i := range p.Register.Risks {
		r := &p.Register.Risks[i]
		visit(r.Owner)
		for _, x := range r.Responses {
			visit(x.Owner)
		}
	}
}

func (p starProject) meetingPeople(visit func(string)) {
	for _, m := range p.meetings() {
		visit(m.Chair)
		visit(m.By)
		for _, a := range m.Attendance {
			visit(a.Actor)
		}
		for _, d := range m.Decisions {
			visit(d.By)
		}
	}
	for _, i := range comms.ActionLog(p.Minutes, p.Closings) {
		visit(i.Owner)
	}
}
