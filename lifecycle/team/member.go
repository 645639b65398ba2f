package team

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Member is one stay of a person in the team: who, by an id that only the host
// can read, what they are there for, and from when to when. Somebody who comes
// back, or changes roles, has a further row. It is a plain value, safe for
// concurrent use as long as nobody writes to its slices.
type Member struct {
	Actor        lifecycle.ActorID `json:"actor"`
	Roles        []lifecycle.Role  `json:"roles,omitempty"`
	Skills       []Skill           `json:"skills,omitempty"`
	Availability []Availability    `json:"availability,omitempty"` // none: how much time there is, is not known
	CostRate     []Rate            `json:"cost_rate,omitempty"`
	Period                         // no From: since ever; no To: until further notice
}

// Clone returns a copy that shares nothing with the receiver.
func (m Member) Clone() Member {
	m.Roles, m.Availability, m.CostRate = slices.Clone(m.Roles), slices.Clone(m.Availability), slices.Clone(m.CostRate)
	m.Skills = slices.Clone(m.Skills)
	for i := range m.Skills {
		m.Skills[i].Evidence = slices.Clone(m.Skills[i].Evidence)
	}
	return m
}

// Holds reports whether the member has the role.
func (m Member) Holds(role lifecycle.Role) bool { return slices.Contains(m.Roles, role) }

// present returns those who are there on a day, in the order of their ids,
// each once: of overlapping stays the one with the earliest From counts.
func present(members []Member, on calendar.Date) []Member {
	var list []Member
	for _, m := range members {
		if m.Has(on) {
			list = append(list, m)
		}
	}
	slices.SortStableFunc(list, byActor)
	list = slices.CompactFunc(list, func(a, b Member) bool { return a.Actor == b.Actor })
	for i := range list {
		list[i] = list[i].Clone()
	}
	return list
}

// byActor orders stays by person and time.
func byActor(a, b Member) int {
	return cmp.Or(cmp.Compare(a.Actor, b.Actor), a.From.Compare(b.From))
}

// actorsOf returns the ids of members in order, each once.
func actorsOf(members []Member) []lifecycle.ActorID {
	list := make([]lifecycle.ActorID, 0, len(members))
	for _, m := range members {
		list = append(list, m.Actor)
	}
	return uniqueSorted(list)
}
