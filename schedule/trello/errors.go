package trello

import (
	"errors"
	"fmt"
)

// Sentinels of this package. Every [*Error] unwraps to one of the first three.
var (
	// ErrSyntax: the input is not JSON, or it breaks off in the middle.
	ErrSyntax = errors.New("trello: not JSON")
	// ErrLimit: the input is larger than [Limits] allow.
	ErrLimit = errors.New("trello: over a limit")
	// ErrData: the JSON is in order, but nothing that Trello writes.
	ErrData = errors.New("trello: not the data of a board")

	// ErrNoPlan: there is no plan to write, or no board to compare with.
	ErrNoPlan = errors.New("trello: no plan")
	// ErrAnswer: the answer to a request has no id where one was expected.
	ErrAnswer = errors.New("trello: no id in the answer")
	// ErrMissing: a request refers to something whose id is not known yet.
	ErrMissing = errors.New("trello: id not known yet")
)

// Error is one fault of a file and where it is.
type Error struct {
	Kind   error  // ErrSyntax, ErrLimit or ErrData
	Offset int    // byte of the file, from 0
	Reason string // what is wrong, for logs
}

// Error returns the fault on one line.
func (e *Error) Error() string {
	return fmt.Sprintf("%v: byte %d: %s", e.Kind, e.Offset, e.Reason)
}

// Unwrap returns the sentinel.
func (e *Error) Unwrap() error { return e.Kind }
