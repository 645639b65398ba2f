package change

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Question asks for one reason why a change is needed. A yes speaks for the
// change.
type Question struct {
	ID string `json:"id"`
	// Label is the code of the question's text in package report/phrase; Text
	// is the text of a question of the host's own.
	Label  finding.Code `json:"label,omitempty"`
	Text   string       `json:"text,omitempty"`
	Weight int          `json:"weight"` // 1 or more
}

// Labels of the questions of [Questions].
const (
	QuestionGoalMissed  finding.Code = "change.question.goal_missed_without_it"
	QuestionObligation  finding.Code = "change.question.law_or_contract_demands_it"
	QuestionCustomer    finding.Code = "change.question.customer_asks_for_it"
	QuestionWaiting     finding.Code = "change.question.waiting_costs_more"
	QuestionNoOtherWay  finding.Code = "change.question.no_other_way_within_scope"
	QuestionWorthwhile  finding.Code = "change.question.worth_more_than_it_costs"
	QuestionStakeholder finding.Code = "change.question.those_affected_agree"
)

// Questions returns the questions that are asked of every request unless the
// host has its own. An obligation weighs most. The caller owns the slice.
func Questions() []Question {
	return []Question{
		{ID: "goal_missed", Label: QuestionGoalMissed, Weight: 2},
		{ID: "obligation", Label: QuestionObligation, Weight: 3},
		{ID: "customer", Label: QuestionCustomer, Weight: 1},
		{ID: "waiting", Label: QuestionWaiting, Weight: 1},
		{ID: "no_other_way", Label: QuestionNoOtherWay, Weight: 1},
		{ID: "worthwhile", Label: QuestionWorthwhile, Weight: 2},
		{ID: "stakeholders", Label: QuestionStakeholder, Weight: 1},
	}
}

// Reply answers a question.
type Reply string

// The replies.
const (
	Yes     Reply = "yes"
	No      Reply = "no"
	Unknown Reply = "unknown"
)

// Answer is the reply to one question with what it rests on.
type Answer struct {
	Question string        `json:"question"` // id
	Reply    Reply         `json:"reply"`
	Evidence []finding.Ref `json:"evidence,omitempty"` // documents, figures, messages
	Note     string        `json:"note,omitempty"`
}

// Necessity is the score of the answers: weights, exactly. A yes without
// evidence counts as unknown, as does a question without an answer.
type Necessity struct {
	Yes     int `json:"yes"`
	No      int `json:"no"`
	Unknown int `json:"unknown"`
	// Low is the share of yes in all weights as the answers stand, High the
	// share if every unknown became a yes. Without questions both are unknown.
	Low  finding.Value `json:"low"`
	High finding.Value `json:"high"`
}

// Score scores the answers of the request to some questions.
func (r Request) Score(questions []Question) Necessity {
	var n Necessity
	for _, q := range questions {
		switch r.reply(q.ID) {
		case Yes:
			n.Yes += q.Weight
		case No:
			n.No += q.Weight
		default:
			n.Unknown += q.Weight
		}
	}
	all := int64(n.Yes + n.No + n.Unknown)
	n.Low, n.High = finding.Ratio(int64(n.Yes), all, ""), finding.Ratio(int64(n.Yes+n.Unknown), all, "")
	return n
}

// reply returns the answer to a question as far as it counts.
func (r Request) reply(question string) Reply {
	for _, a := range r.Necessity {
		if a.Question == question && (a.Reply == No || a.Reply == Yes && len(a.Evidence) > 0) {
			return a.Reply
		}
	}
	return Unknown
}

// CheckNecessity reports, sorted, answers to no question of the list, questions
// answered twice or not at all, and a yes without evidence.
func (r Request) CheckNecessity(questions []Question) []finding.Finding {
	var found []finding.Finding
	answered := map[string]bool{}
	for _, a := range r.Necessity {
		ref := r.ref("necessity." + a.Question)
		known := slices.ContainsFunc(questions, func(q Question) bool { return q.ID == a.Question })
		switch {
		case !known:
			found = append(found, finding.Finding{Code: CodeNoQuestion, Subject: ref, Got: finding.Text(a.Question), Remedy: RemedyAnswer})
		case answered[a.Question]:
			found = append(found, finding.Finding{Code: CodeAnsweredTwice, Subject: ref, Remedy: RemedyAnswer})
		case a.Reply != Yes && a.Reply != No && a.Reply != Unknown:
			found = append(found, unknownWord(ref, string(a.Reply), []Reply{Yes, No, Unknown}))
		case a.Reply == Yes && len(a.Evidence) == 0:
			found = append(found, finding.Finding{Code: CodeNoEvidence, Severity: finding.Warn, Subject: ref, Remedy: RemedyGiveEvidence})
		}
		answered[a.Question] = true
	}
	for _, q := range questions {
		if !answered[q.ID] {
			found = append(found, finding.Finding{Code: CodeUnanswered, Severity: finding.Warn, Subject: r.ref("necessity." + q.ID), Remedy: RemedyAnswer})
		}
	}
	finding.Sort(found)
	return found
}
