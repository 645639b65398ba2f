package storetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/store"
)

// rack is a store with transactions, one at a time; a bug makes it wrong in one
// way.
type rack struct {
	bug     string
	writing sync.Mutex // held by a transaction and by each save outside of one
	*data
}

type data struct {
	mu   sync.Mutex
	docs map[string]Doc
	at   map[string]store.Version
	host []string
}

func newRack(bug string) *rack {
	return &rack{bug: bug, data: &data{docs: map[string]Doc{}, at: map[string]store.Version{}}}
}

func (d *data) Load(ctx context.Context, id string) (Doc, store.Version, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := refuse(ctx, id); err != nil {
		return Doc{}, 0, err
	}
	if d.at[id] == 0 {
		return Doc{}, 0, store.ErrNotFound
	}
	return d.docs[id].Clone(), d.at[id], nil
}

func (d *data) Save(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := refuse(ctx, id); err != nil {
		return 0, err
	}
	if actual := d.at[id]; actual != expect {
		return 0, &store.ConflictError{ID: id, Expected: expect, Actual: actual}
	}
	d.docs[id], d.at[id] = doc.Clone(), expect+1
	return expect + 1, nil
}

func (d *data) clone() *data {
	d.mu.Lock()
	defer d.mu.Unlock()
	return &data{docs: maps.Clone(d.docs), at: maps.Clone(d.at), host: slices.Clone(d.host)}
}

func (r *rack) Save(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
	r.writing.Lock()
	defer r.writing.Unlock()
	return r.data.Save(ctx, id, expect, doc)
}

// scratch is the store within a transaction.
type scratch struct {
	*data
	r       *rack
	spoiled bool
}

func (s *scratch) Load(ctx context.Context, id string) (Doc, store.Version, error) {
	if s.r.bug == "transaction reads what is committed" {
		return s.r.data.Load(ctx, id)
	}
	return s.data.Load(ctx, id)
}

func (s *scratch) Save(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
	if s.spoiled {
		return 0, errors.New("transaction is aborted")
	}
	v, err := s.data.Save(ctx, id, expect, doc)
	s.spoiled = s.r.bug == "conflict spoils the transaction" && errors.Is(err, store.ErrConflict)
	return v, err
}

func (r *rack) inTx(ctx context.Context, commit bool, work func(Tx) error) error {
	r.writing.Lock()
	defer r.writing.Unlock()
	s := &scratch{data: r.clone(), r: r}
	if r.bug == "saves before the commit" {
		s.data = r.data
	}
	var host []string
	err := work(Tx{Store: s, Row: func(_ context.Context, key string) error {
		host = append(host, key)
		return nil
	}})
	keep := commit && err == nil
	r.mu.Lock()
	defer r.mu.Unlock()
	if keep && r.bug != "commit forgets the saves" || r.bug == "rollback keeps the saves" {
		r.docs, r.at = s.docs, s.at
	}
	if keep {
		r.host = append(r.host, host...)
	}
	return err
}

func (r *rack) rows(context.Context) ([]string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Sorted(slices.Values(r.host)), nil
}

func (r *rack) reopen(context.Context) (store.Store[Doc], error) {
	switch r.bug {
	case "forgets on reopening":
		return newRack(""), nil
	case "forgets versions on reopening":
		for id := range r.at {
			r.at[id] = 1
		}
	}
	return r, nil
}

// alone is an opener that remembers what it once read.
type alone struct {
	*rack
	mu    sync.Mutex
	cache map[string]store.Version
}

func (a *alone) Save(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if v := a.cache[id]; v != 0 && v != expect {
		return 0, &store.ConflictError{ID: id, Expected: expect, Actual: v}
	}
	a.rack.data.mu.Lock()
	a.docs[id], a.at[id] = doc.Clone(), expect+1 // whatever others saved meanwhile
	a.rack.data.mu.Unlock()
	a.cache[id] = expect + 1
	return expect + 1, nil
}

func (a *alone) Load(ctx context.Context, id string) (Doc, store.Version, error) {
	doc, v, err := a.rack.Load(ctx, id)
	a.mu.Lock()
	a.cache[id] = v
	a.mu.Unlock()
	return doc, v, err
}

func (r *rack) another(context.Context) (store.Store[Doc], error) {
	switch r.bug {
	case "openers overwrite each other":
		return &alone{rack: r, cache: map[string]store.Version{}}, nil
	case "openers see only their own":
		return &rack{data: r.clone()}, nil
	}
	return r, nil
}

func openRack(bug string) func(context.Context) (*Harness, error) {
	return func(context.Context) (*Harness, error) {
		r := newRack(bug)
		return &Harness{Store: r, Reopen: r.reopen, Another: r.another, InTx: r.inTx, Rows: r.rows}, nil
	}
}

func TestRack(t *testing.T) { TestDatabase(t, openRack("")) }

func TestEveryBrokenDatabaseIsCaught(t *testing.T) {
	caught := map[string]bool{}
	for bug, clause := range map[string]string{
		"forgets on reopening": "documents_survive_reopening", "forgets versions on reopening": "documents_survive_reopening",
		"openers overwrite each other": "several_openers_lose_nothing", "openers see only their own": "several_openers_lose_nothing",
		"rollback keeps the saves": "a_transaction_takes_or_drops_saves_with_the_hosts_rows", "commit forgets the saves": "a_transaction_takes_or_drops_saves_with_the_hosts_rows",
		"conflict spoils the transaction": "a_conflict_leaves_the_transaction_usable", "transaction reads what is committed": "a_transaction_reads_what_it_saved",
		"saves before the commit": "nothing_is_seen_before_the_commit",
	} {
		t.Run(bug, func(t *testing.T) {
			var broke []string
			for range 30 { // whether a race is lost is up to the scheduler
				if broke = brokenClauses(CheckDatabase(t.Context(), openRack(bug))); slices.Contains(broke, clause) {
					break
				}
			}
			if !slices.Contains(broke, clause) {
				t.Errorf("the clause %s did not catch it; these did: %v", clause, broke)
			}
		})
		caught[clause] = true
	}
	for _, c := range databaseClauses() {
		if !caught[c.name] {
			t.Errorf("no fake shows that the clause %s can fail", c.name)
		}
	}
}

func TestDatabaseClausesAreSkipped(t *testing.T) {
	closed := 0
	plain := func(context.Context) (*Harness, error) {
		return &Harness{Store: store.NewMemory(Doc.Clone), Close: func() error { closed++; return nil }}, nil
	}
	if err := CheckDatabase(t.Context(), plain); err != nil {
		t.Error(err)
	}
	for _, c := range allClauses() {
		if err := c.try(t.Context(), plain); errors.Is(err, errSkipped) != (c.needs != "") {
			t.Errorf("%s, which needs %q: %v", c.name, c.needs, err)
		}
	}
	if want := 2 * len(allClauses()); closed != want {
		t.Errorf("%d closed, want %d", closed, want)
	}
	down := errors.New("connection refused")
	err := CheckDatabase(t.Context(), func(context.Context) (*Harness, error) { return nil, down })
	if !errors.Is(err, down) || strings.Count(fmt.Sprint(err), "connection refused") != len(allClauses()) {
		t.Errorf("got %v", err)
	}
}
