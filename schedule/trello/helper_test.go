package trello_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/trello"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Skip(err)
	}
	return loc
}

func day(d, hour int) calendar.DateTime {
	return calendar.DateOf(2026, time.March, d).At(calendar.Work(hour) * calendar.Hour)
}

// launchPlan is a small plan that uses most of what a board carries.
func launchPlan() *schedule.Plan {
	return &schedule.Plan{
		Name: "Market launch 上市", Start: day(2, 8), DataDate: day(10, 17),
		Tasks: []schedule.Task{
			{ID: "P1", Name: "Prepare", WBS: "1", Notes: "First phase.\nTwo lines.", Deadline: day(20, 17)},
			{ID: "survey", Name: "Survey 调研", Parent: "P1", WBS: "1.1", Duration: schedule.Duration{Length: 24 * calendar.Hour, Unit: schedule.Days},
				Progress: schedule.Progress{ActualStart: day(2, 8), ActualFinish: day(4, 17), Percent: 100}},
			{ID: "dig", Name: "Dig \"deep\"", Parent: "P1", Notes: "Mind the pipes.", Duration: schedule.Duration{Length: 40 * calendar.Hour, Unit: schedule.Weeks, Estimated: true},
				Progress: schedule.Progress{ActualStart: day(5, 8), Percent: 40}, Deadline: day(12, 17), Constraint: schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: day(5, 8)}},
			{ID: "dig.1", Name: "North", Parent: "dig", Progress: schedule.Progress{Percent: 100}},
			{ID: "dig.2", Name: "South", Parent: "dig", Deadline: day(11, 12)},
			{ID: "P2", Name: "Sell", WBS: "2"},
			{ID: "fair", Name: "Fair", Parent: "P2", Manual: true, Start: day(16, 9), Finish: day(18, 17), Priority: 700},
			{ID: "deal", Name: "Contract signed", Parent: "P2", Milestone: true, Constraint: schedule.Constraint{Kind: schedule.FinishNoLaterThan, Date: day(27, 17)}},
			{ID: "old", Name: "Dropped", Parent: "P2", Inactive: true},
			{ID: "alone", Name: "Somewhere else"},
		},
		Links: []schedule.Link{
			{From: "survey", To: "dig", Lag: schedule.Lag{Length: 8 * calendar.Hour, Unit: schedule.Days}},
			{From: "dig", To: "fair", Type: schedule.StartToStart, Lag: schedule.Lag{Length: -2 * calendar.Hour, Elapsed: true, Unit: schedule.Hours}},
			{From: "P1", To: "deal"},
			{From: "other project", To: "deal", External: true, Known: day(20, 17)},
		},
		Resources: []schedule.Resource{
			{ID: "anna", Name: "Anna Weber", Email: "anna@example.org"},
			{ID: "li", Name: "李娜", Group: "Sales", Max: schedule.FullUnit / 2},
			{ID: "crane", Name: "Crane", Kind: schedule.MaterialResource},
		},
		Assignments: []schedule.Assignment{
			{ID: "survey/anna", Task: "survey", Resource: "anna"},
			{ID: "A2", Task: "dig", Resource: "li", Units: schedule.FullUnit / 2, Work: 20 * calendar.Hour},
			{ID: "A3", Task: "dig", Resource: "crane"},
			{ID: "dig.2/li", Task: "dig.2", Resource: "li"},
			{ID: "A5", Task: "deal"},
		},
	}
}

// encode writes a plan and fails the test when that fails.
func encode(t testing.TB, o trello.Options, p *schedule.Plan) ([]byte, []schedule.LossNote) {
	t.Helper()
	var b bytes.Buffer
	notes, err := o.Encode(&b, p)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), notes
}

func decode(t testing.TB, o trello.Options, text string) (*schedule.Plan, []schedule.LossNote) {
	t.Helper()
	p, notes, err := o.Decode(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v\n%.400s", err, text)
	}
	return p, notes
}

// alike compares plans without regard to the order of links and assignments.
func alike(a, b *schedule.Plan) string {
	sorted := func(p *schedule.Plan) *schedule.Plan {
		p = p.Clone()
		sortBy(p.Links, func(l schedule.Link) string { return string(l.To) + "\x00" + string(l.From) + l.Type.String() })
		sortBy(p.Assignments, func(a schedule.Assignment) string { return string(a.ID) })
		return p
	}
	return cmp.Diff(sorted(a), sorted(b), cmp.Comparer(func(x, y money.Amount) bool { return x.Equal(y) }), cmp.AllowUnexported(calendar.Date{}), equateEmpty())
}
