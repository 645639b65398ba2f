package calendar

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"testing"
	"time"
)

// raw reads a definition out of raw bytes: any bytes give one, mostly with
// sense, sometimes absurd.
type raw struct{ data []byte }

func (r *raw) byte() int {
	if len(r.data) == 0 {
		return 0
	}
	b := r.data[0]
	r.data = r.data[1:]
	return int(b)
}

func (r *raw) number() int64 {
	if len(r.data) < 8 {
		r.data = nil
		return 0
	}
	n := int64(binary.LittleEndian.Uint64(r.data))
	r.data = r.data[8:]
	return n
}

func (r *raw) date() Date {
	if r.byte() == 255 {
		return Date{int32(r.number() % (lastDay + 1))}.AddDays(0)
	}
	return DateOf(2026, 1, 1).AddDays(r.byte() * 3)
}

func (r *raw) ranges() (ranges []Range) {
	for range r.byte() % 4 {
		if r.byte() == 255 {
			ranges = append(ranges, Range{Work(r.number()), Work(r.number())})
			continue
		}
		start := Work(r.byte()) * 337
		ranges = append(ranges, Range{start, start + Work(r.byte())*351})
	}
	return ranges
}

func (r *raw) week() (week Week) {
	set := r.byte()
	for day := range week {
		if set>>day&1 == 1 {
			week[day] = Working(r.ranges()...)
		}
	}
	return week
}

func (r *raw) definition() (def Definition) {
	def.Week = r.week()
	for range r.byte() % 3 {
		def.WorkWeeks = append(def.WorkWeeks, WorkWeek{From: r.date(), To: r.date(), Week: r.week()})
	}
	for range r.byte() % 6 {
		e := Exception{From: r.date(), To: r.date(), Ranges: r.ranges()}
		if r.byte()%3 == 0 {
			e.Repeat = Repeat{Frequency: Frequency(r.byte() % 5), Every: r.byte(), Month: time.Month(r.byte() % 14), Day: r.byte() % 33,
				Position: r.byte()%7 - 1, Kind: DayKind(r.byte() % 5), Weekday: time.Weekday(r.byte() % 8), Count: r.byte()}
			e.Repeat.Weekdays[r.byte()%7] = true
			if e.To.DaysSince(e.From) > 2000 { // long ones are slow and find nothing new
				e.To = e.From.AddDays(2000)
			}
		}
		def.Exceptions = append(def.Exceptions, e)
	}
	return def
}

// Any definition compiles or says why; a calendar keeps its laws.
func FuzzCompileAdd(f *testing.F) {
	rng := rand.New(rand.NewPCG(61, 1))
	for range 40 {
		seed := make([]byte, 200)
		for i := range seed {
			seed[i] = byte(rng.IntN(256))
		}
		seed[0] |= 0x3e
		f.Add(seed, int64(rng.IntN(1e6))-5e5, int64(moment(f, "2026-06-01T10:00")))
	}
	f.Fuzz(func(t *testing.T, data []byte, w, at int64) {
		r := &raw{data}
		base, err := Compile(r.definition(), nil)
		if err != nil && !errors.Is(err, ErrDefinition) {
			t.Fatalf("error without kind: %v", err)
		}
		c, err := Compile(r.definition(), base)
		if err != nil {
			if !errors.Is(err, ErrDefinition) || err.Error() == "" {
				t.Fatalf("error without kind: %v", err)
			}
			return
		}
		checkLaws(t, c, DateTime(at), Work(w))
	})
}

// checkLaws checks what must hold of a calendar at any moment and amount.
func checkLaws(t *testing.T, c *Calendar, a DateTime, w Work) {
	to, err := c.Add(a, w)
	if err != nil {
		if !errors.Is(err, ErrRange) {
			t.Fatal(err)
		}
	} else if c.Between(a, to) != w || to.Date().IsZero() {
		t.Fatalf("%d + %d = %d, between them %d", a, w, to, c.Between(a, to))
	}
	if next, err := c.Next(a); err == nil && (next < a || !c.Works(next) || c.Between(a, next) != 0) {
		t.Fatalf("Next(%d) = %d", a, next)
	}
	if previous, err := c.Previous(a); err == nil && (previous > a || !c.Works(previous-1) || c.Between(previous, a) != 0) {
		t.Fatalf("Previous(%d) = %d", a, previous)
	}
	var day Work
	for _, r := range c.Ranges(a.Date()) {
		day += r.Work()
	}
	if d := a.Date(); !d.IsZero() && d.AddDays(1).IsZero() == false && c.Between(d.At(0), d.AddDays(1).At(0)) != day {
		t.Fatalf("%s: ranges make %s", d, day)
	}
	if both, err := Intersect(c, AlwaysOn()); err != nil || !both.Equal(c) {
		t.Fatalf("with 24 hours: %v", err)
	}
}

// Any JSON is a definition that compiles or says why, and comes back the same.
func FuzzDefinitionJSON(f *testing.F) {
	for _, s := range []string{
		`{}`, `{"id":"x","week":[{"set":true},{"set":true,"ranges":["08:00-12:00","22:00-30:00"]}]}`,
		`{"work_weeks":[{"from":"2026-01-01","week":[]}]}`,
		`{"week":[{},{"set":true,"ranges":["00:00-24:00"]}],"exceptions":[{"from":"2026-01-01","to":"2030-01-01","repeat":{"frequency":"monthly","position":-1,"kind":"weekday","weekday":3,"count":4}}]}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var def Definition
		if json.Unmarshal(data, &def) != nil {
			return
		}
		c, err := Compile(def, nil)
		if err != nil {
			return
		}
		text, err := json.Marshal(def)
		if err != nil {
			t.Fatal(err)
		}
		var back Definition
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if again, err := Compile(back, nil); err != nil || !again.Equal(c) || again.Digest() != c.Digest() {
			t.Fatalf("%s is another calendar: %v", text, err)
		}
	})
}
