package xlsx

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// dates are the forms that can be meant in one way only.
var dates = []string{
	"2006-1-2 15:4:5", "2006-1-2 15:4", "2006-1-2", "2006-1-2T15:4:5", "2006/1/2 15:4:5", "2006/1/2 15:4", "2006/1/2", "2006.1.2", "2006年1月2日 15:4", "2006年1月2日",
	"2.1.2006", "2.1.2006 15:4", "2 Jan 2006", "2 January 2006", "Jan 2, 2006", "January 2, 2006", "2-Jan-2006", "2-Jan-06", "Mon 2 Jan 2006", "Mon 2/1/06",
}

// parseDate reads a date: a serial number of days, or text. It reports whether
// it has a time of day, and whether it is a date at all.
func (c Codec) parseDate(text string, base1904 bool) (at calendar.DateTime, timed, ok bool) {
	if serial, err := strconv.ParseFloat(text, 64); err == nil {
		return fromSerial(serial, base1904)
	}
	text = strings.Join(strings.Fields(strings.ReplaceAll(text, "：", ":")), " ")
	for _, form := range append(dates[:len(dates):len(dates)], c.slashed(text)...) {
		if t, err := time.Parse(form, text); err == nil && t.Year() >= 1 {
			return calendar.DateTimeOf(t), strings.Contains(form, "15"), true
		}
	}
	return 0, false, false
}

// slashed returns the forms in which 03/04/2026 may be read.
func (c Codec) slashed(text string) []string {
	first, rest, _ := strings.Cut(text, "/")
	second, _, _ := strings.Cut(rest, "/")
	a, err1 := strconv.Atoi(first)
	b, err2 := strconv.Atoi(second)
	dayFirst, monthFirst := []string{"2/1/2006", "2/1/2006 15:4"}, []string{"1/2/2006", "1/2/2006 15:4"}
	switch {
	case err1 != nil || err2 != nil:
		return nil
	case a > 12 || a == b || c.DayFirst && !c.MonthFirst:
		return dayFirst
	case b > 12 || c.MonthFirst && !c.DayFirst:
		return monthFirst
	}
	return nil
}

// fromSerial turns a serial number of days into a moment. The day 60 of the
// 1900 system, which there never was, and everything before it is refused.
func fromSerial(serial float64, base1904 bool) (calendar.DateTime, bool, bool) {
	if !(serial >= 61 && serial < 2_958_466) {
		return 0, false, false
	}
	base := calendar.DateOf(1899, 12, 30)
	if base1904 {
		base = calendar.DateOf(1904, 1, 1)
	}
	day := math.Floor(serial)
	seconds := math.Round((serial - day) * 86400)
	return base.AddDays(int(day)).At(0).AddSeconds(int64(seconds)), seconds != 0, true
}

var durationForm = regexp.MustCompile(`^(\d+(?:\.\d+)?)\s*(e?)\s*([^\d\s?]*)\s*(\??)$`)

// units are how many minutes a unit of length has, of working time and of
// clock time.
var units = map[string]struct{ work, clock float64 }{
	"": {480, 1440}, "d": {480, 1440}, "day": {480, 1440}, "days": {480, 1440}, "天": {480, 1440}, "日": {480, 1440}, "工作日": {480, 1440}, "个工作日": {480, 1440},
	"h": {60, 60}, "hr": {60, 60}, "hrs": {60, 60}, "hour": {60, 60}, "hours": {60, 60}, "小时": {60, 60}, "个小时": {60, 60},
	"w": {2400, 10080}, "wk": {2400, 10080}, "wks": {2400, 10080}, "week": {2400, 10080}, "weeks": {2400, 10080}, "周": {2400, 10080}, "星期": {2400, 10080},
	"m": {1, 1}, "min": {1, 1}, "mins": {1, 1}, "minutes": {1, 1}, "分钟": {1, 1},
	"mo": {9600, 43200}, "mon": {9600, 43200}, "mons": {9600, 43200}, "month": {9600, 43200}, "months": {9600, 43200}, "月": {9600, 43200}, "个月": {9600, 43200},
}

// parseDuration reads a length such as "5d", "2 周", "3 edays" or "4": days.
func parseDuration(text string) (schedule.Duration, bool) {
	m := durationForm.FindStringSubmatch(strings.ToLower(strings.TrimSpace(text)))
	if m == nil {
		return schedule.Duration{}, false
	}
	unit, ok := units[m[3]]
	n, err := strconv.ParseFloat(m[1], 64)
	if !ok || err != nil || n > 1e6 {
		return schedule.Duration{}, false
	}
	d := schedule.Duration{Elapsed: m[2] == "e", Estimated: m[4] == "?"}
	minutes := n * unit.work
	if d.Elapsed {
		minutes = n * unit.clock
	}
	d.Length = calendar.Work(math.Round(minutes)) * calendar.Minute
	return d, true
}

// parsePercent reads how much is done. Bare numbers are shares where a column
// has none above 1, else percent.
func parsePercent(text string, shares bool) (int, bool) {
	number, marked := strings.CutSuffix(strings.ReplaceAll(text, "％", "%"), "%")
	n, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil {
		return 0, false
	}
	if !marked && shares {
		n *= 100
	}
	if !(n >= 0 && n <= 100) {
		return 0, false
	}
	return int(math.Round(n)), true
}

var linkForm = regexp.MustCompile(`(?i)^(.+?)\s*(FS|SS|FF|SF)?\s*(?:([+-])\s*(.+))?$`)

var linkTypes = map[string]schedule.LinkType{"": schedule.FinishToStart, "FS": schedule.FinishToStart, "SS": schedule.StartToStart, "FF": schedule.FinishToFinish, "SF": schedule.StartToFinish}

// reference is a predecessor as it is written.
type reference struct {
	to   string
	kind schedule.LinkType
	lag  schedule.Lag
}

// parseReference reads "3", "3FS+2d", "3SS-1 个工作日".
func parseReference(text string) (reference, bool) {
	m := linkForm.FindStringSubmatch(strings.TrimSpace(strings.NewReplacer("＋", "+", "－", "-").Replace(text)))
	if m == nil {
		return reference{}, false
	}
	r := reference{to: strings.TrimSpace(m[1]), kind: linkTypes[strings.ToUpper(m[2])]}
	if m[3] == "" {
		return r, true
	}
	if percent, ok := strings.CutSuffix(strings.TrimSpace(m[4]), "%"); ok {
		n, err := strconv.Atoi(percent)
		if m[3] == "-" {
			n = -n
		}
		r.lag.Percent = n
		return r, err == nil && n >= -1000 && n <= 1000
	}
	d, ok := parseDuration(m[4])
	r.lag.Length, r.lag.Elapsed = d.Length, d.Elapsed
	if m[3] == "-" {
		r.lag.Length = -r.lag.Length
	}
	return r, ok
}
