package health_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func encoded(t testing.TB, v []health.Cause) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func shuffled[T any](rng *rand.Rand, list []T) []T {
	list = slices.Clone(list)
	rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// stirred is the input with its lists in another order.
func stirred(t testing.TB, rng *rand.Rand, in health.Input) health.Input {
	c, p, b, k, talk := *in.Charter, *in.Plan, *in.Baseline, *in.Team, *in.Talk
	c.Goals, c.Needs, c.Standard.Limits = shuffled(rng, c.Goals), shuffled(rng, c.Needs), shuffled(rng, c.Standard.Limits)
	p.Tasks, p.Links, p.Resources, p.Assignments = shuffled(rng, p.Tasks), shuffled(rng, p.Links), shuffled(rng, p.Resources), shuffled(rng, p.Assignments)
	b.Tasks = shuffled(rng, b.Tasks)
	k.Members, k.Needs, k.Assignments, k.Acks = shuffled(rng, k.Members), shuffled(rng, k.Needs), shuffled(rng, k.Assignments), shuffled(rng, k.Acks)
	k.Demands, k.Standing = shuffled(rng, k.Demands), shuffled(rng, k.Standing)
	talk.Meetings, talk.Informed = shuffled(rng, talk.Meetings), shuffled(rng, talk.Informed)
	talk.Record.Minutes, talk.Record.Feedback, talk.Record.Issues = shuffled(rng, talk.Record.Minutes), shuffled(rng, talk.Record.Feedback), shuffled(rng, talk.Record.Issues)
	talk.Record.Shares = shuffled(rng, talk.Record.Shares)
	in.Charter, in.Plan, in.Baseline, in.Team, in.Talk, in.Changes = &c, &p, &b, &k, &talk, shuffled(rng, in.Changes)
	in.Result = compute(t, &p)
	return in
}

// The order of the lists changes nothing, twice gives the same, and the input
// stays as it was.
func TestOrderChangesNothing(t *testing.T) {
	for i, f := range faults() {
		s := sized(uint64(300 + i))
		s.slips = true
		f.seed(&s)
		day := begin.AddDays(46)
		in, moment := play(t, s).at(t, day), at(day, 18)
		before, _ := json.Marshal(in)
		want := encoded(t, health.Diagnose(in, moment))
		if got := encoded(t, health.Diagnose(in, moment)); got != want {
			t.Errorf("%s: another diagnosis the second time", f.told)
		}
		for seed := range uint64(2) {
			if got := encoded(t, health.Diagnose(stirred(t, rand.New(rand.NewPCG(seed, 1)), in), moment)); got != want {
				t.Errorf("%s: another diagnosis in another order, seed %d", f.told, seed)
			}
		}
		if after, _ := json.Marshal(in); string(after) != string(before) {
			t.Errorf("%s: the input changed", f.told)
		}
	}
}

// What the caller does to a result changes neither the input nor what the
// causes and factors share.
func TestResultIsTheCallers(t *testing.T) {
	s := sized(1)
	s.fizzle, s.slogans = true, true
	day := begin.AddDays(60)
	in, moment := play(t, s).at(t, day), at(day, 18)
	want := encoded(t, health.Diagnose(in, moment))
	list := health.Diagnose(in, moment)
	for _, c := range list[:4] {
		for _, x := range c.Signs {
			for i := range x.Evidence {
				x.Evidence[i].Subject.ID = "changed"
				for j := range x.Evidence[i].Found {
					x.Evidence[i].Found[j].Code = "changed"
				}
			}
			if x.Missing != nil {
				x.Missing.Code = "changed"
			}
		}
		for i := range c.Clear {
			for j := range c.Clear[i].Subjects {
				c.Clear[i].Subjects[j].ID = "changed"
			}
		}
	}
	fresh := health.Diagnose(in, moment)
	if encoded(t, fresh) != want || encoded(t, list[4:]) != encoded(t, fresh[4:]) || encoded(t, list[:1]) == encoded(t, fresh[:1]) {
		t.Error("results share something")
	}
}

// Of nothing known nothing is said, and what is missing is named for each sign.
func TestNotEnoughData(t *testing.T) {
	list := health.Diagnose(health.Input{}, nine(begin))
	if len(list) != 9 {
		t.Fatalf("%d causes and factors", len(list))
	}
	for i, c := range list {
		if c.Name != slices.Concat(health.Causes(), health.Factors())[i] || c.Verdict != health.NotEnough || !c.Strength.IsUnknown() ||
			len(c.Missing) != len(c.Name.Signs()) || len(c.Evidence)+len(c.Clear)+c.Weight != 0 {
			t.Errorf("%+v", c)
		}
		for k, f := range c.Missing {
			if f.Code != health.CodeNoInput || f.Subject.ID != string(c.Name.Signs()[k]) {
				t.Errorf("%s: %v", c.Name, f)
			}
		}
	}
	// A charter that is there and says nothing is another matter.
	list = health.Diagnose(health.Input{Charter: &charter.Charter{ID: "C"}}, nine(begin))
	if c := list[0]; c.Verdict != health.Shown || c.By != health.SignCharterHollow || c.Weight != 7 || c.First != begin {
		t.Errorf("of an empty charter: %+v", c)
	}
}

// One case too few is a hint and no accusation, counted by hand: of four
// meetings due two were missed, then three of five.
func TestTooLittleEvidenceAccusesNobody(t *testing.T) {
	talk := &health.Talk{}
	meet := func(day int, held bool) {
		on := begin.AddDays(day)
		id := fmt.Sprint("weekly/", on)
		talk.Meetings = append(talk.Meetings, comms.Occurrence{ID: id, Series: "weekly", Nominal: on, Fate: comms.AsPlanned, Local: on.At(9 * calendar.Hour), Start: nine(on), DurationMin: 30})
		if held {
			talk.Record.Minutes = append(talk.Record.Minutes, comms.Minutes{Meeting: id, On: on})
		}
	}
	poor := func(day int) health.Cause {
		c, _ := health.Of(health.Diagnose(health.Input{Talk: talk}, at(begin.AddDays(day), 18)), health.CommunicationPoor)
		return c
	}
	meet(0, true)
	meet(7, false)
	if c := poor(7); c.Verdict != health.NotEnough || c.Missing[2].Code != health.CodeTooFew && c.Missing[0].Code != health.CodeTooFew {
		t.Errorf("of two meetings: %s, %v", c.Verdict, c.Missing)
	}
	meet(14, true)
	meet(21, false)
	if c := poor(21); c.Verdict != health.Hinted || c.Strength != finding.Ratio(2, 4, "") || c.By != health.SignMeetings || !c.First.IsZero() {
		t.Errorf("two of four: %s %v %v", c.Verdict, c.Strength, c.First)
	}
	meet(28, false)
	c := poor(28)
	if c.Verdict != health.Shown || c.Strength != finding.Ratio(3, 5, "") || c.Weight != 3 || c.First != begin.AddDays(28) || len(health.Open([]health.Cause{c})) != 1 {
		t.Errorf("three of five: %s %v %d %v", c.Verdict, c.Strength, c.Weight, c.First)
	}
	// 3 of 5+k is at most a third from k = 4 on.
	if len(c.Clear) != 1 || c.Clear[0].Need != 4 || !c.Clear[0].Further || c.Clear[0].Remedy != health.RemedyHoldMeetings || c.Clear[0].Finding.Severity != finding.Warn {
		t.Errorf("to clear: %+v", c.Clear)
	}
	// Six weeks later nothing of it counts any more, and a past day is as it was.
	if c := poor(100); c.Verdict != health.NotEnough {
		t.Errorf("long after: %s", c.Verdict)
	}
	if c := poor(21); c.Verdict != health.Hinted {
		t.Errorf("as of the past: %s", c.Verdict)
	}
	talk.Meetings[0].Fate, talk.Meetings[2].Fate = comms.Cancelled, comms.DroppedDay
	if c := poor(28); c.Strength != finding.Ratio(4, 4, "") {
		t.Errorf("with a cancelled meeting and one on a holiday: %v", c.Strength)
	}
}

// Work by week, worked out by hand: two people with a working week of 40 hours;
// one has two tasks of 40 hours in each of two weeks, the other nothing in the
// first and half a week in the second.
func TestLoadByHand(t *testing.T) {
	p := &schedule.Plan{Name: "P", Start: begin.At(8 * calendar.Hour), Resources: []schedule.Resource{{ID: "ann"}, {ID: "bob"}}}
	task := func(id schedule.TaskID, who schedule.ResourceID, from, days int) {
		p.Tasks = append(p.Tasks, schedule.Task{ID: id, Duration: schedule.Duration{Length: calendar.Work(days) * workday},
			Constraint: schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: begin.AddDays(from).At(8 * calendar.Hour)}})
		p.Assignments = append(p.Assignments, schedule.Assignment{ID: schedule.AssignmentID("a" + id), Task: id, Resource: who})
	}
	task("t1", "ann", 0, 10)
	task("t2", "ann", 0, 10)
	task("t3", "bob", 7, 2)
	p.Links = append(p.Links, schedule.Link{From: "t1", To: "t3", Type: schedule.StartToStart}, schedule.Link{From: "t2", To: "t1", Type: schedule.StartToStart}, schedule.Link{From: "t3", To: "t2", Type: schedule.FinishToFinish})
	p.Links[2] = schedule.Link{From: "t2", To: "t3", Type: schedule.StartToStart}
	in := health.Input{Plan: p, Result: compute(t, p), Limits: health.Limits{At: map[finding.Code]health.Bound{health.SignLoose: {Limit: finding.Decimal("0.99", "")}}}}
	c, _ := health.Of(health.Diagnose(in, nine(begin)), health.ResourcesMisallocated)
	over, idle, many := c.Signs[0], c.Signs[1], c.Signs[5]
	if over.Bad != 2 || over.Of != 3 || idle.Bad != 2 || idle.Of != 2 || many.Bad != 0 || many.Of != 3 {
		t.Errorf("overloaded %d of %d, idle %d of %d, crowded %d of %d", over.Bad, over.Of, idle.Bad, idle.Of, many.Bad, many.Of)
	}
	var got []string
	for _, e := range slices.Concat(over.Evidence, idle.Evidence) {
		got = append(got, e.Found[0].String())
	}
	want := []string{
		"warn health.case.more_work_than_time: resource ann, want 2400 min, got 4800 min, with week 2026-03-02 task t1 task t2, remedy team.remedy.free_time",
		"warn health.case.more_work_than_time: resource ann, want 2400 min, got 4800 min, with week 2026-03-09 task t1 task t2, remedy team.remedy.free_time",
		"warn health.case.idle: resource bob, want 2400 min, got 0 min, with week 2026-03-02, remedy quality.remedy.level_resource",
		"warn health.case.idle: resource bob, want 2400 min, got 960 min, with week 2026-03-09 task t3, remedy quality.remedy.level_resource",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	in.Limits = health.Limits{} // now the plan is too loose to say anything
	p.Links = nil
	in.Result = compute(t, p)
	c, _ = health.Of(health.Diagnose(in, nine(begin)), health.ResourcesMisallocated)
	if c.Verdict != health.NotEnough || c.Missing[0].Code != health.CodeDatesIdle {
		t.Errorf("of a loose plan: %s, %v", c.Verdict, c.Missing)
	}
	in.Team = &team.Record{Members: team.Team{{Actor: "ann", Availability: []team.Availability{{Calendar: "none", Percent: 50}}}}}
	if c, _ := health.Of(health.Diagnose(in, nine(begin)), health.ResourcesMisallocated); c.Verdict != health.NotEnough {
		t.Errorf("with a calendar that is not at hand: %s", c.Verdict)
	}
}

// The risk process of a register, counted by hand, and the share of issues that
// were never risks.
func TestResponse(t *testing.T) {
	reg := risk.Register{Risks: []risk.Risk{
		{ID: "R1", Status: risk.Open, Raised: begin, Triggers: []risk.Trigger{{ID: "T1", Fired: begin.AddDays(3)}},
			Responses: []risk.Response{{ID: "A", Due: begin.AddDays(5)}, {ID: "B", Due: begin.AddDays(6), Done: begin.AddDays(6)}, {ID: "C", Due: begin.AddDays(4)}}},
	}}
	talk := &health.Talk{}
	for k, source := range []string{"R1", "", "", ""} {
		talk.Record.Issues = append(talk.Record.Issues, comms.Issue{ID: fmt.Sprint("I", k), Raised: nine(begin.AddDays(8 + k)), Source: finding.Ref{Kind: "risk", ID: source}})
	}
	p := health.Response(health.Input{Risks: &reg, Talk: talk}, nine(begin.AddDays(20)))
	got := map[finding.Code]string{}
	for _, s := range p.Signs {
		got[s.Code] = fmt.Sprintf("%d/%d %v %d", s.Bad, s.Of, s.Beyond, len(s.Evidence))
	}
	want := map[finding.Code]string{
		health.SignNoRiskPlan: "3/4 true 0", health.SignReviews: "0/0 false 1", health.SignTriggers: "1/1 true 1", health.SignResponses: "2/3 true 2",
		health.SignOccurred: "0/0 false 0", health.SignSurprises: "3/4 true 0", health.SignChangesOpen: "0/0 false 0",
	}
	for code, text := range want {
		if got[code] != text {
			t.Errorf("%s: %s, want %s", code, got[code], text)
		}
	}
	if p.Kept != finding.Number(0, "") || p.Judged != 4 || len(p.Advice) != 4 {
		t.Errorf("kept %v of %d, %d pieces of advice", p.Kept, p.Judged, len(p.Advice))
	}
	for _, a := range p.Advice {
		if a.Finding.Remedy == "" || a.Finding.Severity != finding.Warn || a.Means == "" {
			t.Errorf("%+v", a)
		}
	}
	if p := health.Response(health.Input{}, nine(begin)); !p.Kept.IsUnknown() || p.Advice != nil {
		t.Errorf("of nothing: %+v", p)
	}
}

// A project run well keeps all of its communication; one that talks badly in
// every way keeps hardly any, and each sign comes with advice.
func TestCommunication(t *testing.T) {
	day := begin.AddDays(60)
	well := health.Communication(play(t, sized(2)).at(t, day), at(day, 18))
	if well.Kept != finding.Number(1, "") || well.Judged < 6 {
		t.Errorf("run well: %v of %d", well.Kept, well.Judged)
	}
	s := sized(2)
	s.fizzle, s.overTheWall, s.silence, s.slow, s.dark = true, true, true, true, true // who comes to the few meetings is all there
	badly := health.Communication(play(t, s).at(t, day), at(day, 18))
	means := map[health.Means]int{}
	var codes []finding.Code
	for _, a := range badly.Advice {
		if a.Finding.Severity == finding.Warn {
			codes = append(codes, a.Finding.Code)
			means[a.Means]++
		}
	}
	slices.Sort(codes)
	want := slices.DeleteFunc(health.CommunicationPoor.Signs(), func(c finding.Code) bool { return c == health.SignAbsent })
	slices.Sort(want)
	if badly.Kept != finding.Number(0, "") || !slices.Equal(codes, want) || len(means) != 3 {
		t.Errorf("run badly: kept %v, %v, %v", badly.Kept, codes, means)
	}
}
