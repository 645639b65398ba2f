package comms

import (
	"slices"
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// QuestionKind says how a question is answered.
type QuestionKind string

// The kinds of question.
const (
	ScaleQuestion  QuestionKind = "scale"  // a whole number from Low to High
	ChoiceQuestion QuestionKind = "choice" // one of the Options
	NPSQuestion    QuestionKind = "nps"    // 0 to 10: how likely to recommend
	TextQuestion   QuestionKind = "text"   // free words
)

// QuestionKinds returns every kind. The caller owns the slice.
func QuestionKinds() []QuestionKind {
	return []QuestionKind{ScaleQuestion, ChoiceQuestion, NPSQuestion, TextQuestion}
}

// Question is one question of a survey.
type Question struct {
	ID       string       `json:"id"`
	Text     string       `json:"text"`
	Kind     QuestionKind `json:"kind"`
	Low      int          `json:"low,omitempty"`      // of a scale
	High     int          `json:"high,omitempty"`     // of a scale; above Low by at most 100
	Options  []string     `json:"options,omitempty"`  // of a choice, two or more
	Optional bool         `json:"optional,omitempty"` // may be left out
}

// Attribute is something that people say of themselves so that answers can be
// told apart by it, such as department.
type Attribute struct {
	Name   string   `json:"name"`
	Values []string `json:"values"`
}

// Trait is the value of an attribute.
type Trait struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// LeastGroup is the smallest group that an anonymous survey may show: of two
// people each knows what the other said.
const LeastGroup = 3

// Limits of a survey.
const (
	MaxQuestions  = 200
	MaxAttributes = 10
	MaxCuts       = 10
	MaxScale      = 100 // from Low to High
)

// Survey is a set of questions, and what will be shown of the answers. It is
// stated before anybody answers and not changed after: which tables exist
// belongs to the promise that no small group is shown, since tables made later
// could be subtracted from those made before.
type Survey struct {
	ID        string     `json:"id"`
	Title     string     `json:"title"`
	Questions []Question `json:"questions"`
	// Anonymous says that nobody's name is kept with the answers.
	Anonymous bool `json:"anonymous,omitempty"`
	// MinGroup is the smallest number of people whose answers are shown as a
	// group. For an anonymous survey at least [LeastGroup]; zero otherwise
	// means that every group is shown.
	MinGroup   int         `json:"min_group,omitempty"`
	Attributes []Attribute `json:"attributes,omitempty"`
	// Cuts are the tables that are shown besides that of everybody, each by the
	// combined values of one or more attributes. Earlier ones come first where
	// not all can be shown.
	Cuts [][]string `json:"cuts,omitempty"`
	// A result is marked as weak where fewer answered than WeakBelow, or a
	// smaller part of those asked than WeakPercent. Zero marks nothing.
	WeakBelow   int `json:"weak_below,omitempty"`
	WeakPercent int `json:"weak_percent,omitempty"`
}

func surveyRef(id, name string) finding.Ref { return finding.Ref{Kind: "survey", ID: id, Field: name} }

// Check returns, sorted, what is wrong with the survey.
func (s Survey) Check() []finding.Finding {
	var c checker
	at := surveyRef(s.ID, "")
	c.need(CodeSurveyIncomplete, field(at, "id"), !blank(s.ID), RemedyCompleteSurvey)
	c.need(CodeSurveyIncomplete, field(at, "title"), !blank(s.Title), RemedyCompleteSurvey)
	c.within(field(at, "questions"), len(s.Questions), 1, MaxQuestions)
	c.within(field(at, "attributes"), len(s.Attributes), 0, MaxAttributes)
	c.within(field(at, "cuts"), len(s.Cuts), 0, MaxCuts)
	c.within(field(at, "min_group"), s.MinGroup, s.leastGroup(), MaxRows)
	c.within(field(at, "weak_below"), s.WeakBelow, 0, MaxRows)
	c.within(field(at, "weak_percent"), s.WeakPercent, 0, 100)
	seen := map[string]bool{}
	for _, q := range s.Questions {
		c.id(finding.Ref{Kind: "question", ID: q.ID, Field: "id"}, q.ID, seen)
		q.check(&c)
	}
	s.checkCuts(&c)
	return c.sorted()
}

func (s Survey) leastGroup() int {
	if s.Anonymous {
		return LeastGroup
	}
	return 0
}

func (q Question) check(c *checker) {
	at := finding.Ref{Kind: "question", ID: q.ID}
	c.need(CodeSurveyIncomplete, field(at, "text"), !blank(q.Text), RemedyCompleteSurvey)
	c.texts(at, q.Text)
	word(c, field(at, "kind"), q.Kind, QuestionKinds()...)
	switch q.Kind {
	case ScaleQuestion:
		c.within(field(at, "low"), q.Low, -MaxRows, MaxRows)
		c.within(field(at, "high"), q.High, q.Low+1, q.Low+MaxScale)
	case ChoiceQuestion:
		c.within(field(at, "options"), len(q.Options), 2, MaxScale)
		c.distinct(field(at, "options"), q.Options)
	}
}

func (s Survey) checkCuts(c *checker) {
	names := make([]string, len(s.Attributes))
	for i, a := range s.Attributes {
		names[i] = a.Name
		at := finding.Ref{Kind: "attribute", ID: a.Name, Field: "values"}
		c.within(at, len(a.Values), 1, MaxRows)
		c.distinct(at, a.Values)
	}
	c.distinct(surveyRef(s.ID, "attributes"), names)
	for _, cut := range s.Cuts {
		at := surveyRef(s.ID, "cuts")
		c.within(at, len(cut), 1, MaxAttributes)
		c.distinct(at, cut)
		for _, name := range cut {
			if !slices.Contains(names, name) {
				c.block(CodeNoAttribute, at, finding.List(names...), finding.Text(name), RemedyCompleteSurvey)
			}
		}
	}
}

// within wants a number between two others.
func (c *checker) within(at finding.Ref, n, least, most int) {
	if n < least || n > most {
		c.block(CodeSurveyRange, at, finding.Text(strconv.Itoa(least)+"-"+strconv.Itoa(most)), finding.Number(int64(n), ""), RemedyCompleteSurvey)
	}
}

// distinct wants texts that are not blank and stand once each.
func (c *checker) distinct(at finding.Ref, texts []string) {
	seen := map[string]bool{}
	for _, text := range texts {
		c.id(at, text, seen)
	}
}
