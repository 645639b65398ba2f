package health

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/quality"
)

// plan surveys how far the plan says what is done, after what, by whom and
// when, with the checks of package quality.
func (d *diagnosis) plan() []*survey {
	if d.in.Plan == nil || d.in.Result == nil {
		return unknown(SignLoose, SignCoarse, SignNobody, SignGuessed, SignNoMilestone, SignUnplanned)
	}
	found := d.assessed
	list := []*survey{
		d.point(found, SignLoose, quality.Logic), d.point(found, SignCoarse, quality.HighDuration),
		d.point(found, SignNobody, quality.Resources), d.point(found, SignGuessed, quality.Estimates), d.milestones(),
	}
	if d.in.Baseline == nil {
		return append(list, unknown(SignUnplanned)...)
	}
	return append(list, d.point(found, SignUnplanned, quality.Unbaselined))
}

// point takes a check of the schedule as a sign: each task once, however often
// it offends.
func (d *diagnosis) point(a quality.Assessment, sign finding.Code, p quality.Point) *survey {
	s := &survey{code: sign, known: true}
	c, _ := a.Check(p)
	tasks := map[finding.Ref][]finding.Finding{}
	for _, f := range c.Found {
		ref := finding.Ref{Kind: f.Subject.Kind, ID: f.Subject.ID}
		tasks[ref] = append(tasks[ref], f)
	}
	for ref, found := range tasks {
		s.take(ref, d.in.PlanOn, found...)
	}
	s.good(max(0, int(c.Population)-s.bad))
	return s
}

// milestones cuts the plan into stretches of the same length, from its start
// on, and wants a milestone in each whole one.
func (d *diagnosis) milestones() *survey {
	s := &survey{code: SignNoMilestone, known: true}
	days := d.milestoneDays()
	length := d.limits.MilestoneDays
	for from := d.in.Result.Start().Date(); !from.IsZero() && from.AddDays(length-1).Before(d.in.Result.Finish().Date()); from = from.AddDays(length) {
		to := from.AddDays(length - 1)
		ref := finding.Ref{Kind: "plan", ID: d.in.Plan.Name, Field: "milestones"}
		var found []finding.Finding
		if !slices.ContainsFunc(days, func(x calendar.Date) bool { return !x.Before(from) && !x.After(to) }) {
			found = append(found, finding.Finding{Code: CodeEmptyPeriod, Severity: finding.Warn, Subject: ref,
				Want: finding.Date(from.String()), Got: finding.Date(to.String()), Remedy: quality.RemedyAddMilestone})
		}
		if s.take(ref, d.in.PlanOn, found...); s.of >= maxStretches {
			break
		}
	}
	return s
}

// maxStretches bounds the stretches of one plan that are looked at.
const maxStretches = 1_000

// milestoneDays returns the days of the milestones of the plan.
func (d *diagnosis) milestoneDays() []calendar.Date {
	var days []calendar.Date
	for _, row := range schedule.Milestones(d.in.Plan, d.in.Result) {
		days = append(days, row.Forecast.Date())
	}
	return days
}
