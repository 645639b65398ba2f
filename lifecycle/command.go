package lifecycle

import (
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

type (
	// CommandID makes a command safe to repeat: the same id with the same
	// content is carried out once. 1 to 120 bytes of UTF-8 without control
	// characters, unique in the project.
	CommandID string
	// ActorID is the host's id of a person or program: 1 to 128 bytes of UTF-8
	// without control characters.
	ActorID string
)

// Action names what a command asks for, as in "request_move".
type Action string

// The actions, one for each command, and ActionChoices for asking what the
// choices are.
const (
	ActionStart    Action = "start_project"
	ActionMove     Action = "request_move"
	ActionStep     Action = "request_step"
	ActionPropose  Action = "propose_move"
	ActionApprove  Action = "approve"
	ActionWithdraw Action = "withdraw_approval"
	ActionRecord   Action = "record_facts"
	ActionSuspend  Action = "suspend"
	ActionResume   Action = "resume"
	ActionCancel   Action = "cancel"
	ActionClose    Action = "close"
	ActionArchive  Action = "archive"
	ActionReopen   Action = "reopen"
	ActionNote     Action = "add_note"
	ActionAttach   Action = "attach_document"
	ActionCorrect  Action = "correct_time"
	ActionMigrate  Action = "migrate"
	ActionErase    Action = "erase_subject"
	ActionChoices  Action = "choices"
)

// Header is what every command carries.
type Header struct {
	ID    CommandID `json:"id"`
	Actor ActorID   `json:"actor"`
	// At is when it takes or took effect. Zero means when it is recorded. It
	// cannot lie in the future; a move, step or approval cannot lie before an
	// earlier one.
	At time.Time `json:"at,omitzero"`
	// Seen is the version of the state that the actor looked at. When the
	// project has gone on since, the command is not carried out but fails with
	// a [*ConflictError]. Zero means that it does not matter.
	Seen   Version `json:"seen,omitempty"`
	Reason string  `json:"reason,omitempty" personal:"text"` // at most 4096 bytes
	// Person is whose personal data the free text of the command is, where an
	// [Engine] with a [Vault] seals it. "" is the actor.
	Person SubjectID `json:"person,omitempty"`
}

// Command asks for something. It is one of the command structs of this
// package, as a value: [StartProject], [RequestMove], [RequestStep],
// [ProposeMove], [Approve], [WithdrawApproval], [RecordFacts], [Suspend],
// [Resume], [Cancel], [Close], [Archive], [Reopen], [AddNote],
// [AttachDocument], [Migrate], [CorrectTime], [RaiseItem], [DisposeItem], [SetWindows],
// [DecideGate], [FulfilCondition], [WaiveCondition], [ExtendCondition],
// [Object], [WithdrawObjection], [Delegate], [RevokeDelegation] and [Override].
// A pointer to one is refused as unknown.
type Command interface {
	// Head returns the header.
	Head() Header
	// Action returns what is asked for.
	Action() Action
}

// StartProject begins a project under a definition.
type StartProject struct {
	Header
	Definition DefinitionID `json:"definition"`
	Version    int          `json:"version,omitempty"` // 0: the highest version at hand
}

// RequestMove asks for a forward or rework move, named by the phase it leads
// to or, where several lead there, by its own id.
type RequestMove struct {
	Header
	To   PhaseID `json:"to,omitempty"`
	Move MoveID  `json:"move,omitempty"`
}

// RequestStep asks that a control phase goes on to another of its steps.
type RequestStep struct {
	Header
	Phase PhaseID `json:"phase"`
	To    StepID  `json:"to"`
}

// ProposeMove asks for approvals of a move. Nobody has to propose: approvals
// may be given for any move that leaves the present phase. Where the gate says
// so, who proposed last does not approve.
type ProposeMove struct {
	Header
	Move MoveID `json:"move"`
}

// Approve approves a move in a role. It binds to the evidence the approver was
// shown, which an [Explanation] of [Engine.Explain] or a [Choice] of
// [Engine.Choices] holds: when that has changed the approval is refused, and when
// it changes later the approval no longer counts.
type Approve struct {
	Header
	Move     MoveID `json:"move"`
	Role     Role   `json:"role"`
	Evidence Digest `json:"evidence"`
	// OnBehalfOf names who delegated the role to the actor, see [Delegate]. ""
	// means that the actor holds the role.
	OnBehalfOf ActorID `json:"on_behalf_of,omitempty"`
}

// WithdrawApproval takes back the actor's own approval, or one that was given
// on the actor's behalf.
type WithdrawApproval struct {
	Header
	Move MoveID `json:"move"`
	Role Role   `json:"role"`
}

// RecordFacts puts facts on record. Each keeps its own time, which may lie in
// the past; a zero time means when the command takes effect.
type RecordFacts struct {
	Header
	Facts []Fact `json:"facts"` // 1 to 1000
}

// Suspend halts the project. Move may stay empty where one move fits.
type Suspend struct {
	Header
	Move MoveID `json:"move,omitempty"`
}

// Resume takes up a suspended project where it stood. Move may stay empty
// where one move fits.
type Resume struct {
	Header
	Move MoveID `json:"move,omitempty"`
}

// Cancel leads an active or suspended project to early closing. Move may stay
// empty where one move fits.
type Cancel struct {
	Header
	Move MoveID `json:"move,omitempty"`
}

// Close ends the work with a verdict. A cancelled project closes as
// [Cancelled]. Move may stay empty where one move fits.
type Close struct {
	Header
	Outcome Outcome `json:"outcome"`
	Move    MoveID  `json:"move,omitempty"`
}

// Archive makes a closed project read-only for good. Move may stay empty where
// one move fits.
type Archive struct {
	Header
	Move MoveID `json:"move,omitempty"`
}

// Reopen takes up a closed project again in a new round. Move may stay empty
// where one move fits.
type Reopen struct {
	Header
	Move MoveID `json:"move,omitempty"`
}

// AddNote puts a note on record.
type AddNote struct {
	Header
	Text  string      `json:"text" personal:"text"` // 1 to 65536 bytes
	About finding.Ref `json:"about,omitzero"`
}

// AttachDocument records a reference to a document that the host keeps.
type AttachDocument struct {
	Header
	Document Document `json:"document"`
}

// Head returns the header.
func (h Header) Head() Header { return h }

// Action returns [ActionStart].
func (StartProject) Action() Action { return ActionStart }

// Action returns [ActionMove].
func (RequestMove) Action() Action { return ActionMove }

// Action returns [ActionStep].
func (RequestStep) Action() Action { return ActionStep }

// Action returns [ActionPropose].
func (ProposeMove) Action() Action { return ActionPropose }

// Action returns [ActionApprove].
func (Approve) Action() Action { return ActionApprove }

// Action returns [ActionWithdraw].
func (WithdrawApproval) Action() Action { return ActionWithdraw }

// Action returns [ActionRecord].
func (RecordFacts) Action() Action { return ActionRecord }

// Action returns [ActionSuspend].
func (Suspend) Action() Action { return ActionSuspend }

// Action returns [ActionResume].
func (Resume) Action() Action { return ActionResume }

// Action returns [ActionCancel].
func (Cancel) Action() Action { return ActionCancel }

// Action returns [ActionClose].
func (Close) Action() Action { return ActionClose }

// Action returns [ActionArchive].
func (Archive) Action() Action { return ActionArchive }

// Action returns [ActionReopen].
func (Reopen) Action() Action { return ActionReopen }

// Action returns [ActionNote].
func (AddNote) Action() Action { return ActionNote }

// Action returns [ActionAttach].
func (AttachDocument) Action() Action { return ActionAttach }

// content tells one command from another.
type content struct {
	kept    Digest            // what goes on record
	whole   Digest            // with the personal texts
	texts   map[string]string // the personal texts, where they are left out of what is kept
	subject SubjectID         // whose they are
}

// content returns what tells the command from others. Where personal text is
// sealed, what goes on record is made without it, for whoever guesses a text
// could try it on a digest.
func (e *Engine) content(cmd Command) (content, error) {
	whole, err := contentOf(cmd)
	c := content{kept: whole, whole: whole}
	if e.config.Vault == nil || err != nil {
		return c, err
	}
	if c.subject = cmd.Head().Person; c.subject == "" {
		c.subject = SubjectID(cmd.Head().Actor)
	}
	cmd, c.texts = withoutPersonal(cmd)
	c.kept, err = contentOf(cmd)
	return c, err
}

// is reports whether the entry, opened, is of the same command. Texts that were
// erased cannot tell.
func (c *content) is(e *Entry) bool {
	if e.Content == c.whole {
		return true
	}
	same := e.Content == c.kept
	e.eachPersonal(func(at, text string) string {
		same = same && (text == Erased || text == c.texts[at])
		return text
	})
	return same
}

// contentOf returns the digest of everything a command says. Two commands with
// one digest ask for the same.
func contentOf(cmd Command) (Digest, error) {
	data, err := canonicalJSON(cmd)
	if err != nil {
		return "", err
	}
	c := newCanon("milepost.command.1")
	c.text(string(cmd.Action()))
	c.bytes(data)
	return c.digest(), nil
}
