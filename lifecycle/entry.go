package lifecycle

import (
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Entry is one thing that happened to a project: who did it, when, and what.
// [Decide] makes entries and [Apply] folds them; an [Event] is the form in
// which a [Log] keeps one. Entries share their slices with nobody's state, but
// whoever passes one on must not write to it.
type Entry struct {
	Command  CommandID
	Content  Digest // of the command; set by the [Engine], "" from Decide
	Actor    ActorID
	At       time.Time // when it took effect
	Recorded time.Time // when it was written down
	Reason   string
	Body     Body

	sealed bool // holds sealed texts, not opened

	// Set on what was read from or written to a log.
	Version Version
	Hash    Digest // of the entry with its predecessor's hash
}

// Body is what an entry says happened: one of [ProjectStarted], [MoveTaken],
// [StepTaken], [MoveProposed], [MoveApproved], [ApprovalWithdrawn],
// [FactsRecorded], [NoteAdded], [DocumentAttached], [TimeCorrected],
// [SubjectErased], [Migrated],
// [ItemRaised], [ItemDisposed], [WindowsSet], [GateDecided],
// [ConditionFulfilled], [ConditionWaived], [ConditionExtended],
// [ObjectionRaised], [ObjectionWithdrawn], [RoleDelegated],
// [DelegationRevoked], [OverrideGiven] and [Unread].
type Body interface {
	// EventType returns the type under which a log keeps it.
	EventType() EventType
}

// EventType names a kind of event, such as "lifecycle.move_taken". Types that
// begin with "lifecycle." are ours.
type EventType string

// The types of our events.
const (
	TypeProjectStarted    EventType = "lifecycle.project_started"
	TypeMoveTaken         EventType = "lifecycle.move_taken"
	TypeStepTaken         EventType = "lifecycle.step_taken"
	TypeMoveProposed      EventType = "lifecycle.move_proposed"
	TypeMoveApproved      EventType = "lifecycle.move_approved"
	TypeApprovalWithdrawn EventType = "lifecycle.approval_withdrawn"
	TypeFactsRecorded     EventType = "lifecycle.facts_recorded"
	TypeNoteAdded         EventType = "lifecycle.note_added"
	TypeDocumentAttached  EventType = "lifecycle.document_attached"
	TypeTimeCorrected     EventType = "lifecycle.time_corrected"
	TypeMigrated          EventType = "lifecycle.migrated"
	TypeSubjectErased     EventType = "lifecycle.subject_erased"
)

// ProjectStarted says that the project began.
type ProjectStarted struct {
	Definition DefinitionRef `json:"definition"`
	Phase      PhaseID       `json:"phase"`
	Regions    Regions       `json:"regions"`
}

// MoveTaken says that a move was permitted and taken, and on what grounds: the
// facts and approvals are those that decided it, kept for good.
type MoveTaken struct {
	Move      MoveID      `json:"move"`
	Kind      MoveKind    `json:"kind"`
	Gate      GateID      `json:"gate,omitempty"`
	From      PhaseID     `json:"from"`
	To        PhaseID     `json:"to"`                // the phase after it, From where the kind stays
	Standing  Standing    `json:"standing"`          // after it
	Round     int         `json:"round"`             // after it
	Outcome   Outcome     `json:"outcome,omitempty"` // of a closing
	Regions   Regions     `json:"regions"`           // after it
	Facts     Facts       `json:"facts,omitzero"`
	Approvals []Signature `json:"approvals,omitempty"`
	Terms     *Terms      `json:"terms,omitempty" personal:"inline"` // nil for a plain go
}

// Signature is an approval that counted.
type Signature struct {
	Role  Role      `json:"role"`
	Actor ActorID   `json:"actor"`
	At    time.Time `json:"at"`
	// OnBehalfOf is who had delegated the role to the actor; "" for nobody.
	OnBehalfOf ActorID `json:"on_behalf_of,omitempty"`
}

// StepTaken says that a control phase went on to another of its steps.
type StepTaken struct {
	Phase PhaseID `json:"phase"`
	From  StepID  `json:"from"`
	To    StepID  `json:"to"`
}

// MoveProposed says that somebody asked for approval of a move.
type MoveProposed struct {
	Move     MoveID `json:"move"`
	Evidence Digest `json:"evidence,omitempty"`
	Facts    Facts  `json:"facts,omitzero"`
}

// MoveApproved says that somebody approved a move on the evidence shown.
type MoveApproved struct {
	Move     MoveID `json:"move"`
	Role     Role   `json:"role"`
	Evidence Digest `json:"evidence"`
	Facts    Facts  `json:"facts,omitzero"`
	// OnBehalfOf is who had delegated the role to the actor; "" for nobody.
	OnBehalfOf ActorID `json:"on_behalf_of,omitempty"`
}

// ApprovalWithdrawn says that somebody took an approval back.
type ApprovalWithdrawn struct {
	Move MoveID `json:"move"`
	Role Role   `json:"role"`
}

// FactsRecorded says that facts were put on record.
type FactsRecorded struct {
	Facts Facts `json:"facts"`
}

// NoteAdded is a note about the project or a thing in it.
type NoteAdded struct {
	Text  string      `json:"text" personal:"text"`
	About finding.Ref `json:"about,omitzero"`
}

// DocumentAttached points at a document that the host keeps.
type DocumentAttached struct {
	Document Document `json:"document"`
}

// Unread stands for an event that this version of the package does not know:
// another's in the same stream, or one written by a later version.
type Unread struct {
	Type   EventType
	Schema int
}

// EventType returns [TypeProjectStarted].
func (ProjectStarted) EventType() EventType { return TypeProjectStarted }

// EventType returns [TypeMoveTaken].
func (MoveTaken) EventType() EventType { return TypeMoveTaken }

// EventType returns [TypeStepTaken].
func (StepTaken) EventType() EventType { return TypeStepTaken }

// EventType returns [TypeMoveProposed].
func (MoveProposed) EventType() EventType { return TypeMoveProposed }

// EventType returns [TypeMoveApproved].
func (MoveApproved) EventType() EventType { return TypeMoveApproved }

// EventType returns [TypeApprovalWithdrawn].
func (ApprovalWithdrawn) EventType() EventType { return TypeApprovalWithdrawn }

// EventType returns [TypeFactsRecorded].
func (FactsRecorded) EventType() EventType { return TypeFactsRecorded }

// EventType returns [TypeNoteAdded].
func (NoteAdded) EventType() EventType { return TypeNoteAdded }

// EventType returns [TypeDocumentAttached].
func (DocumentAttached) EventType() EventType { return TypeDocumentAttached }

// EventType returns the type of the event that could not be read.
func (u Unread) EventType() EventType { return u.Type }
