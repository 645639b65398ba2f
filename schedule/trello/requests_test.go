package trello_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/trello"
)

func people() map[schedule.ResourceID]string {
	return map[schedule.ResourceID]string{"anna": "aaaaaaaaaaaaaaaaaaaaaaaa", "li": "bbbbbbbbbbbbbbbbbbbbbbbb"}
}

// dump says what is on the server without its ids, in their order on the board.
func (s *server) dump() string {
	var out []string
	called := map[any]any{}
	for _, kind := range []string{"boards", "lists", "labels", "customFields", "cards"} {
		for _, x := range s.things[kind] {
			called[x["id"]] = x["name"]
		}
	}
	for _, kind := range []string{"boards", "lists", "labels", "customFields", "cards", "checklists"} {
		for _, x := range s.things[kind] {
			text, err := json.Marshal(named(x, called))
			if err != nil {
				panic(err)
			}
			out = append(out, kind+" "+string(text))
		}
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

// named puts names in the place of ids.
func named(v any, called map[any]any) any {
	switch v := v.(type) {
	case map[string]any:
		out := object{}
		for name, x := range v {
			if name != "id" {
				out[name] = named(x, called)
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = named(v[i], called)
		}
		return out
	case string:
		if name, is := called[v]; is {
			return name
		}
	}
	return v
}

// labelled is the launch plan with labels on a card.
func labelled() *schedule.Plan {
	p := launchPlan()
	p.Tasks[2].Notes += "\n\n```trello\nlabel: red Urgent\nlabel: sky \"\"\nchecklist: Sides\n```"
	return p
}

// changed is the plan some weeks later: things renamed, moved, added and gone.
func changed() *schedule.Plan {
	p := labelled()
	p.Tasks[0].Name, p.Tasks[5].Name = "Get ready", "Sell more"
	p.Tasks[1].Parent, p.Tasks[1].Progress = "P2", schedule.Progress{}
	p.Tasks[3].Name, p.Tasks[4].Progress.Percent = "North side", 100
	p.Tasks[2].Notes = strings.Replace(p.Tasks[2].Notes, "red Urgent", "green Calm", 1)
	p.Tasks = append(p.Tasks[:8:8], schedule.Task{ID: "dinner", Name: "Dinner", Parent: "P2", Deadline: day(19, 20)}, p.Tasks[9])
	p.Tasks = slices.Insert(p.Tasks, 5, schedule.Task{ID: "dig.3", Name: "West", Parent: "dig"}, schedule.Task{ID: "P0", Name: "Prepare"},
		schedule.Task{ID: "call", Name: "Call", Parent: "P0", Duration: schedule.Duration{Length: calendar.Hour}})
	p.Tasks = slices.DeleteFunc(p.Tasks, func(t schedule.Task) bool { return t.ID == "dig.2" })
	p.Assignments = slices.DeleteFunc(p.Assignments, func(a schedule.Assignment) bool { return a.Task == "dig.2" || a.Task == "survey" })
	return p
}

func options() []trello.Options {
	return []trello.Options{{People: people()}, {People: people(), InFields: true}, {People: people(), Layout: trello.ListsAreStates}}
}

// A plan that was sent comes back from the board, and sending it again sends
// nothing.
func TestRequestsArrive(t *testing.T) {
	for i, o := range options() {
		h := &host{server: newServer(), options: o}
		for step, p := range []*schedule.Plan{labelled(), changed(), labelled()} {
			sent, err := h.send(t, p)
			if err != nil || sent == 0 {
				t.Fatalf("options %d, step %d: %d requests, %v", i, step, sent, err)
			}
			if again, _ := h.send(t, p); again != 0 {
				t.Errorf("options %d, step %d: sending again sent %d requests", i, step, again)
			}
			if step == 1 {
				continue // archived cards come back as inactive tasks
			}
			h.compare(t, fmt.Sprintf("options %d, step %d", i, step), p, step > 0)
		}
	}
}

// compare reads the board and compares the plan on it; what earlier plans
// left behind, archived cards and labels, is not looked at.
func (h *host) compare(t *testing.T, what string, p *schedule.Plan, leftovers bool) {
	t.Helper()
	doc := h.read(t, &trello.Session{}, p)
	back, _ := decode(t, h.options, string(doc.JSON()))
	if leftovers {
		known := map[schedule.TaskID]bool{}
		for _, x := range p.Tasks {
			known[x.ID] = true
		}
		back.Tasks = slices.DeleteFunc(back.Tasks, func(x schedule.Task) bool { return !known[x.ID] })
		p = p.Clone()
		for i := range p.Tasks { // labels stay on cards
			p.Tasks[i].Notes, back.Tasks[i].Notes = "", ""
		}
	}
	if diff := alike(p, back); diff != "" {
		t.Errorf("%s: %s", what, diff)
	}
}

// Wherever it breaks, before a request or after one whose answer is lost, with
// the session kept or lost: going on ends in the same board.
func TestRequestsResume(t *testing.T) {
	for i, o := range options() {
		for _, before := range []*schedule.Plan{nil, labelled()} {
			after := labelled()
			if before != nil {
				after = changed()
			}
			whole := sendAll(t, o, before, after, 0, false, false)
			want, writes := whole.server.dump(), whole.server.writes
			first := 0
			if before != nil {
				first = sendAll(t, o, nil, before, 0, false, false).server.writes
			}
			for at := first + 1; at <= writes; at++ {
				for mode := range 4 {
					lose, forget := mode&1 != 0, mode&2 != 0
					h := sendAll(t, o, before, after, at, lose, forget)
					if diff := cmp.Diff(want, h.server.dump()); diff != "" {
						t.Fatalf("options %d, update %v, broken at request %d of %d, lost answer %v, lost session %v:\n%s", i, before != nil, at, writes, lose, forget, diff)
					}
				}
			}
			t.Logf("options %d, update %v: broken at each of %d requests", i, before != nil, writes-first)
		}
	}
}

// sendAll sends one plan and then another, breaking once.
func sendAll(t *testing.T, o trello.Options, before, after *schedule.Plan, breakAt int, lose, forget bool) *host {
	t.Helper()
	h := &host{server: newServer(), options: o}
	if before != nil {
		if _, err := h.send(t, before); err != nil {
			t.Fatal(err)
		}
	}
	h.server.breakAt, h.server.lose = breakAt, lose
	for tries := 0; ; tries++ {
		_, err := h.send(t, after)
		if err == nil {
			return h
		}
		if tries > 0 {
			t.Fatal("broken twice")
		}
		if forget {
			h.saved = ""
		}
	}
}

func TestRequestsLeaveOthersAlone(t *testing.T) {
	h := &host{server: newServer(), options: trello.Options{People: people()}}
	if _, err := h.send(t, labelled()); err != nil {
		t.Fatal(err)
	}
	s := h.server
	list := s.things["lists"][0]["id"].(string)
	theirs := trello.Call{Method: "POST", Path: "/1/cards", Body: []byte(`{"idList":"` + list + `","name":"Theirs","desc":"","pos":1}`)}
	if _, err := s.do(theirs); err != nil {
		t.Fatal(err)
	}
	if _, err := h.send(t, changed()); err != nil {
		t.Fatal(err)
	}
	for _, c := range s.things["cards"] {
		if c["name"] == "Theirs" && (c["closed"] != false || c["idList"] != list) {
			t.Errorf("somebody else's card was changed: %v", c)
		}
	}
}

func TestRequestsErrors(t *testing.T) {
	o := trello.Options{}
	known := &trello.Session{IDs: map[string]string{"board": "b"}}
	for name, f := range map[string]func() error{
		"no plan":       func() error { _, _, err := o.Requests(nil, nil, &trello.Session{}); return err },
		"no session":    func() error { _, _, err := o.Requests(launchPlan(), nil, nil); return err },
		"no board":      func() error { _, _, err := o.Requests(launchPlan(), nil, known); return err },
		"another board": func() error { _, _, err := o.Requests(launchPlan(), &trello.Board{ID: "c"}, known); return err },
		"nothing found": func() error { return o.FindBoard(known, nil, []byte("[]")) },
	} {
		if err := f(); !errors.Is(err, trello.ErrNoPlan) {
			t.Errorf("%s: %v", name, err)
		}
	}
	requests, _, err := o.Requests(launchPlan(), nil, &trello.Session{})
	if err != nil {
		t.Fatal(err)
	}
	var s trello.Session
	if _, err := s.Resolve(requests[1]); !errors.Is(err, trello.ErrMissing) || !strings.Contains(err.Error(), "board") {
		t.Errorf("a list before its board: %v", err)
	}
	for _, answer := range []string{"", "{}", `{"id":""}`, `{"id":7}`, "<html>"} {
		if err := s.Record(requests[0], []byte(answer)); !errors.Is(err, trello.ErrAnswer) {
			t.Errorf("answer %q: %v", answer, err)
		}
	}
}

// Text that looks like the name of an id stays text.
func TestRequestsKeepBraces(t *testing.T) {
	p := &schedule.Plan{Name: "{board}", Start: day(2, 8), Tasks: []schedule.Task{{ID: "{list}", Name: "{board}"}}}
	h := &host{server: newServer()}
	if _, err := h.send(t, p); err != nil {
		t.Fatal(err)
	}
	h.compare(t, "braces", p, false)
}

func TestBatches(t *testing.T) {
	sizes := func(n, most int) []int {
		var list []int
		for _, batch := range trello.Batches(make([]trello.Request, n), most) {
			list = append(list, len(batch))
		}
		return list
	}
	if got := sizes(250, 0); !slices.Equal(got, []int{100, 100, 50}) {
		t.Errorf("250 requests: %v", got)
	}
	if got := sizes(7, 3); !slices.Equal(got, []int{3, 3, 1}) || len(sizes(0, 3)) != 0 {
		t.Errorf("7 requests by threes: %v", got)
	}
}
