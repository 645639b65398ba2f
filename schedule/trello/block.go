package trello

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode"
)

// A block is the fenced part of a description in which a plan keeps what
// Trello has no field for:
//
//	```milepost
//	id: dig
//	duration: 3d
//	after: survey FS +1d
//	```
//
// Each line is a name, a colon and words. A word with blanks or odd signs in it
// is a JSON text. Trello shows it as code, people may write one by hand.
const (
	fence     = "```"
	planFence = fence + "milepost"
	seenFence = fence + "trello" // in notes of a task: what the card has besides
)

// line is one line of a block.
type line struct {
	name  string
	words []string
	text  string // all of it, for notes
}

// cutBlock takes the last block with this opening out of a text.
func cutBlock(text, opening string) (rest string, lines []line, found bool) {
	if strings.Contains(text, opening+"\r\n") {
		text = strings.ReplaceAll(text, "\r\n", "\n")
	}
	at := strings.LastIndex("\n"+text, "\n"+opening+"\n")
	if at < 0 {
		return text, nil, false
	}
	body := text[at+len(opening)+1:]
	after := ""
	if end := strings.Index("\n"+body, "\n"+fence); end >= 0 {
		after = strings.TrimPrefix(body[end+len(fence):], "\n")
		body = body[:end]
	}
	rest = strings.TrimSuffix(strings.TrimSuffix(text[:at], "\n"), "\n")
	if after != "" {
		rest = strings.TrimPrefix(rest+"\n\n"+after, "\n\n")
	}
	return rest, readLines(body), true
}

func readLines(body string) []line {
	var lines []line
	for text := range strings.SplitSeq(body, "\n") {
		text = strings.TrimSpace(text)
		if text == "" {
			continue
		}
		name, value, _ := strings.Cut(text, ":")
		lines = append(lines, line{name: strings.ToLower(strings.TrimSpace(name)), words: splitWords(value), text: text})
	}
	return lines
}

// splitWords splits at blanks; a JSON text is one word.
func splitWords(text string) []string {
	var words []string
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		if text[0] == '"' {
			if word, rest, ok := cutQuoted(text); ok {
				words, text = append(words, word), rest
				continue
			}
		}
		end := strings.IndexFunc(text, unicode.IsSpace)
		if end < 0 {
			end = len(text)
		}
		words, text = append(words, text[:end]), text[end:]
	}
	return words
}

func cutQuoted(text string) (word, rest string, ok bool) {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			err := json.Unmarshal([]byte(text[:i+1]), &word)
			return word, text[i+1:], err == nil
		}
	}
	return "", text, false
}

// quoteWord returns a word as splitWords reads it.
func quoteWord(word string) string {
	odd := func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsPrint(r) || strings.ContainsRune("\"\\`;", r)
	}
	if word != "" && strings.IndexFunc(word, odd) < 0 {
		return word
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(word) != nil {
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// lineText returns a line of a block.
func lineText(name string, words ...string) string {
	var b strings.Builder
	b.WriteString(name + ":")
	for _, word := range words {
		b.WriteString(" " + quoteWord(word))
	}
	return b.String()
}

// joinBlock puts a block behind a text. Without lines the text stays alone.
func joinBlock(text, opening string, lines []string) string {
	if len(lines) == 0 {
		return text
	}
	block := opening + "\n" + strings.Join(lines, "\n") + "\n" + fence
	if text == "" {
		return block
	}
	return text + "\n\n" + block
}
