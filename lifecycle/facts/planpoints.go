package facts

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// milestonesPart wants milestones, each with an owner and a way to tell that it
// was reached, and not too far apart.
func (c *planChecker) milestonesPart() {
	var points []int
	if c.in.Plan != nil {
		points = c.tree().milestones()
	}
	if len(points) == 0 {
		c.add(CodeMilestonesMissing, project(), nothing, nothing, RemedySetMilestones)
		return
	}
	for _, i := range points {
		c.milestone(&c.in.Plan.Tasks[i])
	}
	c.gaps(points)
}

// milestones returns the places of the active milestones.
func (o *outline) milestones() []int {
	var list []int
	for i := range o.plan.Tasks {
		if !o.off(i) && (o.plan.Tasks[i].Milestone || o.leaf(i) && o.point(i)) {
			list = append(list, i)
		}
	}
	return list
}

// milestone looks at one that was not reached yet.
func (c *planChecker) milestone(t *schedule.Task) {
	if !t.Progress.ActualFinish.IsZero() {
		return
	}
	at := finding.Ref{Kind: "milestone", ID: string(t.ID)}
	i := slices.IndexFunc(c.in.Milestones, func(e schedule.MilestoneEntry) bool { return e.Task == t.ID })
	if c.in.Milestones != nil && (i < 0 || c.in.Milestones[i].Owner == "") {
		c.add(CodeMilestoneNoOwner, at, nothing, nothing, RemedyNameOwner)
	}
	stated := i >= 0 && (len(c.in.Milestones[i].Criteria) > 0 || c.in.Milestones[i].AcceptedBy != "")
	if !stated && t.Notes == "" {
		c.add(CodeMilestoneNoProof, at, nothing, nothing, RemedyStateAcceptance)
	}
}

// gaps reports stretches without a milestone that are too long.
func (c *planChecker) gaps(points []int) {
	r := c.dates().result
	if c.in.Rules.GapDays <= 0 || r == nil || c.dates().stale {
		return
	}
	dates := []calendar.DateTime{r.Finish()}
	for _, i := range points {
		times, _ := r.Times(c.in.Plan.Tasks[i].ID)
		dates = append(dates, times.Finish)
	}
	slices.Sort(dates)
	before := r.Start()
	for _, at := range dates {
		if days := at.Date().DaysSince(before.Date()); days > c.in.Rules.GapDays {
			c.add(CodeMilestonesSparse, finding.Ref{Kind: "period", ID: before.Date().String() + "/" + at.Date().String()},
				finding.Number(int64(c.in.Rules.GapDays), "day"), finding.Number(int64(days), "day"), RemedySetMilestones)
		}
		before = max(before, at)
	}
}

// risksPart wants a register with risks that are rated, owned and, where they are
// grave, answered.
func (c *planChecker) risksPart() {
	r := c.in.Risks
	if r == nil || len(r.Risks) == 0 {
		c.add(CodeRisksMissing, project(), nothing, nothing, RemedyPlanRisks)
		return
	}
	if m, _ := c.riskProcess().Measure(risk.PlanPresent); m.Good < m.Sample {
		c.add(CodeRiskPlanThin, project(), number(m.Sample), number(m.Good), RemedyCompleteRisks)
	}
	c.openRisks(*r)
	c.register(c.riskCheck())
}

// register takes over what was found of the register: grave risks without a
// response by the rules, and what blocks, but for what was looked at already.
func (c *planChecker) register(found []finding.Finding) {
	for _, f := range found {
		switch f.Code {
		case risk.CodeNoResponse:
			c.add(CodeRiskNoResponse, finding.Ref{Kind: "risk", ID: f.Subject.ID}, nothing, f.Got, RemedyPlanResponse)
		case risk.CodeNoOwner, risk.CodeNotAssessed:
		default:
			c.pass([]finding.Finding{f})
		}
	}
}

// laterRating returns the day of the check and that of the first current rating
// of a risk after it, so that a rating dated ahead is not looked for in vain;
// nothing without one.
func (c *planChecker) laterRating(x risk.Risk) (want, got finding.Value) {
	var first calendar.Date
	for _, a := range x.Assessments {
		if a.Basis == risk.Current && a.At.After(c.on) && (first.IsZero() || a.At.Before(first)) {
			first = a.At
		}
	}
	if first.IsZero() {
		return nothing, nothing
	}
	return finding.Date(c.on.String()), finding.Date(first.String())
}

// openRisks looks at the accepted risks that may still happen.
func (c *planChecker) openRisks(r risk.Register) {
	for _, line := range r.Ranked(c.on, risk.Current) {
		x, _ := r.Risk(line.Risk)
		if x.Status != risk.Open {
			continue
		}
		at := finding.Ref{Kind: "risk", ID: x.ID}
		if !line.Rated {
			want, got := c.laterRating(x)
			c.add(CodeRiskUnrated, at, want, got, RemedyRateRisk)
		}
		if x.Owner == "" {
			c.add(CodeRiskNoOwner, at, nothing, nothing, RemedyNameOwner)
		}
	}
}
