package mspdi

import (
	"slices"
	"strconv"
)

// merger writes records that are partly taken from a document. What the plan
// of the document and the new plan say alike stays as it stands in the
// document, with everything that this package does not know.
type merger struct {
	doc       *Document
	out       *xmlWriter
	orders    orders
	followers map[string]bool
	groups    [][]string
	anew      bool // nothing known stays as it stands
	moved     bool // the dates of the record's task are others
	// taskUID returns the UID that a task of the document has now.
	taskUID func(uid string) string
}

func newMerger(doc *Document, out *xmlWriter) *merger {
	return &merger{doc: doc, out: out, orders: schemaOrders(), followers: followers(), groups: groups()}
}

// part is one element of a record to be written: as it stands in the document,
// put together, or new.
type part struct {
	rank     int
	at       int32 // in the document, 0 for a new one
	old, new *tree
	nested   bool // at is put together from old and new
}

// record writes a record. at is 0 for one that is not in the document.
func (m *merger) record(at int32, old, new *tree, o order) {
	if at == 0 {
		new.write(m.out)
		return
	}
	m.out.openWith(m.startTag(at), new.name)
	for _, p := range m.parts(at, old, new, o) {
		m.part(p)
	}
	m.out.close(new.name)
}

func (m *merger) part(p part) {
	switch {
	case p.nested:
		m.record(p.at, p.old, p.new, m.orderOf(p.new.name))
	case p.at > 0:
		m.keep(p.at)
	default:
		p.new.write(m.out)
	}
}

func (m *merger) orderOf(name string) order {
	if name == "PredecessorLink" {
		return m.orders.link
	}
	return m.orders.baseline
}

// keep writes an element as it stands.
func (m *merger) keep(at int32) {
	n := &m.doc.nodes[at]
	m.out.raw(m.doc.source[n.start:n.end])
}

// startTag returns the start tag of an element as it stands, "" for one
// without content, whose tag ends it.
func (m *merger) startTag(at int32) string {
	n := &m.doc.nodes[at]
	tag := m.doc.source[n.start:n.from]
	if len(tag) > 1 && tag[len(tag)-2] == '/' {
		return ""
	}
	return string(tag)
}

// parts decides about every element of a record and puts them in order.
func (m *merger) parts(at int32, old, new *tree, o order) []part {
	was, is := keyed(old), keyed(new)
	changed := !equalTrees(insideOf(old), insideOf(new))
	regrouped := m.regrouped(was, is)
	var list []part
	kept := map[string]bool{}
	rank := 0
	for i, end := at+1, m.doc.nodes[at].next; i < end; i = m.doc.nodes[i].next {
		name := m.localName(i)
		if r, known := o[name]; known && name != "" {
			rank = r
		}
		key := m.key(i, name)
		a, b := was[key], is[key]
		switch {
		case a == nil && b == nil:
			if gone := regrouped[name] || m.moved && (name == "Start" || name == "Finish") || changed && m.followers[name]; !gone {
				list = append(list, part{rank: rank, at: i})
			}
		case equalTrees(a, b) && !regrouped[name] && !m.anew:
			list = append(list, part{rank: rank, at: i})
		case nests(name) && len(a) == 1 && len(b) == 1 && !kept[key]:
			list = append(list, part{rank: rank, at: i, old: a[0], new: b[0], nested: true})
		default:
			continue // the new ones follow below
		}
		kept[key] = true
	}
	for _, t := range insideOf(new) {
		key := keyOf(t)
		same := old != nil && equalTrees(was[key], is[key]) && !required(t.name) && !regrouped[t.name] && !m.anew
		if t.name == "" || kept[key] || same {
			continue
		}
		list = append(list, part{rank: o[t.name], new: t})
	}
	slices.SortStableFunc(list, func(a, b part) int { return a.rank - b.rank })
	return list
}

// regrouped returns the elements of which one that belongs to them has
// changed: they do not count as they stand any more.
func (m *merger) regrouped(was, is map[string][]*tree) map[string]bool {
	names := map[string]bool{}
	for _, group := range m.groups {
		if slices.ContainsFunc(group, func(name string) bool { return !equalTrees(was[name], is[name]) }) {
			for _, name := range group {
				names[name] = true
			}
		}
	}
	return names
}

func insideOf(t *tree) []*tree {
	if t == nil {
		return nil
	}
	return t.inside
}

// required reports whether the schema wants an element in every file.
func required(name string) bool { return name == "SaveVersion" || name == "CurrencyCode" }

// nests reports whether the elements of a name are themselves put together.
func nests(name string) bool { return name == "PredecessorLink" || name == "Baseline" }

// keyed groups the elements inside by what tells them apart.
func keyed(t *tree) map[string][]*tree {
	groups := map[string][]*tree{}
	for _, c := range insideOf(t) {
		key := keyOf(c)
		groups[key] = append(groups[key], c)
	}
	return groups
}

// keyOf tells elements apart that stand together: links by their predecessor,
// baselines by their number, extended attributes by their field. All others go
// by their name.
func keyOf(t *tree) string {
	switch t.name {
	case "PredecessorLink":
		return t.name + t.child("PredecessorUID")
	case "Baseline":
		return t.name + t.child("Number")
	case "ExtendedAttribute":
		return t.name + t.child("FieldID")
	}
	return t.name
}

// key does the same for an element of the document. Rows of work over time of
// other types than those that a plan takes are none of the plan's.
func (m *merger) key(at int32, name string) string {
	switch name {
	case "PredecessorLink":
		return name + m.taskUID(m.childID(at, symPredecessorUID))
	case "Baseline":
		return name + m.childNumber(at)
	case "ExtendedAttribute":
		return name + m.childID(at, symFieldID)
	case "TimephasedData":
		if kind := m.childID(at, symType); kind != "1" && kind != "2" {
			return name + " of another type"
		}
	}
	return name
}

// childID returns the id in an element of a record, in its plain form.
func (m *merger) childID(at int32, name sym) string {
	r := mapper{doc: m.doc, limits: m.doc.limits}
	if i := r.child(at, name); i > 0 {
		return r.id(i)
	}
	return ""
}

// childNumber returns the number of a baseline; without one it is the first.
func (m *merger) childNumber(at int32) string {
	n, _ := strconv.Atoi(m.childID(at, symNumber))
	return strconv.Itoa(n)
}

// localName returns the name of an element without its prefix, "" for one of
// another namespace.
func (m *merger) localName(at int32) string {
	n := &m.doc.nodes[at]
	name := m.doc.names[n.sym]
	if n.foreign {
		return ""
	}
	if m.out.prefix == "" {
		return name
	}
	if len(name) > len(m.out.prefix) && name[:len(m.out.prefix)] == m.out.prefix {
		return name[len(m.out.prefix):]
	}
	return ""
}
