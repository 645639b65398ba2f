package schedule

import (
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// WorkState says on which of the five lists of open work a task stands.
type WorkState uint8

// The lists, in the order in which they are asked: a task stands on the first
// one that fits.
const (
	WorkOverdue WorkState = iota // the day it was due has passed
	WorkBlocked                  // it should have begun, or has, and something holds it
	WorkAtRisk                   // its forecast finish is after the date it is due
	WorkDue                      // it is to begin or to finish by the horizon
	WorkLater                    // nothing is asked of it yet
)

// String returns "overdue", "blocked", "at_risk", "due" or "later".
func (s WorkState) String() string {
	return nameOf(s, "overdue", "blocked", "at_risk", "due", "later")
}

// Code returns the code of its name in package report/phrase.
func (s WorkState) Code() finding.Code { return finding.Code("schedule.list." + s.String()) }

// WorkCause says why a task stands where it does.
type WorkCause uint8

// The causes.
const (
	CauseNone        WorkCause = iota // nothing keeps it from its date
	CauseStated                       // somebody says so: [WorkBlock]
	CausePredecessor                  // other tasks are not as far as they must be: WorkItem.Waits
	CauseOutside                      // a date of another project
	CauseConstraint                   // a constraint, a summary's date or a date set by hand
	CauseLevelling                    // a levelling delay
	CauseNotStarted                   // nothing holds it, yet nobody has begun
	CauseRemaining                    // more of it is left than there is time
)

// String returns the cause in snake_case.
func (c WorkCause) String() string {
	return nameOf(c, "none", "stated", "predecessor", "outside", "constraint", "levelling", "not_started", "remaining_work")
}

// Code returns the code of its name in package report/phrase.
func (c WorkCause) Code() finding.Code { return finding.Code("schedule.work.cause." + c.String()) }

// worklistCodes returns the codes of the names of lists and causes.
func worklistCodes() []finding.Code {
	var list []finding.Code
	for s := WorkOverdue; s <= WorkLater; s++ {
		list = append(list, s.Code())
	}
	for c := CauseNone; c <= CauseRemaining; c++ {
		list = append(list, c.Code())
	}
	return list
}

// DueBy says where the date comes from that a task is due.
type DueBy uint8

// The sources of a due date.
const (
	DueByPlan     DueBy = iota // the finish of the result
	DueByBaseline              // the finish of the baseline
	DueByDeadline              // the deadline of the task, where that is earlier
)

// String returns "plan", "baseline" or "deadline".
func (d DueBy) String() string { return nameOf(d, "plan", "baseline", "deadline") }

// WorkBlock is what people know to hold a task that the plan does not show: an
// open issue, an approval that has not come. The host states it.
type WorkBlock struct {
	Task   TaskID
	Reason string // its id or text, as it is to be shown
}

// WorklistOptions are choices for [Worklist]. The zero value measures against
// the result and looks no further than the moment itself.
type WorklistOptions struct {
	// Baseline gives the dates that tasks are held to. A task that it does not
	// have, and every task when it is nil, is held to the result.
	Baseline *Baseline
	// Horizon is how far ahead work counts as due, in working time of the
	// project's calendar. Zero or less: not at all.
	Horizon calendar.Work
	Blocks  []WorkBlock
}

// WorkItem is one open task on its list. Working time is in seconds on the
// task's calendar, or clock time for a task of elapsed duration.
type WorkItem struct {
	Task  TaskID
	State WorkState
	Cause WorkCause
	// Waits are the tasks that hold it, by CausePredecessor, in plan order.
	Waits []TaskID
	// Stated is the first reason that the host states for it.
	Stated string

	Start calendar.DateTime // planned
	Due   calendar.DateTime // planned finish, or the deadline where that is earlier
	By    DueBy
	// Begin is where its work, or what remains of it, begins by the forecast,
	// and Forecast where it ends: never before the moment of the list.
	Begin, Forecast calendar.DateTime
	Remaining       calendar.Work // from Begin to Forecast

	// Overdue is the time since it was due, Late the time from the due date to
	// the forecast, Waiting the time since it should have begun; each is zero
	// where there is none. Left is the time until it is due.
	Overdue, Late, Waiting, Left calendar.Work

	Started  bool
	Critical bool // as the result has it
}

// Worklist returns every open task of a plan on exactly one list: what is
// overdue, blocked, at risk, due by the horizon, and what is later; in plan
// order, each with its time and its cause. Open are the active tasks that are
// no summaries and have no actual finish.
//
// Forecasts are those of the plan with the moment as its data date, which
// binds: nothing that is not done lies before it, and what waits for late work
// moves with it, and what is recorded as remaining counts. The plan's own data
// date does not, and where its rules take progress as recorded, logic is
// retained. Progress is taken as it stands, whenever it was made.
//
// The result must be that of the plan, which is only read. The error is that of
// [Compute], or names a block of a task that the plan does not have; it wraps
// [ErrNoTask]. The caller owns the items.
func Worklist(p *Plan, r *Result, at calendar.DateTime, o WorklistOptions) ([]WorkItem, error) {
	w := workLister{plan: p, now: r, at: at, stated: make(map[TaskID]string, len(o.Blocks))}
	for i := len(o.Blocks) - 1; i >= 0; i-- { // the first one counts
		if _, known := r.net.index[o.Blocks[i].Task]; !known {
			return nil, fmt.Errorf("%w: %q", ErrNoTask, o.Blocks[i].Task)
		}
		w.stated[o.Blocks[i].Task] = o.Blocks[i].Reason
	}
	if o.Baseline != nil {
		w.agreed = o.Baseline.byID()
	}
	w.until = at
	if o.Horizon > 0 {
		until, err := r.ProjectCalendar().Add(at, o.Horizon)
		if err != nil {
			return nil, fmt.Errorf("schedule: horizon: %w", err)
		}
		w.until = until
	}
	forecast, err := Compute(statused(p, at), Options{})
	if err != nil {
		return nil, err
	}
	w.forecast = forecast
	return w.items(), nil
}

// statused returns a copy of the plan with a status taken at a moment.
func statused(p *Plan, at calendar.DateTime) *Plan {
	c := p.Clone()
	c.DataDate, c.Rules.DataDateBinds = at, true
	if c.Rules.Progress == AsRecorded {
		c.Rules.Progress = RetainedLogic
	}
	return c
}

// workLister puts tasks on lists.
type workLister struct {
	plan          *Plan
	now, forecast *Result
	at, until     calendar.DateTime
	agreed        map[TaskID]*BaselineTask
	stated        map[TaskID]string
}

func (w *workLister) items() []WorkItem {
	var list []WorkItem
	for i := range w.plan.Tasks {
		t := &w.now.net.tasks[i]
		if w.now.times[i].Finish != 0 && !t.isSummary() && t.state != finished {
			list = append(list, w.item(int32(i)))
		}
	}
	return list
}

// item puts one task on its list.
func (w *workLister) item(i int32) WorkItem {
	t, times := &w.now.net.tasks[i], &w.now.times[i]
	m := WorkItem{Task: w.now.net.ids[i], Start: times.Start, Due: times.Finish, Started: t.state == started, Critical: times.Critical}
	m.Stated = w.stated[m.Task]
	if b := w.agreed[m.Task]; b != nil && b.Finish != 0 {
		m.Start, m.Due, m.By = b.Start, b.Finish, DueByBaseline
	}
	if d := w.plan.Tasks[i].Deadline; d != 0 && d < m.Due {
		m.Due, m.By = d, DueByDeadline
	}
	w.look(i, &m)
	w.measure(t, &m)
	held := w.hold(i, &m)
	m.State = w.stateOf(&m, held)
	m.settle()
	return m
}

// settle leaves only a cause that has to do with the list: a task that begins
// when it was to begin is late by what is left of it, and one that will be in
// time needs no cause unless somebody states one or nobody has begun.
func (m *WorkItem) settle() {
	switch m.State {
	case WorkOverdue, WorkAtRisk:
		own := m.Cause == CauseNone || !m.Started && m.Begin <= m.Start
		if own && m.Cause != CauseStated {
			m.Cause, m.Waits = CauseRemaining, nil
		}
	case WorkDue, WorkLater:
		if m.Cause != CauseStated && m.Cause != CauseNotStarted {
			m.Cause, m.Waits = CauseNone, nil
		}
	}
}

// look fills in the forecast. A task that the rules pin before the moment is
// taken to go on from there.
func (w *workLister) look(i int32, m *WorkItem) {
	t, f := &w.forecast.net.tasks[i], &w.forecast.times[i]
	m.Begin, m.Forecast = f.Start, f.Finish
	if t.state == started {
		m.Begin = min(max(w.forecast.scratch().restStart(i, t), w.at), max(m.Forecast, w.at))
	}
	if m.Begin < w.at {
		m.Begin = w.at
		left := w.forecast.pass.room(t, f.Start, f.Finish)
		if t.state == started {
			left = t.remaining
		}
		if end, err := (span{w.forecast.Calendar(m.Task), left, t.elapsed}).forward(w.at); err == nil {
			m.Forecast = max(m.Forecast, end)
		}
	}
	m.Forecast = max(m.Forecast, m.Begin)
	m.Remaining = w.forecast.pass.room(t, m.Begin, m.Forecast)
}

// measure fills in the times.
func (w *workLister) measure(t *task, m *WorkItem) {
	room := func(a, b calendar.DateTime) calendar.Work {
		if a >= b {
			return 0
		}
		return w.now.pass.room(t, a, b)
	}
	m.Overdue, m.Late, m.Left = room(m.Due, w.at), room(m.Due, m.Forecast), room(w.at, m.Due)
	if !m.Started {
		m.Waiting = room(m.Start, w.at)
	}
}

// stateOf returns the first list that fits.
func (w *workLister) stateOf(m *WorkItem, held bool) WorkState {
	waited := m.Started || m.Start < w.at
	switch {
	case m.Due < w.at:
		return WorkOverdue
	case waited && held:
		return WorkBlocked
	case m.Forecast > m.Due:
		return WorkAtRisk
	case m.Due <= w.until || !m.Started && m.Start <= w.until:
		return WorkDue
	}
	return WorkLater
}

// hold says why a task is not further than it is, and reports whether that is
// something that holds it rather than the task itself.
func (w *workLister) hold(i int32, m *WorkItem) bool {
	switch {
	case m.Stated != "":
		m.Cause = CauseStated
		return true
	case m.Started:
		m.Cause = CauseRemaining
		return false
	}
	step, _ := w.forecast.Explain(m.Task)
	if m.Waits = w.waits(step); len(m.Waits) > 0 {
		m.Cause = CausePredecessor
		return true
	}
	m.Cause = w.outer(step)
	if m.Cause == CauseNone && m.Start <= w.at {
		m.Cause = CauseNotStarted
	}
	return m.Cause != CauseNone && m.Cause != CauseNotStarted
}

// waits returns the tasks that keep a task from beginning, in plan order: those
// that must be done or begun first and are not, and those behind which a lag
// still runs.
func (w *workLister) waits(s Step) []TaskID {
	var places []int32
	for _, r := range s.Reasons {
		if r.Kind != ByLink && r.Kind != BySummaryLink || r.Type.toFinish() {
			continue
		}
		i := w.forecast.net.index[r.Task]
		state := w.forecast.net.tasks[i].state
		open := r.Lag >= 0 && (r.Type == FinishToStart && state != finished || r.Type == StartToStart && state == unstarted)
		if (open || r.Asks > w.at) && !slices.Contains(places, i) {
			places = append(places, i)
		}
	}
	slices.Sort(places)
	var list []TaskID
	for _, i := range places {
		list = append(list, w.forecast.net.ids[i])
	}
	return list
}

// outer returns what besides other tasks asks for a start that is still to
// come.
func (w *workLister) outer(s Step) WorkCause {
	for _, m := range s.Moves {
		switch {
		case m.To <= w.at:
		case m.Kind == ByConstraint:
			return CauseConstraint
		case m.Kind == ByLevelingDelay:
			return CauseLevelling
		}
	}
	for _, r := range s.Reasons {
		if r.Asks <= w.at {
			continue
		}
		switch r.Kind {
		case ByOutside:
			return CauseOutside
		case BySummaryConstraint, BySummaryStart, ByManualDates:
			return CauseConstraint
		}
	}
	return CauseNone
}
