package calendar

// A guide leads from a moment or an amount of work to the segments in
// question: a table of stretches, each with the segment of its beginning. It
// covers the part of the axis in which segments change.
type guide struct {
	low   int64
	shift uint8
	first []int32
}

// newGuide builds the guide over n segments of which segment i begins at
// begin(i), with a few stretches for each.
func newGuide(n int, begin func(int) int64) guide {
	if n < 2 {
		return guide{}
	}
	low, high := begin(1), begin(n-1)
	g := guide{low: low}
	for (high-low)>>g.shift > int64(4*n) {
		g.shift++
	}
	g.first = make([]int32, (high-low)>>g.shift+1)
	i := 1
	for b := range g.first {
		for i+1 < n && begin(i+1) <= low+int64(b)<<g.shift {
			i++
		}
		g.first[b] = int32(i)
	}
	return g
}

// near returns bounds for the segment of a value: it is lo or a later one, but
// not after hi.
func (g *guide) near(value int64, n int) (lo, hi int) {
	if value < g.low || len(g.first) == 0 {
		return 0, 0
	}
	b := uint64(value-g.low) >> g.shift
	if b >= uint64(len(g.first)-1) {
		return int(g.first[len(g.first)-1]), n - 1
	}
	return int(g.first[b]), int(g.first[b+1])
}

// segmentByTime returns the index of the segment that holds t.
func (c *Calendar) segmentByTime(t int64) int {
	lo, hi := c.byTime.near(t, len(c.segments))
	for lo < hi {
		if mid := int(uint(lo+hi+1) / 2); c.segments[mid].start <= t {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return lo
}

// segmentByWork returns the index of the segment in which the second of work
// lies that has w before it.
func (c *Calendar) segmentByWork(w int64) int {
	lo, hi := c.byWork.near(w, len(c.segments))
	for lo < hi {
		if mid := int(uint(lo+hi+1) / 2); c.segments[mid].before <= w {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return lo
}
