package asana

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// pair is the two ends of a link.
type pair struct{ from, to schedule.TaskID }

// linker collects which task waits for which.
type linker struct {
	m     *mapper
	seen  map[pair]bool
	order []pair
}

// links reads which task waits for which. It reports false for too many.
func (m *mapper) links() bool {
	l := &linker{m: m, seen: map[pair]bool{}}
	for i := range m.records {
		l.byID(i)
	}
	l.byNames()
	if len(l.order) > m.limits.Links {
		return false
	}
	into := map[schedule.TaskID][]schedule.TaskID{}
	for _, p := range l.order {
		into[p.to] = append(into[p.to], p.from)
		if !m.taken[p.to] {
			m.addLink(schedule.Link{From: p.from}, p.to)
		}
	}
	for i := range m.plan.Tasks {
		if at, known := m.byID[m.plan.Tasks[i].ID]; known {
			m.linksInto(&m.records[at], into, l.seen)
		}
	}
	return len(m.plan.Links) <= m.limits.Links
}

// add adds a link. One between a task and a task in it is left out: the whole
// spans its parts anyway, and a plan cannot have such a link.
func (l *linker) add(from, to schedule.TaskID) {
	p := pair{from, to}
	if l.seen[p] {
		return
	}
	l.seen[p] = true
	a, here := l.m.byID[from]
	b, there := l.m.byID[to]
	if here && there && (l.m.records[a].holds(&l.m.records[b]) || l.m.records[b].holds(&l.m.records[a])) {
		l.m.notes.add(finding.Ref{Kind: "link", ID: string(from) + ">" + string(to)}, "", CodeFamily)
		return
	}
	l.order = append(l.order, p)
}

// byID takes the links that name gids.
func (l *linker) byID(i int) {
	r := &l.m.records[i]
	for _, gid := range r.needs {
		if id, ok := l.other(r, "dependencies", gid); ok {
			l.add(id, r.id)
		}
	}
	for _, gid := range r.blocks {
		if id, ok := l.other(r, "dependents", gid); ok {
			l.add(r.id, id)
		}
	}
}

// other returns the id of the other end of a link. A task outside the file keeps
// its gid.
func (l *linker) other(r *record, field, gid string) (schedule.TaskID, bool) {
	if i, known := l.m.homes[gid]; known {
		if l.m.records[i].id == r.id {
			l.m.notes.add(l.m.ref(r, field), gid, CodeSelf)
			return "", false
		}
		return l.m.records[i].id, true
	}
	if l.m.taken[schedule.TaskID(gid)] {
		gid = "asana:" + gid
	}
	l.m.notes.add(l.m.ref(r, field), gid, CodeUnknownReference)
	return schedule.TaskID(gid), true
}

// byNames takes the links that name tasks. Values with one reading first; a
// value with more is read with the tasks that the others, or the card, tie to
// this one.
func (l *linker) byNames() {
	type open struct {
		record int
		cell   cell
		blocks bool
	}
	var names *nameIndex
	var again []open
	for i := range l.m.records {
		for _, o := range []open{{i, l.m.records[i].needNames, false}, {i, l.m.records[i].blockNames, true}} {
			if o.cell.text == "" {
				continue
			}
			if names == nil {
				names = indexNames(l.m.records)
			}
			if !l.read(names, i, o.cell, o.blocks, func(k int) bool { return k != i }) {
				again = append(again, o)
			}
		}
	}
	for _, o := range again {
		if !l.read(names, o.record, o.cell, o.blocks, func(k int) bool { return k != o.record && l.tied(o.record, k, o.blocks) }) {
			l.refuse(names, o.record, o.cell)
		}
	}
}

// read adds the links of a value that has one reading.
func (l *linker) read(names *nameIndex, i int, c cell, blocks bool, allowed func(int) bool) bool {
	tasks, ways := names.read(c.text, allowed)
	if ways != 1 {
		return false
	}
	for _, k := range tasks {
		if blocks {
			l.add(l.m.records[i].id, l.m.records[k].id)
		} else {
			l.add(l.m.records[k].id, l.m.records[i].id)
		}
	}
	return true
}

// tied reports whether the other column or the card of the successor already
// ties two tasks.
func (l *linker) tied(i, k int, blocks bool) bool {
	from, to := &l.m.records[k], &l.m.records[i]
	if blocks {
		from, to = to, from
	}
	if l.seen[pair{from.id, to.id}] {
		return true
	}
	if to.card == nil {
		return false
	}
	for _, link := range to.card.Links {
		if link.Shown && link.Link.Link.From == from.id {
			return true
		}
	}
	return false
}

// refuse notes a value that has several readings, or none.
func (l *linker) refuse(names *nameIndex, i int, c cell) {
	reason := CodeUnknownReference
	if _, ways := names.read(c.text, func(k int) bool { return k != i }); ways > 1 {
		reason = CodeAmbiguous
	} else if own, _ := names.read(c.text, func(int) bool { return true }); len(own) > 0 {
		reason = CodeSelf
	}
	l.m.notes.add(c.subject(), c.text, reason)
}

// linksInto adds the links into a task: those of its card, as far as Asana
// still shows them or never could, and plain ones for the others.
func (m *mapper) linksInto(r *record, into map[schedule.TaskID][]schedule.TaskID, seen map[pair]bool) {
	carded := map[schedule.TaskID]bool{}
	if r.card != nil {
		for _, c := range r.card.Links {
			carded[c.Link.Link.From] = carded[c.Link.Link.From] || c.Shown
			m.cardLink(r, c, seen)
		}
	}
	for _, from := range into[r.id] {
		if !carded[from] {
			m.addLink(schedule.Link{From: from}, r.id)
		}
	}
}

// cardLink adds a link of a card. One that Asana showed and shows no longer was
// taken away there.
func (m *mapper) cardLink(r *record, c cardLink, seen map[pair]bool) {
	link := c.Link.Link
	switch {
	case c.Shown && seen[pair{link.From, r.id}], !c.Shown && (m.taken[link.From] || link.External):
		m.addLink(link, r.id)
	case c.Shown:
		m.notes.add(finding.Ref{Kind: "link", ID: string(link.From) + ">" + string(r.id)}, "", CodeMoved)
	default:
		m.notes.add(m.ref(r, "links"), string(link.From), CodeUnknownReference)
	}
}

// addLink adds a link; one with an end outside the plan is an external one.
func (m *mapper) addLink(link schedule.Link, to schedule.TaskID) {
	link.To = to
	link.External = link.External || !m.taken[link.From] || !m.taken[link.To]
	m.plan.Links = append(m.plan.Links, link)
}
