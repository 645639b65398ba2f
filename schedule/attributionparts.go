package schedule

import (
	"reflect"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// slipPart is one difference between two plans.
type slipPart struct {
	cause   SlipCause
	key     partKey
	what    finding.Ref
	was, is finding.Value
	by      []string // requests
}

// newMixer takes two plans apart.
func newMixer(was, is *sidePlan, o AttributionOptions) *mixer {
	m := &mixer{was: was, is: is, at: map[partKey]int{}, claims: map[TaskID]claims{}, bridges: map[Link]partKey{}}
	for i := range is.tasks {
		m.order = append(m.order, is.tasks[i].ID)
	}
	for i := range was.tasks {
		if _, stays := is.index[was.tasks[i].ID]; !stays {
			m.order = append(m.order, was.tasks[i].ID)
		}
	}
	d := differ{mixer: m, touched: touchedBy(was, is, o.Requests)}
	d.claim(o)
	d.tasks()
	d.outline()
	d.network()
	d.supply()
	d.whole()
	d.risks(o.Risks)
	slices.SortStableFunc(m.parts, func(a, b slipPart) int { return int(a.cause) - int(b.cause) })
	for i := range m.parts {
		m.at[m.parts[i].key] = i
	}
	return m
}

// differ lists what differs between two plans.
type differ struct {
	*mixer
	touched map[partKey][]string // ids of requests
}

// add notes a difference in a field of a thing.
func (d *differ) add(cause SlipCause, k partKey, kind, field string, was, is finding.Value) {
	d.parts = append(d.parts, slipPart{cause: cause, key: k, what: finding.Ref{Kind: kind, ID: k.id, Field: field}, was: was, is: is, by: d.touched[k]})
}

// minutes is a length as a value.
func minutesOf(w calendar.Work) finding.Value {
	return finding.Ratio(int64(w), int64(calendar.Minute), "min")
}

// tasks compares the tasks.
func (d *differ) tasks() {
	for _, id := range d.order {
		i, before := d.was.index[id]
		k, later := d.is.index[id]
		switch {
		case !later:
			d.add(SlipScope, taskPart(presenceDiffers, id), "task", "", finding.Bool(true), finding.Bool(false))
		case !before:
			d.add(SlipScope, taskPart(presenceDiffers, id), "task", "", finding.Bool(false), finding.Bool(true))
		default:
			d.task(id, &d.was.tasks[i], &d.is.tasks[k], d.was.summary[i] && d.is.summary[k])
		}
	}
}

// task compares one that both plans have.
func (d *differ) task(id TaskID, a, b *sideTask, summary bool) {
	if !summary {
		d.length(id, a, b)
		if a.late != b.late || a.early != b.early || a.ahead != b.ahead || a.clock != b.clock {
			d.add(SlipLateStart, taskPart(lateDiffers, id), "task", "start", minutesOf(a.late), minutesOf(b.late))
		}
	}
	if a.Inactive != b.Inactive {
		d.add(SlipScope, taskPart(activeDiffers, id), "task", "active", finding.Bool(!a.Inactive), finding.Bool(!b.Inactive))
	}
	if a.Calendar != b.Calendar {
		d.add(SlipCalendar, taskPart(taskCalendarDiffers, id), "task", "calendar", finding.Text(string(a.Calendar)), finding.Text(string(b.Calendar)))
	}
	if a.Constraint != b.Constraint || a.Second != b.Second || a.Manual != b.Manual || a.Start != b.Start || a.Finish != b.Finish {
		d.add(SlipLogic, taskPart(constraintDiffers, id), "task", "constraint", finding.Text(a.Constraint.Kind.String()), finding.Text(b.Constraint.Kind.String()))
	}
	if a.EffortDriven != b.EffortDriven || a.IgnoreResourceCalendars != b.IgnoreResourceCalendars || a.LevelingDelay != b.LevelingDelay || !d.sameStaff(id) {
		d.add(SlipResource, taskPart(assignmentsDiffer, id), "task", "assignments", finding.Number(int64(len(d.was.assigned[id])), ""), finding.Number(int64(len(d.is.assigned[id])), ""))
	}
}

// length compares how long a task takes.
func (d *differ) length(id TaskID, a, b *sideTask) {
	was, is := a.Duration, b.Duration
	if c := d.claims[id]; c.request != 0 {
		d.add(SlipScope, taskPart(requestDiffers, id), "task", "duration", minutesOf(was.Length), minutesOf(was.Length+c.request))
	}
	was.Unit, was.Estimated, is.Unit, is.Estimated = 0, false, 0, false
	claimed := d.claims[id].request + d.claims[id].longer()
	if was.Elapsed != is.Elapsed || is.Length-was.Length != claimed || !slices.Equal(a.Splits, b.Splits) || a.Kind != b.Kind || a.Type != b.Type ||
		a.ExpectedFinish != b.ExpectedFinish || a.stretch != b.stretch || !d.sameWork(id) {
		d.add(SlipEstimate, taskPart(durationDiffers, id), "task", "duration", minutesOf(was.Length), minutesOf(is.Length))
	}
}

// sameStaff reports whether the assignments of a task, their work aside, are
// the same in both plans.
func (d *differ) sameStaff(id TaskID) bool {
	return slices.EqualFunc(d.was.assigned[id], d.is.assigned[id], func(a, b *Assignment) bool {
		x, y := planned(a), planned(b)
		x.Work, y.Work = 0, 0
		return reflect.DeepEqual(x, y) && (a.Work > 0) == (b.Work > 0)
	})
}

// sameWork reports whether assignments that both plans have of a task are to do
// the same work; that of a single one follows from the duration.
func (d *differ) sameWork(id TaskID) bool {
	a, b := d.was.assigned[id], d.is.assigned[id]
	if len(a) < 2 && len(b) < 2 {
		return true
	}
	for _, x := range a {
		for _, y := range b {
			if x.ID == y.ID && x.Work != y.Work {
				return false
			}
		}
	}
	return true
}

// outline compares where the tasks of both plans stand.
func (d *differ) outline() {
	for i := range d.is.tasks {
		t := &d.is.tasks[i]
		if k, both := d.was.index[t.ID]; both && d.was.tasks[k].Parent != t.Parent {
			d.add(SlipScope, partKey{what: outlineDiffers}, "plan", "outline", finding.Value{}, finding.Value{})
			return
		}
	}
}

// network compares the links between tasks of both plans, and those to other
// projects, by the task that they lead into.
func (d *differ) network() {
	d.bridge(d.is, d.was)
	d.bridge(d.was, d.is)
	before, later := d.into(d.was), d.into(d.is)
	for _, id := range d.order {
		if a, b := before[id], later[id]; d.inBoth(id) && !sameLinks(a.inner, b.inner) {
			d.add(SlipLogic, taskPart(linksDiffer, id), "task", "links", finding.Number(int64(len(a.inner)), ""), finding.Number(int64(len(b.inner)), ""))
		}
		if a, b := before[id].outer, later[id].outer; d.inBoth(id) && !sameLinks(a, b) {
			d.add(SlipExternal, taskPart(externalDiffers, id), "task", "external", lastKnown(a), lastKnown(b))
		}
	}
}

// linksInto are the links into one task, from the plan and from outside.
type linksInto struct{ inner, outer []Link }

// into returns the links of a plan by the task of both plans that they lead
// into; of those inside only the ones between tasks of both, without bridges.
func (d *differ) into(s *sidePlan) map[TaskID]linksInto {
	list := map[TaskID]linksInto{}
	for _, l := range s.plan.Links {
		at := list[l.To]
		_, bridge := d.bridges[l]
		l.Lag.Unit = DefaultUnit
		switch {
		case l.External:
			at.outer = append(at.outer, l)
		case d.inBoth(l.From) && d.inBoth(l.To) && !bridge:
			at.inner = append(at.inner, l)
		}
		list[l.To] = at
	}
	return list
}

// sameLinks reports whether two lists hold the same links in any order.
func sameLinks(a, b []Link) bool {
	if len(a) != len(b) {
		return false
	}
	count := map[Link]int{}
	for _, l := range a {
		count[l]++
	}
	for _, l := range b {
		if count[l]--; count[l] < 0 {
			return false
		}
	}
	return true
}

// lastKnown is the latest date that links from outside ask for.
func lastKnown(list []Link) finding.Value {
	var last calendar.DateTime
	for _, l := range list {
		last = max(last, l.Known)
	}
	if last == 0 {
		return finding.Value{}
	}
	return finding.Date(last.String())
}

// bridge notes the links that only plan s has and that stand for tasks which
// only the other plan has between the same two: they come and go with those.
func (d *differ) bridge(s, other *sidePlan) {
	next := map[TaskID][]TaskID{} // links of the other plan that touch its own tasks
	known := map[Link]bool{}
	for _, l := range other.plan.Links {
		known[l] = true
		if !l.External && (d.only(other, l.From) || d.only(other, l.To)) {
			next[l.From] = append(next[l.From], l.To)
		}
	}
	for _, l := range s.plan.Links {
		if l.External || known[l] || !d.inBoth(l.From) || !d.inBoth(l.To) {
			continue
		}
		if via, ok := d.way(other, next, l.From, l.To); ok {
			d.bridges[l] = taskPart(presenceDiffers, via)
		}
	}
}

// only reports whether a task is in plan s alone.
func (d *differ) only(s *sidePlan, id TaskID) bool {
	_, here := s.index[id]
	return here && !d.inBoth(id)
}

// way returns the first task on a way from one task to another that leads
// through tasks of plan s alone.
func (d *differ) way(s *sidePlan, next map[TaskID][]TaskID, from, to TaskID) (TaskID, bool) {
	for _, first := range next[from] {
		if !d.only(s, first) {
			continue
		}
		seen, open := map[TaskID]bool{first: true}, []TaskID{first}
		for len(open) > 0 {
			at := open[0]
			open = open[1:]
			for _, id := range next[at] {
				if id == to {
					return first, true
				}
				if d.only(s, id) && !seen[id] {
					seen[id] = true
					open = append(open, id)
				}
			}
		}
	}
	return "", false
}

// supply compares resources and calendars.
func (d *differ) supply() {
	before := make(map[ResourceID]*Resource, len(d.was.plan.Resources))
	for i := range d.was.plan.Resources {
		before[d.was.plan.Resources[i].ID] = &d.was.plan.Resources[i]
	}
	for i := range d.is.plan.Resources {
		r := &d.is.plan.Resources[i]
		if old := before[r.ID]; old != nil && (old.Kind != r.Kind || old.Calendar != r.Calendar || old.Max != r.Max) {
			d.add(SlipResource, partKey{what: resourceDiffers, id: string(r.ID)}, "resource", "calendar", finding.Text(string(old.Calendar)), finding.Text(string(r.Calendar)))
		}
	}
	shared := d.sharedCalendars()
	times := make(map[CalendarID]*Calendar, len(d.was.plan.Calendars))
	for i := range d.was.plan.Calendars {
		times[d.was.plan.Calendars[i].ID] = &d.was.plan.Calendars[i]
	}
	for i := range d.is.plan.Calendars {
		c := &d.is.plan.Calendars[i]
		old := times[c.ID]
		switch {
		case old == nil || old.Base == c.Base && reflect.DeepEqual(old.Times, c.Times):
		case shared[c.ID]:
			d.add(SlipCalendar, partKey{what: calendarDiffers, id: string(c.ID)}, "calendar", "", finding.Value{}, finding.Value{})
		default:
			d.add(SlipResource, partKey{what: availabilityDiffers, id: string(c.ID)}, "calendar", "", finding.Value{}, finding.Value{})
		}
	}
}

// sharedCalendars returns the calendars that more than resources use: those of
// the project and of tasks, and what they are based on.
func (d *differ) sharedCalendars() map[CalendarID]bool {
	shared := map[CalendarID]bool{}
	for _, s := range []*sidePlan{d.was, d.is} {
		base := make(map[CalendarID]CalendarID, len(s.plan.Calendars))
		for i := range s.plan.Calendars {
			base[s.plan.Calendars[i].ID] = s.plan.Calendars[i].Base
		}
		use := func(id CalendarID) {
			for steps := 0; id != "" && steps <= len(base); steps++ {
				shared[id] = true
				id = base[id]
			}
		}
		use(s.plan.Calendar)
		for i := range s.plan.Tasks {
			use(s.plan.Tasks[i].Calendar)
		}
	}
	return shared
}

// whole compares what belongs to the plans as such.
func (d *differ) whole() {
	a, b := d.was.plan, d.is.plan
	if a.Calendar != b.Calendar || a.Units != b.Units {
		d.add(SlipCalendar, partKey{what: projectCalendarDiffers}, "plan", "calendar", finding.Text(string(a.Calendar)), finding.Text(string(b.Calendar)))
	}
	if a.Rules != b.Rules || a.Finish != b.Finish {
		d.add(SlipLogic, partKey{what: rulesDiffer}, "plan", "rules", finding.Value{}, finding.Value{})
	}
	if a.Start != b.Start {
		d.add(SlipLateStart, partKey{what: projectStartDiffers}, "plan", "start", finding.Date(a.Start.String()), finding.Date(b.Start.String()))
	}
}
