package evm

import (
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func baseline(t testing.TB, tasks ...Task) *Baseline {
	t.Helper()
	b, found, err := NewBaseline(tasks)
	if err != nil || len(found) > 0 {
		t.Fatalf("%v, %v", found, err)
	}
	return b
}

// 2026-03-02 is a Monday.
func TestPVByHand(t *testing.T) {
	cal := week(t)
	uniform := Task{ID: "offer", Start: at(t, "2026-03-02T08:00"), Finish: at(t, "2026-03-06T17:00"), Budget: amount(t, "1000"), Calendar: cal} // 40 h
	start, finish, stone := uniform, uniform, uniform
	start.Accrual, start.Calendar = AtStart, nil
	finish.Accrual, finish.Calendar = AtFinish, nil
	stone.Finish, stone.Calendar = stone.Start, nil
	for _, row := range []struct{ date, uniform, start, finish, stone string }{
		{"2026-02-27T17:00", "0", "0", "0", "0"}, {"2026-03-02T07:59", "0", "0", "0", "0"}, {"2026-03-02T08:00", "0", "1000", "0", "1000"}, {"2026-03-02T09:00", "25", "1000", "0", "1000"},
		{"2026-03-02T12:30", "100", "1000", "0", "1000"}, {"2026-03-04T00:00", "400", "1000", "0", "1000"}, {"2026-03-04T08:00:01", "57601/144", "1000", "0", "1000"},
		{"2026-03-06T16:59", "11995/12", "1000", "0", "1000"}, {"2026-03-06T17:00", "1000", "1000", "1000", "1000"}, {"2030-01-01T00:00", "1000", "1000", "1000", "1000"},
	} {
		for name, pair := range map[string]struct {
			task Task
			want string
		}{"uniform": {uniform, row.uniform}, "at start": {start, row.start}, "at finish": {finish, row.finish}, "milestone": {stone, row.stone}} {
			same(t, name+" at "+row.date, baseline(t, pair.task).PV(at(t, row.date)).Div(cny(t, "1")), number(t, pair.want))
		}
	}
	all := baseline(t, uniform, Task{ID: "kick-off", Start: uniform.Start, Finish: uniform.Start, Budget: amount(t, "-0.01")}, Task{ID: "gate", Start: uniform.Finish, Finish: uniform.Finish})
	same(t, "sum", all.PV(at(t, "2026-03-04T12:00")), cny(t, "499.99"))
	same(t, "bac", all.BAC(), cny(t, "999.99"))
	same(t, "no date", all.PV(0), kpi.Unknown(kpi.ReasonMissingInput))
	if all.Start() != uniform.Start || all.Finish() != uniform.Finish {
		t.Errorf("from %v to %v", all.Start(), all.Finish())
	}
}

func TestCurveFeedsEarnedSchedule(t *testing.T) {
	b := baseline(t, Task{ID: "a", Start: at(t, "2026-03-02T08:00"), Finish: at(t, "2026-03-13T17:00"), Budget: amount(t, "200"), Calendar: week(t)})
	ends := []calendar.DateTime{at(t, "2026-03-07T00:00"), at(t, "2026-03-14T00:00"), at(t, "2026-03-21T00:00")}
	curve := b.Curve(ends)
	for i, want := range []string{"0", "100", "200", "200"} {
		same(t, fmt.Sprint(i), curve[i], cny(t, want))
	}
	got, err := EarnedSchedule(curve, cny(t, "150"), kpi.Int(3, "week"))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "es", got.ES, kpi.Ratio(3, 2, "week"))
	same(t, "pd", got.PD, kpi.Int(2, "week"))
}

func TestEmptyBaseline(t *testing.T) {
	b := baseline(t)
	same(t, "bac", b.BAC(), kpi.Int(0, ""))
	same(t, "pv", b.PV(at(t, "2026-03-02T08:00")), kpi.Int(0, ""))
	if !b.Start().IsZero() || !b.Finish().IsZero() {
		t.Errorf("from %v to %v", b.Start(), b.Finish())
	}
}

func TestBaselineKeepsItsOwnTasks(t *testing.T) {
	tasks := []Task{{ID: "a", Start: at(t, "2026-03-02T08:00"), Finish: at(t, "2026-03-02T08:00"), Budget: amount(t, "5"), Groups: []string{"g"}}}
	b := baseline(t, tasks...)
	tasks[0].Budget, tasks[0].Groups[0] = amount(t, "9"), "h"
	m, _, err := Measure(b, []Progress{{TaskID: "a", Percent: kpi.Int(0, ""), ActualCost: cny(t, "0")}}, at(t, "2026-03-02T08:00"))
	if err != nil || m.Groups[0].ID != "g" || !m.Status.PV.Equal(cny(t, "5")) {
		t.Errorf("got %+v, %v", m, err)
	}
}

func TestNewBaselineRefuses(t *testing.T) {
	good := Task{ID: "a", Start: at(t, "2026-03-02T08:00"), Finish: at(t, "2026-03-03T17:00"), Budget: amount(t, "5"), Calendar: week(t)}
	for _, row := range []struct {
		want   string
		change func(*Task)
	}{
		{"block evm.task.no_id task.id", func(x *Task) { x.ID = "" }}, {"block evm.task.no_dates task a.start", func(x *Task) { x.Start = 0 }}, {"block evm.task.no_dates task a.start", func(x *Task) { x.Finish = 0 }},
		{"block evm.task.dates_reversed task a.finish", func(x *Task) { x.Finish = x.Start - 1 }}, {"block evm.task.no_calendar task a.calendar", func(x *Task) { x.Calendar = nil }},
		{"block evm.task.accrual task a.accrual", func(x *Task) { x.Accrual = "soon" }}, {"block evm.task.earning task a.earning", func(x *Task) { x.Earning = "hope" }},
		{"block evm.task.share task a.at_start", func(x *Task) { x.Earning, x.AtStart = FixedSplit, kpi.Int(2, "") }},
	} {
		task := good
		row.change(&task)
		b, found, err := NewBaseline([]Task{task})
		var list *finding.Error
		if b != nil || !errors.As(err, &list) {
			t.Errorf("%s: got %v", row.want, err)
		}
		wantFindings(t, found, row.want)
	}
	euro, twin := good, good
	a, err := money.Parse("1", "EUR")
	if err != nil {
		t.Fatal(err)
	}
	euro.ID, euro.Budget = "e", a
	_, found, err := NewBaseline([]Task{good, euro, twin})
	if err == nil {
		t.Error("no error")
	}
	wantFindings(t, found, "block evm.task.duplicate_id task a.id", "block evm.task.currency task e.budget")
}

func TestTaskWithoutWorkingTime(t *testing.T) {
	weekend := Task{ID: "w", Start: at(t, "2026-03-07T00:00"), Finish: at(t, "2026-03-08T12:00"), Budget: amount(t, "7"), Calendar: week(t)}
	b, found, err := NewBaseline([]Task{weekend})
	if err != nil {
		t.Fatal(err)
	}
	wantFindings(t, found, "warn evm.task.no_work task w.finish")
	same(t, "during", b.PV(at(t, "2026-03-08T11:59")), cny(t, "0"))
	same(t, "after", b.PV(weekend.Finish), cny(t, "7"))
}

// randomTasks returns tasks of all kinds that lie in March 2026.
func randomTasks(t testing.TB, r *rand.Rand, n int) []Task {
	t.Helper()
	cals := []*calendar.Calendar{week(t), calendar.AlwaysOn()}
	from := at(t, "2026-03-02T00:00")
	var list []Task
	for i := range n {
		minor := r.Int64N(1_000_000) - 1000
		a, err := money.Minor(minor, amount(t, "0").Currency())
		if err != nil {
			t.Fatal(err)
		}
		start := from.AddSeconds(r.Int64N(20*24*60) * 60)
		list = append(list, Task{
			ID: fmt.Sprint("t", i), Start: start, Finish: start.AddSeconds((r.Int64N(5*24*60) + 3*24*60) * 60), Budget: a, Calendar: cals[r.IntN(2)],
			Accrual: []Accrual{Uniform, Uniform, AtStart, AtFinish}[r.IntN(4)], Groups: []string{fmt.Sprint("g", r.IntN(3))},
		})
	}
	return list
}

// slowPV counts every minute of a task by hand.
func slowPV(task Task, date calendar.DateTime) *big.Rat {
	var done, all int64
	for m := task.Start; m < task.Finish; m = m.AddSeconds(60) {
		counts := task.Calendar.Works(m)
		switch task.Accrual {
		case AtStart:
			counts = m == task.Start
		case AtFinish:
			counts = m.AddSeconds(60) == task.Finish
		}
		if counts {
			all++
			if m < date || task.Accrual == AtStart && m == date {
				done++
			}
		}
	}
	if task.Accrual == AtFinish && date < task.Finish {
		done = 0
	}
	return new(big.Rat).Mul(task.Budget.Rat(), big.NewRat(done, all))
}

// The planned value agrees with counting minutes, is the sum of its tasks, 0
// before the start and the whole budget from the finish on.
func TestPVAgreesWithCountingMinutes(t *testing.T) {
	const seed = 43
	r := rand.New(rand.NewPCG(seed, 1))
	for range 12 {
		tasks := randomTasks(t, r, 12)
		b := baseline(t, tasks...)
		same(t, "before", b.PV(b.Start().AddSeconds(-60)), cny(t, "0"))
		same(t, "after", b.PV(b.Finish()), b.BAC())
		for range 4 {
			date := b.Start().AddSeconds(r.Int64N(int64(b.Finish()-b.Start())) / 60 * 60)
			sum, parts := new(big.Rat), kpi.Int(0, "")
			for i, task := range tasks {
				want := slowPV(task, date)
				sum.Add(sum, want)
				one := baseline(t, task).PV(date)
				parts = parts.Add(one)
				if got, _ := one.Rat(); got.Cmp(want) != 0 {
					t.Fatalf("seed %d: task %d %+v at %v: got %v, want %v", seed, i, task, date, one, want)
				}
			}
			whole := b.PV(date)
			if got, _ := whole.Rat(); got.Cmp(sum) != 0 || !parts.Equal(whole) {
				t.Fatalf("seed %d: at %v: got %v, want %v", seed, date, whole, sum)
			}
		}
	}
}

func TestPVBeyondTheRangeOfAmounts(t *testing.T) {
	huge := "1000000000000000000000000000000"
	var tasks []Task
	for i := range 3 {
		tasks = append(tasks, Task{ID: fmt.Sprint(i), Start: at(t, "2026-03-02T08:00"), Finish: at(t, "2026-03-02T08:00"), Budget: amount(t, huge)})
	}
	b := baseline(t, tasks...)
	want := cny(t, huge).Mul(kpi.Int(3, ""))
	same(t, "pv", b.PV(tasks[0].Start), want)
	same(t, "bac", b.BAC(), want)
}

func BenchmarkPV10k(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	line, _, err := NewBaseline(randomTasks(b, r, 10_000))
	if err != nil {
		b.Fatal(err)
	}
	middle := at(b, "2026-03-13T10:30")
	for b.Loop() {
		line.PV(middle)
	}
}

func BenchmarkMeasure10k(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	tasks := randomTasks(b, r, 10_000)
	line, _, err := NewBaseline(tasks)
	if err != nil {
		b.Fatal(err)
	}
	middle := at(b, "2026-03-13T10:30")
	var reports []Progress
	for _, task := range tasks {
		reports = append(reports, Progress{TaskID: task.ID, Percent: kpi.Int(0, ""), ActualCost: cny(b, "1")})
	}
	for b.Loop() {
		if _, _, err := Measure(line, reports, middle); err != nil {
			b.Fatal(err)
		}
	}
}
