package schedule

// lateNode is what the way back needs of a node.
type lateNode struct {
	axis    int32 // that late dates are bounded on
	start   int32 // row of the late start, or what links to the start join
	finish  int32 // row of the late finish
	joinRow int32 // row that links to the start join; start, but for started tasks
	// The axes and sides of the late start, of what links join, and of the late
	// finish, which stands on axis.
	startAxis, joinAxis             int32
	startSide, joinSide, finishSide pauseSide

	bounds   []bound  // by constraints, those on the start first
	deadline int32    // noWork without one
	most     int32    // late finish that the summaries above ask for at most; noWork without one
	open     bool     // it ends a path of its own: no later than its early finish
	span     int32    // of a started or fixed task: what a bound on its start puts before its finish; -1: its length
	settle   [2]int32 // routes that settle a bound on the start; -1 for none
	evening  [2]int32 // routes that settle the late finish; -1 for none
	join     int32    // route to the axis of the delay, for the row that links join; -1 for none
	workAxis int32    // of a fixed node: the axis that its late start is counted back on
	toWork   int32    // route to it
	fixed    bool     // late starts do not bound it, nor constraints
	none     bool     // it has no late dates
	plain    bool     // a step of the way back says it all

	measure  measure
	simple   bool     // its float is the difference of two numbers
	toFloat  [4]int32 // routes of early start, late start, early and late finish to its float axis
	toPlaced int32    // route of where its links would have put it
}

// measure says which float is the total float of a node.
type measure uint8

const (
	smallerFloat measure = iota
	startFloat
	finishFloat
)

// late is where a date is that nothing bounds from above.
const late = 1 << 30

// lateNodes compiles the way back.
func (b *kernelBuilder) lateNodes() {
	for i := len(b.k.nodes) - 1; i >= 0; i-- {
		b.lateNode(&b.k.nodes[i])
	}
}

func (b *kernelBuilder) lateNode(d *node) {
	t := &b.n.tasks[d.task]
	n := lateNode{
		axis: d.axis, start: b.rows, finish: b.rows + 1, joinRow: b.rows, startAxis: d.axis, finishSide: evening,
		deadline: noWork, most: noWork, span: -1, settle: [2]int32{-1, -1}, evening: [2]int32{-1, -1}, join: -1, toWork: -1,
	}
	b.rows += 2
	switch {
	case t.state == finished:
		n.none = true
	case d.kind == fixedNode:
		n.axis, n.fixed, n.span = clockAxis, true, int32(t.span)
		n.startAxis, n.workAxis = clockAxis, clockAxis
		if t.span > 0 && !t.elapsed {
			n.workAxis = b.axis(t.workCal)
			n.startAxis, n.toWork = n.workAxis, b.route(clockAxis, n.workAxis, morning)
		}
	case t.sort == StartMilestone:
		n.axis, n.startAxis = clockAxis, clockAxis
		n.settle = [2]int32{b.route(clockAxis, d.axis, morning), b.route(d.axis, clockAxis, morning)}
	case t.sort == FinishMilestone:
		n.startSide = evening
	case t.state == started:
		n.span = int32(t.span)
	}
	n.joinAxis, n.joinSide = n.startAxis, n.startSide
	if d.kind == restNode {
		n.joinRow, n.joinAxis = -1-b.constant(t.resume), clockAxis
	}
	if d.delay != 0 && t.state == unstarted {
		b.lateJoin(t, d, &n)
	}
	if t.isPoint() && t.sort == WorkTask && t.kind == automatic && t.parent >= 0 && b.n.tasks[t.parent].kind == manualSummary {
		cal := b.axis(t.workCal)
		n.evening = [2]int32{b.route(clockAxis, cal, morning), b.route(cal, clockAxis, evening)}
	}
	b.lateBounds(d, t, &n)
	if !n.none {
		b.lateHops(d, t, &n)
	}
	b.lateFloat(d, t, &n)
	d.late = n
	b.backStep(d)
	if d.late.plain {
		b.capped[n.start], b.capped[n.finish] = n.axis+1, n.axis+1
	}
}

// lateJoin compiles where links to the start of a delayed node join: before
// the delay.
func (b *kernelBuilder) lateJoin(t *task, d *node, n *lateNode) {
	axis := int32(clockAxis)
	if !t.delayClock {
		axis = b.axis(t.workCal)
	}
	n.joinRow, n.joinAxis, n.joinSide = b.rows, axis, morning
	n.join = b.route(n.startAxis, axis, n.startSide)
	b.rows++
}

// lateBounds compiles the constraints and the deadline of a node.
func (b *kernelBuilder) lateBounds(d *node, t *task, n *lateNode) {
	above := b.above(t)
	if t.deadline != 0 {
		n.deadline = b.on(n.axis, t.deadline)
	}
	if above.maxFinish != always {
		n.most = b.on(n.axis, above.maxFinish)
	}
	if n.fixed {
		return
	}
	if above.maxStart != always {
		n.bounds = append(n.bounds, bound{StartNoLaterThan, b.on(n.axis, above.maxStart)})
	}
	limits := [...]limit{t.constraint, t.second}
	for _, c := range limits {
		if c.kind == StartNoLaterThan {
			n.bounds = append(n.bounds, bound{StartNoLaterThan, b.on(n.axis, c.date)})
		}
	}
	for _, c := range limits {
		kind := c.kind
		if b.n.rules.LinksBeatConstraints && (kind == MustStartOn || kind == MustFinishOn) {
			kind = map[ConstraintKind]ConstraintKind{MustStartOn: startBefore, MustFinishOn: FinishNoLaterThan}[kind]
		}
		on := b.on(n.axis, c.date)
		if t.sort == StartMilestone { // its start is settled before its finish follows
			m, _ := b.k.axes[d.axis].moment(int64(b.on(d.axis, c.date)), morning)
			on = b.on(clockAxis, m)
		}
		switch kind {
		case FinishNoLaterThan, MustStartOn, MustFinishOn, MandatoryStart, MandatoryFinish, startBefore:
			n.bounds = append(n.bounds, bound{kind, on})
		}
	}
}

// startBefore bounds the late finish by a start that links may beat.
const startBefore = ConstraintKind(255)

// lateHops compiles the links out of a node.
func (b *kernelBuilder) lateHops(d *node, t *task, n *lateNode) {
	d.firstOut = int32(len(b.k.outof))
	finishes := false
	for _, a := range b.n.succs.of(d.task) {
		s := &b.n.tasks[a.other]
		toFinish := a.typ == FinishToStart || a.typ == FinishToFinish
		if s.state == finished || b.k.nodeOf[a.other] < 0 || !(&pass{Network: b.n}).binds(t, s) {
			continue
		}
		finishes = finishes || toFinish
		if toFinish || !n.fixed {
			h := b.lateHop(&a, n.axis)
			h.routed = h.first >= 0 || h.next >= 0
			b.k.outof = append(b.k.outof, h)
		}
	}
	d.lastOut = int32(len(b.k.outof))
	n.open = b.n.rules.MultipleCriticalPaths && !finishes && n.most == noWork
}

// lateHop compiles a link seen from its predecessor, whose late dates it
// bounds on an axis.
func (b *kernelBuilder) lateHop(a *arc, target int32) hop {
	s := &b.k.nodes[b.k.nodeOf[a.other]]
	h := hop{row: s.late.finish, first: -1, next: -1, finish: a.typ == FinishToStart || a.typ == FinishToFinish}
	axis, side := s.late.axis, s.late.finishSide
	if a.typ == FinishToStart || a.typ == StartToStart {
		h.row, axis, side = s.late.joinRow, s.late.joinAxis, s.late.joinSide
	}
	if a.lag == 0 {
		h.first = b.route(axis, target, side)
		return h
	}
	lag := b.lagAxis(a)
	h.lag = -int32(a.lag)
	h.first, h.next = b.route(axis, lag, side), b.route(lag, target, sideOf(-a.lag))
	return h
}

// lateFloat compiles how the total float of a node is measured.
func (b *kernelBuilder) lateFloat(d *node, t *task, n *lateNode) {
	if n.none {
		return
	}
	switch {
	case b.n.rules.TotalFloat == MeasureStartFloat:
		n.measure = startFloat
	case b.n.rules.TotalFloat == MeasureFinishFloat || t.state == started:
		n.measure = finishFloat
	}
	n.simple = d.kind == linkedNode && d.float == d.axis && n.axis == d.axis
	d.shown = d.shown || d.raw && !n.simple
	n.toFloat = [4]int32{
		b.route(d.startAxis, d.float, d.startSide), b.route(n.startAxis, d.float, n.startSide),
		b.route(d.finishAxis, d.float, d.finishSide), b.route(n.axis, d.float, n.finishSide),
	}
	n.toPlaced = b.route(d.axis, d.float, d.startSide)
}
