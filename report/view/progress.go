package view

import (
	"math/big"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// progress is how far a task has come; of a summary what its tasks come to.
type progress struct {
	done, whole big.Int // length done, in hundredths of a second, and in all
	ended, all  int     // tasks that are finished, and in all
}

// progressOf returns the progress of every task. A summary takes that of the
// tasks in it, at any depth, weighted by their durations as Microsoft Project
// does it; of points in time only, by their number. Inactive tasks and those
// whose parent is not in the plan before them count for themselves alone.
func progressOf(plan *schedule.Plan) map[schedule.TaskID]*progress {
	_, parents := outline(plan)
	list := make(map[schedule.TaskID]*progress, len(plan.Tasks))
	for i := range plan.Tasks {
		list[plan.Tasks[i].ID] = &progress{}
	}
	for i := len(plan.Tasks) - 1; i >= 0; i-- { // from the innermost out
		t := &plan.Tasks[i]
		p := list[t.ID]
		if !parents[t.ID] {
			p.own(t)
		}
		if above := list[t.Parent]; above != nil && above != p && !t.Inactive {
			above.add(p)
		}
	}
	return list
}

// own takes the progress of a task that is no summary.
func (p *progress) own(t *schedule.Task) {
	length := big.NewInt(int64(t.Duration.Length))
	p.whole.Mul(length, big.NewInt(100))
	p.done.Mul(length, big.NewInt(int64(t.Progress.Percent)))
	p.all = 1
	if !t.Progress.ActualFinish.IsZero() {
		p.ended = 1
	}
}

func (p *progress) add(q *progress) {
	p.done.Add(&p.done, &q.done)
	p.whole.Add(&p.whole, &q.whole)
	p.ended, p.all = p.ended+q.ended, p.all+q.all
}

// finished reports whether everything in it is.
func (p *progress) finished() bool { return p.all > 0 && p.ended == p.all }

// share is the part that is done, 0 to 1, empty where there is nothing to do.
func (p *progress) share() finding.Value {
	switch {
	case p.whole.Sign() > 0:
		return finding.Rat(new(big.Rat).SetFrac(&p.done, &p.whole), "")
	case p.all > 0:
		return finding.Ratio(int64(p.ended), int64(p.all), "")
	}
	return finding.Value{}
}

// percent is the share in whole percent, rounded down, so that 100 means done.
func (p *progress) percent() int {
	r, ok := p.share().Rat()
	if !ok {
		return 0
	}
	r.Mul(r, big.NewRat(100, 1))
	whole := new(big.Int).Quo(r.Num(), r.Denom())
	return int(whole.Int64())
}
