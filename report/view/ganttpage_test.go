package view_test

import (
	"strings"
	"testing"

	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Every task says why it starts when it does, and leads on to the task that the
// reason is about.
func TestGanttPage(t *testing.T) {
	plan := &schedule.Plan{
		Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour),
		Tasks: []schedule.Task{
			{ID: "a", Name: "Offer", Duration: schedule.Duration{Length: 16 * calendar.Hour}},
			{ID: "b", Name: "Contract", Duration: schedule.Duration{Length: 8 * calendar.Hour}},
		},
		Links: []schedule.Link{{From: "a", To: "b"}},
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w := phrase.In(phrase.ZhCN)
	page := view.GanttPage(w, view.PlanInput{Plan: plan, Result: result})
	if len(page.Reasons) != 2 || page.Reasons[0].From != "" || page.Reasons[1].From != "a" {
		t.Fatalf("%+v", page.Reasons)
	}
	for i, want := range []string{"2026-03-02 08:00", "2026-03-04 08:00"} {
		if !strings.Contains(page.Reasons[i].Text, want) {
			t.Errorf("reason %d does not name %s: %s", i, want, page.Reasons[i].Text)
		}
	}
}
