package dataset

import (
	"strings"

	"github.com/milepost-go/milepost/report"
)

// tmdl gathers a file in the Tabular Model Definition Language: one object or
// property a line, a tab for each level, lines that end in LF, no byte-order
// mark.
type tmdl struct {
	b     strings.Builder
	depth int
}

// line writes a line at the depth of the object that is open.
func (t *tmdl) line(text string) {
	for range t.depth {
		t.b.WriteByte('\t')
	}
	t.b.WriteString(text + "\n")
}

// space writes an empty line, as it stands between objects.
func (t *tmdl) space() { t.b.WriteByte('\n') }

// open begins an object with a description above it, "" for none.
func (t *tmdl) open(head, description string) {
	if description = strings.TrimSpace(report.Clean(description)); description != "" {
		for line := range strings.Lines(description) {
			t.line(strings.TrimRight("/// "+strings.TrimRight(line, "\n"), " "))
		}
	}
	t.line(head)
	t.depth++
}

// close ends the object that is open.
func (t *tmdl) close() { t.depth-- }

// property writes a property whose value is one of ours: a word, a number, a
// format.
func (t *tmdl) property(name, value string) { t.line(name + ": " + value) }

// text writes a property whose value is any text, on one line; nothing where
// the text is empty.
func (t *tmdl) text(name, value string) {
	if value = strings.TrimSpace(report.CleanLine(value)); value != "" {
		t.line(name + ": " + tmdlText(value))
	}
}

// body writes the lines of an expression, two levels below its object.
func (t *tmdl) body(lines []string) {
	t.depth += 2
	for _, line := range lines {
		t.line(line)
	}
	t.depth -= 2
}

// tmdlText returns a text as a property has it: in double quotes where it
// begins or ends with one, since a reader takes such a pair away.
func tmdlText(s string) string {
	if strings.HasPrefix(s, `"`) || strings.HasSuffix(s, `"`) {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

// tmdlName returns the name of an object: in single quotes unless it is a
// plain word.
func tmdlName(name string) string {
	if name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == "" {
		return name
	}
	return "'" + strings.ReplaceAll(name, "'", "''") + "'"
}
