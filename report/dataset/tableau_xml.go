package dataset

import (
	"strings"

	"github.com/milepost-go/milepost/report"
)

// markup gathers XML, one element a line, attributes in single quotes as
// Tableau writes them.
type markup struct {
	b    strings.Builder
	open []string
}

// start opens an element with attributes given as names and values.
func (m *markup) start(name string, attributes ...string) {
	m.tag(name, attributes)
	m.b.WriteString(">\n")
	m.open = append(m.open, name)
}

// end closes the element opened last.
func (m *markup) end() {
	name := m.open[len(m.open)-1]
	m.open = m.open[:len(m.open)-1]
	m.indent()
	m.b.WriteString("</" + name + ">\n")
}

// empty writes an element without content.
func (m *markup) empty(name string, attributes ...string) {
	m.tag(name, attributes)
	m.b.WriteString(" />\n")
}

// leaf writes an element that holds a text.
func (m *markup) leaf(name, text string, attributes ...string) {
	m.tag(name, attributes)
	m.b.WriteString(">" + escapeXML(text) + "</" + name + ">\n")
}

func (m *markup) tag(name string, attributes []string) {
	m.indent()
	m.b.WriteString("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		m.b.WriteString(" " + attributes[i] + "='" + escapeXML(attributes[i+1]) + "'")
	}
}

func (m *markup) indent() {
	for range m.open {
		m.b.WriteString("  ")
	}
}

var xmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "'", "&apos;", `"`, "&quot;", "\n", "&#10;")

// escapeXML returns a text as attributes and elements hold it.
func escapeXML(s string) string { return xmlEscapes.Replace(report.Clean(s)) }
