// Package lifecycletest proves what a host implements for package lifecycle:
// its log of events, its authorizer, its notifiers and more. It also breaks a log on purpose, so
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
// about reopening, transactions, processes, crashes, cut connections and full
// disks when the [Harness] says how to do that; the others are skipped, each
// with one line that says what it lacks. [Check] runs the same clauses outside
// of tests and returns what failed, [Examine] how each of them went, and Try runs one alone.
//
// # A log on an SQL database
//
// What a database can do besides, its harness says by more fields. This is all
// that the clauses about transactions of the host, about writers that are
// killed and about a crash of the server take:
//
//	func TestMain(m *testing.M) {
//		lifecycletest.Child(func(ctx context.Context, url string) (lifecycle.Log, error) {
//			return openLog(ctx, url) // in a process that StartChild started
//		})
//		os.Exit(m.Run())
//	}
//
//	func open(ctx context.Context) (*lifecycletest.Harness, error) {
//		url, err := emptyDatabase(ctx)
//		if err != nil {
//			return nil, err
//		}
//		db, err := sql.Open("pgx", url)
//		if err != nil {
//			return nil, err
//		}
//		log := mylog.New(db)
//		return &lifecycletest.Harness{
//			Log: log, Limit: 1 << 20, Close: db.Close,
//			InTx: func(ctx context.Context, commit bool, work func(lifecycletest.Tx) error) error {
//				tx, err := db.BeginTx(ctx, nil)
//				if err != nil {
//					return err
//				}
//				defer tx.Rollback()
//				err = work(lifecycletest.Tx{Log: log.In(tx), Row: func(ctx context.Context, key string) error {
//					_, err := tx.ExecContext(ctx, `insert into deals (id) values ($1)`, key)
//					return err
//				}})
//				if err != nil || !commit {
//					return err
//				}
//				return tx.Commit()
//			},
//			Rows:  func(ctx context.Context) ([]string, error) { return dealIDs(ctx, db) },
//			Retry: func(err error) bool { return isDeadlock(err) || isSerializationFailure(err) },
//			Fork: func(ctx context.Context, job lifecycletest.Job) (*lifecycletest.Process, error) {
//				job.Data = url
//				return lifecycletest.StartChild(ctx, job)
//			},
//			Crash: func(ctx context.Context) (lifecycle.Log, error) {
//				if err := killAndStartServer(ctx); err != nil {
//					return nil, err
//				}
//				return openLog(ctx, url)
//			},
//		}, nil
//	}
//
// # The other kits
//
// [TestAuthorizer] proves an authorizer, [TestFacts] a source of facts,
// [TestVault] a vault for the keys of sealed text, and [TestFollow] whatever
// follows a feed with a place of its own, such as an outbox, [TestNotifier] a
// notifier of package comms, which hands messages to a chat, a mailbox or a
// queue. Each has a Check
// function that does the same outside of tests. [Faulty] lets calls of a log fail, come
// twice or lose their answer, so that hosts can test their own code on it.
//
// Stable: the exported names and the numbers. Clauses may be added.
package lifecycletest
