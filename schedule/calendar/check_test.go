package calendar

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

// wantFaults checks that an error lists faults, given as place, code, place,
// code and so on, in this order.
func wantFaults(t *testing.T, name string, err error, want ...any) {
	t.Helper()
	var de *DefinitionError
	if !errors.As(err, &de) || !errors.Is(err, ErrDefinition) {
		t.Errorf("%s: %v", name, err)
		return
	}
	var got []any
	for _, f := range de.Faults {
		got = append(got, f.Place, f.Code)
		if !slices.Contains(FaultCodes(), f.Code) {
			t.Errorf("%s: code %s is not listed", name, f.Code)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v\nwant %v", name, got, want)
	}
}

// All faults come at once, each with its place.
func TestAllFaultsAtOnce(t *testing.T) {
	day := DateOf(2026, 3, 4)
	def := Definition{ID: "broken"}
	def.Week[time.Monday] = Working(Hours(8, 12), Hours(11, 17))
	def.Week[time.Tuesday] = Working(Hours(13, 8), Range{-1, Hour}, Range{23 * Hour, 48*Hour + 1})
	def.Week[time.Wednesday] = Day{Ranges: []Range{Hours(8, 12)}}
	def.Week[time.Thursday] = Working(Range{-1 << 63, 1<<63 - 1})
	def.Week[time.Friday] = Working(Range{24 * Hour, 25 * Hour})
	def.WorkWeeks = []WorkWeek{{From: day, To: day.AddDays(-1), Week: Week{time.Saturday: Working(Hours(9, 9))}}}
	def.Exceptions = []Exception{
		{},
		{From: day, To: day.AddDays(-1)},
		{From: day, Ranges: []Range{Hours(12, 14), Hours(8, 13)}},
		{From: day, Repeat: Repeat{Frequency: Weekly, Every: -1}},
		{From: day, To: day, Repeat: Repeat{Frequency: Yearly, Day: 32}},
		{From: day, To: day, Repeat: Repeat{Frequency: Monthly}},
		{From: day, To: day, Repeat: Repeat{Frequency: 9, Count: -1, Weekday: 7, WeekStart: -1, Kind: 4}},
		{From: day, To: day, Repeat: Repeat{Every: 2}},
	}
	_, err := Compile(def, nil)
	wantFaults(t, "broken", err,
		"week.monday.ranges[1]", FaultRangeOverlap,
		"week.tuesday.ranges[0]", FaultRangeBounds,
		"week.tuesday.ranges[1]", FaultRangeBounds,
		"week.tuesday.ranges[2]", FaultRangeBounds,
		"week.wednesday", FaultDayNotSet,
		"week.thursday.ranges[0]", FaultRangeBounds,
		"week.friday.ranges[0]", FaultRangeBounds,
		"work_weeks[0]", FaultPeriodReversed,
		"work_weeks[0].week.saturday.ranges[0]", FaultRangeBounds,
		"exceptions[0].from", FaultPeriodOpen,
		"exceptions[1]", FaultPeriodReversed,
		"exceptions[2].ranges[0]", FaultRangeOverlap,
		"exceptions[3].to", FaultPeriodOpen,
		"exceptions[3].repeat.every", FaultRepeat,
		"exceptions[3].repeat.weekdays", FaultRepeat,
		"exceptions[4].repeat.month", FaultRepeat,
		"exceptions[4].repeat.day", FaultRepeat,
		"exceptions[5].repeat.position", FaultRepeat,
		"exceptions[6].repeat.frequency", FaultRepeat,
		"exceptions[6].repeat.count", FaultRepeat,
		"exceptions[6].repeat.week_start", FaultRepeat,
		"exceptions[6].repeat.weekday", FaultRepeat,
		"exceptions[6].repeat.kind", FaultRepeat,
		"exceptions[7].repeat.frequency", FaultRepeat,
	)
	if text := err.Error(); !strings.Contains(text, `"broken"`) || !strings.Contains(text, "and 14 more") {
		t.Error(text)
	}
}

func TestLimits(t *testing.T) {
	ranges := make([]Range, MaxRanges)
	for i := range ranges {
		ranges[i] = Range{Work(i) * 600, Work(i)*600 + 300}
	}
	full := Definition{Week: Week{time.Monday: Working(ranges...)}}
	if got := must(t, full, nil).Ranges(DateOf(2026, 3, 2)); !slices.Equal(got, ranges) {
		t.Errorf("%v", got)
	}
	_, err := Compile(Definition{Week: Week{time.Monday: Working(append(ranges, Hours(23, 24))...)}}, nil)
	wantFaults(t, "ranges", err, "week.monday.ranges", FaultTooMany)
	day := Exception{From: DateOf(2026, 3, 2)}
	_, err = Compile(Definition{Week: full.Week, Exceptions: slices.Repeat([]Exception{day}, MaxExceptions+1)}, nil)
	wantFaults(t, "exceptions", err, "exceptions", FaultTooMany)
	must(t, Definition{Week: full.Week, Exceptions: slices.Repeat([]Exception{day}, MaxExceptions)}, nil)
	_, err = Compile(Definition{Week: full.Week, WorkWeeks: make([]WorkWeek, MaxWorkWeeks+1)}, nil)
	wantFaults(t, "work weeks", err, "work_weeks", FaultTooMany)
	must(t, Definition{Week: full.Week, WorkWeeks: make([]WorkWeek, MaxWorkWeeks)}, nil)
	day.Ranges = ranges
	_, err = Compile(Definition{Exceptions: slices.Repeat([]Exception{day}, MaxAllRanges/MaxRanges+1)}, nil)
	wantFaults(t, "all ranges", err, "ranges", FaultTooMany)
}

// Calendars without working time are an error, never a loop.
func TestWithoutWork(t *testing.T) {
	off := Exception{From: DateOf(1, 1, 1), To: DateOf(9999, 12, 31)}
	week := Standard().Week
	var rest Week
	for day := range rest {
		rest[day] = Working()
	}
	for name, compile := range map[string]func() (*Calendar, error){
		"zero":    func() (*Calendar, error) { return Compile(Definition{ID: "x"}, nil) },
		"all off": func() (*Calendar, error) { return Compile(Definition{ID: "x", Week: rest}, nil) },
		"always excepted": func() (*Calendar, error) {
			return Compile(Definition{ID: "x", Week: week, Exceptions: []Exception{off}}, nil)
		},
		"derived to rest": func() (*Calendar, error) { return Compile(Definition{ID: "x", Week: rest}, AlwaysOn()) },
		"base excepted": func() (*Calendar, error) {
			return Compile(Definition{ID: "x", Exceptions: []Exception{off}}, must(t, Standard(), nil))
		},
		"work week for ever": func() (*Calendar, error) {
			return Compile(Definition{ID: "x", Week: week, WorkWeeks: []WorkWeek{{Week: rest}}}, nil)
		},
		"zero base": func() (*Calendar, error) { return Compile(Definition{ID: "x"}, new(Calendar)) },
	} {
		c, err := compile()
		if c != nil || !errors.Is(err, ErrNoWork) {
			t.Errorf("%s: %v", name, err)
		}
		wantFaults(t, name, err, "", FaultNoWork)
	}
	if err := error(&DefinitionError{Faults: []Fault{{Code: FaultRepeat}}}); errors.Is(err, ErrNoWork) {
		t.Error("another fault unwraps to ErrNoWork")
	}
	// The night shift of the last day of year 9999 works until midnight.
	c, err := Compile(Definition{Exceptions: []Exception{{From: DateOf(9999, 12, 31), Ranges: []Range{Hours(23, 30)}}}}, nil)
	if err != nil || c.Between(DateOf(1, 1, 1).At(0), DateOf(9999, 12, 31).At(24*Hour-1)) != Hour-1 {
		t.Errorf("%v", err)
	}
}

// The order of the ranges of a day does not matter, and nothing of the
// definition is kept.
func TestDefinitionIsCopied(t *testing.T) {
	def := Definition{Week: Week{time.Monday: Working(Hours(13, 17), Hours(8, 12))}, Exceptions: []Exception{{From: DateOf(2026, 3, 3), Ranges: []Range{Hours(8, 9)}}}}
	c := must(t, def, nil)
	def.Week[time.Monday].Ranges[0], def.Exceptions[0].Ranges[0] = Hours(0, 1), Hours(0, 1)
	monday := c.Ranges(DateOf(2026, 3, 2))
	if rangesText(monday) != "[08:00-12:00 13:00-17:00]" || rangesText(c.Ranges(DateOf(2026, 3, 3))) != "[08:00-09:00]" {
		t.Error("the calendar changed with the definition")
	}
	monday[0] = Hours(0, 1)
	if rangesText(c.Ranges(DateOf(2026, 3, 2))) != "[08:00-12:00 13:00-17:00]" {
		t.Error("the calendar changed with its result")
	}
}
