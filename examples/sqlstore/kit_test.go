package sqlstore

import (
	"context"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/lifecycletest"
	"github.com/milepost-go/milepost/lifecycle/sqlstore"
	"github.com/milepost-go/milepost/lifecycle/store"
	"github.com/milepost-go/milepost/lifecycle/store/storetest"
)

func TestLogKeepsTheContract(t *testing.T) {
	for _, kind := range kinds {
		t.Run(kind.name, func(t *testing.T) {
			if kind.name == "postgres" {
				needPostgres(t)
			}
			lifecycletest.TestLog(t, func(ctx context.Context) (*lifecycletest.Harness, error) {
				d, err := kind.open(ctx)
				if err != nil {
					return nil, err
				}
				log, err := d.log()
				return &lifecycletest.Harness{
					Log: log, Limit: lifecycle.DefaultLimit, Close: d.close,
					Reopen: func(context.Context) (lifecycle.Log, error) {
						if _, err := d.reopen(); err != nil {
							return nil, err
						}
						return d.log()
					},
				}, err
			})
		})
	}
}

// closing is a store with the database it lives in.
type closing struct {
	store.Store[storetest.Doc]
	d *database
}

func (c closing) Close() error { return c.d.close() }

func TestDocumentsKeepTheContract(t *testing.T) {
	for _, kind := range kinds {
		t.Run(kind.name, func(t *testing.T) {
			if kind.name == "postgres" {
				needPostgres(t)
			}
			storetest.TestStore(t, func(ctx context.Context) (store.Store[storetest.Doc], error) {
				d, err := kind.open(ctx)
				if err != nil {
					return nil, err
				}
				docs, err := sqlstore.NewDocuments(d.db, "note", sqlstore.Codec[storetest.Doc]{}, d.options)
				return closing{docs, d}, err
			})
		})
	}
}
