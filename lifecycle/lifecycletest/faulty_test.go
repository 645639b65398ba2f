package lifecycletest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
)

func TestFaultyAppends(t *testing.T) {
	log := new(lifecycle.MemLog)
	faulty := Faulty(log, Plan{Appends: []Fault{FailBefore, FailAfter, Twice, NoFault}})
	steps := []struct {
		expect    lifecycle.Version
		id        string
		fails     bool
		duplicate bool
		stored    int
	}{
		{0, "a", true, false, 0},
		{0, "a", true, false, 1},
		{1, "b", false, true, 2},
		{2, "c", false, false, 3},
		{3, "d", false, false, 4}, // behind the end of the plan
	}
	for i, s := range steps {
		result, err := faulty.Append(t.Context(), stream, s.expect, event(s.id))
		if errors.Is(err, ErrInjected) != s.fails || result.Duplicate != s.duplicate {
			t.Errorf("call %d: %+v, %v", i+1, result, err)
		}
		if got, _ := collect(log.Load(t.Context(), stream, 0)); len(got) != s.stored {
			t.Errorf("call %d: %d events stored, want %d", i+1, len(got), s.stored)
		}
	}
}

func TestFaultySequences(t *testing.T) {
	log := new(lifecycle.MemLog)
	if _, err := log.Append(t.Context(), stream, 0, eventsOf("e", 3)...); err != nil {
		t.Fatal(err)
	}
	var names []string
	tired := errors.New("tired")
	faulty := Faulty(log, Plan{
		Loads: []Fault{FailBefore, FailAfter, Twice}, Reads: []Fault{Twice},
		Delay: func(_ context.Context, name string) error {
			names = append(names, name)
			if len(names) == 6 {
				return tired
			}
			return nil
		},
	})
	feed, ok := faulty.(lifecycle.Feed)
	if !ok {
		t.Fatal("a faulty feed is no feed")
	}
	want := []string{"0 true", "3 true", "6 false", "3 false", "6 false", "0 false"}
	for i, w := range want {
		seq := faulty.Load(t.Context(), stream, 0)
		if i == 4 {
			seq = feed.Read(t.Context(), "", 0)
		}
		got, err := collect(seq)
		if g := fmt.Sprintln(len(got), errors.Is(err, ErrInjected)); g != w+"\n" {
			t.Errorf("call %d: got %swant %s", i+1, g, w)
		}
		if errors.Is(err, tired) != (i == 5) {
			t.Errorf("call %d: %v", i+1, err)
		}
	}
	if !slices.Equal(names, []string{"load", "load", "load", "load", "read", "load"}) {
		t.Errorf("delayed %v", names)
	}
	if _, ok := Faulty(bare{log}, Plan{}).(lifecycle.Feed); ok {
		t.Error("a faulty log that is no feed became one")
	}
}

// TestFaultyAbilities wants the result to be able to do what the log can, and
// nothing else.
func TestFaultyAbilities(t *testing.T) {
	type feed struct {
		lifecycle.Log
		lifecycle.Feed
	}
	type keeper struct {
		lifecycle.Log
		lifecycle.Snapshotter
	}
	log := new(lifecycle.MemLog)
	cases := map[string]struct {
		log  lifecycle.Log
		want [3]bool
	}{
		"all": {log, [3]bool{true, true, true}}, "none": {bare{log}, [3]bool{}},
		"feed": {feed{log, log}, [3]bool{true, false, false}}, "snapshots": {keeper{log, log}, [3]bool{false, false, true}},
		"feed and snapshots": {struct {
			feed
			lifecycle.Snapshotter
		}{feed{log, log}, log}, [3]bool{true, false, true}},
		"feed and waiting": {struct {
			feed
			lifecycle.Waiter
		}{feed{log, log}, log}, [3]bool{true, true, false}},
	}
	for name, c := range cases {
		faulty := Faulty(c.log, Plan{})
		_, reads := faulty.(lifecycle.Feed)
		_, waits := faulty.(lifecycle.Waiter)
		_, keeps := faulty.(lifecycle.Snapshotter)
		if got := [3]bool{reads, waits, keeps}; got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestFaultyWaitsAndSnapshots(t *testing.T) {
	log := new(lifecycle.MemLog)
	if _, err := log.Append(t.Context(), stream, 0, event("a")); err != nil {
		t.Fatal(err)
	}
	faulty := Faulty(log, Plan{Waits: []Fault{FailBefore, FailAfter, Twice}, Saves: []Fault{FailBefore, FailAfter}, Lookups: []Fault{NoFault, FailAfter, Cut, Twice}})
	waiter, keeper := faulty.(lifecycle.Waiter), faulty.(lifecycle.Snapshotter)
	for i, fails := range []bool{true, true, false, false} {
		if err := waiter.Wait(t.Context(), ""); errors.Is(err, ErrInjected) != fails {
			t.Errorf("wait %d: %v", i+1, err)
		}
	}
	if err := keeper.SaveSnapshot(t.Context(), stream, 1, 1, []byte("x")); !errors.Is(err, ErrInjected) {
		t.Errorf("save: %v", err)
	}
	if _, _, _, err := keeper.LoadSnapshot(t.Context(), stream); !errors.Is(err, lifecycle.ErrNoSnapshot) {
		t.Errorf("a save that failed before kept something: %v", err)
	}
	if err := keeper.SaveSnapshot(t.Context(), stream, 2, 3, []byte("y")); !errors.Is(err, ErrInjected) {
		t.Errorf("save: %v", err)
	}
	for i, fails := range []bool{true, true, false} {
		v, schema, data, err := keeper.LoadSnapshot(t.Context(), stream)
		if errors.Is(err, ErrInjected) != fails || fails != (v == 0 && schema == 0 && data == nil) || !fails && (v != 2 || schema != 3 || string(data) != "y") {
			t.Errorf("lookup %d: %d, %d, %q, %v", i+1, v, schema, data, err)
		}
	}
}

func TestFaultyCutsSequences(t *testing.T) {
	log := new(lifecycle.MemLog)
	if _, err := log.Append(t.Context(), stream, 0, eventsOf("e", 5)...); err != nil {
		t.Fatal(err)
	}
	faulty := Faulty(log, Plan{Loads: []Fault{Cut}})
	if got, err := collect(faulty.Load(t.Context(), stream, 0)); len(got) != 2 || !errors.Is(err, ErrInjected) {
		t.Errorf("%d events, %v", len(got), err)
	}
	if got, err := collect(faulty.Load(t.Context(), stream, 0)); len(got) != 5 || err != nil {
		t.Errorf("%d events, %v", len(got), err)
	}
}

func TestFaultyPicks(t *testing.T) {
	var asked []string
	faulty := Faulty(new(lifecycle.MemLog), Plan{
		Loads: []Fault{FailBefore},
		Pick: func(n int, call string) Fault {
			asked = append(asked, fmt.Sprint(n, " ", call))
			if n == 2 {
				return FailAfter
			}
			return NoFault
		},
	})
	for i, fails := range []bool{false, true, false} {
		if i == 1 {
			if _, err := collect(faulty.Load(t.Context(), stream, 0)); !errors.Is(err, ErrInjected) { // call 1, by its list
				t.Error(err)
			}
		}
		if _, err := faulty.Append(t.Context(), stream, lifecycle.Version(i), event(fmt.Sprint(i))); errors.Is(err, ErrInjected) != fails {
			t.Errorf("append %d: %v", i, err)
		}
	}
	if want := []string{"0 append", "2 append", "3 append"}; !slices.Equal(asked, want) {
		t.Errorf("asked for %q, want %q", asked, want)
	}
}

// TestFaultyLogStaysLegal is what a host would write: an engine on a log that
// fails at any of its calls keeps a history that can be replayed, and repeating
// the command gets it done.
func TestFaultyLogStaysLegal(t *testing.T) {
	for _, fault := range []Fault{FailBefore, FailAfter, Twice} {
		log := new(lifecycle.MemLog)
		faulty := Faulty(log, Plan{Appends: []Fault{fault}})
		engine := engineOn(t, faulty)
		start := lifecycle.StartProject{
			Header: lifecycle.Header{ID: "c1", Actor: "pm"}, Definition: lifecycle.SalesProjectID,
		}
		first, err := engine.Do(t.Context(), stream, start)
		if errors.Is(err, ErrInjected) != (fault != Twice) {
			t.Fatalf("fault %d: %v", fault, err)
		}
		again, err := engine.Do(t.Context(), stream, start)
		if err != nil || again.Version != 1 || len(again.Entries) != 1 {
			t.Fatalf("fault %d: repeated: %+v, %v", fault, again, err)
		}
		if fault == Twice && (first.Version != 1 || !first.Duplicate) {
			t.Errorf("done twice: %+v", first)
		}
		if _, err := engine.Verify(t.Context(), stream); err != nil {
			t.Errorf("fault %d: %v", fault, err)
		}
	}
}
