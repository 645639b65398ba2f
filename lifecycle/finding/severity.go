package finding

import "fmt"

// Severity says what a finding does to the step it was found for. The zero
// value is Block: a finding whose severity nobody stated holds the step.
type Severity uint8

// The severities, the gravest first.
const (
	Block Severity = iota // the step is refused until it is mended
	Warn                  // the step may be taken, somebody should look
	Info                  // worth knowing
)

var severityNames = [...]string{Block: "block", Warn: "warn", Info: "info"}

// String returns "block", "warn" or "info".
func (s Severity) String() string {
	if int(s) < len(severityNames) {
		return severityNames[s]
	}
	return fmt.Sprintf("severity(%d)", uint8(s))
}

// MarshalText returns the name of the severity.
func (s Severity) MarshalText() ([]byte, error) {
	if int(s) >= len(severityNames) {
		return nil, fmt.Errorf("finding: no severity %d", uint8(s))
	}
	return []byte(s.String()), nil
}

// UnmarshalText reads the name of a severity.
func (s *Severity) UnmarshalText(text []byte) error {
	for i, name := range severityNames {
		if string(text) == name {
			*s = Severity(i)
			return nil
		}
	}
	return fmt.Errorf("finding: no severity %q", text)
}
