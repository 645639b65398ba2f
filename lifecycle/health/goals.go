package health

import (
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// goals surveys the charter and the changes that touch its goals. Whether a
// goal can be reached is left out: a goal may be too high and yet clear.
func (d *diagnosis) goals() []*survey {
	moving := d.moving()
	if d.in.Charter == nil {
		return append(unknown(SignNotSpecific, SignNotMeasurable, SignNotTimely, SignServesNothing, SignNoYardstick, SignAtOdds, SignNeedsOpen, SignCharterHollow), moving)
	}
	return append(d.letters(), d.yardsticks(), d.odds(), d.needs(), d.hollow(), moving)
}

// unknown returns surveys of what was not given.
func unknown(codes ...finding.Code) []*survey {
	var list []*survey
	for _, code := range codes {
		list = append(list, &survey{code: code})
	}
	return list
}

// smartSigns says which findings on a goal belong to which sign.
func smartSigns() []struct {
	sign  finding.Code
	codes []finding.Code
} {
	return []struct {
		sign  finding.Code
		codes []finding.Code
	}{
		{SignNotSpecific, []finding.Code{charter.CodeNoStatement, charter.CodeNoObject, charter.CodeNoScope, charter.CodeNoOwner,
			charter.CodeObjectNotNamed, charter.CodeSeveralOutcomes, charter.CodeVague}},
		{SignNotMeasurable, []finding.Code{charter.CodeNoMetric, charter.CodeNoUnit, charter.CodeNoDirection, charter.CodeNoBaseline, charter.CodeNoTarget,
			charter.CodeNoSource, charter.CodeTargetIsBaseline, charter.CodeTargetBackwards}},
		{SignNotTimely, []finding.Code{charter.CodeNoDue, charter.CodeDueOutside, charter.CodeNoCheckpoints, charter.CodeCheckpointUndated, charter.CodeCheckpointLate}},
		{SignServesNothing, []finding.Code{charter.CodeNoLink, charter.CodeOwnParent, charter.CodeUnknownParent, charter.CodeUnknownNeed}},
	}
}

// letters sorts the findings of the SMART check by sign.
func (d *diagnosis) letters() []*survey {
	context := d.in.Charter.Context()
	var list []*survey
	for _, s := range smartSigns() {
		list = append(list, &survey{code: s.sign, known: true})
	}
	for _, g := range d.in.Charter.Goals {
		found := charter.CheckSMART(g, context)
		for i, s := range smartSigns() {
			list[i].take(goalRef(g.ID), d.in.CharterOn, ofCodes(found, s.codes)...)
		}
	}
	return list
}

func goalRef(id string) finding.Ref { return finding.Ref{Kind: "goal", ID: id} }

// ofCodes returns the findings with one of the codes.
func ofCodes(list []finding.Finding, codes []finding.Code) []finding.Finding {
	return finding.Filter(list, func(f finding.Finding) bool { return slices.Contains(codes, f.Code) })
}

// yardsticks wants a limit in the success standard for each goal that no other
// goal breaks down.
func (d *diagnosis) yardsticks() *survey {
	s := &survey{code: SignNoYardstick, known: true}
	goals := d.in.Charter.Goals
	for _, g := range goals {
		if slices.ContainsFunc(goals, func(x charter.Goal) bool { return x.Parent == g.ID && g.ID != "" }) {
			continue
		}
		var found []finding.Finding
		if !slices.ContainsFunc(d.in.Charter.Standard.Limits, func(l charter.Limit) bool { return l.Goal == g.ID }) {
			found = append(found, finding.Finding{Code: CodeNoLimit, Severity: finding.Warn, Subject: goalRef(g.ID), Remedy: charter.RemedySetLimit})
		}
		s.take(goalRef(g.ID), d.in.CharterOn, found...)
	}
	return s
}

// odds finds the goals that cannot hold together. Each of a pair is a case.
func (d *diagnosis) odds() *survey {
	s := &survey{code: SignAtOdds, known: true}
	goals := slices.Clone(d.in.Charter.Goals)
	slices.SortStableFunc(goals, func(a, b charter.Goal) int { return strings.Compare(a.ID, b.ID) })
	found := ofCodes(charter.CheckTree(goals, d.in.Charter.Capacity),
		[]finding.Code{charter.CodeOppositeGoals, charter.CodeTwoBaselines, charter.CodeSharedCapacity, charter.CodeGoalCycle})
	for _, g := range goals {
		s.take(goalRef(g.ID), d.in.CharterOn, finding.Filter(found, func(f finding.Finding) bool { return about(f, goalRef(g.ID)) })...)
	}
	return s
}

// about reports whether a finding speaks of a thing, whichever field of it.
func about(f finding.Finding, ref finding.Ref) bool {
	same := func(r finding.Ref) bool { return r.Kind == ref.Kind && r.ID == ref.ID }
	return same(f.Subject) || slices.ContainsFunc(f.Related, same)
}

// needs wants each need complete and served by a goal.
func (d *diagnosis) needs() *survey {
	s := &survey{code: SignNeedsOpen, known: true}
	found := charter.CheckNeeds(d.in.Charter.Needs, d.in.Charter.Goals)
	for _, n := range d.in.Charter.Needs {
		ref := finding.Ref{Kind: "need", ID: n.ID}
		s.take(ref, d.in.CharterOn, finding.Filter(found, func(f finding.Finding) bool { return f.Subject.Kind == ref.Kind && f.Subject.ID == ref.ID })...)
	}
	return s
}

// hollow looks at the parts of the charter that say what the project is for.
func (d *diagnosis) hollow() *survey {
	s := &survey{code: SignCharterHollow, known: true}
	c := d.in.Charter
	for _, part := range []struct {
		field string
		empty bool
	}{
		{"purpose", strings.TrimSpace(c.Purpose) == ""}, {"sponsor", strings.TrimSpace(c.Sponsor) == ""},
		{"window", c.Start.IsZero() || c.Finish.IsZero()}, {"aims", len(c.Aims) == 0}, {"needs", len(c.Needs) == 0},
		{"goals", len(c.Goals) == 0}, {"standard", len(c.Standard.Limits) == 0},
	} {
		ref := finding.Ref{Kind: "charter", ID: c.ID, Field: part.field}
		var found []finding.Finding
		if part.empty {
			found = append(found, finding.Finding{Code: CodeCharterPart, Severity: finding.Warn, Subject: ref, Remedy: charter.RemedyCompleteRecord})
		}
		s.take(ref, d.in.CharterOn, found...)
	}
	return s
}

// moving looks at the change requests raised of late: those that touch a goal
// are bad cases. Drafts and what was withdrawn do not count.
func (d *diagnosis) moving() *survey {
	s := &survey{code: SignGoalsMoving, known: d.changesKnown()}
	for _, r := range d.raised() {
		if r.Raised.Before(d.windowStart()) {
			continue
		}
		var found []finding.Finding
		for _, ref := range r.Affected {
			if ref.Kind == "goal" {
				found = append(found, finding.Finding{Code: CodeGoalTouched, Severity: finding.Warn, Subject: finding.Ref{Kind: "change", ID: r.ID},
					Related: []finding.Ref{ref}, Remedy: charter.RemedyRequestChange})
			}
		}
		s.take(finding.Ref{Kind: "change", ID: r.ID}, r.Raised, found...)
	}
	return s
}

func (d *diagnosis) changesKnown() bool { return d.in.ChangesKept || len(d.in.Changes) > 0 }

// raised returns the change requests that were put forward by the day.
func (d *diagnosis) raised() []change.Request {
	var list []change.Request
	for _, r := range d.in.Changes {
		state := r.Standing()
		if state != change.Draft && state != change.Withdrawn && !r.Raised.IsZero() && !r.Raised.After(d.on) {
			list = append(list, r)
		}
	}
	return list
}
