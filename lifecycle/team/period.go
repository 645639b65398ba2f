package team

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Period is the days from From up to but not including To, so that one period
// begins where another ends. A zero From is the beginning of time, a zero To
// its end; the zero Period is always.
type Period struct {
	From calendar.Date `json:"from,omitzero"`
	To   calendar.Date `json:"to,omitzero"`
}

// Has reports whether the day lies in the period.
func (p Period) Has(day calendar.Date) bool {
	return !day.Before(p.From) && (p.To.IsZero() || day.Before(p.To))
}

// Empty reports whether no day lies in the period.
func (p Period) Empty() bool { return !p.To.IsZero() && !p.From.Before(p.To) }

// Bounded reports whether the period has both bounds and at least one day.
func (p Period) Bounded() bool { return !p.From.IsZero() && !p.To.IsZero() && p.From.Before(p.To) }

// Common returns the days that lie in both periods. The result may be empty.
func (p Period) Common(q Period) Period {
	if q.From.After(p.From) {
		p.From = q.From
	}
	if p.To.IsZero() || !q.To.IsZero() && q.To.Before(p.To) {
		p.To = q.To
	}
	return p
}

// Meets reports whether a day lies in both periods.
func (p Period) Meets(q Period) bool {
	return !p.Empty() && !q.Empty() && !p.Common(q).Empty()
}

// Within reports whether every day of the period lies in q too.
func (p Period) Within(q Period) bool {
	return p.Empty() || !p.From.Before(q.From) && (q.To.IsZero() || !p.To.IsZero() && !p.To.After(q.To))
}

// String returns the period as from/to, an open end left out.
func (p Period) String() string { return p.From.String() + "/" + p.To.String() }

// Weeks returns the bounded period cut into weeks of seven days from its first
// day; the last may be shorter. It returns nothing for a period that is not
// bounded.
func (p Period) Weeks() []Period {
	if !p.Bounded() {
		return nil
	}
	var list []Period
	for from := p.From; from.Before(p.To); from = from.AddDays(7) {
		week := Period{from, from.AddDays(7)}
		if week.To.IsZero() || week.To.After(p.To) {
			week.To = p.To
		}
		list = append(list, week)
		if week.To == p.To {
			break
		}
	}
	return list
}

// inOrder reports whether all periods are bounded and none begins before the
// one before it has ended.
func inOrder(periods []Period) bool {
	for i, p := range periods {
		if !p.Bounded() || i > 0 && p.From.Before(periods[i-1].To) {
			return false
		}
	}
	return true
}

// date is a day as the value of a finding, and no value for none.
func date(d calendar.Date) finding.Value {
	if d.IsZero() {
		return nothing
	}
	return finding.Date(d.String())
}
