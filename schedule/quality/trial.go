package quality

import (
	"errors"
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// ErrFromFinish says that the dates of a plan are computed back from its finish, which
// then cannot move.
var ErrFromFinish = errors.New("quality: the plan is scheduled from its finish")

// Trial is one critical path test: a critical task was made longer by so much
// that nothing else can matter, and the finish of the project should have moved
// with the finish of the task.
type Trial struct {
	Task  string        `json:"task"`
	Added calendar.Work `json:"added_s"` // to what remains of it
	// TaskMoved and FinishMoved are how far the finishes of the task and of the
	// project moved, in working time of the project's calendar.
	TaskMoved   calendar.Work     `json:"task_moved_s"`
	FinishMoved calendar.Work     `json:"finish_moved_s"`
	Before      calendar.DateTime `json:"before"` // finish of the project
	After       calendar.DateTime `json:"after"`
	// Passed: both moved by the same amount; or, with Adjusted, by amounts that
	// differ only by the calendars, elapsed times and percentages on the way:
	// before and after the finish of the task drives that of the project over
	// the same links, and no constraint on the way takes anything up.
	Passed   bool `json:"passed"`
	Adjusted bool `json:"adjusted,omitempty"`
}

// Trials makes the critical path test on copies of the plan: each of the first
// Limits.TrialTasks critical tasks, by early start, gets Limits.TrialDays days
// more of remaining duration, and the copy is computed. The result is that of
// the plan, nil: it is computed here. Tasks that are finished, summaries,
// milestones, levels of effort and those whose dates are set by hand are passed
// over. Where no task is critical by its float, those on the longest path are.
//
// Trials costs one computation for each task. Without a critical task there is
// no trial. The errors are [ErrFromFinish] and those of [schedule.Compute]. The
// caller owns the slice.
func Trials(p *schedule.Plan, r *schedule.Result, l Limits) ([]Trial, error) {
	if p.Rules.From == schedule.FromFinish {
		return nil, ErrFromFinish
	}
	if r == nil {
		var err error
		if r, err = schedule.Compute(p, schedule.Options{}); err != nil {
			return nil, fmt.Errorf("quality: critical path test: %w", err)
		}
	}
	l = l.withDefaults()
	var trials []Trial
	for _, t := range triable(p, r, l.TrialTasks) {
		trial, err := try(p, r, t, calendar.Work(l.TrialDays)*dayOf(p))
		if err != nil {
			return nil, fmt.Errorf("quality: critical path test of task %q: %w", t.ID, err)
		}
		trials = append(trials, trial)
	}
	return trials, nil
}

// dayOf returns the working time of a day as the plan counts it.
func dayOf(p *schedule.Plan) calendar.Work {
	if n := p.Units.MinutesPerDay; n > 0 {
		return calendar.Work(n) * calendar.Minute
	}
	return usualDay
}

// triable returns the first critical tasks that can be made longer.
func triable(p *schedule.Plan, r *schedule.Result, most int) []*schedule.Task {
	able := map[schedule.TaskID]*schedule.Task{}
	for i := range p.Tasks {
		t := &p.Tasks[i]
		if kindOf(t) == Task && !t.Manual && t.Progress.ActualFinish.IsZero() {
			able[t.ID] = t
		}
	}
	var tasks []*schedule.Task
	for _, by := range []schedule.Criticality{schedule.ByFloat, schedule.ByLongestPath} {
		for _, id := range r.CriticalPath(by) {
			if t := able[id]; t != nil && len(tasks) < most {
				tasks = append(tasks, t)
			}
		}
		if len(tasks) > 0 {
			break
		}
	}
	return tasks
}

// try makes one trial.
func try(p *schedule.Plan, base *schedule.Result, t *schedule.Task, extra calendar.Work) (Trial, error) {
	longer, err := lengthened(p, t, extra)
	if err != nil {
		return Trial{}, err
	}
	after, err := schedule.Compute(longer, schedule.Options{})
	if err != nil {
		return Trial{}, err
	}
	days := base.ProjectCalendar()
	was, _ := base.Times(t.ID)
	is, _ := after.Times(t.ID)
	trial := Trial{
		Task: string(t.ID), Added: extra, Before: base.Finish(), After: after.Finish(),
		TaskMoved:   days.Between(was.EarlyFinish, is.EarlyFinish),
		FinishMoved: days.Between(base.Finish(), after.Finish()),
	}
	if trial.FinishMoved <= 0 {
		return trial, nil
	}
	trial.Passed = trial.FinishMoved == trial.TaskMoved
	if !trial.Passed {
		trial.Adjusted = drivesAlong(base, drivenBy(after, t.ID))
		trial.Passed = trial.Adjusted
	}
	return trial, nil
}

// lengthened returns a copy of the plan in which what remains of the task is
// longer. Work of its resources grows with it, since that may be what gives the
// task its duration. A task of elapsed duration gets days of 24 hours.
func lengthened(p *schedule.Plan, t *schedule.Task, extra calendar.Work) (*schedule.Plan, error) {
	if t.Duration.Elapsed {
		extra = extra / dayOf(p) * 24 * calendar.Hour
	}
	duration := t.Duration
	duration.Length += extra
	edits := []schedule.Edit{{Kind: schedule.EditDuration, Task: t.ID, Duration: duration}}
	if g := t.Progress; !g.ActualStart.IsZero() {
		if g.Done == 0 && g.Remaining == 0 { // a percentage would grow with the duration
			g.Done = percentOf(t.Duration.Length, g.Percent)
			g.Remaining = t.Duration.Length - g.Done
		}
		g.Remaining += extra
		edits = append(edits, schedule.Edit{Kind: schedule.EditProgress, Task: t.ID, Progress: g})
	}
	longer, err := schedule.Apply(p, edits)
	if err != nil {
		return nil, err
	}
	for k := range longer.Assignments {
		if a := &longer.Assignments[k]; a.Task == t.ID && a.Work > 0 {
			more := unitsOf(a, extra)
			a.Work, a.RemainingWork = a.Work+more, a.RemainingWork+more
		}
	}
	return longer, nil
}

// unitsOf returns the work that an assignment does in a time.
func unitsOf(a *schedule.Assignment, length calendar.Work) calendar.Work {
	if a.Units <= 0 {
		return length
	}
	units := calendar.Work(a.Units)
	full := calendar.Work(schedule.FullUnit)
	return length/full*units + (length%full*units+full-1)/full
}

// percentOf returns the part of a duration that a percentage has done, to the
// nearest second.
func percentOf(length calendar.Work, percent int) calendar.Work {
	part := calendar.Work(percent)
	return length/100*part + (length%100*part+50)/100
}

// pathTest counts the trials in which the finish of the project did not follow.
func (s *survey) pathTest() Check {
	if len(s.Trials) == 0 {
		return unknown(missingInput)
	}
	c := Check{Population: int64(len(s.Trials))}
	for _, t := range s.Trials {
		if !t.Passed {
			c.Count++
			c.Found = append(c.Found, finding.Finding{Code: CodePathBroken, Subject: taskRef(t.Task, "successors"),
				Want: s.inDays(t.TaskMoved), Got: s.inDays(t.FinishMoved), Remedy: RemedyMendLogic})
		}
	}
	return c.ratio()
}
