package schedule

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Options are choices for one computation that are not part of the plan. The
// zero value computes the plan as it stands.
type Options struct{}

// Compute schedules a plan: early and late dates, floats and critical tasks,
// as Microsoft Project computes them from the same plan. The plan is only
// read. Conflicts, such as a constraint that beats a link or a deadline that
// is missed, are findings of the result. The error is a [*PlanError] with
// every reason why the plan cannot be computed.
func Compute(p *Plan, o Options) (*Result, error) {
	n, err := Compile(p)
	if err != nil {
		return nil, err
	}
	return n.Compute(o)
}

// Compute schedules a compiled plan. It is safe for concurrent use.
func (n *Network) Compute(Options) (*Result, error) {
	p := newPass(n)
	p.run()
	if len(p.lost) > 0 {
		return nil, p.lostError()
	}
	r := &Result{net: n, pass: p, times: make([]Times, len(n.tasks)), start: p.projectStart(), finish: p.end}
	for i := range n.tasks {
		x := &r.times[i]
		if p.ef[i] == 0 {
			continue
		}
		x.Start, x.Finish = p.shownStart(int32(i)), p.ef[i]
		x.EarlyStart, x.EarlyFinish = p.early.start[i], p.early.finish[i]
		x.LateStart, x.LateFinish = p.ls[i], p.lf[i]
		if n.tasks[i].kind == manualSummary {
			x.LateStart, x.LateFinish = max(x.LateStart, x.Start), max(x.LateFinish, x.Finish)
		}
		p.floats(int32(i), x)
	}
	p.pinned(r)
	if n.rules.Critical == ByLongestPath {
		r.markLongest()
	}
	r.found = p.conflicts(r)
	return r, nil
}

// projectStart is the start given, or computed from the finish.
func (p *pass) projectStart() calendar.DateTime {
	if p.rules.From == FromFinish {
		return p.start
	}
	return p.Network.start
}

// pinned gives the tasks whose constraint holds them before the date their
// links ask for the negative float of that conflict: their start float is
// measured from where the links would have put them (slack-mfo task 11).
func (p *pass) pinned(r *Result) {
	for _, pin := range p.pins {
		t, x := &p.tasks[pin.task], &r.times[pin.task]
		if t.pinned() {
			x.StartFloat = min(x.StartFloat, p.room(t, pin.linked, x.EarlyStart))
			x.TotalFloat, x.FreeFloat = min(x.TotalFloat, x.StartFloat), 0
			x.Critical = x.TotalFloat <= p.rules.CriticalLimit
		}
	}
}

// pinned reports whether a constraint sets the task's dates whatever its links
// say.
func (t *task) pinned() bool {
	return t.constraint.kind == MustStartOn || t.constraint.kind == MustFinishOn
}

// lostError names the tasks whose dates could not be computed.
func (p *pass) lostError() error {
	seen := map[int32]bool{}
	e := &PlanError{}
	for _, i := range p.lost {
		if !seen[i] {
			seen[i] = true
			e.Findings = append(e.Findings, outOfRange(p.ids[i]))
		}
	}
	finding.Sort(e.Findings)
	return e
}
