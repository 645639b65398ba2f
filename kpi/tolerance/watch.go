package tolerance

import (
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Deviation is the record of one excursion, from when it was first seen until
// it was back inside the inner limit.
type Deviation struct {
	ID         string        `json:"id"` // place/aspect/number, counted from 1
	Place      string        `json:"place"`
	Aspect     Aspect        `json:"aspect"`
	Limit      Limit         `json:"limit"`               // as it held when last observed
	FirstSeen  calendar.Date `json:"first_seen"`          // first beyond the inner limit, or first warned of
	Worsening  calendar.Date `json:"worsening,omitzero"`  // when the rule of worse cycles first warned; zero: never
	Crossed    calendar.Date `json:"crossed,omitzero"`    // when it crossed the outer limit; zero: not so far
	CrossedBy  kpi.Value     `json:"crossed_by,omitzero"` // the deviation then
	Cleared    calendar.Date `json:"cleared,omitzero"`    // when it was back; zero: it is open
	Latest     kpi.Value     `json:"latest"`
	Worst      kpi.Value     `json:"worst"`
	WorstOn    calendar.Date `json:"worst_on"`
	WorseCount int           `json:"worse_count,omitempty"` // worse cycles in a row up to the latest
	Evidence   []finding.Ref `json:"evidence"`              // of all its observations, each once
}

// Open reports whether the deviation was not back inside so far.
func (d Deviation) Open() bool { return d.Cleared.IsZero() }

// Kind of an event.
type Kind string

// The kinds.
const (
	Seen    Kind = "seen"    // a deviation is beyond the inner limit, or warned of
	Warned  Kind = "warned"  // so many worse cycles in a row
	Crossed Kind = "crossed" // a deviation crossed the outer limit: an exception
	Cleared Kind = "cleared" // a deviation is back inside the inner limit
)

// Event is what an observation brought about.
type Event struct {
	On        calendar.Date `json:"on"`
	Kind      Kind          `json:"kind"`
	Deviation string        `json:"deviation"` // id of the record
	Value     kpi.Value     `json:"value"`     // the deviation that was judged
}

// Watch is what is known of one aspect of one place.
type Watch struct {
	Place      string        `json:"place"`
	Aspect     Aspect        `json:"aspect"`
	On         calendar.Date `json:"on"` // of the latest observation
	Status     Status        `json:"status"`
	Actual     kpi.Value     `json:"actual,omitzero"`
	Forecast   kpi.Value     `json:"forecast,omitzero"`
	Worse      int           `json:"worse,omitempty"`      // forecasts in a row that were worse than the one before
	Warned     bool          `json:"warned,omitempty"`     // the row was warned of
	Deviations []Deviation   `json:"deviations,omitempty"` // in the order of time; only the last may be open
}

func (w Watch) clone() Watch {
	w.Deviations = slices.Clone(w.Deviations)
	for i := range w.Deviations {
		w.Deviations[i].Evidence = slices.Clone(w.Deviations[i].Evidence)
	}
	return w
}

// open returns the open deviation, or nil.
func (w *Watch) open() *Deviation {
	if n := len(w.Deviations); n > 0 && w.Deviations[n-1].Open() {
		return &w.Deviations[n-1]
	}
	return nil
}

// working is a watch that may be written to.
type working struct {
	Watch
	noted map[finding.Ref]bool // evidence of the open deviation
}

// step is one observation being worked into a watch.
type step struct {
	*working
	limit  Limit
	seen   Observation
	events []Event
}

// observe works an observation into the watch and returns what it brought
// about.
func (w *working) observe(l Limit, o Observation) []Event {
	s := step{working: w, limit: l, seen: o}
	s.row()
	w.On, w.Actual, w.Forecast = o.On, o.Actual, o.Forecast
	if value := o.judged(); !value.IsUnknown() {
		s.record(value)
	}
	w.Status = s.status()
	return s.events
}

// row counts how often in a row the forecast got worse. An unknown forecast
// ends the row.
func (s *step) row() {
	if !beyond(s.seen.Forecast, s.Forecast) {
		s.Worse, s.Warned = 0, false
		return
	}
	s.Worse++
}

// warns reports whether the row calls for its one warning: it is long enough,
// and the forecast worse than planned.
func (s *step) warns() bool {
	sign, known := s.seen.Forecast.Sign()
	return s.limit.Cycles > 0 && s.Worse >= s.limit.Cycles && !s.Warned && known && sign > 0
}

// record opens, updates or clears the deviation.
func (s *step) record(value kpi.Value) {
	warns, outside := s.warns(), beyond(value, s.limit.inner())
	if s.open() == nil {
		if !outside && !warns {
			return
		}
		s.start(value)
	}
	d := s.open()
	d.add(s.limit, s.seen, value, s.Worse)
	s.note(d)
	if warns {
		s.Warned = true
		s.warn(d, value)
	}
	switch {
	case d.Crossed.IsZero() && beyond(value, s.limit.Outer):
		d.Crossed, d.CrossedBy = s.seen.On, value
		s.tell(Crossed, d, value)
	case !outside && !s.Warned && !s.seen.Forecast.IsUnknown():
		d.Cleared = s.seen.On
		s.tell(Cleared, d, value)
	}
}

func (s *step) warn(d *Deviation, value kpi.Value) {
	if d.Worsening.IsZero() {
		d.Worsening = s.seen.On
	}
	s.tell(Warned, d, value)
}

func (s *step) start(value kpi.Value) {
	id := fmt.Sprintf("%s/%s/%d", s.Place, s.Aspect, len(s.Deviations)+1)
	s.Deviations = append(s.Deviations, Deviation{ID: id, Place: s.Place, Aspect: s.Aspect, FirstSeen: s.seen.On})
	s.noted = nil
	s.tell(Seen, s.open(), value)
}

func (s *step) tell(kind Kind, d *Deviation, value kpi.Value) {
	s.events = append(s.events, Event{s.seen.On, kind, d.ID, value})
}

// add keeps what an observation says in the record.
func (d *Deviation) add(l Limit, o Observation, value kpi.Value, worse int) {
	d.Limit, d.Latest, d.WorseCount = l, value, worse
	if d.Worst.IsUnknown() || beyond(value, d.Worst) {
		d.Worst, d.WorstOn = value, o.On
	}
}

// note keeps the evidence of the observation, each reference once.
func (s *step) note(d *Deviation) {
	if s.noted == nil {
		s.noted = map[finding.Ref]bool{}
		for _, ref := range d.Evidence {
			s.noted[ref] = true
		}
	}
	for _, ref := range s.seen.Evidence {
		if !s.noted[ref] {
			s.noted[ref] = true
			d.Evidence = append(d.Evidence, ref)
		}
	}
}

// status says how the watch stands after the observation.
func (s *step) status() Status {
	switch d := s.open(); {
	case d != nil && !d.Crossed.IsZero():
		return Exceeded
	case d != nil:
		return Watched
	case s.seen.Forecast.IsUnknown():
		return Unclear
	}
	return Within
}
