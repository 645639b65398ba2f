package lifecycle

import (
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"time"
)

// Keys of the Meta of our events.
const (
	MetaActor    = "actor"          // the actor's id
	MetaCommand  = "command"        // the command's id
	MetaContent  = "command_digest" // the digest of what the command said
	MetaRecorded = "recorded"       // when it was written down, RFC 3339 in UTC
	MetaPrev     = "prev"           // the hash of the event before, "" for the first; see [Chain]
	MetaHash     = "hash"           // the hash of this event
)

// payload is the Data of our events.
type payload struct {
	Reason string          `json:"reason,omitempty"`
	What   json.RawMessage `json:"what"`
	Sealed []sealedText    `json:"sealed,omitempty"` // texts that stand empty in the rest
}

// Seal returns the entries as events that follow version at of the stream,
// chained to the hash head of the event there. Event ids are made of the
// command's id and the number of the entry within the call.
func Seal(id StreamID, at Version, head Digest, entries []Entry) ([]Event, error) {
	events := make([]Event, len(entries))
	for i := range entries {
		e, err := entries[i].event(i + 1)
		if err != nil {
			return nil, err
		}
		events[i] = e
	}
	return Chain(id, at, head, events), nil
}

func (e *Entry) event(number int) (Event, error) {
	if e.Body == nil {
		return Event{}, invalid("entry without a body")
	}
	kind, ok := kindOf(e.Body.EventType())
	if !ok {
		return Event{}, invalid("entry of type %q cannot be written", e.Body.EventType())
	}
	bare, sealed := *e, []sealedText(nil)
	if e.sealed {
		sealed = bare.unseal()
	}
	what, err := json.Marshal(bare.Body)
	if err != nil {
		return Event{}, fmt.Errorf("lifecycle: write entry: %w", err)
	}
	data, err := payloadJSON(bare.Reason, what, sealed)
	if err != nil {
		return Event{}, fmt.Errorf("lifecycle: write entry: %w", err)
	}
	meta := map[string]string{
		MetaActor: string(e.Actor), MetaCommand: string(e.Command), MetaContent: string(e.Content),
		MetaRecorded: normalTime(e.Recorded).Format(time.RFC3339Nano),
	}
	return Event{
		ID: e.eventID(number), Type: e.Body.EventType(), Schema: kind.schema(),
		At: normalTime(e.At), Data: data, Meta: meta,
	}, nil
}

// eventID returns the id of the event that is this entry of its command.
func (e *Entry) eventID(number int) string { return string(e.Command) + "#" + strconv.Itoa(number) }

// ReadEntry returns the entry that a stored event holds. Texts that are sealed
// stand as [Sealed]; [Engine.Entry] opens them. An event of a type or
// of a later schema that this version does not know comes as [Unread]; one of
// ours that cannot be read is a [*CorruptError].
func ReadEntry(r Recorded) (Entry, error) {
	e, err := readEntry(&r)
	if e.sealed {
		(&opener{id: r.Stream}).open(&e)
	}
	return e, err
}

// readEntry is ReadEntry but for sealed texts, which it leaves sealed.
func readEntry(r *Recorded) (Entry, error) {
	e := Entry{
		Command: CommandID(r.Meta[MetaCommand]), Content: Digest(r.Meta[MetaContent]), Actor: ActorID(r.Meta[MetaActor]),
		At: r.At, Version: r.Version, Hash: Digest(r.Meta[MetaHash]),
		Body: Unread{r.Type, r.Schema},
	}
	kind, ok := kindOf(r.Type)
	if !ok || r.Schema > kind.schema() {
		e.Recorded, _ = time.Parse(time.RFC3339Nano, r.Meta[MetaRecorded])
		return e, nil
	}
	err := e.read(kind, r)
	if err != nil {
		return Entry{}, &CorruptError{r.Stream, r.Version, CodeHistoryUnreadable, err.Error()}
	}
	return e, nil
}

func (e *Entry) read(kind bodyKind, r *Recorded) error {
	recorded, err := time.Parse(time.RFC3339Nano, r.Meta[MetaRecorded])
	if err != nil {
		return err
	}
	if reason, body, ok := fastPayload(r.Type, r.Data); ok && r.Schema == kind.schema() {
		e.Recorded, e.Reason, e.Body = normalTime(recorded), reason, body
		return nil
	}
	var p payload
	if err := json.Unmarshal(r.Data, &p); err != nil {
		return err
	}
	e.Recorded, e.Reason = normalTime(recorded), p.Reason
	e.Body, err = kind.read(r.Schema, p.What)
	if len(p.Sealed) > 0 && err == nil {
		e.fill(p.Sealed, r.ID)
	}
	return err
}

// unseal takes the sealed texts out of the entry and returns them.
func (e *Entry) unseal() []sealedText {
	var list []sealedText
	e.personal(func(_, text string) string {
		s, ok := untoken(text)
		if !ok {
			return text
		}
		s.Event = ""
		list = append(list, s)
		return ""
	})
	return list
}

// fill puts sealed texts where they were taken from.
func (e *Entry) fill(list []sealedText, event string) {
	at := map[string]string{}
	for _, s := range list {
		s.Event = event
		at[s.At] = s.token()
	}
	e.sealed = true
	e.eachPersonal(func(place, text string) string {
		if token, ok := at[place]; ok && text == "" {
			return token
		}
		return text
	})
}

// Entries returns the entries of what a [Log] loads, as [ReadEntry] reads them.
func Entries(history iter.Seq2[Recorded, error]) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for e, err := range sealedEntries(history) {
			if e.sealed {
				(&opener{}).open(&e)
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// sealedEntries is Entries but for sealed texts, which it leaves sealed.
func sealedEntries(history iter.Seq2[Recorded, error]) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for r, err := range history {
			var e Entry
			if err == nil {
				e, err = readEntry(&r)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// bodyKind is how events of one type are read: how the present form is, and
// how each older form is raised to the next.
type bodyKind struct {
	decode func([]byte) (Body, error)
	raise  []func([]byte) ([]byte, error) // raise[0] turns schema 1 into schema 2, and so on
}

// schema returns the version of the present form.
func (k bodyKind) schema() int { return len(k.raise) + 1 }

// read raises data from its schema to the present one and reads it.
func (k bodyKind) read(schema int, data []byte) (Body, error) {
	if schema < 1 || schema > k.schema() {
		return nil, fmt.Errorf("schema %d is none of 1 to %d", schema, k.schema())
	}
	for _, raise := range k.raise[schema-1:] {
		raised, err := raise(data)
		if err != nil {
			return nil, err
		}
		data = raised
	}
	return k.decode(data)
}

// kindOf returns how events of the type are read. It reports false for types
// that are not ours.
func kindOf(t EventType) (bodyKind, bool) {
	switch t {
	case TypeProjectStarted:
		return bodyKind{decode: decode[ProjectStarted]}, true
	case TypeMoveTaken:
		return bodyKind{decode: decode[MoveTaken]}, true
	case TypeStepTaken:
		return bodyKind{decode: decode[StepTaken]}, true
	case TypeMoveProposed:
		return bodyKind{decode: decode[MoveProposed]}, true
	case TypeMoveApproved:
		return bodyKind{decode: decode[MoveApproved]}, true
	case TypeApprovalWithdrawn:
		return bodyKind{decode: decode[ApprovalWithdrawn]}, true
	case TypeFactsRecorded:
		return bodyKind{decode: decode[FactsRecorded]}, true
	case TypeNoteAdded:
		return bodyKind{decode: decode[NoteAdded]}, true
	case TypeDocumentAttached:
		return bodyKind{decode: decode[DocumentAttached]}, true
	case TypeMigrated:
		return bodyKind{decode: decode[Migrated]}, true
	case TypeSubjectErased:
		return bodyKind{decode: decode[SubjectErased]}, true
	case TypeTimeCorrected:
		return bodyKind{decode: decode[TimeCorrected]}, true
	case TypeItemRaised:
		return bodyKind{decode: decode[ItemRaised]}, true
	case TypeItemDisposed:
		return bodyKind{decode: decode[ItemDisposed]}, true
	case TypeWindowsSet:
		return bodyKind{decode: decode[WindowsSet]}, true
	}
	return oversightKind(t)
}

func decode[B Body](data []byte) (Body, error) {
	var b B
	if err := json.Unmarshal(data, &b); err != nil {
		return nil, err
	}
	return b, nil
}

// Chain returns copies of the events, in the form in which logs keep them, as
// those that follow version at of the stream: each carries in its Meta the hash
// of its predecessor, which for the first is head, and its own. Use it for
// events of your own in a stream that [Verify] is to pass.
func Chain(id StreamID, at Version, head Digest, events []Event) []Event {
	out := make([]Event, len(events))
	for i := range events {
		e := events[i].Normal()
		if e.Meta == nil {
			e.Meta = map[string]string{}
		}
		e.Meta[MetaPrev] = string(head)
		head = e.hash(id, at+Version(i)+1)
		e.Meta[MetaHash] = string(head)
		out[i] = e
	}
	return out
}

// hash returns the digest of everything in the event but its own hash, and of
// its place.
func (e *Event) hash(id StreamID, at Version) Digest {
	c := newCanon("milepost.event.1")
	c.text(string(id))
	c.number(int64(at))
	c.text(e.ID)
	c.text(string(e.Type))
	c.number(int64(e.Schema))
	c.time(e.At)
	c.bytes(e.Data)
	for _, key := range slices.Sorted(maps.Keys(e.Meta)) {
		if key != MetaHash {
			c.text(key)
			c.text(e.Meta[key])
		}
	}
	return c.digest()
}
