package schedule

// Most nodes need no more than the latest of some dates and a sum. For these
// the kernel has steps, which say just that: which rows to look at, and what to
// add. What other axes hold is carried over beforehand, once for all who ask
// for it.

// step is one node on the way forward, or on the way back where what is said of
// starts and finishes is the other way round.
type step struct {
	task, node    int32
	start, finish int32 // rows
	worked        int32 // row of the early finish, on the way back
	carries       part
	pulls         part // what bounds the start; on the way back, the finish
	backs         part // what bounds it by way of the length
	shown         bool // a raw node, whose finish others ask for
	plain         bool // else the node has more to it than steps can say
}

// part is a range of a list, the last not included.
type part struct{ first, end int32 }

// pull asks for the dates of a row and so much more.
type pull struct{ row, lag int32 }

// carry translates a row, with a lag before that, into another row.
type carry struct {
	pull
	to    int32 // row
	route int32
}

// Rows of early and of late dates alike that belong to no node.
const (
	zeroRow  = iota // holds zeros, so that a pull can ask for a fixed date
	spareRow        // holds what the backs of the present node come to
	spareRows
)

// way is the program of one direction.
type way struct {
	steps   []step
	carries []carry
	pulls   []pull
}

// carryOver translates what a step needs from other axes.
func (k *kernel) carryOver(list []carry, rows []lanes) {
	for i := range list {
		c := &list[i]
		k.routes[c.route].row(&rows[c.row], c.lag, &rows[c.to])
	}
}

// stepBuilder makes the program of one direction.
type stepBuilder struct {
	way
	carried map[carry]int32 // rows that hold what was carried already
	addRow  func() int32
	none    int32 // date that bounds nothing
	step    step
	bounds  []pull // of the step
	backs   []pull
}

// open begins the step of a node.
func (b *stepBuilder) open(s step) {
	b.step, b.bounds, b.backs = s, b.bounds[:0], b.backs[:0]
	b.step.carries.first = int32(len(b.carries))
}

// link adds what a hop asks for. Straight says that it bounds what the step
// computes first.
func (b *stepBuilder) link(h *hop, straight bool) {
	p := pull{h.row, h.lag}
	if h.first >= 0 {
		p = pull{b.carry(pull{row: h.row}, h.first), h.lag}
	}
	if h.next >= 0 {
		p = pull{row: b.carry(p, h.next)}
	}
	b.add(p, straight)
}

// at adds a fixed date.
func (b *stepBuilder) at(date int32, straight bool) { b.add(pull{zeroRow, date}, straight) }

func (b *stepBuilder) add(p pull, straight bool) {
	if straight {
		b.bounds = append(b.bounds, p)
	} else {
		b.backs = append(b.backs, p)
	}
}

// carry returns the row that holds a translated one.
func (b *stepBuilder) carry(p pull, route int32) int32 {
	key := carry{pull: p, route: route}
	to, ok := b.carried[key]
	if !ok {
		to = b.addRow()
		b.carried[key] = to
		key.to = to
		b.carries = append(b.carries, key)
	}
	return to
}

// close ends the step.
func (b *stepBuilder) close() {
	s := &b.step
	if len(b.backs) > 0 {
		b.bounds = append(b.bounds, pull{row: spareRow})
	}
	if len(b.bounds) == 0 {
		b.at(b.none, true)
	}
	s.plain = true
	s.carries.end = int32(len(b.carries))
	s.pulls = b.put(b.bounds)
	s.backs = b.put(b.backs)
	b.steps = append(b.steps, *s)
}

// put adds pulls to the program.
func (b *stepBuilder) put(list []pull) part {
	first := int32(len(b.pulls))
	b.pulls = append(b.pulls, list...)
	return part{first, int32(len(b.pulls))}
}
