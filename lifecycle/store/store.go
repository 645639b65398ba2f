package store

import (
	"context"
	"errors"
	"fmt"
	"unicode"
	"unicode/utf8"
)

// Version counts how many times a document was saved. 0 means that it does not
// exist.
type Version uint64

// Store keeps versioned documents of one type by id. The package documentation
// holds the contract, package storetest its proof.
type Store[T any] interface {
	// Load returns the document and its version. The caller owns the
	// document. Errors: [ErrNotFound], [ErrInvalid], the context's, and those
	// of the medium.
	Load(ctx context.Context, id string) (T, Version, error)

	// Save stores doc if the version of the document is still expect (0: it
	// does not exist) and returns its new version, expect+1. The document is
	// only read and not kept. On an error the version returned is 0. Errors:
	// [*ConflictError], [ErrInvalid], the context's, and those of the medium.
	Save(ctx context.Context, id string, expect Version, doc T) (Version, error)
}

// Kinds of error, for errors.Is.
var (
	// ErrNotFound: there is no document with this id.
	ErrNotFound = errors.New("store: not found")
	// ErrConflict: the document has another version than the one expected.
	ErrConflict = errors.New("store: version conflict")
	// ErrInvalid: the id or the document cannot be stored.
	ErrInvalid = errors.New("store: invalid")
)

// ConflictError says which version was expected and which one the document
// has. It unwraps to [ErrConflict].
type ConflictError struct {
	ID       string
	Expected Version
	Actual   Version // true at the moment of the attempt, or newer
}

// Error names the id and both versions.
func (e *ConflictError) Error() string {
	return fmt.Sprintf("%v: %q has version %d, expected %d", ErrConflict, e.ID, e.Actual, e.Expected)
}

// Unwrap returns [ErrConflict].
func (e *ConflictError) Unwrap() error { return ErrConflict }

// maxID bounds the length of an id in bytes.
const maxID = 256

// CheckID returns [ErrInvalid] unless id is 1 to 256 bytes of valid UTF-8
// without control characters. Every store accepts exactly these ids; a
// convention such as "tenant/project" is the host's.
func CheckID(id string) error {
	switch {
	case id == "":
		return fmt.Errorf("%w: empty id", ErrInvalid)
	case len(id) > maxID:
		return fmt.Errorf("%w: id of %d bytes, at most %d are allowed", ErrInvalid, len(id), maxID)
	case !utf8.ValidString(id):
		return fmt.Errorf("%w: id %q is not UTF-8", ErrInvalid, id)
	}
	for _, r := range id {
		if unicode.IsControl(r) {
			return fmt.Errorf("%w: id %q holds a control character", ErrInvalid, id)
		}
	}
	return nil
}
