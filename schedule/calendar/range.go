package calendar

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Range is a working range of a day in seconds since its midnight, from Start
// up to but not including Finish. Start lies in the day itself; Finish may lie
// past 24 hours, up to 48: a night shift belongs to the day it begins on.
type Range struct{ Start, Finish Work }

// Hours returns the range between two times of day in whole hours, such as
// Hours(8, 12) or, past midnight, Hours(22, 30).
func Hours(start, finish int) Range { return Range{Work(start) * Hour, Work(finish) * Hour} }

// Work returns the length of the range.
func (r Range) Work() Work { return r.Finish - r.Start }

// String returns the range as 08:00-12:00, with seconds where they matter.
// Hours count on past midnight: 22:00-30:00.
func (r Range) String() string { return clockText(r.Start) + "-" + clockText(r.Finish) }

func clockText(w Work) string {
	sign, seconds := "", uint64(w)
	if w < 0 {
		sign, seconds = "-", -seconds
	}
	text := fmt.Sprintf("%s%02d:%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		text += fmt.Sprintf(":%02d", seconds%60)
	}
	return text
}

// MarshalText writes the range as [Range.String] does.
func (r Range) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what [Range.MarshalText] writes. The error wraps
// [ErrSyntax]; whether the range makes sense, [Compile] judges.
func (r *Range) UnmarshalText(text []byte) error {
	from, to, _ := strings.Cut(string(text), "-")
	start, okStart := scanClock(from)
	finish, okFinish := scanClock(to)
	if !okStart || !okFinish {
		return syntaxError("working range", string(text), "HH:MM-HH:MM")
	}
	*r = Range{start, finish}
	return nil
}

// Merge returns the ranges in order, those that overlap or touch joined into
// one and those without length left out: what a reader of foreign files needs,
// since [Compile] takes overlapping ranges of a day for a mistake. The result
// shares nothing with the argument.
func Merge(ranges []Range) []Range {
	kept := make([]Range, 0, len(ranges))
	for _, r := range ranges {
		if r.Start < r.Finish {
			kept = append(kept, r)
		}
	}
	return union(kept, nil)
}

// union returns the ranges of both lists in order, merged where they overlap
// or touch. The lists may be in any order.
func union(a, b []Range) []Range {
	all := slices.Concat(a, b)
	slices.SortFunc(all, func(x, y Range) int { return cmp.Compare(x.Start, y.Start) })
	merged := all[:0]
	for _, r := range all {
		if last := len(merged) - 1; last >= 0 && r.Start <= merged[last].Finish {
			merged[last].Finish = max(merged[last].Finish, r.Finish)
			continue
		}
		merged = append(merged, r)
	}
	return merged
}

// common returns the parts that lie in both lists, each in order.
func common(a, b []Range) []Range {
	var both []Range
	for len(a) > 0 && len(b) > 0 {
		if r := (Range{max(a[0].Start, b[0].Start), min(a[0].Finish, b[0].Finish)}); r.Start < r.Finish {
			both = append(both, r)
		}
		if a[0].Finish < b[0].Finish {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return both
}

// clip returns the parts of the ranges within [from, to), counted from from.
func clip(ranges []Range, from, to Work) []Range {
	var inside []Range
	for _, r := range ranges {
		if r = (Range{max(r.Start, from) - from, min(r.Finish, to) - from}); r.Start < r.Finish {
			inside = append(inside, r)
		}
	}
	return inside
}
