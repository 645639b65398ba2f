package quality

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// PracticeName names one of the ten scheduling practices of the GAO for good.
type PracticeName string

// The ten practices, in the order of the GAO.
const (
	CaptureActivities  PracticeName = "capture_activities"
	SequenceActivities PracticeName = "sequence_activities"
	AssignResources    PracticeName = "assign_resources"
	EstablishDurations PracticeName = "establish_durations"
	Traceability       PracticeName = "traceability"
	ConfirmPath        PracticeName = "confirm_critical_path"
	ReasonableFloat    PracticeName = "reasonable_float"
	AnalyseRisk        PracticeName = "analyse_risk"
	UpdateProgress     PracticeName = "update_with_actuals"
	MaintainBaseline   PracticeName = "maintain_baseline"
)

// Practice is what a schedule shows of one practice of the GAO. There is no
// score: the guide states none.
type Practice struct {
	Name    PracticeName `json:"name"`
	Points  []Point      `json:"points,omitempty"` // the checks that speak of it
	Figures []Figure     `json:"figures,omitempty"`
	// Found holds what belongs to the practice and to none of its checks,
	// sorted.
	Found []finding.Finding `json:"found,omitempty"`
}

// Figure is one named number of a practice, in snake_case, or unknown with the
// reason.
type Figure struct {
	Name  string        `json:"name"`
	Value finding.Value `json:"value"`
	Bound finding.Value `json:"bound,omitzero"` // of a band: float up to so many days, or above
}

// Figure returns a figure of the practice by its name, the first of several
// bands. It reports false where there is none.
func (p Practice) Figure(name string) (finding.Value, bool) {
	for _, f := range p.Figures {
		if f.Name == name {
			return f.Value, true
		}
	}
	return finding.Value{}, false
}

// Practice returns what was found of one practice. It reports false for one
// that does not exist.
func (a Assessment) Practice(name PracticeName) (Practice, bool) {
	for _, p := range a.Practices {
		if p.Name == name {
			return p, true
		}
	}
	return Practice{}, false
}

// practices returns the ten practices.
func (s *survey) practices() []Practice {
	return []Practice{
		{Name: CaptureActivities, Figures: s.captured(), Found: s.uncaptured()},
		{Name: SequenceActivities, Points: []Point{Logic, OpenEnds, Leads, Lags, LinkTypes, HardConstraints, SummaryLinks, ManualDates}, Figures: s.sequenced()},
		{Name: AssignResources, Points: []Point{Resources, Overload}, Figures: s.staffed()},
		{Name: EstablishDurations, Points: []Point{HighDuration, Estimates}, Figures: s.lengths()},
		{Name: Traceability, Points: []Point{Untraced, Rollup}},
		{Name: ConfirmPath, Points: []Point{PathTest, PathLength}, Figures: s.critical()},
		{Name: ReasonableFloat, Points: []Point{HighFloat, NegativeFloat}, Figures: s.bands()},
		{Name: AnalyseRisk, Figures: []Figure{{Name: "risk_analysis", Value: finding.Unknown(missingInput)}},
			Found: []finding.Finding{{Code: CodeNoRiskAnalysis, Severity: finding.Info, Subject: s.plan("risk_analysis"), Remedy: RemedyAnalyseRisk}}},
		{Name: UpdateProgress, Points: []Point{InvalidDates, OutOfSequence, CurrentExecution}, Figures: s.progress(), Found: s.stale()},
		{Name: MaintainBaseline, Points: []Point{Unbaselined, MissedTasks, Execution, HitTasks, PercentComplete}, Figures: s.baselined()},
	}
}

// plan points at the schedule as a whole.
func (s *survey) plan(field string) finding.Ref {
	return finding.Ref{Kind: "plan", ID: s.Name, Field: field}
}

// number counts the activities that hold.
func (s *survey) number(name string, holds func(*Activity) bool) Figure {
	n := int64(0)
	for i := range s.Activities {
		n += truth(holds(&s.Activities[i]))
	}
	return Figure{Name: name, Value: finding.Number(n, "task")}
}

// captured counts the activities by kind, and how many are left.
func (s *survey) captured() []Figure {
	kind := func(k Kind) func(*Activity) bool { return func(a *Activity) bool { return a.Kind == k } }
	return []Figure{
		s.number("tasks", kind(Task)), s.number("remaining_tasks", (*Activity).remaining), s.number("milestones", kind(Milestone)),
		s.number("summaries", kind(Summary)), s.number("level_of_effort", kind(LevelOfEffort)), s.number("outside", kind(Outside)),
		s.number("planning_packages", func(a *Activity) bool { return a.Kind == Task && a.Planning }),
	}
}

// uncaptured finds that no milestone begins or ends the work: a milestone
// without predecessors, and one without successors.
func (s *survey) uncaptured() []finding.Finding {
	var starts, finishes bool
	for i := range s.Activities {
		a := &s.Activities[i]
		starts = starts || a.Kind == Milestone && !s.preds[a.ID]
		finishes = finishes || a.Kind == Milestone && !s.succs[a.ID]
	}
	some := s.tasks > 0
	return append(
		one(some && !finishes, finding.Finding{Code: CodeNoFinishMilestone, Severity: finding.Info, Subject: s.plan("finish"), Remedy: RemedyAddMilestone}),
		one(some && !starts, finding.Finding{Code: CodeNoStartMilestone, Severity: finding.Info, Subject: s.plan("start"), Remedy: RemedyAddMilestone})...)
}

// sequenced counts links and soft constraints. The offences are in the checks.
func (s *survey) sequenced() []Figure {
	links := int64(0)
	for _, k := range s.Ties {
		links += truth(s.counts(k))
	}
	return []Figure{
		{Name: "links", Value: finding.Number(links, "link")},
		s.number("soft_constraints", func(a *Activity) bool { return a.remaining() && s.isSoft(a) }),
	}
}

func (s *survey) staffed() []Figure {
	return []Figure{
		s.number("resourced", func(a *Activity) bool { return a.remaining() && a.Resourced }),
		s.number("unresourced", func(a *Activity) bool { return a.remaining() && !a.Resourced }),
	}
}

// lengths returns the mean duration of the remaining tasks in days.
func (s *survey) lengths() []Figure {
	total := calendar.Work(0)
	for i := range s.Activities {
		if a := &s.Activities[i]; a.remaining() {
			_, length := s.duration(a)
			total += length
		}
	}
	return []Figure{{Name: "mean_duration", Value: finding.Ratio(int64(total), int64(s.day)*s.incomplete, "day")}}
}

// critical counts the critical tasks.
func (s *survey) critical() []Figure {
	count := s.count((*Activity).remaining, func(a *Activity) []finding.Finding { return one(a.Critical, finding.Finding{}) })
	return []Figure{
		{Name: "critical_tasks", Value: finding.Number(count.Count, "task")},
		{Name: "critical_share", Value: count.Ratio},
		{Name: "tried_tasks", Value: finding.Number(int64(len(s.Trials)), "task")},
	}
}

// bands counts the remaining tasks by their total float.
func (s *survey) bands() []Figure {
	left := func(name string, holds func(calendar.Work) bool) Figure {
		return s.number(name, func(a *Activity) bool { return a.remaining() && holds(a.TotalFloat) })
	}
	figures := []Figure{
		left("float_negative", func(w calendar.Work) bool { return w < 0 }),
		left("float_zero", func(w calendar.Work) bool { return w == 0 }),
	}
	above, bound := calendar.Work(0), 0
	for _, n := range s.limits.FloatBands {
		least, most := above, s.days(n)
		band := left("float_up_to", func(w calendar.Work) bool { return w > least && w <= most })
		band.Bound = finding.Number(int64(n), "day")
		figures, above, bound = append(figures, band), most, n
	}
	rest := left("float_above", func(w calendar.Work) bool { return w > above })
	rest.Bound = finding.Number(int64(bound), "day")
	return append(figures, rest)
}

// progress counts the tasks by how far they have come.
func (s *survey) progress() []Figure {
	return []Figure{
		s.number("finished", func(a *Activity) bool { return a.Kind == Task && a.complete() }),
		s.number("in_progress", func(a *Activity) bool { return a.remaining() && !a.ActualStart.IsZero() }),
		s.number("not_started", func(a *Activity) bool { return a.remaining() && a.ActualStart.IsZero() }),
	}
}

// stale finds that no status was taken.
func (s *survey) stale() []finding.Finding {
	return one(s.Status.IsZero(), finding.Finding{Code: CodeNoStatus, Severity: finding.Info, Subject: s.plan("status"), Remedy: RemedyTakeStatus})
}

func (s *survey) baselined() []Figure {
	due := finding.Unknown(missingInput)
	if !s.Status.IsZero() {
		due = s.number("due", func(a *Activity) bool { return a.Kind == Task && s.due(a) }).Value
	}
	return []Figure{
		s.number("baselined", func(a *Activity) bool { return a.Kind == Task && !a.BaselineFinish.IsZero() }),
		{Name: "due", Value: due},
	}
}
