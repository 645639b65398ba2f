package facts_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/quality"
)

// Every constant that begins with Code or Remedy is listed, once, and every code
// listed has a constant.
func TestCodesAreListed(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "codes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	declared := map[finding.Code]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			declared[finding.Code(text)] = true
		}
		return true
	})
	listed := facts.Codes()
	for _, code := range listed {
		if !declared[code] {
			t.Errorf("%s has no constant, or is listed twice", code)
		}
		delete(declared, code)
	}
	if len(declared) > 0 || len(listed) < 40 {
		t.Errorf("%d listed, missing %v", len(listed), declared)
	}
}

// Each finding of the plan check and of the cycle names its remedy, and both are
// codes of this package.
func TestFindingsNameTheirRemedy(t *testing.T) {
	seen := map[finding.Code]bool{}
	note := func(found []finding.Finding) {
		for _, f := range found {
			if !slices.Contains(facts.Codes(), f.Code) || !slices.Contains(facts.Codes(), f.Remedy) {
				t.Errorf("%v", f)
			}
			seen[f.Code] = true
		}
	}
	for seed := range uint64(40) {
		in := randomInput(t, seed)
		in.Rules.LongDays, in.Rules.GapDays = 2, 1
		note(finding.Filter(facts.PlanCheck(moment, in), func(f finding.Finding) bool { return strings.HasPrefix(string(f.Code), "facts.") }))
	}
	for _, c := range lacking {
		in := whole(t)
		c.take(&in)
		note(facts.PlanCheck(moment, in))
	}
	if len(seen) < 16 {
		t.Errorf("only %d codes were seen: %v", len(seen), seen)
	}
}

func TestPlanRulesJSON(t *testing.T) {
	r := facts.PlanRules{LongDays: 10, Agree: 2, GapDays: 30, Levels: map[finding.Code]facts.Level{facts.CodeTaskNoLogic: facts.LevelWarn}}
	data, err := json.Marshal(r)
	want := `{"long_days":10,"agree":2,"gap_days":30,"levels":{"facts.timetable.no_logic":"warn"}}`
	if err != nil || string(data) != want {
		t.Errorf("got %s, %v", data, err)
	}
	var back facts.PlanRules
	if err := json.Unmarshal(data, &back); err != nil || !reflect.DeepEqual(r, back) {
		t.Errorf("got %+v, %v", back, err)
	}
	if data, _ := json.Marshal(facts.PlanRules{}); string(data) != "{}" {
		t.Errorf("the zero rules: %s", data)
	}
}

// The day of the facts is that of the zone of the moment: half an hour before
// midnight in London is the next morning in Shanghai.
func TestDayIsThatOfTheZone(t *testing.T) {
	in := whole(t)
	in.Risks.Risks[0].Responses[0].Due = on(9)
	late := time.Date(2026, time.March, 9, 23, 30, 0, 0, time.UTC)
	if got := valueOf(t, facts.From(late, in), facts.RiskResponsesLate); got != finding.Number(0, "") {
		t.Errorf("in London: %v", got)
	}
	if got := valueOf(t, facts.From(late.In(time.FixedZone("CST", 8*3600)), in), facts.RiskResponsesLate); got != finding.Number(1, "") {
		t.Errorf("in Shanghai: %v", got)
	}
}

// Versions of what people acknowledge.
func TestVersions(t *testing.T) {
	c := newCharter()
	first := facts.GoalsVersion(*c)
	if !strings.HasPrefix(string(first), "sha256:") || len(first) != 7+64 || first != facts.GoalsVersion(c.Clone()) {
		t.Errorf("got %q", first)
	}
	if facts.GoalsVersion(charter.Charter{}) != "" {
		t.Error("no goals have a version")
	}
	second := goal()
	second.ID = "G2"
	c.Goals = append(c.Goals, second)
	both := facts.GoalsVersion(*c)
	slices.Reverse(c.Goals)
	if both == first || facts.GoalsVersion(*c) == both {
		t.Error("adding a goal, or another order, leaves the version as it was")
	}
	c.Purpose = "something else"
	if turned := facts.GoalsVersion(*c); turned != facts.GoalsVersion(charter.Charter{Goals: c.Goals}) {
		t.Error("what is no goal changes the version of the goals")
	}
	in := whole(t)
	one := facts.PlanVersion(in.Plan)
	in.Plan.Tasks[0].Progress.ActualStart = on(2).At(8 * hour)
	if one == "" || facts.PlanVersion(in.Plan) != one {
		t.Error("progress changes the version of the plan")
	}
	again := in.Plan.Baselines[0]
	again.Name, again.Taken = "second", on(5).At(8*hour)
	in.Plan.Baselines = append([]schedule.Baseline{again}, in.Plan.Baselines...) // the latest counts, not the last
	if two := facts.PlanVersion(in.Plan); two == one || two == "" {
		t.Error("a later baseline is no other version")
	}
	if facts.PlanVersion(newPlan()) != "" {
		t.Error("a plan without a baseline has a version")
	}
	in.Plan = newPlan()
	if got := valueOf(t, facts.From(moment, in), facts.PlanUnaware); got != finding.Unknown("no-version") {
		t.Errorf("without a baseline: %v", got)
	}
}

// Whom the record asks is who is asked.
func TestStandingSaysWhoIsAsked(t *testing.T) {
	in := whole(t)
	in.Team.Standing = []team.Standing{{Subject: facts.PlanSubject(), By: []lifecycle.ActorID{"wang.wei"}}, {Subject: facts.GoalsSubject(), By: []lifecycle.ActorID{"li.na"}}}
	in.Team.Acks = append(in.Team.Acks[:1], team.Ack{Actor: "wang.wei", Subject: facts.PlanSubject(), Digest: facts.PlanVersion(in.Plan), At: moment})
	known := facts.From(moment, in)
	for name, want := range map[lifecycle.FactName]int64{facts.GoalsAcknowledged: 1, facts.GoalsUnaware: 0, facts.PlanAcknowledged: 1, facts.PlanUnaware: 0} {
		if got := valueOf(t, known, name); got != finding.Number(want, "") {
			t.Errorf("%s is %v", name, got)
		}
	}
	if got := lines(facts.PlanCheck(moment, in)); len(got) > 0 {
		t.Errorf("got %q", got)
	}
}

// What is not there gives the reason that its room has for it.
func TestUnknownByTheRoom(t *testing.T) {
	in := whole(t)
	in.Plan.Baselines = nil
	in.Team.Skills = nil
	in.Actuals = []charter.Actual{}
	in.Odds = &sra.Outcome{}
	in.Risks.Currency = money.Currency{}
	in.Status = &evm.Status{BAC: kpi.Int(100, "h"), EV: kpi.Int(10, "h")}
	in.Scorecard = &kpi.Scorecard{}
	known := facts.From(moment, in)
	for name, reason := range map[lifecycle.FactName]string{
		facts.PlanLate: "no-baseline", facts.MilestonesLate: "no-baseline", facts.MilestonesMissed: "no-baseline", facts.BusFactor: "no-data", facts.GoalsAttained: "no-data",
		facts.OddsOnTime: "no-data", facts.OddsFinish80: "no-data", facts.RiskExposureCost: "missing-input", facts.StatusCPI: "missing-input",
		facts.ScorecardScore: "no-data", facts.Indicator("x"): "no-figures",
	} {
		if got := valueOf(t, known, name); got != finding.Unknown(reason) {
			t.Errorf("%s is %v", name, got)
		}
	}
	in.Plan.Start = 0
	known = facts.From(moment, in)
	for _, name := range []lifecycle.FactName{facts.PlanFinish, facts.WorkOverdue, facts.QualityFailed, facts.QualityOf(quality.Logic), facts.MilestonesHeld} {
		if got := valueOf(t, known, name); got != finding.Unknown("no-dates") {
			t.Errorf("of a plan without dates, %s is %v", name, got)
		}
	}
	if got := valueOf(t, known, facts.PlanFaults).Items(); len(got) != 1 || !strings.HasPrefix(got[0], "schedule.plan.no_start") {
		t.Errorf("faults %q", got)
	}
	if got := valueOf(t, known, lifecycle.FactTimetableComputed); got != finding.Bool(false) {
		t.Errorf("a timetable without dates is %v", got)
	}
}

// Costs against the baseline, by hand: ten days of eight hours at 50 an hour are
// 4,000; two more days, by a task of 1,000 and 16 hours at 50, are 1,800 more.
func TestCostMoved(t *testing.T) {
	in := whole(t)
	fifty, err := money.Parse("50", "CNY")
	if err != nil {
		t.Fatal(err)
	}
	in.Plan = newPlan()
	in.Plan.Resources[1].Rate = fifty
	r, err := schedule.Compute(in.Plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := schedule.TakeBaseline("first", in.Plan.Start, "", "", in.Plan, r)
	if err != nil {
		t.Fatal(err)
	}
	in.Plan.Baselines = []schedule.Baseline{b}
	if got := valueOf(t, facts.From(moment, in), facts.PlanCostMoved); got != finding.Money("0", "CNY") {
		t.Errorf("before: %v", got)
	}
	thousand, err := money.Parse("1000", "CNY")
	if err != nil {
		t.Fatal(err)
	}
	in.Plan.Tasks = append(in.Plan.Tasks, schedule.Task{ID: "train", Duration: schedule.Duration{Length: 2 * day}, FixedCost: thousand})
	in.Plan.Assignments = append(in.Plan.Assignments, schedule.Assignment{ID: "3", Task: "train", Resource: "wang.wei", Work: 2 * day})
	in.Plan.Links = append(in.Plan.Links, link("done", "train"))
	known := facts.From(moment, in)
	if got := valueOf(t, known, facts.PlanCostMoved); got != finding.Money("1800", "CNY") {
		t.Errorf("cost moved by %v", got)
	}
	// Two working days are 960 minutes.
	if got := valueOf(t, known, facts.PlanLate); got != finding.Number(960, "min") {
		t.Errorf("late by %v", got)
	}
	if got := valueOf(t, known, facts.PlanFinish); got != finding.Date("2026-03-24") {
		t.Errorf("finish %v", got)
	}
}

// A shortfall that no other dates would mend makes the resources insufficient.
func TestResourcesSuffice(t *testing.T) {
	in := staffed(t)
	window := team.Period{From: on(2), To: on(4)} // Monday and Tuesday: 960 minutes
	ask := func(minutes int64) (finding.Value, finding.Value) {
		in.Team.Demands = []team.Demand{{Task: "offer", Resource: team.Resource{Kind: team.ByName, ID: "li.na"}, WorkMin: minutes, Window: window, Planned: window}}
		known := facts.From(moment, in)
		return valueOf(t, known, lifecycle.FactResourcesSuffice), valueOf(t, known, facts.ShortfallsSure)
	}
	if enough, short := ask(960); enough != finding.Bool(true) || short != finding.Number(0, "") {
		t.Errorf("960 minutes: %v, %v", enough, short)
	}
	if enough, short := ask(961); enough != finding.Bool(false) || short != finding.Number(1, "") {
		t.Errorf("961 minutes: %v, %v", enough, short)
	}
	in.Supply = []team.Supply{}
	if enough, _ := ask(1); enough != finding.Unknown("supply_unknown") {
		t.Errorf("without a supply: %v", enough)
	}
}

// Triggers of risks are served with the facts that they name.
func TestForTriggers(t *testing.T) {
	in := full(t)
	in.Risks.Risks[0].Triggers = []risk.Trigger{
		{ID: "T1", Fact: string(facts.WorkOverdue), Op: ">", Limit: "1"}, {ID: "T2", Fact: string(facts.StatusCPI), Op: "<", Limit: "0.8"},
		{ID: "T3", Fact: "host.weather", Op: "=", Limit: "rain"}, {ID: "T4", Fact: string(facts.WorkOverdue), Op: ">", Limit: "5"},
	}
	known := facts.From(moment, in)
	given := known.ForTriggers(*in.Risks)
	want := []risk.Fact{{Name: "work.overdue", Value: finding.Number(2, "")}, {Name: "status.cpi", Value: finding.Ratio(8, 9, "")}}
	if !slices.Equal(given, want) {
		t.Errorf("got %v", given)
	}
	next, readings, err := in.Risks.Fire(on(9), given)
	if err != nil || len(readings) != 1 {
		t.Fatalf("%v, %v", readings, err)
	}
	for i, fired := range []bool{true, false, false, false} {
		if got := next.Risks[0].Triggers[i].Fired == on(9); got != fired {
			t.Errorf("trigger %d fired: %v", i+1, got)
		}
	}
	if got := facts.From(moment, facts.Input{Risks: &next}); valueOf(t, got, facts.RiskTriggersWait) != finding.Number(1, "") {
		t.Error("nobody answered, and none waits")
	}
}

// An assessed request is stale when the plan has moved, and so is an approved
// one; others are not looked at.
func TestStaleChanges(t *testing.T) {
	in := whole(t)
	r := request("CR-1", "")
	r.Why, r.Edits = "the buyer asks", []schedule.Edit{{Kind: schedule.EditRemoveTask, Task: "done"}}
	r, err := change.Submit(r, change.Act{By: "li.na", At: on(5).At(9 * hour)})
	if err != nil {
		t.Fatal(err)
	}
	budget, err := money.Parse("1000", "CNY")
	if err != nil {
		t.Fatal(err)
	}
	impact, err := change.Assess(change.Input{Plan: in.Plan, Request: r, Budget: budget, By: "li.na", At: on(6).At(9 * hour)})
	if err != nil {
		t.Fatal(err)
	}
	if r, err = change.Record(r, impact, change.Act{By: "li.na", At: on(6).At(9 * hour)}); err != nil {
		t.Fatal(err)
	}
	in.Changes = []change.Request{r, request("CR-2", change.Submitted), request("CR-3", change.Implemented)}
	in.Risks = nil
	if got := valueOf(t, facts.From(moment, in), facts.ChangesStale); got != finding.Number(0, "") {
		t.Errorf("as it was: %v", got)
	}
	in.Plan = in.Plan.Clone()
	in.Plan.Tasks[0].Duration.Length += hour
	if got := valueOf(t, facts.From(moment, in), facts.ChangesStale); got != finding.Number(1, "") {
		t.Errorf("moved: %v", got)
	}
}

// Each aspect is counted by itself.
func TestExceededByAspect(t *testing.T) {
	var state tolerance.State
	for i, a := range tolerance.Aspects() {
		for place := range i + 1 {
			state.Watches = append(state.Watches, tolerance.Watch{Place: strconv.Itoa(place), Aspect: a, Status: tolerance.Exceeded})
		}
		state.Watches = append(state.Watches, tolerance.Watch{Place: "w", Aspect: a, Status: tolerance.Watched}, tolerance.Watch{Place: "u", Aspect: a, Status: tolerance.Unclear})
	}
	known := facts.From(moment, facts.Input{Tolerance: &state})
	for i, a := range tolerance.Aspects() {
		if got := valueOf(t, known, facts.Exceeded(a)); got != finding.Number(int64(i+1), "") {
			t.Errorf("%s: %v", a, got)
		}
	}
	for name, want := range map[lifecycle.FactName]int64{facts.TolerancesExceeded: 21, facts.TolerancesWatched: 6, facts.TolerancesUnclear: 6} {
		if got := valueOf(t, known, name); got != finding.Number(want, "") {
			t.Errorf("%s is %v", name, got)
		}
	}
}

// Of several figures of one key the last counts.
func TestLastFigureCounts(t *testing.T) {
	in := facts.Input{Figures: []kpi.Figure{{Key: "a", Value: kpi.Int(1, "")}, {Key: "a", Value: kpi.Int(2, "day")}, {Key: "b"}}}
	known := facts.From(moment, in)
	if got := valueOf(t, known, facts.Indicator("a")); got != finding.Number(2, "day") {
		t.Errorf("got %v", got)
	}
	if got := valueOf(t, known, facts.Indicator("b")); got != finding.Unknown("missing-input") {
		t.Errorf("nothing stated: %v", got)
	}
	in.Taken = map[facts.Part]time.Time{facts.PartFigures: moment.Add(1)}
	if got := valueOf(t, facts.From(moment, in), facts.Indicator("a")); got != finding.Unknown("not-yet") {
		t.Errorf("from after the moment: %v", got)
	}
	d := facts.IndicatorDef(kpi.Def{Key: "evm.cv", Unit: kpi.MoneyUnit})
	if d.Name != "indicator.evm.cv" || d.Kind != "money" || d.Unit != "" || d.In("EUR").Unit != "EUR" {
		t.Errorf("got %+v", d)
	}
}

// An issue counts from when it was raised and until it was solved.
func TestIssuesAreCountedAsOfTheMoment(t *testing.T) {
	in := full(t)
	for d, want := range map[int]int64{3: 0, 4: 1, 5: 3, 6: 2, 11: 2, 12: 3} {
		at := time.Date(2026, time.March, d, 12, 0, 0, 0, time.UTC)
		if got := valueOf(t, facts.From(at, in), facts.IssuesOpen); got != finding.Number(want, "") {
			t.Errorf("on March %d: %v", d, got)
		}
	}
	// One of the four issues comes from the risk that was known on the 2nd; the
	// one raised on the 12th is not yet there.
	if got := valueOf(t, facts.From(moment, in), facts.RiskProcess(risk.NeverRisks)); got != finding.Ratio(2, 3, "") {
		t.Errorf("never risks: %v", got)
	}
	in.Comms = &comms.Record{Issues: []comms.Issue{{ID: "undated"}}}
	if got := valueOf(t, facts.From(moment, in), facts.RiskProcess(risk.NeverRisks)); got.IsUnknown() {
		t.Errorf("an undated issue: %v", got)
	}
}

// Strange input is answered, not feared: plans with loops, strangers and huge
// figures, and moments at the ends of time.
func TestStrangeInput(t *testing.T) {
	loop := newPlan()
	loop.Links = append(loop.Links, link("done", "offer"))
	parents := newPlan()
	parents.Tasks[0].Parent, parents.Tasks[1].Parent, parents.Tasks[2].Parent = "offer", "done", "nobody"
	huge := newPlan()
	huge.Tasks[0].Duration.Length, huge.Units.MinutesPerDay = math.MaxInt64, math.MaxInt32
	twice := newPlan()
	twice.Tasks[1].ID, twice.Assignments[1].Resource = "offer", "ghost"
	for name, p := range map[string]*schedule.Plan{"loop": loop, "parents": parents, "huge": huge, "twice": twice, "empty": {}} {
		in := full(t)
		in.Plan, in.Odds = p, nil
		for _, at := range []time.Time{moment, {}, time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC), time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC)} {
			if got := facts.From(at, in).All(); got.Len() < len(facts.Catalogue()) {
				t.Errorf("%s: %d facts", name, got.Len())
			}
		}
		if name == "empty" {
			continue
		}
		if got := valueOf(t, facts.From(moment, in), lifecycle.FactTimetableComputed); got != finding.Bool(false) {
			t.Errorf("%s has a timetable: %v", name, got)
		}
	}
}
