package sqlstore

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/sqlstore"
	"github.com/milepost-go/milepost/lifecycle/store"
)

// Bytes of a codec of the host come back as they were, kinds are apart, and
// what the codec refuses is not stored.
func TestCodecOfTheHost(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		o := d.options
		o.DocumentLimit = 1000
		refused := errors.New("not this one")
		codec := sqlstore.Codec[string]{
			Encode: func(s string) ([]byte, error) {
				if s == "refuse" {
					return nil, refused
				}
				return []byte(s), nil
			},
			Decode: func(b []byte) (string, error) {
				if bytes.Contains(b, []byte("rotten")) {
					return "half", refused
				}
				return string(b), nil
			},
		}
		notes, err := sqlstore.NewDocuments(d.db, "note", codec, o)
		must(t, err)
		others, err := sqlstore.NewDocuments(d.db, "other", codec, o)
		must(t, err)
		for i, text := range []string{"", "\x00\xff\x00", strings.Repeat("x", 1000)} {
			if v, err := notes.Save(t.Context(), "n", store.Version(i), text); err != nil || v != store.Version(i)+1 {
				t.Fatalf("%d, %v", v, err)
			}
			if got, _, err := notes.Load(t.Context(), "n"); got != text || err != nil {
				t.Errorf("%q came back as %q, %v", text, got, err)
			}
		}
		if _, _, err := others.Load(t.Context(), "n"); !errors.Is(err, store.ErrNotFound) || !strings.Contains(err.Error(), "other") {
			t.Errorf("of another kind: %v", err)
		}
		for _, text := range []string{"refuse", strings.Repeat("x", 1001)} {
			if v, err := notes.Save(t.Context(), "n", 3, text); v != 0 || !errors.Is(err, store.ErrInvalid) {
				t.Errorf("%d bytes: %d, %v", len(text), v, err)
			}
		}
		_, err = notes.Save(t.Context(), "n", 3, "rotten")
		must(t, err)
		if got, v, err := notes.Load(t.Context(), "n"); got != "" || v != 0 || !errors.Is(err, refused) {
			t.Errorf("got %q, %d, %v", got, v, err)
		}
		if err := mustLogWith(t, d, o).SaveSnapshot(t.Context(), deal, 1, 1, make([]byte, 1001)); !errors.Is(err, lifecycle.ErrTooLarge) {
			t.Errorf("a large snapshot: %v", err)
		}
	})
}

// A document that JSON writes but does not read back is refused, not lost.
func TestDocumentThatJSONDoesNotReadBack(t *testing.T) {
	each(t, func(t *testing.T, open func() *database) {
		d := open()
		errs, err := sqlstore.NewDocuments(d.db, "note", sqlstore.Codec[error]{}, d.options)
		must(t, err)
		if _, err := errs.Save(t.Context(), "n", 0, errors.New("x")); !errors.Is(err, store.ErrInvalid) {
			t.Errorf("got %v", err)
		}
		if _, _, err := errs.Load(t.Context(), "n"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a refused document was stored: %v", err)
		}
	})
}

func mustLogWith(t *testing.T, d *database, o sqlstore.Options) *sqlstore.Log {
	t.Helper()
	log, err := sqlstore.New(d.db, o)
	must(t, err)
	return log
}
