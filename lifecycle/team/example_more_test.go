package team_test

import (
	"fmt"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
)

// Can the gates of the standard process be served by this team? The same
// people answer for duties and for gates.
func ExampleTeam_Seats() {
	people := crew()
	fmt.Println("blocked:", finding.Blocks(lifecycle.Lint(lifecycle.SalesProject(), people.Seats(on(2)))))
	for _, m := range []team.Member{
		{Actor: "u-40", Roles: []lifecycle.Role{lifecycle.RoleManager}},
		{Actor: "u-41", Roles: []lifecycle.Role{lifecycle.RoleSponsor}},
		{Actor: "c-1", Roles: []lifecycle.Role{lifecycle.RoleCustomer}},
	} {
		next, err := people.Join(m)
		if err != nil {
			fmt.Println(err)
			return
		}
		people = next
	}
	fmt.Println("blocked:", finding.Blocks(lifecycle.Lint(lifecycle.SalesProject(), people.Seats(on(2)))))
	// Output:
	// blocked: true
	// blocked: false
}

// How much of people's time is taken? Work beyond the calendar is over, never
// used.
func ExampleUtilisation() {
	booked := []team.Booking{
		{Actor: "u-17", WorkMin: 1800, Period: days(2, 7)},
		{Actor: "u-23", WorkMin: 1500, Period: days(2, 7)}, // half time: 1200 a week
	}
	rows, err := team.Utilisation(crew(), booked, days(2, 9).Weeks(), calendars())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, u := range rows {
		fmt.Println(u.Actor, "used", u.UsedMin, "idle", u.IdleMin, "over", u.OverMin, "share", u.Share)
	}
	// Output:
	// u-17 used 1800 idle 600 over 0 share 0.75
	// u-23 used 1200 idle 0 over 300 share 1
	// u-30 used 0 idle 2400 over 0 share 0
}

// Minutes are split without losing one.
func ExampleSpread() {
	fmt.Println(team.Spread(100, []int64{1, 1, 1}))
	// Output: [34 33 33]
}

// A person has their review erased; the figures of the team stay, and show
// nobody. Three people would be too few to show any.
func ExampleReviewBook_Erase() {
	book := team.ReviewBook{ID: "p-1"}
	for i, good := range []int{7, 9, 10, 6} {
		book, _ = book.Add(team.Review{
			Actor: lifecycle.ActorID(fmt.Sprint("u-", i)), Facts: team.Contribution{Tasks: team.Tally{Good: good, Of: 10}},
		})
	}
	book, _ = book.Erase("u-2")
	level, _ := book.Summary(0)
	fmt.Println(len(book.Reviews), "reviews left,", level.People, "people,", level.Delivery.Name, level.Delivery.Share)
	_, found := book.Summary(5)
	fmt.Println(found[0])
	// Output:
	// 3 reviews left, 4 people, on_time 0.8
	// info team.review.small_group: team p-1, want 5, remedy team.remedy.widen_group
}

// Whether people and tools suffice, as a fact for a gate.
func ExampleSufficientFact() {
	ann := team.Resource{Kind: team.ByName, ID: "u-17"}
	supply, err := team.SupplyOf(ann, crew(), nil, days(2, 9), calendars(), on(2))
	if err != nil {
		fmt.Println(err)
		return
	}
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for _, work := range []int64{2400, 2401} {
		asked := []team.Demand{{Task: "api", Resource: ann, WorkMin: work, Window: days(2, 9)}}
		fact := team.SufficientFact(asked, []team.Supply{supply}, at, "team")
		fmt.Println(work, fact.Name, fact.Value)
	}
	// Output:
	// 2400 resources.sufficient true
	// 2401 resources.sufficient false
}
