package quality

import (
	"slices"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// From returns the rows of a plan with the dates and floats of its result. The
// baseline may be nil: then no task is in it. The status date is the plan's
// data date. Inactive tasks and their links are left out. Clock time, in tasks
// of elapsed duration, becomes the working time within it. All three are only
// read, and the input shares nothing with them.
//
// A task is a milestone when it has no duration, whatever its mark says. A
// summary is finished when all tasks in it are. The critical path is measured
// against the date by which the plan must finish, or else the latest finish of
// the baseline. Overload is judged by units alone, as if all work were even and
// all calendars the same. The critical path test is not made: see [Trials].
func From(p *schedule.Plan, r *schedule.Result, b *schedule.Baseline) Input {
	f := reader{plan: p, result: r, day: dayOf(p)}
	f.index(b)
	in := Input{Name: p.Name, Status: p.DataDate, Day: f.day, Path: f.path(b)}
	for i := range p.Tasks {
		if !f.inactive[i] {
			in.Activities = append(in.Activities, f.activity(i))
		}
	}
	for k := range p.Links {
		if l := &p.Links[k]; !f.gone[l.From] && !f.gone[l.To] {
			in.Ties = append(in.Ties, Tie{From: string(l.From), To: string(l.To), Type: l.Type, Lag: f.lag(l)})
		}
	}
	return in
}

// Since returns a copy of the input that looks back on the period after a
// moment, up to the status date, with the finishes that the result of that
// moment forecast. A nil result forecast nothing.
func (in Input) Since(after calendar.DateTime, previous *schedule.Result) Input {
	in.Activities = slices.Clone(in.Activities)
	in.Period = Period{After: after, Through: in.Status}
	for i := range in.Activities {
		a := &in.Activities[i]
		a.PreviousFinish = 0
		if previous != nil {
			x, _ := previous.Times(schedule.TaskID(a.ID))
			a.PreviousFinish = x.Finish
		}
	}
	return in
}

// reader turns one plan into rows.
type reader struct {
	plan      *schedule.Plan
	result    *schedule.Result
	day       calendar.Work
	at        map[schedule.TaskID]int
	inactive  []bool // by task, also of those below an inactive summary
	gone      map[schedule.TaskID]bool
	summary   map[schedule.TaskID]bool
	finished  map[schedule.TaskID]calendar.DateTime // of summaries whose tasks are all finished
	baseline  map[schedule.TaskID]*schedule.BaselineTask
	resourced map[schedule.TaskID]bool
	overload  map[schedule.TaskID]bool
}

func (f *reader) index(b *schedule.Baseline) {
	p := f.plan
	f.at, f.inactive = make(map[schedule.TaskID]int, len(p.Tasks)), make([]bool, len(p.Tasks))
	f.gone, f.summary = map[schedule.TaskID]bool{}, map[schedule.TaskID]bool{}
	for i := range p.Tasks {
		t := &p.Tasks[i]
		f.at[t.ID] = i
		above, has := f.at[t.Parent]
		f.inactive[i] = t.Inactive || has && f.inactive[above]
		if f.inactive[i] {
			f.gone[t.ID] = true
		}
		if t.Parent != "" {
			f.summary[t.Parent] = true
		}
	}
	f.baseline = map[schedule.TaskID]*schedule.BaselineTask{}
	for i := range baselineTasks(b) {
		f.baseline[b.Tasks[i].ID] = &b.Tasks[i]
	}
	f.resourced = map[schedule.TaskID]bool{}
	for k := range p.Assignments {
		if a := &p.Assignments[k]; a.Resource != "" {
			f.resourced[a.Task] = true
		}
	}
	f.finish()
	f.overload = overloaded(p, f.result)
}

func baselineTasks(b *schedule.Baseline) []schedule.BaselineTask {
	if b == nil {
		return nil
	}
	return b.Tasks
}

// finish finds the summaries whose tasks are all finished. Children come after
// their parents in a plan.
func (f *reader) finish() {
	f.finished = map[schedule.TaskID]calendar.DateTime{}
	open := map[schedule.TaskID]bool{}
	for i := len(f.plan.Tasks) - 1; i >= 0; i-- {
		t := &f.plan.Tasks[i]
		if f.inactive[i] {
			continue
		}
		done := t.Progress.ActualFinish
		if f.summary[t.ID] {
			done = f.finished[t.ID]
			if open[t.ID] {
				done = 0
			}
			f.finished[t.ID] = done
		}
		open[t.Parent] = open[t.Parent] || done.IsZero()
		f.finished[t.Parent] = max(f.finished[t.Parent], done)
	}
}

// kindOf returns the kind of a task that is no summary.
func kindOf(t *schedule.Task) Kind {
	switch {
	case t.External:
		return Outside
	case t.Kind == schedule.LevelOfEffort:
		return LevelOfEffort
	case t.Kind == schedule.StartMilestone, t.Kind == schedule.FinishMilestone, t.Duration.Length == 0:
		return Milestone
	}
	return Task
}

// activity returns the row of one task.
func (f *reader) activity(i int) Activity {
	t := &f.plan.Tasks[i]
	x, _ := f.result.Times(t.ID)
	a := Activity{
		ID: string(t.ID), Parent: string(t.Parent), Kind: kindOf(t),
		ActualStart: t.Progress.ActualStart, ActualFinish: t.Progress.ActualFinish, Start: x.Start, Finish: x.Finish,
		Duration: f.length(t, x), Remaining: f.remaining(t, x), TotalFloat: f.float(t, x),
		Constraint: t.Constraint.Kind, Second: t.Second.Kind,
		Critical: x.Critical, Manual: t.Manual, Estimated: t.Duration.Estimated,
		Resourced: f.resourced[t.ID] || t.FixedCost.Sign() != 0, Overloaded: f.overload[t.ID],
	}
	if f.summary[t.ID] {
		a.Kind, a.ActualFinish = Summary, f.finished[t.ID]
	}
	if was := f.baseline[t.ID]; was != nil {
		a.BaselineFinish, a.BaselineDuration = was.Finish, was.Duration.Length
		if was.Duration.Elapsed {
			a.BaselineDuration = f.working(t, was.Start, was.Finish)
		}
	}
	return a
}

// working returns the working time of the task between two moments, 0 where
// one is missing.
func (f *reader) working(t *schedule.Task, from, to calendar.DateTime) calendar.Work {
	cal := f.result.Calendar(t.ID)
	if cal == nil || from.IsZero() || to.IsZero() {
		return 0
	}
	return cal.Between(from, to)
}

func (f *reader) length(t *schedule.Task, x schedule.Times) calendar.Work {
	if t.Duration.Elapsed {
		return f.working(t, x.Start, x.Finish)
	}
	return t.Duration.Length
}

// remaining returns what is left of the duration, as recorded or by the
// percentage.
func (f *reader) remaining(t *schedule.Task, x schedule.Times) calendar.Work {
	g := &t.Progress
	left := g.Remaining
	switch {
	case !g.ActualFinish.IsZero():
		return 0
	case g.Done == 0 && g.Remaining == 0:
		left = t.Duration.Length - percentOf(t.Duration.Length, g.Percent)
	}
	if t.Duration.Elapsed {
		return f.working(t, x.Finish.AddSeconds(-int64(left)), x.Finish)
	}
	return left
}

// float returns the total float as working time.
func (f *reader) float(t *schedule.Task, x schedule.Times) calendar.Work {
	if t.Duration.Elapsed {
		return f.working(t, x.EarlyFinish, x.EarlyFinish.AddSeconds(int64(x.TotalFloat)))
	}
	return x.TotalFloat
}

// lag returns the lag of a link; a percentage of the predecessor's duration as
// that much time.
func (f *reader) lag(l *schedule.Link) calendar.Work {
	if l.Lag.Percent == 0 {
		return l.Lag.Length
	}
	i, known := f.at[l.From]
	if !known {
		return 0
	}
	length := f.plan.Tasks[i].Duration.Length
	if l.Lag.Percent < 0 {
		return -percentOf(length, -l.Lag.Percent)
	}
	return percentOf(length, l.Lag.Percent)
}

// path measures the critical path from the data date, against the date that
// the project has to keep. Without either it is unknown.
func (f *reader) path(b *schedule.Baseline) *Path {
	target := f.plan.MustFinish
	if target.IsZero() {
		for _, t := range baselineTasks(b) {
			target = max(target, t.Finish)
		}
	}
	if target.IsZero() || f.plan.DataDate.IsZero() {
		return nil
	}
	days := f.result.ProjectCalendar()
	return &Path{Length: days.Between(f.plan.DataDate, f.result.Finish()), Float: days.Between(f.result.Finish(), target)}
}
