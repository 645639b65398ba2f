package closing

import (
	"fmt"
	"math/big"
	"testing"
)

// Against the binomial sum written out, for every small number and both ends.
func TestTooFewAgainstTheSum(t *testing.T) {
	for _, percent := range []int{1, 50, 80, 99} {
		for n := range 25 {
			for hits := range n + 1 {
				sum := new(big.Rat)
				for k := range hits + 1 {
					term := new(big.Rat).SetInt(new(big.Int).Binomial(int64(n), int64(k)))
					for i := range n {
						share := int64(100 - percent)
						if i < k {
							share = int64(percent)
						}
						term.Mul(term, big.NewRat(share, 100))
					}
					sum.Add(sum, term)
				}
				if want := n > 0 && sum.Cmp(big.NewRat(1, 20)) < 0; tooFew(n, hits, percent) != want {
					t.Errorf("%d of %d at %d %%: want %v", hits, n, percent, want)
				}
			}
		}
	}
}

// Of values that differ in case the same one is shown, whatever order they
// come in.
func TestLikenessOfValuesThatDifferInCase(t *testing.T) {
	a, b, c := Trait{TraitKind, "CRM"}, Trait{TraitKind, "crm"}, Trait{TraitKind, "Crm"}
	want := fmt.Sprint(UsualWeights().Like([]Trait{a, b, c}, []Trait{b, a}))
	for _, order := range [][]Trait{{b, a, c}, {c, b, a}, {b, c, a}} {
		if got := fmt.Sprint(UsualWeights().Like(order, []Trait{a, b})); got != want {
			t.Errorf("%v: %s, want %s", order, got, want)
		}
	}
}

func BenchmarkTooFew(b *testing.B) {
	for b.Loop() {
		tooFew(10_000, 8_000, 80)
	}
}
