package closing_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// learnt is an accepted lesson that applies to traits given as name, value.
func learnt(id string, traits ...string) closing.Lesson {
	l := closing.Lesson{ID: id, Situation: "s", WhatHappened: "w", Cause: "c", Advice: "a", Author: "ann", On: date(3, 20), Status: closing.Accepted, Reviewer: "bob", ReviewedOn: date(7, 1)}
	for i := 0; i < len(traits); i += 2 {
		switch traits[i] {
		case closing.TraitTag:
			l.Tags = append(l.Tags, traits[i+1])
		case closing.TraitPhase:
			l.Phase = traits[i+1]
		default:
			l.AppliesTo = append(l.AppliesTo, closing.Trait{Name: traits[i], Value: traits[i+1]})
		}
	}
	return l
}

func traits(list ...string) []closing.Trait {
	var all []closing.Trait
	for i := 0; i < len(list); i += 2 {
		all = append(all, closing.Trait{Name: list[i], Value: list[i+1]})
	}
	return all
}

// shop is a project that plans.
func shop() []closing.Trait {
	return traits("kind", "launch", "segment", "retail", "market", "north", "size", "small", "phase", "planning", "tag", "price", "tag", "staff")
}

func shown(list []closing.Suggestion) []string {
	var all []string
	for _, s := range list {
		all = append(all, s.Lesson.ID+" "+s.Likeness.Score.Plain())
	}
	return all
}

// By hand, with kind 5, segment 4, phase 4, market 3, team 2, tags 2 and
// damping 3.
func TestSimilarWorkedByHand(t *testing.T) {
	unreviewed := learnt("captured", "kind", "launch")
	unreviewed.Status = closing.Captured
	lessons := []closing.Lesson{
		learnt("any"),                                        // 0 / 3
		learnt("other", "kind", "service"),                   // nothing in common
		learnt("tag", "tag", "price"),                        // 2 / (2+3)
		learnt("south", "kind", "Launch", "market", "south"), // 5 / (5+3+3)
		unreviewed,
		learnt("spread", "kind", "launch", "team", "spread"),                                  // 5 / (5+2+3)
		learnt("near", "kind", "launch", "segment", "retail", "tag", "price", "tag", "legal"), // (5+4+1) / (5+4+2+3)
		learnt("either", "kind", "service", "kind", "launch", "phase", "planning"),            // (5+4) / (5+4+3)
	}
	got := shown(closing.Similar(closing.UsualWeights(), shop(), lessons, 0))
	want := []string{"either 0.75", "near 5/7", "spread 0.5", "south 5/11", "tag 0.4", "any 0"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if first := shown(closing.Similar(closing.UsualWeights(), shop(), lessons, 2)); !slices.Equal(first, want[:2]) {
		t.Errorf("the first two: %q", first)
	}
	if none := closing.Similar(closing.UsualWeights(), nil, lessons[1:], 0); len(none) != 0 {
		t.Errorf("nothing is known of the project: %q", shown(none))
	}
}

// Each trait says what it added.
func TestReasonsOfALikeness(t *testing.T) {
	got := closing.UsualWeights().Like(learnt("x", "team", "spread", "market", "south", "kind", "launch", "tag", "legal", "tag", "price", "own", "yes").Traits(), shop())
	want := closing.Likeness{Score: finding.Ratio(6, 16, ""), Reasons: []closing.TraitReason{
		{Trait: "kind", Wanted: []string{"launch"}, Has: []string{"launch"}, Agreement: closing.Agrees, Weight: 5, Points: finding.Number(5, "")},
		{Trait: "market", Wanted: []string{"south"}, Has: []string{"north"}, Agreement: closing.Differs, Weight: 3, Points: finding.Number(0, "")},
		{Trait: "tag", Wanted: []string{"legal", "price"}, Has: []string{"price", "staff"}, Agreement: closing.Partly, Weight: 2, Points: finding.Number(1, "")},
		{Trait: "team", Wanted: []string{"spread"}, Agreement: closing.Open, Weight: 2, Points: finding.Number(0, "")},
		{Trait: "own", Wanted: []string{"yes"}, Agreement: closing.Open, Weight: 1, Points: finding.Number(0, "")},
	}}
	if d := cmp.Diff(want, got, cmp.Comparer(func(a, b finding.Value) bool { return a == b })); d != "" {
		t.Error(d)
	}
}

// Laws on random traits: the order of anything makes no difference, the score
// lies from 0 to 1 and is the sum of its reasons, and one more trait in common
// never lowers it.
func TestLawsOfLikeness(t *testing.T) {
	names := []string{"kind", "market", "tag", "own", "team"}
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 11))
		draw := func() []closing.Trait {
			var list []closing.Trait
			for range r.IntN(7) {
				list = append(list, closing.Trait{Name: names[r.IntN(len(names))], Value: string(rune('a' + r.IntN(4)))})
			}
			return list
		}
		w, a, b := closing.UsualWeights(), draw(), draw()
		one := w.Like(a, b)
		score, _ := one.Score.Rat()
		sum, whole := new(big.Rat), big.NewRat(int64(w.Damping), 1)
		for _, x := range one.Reasons {
			points, ok := x.Points.Rat()
			if !ok || x.Weight < 0 {
				t.Fatalf("seed %d: %+v", seed, x)
			}
			sum.Add(sum, points)
			whole.Add(whole, big.NewRat(x.Weight, 1))
		}
		if score.Cmp(sum.Quo(sum, whole)) != 0 || score.Sign() < 0 || score.Cmp(big.NewRat(1, 1)) >= 0 {
			t.Fatalf("seed %d: %v of %+v", seed, score, one.Reasons)
		}
		shuffle := func(list []closing.Trait) []closing.Trait {
			list = slices.Clone(list)
			r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
			return list
		}
		if other := w.Like(shuffle(a), shuffle(b)); other.Score != one.Score {
			t.Fatalf("seed %d: another order gives %v, not %v", seed, other.Score, one.Score)
		}
		more, _ := w.Like(append(slices.Clone(a), closing.Trait{Name: "size", Value: "x"}), append(slices.Clone(b), closing.Trait{Name: "size", Value: "X"})).Score.Rat()
		if more.Cmp(score) < 0 {
			t.Fatalf("seed %d: more in common, and less alike: %v, %v", seed, more, score)
		}
	}
}

func TestWeightsOfNothing(t *testing.T) {
	if got := (closing.Weights{}).Like(traits("kind", "a"), traits("kind", "a")).Score; got != finding.Number(0, "") {
		t.Errorf("without weights: %v", got)
	}
	w := closing.Weights{Traits: []closing.Weight{{Trait: "kind", Points: -4}, {Trait: "size", Points: 2}}, Damping: -1}
	if got := w.Like(traits("kind", "a", "size", "s"), traits("kind", "b", "size", "s")).Score; got != finding.Number(1, "") {
		t.Errorf("weights below 0: %v", got)
	}
}

func TestSuggestionsShareNothing(t *testing.T) {
	l := learnt("x", "kind", "launch", "tag", "price")
	got := closing.Similar(closing.UsualWeights(), shop(), []closing.Lesson{l}, 0)
	got[0].Lesson.Tags[0], got[0].Lesson.AppliesTo[0].Value = "changed", "changed"
	if l.Tags[0] != "price" || l.AppliesTo[0].Value != "launch" {
		t.Error("the lesson was written to")
	}
}

// A lesson of one project is offered to the next, accepted, used and judged.
func TestALessonGoesFromProjectToProject(t *testing.T) {
	first := lesson()
	first.Project, first.AppliesTo = "first", traits("kind", "launch", "team", "small")
	if got := closing.Similar(closing.UsualWeights(), shop(), []closing.Lesson{first}, 5); len(got) != 0 {
		t.Fatalf("offered before it was reviewed: %q", shown(got))
	}
	first, found := first.Review(closing.Accepted, "bob", date(7, 1))
	same(t, "review", found)
	record := closing.Record{Project: "first", Lessons: []closing.Lesson{first}}

	suggestions := closing.Similar(closing.UsualWeights(), traits("kind", "launch", "team", "small", "phase", "planning"), record.Lessons, 5)
	offers := closing.OfferTo("second", suggestions, date(8, 3), nil)
	if len(offers) != 1 || offers[0].Lesson != "L1" || offers[0].From != "first" || offers[0].Score != suggestions[0].Likeness.Score {
		t.Fatalf("got %+v", offers)
	}
	if again := closing.OfferTo("second", suggestions, date(8, 4), offers); len(again) != 0 {
		t.Errorf("offered again: %+v", again)
	}
	if third := closing.OfferTo("third", suggestions, date(8, 4), offers); len(third) != 1 {
		t.Errorf("not offered to the third: %+v", third)
	}
	if own := closing.OfferTo("first", suggestions, date(8, 4), nil); len(own) != 0 {
		t.Errorf("offered to the one that learnt it: %+v", own)
	}
	o := offers[0]
	for _, step := range []closing.OfferStep{
		{To: closing.OfferAccepted, By: "pm2", On: date(8, 4)},
		{To: closing.OfferUsed, By: "pm2", On: date(8, 10), Where: finding.Ref{Kind: "task", ID: "deputy"}},
		{To: closing.OfferUseful, By: "sponsor2", On: date(12, 1), Why: "the deputy took over within a day"},
	} {
		before := o
		if o, found = o.Take(step); len(found) > 0 {
			t.Fatal(lines(found))
		}
		if before.State == o.State || len(before.Steps) == len(o.Steps) {
			t.Errorf("%+v was written to", before)
		}
	}
	same(t, "offers", closing.CheckOffers([]closing.Offer{o}))
	declined, found := offers[0].Take(closing.OfferStep{To: closing.OfferDeclined, By: "pm3", On: date(8, 4), Why: "no testers here"})
	same(t, "declined", found)
	declined.Project = "third"
	want := closing.Use{Lesson: "L1", Offered: 2, Accepted: 1, Declined: 1, Used: 1, Useful: 1}
	if got := closing.Uses([]closing.Offer{o, declined}); len(got) != 1 || got[0] != want || got[0].Helped() != finding.Number(1, "") {
		t.Errorf("got %+v", got)
	}
}

// Every pair of states: those listed are legal, no others.
func TestStepsOfAnOffer(t *testing.T) {
	legal := map[[2]closing.OfferState]bool{
		{closing.Offered, closing.OfferAccepted}: true, {closing.Offered, closing.OfferDeclined}: true, {closing.OfferDeclined, closing.OfferAccepted}: true,
		{closing.OfferAccepted, closing.OfferUsed}: true, {closing.OfferAccepted, closing.OfferDeclined}: true,
		{closing.OfferUsed, closing.OfferUseful}: true, {closing.OfferUsed, closing.OfferUseless}: true,
	}
	for _, from := range closing.OfferStates() {
		for _, to := range closing.OfferStates() {
			_, found := closing.Offer{Lesson: "L", On: date(8, 1), State: from}.Take(closing.OfferStep{To: to, By: "pm", On: date(8, 1), Why: "so", Where: finding.Ref{Kind: "task", ID: "t"}})
			if (len(found) == 0) != legal[[2]closing.OfferState{from, to}] {
				t.Errorf("%s to %s: %q", from, to, lines(found))
			}
		}
	}
	_, found := closing.Offer{Lesson: "L", On: date(8, 1), State: closing.Offered}.Take(closing.OfferStep{To: closing.OfferDeclined, On: date(7, 31)})
	same(t, "bare", found,
		"block closing.offer.step_incomplete: offer L.by, remedy closing.remedy.complete_step",
		"block closing.offer.step_incomplete: offer L.on, want 2026-08-01, got 2026-07-31, remedy closing.remedy.complete_step",
		"block closing.offer.step_incomplete: offer L.why, remedy closing.remedy.complete_step")
	_, found = closing.Offer{Lesson: "L", State: closing.OfferAccepted}.Take(closing.OfferStep{To: closing.OfferUsed, By: "pm", On: calendar.Date{}})
	same(t, "used nowhere", found,
		"block closing.offer.step_incomplete: offer L.on, remedy closing.remedy.complete_step",
		"block closing.offer.step_incomplete: offer L.where, remedy closing.remedy.complete_step")
}

func TestCheckOffers(t *testing.T) {
	forged := closing.Offer{Lesson: "L", Project: "P", On: date(8, 1), State: closing.OfferUseful}
	open := closing.Offer{Lesson: "L", Project: "P", On: date(8, 1), State: closing.Offered}
	same(t, "offers", closing.CheckOffers([]closing.Offer{forged, open}),
		"block closing.id.duplicate: offer L.lesson, remedy closing.remedy.give_unique_id",
		"block closing.offer.state_move: offer L.state, want offered, got offer_useful, remedy closing.remedy.use_named_word",
		"info closing.offer.unanswered: offer L.state, remedy closing.remedy.accept_or_decline")
}

// By hand: one offer ended in each state.
func TestUsesAreCounted(t *testing.T) {
	var offers []closing.Offer
	for _, s := range closing.OfferStates() {
		offers = append(offers, closing.Offer{Lesson: "b", Project: string(s), State: s})
	}
	offers = append(offers, closing.Offer{Lesson: "a", State: closing.Offered})
	got := closing.Uses(offers)
	want := []closing.Use{{Lesson: "a", Offered: 1}, {Lesson: "b", Offered: 6, Accepted: 4, Declined: 1, Used: 3, Useful: 1, Useless: 1}}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
	if got[0].Helped().Reason() != "no-data" || got[1].Helped() != finding.Ratio(1, 2, "") {
		t.Errorf("helped %v, %v", got[0].Helped(), got[1].Helped())
	}
}

// A person who asks for it is forgotten; what was learnt is not.
func TestErasure(t *testing.T) {
	l := learnt("x", "kind", "launch")
	kept, n := closing.EraseFromLessons([]closing.Lesson{l, learnt("y")}, "ann")
	if n != 2 || kept[0].Author != closing.Erased || kept[0].Reviewer != "bob" || l.Author != "ann" {
		t.Errorf("%d, %+v", n, kept)
	}
	kept, n = closing.EraseFromLessons(kept, "bob")
	if n != 2 || kept[0].Reviewer != closing.Erased {
		t.Errorf("%d, %+v", n, kept)
	}
	if found := finding.Filter(closing.CheckLessons(kept), func(f finding.Finding) bool { return f.Severity == finding.Block }); len(found) > 0 {
		t.Errorf("lessons of nobody are faulty: %q", lines(found))
	}
	if got := shown(closing.Similar(closing.UsualWeights(), shop(), kept, 0)); !slices.Equal(got, []string{"x 0.625", "y 0"}) {
		t.Errorf("offered: %q", got)
	}
	if _, n := closing.EraseFromLessons(kept, ""); n != 0 {
		t.Errorf("nobody was erased %d times", n)
	}
	offers := []closing.Offer{{Lesson: "x", Steps: []closing.OfferStep{{By: "ann"}, {By: "bob"}, {By: "ann"}}}, {Lesson: "y", Steps: []closing.OfferStep{{By: "bob"}}}}
	gone, n := closing.EraseFromOffers(offers, "ann")
	if n != 1 || gone[0].Steps[0].By != closing.Erased || gone[0].Steps[2].By != closing.Erased || gone[0].Steps[1].By != "bob" || offers[0].Steps[0].By != "ann" {
		t.Errorf("%d, %+v", n, gone)
	}
	items := []closing.Improvement{{ID: "i", Owner: "ann", Steps: []closing.ImprovementStep{{By: "ann"}}}, {ID: "j", Owner: "bob"}}
	left, n := closing.EraseFromImprovements(items, "ann")
	if n != 1 || left[0].Owner != closing.Erased || left[0].Steps[0].By != closing.Erased || items[0].Steps[0].By != "ann" || left[1].Owner != "bob" {
		t.Errorf("%d, %+v", n, left)
	}
}

func ExampleSimilar() {
	lessons := []closing.Lesson{
		{ID: "deputy", Advice: "Name a deputy for every tester", Status: closing.Accepted, On: date(3, 20),
			AppliesTo: []closing.Trait{{Name: "kind", Value: "launch"}, {Name: "team", Value: "small"}}},
		{ID: "prices", Advice: "Fix prices before the tender", Status: closing.Accepted, On: date(4, 2),
			AppliesTo: []closing.Trait{{Name: "kind", Value: "tender"}}},
	}
	project := []closing.Trait{{Name: "kind", Value: "launch"}, {Name: "team", Value: "large"}}
	for _, s := range closing.Similar(closing.UsualWeights(), project, lessons, 3) {
		fmt.Println(s.Lesson.ID, s.Likeness.Score)
		for _, r := range s.Likeness.Reasons {
			fmt.Println(" ", r.Trait, r.Wanted, r.Agreement, r.Points, "of", r.Weight)
		}
	}
	// Output:
	// deputy 0.5
	//   kind [launch] agrees 5 of 5
	//   team [small] differs 0 of 2
}

func ExampleOffer_Take() {
	o := closing.Offer{Lesson: "deputy", Project: "P2", On: date(8, 3), State: closing.Offered}
	_, found := o.Take(closing.OfferStep{To: closing.OfferDeclined, By: "pm", On: date(8, 4)})
	fmt.Println(found[0].Subject)
	o, found = o.Take(closing.OfferStep{To: closing.OfferAccepted, By: "pm", On: date(8, 4)})
	fmt.Println(o.State, len(found))
	// Output:
	// offer deputy.why
	// offer_accepted 0
}

// Case counts neither in values nor in names of traits, tags and weights.
func TestLikeWithoutCase(t *testing.T) {
	w := closing.Weights{Traits: []closing.Weight{{Trait: "Kind", Points: 7}, {Trait: "tag", Points: 2}}, Other: 1}
	a := []closing.Trait{{Name: "kind", Value: "launch"}, {Name: "tag", Value: "legal"}, {Name: "tag", Value: "price"}, {Name: "own", Value: "yes"}}
	b := []closing.Trait{{Name: "KIND", Value: "Launch"}, {Name: "Tag", Value: "LEGAL"}, {Name: "OWN", Value: "no"}}
	got := w.Like(a, b)
	if want := finding.Ratio(7+1, 7+2+1, ""); got.Score != want { // kind, half of the tags, nothing of own
		t.Errorf("got %v, want %v: %+v", got.Score, want, got.Reasons)
	}
	upper := slices.Clone(a)
	for i := range upper {
		upper[i].Name = strings.ToUpper(upper[i].Name)
	}
	if mixed := w.Like(append(upper, a...), b); mixed.Score != got.Score || len(mixed.Reasons) != 3 {
		t.Errorf("spelt both ways: got %+v", mixed)
	}
}
