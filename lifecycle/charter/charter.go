package charter

import (
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Charter is what a project starts from, as one record. It is a plain value:
// no function of this package changes one. The evidence that its goals were
// held against, capacity and closed projects, is part of it, so that an
// approval by digest covers it too. It is safe for concurrent use as long as
// nobody writes to its slices.
type Charter struct {
	ID       string        `json:"id"`
	Name     string        `json:"name"`
	Revision int           `json:"revision,omitempty"` // 0 for the first
	Previous Digest        `json:"previous,omitempty"` // digest of the revision before
	Purpose  string        `json:"purpose,omitempty"`  // why the project is done
	Sponsor  string        `json:"sponsor"`            // actor id
	Start    calendar.Date `json:"start,omitzero"`     // first day of the project
	Finish   calendar.Date `json:"finish,omitzero"`    // last day of the project

	Aims     []Aim    `json:"aims,omitempty"` // aims above the project that its goals serve
	Needs    []Need   `json:"needs,omitempty"`
	Goals    []Goal   `json:"goals,omitempty"`
	Standard Standard `json:"standard,omitzero"`
	Strategy Strategy `json:"strategy,omitzero"`

	Team        []Seat      `json:"team,omitempty"`
	Resources   []Resource  `json:"resources,omitempty"`
	Budget      Budget      `json:"budget,omitzero"`
	Risks       []FirstRisk `json:"risks,omitempty"`
	Constraints []string    `json:"constraints,omitempty"`
	Authority   []Authority `json:"authority,omitempty"`
	Tolerances  []Tolerance `json:"tolerances,omitempty"`

	Capacity []Capacity `json:"capacity,omitempty"` // what there is of what goals demand
	Past     []Past     `json:"past,omitempty"`     // what closed projects of one's own reached
	MinPast  int        `json:"min_past,omitempty"` // see [Context]
}

// Aim is an aim above the project, such as one of a strategy.
type Aim struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// Seat is a place in the team. Who the actor is, the host knows.
type Seat struct {
	Actor string `json:"actor"` // actor id
	Role  string `json:"role"`
}

// Resource is something the project needs, as known at its start.
type Resource struct {
	ID     string        `json:"id"`
	Kind   ResourceKind  `json:"kind"`
	Name   string        `json:"name"`
	Amount Number        `json:"amount,omitzero"`
	Unit   string        `json:"unit,omitempty"` // "h" of work, a currency, "piece"
	From   calendar.Date `json:"from,omitzero"`
	To     calendar.Date `json:"to,omitzero"`
}

// ResourceKind is the kind of a resource.
type ResourceKind string

// The kinds of resource.
const (
	Human     ResourceKind = "human"
	Financial ResourceKind = "financial"
	Technical ResourceKind = "technical"
)

// FirstRisk is a risk seen at the start, in words. The register takes it up.
type FirstRisk struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// Authority is what somebody may decide alone.
type Authority struct {
	Actor string       `json:"actor"`          // actor id
	May   string       `json:"may"`            // the decision, such as "approve_change"
	Limit money.Amount `json:"limit,omitzero"` // up to this amount; zero: without an amount
}

// Tolerance is how far something may stray before it must be reported.
type Tolerance struct {
	On    string `json:"on"` // "time", "cost", "quality", "scope", "risk", "benefit"
	Below Number `json:"below,omitzero"`
	Above Number `json:"above,omitzero"`
	Unit  string `json:"unit"`
}

// Limits of a charter. [Decode] refuses more, Check reports it.
const (
	MaxRows  = 1_000    // rows of one list
	MaxText  = 4_000    // bytes of one text
	MaxBytes = 16 << 20 // bytes of the JSON form
)

// Digest returns the digest of the whole charter. Any change of content
// changes it, so an approval that names it is stale from then on.
func (c Charter) Digest() Digest { return digestOf("charter", c) }

// Next returns a copy to be changed into the next revision: it counts one more
// and names the receiver by digest.
func (c Charter) Next() Charter {
	next := c.Clone()
	next.Revision, next.Previous = c.Revision+1, c.Digest()
	return next
}

// Context returns what the goals of the charter are held against.
func (c Charter) Context() Context {
	x := Context{Start: c.Start, Finish: c.Finish, MinPast: c.MinPast, Capacity: slices.Clone(c.Capacity), Past: slices.Clone(c.Past)}
	for _, a := range c.Aims {
		x.Parents = append(x.Parents, a.ID)
	}
	for _, g := range c.Goals {
		x.Parents = append(x.Parents, g.ID)
	}
	for _, n := range c.Needs {
		x.Needs = append(x.Needs, n.ID)
	}
	return x
}

// Clone returns a copy that shares nothing with the receiver.
func (c Charter) Clone() Charter {
	c.Aims, c.Team, c.Resources, c.Risks = slices.Clone(c.Aims), slices.Clone(c.Team), slices.Clone(c.Resources), slices.Clone(c.Risks)
	c.Constraints, c.Authority, c.Tolerances = slices.Clone(c.Constraints), slices.Clone(c.Authority), slices.Clone(c.Tolerances)
	c.Capacity, c.Past, c.Standard = slices.Clone(c.Capacity), slices.Clone(c.Past), c.Standard.clone()
	c.Strategy, c.Budget.Lines = c.Strategy.Clone(), slices.Clone(c.Budget.Lines)
	c.Goals, c.Needs = slices.Clone(c.Goals), slices.Clone(c.Needs)
	for i, g := range c.Goals {
		c.Goals[i] = g.Clone()
	}
	for i := range c.Needs {
		c.Needs[i].Deliverables = slices.Clone(c.Needs[i].Deliverables)
	}
	return c
}

// Clone returns a copy that shares nothing with the receiver.
func (g Goal) Clone() Goal {
	g.Checkpoints, g.Needs, g.Demands = slices.Clone(g.Checkpoints), slices.Clone(g.Needs), slices.Clone(g.Demands)
	g.Attestations = slices.Clone(g.Attestations)
	return g
}
