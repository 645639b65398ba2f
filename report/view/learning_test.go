package view_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func in2026(month, day int) calendar.Date {
	return calendar.DateOf(2026, 1, 1).AddDays((month-1)*30 + day - 1)
}

// remembered is what two projects left behind.
func remembered() closing.Memory {
	on := calendar.DateOf(2026, 3, 2)
	m := closing.Memory{
		Lessons: []closing.Lesson{
			{ID: "L1", Project: "P1", Situation: "S1", Cause: "C1", Advice: "A1", Status: closing.Accepted, On: on, Tags: []string{"t1", "t2"},
				AppliesTo: []closing.Trait{{Name: closing.TraitKind, Value: "k1"}, {Name: closing.TraitMarket, Value: "m1"}, {Name: "own", Value: "v"}}},
			{ID: "L2", Project: "P1", Situation: "S2", Cause: "C2", Advice: "A2", Status: closing.Accepted, On: on},
		},
		Offers: []closing.Offer{
			{Lesson: "L1", From: "P1", Project: "P2", On: on, State: closing.OfferUseful, Steps: []closing.OfferStep{{To: closing.OfferAccepted, By: "U1", On: on.AddDays(1)},
				{To: closing.OfferUsed, By: "U1", On: on.AddDays(2), Where: finding.Ref{Kind: "task", ID: "T7"}}, {To: closing.OfferUseful, By: "U2", On: on.AddDays(9), Why: "W1"}}},
			{Aspect: closing.DurationAspect, Project: "P2", On: on, State: closing.Offered},
		},
		Improvements: []closing.Improvement{
			{ID: "I1", What: "A1", From: []finding.Ref{{Kind: "lesson", ID: "L1"}, {Kind: "risk", ID: "R1"}}, Project: "P1", Owner: "U1", Raised: on, Due: on.AddDays(5), State: closing.ImprovementOpen,
				Measure: closing.Measure{Name: "M1", Smaller: true, Before: finding.Number(14, "day")}},
			{ID: "I2", What: "A2", From: []finding.Ref{{Kind: "lesson", ID: "L2"}}, Project: "P1", Owner: "U2", Raised: on, Due: on.AddDays(5), State: closing.ImprovementJudged, Verdict: closing.Better,
				Measure: closing.Measure{Name: "M2", Before: finding.Ratio(1, 2, ""), After: finding.Ratio(3, 4, "")}},
		},
	}
	for i, days := range []int64{120, 90, 200, 110, 130, 100, 160, 140, 150, 170} {
		m.Closed = append(m.Closed, closing.Closed{Project: fmt.Sprint("P", 10+i), On: in2026(i+1, 1), Traits: []closing.Trait{{Name: closing.TraitKind, Value: "k1"}},
			Duration: closing.Pair{Planned: finding.Number(100, "day"), Actual: finding.Number(days, "day")}})
	}
	m.Closed = append(m.Closed, closing.Closed{Project: "P99", On: in2026(11, 1)})
	return m
}

func shopTraits() []closing.Trait {
	return []closing.Trait{{Name: closing.TraitKind, Value: "k1"}, {Name: closing.TraitMarket, Value: "m2"}, {Name: closing.TraitTag, Value: "t1"}}
}

// learningDocuments returns the documents of what projects teach.
func learningDocuments(t *testing.T, w phrase.Printer) map[string]*report.Document {
	t.Helper()
	m, on := remembered(), calendar.DateOf(2026, 3, 20)
	test, found := closing.BackTestReference(closing.ReferenceRule{}, closing.DurationAspect, m.Closed)
	question := closing.Question{Text: "plan \u8ba1\u5212", Traits: shopTraits()}
	cards := []closing.Card{{ID: "P1/a", Project: "P1", Title: "plan.json", Kind: closing.PlanItem, On: on, Traits: shopTraits(), Text: "\u8ba1\u5212"}}
	manifest := closing.Manifest{Project: "P1", On: on, By: "U1", Classes: []closing.Retention{{ID: "r10", Years: 10}, {ID: "r0"}}, Items: []closing.Item{
		{Name: "plan.json", Kind: closing.PlanItem, Size: 12, Digest: "sha256:0a", Retention: "r10"}, {Name: "x.md", Kind: closing.ReportItem, Language: "en", Retention: "r0"}},
		Excepted: []closing.Exception{{Kind: closing.LogItem, Reason: "E1", By: "U9", On: on}}}
	review := team.Review{Actor: "U1", Facts: team.Contribution{Tasks: team.Tally{Good: 9, Of: 10}, Actions: team.Tally{Good: 1, Of: 2}},
		Views: []team.View{{Angle: team.OwnView, By: "U1", On: on, Text: "V1"}, {Angle: team.PeerView, Text: "V2"}}, Points: []team.Point{{ID: "Q1", Text: "X1", Owner: "U2", Due: on, State: team.PointOpen}},
		Proposals: []team.Proposal{{Skill: team.Skill{Skill: "GO", Level: 4, Period: team.Period{From: on}}, State: team.Accepted, On: on}}}
	return map[string]*report.Document{
		"offers": view.Offers(w, view.OffersInput{Project: "P2", On: on, Suggestions: closing.Similar(closing.UsualWeights(), shopTraits(), m.Lessons, 0), Offers: m.Offers,
			Uses: closing.Uses(m.Offers), Findings: closing.CheckOffers(m.Offers)}),
		"improvements": view.Improvements(w, m.Improvements, on),
		"reference": view.Reference(w, view.ReferenceInput{Project: "P2", On: on, Estimate: closing.Reference(closing.ReferenceRule{}, shopTraits(), closing.DurationAspect, m.Closed),
			Planned: finding.Number(60, "day"), Test: &test, Findings: found}),
		"hits":    view.Hits(w, question, closing.Search(cards, question)),
		"archive": view.Archive(w, manifest, manifest.Check(closing.Required("en"))),
		"review":  view.Review(w, review),
	}
}

// wantDocument looks for lines in what a document is as Markdown.
func wantDocument(t *testing.T, name string, lang phrase.Lang, want ...string) {
	t.Helper()
	var b bytes.Buffer
	if err := (markdown.Renderer{}).Render(&b, learningDocuments(t, phrase.In(lang))[name]); err != nil {
		t.Fatal(err)
	}
	for _, line := range want {
		if !strings.Contains(b.String(), line+"\n") {
			t.Errorf("%s in %s: no line %q in\n%s", name, lang, line, b.String())
		}
	}
}

// By hand: L1 agrees in kind (5) and one of two tags (1 of 2), differs in
// market (3), and the project says nothing of "own" (1): 6 / (5+3+2+1+3).
func TestOffersDocument(t *testing.T) {
	wantDocument(t, "offers", phrase.En,
		"| L1 | P1 | S1 | C1 | A1 | 43% |", "| L2 | P1 | S2 | C2 | A2 | 0% |",
		"| L1 | kind of project | k1 | k1 | agrees | 5.00 | 5 |", "| L1 | market | m1 | m2 | differs | 0.00 | 3 |", "| L1 | tags | t1, t2 | t1 | in part | 1.00 | 2 |", "| L1 | own | v |  | not stated | 0.00 | 1 |",
		"| L1 | P1 | 2026-03-11 | useful | U2 | W1 | task T7 |", "| L1 | 1 | 1 | 0 | 1 | 1 | 0 | 100% |")
	wantDocument(t, "offers", phrase.ZhCN, "| L1 | \u5e02\u573a | m1 | m2 | \u4e0d\u540c | 0.00 | 3 |")
}

func TestImprovementsDocument(t *testing.T) {
	wantDocument(t, "improvements", phrase.En, "| I1 | A1 | U1 | 2026-03-07 | 13 |", "| I1 | A1 | lesson L1, risk R1 | P1 | U1 | 2026-03-07 | open | M1 | 14 days |  |  |",
		"| I2 | A2 | lesson L2 | P1 | U2 | 2026-03-07 | judged | M2 | 0.50 | 0.75 | better |")
}

// By hand: ten factors from 0.9 to 2.0, the middle ones 1.3 and 1.4; of 60 days
// that is 54, 81 and 120. The tenth project alone can be tested.
func TestReferenceDocument(t *testing.T) {
	wantDocument(t, "reference", phrase.En, "| Planned | 100% | 60 days |", "| Low end | 90% | 54 days |", "| Median | 135% | 81 days |", "| High end | 200% | 120 days |",
		"| P99 | figures are missing |", "| P19 | 2026-09-28 | 9 | 170% | 90% | 130% | 200% | yes |")
}

func TestHitsDocument(t *testing.T) {
	wantDocument(t, "hits", phrase.En, "| plan.json | P1 | plan |  | 2026-03-20 | 72% | “plan” (title), “计划” (text) | 77% |") // (4/6 + 10/13) / 2
	wantDocument(t, "hits", phrase.ZhCN, "| “plan”（标题）、“计划”（正文） | 77% |")
}

func TestArchiveDocument(t *testing.T) {
	wantDocument(t, "archive", phrase.En, "| plan.json | plan |  | 12 | sha256:0a | r10 | 2036-03-20 |", "| x.md | project report | en | 0 |  | r0 | for ever |", "| event log | E1 | U9 | 2026-03-20 |")
}

// A share of two cases is not shown, and it is said why.
func TestReviewDocument(t *testing.T) {
	wantDocument(t, "review", phrase.En, "| tasks on time | 90% | 10 |", "| the person | U1 | 2026-03-20 | V1 |", "| a colleague |  |  | V2 |", "| Q1 | X1 | U2 | 2026-03-20 | open |", "| GO | 4 | 2026-03-20 | accepted | 2026-03-20 |")
	var b bytes.Buffer
	if err := (markdown.Renderer{}).Render(&b, learningDocuments(t, phrase.In(phrase.En))["review"]); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "50%") || !strings.Contains(b.String(), "too few cases") {
		t.Errorf("got\n%s", b.String())
	}
}

// Documents of nothing are documents.
func TestLearningOfNothing(t *testing.T) {
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		w := phrase.In(lang)
		for i, doc := range []*report.Document{view.Offers(w, view.OffersInput{}), view.Improvements(w, nil, calendar.Date{}), view.Reference(w, view.ReferenceInput{}),
			view.Hits(w, closing.Question{}, nil), view.Archive(w, closing.Manifest{}, nil), view.Review(w, team.Review{})} {
			for _, f := range doc.Check() {
				t.Errorf("document %d in %s: %v", i, lang, f)
			}
		}
	}
}

func ExampleOffers() {
	lessons := []closing.Lesson{{ID: "deputy", Project: "P1", Situation: "One tester", Cause: "no deputy", Advice: "Name a deputy", Status: closing.Accepted,
		AppliesTo: []closing.Trait{{Name: closing.TraitKind, Value: "launch"}}}}
	project := []closing.Trait{{Name: closing.TraitKind, Value: "launch"}}
	doc := view.Offers(phrase.In(phrase.ZhCN), view.OffersInput{Project: "P2", Suggestions: closing.Similar(closing.UsualWeights(), project, lessons, 5)})
	fmt.Println(doc.Title)
	for _, row := range doc.Blocks[1].Table().Rows {
		fmt.Println(row.Cells[0], row.Cells[4], row.Cells[5])
	}
	// Output:
	// 推荐的经验教训
	// deputy Name a deputy 0.625
}
