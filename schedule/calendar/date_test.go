package calendar

import (
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// Every date of the years 1 to 9999 against package time.
func TestEveryDate(t *testing.T) {
	want := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for d := DateOf(1, 1, 1); !d.IsZero(); d = d.AddDays(1) {
		y, m, day := d.Civil()
		wy, wm, wd := want.Date()
		if y != wy || m != wm || day != wd || d.Weekday() != want.Weekday() || DateOf(y, m, day) != d {
			t.Fatalf("%04d-%02d-%02d %s, want %s", y, m, day, d.Weekday(), want)
		}
		want = want.Add(24 * time.Hour)
	}
	if want.Year() != 10000 || want.YearDay() != 1 {
		t.Errorf("dates end before %s", want)
	}
}

func TestDateOfInvalid(t *testing.T) {
	for _, c := range [][3]int{{2026, 2, 29}, {2024, 2, 30}, {1900, 2, 29}, {2026, 4, 31}, {2026, 13, 1}, {2026, 0, 1},
		{2026, 1, 0}, {2026, 1, 32}, {0, 1, 1}, {10000, 1, 1}, {-5, 1, 1}} {
		if d := DateOf(c[0], time.Month(c[1]), c[2]); !d.IsZero() {
			t.Errorf("DateOf(%v) = %s", c, d)
		}
	}
	if DateOf(2000, 2, 29).IsZero() || DateOf(2024, 2, 29).IsZero() || DateOf(9999, 12, 31).IsZero() {
		t.Error("a date that exists is zero")
	}
}

func TestParseDate(t *testing.T) {
	for _, s := range []string{"", "2026-2-03", "2026-02-3", "26-02-03", "2026/02/03", "2026-02-30", "2026-02-03 ", " 2026-02-03",
		"+026-02-03", "2026-02-0x", "0000-01-01", "20260203", "2026-02-03T00:00", "２026-02-03"} {
		if d, err := ParseDate(s); !errors.Is(err, ErrSyntax) || !d.IsZero() {
			t.Errorf("ParseDate(%q) = %v, %v", s, d, err)
		}
	}
	for _, s := range []string{"0001-01-01", "2026-02-28", "9999-12-31"} {
		if d, err := ParseDate(s); err != nil || d.String() != s {
			t.Errorf("ParseDate(%q) = %v, %v", s, d, err)
		}
	}
}

func TestDateArithmetic(t *testing.T) {
	a, b := date(t, "2026-02-27"), date(t, "2026-03-02")
	if b.DaysSince(a) != 3 || a.DaysSince(b) != -3 || a.AddDays(3) != b || b.AddDays(-3) != a {
		t.Error("three days over the end of February")
	}
	if !a.Before(b) || b.Before(a) || !b.After(a) || a.Compare(b) != -1 || b.Compare(a) != 1 || a.Compare(a) != 0 {
		t.Error("order")
	}
	for _, d := range []Date{DateOf(9999, 12, 31).AddDays(1), DateOf(1, 1, 1).AddDays(-1), Date{}.AddDays(1), a.AddDays(math.MaxInt), a.AddDays(math.MinInt)} {
		if !d.IsZero() {
			t.Errorf("%s is outside", d)
		}
	}
	if y, m, d := (Date{}).Civil(); y != 0 || m != 0 || d != 0 || (Date{}).String() != "" {
		t.Error("the zero date has a value")
	}
}

func TestDateTime(t *testing.T) {
	m := moment(t, "2026-03-06T13:05:09")
	if h, min, s := m.Clock(); h != 13 || min != 5 || s != 9 || m.SecondOfDay() != 13*3600+5*60+9 || m.Date() != date(t, "2026-03-06") {
		t.Errorf("%s: %d:%d:%d", m, h, min, s)
	}
	if m.Date().At(13*Hour+5*Minute+9) != m || m.Date().At(37*Hour).String() != "2026-03-07T13:00:00" || m.Date().At(-Hour).String() != "2026-03-05T23:00:00" {
		t.Error("At")
	}
	if m.AddSeconds(-86400*6).String() != "2026-02-28T13:05:09" {
		t.Error("AddSeconds")
	}
	first, last := DateOf(1, 1, 1), DateOf(9999, 12, 31)
	for _, z := range []DateTime{first.At(-1), last.At(24 * Hour), Date{}.At(Hour), DateTime(0).AddSeconds(1 << 40),
		m.AddSeconds(1<<63 - 1), m.AddSeconds(-1 << 63), last.At(1<<63 - 1), first.At(-1 << 63)} {
		if !z.IsZero() || z.String() != "" || !z.Date().IsZero() {
			t.Errorf("%d is not zero", z)
		}
	}
}

func TestParseDateTime(t *testing.T) {
	for s, want := range map[string]string{"2026-03-06T08:00": "2026-03-06T08:00:00", "2026-03-06T23:59:59": "2026-03-06T23:59:59"} {
		if m, err := ParseDateTime(s); err != nil || m.String() != want {
			t.Errorf("%q: %s, %v", s, m, err)
		}
	}
	for _, s := range []string{"", "2026-03-06", "2026-03-06 08:00", "2026-03-06T24:00", "2026-03-06T08:60", "2026-03-06T08:00:60", "2026-03-06T8:00",
		"2026-03-06T08:00Z", "2026-03-06T08:00:00Z", "2026-03-06T08:00:00.5", "2026-02-30T08:00", "2026-03-06T08:00:", "2026-03-06T+8:00"} {
		if m, err := ParseDateTime(s); !errors.Is(err, ErrSyntax) || m != 0 {
			t.Errorf("%q: %s, %v", s, m, err)
		}
	}
	long := make([]byte, 1<<20)
	if _, err := ParseDateTime(string(long)); err == nil || len(err.Error()) > 400 {
		t.Error("a long text makes a long error")
	}
}

// Dates and moments come back from JSON, also as keys.
func TestTimesAsJSON(t *testing.T) {
	type record struct {
		D Date         `json:"d,omitzero"`
		T DateTime     `json:"t,omitzero"`
		M map[Date]int `json:"m,omitempty"`
		R Range        `json:"r"`
		F Frequency    `json:"f"`
		K DayKind      `json:"k"`
	}
	in := record{date(t, "2026-03-06"), moment(t, "2026-03-06T08:00"), map[Date]int{date(t, "2026-01-02"): 1}, Hours(22, 30), Weekly, WeekendKind}
	text, err := json.Marshal(in)
	want := `{"d":"2026-03-06","t":"2026-03-06T08:00:00","m":{"2026-01-02":1},"r":"22:00-30:00","f":"weekly","k":"weekend"}`
	if err != nil || string(text) != want {
		t.Fatalf("%s, %v", text, err)
	}
	var out record
	if err := json.Unmarshal(text, &out); err != nil || out.D != in.D || out.T != in.T || out.M[in.D.AddDays(-63)] != 1 || out.R != in.R || out.F != Weekly || out.K != WeekendKind {
		t.Errorf("%+v, %v", out, err)
	}
	out = in
	if err := json.Unmarshal([]byte(`{"d":"","t":"","f":"","k":""}`), &out); err != nil || !out.D.IsZero() || !out.T.IsZero() || out.F != Once || out.K != AnyDay {
		t.Errorf("%+v, %v", out, err)
	}
	for _, bad := range []string{`{"d":"x"}`, `{"t":"2026-03-06"}`, `{"r":"08:00"}`, `{"r":"8-9"}`, `{"r":"08:00-09:61"}`, `{"f":"hourly"}`, `{"k":"x"}`, `{"d":5}`} {
		if err := json.Unmarshal([]byte(bad), &out); err == nil {
			t.Errorf("%s is read", bad)
		}
	}
	if Frequency(9).String() != "" || DayKind(9).String() != "" {
		t.Error("an unknown value has a name")
	}
}

func TestWork(t *testing.T) {
	for w, want := range map[Work]string{0: "0s", Hour: "1h", 90 * Minute: "1h30m", -2 * Hour: "-2h", 8*Hour + 5: "8h5s", 59: "59s",
		-1 << 63: "-2562047788015215h30m8s", 1<<63 - 1: "2562047788015215h30m7s"} {
		if w.String() != want {
			t.Errorf("%d: %s, want %s", int64(w), w, want)
		}
	}
	for w, want := range map[Work]struct {
		whole int64
		exact bool
	}{480 * Minute: {480, true}, 61: {1, false}, -61: {-1, false}, -120: {-2, true}, 0: {0, true}} {
		if whole, exact := w.Minutes(); whole != want.whole || exact != want.exact {
			t.Errorf("%d: %d %v", w, whole, exact)
		}
	}
}

func TestRangeText(t *testing.T) {
	for r, want := range map[Range]string{Hours(8, 12): "08:00-12:00", {Start: 30 * Minute, Finish: 24 * Hour}: "00:30-24:00", {Start: 1, Finish: 3605}: "00:00:01-01:00:05"} {
		var back Range
		if err := back.UnmarshalText([]byte(r.String())); r.String() != want || err != nil || back != r {
			t.Errorf("%s, want %s, back %v %v", r, want, back, err)
		}
	}
	if got := (Range{-90 * Minute, -1 << 63}).String(); got != "-01:30--2562047788015215:30:08" {
		t.Errorf("absurd range: %s", got)
	}
	if Hours(8, 12).Work() != 4*Hour {
		t.Error("length")
	}
}

// Merge against a list of seconds.
func TestMerge(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	for range 2000 {
		var in []Range
		var want, got [300]bool
		for range rng.IntN(6) {
			r := Range{Start: Work(rng.IntN(200)), Finish: Work(rng.IntN(250))}
			in = append(in, r)
			for i := r.Start; i < r.Finish; i++ {
				want[i] = true
			}
		}
		out := Merge(in)
		for i, r := range out {
			if r.Start >= r.Finish || i > 0 && out[i-1].Finish >= r.Start {
				t.Fatalf("%v", out)
			}
			for s := r.Start; s < r.Finish; s++ {
				got[s] = true
			}
		}
		if got != want {
			t.Fatalf("Merge(%v) = %v", in, out)
		}
	}
}
