package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"math/rand/v2"
	"slices"
	"testing"
)

func sha(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// Adopting a calendar with a day off, a Saturday to make up for it, and an
// earlier day.
func TestDifferencesByHand(t *testing.T) {
	a := must(t, Standard(), nil)
	def := Standard()
	def.Exceptions = []Exception{
		{From: DateOf(2026, 3, 4)},
		{From: DateOf(2026, 3, 7), Ranges: []Range{Hours(8, 12)}},
		{From: DateOf(2026, 3, 9), Ranges: []Range{Hours(7, 11), Hours(12, 16)}},
		{From: DateOf(2026, 3, 14)}, // a Saturday, off as ever
	}
	b := must(t, def, nil)
	diff := Differences(a, b, date(t, "2026-03-01"), date(t, "2026-03-31"))
	if diff.Gained != 4*Hour || diff.Lost != 8*Hour || diff.Before != 22*8*Hour || diff.After != diff.Before-4*Hour || len(diff.Days) != 3 {
		t.Fatalf("%+v", diff)
	}
	for i, want := range []struct {
		date          string
		before, after string
		change        Work
	}{
		{"2026-03-04", "[08:00-12:00 13:00-17:00]", "[]", -8 * Hour},
		{"2026-03-07", "[]", "[08:00-12:00]", 4 * Hour},
		{"2026-03-09", "[08:00-12:00 13:00-17:00]", "[07:00-11:00 12:00-16:00]", 0},
	} {
		d := diff.Days[i]
		if d.Date.String() != want.date || rangesText(d.Before) != want.before || rangesText(d.After) != want.after || d.Change != want.change {
			t.Errorf("%+v, want %+v", d, want)
		}
	}
	if d := Differences(a, b, date(t, "2026-03-04"), date(t, "2026-03-04")); len(d.Days) != 1 || d.Lost != 8*Hour || d.Before != 8*Hour || d.After != 0 {
		t.Errorf("one day: %+v", d)
	}
}

func TestDifferencesAgainstDays(t *testing.T) {
	const seed = 47
	rng := rand.New(rand.NewPCG(seed, 1))
	for range 100 {
		a, _ := randomCalendar(rng, 0)
		b, _ := randomCalendar(rng, 0)
		from := randomDay(rng)
		to := from.AddDays(rng.IntN(100))
		diff := Differences(a, b, from, to)
		var gained, lost, before, after Work
		var days []Date
		for d := from; !d.After(to); d = d.AddDays(1) {
			x, y := a.compiled().Ranges(d), b.compiled().Ranges(d)
			before, after = before+sum(x), after+sum(y)
			if !slices.Equal(x, y) {
				days = append(days, d)
				gained, lost = gained+max(sum(y)-sum(x), 0), lost+max(sum(x)-sum(y), 0)
			}
		}
		var got []Date
		for _, d := range diff.Days {
			got = append(got, d.Date)
		}
		if !slices.Equal(got, days) || diff.Gained != gained || diff.Lost != lost || diff.Before != before || diff.After != after {
			t.Fatalf("seed %d: %+v, want %v %v %v %v %v", seed, diff, days, gained, lost, before, after)
		}
		if after-before != gained-lost {
			t.Fatal("the sums do not agree")
		}
	}
}

func TestDifferencesOfNothing(t *testing.T) {
	a := must(t, Standard(), nil)
	first, last := DateOf(1, 1, 1), DateOf(9999, 12, 31)
	for name, d := range map[string]Difference{
		"reversed": Differences(a, AlwaysOn(), last, first),
		"not set":  Differences(a, AlwaysOn(), Date{}, last),
		"both nil": Differences(nil, nil, first, last),
	} {
		if len(d.Days) != 0 || d.Before != 0 || d.After != 0 {
			t.Errorf("%s: %+v", name, d)
		}
	}
	if d := Differences(a, a, first, last); len(d.Days) != 0 || d.Before != d.After || d.Before == 0 {
		t.Errorf("with itself: %d days", len(d.Days))
	}
	if d := Differences(nil, a, last, last); len(d.Days) != 1 || d.Gained != 8*Hour || d.Before != 0 {
		t.Errorf("from nothing: %+v", d)
	}
}
