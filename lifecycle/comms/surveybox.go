package comms

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Response is what one person answered. In an anonymous survey Who is empty.
type Response struct {
	Who     string   `json:"who,omitempty"`
	Traits  []Trait  `json:"traits,omitempty"`
	Answers []Answer `json:"answers"`
}

// Answer is the answer to one question, in the field that its kind uses.
type Answer struct {
	Question string `json:"question"`
	Number   int    `json:"number,omitempty"` // of a scale or NPS question
	Choice   string `json:"choice,omitempty"`
	Text     string `json:"text,omitempty"`
}

// Box holds the answers to one survey. It is what the host keeps, as a secret
// of an anonymous survey: only [Survey.Results] is for eyes.
//
// In an anonymous survey each person asked gets a random token from the host,
// which hands it out and forgets to whom. The box holds the SHA-256 of each
// token and, apart from them, the responses, both in an order that has nothing
// to do with that of arrival: so each token gives one response, and nothing
// tells which. Two versions of a box kept side by side would tell; a host
// keeps the newest alone, or puts answers in by the batch.
//
// In a survey with names the tokens are the ids of the people asked.
type Box struct {
	Survey    string     `json:"survey"`
	Form      string     `json:"form"`                // fingerprint of the survey that people were shown
	Issued    []string   `json:"issued"`              // digests of tokens, or ids; sorted
	Spent     []string   `json:"spent,omitempty"`     // those used; sorted
	Responses []Response `json:"responses,omitempty"` // ordered by what they say
	Closed    bool       `json:"closed,omitempty"`
}

// MinToken is the shortest token of an anonymous survey in bytes. A token is
// to be random, or its digest could be guessed.
const MinToken = 16

// Fingerprint returns the SHA-256 of the survey, in hex.
func (s Survey) Fingerprint() string { return fingerprint(s) }

// Open returns an empty box for the survey, which those with the tokens may
// answer. What stands against it comes as findings: those of [Survey.Check],
// tokens that are too short or stand twice.
func (s Survey) Open(tokens []string) (Box, []finding.Finding) {
	c := checker{s.Check()}
	b := Box{Survey: s.ID, Form: s.Fingerprint()}
	seen := map[string]bool{}
	c.within(surveyRef(s.ID, "issued"), len(tokens), 1, MaxRows)
	for _, token := range tokens {
		if short := s.Anonymous && len(token) < MinToken; short || blank(token) || seen[token] {
			c.block(CodeBadToken, surveyRef(s.ID, "issued"), nothing, nothing, RemedyNewToken)
		}
		seen[token] = true
		b.Issued = append(b.Issued, s.mark(token))
	}
	if len(c.list) > 0 {
		return Box{}, c.sorted()
	}
	slices.Sort(b.Issued)
	return b, nil
}

// mark returns what the box keeps of a token.
func (s Survey) mark(token string) string {
	if !s.Anonymous {
		return token
	}
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// Put returns the box with a response put in with a token. The receiver and
// the box stay as they were. What stands against it, all of it, comes as
// findings, and the box as it was: a token that was not issued or is spent, a
// box of another form or closed, answers that do not fit the questions, a name
// in an anonymous survey.
func (s Survey) Put(b Box, token string, r Response) (Box, []finding.Finding) {
	var c checker
	mark := s.mark(token)
	at := surveyRef(s.ID, "")
	c.need(CodeOtherForm, at, b.Survey == s.ID && b.Form == s.Fingerprint(), RemedySameForm)
	c.need(CodeBoxClosed, at, !b.Closed, RemedyReadResults)
	c.need(CodeBadToken, at, slices.Contains(b.Issued, mark) && !slices.Contains(b.Spent, mark), RemedyNewToken)
	s.checkResponse(&c, r)
	if len(c.list) > 0 {
		return b, c.sorted()
	}
	if !s.Anonymous {
		r.Who = token
	}
	r.Traits, r.Answers = slices.Clone(r.Traits), slices.Clone(r.Answers)
	slices.SortFunc(r.Traits, compareTraits)
	slices.SortFunc(r.Answers, func(x, y Answer) int { return cmp.Compare(x.Question, y.Question) })
	place, _ := slices.BinarySearch(b.Spent, mark)
	b.Spent = slices.Insert(slices.Clone(b.Spent), place, mark)
	n, _ := slices.BinarySearchFunc(b.Responses, r, compareResponses)
	b.Responses = slices.Insert(slices.Clone(b.Responses), n, r)
	return b, nil
}

// CheckBox returns, sorted, what is wrong with a box of the survey that was
// not filled by [Survey.Put] alone: another form, more or fewer responses than
// spent tokens, tokens spent twice or never issued, what stands against each
// response.
func (s Survey) CheckBox(b Box) []finding.Finding {
	var c checker
	at := surveyRef(b.Survey, "")
	c.need(CodeOtherForm, at, b.Survey == s.ID && b.Form == s.Fingerprint(), RemedySameForm)
	c.within(field(at, "responses"), len(b.Responses), len(b.Spent), len(b.Spent))
	issued, spent := map[string]bool{}, map[string]bool{}
	for _, mark := range b.Issued {
		issued[mark] = true
	}
	for _, mark := range b.Spent {
		c.need(CodeBadToken, field(at, "spent"), issued[mark] && !spent[mark], RemedyNewToken)
		spent[mark] = true
	}
	who := map[string]bool{}
	for _, r := range b.Responses {
		s.checkResponse(&c, r)
		if !s.Anonymous {
			c.need(CodeBadToken, field(at, "who"), spent[r.Who] && !who[r.Who], RemedyNewToken)
		}
		who[r.Who] = true
	}
	return c.sorted()
}

// Close returns the box closed: no more answers, and results may be shown.
// Results of an anonymous survey are shown once and for all, since those of
// two moments could be subtracted from one another.
func (b Box) Close() Box {
	b.Closed = true
	return b
}

func compareTraits(a, b Trait) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Value, b.Value))
}

// compareResponses orders responses by what they say, and by nothing else.
func compareResponses(a, b Response) int { return cmp.Compare(responseText(a), responseText(b)) }

func responseText(r Response) string {
	data, err := json.Marshal(r)
	if err != nil {
		return ""
	}
	return string(data)
}

func (s Survey) checkResponse(c *checker, r Response) {
	at := surveyRef(s.ID, "")
	if s.Anonymous && r.Who != "" {
		c.block(CodeNamed, field(at, "who"), nothing, nothing, RemedyLeaveName)
	}
	c.traits(at, s.Attributes, r.Traits)
	given := map[string]bool{}
	for _, a := range r.Answers {
		q := finding.Ref{Kind: "question", ID: a.Question}
		n := slices.IndexFunc(s.Questions, func(x Question) bool { return x.ID == a.Question })
		if n < 0 || given[a.Question] || !s.Questions[n].accepts(a) {
			c.block(CodeBadAnswer, q, nothing, nothing, RemedyAnswerAsAsked)
		}
		given[a.Question] = true
		c.texts(q, a.Text)
	}
	for _, q := range s.Questions {
		if !q.Optional && !given[q.ID] {
			c.block(CodeBadAnswer, finding.Ref{Kind: "question", ID: q.ID}, nothing, nothing, RemedyAnswerAsAsked)
		}
	}
}

// traits wants each trait to be a declared value of an attribute, once.
func (c *checker) traits(at finding.Ref, attributes []Attribute, traits []Trait) {
	seen := map[string]bool{}
	for _, t := range traits {
		known := slices.ContainsFunc(attributes, func(a Attribute) bool { return a.Name == t.Name && slices.Contains(a.Values, t.Value) })
		if !known || seen[t.Name] {
			c.block(CodeNoAttribute, field(at, "traits"), nothing, finding.Text(t.Name+" "+t.Value), RemedyAnswerAsAsked)
		}
		seen[t.Name] = true
	}
}

// accepts reports whether the answer fits the question and uses its field only.
func (q Question) accepts(a Answer) bool {
	switch q.Kind {
	case ScaleQuestion:
		return a.Number >= q.Low && a.Number <= q.High && a.Choice == "" && a.Text == ""
	case NPSQuestion:
		return a.Number >= 0 && a.Number <= 10 && a.Choice == "" && a.Text == ""
	case ChoiceQuestion:
		return slices.Contains(q.Options, a.Choice) && a.Number == 0 && a.Text == ""
	case TextQuestion:
		return !blank(a.Text) && a.Number == 0 && a.Choice == ""
	}
	return false
}
