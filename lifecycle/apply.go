package lifecycle

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"
)

// Apply returns the state after the entry. It is pure and total: it takes any
// entry in any state, trusts what the entry says, and leaves s as it was. An
// entry it cannot read changes nothing but is counted, see [State].
//
// Apply needs no definition: everything that follows from an entry is in it.
func Apply(s State, e Entry) State {
	s.apply(&e)
	return s
}

// Replay folds a whole history. It stops at the first error that the sequence
// yields, and with a [*CorruptError] at the first entry that cannot follow what
// came before: one with another version than the next, as in a history that
// was reordered or lost an entry, or such as a move from a phase in which the
// project was not. Entries without a version count up by themselves.
func Replay(history iter.Seq2[Entry, error]) (State, error) {
	var s State
	for e, err := range history {
		if err != nil {
			return State{}, err
		}
		if err := s.next(&e); err != nil {
			return State{}, err
		}
	}
	return s, nil
}

// next applies the entry if it can come next.
func (s *State) next(e *Entry) error {
	if err := e.wantVersion(s.Version + 1); err != nil {
		return err
	}
	if b, ok := e.Body.(MoveTaken); ok && s.leavesBy(e, &b) {
		s.move(e, &b, s.count(e)) // most entries are moves: one copy of the body will do
		return nil
	}
	if !s.follows(e) {
		return &CorruptError{Version: s.Version + 1, Why: CodeHistoryImpossible, Detail: string(e.eventType())}
	}
	s.apply(e)
	return nil
}

// wantVersion returns a [*CorruptError] if the entry was read at another
// version. Entries that were not read from a log have none.
func (e *Entry) wantVersion(next Version) error {
	if e.Version == 0 || e.Version == next {
		return nil
	}
	return &CorruptError{Version: next, Why: CodeHistoryGap, Detail: fmt.Sprintf("version %d comes instead", e.Version)}
}

// eventType returns the type of the body, "" where there is none.
func (e *Entry) eventType() EventType {
	if e.Body == nil {
		return ""
	}
	return e.Body.EventType()
}

// follows reports whether the entry can come next.
func (s *State) follows(e *Entry) bool {
	switch b := e.Body.(type) {
	case ProjectStarted:
		return s.Standing == NotStarted
	case MoveTaken:
		return s.leavesBy(e, &b)
	case StepTaken:
		region, ok := s.regions.Lookup(b.Phase)
		return ok && region.Running && region.Step == b.From && !e.At.Before(s.Latest)
	case TimeCorrected:
		return s.Standing != NotStarted && s.Standing != Archived && s.corrects(&b)
	case SubjectErased:
		return s.Standing != NotStarted
	case Migrated:
		return s.Standing != NotStarted && s.Standing != Archived && b.From == s.Definition && b.Was == s.Phase && !e.At.Before(s.Latest)
	case Unread:
		return true
	case nil:
		return false
	}
	return s.Standing != NotStarted && s.Standing != Archived
}

// leavesBy reports whether the move can come next.
func (s *State) leavesBy(e *Entry, b *MoveTaken) bool {
	return b.From == s.Phase && s.Standing != NotStarted && s.Standing != Archived && !e.At.Before(s.Latest)
}

// count notes another entry and returns its version.
func (s *State) count(e *Entry) Version {
	s.Version++
	if e.Hash != "" {
		s.Head = e.Hash
	}
	if e.Version != 0 {
		return e.Version
	}
	return s.Version
}

func (s *State) apply(e *Entry) {
	at := s.count(e)
	switch b := e.Body.(type) {
	case ProjectStarted:
		s.begin(e, &b, at)
	case MoveTaken:
		s.move(e, &b, at)
	case StepTaken:
		s.regions = s.regions.at(b.Phase, b.To)
		s.reached(e)
	case MoveProposed:
		s.propose(Proposal{b.Move, e.Actor, e.At})
		s.reached(e)
	case MoveApproved:
		s.approve(Approval{b.Move, b.Role, e.Actor, e.At, b.Evidence, b.Facts, b.OnBehalfOf})
		s.reached(e)
	case ApprovalWithdrawn:
		s.approvals = without(s.approvals, func(a *Approval) bool {
			return a.Move == b.Move && a.Role == b.Role && a.by(e.Actor)
		})
		s.reached(e)
	case FactsRecorded:
		s.facts = s.facts.with(b.Facts)
	case NoteAdded:
		s.remark(e, &b, at)
	case DocumentAttached:
		s.documents = s.documents.add(Attachment{b.Document, at, e.Actor, e.At})
	case TimeCorrected:
		s.retime(e, &b, at)
	case ItemRaised:
		s.raised(e, &b, at)
	case ItemDisposed:
		s.disposed(e, &b, at)
	case WindowsSet:
		s.flow = s.flow.withWindows(b.Windows)
	case Migrated:
		s.migrated(e, &b, at)
	case SubjectErased:
	case Unread:
		s.unread(b.Type)
	default:
		if !s.applyOversight(e, at) {
			s.Foreign++
		}
	}
}

func (s *State) unread(t EventType) {
	if t.ours() {
		s.Newer++
	} else {
		s.Foreign++
	}
}

// ours reports whether events of the type are written by this package.
func (t EventType) ours() bool { return strings.HasPrefix(string(t), "lifecycle.") }

// reached notes the effective time of something that stands in sequence and is
// no move.
func (s *State) reached(e *Entry) {
	_, step := e.Body.(StepTaken)
	at := s.Version
	if e.Version != 0 {
		at = e.Version
	}
	s.order = s.order.add(stamp{at, e.At.UnixMicro(), step})
	s.later(e)
}

// later notes the effective time of something that stands in sequence.
func (s *State) later(e *Entry) {
	if e.At.After(s.Latest) {
		s.Latest = e.At
	}
}

func (s *State) begin(e *Entry, b *ProjectStarted, at Version) {
	s.Definition, s.Phase, s.Standing, s.Round = b.Definition, b.Phase, Active, 1
	s.regions, s.Started, s.Since = b.Regions, e.At, e.At
	s.path.walk(&passage{
		version: at, at: e.At.UnixMicro(), recorded: e.Recorded.UnixMicro(), round: 1, standing: Active.number(),
	}, &hop{to: b.Phase}, e.Actor)
	s.later(e)
}

func (s *State) move(e *Entry, b *MoveTaken, at Version) {
	s.passGate(e, b, at)
	if b.Kind.leads() {
		s.Since, s.approvals, s.proposals = e.At, nil, nil
	} else if len(s.approvals)+len(s.proposals) > 0 {
		s.approvals = without(s.approvals, func(a *Approval) bool { return a.Move == b.Move })
		s.proposals = without(s.proposals, func(p *Proposal) bool { return p.Move == b.Move })
	}
	s.pause(e, b.Standing)
	switch b.Kind {
	case MoveCancel:
		s.Early = true
	case MoveReopen:
		s.Early = false
	case MoveClose:
		s.closings = s.closings.add(ClosingRecord{at, s.Round, b.Outcome, s.Early, e.Reason, e.Actor, e.At})
	}
	s.Phase, s.Standing, s.Round, s.regions = b.To, b.Standing, b.Round, b.Regions
	s.path.walk(&passage{
		version: at, at: e.At.UnixMicro(), recorded: e.Recorded.UnixMicro(), round: int32(b.Round),
		kind: b.Kind.number(), standing: b.Standing.number(),
	}, &hop{b.Move, b.To, b.Gate}, e.Actor)
	s.later(e)
}

// pause counts the time spent suspended.
func (s *State) pause(e *Entry, next Standing) {
	if !s.PausedFrom.IsZero() {
		s.Paused = s.PausedUntil(e.At)
		s.PausedFrom = time.Time{}
	}
	if next == Suspended {
		s.PausedFrom = e.At
	}
}

func (s *State) propose(p Proposal) {
	s.proposals = append(without(s.proposals, func(old *Proposal) bool { return old.Move == p.Move }), p)
}

func (s *State) approve(a Approval) {
	s.approvals = append(without(s.approvals, func(old *Approval) bool {
		return old.Move == a.Move && old.Role == a.Role && old.Actor == a.Actor
	}), a)
}

// without returns a fresh list of the items that drop does not name, nil when
// none is left.
func without[T any](list []T, drop func(*T) bool) []T {
	var kept []T
	for i := range list {
		if !drop(&list[i]) {
			kept = append(kept, list[i])
		}
	}
	return slices.Clip(kept)
}
