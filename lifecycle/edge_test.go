package lifecycle

import (
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

func TestNoChoicesUnderAnotherDefinition(t *testing.T) {
	p := newPlay(t, SalesProject())
	if Choices(p.def, p.state, p.input()) != nil || Choices(nil, State{}, p.input()) != nil {
		t.Error("choices before the start")
	}
	p.start()
	if Choices(nil, p.state, p.input()) != nil || Choices(mustDefine(t, small()), p.state, p.input()) != nil {
		t.Error("choices under no definition, or another")
	}
}

func TestStartOverAHistoryNotUnderstood(t *testing.T) {
	def := SalesProject()
	p := newPlay(t, def)
	s := Apply(State{}, Entry{Body: Unread{"lifecycle.project_planted", 1}})
	_, refusal := Decide(def, s, StartProject{Header: p.by("pm"), Definition: SalesProjectID}, p.input())
	if refusal == nil || !slices.Equal(codes(refusal.Findings), []finding.Code{CodeHistoryNewer}) {
		t.Errorf("got %v", refusal)
	}
	s = Apply(State{}, Entry{Body: Unread{"crm.called", 1}})
	if _, refusal := Decide(def, s, StartProject{Header: p.by("pm"), Definition: SalesProjectID}, p.input()); refusal != nil {
		t.Errorf("after an event of others: %v", refusal)
	}
}

func TestLongFactIsRefused(t *testing.T) {
	p := newPlay(t, SalesProject())
	p.start()
	long := Fact{Name: FactTeamFormed, Value: finding.Unknown(strings.Repeat("x", maxText+1))}
	_, refusal := p.try(RecordFacts{p.by("pm"), []Fact{long}}, RoleManager)
	if refusal == nil || !slices.Equal(codes(refusal.Findings), []finding.Code{CodeCommandBadLength}) {
		t.Errorf("got %v", refusal)
	}
}

// TestEvidenceHoldsKindValueAndUnit wants facts that read alike told apart.
func TestEvidenceHoldsKindValueAndUnit(t *testing.T) {
	seen := map[Digest]finding.Value{}
	for _, v := range []finding.Value{
		finding.Number(1, ""), finding.Number(1, "h"), finding.Number(1, "d"), finding.Number(2, "h"), finding.Text("1"),
		finding.Money("1", "h"), finding.Unknown("1"), {},
	} {
		c := newCanon("test")
		c.facts(NewFacts(Fact{Name: "x", Value: v}))
		d := c.digest()
		if was, ok := seen[d]; ok {
			t.Errorf("%v and %v have one digest", was, v)
		}
		seen[d] = v
	}
}
