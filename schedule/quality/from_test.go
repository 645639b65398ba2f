package quality_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/quality"
)

// find returns the row of an id.
func find(t *testing.T, in quality.Input, id string) quality.Activity {
	t.Helper()
	i := slices.IndexFunc(in.Activities, func(a quality.Activity) bool { return a.ID == id })
	if i < 0 {
		t.Fatalf("no row %q", id)
	}
	return in.Activities[i]
}

func TestFromRow(t *testing.T) {
	plan := planOf(links(link("a", "b")),
		work("s", 0),
		work("a", 2, under("s"), func(t *schedule.Task) {
			t.Progress = schedule.Progress{ActualStart: march(2, 8), ActualFinish: march(3, 12)}
		}),
		work("b", 4, under("s"), func(t *schedule.Task) {
			t.Constraint = schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: march(4, 8)}
			t.Second = schedule.Constraint{Kind: schedule.FinishNoLaterThan, Date: march(31, 17)}
			t.Progress = schedule.Progress{ActualStart: march(4, 8), Percent: 25}
			t.Duration.Estimated = true
			t.FixedCost = must(money.Parse("10", "EUR"))
		}),
		work("end", 0))
	plan.DataDate = march(4, 17)
	baseline := &schedule.Baseline{Tasks: []schedule.BaselineTask{{ID: "b", Start: march(4, 8), Finish: march(6, 17), Duration: schedule.Duration{Length: 3 * eight}}}}
	in := quality.From(plan, compute(t, plan), baseline)
	want := quality.Activity{
		ID: "b", Parent: "s", ActualStart: march(4, 8), Start: march(4, 8), Finish: march(9, 17), BaselineFinish: march(6, 17),
		Duration: 4 * eight, Remaining: 3 * eight, BaselineDuration: 3 * eight,
		Constraint: schedule.StartNoEarlierThan, Second: schedule.FinishNoLaterThan, Estimated: true, Resourced: true, Critical: true,
	}
	if got := find(t, in, "b"); got != want {
		t.Errorf("row\n%+v\nwant\n%+v", got, want)
	}
	if got := find(t, in, "a"); got.ActualFinish != march(3, 12) || got.Remaining != 0 || got.Resourced || got.Kind != quality.Task || !got.BaselineFinish.IsZero() {
		t.Errorf("finished row %+v", got)
	}
	if got := find(t, in, "s"); got.Kind != quality.Summary || !got.ActualFinish.IsZero() {
		t.Errorf("summary %+v", got)
	}
	if got := find(t, in, "end"); got.Kind != quality.Milestone {
		t.Errorf("milestone %+v", got)
	}
	if in.Name != "plan" || in.Status != plan.DataDate || in.Day != eight {
		t.Errorf("input %+v", in)
	}
	// From Wednesday evening to Monday evening: three days; the baseline ends
	// one day before.
	if in.Path == nil || *in.Path != (quality.Path{Length: 3 * eight, Float: -eight}) {
		t.Errorf("path %+v", in.Path)
	}
}

func TestFromKinds(t *testing.T) {
	plan := planOf(links(link("a", "off"), link("off", "b"), link("x", "b"), link("b", "beyond", func(l *schedule.Link) { l.External = true })),
		work("a", 2), work("off", 2, func(t *schedule.Task) { t.Inactive = true }),
		work("group", 0, func(t *schedule.Task) { t.Inactive = true }), work("in", 2, under("group")),
		work("b", 2), work("x", 2, func(t *schedule.Task) { t.External = true }),
		work("loe", 2, func(t *schedule.Task) { t.Kind = schedule.LevelOfEffort }),
		work("fm", 2, func(t *schedule.Task) { t.Kind = schedule.FinishMilestone }),
		work("marked", 2, func(t *schedule.Task) { t.Milestone = true }),
		work("pinned", 2, func(t *schedule.Task) { t.Manual, t.Start = true, march(2, 8) }))
	plan.Links = append(plan.Links, link("a", "in"))
	in := quality.From(plan, compute(t, plan), nil)
	var rows []string
	for _, a := range in.Activities {
		rows = append(rows, a.ID+":"+a.Kind.String())
	}
	if want := []string{"a:task", "b:task", "x:outside", "loe:level_of_effort", "fm:milestone", "marked:task", "pinned:task"}; !slices.Equal(rows, want) {
		t.Errorf("rows %v, want %v", rows, want)
	}
	var ties []string
	for _, k := range in.Ties {
		ties = append(ties, k.From+">"+k.To)
	}
	if want := []string{"x>b", "b>beyond"}; !slices.Equal(ties, want) {
		t.Errorf("ties %v, want %v", ties, want)
	}
	if !find(t, in, "pinned").Manual || find(t, in, "a").Manual {
		t.Error("dates by hand")
	}
	if in.Path != nil {
		t.Errorf("a path without a status date: %+v", in.Path)
	}
}

func TestFromFinishedSummary(t *testing.T) {
	done := func(at calendar.DateTime) func(*schedule.Task) {
		return func(t *schedule.Task) { t.Progress = schedule.Progress{ActualStart: march(2, 8), ActualFinish: at} }
	}
	plan := planOf(nil, work("all", 0), work("half", 0, under("all")), work("a", 2, under("half"), done(march(3, 17))), work("b", 2, under("half")),
		work("full", 0, under("all")), work("c", 2, under("full"), done(march(4, 17))), work("d", 2, under("full"), done(march(3, 17))),
		work("off", 2, under("full"), func(t *schedule.Task) { t.Inactive = true }))
	in := quality.From(plan, compute(t, plan), nil)
	for id, want := range map[string]calendar.DateTime{"all": 0, "half": 0, "full": march(4, 17)} {
		if got := find(t, in, id).ActualFinish; got != want {
			t.Errorf("%s finished %v, want %v", id, got, want)
		}
	}
}

func TestFromLags(t *testing.T) {
	plan := planOf(links(
		link("a", "b", lasting(schedule.StartToStart, schedule.Lag{Length: eight})),
		link("a", "c", lasting(schedule.FinishToStart, schedule.Lag{Percent: -50})),
		link("a", "d", lasting(schedule.FinishToFinish, schedule.Lag{Percent: 25})),
		link("a", "e", lasting(schedule.FinishToStart, schedule.Lag{Length: -calendar.Hour, Elapsed: true})),
		link("far", "e", func(l *schedule.Link) { l.External, l.Lag = true, schedule.Lag{Percent: 50} }),
	), work("a", 4), work("b", 1), work("c", 1), work("d", 1), work("e", 1))
	in := quality.From(plan, compute(t, plan), nil)
	want := []quality.Tie{
		{From: "a", To: "b", Type: schedule.StartToStart, Lag: eight}, {From: "a", To: "c", Lag: -2 * eight},
		{From: "a", To: "d", Type: schedule.FinishToFinish, Lag: eight}, {From: "a", To: "e", Lag: -calendar.Hour}, {From: "far", To: "e"},
	}
	if !slices.Equal(in.Ties, want) {
		t.Errorf("ties %+v, want %+v", in.Ties, want)
	}
}

// TestFromElapsed counts the working time within clock time: a week of 168
// hours is five working days of eight hours.
func TestFromElapsed(t *testing.T) {
	week := schedule.Duration{Length: 7 * 24 * calendar.Hour, Elapsed: true}
	plan := planOf(links(link("cure", "end"), link("long", "end")),
		work("cure", 0, func(t *schedule.Task) {
			t.Duration = week
			t.Progress = schedule.Progress{ActualStart: march(2, 8), Done: 4 * 24 * calendar.Hour, Remaining: 3 * 24 * calendar.Hour}
		}), work("long", 10), work("end", 0))
	baseline := &schedule.Baseline{Tasks: []schedule.BaselineTask{{ID: "cure", Start: march(2, 8), Finish: march(9, 8), Duration: week}}}
	got := find(t, quality.From(plan, compute(t, plan), baseline), "cure")
	if got.Duration != 5*eight || got.BaselineDuration != 5*eight {
		t.Errorf("duration %v, baseline %v", got.Duration, got.BaselineDuration)
	}
	// It ends on Monday the 9th at 08:00, and may end on Friday the 13th at
	// 17:00; the last three days of it are Friday's working day and a weekend.
	if got.TotalFloat != 5*eight || got.Remaining != eight {
		t.Errorf("float %v, remaining %v", got.TotalFloat, got.Remaining)
	}
}

func TestFromRemaining(t *testing.T) {
	begun := func(g schedule.Progress) func(*schedule.Task) {
		g.ActualStart = march(2, 8)
		return func(t *schedule.Task) { t.Progress = g }
	}
	plan := planOf(nil, work("new", 4), work("percent", 4, begun(schedule.Progress{Percent: 75})),
		work("recorded", 4, begun(schedule.Progress{Percent: 10, Done: eight, Remaining: 3 * eight})), work("behind", 4, begun(schedule.Progress{Done: 4 * eight})))
	in := quality.From(plan, compute(t, plan), nil)
	for id, days := range map[string]calendar.Work{"new": 4, "percent": 1, "recorded": 3, "behind": 0} {
		if got := find(t, in, id).Remaining; got != days*eight {
			t.Errorf("%s: %v left, want %d days", id, got, days)
		}
	}
}

func TestFromPathTarget(t *testing.T) {
	plan := planOf(nil, work("a", 5))
	plan.DataDate, plan.MustFinish = march(2, 8), march(10, 17)
	plan.Units.MinutesPerDay = 600
	baseline := &schedule.Baseline{Tasks: []schedule.BaselineTask{{ID: "a", Finish: march(5, 17)}, {ID: "gone", Finish: march(4, 17)}}}
	r := compute(t, plan)
	in := quality.From(plan, r, baseline)
	if *in.Path != (quality.Path{Length: 5 * eight, Float: 2 * eight}) || in.Day != 10*calendar.Hour {
		t.Errorf("against the date of the plan: %+v, day %v", in.Path, in.Day)
	}
	plan.MustFinish = 0
	if in := quality.From(plan, r, baseline); *in.Path != (quality.Path{Length: 5 * eight, Float: -eight}) {
		t.Errorf("against the baseline: %+v", in.Path)
	}
	if in := quality.From(plan, r, nil); in.Path != nil {
		t.Errorf("against nothing: %+v", in.Path)
	}
}

func TestSince(t *testing.T) {
	plan := planOf(links(link("a", "b")), work("a", 2), work("b", 2), work("new", 1))
	before := planOf(links(link("a", "b")), work("a", 2), work("b", 1))
	plan.DataDate = march(9, 17)
	in := quality.From(plan, compute(t, plan), nil)
	past := in.Since(march(2, 17), compute(t, before))
	if past.Period != (quality.Period{After: march(2, 17), Through: march(9, 17)}) {
		t.Errorf("period %+v", past.Period)
	}
	for id, want := range map[string]calendar.DateTime{"a": march(3, 17), "b": march(4, 17), "new": 0} {
		if got := find(t, past, id).PreviousFinish; got != want {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
		if !find(t, in, id).PreviousFinish.IsZero() {
			t.Error("Since writes to its input")
		}
	}
	if again := past.Since(0, nil); !find(t, again, "a").PreviousFinish.IsZero() {
		t.Error("a nil result forecasts")
	}
}

func TestOverload(t *testing.T) {
	use := func(id string, task schedule.TaskID, resource schedule.ResourceID, units schedule.Share) schedule.Assignment {
		return schedule.Assignment{ID: schedule.AssignmentID(id), Task: task, Resource: resource, Units: units}
	}
	half := schedule.FullUnit / 2
	plan := planOf(links(link("a", "b")),
		work("a", 2), work("b", 2), work("c", 3), work("d", 1), work("e", 4), work("past", 5, func(t *schedule.Task) {
			t.Progress = schedule.Progress{ActualStart: march(2, 8), ActualFinish: march(6, 17)}
		}), work("none", 9))
	plan.Resources = []schedule.Resource{{ID: "ann"}, {ID: "crew", Max: 2 * schedule.FullUnit}, {ID: "sand", Kind: schedule.MaterialResource}}
	plan.Assignments = []schedule.Assignment{
		use("1", "a", "ann", 0), use("2", "b", "ann", half), use("3", "c", "ann", half), use("4", "past", "ann", 0), // a and c run together: 1.5
		use("5", "d", "crew", 0), use("6", "e", "crew", 0), // 2 of 2
		use("7", "d", "sand", 0), use("8", "e", "sand", 0), use("9", "none", "", 0),
	}
	over := func() []string {
		var ids []string
		for _, a := range quality.From(plan, compute(t, plan), nil).Activities {
			if a.Overloaded {
				ids = append(ids, a.ID)
			}
		}
		return ids
	}
	if got, want := over(), []string{"a", "c"}; !slices.Equal(got, want) {
		t.Errorf("overloaded %v, want %v", got, want)
	}
	plan.Resources[0].Max = half // more than any of them alone may ask for, but b does not on its last day
	if got, want := over(), []string{"a", "b", "c"}; !slices.Equal(got, want) {
		t.Errorf("overloaded %v, want %v", got, want)
	}
	plan.Resources[0].Max = 2 * schedule.FullUnit
	plan.Resources[1].Max = 2*schedule.FullUnit - 1
	if got, want := over(), []string{"d", "e"}; !slices.Equal(got, want) {
		t.Errorf("overloaded %v, want %v", got, want)
	}
	in := quality.From(plan, compute(t, plan), nil)
	for id, want := range map[string]bool{"a": true, "none": false} {
		if find(t, in, id).Resourced != want {
			t.Errorf("%s resourced: %v", id, !want)
		}
	}
}

func TestFromReadsOnly(t *testing.T) {
	plan := planOf(links(link("a", "b")), work("s", 0), work("a", 2, under("s")), work("b", 2))
	plan.DataDate = march(4, 17)
	r := compute(t, plan)
	baseline, err := schedule.TakeBaseline("0", monday, "", "", plan, r)
	if err != nil {
		t.Fatal(err)
	}
	copied, digest := plan.Clone(), must(baseline.Digest())
	in := quality.From(plan, r, &baseline)
	in.Trials, _ = quality.Trials(plan, r, quality.Limits{})
	in.Activities[0].ID, in.Ties[0].From = "x", "x"
	if !reflect.DeepEqual(plan, copied) || must(baseline.Digest()) != digest {
		t.Error("From or Trials writes to what it reads")
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
