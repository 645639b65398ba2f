package scheduletest

import (
	"fmt"
	"math/rand/v2"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// RandomPlan returns a plan that passes schedule.Check, the same for the same
// seed and shape in this version of the package. Its links close no cycle, not
// even through summaries. Ids and links are in no order; tasks are in outline
// order, as they must be. It has no assignments. The caller owns the plan.
func RandomPlan(seed uint64, shape Shape) *schedule.Plan {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 0x6d696c65706f7374)), shape: shape.complete()}
	g.plan = &schedule.Plan{Name: fmt.Sprintf("random %d", seed)}
	g.calendars()
	g.frame()
	g.outline()
	g.links()
	for i := range g.plan.Tasks {
		g.fill(&g.plan.Tasks[i])
	}
	g.inactive()
	return g.plan
}

// generator makes one plan.
type generator struct {
	*rand.Rand
	shape Shape
	plan  *schedule.Plan
	o     *outline
}

// may answers yes once in n times where the shape has the feature. It takes a
// number in any case, so that leaving a feature out changes little else.
func (g *generator) may(f Feature, n int) bool { return g.IntN(n) == 0 && g.shape.has(f) }

func pick[T any](g *generator, from ...T) T { return from[g.IntN(len(from))] }

// frame sets what belongs to the whole plan.
func (g *generator) frame() {
	monday := calendar.DateOf(2025, 3, 3)
	g.plan.Start = monday.At(8 * calendar.Hour)
	if g.may(OddStart, 1) {
		clock := pick(g, 8*calendar.Hour, 0, 6*calendar.Hour, 12*calendar.Hour, 13*calendar.Hour+1800, 17*calendar.Hour, 22*calendar.Hour)
		g.plan.Start = monday.AddDays(g.IntN(7)).At(clock)
	}
	g.plan.Rules.LinksBeatConstraints = g.may(LinksBeatConstraints, 3)
	if g.may(CriticalLimit, 4) {
		g.plan.Rules.CriticalLimit = pick[calendar.Work](g, 4, 8, 20) * calendar.Hour
	}
}

// outline makes the tasks without anything but their place.
func (g *generator) outline() {
	ids := g.Perm(g.shape.Tasks)
	var open []schedule.TaskID // the summaries that the next task may be in
	for _, n := range ids {
		t := schedule.Task{ID: schedule.TaskID(fmt.Sprintf("T%d", n+1))}
		open = open[:g.IntN(len(open)+1)]
		if len(open) > 0 {
			t.Parent = open[len(open)-1]
		}
		g.plan.Tasks = append(g.plan.Tasks, t)
		if len(open)+1 < g.shape.Depth {
			open = append(open, t.ID)
		}
	}
	g.o = outlineOf(g.plan)
}

// fill gives a task everything else. A task without duration has no splits
// and no percentage.
func (g *generator) fill(t *schedule.Task) {
	g.duration(t)
	if g.may(Calendars, 4) && len(g.plan.Calendars) > 0 {
		t.Calendar = pick(g, g.plan.Calendars...).ID
	}
	if g.may(Deadlines, 8) {
		t.Deadline = g.date()
	}
	if g.o.summary(t) {
		g.fillSummary(t)
		return
	}
	g.constraint(t)
	if g.may(Levelling, 8) {
		t.LevelingDelay = schedule.Duration{Length: g.length(30), Elapsed: g.IntN(2) == 0}
	}
	if g.may(Splits, 8) {
		g.split(t)
	}
	switch {
	case g.may(Progress, 6):
		g.progress(t)
	case g.may(Manual, 8):
		g.manual(t)
	}
}

func (g *generator) fillSummary(t *schedule.Task) {
	t.Duration, t.Milestone = schedule.Duration{}, false
	if g.may(SummaryConstraints, 4) {
		t.Constraint.Kind = pick(g, schedule.StartNoEarlierThan, schedule.FinishNoEarlierThan, schedule.StartNoLaterThan, schedule.FinishNoLaterThan)
		t.Constraint.Date = g.date()
	}
	if g.may(Manual, 6) {
		t.Duration.Length = g.length(200)
		g.manual(t)
	}
}

func (g *generator) duration(t *schedule.Task) {
	t.Duration.Length = calendar.Work(1+g.IntN(40)) * calendar.Hour
	if g.may(OddDurations, 2) {
		t.Duration.Length = g.length(60)
	}
	if g.may(Milestones, 6) {
		t.Duration.Length, t.Milestone = 0, true
	}
	t.Duration.Elapsed = g.may(ElapsedDurations, 8)
	t.Duration.Estimated = g.IntN(8) == 0
}

// length returns a length of up to so many hours, at least a second. Some are
// whole minutes.
func (g *generator) length(hours int) calendar.Work {
	seconds := calendar.Work(1 + g.IntN(hours*3600))
	return pick(g, seconds, (seconds/calendar.Minute+1)*calendar.Minute)
}

// date returns a date about the plan: some days before to some weeks after
// its start, often at the edges of working time.
func (g *generator) date() calendar.DateTime {
	clock := pick[calendar.Work](g, 8, 8, 17, 17, 12, 13, 0, 22, 6) * calendar.Hour
	if g.IntN(4) == 0 {
		clock = calendar.Work(g.IntN(24 * 3600))
	}
	return g.plan.Start.Date().AddDays(g.IntN(50) - 10).At(clock)
}

func (g *generator) constraint(t *schedule.Task) {
	if g.may(Constraints, 4) {
		t.Constraint = schedule.Constraint{Kind: schedule.MustStartOn + schedule.ConstraintKind(g.IntN(6)), Date: g.date()}
	}
	if g.may(Alap, 10) {
		t.Constraint = schedule.Constraint{Kind: schedule.AsLateAsPossible}
	}
}

// split puts one or two gaps into a task.
func (g *generator) split(t *schedule.Task) {
	after := calendar.Work(0)
	for range 1 + g.IntN(2) {
		left := int64(t.Duration.Length - after)
		if left < 2 {
			return
		}
		after += calendar.Work(1 + g.Int64N(left-1))
		t.Splits = append(t.Splits, schedule.Split{After: after, Gap: g.length(20)})
	}
}

// progress lets a task begin about the project start. Half of them are
// finished. A manual one has the same dates.
func (g *generator) progress(t *schedule.Task) {
	p := &t.Progress
	p.ActualStart = g.date()
	switch {
	case g.IntN(2) == 0:
		p.Percent, t.Splits = 100, nil
		p.ActualFinish = p.ActualStart
		if t.Duration.Length > 0 {
			p.ActualFinish = p.ActualStart.AddSeconds(int64(g.length(80)))
		}
	case t.Duration.Length > 0:
		g.inProgress(t)
	}
	if p.Resume.IsZero() && g.may(Manual, 8) {
		t.Manual, t.Start, t.Finish = true, p.ActualStart, p.ActualFinish
	}
}

// inProgress: some tasks know their percentage alone, some what is done and
// left, some resume later, and some stand before a gap.
func (g *generator) inProgress(t *schedule.Task) {
	p := &t.Progress
	p.Percent = g.IntN(100)
	if g.IntN(2) == 0 {
		return
	}
	p.Done = percent(t.Duration.Length, p.Percent)
	if len(t.Splits) > 0 && g.IntN(2) == 0 {
		p.Done = t.Splits[0].After
		p.Percent = int(100 * p.Done / t.Duration.Length)
	}
	p.Remaining = t.Duration.Length - p.Done
	switch g.IntN(4) {
	case 0:
		p.Resume = p.ActualStart.AddSeconds(int64(p.Done) + int64(g.length(80)))
	case 1:
		p.Resume = g.o.stop(t)
	case 2:
		p.Resume = g.o.worktime(t).next(g.o.stop(t))
	}
}

// manual gives a task dates of its own: the start, the finish, or both.
func (g *generator) manual(t *schedule.Task) {
	t.Manual = true
	start := g.date()
	finish := start.AddSeconds(int64(t.Duration.Length))
	if g.IntN(3) == 0 {
		finish = start.AddSeconds(int64(g.length(100)))
	}
	switch g.IntN(4) {
	case 0:
		t.Start = start
	case 1:
		t.Finish = finish
	default:
		t.Start, t.Finish = start, finish
	}
}

// inactive takes single tasks out, and some summaries with all below them. A
// manual summary keeps something active in it.
func (g *generator) inactive() {
	for i := range g.plan.Tasks {
		if t := &g.plan.Tasks[i]; g.may(Inactive, 15) {
			for j := range g.plan.Tasks {
				below := &g.plan.Tasks[j]
				below.Inactive = below.Inactive || below == t || g.o.around(t, below)
			}
		}
	}
	for i := range g.plan.Tasks {
		if t := &g.plan.Tasks[i]; t.Manual && g.o.summary(t) && !g.o.someActive(t) {
			t.Inactive = true
		}
	}
}

// around reports whether a summary is an ancestor of a task.
func (o *outline) around(summary, t *schedule.Task) bool {
	for _, a := range o.ancestors(t) {
		if a == summary {
			return true
		}
	}
	return false
}

func (o *outline) someActive(summary *schedule.Task) bool {
	for _, leaf := range o.leaves(summary) {
		if o.active(leaf) {
			return true
		}
	}
	return false
}
