package view_test

import (
	"context"
	"errors"
	"iter"
	"testing"
	"time"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/kpi/portfolio"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// teaShop is a shop that opens in April 2026: the lease took six days instead of
// five, the counter is being built, an inspection may fail.
type teaShop struct {
	before, plan *schedule.Plan
	result       *schedule.Result
	baseline     schedule.Baseline
	trend        schedule.Trend
	late         schedule.Attribution
	odds         *sra.Outcome
	entries      []schedule.MilestoneEntry
	work         []schedule.WorkItem
	register     risk.Register
	series       []comms.Series
	meetings     []comms.Occurrence
	minutes      []comms.Minutes
}

// now is the Monday on which the shop is looked at.
var teaNow = calendar.DateOf(2026, 3, 16)

// teaPlan is the plan as it was agreed.
func teaPlan() *schedule.Plan {
	task := func(id schedule.TaskID, name string, parent schedule.TaskID, days calendar.Work) schedule.Task {
		return schedule.Task{ID: id, Name: name, Parent: parent, Duration: schedule.Duration{Length: days * 8 * calendar.Hour}}
	}
	p := &schedule.Plan{
		Name: "Tea shop 茶馆", Start: inMarch(2, 8), Rules: schedule.Rules{DataDateBinds: true, Progress: schedule.RetainedLogic},
		Tasks: []schedule.Task{
			task("1", "Preparation", "", 0), task("lease", "Sign the lease", "1", 5), task("licence", "Food licence", "1", 10), task("M1", "Lease signed", "1", 0),
			task("2", "Fit-out", "", 0), task("counter", "Build the counter", "2", 10), task("power", "Power supply", "2", 4), task("inspect", "Inspection 验收", "2", 1), task("M2", "Ready to open", "2", 0),
			task("3", "Opening", "", 0), task("hire", "Hire staff", "3", 8), task("train", "Train staff", "3", 3), task("promo", "Promotion", "3", 5), task("M3", "Opening day", "3", 0),
		},
		Links: []schedule.Link{
			{From: "lease", To: "M1"}, {From: "lease", To: "licence"}, {From: "M1", To: "counter"}, {From: "M1", To: "power"}, {From: "counter", To: "inspect"}, {From: "licence", To: "inspect"},
			{From: "power", To: "inspect"}, {From: "inspect", To: "M2"}, {From: "M2", To: "train"}, {From: "hire", To: "train"}, {From: "train", To: "M3"}, {From: "promo", To: "M3"},
		},
		Resources: []schedule.Resource{{ID: "li", Name: "Li Na"}, {ID: "wang", Name: "Wang Wei"}, {ID: "zhao", Name: "Zhao 赵"}, {ID: "wood", Name: "Wood", Kind: schedule.MaterialResource}},
	}
	give := func(id schedule.AssignmentID, t schedule.TaskID, r schedule.ResourceID, hours calendar.Work) {
		p.Assignments = append(p.Assignments, schedule.Assignment{ID: id, Task: t, Resource: r, Work: hours * calendar.Hour})
	}
	give("a1", "lease", "li", 40)
	give("a2", "licence", "wang", 80)
	give("a3", "counter", "li", 80)
	give("a4", "counter", "wang", 80)
	give("a5", "counter", "wood", 12)
	give("a6", "power", "zhao", 32)
	give("a7", "inspect", "wang", 8)
	give("a8", "hire", "zhao", 64)
	give("a9", "train", "zhao", 24)
	give("a10", "train", "", 24)
	return p
}

// teaActual is the plan with what happened until a day.
func teaActual(until calendar.Date) *schedule.Plan {
	p := teaPlan()
	p.DataDate = until.At(8 * calendar.Hour)
	at := func(id schedule.TaskID) *schedule.Progress {
		for i := range p.Tasks {
			if p.Tasks[i].ID == id {
				return &p.Tasks[i].Progress
			}
		}
		return nil
	}
	*at("lease") = schedule.Progress{ActualStart: inMarch(2, 8), Percent: 80}
	*at("hire") = schedule.Progress{ActualStart: inMarch(2, 8), Percent: 50}
	if until.After(calendar.DateOf(2026, 3, 9)) {
		*at("lease") = schedule.Progress{ActualStart: inMarch(2, 8), ActualFinish: inMarch(9, 17), Percent: 100}
		*at("M1") = schedule.Progress{ActualStart: inMarch(9, 17), ActualFinish: inMarch(9, 17), Percent: 100}
		*at("counter") = schedule.Progress{ActualStart: inMarch(10, 8), Percent: 30}
		*at("licence") = schedule.Progress{ActualStart: inMarch(10, 8), Percent: 40}
	}
	return p
}

func newTeaShop(t testing.TB) *teaShop {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	s := &teaShop{before: teaPlan()}
	r, err := schedule.Compute(s.before, schedule.Options{})
	must(err)
	s.baseline, err = schedule.TakeBaseline("B1", s.before.Start, "li", "agreed", s.before, r)
	must(err)
	s.trend, err = s.trend.Append(inMarch(2, 8), schedule.Milestones(s.before, r))
	must(err)
	for _, day := range []int{9, 16} {
		s.plan = teaActual(calendar.DateOf(2026, 3, day))
		s.result, err = schedule.Compute(s.plan, schedule.Options{})
		must(err)
		s.trend, err = s.trend.Append(s.plan.DataDate, schedule.Milestones(s.plan, s.result))
		must(err)
	}
	late, err := schedule.Attribute(context.Background(), s.before, s.plan, schedule.AttributionOptions{Task: "M3"})
	must(err)
	s.late = *late
	s.work, err = schedule.Worklist(s.plan, s.result, s.plan.DataDate, schedule.WorklistOptions{Baseline: &s.baseline, Horizon: 40 * calendar.Hour})
	must(err)
	s.entries = []schedule.MilestoneEntry{
		{Task: "M1", Owner: "li", Weight: 1, Criteria: []schedule.MilestoneCriterion{{ID: "c1", Text: "Both have signed", Met: true, Evidence: "lease.pdf"}}},
		{Task: "M2", Owner: "wang", Weight: 2, Criteria: []schedule.MilestoneCriterion{{ID: "c1", Text: "No open defects"}, {ID: "c2", Text: "Licence on the wall"}}, AcceptedBy: "sponsor"},
		{Task: "M3", Owner: "li", Contractual: true, Weight: 3},
	}
	s.register = teaRisks(t)
	s.odds, err = sra.Run(context.Background(), s.plan, s.register, sra.Options{Trials: 1000, Seed: 7, At: teaNow, Impacts: []sra.Impact{{Risk: "R1", Task: "inspect"}}, Milestones: []schedule.TaskID{"M2", "M3"}})
	must(err)
	s.talk(t)
	return s
}

// teaRisks are a threat of a failed inspection, which delays by two days at
// 30 %, and an opportunity that nobody owns.
func teaRisks(t testing.TB) risk.Register {
	t.Helper()
	cny, err := money.Lookup("CNY")
	if err != nil {
		t.Fatal(err)
	}
	worst, err := money.Parse("100000", "CNY")
	if err != nil {
		t.Fatal(err)
	}
	r, err := risk.PresetRegister(risk.PresetIllustrative5x5, risk.Worst{Cost: worst, Time: 80 * calendar.Hour})
	if err != nil {
		t.Fatal(err)
	}
	r.ID, r.Currency = "tea", cny
	for _, class := range r.Matrix.Classes {
		r.Cadences = append(r.Cadences, risk.Cadence{Class: class, Days: 7})
	}
	rating := risk.Rating{Probability: risk.Fraction(3, 10), Effects: []risk.Effect{risk.Delay(16 * calendar.Hour)}}
	r.Risks = []risk.Risk{
		{ID: "R1", Kind: risk.Threat, Status: risk.Open, Owner: "wang", Raised: calendar.DateOf(2026, 3, 2), Cause: "old wiring", Event: "The inspection fails", Effect: "opening later",
			Assessments: []risk.Assessment{{At: calendar.DateOf(2026, 3, 2), By: "wang", Basis: risk.Current, Rating: rating}},
			Responses: []risk.Response{
				{ID: "a", Strategy: risk.Reduce, Text: "Have the wiring checked first", Owner: "zhao", Due: calendar.DateOf(2026, 3, 13), Task: "power"},
				{ID: "b", Strategy: risk.Accept, Text: "Keep two days free", Due: calendar.DateOf(2026, 4, 30)}, {ID: "c", Strategy: risk.Reduce, Text: "done", Done: calendar.DateOf(2026, 3, 3)}}},
		{ID: "R2", Kind: risk.Opportunity, Status: risk.Proposed, Raised: calendar.DateOf(2026, 3, 9), Event: "A festival in the street"},
		{ID: "R3", Kind: risk.Threat, Status: risk.Closed, Owner: "li", Event: "No shop is found"},
	}
	return r
}

// talk sets up the weekly meeting: two were held, the third is today.
func (s *teaShop) talk(t testing.TB) {
	t.Helper()
	s.series = []comms.Series{{
		ID: "weekly", Title: "Weekly 周会", Chair: "li", Members: []string{"wang", "zhao"}, Place: "Back room", Quorum: comms.Quorum{Least: 2, Required: []string{"li"}},
		Cadence: comms.EveryWeekOn(comms.Monday), From: calendar.DateOf(2026, 3, 2), At: comms.At(10, 0), Zone: "UTC", DurationMin: 45, DayOff: comms.NextDay,
	}}
	var err error
	if s.meetings, err = s.series[0].AllOccurrences(s.result.ProjectCalendar(), time.UTC, calendar.DateOf(2026, 3, 2), calendar.DateOf(2026, 3, 31)); err != nil {
		t.Fatal(err)
	}
	there := []comms.Attendance{{Actor: "li", Presence: comms.Present}, {Actor: "wang", Presence: comms.Remote}, {Actor: "zhao", Presence: comms.Excused}}
	s.minutes = []comms.Minutes{
		{Meeting: "weekly/2026-03-02", Series: "weekly", On: calendar.DateOf(2026, 3, 2), By: "wang", Chair: "li", Quorum: s.series[0].Quorum, Attendance: there, Actions: []comms.Action{
			{ID: "T-1", Text: "Ask the landlord for the plan of the wiring", Owner: "wang", Due: calendar.DateOf(2026, 3, 6), About: []finding.Ref{{Kind: "task", ID: "power"}}},
			{ID: "T-2", Text: "问供应商木材价格", Owner: "zhao", Due: calendar.DateOf(2026, 3, 6)}}},
		{Meeting: "weekly/2026-03-09", Series: "weekly", On: calendar.DateOf(2026, 3, 9), By: "wang", Chair: "li", Quorum: s.series[0].Quorum, Attendance: there,
			Decisions: []comms.Decision{{ID: "D-1", Text: "Keep the opening day", Reason: "The flyers are printed", By: "li", About: []finding.Ref{{Kind: "milestone", ID: "M3"}}}},
			Actions:   []comms.Action{{ID: "T-3", Text: "Book the inspector | early", Owner: "wang", Due: calendar.DateOf(2026, 3, 18)}},
			Topics:    []comms.Topic{{ID: "O-1", Text: "Music in the shop", Owner: "li"}},
			Closed:    []comms.Closing{{Item: "T-2", On: calendar.DateOf(2026, 3, 9), By: "zhao", Ending: comms.Done, Result: "Oak is cheaper"}},
			Notes:     []comms.Note{{Text: "The landlord was friendly."}, {Personal: true, Sealed: "vault/1", About: []finding.Ref{{Kind: "member", ID: "zhao"}}}},
			Documents: []comms.Document{{URI: "https://files.example/lease.pdf", Digest: "sha256:1f", Version: 2, Owner: "li"}}},
	}
}

func (s *teaShop) items() []comms.Item { return comms.ActionLog(s.minutes, nil) }

// workload is what the workloads of the shop are taken from, until a day.
func (s *teaShop) workload(last calendar.Date) view.WorkloadInput {
	return view.WorkloadInput{On: teaNow, Last: last, Plan: s.plan, Work: s.work, Series: s.series, Meetings: s.meetings, Items: s.items(), Risks: s.register}
}

// agenda is that of the meeting of today.
func (s *teaShop) agenda(t testing.TB) view.AgendaInput {
	t.Helper()
	a, err := comms.MakeAgenda("weekly/2026-03-16", teaNow, 45, comms.RegularTemplate(), comms.Situation{
		Carried:    comms.CarryOver(s.items(), "weekly"),
		Risks:      []comms.Point{{About: finding.Ref{Kind: "risk", ID: "R1"}, Title: "The inspection fails", Owner: "wang", Figure: finding.Number(12, "")}},
		Decisions:  []comms.Point{{About: finding.Ref{Kind: "decision", ID: "D-2"}, Title: "Which tea first", Owner: "li", Date: calendar.DateOf(2026, 3, 20), Links: []finding.Ref{{Kind: "document", ID: "price list"}}}},
		Milestones: []comms.Point{{About: finding.Ref{Kind: "task", ID: "M2"}, Title: "Ready to open", Date: calendar.DateOf(2026, 3, 24)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return view.AgendaInput{Title: "Weekly 周会", Start: teaNow.At(10 * calendar.Hour), Place: "Back room", Chair: "li", Invited: []string{"wang", "zhao"}, Agenda: a}
}

// shops is a portfolio of three shops, with twelve closed ones and one that
// cannot be read behind the totals.
func (s *teaShop) shops(t testing.TB) view.PortfolioInput {
	t.Helper()
	yuan := func(n int64) money.Amount {
		c, err := money.Lookup("CNY")
		if err != nil {
			t.Fatal(err)
		}
		a, err := money.Minor(n*100, c)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	closed := closedShops{}
	var ids iter.Seq2[string, int64] = func(yield func(string, int64) bool) {
		for i := range 13 {
			if !yield(string(rune('a'+i)), 1) {
				return
			}
		}
	}
	for i := range 12 {
		outcome := lifecycle.Attained
		if i%4 == 0 {
			outcome = lifecycle.Missed
		}
		id := string(rune('a' + i))
		closed[id] = portfolio.Project{ID: id, Outcome: outcome, Traits: []string{"city:杭州"}, PlannedDays: 20, ActualDays: 20 + int64(i), Tasks: []portfolio.Task{{Budget: yuan(100), Planned: yuan(100), Earned: yuan(100), Cost: yuan(110)}}}
	}
	sum, err := portfolio.Run(context.Background(), ids, closed, portfolio.Options{})
	if err != nil {
		t.Fatal(err)
	}
	record := lateRollout()
	state, _, _ := record.Replay()
	value := evm.Status{At: s.plan.DataDate, BAC: kpi.Money(yuan(1000)), PV: kpi.Money(yuan(500)), EV: kpi.Money(yuan(400)), AC: kpi.Money(yuan(450))}
	return view.PortfolioInput{Title: "Shops of the east", On: teaNow, Summary: &sum, Projects: []view.PortfolioProject{
		{ID: "P1", Name: "Tea shop 茶馆", State: lifecycle.State{Phase: lifecycle.PhaseExecution, Standing: lifecycle.Active}, Planned: inMarch(30, 17), Finish: s.result.Finish(), Value: value, Tolerances: state,
			Decisions: []comms.Point{{About: finding.Ref{Kind: "change", ID: "CR-1"}, Title: "A second counter", Owner: "chen", Date: calendar.DateOf(2026, 3, 13)}}},
		{ID: "P2", Name: "Bakery", State: lifecycle.State{Phase: lifecycle.PhasePlanning, Standing: lifecycle.Active}, Decisions: []comms.Point{{Title: "Go to execution", Owner: "chen", Date: calendar.DateOf(2026, 3, 18)}, {Title: "A name"}}},
		{ID: "P3"},
	}}
}

var errNoShop = errors.New("no such shop")

// closedShops are projects by id; one that is not there cannot be read.
type closedShops map[string]portfolio.Project

func (c closedShops) Project(_ context.Context, id string) (portfolio.Project, error) {
	p, ok := c[id]
	if !ok {
		return portfolio.Project{}, errNoShop
	}
	return p, nil
}

// papers returns the documents of the shop.
func (s *teaShop) papers(t testing.TB, w phrase.Printer) map[string]*report.Document {
	t.Helper()
	docs := map[string]*report.Document{
		"milestones": view.Milestones(w, view.MilestonesInput{Plan: s.plan, Result: s.result, Baseline: &s.baseline, Entries: s.entries, Trend: s.trend, Late: []schedule.Attribution{s.late}, Odds: s.odds}),
		"agenda":     view.Agenda(w, s.agenda(t)),
		"minutes":    view.Minutes(w, view.MinutesInput{Title: "Weekly 周会", Minutes: s.minutes[1], Before: comms.CarryOver(comms.ActionLog(s.minutes[:1], nil), "weekly"), Findings: comms.CheckMinutes(s.minutes, nil)}),
		"portfolio":  view.Portfolio(w, s.shops(t)),
	}
	for _, x := range view.Workloads(s.workload(calendar.DateOf(2026, 3, 27))) {
		docs["work-"+x.Member] = view.PersonalWork(w, s.plan, x)
	}
	return docs
}
