package xer

import (
	"errors"
	"fmt"
	"strings"
)

// Sentinels of this package. Every [*Error] unwraps to one of the first three.
var (
	// ErrSyntax: the input is no XER file, or it breaks off in the middle.
	ErrSyntax = errors.New("xer: not an XER file")
	// ErrLimit: the input is larger than [Limits] allow.
	ErrLimit = errors.New("xer: over a limit")
	// ErrData: the file is in order, its content is not. All such faults are
	// reported together, see [Faults].
	ErrData = errors.New("xer: not the data of a project")

	// ErrCharset: a code page that this package does not write.
	ErrCharset = errors.New("xer: unknown code page")
	// ErrNoPlan: there is no plan to write.
	ErrNoPlan = errors.New("xer: no plan")
)

// Error is one fault of a file and where it is.
type Error struct {
	Kind   error  // ErrSyntax, ErrLimit or ErrData
	Line   int    // from 1; 0 for the file as a whole
	Table  string // such as "TASK"; "" outside tables
	Field  string // such as "target_drtn_hr_cnt"; "" for the row as a whole
	Reason string // what is wrong, for logs
}

// Error returns the fault on one line.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Kind.Error() + ": ")
	if e.Line > 0 {
		fmt.Fprintf(&b, "line %d", e.Line)
		if e.Table != "" {
			b.WriteString(", " + e.Table)
		}
		if e.Field != "" {
			b.WriteString("." + e.Field)
		}
		b.WriteString(": ")
	}
	return b.String() + e.Reason
}

// Unwrap returns the sentinel.
func (e *Error) Unwrap() error { return e.Kind }

// Faults is every fault found in the content of a file, in the order in which
// it was read, at most as many as [Limits.Faults]. Its errors unwrap to
// [ErrData].
type Faults struct {
	List []*Error
	More bool // there were more than the limit
}

// Error returns the first fault and how many there are.
func (f *Faults) Error() string {
	text := f.List[0].Error()
	switch {
	case f.More:
		return fmt.Sprintf("%s (and more than %d others)", text, len(f.List)-1)
	case len(f.List) > 1:
		return fmt.Sprintf("%s (and %d others)", text, len(f.List)-1)
	}
	return text
}

// Unwrap returns the faults one by one.
func (f *Faults) Unwrap() []error {
	list := make([]error, len(f.List))
	for i, e := range f.List {
		list[i] = e
	}
	return list
}

// clip shortens a value of a file for a message and takes out what is not
// printable.
func clip(text []byte) string {
	const most = 80
	s := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(string(text[:min(len(text), 4*most)]), "\uFFFD"))
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "..."
	}
	return s
}
