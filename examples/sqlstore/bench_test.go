package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/sqlstore"
)

// bare stores events by hand: the statements of the store on the bare driver,
// with every value ready beforehand.
type bare struct {
	db     *sql.DB
	schema string
}

const bareRow = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, CAST(unixepoch('subsec') * 1000000 AS INTEGER)))"

// sqlite appends n events behind a version as one transaction.
func (b bare) sqlite(ctx context.Context, stream string, after int, list []lifecycle.Event, metas []string) error {
	tx, err := b.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if after == 0 {
		_, err = tx.ExecContext(ctx, "INSERT INTO milepost_streams (stream, version) VALUES (?, ?) ON CONFLICT (stream) DO NOTHING", stream, len(list))
	} else {
		_, err = tx.ExecContext(ctx, "UPDATE milepost_streams SET version = version + ? WHERE stream = ? AND version = ?", len(list), stream, after)
	}
	for from := 0; from < len(list) && err == nil; from += 64 {
		chunk := list[from:min(from+64, len(list))]
		args := make([]any, 0, 11*len(chunk))
		for i := range chunk {
			e := &chunk[i]
			args = append(args, stream, after+from+i+1, from+i+1, len(list), e.ID, string(e.Type), e.Schema, e.At.UnixMicro(), e.Data, metas[from+i], sql.NullInt64{})
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO milepost_events (stream, version, part, parts, id, type, schema, at_us, data, meta, stored_us) VALUES "+
			strings.Repeat(bareRow+", ", len(chunk)-1)+bareRow, args...)
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

const bareAppend = `WITH head AS (%s RETURNING version, gate), place AS MATERIALIZED (SELECT version - $2::bigint AS base, gate, nextval('%[2]smilepost_appends') AS pos FROM head)
INSERT INTO %[2]smilepost_events (stream, version, part, parts, id, type, schema, at_us, data, meta, stored_us, gate, pos)
SELECT $1::text, place.base + e.part, e.part, $2::bigint, e.id, e.type, e.schema, e.at_us, e.data, e.meta,
 coalesce($4::bigint, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint), place.gate, place.pos
FROM place, unnest($5::text[], $6::text[], $7::integer[], $8::bigint[], $9::bytea[], $10::text[]) WITH ORDINALITY AS e (id, type, schema, at_us, data, meta, part)`

func (b bare) postgres(ctx context.Context, stream string, after int, list []lifecycle.Event, metas []string) error {
	head := "INSERT INTO " + b.schema + ".milepost_streams (stream, version, gate) VALUES ($1::text, $3::bigint + $2::bigint, pg_current_xact_id()::text::bigint) ON CONFLICT (stream) DO NOTHING"
	if after > 0 {
		head = "UPDATE " + b.schema + ".milepost_streams SET version = version + $2::bigint, gate = greatest(gate, pg_current_xact_id()::text::bigint) WHERE stream = $1::text AND version = $3::bigint"
	}
	n := len(list)
	idents, types, schemas, ats, datas := make([]string, n), make([]string, n), make([]int32, n), make([]int64, n), make([][]byte, n)
	for i := range list {
		idents[i], types[i], schemas[i], ats[i], datas[i] = list[i].ID, string(list[i].Type), int32(list[i].Schema), list[i].At.UnixMicro(), list[i].Data
	}
	_, err := b.db.ExecContext(ctx, fmt.Sprintf(bareAppend, head, b.schema+"."), stream, n, after, sql.NullInt64{}, idents, types, schemas, ats, datas, metas)
	return err
}

func (b bare) append(ctx context.Context, stream string, after int, list []lifecycle.Event, metas []string) error {
	if b.schema == "" {
		return b.sqlite(ctx, stream, after, list, metas)
	}
	return b.postgres(ctx, stream, after, list, metas)
}

// benchmarks runs a benchmark on each database there is. SQLite does not wait
// for the disk here, whose time would hide everything else.
func benchmarks(b *testing.B, run func(*testing.B, *database)) {
	for _, kind := range kinds {
		b.Run(kind.name, func(b *testing.B) {
			open := kind.open
			if kind.name == "postgres" {
				needPostgres(b)
			} else {
				open = func(ctx context.Context) (*database, error) { return openSQLiteWith(ctx, "_pragma=synchronous(OFF)") }
			}
			d, err := open(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(func() { _ = d.close() })
			if kind.name == "postgres" {
				d.db.SetMaxOpenConns(1)
				if _, err := d.db.Exec("SET synchronous_commit = off"); err != nil {
					b.Fatal(err)
				}
			}
			run(b, d)
		})
	}
}

func BenchmarkAppend(b *testing.B) {
	benchmarks(b, func(b *testing.B, d *database) {
		log, err := sqlstore.New(d.db, d.options)
		if err != nil {
			b.Fatal(err)
		}
		hand := bare{d.db, d.options.Schema}
		for _, n := range []int{1, 100, 10_000} {
			list := events("event-with-a-name-", n)
			var metas []string
			for _, e := range list {
				metas = append(metas, `{"actor":"`+e.Meta["actor"]+`","hash":"`+e.Meta["hash"]+`"}`)
			}
			b.Run(strconv.Itoa(n), func(b *testing.B) {
				store := &line{name: "store", n: n, append: func(stream string, at int) error {
					_, err := log.Append(b.Context(), lifecycle.StreamID(stream), lifecycle.Version(at), list...)
					return err
				}}
				byHand := &line{name: "bare", n: n, append: func(stream string, at int) error {
					return hand.append(b.Context(), stream, at, list, metas)
				}}
				inTurn(b, store, byHand)
			})
		}
	})
}

// inTurn runs the store and the bare driver by turns, so that whatever else the
// machine does meets both, and reports the median of each and their ratio.
func inTurn(b *testing.B, store, byHand *line) {
	for i := 0; b.Loop(); i++ {
		pair := []*line{store, byHand}
		if i%2 == 1 {
			pair = []*line{byHand, store}
		}
		for _, l := range pair {
			if err := l.step(); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(store.median(), "store-ns")
	b.ReportMetric(byHand.median(), "bare-ns")
	b.ReportMetric(store.median()/byHand.median(), "ratio")
	b.ReportMetric(0, "ns/op")
}

// line appends again and again, to streams of ten appends, and notes how long
// each append took.
type line struct {
	name   string
	n      int
	append func(stream string, at int) error
	stream string
	took   []time.Duration
}

// runs numbers all streams of a benchmark.
var runs atomic.Int64

func (l *line) step() error {
	k := len(l.took)
	if k%10 == 0 {
		l.stream = fmt.Sprintf("acme/%s-%d", l.name, runs.Add(1))
	}
	begin := time.Now()
	err := l.append(l.stream, k%10*l.n)
	l.took = append(l.took, time.Since(begin))
	return err
}

func (l *line) median() float64 {
	sorted := slices.Sorted(slices.Values(l.took))
	return float64(sorted[len(sorted)/2])
}

func BenchmarkLoad(b *testing.B) {
	benchmarks(b, func(b *testing.B, d *database) {
		log, err := sqlstore.New(d.db, d.options)
		if err != nil {
			b.Fatal(err)
		}
		for _, n := range []int{10, 100, 10_000} {
			id := lifecycle.StreamID(fmt.Sprintf("acme/load-%d", n))
			if _, err := log.Append(b.Context(), id, 0, events("e", n)...); err != nil {
				b.Fatal(err)
			}
			table, value := "milepost_events", "?"
			if d.options.Schema != "" {
				table, value = d.options.Schema+"."+table, "$1"
			}
			query := "SELECT version, id, type, schema, at_us, data, meta, stored_us FROM " + table + " WHERE stream = " + value + " ORDER BY version"
			b.Run(strconv.Itoa(n), func(b *testing.B) {
				store := &line{append: func(string, int) error {
					for _, err := range log.Load(b.Context(), id, 0) {
						if err != nil {
							return err
						}
					}
					return nil
				}}
				inTurn(b, store, &line{append: func(string, int) error {
					list, err := bareLoad(b.Context(), d.db, query, string(id))
					if err == nil && len(list) != n {
						err = fmt.Errorf("%d events", len(list))
					}
					return err
				}})
			})
		}
	})
}

// bareLoad reads a stream into events, meta as it is used: as a map.
func bareLoad(ctx context.Context, db *sql.DB, query, stream string) ([]lifecycle.Recorded, error) {
	rows, err := db.QueryContext(ctx, query, stream)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []lifecycle.Recorded
	for rows.Next() {
		var r lifecycle.Recorded
		var at, stored int64
		var meta []byte
		if err := rows.Scan(&r.Version, &r.ID, &r.Type, &r.Schema, &at, &r.Data, &meta, &stored); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(meta, &r.Meta); err != nil {
			return nil, err
		}
		r.At, r.StoredAt = time.UnixMicro(at).UTC(), time.UnixMicro(stored).UTC()
		list = append(list, r)
	}
	return list, rows.Err()
}

func BenchmarkFeed(b *testing.B) {
	benchmarks(b, func(b *testing.B, d *database) {
		log, err := sqlstore.New(d.db, d.options)
		if err != nil {
			b.Fatal(err)
		}
		for i := range 1000 {
			if _, err := log.Append(b.Context(), lifecycle.StreamID(fmt.Sprintf("acme/%d", i)), 0, events("e", 10)...); err != nil {
				b.Fatal(err)
			}
		}
		b.Run("10000", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				n := 0
				for _, err := range log.Read(b.Context(), "", 0) {
					if err != nil {
						b.Fatal(err)
					}
					n++
				}
				if n != 10_000 {
					b.Fatal(n)
				}
			}
		})
	})
}
