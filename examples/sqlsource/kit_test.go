package sqlsource

import (
	"context"
	"errors"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/kpitest"
	"github.com/milepost-go/milepost/kpi/sqlsource"
)

// closing is a source with the database it lives in.
type closing struct {
	kpi.Recorder
	end func() error
}

func (c closing) Close() error { return c.end() }

func TestSourceKeepsTheContract(t *testing.T) {
	for _, kind := range kinds {
		t.Run(kind.name, func(t *testing.T) {
			if kind.name == "postgres" {
				needPostgres(t)
			}
			kpitest.TestSource(t, func(ctx context.Context, readings []kpi.Reading) (kpi.Source, error) {
				d, err := kind.open()
				if err != nil {
					return nil, err
				}
				s, err := sqlsource.New(d.db, d.options)
				if err != nil {
					return nil, err
				}
				err = errors.Join(sqlsource.Migrate(ctx, d.db, d.options), s.Record(ctx, readings...))
				return closing{s, d.close}, err
			})
		})
	}
}

// Inside a transaction on one connection the contract holds as well.
func TestSourceInATransactionKeepsTheContract(t *testing.T) {
	for _, kind := range kinds {
		t.Run(kind.name, func(t *testing.T) {
			if kind.name == "postgres" {
				needPostgres(t)
			}
			open := func(ctx context.Context, readings []kpi.Reading) (kpi.Source, error) {
				d, err := kind.open()
				if err != nil {
					return nil, err
				}
				if err := sqlsource.Migrate(ctx, d.db, d.options); err != nil {
					return nil, err
				}
				s, err := sqlsource.New(d.db, d.options)
				if err != nil {
					return nil, err
				}
				tx, err := d.db.BeginTx(ctx, nil)
				if err != nil {
					return nil, err
				}
				in := s.In(tx)
				return closing{in, func() error { return errors.Join(tx.Rollback(), d.close()) }}, in.Record(ctx, readings...)
			}
			kpitest.TestSource(t, open)
		})
	}
}
