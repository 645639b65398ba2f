package schedule

import (
	"errors"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// assign finds the assignments that move dates: those of Work resources with
// work to do, on automatic tasks that are not of fixed duration. Such a task
// runs on the calendars of its resources, within its own calendar if it names
// one.
func (b *builder) assign() {
	plan := b.plan
	resources := make(map[ResourceID]int32, len(plan.Resources))
	resourceCal := make([]int32, len(plan.Resources))
	for i := range plan.Resources {
		r := &plan.Resources[i]
		first, taken := resources[r.ID]
		switch {
		case r.ID == "":
			b.report(finding.Finding{Code: CodeNoID, Subject: resourceRef(r.ID, "id"), Got: place(i), Remedy: RemedyUniqueID})
		case taken:
			b.report(finding.Finding{Code: CodeDuplicateID, Subject: resourceRef(r.ID, "id"), Want: place(int(first)), Got: place(i), Remedy: RemedyUniqueID})
		}
		b.kind(resourceRef(r.ID, "kind"), uint8(r.Kind), uint8(CostResource))
		resources[r.ID] = int32(i)
		resourceCal[i] = b.calendarOf(r.Calendar, resourceRef(r.ID, "calendar"))
	}
	byTask := make([][]int32, 0)
	if len(plan.Assignments) > 0 {
		byTask = make([][]int32, len(plan.Tasks))
	}
	for k := range plan.Assignments {
		a := &plan.Assignments[k]
		b.assignment(a)
		i, known := b.net.index[a.Task]
		if !known {
			b.report(finding.Finding{Code: CodeUnknownTask, Subject: assignmentRef(a.ID, "task"), Got: finding.Text(string(a.Task)), Remedy: RemedyMendAssignment})
			continue
		}
		r, known := resources[a.Resource]
		if a.Resource != "" && !known {
			b.report(finding.Finding{Code: CodeUnknownResource, Subject: assignmentRef(a.ID, "resource"), Got: finding.Text(string(a.Resource)), Remedy: RemedyMendAssignment})
			continue
		}
		if a.Resource != "" && plan.Resources[r].Kind == WorkResource && a.Work > 0 {
			byTask[i] = append(byTask[i], int32(k))
		}
	}
	calendars := crossing{b: b, known: map[[2]int32]int32{}}
	for i := range byTask {
		if len(byTask[i]) > 0 {
			b.drive(int32(i), byTask[i], func(k int32) int32 { return resourceCal[resources[plan.Assignments[k].Resource]] }, &calendars)
		}
	}
}

// assignment checks the fields of one assignment by themselves.
func (b *builder) assignment(a *Assignment) {
	b.kind(assignmentRef(a.ID, "contour"), uint8(a.Contour), uint8(Contoured))
	for _, f := range []struct {
		name   string
		length calendar.Work
	}{{"work", a.Work}, {"remaining_work", a.RemainingWork}, {"delay", a.Delay}, {"leveling_delay", a.LevelingDelay.Length}} {
		b.length(assignmentRef(a.ID, f.name), f.length, false, CodeExcessiveDuration, RemedyMendAssignment)
	}
}

func resourceRef(id ResourceID, field string) finding.Ref {
	return finding.Ref{Kind: "resource", ID: string(id), Field: field}
}

func assignmentRef(id AssignmentID, field string) finding.Ref {
	return finding.Ref{Kind: "assignment", ID: string(id), Field: field}
}

// drive gives a task its drivers, or just another calendar to work on where
// that says the same.
func (b *builder) drive(i int32, assignments []int32, calendarOf func(int32) int32, crossing *crossing) {
	in, t := &b.plan.Tasks[i], &b.net.tasks[i]
	if !t.isDriven(in) {
		return
	}
	dependent := in.Kind == ResourceDependent
	var list []driver
	plain := true
	for _, k := range assignments {
		cal := calendarOf(k)
		if cal < 0 {
			return
		}
		if in.Calendar != "" && !dependent {
			cal = crossing.of(t.slackCal, cal, in.ID)
		}
		a := &b.plan.Assignments[k]
		d := driver{cal: cal, delay: a.Delay, span: t.span, rest: t.remaining}
		if a.LevelingDelay.Elapsed {
			d.clock = a.LevelingDelay.Length
		} else {
			d.delay += a.LevelingDelay.Length
		}
		if len(assignments) > 1 {
			d.span, d.rest = spanOf(a, t), worked(a.RemainingWork, a.Units)
		}
		list = append(list, d)
	}
	delayAll(t, list)
	for _, d := range list {
		plain = plain && d.delay == 0 && d.clock == 0 && list[0].cal == d.cal
	}
	if plain {
		t.workCal = list[0].cal
		return
	}
	t.firstDriver = int32(len(b.net.drivers))
	b.net.drivers = append(b.net.drivers, list...)
	t.lastDriver = int32(len(b.net.drivers))
}

// isDriven reports whether assignments move the dates of a task, if it has any.
func (t *task) isDriven(in *Task) bool {
	if t.kind != automatic || t.elapsed || t.isPoint() || t.slackCal < 0 {
		return false
	}
	return in.Kind == ResourceDependent || in.Type != FixedDuration && (in.Calendar == "" || !in.IgnoreResourceCalendars)
}

// delayAll gives the delay that all assignments of a task share to the task:
// it moves the start, and the task is as long as the work takes after it.
func delayAll(t *task, list []driver) {
	clock, delay := list[0].clock, list[0].delay
	for _, d := range list {
		clock, delay = min(clock, d.clock), min(delay, d.delay)
	}
	if t.delay != 0 && (!t.delayClock || delay > 0) && (t.delayClock || clock > 0) || clock > 0 && delay > 0 {
		return // one task cannot carry delays of both kinds
	}
	t.delay += clock + delay
	t.delayClock = t.delayClock || clock > 0
	for k := range list {
		list[k].clock, list[k].delay = list[k].clock-clock, list[k].delay-delay
	}
}

// spanOf returns how long one of several assignments runs on its calendar: its
// work at its units, or the span of the task where its work is shaped.
func spanOf(a *Assignment, t *task) calendar.Work {
	if a.Contour != Flat {
		return t.span
	}
	return worked(a.Work, a.Units)
}

// tenth is the grain in which Microsoft Project keeps working time.
const tenth = calendar.Minute / 10

// worked returns how long units take for the work. Units are known to the
// millionth, so the time is taken to the nearest tenth of a minute.
func worked(work calendar.Work, units Share) calendar.Work {
	if units <= 0 || units == FullUnit {
		return work
	}
	whole, rest := int64(work)/int64(units), int64(work)%int64(units)
	exact := calendar.Work(whole*int64(FullUnit) + rest*int64(FullUnit)/int64(units))
	return (exact + tenth/2) / tenth * tenth
}

// lasting is a date at which two calendars that work together still do.
var lasting = calendar.DateOf(9000, 1, 1).At(0)

// crossing makes and remembers the intersections of two calendars.
type crossing struct {
	b     *builder
	known map[[2]int32]int32
}

// of returns the number of the calendar that works when both do. Calendars
// that never work together leave the task on its own, with a warning.
func (c *crossing) of(task, resource int32, id TaskID) int32 {
	key := [2]int32{task, resource}
	if at, ok := c.known[key]; ok {
		return at
	}
	both, err := calendar.Intersect(c.b.net.calendars[task], c.b.net.calendars[resource])
	if err == nil {
		// An exception or two in common do not carry a plan.
		if _, last := both.Next(lasting); last != nil {
			err = calendar.ErrNoWork
		}
	}
	at := task
	switch {
	case errors.Is(err, calendar.ErrNoWork):
		c.b.report(finding.Finding{Code: CodeCalendarFault, Severity: finding.Warn, Subject: taskRef(id, "calendar"),
			Got: finding.Text(string(calendar.FaultNoWork)), Remedy: RemedyMendCalendar})
	case err != nil:
		c.b.report(finding.Finding{Code: CodeCalendarFault, Subject: taskRef(id, "calendar"), Remedy: RemedyMendCalendar})
	default:
		at = int32(len(c.b.net.calendars))
		c.b.net.calendars = append(c.b.net.calendars, both)
	}
	c.known[key] = at
	return at
}
