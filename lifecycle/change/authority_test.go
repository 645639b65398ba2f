package change_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Both sides of every limit: at the limit a level may decide, one step past it
// the next one must.
func TestAuthorityBoundaries(t *testing.T) {
	euro, _ := money.Parse("1", "EUR")
	for _, c := range []struct {
		cost  money.Amount
		delay calendar.Work
		scope change.Scope
		want  string
		why   []finding.Code
	}{
		{money.Amount{}, 0, change.ScopeNone, "manager", nil},
		{cny("1000"), day, change.ScopeTasks, "manager", nil},
		{cny("1000.01"), day, change.ScopeTasks, "board", []finding.Code{change.CodeOverCost}},
		{cny("1000"), day + 1, change.ScopeTasks, "board", []finding.Code{change.CodeOverDelay}},
		{cny("1000"), day, change.ScopeMilestones, "board", []finding.Code{change.CodeOverScope}},
		{cny("5000"), 10 * day, change.ScopeGoals, "board", []finding.Code{change.CodeOverCost, change.CodeOverDelay, change.CodeOverScope}},
		{cny("5000.01"), 0, change.ScopeNone, "sponsor", []finding.Code{change.CodeOverCost, change.CodeOverCost}},
		{cny("0"), 10*day + 1, change.ScopeNone, "sponsor", []finding.Code{change.CodeOverDelay, change.CodeOverDelay}},
		{cny("-90000"), -90 * day, change.ScopeNone, "manager", nil},
		{euro, 0, change.ScopeNone, "sponsor", []finding.Code{change.CodeOverCost, change.CodeOverCost}},
	} {
		level, why, ok := board().Required(change.Impact{CostMoved: c.cost, FinishMoved: c.delay, Scope: c.scope})
		var codes []finding.Code
		for _, f := range why {
			codes = append(codes, f.Code)
			if f.Severity != finding.Info || f.Want.IsZero() || f.Got.IsZero() {
				t.Errorf("%v", f)
			}
		}
		if !ok || level.ID != c.want || !slices.Equal(codes, c.why) {
			t.Errorf("%v, %v, %s: %s because %q, want %s", c.cost, c.delay, c.scope, level.ID, codes, c.want)
		}
	}
	none := change.Authority{{ID: "clerk", Quorum: 1}}
	if _, why, ok := none.Required(change.Impact{FinishMoved: 1}); ok || len(why) != 1 {
		t.Errorf("a level without limits decides on a delay: %v", why)
	}
}

func TestAuthorityCheck(t *testing.T) {
	if found := board().Check(); len(found) > 0 {
		t.Errorf("got %q", lines(found))
	}
	euro, _ := money.Parse("9000", "EUR")
	for want, a := range map[string]change.Authority{
		"block change.authority.no_levels: level, remedy change.remedy.mend_level": {},
		"warn change.authority.last_limited: level a.unlimited, remedy change.remedy.mend_level": {
			{ID: "a", Quorum: 1}},
		"block change.authority.level_id: level a.id, got 1 row, remedy change.remedy.give_unique_id": {
			{ID: "a", Quorum: 1}, {ID: "a", Unlimited: true, Quorum: 1}},
		"block change.authority.quorum: level a.quorum, want 1 person, got 0 person, remedy change.remedy.mend_level": {
			{ID: "a", Unlimited: true}},
		"block change.authority.quorum: level a.quorum, want 2 person, got 3 person, remedy change.remedy.mend_level": {
			{ID: "a", Unlimited: true, Quorum: 3, Members: []string{"x", "y"}}},
		"block change.authority.level_order: level b, want a, remedy change.remedy.mend_level": {
			{ID: "a", MaxCost: cny("2"), Quorum: 1}, {ID: "b", MaxCost: cny("1"), Quorum: 1}, {ID: "c", Unlimited: true, Quorum: 1}},
		"block change.authority.level_order: level b, want z, remedy change.remedy.mend_level": {
			{ID: "z", MaxCost: cny("2"), Quorum: 1}, {ID: "b", MaxCost: euro, Quorum: 1}, {ID: "c", Unlimited: true, Quorum: 1}},
		"block change.value.unknown: level a.max_scope, want none, tasks, milestones, goals, got soup, remedy change.remedy.use_named_word": {
			{ID: "a", Unlimited: true, MaxScope: "soup", Quorum: 1}},
	} {
		if got := lines(a.Check()); len(got) != 1 || got[0] != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestDecide(t *testing.T) {
	plan := launch()
	r := assessed(t, plan, training()) // two days, 2100 CNY, a goal: for the board or above
	act := change.Act{By: "office", At: on(6, 9), Reason: "as voted"}
	no := func(names ...string) []change.Vote {
		votes := aye(names...)
		for i := range votes {
			votes[i].Choice = change.MoveReject
		}
		return votes
	}
	early := aye("dora", "emil")
	early[0].At = on(4, 8)
	for _, c := range []struct {
		what   string
		ballot change.Ballot
		want   change.State
		codes  []finding.Code
	}{
		{"a quorum of two", change.Ballot{Level: "board", Outcome: change.MoveApprove, Votes: aye("dora", "emil")}, change.Approved, nil},
		{"one short", change.Ballot{Level: "board", Outcome: change.MoveApprove, Votes: aye("dora")}, "", []finding.Code{change.CodeNoQuorum}},
		{"one person twice", change.Ballot{Level: "board", Outcome: change.MoveApprove, Votes: aye("dora", "dora")}, "",
			[]finding.Code{change.CodeNoQuorum, change.CodeVotedTwice}},
		{"a stranger", change.Ballot{Level: "board", Outcome: change.MoveApprove, Votes: aye("dora", "zoe")}, "", []finding.Code{change.CodeNotMember}},
		{"the proposer", change.Ballot{Level: "board", Outcome: change.MoveApprove, Votes: aye("dora", "carol")}, "", []finding.Code{change.CodeProposerVotes}},
		{"nobody's vote", change.Ballot{Level: "sponsor", Outcome: change.MoveApprove, Votes: aye("")}, "", []finding.Code{change.CodeVoterMissing}},
		{"a level too low", change.Ballot{Level: "manager", Outcome: change.MoveApprove, Votes: aye("gina")}, "",
			[]finding.Code{change.CodeOverCost, change.CodeOverDelay, change.CodeOverScope, change.CodeLevelTooLow}},
		{"a higher level", change.Ballot{Level: "sponsor", Outcome: change.MoveApprove, Votes: aye("frank")}, change.Approved, nil},
		{"no such level", change.Ballot{Level: "king", Outcome: change.MoveApprove, Votes: aye("frank")}, "", []finding.Code{change.CodeNoLevel}},
		{"no such outcome", change.Ballot{Level: "board", Outcome: change.MoveWithdraw}, "", []finding.Code{change.CodeUnknownWord}},
		{"a vote before the assessment", change.Ballot{Level: "board", Outcome: change.MoveApprove, Votes: early}, "", []finding.Code{change.CodeVoteEarly}},
		{"a tie", change.Ballot{Level: "sponsor", Outcome: change.MoveApprove, Votes: append(aye("frank"), no("gina")...)}, "", []finding.Code{change.CodeNotCarried}},
		{"two to one", change.Ballot{Level: "sponsor", Outcome: change.MoveApprove, Votes: append(aye("frank", "hugo"), no("gina")...)}, change.Approved, nil},
		{"turned down", change.Ballot{Level: "board", Outcome: change.MoveReject, Votes: no("dora", "emil")}, change.Rejected, nil},
	} {
		next, err := change.Decide(plan, r, board(), c.ballot, act)
		var refusal *change.RefusedError
		var codes []finding.Code
		if errors.As(err, &refusal) {
			for _, f := range refusal.Findings {
				codes = append(codes, f.Code)
			}
		}
		slices.Sort(codes)
		slices.Sort(c.codes)
		// An outcome that does not exist is no legal step either.
		codes = slices.DeleteFunc(codes, func(code finding.Code) bool {
			return code == change.CodeNotLegal && c.ballot.Outcome == change.MoveWithdraw
		})
		if next.State != c.want || !slices.Equal(codes, c.codes) {
			t.Errorf("%s: %q, %q, want %q, %q", c.what, next.State, codes, c.want, c.codes)
		}
		if err == nil && (next.Decision.Reason != "as voted" || next.Decision.Required != "board" || next.Decision.Level != c.ballot.Level || len(next.Decision.Votes) != len(c.ballot.Votes)) {
			t.Errorf("%s: on record %+v", c.what, next.Decision)
		}
	}
}

// Where a level lets proposers vote, their vote counts, but not alone.
func TestTheProposerIsNeverTheSoleApprover(t *testing.T) {
	plan := launch()
	r := assessed(t, plan, training())
	a := board()
	a[1].ProposerVotes, a[2].ProposerVotes = true, true
	act := change.Act{By: "office", At: on(6, 9)}
	if _, err := change.Decide(plan, r, a, change.Ballot{Level: "board", Outcome: change.MoveApprove, Votes: aye("carol", "dora")}, act); err != nil {
		t.Errorf("with another: %v", err)
	}
	_, err := change.Decide(plan, r, a, change.Ballot{Level: "sponsor", Outcome: change.MoveApprove, Votes: aye("carol")}, act)
	var refusal *change.RefusedError
	if !errors.As(err, &refusal) || len(refusal.Findings) != 1 || refusal.Findings[0].Code != change.CodeProposerAlone {
		t.Errorf("alone: %v", err)
	}
}

func TestAStaleAssessmentIsNotApproved(t *testing.T) {
	plan := launch()
	r := assessed(t, plan, training())
	plan.Tasks[0].Duration.Length = 3 * day
	ballot := change.Ballot{Level: "sponsor", Outcome: change.MoveApprove, Votes: aye("frank")}
	act := change.Act{By: "office", At: on(6, 9), Reason: "too late"}
	_, err := change.Decide(plan, r, board(), ballot, act)
	var refusal *change.RefusedError
	if !errors.As(err, &refusal) || len(refusal.Findings) != 1 || refusal.Findings[0].Code != change.CodePlanMoved {
		t.Errorf("got %v", err)
	}
	ballot.Outcome, ballot.Votes[0].Choice = change.MoveReject, change.MoveReject
	if _, err = change.Decide(plan, r, board(), ballot, act); err != nil {
		t.Errorf("a rejection needs no fresh assessment: %v", err)
	}
	again := must(t)(change.Record(r, assess(t, plan, r), change.Act{By: "pm", At: on(5, 8)}))
	ballot.Outcome, ballot.Votes[0].Choice = change.MoveApprove, change.MoveApprove
	must(t)(change.Decide(plan, again, board(), ballot, act))
}

func TestStale(t *testing.T) {
	plan, r := launch(), training()
	i := assess(t, plan, r)
	for want, alter := range map[finding.Code]func(*change.Request, *change.Impact){
		change.CodeOtherRequest:   func(r *change.Request, i *change.Impact) { r.ID = "CR-2" },
		change.CodeNotAssessed:    func(r *change.Request, i *change.Impact) { *i = change.Impact{PlanBefore: i.PlanBefore} },
		change.CodeRequestChanged: func(r *change.Request, i *change.Impact) { r.CostDelta = cny("501") },
	} {
		r, i := r.Clone(), i.Clone()
		alter(&r, &i)
		if found := i.Stale(plan, r); len(found) != 1 || found[0].Code != want {
			t.Errorf("got %q, want %s", lines(found), want)
		}
		if _, err := change.Record(must(t)(change.Submit(r, change.Act{By: "carol", At: on(3, 9)})), i, change.Act{By: "pm", At: on(4, 9)}); !errors.Is(err, change.ErrRefused) {
			t.Errorf("%s: recorded, %v", want, err)
		}
	}
	based := launch()
	based.Baselines = append(based.Baselines, baseline(t, based))
	if found := i.Stale(based, r); len(found) > 0 {
		t.Errorf("a baseline moves no plan: %q", lines(found))
	}
}
