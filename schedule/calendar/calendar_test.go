package calendar

import (
	"errors"
	"math/rand/v2"
	"testing"
)

// must compiles a definition that has no faults.
func must(t testing.TB, def Definition, base *Calendar) *Calendar {
	t.Helper()
	c, err := Compile(def, base)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// moment reads a moment.
func moment(t testing.TB, s string) DateTime {
	t.Helper()
	m, err := ParseDateTime(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// date reads a date.
func date(t testing.TB, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Random calendars against the oracle: every operation, many moments.
func TestAgainstOracle(t *testing.T) {
	const seed, calendars = 20260101, 160
	rng := rand.New(rand.NewPCG(seed, 1))
	tried := 0
	for n := range calendars {
		c, o := randomCalendar(rng, 2)
		if c == nil || o.workless() {
			continue
		}
		tried++
		for range 30 {
			checkMoment(t, c, o, randomMoment(rng), randomMoment(rng), Work(rng.IntN(60*3600)+1))
		}
		for i := range windowDays {
			d := windowStart.AddDays(i)
			if got := c.Ranges(d); quartersOf(got) != o.day(timeOf(d)) || !inOrder(got) {
				t.Errorf("Ranges(%s) = %v", d, got)
			}
		}
		if t.Failed() {
			t.Fatalf("seed %d, calendar %d: %+v", seed, n, o)
		}
	}
	if tried < calendars/3 {
		t.Errorf("only %d of %d calendars were of use", tried, calendars)
	}
}

func checkMoment(t *testing.T, c *Calendar, o *oracle, a, b DateTime, w Work) {
	t.Helper()
	if got, want := c.Between(a, b), o.between(at(a), at(b)); got != want {
		t.Errorf("Between(%s, %s) = %s, want %s", a, b, got, want)
	}
	if got, want := c.Works(a), o.works(at(a)); got != want {
		t.Errorf("Works(%s) = %v", a, got)
	}
	for _, w := range []Work{w, -w, quarter, -quarter} {
		got, err := c.Add(a, w)
		if want := o.add(at(a), w); err != nil || !at(got).Equal(want) {
			t.Errorf("Add(%s, %s) = %s, %v, want %s", a, w, got, err, want)
		}
	}
	next, err := c.Next(a)
	want := at(a)
	for !o.works(want) {
		want = want.Truncate(quarter * 1e9).Add(quarter * 1e9)
	}
	if err != nil || !at(next).Equal(want) {
		t.Errorf("Next(%s) = %s, %v, want %s", a, next, err, want)
	}
	previous, err := c.Previous(a)
	for want = at(a); !o.works(want.Add(-1e9)); {
		want = want.Add(-1e9).Truncate(quarter * 1e9)
	}
	if err != nil || !at(previous).Equal(want) {
		t.Errorf("Previous(%s) = %s, %v, want %s", a, previous, err, want)
	}
}

// Laws that hold on every calendar.
func TestLaws(t *testing.T) {
	const seed = 7
	rng := rand.New(rand.NewPCG(seed, 2))
	for range 300 {
		c, _ := randomCalendar(rng, 2)
		if c == nil {
			continue
		}
		for range 50 {
			a, b, m := randomMoment(rng), randomMoment(rng), randomMoment(rng)
			if c.Between(a, b)+c.Between(b, m) != c.Between(a, m) || c.Between(a, b) != -c.Between(b, a) {
				t.Fatalf("seed %d: Between is not additive at %s %s %s", seed, a, b, m)
			}
			if c.Between(a, b) != c.Worked(b)-c.Worked(a) || a <= b && c.Worked(a) > c.Worked(b) {
				t.Fatalf("seed %d: Worked at %s %s", seed, a, b)
			}
			for _, w := range []Work{1, Work(rng.IntN(1e6)), -1, -Work(rng.IntN(1e6))} {
				to, err := c.Add(a, w)
				if err == nil && c.Between(a, to) != w {
					t.Fatalf("seed %d: Add(%s, %s) = %s, but Between is %s", seed, a, w, to, c.Between(a, to))
				}
			}
			checkInverse(t, c, c.Worked(a))
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// checkInverse: StartAt and FinishAt are the two inverses of Worked.
func checkInverse(t *testing.T, c *Calendar, w Work) {
	t.Helper()
	start, err := c.StartAt(w)
	if err != nil {
		if !errors.Is(err, ErrRange) {
			t.Errorf("StartAt(%d): %v", w, err)
		}
		return
	}
	if c.Worked(start) != w || !c.Works(start) {
		t.Errorf("StartAt(%d) = %s, Worked there %d, Works %v", w, start, c.Worked(start), c.Works(start))
	}
	if w == 0 {
		return
	}
	finish, err := c.FinishAt(w)
	if err != nil || c.Worked(finish) != w || !c.Works(finish-1) || finish > start {
		t.Errorf("FinishAt(%d) = %s, %v, Worked there %d, start %s", w, finish, err, c.Worked(finish), start)
	}
}

// On a calendar that is only a week, everything shifts by whole weeks.
func TestShiftByWeeks(t *testing.T) {
	const seed = 11
	rng := rand.New(rand.NewPCG(seed, 3))
	for range 200 {
		c, err := Compile(Definition{Week: randomWeek(rng, 9)}, nil)
		if err != nil {
			continue
		}
		a, w := randomMoment(rng), Work(rng.IntN(1e7)-5e6)
		shift := int64(rng.IntN(200000)) * 7 * 86400
		x, errX := c.Add(a, w)
		y, errY := c.Add(a.AddSeconds(shift), w)
		if errX != nil || errY != nil || y != x.AddSeconds(shift) {
			t.Fatalf("seed %d: %s + %s = %s, later %s (%v, %v)", seed, a, w, x, y, errX, errY)
		}
	}
}

// Moving the start of a task over a weekend keeps its working duration.
func TestMoveOverWeekend(t *testing.T) {
	c := must(t, Standard(), nil)
	for day := range 14 {
		for _, w := range []Work{8 * Hour, 3 * Hour, 40 * Hour, 41 * Hour, 30 * Minute} {
			start, err := c.Next(date(t, "2026-03-02").AddDays(day).At(8 * Hour))
			if err != nil {
				t.Fatal(err)
			}
			finish, err := c.Add(start, w)
			if err != nil || c.Between(start, finish) != w {
				t.Errorf("%s + %s = %s, %v", start, w, finish, err)
			}
		}
	}
}

// A task of one day is 08:00 to 17:00 of that day. Reading the two ends back
// and forth never gains or loses a day.
func TestOneDayRoundTrip(t *testing.T) {
	c := must(t, Standard(), nil)
	start, finish := moment(t, "2026-03-06T08:00"), moment(t, "2026-03-06T17:00")
	for range 1000 {
		f, err := c.Add(start, 8*Hour)
		if err != nil || f != finish {
			t.Fatalf("finish %s, %v", f, err)
		}
		s, err := c.Add(f, -8*Hour)
		if err != nil || s != start {
			t.Fatalf("start %s, %v", s, err)
		}
		start, finish = s, f
	}
	// The finish, read as a start, is Monday; the start, read as a finish, is
	// Thursday; reading again changes nothing.
	monday, thursday := moment(t, "2026-03-09T08:00"), moment(t, "2026-03-05T17:00")
	for range 3 {
		next, err := c.Next(finish)
		if err != nil || next != monday {
			t.Fatalf("Next(%s) = %s, %v", finish, next, err)
		}
		finish = next
		previous, err := c.Previous(start)
		if err != nil || previous != thursday {
			t.Fatalf("Previous(%s) = %s, %v", start, previous, err)
		}
		start = previous
	}
}

// Cases worked by hand on the standard calendar.
func TestStandardByHand(t *testing.T) {
	c := must(t, Standard(), nil)
	for _, tc := range []struct {
		from string
		w    Work
		to   string
	}{
		{"2026-03-06T08:00", 8 * Hour, "2026-03-06T17:00:00"},
		{"2026-03-06T08:00", 8*Hour + Second, "2026-03-09T08:00:01"},
		{"2026-03-06T08:00", 4 * Hour, "2026-03-06T12:00:00"},
		{"2026-03-06T12:00", Hour, "2026-03-06T14:00:00"},
		{"2026-03-06T12:30", Hour, "2026-03-06T14:00:00"},
		{"2026-03-07T10:00", Hour, "2026-03-09T09:00:00"},
		{"2026-03-06T17:00", 40 * Hour, "2026-03-13T17:00:00"},
		{"2026-03-09T08:00", -Hour, "2026-03-06T16:00:00"},
		{"2026-03-09T08:00", -8 * Hour, "2026-03-06T08:00:00"},
		{"2026-03-09T12:00", -4 * Hour, "2026-03-09T08:00:00"},
		{"2026-03-07T10:00", 0, "2026-03-07T10:00:00"},
		{"2026-01-01T08:00", 261 * 8 * Hour, "2026-12-31T17:00:00"}, // 2026 has 261 days from Monday to Friday
	} {
		got, err := c.Add(moment(t, tc.from), tc.w)
		if err != nil || got.String() != tc.to {
			t.Errorf("%s + %s = %s, %v, want %s", tc.from, tc.w, got, err, tc.to)
		}
	}
}

// A night shift belongs to the day it begins on: an exception on that day
// takes away all of it, and one on the next day nothing.
func TestNightShift(t *testing.T) {
	def := Definition{Exceptions: []Exception{{From: DateOf(2026, 3, 4)}}}
	for day := 1; day <= 5; day++ {
		def.Week[day] = Working(Hours(22, 30))
	}
	c := must(t, def, nil)
	for d, want := range map[string]string{
		"2026-03-02": "[22:00-24:00]",             // Monday, nothing from Sunday
		"2026-03-03": "[00:00-06:00 22:00-24:00]", // Tuesday
		"2026-03-04": "[00:00-06:00]",             // the exception keeps Tuesday's shift
		"2026-03-05": "[22:00-24:00]",             // nothing came over
		"2026-03-07": "[00:00-06:00]",             // Saturday morning belongs to Friday
		"2026-03-08": "[]",
	} {
		if got := rangesText(c.Ranges(date(t, d))); got != want {
			t.Errorf("%s: %s, want %s", d, got, want)
		}
	}
	if got, err := c.Add(moment(t, "2026-03-02T22:00"), 8*Hour); err != nil || got.String() != "2026-03-03T06:00:00" {
		t.Errorf("one shift ends %s, %v", got, err)
	}
	if got, err := c.Add(moment(t, "2026-03-03T22:00"), 9*Hour); err != nil || got.String() != "2026-03-05T23:00:00" {
		t.Errorf("nine hours end %s, %v", got, err)
	}
}

func rangesText(ranges []Range) string {
	text := "["
	for i, r := range ranges {
		if i > 0 {
			text += " "
		}
		text += r.String()
	}
	return text + "]"
}

// Ends of the calendar: years 1 and 9999, and work that ends.
func TestEnds(t *testing.T) {
	c := must(t, Standard(), nil)
	first, last := DateOf(1, 1, 1), DateOf(9999, 12, 31) // a Monday and a Friday
	if got, err := c.Add(first.At(0), Second); err != nil || got != first.At(8*Hour+1) {
		t.Errorf("first second ends %s, %v", got, err)
	}
	if got, err := c.Next(first.At(0)); err != nil || got != first.At(8*Hour) {
		t.Errorf("first work %s, %v", got, err)
	}
	if got, err := c.Add(last.At(17*Hour), -8*Hour); err != nil || got != last.At(8*Hour) {
		t.Errorf("last day begins %s, %v", got, err)
	}
	span := c.Between(first.At(0), last.At(23*Hour))
	// 3,652,059 days are 521,722 weeks and 5 days, Monday to Friday.
	if want := Work(521722*5+5) * 8 * Hour; span != want {
		t.Errorf("all work %s, want %s", span, want)
	}
	if got, err := c.Add(first.At(0), span); err != nil || got != last.At(17*Hour) {
		t.Errorf("all work ends %s, %v", got, err)
	}
	for name, call := range map[string]func() (DateTime, error){
		"too much":        func() (DateTime, error) { return c.Add(first.At(0), span+1) },
		"too much back":   func() (DateTime, error) { return c.Add(last.At(17*Hour), -span-1) },
		"enormous":        func() (DateTime, error) { return c.Add(first.At(0), 1<<63-1) },
		"enormous back":   func() (DateTime, error) { return c.Add(last.At(0), -1<<63) },
		"after the last":  func() (DateTime, error) { return c.Next(last.At(17 * Hour)) },
		"before first":    func() (DateTime, error) { return c.Previous(first.At(8 * Hour)) },
		"not set":         func() (DateTime, error) { return c.Add(0, Hour) },
		"not set, zero":   func() (DateTime, error) { return c.Add(0, 0) },
		"not set next":    func() (DateTime, error) { return c.Next(0) },
		"not set before":  func() (DateTime, error) { return c.Previous(0) },
		"beyond":          func() (DateTime, error) { return c.Add(afterLast, -1) },
		"negative":        func() (DateTime, error) { return c.Next(-5) },
		"start negative":  func() (DateTime, error) { return c.StartAt(-1) },
		"start past all":  func() (DateTime, error) { return c.StartAt(span) },
		"finish of none":  func() (DateTime, error) { return c.FinishAt(0) },
		"finish past all": func() (DateTime, error) { return c.FinishAt(span + 1) },
		"zero calendar":   func() (DateTime, error) { return new(Calendar).Add(last.At(0), 1) },
	} {
		if got, err := call(); !errors.Is(err, ErrRange) || got != 0 {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
	if c.Worked(0) != 0 || c.Worked(afterLast+5) != span || c.Works(0) || c.Works(afterLast) || c.Ranges(Date{}) != nil {
		t.Error("outside the years there is work")
	}
	var zero Calendar
	if zero.Worked(last.At(0)) != 0 || zero.Works(last.At(0)) || zero.Ranges(last) != nil {
		t.Error("the zero calendar works")
	}
}

// A calendar whose work ends, and one that works on one day only.
func TestWorkThatEnds(t *testing.T) {
	c := must(t, Definition{Exceptions: []Exception{{From: DateOf(2026, 5, 4), To: DateOf(2026, 5, 5), Ranges: []Range{Hours(9, 10)}}}}, nil)
	start := moment(t, "2026-01-01T00:00")
	if got, err := c.Add(start, 2*Hour); err != nil || got.String() != "2026-05-05T10:00:00" {
		t.Errorf("%s, %v", got, err)
	}
	if got, err := c.Add(start, 2*Hour+1); !errors.Is(err, ErrRange) {
		t.Errorf("%s, %v", got, err)
	}
	if got, err := c.Next(moment(t, "2026-05-05T10:00")); !errors.Is(err, ErrRange) {
		t.Errorf("%s, %v", got, err)
	}
	if got := c.Between(DateOf(1, 1, 1).At(0), DateOf(9999, 12, 31).At(0)); got != 2*Hour {
		t.Errorf("all work %s", got)
	}
}

// 24 hours a day: working time is elapsed time, exactly, however far.
func TestAlwaysOn(t *testing.T) {
	c := AlwaysOn()
	rng := rand.New(rand.NewPCG(5, 5))
	for range 2000 {
		a := DateTime(rng.Int64N(int64(afterLast-firstMoment))) + firstMoment
		b := DateTime(rng.Int64N(int64(afterLast-firstMoment))) + firstMoment
		if got := c.Between(a, b); got != Work(b-a) {
			t.Fatalf("Between(%s, %s) = %s", a, b, got)
		}
		if got, err := c.Add(a, Work(b-a)); err != nil || got != b {
			t.Fatalf("Add(%s, %d) = %s, %v", a, b-a, got, err)
		}
	}
	if _, err := c.FinishAt(Work(afterLast - firstMoment)); !errors.Is(err, ErrRange) {
		t.Error("the end of year 9999 is a moment of year 10000:", err)
	}
}

// The operations allocate nothing.
func TestNoAllocation(t *testing.T) {
	c := must(t, Standard(), nil)
	a := moment(t, "2026-03-06T08:00")
	if n := testing.AllocsPerRun(100, func() {
		b, _ := c.Add(a, 100*Hour)
		_ = c.Between(a, b)
		_, _ = c.Next(b)
		_, _ = c.Previous(b)
		_ = c.Works(b)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
