package trello

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Plan takes a plan out of the document. The document is not changed. The notes
// begin with those of [Document.Notes].
func (d *Document) Plan(o Options) (*schedule.Plan, []schedule.LossNote, error) {
	limits := o.Limits.withDefaults()
	m := &mapper{board: &d.Board, shape: d.Shape, o: o, zone: o.zone(), plan: &schedule.Plan{Name: d.Board.Name},
		notes: noter{list: slices.Clone(d.notes.list), limit: limits.Notes}, fields: o.Mapping.Fields.withDefaults()}
	m.index()
	m.readBoardBlock()
	m.people()
	m.cards()
	m.outline()
	m.links()
	m.begin()
	m.leftovers()
	if len(m.plan.Links) > limits.Links || len(m.plan.Tasks) > 2*limits.Things {
		return nil, m.notes.list, &Error{ErrLimit, 0, "more links than allowed"}
	}
	return m.plan, m.notes.list, nil
}

// mapper turns a board into a plan.
type mapper struct {
	board *Board
	shape Shape
	o     Options
	zone  *time.Location
	plan  *schedule.Plan
	notes noter

	fields     Fields
	lists      []List // in their order on the board
	roles      []Role
	listAt     map[string]int // by id
	checklists map[string][]*Checklist
	used       map[*Checklist]bool
	labels     map[string]*Label
	custom     map[string]*CustomField
	entered    map[string]map[string]string // card, list: the date of the first action that says so
	comments   map[string][]*Action
	choices    map[string]string // of list fields, by id
	ticked     map[string]bool   // check items that old files say are complete
	names      map[schedule.ResourceID]string

	states    bool // the board was written with states for lists
	loose     map[string]bool
	listLines map[string][]line

	tasks   []read
	byID    map[schedule.TaskID]int
	aliases map[string]schedule.TaskID // ids and short links of Trello
	lost    map[[2]string]int          // parts of the file by kind and name
	unzoned bool
	member  map[string]schedule.ResourceID
	blocked map[schedule.ResourceID]bool // resources that cannot be on cards
}

// read is a task with what its place in the outline needs.
type read struct {
	task   schedule.Task
	parent string // id as a block states it
	list   int    // -1: none
	order  int    // among those without a parent
	assign []schedule.Assignment
	after  []pendingLink
}

type pendingLink struct {
	link schedule.Link
	from string
	line string
}

// index orders the lists and finds what belongs to which card.
func (m *mapper) index() {
	b := m.board
	m.lists = slices.Clone(b.Lists)
	slices.SortStableFunc(m.lists, func(x, y List) int { return cmp.Compare(x.Pos, y.Pos) })
	m.roles = m.o.Mapping.roles(m.lists)
	m.member, m.blocked = map[string]schedule.ResourceID{}, map[schedule.ResourceID]bool{}
	m.listAt, m.byID, m.aliases = map[string]int{}, map[schedule.TaskID]int{}, map[string]schedule.TaskID{}
	for i := range m.lists {
		m.listAt[m.lists[i].ID] = i
	}
	m.labels, m.custom = map[string]*Label{}, map[string]*CustomField{}
	for i := range b.Labels {
		m.labels[b.Labels[i].ID] = &b.Labels[i]
	}
	m.choices, m.ticked, m.names = map[string]string{}, map[string]bool{}, map[schedule.ResourceID]string{}
	for i := range b.CustomFields {
		for _, o := range b.CustomFields[i].Options {
			m.choices[o.ID] = o.Text
		}
		m.custom[b.CustomFields[i].ID] = &b.CustomFields[i]
	}
	m.indexChecklists()
	m.indexActions()
}

func (m *mapper) indexChecklists() {
	m.checklists, m.used = map[string][]*Checklist{}, map[*Checklist]bool{}
	byID := map[string]*Checklist{}
	for i := range m.board.Checklists {
		c := &m.board.Checklists[i]
		byID[c.ID] = c
		m.checklists[c.Card] = append(m.checklists[c.Card], c)
	}
	for i := range m.board.Cards {
		card := &m.board.Cards[i]
		for _, id := range card.Checklists {
			if c, known := byID[id]; known && c.Card != card.ID && c.Card == "" {
				m.checklists[card.ID] = append(m.checklists[card.ID], c)
			}
		}
	}
	for _, list := range m.checklists {
		slices.SortStableFunc(list, func(x, y *Checklist) int { return cmp.Compare(x.Pos, y.Pos) })
	}
}

// indexActions finds the comments of cards and when cards came into lists.
func (m *mapper) indexActions() {
	m.comments, m.entered = map[string][]*Action{}, map[string]map[string]string{}
	for i := range m.board.Actions {
		a := &m.board.Actions[i]
		switch {
		case a.Type == "commentCard" || a.Type == "copyCommentCard":
			m.comments[a.Card] = append(m.comments[a.Card], a)
		case a.ListAfter != "":
			if m.entered[a.Card] == nil {
				m.entered[a.Card] = map[string]string{}
			}
			if was := m.entered[a.Card][a.ListAfter]; was == "" || a.Date < was {
				m.entered[a.Card][a.ListAfter] = a.Date
			}
		}
	}
	for _, list := range m.comments {
		slices.SortStableFunc(list, func(x, y *Action) int { return cmp.Compare(x.Date, y.Date) })
	}
}

// people makes resources of members.
func (m *mapper) people() {
	for i := range m.board.Members {
		p := &m.board.Members[i]
		if _, told := m.member[p.ID]; told {
			continue
		}
		if m.hasResource(schedule.ResourceID(p.ID)) || p.ID == "" {
			m.notes.note(CodeNoID, "member", p.ID, "id", p.Name)
			continue
		}
		if p.Left {
			m.notes.note(CodeLeft, "member", p.ID, "", p.Name)
		}
		m.addResource(schedule.Resource{ID: schedule.ResourceID(p.ID), Name: cmp.Or(p.Name, p.Username)}, p.ID)
		m.extra("member", p.ID, p.Extra)
	}
}

func (m *mapper) hasResource(id schedule.ResourceID) bool {
	_, known := m.names[id]
	return known
}

// addResource adds a resource, which is on cards as this member.
func (m *mapper) addResource(r schedule.Resource, member string) {
	m.plan.Resources = append(m.plan.Resources, r)
	m.names[r.ID] = r.Name
	if member != "" {
		m.member[member] = r.ID
	} else {
		m.blocked[r.ID] = true
	}
}

// resource returns the resource of a member, who may have left long ago.
func (m *mapper) resource(id string) schedule.ResourceID {
	if r, known := m.member[id]; known {
		return r
	}
	if m.shape == BoardShape {
		m.notes.note(CodeUnknownReference, "member", id, "", "")
	}
	r := schedule.ResourceID(id)
	if !m.hasResource(r) {
		m.addResource(schedule.Resource{ID: r}, id)
	}
	m.member[id] = r
	return r
}

// moment reads an instant as what clocks show in the zone.
func (m *mapper) moment(text, kind, id, field string) calendar.DateTime {
	if text == "" {
		return 0
	}
	at, whole, ok := readInstant(text)
	if !ok {
		m.notes.note(CodeUnreadable, kind, id, field, text)
		return 0
	}
	if whole {
		d, _ := calendar.ParseDate(text[:10])
		m.notes.note(CodeDateOnly, kind, id, field, text)
		return d.At(17 * calendar.Hour)
	}
	if m.o.Zone == nil && !m.unzoned {
		m.unzoned = true
		m.notes.note(CodeNoZone, "plan", "", "zone", "UTC")
	}
	if at.Nanosecond() != 0 {
		m.notes.note(CodeRounded, kind, id, field, text)
	}
	return calendar.DateTimeOf(at.In(m.zone))
}

// readInstant reads a time of Trello. Whole says that it is a day without a
// time, which only other tools write.
func readInstant(text string) (at time.Time, whole, ok bool) {
	if len(text) > 40 {
		return at, false, false
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05.999Z0700", "2006-01-02 15:04:05Z07:00"} {
		if t, err := time.Parse(layout, text); err == nil {
			y := t.UTC().Year()
			return t, false, y > 1 && y < 9999
		}
	}
	if t, err := time.Parse("2006-01-02", text); err == nil && t.Year() > 1 {
		return t, true, true
	}
	if ms, err := strconv.ParseInt(text, 10, 64); err == nil && ms > 0 && ms < 1e14 {
		return time.UnixMilli(ms), false, true
	}
	return at, false, false
}

// begin sets the project start where the board carries none.
func (m *mapper) begin() {
	if m.plan.Start != 0 || m.plan.Rules.From == schedule.FromFinish {
		return
	}
	if m.plan.Start = m.o.Start; m.plan.Start != 0 {
		return
	}
	first := calendar.DateTime(0)
	for i := range m.plan.Tasks {
		t := &m.plan.Tasks[i]
		for _, d := range []calendar.DateTime{t.Start, t.Finish, t.Constraint.Date, t.Deadline, t.Progress.ActualStart} {
			if d != 0 && (first == 0 || d < first) {
				first = d
			}
		}
	}
	if first == 0 {
		first = m.madeAt()
	}
	if m.plan.Start = first; first == 0 {
		m.notes.note(CodeNoStart, "plan", "", "start", "")
		return
	}
	m.notes.note(CodeStartGuessed, "plan", "", "start", first.String())
}

// madeAt returns when the board was made, or the first of the cards: ids of
// Trello begin with that in seconds.
func (m *mapper) madeAt() calendar.DateTime {
	ids := []string{m.board.ID}
	for i := range m.board.Cards {
		ids = append(ids, m.board.Cards[i].ID)
	}
	first := int64(0)
	for _, id := range ids {
		seconds, err := strconv.ParseInt(id[:min(8, len(id))], 16, 64)
		if plausible := err == nil && len(id) == 24 && seconds > 1_262_304_000 && seconds < 4_102_444_800; plausible && (first == 0 || seconds < first) {
			first = seconds
		}
	}
	if first == 0 {
		return 0
	}
	return calendar.DateTimeOf(time.Unix(first, 0).In(m.zone))
}
