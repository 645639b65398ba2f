package schedule

import (
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// sidePlan is one of the two plans of an attribution with its progress worked
// into durations and delays, so that differences can be made one by one.
type sidePlan struct {
	plan     *Plan
	result   *Result
	index    map[TaskID]int
	summary  []bool
	tasks    []sideTask // in plan order
	assigned map[TaskID][]*Assignment
}

// sideTask is a task without progress that has the dates of one with it.
type sideTask struct {
	Task
	// late is the time from where everything else lets the task begin to where
	// it did or does, on the calendar that it works on; clock time where clock
	// is set.
	late  calendar.Work
	clock bool
	// early is when a task began that everything else let begin only later.
	early calendar.DateTime
	// ahead is what was done of a begun task whose rest waits for its links.
	ahead calendar.Work
	// stretch is how much longer a task between two fixed dates takes.
	stretch calendar.Work
}

func newSidePlan(p *Plan, r *Result) *sidePlan {
	s := &sidePlan{plan: p, result: r, index: make(map[TaskID]int, len(p.Tasks)), summary: make([]bool, len(p.Tasks)),
		tasks: make([]sideTask, len(p.Tasks)), assigned: map[TaskID][]*Assignment{}}
	for i := range p.Tasks {
		s.index[p.Tasks[i].ID] = i
		s.summary[i] = r.net.tasks[i].isSummary()
	}
	for k := range p.Assignments {
		a := &p.Assignments[k]
		s.assigned[a.Task] = append(s.assigned[a.Task], a)
	}
	reader := sideReader{result: r, free: freed(r)}
	for i := range p.Tasks {
		s.tasks[i] = reader.read(&p.Tasks[i], int32(i))
	}
	return s
}

// has reports whether the plan has a task.
func (s *sidePlan) has(id TaskID) bool {
	_, known := s.index[id]
	return known
}

// freed returns a pass over the dates of a result in which no task has begun
// and no data date binds, to ask where tasks could have begun.
func freed(r *Result) *pass {
	p, n := r.scratch(), *r.net
	n.tasks = slices.Clone(n.tasks)
	n.rules.DataDateBinds = false
	p.es = slices.Clone(p.es)
	for i := range n.tasks {
		p.es[i] = r.pass.shownStart(int32(i))
		if !n.tasks[i].isSummary() {
			n.tasks[i].state = unstarted
		}
	}
	p.Network, p.start = &n, r.start
	return p
}

// sideReader works progress into tasks.
type sideReader struct {
	result *Result
	free   *pass
}

func (s *sideReader) read(in *Task, i int32) sideTask {
	out := sideTask{Task: *in}
	out.Progress = Progress{}
	t, x := &s.result.net.tasks[i], &s.result.times[i]
	switch {
	case t.isSummary() || t.kind == inactive || x.Finish == 0:
	case t.kind == manual:
		s.manual(&out, i)
	case t.state == unstarted:
		out.Duration.Length = t.duration
		if !t.isLate() && t.sort != LevelOfEffort {
			s.delay(&out, i, x.Start)
		}
	default:
		s.begun(&out, i)
	}
	return out
}

// manual gives a task with a fixed start, once it has begun, the duration that
// it has or had, and the time between that start and the real one. One without a
// start keeps the dates that it has.
func (s *sideReader) manual(out *sideTask, i int32) {
	t, x := &s.result.net.tasks[i], &s.result.times[i]
	switch {
	case t.state == unstarted:
		return
	case out.Start == 0:
		out.Start, out.Finish = x.Start, x.Finish
		return
	case out.Finish == 0:
		out.Splits, out.Duration.Length = nil, s.between(t, x.Start, x.Finish)
	default:
		out.stretch = s.between(t, x.Start, x.Finish) - s.between(t, out.Start, out.Finish)
	}
	out.clock = t.elapsed
	switch off := s.between(t, out.Start, x.Start); {
	case off > 0:
		out.late = off
	case off < 0:
		out.early = x.Start
	}
}

// begun gives a task that has begun the duration that it has had, or will have
// had, and the delay.
func (s *sideReader) begun(out *sideTask, i int32) {
	t, free, x := &s.result.net.tasks[i], &s.free.tasks[i], &s.result.times[i]
	if t.firstDriver < t.lastDriver {
		out.Type, free.workCal = FixedDuration, t.slackCal
		free.firstDriver, free.lastDriver = 0, 0
	}
	if out.Kind == LevelOfEffort || out.Kind == ResourceDependent {
		out.Kind, free.sort = WorkTask, WorkTask
	}
	out.Splits, out.ExpectedFinish, free.expected = nil, 0, 0
	out.Duration.Length = s.between(free, x.Start, x.Finish)
	if wait, ready, rest := s.waits(i); wait > 0 {
		out.ahead = s.between(free, x.Start, ready)
		out.Duration.Length = out.ahead + s.between(free, rest, x.Finish)
		return
	}
	free.duration, free.span = out.Duration.Length, out.Duration.Length
	s.delay(out, i, x.Start)
}

// waits returns for how long the rest of a begun task waits for its links, from
// when it could go on to when it does.
func (s *sideReader) waits(i int32) (wait calendar.Work, ready, rest calendar.DateTime) {
	p, t := s.result.pass, &s.result.net.tasks[i]
	if t.state != started || p.rules.Progress == AsRecorded || t.isPoint() {
		return 0, 0, 0
	}
	rest, ready = p.es[i], t.resume
	if p.rules.DataDateBinds {
		ready = max(t.from, p.start)
		if t.suspended {
			ready = max(ready, t.resume)
		}
	}
	if rest <= ready {
		return 0, ready, rest
	}
	return s.between(&s.free.tasks[i], ready, rest), ready, rest
}

// between returns the time that a task works from a to b.
func (s *sideReader) between(t *task, a, b calendar.DateTime) calendar.Work {
	if t.elapsed {
		return calendar.Work(b - a)
	}
	return s.result.net.calendars[t.workCal].Between(a, b)
}

// delay compares the start of a task with where everything else lets it begin.
func (s *sideReader) delay(out *sideTask, i int32, start calendar.DateTime) {
	t := &s.free.tasks[i]
	allowed, _ := s.free.place(i, t)
	out.clock = t.elapsed && t.delay == 0 || t.delayClock && t.delay != 0
	off := s.result.net.calendars[t.workCal].Between(allowed, start)
	if out.clock {
		off = calendar.Work(start - allowed)
	}
	switch {
	case off > 0:
		out.late = off
	case off < 0:
		out.early, out.clock = start, false
	}
}
