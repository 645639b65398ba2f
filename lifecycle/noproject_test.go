package lifecycle

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// TestNoProject wants a misspelt id named, by everything that reads.
func TestNoProject(t *testing.T) {
	_, e, _ := planning(t)
	const id = "acme/mispelt"
	reads := map[string]func() error{
		"state":   func() error { _, err := e.State(t.Context(), id); return err },
		"history": func() error { _, err := e.History(t.Context(), id); return err },
		"as of":   func() error { _, err := e.AsOf(t.Context(), id, time.Now(), time.Time{}); return err },
		"verify":  func() error { _, err := e.Verify(t.Context(), id); return err },
		"choices": func() error { _, _, err := e.Choices(t.Context(), id, "pm"); return err },
	}
	for name, read := range reads {
		if err := read(); !errors.Is(err, ErrNoProject) || !strings.Contains(err.Error(), id) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestNoProjectYet: asking to act on a project that was not started is refused,
// which says what to do; a project that has not begun as of a day is no error.
func TestNoProjectYet(t *testing.T) {
	_, e, _ := planning(t)
	x, err := e.Explain(t.Context(), "acme/new", Suspend{Header: head("x", "pm")})
	if err != nil || x.Allowed || codes(x.Findings)[0] != CodeProjectNotStarted {
		t.Errorf("explained: %+v, %v", x, err)
	}
	if _, err := e.Do(t.Context(), "acme/new", Suspend{Header: head("x", "pm")}); !errors.Is(err, ErrRefused) {
		t.Errorf("done: %v", err)
	}
	before := time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC)
	if s, err := e.AsOf(t.Context(), "acme/p", before, time.Time{}); err != nil || s.Standing != NotStarted {
		t.Errorf("before the start: %v, %v", s.Standing, err)
	}
}

// TestVerifyOfALostHistory: with an anchor, no history is a history cut short.
func TestVerifyOfALostHistory(t *testing.T) {
	_, e, _ := planning(t)
	_, err := e.Verify(t.Context(), "acme/lost", Checkpoint{Stream: "acme/lost", Version: 3})
	var corrupt *CorruptError
	if !errors.As(err, &corrupt) || corrupt.Why != CodeHistoryShort || corrupt.Version != 1 {
		t.Errorf("got %v", err)
	}
	none := func(func(Recorded, error) bool) {}
	if head, err := Verify("acme/none", none); err != nil || head != (Checkpoint{Stream: "acme/none"}) {
		t.Errorf("an empty history: %+v, %v", head, err)
	}
}
