package asana

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// State is what a session knows, for the host to keep: by name of the request
// the gid of what it made, or "" where there is none. It may be old: what it
// lacks is looked for in Asana.
type State struct {
	Made map[string]string `json:"made"`
}

// Session sends a list of requests step by step. It is for one goroutine.
//
// After a break, also one in which an answer was lost, [Resume] goes on: before
// it makes anything that it does not know of, it lists what is there, knows our
// tasks by the card in their notes, sections by their name, and updates instead
// of making a second one. So the project ends the same wherever the break was.
type Session struct {
	list  []Request
	state State
	index map[string]int
	first int // requests before it are done

	careful bool              // something may have been made that the state lacks
	fresh   map[string]bool   // made in this session, so nothing of ours is in them yet
	found   map[string]string // gids by what was looked for: path of the list and mark
	looked  map[string]bool   // lists that were read to their end
	next    map[string]string // the page of a list to read next
	current []Request         // that were handed out last, as they are to be sent
}

// NewSession returns a session that has sent nothing. The list is not copied.
func NewSession(list []Request) *Session { return newSession(list, State{}, false) }

// Resume returns a session that goes on after a break. The state is copied; the
// zero State stands for one that was lost, and finds everything again.
func Resume(list []Request, state State) *Session { return newSession(list, state, true) }

func newSession(list []Request, state State, careful bool) *Session {
	s := &Session{list: list, state: state.clone(), careful: careful, index: map[string]int{}, fresh: map[string]bool{},
		found: map[string]string{}, looked: map[string]bool{}, next: map[string]string{}}
	for i := range list {
		s.index[list[i].As] = i
	}
	return s
}

func (s State) clone() State {
	made := make(map[string]string, len(s.Made))
	for as, gid := range s.Made {
		made[as] = gid
	}
	return State{made}
}

// State returns what the session knows; the caller owns it.
func (s *Session) State() State { return s.state.clone() }

// Next returns the request to send next, with its gids in place. It reports
// false when all is done. Until [Session.Done] it returns the same one: a
// request that was refused can be sent again, after one whose answer was lost
// the session has to be resumed.
func (s *Session) Next() (Request, bool) {
	ready := s.Ready(1)
	if len(ready) == 0 {
		return Request{}, false
	}
	return ready[0], true
}

// Done takes the answer to the request of [Session.Next]: the body of a
// response with a status of 200 or 201. The error wraps [ErrAnswer]; the
// request is then not done.
func (s *Session) Done(answer []byte) error {
	if len(s.current) == 0 {
		return fmt.Errorf("%w: there is no request", ErrAnswer)
	}
	return s.Answer(s.current[0].As, answer)
}

// MaxBatch is how many requests one call of POST /batch takes.
const MaxBatch = 10

// Ready returns up to so many requests, at most [MaxBatch], that do not need
// each other, so that they can be sent together, see [Batch]. None means that
// all is done. Answer them with [Session.Answer].
func (s *Session) Ready(most int) []Request {
	s.current = nil
	for s.first < len(s.list) && s.done(s.list[s.first].As) {
		s.first++
	}
	const window = 2000 // how far ahead to look for what is ready
	for i := s.first; i < min(len(s.list), s.first+window) && len(s.current) < min(most, MaxBatch); i++ {
		if r := &s.list[i]; !s.done(r.As) && s.canSend(r) {
			s.hand(r)
		}
	}
	return slices.Clone(s.current)
}

func (s *Session) done(as string) bool {
	_, done := s.state.Made[as]
	return done
}

func (s *Session) canSend(r *Request) bool {
	return !slices.ContainsFunc(r.Needs, func(as string) bool { return !s.done(as) })
}

// hand hands out a request: the list to look into first, an update of what was
// found there, or the request itself.
func (s *Session) hand(r *Request) {
	path := s.fill(r.Find)
	switch {
	case r.Find == "" || !s.careful || s.fresh[r.In]:
		s.send(Request{As: r.As, Method: r.Method, Path: s.fill(r.Path), Body: s.fillBody(r)})
	case !s.looked[path]:
		look := Request{As: "find:" + path, Method: "GET", Path: path}
		if s.next[path] != "" {
			look.Path += "&offset=" + url.QueryEscape(s.next[path])
		}
		if !slices.ContainsFunc(s.current, func(c Request) bool { return c.As == look.As }) {
			s.send(look)
		}
	case s.found[path+"\n"+r.Mark] != "":
		gid := s.found[path+"\n"+r.Mark]
		s.send(Request{As: r.As, Method: "PUT", Path: strings.ReplaceAll(r.UpdatePath, pathTo(r.As), gid), Body: r.Update})
	default:
		s.send(Request{As: r.As, Method: r.Method, Path: s.fill(r.Path), Body: s.fillBody(r)})
	}
}

func (s *Session) send(r Request) { s.current = append(s.current, r) }

// fill puts gids into a path.
func (s *Session) fill(path string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(path, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		as, _ := url.PathUnescape(name)
		b.WriteString(url.PathEscape(s.state.Made[as]))
		path = after
	}
}

// fillBody puts gids into a body.
func (s *Session) fillBody(r *Request) json.RawMessage {
	body := string(r.Body)
	for _, as := range r.Needs {
		token, _ := json.Marshal(reference(as))
		gid, _ := json.Marshal(s.state.Made[as])
		body = strings.ReplaceAll(body, string(token), string(gid))
	}
	return json.RawMessage(body)
}

// Answer takes the answer to one of the requests that were handed out last, by
// its As. The error wraps [ErrAnswer].
func (s *Session) Answer(as string, answer []byte) error {
	at := slices.IndexFunc(s.current, func(r Request) bool { return r.As == as })
	if at < 0 {
		return fmt.Errorf("%w: %q was not asked", ErrAnswer, as)
	}
	if path, isList := strings.CutPrefix(as, "find:"); isList {
		return s.listed(path, answer)
	}
	return s.made(as, answer, s.current[at].Method == "POST")
}

// made takes the gid of what a request made.
func (s *Session) made(as string, answer []byte, isNew bool) error {
	r := &s.list[s.index[as]]
	if r.Find == "" {
		s.state.Made[as] = ""
		return nil
	}
	v, err := answerOf(answer)
	if err != nil {
		return fmt.Errorf("%w: %s: %w", ErrAnswer, as, err)
	}
	gid, _ := named(v.of("data"))
	if gid == "" {
		return fmt.Errorf("%w: %s: no gid", ErrAnswer, as)
	}
	s.state.Made[as] = gid
	s.fresh[as] = isNew
	return nil
}

// answerOf reads an answer within the usual limits.
func answerOf(answer []byte) (*value, error) {
	limits := Limits{}.withDefaults()
	if len(answer) > limits.Bytes {
		return nil, overLimit("Bytes", limits.Bytes)
	}
	ignore := func(string) {}
	values, err := scanAll(string(answer), limits, ignore, ignore)
	if err != nil {
		return nil, err
	}
	if len(values) != 1 || values[0].kind != objectKind {
		return nil, &Error{Kind: ErrSyntax, Reason: "not one object"}
	}
	return values[0], nil
}

// listed takes a page of a list: of things with one mark the first counts.
// Sections that were found need no update.
func (s *Session) listed(path string, answer []byte) error {
	v, err := answerOf(answer)
	if err != nil {
		return fmt.Errorf("%w: %s: %w", ErrAnswer, path, err)
	}
	data := v.of("data")
	if data == nil || data.kind != listKind {
		return fmt.Errorf("%w: %s: no list", ErrAnswer, path)
	}
	for _, item := range data.list {
		gid, _ := named(item)
		mark, ok := markOf(item, strings.HasSuffix(path, sectionList))
		if key := path + "\n" + mark; ok && gid != "" && s.found[key] == "" {
			s.found[key] = gid
		}
	}
	offset := v.of("next_page").of("offset")
	if s.looked[path] = offset == nil; offset != nil {
		s.next[path] = offset.text
	}
	s.takeFound(path)
	return nil
}

// markOf returns by what a thing is known: a section by its name, others by the
// card in their notes.
func markOf(item *value, isSection bool) (string, bool) {
	if isSection {
		_, name := named(item)
		return name, true
	}
	notes := item.of("notes")
	if notes == nil {
		return "", false
	}
	_, c, _ := splitNotes(notes.text)
	if c == nil {
		return "", false
	}
	return string(c.ID), true
}

// takeFound enters the things of a list that need no update.
func (s *Session) takeFound(path string) {
	if !s.looked[path] {
		return
	}
	for i := s.first; i < len(s.list); i++ {
		r := &s.list[i]
		if r.Find != "" && r.UpdatePath == "" && !s.done(r.As) && s.fill(r.Find) == path {
			if gid := s.found[path+"\n"+r.Mark]; gid != "" {
				s.state.Made[r.As] = gid
			}
		}
	}
}
