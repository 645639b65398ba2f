package schedule

import (
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// lanes holds one number of every lane.
type lanes = [Lanes]int32

// kernel computes a batch on axes: within a calendar, dates are plain numbers
// and a pass is additions and maxima over whole rows of lanes; only where a
// link leads from one calendar to another are they translated.
type kernel struct {
	net    *Network
	axes   []axis
	routes []*route
	nodes  []node // in an order in which each comes after all that it waits for
	nodeOf []int32
	into   []hop // links into nodes, those of a node together
	asks   []hop // links to finishes of raw nodes, followed to the clock
	outof  []hop // links out of nodes
	ahead  way
	back   way
	dates  []lanes
	lates  []lanes // lateRows of them; nil, like float and until, before the first way back
	float  []lanes // by task
	ends   []projectEnd
	last   lanes   // the project finish on the clock
	until  []lanes // by axis, where late dates go back from
	// Rows of late dates that hold the same.
	ceilings []ceiling
	lateRows int32
	far      lanes // see follow
	latest   lanes // finishes of the project on one axis
}

// ceiling is a row of late dates that holds where they go back from on an axis.
type ceiling struct{ row, axis int32 }

// nodeKind says how the dates of a node come about.
type nodeKind uint8

const (
	linkedNode nodeKind = iota // from its links and its length
	fixedNode                  // dates that nothing moves
	restNode                   // what remains of a started task, from where it resumes
	waitNode                   // what remains of a started task, after its links
)

// node is a task as the kernel sees it. Its dates stand in rows of
// kernel.dates: start, finish, and the finish on its own axis where that is
// another row.
type node struct {
	task  int32
	kind  nodeKind
	axis  int32 // its work runs on it; 0 is the clock
	float int32 // axis that its float is measured on

	start, finish, worked int32     // rows
	startAxis, finishAxis int32     // of the first two
	startSide, finishSide pauseSide // and what their numbers stand for

	firstIn, lastIn   int32
	firstOut, lastOut int32

	base    int32 // without links it starts no earlier
	least   int32 // finish that the summaries above ask for at least; early without one
	delay   int32
	detour  [2]int32 // routes to the axis of the delay and back; -1 for none
	bounds  []bound  // by constraints, in their order
	special bool     // place has more to do than to follow links
	pinned  bool     // a constraint sets its dates whatever its links say
	placed  int32    // row of the start before constraints moved it; -1 where nobody asks

	// A raw node may show a finish behind the end of its work, see kernelraw.go.
	raw, shown         bool // shown: others ask for that finish
	firstAsk, lastAsk  int32
	toClock, fromClock int32 // routes from its axis to the clock and back

	late lateNode
}

// bound is a constraint as the kernel applies it to a start.
type bound struct {
	kind ConstraintKind
	at   int32 // on the node's axis
}

// hop is a link as the kernel follows it: from a row, by up to two routes with
// the lag between them.
type hop struct {
	row         int32 // of kernel.dates, on the way back of kernel.lates
	lag         int32
	first, next int32 // routes before and after the lag; -1 for none
	routed      bool  // there is one of them
	finish      bool  // it bounds the finish, else the start
}

// projectEnd collects the latest finishes on one axis.
type projectEnd struct {
	pulls []pull
	route int32   // to the clock
	raws  []int32 // raw nodes among them
}

// clone returns a kernel with dates of its own.
func (k *kernel) clone() *kernel {
	c := *k
	c.dates = slices.Clone(k.dates)
	c.lates, c.float, c.until = nil, nil, nil
	return &c
}

// suits reports whether the kernel knows all parts of the plan.
func (n *Network) suits() bool {
	if n.rules.From == FromFinish || len(n.percentLags) > 0 || n.start == 0 {
		return false
	}
	for i := range n.tasks {
		if !n.suitsTask(int32(i)) {
			return false
		}
	}
	return true
}

// suitsTask reports whether the kernel knows all parts of the task.
func (n *Network) suitsTask(i int32) bool {
	t := &n.tasks[i]
	switch {
	case t.kind == inactive:
		return true
	case t.isSummary():
		return n.suitsSummary(i, t)
	case t.kind == manual && (t.state == started || t.from == 0 || t.to == 0):
		return false
	case t.firstDriver < t.lastDriver, t.isLate(), t.sort == LevelOfEffort, t.sort == ResourceDependent,
		n.rules.ExpectedFinish && t.expected != 0:
		return false
	case (t.sort == StartMilestone || t.sort == FinishMilestone) && (t.kind != automatic || t.state != unstarted || t.boundsFinish()):
		return false
	case t.state == started && (t.isPoint() || t.remaining <= 0 || n.rules.Progress != AsRecorded && !n.startsOnWork(t)):
		return false
	}
	return true
}

// suitsSummary reports whether the kernel knows all parts of the summary: it
// has no links.
func (n *Network) suitsSummary(i int32, t *task) bool {
	return len(n.preds.of(i))+len(n.succs.of(i)) == 0 && (n.outside == nil || n.outside[i] == outside{never, never, -1}) &&
		(t.kind == summary || t.from != 0 && t.to != 0)
}

// boundsFinish reports whether a constraint speaks of the finish.
func (t *task) boundsFinish() bool {
	return slices.ContainsFunc([]ConstraintKind{t.constraint.kind, t.second.kind}, func(k ConstraintKind) bool {
		return k == FinishNoEarlierThan || k == FinishNoLaterThan || k == MustFinishOn || k == MandatoryFinish
	})
}

// startsOnWork reports whether the actual start of a task lies in working time.
func (n *Network) startsOnWork(t *task) bool {
	if t.elapsed {
		return true
	}
	next, err := n.calendars[t.workCal].Next(t.from)
	return err == nil && next == t.from
}

// earliest returns a moment before all dates of the plan.
func (n *Network) earliest() calendar.DateTime {
	first := n.start
	if n.rules.DataDateBinds && n.dataDate != 0 {
		first = min(first, n.dataDate)
	}
	use := func(t calendar.DateTime) {
		if t > 0 {
			first = min(first, t)
		}
	}
	for i := range n.tasks {
		t := &n.tasks[i]
		use(t.from)
		use(t.resume)
		use(t.constraint.date)
		use(t.second.date)
	}
	const margin = 60 * 24 * calendar.Hour // for negative lags
	return max(first-calendar.DateTime(margin), firstMoment)
}
