package lifecycle

import (
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// capped returns a sales project whose rework of the plan is capped at two.
func capped(t *testing.T, beyond ...Role) *play {
	t.Helper()
	spec := SalesProject().Spec()
	i := slices.IndexFunc(spec.Moves, func(m Move) bool { return m.ID == MoveReworkPlan })
	spec.Moves[i].Cap, spec.Moves[i].BeyondCap = 2, beyond
	p := newPlay(t, mustDefine(t, spec)).to(PhaseExecution)
	for range 2 {
		p.do(RequestMove{Header: p.by("pm"), To: PhasePlanning}, RoleManager)
		p.approve(MoveStartExecution)
		p.do(RequestMove{Header: p.by("pm"), To: PhaseExecution}, RoleManager)
	}
	return p
}

func TestCapWithoutAuthority(t *testing.T) {
	p := capped(t)
	_, refusal := p.try(RequestMove{Header: p.by("pm"), To: PhasePlanning}, RoleManager, RoleSponsor)
	if refusal == nil {
		t.Fatal("a third rework was permitted")
	}
	f := first(t, refusal.Findings, CodeMoveCapped)
	if f.Want != finding.Number(2, "") || f.Got != finding.Number(2, "") || f.Subject.ID != string(MoveReworkPlan) || len(refusal.Steps) != 0 {
		t.Errorf("got %v, steps %v", f, refusal.Steps)
	}
}

func TestCapWithHigherAuthority(t *testing.T) {
	p := capped(t, RoleSponsor)
	cmd := RequestMove{Header: p.by("pm"), To: PhasePlanning}
	_, refusal := p.try(cmd, RoleManager)
	if refusal == nil {
		t.Fatal("the manager went beyond the cap")
	}
	first(t, refusal.Findings, CodeMoveBeyondCap)
	if len(refusal.Steps) != 1 || refusal.Steps[0].Do != RemedyAskAuthority || !slices.Equal(refusal.Steps[0].By, []Role{RoleSponsor}) {
		t.Fatalf("steps %+v", refusal.Steps)
	}
	e := Explain(p.def, p.state, cmd, p.input(refusal.Steps[0].By...))
	if f := first(t, e.Findings, CodeMoveBeyondCap); !e.Allowed || f.Severity != finding.Warn {
		t.Errorf("explained as %+v", e)
	}
	silent := cmd
	silent.Reason = ""
	_, refusal = Decide(p.def, p.state, silent, p.input(RoleSponsor))
	if refusal == nil || len(refusal.Steps) != 1 || !slices.Equal(refusal.Steps[0].By, []Role{RoleSponsor}) {
		t.Errorf("without a reason: %+v", refusal)
	}
	p.do(cmd, RoleSponsor)
	if p.state.Round != 4 || p.state.Times(MoveReworkPlan) != 3 {
		t.Errorf("round %d, times %d", p.state.Round, p.state.Times(MoveReworkPlan))
	}
}

func TestCapLint(t *testing.T) {
	p := capped(t, RoleCustomer)
	team := []Seat{{"pm", []Role{RoleManager}}, {"boss", []Role{RoleSponsor}}}
	found := Lint(p.def, team)
	if f := first(t, found, CodeLintBeyondCap); f.Severity != finding.Warn || f.Subject.ID != string(MoveReworkPlan) {
		t.Errorf("got %v", f)
	}
	if found := Lint(p.def, append(team, Seat{"cu", []Role{RoleCustomer}})); slices.ContainsFunc(found, func(f finding.Finding) bool { return f.Code == CodeLintBeyondCap }) {
		t.Errorf("found %v", found)
	}
}

// TestEarlyClosingHasAnEnd wants a definition to be blocked whose cancelled
// projects could never be closed.
func TestEarlyClosingHasAnEnd(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Spec)
		want   int
	}{
		"as it is":           {func(*Spec) {}, 0},
		"to another phase":   {func(s *Spec) { moveOf(s, MoveCancelProject).To = PhaseExecution }, 1},
		"not as cancelled":   {func(s *Spec) { moveOf(s, MoveCloseProject).Outcomes = []Outcome{Attained, Missed} }, 1},
		"as cancelled alone": {func(s *Spec) { moveOf(s, MoveCloseProject).Outcomes = []Outcome{Cancelled} }, 0},
	} {
		spec := SalesProject().Spec()
		c.change(&spec)
		found := slices.DeleteFunc(Lint(mustDefine(t, spec), nil), func(f finding.Finding) bool { return f.Code != CodeLintNoEarlyEnd })
		if len(found) != c.want || c.want > 0 && (found[0].Severity != finding.Block || found[0].Subject.ID != string(MoveCancelProject)) {
			t.Errorf("%s: %v", name, found)
		}
	}
}

func moveOf(s *Spec, id MoveID) *Move {
	return &s.Moves[slices.IndexFunc(s.Moves, func(m Move) bool { return m.ID == id })]
}

// TestFlowFaults spoils the parts of a definition that flows add.
func TestFlowFaults(t *testing.T) {
	for _, c := range []struct {
		spoil func(*Spec)
		code  finding.Code
		place string
	}{
		{func(s *Spec) { s.Moves[0].Cap = -1 }, CodeDefinitionBadNumber, "moves[0].cap"},
		{func(s *Spec) { s.Moves[0].Cap = maxCap + 1 }, CodeDefinitionBadNumber, "moves[0].cap"},
		{func(s *Spec) { s.Moves[0].BeyondCap = []Role{"boss"} }, CodeDefinitionNotHere, "moves[0].beyond_cap"},
		{func(s *Spec) { s.Moves[0].Cap, s.Moves[0].BeyondCap = 1, []Role{"nobody"} }, CodeDefinitionUnknownRole, "moves[0].beyond_cap[0]"},
		{func(s *Spec) { s.Moves[0].Outcomes = []Outcome{Missed} }, CodeDefinitionNotHere, "moves[0].outcomes"},
		{func(s *Spec) { s.Moves[1].Outcomes = []Outcome{Missed, "won"} }, CodeDefinitionUnknownWord, "moves[1].outcomes[1]"},
		{func(s *Spec) { s.Phases[0].LimitMin = -1 }, CodeDefinitionBadNumber, "phases[0].limit_min"},
		{func(s *Spec) { s.Phases[0].LimitMin = maxAgeMin + 1 }, CodeDefinitionBadNumber, "phases[0].limit_min"},
		{func(s *Spec) { s.Phases[0].CountPaused = true }, CodeDefinitionNotHere, "phases[0].count_paused"},
		{func(s *Spec) { s.Phases[2].LimitMin = 5 }, CodeDefinitionNotHere, "phases[2].limit_min"},
		{func(s *Spec) { s.Gates[0].LimitMin = -1 }, CodeDefinitionBadNumber, "gates[0].limit_min"},
	} {
		spec := small()
		if c.place == "moves[1].outcomes[1]" && spec.Moves[1].Kind != MoveClose {
			t.Fatal("the second move of the small definition is no closing")
		}
		c.spoil(&spec)
		found := spec.Check()
		if len(found) != 1 || found[0].Code != c.code || found[0].Subject.Field != c.place {
			t.Errorf("%s at %s: got %v", c.code, c.place, found)
		}
	}
}

// flowing returns the small definition with every part that flows add.
func flowing() Spec {
	s := small()
	s.Phases[0].LimitMin, s.Phases[0].CountPaused = 60, true
	s.Gates[0].ItemsDisposed, s.Gates[0].LimitMin = true, 30
	s.Moves[0].Cap, s.Moves[0].BeyondCap = 2, []Role{"boss"}
	s.Moves[1].Outcomes = []Outcome{Attained, Missed}
	return s
}

// TestFlowPartsAreSaved wants each part to come back from JSON, to count in the
// digest and to be copied.
func TestFlowPartsAreSaved(t *testing.T) {
	def := mustDefine(t, flowing())
	var text strings.Builder
	if err := def.Save(&text); err != nil {
		t.Fatal(err)
	}
	back, err := LoadDefinition(strings.NewReader(text.String()))
	if err != nil || back.Digest() != def.Digest() {
		t.Fatalf("came back as %v, %v", back, err)
	}
	seen := map[Digest]bool{def.Digest(): true}
	for i, change := range []func(*Spec){
		func(s *Spec) { s.Phases[0].LimitMin++ }, func(s *Spec) { s.Phases[0].CountPaused = false },
		func(s *Spec) { s.Gates[0].ItemsDisposed = false }, func(s *Spec) { s.Gates[0].LimitMin++ },
		func(s *Spec) { s.Moves[0].Cap++ }, func(s *Spec) { s.Moves[0].BeyondCap[0] = "lead" }, func(s *Spec) { s.Moves[1].Outcomes[0] = Undetermined },
	} {
		spec := def.Spec()
		change(&spec)
		if d := mustDefine(t, spec).Digest(); seen[d] {
			t.Errorf("change %d gives a digest that was there", i)
		} else {
			seen[d] = true
		}
	}
	if mustDefine(t, def.Spec()).Digest() != def.Digest() {
		t.Error("changing copies changed the definition")
	}
}

// TestClosingsByOutcome lets a definition have a closing for each verdict.
func TestClosingsByOutcome(t *testing.T) {
	spec := SalesProject().Spec()
	i := slices.IndexFunc(spec.Moves, func(m Move) bool { return m.ID == MoveCloseProject })
	spec.Moves[i].Outcomes = []Outcome{Attained, PartlyAttained}
	lost := spec.Moves[i]
	lost.ID, lost.Gate, lost.Outcomes = "lose_project", "", []Outcome{Missed, Cancelled}
	spec.Moves = append(spec.Moves, lost)
	def := mustDefine(t, spec)
	lost.ID, lost.Outcomes = "give_up", []Outcome{Missed}
	spec.Moves = append(spec.Moves, lost)
	q := newPlay(t, mustDefine(t, spec)).to(PhaseClosing)
	if _, refusal := q.try(Close{Header: q.by("pm"), Outcome: Missed}, RoleManager); refusal == nil || first(t, refusal.Findings, CodeMoveAmbiguous).Code == "" {
		t.Errorf("two closings record it: %v", refusal)
	}
	q.do(Close{Header: q.by("pm"), Outcome: Missed, Move: "give_up"}, RoleManager)
	for outcome, want := range map[Outcome]MoveID{Attained: MoveCloseProject, PartlyAttained: MoveCloseProject, Missed: "lose_project"} {
		p := newPlay(t, def).to(PhaseClosing)
		p.do(Close{Header: p.by("pm"), Outcome: outcome}, RoleManager)
		if path := p.state.Path(); path[len(path)-1].Move != want {
			t.Errorf("%s went by %s", outcome, path[len(path)-1].Move)
		}
	}
	p := newPlay(t, def).to(PhaseClosing)
	_, refusal := p.try(Close{Header: p.by("pm"), Outcome: Attained, Move: "lose_project"}, RoleManager)
	if refusal == nil {
		t.Fatal("a project was lost as attained")
	}
	if f := first(t, refusal.Findings, CodeMoveOtherOutcome); f.Want != finding.List("missed", "cancelled") || f.Got != finding.Text("attained") {
		t.Errorf("got %v", f)
	}
	if _, refusal := p.try(Close{Header: p.by("pm"), Outcome: Undetermined}, RoleManager); refusal == nil || refusal.Findings[0].Code != CodeMoveAmbiguous {
		t.Errorf("an outcome that no closing records: %v", refusal)
	}
	for _, c := range Choices(def, p.state, Input{Now: p.now, Roles: []Role{RoleManager}, Facts: p.input().Facts}) {
		if c.Move.Kind == MoveClose && !c.Explanation.Allowed {
			t.Errorf("%s: %v", c.Move.ID, c.Explanation.Findings)
		}
	}
}
