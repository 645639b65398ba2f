package lifecycle

import (
	"maps"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Seat is a person in a team with the roles they hold.
type Seat struct {
	Actor ActorID
	Roles []Role
}

// Lint returns what is unwise in a definition: phases that no way leads to or
// from which no way leads to a closed project, and gates and facts that nothing
// uses. With a team it also returns the moves that nobody in it may take and
// the gates whose approvals it cannot give, counting persons and separating
// duties as the gate demands, vetoes, overrides and conditions that nobody in
// it can use. A nil team stands for one not yet known. Criteria on one fact
// that no value can meet together are found in either case.
//
// A definition without blocking findings can be walked to its end, as far as
// the facts allow.
func Lint(def *Definition, team []Seat) []finding.Finding {
	l := lint{def: def, team: team}
	l.reach()
	l.unused()
	l.earlyEnds()
	l.gates()
	if team != nil {
		for i := range def.moves {
			l.move(&def.moves[i])
		}
	}
	finding.Sort(l.found)
	return l.found
}

type lint struct {
	def   *Definition
	team  []Seat
	found []finding.Finding
}

func (l *lint) add(severity finding.Severity, code finding.Code, subject finding.Ref, want, got finding.Value, remedy finding.Code) {
	l.found = append(l.found, finding.Finding{Code: code, Severity: severity, Subject: subject, Want: want, Got: got, Remedy: remedy})
}

// reach looks for phases that cannot be reached and phases without a way out.
func (l *lint) reach() {
	ahead, back := map[PhaseID][]PhaseID{}, map[PhaseID][]PhaseID{}
	ends := map[PhaseID]bool{}
	for _, m := range l.def.moves {
		for _, from := range m.From {
			if m.Kind.leads() {
				ahead[from] = append(ahead[from], m.To)
				back[m.To] = append(back[m.To], from)
			}
			if m.Kind == MoveClose {
				ends[from] = true
			}
		}
	}
	reached := closure(ahead, []PhaseID{l.def.spec.Start})
	finishing := closure(back, slices.Sorted(maps.Keys(ends)))
	for _, p := range l.def.spec.Phases {
		subject := finding.Ref{Kind: "phase", ID: string(p.ID)}
		if p.Kind == ControlPhase {
			continue
		}
		if !reached[p.ID] {
			l.add(finding.Block, CodeLintUnreachable, subject, finding.Value{}, finding.Value{}, RemedyMendDefinition)
		}
		if !finishing[p.ID] {
			l.add(finding.Block, CodeLintDeadEnd, subject, finding.Value{}, finding.Value{}, RemedyMendDefinition)
		}
	}
}

// closure returns everything that can be reached from the starts.
func closure(ways map[PhaseID][]PhaseID, starts []PhaseID) map[PhaseID]bool {
	seen := map[PhaseID]bool{}
	for todo := starts; len(todo) > 0; {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !seen[at] {
			seen[at] = true
			todo = append(slices.Clip(todo), ways[at]...)
		}
	}
	return seen
}

func (l *lint) unused() {
	gates, facts := map[GateID]bool{}, map[FactName]bool{}
	for _, m := range l.def.spec.Moves {
		gates[m.Gate] = true
	}
	for _, g := range l.def.spec.Gates {
		if !gates[g.ID] {
			l.add(finding.Warn, CodeLintUnusedGate, finding.Ref{Kind: "gate", ID: string(g.ID)}, finding.Value{}, finding.Value{}, RemedyMendDefinition)
		}
		for _, c := range g.Criteria {
			facts[c.Fact] = true
		}
	}
	for _, f := range l.def.spec.Facts {
		if !facts[f.Name] {
			l.add(finding.Info, CodeLintUnusedFact, finding.Ref{Kind: "fact", ID: string(f.Name)}, finding.Value{}, finding.Value{}, RemedyMendDefinition)
		}
	}
}

// move checks that somebody may take the move and that its gate can be passed.
func (l *lint) move(m *move) {
	subject := finding.Ref{Kind: "move", ID: string(m.ID)}
	takers := l.holders(m.deciders(), "")
	if len(takers) == 0 {
		l.add(finding.Block, CodeLintNobody, subject, roleList(m.deciders()), finding.Value{}, RemedyNameHolder)
		return
	}
	l.cap(m)
	if m.gate == nil {
		return
	}
	short := false
	for _, q := range m.gate.Approvals {
		if n := len(l.holders([]Role{q.Role}, "")); n < q.Count {
			short = true
			role := finding.Ref{Kind: "role", ID: string(q.Role), Field: string(m.ID)}
			l.add(finding.Block, CodeLintQuorum, role, finding.Number(int64(q.Count), ""), finding.Number(int64(n), ""), RemedyNameHolder)
		}
	}
	if !short && !slices.ContainsFunc(takers, func(a ActorID) bool { return l.suffices(m.gate, a) }) {
		l.add(finding.Block, CodeLintSeparation, subject, finding.Value{}, finding.Value{}, RemedyNameHolder)
	}
}

// holders returns who holds one of the roles, without one person, each once.
func (l *lint) holders(roles []Role, without ActorID) []ActorID {
	var list []ActorID
	for _, seat := range l.team {
		holds := slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(seat.Roles, r) })
		if holds && seat.Actor != without && !slices.Contains(list, seat.Actor) {
			list = append(list, seat.Actor)
		}
	}
	return list
}

// suffices reports whether the team can give all approvals of the gate when
// that person requests the move.
func (l *lint) suffices(g *gate, requester ActorID) bool {
	if !g.NotProposer {
		requester = ""
	}
	var benches []bench
	for _, q := range g.Approvals {
		able := l.holders([]Role{q.Role}, requester)
		if len(able) < q.Count {
			return false
		}
		benches = append(benches, bench{q.Role, q.Count, able})
	}
	return seats(g.Gate, benches)
}

// assignable reports whether every place can be given to another person out of
// those able to fill it, by augmenting paths.
func assignable(places [][]ActorID) bool {
	holds := map[ActorID]int{}
	var place func(i int, tried map[ActorID]bool) bool
	place = func(i int, tried map[ActorID]bool) bool {
		for _, actor := range places[i] {
			if tried[actor] {
				continue
			}
			tried[actor] = true
			if other, taken := holds[actor]; !taken || place(other, tried) {
				holds[actor] = i
				return true
			}
		}
		return false
	}
	for i := range places {
		if !place(i, map[ActorID]bool{}) {
			return false
		}
	}
	return true
}
