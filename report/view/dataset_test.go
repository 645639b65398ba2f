package view_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// wholeYuan is an amount of whole yuan.
func wholeYuan(t testing.TB, n int64) money.Amount {
	t.Helper()
	c, err := money.Lookup("CNY")
	if err != nil {
		t.Fatal(err)
	}
	a, err := money.Minor(n*100, c)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// randomStar is a project of random content in every room, with ids that people
// might choose, and records that name what is nowhere else.
func randomStar(t testing.TB, id string, seed uint64) view.DatasetInput {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 8))
	plan := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 2 + r.IntN(25)})
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	in := view.DatasetInput{ID: id, Plan: plan, Result: result, Definition: lifecycle.SalesProject()}
	if r.IntN(3) > 0 {
		base, err := schedule.TakeBaseline("0", plan.Start, "lead", "gate", plan, result)
		if err != nil {
			t.Fatal(err)
		}
		base.Tasks = append(base.Tasks[:len(base.Tasks)-1:len(base.Tasks)-1], schedule.BaselineTask{ID: "removed/1", Start: plan.Start, Finish: plan.Start + 3600, Work: 60})
		in.Baseline = &base
	}
	randomCosts(t, r, &in)
	randomRecords(t, r, &in)
	return in
}

// randomCosts measures a random budget at random dates, some of it unknown.
func randomCosts(t testing.TB, r *rand.Rand, in *view.DatasetInput) {
	var tasks []evm.Task
	week := in.Result.ProjectCalendar()
	for i := range in.Plan.Tasks {
		id := string(in.Plan.Tasks[i].ID)
		start := in.Plan.Start.Date().AddDays(r.IntN(40)).At(8 * calendar.Hour)
		if i%5 == 4 {
			id = "account " + id
		}
		tasks = append(tasks, evm.Task{ID: id, Start: start, Finish: start + calendar.DateTime(r.Int64N(30*24*3600)), Budget: wholeYuan(t, r.Int64N(10_000)), Calendar: week})
	}
	budget, _, err := evm.NewBaseline(tasks)
	if err != nil {
		t.Fatal(err)
	}
	in.Budget = budget
	for k := range r.IntN(5) {
		at := in.Plan.Start.Date().AddDays(3 + 9*k + r.IntN(5)).At(17 * calendar.Hour)
		var list []evm.Progress
		for _, task := range tasks {
			if r.IntN(6) > 0 {
				list = append(list, evm.Progress{TaskID: task.ID, Percent: kpi.Ratio(r.Int64N(101), 100, ""), ActualCost: kpi.Money(wholeYuan(t, r.Int64N(500)))})
			}
		}
		m, _, err := evm.Measure(budget, list, at)
		if err != nil {
			t.Fatal(err)
		}
		in.Measured = append(in.Measured, m)
	}
	if r.IntN(2) == 0 {
		in.Periods = []calendar.Date{in.Plan.Start.Date().AddDays(14), in.Plan.Start.Date().AddDays(28)}
	}
}

// randomRecords adds trend, risks, changes, meetings, people, indicators.
func randomRecords(t testing.TB, r *rand.Rand, in *view.DatasetInput) {
	first := in.Plan.Start.Date()
	task := func() string { return string(in.Plan.Tasks[r.IntN(len(in.Plan.Tasks))].ID) }
	in.Milestones = []schedule.MilestoneEntry{{Task: schedule.TaskID(task()), Owner: "owner", Phase: "phase of the host", Contractual: true}, {Task: "nowhere"}}
	trend, err := schedule.Trend{}.Append(in.Plan.Start+60, []schedule.MilestoneRow{{Task: "old milestone", Forecast: in.Plan.Start}})
	if err != nil {
		t.Fatal(err)
	}
	if in.Trend, err = trend.Append(in.Plan.Start+500*24*3600, schedule.Milestones(in.Plan, in.Result)); err != nil {
		t.Fatal(err)
	}
	in.Register, err = risk.PresetRegister(risk.PresetPMBOK, risk.Worst{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range r.IntN(6) {
		in.Register.Risks = append(in.Register.Risks, risk.Risk{
			ID: fmt.Sprint("r/", i), Kind: risk.Threat, Status: risk.Open, Cause: "=cause", Event: "event", Owner: "risk owner", Raised: first,
			Assessments: []risk.Assessment{{At: first, By: "owner", Basis: risk.Current, Rating: risk.Rating{Probability: risk.Fraction(1, 1+r.Int64N(6))}}},
			Responses:   []risk.Response{{ID: "a", Strategy: risk.Reduce, Owner: "x", Task: task(), Tasks: []string{"planned nowhere"}, Secondary: []string{"r/0", "no such risk"}}},
		})
	}
	in.Changes = []change.Request{{
		ID: "CR-1", Title: "t", Proposer: "customer", Raised: first,
		Verified: change.EffectReport{Request: "CR-1", At: in.Plan.Start, Rows: []change.EffectRow{
			{Subject: finding.Ref{Kind: "task", ID: "effect only"}, Expected: finding.Date("2026-03-02T08:00"), Real: finding.Date("2026-03-03T08:00"), Off: finding.Number(480, "min")},
			{Subject: finding.Ref{Kind: "project", Field: "cost"}, Expected: finding.Money("3", "CNY"), Real: finding.Unknown("no-cost"), Off: finding.Unknown("no-cost")},
		}},
	}}
	in.Minutes = []comms.Minutes{{
		Meeting: "weekly/1", Series: "weekly", On: first.AddDays(600), By: "writer", Chair: "chair",
		Attendance: []comms.Attendance{{Actor: "chair", Presence: "present"}, {Actor: "chair", Presence: "absent"}, {Actor: "guest", Presence: "present"}},
		Decisions:  []comms.Decision{{ID: "d1", Text: "t", By: "chair", Supersedes: "gone"}, {ID: "d2", Text: "u", Supersedes: "d1"}},
		Actions:    []comms.Action{{ID: "a1", Text: "do", Owner: "doer", Due: first}},
	}}
	in.Charter = charter.Charter{Name: "c", Sponsor: "sponsor"}
	in.Team = team.Team{{Actor: "doer", Roles: []lifecycle.Role{"a", "b"}}, {Actor: "doer", Roles: []lifecycle.Role{"b"}}}
	in.Series = []kpi.Series{{Key: "evm.cpi", Points: []kpi.Point{{At: first, Value: kpi.Ratio(1, 3, "")}, {At: first.AddDays(7), Value: kpi.Unknown(kpi.ReasonNoData)}}}}
	in.Figures = []view.DatedFigure{{On: first, Figure: kpi.Figure{Key: "host.own", Value: kpi.Int(3, "h"), Formula: "a", Inputs: []kpi.Input{{Name: "a", Value: kpi.Int(3, "h")}}}}}
	in.Indicators = []kpi.Def{{Key: "host.unused", Unit: "h", Target: kpi.Int(8, "h")}}
	in.At = first.AddDays(-90).At(0).In(time.UTC)
	in.State = startedState(in.At)
}

// startedState is a project that has gone through a gate that no definition
// has, at a moment.
func startedState(at time.Time) lifecycle.State {
	def := lifecycle.SalesProject()
	s := lifecycle.Apply(lifecycle.State{}, lifecycle.Entry{Body: lifecycle.ProjectStarted{Definition: def.Ref(), Phase: lifecycle.PhaseInitiation}})
	return lifecycle.Apply(s, lifecycle.Entry{Actor: "manager", At: at, Body: lifecycle.MoveTaken{
		Kind: lifecycle.MoveForward, From: lifecycle.PhaseInitiation, To: lifecycle.PhasePlanning, Standing: lifecycle.Active, Round: 1, Gate: "gate of before",
	}})
}

func TestStarSchemas(t *testing.T) {
	for _, f := range dataset.Check(view.DatasetSchemas(phrase.Printer{})...) {
		t.Error(f)
	}
	flat := view.TaskTable(view.PlanInput{Plan: &schedule.Plan{}}).Columns
	for _, s := range view.DatasetSchemas(phrase.In(phrase.ZhCN)) {
		if s.Name != "calendar" && s.Columns[0].Name != "project_id" {
			t.Errorf("%s does not begin with the project", s.Name)
		}
		if s.Name == "tasks" {
			for i, c := range flat {
				if o := s.Columns[i+1]; o.Name != c.Name || o.Type != c.Type || o.Grain != c.Grain || o.Key != c.Key || o.Refers != c.Refers {
					t.Errorf("tasks has %v where the table of tasks has %v", o, c)
				}
			}
		}
	}
}

// Every table and column has a title and a meaning of its own in both
// languages, and the book has none that is not used.
func TestStarWords(t *testing.T) {
	used := map[string]bool{}
	need := func(keys ...string) bool {
		for _, key := range keys {
			if _, ok := phrase.Standard().Entry(key); !ok {
				return false
			}
			used[key] = true
		}
		return true
	}
	for _, s := range view.DatasetSchemas(phrase.Printer{}) {
		if !need("star."+s.Name, "label.star."+s.Name) {
			t.Errorf("table %s has no words", s.Name)
		}
		for _, c := range s.Columns {
			if own := s.Name + "." + c.Name; !need("star."+own, "label.star."+own) && !need("star."+c.Name, "label.star."+c.Name) {
				t.Errorf("column %s has no words", own)
			}
		}
	}
	for _, key := range phrase.Standard().Keys() {
		if strings.HasPrefix(strings.TrimPrefix(key, "label."), "star.") && !used[key] {
			t.Errorf("%s is not used", key)
		}
	}
	chinese := view.DatasetSchemas(phrase.In(phrase.ZhCN))
	rows := 0
	for row := range dataset.Dictionary(phrase.ZhCN, chinese...).Rows {
		rows++
		if row[9].IsZero() {
			t.Errorf("the dictionary has no meaning for %v.%v", row[0], row[1])
		}
	}
	if rows < 200 {
		t.Errorf("the dictionary has %d rows", rows)
	}
}

// Keys are unique and references resolve, whatever the projects hold, one alone
// and several together.
func TestStarHasNoOrphans(t *testing.T) {
	for seed := range uint64(20) {
		for _, n := range []int{1, 3} {
			var in []view.DatasetInput
			for k := range n {
				in = append(in, randomStar(t, []string{"p", "p/q", "p%2Fq"}[k], seed*3+uint64(k)))
			}
			tables := view.Dataset(phrase.In(phrase.ZhCN), in...)
			for _, f := range dataset.CheckRows(tables...) {
				t.Errorf("seed %d, %d projects: %v", seed, n, f)
			}
			for _, table := range tables {
				if err := (dataset.CSV{}).Write(&bytes.Buffer{}, table); err != nil {
					t.Errorf("seed %d: %v", seed, err)
				}
			}
		}
	}
}

// starTable returns a table of the star by its name, with its rows by column.
func starTable(t testing.TB, name string, in ...view.DatasetInput) []map[string]finding.Value {
	t.Helper()
	for _, table := range view.Dataset(phrase.Printer{}, in...) {
		if table.Name != name {
			continue
		}
		var rows []map[string]finding.Value
		for cells := range table.Rows {
			row := map[string]finding.Value{}
			for i, c := range table.Columns {
				row[c.Name] = cells[i]
			}
			rows = append(rows, row)
		}
		return rows
	}
	t.Fatalf("there is no table %s", name)
	return nil
}

// The rows of costs up to a measurement sum to what was measured, exactly; all
// rows sum to the budget.
func TestStarCostsSumToTheMeasurement(t *testing.T) {
	measured, unknown := 0, 0
	for seed := range uint64(60) {
		in := randomStar(t, "p", seed)
		rows := starTable(t, "costs_by_period", in)
		for _, m := range in.Measured {
			measured++
			sums := sumOf(rows, func(row map[string]finding.Value) bool {
				return row["period_end"].Plain() <= m.Status.At.Date().String()
			})
			for column, want := range map[string]kpi.Value{"planned_value": m.Status.PV, "earned_value": m.Status.EV, "actual_cost": m.Status.AC} {
				r, known := want.Rat()
				if !known {
					unknown++
					continue
				}
				if sums[column].Cmp(r) != 0 {
					t.Errorf("seed %d, %v: %s sums to %v, measured %v", seed, m.Status.At, column, sums[column], want)
				}
			}
		}
		all := sumOf(rows, func(map[string]finding.Value) bool { return true })
		if want, _ := in.Budget.BAC().Rat(); all["planned_value"].Cmp(want) != 0 {
			t.Errorf("seed %d: planned %v of the budget %v", seed, all["planned_value"], in.Budget.BAC())
		}
	}
	if measured < 50 || unknown == 0 {
		t.Errorf("%d measurements, %d figures unknown: too few", measured, unknown)
	}
}

// sumOf adds up the columns of figures of the rows that count.
func sumOf(rows []map[string]finding.Value, counts func(map[string]finding.Value) bool) map[string]*big.Rat {
	sums := map[string]*big.Rat{}
	for _, row := range rows {
		for column, v := range row {
			if sums[column] == nil {
				sums[column] = new(big.Rat)
			}
			if r, ok := v.Rat(); ok && counts(row) {
				sums[column].Add(sums[column], r)
			}
		}
	}
	return sums
}

// What is planned and done of a task by period sums to the task.
func TestStarProgressSumsToThePlan(t *testing.T) {
	for seed := range uint64(60) {
		in := randomStar(t, "p", seed)
		r := rand.New(rand.NewPCG(seed, 9))
		for i := range in.Plan.Assignments {
			in.Plan.Assignments[i].ActualWork = calendar.Work(r.Int64N(100_000))
		}
		sums := map[string]map[string]*big.Rat{}
		for id, rows := range byTask(starTable(t, "progress_by_period", in)) {
			sums[id] = sumOf(rows, func(map[string]finding.Value) bool { return true })
		}
		for id, want := range wantedProgress(&in) {
			got := sums[id]
			if got == nil {
				got = map[string]*big.Rat{}
			}
			for column, w := range want {
				g := got[column]
				if g == nil {
					g = new(big.Rat)
				}
				if g.Cmp(w) != 0 {
					t.Errorf("seed %d, task %s: %s sums to %v, want %v", seed, id, column, g, w)
				}
			}
			delete(sums, id)
		}
		if len(sums) > 0 {
			t.Errorf("seed %d: progress of %v, which has none", seed, slices.Collect(maps.Keys(sums)))
		}
	}
}

func byTask(rows []map[string]finding.Value) map[string][]map[string]finding.Value {
	list := map[string][]map[string]finding.Value{}
	for _, row := range rows {
		list[row["task_id"].Plain()] = append(list[row["task_id"].Plain()], row)
	}
	return list
}

// wantedProgress is what each task that can be worked on comes to, without
// periods.
func wantedProgress(in *view.DatasetInput) map[string]map[string]*big.Rat {
	parents, actual, list := map[schedule.TaskID]bool{}, map[schedule.TaskID]int64{}, map[string]map[string]*big.Rat{}
	for _, t := range in.Plan.Tasks {
		parents[t.Parent] = true
	}
	kinds := map[schedule.ResourceID]schedule.ResourceKind{}
	for _, r := range in.Plan.Resources {
		kinds[r.ID] = r.Kind
	}
	for _, a := range in.Plan.Assignments {
		if kinds[a.Resource] == schedule.WorkResource {
			actual[a.Task] += int64(a.ActualWork)
		}
	}
	works := schedule.Works(in.Plan)
	for i, t := range in.Plan.Tasks {
		if parents[t.ID] || t.Inactive {
			continue
		}
		planned, part := int64(works[i]), int64(1)
		if in.Baseline != nil {
			k := slices.IndexFunc(in.Baseline.Tasks, func(b schedule.BaselineTask) bool { return b.ID == t.ID })
			if planned, part = 0, 0; k >= 0 {
				planned, part = int64(in.Baseline.Tasks[k].Work), 1
			}
		}
		want := map[string]*big.Rat{"planned_work_min": wholeMin(planned), "planned_part": big.NewRat(part, 1), "actual_work_min": new(big.Rat), "done_part": new(big.Rat)}
		if t.Progress.Percent > 0 || !t.Progress.ActualStart.IsZero() || !t.Progress.ActualFinish.IsZero() {
			want["actual_work_min"], want["done_part"] = wholeMin(actual[t.ID]), big.NewRat(int64(t.Progress.Percent), 100)
		}
		list[string(t.ID)] = want
	}
	return list
}

// wholeMin rounds seconds to minutes, halves up.
func wholeMin(seconds int64) *big.Rat { return big.NewRat((seconds+30)/60, 1) }

// The tasks of the star are those of the result, with its dates; what only other
// records name follows without any.
func TestStarTasksAreThoseOfTheResult(t *testing.T) {
	for seed := range uint64(30) {
		in := randomStar(t, "p", seed)
		rows := starTable(t, "tasks", in)
		i := 0
		for id, x := range in.Result.All() {
			row := rows[i]
			i++
			if row["task_id"].Plain() != string(id) || row["in_plan"] != finding.Bool(true) {
				t.Errorf("seed %d: row %d is %v, not task %s", seed, i, row["task_id"], id)
			}
			if !x.Start.IsZero() && (row["start"].Plain() != x.Start.String() || row["finish"].Plain() != x.Finish.String() || row["start_date"].Plain() != x.Start.Date().String()) {
				t.Errorf("seed %d: task %s is at %v to %v, not %v to %v", seed, id, row["start"], row["finish"], x.Start, x.Finish)
			}
		}
		if i != in.Result.Len() || len(rows) <= i {
			t.Errorf("seed %d: %d rows for %d tasks and some more", seed, len(rows), in.Result.Len())
		}
		for _, row := range rows[i:] {
			if row["in_plan"] != finding.Bool(false) || !row["start"].IsZero() {
				t.Errorf("seed %d: %v", seed, row)
			}
		}
	}
}

// Nothing at all, one task, and a project without a plan give tables that can
// be written.
func TestStarOfLittle(t *testing.T) {
	empty := &schedule.Plan{Start: calendar.DateOf(2026, 3, 2).At(0)}
	none, err := schedule.Compute(empty, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	plan, result := offer()
	one := &schedule.Plan{Start: plan.Start, Tasks: plan.Tasks[:1]}
	alone, err := schedule.Compute(one, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, in := range map[string][]view.DatasetInput{
		"no project": nil, "no plan": {{ID: "p"}}, "no task": {{ID: "p", Plan: empty, Result: none}}, "one task": {{ID: "p", Plan: one, Result: alone}},
		"no result": {{ID: "p", Plan: plan}}, "no id": {{Plan: plan, Result: result}},
	} {
		tables := view.Dataset(phrase.Printer{}, in...)
		if len(tables) != len(view.DatasetSchemas(phrase.Printer{})) {
			t.Errorf("%s: %d tables", name, len(tables))
		}
		for _, f := range dataset.CheckRows(tables...) {
			t.Errorf("%s: %v", name, f)
		}
	}
	if rows := starTable(t, "tasks", view.DatasetInput{ID: "p", Plan: one, Result: alone}); len(rows) != 1 {
		t.Errorf("one task gives %d rows", len(rows))
	}
}

// What people wrote comes through as it is, and what names things joins.
func TestStarOfHostileNames(t *testing.T) {
	names := reporttest.HostileNames()
	plan := &schedule.Plan{Name: names[0], Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour)}
	for i, name := range names {
		id := schedule.TaskID(fmt.Sprint(i, name))
		plan.Tasks = append(plan.Tasks, schedule.Task{ID: id, Name: name, Duration: schedule.Duration{Length: calendar.Hour}})
		plan.Resources = append(plan.Resources, schedule.Resource{ID: schedule.ResourceID(id), Name: name})
		plan.Assignments = append(plan.Assignments, schedule.Assignment{Task: id, Resource: schedule.ResourceID(id), Work: calendar.Hour})
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, qualified := range []bool{false, true} {
		in := view.DatasetInput{ID: names[len(names)-1], Qualified: qualified, Plan: plan, Result: result}
		for _, f := range dataset.CheckRows(view.Dataset(phrase.Printer{}, in)...) {
			t.Error(f)
		}
		for i, row := range starTable(t, "tasks", in) {
			if row["name"].Plain() != names[i] {
				t.Errorf("%q came out as %q", names[i], row["name"].Plain())
			}
		}
	}
}

// The years 1 and 9999 are within the calendar, day by day.
func TestStarAtTheEndsOfTime(t *testing.T) {
	for _, start := range []calendar.Date{calendar.DateOf(1, 1, 1), calendar.DateOf(9999, 12, 29)} {
		plan := &schedule.Plan{Start: start.At(8 * calendar.Hour), Tasks: []schedule.Task{{ID: "1", Duration: schedule.Duration{Length: 8 * calendar.Hour}}}}
		result, err := schedule.Compute(plan, schedule.Options{})
		if err != nil {
			t.Fatal(err)
		}
		in := view.DatasetInput{ID: "p", Plan: plan, Result: result}
		for _, f := range dataset.CheckRows(view.Dataset(phrase.Printer{}, in)...) {
			t.Errorf("%v: %v", start, f)
		}
		rows := starTable(t, "calendar", in)
		if len(rows) == 0 || len(rows) > 7 || len(starTable(t, "progress_by_period", in)) != 1 {
			t.Errorf("%v: the calendar has %d days", start, len(rows))
		}
		for _, row := range rows {
			year, month, d := start.Civil()
			if row["date"].Plain() == start.String() && (row["year"].Plain() != fmt.Sprint(year) || row["month"].Plain() != fmt.Sprint(int(month)) || row["working_min"].Plain() != "480" || d == 0) {
				t.Errorf("%v", row)
			}
		}
	}
}

// A reader may stop after any row, and ask again.
func TestStarStopsWhenAsked(t *testing.T) {
	in := []view.DatasetInput{randomStar(t, "a", 1), randomStar(t, "b", 2)}
	for _, table := range view.Dataset(phrase.Printer{}, in...) {
		all := 0
		for range table.Rows {
			all++
		}
		for stop := 1; stop <= min(all, 60); stop++ {
			n := 0
			for range table.Rows {
				if n++; n == stop {
					break
				}
			}
		}
		again := 0
		for range table.Rows {
			again++
		}
		if again != all {
			t.Errorf("%s: %d rows, then %d", table.Name, all, again)
		}
	}
}

// In a stack an id says its project, whatever signs either has.
func TestStarQualifiesIDs(t *testing.T) {
	plan, result := offer()
	in := view.DatasetInput{ID: "a/b%", Plan: plan, Result: result}
	if id := starTable(t, "tasks", in)[0]["task_id"].Plain(); id != "1" {
		t.Errorf("alone it is %q", id)
	}
	for _, stack := range [][]view.DatasetInput{{in, {ID: "c", Plan: plan, Result: result}}, {{ID: "a/b%", Qualified: true, Plan: plan, Result: result}}} {
		rows := starTable(t, "links", stack...)
		if from := rows[0]["from_task_id"].Plain(); from != "a%2Fb%25/1" || rows[0]["project_id"].Plain() != "a/b%" {
			t.Errorf("in a stack it is %q", from)
		}
	}
}

// Several goroutines may read the same tables.
func TestStarIsReadByMany(t *testing.T) {
	tables := view.Dataset(phrase.In(phrase.ZhCN), randomStar(t, "a", 3), randomStar(t, "b", 4))
	var wait sync.WaitGroup
	texts := make([]string, 4)
	for k := range texts {
		wait.Go(func() {
			var b bytes.Buffer
			for _, table := range tables {
				if err := (dataset.Lines{}).Write(&b, table); err != nil {
					t.Error(err)
				}
			}
			texts[k] = b.String()
		})
	}
	wait.Wait()
	if slices.ContainsFunc(texts, func(s string) bool { return s != texts[0] || len(s) < 10_000 }) {
		t.Error("the readers read different rows")
	}
}
