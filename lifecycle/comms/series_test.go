package comms_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/calendar/cn"
)

func civil(t *testing.T, text string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func moment(t *testing.T, text string) calendar.DateTime {
	t.Helper()
	d, err := calendar.ParseDateTime(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// chinese is the calendar of 2025 and 2026 with days off and make-up workdays.
func chinese(t *testing.T) *calendar.Calendar {
	t.Helper()
	def, err := cn.Definition(2025, 2026)
	if err != nil {
		t.Fatal(err)
	}
	return compiled(t, def)
}

// seriesFrom is a series at 09:00 in Shanghai, held whatever the day is.
func seriesFrom(t *testing.T, from string, c comms.Cadence) comms.Series {
	t.Helper()
	return comms.Series{ID: "s", Chair: "li.na", Members: []string{"wang.wei"}, Cadence: c, From: civil(t, from),
		At: comms.At(9, 0), Zone: "Asia/Shanghai", DurationMin: 60, DayOff: comms.KeepDay}
}

// heldOn returns the days on which meetings are held, by the clock.
func heldOn(t *testing.T, s comms.Series, cal *calendar.Calendar, first, last string) []string {
	t.Helper()
	list, err := s.Occurrences(cal, place(t, s.Zone), civil(t, first), civil(t, last))
	if err != nil {
		t.Fatal(err)
	}
	var days []string
	for _, o := range list {
		days = append(days, o.Local.Date().String())
	}
	return days
}

// TestCadencesOfRFC5545 holds cadences against the expansions that the
// examples of RFC 5545, section 3.8.5.3, print.
func TestCadencesOfRFC5545(t *testing.T) {
	for _, c := range []struct {
		name, from, last string
		cadence          comms.Cadence
		want             string
	}{
		{"weekly for ten occurrences", "1997-09-02", "1997-11-04", comms.EveryWeekOn(comms.Tuesday),
			"1997-09-02 1997-09-09 1997-09-16 1997-09-23 1997-09-30 1997-10-07 1997-10-14 1997-10-21 1997-10-28 1997-11-04"},
		{"every other week on Monday, Wednesday and Friday until December 24", "1997-09-01", "1997-12-23",
			comms.Cadence{Kind: comms.Weekly, Every: 2, Days: []comms.Weekday{comms.Friday, comms.Monday, comms.Wednesday}},
			"1997-09-01 1997-09-03 1997-09-05 1997-09-15 1997-09-17 1997-09-19 1997-09-29 1997-10-01 1997-10-03 1997-10-13 1997-10-15 1997-10-17 " +
				"1997-10-27 1997-10-29 1997-10-31 1997-11-10 1997-11-12 1997-11-14 1997-11-24 1997-11-26 1997-11-28 1997-12-08 1997-12-10 1997-12-12 1997-12-22"},
		{"WKST=MO: Tuesday and Sunday every other week", "1997-08-05", "1997-08-30",
			comms.Cadence{Kind: comms.Weekly, Every: 2, Days: []comms.Weekday{comms.Tuesday, comms.Sunday}},
			"1997-08-05 1997-08-10 1997-08-19 1997-08-24"},
		{"monthly on the first Friday", "1997-09-05", "1998-06-30",
			comms.Cadence{Kind: comms.MonthlyWeekday, Nth: 1, Days: []comms.Weekday{comms.Friday}},
			"1997-09-05 1997-10-03 1997-11-07 1997-12-05 1998-01-02 1998-02-06 1998-03-06 1998-04-03 1998-05-01 1998-06-05"},
		{"the last day of the month", "1997-09-30", "1998-01-31", comms.Cadence{Kind: comms.MonthlyDate, MonthDay: -1},
			"1997-09-30 1997-10-31 1997-11-30 1997-12-31 1998-01-31"},
		{"an invalid date, 30 February, is ignored", "2007-01-30", "2007-03-31", comms.Cadence{Kind: comms.MonthlyDate, MonthDay: 30},
			"2007-01-30 2007-03-30"},
	} {
		got := strings.Join(heldOn(t, seriesFrom(t, c.from, c.cadence), chinese(t), c.from, c.last), " ")
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestGoldenWeek follows a Wednesday meeting over the holidays of October 2025
// (1 to 8 October off, Sunday 28 September and Saturday 11 October worked), by
// hand from the notice of the State Council.
func TestGoldenWeek(t *testing.T) {
	for _, c := range []struct {
		rule comms.DayOffRule
		want string
	}{
		{comms.KeepDay, "2025-09-24 2025-10-01 2025-10-08 2025-10-15"},
		{comms.NextDay, "2025-09-24 2025-10-09 2025-10-15"},     // the 1st is merged into the 8th, which is moved less
		{comms.PreviousDay, "2025-09-24 2025-09-30 2025-10-15"}, // the 8th is merged into the 1st
		{comms.DropDay, "2025-09-24 2025-10-15"},
	} {
		s := seriesFrom(t, "2025-01-01", comms.EveryWeekOn(comms.Wednesday))
		s.DayOff = c.rule
		if got := strings.Join(heldOn(t, s, chinese(t), "2025-09-22", "2025-10-19"), " "); got != c.want {
			t.Errorf("%s: got %s, want %s", c.rule, got, c.want)
		}
	}
}

// TestMakeUpDaysAreWorkingDays: of all Saturdays of 2025 two were worked.
func TestMakeUpDaysAreWorkingDays(t *testing.T) {
	s := seriesFrom(t, "2025-01-01", comms.EveryWeekOn(comms.Saturday))
	s.DayOff = comms.DropDay
	if got := strings.Join(heldOn(t, s, chinese(t), "2025-01-01", "2025-12-31"), " "); got != "2025-02-08 2025-10-11" {
		t.Errorf("got %s", got)
	}
	s = seriesFrom(t, "2025-09-26", comms.Cadence{Kind: comms.WorkingDays, Every: 3})
	// Fri 26, Sun 28, Mon 29, Tue 30 | Thu 9, Fri 10, Sat 11, Mon 13, Tue 14
	if got := strings.Join(heldOn(t, s, chinese(t), "2025-09-26", "2025-10-14"), " "); got != "2025-09-26 2025-09-30 2025-10-11" {
		t.Errorf("every third working day: got %s", got)
	}
}

func TestFatesAndIDs(t *testing.T) {
	s := seriesFrom(t, "2025-09-24", comms.EveryWeekOn(comms.Wednesday))
	s.DayOff = comms.NextDay
	s = s.With(comms.Exception{On: civil(t, "2025-09-24"), Kind: comms.MovedOnce, To: moment(t, "2025-09-26T15:00"), DurationMin: 30, Reason: "visit"})
	s = s.With(comms.Exception{On: civil(t, "2025-10-15"), Kind: comms.CancelledOnce, Reason: "fair"})
	list, err := s.AllOccurrences(chinese(t), place(t, s.Zone), civil(t, "2025-09-22"), civil(t, "2025-10-19"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range list {
		got = append(got, o.ID+" "+string(o.Fate)+" "+o.Local.String()+" "+o.Reason)
	}
	want := []string{
		"s/2025-09-24 moved 2025-09-26T15:00:00 visit", "s/2025-10-01 merged 2025-10-01T09:00:00 ",
		"s/2025-10-08 shifted 2025-10-09T09:00:00 ", "s/2025-10-15 cancelled 2025-10-15T09:00:00 fair",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if s.Sequence != 2 || list[0].End().Sub(list[0].Start) != 30*time.Minute {
		t.Errorf("sequence %d, lasts %s", s.Sequence, list[0].End().Sub(list[0].Start))
	}
	if again := s.With(comms.Exception{On: civil(t, "2025-10-15"), Kind: comms.MovedOnce, To: moment(t, "2025-10-16T09:00")}); len(again.Exceptions) != 2 || len(s.Exceptions) != 2 || s.Exceptions[1].Kind != comms.CancelledOnce {
		t.Errorf("an exception in the place of another: %v, before %v", again.Exceptions, s.Exceptions)
	}
}

// TestMovedFarAway: a meeting moved into a window from far outside is in it,
// and one moved out of it is not.
func TestMovedFarAway(t *testing.T) {
	for _, c := range []comms.Cadence{comms.EveryWeekOn(comms.Wednesday), {Kind: comms.WorkingDays}} {
		s := seriesFrom(t, "2025-03-05", c)
		s = s.With(comms.Exception{On: civil(t, "2025-03-12"), Kind: comms.MovedOnce, To: moment(t, "2025-08-30T10:00")})
		if got := heldOn(t, s, chinese(t), "2025-08-30", "2025-08-30"); !slices.Equal(got, []string{"2025-08-30"}) {
			t.Errorf("%s: got %v", c.Kind, got)
		}
		if got := heldOn(t, s, chinese(t), "2025-03-12", "2025-03-12"); got != nil {
			t.Errorf("%s: got %v", c.Kind, got)
		}
	}
}

// TestLocalTimeStays goes over two years of clock changes in zones of every
// kind: half an hour in Lord Howe, midnight in Santiago and Cairo, the other
// half of the year in the south, none in Shanghai.
func TestLocalTimeStays(t *testing.T) {
	zones := []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Africa/Cairo",
		"Pacific/Auckland", "America/St_Johns", "Asia/Shanghai", "Asia/Kolkata", "UTC"}
	for _, zone := range zones {
		loc, offsets := place(t, zone), map[int]bool{}
		s := seriesFrom(t, "2025-01-01", comms.EveryWeekOn(comms.Monday, comms.Thursday))
		s.Zone, s.At = zone, comms.At(9, 30)
		list, err := s.Occurrences(chinese(t), loc, civil(t, "2025-01-01"), civil(t, "2026-12-31"))
		if err != nil || len(list) != 209 { // 104 Mondays and 105 Thursdays
			t.Fatalf("%s: %d, %v", zone, len(list), err)
		}
		for _, o := range list {
			if o.Start.Format("2006-01-02T15:04") != o.Nominal.String()+"T09:30" || o.Start.Location() != loc {
				t.Errorf("%s: %s begins %s", zone, o.ID, o.Start)
			}
			_, offset := o.Start.Zone()
			offsets[offset] = true
		}
		if still := zone == "Asia/Shanghai" || zone == "Asia/Kolkata" || zone == "UTC"; still != (len(offsets) == 1) {
			t.Errorf("%s: %d offsets", zone, len(offsets))
		}
	}
}

// TestTimesThatClocksSkipOrRepeat: Berlin, 29 March and 25 October 2026.
func TestTimesThatClocksSkipOrRepeat(t *testing.T) {
	s := seriesFrom(t, "2026-01-04", comms.EveryWeekOn(comms.Sunday))
	s.Zone, s.At = "Europe/Berlin", comms.At(2, 30)
	list, err := s.Occurrences(chinese(t), place(t, s.Zone), civil(t, "2026-03-29"), civil(t, "2026-10-25"))
	if err != nil {
		t.Fatal(err)
	}
	skipped, repeated := list[0], list[len(list)-1]
	if got := skipped.Start.UTC().Format(time.RFC3339); got != "2026-03-29T01:30:00Z" {
		t.Errorf("skipped: %s", got)
	}
	if got := repeated.Start.UTC().Format(time.RFC3339); got != "2026-10-25T00:30:00Z" {
		t.Errorf("repeated: %s", got)
	}
	if skipped.Local.String() != "2026-03-29T02:30:00" {
		t.Errorf("on the clock: %s", skipped.Local)
	}
}

func TestOccurrencesRefused(t *testing.T) {
	s := seriesFrom(t, "2025-01-01", comms.EveryWeekOn(comms.Monday))
	from, to, loc := civil(t, "2025-01-01"), civil(t, "2025-12-31"), place(t, "Asia/Shanghai")
	days := seriesFrom(t, "1900-01-01", comms.Cadence{Kind: comms.WorkingDays})
	for _, c := range []struct {
		name        string
		s           comms.Series
		cal         *calendar.Calendar
		loc         *time.Location
		first, last calendar.Date
		want        error
	}{
		{"no calendar", s, nil, loc, from, to, comms.ErrCalendar},
		{"no location", s, chinese(t), nil, from, to, comms.ErrZone},
		{"another location", s, chinese(t), time.UTC, from, to, comms.ErrZone},
		{"no first day", s, chinese(t), loc, calendar.Date{}, to, comms.ErrTooMany},
		{"too long a window", s, chinese(t), loc, from, from.AddDays(comms.MaxWindowDays), comms.ErrTooMany},
		{"too long a count", days, chinese(t), loc, days.From.AddDays(comms.MaxCountDays), days.From.AddDays(comms.MaxCountDays + 1), comms.ErrTooMany},
	} {
		list, err := c.s.Occurrences(c.cal, c.loc, c.first, c.last)
		if !errors.Is(err, c.want) || list != nil {
			t.Errorf("%s: %v, %v", c.name, list, err)
		}
		if _, err := c.s.Recurrence(c.cal, c.loc, c.last); c.first == from && !errors.Is(err, c.want) {
			t.Errorf("%s: recurrence: %v", c.name, err)
		}
	}
	s.DayOff = ""
	var found *finding.Error
	if _, err := s.Occurrences(chinese(t), loc, from, to); !errors.As(err, &found) || len(found.Findings) != 1 {
		t.Errorf("no rule for days off: %v", err)
	}
	s.DayOff = comms.KeepDay
	if list, err := s.Occurrences(chinese(t), loc, to, from); err != nil || list != nil {
		t.Errorf("a window that ends before it begins: %v, %v", list, err)
	}
	if list, err := s.Occurrences(chinese(t), loc, from, from.AddDays(comms.MaxWindowDays-1)); err != nil || len(list) != 1045 {
		t.Errorf("the longest window: %d, %v", len(list), err) // 7320 days from a Wednesday hold 1045 whole weeks and 5 days, Wednesday to Sunday
	}
}

// TestSeriesAtTheEndsOfTime: the first and last days there are do not loop or
// fall off.
func TestSeriesAtTheEndsOfTime(t *testing.T) {
	for _, c := range []comms.Cadence{
		comms.EveryWeekOn(comms.Monday, comms.Friday), {Kind: comms.MonthlyDate, MonthDay: 31}, {Kind: comms.WorkingDays, Every: 2},
		{Kind: comms.MonthlyWeekday, Nth: -1, Days: []comms.Weekday{comms.Friday}}, {Kind: comms.Once},
	} {
		for _, rule := range []comms.DayOffRule{comms.NextDay, comms.PreviousDay, comms.DropDay} {
			s := seriesFrom(t, "9999-12-01", c)
			s.DayOff = rule
			if got := heldOn(t, s, compiled(t, calendar.Standard()), "9999-12-01", "9999-12-31"); len(got) == 0 {
				t.Errorf("%s, %s: nothing at the end of time", c.Kind, rule)
			}
			s.From = civil(t, "0001-01-01")
			if got := heldOn(t, s, compiled(t, calendar.Standard()), "0001-01-01", "0001-01-31"); len(got) == 0 {
				t.Errorf("%s, %s: nothing at the beginning of time", c.Kind, rule)
			}
		}
	}
}

func TestMissed(t *testing.T) {
	s := seriesFrom(t, "2025-03-03", comms.EveryWeekOn(comms.Monday))
	s = s.With(comms.Exception{On: civil(t, "2025-03-10"), Kind: comms.CancelledOnce})
	list, err := s.AllOccurrences(chinese(t), place(t, s.Zone), civil(t, "2025-03-03"), civil(t, "2025-03-31"))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2025, 3, 24, 10, 0, 0, 0, place(t, s.Zone)) // the one of the 24th has just ended
	found := comms.Missed(list, []comms.Minutes{{Meeting: "s/2025-03-03"}}, at)
	var ids []string
	for _, f := range found {
		if f.Code != comms.CodeMeetingMissed || f.Severity != finding.Warn {
			t.Errorf("%s", f)
		}
		ids = append(ids, f.Subject.ID)
	}
	if want := []string{"s/2025-03-17", "s/2025-03-24"}; !slices.Equal(ids, want) {
		t.Errorf("got %v, want %v", ids, want)
	}
	if found := comms.Missed(list, nil, at.Add(-time.Second)); len(found) != 2 {
		t.Errorf("a second before it ends: %v", found)
	}
}

// TestExceptionsBeyondTheCount have no effect, and cost no count to the end of
// time.
func TestExceptionsBeyondTheCount(t *testing.T) {
	s := seriesFrom(t, "2025-01-02", comms.Cadence{Kind: comms.WorkingDays})
	for n := range 500 {
		s.Exceptions = append(s.Exceptions, comms.Exception{On: civil(t, "9990-01-01").AddDays(n), Kind: comms.MovedOnce, To: moment(t, "2025-03-08T10:00")})
	}
	s.Exceptions = append(s.Exceptions, comms.Exception{On: civil(t, "2026-03-09"), Kind: comms.MovedOnce, To: moment(t, "2025-03-08T10:00")})
	s.Exceptions = append(s.Exceptions, comms.Exception{On: civil(t, "2026-03-08"), Kind: comms.MovedOnce, To: moment(t, "2025-03-08T11:00")})
	list, err := s.Occurrences(chinese(t), place(t, s.Zone), civil(t, "2025-03-08"), civil(t, "2025-03-09"))
	if err != nil || len(list) != 1 || list[0].ID != "s/2026-03-09" {
		t.Errorf("%v, %v", list, err) // 8 March 2026 is a Sunday
	}
	s.Until = civil(t, "2026-03-08")
	if list, err := s.Occurrences(chinese(t), place(t, s.Zone), civil(t, "2025-03-08"), civil(t, "2025-03-09")); err != nil || list != nil {
		t.Errorf("after the end: %v, %v", list, err)
	}
}

// TestRules holds the text of rules against RFC 5545 by hand: days in the order
// of the week, the end as an instant in UTC, no rule where none can say it.
func TestRules(t *testing.T) {
	for _, c := range []struct {
		cadence        comms.Cadence
		from, through  string
		zone, at, rule string
		start          string
	}{
		{comms.Cadence{Kind: comms.Weekly, Every: 2, Days: []comms.Weekday{comms.Friday, comms.Monday}}, "2026-03-03", "2026-03-31", "Europe/Berlin", "09:00",
			"FREQ=WEEKLY;WKST=MO;BYDAY=MO,FR;INTERVAL=2;UNTIL=20260330T070000Z", "2026-03-06T09:00:00"}, // weeks of the 2nd, 16th and 30th; summer time from the 29th
		{comms.Cadence{Kind: comms.MonthlyDate, MonthDay: -1}, "2026-03-03", "2026-04-30", "Europe/Berlin", "09:00",
			"FREQ=MONTHLY;BYMONTHDAY=-1;INTERVAL=1;UNTIL=20260430T070000Z", "2026-03-31T09:00:00"},
		{comms.Cadence{Kind: comms.MonthlyWeekday, Nth: 2, Days: []comms.Weekday{comms.Tuesday}}, "2026-03-03", "2026-04-30", "Asia/Shanghai", "00:30",
			"FREQ=MONTHLY;BYDAY=2TU;INTERVAL=1;UNTIL=20260413T163000Z", "2026-03-10T00:30:00"},
		{comms.Cadence{Kind: comms.MonthlyWeekday, Nth: -1, Days: []comms.Weekday{comms.Sunday}}, "2026-03-03", "2026-04-01", "UTC", "09:00",
			"FREQ=MONTHLY;BYDAY=-1SU;INTERVAL=1;UNTIL=20260329T090000Z", "2026-03-29T09:00:00"},
		{comms.Cadence{Kind: comms.Once}, "2026-03-03", "2026-04-01", "UTC", "09:00", "", "2026-03-03T09:00:00"},
	} {
		s := seriesFrom(t, c.from, c.cadence)
		s.Zone = c.zone
		if err := s.At.UnmarshalText([]byte(c.at)); err != nil {
			t.Fatal(err)
		}
		r, err := s.Recurrence(chinese(t), place(t, c.zone), civil(t, c.through))
		if err != nil || r.Rule != c.rule || r.Start.String() != c.start || len(r.Dates)+len(r.Excluded)+len(r.Overrides) > 0 {
			t.Errorf("%+v: %+v, %v", c.cadence, r, err)
		}
	}
}
