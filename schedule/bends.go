package schedule

// A route translates rows of dates without asking where on it they are: cut
// into stretches so short that none holds more than one corner, each date needs
// one comparison, and no branch depends on it.

// bend is a stretch of a route: below cut it is the first line, from there on
// the second. A line is its number plus the bits of x that its mask lets
// through, which is all or none.
type bend struct {
	cut        int32
	low, below int32 // number and mask
	high, from int32
}

// bendsPerPiece bounds how many stretches a route is cut into.
const bendsPerPiece = 16

// bend cuts the route into stretches.
func (r *route) bend() {
	last := len(r.pieces) - 1
	least := r.pieces[last].x
	for i := 1; i <= last; i++ {
		least = min(least, r.pieces[i].x-r.pieces[i-1].x)
	}
	for r.fine < 28 && least >= 2<<r.fine {
		r.fine++
	}
	end := r.pieces[last].x >> r.fine
	if end > bendsPerPiece*int32(len(r.pieces)) || least < 1 {
		return
	}
	r.bends = make([]bend, end)
	i := 0
	for b := range r.bends {
		start := int32(b) << r.fine
		for r.pieces[i+1].x <= start {
			i++
		}
		e := &r.bends[b]
		e.cut = r.pieces[i+1].x
		e.low, e.below = r.pieces[i].line()
		e.high, e.from = r.pieces[i+1].line()
	}
}

// line returns a piece as a bend has it.
func (p *piece) line() (number, mask int32) { return p.y - p.slope*p.x, -p.slope }

// row translates a row with a lag before that.
func (r *route) row(from *lanes, lag int32, to *lanes) {
	if r.bends == nil {
		for l := range to {
			to[l] = r.of(from[l] + lag)
		}
		return
	}
	bends, shift, before := r.bends, r.fine&31, int32(0)
	if r.side == evening {
		before = 1 // as in of
	}
	for l := range to {
		x := from[l] + lag
		k := x - before
		b := uint32(k) >> shift
		if b >= uint32(len(bends)) {
			to[l] = r.far(x)
			continue
		}
		e := &bends[b]
		number, mask, high, from := e.low, e.below, e.high, e.from
		if k >= e.cut {
			number, mask = high, from
		}
		to[l] = number + x&mask
	}
}
