package team

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Team is everybody who is, was or will be part of the project, over time. Its
// methods change nothing: joining and leaving give a new team.
type Team []Member

// Clone returns a copy that shares nothing with the receiver.
func (t Team) Clone() Team {
	list := slices.Clone(t)
	for i := range list {
		list[i] = list[i].Clone()
	}
	return list
}

// AsOf returns who was in the team on a day, in the order of their ids, each
// person once. The result shares nothing with the team.
func (t Team) AsOf(on calendar.Date) []Member { return present(t, on) }

// Member returns the stay of a person on a day, as a copy. It reports false
// for somebody who is not in the team then.
func (t Team) Member(actor lifecycle.ActorID, on calendar.Date) (Member, bool) {
	for _, m := range present(t, on) {
		if m.Actor == actor {
			return m, true
		}
	}
	return Member{}, false
}

// Seats returns who holds which roles on a day, in the form that
// [lifecycle.Lint] takes: one set of data says whether a matrix of duties and
// whether the gates of a definition can be served. It is never nil, since a
// nil team stands for one not known.
func (t Team) Seats(on calendar.Date) []lifecycle.Seat {
	seats := []lifecycle.Seat{}
	for _, m := range present(t, on) {
		seats = append(seats, lifecycle.Seat{Actor: m.Actor, Roles: m.Roles})
	}
	return seats
}

// Join returns the team with a further stay. It refuses, with a
// [*MemberError], a stay without an id or days and one that overlaps another
// of the same person.
func (t Team) Join(m Member) (Team, error) {
	switch {
	case blank(string(m.Actor)):
		return nil, &MemberError{m.Actor, "has no id"}
	case m.Empty():
		return nil, &MemberError{m.Actor, "leaves before joining"}
	}
	for _, other := range t {
		if other.Actor == m.Actor && other.Meets(m.Period) {
			return nil, &MemberError{m.Actor, "is in the team then: " + other.Period.String()}
		}
	}
	return append(t.Clone(), m.Clone()), nil
}

// Leave returns the team without the person from a day on. What was before that
// day stays as it was, so that reports on the past do; stays that begin later
// are left alone. A [*MemberError] says that the person was not in the team on
// the day before.
func (t Team) Leave(actor lifecycle.ActorID, from calendar.Date) (Team, error) {
	next := t.Clone()
	for i, m := range next {
		if m.Actor == actor && m.From.Before(from) && (m.To.IsZero() || m.To.After(from)) {
			next[i].To = from
			return next, nil
		}
	}
	return nil, &MemberError{actor, "is not in the team before and on " + from.String()}
}

// Reassign returns the team in which the person holds other roles from a day
// on. The stay so far ends on that day and a further one, alike but for the
// roles, begins. Errors are those of [Team.Leave].
func (t Team) Reassign(actor lifecycle.ActorID, from calendar.Date, roles ...lifecycle.Role) (Team, error) {
	m, _ := t.Member(actor, from)
	left, err := t.Leave(actor, from)
	if err != nil {
		return nil, err
	}
	m.From, m.Roles = from, slices.Clone(roles)
	return append(left, m), nil
}

// Check reports everything that is wrong with the rows of the team, sorted:
// ids, overlapping stays and periods, levels, percentages, rates, calendars
// that are not at hand. With nil calendars it does not look for them.
func (t Team) Check(calendars Calendars) []finding.Finding {
	var c checker
	for i, m := range t {
		if blank(string(m.Actor)) {
			c.block(CodeNoID, memberRef(m.Actor, ""), nothing, nothing, RemedyUniqueID)
		}
		c.period(memberRef(m.Actor, ""), m.Period)
		for _, other := range t[:i] {
			if other.Actor == m.Actor && other.Meets(m.Period) {
				c.block(CodeStaysOverlap, memberRef(m.Actor, ""), finding.Text(other.Period.String()), finding.Text(m.Period.String()), RemedyMendPeriods)
			}
		}
		c.skills(m)
		c.availability(m, calendars)
		c.rates(m)
	}
	return c.sorted()
}

func (c *checker) period(at finding.Ref, p Period) {
	if p.Empty() {
		c.block(CodePeriodReversed, at, date(p.From), date(p.To), RemedyMendPeriods)
	}
}

func (c *checker) skills(m Member) {
	for i, s := range m.Skills {
		at := memberRef(m.Actor, string(s.Skill))
		c.period(at, s.Period)
		switch {
		case blank(string(s.Skill)):
			c.block(CodeNoID, at, nothing, nothing, RemedyUniqueID)
		case s.Level < 1 || s.Level > TopLevel:
			c.block(CodeSkillLevel, at, finding.List("1", "5"), count(s.Level), RemedyMendSkill)
		case len(s.Evidence) == 0:
			c.warn(CodeSkillNoEvidence, at, nothing, count(s.Level), RemedyGiveEvidence)
		}
		if slices.ContainsFunc(m.Skills[:i], func(o Skill) bool { return o.Skill == s.Skill && o.From == s.From }) {
			c.block(CodeSkillTwice, at, nothing, date(s.From), RemedyMendSkill)
		}
	}
}

func (c *checker) availability(m Member, calendars Calendars) {
	at := memberRef(m.Actor, "availability")
	if len(m.Availability) == 0 {
		c.warn(CodeNoAvailability, at, nothing, nothing, RemedyStateAvailability)
	}
	for i, a := range m.Availability {
		c.period(at, a.Period)
		if a.Percent < 1 || a.Percent > 100 {
			c.block(CodePercent, at, finding.List("1", "100"), count(a.Percent), RemedyStateAvailability)
		}
		if calendars != nil && calendars[a.Calendar] == nil {
			c.block(CodeNoCalendar, at, nothing, finding.Text(a.Calendar), RemedyNameCalendar)
		}
		for _, other := range m.Availability[:i] {
			if other.Meets(a.Period) {
				c.block(CodePeriodsOverlap, at, finding.Text(other.Period.String()), finding.Text(a.Period.String()), RemedyMendPeriods)
			}
		}
	}
}

func (c *checker) rates(m Member) {
	at := memberRef(m.Actor, "cost_rate")
	for i, r := range m.CostRate {
		c.period(at, r.Period)
		if r.PerHour.Sign() < 0 {
			c.block(CodeNegativeRate, at, nothing, finding.Money(r.PerHour.Text(), r.PerHour.Currency().Code()), RemedyMendRate)
		}
		for _, other := range m.CostRate[:i] {
			if other.Meets(r.Period) {
				c.block(CodePeriodsOverlap, at, finding.Text(other.Period.String()), finding.Text(r.Period.String()), RemedyMendPeriods)
			}
			if other.PerHour.Currency() != r.PerHour.Currency() {
				c.block(CodeRateCurrency, at, finding.Text(other.PerHour.Currency().Code()), finding.Text(r.PerHour.Currency().Code()), RemedyMendRate)
			}
		}
	}
}
