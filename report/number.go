package report

import (
	"math/big"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// maxPlaces is how many decimals a number without end is shown with.
const maxPlaces = 4

// exponent returns the decimals of a currency, after ISO 4217.
func exponent(currency string) int {
	switch currency {
	case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF":
		return 0
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	case "CLF", "UYW":
		return 4
	}
	return 2
}

// scaled returns v*num/den as an exact canonical text.
func scaled(v finding.Value, num, den int64) string {
	r, ok := v.Rat()
	if !ok {
		return v.Plain()
	}
	return finding.Rat(r.Mul(r, big.NewRat(num, den)), "").Plain()
}

// decimalText writes an exact number, a decimal or a fraction in canonical
// form, with a number of decimals, halves rounded away from zero. With natural
// set a finite decimal keeps exactly the decimals it has, and any other loses
// its trailing zeros. With group set thousands are parted by commas.
func decimalText(exact string, decimals int, natural, group bool) string {
	text := exact
	switch finite := strings.IndexByte(exact, '/') < 0; {
	case finite && natural:
	case finite && fits(exact, decimals):
		text = padded(exact, decimals)
	default:
		text = rounded(exact, decimals, natural)
	}
	if strings.HasPrefix(text, "-") && strings.Trim(text, "-0.") == "" {
		text = text[1:]
	}
	if group {
		text = grouped(text)
	}
	return text
}

// fits reports whether a decimal has no more decimals than asked.
func fits(text string, decimals int) bool {
	dot := strings.IndexByte(text, '.')
	return dot < 0 || len(text)-dot-1 <= decimals
}

func padded(text string, decimals int) string {
	dot := strings.IndexByte(text, '.')
	switch {
	case decimals == 0:
		return text
	case dot < 0:
		return text + "." + strings.Repeat("0", decimals)
	}
	return text + strings.Repeat("0", decimals-(len(text)-dot-1))
}

func rounded(exact string, decimals int, natural bool) string {
	r, ok := new(big.Rat).SetString(exact)
	if !ok {
		return exact
	}
	text := r.FloatString(decimals)
	if natural && strings.IndexByte(text, '.') >= 0 {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// grouped puts a comma before every third digit of the whole part.
func grouped(text string) string {
	start := len(text) - len(strings.TrimPrefix(text, "-"))
	end := strings.IndexByte(text, '.')
	if end < 0 {
		end = len(text)
	}
	if end-start <= 3 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + (end-start)/3)
	b.WriteString(text[:start])
	for i := start; i < end; i++ {
		if i > start && (end-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(text[i])
	}
	b.WriteString(text[end:])
	return b.String()
}
