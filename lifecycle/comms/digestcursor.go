package comms

import (
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Cursor marks how far an audience has been informed. It is a plain value that
// the host keeps with its documents. The zero Cursor is an audience that was
// never informed.
//
// The view to take up again from is the one as of Effective and Known: what was
// true at the one moment by what had been written down at the other.
type Cursor struct {
	Audience  AudienceID `json:"audience"`
	Effective time.Time  `json:"effective,omitzero"`
	Known     time.Time  `json:"known,omitzero"`
	Seen      string     `json:"seen,omitempty"`   // fingerprint of what it saw
	Policy    string     `json:"policy,omitempty"` // fingerprint of the policy it saw it under
}

// Next returns what changed for the cursor's audience since it was last
// informed, and the cursor for the next time: the visible part of after
// against the visible part of before. Effective and known are the moments of
// after.
//
// An audience that was never informed, or was under another policy, gets all it
// may see, as added: what it has seen cannot be told from a view alone. Where
// before is not what it saw, a warning says so, since a digest then passes over
// what was corrected in between; with a history and the two moments of the
// cursor that does not happen.
func (p Policy) Next(c Cursor, before, after View, effective, known time.Time) (Digest, Cursor, []finding.Finding) {
	var found checker
	old, now := p.Filter(before, c.Audience), p.Filter(after, c.Audience)
	policy := p.Fingerprint()
	switch {
	case c.Seen == "" || c.Policy != policy:
		old = View{}
	case c.Seen != old.Fingerprint():
		found.warn(CodeCursorMoved, audienceRef(c.Audience, ""), nothing, nothing, RemedyViewOfCursor)
	}
	return Difference(old, now), Cursor{c.Audience, effective, known, now.Fingerprint(), policy}, found.sorted()
}
