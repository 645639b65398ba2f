package lifecycletest

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
)

// TestOrderFault gives histories of calls worked out by hand.
func TestOrderFault(t *testing.T) {
	final := []string{"a", "b", "c"}
	write := func(began, ended int64, v lifecycle.Version, id string) call {
		return call{began, ended, v, true, []string{id}}
	}
	load := func(began, ended int64, ids ...string) call {
		return call{began, ended, lifecycle.Version(len(ids)), false, slices.Clip(append([]string{}, ids...))}
	}
	conflict := func(began, ended int64, v lifecycle.Version) call { return call{began, ended, v, false, nil} }
	cases := []struct {
		name  string
		calls []call
		bad   bool
	}{
		{"one after the other", []call{write(1, 2, 1, "a"), load(3, 4, "a"), write(5, 6, 2, "b"), conflict(7, 8, 2)}, false},
		{"a load beside an append may see it", []call{write(1, 4, 1, "a"), load(2, 3, "a")}, false},
		{"or not", []call{write(1, 4, 1, "a"), load(2, 3)}, false},
		{"a load that began after the append ended must", []call{write(1, 2, 1, "a"), load(3, 4)}, true},
		{"a later load sees no less than an earlier one", []call{write(1, 9, 1, "a"), load(2, 3, "a"), load(4, 5)}, true},
		{"nothing is seen before it is asked for", []call{load(1, 2, "a"), write(3, 4, 1, "a")}, true},
		{"two beside each other in any order", []call{write(1, 4, 2, "b"), write(2, 3, 1, "a")}, false},
		{"two after each other only in theirs", []call{write(1, 2, 2, "b"), write(3, 4, 1, "a")}, true},
		{"an acknowledged append is there in the end", []call{write(1, 2, 1, "x")}, true},
		{"beyond the end", []call{write(1, 2, 4, "d")}, true},
		{"one version for two", []call{write(1, 2, 1, "a"), write(3, 4, 1, "b")}, true},
		{"a load in another order", []call{load(1, 2, "b", "a")}, true},
		{"a conflict names what was there", []call{write(1, 2, 1, "a"), write(3, 4, 2, "b"), conflict(5, 6, 1)}, true},
		{"or what came meanwhile", []call{write(1, 2, 1, "a"), write(4, 7, 2, "b"), conflict(3, 6, 2)}, false},
	}
	for _, c := range cases {
		if text := orderFault(c.calls, final); (text != "") != c.bad {
			t.Errorf("%s: %q", c.name, text)
		}
	}
}

// TestOrderFaultAgainstSearch compares the check with a search through all
// orders of small histories.
func TestOrderFaultAgainstSearch(t *testing.T) {
	const seed = 11
	r := rand.New(rand.NewPCG(seed, 0))
	final := []string{"a", "b"}
	good, bad := 0, 0
	for range 3000 {
		ends := r.Perm(10)
		var calls []call
		for i := range 2 + r.IntN(4) {
			c := call{began: int64(min(ends[2*i], ends[2*i+1])), ended: int64(max(ends[2*i], ends[2*i+1]))}
			c.version = lifecycle.Version(r.IntN(3))
			if c.wrote = i < 2; c.wrote {
				c.version = lifecycle.Version(i + 1)
				c.ids = final[i : i+1]
			} else {
				c.ids = final[:c.version]
			}
			calls = append(calls, c)
		}
		want := explained(calls, nil)
		if want != (orderFault(calls, final) == "") {
			t.Fatalf("seed %d: %+v: an order exists: %v", seed, calls, want)
		}
		if want {
			good++
		} else {
			bad++
		}
	}
	if good < 100 || bad < 100 {
		t.Errorf("%d with an order, %d without: not much of a test", good, bad)
	}
}

// explained reports whether some order of the calls left explains them, one
// after the other on a stream that holds the ids done.
func explained(left []call, done []string) bool {
	if len(left) == 0 {
		return true
	}
	for i, c := range left {
		next := done
		if c.wrote {
			next = append(slices.Clone(done), c.ids...)
		}
		first := !slices.ContainsFunc(left, func(o call) bool { return o.ended < c.began })
		fits := lifecycle.Version(len(next)) == c.version && (c.wrote || slices.Equal(next, c.ids))
		if first && fits && explained(slices.Delete(slices.Clone(left), i, i+1), next) {
			return true
		}
	}
	return false
}
