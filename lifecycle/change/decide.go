package change

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Ballot is what a level has voted on a request.
type Ballot struct {
	Level   string `json:"level"`   // id of the level that decides
	Outcome Move   `json:"outcome"` // MoveApprove, MoveReject or MoveDefer
	Votes   []Vote `json:"votes"`
}

// Vote is the vote of one person.
type Vote struct {
	By     string            `json:"by"` // actor id
	Choice Move              `json:"choice"`
	At     calendar.DateTime `json:"at"`
	Reason string            `json:"reason,omitempty"`
}

// Decision is what was decided, by whom and why.
type Decision struct {
	Outcome  Move              `json:"outcome"`
	Level    string            `json:"level"`    // that decided
	Required string            `json:"required"` // the lowest that might have
	Votes    []Vote            `json:"votes"`
	By       string            `json:"by"` // who put it on record
	At       calendar.DateTime `json:"at"`
	Reason   string            `json:"reason,omitempty"`
}

// Decide puts the outcome of a vote on an assessed request. The error is a
// [*RefusedError] with everything that blocks:
//
//   - the level does not exist, or the change passes its limits;
//   - a vote is by somebody who is no member of the level, by the proposer
//     where that is not permitted, by one person twice, or older than the
//     assessment;
//   - fewer persons than the quorum are for the outcome, or not more than half
//     of those who voted, or nobody but the proposer;
//   - the assessment is stale (for an approval: p is the plan as it stands);
//   - a rejection or deferral has no reason.
func Decide(p *schedule.Plan, r Request, a Authority, b Ballot, act Act) (Request, error) {
	found := slices.Concat(a.Check(), r.ballot(a, b))
	if b.Outcome == MoveApprove {
		found = append(found, r.Impact.Stale(p, r)...)
	}
	next, err := r.step(b.Outcome, act, found)
	if err != nil {
		return Request{}, err
	}
	required, _, _ := a.Required(r.Impact)
	next.Decision = Decision{Outcome: b.Outcome, Level: b.Level, Required: required.ID, Votes: slices.Clone(b.Votes),
		By: act.By, At: act.At, Reason: act.Reason}
	return next, nil
}

// outcomes lists what can be voted.
func outcomes() []Move { return []Move{MoveApprove, MoveReject, MoveDefer} }

// ballot returns what is wrong with the vote.
func (r Request) ballot(a Authority, b Ballot) []finding.Finding {
	if !slices.Contains(outcomes(), b.Outcome) {
		return []finding.Finding{unknownWord(r.ref("decision.outcome"), string(b.Outcome), outcomes())}
	}
	level, place := a.level(b.Level)
	if place < 0 {
		return []finding.Finding{{Code: CodeNoLevel, Subject: r.ref("decision.level"), Got: finding.Text(b.Level), Remedy: RemedyHigherLevel}}
	}
	found := r.votes(level, b.Votes)
	if exceeded := level.Exceeds(r.Impact); len(exceeded) > 0 {
		found = append(found, r.tooLow(a, level))
		for _, f := range exceeded {
			f.Severity = finding.Block
			found = append(found, f)
		}
	}
	return append(found, r.carried(level, b)...)
}

// tooLow says that a level may not decide, and which may.
func (r Request) tooLow(a Authority, level Level) finding.Finding {
	f := finding.Finding{Code: CodeLevelTooLow, Subject: r.ref("decision.level"), Got: finding.Text(level.ID), Remedy: RemedyHigherLevel}
	if required, _, ok := a.Required(r.Impact); ok {
		f.Want = finding.Text(required.ID)
	}
	return f
}

// votes checks each vote by itself and against the others.
func (r Request) votes(level Level, votes []Vote) []finding.Finding {
	var found []finding.Finding
	seen := map[string]bool{}
	for _, v := range votes {
		report := func(code finding.Code, want, got finding.Value, remedy finding.Code) {
			found = append(found, finding.Finding{Code: code, Subject: finding.Ref{Kind: "vote", ID: v.By}, Want: want, Got: got, Remedy: remedy})
		}
		var none finding.Value
		if v.By == "" {
			report(CodeVoterMissing, none, none, RemedyNameActor)
		} else if seen[v.By] {
			report(CodeVotedTwice, none, none, RemedyOtherVoter)
		}
		seen[v.By] = true
		if !slices.Contains(outcomes(), v.Choice) {
			found = append(found, unknownWord(finding.Ref{Kind: "vote", ID: v.By, Field: "choice"}, string(v.Choice), outcomes()))
		}
		if len(level.Members) > 0 && !slices.Contains(level.Members, v.By) {
			report(CodeNotMember, finding.List(level.Members...), none, RemedyOtherVoter)
		}
		if v.By == r.Proposer && !level.ProposerVotes {
			report(CodeProposerVotes, none, none, RemedyOtherVoter)
		}
		if v.At < r.Impact.At || v.At.IsZero() {
			report(CodeVoteEarly, finding.Date(r.Impact.At.String()), finding.Date(v.At.String()), RemedyVoteAgain)
		}
	}
	return found
}

// carried checks that the votes carry the outcome: a quorum of distinct
// persons, more than half of all who voted, and not the proposer alone.
func (r Request) carried(level Level, b Ballot) []finding.Finding {
	persons, all := map[string]bool{}, map[string]bool{}
	for _, v := range b.Votes {
		all[v.By] = true
		if v.Choice == b.Outcome {
			persons[v.By] = true
		}
	}
	var found []finding.Finding
	ref := r.ref("decision.votes")
	if len(persons) < level.Quorum {
		found = append(found, finding.Finding{Code: CodeNoQuorum, Subject: ref, Want: finding.Number(int64(level.Quorum), "person"),
			Got: finding.Number(int64(len(persons)), "person"), Remedy: RemedyCollectVotes})
	}
	if len(all) > 0 && 2*len(persons) <= len(all) {
		found = append(found, finding.Finding{Code: CodeNotCarried, Subject: ref, Want: finding.Number(int64(len(all)/2+1), "person"),
			Got: finding.Number(int64(len(persons)), "person"), Remedy: RemedyCollectVotes})
	}
	if b.Outcome == MoveApprove && len(persons) == 1 && persons[r.Proposer] {
		found = append(found, finding.Finding{Code: CodeProposerAlone, Subject: ref, Got: finding.Text(r.Proposer), Remedy: RemedyOtherVoter})
	}
	return found
}
