package schedule_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

const (
	hour = calendar.Hour
	day  = 8 * calendar.Hour
)

// at reads "2 08:00" as a time in March 2026, whose 2nd is a Monday.
func at(text string) calendar.DateTime {
	var d, h, m int
	if _, err := fmt.Sscanf(text, "%d %d:%d", &d, &h, &m); err != nil {
		panic(err)
	}
	return calendar.DateOf(2026, 3, d).At(calendar.Work(h)*hour + calendar.Work(m)*calendar.Minute)
}

// newPlan starts on Monday 2 March 2026, 08:00. Each task is "id days", "id
// hoursh" or "id days in parent"; each link "a>b", "a>b SS+2d".
func newPlan(tasks, links string) *schedule.Plan {
	p := &schedule.Plan{Start: at("2 08:00")}
	for line := range strings.SplitSeq(tasks, ";") {
		f := strings.Fields(line)
		t := schedule.Task{ID: schedule.TaskID(f[0])}
		var n calendar.Work
		unit := day
		if strings.HasSuffix(f[1], "h") {
			unit = hour
		}
		fmt.Sscanf(f[1], "%d", &n)
		t.Duration.Length = n * unit
		if len(f) == 4 {
			t.Parent = schedule.TaskID(f[3])
		}
		p.Tasks = append(p.Tasks, t)
	}
	for line := range strings.SplitSeq(links, ";") {
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		from, to, _ := strings.Cut(f[0], ">")
		l := schedule.Link{From: schedule.TaskID(from), To: schedule.TaskID(to)}
		if len(f) > 1 {
			l.Type = map[string]schedule.LinkType{"FS": 0, "SS": 1, "FF": 2, "SF": 3}[f[1][:2]]
			var n calendar.Work
			fmt.Sscanf(f[1][2:], "%dd", &n)
			l.Lag.Length = n * day
		}
		p.Links = append(p.Links, l)
	}
	return p
}

// task returns the task to change it.
func task(p *schedule.Plan, id schedule.TaskID) *schedule.Task {
	for i := range p.Tasks {
		if p.Tasks[i].ID == id {
			return &p.Tasks[i]
		}
	}
	panic(id)
}

func compute(t *testing.T, p *schedule.Plan) *schedule.Result {
	t.Helper()
	r, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// want checks "id start finish latestart latefinish free total", dates as in
// at, floats in hours.
func want(t *testing.T, r *schedule.Result, lines string) {
	t.Helper()
	for line := range strings.SplitSeq(lines, ";") {
		f := strings.Fields(line)
		x, ok := r.Times(schedule.TaskID(f[0]))
		short := func(d calendar.DateTime) string {
			h, m, _ := d.Clock()
			_, _, dd := d.Date().Civil()
			return fmt.Sprintf("%d %02d:%02d", dd, h, m)
		}
		got := fmt.Sprintf("%s %s %s %s %s %gh %gh", f[0], short(x.EarlyStart), short(x.EarlyFinish), short(x.LateStart),
			short(x.LateFinish), float64(x.FreeFloat)/3600, float64(x.TotalFloat)/3600)
		if wanted := strings.Join(f, " "); !ok || got != wanted {
			t.Errorf("\n got %s\nwant %s", got, wanted)
		}
	}
}

// The dates below are worked out by hand from the rules in doc.go.
func TestLinkTypes(t *testing.T) {
	want(t, compute(t, newPlan("a 2;b 1", "a>b")), "a 2 08:00 3 17:00 2 08:00 3 17:00 0h 0h; b 4 08:00 4 17:00 4 08:00 4 17:00 0h 0h")
	want(t, compute(t, newPlan("a 2;b 1", "a>b SS+1d")), "a 2 08:00 3 17:00 2 08:00 3 17:00 0h 0h; b 3 08:00 3 17:00 3 08:00 3 17:00 0h 0h")
	want(t, compute(t, newPlan("a 3;b 1", "a>b FF+1d")), "b 5 08:00 5 17:00 5 08:00 5 17:00 0h 0h")
	want(t, compute(t, newPlan("a 3;b 2", "a>b SF+4d")), "b 4 08:00 5 17:00 4 08:00 5 17:00 0h 0h")
	want(t, compute(t, newPlan("a 1;b 5", "a>b FF")), "b 2 08:00 6 17:00 2 08:00 6 17:00 0h 0h; a 2 08:00 2 17:00 6 08:00 6 17:00 32h 32h")
}

func TestLeadAndLagAcrossTheWeekend(t *testing.T) {
	want(t, compute(t, newPlan("a 5;b 1", "a>b FS-2d")), "b 5 08:00 5 17:00 6 08:00 6 17:00 8h 8h")
	want(t, compute(t, newPlan("a 5;b 1", "a>b FS+1d")), "b 10 08:00 10 17:00 10 08:00 10 17:00 0h 0h")
	p := newPlan("a 5;b 1", "a>b")
	p.Links[0].Lag = schedule.Lag{Length: 24 * hour, Elapsed: true} // Saturday 17:00
	want(t, compute(t, p), "b 9 08:00 9 17:00 9 08:00 9 17:00 0h 0h")
	p.Links[0].Lag = schedule.Lag{Percent: -50} // half of five days before Friday 17:00
	want(t, compute(t, p), "b 4 13:00 5 12:00 6 08:00 6 17:00 12h 12h")
}

func TestInstantKeepsTheEveningThatDrivesIt(t *testing.T) {
	r := compute(t, newPlan("a 1;m 0;b 1;c 3", "a>m;m>b"))
	want(t, r, "m 2 17:00 2 17:00 4 08:00 4 08:00 0h 8h; b 3 08:00 3 17:00 4 08:00 4 17:00 8h 8h; a 2 08:00 2 17:00 3 08:00 3 17:00 0h 8h")
}

func TestConstraints(t *testing.T) {
	for _, c := range []struct {
		kind       schedule.ConstraintKind
		date, want string
	}{
		{schedule.StartNoEarlierThan, "5 08:00", "b 5 08:00 5 17:00 13 08:00 13 17:00 48h 48h"},
		{schedule.FinishNoEarlierThan, "5 17:00", "b 5 08:00 5 17:00 13 08:00 13 17:00 48h 48h"},
		{schedule.StartNoLaterThan, "6 08:00", "b 4 08:00 4 17:00 6 08:00 6 17:00 16h 16h"},
		{schedule.FinishNoLaterThan, "3 17:00", "b 3 08:00 3 17:00 3 08:00 3 17:00 0h 0h"},
		{schedule.MustStartOn, "3 08:00", "b 3 08:00 3 17:00 3 08:00 3 17:00 0h -8h"},
		{schedule.MustFinishOn, "6 17:00", "b 6 08:00 6 17:00 6 08:00 6 17:00 0h 0h"},
	} {
		p := newPlan("a 2;b 1;c 10", "a>b")
		task(p, "b").Constraint = schedule.Constraint{Kind: c.kind, Date: at(c.date)}
		r := compute(t, p)
		t.Run(c.kind.String(), func(t *testing.T) { want(t, r, c.want) })
	}
}

func TestLinksMayBeatConstraints(t *testing.T) {
	p := newPlan("a 2;b 1;c 10", "a>b")
	p.Rules.LinksBeatConstraints = true
	task(p, "b").Constraint = schedule.Constraint{Kind: schedule.MustStartOn, Date: at("3 08:00")}
	want(t, compute(t, p), "b 4 08:00 4 17:00 3 08:00 3 17:00 0h -8h")
}

func TestDeadlineMovesLateDatesOnly(t *testing.T) {
	p := newPlan("a 2;c 10", "")
	task(p, "a").Deadline = at("2 17:00")
	r := compute(t, p)
	want(t, r, "a 2 08:00 3 17:00 27 08:00 2 17:00 0h -8h")
	found := r.Findings()
	if len(found) != 1 || found[0].Code != schedule.CodeDeadlineMissed || found[0].Want != finding.Date("2026-03-02T17:00") {
		t.Errorf("got %v", found)
	}
}

func TestSummaryBoundsItsChildren(t *testing.T) {
	r := compute(t, newPlan("a 2;s 0;b 1 in s;c 3 in s;d 1", "a>s;s>d"))
	want(t, r, `s 4 08:00 6 17:00 4 08:00 6 17:00 0h 0h; b 4 08:00 4 17:00 6 08:00 6 17:00 16h 16h;
		c 4 08:00 6 17:00 4 08:00 6 17:00 0h 0h; d 9 08:00 9 17:00 9 08:00 9 17:00 0h 0h`)
}

func TestManualSummaryHoldsItsChildren(t *testing.T) {
	p := newPlan("s 0;b 1 in s;c 1 in s", "b>c")
	s := task(p, "s")
	s.Manual, s.Start, s.Finish = true, at("9 08:00"), at("13 17:00")
	r := compute(t, p)
	want(t, r, "b 9 08:00 9 17:00 12 08:00 12 17:00 0h 24h; c 10 08:00 10 17:00 13 08:00 13 17:00 24h 24h")
	if r.Finish() != at("13 17:00") {
		t.Errorf("project finish %v", r.Finish())
	}
}

func TestProgress(t *testing.T) {
	p := newPlan("a 2;b 2;c 1", "a>b;b>c")
	task(p, "a").Progress = schedule.Progress{ActualStart: at("2 08:00"), ActualFinish: at("4 17:00"), Percent: 100}
	task(p, "b").Progress = schedule.Progress{ActualStart: at("5 13:00"), Percent: 50}
	want(t, compute(t, p), `a 2 08:00 4 17:00 2 08:00 4 17:00 0h 0h; b 5 13:00 9 12:00 5 13:00 9 12:00 0h 0h;
		c 9 13:00 10 12:00 9 13:00 10 12:00 0h 0h`)
	task(p, "b").Progress.Resume = at("10 08:00") // the rest was put off
	want(t, compute(t, p), "b 5 13:00 10 17:00 5 13:00 10 17:00 0h 0h; c 11 08:00 11 17:00 11 08:00 11 17:00 0h 0h")
}

func TestLateAsPossible(t *testing.T) {
	p := newPlan("a 1;b 1;c 5", "a>b")
	task(p, "a").Constraint.Kind = schedule.AsLateAsPossible
	r := compute(t, p)
	x, _ := r.Times("a")
	if x.Start != at("5 08:00") || x.EarlyStart != at("2 08:00") || x.TotalFloat != 0 {
		t.Errorf("got %+v", x)
	}
	want(t, r, "b 6 08:00 6 17:00 6 08:00 6 17:00 0h 0h")
}

func TestFromFinish(t *testing.T) {
	p := newPlan("a 2;b 1;c 1", "a>b")
	p.Start, p.Finish, p.Rules.From = 0, at("13 17:00"), schedule.FromFinish
	task(p, "b").Constraint.Kind = schedule.AsLateAsPossible
	task(p, "c").Constraint.Kind = schedule.AsLateAsPossible
	r := compute(t, p)
	want(t, r, "a 11 08:00 12 17:00 11 08:00 12 17:00 0h 0h")
	if x, _ := r.Times("c"); x.Start != at("13 08:00") || r.Start() != at("11 08:00") || r.Finish() != at("13 17:00") {
		t.Errorf("c %+v, project %v to %v", x, r.Start(), r.Finish())
	}
}

func TestKnownDatesOfOtherPlansBind(t *testing.T) {
	p := newPlan("a 2;s 0;b 1 in s;c 3 in s", "")
	p.Links = []schedule.Link{
		{From: "other", To: "s", External: true, Known: at("4 08:00")},
		{From: "other", To: "a", External: true}, // nothing known: binds nothing
		{From: "other", To: "b", Type: schedule.FinishToFinish, External: true, Known: at("11 17:00")},
	}
	r := compute(t, p)
	want(t, r, "a 2 08:00 3 17:00 10 08:00 11 17:00 48h 48h; b 11 08:00 11 17:00 11 08:00 11 17:00 0h 0h; c 4 08:00 6 17:00 9 08:00 11 17:00 24h 24h")
	if driver, _ := r.Why("c").Steps[0].Driver(); driver.Kind != schedule.ByOutside || driver.Via != "s" || driver.Link != 0 {
		t.Errorf("got %+v", driver)
	}
}

func TestMultipleCriticalPaths(t *testing.T) {
	p := newPlan("a 2;b 1;c 5", "a>b")
	p.Rules.MultipleCriticalPaths = true
	want(t, compute(t, p), "a 2 08:00 3 17:00 2 08:00 3 17:00 0h 0h; b 4 08:00 4 17:00 4 08:00 4 17:00 0h 0h; c 2 08:00 6 17:00 2 08:00 6 17:00 0h 0h")
}

func TestInactiveTaskIsLeftOut(t *testing.T) {
	p := newPlan("a 2;b 1;c 1", "a>b;b>c")
	task(p, "b").Inactive = true
	r := compute(t, p)
	want(t, r, "c 2 08:00 2 17:00 3 08:00 3 17:00 8h 8h")
	if x, ok := r.Times("b"); !ok || x != (schedule.Times{}) {
		t.Errorf("got %+v", x)
	}
}

func TestCyclesAreListedWithAllMembers(t *testing.T) {
	p := newPlan("a 1;b 1;c 1;s 0;d 1 in s;e 1;x 1;y 1", "a>b;b>c;c>a;d>e;e>s;x>y")
	_, err := schedule.Compute(p, schedule.Options{})
	var cycles *schedule.CycleError
	if !errors.As(err, &cycles) {
		t.Fatalf("got %v", err)
	}
	if got := fmt.Sprint(cycles.Cycles); got != "[[a b c] [s d e]]" {
		t.Errorf("got %s", got)
	}
}

func TestAllFaultsAtOnce(t *testing.T) {
	p := newPlan("a 1;a 1;b 1 in nobody;c 1;s 0;d 1 in s;e 1;f 1", "a>zz;c>c;d>s;e>f;f>e")
	task(p, "c").Duration.Length = -1
	task(p, "c").Calendar = "moon"
	task(p, "d").Constraint.Kind = schedule.MustStartOn
	task(p, "e").Manual = true
	task(p, "f").Progress = schedule.Progress{Percent: 101, ActualFinish: at("3 08:00")}
	p.Calendars = []schedule.Calendar{{ID: "x", Base: "y"}, {ID: "y", Base: "x"}, {ID: "never", Times: calendar.Definition{}}}
	p.Assignments = []schedule.Assignment{{ID: "1", Task: "gone"}, {ID: "2", Task: "c", Resource: "ghost"}}
	p.Start = 0
	_, err := schedule.Compile(p)
	var e *schedule.PlanError
	if !errors.As(err, &e) {
		t.Fatalf("got %v", err)
	}
	for _, code := range []finding.Code{
		schedule.CodeNoStart, schedule.CodeDuplicateID, schedule.CodeUnknownParent, schedule.CodeNegativeDuration,
		schedule.CodeUnknownCalendar, schedule.CodeConstraintUndated, schedule.CodeManualUndated, schedule.CodePercentRange,
		schedule.CodeFinishUnstarted, schedule.CodeCalendarCycle, schedule.CodeCalendarFault, schedule.CodeUnknownTask,
		schedule.CodeUnknownResource, schedule.CodeUnknownLinkEnd, schedule.CodeSelfLink, schedule.CodeFamilyLink, schedule.CodeCycle,
	} {
		if len(finding.Filter(e.Findings, func(f finding.Finding) bool { return f.Code == code })) == 0 {
			t.Errorf("%s is missing", code)
		}
	}
}

func TestDatesBeyondTheCalendarAreAnError(t *testing.T) {
	p := newPlan("a 1;b 1", "a>b")
	p.Start = calendar.DateOf(9999, 12, 31).At(8 * hour)
	_, err := schedule.Compute(p, schedule.Options{})
	var e *schedule.PlanError
	if !errors.As(err, &e) || e.Findings[0].Code != schedule.CodeDateRange {
		t.Errorf("got %v", err)
	}
}

func TestWhyGoesDownToTheRoot(t *testing.T) {
	p := newPlan("a 5;s 0;b 1 in s;c 1", "a>s;b>c")
	chain := compute(t, p).Why("c")
	var got []string
	for _, step := range chain.Steps {
		driver, _ := step.Driver()
		got = append(got, fmt.Sprintf("%s by %s %s at %v", step.Task, driver.Kind, driver.Task, driver.Asks))
		for _, m := range step.Moves {
			got = append(got, fmt.Sprintf("%s to %v", m.Kind, m.To))
		}
	}
	wanted := []string{
		"c by link b at 2026-03-09T17:00:00", "to_working_time to 2026-03-10T08:00:00",
		"b by summary_link a at 2026-03-06T17:00:00", "to_working_time to 2026-03-09T08:00:00",
		"a by project_start  at 2026-03-02T08:00:00",
	}
	if strings.Join(got, "\n") != strings.Join(wanted, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

func TestLongestPathIsNotFloat(t *testing.T) {
	p := newPlan("a 5;b 5;c 1", "a>b")
	task(p, "c").Deadline = at("2 17:00") // critical by float, drives nothing
	r := compute(t, p)
	if got := fmt.Sprint(r.CriticalPath(schedule.ByFloat)); got != "[a c b]" {
		t.Errorf("by float %s", got)
	}
	if got := fmt.Sprint(r.CriticalPath(schedule.ByLongestPath)); got != "[a b]" {
		t.Errorf("longest %s", got)
	}
}

func TestPlanIsOnlyRead(t *testing.T) {
	p := newPlan("a 5;s 0;b 1 in s;c 1", "a>s;b>c")
	before := fmt.Sprintf("%+v", p)
	r := compute(t, p)
	p.Tasks[0].ID, p.Links[0].From = "z", "z"
	if x, ok := r.Times("a"); !ok || x.Finish != at("6 17:00") {
		t.Error("the result follows the plan")
	}
	p.Tasks[0].ID, p.Links[0].From = "a", "a"
	if fmt.Sprintf("%+v", p) != before {
		t.Error("the plan was written to")
	}
}

func TestBaselineVariance(t *testing.T) {
	p := newPlan("a 2;b 1", "a>b")
	base, err := schedule.TakeBaseline("0", at("2 08:00"), "lead", "gate", p, compute(t, p))
	if err != nil {
		t.Fatal(err)
	}
	task(p, "a").Duration.Length = 4 * day // 2 days longer: b goes from Wednesday to Friday
	p.Tasks = append(p.Tasks, schedule.Task{ID: "new"})
	got := fmt.Sprint(base.Compare(compute(t, p)))
	if wanted := fmt.Sprint([]schedule.Variance{
		{Task: "a", Finish: 2 * day, Duration: 2 * day}, {Task: "b", Start: 2 * day, Finish: 2 * day}, {Task: "new", Presence: schedule.Added},
	}); got != wanted {
		t.Errorf("got %s, want %s", got, wanted)
	}
}

// No plan at all is refused like one without anything in it.
func TestNilPlan(t *testing.T) {
	_, err := schedule.Compute(nil, schedule.Options{})
	if !errors.As(err, new(*schedule.PlanError)) {
		t.Errorf("got %v", err)
	}
}
