package lifecycle

import (
	"context"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// StreamID names the history of one project: the tenant, a slash, and the
// host's id of the project, which may hold further slashes ("acme/deal-7").
// Neither part is empty. 1 to 256 bytes of UTF-8 without control characters,
// compared byte by byte.
type StreamID string

// Version counts the events of a stream. The k-th event has version k, and a
// stream with n events is at version n. 0 is a stream that does not exist.
type Version uint64

// AnyVersion in place of an expected version appends behind whatever is there.
// A repeated append is then recognised as far as the log is able to.
const AnyVersion = ^Version(0)

// Cursor is a place in the feed of a log: behind the event that carries it.
// "" is the beginning. Only equality means anything.
type Cursor string

// Event is what a [Log] keeps.
type Event struct {
	ID     string            // made by the caller, unique in the stream; 1 to 128 bytes of UTF-8 without control characters
	Type   EventType         // 1 to 128 bytes of UTF-8 without control characters
	Schema int               // version of the form of Data; 0 or more
	At     time.Time         // the caller's business time, years 1 to 9999; kept in UTC, cut to microseconds towards the past; never used for order
	Data   []byte            // opaque; nil and empty are the same
	Meta   map[string]string // keys of 1 to 128 bytes, UTF-8 without NUL, at most 64 KiB together; nil and empty are the same
}

// Recorded is an event as it was stored.
type Recorded struct {
	Event
	Stream   StreamID
	Version  Version
	Cursor   Cursor    // "" from logs that are no [Feed]
	StoredAt time.Time // the store's clock, for information only; zero when it has none
}

// AppendResult says what an append did.
type AppendResult struct {
	Version   Version // of the stream after this append, as it was when it was first done
	Duplicate bool    // this very append was stored before; nothing was written now
}

// Log keeps the histories of projects. Hosts implement it on their own
// database; package lifecycletest proves an implementation. Both methods are
// safe for concurrent use.
type Log interface {
	// Append stores events behind the stream, all or none of them, when the
	// stream is at version expect.
	//
	// Otherwise, when an earlier append of exactly these event ids in this
	// order began behind version expect, it returns that append's result as a
	// Duplicate, however many appends came after it. Anything else is a
	// [*ConflictError] with the present version: a part of an earlier append
	// too, or several together, so that a log also keeps where appends began.
	//
	// Before all that, no events at all, events that [CheckAppend] refuses and
	// ids that repeat within the call are ErrInvalid, and events larger than
	// the log takes are ErrTooLarge. After these three errors nothing is
	// stored. After any other error the outcome is unknown: append again with
	// the same ids. After a nil error the events are as durable as the log
	// promises. Append does not keep or change what it is given.
	Append(ctx context.Context, id StreamID, expect Version, events ...Event) (AppendResult, error)

	// Load yields the events of the stream with versions above after, in
	// ascending order without gaps, as far as they were stored when the
	// iteration began. A stream that does not exist yields nothing; an id that
	// [StreamID.Check] refuses yields ErrInvalid. An error is yielded once and
	// ends the sequence. The sequence can be iterated several times, each time
	// afresh, and left at any place. What it yields is the caller's own.
	Load(ctx context.Context, id StreamID, after Version) iter.Seq2[Recorded, error]
}

// Feed is a [Log] whose events can be read across all streams.
type Feed interface {
	// Read yields every event stored behind the cursor, each once, in one order
	// for all readers that agrees with the versions of each stream. It ends at
	// what was stored when the iteration began. An event that has been passed
	// over never appears later.
	//
	// A limit above 0 ends the sequence after that many events, or later, where
	// the append of the last of them ends. A cursor that the feed never issued
	// is ErrInvalid. Sequences behave as those of [Log].
	Read(ctx context.Context, after Cursor, limit int) iter.Seq2[Recorded, error]
}

// Waiter is a [Feed] that can be waited for.
type Waiter interface {
	// Wait returns nil when Read may yield something behind the cursor, at once
	// if it already does, and the error of the context when that ends first. It
	// may return without need.
	Wait(ctx context.Context, after Cursor) error
}

// Snapshotter is a [Log] that also keeps one snapshot for each stream.
// Snapshots are caches: losing them changes nothing but speed.
type Snapshotter interface {
	// SaveSnapshot keeps data as the snapshot of the stream at version v, unless
	// it has one of a higher version. Schema names the form of the data. Data is
	// not kept.
	SaveSnapshot(ctx context.Context, id StreamID, v Version, schema int, data []byte) error
	// LoadSnapshot returns the snapshot, or ErrNoSnapshot. The data is the
	// caller's own.
	LoadSnapshot(ctx context.Context, id StreamID) (v Version, schema int, data []byte, err error)
}

// Limits of an event, in bytes.
const (
	maxStreamID = 256
	maxEventID  = 128
	maxMeta     = 64 << 10
)

// Check returns nil or an error that unwraps to ErrInvalid and says what is
// wrong with the id.
func (id StreamID) Check() error {
	tenant, project, _ := strings.Cut(string(id), "/")
	switch {
	case !isID(string(id), maxStreamID):
		return invalid("stream id %q is not 1 to %d bytes of UTF-8 without control characters", shorten(string(id)), maxStreamID)
	case tenant == "" || project == "":
		return invalid(`stream id %q is not of the form "tenant/project"`, shorten(string(id)))
	}
	return nil
}

// Tenant returns the part before the first slash.
func (id StreamID) Tenant() string {
	tenant, _, _ := strings.Cut(string(id), "/")
	return tenant
}

// Project returns the part after the first slash.
func (id StreamID) Project() string {
	_, project, _ := strings.Cut(string(id), "/")
	return project
}

// CheckAppend checks what every [Log] checks before it stores anything: the
// stream id, that there are events, their fields, that no id comes twice, and
// that no Data is longer than limit bytes. A limit of 0 is none. The error
// unwraps to ErrInvalid or ErrTooLarge.
func CheckAppend(id StreamID, events []Event, limit int) error {
	if err := id.Check(); err != nil {
		return err
	}
	if len(events) == 0 {
		return invalid("nothing to append")
	}
	seen := make(map[string]bool, len(events))
	for i := range events {
		if err := events[i].check(limit); err != nil {
			return err
		}
		if seen[events[i].ID] {
			return invalid("event id %q comes twice", events[i].ID)
		}
		seen[events[i].ID] = true
	}
	return nil
}

func (e *Event) check(limit int) error {
	switch {
	case !isID(e.ID, maxEventID):
		return invalid("event id %q is not 1 to %d bytes of UTF-8 without control characters", shorten(e.ID), maxEventID)
	case !isID(string(e.Type), maxEventID):
		return invalid("event %q: type %q is not 1 to %d bytes of UTF-8 without control characters", e.ID, shorten(string(e.Type)), maxEventID)
	case e.Schema < 0 || int64(e.Schema) > 1<<31-1:
		return invalid("event %q: schema %d", e.ID, e.Schema)
	case !isYear(normalTime(e.At)):
		return invalid("event %q: time outside the years 1 to 9999", e.ID)
	case limit > 0 && len(e.Data) > limit:
		return tooLarge(e.ID, len(e.Data), limit)
	}
	return e.checkMeta()
}

func (e *Event) checkMeta() error {
	size := 0
	for key, value := range e.Meta {
		size += len(key) + len(value)
		if key == "" || len(key) > maxEventID || !isMeta(key) || !isMeta(value) {
			return invalid("event %q: meta %q is not UTF-8 without NUL under a key of 1 to %d bytes", e.ID, shorten(key), maxEventID)
		}
	}
	if size > maxMeta {
		return invalid("event %q: meta of %d bytes, more than %d", e.ID, size, maxMeta)
	}
	return nil
}

func isMeta(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

// Normal returns a copy of the event in the form in which logs keep it: time
// in UTC cut to microseconds, empty Data and Meta as nil. It shares nothing
// with e.
func (e Event) Normal() Event {
	e.At = normalTime(e.At)
	e.Data = slices.Clone(e.Data)
	if len(e.Data) == 0 {
		e.Data = nil
	}
	e.Meta = maps.Clone(e.Meta)
	if len(e.Meta) == 0 {
		e.Meta = nil
	}
	return e
}
