package lifecycle

import (
	"errors"
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// The kinds of failure of a [Log]. Typed errors with detail unwrap to them.
var (
	// ErrConflict: the stream is not at the version the caller expected.
	// Nothing was stored. The detail is a [*ConflictError].
	ErrConflict = errors.New("lifecycle: version conflict")
	// ErrTooLarge: an event is larger than the log takes. Nothing was stored.
	ErrTooLarge = errors.New("lifecycle: event too large")
	// ErrInvalid: an id, a cursor, an event or a command breaks the rules.
	// Nothing was stored.
	ErrInvalid = errors.New("lifecycle: invalid input")
	// ErrNoSnapshot: the stream has no snapshot.
	ErrNoSnapshot = errors.New("lifecycle: no snapshot")
	// ErrCorrupt: stored history cannot be what was written: a gap, a wrong
	// hash, or bytes that cannot be read. The detail is a [*CorruptError].
	ErrCorrupt = errors.New("lifecycle: corrupt history")
)

// The kinds of failure of an [Engine].
var (
	// ErrNoProject: the stream has no history. No project was ever started
	// there; often its id is misspelt.
	ErrNoProject = errors.New("lifecycle: no such project")
	// ErrConfig: a Config lacks a part or contradicts itself.
	ErrConfig = errors.New("lifecycle: bad config")
	// ErrRefused: the rules do not permit the command. Nothing was stored. The
	// detail is a [*Refusal].
	ErrRefused = errors.New("lifecycle: refused")
	// ErrForbidden is what an [Authorizer] returns to say no.
	ErrForbidden = errors.New("lifecycle: forbidden")
	// ErrCommandReused: a command id came again with other content.
	ErrCommandReused = errors.New("lifecycle: command id reused with other content")
	// ErrDefinition: the engine does not hold the very definition that the
	// project was started with.
	ErrDefinition = errors.New("lifecycle: definition not at hand")
)

// ConflictError says which version a stream had when another was expected.
type ConflictError struct {
	Stream   StreamID
	Expected Version
	Actual   Version // the stream's version at the time, or newer
}

// Error names the stream and both versions.
func (e *ConflictError) Error() string {
	return fmt.Sprintf("%v: stream %q is at version %d, not %d", ErrConflict, string(e.Stream), e.Actual, e.Expected)
}

// Unwrap returns [ErrConflict].
func (e *ConflictError) Unwrap() error { return ErrConflict }

// CorruptError names the first bad entry of a stream.
type CorruptError struct {
	Stream  StreamID
	Version Version      // the place of the first bad entry, counted from 1
	Why     finding.Code // what is wrong with it, one of the CodeHistory codes
	Detail  string       // more about it for logs, may be empty
}

// Error names the stream, the version and what is wrong.
func (e *CorruptError) Error() string {
	text := fmt.Sprintf("%v: stream %q, version %d: %s", ErrCorrupt, string(e.Stream), e.Version, e.Why)
	if e.Detail != "" {
		text += " (" + e.Detail + ")"
	}
	return text
}

// Unwrap returns [ErrCorrupt].
func (e *CorruptError) Unwrap() error { return ErrCorrupt }

func invalid(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrInvalid, fmt.Sprintf(format, args...))
}

func tooLarge(id string, size, limit int) error {
	return fmt.Errorf("%w: event %q has %d bytes of data, more than %d", ErrTooLarge, id, size, limit)
}
