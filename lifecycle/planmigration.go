package lifecycle

import (
	"maps"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// MigrationReport is what moving a project to another definition would come to.
type MigrationReport struct {
	From     DefinitionRef     `json:"from"`
	To       DefinitionRef     `json:"to"`
	Phase    PhaseID           `json:"phase"`   // after it
	Regions  Regions           `json:"regions"` // after it
	Mapping  Mapping           `json:"mapping"` // as it was given, with what follows from it
	Findings []finding.Finding `json:"findings,omitempty"`
}

// Allowed reports whether nothing blocks the migration.
func (r *MigrationReport) Allowed() bool { return !finding.Blocks(r.Findings) }

// planner works out a MigrationReport.
type planner struct {
	MigrationReport
	from, to *Definition
	s        *State
}

// PlanMigration says what moving the project from one definition to the other
// would come to, and changes nothing: a dry run of [Migrate]. Findings that
// block name the phases, steps, approvals, conditions and facts that the mapping
// has to speak of. A gate that the project passed and would not pass under the
// new definition, by the facts that were frozen then, is for information. Either
// definition may be nil, which is a finding. The mapping is not kept.
func PlanMigration(from, to *Definition, s State, m Mapping) MigrationReport {
	p := planner{from: from, to: to, s: &s}
	p.Mapping = m.clone()
	project := finding.Ref{Kind: "project"}
	switch {
	case from == nil || from.Ref() != s.Definition:
		p.found(finding.Block, CodeDefinitionOther, project, s.Definition.value(), from.value(), RemedyBringDefinition)
	case to == nil:
		p.found(finding.Block, CodeDefinitionUnknown, project, finding.Value{}, to.value(), RemedyNameDefinition)
	case to.Ref() == s.Definition:
		p.found(finding.Block, CodeMigrationSame, project, finding.Value{}, to.value(), RemedyNameDefinition)
	default:
		p.From, p.To = from.Ref(), to.Ref()
		p.names()
		p.phase()
		p.regions()
		p.pending()
		p.facts()
		p.gates()
	}
	finding.Sort(p.Findings)
	return p.MigrationReport
}

func (p *planner) found(severity finding.Severity, code finding.Code, subject finding.Ref, want, got finding.Value, remedy finding.Code) {
	p.Findings = append(p.Findings, finding.Finding{Code: code, Severity: severity, Subject: subject, Want: want, Got: got, Remedy: remedy})
}

func (p *planner) unmapped(code finding.Code, kind, id string, want, got finding.Value) {
	p.found(finding.Block, code, finding.Ref{Kind: kind, ID: shorten(id)}, want, got, RemedyMendMapping)
}

// names checks that the mapping names what there is.
func (p *planner) names() {
	m := &p.Mapping
	known(p, "phase", m.Phases, func(d *Definition, id PhaseID) bool { return d.phase(id) != nil })
	known(p, "move", m.Moves, func(d *Definition, id MoveID) bool { return d.move(id) != nil })
	known(p, "gate", m.Gates, func(d *Definition, id GateID) bool {
		return slices.ContainsFunc(d.spec.Gates, func(g Gate) bool { return g.ID == id })
	})
	known(p, "role", m.Roles, func(d *Definition, id Role) bool { return slices.Contains(d.spec.Roles, id) })
	known(p, "fact", m.Facts, func(d *Definition, id FactName) bool { return d.facts[id] != nil })
	for _, id := range slices.Sorted(maps.Keys(m.Steps)) {
		if phase := p.from.phase(id); phase == nil || phase.Kind != ControlPhase {
			p.unmapped(CodeMigrationUnknown, "phase", string(id), finding.Value{}, finding.Value{})
		}
	}
}

// known checks the names of one kind, the old ones against the old definition
// and the new ones against the new.
func known[T ~string](p *planner, kind string, names map[T]T, is func(*Definition, T) bool) {
	for _, old := range slices.Sorted(maps.Keys(names)) {
		if to := names[old]; !is(p.from, old) {
			p.unmapped(CodeMigrationUnknown, kind, string(old), finding.Value{}, finding.Value{})
		} else if to != "" && !is(p.to, to) {
			p.unmapped(CodeMigrationUnknown, kind, string(to), finding.Value{}, finding.Text(string(old)))
		}
	}
}

// phase finds the phase in which the project goes on.
func (p *planner) phase() {
	p.Phase = renamed(p.Mapping.Phases, p.s.Phase)
	if phase := p.to.phase(p.Phase); phase == nil || phase.Kind != DeliveryPhase || left(p.Mapping.Phases, p.s.Phase) {
		p.unmapped(CodeMigrationPhase, "phase", string(p.s.Phase), p.to.phaseList(DeliveryPhase), finding.Value{})
	}
}

func (d *Definition) phaseList(kind PhaseKind) finding.Value {
	var list []string
	for i := range d.spec.Phases {
		if d.spec.Phases[i].Kind == kind {
			list = append(list, string(d.spec.Phases[i].ID))
		}
	}
	return finding.List(list...)
}

// regions finds where each control phase goes on: at the step it was at where
// it has one, anew where it had not begun.
func (p *planner) regions() {
	was := map[PhaseID]RegionState{}
	for _, r := range p.s.regions.list {
		to := renamed(p.Mapping.Phases, r.Phase)
		if left(p.Mapping.Phases, r.Phase) || r.Step == "" {
			continue
		}
		if phase := p.to.phase(to); phase == nil || phase.Kind != ControlPhase {
			p.unmapped(CodeMigrationPhase, "phase", string(r.Phase), p.to.phaseList(ControlPhase), finding.Text(string(r.Step)))
			continue
		}
		was[to] = p.step(r, to)
	}
	p.Regions = p.to.freshRegions(p.Phase)
	for i := range p.Regions.list {
		r := &p.Regions.list[i]
		if old, ok := was[r.Phase]; ok && r.Running && old.Step != "" {
			r.Step = old.Step
		}
		r.Running = r.Running && p.s.Standing == Active
	}
}

// step finds the step of the new control phase that stands for the old one.
func (p *planner) step(r RegionState, to PhaseID) RegionState {
	steps := p.Mapping.Steps[r.Phase]
	if left(steps, r.Step) {
		return RegionState{Phase: to}
	}
	step := renamed(steps, r.Step)
	phase := p.to.phase(to)
	if !slices.ContainsFunc(phase.Steps, func(s PhaseStep) bool { return s.ID == step }) {
		list := names(phase.Steps, func(s PhaseStep) string { return string(s.ID) })
		p.unmapped(CodeMigrationStep, "phase", string(r.Phase), finding.List(list...), finding.Text(string(step)))
	}
	return RegionState{Phase: to, Step: step}
}

// pending checks that the mapping speaks of everything that is half done.
func (p *planner) pending() {
	open := map[MoveID]int64{}
	for _, a := range p.s.approvals {
		open[a.Move]++
		p.approval(&a)
	}
	for _, a := range p.s.proposals {
		open[a.Move]++
	}
	for _, o := range p.s.Objections() {
		open[o.Move]++
		p.objection(&o)
	}
	for _, move := range slices.Sorted(maps.Keys(open)) {
		if _, ok := p.Mapping.Moves[move]; !ok {
			p.unmapped(CodeMigrationPending, "move", string(move), finding.Value{}, finding.Number(open[move], ""))
		}
	}
	p.conditions()
}

// approval checks that a role that has approved is one that approves.
func (p *planner) approval(a *Approval) {
	move := p.to.move(renamed(p.Mapping.Moves, a.Move))
	if move == nil || left(p.Mapping.Moves, a.Move) || left(p.Mapping.Roles, a.Role) {
		return
	}
	var asked []Role
	if move.gate != nil {
		asked = names(move.gate.Approvals, func(q Quorum) Role { return q.Role })
	}
	if !slices.Contains(asked, renamed(p.Mapping.Roles, a.Role)) {
		p.unmapped(CodeMigrationRole, "role", string(a.Role), roleList(asked), finding.Text(string(a.Move)))
	}
}

// objection checks that a role that has objected is one that may.
func (p *planner) objection(o *Objection) {
	move := p.to.move(renamed(p.Mapping.Moves, o.Move))
	if move == nil || left(p.Mapping.Moves, o.Move) || left(p.Mapping.Roles, o.Role) {
		return
	}
	var may []Role
	if move.gate != nil {
		may = move.gate.vetoing()
	}
	if !slices.Contains(may, renamed(p.Mapping.Roles, o.Role)) {
		p.unmapped(CodeMigrationVeto, "role", string(o.Role), roleList(may), finding.Text(string(o.Move)))
	}
}

// decided checks that somebody may still waive an open condition that is
// carried over.
func (p *planner) decided(c *ConditionRecord) {
	there := slices.ContainsFunc(c.Deciders, func(r Role) bool {
		return !left(p.Mapping.Roles, r) && slices.Contains(p.to.spec.Roles, renamed(p.Mapping.Roles, r))
	})
	if there || left(p.Mapping.Gates, c.Gate) {
		return
	}
	for _, role := range c.Deciders {
		p.unmapped(CodeMigrationDecider, "role", string(role), roleList(p.to.spec.Roles), finding.Text(string(c.ID)))
	}
}

func (p *planner) conditions() {
	if p.s.oversight == nil {
		return
	}
	open := map[GateID]int64{}
	for i := range p.s.oversight.conditions {
		if c := &p.s.oversight.conditions[i]; c.Status == ConditionOpen {
			open[c.Gate]++
			p.decided(c)
		}
	}
	for _, gate := range slices.Sorted(maps.Keys(open)) {
		if _, ok := p.Mapping.Gates[gate]; !ok {
			p.unmapped(CodeMigrationPending, "gate", string(gate), finding.Value{}, finding.Number(open[gate], ""))
		}
	}
}

// facts checks that what is on record fits what the new definition declares.
// What it does not declare is left behind.
func (p *planner) facts() {
	for _, f := range p.s.facts.list {
		if left(p.Mapping.Facts, f.Name) {
			continue
		}
		name := renamed(p.Mapping.Facts, f.Name)
		subject := finding.Ref{Kind: "fact", ID: string(f.Name)}
		spec := p.to.facts[name]
		switch {
		case spec == nil:
			if p.Mapping.Facts == nil {
				p.Mapping.Facts = map[FactName]FactName{}
			}
			p.Mapping.Facts[f.Name] = ""
			p.found(finding.Info, CodeMigrationFactLeft, subject, finding.Value{}, finding.Value{}, "")
		case !f.Value.IsUnknown() && !spec.holds(f.Value):
			_, want, got, _ := spec.misfit(f.Value)
			p.unmapped(CodeMigrationFact, "fact", string(f.Name), want, got)
		}
	}
}

// gates tells which gates that were passed would stay shut now, by the facts of
// then. Of several decisions at a gate the last counts.
func (p *planner) gates() {
	last := map[GateID]GateDecision{}
	for _, d := range p.s.Decisions() {
		if d.Verdict == "" || d.Verdict == VerdictGo || d.Verdict == VerdictGoConditions {
			last[d.Gate] = d
		}
	}
	for _, id := range slices.Sorted(maps.Keys(last)) {
		d := last[id]
		facts := d.Facts.renamed(p.Mapping.Facts)
		for i := range p.to.moves {
			if g := p.to.moves[i].gate; g != nil && !left(p.Mapping.Gates, id) && g.ID == renamed(p.Mapping.Gates, id) {
				p.shut(id, g, facts)
				break
			}
		}
	}
}

// shut notes the criteria of the gate that the facts do not meet. How old they
// were is no matter.
func (p *planner) shut(id GateID, g *gate, facts Facts) {
	for i := range g.criteria {
		c := &g.criteria[i]
		fact, ok := facts.Lookup(c.Fact)
		got := brief(fact.Value)
		switch {
		case !ok:
			got = finding.Unknown("missing")
		case c.fact.holds(fact.Value) && c.met(fact.Value):
			continue
		}
		p.Findings = append(p.Findings, finding.Finding{
			Code: CodeMigrationGate, Severity: finding.Info, Subject: finding.Ref{Kind: "gate", ID: string(id)}, Want: c.Want, Got: got,
			Related: []finding.Ref{{Kind: "fact", ID: string(c.Fact)}},
		})
	}
}

func (m Mapping) clone() Mapping {
	steps := maps.Clone(m.Steps)
	for phase := range steps {
		steps[phase] = maps.Clone(steps[phase])
	}
	return Mapping{maps.Clone(m.Phases), steps, maps.Clone(m.Moves), maps.Clone(m.Gates), maps.Clone(m.Roles), maps.Clone(m.Facts)}
}
