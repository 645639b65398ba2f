package lifecycle

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Limits of a command, in bytes unless said otherwise.
const (
	maxCommandID = 120 // leaves room for the number that makes it an event id
	maxActorID   = 128
	maxReason    = 4096
	maxText      = 65536 // a note, or the value of a fact
	maxShortText = 2048  // parts of a reference to a document, the source of a fact
	maxFacts     = 1000  // facts in one command
)

// weighing is one evaluation of a command. Decide and Explain both run it, so
// that they cannot disagree.
type weighing struct {
	def  *Definition
	s    State // copies: pointers would move them to the heap
	in   Input
	head Header
	now  time.Time // when the answer is given
	at   time.Time // when the command takes effect

	micro    int64 // now, in microseconds since 1970
	findings []finding.Finding
	steps    []NextStep
	move     *move       // the move it is about, if any
	facts    Facts       // the evidence at the gate of the move
	signed   []Signature // the approvals that count
	changing []changing  // the facts that must say something else before the gate opens
	sheet    *sheet      // where the usual answer is written
	terms    *Terms      // of the decision, nil for a plain go
	second   Body        // what goes on record behind the first, if anything
	passed   []Overridden
	owed     []FactName // that a missed condition needs, whatever the gate lets pass
	instead  []NextStep // other ways to what steps lead to
	nobody   bool       // nobody in particular asks
}

// sheet has room for the usual answer, one entry with one signature, in one
// piece of memory.
type sheet struct {
	entries [1]Entry
	signed  [1]Signature
}

// weigh evaluates the command and returns what it would put on record, or nil
// when a finding blocks it.
func (w *weighing) weigh(cmd Command) Body {
	switch c := cmd.(type) {
	case StartProject:
		return w.start(&c)
	case RequestMove:
		return w.requestMove(&c)
	case RequestStep:
		return w.requestStep(&c)
	case ProposeMove:
		return w.propose(&c)
	case Approve:
		return w.approve(&c)
	case WithdrawApproval:
		return w.withdraw(&c)
	case RecordFacts:
		return w.record(&c)
	case Suspend:
		return w.change(c.Header, c.Move, MoveSuspend)
	case Resume:
		return w.change(c.Header, c.Move, MoveResume)
	case Cancel:
		return w.change(c.Header, c.Move, MoveCancel)
	case Close:
		return w.close(&c)
	case Archive:
		return w.change(c.Header, c.Move, MoveArchive)
	case Reopen:
		return w.change(c.Header, c.Move, MoveReopen)
	case AddNote:
		return w.note(&c)
	case AttachDocument:
		return w.attach(&c)
	case CorrectTime:
		return w.correct(&c)
	case Migrate:
		return w.migrate(&c)
	case EraseSubject:
		return w.erase(&c)
	case RaiseItem:
		return w.raiseItem(&c)
	case DisposeItem:
		return w.disposeItem(&c)
	case SetWindows:
		return w.setWindows(&c)
	}
	if body, ok := w.weighOversight(cmd); ok {
		return body
	}
	w.foreign(cmd)
	return nil
}

// foreign notes that the command is none of this package: a pointer to one of
// them, or of a type from elsewhere.
func (w *weighing) foreign(cmd Command) {
	subject, name := finding.Ref{Kind: "command"}, fmt.Sprintf("%T", cmd)
	switch cmd.(type) {
	case nil:
		w.block(CodeCommandUnknown, subject, finding.Value{}, finding.Value{}, RemedyMendCommand)
	case *StartProject, *RequestMove, *RequestStep, *ProposeMove, *Approve, *WithdrawApproval, *RecordFacts, *Suspend,
		*Resume, *Cancel, *Close, *Archive, *Reopen, *AddNote, *AttachDocument, *CorrectTime, *Migrate, *EraseSubject,
		*RaiseItem, *DisposeItem, *SetWindows,
		*DecideGate, *FulfilCondition, *WaiveCondition, *ExtendCondition, *Object, *WithdrawObjection, *Delegate, *RevokeDelegation, *Override:
		w.block(CodeCommandPointer, subject, finding.Text(name[1:]), finding.Text(name), RemedyPassValue)
	default:
		w.block(CodeCommandUnknown, subject, finding.Value{}, finding.Text(shorten(name)), RemedyMendCommand)
	}
}

// isNil reports whether there is no command at all, or a pointer to none.
func isNil(cmd Command) bool {
	if cmd == nil {
		return true
	}
	v := reflect.ValueOf(cmd)
	return v.Kind() == reflect.Pointer && v.IsNil()
}

func (w *weighing) blocked() bool { return finding.Blocks(w.findings) }

// block notes something that stands in the way.
func (w *weighing) block(code finding.Code, subject finding.Ref, want, got finding.Value, remedy finding.Code) {
	w.findings = append(w.findings, finding.Finding{Code: code, Subject: subject, Want: want, Got: got, Remedy: remedy})
}

// badCommand notes a fault of the command itself: nothing about the project
// can mend it.
func (w *weighing) badCommand(code finding.Code, field string, want, got finding.Value) {
	w.block(code, finding.Ref{Kind: "command", ID: string(w.head.ID), Field: field}, want, got, RemedyMendCommand)
}

// project checks the header and that there is a project to act on. It reports
// whether the rest can be evaluated at all.
func (w *weighing) project(h Header) bool {
	w.header(h)
	subject := finding.Ref{Kind: "project"}
	switch {
	case w.s.Standing == NotStarted:
		w.block(CodeProjectNotStarted, subject, finding.Value{}, finding.Value{}, RemedyStart)
	case w.s.Newer > 0:
		w.block(CodeHistoryNewer, subject, finding.Number(0, ""), finding.Number(int64(w.s.Newer), ""), RemedyUpgrade)
	case w.def == nil || w.def.Ref() != w.s.Definition:
		w.block(CodeDefinitionOther, subject, w.s.Definition.value(), w.def.value(), RemedyBringDefinition)
	case w.s.Standing == Archived:
		w.block(CodeProjectArchived, subject, finding.Value{}, finding.Value{}, "")
	default:
		w.watch()
		return true
	}
	return false
}

func (d *Definition) value() finding.Value {
	if d == nil {
		return finding.Unknown("no-definition")
	}
	return d.Ref().value()
}

func (r DefinitionRef) value() finding.Value {
	return finding.Text(r.text())
}

// text names the definition, with version and digest as far as they are stated.
func (r DefinitionRef) text() string {
	parts := []string{string(r.ID)}
	if r.Version != 0 {
		parts = append(parts, finding.Number(int64(r.Version), "").Plain())
	}
	if r.Digest != "" {
		parts = append(parts, string(r.Digest))
	}
	return strings.Join(parts, " ")
}

// header checks what every command carries and settles when it takes effect.
func (w *weighing) header(h Header) {
	w.head = h
	w.now = normalTime(w.in.Now)
	w.micro = w.now.UnixMicro()
	w.at = w.now
	if !h.At.IsZero() {
		w.at = normalTime(h.At)
	}
	if !isID(string(h.ID), maxCommandID) {
		w.badCommand(CodeCommandBadID, "id", finding.Number(maxCommandID, "byte"), finding.Text(shorten(string(h.ID))))
	}
	if !isID(string(h.Actor), maxActorID) && !w.nobody {
		w.badCommand(CodeCommandBadID, "actor", finding.Number(maxActorID, "byte"), finding.Text(shorten(string(h.Actor))))
	}
	w.text("reason", h.Reason, 0, maxReason)
	if h.Person != "" && !isID(string(h.Person), maxActorID) {
		w.badCommand(CodeCommandBadID, "person", finding.Number(maxActorID, "byte"), finding.Text(shorten(string(h.Person))))
	}
	switch {
	case w.in.Now.IsZero() || !isYear(w.now):
		w.badCommand(CodeCommandNoTime, "now", finding.Value{}, finding.Value{})
	case !isYear(w.at):
		w.badCommand(CodeCommandBadTime, "at", finding.Value{}, finding.Value{})
	case w.at.After(w.now):
		w.badCommand(CodeCommandInFuture, "at", finding.Instant(w.now), finding.Instant(w.at))
	}
}

// inSequence checks that the command takes effect no earlier than what came before.
func (w *weighing) inSequence() {
	if w.at.Before(w.s.Latest) {
		w.badCommand(CodeCommandOutOfSequence, "at", finding.Instant(w.s.Latest), finding.Instant(w.at))
	}
}

// text checks the length and the encoding of a text in a command.
func (w *weighing) text(field, text string, least, most int) {
	if len(text) < least || len(text) > most {
		limit := most
		if len(text) < least {
			limit = least
		}
		w.badCommand(CodeCommandBadLength, field, finding.Number(int64(limit), "byte"), finding.Number(int64(len(text)), "byte"))
	}
	if !utf8.ValidString(text) || strings.HasPrefix(text, sealedMark) || text == Erased || text == Sealed {
		w.badCommand(CodeCommandBadText, field, finding.Value{}, finding.Value{})
	}
}

// roles checks that the actor holds one of the roles. An empty list asks for none.
func (w *weighing) roles(list []Role, subject finding.Ref) {
	if len(list) == 0 || slices.ContainsFunc(list, func(r Role) bool { return slices.Contains(w.in.Roles, r) }) {
		return
	}
	w.block(CodeRoleMissing, subject, roleList(list), roleList(w.in.Roles), RemedyAskHolder)
	w.step(NextStep{Do: RemedyAskHolder, Subject: subject, Want: roleList(list), By: slices.Clone(list), Count: 1})
}

func roleList(list []Role) finding.Value {
	return finding.List(names(list, func(r Role) string { return string(r) })...)
}

// isID reports whether s is 1 to most bytes of UTF-8 without control characters.
func isID(s string, most int) bool {
	if len(s) == 0 || len(s) > most {
		return false
	}
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c < ' ' || c == 0x7f {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 || unicode.IsControl(r) {
			return false
		}
		i += size
	}
	return true
}

// isYear reports whether the time lies in the years 1 to 9999.
func isYear(t time.Time) bool {
	const first, last = -62135596800, 253402300799 // seconds since 1970
	s := t.Unix()
	return s >= first && s <= last
}
