package trello

// card takes a card with all that may hang on it.
func (k *taker) card(i int) {
	var c Card
	c.Extra = k.object(i, func(name string, v int) bool {
		return k.cardText(&c, name, v) || k.cardLists(&c, name, v)
	})
	k.doc.Board.Cards = append(k.doc.Board.Cards, c)
}

// cardText takes the single values of a card.
func (k *taker) cardText(c *Card, name string, v int) bool {
	switch name {
	case "id":
		c.ID = k.str(v)
	case "name":
		c.Name = k.str(v)
	case "desc":
		c.Desc = k.str(v)
	case "idList":
		c.List = k.str(v)
	case "closed":
		c.Closed = k.flag(v)
	case "pos":
		c.Pos = k.pos(v)
	case "start":
		c.Start = k.str(v)
	case "due":
		c.Due = k.str(v)
	case "dueComplete":
		c.DueComplete = k.flag(v)
	case "dateCompleted":
		c.DateCompleted = k.str(v)
	default:
		return false
	}
	return true
}

// cardLists takes the lists of a card.
func (k *taker) cardLists(c *Card, name string, v int) bool {
	switch name {
	case "idMembers":
		c.Members = k.strs(v)
	case "idLabels":
		c.Labels = append(c.Labels, k.strs(v)...)
	case "idChecklists":
		c.Checklists = k.strs(v)
	case "labels":
		k.cardLabels(c, v)
	case "checklists":
		k.cardChecklists(c, v)
	case "members":
		k.items(v, k.member)
	case "actions":
		k.items(v, k.action)
	case "attachments":
		k.items(v, func(i int) { c.Attachments = append(c.Attachments, k.attachment(i)) })
	case "customFieldItems":
		k.items(v, func(i int) { c.Fields = append(c.Fields, k.fieldItem(i)) })
	case "checkItemStates":
		k.items(v, func(i int) {
			if k.at(i, "state") == "complete" {
				c.States = append(c.States, k.at(i, "idCheckItem"))
			}
		})
	default:
		return false
	}
	return true
}

// cardLabels takes labels that stand on the card itself, which files before
// 2015 name by colour and not by id.
func (k *taker) cardLabels(c *Card, v int) {
	if k.values[v].kind == listValue {
		k.each(v, func(i int) {
			if k.values[i].kind == textValue {
				k.cardLabel(c, Label{Color: k.textOf(i)})
			}
		})
	}
	k.items(v, func(i int) { k.cardLabel(c, k.label(i)) })
}

func (k *taker) cardLabel(c *Card, l Label) {
	if l.ID == "" {
		l.ID = "label:" + l.Color + ":" + l.Name
	}
	c.Labels = append(c.Labels, l.ID)
	k.doc.Board.Labels = append(k.doc.Board.Labels, l)
}

// cardChecklists takes the checklists that stand on the card itself.
func (k *taker) cardChecklists(c *Card, v int) {
	before := len(k.doc.Board.Checklists)
	k.items(v, k.checklist)
	for i := before; i < len(k.doc.Board.Checklists); i++ {
		list := &k.doc.Board.Checklists[i]
		if list.Card == "" && c.ID != "" {
			list.Card = c.ID
		}
		c.Checklists = append(c.Checklists, list.ID)
	}
}

// settle drops what was taken twice, from the board and from its cards, and
// adds the people whom only actions know.
func (k *taker) settle() {
	b := &k.doc.Board
	b.Labels = once(b.Labels, func(l *Label) string { return l.ID })
	b.Checklists = once(b.Checklists, func(c *Checklist) string { return c.ID })
	b.Members = once(b.Members, func(m *Member) string { return m.ID })
	b.Actions = once(b.Actions, func(a *Action) string { return a.ID })
	for i := range b.Cards {
		c := &b.Cards[i]
		same := func(s *string) string { return *s }
		c.Labels, c.Members, c.Checklists = once(c.Labels, same), once(c.Members, same), once(c.Checklists, same)
	}
	known := map[string]bool{}
	for i := range b.Members {
		known[b.Members[i].ID] = true
	}
	for _, id := range k.order {
		if !known[id] {
			b.Members = append(b.Members, k.people[id])
		}
	}
}

// once keeps the first of all things with the same id, and those without one.
func once[T any](list []T, id func(*T) string) []T {
	if len(list) < 2 {
		return list
	}
	seen := make(map[string]bool, len(list))
	kept := list[:0]
	for i := range list {
		key := id(&list[i])
		if key != "" && seen[key] {
			continue
		}
		seen[key] = true
		kept = append(kept, list[i])
	}
	return kept
}
