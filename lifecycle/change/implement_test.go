package change_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

func implement(t *testing.T, p *schedule.Plan, r change.Request, name string) change.Implementation {
	t.Helper()
	done, err := change.Implement(p, r, name, change.Act{By: "pm", At: on(6, 9)})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func TestImplement(t *testing.T) {
	plan := launch()
	plan.Baselines = append(plan.Baselines, baseline(t, plan))
	was := text(t, plan)
	r := approved(t, plan, training())
	done := implement(t, plan, r, "B2")
	if text(t, plan) != was || r.State != change.Approved {
		t.Error("an input was written to")
	}
	byHand, err := schedule.Apply(plan, training().Edits)
	if err != nil {
		t.Fatal(err)
	}
	byHand.Baselines = append(byHand.Baselines, done.Baseline)
	if text(t, done.Plan) != text(t, byHand) || done.Already {
		t.Error("the plan is not the old one with the edits and the baseline")
	}
	b := done.Baseline
	if b.Name != "B2" || b.Reason != "change:CR-1" || b.Author != "pm" || b.Taken != on(6, 9) || len(b.Tasks) != 6 || b.Tasks[5].Finish != on(17, 17) {
		t.Errorf("baseline %+v", b)
	}
	e := done.Effect
	if e.FinishBefore != on(13, 17) || e.FinishAfter != on(17, 17) || e.FinishMoved != 2*day || e.CostMoved.String() != "2100.00 CNY" || e.Baseline != "B2" {
		t.Errorf("effect %+v", e)
	}
	if done.Request.State != change.Implemented || !reflect.DeepEqual(done.Request.Effect, e) {
		t.Errorf("request %+v", done.Request)
	}
	if found := change.CheckBaselines(done.Plan, []change.Request{done.Request}); len(found) > 0 {
		t.Errorf("got %q", lines(found))
	}
}

// Twice with whatever copy of the request is at hand, before or after its
// record was kept, changes nothing.
func TestImplementingTwiceChangesNothing(t *testing.T) {
	for _, name := range []string{"", "B2"} {
		plan := launch()
		r := approved(t, plan, training())
		done := implement(t, plan, r, name)
		for what, request := range map[string]change.Request{"kept": done.Request, "lost": r} {
			again := implement(t, done.Plan, request, name)
			if !again.Already || text(t, again.Plan) != text(t, done.Plan) || text(t, again.Request) != text(t, done.Request) ||
				!reflect.DeepEqual(again.Effect, done.Effect) || !reflect.DeepEqual(again.Baseline, done.Baseline) {
				t.Errorf("baseline %q, record %s: got %+v, want %+v", name, what, again, done)
			}
		}
	}
}

// Once a baseline cites the change, the plan may go on and a late repetition
// still changes nothing; without one it is refused.
func TestALateRepetition(t *testing.T) {
	plan := launch()
	r := approved(t, plan, training())
	based, bare := implement(t, plan, r, "B2"), implement(t, plan, r, "")
	progress := schedule.Edit{Kind: schedule.EditProgress, Task: "offer", Progress: schedule.Progress{ActualStart: on(2, 8), Percent: 50}}
	for _, p := range []**schedule.Plan{&based.Plan, &bare.Plan} {
		moved, err := schedule.Apply(*p, []schedule.Edit{progress})
		if err != nil {
			t.Fatal(err)
		}
		*p = moved
	}
	if again := implement(t, based.Plan, r, "B2"); !again.Already || text(t, again.Plan) != text(t, based.Plan) {
		t.Error("the plan was changed again")
	}
	for _, request := range []change.Request{r, bare.Request} {
		_, err := change.Implement(bare.Plan, request, "", change.Act{By: "pm", At: on(6, 10)})
		if !errors.Is(err, change.ErrRefused) || !strings.Contains(err.Error(), string(change.CodePlanMoved)) {
			t.Errorf("%s: got %v", request.State, err)
		}
	}
}

func TestImplementRefuses(t *testing.T) {
	plan := launch()
	plan.Baselines = append(plan.Baselines, baseline(t, plan))
	r := approved(t, plan, training())
	for _, c := range []struct {
		name  string
		alter func(*schedule.Plan, *change.Request)
		want  finding.Code
	}{
		{"B1", func(*schedule.Plan, *change.Request) {}, change.CodeBaselineName},
		{"B2", func(p *schedule.Plan, _ *change.Request) { p.Tasks[0].Name = "The bid" }, change.CodePlanMoved},
		{"B2", func(_ *schedule.Plan, r *change.Request) { r.Edits = r.Edits[:1] }, change.CodeRequestChanged},
		{"B2", func(_ *schedule.Plan, r *change.Request) { r.State = change.Rejected }, change.CodeNotLegal},
		{"B2", func(_ *schedule.Plan, r *change.Request) { r.Impact = change.Impact{} }, change.CodeNotAssessed},
	} {
		p, request := plan.Clone(), r.Clone()
		c.alter(p, &request)
		_, err := change.Implement(p, request, c.name, change.Act{By: "pm", At: on(6, 9)})
		var refusal *change.RefusedError
		if !errors.As(err, &refusal) || !slices.ContainsFunc(refusal.Findings, func(f finding.Finding) bool { return f.Code == c.want }) {
			t.Errorf("want %s, got %v", c.want, err)
		}
	}
}

// A request that costs something and leaves the plan alone is implemented too.
func TestACostWithoutEdits(t *testing.T) {
	plan, r := launch(), training()
	r.Edits = nil
	done := implement(t, plan, approved(t, plan, r), "")
	if done.Already || done.Request.State != change.Implemented || done.Effect.CostMoved.String() != "500.00 CNY" || text(t, done.Plan) != text(t, plan) {
		t.Errorf("got %+v", done)
	}
	if again := implement(t, plan, done.Request, ""); !again.Already {
		t.Error("implemented twice")
	}
}

func TestBaselinesCiteTheirChange(t *testing.T) {
	plan := launch()
	plan.Baselines = []schedule.Baseline{{Name: "0"}, {Name: "1", Reason: "change:CR-9"}, {Name: "2", Reason: "a whim"}}
	want := []string{"warn change.baseline.no_cause: baseline 1.reason, got change:CR-9, remedy change.remedy.cite_change",
		"warn change.baseline.no_cause: baseline 2.reason, got a whim, remedy change.remedy.cite_change"}
	if got := lines(change.CheckBaselines(plan, []change.Request{{ID: "CR-9", State: change.Approved}})); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if got := change.CheckBaselines(plan, []change.Request{{ID: "CR-9", State: change.Verified}}); len(got) != 1 {
		t.Errorf("got %q", lines(got))
	}
	if got := change.CheckBaselines(launch(), nil); len(got) > 0 {
		t.Errorf("got %q", lines(got))
	}
}

// By hand: build took a day longer than planned after the change, so the
// project finished on Wednesday 18, 480 working minutes later than computed.
func TestEffect(t *testing.T) {
	plan := launch()
	done := implement(t, plan, approved(t, plan, training()), "B2")
	later, err := schedule.Apply(done.Plan, []schedule.Edit{{Kind: schedule.EditDuration, Task: "build", Duration: schedule.Duration{Length: 6 * day}}})
	if err != nil {
		t.Fatal(err)
	}
	report, err := change.CheckEffect(done.Request.Impact, later, compute(t, later), cny("8000"), on(18, 18))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range report.Rows {
		got = append(got, row.Subject.String()+": "+row.Expected.String()+", "+row.Real.String()+", "+row.Off.String())
	}
	want := []string{"project.finish: 2026-03-17T17:00:00, 2026-03-18T17:00:00, 480 min",
		"task accept.finish: 2026-03-17T17:00:00, 2026-03-18T17:00:00, 480 min", "project.cost: 7900 CNY, 8000 CNY, 100 CNY"}
	if !slices.Equal(got, want) || len(report.Findings()) != 3 {
		t.Errorf("got %q, %q", got, lines(report.Findings()))
	}
	if _, err := change.Verify(done.Request, report, change.Act{By: "pm", At: on(18, 18)}); !errors.Is(err, change.ErrRefused) {
		t.Errorf("a difference without a reason: %v", err)
	}
	verified := must(t)(change.Verify(done.Request, report, change.Act{By: "pm", At: on(18, 18), Reason: "a day of rain"}))
	if verified.State != change.Verified || !reflect.DeepEqual(verified.Verified, report) {
		t.Errorf("got %+v", verified.Verified)
	}
}

func TestEffectThatCannotBeKnown(t *testing.T) {
	plan := launch()
	done := implement(t, plan, approved(t, plan, training()), "")
	later, err := schedule.Apply(done.Plan, []schedule.Edit{{Kind: schedule.EditActive, Task: "accept"}})
	if err != nil {
		t.Fatal(err)
	}
	report, err := change.CheckEffect(done.Request.Impact, later, compute(t, later), training().Impact.CostMoved, on(18, 18))
	if err != nil || report.Rows[0].Matches() != true || report.Rows[1].Real.Reason() != change.ReasonNoDates || report.Rows[2].Off.Reason() != change.ReasonNoCost {
		t.Errorf("got %+v, %v", report.Rows, err)
	}
	for _, bad := range []change.EffectReport{{Request: "CR-1"}, {Request: "CR-2", Rows: report.Rows}} {
		if _, err := change.Verify(done.Request, bad, change.Act{By: "pm", At: on(18, 18), Reason: "x"}); !errors.Is(err, change.ErrRefused) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}
