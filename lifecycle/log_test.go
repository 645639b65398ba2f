package lifecycle

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestStreamID(t *testing.T) {
	for _, c := range []struct {
		id              StreamID
		tenant, project string
		good            bool
	}{
		{"acme/deal-7", "acme", "deal-7", true}, {"acme/a/b", "acme", "a/b", true}, {"租户/项目", "租户", "项目", true}, {"a/ ", "a", " ", true},
		{StreamID("a/" + strings.Repeat("x", 254)), "a", strings.Repeat("x", 254), true},
		{StreamID("a/" + strings.Repeat("x", 255)), "a", strings.Repeat("x", 255), false},
		{"", "", "", false}, {"acme", "acme", "", false}, {"acme/", "acme", "", false}, {"/x", "", "x", false},
		{"a/\x1f", "a", "\x1f", false}, {"a/\u0080", "a", "\u0080", false}, {"a/\xc3", "a", "\xc3", false}, {"a/\ufffd", "a", "\ufffd", true},
	} {
		err := c.id.Check()
		if (err == nil) != c.good || err != nil && !errors.Is(err, ErrInvalid) {
			t.Errorf("%q: %v", c.id, err)
		}
		if c.id.Tenant() != c.tenant || c.id.Project() != c.project {
			t.Errorf("%q is project %q of tenant %q", c.id, c.id.Project(), c.id.Tenant())
		}
	}
}

func TestCheckAppendLimits(t *testing.T) {
	good := Event{ID: "e", Type: "x"}
	with := func(change func(*Event)) []Event {
		e := good
		change(&e)
		return []Event{e}
	}
	meta := func(key, value string) func(*Event) {
		return func(e *Event) { e.Meta = map[string]string{key: value} }
	}
	for _, c := range []struct {
		name   string
		events []Event
		want   error
	}{
		{"good", []Event{good}, nil},
		{"none", nil, ErrInvalid},
		{"twice", []Event{good, good}, ErrInvalid},
		{"longest id", with(func(e *Event) { e.ID = strings.Repeat("x", 128) }), nil},
		{"longer id", with(func(e *Event) { e.ID = strings.Repeat("x", 129) }), ErrInvalid},
		{"longest type", with(func(e *Event) { e.Type = EventType(strings.Repeat("x", 128)) }), nil},
		{"longer type", with(func(e *Event) { e.Type = EventType(strings.Repeat("x", 129)) }), ErrInvalid},
		{"greatest schema", with(func(e *Event) { e.Schema = 1<<31 - 1 }), nil},
		{"negative schema", with(func(e *Event) { e.Schema = -1 }), ErrInvalid},
		{"data at the limit", with(func(e *Event) { e.Data = make([]byte, 10) }), nil},
		{"data over the limit", with(func(e *Event) { e.Data = make([]byte, 11) }), ErrTooLarge},
		{"first moment", with(func(e *Event) { e.At = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC) }), nil},
		{"before it", with(func(e *Event) { e.At = time.Date(0, 12, 31, 23, 59, 59, 999_999_999, time.UTC) }), ErrInvalid},
		{"last moment", with(func(e *Event) { e.At = time.Date(9999, 12, 31, 23, 59, 59, 999_999_999, time.UTC) }), nil},
		{"after it", with(func(e *Event) { e.At = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) }), ErrInvalid},
		{"last moment elsewhere", with(func(e *Event) { e.At = time.Date(10000, 1, 1, 0, 0, 0, 0, time.FixedZone("", 3600)) }), nil},
		{"longest key", with(meta(strings.Repeat("k", 128), "")), nil},
		{"longer key", with(meta(strings.Repeat("k", 129), "")), ErrInvalid},
		{"no key", with(meta("", "v")), ErrInvalid},
		{"NUL", with(meta("k", "a\x00")), ErrInvalid},
		{"newline in meta", with(meta("k\n", "a\nb")), nil},
		{"not UTF-8", with(meta("k", "\xff")), ErrInvalid},
		{"most meta", with(meta("k", strings.Repeat("v", 64<<10-1))), nil},
		{"more meta", with(meta("k", strings.Repeat("v", 64<<10))), ErrInvalid},
	} {
		if err := CheckAppend("acme/p", c.events, 10); !errors.Is(err, c.want) || c.want == nil && err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if err := CheckAppend("acme/p", with(func(e *Event) { e.Data = make([]byte, 1<<20) }), 0); err != nil {
		t.Errorf("without a limit: %v", err)
	}
	if err := CheckAppend("acme", []Event{good}, 0); !errors.Is(err, ErrInvalid) {
		t.Errorf("without a project: %v", err)
	}
}

func TestNormal(t *testing.T) {
	e := Event{ID: "e", At: time.Date(1969, 12, 31, 23, 59, 59, 999_999_999, time.FixedZone("", -3600)), Data: []byte{}, Meta: map[string]string{}}
	n := e.Normal()
	if n.Data != nil || n.Meta != nil || n.At != time.Date(1970, 1, 1, 0, 59, 59, 999_999_000, time.UTC) {
		t.Errorf("got %+v", n)
	}
	e.Data, e.Meta = []byte("x"), map[string]string{"k": "v"}
	n = e.Normal()
	n.Data[0], n.Meta["k"] = 'y', "w"
	if string(e.Data) != "x" || e.Meta["k"] != "v" {
		t.Error("the copy shares its parts")
	}
}

func TestErrorsSayWhatAndWhere(t *testing.T) {
	conflict := &ConflictError{"acme/p", 3, 5}
	corrupt := &CorruptError{"acme/p", 7, CodeHistoryGap, ""}
	detailed := &CorruptError{"acme/p", 7, CodeHistoryUnreadable, "no JSON"}
	for err, want := range map[error]string{
		conflict: `lifecycle: version conflict: stream "acme/p" is at version 5, not 3`,
		corrupt:  `lifecycle: corrupt history: stream "acme/p", version 7: lifecycle.history.gap`,
		detailed: `lifecycle: corrupt history: stream "acme/p", version 7: lifecycle.history.unreadable (no JSON)`,
	} {
		if err.Error() != want {
			t.Errorf("got %q, want %q", err, want)
		}
	}
	if !errors.Is(conflict, ErrConflict) || !errors.Is(corrupt, ErrCorrupt) || !errors.Is(&Refusal{}, ErrRefused) {
		t.Error("a detail does not unwrap to its kind")
	}
	if err := tooLarge("e1", 11, 10); !errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), `"e1" has 11 bytes`) {
		t.Errorf("got %v", err)
	}
	if err := (StreamID(strings.Repeat("x", 5000))).Check(); len(err.Error()) > 300 {
		t.Errorf("an error of %d bytes", len(err.Error()))
	}
}

func TestShortenKeepsLettersWhole(t *testing.T) {
	for _, text := range []string{"", "short", strings.Repeat("中", 26) + "xx", strings.Repeat("中", 40), strings.Repeat("x", 79) + "中", strings.Repeat("\x80", 200)} {
		got := shorten(text)
		if len(text) <= maxShown && got != text || len(text) > maxShown && (len(got) > maxShown+3 || !strings.HasSuffix(got, "…")) {
			t.Errorf("%q became %q", text, got)
		}
		if kept := strings.TrimSuffix(got, "…"); !strings.HasPrefix(text, kept) || strings.ToValidUTF8(text, "") == text && strings.ToValidUTF8(kept, "") != kept {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestIsName(t *testing.T) {
	for name, want := range map[string]bool{
		"a": true, "a1_": true, "a.b": true, "charter.goals_blocking": true, "": false, ".": false, "a.": false, ".a": false, "a..b": false,
		"1a": false, "_a": false, "a._b": false, "A": false, "a-b": false, "a b": false, "ä": false, "a\x00": false,
		strings.Repeat("a", 128): true, strings.Repeat("a", 129): false,
	} {
		if got := isName(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}

func TestMemLogWaiters(t *testing.T) {
	log := new(MemLog)
	short, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := log.Wait(short, ""); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waiting for nothing: %v", err)
	}
	const waiters = 5
	woken := make(chan error, waiters)
	for range waiters {
		go func() { woken <- log.Wait(t.Context(), "") }()
	}
	for i := range 3 {
		time.Sleep(2 * time.Millisecond)
		if _, err := log.Append(t.Context(), "acme/p", Version(i), Event{ID: fmt.Sprint(i), Type: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	for range waiters {
		if err := <-woken; err != nil {
			t.Error(err)
		}
	}
	if err := log.Wait(t.Context(), "9"); !errors.Is(err, ErrInvalid) {
		t.Errorf("a cursor never issued: %v", err)
	}
}
