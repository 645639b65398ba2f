package lifecycle

import (
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// remark is a Remark as a state keeps it, small for the length of histories.
type remark struct {
	text    string
	about   *finding.Ref // nil: about nothing in particular; never written to
	actor   ActorID
	version Version
	at      int64 // microseconds since 1970
}

func newRemark(r *Remark) remark {
	out := remark{r.Text, nil, r.Actor, r.Version, r.At.UnixMicro()}
	if r.About != (finding.Ref{}) {
		about := r.About
		out.about = &about
	}
	return out
}

func (r *remark) full() Remark {
	out := Remark{Text: r.text, Version: r.version, Actor: r.actor, At: time.UnixMicro(r.at).UTC()}
	if r.about != nil {
		out.About = *r.about
	}
	return out
}

// remark notes what was remarked.
func (s *State) remark(e *Entry, b *NoteAdded, at Version) {
	item := s.remarks.grow()
	item.text, item.actor, item.version, item.at = b.Text, e.Actor, at, e.At.UnixMicro()
	if b.About != (finding.Ref{}) {
		about := b.About
		item.about = &about
	}
}

// remarksOf returns the remarks as they are shown, nil when there are none.
func remarksOf(t trail[remark]) []Remark {
	var list []Remark
	for _, r := range t.all() {
		list = append(list, r.full())
	}
	return list
}

// remarkTrail is the inverse of remarksOf.
func remarkTrail(list []Remark) trail[remark] {
	var t trail[remark]
	for i := range list {
		t = t.add(newRemark(&list[i]))
	}
	return t
}
