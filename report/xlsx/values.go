package xlsx

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// dates are the forms that can be meant in one way only.
var dates = []string{
	"2006-1-2", "2006/1/2", "2006.1.2", "2006年1月2日", "2.1.2006", "2 Jan 2006", "2 January 2006", "Jan 2, 2006", "January 2, 2006", "2-Jan-2006", "2-Jan-06", "02Jan06",
}

var (
	clockForm   = regexp.MustCompile(`(?i)^(.*?)[ T]*(AM|PM|上午|下午)?\s*(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(AM|PM)?$`)
	weekdayForm = regexp.MustCompile(`(?i)^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+|^(?:周|星期)([一二三四五六日天])\s*|\s*(?:周|星期)([一二三四五六日天])$`)
	slashedForm = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})$`)
)

// parseDate reads a date: a serial number of days, or text. It reports whether
// it has a time of day, and else why it is no date.
func (c Codec) parseDate(text string, base1904 bool) (at calendar.DateTime, timed bool, fault finding.Code) {
	if serial, err := strconv.ParseFloat(text, 64); err == nil {
		return fromSerial(serial, base1904)
	}
	if len(text) > 100 {
		return 0, false, CodeDate
	}
	text = strings.Join(strings.Fields(strings.ReplaceAll(text, "：", ":")), " ")
	text, clock, timed, ok := cutClock(text)
	if !ok {
		return 0, false, CodeDate
	}
	text, weekday := cutWeekday(text)
	day, fault := c.parseDay(text, weekday)
	if fault != "" {
		return 0, false, fault
	}
	return day.At(clock), timed, ""
}

// cutClock takes the time of day from the end of a date.
func cutClock(text string) (rest string, clock calendar.Work, timed, ok bool) {
	m := clockForm.FindStringSubmatch(text)
	if m == nil {
		return text, 0, false, true
	}
	hour, _ := strconv.Atoi(m[3])
	minute, _ := strconv.Atoi(m[4])
	second, _ := strconv.Atoi(m[5])
	switch half := strings.ToLower(m[2] + m[6]); {
	case half != "" && (hour == 0 || hour > 12):
		return text, 0, false, false
	case (half == "pm" || half == "下午") && hour < 12:
		hour += 12
	case (half == "am" || half == "上午") && hour == 12:
		hour = 0
	}
	if hour > 23 || minute > 59 || second > 59 {
		return text, 0, false, false
	}
	return strings.TrimSpace(m[1]), calendar.Work(hour*3600 + minute*60 + second), true, true
}

// cutWeekday takes the day of the week from a date, -1 if it names none.
func cutWeekday(text string) (string, time.Weekday) {
	m := weekdayForm.FindStringSubmatch(text)
	if m == nil {
		return text, -1
	}
	day := strings.Index("sunmontuewedthufrisat", strings.ToLower(m[1])) / 3
	if letter := m[2] + m[3]; letter != "" {
		day = strings.Index("日一二三四五六", strings.ReplaceAll(letter, "天", "日")) / len("日")
	}
	return weekdayForm.ReplaceAllString(text, ""), time.Weekday(day)
}

// parseDay reads a date without a time. A day of the week must be the date's
// own, and decides between the two ways in which 03/04/2026 may be meant.
func (c Codec) parseDay(text string, weekday time.Weekday) (calendar.Date, finding.Code) {
	forms := dates
	m := slashedForm.FindStringSubmatch(text)
	if m != nil {
		year := map[int]string{2: "06", 4: "2006"}[len(m[3])]
		forms = c.slashed(m[1], m[2], year, weekday >= 0)
	}
	var found []calendar.Date
	for _, form := range forms {
		t, err := time.Parse(form, text)
		if err == nil && t.Year() >= 1 && (weekday < 0 || t.Weekday() == weekday) {
			found = append(found, calendar.DateOf(t.Year(), t.Month(), t.Day()))
		}
	}
	switch {
	case len(found) == 0:
		return calendar.Date{}, CodeDate
	case len(found) > 1 && found[0] != found[1]:
		return calendar.Date{}, CodeTwoWays
	}
	return found[0], ""
}

// slashed returns the forms in which such a date may be read.
func (c Codec) slashed(first, second, year string, weekday bool) []string {
	dayFirst, monthFirst := "2/1/"+year, "1/2/"+year
	switch {
	case first == second || weekday || c.DayFirst == c.MonthFirst:
		return []string{dayFirst, monthFirst}
	case c.DayFirst:
		return []string{dayFirst, monthFirst}[:1+over12(second)]
	}
	return []string{monthFirst, dayFirst}[:1+over12(second)]
}

// over12 is 1 for a number that is no month, else 0: then the hint cannot hold,
// and the other order is meant.
func over12(text string) int {
	if n, err := strconv.Atoi(text); err == nil && n > 12 {
		return 1
	}
	return 0
}

// fromSerial turns a serial number of days into a moment. The day 60 of the
// 1900 system, which there never was, and everything before it is refused.
func fromSerial(serial float64, base1904 bool) (at calendar.DateTime, timed bool, fault finding.Code) {
	base, first, last := calendar.DateOf(1899, 12, 30), 61.0, 2_958_466.0
	if base1904 {
		base, first, last = calendar.DateOf(1904, 1, 1), 0, last-1462
	}
	if !(serial >= first && serial < last) {
		return 0, false, CodeDate
	}
	day := math.Floor(serial)
	seconds := math.Round((serial - day) * 86400)
	return base.AddDays(int(day)).At(0).AddSeconds(int64(seconds)), seconds != 0, ""
}

var durationForm = regexp.MustCompile(`^(\d+(?:\.\d+)?)\s*(e?)\s*([^\d\s?]*)\s*(\??)$`)

// units are how many minutes a unit of length has, of working time and of
// clock time.
var units = map[string]struct{ work, clock float64 }{
	"": {480, 1440}, "d": {480, 1440}, "day": {480, 1440}, "days": {480, 1440}, "天": {480, 1440}, "日": {480, 1440}, "工作日": {480, 1440}, "个工作日": {480, 1440},
	"h": {60, 60}, "hr": {60, 60}, "hrs": {60, 60}, "hour": {60, 60}, "hours": {60, 60}, "小时": {60, 60}, "个小时": {60, 60},
	"w": {2400, 10080}, "wk": {2400, 10080}, "wks": {2400, 10080}, "week": {2400, 10080}, "weeks": {2400, 10080}, "周": {2400, 10080}, "星期": {2400, 10080},
	"s": {1.0 / 60, 1.0 / 60}, "sec": {1.0 / 60, 1.0 / 60}, "秒": {1.0 / 60, 1.0 / 60},
	"m": {1, 1}, "min": {1, 1}, "mins": {1, 1}, "minutes": {1, 1}, "分钟": {1, 1},
	"mo": {9600, 43200}, "mon": {9600, 43200}, "mons": {9600, 43200}, "month": {9600, 43200}, "months": {9600, 43200}, "月": {9600, 43200}, "个月": {9600, 43200},
}

// parseDuration reads a length such as "5d", "2 周", "3 edays" or "4": days.
func parseDuration(text string) (schedule.Duration, bool) {
	if len(text) > 100 {
		return schedule.Duration{}, false
	}
	m := durationForm.FindStringSubmatch(strings.ToLower(strings.TrimSpace(text)))
	if m == nil {
		return schedule.Duration{}, false
	}
	unit, ok := units[m[3]]
	n, err := strconv.ParseFloat(m[1], 64)
	if !ok || err != nil || n > 1e9 || n*unit.clock > maxMinutes {
		return schedule.Duration{}, false
	}
	d := schedule.Duration{Elapsed: m[2] == "e", Estimated: m[4] == "?"}
	minutes := n * unit.work
	if d.Elapsed {
		minutes = n * unit.clock
	}
	d.Length = calendar.Work(math.Round(minutes * 60))
	return d, true
}

// maxMinutes is the longest length in clock time: a thousand years.
const maxMinutes = 1000 * 366 * 1440

// parsePercent reads how much is done. Numbers shown as shares are shares, and
// so are bare ones where a column has none above 1; else they are percent, and
// one such as 0.5 may be either.
func parsePercent(text string, shown, shares bool) (int, bool) {
	number, marked := strings.CutSuffix(strings.ReplaceAll(text, "％", "%"), "%")
	n, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	switch {
	case err != nil:
		return 0, false
	case !marked && (shown || shares):
		n *= 100
	case !marked && n > 0 && n < 1:
		return 0, false
	}
	if !(n >= 0 && n <= 100) {
		return 0, false
	}
	return int(math.Round(n)), true
}

// parseShare reads a person and how much of them, such as "Li[50%]".
func parseShare(text string) (name string, units schedule.Share, ok bool) {
	name, share, found := strings.Cut(text, "[")
	name = strings.TrimSpace(name)
	if !found {
		return name, 0, true
	}
	share = strings.TrimSuffix(strings.TrimSpace(share), "]")
	n, err := strconv.ParseFloat(strings.TrimSuffix(strings.ReplaceAll(share, "％", "%"), "%"), 64)
	if err != nil || !strings.HasSuffix(strings.ReplaceAll(share, "％", "%"), "%") || !(n > 0 && n <= 1e6) {
		return name, 0, false
	}
	units = schedule.Share(math.Round(n * float64(schedule.FullUnit) / 100))
	return name, units, true
}

// linkForms split a predecessor into what it names, the type of link and the
// lag: at the first sign, and at the last.
var linkForms = []*regexp.Regexp{
	regexp.MustCompile(`(?i)^(.+?)\s*(FS|SS|FF|SF)?\s*(?:([+-])\s*(.+))?$`),
	regexp.MustCompile(`(?i)^(.+?)\s*(FS|SS|FF|SF)?\s*(?:([+-])\s*([^+-]+))?$`),
	regexp.MustCompile(`(?i)^(.+)\s*(FS|SS|FF|SF)\s*(?:([+-])\s*([^+-]+))?$`),
}

// resolve returns the task that a predecessor names by find, -1 if none, with
// the type and the lag of the link. A text that is a name as a whole is that
// name.
func resolve(text string, find func(string) int) (int, reference) {
	text = strings.TrimSpace(text)
	if at := find(text); at >= 0 {
		return at, reference{to: text}
	}
	if len(text) > maxReference {
		return -1, reference{}
	}
	text = strings.NewReplacer("＋", "+", "－", "-").Replace(text)
	for _, form := range linkForms {
		if ref, ok := parseReference(form, text); ok {
			if at := find(ref.to); at >= 0 {
				return at, ref
			}
		}
	}
	return -1, reference{}
}

// maxReference is how many bytes a predecessor may have.
const maxReference = 2000

var linkTypes = map[string]schedule.LinkType{"": schedule.FinishToStart, "FS": schedule.FinishToStart, "SS": schedule.StartToStart, "FF": schedule.FinishToFinish, "SF": schedule.StartToFinish}

// reference is a predecessor as it is written.
type reference struct {
	to   string
	kind schedule.LinkType
	lag  schedule.Lag
}

// parseReference reads "3", "3FS+2d", "3SS-1 个工作日" in one of the forms.
func parseReference(form *regexp.Regexp, text string) (reference, bool) {
	m := form.FindStringSubmatch(text)
	if m == nil {
		return reference{}, false
	}
	r := reference{to: strings.TrimSpace(m[1]), kind: linkTypes[strings.ToUpper(m[2])]}
	if m[3] == "" {
		return r, true
	}
	lag, ok := parseLag(m[4])
	if m[3] == "-" {
		lag.Length, lag.Percent = -lag.Length, -lag.Percent
	}
	r.lag = lag
	return r, ok
}

// parseLag reads a length, or a share of the predecessor's.
func parseLag(text string) (schedule.Lag, bool) {
	if percent, ok := strings.CutSuffix(strings.TrimSpace(text), "%"); ok {
		n, err := strconv.Atoi(percent)
		return schedule.Lag{Percent: n}, err == nil && n >= 0 && n <= 1000
	}
	d, ok := parseDuration(text)
	return schedule.Lag{Length: d.Length, Elapsed: d.Elapsed}, ok
}
