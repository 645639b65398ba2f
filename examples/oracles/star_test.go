package oracles

import (
	"bytes"
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/milepost-go/milepost/examples/internal/joined"
	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// writeStar writes tables and their dictionary into a folder.
func writeStar(t *testing.T, tables ...dataset.Table) string {
	t.Helper()
	folder := t.TempDir()
	for _, table := range append(tables, dataset.Dictionary(phrase.ZhCN, view.DatasetSchemas(phrase.In(phrase.ZhCN))...)) {
		var b bytes.Buffer
		if err := (dataset.CSV{}).Write(&b, table); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, table.Name+".csv"), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// randomProject is a plan with costs in whole yuan, risks that answer to it,
// and names that people and attackers write.
func randomProject(t *testing.T, id string, seed uint64) view.DatasetInput {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 80))
	plan := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 40, Without: scheduletest.OddStart})
	names := reporttest.HostileNames()
	var tasks []evm.Task
	var reports []evm.Progress
	currency, err := money.Lookup("CNY")
	if err != nil {
		t.Fatal(err)
	}
	start := plan.Start.Date()
	for i := range plan.Tasks {
		plan.Tasks[i].Name = names[r.IntN(len(names))]
		budget, err := money.Minor(r.Int64N(1_000_000), currency)
		if err != nil {
			t.Fatal(err)
		}
		from := start.AddDays(r.IntN(60)).At(8 * calendar.Hour)
		task := string(plan.Tasks[i].ID)
		tasks = append(tasks, evm.Task{ID: task, Start: from, Finish: from + calendar.DateTime(r.IntN(20)*86400), Budget: budget, Accrual: evm.AtFinish})
		reports = append(reports, evm.Progress{TaskID: task, Percent: kpi.Ratio(r.Int64N(5), 4, ""), ActualCost: kpi.Money(budget)})
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	base, err := schedule.TakeBaseline("0", plan.Start, "lead", "gate", plan, result)
	if err != nil {
		t.Fatal(err)
	}
	budget, _, err := evm.NewBaseline(tasks)
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := evm.Measure(budget, reports, start.AddDays(30).At(17*calendar.Hour))
	if err != nil {
		t.Fatal(err)
	}
	return view.DatasetInput{
		ID: id, Plan: plan, Result: result, Baseline: &base, Budget: budget, Measured: []evm.Measurement{m},
		Register: risk.Register{Risks: []risk.Risk{{ID: "=1+1", Kind: risk.Threat, Owner: "\u202eowner", Responses: []risk.Response{{ID: "a", Task: tasks[0].ID}, {ID: "b", Task: "nowhere", Owner: "o"}}}}},
	}
}

// Several projects, loaded into SQLite by the dictionary alone, join without an
// orphan, and a query over the joined tables gives the earned value that was
// measured.
func TestStarJoinsInSQLite(t *testing.T) {
	ctx := context.Background()
	var in []view.DatasetInput
	for k := range 3 {
		in = append(in, randomProject(t, fmt.Sprint("p/", k), uint64(k+1)))
	}
	tables, err := joined.Open(ctx, writeStar(t, view.Dataset(phrase.In(phrase.ZhCN), in...)...), "dictionary.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer tables.Close()
	faults, err := tables.Faults(ctx)
	if err != nil || len(faults) > 0 {
		t.Fatalf("%v, %v", faults, err)
	}
	if n := len(tables.Names()); n != len(view.DatasetSchemas(phrase.Printer{})) {
		t.Errorf("%d tables", n)
	}
	for _, p := range in {
		status := p.Measured[0].Status
		for column, want := range map[string]kpi.Value{"planned_value": status.PV, "earned_value": status.EV, "actual_cost": status.AC} {
			got, err := tables.Figure(ctx, `SELECT CAST(round(sum(400 * c.`+column+`)) AS INTEGER) FROM costs_by_period c
				JOIN tasks t ON t.task_id = c.task_id JOIN projects p ON p.project_id = t.project_id JOIN calendar d ON d.date = c.period_end
				WHERE p.project_id = ? AND d.date <= ?`, p.ID, status.At.Date().String())
			r, _ := want.Rat()
			if r.Mul(r, big.NewRat(400, 1)); err != nil || got != r.RatString() {
				t.Errorf("%s of %s: %s, want %s (%v)", column, p.ID, got, r.RatString(), err)
			}
		}
		got, err := tables.Figure(ctx, `SELECT count(*) FROM tasks WHERE project_id = ? AND in_plan = 'true'`, p.ID)
		if err != nil || got != fmt.Sprint(p.Result.Len()) {
			t.Errorf("%s has %s tasks, not %d (%v)", p.ID, got, p.Result.Len(), err)
		}
	}
	if n, err := tables.Figure(ctx, `SELECT count(*) FROM responses r JOIN tasks t ON t.task_id = r.task_id JOIN risks x ON x.risk_id = r.risk_id JOIN people p ON p.person_id = x.owner_id`); err != nil || n != "6" {
		t.Errorf("%s responses join task, risk and owner (%v)", n, err)
	}
}
