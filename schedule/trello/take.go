package trello

import (
	"strconv"
	"strings"
)

// taker turns the values of a file into a board.
type taker struct {
	*tree
	doc    *Document
	things int
	limit  int
	over   int // byte of the first thing over the limit

	people map[string]Member // of whom actions tell
	order  []string          // their ids as they were met
}

func (k *taker) take(shape Shape) {
	b := &k.doc.Board
	switch shape {
	case BoardShape:
		k.board(0)
	case EventShape:
		k.event()
	case CardShape:
		k.card(0)
	case ChecklistShape:
		k.checklist(0)
	case CardList:
		k.items(0, k.card)
	case ChecklistList:
		k.items(0, k.checklist)
	case ListList:
		k.items(0, k.list)
	case ActionList:
		k.items(0, k.action)
	case FieldList:
		k.items(0, k.field)
	case MemberList:
		k.items(0, k.member)
	case LabelList:
		k.items(0, func(i int) { b.Labels = append(b.Labels, k.label(i)) })
	}
}

// wrong notes a value of another type than Trello's.
func (k *taker) wrong(i int) {
	k.doc.notes.note(CodeWrongType, "value", k.pointer(i), "", k.raw(i))
}

// object calls f for each member of an object and returns those that f does
// not know.
func (k *taker) object(i int, f func(name string, v int) bool) []Extra {
	var extra []Extra
	if k.values[i].kind != objectValue {
		k.wrong(i)
		return nil
	}
	k.each(i, func(v int) {
		if name := k.name(v); !f(name, v) {
			extra = append(extra, Extra{name, k.raw(v)})
		}
	})
	return extra
}

// items calls f for each object of a list. Null is an empty list.
func (k *taker) items(i int, f func(v int)) {
	switch {
	case k.values[i].kind == nullValue:
		return
	case k.values[i].kind != listValue:
		k.wrong(i)
		return
	}
	k.each(i, func(v int) {
		if k.things++; k.things > k.limit {
			if k.things == k.limit+1 {
				k.over = int(k.values[v].at)
			}
			return
		}
		if k.values[v].kind != objectValue {
			k.wrong(v)
			return
		}
		f(v)
	})
}

// str returns a text; a number or truth value in its place counts as its text.
func (k *taker) str(i int) string {
	switch k.values[i].kind {
	case textValue, nullValue:
		return k.textOf(i)
	case numberValue, boolValue:
		k.wrong(i)
		return k.raw(i)
	}
	k.wrong(i)
	return ""
}

// flag returns a truth value.
func (k *taker) flag(i int) bool {
	switch text := k.textOf(i); {
	case k.values[i].kind == boolValue:
		return text == "true"
	case k.values[i].kind == nullValue:
		return false
	default:
		k.wrong(i)
		return text == "true" || text == "1"
	}
}

// pos returns a position; one that is no number counts as 0.
func (k *taker) pos(i int) float64 {
	if k.values[i].kind == nullValue {
		return 0
	}
	x, err := strconv.ParseFloat(k.textOf(i), 64)
	if err != nil || x != x {
		k.wrong(i)
		return 0
	}
	if k.values[i].kind != numberValue {
		k.wrong(i)
	}
	return x
}

// strs returns a list of ids.
func (k *taker) strs(i int) []string {
	var list []string
	switch k.values[i].kind {
	case listValue:
		k.each(i, func(v int) {
			if s := k.str(v); s != "" {
				list = append(list, s)
			}
		})
	case nullValue:
	default:
		k.wrong(i)
	}
	return list
}

func (k *taker) board(i int) {
	b := &k.doc.Board
	b.Extra = k.object(i, func(name string, v int) bool {
		switch name {
		case "id":
			b.ID = k.str(v)
		case "name":
			b.Name = k.str(v)
		case "desc":
			b.Desc = k.str(v)
		case "closed":
			b.Closed = k.flag(v)
		default:
			return k.parts(name, v)
		}
		return true
	})
}

// parts takes the lists of things that a board or a card holds.
func (k *taker) parts(name string, v int) bool {
	b := &k.doc.Board
	switch name {
	case "lists":
		k.items(v, k.list)
	case "cards":
		k.items(v, k.card)
	case "checklists":
		k.items(v, k.checklist)
	case "labels":
		k.items(v, func(i int) { b.Labels = append(b.Labels, k.label(i)) })
	case "members":
		k.items(v, k.member)
	case "customFields":
		k.items(v, k.field)
	case "actions":
		k.items(v, k.action)
	default:
		return false
	}
	return true
}

// event takes the message of a webhook.
func (k *taker) event() {
	k.object(0, func(name string, v int) bool {
		switch name {
		case "model":
			k.board(v)
		case "action":
			k.action(v)
		}
		return true
	})
}

func (k *taker) list(i int) {
	var l List
	l.Extra = k.object(i, func(name string, v int) bool {
		switch name {
		case "id":
			l.ID = k.str(v)
		case "name":
			l.Name = k.str(v)
		case "closed":
			l.Closed = k.flag(v)
		case "pos":
			l.Pos = k.pos(v)
		case "cards":
			k.items(v, k.card)
		default:
			return false
		}
		return true
	})
	k.doc.Board.Lists = append(k.doc.Board.Lists, l)
}

func (k *taker) label(i int) Label {
	var l Label
	l.Extra = k.object(i, func(name string, v int) bool {
		switch name {
		case "id":
			l.ID = k.str(v)
		case "name":
			l.Name = k.str(v)
		case "color":
			l.Color = k.str(v)
		default:
			return false
		}
		return true
	})
	return l
}

func (k *taker) member(i int) { k.doc.Board.Members = append(k.doc.Board.Members, k.person(i)) }

func (k *taker) person(i int) Member {
	var m Member
	m.Extra = k.object(i, func(name string, v int) bool {
		switch name {
		case "id":
			m.ID = k.str(v)
		case "fullName":
			m.Name = k.str(v)
		case "username":
			m.Username = k.str(v)
		default:
			return false
		}
		return true
	})
	return m
}

func (k *taker) checklist(i int) {
	var c Checklist
	c.Extra = k.object(i, func(name string, v int) bool {
		switch name {
		case "id":
			c.ID = k.str(v)
		case "name":
			c.Name = k.str(v)
		case "idCard":
			c.Card = k.str(v)
		case "pos":
			c.Pos = k.pos(v)
		case "checkItems":
			k.items(v, func(at int) { c.Items = append(c.Items, k.checkItem(at)) })
		default:
			return false
		}
		return true
	})
	k.doc.Board.Checklists = append(k.doc.Board.Checklists, c)
}

func (k *taker) checkItem(i int) CheckItem {
	var c CheckItem
	c.Extra = k.object(i, func(name string, v int) bool {
		switch name {
		case "id":
			c.ID = k.str(v)
		case "name":
			c.Name = k.str(v)
		case "state":
			c.Complete = k.complete(v)
		case "pos":
			c.Pos = k.pos(v)
		case "due":
			c.Due = k.str(v)
		case "idMember":
			c.Member = k.str(v)
		default:
			return false
		}
		return true
	})
	return c
}

func (k *taker) complete(v int) bool {
	switch text := k.textOf(v); text {
	case "complete":
		return true
	case "incomplete", "":
		return false
	default:
		k.wrong(v)
		return text == "true" || text == "1"
	}
}

func (k *taker) field(i int) {
	var f CustomField
	f.Extra = k.object(i, func(name string, v int) bool {
		switch name {
		case "id":
			f.ID = k.str(v)
		case "name":
			f.Name = k.str(v)
		case "type":
			f.Type = k.str(v)
		case "pos":
			f.Pos = k.pos(v)
		case "options":
			k.items(v, func(at int) { f.Options = append(f.Options, k.option(at)) })
		default:
			return false
		}
		return true
	})
	k.doc.Board.CustomFields = append(k.doc.Board.CustomFields, f)
}

func (k *taker) option(i int) FieldOption {
	var o FieldOption
	k.object(i, func(name string, v int) bool {
		switch name {
		case "id":
			o.ID = k.str(v)
		case "value":
			if text, ok := k.find(v, "text"); ok {
				o.Text = k.str(text)
			}
		}
		return true
	})
	return o
}

func (k *taker) fieldItem(i int) FieldItem {
	var f FieldItem
	k.object(i, func(name string, v int) bool {
		switch name {
		case "id":
			f.ID = k.str(v)
		case "idCustomField":
			f.Field = k.str(v)
		case "idValue":
			f.Option = k.str(v)
		case "value":
			k.each(v, func(at int) { f.Kind, f.Value = k.name(at), k.textOf(at) })
		}
		return true
	})
	return f
}

func (k *taker) attachment(i int) Attachment {
	var a Attachment
	a.Extra = k.object(i, func(name string, v int) bool {
		switch name {
		case "id":
			a.ID = k.str(v)
		case "name":
			a.Name = k.str(v)
		case "url":
			a.URL = k.str(v)
		default:
			return false
		}
		return true
	})
	return a
}

// at returns the text of a value some names below i, or "".
func (k *taker) at(i int, names ...string) string {
	for _, name := range names {
		next, ok := k.find(i, name)
		if !ok {
			return ""
		}
		i = next
	}
	if k.values[i].kind >= listValue {
		return ""
	}
	return strings.Clone(k.textOf(i))
}

func (k *taker) action(i int) {
	a := Action{ID: k.at(i, "id"), Type: k.at(i, "type"), Date: k.at(i, "date"), Member: k.at(i, "idMemberCreator"), JSON: k.raw(i),
		Card: k.at(i, "data", "card", "id"), ListAfter: k.at(i, "data", "listAfter", "id"), Text: k.at(i, "data", "text")}
	if a.Type == "createCard" {
		a.ListAfter = k.at(i, "data", "list", "id")
	}
	for _, name := range []string{"memberCreator", "member"} {
		if at, ok := k.find(i, name); ok && k.values[at].kind == objectValue {
			k.left(k.person(at))
		}
	}
	k.doc.Board.Actions = append(k.doc.Board.Actions, a)
}

// left keeps a person of whom an action tells. Those of the board proper
// replace them later.
func (k *taker) left(m Member) {
	if k.people == nil {
		k.people = map[string]Member{}
	}
	if _, known := k.people[m.ID]; !known && m.ID != "" {
		m.Left, m.Extra = true, nil
		k.people[m.ID] = m
		k.order = append(k.order, m.ID)
	}
}
