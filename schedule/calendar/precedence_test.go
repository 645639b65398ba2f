package calendar

import (
	"fmt"
	"testing"
	"time"
)

// hour returns one working hour that tells who spoke: range n is n to n+1.
func hour(n int) []Range { return []Range{Hours(n, n+1)} }

// Every step of the stated precedence on one Wednesday: all parts speak, then
// the strongest one is taken away, and so on.
func TestPrecedence(t *testing.T) {
	day := DateOf(2026, 3, 4)
	parts := []struct {
		name string
		add  func(base, own *Definition)
	}{
		{"week of the base", func(base, _ *Definition) { base.Week[time.Wednesday] = Working(hour(1)...) }},
		{"work week of the base", func(base, _ *Definition) {
			base.WorkWeeks = []WorkWeek{{From: day, To: day, Week: Week{time.Wednesday: Working(hour(2)...)}}}
		}},
		{"week", func(_, own *Definition) { own.Week[time.Wednesday] = Working(hour(3)...) }},
		{"second work week", func(_, own *Definition) {
			own.WorkWeeks = []WorkWeek{{From: day, To: day, Week: Week{time.Wednesday: Working(hour(4)...)}}}
		}},
		{"first work week", func(_, own *Definition) {
			own.WorkWeeks = append([]WorkWeek{{From: day, To: day.AddDays(9), Week: Week{time.Wednesday: Working(hour(5)...)}}}, own.WorkWeeks...)
		}},
		{"repeating exception of the base", func(base, _ *Definition) {
			base.Exceptions = []Exception{{From: day, Ranges: hour(6), Repeat: Repeat{Frequency: Daily, Count: 3}}}
		}},
		{"exception of the base", func(base, _ *Definition) {
			base.Exceptions = append(base.Exceptions, Exception{From: day.AddDays(-5), To: day.AddDays(5), Ranges: hour(7)})
		}},
		{"second repeating exception", func(_, own *Definition) {
			own.Exceptions = []Exception{{From: day, Ranges: hour(8), Repeat: Repeat{Frequency: Daily, Count: 3}}}
		}},
		{"first repeating exception", func(_, own *Definition) {
			own.Exceptions = append([]Exception{{From: day, To: day, Ranges: hour(9), Repeat: Repeat{Frequency: Daily}}}, own.Exceptions...)
		}},
		{"second exception", func(_, own *Definition) {
			own.Exceptions = append(own.Exceptions, Exception{From: day, Ranges: hour(10)})
		}},
		{"first exception", func(_, own *Definition) {
			own.Exceptions = append([]Exception{{From: day.AddDays(-1), To: day, Ranges: hour(11)}}, own.Exceptions...)
		}},
	}
	var base, own Definition
	for i, part := range parts {
		part.add(&base, &own)
		c := must(t, own, must(t, base, nil))
		if got, want := rangesText(c.Ranges(day)), rangesText(hour(i+1)); got != want {
			t.Errorf("with %s: %s, want %s", part.name, got, want)
		}
	}
}

// A day left open in a work week is that of the ordinary week, not that of
// another work week; one left open everywhere comes from the base.
func TestOpenDays(t *testing.T) {
	day := DateOf(2026, 3, 4)
	base := must(t, Definition{Week: Week{time.Wednesday: Working(hour(1)...), time.Thursday: Working(hour(2)...)}}, nil)
	def := Definition{
		Week: Week{time.Wednesday: Working(hour(3)...)},
		WorkWeeks: []WorkWeek{
			{From: day, To: day.AddDays(5), Week: Week{time.Friday: Working(hour(5)...)}},
			{Week: Week{time.Wednesday: Working(hour(4)...)}},
		},
	}
	c := must(t, def, base)
	for d, want := range map[Date]int{day: 3, day.AddDays(1): 2, day.AddDays(2): 5, day.AddDays(7): 4, day.AddDays(8): 2} {
		if got := rangesText(c.Ranges(d)); got != rangesText(hour(want)) {
			t.Errorf("%s: %s, want %s", d, got, rangesText(hour(want)))
		}
	}
	if got := c.Ranges(day.AddDays(9)); len(got) != 0 {
		t.Errorf("%v on a Friday that nobody defines", got)
	}
}

// Chains of any depth: every level sets one day and adds one exception.
func TestDeepChain(t *testing.T) {
	const depth = 300
	c := must(t, Standard(), nil)
	day := DateOf(2026, 3, 2)
	for i := range depth {
		c = must(t, Definition{ID: fmt.Sprint(i), Exceptions: []Exception{{From: day.AddDays(i), Ranges: []Range{{0, Work(i + 1)}}}}}, c)
	}
	for i := range depth {
		if got := c.Ranges(day.AddDays(i)); len(got) != 1 || got[0].Finish != Work(i+1) {
			t.Fatalf("level %d: %v", i, got)
		}
	}
	if c.ID() != fmt.Sprint(depth-1) {
		t.Error(c.ID())
	}
}

// A base that is an intersection keeps its holidays over the week of the
// calendar derived from it.
func TestIntersectionAsBase(t *testing.T) {
	holiday := DateOf(2026, 3, 4)
	def := Standard()
	def.Exceptions = []Exception{{From: holiday}}
	both, err := Intersect(must(t, def, nil), AlwaysOn())
	if err != nil {
		t.Fatal(err)
	}
	c := must(t, Definition{Week: Week{time.Wednesday: Working(hour(3)...)}}, both)
	if got := c.Ranges(holiday); len(got) != 0 {
		t.Errorf("the holiday works %v", got)
	}
	if got := rangesText(c.Ranges(holiday.AddDays(7))); got != rangesText(hour(3)) {
		t.Errorf("the Wednesday after works %s", got)
	}
	if got := rangesText(c.Ranges(holiday.AddDays(1))); got != "[08:00-12:00 13:00-17:00]" {
		t.Errorf("Thursday works %s", got)
	}
}
