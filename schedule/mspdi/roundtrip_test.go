package mspdi_test

import (
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

// TestRandomPlansComeBack writes random plans as Project would, in any of the
// ways that XML allows, and wants each back as it was.
func TestRandomPlansComeBack(t *testing.T) {
	for seed := range uint64(300) {
		g := &generator{rand.New(rand.NewPCG(seed, 2))}
		want := g.plan()
		source := g.disguise(g.write(want))
		got, notes, err := mspdi.Decode(strings.NewReader(source))
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if diff := planDiff(want, got); diff != "" {
			t.Fatalf("seed %d: (-written +read)\n%s", seed, diff)
		}
		if len(notes) > 0 {
			t.Fatalf("seed %d: notes %s", seed, noted(notes))
		}
	}
}

// generator makes plans of everything that the format can carry.
type generator struct{ *rand.Rand }

func (g *generator) flip() bool { return g.IntN(2) == 0 }

func (g *generator) text() string {
	words := []string{"Plan", "计划", "<b>", "a & b", `"quoted"`, "it's", "]]>", "😀", "line\nbreak", "tab\there", "&amp;", "  two  spaces", "é", "-->", "\u00a0"}
	var b strings.Builder
	for range 1 + g.IntN(4) {
		b.WriteString(words[g.IntN(len(words))])
	}
	return b.String()
}

func (g *generator) moment() calendar.DateTime {
	return at("2026-01-01T00:00:00").AddSeconds(g.Int64N(400 * 86400))
}

func (g *generator) work(most int) calendar.Work { return calendar.Work(g.IntN(most * 3600)) }

// amount makes a multiple of a hundredth of a cent, or nothing.
func (g *generator) amount() money.Amount {
	if g.flip() {
		return money.Amount{}
	}
	a, err := money.Parse(fmt.Sprintf("%d.%04d", g.IntN(100_000), g.IntN(10_000)), "CNY")
	if err != nil {
		panic(err)
	}
	return a
}

func (g *generator) duration() schedule.Duration {
	return schedule.Duration{Length: g.work(2000), Elapsed: g.flip(), Estimated: g.flip(), Unit: schedule.Unit(1 + g.IntN(5))}
}

func (g *generator) plan() *schedule.Plan {
	p := &schedule.Plan{Name: "P" + g.text(), Start: g.moment(), DataDate: g.moment()}
	p.Rules = schedule.Rules{LinksBeatConstraints: g.flip(), CriticalLimit: calendar.Work(g.IntN(5)) * 8 * hour, MultipleCriticalPaths: g.flip(), NoSplitInProgress: g.flip()}
	p.Units = schedule.Units{MinutesPerDay: 480, MinutesPerWeek: 100 * g.IntN(50), DaysPerMonth: g.IntN(30), DefaultStart: g.work(24), DefaultFinish: g.work(24)}
	if p.Start.IsZero() || g.flip() {
		p.Rules.From, p.Start, p.Finish = schedule.FromFinish, 0, g.moment()
	}
	for i := range 1 + g.IntN(4) {
		p.Calendars = append(p.Calendars, g.calendar(i))
	}
	p.Calendar = g.calendarID(p)
	for i := range g.IntN(15) {
		p.Tasks = append(p.Tasks, g.task(p, i))
	}
	g.clearSummaries(p)
	for i := range p.Tasks {
		for range g.IntN(3) {
			p.Links = append(p.Links, g.link(p, i))
		}
	}
	for i := range g.IntN(5) {
		p.Resources = append(p.Resources, g.resource(p, i))
	}
	for i := range 2 * len(p.Tasks) {
		p.Assignments = append(p.Assignments, g.assignment(p, i))
	}
	g.baselines(p)
	return p
}

func (g *generator) calendarID(p *schedule.Plan) schedule.CalendarID {
	if g.flip() {
		return ""
	}
	return p.Calendars[g.IntN(len(p.Calendars))].ID
}

func (g *generator) calendar(i int) schedule.Calendar {
	c := schedule.Calendar{ID: schedule.CalendarID(fmt.Sprint(i + 1)), Name: g.text()}
	if i > 0 && g.flip() {
		c.Base = schedule.CalendarID(fmt.Sprint(1 + g.IntN(i)))
	}
	c.Times.Week = g.week()
	for range g.IntN(3) {
		from := g.moment().Date()
		c.Times.WorkWeeks = append(c.Times.WorkWeeks, calendar.WorkWeek{Name: g.text(), From: from, To: from.AddDays(g.IntN(60)), Week: g.week()})
	}
	for range g.IntN(4) {
		from := g.moment().Date()
		e := calendar.Exception{Name: g.text(), From: from, To: from.AddDays(g.IntN(60)), Ranges: g.ranges(), Repeat: g.repeat()}
		if e.Repeat.Count > 0 {
			e.To = calendar.Date{}
		}
		c.Times.Exceptions = append(c.Times.Exceptions, e)
	}
	return c
}

func (g *generator) week() (week calendar.Week) {
	for day := range week {
		if g.IntN(3) > 0 {
			week[day] = calendar.Working(g.ranges()...)
		}
	}
	return week
}

func (g *generator) ranges() (list []calendar.Range) {
	for start := g.IntN(30); start < 24 && len(list) < 3; {
		finish := start + 1 + g.IntN(8)
		list = append(list, calendar.Hours(start, finish))
		start = finish + 1
	}
	return list
}

func (g *generator) repeat() calendar.Repeat {
	r := calendar.Repeat{Every: 1 + g.IntN(5), Count: g.IntN(3) * g.IntN(9)}
	switch g.IntN(5) {
	case 0:
		return calendar.Repeat{}
	case 1:
		r.Frequency = calendar.Daily
		return r
	case 2:
		r.Frequency, r.Weekdays[g.IntN(7)], r.Weekdays[g.IntN(7)] = calendar.Weekly, true, true
		return r
	case 3:
		r.Frequency = calendar.Monthly
	case 4:
		r.Frequency, r.Month = calendar.Yearly, time.Month(1+g.IntN(12))
	}
	if g.flip() {
		r.Day = 1 + g.IntN(31)
		return r
	}
	r.Kind, r.Position = calendar.DayKind(g.IntN(4)), []int{1, 2, 3, 4, calendar.Last}[g.IntN(5)]
	if r.Kind == calendar.WeekdayKind {
		r.Weekday = time.Weekday(g.IntN(7))
	}
	return r
}

func (g *generator) task(p *schedule.Plan, i int) schedule.Task {
	t := schedule.Task{ID: schedule.TaskID(fmt.Sprint(2*i + 1)), Name: g.text(), WBS: g.text(), Notes: g.text(), Duration: g.duration(), Milestone: g.flip(),
		Type: schedule.TaskType(g.IntN(3)), EffortDriven: g.flip(), Constraint: schedule.Constraint{Kind: schedule.ConstraintKind(g.IntN(8))}, Calendar: g.calendarID(p),
		IgnoreResourceCalendars: g.flip(), Inactive: g.flip(), External: g.flip(), Priority: g.IntN(1001), FixedCost: g.amount()}
	if i > 0 {
		// Under the task before, beside it, or beside one of its summaries.
		if at := p.Tasks[i-1]; g.flip() {
			t.Parent = at.ID
		} else if t.Parent = at.Parent; t.Parent != "" && g.flip() {
			above, _ := p.Task(t.Parent)
			t.Parent = above.Parent
		}
	}
	if t.Constraint.Kind.Dated() {
		t.Constraint.Date = g.moment()
	}
	if g.flip() {
		t.Deadline = g.moment()
	}
	if g.flip() {
		t.LevelingDelay = schedule.Duration{Length: 6 * calendar.Work(1+g.IntN(9999)), Elapsed: g.flip(), Unit: schedule.Days}
	}
	if t.Manual = g.IntN(4) == 0; t.Manual {
		t.Start, t.Finish = g.moment(), g.moment()
	}
	if g.flip() {
		t.Progress = schedule.Progress{ActualStart: g.moment(), Percent: g.IntN(101), PercentWork: g.IntN(101), Done: g.work(100), Remaining: g.work(100),
			Stop: g.moment(), Resume: g.moment(), ActualCost: g.amount()}
	}
	return t
}

func (g *generator) clearSummaries(p *schedule.Plan) {
	for i := range p.Tasks {
		t := &p.Tasks[i]
		if i+1 < len(p.Tasks) && p.Tasks[i+1].Parent == t.ID {
			t.Progress = schedule.Progress{}
			if !t.Manual {
				t.Duration = schedule.Duration{}
			}
		}
	}
}

func (g *generator) link(p *schedule.Plan, to int) schedule.Link {
	l := schedule.Link{From: p.Tasks[g.IntN(len(p.Tasks))].ID, To: p.Tasks[to].ID, Type: schedule.LinkType(g.IntN(4)), External: g.IntN(5) == 0}
	l.Lag = schedule.Lag{Length: calendar.Work(g.IntN(20_000)-10_000) * 6, Elapsed: g.flip(), Unit: schedule.Unit(1 + g.IntN(5))}
	if g.IntN(4) == 0 {
		l.Lag = schedule.Lag{Percent: g.IntN(300) - 150, Elapsed: g.flip(), Unit: schedule.PercentUnit}
	}
	return l
}

func (g *generator) resource(p *schedule.Plan, i int) schedule.Resource {
	return schedule.Resource{ID: schedule.ResourceID(fmt.Sprint(i + 1)), Name: "R" + g.text(), Kind: schedule.ResourceKind(g.IntN(3)), Max: schedule.Share(1 + g.IntN(5e6)),
		Calendar: g.calendarID(p), Group: g.text(), Email: "a@example.com", Rate: g.amount(), CostPerUse: g.amount()}
}

func (g *generator) assignment(p *schedule.Plan, i int) schedule.Assignment {
	a := schedule.Assignment{ID: schedule.AssignmentID(fmt.Sprint(i + 1)), Task: p.Tasks[g.IntN(len(p.Tasks))].ID, Units: schedule.Share(1 + g.IntN(5e6)), Work: g.work(100),
		ActualWork: g.work(100), RemainingWork: g.work(100), Delay: 6 * calendar.Work(g.IntN(1000)), Contour: schedule.Contour(g.IntN(9)), ActualStart: g.moment(),
		ActualFinish: g.moment(), Stop: g.moment(), Resume: g.moment()}
	if len(p.Resources) > 0 && g.flip() {
		a.Resource = p.Resources[g.IntN(len(p.Resources))].ID
	}
	if g.flip() {
		a.LevelingDelay = schedule.Duration{Length: 6 * calendar.Work(1+g.IntN(9999)), Elapsed: g.flip(), Unit: schedule.Hours}
	}
	if g.flip() { // one stretch, so that the task has no gap
		start := g.moment()
		a.Segments = []schedule.Segment{{Start: start, Finish: start.AddSeconds(3600), Work: g.work(1), Actual: g.flip()}}
	}
	return a
}

func (g *generator) baselines(p *schedule.Plan) {
	for n := range 11 {
		b := schedule.Baseline{Name: fmt.Sprint(n)}
		for _, t := range p.Tasks {
			if g.IntN(8) == 0 {
				b.Tasks = append(b.Tasks, schedule.BaselineTask{ID: t.ID, Start: g.moment(), Finish: g.moment(), Duration: g.duration(), Work: g.work(500), Cost: g.amount()})
			}
		}
		if len(b.Tasks) > 0 {
			p.Baselines = append(p.Baselines, b)
		}
	}
}

// element is an XML element to be written; its children may be in any order
// that keeps equal names apart.
type element struct {
	name, text string
	inside     []element
}

func leaf(name string, value any) element { return element{name: name, text: fmt.Sprint(value)} }

func flag(name string, value bool) element {
	if value {
		return leaf(name, 1)
	}
	return leaf(name, 0)
}

func isoWork(w calendar.Work) string {
	return fmt.Sprintf("PT%dH%dM%dS", w/calendar.Hour, w%calendar.Hour/calendar.Minute, w%calendar.Minute)
}

func cents(a money.Amount) string {
	n, ok := a.Rat().Float64()
	_ = ok
	return fmt.Sprintf("%.2f", n*100)
}

func format(u schedule.Unit, elapsed, estimated bool) int {
	n := map[schedule.Unit]int{schedule.Minutes: 3, schedule.Hours: 5, schedule.Days: 7, schedule.Weeks: 9, schedule.Months: 11, schedule.PercentUnit: 19, schedule.DefaultUnit: 21}[u]
	if elapsed {
		n++
	}
	if estimated {
		n += 32
	}
	return n
}

func or(id string, none string) string {
	if id == "" {
		return none
	}
	return id
}

func (g *generator) write(p *schedule.Plan) element {
	root := element{name: "Project", inside: []element{leaf("SaveVersion", 14), leaf("Title", p.Name), flag("ScheduleFromStart", p.Rules.From == schedule.FromStart), leaf("StartDate", p.Start),
		leaf("FinishDate", p.Finish), leaf("StatusDate", p.DataDate), leaf("CurrencyCode", "CNY"), leaf("CalendarUID", or(string(p.Calendar), "-1")), leaf("MinutesPerDay", p.Units.MinutesPerDay),
		leaf("MinutesPerWeek", p.Units.MinutesPerWeek), leaf("DaysPerMonth", p.Units.DaysPerMonth), leaf("DefaultStartTime", clock(p.Units.DefaultStart)),
		leaf("DefaultFinishTime", clock(p.Units.DefaultFinish)), flag("HonorConstraints", !p.Rules.LinksBeatConstraints), flag("MultipleCriticalPaths", p.Rules.MultipleCriticalPaths),
		flag("SplitsInProgressTasks", !p.Rules.NoSplitInProgress), leaf("CriticalSlackLimit", int64(p.Rules.CriticalLimit/(8*hour)))}}
	calendars, tasks := element{name: "Calendars"}, element{name: "Tasks"}
	for _, c := range p.Calendars {
		calendars.inside = append(calendars.inside, writeCalendar(c))
	}
	for _, t := range p.Tasks {
		tasks.inside = append(tasks.inside, writeTask(p, t))
	}
	resources, assignments := element{name: "Resources"}, element{name: "Assignments"}
	for _, r := range p.Resources {
		kind := map[schedule.ResourceKind]int{schedule.MaterialResource: 0, schedule.WorkResource: 1, schedule.CostResource: 0}[r.Kind]
		resources.inside = append(resources.inside, element{name: "Resource", inside: []element{leaf("UID", r.ID), leaf("Name", r.Name), leaf("Type", kind),
			flag("IsCostResource", r.Kind == schedule.CostResource), leaf("MaxUnits", fmt.Sprintf("%.6f", float64(r.Max)/1e6)), leaf("CalendarUID", or(string(r.Calendar), "-1")),
			leaf("Group", r.Group), leaf("EmailAddress", r.Email), leaf("StandardRate", r.Rate.Text()), leaf("CostPerUse", cents(r.CostPerUse))}})
	}
	for _, a := range p.Assignments {
		assignments.inside = append(assignments.inside, writeAssignment(a))
	}
	root.inside = append(root.inside, calendars, tasks, resources, assignments)
	return root
}

func writeCalendar(c schedule.Calendar) element {
	e := element{name: "Calendar", inside: []element{leaf("UID", c.ID), leaf("Name", c.Name), flag("IsBaseCalendar", c.Base == ""), leaf("BaseCalendarUID", or(string(c.Base), "-1")),
		{name: "WeekDays", inside: writeWeek(c.Times.Week)}}}
	weeks, exceptions := element{name: "WorkWeeks"}, element{name: "Exceptions"}
	for _, w := range c.Times.WorkWeeks {
		weeks.inside = append(weeks.inside, element{name: "WorkWeek", inside: append([]element{leaf("Name", w.Name), writePeriod(w.From, w.To)}, writeWeek(w.Week)...)})
	}
	for _, x := range c.Times.Exceptions {
		exceptions.inside = append(exceptions.inside, element{name: "Exception", inside: slices.Concat([]element{leaf("Name", x.Name), writePeriod(x.From, max(x.To, x.From, calendar.Date.Compare))},
			writeHours(x.Ranges), writeRepeat(x.Repeat))})
	}
	e.inside = append(e.inside, weeks, exceptions)
	return e
}

func max(a, b calendar.Date, compare func(a, b calendar.Date) int) calendar.Date {
	if compare(a, b) > 0 {
		return a
	}
	return b
}

func writePeriod(from, to calendar.Date) element {
	return element{name: "TimePeriod", inside: []element{leaf("FromDate", from.String()+"T00:00:00"), leaf("ToDate", to.String()+"T23:59:00")}}
}

func writeWeek(week calendar.Week) (list []element) {
	for i, day := range week {
		if day.Set {
			list = append(list, element{name: "WeekDay", inside: append([]element{leaf("DayType", i+1)}, writeHours(day.Ranges)...)})
		}
	}
	return list
}

func writeHours(ranges []calendar.Range) []element {
	times := element{name: "WorkingTimes"}
	for _, r := range ranges {
		times.inside = append(times.inside, element{name: "WorkingTime", inside: []element{leaf("FromTime", clock(r.Start)), leaf("ToTime", clock(r.Finish%(24*hour)))}})
	}
	return []element{flag("DayWorking", len(ranges) > 0), times}
}

func writeRepeat(r calendar.Repeat) []element {
	days, item, position := 0, int(r.Kind), r.Position-1
	for i, on := range r.Weekdays {
		if on {
			days += 1 << i
		}
	}
	if r.Kind == calendar.WeekdayKind {
		item = 3 + int(r.Weekday)
	}
	if r.Position == calendar.Last {
		position = 4
	}
	kind := map[calendar.Frequency]int{calendar.Once: 1, calendar.Daily: 7, calendar.Weekly: 6, calendar.Monthly: 5, calendar.Yearly: 3}[r.Frequency]
	list := []element{flag("EnteredByOccurrences", r.Count > 0), leaf("Occurrences", r.Count), leaf("Period", r.Every), leaf("DaysOfWeek", days)}
	if r.Day > 0 {
		kind--
		list = append(list, leaf("MonthDay", r.Day))
	}
	if r.Position != 0 {
		list = append(list, leaf("MonthItem", item), leaf("MonthPosition", position))
	}
	if r.Month > 0 {
		list = append(list, leaf("Month", int(r.Month)-1))
	}
	return append(list, leaf("Type", kind))
}

func writeTask(p *schedule.Plan, t schedule.Task) element {
	level := 1
	for up := t.Parent; up != ""; level++ {
		above, _ := p.Task(up)
		up = above.Parent
	}
	e := element{name: "Task", inside: []element{leaf("UID", t.ID), leaf("Name", t.Name), leaf("WBS", t.WBS), leaf("Notes", t.Notes), leaf("OutlineLevel", level), flag("Manual", t.Manual),
		flag("Active", !t.Inactive), leaf("Type", int(t.Type)), flag("EffortDriven", t.EffortDriven), flag("Milestone", t.Milestone), flag("ExternalTask", t.External),
		leaf("Priority", t.Priority), leaf("FixedCost", cents(t.FixedCost)), leaf("Duration", isoWork(t.Duration.Length)),
		leaf("DurationFormat", format(t.Duration.Unit, t.Duration.Elapsed, t.Duration.Estimated)), leaf("ConstraintType", int(t.Constraint.Kind)), leaf("ConstraintDate", t.Constraint.Date),
		leaf("Deadline", t.Deadline), leaf("CalendarUID", or(string(t.Calendar), "-1")), flag("IgnoreResourceCalendar", t.IgnoreResourceCalendars),
		leaf("LevelingDelay", int64(t.LevelingDelay.Length/6)), leaf("LevelingDelayFormat", format(schedule.Days, t.LevelingDelay.Elapsed, false))}}
	if t.Manual {
		e.inside = append(e.inside, leaf("ManualStart", t.Start), leaf("ManualFinish", t.Finish), leaf("ManualDuration", isoWork(t.Duration.Length)))
	}
	e.inside = append(e.inside, writeProgress(t.Progress)...)
	for _, l := range p.Links {
		if l.To == t.ID {
			e.inside = append(e.inside, writeLink(l))
		}
	}
	for _, b := range p.Baselines {
		for _, of := range b.Tasks {
			if of.ID == t.ID {
				e.inside = append(e.inside, element{name: "Baseline", inside: []element{leaf("Number", b.Name), leaf("Start", of.Start), leaf("Finish", of.Finish), leaf("Cost", cents(of.Cost)),
					leaf("Duration", isoWork(of.Duration.Length)), leaf("DurationFormat", format(of.Duration.Unit, of.Duration.Elapsed, of.Duration.Estimated)), leaf("Work", isoWork(of.Work))}})
			}
		}
	}
	return e
}

func writeProgress(p schedule.Progress) []element {
	return []element{leaf("PercentComplete", p.Percent), leaf("PercentWorkComplete", p.PercentWork), leaf("ActualStart", p.ActualStart), leaf("ActualFinish", p.ActualFinish),
		leaf("ActualDuration", isoWork(p.Done)), leaf("RemainingDuration", isoWork(p.Remaining)), leaf("Stop", p.Stop), leaf("Resume", p.Resume), leaf("ActualCost", cents(p.ActualCost))}
}

func writeLink(l schedule.Link) element {
	kind := map[schedule.LinkType]int{schedule.FinishToFinish: 0, schedule.FinishToStart: 1, schedule.StartToFinish: 2, schedule.StartToStart: 3}[l.Type]
	lag := int64(l.Lag.Length / 6)
	if l.Lag.Unit == schedule.PercentUnit {
		lag = int64(l.Lag.Percent)
	}
	return element{name: "PredecessorLink", inside: []element{leaf("PredecessorUID", l.From), leaf("Type", kind), flag("CrossProject", l.External), leaf("LinkLag", lag),
		leaf("LagFormat", format(l.Lag.Unit, l.Lag.Elapsed, false))}}
}

func writeAssignment(a schedule.Assignment) element {
	e := element{name: "Assignment", inside: []element{leaf("UID", a.ID), leaf("TaskUID", a.Task), leaf("ResourceUID", or(string(a.Resource), "-65535")),
		leaf("Units", fmt.Sprintf("%.6f", float64(a.Units)/1e6)), leaf("Work", isoWork(a.Work)), leaf("ActualWork", isoWork(a.ActualWork)), leaf("RemainingWork", isoWork(a.RemainingWork)),
		leaf("Delay", int64(a.Delay/6)), leaf("WorkContour", int(a.Contour)), leaf("ActualStart", a.ActualStart), leaf("ActualFinish", a.ActualFinish), leaf("Stop", a.Stop), leaf("Resume", a.Resume),
		leaf("LevelingDelay", int64(a.LevelingDelay.Length/6)), leaf("LevelingDelayFormat", format(schedule.Hours, a.LevelingDelay.Elapsed, false))}}
	for _, s := range a.Segments {
		kind := 1
		if s.Actual {
			kind = 2
		}
		e.inside = append(e.inside, element{name: "TimephasedData", inside: []element{leaf("Type", kind), leaf("Start", s.Start), leaf("Finish", s.Finish), leaf("Value", isoWork(s.Work))}})
	}
	return e
}

// disguise writes elements in one of the many ways that mean the same.
func (g *generator) disguise(root element) string {
	prefix := ""
	if g.IntN(4) == 0 {
		prefix = "ms:"
	}
	var b strings.Builder
	if g.flip() {
		b.WriteString("<?xml version='1.0'?>\n<!-- written for a test -->")
	}
	g.writeElement(&b, root, prefix, fmt.Sprintf(` xmlns%s="http://schemas.microsoft.com/project"`, strings.TrimSuffix(":"+strings.TrimSuffix(prefix, ":"), ":")))
	text := b.String()
	switch g.IntN(4) {
	case 0:
		return "\ufeff" + text
	case 1:
		raw := []byte{0xff, 0xfe}
		for _, u := range utf16.Encode([]rune(text)) {
			raw = append(raw, byte(u), byte(u>>8))
		}
		return string(raw)
	}
	return text
}

func (g *generator) writeElement(b *strings.Builder, e element, prefix, attributes string) {
	b.WriteString("<" + prefix + e.name + attributes)
	if e.text == "" && len(e.inside) == 0 && g.flip() {
		b.WriteString(" />")
		return
	}
	b.WriteString(">")
	g.writeText(b, e.text)
	g.shuffle(e)
	for _, c := range e.inside {
		b.WriteString([]string{"", "\n\t", "\r\n  ", "<!-- x -->", "<?x?>"}[g.IntN(5)])
		g.writeElement(b, c, prefix, []string{"", "", "", ` a="1"`}[g.IntN(4)])
	}
	b.WriteString("</" + prefix + e.name + []string{"", " ", "\n"}[g.IntN(3)] + ">")
}

// writeText escapes the text, or puts it into a CDATA section where it can.
func (g *generator) writeText(b *strings.Builder, text string) {
	if g.IntN(4) == 0 && !strings.Contains(text, "]]>") && text != "" {
		b.WriteString("<![CDATA[" + text + "]]>")
		return
	}
	if err := xml.EscapeText(b, []byte(text)); err != nil {
		panic(err)
	}
}

// shuffle mixes the children of records, whose UID stays first, while elements
// of one name keep their order.
func (g *generator) shuffle(e element) {
	if e.name != "Task" && e.name != "Resource" && e.name != "Calendar" && e.name != "Project" {
		return
	}
	rest := e.inside[1:]
	g.Shuffle(len(rest), func(i, j int) {
		if rest[i].name != rest[j].name && len(rest[i].inside) == 0 && len(rest[j].inside) == 0 {
			rest[i], rest[j] = rest[j], rest[i]
		}
	})
}
