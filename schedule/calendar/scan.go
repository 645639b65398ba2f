package calendar

// digits reads a number of exactly len(s) decimal digits.
func digits(s string) (n int, ok bool) {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, s != ""
}

// scanDate splits YYYY-MM-DD without judging the numbers.
func scanDate(s string) (year, month, day int, ok bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0, 0, 0, false
	}
	year, okYear := digits(s[:4])
	month, okMonth := digits(s[5:7])
	day, okDay := digits(s[8:])
	return year, month, day, okYear && okMonth && okDay
}

// scanClock reads HH:MM or HH:MM:SS as seconds. Minutes and seconds stay below
// 60; the caller judges the hours.
func scanClock(s string) (Work, bool) {
	if len(s) != 5 && len(s) != 8 || s[2] != ':' {
		return 0, false
	}
	h, okHour := digits(s[:2])
	m, okMin := digits(s[3:5])
	sec, okSec := 0, true
	if len(s) == 8 {
		sec, okSec = digits(s[6:])
		okSec = okSec && s[5] == ':'
	}
	return Work(h*3600 + m*60 + sec), okHour && okMin && okSec && m < 60 && sec < 60
}
