package lifecycle

import (
	"context"
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// EraseSubject destroys the key of a person, so that none of the texts sealed
// under it can be read any more, in any project of the tenant, nor in any copy
// of the history. The history itself stays as it is and still verifies: in
// place of the texts stands [Erased]. Ids stay. The command goes on record in
// the project it is given to, which may be closed or archived.
//
// The [Engine] destroys the key before it records that, so that nothing can
// prevent the erasure once it was permitted. When recording fails, or the
// process ends in between, the key is gone and the record is missing: repeat the
// command with the same id. Repeating it is safe at any time and destroys a key
// that was made since. The same holds where the log joins a transaction of the
// host: rolling it back takes the record away and does not bring the key back.
type EraseSubject struct {
	Header
	Subject SubjectID `json:"subject"`
}

// Action returns [ActionErase].
func (EraseSubject) Action() Action { return ActionErase }

// SubjectErased says that the key of a person was destroyed.
type SubjectErased struct {
	Subject SubjectID `json:"subject"`
}

// EventType returns [TypeSubjectErased].
func (SubjectErased) EventType() EventType { return TypeSubjectErased }

// erase weighs an erasure. It asks for a project, whatever its standing.
func (w *weighing) erase(c *EraseSubject) Body {
	w.header(c.Header)
	if w.s.Standing == NotStarted {
		w.block(CodeProjectNotStarted, finding.Ref{Kind: "project"}, finding.Value{}, finding.Value{}, RemedyStart)
	}
	if !isID(string(c.Subject), maxActorID) {
		w.badCommand(CodeCommandBadID, "subject", finding.Number(maxActorID, "byte"), finding.Text(shorten(string(c.Subject))))
	}
	if w.blocked() {
		return nil
	}
	return SubjectErased{c.Subject}
}

// eraseKey destroys the key if that is what the command asks for.
func (e *Engine) eraseKey(ctx context.Context, id StreamID, cmd Command) error {
	erase, ok := cmd.(EraseSubject)
	if !ok {
		return nil
	}
	if e.config.Vault == nil {
		return fmt.Errorf("%w: no Vault to erase from", ErrConfig)
	}
	return ofVault(e.config.Vault.Erase(ctx, id.Tenant(), erase.Subject))
}
