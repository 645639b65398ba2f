package comms

import (
	"slices"
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Results is what is shown of a survey.
type Results struct {
	Survey    string           `json:"survey"`
	Invited   int              `json:"invited"`
	Responses int              `json:"responses"`
	Rate      finding.Value    `json:"rate"` // responses to invited, from 0 to 1
	Weak      bool             `json:"weak,omitempty"`
	Questions []QuestionResult `json:"questions,omitempty"`
}

// QuestionResult is what is shown of the answers to one question.
type QuestionResult struct {
	Question string        `json:"question"`
	Kind     QuestionKind  `json:"kind"`
	Groups   []GroupResult `json:"groups,omitempty"`   // everybody first; none where too few answered
	Withheld bool          `json:"withheld,omitempty"` // a group is not shown because it, or what could be computed from it, is too small
}

// GroupResult is what a group of people answered to one question. Figures are
// exact; those that the kind of question does not have are the zero Value.
type GroupResult struct {
	Traits []Trait       `json:"traits,omitempty"` // what the people have in common; none: everybody who answered
	N      int           `json:"n"`                // how many of them answered
	Counts []AnswerCount `json:"counts,omitempty"` // each possible answer in its order; nil for texts
	Mean   finding.Value `json:"mean,omitzero"`    // of a scale or NPS question
	NPS    finding.Value `json:"nps,omitzero"`     // share of 9 and 10 less share of 0 to 6, in percent
	Texts  []string      `json:"texts,omitempty"`  // sorted, so that the order tells nothing
	Weak   bool          `json:"weak,omitempty"`
}

// AnswerCount says how many gave an answer.
type AnswerCount struct {
	Answer string `json:"answer"`
	N      int    `json:"n"`
}

// Results returns what is shown of the answers in the box: for each question
// everybody and the groups of the cuts, as far as the minimum allows. Groups
// are those of the people who answered the question.
//
// No group below the minimum is shown, and none can be computed from those
// shown, by subtracting or by comparing texts. How many did not answer a
// question can be: of them nothing is told.
//
// A box of another form is refused, and one of an anonymous survey that is
// still open.
func (s Survey) Results(b Box) (Results, []finding.Finding) {
	c := checker{s.Check()}
	at := surveyRef(s.ID, "")
	c.need(CodeOtherForm, at, b.Survey == s.ID && b.Form == s.Fingerprint(), RemedySameForm)
	c.need(CodeStillOpen, at, b.Closed || !s.Anonymous, RemedyCloseBox)
	if len(c.list) > 0 {
		return Results{}, c.sorted()
	}
	r := Results{Survey: s.ID, Invited: len(b.Issued), Responses: len(b.Responses), Rate: finding.Ratio(int64(len(b.Responses)), int64(len(b.Issued)), "")}
	r.Weak = s.weak(r.Responses) || r.Responses*100 < s.WeakPercent*r.Invited
	for _, q := range s.Questions {
		r.Questions = append(r.Questions, s.question(q, b.Responses))
	}
	return r, nil
}

func (s Survey) weak(n int) bool { return n < s.WeakBelow }

func (s Survey) question(q Question, responses []Response) QuestionResult {
	var people [][]Trait
	var answers []Answer
	for _, r := range responses {
		n := slices.IndexFunc(r.Answers, func(a Answer) bool { return a.Question == q.ID && q.accepts(a) })
		if n >= 0 {
			people, answers = append(people, r.Traits), append(answers, r.Answers[n])
		}
	}
	groups, all := shownGroups(people, s.Cuts, s.MinGroup)
	result := QuestionResult{Question: q.ID, Kind: q.Kind, Withheld: !all}
	for _, g := range groups {
		own := make([]Answer, len(g.members))
		for i, m := range g.members {
			own[i] = answers[m]
		}
		summary := q.summary(own)
		summary.Traits, summary.Weak = g.traits, s.weak(summary.N)
		result.Groups = append(result.Groups, summary)
	}
	return result
}

// summary adds up the answers of one group.
func (q Question) summary(answers []Answer) GroupResult {
	g := GroupResult{N: len(answers)}
	switch q.Kind {
	case TextQuestion:
		for _, a := range answers {
			g.Texts = append(g.Texts, a.Text)
		}
		slices.Sort(g.Texts)
	case ChoiceQuestion:
		g.Counts = counts(q.Options, answers, func(a Answer) string { return a.Choice })
	default:
		g.Counts = counts(q.numbers(), answers, func(a Answer) string { return strconv.Itoa(a.Number) })
		g.Mean = mean(answers)
	}
	if q.Kind == NPSQuestion {
		g.NPS = netPromoters(answers)
	}
	return g
}

// numbers returns the numbers that may be answered, as texts.
func (q Question) numbers() []string {
	low, high := q.Low, q.High
	if q.Kind == NPSQuestion {
		low, high = 0, 10
	}
	var list []string
	for n := low; n <= high; n++ {
		list = append(list, strconv.Itoa(n))
	}
	return list
}

func counts(possible []string, answers []Answer, of func(Answer) string) []AnswerCount {
	given := map[string]int{}
	for _, a := range answers {
		given[of(a)]++
	}
	list := make([]AnswerCount, len(possible))
	for i, p := range possible {
		list[i] = AnswerCount{p, given[p]}
	}
	return list
}

func mean(answers []Answer) finding.Value {
	var sum int64
	for _, a := range answers {
		sum += int64(a.Number)
	}
	return finding.Ratio(sum, int64(len(answers)), "")
}

// netPromoters returns the net promoter score after Reichheld: promoters
// answer 9 or 10, detractors 0 to 6.
func netPromoters(answers []Answer) finding.Value {
	var net int64
	for _, a := range answers {
		switch {
		case a.Number >= 9:
			net++
		case a.Number <= 6:
			net--
		}
	}
	return finding.Ratio(100*net, int64(len(answers)), "%")
}
