package mspdi

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Sentinels of this package. Every [*Error] unwraps to one of them.
var (
	// ErrSyntax: the input is no XML that this package reads. Reading stops at
	// the first such fault.
	ErrSyntax = errors.New("mspdi: not well-formed XML")
	// ErrLimit: the input is larger than [Limits] allow.
	ErrLimit = errors.New("mspdi: over a limit")
	// ErrData: the XML is in order, its content is not. All such faults are
	// reported together, see [Faults].
	ErrData = errors.New("mspdi: not the data of a project")
)

// Error is one fault of a file and where it is.
type Error struct {
	Kind   error  // ErrSyntax, ErrLimit or ErrData
	Line   int    // from 1
	Column int    // in characters, from 1
	Path   string // of the element, such as "/Project/Tasks/Task[3]/Duration"
	Reason string // what is wrong, for logs
}

// Error returns the fault on one line.
func (e *Error) Error() string {
	where := fmt.Sprintf("line %d, column %d", e.Line, e.Column)
	if e.Path != "" {
		where += ", " + e.Path
	}
	return fmt.Sprintf("%v: %s: %s", e.Kind, where, e.Reason)
}

// Unwrap returns the sentinel.
func (e *Error) Unwrap() error { return e.Kind }

// Faults is every fault found in the content of a file, in the order of the
// file, at most as many as [Limits.Faults]. Its errors unwrap to [ErrData].
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

// fail returns an error at an offset, inside the elements open now.
func (s *scanner) fail(at int, kind error, reason string, values ...any) error {
	line, column := position(s.src, at)
	return &Error{Kind: kind, Line: line, Column: column, Path: s.path(), Reason: fmt.Sprintf(reason, values...)}
}

func (s *scanner) overLimit(at int, name string, most int) error {
	return s.fail(at, ErrLimit, "Limits.%s is %d", name, most)
}

// path names the open elements.
func (s *scanner) path() string {
	var b strings.Builder
	for _, i := range s.open {
		b.WriteString("/" + clipText([]byte(s.names.list[s.nodes[i].sym])))
	}
	return b.String()
}

// position returns line and column of an offset.
func position(src []byte, at int) (line, column int) {
	at = min(at, len(src))
	before := src[:at]
	start := bytes.LastIndexByte(before, '\n') + 1
	return bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(before[start:]) + 1
}
