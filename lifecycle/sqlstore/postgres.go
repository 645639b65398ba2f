package sqlstore

import (
	"context"

	"github.com/milepost-go/milepost/lifecycle"
)

func (x *texts) postgres() {
	const xid = "pg_current_xact_id()::text::bigint"
	x.create = "WITH head AS (INSERT INTO milepost_streams (stream, version, gate) VALUES ($1::text, $3::bigint + $2::bigint, " + xid + ")" +
		" ON CONFLICT (stream) DO NOTHING RETURNING version, gate)" + postgresEvents
	x.grow = "WITH head AS (UPDATE milepost_streams SET version = version + $2::bigint, gate = greatest(gate, " + xid + ")" +
		" WHERE stream = $1::text AND version = $3::bigint RETURNING version, gate)" + postgresEvents
	x.feed = "SELECT gate, pos, part, parts, stream, version, id, type, schema, at_us, data, meta, stored_us" +
		" FROM milepost_events WHERE (gate, pos, part) > (?::bigint, ?::bigint, ?::integer) AND gate < ?::bigint ORDER BY gate, pos, part LIMIT ?"
	x.feedEnd = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
}

// postgresEvents inserts all events behind a head that could be moved, and none
// where there is no such head. The append gets its number after the head is
// locked, so numbers ascend within a stream.
const postgresEvents = `, place AS MATERIALIZED (SELECT version - $2::bigint AS base, gate, nextval('milepost_appends') AS pos FROM head)
INSERT INTO milepost_events (` + eventColumns + `, gate, pos)
SELECT $1::text, place.base + e.part, e.part, $2::bigint, e.id, e.type, e.schema, e.at_us, e.data, e.meta,
 coalesce($4::bigint, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint), place.gate, place.pos
FROM place, unnest($5::text[], $6::text[], $7::integer[], $8::bigint[], $9::bytea[], $10::text[])
 WITH ORDINALITY AS e (id, type, schema, at_us, data, meta, part)`

// storeAtOnce appends by one statement, which is all or nothing by itself, or
// reports that the stream is at another version. Nothing in it can violate a
// constraint, so the transaction stays usable.
func (s *settings) storeAtOnce(ctx context.Context, tx Tx, id lifecycle.StreamID, expect lifecycle.Version, events []lifecycle.Event) (bool, error) {
	text := s.text.grow
	if expect == 0 {
		text = s.text.create
	}
	c := columnsOf(events)
	result, err := tx.ExecContext(ctx, text, string(id), int64(len(events)), int64(expect), s.storedAt(), c.ids, c.types, c.schemas, c.ats, c.datas, c.metas)
	if err != nil {
		return false, err
	}
	stored, err := result.RowsAffected()
	return stored > 0, err
}

// columns are events as arrays.
type columns struct {
	ids, types, metas []string
	schemas           []int32
	ats               []int64
	datas             [][]byte
}

func columnsOf(events []lifecycle.Event) columns {
	n := len(events)
	c := columns{make([]string, n), make([]string, n), make([]string, n), make([]int32, n), make([]int64, n), make([][]byte, n)}
	var meta metaWriter
	for i := range events {
		e := &events[i]
		c.ids[i], c.types[i], c.metas[i] = e.ID, string(e.Type), meta.write(e.Meta)
		c.schemas[i], c.ats[i], c.datas[i] = int32(e.Schema), micros(e.At), bytesOf(e.Data)
	}
	return c
}
