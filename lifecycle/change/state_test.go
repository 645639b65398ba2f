package change_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// table says for every state and move where it leads; "-" is not legal.
const table = `
            submit    revise assess   approve  reject   defer    implement   verify   withdraw
draft       submitted -      -        -        -        -        -           -        withdrawn
submitted   -         draft  assessed -        -        -        -           -        withdrawn
assessed    -         draft  assessed approved rejected deferred -           -        withdrawn
approved    -         -      assessed -        -        -        implemented -        withdrawn
rejected    -         -      -        -        -        -        -           -        -
deferred    submitted draft  -        -        -        -        -           -        withdrawn
implemented -         -      -        -        -        -        -           verified -
verified    -         -      -        -        -        -        -           -        -
withdrawn   -         -      -        -        -        -        -           -        -
`

// move makes any move on a request that is otherwise fit for it.
func move(t *testing.T, r change.Request, m change.Move) (change.Request, error) {
	t.Helper()
	plan, act := launch(), change.Act{By: "pm", At: on(20, 9), Reason: "because"}
	switch m {
	case change.MoveSubmit:
		return change.Submit(r, act)
	case change.MoveRevise:
		return change.Revise(r, act)
	case change.MoveAssess:
		return change.Record(r, assess(t, plan, r), act)
	case change.MoveApprove, change.MoveReject, change.MoveDefer:
		vote := change.Vote{By: "frank", Choice: m, At: on(20, 8)}
		return change.Decide(plan, r, board(), change.Ballot{Level: "sponsor", Outcome: m, Votes: []change.Vote{vote}}, act)
	case change.MoveImplement:
		done, err := change.Implement(plan, r, "B2", act)
		if done.Already {
			return change.Request{}, fmt.Errorf("%w: already", change.ErrRefused)
		}
		return done.Request, err
	case change.MoveVerify:
		after := compute(t, plan)
		report, err := change.CheckEffect(assess(t, plan, r), plan, after, cny("1"), on(20, 9))
		if err != nil {
			t.Fatal(err)
		}
		return change.Verify(r, report, act)
	}
	return change.Withdraw(r, act)
}

func TestEveryStateAndMove(t *testing.T) {
	rows := strings.Split(strings.TrimSpace(table), "\n")
	moves := strings.Fields(rows[0])
	if len(moves) != len(change.Moves()) || len(rows) != len(change.States())+1 {
		t.Fatal("the table is not complete")
	}
	legal := 0
	for _, row := range rows[1:] {
		cells := strings.Fields(row)
		r := training()
		r.Impact = assess(t, launch(), r)
		r.State = change.State(cells[0])
		for k, want := range cells[1:] {
			m := change.Move(moves[k])
			next, err := move(t, r, m)
			switch {
			case want == "-" && !errors.Is(err, change.ErrRefused):
				t.Errorf("%s of %s: %q, %v, want a refusal", m, r.State, next.State, err)
			case want != "-" && (err != nil || next.State != change.State(want)):
				t.Errorf("%s of %s: %q, %v, want %q", m, r.State, next.State, err, want)
			}
			if want != "-" {
				legal++
			}
			if slices.Contains(r.Moves(), m) != (want != "-") {
				t.Errorf("%s of %s: Moves says %v", m, r.State, r.Moves())
			}
		}
	}
	if legal != len(change.Transitions()) {
		t.Errorf("%d legal moves, %d transitions", legal, len(change.Transitions()))
	}
}

func TestARefusedStepNamesAllReasons(t *testing.T) {
	_, err := change.Withdraw(training(), change.Act{})
	var refusal *change.RefusedError
	if !errors.As(err, &refusal) {
		t.Fatal(err)
	}
	want := []string{
		"block change.step.no_actor: change CR-1.by, remedy change.remedy.name_actor",
		"block change.step.no_date: change CR-1.at, remedy change.remedy.date_step",
		"block change.step.no_reason: change CR-1.reason, got withdraw, remedy change.remedy.give_reason",
	}
	if got := lines(refusal.Findings); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	r := must(t)(change.Submit(training(), change.Act{By: "carol", At: on(5, 9)}))
	if _, err = change.Withdraw(r, change.Act{By: "carol", At: on(5, 8), Reason: "no"}); err == nil || !strings.Contains(err.Error(), "change.step.before_last") {
		t.Errorf("a step back in time: %v", err)
	}
	if _, err = change.Submit(r, change.Act{By: "carol", At: on(5, 9)}); err == nil || !strings.Contains(err.Error(), "want assess, revise, withdraw") &&
		!strings.Contains(err.Error(), "want revise, assess, withdraw") {
		t.Errorf("an illegal step: %v", err)
	}
}

func TestStepsAreOnRecordAndLeaveTheOldValueAlone(t *testing.T) {
	draft := training()
	was := text(t, draft)
	sent := must(t)(change.Submit(draft, change.Act{By: "carol", At: on(3, 9)}))
	back := must(t)(change.Revise(sent, change.Act{By: "pm", At: on(3, 10), Reason: "no date"}))
	gone := must(t)(change.Withdraw(back, change.Act{By: "carol", At: on(3, 11), Reason: "not needed"}))
	if text(t, draft) != was || len(sent.History) != 1 || len(back.History) != 2 {
		t.Error("a step wrote to what it was given")
	}
	last := gone.History[2]
	if len(gone.History) != 3 || last != (change.Step{Move: change.MoveWithdraw, From: change.Draft, To: change.Withdrawn, By: "carol", At: on(3, 11), Reason: "not needed"}) {
		t.Errorf("got %+v", gone.History)
	}
	gone.History[0].By = "eve"
	if sent.History[0].By != "carol" {
		t.Error("requests share their history")
	}
}

func TestSubmitWantsACompleteRequest(t *testing.T) {
	_, err := change.Submit(change.Request{State: "soup"}, change.Act{By: "x", At: on(3, 9)})
	var refusal *change.RefusedError
	if !errors.As(err, &refusal) {
		t.Fatal(err)
	}
	for _, code := range []finding.Code{change.CodeNoID, change.CodeNoTitle, change.CodeNoProposer, change.CodeNoDate, change.CodeUnknownWord, change.CodeNotLegal} {
		if !slices.ContainsFunc(refusal.Findings, func(f finding.Finding) bool { return f.Code == code }) {
			t.Errorf("%s is missing in %q", code, lines(refusal.Findings))
		}
	}
}

func TestRevisingDropsTheAssessment(t *testing.T) {
	r := must(t)(change.Revise(assessed(t, launch(), training()), change.Act{By: "pm", At: on(5, 9), Reason: "smaller please"}))
	if !r.Impact.IsZero() || r.State != change.Draft {
		t.Errorf("got %+v", r)
	}
}
