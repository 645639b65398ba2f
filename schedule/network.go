package schedule

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Network is a plan made ready for computing: ids resolved to dense numbers,
// calendars compiled, tasks in an order in which each comes after all that it
// waits for. It is immutable and safe for concurrent use, and it keeps no
// reference to the plan it came from.
type Network struct {
	ids   []TaskID
	index map[TaskID]int32

	start, finish calendar.DateTime // project dates given
	mustFinish    calendar.DateTime
	dataDate      calendar.DateTime
	rules         Rules

	tasks     []task
	calendars []*calendar.Calendar
	project   int32 // number of the project's calendar

	// order holds one entry for each task, where the bounds on a summary's
	// children are known, and a second (task + len(tasks)) for each summary,
	// where all its children are placed.
	order []int32

	inside families

	preds, succs arcs
	outside      []outside // by task; nil when no link from outside says anything
	drivers      []driver  // work of resources, by task.drivers
	percentLags  []percentLag
}

type taskKind uint8

const (
	automatic taskKind = iota
	manual
	summary
	manualSummary
	inactive
)

type taskState uint8

const (
	unstarted taskState = iota
	started
	finished
)

// task is what the passes need of one task.
type task struct {
	span     calendar.Work // duration plus gaps
	duration calendar.Work
	parent   int32 // -1 at the top
	slackCal int32 // floats and lags are measured on it
	workCal  int32 // the work runs on it
	kind     taskKind
	state    taskState
	elapsed  bool
	// suspended: the plan says when the rest resumes.
	suspended bool
	// estimated: duration is a guess.
	estimated   bool
	sort        TaskKind
	constraint  limit
	second      limit
	expected    calendar.DateTime // expected finish
	deadline    calendar.DateTime
	delay       calendar.Work // levelling delay
	delayClock  bool
	from, to    calendar.DateTime // dates of a manual task; actual dates
	resume      calendar.DateTime // where the rest of a started task begins
	remaining   calendar.Work     // from resume to the finish, gaps included
	firstDriver int32
	lastDriver  int32 // driver numbers firstDriver..lastDriver-1
}

// limit is a constraint of a task.
type limit struct {
	kind ConstraintKind
	date calendar.DateTime
}

// isPoint reports whether the task is an instant.
func (t *task) isPoint() bool { return t.span == 0 }

func (t *task) isSummary() bool { return t.kind == summary || t.kind == manualSummary }

// arc is a link seen from one of its ends.
type arc struct {
	other   int32 // the task at the other end
	link    int32 // number in Plan.Links
	cal     int32 // calendar of the lag
	room    int32 // calendar of the successor, on which free float is measured
	percent int32 // of the duration of a summary; otherwise worked into lag
	lag     calendar.Work
	typ     LinkType
	elapsed bool
}

// outside is what links from other plans ask of a task.
type outside struct {
	start, finish calendar.DateTime
	link          int32 // number in Plan.Links of the one that asks for the latest start, or -1
}

// arcs are the links of all tasks, those of task i at
// list[first[i]:first[i+1]].
type arcs struct {
	first []int32
	list  []arc
}

func (a *arcs) of(i int32) []arc { return a.list[a.first[i]:a.first[i+1]] }

// driver is an assignment that moves the dates of its task.
type driver struct {
	cal   int32
	delay calendar.Work // working time before it begins
	clock calendar.Work // clock time before that
	span  calendar.Work
	rest  calendar.Work // of span, what is still to do of a started task
}

// Compile makes a plan ready for computing. The error is a [*PlanError] with
// every reason at once; it unwraps to a [*CycleError] when links form cycles.
func Compile(p *Plan) (*Network, error) {
	n, found := compile(p)
	if n == nil {
		finding.Sort(found)
		blocking := finding.Filter(found, func(f finding.Finding) bool { return f.Severity == finding.Block })
		return nil, &PlanError{Findings: blocking, cycles: cyclesOf(blocking)}
	}
	return n, nil
}

// compile returns all findings, and a network unless one of them blocks.
func compile(p *Plan) (*Network, []finding.Finding) {
	if p == nil {
		p = &Plan{}
	}
	b := builder{checker: checker{plan: p}, net: &Network{start: p.Start, finish: p.Finish, mustFinish: p.MustFinish, dataDate: p.DataDate, rules: p.Rules}}
	b.project()
	if finding.Blocks(b.found) && len(p.Tasks) > MaxTasks {
		return nil, b.found
	}
	b.ids()
	b.workingTimes()
	b.outline()
	for i := range p.Tasks {
		b.addTask(int32(i))
	}
	b.summaryStates()
	b.assign()
	b.links()
	b.sort()
	if finding.Blocks(b.found) {
		return nil, b.found
	}
	return b.net, b.found
}

// builder compiles a plan into net, reporting what is wrong as it goes.
type builder struct {
	checker
	net       *Network
	calendars map[CalendarID]int32 // compiled so far; -1 faulty
	byDigest  map[string]int32     // the same by their working time
	// exceptions counts those of each calendar with those it inherits, and
	// inherited is their sum.
	exceptions map[CalendarID]int
	inherited  int
	always     int32 // number of the calendar of every hour
	hasChild   []bool
	enter      []int32 // outline intervals: j is inside i when enter[i] <= enter[j] < leave[i]
	leave      []int32
}

// place is where an entry stands in its list, counted from 1 as people do.
func place(i int) finding.Value { return finding.Number(int64(i)+1, "") }

// ids numbers the tasks.
func (b *builder) ids() {
	n := b.net
	n.ids = make([]TaskID, len(b.plan.Tasks))
	n.index = make(map[TaskID]int32, len(b.plan.Tasks))
	for i := range b.plan.Tasks {
		id := b.plan.Tasks[i].ID
		n.ids[i] = id
		if id == "" {
			b.report(finding.Finding{Code: CodeNoID, Subject: finding.Ref{Kind: "task", Field: "id"}, Got: place(i), Remedy: RemedyUniqueID})
			continue
		}
		if first, taken := n.index[id]; taken {
			b.report(finding.Finding{Code: CodeDuplicateID, Subject: taskRef(id, "id"), Want: place(int(first)), Got: place(i), Remedy: RemedyUniqueID})
			continue
		}
		n.index[id] = int32(i)
	}
}

// addTask compiles the fields of one task.
func (b *builder) addTask(i int32) {
	in, out := &b.plan.Tasks[i], &b.net.tasks[i]
	b.task(in)
	out.duration, out.elapsed = in.Duration.Length, in.Duration.Elapsed
	out.estimated = in.Duration.Estimated
	out.span = in.Duration.Length
	for _, s := range in.Splits {
		out.span += s.Gap
	}
	out.slackCal = b.calendarOf(in.Calendar, taskRef(in.ID, "calendar"))
	out.workCal = out.slackCal
	out.sort, out.expected, out.deadline = in.Kind, in.ExpectedFinish, in.Deadline
	out.constraint, out.second = limit{in.Constraint.Kind, in.Constraint.Date}, limit{in.Second.Kind, in.Second.Date}
	if in.Kind == StartMilestone || in.Kind == FinishMilestone {
		out.duration, out.span = 0, 0
	}
	out.delay, out.delayClock = in.LevelingDelay.Length, in.LevelingDelay.Elapsed
	switch {
	case b.isInactive(i):
		out.kind = inactive
	case in.Manual && b.hasChild[i]:
		out.kind = manualSummary
	case b.hasChild[i]:
		out.kind = summary
	case in.Manual:
		out.kind = manual
	}
	if in.Manual {
		out.from, out.to = b.manualDates(in, out)
	}
	if !b.hasChild[i] {
		b.setProgress(in, out)
	}
}

// manualDates completes the dates of a manual task from its duration.
func (b *builder) manualDates(in *Task, t *task) (from, to calendar.DateTime) {
	if t.slackCal < 0 {
		return in.Start, in.Finish
	}
	s := span{cal: b.net.calendars[t.slackCal], length: t.span, elapsed: t.elapsed}
	var err error
	switch {
	case in.Start.IsZero() && !in.Finish.IsZero():
		from, err = s.back(in.Finish)
		to = in.Finish
	case in.Finish.IsZero() && !in.Start.IsZero():
		from = in.Start
		to, err = s.forward(in.Start)
	default:
		return in.Start, in.Finish
	}
	if err != nil {
		b.report(outOfRange(in.ID))
	}
	return from, to
}

// setProgress compiles what has happened on a task that is no summary.
func (b *builder) setProgress(in *Task, t *task) {
	g := &in.Progress
	if b.plan.Rules.Progress != AsRecorded && g.ActualFinish.IsZero() && g.Remaining > 0 && g.ActualStart.IsZero() {
		t.span += g.Remaining - t.duration // what is left counts, not what was planned
		t.duration = g.Remaining
	}
	switch {
	case t.kind == inactive || g.ActualStart.IsZero():
		return
	case !g.ActualFinish.IsZero():
		t.state, t.from, t.to = finished, g.ActualStart, g.ActualFinish
		return
	}
	t.state = started
	if t.kind != manual {
		t.from = g.ActualStart
	}
	done := g.Done
	if done == 0 && g.Remaining == 0 {
		done = percentOf(t.duration, g.Percent)
	}
	done = min(done, t.duration)
	t.resume, t.suspended = g.Resume, !g.Resume.IsZero()
	pending := t.resume.IsZero() || !b.interrupted(in, t, done)
	t.remaining = t.duration - done
	if b.plan.Rules.Progress != AsRecorded && g.Done+g.Remaining > 0 {
		t.remaining = g.Remaining
	}
	for _, s := range in.Splits {
		if s.After > done || s.After == done && pending {
			t.remaining += s.Gap
		}
	}
	if t.resume.IsZero() && t.slackCal >= 0 {
		run := span{b.net.calendars[t.slackCal], t.span - t.remaining, t.elapsed}
		resume, err := run.forward(g.ActualStart)
		if err == nil && !t.elapsed && !t.isPoint() {
			resume, err = run.cal.Next(resume)
		}
		if err != nil {
			b.report(outOfRange(in.ID))
		}
		t.resume = resume
	}
}

// interrupted reports whether working time lies between where the work done
// stops and where the rest resumes, so that a gap there is behind (splits-a
// tasks 4, 9 and 11).
func (b *builder) interrupted(in *Task, t *task, done calendar.Work) bool {
	if t.slackCal < 0 {
		return true
	}
	cal, stop := b.net.calendars[t.slackCal], in.Progress.Stop
	if stop.IsZero() {
		behind := done
		for _, s := range in.Splits {
			if s.After < done {
				behind += s.Gap
			}
		}
		var err error
		if stop, err = (span{cal, behind, t.elapsed}).forward(in.Progress.ActualStart); err != nil {
			return true
		}
	}
	if t.elapsed {
		return in.Progress.Resume != stop
	}
	return cal.Between(stop, in.Progress.Resume) != 0
}

// summaryStates says of every summary whether its tasks have begun and are
// done.
func (b *builder) summaryStates() {
	tasks := b.net.tasks
	some := make([]bool, len(tasks)) // has active children
	for i := range tasks {
		if tasks[i].isSummary() {
			tasks[i].state = finished
		}
	}
	begun := make([]bool, len(tasks))
	for i := len(tasks) - 1; i >= 0; i-- {
		t := &tasks[i]
		if t.isSummary() && t.state == finished && !some[i] {
			t.state = unstarted
		}
		if t.isSummary() && t.state != finished && begun[i] {
			t.state = started
		}
		if p := t.parent; p >= 0 && t.kind != inactive && (some[i] || !t.isSummary()) {
			some[p] = true
			begun[p] = begun[p] || t.state != unstarted
			if t.state != finished {
				tasks[p].state = unstarted
			}
		}
	}
}

// edge is a compiled link with both its ends.
type edge struct {
	arc
	from, to int32
}

// links compiles the links whose ends exist and are active.
func (b *builder) links() {
	edges := make([]edge, 0, len(b.plan.Links))
	for k := range b.plan.Links {
		l := &b.plan.Links[k]
		if l.External {
			b.linkFaults(l)
			b.outside(l, int32(k))
			continue
		}
		from, to, ok := b.linkEnds(l)
		if ok && b.net.tasks[from].kind != inactive && b.net.tasks[to].kind != inactive {
			edges = append(edges, edge{b.arc(l, int32(k), from, to), from, to})
		}
	}
	b.net.preds = group(len(b.net.tasks), edges, func(e *edge) (at, other int32) { return e.to, e.from })
	b.net.succs = group(len(b.net.tasks), edges, func(e *edge) (at, other int32) { return e.from, e.to })
}

// outside keeps what a link from another plan is known to ask for.
func (b *builder) outside(l *Link, k int32) {
	i, here := b.net.index[l.To]
	b.date(linkRef(*l, "known"), l.Known)
	if _, from := b.net.index[l.From]; !here && !from {
		b.report(finding.Finding{Code: CodeUnknownLinkEnd, Severity: finding.Warn, Subject: linkRef(*l, ""), Got: finding.Text(string(l.To)), Remedy: RemedyRemoveLink})
	}
	if !here || l.Known.IsZero() {
		return
	}
	if b.net.outside == nil {
		b.net.outside = make([]outside, len(b.net.tasks))
		for j := range b.net.outside {
			b.net.outside[j] = outside{never, never, -1}
		}
	}
	o := &b.net.outside[i]
	if l.Type == FinishToFinish || l.Type == StartToFinish {
		o.finish = max(o.finish, l.Known)
		return
	}
	if l.Known > o.start {
		o.start, o.link = l.Known, k
	}
}

// linkEnds resolves the ends of a link and checks the link itself.
func (b *builder) linkEnds(l *Link) (from, to int32, ok bool) {
	if l.Type > StartToFinish || l.Lag.Length > maxLength || l.Lag.Length < -maxLength || l.Lag.Percent > maxPercent || l.Lag.Percent < -maxPercent {
		b.linkFaults(l)
	}
	from, okFrom := b.net.index[l.From]
	to, okTo := b.net.index[l.To]
	if !okFrom {
		b.report(finding.Finding{Code: CodeUnknownLinkEnd, Subject: linkRef(*l, "from"), Got: finding.Text(string(l.From)), Remedy: RemedyRemoveLink})
	}
	if !okTo {
		b.report(finding.Finding{Code: CodeUnknownLinkEnd, Subject: linkRef(*l, "to"), Got: finding.Text(string(l.To)), Remedy: RemedyRemoveLink})
	}
	if !okFrom || !okTo {
		return 0, 0, false
	}
	switch {
	case from == to:
		b.report(finding.Finding{Code: CodeSelfLink, Subject: linkRef(*l, ""), Remedy: RemedyRemoveLink})
	case b.inside(from, to) || b.inside(to, from):
		b.report(finding.Finding{Code: CodeFamilyLink, Subject: linkRef(*l, ""), Remedy: RemedyRemoveLink,
			Related: []finding.Ref{taskRef(l.From, ""), taskRef(l.To, "")}})
	default:
		return from, to, true
	}
	return 0, 0, false
}

const maxPercent = 1_000_000

// linkFaults reports what is wrong with the link itself.
func (b *builder) linkFaults(l *Link) {
	b.kind(linkRef(*l, "type"), uint8(l.Type), uint8(StartToFinish))
	b.length(linkRef(*l, "lag"), l.Lag.Length, true, CodeExcessiveLag, RemedyMendLink)
	if l.Lag.Percent > maxPercent || l.Lag.Percent < -maxPercent {
		b.report(finding.Finding{Code: CodeExcessiveLag, Subject: linkRef(*l, "lag"), Want: finding.Number(maxPercent, "%"),
			Got: finding.Number(int64(l.Lag.Percent), "%"), Remedy: RemedyMendLink})
	}
}

// arc compiles a link; its other end is set when it is grouped.
func (b *builder) arc(l *Link, k, from, to int32) arc {
	a := arc{link: k, cal: b.lagCalendar(from, to), room: b.net.tasks[to].slackCal, lag: l.Lag.Length, typ: l.Type, elapsed: l.Lag.Elapsed}
	if l.Lag.Percent == 0 {
		return a
	}
	pred := &b.net.tasks[from]
	a.lag, a.elapsed = 0, pred.elapsed
	if pred.isSummary() {
		a.percent = int32(l.Lag.Percent)
	} else {
		a.lag = percentOf(pred.duration, l.Lag.Percent)
		b.net.percentLags = append(b.net.percentLags, percentLag{k, from, int32(l.Lag.Percent)})
	}
	return a
}

// lagCalendar returns the number of the calendar that a working lag is counted
// on.
func (b *builder) lagCalendar(from, to int32) int32 {
	switch b.plan.Rules.LagCalendar {
	case PredecessorCalendar:
		return b.net.tasks[from].slackCal
	case ClockCalendar:
		return b.always
	case ProjectLagCalendar:
		return b.net.project
	}
	return b.net.tasks[to].slackCal
}

// percentOf returns percent of w to the nearest second, halves away from zero.
func percentOf(w calendar.Work, percent int) calendar.Work {
	whole, rest := w/100*calendar.Work(percent), w%100*calendar.Work(percent)
	if rest < 0 {
		return whole + (rest-50)/100
	}
	return whole + (rest+50)/100
}

// group sorts the edges by the task at one of their ends, keeping their order.
func group(tasks int, edges []edge, ends func(*edge) (at, other int32)) arcs {
	first := make([]int32, tasks+1)
	for k := range edges {
		at, _ := ends(&edges[k])
		first[at+1]++
	}
	for i := range tasks {
		first[i+1] += first[i]
	}
	next := slices.Clone(first[:tasks])
	list := make([]arc, len(edges))
	for k := range edges {
		at, other := ends(&edges[k])
		place := next[at]
		next[at]++
		list[place] = edges[k].arc
		list[place].other = other
	}
	return arcs{first, list}
}

func outOfRange(id TaskID) finding.Finding {
	return finding.Finding{Code: CodeDateRange, Subject: taskRef(id, ""), Remedy: RemedyKeepDatesInside}
}
