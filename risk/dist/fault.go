package dist

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// The kinds of error of this package. The typed errors unwrap to them.
var (
	// ErrParameter says that parameters make no distribution.
	ErrParameter = errors.New("dist: parameters make no distribution")
	// ErrThreePoint says that no distribution goes through three points.
	ErrThreePoint = errors.New("dist: no distribution through these points")
	// ErrData says that data cannot be fitted.
	ErrData = errors.New("dist: data cannot be fitted")
	// ErrForm says that data is no distribution of the form this package reads.
	ErrForm = errors.New("dist: not a distribution")
	// ErrTooMany says that a limit on counts or sizes was passed.
	ErrTooMany = errors.New("dist: limit passed")
)

// Fault is one thing wrong with one parameter.
type Fault struct {
	Parameter string        // in snake_case, with its path: "likely", "parts[1].of.sigma"
	Code      finding.Code  // what is wrong
	Want, Got finding.Value // as far as they can be said
}

// String returns the fault on one line, for logs.
func (f Fault) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", f.Parameter, f.Code)
	if !f.Want.IsZero() {
		fmt.Fprintf(&b, ", want %s", f.Want)
	}
	if !f.Got.IsZero() {
		fmt.Fprintf(&b, ", got %s", f.Got)
	}
	return b.String()
}

// Error lists every fault of the parameters of a distribution.
type Error struct {
	Type   string // as in the JSON form: "pert"
	Faults []Fault
}

// Error names the faults, at most ten, and how many more there are.
func (e *Error) Error() string {
	const most = 10
	var b strings.Builder
	fmt.Fprintf(&b, "%v: %s", ErrParameter, e.Type)
	for i, f := range e.Faults[:min(len(e.Faults), most)] {
		b.WriteString([]string{"; ", ": "}[boolean(i == 0)])
		b.WriteString(f.String())
	}
	if more := len(e.Faults) - most; more > 0 {
		fmt.Fprintf(&b, "; and %d more", more)
	}
	return b.String()
}

// Unwrap returns [ErrParameter].
func (e *Error) Unwrap() error { return ErrParameter }

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// faults collects what is wrong with the parameters of one distribution.
type faults struct {
	list   []Fault
	nested int // distributions seen so far
}

// failure returns the faults of a distribution as an error, nil without any.
func failure(kind string, d judged) error {
	var f faults
	d.judge(&f, "", 0)
	if len(f.list) == 0 {
		return nil
	}
	return &Error{Type: kind, Faults: f.list}
}

// judged is a distribution that lists its faults. The path stands before the
// names of its parameters.
type judged interface {
	judge(f *faults, path string, depth int)
}

func (f *faults) add(code finding.Code, at string, want, got finding.Value) {
	f.list = append(f.list, Fault{Parameter: at, Code: code, Want: want, Got: got})
}

// finite reports a parameter that is no number or too large and reports
// whether it is sound.
func (f *faults) finite(at string, x, most float64) bool {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		f.add(CodeNotFinite, at, finding.Value{}, number(x))
	case math.Abs(x) > most:
		f.add(CodeTooLarge, at, number(most), number(x))
	default:
		return true
	}
	return false
}

// bounds reports bounds that are no numbers or turned round and reports
// whether they are sound.
func (f *faults) bounds(path string, least, most float64) bool {
	low, high := f.finite(path+"least", least, MaxMagnitude), f.finite(path+"most", most, MaxMagnitude)
	if low && high && least > most {
		f.add(CodeBoundsReversed, path+"most", number(least), number(most))
		return false
	}
	return low && high
}

// likely reports a mode outside the bounds.
func (f *faults) likely(path string, least, likely, most float64) {
	sound := f.bounds(path, least, most)
	if f.finite(path+"likely", likely, MaxMagnitude) && sound && (likely < least || likely > most) {
		f.add(CodeLikelyOutside, path+"likely", finding.List(number(least).Plain(), number(most).Plain()), number(likely))
	}
}

// deviation reports a standard deviation below zero.
func (f *faults) deviation(at string, x, most float64) {
	if f.finite(at, x, most) && x < 0 {
		f.add(CodeNegativeDeviation, at, finding.Number(0, ""), number(x))
	}
}

// shape reports a shape that is too small or too large.
func (f *faults) shape(at string, x, least float64) {
	if f.finite(at, x, MaxShape) && x < least {
		f.add(CodeShapeTooSmall, at, number(least), number(x))
	}
}

// probability reports a probability outside 0 to 1 and reports whether it is
// sound.
func (f *faults) probability(at string, p float64) bool {
	if p >= 0 && p <= 1 {
		return true
	}
	f.add(CodeProbabilityRange, at, finding.List("0", "1"), number(p))
	return false
}

// count reports more of something than allowed and reports whether there are.
func (f *faults) count(at string, n, most int) bool {
	if n > most {
		f.add(CodeTooMany, at, finding.Number(int64(most), ""), finding.Number(int64(n), ""))
	}
	return n > most
}

// within judges a distribution that is part of another. It reports whether
// what follows may be judged too.
func (f *faults) within(at string, d Distribution, depth int) bool {
	if f.nested++; f.nested > MaxNested {
		f.add(CodeTooMany, at, finding.Number(MaxNested, ""), finding.Value{})
		return false
	}
	switch part := d.(type) {
	case nil:
		f.add(CodeNoDistribution, at, finding.Value{}, finding.Value{})
	case judged:
		if depth >= MaxDepth {
			f.add(CodeTooDeep, at, finding.Number(MaxDepth, ""), finding.Value{})
		} else {
			part.judge(f, under(at), depth+1)
		}
	default:
		if err := d.Validate(); err != nil {
			f.add(CodeInvalid, at, finding.Value{}, finding.Text(err.Error()))
		}
	}
	return f.nested <= MaxNested
}

// number returns a number as a value of a finding: exact digits, or text for
// what is no number or has too many of them.
func number(x float64) finding.Value {
	if size := math.Abs(x); !(size < 1e21) || size > 0 && size < 1e-12 {
		return finding.Text(strconv.FormatFloat(x, 'g', -1, 64))
	}
	return finding.Decimal(strconv.FormatFloat(x, 'f', -1, 64), "")
}

// under returns the path of what lies within at.
func under(at string) string {
	if at == "" {
		return ""
	}
	return at + "."
}
