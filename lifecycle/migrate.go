package lifecycle

import (
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Migrate moves a project to another version of its definition, or to another
// definition. It asks for a reason. [PlanMigration] says beforehand what would
// come of it.
type Migrate struct {
	Header
	Definition DefinitionID `json:"definition"`
	Version    int          `json:"version,omitempty"` // 0: the highest version at hand
	Mapping    Mapping      `json:"mapping,omitzero"`
}

// Mapping says what the parts of the old definition are in the new one. What it
// does not name keeps its name. "" in place of a new name leaves the thing
// behind, where that is said to be possible.
//
// Approvals, proposals and objections that stand are only carried over, or left
// behind, where Moves names their move; open conditions where Gates names their
// gate. So nothing half done is lost by mistake.
type Mapping struct {
	Phases map[PhaseID]PhaseID           `json:"phases,omitempty"` // "" leaves a control phase behind
	Steps  map[PhaseID]map[StepID]StepID `json:"steps,omitempty"`  // by the old control phase; "" begins it anew
	Moves  map[MoveID]MoveID             `json:"moves,omitempty"`  // "" leaves what was half done for it, overrides and delegations for it alone included
	Gates  map[GateID]GateID             `json:"gates,omitempty"`  // "" lets its open conditions go
	Roles  map[Role]Role                 `json:"roles,omitempty"`  // "" leaves approvals, objections and delegations in the role
	Facts  map[FactName]FactName         `json:"facts,omitempty"`  // "" leaves what is on record
}

// Migrated says that the project went to another definition, and what became
// of what it held.
type Migrated struct {
	From    DefinitionRef `json:"from"`
	To      DefinitionRef `json:"to"`
	Was     PhaseID       `json:"was"`     // the phase before it
	Phase   PhaseID       `json:"phase"`   // the phase after it
	Regions Regions       `json:"regions"` // after it
	Mapping Mapping       `json:"mapping,omitzero"`
}

// Migration is one change of definition, with who made it and why.
type Migration struct {
	Version  Version       `json:"version"` // of the entry that records it
	From     DefinitionRef `json:"from"`
	To       DefinitionRef `json:"to"`
	Was      PhaseID       `json:"was"`
	Phase    PhaseID       `json:"phase"`
	Actor    ActorID       `json:"actor"`
	At       time.Time     `json:"at"`
	Recorded time.Time     `json:"recorded"`
	Reason   string        `json:"reason,omitempty"`
}

// Action returns [ActionMigrate].
func (Migrate) Action() Action { return ActionMigrate }

// EventType returns [TypeMigrated].
func (Migrated) EventType() EventType { return TypeMigrated }

// Migrations returns every change of definition, the oldest first.
func (s State) Migrations() []Migration { return s.migrations.all() }

// migrate weighs a change of definition.
func (w *weighing) migrate(c *Migrate) Body {
	if !w.project(c.Header) {
		return nil
	}
	w.inSequence()
	subject := finding.Ref{Kind: "project"}
	if c.Reason == "" {
		w.block(CodeMigrationNoReason, subject, finding.Value{}, finding.Value{}, RemedyGiveReason)
	}
	to := w.in.Target
	if to == nil || c.Definition != to.spec.ID || c.Version != 0 && c.Version != to.spec.Version {
		asked := DefinitionRef{ID: DefinitionID(shorten(string(c.Definition))), Version: c.Version}
		w.block(CodeDefinitionUnknown, subject, w.known(), asked.value(), RemedyNameDefinition)
		return nil
	}
	report := PlanMigration(w.def, to, w.s, c.Mapping)
	w.findings = append(w.findings, report.Findings...)
	if w.blocked() {
		return nil
	}
	return Migrated{
		From: report.From, To: report.To, Was: w.s.Phase, Phase: report.Phase,
		Regions: report.Regions, Mapping: report.Mapping,
	}
}

// migrated folds a change of definition. The state speaks of everything by its
// new name from then on; the entries keep the old ones.
func (s *State) migrated(e *Entry, b *Migrated, at Version) {
	m := &b.Mapping
	s.Definition, s.Phase, s.regions = b.To, b.Phase, b.Regions
	s.facts = s.facts.renamed(m.Facts)
	s.carryOver(m)
	s.rename(m)
	s.oversight = s.oversight.migrated(m, e)
	s.migrations = s.migrations.add(Migration{at, b.From, b.To, b.Was, b.Phase, e.Actor, e.At, e.Recorded, e.Reason})
	s.reached(e)
}

// carryOver renames approvals and proposals, and drops those left behind.
func (s *State) carryOver(m *Mapping) {
	var approvals []Approval
	for _, a := range s.approvals {
		if !left(m.Moves, a.Move) && !left(m.Roles, a.Role) {
			a.Move, a.Role = renamed(m.Moves, a.Move), renamed(m.Roles, a.Role)
			approvals = append(approvals, a)
		}
	}
	var proposals []Proposal
	for _, p := range s.proposals {
		if !left(m.Moves, p.Move) {
			p.Move = renamed(m.Moves, p.Move)
			proposals = append(proposals, p)
		}
	}
	s.approvals, s.proposals = approvals, proposals
}

// rename gives the path, the decisions and the windows their new names.
func (s *State) rename(m *Mapping) {
	s.path = s.path.renamed(m)
	decisions := s.Decisions()
	for i := range decisions {
		d := &decisions[i]
		d.Move, d.Gate, d.Phase = renamed(m.Moves, d.Move), renamed(m.Gates, d.Gate), renamed(m.Phases, d.Phase)
	}
	s.decisions = decisionsOf(decisions)
	if windows := s.flow.planned(); windows != nil {
		windows = cloneWindows(windows)
		for i := range windows {
			windows[i].Phase, windows[i].Gate = renamed(m.Phases, windows[i].Phase), renamed(m.Gates, windows[i].Gate)
		}
		s.flow = s.flow.withWindows(windows)
	}
}

// migrated returns the oversight under the new names. What is left behind of
// conditions is let go and overrides end; the rest is gone.
func (o *oversight) migrated(m *Mapping, e *Entry) *oversight {
	if o == nil {
		return nil
	}
	own := &oversight{}
	for _, c := range o.conditions {
		if c.Status == ConditionOpen && left(m.Gates, c.Gate) {
			c.Status, c.Ended, c.Actor, c.Reason = ConditionDropped, e.At, e.Actor, e.Reason
		}
		c.Gate, c.Move, c.Fact = renamed(m.Gates, c.Gate), renamed(m.Moves, c.Move), renamed(m.Facts, c.Fact)
		c.Deciders = renamedAll(m.Roles, c.Deciders)
		c.Criteria = slices.Clone(c.Criteria)
		for i := range c.Criteria {
			c.Criteria[i].Fact = renamed(m.Facts, c.Criteria[i].Fact)
		}
		own.conditions = append(own.conditions, c)
	}
	for _, x := range o.objections {
		if !left(m.Moves, x.Move) && !left(m.Roles, x.Role) {
			x.Move, x.Role = renamed(m.Moves, x.Move), renamed(m.Roles, x.Role)
			own.objections = append(own.objections, x)
		}
	}
	for _, d := range o.delegations {
		if !left(m.Roles, d.Role) && (len(d.Moves) == 0 || slices.ContainsFunc(d.Moves, func(id MoveID) bool { return !left(m.Moves, id) })) {
			d.Role, d.Moves = renamed(m.Roles, d.Role), renamedAll(m.Moves, d.Moves)
			own.delegations = append(own.delegations, d)
		}
	}
	for _, v := range o.overrides {
		if v.Ended.IsZero() && left(m.Moves, v.Move) {
			v.Ended = e.At
		}
		v.Move, v.Gate = renamed(m.Moves, v.Move), renamed(m.Gates, v.Gate)
		v.Facts, v.Roles, v.Objections = renamedAll(m.Facts, v.Facts), renamedAll(m.Roles, v.Roles), renamedAll(m.Roles, v.Objections)
		own.overrides = append(own.overrides, v)
	}
	return own
}

// renamed returns the new name, which is the old one where none is given.
func renamed[T ~string](names map[T]T, name T) T {
	if to := names[name]; to != "" {
		return to
	}
	return name
}

func renamedAll[T ~string](names map[T]T, list []T) []T {
	list = slices.Clone(list)
	for i := range list {
		list[i] = renamed(names, list[i])
	}
	return list
}

// left reports whether what has the name is left behind.
func left[T ~string](names map[T]T, name T) bool {
	to, ok := names[name]
	return ok && to == ""
}

// renamed returns the facts under their new names, without those left behind.
func (f Facts) renamed(names map[FactName]FactName) Facts {
	if len(names) == 0 {
		return f
	}
	var list []Fact
	for _, fact := range f.list {
		if !left(names, fact.Name) {
			moved := *fact
			moved.Name = renamed(names, fact.Name)
			list = append(list, moved)
		}
	}
	return NewFacts(list...)
}
