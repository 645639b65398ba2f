package health_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// worsening is one thing that gets worse in a project, and the cause it speaks
// for. It leaves what it is given as it was.
type worsening struct {
	told  string
	cause health.Name
	apply func(rng *rand.Rand, in health.Input) health.Input
}

func worsenings() []worsening {
	goal := func(spoil func(*charter.Goal)) func(*rand.Rand, health.Input) health.Input {
		return func(rng *rand.Rand, in health.Input) health.Input {
			c := in.Charter.Clone()
			spoil(&c.Goals[rng.IntN(len(c.Goals))])
			in.Charter = &c
			return in
		}
	}
	record := func(spoil func(*rand.Rand, *comms.Record)) func(*rand.Rand, health.Input) health.Input {
		return func(rng *rand.Rand, in health.Input) health.Input {
			x := *in.Talk
			x.Record.Minutes, x.Record.Feedback, x.Record.Shares = slices.Clone(x.Record.Minutes), slices.Clone(x.Record.Feedback), slices.Clone(x.Record.Shares)
			spoil(rng, &x.Record)
			in.Talk = &x
			return in
		}
	}
	return []worsening{
		{"a goal loses its target", health.GoalsUnclear, goal(func(g *charter.Goal) { g.Metric.Target = charter.Number{} })},
		{"a goal loses its due date", health.GoalsUnclear, goal(func(g *charter.Goal) { g.Due = calendar.Date{} })},
		{"a goal loses its owner", health.GoalsUnclear, goal(func(g *charter.Goal) { g.Owner = "" })},
		{"a feedback stays without reply", health.CommunicationPoor, record(func(rng *rand.Rand, r *comms.Record) {
			r.Feedback[rng.IntN(8)].Reply = comms.Reply{}
		})},
		{"somebody stays away", health.CommunicationPoor, record(func(rng *rand.Rand, r *comms.Record) {
			m := &r.Minutes[rng.IntN(8)]
			m.Attendance = slices.Clone(m.Attendance)
			m.Attendance[rng.IntN(len(m.Attendance))].Presence = comms.Absent
		})},
		{"nobody is told", health.CommunicationPoor, record(func(rng *rand.Rand, r *comms.Record) {
			if len(r.Shares) == 0 {
				return
			}
			who := r.Shares[rng.IntN(len(r.Shares))].Audience
			r.Shares = slices.DeleteFunc(r.Shares, func(s comms.Share) bool { return s.Audience == who })
		})},
		{"an acknowledgement is missing", health.CommunicationPoor, func(rng *rand.Rand, in health.Input) health.Input {
			r := *in.Team
			k := rng.IntN(len(r.Acks))
			r.Acks = slices.Delete(slices.Clone(r.Acks), k, k+1)
			in.Team = &r
			return in
		}},
		{"a task asks for a skill that nobody has", health.ResourcesMisallocated, func(rng *rand.Rand, in health.Input) health.Input {
			r := *in.Team
			task := in.Plan.Assignments[rng.IntN(len(in.Plan.Assignments))].Task
			r.Needs = append(slices.Clone(r.Needs), team.Need{ID: string(task), Skills: []team.SkillNeed{{Skill: "rare", Must: true}}})
			in.Team = &r
			return in
		}},
		{"a task loses its baseline", health.PlanThin, func(rng *rand.Rand, in health.Input) health.Input {
			b := *in.Baseline
			if len(b.Tasks) < 2 {
				return in
			}
			k := rng.IntN(len(b.Tasks))
			b.Tasks = slices.Delete(slices.Clone(b.Tasks), k, min(k+3, len(b.Tasks)))
			in.Baseline = &b
			return in
		}},
		{"a duration becomes a guess", health.PlanThin, func(rng *rand.Rand, in health.Input) health.Input {
			p := *in.Plan
			p.Tasks = slices.Clone(p.Tasks)
			p.Tasks[rng.IntN(len(p.Tasks))].Duration.Estimated = true
			in.Plan = &p
			return in
		}},
	}
}

// Whatever gets worse, one thing after the other, the strength and the weight
// of its cause never fall, and in the end every cause is shown.
func TestWorseNeverLooksBetter(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 1))
	s := sized(8)
	s.length = 12
	day := begin.AddDays(60)
	in := play(t, s).at(t, day)
	list := worsenings()
	causes := health.Diagnose(in, at(day, 18))
	for step := range 240 {
		w := list[rng.IntN(len(list))]
		if len(in.Team.Acks) < 2 {
			break
		}
		in = w.apply(rng, in)
		in.Result = compute(t, in.Plan)
		after := health.Diagnose(in, at(day, 18))
		a, _ := health.Of(causes, w.cause)
		b, _ := health.Of(after, w.cause)
		if order, ok := finding.CompareValues(b.Strength, a.Strength); !ok || order < 0 || b.Weight < a.Weight {
			t.Fatalf("step %d, %s: %s had %v of %d, has %v of %d", step, w.told, w.cause, a.Strength, a.Weight, b.Strength, b.Weight)
		}
		causes = after
	}
	if open := health.Open(causes); len(open) != 4 {
		t.Errorf("only %d causes are shown in the end", len(open))
	}
}
