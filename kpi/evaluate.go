package kpi

import (
	"math/big"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Given are the values of the inputs of a formula, by name. A name that is
// missing is unknown with [ReasonMissingInput].
type Given struct {
	Values map[string]Value
	Series map[string][]Value         // of measures that are Many, in the order of their periods
	Dates  map[string][]calendar.Date // of a series, where they matter: the last day of each period
}

// Evaluate computes the formula exactly. An input in another unit than its
// declaration, and amounts in several currencies for inputs in "money", give
// unknown with [ReasonUnitMismatch]; an amount in "money" for which no input
// names the currency gives [ReasonMissingInput], series of different periods that
// meet give [ReasonPeriodMismatch]. A number of more than 131072 bits gives
// [ReasonTooLarge], and so does a formula that computes with very long numbers for
// too long: the time is bounded whatever the text and the inputs. The maps are
// only read.
func (f *Formula) Evaluate(given Given) Value {
	if f.root == nil {
		return Unknown(ReasonMissingInput)
	}
	e := newEvaluation(given)
	if !e.bindAll(f.used) {
		return Unknown(ReasonUnitMismatch)
	}
	v := e.value(f.root)
	if v.IsUnknown() {
		return v
	}
	return e.result(v.rat, f.root.unit)
}

// Figure computes the formula with its trace. Of a series the trace holds how
// many numbers it has and their sum, as "count(name)" and "sum(name)".
func (f *Formula) Figure(key string, given Given) Figure {
	figure := Figure{Key: key, Value: f.Evaluate(given), Formula: f.text}
	for _, m := range f.used {
		if m.Many {
			known := Known(given.Series[m.Name])
			figure.Inputs = append(figure.Inputs, Input{"count(" + m.Name + ")", Int(int64(len(known)), "")}, Input{"sum(" + m.Name + ")", Sum(known)})
			continue
		}
		v := given.Values[m.Name]
		figure.Inputs = append(figure.Inputs, Input{m.Name, v})
	}
	return figure
}

// evaluation is one run of a formula. Once the units of the inputs are found
// right, it computes with pure numbers: the check has proved the rest.
type evaluation struct {
	given      Given
	currencies map[string]money.Currency // of amounts, by code; under "money" the one of all inputs in money
	work       int64                     // spent on long numbers
}

func newEvaluation(given Given) *evaluation {
	return &evaluation{given: given, currencies: map[string]money.Currency{}}
}

// bindAll reports whether the values of all inputs are in their units.
func (e *evaluation) bindAll(used []Measure) bool {
	for _, m := range used {
		if !e.bind(m) {
			return false
		}
	}
	return true
}

// bind reports whether the values of an input are in its unit.
func (e *evaluation) bind(m Measure) bool {
	if !m.Many {
		return e.fits(m.Unit, e.given.Values[m.Name])
	}
	for _, v := range e.given.Series[m.Name] {
		if !e.fits(m.Unit, v) {
			return false
		}
	}
	return true
}

func (e *evaluation) fits(unit string, v Value) bool {
	c, isMoney := v.Currency()
	switch {
	case v.IsUnknown() || v.neutral():
		return true
	case isMoney && unit == MoneyUnit:
		return e.agree(MoneyUnit, c)
	case isMoney && unit == v.unit:
		return e.agree(unit, c)
	}
	return v.unit == unit || !isMoney && unit != MoneyUnit && (sameDimension(v.unit, unit) || e.fitsMoney(unit, v.unit))
}

// agree reports whether a currency is the one that was met under a name before.
func (e *evaluation) agree(name string, c money.Currency) bool {
	before, bound := e.currencies[name]
	e.currencies[name] = c
	return !bound || before == c
}

// fitsMoney reports whether a unit such as "CNY/h" is one in whichever currency,
// such as "money/h".
func (e *evaluation) fitsMoney(unit, got string) bool {
	want, err := parseDimension(unit)
	if err != nil || want[MoneyUnit] == 0 {
		return false
	}
	found, err := parseDimension(got)
	if err != nil {
		return false
	}
	for name, power := range want {
		if name != MoneyUnit && found[name] != power {
			return false
		}
		delete(found, name)
	}
	for name, power := range found { // the one name that is left
		c, err := money.Lookup(name)
		return len(found) == 1 && err == nil && power == want[MoneyUnit] && e.agree(MoneyUnit, c)
	}
	return false
}

// sameDimension reports whether two texts write one unit.
func sameDimension(a, b string) bool {
	x, err := parseDimension(a)
	y, err2 := parseDimension(b)
	return err == nil && err2 == nil && x.equal(y)
}

// result gives a number its unit.
func (e *evaluation) result(r *big.Rat, unit dimension) Value {
	c, bound := e.currencies[MoneyUnit]
	if unit[MoneyUnit] != 0 && !bound {
		if r.Sign() == 0 {
			return Int(0, "")
		}
		return Unknown(ReasonMissingInput) // an amount of no currency
	}
	text := unit.text(c.Code())
	if one, isCode := e.currencies[text]; isCode {
		return MoneyRat(r, one)
	}
	if len(unit) == 1 && unit[MoneyUnit] == 1 {
		return MoneyRat(r, c)
	}
	if code, err := money.Lookup(text); err == nil { // declared, but no input had an amount
		return MoneyRat(r, code)
	}
	return Rat(r, text)
}

// Bounds of the work on long numbers. Shorter ones are not counted: there are no
// more of them than the text and the inputs are long.
const (
	longBits = 1 << 12
	maxWork  = 1 << 27 // squares of words, as common divisors cost them
)

// bounded refuses numbers that grow beyond use, and more work on long ones than
// is reasonable.
func (e *evaluation) bounded(v Value) Value {
	if v.IsUnknown() {
		return v
	}
	length := int64(max(v.rat.Num().BitLen(), v.rat.Denom().BitLen()))
	if length > longBits {
		e.work += (length / 64) * (length / 64)
	}
	if length > maxFormulaBits || e.work > maxWork {
		return Unknown(ReasonTooLarge)
	}
	return v
}

// bare drops the unit, which the check has looked at.
func bare(v Value) Value { return Value{rat: v.rat, reason: v.Reason()} }

// value computes a part that is one value.
func (e *evaluation) value(n *node) Value {
	switch n.op {
	case opNumber:
		return Value{rat: n.number}
	case opName:
		return e.bounded(bare(e.given.Values[n.name]))
	case "if":
		return e.choice(n)
	case opNegative:
		return e.value(n.args[0]).Neg()
	case "abs":
		return e.value(n.args[0]).Abs()
	}
	if n.args[0].many && len(n.args) == 1 {
		return e.bounded(e.ofSeries(n))
	}
	return e.joined(n)
}

func (e *evaluation) choice(n *node) Value {
	holds, reason := e.truth(n.args[0])
	switch {
	case reason != "":
		return Unknown(reason)
	case holds:
		return e.value(n.args[1])
	}
	return e.value(n.args[2])
}

// joined computes two or more parts that are all looked at.
func (e *evaluation) joined(n *node) Value {
	v := e.value(n.args[0])
	for _, arg := range n.args[1:] {
		v = e.apply(n.op, v, e.value(arg))
	}
	return v
}

// apply computes with two values.
func (e *evaluation) apply(op string, v, w Value) Value {
	if e.work > maxWork {
		return Unknown(ReasonTooLarge)
	}
	switch op {
	case "+":
		v = v.Add(w)
	case "-":
		v = v.Sub(w)
	case "*":
		v = v.Mul(w)
	case "/":
		v = v.Div(w)
	default:
		v = extreme(v, w, op)
	}
	return e.bounded(v)
}

// extreme returns the lower or the higher of two values.
func extreme(v, w Value, op string) Value {
	switch order, known := v.Cmp(w); {
	case !known:
		return v.Add(w) // unknown with the reason of the first unknown one
	case (order < 0) == (op == "min"):
		return v
	}
	return w
}

// truth computes a condition, or the reason why it cannot be told.
func (e *evaluation) truth(n *node) (bool, Reason) {
	switch n.op {
	case "and", "or":
		holds, reason := e.truth(n.args[0])
		if reason != "" || holds == (n.op == "or") {
			return holds, reason
		}
		return e.truth(n.args[1])
	case "not":
		holds, reason := e.truth(n.args[0])
		return !holds, reason
	}
	v, w := e.value(n.args[0]), e.value(n.args[1])
	order, known := v.Cmp(w)
	if !known {
		return false, v.Add(w).Reason()
	}
	return map[string]bool{"<": order < 0, "<=": order <= 0, "=": order == 0, "!=": order != 0, ">=": order >= 0, ">": order > 0}[n.op], ""
}
