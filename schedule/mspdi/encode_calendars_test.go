package mspdi_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

func day(y int, m time.Month, d int) calendar.Date { return calendar.DateOf(y, m, d) }

// usual is the standard week.
func usual() calendar.Definition { return calendar.Definition{Week: calendar.Standard().Week} }

// A project without calendar works on the standard one; so does its file, and
// reading takes it away again as long as nobody changed it.
func TestStandardCalendarIsMade(t *testing.T) {
	p := days("1")
	p.Resources = []schedule.Resource{{ID: "1", Name: "Ann"}}
	file, notes := written(t, mspdi.Encoder{InputsOnly: true}, p)
	wantAll(t, "the file", file, "<CalendarUID>1</CalendarUID><DurationFormat>",
		"<Calendar><UID>1</UID><GUID>4D494C45-504F-8354-8002-000000000000</GUID><Name>Standard</Name><IsBaseCalendar>1</IsBaseCalendar>")
	same(t, "working days", strings.Count(file,
		"<FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime><WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime>"),
		5)
	wantAll(t, "the resource", record(t, file, "Resource", 1), "<CalendarUID>-1</CalendarUID>")
	same(t, "notes", notes, "")
	got, _ := decode(t, file)
	if diff := planDiff(p, got); diff != "" {
		t.Error(diff)
	}
	changed, _ := decode(t, strings.Replace(file, "<FromTime>08:00:00</FromTime>",
		"<FromTime>07:00:00</FromTime>", 1))
	same(t, "calendars", fmt.Sprintf("%v %v", len(changed.Calendars), changed.Calendar), "1 1")

	// In Project a resource got a calendar upon it, with a holiday.
	derived := strings.Replace(file, "</Calendars>",
		"<Calendar><UID>8</UID><Name>Ann</Name><IsBaseCalendar>0</IsBaseCalendar><BaseCalendarUID>1</BaseCalendarUID><WeekDays><WeekDay><DayType>2</DayType>"+
			"<DayWorking>0</DayWorking></WeekDay></WeekDays></Calendar></Calendars>", 1)
	changed, _ = decode(t, derived)
	same(t, "calendars", fmt.Sprintf("%v %v %v", len(changed.Calendars), changed.Calendar,
		changed.Calendars[1].Base), "2 1 1")

	p.Calendars = []schedule.Calendar{{ID: "5", Name: "Standard", Times: usual()}}
	file, _ = written(t, mspdi.Encoder{InputsOnly: true}, p)
	wantAll(t, "the file", file, "<Name>Standard</Name>", "<Name>Standard (Milepost)</Name>")
	p.Calendar = "gone"
	_, notes = written(t, mspdi.Encoder{InputsOnly: true}, p)
	same(t, "notes", notes, `project.calendar "gone" mspdi.reference.unknown`+"\n")
}

// Microsoft Project gives every resource a calendar of its own, derived from a
// base calendar.
func TestResourcesGetTheirOwnCalendars(t *testing.T) {
	p := days("1")
	p.Calendar = "1"
	p.Calendars = []schedule.Calendar{{ID: "1", Name: "Base", Times: usual()}, {ID: "2", Name: "Team",
		Base: "1", Times: calendar.Definition{Week: calendar.Week{1: calendar.Working()}}}}
	for i, c := range []schedule.CalendarID{"1", "2", "2", "1", ""} {
		p.Resources = append(p.Resources, schedule.Resource{ID: schedule.ResourceID(fmt.Sprint(i + 1)),
			Name: fmt.Sprint("R", i+1), Calendar: c})
	}
	file, notes := written(t, mspdi.Encoder{InputsOnly: true}, p)
	for uid, c := range map[int]int{1: 3, 2: 2, 3: 4, 4: 5, 5: -1} {
		wantAll(t, fmt.Sprint("resource ", uid), record(t, file, "Resource", uid),
			fmt.Sprintf("<CalendarUID>%d</CalendarUID>", c))
	}
	wantAll(t, "its own", record(t, file, "Calendar", 3),
		"<GUID>4D494C45-504F-8354-8001-000000000001</GUID><Name>R1</Name><IsBaseCalendar>0</IsBaseCalendar><IsBaselineCalendar>0</IsBaselineCalendar><BaseCalendarUID>1</BaseCalendarUID>")
	wantNone(t, "its own", record(t, file, "Calendar", 3), "WeekDays")
	wantAll(t, "the same again", record(t, file, "Calendar", 4),
		"<GUID>4D494C45-504F-8354-8001-000000000002</GUID><Name>R3</Name>",
		"<BaseCalendarUID>1</BaseCalendarUID><WeekDays><WeekDay><DayType>2</DayType><DayWorking>0</DayWorking></WeekDay></WeekDays>")
	same(t, "notes", notes, "")
	got, _ := decode(t, file)
	if diff := planDiff(p, got); diff != "" {
		t.Error(diff)
	}
	// A holiday for one of them in Project makes the calendar its own.
	before, after, _ := strings.Cut(file, "<Calendar><UID>4</UID>")
	changed, _ := decode(t, before+"<Calendar><UID>4</UID>"+strings.Replace(after, "<DayType>2</DayType>",
		"<DayType>3</DayType>", 1))
	same(t, "calendars", fmt.Sprintf("%v %v %v", len(changed.Calendars), changed.Resources[1].Calendar,
		changed.Resources[2].Calendar), "3 2 4")
}

// A calendar that tasks work on has no base in Project: it is written with the
// times of its bases, and works as before.
func TestDerivedCalendarsOfTasksAreFlattened(t *testing.T) {
	p := days("1")
	p.Calendar = "3"
	night := calendar.Exception{Name: "Night", From: day(2026, 4, 1), To: day(2026, 4, 3),
		Ranges: []calendar.Range{calendar.Hours(0, 6)}}
	off := calendar.Exception{Name: "Off", From: day(2026, 4, 2), To: day(2026, 4, 6)}
	p.Calendars = []schedule.Calendar{
		{ID: "1", Name: "Base", Times: calendar.Definition{Week: usual().Week,
			Exceptions: []calendar.Exception{off},
			WorkWeeks: []calendar.WorkWeek{{Name: "Summer", From: day(2026, 6, 1), To: day(2026, 6, 30),
				Week: calendar.Week{1: calendar.Working(calendar.Hours(6, 9)),
					5: calendar.Working(calendar.Hours(7, 11))}}}}},
		{ID: "2", Name: "Site", Base: "1",
			Times: calendar.Definition{Week: calendar.Week{5: calendar.Working(calendar.Hours(8, 10))},
				Exceptions: []calendar.Exception{night}}},
		{ID: "3", Name: "Crew", Base: "2",
			Times: calendar.Definition{Week: calendar.Week{6: calendar.Working(calendar.Hours(9, 12))}}},
	}
	file, notes := written(t, mspdi.Encoder{InputsOnly: true}, p)
	same(t, "notes", notes,
		`calendar 2.base "1" mspdi.calendar.flattened`+"\n"+`calendar 3.base "2" mspdi.calendar.flattened`+"\n")
	wantAll(t, "the calendar", record(t, file, "Calendar", 3),
		"<IsBaseCalendar>1</IsBaseCalendar><IsBaselineCalendar>0</IsBaselineCalendar><BaseCalendarUID>-1</BaseCalendarUID>")
	got, _ := decode(t, file)
	var base *calendar.Calendar
	for i := range p.Calendars {
		want, err := calendar.Compile(p.Calendars[i].Times, base)
		if err != nil {
			t.Fatal(err)
		}
		flat, err := calendar.Compile(got.Calendars[i].Times, nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := calendar.Differences(want, flat, day(2026, 1, 1), day(2027, 1, 1)); len(diff.Days) > 0 {
			t.Errorf("calendar %s: %+v", p.Calendars[i].ID, diff.Days)
		}
		base = want
	}
}

func TestCalendarNames(t *testing.T) {
	p := days("1")
	p.Calendar = "9"
	p.Calendars = []schedule.Calendar{{ID: "9", Times: usual()}, {ID: "8", Name: "Twin", Times: usual()},
		{ID: "7", Name: "Twin", Times: usual()}, {ID: "6", Base: "9"}, {ID: "std", Name: "Words",
			Times: usual()}}
	file, notes := written(t, mspdi.Encoder{InputsOnly: true}, p)
	wantAll(t, "the file", file, "<UID>9</UID><Name>Calendar 9</Name>", "<UID>8</UID><Name>Twin</Name>",
		"<UID>7</UID><Name>Twin (7)</Name>", "<UID>6</UID><IsBaseCalendar>0", "<UID>10</UID><Name>Words</Name>")
	same(t, "notes", notes, `calendar 9.name "Calendar 9" mspdi.calendar.name_made
calendar 7.name "Twin (7)" mspdi.calendar.name_made
calendar std.id "10" mspdi.id.replaced
`)
}

func TestHoursAreWritten(t *testing.T) {
	hours := func(ranges ...calendar.Range) (string, string) {
		p := days("1")
		p.Calendar = "1"
		p.Calendars = []schedule.Calendar{{ID: "1", Name: "C",
			Times: calendar.Definition{Week: calendar.Week{1: calendar.Working(ranges...)}}}}
		file, notes := written(t, mspdi.Encoder{InputsOnly: true}, p)
		_, rest, _ := strings.Cut(file, "<DayType>2</DayType>")
		rest, _, _ = strings.Cut(rest, "</WeekDay>")
		rest = strings.NewReplacer("<DayWorking>", "", "</DayWorking>", "", "<WorkingTimes>", "",
			"</WorkingTimes>", "", "<WorkingTime><FromTime>", " ", "</FromTime><ToTime>", "-",
			"</ToTime></WorkingTime>", "").Replace(rest)
		return rest, notes
	}
	odd := calendar.Range{Start: 8*hour + 90, Finish: 9*hour + 1}
	for _, c := range []struct {
		ranges      []calendar.Range
		want, notes string
	}{
		{nil, "0", ""},
		{[]calendar.Range{calendar.Hours(0, 24)}, "1 00:00:00-00:00:00", ""},
		{[]calendar.Range{odd}, "1 08:01:30-09:00:01", ""},
		{[]calendar.Range{calendar.Hours(22, 30)}, "1 22:00:00-06:00:00",
			`calendar 1.week "22:00-30:00" mspdi.calendar.over_midnight` + "\n"},
		{[]calendar.Range{calendar.Hours(6, 36)}, "1 06:00:00-06:00:00",
			`calendar 1.week "06:00-36:00" mspdi.write.nearest` + "\n" + `calendar 1.week "06:00-30:00" mspdi.calendar.over_midnight` + "\n"},
		{[]calendar.Range{calendar.Hours(9, 9), calendar.Hours(25, 26), calendar.Hours(10, 11)},
			"1 10:00:00-11:00:00",
			`calendar 1.week "09:00-09:00" mspdi.write.left_out` + "\n" + `calendar 1.week "25:00-26:00" mspdi.write.left_out` + "\n"},
		{[]calendar.Range{calendar.Hours(1, 2), calendar.Hours(3, 4), calendar.Hours(5, 6), calendar.Hours(7,
			8), calendar.Hours(9, 10), calendar.Hours(11, 12)},
			"1 01:00:00-02:00:00 03:00:00-04:00:00 05:00:00-06:00:00 07:00:00-08:00:00 09:00:00-10:00:00",
			`calendar 1.week "6" mspdi.calendar.too_many_ranges` + "\n"},
	} {
		got, notes := hours(c.ranges...)
		same(t, fmt.Sprint(c.ranges), got, c.want)
		same(t, fmt.Sprint(c.ranges, " notes"), notes, c.notes)
	}
}

func TestWorkWeeksAreWritten(t *testing.T) {
	p := days("1")
	p.Calendar = "1"
	p.Calendars = []schedule.Calendar{{ID: "1", Name: "C", Times: usual()}}
	p.Calendars[0].Times.WorkWeeks = []calendar.WorkWeek{{Name: "June", From: day(2026, 6, 1), To: day(2026, 6,
		30), Week: calendar.Week{0: calendar.Working(), 1: calendar.Working(calendar.Hours(6, 14))}},
		{Name: "Open"}}
	file, notes := written(t, mspdi.Encoder{InputsOnly: true}, p)
	wantAll(t, "the file", file,
		"<WorkWeeks><WorkWeek><TimePeriod><FromDate>2026-06-01T00:00:00</FromDate><ToDate>2026-06-30T23:59:00</ToDate></TimePeriod><Name>June</Name><WeekDays>"+
			"<WeekDay><DayType>1</DayType><DayWorking>0</DayWorking></WeekDay><WeekDay><DayType>2</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>06:00:00</FromTime><ToTime>14:00:00</ToTime>"+
			"</WorkingTime></WorkingTimes></WeekDay></WeekDays></WorkWeek><WorkWeek><TimePeriod><FromDate>1984-01-01T00:00:00</FromDate><ToDate>2149-12-31T23:59:00</ToDate></TimePeriod><Name>Open</Name></WorkWeek></WorkWeeks>")
	same(t, "notes", notes, strings.Repeat(`calendar 1.work_weeks "Open" mspdi.write.nearest`+"\n", 2))
}

// exceptionFile writes exceptions of one calendar and returns both their
// forms.
func exceptionFile(t *testing.T, list ...calendar.Exception) (old, new, notes string, read []calendar.Exception) {
	t.Helper()
	p := days("1")
	p.Calendar = "1"
	p.Calendars = []schedule.Calendar{{ID: "1", Name: "C", Times: usual()}}
	p.Calendars[0].Times.Exceptions = list
	file, notes := written(t, mspdi.Encoder{InputsOnly: true}, p)
	got, _ := decode(t, file)
	for _, part := range strings.Split(file, "<WeekDay><DayType>0</DayType>")[1:] {
		part, _, _ = strings.Cut(part, "</WeekDay>")
		old += strings.NewReplacer("<DayWorking>", "", "</DayWorking><TimePeriod><FromDate>", " ",
			"T00:00:00</FromDate><ToDate>", " ", "T23:59:00</ToDate></TimePeriod>", "").Replace(part) + "\n"
	}
	for _, part := range strings.Split(file, "<Exception>")[1:] {
		part, _, _ = strings.Cut(part, "</Exception>")
		new += strings.NewReplacer("<TimePeriod><FromDate>", " ", "T00:00:00</FromDate><ToDate>", " ",
			"T23:59:00</ToDate></TimePeriod>", " ").Replace(part) + "\n"
	}
	return old, new, notes, got.Calendars[0].Times.Exceptions
}

func TestExceptionsAreWritten(t *testing.T) {
	old, new, notes, _ := exceptionFile(t,
		calendar.Exception{Name: "Late", From: day(2026, 12, 24), To: day(2026, 12, 26)},
		calendar.Exception{Name: "Early", From: day(2026, 5, 9), Ranges: []calendar.Range{calendar.Hours(8,
			12)}})
	same(t, "new form", new, `<EnteredByOccurrences>0</EnteredByOccurrences> 2026-05-09 2026-05-09 <Occurrences>1</Occurrences><Name>Early</Name><Type>1</Type><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime></WorkingTimes>
<EnteredByOccurrences>0</EnteredByOccurrences> 2026-12-24 2026-12-26 <Occurrences>3</Occurrences><Name>Late</Name><Type>1</Type><DayWorking>0</DayWorking>
`)
	same(t, "old form", old,
		"1 2026-05-09 2026-05-09<WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime></WorkingTimes>\n0 2026-12-24 2026-12-26\n")
	same(t, "notes", notes, "")

	// Where exceptions overlap the first counts, so they keep their order; the
	// old form, which knows no such rule, is cut to fit.
	old, new, notes, read := exceptionFile(t,
		calendar.Exception{Name: "Inner", From: day(2026, 5, 4), To: day(2026, 5, 5),
			Ranges: []calendar.Range{calendar.Hours(8, 9)}},
		calendar.Exception{Name: "Outer", From: day(2026, 5, 1), To: day(2026, 5, 10)},
		calendar.Exception{Name: "Mondays", From: day(2026, 5, 11), To: day(2026, 5, 18),
			Repeat: calendar.Repeat{Frequency: calendar.Weekly, Weekdays: [7]bool{1: true}}})
	same(t, "first", read[0].Name, "Inner")
	same(t, "notes", notes, `calendar 1.exceptions "Inner" mspdi.write.nearest`+"\n")
	same(t, "old form", strings.ReplaceAll(old,
		"<WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>09:00:00</ToTime></WorkingTime></WorkingTimes>",
		""),
		"0 2026-05-01 2026-05-03\n1 2026-05-04 2026-05-05\n0 2026-05-06 2026-05-10\n0 2026-05-11 2026-05-11\n0 2026-05-18 2026-05-18\n")
	wantAll(t, "the repeating one", new,
		"<Occurrences>2</Occurrences><Name>Mondays</Name><Type>6</Type><Period>1</Period><DaysOfWeek>2</DaysOfWeek>")

	_, new, notes, _ = exceptionFile(t, calendar.Exception{Name: "Never"}, calendar.Exception{Name: "Back",
		From: day(2026, 5, 4), To: day(2026, 5, 1)})
	wantAll(t, "the one that runs backwards", new, "2026-05-04 2026-05-04 ")
	same(t, "notes", notes, `calendar 1.exceptions "Never" mspdi.write.left_out`+"\n")
}

// The types of Microsoft Project, by its documentation: 2 and 3 yearly by day
// and by position, 4 and 5 monthly, 6 weekly, 7 daily, 8 by workdays.
func TestRecurrencesAreWritten(t *testing.T) {
	workdays := [7]bool{1: true, 2: true, 3: true, 4: true, 5: true}
	for _, c := range []struct {
		repeat calendar.Repeat
		want   string
	}{
		{calendar.Repeat{Frequency: calendar.Daily, Every: 3}, "<Type>7</Type><Period>3</Period>"},
		{calendar.Repeat{Frequency: calendar.Daily, Weekdays: workdays}, "<Type>8</Type><Period>1</Period>"},
		{calendar.Repeat{Frequency: calendar.Daily, Weekdays: [7]bool{0: true, 6: true}},
			"<Type>6</Type><Period>1</Period><DaysOfWeek>65</DaysOfWeek>"},
		{calendar.Repeat{Frequency: calendar.Weekly, Every: 2, Weekdays: [7]bool{2: true}},
			"<Type>6</Type><Period>2</Period><DaysOfWeek>4</DaysOfWeek>"},
		{calendar.Repeat{Frequency: calendar.Monthly, Day: 15},
			"<Type>4</Type><Period>1</Period><MonthDay>15</MonthDay>"},
		{calendar.Repeat{Frequency: calendar.Monthly, Every: 2, Position: calendar.Last,
			Kind: calendar.WorkdayKind},
			"<Type>5</Type><Period>2</Period><MonthItem>1</MonthItem><MonthPosition>4</MonthPosition>"},
		{calendar.Repeat{Frequency: calendar.Monthly, Position: 1, Kind: calendar.WeekdayKind,
			Weekday: time.Sunday},
			"<Type>5</Type><Period>1</Period><MonthItem>3</MonthItem><MonthPosition>0</MonthPosition>"},
		{calendar.Repeat{Frequency: calendar.Yearly, Month: time.January, Day: 1},
			"<Type>2</Type><Month>0</Month><MonthDay>1</MonthDay>"},
		{calendar.Repeat{Frequency: calendar.Yearly, Every: 2, Month: time.May, Position: 2,
			Kind: calendar.WeekdayKind, Weekday: time.Saturday},
			"<Type>3</Type><Period>2</Period><Month>4</Month><MonthItem>9</MonthItem><MonthPosition>1</MonthPosition>"},
	} {
		_, new, notes, _ := exceptionFile(t, calendar.Exception{From: day(2026, 1, 1), To: day(2026, 12, 31),
			Repeat: c.repeat})
		wantAll(t, fmt.Sprint(c.repeat), new, c.want+"<DayWorking>0</DayWorking>")
		same(t, "notes", notes, "")
	}
	old, new, _, _ := exceptionFile(t, calendar.Exception{From: day(2026, 1, 1),
		Repeat: calendar.Repeat{Frequency: calendar.Monthly, Day: 31, Count: 3}})
	wantAll(t, "a counted one", new,
		"<EnteredByOccurrences>1</EnteredByOccurrences> 2026-01-01 2026-03-31 <Occurrences>3</Occurrences>")
	same(t, "old form", old, "0 2026-01-31 2026-01-31\n0 2026-02-28 2026-02-28\n0 2026-03-31 2026-03-31\n")
}

// What the format cannot repeat is written day by day.
func TestRecurrencesOfOtherKinds(t *testing.T) {
	for _, repeat := range []calendar.Repeat{
		{Frequency: calendar.Monthly, Position: 5, Kind: calendar.WeekdayKind, Weekday: time.Friday},
		{Frequency: calendar.Weekly, Every: 2, Weekdays: [7]bool{0: true, 1: true}, WeekStart: time.Monday},
		{Frequency: calendar.Daily, Every: 3, Weekdays: [7]bool{0: true, 1: true, 2: true}},
	} {
		x := calendar.Exception{Name: "Odd", From: day(2026, 1, 1), To: day(2026, 12, 31), Repeat: repeat,
			Ranges: []calendar.Range{calendar.Hours(3, 4)}}
		_, new, notes, read := exceptionFile(t, x)
		same(t, "notes", notes, `calendar 1.exceptions "Odd" mspdi.write.nearest`+"\n")
		wantNone(t, fmt.Sprint(repeat), new, "<Period>")
		want, err := calendar.Compile(calendar.Definition{Week: usual().Week,
			Exceptions: []calendar.Exception{x}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := calendar.Compile(calendar.Definition{Week: usual().Week, Exceptions: read}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := calendar.Differences(want, got, day(2025, 1, 1), day(2028, 1, 1)); len(diff.Days) > 0 || len(read) < 4 {
			t.Errorf("%v: %d exceptions, %+v", repeat, len(read), diff.Days)
		}
	}
	for name, repeat := range map[string]calendar.Repeat{"a month of its own": {Frequency: calendar.Yearly, Month: 13, Day: 1}, "a frequency of its own": {Frequency: 9}, "day 32": {Frequency: calendar.Monthly, Day: 32}} {
		_, new, notes, _ := exceptionFile(t, calendar.Exception{Name: name, From: day(2026, 1, 1), To: day(2026,
			12, 31), Repeat: repeat})
		same(t, name, new, "")
		same(t, "notes", notes, fmt.Sprintf("calendar 1.exceptions %q mspdi.write.left_out\n", name))
	}
	// Far too many days for the old form: the new one stands alone.
	old, new, notes, _ := exceptionFile(t, calendar.Exception{From: day(2000, 1, 1), To: day(2040, 1, 1),
		Repeat: calendar.Repeat{Frequency: calendar.Daily, Every: 2}})
	same(t, "days in the old form", len(old), 0)
	wantAll(t, "new form", new, "<Type>7</Type><Period>2</Period>")
	wantNone(t, "new form", new, "<Occurrences>")
	same(t, "notes", notes, "")
}
