package lifecycle

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// TestRefusals asks for something wrong and wants exactly these codes.
func TestRefusals(t *testing.T) {
	long := strings.Repeat("x", maxText+1)
	monday := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	cases := []struct {
		name  string
		phase PhaseID
		cmd   func(p *play) Command
		roles []Role
		want  []finding.Code
	}{
		{"no command", PhasePlanning, func(p *play) Command { return nil }, nil, []finding.Code{CodeCommandUnknown}},
		{"pointer", PhasePlanning, func(p *play) Command { return &Suspend{Header: p.by("pm")} }, []Role{RoleManager}, []finding.Code{CodeCommandPointer}},
		{"empty ids", PhasePlanning, func(p *play) Command { return AddNote{Text: "x"} }, nil, []finding.Code{CodeCommandBadID, CodeCommandBadID}},
		{"long id", PhasePlanning, func(p *play) Command {
			return AddNote{Header: Header{ID: CommandID(long[:121]), Actor: "pm"}, Text: "x"}
		}, nil, []finding.Code{CodeCommandBadID}},
		{"control character", PhasePlanning, func(p *play) Command {
			return AddNote{Header: Header{ID: "a\tb", Actor: "p\u0085m"}, Text: "x"}
		}, nil, []finding.Code{CodeCommandBadID, CodeCommandBadID}},
		{"not UTF-8", PhasePlanning, func(p *play) Command {
			return AddNote{Header: Header{ID: "a\xff", Actor: "pm", Reason: "\xff"}, Text: "\xff"}
		}, nil, []finding.Code{CodeCommandBadID, CodeCommandBadText, CodeCommandBadText}},
		{"long reason", PhasePlanning, func(p *play) Command {
			return AddNote{Header: Header{ID: "a", Actor: "pm", Reason: long[:maxReason+1]}, Text: "x"}
		}, nil, []finding.Code{CodeCommandBadLength}},
		{"future", PhasePlanning, func(p *play) Command {
			return AddNote{Header: Header{ID: "a", Actor: "pm", At: p.now.Add(2 * time.Hour)}, Text: "x"}
		}, nil, []finding.Code{CodeCommandInFuture}},
		{"year 10000", PhasePlanning, func(p *play) Command {
			return AddNote{Header: Header{ID: "a", Actor: "pm", At: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}, Text: "x"}
		}, nil, []finding.Code{CodeCommandBadTime}},
		{"before the last move", PhasePlanning, func(p *play) Command {
			return Suspend{Header: Header{ID: "a", Actor: "pm", Reason: "r", At: monday}}
		}, []Role{RoleManager}, []finding.Code{CodeCommandOutOfSequence}},
		{"start twice", PhasePlanning, func(p *play) Command { return StartProject{Header: p.by("pm"), Definition: SalesProjectID} }, nil, []finding.Code{CodeProjectStarted}},
		{"start under another", PhasePlanning, func(p *play) Command { return StartProject{Header: p.by("pm"), Definition: "other", Version: 3} }, nil,
			[]finding.Code{CodeDefinitionUnknown, CodeProjectStarted}},
		{"no target", PhasePlanning, func(p *play) Command { return RequestMove{Header: p.by("pm")} }, nil, []finding.Code{CodeCommandNoTarget}},
		{"unknown phase", PhasePlanning, func(p *play) Command { return RequestMove{Header: p.by("pm"), To: "heaven"} }, nil, []finding.Code{CodeMoveUnknown}},
		{"unknown move", PhasePlanning, func(p *play) Command { return RequestMove{Header: p.by("pm"), Move: "fly"} }, nil, []finding.Code{CodeMoveUnknown}},
		{"move of another kind", PhasePlanning, func(p *play) Command { return RequestMove{Header: p.by("pm"), Move: MoveCancelProject} }, nil, []finding.Code{CodeMoveUnknown}},
		{"move to elsewhere", PhasePlanning, func(p *play) Command {
			return RequestMove{Header: p.by("pm"), Move: MoveStartExecution, To: PhaseClosing}
		}, nil, []finding.Code{CodeMoveUnknown}},
		{"not from here", PhasePlanning, func(p *play) Command { return RequestMove{Header: p.by("pm"), Move: MoveReworkPlan} }, []Role{RoleManager}, []finding.Code{CodeMoveNotFromHere}},
		{"resume an active one", PhasePlanning, func(p *play) Command { return Resume{Header: p.by("pm")} }, []Role{RoleManager}, []finding.Code{CodeStandingUnfit}},
		{"no reason, no role", PhasePlanning, func(p *play) Command { return Suspend{Header: Header{ID: "a", Actor: "pm"}} }, nil, []finding.Code{CodeMoveNoReason, CodeRoleMissing}},
		{"no outcome", PhaseClosing, func(p *play) Command { return Close{Header: p.by("pm")} }, []Role{RoleManager}, []finding.Code{CodeCommandBadOutcome}},
		{"cancelled without cancelling", PhaseClosing, func(p *play) Command { return Close{Header: p.by("pm"), Outcome: Cancelled} }, []Role{RoleManager}, []finding.Code{CodeCommandBadOutcome}},
		{"step elsewhere", PhasePlanning, func(p *play) Command { return RequestStep{Header: p.by("pm"), Phase: "garden", To: "dig"} }, nil, []finding.Code{CodeRegionUnknown}},
		{"step of a delivery phase", PhasePlanning, func(p *play) Command { return RequestStep{Header: p.by("pm"), Phase: PhasePlanning, To: "dig"} }, nil, []finding.Code{CodeRegionUnknown}},
		{"step while it does not run", PhasePlanning, func(p *play) Command { return RequestStep{Header: p.by("pm"), Phase: PhaseMonitoring, To: StepMeasure} }, []Role{RoleManager},
			[]finding.Code{CodeRegionNotRunning, CodeStepUnknown}},
		{"step without the role", PhaseExecution, func(p *play) Command {
			return RequestStep{Header: p.by("dev"), Phase: PhaseMonitoring, To: StepCompare}
		}, []Role{RoleMember}, []finding.Code{CodeRoleMissing}},
		{"propose nothing", PhasePlanning, func(p *play) Command { return ProposeMove{Header: p.by("pm"), Move: "fly"} }, nil, []finding.Code{CodeMoveUnknown}},
		{"propose without the role", PhasePlanning, func(p *play) Command { return ProposeMove{Header: p.by("dev"), Move: MoveStartExecution} }, []Role{RoleMember}, []finding.Code{CodeRoleMissing}},
		{"approve nothing", PhasePlanning, func(p *play) Command { return Approve{Header: p.by("boss"), Move: "fly", Role: RoleSponsor} }, []Role{RoleSponsor}, []finding.Code{CodeMoveUnknown}},
		{"approve as another", PhasePlanning, func(p *play) Command {
			return Approve{Header: p.by("boss"), Move: MoveStartExecution, Role: RoleSponsor, Evidence: p.evidence(MoveStartExecution)}
		}, []Role{RoleManager}, []finding.Code{CodeRoleMissing}},
		{"approve in a role not asked", PhasePlanning, func(p *play) Command {
			return Approve{Header: p.by("boss"), Move: MoveStartExecution, Role: RoleCustomer, Evidence: p.evidence(MoveStartExecution)}
		}, []Role{RoleCustomer}, []finding.Code{CodeApprovalNotAsked}},
		{"approve unseen", PhasePlanning, func(p *play) Command {
			return Approve{Header: p.by("boss"), Move: MoveStartExecution, Role: RoleSponsor}
		}, []Role{RoleSponsor}, []finding.Code{CodeEvidenceChanged}},
		{"approve what asks for none", PhasePlanning, func(p *play) Command {
			return Approve{Header: p.by("boss"), Move: MoveReworkCharter, Role: RoleSponsor}
		}, []Role{RoleSponsor}, []finding.Code{CodeApprovalNotAsked}},
		{"withdraw what was not given", PhasePlanning, func(p *play) Command {
			return WithdrawApproval{Header: p.by("boss"), Move: MoveStartExecution, Role: RoleSponsor}
		}, nil, []finding.Code{CodeApprovalNone}},
		{"no facts", PhasePlanning, func(p *play) Command { return RecordFacts{Header: p.by("pm")} }, []Role{RoleManager}, []finding.Code{CodeCommandBadLength}},
		{"too many facts", PhasePlanning, func(p *play) Command { return RecordFacts{Header: p.by("pm"), Facts: make([]Fact, maxFacts+1)} }, []Role{RoleManager}, []finding.Code{CodeCommandBadLength}},
		{"undeclared fact", PhasePlanning, func(p *play) Command {
			return RecordFacts{Header: p.by("pm"), Facts: []Fact{{Name: "weather", Value: finding.Bool(true)}}}
		}, []Role{RoleManager}, []finding.Code{CodeFactUndeclared}},
		{"fact of another kind, of the future, by nobody", PhasePlanning, func(p *play) Command {
			return RecordFacts{Header: p.by("pm"), Facts: []Fact{{Name: FactTeamFormed, Value: finding.Number(1, ""), At: p.now.Add(3 * time.Hour)}}}
		}, nil, []finding.Code{CodeFactFromFuture, CodeFactOtherKind, CodeRoleMissing}},
		{"fact in year 0", PhasePlanning, func(p *play) Command {
			return RecordFacts{Header: p.by("pm"), Facts: []Fact{{Name: FactTeamFormed, Value: finding.Bool(true), At: time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)}}}
		}, []Role{RoleManager}, []finding.Code{CodeCommandBadTime}},
		{"long source", PhasePlanning, func(p *play) Command {
			return RecordFacts{Header: p.by("pm"), Facts: []Fact{{Name: FactTeamFormed, Value: finding.Bool(true), Source: long}}}
		}, []Role{RoleManager}, []finding.Code{CodeCommandBadLength}},
		{"empty note", PhasePlanning, func(p *play) Command { return AddNote{Header: p.by("pm")} }, nil, []finding.Code{CodeCommandBadLength}},
		{"long note about too much", PhasePlanning, func(p *play) Command {
			return AddNote{Header: p.by("pm"), Text: long, About: finding.Ref{ID: long}}
		}, nil, []finding.Code{CodeCommandBadLength, CodeCommandBadLength}},
		{"document with long parts", PhasePlanning, func(p *play) Command {
			x := long[:maxShortText+1]
			return AttachDocument{Header: p.by("pm"), Document: Document{URI: x, Title: x, Digest: Digest(x), Version: x, Class: x}}
		}, nil, slices.Repeat([]finding.Code{CodeCommandBadLength}, 5)},
		{"note about long parts", PhasePlanning, func(p *play) Command {
			x := long[:maxShortText+1]
			return AddNote{Header: p.by("pm"), Text: "x", About: finding.Ref{Kind: x, ID: x, Field: x}}
		}, nil, slices.Repeat([]finding.Code{CodeCommandBadLength}, 3)},
		{"document nowhere", PhasePlanning, func(p *play) Command { return AttachDocument{Header: p.by("pm"), Document: Document{Title: "\xff"}} }, nil,
			[]finding.Code{CodeCommandBadLength, CodeCommandBadText}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := newPlay(t, SalesProject()).to(c.phase)
			before := form(t, p.state)
			_, refusal := p.try(c.cmd(p), c.roles...)
			if refusal == nil {
				t.Fatal("permitted")
			}
			got := codes(refusal.Findings)
			slices.Sort(got)
			slices.Sort(c.want)
			if !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", refusal.Findings, c.want)
			}
			if form(t, p.state) != before || !errors.Is(refusal, ErrRefused) || !strings.Contains(refusal.Error(), string(c.want[0])) {
				t.Errorf("state changed, or error %v", refusal)
			}
		})
	}
}

// TestLongestIsPermitted asks with everything as long as it may be.
func TestLongestIsPermitted(t *testing.T) {
	p := newPlay(t, SalesProject())
	p.start()
	x := strings.Repeat("x", maxText)
	h := func() Header {
		p.n++
		return Header{ID: CommandID(strings.Repeat("c", maxCommandID-p.n)), Actor: ActorID(x[:maxActorID]), Reason: x[:maxReason]}
	}
	short := x[:maxShortText]
	p.do(AddNote{h(), x, finding.Ref{Kind: short, ID: short, Field: short}})
	p.do(AttachDocument{h(), Document{short, short, Digest(short), short, short}})
	p.do(AttachDocument{h(), Document{URI: "x"}})
	facts := slices.Repeat([]Fact{{Name: FactTeamFormed, Value: finding.Unknown(x), Source: short}}, maxFacts)
	p.do(RecordFacts{h(), facts}, RoleManager)
	if _, err := Seal("acme/p", 0, "", p.entries); err != nil {
		t.Error(err)
	}
	for _, e := range logOf(t, p.entries).streams["acme/p"] {
		if len(e.ID) > 128 {
			t.Errorf("event id of %d bytes", len(e.ID))
		}
	}
	first := Header{ID: "first", Actor: "pm", At: time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)}
	p.do(AddNote{first, "x", finding.Ref{}})
	now := Header{ID: "now", Actor: "pm", At: p.now.Add(time.Hour)} // the very moment at which it is recorded
	p.do(AddNote{now, "x", finding.Ref{}})
}

func TestRefusedBeforeTheStart(t *testing.T) {
	p := newPlay(t, SalesProject())
	_, refusal := p.try(RequestMove{Header: p.by("pm"), To: PhasePlanning}, RoleManager)
	if got := codes(refusal.Findings); !slices.Equal(got, []finding.Code{CodeProjectNotStarted}) {
		t.Errorf("got %v", got)
	}
	if Choices(p.def, p.state, p.input()) != nil {
		t.Error("choices before the start")
	}
	p.start()
	if _, refusal := Decide(nil, p.state, Suspend{Header: p.by("pm")}, p.input(RoleManager)); refusal == nil || codes(refusal.Findings)[0] != CodeDefinitionOther {
		t.Errorf("without a definition: %v", refusal)
	}
	if _, refusal := Decide(nil, State{}, StartProject{Header: p.by("pm"), Definition: "x"}, p.input()); refusal == nil || codes(refusal.Findings)[0] != CodeDefinitionUnknown {
		t.Errorf("start without a definition: %v", refusal)
	}
	in := p.input(RoleManager)
	in.Now = time.Time{}
	if _, refusal := Decide(p.def, p.state, AddNote{Header: p.by("pm"), Text: "x"}, in); refusal == nil || codes(refusal.Findings)[0] != CodeCommandNoTime {
		t.Errorf("without a time: %v", refusal)
	}
}

func TestArchivedIsReadOnly(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhaseClosing)
	p.do(Close{Header: p.by("pm"), Outcome: Attained}, RoleManager)
	p.do(AddNote{Header: p.by("pm"), Text: "a word after closing"})
	p.do(Archive{Header: p.by("pm")}, RoleManager)
	h := p.by("pm")
	for _, cmd := range []Command{
		RequestMove{Header: h, To: PhasePlanning}, RequestStep{h, PhaseMonitoring, StepMeasure}, ProposeMove{h, MoveReopenProject},
		Approve{Header: h, Move: MoveReopenProject, Role: RoleSponsor, Evidence: ""}, WithdrawApproval{h, MoveReopenProject, RoleSponsor},
		RecordFacts{h, []Fact{{Name: FactTeamFormed, Value: finding.Bool(true)}}}, Suspend{Header: h}, Resume{Header: h}, Cancel{Header: h},
		Close{Header: h, Outcome: Attained}, Archive{Header: h}, Reopen{Header: h}, AddNote{Header: h, Text: "x"}, AttachDocument{h, Document{URI: "x"}},
	} {
		_, refusal := p.try(cmd, RoleManager, RoleSponsor)
		if refusal == nil || !slices.Equal(codes(refusal.Findings), []finding.Code{CodeProjectArchived}) {
			t.Errorf("%s: %v", cmd.Action(), refusal)
		}
	}
}

// TestOperators compares one fact with what is wanted, by hand-worked truth.
func TestOperators(t *testing.T) {
	number := func(s string) finding.Value { return finding.Decimal(s, "") }
	cases := []struct {
		kind FactKind
		op   Op
		want finding.Value
		yes  []finding.Value
		no   []finding.Value
	}{
		{"bool", OpEqual, finding.Bool(true), []finding.Value{finding.Bool(true)}, []finding.Value{finding.Bool(false)}},
		{"bool", OpNotEqual, finding.Bool(true), []finding.Value{finding.Bool(false)}, []finding.Value{finding.Bool(true)}},
		{"number", OpEqual, number("0"), []finding.Value{number("0"), number("-0.0")}, []finding.Value{number("0.0001"), number("1")}},
		{"number", OpLess, number("10"), []finding.Value{number("9"), number("9.999999999999999999"), number("-11")}, []finding.Value{number("10"), number("10.1"), number("100")}},
		{"number", OpAtMost, number("10"), []finding.Value{number("10"), number("9"), number("1/3")}, []finding.Value{number("10.0000000000000000000001")}},
		{"number", OpGreater, number("10"), []finding.Value{number("31/3"), number("11")}, []finding.Value{number("10"), number("9")}},
		{"number", OpAtLeast, number("10"), []finding.Value{number("10"), number("100")}, []finding.Value{number("9.99")}},
		{"date", OpAtMost, finding.Date("2026-03-02"), []finding.Value{finding.Date("2026-03-02"), finding.Date("2025-12-31")}, []finding.Value{finding.Date("2026-03-03")}},
		{"text", OpIn, finding.List("gold", "silver"), []finding.Value{finding.Text("gold"), finding.Text("silver")}, []finding.Value{finding.Text("Gold"), finding.Text(""), finding.Text("gold,silver")}},
		{"text", OpPresent, finding.Value{}, []finding.Value{finding.Text("x"), finding.Text("")}, nil},
		{"bool", OpPresent, finding.Value{}, []finding.Value{finding.Bool(false)}, nil},
		{"number", OpNone, finding.Value{}, []finding.Value{number("0")}, []finding.Value{number("1"), number("-1")}},
		{"list", OpNone, finding.Value{}, []finding.Value{finding.List()}, []finding.Value{finding.List("a"), finding.List("")}},
		{"list", OpEqual, finding.List("a", "b"), []finding.Value{finding.List("a", "b")}, []finding.Value{finding.List("b", "a"), finding.List("a,b")}},
	}
	for _, c := range cases {
		spec := small()
		spec.Facts[0].Kind = c.kind
		spec.Gates[0] = Gate{ID: "gate", Criteria: []Criterion{{Fact: "ready", Op: c.op, Want: c.want}}}
		def := mustDefine(t, spec)
		p := newPlay(t, def)
		p.start()
		ask := func(v finding.Value) []finding.Code {
			in := Input{Now: p.now, Roles: []Role{"lead"}, Facts: NewFacts(Fact{Name: "ready", Value: v, At: p.now})}
			return codes(Explain(def, p.state, RequestMove{Header: Header{ID: "x", Actor: "a"}, To: "done"}, in).Findings)
		}
		for _, v := range c.yes {
			if got := ask(v); len(got) != 0 {
				t.Errorf("%v %s %v: %v", v, c.op, c.want, got)
			}
		}
		for _, v := range c.no {
			if got := ask(v); !slices.Equal(got, []finding.Code{c.op.code()}) {
				t.Errorf("%v %s %v: %v", v, c.op, c.want, got)
			}
		}
		for _, v := range []finding.Value{finding.Money("1", "CNY"), finding.Number(1, "week"), finding.Instant(p.now)} {
			want := CodeFactOtherKind
			if v.Kind().String() == string(c.kind) {
				want = CodeFactUnitExtra
			}
			if got := ask(v); !slices.Equal(got, []finding.Code{want}) {
				t.Errorf("%v %s %v: %v, not another kind", v, c.op, c.want, got)
			}
		}
		for _, v := range []finding.Value{finding.Unknown("no-data"), {}} {
			if got := ask(v); !slices.Equal(got, []finding.Code{CodeFactUnknown}) {
				t.Errorf("%v %s %v: %v, not unknown", v, c.op, c.want, got)
			}
		}
	}
}

// TestFactsExpire walks the age of a fact over its limit to the microsecond.
func TestFactsExpire(t *testing.T) {
	spec := small()
	spec.Facts[0].MaxAgeMin = 60
	spec.Gates[0] = Gate{ID: "gate", Criteria: []Criterion{{Fact: "ready", Op: OpEqual, Want: finding.Bool(true)}}}
	loose := mustDefine(t, spec)
	spec.Gates[0].Criteria[0].MaxAgeMin = 10
	strict := mustDefine(t, spec)
	for _, c := range []struct {
		def  *Definition
		age  time.Duration
		want []finding.Code
	}{
		{loose, 0, nil}, {loose, time.Hour, nil}, {loose, time.Hour + time.Microsecond, []finding.Code{CodeFactExpired}},
		{loose, -time.Microsecond, []finding.Code{CodeFactFromFuture}},
		{strict, 10 * time.Minute, nil}, {strict, 10*time.Minute + time.Microsecond, []finding.Code{CodeFactExpired}},
		{strict, 100 * 366 * 24 * time.Hour, []finding.Code{CodeFactExpired}},
	} {
		p := newPlay(t, c.def)
		p.start()
		in := Input{Now: p.now, Roles: []Role{"lead"}, Facts: NewFacts(Fact{Name: "ready", Value: finding.Bool(true), At: p.now.Add(-c.age)})}
		got := Explain(c.def, p.state, RequestMove{Header: Header{ID: "x", Actor: "a"}, To: "done"}, in)
		if !slices.Equal(codes(got.Findings), c.want) {
			t.Errorf("age %v: %v", c.age, got.Findings)
		}
	}
}

// TestNewerFactCounts sets what the history records against what the host says.
func TestNewerFactCounts(t *testing.T) {
	p := newPlay(t, SalesProject())
	p.start()
	p.do(RecordFacts{p.by("pm"), []Fact{{Name: FactTeamFormed, Value: finding.Bool(false)}}}, RoleManager)
	recorded := p.now
	cmd := RequestMove{Header: Header{ID: "x", Actor: "pm"}, To: PhasePlanning}
	for _, c := range []struct {
		after time.Duration
		want  bool
	}{{-time.Minute, false}, {0, true}, {time.Minute, true}} {
		in := p.input(RoleManager)
		in.Now = recorded.Add(time.Hour)
		in.Facts.list = slices.DeleteFunc(in.Facts.list, func(f *Fact) bool { return f.Name == FactTeamFormed })
		in.Facts = in.Facts.with(NewFacts(Fact{Name: FactTeamFormed, Value: finding.Bool(true), At: recorded.Add(c.after)}))
		if got := Explain(p.def, p.state, cmd, in); got.Allowed != c.want {
			t.Errorf("host's fact %v after the recorded one: %v", c.after, got.Findings)
		}
	}
	p.do(RecordFacts{p.by("pm"), []Fact{{Name: FactTeamFormed, Value: finding.Bool(true), At: recorded.Add(-time.Hour)}}}, RoleManager)
	if f, _ := p.state.Facts().Lookup(FactTeamFormed); f.Value != finding.Bool(false) {
		t.Errorf("an older measurement recorded later replaced a newer one: %v", f)
	}
}

// TestFactsAreFrozen wants the grounds of a move in its entry.
func TestFactsAreFrozen(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhasePlanning)
	p.approve(MoveStartExecution)
	entries := p.do(RequestMove{Header: p.by("pm"), To: PhaseExecution}, RoleManager)
	taken := entries[0].Body.(MoveTaken)
	var got []FactName
	for f := range taken.Facts.All() {
		got = append(got, f.Name)
		if f.Value != finding.Bool(true) || f.Source != "host" || !f.At.Equal(p.now) {
			t.Errorf("frozen as %v", f)
		}
	}
	want := []FactName{FactBaselineSet, FactGoalsAgreed, FactMilestonesSet, FactResourcesAssigned, FactRisksPlanned, FactTimetableComputed}
	if !slices.Equal(got, want) {
		t.Errorf("frozen %v, want %v", got, want)
	}
	if len(taken.Approvals) != 1 || taken.Approvals[0].Actor != "boss" || taken.Approvals[0].Role != RoleSponsor {
		t.Errorf("approved by %v", taken.Approvals)
	}
}

// TestApprovalsBindToEvidence changes the evidence after the approval.
func TestApprovalsBindToEvidence(t *testing.T) {
	move := func(p *play) *Refusal {
		_, refusal := p.try(RequestMove{Header: p.by("pm"), To: PhaseExecution}, RoleManager)
		return refusal
	}
	spec := SalesProject().Spec()
	spec.Facts = append(spec.Facts, FactSpec{Name: "plan.digest", Kind: "text"})
	spec.Gates[1].Criteria = append(spec.Gates[1].Criteria, Criterion{Fact: "plan.digest", Op: OpPresent})
	for i := range spec.Moves { // as short a way as there is to planning
		spec.Moves[i].NeedsReason = false
	}
	p := newPlay(t, mustDefine(t, spec))
	p.facts["plan.digest"] = finding.Text("v1")
	p.to(PhasePlanning)
	p.approve(MoveStartExecution)
	p.facts["plan.digest"] = finding.Text("v2")
	refusal := move(p)
	if refusal == nil || !slices.Equal(codes(refusal.Findings), []finding.Code{CodeApprovalMissing}) || refusal.Findings[1].Code != CodeApprovalStale {
		t.Fatalf("changed evidence: %v", refusal)
	}
	if got := refusal.Findings[1].Related; len(got) != 1 || got[0].ID != "boss" {
		t.Errorf("stale approval of %v", got)
	}
	stale := p.evidence(MoveStartExecution)
	p.facts["plan.digest"] = finding.Text("v3")
	if _, refusal := p.try(Approve{Header: p.by("boss"), Move: MoveStartExecution, Role: RoleSponsor, Evidence: stale}, RoleSponsor); refusal == nil {
		t.Error("approved what was not shown")
	}
	p.approve(MoveStartExecution) // replaces the stale one
	if got := p.state.Approvals(); len(got) != 1 {
		t.Errorf("approvals %v", got)
	}
	if refusal := move(p); refusal != nil { // the same facts measured anew, an hour later
		t.Errorf("measured anew: %v", refusal)
	}
}

func TestApprovalWithdrawn(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhasePlanning)
	p.approve(MoveStartExecution)
	if _, refusal := p.try(Approve{Header: p.by("boss"), Move: MoveStartExecution, Role: RoleSponsor, Evidence: p.evidence(MoveStartExecution)}, RoleSponsor); refusal == nil || codes(refusal.Findings)[0] != CodeApprovalGiven {
		t.Errorf("approved twice: %v", refusal)
	}
	if _, refusal := p.try(WithdrawApproval{p.by("eve"), MoveStartExecution, RoleSponsor}, RoleSponsor); refusal == nil {
		t.Error("withdrew what another gave")
	}
	p.do(Approve{Header: p.by("vice"), Move: MoveStartExecution, Role: RoleSponsor, Evidence: p.evidence(MoveStartExecution)}, RoleSponsor)
	p.do(Approve{Header: p.by("boss"), Move: MoveCancelProject, Role: RoleSponsor, Evidence: p.evidence(MoveCancelProject)}, RoleSponsor)
	p.do(WithdrawApproval{p.by("boss"), MoveStartExecution, RoleSponsor})
	if got := p.state.Approvals(); len(got) != 2 || got[0].Actor != "vice" || got[1].Move != MoveCancelProject {
		t.Errorf("approvals %v", got)
	}
	p.do(WithdrawApproval{p.by("boss"), MoveCancelProject, RoleSponsor})
	p.do(WithdrawApproval{p.by("vice"), MoveStartExecution, RoleSponsor})
	if got := p.state.Approvals(); len(got) != 0 {
		t.Errorf("approvals %v", got)
	}
}

// TestQuorums tries every set of approvers out of three persons, each in one or
// both of two roles, against every rule of a gate.
func TestQuorums(t *testing.T) {
	type approval struct {
		actor ActorID
		role  Role
	}
	all := []approval{{"ann", "r1"}, {"bob", "r1"}, {"cid", "r1"}, {"ann", "r2"}, {"bob", "r2"}}
	for rules := range 8 {
		g := Gate{ID: "gate", NotProposer: rules&1 > 0, OneRoleEach: rules&2 > 0, Approvals: []Quorum{{Role: "r1", Count: 1 + rules>>2}, {Role: "r2", Count: 1}}}
		spec := small()
		spec.Roles = []Role{"lead", "r1", "r2"}
		spec.Gates[0] = g
		def := mustDefine(t, spec)
		for set := range 1 << len(all) {
			p := newPlay(t, def)
			p.start()
			p.do(ProposeMove{p.by("ann"), "finish"}, "lead")
			given := map[approval]bool{}
			for i, a := range all {
				if set>>i&1 == 0 {
					continue
				}
				_, refusal := p.try(Approve{Header: p.by(a.actor), Move: "finish", Role: a.role, Evidence: p.evidence("finish")}, a.role)
				own := g.NotProposer && a.actor == "ann"
				second := g.OneRoleEach && a.role == "r2" && given[approval{a.actor, "r1"}]
				if (refusal == nil) == (own || second) {
					t.Fatalf("rules %03b: approval %v: %v", rules, a, refusal)
				}
				given[a] = refusal == nil
			}
			r1, r2 := 0, 0
			for a, ok := range given {
				switch {
				case !ok || g.NotProposer && a.actor == "bob": // who requests it now
				case a.role == "r1":
					r1++
				default:
					r2++
				}
			}
			want := r1 >= g.Approvals[0].Count && r2 >= 1
			if got := Explain(def, p.state, RequestMove{Header: p.by("bob"), To: "done"}, p.input("lead")); got.Allowed != want {
				t.Errorf("rules %03b: approved by %v: %v", rules, given, got.Findings)
			}
		}
	}
}

func TestAmbiguousMoveIsRefused(t *testing.T) {
	spec := small()
	spec.Moves = append(spec.Moves, Move{ID: "skip", Kind: MoveForward, From: []PhaseID{"doing"}, To: "done", By: []Role{"lead"}})
	p := newPlay(t, mustDefine(t, spec))
	p.start()
	_, refusal := p.try(RequestMove{Header: p.by("ann"), To: "done"}, "lead")
	if refusal == nil || codes(refusal.Findings)[0] != CodeMoveAmbiguous || !slices.Equal(refusal.Findings[0].Want.Items(), []string{"finish", "skip"}) {
		t.Errorf("got %v", refusal)
	}
	p.do(RequestMove{Header: p.by("ann"), To: "done", Move: "skip"}, "lead")
}

// TestApprovalsOfAMoveAreUsedUp suspends twice where suspending takes approval.
func TestApprovalsOfAMoveAreUsedUp(t *testing.T) {
	spec := small()
	spec.Gates[0].Criteria = nil
	spec.Moves = append(spec.Moves,
		Move{ID: "halt", Kind: MoveSuspend, From: []PhaseID{"doing"}, Gate: "gate", By: []Role{"lead"}},
		Move{ID: "go_on", Kind: MoveResume, From: []PhaseID{"doing"}, By: []Role{"lead"}})
	p := newPlay(t, mustDefine(t, spec))
	p.start()
	for _, move := range []MoveID{"halt", "finish"} {
		p.do(Approve{Header: p.by("bob"), Move: move, Role: "boss", Evidence: p.evidence(move)}, "boss")
	}
	p.do(Suspend{Header: p.by("ann")}, "lead")
	p.do(Resume{Header: p.by("ann")}, "lead")
	if _, refusal := p.try(Suspend{Header: p.by("ann")}, "lead"); refusal == nil || codes(refusal.Findings)[0] != CodeApprovalMissing {
		t.Errorf("suspended again: %v", refusal)
	}
	p.do(RequestMove{Header: p.by("ann"), To: "done"}, "lead") // the approval of another move outlasts the pause
}

func TestNotesAndDocuments(t *testing.T) {
	p := newPlay(t, SalesProject())
	p.start()
	about := finding.Ref{Kind: "goal", ID: "g1"}
	h := p.by("pm")
	h.At = p.now.AddDate(0, -1, 0) // a note may be about any time
	p.do(AddNote{h, "said by the customer", about})
	doc := Document{URI: "dms:42", Title: "章程", Digest: "sha256:00", Version: "2", Class: "charter"}
	p.do(AttachDocument{p.by("pm"), doc})
	if got := p.state.Remarks(); len(got) != 1 || got[0].About != about || !got[0].At.Equal(h.At) || got[0].Version != 2 {
		t.Errorf("remarks %v", got)
	}
	if got := p.state.Documents(); len(got) != 1 || got[0].Document != doc || got[0].Actor != "pm" || got[0].Version != 3 {
		t.Errorf("documents %v", got)
	}
}

func TestBlockingFact(t *testing.T) {
	found := []finding.Finding{
		{Code: "x.bad", Subject: finding.Ref{Kind: "goal", ID: "g1"}}, {Code: "x.meh", Severity: finding.Warn}, {Code: "x.worse"},
	}
	f := BlockingFact("check", found, time.Unix(0, 0), "checker")
	if !slices.Equal(f.Value.Items(), []string{"x.bad goal g1", "x.worse"}) {
		t.Errorf("got %v", f.Value)
	}
	if none := BlockingFact("check", found[1:2], time.Unix(0, 0), ""); none.Value != finding.List() {
		t.Errorf("got %v", none.Value)
	}
}

// TestStepsCountOnApprovalsThatGoStale: where a fact must change, approvals
// that count now will not by then; where it is only too old, they stay.
func TestStepsCountOnApprovalsThatGoStale(t *testing.T) {
	approved := func() (*play, Input) {
		p := newPlay(t, SalesProject()).to(PhasePlanning)
		p.approve(MoveStartExecution)
		in := p.input(RoleManager)
		in.Now = in.Now.AddDate(0, 0, 20) // beyond the 14 days of the timetable
		return p, in
	}
	ask := func(p *play, in Input, actor ActorID) []string {
		x := Explain(p.def, p.state, RequestMove{Header: Header{ID: "x", Actor: actor}, To: PhaseExecution}, in)
		var got []string
		for _, s := range x.Steps {
			got = append(got, string(s.Do))
		}
		return got
	}
	refresh, approve := string(RemedyRefreshFact), string(RemedyApprove)
	p, in := approved()
	if got := ask(p, in, "pm"); !slices.Equal(got, []string{refresh, refresh}) {
		t.Errorf("too old: %v", got)
	}
	for _, change := range []struct {
		fact  FactName
		value finding.Value
		want  []string
	}{
		{FactBaselineSet, finding.Unknown("x"), []string{string(RemedySetBaseline), refresh, refresh, approve}},
		{FactBaselineSet, finding.Bool(false), []string{string(RemedySetBaseline), refresh, refresh, approve}},
		{FactTimetableComputed, finding.Bool(false), []string{refresh, refresh, approve}},
		{FactTimetableComputed, finding.Number(1, ""), []string{refresh, refresh, approve}},
	} {
		p, in := approved()
		at := p.now
		in.Facts = in.Facts.with(NewFacts(Fact{Name: change.fact, Value: change.value, At: at}))
		shown := Explain(p.def, p.state, RequestMove{Header: p.by("pm"), To: PhaseExecution}, in)
		p.state.approvals[0].Facts = shown.Facts // approved on exactly this
		if got := ask(p, in, "pm"); !slices.Equal(got, change.want) {
			t.Errorf("%s %v: %v, want %v", change.fact, change.value, got, change.want)
		}
	}
}

// TestWhoMayNotApproveIsNamedOnce where the proposer requests the move.
func TestWhoMayNotApproveIsNamedOnce(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhasePlanning)
	p.do(ProposeMove{p.by("pm"), MoveStartExecution}, RoleManager)
	for actor, want := range map[ActorID][]ActorID{"pm": {"pm"}, "deputy": {"deputy", "pm"}} {
		x := Explain(p.def, p.state, RequestMove{Header: p.by(actor), To: PhaseExecution}, p.input(RoleManager))
		if len(x.Steps) != 1 || !slices.Equal(x.Steps[0].Not, want) {
			t.Errorf("%s: steps %+v", actor, x.Steps)
		}
	}
	in := p.input(RoleManager)
	for _, c := range Choices(p.def, p.state, in) {
		if c.Move.ID == MoveStartExecution && !slices.Equal(c.Explanation.Steps[0].Not, []ActorID{"pm"}) {
			t.Errorf("nobody in particular: steps %+v", c.Explanation.Steps)
		}
	}
}

// TestSequence asks for each command that stands in sequence to take effect
// before the latest, at it, and for the others at any time before.
func TestSequence(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhaseExecution)
	p.approve(MoveStartClosing)
	latest := p.state.Latest
	evidence := p.evidence(MoveCancelProject)
	at := func(d time.Duration) Header {
		h := p.by("boss")
		h.At = latest.Add(d)
		return h
	}
	free := func(h Header) []Command {
		fact := Fact{Name: FactWorkFinished, Value: finding.Bool(true), At: h.At}
		return []Command{AddNote{h, "x", finding.Ref{}}, AttachDocument{h, Document{URI: "x"}}, RecordFacts{h, []Fact{fact}}}
	}
	bound := func(h Header) []Command {
		return []Command{
			RequestMove{Header: h, To: PhasePlanning}, RequestStep{h, PhaseMonitoring, StepCompare}, ProposeMove{h, MoveReworkPlan},
			Approve{Header: h, Move: MoveCancelProject, Role: RoleSponsor, Evidence: evidence}, WithdrawApproval{h, MoveStartClosing, RoleSponsor}, Suspend{Header: h},
		}
	}
	in := p.input(RoleManager, RoleSponsor)
	in.Now = in.Now.Add(time.Hour)
	for _, early := range []time.Duration{-time.Microsecond, -time.Hour, -1000 * time.Hour} {
		for _, cmd := range bound(at(early)) {
			_, refusal := Decide(p.def, p.state, cmd, in)
			if refusal == nil || !slices.Equal(codes(refusal.Findings), []finding.Code{CodeCommandOutOfSequence}) {
				t.Errorf("%s %v before the latest: %v", cmd.Action(), early, refusal)
			}
		}
	}
	for _, cmd := range append(bound(at(0)), append(free(at(0)), free(at(-1000*time.Hour))...)...) {
		if _, refusal := Decide(p.def, p.state, cmd, in); refusal != nil {
			t.Errorf("%s: %v", cmd.Action(), refusal)
		}
	}
}

// TestEvidenceIsOfTheMove wants another digest for another move through the
// same gate, another gate, another definition and other facts, and the same for
// the same facts measured by another at another time.
func TestEvidenceIsOfTheMove(t *testing.T) {
	spec := small()
	spec.Moves = append(spec.Moves, Move{ID: "skip", Kind: MoveForward, From: []PhaseID{"doing"}, To: "done", Gate: "gate", By: []Role{"lead"}})
	evidence := func(spec Spec, move MoveID, facts ...Fact) Digest {
		p := newPlay(t, mustDefine(t, spec))
		p.start()
		in := Input{Now: p.now, Facts: NewFacts(facts...)}
		return Explain(p.def, p.state, RequestMove{Header: p.by("a"), Move: move}, in).Evidence
	}
	fact := Fact{Name: "ready", Value: finding.Bool(true), At: day(1), Source: "x"}
	base := evidence(spec, "finish", fact)
	same := fact
	same.At, same.Source = day(2), "y"
	if got := evidence(spec, "finish", same, Fact{Name: "unasked", Value: finding.Bool(true), At: day(1)}); got != base || base == "" {
		t.Errorf("measured again it is %s, it was %s", got, base)
	}
	other, version, gate := fact, spec, spec.clone()
	other.Value = finding.Bool(false)
	version.Version = 2
	gate.Gates[0].ID, gate.Moves[0].Gate, gate.Moves[2].Gate = "door", "door", "door"
	seen := map[Digest]string{base: "base"}
	for name, got := range map[string]Digest{
		"move": evidence(spec, "skip", fact), "value": evidence(spec, "finish", other), "version": evidence(version, "finish", fact), "gate": evidence(gate, "finish", fact),
		"no fact": evidence(spec, "finish"), "more facts": evidence(spec, "finish", fact, Fact{Name: "word", Value: finding.Text("a"), At: day(1)}),
	} {
		if was := seen[got]; was != "" || got == "" {
			t.Errorf("%s and %s have one evidence", name, was)
		}
		seen[got] = name
	}
}
