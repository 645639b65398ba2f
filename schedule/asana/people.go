package asana

import (
	"strings"

	"github.com/milepost-go/milepost/schedule"
)

// crew finds resources by what Asana says of a person.
type crew struct {
	m           *mapper
	index       map[schedule.ResourceID]int // index in Plan.Resources
	found       map[person]schedule.ResourceID
	assignments map[schedule.AssignmentID]bool
}

// people makes assignees resources, each with one assignment per task.
func (m *mapper) people() {
	c := &crew{m, map[schedule.ResourceID]int{}, map[person]schedule.ResourceID{}, map[schedule.AssignmentID]bool{}}
	for i := range m.plan.Resources {
		c.index[m.plan.Resources[i].ID] = i
	}
	for i := range m.records {
		if r := &m.records[i]; r.card != nil {
			c.carded(r)
		} else if r.person != (person{}) {
			c.assign(r)
		}
	}
}

// carded takes the assignments of the card, but for the one that Asana showed
// and shows no longer.
func (c *crew) carded(r *record) {
	kept := r.person == (person{}) && r.card.Assignee == ""
	for _, e := range r.card.Work {
		a := e.NewAssignment
		if a.Resource != "" && a.Resource == r.card.Assignee {
			if !c.same(r.person, a.Resource) {
				continue
			}
			kept = true
		}
		c.add(r, a)
	}
	if !kept && r.person != (person{}) {
		c.assign(r)
	}
}

// add adds an assignment of the card. A resource that the plan lost is made
// again from its id.
func (c *crew) add(r *record, a schedule.Assignment) {
	a.Task = r.id
	if a.ID == "" || c.assignments[a.ID] {
		a.ID = c.freeID(r)
	}
	if _, known := c.index[a.Resource]; !known && a.Resource != "" {
		c.m.notes.add(c.m.ref(r, "resource"), string(a.Resource), CodeUnknownReference)
		c.newResource(schedule.Resource{ID: a.Resource, Name: string(a.Resource)})
	}
	c.assignments[a.ID] = true
	c.m.plan.Assignments = append(c.m.plan.Assignments, a)
}

func (c *crew) freeID(r *record) schedule.AssignmentID {
	id := string(r.id) + ":assignee"
	for c.assignments[schedule.AssignmentID(id)] {
		id += "'"
	}
	return schedule.AssignmentID(id)
}

// assign gives the task to the person that Asana names.
func (c *crew) assign(r *record) { c.add(r, schedule.Assignment{Resource: c.resource(r.person)}) }

// resource returns the resource of a person: one of the plan, else a new one
// with the e-mail address, the gid or the name as its id.
func (c *crew) resource(p person) schedule.ResourceID {
	if id, known := c.found[p]; known {
		return id
	}
	id := c.match(p)
	if id == "" {
		for _, text := range []string{p.email, p.gid, p.name} {
			if id == "" {
				id = schedule.ResourceID(text)
			}
		}
		if _, known := c.index[id]; !known {
			c.newResource(schedule.Resource{ID: id, Name: p.name, Email: p.email})
		}
	}
	c.found[p] = id
	return id
}

func (c *crew) newResource(r schedule.Resource) {
	if r.Name == "" {
		r.Name = string(r.ID)
	}
	c.index[r.ID] = len(c.m.plan.Resources)
	c.m.plan.Resources = append(c.m.plan.Resources, r)
}

// match returns the first resource of the plan that is the person.
func (c *crew) match(p person) schedule.ResourceID {
	for i := range c.m.plan.Resources {
		if id := c.m.plan.Resources[i].ID; c.same(p, id) {
			return id
		}
	}
	return ""
}

// same reports whether a person is a resource: by e-mail address where both have
// one, else by the gid that was given for it, else by name.
func (c *crew) same(p person, id schedule.ResourceID) bool {
	known := c.m.options.Assignees[id]
	r := schedule.Resource{ID: id}
	if i, here := c.index[id]; here {
		r = c.m.plan.Resources[i]
	}
	switch {
	case p == (person{}):
		return false
	case p.email != "" && (r.Email != "" || known != ""):
		return strings.EqualFold(p.email, r.Email) || p.email == known
	case p.gid != "" && (p.gid == known || p.gid == string(id)):
		return true
	}
	return p.name != "" && (p.name == r.Name || p.name == string(id))
}
