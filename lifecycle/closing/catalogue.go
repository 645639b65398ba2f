package closing

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
	"unicode"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Limits of a catalogue. What lies beyond is not looked at.
const (
	MaxCardText = 1 << 20 // bytes of the text of a card
	MaxTerms    = 64      // words or pairs of characters of a question
)

// Card is what a catalogue knows of a filed document. The host keeps the cards
// and the documents; see [Cards] for those of a manifest.
type Card struct {
	ID       string        `json:"id"`      // unique in the catalogue
	Project  string        `json:"project"` // id
	Title    string        `json:"title"`
	Kind     Kind          `json:"kind"`
	Language string        `json:"language,omitempty"`
	On       calendar.Date `json:"on,omitzero"`
	Traits   []Trait       `json:"traits,omitempty"` // of the project
	Tags     []string      `json:"tags,omitempty"`
	Text     string        `json:"text,omitempty"` // an abstract, or all of it
	Digest   string        `json:"digest,omitempty"`
}

// Cards returns a card for each item of a manifest, in its order, with the
// traits of the project. The id is that of the project and the name of the
// item with a slash between them, the title is the name. Tags and text are for
// the host to add. The caller owns the slice.
func Cards(m Manifest, traits []Trait) []Card {
	list := make([]Card, len(m.Items))
	for i, item := range m.Items {
		list[i] = Card{ID: m.Project + "/" + item.Name, Project: m.Project, Title: item.Name, Kind: item.Kind, Language: item.Language, On: m.On,
			Traits: slices.Clone(traits), Digest: item.Digest}
	}
	return list
}

// Question is what somebody looks for. What is left empty does not matter.
type Question struct {
	Kinds     []Kind        // any of them
	Languages []string      // any of them
	Projects  []string      // any of them
	From, To  calendar.Date // the day of the card lies within, both included
	Tags      []string      // all of them; case does not count
	Traits    []Trait       // the likest first; those with nothing in common are left out
	Weights   Weights       // of traits; without any weight: [UsualWeights]
	// Text is words in any order: those that have more of them come first, and
	// those that have none are left out. Case and width do not count. Chinese,
	// Japanese and Korean text, which has no spaces, is compared by pairs of
	// neighbouring characters.
	Text string
	Most int // the number of hits wanted; 0 or less: all
}

// Hit is a card that answers a question, with the reasons.
type Hit struct {
	Card     Card          `json:"card"`
	Score    finding.Value `json:"score"` // 0 to 1; 1 when neither text nor traits were asked for
	Terms    []TermHit     `json:"terms,omitempty"`
	Likeness *Likeness     `json:"likeness,omitempty"` // nil when no traits were asked for
}

// TermHit says where a term of the question was found.
type TermHit struct {
	Term  string `json:"term"`
	Field string `json:"field"` // "title", "tags" or "text": the first of them that has it
}

// Points of a term by the field that has it.
const (
	titlePoints = 3
	tagPoints   = 2
	textPoints  = 1
)

// Search returns the cards that answer a question, the best first. The score is
// the mean of those asked for: of text, 3 points for each term in the title, 2
// for one in a tag and 1 for one in the text, by what could be reached; of
// traits, their likeness. Cards of equal score are in the order of their days,
// the latest first, then of their ids, so the order of the list does not count.
// The caller owns the hits, which share nothing with the cards.
func Search(cards []Card, q Question) []Hit {
	if len(q.Weights.Traits) == 0 && q.Weights.Other == 0 {
		q.Weights = UsualWeights()
	}
	asked := terms(q.Text)
	asked = asked[:min(len(asked), MaxTerms)]
	var list []Hit
	for i := range cards {
		if h, ok := q.answer(&cards[i], asked); ok {
			list = append(list, h)
		}
	}
	rank(list, func(h Hit) finding.Value { return h.Score }, func(a, b Hit) int {
		return cmp.Or(strings.Compare(b.Card.On.String(), a.Card.On.String()), strings.Compare(a.Card.ID, b.Card.ID))
	})
	if q.Most > 0 && len(list) > q.Most {
		list = list[:q.Most]
	}
	for i := range list {
		c := &list[i].Card
		c.Traits, c.Tags = slices.Clone(c.Traits), slices.Clone(c.Tags)
	}
	return list
}

// answer holds one card against the question.
func (q Question) answer(c *Card, asked []string) (Hit, bool) {
	if !q.fits(c) {
		return Hit{}, false
	}
	h := Hit{Card: *c}
	var parts []*big.Rat
	if strings.TrimSpace(q.Text) != "" {
		var points int
		h.Terms, points = find(c, asked)
		if points == 0 {
			return Hit{}, false
		}
		parts = append(parts, big.NewRat(int64(points), int64(titlePoints*len(asked))))
	}
	if len(q.Traits) > 0 {
		like := q.Weights.Like(q.Traits, c.Traits)
		if exact(like.Score).Sign() == 0 {
			return Hit{}, false
		}
		h.Likeness, parts = &like, append(parts, exact(like.Score))
	}
	h.Score = mean(parts)
	return h, true
}

// mean returns the mean of scores, and 1 of none.
func mean(scores []*big.Rat) finding.Value {
	if len(scores) == 0 {
		return finding.Number(1, "")
	}
	sum := new(big.Rat)
	for _, s := range scores {
		sum.Add(sum, s)
	}
	return finding.Rat(sum.Quo(sum, big.NewRat(int64(len(scores)), 1)), "")
}

// fits reports whether a card is of what must be.
func (q Question) fits(c *Card) bool {
	among := func(list []string, s string) bool { return len(list) == 0 || slices.Contains(list, s) }
	if !among(words(q.Kinds), string(c.Kind)) || !among(q.Languages, c.Language) || !among(q.Projects, c.Project) {
		return false
	}
	if !q.From.IsZero() && (c.On.IsZero() || c.On.Before(q.From)) || !q.To.IsZero() && (c.On.IsZero() || c.On.After(q.To)) {
		return false
	}
	for _, tag := range q.Tags {
		if !slices.ContainsFunc(c.Tags, func(t string) bool { return plain(t) == plain(tag) }) {
			return false
		}
	}
	return true
}

// find says where the terms are in a card, and what that is worth.
func find(c *Card, asked []string) ([]TermHit, int) {
	fields := []struct {
		name   string
		points int
		has    map[string]bool
	}{{"title", titlePoints, termSet(c.Title)}, {"tags", tagPoints, termSet(strings.Join(c.Tags, "\n"))}, {"text", textPoints, termSet(c.Text[:min(len(c.Text), MaxCardText)])}}
	var hits []TermHit
	points := 0
	for _, term := range asked {
		for _, f := range fields {
			if f.has[term] {
				hits, points = append(hits, TermHit{term, f.name}), points+f.points
				break
			}
		}
	}
	return hits, points
}

// termSet returns the terms of a text, and of text without spaces the single
// characters too, since a question may be one character.
func termSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, t := range terms(text) {
		set[t] = true
		if first := []rune(t)[0]; unspaced(first) {
			for _, r := range t {
				set[string(r)] = true
			}
		}
	}
	return set
}

// terms returns the different words of a text in their order, and for text
// without spaces the pairs of neighbouring characters; one such character by
// itself is a term.
func terms(text string) []string {
	var list []string
	seen := map[string]bool{}
	add := func(t string) {
		if !seen[t] {
			seen[t] = true
			list = append(list, t)
		}
	}
	var run []rune
	flush := func() {
		switch {
		case len(run) == 0:
		case unspaced(run[0]) && len(run) > 1:
			for i := range len(run) - 1 {
				add(string(run[i : i+2]))
			}
		default:
			add(string(run))
		}
		run = run[:0]
	}
	for _, r := range plain(text) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			flush()
			continue
		}
		if len(run) > 0 && unspaced(run[0]) != unspaced(r) {
			flush()
		}
		run = append(run, r)
	}
	flush()
	return list
}

// unspaced reports whether a character is of a script that is written without
// spaces between words, or by syllables.
func unspaced(r rune) bool {
	return r == 0x30FC || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
}

// plain returns text without differences of case and width.
func plain(text string) string {
	return fold(strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFF01 && r <= 0xFF5E: // full-width forms of ASCII
			return r - 0xFF01 + '!'
		case r == 0x3000:
			return ' '
		}
		return r
	}, wide(text)))
}
