package schedule

import "github.com/milepost-go/milepost/schedule/calendar"

// kernelBuilder compiles a network into a kernel.
type kernelBuilder struct {
	n       *Network
	k       *kernel
	axisOf  map[int32]int32 // by calendar number
	routeOf map[routeKey]int32
	horizon calendar.DateTime
	begin   calendar.DateTime // the first tasks start no earlier
	family  []fromAbove       // by task: what the summaries from it upwards hand down
	rows    int32             // of late dates
	ahead   stepBuilder
	back    stepBuilder
	capped  map[int32]int32 // by row of late dates: one more than the axis on which they are below where late dates go back from
}

type routeKey struct {
	from, to int32
	side     pauseSide
}

// clockAxis is the number of the axis that counts every second.
const clockAxis = 0

// early is where a date is that nothing bounds from below.
const early = -1 << 30

// newKernel returns the kernel for a plan, or nil when the plan has parts that
// it does not know. All dates lie within the reach.
func newKernel(n *Network, reach window) *kernel {
	if !n.suits() {
		return nil
	}
	origin := n.earliest()
	if reach.start == always {
		reach.start = origin // no dates at all
	}
	if !n.withinReach(origin, reach) {
		return nil
	}
	b := kernelBuilder{n: n, k: &kernel{net: n}, axisOf: map[int32]int32{}, routeOf: map[routeKey]int32{}, horizon: reach.finish + 1, begin: n.start}
	if n.rules.DataDateBinds && n.dataDate != 0 {
		b.begin = n.dataDate
	}
	b.k.axes = append(b.k.axes, axis{origin: origin})
	b.k.nodeOf = make([]int32, len(n.tasks))
	for i := range b.k.nodeOf {
		b.k.nodeOf[i] = -1
	}
	b.family = n.handedDown()
	b.ahead = stepBuilder{carried: map[carry]int32{}, addRow: b.row, none: early}
	b.back = stepBuilder{carried: map[carry]int32{}, addRow: b.lateRow, none: late}
	b.capped = map[int32]int32{}
	for range spareRows {
		b.row()
		b.lateRow()
	}
	for _, v := range n.order {
		if v < int32(len(n.tasks)) && !n.tasks[v].isSummary() && n.tasks[v].kind != inactive {
			b.node(v)
		}
	}
	b.endings()
	b.lateNodes()
	b.k.ahead, b.k.back = b.ahead.way, b.back.way
	for i := range b.k.ahead.steps {
		s := &b.k.ahead.steps[i]
		s.shown = b.k.nodes[s.node].shown
	}
	b.k.lateRows = b.rows
	return b.k
}

// axis returns the number of the axis of a calendar.
func (b *kernelBuilder) axis(cal int32) int32 {
	at, ok := b.axisOf[cal]
	if !ok {
		at = int32(len(b.k.axes))
		c := b.n.calendars[cal]
		if c.Equal(calendar.AlwaysOn()) {
			b.axisOf[cal] = clockAxis
			return clockAxis
		}
		b.k.axes = append(b.k.axes, axis{c, b.k.axes[clockAxis].origin, c.Worked(b.k.axes[clockAxis].origin)})
		b.axisOf[cal] = at
	}
	return at
}

// route returns the number of the route between two axes, -1 when they are one.
func (b *kernelBuilder) route(from, to int32, s pauseSide) int32 {
	if from == to {
		return -1
	}
	if from == clockAxis {
		s = morning // a number on the clock is one moment
	}
	key := routeKey{from, to, s}
	at, ok := b.routeOf[key]
	if !ok {
		at = int32(len(b.k.routes))
		b.k.routes = append(b.k.routes, newRoute(&b.k.axes[from], &b.k.axes[to], s, b.horizon))
		b.routeOf[key] = at
	}
	return at
}

// row adds a row of dates.
func (b *kernelBuilder) row() int32 {
	b.k.dates = append(b.k.dates, lanes{})
	return int32(len(b.k.dates) - 1)
}

// lateRow adds a row of late dates.
func (b *kernelBuilder) lateRow() int32 {
	b.rows++
	return b.rows - 1
}

// constant adds a row that holds a moment on the clock.
func (b *kernelBuilder) constant(t calendar.DateTime) int32 {
	row := b.row()
	x := int32(b.k.axes[clockAxis].at(t))
	for l := range b.k.dates[row] {
		b.k.dates[row][l] = x
	}
	return row
}

// node compiles a task and the links into it.
func (b *kernelBuilder) node(v int32) {
	t := &b.n.tasks[v]
	d := node{task: v, base: early, least: early, placed: -1, detour: [2]int32{-1, -1}, firstIn: int32(len(b.k.into)), firstAsk: int32(len(b.k.asks))}
	if !t.elapsed && !(t.isPoint() && t.sort == WorkTask) {
		d.axis = b.axis(t.workCal)
	}
	if !t.elapsed {
		d.float = b.axis(t.slackCal)
	}
	switch {
	case t.kind == manual || t.state == finished:
		d.kind = fixedNode
		d.start, d.finish = b.constant(t.from), b.constant(t.to)
		d.worked = d.finish
	case t.state == started && b.n.rules.Progress == AsRecorded:
		d.kind, d.base = restNode, b.on(d.axis, t.resume)
		d.start, d.finish = b.constant(t.from), b.row()
		d.worked, d.finishAxis, d.finishSide = d.finish, d.axis, evening
	default:
		b.moving(v, t, &d)
	}
	d.lastIn = int32(len(b.k.into))
	for i := range b.k.into[d.firstIn:] {
		h := &b.k.into[int(d.firstIn)+i]
		h.routed = h.first >= 0 || h.next >= 0
	}
	d.special = d.least != early || d.delay != 0 || d.placed >= 0 || len(d.bounds) > 0 || d.raw
	b.k.nodeOf[v] = int32(len(b.k.nodes))
	b.aheadStep(&d)
	b.k.nodes = append(b.k.nodes, d)
}

// on returns the number of a moment on an axis.
func (b *kernelBuilder) on(axis int32, t calendar.DateTime) int32 {
	return int32(b.k.axes[axis].at(t))
}

// moving compiles a task whose start is not known beforehand.
func (b *kernelBuilder) moving(v int32, t *task, d *node) {
	d.start, d.finish = b.row(), b.row()
	d.worked, d.startAxis, d.finishAxis, d.finishSide = d.finish, d.axis, d.axis, evening
	switch t.sort {
	case StartMilestone:
		d.finishSide = morning
	case FinishMilestone:
		d.startSide = evening
	}
	if t.state == started {
		d.kind, d.base = waitNode, b.restBase(d.axis, t)
		if !b.n.rules.NoSplitInProgress {
			b.hops(v, t, d)
		}
		return
	}
	for _, c := range [...]limit{t.constraint, t.second} {
		if kind := b.n.rules.effect(c.kind); kind != AsSoonAsPossible {
			d.bounds = append(d.bounds, bound{kind, b.on(d.axis, c.date)})
		}
	}
	if t.pinned() {
		d.pinned, d.placed = true, b.row()
	}
	b.delay(t, d)
	starts, finishes := b.hops(v, t, d)
	if above := b.above(t); above.minStart != never {
		starts = true
		d.base = b.on(d.axis, above.minStart)
	}
	if !starts || finishes || b.n.rules.DataDateBinds {
		d.base = max(d.base, b.on(d.axis, b.begin))
	}
	b.constrained(t, d)
}

// above returns what the summaries above a task hand down to it.
func (b *kernelBuilder) above(t *task) *fromAbove {
	if t.parent < 0 {
		return &fromAbove{never, never, never, always, always}
	}
	return &b.family[t.parent]
}

// constrained lets the constraints of the summaries above a task act on its start.
func (b *kernelBuilder) constrained(t *task, d *node) {
	above := b.above(t)
	if above.minBegin != never {
		d.base = max(d.base, b.on(d.axis, above.minBegin))
	}
	if above.minEnd != never {
		d.least = b.on(d.axis, above.minEnd)
	}
}

// delay compiles a levelling delay: on the node's axis, or by way of the one
// it is counted on.
func (b *kernelBuilder) delay(t *task, d *node) {
	if t.delay == 0 {
		return
	}
	d.delay = int32(t.delay)
	axis := int32(clockAxis)
	if !t.delayClock {
		axis = b.axis(t.workCal)
	}
	if axis != d.axis {
		d.detour = [2]int32{b.route(d.axis, axis, d.startSide), b.route(axis, d.axis, evening)}
	}
}

// restBase returns where the rest of a started task begins without links, as
// pass.restStart has it.
func (b *kernelBuilder) restBase(axis int32, t *task) int32 {
	start := t.resume
	if b.n.rules.DataDateBinds {
		start = max(start, b.begin)
		if !t.suspended {
			start = max(b.begin, t.from)
		}
	}
	return max(b.on(axis, start), b.on(axis, t.from))
}

// effect returns what a constraint comes to under the rules.
func (r *Rules) effect(k ConstraintKind) ConstraintKind {
	if !r.LinksBeatConstraints {
		return k
	}
	switch k {
	case MustStartOn:
		return StartNoEarlierThan
	case MustFinishOn:
		return FinishNoEarlierThan
	case StartNoLaterThan, FinishNoLaterThan:
		return AsSoonAsPossible
	}
	return k
}

// hops compiles the links into a task and reports whether any bounds its start
// and whether any bounds its finish.
func (b *kernelBuilder) hops(v int32, t *task, d *node) (starts, finishes bool) {
	if b.n.outside != nil {
		if o := &b.n.outside[v]; o.start != never {
			starts = true
			b.k.into = append(b.k.into, hop{row: b.constant(o.start), first: b.route(clockAxis, d.axis, morning), next: -1})
		}
	}
	preds := b.n.preds.of(v)
	odd := b.n.outside != nil && b.n.outside[v].finish != never
	if odd {
		finishes = true
		row := b.constant(b.n.outside[v].finish)
		b.k.into = append(b.k.into, hop{row: row, first: b.route(clockAxis, d.axis, morning), next: -1, finish: true})
		b.k.asks = append(b.k.asks, hop{row: row, first: -1, next: -1})
	}
	for k := range preds {
		a := &preds[k]
		if !b.binds(a, t) {
			continue
		}
		h := b.hop(a, d.axis)
		b.k.into = append(b.k.into, h)
		if !h.finish {
			starts = true
			continue
		}
		finishes = true
		b.k.asks = append(b.k.asks, b.hop(a, clockAxis))
		odd = odd || b.odd(a, d)
	}
	d.lastAsk = int32(len(b.k.asks))
	if odd && t.state == unstarted && d.axis != clockAxis {
		d.raw = true
		d.worked, d.finish, d.finishAxis = d.finish, b.row(), clockAxis
		d.toClock, d.fromClock = b.route(d.axis, clockAxis, evening), b.route(clockAxis, d.axis, morning)
		if d.placed < 0 && len(d.bounds) > 0 {
			d.placed = b.row()
		}
	}
	return starts, finishes
}

func (b *kernelBuilder) binds(a *arc, succ *task) bool {
	return (&pass{Network: b.n}).binds(&b.n.tasks[a.other], succ)
}

// source returns the row, axis and side of the date that a link leads from, to
// be followed to an axis. A raw finish is the end of its work to others on the
// same axis, and is shown where it is not.
func (b *kernelBuilder) source(a *arc, to int32) (row, axis int32, s pauseSide) {
	u := &b.k.nodes[b.k.nodeOf[a.other]]
	if a.typ == FinishToStart || a.typ == FinishToFinish {
		if u.raw && to == u.axis {
			return u.worked, u.axis, evening
		}
		u.shown = u.raw
		return u.finish, u.finishAxis, u.finishSide
	}
	return u.start, u.startAxis, u.startSide
}

// lagAxis returns the axis that the lag of a link is counted on.
func (b *kernelBuilder) lagAxis(a *arc) int32 {
	if a.elapsed {
		return clockAxis
	}
	return b.axis(a.cal)
}

// hop compiles a link that bounds a date on an axis.
func (b *kernelBuilder) hop(a *arc, target int32) hop {
	lag := target
	if a.lag != 0 {
		lag = b.lagAxis(a)
	}
	row, axis, s := b.source(a, lag)
	h := hop{row: row, finish: a.typ == FinishToFinish || a.typ == StartToFinish, first: -1, next: -1}
	if a.lag == 0 {
		h.first = b.route(axis, target, s)
		return h
	}
	h.lag = int32(a.lag)
	h.first, h.next = b.route(axis, lag, s), b.route(lag, target, sideOf(a.lag))
	return h
}

// sideOf returns what the number stands for that a lag leads to.
func sideOf(lag calendar.Work) pauseSide {
	if lag < 0 {
		return morning
	}
	return evening
}

// odd reports whether the finish that a link asks for may be another moment
// than where work on the node's axis ends.
func (b *kernelBuilder) odd(a *arc, d *node) bool {
	u := &b.k.nodes[b.k.nodeOf[a.other]]
	axis, s := u.startAxis, u.startSide
	if a.typ == FinishToFinish {
		axis, s = u.finishAxis, u.finishSide
	}
	if a.lag != 0 {
		axis, s = b.lagAxis(a), sideOf(a.lag)
	}
	return axis != d.axis || s != evening
}

// endings collects the finishes that may be the project's.
func (b *kernelBuilder) endings() {
	at := map[routeKey]int{}
	for i := range b.k.nodes {
		d := &b.k.nodes[i]
		if b.followed(d) {
			continue
		}
		key := routeKey{from: d.finishAxis, side: d.finishSide}
		if d.raw {
			key = routeKey{from: d.axis, side: evening}
		}
		if _, ok := at[key]; !ok {
			at[key] = len(b.k.ends)
			b.k.ends = append(b.k.ends, projectEnd{route: b.route(key.from, clockAxis, key.side)})
		}
		e := &b.k.ends[at[key]]
		e.pulls = append(e.pulls, pull{row: d.worked})
		if d.raw {
			e.raws = append(e.raws, int32(i))
		}
	}
	for i := range b.n.tasks {
		if t := &b.n.tasks[i]; t.kind == manualSummary {
			b.k.ends = append(b.k.ends, projectEnd{pulls: []pull{{row: b.constant(t.to)}}, route: -1})
		}
	}
}

// followed reports whether another task always finishes as late as this one,
// because a link says so.
func (b *kernelBuilder) followed(d *node) bool {
	for _, a := range b.n.succs.of(d.task) {
		s := &b.n.tasks[a.other]
		holds := s.kind == automatic && s.state == unstarted && s.sort != FinishMilestone && b.keepsLinks(s)
		if holds && (a.typ == FinishToStart || a.typ == FinishToFinish) && a.lag >= 0 {
			return true
		}
	}
	return false
}

// keepsLinks reports whether no constraint takes a task back before its links.
func (b *kernelBuilder) keepsLinks(t *task) bool {
	for _, c := range [...]limit{t.constraint, t.second} {
		if k := c.kind; k != AsSoonAsPossible && k != StartNoEarlierThan && k != FinishNoEarlierThan {
			return false
		}
	}
	return true
}
