package calendar

import (
	"errors"
	"fmt"
	"strings"
)

// Sentinels of this package. Typed errors unwrap to them.
var (
	ErrSyntax     = errors.New("calendar: not in the expected form")
	ErrDefinition = errors.New("calendar: the definition has faults")
	ErrNoWork     = errors.New("calendar: no working time at all")
	ErrRange      = errors.New("calendar: leaves the years 1 to 9999 or the last working time")
)

func syntaxError(what, text, form string) error {
	const most = 40
	if len(text) > most {
		text = text[:most] + "..."
	}
	return fmt.Errorf("%w: %s %q, want %s", ErrSyntax, what, text, form)
}

// FaultCode names one kind of fault of a definition for good.
type FaultCode string

// The kinds of faults. The words behind each say what [Fault.Detail] adds.
const (
	FaultTooMany        FaultCode = "calendar.list.too_long"           // length and limit
	FaultDayNotSet      FaultCode = "calendar.day.not_set"             // a range of a day that has ranges but is not Set
	FaultRangeBounds    FaultCode = "calendar.range.out_of_bounds"     // the range
	FaultRangeOverlap   FaultCode = "calendar.range.overlap"           // the range before and the range
	FaultPeriodReversed FaultCode = "calendar.period.reversed"         // from and to
	FaultPeriodOpen     FaultCode = "calendar.period.open"             // what is missing
	FaultRepeat         FaultCode = "calendar.repeat.invalid"          // the value and its bounds
	FaultOccurrences    FaultCode = "calendar.repeat.too_many"         // the limit
	FaultNoWork         FaultCode = "calendar.definition.without_work" // nothing
)

// FaultCodes returns all codes that a [Fault] can have, in a fresh slice.
func FaultCodes() []FaultCode {
	return []FaultCode{FaultTooMany, FaultDayNotSet, FaultRangeBounds, FaultRangeOverlap, FaultPeriodReversed,
		FaultPeriodOpen, FaultRepeat, FaultOccurrences, FaultNoWork}
}

// Fault is one thing wrong with a [Definition].
type Fault struct {
	Code   FaultCode
	Place  string // where, such as "exceptions[3].ranges[0]" or "week.monday.ranges[1]"; "" for the whole
	Detail string // the offending value in plain text, for logs
}

// String returns the fault on one line, for logs.
func (f Fault) String() string {
	return strings.TrimPrefix(strings.TrimSuffix(f.Place+": "+string(f.Code)+": "+f.Detail, ": "), ": ")
}

// DefinitionError lists the faults of one definition in the order of its
// fields. It unwraps to [ErrDefinition], and to [ErrNoWork] as well where that
// is the fault.
type DefinitionError struct {
	ID     string // of the definition
	Faults []Fault
}

// Error lists at most ten faults and says how many more there are.
func (e *DefinitionError) Error() string {
	const most = 10
	var b strings.Builder
	fmt.Fprintf(&b, "calendar: definition %q has %d faults", e.ID, len(e.Faults))
	for i, f := range e.Faults {
		if i == most {
			fmt.Fprintf(&b, "; and %d more", len(e.Faults)-most)
			break
		}
		b.WriteString("; " + f.String())
	}
	return b.String()
}

// Unwrap returns the sentinels that the error stands for.
func (e *DefinitionError) Unwrap() []error {
	for _, f := range e.Faults {
		if f.Code == FaultNoWork {
			return []error{ErrDefinition, ErrNoWork}
		}
	}
	return []error{ErrDefinition}
}
