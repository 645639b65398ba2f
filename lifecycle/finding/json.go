package finding

import (
	"encoding/json"
	"fmt"
	"time"
)

// wire is the JSON form of a Value. Numbers are exact texts.
type wire struct {
	Kind string `json:"kind"`
	Text string `json:"value,omitempty"`
	Unit string `json:"unit,omitempty"`
}

// MarshalJSON writes the value as {"kind", "value", "unit"}, with numbers as
// exact texts, and the zero Value as null.
func (v Value) MarshalJSON() ([]byte, error) {
	if v.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(wire{v.kind.String(), v.text, v.unit})
}

// UnmarshalJSON reads what MarshalJSON writes. It refuses a value that does
// not fit its kind, so that equal values stay equal after a round trip.
func (v *Value) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*v = Value{}
		return nil
	}
	var w wire
	if err := json.Unmarshal(data, &w); err != nil {
		return fmt.Errorf("finding: value: %w", err)
	}
	read, ok := w.value()
	if !ok {
		return fmt.Errorf("finding: %q is no value of kind %q", w.Text, w.Kind)
	}
	*v = read
	return nil
}

func (w wire) value() (Value, bool) {
	var v Value
	switch w.Kind {
	case "text":
		v = Text(w.Text)
	case "number":
		v = Decimal(w.Text, w.Unit)
	case "money":
		v = Money(w.Text, w.Unit)
	case "date":
		v = Date(w.Text)
	case "instant":
		t, err := time.Parse(time.RFC3339Nano, w.Text)
		if err != nil {
			return v, false
		}
		v = Instant(t)
	case "bool":
		v = Bool(w.Text == "true")
	case "list":
		var items []string
		if json.Unmarshal([]byte(w.Text), &items) != nil {
			return v, false
		}
		v = List(items...)
	case "unknown":
		return Unknown(w.Text), w.Unit == ""
	default:
		return v, false
	}
	return v, v.text == w.Text && v.unit == w.Unit
}
