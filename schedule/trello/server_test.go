package trello_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/trello"
)

type object = map[string]any

// server is a small Trello in memory. It keeps what it is sent, refuses what
// Trello refuses, and breaks off when told.
type server struct {
	n       int
	writes  int
	things  map[string][]object // by kind, in the order in which they were made
	breakAt int                 // the write at which the connection breaks; 0: never
	lose    bool                // then the write is done and only its answer lost
}

func newServer() *server { return &server{things: map[string][]object{}} }

var errBroken = errors.New("connection broken")

// do answers one call.
func (s *server) do(c trello.Call) ([]byte, error) {
	write := c.Method != "GET"
	if write {
		s.writes++
	}
	if write && s.writes == s.breakAt && !s.lose {
		return nil, errBroken
	}
	path, _, _ := strings.Cut(strings.TrimPrefix(c.Path, "/1/"), "?")
	var body object
	if c.Body != nil {
		if err := json.Unmarshal(c.Body, &body); err != nil {
			return nil, fmt.Errorf("400 %w: %s", err, c.Body)
		}
	}
	answer, err := s.route(c.Method, strings.Split(path, "/"), body)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", c.Method, c.Path, err)
	}
	if write && s.writes == s.breakAt {
		return nil, errBroken
	}
	return json.Marshal(answer)
}

func (s *server) route(method string, p []string, body object) (any, error) {
	if err := tooLong(body); err != nil {
		return nil, err
	}
	switch shape := method + " " + strings.Join(slices.Concat(p[:1], p[min(2, len(p)):min(3, len(p))]), " "); shape {
	case "GET members boards":
		return s.things["boards"], nil
	case "GET boards":
		return s.board(p[1])
	case "PUT boards members":
		b, err := s.find("boards", p[1])
		b["members"] = append(asList(b["members"]), object{"id": p[3], "fullName": "Somebody", "username": "u" + p[3]})
		return b, err
	case "POST checklists checkItems":
		return s.addItem(p[1], body)
	case "PUT cards checkItem", "DELETE cards checkItem":
		return s.item(method, p[1], p[3], body)
	case "PUT cards customField":
		return s.value(p[1], p[3], body)
	case "POST boards", "POST lists", "POST cards", "POST labels", "POST checklists", "POST customFields":
		return s.make(p[0], body)
	case "PUT boards", "PUT lists", "PUT cards":
		return s.change(p[0], p[1], body)
	default:
		return nil, fmt.Errorf("404 %s", shape)
	}
}

func tooLong(body object) error {
	for _, name := range []string{"name", "desc"} {
		if s, is := body[name].(string); is && len([]rune(s)) > 16384 {
			return fmt.Errorf("400 %s too long", name)
		}
	}
	return nil
}

func asList(v any) []any {
	list, _ := v.([]any)
	return list
}

func (s *server) find(kind, id string) (object, error) {
	for _, x := range s.things[kind] {
		if x["id"] == id {
			return x, nil
		}
	}
	return object{}, fmt.Errorf("404 no %s %s", kind, id)
}

// make makes a thing, which needs a name and what it belongs to.
func (s *server) make(kind string, body object) (any, error) {
	need := map[string][2]string{"lists": {"idBoard", "boards"}, "cards": {"idList", "lists"}, "labels": {"idBoard", "boards"},
		"checklists": {"idCard", "cards"}, "customFields": {"idModel", "boards"}}
	if owner, is := need[kind]; is {
		id, _ := body[owner[0]].(string)
		if _, err := s.find(owner[1], id); err != nil {
			return nil, err
		}
	}
	if body["name"] == "" && kind != "labels" {
		return nil, errors.New("400 invalid value for name")
	}
	s.n++
	body["id"] = fmt.Sprintf("%024x", s.n)
	body["closed"] = false
	if kind == "cards" {
		if err := s.known(body); err != nil {
			return nil, err
		}
	}
	s.things[kind] = append(s.things[kind], body)
	return body, nil
}

// known checks that the labels and members of a card are on the board.
func (s *server) known(card object) error {
	for _, id := range asList(card["idLabels"]) {
		if _, err := s.find("labels", id.(string)); err != nil {
			return err
		}
	}
	for _, id := range asList(card["idMembers"]) {
		on := slices.ContainsFunc(s.things["boards"], func(b object) bool {
			return slices.ContainsFunc(asList(b["members"]), func(m any) bool { return m.(object)["id"] == id })
		})
		if !on {
			return fmt.Errorf("400 %v is no member of the board", id)
		}
	}
	return nil
}

func (s *server) change(kind, id string, body object) (any, error) {
	x, err := s.find(kind, id)
	if err != nil {
		return nil, err
	}
	if body["name"] == "" {
		return nil, errors.New("400 invalid value for name")
	}
	for name, v := range body {
		x[name] = v
	}
	return x, s.known(x)
}

func (s *server) addItem(list string, body object) (any, error) {
	x, err := s.find("checklists", list)
	if err != nil {
		return nil, err
	}
	s.n++
	item := object{"id": fmt.Sprintf("%024x", s.n), "name": body["name"], "pos": body["pos"], "due": body["due"], "idMember": body["idMember"], "state": "incomplete"}
	if body["checked"] == true {
		item["state"] = "complete"
	}
	x["checkItems"] = append(asList(x["checkItems"]), item)
	return item, nil
}

func (s *server) item(method, card, id string, body object) (any, error) {
	for _, list := range s.things["checklists"] {
		items := asList(list["checkItems"])
		for i, v := range items {
			item := v.(object)
			if list["idCard"] != card || item["id"] != id {
				continue
			}
			if method == "DELETE" {
				list["checkItems"] = slices.Delete(slices.Clone(items), i, i+1)
				return object{}, nil
			}
			for name, v := range body {
				item[name] = v
			}
			return item, nil
		}
	}
	return nil, fmt.Errorf("404 no item %s", id)
}

func (s *server) value(card, field string, body object) (any, error) {
	c, err := s.find("cards", card)
	if err != nil {
		return nil, err
	}
	if _, err := s.find("customFields", field); err != nil {
		return nil, err
	}
	items := slices.DeleteFunc(asList(c["customFieldItems"]), func(v any) bool { return v.(object)["idCustomField"] == field })
	s.n++
	c["customFieldItems"] = append(items, object{"id": fmt.Sprintf("%024x", s.n), "idCustomField": field, "value": body["value"]})
	return object{}, nil
}

// board answers with all of a board.
func (s *server) board(id string) (any, error) {
	b, err := s.find("boards", id)
	if err != nil {
		return nil, err
	}
	whole := object{"lists": s.things["lists"], "cards": s.things["cards"], "labels": s.things["labels"],
		"checklists": s.things["checklists"], "customFields": s.things["customFields"]}
	for name, v := range b {
		whole[name] = v
	}
	return whole, nil
}

// host is a program that sends a plan to Trello and keeps its session as text.
type host struct {
	server  *server
	options trello.Options
	saved   string
}

// read returns the board as it is, nil when there is none.
func (h *host) read(t testing.TB, s *trello.Session, p *schedule.Plan) *trello.Board {
	t.Helper()
	get := func(r trello.Request) []byte {
		call, err := s.Resolve(r)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := h.server.do(call)
		if err != nil {
			t.Fatal(err)
		}
		return answer
	}
	if s.Board() == "" {
		if err := h.options.FindBoard(s, p, get(trello.FindBoards())); err != nil {
			t.Fatal(err)
		}
	}
	if s.Board() == "" {
		return nil
	}
	doc, err := trello.Parse(strings.NewReader(string(get(trello.ReadBoard(s.Board())))), h.options)
	if err != nil {
		t.Fatal(err)
	}
	return &doc.Board
}

// send brings the plan to the server and returns how many requests it took. The
// error is that of the connection.
func (h *host) send(t testing.TB, p *schedule.Plan) (int, error) {
	t.Helper()
	var s trello.Session
	if h.saved != "" {
		if err := json.Unmarshal([]byte(h.saved), &s); err != nil {
			t.Fatal(err)
		}
	}
	requests, _, err := h.options.Requests(p, h.read(t, &s, p), &s)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range requests {
		call, err := s.Resolve(r)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := h.server.do(call)
		if errors.Is(err, errBroken) {
			return 0, err
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Record(r, answer); err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		h.saved = string(text)
	}
	return len(requests), nil
}
