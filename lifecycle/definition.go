package lifecycle

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Names inside a definition. Each is lower-case words of letters, digits and
// underscores, joined by dots, of at most 128 bytes.
type (
	// DefinitionID names a definition through all its versions.
	DefinitionID string
	// PhaseID names a phase.
	PhaseID string
	// StepID names a step of a control phase.
	StepID string
	// MoveID names a move.
	MoveID string
	// GateID names a gate.
	GateID string
	// Role names what somebody is in a project, such as "sponsor".
	Role string
)

// PhaseKind says how a phase runs.
type PhaseKind string

// The kinds of phase.
const (
	DeliveryPhase PhaseKind = "delivery" // a project is in exactly one of these
	ControlPhase  PhaseKind = "control"  // runs beside delivery phases, as monitoring does
)

// MoveKind says what a move does.
type MoveKind string

// The kinds of move. Those that lead to a phase say so; the others stay in
// the phase they are taken in and change the [Standing] alone.
const (
	MoveForward MoveKind = "forward" // to the next phase
	MoveRework  MoveKind = "rework"  // back to an earlier phase; begins a new round
	MoveCancel  MoveKind = "cancel"  // to the phase of early closing; a suspended project may take it
	MoveSuspend MoveKind = "suspend" // active to suspended; the phase and its steps are remembered
	MoveResume  MoveKind = "resume"  // suspended to active, at the remembered step
	MoveClose   MoveKind = "close"   // active to closed; records the outcome
	MoveArchive MoveKind = "archive" // closed to archived, which is read-only
	MoveReopen  MoveKind = "reopen"  // closed to active in a phase; begins a new round
)

// Op is how a criterion compares a fact with what is wanted.
type Op string

// The operators. There are no others: what they cannot say, a fact says.
const (
	OpEqual    Op = "eq"
	OpNotEqual Op = "ne"
	OpLess     Op = "lt"
	OpAtMost   Op = "le"
	OpGreater  Op = "gt"
	OpAtLeast  Op = "ge"
	OpIn       Op = "in"      // the fact is one of the texts in the list wanted
	OpPresent  Op = "present" // the fact is known, whatever it says
	OpNone     Op = "none"    // the number is 0 or the list is empty, see [BlockingFact]
)

// FactKind is the kind of value that a fact holds, named as
// [finding.Kind.String] names it: "bool", "number", "money", "text", "date",
// "instant" or "list". Write it so, or as FactKind(finding.BoolKind.String()).
type FactKind string

// Spec is a definition as plain data: what a process consists of and what it
// demands. [Define] turns it into a [Definition].
type Spec struct {
	ID      DefinitionID `json:"id"`
	Version int          `json:"version"` // 1 or more
	Start   PhaseID      `json:"start"`   // the delivery phase in which projects begin
	Roles   []Role       `json:"roles"`
	Phases  []Phase      `json:"phases"`
	Facts   []FactSpec   `json:"facts,omitempty"`
	Gates   []Gate       `json:"gates,omitempty"`
	Moves   []Move       `json:"moves"`
}

// Phase is one phase of a process.
type Phase struct {
	ID     PhaseID     `json:"id"`
	Kind   PhaseKind   `json:"kind"`
	Beside []PhaseID   `json:"beside,omitempty"` // control: runs while the project is active in one of these
	Steps  []PhaseStep `json:"steps,omitempty"`  // control: its cycle; the first is where it begins
	By     []Role      `json:"by,omitempty"`     // control: who takes its steps; none means whoever is authorised

	// LimitMin is how many minutes of calendar time the project may stay in a
	// delivery phase, counted anew each time it is entered; 0: no limit. Time
	// suspended does not count unless CountPaused says so. See [Overdue].
	LimitMin    int64 `json:"limit_min,omitempty"`
	CountPaused bool  `json:"count_paused,omitempty"`
}

// PhaseStep is one step in the cycle of a control phase.
type PhaseStep struct {
	ID   StepID   `json:"id"`
	Next []StepID `json:"next,omitempty"` // the steps that may follow
}

// FactSpec declares a fact that criteria may name.
type FactSpec struct {
	Name      FactName     `json:"name"`
	Kind      FactKind     `json:"kind"`
	Unit      string       `json:"unit,omitempty"`        // of numbers and money, compared exactly; "": values carry no unit
	MaxAgeMin int64        `json:"max_age_min,omitempty"` // minutes after which it says nothing any more; 0: never
	By        []Role       `json:"by,omitempty"`          // who may record it; none means whoever is authorised
	Remedy    finding.Code `json:"remedy,omitempty"`      // what mends it; "" means the general remedy
}

// Criterion is one condition of a gate: the fact, compared by Op with Want.
type Criterion struct {
	Fact      FactName      `json:"fact"`
	Op        Op            `json:"op"`
	Want      finding.Value `json:"want,omitzero"`
	MaxAgeMin int64         `json:"max_age_min,omitempty"` // stricter than the fact's own; 0: as the fact says
	// Conditional lets the gate be passed unmet where a [Condition] covers it,
	// see [VerdictGoConditions].
	Conditional bool `json:"conditional,omitempty"`
}

// Quorum is how many persons must approve in a role.
type Quorum struct {
	Role  Role `json:"role"`
	Count int  `json:"count"` // 1 or more distinct persons; with Veto it may be 0
	// Veto lets the role object, which blocks the gate, see [Object].
	Veto bool `json:"veto,omitempty"`
	// ValidMin is how many minutes of calendar time after it was given an
	// approval counts; 0: as long as its evidence stands.
	ValidMin int64 `json:"valid_min,omitempty"`
}

// Gate is what a move demands.
type Gate struct {
	ID          GateID      `json:"id"`
	Criteria    []Criterion `json:"criteria,omitempty"`
	Approvals   []Quorum    `json:"approvals,omitempty"`
	OneRoleEach bool        `json:"one_role_each,omitempty"` // nobody approves in two roles
	NotProposer bool        `json:"not_proposer,omitempty"`  // who proposes or requests the move does not approve it
	Deciders    []Role      `json:"deciders,omitempty"`      // who takes the move and decides otherwise; none: who may take the move
	Apart       [][]Role    `json:"apart,omitempty"`         // of each list nobody approves in two roles
	Override    []Role      `json:"override,omitempty"`      // who may let criteria and approvals pass, see [Override]; none: nobody
	// OverrideVeto lets them override objections too.
	OverrideVeto bool `json:"override_veto,omitempty"`

	ItemsDisposed bool  `json:"items_disposed,omitempty"` // every item raised is disposed of, see [RaiseItem]
	LimitMin      int64 `json:"limit_min,omitempty"`      // minutes that a proposal may wait here, without time suspended; 0: no limit. See [Overdue]
}

// Move is one way to go on.
type Move struct {
	ID          MoveID    `json:"id"`
	Kind        MoveKind  `json:"kind"`
	From        []PhaseID `json:"from"`
	To          PhaseID   `json:"to,omitempty"`
	Gate        GateID    `json:"gate,omitempty"` // "" demands nothing
	By          []Role    `json:"by"`             // who may take it; at least one
	NeedsReason bool      `json:"needs_reason,omitempty"`

	Cap       int       `json:"cap,omitempty"`        // how often it may be taken in a project; 0: as often as one likes
	BeyondCap []Role    `json:"beyond_cap,omitempty"` // who takes it beyond the cap, instead of By; none: nobody
	Outcomes  []Outcome `json:"outcomes,omitempty"`   // close: the verdicts it records; none: every one
}

// DefinitionRef names one version of a definition with its content.
type DefinitionRef struct {
	ID      DefinitionID `json:"id"`
	Version int          `json:"version"`
	Digest  Digest       `json:"digest"`
}

// Definition is a process that projects follow. It is immutable and safe for
// concurrent use. Make one with [Define] or [LoadDefinition].
type Definition struct {
	spec   Spec
	digest Digest
	moves  []move
	bare   machine
	fresh  map[PhaseID]Regions // the control phases on entering each delivery phase
	facts  map[FactName]*declared
	timed  bool // something has a limit of time
}

// move is a Move with its gate looked up.
type move struct {
	*Move
	number  int     // its place among the moves
	gate    *gate   // nil: demands nothing
	regions Regions // the control phases on arriving
}

// gate is a Gate whose criteria stand in the order of their facts.
type gate struct {
	*Gate
	criteria []criterion
	asked    []asked // the same, by their facts
	tidy     bool    // demands that items are disposed of
}

// declared is a FactSpec with its kind looked up.
type declared struct {
	*FactSpec
	kind finding.Kind
}

type criterion struct {
	Criterion
	fact  *declared
	items []string // of Want, for OpIn
}

// Define checks spec and returns the definition it describes. Spec is not
// kept. All faults come together in one [*finding.Error], each with the place
// it was found at, such as "moves[2].to".
func Define(spec Spec) (*Definition, error) {
	if err := finding.AsError("lifecycle: definition", spec.Check()); err != nil {
		return nil, err
	}
	data, err := canonicalJSON(spec)
	if err != nil {
		return nil, err
	}
	c := newCanon("milepost.definition.1")
	c.bytes(data)
	d := &Definition{spec: spec.clone(), digest: c.digest()}
	d.compile()
	return d, nil
}

// Ref returns the id, version and digest of the definition.
func (d *Definition) Ref() DefinitionRef {
	return DefinitionRef{d.spec.ID, d.spec.Version, d.digest}
}

// Digest returns the hash of the content. Two definitions have one digest
// exactly when they are the same data.
func (d *Definition) Digest() Digest { return d.digest }

// Spec returns a copy of the data of the definition, to read or to build
// another definition from.
func (d *Definition) Spec() Spec { return d.spec.clone() }

// factNames returns every declared fact in the order of the names.
func (d *Definition) factNames() []FactName {
	names := make([]FactName, 0, len(d.spec.Facts))
	for i := range d.spec.Facts {
		names = append(names, d.spec.Facts[i].Name)
	}
	slices.Sort(names)
	return names
}

func (d *Definition) compile() {
	d.timed = d.spec.isTimed()
	d.facts = map[FactName]*declared{}
	for i := range d.spec.Facts {
		f := &d.spec.Facts[i]
		d.facts[f.Name] = &declared{f, f.Kind.value()}
	}
	gates := map[GateID]*gate{}
	for i := range d.spec.Gates {
		gates[d.spec.Gates[i].ID] = d.gate(&d.spec.Gates[i])
	}
	d.bare = machineOf(&d.spec)
	d.fresh = map[PhaseID]Regions{}
	for i := range d.spec.Phases {
		if d.spec.Phases[i].Kind == DeliveryPhase {
			d.fresh[d.spec.Phases[i].ID] = d.freshRegions(d.spec.Phases[i].ID)
		}
	}
	for i := range d.spec.Moves {
		m := &d.spec.Moves[i]
		d.moves = append(d.moves, move{m, i, gates[m.Gate], d.fresh[m.To]})
	}
}

func (d *Definition) gate(g *Gate) *gate {
	out := &gate{Gate: g, tidy: g.demandsItems()}
	for _, c := range g.Criteria {
		fact := d.facts[c.Fact]
		if c.MaxAgeMin == 0 {
			c.MaxAgeMin = fact.MaxAgeMin
		}
		out.criteria = append(out.criteria, criterion{c, fact, c.Want.Items()})
	}
	slices.SortStableFunc(out.criteria, func(a, b criterion) int { return cmp.Compare(a.Fact, b.Fact) })
	out.ask(d.factNames())
	return out
}

// phase returns the phase of that id, or nil.
func (d *Definition) phase(id PhaseID) *Phase {
	for i := range d.spec.Phases {
		if d.spec.Phases[i].ID == id {
			return &d.spec.Phases[i]
		}
	}
	return nil
}

// move returns the move of that id, or nil.
func (d *Definition) move(id MoveID) *move {
	for i := range d.moves {
		if d.moves[i].ID == id {
			return &d.moves[i]
		}
	}
	return nil
}

// leaves reports whether the move may be taken in that phase.
func (m *move) leaves(phase PhaseID) bool { return slices.Contains(m.From, phase) }

func (s Spec) clone() Spec {
	s.Roles = slices.Clone(s.Roles)
	s.Phases = slices.Clone(s.Phases)
	for i := range s.Phases {
		p := &s.Phases[i]
		p.Beside, p.Steps, p.By = slices.Clone(p.Beside), slices.Clone(p.Steps), slices.Clone(p.By)
		for k := range p.Steps {
			p.Steps[k].Next = slices.Clone(p.Steps[k].Next)
		}
	}
	s.Facts = slices.Clone(s.Facts)
	for i := range s.Facts {
		s.Facts[i].By = slices.Clone(s.Facts[i].By)
	}
	s.Gates = slices.Clone(s.Gates)
	for i := range s.Gates {
		g := &s.Gates[i]
		*g = g.clone()
	}
	s.Moves = slices.Clone(s.Moves)
	for i := range s.Moves {
		m := &s.Moves[i]
		m.From, m.By = slices.Clone(m.From), slices.Clone(m.By)
		m.BeyondCap, m.Outcomes = slices.Clone(m.BeyondCap), slices.Clone(m.Outcomes)
	}
	return s
}
