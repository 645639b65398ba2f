// Package kpi says what an indicator is: its definition, its value, how the
// value came about and which colour it has.
//
// A [Value] is an exact number with a unit, or unknown with the reason. It is
// never NaN, never infinite and never a zero that stands for "we do not know":
// a quotient whose denominator is zero is unknown, and everything computed from
// it is unknown too. Nothing is rounded on the way; [Value.Round] makes the text
// for display.
//
//	earned := kpi.Int(450_000, "h")
//	spent := kpi.Int(480_000, "h")
//	cpi := earned.Div(spent)
//	fmt.Println(cpi.Round(2, money.HalfUp)) // 0.94
//
//	limits := kpi.HigherLimits(kpi.Ratio(95, 100, ""), kpi.Ratio(90, 100, ""))
//	fmt.Println(limits.Colour(cpi)) // amber
//
// A [Def] describes an indicator as data, so that it can be listed, checked,
// translated and shown beside its value. A [Figure] is a value with its trace:
// the formula and every input with the value it had.
//
// Indicators of budget, quality, resources, communication and evaluation are
// here: measurements as plain structs such as [BudgetStatus], [Yield],
// [Allocation], [ActionItems] or [Evaluation], with a method for each value and
// Figures for all of them with their trace; [SheetDefs] lists the definitions,
// and DEFINITIONS.md in this folder those of all packages with edges and tests.
// The others are in the packages below this one: evm for earned value, sales for
// sales and customers; tolerance watches deviations. Amounts of money come from
// package kpi/money and keep their currency: values of different units are never
// added or compared.
//
// # Over time
//
// A [Series] is the history of an indicator, with gaps as unknown values. [XmR]
// gives its natural process limits, [Signals] says where the rules of Western
// Electric, Nelson or the host fire, [LeastSquares] is its line, and
// [TrendRule] draws an arrow only where there is more than the usual spread.
// [MeasureAccuracy] compares forecasts with what came, [Curve] reads a cumulative
// curve between its points. A gap is never bridged: no range and no run goes
// across it. Everything is exact but roots, whose digits the caller states.
//
// # Indicators of the host
//
// A [Custom] record defines an indicator as data: formulas over named inputs,
// how values of teams and periods become one, the least sample, and limits with
// the days from which they hold. [Custom.Check] finds what is wrong with it,
// [Custom.Compile] makes an [Indicator]. A [Part] keeps numerator and denominator
// apart, so that parts that were measured anywhere merge in any order into the
// exact whole:
//
//	indicator, err := record.Compile()
//	if err != nil {
//		return err
//	}
//	north := indicator.Measure(sunday, kpi.Given{Values: map[string]kpi.Value{"asked": kpi.Int(4, ""), "in_time": kpi.Int(2, "")}})
//	verdict := indicator.Judge(indicator.Merge(north, south), sunday)
//	fmt.Println(verdict.Figure, verdict.Colour)
//
// The language of formulas is small and has no loops, see [Formula]; units are
// checked when it is compiled, and the time to evaluate is bounded. A
// [SeriesFormula] computes a series from series, period by period.
//
// A [Source] reads the measurements that the host keeps: in [Memory], in a
// database by package kpi/sqlsource, or by code of its own, which package
// kpi/kpitest proves. [Indicator.Collect] measures from it, and
// [Indicator.CollectPeriods] where inputs are series. A [Scorecard] weighs
// indicators by stated weights and names the worst drivers.
//
// All types but [Memory] are immutable values, or plain data, and safe for
// concurrent use as long as nobody writes to the slices of a Def or Figure.
//
// Stable: the exported names, the JSON forms, the reason words and the finding
// codes.
package kpi
