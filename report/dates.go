package report

import (
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// dateText shows a date or an instant in ISO form with a blank between day and
// time of day, without seconds where they are zero. An instant ends in "UTC".
func dateText(v finding.Value) string {
	text, zone := v.Plain(), ""
	if v.Kind() == finding.InstantKind {
		text, zone = strings.TrimSuffix(text, "Z"), " UTC"
	}
	day, clock, timed := strings.Cut(text, "T")
	if !timed {
		return day
	}
	return day + " " + strings.TrimSuffix(clock, ":00") + zone
}

// LongDate returns a date as prose writes it: "2 Mar 2026", "2026年3月2日".
// A time of day is left out; a value that is no date is shown by
// [Format.Value].
func (f Format) LongDate(v finding.Value) string {
	if v.Kind() != finding.DateKind && v.Kind() != finding.InstantKind {
		return f.Value(v)
	}
	day, _, _ := strings.Cut(v.Plain(), "T")
	part := strings.Split(day, "-")
	if len(part) != 3 {
		return f.Value(v)
	}
	month, errMonth := strconv.Atoi(part[1])
	date, errDate := strconv.Atoi(part[2])
	switch {
	case errMonth != nil || errDate != nil || month < 1 || month > 12:
		return f.Value(v)
	case f.Lang == ZhCN:
		return part[0] + "年" + strconv.Itoa(month) + "月" + strconv.Itoa(date) + "日"
	}
	return strconv.Itoa(date) + " " + monthNames[month-1] + " " + part[0]
}

// ShortMonth returns the name of a month, 1 to 12, for an axis: "Mar", "3月".
// Any other number gives "".
func (f Format) ShortMonth(month int) string {
	switch {
	case month < 1 || month > 12:
		return ""
	case f.Lang == ZhCN:
		return strconv.Itoa(month) + "月"
	}
	return monthNames[month-1]
}
