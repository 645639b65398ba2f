package lifecycle

import (
	"testing"
	"time"
)

// The digests in this file were computed by another program, in another
// language, from the description of canonical bytes at [Digest].

func TestEventHash(t *testing.T) {
	e := Event{
		ID: "e1", Type: "deal.won", Schema: 2, At: time.Date(2026, 3, 2, 17, 0, 0, 123456789, time.FixedZone("", 8*3600)),
		Data: []byte(`{"n":1}`), Meta: map[string]string{"prev": "sha256:00", "actor": "李", "hash": "left out"},
	}
	const want = "sha256:3fc7a510658150b7dc17bc6eae847b85f0f511376283ce7b0c5e513951a6ffb4"
	if got := e.hash("acme/deal-7", 3); got != want {
		t.Errorf("got %s", got)
	}
}

func TestCommandContent(t *testing.T) {
	got, err := contentOf(RequestMove{Header: Header{ID: "c1", Actor: "pm", Reason: "a<b"}, To: PhasePlanning})
	const want = "sha256:375226df1d6451be9ab0f4e0feebba58e1ad1f47dce9cd317e4a8dc2e456e4b5"
	if err != nil || got != want {
		t.Errorf("got %s, %v", got, err)
	}
}

// TestCanonicalBytesTellFieldsApart joins texts in ways that run together
// without lengths.
func TestCanonicalBytesTellFieldsApart(t *testing.T) {
	seen := map[Digest][]string{}
	for _, parts := range [][]string{{"ab", "c"}, {"a", "bc"}, {"abc"}, {"abc", ""}, {"", "abc"}, {}} {
		c := newCanon("test")
		for _, p := range parts {
			c.text(p)
		}
		d := c.digest()
		if other, ok := seen[d]; ok {
			t.Errorf("%q and %q have one digest", parts, other)
		}
		seen[d] = parts
	}
}
