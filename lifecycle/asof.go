package lifecycle

import (
	"iter"
	"slices"
	"time"
)

// AsOf returns the state as it was at the moment effective, going by what had
// been written down by the moment known. A zero moment is no limit.
//
// Every entry has two times: when it took effect and when it was recorded. AsOf
// leaves out what was recorded after known and what took effect after
// effective. A recorded fact counts from the time it was measured, whenever the
// command that recorded it took effect. So "what was true in March as we know
// it today" is AsOf(h, march, zero), and "what did we believe in March" is
// AsOf(h, march, march).
//
// A correction of a time, see [CorrectTime], counts from when it was recorded:
// going by what was known before, the entry took effect when it had said.
//
// The version of the result counts the entries it was folded from. The history
// may begin at a later version, but where a version is not the next after the
// one before it the error is a [*CorruptError]. The first error that the
// sequence yields is returned as it is. The history is iterated once and, but
// where effective is zero, held in memory meanwhile.
func AsOf(history iter.Seq2[Entry, error], effective, known time.Time) (State, error) {
	m := moment{effective: effective, known: known}
	var last Version
	for e, err := range history {
		if err == nil && last != 0 {
			err = e.wantVersion(last + 1)
		}
		if err != nil {
			return State{}, err
		}
		last = e.Version
		m.add(&e)
	}
	return m.state(), nil
}

// moment collects what AsOf folds.
type moment struct {
	effective, known time.Time
	s                State // what came before the first entry, or all where no limit is set
	held             []Entry
	n                int // entries met
	corrected        map[Version]time.Time
}

// add takes up the next entry if it was known.
func (m *moment) add(e *Entry) {
	if m.n++; e.Version == 0 {
		e.Version = Version(m.n)
	}
	if !m.known.IsZero() && e.Recorded.After(m.known) {
		return
	}
	if m.effective.IsZero() {
		m.s.apply(e)
		return
	}
	if b, ok := e.Body.(TimeCorrected); ok {
		if m.corrected == nil {
			m.corrected = map[Version]time.Time{}
		}
		m.corrected[b.Entry] = b.To
	}
	m.held = append(m.held, *e)
}

// state folds what had taken effect.
func (m *moment) state() State {
	s := m.s
	for i := range m.held {
		if m.until(&m.held[i]) {
			s.apply(&m.held[i])
		}
	}
	return s
}

// until cuts the entry down to what took effect by the moment and reports
// whether anything is left.
func (m *moment) until(e *Entry) bool {
	switch b := e.Body.(type) {
	case FactsRecorded:
		kept := slices.DeleteFunc(slices.Clone(b.Facts.list), func(f *Fact) bool { return f.At.After(m.effective) })
		e.Body = FactsRecorded{Facts{kept}}
		return len(kept) > 0
	case TimeCorrected:
		return !m.corrected[b.Entry].After(m.effective)
	}
	if to, ok := m.corrected[e.Version]; ok {
		return !to.After(m.effective)
	}
	return !e.At.After(m.effective)
}
