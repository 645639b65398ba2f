package storetest

import (
	"errors"
	"fmt"
	"sync"

	"github.com/milepost-go/milepost/lifecycle/store"
)

// step loads a document, counts one up in it and saves it. It reports whether
// the save was done, and any fault: a conflict is none.
func (p *probe) step(id string) (bool, error) {
	doc, version, err := p.store.Load(p.ctx, id)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return false, fmt.Errorf("load %q: %w", id, err)
	}
	if n := store.Version(doc.Counts["n"]); n != version {
		return false, fmt.Errorf("load %q: version %d came with the document of version %d", id, version, n)
	}
	next := Doc{Title: id, Counts: map[string]int64{"n": int64(version) + 1}}
	got, err := p.store.Save(p.ctx, id, version, next)
	switch {
	case errors.Is(err, store.ErrConflict):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("save %q: %w", id, err)
	case got != version+1:
		return true, fmt.Errorf("save %q over version %d: got version %d", id, version, got)
	}
	return true, nil
}

// together runs work in n goroutines and keeps their faults.
func (p *probe) together(n int, work func(worker int) error) {
	faults := make([]error, n)
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() { faults[i] = work(i) })
	}
	group.Wait()
	for _, err := range faults {
		if err != nil {
			p.failf("%w", err)
		}
	}
}

func concurrentWriters(p *probe) {
	const writers, steps = 8, 25
	p.together(writers, func(int) error {
		for done := 0; done < steps; {
			saved, err := p.step("shared")
			if err != nil {
				return err
			}
			if saved {
				done++
			}
		}
		return nil
	})
	const all = writers * steps
	p.loads("shared", all, Doc{Title: "shared", Counts: map[string]int64{"n": all}})
}

func concurrentDocuments(p *probe) {
	const writers, steps = 8, 25
	id := func(worker int) string { return fmt.Sprintf("own/%d", worker) }
	p.together(writers, func(worker int) error {
		for range steps {
			if saved, err := p.step(id(worker)); err != nil || !saved {
				return fmt.Errorf("nobody else writes %q, and yet: saved %v, %w", id(worker), saved, err)
			}
		}
		return nil
	})
	for i := range writers {
		p.loads(id(i), steps, Doc{Title: id(i), Counts: map[string]int64{"n": steps}})
	}
}
