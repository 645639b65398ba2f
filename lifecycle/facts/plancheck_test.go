package facts_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
)

// lacking are five projects that lack exactly one part of a plan each.
var lacking = []struct {
	part facts.PlanPart
	fact lifecycle.FactName
	take func(*facts.Input)
	want string
}{
	{facts.GoalsPart, lifecycle.FactGoalsAgreed, func(in *facts.Input) { in.Charter.Goals = nil },
		"block facts.goals.missing: plan, remedy facts.remedy.state_goals"},
	{facts.TimetablePart, lifecycle.FactTimetableComputed, func(in *facts.Input) { in.Plan.Start = 0 },
		"block facts.timetable.missing: plan, got schedule.plan.no_start, with plan north.start, remedy facts.remedy.make_timetable"},
	{facts.ResourcesPart, lifecycle.FactResourcesAssigned, func(in *facts.Input) { in.Plan.Assignments = nil },
		"block facts.resources.missing: plan, remedy facts.remedy.allocate"},
	{facts.MilestonesPart, lifecycle.FactMilestonesSet, func(in *facts.Input) {
		in.Plan.Tasks = []schedule.Task{in.Plan.Tasks[0], in.Plan.Tasks[2]}
		in.Plan.Links = []schedule.Link{{From: "offer", To: "rollout"}}
		in.Milestones = nil
	}, "block facts.milestones.missing: plan, remedy facts.remedy.set_milestones"},
	{facts.RisksPart, lifecycle.FactRisksPlanned, func(in *facts.Input) { in.Risks.Risks = nil },
		"block facts.risks.missing: plan, remedy facts.remedy.plan_risks"},
}

func TestWholePlanLacksNothing(t *testing.T) {
	if found := facts.PlanCheck(moment, whole(t)); len(found) > 0 {
		t.Errorf("got\n%s", strings.Join(lines(found), "\n"))
	}
}

// Each of the five lacks its part, and that is the only finding of all five
// parts; the fact of the part is false and the other four are true.
func TestFiveParts(t *testing.T) {
	for _, c := range lacking {
		in := whole(t)
		c.take(&in)
		if got := lines(facts.PlanCheck(moment, in)); !slices.Equal(got, []string{c.want}) {
			t.Errorf("%s: got\n%s", c.part, strings.Join(got, "\n"))
		}
		known := facts.From(moment, in)
		for _, other := range lacking {
			if got := valueOf(t, known, other.fact); got != finding.Bool(other.part != c.part) {
				t.Errorf("without %s, %s is %v", c.part, other.fact, got)
			}
		}
		code, _, _ := strings.Cut(strings.TrimPrefix(c.want, "block "), ":")
		if got := valueOf(t, known, facts.PlanBlocking); got != finding.List(code+" plan") {
			t.Errorf("%s: %s is %v", c.part, facts.PlanBlocking, got)
		}
		if got := valueOf(t, known, facts.PlanPartsReady); got != finding.Number(4, "") {
			t.Errorf("%s: %v parts are ready", c.part, got)
		}
	}
}

// Nothing at all lacks all five, once each.
func TestEmptyInputLacksFiveParts(t *testing.T) {
	want := []finding.Code{facts.CodeGoalsMissing, facts.CodeMilestonesMissing, facts.CodeResourcesMissing, facts.CodeRisksMissing, facts.CodeTimetableMissing}
	if got := codesOf(facts.PlanCheck(moment, facts.Input{})); !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	if got := codesOf(facts.PlanCheck(moment, facts.Input{Plan: &schedule.Plan{}})); !slices.Equal(got, want) {
		t.Errorf("an empty plan: got %v", got)
	}
	if got := facts.From(moment, facts.Input{}).PlanCheck("fun"); got != nil {
		t.Errorf("a part that does not exist: got %v", got)
	}
}

// TestDepth: what each rule of depth says of a plan in which one thing is
// shallow, worked out by hand.
func TestDepth(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*facts.Input)
		want   []string
	}{
		"twenty days pass": {func(in *facts.Input) { in.Plan.Tasks[2].Duration.Length = 20 * day }, nil},
		"a minute more does not": {func(in *facts.Input) { in.Plan.Tasks[2].Duration.Length = 20*day + hour/60 },
			[]string{"block facts.timetable.undetailed: task rollout, want 20 day, got 9601/480 day, remedy facts.remedy.detail_task"}},
		"a day is as long as the plan says": {func(in *facts.Input) { in.Plan.Units.MinutesPerDay, in.Rules.LongDays = 450, 10 },
			[]string{"block facts.timetable.undetailed: task rollout, want 10 day, got 32/3 day, remedy facts.remedy.detail_task"}},
		"no limit": {func(in *facts.Input) { in.Plan.Tasks[2].Duration.Length, in.Rules.LongDays = 400*day, -1 }, nil},
		"what is finished may be long": {func(in *facts.Input) {
			in.Plan.Tasks[0].Duration.Length = 30 * day
			in.Plan.Tasks[0].Progress = schedule.Progress{ActualStart: in.Plan.Start, ActualFinish: on(6).At(17 * hour), Percent: 100}
		}, nil},
		"a task by itself": {func(in *facts.Input) {
			in.Plan.Tasks = append(in.Plan.Tasks, schedule.Task{ID: "alone", Duration: schedule.Duration{Length: day}})
			in.Plan.Assignments = append(in.Plan.Assignments, schedule.Assignment{ID: "3", Task: "alone", Resource: "li.na"})
		}, []string{"block facts.timetable.no_logic: task alone, remedy facts.remedy.link_task"}},
		"a guess": {func(in *facts.Input) { in.Plan.Tasks[0].Duration.Estimated = true },
			[]string{"warn facts.timetable.estimate_open: task offer, got 5 day, remedy facts.remedy.confirm_estimate"}},
		"nobody for one task": {func(in *facts.Input) { in.Plan.Assignments = in.Plan.Assignments[:1] },
			[]string{"block facts.resources.unassigned: task rollout, remedy facts.remedy.assign_task"}},
		"work that nobody was found for": {func(in *facts.Input) { in.Plan.Assignments[1].Resource = "" },
			[]string{"block facts.resources.unassigned: task rollout, remedy facts.remedy.assign_task"}},
		"a machine answers for nothing": {func(in *facts.Input) { in.Plan.Resources[1].Kind = schedule.MaterialResource },
			[]string{"block facts.resources.no_owner: task rollout, remedy facts.remedy.name_owner"}},
		"but somebody may": {func(in *facts.Input) {
			in.Plan.Resources[1].Kind = schedule.MaterialResource
			in.Team.Duties = []team.Duty{{Subject: finding.Ref{Kind: "task", ID: "rollout"}, Letter: team.Accountable, Actor: "li.na"}}
		}, nil},
		"a milestone without an owner": {func(in *facts.Input) { in.Milestones[0].Owner = "" },
			[]string{"block facts.milestones.no_owner: milestone signed, remedy facts.remedy.name_owner"}},
		"a milestone that is not in the register": {func(in *facts.Input) { in.Milestones = in.Milestones[:1] }, []string{
			"block facts.milestones.no_owner: milestone done, remedy facts.remedy.name_owner",
			"warn facts.milestones.no_acceptance: milestone done, remedy facts.remedy.state_acceptance",
		}},
		"a note on the task will do": {func(in *facts.Input) {
			in.Milestones[0].AcceptedBy, in.Plan.Tasks[1].Notes = "", "the signed contract"
		}, nil},
		// From Monday 2 March to the signature on Friday 6 are 4 days, from
		// there to the end on Friday 20 are 14.
		"milestones far apart": {func(in *facts.Input) { in.Rules.GapDays = 13 },
			[]string{"warn facts.milestones.sparse: period 2026-03-06/2026-03-20, want 13 day, got 14 day, remedy facts.remedy.set_milestones"}},
		"milestones just near enough": {func(in *facts.Input) { in.Rules.GapDays = 14 }, nil},
		"a goal without an owner": {func(in *facts.Input) {
			in.Charter.Goals[0].Owner = ""
			in.Charter.Goals[0].Attestations = nil
			in.Charter.Goals[0] = in.Charter.Goals[0].Attest(charter.Achievable, "chen.jie", on(2), "trial")
			in.Team = crew(in.Charter)
		}, []string{"block facts.goals.unclear: goal G1, got charter.goal.no_owner, remedy facts.remedy.mend_goal"}},
		"a standard of other goals": {func(in *facts.Input) { in.Charter.Standard.Limits[0].Goal = "G9" },
			[]string{"block facts.goals.standard_open: standard, got charter.standard.no_limit, charter.limit.unknown_goal, remedy facts.remedy.fix_standard"}},
		"nobody was asked": {func(in *facts.Input) { in.Team = nil },
			[]string{"block facts.goals.not_agreed: goals, got unknown (no-team), remedy facts.remedy.acknowledge_goals"}},
		"a risk without an owner": {func(in *facts.Input) { in.Risks.Risks[0].Owner = "" },
			[]string{"block facts.risks.no_owner: risk R1, remedy facts.remedy.name_owner"}},
		"a risk that nobody rated": {func(in *facts.Input) { in.Risks.Risks[0].Assessments = nil },
			[]string{"block facts.risks.unrated: risk R1, remedy facts.remedy.rate_risk"}},
		"a risk that is rated later only": {func(in *facts.Input) {
			for i := range in.Risks.Risks[0].Assessments {
				in.Risks.Risks[0].Assessments[i].At = on(20 - i)
			}
		}, []string{"block facts.risks.unrated: risk R1, want 2026-03-09, got 2026-03-20, remedy facts.remedy.rate_risk"}},
		"a grave risk without an answer": {func(in *facts.Input) { in.Risks.Risks[0].Responses = nil },
			[]string{"block facts.risks.no_response: risk R1, got high, remedy facts.remedy.plan_response"}},
		"no reviews": {func(in *facts.Input) { in.Risks.Cadences = nil },
			[]string{"warn facts.risks.thin: plan, want 4, got 3, remedy facts.remedy.complete_risk_plan"}},
		"a rule turned off": {func(in *facts.Input) {
			in.Plan.Assignments = in.Plan.Assignments[:1]
			in.Rules.Levels = map[finding.Code]facts.Level{facts.CodeTaskUnassigned: facts.LevelOff}
		}, nil},
		"a rule that only informs": {func(in *facts.Input) {
			in.Plan.Assignments = in.Plan.Assignments[:1]
			in.Rules.Levels = map[finding.Code]facts.Level{facts.CodeTaskUnassigned: facts.LevelInfo}
		}, []string{"info facts.resources.unassigned: task rollout, remedy facts.remedy.assign_task"}},
	} {
		in := whole(t)
		c.change(&in)
		if got := lines(facts.PlanCheck(moment, in)); !slices.Equal(got, append([]string{}, c.want...)) {
			t.Errorf("%s: got\n%s", name, strings.Join(got, "\n"))
		}
	}
}

// A result of another plan is said to be old, not taken for the timetable.
func TestOldResult(t *testing.T) {
	in := whole(t)
	r, err := schedule.Compute(in.Plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	in.Result = r
	if found := facts.PlanCheck(moment, in); len(found) > 0 {
		t.Errorf("its own result: got %q", lines(found))
	}
	in.Plan = in.Plan.Clone()
	in.Plan.Tasks[2].ID = "training"
	in.Plan.Links[1].To, in.Plan.Links[2].From, in.Plan.Assignments[1].Task = "training", "training", "training"
	want := []string{"block facts.timetable.old: plan, want 4, got 4, remedy facts.remedy.compute_anew"}
	if got := lines(facts.PlanCheck(moment, in)); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if got := valueOf(t, facts.From(moment, in), facts.PlanFinish); got != finding.Unknown("not-comparable") {
		t.Errorf("its finish is %v", got)
	}
}

// Alignment: editing a goal makes the acknowledgements stale, and the rules can
// ask for n of m.
func TestGoalsAreAgreedByVersion(t *testing.T) {
	in := whole(t)
	in.Charter.Goals[0].Due = in.Charter.Goals[0].Due.AddDays(-1)
	in.Charter.Goals[0].Attestations = nil
	in.Charter.Goals[0] = in.Charter.Goals[0].Attest(charter.Achievable, "chen.jie", on(2), "trial")
	ask := func(need int) []string {
		in.Rules.Agree = need
		return lines(facts.PlanCheck(moment, in))
	}
	stale := []string{"block facts.goals.not_agreed: goals, want 2, got 0, with member li.na member wang.wei, remedy facts.remedy.acknowledge_goals"}
	if got := ask(0); !slices.Equal(got, stale) {
		t.Errorf("after the edit: got %q", got)
	}
	in.Team.Acks = append(in.Team.Acks, ackOf("wang.wei", in.Charter))
	if got := ask(1); len(got) > 0 {
		t.Errorf("one of two: got %q", got)
	}
	one := []string{"block facts.goals.not_agreed: goals, want 2, got 1, with member li.na, remedy facts.remedy.acknowledge_goals"}
	if got := ask(2); !slices.Equal(got, one) {
		t.Errorf("two of two: got %q", got)
	}
	known := facts.From(moment, in)
	if got := valueOf(t, known, facts.GoalsAcknowledged); got != finding.Number(1, "") {
		t.Errorf("%v have acknowledged", got)
	}
	if got := valueOf(t, known, facts.GoalsUnaware); got != finding.Number(1, "") {
		t.Errorf("%v have not", got)
	}
}

// Whoever left the team, or is yet to join, is not asked.
func TestOnlyThePresentAreAsked(t *testing.T) {
	in := whole(t)
	in.Team.Acks = in.Team.Acks[:1]
	in.Team.Members[1].To = on(9) // the day of the facts is the first without wang.wei
	if got := lines(facts.PlanCheck(moment, in)); len(got) > 0 {
		t.Errorf("got %q", got)
	}
	if got := lines(facts.PlanCheck(moment.Add(-24*time.Hour), in)); len(got) != 1 {
		t.Errorf("the day before: got %q", got)
	}
}

func TestPlanRulesCheck(t *testing.T) {
	r := facts.PlanRules{Levels: map[finding.Code]facts.Level{
		facts.CodeTaskNoLogic: facts.LevelWarn, "no.such": facts.LevelOff, facts.CodeTaskNoOwner: "loud", facts.CodeStatusMissing: facts.LevelOff,
	}}
	want := []string{
		"block facts.rule.unknown: rule facts.resources.no_owner, got loud, remedy facts.remedy.name_rule",
		"block facts.rule.unknown: rule facts.status.missing, got facts.status.missing, remedy facts.remedy.name_rule",
		"block facts.rule.unknown: rule no.such, got no.such, remedy facts.remedy.name_rule",
	}
	if got := lines(r.Check()); !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	standard := facts.StandardLevels()
	if len(standard) != 21 || standard[facts.CodeEstimateOpen] != facts.LevelWarn || standard[facts.CodeGoalsMissing] != facts.LevelBlock {
		t.Errorf("standard levels %v", standard)
	}
	if found := (facts.PlanRules{Levels: standard}).Check(); len(found) > 0 {
		t.Errorf("the standard levels: got %q", lines(found))
	}
}

// Stating the standard levels, and a level that does not exist, change nothing.
func TestStandardLevelsAreTheDefault(t *testing.T) {
	in := whole(t)
	in.Plan.Tasks[0].Duration.Estimated, in.Plan.Assignments, in.Risks.Risks[0].Owner = true, in.Plan.Assignments[:1], ""
	want := lines(facts.PlanCheck(moment, in))
	in.Rules.Levels = facts.StandardLevels()
	if got := lines(facts.PlanCheck(moment, in)); len(want) != 3 || !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	in.Rules.Levels = map[finding.Code]facts.Level{facts.CodeTaskUnassigned: "loud"}
	if got := lines(facts.PlanCheck(moment, in)); !slices.Equal(got, want) {
		t.Errorf("an unknown level: got %q", got)
	}
}

// What blocks the register itself is passed on.
func TestRegisterFaultsArePassedOn(t *testing.T) {
	in := whole(t)
	in.Risks.Risks = append(in.Risks.Risks, in.Risks.Risks[0])
	found := facts.PlanCheck(moment, in)
	if !slices.ContainsFunc(found, func(f finding.Finding) bool { return f.Code == risk.CodeDuplicateID }) {
		t.Errorf("got %q", lines(found))
	}
}
