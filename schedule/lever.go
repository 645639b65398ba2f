package schedule

import (
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// lever is one parameter of a plan that a remedy can turn.
type lever struct {
	most  calendar.Work // how much can be taken away
	grain calendar.Work // in steps of what
	edit  func(less calendar.Work) Edit
	size  func(less calendar.Work) calendar.Work // nil: less itself
}

// pull notes the smallest change by a lever that makes the wish come true, or
// the largest that there is.
func (s *wisher) pull(l lever) {
	if l.most <= 0 {
		return
	}
	all, ok := s.try(l.edit(l.most))
	if !ok {
		return
	}
	less := l.most
	if s.granted(all) {
		less, all = s.smallest(l, all)
	}
	size := less
	if l.size != nil {
		size = l.size(less)
	}
	s.note(Remedy{Edit: l.edit(less), Size: size}, all)
}

// smallest halves the stretch between a change that is not enough and one that
// is, until they are one grain apart.
func (s *wisher) smallest(l lever, r *Result) (calendar.Work, *Result) {
	short, enough := calendar.Work(0), (l.most+l.grain-1)/l.grain
	for enough-short > 1 {
		middle := short + (enough-short)/2
		if tried, ok := s.try(l.edit(middle * l.grain)); ok && s.granted(tried) {
			enough, r = middle, tried
		} else {
			short = middle
		}
	}
	return min(enough*l.grain, l.most), r
}

// take notes what taking something away altogether does.
func (s *wisher) take(e Edit) {
	if r, ok := s.try(e); ok {
		s.note(Remedy{Edit: e, Whole: true}, r)
	}
}

// step pulls every lever of one step of the chain.
func (s *wisher) step(steps []Step, k int) {
	step := &steps[k]
	i := slices.IndexFunc(s.plan.Tasks, func(t Task) bool { return t.ID == step.Task })
	if i < 0 {
		return
	}
	t := &s.plan.Tasks[i]
	driver, _ := step.Driver()
	if driver.Kind == ByChild {
		return
	}
	if s.counts(steps, k) {
		s.shorten(t)
	}
	for _, m := range step.Moves {
		switch {
		case m.Kind == ByLevelingDelay:
			s.unlevel(t)
		case m.Kind == ByConstraint && m.To > m.From && m.Constraint == t.Constraint.Kind:
			s.relax(t)
		}
	}
	linked := driver.Link >= 0 && driver.Link < len(s.plan.Links)
	switch driver.Kind {
	case ByLink, BySummaryLink:
		if linked {
			s.loosen(s.plan.Links[driver.Link])
		}
	case ByOutside:
		if linked {
			s.take(unlink(s.plan.Links[driver.Link]))
		}
	case ByManualDates:
		s.unpin(t)
	case BySummaryStart, BySummaryConstraint:
		s.above(driver)
	case ByLateDates:
		s.take(Edit{Kind: EditConstraint, Task: t.ID})
	}
}

// counts reports whether the chain leads over the duration of a step.
func (s *wisher) counts(steps []Step, k int) bool {
	last := !s.wish.Finish.IsZero()
	for ; k > 0; k-- {
		driver, _ := steps[k-1].Driver()
		if driver.Kind != ByChild {
			return driver.joinsFinish()
		}
	}
	return last
}

// shorten takes from the duration of a task, from the work of each of several
// assignments, and from the stretch between two dates set by hand. Where what
// remains counts, whatever was planned, it takes from that.
func (s *wisher) shorten(t *Task) {
	if s.plan.Rules.Progress != AsRecorded && t.Progress.Remaining > 0 && !t.Manual {
		s.hurry(t)
		return
	}
	s.pull(lever{most: t.Duration.Length - lastSplit(t), grain: s.grain, edit: func(less calendar.Work) Edit {
		d := t.Duration
		d.Length -= less
		return Edit{Kind: EditDuration, Task: t.ID, Duration: d}
	}})
	if t.Manual && t.Start != 0 && t.Finish != 0 {
		cal := s.result.Calendar(t.ID)
		s.pull(lever{most: cal.Between(t.Start, t.Finish), grain: s.grain, edit: func(less calendar.Work) Edit {
			return Edit{Kind: EditManual, Task: t.ID, Start: t.Start, Finish: max(t.Start, back(cal, t.Finish, less, true))}
		}})
	}
	s.relieve(t)
}

// hurry takes from what remains of a task. Something is left of a task that has
// nothing behind it, or its planned duration would count again.
func (s *wisher) hurry(t *Task) {
	most := t.Progress.Remaining
	if t.Progress.Done == 0 {
		most -= s.grain
	}
	s.pull(lever{most: most, grain: s.grain, edit: func(less calendar.Work) Edit {
		g := t.Progress
		g.Remaining -= less
		return Edit{Kind: EditProgress, Task: t.ID, Progress: g}
	}})
	s.relieve(t)
}

// lastSplit returns how much of its duration a task needs for its gaps.
func lastSplit(t *Task) calendar.Work {
	if n := len(t.Splits); n > 0 {
		return t.Splits[n-1].After
	}
	return 0
}

// relieve takes from the work of each assignment, where several of them decide
// how long a task takes. Something is left, or the assignment would no longer
// count at all.
func (s *wisher) relieve(t *Task) {
	var list []Assignment
	for _, a := range s.plan.Assignments {
		if a.Task == t.ID && a.Work > 0 && a.Resource != "" {
			list = append(list, a)
		}
	}
	for _, a := range list {
		if len(list) > 1 {
			s.pull(lever{most: a.Work - s.grain, grain: s.grain, edit: func(less calendar.Work) Edit {
				return Edit{Kind: EditWork, Assignment: a.ID, Work: a.Work - less}
			}})
		}
	}
}

// unlevel takes from the levelling delay of a task.
func (s *wisher) unlevel(t *Task) {
	s.pull(lever{most: t.LevelingDelay.Length, grain: s.grain, edit: func(less calendar.Work) Edit {
		d := t.LevelingDelay
		d.Length -= less
		return Edit{Kind: EditLeveling, Task: t.ID, LevelingDelay: d}
	}})
}

// loosen takes from the lag of a link, and takes the link away.
func (s *wisher) loosen(link Link) {
	relag := func(change func(*Lag)) Edit {
		l := link
		change(&l.Lag)
		return Edit{Kind: EditLag, Link: l}
	}
	i, known := s.result.net.index[link.From]
	pred := calendar.Work(0)
	if known {
		pred = s.result.net.tasks[i].duration
	}
	lead := s.leads && link.Type == FinishToStart
	if link.Lag.Percent != 0 {
		most := calendar.Work(link.Lag.Percent)
		if lead {
			most += 100
		}
		s.pull(lever{most: most, grain: 1,
			edit: func(less calendar.Work) Edit {
				return relag(func(l *Lag) { l.Percent, l.Length = l.Percent-int(less), 0 })
			},
			size: func(less calendar.Work) calendar.Work { return percentOf(pred, int(less)) }})
	} else {
		most := link.Lag.Length
		if lead {
			most += pred
		}
		s.pull(lever{most: most, grain: s.grain, edit: func(less calendar.Work) Edit { return relag(func(l *Lag) { l.Length -= less }) }})
	}
	s.take(unlink(link))
}

func unlink(l Link) Edit {
	l.Lag, l.External, l.Known = Lag{}, false, 0
	return Edit{Kind: EditRemoveLink, Link: l}
}

// above handles a reason that a summary hands down.
func (s *wisher) above(driver Reason) {
	i := slices.IndexFunc(s.plan.Tasks, func(t Task) bool { return t.ID == driver.Via })
	switch {
	case i < 0:
	case driver.Kind == BySummaryStart:
		s.unpin(&s.plan.Tasks[i])
	default:
		s.relax(&s.plan.Tasks[i])
	}
}

// relax moves the constraint of a task back as far as its links allow, or
// takes it away.
func (s *wisher) relax(t *Task) {
	toFinish := t.Constraint.Kind == FinishNoEarlierThan || t.Constraint.Kind == MustFinishOn || t.Constraint.Kind == MandatoryFinish
	s.date(t, Edit{Kind: EditConstraint, Task: t.ID}, t.Constraint.Date, toFinish, func(date func(calendar.DateTime, bool) calendar.DateTime) Edit {
		return Edit{Kind: EditConstraint, Task: t.ID, Constraint: Constraint{t.Constraint.Kind, date(t.Constraint.Date, toFinish)}}
	})
}

// unpin moves the dates of a manual task back as far as its links allow, or
// lets them take it along.
func (s *wisher) unpin(t *Task) {
	at, toFinish := t.Start, false
	if at.IsZero() {
		at, toFinish = t.Finish, true
	}
	s.date(t, Edit{Kind: EditAutomatic, Task: t.ID}, at, toFinish, func(date func(calendar.DateTime, bool) calendar.DateTime) Edit {
		start, finish := date(t.Start, false), date(t.Finish, true)
		if !finish.IsZero() {
			finish = max(start, finish)
		}
		return Edit{Kind: EditManual, Task: t.ID, Start: start, Finish: finish}
	})
}

// date notes the smallest move of a date that holds a task, no farther than
// where the task lies without it; where no move is enough, what comes of
// taking the date away.
func (s *wisher) date(t *Task, drop Edit, at calendar.DateTime, toFinish bool, moved func(func(calendar.DateTime, bool) calendar.DateTime) Edit) {
	free, ok := s.try(drop)
	if !ok {
		return
	}
	before := len(s.found)
	if s.granted(free) {
		x, _ := free.Times(t.ID)
		floor, cal := x.Start, s.result.Calendar(t.ID)
		if toFinish {
			floor = x.Finish
		}
		s.pull(lever{most: cal.Between(floor, at), grain: s.grain, edit: func(less calendar.Work) Edit {
			return moved(func(date calendar.DateTime, finish bool) calendar.DateTime { return back(cal, date, less, finish) })
		}})
	}
	if n := len(s.found); n == before || !s.found[n-1].Enough {
		s.found = s.found[:before]
		s.note(Remedy{Edit: drop, Whole: true}, free)
	}
}

// back returns the date so much working time earlier: a start at the beginning
// of a working period, a finish at the end of one. The zero date stays.
func back(cal *calendar.Calendar, date calendar.DateTime, less calendar.Work, finish bool) calendar.DateTime {
	if date.IsZero() {
		return 0
	}
	moved, err := cal.Add(date, -less)
	if err == nil && finish {
		moved, err = cal.Previous(moved)
	}
	if err != nil {
		return date
	}
	return moved
}
