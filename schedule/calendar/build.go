package calendar

// build makes the segments of a calendar from its layers.
func build(l layers) *Calendar {
	c := &Calendar{layers: l}
	b := builder{calendar: c, known: map[string]*pattern{}, weeks: map[weekShape]*pattern{}}
	yesterday := newShape(nil)
	for _, r := range overlay(l.exceptions, l.weeks) {
		b.add(r, yesterday)
		yesterday = r.week[r.to%7]
	}
	last := &c.segments[len(c.segments)-1]
	c.total = last.shift + last.pattern.worked(int64(afterLast))
	c.byTime = newGuide(len(c.segments), func(i int) int64 { return c.segments[i].start })
	c.byWork = newGuide(len(c.segments), func(i int) int64 { return c.segments[i].before })
	return c
}

// builder appends segments and shares equal patterns among them.
type builder struct {
	calendar *Calendar
	known    map[string]*pattern    // by content
	weeks    map[weekShape]*pattern // by identity of the shapes, to be quick
}

// add appends a run. The first day of it may differ from the rest of its week:
// what spills into it comes from the day before, not from its own week.
func (b *builder) add(r run, yesterday *shape) {
	weekday := r.from % 7
	if usual := r.week[(weekday+6)%7]; !sameSpill(usual, yesterday) {
		first := union(r.week[weekday].day, yesterday.spill)
		b.append(r.from, b.share(newPattern([7][]Range{first, first, first, first, first, first, first})))
		r.from++
	}
	if r.from > r.to {
		return
	}
	p := b.weeks[r.week]
	if p == nil {
		p = b.share(newPattern(r.week.profiles()))
		b.weeks[r.week] = p
	}
	b.append(r.from, p)
}

func (b *builder) share(p *pattern) *pattern {
	key := p.key()
	if known := b.known[key]; known != nil {
		return known
	}
	b.known[key] = p
	return p
}

// append adds a segment that begins on the day.
func (b *builder) append(day int32, p *pattern) {
	s := segment{start: int64(day) * secondsPerDay, pattern: p}
	list := b.calendar.segments
	if n := len(list); n > 0 {
		last := &list[n-1]
		if last.pattern == p {
			return
		}
		s.before = last.shift + last.pattern.worked(s.start)
	}
	s.shift = s.before - p.worked(s.start)
	b.calendar.segments = append(list, s)
}

func sameSpill(a, b *shape) bool {
	return len(a.spill) == 0 && len(b.spill) == 0 || a.equal(&shape{a.day, b.spill})
}
