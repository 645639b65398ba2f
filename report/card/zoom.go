package card

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Limits of Zoom.
const (
	zoomTopic    = 200
	zoomAgenda   = 2000
	zoomPassword = 10
	zoomTimes    = 50
)

// Zoom is a meeting, or a series of meetings, as Zoom plans it.
type Zoom struct {
	Topic       string // required
	Agenda      string
	Start       calendar.DateTime // required: the first meeting, on the clock of the zone
	Zone        *time.Location    // required, by its name in the time zone database
	DurationMin int               // required, above 0
	Rule        string            // the value of an RRULE with COUNT or UNTIL; "" for a single meeting
	Password    string            // at most ten of letters, digits, '@', '-', '_', '*'; "" lets Zoom choose
}

// Request is a call of a service's REST interface. The host adds the address
// of the service and its token.
type Request struct {
	Method string
	Path   string // escaped
	Body   []byte // JSON
}

// Create returns the request that plans the meeting for the user whose token
// is used. The findings say what was shortened; those of severity block make up
// the error, a [*finding.Error]: what is required and missing, and a rule that
// Zoom cannot say. Then plan single meetings.
func (z Zoom) Create() (Request, []finding.Finding, error) {
	return z.request("POST", "/users/me/meetings")
}

// Update returns the request that changes a meeting that Zoom knows by its
// number. Findings and error are those of Create.
func (z Zoom) Update(number string) (Request, []finding.Finding, error) {
	return z.request("PATCH", "/meetings/"+url.PathEscape(number))
}

type zoomBody struct {
	Topic      string          `json:"topic"`
	Type       int             `json:"type"`
	StartTime  string          `json:"start_time"`
	Duration   int             `json:"duration"`
	Timezone   string          `json:"timezone"`
	Password   string          `json:"password,omitempty"`
	Agenda     string          `json:"agenda,omitempty"`
	Recurrence *zoomRecurrence `json:"recurrence,omitempty"`
}

type zoomRecurrence struct {
	Type           int    `json:"type"`
	RepeatInterval int    `json:"repeat_interval"`
	WeeklyDays     string `json:"weekly_days,omitempty"`
	MonthlyDay     int    `json:"monthly_day,omitempty"`
	MonthlyWeek    int    `json:"monthly_week,omitempty"`
	MonthlyWeekDay int    `json:"monthly_week_day,omitempty"`
	EndTimes       int    `json:"end_times,omitempty"`
	EndDateTime    string `json:"end_date_time,omitempty"`
}

func (z Zoom) request(method, path string) (Request, []finding.Finding, error) {
	k := zoomCheck{}
	b := zoomBody{Type: 2, Duration: z.DurationMin, Password: z.Password}
	b.Topic = k.shorten("topic", report.CleanLine(z.Topic), zoomTopic)
	b.Agenda = k.shorten("agenda", report.Clean(z.Agenda), zoomAgenda)
	if strings.TrimSpace(b.Topic) == "" {
		k.refuse(CodeZoomMissing, "topic", finding.Value{}, RemedyZoomSet)
	}
	if z.Start.IsZero() {
		k.refuse(CodeZoomMissing, "start", finding.Value{}, RemedyZoomSet)
	}
	if z.DurationMin < 1 {
		k.refuse(CodeZoomMissing, "duration", finding.Number(int64(z.DurationMin), "min"), RemedyZoomSet)
	}
	if z.Zone == nil || z.Zone.String() != "UTC" && !strings.Contains(z.Zone.String(), "/") {
		k.refuse(CodeZoomZone, "zone", finding.Value{}, RemedyZoomZone)
	} else {
		b.Timezone = z.Zone.String()
	}
	if len(z.Password) > zoomPassword || strings.ContainsFunc(z.Password, notInPassword) {
		k.refuse(CodeZoomPassword, "password", finding.Value{}, RemedyZoomPassword) // it is a secret: not in the finding
	}
	b.StartTime = strings.TrimSuffix(z.Start.String(), "Z")
	if z.Rule != "" {
		b.Type = 8
		b.Recurrence = k.recurrence(z.Rule)
	}
	finding.Sort(k.found)
	if err := finding.AsError("card: zoom", k.found); err != nil {
		return Request{}, k.found, err
	}
	body, err := encode(b)
	return Request{method, path, body}, k.found, err
}

func notInPassword(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("@-_*", r))
}

type zoomCheck struct{ found []finding.Finding }

func (k *zoomCheck) refuse(code finding.Code, field string, got finding.Value, remedy finding.Code) {
	k.found = append(k.found, finding.Finding{Code: code, Severity: finding.Block, Subject: finding.Ref{Kind: "meeting", Field: field}, Got: got, Remedy: remedy})
}

func (k *zoomCheck) shorten(field, text string, limit int) string {
	short, cut := shorten(text, limit)
	if cut {
		k.found = append(k.found, finding.Finding{
			Code: CodeZoomShortened, Severity: finding.Info, Subject: finding.Ref{Kind: "meeting", Field: field},
			Want: finding.Number(int64(limit), ""), Got: finding.Number(int64(units(text)), ""),
		})
	}
	return short
}

var rruleDays = []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// recurrence says a rule as Zoom does, or refuses it.
func (k *zoomCheck) recurrence(rule string) *zoomRecurrence {
	parts := map[string]string{}
	for part := range strings.SplitSeq(rule, ";") {
		name, value, _ := strings.Cut(part, "=")
		parts[name] = value
	}
	r := &zoomRecurrence{RepeatInterval: 1}
	fits := number(parts, "INTERVAL", 1, 90, &r.RepeatInterval) && r.end(parts)
	freq := parts["FREQ"]
	delete(parts, "FREQ")
	delete(parts, "WKST")
	switch {
	case !fits:
	case freq == "DAILY":
		r.Type = 1
	case freq == "WEEKLY":
		r.Type, fits = 2, r.RepeatInterval <= 12 && r.weekly(parts)
	case freq == "MONTHLY":
		r.Type, fits = 3, r.RepeatInterval <= 3 && r.monthly(parts)
	}
	if !fits || r.Type == 0 || len(parts) > 0 {
		k.refuse(CodeZoomRule, "rule", finding.Text(rule), RemedyZoomSingle)
	}
	return r
}

// number takes a part that is a number within limits, if it is there.
func number(parts map[string]string, name string, low, high int, to *int) bool {
	text, there := parts[name]
	delete(parts, name)
	if !there {
		return true
	}
	n, err := strconv.Atoi(text)
	*to = n
	return err == nil && n >= low && n <= high
}

// end takes the end of a rule: exactly one of a number of times and a moment.
func (r *zoomRecurrence) end(parts map[string]string) bool {
	until, timed := parts["UNTIL"]
	delete(parts, "UNTIL")
	_, counted := parts["COUNT"]
	if timed {
		t, err := time.Parse("20060102T150405Z", until)
		r.EndDateTime = t.Format("2006-01-02T15:04:05Z")
		return err == nil && !counted
	}
	return counted && number(parts, "COUNT", 1, zoomTimes, &r.EndTimes)
}

func (r *zoomRecurrence) weekly(parts map[string]string) bool {
	days, there := parts["BYDAY"]
	delete(parts, "BYDAY")
	if !there {
		return true
	}
	var list []string
	for day := range strings.SplitSeq(days, ",") {
		at := slices.Index(rruleDays, day)
		if at < 0 {
			return false
		}
		list = append(list, strconv.Itoa(at+1))
	}
	r.WeeklyDays = strings.Join(list, ",")
	return true
}

// monthly takes the day of the month, or the one weekday of it.
func (r *zoomRecurrence) monthly(parts map[string]string) bool {
	day, weekday := parts["BYDAY"]
	delete(parts, "BYDAY")
	_, date := parts["BYMONTHDAY"]
	switch {
	case date == weekday || weekday && len(day) < 3:
		return false
	case date:
		return number(parts, "BYMONTHDAY", 1, 31, &r.MonthlyDay)
	}
	nth, err := strconv.Atoi(day[:len(day)-2])
	r.MonthlyWeek, r.MonthlyWeekDay = nth, slices.Index(rruleDays, day[len(day)-2:])+1
	return err == nil && (nth == -1 || nth >= 1 && nth <= 4) && r.MonthlyWeekDay > 0
}
