package kpi

import (
	"errors"
	"fmt"
	"slices"
)

// Limits of a formula.
const (
	MaxFormulaBytes  = 4096 // of its text
	MaxFormulaDepth  = 64   // of brackets, signs and functions in each other
	MaxFormulaInputs = 256  // that may be declared
	maxFormulaBits   = 1 << 17
)

// ErrFormula is the kind of what is wrong with a formula.
var ErrFormula = errors.New("kpi: bad formula")

// FormulaError is one fault of a formula. It unwraps to [ErrFormula].
type FormulaError struct {
	Pos     int    // byte of the text, from 0
	Problem string // what is wrong there
}

// Error says where and what.
func (e *FormulaError) Error() string {
	return fmt.Sprintf("%v: at byte %d: %s", ErrFormula, e.Pos, e.Problem)
}

// Unwrap returns ErrFormula.
func (e *FormulaError) Unwrap() error { return ErrFormula }

// Measure declares an input of a formula: its name, its unit, and whether it is
// one value or many.
//
// A name is letters, digits, "_" and ".", with a letter first. A unit is names
// joined by "*" and "/", such as "h", "money/day" or "CNY/EUR"; "" is a pure
// number and counts. "money" is an amount in whichever currency, the same for
// all such inputs; a currency code of ISO 4217 such as "CNY" is that currency.
type Measure struct {
	Name string `json:"name"`
	Unit string `json:"unit,omitempty"`
	Many bool   `json:"many,omitempty"` // a series: for sum, mean, median, min, max, last and count
}

// Formula is a compiled formula. It is immutable and safe for concurrent use:
// compile once, evaluate many times. The zero Formula evaluates to unknown with
// [ReasonMissingInput].
//
// The language has no loops, no names but those of its inputs and no effects:
//
//	a + b  a - b  a * b  a / b  -a  (a)                        exact arithmetic
//	a < b  a <= b  a = b  a != b  a >= b  a > b                 comparisons, of values of one unit
//	a and b  a or b  not a                                      of comparisons
//	if(condition, a, b)                                         a where the condition holds, else b; only the one taken is computed
//	min(a, b, ...)  max(a, b, ...)  abs(a)                      of values
//	sum(s) mean(s) median(s) min(s) max(s) last(s) count(s)     of a series
//	12.5  12.5[h]  100[money]                                   numbers, pure or with a unit
//
// Between series + - * /, min, max and abs compute period by period, with a
// single value for each period: sum(asked * price). Series that meet so must have
// the same periods, see [Formula.CheckPeriods].
//
// A formula is a value: comparisons stand within if alone. A bare 0 fits any unit. Units are checked when the formula is compiled: money
// by money is a pure number, money by days is "money/day", money and days do not
// add up. A quotient by zero is unknown, and what is unknown makes all that is
// computed from it unknown, with its reason. "and" and "or" look at their right
// side only where the left one leaves it open. last is the last value that is a
// number, count the number of those; the other functions of a series are unknown
// with a gap in it. Of no value, sum and count are 0 and the others unknown with
// [ReasonNoData].
type Formula struct {
	text     string
	root     *node
	declared []Measure
	used     []Measure
}

// CompileFormula reads a formula over declared inputs and checks its units. The
// error holds everything that was found, each a [*FormulaError]. Inputs that the
// formula does not use are no fault.
func CompileFormula(text string, inputs []Measure) (*Formula, error) {
	return compileFormula(text, inputs, false)
}

// compileFormula reads a formula of one value or of a series.
func compileFormula(text string, inputs []Measure, series bool) (*Formula, error) {
	known, err := declarations(inputs)
	if err != nil {
		return nil, err
	}
	root, err := parseFormula(text)
	if err != nil {
		return nil, err
	}
	c := checker{known: known}
	c.check(root)
	if len(c.faults) == 0 {
		c.whole(root, series)
	}
	if len(c.faults) > 0 {
		return nil, errors.Join(c.faults...)
	}
	f := &Formula{text: text, root: root, declared: slices.Clone(inputs)}
	for _, name := range c.used {
		f.used = append(f.used, known[name].Measure)
	}
	return f, nil
}

// String returns the text of the formula.
func (f *Formula) String() string { return f.text }

// Unit returns the unit of the result in its one form, with "money" for an
// amount in the currency of the inputs.
func (f *Formula) Unit() string {
	if f.root == nil {
		return ""
	}
	return f.root.unit.text(MoneyUnit)
}

// Inputs returns the inputs that the formula uses, in the order of the text.
// The caller owns the slice.
func (f *Formula) Inputs() []Measure { return slices.Clone(f.used) }

// declared is a measure with its unit taken apart.
type declared struct {
	Measure
	unit dimension
}

func declarations(inputs []Measure) (map[string]declared, error) {
	known := map[string]declared{}
	if len(inputs) > MaxFormulaInputs {
		return nil, fmt.Errorf("%w: more than %d inputs", ErrFormula, MaxFormulaInputs)
	}
	var faults []error
	for _, m := range inputs {
		unit, err := parseDimension(m.Unit)
		switch _, twice := known[m.Name]; {
		case !plainName(m.Name):
			err = fmt.Errorf("%.40q is no name", m.Name)
		case twice:
			err = fmt.Errorf("the input %q is declared twice", m.Name)
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("%w: inputs: %w", ErrFormula, err))
		}
		known[m.Name] = declared{m, unit}
	}
	return known, errors.Join(faults...)
}
