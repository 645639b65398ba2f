package kpi

import "fmt"

// Direction says which way an indicator is better. The zero Direction is
// Neutral.
type Direction uint8

// The directions.
const (
	Neutral Direction = iota // neither way is better: shown, not judged
	Higher                   // higher is better
	Lower                    // lower is better
	Band                     // inside a band is best
)

var directionNames = [...]string{"neutral", "higher", "lower", "band"}

// String returns "neutral", "higher", "lower" or "band".
func (d Direction) String() string {
	if int(d) < len(directionNames) {
		return directionNames[d]
	}
	return fmt.Sprintf("direction(%d)", uint8(d))
}

// MarshalText returns the name of the direction.
func (d Direction) MarshalText() ([]byte, error) {
	if int(d) >= len(directionNames) {
		return nil, fmt.Errorf("kpi: no direction %d", uint8(d))
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads the name of a direction.
func (d *Direction) UnmarshalText(text []byte) error {
	for i, name := range directionNames {
		if string(text) == name {
			*d = Direction(i)
			return nil
		}
	}
	return fmt.Errorf("kpi: no direction %.40q", text)
}
