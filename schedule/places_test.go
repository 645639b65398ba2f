package schedule_test

import (
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// An id that is missing or taken is found with the places of the entries,
// counted from 1.
func TestFaultyIDsSayWhere(t *testing.T) {
	p := newPlan("a 1;b 1;a 1", "")
	p.Tasks = append(p.Tasks, schedule.Task{})
	week := calendar.Standard()
	p.Calendars = []schedule.Calendar{{ID: "k", Times: week}, {Times: week}, {ID: "k", Times: week}}
	p.Resources = []schedule.Resource{{ID: "r"}, {ID: "r"}, {}}
	var got []string
	for _, f := range schedule.Check(p) {
		got = append(got, f.String())
	}
	for _, want := range []string{
		"block schedule.id.duplicate: task a.id, want 1, got 3, remedy schedule.remedy.give_unique_id",
		"block schedule.id.missing: task.id, got 4, remedy schedule.remedy.give_unique_id",
		"block schedule.id.duplicate: calendar k.id, want 1, got 3, remedy schedule.remedy.give_unique_id",
		"block schedule.id.missing: calendar.id, got 2, remedy schedule.remedy.give_unique_id",
		"block schedule.id.duplicate: resource r.id, want 1, got 2, remedy schedule.remedy.give_unique_id",
		"block schedule.id.missing: resource.id, got 3, remedy schedule.remedy.give_unique_id",
	} {
		if !strings.Contains(strings.Join(got, "\n"), want) {
			t.Errorf("%q is missing in\n%s", want, strings.Join(got, "\n"))
		}
	}
	if len(got) != 6 {
		t.Errorf("%d findings:\n%s", len(got), strings.Join(got, "\n"))
	}
}

// The faults of a calendar are findings of their own, with codes and places
// instead of the text of an error.
func TestFaultsOfACalendarHaveCodes(t *testing.T) {
	p := newPlan("a 1", "")
	p.Calendars = []schedule.Calendar{{ID: "night"}}
	found := schedule.Check(p)
	if len(found) != 2 || !finding.Blocks(found) {
		t.Fatalf("got %v", found)
	}
	byCode := map[finding.Code]finding.Finding{}
	for _, f := range found {
		byCode[f.Code] = f
	}
	if f := byCode[schedule.CodeCalendarFault]; f.Got != finding.Number(1, "fault") || f.Subject.ID != "night" {
		t.Errorf("got %v", f)
	}
	if f, there := byCode[finding.Code(calendar.FaultNoWork)]; !there || f.Subject.ID != "night" || f.Remedy != schedule.RemedyMendCalendar {
		t.Errorf("got %v", found)
	}
}

// Resources that never work when their task does are found without the text of
// an error.
func TestCalendarsThatNeverMeetHaveACode(t *testing.T) {
	days := func(on ...int) calendar.Definition {
		var d calendar.Definition
		for _, day := range on {
			d.Week[day] = calendar.Standard().Week[1]
		}
		for i := range d.Week {
			d.Week[i].Set = true
		}
		return d
	}
	p := newPlan("a 1", "")
	p.Calendars = []schedule.Calendar{{ID: "early", Times: days(1)}, {ID: "late", Times: days(4)}}
	p.Tasks[0].Calendar = "early"
	p.Resources = []schedule.Resource{{ID: "r", Calendar: "late"}}
	p.Assignments = []schedule.Assignment{{ID: "1", Task: "a", Resource: "r", Work: day, Units: 1}}
	found := schedule.Check(p)
	if len(found) != 1 || found[0].Code != schedule.CodeCalendarFault || found[0].Got != finding.Text(string(calendar.FaultNoWork)) {
		t.Errorf("got %v", found)
	}
}
