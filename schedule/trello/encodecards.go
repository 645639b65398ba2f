package trello

import (
	"fmt"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/schedule"
)

const posStep = 65536 // what Trello leaves between two things

// Names of the lists that no task stands for.
const (
	looseName = "Tasks"
	toDoName  = "To do"
	doingName = "Doing"
	doneName  = "Done"
)

// columns makes the lists and their cards.
func (e *encoder) columns() {
	e.fits()
	if e.o.Layout == ListsAreStates {
		e.states()
		return
	}
	var loose []int
	reordered := false
	for i := range e.plan.Tasks {
		switch {
		case e.parent[i] >= 0:
		case len(e.kids[i]) > 0:
			reordered = reordered || len(loose) > 0
			e.phase(i)
		default:
			loose = append(loose, i)
		}
	}
	if reordered {
		e.notes.note(CodeReordered, "plan", "", "tasks", fmt.Sprint(len(loose)))
	}
	if len(loose) > 0 {
		list := e.list("loose", looseName, looseName, nil)
		for _, i := range loose {
			e.card(i, list)
		}
	}
}

// list adds a list to the board and to what its block tells.
func (e *encoder) list(is, id, name string, lines []string) string {
	l := List{ID: e.derive("list", id), Name: e.cut("list", id, "name", name), Pos: float64(len(e.board.Lists)+1) * posStep}
	e.board.Lists = append(e.board.Lists, l)
	e.blocks = append(append(e.blocks, lineText("list", is, l.Name)), lines...)
	e.row = 0
	return l.ID
}

// phase makes a list of a summary at the top.
func (e *encoder) phase(i int) {
	t := &e.plan.Tasks[i]
	list := e.list("phase", "task:"+string(t.ID), t.Name, e.listLines(i))
	e.board.Lists[len(e.board.Lists)-1].Closed = t.Inactive
	for _, k := range e.kids[i] {
		e.tree(k, list)
	}
}

// tree makes cards of a task and of what is below it, as far as that does not
// become check items.
func (e *encoder) tree(top int, list string) {
	for stack := []int{top}; len(stack) > 0; {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		e.card(i, list)
		if e.items[i] {
			continue
		}
		for _, k := range slices.Backward(e.kids[i]) {
			stack = append(stack, k)
		}
	}
}

// states makes the three lists and puts every task into one of them.
func (e *encoder) states() {
	lists := map[Role]string{}
	for _, l := range []struct {
		role Role
		name string
	}{{ToDo, toDoName}, {Doing, doingName}, {Done, doneName}} {
		lists[l.role] = e.list(l.role.String(), l.name, l.name, nil)
	}
	for i := range e.plan.Tasks {
		if p := e.parent[i]; p >= 0 && e.items[p] {
			continue
		}
		role := ToDo
		switch p := &e.plan.Tasks[i].Progress; {
		case isDone(&e.plan.Tasks[i]):
			role = Done
		case p.ActualStart != 0 || p.Percent > 0:
			role = Doing
		}
		e.card(i, lists[role])
	}
}

// card makes a card of a task, with its check items.
func (e *encoder) card(i int, list string) {
	t := &e.plan.Tasks[i]
	e.row++
	c := Card{ID: e.derive("card", string(t.ID)), Name: e.cut("task", string(t.ID), "name", t.Name), List: list, Closed: t.Inactive,
		Pos: float64(e.row) * posStep, DueComplete: isDone(t)}
	if t.Manual {
		c.Start, c.Due = e.instant(t.Start, t.ID, "start"), e.instant(t.Finish, t.ID, "finish")
	} else {
		c.Due = e.instant(t.Deadline, t.ID, "deadline")
		if t.Constraint.Kind == schedule.StartNoEarlierThan {
			c.Start = e.instant(t.Constraint.Date, t.ID, "constraint")
		}
	}
	c.DateCompleted = e.instant(t.Progress.ActualFinish, t.ID, "actual_finish")
	for _, a := range e.assigned[i] {
		if id := e.member[a.Resource]; id != "" && !slices.Contains(c.Members, id) {
			c.Members = append(c.Members, id)
		}
	}
	checklist := usualChecklist
	notes := e.unseen(t, &c, &checklist)
	lines := e.cardLines(i, &c)
	if e.items[i] {
		lines = append(lines, e.checklist(i, &c, checklist)...)
	}
	e.fieldItems(i, &c)
	c.Desc = e.describe("task", string(t.ID), notes, planFence, lines)
	e.board.Cards = append(e.board.Cards, c)
}

// checklist makes check items of a task's children and returns the lines that
// keep their ids.
func (e *encoder) checklist(i int, c *Card, name string) []string {
	list := Checklist{ID: e.derive("checklist", string(e.plan.Tasks[i].ID)), Name: name, Card: c.ID, Pos: posStep}
	var lines []string
	for n, k := range e.kids[i] {
		t := &e.plan.Tasks[k]
		x := CheckItem{ID: e.derive("item", string(t.ID)), Name: e.cut("task", string(t.ID), "name", t.Name), Complete: t.Progress.Percent == 100,
			Pos: float64(n+1) * posStep, Due: e.instant(t.Deadline, t.ID, "deadline")}
		if len(e.assigned[k]) > 0 {
			x.Member = e.member[e.assigned[k][0].Resource]
		}
		list.Items = append(list.Items, x)
		lines = append(lines, lineText("item", string(t.ID), x.Name))
	}
	c.Checklists = []string{list.ID}
	e.board.Checklists = append(e.board.Checklists, list)
	return lines
}

// unseen takes what a card had besides out of the notes of its task and gives
// it back to the card. A part that it cannot read stays in the notes.
func (e *encoder) unseen(t *schedule.Task, c *Card, checklist *string) string {
	rest, lines, found := cutBlock(t.Notes, seenFence)
	if !found || slices.ContainsFunc(lines, func(l line) bool { return !e.readable(l) }) {
		return t.Notes
	}
	for n, l := range lines {
		id := fmt.Sprint(t.ID, "\x00", n)
		switch l.name {
		case "label":
			c.Labels = append(c.Labels, e.label(l.words[0], l.words[1]))
		case "checklist":
			*checklist = l.words[0]
		default:
			e.unseenPart(c, id, l)
		}
	}
	return rest
}

func (e *encoder) readable(l line) bool {
	need := map[string]int{"label": 2, "checklist": 1, "attachment": 2, "comment": 3, "field": 2}
	n, known := need[l.name]
	return known && len(l.words) == n
}

// unseenPart gives a card what requests do not send.
func (e *encoder) unseenPart(c *Card, id string, l line) {
	if e.real {
		e.notes.note(CodeNotSent, "card", c.ID, l.name, strings.Join(l.words, " "))
		return
	}
	switch l.name {
	case "attachment":
		c.Attachments = append(c.Attachments, Attachment{ID: e.derive("attachment", id), Name: l.words[0], URL: l.words[1]})
	case "field":
		c.Fields = append(c.Fields, FieldItem{ID: e.derive("value", id), Field: e.customField(l.words[0]), Kind: "text", Value: l.words[1]})
	case "comment":
		e.comment(c, id, l.words)
	}
}

// label returns the id of a label, which it adds to the board once.
func (e *encoder) label(color, name string) string {
	id := e.derive("label", color+"\x00"+name)
	if !e.knownPart[id] {
		e.knownPart[id] = true
		if color == "none" {
			color = ""
		}
		e.board.Labels = append(e.board.Labels, Label{ID: id, Name: name, Color: color})
	}
	return id
}

// customField returns the id of a text field, which it adds to the board once.
func (e *encoder) customField(name string) string {
	id := e.derive("field", name)
	if !e.knownPart[id] {
		e.knownPart[id] = true
		e.board.CustomFields = append(e.board.CustomFields, CustomField{ID: id, Name: name, Type: "text", Pos: float64(len(e.board.CustomFields)+1) * posStep})
	}
	return id
}

// comment adds a comment as the action that it is in Trello.
func (e *encoder) comment(c *Card, id string, w []string) {
	author := w[1]
	for i := range e.plan.Resources {
		if r := &e.plan.Resources[i]; r.Name == w[1] && e.member[r.ID] != "" {
			author = e.member[r.ID]
			break
		}
	}
	a := Action{ID: e.derive("comment", id), Type: "commentCard", Date: w[0], Member: author, Card: c.ID, Text: w[2]}
	j := &writer{}
	j.object(func() {
		j.text("id", a.ID)
		j.text("idMemberCreator", a.Member)
		j.text("type", a.Type)
		j.text("date", a.Date)
		j.name("data")
		j.object(func() {
			j.text("text", a.Text)
			j.name("card")
			j.object(func() { j.text("id", c.ID) })
		})
	})
	a.JSON = j.String()
	e.board.Actions = append(e.board.Actions, a)
}

// fieldItems gives a card the fields that carry the plan, if the options want.
func (e *encoder) fieldItems(i int, c *Card) {
	if !e.o.InFields {
		return
	}
	t := &e.plan.Tasks[i]
	var after []string
	for _, l := range e.links[i] {
		after = append(after, joinWords(e.linkWords(l)))
	}
	values := []struct{ name, value string }{{e.fields.ID, string(t.ID)}, {e.fields.Duration, e.duration(t)},
		{e.fields.After, strings.Join(after, " ; ")}, {e.fields.Progress, percentWord(t.Progress.Percent)}}
	for _, v := range values {
		if v.value != "" {
			c.Fields = append(c.Fields, FieldItem{ID: e.derive("value", string(t.ID)+"\x00"+v.name), Field: e.customField(v.name), Kind: "text", Value: v.value})
		}
	}
}

func joinWords(words []string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = quoteWord(word)
	}
	return strings.Join(quoted, " ")
}

func (e *encoder) duration(t *schedule.Task) string {
	if t.Duration == (schedule.Duration{}) {
		return ""
	}
	return durationText(t.Duration, e.plan.Units)
}

func percentWord(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n, "%")
}

// linkWords returns a link as the words behind "after".
func (e *encoder) linkWords(l *schedule.Link) []string {
	words := []string{string(l.From), l.Type.String()}
	switch {
	case l.Lag.Percent != 0 && l.Lag.Unit == schedule.PercentUnit:
		words = append(words, fmt.Sprintf("%+d%%", l.Lag.Percent))
	case l.Lag.Percent != 0:
		words = append(words, fmt.Sprintf("%+dpct", l.Lag.Percent))
	case l.Lag != (schedule.Lag{}):
		text := lengthText(l.Lag.Length, l.Lag.Elapsed, l.Lag.Unit, e.plan.Units)
		if text[0] != '-' {
			text = "+" + text
		}
		words = append(words, text)
	}
	if l.External {
		words = append(words, "external")
	}
	if l.Known != 0 {
		words = append(words, "known="+l.Known.String())
	}
	return words
}
