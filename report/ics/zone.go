package ics

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// beyond is how many years past its last known moment a zone is written for,
// as an event without an end goes on.
const beyond = 10

// usedZone is a zone and the years in which the file needs it.
type usedZone struct {
	zone     *time.Location
	from, to time.Time
}

// zonesOf returns the zones of the events by name, without UTC.
func zonesOf(events []Event) []usedZone {
	used := map[string]*usedZone{}
	for i := range events {
		e := &events[i]
		for _, at := range []When{e.Start, e.Finish, e.Instance} {
			note(used, at)
		}
		for _, t := range slices.Concat(e.Dates, e.Excluded) {
			note(used, At(t, e.Start.Zone))
		}
	}
	var list []usedZone
	for _, u := range used {
		list = append(list, *u)
	}
	slices.SortFunc(list, func(a, b usedZone) int { return cmp.Compare(a.zone.String(), b.zone.String()) })
	return list
}

func note(used map[string]*usedZone, at When) {
	t, ok := at.Instant()
	if !ok || at.Zone.String() == "UTC" {
		return
	}
	u := used[at.Zone.String()]
	if u == nil {
		used[at.Zone.String()] = &usedZone{at.Zone, t, t}
		return
	}
	if t.Before(u.from) {
		u.from = t
	}
	if t.After(u.to) {
		u.to = t
	}
}

// end is until when the zone is written.
func (u usedZone) end() time.Time { return u.to.AddDate(beyond, 0, 0) }

// turn is a change of a zone's clock.
type turn struct {
	at            time.Time
	before, after int // seconds ahead of UTC
	name          string
	summer        bool
}

// turns returns the changes that hold from one moment to another: the last one
// not after the first moment, which sets the clock that it finds, and those
// until the end.
func turns(u usedZone) []turn {
	var list []turn
	for t := u.from; ; {
		first, next := t.In(u.zone).ZoneBounds()
		list = append(list, turnAt(first, u.from, u.zone))
		if next.IsZero() || next.After(u.end()) {
			return list
		}
		t = next
	}
}

// turnAt describes the change at an instant; the zero instant is no change but
// the clock as it has always been, since a year before the first moment.
func turnAt(at, first time.Time, zone *time.Location) turn {
	if at.IsZero() {
		at = time.Date(min(1970, first.Year()-1), 1, 1, 0, 0, 0, 0, time.UTC)
		name, ahead := first.In(zone).Zone()
		return turn{at, ahead, ahead, name, first.In(zone).IsDST()}
	}
	_, before := at.Add(-time.Second).In(zone).Zone()
	name, after := at.In(zone).Zone()
	return turn{at, before, after, name, at.In(zone).IsDST()}
}

func (w *writer) zone(u usedZone) {
	w.put("BEGIN", "VTIMEZONE")
	w.put("TZID", u.zone.String())
	for _, group := range alike(turns(u)) {
		w.observance(group, u.end())
	}
	w.put("END", "VTIMEZONE")
}

// alike groups changes that differ in their date alone, in the order of the
// first of each.
func alike(list []turn) [][]turn {
	var groups [][]turn
	for _, t := range list {
		at := slices.IndexFunc(groups, func(g []turn) bool {
			x := g[0]
			return x.before == t.before && x.after == t.after && x.name == t.name && x.summer == t.summer
		})
		if at < 0 {
			groups = append(groups, []turn{t})
		} else {
			groups[at] = append(groups[at], t)
		}
	}
	return groups
}

// observance writes a group of changes: as a rule for every year if they
// follow one, else date by date.
func (w *writer) observance(group []turn, end time.Time) {
	kind := "STANDARD"
	if group[0].summer {
		kind = "DAYLIGHT"
	}
	w.put("BEGIN", kind)
	w.put("DTSTART", local(group[0].at, group[0].before))
	w.put("TZOFFSETFROM", offset(group[0].before))
	w.put("TZOFFSETTO", offset(group[0].after))
	w.put("TZNAME", escape(group[0].name))
	if rule := yearly(group, end); rule != "" {
		w.put("RRULE", rule)
	} else if len(group) > 1 {
		var dates []string
		for _, t := range group[1:] {
			dates = append(dates, local(t.at, t.before))
		}
		w.put("RDATE", strings.Join(dates, ","))
	}
	w.put("END", kind)
}

// yearly returns the rule that the changes of a group follow, one in every year
// on the same weekday of a month counted from its start or its end, or "" if
// they follow none, come to an end, or are too few to tell.
func yearly(group []turn, end time.Time) string {
	if len(group) < 3 || group[len(group)-1].at.Year() < end.Year()-1 {
		return ""
	}
	first := clockOf(group[0])
	fromStart, fromEnd := (first.Day()-1)/7+1, (daysIn(first)-first.Day())/7+1
	counted, counting := true, true
	for i, t := range group {
		c := clockOf(t)
		if c.Year() != first.Year()+i || c.Month() != first.Month() || c.Weekday() != first.Weekday() || c.Hour() != first.Hour() || c.Minute() != first.Minute() {
			return ""
		}
		counted = counted && (c.Day()-1)/7+1 == fromStart
		counting = counting && (daysIn(c)-c.Day())/7+1 == fromEnd
	}
	nth := strconv.Itoa(fromStart)
	switch {
	case counting:
		nth = strconv.Itoa(-fromEnd)
	case !counted:
		return ""
	}
	if counted && counting && fromStart < 5 {
		nth = strconv.Itoa(fromStart)
	}
	return fmt.Sprintf("FREQ=YEARLY;BYMONTH=%d;BYDAY=%s%s", int(first.Month()), nth, weekdays[first.Weekday()])
}

// clockOf is what the clock showed at a change.
func clockOf(t turn) time.Time { return t.at.UTC().Add(time.Duration(t.before) * time.Second) }

func daysIn(t time.Time) int {
	return time.Date(t.Year(), t.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
