package trello_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/trello"
)

// called is a plan whose phases, and the steps of whose card, have these names.
func called(a, b string) *schedule.Plan {
	return &schedule.Plan{Name: "p", Start: day(2, 8), Tasks: []schedule.Task{
		{ID: "A", Name: a}, {ID: "c", Name: "card", Parent: "A"}, {ID: "c1", Name: a, Parent: "c"}, {ID: "c2", Name: b, Parent: "c"},
		{ID: "B", Name: b}, {ID: "d", Name: "other", Parent: "B"}}}
}

// Names that move on by one leave no list and no step behind, with the session
// and without it.
func TestRequestsMoveNames(t *testing.T) {
	for _, forget := range []bool{false, true} {
		h := &host{server: newServer()}
		for _, p := range []*schedule.Plan{called("one", "two"), called("two", "three"), called("three", "two")} {
			if forget {
				h.saved = ""
			}
			if _, err := h.send(t, p); err != nil {
				t.Fatal(err)
			}
			h.compare(t, fmt.Sprint("forget ", forget), p, false)
			if lists, items := len(h.server.things["lists"]), len(asList(h.server.things["checklists"][0]["checkItems"])); lists != 2 || items != 2 {
				t.Errorf("forget %v: %d lists and %d items", forget, lists, items)
			}
		}
	}
}

// A step that somebody else added under the name of one of ours stays when ours
// goes, as long as the session knows which is which.
func TestRequestsKeepTheirSteps(t *testing.T) {
	h := &host{server: newServer()}
	if _, err := h.send(t, called("one", "two")); err != nil {
		t.Fatal(err)
	}
	list := h.server.things["checklists"][0]["id"].(string)
	if _, err := h.server.do(trello.Call{Method: "POST", Path: "/1/checklists/" + list + "/checkItems", Body: []byte(`{"name":"one","pos":9}`)}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.send(t, called("uno", "two")); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, v := range asList(h.server.things["checklists"][0]["checkItems"]) {
		names = append(names, v.(object)["name"].(string))
	}
	if want := []string{"uno", "two", "one"}; !slices.Equal(names, want) {
		t.Errorf("%v, want %v", names, want)
	}
}

// A member whom somebody else put on a card stays; of two cards with the same
// block the older is ours.
func TestRequestsKeepTheirPeople(t *testing.T) {
	h := &host{server: newServer(), options: trello.Options{People: people()}}
	if _, err := h.send(t, launchPlan()); err != nil {
		t.Fatal(err)
	}
	s := h.server
	card := s.things["cards"][slices.IndexFunc(s.things["cards"], func(c object) bool { return c["name"] == "Fair" })]
	s.things["boards"][0]["members"] = append(asList(s.things["boards"][0]["members"]), object{"id": "eeeeeeeeeeeeeeeeeeeeeeee"})
	card["idMembers"] = []any{"eeeeeeeeeeeeeeeeeeeeeeee"}
	theirs := object{}
	for name, v := range card {
		theirs[name] = v
	}
	theirs["id"], theirs["name"] = "ffffffffffffffffffffffff", "Copy"
	s.things["cards"] = append([]object{theirs}, s.things["cards"]...)
	h.saved = ""
	p := launchPlan()
	p.Assignments = append(p.Assignments, schedule.Assignment{ID: "fair/anna", Task: "fair", Resource: "anna"})
	if _, err := h.send(t, p); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(card["idMembers"]); got != "[aaaaaaaaaaaaaaaaaaaaaaaa eeeeeeeeeeeeeeeeeeeeeeee]" || theirs["name"] != "Copy" {
		t.Errorf("members %s, copy %v", got, theirs["name"])
	}
}

// A task reopened in Trello is not done, whatever a custom field still says.
func TestReopenedByPeople(t *testing.T) {
	o := trello.Options{InFields: true}
	text, _ := encode(t, o, launchPlan())
	edited := strings.Replace(string(text), `"dueComplete":true,"dateCompleted":"2026-03-04T17:00:00.000Z"`, `"dueComplete":false,"dateCompleted":null`, 1)
	p, notes := decode(t, o, edited)
	if got := taskOf(t, p, "survey").Progress; got.Percent != 0 || got.ActualFinish != 0 || !noted(notes, trello.CodeChangedInTrello, "survey") {
		t.Errorf("%+v, %v", got, notes)
	}
}

// Parents in a circle, unknown ones and those behind their children end at the
// top level; every task is still on the board once.
func TestOddOutlines(t *testing.T) {
	p := &schedule.Plan{Name: "odd", Start: day(2, 8), Tasks: []schedule.Task{{ID: "a", Name: "a", Parent: "b"}, {ID: "b", Name: "b", Parent: "a"},
		{ID: "c", Name: "c", Parent: "c"}, {ID: "d", Name: "d", Parent: "nobody"}}}
	for _, layout := range []trello.Layout{trello.ListsArePhases, trello.ListsAreStates} {
		text, _ := encode(t, trello.Options{Layout: layout}, p)
		back, _ := decode(t, trello.Options{}, string(text))
		inOrder(t, back)
		if len(back.Tasks) != 4 {
			t.Errorf("layout %d: %+v", layout, back.Tasks)
		}
	}
}
