package calendar

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// The oracle says the same as a compiled calendar, slowly: it reads the
// definition again for every date, decides by dates of package time, and
// counts working time quarter hour by quarter hour. It shares no code with the
// calendar but the definition itself. All ranges of its calendars lie on
// quarter hours.
type oracle struct {
	def  *Definition
	base *oracle
	both [2]*oracle // of an intersection
	days map[int64][96]bool
}

const quarter = 900

// at returns the moment as a time.Time in UTC and back.
func at(t DateTime) time.Time { return time.Unix(int64(t)-719163*86400, 0).UTC() }

func timeOf(d Date) time.Time {
	y, m, day := d.Civil()
	return time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
}

func oracleDate(t time.Time) Date { return DateOf(t.Year(), t.Month(), t.Day()) }

// exception returns what the exceptions say of a day, own ones first.
func (o *oracle) exception(day time.Time) ([]Range, bool) {
	for _, repeats := range []bool{false, true} {
		for _, e := range o.def.Exceptions {
			if (e.Repeat != Repeat{}) == repeats && applies(e, day) {
				return e.Ranges, true
			}
		}
	}
	if o.base != nil {
		return o.base.exception(day)
	}
	return nil, false
}

// week returns what the weeks say of a day, own ones first.
func (o *oracle) week(day time.Time) ([]Range, bool) {
	for _, w := range o.def.WorkWeeks {
		from, to := w.From, w.To
		if from.IsZero() {
			from = DateOf(1, 1, 1)
		}
		if to.IsZero() {
			to = DateOf(9999, 12, 31)
		}
		if day.Before(timeOf(from)) || day.After(timeOf(to)) {
			continue
		}
		if d := w.Week[day.Weekday()]; d.Set {
			return d.Ranges, true
		}
		break
	}
	if d := o.def.Week[day.Weekday()]; d.Set {
		return d.Ranges, true
	}
	if o.base != nil {
		return o.base.week(day)
	}
	return nil, false
}

// shift returns the ranges that begin on a day.
func (o *oracle) shift(day time.Time) []Range {
	if ranges, ok := o.exception(day); ok {
		return ranges
	}
	ranges, _ := o.week(day)
	return ranges
}

// day returns which quarter hours of a day are working time.
func (o *oracle) day(day time.Time) [96]bool {
	if known, ok := o.days[day.Unix()]; ok {
		return known
	}
	var quarters [96]bool
	if o.both[0] != nil {
		a, b := o.both[0].day(day), o.both[1].day(day)
		for i := range quarters {
			quarters[i] = a[i] && b[i]
		}
	} else {
		today, yesterday := o.shift(day), o.shift(day.AddDate(0, 0, -1))
		for i := range quarters {
			for _, r := range today {
				quarters[i] = quarters[i] || Work(i*quarter) >= r.Start && Work(i*quarter) < r.Finish
			}
			for _, r := range yesterday {
				quarters[i] = quarters[i] || Work(i*quarter+86400) >= r.Start && Work(i*quarter+86400) < r.Finish
			}
		}
	}
	if o.days == nil {
		o.days = map[int64][96]bool{}
	}
	o.days[day.Unix()] = quarters
	return quarters
}

// works reports whether the quarter hour that holds t is working time.
func (o *oracle) works(t time.Time) bool {
	day := t.Truncate(24 * time.Hour)
	return o.day(day)[int(t.Sub(day).Seconds())/quarter]
}

// between counts the working seconds from a to b, quarter by quarter.
func (o *oracle) between(a, b time.Time) (work Work) {
	if b.Before(a) {
		return -o.between(b, a)
	}
	for a.Before(b) {
		next := a.Truncate(quarter * time.Second).Add(quarter * time.Second)
		if next.After(b) {
			next = b
		}
		if o.works(a) {
			work += Work(next.Sub(a) / time.Second)
		}
		a = next
	}
	return work
}

// add walks to the moment at which w has been worked.
func (o *oracle) add(t time.Time, w Work) time.Time {
	for w > 0 {
		next := t.Truncate(quarter * time.Second).Add(quarter * time.Second)
		if o.works(t) {
			if length := Work(next.Sub(t) / time.Second); length >= w {
				return t.Add(time.Duration(w) * time.Second)
			} else {
				w -= length
			}
		}
		t = next
	}
	for w < 0 {
		before := t.Add(-time.Second).Truncate(quarter * time.Second)
		if o.works(before) {
			if length := Work(t.Sub(before) / time.Second); length >= -w {
				return t.Add(time.Duration(w) * time.Second)
			} else {
				w += length
			}
		}
		t = before
	}
	return t
}

// applies reports whether an exception applies on a day.
func applies(e Exception, day time.Time) bool {
	from, to := timeOf(e.From), timeOf(e.From)
	if !e.To.IsZero() {
		to = timeOf(e.To)
	} else if (e.Repeat != Repeat{}) {
		to = day
	}
	if day.Before(from) || day.After(to) {
		return false
	}
	if (e.Repeat == Repeat{}) {
		return true
	}
	if !onRule(e.Repeat, from, day) {
		return false
	}
	if e.Repeat.Count == 0 {
		return true
	}
	n := 0
	for d := from; !d.After(day); d = d.AddDate(0, 0, 1) {
		if onRule(e.Repeat, from, d) {
			n++
		}
	}
	return n <= e.Repeat.Count
}

// onRule reports whether the rule that counts from a day holds on another,
// leaving To and Count aside.
func onRule(r Repeat, from, day time.Time) bool {
	every := max(r.Every, 1)
	switch r.Frequency {
	case Daily:
		if r.Weekdays == [7]bool{} {
			return int(day.Sub(from).Hours()/24)%every == 0
		}
		if !r.Weekdays[day.Weekday()] {
			return false
		}
		counted := 0
		for d := from; d.Before(day); d = d.AddDate(0, 0, 1) {
			if r.Weekdays[d.Weekday()] {
				counted++
			}
		}
		return counted%every == 0
	case Weekly:
		begin := func(d time.Time) time.Time {
			for d.Weekday() != r.WeekStart {
				d = d.AddDate(0, 0, -1)
			}
			return d
		}
		weeks := int(begin(day).Sub(begin(from)).Hours() / 24 / 7)
		return r.Weekdays[day.Weekday()] && weeks%every == 0
	}
	first := from
	if r.Frequency == Yearly {
		if day.Month() != r.Month {
			return false
		}
		first = time.Date(from.Year(), r.Month, 1, 0, 0, 0, 0, time.UTC)
		every *= 12
	}
	step := 1
	if r.Frequency == Yearly {
		step = 12
	}
	months := (day.Year()-first.Year())*12 + int(day.Month()) - int(first.Month())
	if r.Day > 0 {
		lastOf := func(t time.Time) int { return time.Date(t.Year(), t.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day() }
		if candidate := time.Date(first.Year(), first.Month(), min(r.Day, lastOf(first)), 0, 0, 0, 0, time.UTC); candidate.Before(from) {
			months -= step
		}
		return months >= 0 && months%every == 0 && day.Day() == min(r.Day, lastOf(day))
	}
	if months < 0 || months%every != 0 || !kind(r, day) {
		return false
	}
	n := 0
	direction := -1
	if r.Position == Last {
		direction = 1
	}
	for d := day; d.Month() == day.Month(); d = d.AddDate(0, 0, direction) {
		if kind(r, d) {
			n++
		}
	}
	return n == r.Position || r.Position == Last && n == 1
}

func kind(r Repeat, day time.Time) bool {
	switch r.Kind {
	case WorkdayKind:
		return day.Weekday() >= time.Monday && day.Weekday() <= time.Friday
	case WeekendKind:
		return day.Weekday() == time.Sunday || day.Weekday() == time.Saturday
	case WeekdayKind:
		return day.Weekday() == r.Weekday
	}
	return true
}

// The span in which random calendars have their exceptions, and queries lie.
var (
	windowStart = DateOf(2019, 11, 1)
	windowDays  = 150
)

// randomRanges returns up to three ranges on quarter hours, sometimes past
// midnight, touching or the whole day, in any order.
func randomRanges(rng *rand.Rand) []Range {
	if rng.IntN(12) == 0 {
		return []Range{{0, 24 * Hour}}
	}
	var ranges []Range
	next := Work(rng.IntN(40)) * quarter
	for range rng.IntN(4) {
		r := Range{Start: next, Finish: next + Work(1+rng.IntN(30))*quarter}
		if rng.IntN(6) == 0 {
			r.Finish += Work(rng.IntN(100)) * quarter
		}
		r.Finish = min(r.Finish, 48*Hour)
		if r.Start >= 24*Hour {
			break
		}
		ranges = append(ranges, r)
		next = r.Finish + Work(rng.IntN(12))*quarter
	}
	rng.Shuffle(len(ranges), func(i, j int) { ranges[i], ranges[j] = ranges[j], ranges[i] })
	return ranges
}

func randomDay(rng *rand.Rand) Date { return windowStart.AddDays(rng.IntN(windowDays)) }

func randomWeek(rng *rand.Rand, set int) (week Week) {
	for day := range week {
		if rng.IntN(10) < set {
			week[day] = Working(randomRanges(rng)...)
		}
	}
	return week
}

func randomRepeat(rng *rand.Rand) Repeat {
	r := Repeat{Frequency: Frequency(1 + rng.IntN(4)), Every: rng.IntN(4)}
	if rng.IntN(2) == 0 {
		r.Count = 1 + rng.IntN(9)
	}
	switch r.Frequency {
	case Daily:
		if rng.IntN(2) == 0 {
			r.Weekdays = [7]bool{false, true, true, rng.IntN(2) == 0, true, true, false}
		}
	case Weekly:
		r.Weekdays[rng.IntN(7)], r.Weekdays[rng.IntN(7)] = true, true
		r.WeekStart = time.Weekday(rng.IntN(7))
	case Monthly, Yearly:
		r.Every %= 2
		r.Month = time.Month(1 + (rng.IntN(4)+10)%12)
		if rng.IntN(2) == 0 {
			r.Day = 1 + rng.IntN(31)
			break
		}
		r.Kind, r.Weekday = DayKind(rng.IntN(4)), time.Weekday(rng.IntN(7))
		if r.Position = rng.IntN(6); r.Position == 0 {
			r.Position = Last
		}
	}
	return r
}

func randomDefinition(rng *rand.Rand, derived bool) Definition {
	def := Definition{ID: fmt.Sprint("random", rng.IntN(1000)), Week: randomWeek(rng, 9)}
	if derived {
		def.Week = randomWeek(rng, 3)
	}
	for range rng.IntN(4) {
		from := randomDay(rng)
		w := WorkWeek{From: from, To: from.AddDays(rng.IntN(40)), Week: randomWeek(rng, 6)}
		if rng.IntN(5) == 0 {
			w.From = Date{}
		}
		if rng.IntN(5) == 0 {
			w.To = Date{}
		}
		def.WorkWeeks = append(def.WorkWeeks, w)
	}
	for range rng.IntN(8) {
		e := Exception{From: randomDay(rng)}
		if rng.IntN(3) > 0 {
			e.To = e.From.AddDays(rng.IntN(12))
		}
		if n := len(def.WorkWeeks); n > 0 && rng.IntN(3) == 0 && !def.WorkWeeks[n-1].To.IsZero() { // ends where a work week ends
			e.To = def.WorkWeeks[n-1].To
			e.From = e.To.AddDays(-rng.IntN(9))
		}
		if rng.IntN(2) > 0 {
			e.Ranges = randomRanges(rng)
		}
		if rng.IntN(3) == 0 {
			e.Repeat = randomRepeat(rng)
			e.To = e.From.AddDays(rng.IntN(120))
		}
		def.Exceptions = append(def.Exceptions, e)
	}
	return def
}

// randomCalendar returns a calendar with its oracle: plain, derived up to three
// times, or an intersection. It returns nil where the dice give no work.
func randomCalendar(rng *rand.Rand, depth int) (*Calendar, *oracle) {
	if depth > 0 && rng.IntN(4) == 0 {
		a, oa := randomCalendar(rng, depth-1)
		b, ob := randomCalendar(rng, depth-1)
		if a == nil || b == nil {
			return nil, nil
		}
		c, err := Intersect(a, b)
		if err != nil {
			return nil, nil
		}
		return c, &oracle{both: [2]*oracle{oa, ob}}
	}
	def := randomDefinition(rng, false)
	c, err := Compile(def, nil)
	o := &oracle{def: &def}
	for range rng.IntN(4) {
		if err != nil {
			return nil, nil
		}
		next := randomDefinition(rng, true)
		c, err = Compile(next, c)
		o = &oracle{def: &next, base: o}
	}
	if err != nil {
		return nil, nil
	}
	return c, o
}

// workless reports whether the calendar hardly works in the window, so that a
// walk of the oracle would take long.
func (o *oracle) workless() bool {
	begin := timeOf(windowStart)
	return o.between(begin, begin.AddDate(0, 0, 30)) < 20*Hour ||
		o.between(begin.AddDate(0, 0, windowDays), begin.AddDate(0, 0, windowDays+30)) < 20*Hour
}

// randomMoment returns a moment of the window, on a quarter hour half of the
// time.
func randomMoment(rng *rand.Rand) DateTime {
	t := randomDay(rng).At(Work(rng.IntN(96)) * quarter)
	if rng.IntN(2) == 0 {
		t = t.AddSeconds(int64(rng.IntN(quarter)))
	}
	return t
}

// quartersOf turns ranges of a date into quarter hours, to compare.
func quartersOf(ranges []Range) (quarters [96]bool) {
	for _, r := range ranges {
		for i := r.Start / quarter; i < r.Finish/quarter; i++ {
			quarters[i] = true
		}
	}
	return quarters
}

// inOrder reports whether ranges are in order, apart and within the day.
func inOrder(ranges []Range) bool {
	return slices.IsSortedFunc(ranges, func(a, b Range) int {
		if a.Finish < b.Start {
			return -1
		}
		return 1
	}) && !slices.ContainsFunc(ranges, func(r Range) bool { return r.Start < 0 || r.Start >= r.Finish || r.Finish > 24*Hour })
}
