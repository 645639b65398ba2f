package schedule_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// variances prints rows as "level task presence start finish duration work
// cost", working time in hours.
func variances(rows []schedule.VarianceRow) string {
	lines := make([]string, len(rows))
	h := func(w calendar.Work) float64 { return float64(w) / 3600 }
	for i, r := range rows {
		lines[i] = fmt.Sprintf("%s %s %s %g %g %g %g %s", r.Level, r.Task, r.Presence, h(r.Start), h(r.Finish), h(r.Duration), h(r.Work), r.Cost)
	}
	return strings.Join(lines, "\n")
}

// priced is the offering with somebody who costs 100 EUR an hour.
func priced(t *testing.T) *schedule.Plan {
	t.Helper()
	rate, err := money.Parse("100", "EUR")
	if err != nil {
		t.Fatal(err)
	}
	p := offering()
	p.Resources = []schedule.Resource{{ID: "r", Rate: rate}}
	p.Assignments = []schedule.Assignment{
		{ID: "1", Task: "a", Resource: "r", Work: 24 * hour}, {ID: "2", Task: "b", Resource: "r", Work: 10 * hour}, {ID: "3", Task: "free", Resource: "r", Work: hour},
	}
	return p
}

func TestVariancesByHand(t *testing.T) {
	p := priced(t)
	base := baseline(t, "agreed", p)
	// a takes a day longer and eight hours more; b gives three hours to a new
	// task beside it; free is dropped.
	task(p, "a").Duration.Length, p.Assignments[0].Work = 4*day, 32*hour
	p.Assignments = append(p.Assignments[:2:2], schedule.Assignment{ID: "4", Task: "c", Resource: "r", Work: 3 * hour})
	p.Assignments[1].Work = 7 * hour
	p.Tasks[6] = schedule.Task{ID: "c", Parent: "p2", Duration: schedule.Duration{Length: day}}
	rows, err := base.Variances(p, compute(t, p))
	if err != nil {
		t.Fatal(err)
	}
	want := `project  both 0 8 8 7 700.00 EUR
summary p1 both 0 8 8 8 800.00 EUR
task a both 0 8 8 8 800.00 EUR
milestone m1 both 8 8 0 0 0
summary p2 both -24 8 32 0 0.00 EUR
task b both 8 8 0 -3 -300.00 EUR
milestone m2 both 8 8 0 0 0
task c added 0 0 0 3 300.00 EUR
task free removed 0 0 0 -1 -100.00 EUR`
	if got := variances(rows); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCompareBaselinesByHand(t *testing.T) {
	first, second := priced(t), priced(t)
	task(second, "a").Duration.Length = 5 * day
	second.Assignments[0].Work = 40 * hour
	a, b := baseline(t, "1", first), baseline(t, "2", second)
	a.Tasks = a.Tasks[:6] // without free
	b.Tasks = b.Tasks[1:] // without p1
	r := compute(t, second)
	rows, err := schedule.CompareBaselines(a, b, r)
	if err != nil {
		t.Fatal(err)
	}
	want := `project  both 0 16 16 17 1700.00 EUR
task a both 0 16 16 16 1600.00 EUR
task m1 both 16 16 0 0 0
task p2 both 16 16 0 0 0
task b both 16 16 0 0 0.00 EUR
task m2 both 16 16 0 0 0
task free added 0 0 0 1 100.00 EUR
task p1 removed 0 0 0 0 0`
	if got := variances(rows); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	back, err := schedule.CompareBaselines(b, a, r)
	if err != nil || back[0].Finish != -2*day || back[0].Work != -17*hour || back[0].Cost.String() != "-1700.00 EUR" {
		t.Errorf("the other way round: %+v, %v", back[0], err)
	}
	same, err := schedule.CompareBaselines(a, a, r)
	for _, row := range same {
		if row.Start != 0 || row.Finish != 0 || row.Duration != 0 || row.Work != 0 || !row.Cost.Decimal().IsZero() || err != nil {
			t.Errorf("against itself: %+v, %v", row, err)
		}
	}
	if rows, err := schedule.CompareBaselines(schedule.Baseline{}, schedule.Baseline{}, r); len(rows) != 1 || err != nil {
		t.Errorf("nothing against nothing: %v, %v", rows, err)
	}
}

func TestVariancesOfClockTimeAndCurrencies(t *testing.T) {
	p := newPlan("a 0;b 1", "")
	task(p, "a").Duration = schedule.Duration{Length: 24 * hour, Elapsed: true}
	base := baseline(t, "0", p)
	task(p, "a").Duration.Length = 72 * hour
	rows, err := base.Variances(p, compute(t, p))
	if err != nil || rows[1].Finish != 48*hour || rows[1].Duration != 48*hour {
		t.Errorf("%v, %v", rows, err)
	}
	for i, code := range []string{"EUR", "CNY"} {
		p.Tasks[i].FixedCost, _ = money.Parse("5", code)
	}
	if _, err := base.Variances(p, compute(t, p)); err == nil || !strings.Contains(err.Error(), `task "b"`) {
		t.Errorf("euros and yuan: %v", err)
	}
}

// TestVariancesAddUp on random plans: work and cost of the rows at the top and
// of what was removed add up to those of the project; a baseline of the same
// result has no variance at all; dates agree with Compare.
func TestVariancesAddUp(t *testing.T) {
	euro, _ := money.Parse("1.50", "EUR")
	cost := func(n int) money.Amount {
		sum := money.Amount{}
		for range n {
			sum, _ = sum.Add(euro)
		}
		return sum
	}
	for seed := range uint64(300) {
		shape := scheduletest.Shape{Tasks: 3 + int(seed%17)}
		old, p := scheduletest.RandomPlan(seed, shape), scheduletest.RandomPlan(seed+1000, shape)
		for i := range old.Tasks {
			old.Tasks[i].FixedCost = cost(i % 4)
		}
		for i := range p.Tasks {
			p.Tasks[i].FixedCost = cost(i % 3)
			id := p.Tasks[i].ID
			p.Assignments = append(p.Assignments, schedule.Assignment{ID: schedule.AssignmentID(id), Task: id, Work: calendar.Work(i) * hour})
		}
		r, base := compute(t, p), baseline(t, "old", old)
		rows, err := base.Variances(p, r)
		if err != nil {
			t.Fatal(err)
		}
		compared := map[schedule.TaskID]schedule.Variance{}
		for _, v := range base.Compare(r) {
			compared[v.Task] = v
		}
		work, costs := calendar.Work(0), money.Amount{}
		for _, row := range rows[1:] {
			known, _ := p.Task(row.Task)
			if known.Parent == "" {
				work += row.Work
				costs, _ = costs.Add(row.Cost)
			}
			if v := compared[row.Task]; v.Presence == schedule.InBoth && row.Variance != v {
				t.Fatalf("%s: %+v, Compare says %+v", p.Name, row, v)
			}
		}
		if work != rows[0].Work || !costs.Equal(rows[0].Cost) {
			t.Fatalf("%s: %v and %s, the project %v and %s\n%s", p.Name, work, costs, rows[0].Work, rows[0].Cost, variances(rows))
		}
		none, err := baseline(t, "now", p).Variances(p, r)
		for _, row := range none {
			if row.Presence != schedule.InBoth || row.Start != 0 || row.Finish != 0 || row.Duration != 0 || row.Work != 0 || !row.Cost.Decimal().IsZero() || err != nil {
				t.Fatalf("%s: moved without moving: %+v, %v", p.Name, row, err)
			}
		}
	}
}

// TestBaselineDigest: the digest is that of the JSON form, the same for equal
// baselines, also after a round trip, and another one for every change.
func TestBaselineDigest(t *testing.T) {
	p := priced(t)
	b := baseline(t, "0", p)
	digest := func(b schedule.Baseline) string {
		text, err := b.Digest()
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	// By sha256sum, of {"name":"0","taken":"2026-03-02T08:00:00","tasks":[{"id":"a",
	// "start":"2026-03-02T08:00:00","finish":"2026-03-02T17:00:00","duration":{"length_s":0},"work_s":28800}]}
	// on one line without blanks.
	small := schedule.Baseline{Name: "0", Taken: at("2 08:00"), Tasks: []schedule.BaselineTask{{ID: "a", Start: at("2 08:00"), Finish: at("2 17:00"), Work: day}}}
	if got := digest(small); got != "4b01d0d31e7182977b59f67523070c956bf47845f6ca7d53d0ecc98cebca6e53" {
		t.Errorf("the digest is %s", got)
	}
	data, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	var back schedule.Baseline
	if err := json.Unmarshal(data, &back); err != nil || digest(back) != digest(b) || digest(baseline(t, "0", p)) != digest(b) {
		t.Errorf("equal baselines have two digests: %v", err)
	}
	seen := map[string]string{digest(b): "nothing"}
	for name, change := range map[string]func(*schedule.Baseline){
		"name": func(b *schedule.Baseline) { b.Name = "1" }, "taken": func(b *schedule.Baseline) { b.Taken++ },
		"author": func(b *schedule.Baseline) { b.Author = "x" }, "reason": func(b *schedule.Baseline) { b.Reason = "x" },
		"id": func(b *schedule.Baseline) { b.Tasks[0].ID = "x" }, "start": func(b *schedule.Baseline) { b.Tasks[1].Start++ },
		"finish": func(b *schedule.Baseline) { b.Tasks[1].Finish++ }, "duration": func(b *schedule.Baseline) { b.Tasks[1].Duration.Length++ },
		"work": func(b *schedule.Baseline) { b.Tasks[1].Work++ }, "cost": func(b *schedule.Baseline) { b.Tasks[1].Cost = money.Amount{} },
		"order": func(b *schedule.Baseline) { b.Tasks[0], b.Tasks[1] = b.Tasks[1], b.Tasks[0] }, "less": func(b *schedule.Baseline) { b.Tasks = b.Tasks[1:] },
	} {
		other := baseline(t, "0", p)
		change(&other)
		if twin := seen[digest(other)]; twin != "" {
			t.Errorf("changing %s gives the digest of changing %s", name, twin)
		}
		seen[digest(other)] = name
	}
}

// TestBaselineOutlivesEdits: whatever happens to a plan afterwards, its
// baselines stay bit for bit.
func TestBaselineOutlivesEdits(t *testing.T) {
	p := priced(t)
	p.Baselines = []schedule.Baseline{baseline(t, "0", p)}
	kept := p.Baselines[0]
	before, err := kept.Digest()
	if err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprint(kept)
	edited := apply(t, p,
		schedule.Edit{Kind: schedule.EditDuration, Task: "a", Duration: schedule.Duration{Length: 9 * day}},
		schedule.Edit{Kind: schedule.EditRemoveTask, Task: "free"},
		schedule.Edit{Kind: schedule.EditWork, Assignment: "1", Work: 99 * hour},
		schedule.Edit{Kind: schedule.EditProgress, Task: "b", Progress: schedule.Progress{ActualStart: at("5 08:00"), Percent: 10}})
	for i := range p.Tasks { // even by hand
		p.Tasks[i].Duration.Length, p.Tasks[i].ID = 77, "other"
	}
	r := compute(t, edited)
	if _, err := kept.Variances(edited, r); err != nil {
		t.Fatal(err)
	}
	kept.Compare(r)
	edited.Clone().Baselines[0].Tasks[0].Work = 1
	for _, b := range []schedule.Baseline{kept, edited.Baselines[0], p.Baselines[0]} {
		if after, _ := b.Digest(); after != before || fmt.Sprint(b) != text || !reflect.DeepEqual(b, kept) {
			t.Errorf("the baseline has changed: %v", b)
		}
	}
}

func ExampleBaseline_Variances() {
	plan := smallPlan()
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
	plan.Tasks[0].Duration.Length += 4 * calendar.Hour
	if result, err = schedule.Compute(plan, schedule.Options{}); err != nil {
		fmt.Println(err)
		return
	}
	rows, err := base.Variances(plan, result)
	for _, row := range rows {
		fmt.Println(row.Level, row.Task, row.Start, row.Finish, row.Duration)
	}
	fmt.Println(err)
	// Output:
	// project  0s 4h 4h
	// task offer 0s 4h 4h
	// task contract 4h 4h 0s
	// <nil>
}
