package facts

import (
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// goalsPart wants goals that are clear, a success standard that holds for them,
// and that the team has acknowledged them as they stand.
func (c *planChecker) goalsPart() {
	x := c.in.Charter
	if x == nil || len(x.Goals) == 0 {
		c.add(CodeGoalsMissing, project(), nothing, nothing, RemedyStateGoals)
		return
	}
	c.clear(*x)
	c.standard(*x)
	c.agreed()
}

// clear reports goals with findings that block, each with the codes.
func (c *planChecker) clear(x charter.Charter) {
	context := x.Context()
	for _, g := range x.Goals {
		if codes := blockingCodes(charter.CheckSMART(g, context)); len(codes) > 0 {
			c.add(CodeGoalUnclear, finding.Ref{Kind: "goal", ID: g.ID}, nothing, listed(codes), RemedyMendGoal)
		}
	}
	if codes := blockingCodes(charter.CheckTree(x.Goals, x.Capacity)); len(codes) > 0 {
		c.add(CodeGoalUnclear, GoalsSubject(), nothing, listed(codes), RemedyMendGoal)
	}
}

// standard reports a success standard that does not fit the goals, or is no
// longer the one that was fixed.
func (c *planChecker) standard(x charter.Charter) {
	found := x.Standard.Check(x.Goals)
	if c.in.Frozen != nil {
		found = append(found, charter.CheckFrozen(*c.in.Frozen, x.Standard, x.Goals)...)
	}
	if codes := blockingCodes(found); len(codes) > 0 {
		c.add(CodeStandardOpen, finding.Ref{Kind: "standard"}, nothing, listed(codes), RemedyFixStandard)
	}
}

// agreed reports that fewer people than wanted have acknowledged the goals.
func (c *planChecker) agreed() {
	if c.in.Team == nil {
		c.add(CodeGoalsNotAgreed, GoalsSubject(), nothing, PartTeam.missing(), RemedyAcknowledge)
		return
	}
	a := c.goalsAligned()
	need := c.in.Rules.Agree
	if need <= 0 {
		need = max(a.Asked(), 1)
	}
	if len(a.Current) < need {
		c.add(CodeGoalsNotAgreed, GoalsSubject(), number(need), number(len(a.Current)), RemedyAcknowledge, memberRefs(a.Open())...)
	}
}

func memberRefs(actors []lifecycle.ActorID) []finding.Ref {
	var refs []finding.Ref
	for _, a := range actors {
		refs = append(refs, finding.Ref{Kind: "member", ID: string(a)})
	}
	return refs
}

// blockingCodes returns the codes of the findings that block, each once, in the
// order of the findings.
func blockingCodes(found []finding.Finding) []string {
	var codes []string
	for _, f := range found {
		if f.Severity == finding.Block {
			codes = addNew(codes, string(f.Code))
		}
	}
	return codes
}
