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
// The kit is for tests: it writes several hundred small documents and one of
// 1 MiB per run. It does not prove durability, which needs the medium's own
// means.
//
// Stable: the exported names and the names of the clauses; clauses may be
// added.
package storetest
