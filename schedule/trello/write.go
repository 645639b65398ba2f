package trello

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// JSON returns the board in the shape of an export, with the parts that this
// package does not know behind those that it does. Equal boards give equal
// bytes. The caller owns them.
func (b *Board) JSON() []byte {
	w := &writer{}
	w.object(func() {
		w.text("id", b.ID)
		w.text("name", b.Name)
		w.text("desc", b.Desc)
		w.flag("closed", b.Closed)
		list(w, "lists", b.Lists, w.list)
		list(w, "cards", b.Cards, w.card)
		list(w, "labels", b.Labels, w.label)
		list(w, "checklists", b.Checklists, w.checklist)
		list(w, "members", b.Members, w.member)
		list(w, "customFields", b.CustomFields, w.field)
		list(w, "actions", b.Actions, func(a *Action) { w.Write([]byte(a.JSON)) })
		w.extra(b.Extra)
	})
	w.WriteByte('\n')
	return w.Bytes()
}

// writer writes JSON.
type writer struct {
	bytes.Buffer
	first bool
}

func (w *writer) object(f func()) {
	before := w.first
	w.first = true
	w.WriteByte('{')
	f()
	w.WriteByte('}')
	w.first = before
}

func (w *writer) comma() {
	if !w.first {
		w.WriteByte(',')
	}
	w.first = false
}

func (w *writer) name(name string) {
	w.comma()
	w.quote(name)
	w.WriteByte(':')
}

func (w *writer) quote(s string) {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if e.Encode(s) == nil {
		w.Truncate(w.Len() - 1) // its line break
	}
}

func (w *writer) text(name, s string) {
	w.name(name)
	w.quote(s)
}

// maybe writes a text that is null when it is empty.
func (w *writer) maybe(name, s string) {
	w.name(name)
	if s == "" {
		w.WriteString("null")
		return
	}
	w.quote(s)
}

func (w *writer) flag(name string, b bool) {
	w.name(name)
	w.WriteString(strconv.FormatBool(b))
}

func (w *writer) pos(x float64) {
	w.name("pos")
	w.WriteString(strconv.FormatFloat(x, 'f', -1, 64))
}

func (w *writer) texts(name string, list []string) {
	w.name(name)
	w.WriteByte('[')
	for i, s := range list {
		if i > 0 {
			w.WriteByte(',')
		}
		w.quote(s)
	}
	w.WriteByte(']')
}

func (w *writer) extra(list []Extra) {
	for _, x := range list {
		w.name(x.Name)
		w.WriteString(x.JSON)
	}
}

// list writes things one to a line.
func list[T any](w *writer, name string, things []T, f func(*T)) {
	w.name(name)
	w.WriteByte('[')
	for i := range things {
		if i > 0 {
			w.WriteByte(',')
		}
		w.WriteByte('\n')
		f(&things[i])
	}
	w.WriteByte(']')
}

func (w *writer) list(l *List) {
	w.object(func() {
		w.text("id", l.ID)
		w.text("name", l.Name)
		w.flag("closed", l.Closed)
		w.pos(l.Pos)
		w.extra(l.Extra)
	})
}

func (w *writer) card(c *Card) {
	w.object(func() {
		w.text("id", c.ID)
		w.text("name", c.Name)
		w.text("desc", c.Desc)
		w.text("idList", c.List)
		w.flag("closed", c.Closed)
		w.pos(c.Pos)
		w.maybe("start", c.Start)
		w.maybe("due", c.Due)
		w.flag("dueComplete", c.DueComplete)
		w.maybe("dateCompleted", c.DateCompleted)
		w.texts("idMembers", c.Members)
		w.texts("idLabels", c.Labels)
		w.texts("idChecklists", c.Checklists)
		list(w, "attachments", c.Attachments, w.attachment)
		list(w, "customFieldItems", c.Fields, w.fieldItem)
		if len(c.States) > 0 {
			list(w, "checkItemStates", c.States, func(id *string) {
				w.object(func() { w.text("idCheckItem", *id); w.text("state", "complete") })
			})
		}
		w.extra(c.Extra)
	})
}

func (w *writer) attachment(a *Attachment) {
	w.object(func() {
		w.text("id", a.ID)
		w.text("name", a.Name)
		w.text("url", a.URL)
		w.extra(a.Extra)
	})
}

func (w *writer) fieldItem(f *FieldItem) {
	w.object(func() {
		w.text("id", f.ID)
		w.text("idCustomField", f.Field)
		w.maybe("idValue", f.Option)
		if f.Kind != "" {
			w.name("value")
			w.object(func() { w.text(f.Kind, f.Value) })
		}
	})
}

func (w *writer) label(l *Label) {
	w.object(func() {
		w.text("id", l.ID)
		w.text("name", l.Name)
		w.maybe("color", l.Color)
		w.extra(l.Extra)
	})
}

func (w *writer) checklist(c *Checklist) {
	w.object(func() {
		w.text("id", c.ID)
		w.text("name", c.Name)
		w.text("idCard", c.Card)
		w.pos(c.Pos)
		list(w, "checkItems", c.Items, w.checkItem)
		w.extra(c.Extra)
	})
}

func (w *writer) checkItem(c *CheckItem) {
	w.object(func() {
		w.text("id", c.ID)
		w.text("name", c.Name)
		w.text("state", stateWord(c.Complete))
		w.pos(c.Pos)
		w.maybe("due", c.Due)
		w.maybe("idMember", c.Member)
		w.extra(c.Extra)
	})
}

func stateWord(complete bool) string {
	if complete {
		return "complete"
	}
	return "incomplete"
}

func (w *writer) member(m *Member) {
	w.object(func() {
		w.text("id", m.ID)
		w.text("fullName", m.Name)
		w.text("username", m.Username)
		w.extra(m.Extra)
	})
}

func (w *writer) field(f *CustomField) {
	w.object(func() {
		w.text("id", f.ID)
		w.text("name", f.Name)
		w.text("type", f.Type)
		w.pos(f.Pos)
		if len(f.Options) > 0 {
			list(w, "options", f.Options, w.option)
		}
		w.extra(f.Extra)
	})
}

func (w *writer) option(o *FieldOption) {
	w.object(func() {
		w.text("id", o.ID)
		w.name("value")
		w.object(func() { w.text("text", o.Text) })
	})
}
