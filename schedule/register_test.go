package schedule_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// listed prints findings, one line each, the prefix of the codes left out.
func listed(found []finding.Finding) string {
	lines := make([]string, len(found))
	for i, f := range found {
		lines[i] = strings.ReplaceAll(f.String(), "schedule.", "")
	}
	return strings.Join(lines, "\n")
}

func TestCheckMilestones(t *testing.T) {
	sound := schedule.MilestoneEntry{Task: "m1", Owner: "Li", Criteria: []schedule.MilestoneCriterion{{ID: "sent", Met: true}, {ID: "read", Met: true}},
		AcceptedBy: "customer", Acceptance: schedule.Signature{By: "Wang", Role: "customer", At: at("4 17:00")}}
	other := schedule.MilestoneEntry{Task: "m2", Owner: "Li", Criteria: []schedule.MilestoneCriterion{{ID: "signed"}}}
	signed := schedule.Signature{By: "Chen", At: at("4 17:00"), Reason: "the customer waits"}
	for _, c := range []struct {
		name   string
		change func(e *schedule.MilestoneEntry)
		want   string
	}{
		{"nothing wrong", func(*schedule.MilestoneEntry) {}, ""},
		{"a criterion is open", func(e *schedule.MilestoneEntry) { e.Criteria[1].Met = false },
			"block milestone.criteria_unmet: milestone m1.criteria, want read, got 2026-03-04T17:00:00, remedy remedy.meet_or_override"},
		{"criteria without ids go by number", func(e *schedule.MilestoneEntry) {
			e.Criteria = []schedule.MilestoneCriterion{{Text: "one"}, {Text: "two"}}
		}, "block milestone.criteria_unmet: milestone m1.criteria, want 1, 2, got 2026-03-04T17:00:00, remedy remedy.meet_or_override"},
		{"accepted by somebody else", func(e *schedule.MilestoneEntry) { e.Acceptance.Role = "sales" },
			"block milestone.not_accepted: milestone m1.acceptance, want customer, got sales, remedy remedy.meet_or_override"},
		{"accepted without a date", func(e *schedule.MilestoneEntry) { e.Acceptance.At = 0 },
			"block milestone.not_accepted: milestone m1.acceptance, want customer, got customer, remedy remedy.meet_or_override"},
		{"an override on record", func(e *schedule.MilestoneEntry) {
			e.Criteria[1].Met, e.Acceptance, e.Override = false, schedule.Signature{}, signed
		}, ""},
		{"an override without a reason", func(e *schedule.MilestoneEntry) {
			e.Criteria[1].Met, e.Override = false, signed
			e.Override.Reason = ""
		}, "block milestone.criteria_unmet: milestone m1.criteria, want read, got 2026-03-04T17:00:00, remedy remedy.meet_or_override"},
		{"nobody's and without criteria", func(e *schedule.MilestoneEntry) { e.Owner, e.Criteria = "", nil },
			"warn milestone.no_criteria: milestone m1.criteria, remedy remedy.state_criteria\n" +
				"warn milestone.no_owner: milestone m1.owner, remedy remedy.name_owner"},
		{"a negative weight", func(e *schedule.MilestoneEntry) { e.Weight = -2 },
			"block milestone.negative_weight: milestone m1.weight, want 0, got -2, remedy remedy.mend_weight"},
		{"a task that is not there", func(e *schedule.MilestoneEntry) { e.Task = "m9" },
			"block milestone.unknown_task: milestone m9.task, got m9, remedy remedy.name_existing\n" +
				"info milestone.unregistered: task m1, remedy remedy.register_milestone"},
		{"a task with duration", func(e *schedule.MilestoneEntry) { e.Task = "a" },
			"warn milestone.not_a_point: milestone a.task, remedy remedy.mark_milestone\n" +
				"info milestone.unregistered: task m1, remedy remedy.register_milestone"},
		{"two entries for one task", func(e *schedule.MilestoneEntry) { e.Task = "m2" },
			"block milestone.twice: milestone m2.task, remedy remedy.keep_one_entry\n" +
				"info milestone.unregistered: task m1, remedy remedy.register_milestone"},
	} {
		p := offering()
		task(p, "m1").Progress = schedule.Progress{ActualStart: at("4 17:00"), ActualFinish: at("4 17:00"), Percent: 100}
		e := sound
		e.Criteria = append([]schedule.MilestoneCriterion(nil), sound.Criteria...)
		c.change(&e)
		if got := listed(schedule.CheckMilestones(p, []schedule.MilestoneEntry{other, e})); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
		data, err := json.Marshal(e)
		var back schedule.MilestoneEntry
		if err != nil || json.Unmarshal(data, &back) != nil || !reflect.DeepEqual(back, e) {
			t.Errorf("%s: %s came back as %+v", c.name, data, back)
		}
	}
}

func TestMilestonesReached(t *testing.T) {
	p := offering()
	entries := []schedule.MilestoneEntry{{Task: "m1", Weight: 3}, {Task: "m2"}, {Task: "gone", Weight: 50}}
	if got := schedule.MilestonesReached(p, entries); got != finding.Number(0, "%") {
		t.Error(got)
	}
	task(p, "m1").Progress = schedule.Progress{ActualStart: at("4 17:00"), ActualFinish: at("4 17:00"), Percent: 100}
	if got := schedule.MilestonesReached(p, entries); got != finding.Number(75, "%") {
		t.Error(got)
	}
	task(p, "m2").Inactive = true
	if got := schedule.MilestonesReached(p, entries); got != finding.Number(100, "%") {
		t.Error(got)
	}
	if got := schedule.MilestonesReached(p, entries[2:]); got.Reason() != "no-tasks" {
		t.Error(got)
	}
	entries[0].Weight = -1
	if got := schedule.MilestonesReached(p, entries); got.Reason() != "negative-weight" {
		t.Error(got)
	}
}
