package lifecycle

import (
	"errors"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

func day(d int) time.Time { return time.Date(2026, 3, d, 12, 0, 0, 0, time.UTC) }

// twoTimes is a history in which what happened was written down later.
//
//	happened  written
//	March 2   March 2   started
//	March 5   March 9   moved to planning
//	March 3   March 10  measured: 4 changes open
//	March 12  March 12  moved to execution
//	March 11  March 13  measured: 7 changes open
//	March 3   March 14  measured again: it had been 5
func twoTimes(t *testing.T) []Entry {
	t.Helper()
	def := SalesProject()
	p := newPlay(t, def)
	var list []Entry
	s := State{}
	do := func(written int, cmd Command, roles ...Role) {
		t.Helper()
		p.now = day(written)
		entries, refusal := Decide(def, s, cmd, p.input(roles...))
		if refusal != nil {
			t.Fatal(refusal)
		}
		s = Apply(s, entries[0])
		p.state = s
		list = append(list, entries...)
	}
	at := func(d int) Header {
		h := p.by("pm")
		h.At = day(d)
		return h
	}
	changes := func(n int64, d int) []Fact {
		return []Fact{{Name: FactChangesOpen, Value: finding.Number(n, ""), At: day(d)}}
	}
	do(2, StartProject{Header: at(2), Definition: SalesProjectID})
	do(9, RequestMove{Header: at(5), To: PhasePlanning}, RoleManager)
	do(10, RecordFacts{at(3), changes(4, 3)}, RoleManager)
	boss := at(12)
	boss.Actor = "boss"
	p.now = day(12)
	do(12, Approve{Header: boss, Move: MoveStartExecution, Role: RoleSponsor, Evidence: p.evidence(MoveStartExecution)}, RoleSponsor)
	do(12, RequestMove{Header: at(12), To: PhaseExecution}, RoleManager)
	do(13, RecordFacts{at(13), changes(7, 11)}, RoleManager)
	do(14, RecordFacts{at(14), changes(5, 3)}, RoleManager)
	return list
}

func TestAsOf(t *testing.T) {
	list := twoTimes(t)
	none := time.Time{}
	cases := []struct {
		effective, known time.Time
		phase            PhaseID
		changes          string // "" for not known
	}{
		{none, none, PhaseExecution, "7"},
		{day(1), none, "", ""},
		{day(2), none, PhaseInitiation, ""},
		{day(3), none, PhaseInitiation, "5"}, // as is known today, it was 5
		{day(4), day(9), PhaseInitiation, ""},
		{day(4), day(10), PhaseInitiation, "4"}, // as was believed on the 10th
		{day(4), day(13), PhaseInitiation, "4"},
		{day(4), day(14), PhaseInitiation, "5"},
		{day(6), none, PhasePlanning, "5"},
		{day(6), day(8), PhaseInitiation, ""}, // the move was not written down yet
		{day(6), day(6), PhaseInitiation, ""},
		{day(11), day(12), PhasePlanning, "4"},
		{day(11), day(13), PhasePlanning, "7"},
		{day(12), day(12), PhaseExecution, "4"},
		{none, day(13), PhaseExecution, "7"},
		{none, day(1), "", ""},
	}
	for _, c := range cases {
		s, err := AsOf(sure(list), c.effective, c.known)
		if err != nil {
			t.Fatal(err)
		}
		fact, ok := s.Facts().Lookup(FactChangesOpen)
		got := ""
		if ok {
			got = fact.Value.Plain()
		}
		if s.Phase != c.phase || got != c.changes {
			t.Errorf("as of %v, known %v: %q, %q changes, want %q, %q", c.effective, c.known, s.Phase, got, c.phase, c.changes)
		}
	}
	broken := errors.New("disk")
	if _, err := AsOf(func(yield func(Entry, error) bool) { yield(Entry{}, broken) }, none, none); err != broken {
		t.Errorf("an error of the log: %v", err)
	}
}

// TestAsOfCutsACommandInTwo: of facts recorded together each counts from its
// own time.
func TestAsOfCutsACommandInTwo(t *testing.T) {
	p := newPlay(t, SalesProject())
	p.start()
	p.now = day(9)
	fact := func(name FactName, d int) Fact { return Fact{Name: name, Value: finding.Number(1, ""), At: day(d)} }
	p.do(RecordFacts{p.by("pm"), []Fact{fact(FactChangesOpen, 4), fact(FactOpenItems, 6), fact(FactGoalsBlocking, 8)}}, RoleManager)
	for d, want := range map[int]int{3: 0, 4: 1, 5: 1, 6: 2, 7: 2, 8: 3} {
		s, err := AsOf(sure(p.entries), day(d), time.Time{})
		if err != nil || s.Facts().Len() != want {
			t.Errorf("on March %d: %d facts, %v, want %d", d, s.Facts().Len(), err, want)
		}
	}
}

// TestAsOfWithoutLimitsIsReplay and leaves the entries as they were.
func TestAsOfWithoutLimitsIsReplay(t *testing.T) {
	list := twoTimes(t)
	before := form(t, list[5].Body)
	all, err := AsOf(sure(list), time.Time{}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	want, err := Replay(sure(list))
	if err != nil || form(t, all) != form(t, want) {
		t.Errorf("got %s, want %s, %v", form(t, all), form(t, want), err)
	}
	if _, err := AsOf(sure(list), day(10), time.Time{}); err != nil || form(t, list[5].Body) != before {
		t.Error("looking back changed an entry")
	}
}
