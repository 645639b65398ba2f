// Package portfolio adds up the figures of very many projects exactly, in
// shards that any number of workers or machines compute in any order.
//
// [Plan] splits the ids of projects into shards of about equal cost, [Compute]
// turns one shard into a [Partial], [Merge] joins partials, and
// [Partial.Summary] says what they come to: earned value and its indices by
// currency, the success rate with its interval, how long projects took and how
// far they ran over. A project that cannot be loaded is a recorded failure with
// its id, and the rest goes on. [Run] does all of it on the cores of one
// machine.
//
//	summary, err := portfolio.Run(ctx, ids, projects, portfolio.Options{Workers: 8})
//	if err != nil {
//		return err
//	}
//	fmt.Println(summary.Success.Rate, summary.Success.Interval, summary.Failed)
//
// # Laws
//
// Merge is commutative and associative and has the zero Partial as identity;
// partials hold whole numbers only. So the bytes of a summary depend on the
// projects and not on how they were split. A shard that comes twice is refused,
// and a summary is only made when every shard of the plan is there.
//
// # Success and time
//
// A closed project is a success when its outcome is attained. One attained in
// part, missed or cancelled is none; one whose outcome could not be determined,
// and one that is not closed, do not count. Cancelled projects count as failures
// in the rate and are left out of the spreads of duration and overrun, for they
// were never finished.
//
// # Earned value of one plan
//
// [Budgets] and [Reports] bring a computed plan of package schedule and its
// baseline to package evm, which knows no plans:
//
//	rows, found, err := portfolio.Budgets(plan, result, plan.Baselines[0], portfolio.RolledUpCost)
//	...
//	baseline, _, err := evm.NewBaseline(rows)
//	...
//	measured, _, err := evm.Measure(baseline, portfolio.Reports(plan, rows), plan.DataDate)
//	fmt.Println(measured.Status.SPI(), measured.Status.CPI())
//
// Stable: the exported names, the JSON form of Partial, the codes.
package portfolio
