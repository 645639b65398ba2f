package facts

import (
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Facts of the charter, beside [lifecycle.FactGoalsBlocking] and
// [lifecycle.FactCharterComplete].
const (
	CharterBlocking lifecycle.FactName = "charter.blocking"        // list: what blocks the charter, [charter.Check]
	NeedsUncovered  lifecycle.FactName = "charter.needs_uncovered" // number: customer needs that no goal serves
	AssumptionsDue  lifecycle.FactName = "charter.assumptions_due" // number: assumptions that have expired or do not hold, [charter.Strategy.Due]
	StandardFixed   lifecycle.FactName = "charter.standard_fixed"  // bool: the success standard is fixed, intact, and that of the charter
	GoalsAttained   lifecycle.FactName = "goals.attained"          // number, 0 to 1: how far all goals together have come, [charter.RollUp]
)

func charterRows() []row {
	return []row{
		count(lifecycle.FactGoalsBlocking, lifecycle.RemedyMendGoals, func(k *Known) int { return k.charterSummary().GoalFindings }, PartCharter),
		yes(lifecycle.FactCharterComplete, lifecycle.RemedyFinishCharter, func(k *Known) bool { return !finding.Blocks(k.charterCheck()) }, PartCharter),
		blocking(CharterBlocking, lifecycle.RemedyFinishCharter, (*Known).charterCheck, PartCharter),
		count(NeedsUncovered, "", func(k *Known) int { return k.charterSummary().UncoveredNeeds }, PartCharter),
		count(AssumptionsDue, "", func(k *Known) int { return len(k.in.Charter.Strategy.Due(k.on)) }, PartCharter),
		yes(StandardFixed, "", (*Known).standardFixed, PartCharter, PartFrozen),
		figure(GoalsAttained, "number", "", (*Known).attained, PartCharter, PartActuals),
	}
}

func (k *Known) charterCheck() []finding.Finding {
	return k.charterFound.of(func() []finding.Finding { return charter.Check(*k.in.Charter) })
}

func (k *Known) charterSummary() charter.Summary {
	return k.summary.of(func() charter.Summary { return charter.Summarize(*k.in.Charter) })
}

func (k *Known) standardFixed() bool {
	c := k.in.Charter
	return !finding.Blocks(charter.CheckFrozen(*k.in.Frozen, c.Standard, c.Goals))
}

func (k *Known) attained() finding.Value {
	_, whole := charter.RollUp(k.in.Charter.Goals, k.in.Actuals)
	if whole.Share.IsZero() {
		return finding.Unknown("no-data")
	}
	return whole.Share.Value("")
}
