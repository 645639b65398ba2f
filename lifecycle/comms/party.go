package comms

import (
	"cmp"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// PartyKind says what the id of a [Party] names.
type PartyKind string

// The kinds of party.
const (
	Actor PartyKind = "actor" // one person, by opaque actor id
	Role  PartyKind = "role"  // whoever holds the role
	Group PartyKind = "group" // an audience of its own, such as the customer
)

// Party is somebody who is told something or answers for it. The zero Party is
// nobody.
type Party struct {
	Kind PartyKind `json:"kind"`
	ID   string    `json:"id"`
}

// IsZero reports whether the party is nobody.
func (p Party) IsZero() bool { return p == Party{} }

// Ref points at the party in a finding.
func (p Party) Ref() finding.Ref { return finding.Ref{Kind: string(p.Kind), ID: p.ID} }

// Compare returns -1, 0 or 1 as p stands before, at or after other: by kind,
// then by id.
func (p Party) Compare(other Party) int {
	return cmp.Or(cmp.Compare(p.Kind, other.Kind), cmp.Compare(p.ID, other.ID))
}
