package ics

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// eventProperty takes a property of the event that is open.
func (d *decoder) eventProperty(p property) {
	e := d.event
	ok := true
	switch p.name {
	case "UID":
		e.UID = unescape(p.value)
	case "SEQUENCE":
		n, err := strconv.Atoi(p.value)
		e.Sequence, ok = max(0, n), err == nil && n >= 0
	case "DTSTAMP":
		var at When
		if at, ok = parseWhen(p.value, false, nil); ok {
			e.Stamp = at.Local.In(time.UTC)
		}
	case "DTSTART":
		e.Start, ok = d.when(p)
	case "DTEND":
		if e.Finish, ok = d.when(p); ok && e.Finish.IsDay() {
			e.Finish.Day = e.Finish.Day.AddDays(-1)
		}
	case "DURATION":
		d.length, ok = parseSpan(p.value)
		d.timed = ok
	case "RECURRENCE-ID":
		e.Instance, ok = d.when(p)
	case "RRULE":
		ok = d.rule(p.value)
	case "RDATE":
		d.dates, ok = d.moments(d.dates, p)
	case "EXDATE":
		d.excluded, ok = d.moments(d.excluded, p)
	case "ORGANIZER":
		e.Organizer, ok = person(p)
	case "ATTENDEE":
		var who Person
		if who, ok = person(p); ok {
			e.Attendees = append(e.Attendees, who)
		}
	default:
		e.text(p)
	}
	if !ok {
		d.add(CodeValue, finding.Warn, d.number, finding.Value{}, finding.Text(clip(p.name+":"+p.value)))
	}
}

// text takes a property that is words.
func (e *Event) text(p property) {
	switch p.name {
	case "SUMMARY":
		e.Summary = unescape(p.value)
	case "DESCRIPTION":
		e.Description = unescape(p.value)
	case "LOCATION":
		e.Location = unescape(p.value)
	case "URL":
		e.URL = p.value
	case "CATEGORIES":
		e.Categories = append(e.Categories, splitList(p.value)...)
	case "STATUS":
		e.Status = Status(strings.ToUpper(p.value))
	case "TRANSP":
		e.Transparent = strings.EqualFold(p.value, "TRANSPARENT")
	}
}

// rule keeps the first rule of an event.
func (d *decoder) rule(text string) bool {
	text = strings.ToUpper(strings.TrimSuffix(text, ";"))
	if _, fault := parseRule(text); fault != "" {
		return false
	}
	if d.event.Rule != "" {
		d.add(CodeManyRules, finding.Warn, d.number, finding.Text(clip(d.event.Rule)), finding.Text(clip(text)))
		return true
	}
	d.event.Rule = text
	return true
}

// when reads a moment with its parameters.
func (d *decoder) when(p property) (When, bool) {
	return parseWhen(p.value, strings.EqualFold(p.params["VALUE"], "DATE"), d.zone(p.params["TZID"]))
}

// moments reads a list of moments; of a period, its start.
func (d *decoder) moments(list []When, p property) ([]When, bool) {
	all := true
	for text := range strings.SplitSeq(p.value, ",") {
		start, _, _ := strings.Cut(text, "/")
		at, ok := parseWhen(start, strings.EqualFold(p.params["VALUE"], "DATE"), d.zone(p.params["TZID"]))
		if !ok {
			all = false
			continue
		}
		list = append(list, at)
	}
	return list, all
}

// onClock returns moments on the clock of a start, days at 00:00.
func (w When) onClock(list []When) []calendar.DateTime {
	var moved []calendar.DateTime
	for _, at := range list {
		local := at.Local
		if at.IsDay() {
			local = at.Day.At(0)
		} else if t, ok := at.Instant(); ok && w.Zone != nil && w.Zone.String() != at.Zone.String() {
			local = calendar.DateTimeOf(t.In(w.Zone))
		}
		moved = append(moved, local)
	}
	return moved
}

// zone finds the zone of a TZID once, nil for none.
func (d *decoder) zone(name string) *time.Location {
	if name == "" {
		return nil
	}
	if zone, seen := d.known[name]; seen {
		return zone
	}
	zone := d.find(name)
	d.known[name] = zone
	return zone
}

func (d *decoder) find(name string) *time.Location {
	if name == "UTC" || name == "Etc/UTC" || name == "GMT" {
		return time.UTC
	}
	if iana, ok := windowsZones[name]; ok {
		d.add(CodeWindowsZone, finding.Info, d.number, finding.Text(iana), finding.Text(clip(name)))
		name = iana
	}
	// Some programs put a path of their own before the name.
	for parts := strings.Split(strings.Trim(name, "/"), "/"); len(parts) > 0; parts = parts[1:] {
		if d.zones == nil || len(parts) > 5 || slices.Contains(parts, "..") || slices.Contains(parts, "Local") {
			continue
		}
		if zone, err := d.zones(strings.Join(parts, "/")); err == nil && zone != nil && zone.String() != "Local" {
			return zone
		}
	}
	d.add(CodeUnknownZone, finding.Warn, d.number, finding.Value{}, finding.Text(clip(name)))
	return nil
}

// person reads whom a property names.
func person(p property) (Person, bool) {
	scheme, mail, ok := strings.Cut(p.value, ":")
	if !ok || !strings.EqualFold(scheme, "mailto") || mail == "" {
		return Person{}, false
	}
	return Person{Name: p.params["CN"], Email: mail, Optional: p.params["ROLE"] == "OPT-PARTICIPANT"}, true
}

// splitList splits a list of texts at the commas that are not escaped.
func splitList(value string) []string {
	var list []string
	start := 0
	for i := 0; i < len(value); i++ {
		switch value[i] {
		case '\\':
			i++
		case ',':
			list = append(list, unescape(value[start:i]))
			start = i + 1
		}
	}
	return append(list, unescape(value[start:]))
}

// parseWhen reads a day, a time, or a time in UTC.
func parseWhen(text string, day bool, zone *time.Location) (When, bool) {
	if len(text) == 8 {
		t, err := time.Parse("20060102", text)
		if err != nil || t.Year() < 1 {
			return When{}, false
		}
		return On(calendar.DateTimeOf(t).Date()), true
	}
	clock, utc := strings.CutSuffix(text, "Z")
	t, err := time.Parse("20060102T150405", clock)
	if err != nil || len(clock) != 15 || t.Year() < 1 || day { // the parser takes fractions too
		return When{}, false
	}
	if utc {
		zone = time.UTC
	}
	return At(calendar.DateTimeOf(t), zone), true
}

// span is a length of time: so many days and so much of a clock beside them.
type span struct {
	days int
	rest calendar.Work // in seconds
}

// parseDuration reads a length such as "PT1H30M" or "P1W", in seconds.
func parseDuration(text string) (calendar.Work, bool) {
	s, ok := parseSpan(text)
	return calendar.Work(s.days)*24*calendar.Hour + s.rest, ok
}

// parseSpan reads the same with its days apart, up to the time that there is.
func parseSpan(text string) (span, bool) {
	rest, ok := strings.CutPrefix(strings.TrimPrefix(text, "+"), "P")
	if !ok || rest == "" || rest == "T" {
		return span{}, false
	}
	units := map[byte]span{'W': {days: 7}, 'D': {days: 1}}
	var sum span
	for rest != "" {
		if rest[0] == 'T' {
			units = map[byte]span{'H': {rest: calendar.Hour}, 'M': {rest: calendar.Minute}, 'S': {rest: 1}}
			rest = rest[1:]
			continue
		}
		end := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
		if end < 1 || end > 8 {
			return span{}, false
		}
		n, _ := strconv.Atoi(rest[:end])
		unit, known := units[rest[end]]
		if !known {
			return span{}, false
		}
		sum = span{sum.days + n*unit.days, sum.rest + calendar.Work(n)*unit.rest}
		rest = rest[end+1:]
		if sum.days > maxSpan || sum.rest > maxSpan*24*calendar.Hour {
			return span{}, false
		}
	}
	return sum, true
}

// maxSpan is how many days there are in the years 1 to 9999, and more.
const maxSpan = 9999 * 366
