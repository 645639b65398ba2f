package mspdi

import (
	"strconv"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// task writes the task of a row, fields in the order of the schema.
func (e *emitter) task(k int) {
	i := e.rows[k].task
	t := &e.plan.Tasks[i]
	e.about("task", string(t.ID))
	if e.orphans[i] {
		e.add("parent", string(t.Parent), CodeUnknownReference)
	}
	e.out.open("Task")
	e.int("UID", e.tasks.uid[i])
	e.int("ID", e.rowNumber[k])
	e.text("Name", "name", t.Name, longestText)
	e.flag("Active", !t.Inactive)
	e.flag("Manual", t.Manual)
	e.int("Type", int64(kindOrFirst(e, "type", t.Type, schedule.FixedWork)))
	e.flag("IsNull", false)
	e.text("WBS", "wbs", t.WBS, 0)
	e.outlinePlace(k)
	e.int("Priority", e.within("priority", int64(t.Priority), 0, 1000))
	e.timing(k, t)
	e.text("Notes", "notes", t.Notes, 0)
	e.linksTo(i)
	e.hostID(e.fields.task, string(t.ID), e.tasks.uid[i])
	e.baselinesOf(i)
	e.hintAtGaps(i)
	e.out.close("Task")
	e.lostOfTask(i, t, e.rows[k].summary)
}

// kindOrFirst returns a kind that has a name, and the first of its kind with a
// note for one that has none.
func kindOrFirst[T ~uint8](e *emitter, field string, value, last T) T {
	if value <= last {
		return value
	}
	e.add(field, numberText(int64(value)), CodeUnknownKind)
	return 0
}

// maxLevel is the deepest outline that is written and read.
const maxLevel = 65_000

// outlinePlace writes where a task stands in the outline, as the number of
// each level and as its depth.
func (e *emitter) outlinePlace(k int) {
	level := e.rows[k].level
	if level <= longestText/2 {
		e.outlineNumber(k)
	}
	e.int("OutlineLevel", e.within("parent", int64(level), 1, maxLevel))
}

// outlineNumber writes the number of a row, such as 1.3.2.
func (e *emitter) outlineNumber(k int) {
	var path [longestText / 2]int32
	depth := 0
	for at := int32(k); at >= 0; at = e.rows[at].parent {
		path[depth] = e.rows[at].ordinal
		depth++
	}
	e.scratch = e.scratch[:0]
	for depth--; depth >= 0; depth-- {
		if e.scratch = strconv.AppendInt(e.scratch, int64(path[depth]), 10); depth > 0 {
			e.scratch = append(e.scratch, '.')
		}
	}
	if len(e.scratch) <= longestText {
		e.out.leaf("OutlineNumber", e.scratch)
	}
}

// lostOfTask notes what the format cannot say about a task.
func (e *emitter) lostOfTask(i int, t *schedule.Task, summary bool) {
	e.lost("kind", t.Kind.String(), t.Kind != schedule.WorkTask)
	e.lost("second", t.Second.Kind.String(), t.Second.Kind != schedule.AsSoonAsPossible)
	e.lost("expected_finish", t.ExpectedFinish.String(), !t.ExpectedFinish.IsZero())
	p := &t.Progress
	switch {
	case summary:
		e.lost("progress", strconv.Itoa(p.Percent), *p != (schedule.Progress{}))
	case !started(p):
		e.lost("progress", p.Remaining.String(), p.Remaining != 0 && p.Remaining != t.Duration.Length)
		e.lost("progress", p.Resume.String(), !p.Resume.IsZero() || !p.Stop.IsZero() || !p.ActualFinish.IsZero())
	}
	switch made := e.made[i]; {
	case made == nil:
	case made.failed && e.rowsStay != nil && e.rowsStay(i):
	case made.failed:
		e.add("splits", "", CodeSplitLost)
	case len(made.pieces) == 0:
		e.add("splits", "", CodeRowsDropped)
	default:
		e.add("splits", numberText(int64(len(t.Splits))), CodeRowsMade)
	}
}

// timing writes the fields of time, from the dates to the constraint.
func (e *emitter) timing(k int, t *schedule.Task) {
	i, summary := e.rows[k].task, e.rows[k].summary
	x, computed := e.times(i)
	if !computed && e.result != nil {
		e.add("start", "", CodeNoResult)
	}
	if !computed {
		x.Start, x.Finish = e.givenDates(i, t)
	}
	e.moment("Start", x.Start)
	e.moment("Finish", x.Finish)
	e.duration(i, t, summary, x)
	e.work("Work", e.sums[i].work)
	if !summary {
		e.interruption(&t.Progress)
	}
	e.flag("EffortDriven", t.EffortDriven)
	e.flag("Estimated", t.Duration.Estimated && (t.Manual || !summary))
	e.flag("Milestone", t.Milestone || t.Kind == schedule.StartMilestone || t.Kind == schedule.FinishMilestone)
	e.flag("Summary", summary)
	if computed {
		e.flag("Critical", x.Critical)
	}
	e.flag("ExternalTask", t.External)
	if computed {
		e.results(&x)
	}
	e.money("FixedCost", "fixed_cost", t.FixedCost, 2)
	if !summary {
		e.progress(t)
	}
	e.works("RemainingWork", e.sums[i].remaining)
	e.constraint(t)
}

// givenDates returns the dates of a task without results: those of a manual
// one, and what links from other projects are known to ask for, which readers
// take from there.
func (d *draft) givenDates(i int, t *schedule.Task) (start, finish calendar.DateTime) {
	if t.Manual {
		start, finish = t.Start, t.Finish
	}
	for _, k := range d.links.of(i) {
		switch l := &d.plan.Links[k]; {
		case !l.External || l.Known.IsZero():
		case l.Type == schedule.FinishToFinish || l.Type == schedule.StartToFinish:
			finish = l.Known
		default:
			start = l.Known
		}
	}
	return start, finish
}

func (e *emitter) works(name string, work calendar.Work) {
	if work != 0 {
		e.work(name, work)
	}
}

// duration writes how long a task is, and what people gave of a manual one.
func (e *emitter) duration(i int, t *schedule.Task, summary bool, x schedule.Times) {
	length, format := t.Duration.Length, formatOf(t.Duration.Unit, t.Duration.Elapsed, t.Duration.Estimated)
	if summary && !t.Manual {
		length, format = e.spanned(i, x), formatOf(schedule.Days, false, false)
	}
	e.work("Duration", length)
	if t.Manual {
		e.manualDate("ManualStart", "start", t.Start, x.Start)
		e.manualDate("ManualFinish", "finish", t.Finish, x.Finish)
		e.work("ManualDuration", t.Duration.Length)
	}
	e.int("DurationFormat", format)
}

// spanned returns the working time between the dates of a task.
func (e *emitter) spanned(i int, x schedule.Times) calendar.Work {
	if x.Start.IsZero() || e.result == nil {
		return 0
	}
	if on := e.result.Calendar(e.plan.Tasks[i].ID); on != nil {
		return on.Between(x.Start, x.Finish)
	}
	return 0
}

// manualDate writes a date of a manual task; where people gave only the other
// one, the date that follows from it.
func (e *emitter) manualDate(name, field string, given, follows calendar.DateTime) {
	if given.IsZero() && !follows.IsZero() {
		e.add(field, follows.String(), CodeFilledIn)
		given = follows
	}
	e.date(name, field, given)
}

func (e *emitter) interruption(p *schedule.Progress) {
	if started(p) {
		e.date("Stop", "progress.stop", p.Stop)
		e.date("Resume", "progress.resume", p.Resume)
	}
}

// results writes the dates and floats that were computed.
func (e *emitter) results(x *schedule.Times) {
	e.moment("EarlyStart", x.EarlyStart)
	e.moment("EarlyFinish", x.EarlyFinish)
	e.moment("LateStart", x.LateStart)
	e.moment("LateFinish", x.LateFinish)
	e.tenths("FreeSlack", "", x.FreeFloat)
	e.tenths("TotalSlack", "", x.TotalFloat)
	e.tenths("StartSlack", "", x.StartFloat)
	e.tenths("FinishSlack", "", x.FinishFloat)
}

// progress writes what has happened on a task. Of one of which only the
// percentage is known the parts of the duration are left out.
func (e *emitter) progress(t *schedule.Task) {
	p := &t.Progress
	begun := started(p)
	e.int("PercentComplete", e.within("progress.percent", int64(p.Percent), 0, 100))
	e.int("PercentWorkComplete", e.within("progress.percent_work", int64(p.PercentWork), 0, 100))
	if begun {
		e.date("ActualStart", "progress.actual_start", p.ActualStart)
		e.date("ActualFinish", "progress.actual_finish", p.ActualFinish)
		e.works("ActualDuration", p.Done)
	}
	e.money("ActualCost", "progress.actual_cost", p.ActualCost, 2)
	i, _ := e.tasks.place(string(t.ID))
	e.works("ActualWork", e.sums[i].actual)
	switch {
	case !begun:
		e.work("RemainingDuration", t.Duration.Length)
	case p.Done != 0 || p.Remaining != 0:
		e.work("RemainingDuration", p.Remaining)
	}
}

// constraint writes the constraint, calendar, deadline and delay of a task.
// The mandatory constraints of Primavera P6 become those that come nearest.
func (e *emitter) constraint(t *schedule.Task) {
	kind := t.Constraint.Kind
	switch {
	case kind == schedule.MandatoryStart:
		e.add("constraint", kind.String(), CodeNearest)
		kind = schedule.MustStartOn
	case kind == schedule.MandatoryFinish:
		e.add("constraint", kind.String(), CodeNearest)
		kind = schedule.MustFinishOn
	}
	kind = kindOrFirst(e, "constraint", kind, schedule.FinishNoLaterThan)
	e.int("ConstraintType", int64(kind))
	e.int("CalendarUID", e.calendarUID("calendar", t.Calendar))
	if kind.Dated() {
		e.date("ConstraintDate", "constraint_date", t.Constraint.Date)
	}
	e.date("Deadline", "deadline", t.Deadline)
	e.delay(t.LevelingDelay)
	e.flag("IgnoreResourceCalendar", t.IgnoreResourceCalendars)
}

// delay writes a leveling delay; none counts in elapsed days, as Microsoft
// Project has it.
func (e *emitter) delay(d schedule.Duration) {
	e.tenths("LevelingDelay", "leveling_delay", d.Length)
	if d.Length == 0 {
		d.Unit, d.Elapsed = schedule.Days, true
	}
	e.int("LevelingDelayFormat", formatOf(d.Unit, d.Elapsed, false))
}
