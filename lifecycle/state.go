package lifecycle

import (
	"iter"
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Standing says whether a project runs. It is kept apart from the phase, so
// that a suspended project still knows where it was.
type Standing string

// The standings. NotStarted is that of a project without history.
const (
	NotStarted Standing = ""
	Active     Standing = "active"
	Suspended  Standing = "suspended"
	Closed     Standing = "closed"
	Archived   Standing = "archived" // read-only for good
)

// Outcome is the verdict on a project that is closed.
type Outcome string

// The outcomes.
const (
	Attained       Outcome = "attained"
	PartlyAttained Outcome = "partly_attained"
	Missed         Outcome = "missed"
	Cancelled      Outcome = "cancelled" // closed early
	Undetermined   Outcome = "undetermined"
)

// RegionState is where a control phase stands.
type RegionState struct {
	Phase   PhaseID `json:"phase"`
	Running bool    `json:"running"`
	Step    StepID  `json:"step,omitempty"` // where it is, or where it will resume; "" when it has not begun
}

// Regions is the state of every control phase, in the order of the definition.
// It is immutable and safe to share.
type Regions struct{ list []RegionState }

// All yields the states in the order of the definition.
func (r Regions) All() iter.Seq[RegionState] { return slices.Values(r.list) }

// Lookup returns the state of one control phase. It reports false when there
// is no such phase.
func (r Regions) Lookup(phase PhaseID) (RegionState, bool) {
	for _, state := range r.list {
		if state.Phase == phase {
			return state, true
		}
	}
	return RegionState{}, false
}

// freshRegions returns the control phases as they are on entering the phase:
// those beside it run from their first step.
func (d *Definition) freshRegions(phase PhaseID) Regions {
	var list []RegionState
	for i := range d.spec.Phases {
		p := &d.spec.Phases[i]
		if p.Kind != ControlPhase {
			continue
		}
		state := RegionState{Phase: p.ID}
		if slices.Contains(p.Beside, phase) {
			state.Running, state.Step = true, p.Steps[0].ID
		}
		list = append(list, state)
	}
	return Regions{list}
}

// stopped returns the regions with none running, each step remembered.
func (r Regions) stopped() Regions {
	list := slices.Clone(r.list)
	for i := range list {
		list[i].Running = false
	}
	return Regions{list}
}

// resumed returns the regions with those running that remember a step.
func (r Regions) resumed() Regions {
	list := slices.Clone(r.list)
	for i := range list {
		list[i].Running = list[i].Step != ""
	}
	return Regions{list}
}

// at returns the regions with one of them at another step.
func (r Regions) at(phase PhaseID, step StepID) Regions {
	list := slices.Clone(r.list)
	for i := range list {
		if list[i].Phase == phase {
			list[i].Step = step
		}
	}
	return Regions{list}
}

// Approval is a standing approval of a move.
type Approval struct {
	Move     MoveID    `json:"move"`
	Role     Role      `json:"role"`
	Actor    ActorID   `json:"actor"`
	At       time.Time `json:"at"`
	Evidence Digest    `json:"evidence"` // what was shown to the approver
	Facts    Facts     `json:"facts"`    // the same, readable
	// OnBehalfOf is who had delegated the role to the actor; "" for nobody.
	OnBehalfOf ActorID `json:"on_behalf_of,omitempty"`
}

// Proposal says who asked for approvals of a move.
type Proposal struct {
	Move  MoveID    `json:"move"`
	Actor ActorID   `json:"actor"`
	At    time.Time `json:"at"`
}

// ClosingRecord is what was recorded when the project was closed. Reopening
// leaves it as it is.
type ClosingRecord struct {
	Version   Version   `json:"version"`
	Round     int       `json:"round"`
	Outcome   Outcome   `json:"outcome"`
	Cancelled bool      `json:"cancelled,omitempty"` // it came by early closing
	Reason    string    `json:"reason,omitempty"`
	Actor     ActorID   `json:"actor"`
	At        time.Time `json:"at"`
}

// Document points at a document that the host keeps.
type Document struct {
	URI     string `json:"uri"`
	Title   string `json:"title,omitempty" personal:"text"`
	Digest  Digest `json:"digest,omitempty"`  // of its content; another digest is another version
	Version string `json:"version,omitempty"` // the host's word for it
	Class   string `json:"class,omitempty"`   // what it is: "charter", "plan", "report"
}

// Attachment is a document with who attached it and when.
type Attachment struct {
	Document Document  `json:"document"`
	Version  Version   `json:"version"`
	Actor    ActorID   `json:"actor"`
	At       time.Time `json:"at"`
}

// Remark is a note with who wrote it and when.
type Remark struct {
	Text    string      `json:"text"`
	About   finding.Ref `json:"about,omitzero"`
	Version Version     `json:"version"`
	Actor   ActorID     `json:"actor"`
	At      time.Time   `json:"at"`
}

// State is what the history of a project adds up to. It is a value: applying
// an entry gives another state, and what methods return is the caller's own.
// The zero State is a project that has not been started.
type State struct {
	Version    Version       // number of entries it was folded from
	Definition DefinitionRef // the definition the project follows
	Phase      PhaseID       // the delivery phase, also while suspended or closed
	Standing   Standing
	Round      int           // 1 at first; rework and reopening begin another
	Started    time.Time     // when the project began
	Since      time.Time     // when the phase was entered
	Latest     time.Time     // the latest effective time of a move, step or approval: none can come before it
	Early      bool          // the project was cancelled and is in early closing, or was closed so
	Paused     time.Duration // time spent suspended until the last resumption, by effective times
	PausedFrom time.Time     // when the present suspension began; zero when there is none
	Head       Digest        // hash of the last entry; "" when the entries were not chained
	Foreign    int           // entries of kinds that are not ours: they change nothing
	Newer      int           // entries of ours written by a later version: [Decide] refuses to go on

	facts       Facts
	regions     Regions
	approvals   []Approval // never written to after it is built
	proposals   []Proposal // never written to after it is built
	path        pathway
	closings    trail[ClosingRecord]
	documents   trail[Attachment]
	remarks     trail[remark]
	order       trail[stamp] // what stands in sequence besides the path
	corrections trail[Correction]
	migrations  trail[Migration]
	flow        *flow // items and windows; nil when there are none
	decisions   trail[decision]
	oversight   *oversight // nil while there is none; never written to after it is built
}

// Facts returns the facts recorded in the history, the latest of each name.
func (s State) Facts() Facts { return s.facts }

// Regions returns where each control phase stands.
func (s State) Regions() Regions { return s.regions }

// Path returns every move taken, the oldest first, the start included.
func (s State) Path() []Passage { return passages(s.path) }

// Approvals returns the approvals given in the present phase and not
// withdrawn, in the order given. They may have gone stale: [Explain] tells.
func (s State) Approvals() []Approval { return slices.Clone(s.approvals) }

// Proposals returns the moves for which approval was asked in the present phase.
func (s State) Proposals() []Proposal { return slices.Clone(s.proposals) }

// Closings returns the record of every closing, the oldest first.
func (s State) Closings() []ClosingRecord { return s.closings.all() }

// Documents returns what was attached, the oldest first.
func (s State) Documents() []Attachment { return s.documents.all() }

// Remarks returns the notes, the oldest first.
func (s State) Remarks() []Remark { return remarksOf(s.remarks) }

// Times returns how often the move was taken.
func (s State) Times(move MoveID) int { return s.path.times(move) }

// PausedUntil returns how long the project has been suspended in all until t,
// the present suspension included. Limits of time leave this out.
func (s State) PausedUntil(t time.Time) time.Duration {
	if s.PausedFrom.IsZero() || !t.After(s.PausedFrom) {
		return s.Paused
	}
	return s.Paused + t.Sub(s.PausedFrom)
}

func (s *State) proposer(move MoveID) ActorID {
	for i := range s.proposals {
		if s.proposals[i].Move == move {
			return s.proposals[i].Actor
		}
	}
	return ""
}
