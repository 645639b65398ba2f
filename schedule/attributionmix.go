package schedule

import (
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// differs says in what two plans differ.
type differs uint8

// What can differ. Each belongs to one cause and is one part of it for each
// task, resource, calendar or risk.
const (
	durationDiffers differs = iota
	requestDiffers          // the duration that a request has set
	presenceDiffers         // a task is in one plan only
	activeDiffers
	outlineDiffers
	assignmentsDiffer
	resourceDiffers
	availabilityDiffers // a calendar that only resources use
	calendarDiffers
	taskCalendarDiffers
	projectCalendarDiffers
	linksDiffer
	constraintDiffers
	rulesDiffer
	lateDiffers
	projectStartDiffers
	riskDiffers
	externalDiffers
)

// partKey names a difference: id is of the task, resource, calendar or risk,
// empty for the plan.
type partKey struct {
	what differs
	id   string
	task TaskID // of a risk
}

func taskPart(what differs, id TaskID) partKey { return partKey{what: what, id: string(id)} }

// mixer makes plans that hold some differences and not others.
type mixer struct {
	was, is *sidePlan
	parts   []slipPart // by cause, within it in plan order
	at      map[partKey]int
	order   []TaskID // all tasks of both plans
	claims  map[TaskID]claims
	bridges map[Link]partKey // links that stand for tasks of the other plan
	on      []bool           // which parts the plan being made holds
}

// holds reports whether the present mix holds a difference of the later plan.
func (m *mixer) holds(k partKey) bool {
	i, differ := m.at[k]
	return differ && m.on[i]
}

// mix returns the plan that holds the parts which are on. It may be one that
// cannot be computed.
func (m *mixer) mix(on []bool) *Plan {
	m.on = on
	p := &Plan{Name: m.is.plan.Name, Start: m.was.plan.Start, Calendar: m.was.plan.Calendar, Units: m.was.plan.Units}
	if m.holds(partKey{what: projectStartDiffers}) {
		p.Start = m.is.plan.Start
	}
	if m.holds(partKey{what: projectCalendarDiffers}) {
		p.Calendar, p.Units = m.is.plan.Calendar, m.is.plan.Units
	}
	rules := m.side(partKey{what: rulesDiffer}).plan
	p.Rules, p.Finish = rules.Rules, rules.Finish
	p.Calendars = m.calendars()
	p.Resources = m.resources()
	m.tasks(p)
	m.links(p)
	return p
}

// side returns the plan that a difference is to be taken from.
func (m *mixer) side(k partKey) *sidePlan {
	if m.holds(k) {
		return m.is
	}
	return m.was
}

// calendars returns those of both plans.
func (m *mixer) calendars() []Calendar {
	list := slices.Clone(m.was.plan.Calendars)
	for i := range m.is.plan.Calendars {
		c := &m.is.plan.Calendars[i]
		at := slices.IndexFunc(list, func(old Calendar) bool { return old.ID == c.ID })
		switch {
		case at < 0:
			list = append(list, *c)
		case m.holds(partKey{what: calendarDiffers, id: string(c.ID)}), m.holds(partKey{what: availabilityDiffers, id: string(c.ID)}):
			list[at] = *c
		}
	}
	return list
}

// resources returns those of both plans.
func (m *mixer) resources() []Resource {
	list := slices.Clone(m.was.plan.Resources)
	for i := range m.is.plan.Resources {
		r := &m.is.plan.Resources[i]
		at := slices.IndexFunc(list, func(old Resource) bool { return old.ID == r.ID })
		switch {
		case at < 0:
			list = append(list, *r)
		case m.holds(partKey{what: resourceDiffers, id: string(r.ID)}):
			list[at] = *r
		}
	}
	return list
}

// present reports whether the present mix has a task.
func (m *mixer) present(id TaskID) bool {
	before, later, changed := m.was.has(id), m.is.has(id), m.holds(taskPart(presenceDiffers, id))
	return before && later || before && !changed || later && changed
}

// tasks adds the tasks of the mix with their assignments, parents first.
func (m *mixer) tasks(p *Plan) {
	parents := map[TaskID]TaskID{}
	children := map[TaskID][]TaskID{}
	for _, id := range m.order {
		if m.present(id) {
			parents[id] = m.parent(id)
			children[parents[id]] = append(children[parents[id]], id)
		}
	}
	var add func(id TaskID)
	add = func(id TaskID) {
		t := m.task(id)
		t.Parent = parents[id]
		p.Tasks = append(p.Tasks, t)
		m.assignments(p, id)
		for _, child := range children[id] {
			add(child)
		}
	}
	for _, id := range children[""] {
		add(id)
	}
}

// parent returns the nearest present task above a task.
func (m *mixer) parent(id TaskID) TaskID {
	for range m.order {
		s := m.home(id, partKey{what: outlineDiffers})
		if id = s.plan.Tasks[s.index[id]].Parent; id == "" || m.present(id) {
			return id
		}
	}
	return ""
}

// home returns the plan that a task has a property from.
func (m *mixer) home(id TaskID, k partKey) *sidePlan {
	switch {
	case !m.was.has(id):
		return m.is
	case !m.is.has(id):
		return m.was
	}
	return m.side(k)
}

// of returns a task as the plan has it that a difference is taken from.
func (m *mixer) of(id TaskID, what differs) *sideTask {
	s := m.home(id, taskPart(what, id))
	return &s.tasks[s.index[id]]
}

// task returns a task of the mix.
func (m *mixer) task(id TaskID) Task {
	t := m.of(id, durationDiffers).Task
	t.Duration.Length = m.duration(id)
	t.Inactive = m.of(id, activeDiffers).Inactive
	t.Calendar = m.of(id, taskCalendarDiffers).Calendar
	x := m.of(id, assignmentsDiffer)
	t.EffortDriven, t.IgnoreResourceCalendars, t.LevelingDelay = x.EffortDriven, x.IgnoreResourceCalendars, x.LevelingDelay
	x = m.of(id, constraintDiffers)
	t.Constraint, t.Second = x.Constraint, x.Second
	t.Manual, t.Start, t.Finish = x.Manual, x.Start, x.Finish
	m.shift(id, &t)
	return t
}

// duration returns how long a task is: what it was, and what the present
// causes add.
func (m *mixer) duration(id TaskID) calendar.Work {
	t := m.of(id, durationDiffers)
	length := t.Duration.Length
	late := m.of(id, lateDiffers)
	if c, claimed := m.claims[id]; claimed {
		was, is := m.was.tasks[m.was.index[id]].Duration.Length, m.is.tasks[m.is.index[id]].Duration.Length
		length = was
		if m.holds(taskPart(durationDiffers, id)) {
			length += is - was - c.request - c.longer()
		}
		if m.holds(taskPart(requestDiffers, id)) {
			length += c.request
		}
		length += c.held(m, FinishDate)
	}
	return max(0, length-late.ahead)
}

// shift moves a task by the delay of its start.
func (m *mixer) shift(id TaskID, t *Task) {
	x := m.of(id, lateDiffers)
	late := x.late
	if c, claimed := m.claims[id]; claimed {
		if m.holds(taskPart(lateDiffers, id)) {
			late -= c.later()
		}
		late += c.held(m, StartDate)
	}
	switch {
	case t.Manual && t.Start != 0:
		m.shiftManual(t, x, late)
	case x.early != 0:
		t.Constraint, t.Second = Constraint{MustStartOn, x.early}, Constraint{}
		t.LevelingDelay = Duration{}
	case late > 0:
		t.LevelingDelay.Elapsed = x.clock && late == x.late || t.LevelingDelay.Elapsed && t.LevelingDelay.Length != 0
		t.LevelingDelay.Length += late
		m.postpone(t, &t.Constraint, late)
		m.postpone(t, &t.Second, late)
	}
}

// shiftManual moves the fixed dates of a task.
func (m *mixer) shiftManual(t *Task, x *sideTask, late calendar.Work) {
	on := m.calendarOf(t.ID)
	if late = max(late, 0); x.early != 0 {
		late = on.Between(t.Start, x.early)
	}
	start, err := span{on, late, x.clock}.forward(t.Start)
	if err != nil {
		return
	}
	t.Start = start
	if t.Finish == 0 {
		return
	}
	if finish, err := (span{on, late + m.of(t.ID, durationDiffers).stretch, x.clock}).forward(t.Finish); err == nil {
		t.Finish = max(start, finish)
	}
}

// calendarOf returns the calendar that a task has in the later plan, or else
// its project's.
func (m *mixer) calendarOf(id TaskID) *calendar.Calendar {
	if own := m.is.result.Calendar(id); own != nil {
		return own
	}
	return m.is.result.ProjectCalendar()
}

// postpone lets a dated constraint not undo a late start.
func (m *mixer) postpone(t *Task, c *Constraint, late calendar.Work) {
	if c.Date == 0 {
		return
	}
	if moved, err := (span{m.calendarOf(t.ID), late, t.LevelingDelay.Elapsed}).forward(c.Date); err == nil {
		c.Date = moved
	}
}

// assignments adds those of a task: who and how much from one plan, the work of
// those in both from where its duration comes from.
func (m *mixer) assignments(p *Plan, id TaskID) {
	works := m.home(id, taskPart(durationDiffers, id)).assigned[id]
	for _, a := range m.home(id, taskPart(assignmentsDiffer, id)).assigned[id] {
		b := planned(a)
		for _, other := range works {
			if other.ID == a.ID {
				b.Work = other.Work
			}
		}
		p.Assignments = append(p.Assignments, b)
	}
}

// planned returns what of an assignment moves dates before it has begun.
func planned(a *Assignment) Assignment {
	return Assignment{ID: a.ID, Task: a.Task, Resource: a.Resource, Units: a.Units, Work: a.Work, Delay: a.Delay, LevelingDelay: a.LevelingDelay, Contour: a.Contour}
}

// links adds the links whose ends are in the mix.
func (m *mixer) links(p *Plan) {
	for _, s := range []*sidePlan{m.was, m.is} {
		for _, l := range s.plan.Links {
			if m.carries(s, l) && !m.early(l.To) {
				p.Links = append(p.Links, m.planned(l))
			}
		}
	}
}

// planned returns a link whose lag, a percentage of a task that has begun, is
// that of the duration planned, which is what the plan counts, and not of the
// one that it had.
func (m *mixer) planned(l Link) Link {
	if l.Lag.Percent == 0 || !m.inEither(l.From) {
		return l
	}
	s := m.home(l.From, taskPart(durationDiffers, l.From))
	if t := &s.result.net.tasks[s.index[l.From]]; t.state != unstarted && !t.isSummary() {
		l.Lag = Lag{Length: percentOf(t.duration, l.Lag.Percent), Elapsed: t.elapsed}
	}
	return l
}

// early reports whether a task stays where it began out of sequence.
func (m *mixer) early(id TaskID) bool { return m.inEither(id) && m.of(id, lateDiffers).early != 0 }

func (m *mixer) inEither(id TaskID) bool { return m.was.has(id) || m.is.has(id) }

// carries reports whether the mix has a link of one of the plans.
func (m *mixer) carries(s *sidePlan, l Link) bool {
	if l.External {
		return m.inEither(l.To) && m.present(l.To) && m.home(l.To, taskPart(externalDiffers, l.To)) == s
	}
	if !m.present(l.From) || !m.present(l.To) {
		return false
	}
	if !m.inBoth(l.From) || !m.inBoth(l.To) {
		return true // of a task that only one plan has: it is of that plan
	}
	if k, bridge := m.bridges[l]; bridge {
		return m.side(k) == s
	}
	return m.side(taskPart(linksDiffer, l.To)) == s
}

func (m *mixer) inBoth(id TaskID) bool { return m.was.has(id) && m.is.has(id) }
