// Package lifecycletest proves what a host implements for package lifecycle:
// its log of events and its authorizer. It also breaks a log on purpose, so
// that hosts can test what they build on one.
//
// A log on a database of your own is proved by one call in a test:
//
//	func TestLog(t *testing.T) {
//		lifecycletest.TestLog(t, func(ctx context.Context) (*lifecycletest.Harness, error) {
//			db, err := openEmpty(ctx)
//			if err != nil {
//				return nil, err
//			}
//			return &lifecycletest.Harness{Log: mylog.New(db), Close: db.Close}, nil
//		})
//	}
//
// Each clause of the contract is a subtest with a fresh log, named by its
// number and what it demands; [Clauses] lists them. Clauses about a feed, about
// waiting and about snapshots run when the log has these abilities, and those
// about reopening and size limits when the [Harness] says how. [Check] runs the
// same clauses outside of tests and returns what failed.
//
// The numbers are those of the contract; numbers that are missing here need a
// server, a second process or a transaction of the host.
//
// Stable: the exported names and the numbers. Clauses may be added.
package lifecycletest
