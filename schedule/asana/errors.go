package asana

import (
	"errors"
	"fmt"
	"strings"
)

// Sentinels of this package. Every [*Error] unwraps to one of the first two.
var (
	// ErrSyntax: the input is neither an Asana CSV file nor answers of its
	// interface, or it breaks off in the middle.
	ErrSyntax = errors.New("asana: not an Asana file")
	// ErrLimit: the input is larger than [Limits] allow.
	ErrLimit = errors.New("asana: over a limit")

	// ErrNoPlan: there is no plan to write.
	ErrNoPlan = errors.New("asana: no plan")
	// ErrOptions: the options name neither a project nor a workspace.
	ErrOptions = errors.New("asana: no project and no workspace")
	// ErrAnswer: an answer that does not fit its request.
	ErrAnswer = errors.New("asana: not the answer to the request")
)

// Error is one fault that leaves no plan, and where it is.
type Error struct {
	Kind   error  // ErrSyntax or ErrLimit
	Row    int    // of a CSV file, from 1 as a spreadsheet counts; 0: no row
	Column int    // of a CSV file, from 1; 0: the row as a whole
	Offset int64  // of a JSON file, in bytes
	Reason string // what is wrong, for logs
}

// Error returns the fault on one line.
func (e *Error) Error() string {
	place := fmt.Sprintf("byte %d", e.Offset)
	if e.Row > 0 {
		place = fmt.Sprintf("row %d", e.Row)
		if e.Column > 0 {
			place += fmt.Sprintf(", column %d", e.Column)
		}
	}
	return e.Kind.Error() + ": " + place + ": " + e.Reason
}

// Unwrap returns the sentinel.
func (e *Error) Unwrap() error { return e.Kind }

// overLimit returns the error for more than a limit allows.
func overLimit(name string, most int) *Error {
	return &Error{Kind: ErrLimit, Reason: fmt.Sprintf("Limits.%s is %d", name, most)}
}

// clip shortens a text for a note and takes out what is not printable.
func clip(text string) string {
	const most = 80
	s := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text[:min(len(text), 4*most)], "\uFFFD"))
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "..."
	}
	return s
}
