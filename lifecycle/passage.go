package lifecycle

import (
	"slices"
	"time"
)

// Passage is one move that was taken.
type Passage struct {
	Version  Version   `json:"version"`        // of the entry that records it
	Move     MoveID    `json:"move,omitempty"` // "" for the start of the project
	Kind     MoveKind  `json:"kind,omitempty"`
	From     PhaseID   `json:"from,omitempty"`
	To       PhaseID   `json:"to"`       // the phase after it
	Standing Standing  `json:"standing"` // the standing after it
	Round    int       `json:"round"`    // the round after it
	Actor    ActorID   `json:"actor"`
	At       time.Time `json:"at"`             // when it took effect
	Recorded time.Time `json:"recorded"`       // when it was written down
	Gate     GateID    `json:"gate,omitempty"` // the gate that was passed, if any
}

// passage is a Passage as a path keeps it: small and without pointers, for the
// length of histories. From is where the passage before led to.
type passage struct {
	version  Version
	at       int64 // microseconds since 1970
	recorded int64
	round    int32
	hop      uint32 // number in the register of hops
	actor    uint32 // number in the register of actors
	kind     uint8  // 1 + index in moveKinds, 0 for none
	standing uint8  // index in standings
}

// hop is what passages by one move have in common.
type hop struct {
	move MoveID
	to   PhaseID
	gate GateID
}

var standings = [...]Standing{NotStarted, Active, Suspended, Closed, Archived}

// number returns the index in standings, 0 for a standing that is none.
func (s Standing) number() uint8 {
	switch s {
	case Active:
		return 1
	case Suspended:
		return 2
	case Closed:
		return 3
	case Archived:
		return 4
	}
	return 0
}

// number returns 1 + the index in moveKinds, 0 for a kind that is none.
func (k MoveKind) number() uint8 {
	switch k {
	case MoveForward:
		return 1
	case MoveRework:
		return 2
	case MoveCancel:
		return 3
	case MoveSuspend:
		return 4
	case MoveResume:
		return 5
	case MoveClose:
		return 6
	case MoveArchive:
		return 7
	case MoveReopen:
		return 8
	}
	return 0
}

// pathway is a list of passages with the names they refer to.
type pathway struct {
	trail[passage]
	hops   *register[hop]
	actors *register[ActorID]
}

// walk puts a passage behind the path: p with its names.
func (w *pathway) walk(p *passage, h *hop, actor ActorID) {
	spot := nameSpot(h.move) + 3*nameSpot(h.to)
	if known, number := w.hops.at(spot); known != nil && *known == *h {
		p.hop = number
	} else {
		p.hop, w.hops = w.hops.number(h, spot)
	}
	spot = nameSpot(actor)
	if known, number := w.actors.at(spot); known != nil && *known == actor {
		p.actor = number
	} else {
		p.actor, w.actors = w.actors.number(&actor, spot)
	}
	*w.grow() = *p
}

// passages returns the whole path, the oldest first; nil when empty.
func passages(w pathway) []Passage {
	var list []Passage
	from := PhaseID("")
	hops, actors := w.hops.all(), w.actors.all()
	for _, p := range w.all() {
		h := &hops[p.hop]
		full := Passage{
			Version: p.version, Move: h.move, From: from, To: h.to, Standing: standings[p.standing], Round: int(p.round),
			Actor: actors[p.actor], At: time.UnixMicro(p.at).UTC(), Recorded: time.UnixMicro(p.recorded).UTC(),
			Gate: h.gate,
		}
		if p.kind > 0 {
			full.Kind = moveKinds[p.kind-1]
		}
		from = h.to
		list = append(list, full)
	}
	return list
}

// pathOf is the inverse of passages.
func pathOf(list []Passage) pathway {
	var w pathway
	for i := range list {
		p := &list[i]
		w.walk(&passage{
			version: p.Version, at: p.At.UnixMicro(), recorded: p.Recorded.UnixMicro(), round: int32(p.Round),
			kind: p.Kind.number(), standing: p.Standing.number(),
		}, &hop{p.Move, p.To, p.Gate}, p.Actor)
	}
	return w
}

// times returns how often the move was taken.
func (w pathway) times(move MoveID) int {
	var meant []bool
	for _, h := range w.hops.all() {
		meant = append(meant, h.move == move)
	}
	n := 0
	if slices.Contains(meant, true) {
		for p := range w.backwards {
			if meant[p.hop] {
				n++
			}
		}
	}
	return n
}

// renamed returns the path under other names.
func (w pathway) renamed(m *Mapping) pathway {
	hops := w.hops.all()
	for i := range hops {
		h := &hops[i]
		h.move, h.to, h.gate = renamed(m.Moves, h.move), renamed(m.Phases, h.to), renamed(m.Gates, h.gate)
	}
	w.hops = registerOf(hops)
	return w
}
