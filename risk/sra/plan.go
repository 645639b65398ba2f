package sra

import (
	"errors"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/quality"
)

// open compiles the plan and judges how well it is made.
func (b *of) open(p *schedule.Plan) {
	if p == nil {
		b.block(CodePlan, finding.Ref{Kind: "plan"}, none(), none(), RemedyMendPlan)
		return
	}
	b.plan = p.Clone()
	b.ownCalendar()
	network, err := schedule.Compile(b.plan)
	var result *schedule.Result
	if err == nil {
		result, err = network.Compute(schedule.Options{})
	}
	if err != nil {
		b.refuse(err)
		return
	}
	b.network, b.result, b.project = network, result, result.ProjectCalendar()
	b.origin, b.day = int64(b.project.Worked(result.Start())), int64(dayOf(b.plan))
	b.longest = make([]calendar.Work, network.Tasks())
	b.judge()
}

// refuse tells why the plan cannot be computed.
func (b *of) refuse(err error) {
	var list *schedule.PlanError
	if errors.As(err, &list) {
		b.found = append(b.found, list.Findings...)
	}
	b.block(CodePlan, finding.Ref{Kind: "plan", ID: clip(b.plan.Name)}, none(), none(), RemedyMendPlan)
}

// dayOf returns the length of a working day.
func dayOf(p *schedule.Plan) calendar.Work {
	if m := p.Units.MinutesPerDay; m > 0 {
		return calendar.Work(m) * calendar.Minute
	}
	return 8 * calendar.Hour
}

// ownCalendar gives a plan that runs on the built-in calendar one of its own of
// the same times, so that closures have where to stand.
func (b *of) ownCalendar() {
	if b.plan.Calendar != "" || len(b.options.Closures)+len(b.options.Weather) == 0 {
		return
	}
	id := schedule.CalendarID("standard")
	for slices.ContainsFunc(b.plan.Calendars, func(c schedule.Calendar) bool { return c.ID == id }) {
		id += "'"
	}
	b.plan.Calendars = append(b.plan.Calendars, schedule.Calendar{ID: id, Times: calendar.Standard()})
	b.plan.Calendar = id
}

// misleading are the faults of a plan that make its percentiles misleading.
func misleading() map[quality.Point]finding.Code {
	return map[quality.Point]finding.Code{
		quality.Logic: CodeLogic, quality.OpenEnds: CodeOpenEnds, quality.Leads: CodeLeads, quality.Lags: CodeLags,
		quality.HardConstraints: CodeHardConstraints, quality.ManualDates: CodeManualDates,
		quality.NegativeFloat: CodeNegativeFloat, quality.InvalidDates: CodeInvalidDates,
	}
}

// Misleads reports whether a finding of an outcome says that its percentiles
// mislead: because of how the plan is made, or of open risks that are left out.
func Misleads(f finding.Finding) bool {
	for _, code := range misleading() {
		if f.Code == code {
			return true
		}
	}
	return f.Code == CodeRiskUnrated || f.Code == CodeRiskUnplaced || f.Code == CodeRiskUnsized
}

// judge says which faults of the plan make percentiles misleading.
func (b *of) judge() {
	codes, rows := misleading(), quality.From(b.plan, b.result, nil)
	for _, c := range quality.Assess(rows, quality.Limits{}).Checks {
		code, asked := codes[c.Point]
		if c.Point == quality.Logic && len(loose(rows, c.Found)) == 0 {
			continue
		}
		if !asked || c.Verdict == quality.Pass || c.Verdict == quality.NotApplicable || c.Count == 0 {
			continue
		}
		f := finding.Finding{Code: code, Severity: finding.Warn, Subject: finding.Ref{Kind: "plan", ID: clip(b.plan.Name), Field: string(c.Point)},
			Want: c.Limit, Got: c.Ratio, Remedy: RemedyMendPlan}
		const most = 20
		for _, offence := range c.Found[:min(len(c.Found), most)] {
			f.Related = append(f.Related, offence.Subject)
		}
		b.found = append(b.found, f)
	}
}

// number returns the number of a task, and says where there is none.
func (b *of) number(id schedule.TaskID, at finding.Ref) (int32, bool) {
	i, ok := b.network.Number(id)
	if !ok {
		b.block(CodeUnknownTask, at, none(), finding.Text(clip(string(id))), RemedyNameExisting)
	}
	return int32(i), ok
}
