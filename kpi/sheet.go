package kpi

import (
	"slices"
	"strconv"
	"strings"
)

// line is an indicator of the definition sheet and how it follows from the
// measurements T.
type line[T any] struct {
	def Def
	of  func(T) Value
}

// sheet states one line; names lists the inputs, separated by blanks.
func sheet[T any](key, unit string, better Direction, formula, names string, of func(T) Value) line[T] {
	return line[T]{Def{Key: key, Unit: unit, Direction: better, Formula: formula, Inputs: strings.Fields(names)}, of}
}

func defsOf[T any](lines []line[T]) []Def {
	var list []Def
	for _, l := range lines {
		list = append(list, l.def)
	}
	return list
}

// figuresOf computes every line from one set of measurements, which inputs
// lists by name. An input of many rows is listed as name.1, name.2 and so on.
func figuresOf[T any](lines []line[T], from T, inputs []Input) []Figure {
	var list []Figure
	for _, l := range lines {
		f := Figure{Key: l.def.Key, Value: l.of(from), Formula: l.def.Formula}
		for _, in := range inputs {
			name, _, _ := strings.Cut(in.Name, ".")
			if slices.Contains(l.def.Inputs, name) {
				f.Inputs = append(f.Inputs, in)
			}
		}
		list = append(list, f)
	}
	return list
}

// SheetDefs returns the definitions of the indicators of budget, quality,
// resources, communication and evaluation in this package, without targets and
// limits, which are the host's. Their figures come from the Figures methods.
// The caller owns them.
func SheetDefs() []Def {
	return slices.Concat(
		defsOf(budgetLines()), defsOf(burnLines()), defsOf(densityLines()), defsOf(yieldLines()), defsOf(reworkLines()), defsOf(stageLines()),
		defsOf(costOfQualityLines()), defsOf(removalLines()), defsOf(deliverableLines()), defsOf(utilisationLines()), defsOf(allocationLines()),
		defsOf(demandLines()), defsOf(cadenceLines()), defsOf(actionLines()), defsOf(evaluationLines()), defsOf(scaleLines()), defsOf(contributionLines()),
		[]Def{improvementDef()}, ratingDefs(), tScoreDefs())
}

// percent returns part of whole in percent.
func percent(part, whole Value) Value { return part.Div(whole).Mul(Int(100, "%")) }

// pure returns the number of a value in a unit, such as "day". A value without
// unit is taken to be in that unit already; any other is unknown with
// [ReasonUnitMismatch].
func pure(v Value, unit string) Value {
	switch {
	case v.IsUnknown():
		return Unknown(v.Reason())
	case v.unit != "" && v.unit != unit:
		return Unknown(ReasonUnitMismatch)
	}
	return Value{rat: v.rat}
}

// notNegative returns v, or unknown with [ReasonNonPositiveDenominator] where a
// negative divisor would make a figure that means nothing.
func notNegative(v Value) Value {
	if sign, known := v.Sign(); known && sign < 0 {
		return Unknown(ReasonNonPositiveDenominator)
	}
	return v
}

// count returns a number of things.
func count(n int) Value { return Int(int64(n), "") }

// rate returns part/whole of counted things, or unknown with [ReasonNoData]
// where there was nothing to count.
func rate(part, whole int) Value {
	if whole == 0 {
		return Unknown(ReasonNoData)
	}
	return Ratio(int64(part), int64(whole), "")
}

// larger returns the larger of two values of one unit, unknown if either is.
func larger(v, w Value) Value {
	difference := w.Sub(v)
	sign, known := difference.Sign()
	switch {
	case !known:
		return difference
	case sign > 0:
		return w
	}
	return v
}

// row names the input of a row: "in.1" for the first.
func row(name string, i int) string { return name + "." + strconv.Itoa(i+1) }
