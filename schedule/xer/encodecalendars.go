package xer

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// addCalendars gives numbers to the calendars that P6 needs and the plan does
// not have: one for a project without calendar, and one of 24 hours for
// durations in clock time.
func (e *encoder) addCalendars(n *numbering) {
	p := e.plan
	if _, known := e.numbers.calendars[p.Calendar]; !known {
		e.numbers.standard = n.free()
		e.note(finding.Ref{Kind: "calendar", ID: strconv.Itoa(e.numbers.standard)}, "Standard", CodeAdded)
		e.note(planRef("calendar"), string(p.Calendar), CodeChanged)
	}
	for i := range p.Tasks {
		if e.places[i] == asActivity && p.Tasks[i].Duration.Elapsed {
			e.numbers.clock = n.free()
			e.note(finding.Ref{Kind: "calendar", ID: strconv.Itoa(e.numbers.clock)}, "24 hours", CodeAdded)
			return
		}
	}
}

// calendarNumber returns the number of a calendar that something names, that
// of the project where it names none.
func (e *encoder) calendarNumber(id schedule.CalendarID) int {
	if n, ok := e.numbers.calendars[id]; ok {
		return n
	}
	if n, ok := e.numbers.calendars[e.plan.Calendar]; ok {
		return n
	}
	return e.numbers.standard
}

func (e *encoder) writeCalendars() {
	e.table("CALENDAR", "clndr_id default_flag=N clndr_name proj_id base_clndr_id last_chng_date clndr_type=CA_Base day_hr_cnt week_hr_cnt month_hr_cnt year_hr_cnt rsrc_private=N clndr_data")
	c := calendarWriter{e: e, compiled: map[schedule.CalendarID]*calendar.Calendar{}, direct: map[schedule.CalendarID]bool{}, byID: map[schedule.CalendarID]int{}}
	for i := range e.plan.Calendars {
		if _, twice := c.byID[e.plan.Calendars[i].ID]; !twice {
			c.byID[e.plan.Calendars[i].ID] = i
		}
	}
	for i := range e.plan.Calendars {
		c.write(i)
	}
	if e.numbers.standard > 0 {
		e.writeCalendar(e.numbers.standard, "Standard", "", calendar.Standard())
	}
	if e.numbers.clock > 0 {
		def := calendar.Definition{}
		for day := range def.Week {
			def.Week[day] = calendar.Working(calendar.Hours(0, 24))
		}
		e.writeCalendar(e.numbers.clock, "24 hours", "", def)
	}
}

// writeCalendar writes one calendar in the form of P6: every day of the week
// set, and exceptions of single days.
func (e *encoder) writeCalendar(number int, name, base string, def calendar.Definition) {
	u := e.plan.Units
	day, week, month := or(u.MinutesPerDay, 480), or(u.MinutesPerWeek, 2400), or(u.DaysPerMonth, 20)
	hours := func(minutes int) string { return hoursText(calendar.Work(minutes) * calendar.Minute) }
	e.setInt("clndr_id", number)
	e.text("clndr_name", name, 255, finding.Ref{Kind: "calendar", ID: strconv.Itoa(number), Field: "name"})
	e.set("base_clndr_id", base)
	e.set("day_hr_cnt", hours(day))
	e.set("week_hr_cnt", hours(week))
	e.set("month_hr_cnt", hours(day*month))
	e.set("year_hr_cnt", hours(day*month*12))
	e.set("clndr_data", calendarData(def))
	e.end()
}

func or(n, usual int) int {
	if n > 0 {
		return n
	}
	return usual
}

// calendarData writes the nested records that hold the working time.
func calendarData(def calendar.Definition) string {
	var b strings.Builder
	b.WriteString("(0||CalendarData()((0||DaysOfWeek()(")
	for day := range def.Week {
		fmt.Fprintf(&b, "(0||%d()(", day+1)
		writeRanges(&b, def.Week[day].Ranges)
		b.WriteString("))")
	}
	b.WriteString("))(0||Exceptions()(")
	for i, x := range def.Exceptions {
		fmt.Fprintf(&b, "(0||%d(d|%d)(", i, x.From.DaysSince(windowsEpoch()))
		writeRanges(&b, x.Ranges)
		b.WriteString("))")
	}
	return b.String() + "))))"
}

func writeRanges(b *strings.Builder, ranges []calendar.Range) {
	clock := func(w calendar.Work) string {
		w %= 24 * calendar.Hour
		return fmt.Sprintf("%02d:%02d", int64(w/calendar.Hour), int64(w%calendar.Hour/calendar.Minute))
	}
	for i, r := range ranges {
		fmt.Fprintf(b, "(0||%d(s|%s|f|%s)())", i, clock(r.Start), clock(r.Finish))
	}
}

// calendarWriter writes the calendars of the plan.
type calendarWriter struct {
	e        *encoder
	byID     map[schedule.CalendarID]int
	compiled map[schedule.CalendarID]*calendar.Calendar // nil where there are faults
	direct   map[schedule.CalendarID]bool               // written as they are
}

// write writes a calendar as it is, if P6 can say the same, and else day by
// day.
func (c *calendarWriter) write(i int) {
	k := &c.e.plan.Calendars[i]
	ref := finding.Ref{Kind: "calendar", ID: string(k.ID)}
	number := c.e.numbers.calendars[k.ID]
	c.noteNames(k)
	if c.isDirect(k.ID, 0) {
		base := ""
		if k.Base != "" {
			base = strconv.Itoa(c.e.numbers.calendars[k.Base])
		}
		c.e.writeCalendar(number, k.Name, base, k.Times)
		return
	}
	ref.Field = "times"
	def, err := c.flatten(k)
	if err != nil {
		c.e.note(ref, err.Error(), CodeLeftOut)
	} else {
		c.e.note(ref, c.e.horizon[0].String()+" to "+c.e.horizon[1].String(), CodeFlattened)
	}
	c.e.noteIf(k.Base != "", finding.Ref{Kind: "calendar", ID: string(k.ID), Field: "base"}, string(k.Base), CodeChanged)
	c.e.writeCalendar(number, k.Name, "", def)
}

// noteNames counts the names of exceptions, which P6 does not have.
func (c *calendarWriter) noteNames(k *schedule.Calendar) {
	for _, x := range k.Times.Exceptions {
		c.e.count(x.Name != "", "calendar", "times.exceptions.name", CodeNotWritten)
	}
}

// isDirect reports whether a calendar and its bases are of P6's form.
func (c *calendarWriter) isDirect(id schedule.CalendarID, depth int) bool {
	if answer, known := c.direct[id]; known {
		return answer
	}
	i, known := c.byID[id]
	answer := known && depth < 100
	if answer {
		k := &c.e.plan.Calendars[i]
		answer = plainTimes(&k.Times) && (k.Base == "" || k.Base != id && c.isDirect(k.Base, depth+1))
	}
	c.direct[id] = answer
	return answer
}

// plainTimes reports whether a definition says nothing that P6 cannot.
func plainTimes(d *calendar.Definition) bool {
	for _, day := range d.Week {
		if !day.Set || !plainRanges(day.Ranges) {
			return false
		}
	}
	seen := map[calendar.Date]bool{}
	for _, x := range d.Exceptions {
		if seen[x.From] || x.From.IsZero() || !x.To.IsZero() && x.To != x.From || !x.Repeat.IsZero() || !plainRanges(x.Ranges) {
			return false
		}
		seen[x.From] = true
	}
	return len(d.WorkWeeks) == 0 && works(*d)
}

// plainRanges reports whether ranges are whole minutes within the day.
func plainRanges(ranges []calendar.Range) bool {
	return !overlap(ranges) && !slices.ContainsFunc(ranges, func(r calendar.Range) bool {
		return r.Start < 0 || r.Finish <= r.Start || r.Finish > 24*calendar.Hour ||
			r.Start%calendar.Minute != 0 || r.Finish%calendar.Minute != 0
	})
}

var errRing = errors.New("its bases run in a circle or are missing")

// compile compiles a calendar upon its bases.
func (c *calendarWriter) compile(id schedule.CalendarID, depth int) (*calendar.Calendar, error) {
	if k, known := c.compiled[id]; known {
		return k, nil
	}
	i, known := c.byID[id]
	if !known || depth > 100 {
		return nil, errRing
	}
	k := &c.e.plan.Calendars[i]
	var base *calendar.Calendar
	if k.Base != "" {
		var err error
		if base, err = c.compile(k.Base, depth+1); err != nil {
			return nil, err
		}
	}
	compiled, err := calendar.Compile(k.Times, base)
	if err != nil {
		return nil, err
	}
	c.compiled[id] = compiled
	return compiled, nil
}

// usualWeek returns the days of the ordinary week, each from the calendar or
// from the nearest base that says something of it.
func (c *calendarWriter) usualWeek(k *schedule.Calendar) (week calendar.Week) {
	for range 100 {
		for day := range week {
			if d := k.Times.Week[day]; d.Set && !week[day].Set {
				week[day] = d
			}
		}
		i, known := c.byID[k.Base]
		if k.Base == "" || !known {
			break
		}
		k = &c.e.plan.Calendars[i]
	}
	for day := range week {
		week[day].Set = true
	}
	return week
}

// flatten writes out a calendar day by day: the ordinary week as midnight cuts
// it, and an exception for every day of the horizon that is otherwise.
func (c *calendarWriter) flatten(k *schedule.Calendar) (def calendar.Definition, err error) {
	for day := range def.Week {
		def.Week[day] = calendar.Working()
	}
	compiled, err := c.compile(k.ID, 0)
	if err != nil {
		return def, err
	}
	usual, err := calendar.Compile(calendar.Definition{Week: c.usualWeek(k)}, nil)
	if err == nil {
		sunday := calendar.DateOf(2023, 1, 1)
		for day := range def.Week {
			def.Week[day] = calendar.Working(c.wholeMinutes(k, usual.Ranges(sunday.AddDays(day)))...)
		}
	}
	from, to := c.e.horizon[0], c.e.horizon[1]
	for date := from; !date.IsZero() && !date.After(to); date = date.AddDays(1) {
		ranges := c.wholeMinutes(k, compiled.Ranges(date))
		if !slices.Equal(ranges, def.Week[date.Weekday()].Ranges) {
			def.Exceptions = append(def.Exceptions, calendar.Exception{From: date, Ranges: ranges})
		}
	}
	if !works(def) {
		return def, calendar.ErrNoWork
	}
	return def, nil
}

// wholeMinutes cuts ranges to whole minutes.
func (c *calendarWriter) wholeMinutes(k *schedule.Calendar, ranges []calendar.Range) []calendar.Range {
	list := make([]calendar.Range, 0, len(ranges))
	for _, r := range ranges {
		cut := calendar.Range{Start: r.Start - r.Start%calendar.Minute, Finish: r.Finish - r.Finish%calendar.Minute}
		c.e.count(cut != r, "calendar", "times", CodeRounded)
		if cut.Start < cut.Finish {
			list = append(list, cut)
		}
	}
	return list
}

// findHorizon finds the years that flattened calendars have to be exact for:
// those of the plan, one before and ten after, fifty at most, so that no reader
// finds too many exceptions.
func (e *encoder) findHorizon() {
	first, last := 9999, 1
	see := func(dates ...calendar.DateTime) {
		for _, d := range dates {
			if year, _, _ := d.Date().Civil(); year > 0 {
				first, last = min(first, year), max(last, year)
			}
		}
	}
	p := e.plan
	see(p.Start, p.Finish, p.MustFinish, p.DataDate)
	for i := range p.Tasks {
		t := &p.Tasks[i]
		see(t.Constraint.Date, t.Second.Date, t.Deadline, t.ExpectedFinish, t.Start, t.Finish, t.Progress.ActualStart, t.Progress.ActualFinish)
	}
	if first > last {
		return
	}
	first = max(first-1, 1)
	last = min(last+10, first+49, 9999)
	e.horizon = [2]calendar.Date{calendar.DateOf(first, 1, 1), calendar.DateOf(last, 12, 31)}
}
