package comms

import "github.com/milepost-go/milepost/lifecycle/finding"

// CadenceKind says by what a [Cadence] counts.
type CadenceKind string

// The kinds of cadence.
const (
	OnEvent        CadenceKind = "on_event"        // when something happens; has no dates
	Once           CadenceKind = "once"            // on the first day of the series
	Weekly         CadenceKind = "weekly"          // every n weeks on days of the week
	MonthlyDate    CadenceKind = "monthly_date"    // every n months on a day of the month
	MonthlyWeekday CadenceKind = "monthly_weekday" // every n months on the nth Tuesday
	WorkingDays    CadenceKind = "working_days"    // every n working days
)

// Cadence says how often something comes. It is data: the dates come from a
// [Series]. The zero Cadence is none, which a check reports.
type Cadence struct {
	Kind     CadenceKind `json:"kind"`
	Every    int         `json:"every,omitempty"`     // n of the kind; 0 is 1
	Days     []Weekday   `json:"days,omitempty"`      // Weekly: the days; MonthlyWeekday: exactly one
	MonthDay int         `json:"month_day,omitempty"` // MonthlyDate: 1 to 31, or -1 for the last; a month without that day has none
	Nth      int         `json:"nth,omitempty"`       // MonthlyWeekday: 1 to 5, or -1 for the last; a month without a fifth has none
}

// EveryWeekOn returns the cadence of every week on the days.
func EveryWeekOn(days ...Weekday) Cadence { return Cadence{Kind: Weekly, Days: clone(days)} }

// every returns n, at least 1.
func (c Cadence) every() int { return max(1, c.Every) }

// maxEvery bounds how rare a cadence may be.
const maxEvery = 1000

// cadence checks a cadence; dated wants one that has dates.
func (c *checker) cadence(at finding.Ref, x Cadence, dated bool) {
	allowed := []CadenceKind{Once, Weekly, MonthlyDate, MonthlyWeekday, WorkingDays}
	if !dated {
		allowed = append(allowed, OnEvent)
	}
	word(c, field(at, "cadence"), x.Kind, allowed...)
	if x.Every < 0 || x.Every > maxEvery {
		c.block(CodeCadenceEvery, field(at, "cadence"), finding.Number(maxEvery, ""), finding.Number(int64(x.Every), ""), RemedySetCadence)
	}
	for _, d := range x.Days {
		word(c, field(at, "days"), d, weekdays()...)
	}
	if fault := x.misfit(); fault != "" {
		c.block(CodeCadenceDays, field(at, fault), nothing, finding.Text(string(x.Kind)), RemedySetCadence)
	}
}

// misfit returns the field that does not fit the kind, "" for none.
func (c Cadence) misfit() string {
	monthly, nth := c.Kind == MonthlyDate, c.Kind == MonthlyWeekday
	switch {
	case c.Kind == Weekly && len(c.Days) == 0, nth && len(c.Days) != 1, c.Kind != Weekly && !nth && len(c.Days) > 0:
		return "days"
	case len(c.Days) > len(weekdays()) || repeated(c.Days):
		return "days"
	case monthly && !inSpan(c.MonthDay, 31), !monthly && c.MonthDay != 0:
		return "month_day"
	case nth && !inSpan(c.Nth, 5), !nth && c.Nth != 0:
		return "nth"
	}
	return ""
}

// inSpan reports whether n is 1 to most, or -1 for the last.
func inSpan(n, most int) bool { return n == -1 || n >= 1 && n <= most }
