package quality

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/milepost-go/milepost/schedule"
)

// plainLimits are Limits without their methods.
type plainLimits Limits

// limitsWire is the JSON form of Limits: kinds by their names, which take the
// place of the numbers.
type limitsWire struct {
	plainLimits
	Hard     []string `json:"hard,omitzero"`
	Duration string   `json:"duration,omitempty"`
}

// MarshalJSON writes what differs from the zero Limits: limits as exact
// numbers, kinds by their names. A kind without a name is an error.
func (l Limits) MarshalJSON() ([]byte, error) {
	w := limitsWire{plainLimits: plainLimits(l)}
	if l.Hard != nil {
		w.Hard = []string{}
	}
	for _, k := range l.Hard {
		if k > schedule.MandatoryFinish {
			return nil, fmt.Errorf("quality: limits: no constraint %d", uint8(k))
		}
		w.Hard = append(w.Hard, k.String())
	}
	switch {
	case l.Duration > RemainingDuration:
		return nil, fmt.Errorf("quality: limits: no duration %d", uint8(l.Duration))
	case l.Duration != BaselineDuration:
		w.Duration = l.Duration.String()
	}
	return json.Marshal(w)
}

// UnmarshalJSON reads what MarshalJSON writes, and replaces all limits. A
// member that limits do not have is an error, so that a misspelt one does not
// pass for a default.
func (l *Limits) UnmarshalJSON(data []byte) error {
	var w limitsWire
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&w); err != nil {
		return fmt.Errorf("quality: limits: %w", err)
	}
	read := Limits(w.plainLimits)
	if w.Hard != nil {
		read.Hard = []schedule.ConstraintKind{}
	}
	for _, name := range w.Hard {
		k, known := named(name, schedule.MandatoryFinish)
		if !known {
			return fmt.Errorf("quality: limits: no constraint %q", name)
		}
		read.Hard = append(read.Hard, k)
	}
	if w.Duration != "" {
		base, known := named(w.Duration, RemainingDuration)
		if !known {
			return fmt.Errorf("quality: limits: no duration %q", w.Duration)
		}
		read.Duration = base
	}
	*l = read
	return nil
}

// named returns the kind of that name, up to the last one.
func named[K interface {
	~uint8
	String() string
}](name string, last K) (K, bool) {
	for k := K(0); k <= last; k++ {
		if k.String() == name {
			return k, true
		}
	}
	return 0, false
}
