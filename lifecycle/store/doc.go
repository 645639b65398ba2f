// Package store says how a versioned document is kept: plans, registers,
// charters, scorecards and whatever else is loaded whole, changed by a person
// and saved whole.
//
// [Store] has two methods. Load returns a document with its version; Save
// stores a new state on the condition that the version is still the one that
// was loaded. Of two people who changed the same state one succeeds, the other
// is told by [ErrConflict], loads again and repeats the change. Nothing is lost
// and nothing is locked.
//
//	plans := store.NewMemory(plan.Clone) // or the host's database
//	doc, version, err := plans.Load(ctx, "acme/crm-rollout")
//	if err != nil {
//		return err
//	}
//	doc.Name = "CRM rollout, second wave"
//	_, err = plans.Save(ctx, "acme/crm-rollout", version, doc)
//	if errors.Is(err, store.ErrConflict) {
//		// somebody saved in between: load and repeat
//	}
//
// [Memory] keeps documents in memory, for tests, examples and small programs.
// Package sqlstore keeps them in SQLite and PostgreSQL. A host with tables of its
// own implements the two methods on them and runs the kit of package storetest, which
// holds every clause of the contract below.
//
// # The contract
//
//  1. The version of a document is the number of times it was saved: the first
//     Save returns 1, each further one adds 1. Version 0 means that the
//     document does not exist.
//  2. Save stores exactly when expect is the version of the document, or 0
//     when it does not exist. Otherwise it stores nothing and returns a
//     [*ConflictError] with the true version. It is atomic among any number of
//     callers.
//  3. Load of a document that does not exist returns [ErrNotFound] with the
//     zero document and version 0.
//  4. Ids obey [CheckID] and are compared byte by byte: no folding of case, no
//     normal forms, no trimming. A tenant is a part of the id. Another id gives
//     [ErrInvalid] before anything is read or written.
//  5. The store shares no memory with the document it was given nor with those
//     it returns.
//  6. With a context that has ended, both methods return its error (errors.Is
//     with context.Canceled or context.DeadlineExceeded), and Save stored
//     nothing if the context had ended before the call.
//  7. After a nil error the document is stored. [ErrConflict] and [ErrInvalid]
//     mean that nothing was stored. After any other error of Save the outcome
//     is unknown: Load tells.
//  8. All methods may be called from any number of goroutines.
//
// # The JSON form
//
// [WriteJSON] and [ReadJSON] are how the packages of this library write and
// read their documents: the same bytes for the same document, and nothing read
// that was not meant. A host's own documents may use them too.
//
// Stable: the interface, the errors, the contract.
package store
