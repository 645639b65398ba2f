package store

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// paper is a document with one of everything.
type paper struct {
	Name  string  `json:"name"`
	Parts []paper `json:"parts,omitempty"`
	Size  *int    `json:"size,omitempty"`
	Mark  string  `json:"mark,omitempty"`
}

func TestReadJSONRefuses(t *testing.T) {
	for name, c := range map[string]struct{ data, says string }{
		"empty":               {"", "EOF"},
		"cut":                 {`{"name": "a"`, "EOF"},
		"another type":        {`{"name": 3}`, "name"},
		"unknown member":      {`{"name": "a", "nmae": "b"}`, "nmae"},
		"member twice":        {`{"name": "a", "name": "b"}`, `"name" twice at byte 20`},
		"member in capitals":  {`{"name": "a", "NAME": "b"}`, "twice"},
		"folded letter":       {`{"parts": [], "partſ": []}`, "twice"},
		"twice within a list": {`{"parts": [{"name": "a"}, {"mark": "a", "mark": "b"}]}`, `"mark" twice`},
		"null item":           {`{"parts": [{"name": "a"}, null]}`, `"parts[1]" is null`},
		"behind the end":      {`{"name": "a"} {}`, "follows at byte"},
		"half a rune":         {"{\"name\": \"\xe4\xb8\"}", "UTF-8"},
		"deep":                {strings.Repeat(`{"parts":[`, 40) + strings.Repeat(`]}`, 40), "deeper than 32"},
	} {
		doc, err := ReadJSON[paper](strings.NewReader(c.data), 1000)
		if !errors.Is(err, ErrForm) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want ErrForm that says %q", name, err, c.says)
		}
		if doc.Name != "" || doc.Parts != nil {
			t.Errorf("%s: a document came with the error: %+v", name, doc)
		}
	}
}

func TestReadJSONTakesNullMembers(t *testing.T) {
	doc, err := ReadJSON[paper](strings.NewReader(` {"name": "合同", "size": null} `), 100)
	if err != nil || doc.Name != "合同" || doc.Size != nil {
		t.Errorf("%+v, %v", doc, err)
	}
}

// TestLimitOfBytes reads and writes at the limit and one beyond.
func TestLimitOfBytes(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJSON(&b, 1000, paper{Name: "a<b"}); err != nil || b.String() != "{\n  \"name\": \"a<b\"\n}\n" {
		t.Fatalf("%q, %v", b.String(), err)
	}
	size := b.Len()
	for _, c := range []struct {
		limit int
		want  error
	}{{size, nil}, {size - 1, ErrTooLarge}, {0, ErrTooLarge}} {
		if _, err := ReadJSON[paper](bytes.NewReader(b.Bytes()), c.limit); !errors.Is(err, c.want) {
			t.Errorf("read at limit %d: %v, want %v", c.limit, err, c.want)
		}
		var out bytes.Buffer
		if err := WriteJSON(&out, c.limit, paper{Name: "a<b"}); !errors.Is(err, c.want) || c.want != nil && out.Len() > 0 {
			t.Errorf("write at limit %d: %v and %d bytes, want %v", c.limit, err, out.Len(), c.want)
		}
	}
}

func TestErrorsOfTheMedium(t *testing.T) {
	broken := errors.New("broken pipe")
	if _, err := ReadJSON[paper](io.MultiReader(strings.NewReader(`{"name"`), iotest.ErrReader(broken)), 100); !errors.Is(err, broken) || errors.Is(err, ErrForm) {
		t.Errorf("read: %v", err)
	}
	if err := WriteJSON(failing{broken}, 100, paper{}); !errors.Is(err, broken) {
		t.Errorf("write: %v", err)
	}
	if err := WriteJSON(io.Discard, 100, unwritable{}); err == nil || errors.Is(err, ErrTooLarge) {
		t.Errorf("a document that cannot be marshalled: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

type unwritable struct{}

func (unwritable) MarshalJSON() ([]byte, error) { return nil, errors.New("not now") }

// FuzzReadJSON wants what was read to be written and read to the same.
func FuzzReadJSON(f *testing.F) {
	f.Add([]byte(`{"name": "a", "parts": [{"name": "b", "size": 3}]}`))
	f.Add([]byte(`{"name": "a", "Name": "b"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := ReadJSON[paper](bytes.NewReader(data), 1<<16)
		if err != nil {
			if !errors.Is(err, ErrForm) && !errors.Is(err, ErrTooLarge) {
				t.Fatalf("an error of no kind: %v", err)
			}
			return
		}
		var once, twice bytes.Buffer
		if err := WriteJSON(&once, 1<<22, doc); err != nil {
			t.Fatal(err)
		}
		again, err := ReadJSON[paper](bytes.NewReader(once.Bytes()), 1<<22)
		if err != nil {
			t.Fatalf("what was written is not read: %v", err)
		}
		if err := WriteJSON(&twice, 1<<22, again); err != nil || !bytes.Equal(once.Bytes(), twice.Bytes()) {
			t.Fatalf("%s\nbecame\n%s", once.Bytes(), twice.Bytes())
		}
	})
}
