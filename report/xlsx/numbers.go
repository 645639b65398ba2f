package xlsx

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// maxDigits is how many significant digits a spreadsheet keeps of a number.
const maxDigits = 15

// stored returns an exact number as a spreadsheet stores it. Where it has more
// digits than are kept, it is rounded to those and long is true for a decimal
// that has an end; ok is false for a number that is too large.
func stored(v finding.Value) (text string, long, ok bool) {
	text = v.Plain()
	if len(text) <= maxDigits && strings.IndexByte(text, '/') < 0 {
		return text, false, true
	}
	long = strings.IndexByte(text, '/') < 0 && significant(text) > maxDigits
	r, ok := v.Rat()
	if !ok {
		return "", long, false
	}
	f, _ := r.Float64()
	return floatText(f), long, !math.IsInf(f, 0)
}

// storedRat is stored for a number that was calculated.
func storedRat(r *big.Rat) (string, bool) {
	f, _ := r.Float64()
	return floatText(f), !math.IsInf(f, 0)
}

// floatText returns the 15 digits of a number that a spreadsheet keeps.
func floatText(f float64) string {
	text := strconv.FormatFloat(f, 'g', maxDigits, 64)
	if strings.IndexByte(text, 'e') < 0 {
		return text
	}
	return strings.Replace(text, "e", "E", 1)
}

// significant returns how many digits a decimal has without the zeros at its
// ends.
func significant(text string) int {
	text = strings.TrimLeft(text, "-0.")
	if strings.IndexByte(text, '.') < 0 {
		text = strings.TrimRight(text, "0")
	}
	return len(text) - strings.Count(text, ".")
}

// hundredths divides a percentage by a hundred.
func hundredths(v finding.Value) finding.Value {
	r, ok := v.Rat()
	if !ok {
		return v
	}
	return finding.Rat(r.Mul(r, big.NewRat(1, 100)), "")
}
