package facts_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/quality"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// randomInput returns a project of which everything differs by seed: a random
// plan with progress and baselines, people, acknowledgements, risks, changes.
func randomInput(t testing.TB, seed uint64) facts.Input {
	r := rand.New(rand.NewPCG(seed, 7))
	in := whole(t)
	in.Plan = scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 4 + r.IntN(30)})
	for i := range 3 {
		in.Plan.Resources = append(in.Plan.Resources, schedule.Resource{ID: schedule.ResourceID(fmt.Sprint("r", i)), Kind: schedule.ResourceKind(r.IntN(3))})
	}
	for i := range in.Plan.Tasks {
		if r.IntN(3) > 0 {
			in.Plan.Assignments = append(in.Plan.Assignments, schedule.Assignment{ID: schedule.AssignmentID(fmt.Sprint(i)), Task: in.Plan.Tasks[i].ID,
				Resource: schedule.ResourceID([]string{"r0", "r1", "r2", "", "gone"}[r.IntN(4)])})
		}
	}
	if result, err := schedule.Compute(in.Plan, schedule.Options{}); err == nil && r.IntN(3) > 0 {
		if b, err := schedule.TakeBaseline("b", in.Plan.Start, "", "", in.Plan, result); err == nil {
			b.Tasks = b.Tasks[:r.IntN(len(b.Tasks)+1)]
			in.Plan.Baselines = append(in.Plan.Baselines, b)
		}
	}
	in.Milestones = in.Milestones[:r.IntN(3)]
	for range r.IntN(4) {
		x := in.Risks.Risks[0]
		x.ID, x.Status = fmt.Sprint("R", len(in.Risks.Risks)+1), risk.Statuses()[r.IntN(5)]
		if r.IntN(3) == 0 {
			x.Assessments, x.Owner = nil, ""
		}
		in.Risks.Risks = append(in.Risks.Risks, x)
	}
	for i := range r.IntN(6) {
		in.Changes = append(in.Changes, request(fmt.Sprint("C", i), change.States()[r.IntN(9)]))
	}
	in.Team.Acks = in.Team.Acks[:r.IntN(3)]
	if r.IntN(2) == 0 {
		in.Charter.Goals[0].Owner = ""
	}
	return in
}

const seeds = 100

// Facts are what the functions of the rooms say, on random projects.
func TestFactsAreWhatTheRoomsSay(t *testing.T) {
	timed := 0
	for seed := range uint64(seeds) {
		in := randomInput(t, seed)
		known := facts.From(moment, in)
		says := func(name lifecycle.FactName, want finding.Value) {
			t.Helper()
			if got := valueOf(t, known, name); got != want {
				t.Fatalf("seed %d: %s is %v, not %v", seed, name, got, want)
			}
		}
		n := func(n int) finding.Value { return finding.Number(int64(n), "") }
		says(lifecycle.FactCharterComplete, finding.Bool(!finding.Blocks(charter.Check(*in.Charter))))
		says(lifecycle.FactGoalsBlocking, n(charter.Summarize(*in.Charter).GoalFindings))
		says(lifecycle.FactTeamFormed, team.FormedFact(in.Team.Check(on(9), nil), moment, "").Value)
		says(facts.RiskReviewsDue, n(len(in.Risks.Due(on(9)))))
		says(facts.RisksOpen, n(in.Risks.Exposure(on(9), risk.Current).Open))
		for _, m := range in.Risks.Process(on(9), nil).Measures[:5] {
			says(facts.RiskProcess(m.Name), m.Value)
		}
		open := 0
		for _, c := range in.Changes {
			if s := c.Standing(); s == change.Submitted || s == change.Assessed || s == change.Approved {
				open++
			}
		}
		says(lifecycle.FactChangesOpen, n(open))
		for name, part := range map[lifecycle.FactName]facts.PlanPart{lifecycle.FactGoalsAgreed: facts.GoalsPart, lifecycle.FactTimetableComputed: facts.TimetablePart,
			lifecycle.FactResourcesAssigned: facts.ResourcesPart, lifecycle.FactMilestonesSet: facts.MilestonesPart, lifecycle.FactRisksPlanned: facts.RisksPart} {
			says(name, finding.Bool(!finding.Blocks(facts.From(moment, in).PlanCheck(part))))
		}
		says(facts.PlanBlocking, lifecycle.BlockingFact("", facts.PlanCheck(moment, in), moment, "").Value)
		if result, err := schedule.Compute(in.Plan, schedule.Options{}); err == nil {
			timed++
			scheduleSays(t, in, result, says, n)
		}
	}
	if timed < seeds/2 {
		t.Errorf("only %d of %d plans had dates", timed, seeds)
	}
}

func scheduleSays(t *testing.T, in facts.Input, r *schedule.Result, says func(lifecycle.FactName, finding.Value), n func(int) finding.Value) {
	t.Helper()
	says(facts.PlanFinish, finding.Date(r.Finish().Date().String()))
	says(facts.PlanConflicts, n(len(r.Findings())))
	says(facts.MilestonesHeld, n(len(schedule.Milestones(in.Plan, r))))
	says(facts.MilestonesReached, schedule.MilestonesReached(in.Plan, in.Milestones))
	var b *schedule.Baseline
	if len(in.Plan.Baselines) > 0 {
		b = &in.Plan.Baselines[len(in.Plan.Baselines)-1]
		rows, err := b.Variances(in.Plan, r)
		if err != nil {
			t.Fatal(err)
		}
		says(facts.PlanLate, finding.Ratio(int64(rows[0].Finish), 60, "min"))
	}
	a := quality.Assess(quality.From(in.Plan, r, b), quality.Limits{})
	for _, c := range a.Checks {
		says(facts.QualityOf(c.Point), c.Ratio)
	}
	items, err := schedule.Worklist(in.Plan, r, calendar.DateTimeOf(moment), schedule.WorklistOptions{Baseline: b})
	if err != nil {
		return
	}
	count := map[schedule.WorkState]int{}
	for _, item := range items {
		count[item.State]++
	}
	says(facts.WorkOpen, n(len(items)))
	for name, state := range map[lifecycle.FactName]schedule.WorkState{facts.WorkOverdue: schedule.WorkOverdue, facts.WorkBlocked: schedule.WorkBlocked,
		facts.WorkAtRisk: schedule.WorkAtRisk, facts.WorkDue: schedule.WorkDue, facts.WorkLater: schedule.WorkLater} {
		says(name, n(count[state]))
	}
	active := 0
	for _, times := range r.All() {
		if times.Finish != 0 {
			active++
		}
	}
	if active == 0 {
		says(lifecycle.FactWorkFinished, finding.Unknown("no-data"))
		return
	}
	says(lifecycle.FactWorkFinished, finding.Bool(len(items) == 0))
}

// The same input gives the same facts, whatever was asked before and in which
// order, and is not written to.
func TestFactsAreDeterministic(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 11))
	for seed := range uint64(40) {
		in := randomInput(t, seed)
		before, err := json.Marshal(in.Plan)
		if err != nil {
			t.Fatal(err)
		}
		first, second := facts.From(moment, in), facts.From(moment, in)
		list := facts.Catalogue()
		r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		for _, d := range list {
			second.Fact(d.Name)
		}
		a, _ := json.Marshal(first.All())
		b, _ := json.Marshal(second.All())
		after, _ := json.Marshal(in.Plan)
		if string(a) != string(b) || len(a) < 1000 {
			t.Fatalf("seed %d: the facts differ by the order in which they are asked for", seed)
		}
		if string(before) != string(after) {
			t.Fatalf("seed %d: the plan was written to", seed)
		}
	}
}

// Mending one part of the plan leaves the facts of the other four as they were.
func TestPartsAreApart(t *testing.T) {
	for _, c := range lacking {
		for _, d := range lacking {
			in := whole(t)
			c.take(&in)
			if d.part == c.part {
				continue
			}
			if before := len(facts.PlanCheck(moment, in)); before != 1 {
				t.Fatalf("%s: %d findings", c.part, before)
			}
			d.take(&in)
			if got := facts.PlanCheck(moment, in); len(got) != 2 {
				t.Errorf("without %s and %s: got %q", c.part, d.part, lines(got))
			}
		}
	}
}

// A longer limit never finds more tasks too long, and more people asked for
// never makes goals more agreed.
func TestRulesAreMonotone(t *testing.T) {
	for seed := range uint64(60) {
		in := randomInput(t, seed)
		last := -1
		for days := 1; days < 30; days += 3 {
			in.Rules.LongDays = days
			found := 0
			for _, f := range facts.PlanCheck(moment, in) {
				if f.Code == facts.CodeTaskUndetailed {
					found++
				}
			}
			if last >= 0 && found > last {
				t.Fatalf("seed %d: %d tasks are longer than %d days, %d than less", seed, found, days, last)
			}
			last = found
		}
		agreed := true
		for need := 1; need < 4; need++ {
			in.Rules.Agree = need
			now := !finding.Blocks(finding.Filter(facts.PlanCheck(moment, in), func(f finding.Finding) bool { return f.Code == facts.CodeGoalsNotAgreed }))
			if now && !agreed {
				t.Fatalf("seed %d: agreed with %d and not with fewer", seed, need)
			}
			agreed = now
		}
	}
}

// A later moment never makes fewer acknowledgements due or fewer actions
// overdue, as long as nobody does anything.
func TestTimeOnlyAddsDuties(t *testing.T) {
	in := full(t)
	last := map[lifecycle.FactName]finding.Value{}
	for d := range 20 {
		known := facts.From(moment.Add(time.Duration(d)*24*time.Hour), in)
		for _, name := range []lifecycle.FactName{facts.WorkUnnoticed, facts.ActionsOverdue, facts.WorkOverdue, facts.MilestonesMissed, facts.RiskResponsesLate} {
			now := valueOf(t, known, name)
			if was, ok := last[name]; ok {
				if order, comparable := finding.CompareValues(was, now); !comparable || order > 0 {
					t.Errorf("day %d: %s went from %v to %v", d, name, was, now)
				}
			}
			last[name] = now
		}
	}
	if last[facts.ActionsOverdue] != finding.Number(2, "") || last[facts.RiskResponsesLate] != finding.Number(1, "") {
		t.Errorf("in the end: %v", last)
	}
}
