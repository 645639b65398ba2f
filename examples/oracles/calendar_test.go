package oracles

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	ical "github.com/arran4/golang-ical"
	"github.com/teambition/rrule-go"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/report/ics"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

var stamp = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

// written encodes events and reads them with the other parser.
func written(t *testing.T, events []ics.Event) *ical.Calendar {
	t.Helper()
	var b bytes.Buffer
	if err := ics.Encode(&b, ics.Calendar{Product: "-//Example//CRM//EN", Events: events}); err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(b.String(), "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Fatalf("line %q", line)
		}
	}
	cal, err := ical.ParseCalendar(&b)
	if err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	return cal
}

// value returns a property, "" where it is not there.
func value(e *ical.VEvent, name ical.ComponentProperty) string {
	if p := e.GetProperty(name); p != nil {
		return p.Value
	}
	return ""
}

// local reads a property with a time zone as an instant.
func local(t *testing.T, p *ical.IANAProperty) []time.Time {
	t.Helper()
	zone := time.UTC
	if ids := p.ICalParameters["TZID"]; len(ids) == 1 {
		loc, err := time.LoadLocation(ids[0])
		if err != nil {
			t.Fatal(err)
		}
		zone = loc
	}
	var list []time.Time
	for text := range strings.SplitSeq(p.Value, ",") {
		at, err := time.ParseInLocation("20060102T150405", strings.TrimSuffix(text, "Z"), zone)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, at)
	}
	return list
}

// expanded returns when the events of a series are held and for how long, as
// the other libraries understand the file.
func expanded(t *testing.T, cal *ical.Calendar, until time.Time) []string {
	t.Helper()
	lengths := map[time.Time]time.Duration{}
	for _, e := range cal.Events() {
		start := local(t, e.GetProperty(ical.ComponentPropertyDtStart))[0]
		length := local(t, e.GetProperty(ical.ComponentPropertyDtEnd))[0].Sub(start)
		if replaced := e.GetProperty(ical.ComponentPropertyRecurrenceId); replaced != nil {
			old := local(t, replaced)[0].UTC()
			if _, there := lengths[old]; !there {
				t.Errorf("replaced is %v, which is not there", old)
			}
			delete(lengths, old)
			lengths[start.UTC()] = length
			continue
		}
		for _, at := range occurrences(t, e, start, until) {
			lengths[at.UTC()] = length
		}
	}
	var list []string
	for _, at := range slices.SortedFunc(maps.Keys(lengths), time.Time.Compare) {
		list = append(list, at.Format(time.RFC3339)+" "+lengths[at].String())
	}
	return list
}

// occurrences expands one event by rrule-go.
func occurrences(t *testing.T, e *ical.VEvent, start, until time.Time) []time.Time {
	t.Helper()
	set := new(rrule.Set)
	set.DTStart(start)
	set.RDate(start)
	if rule := value(e, ical.ComponentPropertyRrule); rule != "" {
		option, err := rrule.StrToROptionInLocation(rule, start.Location())
		if err != nil {
			t.Fatal(err)
		}
		option.Dtstart = start
		r, err := rrule.NewRRule(*option)
		if err != nil {
			t.Fatal(err)
		}
		set.RRule(r)
	}
	for _, p := range e.GetProperties(ical.ComponentPropertyRdate) {
		for _, at := range local(t, p) {
			set.RDate(at)
		}
	}
	for _, p := range e.GetProperties(ical.ComponentPropertyExdate) {
		for _, at := range local(t, p) {
			set.ExDate(at)
		}
	}
	return set.Between(start.AddDate(-1, 0, 0), until, true)
}

// randomSeries returns a series of any cadence, with exceptions, in daytime.
func randomSeries(rng *rand.Rand) comms.Series {
	days := []comms.Weekday{comms.Monday, comms.Tuesday, comms.Wednesday, comms.Thursday, comms.Friday, comms.Saturday, comms.Sunday}
	rng.Shuffle(len(days), func(i, j int) { days[i], days[j] = days[j], days[i] })
	cadence := []comms.Cadence{
		{Kind: comms.Once},
		{Kind: comms.Weekly, Every: rng.IntN(3), Days: days[:1+rng.IntN(3)]},
		{Kind: comms.MonthlyDate, Every: rng.IntN(3), MonthDay: 1 + rng.IntN(31)},
		{Kind: comms.MonthlyDate, MonthDay: -1},
		{Kind: comms.MonthlyWeekday, Nth: 1 + rng.IntN(5), Days: days[:1]},
		{Kind: comms.MonthlyWeekday, Nth: -1, Days: days[:1]},
		{Kind: comms.WorkingDays, Every: 1 + rng.IntN(5)},
	}[rng.IntN(7)]
	s := comms.Series{
		ID: "weekly", Title: "周例会; all, of \\ us", Chair: "pm", Cadence: cadence, From: calendar.DateOf(2026, 1, 1+rng.IntN(31)),
		At: comms.At(6+rng.IntN(12), 15*rng.IntN(4)), Zone: []string{"Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"}[rng.IntN(4)],
		DurationMin: 15 + rng.IntN(100), DayOff: []comms.DayOffRule{comms.KeepDay, comms.NextDay, comms.PreviousDay, comms.DropDay}[rng.IntN(4)],
	}
	s.Until = s.From.AddDays(rng.IntN(300))
	for range rng.IntN(5) {
		x := comms.Exception{On: s.From.AddDays(rng.IntN(70)), Kind: comms.CancelledOnce}
		if rng.IntN(2) == 0 {
			x.Kind, x.To = comms.MovedOnce, s.From.AddDays(rng.IntN(200)).At(19*calendar.Hour)
		}
		s = s.With(x)
	}
	return s
}

// Series of meetings are held, as others read the file, when they are held as
// we say, for as long.
func TestMeetingsAsOthersReadThem(t *testing.T) {
	days, err := calendar.Compile(calendar.Standard(), nil)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(9, 4))
	rules, moved := 0, 0
	for round := range 300 {
		s := randomSeries(rng)
		zone, err := time.LoadLocation(s.Zone)
		if err != nil {
			t.Fatal(err)
		}
		events, err := view.Meetings(view.MeetingsInput{Series: s, Calendar: days, Zone: zone, Last: s.Until, Stamp: stamp, Domain: "crm.example"})
		if err != nil {
			t.Fatalf("seed 9 4, round %d: %v", round, err)
		}
		held, err := s.Occurrences(days, zone, s.From.AddDays(-60), s.Until.AddDays(320))
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, o := range held {
			want = append(want, o.Start.UTC().Format(time.RFC3339)+" "+(time.Duration(o.DurationMin)*time.Minute).String())
		}
		slices.Sort(want)
		if len(events) == 0 {
			if len(want) > 0 {
				t.Errorf("round %d: no events for %q", round, want)
			}
			continue
		}
		cal := written(t, events)
		got := expanded(t, cal, s.Until.AddDays(400).At(0).In(zone))
		if want = slices.Compact(want); !slices.Equal(got, want) {
			t.Fatalf("seed 9 4, round %d, %+v:\nothers read %q\nwe say %q", round, s, got, want)
		}
		for _, e := range cal.Events() {
			if value(e, ical.ComponentPropertySummary) != s.Title || e.Id() != "weekly@crm.example" {
				t.Errorf("%q, %q", value(e, ical.ComponentPropertySummary), e.Id())
			}
		}
		if events[0].Rule != "" {
			rules++
		}
		moved += len(events) - 1
		offsets(t, cal, zone, round)
	}
	if rules < 50 || moved < 20 {
		t.Errorf("only %d rules and %d moved meetings", rules, moved)
	}
}

// offsets holds the zones of a file, read as RFC 5545 says, against the time
// zone database, at noon of each day of the year.
func offsets(t *testing.T, cal *ical.Calendar, zone *time.Location, round int) {
	t.Helper()
	zones := cal.Timezones()
	if len(zones) != 1 {
		t.Fatalf("round %d: %d zones", round, len(zones))
	}
	type onset struct {
		at     time.Time // on the clock of before, as if UTC
		offset int
	}
	var list []onset
	for _, part := range zones[0].Components {
		var base *ical.ComponentBase
		switch p := part.(type) {
		case *ical.Standard:
			base = &p.ComponentBase
		case *ical.Daylight:
			base = &p.ComponentBase
		default:
			t.Fatalf("round %d: part %T", round, part)
		}
		start, err := time.Parse("20060102T150405", base.GetProperty(ical.ComponentPropertyDtStart).Value)
		if err != nil {
			t.Fatal(err)
		}
		offset := seconds(t, base.GetProperty(ical.ComponentProperty(ical.PropertyTzoffsetto)).Value)
		starts := []time.Time{start}
		if rule := base.GetProperty(ical.ComponentPropertyRrule); rule != nil {
			option, err := rrule.StrToROption(rule.Value)
			if err != nil {
				t.Fatal(err)
			}
			option.Dtstart = start
			r, err := rrule.NewRRule(*option)
			if err != nil {
				t.Fatal(err)
			}
			starts = r.Between(start, time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC), true)
		}
		for _, p := range base.GetProperties(ical.ComponentPropertyRdate) {
			for text := range strings.SplitSeq(p.Value, ",") {
				at, err := time.Parse("20060102T150405", text)
				if err != nil {
					t.Fatal(err)
				}
				starts = append(starts, at)
			}
		}
		for _, at := range starts {
			list = append(list, onset{at, offset})
		}
	}
	slices.SortFunc(list, func(a, b onset) int { return a.at.Compare(b.at) })
	for day := range 365 {
		noon := time.Date(2026, 1, 1+day, 12, 0, 0, 0, time.UTC)
		got := 0
		for _, o := range list {
			if !o.at.After(noon) {
				got = o.offset
			}
		}
		if _, want := time.Date(2026, 1, 1+day, 12, 0, 0, 0, zone).Zone(); got != want && noon.After(list[0].at) {
			t.Fatalf("round %d, %s, %s: offset %d, not %d", round, zone, noon, got, want)
		}
	}
}

// seconds reads +hhmm or +hhmmss.
func seconds(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi((text[1:] + "00")[:6])
	if err != nil {
		t.Fatal(err)
	}
	total := n/10000*3600 + n/100%100*60 + n%100
	if text[0] == '-' {
		return -total
	}
	return total
}

// Milestones and deadlines of a plan are whole days with the names that they
// have, whatever these hold.
func TestDatesAsOthersReadThem(t *testing.T) {
	names := []string{"签约", "a;b,c\\d", "two\nlines", "\"quoted\": x=1", strings.Repeat("很长", 100), "\U0001F600 <b>&amp;"}
	plan := &schedule.Plan{Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour)}
	for i, name := range names {
		plan.Tasks = append(plan.Tasks, schedule.Task{
			ID: schedule.TaskID(fmt.Sprint("m", i)), Name: name, Milestone: true,
			Constraint: schedule.Constraint{}, Deadline: calendar.DateOf(2026, 5, 1+i).At(17 * calendar.Hour),
		})
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	events := view.Dates(phrase.In(phrase.En), view.DatesInput{Plan: plan, Result: result, Stamp: stamp, Domain: "crm.example"})
	read := written(t, events).Events()
	if len(read) != 2*len(names) {
		t.Fatalf("%d events", len(read))
	}
	for i, e := range read {
		first, err1 := e.GetAllDayStartAt()
		behind, err2 := e.GetAllDayEndAt()
		day := calendar.DateOf(2026, 3, 2)
		name := strings.ReplaceAll(names[i/2], "\n", " ")
		if i%2 == 1 {
			day, name = calendar.DateOf(2026, 5, 1+i/2), "Deadline: "+name
		}
		if err1 != nil || err2 != nil || calendar.DateTimeOf(first).Date() != day || behind.Sub(first) != 24*time.Hour {
			t.Errorf("event %d: %v to %v, %v, %v, not %v", i, first, behind, err1, err2, day)
		}
		if got := strings.ReplaceAll(value(e, ical.ComponentPropertySummary), "\n", " "); got != name {
			t.Errorf("event %d: %q, not %q", i, got, name)
		}
		if value(e, ical.ComponentPropertyTransp) != "TRANSPARENT" {
			t.Errorf("event %d takes somebody's time", i)
		}
	}
}
