package comms_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/comms"
)

// randomResponses returns answers of people of three sites and two trades, some
// of whom do not say.
func randomResponses(rng *rand.Rand, most int) []comms.Response {
	var responses []comms.Response
	for n := range rng.IntN(most) {
		r := answered([]string{"north", "south", "west", ""}[rng.IntN(4)], []string{"sales", "works", ""}[rng.IntN(3)], 1+rng.IntN(5), rng.IntN(11))
		if rng.IntN(2) == 0 {
			r.Answers = append(r.Answers, comms.Answer{Question: "best", Choice: []string{"food", "talks"}[rng.IntN(2)]})
		}
		if rng.IntN(2) == 0 {
			r.Answers = append(r.Answers, comms.Answer{Question: "more", Text: fmt.Sprint("note ", n)})
		}
		responses = append(responses, r)
	}
	return responses
}

// Laws of results over random answers: counts sum to the people, every shown
// group is large enough, everybody comes first, and neither the order of
// arrival nor the order of traits and answers changes anything.
func TestResultLaws(t *testing.T) {
	s := opinion()
	rng := rand.New(rand.NewPCG(77, 7))
	shown := 0
	for range 80 {
		responses := randomResponses(rng, 60)
		r := results(t, s, filled(t, s, len(responses)+1, responses))
		if r.Responses != len(responses) || r.Invited != len(responses)+1 || len(r.Questions) != len(s.Questions) {
			t.Fatalf("%+v", r)
		}
		for _, q := range r.Questions {
			for n, g := range q.Groups {
				sum := len(g.Texts)
				for _, c := range g.Counts {
					sum += c.N
				}
				if sum != g.N || g.N < s.MinGroup || (n == 0) != (len(g.Traits) == 0) {
					t.Fatalf("%s: %+v", q.Question, g)
				}
				shown++
			}
		}
		rng.Shuffle(len(responses), func(i, j int) { responses[i], responses[j] = responses[j], responses[i] })
		for _, x := range responses {
			slices.Reverse(x.Traits)
			slices.Reverse(x.Answers)
		}
		if again := results(t, s, filled(t, s, len(responses)+1, responses)); !reflect.DeepEqual(again, r) {
			t.Fatal("the order of arrival shows in the results")
		}
	}
	if shown < 400 {
		t.Errorf("only %d groups", shown)
	}
}

// Texts of two groups shown can be compared word by word, so what two groups
// have in common is large enough too, for every question by itself.
func TestTextsOfGroupsShareEnough(t *testing.T) {
	s := opinion()
	rng := rand.New(rand.NewPCG(5, 55))
	pairs := 0
	for range 80 {
		responses := randomResponses(rng, 90)
		q := results(t, s, filled(t, s, len(responses)+1, responses)).Questions[3]
		for i, a := range q.Groups {
			for _, b := range q.Groups[i+1:] {
				both := 0
				for _, text := range a.Texts {
					if slices.Contains(b.Texts, text) {
						both++
					}
				}
				only := len(a.Texts) - both
				if both > 0 && both < s.MinGroup || only > 0 && only < s.MinGroup {
					t.Fatalf("%v and %v: %d in common, %d in one alone", a.Traits, b.Traits, both, only)
				}
				pairs++
			}
		}
	}
	if pairs < 50 {
		t.Errorf("only %d pairs of groups", pairs)
	}
}

// A survey with names and no minimum shows every group.
func TestNamesAndNoMinimum(t *testing.T) {
	s := opinion()
	s.Anonymous, s.MinGroup, s.WeakBelow, s.WeakPercent = false, 0, 0, 0
	box := filled(t, s, 3, []comms.Response{answered("north", "sales", 1, 1), answered("south", "works", 5, 10)})
	q := results(t, s, box).Questions[0]
	if len(q.Groups) != 7 || q.Withheld { // everybody, two sites, two trades, two of both
		t.Errorf("%+v", q)
	}
	none := results(t, s, filled(t, s, 3, nil))
	if none.Rate.String() != "0" || len(none.Questions[0].Groups) != 0 || none.Questions[0].Withheld {
		t.Errorf("nobody answered: %+v", none)
	}
}

// A box stays as it was when an answer is put in or it is closed.
func TestBoxIsNotWrittenTo(t *testing.T) {
	s := opinion()
	one := filled(t, s, 5, []comms.Response{answered("north", "sales", 1, 1)})
	one.Closed = false
	same := filled(t, s, 5, []comms.Response{answered("north", "sales", 1, 1)})
	same.Closed = false
	r := answered("south", "works", 2, 2)
	two, found := s.Put(one, token(1), r)
	if len(found) > 0 || len(two.Responses) != 2 || !reflect.DeepEqual(one, same) {
		t.Error("put changed its box", found)
	}
	r.Traits[0].Value = "moon"
	if found := s.CheckBox(two); len(found) > 0 {
		t.Error("the box shares what it was given:", found)
	}
	if one.Close(); one.Closed {
		t.Error("close changed its box")
	}
}
