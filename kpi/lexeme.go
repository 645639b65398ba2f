package kpi

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// lexeme is one word of a formula. The kind is "number", "name", "unit", "end",
// or the sign itself.
type lexeme struct {
	kind, text string
	pos        int
}

// signs are the signs of the language, longer ones first.
var signs = [...]string{"<=", ">=", "!=", "<", ">", "=", "+", "-", "*", "/", "(", ")", ","}

// reserved are words that cannot name an input.
func reserved(word string) bool {
	return word == "and" || word == "or" || word == "not" || word == "if"
}

// plainName reports whether a text can name an input.
func plainName(text string) bool {
	return text != "" && len(text) <= 64 && nameLength(text) == len(text) && !reserved(text)
}

// nameLength returns how many bytes at the start of a text are a name.
func nameLength(text string) int {
	for i, r := range text {
		inside := i > 0 && (unicode.IsDigit(r) || r == '.')
		if r == utf8.RuneError || !unicode.IsLetter(r) && !(r == '_' && i > 0) && !inside {
			return i
		}
	}
	return len(text)
}

// numberLength returns how many bytes at the start of a text are digits, with
// at most one point between them.
func numberLength(text string) int {
	n := len(text) - len(strings.TrimLeft(text, "0123456789"))
	if rest := text[n:]; n > 0 && strings.HasPrefix(rest, ".") {
		if more := len(rest) - 1 - len(strings.TrimLeft(rest[1:], "0123456789")); more > 0 {
			n += 1 + more
		}
	}
	return n
}

// lexemes takes a formula apart. The last one is the end.
func lexemes(text string) ([]lexeme, error) {
	var list []lexeme
	for pos := 0; ; {
		pos += len(text[pos:]) - len(strings.TrimLeft(text[pos:], " \t\r\n"))
		if pos == len(text) {
			return append(list, lexeme{"end", "", pos}), nil
		}
		t := nextLexeme(text[pos:])
		if t.kind == "" {
			r, _ := utf8.DecodeRuneInString(text[pos:])
			return nil, &FormulaError{pos, "unexpected " + quoted(string(r))}
		}
		t.pos = pos
		pos += len(t.text)
		list = append(list, t)
	}
}

func nextLexeme(rest string) lexeme {
	if n := numberLength(rest); n > 0 {
		return lexeme{kind: "number", text: rest[:n]}
	}
	if n := nameLength(rest); n > 0 {
		return lexeme{kind: "name", text: rest[:n]}
	}
	if end := strings.IndexByte(rest, ']'); rest[0] == '[' && end > 0 {
		return lexeme{kind: "unit", text: rest[:end+1]}
	}
	for _, s := range signs {
		if strings.HasPrefix(rest, s) {
			return lexeme{kind: s, text: s}
		}
	}
	return lexeme{}
}
