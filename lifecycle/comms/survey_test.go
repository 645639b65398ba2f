package comms_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

func opinion() comms.Survey {
	return comms.Survey{ID: "V1", Title: "After the launch", Anonymous: true, MinGroup: 5, WeakBelow: 12, WeakPercent: 50,
		Questions: []comms.Question{
			{ID: "fit", Text: "Did the training fit?", Kind: comms.ScaleQuestion, Low: 1, High: 5},
			{ID: "again", Text: "Would you recommend us?", Kind: comms.NPSQuestion},
			{ID: "best", Text: "What was best?", Kind: comms.ChoiceQuestion, Options: []string{"food", "talks"}, Optional: true},
			{ID: "more", Text: "Anything else?", Kind: comms.TextQuestion, Optional: true},
		},
		Attributes: []comms.Attribute{{Name: "site", Values: []string{"north", "south", "west"}}, {Name: "trade", Values: []string{"sales", "works"}}},
		Cuts:       [][]string{{"site"}, {"trade"}, {"site", "trade"}},
	}
}

func token(n int) string { return fmt.Sprintf("random-token-%06d", n) }

// filled returns a closed box with the responses, of invited people.
func filled(t testing.TB, s comms.Survey, invited int, responses []comms.Response) comms.Box {
	t.Helper()
	var tokens []string
	for n := range invited {
		tokens = append(tokens, token(n))
	}
	b, found := s.Open(tokens)
	for n, r := range responses {
		var more []finding.Finding
		b, more = s.Put(b, token(n), r)
		found = append(found, more...)
	}
	if found = append(found, s.CheckBox(b)...); len(found) > 0 {
		t.Fatal(found)
	}
	return b.Close()
}

func results(t testing.TB, s comms.Survey, b comms.Box) comms.Results {
	t.Helper()
	r, found := s.Results(b)
	if len(found) > 0 {
		t.Fatal(found)
	}
	return r
}

func answered(site, trade string, fit, again int) comms.Response {
	r := comms.Response{Answers: []comms.Answer{{Question: "fit", Number: fit}, {Question: "again", Number: again}}}
	if site != "" {
		r.Traits = append(r.Traits, comms.Trait{Name: "site", Value: site})
	}
	if trade != "" {
		r.Traits = append(r.Traits, comms.Trait{Name: "trade", Value: trade})
	}
	return r
}

// Eight people; the figures are worked out by hand.
func TestSummariesAreExact(t *testing.T) {
	s := opinion()
	var responses []comms.Response
	for n, pair := range [][2]int{{1, 0}, {2, 6}, {4, 7}, {4, 8}, {4, 9}, {5, 10}, {5, 10}, {5, 9}} {
		r := answered("", "", pair[0], pair[1])
		if n < 6 {
			r.Answers = append(r.Answers, comms.Answer{Question: "best", Choice: []string{"food", "talks"}[n%2]}, comms.Answer{Question: "more", Text: fmt.Sprint("note ", 9-n)})
		}
		responses = append(responses, r)
	}
	r := results(t, s, filled(t, s, 20, responses))
	if r.Invited != 20 || r.Responses != 8 || r.Rate.String() != "0.4" || !r.Weak {
		t.Errorf("%+v", r)
	}
	fit, again, best, more := r.Questions[0].Groups[0], r.Questions[1].Groups[0], r.Questions[2].Groups[0], r.Questions[3].Groups[0]
	if fit.Mean.String() != "3.75" || fit.N != 8 || !fit.Weak || !slices.Equal(fit.Counts, []comms.AnswerCount{{"1", 1}, {"2", 1}, {"3", 0}, {"4", 3}, {"5", 3}}) {
		t.Errorf("scale %+v", fit)
	}
	if again.NPS.String() != "25 %" || again.Mean.String() != "7.375" || len(again.Counts) != 11 {
		t.Errorf("nps %+v", again)
	}
	if best.N != 6 || !slices.Equal(best.Counts, []comms.AnswerCount{{"food", 3}, {"talks", 3}}) || !best.Mean.IsZero() {
		t.Errorf("choice %+v", best)
	}
	if !slices.Equal(more.Texts, []string{"note 4", "note 5", "note 6", "note 7", "note 8", "note 9"}) {
		t.Errorf("texts %+v", more)
	}
}

// Weak is what too few answered, or too small a part of those asked.
func TestWeakSamples(t *testing.T) {
	for _, c := range []struct {
		below, percent, invited, answered int
		weak, weakGroup                   bool
	}{
		{0, 0, 100, 5, false, false},
		{6, 0, 6, 5, true, true},
		{5, 0, 6, 5, false, false},
		{0, 50, 10, 5, false, false},
		{0, 50, 11, 5, true, false},
		{0, 100, 5, 5, false, false},
	} {
		s := opinion()
		s.WeakBelow, s.WeakPercent = c.below, c.percent
		var responses []comms.Response
		for range c.answered {
			responses = append(responses, answered("", "", 3, 3))
		}
		r := results(t, s, filled(t, s, c.invited, responses))
		if r.Weak != c.weak || r.Questions[0].Groups[0].Weak != c.weakGroup {
			t.Errorf("%+v: %+v", c, r)
		}
	}
}

// Too few people: no figure, no text; one more, and there is.
func TestNothingBelowTheMinimum(t *testing.T) {
	s := opinion()
	var responses []comms.Response
	for n := range 5 {
		r := answered("north", "sales", 3, 3)
		if n < 4 {
			r.Answers = append(r.Answers, comms.Answer{Question: "more", Text: "my opinion"})
		}
		responses = append(responses, r)
	}
	four := results(t, s, filled(t, s, 9, responses[:4]))
	for _, q := range four.Questions {
		if len(q.Groups) > 0 || q.Withheld != (q.Question != "best") {
			t.Errorf("four answered: %+v", q)
		}
	}
	five := results(t, s, filled(t, s, 9, responses))
	if q := five.Questions[0]; len(q.Groups) != 4 || q.Groups[0].N != 5 || q.Withheld {
		t.Errorf("five answered: %+v", q)
	}
	if q := five.Questions[3]; len(q.Groups) > 0 || !q.Withheld {
		t.Errorf("four wrote: %+v", q)
	}
}

// 12 in the north, 8 in the south, 3 in the west: the west is too small, and
// all but north and south are the west, so one of the two is withheld as well.
func TestNoComplementOfTheTotal(t *testing.T) {
	s := opinion()
	var responses []comms.Response
	for site, n := range map[string]int{"north": 12, "south": 8, "west": 3} {
		for range n {
			responses = append(responses, answered(site, "", 3, 3))
		}
	}
	q := results(t, s, filled(t, s, 40, responses)).Questions[0]
	var shown []string
	for _, g := range q.Groups {
		shown = append(shown, fmt.Sprint(g.Traits, g.N))
	}
	if want := []string{"[] 23", "[{site north}] 12"}; !slices.Equal(shown, want) || !q.Withheld {
		t.Errorf("shown %v, withheld %v", shown, q.Withheld)
	}
}

// cell is a smallest kind of person: site and trade.
type cell [2]string

func (c cell) in(traits []comms.Trait) bool {
	for _, trait := range traits {
		if c[map[string]int{"site": 0, "trade": 1}[trait.Name]] != trait.Value {
			return false
		}
	}
	return true
}

// attack adds and subtracts the groups shown in every way, each at most once,
// and compares each two. It returns the size of the smallest group of people
// that it can tell apart so.
func attack(sizes map[cell]int, shown [][]comms.Trait) int {
	var cells []cell
	for c := range sizes {
		cells = append(cells, c)
	}
	smallest := 1 << 30
	learn := func(of func(cell) int) {
		n := 0
		for _, c := range cells {
			switch of(c) {
			case 0:
			case 1:
				n += sizes[c]
			default:
				return // some count twice or against: no group
			}
		}
		if n > 0 {
			smallest = min(smallest, n)
		}
	}
	sum := make(map[cell]int)
	var every func(n int)
	every = func(n int) {
		if n == len(shown) {
			learn(func(c cell) int { return sum[c] })
			return
		}
		for _, sign := range []int{0, 1, -1} {
			for _, c := range cells {
				if c.in(shown[n]) {
					sum[c] += sign
				}
			}
			every(n + 1)
			for _, c := range cells {
				if c.in(shown[n]) {
					sum[c] -= sign
				}
			}
		}
	}
	every(0)
	for _, a := range shown {
		for _, b := range shown {
			learn(func(c cell) int {
				if c.in(a) && c.in(b) {
					return 1
				}
				return 0
			})
		}
	}
	return smallest
}

// Random crowds: no way of adding, subtracting and comparing what is shown
// tells a group below the minimum apart. Showing all groups that are large
// enough by themselves would not stand this, as the last count proves.
func TestAttackBySubtraction(t *testing.T) {
	s := opinion()
	rng := rand.New(rand.NewPCG(31, 3))
	naive, cuts := 0, 0
	for range 120 {
		var responses []comms.Response
		sizes := map[cell]int{}
		for _, site := range []string{"north", "south", "west"} {
			for _, trade := range []string{"sales", "works", ""} {
				for range rng.IntN(11) * rng.IntN(2) {
					responses = append(responses, answered(site, trade, 1+rng.IntN(5), rng.IntN(11)))
					sizes[cell{site, trade}]++
				}
			}
		}
		q := results(t, s, filled(t, s, len(responses)+1, responses)).Questions[0]
		var shown [][]comms.Trait
		for _, g := range q.Groups {
			n := 0
			for c, size := range sizes {
				if c.in(g.Traits) {
					n += size
				}
			}
			if n != g.N || n < s.MinGroup {
				t.Fatalf("group %v of %d, counted %d", g.Traits, g.N, n)
			}
			shown = append(shown, g.Traits)
		}
		if cuts += max(0, len(shown)-1); len(shown) > 0 && attack(sizes, shown) < s.MinGroup {
			t.Fatalf("sizes %v, shown %v: a group of %d can be told apart", sizes, shown, attack(sizes, shown))
		}
		if large := largeByThemselves(sizes, s.MinGroup); len(large) > 0 && attack(sizes, large) < s.MinGroup {
			naive++
		}
	}
	if naive < 30 || cuts < 100 {
		t.Errorf("the attack breaks only %d of the naive tables; %d groups shown", naive, cuts)
	}
}

// largeByThemselves returns everybody and the groups by one attribute with at
// least so many people.
func largeByThemselves(sizes map[cell]int, least int) [][]comms.Trait {
	var list [][]comms.Trait
	for _, traits := range [][]comms.Trait{nil, {{"site", "north"}}, {{"site", "south"}}, {{"site", "west"}}, {{"trade", "sales"}}, {{"trade", "works"}}} {
		n := 0
		for c, size := range sizes {
			if c.in(traits) {
				n += size
			}
		}
		if n >= least {
			list = append(list, traits)
		}
	}
	return list
}

// Nothing in the box tells who answered what: whoever uses which token, and in
// whatever order, the box is the same.
func TestBoxForgetsWhoAndWhen(t *testing.T) {
	s := opinion()
	responses := []comms.Response{answered("north", "sales", 1, 1), answered("south", "works", 5, 10), answered("west", "works", 3, 7)}
	one := filled(t, s, 3, responses)
	other := filled(t, s, 3, []comms.Response{responses[2], responses[0], responses[1]})
	if !reflect.DeepEqual(one, other) {
		t.Error("the order of arrival shows")
	}
	data, err := json.Marshal(one)
	if err != nil || strings.Contains(string(data), "random-token") {
		t.Error("a token is kept", err)
	}
	named := s
	named.Anonymous = false
	b, found := named.Open([]string{"li", "wu"})
	b, more := named.Put(b, "wu", responses[0])
	if found = append(append(found, more...), named.CheckBox(b)...); len(found) > 0 || b.Responses[0].Who != "wu" {
		t.Error(found, b)
	}
	if r := results(t, named, b); r.Responses != 1 {
		t.Error("results of a survey with names, while it is open:", r)
	}
}

func TestOneResponseForEachToken(t *testing.T) {
	s := opinion()
	b, found := s.Open([]string{token(1), token(2)})
	if len(found) > 0 {
		t.Fatal(found)
	}
	r := answered("north", "sales", 3, 3)
	b, _ = s.Put(b, token(1), r)
	for name, c := range map[string]struct {
		box   comms.Box
		token string
		do    func(*comms.Response)
		want  finding.Code
	}{
		"spent token":      {b, token(1), nil, comms.CodeBadToken},
		"foreign token":    {b, token(3), nil, comms.CodeBadToken},
		"closed box":       {b.Close(), token(2), nil, comms.CodeBoxClosed},
		"other box":        {comms.Box{Issued: b.Issued}, token(2), nil, comms.CodeOtherForm},
		"name":             {b, token(2), func(r *comms.Response) { r.Who = "li" }, comms.CodeNamed},
		"foreign trait":    {b, token(2), func(r *comms.Response) { r.Traits[0].Value = "moon" }, comms.CodeNoAttribute},
		"trait twice":      {b, token(2), func(r *comms.Response) { r.Traits[1] = r.Traits[0] }, comms.CodeNoAttribute},
		"missing answer":   {b, token(2), func(r *comms.Response) { r.Answers = r.Answers[1:] }, comms.CodeBadAnswer},
		"answer twice":     {b, token(2), func(r *comms.Response) { r.Answers = append(r.Answers, r.Answers[0]) }, comms.CodeBadAnswer},
		"beyond scale":     {b, token(2), func(r *comms.Response) { r.Answers[0].Number = 6 }, comms.CodeBadAnswer},
		"below scale":      {b, token(2), func(r *comms.Response) { r.Answers[0].Number = 0 }, comms.CodeBadAnswer},
		"beyond ten":       {b, token(2), func(r *comms.Response) { r.Answers[1].Number = 11 }, comms.CodeBadAnswer},
		"foreign choice":   {b, token(2), func(r *comms.Response) { r.Answers = append(r.Answers, comms.Answer{Question: "best", Choice: "beer"}) }, comms.CodeBadAnswer},
		"empty text":       {b, token(2), func(r *comms.Response) { r.Answers = append(r.Answers, comms.Answer{Question: "more", Text: " "}) }, comms.CodeBadAnswer},
		"two kinds":        {b, token(2), func(r *comms.Response) { r.Answers[0].Text = "x" }, comms.CodeBadAnswer},
		"foreign question": {b, token(2), func(r *comms.Response) { r.Answers = append(r.Answers, comms.Answer{Question: "age"}) }, comms.CodeBadAnswer},
		"long text": {b, token(2), func(r *comms.Response) {
			r.Answers = append(r.Answers, comms.Answer{Question: "more", Text: strings.Repeat("x", comms.MaxText+1)})
		}, comms.CodeTooMuch},
	} {
		bad := answered("north", "sales", 3, 3)
		if c.do != nil {
			c.do(&bad)
		}
		after, found := s.Put(c.box, c.token, bad)
		if !slices.Equal(codes(found), []finding.Code{c.want}) || !reflect.DeepEqual(after, c.box) {
			t.Errorf("%s: %v", name, found)
		}
	}
	if _, found := s.Results(b); !slices.Equal(codes(found), []finding.Code{comms.CodeStillOpen}) {
		t.Error("results of an open box:", found)
	}
	other := s
	other.MinGroup = 4
	if _, found := other.Results(b.Close()); !slices.Equal(codes(found), []finding.Code{comms.CodeOtherForm}) {
		t.Error("a minimum lowered afterwards:", found)
	}
	b.Spent = append(b.Spent, "x", "x")
	if got := codes(s.CheckBox(b)); !slices.Equal(got, []finding.Code{comms.CodeBadToken, comms.CodeSurveyRange}) {
		t.Error(got)
	}
}

func TestSurveyFaults(t *testing.T) {
	s := comms.Survey{Anonymous: true, MinGroup: 2, WeakPercent: 101, Questions: []comms.Question{
		{ID: "a", Text: "?", Kind: comms.ScaleQuestion, Low: 3, High: 3}, {ID: "a", Text: "?", Kind: comms.ChoiceQuestion, Options: []string{"x"}},
		{ID: "c", Kind: "poem"}, {ID: "d", Text: "?", Kind: comms.ChoiceQuestion, Options: []string{"x", "x"}}},
		Attributes: []comms.Attribute{{Name: "site"}}, Cuts: [][]string{{"moon"}, {}}}
	found := s.Check()
	want := []finding.Code{comms.CodeDuplicateID, comms.CodeSurveyIncomplete, comms.CodeSurveyRange, comms.CodeNoAttribute, comms.CodeUnknownWord}
	slices.Sort(want)
	if !slices.Equal(codes(found), want) || len(found) != 13 {
		t.Errorf("%d: %v", len(found), found)
	}
	if _, found := opinion().Open([]string{"short", token(1), token(1)}); len(found) != 2 || !slices.Equal(codes(found), []finding.Code{comms.CodeBadToken}) {
		t.Error(found)
	}
	if found := opinion().Check(); len(found) > 0 {
		t.Error(found)
	}
}
