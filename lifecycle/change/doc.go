// Package change carries a change to a project from the first request to the
// check of its real effect.
//
// A [Request] says who asks for what and why, and holds its edits to the plan
// as data. [Assess] makes those edits on a copy of the plan and compares: the
// finish, the milestones, the critical path, the cost, the load by resource and
// week with its overloads, the goals, the variance from every baseline, and the
// exposure of the risk register; [Simulate] adds percentiles. Doing nothing is
// always one of the options.
// An [Authority] says which level must decide. [Decide] checks the vote,
// [Implement] gives the new plan with a baseline that cites the request, and
// [CheckEffect] compares what was computed with what came of it.
//
//	impact, err := change.Assess(change.Input{Plan: plan, Request: request, Budget: budget, By: "pm", At: now})
//	if err != nil {
//		return err // the edits do not fit the plan, or it cannot be computed
//	}
//	request, err = change.Record(request, impact, change.Act{By: "pm", At: now})
//	...
//	level, why, ok := authority.Required(impact) // who must decide, and why nobody lower may
//	request, err = change.Decide(plan, request, authority, ballot, change.Act{By: "office", At: later})
//	...
//	done, err := change.Implement(plan, request, "B2", change.Act{By: "pm", At: later})
//	plan, request = done.Plan, done.Request
//
// # States
//
// [Transitions] is the whole table; what it does not list is refused with a
// [*RefusedError] that holds every reason. Functions take values and return
// fresh ones: a refused step leaves everything as it was.
//
//	draft -> submitted -> assessed -> approved -> implemented -> verified
//	                               -> rejected
//	                               -> deferred -> submitted
//
// A request may be withdrawn until it is implemented, and be given back for
// revision until it is approved.
//
// # Stale assessments
//
// An impact remembers the digests of the plan and of the request it was
// computed from. When either has moved since, approving and implementing are
// refused until the request is assessed again.
//
// [Impact.StaleRegister] says the same of the risk register.
//
// # Within tolerance
//
// A [Branch] is a what-if that needs no request: a plan's digest, edits and a
// reason. [Branch.Preview] computes what it would do, [Branch.Commit] does it
// where the impact keeps the tolerance of whoever commits, and refuses it
// otherwise: then [Branch.Request] gives the draft of a request.
//
// # Applying
//
// [Implement] is pure: plan in, plan out. A [Desk] does the same on the
// documents of a host and does not mind a crash: an [Application] says how far
// the change has come, every step may be taken twice, and the same [Order]
// comes to the same end whatever died in between. The baseline is saved with
// the plan, in one document, so that nothing can part them and the plan itself
// tells that the change is in it.
//
// # Disruptions
//
// When somebody falls ill, a supplier is late or the customer wants it earlier,
// [Propose] makes the [Disruption] happen on a copy of the plan and looks for
// responses within stated [Means]: another order, somebody else by skill,
// overtime, more people, less scope, a later date. Each is a list of edits that
// was computed, measured by every [Criterion] and ranked by stated weights;
// doing nothing is ranked among them.
//
// # Actions and resource requests
//
// An [Action] answers a deviation with an expected effect, which is judged
// afterwards; one that is closed without is a finding. A [ResourceRequest]
// states the plan with the grant and without it; [ResourceRequest.Weigh] says
// what the grant is worth, the decision is that of a change, and
// [BalanceGrants] sets what was granted against what was forgone.
//
// # What is counted
//
// Working time is that of the project's calendar, for single tasks that of
// their own, in seconds. The cost of an option is that of all active tasks
// ([schedule.Costs]) and, under the requested one, what the request costs
// besides. Amounts are in one currency; there is no conversion here.
//
// Not here yet: options that combine several ways to respond.
//
// Stable: the exported names, the JSON forms, the transition table and the
// meaning of the codes. All types are plain values, safe for concurrent use as
// long as nobody writes to their slices.
package change
