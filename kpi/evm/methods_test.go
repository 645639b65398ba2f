package evm

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Tasks of every earning method, with budgets that are easy to follow. The
// inspection follows the build, and the archive follows the inspection.
func methodTasks(t testing.TB) []Task {
	cal := week(t)
	task := func(id, budget string, by Earning) Task {
		return Task{ID: id, Start: at(t, "2026-03-02T08:00"), Finish: at(t, "2026-03-13T17:00"), Budget: amount(t, budget), Calendar: cal, Earning: by}
	}
	list := []Task{
		task("archive", "40", Apportioned), task("inspection", "300", Apportioned), task("build", "5000", Units),
		task("contract", "1000", WeightedMilestones), task("office", "1000", LevelOfEffort), task("text", "600", PercentComplete), task("visit", "200", FixedSplit),
	}
	list[0].Base, list[1].Base, list[2].Total = "inspection", "build", kpi.Int(20, "")
	list[3].Milestones = []Milestone{{Name: "draft", Value: cny(t, "250.50")}, {Name: "signed", Value: cny(t, "749.50")}}
	list[6].AtStart = kpi.Ratio(1, 4, "")
	return list
}

func methodProgress(t testing.TB) []Progress {
	started := at(t, "2026-03-02T08:00")
	list := []Progress{{TaskID: "archive"}, {TaskID: "inspection"}, {TaskID: "build", Done: kpi.Int(7, "")}, {TaskID: "contract", Reached: []string{"draft"}}, {TaskID: "office"}, {TaskID: "text", Percent: kpi.Ratio(1, 3, "")}, {TaskID: "visit"}}
	for i := range list {
		list[i].Started, list[i].ActualCost = started, cny(t, "10")
	}
	return list
}

// Worked by hand: 7 of 20 units of 5000 are 1750, a share of 0.35, so the
// inspection has 105 of 300 and the archive 14 of 40; the draft is worth 250.50;
// the office has its planned value, five days of ten; a third of 600; a quarter
// of 200.
func TestMeasureByEachMethod(t *testing.T) {
	now := at(t, "2026-03-06T17:00")
	m, found, err := Measure(baseline(t, methodTasks(t)...), methodProgress(t), now)
	if err != nil {
		t.Fatal(err)
	}
	wantFindings(t, found)
	for i, ev := range []string{"14", "105", "1750", "250.50", "500", "200", "50"} {
		same(t, m.Tasks[i].ID, m.Tasks[i].Status.EV, cny(t, ev))
	}
	same(t, "project", m.Status.EV, cny(t, "2869.50"))
	same(t, "discrete", m.Discrete.EV, cny(t, "2369.50"))
}

// A finished task has earned its budget whatever it reported; one that follows
// another has earned when that one has.
func TestFinishedWorkHasEarned(t *testing.T) {
	reports := methodProgress(t)
	for i := range reports {
		reports[i].Finished, reports[i].Percent = at(t, "2026-03-12T17:00"), kpi.Value{}
	}
	b := baseline(t, methodTasks(t)...)
	m, found, err := Measure(b, reports, b.Finish())
	if err != nil {
		t.Fatal(err)
	}
	wantFindings(t, found)
	same(t, "ev", m.Status.EV, b.BAC())
	reports[2].Finished, reports[2].Done = 0, kpi.Int(10, "")
	m, _, err = Measure(b, reports, b.Finish())
	if err != nil {
		t.Fatal(err)
	}
	same(t, "inspection", m.Tasks[1].Status.EV, cny(t, "150"))
	same(t, "archive", m.Tasks[0].Status.EV, cny(t, "20"))
}

// The same work gives the same earned value as packages.
func TestMeasureAgreesWithEarn(t *testing.T) {
	const seed = 67
	r := rand.New(rand.NewPCG(seed, 1))
	for range 100 {
		tasks, reports := methodTasks(t), methodProgress(t)
		reports[2].Done, reports[5].Percent = kpi.Int(r.Int64N(21), ""), kpi.Ratio(r.Int64N(8), 7, "")
		reports[3].Reached = [][]string{nil, {"draft"}, {"signed"}, {"signed", "draft"}}[r.IntN(4)]
		r.Shuffle(len(tasks), func(i, j int) { tasks[i], tasks[j] = tasks[j], tasks[i] })
		now := at(t, "2026-03-02T08:00").AddSeconds(r.Int64N(10 * 86400))
		m, _, err := Measure(baseline(t, tasks...), reports, now)
		if err != nil {
			t.Fatal(err)
		}
		var packages []Package
		for i, task := range tasks {
			p := reports[slices.IndexFunc(reports, func(p Progress) bool { return p.TaskID == task.ID })]
			one := Package{ID: task.ID, Budget: kpi.Money(task.Budget), Earning: task.Earning, Base: task.Base, Percent: p.Percent, Started: true, AtStart: task.AtStart, Done: p.Done, Total: task.Total, PV: m.Tasks[i].Status.PV}
			for _, stone := range task.Milestones {
				stone.Reached = slices.Contains(p.Reached, stone.Name)
				one.Milestones = append(one.Milestones, stone)
			}
			packages = append(packages, one)
		}
		earned, _, err := Earn(packages)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for i, e := range earned.Packages {
			same(t, e.ID, m.Tasks[i].Status.EV, e.EV.Add(cny(t, "0")))
		}
		same(t, "total", m.Status.EV, earned.Total.Add(cny(t, "0")))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func TestBaselineRefusesMethodsWithoutTheirData(t *testing.T) {
	for _, row := range []struct {
		want   []string
		change func([]Task)
	}{
		{[]string{"block evm.package.milestones task contract.milestones"}, func(x []Task) { x[3].Milestones = x[3].Milestones[:1] }},
		{[]string{"block evm.package.milestones task contract.milestones"}, func(x []Task) { x[3].Milestones[0].Value = kpi.Value{} }},
		{[]string{"block evm.task.units task build.total"}, func(x []Task) { x[2].Total = kpi.Value{} }},
		{[]string{"block evm.task.units task build.total"}, func(x []Task) { x[2].Total = kpi.Int(0, "") }},
		{[]string{"block evm.package.unknown_base task inspection.base"}, func(x []Task) { x[1].Base = "ghost" }},
		{[]string{"block evm.package.cycle task archive.base"}, func(x []Task) { x[1].Base = "archive" }},
		{[]string{"block evm.package.cycle task archive.base"}, func(x []Task) { x[0].Base = "archive" }},
	} {
		tasks := methodTasks(t)
		row.change(tasks)
		b, found, err := NewBaseline(tasks)
		var list *finding.Error
		if b != nil || !errors.As(err, &list) {
			t.Errorf("%s: got %v", row.want, err)
		}
		wantFindings(t, found, row.want...)
	}
	tasks := methodTasks(t)
	tasks[2].Budget = amount(t, "0")
	b, found, err := NewBaseline(tasks)
	if err != nil {
		t.Fatal(err)
	}
	wantFindings(t, found, "warn evm.package.without_value task inspection.base")
	m, _, err := Measure(b, methodProgress(t), b.Finish())
	if err != nil {
		t.Fatal(err)
	}
	same(t, "nothing to follow", m.Tasks[1].Status.EV, kpi.Unknown(kpi.ReasonZeroDenominator))
}

func TestMeasureOfWorkNotCounted(t *testing.T) {
	b, now := baseline(t, methodTasks(t)...), at(t, "2026-03-06T17:00")
	for _, row := range []struct {
		want    string
		refused bool
		change  func([]Progress)
	}{
		{"warn evm.progress.no_percent task build.done", false, func(x []Progress) { x[2].Done = kpi.Value{} }},
		{"block evm.progress.share task build.done", true, func(x []Progress) { x[2].Done = kpi.Int(21, "") }},
		{"block evm.progress.share task build.done", true, func(x []Progress) { x[2].Done = kpi.Int(-1, "") }},
		{"block evm.progress.unknown_milestone task contract.reached", true, func(x []Progress) { x[3].Reached = []string{"draft", "paid"} }},
		{"warn evm.progress.no_start task contract.started", false, func(x []Progress) { x[3].Started = 0 }},
		{"warn evm.progress.no_start task build.started", false, func(x []Progress) { x[2].Started = 0 }},
	} {
		reports := methodProgress(t)
		row.change(reports)
		m, found, err := Measure(b, reports, now)
		if (err != nil) != row.refused {
			t.Errorf("%s: got %+v, %v", row.want, m.Status, err)
		}
		wantFindings(t, found, row.want)
	}
}

// Whatever the parts, they sum to the whole, and a task without a part is in
// the row of the empty name.
func TestRollUpPartsSumToTheWhole(t *testing.T) {
	const seed = 71
	r := rand.New(rand.NewPCG(seed, 1))
	for range 50 {
		tasks := randomTasks(t, r, 12)
		part := map[string]string{}
		var reports []Progress
		for _, task := range tasks {
			part[task.ID] = []string{"", "account a", "account b"}[r.IntN(3)]
			reports = append(reports, Progress{TaskID: task.ID, Started: task.Start, Percent: kpi.Ratio(r.Int64N(8), 7, ""), ActualCost: cny(t, "1").Div(kpi.Int(r.Int64N(9)+1, ""))})
		}
		b := baseline(t, tasks...)
		m, _, err := Measure(b, reports, b.Finish())
		if err != nil {
			t.Fatal(err)
		}
		rows := m.RollUp(func(id string) string { return part[id] })
		var bac, pv, ev, ac kpi.Value = kpi.Int(0, ""), kpi.Int(0, ""), kpi.Int(0, ""), kpi.Int(0, "")
		var names []string
		for _, row := range rows {
			s := row.Status
			bac, pv, ev, ac, names = bac.Add(s.BAC), pv.Add(s.PV), ev.Add(s.EV), ac.Add(s.AC), append(names, row.ID)
			want := kpi.Int(0, "")
			for i, task := range tasks {
				if part[task.ID] == row.ID {
					want = want.Add(m.Tasks[i].Status.EV)
				}
			}
			same(t, "part "+row.ID, s.EV, want)
		}
		same(t, "bac", bac, m.Status.BAC)
		same(t, "pv", pv, m.Status.PV)
		same(t, "ev", ev, m.Status.EV)
		same(t, "ac", ac, m.Status.AC)
		if !slices.IsSorted(names) || t.Failed() {
			t.Fatalf("seed %d: rows %q", seed, names)
		}
	}
}

func TestBaselineKeepsItsOwnMilestones(t *testing.T) {
	tasks, reports := methodTasks(t), methodProgress(t)
	b := baseline(t, tasks...)
	tasks[3].Milestones[0] = Milestone{Name: "other", Value: cny(t, "1")}
	m, _, err := Measure(b, reports, at(t, "2026-03-06T17:00"))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "contract", m.Tasks[3].Status.EV, cny(t, "250.50"))
	same(t, "nothing marked", b.tasks[3].Milestones[0].Value, cny(t, "250.50"))
	if b.tasks[3].Milestones[0].Reached {
		t.Error("measuring changed the baseline")
	}
}
