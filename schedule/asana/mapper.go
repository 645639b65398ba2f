package asana

import (
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// mapper makes a plan of the records of a file.
type mapper struct {
	options  Options
	limits   Limits
	notes    notebook
	project  project
	sections []section // in order, as far as the file lists them
	records  []record
	homes    map[string]int // index in records by gid

	plan  *schedule.Plan
	taken map[schedule.TaskID]bool
	byID  map[schedule.TaskID]int
	week  *calendar.Calendar

	order       []int // of the records in the outline
	carriedPlan bool  // a card says what the plan says of itself
}

func newMapper(o Options, limits Limits) *mapper {
	return &mapper{options: o, limits: limits, notes: notebook{most: limits.Notes}, homes: map[string]int{}, plan: &schedule.Plan{}}
}

// finish makes the plan.
func (m *mapper) finish() (*schedule.Plan, []schedule.LossNote, error) {
	m.identify()
	m.planCards()
	m.parents()
	if !m.outline() {
		return nil, nil, overLimit("Tasks", m.limits.Tasks)
	}
	if !m.links() {
		return nil, nil, overLimit("Links", m.limits.Links)
	}
	m.people()
	m.begin()
	return m.plan, m.notes.all(), nil
}

// identify gives every record its id: that of its card, its gid, or one made of
// its place.
func (m *mapper) identify() {
	m.taken, m.byID = map[schedule.TaskID]bool{}, map[schedule.TaskID]int{}
	for i := range m.records {
		r := &m.records[i]
		m.identifyOne(r)
		m.byID[r.id] = i
		if r.gid != "" {
			m.homes[r.gid] = i
		}
	}
}

func (m *mapper) identifyOne(r *record) {
	if r.card != nil {
		if m.take(r, r.card.ID) {
			return
		}
		m.notes.add(r.subject, string(r.card.ID), CodeDuplicateID)
		r.card = nil // a copy of the task, and so of its notes
	}
	if r.gid != "" && m.take(r, schedule.TaskID(r.gid)) {
		return
	}
	if r.gid != "" {
		m.notes.add(r.subject, r.gid, CodeDuplicateID)
		r.gid = ""
	} else {
		m.notes.count("task", "id", CodeMadeID)
	}
	for id := r.made; ; id += "'" {
		if m.take(r, schedule.TaskID(id)) {
			return
		}
	}
}

// take gives the record an id that no other has.
func (m *mapper) take(r *record, id schedule.TaskID) bool {
	if m.taken[id] {
		return false
	}
	m.taken[id] = true
	r.id = id
	return true
}

// planCards takes what the cards say about the plan itself.
func (m *mapper) planCards() {
	m.plan.Name = m.project.name
	for i := range m.records {
		c := m.records[i].card
		if c == nil || c.Plan == nil {
			continue
		}
		p := c.Plan
		if m.project.gid == "" || m.plan.Name == "" {
			m.plan.Name = p.Name
		}
		m.plan.Start, m.plan.Finish, m.plan.MustFinish, m.plan.DataDate = p.Start, p.Finish, p.MustFinish, p.DataDate
		m.carriedPlan = true
		m.carded(p)
		return
	}
}

// carded takes calendars and resources from a card. Ids that stand twice count
// once.
func (m *mapper) carded(p *planCard) {
	calendars := map[schedule.CalendarID]bool{}
	for _, e := range p.Calendars {
		if c := e.NewCalendar; c.ID != "" && !calendars[c.ID] {
			calendars[c.ID] = true
			m.plan.Calendars = append(m.plan.Calendars, c)
		}
	}
	if calendars[p.Calendar] {
		m.plan.Calendar = p.Calendar
	}
	resources := map[schedule.ResourceID]bool{}
	for _, e := range p.Resources {
		if r := e.NewResource; r.ID != "" && !resources[r.ID] {
			resources[r.ID] = true
			m.plan.Resources = append(m.plan.Resources, r)
		}
	}
}

// parents finds the parent of every record.
func (m *mapper) parents() {
	var names *nameIndex
	for i := range m.records {
		r := &m.records[i]
		switch {
		case r.parent != "":
			m.parentByID(i)
		case r.parentName.text != "":
			if names == nil {
				names = indexNames(m.records)
			}
			m.parentByName(i, names)
		case r.card != nil && r.card.Lifted:
			if up, known := m.byID[r.card.Parent]; known && up != i {
				r.up = up
			}
		}
	}
	m.breakCircles()
	for i := range m.records {
		if up := m.records[i].up; up >= 0 {
			m.records[up].down = append(m.records[up].down, i)
		}
	}
}

func (m *mapper) parentByID(i int) {
	r := &m.records[i]
	up, known := m.homes[r.parent]
	switch {
	case !known:
		m.notes.add(m.ref(r, "parent"), r.parent, CodeUnknownReference)
	case up == i:
		m.notes.add(m.ref(r, "parent"), r.parent, CodeSelf)
	default:
		r.up = up
	}
}

// parentByName takes the one task of the name; of several the one that the card
// names.
func (m *mapper) parentByName(i int, names *nameIndex) {
	r := &m.records[i]
	key := nameKey(r.parentName.text)
	found := names.candidates(key, func(k int) bool { return k != i })
	if len(found) > 1 && r.card != nil {
		found = names.candidates(key, func(k int) bool { return k != i && m.records[k].id == r.card.Parent })
		if len(found) == 0 {
			found = []int{-1, -1}
		}
	}
	switch len(found) {
	case 0:
		m.notes.add(r.parentName.subject(), r.parentName.text, CodeUnknownReference)
	case 1:
		r.up = found[0]
	default:
		m.notes.add(r.parentName.subject(), r.parentName.text, CodeAmbiguous)
	}
}

// breakCircles lifts a task that is its own ancestor to the top.
func (m *mapper) breakCircles() {
	const fresh, open, done = 0, 1, 2
	state := make([]uint8, len(m.records))
	for i := range m.records {
		k := i
		for state[k] == fresh {
			state[k] = open
			up := m.records[k].up
			if up < 0 {
				break
			}
			if state[up] == open {
				m.notes.add(m.ref(&m.records[k], "parent"), string(m.records[up].id), CodeSelf)
				m.records[k].up = -1
				break
			}
			k = up
		}
		for k = i; k >= 0 && state[k] == open; k = m.records[k].up {
			state[k] = done
		}
	}
}

// ref names a field of a task.
func (m *mapper) ref(r *record, field string) finding.Ref {
	return finding.Ref{Kind: "task", ID: string(r.id), Field: field}
}

// begin sets the start of the project: what the file says, what the caller says,
// or the earliest date.
func (m *mapper) begin() {
	p := m.plan
	if !m.carriedPlan && !m.project.due.isZero() {
		p.MustFinish = m.project.due.at(evening)
	}
	if m.carriedPlan && p.Start.IsZero() {
		return
	}
	if p.Start.IsZero() && !m.project.start.isZero() {
		p.Start = m.project.start.at(morning)
	}
	if p.Start.IsZero() {
		p.Start = m.options.Start
	}
	if !p.Start.IsZero() {
		return
	}
	for i := range p.Tasks {
		t := &p.Tasks[i]
		for _, d := range []calendar.DateTime{t.Start, t.Finish, t.Progress.ActualFinish} {
			if !d.IsZero() && (p.Start.IsZero() || d < p.Start) {
				p.Start = d
			}
		}
	}
	if p.Start.IsZero() {
		return
	}
	p.Start = p.Start.Date().At(morning)
	m.notes.add(finding.Ref{Kind: "project", ID: m.project.gid, Field: "start"}, p.Start.String(), CodeStartGuessed)
}

func itoa(n int) string { return strconv.Itoa(n) }
