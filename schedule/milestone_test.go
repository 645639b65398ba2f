package schedule_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// offering has two phases with a milestone at the end of each.
func offering() *schedule.Plan {
	p := newPlan("p1 0;a 3 in p1;m1 0 in p1;p2 0;b 4 in p2;m2 0 in p2;free 1", "a>m1;m1>b;b>m2")
	task(p, "m1").Name, task(p, "m2").Name = "Offer sent", "Contract signed"
	return p
}

func baseline(t *testing.T, name string, p *schedule.Plan) schedule.Baseline {
	t.Helper()
	b, err := schedule.TakeBaseline(name, p.Start, "", "", p, compute(t, p))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestMilestonesByHand(t *testing.T) {
	p := offering()
	first := baseline(t, "first", p)
	task(p, "a").Duration.Length = 4 * day // a day more
	second := baseline(t, "second", p)
	second.Tasks = second.Tasks[:3] // as if p2 had come later
	task(p, "b").Duration.Length = 3 * day
	task(p, "a").Progress = schedule.Progress{ActualStart: at("2 08:00"), ActualFinish: at("6 12:00"), Percent: 100}
	task(p, "m1").Progress = schedule.Progress{ActualStart: at("6 12:00"), ActualFinish: at("6 12:00"), Percent: 100}
	task(p, "free").Milestone = true
	rows := schedule.Milestones(p, compute(t, p), first, second)
	// a finished on Friday at noon instead of Wednesday or Thursday evening, so
	// m1 is 12 and 4 hours late. b ends on Wednesday at noon, planned for Tuesday
	// evening: 4 hours.
	want := []schedule.MilestoneRow{
		{Task: "m1", Name: "Offer sent", Forecast: at("6 12:00"), Actual: at("6 12:00"), Planned: []schedule.MilestonePlan{
			{Baseline: "first", Date: at("4 17:00"), Variance: 12 * hour}, {Baseline: "second", Date: at("5 17:00"), Variance: 4 * hour}}},
		{Task: "m2", Name: "Contract signed", Forecast: at("11 12:00"), Critical: true, Planned: []schedule.MilestonePlan{
			{Baseline: "first", Date: at("10 17:00"), Variance: 4 * hour}, {Baseline: "second"}}},
		{Task: "free", Forecast: at("2 17:00"), Float: 52 * hour, Planned: []schedule.MilestonePlan{
			{Baseline: "first", Date: at("2 17:00")}, {Baseline: "second"}}},
	}
	if !reflect.DeepEqual(rows, want) {
		t.Errorf("got  %+v\nwant %+v", rows, want)
	}
	task(p, "m2").Inactive = true
	if rows := schedule.Milestones(p, compute(t, p)); len(rows) != 2 || rows[0].Planned != nil {
		t.Errorf("without baselines: %+v", rows)
	}
}

// A summary that is marked as a milestone is reached when the last of its tasks
// is, whoever records no progress of summaries. A manual one stands where
// somebody put it, and says nothing of its tasks.
func TestSummaryIsReachedWithItsTasks(t *testing.T) {
	p := newPlan("s 0;a 1 in s;b 2 in s", "")
	task(p, "s").Milestone = true
	task(p, "a").Progress = schedule.Progress{ActualStart: at("2 08:00"), ActualFinish: at("2 17:00"), Percent: 100}
	actual := func() calendar.DateTime { return schedule.Milestones(p, compute(t, p))[0].Actual }
	if got := actual(); got != 0 {
		t.Errorf("reached at %v while a task is open", got)
	}
	task(p, "b").Progress = schedule.Progress{ActualStart: at("2 08:00"), ActualFinish: at("4 12:00"), Percent: 100}
	if got := actual(); got != at("4 12:00") {
		t.Errorf("reached at %v, want the finish of the last task", got)
	}
	task(p, "s").Manual, task(p, "s").Start, task(p, "s").Finish = true, at("2 08:00"), at("9 17:00")
	if got := actual(); got != 0 {
		t.Errorf("a manual summary is reached at %v", got)
	}
}

// TestTrendIsAReplay: what a trend has kept equals what computing the plan anew
// for each reporting date gives.
func TestTrendIsAReplay(t *testing.T) {
	p := offering()
	var reports []*schedule.Plan
	for _, change := range []func(){
		func() {},
		func() { task(p, "a").Duration.Length = 5 * day },
		func() { task(p, "b").Duration.Length = 2 * day },
		func() {
			task(p, "a").Progress = schedule.Progress{ActualStart: at("2 08:00"), ActualFinish: at("5 17:00"), Percent: 100}
			task(p, "m1").Progress = schedule.Progress{ActualStart: at("5 17:00"), ActualFinish: at("5 17:00"), Percent: 100}
		},
	} {
		change()
		reports = append(reports, p.Clone())
	}
	var trend schedule.Trend
	for i, plan := range reports {
		before := fmt.Sprint(trend)
		longer, err := trend.Append(at("2 18:00")+86400*calendar.DateTime(i), schedule.Milestones(plan, compute(t, plan)))
		if err != nil || fmt.Sprint(trend) != before {
			t.Fatalf("%v, %v", err, trend)
		}
		trend = longer
	}
	for i, plan := range reports {
		r := compute(t, plan)
		for _, point := range trend.Reports[i].Milestones {
			if x, _ := r.Times(point.Task); x.Finish != point.Forecast {
				t.Errorf("report %d has %s at %s, the plan then at %s", i, point.Task, point.Forecast, x.Finish)
			}
		}
	}
	on := compute(t, p).ProjectCalendar()
	want := []schedule.Slip{
		{From: at("2 18:00"), To: at("3 18:00"), Before: at("4 17:00"), After: at("6 17:00"), Moved: 2 * day},
		{From: at("3 18:00"), To: at("4 18:00"), Before: at("6 17:00"), After: at("6 17:00")},
		{From: at("4 18:00"), To: at("5 18:00"), Before: at("6 17:00"), After: at("5 17:00"), Moved: -day},
	}
	if got := trend.Slips("m1", on); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if got := trend.Slips("nobody", on); got != nil {
		t.Error(got)
	}
	data, err := json.Marshal(trend)
	var back schedule.Trend
	if err != nil || json.Unmarshal(data, &back) != nil || !reflect.DeepEqual(back, trend) {
		t.Errorf("%s came back as %v", data, back)
	}
}

func TestTrendRefusesDisorder(t *testing.T) {
	trend, err := schedule.Trend{}.Append(at("4 17:00"), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, date := range []calendar.DateTime{0, at("4 17:00"), at("3 17:00")} {
		if same, err := trend.Append(date, nil); !errors.Is(err, schedule.ErrTrend) || len(same.Reports) != 1 {
			t.Errorf("%s: %v, %v", date, same, err)
		}
	}
}

// TestTrendsShareNothing: two trends that go on from one do not write over each
// other.
func TestTrendsShareNothing(t *testing.T) {
	base := schedule.Trend{}
	for i := range 5 {
		base, _ = base.Append(at("2 08:00")+calendar.DateTime(i), nil)
	}
	one, _ := base.Append(at("3 08:00"), nil)
	two, _ := base.Append(at("4 08:00"), nil)
	if one.Reports[5].At != at("3 08:00") || two.Reports[5].At != at("4 08:00") {
		t.Errorf("%v, %v", one, two)
	}
}

func TestHitRate(t *testing.T) {
	plan := schedule.Baseline{Tasks: []schedule.BaselineTask{
		{ID: "hit", Finish: at("4 17:00")}, {ID: "late", Finish: at("4 17:00")}, {ID: "due", Finish: at("5 17:00")},
		{ID: "early", Finish: at("20 17:00")}, {ID: "later", Finish: at("21 17:00")}, {ID: "undated"},
	}}
	rows := []schedule.MilestoneRow{
		{Task: "hit", Forecast: at("4 17:00"), Actual: at("4 17:00")}, {Task: "late", Forecast: at("5 08:00"), Actual: at("5 08:00")},
		{Task: "due", Forecast: at("9 17:00")}, {Task: "early", Forecast: at("6 17:00"), Actual: at("6 17:00")},
		{Task: "later", Forecast: at("21 17:00")}, {Task: "undated", Forecast: at("3 17:00"), Actual: at("3 17:00")}, {Task: "new", Forecast: at("3 17:00")},
	}
	trend, err := schedule.Trend{}.Append(at("6 18:00"), rows)
	if err != nil {
		t.Fatal(err)
	}
	h := trend.HitRate(plan)
	if h.Due != 4 || fmt.Sprint(h.Missed) != "[late due]" || h.Rate != finding.Number(50, "%") {
		t.Errorf("%+v", h)
	}
	for _, none := range []schedule.HitRate{trend.HitRate(schedule.Baseline{}), schedule.Trend{}.HitRate(plan)} {
		if none.Due != 0 || none.Rate.Reason() != "no-data" {
			t.Errorf("%+v", none)
		}
	}
}

// TestMilestonesFollowTheResult on random plans: the points in time, each where
// the result has it, with no variance from a baseline of the same result.
func TestMilestonesFollowTheResult(t *testing.T) {
	for seed := range uint64(200) {
		p := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 15})
		r := compute(t, p)
		for _, row := range schedule.Milestones(p, r, baseline(t, "now", p)) {
			x, _ := r.Times(row.Task)
			if row.Forecast != x.Finish || row.Planned[0].Date != x.Finish || row.Planned[0].Variance != 0 || row.Float != x.TotalFloat {
				t.Fatalf("%s: %+v, %+v", p.Name, row, x)
			}
			if !row.Actual.IsZero() && row.Actual != row.Forecast {
				t.Fatalf("%s: reached at %s, forecast for %s", p.Name, row.Actual, row.Forecast)
			}
		}
	}
}

func ExampleMilestones() {
	plan := smallPlan()
	plan.Tasks = append(plan.Tasks, schedule.Task{ID: "signed", Name: "Contract signed", Milestone: true})
	plan.Links = append(plan.Links, schedule.Link{From: "contract", To: "signed"})
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	base, err := schedule.TakeBaseline("agreed", plan.Start, "", "", plan, result)
	if err != nil {
		fmt.Println(err)
		return
	}
	plan.Tasks[0].Duration.Length += 6 * calendar.Hour
	result, err = schedule.Compute(plan, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	rows := schedule.Milestones(plan, result, base)
	for _, row := range rows {
		fmt.Println(row.Name, row.Forecast, "planned", row.Planned[0].Date, "late by", row.Planned[0].Variance)
	}
	trend, err := schedule.Trend{}.Append(plan.Start, rows)
	fmt.Println(len(trend.Reports), trend.HitRate(base).Rate, err)
	// Output:
	// Contract signed 2026-03-05T15:00:00 planned 2026-03-04T17:00:00 late by 6h
	// 1 unknown (no-data) <nil>
}
