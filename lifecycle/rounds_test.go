package lifecycle

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// told writes gate results as "gate@round+" or, where it fell, "gate@round-move".
func told(results []GateResult) string {
	var list []string
	for _, r := range results {
		mark := "+"
		if !r.Standing {
			mark = "-" + string(r.FellBy)
		}
		list = append(list, fmt.Sprintf("%s@%d%s", r.Gate, r.Round, mark))
	}
	return strings.Join(list, " ")
}

// TestReworkInvalidatesLaterGates follows a sales project through three rounds
// and a reopening.
func TestReworkInvalidatesLaterGates(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhaseExecution)
	want := func(text string) {
		t.Helper()
		if got := told(p.state.Gates()); got != text {
			t.Fatalf("got %s\nwant %s", got, text)
		}
	}
	want("planning_gate@1+ execution_gate@1+")
	p.do(RequestMove{Header: p.by("pm"), To: PhasePlanning}, RoleManager)
	want("planning_gate@1+ execution_gate@1-rework_plan")
	p.do(RequestMove{Header: p.by("pm"), To: PhaseInitiation}, RoleManager)
	want("planning_gate@1-rework_charter execution_gate@1-rework_plan")
	p.do(RequestMove{Header: p.by("pm"), To: PhasePlanning}, RoleManager)
	if _, refusal := p.try(RequestMove{Header: p.by("pm"), To: PhaseExecution}, RoleManager); refusal == nil {
		t.Error("the approval of the first round opened the gate in the third")
	}
	p.approve(MoveStartExecution)
	p.do(RequestMove{Header: p.by("pm"), To: PhaseExecution}, RoleManager)
	p.approve(MoveStartClosing)
	p.do(RequestMove{Header: p.by("pm"), To: PhaseClosing}, RoleManager)
	p.do(Close{Header: p.by("pm"), Outcome: Attained}, RoleManager)
	standing := "planning_gate@1-rework_charter execution_gate@1-rework_plan planning_gate@3+ "
	want(standing + "execution_gate@3+ closing_gate@3+ closed_gate@3+")
	p.approve(MoveReopenProject)
	p.do(Reopen{Header: p.by("pm")}, RoleManager)
	want(standing + "execution_gate@3-reopen_project closing_gate@3-reopen_project closed_gate@3-reopen_project reopen_gate@3+")
	if !p.state.Stands(GatePlanning) || p.state.Stands(GateExecution) || p.state.Stands("unheard") {
		t.Error("what stands is not what is said to stand")
	}
	if passed, fell := p.state.Cycles(GateExecution); passed != 2 || fell != 2 {
		t.Errorf("execution gate passed %d times, fell %d", passed, fell)
	}
	if n := p.state.Times(MoveReworkPlan); n != 1 || p.state.Round != 4 {
		t.Errorf("reworked %d times, round %d", n, p.state.Round)
	}
	last := p.state.Gates()[1]
	if last.FellVersion != 5 || last.FellAt != p.entries[4].At || last.Version != 4 || last.Actor != "pm" || last.From != PhasePlanning || last.To != PhaseExecution {
		t.Errorf("got %+v", last)
	}
}

// TestReopeningWhatWasCancelledEarly reopens to a phase that was never entered.
func TestReopeningWhatWasCancelledEarly(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhaseInitiation)
	p.approve(MoveCancelProject)
	p.do(Cancel{Header: p.by("pm")}, RoleManager)
	p.do(Close{Header: p.by("pm"), Outcome: Cancelled}, RoleManager)
	p.approve(MoveReopenProject)
	p.do(Reopen{Header: p.by("pm")}, RoleManager)
	want := "cancel_gate@1-reopen_project closed_gate@1-reopen_project reopen_gate@1+"
	if got := told(p.state.Gates()); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if c := p.state.Closings(); len(c) != 1 || c[0].Outcome != Cancelled || c[0].Round != 1 || p.state.Round != 2 {
		t.Errorf("the former closing is %+v in round %d", c, p.state.Round)
	}
}

// TestReopening wants reason, role and approval, each by itself.
func TestReopening(t *testing.T) {
	closed := func() *play {
		p := newPlay(t, SalesProject()).to(PhaseClosing)
		p.do(Close{Header: p.by("pm"), Outcome: Missed}, RoleManager)
		p.approve(MoveReopenProject)
		return p
	}
	p := closed()
	silent := p.by("pm")
	silent.Reason = ""
	for name, c := range map[string]struct {
		cmd   Reopen
		roles []Role
		code  string
	}{
		"no reason":    {Reopen{Header: silent}, []Role{RoleManager}, string(CodeMoveNoReason)},
		"no authority": {Reopen{Header: p.by("tm")}, []Role{RoleMember}, string(CodeRoleMissing)},
		"own approval": {Reopen{Header: p.by("boss")}, []Role{RoleManager}, string(CodeApprovalMissing)},
	} {
		_, refusal := Decide(p.def, p.state, c.cmd, p.input(c.roles...))
		if refusal == nil || len(codes(refusal.Findings)) != 1 || string(refusal.Findings[0].Code) != c.code {
			t.Errorf("%s: %v", name, refusal)
		}
	}
	p.do(Reopen{Header: p.by("pm")}, RoleManager)
	if p.state.Phase != PhasePlanning || p.state.Round != 2 || p.state.Closings()[0].Outcome != Missed {
		t.Errorf("reopened to %+v", p.state)
	}
	p.approve(MoveStartExecution)
	p.do(RequestMove{Header: p.by("pm"), To: PhaseExecution}, RoleManager)
	p.approve(MoveStartClosing)
	p.do(RequestMove{Header: p.by("pm"), To: PhaseClosing}, RoleManager)
	p.do(Close{Header: p.by("pm"), Outcome: Attained}, RoleManager)
	if c := p.state.Closings(); len(c) != 2 || c[0].Outcome != Missed || c[1].Outcome != Attained || c[1].Round != 2 {
		t.Errorf("closings %+v", c)
	}
}

// standsSlowly says whether the passing with index i of the path still stands,
// from the words of the rule alone: it falls by the first way back after it
// whose phase was last entered before it.
func standsSlowly(path []Passage, i int) bool {
	for k := i + 1; k < len(path); k++ {
		if path[k].Kind != MoveRework && path[k].Kind != MoveReopen {
			continue
		}
		since, entered, before := -1, 0, -1
		for j := range k {
			if path[j].Kind == "" || path[j].Kind == MoveForward || path[j].Kind == MoveRework || path[j].Kind == MoveCancel || path[j].Kind == MoveReopen {
				if path[j].To == path[k].To {
					since = j
				}
				before, entered = j-1, j
			}
		}
		if since < 0 {
			since = before
		}
		if since < 0 {
			since = entered
		}
		if i > since {
			return false
		}
	}
	return true
}

func TestStandingGatesAgainstTheRule(t *testing.T) {
	fallen := 0
	eachRandom(t, func(t *testing.T, r *rand.Rand) {
		phases := []PhaseID{"p1", "p2", "p3", "p4"}
		s := Apply(State{}, Entry{At: day(1), Recorded: day(1), Body: ProjectStarted{Phase: "p1"}})
		for i := range 12 {
			at := day(1).Add(time.Duration(i+1) * time.Hour)
			b := MoveTaken{Move: MoveID(fmt.Sprintf("m%d", i)), Kind: pick(r, moveKinds[:]), From: s.Phase, To: s.Phase, Standing: Active, Round: 1}
			if r.IntN(3) > 0 {
				b.Gate = pick(r, []GateID{"g1", "g2"})
			}
			if b.Kind.leads() {
				b.To = pick(r, phases)
			}
			s = Apply(s, Entry{Actor: "a", At: at, Recorded: at, Body: b})
		}
		path, results := s.Path(), s.Gates()
		n := 0
		for i := range path {
			if path[i].Gate == "" {
				continue
			}
			if got, want := results[n].Standing, standsSlowly(path, i); got != want {
				t.Fatalf("%s of version %d stands: %v, by the rule %v", results[n].Gate, results[n].Version, got, want)
			}
			if !results[n].Standing {
				fallen++
			}
			n++
		}
		if n != len(results) {
			t.Fatalf("%d results for %d passings", len(results), n)
		}
	})
	if fallen < rounds {
		t.Errorf("only %d fell", fallen)
	}
}
