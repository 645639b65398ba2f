package kpi

import (
	"math/big"

	"github.com/milepost-go/milepost/kpi/money"
)

// Given are the values of the inputs of a formula, by name. A name that is
// missing is unknown with [ReasonMissingInput].
type Given struct {
	Values map[string]Value
	Series map[string][]Value // of measures that are Many
}

// Evaluate computes the formula exactly. An input in another unit than its
// declaration, and amounts in several currencies for inputs in "money", give
// unknown with [ReasonUnitMismatch]; an amount in "money" for which no input
// names the currency gives [ReasonMissingInput], a number of more than 131072 bits gives
// [ReasonTooLarge]. The maps are only read.
func (f *Formula) Evaluate(given Given) Value {
	if f.root == nil {
		return Unknown(ReasonMissingInput)
	}
	e := evaluation{given: given, currencies: map[string]money.Currency{}}
	for _, m := range f.used {
		if !e.bind(m) {
			return Unknown(ReasonUnitMismatch)
		}
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
		before, bound := e.currencies[MoneyUnit]
		e.currencies[MoneyUnit] = c
		return !bound || before == c
	case isMoney && unit == v.unit:
		before, bound := e.currencies[unit]
		e.currencies[unit] = c
		return !bound || before == c
	}
	return v.unit == unit || !isMoney && unit != MoneyUnit && sameDimension(v.unit, unit)
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

// bounded refuses numbers that grow beyond use.
func bounded(v Value) Value {
	if !v.IsUnknown() && (v.rat.Num().BitLen() > maxFormulaBits || v.rat.Denom().BitLen() > maxFormulaBits) {
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
		return bounded(bare(e.given.Values[n.name]))
	case "if":
		return e.choice(n)
	case opNegative:
		return e.value(n.args[0]).Neg()
	case "abs":
		return e.value(n.args[0]).Abs()
	}
	if n.args[0].many {
		return bounded(e.ofSeries(n))
	}
	return bounded(e.joined(n))
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
		w := e.value(arg)
		switch n.op {
		case "+":
			v = v.Add(w)
		case "-":
			v = v.Sub(w)
		case "*":
			v = v.Mul(w)
		case "/":
			v = v.Div(w)
		default:
			v = extreme(v, w, n.op)
		}
	}
	return v
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

func (e *evaluation) ofSeries(n *node) Value {
	var values []Value
	for _, v := range e.given.Series[n.args[0].name] {
		values = append(values, bare(v))
	}
	switch n.op {
	case "sum":
		return Sum(values)
	case "mean":
		return Mean(values)
	case "median":
		return Median(values)
	}
	known := Known(values)
	switch {
	case n.op == "count":
		return Int(int64(len(known)), "")
	case len(known) == 0 && len(values) == 0 || len(known) == 0 && n.op == "last":
		return Unknown(ReasonNoData)
	case n.op == "last":
		return known[len(known)-1]
	}
	v := values[0]
	for _, w := range values[1:] {
		v = extreme(v, w, n.op)
	}
	return v
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
