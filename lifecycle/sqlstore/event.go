package sqlstore

import (
	"time"

	"github.com/milepost-go/milepost/lifecycle"
)

// micros is a moment as it is kept: cut to microseconds towards the past.
func micros(t time.Time) int64 { return t.UnixMicro() }

// bytesOf is data as it is kept: never NULL.
func bytesOf(data []byte) []byte {
	if data == nil {
		return []byte{}
	}
	return data
}

// row is one stored event as it is scanned.
type row struct {
	gate, pos   int64
	part, parts int64
	stream      string
	version     int64
	id, kind    string
	schema      int64
	at, stored  int64
	data        []byte
	meta        []byte
}

func (r *row) size() int {
	return len(r.stream) + len(r.id) + len(r.kind) + len(r.data) + len(r.meta) + 128
}

// recorded turns the row into the event, or says what cannot be right about it.
func (r *row) recorded(cursor lifecycle.Cursor) (lifecycle.Recorded, error) {
	e := lifecycle.Recorded{
		Event:  lifecycle.Event{ID: r.id, Type: lifecycle.EventType(r.kind), Schema: int(r.schema), At: moment(r.at)},
		Stream: lifecycle.StreamID(r.stream), Version: lifecycle.Version(r.version), Cursor: cursor, StoredAt: moment(r.stored),
	}
	if len(r.data) > 0 {
		e.Data = r.data
	}
	var err error
	if e.Meta, err = metaOf(r.meta); err != nil {
		return lifecycle.Recorded{}, &lifecycle.CorruptError{Stream: e.Stream, Version: e.Version, Why: lifecycle.CodeHistoryUnreadable, Detail: "meta: " + err.Error()}
	}
	return e, nil
}
