package sales

import "fmt"

// Outcome says how a deal ended. The zero Outcome is Open.
type Outcome uint8

// The outcomes.
const (
	Open Outcome = iota // not ended
	Won
	Lost
)

var outcomeNames = [...]string{"open", "won", "lost"}

// String returns "open", "won" or "lost".
func (o Outcome) String() string {
	if int(o) < len(outcomeNames) {
		return outcomeNames[o]
	}
	return fmt.Sprintf("outcome(%d)", uint8(o))
}

// MarshalText returns the name of the outcome.
func (o Outcome) MarshalText() ([]byte, error) {
	if int(o) >= len(outcomeNames) {
		return nil, fmt.Errorf("sales: no outcome %d", uint8(o))
	}
	return []byte(o.String()), nil
}

// UnmarshalText reads the name of an outcome.
func (o *Outcome) UnmarshalText(text []byte) error {
	for i, name := range outcomeNames {
		if string(text) == name {
			*o = Outcome(i)
			return nil
		}
	}
	return fmt.Errorf("sales: no outcome %.40q", text)
}
