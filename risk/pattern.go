package risk

// Pattern says which fact of a plan is the signal of a prompt: more of the
// same condition that a [Trigger] has.
type Pattern struct {
	Signal string `json:"signal"` // of the prompts it calls up
	Fact   string `json:"fact"`   // name of the fact
	Op     string `json:"op"`     // one of < <= = != >= >
	Limit  string `json:"limit"`
	Unit   string `json:"unit,omitempty"` // of the limit; empty: any unit the fact has
}

// SalesPatterns returns the facts that call up items of [SalesPrompts]: one
// supplier for something the project needs, one member with a skill the plan
// needs, no float before a promised date, one contact at the customer, several
// steps of approval there, a rival bid, a fixed price, two currencies, an offer
// never delivered before. The caller owns the slice.
func SalesPatterns() []Pattern {
	return []Pattern{
		{Signal: "single_supplier", Fact: "supply.suppliers_least", Op: "<=", Limit: "1"},
		{Signal: "sole_expert", Fact: "team.skill_holders_least", Op: "<=", Limit: "1"},
		{Signal: "no_float", Fact: "schedule.float_min", Op: "<=", Limit: "0"},
		{Signal: "single_contact", Fact: "customer.contacts", Op: "<=", Limit: "1"},
		{Signal: "slow_approval", Fact: "customer.approval_steps", Op: ">=", Limit: "3"},
		{Signal: "competitor_bid", Fact: "market.rival_bids", Op: ">=", Limit: "1"},
		{Signal: "fixed_price", Fact: "contract.price_fixed", Op: "=", Limit: "true"},
		{Signal: "foreign_currency", Fact: "contract.currencies", Op: ">=", Limit: "2"},
		{Signal: "unproven_offer", Fact: "offer.deliveries_before", Op: "<=", Limit: "0"},
		{Signal: "holiday_delivery", Fact: "schedule.holiday_tasks", Op: ">=", Limit: "1"},
		{Signal: "growing_customer", Fact: "customer.growing", Op: "=", Limit: "true"},
		{Signal: "reference_customer", Fact: "customer.well_known", Op: "=", Limit: "true"},
	}
}

// Signals lists the signals of the patterns that the facts meet, in the order
// of the patterns, each once. A fact that is missing or cannot be compared
// meets none.
func Signals(patterns []Pattern, facts []Fact) []string {
	var list []string
	known, seen := byName(facts), map[string]bool{}
	for _, p := range patterns {
		met, reason := condition{p.Op, p.Limit, p.Unit}.met(known[p.Fact])
		if met && reason == "" && !seen[p.Signal] {
			list, seen[p.Signal] = append(list, p.Signal), true
		}
	}
	return list
}
