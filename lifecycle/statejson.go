package lifecycle

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// stateSchema is the version of the JSON form of a State. A snapshot of
// another version is not read.
const stateSchema = 2

// stateJSON is the JSON form of a State: all of it, so that it can be taken up
// again where it stood.
type stateJSON struct {
	Schema      int             `json:"schema"`
	Version     Version         `json:"version"`
	Definition  DefinitionRef   `json:"definition"`
	Phase       PhaseID         `json:"phase"`
	Standing    Standing        `json:"standing"`
	Round       int             `json:"round"`
	Started     time.Time       `json:"started"`
	Since       time.Time       `json:"since"`
	Latest      time.Time       `json:"latest"`
	Early       bool            `json:"early,omitempty"`
	PausedUS    int64           `json:"paused_us,omitempty"` // microseconds
	PausedFrom  time.Time       `json:"paused_from,omitzero"`
	Head        Digest          `json:"head,omitempty"`
	Foreign     int             `json:"foreign,omitempty"`
	Newer       int             `json:"newer,omitempty"`
	Facts       Facts           `json:"facts,omitzero"`
	Regions     Regions         `json:"regions"`
	Approvals   []Approval      `json:"approvals,omitempty"`
	Proposals   []Proposal      `json:"proposals,omitempty"`
	Path        []Passage       `json:"path,omitempty"`
	Closings    []ClosingRecord `json:"closings,omitempty"`
	Documents   []Attachment    `json:"documents,omitempty"`
	Remarks     []Remark        `json:"remarks,omitempty"`
	Order       []stamp         `json:"order,omitempty"`
	Corrections []Correction    `json:"corrections,omitempty"`
	Migrations  []Migration     `json:"migrations,omitempty"`
	Items       []Item          `json:"items,omitempty"`
	Windows     []PhaseWindow   `json:"windows,omitempty"`
	Decisions   []GateDecision  `json:"decisions,omitempty"`
	Oversight   oversightJSON   `json:"oversight,omitzero"`
}

// MarshalJSON writes the whole state. Equal states give equal bytes.
func (s State) MarshalJSON() ([]byte, error) {
	j := s.core()
	j.Path, j.Closings, j.Documents, j.Remarks = passages(s.path), s.closings.all(), s.documents.all(), s.Remarks()
	j.Order, j.Corrections, j.Decisions = s.order.all(), s.corrections.all(), s.Decisions()
	return json.Marshal(j)
}

// core returns the JSON form without the lists that only grow.
func (s *State) core() stateJSON {
	return stateJSON{
		Schema: stateSchema, Version: s.Version, Definition: s.Definition, Phase: s.Phase, Standing: s.Standing, Round: s.Round,
		Started: s.Started, Since: s.Since, Latest: s.Latest, Early: s.Early,
		PausedUS: s.Paused.Microseconds(), PausedFrom: s.PausedFrom, Head: s.Head, Foreign: s.Foreign, Newer: s.Newer,
		Migrations: s.migrations.all(),
		Facts:      s.facts, Regions: s.regions, Approvals: s.approvals, Proposals: s.proposals,
		Items: s.Items(), Windows: s.flow.planned(), Oversight: s.oversight.form(),
	}
}

// UnmarshalJSON reads what MarshalJSON writes. It refuses another schema.
func (s *State) UnmarshalJSON(data []byte) error {
	var j stateJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return fmt.Errorf("lifecycle: state: %w", err)
	}
	if j.Schema != stateSchema {
		return fmt.Errorf("lifecycle: state of schema %d, this is %d", j.Schema, stateSchema)
	}
	*s = j.state()
	return nil
}

// state is the inverse of core and the lists.
func (j *stateJSON) state() State {
	return State{
		Version: j.Version, Definition: j.Definition, Phase: j.Phase, Standing: j.Standing, Round: j.Round,
		Started: j.Started, Since: j.Since, Latest: j.Latest, Early: j.Early,
		Paused: time.Duration(j.PausedUS) * time.Microsecond, PausedFrom: j.PausedFrom,
		Head: j.Head, Foreign: j.Foreign, Newer: j.Newer,
		facts: j.Facts, regions: j.Regions, approvals: j.Approvals, proposals: j.Proposals,
		path: pathOf(j.Path), closings: trailOf(j.Closings), documents: trailOf(j.Documents),
		remarks: remarkTrail(j.Remarks),
		order:   trailOf(j.Order), corrections: trailOf(j.Corrections), migrations: trailOf(j.Migrations),
		flow:      flowOf(j.Items, j.Windows),
		decisions: decisionsOf(j.Decisions), oversight: j.Oversight.oversight(),
	}
}

// MarshalJSON writes the control phases as a list.
func (r Regions) MarshalJSON() ([]byte, error) {
	if len(r.list) == 0 {
		return []byte("[]"), nil
	}
	return json.Marshal(r.list)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Regions) UnmarshalJSON(data []byte) error {
	var list []RegionState
	if err := json.Unmarshal(data, &list); err != nil {
		return err
	}
	r.list = slices.Clip(list)
	if len(list) == 0 {
		r.list = nil
	}
	return nil
}
