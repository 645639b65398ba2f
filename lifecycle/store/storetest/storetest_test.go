package storetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/store"
)

func openJSON(context.Context) (store.Store[Doc], error) { return store.NewMemory[Doc](nil), nil }

func openClone(context.Context) (store.Store[Doc], error) { return store.NewMemory(Doc.Clone), nil }

func TestMemory(t *testing.T) {
	t.Run("json", func(t *testing.T) { TestStore(t, openJSON) })
	t.Run("clone", func(t *testing.T) { TestStore(t, openClone) })
	t.Run("zero", func(t *testing.T) {
		TestStore(t, func(context.Context) (store.Store[Doc], error) { return new(store.Memory[Doc]), nil })
	})
}

func TestCheckIsSilentOnAGoodStore(t *testing.T) {
	for _, open := range []Open{openJSON, openClone} {
		if err := Check(t.Context(), open); err != nil {
			t.Error(err)
		}
	}
}

// broken is a store whose methods may be replaced one by one.
type broken struct {
	good store.Store[Doc]
	load func(context.Context, string) (Doc, store.Version, error)
	save func(context.Context, string, store.Version, Doc) (store.Version, error)
}

func (b *broken) Load(ctx context.Context, id string) (Doc, store.Version, error) {
	if b.load != nil {
		return b.load(ctx, id)
	}
	return b.good.Load(ctx, id)
}

func (b *broken) Save(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
	if b.save != nil {
		return b.save(ctx, id, expect, doc)
	}
	return b.good.Save(ctx, id, expect, doc)
}

// renamed returns a store that keeps documents under another id.
func renamed(other func(string) string) func(*broken) {
	return func(b *broken) {
		b.load = func(ctx context.Context, id string) (Doc, store.Version, error) {
			if err := store.CheckID(id); err != nil {
				return Doc{}, 0, err
			}
			return b.good.Load(ctx, other(id))
		}
		b.save = func(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			if err := store.CheckID(id); err != nil {
				return 0, err
			}
			v, err := b.good.Save(ctx, other(id), expect, doc)
			var conflict *store.ConflictError
			if errors.As(err, &conflict) {
				conflict.ID = id
			}
			return v, err
		}
	}
}

// plain is a map with a mutex: what the fakes below get wrong on purpose.
type plain struct {
	mu   sync.Mutex
	docs map[string]Doc
	at   map[string]store.Version
}

func newPlain() *plain { return &plain{docs: map[string]Doc{}, at: map[string]store.Version{}} }

func (m *plain) version(id string) store.Version {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.at[id]
}

func (m *plain) doc(id string) Doc {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.docs[id]
}

func (m *plain) put(id string, v store.Version, doc Doc) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.at[id], m.docs[id] = v, doc
}

func refuse(ctx context.Context, id string) error {
	return errors.Join(store.CheckID(id), ctx.Err())
}

// fakes names for each broken store the clause meant to catch it.
var fakes = []struct {
	name, clause string
	spoil        func(*broken)
}{
	{"lost update: check and write apart", "concurrent_writers_lose_nothing", func(b *broken) {
		m := newPlain()
		b.load = func(ctx context.Context, id string) (Doc, store.Version, error) {
			m.mu.Lock()
			defer m.mu.Unlock()
			if err := refuse(ctx, id); err != nil {
				return Doc{}, 0, err
			}
			if m.at[id] == 0 {
				return Doc{}, 0, store.ErrNotFound
			}
			return m.docs[id].Clone(), m.at[id], nil
		}
		b.save = func(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			if err := refuse(ctx, id); err != nil {
				return 0, err
			}
			if actual := m.version(id); actual != expect {
				return 0, &store.ConflictError{ID: id, Expected: expect, Actual: actual}
			}
			if id == "shared" {
				time.Sleep(50 * time.Microsecond)
			}
			m.put(id, expect+1, doc.Clone())
			return expect + 1, nil
		}
	}},
	{"torn read: version and document read apart", "concurrent_writers_lose_nothing", func(b *broken) {
		b.load = func(ctx context.Context, id string) (Doc, store.Version, error) {
			_, v, err := b.good.Load(ctx, id)
			if err != nil {
				return Doc{}, 0, err
			}
			if id == "shared" {
				time.Sleep(50 * time.Microsecond)
			}
			doc, _, err := b.good.Load(ctx, id)
			return doc, v, err
		}
	}},
	{"one document at a time for the whole store", "concurrent_documents_do_not_meet", func(b *broken) {
		var busy atomic.Bool
		b.save = func(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			if !busy.CompareAndSwap(false, true) {
				return 0, &store.ConflictError{ID: id, Expected: expect, Actual: expect}
			}
			defer busy.Store(false)
			if strings.HasPrefix(id, "own/") {
				time.Sleep(50 * time.Microsecond)
			}
			return b.good.Save(ctx, id, expect, doc)
		}
	}},
	{"keeps the caller's document", "copies_in", func(b *broken) {
		b.good = store.NewMemory(func(d Doc) Doc { return d })
		b.load = func(ctx context.Context, id string) (Doc, store.Version, error) {
			doc, v, err := b.good.Load(ctx, id)
			return doc.Clone(), v, err
		}
	}},
	{"gives out its own document", "copies_out", func(b *broken) {
		b.good = store.NewMemory(func(d Doc) Doc { return d })
		b.save = func(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			return b.good.Save(ctx, id, expect, doc.Clone())
		}
	}},
	{"copies only the top level", "copies_in", func(b *broken) {
		b.good = store.NewMemory(func(d Doc) Doc {
			d.Tags, d.Counts = slices.Clone(d.Tags), maps.Clone(d.Counts)
			return d
		})
	}},
	{"own word for not found", "the_unknown_is_not_found", func(b *broken) {
		b.load = func(ctx context.Context, id string) (Doc, store.Version, error) {
			doc, v, err := b.good.Load(ctx, id)
			if errors.Is(err, store.ErrNotFound) {
				err = errors.New("no rows in result set")
			}
			return doc, v, err
		}
	}},
	{"nothing found is no error", "the_unknown_is_not_found", func(b *broken) {
		b.load = func(ctx context.Context, id string) (Doc, store.Version, error) {
			doc, v, err := b.good.Load(ctx, id)
			if errors.Is(err, store.ErrNotFound) {
				err = nil
			}
			return doc, v, err
		}
	}},
	{"a document beside not found", "the_unknown_is_not_found", func(b *broken) {
		b.load = func(ctx context.Context, id string) (Doc, store.Version, error) {
			doc, v, err := b.good.Load(ctx, id)
			if errors.Is(err, store.ErrNotFound) {
				doc.Title = "untitled"
			}
			return doc, v, err
		}
	}},
	{"own word for a conflict", "a_stale_save_conflicts", func(b *broken) {
		b.save = func(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			v, err := b.good.Save(ctx, id, expect, doc)
			if errors.Is(err, store.ErrConflict) {
				err = errors.New("0 rows affected")
			}
			return v, err
		}
	}},
	{"conflict and not found at once", "a_save_ahead_conflicts", func(b *broken) {
		b.save = func(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			v, err := b.good.Save(ctx, id, expect, doc)
			if errors.Is(err, store.ErrConflict) {
				err = errors.Join(err, store.ErrNotFound)
			}
			return v, err
		}
	}},
	{"last writer wins", "a_stale_save_conflicts", func(b *broken) {
		b.save = func(ctx context.Context, id string, _ store.Version, doc Doc) (store.Version, error) {
			_, v, err := b.good.Load(ctx, id)
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return 0, err
			}
			return b.good.Save(ctx, id, v, doc)
		}
	}},
	{"create overwrites", "creating_twice_conflicts", func(b *broken) {
		b.save = func(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			_, v, err := b.good.Load(ctx, id)
			if expect == 0 && err == nil {
				expect = v
			}
			return b.good.Save(ctx, id, expect, doc)
		}
	}},
	{"refuses older versions only", "a_save_ahead_conflicts", func(b *broken) {
		b.save = func(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			_, v, _ := b.good.Load(ctx, id)
			return b.good.Save(ctx, id, min(expect, v), doc)
		}
	}},
	{"signed versions", "a_save_ahead_conflicts", func(b *broken) {
		b.save = func(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			if int64(expect) < 0 {
				return 0, errors.New("value out of range")
			}
			return b.good.Save(ctx, id, expect, doc)
		}
	}},
	{"a conflict stores anyway", "a_conflict_stores_nothing", func(b *broken) {
		b.save = func(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			v, err := b.good.Save(ctx, id, expect, doc)
			var conflict *store.ConflictError
			if errors.As(err, &conflict) {
				if _, again := b.good.Save(ctx, id, conflict.Actual, doc); again != nil {
					return 0, again
				}
			}
			return v, err
		}
	}},
	{"a conflict without its versions", "a_conflict_names_the_versions", func(b *broken) {
		b.save = func(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			v, err := b.good.Save(ctx, id, expect, doc)
			if errors.Is(err, store.ErrConflict) {
				err = store.ErrConflict
			}
			return v, err
		}
	}},
	{"a conflict with invented versions", "a_conflict_names_the_versions", func(b *broken) {
		b.save = func(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			v, err := b.good.Save(ctx, id, expect, doc)
			if errors.Is(err, store.ErrConflict) {
				err = &store.ConflictError{ID: id, Expected: expect, Actual: expect + 1}
			}
			return v, err
		}
	}},
	{"ignores the context", "an_ended_context_is_refused", func(b *broken) {
		b.load = func(ctx context.Context, id string) (Doc, store.Version, error) {
			return b.good.Load(context.WithoutCancel(ctx), id)
		}
		b.save = func(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			return b.good.Save(context.WithoutCancel(ctx), id, expect, doc)
		}
	}},
	{"stores, then looks at the context", "an_ended_context_is_refused", func(b *broken) {
		b.save = func(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			v, err := b.good.Save(context.WithoutCancel(ctx), id, expect, doc)
			if ctx.Err() != nil {
				return 0, ctx.Err()
			}
			return v, err
		}
	}},
	{"own word for an ended context", "an_ended_context_is_refused", func(b *broken) {
		b.load = func(ctx context.Context, id string) (Doc, store.Version, error) {
			if ctx.Err() != nil {
				return Doc{}, 0, errors.New("interrupted")
			}
			return b.good.Load(ctx, id)
		}
	}},
	{"folds the case of ids", "ids_are_bytes", renamed(strings.ToLower)},
	{"trims ids", "ids_are_bytes", renamed(func(id string) string { return strings.Trim(id, " ") + "!" })},
	{"normal forms of ids", "ids_are_bytes", renamed(strings.NewReplacer("e\u0301", "\u00e9").Replace)},
	{"cuts long ids", "ids_are_bytes", renamed(func(id string) string { return id[:min(len(id), 255)] })},
	{"cleans paths", "ids_are_bytes", renamed(strings.NewReplacer("//", "/").Replace)},
	{"forgets the tenant", "tenants_are_apart", renamed(func(id string) string {
		if strings.HasSuffix(id, "/") {
			return id
		}
		return id[strings.LastIndex(id, "/")+1:]
	})},
	{"one document per tenant", "tenants_are_apart", renamed(func(id string) string {
		tenant, _, _ := strings.Cut(id, "/")
		return tenant
	})},
	{"accepts any id", "bad_ids_are_invalid", func(b *broken) {
		hex := func(id string) string { return fmt.Sprintf("%.100x", id) + "-" }
		b.load = func(ctx context.Context, id string) (Doc, store.Version, error) { return b.good.Load(ctx, hex(id)) }
		b.save = func(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			return b.good.Save(ctx, hex(id), expect, doc)
		}
	}},
	{"looks for bad ids", "bad_ids_are_invalid", func(b *broken) {
		b.load = func(ctx context.Context, id string) (Doc, store.Version, error) {
			if store.CheckID(id) != nil {
				return Doc{}, 0, store.ErrNotFound
			}
			return b.good.Load(ctx, id)
		}
	}},
	{"versions start at 2", "versions_count_the_saves", func(b *broken) {
		b.load = func(ctx context.Context, id string) (Doc, store.Version, error) {
			doc, v, err := b.good.Load(ctx, id)
			if err == nil {
				v++
			}
			return doc, v, err
		}
		b.save = func(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			v, err := b.good.Save(ctx, id, max(expect, 1)-1, doc)
			if err == nil {
				v++
			}
			return v, err
		}
	}},
	{"returns the old version", "versions_count_the_saves", func(b *broken) {
		b.save = func(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			v, err := b.good.Save(ctx, id, expect, doc)
			return max(v, 1) - 1, err
		}
	}},
	{"one counter for all documents", "documents_are_independent", func(b *broken) {
		m, last := newPlain(), store.Version(0)
		b.load = func(_ context.Context, id string) (Doc, store.Version, error) {
			if m.version(id) == 0 {
				return Doc{}, 0, store.ErrNotFound
			}
			return m.doc(id).Clone(), m.version(id), nil
		}
		b.save = func(_ context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			if actual := m.version(id); actual != expect {
				return 0, &store.ConflictError{ID: id, Expected: expect, Actual: actual}
			}
			m.mu.Lock()
			last++
			v := last
			m.mu.Unlock()
			m.put(id, v, doc.Clone())
			return v, nil
		}
	}},
	{"a version of one byte", "many_versions", func(b *broken) {
		b.load = func(ctx context.Context, id string) (Doc, store.Version, error) {
			doc, v, err := b.good.Load(ctx, id)
			return doc, v & 255, err
		}
	}},
	{"merges instead of replacing", "a_save_replaces_the_whole", func(b *broken) {
		b.save = func(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			old, _, _ := b.good.Load(ctx, id)
			merged := doc.Clone()
			for key, n := range old.Counts {
				if _, known := merged.Counts[key]; !known && merged.Counts != nil {
					merged.Counts[key] = n
				}
			}
			return b.good.Save(ctx, id, expect, merged)
		}
	}},
	{"drops what it calls special", "every_text_survives", func(b *broken) {
		b.save = func(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			doc.Title = strings.ReplaceAll(doc.Title, "\x00", "")
			return b.good.Save(ctx, id, expect, doc)
		}
	}},
	{"cuts long documents", "a_large_document_survives", func(b *broken) {
		b.save = func(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			doc.Title = doc.Title[:min(len(doc.Title), 65535)]
			return b.good.Save(ctx, id, expect, doc)
		}
	}},
	{"sorts the caller's document", "the_input_is_only_read", func(b *broken) {
		b.save = func(ctx context.Context, id string, expect store.Version, doc Doc) (store.Version, error) {
			v, err := b.good.Save(ctx, id, expect, doc)
			slices.Reverse(doc.Tags)
			return v, err
		}
	}},
	{"forgets a version now and then", "random_runs_follow_the_model", func(b *broken) {
		var calls atomic.Int64
		b.load = func(ctx context.Context, id string) (Doc, store.Version, error) {
			doc, v, err := b.good.Load(ctx, id)
			if strings.HasPrefix(id, "run") && calls.Add(1) > 100 && err == nil {
				v++
			}
			return doc, v, err
		}
	}},
}

func TestEveryFakeIsCaught(t *testing.T) {
	caught := map[string]bool{}
	for _, fake := range fakes {
		t.Run(fake.name, func(t *testing.T) {
			err := Check(t.Context(), func(ctx context.Context) (store.Store[Doc], error) {
				good, err := openClone(ctx)
				b := &broken{good: good}
				fake.spoil(b)
				return b, err
			})
			broke := brokenClauses(err)
			if !slices.Contains(broke, fake.clause) {
				t.Errorf("the clause %s did not catch it; these did: %v", fake.clause, broke)
			}
		})
		caught[fake.clause] = true
	}
	for _, c := range clauses() {
		if !caught[c.name] {
			t.Errorf("no fake shows that the clause %s can fail", c.name)
		}
	}
}

func brokenClauses(err error) []string {
	list, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return nil
	}
	var names []string
	for _, one := range list.Unwrap() {
		var clause *ClauseError
		if errors.As(one, &clause) {
			names = append(names, clause.Clause)
		}
	}
	return names
}

func TestOpenFails(t *testing.T) {
	down := errors.New("connection refused")
	err := Check(t.Context(), func(context.Context) (store.Store[Doc], error) { return nil, down })
	if !errors.Is(err, down) || len(brokenClauses(err)) != len(clauses()) {
		t.Errorf("got %v", err)
	}
}

// closing counts how many stores were closed.
type closing struct {
	store.Store[Doc]
	closed *int
	err    error
}

func (c closing) Close() error {
	*c.closed++
	return c.err
}

func TestStoresAreClosed(t *testing.T) {
	closed := 0
	open := func(err error) Open {
		return func(ctx context.Context) (store.Store[Doc], error) {
			s, _ := openClone(ctx)
			return closing{s, &closed, err}, nil
		}
	}
	if err := Check(t.Context(), open(nil)); err != nil || closed != len(clauses()) {
		t.Errorf("%d closed, %v", closed, err)
	}
	if err := Check(t.Context(), open(errors.New("leak"))); err == nil || !strings.Contains(err.Error(), "close: leak") {
		t.Errorf("got %v", err)
	}
}

func TestClauseError(t *testing.T) {
	inner := errors.New("why")
	err := error(&ClauseError{"copies_in", inner})
	if err.Error() != "storetest: copies_in: why" || !errors.Is(err, inner) {
		t.Errorf("got %v", err)
	}
}

func TestDocEqual(t *testing.T) {
	a := sample("x")
	if !a.Equal(a.Clone()) || !(Doc{}).Equal(Doc{Tags: []string{}, Counts: map[string]int64{}}) {
		t.Error("equal documents differ")
	}
	for i, change := range []func(*Doc){
		func(d *Doc) { d.Title = "y" }, func(d *Doc) { d.Tags[0] = "y" }, func(d *Doc) { d.Counts["x"] = 5 }, func(d *Doc) { d.Next = nil }, func(d *Doc) { d.Next.Title = "y" },
	} {
		b := a.Clone()
		change(&b)
		if a.Equal(b) || b.Equal(a) {
			t.Errorf("change %d is not seen", i)
		}
	}
	if !a.Equal(sample("x")) {
		t.Error("a change of the clone reached the document")
	}
}

// The names of the clauses are what hosts see and skip by.
func TestClauseNames(t *testing.T) {
	want := []string{
		"versions_count_the_saves", "many_versions", "documents_are_independent", "a_save_replaces_the_whole", "every_text_survives", "a_large_document_survives",
		"creating_twice_conflicts", "a_stale_save_conflicts", "a_save_ahead_conflicts", "a_conflict_stores_nothing", "a_conflict_names_the_versions",
		"the_unknown_is_not_found", "ids_are_bytes", "tenants_are_apart", "bad_ids_are_invalid", "copies_in", "copies_out", "the_input_is_only_read",
		"an_ended_context_is_refused", "concurrent_writers_lose_nothing", "concurrent_documents_do_not_meet", "random_runs_follow_the_model",
	}
	var got []string
	for _, c := range clauses() {
		got = append(got, c.name)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestAwkwardIDsAreAllowedAndDistinct(t *testing.T) {
	seen := map[string]bool{}
	for _, id := range awkward {
		if err := store.CheckID(id); err != nil || seen[id] {
			t.Errorf("%q: %v", id, err)
		}
		seen[id] = true
	}
}

func TestScribbleReachesEverything(t *testing.T) {
	d := sample("x")
	kept := d.Clone()
	scribble(d)
	if d.Tags[0] == kept.Tags[0] || d.Counts["x"] == kept.Counts["x"] || d.Next.Title == kept.Next.Title || d.Next.Tags[0] == kept.Next.Tags[0] {
		t.Errorf("got %v from %v", d, kept)
	}
}
