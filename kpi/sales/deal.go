package sales

import (
	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Deal is what the figures read of one deal. The functions of this package only
// read it.
type Deal struct {
	ID          string        `json:"id"`
	Amount      money.Amount  `json:"amount,omitzero"`      // negative for a credit; zero: not stated, which is not an amount of 0
	Probability Probability   `json:"probability,omitzero"` // of being won, in the seller's view; zero: not stated
	Outcome     Outcome       `json:"outcome"`
	Created     calendar.Date `json:"created,omitzero"`
	Closed      calendar.Date `json:"closed,omitzero"`  // zero while the deal is open
	Visits      []Visit       `json:"visits,omitempty"` // the stages it entered, in order of time; the last is where it is, or was when it closed
}

// Visit says on which day a deal entered a stage. It stayed until it entered
// another or was closed.
type Visit struct {
	Stage string        `json:"stage"`
	On    calendar.Date `json:"on"`
}

// length returns the calendar days from creation to close, unknown
// (missing-input) unless both are stated in that order.
func (d *Deal) length() kpi.Value {
	if d.Created.IsZero() || d.Closed.IsZero() || d.Closed.Before(d.Created) {
		return kpi.Unknown(kpi.ReasonMissingInput)
	}
	return kpi.Int(int64(d.Closed.DaysSince(d.Created)), unitDay)
}

// outcomeOn returns the outcome as it was at the end of a day; the zero day
// means as recorded. A deal closed on no stated day counts as closed all along.
func (d *Deal) outcomeOn(day calendar.Date) Outcome {
	if !day.IsZero() && d.Closed.After(day) {
		return Open
	}
	return d.Outcome
}

// existsOn reports whether the deal was created by the end of a day.
func (d *Deal) existsOn(day calendar.Date) bool { return day.IsZero() || !d.Created.After(day) }

// stageOn returns the stage in which the deal was at the end of a day, or ""
// when it had entered none.
func (d *Deal) stageOn(day calendar.Date) string {
	for i := len(d.Visits) - 1; i >= 0; i-- {
		if day.IsZero() || !d.Visits[i].On.After(day) {
			return d.Visits[i].Stage
		}
	}
	return ""
}
