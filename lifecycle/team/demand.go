package team

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// ResourceKind is the kind of something that work needs.
type ResourceKind string

// The kinds of resource: people by role, by skill or by name, and technical
// ones.
const (
	ByRole      ResourceKind = "role"
	BySkill     ResourceKind = "skill"
	ByName      ResourceKind = "member"
	Equipment   ResourceKind = "equipment"
	Licence     ResourceKind = "licence"
	Environment ResourceKind = "environment"
	DataAccess  ResourceKind = "data_access"
)

// technicalKinds returns the kinds that are no people.
func technicalKinds() []ResourceKind {
	return []ResourceKind{Equipment, Licence, Environment, DataAccess}
}

// Resource names what work needs: a role, a skill from a level up, a person, a
// piece of equipment. It compares with ==.
type Resource struct {
	Kind  ResourceKind `json:"kind"`
	ID    string       `json:"id"`
	Level int          `json:"level,omitempty"` // of a skill, at least; 0 is 1
}

// Ref returns the resource as the subject of a finding.
func (r Resource) Ref() finding.Ref { return finding.Ref{Kind: string(r.Kind), ID: r.ID} }

// Confidence is how sure a demand is.
type Confidence string

// The degrees of confidence. A demand without one is [Firm].
const (
	Firm     Confidence = "firm"     // agreed
	Likely   Confidence = "likely"   // estimated
	Possible Confidence = "possible" // may come
)

// Demand is work of one task on one resource. For a technical resource it is
// the minutes of use times the units used.
type Demand struct {
	Task          string     `json:"task"`
	Resource      Resource   `json:"resource"`
	WorkMin       int64      `json:"work_min"` // working minutes, 0 to [MaxWork]; what lies beyond counts as the bound
	Confidence    Confidence `json:"confidence,omitempty"`
	Window        Period     `json:"window,omitzero"`            // the days the work may be moved in; not bounded: not known
	Planned       Period     `json:"planned,omitzero"`           // the days it is planned for now; not bounded: not planned
	MostPerDayMin int64      `json:"most_per_day_min,omitempty"` // the most that can be done of it on a day; 0: no limit
}

// MaxWork bounds the minutes of one demand, and of one day of a supply, so that
// no sum of them overflows.
const MaxWork = 1 << 40

func (d Demand) work() int64 { return bounded(d.WorkMin) }

// bounded returns n within 0 and [MaxWork].
func bounded(n int64) int64 { return min(max(0, n), MaxWork) }
