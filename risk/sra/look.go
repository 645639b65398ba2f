package sra

import "github.com/milepost-go/milepost/schedule"

// look keeps what the trials in the lanes say about tasks and events.
func (w *worker) look(b *schedule.Batch) {
	for i, task := range w.milestones {
		finish := b.FinishOf(int(task))
		for l := range w.count {
			w.shard.milestones[i].Add(int64(finish[l]))
		}
	}
	w.countEvents()
	switch w.options.Detail {
	case Criticality:
		w.critical(b)
	case Indices:
		w.critical(b)
		w.weigh(b)
		w.remember(b)
	}
}

// countEvents counts which events happened.
func (w *worker) countEvents() {
	for k := range w.events {
		happens, some := w.happens(&w.events[k], 0)
		for l := 0; some && l < w.count; l++ {
			w.shard.events[k] += happens[l]
		}
	}
	var u [lanes]uint32
	for k := range w.closures {
		w.uniform(w.closures[k].input, &u)
		for l := range w.count {
			if uint64(u[l]) < w.closures[k].chance {
				w.shard.closures[k]++
			}
		}
	}
}

// critical counts the trials in which tasks have no float.
func (w *worker) critical(b *schedule.Batch) {
	for i, task := range w.varies {
		float, n := b.Floats(int(task)), int32(0)
		if w.count == lanes {
			for l := 0; l < lanes; l += 4 {
				n += without(float[l]) + without(float[l+1]) + without(float[l+2]) + without(float[l+3])
			}
		} else {
			for l := range w.count {
				n += without(float[l])
			}
		}
		w.shard.tasks[i].Critical += int64(n)
	}
}

// without returns 1 for a float of at most 0.
func without(float int32) int32 { return int32(uint32((int64(float)-1)>>32) & 1) }

// weightUnit is what weights in a task's sums are parts of.
const weightUnit = 1 << 28

// weigh adds up lengths, their products with the length of the project, and
// d/(d+float) times it.
func (w *worker) weigh(b *schedule.Batch) {
	var project [lanes]int64
	large := false
	for l := range w.count {
		project[l] = w.lengths[0][w.index[l]]
		large = large || project[l] >= 1<<30 || project[l] < 0
	}
	for i, task := range w.varies {
		s, length, float := &w.shard.tasks[i], b.Lengths(int(task)), b.Floats(int(task))
		if large || w.longest[task] >= 1<<29 {
			w.weighLarge(s, length, float, &project)
			continue
		}
		var d, dd, dt, weight int64
		for l := range w.count {
			x := int64(length[l])
			d, dd, dt = d+x, dd+x*x, dt+x*project[l]
			weight += weightOf(x, int64(float[l])) * project[l]
		}
		s.D.add(d)
		s.DD.add(dd)
		s.DT.add(dt)
		s.Weight.add(weight)
	}
}

// weighLarge does the same where products do not fit.
func (w *worker) weighLarge(s *taskSums, length, float *[lanes]int32, project *[lanes]int64) {
	for l := range w.count {
		x := int64(length[l])
		s.D.add(x)
		s.DD.addProduct(x, x)
		s.DT.addProduct(x, project[l])
		s.Weight.addProduct(weightOf(x, int64(float[l])), project[l])
	}
}

// weightOf returns d/(d+float) in parts of weightUnit, all of it without float.
func weightOf(d, float int64) int64 {
	if float <= 0 {
		return weightUnit
	}
	return int64(float64(d*weightUnit) / float64(d+float))
}

// remember keeps the columns of the trials.
func (w *worker) remember(b *schedule.Batch) {
	for k := range w.Study.columns {
		c, out := &w.Study.columns[k], &w.columns[k]
		switch {
		case c.base:
			w.put(out, &w.base[w.hitAt[c.task]])
		case c.task >= 0:
			w.put(out, b.Lengths(int(c.task)))
		case c.event >= 0:
			w.putChance(out, w.events[c.event].input, w.events[c.event].chance[0])
		case c.close >= 0:
			w.putChance(out, w.closures[c.close].input, w.closures[c.close].chance)
		case c.storm >= 0:
			var u [lanes]uint32
			w.uniform(w.yearInput, &u)
			for l := range w.count {
				out[w.index[l]] = w.weather[c.storm].lost[w.year(u[l])]
			}
		}
	}
}

func (w *worker) put(out *[block]int32, x *[lanes]int32) {
	for l := range w.count {
		out[w.index[l]] = x[l]
	}
}

func (w *worker) putChance(out *[block]int32, input int32, chance uint64) {
	var u [lanes]uint32
	w.uniform(input, &u)
	for l := range w.count {
		out[w.index[l]] = 0
		if uint64(u[l]) < chance {
			out[w.index[l]] = 1
		}
	}
}

// year returns the year of weather that a uniform number stands for.
func (s *Study) year(u uint32) int { return int(uint64(u) * uint64(s.options.Years) >> 32) }

// keepScene counts the finishes and costs of a scene in some trials of the
// block.
func (w *worker) keepScene(scene, number, from, n int) {
	slot, counts := min(scene, 1), &w.shard.scenes[scene]
	counts.Finish.Add(w.finishes[slot][from : from+n]...)
	if w.priced {
		counts.Cost.Add(w.prices[slot][from : from+n]...)
	}
	if scene > 0 {
		return
	}
	w.shard.length.Add(w.lengths[0][from : from+n]...)
	if !w.priced {
		return
	}
	for i := from; i < from+n; i++ {
		if trial := number*block + i; trial%w.stride == 0 {
			w.shard.points = append(w.shard.points, Point{int64(trial), dateTime(w.finishes[0][i]), w.prices[0][i]})
		}
	}
}

// keepBlock adds up the ranks and the pairs within a block.
func (w *worker) keepBlock(trials int) {
	if w.ranker == nil {
		return
	}
	r, s := w.ranker, w.shard
	r.large(w.lengths[0][:trials], r.finish[:])
	s.ranked.Finish.add(dot(r.finish[:trials], r.finish[:trials]))
	r.pairs.against(r.sorted)
	s.ranked.Pairs += r.pairs.pairs
	if w.priced {
		r.large(w.prices[0][:trials], r.cost[:])
		s.ranked.Cost.add(dot(r.cost[:trials], r.cost[:trials]))
	}
	for k := range w.columns {
		r.rank(w.columns[k][:trials])
		sums, own := &s.ranks[k], r.own[:trials]
		sums.Own.add(dot(own, own))
		sums.Finish.add(dot(own, r.finish[:trials]))
		if c := &w.Study.columns[k]; c.task >= 0 && !c.base {
			surplus, pairs := r.pairs.count(r.sorted)
			sums.Surplus += surplus
			sums.Pairs += pairs
		}
		if w.priced {
			sums.Cost.add(dot(own, r.cost[:trials]))
		}
	}
}
