package mspdi_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule/calendar"
)

func calendars(contents ...string) string {
	var b strings.Builder
	for i, content := range contents {
		fmt.Fprintf(&b, "<Calendar><UID>%d</UID>%s</Calendar>\n", i+1, content)
	}
	return "<Calendars>" + b.String() + "</Calendars>"
}

// weekDay writes a day of the week, or an exception of the old form. Hours are
// pairs of times.
func weekDay(day int, more string, hours ...string) string {
	return fmt.Sprintf("<WeekDay><DayType>%d</DayType>%s%s</WeekDay>", day, more, workingTimes(hours...))
}

func workingTimes(hours ...string) string {
	if len(hours) == 0 {
		return "<DayWorking>0</DayWorking>"
	}
	var b strings.Builder
	for i := 0; i < len(hours); i += 2 {
		fmt.Fprintf(&b, "<WorkingTime><FromTime>%s</FromTime><ToTime>%s</ToTime></WorkingTime>", hours[i], hours[i+1])
	}
	return "<DayWorking>1</DayWorking><WorkingTimes>" + b.String() + "</WorkingTimes>"
}

func timePeriod(from, to string) string {
	return fmt.Sprintf("<TimePeriod><FromDate>%sT00:00:00</FromDate><ToDate>%sT23:59:00</ToDate></TimePeriod>", from, to)
}

func TestCalendarWeek(t *testing.T) {
	plan, notes := decode(t, file(calendars("<Name>Plant</Name><IsBaseCalendar>1</IsBaseCalendar><BaseCalendarUID>-1</BaseCalendarUID><WeekDays>"+
		weekDay(1, "")+weekDay(2, "", "08:00:00", "12:00:00", "13:00:00", "17:00:00")+weekDay(3, "", "23:00:00", "00:00:00")+weekDay(4, "", "00:00:00", "00:00:00")+
		weekDay(5, "", "20:00:00", "04:00:00")+weekDay(6, "", "08:30:15", "24:00:00")+"</WeekDays>")))
	got := plan.Calendars[0]
	same(t, "id, name, base", fmt.Sprint(got.ID, got.Name, got.Base), "1Plant")
	for i, want := range []string{"true []", "true [08:00-12:00 13:00-17:00]", "true [23:00-24:00]", "true [00:00-24:00]", "true [20:00-28:00]", "true [08:30:15-24:00]", "false []"} {
		same(t, fmt.Sprint("day ", i), fmt.Sprint(got.Times.Week[i].Set, got.Times.Week[i].Ranges), want)
	}
	same(t, "notes", noted(notes), "")
}

func TestCalendarDaysThatNeedRepair(t *testing.T) {
	plan, notes := decode(t, file(calendars("<WeekDays><WeekDay><DayType>2</DayType><DayWorking>1</DayWorking></WeekDay>"+
		"<WeekDay><DayType>3</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime/><WorkingTime><FromTime>09:00:00</FromTime><ToTime>10:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>"+
		"<WeekDay><DayType>8</DayType></WeekDay><WeekDay><DayType>4</DayType></WeekDay></WeekDays>")))
	week := plan.Calendars[0].Times.Week
	same(t, "without hours", week[1].Ranges, "[08:00-12:00 13:00-17:00]")
	same(t, "with an empty range", week[2].Ranges, "[09:00-10:00]")
	same(t, "without anything", fmt.Sprint(week[3]), fmt.Sprint(calendar.Working()))
	same(t, "notes", noted(notes), "calendar 1.week_day \"\" mspdi.calendar.hours_guessed\ncalendar 1.day_type \"8\" mspdi.value.unknown_kind\n")
}

func exceptionText(list []calendar.Exception) string {
	var b strings.Builder
	for _, e := range list {
		fmt.Fprint(&b, e.Name, " ", e.From, " ", e.To, " ", e.Ranges, "\n")
	}
	return b.String()
}

func TestCalendarExceptions(t *testing.T) {
	old := weekDay(0, timePeriod("2026-05-01", "2026-05-05")) + weekDay(0, timePeriod("2026-05-09", "2026-05-09"), "09:00:00", "15:00:00")
	modern := "<Exceptions><Exception><EnteredByOccurrences>0</EnteredByOccurrences>" + timePeriod("2026-05-01", "2026-05-05") +
		"<Occurrences>5</Occurrences><Name>劳动节</Name><Type>1</Type><DayWorking>0</DayWorking></Exception><Exception>" + timePeriod("2026-05-09", "2026-05-09") +
		"<Name>调休上班</Name><Type>1</Type>" + workingTimes("09:00:00", "15:00:00") + "</Exception></Exceptions>"
	for _, c := range []struct{ name, content, want string }{
		{"old alone", "<WeekDays>" + old + "</WeekDays>", " 2026-05-01 2026-05-05 []\n 2026-05-09 2026-05-09 [09:00-15:00]\n"},
		{"new alone", modern, "劳动节 2026-05-01 2026-05-05 []\n调休上班 2026-05-09 2026-05-09 [09:00-15:00]\n"},
		{"both are one", "<WeekDays>" + old + "</WeekDays>" + modern, "劳动节 2026-05-01 2026-05-05 []\n调休上班 2026-05-09 2026-05-09 [09:00-15:00]\n"},
		{"both in the other order", modern + "<WeekDays>" + old + "</WeekDays>", "劳动节 2026-05-01 2026-05-05 []\n调休上班 2026-05-09 2026-05-09 [09:00-15:00]\n"},
		{"new but empty", "<WeekDays>" + old + "</WeekDays><Exceptions/>", " 2026-05-01 2026-05-05 []\n 2026-05-09 2026-05-09 [09:00-15:00]\n"},
		{"reversed", "<Exceptions><Exception>" + timePeriod("2026-05-05", "2026-05-01") + "</Exception></Exceptions>", " 2026-05-05 2026-05-05 []\n"},
	} {
		plan, notes := decode(t, file(calendars(c.content)))
		same(t, c.name, exceptionText(plan.Calendars[0].Times.Exceptions), c.want)
		same(t, c.name+": notes", noted(notes), "")
	}
	_, notes := decode(t, file(calendars("<Exceptions><Exception/></Exceptions>"), "<Calendars><Calendar><UID>2</UID><WeekDays><WeekDay><DayType>0</DayType></WeekDay></WeekDays>"+
		"<WorkWeeks><WorkWeek/></WorkWeeks></Calendar></Calendars>"))
	same(t, "without period", noted(notes), "calendar 1.exception \"\" mspdi.calendar.no_period\ncalendar 2.work_week \"\" mspdi.calendar.no_period\ncalendar 2.week_day \"\" mspdi.calendar.no_period\n")
}

func TestWorkWeeks(t *testing.T) {
	days := weekDay(2, "", "10:00:00", "16:00:00") + weekDay(3, "")
	for name, content := range map[string]string{
		"as the schema has it": "<WorkWeeks><WorkWeek>" + timePeriod("2026-07-01", "2026-08-31") + "<Name>Summer</Name>" + days + "</WorkWeek></WorkWeeks>",
		"with WeekDays around": "<WorkWeeks><WorkWeek>" + timePeriod("2026-07-01", "2026-08-31") + "<Name>Summer</Name><WeekDays>" + days + "</WeekDays></WorkWeek></WorkWeeks>",
	} {
		plan, notes := decode(t, file(calendars(content)))
		list := plan.Calendars[0].Times.WorkWeeks
		if len(list) != 1 {
			t.Fatalf("%s: %d work weeks", name, len(list))
		}
		same(t, name, fmt.Sprint(list[0].Name, list[0].From, list[0].To), "Summer2026-07-01 2026-08-31")
		same(t, name+": Monday", list[0].Week[1], calendar.Working(calendar.Hours(10, 16)))
		same(t, name+": Tuesday", list[0].Week[2], calendar.Working())
		same(t, name+": Wednesday", list[0].Week[3], calendar.Day{})
		same(t, name+": notes", noted(notes), "")
	}
}

func TestDerivedCalendars(t *testing.T) {
	plan, notes := decode(t, file("<CalendarUID>1</CalendarUID>", calendars("<BaseCalendarUID>0</BaseCalendarUID>", "<BaseCalendarUID>1</BaseCalendarUID>", "<BaseCalendarUID>-1</BaseCalendarUID>",
		"<BaseCalendarUID>4</BaseCalendarUID>", "<BaseCalendarUID>77</BaseCalendarUID>"), tasks("<CalendarUID>-1</CalendarUID>", "<CalendarUID>2</CalendarUID>", "<CalendarUID>78</CalendarUID>"),
		"<Resources><Resource><UID>1</UID><Name>A</Name><CalendarUID>2</CalendarUID></Resource><Resource><UID>2</UID><Name>B</Name><CalendarUID>79</CalendarUID></Resource></Resources>"))
	var bases []string
	for _, c := range plan.Calendars {
		bases = append(bases, fmt.Sprintf("%q", c.Base))
	}
	same(t, "bases", bases, `["" "1" "" "" ""]`)
	same(t, "project", plan.Calendar, "1")
	same(t, "tasks", fmt.Sprintf("%q %q %q", plan.Tasks[0].Calendar, plan.Tasks[1].Calendar, plan.Tasks[2].Calendar), `"" "2" ""`)
	same(t, "resources", fmt.Sprintf("%q %q", plan.Resources[0].Calendar, plan.Resources[1].Calendar), `"2" ""`)
	same(t, "notes", noted(notes), `calendar 5.base_calendar_uid "77" mspdi.reference.unknown
task 3.calendar_uid "78" mspdi.reference.unknown
resource 2.calendar_uid "79" mspdi.reference.unknown
`)
	_, notes = decode(t, file("<CalendarUID>5</CalendarUID>"))
	same(t, "project calendar that is not there", noted(notes), "project.calendar_uid \"5\" mspdi.reference.unknown\n")
}

type recurringCase struct {
	content string
	from    string
	count   int
	last    string
}

// Recurring exceptions as Microsoft Project 2013 saved them: from a day, so
// many times, and the last day as it had computed it.
var recurring = []recurringCase{
	{"<Type>1</Type>", "2000-01-01", 3, "2000-01-03"},
	{"<Type>7</Type><Period>3</Period>", "2000-02-01", 4, "2000-02-10"},
	{"<Type>7</Type><Period>5</Period>", "2000-03-01", 5, "2000-03-21"},
	{"<Type>7</Type><Period>7</Period>", "2000-04-01", 6, "2000-05-06"},
	{"<Type>6</Type><Period>1</Period><DaysOfWeek>2</DaysOfWeek>", "2001-01-01", 3, "2001-01-15"},
	{"<Type>6</Type><Period>2</Period><DaysOfWeek>4</DaysOfWeek>", "2001-01-01", 4, "2001-02-13"},
	{"<Type>6</Type><Period>3</Period><DaysOfWeek>8</DaysOfWeek>", "2001-01-01", 5, "2001-03-28"},
	{"<Type>6</Type><Period>4</Period><DaysOfWeek>16</DaysOfWeek>", "2001-01-01", 6, "2001-05-24"},
	{"<Type>6</Type><Period>5</Period><DaysOfWeek>32</DaysOfWeek>", "2001-01-01", 7, "2001-08-03"},
	{"<Type>6</Type><Period>6</Period><DaysOfWeek>64</DaysOfWeek>", "2001-01-01", 8, "2001-10-27"},
	{"<Type>6</Type><Period>7</Period><DaysOfWeek>1</DaysOfWeek>", "2001-01-01", 9, "2002-03-17"},
	{"<Type>5</Type><Period>2</Period><MonthItem>4</MonthItem><MonthPosition>0</MonthPosition>", "2002-01-01", 3, "2002-05-06"},
	{"<Type>5</Type><Period>3</Period><MonthItem>5</MonthItem><MonthPosition>1</MonthPosition>", "2002-01-01", 4, "2002-10-08"},
	{"<Type>5</Type><Period>4</Period><MonthItem>6</MonthItem><MonthPosition>2</MonthPosition>", "2002-01-01", 5, "2003-05-21"},
	{"<Type>5</Type><Period>5</Period><MonthItem>7</MonthItem><MonthPosition>3</MonthPosition>", "2002-01-01", 6, "2004-02-26"},
	{"<Type>5</Type><Period>6</Period><MonthItem>8</MonthItem><MonthPosition>4</MonthPosition>", "2002-01-01", 7, "2005-01-28"},
	{"<Type>5</Type><Period>7</Period><MonthItem>9</MonthItem><MonthPosition>0</MonthPosition>", "2002-01-01", 8, "2006-02-04"},
	{"<Type>5</Type><Period>8</Period><MonthItem>3</MonthItem><MonthPosition>1</MonthPosition>", "2002-01-01", 9, "2007-05-13"},
	{"<Type>4</Type><Period>2</Period><MonthDay>1</MonthDay>", "2003-01-01", 3, "2003-05-01"},
	{"<Type>4</Type><Period>5</Period><MonthDay>4</MonthDay>", "2003-01-01", 6, "2005-02-04"},
	{"<Type>3</Type><MonthItem>5</MonthItem><MonthPosition>0</MonthPosition><Month>2</Month>", "2004-01-01", 4, "2007-03-06"},
	{"<Type>3</Type><MonthItem>6</MonthItem><MonthPosition>1</MonthPosition><Month>3</Month>", "2004-01-01", 5, "2008-04-09"},
	{"<Type>3</Type><MonthItem>7</MonthItem><MonthPosition>2</MonthPosition><Month>4</Month>", "2004-01-01", 6, "2009-05-21"},
	{"<Type>2</Type><Month>1</Month><MonthDay>1</MonthDay>", "2005-01-01", 3, "2007-02-01"},
	{"<Type>2</Type><Month>2</Month><MonthDay>2</MonthDay>", "2005-01-01", 4, "2008-03-02"},
	{"<Type>2</Type><Month>3</Month><MonthDay>3</MonthDay>", "2005-01-01", 5, "2009-04-03"},
	{"<Type>5</Type><Period>1</Period><MonthItem>9</MonthItem><MonthPosition>0</MonthPosition>", "2010-01-01", 3, "2010-03-06"},
}

// The forms that no such file was at hand for, worked out on a wall calendar.
var recurringByHand = []recurringCase{
	{"<Type>5</Type><Period>1</Period><MonthItem>0</MonthItem><MonthPosition>4</MonthPosition>", "2026-01-01", 2, "2026-02-28"},
	{"<Type>5</Type><Period>1</Period><MonthItem>1</MonthItem><MonthPosition>0</MonthPosition>", "2026-01-01", 3, "2026-03-02"},
	{"<Type>5</Type><Period>1</Period><MonthItem>1</MonthItem><MonthPosition>4</MonthPosition>", "2026-01-01", 2, "2026-02-27"},
	{"<Type>5</Type><Period>1</Period><MonthItem>2</MonthItem><MonthPosition>1</MonthPosition>", "2026-01-01", 3, "2026-03-07"},
	{"<Type>3</Type><Month>1</Month><MonthItem>2</MonthItem><MonthPosition>4</MonthPosition>", "2026-01-01", 2, "2027-02-28"},
	{"<Type>8</Type><Period>2</Period>", "2026-01-01", 4, "2026-01-09"},
	{"<Type>9</Type>", "2026-01-01", 3, "2026-01-03"},
}

func TestRecurringExceptions(t *testing.T) {
	for _, c := range slices.Concat(recurring, recurringByHand) {
		content := "<WeekDays>"
		for day := 1; day <= 7; day++ {
			content += weekDay(day, "", "08:00:00", "16:00:00")
		}
		content += fmt.Sprintf("</WeekDays><Exceptions><Exception><EnteredByOccurrences>1</EnteredByOccurrences>%s<Occurrences>%d</Occurrences>%s<DayWorking>0</DayWorking></Exception></Exceptions>",
			timePeriod(c.from, c.last), c.count, c.content)
		plan, notes := decode(t, file(calendars(content)))
		same(t, c.content+" notes", noted(notes), "")
		compiled, err := calendar.Compile(plan.Calendars[0].Times, nil)
		if err != nil {
			t.Errorf("%s: %v", c.content, err)
			continue
		}
		off, last := daysOff(compiled, c.from)
		if off != c.count || last != c.last {
			t.Errorf("%s from %s: %d days off up to %s, want %d up to %s", c.content, c.from, off, last, c.count, c.last)
		}
	}
}

// daysOff counts the days off in the ten years from a day on.
func daysOff(c *calendar.Calendar, from string) (n int, last string) {
	day, err := calendar.ParseDate(from)
	if err != nil {
		panic(err)
	}
	for range 3653 {
		if len(c.Ranges(day)) == 0 {
			n, last = n+1, day.String()
		}
		day = day.AddDays(1)
	}
	return n, last
}

func TestRecurrenceUntilADate(t *testing.T) {
	plan, _ := decode(t, file(calendars("<Exceptions><Exception><EnteredByOccurrences>0</EnteredByOccurrences>"+timePeriod("2026-01-01", "2026-12-31")+
		"<Occurrences>12</Occurrences><Type>4</Type><Period>1</Period><MonthDay>15</MonthDay></Exception></Exceptions>")))
	got := plan.Calendars[0].Times.Exceptions[0]
	same(t, "to", got.To, "2026-12-31")
	same(t, "repeat", fmt.Sprintf("%+v", got.Repeat), fmt.Sprintf("%+v", calendar.Repeat{Frequency: calendar.Monthly, Every: 1, Day: 15}))
	_, notes := decode(t, file(calendars("<Exceptions><Exception>"+timePeriod("2026-01-01", "2026-12-31")+"<Type>12</Type></Exception></Exceptions>")))
	same(t, "unknown type", noted(notes), "calendar 1.type \"12\" mspdi.value.unknown_kind\n")
}
