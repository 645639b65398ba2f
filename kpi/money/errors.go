package money

import (
	"errors"
	"fmt"
)

// Kinds of error, for errors.Is. The errors returned carry the detail.
var (
	// ErrNumber: a text is no plain decimal number.
	ErrNumber = errors.New("money: not a plain decimal number")
	// ErrRange: a number has more digits than an amount can hold.
	ErrRange = errors.New("money: number out of range")
	// ErrCurrency: a currency is unknown, missing or contradicts ISO 4217.
	ErrCurrency = errors.New("money: no such currency")
	// ErrMismatch: amounts of different currencies met.
	ErrMismatch = errors.New("money: different currencies")
	// ErrWeights: an amount cannot be divided by these weights.
	ErrWeights = errors.New("money: unusable weights")
	// ErrRate: a rate in a table is unusable.
	ErrRate = errors.New("money: unusable rate")
	// ErrMissingRate: a table has no rate for a pair on a date.
	ErrMissingRate = errors.New("money: missing rate")
	// ErrDate: a text is no date of the form 2006-01-02.
	ErrDate = errors.New("money: not a date")
)

// MismatchError says which two currencies met. It unwraps to [ErrMismatch].
type MismatchError struct {
	A, B Currency // the currencies of the two operands, in their order
}

// Error names both currencies.
func (e *MismatchError) Error() string {
	return fmt.Sprintf("%v: %s and %s", ErrMismatch, e.A.shown(), e.B.shown())
}

// Unwrap returns [ErrMismatch].
func (e *MismatchError) Unwrap() error { return ErrMismatch }

// MissingRateError says for which pair and date no rate is known. It unwraps
// to [ErrMissingRate].
type MissingRateError struct {
	From, To Currency
	On       Date
	Base     Currency // the base that was tried as well; zero when the table has none
}

// Error names the pair, the date and the base.
func (e *MissingRateError) Error() string {
	text := fmt.Sprintf("%v: %s to %s on %s", ErrMissingRate, e.From.shown(), e.To.shown(), e.On)
	if e.Base != (Currency{}) {
		text += " (also through " + e.Base.Code() + ")"
	}
	return text
}

// Unwrap returns [ErrMissingRate].
func (e *MissingRateError) Unwrap() error { return ErrMissingRate }

// clip shortens hostile text for an error message.
func clip(text string) string {
	const most = 40
	if len(text) > most {
		return text[:most] + "..."
	}
	return text
}
