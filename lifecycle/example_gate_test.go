package lifecycle_test

import (
	"fmt"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// offer is a small process with one gate, before an offer is sent.
func offer() *lifecycle.Definition {
	def, err := lifecycle.Define(lifecycle.Spec{
		ID: "offer", Version: 1, Start: "draft", Roles: []lifecycle.Role{"seller", "board", "legal", "director"},
		Phases: []lifecycle.Phase{{ID: "draft", Kind: lifecycle.DeliveryPhase}, {ID: "sent", Kind: lifecycle.DeliveryPhase}},
		Facts:  []lifecycle.FactSpec{{Name: "price.agreed", Kind: "bool"}, {Name: "supplier.quotes", Kind: "number"}},
		Gates: []lifecycle.Gate{{
			ID: "offer_gate", Deciders: []lifecycle.Role{"board"}, Override: []lifecycle.Role{"director"},
			Criteria: []lifecycle.Criterion{
				{Fact: "price.agreed", Op: lifecycle.OpEqual, Want: finding.Bool(true)},
				{Fact: "supplier.quotes", Op: lifecycle.OpAtLeast, Want: finding.Number(3, ""), Conditional: true},
			},
			Approvals: []lifecycle.Quorum{{Role: "legal", Count: 1, Veto: true}},
		}},
		Moves: []lifecycle.Move{
			{ID: "send", Kind: lifecycle.MoveForward, From: []lifecycle.PhaseID{"draft"}, To: "sent", Gate: "offer_gate", By: []lifecycle.Role{"seller"}},
			{ID: "close", Kind: lifecycle.MoveClose, From: []lifecycle.PhaseID{"sent"}, By: []lifecycle.Role{"seller"}},
		},
	})
	if err != nil {
		panic(err)
	}
	return def
}

// desk carries out commands on one offer, an hour apart.
type desk struct {
	def   *lifecycle.Definition
	state lifecycle.State
	now   time.Time
	facts []lifecycle.Fact
	n     int
}

// newDesk starts an offer with the price agreed and two quotes.
func newDesk() *desk {
	d := &desk{def: offer(), now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	d.facts = []lifecycle.Fact{
		{Name: "price.agreed", Value: finding.Bool(true), At: d.now}, {Name: "supplier.quotes", Value: finding.Number(2, ""), At: d.now},
	}
	d.do(lifecycle.StartProject{Header: d.by("li", "seller"), Definition: "offer"})
	return d
}

// by returns the header of a command by somebody, who gives a reason.
func (d *desk) by(actor lifecycle.ActorID, reason string) lifecycle.Header {
	d.n++
	return lifecycle.Header{ID: lifecycle.CommandID(fmt.Sprint("c", d.n)), Actor: actor, Reason: reason}
}

// do carries out a command and prints what keeps it from being carried out.
func (d *desk) do(cmd lifecycle.Command, roles ...lifecycle.Role) {
	d.now = d.now.Add(time.Hour)
	entries, no := lifecycle.Decide(d.def, d.state, cmd, d.input(roles...))
	for _, e := range entries {
		d.state = lifecycle.Apply(d.state, e)
	}
	if no != nil {
		fmt.Println("no:", no.Findings[0])
	}
}

func (d *desk) input(roles ...lifecycle.Role) lifecycle.Input {
	return lifecycle.Input{Now: d.now, Roles: roles, Facts: lifecycle.NewFacts(d.facts...)}
}

// evidence is what somebody who approves or objects has looked at.
func (d *desk) evidence() lifecycle.Digest {
	return lifecycle.Explain(d.def, d.state, lifecycle.RequestMove{Move: "send"}, d.input()).Evidence
}

// A gate is passed on a condition, which is missed and then fulfilled.
func ExampleDecideGate() {
	d := newDesk()
	d.do(lifecycle.Approve{Header: d.by("leo", ""), Move: "send", Role: "legal", Evidence: d.evidence()}, "legal")
	d.do(lifecycle.DecideGate{Header: d.by("bea", ""), Move: "send", Verdict: lifecycle.VerdictGo}, "board")
	d.do(lifecycle.DecideGate{
		Header: d.by("bea", ""), Move: "send", Verdict: lifecycle.VerdictGoConditions,
		Conditions: []lifecycle.Condition{{
			ID: "third quote", Fact: "supplier.quotes", Owner: "li", Due: d.now.Add(48 * time.Hour), OnMiss: lifecycle.MissExcept,
		}},
	}, "board")
	fmt.Println(d.state.Phase, d.state.Decisions()[0].Verdict)

	d.now = d.now.Add(72 * time.Hour)
	for _, f := range lifecycle.Exceptions(d.state, d.now) {
		fmt.Println(f)
	}
	d.do(lifecycle.FulfilCondition{Header: d.by("li", ""), Condition: "third quote"})
	d.facts[1] = lifecycle.Fact{Name: "supplier.quotes", Value: finding.Number(3, ""), At: d.now}
	d.do(lifecycle.FulfilCondition{Header: d.by("li", ""), Condition: "third quote"})
	fmt.Println(d.state.Conditions()[0].Status)
	// Output:
	// no: block lifecycle.fact.too_low: fact supplier.quotes, want 3, got 2, with gate offer_gate, remedy lifecycle.remedy.meet_criterion
	// sent go_conditions
	// warn lifecycle.condition.exception: condition third quote, want 2026-03-04T12:00:00Z, got 2026-03-05T13:00:00Z, with gate offer_gate actor li, remedy lifecycle.remedy.fulfil_condition
	// no: block lifecycle.fact.too_low: fact supplier.quotes, want 3, got 2, remedy lifecycle.remedy.meet_criterion
	// fulfilled
}

// Legal objects, and takes it back when the price is settled.
func ExampleObject() {
	d := newDesk()
	d.facts[1].Value = finding.Number(3, "")
	d.do(lifecycle.Approve{Header: d.by("leo", ""), Move: "send", Role: "legal", Evidence: d.evidence()}, "legal")
	d.do(lifecycle.Object{Header: d.by("lara", "the terms are not final"), Move: "send", Role: "legal", Evidence: d.evidence()}, "legal")
	d.do(lifecycle.RequestMove{Header: d.by("bea", ""), Move: "send"}, "board")
	for _, o := range d.state.Objections() {
		fmt.Println(o.Actor, o.Role, o.Reason)
	}
	d.do(lifecycle.WithdrawObjection{Header: d.by("lara", ""), Move: "send", Role: "legal"})
	d.do(lifecycle.RequestMove{Header: d.by("bea", ""), Move: "send"}, "board")
	fmt.Println(d.state.Phase)
	// Output:
	// no: block lifecycle.objection.stands: objection lara, got legal, remedy lifecycle.remedy.withdraw_objection
	// lara legal the terms are not final
	// sent
}

// Leo is away and lets Nina approve for him.
func ExampleDelegate() {
	d := newDesk()
	d.facts[1].Value = finding.Number(3, "")
	approve := func(on lifecycle.ActorID) {
		d.do(lifecycle.Approve{Header: d.by("nina", ""), Move: "send", Role: "legal", Evidence: d.evidence(), OnBehalfOf: on})
	}
	approve("leo")
	d.do(lifecycle.Delegate{
		Header: d.by("leo", "on leave"), To: "nina", Role: "legal", Moves: []lifecycle.MoveID{"send"}, Until: d.now.Add(240 * time.Hour),
	}, "legal")
	approve("leo")
	d.do(lifecycle.RequestMove{Header: d.by("bea", ""), Move: "send"}, "board")
	for _, s := range d.state.Decisions()[0].Approvals {
		fmt.Println(s.Role, s.Actor, "on behalf of", s.OnBehalfOf)
	}
	// Output:
	// no: block lifecycle.delegation.none: move send, want legal, got leo, remedy lifecycle.remedy.delegate
	// legal nina on behalf of leo
}

// The director lets the missing quote pass, and it stays on record.
func ExampleOverride() {
	d := newDesk()
	d.do(lifecycle.Approve{Header: d.by("leo", ""), Move: "send", Role: "legal", Evidence: d.evidence()}, "legal")
	d.do(lifecycle.Override{
		Header: d.by("dora", "the market has two suppliers only"), Move: "send",
		Facts: []lifecycle.FactName{"supplier.quotes"}, Until: d.now.Add(24 * time.Hour),
	}, "director")
	send := lifecycle.RequestMove{Header: d.by("bea", ""), Move: "send"}
	for _, f := range lifecycle.Explain(d.def, d.state, send, d.input("board")).Findings {
		fmt.Println(f)
	}
	d.do(send, "board")
	for _, o := range d.state.Overrides() {
		fmt.Println(o.Actor, o.Reason, "-", o.Uses[0].Passed[0].Fact)
	}
	// Output:
	// warn lifecycle.override.passes: fact supplier.quotes, want 3, got 2, with override c3
	// dora the market has two suppliers only - supplier.quotes
}
