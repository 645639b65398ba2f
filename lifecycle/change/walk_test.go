package change_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func halfDays(r *rand.Rand, most int) calendar.Work { return calendar.Work(r.IntN(most)) * day / 2 }

func two(n int) string { return fmt.Sprintf("%d", n) }

// The moves that need a reason: those that disappoint somebody.
func TestWhichMovesNeedAReason(t *testing.T) {
	needs := []change.Move{change.MoveRevise, change.MoveReject, change.MoveDefer, change.MoveWithdraw}
	for _, tr := range change.Transitions() {
		if tr.NeedsReason != slices.Contains(needs, tr.Move) {
			t.Errorf("%+v", tr)
		}
	}
}

// Random walks: every legal step lands where the table says and is put on
// record once, every other one is refused and changes nothing, and what was
// handed in is never written to.
func TestRandomWalks(t *testing.T) {
	reached := map[change.State]bool{}
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 11))
		request := training()
		for range 16 {
			m := change.Moves()[r.IntN(len(change.Moves()))]
			legal := request.Moves()
			if len(legal) > 0 && r.IntN(4) > 0 {
				m = legal[r.IntN(len(legal))]
			}
			if ending := m == change.MoveWithdraw || m == change.MoveReject; ending && r.IntN(8) > 0 {
				continue // too many walks would end at once
			}
			was := text(t, request)
			next, err := move(t, request, m)
			if text(t, request) != was {
				t.Fatalf("seed %d: %s wrote to the request", seed, m)
			}
			if !slices.Contains(legal, m) {
				if !errors.Is(err, change.ErrRefused) {
					t.Fatalf("seed %d: %s of %s: %v", seed, m, request.Standing(), err)
				}
				continue
			}
			if err != nil {
				t.Fatalf("seed %d: %s of %s: %v", seed, m, request.Standing(), err)
			}
			checkStep(t, seed, request, next, m)
			request = next
			reached[request.State] = true
		}
	}
	if len(reached) != len(change.States()) {
		t.Errorf("only %v were reached", reached)
	}
}

// checkStep compares one step with the table and with what must be on record
// in the state it leads to.
func checkStep(t *testing.T, seed uint64, was, is change.Request, m change.Move) {
	t.Helper()
	i := slices.IndexFunc(change.Transitions(), func(tr change.Transition) bool { return tr.From == was.Standing() && tr.Move == m })
	last := is.History[len(is.History)-1]
	if is.State != change.Transitions()[i].To || len(is.History) != len(was.History)+1 || last.Move != m || last.From != was.Standing() || last.To != is.State {
		t.Errorf("seed %d: %s of %s: %+v", seed, m, was.Standing(), last)
	}
	decided := is.State == change.Approved || is.State == change.Implemented || is.State == change.Verified || is.State == change.Rejected
	if decided != (is.Decision.Outcome != "") && is.State != change.Deferred && is.State != change.Withdrawn && is.State != change.Submitted {
		t.Errorf("seed %d: %s with decision %q", seed, is.State, is.Decision.Outcome)
	}
	if is.State == change.Draft && (!is.Impact.IsZero() || is.Decision.Outcome != "") {
		t.Errorf("seed %d: a draft keeps its assessment", seed)
	}
	if (is.State == change.Implemented || is.State == change.Verified) != (is.Effect.Request != "") {
		t.Errorf("seed %d: %s with effect of %q", seed, is.State, is.Effect.Request)
	}
}

// Random ballots against the rule said once more, in the plainest way.
func TestBallotsAgainstThePlainRule(t *testing.T) {
	plan := launch()
	request := assessed(t, plan, training()) // too much for the manager
	people := []string{"carol", "dora", "emil", "frank", "gina"}
	carried := 0
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 13))
		level := change.Level{ID: "x", Unlimited: true, Quorum: 1 + r.IntN(3), ProposerVotes: r.IntN(2) == 0}
		if r.IntN(2) == 0 {
			level.Members = []string{"carol", "dora", "emil", "frank"}
		}
		ballot := change.Ballot{Level: "x", Outcome: []change.Move{change.MoveApprove, change.MoveReject, change.MoveDefer}[r.IntN(3)]}
		r.Shuffle(len(people), func(i, j int) { people[i], people[j] = people[j], people[i] })
		for k := range r.IntN(5) {
			choice := ballot.Outcome
			if r.IntN(3) == 0 {
				choice = change.MoveDefer
			}
			by := people[k]
			if r.IntN(12) == 0 {
				by = people[0]
			}
			ballot.Votes = append(ballot.Votes, change.Vote{By: by, Choice: choice, At: on(5, 9)})
		}
		_, err := change.Decide(plan, request, change.Authority{level}, ballot, change.Act{By: "office", At: on(6, 9), Reason: "x"})
		if want := plainly(level, ballot, "carol"); (err == nil) != want {
			t.Errorf("seed %d: %+v by %+v: %v, want carried %v", seed, ballot, level, err, want)
		} else if want {
			carried++
		}
	}
	if carried < 300 || carried > 2700 {
		t.Errorf("%d of 3000 ballots carried: the sample says little", carried)
	}
}

// plainly reports whether a ballot carries.
func plainly(level change.Level, ballot change.Ballot, proposer string) bool {
	voted, pro, others := map[string]bool{}, 0, 0
	for _, v := range ballot.Votes {
		if voted[v.By] {
			return false
		}
		voted[v.By] = true
		if v.By == proposer && !level.ProposerVotes {
			return false
		}
		if level.Members != nil && !slices.Contains(level.Members, v.By) {
			return false
		}
		if v.Choice == ballot.Outcome {
			pro++
			if v.By != proposer {
				others++
			}
		}
	}
	if ballot.Outcome == change.MoveApprove && others == 0 {
		return false
	}
	return pro >= level.Quorum && pro > len(ballot.Votes)-pro
}

// Random impacts against random levels: the level found is the lowest that
// keeps every limit, and each level passed over has a reason.
func TestRequiredAgainstThePlainRule(t *testing.T) {
	scopes := change.Scopes()
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 17))
		cents := func(most int) string {
			return []string{"", "-"}[r.IntN(2)] + two(r.IntN(most)) + "." + two(r.IntN(100))
		}
		i := change.Impact{CostMoved: cny(cents(40)), FinishMoved: halfDays(r, 30) - day, Scope: scopes[r.IntN(4)]}
		var a change.Authority
		for n := range 4 {
			a = append(a, change.Level{ID: two(n), MaxCost: cny(two(10 * n)), MaxDelay: halfDays(r, 6*n+1), MaxScope: scopes[n], Quorum: 1})
		}
		level, why, ok := a.Required(i)
		keeps := func(l change.Level) bool {
			over, err := i.CostMoved.Cmp(l.MaxCost)
			cheap := err == nil && over <= 0 || i.CostMoved.Sign() <= 0
			return cheap && (i.FinishMoved <= l.MaxDelay || i.FinishMoved <= 0) && slices.Index(scopes, i.Scope) <= slices.Index(scopes, l.MaxScope)
		}
		k := slices.IndexFunc(a, keeps)
		if ok != (k >= 0) || ok && level.ID != a[k].ID {
			t.Errorf("seed %d: %v %v %s: got %q, want place %d", seed, i.CostMoved, i.FinishMoved, i.Scope, level.ID, k)
		}
		below := len(a)
		if k >= 0 {
			below = k
		}
		named := map[string]bool{}
		for _, f := range why {
			named[f.Subject.ID] = true
			if f.Severity != finding.Info {
				t.Errorf("seed %d: %v", seed, f)
			}
		}
		if len(named) != below {
			t.Errorf("seed %d: %d levels passed over, reasons for %d", seed, below, len(named))
		}
	}
}
