package calendar_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// compile is short for examples; programs handle the error.
func compile(def calendar.Definition, base *calendar.Calendar) *calendar.Calendar {
	c, err := calendar.Compile(def, base)
	if err != nil {
		panic(err)
	}
	return c
}

// When are three days of work done that begin on a Thursday?
func ExampleCalendar_Add() {
	standard := compile(calendar.Standard(), nil)
	start := calendar.DateOf(2026, time.March, 5).At(8 * calendar.Hour)
	finish, err := standard.Add(start, 24*calendar.Hour)
	fmt.Println(finish, err)
	back, err := standard.Add(finish, -24*calendar.Hour)
	fmt.Println(back, err)
	// Output:
	// 2026-03-09T17:00:00 <nil>
	// 2026-03-05T08:00:00 <nil>
}

// How much was worked between two moments?
func ExampleCalendar_Between() {
	standard := compile(calendar.Standard(), nil)
	from, _ := calendar.ParseDateTime("2026-03-06T15:00")
	to, _ := calendar.ParseDateTime("2026-03-09T10:30")
	fmt.Println(standard.Between(from, to), standard.Between(to, from))
	// Output: 4h30m -4h30m
}

// The finish of one task and the start of the next are the same amount of
// work, but Friday evening and Monday morning.
func ExampleCalendar_Next() {
	standard := compile(calendar.Standard(), nil)
	friday, _ := calendar.ParseDateTime("2026-03-06T17:00")
	start, _ := standard.Next(friday)
	finish, _ := standard.Previous(start)
	fmt.Println(start, finish)
	// Output: 2026-03-09T08:00:00 2026-03-06T17:00:00
}

// A calendar of a team, derived from that of the firm: the firm's holiday
// holds, the team works late on Thursdays and has a training day every month.
func ExampleCompile() {
	firm := calendar.Standard()
	firm.Exceptions = []calendar.Exception{{Name: "Founding day", From: calendar.DateOf(2026, time.March, 12)}}
	team := calendar.Definition{
		ID: "team",
		Exceptions: []calendar.Exception{{
			Name: "Training", From: calendar.DateOf(2026, time.January, 1), To: calendar.DateOf(2026, time.December, 31),
			Repeat: calendar.Repeat{Frequency: calendar.Monthly, Position: 1, Kind: calendar.WeekdayKind, Weekday: time.Tuesday},
		}},
	}
	team.Week[time.Thursday] = calendar.Working(calendar.Hours(10, 14), calendar.Hours(15, 19))
	c := compile(team, compile(firm, nil))
	for day := range 12 {
		if d := calendar.DateOf(2026, time.March, 2+day); d.Weekday() == time.Tuesday || d.Weekday() == time.Thursday {
			fmt.Println(d.Weekday(), d, c.Ranges(d))
		}
	}
	// Output:
	// Tuesday 2026-03-03 []
	// Thursday 2026-03-05 [10:00-14:00 15:00-19:00]
	// Tuesday 2026-03-10 [08:00-12:00 13:00-17:00]
	// Thursday 2026-03-12 []
}

// Everything that is wrong is said at once, each with its place.
func ExampleDefinitionError() {
	def := calendar.Definition{ID: "shop"}
	def.Week[time.Monday] = calendar.Working(calendar.Hours(8, 12), calendar.Hours(11, 17))
	def.Exceptions = []calendar.Exception{{Name: "without a date"}}
	_, err := calendar.Compile(def, nil)
	var faults *calendar.DefinitionError
	if errors.As(err, &faults) {
		for _, f := range faults.Faults {
			fmt.Println(f)
		}
	}
	// Output:
	// week.monday.ranges[1]: calendar.range.overlap: 08:00-12:00 and 11:00-17:00
	// exceptions[0].from: calendar.period.open: not set
}

// When can two people meet?
func ExampleIntersect() {
	early := calendar.Definition{ID: "early"}
	late := calendar.Definition{ID: "late"}
	for day := time.Monday; day <= time.Friday; day++ {
		early.Week[day] = calendar.Working(calendar.Hours(6, 14))
		late.Week[day] = calendar.Working(calendar.Hours(12, 20))
	}
	both, err := calendar.Intersect(compile(early, nil), compile(late, nil))
	fmt.Println(both.ID(), both.Ranges(calendar.DateOf(2026, time.March, 2)), err)
	// Output: early&late [12:00-14:00] <nil>
}

// What would a half day on Fridays change in March?
func ExampleDifferences() {
	now := calendar.Standard()
	then := calendar.Standard()
	then.Week[time.Friday] = calendar.Working(calendar.Hours(8, 12))
	diff := calendar.Differences(compile(now, nil), compile(then, nil),
		calendar.DateOf(2026, time.March, 1), calendar.DateOf(2026, time.March, 31))
	fmt.Println(len(diff.Days), "days, lost", diff.Lost, "of", diff.Before)
	fmt.Println(diff.Days[0].Date, diff.Days[0].Change)
	// Output:
	// 4 days, lost 16h of 176h
	// 2026-03-06 -4h
}

// A night shift in the night in which the clocks go forward has an hour less.
func ExampleCalendar_In() {
	def := calendar.Definition{ID: "nights"}
	for day := range def.Week {
		def.Week[day] = calendar.Working(calendar.Hours(22, 30))
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		fmt.Println(err)
		return
	}
	nights := compile(def, nil).In(berlin)
	start := time.Date(2026, time.March, 28, 22, 0, 0, 0, berlin)
	fmt.Println(nights.Between(start, time.Date(2026, time.March, 29, 6, 0, 0, 0, berlin)))
	finish, err := nights.Add(start, 8*calendar.Hour)
	fmt.Println(finish, err)
	// Output:
	// 7h
	// 2026-03-29 23:00:00 +0200 CEST <nil>
}

// A definition is data: as JSON, dates and ranges are text.
func ExampleDefinition() {
	def := calendar.Definition{ID: "site", Exceptions: []calendar.Exception{{Name: "Closed", From: calendar.DateOf(2026, time.August, 3), To: calendar.DateOf(2026, time.August, 14)}}}
	def.Week[time.Saturday] = calendar.Working(calendar.Hours(7, 11))
	text, err := json.Marshal(def)
	fmt.Println(string(text), err)
	// Output: {"id":"site","week":[{},{},{},{},{},{},{"set":true,"ranges":["07:00-11:00"]}],"exceptions":[{"name":"Closed","from":"2026-08-03","to":"2026-08-14"}]} <nil>
}
