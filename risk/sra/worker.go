package sra

import (
	"fmt"
	"math/bits"

	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

const (
	lanes = montecarlo.Lanes
	block = montecarlo.Block
)

// worker makes blocks of trials. It belongs to one goroutine.
type worker struct {
	*Study
	shard    *Shard
	batch    *schedule.Batch // of the plan as it stands
	variants map[variant]*schedule.Batch
	samplers [2]*montecarlo.Sampler
	store    *drawn // of the drawn numbers, where calendars vary

	index   [lanes]int32   // trials of the block in the lanes
	count   int            // of them that are asked for
	at      int            // sixteen of the sampler, without a store
	base    [][lanes]int32 // by place in hit: lengths before events
	plain   [][lanes]int32 // the same, as the plan says
	columns [][block]int32 // by column
	ranker  *ranker

	// By trial of the block: of the scene of everything, and of another one.
	finishes [2][block]int64 // of the project
	lengths  [2][block]int64 // of the project, in working time
	prices   [2][block]int64
}

// newWorker returns a worker with a shard of its own.
func (s *Study) newWorker() *worker {
	w := &worker{Study: s, shard: s.newShard(), batch: s.batch.Clone()}
	for k, m := range s.models {
		if m != nil {
			w.samplers[k] = m.NewSampler()
		}
	}
	w.base, w.plain = make([][lanes]int32, len(s.hit)), make([][lanes]int32, len(s.hit))
	for i, task := range s.hit {
		w.plain[i] = *w.batch.Lengths(int(task))
	}
	if len(s.columns) > 0 {
		w.columns, w.ranker = make([][block]int32, len(s.columns)), &ranker{}
	}
	if len(s.closures)+len(s.weather) > 0 {
		w.store, w.variants = newDrawn(s), map[variant]*schedule.Batch{}
	}
	return w
}

// make makes one block of trials.
func (w *worker) make(number, trials int) error {
	for _, s := range w.samplers {
		if s != nil {
			s.Start(number)
		}
	}
	var err error
	if w.store == nil {
		err = w.straight(number, trials)
	} else {
		err = w.sorted(number, trials)
	}
	if err == nil {
		w.shard.blocks, err = join(w.shard.blocks, []span{{number, number + 1}})
		w.shard.trials += int64(trials)
	}
	return err
}

// straight makes the trials in their order, all scenes of sixteen trials at a
// time: no calendar varies.
func (w *worker) straight(number, trials int) error {
	for w.at = 0; w.at*lanes < trials; w.at++ {
		w.count = min(lanes, trials-w.at*lanes)
		for l := range w.index {
			w.index[l] = int32(w.at*lanes + l)
		}
		w.draw(w.batch)
		for k := range w.scenes {
			if err := w.play(w.batch, k); err != nil {
				return err
			}
			w.keepScene(k, number, w.at*lanes, w.count)
		}
	}
	w.keepBlock(trials)
	return nil
}

// draw lets the tasks take what their estimates say.
func (w *worker) draw(b *schedule.Batch) {
	for i, task := range w.hit {
		*b.Lengths(int(task)) = w.plain[i]
	}
	for i := range w.estimates {
		e := &w.estimates[i]
		if w.store == nil {
			w.samplers[0].Small(int(e.input), w.at, b.Lengths(int(e.task)))
		} else {
			w.small(0, e.input, b.Lengths(int(e.task)))
		}
	}
	for i, task := range w.hit {
		w.base[i] = *b.Lengths(int(task))
	}
}

// small writes the values of an input in the lanes.
func (w *worker) small(model int, input int32, out *[lanes]int32) {
	if w.store == nil {
		w.samplers[model].Small(int(input), w.at, out)
		return
	}
	column := w.store.small[model][input]
	for l, i := range w.index {
		out[l] = column[i]
	}
}

// values does the same for amounts.
func (w *worker) values(model int, input int32, out *[lanes]int64) {
	if w.store == nil {
		w.samplers[model].Values(int(input), w.at, out)
		return
	}
	column := w.store.values[model][input]
	for l, i := range w.index {
		out[l] = column[i]
	}
}

// uniform does the same for the numbers that decide what happens.
func (w *worker) uniform(input int32, out *[lanes]uint32) {
	if w.store == nil {
		w.samplers[0].Uniform(int(input), w.at, out)
		return
	}
	column := w.store.uniform[input]
	for l, i := range w.index {
		out[l] = column[i]
	}
}

// play computes one scene of the trials in the lanes.
func (w *worker) play(b *schedule.Batch, number int) error {
	s := &w.scenes[number]
	if len(w.hit) > 0 {
		w.act(b, s)
	}
	if err := b.Run(); err != nil {
		return fmt.Errorf("sra: %w", err)
	}
	finish, slot := b.Finish(), min(number, 1)
	for l := range w.count {
		w.finishes[slot][w.index[l]] = int64(finish[l])
	}
	if number == 0 || w.timed {
		w.measure(slot)
	}
	if w.priced {
		w.price(b, s, slot)
	}
	if number == 0 {
		w.look(b)
	}
	return nil
}

// measure computes how long the project takes, in working time.
func (w *worker) measure(slot int) {
	for l := range w.count {
		i := w.index[l]
		w.lengths[slot][i] = int64(w.project.Worked(calendar.DateTime(w.finishes[slot][i]))) - w.origin
	}
}

// act lets the events of a scene change the lengths of tasks.
func (w *worker) act(b *schedule.Batch, s *scene) {
	for i, task := range w.hit {
		if s.task == int32(i) {
			*b.Lengths(int(task)) = w.plain[i]
		} else {
			*b.Lengths(int(task)) = w.base[i]
		}
	}
	for k := range w.events {
		e := &w.events[k]
		if s.event == int32(k) || len(e.impacts) == 0 {
			continue
		}
		if happens, some := w.happens(e, s.model); some {
			for i := range e.impacts {
				w.hitTask(b, s, e, &e.impacts[i], &happens)
			}
		}
	}
	for _, task := range w.hit {
		longest := int32(max(w.longest[task], w.network.Length(int(task))))
		x := b.Lengths(int(task))
		for l := range x {
			x[l] = min(max(x[l], 1), longest)
		}
	}
}

// happens returns 1 in the lanes where an event happens, and whether it does in
// any.
func (w *worker) happens(e *event, model int) (out [lanes]int64, some bool) {
	var u [lanes]uint32
	w.uniform(e.input, &u)
	for l := range u {
		if uint64(u[l]) < e.chance[model] {
			out[l], some = 1, true
		}
	}
	return out, some
}

// hitTask adds the impact of an event to the lengths of a task.
func (w *worker) hitTask(b *schedule.Batch, s *scene, e *event, x *impact, happens *[lanes]int64) {
	task := w.hit[x.hit]
	length := b.Lengths(int(task))
	var size [lanes]int32
	if x.delay >= 0 {
		w.small(s.model, x.delay, &size)
		for l := range length {
			length[l] = bounded(int64(length[l]) + e.sign*happens[l]*int64(size[l]))
		}
	}
	if x.share >= 0 {
		own := &w.base[x.hit]
		if s.task == x.hit {
			own = &w.plain[x.hit]
		}
		w.small(s.model, x.share, &size)
		for l := range length {
			more := (int64(own[l])*int64(size[l]) + shareUnit/2) / shareUnit
			length[l] = bounded(int64(length[l]) + e.sign*happens[l]*more)
		}
	}
}

func bounded(x int64) int32 { return int32(min(max(x, -maxLength), maxLength)) }

// price adds up what the trials in the lanes cost.
func (w *worker) price(b *schedule.Batch, s *scene, slot int) {
	var total, x [lanes]int64
	for k := range w.costs {
		c := &w.costs[k]
		if s.cost == int32(k) {
			continue
		}
		if c.fixed >= 0 {
			w.values(s.model, c.fixed, &x)
			for l := range total {
				total[l] += x[l]
			}
		}
		if c.perDay >= 0 {
			w.values(s.model, c.perDay, &x)
			for l := range w.count {
				total[l] += share(x[l], w.spent(b, c, slot, l), w.day)
			}
		}
	}
	for k := range w.events {
		e := &w.events[k]
		if s.event == int32(k) || len(e.costs) == 0 {
			continue
		}
		if happens, some := w.happens(e, s.model); some {
			for _, input := range e.costs {
				w.values(s.model, input, &x)
				for l := range total {
					total[l] += e.sign * happens[l] * x[l]
				}
			}
		}
	}
	if s.model == 1 {
		for l := range total {
			total[l] += w.spend
		}
	}
	for l := range w.count {
		w.prices[slot][w.index[l]] = total[l]
	}
}

// spent returns the working time that a cost counts in a lane.
func (w *worker) spent(b *schedule.Batch, c *cost, slot, l int) int64 {
	if c.task < 0 {
		return w.lengths[slot][w.index[l]] - w.passed
	}
	return int64(b.Lengths(int(c.task))[l])
}

// share returns amount * part / whole to the nearest, halves away from zero.
// Part may be negative, whole not.
func share(amount, part, whole int64) int64 {
	negative := (amount < 0) != (part < 0)
	hi, lo := bits.Mul64(magnitude(amount), magnitude(part))
	lo, carry := bits.Add64(lo, uint64(whole)/2, 0)
	hi += carry
	const most = 1 << 61
	if hi >= uint64(whole) {
		lo = most
	} else if lo, _ = bits.Div64(hi, lo, uint64(whole)); lo > most {
		lo = most
	}
	if negative {
		return -int64(lo)
	}
	return int64(lo)
}

func magnitude(v int64) uint64 {
	if v < 0 {
		return -uint64(v)
	}
	return uint64(v)
}

func dateTime(x int64) calendar.DateTime { return calendar.DateTime(x) }
