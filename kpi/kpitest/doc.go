// Package kpitest proves implementations of [kpi.Source] and [kpi.Recorder].
//
// A host that keeps its measurements elsewhere calls TestSource from a test of
// its own:
//
//	func TestSource(t *testing.T) {
//		kpitest.TestSource(t, func(ctx context.Context, readings []kpi.Reading) (kpi.Source, error) {
//			table := newTable(t)
//			return table, table.fill(ctx, readings)
//		})
//	}
//
// Each clause of the contract is a subtest on a fresh source and says what was
// wanted and what happened. A source that only reads is filled by the host's own
// means; one that is a kpi.Recorder too has further clauses to keep. Check runs
// the clauses without a test and returns what failed.
//
// The kit does not prove that readings survive a crash, nor how fast they are.
//
// Stable: the exported names, and the names of the clauses.
package kpitest
