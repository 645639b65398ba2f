package lifecycle

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestRegister numbers random names, many and few, in forks of each other, and
// wants every number to stand for its name in whatever register came of it.
func TestRegister(t *testing.T) {
	for _, names := range []int{3, 40, 300} {
		r := rand.New(rand.NewPCG(uint64(names), 3))
		type fork struct {
			r     *register[string]
			given map[uint32]string
		}
		forks := []fork{{nil, map[uint32]string{}}}
		for range 3000 {
			f := pick(r, forks)
			name := fmt.Sprint("n", r.IntN(names))
			n, next := f.r.number(&name, nameSpot(name))
			if item, number := next.at(nameSpot(name)); item != nil && *item == name && number != n {
				t.Fatalf("%s is %d, and %d at first sight", name, n, number)
			}
			given := map[uint32]string{n: name}
			for k, v := range f.given {
				if given[k] = v; k == n && v != name {
					t.Fatalf("%d is %s and %s", n, v, name)
				}
			}
			all := next.all()
			for k, v := range given {
				if all[k] != v {
					t.Fatalf("%d is %s, not %s", k, all[k], v)
				}
			}
			if forks = append(forks, fork{next, given}); len(forks) > 20 {
				forks = forks[1:]
			}
		}
	}
}

// TestRegisterKnowsWhatCameLately: few names are numbered once each.
func TestRegisterKnowsWhatCameLately(t *testing.T) {
	var r *register[string]
	for i := range 1000 {
		name := fmt.Sprint("n", i%registerRecent)
		_, r = r.number(&name, nameSpot(name))
	}
	if got := len(r.all()); got != registerRecent {
		t.Errorf("%d names are numbered %d times", registerRecent, got)
	}
}
