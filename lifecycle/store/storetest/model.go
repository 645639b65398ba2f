package storetest

import (
	"fmt"
	"math/rand/v2"

	"github.com/milepost-go/milepost/lifecycle/store"
)

// randomRuns plays loads, saves and stale saves against a store and against
// the plainest model of one: for each id the list of its states.
func randomRuns(p *probe) {
	const steps = 400
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 44))
		model := map[string][]Doc{}
		for step := range steps {
			id := fmt.Sprintf("run %d/%d", seed, r.IntN(4))
			p.play(r, model, id)
			if len(p.faults) > 0 {
				p.failf("at step %d of the run with seed %d", step, seed)
				return
			}
		}
	}
}

func (p *probe) play(r *rand.Rand, model map[string][]Doc, id string) {
	states := model[id]
	now := store.Version(len(states))
	switch r.IntN(3) {
	case 0:
		if now == 0 {
			p.misses(id)
			return
		}
		p.loads(id, now, states[now-1])
	case 1:
		doc := sample(fmt.Sprint(id, " ", r.IntN(1000)))
		p.saves(id, now, doc.Clone())
		model[id] = append(states, doc)
	default:
		if wrong := store.Version(r.IntN(8)); wrong != now {
			p.conflicts(id, wrong)
		}
	}
}
