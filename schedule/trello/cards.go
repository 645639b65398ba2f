package trello

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// cards reads the lists and their cards in the order of the board.
func (m *mapper) cards() {
	for i := range m.lists {
		if m.roles[i] == Phase && !m.loose[m.lists[i].ID] {
			m.phase(i)
		}
	}
	order := make([]int, len(m.board.Cards))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int {
		a, b := &m.board.Cards[x], &m.board.Cards[y]
		if m.states {
			return cmp.Compare(a.Pos, b.Pos)
		}
		return cmp.Or(cmp.Compare(m.place(a), m.place(b)), cmp.Compare(a.Pos, b.Pos))
	})
	for _, i := range order {
		m.card(&m.board.Cards[i])
	}
	for i := range m.board.Checklists {
		if c := &m.board.Checklists[i]; !m.used[c] {
			m.strayChecklist(c)
		}
	}
}

// strayChecklist makes a summary of a checklist whose card is not in the file.
func (m *mapper) strayChecklist(c *Checklist) {
	if m.shape == BoardShape {
		m.notes.note(CodeUnknownReference, "checklist", c.ID, "card", c.Card)
	}
	m.checklists[""] = []*Checklist{c}
	k := m.add(read{list: -1, order: len(m.lists)}, schedule.Task{ID: schedule.TaskID(c.ID), Name: c.Name}, "checklist")
	m.items(k, &Card{}, nil)
}

// place returns the index of the card's list, and one behind all for none.
func (m *mapper) place(c *Card) int {
	if at, known := m.listAt[c.List]; known {
		return at
	}
	return len(m.lists)
}

// phase makes a summary of a list.
func (m *mapper) phase(i int) {
	l := &m.lists[i]
	t := schedule.Task{ID: schedule.TaskID(l.ID), Name: l.Name, Inactive: l.Closed}
	r := read{list: -1, order: i}
	if lines := m.listLines[l.ID]; lines != nil {
		m.taskLines(&t, &r, lines)
	} else if l.Closed {
		m.notes.note(CodeArchived, "list", l.ID, "closed", l.Name)
	}
	m.add(r, t, "list")
	m.aliases["list:"+l.ID] = m.tasks[len(m.tasks)-1].task.ID
	m.extra("list", l.ID, l.Extra)
}

// add adds a task under an id of its own.
func (m *mapper) add(r read, t schedule.Task, kind string) int {
	if _, taken := m.byID[t.ID]; taken || t.ID == "" {
		old := t.ID
		t.ID = schedule.TaskID(kind + ":" + strconv.Itoa(len(m.tasks)+1))
		for n := 2; m.taken(t.ID); n++ {
			t.ID = schedule.TaskID(kind + ":" + strconv.Itoa(len(m.tasks)+1) + "." + strconv.Itoa(n))
		}
		m.notes.note(CodeDuplicateID, kind, string(old), "id", string(t.ID))
	}
	m.byID[t.ID] = len(m.tasks)
	r.task = t
	for i := range r.assign {
		r.assign[i].Task = t.ID
	}
	m.tasks = append(m.tasks, r)
	return len(m.tasks) - 1
}

func (m *mapper) taken(id schedule.TaskID) bool {
	_, taken := m.byID[id]
	return taken
}

// card reads a card and its check items.
func (m *mapper) card(c *Card) {
	role, at := Phase, -1
	if i, known := m.listAt[c.List]; known {
		role, at = m.roles[i], i
	} else if c.List != "" && m.shape == BoardShape {
		m.notes.note(CodeUnknownReference, "card", c.ID, "list", c.List)
	}
	for _, list := range m.checklists[c.ID] {
		m.used[list] = true
	}
	archived := c.Closed || at >= 0 && m.lists[at].Closed
	if role == Ignore || archived && m.o.Mapping.Archived == ArchivedIgnored {
		m.notes.note(CodeIgnored, "card", c.ID, "", c.Name)
		return
	}
	notes, lines, ours := cutBlock(c.Desc, planFence)
	v := cardView{card: c, role: role, list: at, archived: archived, items: m.countItems(c)}
	t, r := m.native(&v, ours)
	t.Notes = joinBlock(notes, seenFence, m.seen(c))
	m.carried(&t, &r, &v, lines, ours)
	if old := t.ID; m.taken(old) && string(old) != c.ID {
		m.notes.note(CodeCopied, "card", c.ID, "id", string(old))
		t.ID = schedule.TaskID(c.ID)
	}
	k := m.add(r, t, "card")
	m.alias(c, m.tasks[k].task.ID)
	m.assignCard(k, c)
	m.items(k, c, lines)
	m.extra("card", c.ID, c.Extra)
}

// cardView is a card with what its place on the board says.
type cardView struct {
	card     *Card
	role     Role
	list     int
	archived bool
	items    int
	done     bool

	start, due calendar.DateTime
}

func (m *mapper) countItems(c *Card) int {
	n := 0
	for _, list := range m.checklists[c.ID] {
		n += len(list.Items)
	}
	return n
}

// native reads what Trello itself says of a card.
func (m *mapper) native(v *cardView, ours bool) (schedule.Task, read) {
	c := v.card
	t := schedule.Task{ID: schedule.TaskID(c.ID), Name: c.Name}
	v.done = c.DueComplete || c.DateCompleted != "" || v.role == Done || v.archived && m.o.Mapping.Archived == ArchivedDone
	t.Inactive = v.archived && !v.done
	if t.Inactive && !ours {
		m.notes.note(CodeArchived, "card", c.ID, "closed", c.Name)
	}
	start, due := m.moment(c.Start, "card", c.ID, "start"), m.moment(c.Due, "card", c.ID, "due")
	if start != 0 && due != 0 && due < start && !ours {
		m.notes.note(CodeReversed, "card", c.ID, "due", due.String())
	}
	v.start, v.due = start, due
	if start != 0 && due >= start && v.items == 0 {
		t.Manual, t.Start, t.Finish = true, start, due
	} else {
		bounds(&t, start, due)
	}
	r := read{list: v.list, order: m.place(c)}
	if m.states {
		r.order = 0
	}
	return t, r
}

// bounds lets the dates of a card bound the task and not fix it.
func bounds(t *schedule.Task, start, due calendar.DateTime) {
	t.Manual, t.Start, t.Finish, t.Deadline = false, 0, 0, due
	if t.Constraint = (schedule.Constraint{}); start != 0 {
		t.Constraint = schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: start}
	}
}

// alias remembers by which ids of Trello people may name the task.
func (m *mapper) alias(c *Card, id schedule.TaskID) {
	m.aliases["card:"+c.ID] = id
	for _, x := range c.Extra {
		if x.Name == "shortLink" && len(x.JSON) > 2 && x.JSON[0] == '"' {
			m.aliases["card:"+strings.Trim(x.JSON, `"`)] = id
		}
	}
}

// seen returns what the card has that a task has no field for, as lines.
func (m *mapper) seen(c *Card) []string {
	var lines []string
	for _, id := range c.Labels {
		if l, known := m.labels[id]; known {
			lines = append(lines, lineText("label", cmp.Or(l.Color, "none"), l.Name))
		} else {
			m.notes.note(CodeUnknownReference, "card", c.ID, "label", id)
		}
	}
	if list := m.checklists[c.ID]; len(list) == 1 && list[0].Name != usualChecklist {
		lines = append(lines, lineText("checklist", list[0].Name))
	}
	lines = append(lines, m.fieldLines(c)...)
	for i := range c.Attachments {
		lines = append(lines, lineText("attachment", c.Attachments[i].Name, c.Attachments[i].URL))
		m.extra("attachment", c.Attachments[i].ID, c.Attachments[i].Extra)
	}
	for _, a := range m.comments[c.ID] {
		lines = append(lines, lineText("comment", a.Date, m.author(a), a.Text))
	}
	return lines
}

// author returns the name of who did something.
func (m *mapper) author(a *Action) string { return cmp.Or(m.names[m.member[a.Member]], a.Member) }

// fieldLines returns the custom fields that no part of the plan takes.
func (m *mapper) fieldLines(c *Card) []string {
	var lines []string
	for _, item := range c.Fields {
		f, known := m.custom[item.Field]
		if !known {
			m.notes.note(CodeUnknownReference, "card", c.ID, "custom_field", item.Field)
			f = &CustomField{Name: item.Field}
		}
		if m.carries(f.Name) {
			continue
		}
		if value := cmp.Or(m.choices[item.Option], item.Value, item.Option); value != "" {
			lines = append(lines, lineText("field", f.Name, value))
		}
	}
	return lines
}

// carries reports whether a custom field of this name carries a part of a plan.
func (m *mapper) carries(name string) bool {
	for _, own := range []string{m.fields.ID, m.fields.Duration, m.fields.After, m.fields.Progress} {
		if strings.EqualFold(own, name) {
			return true
		}
	}
	return false
}

// assignCard makes assignments of the members on the card.
func (m *mapper) assignCard(k int, c *Card) {
	r := &m.tasks[k]
	stated, on := map[schedule.ResourceID]bool{}, map[schedule.ResourceID]bool{}
	for _, a := range r.assign {
		stated[a.Resource] = true
	}
	for _, id := range c.Members {
		who := m.resource(id)
		if on[who] = true; !stated[who] {
			r.assign = append(r.assign, schedule.Assignment{ID: assignmentID(r.task.ID, who), Task: r.task.ID, Resource: who})
		}
	}
	r.assign = slices.DeleteFunc(r.assign, func(a schedule.Assignment) bool {
		gone := !on[a.Resource] && m.onCards(a.Resource)
		if gone {
			m.notes.note(CodeTakenOff, "assignment", string(a.ID), "", string(a.Resource))
		}
		return gone
	})
}

// onCards reports whether the resource is a member, who would be on the card.
func (m *mapper) onCards(id schedule.ResourceID) bool { return id != "" && !m.blocked[id] }

func assignmentID(t schedule.TaskID, r schedule.ResourceID) schedule.AssignmentID {
	return schedule.AssignmentID(string(t) + "/" + string(r))
}

// usualChecklist is the name of a checklist that nobody named.
const usualChecklist = "Checklist"

// items reads the check items of a card. The items of an only checklist are
// tasks in the card's; of several, each checklist is a summary between.
func (m *mapper) items(card int, c *Card, lines []line) {
	ids := itemIDs(lines)
	for _, id := range c.States {
		m.ticked[id] = true
	}
	lists := m.checklists[c.ID]
	for _, list := range lists {
		m.extra("checklist", list.ID, list.Extra)
		if len(list.Items) == 0 {
			m.notes.note(CodeEmptyChecklist, "checklist", list.ID, "", list.Name)
			continue
		}
		parent := m.tasks[card].task.ID
		if len(lists) > 1 {
			k := m.add(read{list: -1, parent: string(parent)}, schedule.Task{ID: schedule.TaskID(list.ID), Name: list.Name, Inactive: m.tasks[card].task.Inactive}, "checklist")
			parent = m.tasks[k].task.ID
		}
		order := slices.Clone(list.Items)
		slices.SortStableFunc(order, func(x, y CheckItem) int { return cmp.Compare(x.Pos, y.Pos) })
		for i := range order {
			m.item(&order[i], c, parent, ids, m.tasks[card].task.Inactive)
		}
	}
}

// item reads one check item.
func (m *mapper) item(x *CheckItem, c *Card, parent schedule.TaskID, ids map[string][]string, inactive bool) {
	t := schedule.Task{ID: schedule.TaskID(x.ID), Name: x.Name, Inactive: inactive, Deadline: m.moment(x.Due, "check_item", x.ID, "due")}
	if queue := ids[x.Name]; len(queue) > 0 {
		if !m.taken(schedule.TaskID(queue[0])) {
			t.ID = schedule.TaskID(queue[0])
		}
		ids[x.Name] = queue[1:]
	}
	if x.Complete || m.ticked[x.ID] {
		t.Progress = schedule.Progress{Percent: 100}
	}
	k := m.add(read{list: -1, parent: string(parent)}, t, "check_item")
	m.aliases["item:"+x.ID] = m.tasks[k].task.ID
	if x.Member != "" {
		who, id := m.resource(x.Member), m.tasks[k].task.ID
		m.tasks[k].assign = []schedule.Assignment{{ID: assignmentID(id, who), Task: id, Resource: who}}
	}
	m.extra("check_item", x.ID, x.Extra)
}

// itemIDs returns the ids of check items by their names, in order.
func itemIDs(lines []line) map[string][]string {
	ids := map[string][]string{}
	for _, l := range lines {
		if l.name == "item" && len(l.words) == 2 {
			ids[l.words[1]] = append(ids[l.words[1]], l.words[0])
		}
	}
	return ids
}
