package ics_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/ics"
	"github.com/milepost-go/milepost/schedule/calendar"
)

var stamp = time.Date(2026, 3, 1, 9, 30, 0, 0, time.UTC)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func on(year int, month time.Month, day, hour, minute int) calendar.DateTime {
	return calendar.DateOf(year, month, day).At(calendar.Work(hour)*calendar.Hour + calendar.Work(minute)*calendar.Minute)
}

func encode(t testing.TB, c ics.Calendar) string {
	t.Helper()
	var b bytes.Buffer
	if err := ics.Encode(&b, c); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// compare tells calendars apart by what their moments say, not by how zones are
// loaded.
var compare = cmp.Options{
	cmp.Comparer(func(a, b *time.Location) bool {
		return a == b || a != nil && b != nil && a.String() == b.String()
	}),
	cmp.Comparer(func(a, b calendar.Date) bool { return a == b }),
}

// The lines are written by hand from RFC 5545.
func TestEncodeByHand(t *testing.T) {
	got := encode(t, ics.Calendar{Product: "-//Example//CRM//EN", Name: "Sales, north", Events: []ics.Event{{
		UID: "weekly@crm.example", Sequence: 2, Stamp: stamp, Summary: "项目例会; weekly, short", Description: "a\\b\r\nc",
		Start: ics.At(on(2026, 3, 2, 9, 0), zone(t, "Asia/Shanghai")), Finish: ics.At(on(2026, 3, 2, 10, 0), zone(t, "Asia/Shanghai")),
		Rule: "FREQ=WEEKLY;BYDAY=MO", Excluded: []calendar.DateTime{on(2026, 4, 6, 9, 0)}, Reminders: []calendar.Work{15 * calendar.Minute},
	}, {
		UID: "weekly@crm.example", Sequence: 2, Stamp: stamp, Instance: ics.At(on(2026, 3, 9, 9, 0), zone(t, "Asia/Shanghai")),
		Start: ics.At(on(2026, 3, 10, 14, 0), zone(t, "Asia/Shanghai")), Finish: ics.At(on(2026, 3, 10, 15, 0), zone(t, "Asia/Shanghai")),
	}, {
		UID: "signing@crm.example", Stamp: stamp, Start: ics.On(calendar.DateOf(2026, 12, 31)), Transparent: true, Categories: []string{"a,b", "c"},
	}, {
		UID: "fair@crm.example", Stamp: stamp, Start: ics.On(calendar.DateOf(2026, 5, 30)), Finish: ics.On(calendar.DateOf(2026, 6, 2)), Status: ics.Tentative,
	}}})
	want := strings.ReplaceAll(`BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//CRM//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:Sales\, north
BEGIN:VTIMEZONE
TZID:Asia/Shanghai
BEGIN:STANDARD
DTSTART:19910915T020000
TZOFFSETFROM:+0900
TZOFFSETTO:+0800
TZNAME:CST
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:weekly@crm.example
DTSTAMP:20260301T093000Z
SEQUENCE:2
DTSTART;TZID=Asia/Shanghai:20260302T090000
DTEND;TZID=Asia/Shanghai:20260302T100000
RRULE:FREQ=WEEKLY;BYDAY=MO
EXDATE;TZID=Asia/Shanghai:20260406T090000
SUMMARY:项目例会\; weekly\, short
DESCRIPTION:a\\b\nc
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:项目例会\; weekly\, short
TRIGGER:-PT900S
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:weekly@crm.example
DTSTAMP:20260301T093000Z
SEQUENCE:2
RECURRENCE-ID;TZID=Asia/Shanghai:20260309T090000
DTSTART;TZID=Asia/Shanghai:20260310T140000
DTEND;TZID=Asia/Shanghai:20260310T150000
END:VEVENT
BEGIN:VEVENT
UID:signing@crm.example
DTSTAMP:20260301T093000Z
SEQUENCE:0
DTSTART;VALUE=DATE:20261231
DTEND;VALUE=DATE:20270101
CATEGORIES:a\,b,c
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:fair@crm.example
DTSTAMP:20260301T093000Z
SEQUENCE:0
DTSTART;VALUE=DATE:20260530
DTEND;VALUE=DATE:20260603
STATUS:TENTATIVE
END:VEVENT
END:VCALENDAR
`, "\n", "\r\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// The rules of a zone with summer time are those that the zone has had since
// 1996 in the European Union and since 2007 in the United States.
func TestZonesByRule(t *testing.T) {
	for name, want := range map[string][]string{
		"Europe/Berlin":    {"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"},
		"America/New_York": {"RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"},
	} {
		got := encode(t, ics.Calendar{Product: "p", Events: []ics.Event{{UID: "1", Stamp: stamp, Start: ics.At(on(2026, 1, 5, 9, 0), zone(t, name))}}})
		for _, line := range want {
			if !strings.Contains(got, "\r\n"+line+"\r\n") {
				t.Errorf("%s: no %s in\n%s", name, line, got)
			}
		}
	}
}

// observance is a part of a VTIMEZONE as read by the test.
type observance struct {
	start    time.Time // on the clock before
	from, to int
	rule     string
	dates    []time.Time
}

// offsetAt applies the parts of a zone as RFC 5545 says: the latest onset that
// is not after the instant counts.
func offsetAt(parts []observance, at time.Time) int {
	var latest time.Time
	ahead := 0
	for _, o := range parts {
		onsets := append([]time.Time{o.start}, o.dates...)
		if o.rule != "" {
			onsets = yearly(o, at.Year()+1)
		}
		for _, local := range onsets {
			onset := local.Add(-time.Duration(o.from) * time.Second)
			if !onset.After(at) && (latest.IsZero() || onset.After(latest)) {
				latest, ahead = onset, o.to
			}
		}
	}
	return ahead
}

// yearly expands FREQ=YEARLY;BYMONTH=m;BYDAY=nXX day by day.
func yearly(o observance, until int) []time.Time {
	var month, nth int
	var day string
	fmt.Sscanf(strings.NewReplacer(";", " ", "=", " ").Replace(o.rule), "FREQ YEARLY BYMONTH %d BYDAY %d%s", &month, &nth, &day)
	var list []time.Time
	for year := o.start.Year(); year <= until; year++ {
		var days []time.Time
		for d := time.Date(year, time.Month(month), 1, o.start.Hour(), o.start.Minute(), 0, 0, time.UTC); d.Month() == time.Month(month); d = d.AddDate(0, 0, 1) {
			if strings.ToUpper(d.Weekday().String()[:2]) == day {
				days = append(days, d)
			}
		}
		if nth < 0 {
			list = append(list, days[len(days)+nth])
		} else {
			list = append(list, days[nth-1])
		}
	}
	return list
}

func readZone(t *testing.T, file string) []observance {
	var parts []observance
	seconds := func(v string) int {
		var sign, h, m, s int
		sign = 1
		if v[0] == '-' {
			sign = -1
		}
		fmt.Sscanf(v[1:], "%02d%02d%02d", &h, &m, &s)
		return sign * (h*3600 + m*60 + s)
	}
	clock := func(v string) time.Time {
		x, err := time.Parse("20060102T150405", v)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	zoneText, _, _ := strings.Cut(strings.ReplaceAll(file, "\r\n ", ""), "END:VTIMEZONE")
	for line := range strings.SplitSeq(zoneText, "\r\n") {
		name, value, _ := strings.Cut(line, ":")
		o := &observance{}
		if len(parts) > 0 {
			o = &parts[len(parts)-1]
		}
		switch name {
		case "BEGIN":
			if value == "STANDARD" || value == "DAYLIGHT" {
				parts = append(parts, observance{})
			}
		case "DTSTART":
			o.start = clock(value)
		case "TZOFFSETFROM":
			o.from = seconds(value)
		case "TZOFFSETTO":
			o.to = seconds(value)
		case "RRULE":
			o.rule = value
		case "RDATE":
			for d := range strings.SplitSeq(value, ",") {
				o.dates = append(o.dates, clock(d))
			}
		}
	}
	return parts
}

// All through the event's life and for ten years after it the offset is the one that
// the time zone database says, in zones with rules, without, and with rules that
// change, as Lord Howe's half hour, Morocco's Ramadan and Iran's end of summer
// time.
func TestZonesThroughYears(t *testing.T) {
	for _, name := range []string{
		"Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Tehran", "America/Sao_Paulo",
		"Europe/Dublin", "Asia/Kathmandu", "Pacific/Apia", "America/St_Johns", "Europe/Moscow",
	} {
		for _, year := range []int{1986, 2006, 2021, 2026} {
			loc := zone(t, name)
			from := on(year, 1, 20, 9, 0)
			parts := readZone(t, encode(t, ics.Calendar{Product: "p", Events: []ics.Event{{UID: "1", Stamp: stamp, Start: ics.At(from, loc)}}}))
			for at := from.In(loc); at.Year() < year+10; at = at.Add(37 * time.Hour) {
				if _, want := at.Zone(); offsetAt(parts, at) != want {
					t.Fatalf("%s from %d: at %s the offset is %d, want %d", name, year, at, offsetAt(parts, at), want)
				}
			}
		}
	}
}

// Lines are 75 octets at most and break between characters; unfolding gives the
// text back.
func TestFold(t *testing.T) {
	for length := range 200 {
		for _, unit := range []string{"x", "é", "中", "😀", "中a"} {
			summary := strings.Repeat(unit, length)
			got := encode(t, ics.Calendar{Product: "p", Events: []ics.Event{{UID: "1", Stamp: stamp, Start: ics.On(calendar.DateOf(2026, 1, 1)), Summary: summary}}})
			for line := range strings.SplitSeq(got, "\r\n") {
				if len(line) > 75 || !utf8.ValidString(line) {
					t.Fatalf("%d x %s: %q", length, unit, line)
				}
			}
			if length > 0 && !strings.Contains(strings.ReplaceAll(got, "\r\n ", ""), "SUMMARY:"+summary+"\r\n") {
				t.Fatalf("%d x %s is not there", length, unit)
			}
		}
	}
}

// Text of users cannot make lines, properties or parameters of its own.
func TestHostileText(t *testing.T) {
	bad := "x\r\nATTENDEE:mailto:evil@example.com\nEND:VEVENT\r\x00\x07\"; CN=\"y\" \u2028z"
	got := encode(t, ics.Calendar{Product: bad, Name: bad, Events: []ics.Event{{
		UID: "1" + bad, Stamp: stamp, Start: ics.On(calendar.DateOf(2026, 1, 1)), Summary: bad, Description: bad, Location: bad, Categories: []string{bad},
		Organizer: ics.Person{Name: bad, Email: "pm@example.com"}, Attendees: []ics.Person{{Name: bad, Email: "a@example.com"}},
	}}})
	lines := strings.Split(strings.ReplaceAll(got, "\r\n ", ""), "\r\n")
	count := func(prefix string) int {
		return len(slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return !strings.HasPrefix(l, prefix) }))
	}
	if count("ATTENDEE") != 1 || count("END:VEVENT") != 1 || count("BEGIN") != 2 {
		t.Error(got)
	}
	if strings.ContainsAny(strings.ReplaceAll(got, "\r\n", ""), "\r\n\x00\x07") {
		t.Errorf("control characters in %q", got)
	}
}

func TestCheck(t *testing.T) {
	day := ics.On(calendar.DateOf(2026, 3, 2)) // a Monday
	berlin := zone(t, "Europe/Berlin")
	monday := ics.At(on(2026, 3, 2, 9, 0), berlin)
	for name, c := range map[string]struct {
		change func(*ics.Calendar, *ics.Event)
		want   finding.Code
	}{
		"no product":     {func(c *ics.Calendar, _ *ics.Event) { c.Product = " " }, ics.CodeNoProduct},
		"method":         {func(c *ics.Calendar, _ *ics.Event) { c.Method = "REPLY" }, ics.CodeMethod},
		"no uid":         {func(_ *ics.Calendar, e *ics.Event) { e.UID = "" }, ics.CodeNoUID},
		"twice":          {func(c *ics.Calendar, e *ics.Event) { c.Events = append(c.Events, *e) }, ics.CodeDuplicate},
		"no stamp":       {func(_ *ics.Calendar, e *ics.Event) { e.Stamp = time.Time{} }, ics.CodeNoStamp},
		"no start":       {func(_ *ics.Calendar, e *ics.Event) { e.Start = ics.When{} }, ics.CodeNoStart},
		"sequence":       {func(_ *ics.Calendar, e *ics.Event) { e.Sequence = -1 }, ics.CodeSequence},
		"finish first":   {func(_ *ics.Calendar, e *ics.Event) { e.Finish = ics.On(calendar.DateOf(2026, 3, 1)) }, ics.CodeFinishFirst},
		"other kind":     {func(_ *ics.Calendar, e *ics.Event) { e.Finish = monday }, ics.CodeOtherKind},
		"machine's zone": {func(_ *ics.Calendar, e *ics.Event) { e.Start = ics.At(on(2026, 3, 2, 9, 0), time.Local) }, ics.CodeZone},
		"fixed zone": {func(_ *ics.Calendar, e *ics.Event) {
			e.Start = ics.At(on(2026, 3, 2, 9, 0), time.FixedZone("+08", 8*3600))
		}, ics.CodeZone},
		"year 9999":         {func(_ *ics.Calendar, e *ics.Event) { e.Start = ics.On(calendar.DateOf(9999, 12, 31)) }, ics.CodeYear},
		"no rule":           {func(_ *ics.Calendar, e *ics.Event) { e.Rule = "FREQ=SOMETIMES" }, ics.CodeRule},
		"count and until":   {func(_ *ics.Calendar, e *ics.Event) { e.Rule = "FREQ=DAILY;COUNT=2;UNTIL=20260401" }, ics.CodeRule},
		"until of a day":    {func(_ *ics.Calendar, e *ics.Event) { e.Rule = "FREQ=DAILY;UNTIL=20260401T000000Z" }, ics.CodeRule},
		"until without Z":   {func(_ *ics.Calendar, e *ics.Event) { e.Start, e.Rule = monday, "FREQ=DAILY;UNTIL=20260401T090000" }, ics.CodeRule},
		"line in rule":      {func(_ *ics.Calendar, e *ics.Event) { e.Rule = "FREQ=DAILY\r\nX:1" }, ics.CodeRule},
		"start not in rule": {func(_ *ics.Calendar, e *ics.Event) { e.Rule = "FREQ=WEEKLY;BYDAY=TU,WE" }, ics.CodeRuleStart},
		"not the last":      {func(_ *ics.Calendar, e *ics.Event) { e.Rule = "FREQ=MONTHLY;BYDAY=-1MO" }, ics.CodeRuleStart},
		"rule of one":       {func(_ *ics.Calendar, e *ics.Event) { e.Rule, e.Instance = "FREQ=DAILY", day }, ics.CodeRuleOfInstance},
		"status":            {func(_ *ics.Calendar, e *ics.Event) { e.Status = "MAYBE" }, ics.CodeStatus},
		"by nobody": {func(c *ics.Calendar, e *ics.Event) {
			c.Method = ics.Request
			e.Attendees = []ics.Person{{Email: "a@b.example"}}
		}, ics.CodeNoOrganizer},
		"to nobody":    {func(c *ics.Calendar, e *ics.Event) { c.Method = ics.Request; e.Organizer.Email = "a@b.example" }, ics.CodeNoAttendees},
		"address":      {func(_ *ics.Calendar, e *ics.Event) { e.Attendees = []ics.Person{{Email: "a@b.example\r\nX:1"}} }, ics.CodeAddress},
		"url":          {func(_ *ics.Calendar, e *ics.Event) { e.URL = "https://x.example/\r\nX:1" }, ics.CodeURL},
		"relative url": {func(_ *ics.Calendar, e *ics.Event) { e.URL = "minutes/1" }, ics.CodeURL},
		"reminder":     {func(_ *ics.Calendar, e *ics.Event) { e.Reminders = []calendar.Work{-1} }, ics.CodeReminder},
	} {
		file := ics.Calendar{Product: "p", Events: []ics.Event{{UID: "1", Stamp: stamp, Start: day}}}
		c.change(&file, &file.Events[0])
		found := file.Check()
		if len(found) != 1 || found[0].Code != c.want || found[0].Severity != finding.Block || found[0].Remedy == "" {
			t.Errorf("%s: %v, want %s", name, found, c.want)
		}
		var b bytes.Buffer
		var refused *finding.Error
		if err := ics.Encode(&b, file); !errors.As(err, &refused) || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes written", name, err, b.Len())
		}
	}
}

// random makes a calendar with everything in it that the seed says.
func random(t testing.TB, seed uint64) ics.Calendar {
	r := rand.New(rand.NewPCG(seed, 1))
	zones := []*time.Location{nil, time.UTC, zone(t, "Europe/Berlin"), zone(t, "Asia/Shanghai"), zone(t, "America/New_York")}
	words := []string{"", "x", "会议, 周一; a\\b", "line\nline", "emoji 😀 \\n", strings.Repeat("长", 200)}
	word := func() string { return words[r.IntN(len(words))] }
	c := ics.Calendar{Product: "p" + word(), Name: word(), Method: []ics.Method{ics.Publish, ics.Cancel}[r.IntN(2)]}
	for i := range r.IntN(5) {
		e := ics.Event{UID: fmt.Sprint(i, "@x ", word()), Sequence: r.IntN(3), Stamp: stamp, Summary: word(), Description: word(), Location: word(), Transparent: r.IntN(2) == 0}
		local, z := on(2026, time.Month(1+r.IntN(12)), 1+r.IntN(28), 10+r.IntN(8), r.IntN(60)), zones[r.IntN(len(zones))]
		if r.IntN(3) == 0 {
			e.Start, e.Finish = ics.On(local.Date()), ics.On(local.Date().AddDays(r.IntN(3)))
		} else {
			e.Start, e.Finish = ics.At(local, z), ics.At(local.AddSeconds(int64(60*r.IntN(100))), z)
		}
		if r.IntN(2) == 0 {
			e.Rule = "FREQ=DAILY;INTERVAL=2;COUNT=7"
			e.Excluded = []calendar.DateTime{e.Start.Local.AddSeconds(2 * 86400)}
			if e.Start.IsDay() {
				e.Excluded[0] = e.Start.Day.AddDays(2).At(0)
			}
		}
		if c.Method == ics.Cancel {
			e.Status = ics.Cancelled
		}
		if r.IntN(2) == 0 {
			e.Categories, e.Reminders, e.URL = []string{"a" + word(), "b,"}, []calendar.Work{0, 90}, "https://x.example/?a=1;b=2,3"
			e.Organizer, e.Attendees = ics.Person{Name: "李 雷: a;b", Email: "l@x.example"}, []ics.Person{{Email: "h@x.example", Optional: true}, {Name: "H", Email: "i@x.example"}}
		}
		c.Events = append(c.Events, e)
	}
	return c
}

// What is written is read back the same, without a finding but for nothing.
func TestDecodeAfterEncode(t *testing.T) {
	for seed := range uint64(500) {
		c := random(t, seed)
		if found := c.Check(); len(found) > 0 {
			t.Fatal(seed, found)
		}
		text := encode(t, c)
		got, found, err := ics.Decode(strings.NewReader(text), time.LoadLocation)
		if err != nil || len(found) > 0 {
			t.Fatal(seed, err, found)
		}
		if diff := cmp.Diff(c, got, compare); diff != "" {
			t.Fatalf("seed %d: %s\n%s", seed, diff, text)
		}
		if encode(t, got) != text {
			t.Fatalf("seed %d: other bytes", seed)
		}
	}
}

// truth returns the folder of calendar files that other programs wrote.
func truth(t testing.TB) string {
	root := os.Getenv("MILEPOST_TRUTH")
	if root == "" {
		t.Skip("MILEPOST_TRUTH is not set")
	}
	return filepath.Join(root, "formats", "ics")
}

func TestTruthICS(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(truth(t), "*.ics"))
	if err != nil || len(files) == 0 {
		t.Skip("no files")
	}
	exact := 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		c, found, err := ics.Decode(bytes.NewReader(data), time.LoadLocation)
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(name), err)
			continue
		}
		if want := bytes.Count(data, []byte("BEGIN:VEVENT")); len(c.Events) != want {
			t.Errorf("%s: %d events, want %d", filepath.Base(name), len(c.Events), want)
			continue
		}
		t.Log(filepath.Base(name), len(c.Events), found)
		exact++
	}
	t.Logf("truth ics: %d of %d read", exact, len(files))
}

// By hand from the text of the file in the test.
func TestDecodeTolerant(t *testing.T) {
	text := "\uFEFFBEGIN:VCALENDAR\nX-WR-TIMEZONE:Asia/Shanghai\nBEGIN:VTODO\nBEGIN:VALARM\nEND:VALARM\nEND:VTODO\nBEGIN:VEVENT\nUID:a\nDTSTART;TZID=China Standard Time:20260302T090000\n" +
		"DURATION:PT1H30M\nSUMMARY;LANGUAGE=zh:周一\\, 例会\n  和讨论\nno colon here\nDTSTAMP:yesterday\nATTENDEE;CN=\"Li: Lei\";ROLE=OPT-PARTICIPANT:MAILTO:l@x.example\n" +
		"RRULE:FREQ=WEEKLY\nRRULE:FREQ=DAILY\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20260303\nDTEND;VALUE=DATE:20260303\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART;TZID=Mars/Olympus:20260303T000000\n"
	c, found, err := ics.Decode(strings.NewReader(text), time.LoadLocation)
	if err != nil || len(c.Events) != 3 {
		t.Fatal(c, found, err)
	}
	shanghai := zone(t, "Asia/Shanghai")
	want := []ics.Event{{
		UID: "a", Start: ics.At(on(2026, 3, 2, 9, 0), shanghai), Finish: ics.At(on(2026, 3, 2, 10, 30), shanghai), Summary: "周一, 例会 和讨论",
		Rule: "FREQ=WEEKLY", Attendees: []ics.Person{{Name: "Li: Lei", Email: "l@x.example", Optional: true}},
	}, {
		Start: ics.On(calendar.DateOf(2026, 3, 3)), Finish: ics.On(calendar.DateOf(2026, 3, 3)),
	}, {Start: ics.At(on(2026, 3, 3, 0, 0), nil)}}
	if diff := cmp.Diff(want, c.Events, compare); diff != "" {
		t.Error(diff)
	}
	var codes []finding.Code
	for _, f := range found {
		codes = append(codes, f.Code)
	}
	if diff := cmp.Diff([]finding.Code{ics.CodeNotRead, ics.CodeWindowsZone, ics.CodeLine, ics.CodeValue, ics.CodeManyRules, ics.CodeUnknownZone, ics.CodeNoEnd}, codes); diff != "" {
		t.Error(diff)
	}
}

type endless struct{ n int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = "BEGIN:VCALENDAR\n"[(e.n+i)%16]
	}
	e.n += len(p)
	return len(p), nil
}

func TestDecodeBounds(t *testing.T) {
	if _, _, err := ics.Decode(&endless{}, nil); !errors.Is(err, ics.ErrSize) {
		t.Errorf("an endless file: %v", err)
	}
	many := "BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:VEVENT\nEND:VEVENT\n", ics.MaxEvents+1)
	if _, _, err := ics.Decode(strings.NewReader(many), nil); !errors.Is(err, ics.ErrSize) {
		t.Errorf("too many events: %v", err)
	}
	if _, _, err := ics.Decode(strings.NewReader("hello\nworld"), nil); !errors.Is(err, ics.ErrForm) {
		t.Errorf("another file: %v", err)
	}
	if _, _, err := ics.Decode(io.MultiReader(strings.NewReader("BEGIN"), broken{}), nil); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a broken reader: %v", err)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// Nothing that is read panics, and what is read and fit to be written is read
// back the same.
func FuzzDecode(f *testing.F) {
	for seed := range uint64(5) {
		f.Add([]byte(encode(f, random(f, seed))))
	}
	f.Add([]byte("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDURATION:P9999999WT1S\nDTSTART:99991231T235959Z\nBEGIN:VALARM\nTRIGGER:-P1D"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, _, err := ics.Decode(bytes.NewReader(data), time.LoadLocation)
		if err != nil || len(c.Check()) > 0 {
			return
		}
		first := encode(t, c)
		again, _, err := ics.Decode(strings.NewReader(first), time.LoadLocation)
		if err != nil {
			t.Fatal(err)
		}
		if second := encode(t, again); second != first {
			t.Fatal(cmp.Diff(first, second))
		}
	})
}
