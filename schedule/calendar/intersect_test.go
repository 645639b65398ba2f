package calendar

import (
	"errors"
	"math/rand/v2"
	"testing"
)

// The intersection works exactly when both do, second for second, and is the
// same either way round.
func TestIntersect(t *testing.T) {
	const seed = 41
	rng := rand.New(rand.NewPCG(seed, 1))
	for range 200 {
		a, _ := randomCalendar(rng, 0)
		b, _ := randomCalendar(rng, 0)
		if a == nil || b == nil {
			continue
		}
		both, err := Intersect(a, b)
		if err != nil {
			continue
		}
		other, err := Intersect(b, a)
		if err != nil || !both.Equal(other) || both.Digest() != other.Digest() {
			t.Fatalf("seed %d: not the same either way round: %v", seed, err)
		}
		for range 200 {
			m := randomMoment(rng)
			if both.Works(m) != (a.Works(m) && b.Works(m)) {
				t.Fatalf("seed %d: %s: %v and %v make %v", seed, m, a.Works(m), b.Works(m), both.Works(m))
			}
		}
		if same, err := Intersect(a, a); err != nil || !same.Equal(a) {
			t.Fatalf("seed %d: with itself: %v", seed, err)
		}
		if same, err := Intersect(a, AlwaysOn()); err != nil || !same.Equal(a) {
			t.Fatalf("seed %d: with 24 hours: %v", seed, err)
		}
	}
}

func TestIntersectByHand(t *testing.T) {
	night := Definition{ID: "night"}
	for day := range night.Week {
		night.Week[day] = Working(Hours(22, 34)) // to 10:00
	}
	day := Standard()
	day.Exceptions = []Exception{{From: DateOf(2026, 3, 4)}}
	both, err := Intersect(must(t, day, nil), must(t, night, nil))
	if err != nil {
		t.Fatal(err)
	}
	if both.ID() != "standard&night" {
		t.Error(both.ID())
	}
	start := moment(t, "2026-03-02T00:00")
	for w, want := range map[Work]string{2 * Hour: "2026-03-02T10:00:00", 4 * Hour: "2026-03-03T10:00:00", 4*Hour + 1: "2026-03-05T08:00:01"} {
		if got, err := both.Add(start, w); err != nil || got.String() != want {
			t.Errorf("%s: %s, %v, want %s", w, got, err, want)
		}
	}
}

func TestIntersectNever(t *testing.T) {
	morning := must(t, Definition{Week: Week{1: Working(Hours(8, 12))}}, nil)
	afternoon := must(t, Definition{Week: Week{1: Working(Hours(12, 17))}}, nil)
	for name, pair := range map[string][2]*Calendar{"apart": {morning, afternoon}, "nil": {morning, nil}, "zero": {new(Calendar), morning}} {
		if c, err := Intersect(pair[0], pair[1]); c != nil || !errors.Is(err, ErrNoWork) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Equal and Digest see working time only, however it is written down.
func TestEqualByWorkingTime(t *testing.T) {
	standard := must(t, Standard(), nil)
	other := Standard()
	other.ID, other.Name = "other", "Other"
	other.Exceptions = []Exception{{From: DateOf(2026, 3, 7)}, {From: DateOf(2026, 3, 9), Ranges: []Range{Hours(13, 17), Hours(8, 12)}}} // a Saturday off, a Monday as ever
	other.WorkWeeks = []WorkWeek{{From: DateOf(2027, 1, 1), To: DateOf(2027, 2, 3), Week: Standard().Week}}
	split := Standard()
	for day := 1; day <= 5; day++ {
		split.Week[day] = Working(Hours(8, 10), Hours(10, 12), Hours(13, 17))
	}
	derived := must(t, Definition{ID: "derived"}, standard)
	for name, c := range map[string]*Calendar{"other": must(t, other, nil), "split": must(t, split, nil), "derived": derived} {
		if !standard.Equal(c) || !c.Equal(standard) || c.Digest() != standard.Digest() {
			t.Errorf("%s differs", name)
		}
	}
	// A second more on the last day of year 9999 is another calendar.
	late := Standard()
	late.Exceptions = []Exception{{From: DateOf(9999, 12, 31), Ranges: []Range{Hours(8, 12), {13 * Hour, 17*Hour + 1}}}}
	early := Standard()
	early.Exceptions = []Exception{{From: DateOf(1, 1, 1), Ranges: []Range{Hours(8, 12)}}}
	for name, c := range map[string]*Calendar{"late": must(t, late, nil), "early": must(t, early, nil), "nil": nil, "zero": {}, "always": AlwaysOn()} {
		if standard.Equal(c) || c.Equal(standard) || c.Digest() == standard.Digest() {
			t.Errorf("%s is the same", name)
		}
	}
	for day := range 7 { // one day of the week makes a difference, whichever
		var a, b Definition
		a.Week[(day+1)%7], b.Week[(day+1)%7] = Working(Hours(8, 12)), Working(Hours(8, 12))
		b.Week[day] = Working(Hours(0, 1))
		if x, y := must(t, a, nil), must(t, b, nil); x.Equal(y) || y.Equal(x) || x.Digest() == y.Digest() {
			t.Errorf("day %d makes no difference", day)
		}
	}
	if !new(Calendar).Equal(nil) || new(Calendar).Digest() != (*Calendar)(nil).Digest() {
		t.Error("calendars without work differ")
	}
	// The text behind the digest is written by hand here.
	if want := sha("milepost calendar 1\n1; 0-86400; 0-86400; 0-86400; 0-86400; 0-86400; 0-86400; 0-86400\n"); AlwaysOn().Digest() != want {
		t.Errorf("%s, want %s", AlwaysOn().Digest(), want)
	}
}

// Random pairs: digests agree exactly when the calendars do.
func TestDigestIsEqual(t *testing.T) {
	const seed = 43
	rng := rand.New(rand.NewPCG(seed, 1))
	equal := 0
	for range 150 {
		def := randomDefinition(rng, false)
		a, err := Compile(def, nil)
		if err != nil {
			continue
		}
		changed := def
		changed.Exceptions = append([]Exception{}, def.Exceptions...)
		d := randomDay(rng)
		ranges := a.Ranges(d)
		if rng.IntN(2) == 0 {
			ranges = randomRanges(rng)
		}
		changed.Exceptions = append([]Exception{{From: d, Ranges: ranges}}, changed.Exceptions...)
		b := must(t, changed, nil)
		same := true
		for i := -3; i < windowDays+300; i++ {
			day := windowStart.AddDays(i)
			same = same && rangesText(a.Ranges(day)) == rangesText(b.Ranges(day))
		}
		if a.Equal(b) != same || (a.Digest() == b.Digest()) != same {
			t.Fatalf("seed %d: same %v, Equal %v, digests %v", seed, same, a.Equal(b), a.Digest() == b.Digest())
		}
		if same {
			equal++
		}
	}
	if equal < 10 {
		t.Errorf("only %d pairs were equal", equal)
	}
}
