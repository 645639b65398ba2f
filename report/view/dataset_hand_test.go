package view_test

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// twoWeeks is one task of ten days of eight hours from Monday 2 March 2026, a
// quarter of which is done by Wednesday evening with three days of work.
func twoWeeks(t testing.TB) view.DatasetInput {
	t.Helper()
	monday := calendar.DateOf(2026, 3, 2)
	plan := &schedule.Plan{
		Name: "Two weeks", Start: monday.At(8 * calendar.Hour), DataDate: monday.AddDays(2).At(17 * calendar.Hour),
		Tasks: []schedule.Task{{ID: "A", Name: "Build", Duration: schedule.Duration{Length: 80 * calendar.Hour},
			Progress: schedule.Progress{ActualStart: monday.At(8 * calendar.Hour), Percent: 25}}},
		Resources:   []schedule.Resource{{ID: "ann", Name: "Ann"}},
		Assignments: []schedule.Assignment{{ID: "1", Task: "A", Resource: "ann", Work: 80 * calendar.Hour, ActualWork: 24 * calendar.Hour}},
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return view.DatasetInput{ID: "p", Plan: plan, Result: result}
}

// lines returns the rows of a table as they are written, without its head.
func lines(t testing.TB, name string, in ...view.DatasetInput) []string {
	t.Helper()
	for _, table := range view.Dataset(phrase.Printer{}, in...) {
		if table.Name != name {
			continue
		}
		var b strings.Builder
		if err := (dataset.CSV{NoBOM: true}).Write(&b, table); err != nil {
			t.Fatal(err)
		}
		return strings.Split(strings.TrimSpace(b.String()), "\r\n")[1:]
	}
	t.Fatalf("there is no table %s", name)
	return nil
}

func same(t testing.TB, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// By hand: five of the ten days lie in each week; all that is done lies in the
// first. With a period that ends on Tuesday, two days come before it, the next
// seven days hold five working days, the last three.
func TestStarProgressByHand(t *testing.T) {
	in := twoWeeks(t)
	same(t, "weeks", lines(t, "progress_by_period", in),
		"p,A,2026-03-02,2026-03-08,2400,1440,0.5,0.25,", "p,A,2026-03-09,2026-03-15,2400,0,0.5,0,")
	in.Periods = []calendar.Date{calendar.DateOf(2026, 3, 3)}
	same(t, "a stated period", lines(t, "progress_by_period", in),
		"p,A,2026-03-02,2026-03-03,960,960,0.2,0.166667,", "p,A,2026-03-04,2026-03-10,2400,480,0.5,0.083333,", "p,A,2026-03-11,2026-03-17,1440,0,0.3,0,")
	in.Periods = nil
	in.Plan.Assignments[0].ActualWork = 0
	same(t, "work that nobody recorded", lines(t, "progress_by_period", in),
		"p,A,2026-03-02,2026-03-08,2400,,0.5,0.25,actual_work_min: missing-input", "p,A,2026-03-09,2026-03-15,2400,0,0.5,0,")
}

// money of ten days of 100 a day, measured on Wednesday.
func measuredTwoWeeks(t testing.TB, reports ...evm.Progress) view.DatasetInput {
	t.Helper()
	in := twoWeeks(t)
	x, _ := in.Result.Times("A")
	budget, _, err := evm.NewBaseline([]evm.Task{{ID: "A", Start: x.Start, Finish: x.Finish, Budget: wholeYuan(t, 1000), Calendar: in.Result.ProjectCalendar()}})
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := evm.Measure(budget, reports, in.Plan.DataDate)
	if err != nil {
		t.Fatal(err)
	}
	in.Budget, in.Measured = budget, []evm.Measurement{m}
	return in
}

// By hand: 300 were due by Wednesday, a quarter of 1000 is earned, 350 spent;
// 500 and 200 become due in the weeks that follow.
func TestStarCostsByHand(t *testing.T) {
	in := measuredTwoWeeks(t, evm.Progress{TaskID: "A", Percent: kpi.Ratio(1, 4, ""), ActualCost: kpi.Money(wholeYuan(t, 350))})
	same(t, "measured once", lines(t, "costs_by_period", in),
		"p,A,2026-03-02,2026-03-04,300,CNY,250,CNY,350,CNY,", "p,A,2026-03-05,2026-03-11,500,CNY,,,,,", "p,A,2026-03-12,2026-03-18,200,CNY,,,,,")
	between := in
	between.Periods = []calendar.Date{calendar.DateOf(2026, 3, 3)}
	same(t, "a period that was not measured", lines(t, "costs_by_period", between)[:1], "p,A,2026-03-04,2026-03-04,300,CNY,250,CNY,350,CNY,")
	same(t, "budget", lines(t, "projects", in),
		"p,Two weeks,,,,,2026-03-04 17:00:00,2026-03-02 08:00:00,2026-03-13 17:00:00,,1000,CNY,2026-03-04,")

	// Another baseline holds another task instead: what A had goes.
	day := calendar.DateOf(2026, 3, 9)
	other, _, err := evm.NewBaseline([]evm.Task{{ID: "B", Start: day.At(8 * calendar.Hour), Finish: day.At(17 * calendar.Hour), Budget: wholeYuan(t, 100), Calendar: in.Result.ProjectCalendar()}})
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := evm.Measure(other, []evm.Progress{{TaskID: "B", Percent: kpi.Int(1, ""), ActualCost: kpi.Money(wholeYuan(t, 90))}}, day.AddDays(2).At(17*calendar.Hour))
	if err != nil {
		t.Fatal(err)
	}
	in.Measured, in.Budget = append(in.Measured, m), other
	same(t, "another baseline", lines(t, "costs_by_period", in),
		"p,A,2026-03-02,2026-03-04,300,CNY,250,CNY,350,CNY,", "p,B,2026-03-05,2026-03-11,100,CNY,100,CNY,90,CNY,", "p,A,2026-03-05,2026-03-11,-300,CNY,-250,CNY,-350,CNY,")
	if got := lines(t, "tasks", in); len(got) != 2 || !strings.HasPrefix(got[1], "p,B,") || !strings.Contains(got[1], ",false,") {
		t.Errorf("the task of the other baseline: %q", got)
	}
}

// What was not reported is unknown and no zero.
func TestStarCostsUnknown(t *testing.T) {
	same(t, "nothing reported", lines(t, "costs_by_period", measuredTwoWeeks(t))[:1],
		"p,A,2026-03-02,2026-03-04,300,CNY,,,,,\"earned_value: missing-input; actual_cost: missing-input\"")
}

// By hand: the calendar of that Monday, and the task as a row.
func TestStarRowsByHand(t *testing.T) {
	in := twoWeeks(t)
	base, err := schedule.TakeBaseline("0", in.Plan.Start, "a", "b", in.Plan, in.Result)
	if err != nil {
		t.Fatal(err)
	}
	base.Tasks[0].Finish -= 24 * 3600 // Thursday: the task is a day late
	in.Baseline = &base
	same(t, "the first day", lines(t, "calendar", in)[:1], "2026-03-02,true,480,2026-03-02,2026-03-01,1,2026,3,10,2026,1")
	same(t, "the first Saturday", lines(t, "working_days", in)[5:6], "p,2026-03-07,false,0")
	same(t, "the task", lines(t, "tasks", in),
		"p,A,,,Build,false,2026-03-02 08:00:00,2026-03-13 17:00:00,2026-03-02 08:00:00,2026-03-13 17:00:00,4800,0,0,true,0.25,2026-03-02 08:00:00,2026-03-12 17:00:00,Ann,"+
			"true,false,false,1,1,2026-03-02,2026-03-13,2026-03-02 08:00:00,,,480,true,4800,4800,,,,,")
	same(t, "the assignment", lines(t, "assignments", in), "p,1,A,ann,1,4800,1440,0,,")
}

// The exposure of the rows sums to that of the register, by hand 0.3 of 1000
// less 0.5 of 400; what is closed does not count.
func TestStarExposureByHand(t *testing.T) {
	register, err := risk.PresetRegister(risk.PresetPMBOK, risk.Worst{})
	if err != nil {
		t.Fatal(err)
	}
	register.Currency = wholeYuan(t, 1).Currency()
	add := func(id string, kind risk.Kind, status risk.Status, p risk.Number, cost int64) {
		register.Risks = append(register.Risks, risk.Risk{ID: id, Kind: kind, Status: status, Assessments: []risk.Assessment{{
			At: calendar.DateOf(2026, 3, 2), Basis: risk.Current, Rating: risk.Rating{Probability: p, Effects: []risk.Effect{risk.CostOf(wholeYuan(t, cost))}},
		}}})
	}
	add("t", risk.Threat, risk.Open, risk.Fraction(3, 10), 1000)
	add("o", risk.Opportunity, risk.Open, risk.Fraction(1, 2), 400)
	add("p", risk.Threat, risk.Proposed, risk.Fraction(1, 2), 7)
	add("c", risk.Threat, risk.Closed, risk.Fraction(1, 1), 1)
	sum := sumOf(starTable(t, "risks", view.DatasetInput{ID: "p", Register: register}), func(map[string]finding.Value) bool { return true })["exposure_cost"]
	net, _ := register.Exposure(calendar.Date{}, risk.Current).Cost.Net.Expected.Rat()
	if sum.RatString() != "100" || net == nil || sum.Cmp(net) != 0 {
		t.Errorf("%v, the register says %v", sum, net)
	}
}

// The odds of a task that takes 8 or 16 hours, as likely, by hand: half of the
// courses end on Monday, and no percentile above it does.
func TestStarOddsByHand(t *testing.T) {
	plan := &schedule.Plan{Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour), Tasks: []schedule.Task{{ID: "A", Duration: schedule.Duration{Length: 8 * calendar.Hour}}}}
	register := risk.Register{Risks: []risk.Risk{{ID: "r", Kind: risk.Threat, Status: risk.Open, Assessments: []risk.Assessment{{
		At: plan.Start.Date(), Basis: risk.Current, Rating: risk.Rating{Probability: risk.Fraction(1, 2), Effects: []risk.Effect{risk.Delay(8 * calendar.Hour)}},
	}}}}}
	outcome, err := sra.Run(t.Context(), plan, register, sra.Options{Trials: 2000, Seed: 5, Impacts: []sra.Impact{{Risk: "r", Task: "A"}}})
	if err != nil {
		t.Fatal(err)
	}
	rows := lines(t, "odds", view.DatasetInput{ID: "p", Odds: outcome})
	if len(rows) != 19 || rows[0] != "p,0.05,2026-03-02 17:00:00,,,,," || rows[7] != "p,0.4,2026-03-02 17:00:00,,,,," || rows[12] != "p,0.65,2026-03-03 17:00:00,,,,," {
		t.Errorf("%q", rows)
	}
}

func ExampleDataset() {
	plan, result := offer()
	tables := view.Dataset(phrase.Printer{}, view.DatasetInput{ID: "offer-7", Plan: plan, Result: result})
	for _, found := range dataset.CheckRows(tables...) {
		fmt.Println(found)
	}
	for _, table := range tables {
		if table.Name == "links" {
			if err := (dataset.Lines{}).Write(os.Stdout, table); err != nil {
				fmt.Println(err)
			}
		}
	}
	// Output:
	// {"project_id":"offer-7","link_id":"0","link_no":0,"from_task_id":"1","to_task_id":"2","link_type":"FS","lag_min":null,"lag_elapsed":false,"lag_percent":"-0.25"}
}

func ExampleDatasetSchemas() {
	for _, s := range view.DatasetSchemas(phrase.In(phrase.ZhCN))[:3] {
		fmt.Println(s.Name, s.Title, s.Meaning, len(s.Columns))
	}
	// Output:
	// projects 项目 一个项目。 12
	// calendar 日历 事实表所涉时间范围内的一个日期，各项目共用。 11
	// working_days 工作日 一个项目工作日历中的一个日期。 4
}

// A task over four thousand years has two hundred thousand weeks: what is
// needed to write them does not grow with the rows that were written.
func TestStarNeedsNoMemoryForRows(t *testing.T) {
	start := calendar.DateOf(1, 1, 1).At(0)
	plan := &schedule.Plan{Start: start, Tasks: []schedule.Task{{ID: "A", Duration: schedule.Duration{Length: 1_460_000 * 24 * calendar.Hour, Elapsed: true}}}}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	live := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	for _, table := range view.Dataset(phrase.Printer{}, view.DatasetInput{ID: "p", Plan: plan, Result: result}) {
		if table.Name != "progress_by_period" && table.Name != "working_days" {
			continue
		}
		n, early := 0, uint64(0)
		for range table.Rows {
			switch n++; n {
			case 1_000:
				early = live()
			case 200_000:
				if late := live(); late > early+1<<20 {
					t.Errorf("%s: %d bytes after 1,000 rows, %d after %d", table.Name, early, late, n)
				}
			}
			if n == 200_000 {
				break
			}
		}
		if n != 200_000 {
			t.Errorf("%s has %d rows only", table.Name, n)
		}
	}
}
