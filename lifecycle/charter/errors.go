package charter

import (
	"errors"
	"fmt"
)

// The kinds of error of this package.
var (
	// ErrNumber says that a text is no exact number.
	ErrNumber = errors.New("charter: not an exact number")
	// ErrTooMany says that a limit on counts or sizes was passed.
	ErrTooMany = errors.New("charter: limit passed")
	// ErrForm says that data is no charter of the form this package reads.
	ErrForm = errors.New("charter: not a charter")
	// ErrNoDays says that a budget line cannot be spread because it has no days.
	ErrNoDays = errors.New("charter: no days to spread over")
	// ErrFrozen says that a success standard cannot be frozen or amended so.
	ErrFrozen = errors.New("charter: standard not frozen")
)

// NumberError is a text that is no exact number within the limits. It unwraps
// to [ErrNumber].
type NumberError struct {
	Text string // what was read, shortened
}

// Error names the text.
func (e *NumberError) Error() string { return fmt.Sprintf("%v: %q", ErrNumber, e.Text) }

// Unwrap returns [ErrNumber].
func (e *NumberError) Unwrap() error { return ErrNumber }
