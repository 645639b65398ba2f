package mspdi

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/schedule"
)

// Update writes a document again after its plan has changed: what the plan
// still says as the document does stays as it stands there, together with
// everything that this package does not know, at its task, resource,
// assignment, calendar and project; what the plan says otherwise is written
// anew. Elements stand in the order of the schema. The document is not
// changed; the plan is one that was read from it, changed at will.
//
// Dates and floats that Microsoft Project stored stay where computing the
// plan of the document and the new plan gives the same, and become the new
// ones elsewhere. With Result they all become its own; with InputsOnly they
// all stay, right or not. Of a record that changes, the totals and differences
// that Project computes and a plan does not hold are left out.
//
// A file of before Project 2007 is written in the form of now, all that is
// known of it anew. Comments between elements are not kept.
//
// The notes are those of [Encoder.Encode] for what is written anew. Errors are
// those of [Document.Plan] read tolerantly, [ErrNoPlan] and those of the
// writer.
func (e Encoder) Update(w io.Writer, doc *Document, p *schedule.Plan) ([]schedule.LossNote, error) {
	if p == nil {
		return nil, ErrNoPlan
	}
	read, err := doc.read(Options{Tolerant: true, Currency: e.Currency, Limits: doc.limits})
	if err != nil {
		return nil, err
	}
	u := e.newUpdater(w, read, p)
	u.write()
	return u.is.notebook.all(), u.out.finish()
}

// updater writes a document again.
type updater struct {
	*merger
	read    *mapper
	was, is *emitter // of the plan of the document and of the new one
	kinds   map[string]*recordKind

	rowsOfLoose map[int32][2]int64 // by record that no plan holds: its row before and now
}

func (e Encoder) newUpdater(w io.Writer, read *mapper, p *schedule.Plan) *updater {
	doc := read.doc
	prefix, _, found := strings.Cut(doc.names[doc.nodes[0].sym], ":")
	if prefix += ":"; !found {
		prefix = ""
	}
	u := &updater{merger: newMerger(doc, newXMLWriter(w, prefix)), read: read}
	from, plain := u.origin()
	u.anew = !plain || read.child(0, symSaveVersion) == 0
	e.Currency = read.currency.Code()
	notes := newNotebook()
	result := e.result(p, notes)
	before := e
	if before.Result = nil; e.Result != nil {
		before.InputsOnly = true
	}
	from.asTheyAre = func(schedule.CalendarID) bool { return true }
	u.was = &emitter{draft: newDraft(read.plan, before.result(read.plan, &notebook{}), before, from), notebook: &notebook{}}
	from.asTheyAre = u.was.workedOn
	u.is = &emitter{draft: newDraft(p, result, e, from), notebook: notes}
	u.is.rowsStay = u.rowsStay
	u.taskUID = u.nowUID
	u.kinds = u.recordKinds()
	u.numberRows()
	return u
}

// nowUID returns the UID that a task of the document has in the new plan, and
// any other as it is.
func (u *updater) nowUID(uid string) string {
	if i, known := u.read.records.tasks[uid]; known && i != omitted {
		if now, ok := u.was.tasks.of(string(u.read.plan.Tasks[i].ID)); ok {
			return numberText(now)
		}
	}
	return uid
}

// rowsStay reports whether the rows of the document say the gaps of a task,
// which cannot be laid out anew.
func (u *updater) rowsStay(task int) bool {
	t := &u.is.plan.Tasks[task]
	i, known := u.was.tasks.place(string(t.ID))
	return known && !u.anew && u.was.made[i] != nil && u.was.made[i].failed && slices.Equal(u.was.plan.Tasks[i].Splits, t.Splits)
}

// origin returns the UIDs and fields that the document uses. It reports false
// when some UID is not a number.
func (u *updater) origin() (origin, bool) {
	p, r := u.read.plan, &u.read.records
	from := origin{fields: u.idFields()}
	plain := true
	collect := func(in *uidsInUse, index map[string]int, container, name sym, id func(int) string) {
		in.file, in.taken = map[string]int64{}, map[int64]bool{}
		for uid, i := range index {
			n, err := strconv.ParseInt(uid, 10, 64)
			if plain = plain && err == nil; err == nil && i != omitted {
				in.file[id(i)] = n
			}
		}
		u.eachRecord(container, name, func(_ int32, uid string) {
			if n, err := strconv.ParseInt(uid, 10, 64); err == nil {
				in.taken[n] = true
			}
		})
	}
	collect(&from.calendars, r.calendars, symCalendars, symCalendar, func(i int) string { return string(p.Calendars[i].ID) })
	collect(&from.tasks, r.tasks, symTasks, symTask, func(i int) string { return string(p.Tasks[i].ID) })
	collect(&from.resources, r.resources, symResources, symResource, func(i int) string { return string(p.Resources[i].ID) })
	collect(&from.assignments, r.assignments, symAssignments, symAssignment, func(i int) string { return string(p.Assignments[i].ID) })
	u.madeBefore(&from)
	return from, plain
}

// madeBefore finds the calendars and assignments that were made when the
// document was written, so that they keep their UIDs.
func (u *updater) madeBefore(from *origin) {
	from.placeholders, from.standIns = map[int64]int64{}, map[int64]int64{}
	number := func(text string) int64 {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return leftOut
		}
		return n
	}
	u.eachRecord(symAssignments, symAssignment, func(_ int32, uid string) {
		if u.isPlaceholder(uid) {
			from.placeholders[number(u.read.records.placeholders[schedule.AssignmentID(uid)])] = number(uid)
		}
	})
	u.eachRecord(symResources, symResource, func(at int32, uid string) {
		if i := u.read.child(at, symCalendarUID); i > 0 && u.isStandIn(u.read.id(i)) {
			from.standIns[number(uid)] = number(u.read.id(i))
		}
	})
	u.eachRecord(symCalendars, symCalendar, func(_ int32, uid string) {
		if other, made := u.read.records.standsFor[schedule.CalendarID(uid)]; made && other == "" {
			from.standard = number(uid)
		}
	})
}

// isStandIn and isPlaceholder report whether a thing of the document was made
// by writing and left out by reading.
func (u *updater) isStandIn(uid string) bool {
	_, made := u.read.records.standsFor[schedule.CalendarID(uid)]
	return made
}

func (u *updater) isPlaceholder(uid string) bool {
	_, held := u.read.records.assignments[uid]
	_, made := u.read.records.placeholders[schedule.AssignmentID(uid)]
	return made && !held
}

// eachRecord visits the records of a kind in the order of the document.
func (u *updater) eachRecord(container, name sym, visit func(at int32, uid string)) {
	u.read.children(0, func(at int32, sym sym) {
		if sym == container {
			u.read.each([]int32{at}, name, func(at int32) {
				uid := ""
				if i := u.read.child(at, symUID); i > 0 {
					uid = u.read.id(i)
				}
				visit(at, uid)
			})
		}
	})
}

// idFields returns the field for ids that the document has, or one that it
// does not use.
func (u *updater) idFields() *textFields {
	used := map[string]bool{}
	for i := range u.doc.nodes {
		if u.doc.nodes[i].sym == symFieldID {
			used[u.read.id(int32(i))] = true
		}
	}
	var free *textFields
	for n := 30; n > 10; n-- {
		f := textFieldsOf(n)
		numbers := []string{numberText(f.task), numberText(f.resource), numberText(f.assignment)}
		if slices.ContainsFunc(numbers, func(id string) bool { return u.read.records.idFields[id] }) {
			return &f
		}
		if free == nil && !slices.ContainsFunc(numbers, func(id string) bool { return used[id] }) {
			free = &f
		}
	}
	if free == nil {
		free = &textFields{}
	}
	return free
}

// write writes the whole document.
func (u *updater) write() {
	u.out.openWith(u.rootTag(), "Project")
	written := map[string]bool{}
	for _, p := range u.header() {
		name := p.name(u.merger)
		switch kind := u.kinds[name]; {
		case written[name] && (kind != nil || name == definitionsName):
		case kind != nil:
			u.container(kind, p.at)
		case name == definitionsName:
			u.definitions(p.at)
		default:
			u.part(p)
		}
		written[name] = true
	}
	u.out.close("Project")
}

// rootTag returns the start tag of the root, which names the namespaces, even
// where it has no content.
func (u *updater) rootTag() string {
	n := &u.doc.nodes[0]
	tag := string(u.doc.source[n.start:n.from])
	if before, empty := strings.CutSuffix(tag, "/>"); empty {
		tag = before + ">"
	}
	return tag
}

const definitionsName = "ExtendedAttributes"

// header puts the fields of the project together, with a place for each
// container.
func (u *updater) header() []part {
	mark := u.is.mark()
	was, is := grow(u.was, u.was.header), grow(u.is, u.is.header)
	if u.was.currency == u.is.currency && u.read.child(0, symCurrencySymbol) > 0 {
		was.drop("CurrencySymbol") // people choose it
		is.drop("CurrencySymbol")
	}
	if strings.TrimSpace(u.is.plan.Name) != "" && u.read.child(0, symName) > 0 {
		was.drop("Name") // that of the file, in files of Project
		is.drop("Name")
	}
	if was.equal(is) && !u.anew {
		u.is.back(mark)
	}
	list := u.parts(0, was, is, u.orders.project)
	for _, name := range []string{definitionsName, "Calendars", "Tasks", "Resources", "Assignments"} {
		if !slices.ContainsFunc(list, func(p part) bool { return p.name(u.merger) == name }) {
			list = append(list, part{rank: u.orders.project[name], new: &tree{name: name}})
		}
	}
	slices.SortStableFunc(list, func(a, b part) int { return a.rank - b.rank })
	return list
}

// name returns the name of the element that a part becomes.
func (p part) name(m *merger) string {
	if p.at > 0 {
		return m.localName(p.at)
	}
	return p.new.name
}

// definitions writes the definitions of fields that the document has, and
// those that new ids need.
func (u *updater) definitions(at int32) {
	var missing []int64
	for _, field := range u.is.fieldsNeeded() {
		if !u.read.records.idFields[numberText(field)] {
			missing = append(missing, field)
		}
	}
	if len(missing) == 0 {
		if at > 0 {
			u.keep(at)
		}
		return
	}
	start := ""
	if at > 0 {
		start = u.startTag(at)
	}
	u.out.openWith(start, definitionsName)
	u.eachChild(at, func(i int32) { u.keep(i) })
	u.is.out = u.out
	for _, field := range missing {
		u.is.textField(field)
	}
	u.out.close(definitionsName)
}

// eachChild visits the elements inside one of the document, none for 0.
func (u *updater) eachChild(at int32, visit func(int32)) {
	if at > 0 {
		u.read.children(at, func(i int32, _ sym) { visit(i) })
	}
}
