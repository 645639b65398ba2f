package team

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// MaxDays bounds the span of a supply.
const MaxDays = 20_000

// Supply is how much of a resource there is on each day of a span. Beyond the
// span nothing is known.
type Supply struct {
	Resource  Resource      `json:"resource"`
	From      calendar.Date `json:"from"`
	PerDayMin []int64       `json:"per_day_min"` // working minutes, one for each day from From, each 0 to [MaxWork]; what lies beyond counts as the bound
}

// Span returns the days that the supply covers.
func (s Supply) Span() Period { return Period{s.From, s.From.AddDays(len(s.PerDayMin))} }

// In returns the minutes of the days of a period that the supply covers.
func (s Supply) In(p Period) int64 {
	var sum int64
	for i, n := range s.PerDayMin {
		if p.Has(s.From.AddDays(i)) {
			sum += bounded(n)
		}
	}
	return sum
}

// SupplyOf returns how much of a resource there is on each day of a bounded
// span, as seen on a day: the minutes of everybody who holds the role, has the
// skill in force or is the person, or those of the technical resource from its
// earliest day on, times its units. Somebody with two skills counts in the
// supply of both, so supplies of different resources do not add up. Errors are
// [ErrPeriod], [ErrTooMany] beyond [MaxDays], and [*CalendarError].
func SupplyOf(r Resource, members []Member, technical []Technical, span Period, calendars Calendars, on calendar.Date) (Supply, error) {
	if !span.Bounded() {
		return Supply{}, ErrPeriod
	}
	days := span.To.DaysSince(span.From)
	if days > MaxDays {
		return Supply{}, ErrTooMany
	}
	s := Supply{Resource: r, From: span.From, PerDayMin: make([]int64, days)}
	for _, m := range members {
		if err := s.person(m, calendars); err != nil {
			return Supply{}, err
		}
	}
	for _, t := range technical {
		if err := s.thing(t, calendars, on); err != nil {
			return Supply{}, err
		}
	}
	return s, nil
}

// person adds the minutes of one stay.
func (s Supply) person(m Member, calendars Calendars) error {
	if slices.Contains(technicalKinds(), s.Resource.Kind) || !m.Meets(s.Span()) {
		return nil
	}
	for i := range s.PerDayMin {
		day := s.From.AddDays(i)
		if !m.Has(day) || !s.Resource.heldBy(m, day) {
			continue
		}
		n, err := m.Minutes(Period{day, day.AddDays(1)}, calendars)
		if err != nil {
			return err
		}
		s.PerDayMin[i] += n
	}
	return nil
}

// heldBy reports whether the member is of the resource on a day.
func (r Resource) heldBy(m Member, on calendar.Date) bool {
	switch r.Kind {
	case ByRole:
		return slices.ContainsFunc(m.Roles, func(role lifecycle.Role) bool { return string(role) == r.ID })
	case BySkill:
		has, ok := m.Skilled(SkillID(r.ID), on)
		return ok && has.Level >= max(1, r.Level)
	case ByName:
		return string(m.Actor) == r.ID
	}
	return false
}

// thing adds the minutes of a technical resource.
func (s Supply) thing(t Technical, calendars Calendars, on calendar.Date) error {
	if t.Resource() != s.Resource {
		return nil
	}
	c := calendars[t.Calendar]
	if c == nil {
		return &CalendarError{t.Calendar}
	}
	use := Period{t.Earliest(on), t.Until}
	for i := range s.PerDayMin {
		day := s.From.AddDays(i)
		if use.Has(day) {
			whole, _ := (c.Worked(day.AddDays(1).At(0)) - c.Worked(day.At(0))).Minutes()
			s.PerDayMin[i] += whole * bounded(int64(t.Units))
		}
	}
	return nil
}
