package comms_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Each entry of a history, one after the other, and the rows in which a digest
// tells of it. Rows that every move changes are left out.
func TestEveryKindOfEntryIsTold(t *testing.T) {
	at := func(days int) time.Time { return monday.AddDate(0, 0, days) }
	condition := lifecycle.AgreedCondition{Condition: lifecycle.Condition{ID: "c1", Text: "hire two", Owner: "wu", Due: at(30)}}
	var s lifecycle.State
	told := 0
	for n, c := range []struct {
		body lifecycle.Body
		want string // part of a line of the digest
	}{
		{lifecycle.ProjectStarted{Definition: lifecycle.DefinitionRef{ID: "plain"}, Phase: "work"}, "added project p: definition early phase round since standing started"},
		{lifecycle.MoveTaken{Move: "go_on", Kind: lifecycle.MoveForward, Gate: "g1", From: "work", To: "test", Standing: lifecycle.Active, Round: 1,
			Terms: &lifecycle.Terms{Verdict: lifecycle.VerdictGoConditions, Conditions: []lifecycle.AgreedCondition{condition}}}, "added move 2: actor at from move round to"},
		{lifecycle.ConditionFulfilled{Condition: "c1"}, "changed condition c1: ended status"},
		{lifecycle.MoveApproved{Move: "close", Role: "sponsor"}, "added approval close/sponsor/2026-03-05T09:00:00Z: actor at move role"},
		{lifecycle.GateDecided{Gate: "g2", Move: "close", Verdict: lifecycle.VerdictHold, Phase: "test", Round: 1, Until: at(20)}, "added decision 5: actor at gate move reason until verdict"},
		{lifecycle.ObjectionRaised{Move: "close", Role: "legal"}, "added objection 6: actor at move reason role"},
		{lifecycle.OverrideGiven{Move: "close", Gate: "g2", Until: at(20)}, "added override 7: actor at reason uses"},
		{lifecycle.RoleDelegated{To: "wu", Role: "sponsor", From: at(1), Until: at(9)}, "added delegation c8: by from role to until"},
		{lifecycle.DelegationRevoked{Delegation: "c8"}, "changed delegation c8: revoked"},
		{lifecycle.ItemRaised{Item: "i1", Kind: "task", Title: "clean up"}, "added item i1: actor at kind title"},
		{lifecycle.ItemDisposed{Item: "i1", Disposal: "dropped"}, "changed item i1: disposal reason"},
		{lifecycle.WindowsSet{Windows: []lifecycle.PhaseWindow{{Phase: "test", PlannedStart: at(1), PlannedFinish: at(9)}}}, "added window test: planned_finish planned_start"},
		{lifecycle.FactsRecorded{Facts: lifecycle.NewFacts(lifecycle.Fact{Name: "orders.open", Value: finding.Number(3, ""), At: at(1), Source: "crm"})}, "added fact orders.open: at source value"},
		{lifecycle.DocumentAttached{Document: lifecycle.Document{URI: "d/1", Title: "Plan", Class: "plan"}}, "added document d/1: actor at class title"},
		{lifecycle.NoteAdded{Text: "hello", About: finding.Ref{Kind: "task", ID: "T1"}}, "added remark 15: about actor at text"},
		{lifecycle.MoveTaken{Move: "close", Kind: lifecycle.MoveClose, From: "test", To: "test", Standing: lifecycle.Closed, Round: 1, Outcome: lifecycle.Attained}, "added closing 16: actor at cancelled outcome reason"},
	} {
		before := comms.ViewOf("p", s)
		s = lifecycle.Apply(s, lifecycle.Entry{Command: lifecycle.CommandID("c" + string(rune('1'+n))), Actor: "li", At: at(n), Recorded: at(n), Reason: "agreed", Version: lifecycle.Version(n + 1), Body: c.body})
		got := lines(comms.Difference(before, comms.ViewOf("p", s)))
		if !slices.ContainsFunc(got, func(line string) bool { return strings.Contains(line, c.want) }) {
			t.Errorf("%T: got %q, want %q", c.body, got, c.want)
		}
		told += len(got)
	}
	if told < 15 {
		t.Errorf("%d changes told", told)
	}
	customer := rowsText(comms.DefaultPolicy().Filter(comms.ViewOf("p", s), comms.Customer))
	if strings.Contains(customer, "hello") || strings.Contains(customer, "orders.open") || !strings.Contains(customer, "d/1") {
		t.Error("the customer sees", customer)
	}
}

// A view gives copies away and keeps a copy of what it is made of.
func TestViewIsImmutable(t *testing.T) {
	fields := []comms.ViewField{{Name: "due", Value: finding.Date("2026-05-01")}, {Name: "owner", Value: finding.Text("wu")}}
	rows := []comms.ViewRow{{Kind: comms.KindGoal, Ref: finding.Ref{Kind: "goal", ID: "G1"}, Fields: fields}, {Kind: comms.KindBudget, Ref: finding.Ref{Kind: "budget", ID: "p"}}}
	v := view(t, rows...)
	was := v.Fingerprint()
	fields[0].Value, rows[1].Version = finding.Text("changed"), "9"
	for r := range v.All() {
		for i := range r.Fields {
			r.Fields[i].Name = "changed"
		}
	}
	d := comms.Difference(comms.View{}, v)
	for i := range d.Changes {
		for n := range d.Changes[i].Fields {
			d.Changes[i].Fields[n].Name = "changed"
		}
	}
	hiding := comms.Policy{Circles: []comms.Circle{{ID: "guest"}}, Kinds: comms.RecordKinds(), Grants: []comms.Grant{{Audience: "guest", Kind: comms.KindGoal, Hide: []string{"owner"}}}}
	if seen := hiding.Filter(v, "guest"); seen.Len() != 1 || v.Len() != 2 {
		t.Error(rowsText(seen))
	}
	if v.Fingerprint() != was {
		t.Error("the view was written to:", rowsText(v))
	}
	stopped := 0
	for range v.All() {
		stopped++
		break
	}
	if stopped != 1 {
		t.Error("a loop over a view cannot be left")
	}
}

// Two entries of one version, as of a damaged history, stay two rows.
func TestRowsOfOneReferenceStayApart(t *testing.T) {
	var s lifecycle.State
	for range 3 {
		s = lifecycle.Apply(s, lifecycle.Entry{Actor: "li", At: monday, Recorded: monday, Version: 7, Body: lifecycle.NoteAdded{Text: "x"}})
	}
	var ids []string
	for r := range comms.ViewOf("p", s).All() {
		if r.Kind == comms.KindRemark {
			ids = append(ids, r.Ref.ID)
		}
	}
	if want := []string{"7", "7#2", "7#3"}; !slices.Equal(ids, want) {
		t.Errorf("%v, want %v", ids, want)
	}
}
