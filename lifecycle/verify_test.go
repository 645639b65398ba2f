package lifecycle

import (
	"errors"
	"iter"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// chained returns the stored history of a project.
func chained(t *testing.T) []Recorded {
	t.Helper()
	p := newPlay(t, SalesProject()).to(PhaseExecution)
	p.do(RecordFacts{p.by("pm"), []Fact{{Name: FactChangesOpen, Value: finding.Number(2, "")}}}, RoleManager)
	var list []Recorded
	for r, err := range logOf(t, p.entries).Load(t.Context(), "acme/p", 0) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, r)
	}
	return list
}

func rows(list []Recorded) iter.Seq2[Recorded, error] {
	return func(yield func(Recorded, error) bool) {
		for _, r := range list {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// copyOf returns a copy of the history to be tampered with.
func copyOf(list []Recorded) []Recorded {
	out := slices.Clone(list)
	for i := range out {
		out[i].Data, out[i].Meta = slices.Clone(out[i].Data), maps.Clone(out[i].Meta)
	}
	return out
}

func wantBad(t *testing.T, name string, err error, at Version, why ...finding.Code) {
	t.Helper()
	var corrupt *CorruptError
	if !errors.As(err, &corrupt) || corrupt.Version != at || !slices.Contains(why, corrupt.Why) {
		t.Errorf("%s: got %v, want version %d, %s", name, err, at, why)
	}
}

// TestVerifyFindsEveryFlippedBit flips every bit of everything that is stored.
func TestVerifyFindsEveryFlippedBit(t *testing.T) {
	good := chained(t)
	if head, err := Verify("acme/p", rows(good)); err != nil || head.Version != Version(len(good)) || string(head.Hash) != good[len(good)-1].Meta[MetaHash] {
		t.Fatalf("the true history: %+v, %v", head, err)
	}
	flips := 0
	flipped := func(i int, what string, flip func(*Recorded)) {
		bad := copyOf(good)
		flip(&bad[i])
		flips++
		if _, err := Verify("acme/p", rows(bad)); err == nil {
			t.Fatalf("entry %d: a bit of %s was flipped unseen", i+1, what)
		} else if flips%97 == 0 {
			wantBad(t, what, err, Version(i+1), CodeHistoryChanged, CodeHistoryGap, CodeHistoryStream)
		}
	}
	bits := func(i int, what, text string, set func(*Recorded, string)) {
		for n := range 8 * len(text) {
			b := []byte(text)
			b[n/8] ^= 1 << (n % 8)
			flipped(i, what, func(r *Recorded) { set(r, string(b)) })
		}
	}
	for i, r := range good {
		bits(i, "id", r.ID, func(r *Recorded, s string) { r.ID = s })
		bits(i, "type", string(r.Type), func(r *Recorded, s string) { r.Type = EventType(s) })
		bits(i, "data", string(r.Data), func(r *Recorded, s string) { r.Data = []byte(s) })
		bits(i, "stream", string(r.Stream), func(r *Recorded, s string) { r.Stream = StreamID(s) })
		for key, value := range r.Meta {
			bits(i, "meta "+key, value, func(r *Recorded, s string) { r.Meta[key] = s })
			bits(i, "key "+key, key, func(r *Recorded, s string) { delete(r.Meta, key); r.Meta[s] = value })
		}
		for n := range 31 {
			flipped(i, "schema", func(r *Recorded) { r.Schema ^= 1 << n })
			flipped(i, "version", func(r *Recorded) { r.Version ^= 1 << n })
			flipped(i, "version", func(r *Recorded) { r.Version ^= 1 << (n + 32) })
		}
		for n := range 50 {
			flipped(i, "time", func(r *Recorded) { r.At = time.UnixMicro(r.At.UnixMicro() ^ 1<<n).UTC() })
		}
	}
	t.Logf("%d bits of %d entries", flips, len(good))
}

func TestVerifyNamesTheFirstBadEntry(t *testing.T) {
	good := chained(t)
	head, err := Verify("acme/p", rows(good))
	if err != nil {
		t.Fatal(err)
	}
	middle := Checkpoint{"acme/p", 3, Digest(good[2].Meta[MetaHash])}
	change := func(f func([]Recorded) []Recorded) iter.Seq2[Recorded, error] { return rows(f(copyOf(good))) }
	// rewritten is a history that somebody forged as a whole from entry 3 on.
	rewritten := func(list []Recorded) []Recorded {
		prev := Digest(list[1].Meta[MetaHash])
		for i := 2; i < len(list); i++ {
			if i == 2 {
				list[i].Meta[MetaActor] = "eve"
			}
			list[i].Event = Chain("acme/p", Version(i), prev, []Event{list[i].Event})[0]
			prev = Digest(list[i].Meta[MetaHash])
		}
		return list
	}
	cases := []struct {
		name    string
		history iter.Seq2[Recorded, error]
		anchors []Checkpoint
		at      Version
		why     finding.Code
	}{
		{"an actor changed", change(func(l []Recorded) []Recorded { l[3].Meta[MetaActor] = "eve"; return l }), nil, 4, CodeHistoryChanged},
		{"an entry changed and its hash too", change(func(l []Recorded) []Recorded {
			l[3].Meta[MetaActor] = "eve"
			l[3].Meta[MetaHash] = string(l[3].hash("acme/p", 4))
			return l
		}), nil, 5, CodeHistoryUnchained},
		{"an entry left out", change(func(l []Recorded) []Recorded { return slices.Delete(l, 1, 2) }), nil, 2, CodeHistoryGap},
		{"an entry left out and renumbered", change(func(l []Recorded) []Recorded {
			l = slices.Delete(l, 1, 2)
			l[1].Version = 2
			return l
		}), nil, 2, CodeHistoryChanged},
		{"an entry twice", change(func(l []Recorded) []Recorded { return slices.Insert(l, 2, l[1]) }), nil, 3, CodeHistoryGap},
		{"two entries swapped", change(func(l []Recorded) []Recorded { l[1], l[2] = l[2], l[1]; return l }), nil, 2, CodeHistoryGap},
		{"not from the beginning", change(func(l []Recorded) []Recorded { return l[1:] }), nil, 1, CodeHistoryGap},
		{"another stream's", change(func(l []Recorded) []Recorded { l[0].Stream = "acme/q"; return l }), nil, 1, CodeHistoryStream},
		{"cut short", change(func(l []Recorded) []Recorded { return l[:4] }), []Checkpoint{middle, head}, 5, CodeHistoryShort},
		{"rewritten", change(rewritten), []Checkpoint{middle}, 3, CodeHistoryOther},
	}
	for _, c := range cases {
		_, err := Verify("acme/p", c.history, c.anchors...)
		wantBad(t, c.name, err, c.at, c.why)
	}
	if _, err := Verify("acme/p", change(rewritten)); err != nil {
		t.Errorf("rewritten as a whole it cannot be told without an anchor: %v", err)
	}
	if _, err := Verify("acme/p", rows(good), middle, head); err != nil {
		t.Errorf("the true history against its anchors: %v", err)
	}
	if _, err := Verify("acme/p", rows(good), Checkpoint{"acme/q", 1, head.Hash}); !errors.Is(err, ErrInvalid) {
		t.Errorf("an anchor of another stream: %v", err)
	}
	if _, err := Verify("acme/q", rows(good)); !errors.Is(err, ErrCorrupt) {
		t.Errorf("as another stream: %v", err)
	}
	broken := errors.New("disk")
	if _, err := Verify("acme/p", func(yield func(Recorded, error) bool) { yield(Recorded{}, broken) }); err != broken {
		t.Errorf("an error of the log: %v", err)
	}
	if head, err := Verify("acme/none", rows(nil)); err != nil || head != (Checkpoint{Stream: "acme/none"}) {
		t.Errorf("nothing: %+v, %v", head, err)
	}
}

// TestChainTakesEventsOfOthers verifies a stream that a host writes to as well.
func TestChainTakesEventsOfOthers(t *testing.T) {
	good := chained(t)
	last := good[len(good)-1]
	own := Event{ID: "x1", Type: "crm.called", At: last.At}
	out := Chain("acme/p", last.Version, Digest(last.Meta[MetaHash]), []Event{own})
	if own.Meta != nil {
		t.Error("Chain changed what it was given")
	}
	good = append(good, Recorded{Event: out[0], Stream: "acme/p", Version: last.Version + 1})
	if _, err := Verify("acme/p", rows(good)); err != nil {
		t.Error(err)
	}
}
