package closing_test

import (
	"math/rand/v2"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

const day = 8 * calendar.Hour

// on returns a moment in March 2026, whose 2nd is a Monday.
func on(d, h int) calendar.DateTime {
	return calendar.DateOf(2026, 3, d).At(calendar.Work(h) * calendar.Hour)
}

func cny(text string) money.Amount {
	a, err := money.Parse(text, "CNY")
	if err != nil {
		panic(err)
	}
	return a
}

func compute(t testing.TB, p *schedule.Plan) *schedule.Result {
	t.Helper()
	r, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func baseline(t testing.TB, name, reason string, p *schedule.Plan) schedule.Baseline {
	t.Helper()
	b, err := schedule.TakeBaseline(name, p.Start, "pm", reason, p, compute(t, p))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// plan agrees on a (two days from Monday 2 March), then b (two days, until
// Thursday 5), then the milestone end, and docs (one day, from Monday): 300 CNY.
func plan(t testing.TB) *schedule.Plan {
	t.Helper()
	days := func(id schedule.TaskID, n calendar.Work) schedule.Task {
		return schedule.Task{ID: id, Duration: schedule.Duration{Length: n * day}}
	}
	p := &schedule.Plan{Start: on(2, 8), Tasks: []schedule.Task{days("a", 2), days("b", 2), days("end", 0), days("docs", 1)},
		Links: []schedule.Link{{From: "a", To: "b"}, {From: "b", To: "end"}}}
	p.Tasks[2].Milestone = true
	p.Tasks[0].FixedCost, p.Tasks[1].FixedCost = cny("100"), cny("200")
	p.Baselines = []schedule.Baseline{baseline(t, "B1", "gate:planning", p)}
	return p
}

// done records when each task was carried out.
func done(t testing.TB, p *schedule.Plan, id schedule.TaskID, start, finish calendar.DateTime) *schedule.Plan {
	t.Helper()
	next, err := schedule.Apply(p, []schedule.Edit{{Kind: schedule.EditProgress, Task: id,
		Progress: schedule.Progress{ActualStart: start, ActualFinish: finish, Percent: 100}}})
	if err != nil {
		t.Fatal(err)
	}
	return next
}

// asked is a change that puts two days of review between a and b, carried out.
func asked(t testing.TB, p *schedule.Plan) change.Implementation {
	t.Helper()
	r := change.Request{ID: "CR-1", Title: "Review", Origin: change.FromMarket, Kind: change.OfScope, Urgency: change.High, Proposer: "carol",
		Raised: calendar.DateOf(2026, 3, 3), CostDelta: cny("50"), Edits: []schedule.Edit{
			{Kind: schedule.EditAddTask, NewTask: schedule.Task{ID: "review", Duration: schedule.Duration{Length: 2 * day}, FixedCost: cny("10")}, Before: "b"},
			{Kind: schedule.EditAddLink, Link: schedule.Link{From: "a", To: "review"}},
			{Kind: schedule.EditAddLink, Link: schedule.Link{From: "review", To: "b"}}}}
	r, err := change.Submit(r, change.Act{By: "carol", At: on(3, 8)})
	if err != nil {
		t.Fatal(err)
	}
	impact, err := change.Assess(change.Input{Plan: p, Request: r, By: "pm", At: on(3, 9)})
	if err != nil {
		t.Fatal(err)
	}
	if r, err = change.Record(r, impact, change.Act{By: "pm", At: on(3, 9)}); err != nil {
		t.Fatal(err)
	}
	ballot := change.Ballot{Level: "sponsor", Outcome: change.MoveApprove, Votes: []change.Vote{{By: "frank", Choice: change.MoveApprove, At: on(3, 10)}}}
	if r, err = change.Decide(p, r, change.Authority{{ID: "sponsor", Unlimited: true, Quorum: 1}}, ballot, change.Act{By: "office", At: on(3, 10)}); err != nil {
		t.Fatal(err)
	}
	made, err := change.Implement(p, r, "B2", change.Act{By: "pm", At: on(3, 11)})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func figures(t testing.TB, f closing.Final) map[finding.Code]closing.Figure {
	t.Helper()
	list, err := closing.Figures(f)
	if err != nil {
		t.Fatal(err)
	}
	byLabel := map[finding.Code]closing.Figure{}
	for _, figure := range list {
		if _, twice := byLabel[figure.Label]; twice {
			t.Errorf("%s twice", figure.Label)
		}
		byLabel[figure.Label] = figure
	}
	return byLabel
}

// By hand: the change moved the end from Thursday 5 to Monday 9; a then took a
// day longer, so that all was done on Tuesday 10: three working days late, of
// which the change made two.
func TestFiguresWorkedByHand(t *testing.T) {
	made := asked(t, plan(t))
	p := done(t, made.Plan, "a", on(2, 8), on(4, 17))
	p = done(t, p, "review", on(5, 8), on(6, 17))
	p = done(t, p, "b", on(9, 8), on(10, 17))
	p = done(t, p, "end", on(10, 17), on(10, 17))
	p = done(t, p, "docs", on(2, 8), on(2, 17))
	rejected := change.Request{ID: "CR-2", Origin: change.FromTeam, State: change.Rejected}
	final := closing.Final{Plan: p, Result: compute(t, p), Requests: []change.Request{made.Request, rejected},
		Status: evm.Status{At: on(10, 17), BAC: kpi.Money(cny("310")), EV: kpi.Money(cny("310")), AC: kpi.Money(cny("400")), PV: kpi.Money(cny("310"))},
		Risks:  risk.Register{ID: "reg", Risks: []risk.Risk{{ID: "R1", Status: risk.Occurred, Occurred: date(3, 4)}, {ID: "R2", Status: risk.Open}, {ID: "R3", Status: risk.Expired}}},
		More:   []closing.Figure{{Label: "own.faults", Area: closing.Quality, Actual: finding.Number(3, "fault")}}}
	got := figures(t, final)
	for label, want := range map[finding.Code]string{
		closing.FigureStart:         "2026-03-02T08:00:00 / 2026-03-02T08:00:00 / 0 min",
		closing.FigureFinish:        "2026-03-05T17:00:00 / 2026-03-10T17:00:00 / 1440 min",
		closing.FigureFinishLast:    "2026-03-09T17:00:00 / 2026-03-10T17:00:00 / 480 min",
		closing.FigureOnTime:        "1 / 0.25 / -0.75",
		closing.FigureMilestones:    "1 / 0 / -1",
		closing.FigureCost:          "310 CNY / 400 CNY / 90 CNY",
		closing.FigureCostBaseline:  "310 CNY / 400 CNY / 90 CNY", // a and b at 300, the review at 10
		closing.FigureCPI:           "1 / 0.775 / -0.225",
		closing.FigureTasks:         "4 task / 5 task / 1 task",
		closing.FigureAdded:         " / 1 task / ",
		closing.FigureRemoved:       " / 0 task / ",
		closing.FigureDone:          "1 / 1 / 0",
		"own.faults":                " / 3 fault / ",
		closing.FigureRisks:         " / 3 risk / ",
		closing.FigureRisksOccurred: " / 1 risk / ",
		closing.FigureRisksOpen:     " / 1 risk / ",
		closing.FigureRequests:      " / 2 request / ",
		closing.FigureExternal:      " / 1 request / ",
		closing.FigureImplemented:   " / 1 request / ",
		closing.FigureRejected:      " / 1 request / ",
		closing.FigureChangesFinish: " / 960 min / ",
		closing.FigureChangesCost:   " / 60 CNY / ",
	} {
		f, ok := got[label]
		if text := f.Planned.String() + " / " + f.Actual.String() + " / " + f.Off.String(); !ok || text != want {
			t.Errorf("%s: %s, want %s", label, text, want)
		}
		delete(got, label)
	}
	if len(got) > 0 {
		t.Errorf("more figures: %v", got)
	}
}

// Nothing is left out when nothing is known.
func TestFiguresOfAnUnfinishedProjectAreUnknown(t *testing.T) {
	p := plan(t)
	p.Baselines = nil
	got := figures(t, closing.Final{Plan: p, Result: compute(t, p)})
	for label, want := range map[finding.Code][3]string{
		closing.FigureStart:      {"no-baseline", "not-started", "no-baseline"},
		closing.FigureFinish:     {"no-baseline", "not-finished", "no-baseline"},
		closing.FigureOnTime:     {"", "no-data", "no-data"},
		closing.FigureMilestones: {"", "no-data", "no-data"},
		closing.FigureCost:       {"no-data", "missing-input", "missing-input"},
		closing.FigureCPI:        {"", "missing-input", "missing-input"},
		closing.FigureTasks:      {"no-baseline", "", "no-baseline"},
		closing.FigureAdded:      {"", "no-baseline", ""},
		closing.FigureQuality:    {"", "no-data", ""},
	} {
		f, ok := got[label]
		if reasons := [3]string{f.Planned.Reason(), f.Actual.Reason(), f.Off.Reason()}; !ok || reasons != want {
			t.Errorf("%s: %q, want %q", label, reasons, want)
		}
	}
	if f := got[closing.FigureDone]; f.Actual.String() != "0" || f.Off.String() != "-1" {
		t.Errorf("done %v", f)
	}
	if empty := figures(t, closing.Final{Plan: &schedule.Plan{Start: on(2, 8)}, Result: compute(t, &schedule.Plan{Start: on(2, 8)})}); empty[closing.FigureDone].Actual.Reason() != "no-data" {
		t.Errorf("no tasks: %v", empty[closing.FigureDone])
	}
}

// Without a measured status the budget is that of the first baseline.
func TestTheBudgetOfTheFirstBaseline(t *testing.T) {
	p := plan(t)
	if f := figures(t, closing.Final{Plan: p, Result: compute(t, p)})[closing.FigureCost]; f.Planned.String() != "300 CNY" {
		t.Errorf("got %v", f)
	}
	p.Baselines[0].Tasks[1].Cost, _ = money.Parse("1", "EUR")
	if f := figures(t, closing.Final{Plan: p, Result: compute(t, p)})[closing.FigureCost]; f.Planned.Reason() != "unit-mismatch" {
		t.Errorf("got %v", f)
	}
}

func TestTasksTakenOutAreCounted(t *testing.T) {
	p, err := schedule.Apply(plan(t), []schedule.Edit{{Kind: schedule.EditActive, Task: "docs"}, {Kind: schedule.EditRemoveTask, Task: "end"}})
	if err != nil {
		t.Fatal(err)
	}
	got := figures(t, closing.Final{Plan: p, Result: compute(t, p)})
	if got[closing.FigureRemoved].Actual.String() != "2 task" || got[closing.FigureTasks].Off.String() != "-2 task" || got[closing.FigureAdded].Actual.String() != "0 task" {
		t.Errorf("got %v %v %v", got[closing.FigureRemoved], got[closing.FigureTasks], got[closing.FigureAdded])
	}
}

// By hand, as above: two days by the change, one by a, none before the change.
func TestSlipWorkedByHand(t *testing.T) {
	made := asked(t, plan(t))
	p := done(t, made.Plan, "a", on(2, 8), on(4, 17))
	s, err := closing.SlipOf(p, compute(t, p), []change.Request{made.Request})
	if err != nil {
		t.Fatal(err)
	}
	want := []closing.SlipPart{{"B1", "B2", "CR-1", 2 * day}, {"B1", "B2", "", 0}, {"B2", "", "", day}}
	if s.Agreed != on(5, 17) || s.Finish != on(10, 17) || s.Total != 3*day || len(s.Parts) != 3 || s.Parts[0] != want[0] || s.Parts[1] != want[1] || s.Parts[2] != want[2] {
		t.Errorf("got %+v", s)
	}
	unknown, err := closing.SlipOf(p, compute(t, p), nil)
	if err != nil || len(unknown.Parts) != 2 || unknown.Parts[0].Moved != 2*day || unknown.Parts[0].Change != "" {
		t.Errorf("without the change: %+v, %v", unknown, err)
	}
	bare := plan(t)
	bare.Baselines = nil
	if s, err := closing.SlipOf(bare, compute(t, bare), nil); err != nil || s.Total != 0 || s.Parts != nil {
		t.Errorf("without baselines: %+v, %v", s, err)
	}
}

// The parts sum to the total on random histories of delays, baselines and
// changes.
func TestSlipSumsExactly(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 5))
		p := plan(t)
		var requests []change.Request
		for n := range 1 + r.IntN(5) {
			p.Tasks[r.IntN(4)].Duration.Length += calendar.Work(r.IntN(100000) - 40000)
			for i := range p.Tasks {
				p.Tasks[i].Duration.Length = max(p.Tasks[i].Duration.Length, 0)
			}
			reason := "gate:x"
			if id := string(rune('a' + n)); r.IntN(2) == 0 {
				reason = change.Cause(id)
				requests = append(requests, change.Request{ID: id, Effect: change.Effect{Request: id, FinishMoved: calendar.Work(r.IntN(200000) - 100000)}})
			}
			p.Baselines = append(p.Baselines, baseline(t, reason+string(rune('0'+n)), reason, p))
		}
		p.Tasks[0].Duration.Length += calendar.Work(r.IntN(100000))
		s, err := closing.SlipOf(p, compute(t, p), requests)
		if err != nil {
			t.Fatal(err)
		}
		var sum calendar.Work
		for _, part := range s.Parts {
			sum += part.Moved
		}
		standard, _ := calendar.Compile(calendar.Standard(), nil)
		if sum != s.Total || s.Total != standard.Between(on(5, 17), compute(t, p).Finish()) || len(s.Parts) != len(p.Baselines)+len(requests) {
			t.Errorf("seed %d: parts %v sum to %v, total %v", seed, s.Parts, sum, s.Total)
		}
	}
}
