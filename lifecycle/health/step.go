package health

import (
	"math/big"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Step is one part of what would clear a cause: it brings one sign back within
// its limit. A cause is cleared when all its steps are taken.
type Step struct {
	Sign   finding.Code `json:"sign"`
	Remedy finding.Code `json:"remedy"`
	// Need is how many cases it takes. Where Further is false, that many of
	// the subjects are to be mended, whichever they are; even if a mended case
	// is no longer there to be counted, the share is then within the limit.
	// Where it is true the bad cases are over and done with: that many further
	// good ones bring the share within the limit, or the old ones leave the
	// window first.
	Need    int  `json:"need"`
	Further bool `json:"further,omitempty"`
	// Subjects are the bad cases that can be named, the earliest first.
	Subjects []finding.Ref `json:"subjects,omitempty"`
	// Finding is the sign as a finding, to which the step is bound.
	Finding finding.Finding `json:"finding"`
}

// step returns what brings a sign back within its limit. It reports false for
// one that is not beyond it.
func (s Sign) step() (Step, bool) {
	def, ok := specOf(s.Code)
	f, some := s.Finding()
	if !ok || !some || !s.Beyond {
		return Step{}, false
	}
	x := Step{Sign: s.Code, Remedy: def.remedy, Further: def.past, Finding: f}
	limit, _ := s.Limit.Rat()
	if x.Further {
		x.Need = further(s.Bad, s.Of, limit)
	} else {
		x.Need = mended(s.Bad, s.Of, limit)
	}
	for _, e := range s.Evidence {
		x.Subjects = append(x.Subjects, e.Subject)
	}
	return x, true
}

// mended returns the least k with (bad-k)/(of-k) within the limit: a case that
// is mended may vanish. It holds all the more where the case stays.
func mended(bad, of int, limit *big.Rat) int {
	part := new(big.Rat).Mul(limit, big.NewRat(int64(of), 1))
	over := new(big.Rat).Sub(big.NewRat(int64(bad), 1), part)
	return min(bad, ceiling(over.Quo(over, new(big.Rat).Sub(big.NewRat(1, 1), limit))))
}

// further returns the least k with bad/(of+k) within the limit; 0 for the
// limit 0, which no further case reaches.
func further(bad, of int, limit *big.Rat) int {
	if limit.Sign() == 0 {
		return 0
	}
	return max(0, ceiling(new(big.Rat).Quo(big.NewRat(int64(bad), 1), limit))-of)
}

// ceiling returns the least whole number that is not below r, for r at least 0.
func ceiling(r *big.Rat) int {
	q, rest := new(big.Int).QuoRem(r.Num(), r.Denom(), new(big.Int))
	if rest.Sign() > 0 {
		q.Add(q, big.NewInt(1))
	}
	return int(q.Int64())
}
