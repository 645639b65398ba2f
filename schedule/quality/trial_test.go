package quality_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/quality"
)

// trial makes the one trial of a plan.
func trial(t *testing.T, p *schedule.Plan, l quality.Limits) quality.Trial {
	t.Helper()
	list, err := quality.Trials(p, nil, l)
	if err != nil || len(list) != 1 {
		t.Fatalf("%v, %+v", err, list)
	}
	return list[0]
}

// TestTrialByHand adds 600 days of eight hours, which are 120 weeks, to the
// first of two tasks in a row: the finish goes from Friday 6 March 2026 to
// Friday 23 June 2028.
func TestTrialByHand(t *testing.T) {
	got := trial(t, planOf(links(link("a", "b")), work("a", 3), work("b", 2)), quality.Limits{})
	want := quality.Trial{Task: "a", Added: 600 * eight, TaskMoved: 600 * eight, FinishMoved: 600 * eight,
		Before: march(6, 17), After: calendar.DateOf(2028, 6, 23).At(17 * calendar.Hour), Passed: true}
	if got != want {
		t.Errorf("trial %+v, want %+v", got, want)
	}
}

func TestTrials(t *testing.T) {
	begun := func(g schedule.Progress) func(*schedule.Task) {
		g.ActualStart = monday
		return func(t *schedule.Task) { t.Progress = g }
	}
	must := func(kind schedule.ConstraintKind, at calendar.DateTime) func(*schedule.Task) {
		return func(t *schedule.Task) { t.Constraint = schedule.Constraint{Kind: kind, Date: at} }
	}
	deadline := func(at calendar.DateTime) func(*schedule.Task) { return func(t *schedule.Task) { t.Deadline = at } }
	everyDay := func(t *schedule.Task) { t.Calendar = "seven" }
	seven := func(p *schedule.Plan) *schedule.Plan {
		p.Calendars = []schedule.Calendar{sevenDays("seven")}
		return p
	}
	staffed := func(p *schedule.Plan, units ...schedule.Share) *schedule.Plan {
		p.Resources = []schedule.Resource{{ID: "r0"}, {ID: "r1"}}
		for k, u := range units {
			id := string(rune('0' + k))
			work := 3 * eight
			if u > 0 {
				work = 3 * eight * calendar.Work(u) / calendar.Work(schedule.FullUnit)
			}
			p.Assignments = append(p.Assignments, schedule.Assignment{ID: schedule.AssignmentID(id), Task: "a", Resource: schedule.ResourceID("r" + id), Units: u, Work: work, RemainingWork: work})
		}
		return p
	}
	for name, c := range map[string]struct {
		plan     *schedule.Plan
		task     string
		passed   bool
		adjusted bool
		short    calendar.Work // days by which the finish moves less than the task
	}{
		"alone":                 {plan: planOf(nil, work("a", 3)), task: "a", passed: true},
		"after percent":         {plan: planOf(links(link("a", "b")), work("a", 4, begun(schedule.Progress{Percent: 50})), work("b", 2)), task: "a", passed: true},
		"after recorded":        {plan: planOf(links(link("a", "b")), work("a", 4, begun(schedule.Progress{Done: eight, Remaining: 3 * eight})), work("b", 2)), task: "a", passed: true},
		"staffed":               {plan: staffed(planOf(links(link("a", "b")), work("a", 3), work("b", 2)), 0), task: "a", passed: true},
		"staffed twice":         {plan: staffed(planOf(links(link("a", "b")), work("a", 3), work("b", 2)), 0, 0), task: "a", passed: true},
		"staffed by thirds":     {plan: staffed(planOf(links(link("a", "b")), work("a", 3), work("b", 2)), 333_333, 700_001), task: "a", passed: true},
		"staffed and begun":     {plan: staffed(planOf(links(link("a", "b")), work("a", 3, begun(schedule.Progress{})), work("b", 2)), 0, 0), task: "a", passed: true},
		"in a summary":          {plan: planOf(links(link("s", "b")), work("s", 0), work("a", 3, under("s")), work("b", 2)), task: "a", passed: true},
		"elapsed":               {plan: planOf(links(link("a", "b")), work("a", 0, func(t *schedule.Task) { t.Duration = schedule.Duration{Length: 72 * calendar.Hour, Elapsed: true} }), work("b", 2)), task: "a", passed: true},
		"with a lag":            {plan: planOf(links(link("a", "b", lasting(schedule.FinishToStart, schedule.Lag{Length: 3 * eight}))), work("a", 3), work("b", 2)), task: "a", passed: true},
		"finish to finish":      {plan: planOf(links(link("a", "b", lasting(schedule.FinishToFinish, schedule.Lag{}))), work("a", 3), work("b", 2)), task: "a", passed: true},
		"milestone is out":      {plan: planOf(links(link("m", "a")), work("m", 0), work("a", 3)), task: "a", passed: true},
		"finished is out":       {plan: planOf(links(link("z", "a")), work("z", 1, begun(schedule.Progress{ActualFinish: march(2, 17)})), work("a", 3)), task: "a", passed: true},
		"only the start":        {plan: planOf(links(link("a", "b", lasting(schedule.StartToStart, schedule.Lag{}))), work("a", 1), work("b", 3)), task: "a", short: 2},
		"another is pinned":     {plan: planOf(links(link("a", "b")), work("a", 3), work("b", 2, must(schedule.MustStartOn, march(5, 8)))), task: "a", short: 2},
		"by hand behind":        {plan: planOf(links(link("a", "b")), work("a", 3), work("b", 2, func(t *schedule.Task) { t.Manual, t.Start = true, march(5, 8) })), task: "a", short: 2},
		"a deadline's float":    {plan: planOf(links(link("c", "d")), work("a", 3, deadline(march(4, 17))), work("c", 4), work("d", 6)), task: "a", short: 7},
		"two calendars":         {plan: seven(planOf(links(link("a", "b")), work("a", 4), work("b", 9, everyDay))), task: "a", passed: true},
		"two calendars, pinned": {plan: seven(planOf(links(link("a", "b"), link("b", "c")), work("a", 4), work("b", 9, everyDay), work("c", 1, must(schedule.StartNoEarlierThan, march(30, 8))))), task: "c", passed: true},
	} {
		list, err := quality.Trials(c.plan, nil, quality.Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(list) == 0 {
			t.Errorf("%s: no trial", name)
			continue
		}
		got := list[0]
		if got.Task != c.task || got.Passed != c.passed || !c.passed && got.TaskMoved-got.FinishMoved != c.short*eight {
			t.Errorf("%s: %+v", name, got)
		}
		if got.Adjusted && !got.Passed {
			t.Errorf("%s: adjusted without passing", name)
		}
	}
}

// TestTrialAdjusted puts a task of every day behind one of five days a week:
// the finish follows, but not by the same working time.
func TestTrialAdjusted(t *testing.T) {
	plan := planOf(links(link("a", "b")), work("a", 4), work("b", 9, func(t *schedule.Task) { t.Calendar = "seven" }))
	plan.Calendars = []schedule.Calendar{sevenDays("seven")}
	found := false
	for days := 600; days < 605; days++ { // over the days of a week
		got := trial(t, plan, quality.Limits{TrialDays: days})
		found = found || got.Adjusted
		if !got.Passed || got.Added != calendar.Work(days)*eight || got.TaskMoved != got.Added || got.Adjusted == (got.FinishMoved == got.TaskMoved) {
			t.Errorf("%d days: %+v", days, got)
		}
	}
	if !found {
		t.Error("no trial was adjusted, so nothing was shown")
	}
}

// TestTrialAbsorbed is the same with a date between that takes up a part: the
// amounts differ, and not because of the calendars.
func TestTrialAbsorbed(t *testing.T) {
	late := schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: march(30, 8)}
	plan := planOf(links(link("a", "b")), work("a", 4, func(t *schedule.Task) { t.Deadline = march(5, 17) }), work("b", 9, func(t *schedule.Task) { t.Calendar, t.Constraint = "seven", late }))
	plan.Calendars = []schedule.Calendar{sevenDays("seven")}
	got := trial(t, plan, quality.Limits{})
	if got.Task != "a" || got.Passed || got.Adjusted || got.FinishMoved >= got.TaskMoved || got.FinishMoved <= 0 {
		t.Errorf("%+v", got)
	}
	// The start of a task that is critical drives, its finish does not.
	plan = planOf(links(link("a", "b", lasting(schedule.StartToStart, schedule.Lag{})), link("a", "c", lasting(schedule.FinishToStart, schedule.Lag{Length: 9 * eight}))),
		work("a", 1, func(t *schedule.Task) { t.Deadline = march(2, 17) }), work("b", 30, func(t *schedule.Task) { t.Calendar = "seven" }), work("c", 1))
	plan.Calendars = []schedule.Calendar{sevenDays("seven")}
	if got := trial(t, plan, quality.Limits{}); got.Task != "a" || got.Passed {
		t.Errorf("%+v", got)
	}
}

func TestTrialTasks(t *testing.T) {
	plan := planOf(links(link("a", "b"), link("b", "c")), work("a", 3), work("b", 2), work("side", 1), work("c", 1))
	list, err := quality.Trials(plan, compute(t, plan), quality.Limits{TrialTasks: 9, TrialDays: 5})
	var ids []string
	for _, x := range list {
		ids = append(ids, x.Task)
		if !x.Passed || x.FinishMoved != 5*eight {
			t.Errorf("%+v", x)
		}
	}
	if want := []string{"a", "b", "c"}; err != nil || !slices.Equal(ids, want) {
		t.Errorf("tried %v, want %v (%v)", ids, want, err)
	}
	if list, _ := quality.Trials(plan, nil, quality.Limits{}); len(list) != 1 || list[0].Task != "a" {
		t.Errorf("tried %+v", list)
	}
}

// TestTrialsOfLongestPath: with a date to keep that leaves room to all, no
// float is zero, but a path is the longest.
func TestTrialsOfLongestPath(t *testing.T) {
	plan := planOf(links(link("a", "b")), work("side", 1), work("a", 3), work("b", 2))
	plan.MustFinish = march(31, 17)
	if got := trial(t, plan, quality.Limits{}); got.Task != "a" || !got.Passed {
		t.Errorf("%+v", got)
	}
}

func TestTrialsWithoutTasks(t *testing.T) {
	for name, plan := range map[string]*schedule.Plan{
		"empty": planOf(nil),
		"finished": planOf(nil, work("a", 1, func(t *schedule.Task) {
			t.Progress = schedule.Progress{ActualStart: monday, ActualFinish: march(2, 17)}
		})),
		"by hand": planOf(nil, work("a", 1, func(t *schedule.Task) { t.Manual, t.Start = true, monday })),
	} {
		if list, err := quality.Trials(plan, nil, quality.Limits{}); err != nil || len(list) != 0 {
			t.Errorf("%s: %+v, %v", name, list, err)
		}
	}
}

func TestTrialErrors(t *testing.T) {
	back := planOf(nil, work("a", 1))
	back.Rules.From, back.Finish = schedule.FromFinish, march(31, 17)
	if _, err := quality.Trials(back, nil, quality.Limits{}); !errors.Is(err, quality.ErrFromFinish) {
		t.Errorf("%v", err)
	}
	ring := planOf(links(link("a", "b"), link("b", "a")), work("a", 1), work("b", 1))
	var cycle *schedule.CycleError
	if _, err := quality.Trials(ring, nil, quality.Limits{}); !errors.As(err, &cycle) {
		t.Errorf("%v", err)
	}
	far := planOf(nil, work("a", 1))
	var refused *schedule.PlanError
	if _, err := quality.Trials(far, nil, quality.Limits{TrialDays: 3_000_000}); !errors.As(err, &refused) {
		t.Errorf("%v", err)
	}
	var edits *schedule.EditError
	if _, err := quality.Trials(far, nil, quality.Limits{TrialDays: 1 << 30}); !errors.As(err, &edits) {
		t.Errorf("%v", err)
	}
}

func TestTrialsInAssessment(t *testing.T) {
	plan := planOf(links(link("a", "b")), work("a", 3), work("b", 2, func(t *schedule.Task) {
		t.Constraint = schedule.Constraint{Kind: schedule.MustStartOn, Date: march(5, 8)}
	}))
	r := compute(t, plan)
	in := quality.From(plan, r, nil)
	in.Trials = must(quality.Trials(plan, r, quality.Limits{}))
	c, _ := quality.Assess(in, quality.Limits{}).Check(quality.PathTest)
	if c.Verdict != quality.Fail || len(c.Found) != 1 || c.Found[0].Want != finding.Number(600, "day") {
		t.Errorf("%+v", c)
	}
}
