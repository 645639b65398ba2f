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
// The version of the result counts the entries it was folded from. The history
// may begin at a later version, but where a version is not the next after the
// one before it the error is a [*CorruptError]. The first error that the
// sequence yields is returned as it is.
func AsOf(history iter.Seq2[Entry, error], effective, known time.Time) (State, error) {
	var s State
	var last Version
	for e, err := range history {
		if err == nil && last != 0 {
			err = e.wantVersion(last + 1)
		}
		if err != nil {
			return State{}, err
		}
		last = e.Version
		if !known.IsZero() && e.Recorded.After(known) {
			continue
		}
		if e.until(effective) {
			s.apply(&e)
		}
	}
	return s, nil
}

// until cuts the entry down to what took effect by the moment and reports
// whether anything is left.
func (e *Entry) until(effective time.Time) bool {
	if effective.IsZero() {
		return true
	}
	recorded, ok := e.Body.(FactsRecorded)
	if !ok {
		return !e.At.After(effective)
	}
	kept := slices.DeleteFunc(slices.Clone(recorded.Facts.list), func(f *Fact) bool { return f.At.After(effective) })
	e.Body = FactsRecorded{Facts{kept}}
	return len(kept) > 0
}
