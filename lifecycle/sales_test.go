package lifecycle

import (
	"slices"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// spot is where a sales project can be: a phase and a standing.
type spot struct {
	phase    PhaseID
	standing Standing
	early    bool // cancelled
}

// arrive returns a play of a sales project that is there.
func arrive(t *testing.T, at way) *play {
	t.Helper()
	return at.walk(newPlay(t, SalesProject()))
}

// way is a spot with a way to it.
type way struct {
	spot
	walk func(*play) *play
}

func ways() []way {
	var list []way
	add := func(p spot, walk func(*play) *play) { list = append(list, way{p, walk}) }
	for _, phase := range []PhaseID{PhaseInitiation, PhasePlanning, PhaseExecution, PhaseClosing} {
		add(spot{phase, Active, false}, func(p *play) *play { return p.to(phase) })
		add(spot{phase, Suspended, false}, func(p *play) *play {
			p.to(phase).do(Suspend{Header: p.by("pm")}, RoleManager)
			return p
		})
	}
	cancelled := func(p *play) *play {
		p.to(PhasePlanning).approve(MoveCancelProject)
		p.do(Cancel{Header: p.by("pm")}, RoleManager)
		return p
	}
	closed := func(p *play) *play {
		p.to(PhaseClosing).do(Close{Header: p.by("pm"), Outcome: Attained}, RoleManager)
		return p
	}
	add(spot{PhaseClosing, Active, true}, cancelled)
	add(spot{PhaseClosing, Suspended, true}, func(p *play) *play {
		cancelled(p).do(Suspend{Header: p.by("pm")}, RoleManager)
		return p
	})
	add(spot{PhaseClosing, Closed, false}, closed)
	add(spot{PhaseClosing, Closed, true}, func(p *play) *play {
		cancelled(p).do(Close{Header: p.by("pm"), Outcome: Cancelled}, RoleManager)
		return p
	})
	add(spot{PhaseClosing, Archived, false}, func(p *play) *play {
		closed(p).do(Archive{Header: p.by("pm")}, RoleManager)
		return p
	})
	return list
}

// legal is the whole truth about the moves of a sales project whose facts are
// good and whose approvals are given: from where to where.
func legal() map[spot]map[MoveID]spot {
	in := func(phase PhaseID) spot { return spot{phase, Active, false} }
	held := func(phase PhaseID) spot { return spot{phase, Suspended, false} }
	early := spot{PhaseClosing, Active, true}
	return map[spot]map[MoveID]spot{
		in(PhaseInitiation): {
			MoveStartPlanning: in(PhasePlanning), MoveCancelProject: early, MoveSuspendProject: held(PhaseInitiation),
		},
		in(PhasePlanning): {
			MoveStartExecution: in(PhaseExecution), MoveReworkCharter: in(PhaseInitiation),
			MoveCancelProject: early, MoveSuspendProject: held(PhasePlanning),
		},
		in(PhaseExecution): {
			MoveStartClosing: in(PhaseClosing), MoveReworkPlan: in(PhasePlanning),
			MoveCancelProject: early, MoveSuspendProject: held(PhaseExecution),
		},
		in(PhaseClosing): {
			MoveCloseProject: {PhaseClosing, Closed, false}, MoveSuspendProject: held(PhaseClosing),
		},
		held(PhaseInitiation): {MoveResumeProject: in(PhaseInitiation), MoveCancelProject: early},
		held(PhasePlanning):   {MoveResumeProject: in(PhasePlanning), MoveCancelProject: early},
		held(PhaseExecution):  {MoveResumeProject: in(PhaseExecution), MoveCancelProject: early},
		held(PhaseClosing):    {MoveResumeProject: in(PhaseClosing)},
		early: {
			MoveCloseProject: {PhaseClosing, Closed, true}, MoveSuspendProject: {PhaseClosing, Suspended, true},
		},
		{PhaseClosing, Suspended, true}: {MoveResumeProject: early},
		{PhaseClosing, Closed, false}: {
			MoveArchiveProject: {PhaseClosing, Archived, false}, MoveReopenProject: in(PhasePlanning),
		},
		{PhaseClosing, Closed, true}: {
			MoveArchiveProject: {PhaseClosing, Archived, true}, MoveReopenProject: in(PhasePlanning),
		},
		{PhaseClosing, Archived, false}: {},
	}
}

func spotOf(s State) spot { return spot{s.Phase, s.Standing, s.Early} }

// TestSalesMoves walks every move from every place, legal or not.
func TestSalesMoves(t *testing.T) {
	def := SalesProject()
	allowed := legal()
	tried := 0
	for _, from := range ways() {
		if _, ok := allowed[from.spot]; !ok {
			t.Fatalf("the table has no row for %v", from.spot)
		}
		for _, m := range def.Spec().Moves {
			p := arrive(t, from)
			if got := spotOf(p.state); got != from.spot {
				t.Fatalf("arrived at %v, not %v", got, from.spot)
			}
			want, legal := allowed[from.spot][m.ID]
			if g := def.move(m.ID).gate; legal && g != nil && len(g.Approvals) > 0 {
				p.approve(m.ID)
			}
			before := p.state
			entries, refusal := p.try(takes(p, m), RoleManager)
			tried++
			switch {
			case legal && refusal != nil:
				t.Errorf("%v: %s should be legal: %v", from.spot, m.ID, refusal)
			case legal && spotOf(p.state) != want:
				t.Errorf("%v: %s leads to %v, not %v", from.spot, m.ID, spotOf(p.state), want)
			case !legal && len(entries) > 0:
				t.Errorf("%v: %s should be refused, leads to %v", from.spot, m.ID, spotOf(p.state))
			case !legal && spotOf(p.state) != spotOf(before):
				t.Errorf("%v: refusing %s changed the state", from.spot, m.ID)
			}
		}
	}
	if want := len(allowed) * len(def.Spec().Moves); tried != want {
		t.Errorf("tried %d moves, the table has %d", tried, want)
	}
}

// takes returns the command that takes a move.
func takes(p *play, m Move) Command {
	h := p.by("pm")
	switch m.Kind {
	case MoveCancel:
		return Cancel{Header: h}
	case MoveSuspend:
		return Suspend{Header: h}
	case MoveResume:
		return Resume{Header: h}
	case MoveClose:
		outcome := Attained
		if p.state.Early {
			outcome = Cancelled
		}
		return Close{Header: h, Outcome: outcome}
	case MoveArchive:
		return Archive{Header: h}
	case MoveReopen:
		return Reopen{Header: h}
	}
	return RequestMove{Header: h, Move: m.ID}
}

// TestSalesChoicesAgree compares Choices with the same table.
func TestSalesChoicesAgree(t *testing.T) {
	allowed := legal()
	for _, from := range ways() {
		p := arrive(t, from)
		choices := Choices(p.def, p.state, p.input(RoleManager))
		if len(choices) != len(p.def.moves) {
			t.Fatalf("%v: %d choices for %d moves", from.spot, len(choices), len(p.def.moves))
		}
		for _, c := range choices {
			_, legal := allowed[from.spot][c.Move.ID]
			missing := slices.Equal(codes(c.Explanation.Findings), []finding.Code{CodeApprovalMissing})
			if possible := c.Explanation.Allowed || missing; possible != legal {
				t.Errorf("%v: %s possible %v, want %v: %v", from.spot, c.Move.ID, possible, legal, c.Explanation.Findings)
			}
			if legal && !c.Here {
				t.Errorf("%v: %s is here", from.spot, c.Move.ID)
			}
		}
	}
}

// TestSalesGates takes each gate with one fact after the other bad, unknown
// and old, and wants exactly the finding of that fact.
func TestSalesGates(t *testing.T) {
	cases := []struct {
		phase PhaseID
		cmd   func(*play) Command
		move  MoveID
		facts []FactName
	}{
		{PhaseInitiation, func(p *play) Command { return RequestMove{Header: p.by("pm"), To: PhasePlanning} }, MoveStartPlanning,
			[]FactName{FactGoalsBlocking, FactCharterComplete, FactTeamFormed, FactResourcesSuffice}},
		{PhasePlanning, func(p *play) Command { return RequestMove{Header: p.by("pm"), To: PhaseExecution} }, MoveStartExecution,
			[]FactName{FactGoalsAgreed, FactTimetableComputed, FactResourcesAssigned, FactMilestonesSet, FactRisksPlanned, FactBaselineSet}},
		{PhaseExecution, func(p *play) Command { return RequestMove{Header: p.by("pm"), To: PhaseClosing} }, MoveStartClosing,
			[]FactName{FactWorkFinished, FactDeliverablesAccepted, FactChangesOpen}},
		{PhaseClosing, func(p *play) Command { return Close{Header: p.by("pm"), Outcome: Missed} }, MoveCloseProject,
			[]FactName{FactOutcomeJudged, FactOpenItems}},
	}
	for _, c := range cases {
		for _, name := range c.facts {
			t.Run(string(name), func(t *testing.T) {
				p := newPlay(t, SalesProject()).to(c.phase)
				if p.def.facts[name].Kind == "number" {
					p.facts[name] = finding.Number(3, "")
				} else {
					p.facts[name] = finding.Bool(false)
				}
				wantOnly(t, p, c.cmd, c.move, CodeFactDiffers, name)
				p.facts[name] = finding.Unknown("not-asked")
				wantOnly(t, p, c.cmd, c.move, CodeFactUnknown, name)
				delete(p.facts, name)
				wantOnly(t, p, c.cmd, c.move, CodeFactUnknown, name)
			})
		}
	}
}

// wantOnly gives the approvals that are asked for and wants one blocking
// finding, about that fact, with its remedy and a step that says who can take it.
func wantOnly(t *testing.T, p *play, cmd func(*play) Command, move MoveID, code finding.Code, name FactName) {
	t.Helper()
	if g := p.def.move(move).gate; len(g.Approvals) > 0 {
		p.approve(move)
	}
	_, refusal := p.try(cmd(p), RoleManager)
	if refusal == nil {
		t.Fatalf("%s passed", name)
	}
	f := refusal.Findings[0]
	if len(refusal.Findings) != 1 || f.Code != code || f.Subject.ID != string(name) || f.Want.IsZero() || f.Got.IsZero() {
		t.Errorf("findings %v", refusal.Findings)
	}
	fact := p.def.facts[name]
	if f.Remedy != fact.Remedy || len(refusal.Steps) == 0 || refusal.Steps[0].Do != fact.Remedy || !slices.Equal(refusal.Steps[0].By, fact.By) {
		t.Errorf("remedy %s, steps %v", f.Remedy, refusal.Steps)
	}
}

// TestAllFindingsAtOnce wants every unmet criterion and the missing approval in
// one refusal.
func TestAllFindingsAtOnce(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhasePlanning)
	clear(p.facts)
	_, refusal := p.try(RequestMove{Header: p.by("dev"), To: PhaseExecution})
	if got := codes(refusal.Findings); len(got) != 8 { // six facts, one approval, one role
		t.Errorf("got %d findings: %v", len(got), refusal.Findings)
	}
	if len(refusal.Steps) != 8 || refusal.Steps[0].Subject.Kind != "fact" || refusal.Steps[6].Do != RemedyApprove || refusal.Steps[7].Do != RemedyAskHolder {
		t.Errorf("steps %v", refusal.Steps)
	}
}

// TestMonitoringRunsBesideExecution follows the control phase through
// suspension, rework and closing.
func TestMonitoringRunsBesideExecution(t *testing.T) {
	p := newPlay(t, SalesProject())
	want := func(running bool, step StepID) {
		t.Helper()
		got, ok := p.state.Regions().Lookup(PhaseMonitoring)
		if !ok || got.Running != running || got.Step != step {
			t.Errorf("in %s: monitoring %+v, want running %v at %q", p.state.Phase, got, running, step)
		}
	}
	p.to(PhaseInitiation)
	want(false, "")
	p.do(RequestMove{Header: p.by("pm"), To: PhasePlanning}, RoleManager)
	want(false, "")
	p.approve(MoveStartExecution)
	p.do(RequestMove{Header: p.by("pm"), To: PhaseExecution}, RoleManager)
	want(true, StepMeasure)
	p.do(RequestStep{Header: p.by("pm"), Phase: PhaseMonitoring, To: StepCompare}, RoleManager)
	p.do(Suspend{Header: p.by("pm")}, RoleManager)
	want(false, StepCompare)
	if _, refusal := p.try(RequestStep{Header: p.by("pm"), Phase: PhaseMonitoring, To: StepSteer}, RoleManager); refusal == nil || codes(refusal.Findings)[0] != CodeRegionNotRunning {
		t.Errorf("a step while suspended: %v", refusal)
	}
	p.do(Resume{Header: p.by("pm")}, RoleManager)
	want(true, StepCompare)
	p.do(RequestStep{Header: p.by("pm"), Phase: PhaseMonitoring, To: StepSteer}, RoleManager)
	p.do(RequestMove{Header: p.by("pm"), Move: MoveReworkPlan}, RoleManager)
	want(false, "")
	p.approve(MoveStartExecution)
	p.do(RequestMove{Header: p.by("pm"), To: PhaseExecution}, RoleManager)
	want(true, StepMeasure) // a new round begins its monitoring anew
	p.approve(MoveStartClosing)
	p.do(RequestMove{Header: p.by("pm"), To: PhaseClosing}, RoleManager)
	want(false, "")
}

// TestMonitoringSteps walks every pair of steps.
func TestMonitoringSteps(t *testing.T) {
	next := map[StepID][]StepID{StepMeasure: {StepCompare}, StepCompare: {StepSteer, StepMeasure}, StepSteer: {StepMeasure}}
	way := map[StepID][]StepID{StepMeasure: {}, StepCompare: {StepCompare}, StepSteer: {StepCompare, StepSteer}}
	for from, steps := range way {
		for to := range way {
			p := newPlay(t, SalesProject()).to(PhaseExecution)
			for _, step := range steps {
				p.do(RequestStep{Header: p.by("pm"), Phase: PhaseMonitoring, To: step}, RoleManager)
			}
			_, refusal := p.try(RequestStep{Header: p.by("pm"), Phase: PhaseMonitoring, To: to}, RoleManager)
			if legal := slices.Contains(next[from], to); legal != (refusal == nil) {
				t.Errorf("%s to %s: %v", from, to, refusal)
			}
		}
	}
}

func TestPausedTimeIsCounted(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhasePlanning)
	p.do(Suspend{Header: p.by("pm")}, RoleManager)
	from := p.now
	if got := p.state.PausedUntil(from.Add(90 * time.Minute)); got != 90*time.Minute {
		t.Errorf("running pause %v", got)
	}
	p.now = p.now.Add(4 * time.Hour)
	p.do(Resume{Header: p.by("pm")}, RoleManager) // one more hour
	p.do(Suspend{Header: p.by("pm")}, RoleManager)
	p.do(Resume{Header: p.by("pm")}, RoleManager)
	if got := p.state.PausedUntil(p.now.Add(time.Hour)); got != 6*time.Hour || !p.state.PausedFrom.IsZero() {
		t.Errorf("paused %v, want 6h", got)
	}
	if p.state.Phase != PhasePlanning || p.state.Standing != Active {
		t.Errorf("came back to %s %s", p.state.Phase, p.state.Standing)
	}
}

func TestReworkAndReopeningBeginRounds(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhaseExecution)
	p.do(RequestMove{Header: p.by("pm"), To: PhasePlanning}, RoleManager)
	if p.state.Round != 2 || p.state.Times(MoveReworkPlan) != 1 || len(p.state.Approvals()) != 0 {
		t.Errorf("round %d, cycles %d, approvals %v", p.state.Round, p.state.Times(MoveReworkPlan), p.state.Approvals())
	}
	p.approve(MoveStartExecution)
	p.do(RequestMove{Header: p.by("pm"), To: PhaseExecution}, RoleManager)
	p.approve(MoveStartClosing)
	p.do(RequestMove{Header: p.by("pm"), To: PhaseClosing}, RoleManager)
	p.do(Close{Header: p.by("pm"), Outcome: Missed}, RoleManager)
	closing := p.state.Closings()
	p.approve(MoveReopenProject)
	p.do(Reopen{Header: p.by("pm")}, RoleManager)
	if p.state.Round != 3 || p.state.Phase != PhasePlanning || p.state.Standing != Active {
		t.Errorf("reopened to round %d, %s %s", p.state.Round, p.state.Phase, p.state.Standing)
	}
	if got := p.state.Closings(); len(got) != 1 || got[0] != closing[0] || got[0].Outcome != Missed || got[0].Round != 2 {
		t.Errorf("closings %v, before %v", got, closing)
	}
}

func TestReopenNeedsReasonAndAuthority(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhaseClosing)
	p.do(Close{Header: p.by("pm"), Outcome: Attained}, RoleManager)
	h := p.by("dev")
	h.Reason = ""
	_, refusal := p.try(Reopen{Header: h}, RoleMember)
	want := []finding.Code{CodeMoveNoReason, CodeRoleMissing, CodeApprovalMissing}
	if got := codes(refusal.Findings); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestSalesProjectHasNoLint(t *testing.T) {
	team := []Seat{{"boss", []Role{RoleSponsor}}, {"pm", []Role{RoleManager}}}
	if found := Lint(SalesProject(), team); len(found) > 0 {
		t.Errorf("found %v", found)
	}
	if a, b := SalesProject().Digest(), SalesProject().Digest(); a != b {
		t.Errorf("digests differ: %s, %s", a, b)
	}
	for _, f := range SalesProject().Spec().Facts {
		if f.Remedy == "" || !slices.Contains(Codes(), f.Remedy) {
			t.Errorf("fact %s: remedy %q is none of Codes", f.Name, f.Remedy)
		}
	}
}
