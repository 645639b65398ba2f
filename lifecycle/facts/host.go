package facts

import "github.com/milepost-go/milepost/lifecycle"

// HostFacts returns, in order, the facts that the definitions of package
// lifecycle name and that this package does not supply, since no document of a
// room says them. They are the host's own: it records them by hand
// ([lifecycle.RecordFacts]) or supplies them with a source of its own.
//
//   - deal.…: what the customer said and signed, before there is a project. A
//     system that keeps the deals knows it.
//   - idea.…, scoping.…, case.…, product.…, tests.…, mandate.…, brief.…,
//     documents.complete: judgements of people on papers and products that no
//     room keeps.
//   - plan.stage_ready, plan.development_ready, plan.launch_ready,
//     stage.work_finished: the same questions as those of the plan check, asked
//     of one stage. Which tasks belong to a stage, the host knows: it gives the
//     part of the plan to [PlanCheck] and says what came of it.
//
// The caller owns the slice.
func HostFacts() []lifecycle.FactName {
	return []lifecycle.FactName{
		"brief.complete", "case.complete", "case.justified",
		lifecycle.FactBudgetKnown, lifecycle.FactCloseDate, lifecycle.FactContactKnown, lifecycle.FactContractSigned,
		lifecycle.FactDeciderKnown, lifecycle.FactDiscount, lifecycle.FactNeedConfirmed, lifecycle.FactProposalSent,
		"documents.complete", "idea.described", "idea.fits_strategy", "mandate.given",
		"plan.development_ready", "plan.launch_ready", "plan.stage_ready",
		"product.built", "product.launched", "scoping.done", "stage.work_finished", "tests.passed",
	}
}
