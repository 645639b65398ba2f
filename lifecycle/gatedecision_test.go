package lifecycle

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// gatedSpec is a project with one gate that has everything: a firm criterion,
// a conditional one, two roles that approve, a veto, deciders and overrides.
func gatedSpec() Spec {
	plan, build := []PhaseID{"plan"}, []PhaseID{"build"}
	both := []PhaseID{"plan", "build"}
	return Spec{
		ID: "gated", Version: 1, Start: "plan",
		Roles: []Role{"lead", "board", "owner", "legal", "chief"},
		Phases: []Phase{
			{ID: "plan", Kind: DeliveryPhase}, {ID: "build", Kind: DeliveryPhase},
			{ID: "watch", Kind: ControlPhase, Beside: both, Steps: []PhaseStep{{"look", []StepID{"act"}}, {"act", []StepID{"look"}}}},
		},
		Facts: []FactSpec{{Name: "scope.agreed", Kind: "bool"}, {Name: "permit.days", Kind: "number", Unit: "d", By: []Role{"legal"}}},
		Gates: []Gate{{
			ID: "g", NotProposer: true, Deciders: []Role{"board"}, Override: []Role{"chief"}, OverrideVeto: true,
			Criteria: []Criterion{
				{Fact: "scope.agreed", Op: OpEqual, Want: finding.Bool(true)},
				{Fact: "permit.days", Op: OpAtMost, Want: finding.Number(10, "d"), Conditional: true},
			},
			Approvals: []Quorum{{Role: "owner", Count: 1, ValidMin: 600}, {Role: "legal", Veto: true}},
		}, {ID: "cancel_gate", Approvals: []Quorum{{Role: "chief", Count: 1}}}},
		Moves: []Move{
			{ID: "start_build", Kind: MoveForward, From: plan, To: "build", Gate: "g", By: []Role{"lead"}},
			{ID: "back", Kind: MoveRework, From: build, To: "plan", By: []Role{"lead"}},
			{ID: "halt", Kind: MoveSuspend, From: both, By: []Role{"lead"}},
			{ID: "resume", Kind: MoveResume, From: both, By: []Role{"lead"}},
			{ID: "cancel", Kind: MoveCancel, From: both, To: "build", Gate: "cancel_gate", By: []Role{"lead"}},
			{ID: "close", Kind: MoveClose, From: build, By: []Role{"lead"}},
			{ID: "archive", Kind: MoveArchive, From: build, By: []Role{"lead"}},
		},
	}
}

// atGate returns a gated project in planning with the owner's approval on the
// facts given: the scope is agreed and the permit takes so many days.
func atGate(t *testing.T, change func(*Spec), days int64) *play {
	t.Helper()
	spec := gatedSpec()
	if change != nil {
		change(&spec)
	}
	p := newPlay(t, mustDefine(t, spec))
	p.facts["permit.days"] = finding.Number(days, "d")
	p.start()
	p.do(Approve{Header: p.by("olga"), Move: "start_build", Role: "owner", Evidence: p.evidence("start_build")}, "owner")
	return p
}

func (p *play) decide(v Verdict, change func(*DecideGate)) DecideGate {
	c := DecideGate{Header: p.by("bea"), Move: "start_build", Verdict: v}
	if change != nil {
		change(&c)
	}
	return c
}

// permitBy is the condition that the permit comes in time.
func (p *play) permitBy(hours int, miss OnMiss) func(*DecideGate) {
	return func(c *DecideGate) {
		c.Conditions = []Condition{{ID: "k1", Fact: "permit.days", Owner: "lena", Due: p.now.Add(time.Duration(hours) * time.Hour), OnMiss: miss}}
	}
}

// TestOutcomesOfAGate is the table of all outcomes: what each does to the
// project, and what of it is left on record.
func TestOutcomesOfAGate(t *testing.T) {
	later := time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	cases := []struct {
		verdict   Verdict
		days      int64
		change    func(*play) func(*DecideGate)
		types     string // of the entries
		phase     PhaseID
		standing  Standing
		approvals int
	}{
		{VerdictGo, 5, nil, "move_taken", "build", Active, 0},
		{VerdictGoConditions, 40, func(p *play) func(*DecideGate) { return p.permitBy(100, MissHolds) }, "move_taken", "build", Active, 0},
		{VerdictRecycle, 40, nil, "gate_decided", "plan", Active, 1}, // the chief's, of another move
		{VerdictHold, 40, func(*play) func(*DecideGate) { return func(c *DecideGate) { c.Until = later } }, "gate_decided move_taken", "plan", Suspended, 1},
		{VerdictStop, 40, nil, "gate_decided move_taken", "build", Active, 0},
	}
	for _, c := range cases {
		t.Run(string(c.verdict), func(t *testing.T) {
			p := atGate(t, nil, c.days)
			p.do(Approve{Header: p.by("carl"), Move: "cancel", Role: "chief", Evidence: p.evidence("cancel")}, "chief")
			p.do(ProposeMove{Header: p.by("pm"), Move: "start_build"}, "lead")
			var change func(*DecideGate)
			if c.change != nil {
				change = c.change(p)
			}
			entries := p.do(p.decide(c.verdict, change), "board")
			var types []string
			for _, e := range entries {
				types = append(types, strings.TrimPrefix(string(e.Body.EventType()), "lifecycle."))
				if e.Command != entries[0].Command || e.Reason != "because" || e.Actor != "bea" {
					t.Errorf("entry %+v", e)
				}
			}
			s := p.state
			if got := strings.Join(types, " "); got != c.types || s.Phase != c.phase || s.Standing != c.standing {
				t.Errorf("entries %s, phase %s, standing %q", got, s.Phase, s.Standing)
			}
			left := 0
			for _, a := range s.Approvals() {
				if a.Move == "start_build" && c.verdict != VerdictHold {
					t.Errorf("the approval of %s is left", a.Move)
				}
				if a.Move == "cancel" {
					left++
				}
			}
			if left != c.approvals || s.Early != (c.verdict == VerdictStop) || s.Round != 1 {
				t.Errorf("%d approvals left, early %v, round %d", left, s.Early, s.Round)
			}
			checkDecision(t, s, c.verdict, c.days)
		})
	}
}

// checkDecision checks the record of the first decision at gate g.
func checkDecision(t *testing.T, s State, verdict Verdict, days int64) {
	t.Helper()
	d := s.Decisions()[0]
	permit, _ := d.Facts.Lookup("permit.days")
	if d.Gate != "g" || d.Move != "start_build" || d.Verdict != verdict || d.Phase != "plan" || d.Actor != "bea" || d.Reason != "because" || d.Round != 1 {
		t.Errorf("decision %+v", d)
	}
	if permit.Value != finding.Number(days, "d") || len(d.Approvals) != 1 || d.Approvals[0].Actor != "olga" {
		t.Errorf("decided on %v, signed by %v", permit, d.Approvals)
	}
	if want := verdict == VerdictGoConditions; (len(d.Conditions) == 1) != want {
		t.Errorf("conditions %v", d.Conditions)
	}
	if n := s.Recycles("g"); (n == 1) != (verdict == VerdictRecycle) {
		t.Errorf("%d recycles", n)
	}
}

func TestRequestingAMoveIsAGo(t *testing.T) {
	p := atGate(t, nil, 5)
	if _, no := p.try(RequestMove{Header: p.by("pm"), Move: "start_build"}, "lead"); no == nil || codes(no.Findings)[0] != CodeRoleMissing {
		t.Fatalf("the gate names deciders, and the lead got %v", no)
	}
	p.do(RequestMove{Header: p.by("bea"), Move: "start_build"}, "board")
	list := p.state.Decisions()
	if len(list) != 1 || list[0].Verdict != VerdictGo || p.state.Phase != "build" {
		t.Errorf("decisions %+v", list)
	}
	if p.do(RequestMove{Header: p.by("pm"), Move: "back"}, "lead"); len(p.state.Decisions()) != 1 || p.state.Recycles("g") != 0 {
		t.Error("a move without a gate counts as a decision")
	}
}

// TestRefusedDecisions is one refusal for each thing that can be wrong.
func TestRefusedDecisions(t *testing.T) {
	due := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	good := Condition{ID: "k", Fact: "permit.days", Owner: "lena", Due: due, OnMiss: MissHolds}
	with := func(change func(*Condition)) func(*DecideGate) {
		return func(c *DecideGate) { k := good; change(&k); c.Conditions = []Condition{k} }
	}
	cases := []struct {
		name    string
		verdict Verdict
		change  func(*DecideGate)
		want    []finding.Code
	}{
		{"no such verdict", "maybe", nil, []finding.Code{CodeGateVerdict}},
		{"no move", VerdictGo, func(c *DecideGate) { c.Move = "" }, []finding.Code{CodeCommandNoTarget}},
		{"unknown move", VerdictGo, func(c *DecideGate) { c.Move = "fly" }, []finding.Code{CodeMoveUnknown}},
		{"a closing is no go", VerdictGo, func(c *DecideGate) { c.Move = "close" }, []finding.Code{CodeMoveUnknown}},
		{"no gate", VerdictGo, func(c *DecideGate) { c.Move = "back" }, []finding.Code{CodeGateNone}},
		{"go though unmet", VerdictGo, nil, []finding.Code{CodeFactTooHigh}},
		{"other evidence", VerdictRecycle, func(c *DecideGate) { c.Evidence = "sha256:0" }, []finding.Code{CodeEvidenceChanged}},
		{"conditions of a go", VerdictGo, func(c *DecideGate) { c.Conditions = []Condition{good} }, []finding.Code{CodeGateNotHere}},
		{"no conditions", VerdictGoConditions, nil, []finding.Code{CodeGateNoConditions, CodeFactTooHigh}},
		{"not the unmet one", VerdictGoConditions, with(func(k *Condition) { k.Fact, k.Text = "", "a duty" }), []finding.Code{CodeFactTooHigh}},
		{"a firm criterion", VerdictGoConditions, with(func(k *Condition) { k.Fact = "scope.agreed" }), []finding.Code{CodeCommandUnknownName, CodeFactTooHigh}},
		{"too many", VerdictGoConditions, func(c *DecideGate) { c.Conditions = make([]Condition, maxConditions+1) }, []finding.Code{CodeCommandBadLength, CodeFactTooHigh}},
		{"the same id twice", VerdictGoConditions, func(c *DecideGate) { c.Conditions = []Condition{good, good} }, []finding.Code{CodeConditionTaken}},
		{"nothing to do", VerdictGoConditions, func(c *DecideGate) {
			c.Conditions = []Condition{good, {ID: "e", Owner: "x", Due: due, OnMiss: MissHolds}}
		}, []finding.Code{CodeConditionEmpty}},
		{"nobody", VerdictGoConditions, with(func(k *Condition) { k.ID, k.Owner = "", "" }), []finding.Code{CodeCommandBadID, CodeCommandBadID}},
		{"due in the past", VerdictGoConditions, with(func(k *Condition) { k.Due = due.AddDate(-1, 0, 0) }), []finding.Code{CodeCommandBadSpan}},
		{"never due", VerdictGoConditions, with(func(k *Condition) { k.Due = time.Time{} }), []finding.Code{CodeCommandBadSpan}},
		{"due in year 10000", VerdictGoConditions, with(func(k *Condition) { k.Due = due.AddDate(8000, 0, 0) }), []finding.Code{CodeCommandBadTime}},
		{"no consequence", VerdictGoConditions, with(func(k *Condition) { k.OnMiss = "" }), []finding.Code{CodeCommandUnknownName}},
		{"a long text", VerdictGoConditions, with(func(k *Condition) { k.Text = strings.Repeat("x", maxShortText+1) }), []finding.Code{CodeCommandBadLength}},
		{"recycle without a reason", VerdictRecycle, func(c *DecideGate) { c.Reason = "" }, []finding.Code{CodeMoveNoReason}},
		{"hold without a date", VerdictHold, nil, []finding.Code{CodeCommandBadSpan}},
		{"a date for a recycle", VerdictRecycle, func(c *DecideGate) { c.Until = due }, []finding.Code{CodeGateNotHere}},
		{"stop without the chief", VerdictStop, nil, []finding.Code{CodeApprovalMissing}},
		{"before what came earlier", VerdictRecycle, func(c *DecideGate) { c.At = due.AddDate(-1, 0, 0) }, []finding.Code{CodeCommandOutOfSequence}},
	}
	for _, c := range cases {
		p := atGate(t, nil, 40)
		before := form(t, p.state)
		cmd := p.decide(c.verdict, c.change)
		_, no := p.try(cmd, "board")
		if no == nil {
			t.Errorf("%s: permitted", c.name)
			continue
		}
		got := codes(no.Findings)
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) || form(t, p.state) != before {
			t.Errorf("%s: got %v, want %v", c.name, no, c.want)
		}
		if _, no := p.try(cmd, "lead"); no == nil {
			t.Errorf("%s: the lead decided", c.name)
		}
	}
}

func TestHoldAndLookAgain(t *testing.T) {
	p := atGate(t, nil, 40)
	until := p.now.Add(48 * time.Hour)
	p.do(p.decide(VerdictHold, func(c *DecideGate) { c.Until = until }), "board")
	if at, held := p.state.LookAgain(); !held || !at.Equal(until) {
		t.Fatalf("look again at %v, %v", at, held)
	}
	for now, want := range map[time.Time]int{until: 0, until.Add(time.Microsecond): 1} {
		if found := Exceptions(p.state, now); len(found) != want {
			t.Errorf("at %v: %v", now, found)
		}
	}
	p.now = until.Add(time.Hour)
	_, no := p.try(RequestMove{Header: p.by("bea"), Move: "start_build"}, "board")
	if no == nil || !slices.ContainsFunc(no.Findings, func(f finding.Finding) bool { return f.Code == CodeReviewOverdue && f.Severity == finding.Warn }) {
		t.Errorf("no warning: %v", no)
	}
	p.do(Resume{Header: p.by("pm")}, "lead")
	if at, held := p.state.LookAgain(); held || len(Exceptions(p.state, p.now.AddDate(1, 0, 0))) > 0 {
		t.Errorf("still held until %v", at)
	}
	p.do(Suspend{Header: p.by("pm")}, "lead") // for another cause
	if at, held := p.state.LookAgain(); held {
		t.Errorf("held until %v", at)
	}
}

// TestHoldNeedsOneMove takes the suspending move away, and adds a second.
func TestHoldNeedsOneMove(t *testing.T) {
	for want, change := range map[finding.Code]func(*Spec){
		CodeMoveUnknown: func(s *Spec) {
			s.Moves = slices.DeleteFunc(s.Moves, func(m Move) bool { return m.Kind == MoveSuspend })
		},
		CodeMoveAmbiguous: func(s *Spec) {
			s.Moves = append(s.Moves, Move{ID: "halt_too", Kind: MoveSuspend, From: []PhaseID{"plan"}, By: []Role{"lead"}})
		},
	} {
		p := atGate(t, change, 40)
		_, no := p.try(p.decide(VerdictHold, func(c *DecideGate) { c.Until = p.now.AddDate(0, 1, 0) }), "board")
		if no == nil || !slices.Equal(codes(no.Findings), []finding.Code{want}) {
			t.Errorf("got %v, want %s", no, want)
		}
	}
}

// TestRecyclesAreCounted counts the rounds of work at a gate.
func TestRecyclesAreCounted(t *testing.T) {
	p := atGate(t, nil, 40)
	for n := 1; n <= 3; n++ {
		p.do(p.decide(VerdictRecycle, nil), "board")
		if got := p.state.Recycles("g"); got != n || p.state.Recycles("cancel_gate") != 0 || p.state.Phase != "plan" {
			t.Fatalf("%d recycles after %d", got, n)
		}
	}
}

// TestTimeOfADecisionIsCorrected corrects the move and finds the decision with it.
func TestTimeOfADecisionIsCorrected(t *testing.T) {
	p := atGate(t, nil, 5)
	was := p.do(p.decide(VerdictGo, nil), "board")[0].At
	p.do(CorrectTime{p.by("pm"), p.state.Version, was.Add(-time.Minute)}, "board")
	if d := p.state.Decisions(); !d[0].At.Equal(was.Add(-time.Minute)) || d[0].Verdict != VerdictGo {
		t.Errorf("decisions %+v", d)
	}
}

// anybody grants the role that the actor is named after.
type anybody struct{}

func (anybody) Authorize(_ context.Context, _ StreamID, ask Ask) (Grant, error) {
	return Grant{Roles: []Role{Role(ask.Actor)}}, nil
}

// TestTwoEntriesAreOneAppend stops a stored project, and repeats the command.
func TestTwoEntriesAreOneAppend(t *testing.T) {
	spec := gatedSpec()
	spec.Gates[1].Approvals = nil
	now := day(1)
	e, err := New(Config{Log: new(MemLog), Definitions: []*Definition{mustDefine(t, spec)}, Auth: anybody{}, Now: func() time.Time { now = now.Add(time.Hour); return now }})
	if err != nil {
		t.Fatal(err)
	}
	do := func(cmd Command) Result {
		t.Helper()
		result, err := e.Do(t.Context(), "acme/p", cmd)
		if err != nil {
			t.Fatal(err)
		}
		return result
	}
	do(StartProject{Header: Header{ID: "c1", Actor: "lead"}, Definition: "gated"})
	stop := DecideGate{Header: Header{ID: "c2", Actor: "board", Reason: "no market"}, Move: "start_build", Verdict: VerdictStop}
	first := do(stop)
	again := do(stop)
	if len(first.Entries) != 2 || first.Version != 3 || first.State.Phase != "build" || !first.State.Early || first.Duplicate {
		t.Errorf("first %+v", first)
	}
	if len(again.Entries) != 2 || again.Version != 3 || !again.Duplicate || form(t, again.State) != form(t, first.State) {
		t.Errorf("again %d, %v\n%s\n%s", again.Version, again.Duplicate, form(t, again.State), form(t, first.State))
	}
	stop.Reason = "another"
	if _, err := e.Do(t.Context(), "acme/p", stop); !errors.Is(err, ErrCommandReused) {
		t.Errorf("reused: %v", err)
	}
	if _, err := e.Verify(t.Context(), "acme/p"); err != nil {
		t.Error(err)
	}
	d := first.State.Decisions()
	if len(d) != 2 || d[0].Verdict != VerdictStop || d[0].Reason != "no market" || d[1].Gate != "cancel_gate" || d[1].Verdict != VerdictGo || d[1].Actor != "board" {
		t.Errorf("decisions %+v", d)
	}
}
