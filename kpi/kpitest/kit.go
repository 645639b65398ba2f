package kpitest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/milepost-go/milepost/kpi"
)

// Open returns a fresh source that holds just these readings, which are valid
// and differ in their names. A source that is also an io.Closer is closed when
// the clause is done.
type Open func(ctx context.Context, readings []kpi.Reading) (kpi.Source, error)

// ClauseError says which clause of the contract a source breaks.
type ClauseError struct {
	Clause string // the name of the clause, as in the subtest
	Err    error  // what was wanted and what happened instead; one or more joined
}

// Error names the clause.
func (e *ClauseError) Error() string { return fmt.Sprintf("kpitest: %s: %v", e.Clause, e.Err) }

// Unwrap returns the failure itself.
func (e *ClauseError) Unwrap() error { return e.Err }

// clause is one part of the contract with the probe that tries it.
type clause struct {
	name     string
	readings func() []kpi.Reading // what the source holds
	try      func(*probe)
	recorder bool // only for a kpi.Recorder
}

// TestSource runs every clause as a subtest on a fresh source.
func TestSource(t *testing.T, open Open) {
	t.Helper()
	for _, c := range clauses() {
		t.Run(c.name, func(t *testing.T) {
			skipped, err := c.run(t.Context(), open)
			if err != nil {
				t.Error(err)
			}
			if skipped {
				t.Skip("the source does not record")
			}
		})
	}
}

// Check runs every clause on a fresh source and returns the failures joined,
// each a [*ClauseError], or nil.
func Check(ctx context.Context, open Open) error {
	var faults []error
	for _, c := range clauses() {
		if _, err := c.run(ctx, open); err != nil {
			faults = append(faults, &ClauseError{c.name, err})
		}
	}
	return errors.Join(faults...)
}

func (c clause) run(ctx context.Context, open Open) (skipped bool, err error) {
	held := c.readings()
	s, err := open(ctx, held)
	if err != nil {
		return false, fmt.Errorf("open: %w", err)
	}
	p := &probe{ctx: ctx, source: s, held: held}
	var records bool
	p.recorder, records = s.(kpi.Recorder)
	if skipped = c.recorder && !records; !skipped {
		c.try(p)
	}
	if closer, ok := s.(io.Closer); ok {
		if err := closer.Close(); err != nil {
			p.failf("close: %v", err)
		}
	}
	return skipped, errors.Join(p.faults...)
}

// probe tries one source and keeps what it found wrong. It is not safe for
// concurrent use.
type probe struct {
	ctx      context.Context
	source   kpi.Source
	recorder kpi.Recorder
	held     []kpi.Reading
	faults   []error
}

func (p *probe) failf(format string, args ...any) {
	p.faults = append(p.faults, fmt.Errorf(format, args...))
}

// read collects what a query gives.
func (p *probe) read(q kpi.Query) ([]kpi.Reading, error) {
	var list []kpi.Reading
	for r, err := range p.source.Readings(p.ctx, q) {
		if err != nil {
			return list, err
		}
		list = append(list, r)
	}
	return list, nil
}

// gives wants a query to give exactly these readings in order.
func (p *probe) gives(q kpi.Query, want ...kpi.Reading) {
	got, err := p.read(q)
	if err != nil {
		p.failf("query %s: got error %v", shownQuery(q), err)
		return
	}
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			p.failf("query %s: reading %d is missing: want %s", shownQuery(q), i+1, shown(want[i]))
		case i >= len(want):
			p.failf("query %s: got a reading too many: %s", shownQuery(q), shown(got[i]))
		case !same(got[i], want[i]):
			p.failf("query %s: reading %d: got %s, want %s", shownQuery(q), i+1, shown(got[i]), shown(want[i]))
		default:
			continue
		}
		return
	}
}

// records wants the readings to be kept.
func (p *probe) records(readings ...kpi.Reading) {
	if err := p.recorder.Record(p.ctx, readings...); err != nil {
		p.failf("record %d readings: got error %v", len(readings), err)
	}
}

// same compares two readings to the last digit, unit and currency.
func same(a, b kpi.Reading) bool {
	c, _ := a.Value.Currency()
	d, _ := b.Value.Currency()
	return a.Metric == b.Metric && a.Subject == b.Subject && a.At == b.At && a.Value.Equal(b.Value) && a.Value.Unit() == b.Value.Unit() && c == d
}

func shown(r kpi.Reading) string {
	return fmt.Sprintf("%q of %q on %s: %.80s", r.Metric, r.Subject, r.At, r.Value)
}

func shownQuery(q kpi.Query) string {
	return fmt.Sprintf("%.40q of %.40q from %s to %s", q.Metric, q.Subject, q.From, q.To)
}
