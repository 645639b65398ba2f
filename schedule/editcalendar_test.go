package schedule_test

import (
	"fmt"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// A calendar is refused exactly when the check of the plan with it blocks it,
// whatever chain it is built upon: sound, broken, or without an end.
func TestAddedCalendarAgainstTheWholeCheck(t *testing.T) {
	start := calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour)
	plan := &schedule.Plan{Start: start, Calendars: []schedule.Calendar{
		{ID: "sound", Times: calendar.Standard()}, {ID: "upon", Base: "sound"}, {ID: "idle"}, {ID: "upon idle", Base: "idle"},
		{ID: "round", Base: "about"}, {ID: "about", Base: "round"}, {ID: "lost", Base: "moon"}, {ID: "self", Base: "self"},
	}}
	for _, base := range plan.Calendars {
		added := schedule.Calendar{ID: "new", Base: base.ID}
		_, err := schedule.Apply(plan, []schedule.Edit{{Kind: schedule.EditAddCalendar, NewCalendar: added}})
		whole := plan.Clone()
		whole.Calendars = append(whole.Calendars, added)
		blocked := finding.Filter(schedule.Check(whole), func(f finding.Finding) bool {
			return f.Severity == finding.Block && f.Subject.Kind == "calendar" && f.Subject.ID == "new"
		})
		if (err != nil) != (len(blocked) > 0) {
			t.Errorf("upon %s: %v, the whole plan: %v", base.ID, err, blocked)
		}
	}
}

// The work of adding calendars grows with their number, not with its square.
func BenchmarkAddCalendars(b *testing.B) {
	for _, n := range []int{100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var edits []schedule.Edit
			for i := range n {
				edits = append(edits, schedule.Edit{Kind: schedule.EditAddCalendar, NewCalendar: schedule.Calendar{ID: schedule.CalendarID(fmt.Sprint("c", i)), Times: calendar.Standard()}})
			}
			for b.Loop() {
				if _, err := schedule.Apply(&schedule.Plan{}, edits); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
