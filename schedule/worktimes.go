package schedule

import (
	"errors"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// workingTimes compiles every calendar of the plan, bases first. Calendars of
// equal working time become one. A faulty calendar is a finding that blocks;
// so is a ring of bases.
func (b *builder) workingTimes() {
	plan := b.plan
	b.calendars = make(map[CalendarID]int32, len(plan.Calendars)+1)
	b.exceptions = make(map[CalendarID]int, len(plan.Calendars)+1)
	b.byDigest = make(map[string]int32, len(plan.Calendars)+1)
	byID := make(map[CalendarID]int, len(plan.Calendars))
	for i := range plan.Calendars {
		id := plan.Calendars[i].ID
		if id == "" {
			b.report(finding.Finding{Code: CodeNoID, Subject: calendarRef(id, "id"), Got: place(i), Remedy: RemedyUniqueID})
			continue
		}
		if first, taken := byID[id]; taken {
			b.report(finding.Finding{Code: CodeDuplicateID, Subject: calendarRef(id, "id"), Want: place(first), Got: place(i), Remedy: RemedyUniqueID})
			continue
		}
		byID[id] = i
	}
	for i := range plan.Calendars {
		if id := plan.Calendars[i].ID; id != "" {
			b.compileChain(id, byID)
		}
	}
	if b.inherited > maxInherited {
		b.report(finding.Finding{Code: CodeTooLarge, Subject: finding.Ref{Kind: "plan", ID: plan.Name, Field: "calendars"}, Want: finding.Number(maxInherited, "exception"),
			Got: finding.Number(int64(b.inherited), "exception")})
	}
	if plan.Calendar == "" {
		standard, err := calendar.Compile(calendar.Standard(), nil)
		b.keepCalendar("", standard, err)
	}
	b.always = int32(len(b.net.calendars))
	b.net.calendars = append(b.net.calendars, calendar.AlwaysOn())
	b.net.project = b.calendarOf("", finding.Ref{Kind: "plan", ID: plan.Name, Field: "calendar"})
}

func calendarRef(id CalendarID, field string) finding.Ref {
	return finding.Ref{Kind: "calendar", ID: string(id), Field: field}
}

// compileChain compiles a calendar after the chain of its bases, without
// recursion: chains come from files.
func (b *builder) compileChain(id CalendarID, byID map[CalendarID]int) {
	var chain []CalendarID
	onChain := map[CalendarID]bool{}
	for {
		if _, done := b.calendars[id]; done {
			break
		}
		i, known := byID[id]
		if !known || onChain[id] {
			code := CodeUnknownCalendar
			if known {
				code = CodeCalendarCycle
			}
			b.report(finding.Finding{Code: code, Subject: calendarRef(chain[len(chain)-1], "base"), Got: finding.Text(string(id)), Remedy: RemedyNameCalendar})
			for _, faulty := range chain {
				b.calendars[faulty] = -1
			}
			return
		}
		chain, onChain[id] = append(chain, id), true
		if id = b.plan.Calendars[i].Base; id == "" {
			break
		}
	}
	for k := len(chain) - 1; k >= 0; k-- {
		b.compileOne(&b.plan.Calendars[byID[chain[k]]])
	}
}

// compileOne compiles a calendar whose base has been compiled.
func (b *builder) compileOne(c *Calendar) {
	var base *calendar.Calendar
	if c.Base != "" {
		at := b.calendars[c.Base]
		if at < 0 || addsNothing(&c.Times) {
			b.calendars[c.ID] = at
			return
		}
		base = b.net.calendars[at]
	}
	if b.inherits(c); b.inherited > maxInherited {
		b.calendars[c.ID] = -1
		return
	}
	times := c.Times
	times.ID, times.Name = string(c.ID), c.Name
	compiled, err := calendar.Compile(times, base)
	b.keepCalendar(c.ID, compiled, err)
}

// maxInherited bounds the exceptions of all calendars together, those that they
// inherit counted again: what is inherited is copied.
const maxInherited = 1_000_000

// inherits counts the exceptions of a calendar with those of its bases.
func (b *builder) inherits(c *Calendar) {
	own := len(c.Times.Exceptions) + len(c.Times.WorkWeeks) + b.exceptions[c.Base]
	b.exceptions[c.ID] = own
	b.inherited += own
}

// addsNothing reports whether a calendar has just the working time of its base.
func addsNothing(d *calendar.Definition) bool {
	for _, day := range d.Week {
		if day.Set {
			return false
		}
	}
	return len(d.WorkWeeks) == 0 && len(d.Exceptions) == 0
}

func (b *builder) keepCalendar(id CalendarID, c *calendar.Calendar, err error) {
	if err != nil {
		b.calendarFaults(id, err)
		b.calendars[id] = -1
		return
	}
	digest := c.Digest()
	at, known := b.byDigest[digest]
	if !known {
		at = int32(len(b.net.calendars))
		b.net.calendars = append(b.net.calendars, c)
		b.byDigest[digest] = at
	}
	b.calendars[id] = at
}

// calendarFaults notes that a calendar cannot be used, and each of its faults
// under the fault's own code, with its place as the field.
func (b *builder) calendarFaults(id CalendarID, err error) {
	f := finding.Finding{Code: CodeCalendarFault, Subject: calendarRef(id, ""), Remedy: RemedyMendCalendar}
	var faulty *calendar.DefinitionError
	if !errors.As(err, &faulty) {
		b.report(f)
		return
	}
	f.Got = finding.Number(int64(len(faulty.Faults)), "fault")
	b.report(f)
	for _, fault := range faulty.Faults {
		one := finding.Finding{Code: finding.Code(fault.Code), Subject: calendarRef(id, fault.Place), Remedy: RemedyMendCalendar}
		if fault.Detail != "" {
			one.Got = finding.Text(fault.Detail)
		}
		b.report(one)
	}
}

// calendarOf returns the number of the calendar that a task names, the
// project's when it names none, or -1 when there is no such calendar.
func (b *builder) calendarOf(id CalendarID, ref finding.Ref) int32 {
	if id == "" {
		id = b.plan.Calendar
	}
	at, ok := b.calendars[id]
	if !ok {
		b.report(finding.Finding{Code: CodeUnknownCalendar, Subject: ref, Got: finding.Text(string(id)), Remedy: RemedyNameCalendar})
		return -1
	}
	return at
}
