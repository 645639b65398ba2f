package view_test

import (
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/report/ics"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

var diaryStamp = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

// A weekly meeting on Mondays of which one is moved and one is dropped by hand.
func TestMeetings(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	days, err := calendar.Compile(calendar.Standard(), nil)
	if err != nil {
		t.Fatal(err)
	}
	monday := calendar.DateOf(2026, 3, 2)
	series := comms.Series{
		ID: "weekly", Sequence: 3, Title: "Weekly", Chair: "pm", Members: []string{"li", "guest", "pm"}, Cadence: comms.EveryWeekOn(comms.Monday),
		From: monday, Until: calendar.DateOf(2026, 5, 4), At: comms.At(9, 30), Zone: "Europe/Berlin", DurationMin: 45, DayOff: comms.KeepDay,
		Exceptions: []comms.Exception{
			{On: calendar.DateOf(2026, 3, 9), Kind: comms.MovedOnce, To: calendar.DateOf(2026, 3, 10).At(14 * calendar.Hour)},
			{On: calendar.DateOf(2026, 3, 16), Kind: comms.CancelledOnce},
		},
	}
	invited := map[string]ics.Person{"pm": {Name: "Wang", Email: "w@crm.example"}, "li": {Name: "Li", Email: "l@crm.example"}}
	in := view.MeetingsInput{
		Series: series, Calendar: days, Zone: berlin, Last: calendar.DateOf(2026, 5, 4), Stamp: diaryStamp, Domain: "crm.example",
		Invited: func(actor string) (ics.Person, bool) { p, ok := invited[actor]; return p, ok },
	}
	events, err := view.Meetings(in)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := ics.Encode(&b, ics.Calendar{Product: "p", Method: ics.Request, Events: events}); err != nil {
		t.Fatal(err)
	}
	file := strings.ReplaceAll(b.String(), "\r\n ", "")
	for _, want := range []string{
		"UID:weekly@crm.example\r\nDTSTAMP:20260301T090000Z\r\nSEQUENCE:3\r\nDTSTART;TZID=Europe/Berlin:20260302T093000\r\nDTEND;TZID=Europe/Berlin:20260302T101500\r\nRRULE:",
		"EXDATE;TZID=Europe/Berlin:20260316T093000\r\n",
		"RECURRENCE-ID;TZID=Europe/Berlin:20260309T093000\r\nDTSTART;TZID=Europe/Berlin:20260310T140000\r\nDTEND;TZID=Europe/Berlin:20260310T144500\r\n",
		"ORGANIZER;CN=\"Wang\":mailto:w@crm.example\r\n", "ATTENDEE;CN=\"Li\";",
	} {
		if !strings.Contains(file, want) {
			t.Errorf("no %q in\n%s", want, file)
		}
	}
	if strings.Count(file, "ATTENDEE") != 2 || len(events) != 2 {
		t.Errorf("%d events:\n%s", len(events), file)
	}
}

// Zoom gets a series as a whole where it can say it, else meeting by meeting.
func TestZoomMeetings(t *testing.T) {
	days, err := calendar.Compile(calendar.Standard(), nil)
	if err != nil {
		t.Fatal(err)
	}
	in := view.MeetingsInput{
		Series: comms.Series{
			ID: "weekly", Title: "Weekly", Chair: "pm", Cadence: comms.EveryWeekOn(comms.Monday), From: calendar.DateOf(2026, 3, 2), Until: calendar.DateOf(2026, 3, 30),
			At: comms.At(9, 30), Zone: "UTC", DurationMin: 45, DayOff: comms.KeepDay,
		},
		Calendar: days, Zone: time.UTC, Last: calendar.DateOf(2026, 3, 30), Stamp: diaryStamp, Domain: "crm.example",
	}
	whole, err := view.ZoomMeetings(in)
	if err != nil || len(whole) != 1 || whole[0].Rule == "" {
		t.Fatal(whole, err)
	}
	in.Series.Exceptions = []comms.Exception{{On: calendar.DateOf(2026, 3, 9), Kind: comms.CancelledOnce}}
	single, err := view.ZoomMeetings(in)
	if err != nil || len(single) != 4 || single[0].Rule != "" || single[1].Start != calendar.DateOf(2026, 3, 16).At(9*calendar.Hour+30*calendar.Minute) {
		t.Fatal(single, err)
	}
	for _, z := range single {
		if _, found, err := z.Create(); err != nil || len(found) > 0 {
			t.Error(found, err)
		}
	}
}

func TestDates(t *testing.T) {
	plan := &schedule.Plan{
		Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour),
		Tasks: []schedule.Task{
			{ID: "a", Name: "Offer; first", Duration: schedule.Duration{Length: 16 * calendar.Hour}, Deadline: calendar.DateOf(2026, 3, 6).At(17 * calendar.Hour)},
			{ID: "m", Name: "Signed", Milestone: true},
		},
		Links: []schedule.Link{{From: "a", To: "m"}},
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	in := view.DatesInput{Plan: plan, Result: result, Stamp: diaryStamp, Sequence: 1, Domain: "crm.example"}
	first := view.Dates(phrase.In(phrase.ZhCN), in)
	if len(first) != 2 || first[0].Summary != "截止日期：Offer; first" || first[0].Start.Day != calendar.DateOf(2026, 3, 6) ||
		first[1].UID != "milestone/m@crm.example" || first[1].Start.Day != calendar.DateOf(2026, 3, 3) {
		t.Errorf("%+v", first)
	}
	in.Plan, in.Before, in.Sequence = plan.Clone(), first, 2
	in.Plan.Tasks[0].Deadline = 0
	in.Plan.Tasks[1].Progress.ActualFinish = calendar.DateOf(2026, 3, 3).At(17 * calendar.Hour)
	second := view.Dates(phrase.In(phrase.En), in)
	if len(second) != 2 || second[0].Summary != "Signed (reached)" || second[1].Status != ics.Cancelled || second[1].Sequence != 2 || second[1].UID != first[0].UID {
		t.Errorf("%+v", second)
	}
	if err := ics.Encode(new(strings.Builder), ics.Calendar{Product: "p", Events: second}); err != nil {
		t.Error(err)
	}
}
