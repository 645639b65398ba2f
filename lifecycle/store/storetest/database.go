package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/store"
)

// Harness is a store on a database with what the kit may do to it. Fields that
// are nil say that it cannot be done; the clauses that need it are skipped.
type Harness struct {
	Store store.Store[Doc] // empty
	// Reopen closes the store and opens it again on the same data.
	Reopen func(ctx context.Context) (store.Store[Doc], error)
	// Another opens the same data a second time, as another process does:
	// nothing that the two keep in memory is shared.
	Another func(ctx context.Context) (store.Store[Doc], error)
	// InTx begins a transaction of the host and runs work in it. Then it commits
	// when commit is true and work returned nil, and rolls back otherwise. It
	// returns what work returned, or else what the commit said. Store stays in
	// use meanwhile. It needs Rows.
	InTx func(ctx context.Context, commit bool, work func(Tx) error) error
	// Rows returns the keys of the host's own rows that are committed, sorted.
	Rows func(ctx context.Context) ([]string, error)
	// Close frees the store and its data. It is called once, after the clause.
	Close func() error
}

// Tx is a transaction of the host with a store that takes part in it.
type Tx struct {
	Store store.Store[Doc]
	// Row writes a row of the host's own in the same transaction.
	Row func(ctx context.Context, key string) error
}

// TestDatabase runs the clauses of [TestStore] and those about reopening,
// several openers and transactions as subtests, each on a fresh store. A clause
// that needs what the harness lacks is skipped.
func TestDatabase(t *testing.T, open func(ctx context.Context) (*Harness, error)) {
	t.Helper()
	for _, c := range allClauses() {
		t.Run(c.name, func(t *testing.T) {
			err := c.try(t.Context(), open)
			if errors.Is(err, errSkipped) {
				t.Skip(err)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
}

// CheckDatabase runs the clauses of [TestDatabase] and returns the failures
// joined, each a [*ClauseError], or nil. Clauses that need what the harness
// lacks are passed over.
func CheckDatabase(ctx context.Context, open func(ctx context.Context) (*Harness, error)) error {
	var faults []error
	for _, c := range allClauses() {
		if err := c.try(ctx, open); err != nil && !errors.Is(err, errSkipped) {
			faults = append(faults, &ClauseError{c.name, err})
		}
	}
	return errors.Join(faults...)
}

var errSkipped = errors.New("storetest: the harness has no ")

// databaseClause is a clause about what only a database can do.
type databaseClause struct {
	name  string
	needs string // "reopen", "another", "intx" or ""
	run   func(*probe, *Harness)
}

func allClauses() []databaseClause {
	var list []databaseClause
	for _, c := range clauses() {
		list = append(list, databaseClause{c.name, "", func(p *probe, _ *Harness) { c.try(p) }})
	}
	return append(list, databaseClauses()...)
}

func databaseClauses() []databaseClause {
	return []databaseClause{
		{"documents_survive_reopening", "reopen", reopened},
		{"several_openers_lose_nothing", "another", severalOpeners},
		{"a_transaction_takes_or_drops_saves_with_the_hosts_rows", "intx", txTogether},
		{"a_conflict_leaves_the_transaction_usable", "intx", txConflict},
		{"a_transaction_reads_what_it_saved", "intx", txReads},
		{"nothing_is_seen_before_the_commit", "intx", txUnseen},
	}
}

func (c databaseClause) try(ctx context.Context, open func(ctx context.Context) (*Harness, error)) (err error) {
	h, err := open(ctx)
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	if h.Close != nil {
		defer func() { err = errors.Join(err, h.Close()) }()
	}
	has := map[string]bool{"": true, "reopen": h.Reopen != nil, "another": h.Another != nil, "intx": h.InTx != nil && h.Rows != nil}
	if !has[c.needs] {
		return fmt.Errorf("%w%s", errSkipped, c.needs)
	}
	p := &probe{ctx: ctx, store: h.Store}
	c.run(p, h)
	return errors.Join(p.faults...)
}

// on goes on with another store and notes faults with the same probe.
func (p *probe) on(s store.Store[Doc], work func()) {
	was := p.store
	p.store = s
	work()
	p.store = was
}

// rows wants exactly these rows of the host's to be committed.
func (p *probe) rows(h *Harness, want ...string) {
	got, err := h.Rows(p.ctx)
	if err != nil || !slices.Equal(got, want) {
		p.failf("the host's rows are %q, %v, not %q", got, err, want)
	}
}

func reopened(p *probe, h *Harness) {
	p.saves("a", 0, sample("first"))
	p.saves("a", 1, sample("second"))
	p.saves("b", 0, Doc{})
	again, err := h.Reopen(p.ctx)
	if err != nil {
		p.failf("reopen: %v", err)
		return
	}
	p.on(again, func() {
		p.loads("a", 2, sample("second"))
		p.loads("b", 1, Doc{})
		p.misses("c")
		p.conflicts("a", 1)
		p.conflicts("b", 0)
		p.saves("a", 2, sample("third"))
		p.loads("a", 3, sample("third"))
	})
}

func severalOpeners(p *probe, h *Harness) {
	const openers, steps = 3, 20
	stores := []store.Store[Doc]{h.Store}
	for range openers - 1 {
		s, err := h.Another(p.ctx)
		if err != nil {
			p.failf("another: %v", err)
			return
		}
		stores = append(stores, s)
	}
	for i, s := range stores { // each sees what the one before saved
		p.on(s, func() {
			if i > 0 {
				p.loads("seen", store.Version(i), Doc{Counts: map[string]int64{"by": int64(i)}})
			}
			p.saves("seen", store.Version(i), Doc{Counts: map[string]int64{"by": int64(i + 1)}})
		})
	}
	p.together(openers, func(worker int) error {
		own := &probe{ctx: p.ctx, store: stores[worker]}
		for done := 0; done < steps; {
			saved, err := own.step("shared")
			if err != nil {
				return err
			}
			if saved {
				done++
			}
		}
		return nil
	})
	const all = openers * steps
	for _, s := range stores {
		p.on(s, func() { p.loads("shared", all, Doc{Title: "shared", Counts: map[string]int64{"n": all}}) })
	}
}

func txTogether(p *probe, h *Harness) {
	p.saves("old", 0, sample("old"))
	work := func(tx Tx) error {
		p.on(tx.Store, func() {
			p.saves("old", 1, sample("changed"))
			p.saves("new", 0, sample("new"))
		})
		return tx.Row(p.ctx, "row")
	}
	if err := h.InTx(p.ctx, false, work); err != nil {
		p.failf("transaction to roll back: %v", err)
	}
	p.loads("old", 1, sample("old"))
	p.misses("new")
	p.rows(h)
	if err := h.InTx(p.ctx, true, work); err != nil {
		p.failf("transaction to commit: %v", err)
	}
	p.loads("old", 2, sample("changed"))
	p.loads("new", 1, sample("new"))
	p.rows(h, "row")
}

func txConflict(p *probe, h *Harness) {
	p.saves("a", 0, sample("first"))
	p.saves("a", 1, sample("second"))
	err := h.InTx(p.ctx, true, func(tx Tx) error {
		first := tx.Row(p.ctx, "1 before")
		p.on(tx.Store, func() {
			p.conflicts("a", 0)
			p.conflicts("a", 1)
			p.conflicts("a", 9)
			p.conflicts("none", 3)
			p.misses("none")
			p.saves("a", 2, sample("third"))
			p.conflicts("a", 2)
			p.saves("b", 0, sample("b"))
		})
		return errors.Join(first, tx.Row(p.ctx, "2 after"))
	})
	if err != nil {
		p.failf("transaction that met conflicts: %v", err)
	}
	p.loads("a", 3, sample("third"))
	p.loads("b", 1, sample("b"))
	p.rows(h, "1 before", "2 after")
}

func txReads(p *probe, h *Harness) {
	p.saves("a", 0, sample("first"))
	err := h.InTx(p.ctx, true, func(tx Tx) error {
		p.on(tx.Store, func() {
			p.loads("a", 1, sample("first"))
			p.saves("a", 1, sample("second"))
			p.loads("a", 2, sample("second"))
			p.saves("a", 2, sample("third"))
			p.loads("a", 3, sample("third"))
			p.saves("b", 0, sample("b"))
			p.loads("b", 1, sample("b"))
		})
		return nil
	})
	if err != nil {
		p.failf("transaction: %v", err)
	}
	p.loads("a", 3, sample("third"))
}

func txUnseen(p *probe, h *Harness) {
	p.saves("a", 0, sample("first"))
	err := h.InTx(p.ctx, true, func(tx Tx) error {
		p.on(tx.Store, func() {
			p.saves("a", 1, sample("second"))
			p.saves("b", 0, sample("b"))
		})
		row := tx.Row(p.ctx, "row")
		p.loads("a", 1, sample("first"))
		p.misses("b")
		p.rows(h)
		return row
	})
	if err != nil {
		p.failf("transaction: %v", err)
	}
	p.loads("a", 2, sample("second"))
	p.loads("b", 1, sample("b"))
	p.rows(h, "row")
}
