package change

import (
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Request asks for one change to a project. It is a value: no function of
// this package changes one, results share nothing with it. The fields up to
// Plan are the proposer's; the others are set by the functions of this
// package.
type Request struct {
	ID       string        `json:"id"`
	Title    string        `json:"title"`
	Why      string        `json:"why,omitempty"` // what calls for it, in words
	Origin   Origin        `json:"origin"`
	Kind     Kind          `json:"kind"`
	Urgency  Urgency       `json:"urgency"`
	Proposer string        `json:"proposer"` // actor id
	Raised   calendar.Date `json:"raised,omitzero"`

	Affected  []finding.Ref `json:"affected,omitempty"` // goals, deliverables, contracts and the like
	Necessity []Answer      `json:"necessity,omitempty"`
	// Edits is what it does to the plan. CostDelta is what it costs besides
	// what the plan carries: a licence, a penalty; negative is a saving.
	Edits     []schedule.Edit `json:"edits,omitempty"`
	CostDelta money.Amount    `json:"cost_delta,omitzero"`
	Risks     []RiskEdit      `json:"risks,omitempty"` // what it does to the risk register
	Plan      ChangePlan      `json:"change_plan,omitzero"`

	State    State        `json:"state,omitempty"`   // empty: draft
	Impact   Impact       `json:"impact,omitzero"`   // since it was assessed
	Decision Decision     `json:"decision,omitzero"` // since it was decided
	Effect   Effect       `json:"effect,omitzero"`   // since it was implemented
	Verified EffectReport `json:"verified,omitzero"` // since it was verified
	History  []Step       `json:"history,omitempty"` // every step taken, the oldest first
}

// Origin says who or what calls for a change.
type Origin string

// The origins.
const (
	FromCustomer   Origin = "customer"
	FromMarket     Origin = "market"
	FromTeam       Origin = "team"
	FromRegulation Origin = "regulation"
)

// Origins returns every origin. The caller owns the slice.
func Origins() []Origin { return []Origin{FromCustomer, FromMarket, FromTeam, FromRegulation} }

// External reports whether the origin lies outside the project's own team.
func (o Origin) External() bool { return o == FromCustomer || o == FromMarket || o == FromRegulation }

// Kind says what a change is mostly about.
type Kind string

// The kinds of change.
const (
	OfScope    Kind = "scope"
	OfDate     Kind = "date"
	OfCost     Kind = "cost"
	OfQuality  Kind = "quality"
	OfResource Kind = "resource"
)

// Kinds returns every kind. The caller owns the slice.
func Kinds() []Kind { return []Kind{OfScope, OfDate, OfCost, OfQuality, OfResource} }

// Urgency says how soon a decision is needed.
type Urgency string

// The urgencies, the least first.
const (
	Low      Urgency = "low"
	Normal   Urgency = "normal"
	High     Urgency = "high"
	Critical Urgency = "critical"
)

// Urgencies returns every urgency, the least first. The caller owns the slice.
func Urgencies() []Urgency { return []Urgency{Low, Normal, High, Critical} }

// ChangePlan says how a change is carried out: what is to be done, who is to
// be told, and how to go back if it fails.
type ChangePlan struct {
	Steps    []PlanStep `json:"steps,omitempty"`
	Inform   []string   `json:"inform,omitempty"` // actors or groups, by the host's ids
	Rollback string     `json:"rollback,omitempty"`
}

// PlanStep is one thing to do.
type PlanStep struct {
	What  string        `json:"what"`
	Owner string        `json:"owner"` // actor id
	Due   calendar.Date `json:"due,omitzero"`
}
