package trello

import (
	"cmp"
	"slices"
)

// card makes a card or mends it. The check items come first: the block on the
// card tells what they were called.
func (q *sender) card(w *Card) {
	c := q.cards[w.ID]
	path := "/1/cards/{card:" + w.ID + "}"
	if c == nil {
		q.send(Request{Method: "POST", Path: "/1/cards", As: "card:" + w.ID, Body: []Param{ref("idList", q.refs[w.List]),
			text("name", cmp.Or(w.Name, "-")), text("desc", w.Desc), number("pos", w.Pos), orNull("start", w.Start), orNull("due", w.Due),
			flag("dueComplete", w.DueComplete), ids("idMembers", w.Members), {Name: "idLabels", Refs: q.names(w.Labels), List: true}}})
		c = &Card{List: q.s.IDs[q.refs[w.List]]}
		q.checklists(w, c)
		q.values(w, c)
		if w.Closed {
			q.put(path, []Param{flag("closed", true)})
		}
		return
	}
	q.checklists(w, c)
	q.values(w, c)
	q.put(path, q.changes(w, c))
}

// changes returns what is different on a card.
func (q *sender) changes(w, c *Card) []Param {
	var params []Param
	add := func(differs bool, p Param) {
		if differs {
			params = append(params, p)
		}
	}
	add(c.List != q.s.IDs[q.refs[w.List]] || c.List == "", ref("idList", q.refs[w.List]))
	add(cmp.Or(w.Name, "-") != c.Name, text("name", cmp.Or(w.Name, "-")))
	add(w.Pos != c.Pos, number("pos", w.Pos))
	add(!sameInstant(w.Start, c.Start), orNull("start", w.Start))
	add(!sameInstant(w.Due, c.Due), orNull("due", w.Due))
	add(w.DueComplete != c.DueComplete, flag("dueComplete", w.DueComplete))
	add(w.Closed != c.Closed, flag("closed", w.Closed))
	members := q.membersOn(w, c)
	add(!sameSet(members, c.Members), ids("idMembers", members))
	if missing := q.missingLabels(w, c); missing {
		params = append(params, Param{Name: "idLabels", Refs: q.withLabels(w, c), List: true})
	}
	add(w.Desc != c.Desc, text("desc", w.Desc))
	return params
}

// sameInstant compares two times of Trello, however they are written.
func sameInstant(a, b string) bool {
	x, _, okX := readInstant(a)
	y, _, okY := readInstant(b)
	return okX == okY && (!okX || x.Equal(y))
}

func sameSet(a, b []string) bool {
	x, y := slices.Clone(a), slices.Clone(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// ids is a list of ids that are known.
func ids(name string, list []string) Param {
	w := &writer{first: true}
	w.WriteByte('[')
	for i, id := range list {
		if i > 0 {
			w.WriteByte(',')
		}
		w.quote(id)
	}
	w.WriteByte(']')
	return Param{Name: name, JSON: w.String()}
}

// membersOn returns who is to be on a card: the people of the plan as it says,
// and everybody else who is there.
func (q *sender) membersOn(w, c *Card) []string {
	ours := map[string]bool{}
	for i := range q.want.Members {
		ours[q.want.Members[i].ID] = true
	}
	list := slices.Clone(w.Members)
	for _, id := range c.Members {
		if !ours[id] {
			list = append(list, id)
		}
	}
	return list
}

func (q *sender) names(wanted []string) []string {
	names := make([]string, len(wanted))
	for i, id := range wanted {
		names[i] = q.refs[id]
	}
	return names
}

func (q *sender) missingLabels(w, c *Card) bool {
	return slices.ContainsFunc(w.Labels, func(id string) bool {
		known := q.s.IDs[q.refs[id]]
		return known == "" || !slices.Contains(c.Labels, known)
	})
}

// withLabels returns the labels of the plan and those that are there.
func (q *sender) withLabels(w, c *Card) []string {
	names := q.names(w.Labels)
	for _, id := range c.Labels {
		if !slices.ContainsFunc(names, func(name string) bool { return q.s.IDs[name] == id }) {
			name := "label@" + id
			q.s.set(name, id)
			names = append(names, name)
		}
	}
	return names
}

// values sends the custom fields of a card.
func (q *sender) values(w, c *Card) {
	for _, f := range w.Fields {
		id := q.s.IDs[q.refs[f.Field]]
		same := slices.ContainsFunc(c.Fields, func(x FieldItem) bool { return id != "" && x.Field == id && x.Value == f.Value })
		if !same {
			j := &writer{}
			j.object(func() { j.text("text", f.Value) })
			q.put("/1/cards/{card:"+w.ID+"}/customField/{"+q.refs[f.Field]+"}/item", []Param{{Name: "value", JSON: j.String()}})
		}
	}
	q.clearValues(w, c)
}

// clearValues empties fields of ours that say something the plan no longer does.
func (q *sender) clearValues(w, c *Card) {
	for i := range q.want.CustomFields {
		f := &q.want.CustomFields[i]
		wanted := slices.ContainsFunc(w.Fields, func(x FieldItem) bool { return x.Field == f.ID })
		id := q.s.IDs[q.refs[f.ID]]
		there := slices.ContainsFunc(c.Fields, func(x FieldItem) bool { return id != "" && x.Field == id && x.Value != "" })
		if there && !wanted {
			q.put("/1/cards/{card:"+w.ID+"}/customField/{"+q.refs[f.ID]+"}/item", []Param{{Name: "value", JSON: `""`}})
		}
	}
}

// checklists makes or mends the checklist of a card, and takes the check items
// away that the plan no longer has.
func (q *sender) checklists(w, c *Card) {
	there := q.listsOn(c)
	_, told, _ := cutBlock(c.Desc, planFence)
	was := itemIDs(told)
	matcher := &itemMatcher{q: q, card: w, there: there, used: map[string]bool{}, was: names(was), pool: map[string]int{}}
	for name, list := range was {
		matcher.pool[name] = len(list)
	}
	for i := range q.want.Checklists {
		if list := &q.want.Checklists[i]; list.Card == w.ID {
			matcher.checklist(list)
		}
	}
	matcher.surplus()
}

// names returns the names of check items by their ids.
func names(ids map[string][]string) map[string]string {
	by := map[string]string{}
	for name, list := range ids {
		for _, id := range list {
			by[id] = name
		}
	}
	return by
}

func (q *sender) listsOn(c *Card) []*Checklist {
	var list []*Checklist
	for i := range q.now.Checklists {
		if x := &q.now.Checklists[i]; c.ID != "" && (x.Card == c.ID || slices.Contains(c.Checklists, x.ID)) {
			list = append(list, x)
		}
	}
	return list
}
