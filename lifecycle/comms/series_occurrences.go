package comms

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Fate says what becomes of an occurrence.
type Fate string

// The fates of an occurrence.
const (
	AsPlanned   Fate = "as_planned" // held on the day of the cadence
	ShiftedDay  Fate = "shifted"    // held on another day, since its own is no working day
	MovedByHand Fate = "moved"      // held when an exception says
	Cancelled   Fate = "cancelled"  // not held: an exception says so
	DroppedDay  Fate = "dropped"    // not held: its day is no working day
	MergedDay   Fate = "merged"     // not held: shifted onto the day of another occurrence
)

// Held reports whether an occurrence with this fate takes place.
func (f Fate) Held() bool { return f == AsPlanned || f == ShiftedDay || f == MovedByHand }

// Occurrence is one meeting of a [Series].
type Occurrence struct {
	ID          string        // series id, "/" and the day of the cadence: the same however the meeting is moved
	Series      string        // id of the series
	Nominal     calendar.Date // the day of the cadence
	Fate        Fate
	Local       calendar.DateTime // beginning on the clock of the series; where not held, when it would have been by the cadence
	Start       time.Time         // the same as an instant, in the zone of the series
	DurationMin int               // elapsed minutes
	Reason      string            // of the exception, in the host's words
}

// End returns the instant at which the meeting ends.
func (o Occurrence) End() time.Time { return o.Start.Add(time.Duration(o.DurationMin) * time.Minute) }

// Occurrences returns the meetings of the series that take place on the days
// from first to last, both included, on the clock of the series, in order of
// time. The calendar says which days work; the location must be the zone of
// the series. Errors: findings of severity block as [*finding.Error],
// [ErrZone] for another location, [ErrCalendar] for none, [ErrTooMany] for a
// window beyond [MaxWindowDays] or working days counted over more than
// [MaxCountDays]; an exception beyond those has no effect.
//
// The local time of day stays the same through clock changes. A time that a
// change skips is taken as if the clocks had not changed yet; of a time that
// comes twice it is the first.
//
// Where the rule for days off moves several occurrences onto one day, or one
// onto the day of another, the one that is moved least is held and the others
// are merged into it. Exceptions come last and change nothing about that.
func (s Series) Occurrences(cal *calendar.Calendar, loc *time.Location, first, last calendar.Date) ([]Occurrence, error) {
	all, err := s.AllOccurrences(cal, loc, first, last)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(o Occurrence) bool { return !o.Fate.Held() }), nil
}

// AllOccurrences is [Series.Occurrences] with those that do not take place
// among them, each with its fate.
func (s Series) AllOccurrences(cal *calendar.Calendar, loc *time.Location, first, last calendar.Date) ([]Occurrence, error) {
	if err := s.ready(cal, loc, first, last); err != nil {
		return nil, err
	}
	var list []Occurrence
	for _, o := range s.resolved(cal, span{first, last}) {
		if day := o.Local.Date(); !day.Before(first) && !day.After(last) {
			o.Start = o.Local.In(loc)
			list = append(list, o)
		}
	}
	slices.SortFunc(list, func(a, b Occurrence) int {
		return cmp.Or(a.Start.Compare(b.Start), a.Nominal.Compare(b.Nominal))
	})
	return list, nil
}

// ready reports why occurrences cannot be computed.
func (s Series) ready(cal *calendar.Calendar, loc *time.Location, first, last calendar.Date) error {
	if err := finding.AsError("comms: occurrences", s.Check()); err != nil {
		return err
	}
	switch {
	case cal == nil:
		return ErrCalendar
	case loc == nil || loc.String() != s.Zone:
		return fmt.Errorf("%w: want %q", ErrZone, clip(s.Zone))
	case first.IsZero() || last.IsZero() || last.DaysSince(first) >= MaxWindowDays:
		return fmt.Errorf("%w: a window of more than %d days, or without ends", ErrTooMany, MaxWindowDays)
	case s.Cadence.Kind == WorkingDays && last.DaysSince(s.From) > MaxCountDays:
		return fmt.Errorf("%w: working days counted over more than %d days", ErrTooMany, MaxCountDays)
	}
	return nil
}

// resolved returns every occurrence that may fall into the window, and some
// beside it, without their instants.
func (s Series) resolved(cal *calendar.Calendar, window span) []Occurrence {
	wide := s.reach(cal, window)
	days, far := s.Cadence.dates(s.From, cal, wide), s.far(cal)
	var list []Occurrence
	for _, d := range days {
		o := s.onDay(cal, d, days)
		if x, ok := s.exception(d); ok {
			o = s.except(o, x)
		}
		list = append(list, o)
	}
	for _, x := range s.Exceptions {
		if _, there := slices.BinarySearchFunc(days, x.On, calendar.Date.Compare); !there && slices.Contains(far, x.On) {
			list = append(list, s.except(s.plain(x.On), x))
		}
	}
	return list
}

// far returns the days of the cadence with an exception, wherever they are.
// Working days are counted once, over [MaxCountDays].
func (s Series) far(cal *calendar.Calendar) []calendar.Date {
	var on []calendar.Date
	for _, x := range s.Exceptions {
		if s.Cadence.Kind == WorkingDays || s.meets(x.On, cal) {
			on = append(on, x.On)
		}
	}
	if s.Cadence.Kind != WorkingDays || len(on) == 0 {
		return on
	}
	last := earliest(slices.MaxFunc(on, calendar.Date.Compare), s.countable())
	if !s.Until.IsZero() {
		last = earliest(last, s.Until)
	}
	days := s.Cadence.dates(s.From, cal, span{s.From, last})
	return slices.DeleteFunc(on, func(d calendar.Date) bool {
		_, there := slices.BinarySearchFunc(days, d, calendar.Date.Compare)
		return !there
	})
}

// countable returns the last day to which working days are counted.
func (s Series) countable() calendar.Date {
	if d := s.From.AddDays(MaxCountDays); !d.IsZero() {
		return d
	}
	return calendar.DateOf(9999, time.December, 31)
}

// reach widens a window by the days that the rule for days off can cross, and
// narrows it to the days of the series.
func (s Series) reach(cal *calendar.Calendar, window span) span {
	wide := span{previousWorkday(cal, window.first.AddDays(-1)), nextWorkday(cal, window.last.AddDays(1))}
	if wide.last.IsZero() {
		wide.last = window.last
	}
	wide = wide.within(span{s.From, wide.last})
	if !s.Until.IsZero() {
		wide.last = earliest(wide.last, s.Until)
	}
	return wide
}

func (s Series) occurrenceID(d calendar.Date) string { return s.ID + "/" + d.String() }

// plain is the occurrence of a day as the cadence says.
func (s Series) plain(d calendar.Date) Occurrence {
	return Occurrence{ID: s.occurrenceID(d), Series: s.ID, Nominal: d, Fate: AsPlanned, Local: s.clock(d), DurationMin: s.DurationMin}
}

func (s Series) clock(d calendar.Date) calendar.DateTime {
	return d.At(calendar.Work(s.At) * calendar.Minute)
}

// onDay applies the rule for days off; days are those of the cadence around d.
func (s Series) onDay(cal *calendar.Calendar, d calendar.Date, days []calendar.Date) Occurrence {
	o := s.plain(d)
	if s.DayOff == KeepDay || isWorkday(cal, d) {
		return o
	}
	to, crossed := calendar.Date{}, span{}
	switch s.DayOff {
	case NextDay:
		to = nextWorkday(cal, d)
		crossed = span{d.AddDays(1), to}
	case PreviousDay:
		to = previousWorkday(cal, d)
		crossed = span{to, d.AddDays(-1)}
	}
	switch {
	case to.IsZero():
		o.Fate = DroppedDay
	case slices.ContainsFunc(days, crossed.holds):
		o.Fate = MergedDay
	default:
		o.Fate, o.Local = ShiftedDay, s.clock(to)
	}
	return o
}

func (s Series) exception(d calendar.Date) (Exception, bool) {
	at := slices.IndexFunc(s.Exceptions, func(x Exception) bool { return x.On == d })
	if at < 0 {
		return Exception{}, false
	}
	return s.Exceptions[at], true
}

// except applies an exception.
func (s Series) except(o Occurrence, x Exception) Occurrence {
	plain := s.plain(o.Nominal)
	plain.Reason = x.Reason
	if x.Kind == CancelledOnce {
		plain.Fate = Cancelled
		return plain
	}
	plain.Fate, plain.Local = MovedByHand, x.To
	if x.DurationMin > 0 {
		plain.DurationMin = x.DurationMin
	}
	return plain
}
