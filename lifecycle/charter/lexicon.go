package charter

import (
	"embed"
	"io/fs"
	"strings"
	"sync"
	"unicode"
)

//go:embed words
var wordFiles embed.FS

// lexicon holds the entries of all languages by section. An entry with a Han
// character matches anywhere in a text, any other one whole words only.
type lexicon struct {
	vague, joiner, phrase, verb, measure []string
}

// words returns the entries of all files, read once.
var words = sync.OnceValue(readLexicon)

func readLexicon() lexicon {
	var x lexicon
	sections := map[string]*[]string{
		"[vague]": &x.vague, "[joiner]": &x.joiner, "[phrase]": &x.phrase, "[verb]": &x.verb, "[measure]": &x.measure,
	}
	names, err := fs.Glob(wordFiles, "words/*.txt") // sorted by name
	for _, name := range names {
		data, readErr := fs.ReadFile(wordFiles, name)
		if err == nil {
			err = readErr
		}
		into := new([]string)
		for _, line := range strings.Split(string(data), "\n") {
			line = strings.TrimSpace(line)
			if section, ok := sections[line]; ok {
				into = section
			} else if line != "" && !strings.HasPrefix(line, "#") {
				*into = append(*into, line)
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
func occurrences(text string, entries []string) []string {
	simple := plain(text)
	var found []string
	for _, entry := range entries {
		if han(entry) && strings.Contains(text, entry) || !han(entry) && strings.Contains(simple, plain(entry)) {
			found = append(found, entry)
		}
	}
	return found
}
