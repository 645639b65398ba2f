package comms_test

import (
	"bytes"
	"fmt"
	"time"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/calendar/cn"
)

// From the responsibility matrix to a communication plan.
func ExampleDraftPlan() {
	launch := finding.Ref{Kind: "package", ID: "launch"}
	matrix := []comms.Responsibility{
		{Subject: launch, Who: comms.Party{Kind: comms.Actor, ID: "li.na"}, Kind: comms.AccountableFor},
		{Subject: launch, Who: comms.Party{Kind: comms.Actor, ID: "wang.wei"}, Kind: comms.ResponsibleFor},
		{Subject: launch, Who: comms.Party{Kind: comms.Role, ID: "customer"}, Kind: comms.InformedOf},
	}
	plan := comms.DraftPlan(matrix, comms.Drafting{Sponsor: comms.Party{Kind: comms.Actor, ID: "zhao"}})
	for _, e := range plan.Entries {
		fmt.Println(e.Audience.ID, "gets", e.Content, "by", e.Channel, "from", e.Owner.ID)
	}
	fmt.Println(len(plan.Check(matrix)), "findings")
	// Output:
	// li.na gets decisions by chat from wang.wei
	// li.na gets status by report from wang.wei
	// wang.wei gets tasks by meeting from li.na
	// customer gets progress by mail from li.na
	// 0 findings
}

// weekly is a meeting every Wednesday at nine in Shanghai.
func weekly() comms.Series {
	return comms.Series{
		ID: "weekly", Title: "Weekly", Chair: "li.na", Members: []string{"wang.wei"},
		Cadence: comms.EveryWeekOn(comms.Wednesday), From: calendar.DateOf(2025, time.September, 24),
		At: comms.At(9, 0), Zone: "Asia/Shanghai", DurationMin: 45, DayOff: comms.NextDay,
	}
}

// chinaOf2025 is the calendar with the statutory days and the zone.
func chinaOf2025() (*calendar.Calendar, *time.Location, error) {
	def, err := cn.Definition(2025, 2025)
	if err != nil {
		return nil, nil, err
	}
	cal, err := calendar.Compile(def, nil)
	if err != nil {
		return nil, nil, err
	}
	loc, err := time.LoadLocation("Asia/Shanghai")
	return cal, loc, err
}

// A weekly meeting over the National Day holidays: what falls on a day off
// moves to the next working day, and is held once.
func ExampleSeries_Occurrences() {
	cal, loc, err := chinaOf2025()
	if err != nil {
		fmt.Println(err)
		return
	}
	first, last := calendar.DateOf(2025, time.September, 22), calendar.DateOf(2025, time.October, 19)
	list, err := weekly().Occurrences(cal, loc, first, last)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, o := range list {
		fmt.Println(o.ID, o.Fate, o.Start.Format(time.RFC3339))
	}
	// Output:
	// weekly/2025-09-24 as_planned 2025-09-24T09:00:00+08:00
	// weekly/2025-10-08 shifted 2025-10-09T09:00:00+08:00
	// weekly/2025-10-15 as_planned 2025-10-15T09:00:00+08:00
}

// The same series as a calendar file states it.
func ExampleSeries_Recurrence() {
	cal, loc, err := chinaOf2025()
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := weekly().Recurrence(cal, loc, calendar.DateOf(2025, time.October, 19))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.UID, r.Sequence, r.Start, r.Zone)
	fmt.Println(r.Rule)
	fmt.Println("left out", r.Excluded)
	for _, o := range r.Overrides {
		fmt.Println("instead of", o.Original, "at", o.Start)
	}
	// Output:
	// weekly 0 2025-09-24T09:00:00 Asia/Shanghai
	// FREQ=WEEKLY;WKST=MO;BYDAY=WE;INTERVAL=1;UNTIL=20251015T010000Z
	// left out [2025-10-01T09:00:00]
	// instead of 2025-10-08T09:00:00 at 2025-10-09T09:00:00
}

// firstMeeting raises two actions.
func firstMeeting() comms.Minutes {
	return comms.Minutes{
		Meeting: "weekly/2025-09-24", Series: "weekly", On: calendar.DateOf(2025, time.September, 24), By: "wang.wei",
		Attendance: []comms.Attendance{{Actor: "li.na", Presence: comms.Present}, {Actor: "wang.wei", Presence: comms.Remote}},
		Actions: []comms.Action{
			{ID: "A1", Text: "price list", Owner: "li.na", Due: calendar.DateOf(2025, time.September, 30)},
			{ID: "A2", Text: "demo", Owner: "wang.wei", Due: calendar.DateOf(2025, time.October, 14)},
		},
	}
}

// An action stays in the log, and on the agendas to come, until it is closed
// with what came of it.
func ExampleActionLog() {
	closed := comms.Closing{Item: "A1", On: calendar.DateOf(2025, time.September, 29), By: "li.na", Ending: comms.Done, Result: "sent to the customer"}
	log := comms.ActionLog([]comms.Minutes{firstMeeting()}, []comms.Closing{closed})
	for _, i := range log {
		fmt.Printf("%s %s from %s, %q\n", i.ID, i.Text, i.Origin, i.Closing.Result)
	}
	for _, i := range comms.OverdueItems(log, calendar.DateOf(2025, time.October, 15)) {
		fmt.Println("overdue:", i.ID, i.Owner)
	}
	// Output:
	// A1 price list from weekly/2025-09-24, "sent to the customer"
	// A2 demo from weekly/2025-09-24, ""
	// overdue: A2 wang.wei
}

// The agenda of the next meeting, from what is open and how the project stands.
func ExampleMakeAgenda() {
	log := comms.ActionLog([]comms.Minutes{firstMeeting()}, nil)
	state := comms.Situation{
		Carried: comms.CarryOver(log, "weekly"),
		Overdue: []comms.Point{{About: finding.Ref{Kind: "task", ID: "17"}, Date: calendar.DateOf(2025, time.October, 1)}},
		Risks:   []comms.Point{{About: finding.Ref{Kind: "risk", ID: "R3"}, Figure: finding.Number(16, "")}},
	}
	agenda, err := comms.MakeAgenda("weekly/2025-10-08", calendar.DateOf(2025, time.October, 9), 45, comms.RegularTemplate(), state)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range agenda.Parts {
		fmt.Println(p.Minutes, "min", p.Section)
		for _, i := range p.Items {
			fmt.Println("   ", i.Minutes, "min", i.About)
		}
	}
	// Output:
	// 20 min carried
	//     10 min action A1
	//     10 min action A2
	// 10 min overdue
	//     10 min task 17
	// 9 min risks
	//     9 min risk R3
	// 6 min next_steps
}

// A correction is a new revision that names the one before.
func ExampleMinutes_Corrected() {
	first := firstMeeting()
	second := first.Corrected("li.na", "the demo is mine")
	second.Actions[1].Owner = "li.na"
	all := []comms.Minutes{first, second}
	fmt.Println(len(comms.CheckMinutes(all, nil)), "findings")
	for _, i := range comms.ActionLog(all, nil) {
		fmt.Println(i.ID, i.Owner)
	}
	// Output:
	// 0 findings
	// A1 li.na
	// A2 li.na
}

// What meetings ask of one person in a fortnight.
func ExampleObligationsOf() {
	cal, loc, err := chinaOf2025()
	if err != nil {
		fmt.Println(err)
		return
	}
	first, last := calendar.DateOf(2025, time.October, 6), calendar.DateOf(2025, time.October, 19)
	held, err := weekly().Occurrences(cal, loc, first, last)
	if err != nil {
		fmt.Println(err)
		return
	}
	log := comms.ActionLog([]comms.Minutes{firstMeeting()}, nil)
	mine := comms.ObligationsOf("wang.wei", []comms.Series{weekly()}, held, log, first, last)
	for _, d := range mine.Duties {
		fmt.Println(d.Local, d.Title)
	}
	for _, a := range mine.Actions {
		fmt.Println(a.Due, a.Text)
	}
	fmt.Println(mine.MeetMin, "min of meetings")
	// Output:
	// 2025-10-09T09:00:00 Weekly
	// 2025-10-15T09:00:00 Weekly
	// 2025-10-14 demo
	// 90 min of meetings
}

// A record is one document, written and read strictly.
func ExampleEncode() {
	record := comms.Record{Project: "P1", Minutes: []comms.Minutes{{Meeting: "kickoff", On: calendar.DateOf(2025, time.September, 1), By: "li.na"}}}
	var file bytes.Buffer
	if err := comms.Encode(&file, record); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(file.String())
	back, err := comms.Decode(&file)
	fmt.Println(back.Minutes[0].Meeting, err)
	// Output:
	// {
	//   "format": "milepost.comms/1",
	//   "project": "P1",
	//   "minutes": [
	//     {
	//       "meeting": "kickoff",
	//       "on": "2025-09-01",
	//       "by": "li.na"
	//     }
	//   ]
	// }
	// kickoff <nil>
}
