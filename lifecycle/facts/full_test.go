package facts_test

import (
	"context"
	"testing"
	"time"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
)

func yuan(t testing.TB, text string) kpi.Value {
	t.Helper()
	a, err := money.Parse(text, "CNY")
	if err != nil {
		t.Fatal(err)
	}
	return kpi.Money(a)
}

// full is a project in execution of which every part is known.
func full(t testing.TB) facts.Input {
	t.Helper()
	in := staffed(t)
	frozen, err := charter.Freeze(in.Charter.Standard, in.Charter.Goals, "planning_gate", "chen.jie", on(2))
	if err != nil {
		t.Fatal(err)
	}
	in.Frozen = &frozen
	in.Actuals = []charter.Actual{{Goal: "G1", Value: charter.Whole(70), On: on(6), Source: "contract ledger"}}
	fillTeam(in.Team)
	fillComms(&in)
	in.Plan.DataDate = on(9).At(8 * hour)
	in.Plan.Tasks[0].Progress = schedule.Progress{ActualStart: on(2).At(8 * hour), Percent: 60}
	in.Reports, in.Cycle = []facts.StatusReport{{Task: "offer", Owner: "li.na", On: on(4)}}, facts.Cycle{From: on(2), To: on(8)}
	fillFigures(t, &in)
	fillChanges(&in)
	fillClosing(t, &in)
	return in
}

func fillTeam(r *team.Record) {
	r.Skills = []team.SkillNeed{{Skill: "sales", Level: 2}}
	for i := range r.Members {
		r.Members[i].Skills = []team.Skill{{Skill: "sales", Level: 3, Evidence: []string{"doc/cv"}}}
	}
	r.Assignments = []team.Assignment{{Task: "offer", Actor: "li.na", Start: on(2), Due: on(6)}, {Task: "rollout", Actor: "wang.wei", Start: on(9), Due: on(20)}}
	r.Acks = append(r.Acks, team.Ack{Actor: "li.na", Subject: finding.Ref{Kind: "task", ID: "offer"}, Digest: r.Assignments[0].Digest(), At: moment.Add(-2 * time.Hour)})
	r.Standing = []team.Standing{r.Assignments[0].Standing(), r.Assignments[1].Standing()}
	window := team.Period{From: on(2), To: on(7)}
	r.Demands = []team.Demand{{Task: "offer", Resource: team.Resource{Kind: team.ByName, ID: "li.na"}, WorkMin: 2400, Window: window, Planned: window}}
}

func fillComms(in *facts.Input) {
	at := func(d int) time.Time { return time.Date(2026, time.March, d, 9, 0, 0, 0, time.UTC) }
	in.Comms = &comms.Record{
		Project: "P1",
		Minutes: []comms.Minutes{{Meeting: "kickoff", On: on(3), Actions: []comms.Action{
			{ID: "A1", Text: "Visit the buyer", Owner: "li.na", Due: on(6)}, {ID: "A2", Text: "Order the room", Owner: "wang.wei", Due: on(13)}}}},
		Issues: []comms.Issue{
			{ID: "I1", Title: "No price list", Severity: comms.High, RaisedBy: "li.na", Raised: at(4), Source: finding.Ref{Kind: "risk", ID: "R1"}},
			{ID: "I2", Title: "Room too small", Severity: comms.Low, Owner: "wang.wei", RaisedBy: "li.na", Raised: at(5)},
			{ID: "I3", Title: "Solved", Severity: comms.Critical, Owner: "wang.wei", RaisedBy: "li.na", Raised: at(5),
				Steps: []comms.IssueStep{{Do: comms.IssueSolve, By: "wang.wei", At: at(6), Cause: "c", Solution: "s"}}},
			{ID: "I4", Title: "Still to come", Severity: comms.Critical, RaisedBy: "li.na", Raised: at(12)},
		},
	}
	in.Evidence = &comms.Evidence{At: moment, On: on(9), MeetingsDue: 2, MeetingsHeld: 1, Places: 4, Attended: 3, ToAcknowledge: 4, Acknowledged: 3}
	in.Documents = []comms.Document{{URI: "doc/a", Digest: "sha256:1", Version: 1}, {URI: "doc/b", Digest: "sha256:2", Version: 1}, {URI: "doc/c", Digest: "sha256:3", Version: 1}}
	in.Sightings = []comms.Sighting{{URI: "doc/a", Digest: "sha256:1"}, {URI: "doc/b"}, {URI: "doc/c", Digest: "sha256:9"}}
}

func fillFigures(t testing.TB, in *facts.Input) {
	t.Helper()
	in.Status = &evm.Status{BAC: yuan(t, "100000"), PV: yuan(t, "50000"), EV: yuan(t, "40000"), AC: yuan(t, "45000")}
	in.Scorecard = &kpi.Scorecard{Name: "month", Rows: []kpi.ScoreRow{
		{Key: "a", Weight: kpi.Int(3, ""), Score: kpi.Ratio(1, 2, "")}, {Key: "b", Weight: kpi.Int(1, ""), Score: kpi.Int(1, "")}, {Key: "c", Weight: kpi.Int(1, "")}}}
	in.Figures = []kpi.Figure{{Key: "sales.win_rate", Value: kpi.Ratio(2, 5, "")}, {Key: "sales.quota_gap", Value: yuan(t, "1200.50")}, {Key: "sales.nothing", Value: kpi.Unknown(kpi.ReasonNoData)}}
	rules := tolerance.Rules{Places: []tolerance.Place{{ID: "P1", Level: tolerance.Project}},
		Limits: []tolerance.Limit{{Aspect: tolerance.Time, Place: "P1", Outer: kpi.Int(5, "day")}, {Aspect: tolerance.Cost, Place: "P1", Outer: kpi.Ratio(1, 10, "")}}}
	state, _, refused := tolerance.Replay(rules, []tolerance.Observation{
		{On: on(6), Place: "P1", Aspect: tolerance.Time, Forecast: kpi.Int(7, "day"), Evidence: []finding.Ref{{Kind: "task", ID: "offer"}}},
		{On: on(6), Place: "P1", Aspect: tolerance.Cost, Forecast: kpi.Ratio(1, 20, ""), Evidence: []finding.Ref{{Kind: "status", ID: "1"}}},
	})
	if len(refused) > 0 {
		t.Fatal(lines(refused))
	}
	in.Tolerance = &state
	odds, err := sra.Run(context.Background(), in.Plan, *in.Risks, sra.Options{Trials: 256, Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	in.Odds = odds
}

// request is a change request in a state.
func request(id string, state change.State) change.Request {
	return change.Request{ID: id, Title: "t", Origin: change.FromCustomer, Kind: change.OfScope, Urgency: change.Normal, Proposer: "li.na", Raised: on(3), State: state}
}

func fillChanges(in *facts.Input) {
	for i, s := range []change.State{"", change.Submitted, change.Assessed, change.Approved, change.Implemented, change.Deferred, change.Rejected, change.Verified, change.Withdrawn} {
		in.Changes = append(in.Changes, request("C"+finding.Number(int64(i), "").Plain(), s))
	}
}

func fillClosing(t testing.TB, in *facts.Input) {
	t.Helper()
	in.Acceptances = []facts.Acceptance{{Deliverable: "contract", By: "customer", On: on(6)}}
	outcome, _ := closing.Judge(*in.Frozen, in.Actuals, nil, on(9))
	in.Outcome = &outcome
	in.Lessons = []closing.Lesson{{ID: "L1", Status: closing.Captured}, {ID: "L2", Status: closing.Accepted}}
	manifest, err := closing.Manifest{Project: "P1", On: on(9), By: "li.na", Items: []closing.Item{}}.Seal()
	if err != nil {
		t.Fatal(err)
	}
	in.Manifest = &manifest
}

// Every fact of the full project, by hand from what the fixture says.
func TestFactsByHand(t *testing.T) {
	n := func(n int64) finding.Value { return finding.Number(n, "") }
	half := finding.Ratio(1, 2, "")
	want := map[lifecycle.FactName]finding.Value{
		lifecycle.FactGoalsBlocking: n(0), lifecycle.FactCharterComplete: finding.Bool(true), facts.CharterBlocking: finding.List(),
		facts.NeedsUncovered: n(0), facts.AssumptionsDue: n(0), facts.StandardFixed: finding.Bool(true), facts.GoalsAttained: finding.Ratio(8, 13, ""),
		lifecycle.FactTeamFormed: finding.Bool(true), facts.TeamMembers: n(2), facts.BusFactor: n(2), facts.WorkUnnoticed: n(1),
		facts.AlignmentOpen: n(1), facts.GoalsAcknowledged: n(2), facts.GoalsUnaware: n(0), facts.PlanAcknowledged: n(0), facts.PlanUnaware: n(2),
		lifecycle.FactResourcesSuffice: finding.Bool(true), facts.ShortfallsSure: n(0),
		facts.ActionsOpen: n(2), facts.ActionsOverdue: n(1), facts.IssuesOpen: n(2), facts.IssuesSevere: n(1), facts.IssuesUnowned: n(1),
		facts.DocumentsLost: n(1), facts.DocumentsMoved: n(1), comms.MeasureCadence: half, comms.MeasureAttendance: finding.Ratio(3, 4, ""),
		comms.MeasureReplyDays: finding.Unknown("no-data"),
		// The offer has two of five days left from Monday 9 on: it ends on
		// Tuesday 10 and was due on Friday 6. Microsoft Project's rules leave
		// recorded work where it was, so the plan still ends on the 20th; the
		// lists look at what is left, so rollout and end will be late.
		facts.PlanTasks: n(4), facts.PlanStart: finding.Date("2026-03-02"), facts.PlanFinish: finding.Date("2026-03-20"),
		facts.PlanLate: finding.Number(0, "min"), facts.PlanConflicts: n(0), facts.PlanFaults: finding.List(), facts.PlanCostMoved: finding.Unknown("no-cost"),
		facts.MilestonesHeld: n(2), facts.MilestonesLate: n(0), facts.MilestonesMissed: n(1), facts.MilestonesFlawed: n(0),
		facts.WorkOpen: n(4), facts.WorkOverdue: n(2), facts.WorkAtRisk: n(2), facts.WorkDue: n(0), facts.StatusMissing: n(0),
		lifecycle.FactWorkFinished: finding.Bool(false), lifecycle.FactBaselineSet: finding.Bool(true),
		facts.PlanBlocking: finding.List(), facts.PlanPartsReady: n(5), facts.PlanAdvice: n(0), facts.LinksMissing: n(0), facts.TasksLong: n(0),
		// 0.7 of 500,000 and of 20 hours.
		facts.RisksOpen: n(1), facts.RisksSevere: n(1), facts.RisksUnrated: n(0), facts.RiskExposureCost: finding.Money("350000", "CNY"),
		facts.RiskExposureMin: finding.Number(840, "min"), facts.RiskReserveCost: finding.Money("0", "CNY"), facts.RiskShortMin: finding.Number(840, "min"),
		facts.RiskResponsesLate: n(0), facts.RiskTriggersWait: n(0), facts.RiskBlocking: finding.List(),
		facts.OddsTrials: n(256), facts.OddsWhole: finding.Bool(true),
		// 40/45, 40/50, 40/100, 45/100, (100-40)/(100-45), 100 * 45/40 = 112.5.
		facts.StatusCPI: finding.Ratio(8, 9, ""), facts.StatusSPI: finding.Ratio(4, 5, ""), facts.StatusComplete: finding.Ratio(2, 5, ""),
		facts.StatusSpent: finding.Ratio(9, 20, ""), facts.StatusTCPI: finding.Ratio(12, 11, ""), facts.StatusCV: finding.Money("-5000", "CNY"),
		facts.StatusSV: finding.Money("-10000", "CNY"), facts.StatusEAC: finding.Money("112500", "CNY"), facts.StatusOver: finding.Money("12500", "CNY"),
		// (3 * 1/2 + 1) / 4 and 4 / 5.
		facts.ScorecardScore: finding.Ratio(5, 8, ""), facts.ScorecardCovered: finding.Ratio(4, 5, ""),
		facts.TolerancesExceeded: n(1), facts.TolerancesWatched: n(0), facts.TolerancesUnclear: n(0), facts.Exceeded(tolerance.Time): n(1),
		facts.Exceeded(tolerance.Cost): n(0), facts.DeviationsOpen: finding.List("P1/time/1"),
		lifecycle.FactChangesOpen: n(3), facts.ChangesWaiting: n(2), facts.ChangesApproved: n(1), facts.ChangesUnverified: n(1), facts.ChangesDeferred: n(1),
		lifecycle.FactDeliverablesAccepted: finding.Bool(false), facts.DeliverablesOpen: finding.List("deliverable handbook", "milestone signed"),
		lifecycle.FactOutcomeJudged: finding.Bool(true), facts.OutcomeWhole: finding.Text("partial"), facts.GoalsMissed: n(0), facts.LessonsOpen: n(1),
		// Two actions, two issues, three changes, one risk.
		lifecycle.FactOpenItems:  n(8),
		facts.ItemsOpen:          finding.List("action A1", "action A2", "issue I1", "issue I2", "change C1", "change C2", "change C3", "risk R1"),
		lifecycle.FactReportMade: finding.Bool(false), lifecycle.FactManifestComplete: finding.Bool(false),
		facts.Indicator("sales.win_rate"): finding.Ratio(2, 5, ""), facts.Indicator("sales.quota_gap"): finding.Money("1200.5", "CNY"),
		facts.Indicator("sales.nothing"): finding.Unknown("no-data"), facts.Indicator("sales.nobody"): finding.Unknown("no-data"),
	}
	known := facts.From(moment, full(t))
	for name, value := range want {
		if got := valueOf(t, known, name); got != value {
			t.Errorf("%s is %v, not %v", name, got, value)
		}
	}
}
