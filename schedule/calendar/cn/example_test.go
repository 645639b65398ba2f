package cn_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/calendar/cn"
)

// When is a task of ten working days done that starts before Spring Festival?
func ExampleDefinition() {
	def, err := cn.Definition(2026, 2026)
	if err != nil {
		fmt.Println(err)
		return
	}
	china, err := calendar.Compile(def, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	start := calendar.DateOf(2026, time.February, 12).At(8 * calendar.Hour)
	// 12, 13, 14 (a Saturday to be worked), 24 to 28 February (the last one a
	// Saturday again), 2 and 3 March.
	finish, err := china.Add(start, 80*calendar.Hour)
	fmt.Println(finish, err)
	// Output:
	// 2026-03-03T17:00:00 <nil>
}

// A year that has not been announced is an error, not a year without holidays.
func ExampleExceptions() {
	_, err := cn.Exceptions(2026, 2027, []calendar.Range{calendar.Hours(9, 17)})
	var missing *cn.NoDataError
	fmt.Println(errors.As(err, &missing), missing.Years)
	// Output:
	// true [2027]
}

func ExampleData() {
	set := cn.Data()
	last := set.Years[len(set.Years)-1]
	for _, f := range last.Festivals[:2] {
		fmt.Println(f.Chinese, f.Name, f.From, f.To, f.Workdays)
	}
	// Output:
	// 元旦 New Year's Day 2026-01-01 2026-01-03 [2026-01-04]
	// 春节 Spring Festival 2026-02-15 2026-02-23 [2026-02-14 2026-02-28]
}
