package schedule_test

import (
	"fmt"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// TestWhyRederives follows the chain of every task of random plans from its
// root forward, with nothing but the plan, the calendars and what the chain
// says, and arrives at the dates that the result shows.
func TestWhyRederives(t *testing.T) {
	for seed := range uint64(1500) {
		p := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 3 + int(seed%17)})
		if fault := rederive(p); fault != "" {
			small := scheduletest.Shrink(p, func(p *schedule.Plan) bool {
				_, err := schedule.Compute(p, schedule.Options{})
				return err == nil && rederive(p) != ""
			})
			t.Fatalf("%s: %s\n%s%s", p.Name, fault, scheduletest.Dump(small), rederive(small))
		}
	}
}

// rederive returns what is wrong with the first chain that does not lead to
// the dates of its task, "" when all do.
func rederive(p *schedule.Plan) string {
	r, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		return err.Error()
	}
	f := follower{plan: p, result: r, tasks: map[schedule.TaskID]*schedule.Task{}, summary: map[schedule.TaskID]bool{}}
	for i := range p.Tasks {
		f.tasks[p.Tasks[i].ID] = &p.Tasks[i]
		f.summary[p.Tasks[i].Parent] = true
	}
	for id, x := range r.All() {
		if x.Finish == 0 {
			if len(r.Why(id).Steps) > 0 {
				return fmt.Sprintf("%s has no dates but a chain", id)
			}
			continue
		}
		if fault := f.follow(r.Why(id)); fault != "" {
			return fmt.Sprintf("%s: %s", id, fault)
		}
	}
	return ""
}

// follower derives dates along a chain.
type follower struct {
	plan          *schedule.Plan
	result        *schedule.Result
	tasks         map[schedule.TaskID]*schedule.Task
	summary       map[schedule.TaskID]bool
	start, finish calendar.DateTime // of the step followed last
}

// follow walks a chain from its root and compares every step with the result.
func (f *follower) follow(c schedule.Chain) string {
	if len(c.Steps) == 0 {
		return "no chain"
	}
	for k := len(c.Steps) - 1; k >= 0; k-- {
		s := c.Steps[k]
		driver, some := s.Driver()
		if root := k == len(c.Steps)-1; !some || root != (driver.Task == "") || !root && driver.Task != c.Steps[k+1].Task {
			return fmt.Sprintf("step %d does not hang together: %+v", k, s)
		}
		f.step(s, driver)
		x, _ := f.result.Times(s.Task)
		if s.Start != x.Start || s.Finish != x.Finish {
			return fmt.Sprintf("step %s says %s to %s, the result %s to %s", s.Task, s.Start, s.Finish, x.Start, x.Finish)
		}
		if f.start != 0 && f.start != x.Start || f.finish != 0 && f.finish != x.Finish {
			return fmt.Sprintf("step %s leads to %s and %s, the result says %s and %s: %+v", s.Task, f.start, f.finish, x.Start, x.Finish, s)
		}
		if fault := moves(s, driver); fault != "" {
			return fault
		}
		f.start, f.finish = x.Start, x.Finish
	}
	return ""
}

// moves says where the moves of a step do not lead from what is asked for to
// the start without a gap.
func moves(s schedule.Step, driver schedule.Reason) string {
	at := driver.Asks
	for _, m := range s.Moves {
		if m.From != at || m.To == m.From {
			return fmt.Sprintf("%s moves from %s, being at %s", s.Task, m.From, at)
		}
		at = m.To
	}
	end := s.Start
	if s.Rest != 0 {
		end = s.Rest
	}
	if driver.Kind != schedule.ByChild && at != end {
		return fmt.Sprintf("%s moves to %s but starts %s", s.Task, at, end)
	}
	return ""
}

// TestWhyHangsTogetherByOtherRules: by the rules of Primavera P6 too every
// chain leads from step to step to a root, without a gap between what is asked
// for and the dates that the result shows. There links join no summaries, and
// where tasks go as late as their free float allows, all lead from finish to
// start and nothing is delayed.
func TestWhyHangsTogetherByOtherRules(t *testing.T) {
	for seed := range uint64(1500) {
		shape := scheduletest.Shape{Tasks: 3 + int(seed%17), Without: scheduletest.SummaryLinks}
		if seed%2 == 0 {
			shape.Without |= scheduletest.Lags | scheduletest.ElapsedLags | scheduletest.PercentLags | scheduletest.Levelling | scheduletest.LinkTypes
		}
		p := scheduletest.RandomPlan(seed, shape)
		beat := p.Rules.LinksBeatConstraints
		p.Rules, p.DataDate = schedule.Primavera(), p.Start+86400*calendar.DateTime(seed%12)
		p.Rules.LinksBeatConstraints = beat
		p.Rules.Progress = schedule.RetainedLogic + schedule.ProgressPolicy(seed%3)
		p.Rules.LateByFreeFloat = seed%2 == 0
		p.Rules.DataDateBinds = seed%5 != 0
		if fault := hangs(p); fault != "" {
			small := scheduletest.Shrink(p, func(p *schedule.Plan) bool {
				_, err := schedule.Compute(p, schedule.Options{})
				return err == nil && hangs(p) != ""
			})
			t.Fatalf("%s: %s\n%s%s", p.Name, fault, scheduletest.Dump(small), hangs(small))
		}
	}
}

// hangs returns what is wrong with the chain of some task, "" when nothing is.
func hangs(p *schedule.Plan) string {
	r, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		return err.Error()
	}
	for id := range r.All() {
		steps := r.Why(id).Steps
		for k, s := range steps {
			x, _ := r.Times(s.Task)
			driver, some := s.Driver()
			next := schedule.TaskID("")
			if k+1 < len(steps) {
				next = steps[k+1].Task
			}
			switch fault := moves(s, driver); {
			case !some || driver.Task != next:
				return fmt.Sprintf("step %d of %s does not hang together: %+v", k, id, s)
			case s.Start != x.Start || s.Finish != x.Finish:
				return fmt.Sprintf("step %d of %s has other dates than %+v: %+v", k, id, x, s)
			case fault != "":
				return fmt.Sprintf("%s: %+v", fault, s)
			}
		}
	}
	return ""
}

// step derives the start and the finish of one task; 0 for a date that the
// step is not about.
func (f *follower) step(s schedule.Step, driver schedule.Reason) {
	t := f.tasks[s.Task]
	asked, ending := f.asked(t, driver)
	switch {
	case driver.Kind == schedule.ByChild:
		f.start, f.finish = 0, 0
		if driver.From == s.Start {
			f.start = asked
		}
		if driver.From == s.Finish && s.Start != s.Finish {
			f.finish = asked
		}
	case driver.Kind == schedule.ByActual || driver.Kind == schedule.ByManualDates || driver.Kind == schedule.ByLateDates:
		f.start, f.finish = asked, f.recorded(t)
	default:
		start := f.settle(t, asked)
		if d := t.LevelingDelay; d.Length != 0 {
			start = f.settle(t, f.ahead(t, start, d.Length, d.Elapsed))
		}
		placed := start
		f.start = f.constrain(t, start)
		f.finish = f.ahead(t, f.start, span(t), t.Duration.Elapsed)
		if f.start == placed && ending > f.finish && f.room(t, f.finish, ending) == 0 {
			f.finish = ending
		}
	}
}

// asked returns the start that a reason asks for and, where that is because of
// a finish, the finish.
func (f *follower) asked(t *schedule.Task, r schedule.Reason) (start, finish calendar.DateTime) {
	switch r.Kind {
	case schedule.ByProjectStart:
		return f.plan.Start, 0
	case schedule.BySummaryStart:
		x, _ := f.result.Times(r.Via)
		return x.Start, 0
	case schedule.BySummaryConstraint:
		c := f.tasks[r.Via].Constraint
		if c.Kind == schedule.FinishNoEarlierThan {
			return f.ahead(t, c.Date, -span(t), t.Duration.Elapsed), 0
		}
		return c.Date, 0
	case schedule.ByActual:
		if f.summary[t.ID] {
			return 1, 0 // a summary does nothing itself
		}
		return t.Progress.ActualStart, 0
	case schedule.ByManualDates:
		if t.Start.IsZero() {
			return f.ahead(t, t.Finish, -span(t), t.Duration.Elapsed), 0
		}
		return t.Start, 0
	case schedule.ByLateDates:
		x, _ := f.result.Times(t.ID)
		return x.LateStart, 0
	case schedule.ByChild:
		if r.From == f.start {
			return f.start, 0
		}
		return f.finish, 0
	}
	return f.linked(t, r)
}

// linked applies the lag of a link, which the plan must hold as the reason
// says, to the date derived before.
func (f *follower) linked(t *schedule.Task, r schedule.Reason) (start, finish calendar.DateTime) {
	l := f.plan.Links[r.Link]
	to := t
	if r.Via != "" {
		to = f.tasks[r.Via]
	}
	if l.From != r.Task || l.To != to.ID || l.Type != r.Type {
		return 0, 0
	}
	date := f.finish
	if l.Type == schedule.StartToStart || l.Type == schedule.StartToFinish {
		date = f.start
	}
	lag, elapsed := l.Lag.Length, l.Lag.Elapsed
	if l.Lag.Percent != 0 {
		lag, elapsed = r.Lag, r.LagElapsed
		if from := f.tasks[l.From]; f.summary[l.From] {
			lag = percentOf(f.result.Calendar(l.From).Between(f.start, f.finish), l.Lag.Percent)
			elapsed = from.Duration.Elapsed
		}
	}
	date = f.ahead(to, date, lag, elapsed)
	if l.Type == schedule.FinishToFinish || l.Type == schedule.StartToFinish {
		return max(f.plan.Start, f.ahead(t, date, -span(t), t.Duration.Elapsed)), date
	}
	return date, 0
}

// recorded returns the finish of a task that follows from what was recorded,
// 0 where gaps in it make that more than one sum.
func (f *follower) recorded(t *schedule.Task) calendar.DateTime {
	g := t.Progress
	switch {
	case !g.ActualFinish.IsZero():
		return g.ActualFinish
	case f.summary[t.ID] || len(t.Splits) > 0 || !g.Resume.IsZero():
		return 0
	case !g.ActualStart.IsZero() && !t.Manual:
		return f.ahead(t, g.ActualStart, t.Duration.Length, t.Duration.Elapsed)
	}
	return t.Finish
}

// constrain applies the constraint of a task to its start.
func (f *follower) constrain(t *schedule.Task, start calendar.DateTime) calendar.DateTime {
	kind, date := t.Constraint.Kind, t.Constraint.Date
	finish := f.ahead(t, start, span(t), t.Duration.Elapsed)
	links := f.plan.Rules.LinksBeatConstraints
	after := kind == schedule.StartNoEarlierThan || kind == schedule.MustStartOn
	before := !links && (kind == schedule.StartNoLaterThan || kind == schedule.MustStartOn)
	afterFinish := kind == schedule.FinishNoEarlierThan || kind == schedule.MustFinishOn
	beforeFinish := !links && (kind == schedule.FinishNoLaterThan || kind == schedule.MustFinishOn)
	switch {
	case after && start < date, before && start > date:
		return f.settle(t, date)
	case afterFinish && finish < date, beforeFinish && finish > date, kind == schedule.MustFinishOn && !links:
		return f.ahead(t, date, -span(t), t.Duration.Elapsed)
	}
	return start
}

func (f *follower) settle(t *schedule.Task, at calendar.DateTime) calendar.DateTime {
	if span(t) == 0 || t.Duration.Elapsed {
		return at
	}
	moved, err := f.result.Calendar(t.ID).Next(at)
	if err != nil {
		return 0
	}
	return moved
}

// ahead moves a date by working time of a task or by clock time.
func (f *follower) ahead(t *schedule.Task, at calendar.DateTime, w calendar.Work, elapsed bool) calendar.DateTime {
	if elapsed || w == 0 {
		return at + calendar.DateTime(w)
	}
	moved, err := f.result.Calendar(t.ID).Add(at, w)
	if err != nil {
		return 0
	}
	return moved
}

func (f *follower) room(t *schedule.Task, a, b calendar.DateTime) calendar.Work {
	if t.Duration.Elapsed {
		return calendar.Work(b - a)
	}
	return f.result.Calendar(t.ID).Between(a, b)
}

// span is the duration of a task with its gaps.
func span(t *schedule.Task) calendar.Work {
	w := t.Duration.Length
	for _, s := range t.Splits {
		w += s.Gap
	}
	return w
}

// percentOf rounds to the nearest second, halves away from zero.
func percentOf(w calendar.Work, percent int) calendar.Work {
	n := w * calendar.Work(percent)
	if n < 0 {
		return -percentOf(w, -percent)
	}
	return (n + 50) / 100
}
