package trello

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// longest is the longest time that is read, in seconds: beyond the years that
// calendars know.
const longest = 200_000_000_000

// unitSeconds returns how long a unit is, in seconds.
func unitSeconds(unit schedule.Unit, elapsed bool, u schedule.Units) int64 {
	day, week, days := orElse(u.MinutesPerDay, 480), orElse(u.MinutesPerWeek, 2400), orElse(u.DaysPerMonth, 20)
	if elapsed {
		day, week, days = 1440, 7*1440, 30
	}
	switch unit {
	case schedule.Minutes:
		return 60
	case schedule.Days:
		return 60 * int64(day)
	case schedule.Weeks:
		return 60 * int64(week)
	case schedule.Months:
		return 60 * int64(day) * int64(days)
	}
	return 3600
}

func orElse(n, usual int) int {
	if n <= 0 || n > 1_000_000 {
		return usual
	}
	return n
}

// lengthText writes a length of time so that readLength gives the same length,
// unit and kind again: "3d", "2ed" of clock time, "24:30" where there is no
// unit, "24:30d" where the unit does not divide it.
func lengthText(length calendar.Work, elapsed bool, unit schedule.Unit, u schedule.Units) string {
	sign, seconds := "", int64(length)
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	suffix := unit.String()
	if elapsed {
		suffix = "e" + suffix
	}
	size := unitSeconds(unit, elapsed, u)
	if unit != schedule.DefaultUnit && unit <= schedule.Months && seconds%size == 0 {
		return fmt.Sprint(sign, seconds/size, suffix)
	}
	clock := fmt.Sprintf("%s%d:%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		clock += fmt.Sprintf(":%02d", seconds%60)
	}
	return clock + suffix
}

// durationText writes a duration; a question mark says that it is estimated.
func durationText(d schedule.Duration, u schedule.Units) string {
	text := lengthText(d.Length, d.Elapsed, d.Unit, u)
	if d.Estimated {
		text += "?"
	}
	return text
}

// readLength reads what lengthText and durationText write, and what people
// write: "1.5 days", "3h", "3 天". A bare number has the unit bare.
func readLength(text string, bare schedule.Unit, u schedule.Units) (schedule.Duration, bool) {
	var d schedule.Duration
	text, d.Estimated = strings.CutSuffix(strings.TrimSpace(text), "?")
	end := strings.IndexFunc(text, func(r rune) bool { return !strings.ContainsRune("+-.:0123456789", r) })
	if end < 0 {
		end = len(text)
	}
	number, suffix := text[:end], strings.ToLower(strings.TrimSpace(text[end:]))
	d.Unit, d.Elapsed = bare, false
	known := true
	switch clock := strings.Contains(number, ":"); {
	case clock && (suffix == "" || suffix == "e"):
		d.Unit, d.Elapsed = schedule.DefaultUnit, suffix == "e"
	case suffix != "":
		d.Unit, d.Elapsed, known = readUnit(suffix)
	}
	seconds, ok := readSeconds(number, unitSeconds(d.Unit, d.Elapsed, u))
	d.Length = calendar.Work(seconds)
	return d, ok && known
}

func readUnit(text string) (unit schedule.Unit, elapsed, ok bool) {
	for pass := range 2 {
		switch text {
		case "m", "min", "mins", "minute", "minutes", "分", "分钟":
			return schedule.Minutes, pass > 0, true
		case "h", "hr", "hrs", "hour", "hours", "小时":
			return schedule.Hours, pass > 0, true
		case "d", "day", "days", "天", "日", "个工作日", "工作日":
			return schedule.Days, pass > 0, true
		case "w", "wk", "week", "weeks", "周", "星期":
			return schedule.Weeks, pass > 0, true
		case "mo", "month", "months", "月", "个月":
			return schedule.Months, pass > 0, true
		case "%":
			return schedule.PercentUnit, pass > 0, true
		}
		text = strings.TrimPrefix(text, "e")
	}
	return 0, false, false
}

// readSeconds reads a number of units, or hours, minutes and seconds with
// colons. A fraction must come out as whole seconds.
func readSeconds(text string, size int64) (int64, bool) {
	if len(text) == 0 || len(text) > 24 {
		return 0, false
	}
	sign := int64(1)
	if text[0] == '-' || text[0] == '+' {
		if text[0] == '-' {
			sign = -1
		}
		text = text[1:]
	}
	parts := strings.Split(text, ":")
	if len(parts) > 3 {
		return 0, false
	}
	if len(parts) > 1 {
		size = 3600
	}
	total := new(big.Rat)
	for i, part := range parts {
		n, ok := new(big.Rat).SetString(part)
		if !ok || part[0] == '-' || part[0] == '+' || i > 0 && (len(part) != 2 || part > "59") {
			return 0, false
		}
		total.Add(total, n.Mul(n, big.NewRat(size, 1)))
		size /= 60
	}
	if !total.IsInt() || total.Num().CmpAbs(big.NewInt(longest)) > 0 {
		return 0, false
	}
	return sign * total.Num().Int64(), true
}
