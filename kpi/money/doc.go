// Package money holds exact amounts with their currency, rates with their
// date, and the division of an amount into parts that sum back to it.
//
// There is no binary floating point in this package. An [Amount] is a whole
// number of minor units (cents, fen, yen) or, where a figure is finer than
// that, an exact decimal. Two amounts of different currencies are never added,
// and nothing is rounded without a [Rounding] that the caller named.
//
//	budget, err := money.Parse("120000.50", "CNY")
//	if err != nil {
//		return err
//	}
//	quarters, err := money.Spread(budget, 4) // 30000.13 30000.13 30000.12 30000.12
//	if err != nil {
//		return err
//	}
//	third, err := budget.MulRat(big.NewRat(1, 3), money.HalfEven) // 40000.17
//
// # Bounds
//
// An amount is at most 10^30 in size, with at most 18 digits after the point.
// What is read or computed beyond that is refused with [ErrRange], before any
// work that grows with the size of the number.
//
// # Currencies
//
// [Lookup] knows the codes of ISO 4217 that have a minor unit: the list of
// 2026-01-01 and six codes withdrawn since 2022, which old budgets still hold.
// Any other unit of account is made by [NewCurrency].
//
// # Dependency
//
// github.com/shopspring/decimal (maintained, MIT) is the decimal type that Go
// hosts already hold their money in; it appears in signatures only. Its
// package variables, its Div and its float conversions are not used.
//
// All types are immutable values and safe for concurrent use.
//
// Stable: the exported names, the JSON forms, the rounding and tie rules.
package money
