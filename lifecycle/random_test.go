package lifecycle

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// rounds is how many random projects a property is tried on.
const rounds = 200

// eachRandom runs a property on random projects, naming the seed.
func eachRandom(t *testing.T, property func(t *testing.T, r *rand.Rand)) {
	t.Helper()
	for seed := range uint64(rounds) {
		ok := t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) { property(t, rand.New(rand.NewPCG(seed, 11))) })
		if !ok {
			return
		}
	}
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// some returns a random part of the list in its order, at least one.
func some[T any](r *rand.Rand, list []T) []T {
	var out []T
	for _, item := range list {
		if r.IntN(2) == 0 {
			out = append(out, item)
		}
	}
	if out == nil {
		out = append(out, pick(r, list))
	}
	return out
}

func some0[T any](r *rand.Rand, list []T) []T {
	if r.IntN(3) == 0 {
		return nil
	}
	return some(r, list)
}

var (
	anyRoles  = []Role{"r1", "r2", "r3"}
	anyActors = []ActorID{"a1", "a2", "a3", "a4"}
)

// randomSpec returns a definition that may be anything that is well made.
func randomSpec(r *rand.Rand) Spec {
	s := Spec{ID: "any", Version: 1 + r.IntN(3), Start: "p1", Roles: anyRoles}
	var phases []PhaseID
	for i := range 2 + r.IntN(3) {
		id := PhaseID(fmt.Sprintf("p%d", i+1))
		phases = append(phases, id)
		s.Phases = append(s.Phases, Phase{ID: id, Kind: DeliveryPhase})
	}
	steps := []StepID{"s1", "s2", "s3"}
	for i := range r.IntN(3) {
		p := Phase{ID: PhaseID(fmt.Sprintf("c%d", i+1)), Kind: ControlPhase, Beside: some(r, phases), By: some0(r, anyRoles)}
		for _, step := range steps {
			p.Steps = append(p.Steps, PhaseStep{step, some0(r, steps)})
		}
		s.Phases = append(s.Phases, p)
	}
	for i := range 4 {
		f := FactSpec{Name: FactName(fmt.Sprintf("f%d", i+1)), Kind: pick(r, factKinds[:]), By: some0(r, anyRoles), MaxAgeMin: int64(r.IntN(3) * 60)}
		if f.Kind == "number" || f.Kind == "money" {
			f.Unit = pick(r, []string{"", "x"})
		}
		s.Facts = append(s.Facts, f)
	}
	var gates []GateID
	for i := range 3 {
		g := Gate{ID: GateID(fmt.Sprintf("g%d", i+1)), OneRoleEach: r.IntN(2) == 0, NotProposer: r.IntN(2) == 0}
		gates = append(gates, g.ID)
		for _, f := range some0(r, s.Facts) {
			g.Criteria = append(g.Criteria, randomCriterion(r, f))
		}
		for _, role := range some0(r, anyRoles) {
			g.Approvals = append(g.Approvals, Quorum{Role: role, Count: 1 + r.IntN(2)})
		}
		randomRights(r, &g)
		s.Gates = append(s.Gates, g)
	}
	for i := range 4 + r.IntN(8) {
		m := Move{ID: MoveID(fmt.Sprintf("m%d", i+1)), Kind: pick(r, moveKinds[:]), From: some(r, phases), By: some(r, anyRoles), NeedsReason: r.IntN(3) == 0}
		if m.Kind.leads() {
			m.To = pick(r, phases)
		}
		if r.IntN(3) > 0 {
			m.Gate = pick(r, gates)
		}
		s.Moves = append(s.Moves, m)
	}
	randomFlows(r, &s)
	return s
}

// randomRights gives a gate some of what is seldom used.
func randomRights(r *rand.Rand, g *Gate) {
	for i := range g.Criteria {
		g.Criteria[i].Conditional = r.IntN(3) == 0
	}
	for i := range g.Approvals {
		q := &g.Approvals[i]
		if q.Veto = r.IntN(3) == 0; q.Veto && r.IntN(3) == 0 {
			q.Count = 0
		}
		q.ValidMin = int64(r.IntN(3) / 2 * 90)
	}
	if asked := g.approving(); len(asked) > 1 && r.IntN(2) == 0 {
		g.Apart = [][]Role{asked[:2]}
	}
	if r.IntN(3) == 0 {
		g.Deciders = some(r, anyRoles)
	}
	if r.IntN(2) == 0 {
		g.Override, g.OverrideVeto = some(r, anyRoles), r.IntN(2) == 0
	}
}

func randomCriterion(r *rand.Rand, f FactSpec) Criterion {
	for {
		c := Criterion{Fact: f.Name, Op: pick(r, ops[:]), MaxAgeMin: int64(r.IntN(2) * 30)}
		if !c.Op.fits(f.Kind) {
			continue
		}
		switch c.Op {
		case OpPresent, OpNone:
		case OpIn:
			c.Want = finding.List("1", "2")
		default:
			c.Want = valueOf(f, 1+r.IntN(3))
		}
		return c
	}
}

// valueOf returns a value for the fact, the greater the greater n.
func valueOf(f FactSpec, n int) finding.Value {
	switch f.Kind {
	case "bool":
		return finding.Bool(n > 2)
	case "number":
		return finding.Number(int64(n), f.Unit)
	case "money":
		return finding.Money(fmt.Sprint(n), f.Unit)
	case "text":
		return finding.Text(fmt.Sprint(n))
	case "date":
		return finding.Date(fmt.Sprintf("2026-01-0%d", n))
	case "instant":
		return finding.Instant(time.Unix(int64(n), 0))
	}
	return finding.List([]string{"x", "y", "z", "u"}[:n]...)
}

// project is a random project in the making.
type project struct {
	def     *Definition
	state   State
	entries []Entry
	now     time.Time
	n       int
	host    []Fact
}

func newProject(t *testing.T, r *rand.Rand) *project {
	t.Helper()
	def, err := Define(randomSpec(r))
	if err != nil {
		t.Fatal(err)
	}
	return &project{def: def, now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
}

func (p *project) header(r *rand.Rand) Header {
	p.n++
	h := Header{ID: CommandID(fmt.Sprintf("c%d", p.n)), Actor: pick(r, anyActors)}
	if r.IntN(3) > 0 {
		h.Reason = "so"
	}
	switch r.IntN(10) {
	case 0:
		h.At = p.now.Add(-time.Duration(r.IntN(200)) * time.Minute)
	case 1:
		h.At = p.now.Add(time.Duration(r.IntN(3)) * time.Minute)
	}
	return h
}

func (p *project) input(r *rand.Rand) Input {
	return Input{Now: p.now, Actor: pick(r, anyActors), Roles: some0(r, anyRoles), Facts: NewFacts(p.host...)}
}

func (p *project) fact(r *rand.Rand) Fact {
	f := pick(r, p.def.spec.Facts)
	fact := Fact{Name: f.Name, Value: valueOf(f, 1+r.IntN(3)), At: p.now.Add(-time.Duration(r.IntN(100)) * time.Minute)}
	switch r.IntN(12) {
	case 0:
		fact.Value = finding.Unknown("who-knows")
	case 1:
		fact.Value = finding.Text("of another kind")
	case 2:
		fact.At = p.now.Add(time.Minute)
	case 3:
		fact.Name = "undeclared"
	}
	return fact
}

// command returns any command, more often one that could be right than not.
func (p *project) command(r *rand.Rand) Command {
	h := p.header(r)
	move := pick(r, p.def.spec.Moves).ID
	phase := pick(r, p.def.spec.Phases).ID
	role := pick(r, anyRoles)
	if r.IntN(4) == 0 {
		return p.oversight(r, h, move, role)
	}
	if r.IntN(8) == 0 {
		return p.flowing(r, h, phase)
	}
	switch r.IntN(24) {
	case 0:
		return StartProject{Header: h, Definition: "any"}
	case 1, 2:
		return RequestMove{Header: h, To: phase}
	case 3, 4, 5, 6:
		return RequestMove{Header: h, Move: move}
	case 7, 8:
		return RequestStep{Header: h, Phase: phase, To: pick(r, []StepID{"s1", "s2", "s3", "s4"})}
	case 9:
		return ProposeMove{Header: h, Move: move}
	case 10, 11, 12:
		c := Approve{Header: h, Move: move, Role: role, Evidence: p.evidence(r, move)}
		for _, d := range p.state.Delegations() {
			if d.To == c.Actor && r.IntN(2) == 0 {
				c.OnBehalfOf, c.Role = d.By, d.Role
			}
		}
		return c
	case 13:
		return WithdrawApproval{Header: h, Move: move, Role: role}
	case 14, 15:
		return RecordFacts{Header: h, Facts: []Fact{p.fact(r), p.fact(r)}}
	case 16:
		return Suspend{Header: h}
	case 17:
		return Resume{Header: h}
	case 18:
		return Cancel{Header: h, Move: move}
	case 19:
		return Close{Header: h, Outcome: pick(r, []Outcome{Attained, Cancelled, "splendid"})}
	case 22, 23:
		return CorrectTime{h, Version(r.IntN(len(p.entries) + 2)), p.now.Add(-time.Duration(r.IntN(300)-1) * time.Minute)}
	case 20:
		return pick(r, []Command{Archive{Header: h}, Reopen{Header: h}, AddNote{h, "a note", finding.Ref{Kind: "goal", ID: "g"}}})
	}
	return AttachDocument{h, Document{URI: "doc:1", Class: "plan"}}
}

// evidence returns, mostly, what is to be seen at the gate of the move.
func (p *project) evidence(r *rand.Rand, move MoveID) Digest {
	if r.IntN(5) == 0 {
		return "wrong"
	}
	for _, c := range Choices(p.def, p.state, Input{Now: p.now, Facts: NewFacts(p.host...)}) {
		if c.Move.ID == move {
			return c.Explanation.Evidence
		}
	}
	return ""
}

// oversight returns a command of the kinds that are about decisions.
func (p *project) oversight(r *rand.Rand, h Header, move MoveID, role Role) Command {
	later := p.now.Add(time.Duration(r.IntN(300)-10) * time.Minute)
	condition := ConditionID("none")
	if list := p.state.Conditions(); len(list) > 0 {
		condition = pick(r, list).ID
	}
	fact := pick(r, p.def.spec.Facts).Name
	switch r.IntN(13) {
	case 0, 1, 2, 3:
		c := DecideGate{Header: h, Move: move, Verdict: pick(r, verdicts[:])}
		if c.Verdict == VerdictHold {
			c.Until = later
		}
		if m := p.def.move(move); c.Verdict == VerdictGoConditions {
			c.Conditions = []Condition{{ConditionID("k" + string(h.ID)), "", "a duty", pick(r, anyActors), later, pick(r, []OnMiss{MissHolds, MissExcept})}}
			if m.gate != nil {
				for _, name := range m.gate.conditionals() {
					c.Conditions = append(c.Conditions, Condition{ConditionID("f" + string(name) + string(h.ID)), name, "", pick(r, anyActors), later, MissHolds})
				}
			}
		}
		return c
	case 4:
		return FulfilCondition{h, condition}
	case 5:
		return pick(r, []Command{WaiveCondition{h, condition}, ExtendCondition{h, condition, later}})
	case 6, 7:
		return Object{h, move, role, p.evidence(r, move)}
	case 8:
		return WithdrawObjection{h, move, role}
	case 9:
		return Delegate{Header: h, To: pick(r, anyActors), Role: role, Until: later}
	case 10:
		if list := p.state.Delegations(); len(list) > 0 {
			return RevokeDelegation{h, pick(r, list).ID}
		}
	case 11:
		return Override{Header: h, Move: move, Roles: []Role{role}, Until: later}
	}
	return Override{Header: h, Move: move, Facts: []FactName{fact}, Objections: some0(r, []Role{role}), Until: later}
}

// step takes one random command, starting the project first, and returns it.
func (p *project) step(r *rand.Rand) (Command, Input) {
	p.now = p.now.Add(time.Duration(r.IntN(40)) * time.Minute)
	p.host = nil
	for range r.IntN(5) {
		f := p.fact(r)
		p.host = append(p.host, f)
	}
	if p.state.Standing == NotStarted && r.IntN(4) > 0 {
		return StartProject{Header: Header{ID: "c0", Actor: "a1"}, Definition: "any"}, p.input(r)
	}
	return p.command(r), p.input(r)
}

func (p *project) apply(entries []Entry) {
	for _, e := range entries {
		p.state = Apply(p.state, e)
		p.entries = append(p.entries, e)
	}
}

func form(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestExplainAgreesWithDecide is the law that an explanation allows exactly
// what is carried out, with the same findings, and that neither changes
// anything it was given.
func TestExplainAgreesWithDecide(t *testing.T) {
	permitted, refused := 0, 0
	eachRandom(t, func(t *testing.T, r *rand.Rand) {
		p := newProject(t, r)
		for range 60 {
			cmd, in := p.step(r)
			before, input := form(t, p.state), form(t, in.Facts)
			explained := Explain(p.def, p.state, cmd, in)
			entries, refusal := Decide(p.def, p.state, cmd, in)
			if (entries == nil) == (refusal == nil) || explained.Allowed != (refusal == nil) {
				t.Fatalf("%s: %d entries, refusal %v, explained as %v", cmd.Action(), len(entries), refusal, explained.Allowed)
			}
			if refusal != nil {
				refused++
				checkRefusal(t, refusal, explained)
			} else {
				permitted++
			}
			p.apply(entries)
			if entries == nil && (form(t, p.state) != before || form(t, in.Facts) != input) {
				t.Fatalf("%s changed what it was given", cmd.Action())
			}
		}
	})
	if permitted < rounds || refused < rounds {
		t.Errorf("%d permitted and %d refused: too few to mean anything", permitted, refused)
	}
}

func checkRefusal(t *testing.T, refusal *Refusal, explained Explanation) {
	t.Helper()
	if !finding.Blocks(refusal.Findings) {
		t.Fatalf("refused without a reason: %v", refusal)
	}
	if !reflect.DeepEqual(refusal.Findings, explained.Findings) || !reflect.DeepEqual(refusal.Steps, explained.Steps) {
		t.Fatalf("refused for %v, explained as %v", refusal.Findings, explained.Findings)
	}
	for _, f := range refusal.Findings {
		if !slices.Contains(Codes(), f.Code) || f.Remedy != "" && !slices.Contains(Codes(), f.Remedy) {
			t.Fatalf("a code that is not listed: %v", f)
		}
	}
}

// TestChoicesAgreeWithDecide is the law that a choice allows exactly what
// Decide carries out for a command that names the move and gives a reason.
func TestChoicesAgreeWithDecide(t *testing.T) {
	eachRandom(t, func(t *testing.T, r *rand.Rand) {
		p := newProject(t, r)
		for range 25 {
			cmd, in := p.step(r)
			entries, _ := Decide(p.def, p.state, cmd, in)
			p.apply(entries)
			for i, c := range Choices(p.def, p.state, in) {
				entries, refusal := Decide(p.def, p.state, p.def.moves[i].command(&p.state, in.Actor), in)
				if c.Explanation.Allowed != (entries != nil) {
					t.Fatalf("%s: choice %v, decided %v", c.Move.ID, c.Explanation.Allowed, refusal)
				}
			}
		}
	})
}

// TestReplayEqualsApply is the law that history is enough: what was stored,
// read back and folded is the state that was reached.
func TestReplayEqualsApply(t *testing.T) {
	eachRandom(t, func(t *testing.T, r *rand.Rand) {
		p := newProject(t, r)
		for range 60 {
			cmd, in := p.step(r)
			entries, _ := Decide(p.def, p.state, cmd, in)
			p.apply(entries)
		}
		log := logOf(t, append([]Entry{}, p.entries...))
		if len(p.entries) == 0 {
			return
		}
		i := 0
		for e, err := range Entries(log.Load(t.Context(), "acme/p", 0)) {
			if err != nil {
				t.Fatal(err)
			}
			want := p.entries[i]
			i++
			want.Version, want.Hash = e.Version, e.Hash
			if e.Hash == "" || e.Version != Version(i) || !reflect.DeepEqual(e, want) {
				t.Fatalf("entry %d came back as\n%#v\nnot\n%#v", i, e, want)
			}
		}
		s, err := Replay(Entries(log.Load(t.Context(), "acme/p", 0)))
		if err != nil {
			t.Fatal(err)
		}
		s.Head = ""
		if got, want := form(t, s), form(t, p.state); got != want {
			t.Fatalf("replayed\n%s\nnot\n%s", got, want)
		}
		var back State
		if err := json.Unmarshal([]byte(form(t, p.state)), &back); err != nil || form(t, back) != form(t, p.state) {
			t.Fatalf("the state came back from JSON as %s, %v", form(t, back), err)
		}
	})
}

// TestStatesAreValues is the law that a state is not touched by what is
// applied to it, however many futures it is given.
func TestStatesAreValues(t *testing.T) {
	eachRandom(t, func(t *testing.T, r *rand.Rand) {
		p := newProject(t, r)
		type kept struct {
			state State
			form  string
		}
		var all []kept
		for range 60 {
			cmd, in := p.step(r)
			if len(all) > 0 && r.IntN(4) == 0 {
				p.state = pick(r, all).state // another future of an earlier state
			}
			entries, _ := Decide(p.def, p.state, cmd, in)
			p.apply(entries)
			all = append(all, kept{p.state, form(t, p.state)})
		}
		for _, k := range all {
			if got := form(t, k.state); got != k.form {
				t.Fatalf("a state became\n%s\nit was\n%s", got, k.form)
			}
		}
	})
}
