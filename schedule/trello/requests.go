package trello

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/schedule"
)

// Requests returns what has to be sent to Trello, in order, so that the board
// there says what the plan says. Now is the board as it is, nil when there is
// none yet; the session gets the ids of all that is found on it.
//
// The plan wins over what people changed on its cards: read the board into the
// plan first where their changes count. Cards, lists, labels, members and
// check items that people added stay. What is no longer in the plan is
// archived; check items, which cannot be, are deleted.
//
// Sending all requests and asking again gives none. After a break at any of
// them, reading the board and asking again gives the rest. Errors are
// [ErrNoPlan], also for a nil session or a board that is not the session's.
func (o Options) Requests(p *schedule.Plan, now *Board, s *Session) ([]Request, []schedule.LossNote, error) {
	if p == nil || s == nil || now == nil && s.Board() != "" {
		return nil, nil, ErrNoPlan
	}
	if now != nil && (now.ID == "" || s.Board() != "" && s.Board() != now.ID) {
		return nil, nil, ErrNoPlan
	}
	want, notes, err := o.board(p, true)
	if err != nil {
		return nil, nil, err
	}
	q := &sender{o: o, want: want, now: now, s: s, lists: map[string]*List{}, cards: map[string]*Card{}, refs: map[string]string{}}
	if now == nil {
		q.now = &Board{}
		q.send(Request{Method: "POST", Path: "/1/boards", As: boardName, Body: []Param{
			text("name", cmp.Or(want.Name, "-")), text("desc", want.Desc), flag("defaultLists", false), flag("defaultLabels", false)}})
	} else {
		s.set(boardName, now.ID)
	}
	q.run()
	if now != nil {
		q.boardText()
	}
	return q.list, notes, nil
}

// sender collects requests.
type sender struct {
	o    Options
	want *Board
	now  *Board
	s    *Session
	list []Request

	lists map[string]*List // of now, by the id in want
	cards map[string]*Card
	refs  map[string]string // names by the id in want
	gone  []string          // ids of lists of ours that the plan no longer has
}

func text(name, s string) Param {
	w := &writer{}
	w.quote(s)
	return Param{Name: name, JSON: w.String()}
}

func flag(name string, b bool) Param { return Param{Name: name, JSON: strconv.FormatBool(b)} }

func number(name string, x float64) Param {
	return Param{Name: name, JSON: strconv.FormatFloat(x, 'f', -1, 64)}
}

// orNull is a text that is null when it is empty.
func orNull(name, s string) Param {
	if s == "" {
		return Param{Name: name, JSON: "null"}
	}
	return text(name, s)
}

func ref(name string, refs ...string) Param { return Param{Name: name, Refs: refs} }

// send adds a request and finds out what it needs.
func (q *sender) send(r Request) {
	for rest := r.Path; ; {
		_, after, open := strings.Cut(rest, "{")
		name, tail, closed := strings.Cut(after, "}")
		if !open || !closed {
			break
		}
		r.Needs = append(r.Needs, name)
		rest = tail
	}
	for _, p := range r.Body {
		r.Needs = append(r.Needs, p.Refs...)
	}
	slices.Sort(r.Needs)
	r.Needs = slices.Compact(r.Needs)
	q.list = append(q.list, r)
}

func (q *sender) put(path string, params []Param) {
	if len(params) > 0 {
		q.send(Request{Method: "PUT", Path: path, Body: params})
	}
}

func (q *sender) run() {
	q.matchLists()
	q.matchCards()
	q.members()
	q.openLists()
	q.labels()
	q.fields()
	for i := range q.want.Cards {
		q.card(&q.want.Cards[i])
	}
	q.surplusCards()
	q.closeLists()
}

// boardText renames the board and renews its block. It comes last, since the
// block tells what the lists were called.
func (q *sender) boardText() {
	var params []Param
	if name := cmp.Or(q.want.Name, "-"); name != q.now.Name {
		params = append(params, text("name", name))
	}
	if q.want.Desc != q.now.Desc {
		params = append(params, text("desc", q.want.Desc))
	}
	q.put("/1/boards/{board}", params)
}

// matchLists finds the lists of the plan on the board: by the session, by their
// name, by what the block says that they were called, and what then is left of
// those that the block tells of. A list carries nothing but its name and place,
// so each way ends in the same board.
func (q *sender) matchLists() {
	_, lines, _ := cutBlock(q.now.Desc, planFence)
	_, told := splitLists(lines)
	_, lines, _ = cutBlock(q.want.Desc, planFence)
	_, target := splitLists(lines)
	m := &listMatcher{q: q, open: slices.Clone(q.now.Lists), used: map[string]bool{}, pool: toldNames(told)}
	slices.SortStableFunc(m.open, func(a, b List) int { return cmp.Compare(a.ID, b.ID) })
	for i := range q.want.Lists {
		name := "list:" + q.want.Lists[i].ID
		q.refs[q.want.Lists[i].ID] = name
		if m.claim(i, func(l *List) bool { return l.ID == q.s.IDs[name] }) {
			was, _ := toldName(told, target, i)
			m.pool[was]--
		}
	}
	for i := range q.want.Lists {
		m.claim(i, func(l *List) bool { return l.Name == q.want.Lists[i].Name && (!l.Closed || q.want.Lists[i].Closed) })
	}
	for i := range q.want.Lists {
		was, isTold := toldName(told, target, i)
		m.claim(i, func(l *List) bool { return isTold && l.Name == was })
	}
	for i := range q.want.Lists {
		_, isTold := toldName(told, target, i)
		m.claim(i, func(l *List) bool { return isTold && m.pool[l.Name] > 0 })
	}
	q.gone = m.gone(told, target)
}

// toldNames counts the names in the block.
func toldNames(told []listLine) map[string]int {
	pool := map[string]int{}
	for _, l := range told {
		pool[l.name]++
	}
	return pool
}

type listMatcher struct {
	q    *sender
	open []List // the oldest first
	used map[string]bool
	pool map[string]int // names that the block tells, without those of lists in the session
}

// claim takes the first free list that fits for list i of the plan and reports
// whether it found one.
func (m *listMatcher) claim(i int, fits func(*List) bool) bool {
	id := m.q.want.Lists[i].ID
	if m.q.lists[id] != nil {
		return false
	}
	for k := range m.open {
		if l := &m.open[k]; !m.used[l.ID] && fits(l) {
			m.used[l.ID], m.q.lists[id] = true, l
			m.q.s.set("list:"+id, l.ID)
			return true
		}
	}
	return false
}

// gone returns the ids of lists of which the block tells and the plan does not.
func (m *listMatcher) gone(told, target []listLine) []string {
	var ids []string
	for i := range told {
		if _, kept := toldName(target, told, i); kept {
			continue
		}
		at := slices.IndexFunc(m.open, func(l List) bool { return l.Name == told[i].name && !m.used[l.ID] })
		if at >= 0 {
			m.used[m.open[at].ID] = true
			ids = append(ids, m.open[at].ID)
		}
	}
	return ids
}

// toldName returns how the block on the board calls list i of the target: the
// list with the same task, or the same part.
func toldName(told, target []listLine, i int) (string, bool) {
	if i >= len(target) {
		return "", false
	}
	id, _ := wordsOf(target[i].lines, "id")
	for _, l := range told {
		was, _ := wordsOf(l.lines, "id")
		if l.is == target[i].is && slices.Equal(was, id) {
			return l.name, true
		}
	}
	return "", false
}

// matchCards finds the cards of the plan: by the session, or by the id in their
// block. Of copies the oldest counts.
func (q *sender) matchCards() {
	byID, byBlock := map[string]*Card{}, map[string]*Card{}
	for i := range q.now.Cards {
		c := &q.now.Cards[i]
		byID[c.ID] = c
		if id := blockID(c); id != "" && (byBlock[id] == nil || c.ID < byBlock[id].ID) {
			byBlock[id] = c
		}
	}
	for i := range q.want.Cards {
		w := &q.want.Cards[i]
		q.refs[w.ID] = "card:" + w.ID
		found := byBlock[blockID(w)]
		if c := byID[q.s.IDs["card:"+w.ID]]; c != nil {
			found = c
		}
		if found != nil {
			q.cards[w.ID] = found
			q.s.set("card:"+w.ID, found.ID)
		} else {
			delete(q.s.IDs, "card:"+w.ID)
		}
	}
}

func blockID(c *Card) string {
	_, lines, _ := cutBlock(c.Desc, planFence)
	if words, ok := wordsOf(lines, "id"); ok && len(words) == 1 {
		return words[0]
	}
	return ""
}

// members puts the people of the plan on the board.
func (q *sender) members() {
	on := map[string]bool{}
	for i := range q.now.Members {
		on[q.now.Members[i].ID] = !q.now.Members[i].Left
	}
	for i := range q.want.Members {
		if id := q.want.Members[i].ID; !on[id] {
			q.send(Request{Method: "PUT", Path: "/1/boards/{board}/members/" + pathPart(id), Body: []Param{text("type", "normal")}})
		}
	}
}

// openLists makes lists that are missing and mends those that are there.
func (q *sender) openLists() {
	for i := range q.want.Lists {
		w := &q.want.Lists[i]
		l := q.lists[w.ID]
		if l == nil {
			delete(q.s.IDs, "list:"+w.ID)
			q.send(Request{Method: "POST", Path: "/1/lists", As: "list:" + w.ID,
				Body: []Param{text("name", cmp.Or(w.Name, "-")), ref("idBoard", boardName), number("pos", w.Pos)}})
			continue
		}
		var params []Param
		if name := cmp.Or(w.Name, "-"); name != l.Name {
			params = append(params, text("name", name))
		}
		if w.Pos != l.Pos {
			params = append(params, number("pos", w.Pos))
		}
		if l.Closed && !w.Closed {
			params = append(params, flag("closed", false))
		}
		q.put("/1/lists/{list:"+w.ID+"}", params)
	}
}

// labels makes those labels that the board does not have.
func (q *sender) labels() {
	for i := range q.want.Labels {
		w := &q.want.Labels[i]
		name := "label:" + w.ID
		q.refs[w.ID] = name
		at := slices.IndexFunc(q.now.Labels, func(l Label) bool { return l.Name == w.Name && l.Color == w.Color })
		if at >= 0 {
			q.s.set(name, q.now.Labels[at].ID)
			continue
		}
		delete(q.s.IDs, name)
		q.send(Request{Method: "POST", Path: "/1/labels", As: name,
			Body: []Param{text("name", w.Name), orNull("color", w.Color), ref("idBoard", boardName)}})
	}
}

// fields makes those custom fields that the board does not have.
func (q *sender) fields() {
	for i := range q.want.CustomFields {
		w := &q.want.CustomFields[i]
		name := "field:" + w.ID
		q.refs[w.ID] = name
		at := slices.IndexFunc(q.now.CustomFields, func(f CustomField) bool { return strings.EqualFold(f.Name, w.Name) && f.Type == w.Type })
		if at >= 0 {
			q.s.set(name, q.now.CustomFields[at].ID)
			continue
		}
		delete(q.s.IDs, name)
		q.send(Request{Method: "POST", Path: "/1/customFields", As: name, Body: []Param{ref("idModel", boardName), text("modelType", "board"),
			text("name", w.Name), text("type", w.Type), number("pos", w.Pos)}})
	}
}

// surplusCards archives the cards whose tasks are no longer in the plan.
func (q *sender) surplusCards() {
	kept := map[string]bool{}
	ids := map[string]bool{}
	for i := range q.want.Cards {
		ids[blockID(&q.want.Cards[i])] = true
		if c := q.cards[q.want.Cards[i].ID]; c != nil {
			kept[c.ID] = true
		}
	}
	for i := range q.now.Cards {
		c := &q.now.Cards[i]
		if id := blockID(c); id != "" && !ids[id] && !kept[c.ID] && !c.Closed {
			q.put("/1/cards/"+pathPart(c.ID), []Param{flag("closed", true)})
		}
	}
}

// closeLists archives lists: those of inactive phases, and those of ours that
// the plan no longer has, unless somebody else's cards are on them.
func (q *sender) closeLists() {
	for i := range q.want.Lists {
		w := &q.want.Lists[i]
		if l := q.lists[w.ID]; w.Closed && (l == nil || !l.Closed) {
			q.put("/1/lists/{list:"+w.ID+"}", []Param{flag("closed", true)})
		}
	}
	for _, id := range q.gone {
		at := slices.IndexFunc(q.now.Lists, func(l List) bool { return l.ID == id })
		foreign := slices.ContainsFunc(q.now.Cards, func(c Card) bool { return c.List == id && !c.Closed && blockID(&c) == "" })
		if !q.now.Lists[at].Closed && !foreign {
			q.put("/1/lists/"+pathPart(id), []Param{flag("closed", true)})
		}
	}
}
