package lifecycle

import (
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// CorrectTime says that the start, a move or a step took effect at another
// time than was recorded. The new time lies within the effective times of what
// stands before and behind it in sequence, and not in the future. What was
// recorded stays as it is: the correction is an entry of its own, and whoever
// asks [AsOf] what was known before it is told the old time. It asks for a
// reason.
type CorrectTime struct {
	Header
	Entry Version   `json:"entry"` // the version of the entry, see [Passage]
	To    time.Time `json:"to"`    // when it took effect after all; cut to microseconds
}

// Action returns [ActionCorrect].
func (CorrectTime) Action() Action { return ActionCorrect }

// TimeCorrected says that an entry took effect at another time than it says.
type TimeCorrected struct {
	Entry Version   `json:"entry"`
	Was   time.Time `json:"was"` // before this correction
	To    time.Time `json:"to"`
}

// EventType returns [TypeTimeCorrected].
func (TimeCorrected) EventType() EventType { return TypeTimeCorrected }

// Correction is one correction of a time, with who made it and why.
type Correction struct {
	Entry    Version   `json:"entry"` // of what was corrected
	Was      time.Time `json:"was"`   // when it had been said to take effect
	To       time.Time `json:"to"`
	Version  Version   `json:"version"` // of the entry that corrects
	Actor    ActorID   `json:"actor"`
	Recorded time.Time `json:"recorded"`
	Reason   string    `json:"reason,omitempty"`
}

// Corrections returns every correction of a time, the oldest first.
func (s State) Corrections() []Correction { return s.corrections.all() }

// stamp is the place and time of something in sequence that is no move.
type stamp struct {
	Version Version `json:"version"`
	At      int64   `json:"at_us"` // microseconds since 1970
	Step    bool    `json:"step,omitempty"`
}

// correct weighs a correction.
func (w *weighing) correct(c *CorrectTime) Body {
	if !w.project(c.Header) {
		return nil
	}
	subject := finding.Ref{Kind: "entry", ID: finding.Number(int64(c.Entry), "").Plain()}
	if c.Reason == "" {
		w.block(CodeCorrectionNoReason, subject, finding.Value{}, finding.Value{}, RemedyGiveReason)
	}
	to := normalTime(c.To)
	if !isYear(to) {
		w.badCommand(CodeCommandBadTime, "to", finding.Value{}, finding.Value{})
		return nil
	}
	was, early, late, ok := w.s.around(c.Entry)
	if !ok {
		w.block(CodeCorrectionUnknown, subject, finding.Value{}, finding.Value{}, RemedyNameEntry)
		return nil
	}
	w.between(subject, was, to.UnixMicro(), early, late)
	if w.blocked() {
		return nil
	}
	return TimeCorrected{Entry: c.Entry, Was: time.UnixMicro(was).UTC(), To: to}
}

// between checks that the new time lies within its neighbours', early and late,
// nil where there is none, and says something new.
func (w *weighing) between(subject finding.Ref, was, to int64, early, late *int64) {
	now := w.now.UnixMicro()
	switch got := microInstant(to); {
	case to == was:
		w.block(CodeCorrectionSame, subject, finding.Value{}, got, RemedyMendCommand)
	case to > now:
		w.block(CodeCorrectionInFuture, subject, microInstant(now), got, RemedyMendCommand)
	case early != nil && to < *early:
		w.block(CodeCorrectionTooEarly, subject, microInstant(*early), got, RemedyMendCommand)
	case late != nil && to > *late:
		w.block(CodeCorrectionTooLate, subject, microInstant(*late), got, RemedyMendCommand)
	}
}

func microInstant(us int64) finding.Value { return finding.Instant(time.UnixMicro(us).UTC()) }

// around returns when the entry took effect, as is known, with the times of
// its neighbours in sequence. It reports false when the entry is none that can
// be corrected.
func (s *State) around(entry Version) (at int64, early, late *int64, ok bool) {
	var before, after Version
	look := func(v Version, t int64, mine bool) bool {
		switch {
		case v > entry && (after == 0 || v < after):
			after, late = v, &t
		case v == entry && mine:
			at, ok = t, true
		case v < entry && v > before:
			before, early = v, &t
		}
		return v >= entry
	}
	for p := range s.path.backwards {
		if !look(p.version, p.at, true) {
			break
		}
	}
	for p := range s.order.backwards {
		if !look(p.Version, p.At, p.Step) {
			break
		}
	}
	return at, early, late, ok
}

// corrects reports whether the correction can follow.
func (s *State) corrects(b *TimeCorrected) bool {
	at, early, late, ok := s.around(b.Entry)
	to := b.To.UnixMicro()
	return ok && at == b.Was.UnixMicro() && (early == nil || to >= *early) && (late == nil || to <= *late)
}

// retime folds a correction. One of an entry that is not there changes no time.
func (s *State) retime(e *Entry, b *TimeCorrected, at Version) {
	s.corrections = s.corrections.add(Correction{b.Entry, b.Was, b.To, at, e.Actor, e.Recorded, e.Reason})
	if _, _, _, ok := s.around(b.Entry); !ok {
		return
	}
	to := b.To.UnixMicro()
	s.path.trail = changed(s.path.trail, b.Entry, func(p *passage) Version { return p.version }, func(p *passage) { p.at = to })
	s.order = changed(s.order, b.Entry, func(p *stamp) Version { return p.Version }, func(p *stamp) { p.At = to })
	s.closings = changed(s.closings, b.Entry, func(c *ClosingRecord) Version { return c.Version }, func(c *ClosingRecord) { c.At = b.To })
	s.times()
}

// changed returns the trail with the item of that version changed. Items stand
// in the order of their versions.
func changed[T any](t trail[T], entry Version, version func(*T) Version, change func(*T)) trail[T] {
	var behind []T
	for item := range t.backwards {
		if version(item) < entry {
			return t
		}
		behind = append(behind, *item)
		if version(item) == entry {
			break
		}
	}
	last := len(behind) - 1
	if last < 0 || version(&behind[last]) != entry {
		return t
	}
	change(&behind[last])
	t = t.first(t.n - len(behind))
	for i := last; i >= 0; i-- {
		t = t.add(behind[i])
	}
	return t
}

// times works out anew what follows from the times of the path.
func (s *State) times() {
	first, since := int64(0), int64(0)
	paused, from := time.Duration(0), (*int64)(nil)
	for i, p := range s.path.all() {
		at := p.at
		if i == 0 {
			first = at
		}
		if p.kind == 0 || moveKinds[p.kind-1].leads() {
			since = at
		}
		if from != nil {
			paused += time.Duration(max(at-*from, 0)) * time.Microsecond
			from = nil
		}
		if standings[p.standing] == Suspended {
			from = &at
		}
	}
	s.Started, s.Since, s.Paused, s.PausedFrom = time.UnixMicro(first).UTC(), time.UnixMicro(since).UTC(), paused, time.Time{}
	if from != nil {
		s.PausedFrom = time.UnixMicro(*from).UTC()
	}
	s.Latest = s.lastInOrder()
}

// lastInOrder returns the latest time of what stands in sequence.
func (s *State) lastInOrder() time.Time {
	var last int64
	for p := range s.path.backwards {
		last = p.at
		break
	}
	for p := range s.order.backwards {
		last = max(last, p.At)
		break
	}
	return time.UnixMicro(last).UTC()
}
