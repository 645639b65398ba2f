package comms_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Who sees what by the default policy, each audience against each kind: y sees
// all, p sees part, a dot nothing.
const sightTable = `
audience  goal plan progress gate fact document remark risk issue change budget meeting decision action feedback survey review
sponsor   y    y    y        y    y    y        y      y    y     y      y      y       y        y      y        y      .
manager   y    y    y        y    y    y        y      y    y     y      y      y       y        y      y        y      y
member    y    y    y        y    y    y        y      y    y     y      .      y       y        y      y        y      .
customer  y    y    y        y    .    y        .      .    .     y      .      y       y        .      .        .      .
public    .    .    p        .    .    .        .      .    .     .      .      .       .        .      .        .      .
stranger  .    .    .        .    .    .        .      .    .     .      .      .       .        .      .        .      .
`

func sights(p comms.Policy, audience comms.AudienceID, kinds []string) []string {
	row := []string{string(audience)}
	for _, kind := range kinds {
		hidden, ok := p.Sees(audience, comms.RecordKind(kind))
		switch {
		case !ok:
			row = append(row, ".")
		case len(hidden) > 0:
			row = append(row, "p")
		default:
			row = append(row, "y")
		}
	}
	return row
}

func TestEveryAudienceAndKind(t *testing.T) {
	rows := strings.Split(strings.TrimSpace(sightTable), "\n")
	kinds := strings.Fields(rows[0])[1:]
	if len(kinds) != len(comms.RecordKinds()) || len(rows) != 7 {
		t.Fatalf("the table has %d kinds and %d rows", len(kinds), len(rows))
	}
	policy := comms.DefaultPolicy()
	if found := policy.Check(); len(found) > 0 {
		t.Error(found)
	}
	for _, row := range rows[1:] {
		want := strings.Fields(row)
		if got := sights(policy, comms.AudienceID(want[0]), kinds); !slices.Equal(got, want) {
			t.Errorf("got  %v\nwant %v", got, want)
		}
		if _, ok := policy.Sees(comms.AudienceID(want[0]), "recipe"); ok {
			t.Errorf("%s sees a kind that is not declared", want[0])
		}
	}
	if len(policy.Circles) != len(rows)-2 {
		t.Error("an audience is not in the table")
	}
	var nobody comms.Policy
	for _, kind := range comms.RecordKinds() {
		if _, ok := nobody.Sees(comms.Manager, kind); ok {
			t.Errorf("the zero policy shows %s", kind)
		}
	}
}

// Whatever a policy says, audiences inside reach goals, plan and progress.
func TestInsideAlwaysReaches(t *testing.T) {
	p := comms.Policy{Circles: []comms.Circle{{ID: "crew", Inside: true}, {ID: "guest"}},
		Kinds:  []comms.RecordKind{comms.KindGoal},
		Grants: []comms.Grant{{Audience: "crew", Kind: comms.KindGoal, Hide: []string{"owner"}}, {Audience: "guest", Kind: comms.KindGoal, Hide: []string{"owner"}}}}
	for _, kind := range comms.Reachable() {
		if hidden, ok := p.Sees("crew", kind); !ok || len(hidden) > 0 {
			t.Errorf("%s: %v %v", kind, hidden, ok)
		}
	}
	if hidden, ok := p.Sees("guest", comms.KindGoal); !ok || !slices.Equal(hidden, []string{"owner"}) {
		t.Error(hidden, ok)
	}
	if got := codes(p.Check()); !slices.Equal(got, []finding.Code{comms.CodeNotHidden}) {
		t.Error(got)
	}
}

func TestPolicyFaults(t *testing.T) {
	p := comms.Policy{Circles: []comms.Circle{{ID: "a"}, {ID: "a"}, {}, {ID: "b"}}, Kinds: []comms.RecordKind{"goal", "goal"},
		Grants: []comms.Grant{{Audience: "a", Kind: "goal"}, {Audience: "a", Kind: "goal", Hide: []string{"x"}}, {Audience: "nobody", Kind: "goal"}, {Audience: "a", Kind: "salary"}}}
	want := []finding.Code{comms.CodeDuplicateID, comms.CodeNoID, comms.CodeNoAudience, comms.CodeNoRecordKind, comms.CodeSeesNothing}
	slices.Sort(want)
	if got := codes(p.Check()); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if hidden, ok := p.Sees("a", "goal"); !ok || !slices.Equal(hidden, []string{"x"}) {
		t.Error("of two grants the one that hides more counts:", hidden, ok)
	}
	if _, ok := p.Sees("a", "salary"); ok {
		t.Error("a kind that is not declared is seen")
	}
}

func TestInformedWhoMayNotSee(t *testing.T) {
	customer := comms.Party{Kind: comms.Group, ID: "customer"}
	gaps := comms.DefaultPolicy().Gaps([]comms.Informed{
		{Party: customer, Audience: comms.Customer, Kind: comms.KindPlan},
		{Party: customer, Audience: comms.Customer, Kind: comms.KindRisk},
		{Party: comms.Party{Kind: comms.Role, ID: "auditor"}, Audience: "audit", Kind: comms.KindGate},
	})
	if len(gaps) != 2 || !slices.Equal(codes(gaps), []finding.Code{comms.CodeGap}) || gaps[0].Subject.ID != "customer" || gaps[1].Subject.ID != "auditor" {
		t.Error(gaps)
	}
}

func TestShareLog(t *testing.T) {
	policy := comms.DefaultPolicy()
	goal := comms.ViewRow{Kind: comms.KindGoal, Ref: finding.Ref{Kind: "goal", ID: "G1"}, Version: "3"}
	d, _, _ := policy.Next(comms.Cursor{Audience: comms.Customer}, comms.View{}, view(t, goal), monday, monday)
	items := d.SharedItems()
	if !slices.Equal(items, []comms.SharedItem{{Kind: comms.KindGoal, Ref: goal.Ref, Version: "3"}}) {
		t.Fatal(items)
	}
	log := []comms.Share{
		{ID: "S1", At: monday, By: "li", Audience: comms.Customer, Items: items},
		{ID: "S2", At: monday, By: "li", Audience: comms.Member, Items: []comms.SharedItem{{Kind: comms.KindRisk, Ref: finding.Ref{Kind: "risk", ID: "R1"}}}},
	}
	if found := policy.CheckShares(log); len(found) > 0 {
		t.Error(found)
	}
	if got := comms.SharedWith(log, comms.Member); len(got) != 1 || got[0].ID != "S2" {
		t.Error(got)
	}
	if got := comms.SharedAbout(log, goal.Ref); len(got) != 1 || got[0].ID != "S1" {
		t.Error(got)
	}
	log[0].Items = []comms.SharedItem{{Kind: comms.KindRisk}, {Kind: comms.KindRisk}}
	found := policy.CheckShares(append(log, comms.Share{ID: "S2"}))
	want := []finding.Code{comms.CodeDuplicateID, comms.CodeShareIncomplete, comms.CodeSharedHidden}
	slices.Sort(want)
	if !slices.Equal(codes(found), want) || len(found) != 5 {
		t.Error(found)
	}
}
