package lifecycle

import "time"

// Walk goes through the bare moves of a definition: only where a move leads
// from and in which standing it may be taken counts, nobody's gates, roles or
// reasons. It is what [Decide] and [Apply] rest on, for simulations that take
// moves by the million. A Walk belongs to one goroutine; make one with
// [Definition.Walk].
type Walk struct {
	def  *Definition
	at   position
	path pathway
}

// Walk returns a walk that stands where the state does, its path behind it. In
// a phase that the definition does not have no move can be taken.
func (d *Definition) Walk(s State) *Walk {
	return &Walk{d, d.bare.at(&s), s.path}
}

// Number returns the number of the move, by which it is taken. It reports false
// when the definition has no such move.
func (w *Walk) Number(id MoveID) (int, bool) {
	if m := w.def.move(id); m != nil {
		return m.number, true
	}
	return 0, false
}

// Take takes the move of that number, effective and recorded at the moment. It
// reports false and changes nothing when the move cannot be taken from here, or
// there is none of that number.
func (w *Walk) Take(number int, actor ActorID, at time.Time) bool {
	if number < 0 || number >= len(w.def.moves) || !w.def.bare.permits(w.at, number) {
		return false
	}
	w.at = w.def.bare.after(w.at, number)
	to := w.def.bare.phases[w.at.phase]
	m, us := &w.def.moves[number], at.UnixMicro()
	w.path.walk(&passage{
		version: Version(w.path.n) + 1, at: us, recorded: us, round: w.at.round,
		kind: w.def.bare.steps[number].kind, standing: w.at.standing,
	}, &hop{m.ID, to, m.Move.Gate}, actor)
	return true
}

// Phase returns the phase in which the walk stands, "" for one that the
// definition does not have.
func (w *Walk) Phase() PhaseID {
	if w.at.phase < 0 {
		return ""
	}
	return w.def.bare.phases[w.at.phase]
}

// Standing returns the standing of the walk.
func (w *Walk) Standing() Standing { return standings[w.at.standing] }

// Path returns every move taken, the oldest first, those of the state it began
// with included.
func (w *Walk) Path() []Passage { return passages(w.path) }
