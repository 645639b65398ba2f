package xer

import (
	"html"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// memos reads the notes of activities and nodes. Several of one thing follow
// each other after an empty line; their topics are not carried.
func (m *mapper) memos() {
	index := map[schedule.TaskID]int{}
	for i := range m.plan.Tasks {
		index[m.plan.Tasks[i].ID] = i
	}
	m.own("TASKMEMO", func() { m.memo(index, "", "task_id", "task_memo") })
	m.own("WBSMEMO", func() { m.memo(index, wbsPrefix, "wbs_id", "wbs_memo") })
}

func (m *mapper) memo(index map[schedule.TaskID]int, prefix, idField, textField string) {
	id := schedule.TaskID(prefix + m.id(idField))
	m.subject = finding.Ref{Kind: "task", ID: string(id)}
	source := m.text(textField)
	text, formatted := plainText(source)
	if text == "" {
		return
	}
	at, ok := index[id]
	if !ok {
		m.noteValue(textField, clip([]byte(text)), CodeUnknownReference)
		return
	}
	if formatted {
		m.count(textField, CodeMarkup)
	}
	t := &m.plan.Tasks[at]
	if t.Notes != "" {
		t.Notes += "\n\n"
	}
	t.Notes += text
}

// plainText takes the text out of the HTML that notes are kept in. Breaks and
// the ends of blocks become line ends, other white space one blank; a
// non-breaking space, which Encode uses to keep blanks apart, becomes a blank.
// formatted reports whether there was more than line breaks.
func plainText(source string) (text string, formatted bool) {
	if !strings.Contains(source, "<") {
		return strings.TrimSpace(html.UnescapeString(source)), false
	}
	var w noteWriter
	for source != "" {
		before, rest, tag := strings.Cut(source, "<")
		w.words(before)
		if !tag {
			break
		}
		name, after, closed := strings.Cut(rest, ">")
		if !closed {
			if !isTagStart(rest) { // else P6 has cut the text off inside a tag
				w.words("<" + rest)
			}
			break
		}
		source = after
		formatted = w.tag(name) || formatted
	}
	return w.text(), formatted
}

// isTagStart reports whether what follows a "<" begins a tag.
func isTagStart(rest string) bool {
	return rest != "" && (rest[0] == '/' || rest[0]|0x20 >= 'a' && rest[0]|0x20 <= 'z')
}

// noteWriter collects the text of a note.
type noteWriter struct {
	lines  []string
	line   strings.Builder
	blank  bool // white space goes before the next word
	hidden bool // inside <head> or <style>
}

// words adds text between tags.
func (w *noteWriter) words(text string) {
	if w.hidden {
		return
	}
	if strings.ContainsAny(text[:min(1, len(text))], " \t\r\n") {
		w.blank = true
	}
	for i, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\r\n", r) }) {
		if (i > 0 || w.blank) && w.line.Len() > 0 {
			w.line.WriteByte(' ')
		}
		w.line.WriteString(html.UnescapeString(word))
		w.blank = false
	}
	if len(text) > 0 && strings.ContainsAny(text[len(text)-1:], " \t\r\n") {
		w.blank = true
	}
}

// tag follows a tag and reports whether it formats the text.
func (w *noteWriter) tag(name string) (formats bool) {
	name, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(name)), " ")
	switch strings.TrimSuffix(name, "/") {
	case "br":
		w.end(true)
	case "p", "div", "/p", "/div", "li", "/li", "tr", "/tr", "h1", "h2", "h3", "/h1", "/h2", "/h3":
		w.end(false)
	case "head", "style":
		w.hidden = true
	case "/head", "/style":
		w.hidden = false
	case "html", "/html", "body", "/body":
	default:
		return true
	}
	return false
}

// end ends the line; an empty one only if it was asked for.
func (w *noteWriter) end(always bool) {
	if always || w.line.Len() > 0 {
		w.lines = append(w.lines, w.line.String())
		w.line.Reset()
	}
	w.blank = false
}

func (w *noteWriter) text() string {
	w.end(false)
	text := strings.ReplaceAll(strings.Join(w.lines, "\n"), "\u00a0", " ")
	return strings.Trim(text, "\n")
}

// noteHTML writes a note in HTML. Of blanks in a row, and at the edges of a
// line, all but one are non-breaking ones.
func noteHTML(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		line = html.EscapeString(line)
		line = strings.ReplaceAll(line, "  ", " \u00a0")
		line = strings.ReplaceAll(line, "  ", " \u00a0")
		if strings.HasPrefix(line, " ") {
			line = "\u00a0" + line[1:]
		}
		if strings.HasSuffix(line, " ") {
			line = line[:len(line)-1] + "\u00a0"
		}
		lines[i] = strings.ReplaceAll(line, "\u00a0", "&#160;")
	}
	return "<HTML><BODY>" + strings.Join(lines, "<BR>") + "</BODY></HTML>"
}
