package sra

import (
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/schedule"
)

// drawn holds all numbers drawn for a block, so that its trials can be taken in
// the order of the calendars they run on. Inputs that are not asked for in a
// form have no column in it.
type drawn struct {
	small   [2]map[int32]*[block]int32
	values  [2]map[int32]*[block]int64
	uniform map[int32]*[block]uint32
}

func newDrawn(s *Study) *drawn {
	st := &drawn{uniform: map[int32]*[block]uint32{}}
	for k := range s.models {
		st.small[k], st.values[k] = map[int32]*[block]int32{}, map[int32]*[block]int64{}
		if s.models[k] == nil {
			continue
		}
		small := func(i int32) {
			if i >= 0 {
				st.small[k][i] = new([block]int32)
			}
		}
		values := func(i int32) {
			if i >= 0 {
				st.values[k][i] = new([block]int64)
			}
		}
		for i := range s.estimates {
			small(s.estimates[i].input)
		}
		for i := range s.events {
			for _, x := range s.events[i].impacts {
				small(x.delay)
				small(x.share)
			}
			for _, x := range s.events[i].costs {
				values(x)
			}
			st.uniform[s.events[i].input] = new([block]uint32)
		}
		for i := range s.costs {
			values(s.costs[i].fixed)
			values(s.costs[i].perDay)
		}
	}
	for i := range s.closures {
		st.uniform[s.closures[i].input] = new([block]uint32)
	}
	if s.yearInput >= 0 {
		st.uniform[s.yearInput] = new([block]uint32)
	}
	return st
}

// fill draws the numbers of the block that the samplers are at.
func (st *drawn) fill(samplers *[2]*montecarlo.Sampler) {
	for k, sampler := range samplers {
		if sampler == nil {
			continue
		}
		for at := range block / lanes {
			for i, column := range st.small[k] {
				sampler.Small(int(i), at, (*[lanes]int32)(column[at*lanes:]))
			}
			for i, column := range st.values[k] {
				sampler.Values(int(i), at, (*[lanes]int64)(column[at*lanes:]))
			}
		}
	}
	for at := range block / lanes {
		for i, column := range st.uniform {
			samplers[0].Uniform(int(i), at, (*[lanes]uint32)(column[at*lanes:]))
		}
	}
}

// sorted makes the trials of a block, those on the same calendars together.
func (w *worker) sorted(number, trials int) error {
	w.store.fill(&w.samplers)
	order := make([]int32, trials)
	keys := make([]variant, trials)
	for k := range w.scenes {
		for i := range order {
			order[i], keys[i] = int32(i), w.variantOf(&w.scenes[k], int32(i))
		}
		slices.SortStableFunc(order, func(a, b int32) int { return compareVariants(keys[a], keys[b]) })
		for from := 0; from < trials; from += w.count {
			w.gather(order[from:], keys)
			b, err := w.variantBatch(keys[order[from]])
			if err != nil {
				return err
			}
			w.draw(b)
			if err := w.play(b, k); err != nil {
				return err
			}
		}
		w.keepScene(k, number, 0, trials)
	}
	w.keepBlock(trials)
	return nil
}

// gather takes up to sixteen trials of one variant into the lanes; the last of
// them fills the lanes that are left.
func (w *worker) gather(order []int32, keys []variant) {
	for w.count = 1; w.count < min(lanes, len(order)) && keys[order[w.count]] == keys[order[0]]; {
		w.count++
	}
	for l := range w.index {
		w.index[l] = order[min(l, w.count-1)]
	}
}

// variantOf returns the state of the calendars in a trial of the block.
func (w *worker) variantOf(s *scene, trial int32) variant {
	v := variant{year: -1, without: s.weather}
	for i := range w.closures {
		if s.closure != int32(i) && uint64(w.store.uniform[w.closures[i].input][trial]) < w.closures[i].chance {
			v.closed |= 1 << i
		}
	}
	if len(w.weather) > 0 {
		v.year = int32(w.year(w.store.uniform[w.yearInput][trial]))
	}
	return v
}

func compareVariants(a, b variant) int {
	if a.closed != b.closed {
		return int(a.closed) - int(b.closed)
	}
	return int(a.year - b.year)
}

// keptVariants is how many compiled states of the calendars a worker keeps.
const keptVariants = 64

// variantBatch returns the batch for a state of the calendars, compiled when
// it is first asked for.
func (w *worker) variantBatch(v variant) (*schedule.Batch, error) {
	if b := w.variants[v]; b != nil {
		return b, nil
	}
	network, err := schedule.Compile(w.variantPlan(v))
	if err != nil {
		return nil, fmt.Errorf("sra: closed calendars: %w", err)
	}
	b, err := network.NewBatch(w.longest)
	if err != nil {
		return nil, fmt.Errorf("sra: closed calendars: %w", err)
	}
	if len(w.variants) >= keptVariants {
		clear(w.variants)
	}
	w.variants[v] = b
	return b, nil
}
