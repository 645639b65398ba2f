// Package evm measures a project by earned value: what was planned, what was
// earned and what it cost, in baseline money, at a status date.
//
// A [Status] holds the four figures and computes everything that follows from
// them: variances, indices, estimates at completion by eleven stated methods
// with their spread, and the index that the rest would need. A [Timing] does the
// same in units of time (earned schedule). All of it is exact; what cannot be
// computed is unknown with a reason, never zero.
//
// A [Baseline] spreads the budgets of tasks over their working time. [Measure]
// compares it with reported progress:
//
//	baseline, _, err := evm.NewBaseline([]evm.Task{
//		{ID: "offer", Start: mon8, Finish: fri17, Budget: budget, Calendar: week},
//	})
//	if err != nil {
//		return err
//	}
//	m, found, err := evm.Measure(baseline, []evm.Progress{
//		{TaskID: "offer", Started: mon8, Percent: kpi.Ratio(1, 4, ""), ActualCost: kpi.Money(spent)},
//	}, wed12)
//	if err != nil {
//		return err
//	}
//	fmt.Println(m.Status.SPI().Round(2, money.HalfUp), found)
//
// # What counts as earned
//
// Earned value is the baseline budget of the work that is done, by one of the
// methods of [Earning]. It is never an invoice, and never cost over estimate:
// percent complete taken from spending says nothing about the work. A task
// whose progress was not reported has an unknown earned value, and so has the
// total.
//
// # Names
//
// The keys of [Method] avoid the words "typical" and "atypical", which
// published sources use in opposite senses. Shares such as %complete are
// fractions: 0.25 is 25 %. The formulas follow EIA-748, the PMI practice
// standard and Lipke's papers on earned schedule; the comment of each method
// states its formula and its edges, and the sheet DEFINITIONS.md of package kpi
// lists them.
//
// # Change of the baseline
//
// A [Record] keeps the figures of a project over all its baselines. Trends and
// rolling indices from it stay within one baseline, and what all changes have
// added to the budget stays visible. [Encode] and [Decode] keep it as JSON;
// what could not have come about is refused with its place.
//
// All types are plain values or immutable, and safe for concurrent use as long
// as nobody writes to the slices.
//
// Stable: the exported names, the formulas, the keys and the finding codes.
package evm
