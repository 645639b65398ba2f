package view_test

import (
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
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// People are the resources, then the team, then whoever is named: each once, with
// all roles and the whole time of their stays.
func TestStarPeopleByHand(t *testing.T) {
	in := twoWeeks(t)
	in.Plan.Resources = append(in.Plan.Resources, schedule.Resource{ID: "crane", Kind: schedule.MaterialResource, Group: "yard", Max: schedule.FullUnit / 2})
	march, june := calendar.DateOf(2026, 3, 1), calendar.DateOf(2026, 6, 30)
	in.Team = team.Team{
		{Actor: "ann", Roles: []lifecycle.Role{"lead"}, Period: team.Period{From: march, To: march.AddDays(9)}},
		{Actor: "bob", Roles: []lifecycle.Role{"tester"}, Period: team.Period{From: march}},
		{Actor: "ann", Roles: []lifecycle.Role{"lead", "tester"}, Period: team.Period{From: march.AddDays(30), To: june}},
	}
	in.Charter = charter.Charter{Sponsor: "sam"}
	in.Minutes = []comms.Minutes{{Meeting: "m", On: march, By: "bob", Chair: "sam"}}
	same(t, "people", lines(t, "people", in),
		"p,ann,Ann,work,,\"lead; tester\",1,2026-03-01,2026-06-30", "p,crane,,material,yard,,0.5,,", "p,bob,,actor,,tester,,2026-03-01,", "p,sam,,actor,,,,,")
}

// A name that the host knows stands beside the id.
func TestStarNamesOfTheHost(t *testing.T) {
	w := phrase.Printer{Name: func(r finding.Ref) string {
		return map[string]string{"actor sam": "Sam", "phase own": "Our own"}[r.Kind+" "+r.ID]
	}}
	in := view.DatasetInput{ID: "p", Charter: charter.Charter{Sponsor: "sam"}, Phases: []schedule.PhaseWindow{{Phase: "own"}}, Definition: lifecycle.SalesProject()}
	names := map[string][]string{}
	for _, table := range view.Dataset(w, in) {
		for row := range table.Rows {
			if table.Name == "people" || table.Name == "phases" {
				names[table.Name] = append(names[table.Name], row[2].Plain())
			}
		}
	}
	same(t, "people", names["people"], "Sam")
	same(t, "phases", names["phases"], "Initiation", "Planning", "Execution", "Closing", "Monitoring", "Our own")
}

// Phases take the dates of the plan before those of the history, days are those
// of the zone, and what ends at midnight ends the day before.
func TestStarPhasesByHand(t *testing.T) {
	monday := calendar.DateOf(2026, 3, 2)
	late := time.Date(2026, 3, 1, 20, 0, 0, 0, time.UTC) // Monday morning in Shanghai
	def := lifecycle.SalesProject()
	s := lifecycle.Apply(lifecycle.State{}, lifecycle.Entry{At: late, Body: lifecycle.ProjectStarted{Definition: def.Ref(), Phase: lifecycle.PhaseInitiation}})
	s = lifecycle.Apply(s, lifecycle.Entry{Actor: "ann", At: late.Add(24 * time.Hour), Body: lifecycle.MoveTaken{
		Kind: lifecycle.MoveForward, Move: lifecycle.MoveStartPlanning, From: lifecycle.PhaseInitiation, To: lifecycle.PhasePlanning, Standing: lifecycle.Active, Round: 1, Gate: "planning_gate",
	}})
	in := view.DatasetInput{
		ID: "p", Zone: time.FixedZone("Asia/Shanghai", 8*3600), Definition: def, State: s, At: late.Add(48 * time.Hour),
		Phases: []schedule.PhaseWindow{{Phase: "execution",
			Planned:  schedule.Window{Start: monday.At(8 * calendar.Hour), Finish: monday.AddDays(5).At(0)},
			Forecast: schedule.Window{Start: monday.At(8 * calendar.Hour), Finish: monday.AddDays(7).At(17 * calendar.Hour)},
			Actual:   schedule.Window{Start: monday.AddDays(1).At(9 * calendar.Hour)}}},
	}
	same(t, "phases", lines(t, "phases", in),
		"p,initiation,Initiation,1,delivery,false,,,2026-03-02,2026-03-03,2026-03-02,2026-03-03,1",
		"p,planning,Planning,2,delivery,true,,,2026-03-03,,2026-03-03,,1",
		"p,execution,Execution,3,delivery,false,2026-03-02,2026-03-06,2026-03-02,2026-03-09,2026-03-03,,0",
		"p,closing,Closing,4,delivery,false,,,,,,,0", "p,monitoring,Monitoring,5,control,false,,,,,,,0")
	same(t, "the first gate", lines(t, "gates", in)[:1], "p,planning_gate,into planning,initiation,planning,,,2026-03-03,true")
	same(t, "decisions", lines(t, "gate_decisions", in), "p,2,planning_gate,2026-03-03,go,1,ann,")
}

// Milestones by hand: one planned at noon on Monday is reached at noon on
// Tuesday, eight working hours later.
func TestStarMilestonesByHand(t *testing.T) {
	monday := calendar.DateOf(2026, 3, 2)
	plan := &schedule.Plan{Start: monday.At(8 * calendar.Hour), Tasks: []schedule.Task{
		{ID: "M", Name: "Ready", Constraint: schedule.Constraint{Kind: schedule.MustStartOn, Date: monday.AddDays(1).At(12 * calendar.Hour)}},
	}}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	base := schedule.Baseline{Name: "0", Tasks: []schedule.BaselineTask{{ID: "M", Start: monday.At(12 * calendar.Hour), Finish: monday.At(12 * calendar.Hour)}}}
	trend, err := schedule.Trend{}.Append(monday.At(17*calendar.Hour), schedule.Milestones(plan, result))
	if err != nil {
		t.Fatal(err)
	}
	in := view.DatasetInput{
		ID: "p", Plan: plan, Result: result, Baseline: &base, Trend: trend,
		Milestones: []schedule.MilestoneEntry{{Task: "M", Owner: "ann", Phase: "build", Contractual: true, Weight: 3}, {Task: "gone"}},
	}
	x, _ := result.Times("M")
	if x.Start != monday.AddDays(1).At(12*calendar.Hour) {
		t.Fatalf("the plan is not that of the case: %v", x.Start)
	}
	same(t, "milestones", lines(t, "milestones", in),
		"p,M,M,Ready,2026-03-02 12:00:00,2026-03-03 12:00:00,,480,0,true,build,ann,true,3", "p,gone,gone,,,,,,,,,,false,1")
	same(t, "forecasts", lines(t, "milestone_forecasts", in), "p,M,2026-03-02 17:00:00,2026-03-02,2026-03-03 12:00:00,false")
	if rows := starTable(t, "tasks", in); len(rows) != 2 || rows[0]["is_milestone"] != finding.Bool(true) || rows[1]["task_id"].Plain() != "gone" {
		t.Errorf("%v", rows)
	}
}

// Risks, what is done about them, and what that brings along.
func TestStarRisksByHand(t *testing.T) {
	register, err := risk.PresetRegister(risk.PresetPMBOK, risk.Worst{})
	if err != nil {
		t.Fatal(err)
	}
	day := calendar.DateOf(2026, 3, 2)
	register.Risks = []risk.Risk{
		{ID: "r/1", Kind: risk.Threat, Status: risk.Open, Cause: "c", Event: "e", Effect: "f", Category: []string{"tech", "old"}, Owner: "ann", Raised: day,
			Responses: []risk.Response{{ID: "a", Strategy: risk.Reduce, Text: "do", Owner: "bob", Cost: wholeYuan(t, 5), Due: day, Task: "T1", Tasks: []string{"T2"}, Planned: "less", Secondary: []string{"r2", "nowhere"}}}},
		{ID: "r2", Kind: risk.Opportunity, Status: risk.Occurred, Occurred: day},
	}
	in := view.DatasetInput{ID: "p", Register: register}
	same(t, "risks", lines(t, "risks", in),
		"p,r/1,threat,open,c,e,f,tech / old,ann,2026-03-02,,,,,1,,,,,,,,", "p,r2,opportunity,occurred,,,,,,,2026-03-02,,,,,,,,,,,,")
	same(t, "responses", lines(t, "responses", in), "p,r%2F1/a,r/1,reduce,do,bob,5,CNY,2026-03-02,,T1,less,")
	same(t, "ties", lines(t, "risk_links", in), "p,1,r/1,r%2F1/a,response_task,T1,", "p,2,r/1,r%2F1/a,response_task,T2,", "p,3,r/1,r%2F1/a,secondary_risk,,r2")
}

// A change before and after it is assessed, decided and in the plan.
func TestStarChangesByHand(t *testing.T) {
	day := calendar.DateOf(2026, 3, 2)
	at := day.At(9 * calendar.Hour)
	in := view.DatasetInput{ID: "p", Changes: []change.Request{
		{ID: "1", Title: "draft", Origin: change.FromCustomer, Kind: change.OfScope, Proposer: "cust", Raised: day},
		{ID: "2", Title: "done", State: change.Verified,
			Impact:   change.Impact{Request: "2", At: at, FinishMoved: 16 * calendar.Hour, CostMoved: wholeYuan(t, 100)},
			Decision: change.Decision{Outcome: change.MoveApprove, By: "boss", At: at},
			Effect:   change.Effect{Request: "2", At: at, FinishMoved: 8 * calendar.Hour, CostMoved: wholeYuan(t, 90)},
			Verified: change.EffectReport{Request: "2", At: at, Rows: []change.EffectRow{
				{Subject: finding.Ref{Kind: "task", ID: "T"}, Expected: finding.Date("2026-03-02T09:00"), Real: finding.Date("2026-03-02T10:00"), Off: finding.Ratio(121, 2, "min")},
				{Subject: finding.Ref{Kind: "project"}, Expected: finding.Money("5", "CNY"), Real: finding.Money("4", "CNY"), Off: finding.Money("-1", "CNY")},
				{Subject: finding.Ref{Kind: "project"}, Expected: finding.Money("5", "CNY"), Real: finding.Unknown("no-cost"), Off: finding.Unknown("no-cost")},
				{Subject: finding.Ref{Kind: "project"}, Expected: finding.Date("2026-03-02T09:00"), Real: finding.Unknown("no-date"), Off: finding.Unknown("no-date")},
			}}},
	}}
	same(t, "changes", lines(t, "changes", in),
		"p,1,draft,,customer,scope,,draft,cust,2026-03-02,,,,,,,,,,,", "p,2,done,,,,,verified,,,2026-03-02,960,100,CNY,approve,2026-03-02,boss,2026-03-02,480,90,CNY")
	same(t, "effects", lines(t, "change_effects", in),
		"p,1,2,2026-03-02,task,T,2026-03-02 09:00:00,2026-03-02 10:00:00,61,,,,,,,", "p,2,2,2026-03-02,project,,,,,5,CNY,4,CNY,-1,CNY,",
		"p,3,2,2026-03-02,project,,,,,5,CNY,,,,,off_cost: no-cost", "p,4,2,2026-03-02,project,,2026-03-02 09:00:00,,,,,,,,,off_min: no-date")
}

// Meetings: the latest revision counts, and an action that is closed says how.
func TestStarMeetingsByHand(t *testing.T) {
	day := calendar.DateOf(2026, 3, 2)
	first := comms.Minutes{
		Meeting: "m1", On: day, By: "ann", Chair: "bob", Quorum: comms.Quorum{Least: 2}, Attendance: []comms.Attendance{{Actor: "ann", Presence: "present"}, {Actor: "bob", Presence: "excused"}},
		Decisions: []comms.Decision{{ID: "d1", Text: "go", By: "bob", Reason: "why"}},
		Actions:   []comms.Action{{ID: "a1", Text: "write", Owner: "ann", Due: day.AddDays(7)}},
	}
	second := first.Corrected("ann", "a name")
	in := view.DatasetInput{ID: "p", Minutes: []comms.Minutes{first, second}, Closings: []comms.Closing{{Item: "a1", On: day.AddDays(3), By: "ann", Ending: "done", Result: "written"}}}
	same(t, "meetings", lines(t, "meetings", in), "p,m1,,2026-03-02,bob,ann,1,false")
	same(t, "attendance", lines(t, "attendance", in), "p,m1,ann,present", "p,m1,bob,excused")
	same(t, "decisions", lines(t, "decisions", in), "p,d1,m1,go,bob,why,")
	same(t, "actions", lines(t, "actions", in), "p,a1,action,m1,write,ann,2026-03-02,2026-03-09,true,2026-03-05,done,written,0")
}

// Amounts in two currencies on one task cannot be added: the cost is unknown.
// Value in hours is no amount of money and says so.
func TestStarFiguresThatAreNoAmounts(t *testing.T) {
	in := twoWeeks(t)
	euro, err := money.Parse("3", "EUR")
	if err != nil {
		t.Fatal(err)
	}
	in.Plan.Tasks[0].FixedCost, in.Plan.Resources[0].Rate = euro, wholeYuan(t, 1)
	if cost := starTable(t, "tasks", in)[0]["planned_cost"]; cost.Reason() != "unit-mismatch" {
		t.Errorf("the cost is %v", cost)
	}
	hours := evm.Status{At: in.Plan.DataDate, BAC: kpi.Int(80, evm.HourUnit), PV: kpi.Int(24, evm.HourUnit), EV: kpi.Int(20, evm.HourUnit), AC: kpi.Int(0, "")}
	in.Measured = []evm.Measurement{{Status: hours, Tasks: []evm.Row{{ID: "A", Status: hours}}}}
	row := starTable(t, "costs_by_period", in)[0]
	if row["planned_value"].Reason() != "unit-mismatch" || row["earned_value"].Reason() != "unit-mismatch" {
		t.Errorf("%v", row)
	}
	for _, f := range dataset.CheckRows(view.Dataset(phrase.Printer{}, in)...) {
		t.Error(f)
	}
}

// Work in clock time goes through nights and weekends, and nothing is done on a
// task that has not begun.
func TestStarProgressInClockTime(t *testing.T) {
	monday := calendar.DateOf(2026, 3, 2)
	plan := &schedule.Plan{Start: monday.AddDays(4).At(12 * calendar.Hour), Tasks: []schedule.Task{
		{ID: "dry", Duration: schedule.Duration{Length: 96 * calendar.Hour, Elapsed: true}},
	}}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	// Friday noon to Tuesday noon: two and a half of four days in the first week.
	same(t, "drying", lines(t, "progress_by_period", view.DatasetInput{ID: "p", Plan: plan, Result: result}),
		"p,dry,2026-03-02,2026-03-08,0,0,0.625,0,", "p,dry,2026-03-09,2026-03-15,0,0,0.375,0,")
}
