package sra_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/dist"
	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// ask returns all findings on a question: the faults, or those of the outcome.
func ask(t *testing.T, p *schedule.Plan, r risk.Register, o sra.Options) []finding.Finding {
	t.Helper()
	out, err := sra.Run(context.Background(), p, r, o)
	var faults *finding.Error
	switch {
	case errors.As(err, &faults):
		if out != nil {
			t.Error("an outcome beside faults")
		}
		return faults.Findings
	case err != nil:
		t.Fatal(err)
	}
	return out.Findings
}

// falling is a distribution whose quantiles fall.
type falling struct{}

func (falling) Quantile(p float64) float64 { return 9 - p }

// TestEveryFault: each finding is had by the one harm that it tells of, names
// its remedy, and blocks or not as it should.
func TestEveryFault(t *testing.T) {
	many := func(n int) []sra.Driver { return make([]sra.Driver, n) }
	for _, c := range []struct {
		code  finding.Code
		block bool
		harm  func(p *schedule.Plan, r *risk.Register, o *sra.Options)
	}{
		{sra.CodeTrials, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) { o.Trials = montecarlo.MaxTrials + 1 }},
		{sra.CodeTrials, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) { o.Trials = -1 }},
		{sra.CodeTooMany, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) { o.Points = -1 }},
		{sra.CodeTooMany, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) { o.Years = sra.MaxYears + 1 }},
		{sra.CodeTooMany, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) { o.Without = many(sra.MaxScenes + 1) }},
		{sra.CodeConvergence, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) { o.Stop.Percent = 100 }},
		{sra.CodeConvergence, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) { o.Stop.Within = -1 }},
		{sra.CodeUnknownTask, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) { o.Milestones = []schedule.TaskID{"ghost"} }},
		{sra.CodeUnknownRisk, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) { o.Impacts[0].Risk = "ghost" }},
		{sra.CodeUnknownCalendar, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) {
			o.Weather = []sra.Weather{{ID: "w", Months: []time.Month{3}, Lost: triangle{1, 2, 3}, Calendars: []schedule.CalendarID{"ghost"}}}
		}},
		{sra.CodeUnknownDriver, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) {
			o.Without = []sra.Driver{{Kind: sra.KindWeather, ID: "ghost"}}
		}},
		{sra.CodeTwice, true, func(_ *schedule.Plan, r *risk.Register, _ *sra.Options) { r.Risks = append(r.Risks, r.Risks[0]) }},
		{sra.CodeNoID, true, func(_ *schedule.Plan, r *risk.Register, _ *sra.Options) { r.Risks[0].ID = "" }},
		{sra.CodeNoDistribution, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) { o.Estimates[0].Dist = nil }},
		{sra.CodeBadDistribution, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) { o.Estimates[0].Dist = falling{} }},
		{dist.CodeNegativeDeviation, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) {
			o.Estimates[0].Dist = dist.Normal{Mu: 5, Sigma: -1}
		}},
		{dist.CodeLikelyOutside, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) {
			o.Estimates[0].Dist = dist.Triangular{Least: 5, Likely: 1, Most: 9}
		}},
		{sra.CodeNegative, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) { o.Impacts[0].Size.Delay = triangle{-1, 0, 1} }},
		{sra.CodeTooLong, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) {
			o.Impacts[0].Size = sra.Size{Delay: triangle{1, 2, 1e9}}
		}},
		{sra.CodeTooDear, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) { o.Costs[0].PerDay = triangle{1, 2, 1e20} }},
		{sra.CodeProbability, true, func(_ *schedule.Plan, r *risk.Register, _ *sra.Options) {
			r.Risks[0].Assessments[0].Rating.Probability = risk.Fraction(-1, 100)
		}},
		{sra.CodeCorrelation, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) { o.Correlations[0].Rank = -1.001 }},
		{sra.CodeCurrency, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) { o.Currency = currency(t) }},
		{sra.CodeCurrency, true, func(_ *schedule.Plan, r *risk.Register, _ *sra.Options) { r.Currency = money.Currency{} }},
		{sra.CodeRange, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) {
			o.Weather = []sra.Weather{{ID: "w", Months: []time.Month{13}, Lost: triangle{1, 2, 3}}}
		}},
		{sra.CodeVariants, true, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) {
			for i := range 13 {
				from := calendar.DateOf(2026, 3, 1+i)
				o.Closures = append(o.Closures, sra.Closure{ID: from.String(), Probability: risk.Fraction(1, 2), From: from})
			}
		}},
		{sra.CodeBeyondCalendar, true, func(p *schedule.Plan, _ *risk.Register, _ *sra.Options) {
			p.Start = calendar.DateOf(9999, 11, 25).At(8 * calendar.Hour)
		}},
		{sra.CodePlan, true, func(p *schedule.Plan, _ *risk.Register, _ *sra.Options) {
			p.Links = append(p.Links, schedule.Link{From: "roof", To: "dig"})
		}},
		{montecarlo.CodeRepaired, false, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) {
			o.Estimates = append(o.Estimates, sra.Estimate{Task: "roof", Dist: triangle{1, 2, 3}, Unit: day})
			o.Correlations = nil
			for _, pair := range [][2]schedule.TaskID{{"walls", "pipes"}, {"pipes", "roof"}, {"roof", "walls"}} {
				o.Correlations = append(o.Correlations, sra.Correlation{A: sra.Task(pair[0]), B: sra.Task(pair[1]), Rank: -0.9})
			}
		}},
		{sra.CodeEmptyRegister, false, func(_ *schedule.Plan, r *risk.Register, o *sra.Options) { r.Risks, o.Impacts = nil, nil }},
		{sra.CodeNothingVaries, false, func(_ *schedule.Plan, r *risk.Register, o *sra.Options) { r.Risks, *o = nil, sra.Options{} }},
		{sra.CodeDoesNotVary, false, func(p *schedule.Plan, _ *risk.Register, _ *sra.Options) { p.Tasks[1].Duration.Length = 0 }},
		{sra.CodeRiskUnrated, false, func(_ *schedule.Plan, r *risk.Register, _ *sra.Options) { r.Risks[1].Assessments = nil }},
		{sra.CodeRiskUnplaced, false, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) { o.Impacts = nil }},
		{sra.CodeRiskUnsized, false, func(_ *schedule.Plan, r *risk.Register, _ *sra.Options) {
			r.Scales.Cost.Levels = []risk.Level{{ID: "5", From: risk.Whole(1000)}} // open above
			r.Risks[1].Assessments[0].Rating.Effects[1] = risk.Effect{On: risk.OnCost, Level: "5"}
		}},
		{sra.CodeImpactEmpty, false, func(_ *schedule.Plan, r *risk.Register, _ *sra.Options) {
			x := &r.Risks[1].Assessments[0].Rating
			x.Effects = x.Effects[1:] // its cost alone
		}},
		{sra.CodeUnrelated, false, func(_ *schedule.Plan, _ *risk.Register, o *sra.Options) { o.Correlations[0].A = sra.Task("dig") }},
		{sra.CodeSlow, false, func(p *schedule.Plan, _ *risk.Register, _ *sra.Options) {
			p.Tasks[2].Constraint.Kind = schedule.AsLateAsPossible
		}},
		{sra.CodeLogic, false, func(p *schedule.Plan, _ *risk.Register, _ *sra.Options) { p.Links = nil }},
		{sra.CodeOpenEnds, false, func(p *schedule.Plan, _ *risk.Register, _ *sra.Options) {
			p.Links[0].Type, p.Links[1].Type = schedule.StartToStart, schedule.StartToStart
		}},
		{sra.CodeLeads, false, func(p *schedule.Plan, _ *risk.Register, _ *sra.Options) { p.Links[1].Lag.Length = -day }},
		{sra.CodeLags, false, func(p *schedule.Plan, _ *risk.Register, _ *sra.Options) { p.Links[1].Lag.Length = day }},
		{sra.CodeHardConstraints, false, func(p *schedule.Plan, _ *risk.Register, _ *sra.Options) {
			p.Tasks[3].Constraint = schedule.Constraint{Kind: schedule.MustFinishOn, Date: p.Start + 60*86400}
		}},
		{sra.CodeNegativeFloat, false, func(p *schedule.Plan, _ *risk.Register, _ *sra.Options) { p.Tasks[3].Deadline = p.Start + 86400 }},
		{sra.CodeManualDates, false, func(p *schedule.Plan, _ *risk.Register, _ *sra.Options) {
			p.Tasks[3].Manual, p.Tasks[3].Start, p.Tasks[3].Finish = true, p.Start+30*86400, p.Start+36*86400
		}},
		{sra.CodeInvalidDates, false, func(p *schedule.Plan, _ *risk.Register, _ *sra.Options) {
			p.DataDate = p.Start
			p.Tasks[0].Progress = schedule.Progress{ActualStart: p.Start + 90*86400, ActualFinish: p.Start + 91*86400, Percent: 100}
		}},
	} {
		p, r, o := site(), hazards(t), whole()
		o.Trials = 32
		c.harm(p, &r, &o)
		found := ask(t, p, r, o)
		i := indexOf(found, c.code)
		if i < 0 {
			t.Errorf("%s is missing among %v", c.code, found)
			continue
		}
		if f := found[i]; (f.Severity == finding.Block) != c.block || f.Subject.Kind == "" || f.Remedy == "" && c.code != sra.CodeSlow {
			t.Errorf("%s: %v", c.code, f)
		}
	}
}

func indexOf(list []finding.Finding, code finding.Code) int {
	for i := range list {
		if list[i].Code == code {
			return i
		}
	}
	return -1
}

// TestNoPlan: no plan is a fault, not a panic.
func TestNoPlan(t *testing.T) {
	if found := ask(t, nil, hazards(t), whole()); indexOf(found, sra.CodePlan) < 0 {
		t.Errorf("%v", found)
	}
}
