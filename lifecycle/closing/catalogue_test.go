package closing_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

func shelf() []closing.Card {
	return []closing.Card{
		{ID: "P1/report", Project: "P1", Title: "Project report", Kind: closing.ReportItem, Language: "en", On: date(7, 15), Tags: []string{"retail"}, Traits: traits("kind", "launch", "market", "north"),
			Text: "The price was agreed late; the caf\u00e9 chain signed in May."},
		{ID: "P1/" + "\u62a5\u544a", Project: "P1", Title: "\u9879\u76ee\u62a5\u544a", Kind: closing.ReportItem, Language: "zh-CN", On: date(7, 15), Tags: []string{"\u96f6\u552e"}, Traits: traits("kind", "launch"),
			Text: "\u4ef7\u683c\u8c08\u5224\u8f83\u665a\uff0c\u5ba2\u6237\u4e94\u6708\u7b7e\u7ea6\u3002ERP \u4e0a\u7ebf\u3002"},
		{ID: "P2/risks", Project: "P2", Title: "Risk register of the price talks", Kind: closing.RiskItem, On: date(3, 1), Tags: []string{"Retail", "price list"}, Traits: traits("kind", "service")},
		{ID: "P3/old", Project: "P3", Title: "Notes", Kind: "paper", Tags: []string{"retail"}},
	}
}

func ids(hits []closing.Hit) string {
	var all []string
	for _, h := range hits {
		all = append(all, h.Card.ID+"="+h.Score.Plain())
	}
	return strings.Join(all, " ")
}

// By hand. A term in the title is worth 3, in a tag 2, in the text 1, of 3 for
// each term asked for; launch agrees with 5 of 5+3, and market north too with
// 8 of 8+3.
func TestSearchWorkedByHand(t *testing.T) {
	const zh = "P1/\u62a5\u544a"
	for _, c := range []struct {
		what string
		q    closing.Question
		want string
	}{
		{"everything, the latest first", closing.Question{}, "P1/report=1 " + zh + "=1 P2/risks=1 P3/old=1"},
		{"a word", closing.Question{Text: "PRICE"}, "P2/risks=1 P1/report=1/3"},
		{"two words", closing.Question{Text: "price report"}, "P1/report=2/3 P2/risks=0.5"},
		{"no such word", closing.Question{Text: "rice"}, ""},
		{"an accent", closing.Question{Text: "CAF\u00c9"}, "P1/report=1/3"},
		{"nothing but signs", closing.Question{Text: "?!"}, ""},
		{"blank", closing.Question{Text: "  ", Kinds: []closing.Kind{closing.RiskItem}}, "P2/risks=1"},
		{"pairs of characters", closing.Question{Text: "\u4ef7\u683c\u8c08\u5224"}, zh + "=1/3"}, // three pairs, each in the text
		{"half of it", closing.Question{Text: "\u4ef7\u683c\u62a5\u544a"}, zh + "=4/9"},          // in the text 1, not at all 0, in the title 3
		{"one character", closing.Question{Text: "\u552e"}, zh + "=2/3"},                         // in a tag
		{"width does not count", closing.Question{Text: "\uff25\uff32\uff30"}, zh + "=1/3"},      // in the text
		{"mixed", closing.Question{Text: "ERP\u4e0a\u7ebf"}, zh + "=1/3"},                        // two terms in the text
		{"characters that are no neighbours", closing.Question{Text: "\u4ef7\u5224"}, ""},        //
		{"a tag", closing.Question{Tags: []string{"RETAIL"}}, "P1/report=1 P2/risks=1 P3/old=1"}, //
		{"two tags", closing.Question{Tags: []string{"retail", "price list"}}, "P2/risks=1"},     //
		{"a kind and a language", closing.Question{Kinds: []closing.Kind{closing.ReportItem}, Languages: []string{"en", "fr"}}, "P1/report=1"},
		{"a project", closing.Question{Projects: []string{"P3", "P2"}}, "P2/risks=1 P3/old=1"},
		{"from a day", closing.Question{From: date(7, 15)}, "P1/report=1 " + zh + "=1"},
		{"up to a day", closing.Question{To: date(3, 1)}, "P2/risks=1"},
		{"between", closing.Question{From: date(3, 2), To: date(7, 14)}, ""},
		{"a trait", closing.Question{Traits: traits("kind", "launch")}, "P1/report=0.625 " + zh + "=0.625"},
		{"two traits", closing.Question{Traits: traits("kind", "launch", "market", "north")}, "P1/report=8/11 " + zh + "=5/11"},
		{"trait and word", closing.Question{Traits: traits("kind", "launch"), Text: "price"}, "P1/report=23/48"}, // (1/3 + 5/8) / 2
		{"weights of one's own", closing.Question{Traits: traits("kind", "launch", "market", "north"), Weights: closing.Weights{Other: 1}}, "P1/report=1 " + zh + "=0.5"},
		{"the first", closing.Question{Most: 1}, "P1/report=1"},
	} {
		if got := ids(closing.Search(shelf(), c.q)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.what, got, c.want)
		}
	}
}

// A hit says where each term was found and how alike the traits are.
func TestReasonsOfAHit(t *testing.T) {
	hits := closing.Search(shelf(), closing.Question{Text: "price retail late", Traits: traits("kind", "launch")})
	if len(hits) != 1 || !slices.Equal(hits[0].Terms, []closing.TermHit{{Term: "price", Field: "text"}, {Term: "retail", Field: "tags"}, {Term: "late", Field: "text"}}) || hits[0].Likeness == nil || hits[0].Likeness.Reasons[0].Agreement != closing.Agrees {
		t.Errorf("got %+v", hits)
	}
	cards := shelf()
	hits = closing.Search(cards, closing.Question{})
	hits[0].Card.Tags[0], hits[0].Card.Traits[0].Value = "changed", "changed"
	if cards[0].Tags[0] != "retail" || cards[0].Traits[0].Value != "launch" {
		t.Error("the cards were written to")
	}
}

// Random catalogues: the order of the cards makes no difference, scores never
// rise along the list, and each hit of one word does hold it, and no other card
// does.
func TestLawsOfSearch(t *testing.T) {
	vocabulary := []string{"price", "late", "team", "\u4ef7\u683c", "\u5ba2\u6237", "risk"}
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 21))
		pick := func(n int) string {
			var list []string
			for range r.IntN(n) {
				list = append(list, vocabulary[r.IntN(len(vocabulary))])
			}
			return strings.Join(list, " ")
		}
		var cards []closing.Card
		for i := range r.IntN(12) {
			cards = append(cards, closing.Card{ID: fmt.Sprint("c", i), Title: pick(3), Text: pick(6), Tags: strings.Fields(pick(3)), On: date(1+r.IntN(3), 1)})
		}
		term := vocabulary[r.IntN(len(vocabulary))]
		for _, text := range []string{term, pick(5)} {
			hits := closing.Search(cards, closing.Question{Text: text})
			other := slices.Clone(cards)
			r.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
			if a, b := ids(hits), ids(closing.Search(other, closing.Question{Text: text})); a != b {
				t.Fatalf("seed %d: %s, in another order %s", seed, a, b)
			}
			if !slices.IsSortedFunc(hits, func(a, b closing.Hit) int { c, _ := finding.CompareValues(b.Score, a.Score); return c }) {
				t.Fatalf("seed %d: %s", seed, ids(hits))
			}
		}
		want := 0
		for _, c := range cards {
			if strings.Contains(c.Title+c.Text+strings.Join(c.Tags, " "), term) {
				want++
			}
		}
		if got := len(closing.Search(cards, closing.Question{Text: term})); got != want {
			t.Fatalf("seed %d: %d hits of %s, want %d", seed, got, term, want)
		}
	}
}

func TestCardsOfAManifest(t *testing.T) {
	m, _ := archive(t)
	cards := closing.Cards(m, traits("kind", "launch"))
	if len(cards) != len(m.Items) || cards[0].ID != "P1/"+m.Items[0].Name || cards[0].Digest != m.Items[0].Digest || cards[0].On != m.On {
		t.Errorf("got %+v", cards[0])
	}
	if got := ids(closing.Search(cards, closing.Question{Text: "report zh", Languages: []string{"zh-CN"}})); got != "P1/report/zh-CN.md=1" {
		t.Errorf("got %s", got)
	}
}

// More text than is looked at, and more terms, are cut, not refused.
func TestLimitsOfSearch(t *testing.T) {
	long := strings.Repeat("x ", closing.MaxCardText/2) + "needle"
	if got := closing.Search([]closing.Card{{ID: "c", Text: long}}, closing.Question{Text: "needle"}); len(got) != 0 {
		t.Errorf("found beyond the limit: %s", ids(got))
	}
	var many []string
	for i := range closing.MaxTerms {
		many = append(many, fmt.Sprint("w", i))
	}
	if got := ids(closing.Search([]closing.Card{{ID: "c", Title: strings.Join(many, " ")}}, closing.Question{Text: strings.Join(many, " ") + " more"})); got != "c=1" {
		t.Errorf("got %s", got)
	}
}

func FuzzSearch(f *testing.F) {
	f.Add("Project report \u9879\u76ee", "report \u9879")
	f.Add("\xff\xfe\u30fc\uff21", "\uff21\u30fc")
	f.Fuzz(func(t *testing.T, title, question string) {
		for _, h := range closing.Search([]closing.Card{{ID: "c", Title: title}}, closing.Question{Text: question}) {
			if r, ok := h.Score.Rat(); !ok || r.Sign() <= 0 || r.Num().Cmp(r.Denom()) > 0 {
				t.Errorf("score %v", h.Score)
			}
		}
	})
}

func ExampleSearch() {
	cards := []closing.Card{
		{ID: "P1/report", Title: "Project report", Kind: closing.ReportItem, On: date(7, 15), Traits: []closing.Trait{{Name: "kind", Value: "launch"}}, Text: "The price was agreed late."},
		{ID: "P2/risks", Title: "Risks of the price talks", Kind: closing.RiskItem, On: date(3, 1)},
	}
	for _, h := range closing.Search(cards, closing.Question{Text: "late price"}) {
		fmt.Println(h.Card.ID, h.Score, h.Terms)
	}
	// Output:
	// P2/risks 0.5 [{price title}]
	// P1/report 1/3 [{late text} {price text}]
}
