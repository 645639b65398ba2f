package comms

import "slices"

// DefaultPolicy returns a policy to begin with: sponsor and manager see
// everything but reviews of people, which the manager sees; members see what
// the work is about, without budget and reviews; the customer sees goals, plan
// and progress, gates, changes, meetings, decisions and documents; the public
// sees progress without the people in it. The caller owns it.
func DefaultPolicy() Policy {
	p := Policy{
		Circles: []Circle{{Sponsor, true}, {Manager, true}, {Member, true}, {Customer, false}, {Public, false}},
		Kinds:   RecordKinds(),
	}
	for _, kind := range p.Kinds {
		if kind != KindReview {
			p.Grants = append(p.Grants, Grant{Audience: Sponsor, Kind: kind})
		}
		p.Grants = append(p.Grants, Grant{Audience: Manager, Kind: kind})
		if kind != KindReview && kind != KindBudget {
			p.Grants = append(p.Grants, Grant{Audience: Member, Kind: kind})
		}
		if slices.Contains([]RecordKind{KindGoal, KindPlan, KindProgress, KindGate, KindChange, KindMeeting, KindDecision, KindDocument}, kind) {
			p.Grants = append(p.Grants, Grant{Audience: Customer, Kind: kind})
		}
	}
	p.Grants = append(p.Grants, Grant{Audience: Public, Kind: KindProgress, Hide: []string{"actor", "definition", "source"}})
	return p
}
