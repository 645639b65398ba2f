package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/url"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/sqlstore"
	"github.com/milepost-go/milepost/lifecycle/store"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

// keep is where the project is kept: its history, and its documents by kind.
type keep struct {
	log       *retold
	charters  shelf[charter.Charter]
	plans     shelf[*schedule.Plan]
	registers shelf[risk.Register]
	changes   shelf[change.Request]
	close     func() error
}

// keepInMemory keeps everything until the program ends.
func keepInMemory() *keep {
	return &keep{
		log:       &retold{kept: &lifecycle.MemLog{}},
		charters:  shelf[charter.Charter]{docs: store.NewMemory(charter.Charter.Clone)},
		plans:     shelf[*schedule.Plan]{docs: store.NewMemory((*schedule.Plan).Clone)},
		registers: shelf[risk.Register]{docs: store.NewMemory(risk.Register.Clone)},
		changes:   shelf[change.Request]{docs: store.NewMemory(change.Request.Clone)},
		close:     func() error { return nil },
	}
}

// keepIn keeps everything in an SQLite file or a PostgreSQL database, whichever
// is named, and makes the tables where there are none.
func keepIn(ctx context.Context, file, postgres string) (*keep, error) {
	driver, source, o := "sqlite", "", sqlstore.Options{Dialect: sqlstore.SQLite}
	switch {
	case file != "" && postgres != "":
		return nil, errors.New("-store and -postgres exclude each other")
	case file != "":
		source = "file:" + (&url.URL{Path: file}).EscapedPath() + "?_txlock=immediate&_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"
	case postgres != "":
		driver, source, o.Dialect = "pgx", postgres, sqlstore.PostgreSQL
	default:
		return keepInMemory(), nil
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		return nil, err
	}
	k, err := keepOn(ctx, db, o)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return k, nil
}

func keepOn(ctx context.Context, db *sql.DB, o sqlstore.Options) (*keep, error) {
	if err := sqlstore.Migrate(ctx, db, o); err != nil {
		return nil, err
	}
	log, err := sqlstore.New(db, o)
	if err != nil {
		return nil, err
	}
	k := &keep{log: &retold{kept: log}, close: db.Close}
	var faults [4]error
	k.charters.docs, faults[0] = sqlstore.NewDocuments(db, "charter", codec(charter.Encode, charter.Decode), o)
	k.plans.docs, faults[1] = sqlstore.NewDocuments(db, "plan", codec(encodePlan, decodePlan), o)
	k.registers.docs, faults[2] = sqlstore.NewDocuments(db, "register", codec(risk.Encode, risk.Decode), o)
	k.changes.docs, faults[3] = sqlstore.NewDocuments(db, "change", codec(encodeChange, decodeChange), o)
	return k, errors.Join(faults[:]...)
}

// codec makes one of functions that write and read streams.
func codec[T any](encode func(io.Writer, T) error, decode func(io.Reader) (T, error)) sqlstore.Codec[T] {
	return sqlstore.Codec[T]{
		Encode: func(doc T) ([]byte, error) {
			var b bytes.Buffer
			err := encode(&b, doc)
			return b.Bytes(), err
		},
		Decode: func(data []byte) (T, error) { return decode(bytes.NewReader(data)) },
	}
}

func encodePlan(w io.Writer, p *schedule.Plan) error {
	_, err := mspdi.Encode(w, p)
	return err
}

func decodePlan(r io.Reader) (*schedule.Plan, error) {
	p, _, err := mspdi.Decode(r)
	return p, err
}

func encodeChange(w io.Writer, r change.Request) error { return change.Encode(w, []change.Request{r}) }

func decodeChange(r io.Reader) (change.Request, error) {
	list, err := change.Decode(r)
	if err == nil && len(list) != 1 {
		err = fmt.Errorf("%d requests in one document", len(list))
	}
	if err != nil {
		return change.Request{}, err
	}
	return list[0], nil
}

// shelf keeps the states of one kind of documents in the order in which the
// story comes by them.
type shelf[T any] struct {
	docs  store.Store[T]
	saved map[string]store.Version // by document
}

// put saves the next state of a document. A state that an earlier run saved is
// not saved again.
func (s *shelf[T]) put(ctx context.Context, id string, doc T) error {
	if s.saved == nil {
		s.saved = map[string]store.Version{}
	}
	_, err := s.docs.Save(ctx, id, s.saved[id], doc)
	var conflict *store.ConflictError
	if errors.As(err, &conflict) && conflict.Actual > s.saved[id] {
		err = nil
	}
	s.saved[id]++
	return err
}

// retold is the history as far as the story has got in this run. The story
// always begins at the beginning and says every command again under the id that
// it has always had. What an earlier run stored the log knows as a repetition,
// so nothing is stored twice, and the story goes on where it was cut off.
type retold struct {
	kept lifecycle.Log
	at   lifecycle.Version
}

var errOther = errors.New("the store holds another story, in the other language or of another plan; name another one")

// Append stores events or finds them stored.
func (r *retold) Append(ctx context.Context, id lifecycle.StreamID, expect lifecycle.Version, events ...lifecycle.Event) (lifecycle.AppendResult, error) {
	if expect != r.at {
		return lifecycle.AppendResult{}, &lifecycle.ConflictError{Stream: id, Expected: expect, Actual: r.at}
	}
	result, err := r.kept.Append(ctx, id, expect, events...)
	if errors.Is(err, lifecycle.ErrConflict) {
		err = fmt.Errorf("%w (%w)", errOther, err)
	}
	if err == nil && result.Duplicate {
		err = r.compare(ctx, id, events)
	}
	if err != nil {
		return lifecycle.AppendResult{}, err
	}
	r.at, result.Duplicate = result.Version, false
	return result, nil
}

// compare holds the events against those that are stored.
func (r *retold) compare(ctx context.Context, id lifecycle.StreamID, events []lifecycle.Event) error {
	n := 0
	for was, err := range r.kept.Load(ctx, id, r.at) {
		if err != nil || n == len(events) {
			return err
		}
		if was.Meta[lifecycle.MetaHash] != events[n].Meta[lifecycle.MetaHash] {
			return errOther
		}
		n++
	}
	return nil
}

// Load yields what the story has got to.
func (r *retold) Load(ctx context.Context, id lifecycle.StreamID, after lifecycle.Version) iter.Seq2[lifecycle.Recorded, error] {
	return func(yield func(lifecycle.Recorded, error) bool) {
		for e, err := range r.kept.Load(ctx, id, after) {
			if err == nil && e.Version > r.at || !yield(e, err) {
				return
			}
		}
	}
}
