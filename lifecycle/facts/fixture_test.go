package facts_test

import (
	"slices"
	"testing"
	"time"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

const (
	hour = calendar.Hour
	day  = 8 * calendar.Hour
)

// on returns a day of March 2026; the 2nd is a Monday.
func on(d int) calendar.Date { return calendar.DateOf(2026, time.March, d) }

// moment is Monday 9 March 2026 at eight in the morning.
var moment = time.Date(2026, time.March, 9, 8, 0, 0, 0, time.UTC)

// goal is one with everything that can be asked of it.
func goal() charter.Goal {
	g := charter.Goal{
		ID: "G1", Statement: "Raise the renewal rate of service contracts in the north region from 62 to 75 percent by 30 September 2026",
		Object: "service contracts", Scope: "north region", Owner: "li.na",
		Metric: charter.Metric{Name: "renewal rate", Kind: charter.Retention, Unit: "percent", Direction: charter.Up,
			Baseline: charter.Whole(62), Target: charter.Whole(75), Source: "contract ledger"},
		Due: calendar.DateOf(2026, time.September, 30), Checkpoints: []charter.Checkpoint{{On: calendar.DateOf(2026, time.April, 30)}},
		Weight: charter.Whole(1), Needs: []string{"N1"},
	}
	return g.Attest(charter.Achievable, "chen.jie", on(2), "trial in two branches")
}

func newCharter() *charter.Charter {
	return &charter.Charter{
		ID: "P1", Name: "North", Sponsor: "chen.jie", Start: calendar.DateOf(2026, time.January, 5), Finish: calendar.DateOf(2026, time.December, 31),
		Team: []charter.Seat{{Actor: "li.na", Role: "manager"}}, Authority: []charter.Authority{{Actor: "li.na", May: "approve_change"}},
		Needs: []charter.Need{{ID: "N1", Customer: "Hua Foods", Statement: "Lines keep running", Source: "visit", Weight: charter.Whole(1),
			Measure: "downtime log", Deliverables: []string{"contract", "handbook"}}},
		Goals: []charter.Goal{goal()},
		Standard: charter.Standard{Limits: []charter.Limit{{Goal: "G1", Pass: charter.Whole(1), Partial: charter.Fraction(1, 2)}},
			Rule: charter.Rule{Method: charter.Every}},
	}
}

// crew is two people who have acknowledged the goals of the charter.
func crew(c *charter.Charter) *team.Record {
	usual := []team.Availability{{Calendar: "usual", Percent: 100}}
	r := &team.Record{ID: "T1", Members: team.Team{
		{Actor: "li.na", Roles: []lifecycle.Role{lifecycle.RoleManager}, Availability: usual},
		{Actor: "wang.wei", Roles: []lifecycle.Role{lifecycle.RoleMember}, Availability: usual},
	}}
	for _, m := range r.Members {
		r.Acks = append(r.Acks, ackOf(m.Actor, c))
	}
	return r
}

// ackOf is an acknowledgement of the goals as they stand in the charter.
func ackOf(actor lifecycle.ActorID, c *charter.Charter) team.Ack {
	return team.Ack{Actor: actor, Subject: facts.GoalsSubject(), Digest: facts.GoalsVersion(*c), At: moment.Add(-time.Hour)}
}

// newPlan is an offer of five days, a signature, a rollout of ten days and its
// end, from Monday 2 March.
func newPlan() *schedule.Plan {
	return &schedule.Plan{
		Name: "north", Start: on(2).At(8 * hour),
		Tasks: []schedule.Task{
			{ID: "offer", Duration: schedule.Duration{Length: 5 * day}},
			{ID: "signed", Milestone: true},
			{ID: "rollout", Duration: schedule.Duration{Length: 10 * day}},
			{ID: "done", Milestone: true},
		},
		Links:     []schedule.Link{{From: "offer", To: "signed"}, {From: "signed", To: "rollout"}, {From: "rollout", To: "done"}},
		Resources: []schedule.Resource{{ID: "li.na"}, {ID: "wang.wei"}},
		Assignments: []schedule.Assignment{
			{ID: "1", Task: "offer", Resource: "li.na", Work: 5 * day},
			{ID: "2", Task: "rollout", Resource: "wang.wei", Work: 10 * day},
		},
	}
}

func newMilestones() []schedule.MilestoneEntry {
	return []schedule.MilestoneEntry{
		{Task: "signed", Owner: "li.na", AcceptedBy: "customer"},
		{Task: "done", Owner: "wang.wei", Criteria: []schedule.MilestoneCriterion{{Text: "all branches trained"}}},
	}
}

// newRegister has one risk, rated, owned and answered.
func newRegister(t testing.TB) *risk.Register {
	t.Helper()
	worst, err := money.Parse("500000", "CNY")
	if err != nil {
		t.Fatal(err)
	}
	r, err := risk.PresetRegister(risk.PresetIllustrative5x5, risk.Worst{Cost: worst, Time: 200 * hour})
	if err != nil {
		t.Fatal(err)
	}
	r.ID, r.Cadences = "north", []risk.Cadence{{Class: "high", Days: 7}, {Class: "medium", Days: 14}, {Class: "low", Days: 30}}
	r.Risks = []risk.Risk{{
		ID: "R1", Kind: risk.Threat, Status: risk.Open, Owner: "wang.wei", Raised: on(2), Cause: "A rival bids", Event: "It underbids", Effect: "The order is lost",
		Assessments: []risk.Assessment{{At: on(3), By: "li.na", Basis: risk.Current,
			Rating: risk.Rating{Probability: risk.Fraction(7, 10), Effects: []risk.Effect{risk.CostOf(worst), risk.Delay(20 * hour)}}}},
		Responses: []risk.Response{{ID: "a", Strategy: risk.Reduce, Text: "Visit the buyer", Owner: "wang.wei", Due: on(20),
			Residual: risk.Rating{Probability: risk.Fraction(1, 10), Effects: []risk.Effect{risk.CostOf(worst)}}}},
	}}
	return &r
}

// whole is a project that lacks nothing for the planning gate.
func whole(t testing.TB) facts.Input {
	t.Helper()
	c, p := newCharter(), newPlan()
	r, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := schedule.TakeBaseline("first", on(2).At(7*hour), "li.na", "planning gate", p, r)
	if err != nil {
		t.Fatal(err)
	}
	p.Baselines = []schedule.Baseline{b}
	return facts.Input{
		Charter: c, Team: crew(c), Plan: p, Milestones: newMilestones(), Risks: newRegister(t),
		Comms: &comms.Record{}, Changes: []change.Request{}, Acceptances: []facts.Acceptance{},
	}
}

// lines returns findings as text.
func lines(found []finding.Finding) []string {
	list := []string{}
	for _, f := range found {
		list = append(list, f.String())
	}
	return list
}

func codesOf(found []finding.Finding) []finding.Code {
	var list []finding.Code
	for _, f := range found {
		list = append(list, f.Code)
	}
	return slices.Compact(list)
}

// valueOf returns the value of a fact of the catalogue.
func valueOf(t testing.TB, k *facts.Known, name lifecycle.FactName) finding.Value {
	t.Helper()
	f, ok := k.Fact(name)
	if !ok {
		t.Fatalf("no fact %s", name)
	}
	return f.Value
}

// supply is eight hours a day of both people for four weeks. The team record
// asks for nothing of it unless a test does.
func supply() []team.Supply {
	var list []team.Supply
	for _, actor := range []string{"li.na", "wang.wei"} {
		s := team.Supply{Resource: team.Resource{Kind: team.ByName, ID: actor}, From: on(2)}
		for d := range 28 {
			s.PerDayMin = append(s.PerDayMin, []int64{480, 480, 480, 480, 480, 0, 0}[d%7])
		}
		list = append(list, s)
	}
	return list
}

func taskID(id string) schedule.TaskID { return schedule.TaskID(id) }

func link(from, to string) schedule.Link {
	return schedule.Link{From: taskID(from), To: taskID(to)}
}

// calendarDay returns a day so many before or after the last of February.
func calendarDay(d int) calendar.Date { return on(1).AddDays(d - 1) }
