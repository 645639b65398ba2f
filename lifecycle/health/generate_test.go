package health_test

import (
	"fmt"
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

const workday = 8 * calendar.Hour

// story is how a project is run, as somebody who was there would tell it. The
// zero story but for its size is that of a project run well.
type story struct {
	rng     *rand.Rand
	chinese bool
	people  int // streams of work, one person each
	length  int // tasks of a stream
	goals   int

	slogans, endless, pointless, ownerless       bool // goals
	restless, hollow                             bool
	bars, todo, nameless, guessed, improvised    bool // plan
	hero, halftime, wrongSkills, gone, lateTools bool // resources
	short, juggling                              bool
	fizzle, empty, overTheWall, silence, slow    bool // communication
	dark                                         bool

	dose int // tenths of the cases that a fault touches; 0: as told

	blemishes int  // small slips of a project that is run well
	slips     bool // work takes longer than planned from the middle on
}

// run is a project that was played through.
type run struct {
	story
	charter  charter.Charter
	plan     *schedule.Plan // as planned
	truth    *schedule.Plan // with the durations that it took
	happened *schedule.Result
	planned  *schedule.Result
	baseline schedule.Baseline
	team     team.Record
	supply   []team.Supply
	record   comms.Record
	meetings []comms.Occurrence
	informed []comms.Informed
	clock    *comms.IssueClock
	risks    risk.Register
	changes  []change.Request
	weekCal  *calendar.Calendar
}

// tenths returns in how many of ten cases a fault strikes.
func (s story) tenths(told int) int {
	if s.dose > 0 {
		return s.dose
	}
	return told
}

var begin = calendar.DateOf(2026, time.March, 2) // a Monday

func nine(d calendar.Date) time.Time { return at(d, 9) }

func at(d calendar.Date, hour int) time.Time {
	y, m, day := d.Civil()
	return time.Date(y, m, day, hour, 0, 0, 0, time.UTC)
}

func (s story) pick(en, zh string) string {
	if s.chinese {
		return zh
	}
	return en
}

// play runs the whole project.
func play(t testing.TB, s story) *run {
	t.Helper()
	r := &run{story: s}
	c, err := calendar.Compile(calendar.Standard(), nil)
	if err != nil {
		t.Fatal(err)
	}
	r.weekCal = c
	r.writePlan(t)
	r.writeCharter()
	r.formTeam(t)
	r.talk(t)
	r.watchRisks(t)
	r.askForChanges()
	return r
}

func compute(t testing.TB, p *schedule.Plan) *schedule.Result {
	t.Helper()
	x, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// actor names the person of a stream.
func actor(i int) string { return fmt.Sprintf("p%02d", i+1) }

// writePlan lays out streams of work that run side by side, each in tasks one
// after the other with a milestone every few, from a start to a finish.
func (r *run) writePlan(t testing.TB) {
	p := &schedule.Plan{Name: "P", Start: begin.At(8 * calendar.Hour)}
	link := func(from, to schedule.TaskID) { p.Links = append(p.Links, schedule.Link{From: from, To: to}) }
	add := func(id schedule.TaskID, days int) {
		p.Tasks = append(p.Tasks, schedule.Task{ID: id, Name: string(id), Duration: schedule.Duration{Length: calendar.Work(days) * workday}, Milestone: days == 0})
	}
	add("start", 0)
	for i := range r.people {
		p.Resources = append(p.Resources, schedule.Resource{ID: schedule.ResourceID(actor(i)), Name: actor(i)})
	}
	perStream, scale := r.length, 1
	if r.bars { // the same work in a few big bars
		perStream, scale = max(2, r.length/5), 8
	}
	for i := range r.people {
		last := schedule.TaskID("start")
		for k := range perStream {
			id := schedule.TaskID(fmt.Sprintf("t%d-%02d", i+1, k+1))
			add(id, (4+r.rng.IntN(6))*scale)
			link(last, id)
			last = id
			if (k+1)%4 == 0 && !r.bars && !r.guessed {
				mark := schedule.TaskID(fmt.Sprintf("m%d-%02d", i+1, k+1))
				add(mark, 0)
				link(id, mark)
			}
			who := i
			if r.hero && r.rng.IntN(10) < r.tenths(9) {
				who = 0
			}
			p.Assignments = append(p.Assignments, schedule.Assignment{ID: schedule.AssignmentID("a-" + string(id)), Task: id, Resource: schedule.ResourceID(actor(who))})
			if r.juggling { // everybody takes part in everything
				for other := range r.people {
					if other != who {
						p.Assignments = append(p.Assignments, schedule.Assignment{ID: schedule.AssignmentID(fmt.Sprint("a-", id, "-", other)), Task: id,
							Resource: schedule.ResourceID(actor(other)), Units: schedule.FullUnit / 2})
					}
				}
			}
		}
		link(last, "finish")
	}
	add("finish", 0)
	r.spoilPlan(t, p)
	r.plan, r.planned = p, compute(t, p)
	b, err := schedule.TakeBaseline("B1", begin.At(0), "pm", "gate:planning", p, r.planned)
	if err != nil {
		t.Fatal(err)
	}
	r.baseline = b
	if r.improvised {
		r.improvise(t)
	}
	r.truth = r.real()
	r.happened = compute(t, r.truth)
}

// spoilPlan takes out what the story says is missing.
func (r *run) spoilPlan(t testing.TB, p *schedule.Plan) {
	if r.todo { // a list of what is to be done, with dates by hand and in no order
		x := compute(t, p)
		for i := range p.Tasks {
			times, _ := x.Times(p.Tasks[i].ID)
			p.Tasks[i].Constraint = schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: times.Start}
		}
		p.Links = p.Links[:len(p.Links)/6]
	}
	if r.nameless { // hardly a task says who does it
		var kept []schedule.Assignment
		for _, a := range p.Assignments {
			if r.rng.IntN(10) >= r.tenths(8) {
				kept = append(kept, a)
			}
		}
		p.Assignments = kept
	}
	if r.guessed {
		for i := range p.Tasks {
			p.Tasks[i].Duration.Estimated = p.Tasks[i].Duration.Length > 0 && r.rng.IntN(10) < r.tenths(9)
		}
	}
	if r.blemishes > 0 { // one task hangs loose, one is a guess, one has nobody
		p.Links = p.Links[1:]
		p.Tasks[2].Duration.Estimated = true
		p.Assignments = p.Assignments[:len(p.Assignments)-1]
	}
}

// improvise adds to each stream the work that nobody had thought of.
func (r *run) improvise(t testing.TB) {
	for i := range r.people {
		last := r.lastOf(i)
		for k := range r.length {
			id := schedule.TaskID(fmt.Sprintf("x%d-%02d", i+1, k+1))
			r.plan.Tasks = append(r.plan.Tasks, schedule.Task{ID: id, Name: string(id), Duration: schedule.Duration{Length: 3 * workday}})
			r.plan.Links = append(r.plan.Links, schedule.Link{From: last, To: id})
			r.plan.Assignments = append(r.plan.Assignments, schedule.Assignment{ID: schedule.AssignmentID("a-" + string(id)), Task: id, Resource: schedule.ResourceID(actor(i))})
			last = id
		}
		r.plan.Links = append(r.plan.Links, schedule.Link{From: last, To: "finish"})
	}
	r.planned = compute(t, r.plan)
}

// lastOf returns the last task of a stream.
func (r *run) lastOf(stream int) schedule.TaskID {
	var last schedule.TaskID
	for _, task := range r.plan.Tasks {
		if len(task.ID) > 2 && task.ID[:3] == schedule.TaskID(fmt.Sprintf("t%d-", stream+1)) {
			last = task.ID
		}
	}
	return last
}

// real is the plan with the durations that the work took: as planned, and much
// more from the second third on where the project slips.
func (r *run) real() *schedule.Plan {
	p := *r.plan
	p.Tasks = append([]schedule.Task(nil), r.plan.Tasks...)
	span := r.planned.Finish().Date().DaysSince(begin)
	for i := range p.Tasks {
		length := &p.Tasks[i].Duration.Length
		x, _ := r.planned.Times(p.Tasks[i].ID)
		if late := x.Start.Date().DaysSince(begin) > span/3; r.slips && late {
			*length += *length * calendar.Work(3+r.rng.IntN(4)) / 10
		}
	}
	return &p
}

// planAt is the plan as it stood on a day, with what had happened by then.
func (r *run) planAt(t testing.TB, on calendar.Date) (*schedule.Plan, *schedule.Result) {
	p := *r.plan
	p.Tasks = append([]schedule.Task(nil), r.plan.Tasks...)
	now := on.At(18 * calendar.Hour)
	for i := range p.Tasks {
		x, _ := r.happened.Times(p.Tasks[i].ID)
		if x.Start <= now && (x.Finish > x.Start || x.Finish <= now) {
			p.Tasks[i].Progress.ActualStart = x.Start
			if x.Finish <= now {
				p.Tasks[i].Progress.ActualFinish, p.Tasks[i].Progress.Percent = x.Finish, 100
			}
		}
	}
	p.DataDate = now
	return &p, compute(t, &p)
}

// writeCharter states the goals as the story has them.
func (r *run) writeCharter() {
	objects := [][2]string{{"service contracts", "服务合同"}, {"spare parts orders", "备件订单"}, {"support tickets", "服务工单"}, {"online orders", "网上订单"}, {"key accounts", "重点客户"}}
	end := begin.AddDays(240)
	if finish := r.planned.Finish().Date(); !finish.Before(end) {
		end = finish.AddDays(30)
	}
	c := charter.Charter{ID: "C", Name: "P", Purpose: r.pick("keep the customers we have", "留住现有客户"), Sponsor: "boss", Start: begin, Finish: end,
		Aims: []charter.Aim{{ID: "A1", Text: "growth"}}}
	for i := range r.goals {
		o := objects[i%len(objects)]
		need, id := fmt.Sprintf("N%d", i+1), fmt.Sprintf("G%d", i+1)
		c.Needs = append(c.Needs, charter.Need{ID: need, Customer: "Hua Foods", Statement: "lines keep running", Source: "visit", Weight: charter.Fraction(1, int64(r.goals)), Measure: "downtime log"})
		g := charter.Goal{ID: id, Object: r.pick(o[0], o[1]), Scope: r.pick("north region", "华北区"), Owner: "pm",
			Statement: r.pick("Raise the renewal rate of "+o[0]+" in the north region from 62 to 75 percent", "将华北区"+o[1]+"续约率从62%提高到75%"),
			Metric:    charter.Metric{Name: "renewal rate " + id, Kind: charter.Retention, Unit: "percent", Direction: charter.Up, Baseline: charter.Whole(62), Target: charter.Whole(75), Source: "ledger"},
			Due:       end, Checkpoints: []charter.Checkpoint{{On: begin.AddDays(40)}}, Weight: charter.Fraction(1, int64(r.goals)), Needs: []string{need}}
		r.spoilGoal(&g, i)
		c.Goals = append(c.Goals, g)
		c.Standard.Limits = append(c.Standard.Limits, charter.Limit{Goal: id, Pass: charter.Whole(1), Partial: charter.Fraction(1, 2)})
	}
	c.Standard.Rule = charter.Rule{Method: charter.Every}
	if r.endless {
		c.Standard = charter.Standard{}
	}
	if r.pointless {
		c.Aims, c.Needs, c.Purpose = nil, nil, ""
	}
	if r.hollow {
		c.Purpose, c.Sponsor, c.Aims, c.Needs, c.Standard = "", "", nil, nil, charter.Standard{}
	}
	r.charter = c
}

func (r *run) spoilGoal(g *charter.Goal, i int) {
	if r.slogans {
		g.Statement = r.pick("Significantly improve everything as soon as possible", "尽快大幅提升各方面水平")
		g.Metric = charter.Metric{Name: g.Metric.Name, Direction: charter.Up}
	}
	if r.endless {
		g.Due, g.Checkpoints = calendar.Date{}, nil
	}
	if r.pointless {
		g.Needs = nil
	}
	if r.ownerless {
		g.Owner, g.Scope, g.Metric.Source, g.Metric.Target = "", "", "", charter.Number{}
	}
	if r.hollow {
		g.Needs = nil
	}
	if r.blemishes > 1 && i == 0 {
		g.Checkpoints = nil
	}
}

// formTeam takes on the people of the plan.
func (r *run) formTeam(t testing.TB) {
	end := r.happened.Finish().Date().AddDays(60)
	rec := team.Record{ID: "T"}
	for i := range r.people {
		m := team.Member{Actor: lifecycle.ActorID(actor(i)), Skills: []team.Skill{{Skill: team.SkillID(fmt.Sprintf("s%d", i+1)), Level: 3}},
			Availability: []team.Availability{{Calendar: "std", Percent: 100}}}
		if r.halftime { // planned as if they were there all week
			m.Availability[0].Percent = 30 + r.rng.IntN(25)
		}
		if r.hero {
			m.Skills = append(m.Skills, team.Skill{Skill: "any", Level: 3})
		}
		if r.gone && i*2 < r.people { // half of them are called away after some weeks
			m.Period.To = begin.AddDays(28)
		}
		rec.Members = append(rec.Members, m)
	}
	for _, a := range r.plan.Assignments {
		stream := int(a.Task[1] - '1')
		skill := team.SkillID(fmt.Sprintf("s%d", stream+1))
		if r.hero || r.juggling {
			skill = ""
		}
		if r.wrongSkills && r.rng.IntN(10) < r.tenths(7) {
			skill = team.SkillID(fmt.Sprintf("s%d", (stream+1)%r.people+1))
		}
		if r.blemishes > 2 && a.Task == "t1-02" {
			skill = "rare"
		}
		if skill != "" {
			rec.Needs = append(rec.Needs, team.Need{ID: string(a.Task), Skills: []team.SkillNeed{{Skill: skill, Level: 2, Must: true}}})
		}
	}
	r.demand(&rec, end)
	r.confirm(&rec)
	r.team = rec
}

// demand states what the tasks need of testers, and of a licence.
func (r *run) demand(rec *team.Record, end calendar.Date) {
	testers, licence := team.Resource{Kind: team.ByRole, ID: "tester"}, team.Resource{Kind: team.Licence, ID: "L"}
	tool := team.Technical{ID: "L", Kind: team.Licence, Units: 50, Calendar: "std", Owner: "pm", LeadDays: 20, Ordered: begin.AddDays(-30), Ready: begin.AddDays(-5)}
	if r.lateTools { // nobody thought of ordering it
		tool.Ordered, tool.Ready = calendar.Date{}, begin.AddDays(120)
	}
	rec.Technical = []team.Technical{tool}
	for i := range r.plan.Tasks {
		task := r.plan.Tasks[i]
		x, _ := r.planned.Times(task.ID)
		if task.Duration.Length == 0 {
			continue
		}
		days := team.Period{From: x.Start.Date(), To: x.Finish.Date().AddDays(1)}
		rec.Demands = append(rec.Demands, team.Demand{Task: string(task.ID), Resource: testers, WorkMin: 480, Window: days, Planned: days},
			team.Demand{Task: string(task.ID), Resource: licence, WorkMin: 60, Window: days, Planned: days})
	}
	supply := team.Supply{Resource: testers, From: begin.AddDays(-10), PerDayMin: make([]int64, max(1, end.DaysSince(begin)+20))}
	for i := range supply.PerDayMin {
		supply.PerDayMin[i] = 60 * 100
		if r.short { // one tester, one hour a day, for everybody
			supply.PerDayMin[i] = 20
		}
	}
	r.supply = []team.Supply{supply}
}

// confirm lets people acknowledge their tasks, and goals and plan.
func (r *run) confirm(rec *team.Record) {
	plan := finding.Ref{Kind: "plan", ID: "P"}
	digest := lifecycle.Digest("sha256:plan")
	rec.Standing = []team.Standing{{Subject: plan, Digest: digest}}
	for i := range r.people {
		if !r.overTheWall || r.rng.IntN(10) >= r.tenths(8) {
			rec.Acks = append(rec.Acks, team.Ack{Actor: lifecycle.ActorID(actor(i)), Subject: plan, Digest: digest, At: nine(begin.AddDays(2))})
		}
	}
	for k, a := range r.plan.Assignments {
		x, _ := r.happened.Times(a.Task)
		given := team.Assignment{Task: string(a.Task), Actor: lifecycle.ActorID(a.Resource), Start: x.Start.Date(), Due: x.Finish.Date()}
		rec.Assignments = append(rec.Assignments, given)
		forgotten := r.blemishes > 0 && k == 1
		if r.overTheWall && r.rng.IntN(10) < r.tenths(9) || forgotten {
			continue
		}
		rec.Acks = append(rec.Acks, team.Ack{Actor: given.Actor, Subject: given.Standing().Subject, Digest: given.Digest(), At: nine(given.Start.AddDays(-3))})
	}
}

// talk holds the weekly meetings, collects feedback, answers issues and shares
// the status.
func (r *run) talk(t testing.TB) {
	last := r.happened.Finish().Date().AddDays(14)
	s := comms.Series{ID: "weekly", Chair: "pm", Cadence: comms.EveryWeekOn(comms.Thursday), From: begin, At: comms.At(10, 0), Zone: "UTC", DurationMin: 45, DayOff: comms.NextDay}
	for i := range r.people {
		s.Members = append(s.Members, actor(i))
	}
	s.Members = append(s.Members, "sales", "service")
	held, err := s.AllOccurrences(r.weekCal, time.UTC, begin, last)
	if err != nil {
		t.Fatal(err)
	}
	r.meetings, r.record.Series = held, []comms.Series{s}
	for week, o := range held {
		if r.fizzle && week > 1 && r.rng.IntN(10) < r.tenths(8) || r.blemishes > 0 && week%7 == 5 {
			continue
		}
		m := comms.Minutes{Meeting: o.ID, Series: s.ID, On: o.Local.Date(), By: "pm"}
		for k, who := range s.Members {
			presence := comms.Present
			if r.empty && r.rng.IntN(10) < r.tenths(7) || r.blemishes > 1 && (week+k)%6 == 0 {
				presence = comms.Absent
			}
			m.Attendance = append(m.Attendance, comms.Attendance{Actor: who, Presence: presence})
		}
		r.record.Minutes = append(r.record.Minutes, m)
	}
	r.hear(t, last)
	r.share(last)
}

// hear takes feedback and issues as they come, one of each nearly every week.
func (r *run) hear(t testing.TB, last calendar.Date) {
	for week := 0; begin.AddDays(7*week + 2).Before(last); week++ {
		day := begin.AddDays(7*week + 1)
		f := comms.Feedback{ID: fmt.Sprintf("F%02d", week), Side: comms.FromCustomer, Text: "hm", About: []finding.Ref{{Kind: "goal", ID: "G1"}}, Received: day}
		lost := r.silence && r.rng.IntN(10) < r.tenths(8) || r.blemishes > 0 && week%8 == 3
		if !lost {
			f.Reply = comms.Reply{By: "pm", On: day.AddDays(2 + r.rng.IntN(3)), Text: "noted", Outcome: comms.FeedbackNoted}
		}
		r.record.Feedback = append(r.record.Feedback, f)
		i := comms.Issue{ID: fmt.Sprintf("I%02d", week), Title: "it broke", Severity: comms.Medium, Owner: "p01", RaisedBy: "p01", Raised: nine(day),
			Source: finding.Ref{Kind: "risk", ID: "R1"}}
		wait := 1
		if r.slow && r.rng.IntN(10) < r.tenths(8) || r.blemishes > 1 && week%9 == 4 {
			wait = 4 + r.rng.IntN(10)
		}
		i.Steps = []comms.IssueStep{{Do: comms.IssueAcknowledge, By: "pm", At: nine(day.AddDays(wait))}}
		r.record.Issues = append(r.record.Issues, i)
	}
	clock, err := comms.NewIssueClock(comms.ClockRules{Limits: []comms.Limit{{Severity: comms.Medium, ResponseMin: 2 * 480}}}, nil, r.weekCal.In(time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	r.clock = clock
}

// share tells sponsor, customer and others how things stand, every other week.
func (r *run) share(last calendar.Date) {
	for i, who := range []string{"sponsor", "customer", "works_council", "partner"} {
		party := comms.Party{Kind: comms.Group, ID: who}
		r.informed = append(r.informed, comms.Informed{Party: party, Audience: comms.AudienceID(who), Kind: comms.KindPlan})
		for week := 1; begin.AddDays(7 * week).Before(last); week += 2 {
			if r.dark && (i > 0 || week > 5) || r.blemishes > 0 && i == 3 && week < 20 {
				continue
			}
			r.record.Shares = append(r.record.Shares, comms.Share{ID: fmt.Sprint(who, week), At: nine(begin.AddDays(7 * week)), By: "pm", Audience: comms.AudienceID(who),
				To: []comms.Party{party}, Items: []comms.SharedItem{{Kind: comms.KindPlan, Ref: finding.Ref{Kind: "plan", ID: "P"}}}})
		}
	}
}

// watchRisks keeps a register with one risk that is reviewed every month.
func (r *run) watchRisks(t testing.TB) {
	reg, err := risk.PresetRegister(risk.PresetIllustrative5x5, risk.Worst{Time: 400 * calendar.Hour})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range reg.Matrix.Classes {
		reg.Cadences = append(reg.Cadences, risk.Cadence{Class: c, Days: 35})
	}
	x := risk.Risk{ID: "R1", Kind: risk.Threat, Cause: "old machines", Event: "a stop", Effect: "late", Owner: "p01", Status: risk.Open, Raised: begin.AddDays(-7)}
	for day := begin.AddDays(-7); day.Before(r.happened.Finish().Date()); day = day.AddDays(28) {
		x.Assessments = append(x.Assessments, risk.Assessment{At: day, By: "p01", Basis: risk.Current,
			Rating: risk.Rating{Probability: risk.Fraction(1, 5), Effects: []risk.Effect{risk.Delay(40 * calendar.Hour)}}})
	}
	reg.Risks = []risk.Risk{x}
	r.risks = reg
}

// askForChanges puts forward a request every few weeks.
func (r *run) askForChanges() {
	for week := 1; week < 40; week += 2 {
		day := begin.AddDays(7*week + 3)
		req := change.Request{ID: fmt.Sprintf("CR%02d", week), Title: "another colour", Raised: day, State: change.Approved,
			Affected: []finding.Ref{{Kind: "deliverable", ID: "D1"}}}
		if r.restless && r.rng.IntN(10) < r.tenths(9) || r.blemishes > 1 && week%6 == 1 { // the goal is another one every fortnight
			req.Affected = append(req.Affected, finding.Ref{Kind: "goal", ID: "G1"})
		}
		r.changes = append(r.changes, req)
	}
}

// at returns what was known on a day.
func (r *run) at(t testing.TB, on calendar.Date) health.Input {
	t.Helper()
	p, x := r.planAt(t, on)
	c, b, reg, rec := r.charter, r.baseline, r.risks, r.team
	return health.Input{Charter: &c, CharterOn: begin, Plan: p, Result: x, Baseline: &b, PlanOn: begin, Team: &rec, Supply: r.supply,
		Calendars: team.Calendars{"std": r.weekCal}, Risks: &reg, Changes: r.changes, ChangesKept: true,
		Talk: &health.Talk{Record: r.record, Meetings: r.meetings, Clock: r.clock, Informed: r.informed, Working: r.weekCal}}
}

// weeks returns the moments of the project: every Friday evening from the
// second week until the work was done.
func (r *run) weeks(t testing.TB) []health.Moment {
	t.Helper()
	var list []health.Moment
	for day := begin.AddDays(11); day.Before(r.happened.Finish().Date()); day = day.AddDays(7) {
		list = append(list, health.Moment{At: at(day, 18), Input: r.at(t, day)})
	}
	return list
}
