package change_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// crash is an action against a schedule that falls behind.
func crash() change.Action {
	return change.Action{
		ID: "A-1", Title: "A second tester", Kind: change.Corrective, Deviation: finding.Ref{Kind: "indicator", ID: "spi"}, Owner: "ann",
		Due: calendar.DateOf(2026, 3, 6), CheckOn: calendar.DateOf(2026, 3, 13),
		Expected: []change.Expectation{
			{Subject: finding.Ref{Kind: "indicator", ID: "spi"}, Bound: change.AtLeast, Value: finding.Decimal("0.95", "")},
			{Subject: finding.Ref{Kind: "task", ID: "accept", Field: "finish"}, Bound: change.AtMost, Value: finding.Date("2026-03-16")},
		},
	}
}

func TestActionsRunTheirCourse(t *testing.T) {
	a := crash()
	done, err := a.Complete(change.Act{By: "ann", At: on(6, 9)})
	if err != nil || done.State != change.ActionDone || done.Done != on(6, 9) || a.State != "" {
		t.Fatalf("%+v, %v", done, err)
	}
	closed, err := done.Judge([]finding.Value{finding.Decimal("0.95", ""), finding.Date("2026-03-13")}, change.Act{By: "pm", At: on(13, 9)})
	if err != nil || closed.State != change.ActionClosed || len(closed.Effects) != 2 || !closed.Effects[0].Met || !closed.Effects[1].Met {
		t.Fatalf("%+v, %v", closed, err)
	}
	if found := change.CheckActions([]change.Action{closed}, calendar.DateOf(2026, 5, 1)); len(found) > 0 {
		t.Errorf("got %q", lines(found))
	}
	// Just missed: accepted with a reason only, and reported.
	short := []finding.Value{finding.Decimal("0.949", ""), finding.Date("2026-03-17")}
	if _, err := done.Judge(short, change.Act{By: "pm", At: on(13, 9)}); !refuses(err, change.CodeStepNoReason) {
		t.Errorf("got %v", err)
	}
	missed, err := done.Judge(short, change.Act{By: "pm", At: on(13, 9), Reason: "the tester came late"})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"warn change.action.effect_missed: action A-1.effects, want 0.95, got 0.949, with indicator spi, remedy change.remedy.explain_difference",
		"warn change.action.effect_missed: action A-1.effects, want 2026-03-16, got 2026-03-17, with task accept.finish, remedy change.remedy.explain_difference",
	}
	got := lines(change.CheckActions([]change.Action{missed}, calendar.DateOf(2026, 5, 1)))
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// Closing without a look at the effect is possible, for a reason, and stays a
// finding.
func TestClosingWithoutEffectIsAFinding(t *testing.T) {
	done, err := crash().Complete(change.Act{By: "ann", At: on(6, 9)})
	if err != nil {
		t.Fatal(err)
	}
	for _, from := range []change.Action{crash(), done} {
		if _, err := from.Close(change.Act{By: "pm", At: on(9, 9)}); !refuses(err, change.CodeStepNoReason) {
			t.Errorf("got %v", err)
		}
		closed, err := from.Close(change.Act{By: "pm", At: on(9, 9), Reason: "overtaken"})
		if err != nil {
			t.Fatal(err)
		}
		found := change.CheckActions([]change.Action{closed}, calendar.DateOf(2026, 3, 9))
		if len(found) != 1 || found[0].Code != change.CodeActionUnchecked {
			t.Errorf("got %q", lines(found))
		}
		if _, err := closed.Close(change.Act{By: "pm", At: on(10, 9), Reason: "again"}); !refuses(err, change.CodeNotLegal) {
			t.Errorf("closed twice: %v", err)
		}
	}
}

// Due and check days count from the day after.
func TestActionsFallDue(t *testing.T) {
	done, err := crash().Complete(change.Act{By: "ann", At: on(6, 9)})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		action change.Action
		day    int
		want   finding.Code
	}{{crash(), 6, ""}, {crash(), 7, change.CodeActionLate}, {done, 13, ""}, {done, 14, change.CodeActionUnjudged}} {
		found := change.CheckActions([]change.Action{c.action}, calendar.DateOf(2026, 3, c.day))
		if c.want == "" && len(found) > 0 || c.want != "" && (len(found) != 1 || found[0].Code != c.want) {
			t.Errorf("on %d: %q, want %q", c.day, lines(found), c.want)
		}
	}
}

func TestActionsAreChecked(t *testing.T) {
	empty := change.Action{Kind: "x", State: "y", Expected: []change.Expectation{{Bound: "z"}}}
	if found := empty.Check(); len(found) != 9 {
		t.Errorf("%d: %q", len(found), lines(found))
	}
	early := crash()
	early.CheckOn = calendar.DateOf(2026, 3, 5)
	if found := change.CheckActions([]change.Action{early, crash()}, calendar.DateOf(2026, 3, 1)); len(found) != 2 || found[0].Code != change.CodeActionField || found[1].Code != change.CodeDuplicateID {
		t.Errorf("got %q", lines(found))
	}
	for _, act := range []change.Act{{At: on(6, 9)}, {By: "ann"}} {
		if _, err := crash().Complete(act); !errors.Is(err, change.ErrRefused) {
			t.Errorf("%+v: %v", act, err)
		}
	}
	if _, err := crash().Judge(nil, change.Act{By: "pm", At: on(9, 9), Reason: "x"}); !refuses(err, change.CodeActionFigures) || !refuses(err, change.CodeNotLegal) {
		t.Errorf("got %v", err)
	}
}

// What is unknown or in another unit meets nothing.
func TestExpectations(t *testing.T) {
	five := finding.Number(5, "day")
	for _, c := range []struct {
		bound change.Bound
		real  finding.Value
		want  bool
	}{
		{"", five, true}, {change.Exactly, finding.Number(6, "day"), false}, {change.AtLeast, five, true}, {change.AtLeast, finding.Number(4, "day"), false},
		{change.AtMost, five, true}, {change.AtMost, finding.Number(6, "day"), false}, {change.AtMost, finding.Number(1, "h"), false},
		{change.AtLeast, finding.Unknown("no-data"), false}, {change.AtMost, finding.Value{}, false},
	} {
		if got := (change.Expectation{Bound: c.bound, Value: five}).Met(c.real); got != c.want {
			t.Errorf("%s %v: %v", c.bound, c.real, got)
		}
	}
	unknown := change.Expectation{Value: finding.Unknown("x")}
	if unknown.Met(finding.Unknown("x")) {
		t.Error("unknown meets unknown")
	}
}
