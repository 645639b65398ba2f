package trello

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/schedule"
)

// Request is one call of Trello's REST API, before the ids in it are known.
// The host adds the address of Trello and its key and token, and sends it.
type Request struct {
	Method string
	Path   string  // from "/1/"; an id stands in it as its name in braces
	Body   []Param // of the JSON object to send; empty: none
	As     string  // name of the id that the answer has; empty: it is not needed
	Needs  []string
}

// Param is one member of a body: JSON as it stands, or the ids of things by
// their names, alone or, with List, as a list.
type Param struct {
	Name string
	JSON string
	Refs []string
	List bool
}

// Call is a request with all ids in it, ready to be sent.
type Call struct {
	Method, Path string
	Body         []byte // JSON; nil: none
}

// Session holds the ids that Trello gave to things of a plan, by the names
// that requests use. The zero Session is empty. The host may keep it as JSON
// between runs, best after each [Session.Record]; if it gets lost, things are
// found by their blocks. It is not safe for concurrent use.
//
//	for !done {
//		if session.Board() == "" {
//			// answer of trello.FindBoards()
//			err = options.FindBoard(&session, plan, answer)
//		}
//		var now *trello.Board
//		if id := session.Board(); id != "" {
//			// answer of trello.ReadBoard(id), through trello.Parse
//			now = &document.Board
//		}
//		requests, notes, err := options.Requests(plan, now, &session)
//		for _, r := range requests {
//			call, err := session.Resolve(r)
//			// send the call; when that fails, begin again
//			err = session.Record(r, answer)
//		}
//	}
type Session struct {
	IDs map[string]string `json:"ids"`
}

// Board returns Trello's id of the board, or "" when it is not known.
func (s *Session) Board() string { return s.IDs[boardName] }

const boardName = "board"

func (s *Session) set(name, id string) {
	if s.IDs == nil {
		s.IDs = map[string]string{}
	}
	s.IDs[name] = id
}

// Resolve puts ids in the place of their names. The error wraps [ErrMissing]
// and lists every name that has none yet.
func (s *Session) Resolve(r Request) (Call, error) {
	var missing []string
	for _, name := range r.Needs {
		if s.IDs[name] == "" {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		return Call{}, fmt.Errorf("%w: %s", ErrMissing, strings.Join(missing, ", "))
	}
	c := Call{Method: r.Method, Path: r.Path}
	for _, name := range r.Needs {
		c.Path = strings.ReplaceAll(c.Path, "{"+name+"}", s.IDs[name])
	}
	if len(r.Body) > 0 {
		c.Body = s.body(r.Body)
	}
	return c, nil
}

func (s *Session) body(params []Param) []byte {
	w := &writer{}
	w.object(func() {
		for _, p := range params {
			ids := make([]string, len(p.Refs))
			for i, name := range p.Refs {
				ids[i] = s.IDs[name]
			}
			switch {
			case p.List:
				w.texts(p.Name, ids)
			case len(ids) > 0:
				w.text(p.Name, ids[0])
			default:
				w.name(p.Name)
				w.WriteString(p.JSON)
			}
		}
	})
	return w.Bytes()
}

// Record keeps the id in the answer to a request. The error wraps [ErrAnswer]
// when there should be one and is not.
func (s *Session) Record(r Request, answer []byte) error {
	if r.As == "" {
		return nil
	}
	var thing struct{ ID string }
	if err := json.Unmarshal(answer, &thing); err != nil || thing.ID == "" {
		return fmt.Errorf("%w: %s", ErrAnswer, clip(string(answer)))
	}
	s.set(r.As, thing.ID)
	return nil
}

// FindBoards returns the request for the boards of the token's owner, whose
// answer [Options.FindBoard] takes.
func FindBoards() Request {
	return Request{Method: "GET", Path: "/1/members/me/boards?filter=open&fields=id,name,desc"}
}

// FindBoard looks in the answer to [FindBoards] for the board that was made of
// the plan, by the key in its block, and keeps its id in the session. Of
// several it takes the oldest. Without one the session stays as it is.
func (o Options) FindBoard(s *Session, p *schedule.Plan, answer []byte) error {
	if p == nil {
		return ErrNoPlan
	}
	t, err := readTree(bytes.NewReader(answer), o.Limits.withDefaults())
	if err != nil {
		return err
	}
	var found []string
	t.each(0, func(i int) {
		id, hasID := t.find(i, "id")
		desc, hasDesc := t.find(i, "desc")
		if !hasID || !hasDesc {
			return
		}
		if _, lines, ours := cutBlock(t.textOf(desc), planFence); ours && says(lines, "plan", o.key(p)) {
			found = append(found, t.textOf(id))
		}
	})
	if len(found) > 0 {
		s.set(boardName, slices.Min(found))
	}
	return nil
}

// ReadBoard returns the request for all of a board that [Options.Requests]
// compares with. [Parse] reads its answer.
func ReadBoard(id string) Request {
	return Request{Method: "GET", Path: "/1/boards/" + pathPart(id) + "?fields=id,name,desc,closed&lists=all&cards=all&card_customFieldItems=true" +
		"&checklists=all&labels=all&labels_limit=1000&members=all&customFields=true"}
}

// pathPart keeps what an id may consist of.
func pathPart(id string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, id)
}

// Trello takes about 100 requests in 10 seconds from one token, and answers 429
// beyond that without saying how long to wait.
const (
	BatchSize    = 100
	BatchSeconds = 10
)

// Batches parts requests into groups of at most so many, in their order; 0
// stands for [BatchSize]. A host that sends one group each [BatchSeconds] stays
// within Trello's limits. The groups share the memory of the requests.
func Batches(requests []Request, most int) [][]Request {
	if most <= 0 {
		most = BatchSize
	}
	return slices.Collect(slices.Chunk(requests, most))
}
