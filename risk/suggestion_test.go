package risk

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// patterned is a plan with one supplier, one expert and no slack, as facts.
func patterned() []Fact {
	return []Fact{
		{"supply.suppliers_least", finding.Number(1, "")},
		{"team.skill_holders_least", finding.Number(1, "")},
		{"schedule.float_min", finding.Number(0, "min")},
		{"customer.contacts", finding.Number(2, "")},
		{"contract.price_fixed", finding.Bool(false)},
		{"offer.deliveries_before", finding.Unknown("no-data")},
	}
}

func TestKnownPatternYieldsItsPrompts(t *testing.T) {
	signals := Signals(SalesPatterns(), patterned())
	if got := strings.Join(signals, " "); got != "single_supplier sole_expert no_float" {
		t.Fatalf("got %s", got)
	}
	for _, lang := range []string{"en", "zh-CN"} {
		checklist, err := SalesPrompts(lang)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range (Register{}).Suggestions(Clues{Signals: signals, Checklist: checklist}) {
			got = append(got, fmt.Sprint(s.Source.Kind, " ", s.Source.ID, " ", s.Because))
		}
		want := "[checklist sales/single_supplier [single_supplier] checklist sales/sole_expert [sole_expert] checklist sales/no_float [no_float]]"
		if fmt.Sprint(got) != want {
			t.Errorf("%s: got %v", lang, got)
		}
	}
	if found := Signals(SalesPatterns(), nil); len(found) != 0 {
		t.Errorf("no facts, no signals: %v", found)
	}
}

// TestEveryPromptHasItsPattern: each item of the checklist can be called up,
// and each pattern calls up something.
func TestEveryPromptHasItsPattern(t *testing.T) {
	checklist, err := SalesPrompts("en")
	if err != nil {
		t.Fatal(err)
	}
	signals := map[string]int{}
	for _, p := range SalesPatterns() {
		signals[p.Signal]++
		if (condition{p.Op, p.Limit, p.Unit}).usable() == false {
			t.Errorf("%+v cannot be met", p)
		}
	}
	for _, p := range checklist {
		if signals[p.Signal] != 1 {
			t.Errorf("%s has %d patterns", p.Signal, signals[p.Signal])
		}
	}
	if len(signals) != len(checklist) {
		t.Errorf("%d signals, %d prompts", len(signals), len(checklist))
	}
}

func lessons() []Lesson {
	return []Lesson{
		{ID: "L1", Project: "east", Traits: []string{"new_market", "hardware", "two_shifts"}, Kind: Threat, Cause: "c1", Event: "e1", Effect: "f1", Evidence: "minutes 7"},
		{ID: "L2", Project: "west", Traits: []string{"software"}, Kind: Threat, Cause: "c2", Event: "e2", Effect: "f2"},
		{ID: "L3", Project: "south", Traits: []string{"hardware", "new_market", "hardware"}, Kind: Opportunity, Cause: "c3", Event: "e3", Effect: "f3", Category: []string{"market"}},
		{ID: "L0", Project: "north", Traits: []string{"hardware", "new_market"}, Kind: Threat, Cause: "c0", Event: "e0", Effect: "f0"},
	}
}

// TestLessonsOfSimilarProjects: traits are new_market, hardware and export, so
// L1 shares 2 of 4, L0 and L3 2 of 3, L2 none.
func TestLessonsOfSimilarProjects(t *testing.T) {
	clues := Clues{Traits: []string{"export", "hardware", "new_market"}, Lessons: lessons()}
	var got []string
	list := Register{}.Suggestions(clues)
	for _, s := range list {
		got = append(got, fmt.Sprint(s.Source.ID, " ", s.Likeness, " ", s.Because, " ", s.Project))
	}
	want := "L0 2/3 [hardware new_market] north; L3 2/3 [hardware new_market] south; L1 0.5 [hardware new_market] east"
	if strings.Join(got, "; ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "; "), want)
	}
	if list[2].Evidence != "minutes 7" || list[2].Prompt.Cause != "c1" || list[1].Prompt.Kind != Opportunity {
		t.Errorf("got %+v", list)
	}
	list[1].Prompt.Category[0] = "x"
	if clues.Lessons[2].Category[0] != "market" {
		t.Error("the suggestion shares its category with the lesson")
	}
	if list := (Register{}).Suggestions(Clues{Lessons: lessons()}); len(list) != 0 {
		t.Errorf("a project without traits is like no other: %+v", list)
	}
}

func TestSuggestionsUntilAnswered(t *testing.T) {
	checklist, err := SalesPrompts("en")
	if err != nil {
		t.Fatal(err)
	}
	clues := Clues{Signals: []string{"sole_expert", "no_float"}, Checklist: checklist, Traits: []string{"software"}, Lessons: lessons()}
	r := handWorked(t)
	before := encoded(t, r)
	list := r.Suggestions(clues)
	if len(list) != 3 || len(r.Risks) != 6 {
		t.Fatalf("got %+v", list)
	}
	at := day("2026-04-02")
	taken, err := r.Accept(list[2], PromptAnswer{Risk: "R7", At: at, By: "li.na"})
	if err != nil {
		t.Fatal(err)
	}
	x, ok := taken.Risk("R7")
	if !ok || x.Status != Proposed || x.Source != (Source{FromLesson, "L2"}) || x.Event != "e2" || x.Raised != at || x.Owner != "" {
		t.Errorf("got %+v", x)
	}
	refused, err := taken.Decline(list[0], PromptAnswer{At: at, By: "li.na", Reason: "two members know it", Accepted: true, Risk: "R1"})
	if err != nil || len(refused.Risks) != 7 {
		t.Fatalf("%v, %d risks", err, len(refused.Risks))
	}
	if rest := refused.Suggestions(clues); len(rest) != 1 || rest[0].Source.ID != "sales/no_float" {
		t.Errorf("got %+v", rest)
	}
	want := []PromptAnswer{
		{Source: Source{FromLesson, "L2"}, Accepted: true, Risk: "R7", At: at, By: "li.na"},
		{Source: Source{FromChecklist, "sales/sole_expert"}, At: at, By: "li.na", Reason: "two members know it"},
	}
	if fmt.Sprint(refused.Answers) != fmt.Sprint(want) {
		t.Errorf("got %+v", refused.Answers)
	}
	if encoded(t, r) != before || finding.Blocks(refused.Check()) {
		t.Errorf("the register given changed, or the new one is wrong: %v", codesOf(refused.Check()))
	}
	good := PromptAnswer{Risk: "R8", At: at, By: "li.na", Reason: "r"}
	for reason, call := range map[string]func(PromptAnswer) (Register, error){
		"answered": func(a PromptAnswer) (Register, error) { return refused.Accept(list[0], a) },
		"id":       func(a PromptAnswer) (Register, error) { a.Risk = "R7"; return refused.Accept(list[1], a) },
		"reason":   func(a PromptAnswer) (Register, error) { a.Reason = ""; return refused.Decline(list[1], a) },
		"date":     func(a PromptAnswer) (Register, error) { a.At = ever; return refused.Decline(list[1], a) },
		"by":       func(a PromptAnswer) (Register, error) { a.By = ""; return refused.Accept(list[1], a) },
	} {
		var detail *RecordError
		if _, err := call(good); !errors.As(err, &detail) || !errors.Is(err, ErrRecord) || detail.Reason != reason {
			t.Errorf("%s: got %v", reason, err)
		}
	}
	if _, err := refused.Decline(list[2], good); !errors.Is(err, ErrRecord) {
		t.Errorf("L2 was accepted: %v", err)
	}
}

func TestAnswerFaults(t *testing.T) {
	lawful := PromptAnswer{Source: Source{FromLesson, "L1"}, Accepted: true, Risk: "R1", At: day("2026-03-02"), By: "li.na"}
	for name, test := range map[string]struct {
		harm func(*PromptAnswer)
		want finding.Code
	}{
		"undated":     {func(a *PromptAnswer) { a.At = ever }, CodeAnswerUndated},
		"no risk":     {func(a *PromptAnswer) { a.Risk = "R99" }, CodeAnswerNoRisk},
		"from nobody": {func(a *PromptAnswer) { a.Source.Kind = "dream" }, CodeUnknownWord},
		"too long":    {func(a *PromptAnswer) { a.Reason = strings.Repeat("x", MaxText+1) }, CodeTextTooLong},
	} {
		r := handWorked(t)
		r.Answers = []PromptAnswer{lawful}
		if found := r.Check(); len(found) != 0 {
			t.Fatalf("%v", codesOf(found))
		}
		test.harm(&r.Answers[0])
		if found := r.Check(); len(found) != 1 || found[0].Code != test.want {
			t.Errorf("%s: got %v", name, codesOf(found))
		}
	}
}

// TestCategoryFaults: the tree has no path twice and no category above itself.
func TestCategoryFaults(t *testing.T) {
	for want, path := range map[finding.Code][]string{
		CodeCategoryTwice: {"market", "price"},
		CodeCategoryCycle: {"market", "market"},
		CodeCategoryPath:  {"law", "tax"},
	} {
		r := handWorked(t)
		r.Categories = append(r.Categories, path)
		found := r.Check()
		if len(found) != 1 || found[0].Code != want || found[0].Subject.ID != strings.Join(path, "/") {
			t.Errorf("%v: got %v", path, codesOf(found))
		}
	}
}

// TestEscalation: who takes a risk over has to be named; the tasks of a
// response are listed once each.
func TestEscalation(t *testing.T) {
	r := handWorked(t)
	x := &r.Risks[0].Responses[0]
	x.Strategy = Escalate
	if found := r.Check(); !contains(found, CodeEscalatedToNone) {
		t.Errorf("got %v", codesOf(found))
	}
	x.To = "board"
	if found := r.Check(); contains(found, CodeEscalatedToNone) {
		t.Errorf("got %v", codesOf(found))
	}
	y := Response{Task: "t1", Tasks: []string{"t2", "", "t1", "t3", "t2"}}
	if got := fmt.Sprint(y.Actions()); got != "[t1 t2 t3]" {
		t.Errorf("got %s", got)
	}
	if got := (Response{}).Actions(); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}
