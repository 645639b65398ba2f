package lifecycle

import "time"

// GateResult is one passing of a gate. Whose facts and approvals they were
// stands in the entry of that version.
type GateResult struct {
	Gate     GateID    `json:"gate"`
	Move     MoveID    `json:"move"`
	From     PhaseID   `json:"from"`
	To       PhaseID   `json:"to"`
	Version  Version   `json:"version"` // of the entry that records it
	Round    int       `json:"round"`   // in which it was passed
	Actor    ActorID   `json:"actor"`
	At       time.Time `json:"at"`
	Standing bool      `json:"standing"` // no rework or reopening has led behind it since

	// The move by which it fell, where it does not stand.
	FellBy      MoveID    `json:"fell_by,omitempty"`
	FellVersion Version   `json:"fell_version,omitempty"`
	FellAt      time.Time `json:"fell_at,omitzero"`
}

// Gates returns every passing of a gate, the oldest first, those of earlier
// rounds included, and says which still stand.
//
// Rework and reopening lead back to a phase. The gates that were passed since
// the project last entered that phase fall; those before it stand. Where the
// phase was never entered, the gate by which the present phase was entered
// falls with what was passed in it. To go forward again the project has to
// pass the gates again, since gates belong to moves.
func (s State) Gates() []GateResult {
	path := passages(s.path)
	var results []GateResult
	for i := range path {
		p := &path[i]
		if p.Kind == MoveRework || p.Kind == MoveReopen {
			fell(results, p, path[backTo(path[:i], p.To)].Version)
		}
		if p.Gate != "" {
			results = append(results, GateResult{
				Gate: p.Gate, Move: p.Move, From: p.From, To: p.To, Version: p.Version,
				Round: roundBefore(path, i), Actor: p.Actor, At: p.At, Standing: true,
			})
		}
	}
	return results
}

// roundBefore returns the round in which the move was taken.
func roundBefore(path []Passage, i int) int {
	if i == 0 {
		return path[0].Round
	}
	return path[i-1].Round
}

// backTo returns the index of the passage after which everything is undone by
// going back to the phase: the one that last entered it, else the one before
// the present phase was entered.
func backTo(path []Passage, phase PhaseID) int {
	entered := -1
	for i := len(path) - 1; i >= 0; i-- {
		switch {
		case !path[i].enters():
		case path[i].To == phase:
			return i
		case entered < 0:
			entered = i
		}
	}
	return max(entered-1, 0)
}

// enters reports whether the passage entered a phase.
func (p *Passage) enters() bool { return p.Kind == "" || p.Kind.leads() }

// fell notes that what was passed after the version stands no more.
func fell(results []GateResult, by *Passage, after Version) {
	for i := range results {
		r := &results[i]
		if r.Standing && r.Version > after {
			r.Standing, r.FellBy, r.FellVersion, r.FellAt = false, by.Move, by.Version, by.At
		}
	}
}

// Stands reports whether the gate was passed and no rework or reopening has
// led behind it since.
func (s State) Stands(gate GateID) bool {
	for _, r := range s.Gates() {
		if r.Gate == gate && r.Standing {
			return true
		}
	}
	return false
}

// Cycles returns how often the gate was passed, and how many of these passings
// fell by rework or reopening.
func (s State) Cycles(gate GateID) (passed, fell int) {
	for _, r := range s.Gates() {
		if r.Gate != gate {
			continue
		}
		passed++
		if !r.Standing {
			fell++
		}
	}
	return passed, fell
}
