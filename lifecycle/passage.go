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

// passage is a Passage as a state keeps it: small, and with few pointers, for
// the length of histories. From is where the passage before led to.
type passage struct {
	version  Version
	at       int64 // microseconds since 1970
	recorded int64
	round    int32
	kind     uint8 // 1 + index in moveKinds, 0 for none
	standing uint8 // index in standings
	move     MoveID
	to       PhaseID
	actor    ActorID
	gate     GateID
}

var standings = [...]Standing{NotStarted, Active, Suspended, Closed, Archived}

func newPassage(p *Passage) passage {
	return passage{
		p.Version, p.At.UnixMicro(), p.Recorded.UnixMicro(), int32(p.Round),
		uint8(slices.Index(moveKinds[:], p.Kind) + 1), uint8(max(slices.Index(standings[:], p.Standing), 0)),
		p.Move, p.To, p.Actor, p.Gate,
	}
}

// passages returns the whole path, the oldest first; nil when empty.
func passages(path trail[passage]) []Passage {
	var list []Passage
	from := PhaseID("")
	for _, p := range path.all() {
		full := Passage{
			Version: p.version, Move: p.move, From: from, To: p.to, Standing: standings[p.standing], Round: int(p.round),
			Actor: p.actor, At: time.UnixMicro(p.at).UTC(), Recorded: time.UnixMicro(p.recorded).UTC(),
			Gate: p.gate,
		}
		if p.kind > 0 {
			full.Kind = moveKinds[p.kind-1]
		}
		from = p.to
		list = append(list, full)
	}
	return list
}

// pathOf is the inverse of passages.
func pathOf(list []Passage) trail[passage] {
	var path trail[passage]
	for i := range list {
		path = path.add(newPassage(&list[i]))
	}
	return path
}
