package ics

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Encode writes the calendar file. The error is a [*finding.Error] with
// everything that [Calendar.Check] found, and then nothing has been written, or
// that of the writer.
func Encode(w io.Writer, c Calendar) error {
	if err := finding.AsError("ics: encode", c.Check()); err != nil {
		return err
	}
	out := &writer{out: bufio.NewWriter(w)}
	out.put("BEGIN", "VCALENDAR")
	out.put("VERSION", "2.0")
	out.put("PRODID", escape(c.Product))
	out.put("CALSCALE", "GREGORIAN")
	out.put("METHOD", string(c.method()))
	out.text("X-WR-CALNAME", c.Name)
	for _, z := range zonesOf(c.Events) {
		out.zone(z)
	}
	for i := range c.Events {
		out.event(&c.Events[i], c.method())
	}
	out.put("END", "VCALENDAR")
	if err := out.out.Flush(); err != nil {
		return fmt.Errorf("ics: encode: %w", err)
	}
	return nil
}

func (c Calendar) method() Method {
	if c.Method == "" {
		return Publish
	}
	return c.Method
}

func (w *writer) event(e *Event, m Method) {
	w.put("BEGIN", "VEVENT")
	w.put("UID", escape(e.UID))
	w.put("DTSTAMP", e.Stamp.UTC().Format("20060102T150405Z"))
	w.put("SEQUENCE", strconv.Itoa(e.Sequence))
	w.when("RECURRENCE-ID", e.Instance)
	w.when("DTSTART", e.Start)
	w.finish(e)
	if e.Rule != "" {
		w.put("RRULE", e.Rule)
	}
	w.moments("RDATE", e.Start, e.Dates)
	w.moments("EXDATE", e.Start, e.Excluded)
	w.text("SUMMARY", e.Summary)
	w.text("DESCRIPTION", e.Description)
	w.text("LOCATION", e.Location)
	if e.URL != "" {
		w.put("URL", e.URL)
	}
	if len(e.Categories) > 0 {
		list := make([]string, len(e.Categories))
		for i, name := range e.Categories {
			list[i] = escape(name)
		}
		w.put("CATEGORIES", strings.Join(list, ","))
	}
	w.status(e, m)
	w.people(e, m)
	for _, lead := range e.Reminders {
		w.reminder(e, lead)
	}
	w.put("END", "VEVENT")
}

// finish writes the end: the day after the last for days.
func (w *writer) finish(e *Event) {
	switch {
	case !e.Start.IsDay():
		w.when("DTEND", e.Finish)
	case e.Finish.IsZero():
		w.when("DTEND", On(e.Start.Day.AddDays(1)))
	default:
		w.when("DTEND", On(e.Finish.Day.AddDays(1)))
	}
}

func (w *writer) status(e *Event, m Method) {
	status := e.Status
	if m == Cancel {
		status = Cancelled
	}
	if status != "" {
		w.put("STATUS", string(status))
	}
	if e.Transparent {
		w.put("TRANSP", "TRANSPARENT")
	}
}

func (w *writer) people(e *Event, m Method) {
	if e.Organizer != (Person{}) {
		w.put("ORGANIZER"+commonName(e.Organizer), "mailto:"+e.Organizer.Email)
	}
	for _, p := range e.Attendees {
		role := ";ROLE=REQ-PARTICIPANT"
		if p.Optional {
			role = ";ROLE=OPT-PARTICIPANT"
		}
		if m == Request {
			role += ";PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
		}
		w.put("ATTENDEE"+commonName(p)+role, "mailto:"+p.Email)
	}
}

func commonName(p Person) string {
	if p.Name == "" {
		return ""
	}
	return ";CN=" + quoted(p.Name)
}

func (w *writer) reminder(e *Event, lead calendar.Work) {
	w.put("BEGIN", "VALARM")
	w.put("ACTION", "DISPLAY")
	w.put("DESCRIPTION", escape(e.Summary))
	w.put("TRIGGER", "-PT"+strconv.FormatInt(int64(lead), 10)+"S")
	w.put("END", "VALARM")
}

// when writes a moment in its form, if it is set.
func (w *writer) when(name string, at When) {
	if at.IsZero() {
		return
	}
	w.put(name+at.parameters(), at.value())
}

// moments writes a list of moments in the form of the start.
func (w *writer) moments(name string, start When, list []calendar.DateTime) {
	if len(list) == 0 {
		return
	}
	values := make([]string, len(list))
	for i, t := range list {
		at := At(t, start.Zone)
		if start.IsDay() {
			at = On(t.Date())
		}
		values[i] = at.value()
	}
	w.put(name+start.parameters(), strings.Join(values, ","))
}

// parameters says how a moment is to be read.
func (w When) parameters() string {
	switch {
	case w.IsDay():
		return ";VALUE=DATE"
	case w.Zone == nil || w.Zone.String() == "UTC":
		return ""
	}
	return ";TZID=" + w.Zone.String()
}

func (w When) value() string {
	if w.IsDay() {
		return strings.ReplaceAll(w.Day.String(), "-", "")
	}
	text := strings.NewReplacer("-", "", ":", "").Replace(w.Local.String())
	if w.Zone != nil && w.Zone.String() == "UTC" {
		text += "Z"
	}
	return text
}

// offset writes an offset from UTC in seconds as a file has it.
func offset(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	text := fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		text += fmt.Sprintf("%02d", seconds%60)
	}
	return text
}

// local writes an instant on a clock that is so many seconds ahead of UTC.
func local(t time.Time, ahead int) string {
	return t.UTC().Add(time.Duration(ahead) * time.Second).Format("20060102T150405")
}
