package health_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// counted returns "bad/of" of a sign on a day.
func counted(t *testing.T, in health.Input, day calendar.Date, sign finding.Code) string {
	t.Helper()
	for _, c := range health.Diagnose(in, at(day, 18)) {
		for _, s := range c.Signs {
			if s.Code == sign {
				if len(s.Evidence) > s.Bad || s.Judged == (s.Missing != nil) {
					t.Errorf("%s: %+v", sign, s)
				}
				return fmt.Sprintf("%d/%d", s.Bad, s.Of)
			}
		}
	}
	t.Fatalf("no sign %s", sign)
	return ""
}

type counting struct {
	sign finding.Code
	want string
}

func check(t *testing.T, what string, in health.Input, day calendar.Date, list ...counting) {
	t.Helper()
	for _, c := range list {
		if got := counted(t, in, day, c.sign); got != c.want {
			t.Errorf("%s: %s is %s, want %s", what, c.sign, got, c.want)
		}
	}
}

// Three goals, by hand: G1 has everything, G2 lacks its unit and source and has
// no checkpoint, G3 is a part of G1, runs against G2 and serves an unknown need.
func TestGoalSigns(t *testing.T) {
	good := charter.Goal{ID: "G1", Statement: "Raise the renewal rate of service contracts from 62 to 75 percent", Object: "service contracts", Scope: "north", Owner: "pm",
		Metric: charter.Metric{Name: "renewal", Unit: "percent", Direction: charter.Up, Baseline: charter.Whole(62), Target: charter.Whole(75), Source: "ledger"},
		Due:    begin.AddDays(90), Checkpoints: []charter.Checkpoint{{On: begin.AddDays(40)}}, Weight: charter.Whole(1), Needs: []string{"N1"}}
	bare, below := good.Clone(), good.Clone()
	bare.ID, bare.Metric.Name, bare.Metric.Unit, bare.Metric.Source, bare.Checkpoints = "G2", "complaints", "", "", nil
	below.ID, below.Parent, below.Needs, below.Metric = "G3", "G1", []string{"N9"}, bare.Metric
	below.Metric.Direction, below.Metric.Target, below.Metric.Source = charter.Down, charter.Whole(40), "desk"
	need := charter.Need{ID: "N1", Customer: "Hua", Statement: "s", Source: "visit", Weight: charter.Fraction(1, 2), Measure: "log"}
	other := need
	other.ID, other.Measure = "N2", ""
	c := &charter.Charter{ID: "C", Start: begin, Finish: begin.AddDays(99), Goals: []charter.Goal{good, bare, below}, Needs: []charter.Need{need, other},
		Standard: charter.Standard{Limits: []charter.Limit{{Goal: "G2"}}}}
	check(t, "three goals", health.Input{Charter: c}, begin,
		counting{health.SignNotSpecific, "0/3"}, counting{health.SignNotMeasurable, "2/3"}, counting{health.SignNotTimely, "1/3"}, counting{health.SignServesNothing, "1/3"},
		counting{health.SignNoYardstick, "1/2"}, // G1 is broken down; G3 has no limit
		counting{health.SignAtOdds, "2/3"}, counting{health.SignNeedsOpen, "1/2"},
		counting{health.SignCharterHollow, "3/7"}) // purpose, sponsor, aims
}

// Requests that touch a goal, by hand: a draft, a withdrawn and a later one do
// not count, nor does one from before the window.
func TestChangeSigns(t *testing.T) {
	goal := []finding.Ref{{Kind: "task", ID: "t"}, {Kind: "goal", ID: "G1"}}
	request := func(day int, state change.State, about ...finding.Ref) change.Request {
		return change.Request{ID: fmt.Sprint("C", day, state), Raised: begin.AddDays(day), State: state, Affected: about}
	}
	in := health.Input{Changes: []change.Request{
		request(60, change.Approved, goal...), request(61, change.Draft, goal...), request(62, change.Withdrawn, goal...), request(63, change.Rejected),
		request(64, change.Submitted, goal...), request(20, change.Assessed, goal...), request(90, change.Submitted, goal...), request(79, change.Assessed),
	}}
	// On day 85 those of days 60, 63, 64 and 79 are recent. The one of day 64 waits
	// on the 21st day and that of day 20 for longer.
	check(t, "on day 85", in, begin.AddDays(85), counting{health.SignGoalsMoving, "2/4"}, counting{health.SignChangesOpen, "1/5"})
	check(t, "on day 86", in, begin.AddDays(86), counting{health.SignChangesOpen, "2/5"})
	check(t, "on day 10", in, begin.AddDays(10), counting{health.SignGoalsMoving, "0/0"}, counting{health.SignChangesOpen, "0/0"})
}

// A plan by hand: of four tasks one has no links, one is long, one is a guess,
// one has nobody; two were not baselined, and the second stretch of six weeks
// has no milestone.
func TestPlanSigns(t *testing.T) {
	p := &schedule.Plan{Name: "P", Start: begin.At(8 * calendar.Hour), Resources: []schedule.Resource{{ID: "ann"}}}
	add := func(id schedule.TaskID, days int, after schedule.TaskID) {
		p.Tasks = append(p.Tasks, schedule.Task{ID: id, Duration: schedule.Duration{Length: calendar.Work(days) * workday}, Milestone: days == 0})
		if after != "" {
			p.Links = append(p.Links, schedule.Link{From: after, To: id})
		}
		if days > 0 && id != "t4" {
			p.Assignments = append(p.Assignments, schedule.Assignment{ID: schedule.AssignmentID("a" + id), Task: id, Resource: "ann"})
		}
	}
	add("begin", 0, "")
	add("t1", 22, "begin") // a month is not yet long
	add("t2", 50, "t1")
	add("t3", 5, "")
	add("t4", 5, "t2")
	add("end", 0, "t4")
	p.Tasks[4].Duration.Estimated = true
	b := &schedule.Baseline{Tasks: []schedule.BaselineTask{{ID: "t1", Finish: begin.At(0)}, {ID: "t2", Finish: begin.At(0)}}}
	in := health.Input{Plan: p, Result: compute(t, p), Baseline: b}
	// 77 working days are 15 weeks and 2 days: two whole stretches.
	check(t, "a plan", in, begin, counting{health.SignLoose, "1/4"}, counting{health.SignCoarse, "1/4"}, counting{health.SignNobody, "1/4"},
		counting{health.SignGuessed, "1/4"}, counting{health.SignUnplanned, "2/4"}, counting{health.SignNoMilestone, "1/2"})
	in.Limits.CoarseDays = 21
	check(t, "with 21 days", in, begin, counting{health.SignCoarse, "2/4"})
	p.Tasks[3].Progress = schedule.Progress{ActualStart: begin.At(8 * calendar.Hour), ActualFinish: begin.At(17 * calendar.Hour), Percent: 100}
	in.Result = compute(t, p)
	check(t, "with one finished", in, begin, counting{health.SignLoose, "0/3"})
}

// Fit, shortfall and tools by hand: ann lacks a skill for t2, bob has left
// before t3; six hours of testing stand against five, and the licence comes on
// the third day.
func TestFitSigns(t *testing.T) {
	p := &schedule.Plan{Name: "P", Start: begin.At(8 * calendar.Hour), Resources: []schedule.Resource{{ID: "ann"}, {ID: "bob"}, {ID: "room"}}}
	for k, who := range []schedule.ResourceID{"ann", "ann", "bob", "room"} {
		id := schedule.TaskID(fmt.Sprintf("t%d", k+1))
		p.Tasks = append(p.Tasks, schedule.Task{ID: id, Duration: schedule.Duration{Length: workday}})
		p.Assignments = append(p.Assignments, schedule.Assignment{ID: schedule.AssignmentID("a" + id), Task: id, Resource: who})
		if k > 0 {
			p.Links = append(p.Links, schedule.Link{From: p.Tasks[k-1].ID, To: id})
		}
	}
	need := func(task string, level int, must bool) team.Need {
		return team.Need{ID: task, Skills: []team.SkillNeed{{Skill: "go", Level: level, Must: must}}}
	}
	tester, licence := team.Resource{Kind: team.ByRole, ID: "tester"}, team.Resource{Kind: team.Licence, ID: "L"}
	first := team.Period{From: begin, To: begin.AddDays(1)}
	demand := func(task string, r team.Resource, min int64, days team.Period) team.Demand {
		return team.Demand{Task: task, Resource: r, WorkMin: min, Window: days, Planned: days}
	}
	later := team.Period{From: begin.AddDays(3), To: begin.AddDays(4)}
	rec := &team.Record{Members: team.Team{{Actor: "ann", Skills: []team.Skill{{Skill: "go", Level: 2}}}, {Actor: "bob", Period: team.Period{To: begin.AddDays(2)}}},
		Needs:     []team.Need{need("t1", 2, true), need("t2", 3, true), need("t2", 5, false)},
		Technical: []team.Technical{{ID: "L", Kind: team.Licence, Units: 1, Calendar: "std", Owner: "pm", Ordered: begin, Ready: begin.AddDays(2)}},
		Demands:   []team.Demand{demand("t1", tester, 180, first), demand("t2", tester, 180, first), demand("t4", tester, 60, later), demand("t1", licence, 60, first), demand("t4", licence, 60, later)}}
	in := health.Input{Plan: p, Result: compute(t, p), Team: rec, Supply: []team.Supply{{Resource: tester, From: begin, PerDayMin: []int64{300, 300, 300, 300}}}}
	check(t, "the first day", in, begin, counting{health.SignUnfit, "2/3"}, counting{health.SignShortfall, "2/3"}, counting{health.SignToolsLate, "1/2"})
	check(t, "the day after", in, begin.AddDays(1), counting{health.SignShortfall, "0/1"}, counting{health.SignToolsLate, "0/1"})
}

// Communication by hand, on the tenth day: what comes later does not count.
func TestTalkSigns(t *testing.T) {
	std, err := calendar.Compile(calendar.Standard(), nil)
	if err != nil {
		t.Fatal(err)
	}
	clock, err := comms.NewIssueClock(comms.ClockRules{Limits: []comms.Limit{{Severity: comms.High, ResponseMin: 480}}}, nil, std.In(time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	issue := func(id string, severity comms.Severity, answered int) comms.Issue {
		i := comms.Issue{ID: id, Severity: severity, Raised: nine(begin)}
		if answered > 0 {
			i.Steps = []comms.IssueStep{{Do: comms.IssueAcknowledge, By: "pm", At: nine(begin.AddDays(answered))}}
		}
		return i
	}
	feedback := func(id string, received, replied int) comms.Feedback {
		f := comms.Feedback{ID: id, Received: begin.AddDays(received)}
		if replied > 0 {
			f.Reply = comms.Reply{By: "pm", On: begin.AddDays(replied), Text: "x", Outcome: comms.FeedbackNoted}
		}
		return f
	}
	member, share := comms.Party{Kind: comms.Group, ID: "board"}, comms.Party{Kind: comms.Group, ID: "client"}
	talk := &health.Talk{Working: std, Clock: clock, Informed: []comms.Informed{{Party: member, Audience: "board", Kind: comms.KindPlan}, {Party: share, Audience: "client", Kind: comms.KindPlan}},
		Record: comms.Record{
			Issues: []comms.Issue{issue("I1", comms.High, 1), issue("I2", comms.High, 3), issue("I3", comms.High, 0), issue("I4", comms.High, 20), issue("I5", comms.Low, 0)},
			// F2 waits for 7 working days, F3 since yesterday, F4 was answered after the tenth day.
			Feedback: []comms.Feedback{feedback("F1", 0, 2), feedback("F2", 1, 0), feedback("F3", 9, 0), feedback("F4", 2, 11), feedback("F5", 12, 13)},
			Shares: []comms.Share{{At: nine(begin.AddDays(5)), Audience: "board", Items: []comms.SharedItem{{Kind: comms.KindPlan}}},
				{At: nine(begin.AddDays(6)), Audience: "client", Items: []comms.SharedItem{{Kind: comms.KindGoal}}}, {At: nine(begin.AddDays(11)), Audience: "client", Items: []comms.SharedItem{{Kind: comms.KindPlan}}}},
			Minutes: []comms.Minutes{{Meeting: "m", On: begin, Attendance: []comms.Attendance{{Actor: "a", Presence: comms.Present}, {Actor: "b", Presence: comms.Remote},
				{Actor: "c", Presence: comms.Excused}, {Actor: "d", Presence: comms.Absent}}}, {Meeting: "n", On: begin.AddDays(11), Attendance: []comms.Attendance{{Actor: "a", Presence: comms.Absent}}}},
		}}
	told := team.Assignment{Task: "t1", Actor: "a", Start: begin}
	rec := &team.Record{Members: team.Team{{Actor: "a"}, {Actor: "b"}, {Actor: "c"}}, Standing: []team.Standing{{Subject: finding.Ref{Kind: "plan", ID: "P"}, Digest: "v2"}},
		Assignments: []team.Assignment{told, {Task: "t2", Actor: "a", Start: begin}, {Task: "t3", Actor: "a", Start: begin.AddDays(20)}, {Task: "t4", Actor: "a"}},
		Acks: []team.Ack{{Actor: "a", Subject: told.Standing().Subject, Digest: told.Digest(), At: nine(begin)}, {Actor: "a", Subject: finding.Ref{Kind: "plan", ID: "P"}, Digest: "v2", At: nine(begin)},
			{Actor: "b", Subject: finding.Ref{Kind: "plan", ID: "P"}, Digest: lifecycle.Digest("v1"), At: nine(begin)}, {Actor: "c", Subject: finding.Ref{Kind: "plan", ID: "P"}, Digest: "v2", At: nine(begin.AddDays(12))}}}
	in, day := health.Input{Talk: talk, Team: rec}, begin.AddDays(10)
	check(t, "the tenth day", in, day, counting{health.SignResponse, "3/4"}, counting{health.SignFeedback, "2/3"}, counting{health.SignUnreached, "1/2"},
		counting{health.SignAbsent, "2/4"}, counting{health.SignTasks, "1/2"}, counting{health.SignStanding, "2/3"})
	in.PlanOn = begin.AddDays(3)
	check(t, "a week after a new version", in, day, counting{health.SignStanding, "0/0"})
	in.Charter = &charter.Charter{Start: begin}
	check(t, "in the first weeks", in, day, counting{health.SignUnreached, "0/0"})
	check(t, "long after", in, begin.AddDays(80), counting{health.SignResponse, "0/0"}, counting{health.SignFeedback, "0/0"}, counting{health.SignAbsent, "0/0"}, counting{health.SignUnreached, "2/2"})
}
