package comms_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// week is Monday first, as the words of a cadence and of a rule go.
var week = []comms.Weekday{comms.Monday, comms.Tuesday, comms.Wednesday, comms.Thursday, comms.Friday, comms.Saturday, comms.Sunday}

func dayOf(d calendar.Date) comms.Weekday { return week[(int(d.Weekday())+6)%7] }

// onCadence decides day by day, from the words of the cadence alone, whether a
// day is one of it. Working days before d are counted one by one.
func onCadence(c comms.Cadence, from, d calendar.Date, works func(calendar.Date) bool) bool {
	n := max(1, c.Every)
	year, month, date := d.Civil()
	fromYear, fromMonth, _ := from.Civil()
	months := (year-fromYear)*12 + int(month) - int(fromMonth)
	switch c.Kind {
	case comms.Once:
		return d == from
	case comms.Weekly:
		weeks := 0 // Mondays passed since the first week
		for x := from.AddDays(1); !x.After(d); x = x.AddDays(1) {
			if x.Weekday() == time.Monday {
				weeks++
			}
		}
		return weeks%n == 0 && slices.Contains(c.Days, dayOf(d))
	case comms.MonthlyDate:
		_, next, _ := d.AddDays(1).Civil()
		return months%n == 0 && (date == c.MonthDay || c.MonthDay == -1 && next != month)
	case comms.MonthlyWeekday:
		_, week, _ := d.AddDays(7).Civil()
		return months%n == 0 && dayOf(d) == c.Days[0] && ((date+6)/7 == c.Nth || c.Nth == -1 && week != month)
	}
	passed := 0
	for x := from; x.Before(d); x = x.AddDays(1) {
		if works(x) {
			passed++
		}
	}
	return works(d) && passed%n == 0
}

// slowly computes the days and fates of a whole series, day by day: where
// each occurrence would go, and of those on one day the one that moved least.
func slowly(s comms.Series, works func(calendar.Date) bool, until calendar.Date) map[calendar.Date]string {
	type plan struct {
		to    calendar.Date
		moved int
	}
	plans, best := map[calendar.Date]plan{}, map[calendar.Date]calendar.Date{}
	for d := s.From; !d.After(until); d = d.AddDays(1) {
		if !s.Until.IsZero() && d.After(s.Until) || !onCadence(s.Cadence, s.From, d, works) {
			continue
		}
		p := plan{to: d}
		step := map[comms.DayOffRule]int{comms.NextDay: 1, comms.PreviousDay: -1}[s.DayOff]
		for step != 0 && !works(p.to) {
			p.to = p.to.AddDays(step)
			p.moved++
		}
		plans[d] = p
		if other, taken := best[p.to]; !taken || plans[other].moved > p.moved {
			best[p.to] = d
		}
	}
	fates := map[calendar.Date]string{}
	for d, p := range plans {
		switch {
		case s.DayOff == comms.DropDay && !works(d):
			fates[d] = "dropped " + d.String()
		case best[p.to] != d:
			fates[d] = "merged " + d.String()
		case p.moved > 0:
			fates[d] = "shifted " + p.to.String()
		default:
			fates[d] = "as_planned " + d.String()
		}
		for _, x := range s.Exceptions {
			if x.On == d && x.Kind == comms.MovedOnce {
				fates[d] = "moved " + x.To.Date().String()
			} else if x.On == d {
				fates[d] = "cancelled " + d.String()
			}
		}
	}
	return fates
}

// randomWork returns a calendar with random days off, runs of them, and
// worked weekend days, and the same as a plain question.
func randomWork(t *testing.T, rng *rand.Rand, from calendar.Date) (*calendar.Calendar, func(calendar.Date) bool) {
	t.Helper()
	def, off, on := calendar.Standard(), map[calendar.Date]bool{}, map[calendar.Date]bool{}
	for range 25 {
		d := from.AddDays(rng.IntN(500) - 50)
		for run := rng.IntN(12); run >= 0; run-- {
			if x := d.AddDays(run); !off[x] && !on[x] {
				off[x] = true
				def.Exceptions = append(def.Exceptions, calendar.Exception{From: x})
			}
		}
		if x := from.AddDays(rng.IntN(500) - 50); !off[x] && !on[x] {
			on[x] = true
			def.Exceptions = append(def.Exceptions, calendar.Exception{From: x, Ranges: []calendar.Range{calendar.Hours(8, 12)}})
		}
	}
	return compiled(t, def), func(d calendar.Date) bool {
		weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		return on[d] || !weekend && !off[d]
	}
}

func randomCadence(rng *rand.Rand) comms.Cadence {
	some := slices.Clone(week)
	rng.Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
	ends := func(n int) int {
		if rng.IntN(4) == 0 {
			return -1
		}
		return 1 + rng.IntN(n)
	}
	switch every := rng.IntN(4); rng.IntN(5) {
	case 0:
		return comms.Cadence{Kind: comms.Once}
	case 1:
		return comms.Cadence{Kind: comms.Weekly, Every: every, Days: some[:1+rng.IntN(7)]}
	case 2:
		return comms.Cadence{Kind: comms.MonthlyDate, Every: every, MonthDay: ends(31)}
	case 3:
		return comms.Cadence{Kind: comms.MonthlyWeekday, Every: every, Nth: ends(5), Days: some[:1]}
	default:
		return comms.Cadence{Kind: comms.WorkingDays, Every: every}
	}
}

func randomSeries(t *testing.T, rng *rand.Rand) comms.Series {
	t.Helper()
	zones := []string{"Europe/Berlin", "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe"}
	s := seriesFrom(t, "2025-01-01", randomCadence(rng))
	s.From = s.From.AddDays(rng.IntN(60))
	s.Zone, s.At = zones[rng.IntN(len(zones))], comms.TimeOfDay(rng.IntN(24*60))
	s.DayOff = []comms.DayOffRule{comms.KeepDay, comms.NextDay, comms.PreviousDay, comms.DropDay}[rng.IntN(4)]
	if rng.IntN(2) == 0 {
		s.Until = s.From.AddDays(rng.IntN(300))
	}
	for range rng.IntN(16) {
		x := comms.Exception{On: s.From.AddDays(rng.IntN(70)), Kind: comms.CancelledOnce}
		if rng.IntN(2) == 0 {
			x.Kind, x.To = comms.MovedOnce, s.From.AddDays(rng.IntN(250)).At(15*calendar.Hour)
		}
		s = s.With(x)
	}
	return s
}

// TestOccurrencesAgainstDayByDay compares random series in random calendars
// and windows with the slow rule.
func TestOccurrencesAgainstDayByDay(t *testing.T) {
	const seed = 20250926
	rng, seen := rand.New(rand.NewPCG(seed, 1)), map[string]int{}
	for round := range 400 {
		s := randomSeries(t, rng)
		cal, works := randomWork(t, rng, s.From)
		first := s.From.AddDays(rng.IntN(250) - 30)
		last := first.AddDays(rng.IntN(60))
		list, err := s.AllOccurrences(cal, place(t, s.Zone), first, last)
		if err != nil {
			t.Fatalf("seed %d, round %d: %v", seed, round, err)
		}
		got := map[calendar.Date]string{}
		for i, o := range list {
			got[o.Nominal] = string(o.Fate) + " " + o.Local.Date().String()
			seen[string(o.Fate)]++
			if !o.Start.Equal(o.Local.In(place(t, s.Zone))) || i > 0 && o.Start.Before(list[i-1].Start) || o.ID != "s/"+o.Nominal.String() {
				t.Errorf("seed %d, round %d: %v", seed, round, o)
			}
		}
		want := map[calendar.Date]string{}
		for d, fate := range slowly(s, works, last.AddDays(320)) {
			day := civil(t, fate[strings.IndexByte(fate, ' ')+1:])
			if !day.Before(first) && !day.After(last) {
				want[d] = fate
			}
		}
		if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b calendar.Date) bool { return a == b })); diff != "" || len(list) != len(got) {
			t.Fatalf("seed %d, round %d, %+v, %s to %s:\n%s", seed, round, s, first, last, diff)
		}
	}
	for _, fate := range []comms.Fate{comms.AsPlanned, comms.ShiftedDay, comms.MovedByHand, comms.Cancelled, comms.DroppedDay, comms.MergedDay} {
		if seen[string(fate)] < 10 {
			t.Errorf("%s was tried %d times", fate, seen[string(fate)])
		}
	}
}

// expand reads a recurrence as a calendar program does: the rule (or the
// dates), less what is excluded, with what is elsewhere put there.
func expand(t *testing.T, r comms.Recurrence, loc *time.Location) map[string]int {
	t.Helper()
	at := []calendar.DateTime{}
	if !r.Start.IsZero() {
		at = append(append(at, r.Start), r.Dates...)
	}
	if r.Rule != "" {
		at = ruled(t, r, loc)
	}
	held := map[string]int{}
	for _, m := range at {
		if slices.Contains(r.Excluded, m) {
			continue
		}
		minutes := r.DurationMin
		for _, o := range r.Overrides {
			if o.Original == m {
				m, minutes = o.Start, o.DurationMin
				break
			}
		}
		held[m.String()+" "+strconv.Itoa(minutes)]++
	}
	return held
}

// ruled goes through the days from the start and asks each part of the rule.
func ruled(t *testing.T, r comms.Recurrence, loc *time.Location) []calendar.DateTime {
	t.Helper()
	part := map[string]string{}
	for _, p := range strings.Split(r.Rule, ";") {
		name, value, _ := strings.Cut(p, "=")
		part[name] = value
	}
	until, err := time.Parse("20060102T150405Z", part["UNTIL"])
	if err != nil {
		t.Fatal(err)
	}
	every, err := strconv.Atoi(part["INTERVAL"])
	if err != nil {
		t.Fatal(err)
	}
	var list []calendar.DateTime
	for m := r.Start; !m.In(loc).After(until); m = m.AddSeconds(24 * 3600) {
		if ruleHolds(part, every, r.Start.Date(), m.Date()) {
			list = append(list, m)
		}
	}
	return list
}

func ruleHolds(part map[string]string, every int, start, d calendar.Date) bool {
	name := strings.ToUpper(string(dayOf(d))[:2])
	year, month, date := d.Civil()
	firstYear, firstMonth, _ := start.Civil()
	if part["FREQ"] == "WEEKLY" {
		monday := start.AddDays(-(int(start.Weekday()) + 6) % 7)
		return d.DaysSince(monday)/7%every == 0 && slices.Contains(strings.Split(part["BYDAY"], ","), name)
	}
	if ((year-firstYear)*12+int(month)-int(firstMonth))%every != 0 {
		return false
	}
	_, tomorrow, _ := d.AddDays(1).Civil()
	_, week, _ := d.AddDays(7).Civil()
	for _, by := range []struct {
		part, value string
		is          bool
	}{
		{"BYMONTHDAY", strconv.Itoa(date), true}, {"BYMONTHDAY", "-1", tomorrow != month},
		{"BYDAY", fmt.Sprintf("%d%s", (date+6)/7, name), true}, {"BYDAY", "-1" + name, week != month},
	} {
		if by.is && part[by.part] == by.value {
			return true
		}
	}
	return false
}

// TestRecurrenceSaysTheSame: rule, dates and exceptions read by another
// reader give the occurrences.
func TestRecurrenceSaysTheSame(t *testing.T) {
	const seed = 5545
	rng := rand.New(rand.NewPCG(seed, 2))
	rules := 0
	for round := range 300 {
		s := randomSeries(t, rng)
		cal, _ := randomWork(t, rng, s.From)
		last, loc := s.From.AddDays(rng.IntN(250)), place(t, s.Zone)
		r, err := s.Recurrence(cal, loc, last)
		if err != nil {
			t.Fatalf("seed %d, round %d: %v", seed, round, err)
		}
		all, err := s.Occurrences(cal, loc, s.From.AddDays(-60), last.AddDays(320))
		if err != nil {
			t.Fatalf("seed %d, round %d: %v", seed, round, err)
		}
		want := map[string]int{}
		for _, o := range all {
			if !o.Nominal.After(last) {
				want[o.Local.String()+" "+strconv.Itoa(o.DurationMin)]++
			}
		}
		if diff := cmp.Diff(want, expand(t, r, loc)); diff != "" {
			t.Fatalf("seed %d, round %d, %+v, to %s: %+v\n%s", seed, round, s, last, r, diff)
		}
		if r.Rule != "" {
			rules++
		}
	}
	if rules < 100 {
		t.Errorf("only %d rules", rules)
	}
}

// TestRecurrenceOfAHolidayWeek is the same by hand.
func TestRecurrenceOfAHolidayWeek(t *testing.T) {
	s := seriesFrom(t, "2025-09-22", comms.EveryWeekOn(comms.Wednesday))
	s.DayOff, s.Sequence = comms.NextDay, 4
	got, err := s.Recurrence(chinese(t), place(t, s.Zone), civil(t, "2025-10-15"))
	if err != nil {
		t.Fatal(err)
	}
	want := comms.Recurrence{
		UID: "s", Sequence: 4, Zone: "Asia/Shanghai", Start: moment(t, "2025-09-24T09:00"), DurationMin: 60,
		Rule:      "FREQ=WEEKLY;WKST=MO;BYDAY=WE;INTERVAL=1;UNTIL=20251015T010000Z",
		Excluded:  []calendar.DateTime{moment(t, "2025-10-01T09:00")},
		Overrides: []comms.Override{{ID: "s/2025-10-08", Original: moment(t, "2025-10-08T09:00"), Start: moment(t, "2025-10-09T09:00"), DurationMin: 60}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	s.Cadence = comms.Cadence{Kind: comms.WorkingDays, Every: 4}
	if got, err = s.Recurrence(chinese(t), place(t, s.Zone), civil(t, "2025-09-30")); err != nil || got.Rule != "" ||
		!slices.Equal(got.Dates, []calendar.DateTime{moment(t, "2025-09-26T09:00")}) {
		t.Errorf("working days: %+v, %v", got, err) // Mon 22, Tue, Wed, Thu, Fri 26, Sun 28, Mon, Tue 30
	}
	s.Cadence, s.Until = comms.EveryWeekOn(comms.Sunday), civil(t, "2025-09-23")
	if got, err = s.Recurrence(chinese(t), place(t, s.Zone), civil(t, "2025-09-30")); err != nil || !got.Start.IsZero() || got.Rule != "" {
		t.Errorf("no day at all: %+v, %v", got, err)
	}
}
