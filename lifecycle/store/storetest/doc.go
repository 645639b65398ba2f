// Package storetest proves that a store keeps the contract of package store.
//
// A host that implements store.Store on its own database runs the kit in one
// test:
//
//	func TestDocuments(t *testing.T) {
//		storetest.TestStore(t, func(ctx context.Context) (store.Store[storetest.Doc], error) {
//			return newStore[storetest.Doc](ctx, emptySchema(t))
//		})
//	}
//
// Every clause gets a fresh, empty store and reports the part of the contract
// that is broken, in words. [TestStore] runs the clauses as subtests; [Check]
// runs them anywhere, a program that probes an installation included, and
// returns all failures as one error.
//
// A store on a database can do more, and has more to prove. [TestDatabase] runs
// the same clauses and those about reopening, about several processes and about
// saves in a transaction of the host, as far as the [Harness] says how:
//
//	func TestDocuments(t *testing.T) {
//		storetest.TestDatabase(t, func(ctx context.Context) (*storetest.Harness, error) {
//			db, docs, err := openEmpty(ctx)
//			return &storetest.Harness{
//				Store: docs, Close: db.Close,
//				InTx: func(ctx context.Context, commit bool, work func(storetest.Tx) error) error {
//					tx, err := db.BeginTx(ctx, nil)
//					if err != nil {
//						return err
//					}
//					defer tx.Rollback()
//					err = work(storetest.Tx{Store: docs.In(tx), Row: func(ctx context.Context, key string) error {
//						_, err := tx.ExecContext(ctx, `insert into deals (id) values ($1)`, key)
//						return err
//					}})
//					if err != nil || !commit {
//						return err
//					}
//					return tx.Commit()
//				},
//				Rows: func(ctx context.Context) ([]string, error) { return dealIDs(ctx, db) },
//			}, err
//		})
//	}
//
// The kit is for tests: it writes several hundred small documents and one of
// 1 MiB per run. It does not prove durability, which needs the medium's own
// means; package lifecycletest has them for a log on the same database.
//
// Stable: the exported names and the names of the clauses; clauses may be
// added.
package storetest
