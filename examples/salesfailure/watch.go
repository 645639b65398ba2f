package main

import (
	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// watch is what the library said on one evening.
type watch struct {
	day    calendar.Date
	plan   *schedule.Plan
	result *schedule.Result
	input  health.Input
	causes []health.Cause
	work   []schedule.WorkItem
	found  []finding.Finding
}

// look asks the library on the evening of a day what it finds.
func (s *story) look(day calendar.Date) (watch, error) {
	w := watch{day: day}
	var err error
	if s.baseline != nil {
		if w.plan, w.result, err = s.statusOn(day); err != nil {
			return w, err
		}
		if w.work, err = schedule.Worklist(w.plan, w.result, day.At(18*calendar.Hour), schedule.WorklistOptions{Baseline: s.baseline}); err != nil {
			return w, err
		}
	}
	w.input = s.inputOn(w)
	w.causes = health.Diagnose(w.input, clock(day, 18))
	w.found = append(w.found, charter.Check(s.charter)...)
	w.found = append(w.found, signs(w.causes)...)
	if w.plan != nil {
		w.found = append(w.found, facts.PlanCheck(clock(day, 18), s.documents(w))...)
		w.found = append(w.found, s.deviations(w)...)
	}
	return w, nil
}

// inputOn is what was known on a day.
func (s *story) inputOn(w watch) health.Input {
	in := health.Input{Charter: &s.charter, CharterOn: opening, Actuals: s.measured(w.day), ChangesKept: true, Limits: health.Limits{}}
	if w.plan == nil {
		return in
	}
	people, register := s.people(), s.risksOn(w.day)
	in.Plan, in.Result, in.Baseline, in.PlanOn = w.plan, w.result, s.baseline, start
	in.Team, in.Calendars = &people, team.Calendars{"std": s.week}
	in.Risks, in.Talk = &register, s.heard()
	return in
}

// signs are the findings of what lies beyond its limit, cause by cause.
func signs(causes []health.Cause) []finding.Finding {
	var found []finding.Finding
	seen := map[finding.Code]bool{}
	for _, c := range causes {
		for _, sign := range c.Signs {
			if f, bad := sign.Finding(); bad && sign.Beyond && !seen[f.Code] {
				seen[f.Code] = true
				found = append(found, f)
			}
		}
	}
	return found
}

// deviations watches the tolerances of time and sales and says what the
// exceptions lack: the cause, the options, the advice that nobody wrote.
func (s *story) deviations(w watch) []finding.Finding {
	late := w.result.ProjectCalendar().Between(s.finish(), w.result.Finish())
	s.observe(tolerance.Time, w.day, kpi.Ratio(int64(late), int64(workday), "day"))
	if list := closed(w.day); len(list) > 0 {
		s.observe(tolerance.Benefit, w.day, tolerance.Worse(kpi.Higher, kpi.Int(420_000, "CNY"), kpi.Int(list[len(list)-1].sales, "CNY")))
	}
	var found []finding.Finding
	for _, e := range s.tolerance.Exceptions(nil) {
		found = append(found, e.Check()...)
	}
	return found
}

// limits are what the firm may deviate without asking: ten days, and a tenth
// of the sales of a month.
func limits() tolerance.Rules {
	return tolerance.Rules{
		Places: []tolerance.Place{{ID: "project", Level: tolerance.Project}},
		Limits: []tolerance.Limit{
			{Aspect: tolerance.Time, Place: "project", Outer: kpi.Int(10, "day"), Inner: kpi.Int(5, "day"), Cycles: 3},
			{Aspect: tolerance.Benefit, Place: "project", Outer: kpi.Int(42_000, "CNY"), Inner: kpi.Int(20_000, "CNY")},
		},
	}
}

func (s *story) observe(a tolerance.Aspect, day calendar.Date, off kpi.Value) {
	state, events, _ := s.tolerance.Observe(limits(), tolerance.Observation{
		On: day, Place: "project", Aspect: a, Actual: off, Forecast: off, Evidence: []finding.Ref{{Kind: "report", ID: day.String()}},
	})
	s.tolerance, s.events = state, append(s.events, events...)
}
