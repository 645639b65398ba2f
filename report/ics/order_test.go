package ics_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/ics"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// event reads a file with one event of these lines.
func event(t *testing.T, lines ...string) (ics.Event, []finding.Finding) {
	t.Helper()
	text := "BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + strings.Join(lines, "\n") + "\nEND:VEVENT\nEND:VCALENDAR\n"
	c, found, err := ics.Decode(strings.NewReader(text), time.LoadLocation)
	if err != nil || len(c.Events) != 1 {
		t.Fatal(c, found, err)
	}
	return c.Events[0], found
}

// Properties stand in any order: some programs write EXDATE before DTSTART.
// 08:00 UTC is 09:00 in Berlin in winter.
func TestExcludedBeforeStart(t *testing.T) {
	start, excluded, extra := "DTSTART;TZID=Europe/Berlin:20260302T090000", "EXDATE:20260309T080000Z", "RDATE;TZID=Asia/Shanghai:20260312T160000"
	want := []calendar.DateTime{on(2026, 3, 9, 9, 0)}
	for _, lines := range [][]string{{start, excluded, extra}, {excluded, extra, start}, {extra, start, excluded}} {
		e, found := event(t, lines...)
		if diff := cmp.Diff(want, e.Excluded); diff != "" || len(found) > 0 {
			t.Error(lines, diff, found)
		}
		if diff := cmp.Diff([]calendar.DateTime{on(2026, 3, 12, 9, 0)}, e.Dates); diff != "" {
			t.Error(lines, diff)
		}
	}
}

// By hand from RFC 5545, section 3.3.6: days of a duration go by the clock,
// hours are elapsed. On 2026-03-29 at 02:00 the clock of Berlin leaps one hour.
func TestDurationOverChangeOfClock(t *testing.T) {
	for length, want := range map[string]ics.When{
		"P1D":     ics.At(on(2026, 3, 29, 12, 0), zone(t, "Europe/Berlin")),
		"PT24H":   ics.At(on(2026, 3, 29, 13, 0), zone(t, "Europe/Berlin")),
		"P1DT1H":  ics.At(on(2026, 3, 29, 13, 0), zone(t, "Europe/Berlin")),
		"P1W":     ics.At(on(2026, 4, 4, 12, 0), zone(t, "Europe/Berlin")),
		"P99999W": ics.At(on(2026, 3, 28, 12, 0).AddSeconds(99999*7*86400), zone(t, "Europe/Berlin")),
	} {
		e, found := event(t, "DURATION:"+length, "DTSTART;TZID=Europe/Berlin:20260328T120000")
		if diff := cmp.Diff(want, e.Finish, compare); diff != "" || len(found) > 0 {
			t.Error(length, diff, found)
		}
	}
}

// What cannot be kept as it is meant is told, not kept as something else.
func TestValuesPassedOver(t *testing.T) {
	for _, line := range []string{
		"DURATION:P3000000D", "DURATION:P99999999W", "EXDATE:20260302T090000.5", "RRULE:FREQ=DAILY;UNTIL=20260402T090000.5", "RRULE:FREQ=DAILY;COUNT=+5",
		"BEGIN:VALARM\nTRIGGER;RELATED=END:-PT5M\nEND:VALARM",
	} {
		e, found := event(t, "DTSTART:20260302T090000", line)
		if len(found) != 1 || found[0].Code != ics.CodeValue {
			t.Errorf("%s: found %v", line, found)
		}
		if !e.Finish.IsZero() || e.Rule != "" || len(e.Excluded)+len(e.Reminders) > 0 {
			t.Errorf("%s: kept %+v", line, e)
		}
	}
}

// A file of nothing but faults tells of so many and counts the rest.
func TestDecodeBoundsFindings(t *testing.T) {
	_, found, err := ics.Decode(strings.NewReader("BEGIN:VCALENDAR\n"+strings.Repeat("a\n", ics.MaxFindings+7)+"END:VCALENDAR\n"), nil)
	if err != nil || len(found) != ics.MaxFindings+1 {
		t.Fatal(len(found), err)
	}
	if last := found[ics.MaxFindings]; last.Code != ics.CodeMore || last.Got.String() != "7" {
		t.Error(last)
	}
}

// Nothing is written that cannot be read.
func TestNotWritten(t *testing.T) {
	sound := ics.Event{UID: "a", Stamp: time.Unix(0, 0), Start: ics.At(on(2026, 3, 2, 9, 0), zone(t, "Europe/Berlin"))}
	for want, change := range map[finding.Code]func(*ics.Event){
		ics.CodeYear: func(e *ics.Event) { e.Excluded = []calendar.DateTime{0} },
		ics.CodeURL:  func(e *ics.Event) { e.URL = "http://x.example/\xff" },
		ics.CodeZone: func(e *ics.Event) { e.Start.Zone = time.FixedZone("UTC", 3600) },
		ics.CodeRule: func(e *ics.Event) { e.Rule = "FREQ=DAILY;UNTIL=20260402T090000.5Z" },
	} {
		e := sound
		change(&e)
		c := ics.Calendar{Product: "x", Events: []ics.Event{e}}
		found := c.Check()
		var b bytes.Buffer
		if err := ics.Encode(&b, c); err == nil || b.Len() > 0 || len(found) != 1 || found[0].Code != want {
			t.Errorf("%s: %v, found %v, wrote %q", want, err, found, b.String())
		}
	}
}
