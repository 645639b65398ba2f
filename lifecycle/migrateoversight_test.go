package lifecycle

import (
	"slices"
	"testing"
)

// overseen is a project with something of everything that a gate may leave
// open: two conditions, an objection, delegations and an override.
func overseen(t *testing.T) *play {
	t.Helper()
	p := newPlay(t, SalesProject()).to(PhasePlanning)
	gate := p.def.move(MoveStartExecution).Move.Gate
	agreed := func(id ConditionID, g GateID) ConditionRecord {
		return ConditionRecord{
			AgreedCondition: AgreedCondition{
				Condition: Condition{ID: id, Fact: FactChangesOpen, Owner: "li", Due: day(30)},
				Criteria:  []Criterion{{Fact: FactChangesOpen, Op: OpNone}}, Deciders: []Role{RoleSponsor, RoleManager},
			},
			Gate: g, Move: MoveStartExecution, At: day(2), Status: ConditionOpen,
		}
	}
	p.state.oversight = &oversight{
		conditions:  []ConditionRecord{agreed("one", gate), agreed("two", "g.gone")},
		objections:  []Objection{{Move: MoveStartExecution, Role: RoleSponsor, Actor: "wu"}, {Move: MoveStartClosing, Role: RoleCustomer, Actor: "wu"}},
		delegations: []Delegation{{ID: "d1", Role: RoleSponsor, Moves: []MoveID{MoveStartExecution, MoveStartClosing}}, {ID: "d2", Role: RoleCustomer}},
		overrides:   []OverrideRecord{{OverrideGiven: OverrideGiven{Move: MoveStartExecution, Gate: gate, Facts: []FactName{FactChangesOpen}, Roles: []Role{RoleSponsor}}}},
	}
	return p
}

// TestMigrateAsksForWhatIsOpen wants conditions and objections to be spoken of.
func TestMigrateAsksForWhatIsOpen(t *testing.T) {
	p := overseen(t)
	gate := p.def.move(MoveStartExecution).Move.Gate
	r := PlanMigration(p.def, nextVersion(t, func(*Spec) {}), p.state, Mapping{})
	for _, subject := range []string{"gate " + string(gate), "gate g.gone", "move " + string(MoveStartExecution), "move " + string(MoveStartClosing)} {
		wantBlocked(t, subject, r, CodeMigrationPending, subject)
	}
	r = PlanMigration(p.def, nextVersion(t, func(*Spec) {}), p.state, Mapping{
		Gates: map[GateID]GateID{gate: gate}, Moves: map[MoveID]MoveID{MoveStartExecution: MoveStartExecution},
	})
	open := 0
	for _, f := range r.Findings {
		if f.Code == CodeMigrationPending {
			open++
		}
	}
	if open != 2 {
		t.Errorf("%d are left to speak of, want g.gone and start_closing: %v", open, r.Findings)
	}
}

// TestMigrateCarriesOversightOver follows each thing to its new name, or out.
func TestMigrateCarriesOversightOver(t *testing.T) {
	p := overseen(t)
	gate := p.def.move(MoveStartExecution).Move.Gate
	before := form(t, p.state)
	s := Apply(p.state, Entry{
		Command: "m", Actor: "li", At: day(20), Recorded: day(20), Reason: "new rules",
		Body: Migrated{
			From: p.def.Ref(), To: DefinitionRef{ID: "x", Version: 9}, Was: PhasePlanning, Phase: PhasePlanning,
			Mapping: Mapping{
				Moves: map[MoveID]MoveID{MoveStartExecution: "begin", MoveStartClosing: ""}, Gates: map[GateID]GateID{gate: "g.new", "g.gone": ""},
				Roles: map[Role]Role{RoleSponsor: "owner", RoleCustomer: ""}, Facts: map[FactName]FactName{FactChangesOpen: "changes.pending"},
			},
		},
	})
	o := s.oversight
	one, two := o.conditions[0], o.conditions[1]
	if one.Status != ConditionOpen || one.Gate != "g.new" || one.Move != "begin" || one.Fact != "changes.pending" || one.Criteria[0].Fact != "changes.pending" ||
		!slices.Equal(one.Deciders, []Role{"owner", RoleManager}) {
		t.Errorf("the condition that is kept: %+v", one)
	}
	if two.Status != ConditionDropped || !two.Ended.Equal(day(20)) || two.Actor != "li" || two.Reason != "new rules" {
		t.Errorf("the condition that is let go: %+v", two)
	}
	if len(o.objections) != 1 || o.objections[0].Move != "begin" || o.objections[0].Role != "owner" {
		t.Errorf("objections %+v", o.objections)
	}
	if len(o.delegations) != 1 || o.delegations[0].Role != "owner" || !slices.Equal(o.delegations[0].Moves, []MoveID{"begin", MoveStartClosing}) {
		t.Errorf("delegations %+v", o.delegations)
	}
	if v := o.overrides[0]; v.Move != "begin" || v.Gate != "g.new" || v.Facts[0] != "changes.pending" || v.Roles[0] != "owner" {
		t.Errorf("override %+v", v)
	}
	if form(t, p.state) != before {
		t.Error("the state before it has changed")
	}
}

// TestMigrateRenamesTheGatesThatWerePassed: decisions and windows follow, so
// that what was passed counts on.
func TestMigrateRenamesTheGatesThatWerePassed(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhaseExecution)
	gate := p.def.move(MoveStartExecution).Move.Gate
	p.state.flow = p.state.flow.withWindows([]PhaseWindow{{Phase: PhasePlanning, Gate: gate}})
	n := len(p.state.Gates())
	s := Apply(p.state, Entry{At: p.now, Recorded: p.now, Body: Migrated{
		From: p.def.Ref(), Was: PhaseExecution, Phase: PhaseExecution,
		Mapping: Mapping{Gates: map[GateID]GateID{gate: "g.new"}, Phases: map[PhaseID]PhaseID{PhasePlanning: "preparation"}},
	}})
	passed := s.Gates()
	if last := passed[len(passed)-1]; len(passed) != n || last.Gate != "g.new" || last.From != "preparation" || !last.Standing {
		t.Errorf("passed %+v", passed)
	}
	if d := s.Decisions(); d[len(d)-1].Gate != "g.new" || d[len(d)-1].Phase != "preparation" {
		t.Errorf("decided %+v", d)
	}
	if w := s.PlannedWindows()[0]; w.Gate != "g.new" || w.Phase != "preparation" {
		t.Errorf("window %+v", w)
	}
	if w := p.state.PlannedWindows()[0]; w.Gate != gate {
		t.Errorf("the window before it became %+v", w)
	}
	if s.Times(MoveStartExecution) != 1 {
		t.Error("the move is forgotten")
	}
}
