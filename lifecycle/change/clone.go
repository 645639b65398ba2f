package change

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// Clone returns a copy that shares nothing with the receiver.
func (r Request) Clone() Request {
	r.Affected = slices.Clone(r.Affected)
	r.Necessity = slices.Clone(r.Necessity)
	for i := range r.Necessity {
		r.Necessity[i].Evidence = slices.Clone(r.Necessity[i].Evidence)
	}
	r.Edits, r.Risks = cloneEdits(r.Edits), cloneRiskEdits(r.Risks)
	r.Plan.Steps, r.Plan.Inform = slices.Clone(r.Plan.Steps), slices.Clone(r.Plan.Inform)
	r.Impact = r.Impact.Clone()
	r.Decision.Votes = slices.Clone(r.Decision.Votes)
	r.Effect.Tasks.Tasks = slices.Clone(r.Effect.Tasks.Tasks)
	r.Verified.Rows = slices.Clone(r.Verified.Rows)
	r.History = slices.Clone(r.History)
	return r
}

func cloneEdits(edits []schedule.Edit) []schedule.Edit {
	edits = slices.Clone(edits)
	for i := range edits {
		e := &edits[i]
		e.With = slices.Clone(e.With)
		e.NewTask.Splits = slices.Clone(e.NewTask.Splits)
		e.NewAssignment.Segments = slices.Clone(e.NewAssignment.Segments)
		e.NewCalendar = (&schedule.Plan{Calendars: []schedule.Calendar{e.NewCalendar}}).Clone().Calendars[0]
	}
	return edits
}

// Clone returns a copy that shares nothing with the receiver.
func (i Impact) Clone() Impact {
	i.Options = slices.Clone(i.Options)
	for k := range i.Options {
		i.Options[k].Critical = slices.Clone(i.Options[k].Critical)
		i.Options[k].Conflicts = cloneFindings(i.Options[k].Conflicts)
		i.Options[k].Overloads = cloneOverloads(i.Options[k].Overloads)
	}
	i.Milestones, i.Entered, i.Left = slices.Clone(i.Milestones), slices.Clone(i.Entered), slices.Clone(i.Left)
	i.Load, i.Weeks, i.Variances = slices.Clone(i.Load), slices.Clone(i.Weeks), slices.Clone(i.Variances)
	i.Baselines = slices.Clone(i.Baselines)
	for k := range i.Baselines {
		i.Baselines[k].Tasks = slices.Clone(i.Baselines[k].Tasks)
	}
	i.Risk, i.Odds.Points = i.Risk.clone(), slices.Clone(i.Odds.Points)
	i.Goals = slices.Clone(i.Goals)
	for k := range i.Goals {
		i.Goals[k].Tasks = slices.Clone(i.Goals[k].Tasks)
	}
	i.Tasks.Tasks = slices.Clone(i.Tasks.Tasks)
	i.Findings = cloneFindings(i.Findings)
	return i
}

func cloneFindings(list []finding.Finding) []finding.Finding {
	list = slices.Clone(list)
	for i := range list {
		list[i].Related = slices.Clone(list[i].Related)
	}
	return list
}
