package lifecycle

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// maxCap is the highest cap of a move.
const maxCap = 1000

// outcomes are the verdicts that a closing can record.
var outcomes = [...]Outcome{Attained, PartlyAttained, Missed, Cancelled, Undetermined}

// capped reports whether the move has been taken as often as it may be, and
// how often that was.
func (m *move) capped(s *State) (bool, int) {
	if m.Cap == 0 {
		return false, 0
	}
	times := s.Times(m.ID)
	return times >= m.Cap, times
}

// authority returns the roles that may take the move as things stand.
func (m *move) authority(s *State) []Role {
	if beyond, _ := m.capped(s); beyond {
		return m.BeyondCap
	}
	return m.deciders()
}

// takers checks that the actor may take the move: by the roles it names or,
// beyond its cap, by the higher authority.
func (w *weighing) takers(subject finding.Ref) {
	beyond, times := w.move.capped(&w.s)
	if !beyond {
		w.roles(w.move.deciders(), subject)
		return
	}
	want, got := finding.Number(int64(w.move.Cap), ""), finding.Number(int64(times), "")
	higher := w.move.BeyondCap
	if len(higher) == 0 {
		w.block(CodeMoveCapped, subject, want, got, RemedyChooseMove)
		return
	}
	if holdsOne(w.in.Roles, higher) {
		w.findings = append(w.findings, finding.Finding{
			Code: CodeMoveBeyondCap, Severity: finding.Warn, Subject: subject, Want: want, Got: got,
		})
		return
	}
	w.block(CodeMoveBeyondCap, subject, want, got, RemedyAskAuthority)
	w.step(NextStep{Do: RemedyAskAuthority, Subject: subject, Want: roleList(higher), By: slices.Clone(higher), Count: 1})
}

// holdsOne reports whether one of the roles held is in the list.
func holdsOne(held, list []Role) bool {
	return slices.ContainsFunc(list, func(r Role) bool { return slices.Contains(held, r) })
}

// cap looks for a cap beyond which nobody in the team may go.
func (l *lint) cap(m *move) {
	if len(m.BeyondCap) > 0 && len(l.holders(m.BeyondCap, "")) == 0 {
		subject := finding.Ref{Kind: "move", ID: string(m.ID)}
		l.add(finding.Warn, CodeLintBeyondCap, subject, roleList(m.BeyondCap), finding.Value{}, RemedyNameHolder)
	}
}

// earlyEnds looks for phases of early closing in which a cancelled project
// cannot be closed: nothing but a closing leads on from there.
func (l *lint) earlyEnds() {
	for i := range l.def.moves {
		m := &l.def.moves[i]
		if m.Kind != MoveCancel {
			continue
		}
		ends := slices.ContainsFunc(l.def.moves, func(c move) bool {
			return c.Kind == MoveClose && c.leaves(m.To) && c.records(Cancelled)
		})
		if !ends {
			subject := finding.Ref{Kind: "move", ID: string(m.ID)}
			l.add(finding.Block, CodeLintNoEarlyEnd, subject, finding.Value{}, finding.Text(string(m.To)), RemedyMendDefinition)
		}
	}
}

// moveLimits checks the cap and the outcomes of a move.
func (c *specCheck) moveLimits(at string, m *Move) {
	c.number(at+".cap", int64(m.Cap), 0, maxCap)
	c.roles(at+".beyond_cap", m.BeyondCap)
	if len(m.BeyondCap) > 0 && m.Cap == 0 {
		c.fault(CodeDefinitionNotHere, at+".beyond_cap", finding.Value{}, finding.Value{})
	}
	if len(m.Outcomes) > 0 && m.Kind != MoveClose {
		c.fault(CodeDefinitionNotHere, at+".outcomes", word(MoveClose), word(m.Kind))
		return
	}
	for i, o := range m.Outcomes {
		checkWord(c, at+".outcomes["+finding.Number(int64(i), "").Plain()+"]", o, outcomes[:])
	}
}

// records reports whether a closing by the move may have that outcome.
func (m *Move) records(o Outcome) bool {
	return len(m.Outcomes) == 0 || slices.Contains(m.Outcomes, o)
}

// outcome returns an outcome that a closing by the move could record.
func (m *move) outcome(early bool) Outcome {
	switch {
	case early:
		return Cancelled
	case m.records(Undetermined):
		return Undetermined
	}
	for _, o := range m.Outcomes {
		if o != Cancelled {
			return o
		}
	}
	return Cancelled
}

func outcomeList(list []Outcome) finding.Value {
	return finding.List(names(list, func(o Outcome) string { return string(o) })...)
}

// chooseClose finds the closing that is meant, by id or else the one from here
// that records the outcome.
func (w *weighing) chooseClose(id MoveID, o Outcome) *move {
	var fits *move
	for i := range w.def.moves {
		m := &w.def.moves[i]
		if id != "" || m.Kind != MoveClose || len(m.Outcomes) == 0 || !m.leaves(w.s.Phase) || !m.records(o) {
			continue
		}
		if fits != nil {
			return w.choose(id, "", MoveClose) // says that it is ambiguous
		}
		fits = m
	}
	if fits == nil {
		return w.choose(id, "", MoveClose)
	}
	return fits
}
