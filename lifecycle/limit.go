package lifecycle

import (
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// PhaseTime is how long the project has been in its present phase.
type PhaseTime struct {
	Entered time.Time     // when it was entered last
	In      time.Duration // since then, until now or the closing
	Paused  time.Duration // the part of it spent suspended
}

// TimeInPhase returns how long the project has been in its present phase by
// the moment now, by effective times. It is zero before the start. A project
// that was closed stopped counting then.
func (s State) TimeInPhase(now time.Time) PhaseTime {
	t := PhaseTime{Entered: s.Since}
	until := now
	for p := range s.path.backwards { // from the newest: each ends where until stands
		at := time.UnixMicro(p.at).UTC()
		switch standings[p.standing] {
		case Suspended:
			t.Paused += max(until.Sub(at), 0)
		case Closed, Archived:
			t.Paused, now = 0, earlier(now, at)
		}
		until = earlier(until, at)
		if p.enters() {
			break
		}
	}
	if s.Standing != NotStarted {
		t.In = max(now.Sub(t.Entered), 0)
	}
	return t
}

// enters reports whether the passage entered a phase.
func (p *passage) enters() bool { return p.kind == 0 || moveKinds[p.kind-1].leads() }

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// counted returns the time that counts against the limit of the phase.
func (t PhaseTime) counted(p *Phase) time.Duration {
	if p.CountPaused {
		return t.In
	}
	return t.In - t.Paused
}

// Overdue returns a warning for the present phase, when the project has been
// in it for longer than its limit, and one for each proposal that has waited
// at its gate for longer than the gate allows. Want is the limit, Got the time
// counted, in minutes, one that has begun counted in full.
//
// Time is calendar time. Time spent suspended does not count, except where the
// phase says that it does. Nothing is overdue in a project that is closed or
// follows another definition.
func Overdue(def *Definition, s State, now time.Time) []finding.Finding {
	if def == nil || def.Ref() != s.Definition || s.Standing != Active && s.Standing != Suspended {
		return nil
	}
	now = normalTime(now)
	var found []finding.Finding
	if p := def.phase(s.Phase); p != nil && p.LimitMin > 0 {
		spent := s.TimeInPhase(now).counted(p)
		found = late(found, CodePhaseOverdue, finding.Ref{Kind: "phase", ID: string(p.ID)}, p.LimitMin, spent)
	}
	for i := range s.proposals {
		p := &s.proposals[i]
		m := def.move(p.Move)
		if m == nil || m.gate == nil || m.gate.LimitMin == 0 {
			continue
		}
		spent := s.unpaused(p.At, now)
		found = late(found, CodeProposalOverdue, finding.Ref{Kind: "move", ID: string(p.Move)}, m.gate.LimitMin, spent)
	}
	finding.Sort(found)
	return found
}

// late notes what has taken longer than its limit.
func late(found []finding.Finding, code finding.Code, subject finding.Ref, limit int64, spent time.Duration) []finding.Finding {
	if spent <= time.Duration(limit)*time.Minute {
		return found
	}
	begun := int64((spent + time.Minute - 1) / time.Minute)
	return append(found, finding.Finding{
		Code: code, Severity: finding.Warn, Subject: subject, Remedy: RemedyDecideMove,
		Want: finding.Number(limit, "min"), Got: finding.Number(begun, "min"),
	})
}

// unpaused returns how much of the time between two moments the project was
// not suspended.
func (s *State) unpaused(from, to time.Time) time.Duration {
	running, until := time.Duration(0), to
	for p := range s.path.backwards {
		at := time.UnixMicro(p.at).UTC()
		begin := at
		if begin.Before(from) {
			begin = from
		}
		if standings[p.standing] != Suspended {
			running += max(until.Sub(begin), 0)
		}
		until = earlier(until, at)
		if !at.After(from) {
			break
		}
	}
	return running
}

// overdue adds the warnings about time to the answer about a move.
func (w *weighing) overdue() {
	if w.def.timed {
		w.findings = append(w.findings, Overdue(w.def, w.s, w.now)...)
	}
}

// isTimed reports whether anything in the definition has a limit of time.
func (s *Spec) isTimed() bool {
	for i := range s.Phases {
		if s.Phases[i].LimitMin > 0 {
			return true
		}
	}
	for i := range s.Gates {
		if s.Gates[i].LimitMin > 0 {
			return true
		}
	}
	return false
}

// phaseLimit checks the limit of time of a phase.
func (c *specCheck) phaseLimit(at string, p *Phase) {
	c.number(at+".limit_min", p.LimitMin, 0, maxAgeMin)
	if p.Kind == ControlPhase && p.LimitMin != 0 {
		c.fault(CodeDefinitionNotHere, at+".limit_min", word(DeliveryPhase), word(p.Kind))
	}
	if p.CountPaused && p.LimitMin == 0 {
		c.fault(CodeDefinitionNotHere, at+".count_paused", finding.Value{}, finding.Value{})
	}
}
