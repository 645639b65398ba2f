package health_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// meetingsOf is a talk with one meeting a week, held or not.
func meetingsOf(held ...bool) *health.Talk {
	talk := &health.Talk{}
	for week, is := range held {
		on := begin.AddDays(7 * week)
		id := fmt.Sprint("weekly/", on)
		talk.Meetings = append(talk.Meetings, comms.Occurrence{ID: id, Series: "weekly", Fate: comms.AsPlanned, Local: on.At(9 * calendar.Hour), Start: nine(on), DurationMin: 30})
		if is {
			talk.Record.Minutes = append(talk.Record.Minutes, comms.Minutes{Meeting: id, On: on})
		}
	}
	return talk
}

// Meetings are missed in weeks 2 to 4 and held again: by hand, of the last six
// weeks, 3 of 5 in week 4, 3 of 6 in weeks 5 to 7, 2 of 6 in week 8.
func TestSpells(t *testing.T) {
	talk := meetingsOf(true, true, false, false, false, true, true, true, true, true)
	var moments []health.Moment
	for _, week := range []int{4, 2, 9, 3, 8, 5, 7, 6, 1} { // in any order
		moments = append(moments, health.Moment{At: at(begin.AddDays(7*week), 18), Input: health.Input{Talk: talk}})
	}
	h := health.Timeline(moments)
	if len(h.Spells) != 1 || len(h.Days) != 9 || !slices.IsSortedFunc(h.Days, calendar.Date.Compare) {
		t.Fatalf("spells %v on %v", h.Spells, h.Days)
	}
	s := h.Spells[0]
	week := func(n int) calendar.Date { return begin.AddDays(7 * n) }
	if s.Name != health.CommunicationPoor || s.First != week(4) || s.Last != week(7) || s.Cleared != week(8) || s.Moments != 4 || len(s.Evidence) != 3 || len(s.Clear) != 1 {
		t.Errorf("%+v", s)
	}
	if s.Evidence[0].On != week(2) || h.Leads[3].First != week(4) || h.Leads[3].Days.Reason() != "no-harm" || h.Leads[0].Days.Reason() != "never-shown" {
		t.Errorf("evidence %v, leads %v", s.Evidence[0], h.Leads)
	}
	if empty := health.Timeline(nil); len(empty.Days)+len(empty.Spells) != 0 || len(empty.Leads) != 4 || !empty.Harm.IsZero() {
		t.Errorf("of no moment: %+v", empty)
	}
	data, err := json.Marshal(h)
	var back health.History
	if err != nil || json.Unmarshal(data, &back) != nil {
		t.Fatal(err)
	}
	if again, _ := json.Marshal(back); string(again) != string(data) {
		t.Errorf("JSON does not come back:\n%s\n%s", data, again)
	}
}

// Evidence without a date is dated by when it was first seen.
func TestUndatedEvidence(t *testing.T) {
	hollow := &charter.Charter{ID: "C", Sponsor: "boss"}
	h := health.Timeline([]health.Moment{{At: nine(begin), Input: health.Input{}}, {At: nine(begin.AddDays(7)), Input: health.Input{Charter: hollow}},
		{At: nine(begin.AddDays(14)), Input: health.Input{Charter: &charter.Charter{ID: "C"}}}})
	var got []string
	for _, e := range h.Causes[2][0].Evidence {
		got = append(got, e.Subject.Field+" "+e.On.String())
	}
	slices.Sort(got)
	want := []string{"aims 2026-03-09", "goals 2026-03-09", "needs 2026-03-09", "purpose 2026-03-09", "sponsor 2026-03-16", "standard 2026-03-09", "window 2026-03-09"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	for i, want := range []calendar.Date{{}, begin.AddDays(7), begin.AddDays(7)} { // enough was there at the second moment already
		if c := h.Causes[i][0]; c.First != want {
			t.Errorf("moment %d: first on %v, want %v", i, c.First, want)
		}
	}
}

// The first harm is the earliest of milestones missed and goals behind.
func TestHarm(t *testing.T) {
	day := func(n int) calendar.Date { return begin.AddDays(n) }
	p := &schedule.Plan{Tasks: []schedule.Task{{ID: "m1", Milestone: true}, {ID: "m2", Milestone: true}, {ID: "work"}}}
	b := &schedule.Baseline{Tasks: []schedule.BaselineTask{{ID: "m1", Finish: day(20).At(0)}, {ID: "m2", Finish: day(30).At(0)}, {ID: "work", Finish: day(5).At(0)}}}
	goal := charter.Goal{ID: "G", Metric: charter.Metric{Direction: charter.Up, Target: charter.Whole(75)}, Due: day(60), Checkpoints: []charter.Checkpoint{{On: day(25), Expect: charter.Whole(66)}}}
	down := charter.Goal{ID: "H", Metric: charter.Metric{Direction: charter.Down, Target: charter.Whole(5)}, Due: day(28)}
	in := health.Input{Plan: p, Baseline: b, Charter: &charter.Charter{Goals: []charter.Goal{goal, down}}}
	harm := func(on int, in health.Input) string {
		h := health.Timeline([]health.Moment{{At: nine(day(on)), Input: in}}).Harm
		return h.On.String() + " " + h.Subject.String()
	}
	check := func(what, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	check("on the day of the milestone", harm(20, in), " ")
	check("the day after", harm(21, in), day(20).String()+" milestone m1")
	p.Tasks[0].Progress.ActualFinish = day(20).At(0)
	check("reached in time", harm(24, in), " ")
	in.Actuals = []charter.Actual{{Goal: "G", Value: charter.Whole(65), On: day(26)}, {Goal: "G", Value: charter.Whole(80), On: day(24)}}
	check("measured later than asked about", harm(25, in), " ")
	check("behind the checkpoint", harm(26, in), day(25).String()+" goal G")
	in.Actuals[0].Value = charter.Whole(66)
	check("as expected", harm(26, in), " ")
	in.Actuals = append(in.Actuals, charter.Actual{Goal: "H", Value: charter.Whole(6), On: day(28)})
	check("above a target that is to fall", harm(28, in), day(28).String()+" goal H")
	p.Tasks[0].Progress.ActualFinish = day(21).At(0)
	check("a milestone reached late is earlier", harm(29, in), day(20).String()+" milestone m1")
}

// The worst drivers come with the steps of what bears on them; weights change
// their order and nothing else.
func TestOverall(t *testing.T) {
	causes := health.Diagnose(health.Input{Talk: meetingsOf(true, false, false, false), Charter: &charter.Charter{ID: "C"}}, at(begin.AddDays(21), 18))
	bearings := []health.Bearing{{Key: "milestones", Names: []health.Name{health.PlanThin}},
		{Key: "complaints", Names: []health.Name{health.CommunicationPoor, health.GoalsUnclear, health.OpenCommunication}}}
	card := func(a, b int64) kpi.ScoreResult {
		return kpi.Scorecard{Rows: []kpi.ScoreRow{{Key: "milestones", Weight: kpi.Int(a, ""), Score: kpi.Ratio(1, 2, "")},
			{Key: "complaints", Weight: kpi.Int(b, ""), Score: kpi.Ratio(1, 4, "")}, {Key: "cost", Weight: kpi.Int(1, ""), Score: kpi.Int(1, "")}}}.Compute()
	}
	list := health.Overall(card(1, 1), bearings, causes, 0)
	if len(list) != 2 || list[0].Key != "complaints" || list[1].Unexplained == nil || list[1].Unexplained.Subject.ID != "milestones" || list[0].Unexplained != nil {
		t.Fatalf("%+v", list)
	}
	var got []finding.Code
	for _, s := range list[0].Steps {
		got = append(got, s.Sign)
		if s.Finding.Code != s.Sign || s.Finding.Got.IsZero() {
			t.Errorf("not bound to a finding: %+v", s)
		}
	}
	// The empty charter is worse, 7 of 7 parts, than 3 of 4 meetings.
	if !slices.Equal(got, []finding.Code{health.SignCharterHollow, health.SignMeetings}) {
		t.Errorf("steps %v", got)
	}
	other := health.Overall(card(9, 1), bearings, causes, 0)
	if other[0].Key != "milestones" || !slices.EqualFunc(other[1].Steps, list[0].Steps, func(a, b health.Step) bool { return a.Sign == b.Sign && a.Need == b.Need }) {
		t.Errorf("with other weights: %+v", other)
	}
	if short := health.Overall(card(1, 1), bearings, causes, 1); len(short) != 1 || short[0].Key != "complaints" {
		t.Errorf("the worst alone: %+v", short)
	}
}
