package view_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// offerPlan is work of some days with a milestone after it, twice.
func offerPlan(first, second int) *schedule.Plan {
	task := func(id, name string, days int) schedule.Task {
		return schedule.Task{ID: schedule.TaskID(id), Name: name, Duration: schedule.Duration{Length: calendar.Work(days) * 8 * calendar.Hour}, Milestone: days == 0}
	}
	return &schedule.Plan{Name: "Offer", Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour),
		Tasks: []schedule.Task{task("a", "Write", first), task("m1", "Offer sent", 0), task("b", "Talk", second), task("m2", "Contract signed", 0)},
		Links: []schedule.Link{{From: "a", To: "m1"}, {From: "m1", To: "b"}, {From: "b", To: "m2"}}}
}

// reported is the trend of plans as they were at the end of each Friday.
func reported(t testing.TB, plans ...*schedule.Plan) (schedule.Trend, *schedule.Result) {
	t.Helper()
	var trend schedule.Trend
	var result *schedule.Result
	for n, p := range plans {
		r, err := schedule.Compute(p, schedule.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if trend, err = trend.Append(friday(n), schedule.Milestones(p, r)); err != nil {
			t.Fatal(err)
		}
		result = r
	}
	return trend, result
}

// By hand: of eight and ten days, the first took two more, then the second three
// more and at last one less.
func TestMilestoneTrendByHand(t *testing.T) {
	plans := []*schedule.Plan{offerPlan(8, 10), offerPlan(10, 10), offerPlan(10, 13), offerPlan(10, 12)}
	done := schedule.Progress{Percent: 100, ActualStart: plans[0].Start, ActualFinish: friday(1)}
	for _, p := range plans[2:] {
		p.Tasks[0].Progress, p.Tasks[1].Progress = done, schedule.Progress{Percent: 100, ActualStart: friday(1), ActualFinish: friday(1)}
	}
	trend, result := reported(t, plans...)
	d := view.MilestoneTrend(phrase.In(phrase.En), view.TrendInput{Trend: trend, Plan: plans[3], On: result.ProjectCalendar()})
	want := []string{
		"2026-03-06|2026-03-11 17:00|2026-03-25 17:00|",
		"2026-03-13|2026-03-13 17:00|2026-03-27 17:00|Offer sent: +2 d; Contract signed: +2 d",
		"2026-03-20|2026-03-13 17:00|2026-04-01 17:00|Contract signed: +3 d",
		"2026-03-27|2026-03-13 17:00|2026-03-31 17:00|Contract signed: -1 d",
	}
	if got := shownRows(d.Table()); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	reporttest.TestFigure(t, d)
}

// What the trend shows at a reporting date is what computing the plan of that
// date anew gives, on random plans.
func TestMilestoneTrendIsAReplay(t *testing.T) {
	for seed := range uint64(60) {
		var plans []*schedule.Plan
		for n := range uint64(4) {
			plans = append(plans, scheduletest.RandomPlan(seed*10+n, scheduletest.Shape{Tasks: 12}))
		}
		trend, result := reported(t, plans...)
		d := view.MilestoneTrend(phrase.In(phrase.ZhCN), view.TrendInput{Trend: trend, Plan: plans[3], On: result.ProjectCalendar()})
		table := d.Table()
		shown := 0
		for n, p := range plans {
			again, err := schedule.Compute(p, schedule.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for k := range table.Columns[1:] {
				cell := table.Rows[n].Cell(k + 1)
				if table.Columns[k+1].Type != report.TypeDate || cell.IsZero() {
					continue
				}
				x, _ := again.Times(schedule.TaskID(table.Columns[k+1].Name))
				if cell != finding.Date(x.Finish.String()) {
					t.Fatalf("seed %d, report %d, %s: %v, want %v", seed, n, table.Columns[k+1].Name, cell, x.Finish)
				}
				shown++
			}
			if rows := schedule.Milestones(p, again); len(rows) > 0 {
				shown -= len(rows)
			}
		}
		if shown != 0 {
			t.Fatalf("seed %d: %d dates more than milestones", seed, shown)
		}
		if err := reporttest.CheckFigure(d); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

// Chosen milestones only, in their order; one that no report has is a line
// without values; without a calendar nothing is noted; without a plan ids are
// the names.
func TestMilestoneTrendOfSome(t *testing.T) {
	trend, _ := reported(t, offerPlan(8, 10), offerPlan(9, 10))
	d := view.MilestoneTrend(phrase.In(phrase.En), view.TrendInput{Trend: trend, Only: []schedule.TaskID{"m2", "none"}})
	if len(d.Series) != 2 || d.Series[0].Name != "m2" || !d.Series[1].Values[0].IsZero() || len(d.Notes) != 0 {
		t.Errorf("%+v", d.Series)
	}
	reporttest.TestFigure(t, d)
	if err := reporttest.CheckFigure(view.MilestoneTrend(phrase.In(phrase.En), view.TrendInput{})); err != nil {
		t.Error(err)
	}
}

// Of more milestones than can be drawn the open ones come first, the next first,
// then those that were reached, the latest first. Slips are noted to two decimals.
func TestOpenMilestonesComeFirst(t *testing.T) {
	var rows, later []schedule.MilestoneRow
	for n := range 8 {
		row := schedule.MilestoneRow{Task: schedule.TaskID(fmt.Sprint("m", n)), Forecast: friday(2 + n*3%8)}
		if n > 4 {
			row.Actual = row.Forecast
		}
		rows = append(rows, row)
		row.Forecast += 20 * 60
		later = append(later, row)
	}
	trend, err := schedule.Trend{}.Append(friday(0), rows)
	if err != nil {
		t.Fatal(err)
	}
	if trend, err = trend.Append(friday(1), later); err != nil {
		t.Fatal(err)
	}
	d := view.MilestoneTrend(phrase.In(phrase.En), view.TrendInput{Trend: trend, On: calendar.AlwaysOn()})
	var got []string
	for i := range d.Series {
		got = append(got, d.Series[i].Key)
	}
	if strings.Join(got, " ") != "m0 m3 m1 m4 m2 m5 m7 m6" {
		t.Errorf("order %v", got)
	}
	if len(d.Notes) != 8 || d.Notes[0].Text != "+0.04 d" { // 20 of 480 minutes
		t.Errorf("notes %+v", d.Notes)
	}
}

// A plan of ten-hour days counts slips in days of ten hours.
func TestSlipsAreInDaysOfThePlan(t *testing.T) {
	first, second := offerPlan(8, 10), offerPlan(8, 10)
	second.Tasks[0].Duration.Length += 10 * calendar.Hour
	second.Units.MinutesPerDay = 600
	trend, result := reported(t, first, second)
	d := view.MilestoneTrend(phrase.In(phrase.En), view.TrendInput{Trend: trend, Plan: second, On: result.ProjectCalendar()})
	if len(d.Notes) != 2 || d.Notes[0].Text != "+1 d" {
		t.Errorf("%+v", d.Notes)
	}
}

// How the forecast of a milestone moved from report to report.
func ExampleMilestoneTrend() {
	var trend schedule.Trend
	plan := offerPlan(8, 10)
	for week, days := range []int{8, 10, 10} {
		plan = offerPlan(days, 10)
		result, err := schedule.Compute(plan, schedule.Options{})
		if err == nil {
			trend, err = trend.Append(friday(week), schedule.Milestones(plan, result))
		}
		if err != nil {
			fmt.Println(err)
			return
		}
	}
	d := view.MilestoneTrend(phrase.In(phrase.En), view.TrendInput{Trend: trend, Plan: plan, Only: []schedule.TaskID{"m2"}})
	for k, at := range d.Dates {
		fmt.Println(at, d.Series[0].Name, d.Series[0].Values[k])
	}
	// Output:
	// 2026-03-06 Contract signed 2026-03-25T17:00:00
	// 2026-03-13 Contract signed 2026-03-27T17:00:00
	// 2026-03-20 Contract signed 2026-03-27T17:00:00
}
