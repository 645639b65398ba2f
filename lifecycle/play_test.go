package lifecycle

import (
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// play walks a project by commands, one hour apart, failing the test when a
// command is refused. Every fact the sales gates ask for is known and good
// unless set otherwise.
type play struct {
	tb      testing.TB
	def     *Definition
	state   State
	entries []Entry
	now     time.Time
	facts   map[FactName]finding.Value
	n       int
}

func newPlay(tb testing.TB, def *Definition) *play {
	tb.Helper()
	p := &play{tb: tb, def: def, now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), facts: map[FactName]finding.Value{}}
	for _, f := range def.spec.Facts {
		p.facts[f.Name] = finding.Bool(true)
		if f.Kind == "number" {
			p.facts[f.Name] = finding.Number(0, f.Unit)
		}
	}
	return p
}

// by returns a header with a fresh command id.
func (p *play) by(actor ActorID) Header {
	p.n++
	return Header{ID: CommandID(fmt.Sprintf("c%d", p.n)), Actor: actor, Reason: "because"}
}

// input returns what is known now.
func (p *play) input(roles ...Role) Input {
	var list []Fact
	for name, value := range p.facts {
		list = append(list, Fact{Name: name, Value: value, At: p.now, Source: "host"})
	}
	return Input{Now: p.now, Roles: roles, Facts: NewFacts(list...)}
}

// do carries out a command.
func (p *play) do(cmd Command, roles ...Role) []Entry {
	p.tb.Helper()
	entries, refusal := p.try(cmd, roles...)
	if refusal != nil {
		p.tb.Fatalf("%s: %v", cmd.Action(), refusal)
	}
	return entries
}

// try carries out a command if it is permitted.
func (p *play) try(cmd Command, roles ...Role) ([]Entry, *Refusal) {
	p.tb.Helper()
	p.now = p.now.Add(time.Hour)
	entries, refusal := Decide(p.def, p.state, cmd, p.input(roles...))
	for _, e := range entries {
		p.state = Apply(p.state, e)
		p.entries = append(p.entries, e)
	}
	return entries, refusal
}

func (p *play) start() {
	p.tb.Helper()
	p.do(StartProject{Header: p.by("pm"), Definition: p.def.spec.ID}, RoleManager)
}

// approve lets the boss approve a move as sponsor on the evidence of now.
func (p *play) approve(move MoveID) {
	p.tb.Helper()
	p.do(Approve{Header: p.by("boss"), Move: move, Role: RoleSponsor, Evidence: p.evidence(move)}, RoleSponsor)
}

// evidence returns the digest of what is to be seen at the gate of a move.
func (p *play) evidence(move MoveID) Digest {
	for _, c := range Choices(p.def, p.state, p.input()) {
		if c.Move.ID == move {
			return c.Explanation.Evidence
		}
	}
	return ""
}

// to brings a fresh sales project to a phase.
func (p *play) to(phase PhaseID) *play {
	p.tb.Helper()
	p.start()
	for _, next := range []PhaseID{PhasePlanning, PhaseExecution, PhaseClosing} {
		if p.state.Phase == phase {
			return p
		}
		switch next {
		case PhaseExecution:
			p.approve(MoveStartExecution)
		case PhaseClosing:
			p.approve(MoveStartClosing)
		}
		p.do(RequestMove{Header: p.by("pm"), To: next}, RoleManager)
	}
	return p
}

// sure is a sequence of entries without errors.
func sure(list []Entry) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for _, e := range list {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// logOf returns a log that holds the entries as the stream "acme/p".
func logOf(tb testing.TB, entries []Entry) *MemLog {
	tb.Helper()
	events, err := Seal("acme/p", 0, "", entries)
	if err != nil {
		tb.Fatal(err)
	}
	log := new(MemLog)
	if _, err := log.Append(tb.Context(), "acme/p", 0, events...); err != nil {
		tb.Fatal(err)
	}
	return log
}

// codes returns the codes of the blocking findings, in their order.
func codes(found []finding.Finding) []finding.Code {
	var list []finding.Code
	for _, f := range found {
		if f.Severity == finding.Block {
			list = append(list, f.Code)
		}
	}
	return list
}
