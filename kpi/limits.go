package kpi

import "fmt"

// Colour is the traffic light of a value. The zero Colour is Unjudged.
type Colour uint8

// The colours.
const (
	Unjudged Colour = iota // the value is unknown, or there are no limits for it
	Green
	Amber
	Red
)

var colourNames = [...]string{"unknown", "green", "amber", "red"}

// String returns "unknown", "green", "amber" or "red".
func (c Colour) String() string {
	if int(c) < len(colourNames) {
		return colourNames[c]
	}
	return fmt.Sprintf("colour(%d)", uint8(c))
}

// MarshalText returns the name of the colour.
func (c Colour) MarshalText() ([]byte, error) {
	if int(c) >= len(colourNames) {
		return nil, fmt.Errorf("kpi: no colour %d", uint8(c))
	}
	return []byte(c.String()), nil
}

// UnmarshalText reads the name of a colour.
func (c *Colour) UnmarshalText(text []byte) error {
	for i, name := range colourNames {
		if string(text) == name {
			*c = Colour(i)
			return nil
		}
	}
	return fmt.Errorf("kpi: no colour %.40q", text)
}

// Range is an interval of values, both ends belonging to it. A bound that is
// the zero Value is open. The zero Range holds nothing.
type Range struct {
	Low  Value `json:"low,omitzero"`
	High Value `json:"high,omitzero"`
}

// IsZero reports whether no bound is stated.
func (r Range) IsZero() bool { return r.Low.IsZero() && r.High.IsZero() }

// holds reports whether v lies in the range, and whether that can be told.
func (r Range) holds(v Value) (inside, known bool) {
	inside = !r.IsZero()
	for i, bound := range [...]Value{r.Low, r.High} {
		if bound.IsZero() {
			continue
		}
		order, ok := v.Cmp(bound)
		if !ok {
			return false, false
		}
		if i == 0 && order < 0 || i == 1 && order > 0 {
			inside = false
		}
	}
	return inside, true
}

// Limits are the rule of a traffic light. A limit belongs to the better
// colour. The zero Limits judge nothing.
type Limits struct {
	Green Range `json:"green,omitzero"`
	Amber Range `json:"amber,omitzero"` // green takes precedence; zero: there is no amber
}

// IsZero reports whether no limit is stated.
func (l Limits) IsZero() bool { return l.Green.IsZero() && l.Amber.IsZero() }

// HigherLimits returns the rule for an indicator that is better when higher:
// green from green up, else amber from amber up, else red.
func HigherLimits(green, amber Value) Limits { return Limits{Range{Low: green}, Range{Low: amber}} }

// LowerLimits returns the rule for an indicator that is better when lower:
// green up to green, else amber up to amber, else red.
func LowerLimits(green, amber Value) Limits { return Limits{Range{High: green}, Range{High: amber}} }

// BandLimits returns the rule for an indicator that is best inside a band:
// green inside the green band, else amber inside the amber band, else red.
func BandLimits(green, amber Range) Limits { return Limits{green, amber} }

// Colour judges the exact, unrounded value. An unknown value, a limit in
// another unit and a missing green range give Unjudged, never a colour.
func (l Limits) Colour(v Value) Colour {
	green, ok1 := l.Green.holds(v)
	amber, ok2 := l.Amber.holds(v)
	switch {
	case l.Green.IsZero() || !ok1 || !ok2: // an unknown v compares with no bound
		return Unjudged
	case green:
		return Green
	case amber:
		return Amber
	}
	return Red
}
