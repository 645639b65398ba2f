package risk

import (
	"errors"
	"fmt"
)

// The kinds of error of this package. The typed errors unwrap to them.
var (
	// ErrNumber says that a text is no exact number.
	ErrNumber = errors.New("risk: not an exact number")
	// ErrNoLevel says that a scale or matrix has no such level.
	ErrNoLevel = errors.New("risk: no such level")
	// ErrNoPreset says that there is no preset of that id.
	ErrNoPreset = errors.New("risk: no such preset")
	// ErrNoRisk says that the register holds no risk of that id.
	ErrNoRisk = errors.New("risk: no such risk")
	// ErrMove says that the status of a risk cannot change that way.
	ErrMove = errors.New("risk: status cannot change so")
	// ErrTooMany says that a limit on counts or sizes was passed.
	ErrTooMany = errors.New("risk: limit passed")
	// ErrForm says that data is no register of the form this package reads.
	ErrForm = errors.New("risk: not a register")
	// ErrWorst says that a worst effect is below zero.
	ErrWorst = errors.New("risk: worst effect below zero")
	// ErrUndated says that a record lacks its date.
	ErrUndated = errors.New("risk: date missing")
	// ErrRecord says that an answer to a trigger or to a suggested risk was
	// not accepted.
	ErrRecord = errors.New("risk: record not accepted")
	// ErrBooking says that an entry in the ledger of a reserve was not accepted.
	ErrBooking = errors.New("risk: booking not accepted")
	// ErrNoReserve says that the register holds no reserve of that id.
	ErrNoReserve = errors.New("risk: no such reserve")
	// ErrMoney says that amounts cannot be combined, as in two currencies.
	ErrMoney = errors.New("risk: amounts do not combine")
)

// NumberError is a text that is no exact number within the limits.
type NumberError struct {
	Text string // what was read, shortened
}

// Error names the text.
func (e *NumberError) Error() string { return fmt.Sprintf("%v: %q", ErrNumber, e.Text) }

// Unwrap returns [ErrNumber].
func (e *NumberError) Unwrap() error { return ErrNumber }

// LevelError is a level that a scale or an axis of a matrix does not have.
type LevelError struct {
	Axis  string // the scale or axis that was searched
	Level string // the level or number looked for
}

// Error names the axis and the level.
func (e *LevelError) Error() string { return fmt.Sprintf("%v: %s %q", ErrNoLevel, e.Axis, e.Level) }

// Unwrap returns [ErrNoLevel].
func (e *LevelError) Unwrap() error { return ErrNoLevel }

// RecordError is an answer that was not accepted. It unwraps to [ErrRecord].
type RecordError struct {
	About  string // what was answered: "R1/late", "checklist sales/sole_expert"
	Reason string // "date", "by", "reason", "id": missing or in use; "not_fired", "answered": no answer is due
}

// Error names what was answered and the reason.
func (e *RecordError) Error() string {
	return fmt.Sprintf("%v: %s (%s)", ErrRecord, clip(e.About), e.Reason)
}

// Unwrap returns [ErrRecord].
func (e *RecordError) Unwrap() error { return ErrRecord }
