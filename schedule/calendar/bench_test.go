package calendar

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// benchCalendar returns a calendar with n days off scattered over 1990 to 2059.
func benchCalendar(tb testing.TB, n int) *Calendar {
	rng := rand.New(rand.NewPCG(1, uint64(n)))
	def := Standard()
	start := DateOf(1990, 1, 1)
	for range n {
		e := Exception{From: start.AddDays(rng.IntN(70 * 365))}
		if rng.IntN(4) == 0 {
			e.Ranges = []Range{Hours(9, 12), Hours(13, 15)}
		}
		def.Exceptions = append(def.Exceptions, e)
	}
	return must(tb, def, nil)
}

// benchMoments returns moments of 2020 to 2030, in no order.
func benchMoments() []DateTime {
	rng := rand.New(rand.NewPCG(2, 2))
	start := DateOf(2020, 1, 1).At(0)
	moments := make([]DateTime, 4096)
	for i := range moments {
		moments[i] = start.AddSeconds(rng.Int64N(10 * 365 * 86400))
	}
	return moments
}

var benchSizes = []int{0, 300, 3000, 30000}

func BenchmarkDateToWork(b *testing.B) {
	for _, n := range benchSizes {
		b.Run(fmt.Sprintf("exceptions=%d", n), func(b *testing.B) {
			c, moments := benchCalendar(b, n), benchMoments()
			var sum Work
			for i := 0; b.Loop(); i++ {
				sum += c.Worked(moments[i%4096])
			}
			_ = sum
		})
	}
}

func BenchmarkWorkToDate(b *testing.B) {
	for _, n := range benchSizes {
		b.Run(fmt.Sprintf("exceptions=%d", n), func(b *testing.B) {
			c, moments := benchCalendar(b, n), benchMoments()
			works := make([]Work, len(moments))
			for i, m := range moments {
				works[i] = c.Worked(m) + 1
			}
			for i := 0; b.Loop(); i++ {
				_, _ = c.FinishAt(works[i%4096])
			}
		})
	}
}

func BenchmarkAddWork(b *testing.B) {
	for _, n := range benchSizes {
		b.Run(fmt.Sprintf("exceptions=%d", n), func(b *testing.B) {
			c, moments := benchCalendar(b, n), benchMoments()
			for i := 0; b.Loop(); i++ {
				_, _ = c.Add(moments[i%4096], Work(i%4096)*Hour)
			}
		})
	}
}

// Each sum starts where the one before ended, so nothing overlaps.
func BenchmarkAddWorkDependent(b *testing.B) {
	c := benchCalendar(b, 300)
	t, end := DateOf(2020, 1, 1).At(0), DateOf(2050, 1, 1).At(0)
	for b.Loop() {
		if t, _ = c.Add(t, 13*Hour); t > end {
			t = DateOf(2020, 1, 1).At(0)
		}
	}
}

func BenchmarkBetween(b *testing.B) {
	c, moments := benchCalendar(b, 300), benchMoments()
	for i := 0; b.Loop(); i++ {
		_ = c.Between(moments[i%4096], moments[(i+1)%4096])
	}
}

// The span does not matter: one hour, ten years, nine thousand years.
func BenchmarkAddWorkSpan(b *testing.B) {
	for _, w := range []Work{Hour, 20000 * Hour, 18000000 * Hour} {
		b.Run(w.String(), func(b *testing.B) {
			c := benchCalendar(b, 300)
			start := DateOf(10, 1, 1).At(0)
			for b.Loop() {
				_, _ = c.Add(start, w)
			}
		})
	}
}

// naiveAdd is the usual way: time.Time, day by day, holidays in a map.
func naiveAdd(holidays map[time.Time]bool, t time.Time, w time.Duration) time.Time {
	for w > 0 {
		midnight := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
		if day := t.Weekday(); day != time.Saturday && day != time.Sunday && !holidays[midnight] {
			for _, shift := range [2][2]time.Duration{{8 * time.Hour, 12 * time.Hour}, {13 * time.Hour, 17 * time.Hour}} {
				start, finish := midnight.Add(shift[0]), midnight.Add(shift[1])
				if t.After(start) {
					start = t
				}
				if length := finish.Sub(start); length >= w {
					return start.Add(w)
				} else if length > 0 {
					w -= length
				}
			}
		}
		t = midnight.AddDate(0, 0, 1)
	}
	return t
}

// The same sums as BenchmarkAddWork/exceptions=300, walking through the days.
func BenchmarkAddWorkNaive(b *testing.B) {
	c, moments := benchCalendar(b, 300), benchMoments()
	holidays := map[time.Time]bool{}
	for d := DateOf(2020, 1, 1); d.Before(DateOf(2035, 1, 1)); d = d.AddDays(1) {
		if weekday := d.Weekday(); weekday != time.Saturday && weekday != time.Sunday && len(c.Ranges(d)) == 0 {
			holidays[timeOf(d)] = true
		}
	}
	times := make([]time.Time, len(moments))
	for i, m := range moments {
		times[i] = at(m)
	}
	for i := 0; b.Loop(); i++ {
		_ = naiveAdd(holidays, times[i%4096], time.Duration(i%4096)*time.Hour)
	}
}

func BenchmarkCompile(b *testing.B) {
	for _, n := range benchSizes {
		b.Run(fmt.Sprintf("exceptions=%d", n), func(b *testing.B) {
			def := Standard()
			for i := range n {
				def.Exceptions = append(def.Exceptions, Exception{From: DateOf(1990, 1, 1).AddDays(i * 7 % 25000)})
			}
			b.ReportAllocs()
			for b.Loop() {
				_ = must(b, def, nil)
			}
		})
	}
}

func BenchmarkZonedAdd(b *testing.B) {
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		b.Skip(err)
	}
	z, moments := benchCalendar(b, 300).In(loc), benchMoments()
	times := make([]time.Time, len(moments))
	for i, m := range moments {
		times[i] = m.In(loc)
	}
	for i := 0; b.Loop(); i++ {
		_, _ = z.Add(times[i%4096], Work(i%4096)*Hour)
	}
}

func BenchmarkZone(b *testing.B) {
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		b.Skip(err)
	}
	c := benchCalendar(b, 300)
	b.ReportAllocs()
	for b.Loop() {
		_ = c.In(loc)
	}
}
