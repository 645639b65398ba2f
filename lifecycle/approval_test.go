package lifecycle

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// given is one approval as the slow rules below keep it.
type given struct {
	role      Role
	signer    ActorID
	principal ActorID // the same as the signer, or who delegated
	at        time.Time
}

// ledger is the approvals of one move by the plainest rules there are.
type ledger struct {
	gate     Gate
	holds    map[ActorID][]Role
	now      time.Time
	proposer ActorID
	given    []given
	lent     []Delegation
	against  []Objection
}

func (l *ledger) valid(g given) bool {
	for _, q := range l.gate.Approvals {
		if q.Role == g.role {
			return q.ValidMin == 0 || l.now.Sub(g.at) <= time.Duration(q.ValidMin)*time.Minute
		}
	}
	return false
}

// clash reports whether two approvals cannot both count: one person stands
// behind both, and the roles are the same or kept apart.
func (l *ledger) clash(a, b given) bool {
	same := a.signer == b.signer || a.signer == b.principal || a.principal == b.signer || a.principal == b.principal
	apart := a.role == b.role || l.gate.OneRoleEach
	for _, group := range l.gate.Apart {
		apart = apart || slices.Contains(group, a.role) && slices.Contains(group, b.role)
	}
	return same && apart
}

// mayLend reports whether the actor may sign in the role for the principal now.
func (l *ledger) mayLend(role Role, actor, principal ActorID) bool {
	for _, d := range l.lent {
		over := !d.Revoked.IsZero() && !l.now.Before(d.Revoked)
		if d.By == principal && d.To == actor && d.Role == role && !l.now.Before(d.From) && !l.now.After(d.Until) && !over {
			return true
		}
	}
	return false
}

func (l *ledger) mayApprove(g given) bool {
	if g.signer == g.principal && !slices.Contains(l.holds[g.signer], g.role) || g.signer != g.principal && !l.mayLend(g.role, g.signer, g.principal) {
		return false
	}
	if l.gate.NotProposer && l.proposer != "" && (g.signer == l.proposer || g.principal == l.proposer) {
		return false
	}
	for _, other := range l.given {
		if l.valid(other) && l.clash(g, other) {
			return false
		}
	}
	return true
}

// opens tries every way to fill the places of the gate with approvals.
func (l *ledger) opens(requester ActorID) bool {
	if len(l.against) > 0 {
		return false
	}
	var places []Role
	for _, q := range l.gate.Approvals {
		places = append(places, slices.Repeat([]Role{q.Role}, q.Count)...)
	}
	var fill func(places []Role, taken []given) bool
	fill = func(places []Role, taken []given) bool {
		if len(places) == 0 {
			return true
		}
		for _, g := range l.given {
			own := g.signer == requester || g.principal == requester || l.proposer != "" && (g.signer == l.proposer || g.principal == l.proposer)
			if g.role != places[0] || !l.valid(g) || l.gate.NotProposer && own ||
				slices.ContainsFunc(taken, func(o given) bool { return l.clash(g, o) }) {
				continue
			}
			if fill(places[1:], append(slices.Clone(taken), g)) {
				return true
			}
		}
		return false
	}
	return fill(places, nil)
}

// ledgerGates returns every combination of the rules of approval.
func ledgerGates() []Gate {
	var list []Gate
	for n := range 3 * 2 * 2 * 2 * 2 {
		g := Gate{ID: "g", Approvals: []Quorum{{Role: "r1", Count: 1 + n%2, Veto: true}, {Role: "r2", Count: 1}}}
		switch n / 2 % 3 {
		case 1:
			g.Apart = [][]Role{{"r1", "r2"}}
		case 2:
			g.OneRoleEach = true
		}
		g.NotProposer = n/6%2 == 1
		if n/12%2 == 1 {
			g.Approvals[0].ValidMin = 90
		}
		if n/24%2 == 1 {
			g.Approvals[1].ValidMin = 150
		}
		list = append(list, g)
	}
	return list
}

// TestApprovalsAgainstBruteForce plays random approvals, delegations, vetoes
// and pauses at gates with every combination of rules, and compares every
// answer with plain rules and with trying every assignment.
func TestApprovalsAgainstBruteForce(t *testing.T) {
	answers := map[string]int{}
	for n, gate := range ledgerGates() {
		for seed := range uint64(12) {
			t.Run(fmt.Sprintf("gate=%d/seed=%d", n, seed), func(t *testing.T) { playLedger(t, gate, rand.New(rand.NewPCG(seed, uint64(n))), answers) })
		}
	}
	t.Log(answers)
	for _, what := range []string{"approve true", "approve false", "behalf true", "behalf false", "open true", "open false", "object true"} {
		if answers[what] < 100 {
			t.Errorf("%s only %d times", what, answers[what])
		}
	}
}

func playLedger(t *testing.T, gate Gate, r *rand.Rand, answers map[string]int) {
	def := mustDefine(t, Spec{
		ID: "ledger", Version: 1, Start: "a", Roles: []Role{"r1", "r2", "lead"}, Gates: []Gate{gate},
		Phases: []Phase{{ID: "a", Kind: DeliveryPhase}, {ID: "b", Kind: DeliveryPhase}},
		Moves:  []Move{{ID: "m", Kind: MoveForward, From: []PhaseID{"a"}, To: "b", Gate: "g", By: []Role{"lead"}}},
	})
	p := newPlay(t, def)
	p.start()
	l := &ledger{gate: gate, holds: map[ActorID][]Role{"a": {"r1", "r2"}, "b": {"r1"}, "c": {"r1", "r2"}, "d": {"r2"}, "e": nil}}
	evidence := p.evidence("m")
	actors := []ActorID{"a", "b", "c", "d", "e"}
	for range 40 {
		actor, other, role := pick(r, actors), pick(r, actors), pick(r, []Role{"r1", "r2"})
		p.now = p.now.Add(time.Duration(r.IntN(30))*time.Minute - time.Hour) // trying takes an hour
		l.now = p.now.Add(time.Hour)
		holds := l.holds[actor]
		switch r.IntN(9) {
		case 0, 1, 2:
			l.approve(t, p, given{role, actor, actor, l.now}, evidence, answers)
		case 3, 4:
			if len(l.lent) > 0 && r.IntN(4) > 0 {
				d := l.lent[len(l.lent)-1]
				actor, other, role = d.To, d.By, d.Role
			}
			if other != actor {
				l.approve(t, p, given{role, actor, other, l.now}, evidence, answers)
			} else {
				p.now = l.now
			}
		case 5:
			until := l.now.Add(time.Duration(1+r.IntN(120)) * time.Minute)
			if _, no := p.try(Delegate{Header: p.by(actor), To: other, Role: role, Until: until}, holds...); no == nil {
				l.lent = append(l.lent, Delegation{ID: CommandID(fmt.Sprintf("c%d", p.n)), By: actor, To: other, Role: role, From: l.now, Until: until})
			} else if slices.Contains(holds, role) && actor != other {
				t.Fatalf("delegation refused: %v", no)
			}
		case 6:
			if len(l.lent) > 0 {
				d := &l.lent[r.IntN(len(l.lent))]
				if _, no := p.try(RevokeDelegation{p.by(d.By), d.ID}); (no == nil) != d.Revoked.IsZero() {
					t.Fatalf("revoked %v: %v", d.Revoked, no)
				} else if no == nil {
					d.Revoked = l.now
				}
			} else {
				p.now = l.now
			}
		case 7:
			l.object(t, p, actor, role, evidence, answers)
		case 8:
			l.takeBack(t, p, actor, role)
		}
		if r.IntN(15) == 0 && l.proposer == "" {
			l.proposer = other
			p.now = p.now.Add(-time.Hour)
			p.do(ProposeMove{Header: p.by(other), Move: "m"}, "lead")
		}
		l.ask(t, p, pick(r, actors), answers)
	}
}

func (l *ledger) approve(t *testing.T, p *play, g given, evidence Digest, answers map[string]int) {
	t.Helper()
	c := Approve{Header: p.by(g.signer), Move: "m", Role: g.role, Evidence: evidence}
	kind := "approve"
	if g.principal != g.signer {
		c.OnBehalfOf, kind = g.principal, "behalf"
	}
	want := l.mayApprove(g)
	if _, no := p.try(c, l.holds[g.signer]...); (no == nil) != want {
		t.Fatalf("%+v: %v, want %v\ngate %+v, given %+v", g, no, want, l.gate, l.given)
	}
	answers[fmt.Sprint(kind, " ", want)]++
	if want {
		l.given = append(l.given, g)
	}
}

func (l *ledger) object(t *testing.T, p *play, actor ActorID, role Role, evidence Digest, answers map[string]int) {
	t.Helper()
	at := slices.IndexFunc(l.against, func(o Objection) bool { return o.Actor == actor && o.Role == role })
	if at >= 0 {
		p.do(WithdrawObjection{p.by(actor), "m", role})
		l.against = slices.Delete(l.against, at, at+1)
		return
	}
	want := role == "r1" && slices.Contains(l.holds[actor], role)
	if _, no := p.try(Object{p.by(actor), "m", role, evidence}, l.holds[actor]...); (no == nil) != want {
		t.Fatalf("%s objects as %s: %v", actor, role, no)
	}
	answers[fmt.Sprint("object ", want)]++
	if want {
		l.against = append(l.against, Objection{Actor: actor, Role: role})
	}
}

func (l *ledger) takeBack(t *testing.T, p *play, actor ActorID, role Role) {
	t.Helper()
	mine := func(g given) bool { return g.role == role && (g.signer == actor || g.principal == actor) }
	want := slices.ContainsFunc(l.given, mine)
	if _, no := p.try(WithdrawApproval{p.by(actor), "m", role}); (no == nil) != want {
		t.Fatalf("%s takes back %s: %v, want %v", actor, role, no, want)
	}
	l.given = slices.DeleteFunc(l.given, mine)
}

// ask asks for the move, on a state of its own.
func (l *ledger) ask(t *testing.T, p *play, requester ActorID, answers map[string]int) {
	t.Helper()
	l.now = p.now
	want := l.opens(requester)
	e := Explain(p.def, p.state, RequestMove{Header: p.by(requester), Move: "m"}, p.input("lead"))
	if e.Allowed != want {
		t.Fatalf("%s asks: %v, want %v\ngate %+v\ngiven %+v, proposer %q\nfound %v", requester, e.Allowed, want, l.gate, l.given, l.proposer, e.Findings)
	}
	answers[fmt.Sprint("open ", want)]++
}
