package calendar

// Calendar is working time, compiled for arithmetic. It is immutable and safe
// for concurrent use. Each operation takes the same short time however long
// the span it crosses, and allocates nothing; only [Calendar.Ranges] and what
// returns a list does.
//
// The zero Calendar, as no result of [Compile], has no working time: moving
// within it gives [ErrRange].
type Calendar struct {
	id, name string
	layers   layers
	segments []segment // in order, from day 1 to the last; never empty once compiled
	total    int64
	byTime   guide
	byWork   guide
}

// layers is what a derived calendar builds upon.
type layers struct {
	exceptions []run
	weeks      []run // covers every day
}

// A segment is a stretch of time in which one pattern holds.
type segment struct {
	start   int64 // a midnight
	before  int64 // work before start
	shift   int64 // work up to t is shift + pattern.worked(t)
	pattern *pattern
}

// ID returns the id of the definition.
func (c *Calendar) ID() string { return c.id }

// Name returns the name of the definition.
func (c *Calendar) Name() string { return c.name }

// Worked returns the working time from 0001-01-01T00:00:00 to t, which is the
// fixed origin of every calendar. It never falls as t grows. It is 0 for
// the zero DateTime, and the whole working time from the end of year 9999 on.
func (c *Calendar) Worked(t DateTime) Work { return Work(c.worked(int64(t))) }

func (c *Calendar) worked(t int64) int64 {
	switch {
	case t < int64(firstMoment) || len(c.segments) == 0:
		return 0
	case t >= int64(afterLast):
		return c.total
	}
	s := &c.segments[c.segmentByTime(t)]
	return s.shift + s.pattern.worked(t)
}

// Between returns the working time from a to b, exact and negative when b is
// the earlier one. Time outside the years 1 to 9999 does not count.
func (c *Calendar) Between(a, b DateTime) Work { return Work(c.worked(int64(b)) - c.worked(int64(a))) }

// StartAt returns the moment at which the second of work begins that has w
// seconds of work before it, counted as [Calendar.Worked] does: the start of a
// working period rather than the end of the one before. It gives [ErrRange]
// where there is no such second.
func (c *Calendar) StartAt(w Work) (DateTime, error) {
	if w < 0 || int64(w) >= c.total {
		return 0, ErrRange
	}
	s := &c.segments[c.segmentByWork(int64(w))]
	return DateTime(s.pattern.startAt(int64(w) - s.shift)), nil
}

// FinishAt returns the moment at which w seconds of work have just been
// worked, counted as [Calendar.Worked] does: the end of a working period
// rather than the start of the next. It gives [ErrRange] where w is not
// positive or not so much is worked before the end of year 9999.
func (c *Calendar) FinishAt(w Work) (DateTime, error) {
	if w <= 0 || int64(w) > c.total {
		return 0, ErrRange
	}
	s := &c.segments[c.segmentByWork(int64(w)-1)]
	t := DateTime(s.pattern.startAt(int64(w)-1-s.shift)) + 1
	if t >= afterLast {
		return 0, ErrRange
	}
	return t, nil
}

// Add returns the moment at which w has been worked since t. It is the end of
// a working period where it falls on one. Negative w goes back, to the start
// of a working period where it falls on one. With w zero it returns t
// unchanged, working time or not. It gives [ErrRange] when t is outside the
// years 1 to 9999, or the working time does not suffice.
func (c *Calendar) Add(t DateTime, w Work) (DateTime, error) {
	if t < firstMoment || t >= afterLast {
		return 0, ErrRange
	}
	before := Work(c.worked(int64(t)))
	switch {
	case w > 0 && w <= Work(c.total):
		return c.FinishAt(before + w)
	case w < 0:
		return c.StartAt(before + w)
	case w == 0:
		return t, nil
	}
	return 0, ErrRange
}

// Next returns the earliest working moment at or after t: t itself where it
// is working time, otherwise the start of the next working period. It gives
// [ErrRange] when t is outside the years 1 to 9999 or no work follows.
func (c *Calendar) Next(t DateTime) (DateTime, error) {
	if t < firstMoment || t >= afterLast {
		return 0, ErrRange
	}
	return c.StartAt(Work(c.worked(int64(t))))
}

// Previous returns the latest moment at or before t with working time directly
// before it: t itself within a working period or at its end, otherwise the end
// of the period before. It gives [ErrRange] when t is outside the years 1 to
// 9999 or no work comes before.
func (c *Calendar) Previous(t DateTime) (DateTime, error) {
	if t < firstMoment || t >= afterLast {
		return 0, ErrRange
	}
	return c.FinishAt(Work(c.worked(int64(t))))
}

// Works reports whether the second that begins at t is working time.
func (c *Calendar) Works(t DateTime) bool {
	if t < firstMoment || t >= afterLast || len(c.segments) == 0 {
		return false
	}
	s := &c.segments[c.segmentByTime(int64(t))]
	return s.pattern.worked(int64(t)+1) > s.pattern.worked(int64(t))
}

// Ranges returns the working ranges of a date in order, with everything taken
// into account: exceptions, weeks, base and the shift that began the night
// before, which shows as a range from midnight on. They lie within the day; what
// goes on after midnight belongs to the next date. The slice is the caller's.
func (c *Calendar) Ranges(d Date) []Range {
	if d.IsZero() || len(c.segments) == 0 {
		return nil
	}
	s := &c.segments[c.segmentByTime(int64(d.n)*secondsPerDay)]
	return s.pattern.ranges(int(d.Weekday()))
}
