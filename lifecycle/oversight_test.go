package lifecycle

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

var (
	oversightBodies = []Body{
		GateDecided{}, ConditionFulfilled{}, ConditionWaived{}, ConditionExtended{}, ObjectionRaised{}, ObjectionWithdrawn{},
		RoleDelegated{}, DelegationRevoked{}, OverrideGiven{},
	}
	oversightCommands = []Command{
		DecideGate{}, FulfilCondition{}, WaiveCondition{}, ExtendCondition{}, Object{}, WithdrawObjection{}, Delegate{}, RevokeDelegation{}, Override{},
	}
	oversightPointers = []Command{
		&DecideGate{}, &FulfilCondition{}, &WaiveCondition{}, &ExtendCondition{}, &Object{}, &WithdrawObjection{}, &Delegate{}, &RevokeDelegation{}, &Override{},
	}
)

func TestOversightBodiesAreRead(t *testing.T) {
	seen := map[EventType]bool{}
	for _, b := range oversightBodies {
		kind, ok := kindOf(b.EventType())
		if !ok || seen[b.EventType()] || !b.EventType().ours() {
			t.Fatalf("%T is of type %q", b, b.EventType())
		}
		seen[b.EventType()] = true
		if got, err := kind.read(1, []byte(`{}`)); err != nil || reflect.TypeOf(got) != reflect.TypeOf(b) {
			t.Errorf("%T is read as %T, %v", b, got, err)
		}
		if got, err := kind.read(1, []byte(`7`)); err == nil {
			t.Errorf("%T is read from a number as %v", b, got)
		}
	}
}

func TestOversightCommandsAreTold(t *testing.T) {
	seen := map[Action]bool{}
	for i, cmd := range oversightCommands {
		if seen[cmd.Action()] || cmd.Action() == "" {
			t.Errorf("%T is %q", cmd, cmd.Action())
		}
		seen[cmd.Action()] = true
		_, no := Decide(mustDefine(t, gatedSpec()), State{}, cmd, Input{Now: day(1)})
		if no == nil || !has(no.Findings, CodeProjectNotStarted, finding.Block) {
			t.Errorf("%T without a project: %v", cmd, no)
		}
		_, no = Decide(mustDefine(t, gatedSpec()), State{}, oversightPointers[i], Input{Now: day(1)})
		if no == nil || !has(no.Findings, CodeCommandPointer, finding.Block) {
			t.Errorf("%T: %v", oversightPointers[i], no)
		}
	}
}

// TestApplyTakesAnyDecision folds every body, empty and about what is there,
// into states that know much and nothing.
func TestApplyTakesAnyDecision(t *testing.T) {
	p := onCondition(t, MissHolds)
	p.do(Delegate{Header: p.by("olga"), To: "dora", Role: "owner", Until: p.now.AddDate(0, 1, 0)}, "owner")
	p.do(RequestMove{Header: p.by("pm"), Move: "back"}, "lead")
	p.do(p.override(nil), "chief")
	p.do(Object{p.by("leo"), "start_build", "legal", p.evidence("start_build")}, "legal")
	bodies := slices.Concat(oversightBodies, []Body{
		ConditionFulfilled{Condition: "k1"}, ConditionWaived{"k1"}, ConditionExtended{"k1", day(3)}, ObjectionWithdrawn{"start_build", "legal"},
		DelegationRevoked{p.state.Delegations()[0].ID}, MoveTaken{Move: "start_build", Terms: &Terms{Overridden: []Overridden{{Override: p.state.Overrides()[0].ID}}}},
		MoveTaken{Move: "x", Gate: "g", Terms: &Terms{Conditions: []AgreedCondition{{}}}}, GateDecided{Verdict: VerdictHold, Until: day(9)},
	})
	for _, s := range []State{{}, p.state} {
		for _, b := range bodies {
			before := form(t, s)
			for _, actor := range []ActorID{"", "leo", "olga"} {
				after := Apply(s, Entry{Command: "c", Actor: actor, Body: b})
				if after.Version != s.Version+1 || form(t, s) != before || after.Foreign > 0 {
					t.Errorf("%T: version %d after %d", b, after.Version, s.Version)
				}
				var back State
				if err := json.Unmarshal([]byte(form(t, after)), &back); err != nil || form(t, back) != form(t, after) {
					t.Errorf("%T: %v\n%s\n%s", b, err, form(t, back), form(t, after))
				}
			}
		}
	}
}

// TestReadersGiveCopies writes to everything that the readers return.
func TestReadersGiveCopies(t *testing.T) {
	p := onCondition(t, MissHolds)
	due := p.state.Conditions()[0].Due
	p.do(ExtendCondition{p.by("bea"), "k1", due.AddDate(0, 0, 9)}, "board")
	p.do(Delegate{Header: p.by("olga"), To: "dora", Role: "owner", Moves: []MoveID{"back"}, Until: due}, "owner")
	p.do(RequestMove{Header: p.by("pm"), Move: "back"}, "lead")
	p.do(p.override(func(c *Override) { c.Roles, c.Objections = []Role{"owner"}, []Role{"legal"} }), "chief")
	p.do(RequestMove{Header: p.by("bea"), Move: "start_build"}, "board")
	before := form(t, p.state)
	for _, c := range p.state.Conditions() {
		c.Criteria[0].Fact, c.Deciders[0], c.Extended[0].Actor = "x", "x", "x"
	}
	for _, d := range p.state.Delegations() {
		d.Moves[0] = "x"
	}
	for _, o := range p.state.Overrides() {
		o.Facts[0], o.Roles[0], o.Objections[0], o.Uses[0].Passed[0].Fact = "x", "x", "x", "x"
	}
	for _, d := range p.state.Decisions() {
		for i := range d.Approvals {
			d.Approvals[i].Actor = "x"
		}
		for i := range d.Overridden {
			d.Overridden[i].Fact = "x"
		}
	}
	if after := form(t, p.state); after != before {
		t.Errorf("the state became\n%s\nit was\n%s", after, before)
	}
}

// TestOldDefinitionsKeepTheirDigest holds the digest that the sales project had
// before there were decisions, vetoes and overrides.
func TestOldDefinitionsKeepTheirDigest(t *testing.T) {
	const want = Digest("sha256:f34015f69f5f72775b98afd7782ed2c186dc9af4f3c010d48e53efcbe82406fa")
	if def := SalesProject(); def.spec.Version == 1 && def.Digest() != want {
		t.Errorf("digest %s", def.Digest())
	}
}

func TestGatedSpecSavesAndLoads(t *testing.T) {
	all := gatedSpec()
	all.Gates[0].Apart, all.Gates[0].Approvals[1].Count = [][]Role{{"owner", "legal"}}, 1
	def := mustDefine(t, all)
	var text strings.Builder
	if err := def.Save(&text); err != nil {
		t.Fatal(err)
	}
	back, err := LoadDefinition(strings.NewReader(text.String()))
	if err != nil || back.Ref() != def.Ref() || !reflect.DeepEqual(back.Spec(), def.Spec()) {
		t.Fatalf("it came back as %+v, %v", back, err)
	}
	spec := def.Spec()
	spec.Gates[0].Apart[0][0], spec.Gates[0].Deciders[0], spec.Gates[0].Override[0] = "x", "x", "x"
	if !reflect.DeepEqual(def.Spec(), back.Spec()) {
		t.Error("the specification is shared")
	}
}

// TestFaultsOfGates spoils one thing after the other.
func TestFaultsOfGates(t *testing.T) {
	for _, c := range []struct {
		spoil func(*Gate)
		code  finding.Code
		place string
	}{
		{func(g *Gate) { g.Deciders = []Role{"nobody"} }, CodeDefinitionUnknownRole, "gates[0].deciders[0]"},
		{func(g *Gate) { g.Override = []Role{"chief", "nobody"} }, CodeDefinitionUnknownRole, "gates[0].override[1]"},
		{func(g *Gate) { g.Override = nil }, CodeDefinitionNotHere, "gates[0].override_veto"},
		{func(g *Gate) { g.Apart = [][]Role{{"owner"}} }, CodeDefinitionMissing, "gates[0].apart[0]"},
		{func(g *Gate) { g.Apart = [][]Role{{"owner", "legal"}, {"owner", "board"}} }, CodeDefinitionUnknownRole, "gates[0].apart[1][1]"},
		{func(g *Gate) { g.Apart = [][]Role{{"owner", "owner"}} }, CodeDefinitionDuplicate, "gates[0].apart[0][1]"},
		{func(g *Gate) { g.Approvals[0].Count = 0 }, CodeDefinitionBadNumber, "gates[0].approvals[0].count"},
		{func(g *Gate) { g.Approvals[1].Count = -1 }, CodeDefinitionBadNumber, "gates[0].approvals[1].count"},
		{func(g *Gate) { g.Approvals[0].ValidMin = -1 }, CodeDefinitionBadNumber, "gates[0].approvals[0].valid_min"},
		{func(g *Gate) { g.Approvals[0].ValidMin = maxAgeMin + 1 }, CodeDefinitionBadNumber, "gates[0].approvals[0].valid_min"},
	} {
		spec := gatedSpec()
		spec.Gates[0].Approvals[1].Count = 1
		c.spoil(&spec.Gates[0])
		found := spec.Check()
		if !slices.ContainsFunc(found, func(f finding.Finding) bool { return f.Code == c.code && f.Subject.Field == c.place }) {
			t.Errorf("%s at %s: %v", c.code, c.place, found)
		}
	}
}
