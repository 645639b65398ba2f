package calendar

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"
	_ "time/tzdata"
)

// Zones with every habit of clock changes: whole and half hours, at midnight,
// two hours, backwards in winter, a whole day skipped, rules that ended, and
// rules that go on for ever in either hemisphere.
func zones() []string {
	return []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Casablanca",
		"Europe/Dublin", "Antarctica/Troll", "Asia/Tehran", "America/St_Johns", "Pacific/Apia", "Asia/Shanghai", "Australia/Sydney"}
}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// changes finds all clock changes between two years by looking at every minute
// of the days whose ends have different offsets.
func changes(loc *time.Location, from, to int) (found []time.Time) {
	offset := func(t time.Time) int { _, o := t.In(loc).Zone(); return o }
	for t := time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC); t.Year() < to; t = t.Add(24 * time.Hour) {
		if offset(t) == offset(t.Add(24*time.Hour)) {
			continue
		}
		for m := t; m.Before(t.Add(24 * time.Hour)); m = m.Add(time.Minute) {
			if offset(m) != offset(m.Add(time.Minute)) {
				found = append(found, m.Add(time.Minute))
			}
		}
	}
	return found
}

// stepTo returns the steps in which to go through the time around a change: a
// quarter of an hour, a minute where the change is not on one.
func stepTo(change time.Time) time.Duration {
	if change.Unix()%900 == 0 {
		return 15 * time.Minute
	}
	return time.Minute
}

// shifts works day and night in pieces that clock changes cut in many ways.
func shifts(t testing.TB) *Calendar {
	def := Definition{ID: "shifts"}
	for day := range def.Week {
		def.Week[day] = Working(Hours(8, 12), Hours(13, 17), Hours(22, 26))
		if day%2 == 0 {
			def.Week[day] = Working(Range{30 * Minute, 90 * Minute}, Range{2 * Hour, 2*Hour + 45*Minute}, Hours(9, 15), Hours(23, 27))
		}
	}
	return must(t, def, nil)
}

// worksAt is the rule itself: an instant works when the clocks show working
// time.
func worksAt(c *Calendar, t time.Time) bool { return c.Works(DateTimeOf(t)) }

// Every clock change of all zones from 1985 to 2045: the minutes around it,
// counted one by one.
func TestEveryClockChange(t *testing.T) {
	c := shifts(t)
	total := 0
	for _, name := range zones() {
		loc := zone(t, name)
		z := c.In(loc)
		for _, change := range changes(loc, 1985, 2045) {
			total++
			start := change.Add(-30 * time.Hour)
			var worked Work
			for at := start; at.Before(change.Add(30 * time.Hour)); at = at.Add(stepTo(change)) {
				if got := z.Between(start, at); got != worked {
					t.Fatalf("%s %s: Between(%s, %s) = %s, counted %s", name, change, start.In(loc), at.In(loc), got, worked)
				}
				if got := z.Works(at); got != worksAt(c, at.In(loc)) {
					t.Fatalf("%s %s: Works(%s) = %v", name, change, at.In(loc), got)
				}
				if worksAt(c, at.In(loc)) {
					worked += Work(stepTo(change) / time.Second)
				}
			}
			checkSums(t, z, c, start, worked)
		}
	}
	if total < 800 {
		t.Errorf("only %d clock changes", total)
	}
}

// checkSums walks from start in quarter hours of work and looks at both ends.
func checkSums(t *testing.T, z Zoned, c *Calendar, start time.Time, all Work) {
	t.Helper()
	for w := 15 * Minute; w <= all; w += 15 * Minute {
		finish, err := z.Add(start, w)
		if err != nil || z.Between(start, finish) != w || !worksAt(c, finish.Add(-time.Second)) {
			t.Fatalf("%s + %s = %s, %v", start.In(z.Location()), w, finish, err)
		}
		back, err := z.Add(finish, -w)
		if err != nil || z.Between(back, finish) != w || !worksAt(c, back) {
			t.Fatalf("%s - %s = %s, %v", finish, w, back, err)
		}
		next, err := z.Next(finish)
		if err != nil || !worksAt(c, next) || z.Between(finish, next) != 0 || next.Before(finish) {
			t.Fatalf("Next(%s) = %s, %v", finish, next, err)
		}
		if previous, err := z.Previous(next); err != nil || !previous.Equal(finish) {
			t.Fatalf("Previous(%s) = %s, %v, want %s", next, previous, err, finish)
		}
	}
}

// A night shift of 22:00 to 06:00 has seven hours when the clocks go forward
// and nine when they go back; a day shift keeps its hours.
func TestNightShiftOverClockChange(t *testing.T) {
	def := Definition{}
	for day := range def.Week {
		def.Week[day] = Working(Hours(22, 30))
	}
	night := must(t, def, nil)
	day := must(t, Standard(), nil)
	for _, tc := range []struct {
		zone, evening string
		hours         Work
	}{
		{"Europe/Berlin", "2026-03-28", 7}, {"Europe/Berlin", "2026-10-24", 9}, {"Europe/Berlin", "2026-03-27", 8},
		{"America/New_York", "2026-03-07", 7}, {"America/New_York", "2026-10-31", 9},
		{"Australia/Sydney", "2026-04-04", 9}, {"Australia/Sydney", "2026-10-03", 7},
		{"Asia/Shanghai", "2026-03-28", 8}, {"Asia/Shanghai", "1991-04-13", 7}, {"Asia/Shanghai", "1991-09-14", 9},
		{"Antarctica/Troll", "2026-03-28", 6}, {"Antarctica/Troll", "2026-10-24", 10},
	} {
		loc := zone(t, tc.zone)
		evening := date(t, tc.evening)
		start, morning := evening.At(22*Hour).In(loc), evening.At(30*Hour).In(loc)
		z := night.In(loc)
		if got := z.Between(start, morning); got != tc.hours*Hour {
			t.Errorf("%s %s: night of %s, want %dh", tc.zone, tc.evening, got, tc.hours)
		}
		if got, err := z.Add(start, tc.hours*Hour); err != nil || !got.Equal(morning) || got.Location() != loc {
			t.Errorf("%s %s: the night ends %s, %v", tc.zone, tc.evening, got, err)
		}
		if got := day.In(loc).Between(evening.AddDays(-7).At(0).In(loc), evening.AddDays(7).At(0).In(loc)); got != 80*Hour {
			t.Errorf("%s: two weeks have %s", tc.zone, got)
		}
	}
}

// Samoa skipped 30 December 2011, a Friday: its working hours never were.
func TestSkippedDay(t *testing.T) {
	loc := zone(t, "Pacific/Apia")
	z := must(t, Standard(), nil).In(loc)
	got, err := z.Add(date(t, "2011-12-29").At(8*Hour).In(loc), 9*Hour)
	if want := date(t, "2012-01-02").At(9 * Hour).In(loc); err != nil || !got.Equal(want) {
		t.Errorf("%s, %v, want %s", got, err, want)
	}
	if got := date(t, "2011-12-30").At(10 * Hour).In(loc); DateTimeOf(got) != date(t, "2011-12-31").At(10*Hour) {
		t.Errorf("a moment of the skipped day is %s", got)
	}
}

// In a zone without changes a Zoned is the calendar itself.
func TestZonedWithoutChanges(t *testing.T) {
	const seed = 53
	rng := rand.New(rand.NewPCG(seed, 1))
	for _, loc := range []*time.Location{time.UTC, nil, time.FixedZone("", 5*3600+1800), time.FixedZone("", -11*3600-7)} {
		for range 60 {
			c, _ := randomCalendar(rng, 1)
			if c == nil {
				continue
			}
			z := c.In(loc)
			for range 30 {
				a, b, w := randomMoment(rng), randomMoment(rng), Work(rng.IntN(1e7)-5e6)
				if z.Between(a.In(loc), b.In(loc)) != c.Between(a, b) || z.Works(a.In(loc)) != c.Works(a) {
					t.Fatalf("seed %d: %s to %s", seed, a, b)
				}
				want, errC := c.Add(a, w)
				got, errZ := z.Add(a.In(loc), w)
				if (errC == nil) != (errZ == nil) || errC == nil && DateTimeOf(got) != want {
					t.Fatalf("seed %d: %s + %s = %s, %v, want %s, %v", seed, a, w, got, errZ, want, errC)
				}
			}
		}
	}
}

// Laws far from today, where clock changes are looked up one by one, and over
// long spans.
func TestZonedFarAway(t *testing.T) {
	c := shifts(t)
	for _, name := range []string{"Europe/Berlin", "Australia/Sydney", "America/Sao_Paulo"} {
		z := c.In(zone(t, name))
		rng := rand.New(rand.NewPCG(59, 1))
		for range 60 {
			a := time.Date(1850+rng.IntN(700), 1, 1+rng.IntN(365), rng.IntN(24), rng.IntN(60), rng.IntN(60), 0, time.UTC)
			w := Work(rng.Int64N(int64(4e9)) - 2e9)
			b, err := z.Add(a, w)
			if err != nil || z.Between(a, b) != w {
				t.Fatalf("%s: %s + %s = %s, %v; back %s", name, a, w, b, err, z.Between(a, b))
			}
		}
		// By the rule of a skipped or repeated hour, the work of a year is that
		// of its dates, less what is skipped, plus what is repeated.
		year := z.Between(time.Date(2300, 1, 1, 0, 0, 0, 0, z.Location()), time.Date(2301, 1, 1, 0, 0, 0, 0, z.Location()))
		var counted Work
		for at := time.Date(2300, 1, 1, 0, 0, 0, 0, z.Location()); at.Before(time.Date(2301, 1, 1, 0, 0, 0, 0, z.Location())); at = at.Add(15 * time.Minute) {
			if worksAt(c, at) {
				counted += 15 * Minute
			}
		}
		if year != counted {
			t.Errorf("%s: 2300 has %s, counted %s", name, year, counted)
		}
	}
}

func TestZonedEnds(t *testing.T) {
	loc := zone(t, "Europe/Berlin")
	z := must(t, Standard(), nil).In(loc)
	first, last := DateOf(1, 1, 1).At(8*Hour).In(loc), DateOf(9999, 12, 31).At(17*Hour).In(loc)
	if got, err := z.Next(DateOf(1, 1, 1).At(0).In(loc)); err != nil || !got.Equal(first) {
		t.Errorf("first work %s, %v", got, err)
	}
	if got, err := z.Add(last, -8*Hour); err != nil || DateTimeOf(got) != DateOf(9999, 12, 31).At(8*Hour) {
		t.Errorf("last day begins %s, %v", got, err)
	}
	if got, err := z.Add(first, z.Between(first, last)); err != nil || !got.Equal(last) {
		t.Errorf("all work ends %s, %v", got, err)
	}
	for name, call := range map[string]func() (time.Time, error){
		"before":    func() (time.Time, error) { return z.Next(DateOf(1, 1, 1).At(0).In(loc).Add(-time.Hour)) },
		"after":     func() (time.Time, error) { return z.Previous(last.Add(24 * time.Hour)) },
		"too much":  func() (time.Time, error) { return z.Add(last, Second) },
		"enormous":  func() (time.Time, error) { return z.Add(first, 1<<63-1) },
		"back":      func() (time.Time, error) { return z.Add(first, -1<<63) },
		"far away":  func() (time.Time, error) { return z.Add(time.Unix(1<<62, 0), Hour) },
		"far back":  func() (time.Time, error) { return z.Next(time.Unix(-1<<62, 0)) },
		"zero":      func() (time.Time, error) { return Zoned{}.Add(last, Hour) },
		"zero next": func() (time.Time, error) { return Zoned{}.Next(last) },
		"no work":   func() (time.Time, error) { return new(Calendar).In(loc).Next(last) },
	} {
		if got, err := call(); !errors.Is(err, ErrRange) || !got.IsZero() {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
	if got, err := z.Add(first, 0); err != nil || !got.Equal(first) || got.Location() != loc {
		t.Errorf("nothing added: %s, %v", got, err)
	}
	if (Zoned{}).Location() != time.UTC || (Zoned{}).Worked(last) != 0 || (Zoned{}).Works(last) {
		t.Error("the zero Zoned works")
	}
	for _, name := range zones() { // the first seconds of year 1 on the clock, east and west of Greenwich
		start := DateOf(1, 1, 1).At(0).In(zone(t, name))
		always := AlwaysOn().In(zone(t, name))
		if got, err := always.Next(start); err != nil || !got.Equal(start) || always.Worked(start) < 0 {
			t.Errorf("%s: the first second is %s, %v", name, got, err)
		}
		if got, err := always.Add(start, 1); err != nil || !got.Equal(start.Add(time.Second)) {
			t.Errorf("%s: the first second ends %s, %v", name, got, err)
		}
		end := DateOf(9999, 12, 31).At(24*Hour - 1).In(zone(t, name))
		if got, err := always.Add(start, always.Between(start, end)); err != nil || !got.Equal(end) {
			t.Errorf("%s: the last second begins %s, %v", name, got, err)
		}
	}
	half := time.Date(2026, 3, 6, 8, 0, 0, 999, loc)
	if got, err := z.Add(half, Hour); err != nil || got != time.Date(2026, 3, 6, 9, 0, 0, 0, loc) {
		t.Errorf("fractions: %s, %v", got, err)
	}
}

// DateTime.In against a search through all instants of two days: the first
// instant at which the clocks show the moment, and with a skipped moment the
// instant that a clock not yet changed would show.
func TestDateTimeIn(t *testing.T) {
	for _, name := range zones() {
		loc := zone(t, name)
		for i, change := range changes(loc, 1990, 2042) {
			if i%4 != 0 && name != "Pacific/Apia" {
				continue
			}
			_, before := change.Add(-time.Second).In(loc).Zone()
			for m := DateTimeOf(change.In(loc)) - 2*3600; m < DateTimeOf(change.In(loc))+3*3600; m += 900 {
				want := time.Unix(int64(m)-unixEpoch-int64(before), 0)
				for at := change.Add(-28 * time.Hour); at.Before(change.Add(28 * time.Hour)); at = at.Add(stepTo(change)) {
					if DateTimeOf(at.In(loc)) == m {
						want = at
						break
					}
				}
				if got := m.In(loc); !got.Equal(want) || got.Location() != loc {
					t.Fatalf("%s: %s is %s, want %s", name, m, got, want.In(loc))
				}
			}
		}
	}
	if got := moment(t, "2026-03-06T08:00").In(nil); got != time.Date(2026, 3, 6, 8, 0, 0, 0, time.UTC) {
		t.Errorf("in no zone: %s", got)
	}
	if !DateTime(0).In(time.UTC).IsZero() || !DateTimeOf(time.Unix(1<<62, 0)).IsZero() || !DateTimeOf(time.Time{}.Add(-time.Hour)).IsZero() {
		t.Error("moments that are none")
	}
	if got := DateTimeOf(time.Time{}); got != DateOf(1, 1, 1).At(0) {
		t.Errorf("the zero time is %s", got)
	}
}

// The last day of a leap year past the listed changes of a zone, where
// time.Time.ZoneBounds does not move on.
func TestEndOfLeapYear(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "America/New_York", "Australia/Sydney"} {
		loc := zone(t, name)
		for _, year := range []int{2040, 2044, 2400} {
			m := DateOf(year, 12, 31).At(13 * Hour)
			if got := m.In(loc); DateTimeOf(got) != m {
				t.Errorf("%s: %s is %s", name, m, got)
			}
		}
		if from, ok := nextChange(time.Date(2040, 12, 31, 12, 0, 0, 0, time.UTC).Unix(), loc); !ok || time.Unix(from, 0).UTC().Year() != 2041 {
			t.Errorf("%s: next change %s, %v", name, time.Unix(from, 0).UTC(), ok)
		}
	}
}
