package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/lifecycletest"
	"github.com/milepost-go/milepost/lifecycle/sqlstore"
	"github.com/milepost-go/milepost/lifecycle/store"
	"github.com/milepost-go/milepost/lifecycle/store/storetest"
)

// rigKinds are the databases under test.
var rigKinds = []struct {
	name string
	open func(*testing.T) func(context.Context) (*rig, error)
}{
	{"sqlite", func(*testing.T) func(context.Context) (*rig, error) { return sqliteRig }},
	{"postgres", func(t *testing.T) func(context.Context) (*rig, error) { return needServer(t).rig }},
}

// callsOnly are the needs of clauses that take no more than calls of a log.
var callsOnly = []string{"", "feed", "waiter", "snapshotter", "reopen", "feed, reopen", "limit"}

// TestTrials runs the clauses of the contract that take more than calls of a
// log: transactions of the host, processes that are killed, a server that
// crashes, connections that break, disks that are full.
func TestTrials(t *testing.T) {
	for _, kind := range rigKinds {
		t.Run(kind.name, func(t *testing.T) {
			open := kind.open(t)
			for _, clause := range lifecycletest.Clauses() {
				if slices.Contains(callsOnly, clause.Needs) {
					continue
				}
				t.Run(clause.Title(), func(t *testing.T) {
					err := clause.Try(t.Context(), func(ctx context.Context) (*lifecycletest.Harness, error) {
						r, err := open(ctx)
						if err != nil {
							return nil, err
						}
						return r.h, nil
					})
					if errors.Is(err, lifecycletest.ErrUnable) {
						t.Skip(err)
					}
					if err != nil {
						t.Error(err)
					}
				})
			}
		})
	}
}

// TestDocumentTrials runs the contract of documents with transactions of the
// host and several openers.
func TestDocumentTrials(t *testing.T) {
	for _, kind := range rigKinds {
		t.Run(kind.name, func(t *testing.T) {
			open := kind.open(t)
			storetest.TestDatabase(t, func(ctx context.Context) (*storetest.Harness, error) {
				r, err := open(ctx)
				if err != nil {
					return nil, err
				}
				return r.documents()
			})
		})
	}
}

func (r *rig) documents() (*storetest.Harness, error) {
	on := func() (*sqlstore.Documents[storetest.Doc], error) {
		return sqlstore.NewDocuments(r.db, "note", sqlstore.Codec[storetest.Doc]{}, r.options())
	}
	docs, err := on()
	return &storetest.Harness{
		Store: docs, Close: r.close, Rows: r.rows,
		Reopen: func(ctx context.Context) (store.Store[storetest.Doc], error) {
			if _, err := r.reopen(ctx); err != nil {
				return nil, err
			}
			return on()
		},
		Another: func(context.Context) (store.Store[storetest.Doc], error) {
			db, _, err := r.another(r.Source)
			if err != nil {
				return nil, err
			}
			return sqlstore.NewDocuments(db, "note", sqlstore.Codec[storetest.Doc]{}, r.options())
		},
		InTx: func(ctx context.Context, commit bool, work func(storetest.Tx) error) error {
			return r.begin(ctx, commit, func(tx *sql.Tx) error {
				return work(storetest.Tx{Store: docs.In(tx), Row: r.row(tx)})
			})
		},
	}, err
}
