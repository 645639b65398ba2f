package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
)

// Equal reports whether both calendars have the same working time on every
// day of the years 1 to 9999, however it is defined. Ids and names do not
// count. A nil calendar equals one without working time.
func (c *Calendar) Equal(other *Calendar) bool {
	equal := true
	walk(c.compiled(), other.compiled(), 1, lastDay, func(days span, a, b *pattern) {
		for n := days.from; equal && !a.alike(b) && n <= min(days.to, days.from+6); n++ {
			equal = slices.Equal(a.ranges(int(n%7)), b.ranges(int(n%7)))
		}
	})
	return equal
}

// Digest returns a fingerprint of the working time: the SHA-256, in hex, of a
// canonical text of it. Calendars have the same digest exactly when they are
// [Calendar.Equal]. The form of the text is stable.
func (c *Calendar) Digest() string {
	text := []byte("milepost calendar 1\n")
	c = c.compiled()
	for day := int32(1); day <= lastDay; {
		week := c.weekFrom(day)
		text = appendWeek(text, day, week)
		day = c.endOfWeek(day, week)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// weekFrom returns the ranges of the seven days that begin with day, by weekday.
func (c *Calendar) weekFrom(day int32) (week [7][]Range) {
	for n := day; n < day+7 && n <= lastDay; n++ {
		week[n%7] = c.Ranges(Date{n})
	}
	return week
}

// endOfWeek returns the first day after day that does not work as the week has
// it, the day after the last if there is none.
func (c *Calendar) endOfWeek(day int32, week [7][]Range) int32 {
	for i := c.segmentByTime(int64(day) * secondsPerDay); i < len(c.segments); i++ {
		last := c.lastDayOf(i)
		for n := day; n <= min(last, day+6); n++ {
			if !slices.Equal(c.segments[i].pattern.ranges(int(n%7)), week[n%7]) {
				return n
			}
		}
		day = last + 1
	}
	return lastDay + 1
}

func appendWeek(text []byte, day int32, week [7][]Range) []byte {
	text = strconv.AppendInt(text, int64(day), 10)
	for _, ranges := range week {
		text = append(text, ';')
		for _, r := range ranges {
			text = strconv.AppendInt(append(text, ' '), int64(r.Start), 10)
			text = strconv.AppendInt(append(text, '-'), int64(r.Finish), 10)
		}
	}
	return append(text, '\n')
}
