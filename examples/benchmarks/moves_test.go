package benchmarks

import (
	"context"
	"testing"
	"time"

	"github.com/looplab/fsm"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/qmuntal/stateless"
)

var (
	start = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	kept  lifecycle.State
)

// known is what the host knows: everything the gates ask for, and good.
func known(def *lifecycle.Definition) lifecycle.Facts {
	var list []lifecycle.Fact
	for _, f := range def.Spec().Facts {
		value := finding.Bool(true)
		if f.Kind == "number" {
			value = finding.Number(0, f.Unit)
		}
		list = append(list, lifecycle.Fact{Name: f.Name, Value: value, At: start, Source: "host"})
	}
	return lifecycle.NewFacts(list...)
}

// approved is a sales project back in planning, the move to execution approved
// anew.
func approved(b *testing.B) (*lifecycle.Definition, lifecycle.State, lifecycle.Input) {
	b.Helper()
	def := lifecycle.SalesProject()
	in := lifecycle.Input{Now: start, Roles: []lifecycle.Role{lifecycle.RoleManager, lifecycle.RoleSponsor}, Facts: known(def)}
	var s lifecycle.State
	do := func(cmd lifecycle.Command) {
		entries, refusal := lifecycle.Decide(def, s, cmd, in)
		if refusal != nil {
			b.Fatal(refusal)
		}
		for _, e := range entries {
			s = lifecycle.Apply(s, e)
		}
	}
	do(lifecycle.StartProject{Header: lifecycle.Header{ID: "1", Actor: "li"}, Definition: lifecycle.SalesProjectID})
	do(lifecycle.RequestMove{Header: lifecycle.Header{ID: "2", Actor: "li"}, To: lifecycle.PhasePlanning})
	request := lifecycle.RequestMove{Header: lifecycle.Header{ID: "3", Actor: "li"}, To: lifecycle.PhaseExecution}
	approve := func() {
		shown := lifecycle.Explain(def, s, request, in).Evidence
		do(lifecycle.Approve{Header: lifecycle.Header{ID: "4", Actor: "wang"}, Move: lifecycle.MoveStartExecution, Role: lifecycle.RoleSponsor, Evidence: shown})
	}
	approve()
	do(request)
	do(lifecycle.RequestMove{Header: lifecycle.Header{ID: "5", Actor: "li", Reason: "replanned"}, To: lifecycle.PhasePlanning})
	approve()
	return def, s, in
}

// rounds are the moves that the peers go round by: every transition with a guard
// and with an action on leaving and on entering a phase, which is where their
// users keep the record that we write.
var rounds = []struct{ from, trigger, to string }{
	{"initiation", "plan", "planning"}, {"planning", "execute", "execution"}, {"execution", "close", "closing"}, {"closing", "reopen", "initiation"},
}

// actions counts what the peers' actions did.
var actions int

// machine is the project in the terms of stateless. Ready is the guard.
func machine(ready func() bool) *stateless.StateMachine {
	m := stateless.NewStateMachine("planning")
	act := func(context.Context, ...any) error { actions++; return nil }
	for _, r := range rounds {
		m.Configure(r.from).Permit(r.trigger, r.to, func(context.Context, ...any) bool { return ready() }).OnEntry(act).OnExit(act)
	}
	return m
}

// looplab is the same in the terms of looplab/fsm.
func looplab(ready func() bool) *fsm.FSM {
	var events fsm.Events
	callbacks := fsm.Callbacks{}
	act := func(context.Context, *fsm.Event) { actions++ }
	for _, r := range rounds {
		events = append(events, fsm.EventDesc{Name: r.trigger, Src: []string{r.from}, Dst: r.to})
		callbacks["enter_"+r.from], callbacks["leave_"+r.from] = act, act
		callbacks["before_"+r.trigger] = func(_ context.Context, e *fsm.Event) {
			if !ready() {
				e.Cancel()
			}
		}
	}
	return fsm.NewFSM("planning", events, callbacks)
}

// unapproved is a sales project in planning whose gate to execution asks for its
// facts but for nobody's approval, so that it can be passed again and again.
func unapproved(b *testing.B) (*lifecycle.Definition, lifecycle.State, lifecycle.Input) {
	b.Helper()
	spec := lifecycle.SalesProject().Spec()
	for i := range spec.Gates {
		spec.Gates[i].Approvals = nil
	}
	def, err := lifecycle.Define(spec)
	if err != nil {
		b.Fatal(err)
	}
	in := lifecycle.Input{Now: start, Roles: []lifecycle.Role{lifecycle.RoleManager}, Facts: known(def)}
	var s lifecycle.State
	for _, cmd := range []lifecycle.Command{
		lifecycle.StartProject{Header: lifecycle.Header{ID: "1", Actor: "li"}, Definition: lifecycle.SalesProjectID},
		lifecycle.RequestMove{Header: lifecycle.Header{ID: "2", Actor: "li"}, To: lifecycle.PhasePlanning},
	} {
		entries, refusal := lifecycle.Decide(def, s, cmd, in)
		if refusal != nil {
			b.Fatal(refusal)
		}
		s = lifecycle.Apply(s, entries[0])
	}
	return def, s, in
}

// BenchmarkMove is one permitted move, to execution and back to planning in
// turn. Ours carries criteria, findings and the record, on a history that grows
// to a thousand moves; the others have a guard and two actions on each
// transition and keep no history. Approved
// is the move to execution with a sponsor's approval, from one and the same
// state each time, which cannot use the place for its record that the first
// took.
func BenchmarkMove(b *testing.B) {
	b.Run("milepost", func(b *testing.B) {
		def, first, in := unapproved(b)
		commands := [2]lifecycle.Command{
			lifecycle.RequestMove{Header: lifecycle.Header{ID: "go", Actor: "li"}, To: lifecycle.PhaseExecution},
			lifecycle.RequestMove{Header: lifecycle.Header{ID: "back", Actor: "li", Reason: "replanned"}, To: lifecycle.PhasePlanning},
		}
		s := first
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			entries, refusal := lifecycle.Decide(def, s, commands[i%2], in)
			if refusal != nil {
				b.Fatal(refusal)
			}
			if s = lifecycle.Apply(s, entries[0]); i%1024 == 1023 {
				s = first
			}
		}
		kept = s
	})
	b.Run("approved", func(b *testing.B) {
		def, s, in := approved(b)
		var cmd lifecycle.Command = lifecycle.RequestMove{Header: lifecycle.Header{ID: "go", Actor: "li"}, To: lifecycle.PhaseExecution}
		b.ReportAllocs()
		for b.Loop() {
			entries, refusal := lifecycle.Decide(def, s, cmd, in)
			if refusal != nil {
				b.Fatal(refusal)
			}
			kept = lifecycle.Apply(s, entries[0])
		}
	})
	peers(b)
}

// peers goes round the phases with both other machines.
func peers(b *testing.B) {
	ctx := context.Background()
	b.Run("stateless", func(b *testing.B) {
		m := machine(func() bool { return true })
		b.ReportAllocs()
		for i := 1; b.Loop(); i++ {
			if err := m.FireCtx(ctx, rounds[i%len(rounds)].trigger); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("looplab", func(b *testing.B) {
		m := looplab(func() bool { return true })
		b.ReportAllocs()
		for i := 1; b.Loop(); i++ {
			if err := m.Event(ctx, rounds[i%len(rounds)].trigger); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkBare is a move without facts: checked, taken, and with us recorded.
func BenchmarkBare(b *testing.B) {
	b.Run("milepost", func(b *testing.B) {
		def, s, _ := approved(b)
		walk := def.Walk(s)
		forward, _ := walk.Number(lifecycle.MoveStartExecution)
		back, _ := walk.Number(lifecycle.MoveReworkPlan)
		moves := [2]int{forward, back}
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if !walk.Take(moves[i%2], "li", start) {
				b.Fatal("not from here")
			}
			if i%1024 == 1023 {
				walk = def.Walk(s)
			}
		}
	})
	peers(b)
}

// TestTheSameMoves wants all three to go the same way.
func TestTheSameMoves(t *testing.T) {
	ctx := context.Background()
	ready := false
	a, l := machine(func() bool { return ready }), looplab(func() bool { return ready })
	if a.FireCtx(ctx, "execute") == nil || l.Event(ctx, "execute") == nil {
		t.Error("a gate that is shut lets through")
	}
	ready = true
	for trigger, want := range map[string]string{"execute": "execution"} {
		if err := a.FireCtx(ctx, trigger); err != nil || a.MustState() != want {
			t.Error(a.MustState(), err)
		}
		if err := l.Event(ctx, trigger); err != nil || l.Current() != want {
			t.Error(l.Current(), err)
		}
	}
}
