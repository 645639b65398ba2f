package calendar

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// datesOf returns the days on which an exception makes an always working
// calendar rest, by the compiled calendar.
func datesOf(t *testing.T, e Exception, from, to Date) []string {
	t.Helper()
	c := must(t, Definition{Exceptions: []Exception{e}}, AlwaysOn())
	var days []string
	for d := from; !d.After(to); d = d.AddDays(1) {
		if len(c.Ranges(d)) == 0 {
			days = append(days, d.String())
		}
	}
	return days
}

// Holidays and rules whose dates anybody can look up.
func TestRepeatsByHand(t *testing.T) {
	year := func(y int) (Date, Date) { return DateOf(y, 1, 1), DateOf(y, 12, 31) }
	for name, tc := range map[string]struct {
		from, to string
		repeat   Repeat
		in       int
		want     []string
	}{
		"Thanksgiving":      {"2020-01-01", "2030-12-31", Repeat{Frequency: Yearly, Month: time.November, Position: 4, Kind: WeekdayKind, Weekday: time.Thursday}, 2024, []string{"2024-11-28"}},
		"Memorial Day":      {"2020-01-01", "2030-12-31", Repeat{Frequency: Yearly, Month: time.May, Position: Last, Kind: WeekdayKind, Weekday: time.Monday}, 2026, []string{"2026-05-25"}},
		"Labor Day":         {"2020-01-01", "2030-12-31", Repeat{Frequency: Yearly, Month: time.September, Position: 1, Kind: WeekdayKind, Weekday: time.Monday}, 2025, []string{"2025-09-01"}},
		"Christmas":         {"2020-01-01", "2030-12-31", Repeat{Frequency: Yearly, Month: time.December, Day: 25}, 2029, []string{"2029-12-25"}},
		"leap day":          {"2020-01-01", "2030-12-31", Repeat{Frequency: Yearly, Month: time.February, Day: 29}, 2023, []string{"2023-02-28"}}, // the last day instead
		"leap day 24":       {"2020-01-01", "2030-12-31", Repeat{Frequency: Yearly, Month: time.February, Day: 29}, 2024, []string{"2024-02-29"}},
		"every second year": {"2020-06-01", "2030-12-31", Repeat{Frequency: Yearly, Every: 2, Month: time.May, Day: 1}, 2023, []string{"2023-05-01"}}, // 1 May 2020 is before: from 2021 on
		"not that year":     {"2020-06-01", "2030-12-31", Repeat{Frequency: Yearly, Every: 2, Month: time.May, Day: 1}, 2024, nil},
		"month ends": {"2026-01-01", "2026-06-30", Repeat{Frequency: Monthly, Day: 31}, 2026,
			[]string{"2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"}},
		"every second month": {"2026-01-20", "2026-12-31", Repeat{Frequency: Monthly, Every: 2, Day: 15}, 2026,
			[]string{"2026-02-15", "2026-04-15", "2026-06-15", "2026-08-15", "2026-10-15", "2026-12-15"}}, // 15 January is before: from February on
		"last workday": {"2026-01-01", "2026-03-31", Repeat{Frequency: Monthly, Position: Last, Kind: WorkdayKind}, 2026,
			[]string{"2026-01-30", "2026-02-27", "2026-03-31"}},
		"second workday": {"2026-01-01", "2026-03-31", Repeat{Frequency: Monthly, Position: 2, Kind: WorkdayKind}, 2026,
			[]string{"2026-01-02", "2026-02-03", "2026-03-03"}},
		"first weekend day": {"2026-01-01", "2026-03-31", Repeat{Frequency: Monthly, Position: 1, Kind: WeekendKind}, 2026,
			[]string{"2026-01-03", "2026-02-01", "2026-03-01"}},
		"last day": {"2024-01-01", "2024-03-31", Repeat{Frequency: Monthly, Position: Last}, 2024,
			[]string{"2024-01-31", "2024-02-29", "2024-03-31"}},
		"fifth Friday": {"2026-01-01", "2026-12-31", Repeat{Frequency: Monthly, Position: 5, Kind: WeekdayKind, Weekday: time.Friday}, 2026,
			[]string{"2026-01-30", "2026-05-29", "2026-07-31", "2026-10-30"}},
		"Mondays and Fridays every second week": {"2026-03-04", "2026-04-05", Repeat{Frequency: Weekly, Every: 2, Weekdays: [7]bool{1: true, 5: true}}, 2026,
			[]string{"2026-03-06", "2026-03-16", "2026-03-20", "2026-03-30", "2026-04-03"}}, // 4 March is in the week of Sunday 1 March
		"weeks from Monday": {"2026-03-01", "2026-03-31", Repeat{Frequency: Weekly, Every: 2, WeekStart: time.Monday, Weekdays: [7]bool{0: true, 3: true}}, 2026,
			[]string{"2026-03-01", "2026-03-11", "2026-03-15", "2026-03-25", "2026-03-29"}}, // Sunday 1 March ends the week of 23 February
		"every third day, four times": {"2026-02-26", "", Repeat{Frequency: Daily, Every: 3, Count: 4}, 2026,
			[]string{"2026-02-26", "2026-03-01", "2026-03-04", "2026-03-07"}},
		"every third working day": {"2026-03-07", "2026-03-20", Repeat{Frequency: Daily, Every: 3, Weekdays: [7]bool{1: true, 2: true, 3: true, 4: true, 5: true}}, 2026,
			[]string{"2026-03-09", "2026-03-12", "2026-03-17", "2026-03-20"}},
		"count before to": {"2026-01-01", "2026-12-31", Repeat{Frequency: Monthly, Day: 1, Count: 2}, 2026, []string{"2026-01-01", "2026-02-01"}},
		"to before count": {"2026-01-01", "2026-02-28", Repeat{Frequency: Monthly, Day: 1, Count: 9}, 2026, []string{"2026-01-01", "2026-02-01"}},
		"never":           {"2026-03-02", "2026-03-06", Repeat{Frequency: Weekly, Weekdays: [7]bool{0: true}}, 2026, nil},
	} {
		e := Exception{From: date(t, tc.from), Repeat: tc.repeat}
		if tc.to != "" {
			e.To = date(t, tc.to)
		}
		a, b := year(tc.in)
		if got := datesOf(t, e, a, b); !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}

// Random rules with large steps against the oracle, over several years.
func TestRepeatsAgainstOracle(t *testing.T) {
	const seed = 31
	rng := rand.New(rand.NewPCG(seed, 1))
	for range 1500 {
		r := randomRepeat(rng)
		r.Every = rng.IntN(7)
		if r.Count == 0 && rng.IntN(3) == 0 {
			r.Count = 1 + rng.IntN(30)
		}
		if r.Frequency == Yearly {
			r.Month = time.Month(1 + rng.IntN(12))
			r.Every = rng.IntN(3)
		}
		from := DateOf(2019+rng.IntN(3), time.Month(1+rng.IntN(12)), 1+rng.IntN(28))
		e := Exception{From: from, To: from.AddDays(rng.IntN(1500)), Repeat: r}
		days, _, ok := e.days(MaxOccurrences)
		if !ok {
			t.Fatalf("seed %d: %+v needs too many steps", seed, e)
		}
		got := map[Date]bool{}
		for _, s := range days {
			got[Date{s.from}] = true
		}
		n := 0
		for d := timeOf(from); !d.After(timeOf(e.To)); d = d.AddDate(0, 0, 1) {
			want := onRule(r, timeOf(from), d) && (r.Count == 0 || n < r.Count)
			if want {
				n++
			}
			if got[oracleDate(d)] != want {
				t.Fatalf("seed %d: %+v on %s: %v, want %v", seed, e, d, !want, want)
			}
		}
		if n != len(days) {
			t.Fatalf("seed %d: %+v has %d days, want %d", seed, e, len(days), n)
		}
	}
}

// Rules that would go on for ever, or look for ever, stop at the limit.
func TestRepeatLimit(t *testing.T) {
	first, last := DateOf(1, 1, 1), DateOf(9999, 12, 31)
	hopeless := Exception{From: first, To: last, Repeat: Repeat{Frequency: Monthly, Every: 12, Position: 5, Kind: WeekdayKind, Weekday: time.Monday}}
	if _, steps, ok := hopeless.days(MaxOccurrences); !ok || steps > 9999 {
		t.Errorf("one look a year for 9999 years: %d, %v", steps, ok)
	}
	for _, r := range []Repeat{
		{Frequency: Daily},
		{Frequency: Weekly, Weekdays: [7]bool{1: true}},
		{Frequency: Monthly, Day: 1},
	} {
		_, err := Compile(Definition{Week: Standard().Week, Exceptions: []Exception{{From: first, To: last, Repeat: r}}}, nil)
		wantFaults(t, r.Frequency.String(), err, "exceptions[0].repeat", FaultOccurrences)
	}
	// Steps add up over exceptions.
	var many []Exception
	for range 100 {
		many = append(many, hopeless)
	}
	_, err := Compile(Definition{Week: Standard().Week, Exceptions: many}, nil)
	wantFaults(t, "many", err, "exceptions[5].repeat", FaultOccurrences)
	// With a large step it is few days, however long.
	must(t, Definition{Week: Standard().Week, Exceptions: []Exception{{From: first, To: last, Repeat: Repeat{Frequency: Daily, Every: lastDay}}}}, nil)
	must(t, Definition{Week: Standard().Week, Exceptions: []Exception{{From: last, Repeat: Repeat{Frequency: Daily, Count: 50}}}}, nil)
}
