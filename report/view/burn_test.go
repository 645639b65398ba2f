package view_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// fewPoints is work of 80 that grew by 14 and shrank by 5.
func fewPoints() view.BurnInput {
	in := view.BurnInput{Finish: calendar.DateOf(2026, 4, 27), Forecast: calendar.DateOf(2026, 5, 4)}
	for n, x := range [][2]int64{{80, 0}, {80, 6}, {94, 13}, {89, 23}, {89, 34}} {
		in.Points = append(in.Points, view.BurnPoint{At: calendar.DateOf(2026, 3, 2).AddDays(7 * n), Scope: kpi.Int(x[0], ""), Done: kpi.Int(x[1], "")})
	}
	return in
}

func shownRows(table *report.Table) []string {
	var list []string
	format := report.Format{}
	for _, row := range table.Rows {
		var line []string
		for i := range table.Columns {
			line = append(line, format.Cell(&table.Columns[i], row.Cell(i)))
		}
		list = append(list, strings.Join(line, "|"))
	}
	return list
}

// By hand: 80 over eight weeks are ten a week.
func TestBurnDownByHand(t *testing.T) {
	d := view.BurnDown(phrase.In(phrase.En), fewPoints())
	want := []string{
		"2026-03-02|80.00|80.00||", "2026-03-09|70.00|74.00||", "2026-03-16|60.00|81.00||Remaining: Scope +14.00", "2026-03-23|50.00|66.00||Remaining: Scope -5.00",
		"2026-03-30|40.00|55.00|55.00|Data date", "2026-04-27|0.00|||", "2026-05-04|||0.00|Forecast finish",
	}
	if got := shownRows(d.Table()); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	reporttest.TestFigure(t, d)
}

func TestBurnUpByHand(t *testing.T) {
	d := view.BurnUp(phrase.In(phrase.En), fewPoints())
	want := []string{
		"2026-03-02|0.00|80.00|0.00||", "2026-03-09|10.00|80.00|6.00||", "2026-03-16|20.00|94.00|13.00||Scope: +14.00", "2026-03-23|30.00|89.00|23.00||Scope: -5.00",
		"2026-03-30|40.00|89.00|34.00|34.00|Data date", "2026-04-27|80.00||||", "2026-05-04||||89.00|Forecast finish",
	}
	if got := shownRows(d.Table()); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	reporttest.TestFigure(t, d)
}

// What is left and what is done are the scope, at every date, in both charts;
// the even pace is a straight line; the changes sum to the last scope.
func TestBurnLaws(t *testing.T) {
	w := phrase.In(phrase.ZhCN)
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 12))
		in := view.BurnInput{Start: calendar.DateOf(2026, 3, 1)}
		for n := range 1 + r.IntN(12) {
			p := view.BurnPoint{At: calendar.DateOf(2026, 3, 2).AddDays(3 * n), Scope: kpi.Int(r.Int64N(4)*500, "min"), Done: kpi.Int(r.Int64N(500), "min")}
			if r.IntN(6) == 0 {
				p.Done = kpi.Unknown(kpi.ReasonNoData)
			}
			in.Points = append(in.Points, p)
		}
		last := in.Points[len(in.Points)-1]
		in.Finish, in.Forecast = last.At.AddDays(r.IntN(20)-10), last.At.AddDays(r.IntN(20)-10)
		down, up := view.BurnDown(w, in).Table(), view.BurnUp(w, in).Table()
		remaining, done, scope := columnOf(t, down, "remaining"), columnOf(t, up, "done"), columnOf(t, up, "scope")
		for _, p := range in.Points {
			day := p.At.String()
			if scope[day] != p.Scope.Finding() || done[day] != p.Done.Finding() || remaining[day] != p.Scope.Sub(p.Done).Finding() {
				t.Fatalf("seed %d, %s: %v of %v, left %v: %+v", seed, day, done[day], scope[day], remaining[day], p)
			}
		}
		if in.Finish.After(in.Start) {
			first, _ := in.Points[0].Scope.Rat()
			for day, v := range columnOf(t, up, "even_pace") {
				at, err := calendar.ParseDate(day)
				if err != nil {
					t.Fatal(err)
				}
				want := new(big.Rat).Mul(first, big.NewRat(int64(at.DaysSince(in.Start)), int64(in.Finish.DaysSince(in.Start))))
				if v != finding.Rat(want, "min") {
					t.Fatalf("seed %d, %s: even pace %v, want %v", seed, day, v, want)
				}
			}
		}
		for _, in := range []*report.Table{down, up} {
			if in.Columns[1].Type != report.TypeDuration {
				t.Fatalf("seed %d: %v", seed, in.Columns[1])
			}
		}
		if err := reporttest.CheckFigure(view.BurnUp(w, in)); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

// The work of a plan is the sum of its tasks, in which neither summaries nor
// inactive tasks count, and what is done of it their percent complete.
func TestWorkPointsAreThePlan(t *testing.T) {
	in := newInput(t)
	points := view.WorkPoints(view.PlanInput{Plan: in.plan, Result: in.result}, view.PlanInput{Plan: &schedule.Plan{}})
	if len(points) != 1 || points[0].At != in.plan.DataDate.Date() {
		t.Fatalf("%+v", points)
	}
	parents := map[schedule.TaskID]bool{}
	for i := range in.plan.Tasks {
		parents[in.plan.Tasks[i].Parent] = true
	}
	var scope, done big.Rat
	for i := range in.plan.Tasks {
		x := &in.plan.Tasks[i]
		if parents[x.ID] || x.Inactive {
			continue
		}
		length := big.NewRat(int64(x.Duration.Length), 60)
		scope.Add(&scope, length)
		done.Add(&done, length.Mul(length, big.NewRat(int64(x.Progress.Percent), 100)))
	}
	if points[0].Scope.Finding() != finding.Rat(&scope, "min") || points[0].Done.Finding() != finding.Rat(&done, "min") {
		t.Errorf("%+v, want %v of %v", points[0], &done, &scope)
	}
	if scope.Sign() <= 0 || done.Sign() <= 0 {
		t.Error("the plan has no work")
	}
}

// By hand: of a task of four hours half is done, of one of six three tenths; the
// summary above them and what is inactive do not count.
func TestWorkPointsByHand(t *testing.T) {
	row := func(id, parent string, hours calendar.Work, percent int) schedule.Task {
		return schedule.Task{ID: schedule.TaskID(id), Parent: schedule.TaskID(parent), Duration: schedule.Duration{Length: hours * calendar.Hour}, Progress: schedule.Progress{Percent: percent}}
	}
	plan := &schedule.Plan{DataDate: friday(0), Tasks: []schedule.Task{row("s", "", 10, 90), row("a", "s", 4, 50), row("b", "s", 6, 30), row("x", "s", 8, 100)}}
	plan.Tasks[3].Inactive = true
	points := view.WorkPoints(view.PlanInput{Plan: plan})
	if len(points) != 1 || !points[0].Scope.Equal(kpi.Int(600, "min")) || !points[0].Done.Equal(kpi.Int(120+108, "min")) {
		t.Errorf("%+v", points)
	}
}

// The value of a record is that of its statuses.
func TestValuePointsAreTheStatuses(t *testing.T) {
	points := view.ValuePoints(threeStatuses(t))
	if len(points) != 3 || points[2].At != friday(2).Date() || !points[2].Scope.Equal(inYuan(1000)) || !points[2].Done.Equal(inYuan(480)) {
		t.Errorf("%+v", points)
	}
	d := view.BurnDown(phrase.In(phrase.En), view.BurnInput{Points: points, Finish: friday(4).Date()})
	if got := columnOf(t, d.Table(), "remaining")["2026-03-20"]; got != finding.Money("520", "CNY") {
		t.Errorf("left %v", got)
	}
	if d.Axis.Type != report.TypeMoney {
		t.Errorf("shown as %v", d.Axis.Type)
	}
}

func TestBurnOfLittle(t *testing.T) {
	w := phrase.In(phrase.En)
	at := calendar.DateOf(2026, 3, 2)
	for name, in := range map[string]view.BurnInput{
		"nothing": {}, "dates only": {Start: at, Finish: at.AddDays(9), Forecast: at.AddDays(9)}, "no date": {Points: []view.BurnPoint{{Scope: kpi.Int(1, "")}}},
		"unknown": {Points: []view.BurnPoint{{At: at}}, Finish: at.AddDays(4), Forecast: at.AddDays(5)},
		"units":   {Points: []view.BurnPoint{{At: at, Scope: kpi.Int(1, "min"), Done: kpi.Int(1, "h")}, {At: at.AddDays(1), Scope: kpi.Int(3, "%"), Done: kpi.Int(1, "%")}}},
		"twice":   {Points: []view.BurnPoint{{At: at, Scope: kpi.Int(1, "")}, {At: at, Scope: kpi.Int(2, "")}}, Forecast: at.AddDays(3)},
	} {
		if err := reporttest.CheckFigure(view.BurnDown(w, in)); err != nil {
			t.Errorf("%s, down: %v", name, err)
		}
		if err := reporttest.CheckFigure(view.BurnUp(w, in)); err != nil {
			t.Errorf("%s, up: %v", name, err)
		}
	}
}

// What is left of the work, week by week.
func ExampleBurnDown() {
	var points []view.BurnPoint
	for week, left := range []int64{40, 34, 21} {
		points = append(points, view.BurnPoint{At: calendar.DateOf(2026, 3, 2).AddDays(7 * week), Scope: kpi.Int(40, "h"), Done: kpi.Int(40-left, "h")})
	}
	d := view.BurnDown(phrase.In(phrase.En), view.BurnInput{Points: points, Forecast: calendar.DateOf(2026, 3, 28)})
	fmt.Println(d.Frame().Desc)
	// Output:
	// Remaining: 21 h; Forecast: 0 h; Data date: 2026-03-16; Forecast finish: 2026-03-28
}

// What is done of a scope that grew.
func ExampleBurnUp() {
	points := []view.BurnPoint{
		{At: calendar.DateOf(2026, 3, 2), Scope: kpi.Int(40, "h"), Done: kpi.Int(0, "h")},
		{At: calendar.DateOf(2026, 3, 9), Scope: kpi.Int(46, "h"), Done: kpi.Int(9, "h")},
	}
	fmt.Println(view.BurnUp(phrase.In(phrase.En), view.BurnInput{Points: points}).Frame().Desc)
	// Output:
	// Scope: 46 h; Done: 9 h; Data date: 2026-03-09; 2026-03-09: Scope: +6 h
}
