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

// machine is the sales project in the terms of stateless. Ready is the guard of
// the gate to execution.
func machine(ready func() bool) *stateless.StateMachine {
	m := stateless.NewStateMachine(lifecycle.PhasePlanning)
	m.Configure(lifecycle.PhaseInitiation).Permit("plan", lifecycle.PhasePlanning)
	m.Configure(lifecycle.PhasePlanning).
		Permit("execute", lifecycle.PhaseExecution, func(context.Context, ...any) bool { return ready() })
	m.Configure(lifecycle.PhaseExecution).Permit("replan", lifecycle.PhasePlanning).Permit("close", lifecycle.PhaseClosing)
	m.Configure(lifecycle.PhaseClosing).Permit("rework", lifecycle.PhaseExecution)
	return m
}

// looplab is the same in the terms of looplab/fsm.
func looplab(ready func() bool) *fsm.FSM {
	return fsm.NewFSM("planning", fsm.Events{
		{Name: "plan", Src: []string{"initiation"}, Dst: "planning"},
		{Name: "execute", Src: []string{"planning"}, Dst: "execution"},
		{Name: "replan", Src: []string{"execution"}, Dst: "planning"},
		{Name: "close", Src: []string{"execution"}, Dst: "closing"},
		{Name: "rework", Src: []string{"closing"}, Dst: "execution"},
	}, fsm.Callbacks{
		"before_execute": func(_ context.Context, e *fsm.Event) {
			if !ready() {
				e.Cancel()
			}
		},
	})
}

// BenchmarkMove is one permitted move from planning to execution. Ours carries
// criteria, approval, findings and the record; the others have a guard.
func BenchmarkMove(b *testing.B) {
	b.Run("milepost", func(b *testing.B) {
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
	ctx, triggers := context.Background(), [2]string{"execute", "replan"}
	b.Run("stateless", func(b *testing.B) {
		m := machine(func() bool { return true })
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if err := m.FireCtx(ctx, triggers[i%2]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("looplab", func(b *testing.B) {
		m := looplab(func() bool { return true })
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if err := m.Event(ctx, triggers[i%2]); err != nil {
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
	ctx, triggers := context.Background(), [2]string{"close", "rework"}
	b.Run("stateless", func(b *testing.B) {
		m := machine(func() bool { return true })
		if err := m.Fire("execute"); err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if err := m.FireCtx(ctx, triggers[i%2]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("looplab", func(b *testing.B) {
		m := looplab(func() bool { return true })
		if err := m.Event(ctx, "execute"); err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if err := m.Event(ctx, triggers[i%2]); err != nil {
				b.Fatal(err)
			}
		}
	})
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
		if err := a.FireCtx(ctx, trigger); err != nil || a.MustState() != lifecycle.PhaseID(want) {
			t.Error(a.MustState(), err)
		}
		if err := l.Event(ctx, trigger); err != nil || l.Current() != want {
			t.Error(l.Current(), err)
		}
	}
}
