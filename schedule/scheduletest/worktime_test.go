package scheduletest

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// moments of March 2025; the 3rd is a Monday.
func march(day, hour, minute int) calendar.DateTime {
	return calendar.DateOf(2025, time.March, day).At(calendar.Work(hour*3600 + minute*60))
}

func worktimeFor(defs ...calendar.Definition) *worktime {
	return &worktime{chain: defs, known: map[calendar.Date][]period{}}
}

func TestWorktimeByHand(t *testing.T) {
	standard, night := worktimeFor(calendar.Standard()), worktimeFor(nightShift())
	const hour = calendar.Hour
	for _, c := range []struct {
		name      string
		got, want calendar.DateTime
	}{
		{"next inside work", standard.next(march(3, 9, 0)), march(3, 9, 0)},
		{"next at noon", standard.next(march(3, 12, 0)), march(3, 13, 0)},
		{"next on Friday evening", standard.next(march(7, 17, 0)), march(10, 8, 0)},
		{"previous at 08:00 on Monday", standard.previous(march(10, 8, 0)), march(7, 17, 0)},
		{"previous at 13:00", standard.previous(march(3, 13, 0)), march(3, 12, 0)},
		{"previous at 17:00", standard.previous(march(3, 17, 0)), march(3, 17, 0)},
		{"a day ahead ends in the evening", standard.ahead(march(3, 8, 0), 8*hour), march(3, 17, 0)},
		{"a second more is the next morning", standard.ahead(march(3, 8, 0), 8*hour+1), march(4, 8, 0) + 1},
		{"nothing ahead on a Sunday", standard.ahead(march(9, 3, 0), 0), march(9, 3, 0)},
		{"ahead from a Sunday", standard.ahead(march(9, 3, 0), 5*hour), march(10, 14, 0)},
		{"a day back begins in the morning", standard.back(march(7, 17, 0), 8*hour), march(7, 8, 0)},
		{"back over a weekend", standard.back(march(10, 9, 0), 2*hour), march(7, 16, 0)},
		{"a shift past midnight", night.ahead(march(3, 22, 0), 4*hour), march(4, 2, 0)},
		{"the same a second more", night.ahead(march(3, 22, 0), 4*hour+1), march(4, 3, 0) + 1},
		{"back into the night before", night.back(march(4, 3, 0), 3*hour), march(3, 23, 0)},
		{"next at 02:00", night.next(march(4, 2, 0)), march(4, 3, 0)},
		{"the week of nights ends on Saturday", night.ahead(march(7, 22, 0), 9*hour), march(10, 23, 0)},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, want %s", c.name, moment(c.got), moment(c.want))
		}
	}
}

func TestWorktimeOfExceptions(t *testing.T) {
	base := calendar.Standard()
	base.Exceptions = []calendar.Exception{{From: calendar.DateOf(2025, 3, 4), To: calendar.DateOf(2025, 3, 5)}}
	var own calendar.Definition
	own.Week[time.Friday] = calendar.Working()
	own.WorkWeeks = []calendar.WorkWeek{{From: calendar.DateOf(2025, 3, 10), To: calendar.DateOf(2025, 3, 16)}}
	own.WorkWeeks[0].Week[time.Saturday] = calendar.Working(calendar.Hours(9, 12))
	own.Exceptions = []calendar.Exception{
		{From: calendar.DateOf(2025, 3, 5), Ranges: []calendar.Range{calendar.Hours(20, 26)}},
		{From: calendar.DateOf(2025, 3, 6), Repeat: calendar.Repeat{Frequency: calendar.Yearly, Month: time.March, Day: 6}},
	}
	p := &schedule.Plan{Calendars: []schedule.Calendar{{ID: "own", Base: "base", Times: own}, {ID: "base", Times: base}}}
	for _, c := range []struct {
		day, hours int
		id         schedule.CalendarID
	}{
		{3, 8, ""}, {4, 8, ""}, {4, 8, "missing"}, // the standard calendar
		{3, 8, "base"}, {4, 0, "base"}, {5, 0, "base"}, {7, 8, "base"},
		{3, 8, "own"}, {4, 0, "own"},
		{5, 4, "own"}, {6, 8 + 2, "own"}, // the shift runs on to 02:00; what repeats is left out
		{7, 0, "own"}, {8, 0, "own"}, {14, 0, "own"}, {15, 3, "own"}, {22, 0, "own"},
	} {
		got := worktimeOf(p, c.id).between(march(c.day, 0, 0), march(c.day+1, 0, 0))
		if got != calendar.Work(c.hours)*calendar.Hour {
			t.Errorf("%q works %v on 2025-03-%02d, want %dh", c.id, got, c.day, c.hours)
		}
	}
}

// TestWorktimeMinuteByMinute holds the walks to a count of minutes.
func TestWorktimeMinuteByMinute(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, def := range []calendar.Definition{calendar.Standard(), roundTheClock(), nightShift(), halfDays(), fourDays()} {
		w := worktimeFor(def)
		for range 200 {
			from := march(1, 0, random.IntN(7*24*60))
			length := calendar.Work(1 + random.IntN(2000))
			end, left := from, length
			for ; left > 0; end += 60 {
				if works(w, end) {
					left--
				}
			}
			if got := w.ahead(from, length*calendar.Minute); got != end {
				t.Fatalf("%v from %s ends %s, counted %s", length*calendar.Minute, moment(from), moment(got), moment(end))
			}
			if got := w.between(from, end); got != length*calendar.Minute {
				t.Fatalf("between %s and %s lie %v, counted %v", moment(from), moment(end), got, length*calendar.Minute)
			}
			if got := w.between(end, from); got != -length*calendar.Minute {
				t.Fatalf("backwards %v", got)
			}
			if got, want := w.back(end, length*calendar.Minute), w.next(from); got != want {
				t.Fatalf("back from %s is %s, want %s", moment(end), moment(got), moment(want))
			}
		}
	}
}

// works reports whether the minute after t is a working one.
func works(w *worktime, t calendar.DateTime) bool { return w.next(t) == t }

func TestWorktimeWithoutWorkEnds(t *testing.T) {
	w := worktimeFor(calendar.Definition{})
	if got := w.ahead(march(3, 8, 0), 1); got != march(3, 8, 0) {
		t.Error(got)
	}
	if got := w.next(march(3, 8, 0)); got != march(3, 8, 0) {
		t.Error(got)
	}
	if got := w.previous(march(3, 8, 0)); got != march(3, 8, 0) {
		t.Error(got)
	}
	if got := w.back(march(3, 8, 0), 1); got != march(3, 8, 0) {
		t.Error(got)
	}
}

func TestPace(t *testing.T) {
	work := pace{worktimeFor(calendar.Standard()), false}
	clock := pace{work.worktime, true}
	const day = 8 * calendar.Hour
	friday := march(7, 17, 0)
	for _, c := range []struct{ got, want calendar.DateTime }{
		{work.ahead(friday, day), march(10, 17, 0)}, {work.ahead(friday, -day), march(7, 8, 0)}, {work.back(friday, -day), march(10, 17, 0)},
		{clock.ahead(friday, day), march(8, 1, 0)}, {clock.ahead(friday, -day), march(7, 9, 0)}, {clock.back(friday, day), march(7, 9, 0)},
	} {
		if c.got != c.want {
			t.Errorf("%s, want %s", moment(c.got), moment(c.want))
		}
	}
	if got := clock.between(friday, march(8, 17, 0)); got != 24*calendar.Hour {
		t.Error(got)
	}
}

func TestPercentRoundsHalvesAway(t *testing.T) {
	for _, c := range []struct {
		of   calendar.Work
		n    int
		want calendar.Work
	}{{7200 * 60, -75, -5400 * 60}, {1, 50, 1}, {1, -50, -1}, {1, 49, 0}, {3, 50, 2}, {3, -50, -2}, {100, 1, 1}, {0, 70, 0}, {10, 150, 15}} {
		if got := percent(c.of, c.n); got != c.want {
			t.Errorf("%d%% of %d is %d, want %d", c.n, c.of, got, c.want)
		}
	}
}
