package change_test

import (
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

func branch(t testing.TB, p *schedule.Plan, edits ...schedule.Edit) change.Branch {
	t.Helper()
	b, err := change.NewBranch(p, "W-1", "the training comes first")
	if err != nil {
		t.Fatal(err)
	}
	return b.With(edits...)
}

var manager = change.Act{By: "pm", At: on(4, 10)}

// anything permits every impact.
var anything = change.Level{ID: "all", Unlimited: true}

// What the preview says is what the commit does, on any plan.
func TestPreviewEqualsCommit(t *testing.T) {
	done := 0
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 31))
		plan := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 14})
		var edits []schedule.Edit
		for range 1 + r.IntN(3) {
			id := plan.Tasks[r.IntN(len(plan.Tasks))].ID
			edits = append(edits, []schedule.Edit{
				{Kind: schedule.EditDuration, Task: id, Duration: schedule.Duration{Length: calendar.Work(1+r.IntN(60)) * hour}},
				{Kind: schedule.EditActive, Task: id, Active: r.IntN(2) == 0},
				{Kind: schedule.EditAddTask, NewTask: task("new", 2)},
				{Kind: schedule.EditLeveling, Task: id, LevelingDelay: schedule.Duration{Length: calendar.Work(r.IntN(30)) * hour}},
			}[r.IntN(4)])
		}
		was := text(t, plan)
		b := branch(t, plan, edits...)
		in := change.Input{Plan: plan, At: on(4, 9), By: "pm"}
		impact, err := b.Preview(in)
		if err != nil {
			continue // edits that do not fit
		}
		revision, err := b.Commit(in, 2, anything, manager)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		before, after := compute(t, plan), compute(t, revision.Plan)
		difference := schedule.Diff(before, after)
		if text(t, revision.Difference) != text(t, difference) || text(t, impact) != text(t, revision.Impact) {
			t.Errorf("seed %d: the revision differs from the preview", seed)
		}
		requested, _ := impact.Option(change.Requested)
		if requested.Finish != after.Finish() || text(t, requested.Critical) != text(t, after.CriticalPath(schedule.ByFloat)) || text(t, requested.Overloads) != text(t, change.Overloads(revision.Plan, after)) {
			t.Errorf("seed %d: preview %+v", seed, requested)
		}
		if text(t, plan) != was {
			t.Fatalf("seed %d: the plan was written to", seed)
		}
		done++
	}
	if done < 30 {
		t.Errorf("only %d plans were changed", done)
	}
}

// The manager may reach the tolerance and not pass it: by a minute of delay, by
// a cent, by scope.
func TestToleranceBoundary(t *testing.T) {
	fits := change.Level{ID: "manager", MaxCost: cny("100"), MaxDelay: 8 * hour, MaxScope: change.ScopeMilestones}
	longer := func(length calendar.Work) schedule.Edit {
		return schedule.Edit{Kind: schedule.EditDuration, Task: "build", Duration: schedule.Duration{Length: length}}
	}
	for _, c := range []struct {
		length calendar.Work
		cost   string
		scope  change.Scope
		want   finding.Code
	}{
		{48 * hour, "100", change.ScopeMilestones, ""},
		{48*hour + calendar.Minute, "100", change.ScopeMilestones, change.CodeOverDelay},
		{48 * hour, "100.01", change.ScopeMilestones, change.CodeOverCost},
		{48 * hour, "100", change.ScopeTasks, change.CodeOverScope},
	} {
		plan := launch()
		b := branch(t, plan, longer(c.length))
		b.CostDelta, fits.MaxScope = cny(c.cost), c.scope
		_, err := b.Commit(change.Input{Plan: plan}, 2, fits, manager)
		var refusal *change.RefusedError
		if c.want == "" && err != nil || c.want != "" && !errors.As(err, &refusal) {
			t.Errorf("%v: got %v", c, err)
		}
		if refusal != nil && (len(refusal.Findings) != 2 || refusal.Findings[0].Code != change.CodeBeyondLimits && refusal.Findings[1].Code != change.CodeBeyondLimits ||
			refusal.Findings[0].Code != c.want && refusal.Findings[1].Code != c.want) {
			t.Errorf("%v: got %v", c, err)
		}
	}
}

// A branch is a value: what is built on it leaves it as it is.
func TestBranchesAreImmutable(t *testing.T) {
	plan := launch()
	root := branch(t, plan, training().Edits[:1]...)
	was, planWas := text(t, root), text(t, plan)
	left := root.With(training().Edits[1:]...).WithRisks(hedge()...)
	right := root.With(schedule.Edit{Kind: schedule.EditRemoveTask, Task: "docs"})
	left.Edits[0].NewTask.Name = "scribble"
	if text(t, root) != was || len(left.Edits) != 4 || len(right.Edits) != 2 || right.Edits[0].NewTask.Name != "The training" {
		t.Error("branches share memory")
	}
	if _, err := right.Preview(change.Input{Plan: plan}); err != nil {
		t.Error(err)
	}
	if text(t, plan) != planWas {
		t.Error("a branch that was let go left a trace")
	}
}

func TestCommitRefuses(t *testing.T) {
	plan := launch()
	b := branch(t, plan, training().Edits...)
	nameless := b
	nameless.Reason = ""
	moved := plan.Clone()
	moved.Tasks[0].Name = "The bid"
	for _, c := range []struct {
		branch change.Branch
		plan   *schedule.Plan
		act    change.Act
		want   finding.Code
	}{
		{nameless, plan, manager, change.CodeNoBranchReason},
		{b, plan, change.Act{At: on(4, 9)}, change.CodeStepNoActor},
		{b, plan, change.Act{By: "pm"}, change.CodeStepUndated},
		{b, moved, manager, change.CodePlanMoved},
	} {
		_, err := c.branch.Commit(change.Input{Plan: c.plan}, 2, anything, c.act)
		var refusal *change.RefusedError
		if !errors.As(err, &refusal) || refusal.Findings[0].Code != c.want {
			t.Errorf("want %s, got %v", c.want, err)
		}
	}
	b.Buffers = "soup"
	if _, err := b.Preview(change.Input{Plan: plan}); !errors.Is(err, change.ErrRefused) {
		t.Errorf("got %v", err)
	}
}

// Docs end on Thursday 5 and accept waits for the build until Friday 13: six
// days are free between them. Docs grow by three days.
func TestBuffers(t *testing.T) {
	longer := schedule.Edit{Kind: schedule.EditDuration, Task: "docs", Duration: schedule.Duration{Length: 5 * day}}
	for choice, want := range map[change.Buffers]calendar.DateTime{
		"": on(13, 17), change.ConsumeBuffers: on(13, 17), change.KeepBuffers: on(18, 17), change.IgnoreBuffers: on(13, 17),
	} {
		plan := launch()
		b := branch(t, plan, longer)
		b.Buffers = choice
		revision, err := b.Commit(change.Input{Plan: plan}, 2, anything, manager)
		if err != nil {
			t.Fatal(err)
		}
		times, _ := compute(t, revision.Plan).Times("accept")
		if times.Finish != want {
			t.Errorf("%q: accept on %v, want %v", choice, times.Finish, want)
		}
	}
	// The build grows past the buffer: only where buffers are ignored, nothing behind it moves.
	later := schedule.Edit{Kind: schedule.EditDuration, Task: "design", Duration: schedule.Duration{Length: 4 * day}}
	for choice, want := range map[change.Buffers]calendar.DateTime{change.ConsumeBuffers: on(9, 17) + 1, change.IgnoreBuffers: on(9, 8)} {
		plan := launch()
		edits, err := change.BufferEdits(plan, []schedule.Edit{later}, choice)
		if err != nil {
			t.Fatal(err)
		}
		edited, err := schedule.Apply(plan, edits)
		if err != nil {
			t.Fatal(err)
		}
		if times, _ := compute(t, edited).Times("build"); choice == change.IgnoreBuffers && times.Start != want || choice == change.ConsumeBuffers && times.Start < want {
			t.Errorf("%q: build on %v", choice, times.Start)
		}
	}
}
