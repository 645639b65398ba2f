package lifecycle

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// TestPathTellsWhoAndWhen follows a project through every kind of move.
func TestPathTellsWhoAndWhen(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhaseExecution)
	p.do(RequestMove{Header: p.by("pm"), To: PhasePlanning}, RoleManager)
	p.do(Suspend{Header: p.by("pm")}, RoleManager)
	p.approve(MoveCancelProject)
	p.do(Cancel{Header: p.by("pm")}, RoleManager)
	p.do(Close{Header: p.by("pm"), Outcome: Cancelled}, RoleManager)
	p.approve(MoveReopenProject)
	p.do(Reopen{Header: p.by("pm")}, RoleManager)
	want := []Passage{
		{Version: 1, To: PhaseInitiation, Standing: Active, Round: 1},
		{Version: 2, Move: MoveStartPlanning, Kind: MoveForward, From: PhaseInitiation, To: PhasePlanning, Standing: Active, Gate: GatePlanning, Round: 1},
		{Version: 4, Move: MoveStartExecution, Kind: MoveForward, From: PhasePlanning, To: PhaseExecution, Standing: Active, Gate: GateExecution, Round: 1},
		{Version: 5, Move: MoveReworkPlan, Kind: MoveRework, From: PhaseExecution, To: PhasePlanning, Standing: Active, Round: 2},
		{Version: 6, Move: MoveSuspendProject, Kind: MoveSuspend, From: PhasePlanning, To: PhasePlanning, Standing: Suspended, Round: 2},
		{Version: 8, Move: MoveCancelProject, Kind: MoveCancel, From: PhasePlanning, To: PhaseClosing, Standing: Active, Gate: GateCancel, Round: 2},
		{Version: 9, Move: MoveCloseProject, Kind: MoveClose, From: PhaseClosing, To: PhaseClosing, Standing: Closed, Gate: GateClosed, Round: 2},
		{Version: 11, Move: MoveReopenProject, Kind: MoveReopen, From: PhaseClosing, To: PhasePlanning, Standing: Active, Gate: GateReopen, Round: 3},
	}
	path := p.state.Path()
	if len(path) != len(want) {
		t.Fatalf("got %d passages: %v", len(path), path)
	}
	for i := range want {
		e := p.entries[want[i].Version-1]
		want[i].Actor, want[i].At, want[i].Recorded = "pm", e.At, e.Recorded
		if path[i] != want[i] {
			t.Errorf("passage %d is %+v, want %+v", i+1, path[i], want[i])
		}
	}
	if c := p.state.Closings(); len(c) != 1 || !c[0].Cancelled || c[0].Outcome != Cancelled || c[0].Reason != "because" || c[0].Version != 9 || p.state.Early {
		t.Errorf("closings %+v, early %v", c, p.state.Early)
	}
	if p.state.Times(MoveReworkPlan) != 1 || p.state.Times(MoveArchiveProject) != 0 {
		t.Error("moves are counted wrongly")
	}
}

func TestStateTimes(t *testing.T) {
	p := newPlay(t, SalesProject())
	p.start()
	started := p.now
	h := p.by("pm")
	h.At = started.Add(30 * time.Minute)
	p.do(RequestMove{Header: h, To: PhasePlanning}, RoleManager)
	if s := p.state; !s.Started.Equal(started) || !s.Since.Equal(h.At) || !s.Latest.Equal(h.At) {
		t.Errorf("started %v, since %v, latest %v", s.Started, s.Since, s.Latest)
	}
	p.do(AddNote{p.by("pm"), "x", finding.Ref{}})
	if !p.state.Latest.Equal(h.At) {
		t.Error("a note moved the sequence on")
	}
	p.do(Suspend{Header: p.by("pm")}, RoleManager)
	if s := p.state; !s.Since.Equal(h.At) || !s.Latest.Equal(p.now) || !s.PausedFrom.Equal(p.now) {
		t.Errorf("suspended: since %v, latest %v, paused from %v", s.Since, s.Latest, s.PausedFrom)
	}
	if e := p.entries[1]; !e.At.Equal(h.At) || !e.Recorded.Equal(started.Add(time.Hour)) {
		t.Errorf("the move took effect %v and was recorded %v", e.At, e.Recorded)
	}
}

// TestProposals lets somebody ask for approval, and another ask again.
func TestProposals(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhasePlanning)
	p.do(ProposeMove{p.by("pm"), MoveStartExecution}, RoleManager)
	p.do(ProposeMove{p.by("pm"), MoveCancelProject}, RoleManager)
	p.do(ProposeMove{p.by("deputy"), MoveStartExecution}, RoleManager)
	if got := p.state.Proposals(); len(got) != 2 || got[1].Actor != "deputy" || got[0].Move != MoveCancelProject {
		t.Errorf("proposals %+v", got)
	}
	proposed := p.entries[len(p.entries)-1].Body.(MoveProposed)
	if proposed.Evidence != p.evidence(MoveStartExecution) || proposed.Facts.Len() != 6 {
		t.Errorf("proposed on %s, %d facts", proposed.Evidence, proposed.Facts.Len())
	}
	cmd := Approve{Header: p.by("deputy"), Move: MoveStartExecution, Role: RoleSponsor, Evidence: p.evidence(MoveStartExecution)}
	_, refusal := p.try(cmd, RoleSponsor)
	if refusal == nil || !slices.Equal(codes(refusal.Findings), []finding.Code{CodeApprovalOwn}) {
		t.Errorf("the proposer approves: %v", refusal)
	}
	p.do(ProposeMove{p.by("pm"), MoveSuspendProject}, RoleManager)
	p.do(Suspend{Header: p.by("pm")}, RoleManager) // uses up its own proposal and no other
	p.do(Resume{Header: p.by("pm")}, RoleManager)
	if got := p.state.Proposals(); len(got) != 2 || got[1].Move != MoveStartExecution {
		t.Errorf("proposals after a pause %+v", got)
	}
	cmd.Header, cmd.Evidence = p.by("pm"), p.evidence(MoveStartExecution)
	p.do(cmd, RoleSponsor)
	_, refusal = p.try(RequestMove{Header: p.by("pm"), To: PhaseExecution}, RoleManager)
	if refusal == nil || refusal.Findings[0].Code != CodeApprovalMissing || refusal.Findings[1].Code != CodeApprovalOwn {
		t.Errorf("who requests it has approved it: %v", refusal)
	}
	if step := refusal.Steps[0]; step.Do != RemedyApprove || step.Count != 1 || !slices.Equal(step.Not, []ActorID{"pm", "deputy"}) || !slices.Equal(step.By, []Role{RoleSponsor}) {
		t.Errorf("step %+v", step)
	}
	p.do(RequestMove{Header: p.by("chief"), To: PhaseExecution}, RoleManager)
	if len(p.state.Proposals())+len(p.state.Approvals()) != 0 {
		t.Error("proposals or approvals outlast their phase")
	}
}

func TestStateJSON(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhaseExecution)
	p.do(Suspend{Header: p.by("pm")}, RoleManager)
	p.do(ProposeMove{p.by("pm"), MoveCancelProject}, RoleManager)
	p.approve(MoveCancelProject)
	p.do(AddNote{p.by("pm"), "备注", finding.Ref{Kind: "goal", ID: "g"}})
	p.do(AttachDocument{p.by("pm"), Document{URI: "x", Digest: "sha256:0"}})
	text := form(t, p.state)
	var back State
	if err := json.Unmarshal([]byte(text), &back); err != nil || form(t, back) != text {
		t.Fatalf("came back as %s, %v", form(t, back), err)
	}
	// A state that came back goes on as the one it was made of.
	for _, cmd := range []Command{Resume{Header: head("r", "pm")}, Cancel{Header: head("k", "pm")}} {
		in := p.input(RoleManager)
		a, refusedA := Decide(p.def, p.state, cmd, in)
		b, refusedB := Decide(p.def, back, cmd, in)
		if !reflect.DeepEqual(a, b) || !reflect.DeepEqual(refusedA, refusedB) || a == nil {
			t.Errorf("%s: %v and %v", cmd.Action(), refusedA, refusedB)
		}
	}
	for _, bad := range []string{`{}`, `{"schema":1}`, `[]`, strings.Replace(text, `"regions":[`, `"regions":[7,`, 1), strings.Replace(text, `"facts":[`, `"facts":[7,`, 1)} {
		if err := json.Unmarshal([]byte(bad), &back); err == nil {
			t.Errorf("%.40s was read", bad)
		}
	}
}

func TestRegions(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhaseExecution)
	got := slices.Collect(p.state.Regions().All())
	if len(got) != 1 || got[0] != (RegionState{PhaseMonitoring, true, StepMeasure}) {
		t.Errorf("got %v", got)
	}
	got[0].Running = false
	if r, _ := p.state.Regions().Lookup(PhaseMonitoring); !r.Running {
		t.Error("what was returned is shared")
	}
	if _, ok := p.state.Regions().Lookup(PhaseExecution); ok {
		t.Error("a delivery phase is no region")
	}
}

func TestFactsSet(t *testing.T) {
	at := func(d int, name FactName, n int64) Fact {
		return Fact{Name: name, Value: finding.Number(n, ""), At: day(d)}
	}
	f := NewFacts(at(2, "b", 1), at(1, "a", 2), at(3, "b", 3), at(3, "b", 4), at(1, "b", 5), at(1, "c", 6))
	var got []int64
	for fact := range f.All() {
		n, _ := fact.Value.Rat()
		got = append(got, n.Num().Int64())
		if len(got) == 3 {
			break
		}
	}
	if !slices.Equal(got, []int64{2, 4, 6}) || f.Len() != 3 || f.IsZero() {
		t.Errorf("got %v", got)
	}
	for name, want := range map[FactName]bool{"a": true, "b": true, "c": true, "": false, "aa": false, "d": false} {
		if fact, ok := f.Lookup(name); ok != want || ok && fact.Name != name {
			t.Errorf("%q: %v, %v", name, fact, ok)
		}
	}
	both := f.with(NewFacts(at(4, "a", 7), at(2, "b", 8), at(1, "c", 9), at(1, "d", 10)))
	if text := form(t, both); strings.Count(text, `"name"`) != 4 {
		t.Errorf("got %s", text)
	}
	for name, want := range map[FactName]string{"a": "7", "b": "4", "c": "9", "d": "10"} {
		if fact, _ := both.Lookup(name); fact.Value.Plain() != want {
			t.Errorf("%s is %v, want %s", name, fact.Value, want)
		}
	}
	if f.same(both) || !f.same(NewFacts(at(9, "a", 2), at(9, "b", 4), at(9, "c", 6))) || f.same(NewFacts(at(1, "a", 2), at(3, "b", 4), at(1, "x", 6))) {
		t.Error("sets are compared wrongly")
	}
	if form(t, Facts{}) != "[]" || !NewFacts().IsZero() {
		t.Error("the empty set")
	}
}

// TestOrderOfFactsIsNoMatter shuffles what the host says.
func TestOrderOfFactsIsNoMatter(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhasePlanning)
	list := slices.Collect(p.input().Facts.All())
	want := form(t, Choices(p.def, p.state, p.input(RoleManager)))
	for range 10 {
		list = append(list[3:], list[:3]...)
		in := p.input(RoleManager)
		in.Facts = NewFacts(list...)
		if got := form(t, Choices(p.def, p.state, in)); got != want {
			t.Fatalf("got %s\nwant %s", got, want)
		}
	}
}

// TestApplyTakesAnything folds every kind of entry into every kind of state.
func TestApplyTakesAnything(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhaseExecution)
	closed := newPlay(t, SalesProject()).to(PhaseClosing)
	closed.do(Close{Header: closed.by("pm"), Outcome: Missed}, RoleManager)
	bodies := []Body{
		nil, Unread{}, Unread{"lifecycle.x", 9}, ProjectStarted{}, MoveTaken{}, MoveTaken{Kind: "odd", Standing: "odd", Round: -1}, StepTaken{"x", "y", "z"},
		MoveProposed{}, MoveApproved{}, ApprovalWithdrawn{}, FactsRecorded{}, NoteAdded{}, DocumentAttached{}, TimeCorrected{}, TimeCorrected{Entry: 2, To: day(1)}, Migrated{}, Migrated{Mapping: Mapping{Facts: map[FactName]FactName{FactChangesOpen: ""}}}, SubjectErased{}, MoveTaken{Kind: MoveClose}, MoveTaken{Kind: MoveSuspend, Standing: Suspended},
	}
	for _, s := range []State{{}, p.state, closed.state} {
		for _, b := range bodies {
			before := form(t, s)
			after := Apply(s, Entry{Command: "c", Body: b})
			if after.Version != s.Version+1 || form(t, s) != before {
				t.Errorf("%T: version %d after %d", b, after.Version, s.Version)
			}
			if again := Apply(s, Entry{Command: "c", Body: b}); form(t, again) != form(t, after) {
				t.Errorf("%T: applied twice it gives two states", b)
			}
			var back State
			if err := json.Unmarshal([]byte(form(t, after)), &back); err != nil {
				t.Errorf("%T: %v", b, err)
			}
		}
	}
}

func TestBodiesNameTheirType(t *testing.T) {
	seen := map[EventType]bool{}
	for _, b := range []Body{
		ProjectStarted{}, MoveTaken{}, StepTaken{}, MoveProposed{}, MoveApproved{}, ApprovalWithdrawn{}, FactsRecorded{}, NoteAdded{}, DocumentAttached{}, TimeCorrected{}, SubjectErased{}, Migrated{},
	} {
		kind, ok := kindOf(b.EventType())
		if !ok || seen[b.EventType()] || !b.EventType().ours() {
			t.Fatalf("%T is of type %q", b, b.EventType())
		}
		seen[b.EventType()] = true
		if got, err := kind.read(1, []byte(`{}`)); err != nil || reflect.TypeOf(got) != reflect.TypeOf(b) {
			t.Errorf("%T is read as %T, %v", b, got, err)
		}
	}
}

// TestCommandsNameTheirAction wants each command to be told apart, and its
// content to depend on all of it.
func TestCommandsNameTheirAction(t *testing.T) {
	h := Header{ID: "c", Actor: "a"}
	commands := []Command{
		StartProject{Header: h}, RequestMove{Header: h}, RequestStep{Header: h}, ProposeMove{Header: h}, Approve{Header: h}, WithdrawApproval{Header: h},
		RecordFacts{Header: h}, Suspend{Header: h}, Resume{Header: h}, Cancel{Header: h}, Close{Header: h}, Archive{Header: h}, Reopen{Header: h}, AddNote{Header: h}, AttachDocument{Header: h}, CorrectTime{Header: h}, EraseSubject{Header: h}, Migrate{Header: h},
	}
	seen := map[Action]bool{}
	contents := map[Digest]Action{}
	for _, cmd := range commands {
		if seen[cmd.Action()] || cmd.Head() != h {
			t.Errorf("%T is %q", cmd, cmd.Action())
		}
		seen[cmd.Action()] = true
		content, err := contentOf(cmd)
		if err != nil || contents[content] != "" {
			t.Errorf("%T: content as of %s, %v", cmd, contents[content], err)
		}
		contents[content] = cmd.Action()
	}
	base := RequestMove{Header: h, To: "x"}
	for _, other := range []RequestMove{
		{Header: Header{ID: "d", Actor: "a"}, To: "x"}, {Header: Header{ID: "c", Actor: "b"}, To: "x"}, {Header: Header{ID: "c", Actor: "a", Reason: "r"}, To: "x"},
		{Header: Header{ID: "c", Actor: "a", Seen: 1}, To: "x"}, {Header: Header{ID: "c", Actor: "a", At: day(2)}, To: "x"}, {Header: h, To: "y"}, {Header: h, Move: "x"},
	} {
		a, _ := contentOf(base)
		b, _ := contentOf(other)
		if a == b {
			t.Errorf("%+v has the content of %+v", other, base)
		}
	}
	if _, err := contentOf(AddNote{Header: Header{At: time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC)}}); err == nil || errors.Is(err, ErrInvalid) {
		t.Errorf("a time that cannot be written: %v", err)
	}
}
