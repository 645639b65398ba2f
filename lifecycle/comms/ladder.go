package comms

// Ladder is an escalation ladder: whom to turn to when nobody has answered.
// Its steps go up by time.
type Ladder struct {
	ID    string       `json:"id"`
	Steps []LadderStep `json:"steps"`
}

// LadderStep is a step of a [Ladder]: after so many working minutes without an
// answer, counted from the beginning, the matter goes to the party.
type LadderStep struct {
	AfterMin int64 `json:"after_min"` // working minutes; 0 is at once
	To       Party `json:"to"`
}
