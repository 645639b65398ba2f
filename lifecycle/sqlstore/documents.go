package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"github.com/milepost-go/milepost/lifecycle/store"
)

// Codec turns documents into bytes and back. The zero Codec is encoding/json.
type Codec[T any] struct {
	Encode func(T) ([]byte, error) // only reads the document; returns bytes of the caller's own
	Decode func([]byte) (T, error) // keeps nothing of the bytes
}

// Documents is a [store.Store] in the tables of a database: documents of one
// type under one kind. It is safe for concurrent use.
type Documents[T any] struct {
	db    *sql.DB
	kind  string
	codec Codec[T]
	limit int
	text  documentTexts
}

type documentTexts struct{ create, replace, version, load string }

// NewDocuments returns the store of a kind of documents, such as "plan", in the
// tables that [Migrate] has made. Kinds are apart: the same id names another
// document in each. A kind is a lower-case letter and up to 31 more of a-z, 0-9
// and "_". It does not touch the database. The error unwraps to ErrOptions and
// names everything that is wrong.
//
// With the zero Codec a document that JSON does not write or does not read back
// is store.ErrInvalid.
func NewDocuments[T any](db *sql.DB, kind string, codec Codec[T], o Options) (*Documents[T], error) {
	o, err := o.filled()
	need := func(ok bool, what string) {
		if !ok {
			err = errors.Join(err, fmt.Errorf("%w: %s", ErrOptions, what))
		}
	}
	need(db != nil, "no database")
	need(plainName.MatchString(kind), fmt.Sprintf("kind %q is not a lower-case letter and up to 31 of a-z, 0-9 and _", kind))
	need((codec.Encode == nil) == (codec.Decode == nil), "half a Codec")
	if err != nil {
		return nil, err
	}
	if codec.Encode == nil {
		codec = jsonCodec[T]()
	}
	t := o.tables()
	return &Documents[T]{db, kind, codec, o.DocumentLimit, documentTexts{
		create: t.sql("INSERT INTO milepost_documents (kind, id, version, data) VALUES (?, ?, 1, ?)" +
			" ON CONFLICT (kind, id) DO NOTHING"),
		replace: t.sql("UPDATE milepost_documents SET version = version + 1, data = ? WHERE kind = ? AND id = ? AND version = ?"),
		version: t.sql("SELECT version FROM milepost_documents WHERE kind = ? AND id = ?"),
		load:    t.sql("SELECT version, data FROM milepost_documents WHERE kind = ? AND id = ?"),
	}}, nil
}

func jsonCodec[T any]() Codec[T] {
	decode := func(data []byte) (T, error) {
		var doc T
		err := json.Unmarshal(data, &doc)
		return doc, err
	}
	encode := func(doc T) ([]byte, error) {
		data, err := json.Marshal(doc)
		if err == nil {
			_, err = decode(data)
		}
		return data, err
	}
	return Codec[T]{encode, decode}
}

// Load implements [store.Store].
func (d *Documents[T]) Load(ctx context.Context, id string) (T, store.Version, error) {
	return d.load(ctx, d.db, id)
}

// Save implements [store.Store]. It is one statement.
func (d *Documents[T]) Save(ctx context.Context, id string, expect store.Version, doc T) (store.Version, error) {
	return d.save(ctx, d.db, id, expect, doc)
}

// In returns the store inside a transaction of the host, under the rules of
// [Log.In].
func (d *Documents[T]) In(tx Tx) store.Store[T] { return documentsIn[T]{d, tx} }

type documentsIn[T any] struct {
	d  *Documents[T]
	tx Tx
}

func (in documentsIn[T]) Load(ctx context.Context, id string) (T, store.Version, error) {
	return in.d.load(ctx, in.tx, id)
}

func (in documentsIn[T]) Save(ctx context.Context, id string, expect store.Version, doc T) (store.Version, error) {
	return in.d.save(ctx, in.tx, id, expect, doc)
}

func usable(ctx context.Context, id string) error {
	if err := store.CheckID(id); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("sqlstore: %w", err)
	}
	return nil
}

func (d *Documents[T]) load(ctx context.Context, q querier, id string) (T, store.Version, error) {
	var none T
	if err := usable(ctx, id); err != nil {
		return none, 0, err
	}
	var version int64
	var data []byte
	err := queryRow(ctx, q, d.text.load, []any{d.kind, id}, &version, &data)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("%w: %s %q", store.ErrNotFound, d.kind, id)
	}
	if err != nil {
		return none, 0, err
	}
	doc, err := d.codec.Decode(data)
	if err != nil {
		return none, 0, fmt.Errorf("sqlstore: load %s %q: %w", d.kind, id, err)
	}
	return doc, store.Version(version), nil
}

func (d *Documents[T]) save(ctx context.Context, tx Tx, id string, expect store.Version, doc T) (store.Version, error) {
	if err := usable(ctx, id); err != nil {
		return 0, err
	}
	data, err := d.codec.Encode(doc)
	if err != nil {
		return 0, fmt.Errorf("%w: %s %q: %w", store.ErrInvalid, d.kind, id, err)
	}
	if len(data) > d.limit {
		return 0, fmt.Errorf("%w: %s %q of %d bytes, more than %d", store.ErrInvalid, d.kind, id, len(data), d.limit)
	}
	stored, err := d.put(ctx, tx, id, expect, bytesOf(data))
	if err != nil {
		return 0, failed(ctx, err)
	}
	if !stored {
		return 0, d.conflict(ctx, tx, id, expect)
	}
	return expect + 1, nil
}

// put stores the bytes if the document is at the version.
func (d *Documents[T]) put(ctx context.Context, tx Tx, id string, expect store.Version, data []byte) (bool, error) {
	text, args := d.text.replace, []any{data, d.kind, id, int64(expect)}
	if expect == 0 {
		text, args = d.text.create, []any{d.kind, id, data}
	}
	if expect >= math.MaxInt64 {
		return false, nil // nothing gets there
	}
	result, err := tx.ExecContext(ctx, text, args...)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

func (d *Documents[T]) conflict(ctx context.Context, q querier, id string, expect store.Version) error {
	var actual int64
	if err := queryRow(ctx, q, d.text.version, []any{d.kind, id}, &actual); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	return &store.ConflictError{ID: id, Expected: expect, Actual: store.Version(actual)}
}
