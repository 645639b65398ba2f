package xer_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// generator makes random plans. The zero one makes plans of P6's own kind,
// which a file can hold whole; a wild one puts anything anywhere.
type generator struct {
	*rand.Rand
	wild bool
}

func newGenerator(seed uint64, wild bool) *generator {
	return &generator{rand.New(rand.NewPCG(seed, 7)), wild}
}

func (g *generator) one(in int) bool { return g.IntN(in) == 0 }

// odd answers yes once in n times in wild plans.
func (g *generator) odd(n int) bool { return g.one(n) && g.wild }

func pick[T any](g *generator, list ...T) T { return list[g.IntN(len(list))] }

func (g *generator) text() string {
	words := []string{"Plan", "Bauabschnitt", "é", "a \"b\" c", "x & y", "<b>", "  two  ", "Größe", "%R", "(0||", "|", "l'été"}
	if g.wild {
		words = append(words, "计划", "\t", "\r\n", "\n", "\x7f", "😀", "\xff", "\x00", "\u0081", strings.Repeat("long ", 60))
	}
	var b strings.Builder
	for range 1 + g.IntN(4) {
		b.WriteString(words[g.IntN(len(words))])
	}
	return b.String()
}

func (g *generator) moment() calendar.DateTime {
	t := at("2026-01-01T00:00:00").AddSeconds(g.Int64N(400*86400/60) * 60)
	if g.odd(10) {
		t = t.AddSeconds(g.Int64N(60))
	}
	if g.odd(100) {
		return pick(g, at("1899-12-30T10:00:00"), at("0001-01-01T00:00:00"), at("9999-12-31T23:59:00"), -5, 0, 1<<62)
	}
	return t
}

func (g *generator) maybeMoment(n int) calendar.DateTime {
	if g.one(n) {
		return g.moment()
	}
	return 0
}

func (g *generator) work(hours int) calendar.Work {
	w := calendar.Work(g.IntN(hours*60)) * calendar.Minute
	if g.one(4) {
		w += calendar.Work(g.IntN(60))
	}
	if g.odd(40) {
		return pick[calendar.Work](g, -1, 1<<62, -1<<62, 1e12)
	}
	return w
}

func (g *generator) amount() money.Amount {
	if g.one(2) {
		return money.Amount{}
	}
	code := "EUR"
	if g.odd(5) {
		code = "CNY"
	}
	return amount(fmt.Sprintf("%d.%04d", g.IntN(100_000), g.IntN(10_000)), code)
}

func (g *generator) share() schedule.Share {
	if g.odd(20) {
		return pick[schedule.Share](g, -1, 1<<60, 0)
	}
	return schedule.Share(1 + g.IntN(3_000_000))
}

// id returns an id of a kind: a number, or anything in a wild plan.
func (g *generator) id(n int) string {
	if g.odd(5) {
		return pick(g, fmt.Sprint("X", n), fmt.Sprint("0", n), fmt.Sprint("wbs:", n), fmt.Sprint(n, "\t"), fmt.Sprint(int64(1)<<40+int64(n)))
	}
	return fmt.Sprint(n)
}

func (g *generator) plan() *schedule.Plan {
	p := &schedule.Plan{Name: "P" + g.text(), Start: g.moment(), DataDate: g.moment(), MustFinish: g.maybeMoment(2), Rules: schedule.Primavera()}
	r := &p.Rules
	r.Progress = pick(g, schedule.RetainedLogic, schedule.ProgressOverride, schedule.ActualDates)
	r.LagCalendar = pick(g, schedule.SuccessorCalendar, schedule.PredecessorCalendar, schedule.ClockCalendar, schedule.ProjectLagCalendar)
	r.TotalFloat = pick(g, schedule.SmallerFloat, schedule.MeasureStartFloat, schedule.MeasureFinishFloat)
	r.Critical, r.CriticalLimit = pick(g, schedule.ByFloat, schedule.ByLongestPath), g.work(100)
	r.ExpectedFinish, r.OpenEndsCritical = g.one(2), g.one(2)
	p.Units = schedule.Units{MinutesPerDay: 1 + g.IntN(1440), MinutesPerWeek: 1 + g.IntN(7*1440), DaysPerMonth: 1 + g.IntN(31)}
	if g.odd(2) {
		g.wildRules(p)
	}
	g.calendars(p)
	g.tasks(p)
	g.links(p)
	g.resources(p)
	if g.odd(3) {
		p.Baselines = []schedule.Baseline{{Name: "0"}, {Name: g.text(), Taken: g.moment()}}
	}
	return p
}

func (g *generator) wildRules(p *schedule.Plan) {
	r := &p.Rules
	r.From, r.LinksBeatConstraints, r.MultipleCriticalPaths = pick(g, schedule.FromStart, schedule.FromFinish), g.one(2), g.one(2)
	r.NoSplitInProgress, r.DataDateBinds, r.FreeFloatUncapped, r.LateByFreeFloat = g.one(2), g.one(2), g.one(2), g.one(2)
	r.Progress = schedule.ProgressPolicy(g.IntN(6))
	r.LagCalendar, r.TotalFloat, r.Critical = schedule.LagCalendar(g.IntN(6)), schedule.FloatMeasure(g.IntN(5)), schedule.Criticality(g.IntN(4))
	p.Name = pick(g, "", p.Name)
	p.Start, p.DataDate, p.Finish = g.maybeMoment(2), g.maybeMoment(2), g.maybeMoment(2)
	p.Units = schedule.Units{DefaultStart: g.work(20), MinutesPerDay: pick(g, 0, 480)}
}

func (g *generator) ranges() []calendar.Range {
	var list []calendar.Range
	for at := calendar.Work(g.IntN(12*60)) * calendar.Minute; at < 23*calendar.Hour && !g.one(3); {
		finish := at + calendar.Work(1+g.IntN(300))*calendar.Minute
		if g.odd(20) {
			finish += 3
		}
		list = append(list, calendar.Range{Start: at, Finish: min(finish, 24*calendar.Hour)})
		at = finish + calendar.Work(g.IntN(200))*calendar.Minute
	}
	if g.odd(10) {
		list = append(list, calendar.Range{Start: 23 * calendar.Hour, Finish: 30 * calendar.Hour})
	}
	return list
}

func (g *generator) calendars(p *schedule.Plan) {
	for n := range 1 + g.IntN(4) {
		c := schedule.Calendar{ID: schedule.CalendarID(g.id(100 + n)), Name: g.text()}
		for day := range c.Times.Week {
			if !g.odd(4) {
				c.Times.Week[day] = calendar.Working(g.ranges()...)
			}
		}
		c.Times.Week[3] = calendar.Working(calendar.Hours(8, 12))
		for k := range g.IntN(5) {
			x := calendar.Exception{From: calendar.DateOf(2026, 3, 1).AddDays(10*k + g.IntN(8)), Ranges: g.ranges()}
			if g.odd(4) {
				x.Name, x.To = g.text(), x.From.AddDays(g.IntN(5))
			}
			c.Times.Exceptions = append(c.Times.Exceptions, x)
		}
		if g.odd(6) {
			c.Times.WorkWeeks = []calendar.WorkWeek{{From: calendar.DateOf(2026, 6, 1), Week: calendar.Standard().Week}}
		}
		if len(p.Calendars) > 0 && g.one(3) {
			c.Base = pick(g, p.Calendars...).ID
		}
		if g.odd(10) {
			c.Base = pick(g, c.ID, "nowhere")
		}
		if g.odd(10) {
			c.Times = calendar.Definition{}
		}
		p.Calendars = append(p.Calendars, c)
	}
	p.Calendar = pick(g, p.Calendars...).ID
	if g.odd(4) {
		p.Calendar = pick[schedule.CalendarID](g, "", "nowhere")
	}
}

// tasks makes an outline in which the activities of a node come before the
// nodes in it.
func (g *generator) tasks(p *schedule.Plan) {
	number := 0
	var fill func(parent schedule.TaskID, depth int)
	fill = func(parent schedule.TaskID, depth int) {
		for range g.IntN(5) {
			number++
			p.Tasks = append(p.Tasks, g.activity(p, parent, number))
		}
		for depth < 3 && !g.one(3) && number < 40 {
			number++
			t := schedule.Task{ID: schedule.TaskID(fmt.Sprint("wbs:", number)), Name: g.text(), WBS: fmt.Sprint("N", number), Parent: parent, Priority: 500}
			if g.odd(3) {
				t = g.activity(p, parent, number)
			}
			at := len(p.Tasks)
			p.Tasks = append(p.Tasks, t)
			fill(t.ID, depth+1)
			if !g.wild && !hasActivities(p.Tasks[at+1:]) {
				for k := at; k < len(p.Tasks); k++ {
					p.Tasks[k].Inactive = true
				}
			}
			if g.one(3) {
				p.Tasks[at].Notes = g.note()
			}
		}
	}
	fill("", 0)
}

func hasActivities(tasks []schedule.Task) bool {
	for _, t := range tasks {
		if !strings.HasPrefix(string(t.ID), "wbs:") {
			return true
		}
	}
	return false
}

func (g *generator) note() string {
	text := strings.TrimSpace(g.text() + "\n\n" + g.text() + "\n- " + g.text())
	if g.odd(2) {
		return "\n " + text
	}
	return text
}

func (g *generator) activity(p *schedule.Plan, parent schedule.TaskID, number int) schedule.Task {
	t := schedule.Task{ID: schedule.TaskID(g.id(number)), Name: g.text(), WBS: fmt.Sprint("A", number), Parent: parent}
	t.Kind = pick(g, schedule.WorkTask, schedule.WorkTask, schedule.LevelOfEffort, schedule.ResourceDependent, schedule.StartMilestone, schedule.FinishMilestone)
	t.Milestone = t.Kind == schedule.StartMilestone || t.Kind == schedule.FinishMilestone
	if !t.Milestone {
		t.Duration.Length = g.work(300)
	}
	t.Type = pick(g, schedule.FixedUnits, schedule.FixedDuration, schedule.FixedWork)
	t.EffortDriven = t.Type == schedule.FixedWork || t.Type == schedule.FixedDuration && g.one(2)
	t.Priority = pick(g, 100, 300, 500, 700, 900)
	t.Calendar = pick(g, p.Calendars...).ID
	t.IgnoreResourceCalendars = t.Kind != schedule.ResourceDependent
	t.Constraint, t.Second = g.constraint(), g.constraint()
	t.ExpectedFinish = g.maybeMoment(10)
	t.FixedCost = g.amount()
	g.progress(&t)
	if g.one(4) {
		t.Notes = g.note()
	}
	if g.odd(2) {
		g.wildTask(&t)
	}
	return t
}

func (g *generator) wildTask(t *schedule.Task) {
	t.WBS = pick(g, "", "A1", t.WBS, g.text())
	t.Kind, t.Type = schedule.TaskKind(g.IntN(7)), schedule.TaskType(g.IntN(4))
	t.Milestone, t.EffortDriven, t.External, t.Inactive = g.one(4), g.one(2), g.one(9), g.one(9)
	t.Priority = g.IntN(1200) - 100
	t.Duration = schedule.Duration{Length: g.work(100), Elapsed: g.one(4), Estimated: g.one(4), Unit: schedule.Unit(g.IntN(8))}
	t.Calendar = pick(g, t.Calendar, "", "nowhere")
	t.Deadline = g.maybeMoment(3)
	if g.one(4) {
		t.Manual, t.Start, t.Finish = true, g.maybeMoment(2), g.maybeMoment(2)
	}
	if g.one(6) {
		t.Splits, t.LevelingDelay = []schedule.Split{{After: 1, Gap: 2}}, schedule.Duration{Length: g.work(20)}
	}
	if g.one(4) {
		t.Progress = schedule.Progress{ActualStart: g.maybeMoment(2), ActualFinish: g.maybeMoment(3), Percent: g.IntN(130) - 10, PercentWork: g.IntN(101),
			Done: g.work(20), Remaining: g.work(20), Stop: g.maybeMoment(3), Resume: g.maybeMoment(3), ActualCost: g.amount()}
	}
	if g.one(9) {
		t.Constraint = schedule.Constraint{Kind: schedule.ConstraintKind(g.IntN(13)), Date: g.maybeMoment(2)}
	}
}

func (g *generator) constraint() schedule.Constraint {
	c := schedule.Constraint{}
	if g.one(3) {
		c.Kind = pick(g, schedule.AsLateAsPossible, schedule.MustStartOn, schedule.MustFinishOn, schedule.StartNoEarlierThan, schedule.StartNoLaterThan,
			schedule.FinishNoEarlierThan, schedule.FinishNoLaterThan, schedule.MandatoryStart, schedule.MandatoryFinish)
	}
	if c.Kind.Dated() {
		c.Date = g.moment()
	}
	return c
}

// progress records what P6 records: a remaining duration, whatever it is.
func (g *generator) progress(t *schedule.Task) {
	p, planned := &t.Progress, t.Duration.Length
	p.ActualCost = g.amount()
	switch g.IntN(5) {
	case 0:
		p.ActualStart, p.Percent, p.Done = g.moment(), 100, planned
		p.ActualFinish = p.ActualStart.AddSeconds(3600)
	case 1:
		p.ActualStart, p.Remaining = g.moment(), g.work(300)
		p.Stop, p.Resume = g.maybeMoment(3), g.maybeMoment(3)
		if p.Remaining <= planned {
			p.Done = planned - p.Remaining
		}
		if planned > 0 {
			p.Percent = max(int((200*(planned-p.Remaining)+planned)/(2*planned)), 0)
			if p.Remaining >= planned {
				p.Percent = 0
			}
		}
	case 2:
		p.Remaining = planned + 60
	}
}

func (g *generator) links(p *schedule.Plan) {
	for range g.IntN(30) {
		if len(p.Tasks) == 0 {
			return
		}
		l := schedule.Link{From: pick(g, p.Tasks...).ID, To: pick(g, p.Tasks...).ID}
		l.Type = pick(g, schedule.FinishToStart, schedule.StartToStart, schedule.FinishToFinish, schedule.StartToFinish)
		lag, lead := g.work(50), g.work(50)
		l.Lag.Length = lag - lead
		if g.odd(4) {
			l.Lag.Percent, l.Lag.Elapsed, l.External = g.IntN(300)-100, g.one(2), g.one(4)
			l.Lag.Unit = schedule.Unit(g.IntN(7))
		}
		if g.odd(9) {
			l.To, l.Type = "nowhere", schedule.LinkType(g.IntN(6))
		}
		if g.wild || !strings.HasPrefix(string(l.From), "wbs:") && !strings.HasPrefix(string(l.To), "wbs:") {
			p.Links = append(p.Links, l)
		}
	}
}

func (g *generator) resources(p *schedule.Plan) {
	for n := range g.IntN(5) {
		r := schedule.Resource{ID: schedule.ResourceID(g.id(500 + n)), Name: fmt.Sprint(n, g.text()), Max: g.share(), Email: "a@b", Rate: g.amount()}
		r.Kind = pick(g, schedule.WorkResource, schedule.WorkResource, schedule.MaterialResource)
		r.Calendar = pick(g, p.Calendars...).ID
		if len(p.Resources) > 0 && g.one(2) {
			r.Group = pick(g, p.Resources...).Name
		}
		if g.odd(3) {
			r.Kind, r.CostPerUse, r.Group, r.Calendar = schedule.ResourceKind(g.IntN(5)), g.amount(), pick(g, r.Name, "nobody"), pick[schedule.CalendarID](g, "", "nowhere")
		}
		p.Resources = append(p.Resources, r)
	}
	for n := range g.IntN(20) {
		if len(p.Tasks) > 0 && (g.wild || hasActivities(p.Tasks)) {
			g.assignment(p, n)
		}
	}
	g.percentOfWork(p)
}

func (g *generator) assignment(p *schedule.Plan, n int) {
	a := schedule.Assignment{ID: schedule.AssignmentID(g.id(900 + n)), Task: pick(g, p.Tasks...).ID, Units: g.share(), Delay: g.work(20)}
	for !g.wild && strings.HasPrefix(string(a.Task), "wbs:") {
		a.Task = pick(g, p.Tasks...).ID
	}
	a.Work, a.ActualWork, a.RemainingWork = g.work(100), g.work(100), 60+g.work(100)
	if len(p.Resources) > 0 && !g.one(5) {
		r := pick(g, p.Resources...)
		if a.Resource = r.ID; r.Kind != schedule.WorkResource && !g.wild {
			a.Work, a.ActualWork, a.RemainingWork = 0, 0, 0
		}
	}
	a.ActualStart, a.ActualFinish = g.maybeMoment(4), g.maybeMoment(8)
	if g.odd(3) {
		a.Task, a.Resource = pick(g, a.Task, "nowhere"), pick(g, a.Resource, "nobody")
		a.Stop, a.Contour, a.Segments = g.moment(), schedule.Contour(g.IntN(12)), []schedule.Segment{{Work: 1}}
		a.LevelingDelay.Length, a.RemainingWork = g.work(3), 0
	}
	p.Assignments = append(p.Assignments, a)
}

// percentOfWork sets the part of the work that is done to what the assignments
// say, as P6 computes it.
func (g *generator) percentOfWork(p *schedule.Plan) {
	kinds := map[schedule.ResourceID]schedule.ResourceKind{}
	for _, r := range p.Resources {
		kinds[r.ID] = r.Kind
	}
	for i := range p.Tasks {
		t := &p.Tasks[i]
		if t.Progress.ActualStart.IsZero() || g.odd(2) {
			continue
		}
		done, left := calendar.Work(0), calendar.Work(0)
		for _, a := range p.Assignments {
			if a.Task == t.ID && kinds[a.Resource] == schedule.WorkResource {
				done, left = done+a.ActualWork, left+a.RemainingWork
			}
		}
		if done > 0 {
			t.Progress.PercentWork = int((200*done + done + left) / (2 * (done + left)))
		}
	}
}
