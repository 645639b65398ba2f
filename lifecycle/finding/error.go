package finding

import (
	"fmt"
	"strings"
)

// Error carries findings as a Go error. Use errors.As to reach them.
type Error struct {
	Op       string // what was refused, such as "schedule: compile"
	Findings []Finding
}

// shown bounds how many findings the text of an Error lists.
const shown = 10

// Error lists the findings, at most ten, and how many more there are.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d findings", e.Op, len(e.Findings))
	if len(e.Findings) == 1 {
		b.Reset()
		b.WriteString(e.Op)
	}
	for i, f := range e.Findings {
		if i == shown {
			fmt.Fprintf(&b, "; and %d more", len(e.Findings)-shown)
			break
		}
		b.WriteString([]string{": ", "; "}[min(i, 1)] + f.String())
	}
	return b.String()
}

// AsError returns the findings of severity [Block] as an [*Error] for the
// operation op, and nil when there are none.
func AsError(op string, list []Finding) error {
	blocking := Filter(list, func(f Finding) bool { return f.Severity == Block })
	if len(blocking) == 0 {
		return nil
	}
	return &Error{Op: op, Findings: blocking}
}
