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
		d.length, ok = parseDuration(p.value)
		d.timed = ok
	case "RECURRENCE-ID":
		e.Instance, ok = d.when(p)
	case "RRULE":
		ok = d.rule(p.value)
	case "RDATE":
		e.Dates, ok = d.moments(e.Dates, p)
	case "EXDATE":
		e.Excluded, ok = d.moments(e.Excluded, p)
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
func (d *decoder) moments(list []calendar.DateTime, p property) ([]calendar.DateTime, bool) {
	all := true
	for text := range strings.SplitSeq(p.value, ",") {
		start, _, _ := strings.Cut(text, "/")
		at, ok := parseWhen(start, strings.EqualFold(p.params["VALUE"], "DATE"), d.zone(p.params["TZID"]))
		if !ok {
			all = false
			continue
		}
		if at.IsDay() {
			at.Local = at.Day.At(0)
		}
		list = append(list, d.onClock(at))
	}
	return list, all
}

// onClock moves a moment in UTC to the clock of the event's start.
func (d *decoder) onClock(at When) calendar.DateTime {
	zone := d.event.Start.Zone
	if t, ok := at.Instant(); ok && zone != nil && zone.String() != at.Zone.String() {
		return calendar.DateTimeOf(t.In(zone))
	}
	return at.Local
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
	if err != nil || t.Year() < 1 || day {
		return When{}, false
	}
	if utc {
		zone = time.UTC
	}
	return At(calendar.DateTimeOf(t), zone), true
}

// parseDuration reads a length such as "PT1H30M" or "P1W", in seconds.
func parseDuration(text string) (calendar.Work, bool) {
	rest, ok := strings.CutPrefix(strings.TrimPrefix(text, "+"), "P")
	if !ok || rest == "" || rest == "T" {
		return 0, false
	}
	units := map[byte]calendar.Work{'W': 7 * 24 * calendar.Hour, 'D': 24 * calendar.Hour}
	var sum calendar.Work
	for rest != "" {
		if rest[0] == 'T' {
			units = map[byte]calendar.Work{'H': calendar.Hour, 'M': calendar.Minute, 'S': 1}
			rest = rest[1:]
			continue
		}
		end := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
		if end < 1 || end > 8 {
			return 0, false
		}
		n, _ := strconv.Atoi(rest[:end])
		unit, known := units[rest[end]]
		if !known {
			return 0, false
		}
		sum += calendar.Work(n) * unit
		rest = rest[end+1:]
	}
	return sum, sum >= 0 && sum < 1<<40
}
