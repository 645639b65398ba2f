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
