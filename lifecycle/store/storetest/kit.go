package storetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/store"
)

// Open returns a fresh, empty store for one clause. A store that is also an
// io.Closer is closed when the clause is done.
type Open func(ctx context.Context) (store.Store[Doc], error)

// ClauseError says which clause of the contract a store breaks.
type ClauseError struct {
	Clause string // the name of the clause, as in the subtest
	Err    error  // what was wanted and what happened instead; one or more joined
}

// Error names the clause.
func (e *ClauseError) Error() string { return fmt.Sprintf("storetest: %s: %v", e.Clause, e.Err) }

// Unwrap returns the failure itself.
func (e *ClauseError) Unwrap() error { return e.Err }

// clause is one part of the contract with the probe that tries it.
type clause struct {
	name string
	try  func(*probe)
}

// TestStore runs every clause as a subtest on a fresh store.
func TestStore(t *testing.T, open Open) {
	t.Helper()
	for _, c := range clauses() {
		t.Run(c.name, func(t *testing.T) {
			if err := c.run(t.Context(), open); err != nil {
				t.Error(err)
			}
		})
	}
}

// Check runs every clause on a fresh store and returns the failures joined,
// each a [*ClauseError], or nil.
func Check(ctx context.Context, open Open) error {
	var faults []error
	for _, c := range clauses() {
		if err := c.run(ctx, open); err != nil {
			faults = append(faults, &ClauseError{c.name, err})
		}
	}
	return errors.Join(faults...)
}

func (c clause) run(ctx context.Context, open Open) error {
	s, err := open(ctx)
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	p := &probe{ctx: ctx, store: s}
	c.try(p)
	if closer, ok := s.(io.Closer); ok {
		if err := closer.Close(); err != nil {
			p.failf("close: %v", err)
		}
	}
	return errors.Join(p.faults...)
}

// probe tries one store and keeps what it found wrong. It is not safe for
// concurrent use.
type probe struct {
	ctx    context.Context
	store  store.Store[Doc]
	faults []error
}

func (p *probe) failf(format string, args ...any) {
	p.faults = append(p.faults, fmt.Errorf(format, args...))
}

// saves wants Save to store the document.
func (p *probe) saves(id string, expect store.Version, doc Doc) {
	got, err := p.store.Save(p.ctx, id, expect, doc)
	if err != nil || got != expect+1 {
		p.failf("save %q expecting version %d: got version %d and %v, want version %d", id, expect, got, err, expect+1)
	}
}

// loads wants Load to return the document with its version.
func (p *probe) loads(id string, version store.Version, doc Doc) {
	got, at, err := p.store.Load(p.ctx, id)
	switch {
	case err != nil || at != version:
		p.failf("load %q: got version %d and %v, want version %d", id, at, err, version)
	case !got.Equal(doc):
		p.failf("load %q: got %v, want %v", id, got, doc)
	}
}

// misses wants Load to find nothing.
func (p *probe) misses(id string) {
	got, at, err := p.store.Load(p.ctx, id)
	if !errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrConflict) || errors.Is(err, store.ErrInvalid) {
		p.failf("load of the unknown %q: got error %v, want store.ErrNotFound", id, err)
	}
	if at != 0 || !got.Equal(Doc{}) {
		p.failf("load of the unknown %q: got version %d and %v, want version 0 and the zero document", id, at, got)
	}
}

// conflicts wants Save to refuse the expected version.
func (p *probe) conflicts(id string, expect store.Version) {
	got, err := p.store.Save(p.ctx, id, expect, Doc{Title: "must not be stored"})
	if !errors.Is(err, store.ErrConflict) || errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrInvalid) {
		p.failf("save %q expecting version %d: got error %v, want store.ErrConflict", id, expect, err)
	}
	if err != nil && got != 0 {
		p.failf("save %q: got version %d beside an error, want 0", id, got)
	}
}
