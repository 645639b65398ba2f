package risk

import (
	"errors"
	"fmt"
	"io"
	"math/big"
	"testing"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// oddFractions returns the fractions 1/p for the greatest primes a denominator
// may be: every one of them makes the denominator of their sum longer by 20 bits.
func oddFractions(n int) []Number {
	var list []Number
	for p := int64(MaxDenominator); len(list) < n; p-- {
		if big.NewInt(p).ProbablyPrime(0) {
			list = append(list, Fraction(1, p))
		}
	}
	return list
}

func ledgerOf(amounts []Number) Register {
	x := Reserve{ID: "buffer", Kind: Management, On: OnTime}
	for i, amount := range amounts {
		x.Entries = append(x.Entries, Entry{ID: fmt.Sprint(i), Kind: Grant, At: calendar.DateOf(2026, 1, 5), Amount: amount, Approver: "sponsor"})
	}
	return Register{ID: "r", Reserves: []Reserve{x}}
}

func ratedBy(numbers []Number) Register {
	r := Register{ID: "r"}
	for i, n := range numbers {
		rating := Rating{Probability: n, Effects: []Effect{{On: OnTime, Likely: Whole(60)}}}
		r.Risks = append(r.Risks, Risk{ID: fmt.Sprint(i), Assessments: []Assessment{{At: calendar.DateOf(2026, 1, 5), Rating: rating}}})
	}
	return r
}

// TestFractionsWithoutCommonDenominator: sums of such numbers would grow with
// every term; a register of them is neither judged further nor written.
func TestFractionsWithoutCommonDenominator(t *testing.T) {
	many := oddFractions(MaxCommon/20 + 2)
	for name, r := range map[string]Register{"ledger": ledgerOf(many), "risks": ratedBy(many)} {
		if found := r.Check(); len(found) != 1 || found[0].Code != CodeFractions {
			t.Errorf("%s: %d findings, the first %v", name, len(found), found[0])
		}
		if err := Encode(io.Discard, r); !errors.Is(err, ErrTooMany) {
			t.Errorf("%s: %v", name, err)
		}
	}
	full := ledgerOf(many[:len(many)-2])
	if _, err := full.Book("buffer", Entry{ID: "more", Kind: Grant, At: calendar.DateOf(2026, 1, 6), Amount: many[len(many)-1], Approver: "sponsor"}); err != nil {
		t.Errorf("one more that fits: %v", err)
	}
	over := ledgerOf(many[:len(many)-1])
	if _, err := over.Book("buffer", Entry{ID: "more", Kind: Grant, At: calendar.DateOf(2026, 1, 6), Amount: many[len(many)-1], Approver: "sponsor"}); !errors.Is(err, ErrBooking) {
		t.Errorf("one more than fits: %v", err)
	}
	few := oddFractions(MaxCommon / 20)
	for i := range 2000 { // the same ones again and finite decimals cost nothing
		few = append(few, few[i], Fraction(int64(i)+1, 1000))
	}
	for name, r := range map[string]Register{"ledger": ledgerOf(few), "risks": ratedBy(few)} {
		for _, f := range r.Check() {
			if f.Code == CodeFractions {
				t.Errorf("%s: %v", name, f)
			}
		}
	}
}
