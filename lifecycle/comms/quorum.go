package comms

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Quorum is what a meeting needs to decide. The zero Quorum asks for nothing.
type Quorum struct {
	Least    int      `json:"least,omitempty"`    // so many of those present; 0 asks for none
	Required []string `json:"required,omitempty"` // actor ids, all of whom must be present
}

// Met reports whether the actors present make the quorum. Somebody listed
// twice counts once.
func (q Quorum) Met(present []string) bool {
	return len(q.lacks(present)) == 0 && count(present) >= q.Least
}

// lacks returns the required actors that are not present, in their order.
func (q Quorum) lacks(present []string) []string {
	there := map[string]bool{}
	for _, a := range present {
		there[a] = true
	}
	return slices.DeleteFunc(slices.Clone(q.Required), func(a string) bool { return there[a] })
}

// count returns how many different actors there are.
func count(actors []string) int {
	list := slices.Clone(actors)
	slices.Sort(list)
	return len(slices.Compact(list))
}

// quorum checks that those invited can make the quorum.
func (c *checker) quorum(at finding.Ref, q Quorum, invited []string) {
	c.actors(field(at, "quorum"), q.Required)
	if q.Least < 0 || !q.Met(invited) {
		c.block(CodeQuorumUnreachable, field(at, "quorum"), q.value(), finding.Number(int64(count(invited)), ""), RemedySetQuorum)
	}
}

// value is the quorum as a finding states it: the number, then who must come.
func (q Quorum) value() finding.Value {
	if len(q.Required) == 0 {
		return finding.Number(int64(q.Least), "")
	}
	return finding.List(append([]string{finding.Number(int64(q.Least), "").Plain()}, q.Required...)...)
}
