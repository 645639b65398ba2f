package lifecycletest

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
)

func TestPlaces(t *testing.T) {
	history := func(ids ...string) []lifecycle.Recorded {
		var list []lifecycle.Recorded
		for i, id := range ids {
			list = append(list, lifecycle.Recorded{Event: lifecycle.Event{ID: id}, Version: lifecycle.Version(i + 1)})
		}
		return list
	}
	at, err := places(history("a", "b"))
	if want := map[string]lifecycle.Version{"a": 1, "b": 2}; err != nil || !maps.Equal(at, want) {
		t.Errorf("got %v, %v", at, err)
	}
	gap := history("a", "b", "c")
	for what, list := range map[string][]lifecycle.Recorded{"twice": history("a", "b", "a"), "place": {gap[0], gap[2]}} {
		if _, err := places(list); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// TestStoredAt works histories out by hand. The batches of a job hold 1, 2, 3,
// 1, 2, ... events.
func TestStoredAt(t *testing.T) {
	job := Job{Word: "w"}
	type at = map[string]lifecycle.Version
	whole := at{"w-0-1": 1, "w-1-1": 2, "w-1-2": 3, "w-2-1": 4, "w-2-2": 5, "w-2-3": 6}
	without := func(ids ...string) at {
		rest := maps.Clone(whole)
		for _, id := range ids {
			delete(rest, id)
		}
		return rest
	}
	moved := maps.Clone(whole)
	moved["w-1-1"], moved["w-1-2"] = 3, 2
	third := []string{"w-2-1", "w-2-2", "w-2-3"}
	cases := []struct {
		name   string
		at     at
		done   []lifecycle.Version
		stored int
		fault  string
	}{
		{"all acknowledged", whole, []lifecycle.Version{1, 3, 6}, 3, ""},
		{"the last was under way", whole, []lifecycle.Version{1, 3}, 3, ""},
		{"nothing was under way", without(third...), []lifecycle.Version{1, 3}, 2, ""},
		{"nothing at all", at{}, nil, 0, ""},
		{"others in between", at{"w-0-1": 4, "x": 5, "w-1-1": 6, "w-1-2": 7}, []lifecycle.Version{4, 7}, 2, ""},
		{"the last acknowledged is lost", without(third...), []lifecycle.Version{1, 3, 6}, 0, "3 were acknowledged"},
		{"two more than acknowledged", whole, []lifecycle.Version{1}, 0, "1 were acknowledged"},
		{"one in the middle is lost", without("w-1-1", "w-1-2"), []lifecycle.Version{1, 3, 6}, 0, "3 were acknowledged"},
		{"half of the last", without("w-2-3"), []lifecycle.Version{1, 3}, 0, "2 of 3 events of batch 2"},
		{"another order", moved, []lifecycle.Version{1, 3, 6}, 0, `"w-1-1" of an acknowledged batch is at version 3`},
		{"another place", whole, []lifecycle.Version{1, 4, 7}, 0, "at version 2, the batch ended at 4"},
	}
	for _, c := range cases {
		stored, err := job.storedAt(c.at, c.done)
		if stored != c.stored || (err == nil) != (c.fault == "") || err != nil && !strings.Contains(err.Error(), c.fault) {
			t.Errorf("%s: %d, %v, want %d, %q", c.name, stored, err, c.stored, c.fault)
		}
	}
}

// TestDamage wants each kind of damage to change the end of a journal and
// nothing before it.
func TestDamage(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	journal := bytes.Repeat([]byte("abcdefgh"), 4096)
	kept := bytes.Clone(journal)
	for i := range 24 {
		what, damage := damageOf(r, i)
		got := damage(journal)
		if bytes.Equal(got, journal) || !bytes.Equal(journal, kept) {
			t.Fatalf("%s changes nothing, or what it was given", what)
		}
		if !bytes.HasPrefix(got, journal[:len(journal)-16<<10]) {
			t.Errorf("%s changes the beginning", what)
		}
		if (i%3 == 0) != (len(got) < len(journal)) {
			t.Errorf("%s: %d of %d bytes", what, len(got), len(journal))
		}
		if empty := damage(nil); len(empty) != 0 {
			t.Errorf("%s makes %q of nothing", what, empty)
		}
	}
}
