package ics

import (
	"iter"
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Check returns everything that a calendar program would refuse in the file, in
// the order of finding.Sort. What [Encode] writes has no finding.
func (c Calendar) Check() []finding.Finding {
	k := checker{seen: map[string]bool{}}
	if strings.TrimSpace(c.Product) == "" {
		k.add(CodeNoProduct, finding.Ref{Kind: "calendar", Field: "product"}, finding.Value{}, finding.Value{})
	}
	if !slices.Contains([]Method{"", Publish, Request, Cancel}, c.Method) {
		k.add(CodeMethod, finding.Ref{Kind: "calendar", Field: "method"}, finding.Text("PUBLISH, REQUEST, CANCEL"), finding.Text(string(c.Method)))
	}
	for i := range c.Events {
		k.event(i, &c.Events[i], c.Method)
	}
	finding.Sort(k.found)
	return k.found
}

type checker struct {
	seen  map[string]bool
	found []finding.Finding
}

func (k *checker) add(code finding.Code, at finding.Ref, want, got finding.Value) {
	k.found = append(k.found, finding.Finding{Code: code, Severity: finding.Block, Subject: at, Want: want, Got: got, Remedy: remedies[code]})
}

// event checks the event at a place of the list, counted from 0.
func (k *checker) event(i int, e *Event, method Method) {
	id := e.UID
	if strings.TrimSpace(id) == "" {
		id = "#" + strconv.Itoa(i+1)
		k.add(CodeNoUID, ref(id, "uid"), finding.Value{}, finding.Value{})
	} else if key := e.Instance.key() + "\x00" + e.UID; k.seen[key] {
		k.add(CodeDuplicate, ref(id, "uid"), finding.Value{}, finding.Value{})
	} else {
		k.seen[key] = true
	}
	if e.Stamp.IsZero() || e.Stamp.UTC().Year() < 1 || e.Stamp.UTC().Year() > 9999 {
		k.add(CodeNoStamp, ref(id, "stamp"), finding.Value{}, finding.Value{})
	}
	if e.Sequence < 0 {
		k.add(CodeSequence, ref(id, "sequence"), finding.Text(">= 0"), finding.Number(int64(e.Sequence), ""))
	}
	if !slices.Contains([]Status{"", Confirmed, Tentative, Cancelled}, e.Status) {
		k.add(CodeStatus, ref(id, "status"), finding.Text("CONFIRMED, TENTATIVE, CANCELLED"), finding.Text(string(e.Status)))
	}
	if u, err := url.Parse(e.URL); e.URL != "" && (err != nil || u.Scheme == "" || !utf8.ValidString(e.URL) || strings.ContainsFunc(e.URL, unprintable)) {
		k.add(CodeURL, ref(id, "url"), finding.Value{}, finding.Text(e.URL))
	}
	k.times(id, e)
	k.rule(id, e)
	k.people(id, e, method)
}

// times checks the moments of an event.
func (k *checker) times(id string, e *Event) {
	if e.Start.IsZero() {
		k.add(CodeNoStart, ref(id, "start"), finding.Value{}, finding.Value{})
		return
	}
	if zone := e.Start.Zone; zone != nil && !named(zone) {
		k.add(CodeZone, ref(id, "start"), finding.Value{}, finding.Text(zone.String()))
		return
	}
	if !e.Start.writable() {
		k.add(CodeYear, ref(id, "start"), finding.Value{}, finding.Value{})
	}
	for _, m := range []struct {
		field string
		when  When
	}{{"finish", e.Finish}, {"instance", e.Instance}} {
		switch {
		case m.when.IsZero():
		case m.when.IsDay() != e.Start.IsDay() || (m.when.Zone == nil) != (e.Start.Zone == nil):
			k.add(CodeOtherKind, ref(id, m.field), finding.Text(e.Start.key()), finding.Text(m.when.key()))
		case m.when.Zone != nil && !named(m.when.Zone):
			k.add(CodeZone, ref(id, m.field), finding.Value{}, finding.Text(m.when.Zone.String()))
		case !m.when.writable():
			k.add(CodeYear, ref(id, m.field), finding.Value{}, finding.Value{})
		case m.field == "finish" && m.when.before(e.Start):
			k.add(CodeFinishFirst, ref(id, m.field), finding.Text(e.Start.key()), finding.Text(m.when.key()))
		}
	}
	for field, list := range e.lists() {
		if i := slices.IndexFunc(list, func(t calendar.DateTime) bool { return !At(t, e.Start.Zone).writable() }); i >= 0 {
			k.add(CodeYear, ref(id, field), finding.Value{}, finding.Number(int64(list[i]), ""))
		}
	}
	for _, lead := range e.Reminders {
		if lead < 0 || lead > 366*24*calendar.Hour {
			k.add(CodeReminder, ref(id, "reminders"), finding.Text("0-31622400"), finding.Number(int64(lead), ""))
		}
	}
}

// lists yields the lists of occurrences with the names of their fields.
func (e *Event) lists() iter.Seq2[string, []calendar.DateTime] {
	return func(yield func(string, []calendar.DateTime) bool) {
		_ = yield("dates", e.Dates) && yield("excluded", e.Excluded)
	}
}

// rule checks how an event recurs.
func (k *checker) rule(id string, e *Event) {
	if e.Rule == "" {
		return
	}
	if !e.Instance.IsZero() {
		k.add(CodeRuleOfInstance, ref(id, "rule"), finding.Value{}, finding.Text(e.Rule))
		return
	}
	r, fault := parseRule(e.Rule)
	if fault == "" {
		fault = r.untilFault(e.Start)
	}
	switch {
	case fault != "":
		k.add(CodeRule, ref(id, "rule"), finding.Text(fault), finding.Text(e.Rule))
	case !e.Start.IsZero() && !r.holds(e.Start):
		k.add(CodeRuleStart, ref(id, "rule"), finding.Text(e.Rule), finding.Text(e.Start.key()))
	}
}

// people checks who is invited by whom.
func (k *checker) people(id string, e *Event, method Method) {
	organized := e.Organizer != Person{}
	if method == Request || method == Cancel && len(e.Attendees) > 0 {
		if !organized {
			k.add(CodeNoOrganizer, ref(id, "organizer"), finding.Value{}, finding.Value{})
		}
		if len(e.Attendees) == 0 {
			k.add(CodeNoAttendees, ref(id, "attendees"), finding.Value{}, finding.Value{})
		}
	}
	if organized && !address(e.Organizer.Email) {
		k.add(CodeAddress, ref(id, "organizer"), finding.Value{}, finding.Text(e.Organizer.Email))
	}
	for _, p := range e.Attendees {
		if !address(p.Email) {
			k.add(CodeAddress, ref(id, "attendees"), finding.Value{}, finding.Text(p.Email))
		}
	}
}

func ref(id, field string) finding.Ref { return finding.Ref{Kind: "event", ID: id, Field: field} }

// address reports whether the text is a mail address and nothing else.
func address(text string) bool {
	a, err := mail.ParseAddress(text)
	return err == nil && a.Address == text && utf8.ValidString(text) && !strings.ContainsFunc(text, unprintable) && !strings.ContainsAny(text, " ,;<>\"")
}

// named reports whether other programs know the zone by its name.
func named(zone *time.Location) bool {
	name := zone.String()
	if name == "UTC" {
		_, ahead := time.Time{}.In(zone).Zone() // anybody can call a zone so
		return ahead == 0
	}
	return name != "Local" && strings.Contains(name, "/") && !strings.ContainsFunc(name, unprintable) && !strings.ContainsAny(name, " ,;:\"")
}

// writable reports whether the moment has a year of four digits, in UTC too.
func (w When) writable() bool {
	if w.IsDay() {
		year, _, _ := w.Day.Civil()
		return year >= 1 && year < 9999
	}
	year, _, _ := w.Local.Date().Civil()
	return year > 1 && year < 9999
}

// key is the moment as text, for messages and to tell moments apart.
func (w When) key() string {
	switch {
	case w.IsZero():
		return ""
	case w.IsDay():
		return w.Day.String()
	case w.Zone == nil:
		return w.Local.String()
	}
	return w.Local.String() + " " + w.Zone.String()
}
