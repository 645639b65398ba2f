package lifecycle

import "slices"

// machine is the bare state machine under a definition, in numbers: which move
// may be taken where, and where it leads. It knows nothing of gates, roles and
// reasons.
type machine struct {
	phases []PhaseID // the delivery phases by their numbers
	steps  []machineStep
	may    []uint8 // for each phase, each move: a bit for each standing in which it may be taken
	early  []uint8 // the same in early closing
}

// machineStep is what taking a move changes.
type machineStep struct {
	to       int16 // the phase after it; -1: it stays
	kind     uint8 // the number of its kind
	standing uint8 // the number of the standing after it
	rounds   uint8 // how many rounds it begins
	cancels  bool  // early closing begins with it
	reopens  bool  // it ends with it
}

// position is where a project stands in a machine.
type position struct {
	phase    int16 // its number; -1: none of the machine's
	standing uint8 // its number
	early    bool
	round    int32
}

// machineOf compiles the moves of a definition.
func machineOf(spec *Spec) machine {
	var m machine
	for i := range spec.Phases {
		if spec.Phases[i].Kind == DeliveryPhase {
			m.phases = append(m.phases, spec.Phases[i].ID)
		}
	}
	for i := range spec.Moves {
		move := &spec.Moves[i]
		m.steps = append(m.steps, machineStep{-1, move.Kind.number(), move.Kind.after().number(), move.Kind.rounds(), move.Kind == MoveCancel, move.Kind == MoveReopen})
		if move.Kind.leads() {
			m.steps[i].to = m.phase(move.To)
		}
	}
	for _, phase := range m.phases {
		for i := range spec.Moves {
			may, early := uint8(0), uint8(0)
			if slices.Contains(spec.Moves[i].From, phase) {
				may, early = spec.Moves[i].Kind.bits()
			}
			m.may, m.early = append(m.may, may), append(m.early, early)
		}
	}
	return m
}

// phase returns the number of the phase, or -1.
func (m *machine) phase(id PhaseID) int16 {
	for i := range m.phases {
		if m.phases[i] == id {
			return int16(i)
		}
	}
	return -1
}

// at returns where the state stands.
func (m *machine) at(s *State) position {
	return position{m.phase(s.Phase), s.Standing.number(), s.Early, int32(s.Round)}
}

// permits reports whether the move may be taken at the position.
func (m *machine) permits(at position, move int) bool {
	if at.phase < 0 {
		return false
	}
	table := m.may
	if at.early {
		table = m.early
	}
	return table[int(at.phase)*len(m.steps)+move]&(1<<at.standing) != 0
}

// after returns the position after the move.
func (m *machine) after(at position, move int) position {
	step := &m.steps[move]
	if step.to >= 0 {
		at.phase = step.to
	}
	at.standing = step.standing
	at.round += int32(step.rounds)
	at.early = step.cancels || at.early && !step.reopens
	return at
}

// after returns the standing after a move of this kind.
func (k MoveKind) after() Standing {
	switch k {
	case MoveSuspend:
		return Suspended
	case MoveClose:
		return Closed
	case MoveArchive:
		return Archived
	}
	return Active
}

// rounds returns how many rounds a move of this kind begins.
func (k MoveKind) rounds() uint8 {
	if k == MoveRework || k == MoveReopen {
		return 1
	}
	return 0
}

// bits returns the standings that a move of this kind may be taken in, a bit
// for each, and those of early closing.
func (k MoveKind) bits() (may, early uint8) {
	for i, s := range standings {
		if k.suits(s) {
			may |= 1 << i
		}
	}
	if k != MoveForward && k != MoveRework && k != MoveCancel {
		early = may
	}
	return may, early
}
