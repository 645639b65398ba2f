package health_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// junk draws records that no check has looked at: ids that are empty, used
// twice or of nothing, dates missing, reversed or at the end of time, amounts
// without bound.
type junk struct{ *rand.Rand }

func (j junk) id() string { return []string{"", "a", "b", "a", "nobody", "\x00"}[j.IntN(6)] }

func (j junk) day() calendar.Date {
	return []calendar.Date{{}, begin, begin.AddDays(j.IntN(60) - 30), calendar.DateOf(1, 1, 1), calendar.DateOf(9999, 12, 31)}[j.IntN(5)]
}

func (j junk) instant() time.Time {
	return []time.Time{{}, nine(begin), nine(begin.AddDays(j.IntN(90) - 30)), time.Unix(1<<40, 0)}[j.IntN(4)]
}

func (j junk) size() int64 { return []int64{0, 1, -1, 480, math.MaxInt64, math.MinInt64}[j.IntN(6)] }

func (j junk) ref() finding.Ref {
	return finding.Ref{Kind: []string{"", "goal", "risk", "task"}[j.IntN(4)], ID: j.id()}
}

func (j junk) charter() *charter.Charter {
	c := &charter.Charter{ID: j.id(), Start: j.day(), Finish: j.day()}
	for range j.IntN(5) {
		c.Goals = append(c.Goals, charter.Goal{ID: j.id(), Parent: j.id(), Statement: j.id(), Due: j.day(), Checkpoints: []charter.Checkpoint{{On: j.day(), Expect: charter.Whole(j.size())}},
			Metric: charter.Metric{Name: j.id(), Baseline: charter.Whole(j.size()), Target: charter.Whole(j.size())}, Weight: charter.Whole(j.size()), Needs: []string{j.id()}})
		c.Needs = append(c.Needs, charter.Need{ID: j.id()})
		c.Standard.Limits = append(c.Standard.Limits, charter.Limit{Goal: j.id()})
	}
	return c
}

// plan draws a plan that can be computed, with whatever else may be wrong.
func (j junk) plan(t *testing.T) (*schedule.Plan, *schedule.Result) {
	p := &schedule.Plan{Name: j.id(), Start: begin.At(0)}
	for k := range 1 + j.IntN(6) {
		id := schedule.TaskID(fmt.Sprint("t", k))
		p.Tasks = append(p.Tasks, schedule.Task{ID: id, Duration: schedule.Duration{Length: calendar.Work(j.IntN(4000)) * calendar.Hour, Elapsed: j.IntN(3) == 0}, Milestone: j.IntN(3) == 0, Inactive: j.IntN(9) == 0})
		p.Resources = append(p.Resources, schedule.Resource{ID: schedule.ResourceID(fmt.Sprint(k)), Kind: schedule.ResourceKind(j.IntN(2)), Max: schedule.Share(j.IntN(3) * 1e6)})
		p.Assignments = append(p.Assignments, schedule.Assignment{ID: schedule.AssignmentID(id), Task: id, Resource: schedule.ResourceID(fmt.Sprint(j.IntN(k + 1))),
			Work: calendar.Work(j.IntN(1<<30)) * calendar.Work(j.IntN(1<<20)), Units: schedule.Share(j.IntN(1 << 30))})
	}
	x, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		return p, nil
	}
	return p, x
}

func (j junk) team() *team.Record {
	r := &team.Record{}
	for range j.IntN(6) {
		who, work := lifecycle.ActorID(j.id()), team.Resource{Kind: []team.ResourceKind{team.ByRole, team.Licence, ""}[j.IntN(3)], ID: j.id()}
		period := team.Period{From: j.day(), To: j.day()}
		r.Members = append(r.Members, team.Member{Actor: who, Period: period, Availability: []team.Availability{{Calendar: j.id(), Percent: int(j.size()), Period: period}}})
		r.Needs = append(r.Needs, team.Need{ID: j.id(), Skills: []team.SkillNeed{{Skill: "s", Level: int(j.size()), Must: true}}})
		r.Demands = append(r.Demands, team.Demand{Task: j.id(), Resource: work, WorkMin: j.size(), Window: period, Planned: period, MostPerDayMin: j.size()})
		r.Technical = append(r.Technical, team.Technical{ID: j.id(), Kind: team.Licence, LeadDays: j.IntN(1 << 20), Ready: j.day(), Until: j.day()})
		r.Assignments = append(r.Assignments, team.Assignment{Task: j.id(), Actor: who, Start: j.day(), Due: j.day()})
		r.Standing = append(r.Standing, team.Standing{Subject: j.ref(), Digest: lifecycle.Digest(j.id())})
		r.Acks = append(r.Acks, team.Ack{Actor: who, Subject: j.ref(), Digest: lifecycle.Digest(j.id()), At: j.instant()})
	}
	return r
}

func (j junk) talk() *health.Talk {
	x := &health.Talk{}
	if j.IntN(2) == 0 {
		x.Working = calendar.AlwaysOn()
	}
	for range j.IntN(6) {
		x.Meetings = append(x.Meetings, comms.Occurrence{ID: j.id(), Fate: []comms.Fate{comms.AsPlanned, comms.Cancelled, ""}[j.IntN(3)], Local: j.day().At(0), Start: j.instant(), DurationMin: j.IntN(100)})
		x.Informed = append(x.Informed, comms.Informed{Party: comms.Party{ID: j.id()}})
		x.Record.Minutes = append(x.Record.Minutes, comms.Minutes{Meeting: j.id(), On: j.day(), Revision: j.IntN(3), Attendance: []comms.Attendance{{Actor: j.id(), Presence: comms.Presence(j.id())}}})
		x.Record.Feedback = append(x.Record.Feedback, comms.Feedback{ID: j.id(), Received: j.day(), Reply: comms.Reply{On: j.day()}})
		x.Record.Issues = append(x.Record.Issues, comms.Issue{ID: j.id(), Raised: j.instant(), Source: j.ref(), Steps: []comms.IssueStep{{Do: comms.IssueAction(j.id()), At: j.instant()}}})
		x.Record.Shares = append(x.Record.Shares, comms.Share{At: j.instant(), Items: []comms.SharedItem{{}}})
	}
	return x
}

func (j junk) register() *risk.Register {
	r := &risk.Register{}
	for range j.IntN(4) {
		r.Risks = append(r.Risks, risk.Risk{ID: j.id(), Status: risk.Status(j.id()), Raised: j.day(), Occurred: j.day(), Ended: j.day(),
			Assessments: []risk.Assessment{{At: j.day(), Basis: risk.Current}}, Responses: []risk.Response{{Due: j.day(), Done: j.day()}}, Triggers: []risk.Trigger{{Fired: j.day(), Answered: j.day()}}})
	}
	return r
}

// Records that nobody checked never panic, and every share stays within 0 to 1.
func TestJunk(t *testing.T) {
	for seed := range uint64(150) {
		j := junk{rand.New(rand.NewPCG(seed, 13))}
		p, x := j.plan(t)
		in := health.Input{Charter: j.charter(), CharterOn: j.day(), Plan: p, Result: x, PlanOn: j.day(), Team: j.team(), Talk: j.talk(), Risks: j.register(),
			Changes: []change.Request{{ID: j.id(), Raised: j.day(), State: change.State(j.id()), Affected: []finding.Ref{j.ref()}}},
			Actuals: []charter.Actual{{Goal: j.id(), Value: charter.Whole(j.size()), On: j.day()}},
			Supply:  []team.Supply{{Resource: team.Resource{Kind: team.ByRole, ID: j.id()}, From: begin, PerDayMin: []int64{j.size()}}},
			Limits:  health.Limits{Evidence: int(j.size()) % 9, At: map[finding.Code]health.Bound{health.SignLoose: {Sample: int(j.size()), Limit: finding.Number(j.size(), "")}}}}
		if j.IntN(2) == 0 {
			in.Baseline = &schedule.Baseline{Tasks: []schedule.BaselineTask{{ID: "t0", Finish: j.day().At(0)}}}
		}
		h := health.Timeline([]health.Moment{{At: nine(begin.AddDays(20)), Input: in}, {At: nine(begin), Input: in}})
		for _, c := range h.Causes[1] {
			for _, s := range c.Signs {
				if s.Bad < 0 || s.Bad > s.Of || s.Beyond && !s.Judged || s.Judged == (s.Missing != nil) {
					t.Errorf("seed %d: %s %d/%d", seed, s.Code, s.Bad, s.Of)
				}
			}
			if r, ok := c.Strength.Rat(); ok && (r.Sign() < 0 || r.Num().Cmp(r.Denom()) > 0) {
				t.Errorf("seed %d: %s has strength %v", seed, c.Name, c.Strength)
			}
			for _, s := range c.Clear {
				if s.Need < 0 || !s.Further && s.Need < 1 {
					t.Errorf("seed %d: %+v", seed, s)
				}
			}
		}
		if _, err := json.Marshal(h); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		health.Communication(in, nine(begin))
		health.Response(in, nine(begin))
	}
}
