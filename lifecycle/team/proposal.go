package team

import (
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// ProposalState is where a proposal stands.
type ProposalState string

// The states of a proposal for the skill record.
const (
	Proposed ProposalState = "proposed"
	Accepted ProposalState = "accepted"
	Declined ProposalState = "declined"
)

// Proposal is a change to the skill record that comes out of a review: a
// further assessment, which counts only once somebody else accepts it.
type Proposal struct {
	Skill Skill             `json:"skill"`
	By    lifecycle.ActorID `json:"by"` // who proposes it; none: a peer, hidden from the reader
	State ProposalState     `json:"state"`
	Judge lifecycle.ActorID `json:"judge,omitempty"` // who decided
	On    calendar.Date     `json:"on,omitzero"`     // the day of the decision
}

// Decide returns the proposal as decided by somebody on a day. It refuses, with
// [ErrProposal], one that is decided already, a judge who is the person, who
// proposed it or who is not named, and a decision without a day.
func (p Proposal) Decide(person, judge lifecycle.ActorID, accept bool, on calendar.Date) (Proposal, error) {
	switch {
	case p.State != Proposed:
		return Proposal{}, fmt.Errorf("%w: is %.20q, not proposed", ErrProposal, string(p.State))
	case judge == "" || judge == person || judge == p.By:
		return Proposal{}, fmt.Errorf("%w: %.80q cannot decide it", ErrProposal, string(judge))
	case on.IsZero():
		return Proposal{}, fmt.Errorf("%w: no day of decision", ErrProposal)
	}
	p.State, p.Judge, p.On = Declined, judge, on
	if accept {
		p.State = Accepted
	}
	p.Skill.Evidence = slices.Clone(p.Skill.Evidence)
	return p, nil
}

// Learn returns the team with an accepted proposal added to the skills of the
// person: to each stay that has not ended when the assessment begins. Earlier
// assessments stay, so that matches as of earlier days are as they were. It
// refuses, with [ErrProposal], one that is not accepted and a level that does
// not exist, and with a [*MemberError] somebody who has no such stay.
func (t Team) Learn(person lifecycle.ActorID, p Proposal) (Team, error) {
	if p.State != Accepted || p.Skill.Level < 1 || p.Skill.Level > TopLevel {
		return nil, fmt.Errorf("%w: level %d, %.20q", ErrProposal, p.Skill.Level, string(p.State))
	}
	next, found := t.Clone(), false
	for i, m := range next {
		if m.Actor != person || !m.Meets(p.Skill.Period) {
			continue
		}
		skill := p.Skill
		skill.Evidence = slices.Clone(skill.Evidence)
		next[i].Skills, found = append(m.Skills, skill), true
	}
	if !found {
		return nil, &MemberError{person, "is not in the team when the assessment counts"}
	}
	return next, nil
}
