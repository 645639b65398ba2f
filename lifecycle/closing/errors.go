package closing

import "errors"

// The kinds of error of this package.
var (
	// ErrForm says that data is no manifest of the form this package reads.
	ErrForm = errors.New("closing: not a manifest")
	// ErrTooMany says that a limit on counts or sizes was passed.
	ErrTooMany = errors.New("closing: limit passed")
	// ErrBundle says that data is no bundle.
	ErrBundle = errors.New("closing: not a bundle")
	// ErrDamaged says that content is not what the manifest says.
	ErrDamaged = errors.New("closing: not what the manifest says")
)
