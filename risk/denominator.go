package risk

import (
	"math/big"
	"strings"
)

// denominators collects the common denominator of numbers.
type denominators struct {
	seen   map[string]bool
	common *big.Int
}

// commonDenominator reports whether all numbers of the register that are
// written as fractions have a common denominator of at most MaxCommon bits.
// Sums have it too, so that none takes longer to compute than that allows.
func (r Register) commonDenominator() bool {
	d := denominators{map[string]bool{}, big.NewInt(1)}
	for _, risk := range r.Risks {
		for _, a := range risk.Assessments {
			d.rating(a.Rating)
		}
		for _, x := range risk.Responses {
			d.rating(x.Residual)
		}
	}
	for _, x := range r.Reserves {
		for _, e := range x.Entries {
			d.use(e.Amount)
		}
	}
	return d.common.BitLen() <= MaxCommon
}

func (d *denominators) rating(r Rating) {
	d.use(r.Probability)
	for _, e := range r.Effects {
		d.use(e.Low)
		d.use(e.Likely)
		d.use(e.High)
	}
}

func (d *denominators) use(n Number) {
	_, text, fraction := strings.Cut(n.text, "/")
	if !fraction || d.seen[text] || d.common.BitLen() > MaxCommon {
		return
	}
	d.seen[text] = true
	if x, ok := new(big.Int).SetString(text, 10); ok {
		shared := new(big.Int).GCD(nil, nil, d.common, x)
		d.common.Mul(d.common, x.Quo(x, shared))
	}
}
