package team

import (
	"errors"
	"fmt"

	"github.com/milepost-go/milepost/lifecycle"
)

// The kinds of error of this package.
var (
	// ErrTooMany says that a limit on counts or sizes was passed.
	ErrTooMany = errors.New("team: limit passed")
	// ErrForm says that data is no record of the form this package reads.
	ErrForm = errors.New("team: not of the form")
	// ErrMember says that somebody cannot join or leave as asked.
	ErrMember = errors.New("team: membership")
	// ErrCalendar says that a calendar somebody's time refers to is not at hand.
	ErrCalendar = errors.New("team: no such calendar")
	// ErrPeriod says that a period is open or empty where its days are counted.
	ErrPeriod = errors.New("team: period without bounds")
	// ErrNoRate says that no cost rate is stated for somebody on a day.
	ErrNoRate = errors.New("team: no cost rate")
	// ErrProposal says that a proposal cannot be decided as asked.
	ErrProposal = errors.New("team: proposal")
)

// MemberError is a change of membership that is not possible. It unwraps to
// [ErrMember].
type MemberError struct {
	Actor  lifecycle.ActorID
	Reason string // in plain words, for logs
}

// Error names the person and the reason.
func (e *MemberError) Error() string {
	return fmt.Sprintf("%v: %.80q %s", ErrMember, string(e.Actor), e.Reason)
}

// Unwrap returns [ErrMember].
func (e *MemberError) Unwrap() error { return ErrMember }

// CalendarError is a calendar that was not given. It unwraps to [ErrCalendar].
type CalendarError struct {
	Calendar string // the id looked for
}

// Error names the calendar.
func (e *CalendarError) Error() string { return fmt.Sprintf("%v: %.80q", ErrCalendar, e.Calendar) }

// Unwrap returns [ErrCalendar].
func (e *CalendarError) Unwrap() error { return ErrCalendar }
