package schedule

import (
	"math"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// An axis counts the working seconds of a calendar from a common origin, so
// that dates on one calendar are small whole numbers: adding work is adding
// numbers. The clock is the axis on which every second counts.
//
// A number on an axis is one amount of work but may be two moments, the end of
// a working period and the start of the next, on both sides of a pause; which
// of them is meant, the side says.
type axis struct {
	cal    *calendar.Calendar // nil for the clock
	origin calendar.DateTime
	before calendar.Work // worked before the origin
}

// pauseSide says which moment a number on an axis stands for.
type pauseSide uint8

const (
	morning pauseSide = iota // where the next work begins
	evening                  // where the work done ended
)

// noWork is where an axis cannot count to: before the first or after the last
// moment of its calendar.
const noWork = math.MaxInt32

// at returns the number of a moment.
func (a *axis) at(t calendar.DateTime) int64 {
	if a.cal == nil {
		return int64(t - a.origin)
	}
	return int64(a.cal.Worked(t) - a.before)
}

// moment returns the moment of a number. It reports false where the calendar
// has none.
func (a *axis) moment(x int64, s pauseSide) (calendar.DateTime, bool) {
	if a.cal == nil {
		return a.origin + calendar.DateTime(x), true
	}
	var t calendar.DateTime
	var err error
	if s == morning {
		t, err = a.cal.StartAt(a.before + calendar.Work(x))
	} else {
		t, err = a.cal.FinishAt(a.before + calendar.Work(x))
	}
	return t, err == nil
}

// route translates numbers of one axis into those of another.
type route struct {
	from, to *axis
	side     pauseSide
	shift    uint8
	first    []int32 // by stretches of 1<<shift numbers: the piece of its first one
	pieces   []piece
	short    bool // no stretch holds more than one end of a piece
}

// piece is a stretch of a route on which it is a straight line: from number x
// on it is y, and slope more for each number more.
type piece struct{ x, y, slope int32 }

// newRoute returns the route for the numbers from 0 up to the one at the
// horizon. Beyond them it asks the calendars.
func newRoute(from, to *axis, s pauseSide, horizon calendar.DateTime) *route {
	r := &route{from: from, to: to, side: s}
	for _, w := range from.periods(horizon) {
		r.trace(w)
	}
	if len(r.pieces) == 0 {
		return r
	}
	end := r.pieces[len(r.pieces)-1].x
	r.cut(end)
	r.first = make([]int32, end>>r.shift)
	i := int32(0)
	for b := range r.first {
		for r.pieces[i+1].x <= int32(b)<<r.shift {
			i++
		}
		r.first[b] = i
	}
	return r
}

// cut chooses the stretches: short ones, if they are not too many, else such
// that there are about as many as pieces.
func (r *route) cut(end int32) {
	least := end
	for i := range r.pieces[1:] {
		least = min(least, r.pieces[i+1].x-r.pieces[i].x)
	}
	for r.shift < 28 && least >= 2<<r.shift {
		r.shift++
	}
	const perPiece = 16
	r.short = least > 0 && end>>r.shift <= int32(perPiece*len(r.pieces))
	for !r.short && end>>r.shift > int32(2*len(r.pieces)) {
		r.shift++
	}
}

// row translates a row with a lag before that, where stretches are short
// without a branch that depends on dates.
func (r *route) row(from *lanes, lag int32, to *lanes) {
	if !r.short {
		for l := range to {
			to[l] = r.of(from[l] + lag)
		}
		return
	}
	first, pieces, shift, before := r.first, r.pieces, r.shift&31, int32(0)
	if r.side == evening {
		before = 1 // as in of
	}
	for l := range to {
		x := from[l] + lag
		k := x - before
		b := uint32(k) >> shift
		if b >= uint32(len(first)) {
			to[l] = r.far(x)
			continue
		}
		i := first[b]
		i += int32(uint32(pieces[i+1].x-k-1) >> 31) // the next one if k lies in it
		p := &pieces[i]
		to[l] = p.y + p.slope*(x-p.x)
	}
}

// window is a stretch of time without a break.
type window struct{ start, finish calendar.DateTime }

// periods returns the working periods from the origin to the horizon, those
// that touch as one.
func (a *axis) periods(horizon calendar.DateTime) []window {
	if a.cal == nil {
		return []window{{a.origin, horizon}}
	}
	var list []window
	for t := a.origin; ; {
		start, err := a.cal.Next(t)
		if err != nil || start >= horizon {
			return list
		}
		// Where this period ends is where the work up to the next pause ends.
		finish := a.endOf(start, horizon)
		list = append(list, window{start, finish})
		t = finish
	}
}

// endOf returns the end of the working period that holds start, at most the
// horizon.
func (a *axis) endOf(start, horizon calendar.DateTime) calendar.DateTime {
	low, step := start, calendar.DateTime(3600)
	for low+step <= horizon && a.cal.Between(low, low+step) == calendar.Work(step) {
		low, step = low+step, 2*step
	}
	for ; step > 0; step /= 2 {
		for low+step <= horizon && a.cal.Between(low, low+step) == calendar.Work(step) {
			low += step
		}
	}
	return low
}

// trace adds the pieces of one working period of the axis it leads from. Each
// piece but the last is closed by the one behind it, which the next period
// replaces.
func (r *route) trace(w window) {
	if n := len(r.pieces); n > 0 {
		r.pieces = r.pieces[:n-1]
	}
	x := r.from.at(w.start)
	put := func(t calendar.DateTime, slope int32) {
		r.pieces = append(r.pieces, piece{int32(x + int64(t-w.start)), int32(r.to.at(t)), slope})
	}
	if r.to.cal == nil {
		put(w.start, 1)
	} else {
		for t := w.start; t < w.finish; {
			next, err := r.to.cal.Next(t)
			if err != nil || next >= w.finish {
				put(t, 0)
				break
			}
			if next > t {
				put(t, 0)
			}
			put(next, 1)
			t = r.to.endOf(next, w.finish)
		}
	}
	put(w.finish, 0)
}

// of translates one number.
func (r *route) of(x int32) int32 {
	k := x
	if r.side == evening {
		k-- // a finish belongs to the piece of the second of work before it
	}
	b := uint32(k) >> r.shift
	if k < 0 || b >= uint32(len(r.first)) {
		return r.far(x)
	}
	i := r.first[b]
	for r.pieces[i+1].x <= k {
		i++
	}
	p := &r.pieces[i]
	return p.y + p.slope*(x-p.x)
}

// far translates a number outside the table.
func (r *route) far(x int32) int32 {
	t, ok := r.from.moment(int64(x), r.side)
	if !ok {
		return noWork
	}
	return int32(min(max(r.to.at(t), math.MinInt32), noWork))
}
