package lifecycle_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// What people write is sealed under a key of theirs. Once that is erased, the
// text is gone from the history and from every copy of it, and the history
// still verifies.
func ExampleEraseSubject() {
	h := &host{now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	engine, err := lifecycle.New(lifecycle.Config{
		Log: new(lifecycle.MemLog), Definitions: []*lifecycle.Definition{lifecycle.SalesProject()},
		Auth: h, Now: func() time.Time { return h.now },
		Vault: new(lifecycle.MemVault), Random: rand.Reader,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx, id := context.Background(), lifecycle.StreamID("acme/deal-7")
	by := func(command lifecycle.CommandID) lifecycle.Header {
		return lifecycle.Header{ID: command, Actor: "li"}
	}
	about := by("c2")
	about.Person = "customer-88" // whose data the note is
	for _, cmd := range []lifecycle.Command{
		lifecycle.StartProject{Header: by("c1"), Definition: lifecycle.SalesProjectID},
		lifecycle.AddNote{Header: about, Text: "Mr Wu prefers to be called after six."},
	} {
		if _, err := engine.Do(ctx, id, cmd); err != nil {
			fmt.Println(err)
			return
		}
	}
	state, err := engine.State(ctx, id)
	fmt.Println(state.Remarks()[0].Text, err)

	_, err = engine.Do(ctx, id, lifecycle.EraseSubject{Header: by("c3"), Subject: "customer-88"})
	fmt.Println("erased:", err)
	state, err = engine.State(ctx, id)
	fmt.Println(state.Remarks()[0].Text == lifecycle.Erased, err)
	head, err := engine.Verify(ctx, id)
	fmt.Println("in order up to version", head.Version, err)
	// Output:
	// Mr Wu prefers to be called after six. <nil>
	// erased: <nil>
	// true <nil>
	// in order up to version 3 <nil>
}

// A move was written down with the wrong day. The correction changes what is
// known from now on; what was believed before can still be asked for.
func ExampleCorrectTime() {
	h, engine := newHost()
	h.know(lifecycle.FactGoalsBlocking, lifecycle.FactCharterComplete, lifecycle.FactTeamFormed, lifecycle.FactResourcesSuffice)
	ctx, id := context.Background(), lifecycle.StreamID("acme/deal-7")
	march := func(day int) time.Time { return time.Date(2026, 3, day, 9, 0, 0, 0, time.UTC) }
	do := func(cmd lifecycle.Command) {
		if _, err := engine.Do(ctx, id, cmd); err != nil {
			fmt.Println(err)
		}
	}
	do(lifecycle.StartProject{Header: lifecycle.Header{ID: "c1", Actor: "li"}, Definition: lifecycle.SalesProjectID})
	h.now = march(20)
	do(lifecycle.RequestMove{Header: lifecycle.Header{ID: "c2", Actor: "li", At: march(16)}, To: lifecycle.PhasePlanning})
	h.now = march(25)
	do(lifecycle.CorrectTime{
		Header: lifecycle.Header{ID: "c3", Actor: "li", Reason: "the minutes are of the 10th"}, Entry: 2, To: march(10),
	})

	for _, known := range []int{24, 25} {
		state, err := engine.AsOf(ctx, id, march(12), march(known))
		fmt.Println("on the 12th, as known on the", known, "it was in", state.Phase, err)
	}
	state, _ := engine.State(ctx, id)
	c := state.Corrections()[0]
	fmt.Println("entry", c.Entry, "said", c.Was.Format("2 January")+":", c.Reason)
	// Output:
	// on the 12th, as known on the 24 it was in initiation <nil>
	// on the 12th, as known on the 25 it was in planning <nil>
	// entry 2 said 16 March: the minutes are of the 10th
}

// The process has changed while projects run: planning is called preparation now.
func ExamplePlanMigration() {
	old := lifecycle.SalesProject()
	spec := old.Spec()
	spec.Version = 2
	rename := func(id *lifecycle.PhaseID) {
		if *id == lifecycle.PhasePlanning {
			*id = "preparation"
		}
	}
	for i := range spec.Phases {
		rename(&spec.Phases[i].ID)
	}
	for i := range spec.Moves {
		rename(&spec.Moves[i].To)
		for k := range spec.Moves[i].From {
			rename(&spec.Moves[i].From[k])
		}
	}
	next, err := lifecycle.Define(spec)
	if err != nil {
		fmt.Println(err)
		return
	}
	state := lifecycle.State{Definition: old.Ref(), Phase: lifecycle.PhasePlanning, Standing: lifecycle.Active, Round: 1}

	report := lifecycle.PlanMigration(old, next, state, lifecycle.Mapping{})
	for _, f := range report.Findings {
		fmt.Println(f.Code, f.Subject, f.Remedy)
	}
	report = lifecycle.PlanMigration(old, next, state, lifecycle.Mapping{
		Phases: map[lifecycle.PhaseID]lifecycle.PhaseID{lifecycle.PhasePlanning: "preparation"},
	})
	fmt.Println(report.Allowed(), report.Phase)
	// Output:
	// lifecycle.migration.phase phase planning lifecycle.remedy.mend_mapping
	// true preparation
}

// A running project goes over to the new version of its definition.
func ExampleMigrate() {
	spec := lifecycle.SalesProject().Spec()
	spec.Version = 2
	spec.Facts = append(spec.Facts, lifecycle.FactSpec{Name: "bid.margin", Kind: "number", Unit: "%"})
	next, err := lifecycle.Define(spec)
	if err != nil {
		fmt.Println(err)
		return
	}
	h := &host{now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), facts: map[lifecycle.FactName]finding.Value{}}
	engine, err := lifecycle.New(lifecycle.Config{
		Log: new(lifecycle.MemLog), Definitions: []*lifecycle.Definition{lifecycle.SalesProject(), next},
		Auth: h, Facts: []lifecycle.FactSource{h}, Now: func() time.Time { return h.now },
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx, id := context.Background(), lifecycle.StreamID("acme/deal-7")
	for _, cmd := range []lifecycle.Command{
		lifecycle.StartProject{Header: lifecycle.Header{ID: "c1", Actor: "li"}, Definition: lifecycle.SalesProjectID, Version: 1},
		lifecycle.Migrate{Header: lifecycle.Header{ID: "c2", Actor: "li", Reason: "margins count now"}, Definition: lifecycle.SalesProjectID},
	} {
		result, err := engine.Do(ctx, id, cmd)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(result.State.Definition.Version, result.State.Phase)
	}
	// Output:
	// 1 initiation
	// 2 initiation
}

// Bare moves, for simulations.
func ExampleDefinition_Walk() {
	def := lifecycle.SalesProject()
	walk := def.Walk(lifecycle.State{Definition: def.Ref(), Phase: lifecycle.PhaseInitiation, Standing: lifecycle.Active, Round: 1})
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for _, id := range []lifecycle.MoveID{lifecycle.MoveStartPlanning, lifecycle.MoveStartClosing, lifecycle.MoveStartExecution} {
		number, _ := walk.Number(id)
		fmt.Println(id, walk.Take(number, "li", at), walk.Phase())
	}
	// Output:
	// start_planning true planning
	// start_closing false planning
	// start_execution true execution
}
