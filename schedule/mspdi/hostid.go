package mspdi

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// idAlias is the name of the text field in which ids stand that are no UIDs.
// The name, not the number of the field, says that they are ids.
const idAlias = "Milepost id"

// textFields are the numbers of the text field for tasks, resources and
// assignments, and the field's name. Microsoft Project counts Text11 to Text30
// of each kind in a row.
type textFields struct {
	task, resource, assignment int64
	name                       string // "" when no field is free
	defined                    bool   // the document has it already
}

const (
	taskText30       = 188744016
	resourceText30   = 205521140
	assignmentText30 = 255852781
)

func standardFields() textFields { return textFieldsOf(30) }

// textFieldsOf returns the field Text11 to Text30 of that number.
func textFieldsOf(n int) textFields {
	back := int64(30 - n)
	return textFields{taskText30 - back, resourceText30 - back, assignmentText30 - back, "Text" + numberText(int64(n)), false}
}

// definitions writes the definition of the field for ids, for the kinds of things
// that need it.
func (e *emitter) definitions() {
	needed := e.fieldsNeeded()
	if len(needed) == 0 {
		return
	}
	e.out.open("ExtendedAttributes")
	for _, field := range needed {
		e.textField(field)
	}
	e.out.close("ExtendedAttributes")
}

func (e *emitter) textField(number int64) {
	e.out.open("ExtendedAttribute")
	e.int("FieldID", number)
	e.string("FieldName", e.fields.name)
	e.string("Alias", idAlias)
	e.out.close("ExtendedAttribute")
}

// fieldsNeeded returns the numbers of the fields that some id has to stand in.
func (d *draft) fieldsNeeded() (needed []int64) {
	if d.fields.name == "" {
		return nil
	}
	p := d.plan
	if d.tasks.renamed(len(p.Tasks), func(i int) string { return string(p.Tasks[i].ID) }) {
		needed = append(needed, d.fields.task)
	}
	if d.resources.renamed(len(p.Resources), func(i int) string { return string(p.Resources[i].ID) }) {
		needed = append(needed, d.fields.resource)
	}
	if d.assignments.renamed(len(p.Assignments), func(i int) string { return string(p.Assignments[i].ID) }) {
		needed = append(needed, d.fields.assignment)
	}
	return needed
}

// renamed reports whether the UID of any thing is not its id.
func (n *numbers) renamed(count int, id func(int) string) bool {
	var number [20]byte
	for i := range count {
		if key := id(i); n.uid[i] != leftOut && key != "" && key != string(appendNumber(number[:0], n.uid[i])) {
			return true
		}
	}
	return false
}

// hostID writes the id of a thing if it is not its UID.
func (e *emitter) hostID(field int64, id string, uid int64) {
	e.scratch = appendNumber(e.scratch[:0], uid)
	if string(e.scratch) == id {
		return
	}
	if e.fields.name == "" {
		e.add("id", numberText(uid), CodeIDReplaced)
		return
	}
	e.out.open("ExtendedAttribute")
	e.int("FieldID", field)
	e.text("Value", "id", id, 0)
	e.out.close("ExtendedAttribute")
}

// idFields returns the numbers of the fields that a file names as those of
// ids.
func (m *mapper) idFields() map[string]bool {
	fields := map[string]bool{}
	m.children(0, func(at int32, name sym) {
		if name == symExtendedAttributes {
			m.each([]int32{at}, symExtendedAttribute, func(at int32) {
				if id := m.child(at, symFieldID); id > 0 && m.isIDField(at) {
					fields[m.id(id)] = true
				}
			})
		}
	})
	return fields
}

func (m *mapper) isIDField(at int32) bool {
	alias := m.child(at, symAlias)
	return alias > 0 && string(m.raw(alias)) == idAlias
}

// isID reports whether an extended attribute of a thing holds its id.
func (m *mapper) isID(at int32) bool {
	field := m.child(at, symFieldID)
	return field > 0 && len(m.records.idFields) > 0 && m.records.idFields[m.id(field)]
}

// attribute takes an extended attribute of a thing if it holds its id.
func (m *mapper) attribute(at int32) {
	if m.isID(at) {
		m.claimID(at)
	} else {
		m.lost(at)
	}
}

// claimID keeps the id that a thing had before it got its UID.
func (m *mapper) claimID(at int32) {
	if value := m.child(at, symValue); value > 0 {
		if id := m.text(value); id != "" {
			m.records.claims = append(m.records.claims, idClaim{m.subject.Kind, m.subject.ID, id})
		}
	}
}

// idClaim is the id that a file gives for the UID of a thing.
type idClaim struct{ kind, uid, id string }

// adoptIDs gives things the ids that they had before, where those are unique.
// A thing that was copied in Microsoft Project brings the id of the first one
// with it; it keeps its UID.
func (m *mapper) adoptIDs() {
	if len(m.records.claims) == 0 {
		return
	}
	adopted := map[string]map[string]string{}
	for kind, index := range m.kinds() {
		adopted[kind] = m.settleClaims(kind, index)
	}
	m.rename(adopted["task"], adopted["resource"], adopted["assignment"])
	for i := range m.notes {
		s := &m.notes[i].Subject
		if id, ok := adopted[s.Kind][s.ID]; ok {
			s.ID = id
		}
	}
}

// kinds returns the things that the plan holds, by UID.
func (m *mapper) kinds() map[string]map[string]int {
	return map[string]map[string]int{"task": m.records.tasks, "resource": m.records.resources, "assignment": m.records.assignments}
}

// settleClaims returns the ids of one kind by UID. If any two things would
// have the same id, an id that is the UID of another thing does not count
// either.
func (m *mapper) settleClaims(kind string, index map[string]int) map[string]string {
	var own []idClaim
	claimed := map[string]bool{}
	for _, c := range m.records.claims {
		if at, ok := index[c.uid]; c.kind == kind && ok && at != omitted && !claimed[c.uid] {
			own, claimed[c.uid] = append(own, c), true
		}
	}
	free := func(uid string) bool { return claimed[uid] }
	ids, refused := acceptClaims(own, index, free)
	if len(refused) > 0 {
		ids, refused = acceptClaims(own, index, func(string) bool { return false })
	}
	for _, c := range refused {
		m.addNote(schedule.LossNote{Subject: finding.Ref{Kind: kind, ID: c.uid, Field: "id"}, Value: clipText([]byte(c.id)), Reason: CodeDuplicateID})
	}
	return ids
}

// acceptClaims accepts the ids that no other thing has. The UID of a thing is
// taken unless it is free.
func acceptClaims(claims []idClaim, index map[string]int, free func(uid string) bool) (ids map[string]string, refused []idClaim) {
	ids = make(map[string]string, len(claims))
	used := make(map[string]bool, len(claims))
	for _, c := range claims {
		at, isUID := index[c.id]
		if used[c.id] || isUID && at != omitted && c.id != c.uid && !free(c.id) {
			refused = append(refused, c)
			continue
		}
		ids[c.uid], used[c.id] = c.id, true
	}
	return ids, refused
}

// rename puts ids in the place of UIDs everywhere in the plan.
func (m *mapper) rename(tasks, resources, assignments map[string]string) {
	p := m.plan
	for i := range p.Tasks {
		p.Tasks[i].ID, p.Tasks[i].Parent = renamed(tasks, p.Tasks[i].ID), renamed(tasks, p.Tasks[i].Parent)
	}
	for i := range p.Links {
		p.Links[i].From, p.Links[i].To = renamed(tasks, p.Links[i].From), renamed(tasks, p.Links[i].To)
	}
	for i := range p.Resources {
		p.Resources[i].ID = renamed(resources, p.Resources[i].ID)
	}
	for i := range p.Assignments {
		a := &p.Assignments[i]
		a.ID, a.Task, a.Resource = renamed(assignments, a.ID), renamed(tasks, a.Task), renamed(resources, a.Resource)
	}
	for i := range p.Baselines {
		for k := range p.Baselines[i].Tasks {
			p.Baselines[i].Tasks[k].ID = renamed(tasks, p.Baselines[i].Tasks[k].ID)
		}
	}
}

func renamed[ID ~string](ids map[string]string, id ID) ID {
	if to, ok := ids[string(id)]; ok {
		return ID(to)
	}
	return id
}
