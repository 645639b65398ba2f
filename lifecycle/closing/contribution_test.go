package closing_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// worked is a plan of four finished tasks, of which "b" was late and "new" is
// not in the baseline, and one that is not finished.
func worked() closing.Counted {
	finished := func(id schedule.TaskID, d int) schedule.Task {
		return schedule.Task{ID: id, Progress: schedule.Progress{ActualStart: on(2, 8), ActualFinish: on(d, 17), Percent: 100}}
	}
	off := finished("off", 3)
	off.Inactive = true
	p := &schedule.Plan{Tasks: []schedule.Task{finished("a", 3), finished("b", 5), finished("c", 2), finished("new", 3), off, {ID: "open"}},
		Resources: []schedule.Resource{{ID: "ann"}, {ID: "bob"}, {ID: "steel", Kind: schedule.MaterialResource}},
		Assignments: []schedule.Assignment{{Task: "a", Resource: "ann"}, {Task: "a", Resource: "ann"}, {Task: "b", Resource: "ann"}, {Task: "b", Resource: "bob"}, {Task: "c", Resource: "bob"},
			{Task: "new", Resource: "ann"}, {Task: "off", Resource: "ann"}, {Task: "open", Resource: "bob"}, {Task: "c", Resource: "steel"}, {Task: "c", Resource: "nobody"}}}
	c := closing.Counted{Plan: p, On: date(4, 1)}
	for _, id := range []schedule.TaskID{"a", "b", "c", "off", "open"} {
		c.Baseline.Tasks = append(c.Baseline.Tasks, schedule.BaselineTask{ID: id, Start: on(2, 8), Finish: on(3, 17)})
	}
	return c
}

// By hand: ann had a on time and b late; bob b late and c early.
func TestContributionsToTasks(t *testing.T) {
	got := closing.Contributions(worked())
	want := []closing.Contributed{{"ann", team.Contribution{Tasks: team.Tally{Good: 1, Of: 2}}}, {"bob", team.Contribution{Tasks: team.Tally{Good: 1, Of: 2}}}}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
	c := worked()
	c.Actor = func(id schedule.ResourceID) lifecycle.ActorID {
		return map[schedule.ResourceID]lifecycle.ActorID{"ann": "u-1", "bob": "u-1"}[id]
	}
	c.More = map[lifecycle.ActorID]team.Contribution{"u-1": {HelpGiven: 2}, "u-9": {Quality: team.Tally{Good: 3, Of: 4}}, "": {HelpGiven: 1}, "u-0": {}}
	got = closing.Contributions(c) // two resources are one person, who did b once
	want = []closing.Contributed{{"u-1", team.Contribution{Tasks: team.Tally{Good: 2, Of: 3}, HelpGiven: 2}}, {"u-9", team.Contribution{Quality: team.Tally{Good: 3, Of: 4}}}}
	if !slices.Equal(got, want) || c.More["u-1"].HelpGiven != 2 || c.More["u-1"].Tasks.Of != 0 {
		t.Errorf("got %+v, more %+v", got, c.More)
	}
}

// A duty of 10 March, looked at on 1 April or on 10 March.
func TestContributionsToDuties(t *testing.T) {
	for _, c := range []struct {
		what      string
		due, done calendar.Date
		on        calendar.Date
		want      team.Tally
	}{
		{"on the day", date(3, 10), date(3, 10), date(4, 1), team.Tally{Good: 1, Of: 1}}, {"late", date(3, 10), date(3, 11), date(4, 1), team.Tally{Of: 1}},
		{"overdue", date(3, 10), calendar.Date{}, date(3, 11), team.Tally{Of: 1}}, {"not yet due", date(3, 10), calendar.Date{}, date(3, 10), team.Tally{}},
		{"without a day", calendar.Date{}, date(3, 1), date(4, 1), team.Tally{}},
	} {
		item := comms.Item{Kind: comms.ActionItem, Owner: "ann", Due: c.due, Closed: !c.done.IsZero(), Closing: comms.Closing{On: c.done, Ending: comms.Done}}
		topic, dropped := item, item
		topic.Kind, dropped.Closed, dropped.Closing.Ending = comms.TopicItem, true, comms.Dropped
		register := risk.Register{Risks: []risk.Risk{{Responses: []risk.Response{{Owner: "ann", Due: c.due, Done: c.done}, {Due: c.due, Done: c.done}}}}}
		got := closing.Contributions(closing.Counted{Actions: []comms.Item{item, topic, dropped}, Risks: register, On: c.on})
		var facts team.Contribution
		if len(got) > 0 {
			facts = got[0].Facts
		}
		if facts.Actions != c.want || facts.RiskDuties != c.want || len(got) > 1 {
			t.Errorf("%s: %+v, want %+v", c.what, got, c.want)
		}
	}
}

// From counts to reviews: a share of few cases is not shown, the team's own
// figures hold nothing of a single person, and a skill that was learnt and
// accepted changes who fits.
func TestFromCountsToReviewsToMatches(t *testing.T) {
	book := team.ReviewBook{ID: "P"}
	for i := range 4 {
		c := worked()
		c.Actor = func(id schedule.ResourceID) lifecycle.ActorID { return lifecycle.ActorID(fmt.Sprint(id, i)) }
		for _, x := range closing.Contributions(c) {
			book, _ = book.Add(team.Review{Actor: x.Actor, Manager: "eva", Facts: x.Facts})
		}
	}
	figures, notes := book.Reviews[0].Figures()
	if figures[0].Share.Reason() != "small_sample" || len(notes) == 0 || notes[0].Code != team.CodeSmallSample {
		t.Errorf("two tasks are enough to judge by: %+v", figures[0])
	}
	level, found := book.Summary(4)
	if level.Delivery.Share != finding.Ratio(1, 2, "") || level.Delivery.Of != 16 || level.People != 8 || len(found) != 0 {
		t.Errorf("the team: %+v, %q", level, lines(found))
	}
	people := team.Team{{Actor: "ann0", Skills: []team.Skill{{Skill: "go", Level: 2, Evidence: []string{"exam"}}}}, {Actor: "bob0", Skills: []team.Skill{{Skill: "go", Level: 3, Evidence: []string{"exam"}}}}}
	need := team.Need{ID: "n", Skills: []team.SkillNeed{{Skill: "go", Level: 4, Must: true}}}
	if before := team.Match(need, people, date(7, 20), team.Time{}); before[0].Actor != "bob0" || before[0].Fits {
		t.Fatalf("before: %+v", before[0])
	}
	learnt := team.Proposal{Skill: team.Skill{Skill: "go", Level: 4, Evidence: []string{"review of P"}, Period: team.Period{From: date(7, 16)}}, By: "eva", State: team.Proposed}
	if _, err := people.Learn("ann0", learnt); err == nil {
		t.Error("a proposal that nobody accepted counts")
	}
	accepted, err := learnt.Decide("ann0", "li", true, date(7, 16))
	if err != nil {
		t.Fatal(err)
	}
	people, err = people.Learn("ann0", accepted)
	if err != nil {
		t.Fatal(err)
	}
	if after := team.Match(need, people, date(7, 20), team.Time{}); after[0].Actor != "ann0" || !after[0].Fits {
		t.Errorf("after: %+v", after[0])
	}
	if earlier := team.Match(need, people, date(7, 15), team.Time{}); earlier[0].Actor != "bob0" {
		t.Errorf("as of a day before: %+v", earlier[0])
	}
}

func ExampleContributions() {
	p := &schedule.Plan{Tasks: []schedule.Task{{ID: "offer", Progress: schedule.Progress{ActualStart: on(2, 8), ActualFinish: on(4, 17), Percent: 100}}},
		Resources: []schedule.Resource{{ID: "ann"}}, Assignments: []schedule.Assignment{{Task: "offer", Resource: "ann"}}}
	baseline := schedule.Baseline{Tasks: []schedule.BaselineTask{{ID: "offer", Start: on(2, 8), Finish: on(3, 17)}}}
	for _, c := range closing.Contributions(closing.Counted{Plan: p, Baseline: baseline, On: date(7, 15)}) {
		fmt.Println(c.Actor, "on time:", c.Facts.Tasks.Good, "of", c.Facts.Tasks.Of)
	}
	// Output: ann on time: 0 of 1
}
