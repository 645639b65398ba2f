package sqlsource

import (
	"context"
	"errors"
	"iter"
	"sync"
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

// oneAtATime uses a transaction as a host must: never from two goroutines at
// once.
type oneAtATime struct {
	mu sync.Mutex
	in kpi.Recorder
}

func (o *oneAtATime) Record(ctx context.Context, readings ...kpi.Reading) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.in.Record(ctx, readings...)
}

func (o *oneAtATime) Readings(ctx context.Context, q kpi.Query) iter.Seq2[kpi.Reading, error] {
	return func(yield func(kpi.Reading, error) bool) {
		o.mu.Lock()
		var list []kpi.Reading
		var failure error
		for r, err := range o.in.Readings(ctx, q) {
			if failure = err; err == nil {
				list = append(list, r)
			}
		}
		o.mu.Unlock()
		for _, r := range list {
			if !yield(r, nil) {
				return
			}
		}
		if failure != nil {
			yield(kpi.Reading{}, failure)
		}
	}
}

// Inside a transaction on one connection the contract holds as well, as far as
// calls do not overlap.
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
				return closing{&oneAtATime{in: in}, func() error { return errors.Join(tx.Rollback(), d.close()) }}, in.Record(ctx, readings...)
			}
			kpitest.TestSource(t, open)
		})
	}
}
