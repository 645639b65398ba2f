package trello

import (
	"cmp"
	"slices"
)

// itemMatcher finds the check items of a card.
type itemMatcher struct {
	q     *sender
	card  *Card
	there []*Checklist
	used  map[string]bool   // ids of items that are ours
	was   map[string]string // names by our ids, as the block on the card tells
	pool  map[string]int    // those names, without those of items in the session
}

// checklist makes or mends a checklist and its items.
func (m *itemMatcher) checklist(w *Checklist) {
	name := "checklist:" + w.ID
	at := slices.IndexFunc(m.there, func(x *Checklist) bool { return x.ID == m.q.s.IDs[name] })
	if at < 0 {
		at = slices.IndexFunc(m.there, func(x *Checklist) bool { return x.Name == w.Name })
	}
	if at < 0 && len(m.there) == 1 && len(m.was) > 0 {
		at = 0
	}
	now := &Checklist{}
	if at >= 0 {
		now = m.there[at]
		m.q.s.set(name, now.ID)
	} else {
		delete(m.q.s.IDs, name)
		m.q.send(Request{Method: "POST", Path: "/1/checklists", As: name,
			Body: []Param{ref("idCard", "card:"+m.card.ID), text("name", w.Name), number("pos", w.Pos)}})
	}
	found := m.match(w, now)
	for i := range w.Items {
		m.item(&w.Items[i], found[i], name)
	}
}

// match finds the items on the board, nil for those that are not there: by the
// session, by their name, by what the block says that they were called, and
// what then is left of those that the block tells of.
func (m *itemMatcher) match(w, now *Checklist) []*CheckItem {
	found := make([]*CheckItem, len(w.Items))
	ours := m.ourIDs(w)
	for pass := range 4 {
		for i := range w.Items {
			was, told := m.was[ours[i]]
			for k := 0; k < len(now.Items) && found[i] == nil; k++ {
				x := &now.Items[k]
				fits := [4]bool{x.ID == m.q.s.IDs["item:"+w.Items[i].ID], x.Name == w.Items[i].Name, told && x.Name == was, told && m.pool[x.Name] > 0}
				if m.used[x.ID] || !fits[pass] {
					continue
				}
				found[i], m.used[x.ID] = x, true
				if pass == 0 {
					m.pool[was]--
				}
			}
		}
	}
	return found
}

// ourIDs returns our ids of the items, which the block of the card lists in
// their order.
func (m *itemMatcher) ourIDs(w *Checklist) []string {
	_, lines, _ := cutBlock(m.card.Desc, planFence)
	ids := make([]string, 0, len(w.Items))
	for _, l := range lines {
		if l.name == "item" && len(l.words) == 2 {
			ids = append(ids, l.words[0])
		}
	}
	return append(ids, make([]string, max(0, len(w.Items)-len(ids)))...)
}

// item makes or mends one check item.
func (m *itemMatcher) item(w, now *CheckItem, list string) {
	name := "item:" + w.ID
	if now == nil {
		delete(m.q.s.IDs, name)
		m.q.send(Request{Method: "POST", Path: "/1/checklists/{" + list + "}/checkItems", As: name, Body: []Param{text("name", w.Name),
			number("pos", w.Pos), flag("checked", w.Complete), orNull("due", w.Due), orNull("idMember", w.Member)}})
		return
	}
	m.q.s.set(name, now.ID)
	var params []Param
	add := func(differs bool, p Param) {
		if differs {
			params = append(params, p)
		}
	}
	add(w.Name != now.Name, text("name", w.Name))
	add(w.Complete != now.Complete, text("state", stateWord(w.Complete)))
	add(w.Pos != now.Pos, number("pos", w.Pos))
	add(!sameInstant(w.Due, now.Due), orNull("due", w.Due))
	add(w.Member != now.Member && cmp.Or(w.Member, now.Member) != "", orNull("idMember", w.Member))
	m.q.put("/1/cards/{card:"+m.card.ID+"}/checkItem/{"+name+"}", params)
}

// surplus deletes the items that the block tells of and the plan no longer has.
func (m *itemMatcher) surplus() {
	kept := map[string]bool{}
	_, lines, _ := cutBlock(m.card.Desc, planFence)
	for _, list := range itemIDs(lines) {
		for _, id := range list {
			kept[id] = true
		}
	}
	gone := 0
	for id := range m.was {
		if !kept[id] {
			gone++
		}
	}
	for _, list := range m.there {
		for i := range list.Items {
			if x := &list.Items[i]; gone > 0 && m.pool[x.Name] > 0 && !m.used[x.ID] {
				gone--
				m.pool[x.Name]--
				m.q.send(Request{Method: "DELETE", Path: "/1/cards/{card:" + m.card.ID + "}/checkItem/" + pathPart(x.ID)})
			}
		}
	}
}
