package lifecycle

import "github.com/milepost-go/milepost/lifecycle/finding"

// The sales funnel.
const (
	SalesFunnelID DefinitionID = "sales_funnel"

	PhaseLead        PhaseID = "lead"
	PhaseQualified   PhaseID = "qualified"
	PhaseProposal    PhaseID = "proposal"
	PhaseNegotiation PhaseID = "negotiation"

	MoveWinDeal  MoveID = "win_deal"  // closes as attained, or partly so
	MoveLoseDeal MoveID = "lose_deal" // closes as missed, from any phase, with a reason

	RoleSeller    Role = "seller"
	RoleSalesLead Role = "sales_lead" // approves the terms before they are negotiated
)

// The facts that the gates of the sales funnel ask for, each with its kind.
const (
	FactContactKnown   FactName = "deal.contact_known"   // bool: somebody at the customer answers
	FactNeedConfirmed  FactName = "deal.need_confirmed"  // bool: the customer has said what is needed
	FactBudgetKnown    FactName = "deal.budget_known"    // bool: there is money for it
	FactDeciderKnown   FactName = "deal.decider_known"   // bool: who decides is known
	FactCloseDate      FactName = "deal.close_date"      // date: when the customer is expected to decide
	FactProposalSent   FactName = "deal.proposal_sent"   // bool: the customer has the proposal
	FactDiscount       FactName = "deal.discount"        // number with the unit "%": off the list price
	FactContractSigned FactName = "deal.contract_signed" // bool: both sides have signed
)

// What mends each fact of the sales funnel.
const (
	RemedyReachContact  finding.Code = "lifecycle.remedy.deal.reach_contact"
	RemedyConfirmNeed   finding.Code = "lifecycle.remedy.deal.confirm_need"
	RemedyAskBudget     finding.Code = "lifecycle.remedy.deal.ask_budget"
	RemedyFindDecider   finding.Code = "lifecycle.remedy.deal.find_decider"
	RemedyDateDecision  finding.Code = "lifecycle.remedy.deal.date_decision"
	RemedySendProposal  finding.Code = "lifecycle.remedy.deal.send_proposal"
	RemedyLowerDiscount finding.Code = "lifecycle.remedy.deal.lower_discount"
	RemedySignContract  finding.Code = "lifecycle.remedy.deal.sign_contract"
)

const (
	gateQualified    = GateID("qualified_gate")
	gateProposal     = GateID("proposal_gate")
	gateNegotiation  = GateID("negotiation_gate")
	gateWon          = GateID("won_gate")
	moveReopenDeal   = MoveID("reopen_deal")
	moveParkDeal     = MoveID("park_deal")
	moveTakeUpDeal   = MoveID("take_up_deal")
	moveArchiveDeal  = MoveID("archive_deal")
	moveQualifyAgain = MoveID("qualify_again")
	moveProposeAgain = MoveID("propose_again")
)

// What the funnel allows.
const (
	leadDays     = 30
	talkDays     = 60
	mostDiscount = 20
	unitPercent  = "%"
)

// SalesFunnel returns the definition of a deal on its way through the sales
// funnel: lead, qualified, proposal and negotiation, ended by [MoveWinDeal] or
// [MoveLoseDeal]. Each call returns an equal definition.
//
// A deal is a stream of its own, beside that of the sales project it may lead
// to: it begins before there is a project, may end without one, and one won
// deal may lead to several. [SalesProject] begins where the deal is won; the id
// of the deal belongs in the command that starts it, see the example.
//
// A deal moves on when the gate of its stage is met: [FactContactKnown] and
// [FactNeedConfirmed] to be qualified; [FactBudgetKnown], [FactDeciderKnown] and
// a [FactCloseDate] for a proposal; [FactProposalSent] and a [FactDiscount] of at
// most 20 %, with the approval of a sales lead who did not ask for it, to
// negotiate; [FactContractSigned] to win. It may go back, be parked, and be
// reopened by a sales lead with a reason. A deal that stays in a phase for longer
// than 30 days, in negotiation 60, is overdue; see [Overdue].
func SalesFunnel() *Definition { return preset(funnelSpec()) }

func funnelSpec() Spec {
	phases := delivery(PhaseLead, PhaseQualified, PhaseProposal, PhaseNegotiation)
	for i := range phases {
		phases[i].LimitMin = leadDays * minutesOfDay
	}
	phases[3].LimitMin = talkDays * minutesOfDay
	return Spec{
		ID: SalesFunnelID, Version: 1, Start: PhaseLead,
		Roles:  []Role{RoleSeller, RoleSalesLead},
		Phases: phases, Facts: funnelFacts(), Gates: funnelGates(), Moves: funnelMoves(),
	}
}

func funnelFacts() []FactSpec {
	by := []Role{RoleSeller, RoleSalesLead}
	return []FactSpec{
		yesFact(FactContactKnown, RemedyReachContact, by...),
		yesFact(FactNeedConfirmed, RemedyConfirmNeed, by...),
		yesFact(FactBudgetKnown, RemedyAskBudget, by...),
		yesFact(FactDeciderKnown, RemedyFindDecider, by...),
		{Name: FactCloseDate, Kind: "date", By: by, Remedy: RemedyDateDecision},
		yesFact(FactProposalSent, RemedySendProposal, by...),
		{Name: FactDiscount, Kind: "number", Unit: unitPercent, By: by, Remedy: RemedyLowerDiscount},
		yesFact(FactContractSigned, RemedySignContract, by...),
	}
}

func funnelGates() []Gate {
	proposal := yesGate(gateProposal, FactBudgetKnown, FactDeciderKnown)
	proposal.Criteria = append(proposal.Criteria, Criterion{Fact: FactCloseDate, Op: OpPresent})
	terms := approvedBy(yesGate(gateNegotiation, FactProposalSent), RoleSalesLead, 1)
	terms.Criteria = append(terms.Criteria, Criterion{Fact: FactDiscount, Op: OpAtMost, Want: finding.Number(mostDiscount, unitPercent)})
	return []Gate{yesGate(gateQualified, FactContactKnown, FactNeedConfirmed), proposal, terms, yesGate(gateWon, FactContractSigned)}
}

func funnelMoves() []Move {
	either := []Role{RoleSeller, RoleSalesLead}
	all := []PhaseID{PhaseLead, PhaseQualified, PhaseProposal, PhaseNegotiation}
	return []Move{
		ahead("qualify", PhaseLead, PhaseQualified, gateQualified, either...),
		ahead("propose", PhaseQualified, PhaseProposal, gateProposal, either...),
		ahead("negotiate", PhaseProposal, PhaseNegotiation, gateNegotiation, either...),
		{ID: moveQualifyAgain, Kind: MoveRework, From: all[2:], To: PhaseQualified, By: either, NeedsReason: true},
		{ID: moveProposeAgain, Kind: MoveRework, From: all[3:], To: PhaseProposal, By: either, NeedsReason: true},
		{ID: MoveWinDeal, Kind: MoveClose, From: all[3:], Gate: gateWon, By: either, Outcomes: []Outcome{Attained, PartlyAttained}},
		{ID: MoveLoseDeal, Kind: MoveClose, From: all, By: either, NeedsReason: true, Outcomes: []Outcome{Missed}},
		{ID: moveParkDeal, Kind: MoveSuspend, From: all, By: either, NeedsReason: true},
		{ID: moveTakeUpDeal, Kind: MoveResume, From: all, By: either},
		{ID: moveReopenDeal, Kind: MoveReopen, From: all, To: PhaseQualified, By: []Role{RoleSalesLead}, NeedsReason: true},
		{ID: moveArchiveDeal, Kind: MoveArchive, From: all, By: either},
	}
}
