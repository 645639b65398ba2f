package ics

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// What Decode reads at most.
const (
	MaxBytes    = 32 << 20
	MaxEvents   = 100_000
	MaxFindings = 10_000 // told one by one; of further ones their number
	maxDepth    = 8
)

// The kinds of error of Decode.
var (
	// ErrForm: this is no calendar file.
	ErrForm = errors.New("ics: not a calendar file")
	// ErrSize: there is more of it than MaxBytes or MaxEvents.
	ErrSize = errors.New("ics: calendar file too large")
)

// Zones finds a time zone by its name, as [time.LoadLocation] does.
type Zones func(name string) (*time.Location, error)

// Decode reads a calendar file with everything that an [Event] holds, and
// findings of what it mended or passed over, by line. A file without any
// VCALENDAR is ErrForm, one over the limits ErrSize; any other error is that of
// the reader. The caller owns what is returned.
//
// With nil Zones, UTC alone is known: other zones become clocks of no zone, as
// do those of names that Zones does not know, with a finding.
func Decode(r io.Reader, zones Zones) (Calendar, []finding.Finding, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return Calendar{}, nil, fmt.Errorf("ics: decode: %w", err)
	}
	if len(data) > MaxBytes {
		return Calendar{}, nil, fmt.Errorf("%w: over %d bytes", ErrSize, MaxBytes)
	}
	d := decoder{zones: zones, known: map[string]*time.Location{}}
	for number, line := range unfold(data) {
		if err := d.line(number, line); err != nil {
			return Calendar{}, nil, err
		}
	}
	if !d.opened {
		return Calendar{}, d.findings(), ErrForm
	}
	if len(d.stack) > 0 {
		d.add(CodeNoEnd, finding.Warn, d.number, finding.Text("END:"+d.stack[len(d.stack)-1]), finding.Value{})
		d.finishEvent()
	}
	return d.file, d.findings(), nil
}

// unfold yields the content lines with the number of the first line of each.
func unfold(data []byte) func(func(int, string) bool) {
	text := strings.TrimPrefix(string(data), "\uFEFF")
	return func(yield func(int, string) bool) {
		number, start := 0, 0
		var line strings.Builder
		for part := range strings.SplitSeq(text, "\n") {
			number++
			part = strings.TrimSuffix(part, "\r")
			if start > 0 && (strings.HasPrefix(part, " ") || strings.HasPrefix(part, "\t")) {
				line.WriteString(part[1:])
				continue
			}
			if start > 0 && !yield(start, line.String()) {
				return
			}
			line.Reset()
			line.WriteString(part)
			start = number
		}
		yield(start, line.String())
	}
}

type decoder struct {
	file   Calendar
	zones  Zones
	known  map[string]*time.Location // by the name in the file; nil: no zone
	stack  []string
	opened bool
	number int
	found  []finding.Finding
	more   int64 // findings left out

	event *Event
	pending
}

// pending is what can be said of an event only when all of it was read: its
// properties stand in any order.
type pending struct {
	length   span // DURATION of the event
	timed    bool // whether it has one
	dates    []When
	excluded []When
}

func (d *decoder) add(code finding.Code, severity finding.Severity, line int, want, got finding.Value) {
	if len(d.found) >= MaxFindings {
		d.more++
		return
	}
	d.found = append(d.found, finding.Finding{Code: code, Severity: severity, Subject: finding.Ref{Kind: "line", ID: strconv.Itoa(line)}, Want: want, Got: got})
}

// findings returns what was found, and how much of it was left out.
func (d *decoder) findings() []finding.Finding {
	if d.more > 0 {
		d.found = append(d.found, finding.Finding{Code: CodeMore, Severity: finding.Warn, Subject: finding.Ref{Kind: "calendar"}, Got: finding.Number(d.more, "")})
		d.more = 0
	}
	return d.found
}

// property is a content line.
type property struct {
	name   string
	params map[string]string
	value  string
}

// line takes one content line.
func (d *decoder) line(number int, text string) error {
	d.number = number
	if strings.TrimSpace(text) == "" {
		return nil
	}
	p, ok := parseProperty(text)
	if !ok {
		d.add(CodeLine, finding.Warn, number, finding.Value{}, finding.Text(clip(strings.ToValidUTF8(text, "\uFFFD"))))
		return nil
	}
	switch p.name {
	case "BEGIN":
		return d.begin(strings.ToUpper(p.value))
	case "END":
		d.end(strings.ToUpper(p.value))
		return nil
	}
	switch d.at() {
	case "VCALENDAR":
		d.calendarProperty(p)
	case "VEVENT":
		d.eventProperty(p)
	case "VALARM":
		d.alarmProperty(p)
	}
	return nil
}

// at is the part that is open; within parts that are not read, "".
func (d *decoder) at() string {
	switch n := len(d.stack); {
	case n == 1, n == 2 && d.stack[1] == "VEVENT", n == 3 && d.stack[1] == "VEVENT":
		return d.stack[n-1]
	}
	return ""
}

func (d *decoder) begin(part string) error {
	switch {
	case len(d.stack) == 0 && part != "VCALENDAR" || len(d.stack) == maxDepth:
		d.add(CodeLine, finding.Warn, d.number, finding.Text("BEGIN:VCALENDAR"), finding.Text(clip("BEGIN:"+part)))
		return nil
	case len(d.stack) == 0:
		d.opened = true
	case len(d.stack) == 1 && part == "VEVENT":
		if len(d.file.Events) == MaxEvents {
			return fmt.Errorf("%w: over %d events", ErrSize, MaxEvents)
		}
		d.event, d.pending = &Event{}, pending{}
	case len(d.stack) == 1 && part != "VTIMEZONE":
		d.add(CodeNotRead, finding.Info, d.number, finding.Value{}, finding.Text(clip(part)))
	}
	d.stack = append(d.stack, part)
	return nil
}

func (d *decoder) end(part string) {
	n := len(d.stack)
	if n == 0 || d.stack[n-1] != part {
		d.add(CodeLine, finding.Warn, d.number, finding.Value{}, finding.Text(clip("END:"+part)))
		return
	}
	if n == 2 && part == "VEVENT" {
		d.finishEvent()
	}
	d.stack = d.stack[:n-1]
}

// finishEvent keeps the event that is open.
func (d *decoder) finishEvent() {
	e := d.event
	if e == nil {
		return
	}
	d.event = nil
	if d.timed && e.Finish.IsZero() && !e.Start.IsZero() {
		if e.Finish = after(e.Start, d.length); e.Finish.IsZero() {
			d.add(CodeValue, finding.Warn, d.number, finding.Value{}, finding.Text("DURATION"))
		}
	}
	e.Dates, e.Excluded = e.Start.onClock(d.dates), e.Start.onClock(d.excluded)
	if e.Start.IsDay() && e.Finish.IsDay() && e.Finish.Day.Before(e.Start.Day) {
		e.Finish = e.Start
	}
	d.file.Events = append(d.file.Events, *e)
}

// after is the moment that is over after a length: its days go by the clock,
// the rest is elapsed time (RFC 5545, section 3.3.6). Days count as such: one
// of them is the day itself. It is zero past the year 9999.
func after(start When, length span) When {
	if start.IsDay() {
		return On(start.Day.AddDays(max(0, length.days+int(length.rest/(24*calendar.Hour))-1)))
	}
	end := start.Local.AddSeconds(int64(length.days) * int64(24*calendar.Hour))
	if t, known := At(end, start.Zone).Instant(); known {
		t = time.Unix(t.Unix()+int64(length.rest), 0)
		return At(calendar.DateTimeOf(t.In(start.Zone)), start.Zone)
	}
	return At(end.AddSeconds(int64(length.rest)), nil)
}

// parseProperty splits a content line at its colon, minding quotes.
func parseProperty(line string) (property, bool) {
	if !utf8.ValidString(line) {
		line = strings.ToValidUTF8(line, "\uFFFD")
	}
	p := property{params: map[string]string{}}
	rest := line
	for first := true; ; first = false {
		cut := indexOutsideQuotes(rest)
		if cut < 0 {
			return p, false
		}
		word := rest[:cut]
		if first {
			p.name = strings.ToUpper(word)
		} else if name, value, ok := strings.Cut(word, "="); ok {
			p.params[strings.ToUpper(name)] = strings.Trim(value, `"`)
		}
		end := rest[cut] == ':'
		rest = rest[cut+1:]
		if end {
			p.value = rest
			return p, p.name != "" && !strings.ContainsAny(p.name, " \t=\"")
		}
	}
}

// indexOutsideQuotes finds the first colon or semicolon that is not quoted.
func indexOutsideQuotes(text string) int {
	quoted := false
	for i := range len(text) {
		switch c := text[i]; {
		case c == '"':
			quoted = !quoted
		case !quoted && (c == ':' || c == ';'):
			return i
		}
	}
	return -1
}

func (d *decoder) calendarProperty(p property) {
	switch p.name {
	case "PRODID":
		d.file.Product = unescape(p.value)
	case "METHOD":
		d.file.Method = Method(strings.ToUpper(p.value))
	case "X-WR-CALNAME":
		d.file.Name = unescape(p.value)
	}
}

func (d *decoder) alarmProperty(p property) {
	if p.name != "TRIGGER" || d.event == nil {
		return
	}
	before, ok := strings.CutPrefix(p.value, "-")
	length, fits := parseDuration(before)
	if zero := fits && length == 0; !(ok || zero) || !fits || strings.EqualFold(p.params["RELATED"], "END") {
		d.add(CodeValue, finding.Info, d.number, finding.Value{}, finding.Text(clip("TRIGGER:"+p.value)))
		return
	}
	d.event.Reminders = append(d.event.Reminders, length)
}
