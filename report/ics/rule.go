package ics

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// rule is a parsed RRULE.
type rule struct {
	freq  string
	parts map[string][]string
}

var weekdays = []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// limits are the numbers that a part of a rule may hold. A part whose lower
// limit is negative counts from the end too and does not hold 0.
var limits = map[string][2]int{
	"INTERVAL": {1, 10_000}, "COUNT": {1, 1_000_000}, "BYSECOND": {0, 60}, "BYMINUTE": {0, 59}, "BYHOUR": {0, 23},
	"BYMONTHDAY": {-31, 31}, "BYYEARDAY": {-366, 366}, "BYWEEKNO": {-53, 53}, "BYMONTH": {1, 12}, "BYSETPOS": {-366, 366},
}

// parseRule reads the value of an RRULE. The fault, if any, is the part that is
// none.
func parseRule(text string) (r rule, fault string) {
	r.parts = map[string][]string{}
	for part := range strings.SplitSeq(text, ";") {
		name, value, ok := strings.Cut(part, "=")
		if _, twice := r.parts[name]; !ok || twice || value == "" {
			return r, clip(part)
		}
		r.parts[name] = strings.Split(value, ",")
		if !validPart(name, r.parts[name]) {
			return r, clip(part)
		}
	}
	if len(r.parts["FREQ"]) == 0 {
		return r, "FREQ"
	}
	if len(r.parts["COUNT"]) > 0 && len(r.parts["UNTIL"]) > 0 {
		return r, "COUNT+UNTIL"
	}
	r.freq = r.parts["FREQ"][0]
	return r, ""
}

func validPart(name string, values []string) bool {
	if span, numbers := limits[name]; numbers {
		single := name == "INTERVAL" || name == "COUNT"
		return (!single || len(values) == 1) && !slices.ContainsFunc(values, func(v string) bool { return !within(v, span) })
	}
	switch name {
	case "FREQ":
		return len(values) == 1 && slices.Contains([]string{"SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"}, values[0])
	case "UNTIL":
		_, ok := parseUntil(values[0])
		return len(values) == 1 && ok
	case "WKST":
		return len(values) == 1 && slices.Contains(weekdays, values[0])
	case "BYDAY":
		return !slices.ContainsFunc(values, func(v string) bool { _, _, ok := parseByDay(v); return !ok })
	}
	return false
}

func within(text string, span [2]int) bool {
	n, err := strconv.Atoi(text)
	signed := text != "" && text[0] == '+' // only what counts from the end too has signs
	return err == nil && n >= span[0] && n <= span[1] && (span[0] >= 0 && !signed || span[0] < 0 && n != 0)
}

// parseByDay reads a weekday with the number that may stand before it.
func parseByDay(text string) (nth int, day time.Weekday, ok bool) {
	if len(text) < 2 {
		return 0, 0, false
	}
	at := slices.Index(weekdays, text[len(text)-2:])
	if number := text[:len(text)-2]; number != "" {
		if !within(number, [2]int{-53, 53}) {
			return 0, 0, false
		}
		nth, _ = strconv.Atoi(number)
	}
	return nth, time.Weekday(at), at >= 0
}

// parseUntil reads the last moment of a rule.
func parseUntil(text string) (When, bool) {
	if len(text) == 8 {
		return parseWhen(text, true, nil)
	}
	return parseWhen(text, false, nil)
}

// untilFault returns what is wrong with the end of a rule for a start: it is a
// day for days, and in UTC where the start has a zone.
func (r rule) untilFault(start When) string {
	text := r.parts["UNTIL"]
	if len(text) == 0 || start.IsZero() {
		return ""
	}
	until, _ := parseUntil(text[0])
	if until.IsDay() != start.IsDay() || (until.Zone == time.UTC) != (start.Zone != nil) {
		return "UNTIL=" + text[0]
	}
	return ""
}

// holds reports whether a start satisfies what the rule says of the month, the
// day and the weekday, so that it can be the first occurrence.
func (r rule) holds(start When) bool {
	day := start.Day
	if !start.IsDay() {
		day = start.Local.Date()
	}
	year, month, date := day.Civil()
	days := daysIn(time.Date(year, month, 1, 0, 0, 0, 0, time.UTC))
	return r.oneOf("BYMONTH", func(v string) bool { return v == strconv.Itoa(int(month)) || v == "0"+strconv.Itoa(int(month)) }) &&
		r.oneOf("BYMONTHDAY", func(v string) bool { n, _ := strconv.Atoi(v); return n == date || n == date-days-1 }) &&
		r.oneOf("BYDAY", func(v string) bool {
			nth, weekday, _ := parseByDay(v)
			if weekday != day.Weekday() {
				return false
			}
			inMonth := r.freq == "MONTHLY" || r.freq == "YEARLY" && len(r.parts["BYMONTH"]) > 0
			return nth == 0 || !inMonth || nth == (date-1)/7+1 || nth == -((days-date)/7+1)
		})
}

// oneOf reports whether a part is absent or one of its values fits.
func (r rule) oneOf(part string, fits func(string) bool) bool {
	values := r.parts[part]
	return len(values) == 0 || slices.ContainsFunc(values, fits)
}

// clip shortens a text for a message.
func clip(text string) string {
	if r := []rune(text); len(r) > 80 {
		return string(r[:80]) + "..."
	}
	return text
}
