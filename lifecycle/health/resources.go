package health

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/quality"
)

// resources surveys who does what in the weeks to come, and whether people and
// tools suffice.
func (d *diagnosis) resources() []*survey {
	return slices.Concat(d.load(), []*survey{d.unfit(), d.shortfalls(), d.tools()})
}

// cell is what one person has to do in one week.
type cell struct {
	who       schedule.ResourceID
	monday    calendar.Date
	demandMin int64
	timeMin   int64
	tasks     []finding.Ref
}

// mostMin bounds the minutes of a week, so that percentages of them fit.
const mostMin = 1 << 50

// maxWeeks bounds the weeks to come that are looked at.
const maxWeeks = 520

// load surveys overload, idling beside it, and too many tasks at once, by
// person and week, from the week of the moment on. Where most tasks are not
// linked, everything seems to happen at once, and nothing is said.
func (d *diagnosis) load() []*survey {
	if d.in.Plan == nil || d.in.Result == nil {
		return unknown(SignOverloaded, SignIdleBeside, SignContended)
	}
	if d.loose() {
		return []*survey{{code: SignOverloaded, idle: true}, {code: SignIdleBeside, idle: true}, {code: SignContended, idle: true}}
	}
	over, idle, many := &survey{code: SignOverloaded, known: true}, &survey{code: SignIdleBeside, known: true}, &survey{code: SignContended, known: true}
	for _, week := range d.weeks() {
		busy := slices.ContainsFunc(week, d.overloaded)
		for _, c := range week {
			if c.demandMin > 0 {
				over.take(c.ref(), d.in.PlanOn, only(d.overloaded(c), c.finding(CodeTooMuchWork, team.RemedyFreeTime))...)
				crowded := finding.Finding{Code: CodeScattered, Severity: finding.Warn, Subject: c.ref(), Want: finding.Number(int64(d.limits.TasksAtOnce), ""),
					Got: finding.Number(int64(len(c.tasks)), ""), Related: c.involved(), Remedy: quality.RemedyLevel}
				many.take(c.ref(), d.in.PlanOn, only(len(c.tasks) > d.limits.TasksAtOnce, crowded)...)
			}
			if busy && c.timeMin > 0 && !d.overloaded(c) {
				idles := c.demandMin*100 < c.timeMin*int64(d.limits.IdlePercent)
				idle.take(c.ref(), d.in.PlanOn, only(idles, c.finding(CodeIdle, quality.RemedyLevel))...)
			}
		}
	}
	if over.bad == 0 {
		idle.good(over.of) // nobody idles beside somebody who is overloaded
	}
	return []*survey{over, idle, many}
}

// loose reports whether the plan lacks so much logic that the sign of it is
// beyond its limit.
func (d *diagnosis) loose() bool {
	return d.point(d.assessed, SignLoose, quality.Logic).sign(d.limits.At[SignLoose]).Beyond
}

// only returns the finding where it holds.
func only(is bool, f finding.Finding) []finding.Finding {
	if !is {
		return nil
	}
	return []finding.Finding{f}
}

func (d *diagnosis) overloaded(c cell) bool {
	return c.demandMin > 0 && c.demandMin*100 > c.timeMin*int64(d.limits.OverPercent)
}

func (c cell) ref() finding.Ref { return finding.Ref{Kind: "resource", ID: string(c.who)} }

// involved lists the week, by its Monday, and the tasks of the person in it.
func (c cell) involved() []finding.Ref {
	return append([]finding.Ref{{Kind: "week", ID: c.monday.String()}}, c.tasks...)
}

// finding states the time of the week as wanted and the work as got.
func (c cell) finding(code, remedy finding.Code) finding.Finding {
	return finding.Finding{Code: code, Severity: finding.Warn, Subject: c.ref(), Want: finding.Number(c.timeMin, "min"),
		Got: finding.Number(c.demandMin, "min"), Related: c.involved(), Remedy: remedy}
}

// weeks returns the cells of each week to come in which somebody has work.
func (d *diagnosis) weeks() [][]cell {
	first := mondayOf(d.on)
	count := min(maxWeeks, max(0, (d.in.Result.Finish().Date().DaysSince(first)+7)/7))
	var list [][]cell
	jobs := d.jobs()
	for i := range count {
		monday := first.AddDays(7 * i)
		list = append(list, d.week(monday, jobs))
	}
	return list
}

func mondayOf(day calendar.Date) calendar.Date {
	return day.AddDays(-(int(day.Weekday()) + 6) % 7)
}

// job is an assignment to a task that is not finished.
type job struct {
	task          schedule.TaskID
	who           schedule.ResourceID
	start, finish calendar.DateTime
	cal           *calendar.Calendar
	work, span    calendar.Work
}

// jobs lists the assignments of people to tasks that are not finished and have
// dates, in order of person and task.
func (d *diagnosis) jobs() []job {
	tasks := map[schedule.TaskID]*schedule.Task{}
	for i := range d.in.Plan.Tasks {
		tasks[d.in.Plan.Tasks[i].ID] = &d.in.Plan.Tasks[i]
	}
	people := map[schedule.ResourceID]bool{}
	for _, r := range d.in.Plan.Resources {
		people[r.ID] = r.Kind == schedule.WorkResource
	}
	var list []job
	for _, a := range d.in.Plan.Assignments {
		t, x := tasks[a.Task], schedule.Times{}
		if t != nil {
			x, _ = d.in.Result.Times(a.Task)
		}
		if t == nil || !people[a.Resource] || t.Inactive || !t.Progress.ActualFinish.IsZero() || x.Finish <= x.Start {
			continue
		}
		j := job{task: a.Task, who: a.Resource, start: x.Start, finish: x.Finish, cal: d.in.Result.Calendar(a.Task)}
		j.span = j.cal.Between(x.Start, x.Finish)
		j.work = a.Work
		if j.work == 0 {
			j.work = calendar.Work(scaled(int64(j.span), int64(cmp.Or(a.Units, schedule.FullUnit)), int64(schedule.FullUnit)))
		}
		if j.span > 0 {
			list = append(list, j)
		}
	}
	slices.SortStableFunc(list, func(a, b job) int { return cmp.Or(cmp.Compare(a.who, b.who), cmp.Compare(a.task, b.task)) })
	return list
}

// in returns how much of the job falls between two moments, evenly spread, in
// whole minutes.
func (j job) in(from, to calendar.DateTime) int64 {
	from, to = max(from, j.start), min(to, j.finish)
	if to <= from {
		return 0
	}
	part := j.cal.Between(from, to)
	return scaled(int64(j.work), int64(part), int64(j.span)) / int64(calendar.Minute)
}

// week returns what each person of the plan has to do in a week.
func (d *diagnosis) week(monday calendar.Date, jobs []job) []cell {
	from, to := monday.At(0), monday.AddDays(7).At(0)
	var cells []cell
	for _, r := range d.people() {
		c := cell{who: r.ID, monday: monday, timeMin: min(d.timeOf(r, monday), mostMin)}
		for _, j := range jobs {
			if n := j.in(from, to); j.who == r.ID && n > 0 {
				c.demandMin = min(c.demandMin+n, mostMin)
				c.tasks = append(c.tasks, finding.Ref{Kind: "task", ID: string(j.task)})
			}
		}
		if c.timeMin > 0 || c.demandMin > 0 {
			cells = append(cells, c)
		}
	}
	return cells
}

// people returns the resources of the plan that work, by id.
func (d *diagnosis) people() []schedule.Resource {
	list := slices.DeleteFunc(slices.Clone(d.in.Plan.Resources), func(r schedule.Resource) bool { return r.Kind != schedule.WorkResource })
	slices.SortStableFunc(list, func(a, b schedule.Resource) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// timeOf returns the minutes a person has in a week: by the availability that
// the team states, else by the plan.
func (d *diagnosis) timeOf(r schedule.Resource, monday calendar.Date) int64 {
	if n, ok := d.available(lifecycle.ActorID(r.ID), team.Period{From: monday, To: monday.AddDays(7)}); ok {
		return n
	}
	cal := d.in.Result.ProjectCalendar()
	whole := cal.Between(monday.At(0), monday.AddDays(7).At(0))
	share := cmp.Or(r.Max, schedule.FullUnit)
	return scaled(int64(whole), int64(share), int64(schedule.FullUnit)) / int64(calendar.Minute)
}

// available returns the minutes that the team states. It reports false where
// it does not state the person's time, or a calendar is not at hand.
func (d *diagnosis) available(actor lifecycle.ActorID, p team.Period) (int64, bool) {
	if d.in.Team == nil {
		return 0, false
	}
	var sum int64
	stated := false
	for _, m := range d.in.Team.Members {
		if m.Actor != actor || len(m.Availability) == 0 {
			continue
		}
		n, err := m.Minutes(p, d.in.Calendars)
		if err != nil {
			return 0, false
		}
		sum, stated = sum+n, true
	}
	return sum, stated
}
