package health_test

import (
	"fmt"
	"slices"
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

// cure takes steps on a copy of what was known at a moment.
type cure struct {
	t    testing.TB
	at   time.Time
	on   calendar.Date
	in   health.Input
	well *run // the same project run well, to take good goals from
}

// take does what one step asks for: as many of its cases as it needs.
func (c *cure) take(s health.Step, sign health.Sign) {
	c.t.Helper()
	if s.Further {
		c.further(s)
		return
	}
	if len(sign.Evidence) < s.Need {
		c.t.Fatalf("%s: %d cases are named, %d are needed", s.Sign, len(sign.Evidence), s.Need)
	}
	for _, e := range sign.Evidence[:s.Need] {
		c.mend(s.Sign, e)
	}
}

// mend puts one case right.
func (c *cure) mend(sign finding.Code, e health.Evidence) {
	switch e.Subject.Kind {
	case "goal", "charter":
		c.mendGoal(sign, e.Subject)
	case "resource":
		c.mendWeek(sign, e)
	default:
		c.mendRest(sign, e)
	}
}

func (c *cure) mendGoal(sign finding.Code, ref finding.Ref) {
	good := c.well.charter
	x := c.in.Charter
	switch ref.Field {
	case "purpose", "sponsor":
		x.Purpose, x.Sponsor = good.Purpose, good.Sponsor
	case "aims":
		x.Aims = good.Aims
	case "needs":
		x.Needs = good.Needs
	case "standard":
		x.Standard = good.Standard
	}
	for i := range x.Goals {
		if x.Goals[i].ID != ref.ID {
			continue
		}
		from := good.Goals[i]
		switch g := &x.Goals[i]; sign {
		case health.SignNotSpecific:
			g.Statement, g.Object, g.Scope, g.Owner = from.Statement, from.Object, from.Scope, from.Owner
		case health.SignNotMeasurable:
			g.Metric = from.Metric
		case health.SignNotTimely:
			g.Due, g.Checkpoints = from.Due, from.Checkpoints
		case health.SignServesNothing:
			g.Needs, x.Needs = from.Needs, good.Needs
		case health.SignNoYardstick:
			x.Standard.Limits = append(x.Standard.Limits, charter.Limit{Goal: g.ID, Pass: charter.Whole(1), Partial: charter.Whole(1)})
		}
	}
}

// mendWeek finds more hands for an overloaded week, work for an idle one, and
// takes people off tasks in a crowded one.
func (c *cure) mendWeek(sign finding.Code, e health.Evidence) {
	who := lifecycle.ActorID(e.Subject.ID)
	monday, err := calendar.ParseDate(e.Found[0].Related[0].ID)
	if err != nil {
		c.t.Fatal(err)
	}
	week := team.Period{From: monday, To: monday.AddDays(7)}
	switch sign {
	case health.SignOverloaded:
		work, _ := e.Found[0].Got.Rat()
		have, _ := e.Found[0].Want.Rat()
		missing, _ := work.Sub(work, have).Float64()
		for percent := int(missing*100/2400) + 1; percent > 0; percent -= 100 { // a week has 2,400 minutes
			c.in.Team.Members = append(c.in.Team.Members, team.Member{Actor: who, Availability: []team.Availability{{Calendar: "std", Percent: min(100, percent)}}, Period: week})
		}
	case health.SignIdleBeside:
		id := schedule.TaskID(fmt.Sprint("help-", who, monday))
		start := monday.At(8 * calendar.Hour)
		c.in.Plan.Tasks = append(c.in.Plan.Tasks, schedule.Task{ID: id, Duration: schedule.Duration{Length: 5 * workday}, Manual: true, Start: start, Finish: monday.AddDays(4).At(17 * calendar.Hour)})
		c.in.Plan.Assignments = append(c.in.Plan.Assignments, schedule.Assignment{ID: schedule.AssignmentID(id), Task: id, Resource: schedule.ResourceID(who)})
		c.in.Plan.Links = append(c.in.Plan.Links, schedule.Link{From: "start", To: id}, schedule.Link{From: id, To: "finish"})
		c.compute()
	case health.SignContended:
		for _, task := range e.Found[0].Related[1:] {
			c.in.Plan.Assignments = slices.DeleteFunc(c.in.Plan.Assignments, func(a schedule.Assignment) bool {
				return string(a.Task) == task.ID && string(a.Resource) == e.Subject.ID
			})
		}
		c.compute()
	}
}

func (c *cure) compute() { c.in.Result = compute(c.t, c.in.Plan) }

func (c *cure) mendRest(sign finding.Code, e health.Evidence) {
	switch sign {
	case health.SignLoose, health.SignCoarse, health.SignNobody, health.SignGuessed, health.SignNoMilestone, health.SignUnplanned:
		c.mendPlan(sign, e)
	case health.SignUnfit, health.SignShortfall, health.SignToolsLate:
		c.mendFit(sign, e.Subject.ID)
	case health.SignTasks:
		for _, a := range c.in.Team.Assignments {
			if a.Task == e.Subject.ID {
				c.in.Team.Acks = append(c.in.Team.Acks, team.Ack{Actor: a.Actor, Subject: a.Standing().Subject, Digest: a.Digest(), At: c.at})
			}
		}
	case health.SignStanding:
		s := c.in.Team.Standing[0]
		c.in.Team.Acks = append(c.in.Team.Acks, team.Ack{Actor: lifecycle.ActorID(e.Subject.ID), Subject: s.Subject, Digest: s.Digest, At: c.at})
	case health.SignFeedback:
		for i := range c.in.Talk.Record.Feedback {
			if f := &c.in.Talk.Record.Feedback[i]; f.ID == e.Subject.ID {
				f.Reply = comms.Reply{By: "pm", On: c.on, Text: "done", Outcome: comms.FeedbackNoted}
			}
		}
	case health.SignUnreached:
		c.in.Talk.Record.Shares = append(c.in.Talk.Record.Shares, comms.Share{At: c.at, Audience: comms.AudienceID(e.Subject.ID), Items: []comms.SharedItem{{Kind: comms.KindPlan}}})
	default:
		c.t.Fatalf("no cure for %s", sign)
	}
}

func (c *cure) mendPlan(sign finding.Code, e health.Evidence) {
	id := schedule.TaskID(e.Subject.ID)
	at := slices.IndexFunc(c.in.Plan.Tasks, func(x schedule.Task) bool { return x.ID == id })
	switch sign {
	case health.SignLoose:
		c.in.Plan.Links = append(c.in.Plan.Links, schedule.Link{From: "start", To: id}, schedule.Link{From: id, To: "finish"})
	case health.SignCoarse:
		c.in.Plan.Tasks[at].Duration.Length = 5 * workday
	case health.SignNobody:
		c.in.Plan.Assignments = append(c.in.Plan.Assignments, schedule.Assignment{ID: schedule.AssignmentID("new-" + id), Task: id, Resource: c.in.Plan.Resources[0].ID})
	case health.SignGuessed:
		c.in.Plan.Tasks[at].Duration.Estimated = false
	case health.SignNoMilestone:
		day, err := calendar.ParseDate(e.Found[0].Want.Plain())
		if err != nil {
			c.t.Fatal(err)
		}
		c.in.Plan.Tasks = append(c.in.Plan.Tasks, schedule.Task{ID: schedule.TaskID("mark-" + day.String()), Milestone: true,
			Constraint: schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: day.AddDays(7).At(8 * calendar.Hour)}})
	case health.SignUnplanned:
		x, _ := c.in.Result.Times(id)
		c.in.Baseline.Tasks = append(c.in.Baseline.Tasks, schedule.BaselineTask{ID: id, Start: x.Start, Finish: x.Finish, Duration: c.in.Plan.Tasks[at].Duration})
	}
	c.compute()
}

func (c *cure) mendFit(sign finding.Code, task string) {
	switch sign {
	case health.SignUnfit:
		c.in.Team.Needs = slices.DeleteFunc(c.in.Team.Needs, func(n team.Need) bool { return n.ID == task })
		for _, a := range c.in.Plan.Assignments {
			if string(a.Task) == task {
				c.in.Team.Members = append(c.in.Team.Members, team.Member{Actor: lifecycle.ActorID(a.Resource)})
			}
		}
	case health.SignShortfall:
		c.in.Team.Demands = slices.DeleteFunc(c.in.Team.Demands, func(d team.Demand) bool { return d.Task == task && d.Resource.Kind == team.ByRole })
	case health.SignToolsLate:
		for i := range c.in.Team.Demands {
			if d := &c.in.Team.Demands[i]; d.Task == task && d.Resource.Kind == team.Licence {
				d.Planned = team.Period{From: begin.AddDays(400), To: begin.AddDays(401)}
			}
		}
	}
}

// further adds good cases of a kind whose bad ones are past.
func (c *cure) further(s health.Step) {
	r := &c.in.Talk.Record
	for k := range s.Need {
		id := fmt.Sprint("further-", k)
		switch s.Sign {
		case health.SignGoalsMoving:
			c.in.Changes = append(c.in.Changes, change.Request{ID: id, Raised: c.on, State: change.Approved})
		case health.SignMeetings:
			c.in.Talk.Meetings = append(c.in.Talk.Meetings, comms.Occurrence{ID: id, Fate: comms.AsPlanned, Local: c.on.At(9 * calendar.Hour), Start: nine(c.on), DurationMin: 30})
			r.Minutes = append(r.Minutes, comms.Minutes{Meeting: id, On: c.on})
		case health.SignAbsent:
			r.Minutes = append(r.Minutes, comms.Minutes{Meeting: "m" + id, On: c.on, Attendance: []comms.Attendance{{Actor: id, Presence: comms.Present}}})
		case health.SignResponse:
			r.Issues = append(r.Issues, comms.Issue{ID: id, Severity: comms.Medium, Raised: c.at.Add(-8 * time.Hour),
				Steps: []comms.IssueStep{{Do: comms.IssueAcknowledge, By: "pm", At: c.at.Add(-7 * time.Hour)}}})
		default:
			c.t.Fatalf("no further cases for %s", s.Sign)
		}
	}
}

// Who takes the steps of a cause, and no more, has cleared it: in every project
// with a fault, at the first moment it was shown.
func TestTakingTheStepsClears(t *testing.T) {
	taken := map[finding.Code]int{}
	for i, f := range faults() {
		s := sized(uint64(100 * i))
		s.slips = true
		f.seed(&s)
		project := play(t, s)
		for day := begin.AddDays(11); ; day = day.AddDays(7) {
			moment := at(day, 18)
			in := project.at(t, day)
			found, _ := health.Of(health.Diagnose(in, moment), f.cause)
			if found.Verdict != health.Shown {
				if day.After(begin.AddDays(300)) {
					t.Fatalf("%s is never shown", f.told)
				}
				continue
			}
			c := &cure{t: t, at: moment, on: day, in: in, well: play(t, sized(uint64(100*i)))}
			for _, step := range found.Clear {
				taken[step.Sign]++
				k := slices.IndexFunc(found.Signs, func(x health.Sign) bool { return x.Code == step.Sign })
				c.take(step, found.Signs[k])
			}
			after, _ := health.Of(health.Diagnose(c.in, moment), f.cause)
			if after.Verdict == health.Shown {
				t.Errorf("%s: still shown by %s, %d cases; taken: %v", f.told, after.By, after.Weight, found.Clear)
			}
			break
		}
	}
	t.Logf("steps taken by sign: %d kinds", len(taken))
	if len(taken) < 20 {
		t.Errorf("only %d signs were cured: %v", len(taken), taken)
	}
}
