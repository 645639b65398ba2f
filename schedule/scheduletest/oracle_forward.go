package scheduletest

import (
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// passes holds the state of the oracle: the dates found so far. A task without
// an entry has no dates.
type passes struct {
	*outline
	early   map[schedule.TaskID]dates // dates that links start from
	late    map[schedule.TaskID]dates
	held    map[schedule.TaskID]dates // as-late-as-possible tasks on the second pass
	horizon calendar.DateTime         // the project finish, where the late dates begin
}

// forward works out every task again and again from what is known of the
// others until nothing changes. It starts with all at the project start.
func (o *passes) forward() {
	o.early = o.everyTaskAt(o.plan.Start)
	o.untilNothingChanges(o.early, o.earlyDates)
}

func (o *passes) everyTaskAt(t calendar.DateTime) map[schedule.TaskID]dates {
	all := map[schedule.TaskID]dates{}
	for id, task := range o.byID {
		if o.dated(task) {
			all[id] = dates{t, t}
		}
	}
	return all
}

// untilNothingChanges ends after as many rounds as the longest chain of tasks
// has steps, down and up the outline included. A plan with a cycle, which is
// none, ends after the most there could be.
func (o *passes) untilNothingChanges(found map[schedule.TaskID]dates, workOut func(*schedule.Task) dates) {
	for range 3*len(o.byID) + 1 {
		changed := false
		for i := range o.plan.Tasks {
			t := &o.plan.Tasks[i]
			before, dated := found[t.ID]
			if dated {
				found[t.ID] = workOut(t)
			}
			changed = changed || found[t.ID] != before
		}
		if !changed {
			return
		}
	}
}

// earlyDates returns where a task begins and ends at the earliest.
func (o *passes) earlyDates(t *schedule.Task) dates {
	held, isHeld := o.held[t.ID]
	switch {
	case o.summary(t) && !t.Manual:
		return o.hull(t, o.early)
	case isHeld:
		return held
	case o.started(t) && !o.summary(t):
		return o.actualDates(t)
	case t.Manual:
		return o.manualDates(t)
	}
	free := o.delayedStart(t)
	start := o.constrainedStart(t, free)
	finish := o.pace(t).ahead(start, span(t))
	if start == free {
		finish = o.linkedFinish(t, finish)
	}
	return dates{start, finish}
}

// actualDates: a started task lies where it was begun, a finished one ends
// where it ended. What remains follows where it resumes, else at once, with
// the gaps that are still to come.
func (o *passes) actualDates(t *schedule.Task) dates {
	p := t.Progress
	switch {
	case !p.ActualFinish.IsZero():
		return dates{p.ActualStart, p.ActualFinish}
	case !p.Resume.IsZero():
		return dates{p.ActualStart, o.pace(t).ahead(p.Resume, remaining(t)+o.gapsAhead(t))}
	}
	return dates{p.ActualStart, o.pace(t).ahead(p.ActualStart, span(t))}
}

// manualDates are the dates as given; of one alone the other follows.
func (o *passes) manualDates(t *schedule.Task) dates {
	switch {
	case t.Start.IsZero():
		return dates{o.pace(t).back(t.Finish, span(t)), t.Finish}
	case t.Finish.IsZero():
		return dates{t.Start, o.pace(t).ahead(t.Start, span(t))}
	}
	return dates{t.Start, t.Finish}
}

// linkedStart is where the links alone put a task: at the latest of the bounds
// from links into the task and into the summaries around it, and the start of
// the nearest manual summary, past which nothing is looked at. Without any it
// is the project start.
func (o *passes) linkedStart(t *schedule.Task) calendar.DateTime {
	bounds := o.boundsOfLinks(t, t)
	for _, a := range o.ancestors(t) {
		if a.Manual {
			bounds = append(bounds, o.early[a.ID].start)
			break
		}
		bounds = append(bounds, o.boundsOfLinks(a, t)...)
	}
	if len(bounds) == 0 {
		return o.plan.Start
	}
	latest := bounds[0]
	for _, b := range bounds {
		latest = max(latest, b)
	}
	return latest
}

// boundsOfLinks returns where a task may start at the earliest because of the
// links into itself or into a summary around it.
func (o *passes) boundsOfLinks(linked, t *schedule.Task) []calendar.DateTime {
	var bounds []calendar.DateTime
	for _, l := range o.linksInto(linked) {
		bound := o.boundOf(l)
		if toFinish(l) {
			bound = max(o.pace(t).back(bound, span(t)), o.plan.Start)
		}
		bounds = append(bounds, bound)
	}
	return bounds
}

// boundOf is the date of the predecessor that a link starts from, with the
// lag.
func (o *passes) boundOf(l schedule.Link) calendar.DateTime {
	if fromStart(l) {
		return o.lagged(l, o.early[l.From].start)
	}
	return o.lagged(l, o.early[l.From].finish)
}

func fromStart(l schedule.Link) bool {
	return l.Type == schedule.StartToStart || l.Type == schedule.StartToFinish
}

func toFinish(l schedule.Link) bool {
	return l.Type == schedule.FinishToFinish || l.Type == schedule.StartToFinish
}

// linkedFinish returns the finish or, where no work is left until then, the
// exact instant at which a link wants the task to finish: 08:00 and not 17:00
// of the day before.
func (o *passes) linkedFinish(t *schedule.Task, finish calendar.DateTime) calendar.DateTime {
	for _, a := range append([]*schedule.Task{t}, o.ancestors(t)...) {
		if a.Manual {
			break
		}
		for _, l := range o.linksInto(a) {
			if bound := o.boundOf(l); toFinish(l) && bound > finish && o.pace(t).between(finish, bound) == 0 {
				finish = bound
			}
		}
	}
	return finish
}

// lagged adds the lag of a link to a date of its predecessor, unlagged takes
// it off again.
func (o *passes) lagged(l schedule.Link, t calendar.DateTime) calendar.DateTime {
	pace, length := o.lag(l)
	return pace.ahead(t, length)
}

func (o *passes) unlagged(l schedule.Link, t calendar.DateTime) calendar.DateTime {
	pace, length := o.lag(l)
	return pace.back(t, length)
}

// lag returns the length of a lag and the time it runs in: working time of the
// successor, or clock time. A percentage is of the predecessor's duration, in
// its kind of time; the duration of a summary is the working time it covers.
func (o *passes) lag(l schedule.Link) (pace, calendar.Work) {
	from, hours := o.byID[l.From], o.worktime(o.byID[l.To])
	if l.Lag.Percent == 0 {
		return pace{hours, l.Lag.Elapsed}, l.Lag.Length
	}
	if o.summary(from) {
		d := o.early[from.ID]
		return pace{hours, false}, percent(o.worktime(from).between(d.start, d.finish), l.Lag.Percent)
	}
	return pace{hours, from.Duration.Elapsed}, percent(from.Duration.Length, l.Lag.Percent)
}

// delayedStart is the start after links, constraints of the summaries around
// the task, and the levelling delay.
func (o *passes) delayedStart(t *schedule.Task) calendar.DateTime {
	start := o.linkedStart(t)
	for _, a := range o.ancestors(t) {
		if a.Manual {
			break
		}
		start = o.noEarlier(t, start, a.Constraint)
	}
	start = o.intoWork(t, start)
	delay := t.LevelingDelay
	return o.intoWork(t, pace{o.worktime(t), delay.Elapsed}.ahead(start, delay.Length))
}

// intoWork moves a start into working time. A task without duration keeps the
// instant, and so does one of elapsed duration.
func (o *passes) intoWork(t *schedule.Task, start calendar.DateTime) calendar.DateTime {
	if t.Duration.Length == 0 || t.Duration.Elapsed {
		return start
	}
	return o.worktime(t).next(start)
}

// noEarlier applies start-no-earlier-than and finish-no-earlier-than.
func (o *passes) noEarlier(t *schedule.Task, start calendar.DateTime, c schedule.Constraint) calendar.DateTime {
	switch c.Kind {
	case schedule.StartNoEarlierThan:
		if start < c.Date {
			return o.intoWork(t, c.Date)
		}
	case schedule.FinishNoEarlierThan:
		if o.pace(t).ahead(start, span(t)) < c.Date {
			return o.pace(t).back(c.Date, span(t))
		}
	}
	return start
}

// constrainedStart applies the constraint of the task itself. Where links beat
// constraints, those that would hold a task back before its links do nothing,
// and a date to keep is one to keep at the earliest.
func (o *passes) constrainedStart(t *schedule.Task, start calendar.DateTime) calendar.DateTime {
	c := t.Constraint
	if o.plan.Rules.LinksBeatConstraints {
		switch c.Kind {
		case schedule.MustStartOn:
			c.Kind = schedule.StartNoEarlierThan
		case schedule.MustFinishOn:
			c.Kind = schedule.FinishNoEarlierThan
		case schedule.StartNoLaterThan, schedule.FinishNoLaterThan:
			return start
		}
	}
	switch c.Kind {
	case schedule.MustStartOn:
		return o.intoWork(t, c.Date)
	case schedule.MustFinishOn:
		return o.pace(t).back(c.Date, span(t))
	case schedule.StartNoLaterThan:
		if start > c.Date {
			return o.intoWork(t, c.Date)
		}
	case schedule.FinishNoLaterThan:
		if o.pace(t).ahead(start, span(t)) > c.Date {
			return o.pace(t).back(c.Date, span(t))
		}
	}
	return o.noEarlier(t, start, c)
}
