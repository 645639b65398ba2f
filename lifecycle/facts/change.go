package facts

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Facts of the change requests, beside [lifecycle.FactChangesOpen]: those that
// were handed in and are neither decided nor, where approved, in the plan.
const (
	ChangesWaiting    lifecycle.FactName = "changes.waiting"     // number: submitted or assessed, waiting for a decision
	ChangesApproved   lifecycle.FactName = "changes.approved"    // number: approved and not yet in the plan
	ChangesUnverified lifecycle.FactName = "changes.unverified"  // number: in the plan, with an effect that nobody has checked
	ChangesDeferred   lifecycle.FactName = "changes.deferred"    // number: put off
	ChangesStale      lifecycle.FactName = "changes.stale"       // number: assessed or approved for a plan or register that has moved since
	ChangesBlocking   lifecycle.FactName = "changes.blocking"    // list: what blocks the requests, [change.CheckAll]
	ChangesUntraced   lifecycle.FactName = "changes.rebaselined" // number: what blocks in baselines made by changes, [change.CheckBaselines]
)

func changeRows() []row {
	in := func(name lifecycle.FactName, remedy finding.Code, states ...change.State) row {
		return count(name, remedy, func(k *Known) int { return k.countRequests(states...) }, PartChanges)
	}
	return []row{
		in(lifecycle.FactChangesOpen, lifecycle.RemedyDecideChanges, openStates()...),
		in(ChangesWaiting, lifecycle.RemedyDecideChanges, change.Submitted, change.Assessed),
		in(ChangesApproved, "", change.Approved), in(ChangesUnverified, "", change.Implemented), in(ChangesDeferred, "", change.Deferred),
		count(ChangesStale, "", (*Known).staleRequests, PartChanges, PartPlan).also(PartRisks),
		blocking(ChangesBlocking, "", func(k *Known) []finding.Finding { return change.CheckAll(k.in.Changes) }, PartChanges),
		count(ChangesUntraced, "", func(k *Known) int {
			return len(change.CheckBaselines(k.in.Plan, k.in.Changes))
		}, PartChanges, PartPlan),
	}
}

// openStates are those of a request that was handed in and is neither decided
// nor done.
func openStates() []change.State {
	return []change.State{change.Submitted, change.Assessed, change.Approved}
}

// countRequests counts the requests in one of the states.
func (k *Known) countRequests(states ...change.State) int {
	n := 0
	for _, r := range k.in.Changes {
		if slices.Contains(states, r.Standing()) {
			n++
		}
	}
	return n
}

// staleRequests counts the requests whose impact was computed for another plan
// or register.
func (k *Known) staleRequests() int {
	return len(change.StaleRequests(k.in.Plan, k.in.Risks, k.in.Changes))
}
