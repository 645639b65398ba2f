package lifecycle

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// TestReusedIDErasesNobody: an erasure under the id of another command is
// refused before it destroys anything.
func TestReusedIDErasesNobody(t *testing.T) {
	e, _, vault := secret(t)
	ctx, id := t.Context(), StreamID("acme/p")
	for _, reused := range []CommandID{"c1", "c2", "c3"} {
		if _, err := e.Do(ctx, id, erase(reused, "wu")); !errors.Is(err, ErrCommandReused) {
			t.Errorf("%s: %v", reused, err)
		}
	}
	if _, err := vault.Key(ctx, "acme", "wu"); err != nil {
		t.Errorf("the key of wu: %v", err)
	}
	if _, err := e.Do(ctx, id, erase("e1", "wu")); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Do(ctx, id, erase("e1", "li")); !errors.Is(err, ErrCommandReused) {
		t.Errorf("another person under one id: %v", err)
	}
	if _, err := vault.Key(ctx, "acme", "li"); err != nil {
		t.Errorf("the key of li: %v", err)
	}
}

// twoRoles is a gate that asks for two owners and one from finance, in version
// 2 for three owners and nobody else.
func twoRoles(t *testing.T, version int, change func(*Gate)) *Definition {
	t.Helper()
	spec := gatedSpec()
	spec.Version = version
	spec.Roles = append(spec.Roles, "finance")
	spec.Gates[0].Approvals = []Quorum{{Role: "owner", Count: 2}, {Role: "finance", Count: 1}}
	change(&spec.Gates[0])
	return mustDefine(t, spec)
}

// TestMergedRolesGiveNobodyTwoVoices: one person approved in two roles that are
// one role, or kept apart, after a migration. That is one approval then.
func TestMergedRolesGiveNobodyTwoVoices(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Gate)
		roles  map[Role]Role
	}{
		"one role": {func(g *Gate) { g.Approvals = []Quorum{{Role: "owner", Count: 2}} }, map[Role]Role{"finance": "owner"}},
		"apart": {func(g *Gate) {
			g.Approvals = []Quorum{{Role: "owner", Count: 1}, {Role: "finance", Count: 1}}
			g.Apart = [][]Role{{"owner", "finance"}}
		}, nil},
	} {
		p := newPlay(t, twoRoles(t, 1, func(*Gate) {}))
		p.start()
		for _, role := range []Role{"owner", "finance"} {
			p.do(Approve{Header: p.by("olga"), Move: "start_build", Role: role, Evidence: p.evidence("start_build")}, role)
		}
		to := twoRoles(t, 2, c.change)
		if _, no := p.migrate(to, Mapping{Moves: map[MoveID]MoveID{"start_build": "start_build"}, Roles: c.roles}); no != nil {
			t.Fatalf("%s: %v", name, no)
		}
		_, no := p.try(RequestMove{Header: p.by("bea"), Move: "start_build"}, "board")
		if no == nil || !has(no.Findings, CodeApprovalMissing, finding.Block) {
			t.Fatalf("%s: olga alone opens it: %v", name, no)
		}
		if !has(no.Findings, CodeApprovalGiven, finding.Warn) {
			t.Errorf("%s: not said why: %v", name, no.Findings)
		}
		step := no.Steps[len(no.Steps)-1]
		if step.Do != RemedyApprove || step.Count != 1 || !slices.Contains(step.Not, "olga") {
			t.Errorf("%s: steps %+v", name, no.Steps)
		}
		p.do(Approve{Header: p.by("omar"), Move: "start_build", Role: step.By[0], Evidence: p.evidence("start_build")}, step.By[0])
		p.do(RequestMove{Header: p.by("bea"), Move: "start_build"}, "board")
		if b := p.entries[len(p.entries)-1].Body.(MoveTaken); len(b.Approvals) != 2 {
			t.Errorf("%s: approved by %+v", name, b.Approvals)
		}
	}
}

// TestEndedDelegationIsNotBackdated: a delegation that has ended does not serve
// for an approval that is only now given, whatever time it states.
func TestEndedDelegationIsNotBackdated(t *testing.T) {
	p := atGate(t, nil, 5)
	p.do(WithdrawApproval{p.by("olga"), "start_build", "owner"})
	until := p.now.Add(3 * time.Hour)
	p.do(Delegate{Header: p.by("olga"), To: "dora", Role: "owner", Until: until}, "owner")
	p.now = until.Add(48 * time.Hour)
	h := p.by("dora")
	h.At = until.Add(-time.Hour)
	_, no := p.try(Approve{Header: h, Move: "start_build", Role: "owner", Evidence: p.evidence("start_build"), OnBehalfOf: "olga"})
	if no == nil || !has(no.Findings, CodeDelegationLapsed, finding.Block) {
		t.Errorf("two days after its end: %v", no)
	}
}

// TestObjectionIsNotLostByMigration: an objection that is carried over to where
// its role has no veto would stand without blocking anything.
func TestObjectionIsNotLostByMigration(t *testing.T) {
	p := atGate(t, nil, 5)
	p.do(Object{p.by("leo"), "start_build", "legal", p.evidence("start_build")}, "legal")
	spec := gatedSpec()
	spec.Version = 2
	spec.Gates[0].Approvals = spec.Gates[0].Approvals[:1]
	to := mustDefine(t, spec)
	keep := map[MoveID]MoveID{"start_build": "start_build"}
	wantBlocked(t, "kept", PlanMigration(p.def, to, p.state, Mapping{Moves: keep}), CodeMigrationVeto, "role legal")
	for _, m := range []Mapping{{Moves: map[MoveID]MoveID{"start_build": ""}}, {Moves: keep, Roles: map[Role]Role{"legal": ""}}} {
		if r := PlanMigration(p.def, to, p.state, m); !r.Allowed() {
			t.Errorf("left behind by %v: %v", m, r.Findings)
		}
	}
}

// TestLeftMoveLeavesItsRights: rights over a move that is left behind are no
// rights over another move of that name.
func TestLeftMoveLeavesItsRights(t *testing.T) {
	p := atGate(t, nil, 5)
	until := p.now.Add(1000 * time.Hour)
	p.do(Override{Header: p.by("carl"), Move: "start_build", Facts: []FactName{"permit.days"}, Roles: []Role{"owner"}, Until: until}, "chief")
	p.do(Delegate{Header: p.by("olga"), To: "dora", Role: "owner", Moves: []MoveID{"start_build"}, Until: until}, "owner")
	spec := gatedSpec()
	spec.Version = 2
	to := mustDefine(t, spec)
	if _, no := p.migrate(to, Mapping{Moves: map[MoveID]MoveID{"start_build": ""}}); no != nil {
		t.Fatal(no)
	}
	p.facts["permit.days"] = finding.Number(99, "d")
	if _, no := p.try(RequestMove{Header: p.by("bea"), Move: "start_build"}, "board"); no == nil || !has(no.Findings, CodeApprovalMissing, finding.Block) {
		t.Errorf("the override still helps: %v", no)
	}
	if got := p.state.Overrides(); len(got) != 1 || got[0].Move != "start_build" || got[0].Ended.IsZero() {
		t.Errorf("the override is not kept: %v", got)
	}
	_, no := p.try(Approve{Header: p.by("dora"), Move: "start_build", Role: "owner", Evidence: p.evidence("start_build"), OnBehalfOf: "olga"})
	if no == nil {
		t.Error("the delegation still serves")
	}
}

// TestConditionIsNotStrandedByMigration: an open condition whose deciders are
// gone could be waived and extended by nobody.
func TestConditionIsNotStrandedByMigration(t *testing.T) {
	p := atGate(t, nil, 50)
	p.do(p.decide(VerdictGoConditions, p.permitBy(100, MissHolds)), "board")
	spec := gatedSpec()
	spec.Version = 2
	spec.Roles = []Role{"lead", "owner", "legal", "chief"}
	spec.Gates[0].Deciders = []Role{"chief"}
	to := mustDefine(t, spec)
	gates := map[GateID]GateID{"g": "g"}
	wantBlocked(t, "no board", PlanMigration(p.def, to, p.state, Mapping{Gates: gates}), CodeMigrationDecider, "role board")
	if r := PlanMigration(p.def, to, p.state, Mapping{Gates: gates, Roles: map[Role]Role{"board": "chief"}}); !r.Allowed() {
		t.Errorf("mapped: %v", r.Findings)
	}
}

// TestTooManyNamesAreRefusedAtOnce: a list that is far too long costs no more
// than to say so.
func TestTooManyNamesAreRefusedAtOnce(t *testing.T) {
	p := atGate(t, nil, 5)
	facts := make([]FactName, 200_000)
	roles := make([]Role, 200_000)
	for i := range facts {
		facts[i], roles[i] = FactName(fmt.Sprint("f", i)), Role(fmt.Sprint("r", i))
	}
	for _, c := range []Override{{Facts: facts}, {Roles: roles}, {Objections: roles}} {
		c.Header, c.Move, c.Until = p.by("carl"), "start_build", p.now.Add(24*time.Hour)
		_, no := p.try(c, "chief")
		if no == nil || len(no.Findings) != 1 || no.Findings[0].Code != CodeCommandBadLength {
			t.Errorf("%d findings", len(no.Findings))
		}
	}
}

// TestManyAnchors checks a long history against as many anchors.
func TestManyAnchors(t *testing.T) {
	const n = 20_000
	entries := make([]Entry, n)
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for i := range entries {
		entries[i] = Entry{Command: CommandID(fmt.Sprint("c", i)), Actor: "pm", At: at, Recorded: at, Body: NoteAdded{Text: "x"}}
	}
	log := logOf(t, entries)
	var anchors []Checkpoint
	for r, err := range log.Load(t.Context(), "acme/p", 0) {
		if err != nil {
			t.Fatal(err)
		}
		anchors = append(anchors, Checkpoint{"acme/p", r.Version, Digest(r.Meta[MetaHash])})
	}
	began := time.Now()
	if _, err := Verify("acme/p", log.Load(t.Context(), "acme/p", 0)); err != nil {
		t.Fatal(err)
	}
	plain := time.Since(began)
	began = time.Now()
	if _, err := Verify("acme/p", log.Load(t.Context(), "acme/p", 0), anchors...); err != nil {
		t.Fatal(err)
	}
	if anchored := time.Since(began); anchored > time.Minute+10*plain {
		t.Errorf("%v with an anchor at each event, %v without", anchored, plain)
	}
	anchors = append(anchors, Checkpoint{"acme/p", 7, "sha256:00"}) // beside one that is right
	corrupt := (*CorruptError)(nil)
	if _, err := Verify("acme/p", log.Load(t.Context(), "acme/p", 0), anchors...); !errors.As(err, &corrupt) || corrupt.Version != 7 {
		t.Errorf("a wrong anchor beside a right one: %v", err)
	}
}

// TestForecastsOfALargePlan ties a window to many tasks of a large plan.
func TestForecastsOfALargePlan(t *testing.T) {
	const n = 20_000
	w := PhaseWindow{Phase: "build", ForecastStart: time.Unix(1, 0).UTC()}
	tasks := make([]TaskForecast, n)
	for i := range tasks {
		tasks[i] = TaskForecast{fmt.Sprintf("task-%07d", i), time.Unix(int64(i+2), 0).UTC()}
		w.Tasks = append(w.Tasks, fmt.Sprintf("other-%07d", i))
	}
	w.Tasks = append(w.Tasks, tasks[n/2].Task)
	began := time.Now()
	out := MoveForecasts([]PhaseWindow{w}, tasks)
	if took := time.Since(began); took > time.Minute {
		t.Errorf("took %v", took)
	}
	if !out[0].ForecastFinish.Equal(tasks[n/2].Finish) {
		t.Errorf("forecast %v", out[0].ForecastFinish)
	}
}
