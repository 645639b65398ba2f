package kpi

import "github.com/milepost-go/milepost/schedule/calendar"

// Cadence counts the meetings of a period.
type Cadence struct {
	Planned Value `json:"planned"`
	Held    Value `json:"held"`
	OnTime  Value `json:"held_on_time"` // held on the planned day
}

// HeldRate returns held / planned. None planned gives unknown with
// [ReasonZeroDenominator].
func (c Cadence) HeldRate() Value { return c.Held.Div(c.Planned) }

// OnTimeRate returns on time / planned, unknown as [Cadence.HeldRate] is.
func (c Cadence) OnTimeRate() Value { return c.OnTime.Div(c.Planned) }

// Figures returns both rates with their trace. The caller owns the slices.
func (c Cadence) Figures() []Figure {
	return figuresOf(cadenceLines(), c, []Input{{"planned", c.Planned}, {"held", c.Held}, {"on_time", c.OnTime}})
}

func cadenceLines() []line[Cadence] {
	return []line[Cadence]{
		sheet("communication.held_rate", "", Higher, "held / planned", "planned held", Cadence.HeldRate),
		sheet("communication.on_time_rate", "", Higher, "on_time / planned", "planned on_time", Cadence.OnTimeRate),
	}
}

// ActionItem is something that somebody promised to do by a date.
type ActionItem struct {
	ID     string        `json:"id,omitempty"`
	Due    calendar.Date `json:"due,omitzero"`    // the zero Date: no date was agreed, so it is never due
	Closed calendar.Date `json:"closed,omitzero"` // the zero Date: still open
}

// ActionItems are promises looked at on a date. An item is due when its date is
// on or before the review; one closed after the review was open then. Without a
// date of review every figure but the total is unknown with
// [ReasonMissingInput].
type ActionItems struct {
	AsOf  calendar.Date `json:"as_of"`
	Items []ActionItem  `json:"items"`
}

// tally is what the figures divide.
type tally struct{ closed, due, dueClosed, onTime, overdueDays int }

func (a ActionItems) tally() tally {
	var t tally
	for _, item := range a.Items {
		closed := a.closed(item)
		if closed {
			t.closed++
		}
		if item.Due.IsZero() || item.Due.After(a.AsOf) {
			continue
		}
		t.due++
		switch {
		case !closed:
			t.overdueDays += a.AsOf.DaysSince(item.Due)
		case !item.Closed.After(item.Due):
			t.dueClosed, t.onTime = t.dueClosed+1, t.onTime+1
		default:
			t.dueClosed++
		}
	}
	return t
}

func (a ActionItems) closed(item ActionItem) bool {
	return !item.Closed.IsZero() && !item.Closed.After(a.AsOf)
}

// dated returns what of makes of the tally, unknown without a date of review.
func (a ActionItems) dated(of func(tally) Value) Value {
	if a.AsOf.IsZero() {
		return Unknown(ReasonMissingInput)
	}
	return of(a.tally())
}

// Total returns the number of items.
func (a ActionItems) Total() Value { return count(len(a.Items)) }

// ClosedRate returns closed / all. No items give unknown with [ReasonNoData].
func (a ActionItems) ClosedRate() Value {
	return a.dated(func(t tally) Value { return rate(t.closed, len(a.Items)) })
}

// Due returns the number of items that are due.
func (a ActionItems) Due() Value { return a.dated(func(t tally) Value { return count(t.due) }) }

// DueClosedRate returns closed / due of the due items. None due gives unknown
// with [ReasonNoData].
func (a ActionItems) DueClosedRate() Value {
	return a.dated(func(t tally) Value { return rate(t.dueClosed, t.due) })
}

// OnTimeRate returns the share of the due items that were closed on or before
// their date, unknown as [ActionItems.DueClosedRate] is.
func (a ActionItems) OnTimeRate() Value {
	return a.dated(func(t tally) Value { return rate(t.onTime, t.due) })
}

// Overdue returns the number of due items that are open. One that is due on the
// day of the review counts, with no days overdue.
func (a ActionItems) Overdue() Value {
	return a.dated(func(t tally) Value { return count(t.due - t.dueClosed) })
}

// MeanOverdueDays returns the mean age of the overdue items in calendar days,
// in "day". None overdue gives unknown with [ReasonNoData].
func (a ActionItems) MeanOverdueDays() Value {
	return a.dated(func(t tally) Value { return rate(t.overdueDays, t.due-t.dueClosed).Mul(Int(1, "day")) })
}

// Figures returns the seven figures with their trace, which has the counts. The
// caller owns the slices.
func (a ActionItems) Figures() []Figure {
	number := func(of func(tally) int) Value {
		return a.dated(func(t tally) Value { return count(of(t)) })
	}
	return figuresOf(actionLines(), a, []Input{
		{"total", a.Total()}, {"closed", number(func(t tally) int { return t.closed })}, {"due", a.Due()},
		{"due_closed", number(func(t tally) int { return t.dueClosed })}, {"on_time", number(func(t tally) int { return t.onTime })},
		{"overdue_days", number(func(t tally) int { return t.overdueDays })},
	})
}

func actionLines() []line[ActionItems] {
	return []line[ActionItems]{
		sheet("communication.actions", "", Neutral, "total", "total", ActionItems.Total),
		sheet("communication.actions_closed_rate", "", Higher, "closed / total", "total closed", ActionItems.ClosedRate),
		sheet("communication.actions_due", "", Neutral, "due", "due", ActionItems.Due),
		sheet("communication.actions_due_closed_rate", "", Higher, "due_closed / due", "due due_closed", ActionItems.DueClosedRate),
		sheet("communication.actions_on_time_rate", "", Higher, "on_time / due", "due on_time", ActionItems.OnTimeRate),
		sheet("communication.actions_overdue", "", Lower, "due - due_closed", "due due_closed", ActionItems.Overdue),
		sheet("communication.actions_mean_overdue_days", "day", Lower, "overdue_days / (due - due_closed)", "due due_closed overdue_days", ActionItems.MeanOverdueDays),
	}
}
