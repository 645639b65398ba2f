package risk

import (
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Status is where a risk stands in its life.
type Status string

// The statuses.
const (
	Proposed Status = "proposed" // written down, not yet accepted as a risk
	Open     Status = "open"     // accepted, may still happen
	Occurred Status = "occurred" // happened: it is an issue now
	Closed   Status = "closed"   // over, or refused
	Expired  Status = "expired"  // its window passed without it
)

// Statuses lists all statuses. The caller owns the slice.
func Statuses() []Status { return []Status{Proposed, Open, Occurred, Closed, Expired} }

// Next lists the statuses a risk may go to from this one, none for another
// word. Only an open risk can occur; a closed or expired one can be opened
// again. The caller owns the slice.
func (s Status) Next() []Status {
	switch s {
	case Proposed:
		return []Status{Open, Closed}
	case Open:
		return []Status{Occurred, Closed, Expired}
	case Occurred:
		return []Status{Closed}
	case Closed, Expired:
		return []Status{Open}
	}
	return nil
}

// Change is a change of the status of a risk.
type Change struct {
	Risk  string        `json:"risk"` // id of the risk
	To    Status        `json:"to"`
	At    calendar.Date `json:"at"`
	Issue string        `json:"issue,omitempty"` // id of the issue, where To is Occurred
}

// MoveError is a change of status that the life of a risk does not allow. It
// unwraps to [ErrMove].
type MoveError struct {
	Change Change
	From   Status
	Reason string // "status", "date" or "issue": what is wrong or missing
}

// Error names the risk, both statuses and the reason.
func (e *MoveError) Error() string {
	return fmt.Sprintf("%v: risk %q from %q to %q (%s)", ErrMove, e.Change.Risk, e.From, e.Change.To, e.Reason)
}

// Unwrap returns [ErrMove].
func (e *MoveError) Unwrap() error { return ErrMove }

// Move returns a register in which the change has happened; the receiver stays
// as it was. Occurring needs the id of the issue the risk becomes, every
// change needs a date. Opening again forgets that the risk ended and that it
// occurred; its issue link stays. Errors are [ErrNoRisk] and [*MoveError].
func (r Register) Move(c Change) (Register, error) {
	i := r.index(c.Risk)
	if i < 0 {
		return Register{}, fmt.Errorf("%w: %q", ErrNoRisk, clip(c.Risk))
	}
	moved, err := r.Risks[i].move(c)
	if err != nil {
		return Register{}, err
	}
	r = r.Clone()
	r.Risks[i] = moved.clone()
	return r, nil
}

func (r Risk) move(c Change) (Risk, error) {
	reason := ""
	switch {
	case !slices.Contains(r.Status.Next(), c.To):
		reason = "status"
	case c.At.IsZero():
		reason = "date"
	case c.To == Occurred && c.Issue == "":
		reason = "issue"
	}
	if reason != "" {
		return Risk{}, &MoveError{Change: c, From: r.Status, Reason: reason}
	}
	r.Status = c.To
	switch c.To {
	case Open:
		r.Occurred, r.Ended = calendar.Date{}, calendar.Date{}
	case Occurred:
		r.Occurred, r.Issue = c.At, c.Issue
	case Closed, Expired:
		r.Ended = c.At
	}
	return r, nil
}
