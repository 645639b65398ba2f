package lifecycle

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// randomFlows gives a definition some caps, limits of time, gates that want
// items disposed of, and closings by outcome.
func randomFlows(r *rand.Rand, s *Spec) {
	for i := range s.Phases {
		if p := &s.Phases[i]; p.Kind == DeliveryPhase && r.IntN(3) == 0 {
			p.LimitMin, p.CountPaused = int64(1+r.IntN(200)), r.IntN(2) == 0
		}
	}
	for i := range s.Gates {
		g := &s.Gates[i]
		g.ItemsDisposed = r.IntN(3) == 0
		g.LimitMin = int64(r.IntN(2) * 60)
	}
	for i := range s.Moves {
		m := &s.Moves[i]
		if r.IntN(3) == 0 {
			m.Cap, m.BeyondCap = 1+r.IntN(2), some0(r, anyRoles)
		}
		if m.Kind == MoveClose && r.IntN(3) == 0 {
			m.Outcomes = some(r, outcomes[:])
		}
	}
}

// flowing returns a command about items or windows, more often one that could
// be right than not.
func (p *project) flowing(r *rand.Rand, h Header, phase PhaseID) Command {
	id := ItemID(fmt.Sprintf("i%d", r.IntN(4)))
	at := func() time.Time { return p.now.Add(time.Duration(r.IntN(500)-250) * time.Minute) }
	switch r.IntN(5) {
	case 0, 1:
		return RaiseItem{h, id, pick(r, []string{"task", "risk", "Odd Kind"}), "left over"}
	case 2:
		return DisposeItem{h, id, pick(r, append(disposals[:], "lost")), pick(r, []string{"", "somebody"})}
	case 3:
		return SetWindows{h, []PhaseWindow{{Phase: phase, PlannedStart: at(), PlannedFinish: at(), Gate: pick(r, []GateID{"", "g1", "g9"}), GateDate: at(), Tasks: []string{"t"}}}}
	}
	start := at()
	return SetWindows{h, []PhaseWindow{{Phase: "p1", PlannedStart: start, PlannedFinish: start.Add(time.Hour), ForecastFinish: at(), GateTasks: []string{"t"}}}}
}

// wearOut takes a move that has a cap until it is reached, now and then.
func (p *project) wearOut(r *rand.Rand) {
	m := pick(r, p.def.moves)
	if m.Cap == 0 || m.Kind != MoveForward && m.Kind != MoveRework || !m.leaves(p.state.Phase) || p.state.Standing != Active || r.IntN(2) > 0 {
		return
	}
	for range m.Cap {
		p.n++
		p.apply([]Entry{{
			Command: CommandID(fmt.Sprintf("w%d", p.n)), Actor: pick(r, anyActors), At: p.state.Latest, Recorded: p.now,
			Body: MoveTaken{Move: m.ID, Kind: m.Kind, From: p.state.Phase, To: p.state.Phase, Standing: Active, Round: p.state.Round, Regions: p.state.regions},
		}})
	}
}
