package lifecycle

import (
	"errors"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// elsewhere is a command of a type that is not of this package.
type elsewhere struct{ Header }

func (elsewhere) Action() Action { return ActionNote }

// first returns the finding of the code.
func first(t *testing.T, found []finding.Finding, code finding.Code) finding.Finding {
	t.Helper()
	for _, f := range found {
		if f.Code == code {
			return f
		}
	}
	t.Fatalf("no %s in %v", code, found)
	return finding.Finding{}
}

func TestPointerCommands(t *testing.T) {
	for _, cmd := range []Command{
		&StartProject{}, &RequestMove{}, &RequestStep{}, &ProposeMove{}, &Approve{}, &WithdrawApproval{}, &RecordFacts{}, &Suspend{},
		&Resume{}, &Cancel{}, &Close{}, &Archive{}, &Reopen{}, &AddNote{}, &AttachDocument{},
	} {
		_, refusal := Decide(SalesProject(), State{}, cmd, Input{})
		f := first(t, refusal.Findings, CodeCommandPointer)
		if f.Remedy != RemedyPassValue || f.Got.Plain() != "*"+f.Want.Plain() || !strings.HasPrefix(f.Want.Plain(), "lifecycle.") {
			t.Errorf("%T: %v", cmd, f)
		}
	}
	_, refusal := Decide(SalesProject(), State{}, elsewhere{}, Input{})
	if f := first(t, refusal.Findings, CodeCommandUnknown); f.Got.Plain() != "lifecycle.elsewhere" {
		t.Errorf("from elsewhere: %v", f)
	}
}

// TestNilCommands wants a nil pointer taken for no command, not followed.
func TestNilCommands(t *testing.T) {
	_, e, _ := planning(t)
	for _, cmd := range []Command{nil, (*StartProject)(nil), (*elsewhere)(nil)} {
		_, err := e.Do(t.Context(), "acme/p", cmd)
		if !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), "no command") || strings.Contains(err.Error(), "event") {
			t.Errorf("%T: %v", cmd, err)
		}
		if _, err := e.Explain(t.Context(), "acme/p", cmd); !errors.Is(err, ErrInvalid) {
			t.Errorf("%T explained: %v", cmd, err)
		}
		if _, refusal := Decide(SalesProject(), State{}, cmd, Input{}); refusal == nil || refusal.Action != "" {
			t.Errorf("%T decided: %v", cmd, refusal)
		}
	}
}

// TestUnknownDefinition wants what was asked for in got and what there is in want.
func TestUnknownDefinition(t *testing.T) {
	ask := func(def *Definition, cmd StartProject, known ...DefinitionRef) finding.Finding {
		_, refusal := Decide(def, State{}, cmd, Input{Definitions: known})
		return first(t, refusal.Findings, CodeDefinitionUnknown)
	}
	b2, b1, a := DefinitionRef{"b", 2, "x"}, DefinitionRef{"b", 1, "y"}, DefinitionRef{"a", 10, "z"}
	for _, c := range []struct {
		got       finding.Finding
		asked     string
		available finding.Value
	}{
		{ask(nil, StartProject{Definition: "sales"}), "sales", finding.Value{}},
		{ask(nil, StartProject{Definition: "sales", Version: 3}), "sales 3", finding.Value{}},
		{ask(nil, StartProject{Definition: "sales"}, b2, a, b1, a), "sales", finding.List("a 10", "b 1", "b 2")},
		{ask(SalesProject(), StartProject{Definition: "sales"}), "sales", finding.List("sales_project 1")},
		{ask(SalesProject(), StartProject{Definition: SalesProjectID, Version: 2}), "sales_project 2", finding.List("sales_project 1")},
	} {
		if c.got.Got != finding.Text(c.asked) || c.got.Want != c.available || c.got.Remedy != RemedyNameDefinition {
			t.Errorf("got %v, want %s of %v", c.got, c.asked, c.available)
		}
	}
	_, e, _ := planning(t)
	x, err := e.Explain(t.Context(), "acme/new", StartProject{Header: head("c", "pm"), Definition: "sales"})
	if err != nil || first(t, x.Findings, CodeDefinitionUnknown).Want != finding.List("sales_project 1") {
		t.Errorf("by the engine: %v, %v", x.Findings, err)
	}
}

// TestUnitsOfFacts wants the unit named that is expected, at the gate and where
// facts are put on record.
func TestUnitsOfFacts(t *testing.T) {
	number := func(unit string) finding.Value { return finding.Number(0, unit) }
	for _, c := range []struct {
		unit      string
		value     finding.Value
		code      finding.Code
		want, got finding.Value
		remedy    finding.Code
	}{
		{"", number("goals"), CodeFactUnitExtra, finding.Value{}, finding.Text("goals"), RemedyStateUnit},
		{"h", number(""), CodeFactUnitMissing, finding.Text("h"), finding.Value{}, RemedyStateUnit},
		{"h", number("d"), CodeFactOtherUnit, finding.Text("h"), finding.Text("d"), RemedyStateUnit},
		{"h", finding.Bool(true), CodeFactOtherKind, finding.Text("number"), finding.Bool(true), RemedySupplyFact},
	} {
		spec := small()
		spec.Facts[0].Kind, spec.Facts[0].Unit = "number", c.unit
		spec.Gates[0] = Gate{ID: "gate", Criteria: []Criterion{{Fact: "ready", Op: OpEqual, Want: number(c.unit)}}}
		def := mustDefine(t, spec)
		p := newPlay(t, def)
		p.start()
		fact := Fact{Name: "ready", Value: c.value, At: p.now}
		in := Input{Now: p.now, Roles: []Role{"lead"}, Facts: NewFacts(fact)}
		for _, cmd := range []Command{
			RequestMove{Header: Header{ID: "x", Actor: "a"}, To: "done"},
			RecordFacts{Header: Header{ID: "x", Actor: "a"}, Facts: []Fact{fact}},
		} {
			f := first(t, Explain(def, p.state, cmd, in).Findings, c.code)
			if f.Want != c.want || f.Got != c.got || f.Remedy != c.remedy {
				t.Errorf("%T of %v in %q: %v", cmd, c.value, c.unit, f)
			}
		}
	}
}
