package schedule

import (
	"math"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// wholePass computes the variants of a batch one by one as Compute does: for
// plans that the kernel does not know all parts of.
type wholePass struct {
	net    *Network // whose tasks and lags are its own
	plain  *Network
	ratios []percentLag
	es, ef [][Lanes]calendar.DateTime
	float  [][Lanes]int32
	finish [Lanes]calendar.DateTime
}

// percentLag is a lag that is a share of the duration of its predecessor.
type percentLag struct {
	link    int32
	from    int32
	percent int32
}

func newWholePass(n *Network) *wholePass {
	own := *n
	own.tasks = append([]task(nil), n.tasks...)
	own.drivers = append([]driver(nil), n.drivers...)
	if len(n.percentLags) > 0 {
		own.preds.list = append([]arc(nil), n.preds.list...)
		own.succs.list = append([]arc(nil), n.succs.list...)
	}
	return &wholePass{net: &own, plain: n, ratios: n.percentLags}
}

// open makes room for dates.
func (w *wholePass) open() *wholePass {
	size := len(w.plain.tasks)
	w.es, w.ef, w.float = make([][Lanes]calendar.DateTime, size), make([][Lanes]calendar.DateTime, size), make([][Lanes]int32, size)
	return w
}

// reach returns the earliest and the latest date of the plan between all lengths
// at 0 and these. The error is that of the plan with these.
func (w *wholePass) reach(lengths []int32) (window, error) {
	all := window{always, never}
	w.set(func(i int) int32 { return 0 })
	p := newPass(w.net)
	p.run()
	all.cover(p)
	w.set(func(i int) int32 { return lengths[i] })
	p = newPass(w.net)
	p.run()
	if len(p.lost) > 0 {
		return all, p.lostError()
	}
	all.cover(p)
	return all, nil
}

// cover widens the window to all dates of a pass.
func (w *window) cover(p *pass) {
	w.finish = max(w.finish, p.end, p.last)
	for i := range p.tasks {
		for _, t := range [...]calendar.DateTime{p.es[i], p.ef[i], p.ls[i], p.lf[i]} {
			if t > 0 && t != always {
				w.start, w.finish = min(w.start, t), max(w.finish, t)
			}
		}
	}
}

// run computes every lane.
func (w *wholePass) run(lengths [][Lanes]int32) error {
	for l := range Lanes {
		w.set(func(i int) int32 { return lengths[i][l] })
		r, err := w.net.Compute(Options{})
		if err != nil {
			return err
		}
		w.finish[l] = r.Finish()
		for i := range r.times {
			x := &r.times[i]
			w.es[i][l], w.ef[i][l] = x.Start, x.Finish
			w.float[i][l] = int32(min(max(x.TotalFloat, math.MinInt32), math.MaxInt32))
			if t := &w.net.tasks[i]; t.isSummary() || t.state == finished {
				w.float[i][l] = 0
			}
		}
	}
	return nil
}

// set gives every task that varies another length.
func (w *wholePass) set(length func(i int) int32) {
	for i := range w.net.tasks {
		if w.plain.Varies(i) {
			w.setTask(i, calendar.Work(length(i)))
		}
	}
	for _, r := range w.ratios {
		lag := percentOf(w.net.tasks[r.from].duration, int(r.percent))
		for _, list := range [][]arc{w.net.preds.list, w.net.succs.list} {
			for k := range list {
				if list[k].link == r.link {
					list[k].lag = lag
				}
			}
		}
	}
}

// setTask gives a task another length. The work of several assignments
// stretches with it.
func (w *wholePass) setTask(i int, length calendar.Work) {
	from, to := &w.plain.tasks[i], &w.net.tasks[i]
	planned := w.plain.Length(i)
	if from.state == started {
		to.remaining = length
	} else {
		to.span = length
		to.duration = from.duration + length - planned
	}
	for k := from.firstDriver; k < from.lastDriver; k++ {
		w.net.drivers[k].span = stretched(w.plain.drivers[k].span, length, planned)
		w.net.drivers[k].rest = stretched(w.plain.drivers[k].rest, length, planned)
	}
}

// stretched returns work * length / planned to the nearest second.
func stretched(work, length, planned calendar.Work) calendar.Work {
	if planned == 0 || length == planned {
		return work
	}
	whole, rest := work/planned, work%planned
	return whole*length + (rest*length+planned/2)/planned
}
