package main

import (
	"time"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/sales"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// month is what the books of the firm said at the end of a month.
type month struct {
	end     calendar.Date
	sales   int64 // in yuan
	lost    int64 // customers who left in it
	answers []int // of the customer's key users, 1 to 5
}

// firstCustomers is how many customers the firm had when the project began.
const firstCustomers = 14

func months() []month {
	end := func(m time.Month, day int) calendar.Date { return calendar.DateOf(2026, m, day) }
	return []month{
		{end(time.March, 31), 418_000, 0, []int{4, 4, 3, 4, 3}}, {end(time.April, 30), 407_000, 0, []int{4, 3, 3, 4, 3}},
		{end(time.May, 29), 381_000, 1, []int{3, 3, 2, 4, 3}}, {end(time.June, 30), 352_000, 1, []int{2, 3, 2, 4, 2}},
		{end(time.July, 31), 318_000, 2, []int{2, 2, 1, 3, 2}}, {end(time.August, 31), 287_000, 1, []int{1, 2, 1, 4, 2}},
		{end(time.September, 15), 274_000, 1, []int{1, 2, 1, 3, 4}},
	}
}

// closed returns the months whose books were closed by a day.
func closed(day calendar.Date) []month {
	var list []month
	for _, m := range months() {
		if !m.end.After(day) {
			list = append(list, m)
		}
	}
	return list
}

// quota holds a month against the goal.
func (m month) quota() sales.Quota {
	return sales.Quota{Actual: kpi.Int(m.sales, ""), Quota: kpi.Int(600_000, "")}
}

// satisfied is the share of satisfied answers of a month, in percent.
func (m month) satisfied() sales.Answers {
	return sales.AnswersOf(sales.Scale{Low: 1, High: 5}, m.answers, int64(len(m.answers)))
}

// retention is how many customers stayed from the start to a day.
func retention(day calendar.Date) sales.Retention {
	var lost int64
	for _, m := range closed(day) {
		lost += m.lost
	}
	return sales.Retention{Start: kpi.Int(firstCustomers, ""), Lost: kpi.Int(lost, "")}
}

// measured are the figures of the goals by a day.
func (s *story) measured(day calendar.Date) []charter.Actual {
	var list []charter.Actual
	var lost int64
	for _, m := range closed(day) {
		lost += m.lost
		score, _ := m.satisfied().CSAT().Rat()
		list = append(list,
			charter.Actual{Goal: "sales", Value: charter.Whole(m.sales), On: m.end, Source: s.pick("ledger", "账簿")},
			charter.Actual{Goal: "satisfaction", Value: charter.RatNumber(score), On: m.end, Source: s.pick("survey", "满意度调查")},
			charter.Actual{Goal: "customers", Value: charter.Whole(firstCustomers - lost), On: m.end, Source: s.pick("contracts", "合同")})
	}
	return list
}
