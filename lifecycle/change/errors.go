package change

import (
	"errors"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// The kinds of error of this package. Typed errors unwrap to them.
var (
	// ErrRefused says that the rules do not permit a step.
	ErrRefused = errors.New("change: refused")
	// ErrForm says that data is no list of change requests of the form this
	// package reads.
	ErrForm = errors.New("change: not a list of change requests")
	// ErrTooMany says that a limit on counts or sizes was passed.
	ErrTooMany = errors.New("change: limit passed")
)

// RefusedError says why a step is not permitted. It unwraps to [ErrRefused].
type RefusedError struct {
	Findings []finding.Finding // all reasons, of severity finding.Block, sorted
}

// Error lists the findings, at most ten.
func (e *RefusedError) Error() string {
	return finding.AsError(ErrRefused.Error(), e.Findings).Error()
}

// Unwrap returns [ErrRefused].
func (e *RefusedError) Unwrap() error { return ErrRefused }

// refused returns the findings that block as an error, nil without any.
func refused(found []finding.Finding) error {
	blocking := finding.Filter(found, func(f finding.Finding) bool { return f.Severity == finding.Block })
	if len(blocking) == 0 {
		return nil
	}
	finding.Sort(blocking)
	return &RefusedError{Findings: blocking}
}
