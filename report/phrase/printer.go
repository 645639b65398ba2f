package phrase

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// Printer turns findings into sentences of one language. The zero value prints
// English with the standard words.
type Printer struct {
	Lang Lang
	Book *Book // nil means [Standard]

	// Name returns what people call a thing, such as the name of a task, ""
	// where it has none. Nil means that things are called by their ids. It
	// must be safe for as many goroutines as use the printer.
	Name func(finding.Ref) string
}

// In returns a printer of the standard words in a language.
func In(lang Lang) Printer { return Printer{Lang: lang} }

// Finding returns the finding as a sentence. A code without words gives its
// readable form with everything the finding holds.
func (p Printer) Finding(f finding.Finding) string {
	return p.sentence(string(f.Code), f, p.fallback(f))
}

// Remedy returns the remedy of the finding as a sentence, "" where it names
// none. A remedy without words gives its readable form.
func (p Printer) Remedy(f finding.Finding) string {
	if f.Remedy == "" {
		return ""
	}
	last := string(f.Remedy)
	last = last[strings.LastIndexByte(last, '.')+1:]
	return p.sentence(string(f.Remedy), f, capital(readable(last))+p.stop())
}

// Item returns the finding with its words, as a block shows it.
func (p Printer) Item(f finding.Finding) report.FindingItem {
	return report.FindingItem{Finding: f, Text: p.Finding(f), Remedy: p.Remedy(f)}
}

// List returns findings as a block under a title, in their order.
func (p Printer) List(title string, found []finding.Finding) report.FindingList {
	list := report.FindingList{Title: title}
	for _, f := range found {
		list.Items = append(list.Items, p.Item(f))
	}
	return list
}

// Text returns the words of a code that stand without a finding, such as the
// name of a final figure or a question of a checklist. A code without words
// gives its last part, made readable.
func (p Printer) Text(code finding.Code) string {
	last := string(code)
	last = last[strings.LastIndexByte(last, '.')+1:]
	return p.sentence(string(code), finding.Finding{Code: code}, capital(readable(last)))
}

// Label returns a label, the word for a stable value such as "threat" where
// there is no label, and the key made readable where there is neither.
func (p Printer) Label(key string) string {
	for _, class := range [...]string{"label.", "value."} {
		if word := p.book().word(p.Lang, class+key); word != "" {
			return word
		}
	}
	return readable(key)
}

// Column returns a column of a table with its label as the title.
func (p Printer) Column(name string, t report.Type) report.Column {
	return report.Column{Name: name, Title: p.Label(name), Type: t}
}

// Ref returns what a reference points at in words, such as "task 17" or, where
// it has a name, "task “Design” (17)".
func (p Printer) Ref(r finding.Ref) string { return p.ref(r, false) }

func (p Printer) book() *Book {
	if p.Book == nil {
		return Standard()
	}
	return p.Book
}

func (p Printer) sentence(key string, f finding.Finding, fallback string) string {
	pieces, ok := parse(p.book().word(p.Lang, key))
	if !ok || len(pieces) == 0 {
		return fallback
	}
	return fill(pieces, func(slot string, first bool) string { return p.slot(slot, f, first) }, p.join)
}

func (p Printer) slot(name string, f finding.Finding, first bool) string {
	switch name {
	case "subject":
		return p.ref(f.Subject, first)
	case "id":
		return clip(f.Subject.ID)
	case "kind":
		return p.kind(f.Subject.Kind)
	case "field":
		return p.field(f.Subject.Field)
	case "place":
		return clip(f.Subject.Field)
	case "want":
		return p.value(f.Want)
	case "got":
		return p.value(f.Got)
	case "want_word":
		return p.wordOf(f.Want)
	case "got_word":
		return p.wordOf(f.Got)
	case "related":
		return p.related(f.Related)
	case "count":
		return p.value(finding.Number(int64(len(f.Related)), ""))
	}
	return ""
}

// fallback shows a finding whose code has no words.
func (p Printer) fallback(f finding.Finding) string {
	words := capital(readable(strings.ReplaceAll(string(f.Code), ".", ", ")))
	colon, open, shut := ": ", " (", ")"
	if p.Lang == ZhCN {
		words, colon, open, shut = string(f.Code), "：", "（", "）"
	}
	out := words + colon + p.ref(f.Subject, false)
	if field := p.field(f.Subject.Field); field != "" {
		out += open + field + shut
	}
	for _, part := range []struct{ label, text string }{
		{"wanted", p.value(f.Want)}, {"got", p.value(f.Got)}, {"related", p.related(f.Related)},
	} {
		if part.text != "" {
			out += p.comma() + p.Label(part.label) + colon + part.text
		}
	}
	return out + p.stop()
}

func (p Printer) stop() string {
	if p.Lang == ZhCN {
		return "。"
	}
	return "."
}

func (p Printer) comma() string {
	if p.Lang == ZhCN {
		return "，"
	}
	return "; "
}

// ref names a thing; at the beginning of a sentence with a capital. A name from
// the book stands for the id, one of the host stands before it.
func (p Printer) ref(r finding.Ref, first bool) string {
	kind, name, id := p.kind(r.Kind), "", clip(r.ID)
	if p.Name != nil {
		name = clip(p.Name(r))
	}
	if word := p.book().word(p.Lang, "name."+r.Kind+"."+r.ID); name == "" && word != "" {
		name, id = word, ""
	}
	alone := name == "" && id == ""
	switch {
	case kind == "" && alone:
		kind = p.Label("this_item")
	case alone && p.Lang != ZhCN:
		kind = "the " + kind
	}
	if first && p.Lang != ZhCN {
		kind = capital(kind)
	}
	out := kind
	if name != "" {
		if out != "" && p.Lang != ZhCN {
			out += " "
		}
		out += "“" + name + "”"
		if id != "" && p.Lang == ZhCN {
			return out + "（" + id + "）"
		} else if id != "" {
			return out + " (" + id + ")"
		}
		return out
	}
	if out != "" && id != "" {
		out += " "
	}
	return out + id
}

func (p Printer) kind(kind string) string {
	if word := p.book().word(p.Lang, "kind."+kind); word != "" {
		return word
	}
	return clip(readable(kind))
}

// field names a field; a path into a document stays as it is.
func (p Printer) field(field string) string {
	if word := p.book().word(p.Lang, "field."+field); word != "" {
		return word
	}
	if strings.ContainsAny(field, ".[") {
		return clip(field)
	}
	return clip(readable(field))
}

// value shows a value; words of people stand between quotation marks, as they
// are: a calendar may be called "no".
func (p Printer) value(v finding.Value) string {
	format := report.Format{Lang: p.Lang}
	switch v.Kind() {
	case finding.TextKind:
		return p.quoted(v.Plain())
	case finding.ListKind:
		return p.enumerate(v.Items(), p.quoted)
	}
	return format.Value(v)
}

// wordOf shows a value that holds stable words of a room in the words of the
// language, and one that the book does not know like any other.
func (p Printer) wordOf(v finding.Value) string {
	switch v.Kind() {
	case finding.TextKind:
		return p.worded(v.Plain())
	case finding.ListKind:
		return p.enumerate(v.Items(), p.worded)
	}
	return p.value(v)
}

// worded returns the word for a stable word, which is also what a part of a
// process is called, so that a host names its roles and phases once.
func (p Printer) worded(text string) string {
	for _, class := range [...]string{
		"value.", "name.role.", "name.phase.", "name.step.", "name.move.", "name.gate.", "name.fact.", "name.definition.",
	} {
		if word := p.book().word(p.Lang, class+text); word != "" {
			return word
		}
	}
	return p.quoted(text)
}

func (p Printer) quoted(text string) string {
	if text = clip(text); text == "" {
		return p.Label("nothing")
	}
	return "“" + text + "”"
}

// named bounds how many related things a sentence names.
const named = 10

func (p Printer) related(refs []finding.Ref) string {
	texts := make([]string, len(refs))
	for i, r := range refs {
		texts[i] = p.ref(r, false)
	}
	return p.enumerate(texts, func(s string) string { return s })
}

// enumerate joins words, at most ten of them, and says how many more there
// are.
func (p Printer) enumerate(items []string, show func(string) string) string {
	comma := ", "
	if p.Lang == ZhCN {
		comma = "、"
	}
	var shown []string
	for _, item := range items[:min(len(items), named)] {
		shown = append(shown, show(item))
	}
	out := strings.Join(shown, comma)
	if more := len(items) - named; more > 0 {
		count := p.value(finding.Number(int64(more), ""))
		if p.Lang == ZhCN {
			return out + " 等共 " + p.value(finding.Number(int64(len(items)), "")) + " 项"
		}
		return out + " and " + count + " more"
	}
	return out
}

// join puts a blank between a Latin letter or digit and a Chinese character where
// a slot brings them together in a Chinese sentence, and between two Latin ones
// where both come from slots: a template that says "P{want}" means "P80".
func (p Printer) join(before, after string, slots bool) string {
	if p.Lang != ZhCN || before == "" {
		return ""
	}
	left, _ := utf8.DecodeLastRuneInString(before)
	right, _ := utf8.DecodeRuneInString(after)
	if isLatin(left) && (slots && isLatin(right) || isHan(right)) || isHan(left) && isLatin(right) {
		return " "
	}
	return ""
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func isLatin(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '%' || r == '-')
}

// longest bounds how much of a name or text a sentence quotes, in characters.
const longest = 80

func clip(s string) string {
	s = report.CleanLine(s)
	if len(s) <= longest {
		return s
	}
	n := 0
	for i := range s {
		if n == longest {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// capital returns s with a capital first letter where that is a Latin letter.
func capital(s string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}

// readable turns a stable word into words: "total_float" into "total float".
func readable(word string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' {
			return ' '
		}
		return r
	}, word)
}
