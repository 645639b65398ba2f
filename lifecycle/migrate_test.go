package lifecycle

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// nextVersion returns the sales project as version 2, changed.
func nextVersion(t testing.TB, change func(s *Spec)) *Definition {
	t.Helper()
	spec := SalesProject().Spec()
	spec.Version++
	change(&spec)
	def, err := Define(spec)
	if err != nil {
		t.Fatal(err)
	}
	return def
}

// renamePhase gives a phase another name everywhere.
func renamePhase(s *Spec, from, to PhaseID) {
	put := func(id *PhaseID) {
		if *id == from {
			*id = to
		}
	}
	put(&s.Start)
	for i := range s.Phases {
		put(&s.Phases[i].ID)
		for k := range s.Phases[i].Beside {
			put(&s.Phases[i].Beside[k])
		}
	}
	for i := range s.Moves {
		put(&s.Moves[i].To)
		for k := range s.Moves[i].From {
			put(&s.Moves[i].From[k])
		}
	}
}

// migrate carries out a migration of the play.
func (p *play) migrate(to *Definition, m Mapping) ([]Entry, *Refusal) {
	p.tb.Helper()
	p.now = p.now.Add(time.Hour)
	in := p.input(RoleManager)
	in.Target = to
	entries, refusal := Decide(p.def, p.state, Migrate{p.by("pm"), to.spec.ID, to.spec.Version, m}, in)
	for _, e := range entries {
		p.state, p.def = Apply(p.state, e), to
		p.entries = append(p.entries, e)
	}
	return entries, refusal
}

func wantBlocked(t *testing.T, name string, r MigrationReport, want finding.Code, subject string) {
	t.Helper()
	for _, f := range r.Findings {
		if f.Code == want && f.Subject.String() == subject && f.Severity == finding.Block && !r.Allowed() {
			return
		}
	}
	t.Errorf("%s: want %s about %s, got %v", name, want, subject, r.Findings)
}

func TestMigrateRenamesAPhase(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhasePlanning)
	to := nextVersion(t, func(s *Spec) { renamePhase(s, PhasePlanning, "preparation") })
	wantBlocked(t, "unmapped", PlanMigration(p.def, to, p.state, Mapping{}), CodeMigrationPhase, "phase planning")
	m := Mapping{Phases: map[PhaseID]PhaseID{PhasePlanning: "preparation"}}
	since, before := p.state.Since, form(t, p.entries)
	if _, refusal := p.migrate(to, m); refusal != nil {
		t.Fatal(refusal)
	}
	s := p.state
	if s.Phase != "preparation" || s.Definition != to.Ref() || s.Path()[1].To != "preparation" || !s.Since.Equal(since) {
		t.Errorf("in %s under %v since %v, path %v", s.Phase, s.Definition, s.Since, s.Path())
	}
	if got := s.Migrations(); len(got) != 1 || got[0].From != SalesProject().Ref() || got[0].Was != PhasePlanning || got[0].Actor != "pm" || got[0].Reason == "" {
		t.Errorf("recorded as %+v", got)
	}
	if form(t, p.entries[:2]) != before {
		t.Error("the entries before it have changed")
	}
	p.approve(MoveStartExecution) // the project goes on by the new definition
	p.do(RequestMove{Header: p.by("pm"), To: PhaseExecution}, RoleManager)
	back, err := Replay(sure(p.entries))
	if err != nil || form(t, back) != form(t, p.state) {
		t.Errorf("replayed %s, %v", form(t, back), err)
	}
	if _, refusal := Decide(SalesProject(), p.state, AddNote{p.by("pm"), "x", finding.Ref{}}, p.input()); refusal == nil || refusal.Findings[0].Code != CodeDefinitionOther {
		t.Errorf("the old definition still serves: %v", refusal)
	}
}

// TestMigrateSplitsAPhase puts the project into one of the two that planning
// became.
func TestMigrateSplitsAPhase(t *testing.T) {
	to := nextVersion(t, func(s *Spec) {
		renamePhase(s, PhasePlanning, "planning.rough")
		s.Phases = append(s.Phases, Phase{ID: "planning.detail", Kind: DeliveryPhase})
		for i := range s.Moves {
			if s.Moves[i].ID == MoveStartExecution {
				s.Moves[i].From = []PhaseID{"planning.detail"}
			}
		}
		s.Moves = append(s.Moves, Move{ID: "go_into_detail", Kind: MoveForward, From: []PhaseID{"planning.rough"}, To: "planning.detail", By: []Role{RoleManager}})
	})
	for _, into := range []PhaseID{"planning.rough", "planning.detail"} {
		p := newPlay(t, SalesProject()).to(PhasePlanning)
		if _, refusal := p.migrate(to, Mapping{Phases: map[PhaseID]PhaseID{PhasePlanning: into}}); refusal != nil || p.state.Phase != into {
			t.Fatalf("%v, in %s", refusal, p.state.Phase)
		}
		here := 0
		for _, c := range Choices(to, p.state, p.input(RoleManager)) {
			if c.Here && c.Move.Kind == MoveForward {
				here++
			}
		}
		if here != 1 {
			t.Errorf("%d ways forward from %s", here, into)
		}
	}
}

// TestMigrateWithHalfDoneApprovals: the gate that asked for them is gone.
func TestMigrateWithHalfDoneApprovals(t *testing.T) {
	to := nextVersion(t, func(s *Spec) {
		for i := range s.Moves {
			if s.Moves[i].ID == MoveStartExecution {
				s.Moves[i].Gate = ""
			}
		}
	})
	p := newPlay(t, SalesProject()).to(PhasePlanning)
	p.do(ProposeMove{p.by("pm"), MoveStartExecution}, RoleManager)
	p.approve(MoveStartExecution)
	r := PlanMigration(p.def, to, p.state, Mapping{})
	wantBlocked(t, "unmapped", r, CodeMigrationPending, "move start_execution")
	for _, f := range r.Findings {
		if f.Code == CodeMigrationPending && f.Got != finding.Number(2, "") {
			t.Errorf("one proposal and one approval are counted as %v", f.Got)
		}
	}
	if _, refusal := p.migrate(to, Mapping{}); refusal == nil || !slices.Contains(codes(refusal.Findings), CodeMigrationPending) {
		t.Errorf("refused by %v", refusal)
	}
	keep := map[MoveID]MoveID{MoveStartExecution: MoveStartExecution}
	wantBlocked(t, "kept", PlanMigration(p.def, to, p.state, Mapping{Moves: keep}), CodeMigrationRole, "role sponsor")
	drop := Mapping{Moves: map[MoveID]MoveID{MoveStartExecution: ""}}
	if _, refusal := p.migrate(to, drop); refusal != nil || len(p.state.Approvals())+len(p.state.Proposals()) != 0 {
		t.Fatalf("%v, left %v, %v", refusal, p.state.Approvals(), p.state.Proposals())
	}
	p.do(RequestMove{Header: p.by("pm"), To: PhaseExecution}, RoleManager) // nobody has to approve
}

func TestMigrateKeepsApprovalsThatAreMapped(t *testing.T) {
	to := nextVersion(t, func(s *Spec) {
		for i := range s.Moves {
			if s.Moves[i].ID == MoveStartExecution {
				s.Moves[i].ID = "begin"
			}
		}
	})
	p := newPlay(t, SalesProject()).to(PhasePlanning)
	p.approve(MoveStartExecution)
	if _, refusal := p.migrate(to, Mapping{Moves: map[MoveID]MoveID{MoveStartExecution: "begin"}}); refusal != nil {
		t.Fatal(refusal)
	}
	p.do(RequestMove{Header: p.by("pm"), Move: "begin"}, RoleManager)
	if b := p.entries[len(p.entries)-1].Body.(MoveTaken); len(b.Approvals) != 1 || b.Approvals[0].Actor != "boss" {
		t.Errorf("approved by %v", b.Approvals)
	}
}

// TestMigrateFacts: one fact has another unit now, one is declared no more, one
// has another name.
func TestMigrateFacts(t *testing.T) {
	to := nextVersion(t, func(s *Spec) {
		for i := range s.Facts {
			if s.Facts[i].Name == FactChangesOpen {
				s.Facts[i].Unit = "change"
			}
		}
		for i := range s.Gates {
			for k := range s.Gates[i].Criteria {
				if s.Gates[i].Criteria[k].Fact == FactChangesOpen && s.Gates[i].Criteria[k].Op != OpNone {
					s.Gates[i].Criteria[k].Op, s.Gates[i].Criteria[k].Want = OpNone, finding.Value{}
				}
			}
		}
	})
	p := newPlay(t, SalesProject()).to(PhasePlanning)
	p.do(RecordFacts{p.by("pm"), []Fact{{Name: FactChangesOpen, Value: finding.Number(2, "")}}}, RoleManager)
	wantBlocked(t, "other unit", PlanMigration(p.def, to, p.state, Mapping{}), CodeMigrationFact, "fact changes.open")
	if _, refusal := p.migrate(to, Mapping{Facts: map[FactName]FactName{FactChangesOpen: ""}}); refusal != nil {
		t.Fatal(refusal)
	}
	if _, ok := p.state.Facts().Lookup(FactChangesOpen); ok {
		t.Error("what was measured in another unit is still there")
	}
	p.do(RecordFacts{p.by("pm"), []Fact{{Name: FactChangesOpen, Value: finding.Number(3, "change")}}}, RoleManager)
}

// facts3 is a small definition with the facts and the unit given.
func facts3(t *testing.T, version int, unit string, facts ...FactName) *Definition {
	t.Helper()
	spec := Spec{
		ID: "small", Version: version, Start: "a", Roles: []Role{"r"}, Phases: []Phase{{ID: "a", Kind: DeliveryPhase}, {ID: "b", Kind: DeliveryPhase}},
		Moves: []Move{{ID: "go", Kind: MoveForward, From: []PhaseID{"a"}, To: "b", Gate: "g", By: []Role{"r"}}, {ID: "end", Kind: MoveClose, From: []PhaseID{"b"}, By: []Role{"r"}}},
	}
	g := Gate{ID: "g"}
	for i, f := range facts {
		spec.Facts = append(spec.Facts, FactSpec{Name: f, Kind: "number", Unit: unit})
		g.Criteria = append(g.Criteria, Criterion{Fact: f, Op: OpAtLeast, Want: finding.Number(int64(10*version+i), unit)})
	}
	spec.Gates = []Gate{g}
	def, err := Define(spec)
	if err != nil {
		t.Fatal(err)
	}
	return def
}

// TestMigrateTellsGatesThatWouldStayShut: the bar is higher now, and one fact
// that is asked for was not known.
func TestMigrateTellsGatesThatWouldStayShut(t *testing.T) {
	from, to := facts3(t, 1, "", "x", "y"), facts3(t, 2, "", "x", "z", "w")
	p := newPlay(t, from)
	p.start()
	value := func(n int64) finding.Value { return finding.Number(n, "") }
	p.do(RecordFacts{p.by("pm"), []Fact{{Name: "x", Value: value(15)}, {Name: "y", Value: value(50)}}}, "r")
	p.facts = nil
	p.do(RequestMove{Header: p.by("pm"), To: "b"}, "r")
	r := PlanMigration(from, to, p.state, Mapping{Facts: map[FactName]FactName{"y": "z"}})
	var shut []string
	for _, f := range r.Findings {
		if f.Code == CodeMigrationGate && f.Severity == finding.Info && f.Subject.ID == "g" {
			shut = append(shut, f.Related[0].ID+" "+f.Got.Plain())
		}
	}
	slices.Sort(shut)
	if !r.Allowed() || len(shut) != 2 || shut[0][:1] != "w" || shut[1] != "x 15" {
		t.Errorf("want w unknown and x 15 below 20; z has 50: %q, %v", shut, r.Findings)
	}
	r = PlanMigration(from, to, p.state, Mapping{})
	if f, ok := r.Mapping.Facts["y"]; !ok || f != "" || !slices.ContainsFunc(r.Findings, func(f finding.Finding) bool { return f.Code == CodeMigrationFactLeft && f.Subject.ID == "y" }) {
		t.Errorf("y is not left behind: %v, %v", r.Mapping.Facts, r.Findings)
	}
}

// TestMigrateSteps carries a control phase over to where its steps have other
// names, running and suspended.
func TestMigrateSteps(t *testing.T) {
	to := nextVersion(t, func(s *Spec) {
		for i := range s.Phases {
			if p := &s.Phases[i]; p.ID == PhaseMonitoring {
				p.ID = "control"
				for k := range p.Steps {
					p.Steps[k].ID += ".new"
					for n := range p.Steps[k].Next {
						p.Steps[k].Next[n] += ".new"
					}
				}
			}
		}
	})
	p := newPlay(t, SalesProject()).to(PhaseExecution)
	r, _ := p.state.Regions().Lookup(PhaseMonitoring)
	next := p.def.phase(PhaseMonitoring).after(r.Step)[0]
	p.do(RequestStep{Header: p.by("pm"), Phase: PhaseMonitoring, To: next}, RoleManager)
	wantBlocked(t, "no such phase", PlanMigration(p.def, to, p.state, Mapping{}), CodeMigrationPhase, "phase monitoring")
	m := Mapping{Phases: map[PhaseID]PhaseID{PhaseMonitoring: "control"}}
	wantBlocked(t, "no such step", PlanMigration(p.def, to, p.state, m), CodeMigrationStep, "phase monitoring")
	m.Steps = map[PhaseID]map[StepID]StepID{PhaseMonitoring: {next: next + ".new"}}
	halted := *p
	halted.do(Suspend{Header: p.by("pm")}, RoleManager)
	for _, q := range []*play{p, &halted} {
		if _, refusal := q.migrate(to, m); refusal != nil {
			t.Fatal(refusal)
		}
	}
	halted.do(Resume{Header: p.by("pm")}, RoleManager)
	for _, s := range []State{p.state, halted.state} {
		if r, ok := s.Regions().Lookup("control"); !ok || !r.Running || r.Step != next+".new" {
			t.Errorf("control is %+v", r)
		}
	}
	anew := newPlay(t, SalesProject()).to(PhaseExecution)
	first := to.phase("control").Steps[0].ID
	m.Steps[PhaseMonitoring] = map[StepID]StepID{r.Step: ""}
	if _, refusal := anew.migrate(to, m); refusal != nil {
		t.Fatal(refusal)
	}
	if r, _ := anew.state.Regions().Lookup("control"); r.Step != first {
		t.Errorf("begun anew at %s, not %s", r.Step, first)
	}
}

func TestMigrateIsRefused(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhasePlanning)
	same := SalesProject()
	wantBlocked(t, "same", PlanMigration(same, same, p.state, Mapping{}), CodeMigrationSame, "project")
	wantBlocked(t, "no old", PlanMigration(nil, same, p.state, Mapping{}), CodeDefinitionOther, "project")
	wantBlocked(t, "no new", PlanMigration(same, nil, p.state, Mapping{}), CodeDefinitionUnknown, "project")
	to := nextVersion(t, func(*Spec) {})
	for name, m := range map[string]Mapping{
		"phase x": {Phases: map[PhaseID]PhaseID{"x": PhasePlanning}},
		"phase y": {Phases: map[PhaseID]PhaseID{PhasePlanning: "y"}},
		"move x":  {Moves: map[MoveID]MoveID{"x": ""}},
		"gate x":  {Gates: map[GateID]GateID{"x": ""}},
		"role x":  {Roles: map[Role]Role{RoleManager: "x"}},
		"fact x":  {Facts: map[FactName]FactName{"x": FactChangesOpen}},
		"phase z": {Steps: map[PhaseID]map[StepID]StepID{"z": nil}},
	} {
		wantBlocked(t, name, PlanMigration(p.def, to, p.state, m), CodeMigrationUnknown, name)
	}
	in := p.input(RoleManager)
	in.Target = to
	h := p.by("pm")
	h.Reason = ""
	if _, refusal := Decide(p.def, p.state, Migrate{Header: h, Definition: to.spec.ID}, in); refusal == nil || !slices.Contains(codes(refusal.Findings), CodeMigrationNoReason) {
		t.Errorf("without a reason: %v", refusal)
	}
	in.Target = nil
	if _, refusal := Decide(p.def, p.state, Migrate{Header: p.by("pm"), Definition: to.spec.ID}, in); refusal == nil || !slices.Contains(codes(refusal.Findings), CodeDefinitionUnknown) {
		t.Errorf("without the definition: %v", refusal)
	}
}

// TestEngineMigrates runs a project through both versions, snapshots included.
func TestEngineMigrates(t *testing.T) {
	to := nextVersion(t, func(s *Spec) { renamePhase(s, PhasePlanning, "preparation") })
	o, log := newOffice(), new(MemLog)
	e, err := New(Config{Log: log, Definitions: []*Definition{SalesProject(), to}, Auth: o, Facts: []FactSource{o}, Now: o.now, SnapshotEvery: 1})
	if err != nil {
		t.Fatal(err)
	}
	ctx, id := t.Context(), StreamID("acme/p")
	m := Mapping{Phases: map[PhaseID]PhaseID{PhasePlanning: "preparation"}}
	for _, cmd := range []Command{
		StartProject{Header: head("1", "pm"), Definition: SalesProjectID, Version: 1}, RequestMove{Header: head("2", "pm"), To: PhasePlanning},
		Migrate{Header: head("3", "pm"), Definition: SalesProjectID, Mapping: m},
	} {
		if _, err := e.Do(ctx, id, cmd); err != nil {
			t.Fatal(err)
		}
	}
	again, err := e.Do(ctx, id, Migrate{Header: head("3", "pm"), Definition: SalesProjectID, Mapping: m})
	if err != nil || !again.Duplicate || again.State.Phase != "preparation" {
		t.Errorf("repeated: %+v, %v", again, err)
	}
	choices, _, err := e.Choices(ctx, id, "pm")
	if err != nil || len(choices) == 0 {
		t.Errorf("%v, %v", choices, err)
	}
	old, err := New(Config{Log: log, Definitions: []*Definition{SalesProject()}, Auth: o, Now: o.now})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := old.Do(ctx, id, AddNote{head("4", "pm"), "x", finding.Ref{}}); !errors.Is(err, ErrDefinition) {
		t.Errorf("an engine without the new definition: %v", err)
	}
	if _, err := e.Verify(ctx, id); err != nil {
		t.Error(err)
	}
}

// TestMigrationsKeepTheirPromise migrates random projects to random other
// definitions: the report allows exactly what Decide does, what comes of it is
// of the new definition, and history gives the same state.
func TestMigrationsKeepTheirPromise(t *testing.T) {
	done := 0
	eachRandom(t, func(t *testing.T, r *rand.Rand) {
		p := newProject(t, r)
		for range 40 {
			cmd, in := p.step(r)
			entries, _ := Decide(p.def, p.state, cmd, in)
			p.apply(entries)
		}
		if p.state.Standing == NotStarted || p.state.Standing == Archived {
			return
		}
		spec := randomSpec(r)
		spec.Version = p.def.spec.Version + 1
		to, err := Define(spec)
		if err != nil {
			t.Fatal(err)
		}
		m := randomMapping(r, p.def, to)
		report := PlanMigration(p.def, to, p.state, m)
		in := p.input(r)
		in.Target = to
		before := form(t, p.state)
		entries, refusal := Decide(p.def, p.state, Migrate{Header{ID: "m", Actor: "a1", Reason: "so"}, "any", 0, m}, in)
		if report.Allowed() != (refusal == nil) {
			t.Fatalf("the report allows: %v, refused: %v", report.Allowed(), refusal)
		}
		p.apply(entries)
		if refusal != nil {
			if form(t, p.state) != before {
				t.Fatal("a plan changed the state")
			}
			return
		}
		done++
		isOf(t, p.state, to)
		back, err := Replay(sure(p.entries))
		if err != nil || form(t, back) != form(t, p.state) {
			t.Fatalf("replayed\n%s\nnot\n%s, %v", form(t, back), form(t, p.state), err)
		}
		p.def = to
		for range 20 {
			cmd, in := p.step(r)
			entries, _ := Decide(p.def, p.state, cmd, in)
			p.apply(entries)
		}
	})
	if done < 20 {
		t.Errorf("only %d migrations came about", done)
	}
}

func randomMapping(r *rand.Rand, from, to *Definition) Mapping {
	m := Mapping{Moves: map[MoveID]MoveID{}, Phases: map[PhaseID]PhaseID{}, Facts: map[FactName]FactName{}, Gates: map[GateID]GateID{}}
	for _, p := range from.spec.Phases {
		if p.Kind == ControlPhase || to.phase(p.ID) == nil {
			m.Phases[p.ID] = ""
		}
		if p.Kind == DeliveryPhase {
			m.Phases[p.ID] = "p1"
		}
	}
	for _, move := range from.spec.Moves {
		if r.IntN(8) > 0 {
			m.Moves[move.ID] = ""
		}
	}
	for _, f := range from.spec.Facts {
		if r.IntN(3) > 0 {
			m.Facts[f.Name] = ""
		}
	}
	for _, g := range from.spec.Gates {
		m.Gates[g.ID] = pick(r, []GateID{"", g.ID})
	}
	return m
}

// isOf wants that the state speaks of nothing that the definition has not.
func isOf(t *testing.T, s State, d *Definition) {
	t.Helper()
	if s.Definition != d.Ref() || d.phase(s.Phase) == nil {
		t.Fatalf("in %s under %v", s.Phase, s.Definition)
	}
	for r := range s.Regions().All() {
		phase := d.phase(r.Phase)
		if phase == nil || phase.Kind != ControlPhase || r.Step != "" && !slices.ContainsFunc(phase.Steps, func(p PhaseStep) bool { return p.ID == r.Step }) {
			t.Fatalf("control phase %+v", r)
		}
	}
	for f := range s.Facts().All() {
		spec := d.facts[f.Name]
		if spec == nil || !f.Value.IsUnknown() && !spec.holds(f.Value) {
			t.Fatalf("fact %+v", f)
		}
	}
	for _, a := range s.Approvals() {
		if d.move(a.Move) == nil {
			t.Fatalf("approval %+v", a)
		}
	}
}
