package facts

import (
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// PlanPart names one of the five parts that a plan consists of.
type PlanPart string

// The five parts.
const (
	GoalsPart      PlanPart = "goals"      // goals that are clear and that the team has agreed to
	TimetablePart  PlanPart = "timetable"  // tasks with dates, detailed, joined by logic
	ResourcesPart  PlanPart = "resources"  // somebody for all of the work, and an owner
	MilestonesPart PlanPart = "milestones" // points at which progress shows, with owner and acceptance
	RisksPart      PlanPart = "risks"      // a risk plan: rated, owned, answered
)

// PlanParts returns the five parts in their order. The caller owns the slice.
func PlanParts() []PlanPart {
	return []PlanPart{GoalsPart, TimetablePart, ResourcesPart, MilestonesPart, RisksPart}
}

// Facts of the plan check: the five of package lifecycle, true when nothing of
// their part blocks, and these.
const (
	PlanBlocking   lifecycle.FactName = "plan.blocking"      // list: all that blocks in the five parts, [PlanCheck]
	PlanPartsReady lifecycle.FactName = "plan.parts_ready"   // number, 0 to 5: parts of which nothing blocks
	PlanAdvice     lifecycle.FactName = "plan.advice"        // number: what the plan check warns of
	LinksMissing   lifecycle.FactName = "plan.no_logic"      // number: open tasks that no link joins to others
	TasksLong      lifecycle.FactName = "plan.undetailed"    // number: open tasks longer than the rules allow
	WorkUnassigned lifecycle.FactName = "plan.unassigned"    // number: open work that nobody is assigned to
	EstimatesOpen  lifecycle.FactName = "plan.estimate_open" // number: open work with a duration that nobody has confirmed
)

// PlanCheck returns what the plan of a project lacks, sorted, in five parts:
// agreed goals, timetable, resource allocation, milestones and risk plan. A part
// that is not there at all is one finding and nothing else of that part; one
// that is there is looked at for depth, by the rules of the input.
//
// It reads the charter, team, plan, milestone register and risk register of the
// input. What is left out counts as missing, so that an empty input lacks five
// parts; a milestone register that was not given is not asked for owners. Where
// the input has no result, dates are computed from the plan.
//
// Beside its own findings it returns those that block of [schedule.Result] and
// [risk.Register.Check]. The caller owns the slice.
func PlanCheck(at time.Time, in Input) []finding.Finding { return From(at, in).PlanCheck() }

// PlanCheck returns what the named parts of the plan lack, those of all five
// where none is named. It is the function of this name, on what is known.
func (k *Known) PlanCheck(parts ...PlanPart) []finding.Finding {
	if len(parts) == 0 {
		parts = PlanParts()
	}
	var found []finding.Finding
	for _, p := range parts {
		found = append(found, k.planPart(p)...)
	}
	finding.Sort(found)
	return found
}

// planPart checks one part, once.
func (k *Known) planPart(p PlanPart) []finding.Finding {
	i := slices.Index(PlanParts(), p)
	if i < 0 {
		return nil
	}
	return k.checked[i].of(func() []finding.Finding {
		c := planChecker{Known: k}
		[...]func(*planChecker){(*planChecker).goalsPart, (*planChecker).timetablePart, (*planChecker).resourcesPart,
			(*planChecker).milestonesPart, (*planChecker).risksPart}[i](&c)
		finding.Sort(c.found)
		return c.found
	})
}

// planChecker gathers what one part lacks.
type planChecker struct {
	*Known
	found []finding.Finding
}

// add keeps a finding with the severity that the rules give it.
func (c *planChecker) add(code finding.Code, subject finding.Ref, want, got finding.Value, remedy finding.Code, related ...finding.Ref) {
	severity, on := c.in.Rules.severity(code)
	if on {
		c.found = append(c.found, finding.Finding{Code: code, Severity: severity, Subject: subject, Want: want, Got: got, Remedy: remedy, Related: related})
	}
}

// pass takes over what blocks of what a room found.
func (c *planChecker) pass(found []finding.Finding) {
	for _, f := range found {
		if f.Severity == finding.Block {
			c.found = append(c.found, f)
		}
	}
}

var nothing finding.Value // never written to

// project is the subject of what is missing as a whole.
func project() finding.Ref { return finding.Ref{Kind: "plan"} }

func partRows() []row {
	part := func(name lifecycle.FactName, remedy finding.Code, p PlanPart, needs ...Part) row {
		return yes(name, remedy, func(k *Known) bool { return !finding.Blocks(k.planPart(p)) }, needs...)
	}
	coded := func(name lifecycle.FactName, code finding.Code, p PlanPart) row {
		return count(name, "", func(k *Known) int { return countCode(k.planPart(p), code) }, PartPlan)
	}
	every := []Part{PartCharter, PartTeam, PartPlan, PartRisks}
	also := []Part{PartFrozen, PartMilestones}
	return []row{
		part(lifecycle.FactGoalsAgreed, lifecycle.RemedyAgreeGoals, GoalsPart, PartCharter, PartTeam).also(PartFrozen),
		part(lifecycle.FactTimetableComputed, lifecycle.RemedyComputeTimetable, TimetablePart, PartPlan),
		part(lifecycle.FactResourcesAssigned, lifecycle.RemedyAssignResources, ResourcesPart, PartPlan).also(PartTeam),
		part(lifecycle.FactMilestonesSet, lifecycle.RemedySetMilestones, MilestonesPart, PartPlan).also(PartMilestones),
		part(lifecycle.FactRisksPlanned, lifecycle.RemedyPlanRisks, RisksPart, PartRisks),
		blocking(PlanBlocking, "", func(k *Known) []finding.Finding { return k.PlanCheck() }, every...).also(also...),
		count(PlanPartsReady, "", (*Known).partsReady, every...).also(also...),
		count(PlanAdvice, "", func(k *Known) int {
			return len(finding.Filter(k.PlanCheck(), func(f finding.Finding) bool { return f.Severity == finding.Warn }))
		}, every...).also(also...),
		coded(LinksMissing, CodeTaskNoLogic, TimetablePart), coded(TasksLong, CodeTaskUndetailed, TimetablePart),
		coded(EstimatesOpen, CodeEstimateOpen, TimetablePart), coded(WorkUnassigned, CodeTaskUnassigned, ResourcesPart),
	}
}

func (k *Known) partsReady() int {
	n := 0
	for _, p := range PlanParts() {
		if !finding.Blocks(k.planPart(p)) {
			n++
		}
	}
	return n
}
