package mspdi

import (
	"io"
	"iter"
	"strconv"
	"strings"
)

// Document is a file as it stands: every element in its order, known to this
// package or not. It is immutable and safe for concurrent use. It keeps the
// text of the file in memory.
type Document struct {
	source []byte
	nodes  []node
	names  []string
	space  string // namespace of the root
	limits Limits
}

// Parse reads a document and checks that it is well-formed XML with one root;
// it does not look at the content. Zero limits mean the defaults. Errors are
// of type [*Error] and wrap [ErrSyntax] or [ErrLimit]; errors of the reader
// come back as they are.
func Parse(r io.Reader, limits Limits) (*Document, error) {
	limits = limits.withDefaults()
	raw, err := readAll(r, limits)
	if err != nil {
		return nil, err
	}
	source, err := sourceOf(raw, limits)
	if err != nil {
		return nil, err
	}
	return scan(source, limits)
}

// Root returns the outermost element.
func (d *Document) Root() Element { return Element{d, 0} }

// Element is one element of a [Document]. The zero Element has no name, no
// text and no children.
type Element struct {
	doc *Document
	at  int32
}

// IsZero reports whether this is no element at all.
func (e Element) IsZero() bool { return e.doc == nil }

// Name returns the name as written, with its prefix if it has one.
func (e Element) Name() string {
	if e.IsZero() {
		return ""
	}
	return e.doc.names[e.node().sym]
}

// Text returns the text inside the element with entities resolved and line
// ends as "\n". It is empty for an element that holds other elements.
func (e Element) Text() string {
	if e.IsZero() || e.node().next > e.at+1 {
		return ""
	}
	return e.doc.text(e.at)
}

// Raw returns the element as it stands in the file, tags included, converted
// to UTF-8.
func (e Element) Raw() string {
	if e.IsZero() {
		return ""
	}
	return string(e.doc.source[e.node().start:e.node().end])
}

// Children returns the elements directly inside, in the order of the file.
func (e Element) Children() iter.Seq[Element] {
	return func(yield func(Element) bool) {
		if e.IsZero() {
			return
		}
		for i, end := e.at+1, e.node().next; i < end; i = e.doc.nodes[i].next {
			if !yield(Element{e.doc, i}) {
				return
			}
		}
	}
}

// Child returns the first child of that name, and the zero Element if there is
// none.
func (e Element) Child(name string) Element {
	for c := range e.Children() {
		if c.Name() == name {
			return c
		}
	}
	return Element{}
}

// Line returns the line of the file on which the element begins, from 1.
func (e Element) Line() int {
	if e.IsZero() {
		return 0
	}
	line, _ := position(e.doc.source, int(e.node().start))
	return line
}

// Path returns where the element is, such as "/Project/Tasks/Task[3]/Name".
// The number counts elements of the same name and is left out where there is
// one only.
func (e Element) Path() string {
	if e.IsZero() {
		return ""
	}
	return e.doc.path(e.at)
}

func (e Element) node() *node { return &e.doc.nodes[e.at] }

// text returns the decoded text of a node without child elements.
func (d *Document) text(at int32) string {
	n := &d.nodes[at]
	if n.plain {
		return string(d.source[n.from:n.to])
	}
	return plainText(d.source[n.from:n.to])
}

func (d *Document) path(at int32) string {
	var b strings.Builder
	b.WriteString("/" + d.names[d.nodes[0].sym])
	for parent := int32(0); parent < at; {
		i := parent + 1
		for d.nodes[i].next <= at {
			i = d.nodes[i].next
		}
		b.WriteString("/" + d.names[d.nodes[i].sym] + d.ordinal(parent, i))
		parent = i
	}
	return b.String()
}

// ordinal returns "[3]" for the third child of its name.
func (d *Document) ordinal(parent, at int32) string {
	same, place := 0, 0
	for i := parent + 1; i < d.nodes[parent].next; i = d.nodes[i].next {
		if d.nodes[i].sym == d.nodes[at].sym {
			same++
			if i == at {
				place = same
			}
		}
	}
	if same < 2 {
		return ""
	}
	return "[" + strconv.Itoa(place) + "]"
}
