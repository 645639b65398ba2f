package charter

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"unicode"
)

//go:embed words
var wordFiles embed.FS

// lexicon holds the entries of all languages by section. An entry with a Han
// character matches anywhere in a text, any other one whole words only.
type lexicon struct {
	vague, joiner, phrase, verb, measure []entry
}

// entry is a word or phrase of the lexicon.
type entry struct {
	text  string
	plain string // as it stands in a text made plain; empty for Han entries
}

func newEntry(text string) entry {
	if han(text) {
		return entry{text: text}
	}
	return entry{text: text, plain: plain(text)}
}

// in reports whether the entry occurs in a text, given as it is and plain.
func (e entry) in(text, simple string) bool {
	if e.plain == "" {
		return strings.Contains(text, e.text)
	}
	return strings.Contains(simple, e.plain)
}

// words returns the entries of all files, read once.
var words = sync.OnceValue(readLexicon)

func readLexicon() lexicon {
	var x lexicon
	sections := map[string]*[]entry{
		"[vague]": &x.vague, "[joiner]": &x.joiner, "[phrase]": &x.phrase, "[verb]": &x.verb, "[measure]": &x.measure,
	}
	names, err := fs.Glob(wordFiles, "words/*.txt") // sorted by name
	for _, name := range names {
		data, readErr := fs.ReadFile(wordFiles, name)
		if err == nil {
			err = readErr
		}
		into := new([]entry)
		for _, line := range strings.Split(string(data), "\n") {
			line = strings.TrimSpace(line)
			if section, ok := sections[line]; ok {
				into = section
			} else if line != "" && !strings.HasPrefix(line, "#") {
				*into = append(*into, newEntry(line))
			}
		}
	}
	if err != nil {
		return lexicon{} // files are part of the program; a test reads them
	}
	return x
}

func han(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// plain returns a text in lower case with everything but Latin letters and
// digits as single spaces, and a space at both ends, so that a word of the
// lexicon is found with spaces around it.
func plain(text string) string {
	var b strings.Builder
	b.WriteByte(' ')
	space := true
	for _, r := range strings.ToLower(text) {
		if unicode.Is(unicode.Latin, r) || r >= '0' && r <= '9' {
			b.WriteRune(r)
			space = false
		} else if !space {
			b.WriteByte(' ')
			space = true
		}
	}
	if !space {
		b.WriteByte(' ')
	}
	return b.String()
}

// occurrences returns the entries found in a text, in the order of the list.
func occurrences(text string, entries []entry) []string {
	simple := plain(text)
	var found []string
	for _, e := range entries {
		if e.in(text, simple) {
			found = append(found, e.text)
		}
	}
	return found
}

// occurs reports whether one of the entries is found in a text.
func occurs(text string, entries []entry) bool {
	simple := plain(text)
	return slices.ContainsFunc(entries, func(e entry) bool { return e.in(text, simple) })
}
