package store

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
)

type note struct {
	Text  string
	Tags  []string
	Seen  map[string]int
	inner string
}

func cloneNote(n note) note {
	n.Tags, n.Seen = slices.Clone(n.Tags), maps.Clone(n.Seen)
	return n
}

func TestZeroMemoryWorks(t *testing.T) {
	var m Memory[note]
	ctx := t.Context()
	if _, _, err := m.Load(ctx, "a"); !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v", err)
	}
	if v, err := m.Save(ctx, "a", 0, note{Text: "x", inner: "lost"}); v != 1 || err != nil {
		t.Errorf("got %d, %v", v, err)
	}
	doc, v, err := m.Load(ctx, "a")
	if doc.Text != "x" || v != 1 || err != nil {
		t.Errorf("got %v, %d, %v", doc, v, err)
	}
	if doc.inner != "" {
		t.Error("JSON carried an unexported field")
	}
}

func TestCloneKeepsWhatJSONLoses(t *testing.T) {
	m := NewMemory(cloneNote)
	if _, err := m.Save(t.Context(), "a", 0, note{inner: "kept"}); err != nil {
		t.Fatal(err)
	}
	if doc, _, err := m.Load(t.Context(), "a"); doc.inner != "kept" || err != nil {
		t.Errorf("got %v, %v", doc, err)
	}
}

func TestDocumentThatJSONRefuses(t *testing.T) {
	ctx := t.Context()
	channels := NewMemory[chan int](nil)
	if v, err := channels.Save(ctx, "a", 0, make(chan int)); v != 0 || !errors.Is(err, ErrInvalid) {
		t.Errorf("got %d, %v", v, err)
	}
	errs := NewMemory[error](nil) // written as {}, which reads back into no error type
	if v, err := errs.Save(ctx, "a", 0, errors.New("x")); v != 0 || !errors.Is(err, ErrInvalid) {
		t.Errorf("got %d, %v", v, err)
	}
	if _, _, err := errs.Load(ctx, "a"); !errors.Is(err, ErrNotFound) {
		t.Errorf("a refused document was stored: %v", err)
	}
}

func TestConflictError(t *testing.T) {
	var m Memory[int]
	if _, err := m.Save(t.Context(), "a/b", 0, 1); err != nil {
		t.Fatal(err)
	}
	_, err := m.Save(t.Context(), "a/b", 7, 2)
	var conflict *ConflictError
	if !errors.As(err, &conflict) || *conflict != (ConflictError{"a/b", 7, 1}) || !errors.Is(err, ErrConflict) {
		t.Fatalf("got %v", err)
	}
	if err.Error() != `store: version conflict: "a/b" has version 1, expected 7` {
		t.Errorf("got %v", err)
	}
}

func TestCheckID(t *testing.T) {
	for _, id := range []string{"a", "tenant/project", " ", "a b ", "项目/一", "😀", "%_*?.>'\\\"", strings.Repeat("x", 256), strings.Repeat("é", 128), "\u202eabc", "\ufeff"} {
		if err := CheckID(id); err != nil {
			t.Errorf("%q: %v", id, err)
		}
	}
	for _, id := range []string{"", strings.Repeat("x", 257), strings.Repeat("é", 128) + "x", "a\x00b", "\n", "a\tb", "\x7f", "\u0085", "\xff", "a\xc3", "\xed\xa0\x80"} {
		if err := CheckID(id); !errors.Is(err, ErrInvalid) {
			t.Errorf("%q: %v", id, err)
		}
	}
}

func FuzzCheckID(f *testing.F) {
	for _, id := range []string{"a", "", "a\x00", "\xff", "项目"} {
		f.Add(id)
	}
	f.Fuzz(func(t *testing.T, id string) {
		bad := id == "" || len(id) > 256 || strings.ToValidUTF8(id, "") != id ||
			strings.ContainsFunc(id, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 })
		if err := CheckID(id); bad != (err != nil) {
			t.Fatalf("%q: %v", id, err)
		}
	})
}

func TestEndedContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var m Memory[int]
	if _, err := m.Save(ctx, "a", 0, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, _, err := m.Load(ctx, "a"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, _, err := m.Load(t.Context(), "a"); !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

// Many goroutines count in one document; no count is lost.
func TestCountingTogether(t *testing.T) {
	const people, each = 8, 50
	m := NewMemory(cloneNote)
	var group sync.WaitGroup
	for range people {
		group.Go(func() {
			for done := 0; done < each; {
				doc, v, err := m.Load(t.Context(), "counter")
				if err != nil && !errors.Is(err, ErrNotFound) {
					t.Error(err)
					return
				}
				if doc.Seen == nil {
					doc.Seen = map[string]int{}
				}
				doc.Seen["n"]++
				switch _, err := m.Save(t.Context(), "counter", v, doc); {
				case err == nil:
					done++
				case !errors.Is(err, ErrConflict):
					t.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	doc, v, err := m.Load(t.Context(), "counter")
	if err != nil || v != people*each || doc.Seen["n"] != people*each {
		t.Errorf("got %v, %d, %v", doc.Seen, v, err)
	}
}
