package asana

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// kind is what a JSON value is.
type kind uint8

const (
	nullKind kind = iota
	boolKind
	numberKind
	textKind
	listKind
	objectKind
)

// value is a JSON value. Numbers stay as they are written.
type value struct {
	kind  kind
	text  string   // of a text, number or bool
	names []string // of an object, beside its values
	list  []*value // of a list or object
}

// of returns the value of a name, nil when there is none or it is null.
func (v *value) of(name string) *value {
	if v == nil || v.kind != objectKind {
		return nil
	}
	for i, n := range v.names {
		if n == name {
			if v.list[i].kind == nullKind {
				return nil
			}
			return v.list[i]
		}
	}
	return nil
}

// scanner reads JSON within limits. It takes what the standard demands and
// nothing more; names that stand twice and texts that are no UTF-8 are told.
type scanner struct {
	source string
	at     int
	limits Limits
	values int
	path   []string
	twice  func(place string)
	broken func(place string)
}

func (s *scanner) fail(reason string) *Error {
	return &Error{Kind: ErrSyntax, Offset: int64(s.at), Reason: reason}
}

func (s *scanner) blanks() {
	for s.at < len(s.source) {
		switch s.source[s.at] {
		case ' ', '\t', '\r', '\n':
			s.at++
		default:
			return
		}
	}
}

// place returns where the scanner is, as a JSON pointer.
func (s *scanner) place() string {
	var b strings.Builder
	for _, name := range s.path {
		b.WriteString("/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(clip(name)))
	}
	return b.String()
}

func (s *scanner) push(name string) { s.path = append(s.path, name) }

func (s *scanner) pop() { s.path = s.path[:len(s.path)-1] }

// value reads one value.
func (s *scanner) value() (*value, error) {
	s.blanks()
	if s.values++; s.values > s.limits.Values {
		return nil, overLimit("Values", s.limits.Values)
	}
	if s.at == len(s.source) {
		return nil, s.fail("it breaks off")
	}
	switch c := s.source[s.at]; {
	case c == '{' || c == '[':
		return s.nested(c)
	case c == '"':
		text, err := s.text()
		return &value{kind: textKind, text: text}, err
	case c == '-' || c >= '0' && c <= '9':
		return s.number()
	}
	return s.word()
}

// nested reads a list or an object, if it is not too deep.
func (s *scanner) nested(c byte) (*value, error) {
	if len(s.path) >= s.limits.Depth {
		return nil, overLimit("Depth", s.limits.Depth)
	}
	s.at++
	if c == '[' {
		return s.items()
	}
	return s.object()
}

// end takes a comma, or the mark that ends a list or object.
func (s *scanner) end(mark byte) (ended bool, err error) {
	s.blanks()
	switch {
	case s.at == len(s.source):
		return false, s.fail("it breaks off")
	case s.source[s.at] == mark:
		s.at++
		return true, nil
	case s.source[s.at] == ',':
		s.at++
		return false, nil
	}
	return false, s.fail("a comma or " + string(mark) + " is missing")
}

// empty takes the mark if nothing stands before it.
func (s *scanner) empty(mark byte) bool {
	s.blanks()
	if s.at < len(s.source) && s.source[s.at] == mark {
		s.at++
		return true
	}
	return false
}

func (s *scanner) items() (*value, error) {
	v := &value{kind: listKind}
	if s.empty(']') {
		return v, nil
	}
	for {
		s.push(strconv.Itoa(len(v.list)))
		item, err := s.value()
		s.pop()
		if err != nil {
			return nil, err
		}
		v.list = append(v.list, item)
		if ended, err := s.end(']'); ended || err != nil {
			return v, err
		}
	}
}

func (s *scanner) object() (*value, error) {
	v := &value{kind: objectKind}
	if s.empty('}') {
		return v, nil
	}
	var seen map[string]bool // of an object with many names
	for {
		if seen == nil && len(v.names) == fewNames {
			seen = map[string]bool{}
			for _, name := range v.names {
				seen[name] = true
			}
		}
		if err := s.member(v, seen); err != nil {
			return nil, err
		}
		if ended, err := s.end('}'); ended || err != nil {
			return v, err
		}
	}
}

// fewNames is how many names are searched one by one.
const fewNames = 64

// member reads a name and its value. Of values with one name the first counts.
func (s *scanner) member(v *value, seen map[string]bool) error {
	if s.blanks(); s.at == len(s.source) || s.source[s.at] != '"' {
		return s.fail("a name is missing")
	}
	name, err := s.text()
	if err != nil {
		return err
	}
	if s.blanks(); s.at == len(s.source) || s.source[s.at] != ':' {
		return s.fail("a colon is missing")
	}
	s.at++
	s.push(name)
	defer s.pop()
	item, err := s.value()
	if err != nil {
		return err
	}
	if seen[name] || seen == nil && slices.Contains(v.names, name) {
		s.twice(s.place())
		return nil
	}
	if seen != nil {
		seen[name] = true
	}
	v.names, v.list = append(v.names, name), append(v.list, item)
	return nil
}

// number reads a number as it is written.
func (s *scanner) number() (*value, error) {
	start := s.at
	for s.at < len(s.source) && strings.IndexByte("+-0123456789.eE", s.source[s.at]) >= 0 {
		s.at++
	}
	if text := s.source[start:s.at]; validNumber(text) {
		return &value{kind: numberKind, text: text}, nil
	}
	s.at = start
	return nil, s.fail("not a number")
}

// validNumber reports whether a text is a number of JSON.
func validNumber(text string) bool {
	text = strings.TrimPrefix(text, "-")
	whole := digits(text)
	if whole == 0 || whole > 1 && text[0] == '0' {
		return false
	}
	text = text[whole:]
	if rest, ok := strings.CutPrefix(text, "."); ok {
		n := digits(rest)
		if n == 0 {
			return false
		}
		text = rest[n:]
	}
	if text == "" || text[0] != 'e' && text[0] != 'E' {
		return text == ""
	}
	text = text[1:]
	if text != "" && (text[0] == '+' || text[0] == '-') {
		text = text[1:]
	}
	return text != "" && digits(text) == len(text)
}

// digits counts the digits that a text begins with.
func digits(text string) (n int) {
	for n < len(text) && text[n] >= '0' && text[n] <= '9' {
		n++
	}
	return n
}

// word reads true, false or null.
func (s *scanner) word() (*value, error) {
	for _, w := range []string{"true", "false", "null"} {
		if !strings.HasPrefix(s.source[s.at:], w) {
			continue
		}
		s.at += len(w)
		if w == "null" {
			return &value{}, nil
		}
		return &value{kind: boolKind, text: w}, nil
	}
	return nil, s.fail("not a value")
}

// text reads a text with its escapes.
func (s *scanner) text() (string, error) {
	s.at++
	start := s.at
	for i := start; i < len(s.source); i++ {
		switch c := s.source[i]; {
		case c == '"':
			s.at = i + 1
			return s.checked(s.source[start:i]), nil
		case c == '\\':
			return s.escaped(start, i)
		case c < ' ':
			s.at = i
			return "", s.fail("a control character in a text")
		}
	}
	return "", s.fail("a text does not end")
}

// checked returns a text in valid UTF-8.
func (s *scanner) checked(text string) string {
	if utf8.ValidString(text) {
		return text
	}
	s.broken(s.place())
	return strings.ToValidUTF8(text, "\uFFFD")
}

// escaped reads on a text whose first escape is at i.
func (s *scanner) escaped(start, i int) (string, error) {
	var b strings.Builder
	b.WriteString(s.source[start:i])
	for i < len(s.source) {
		switch c := s.source[i]; {
		case c == '"':
			s.at = i + 1
			return s.checked(b.String()), nil
		case c < ' ':
			s.at = i
			return "", s.fail("a control character in a text")
		case c == '\\':
			r, size := escape(s.source[i:])
			if size == 0 {
				s.at = i
				return "", s.fail("an escape that JSON does not have")
			}
			b.WriteRune(r)
			i += size
		default:
			b.WriteByte(c)
			i++
		}
	}
	return "", s.fail("a text does not end")
}

// escape returns the character of an escape and how long it is, 0 when there is
// no such escape. Half a pair is U+FFFD.
func escape(text string) (rune, int) {
	if len(text) < 2 {
		return 0, 0
	}
	if at := strings.IndexByte(`"\/bfnrt`, text[1]); at >= 0 {
		return rune("\"\\/\b\f\n\r\t"[at]), 2
	}
	r, ok := unicodeEscape(text)
	if !ok {
		return 0, 0
	}
	if utf16.IsSurrogate(r) {
		if second, ok := unicodeEscape(text[6:]); ok {
			if pair := utf16.DecodeRune(r, second); pair != utf8.RuneError {
				return pair, 12
			}
		}
		return utf8.RuneError, 6
	}
	return r, 6
}

func unicodeEscape(text string) (rune, bool) {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(text[2:6], 16, 16)
	return rune(n), err == nil && allHex(text[2:6])
}

func allHex(text string) bool {
	return strings.Trim(text, "0123456789abcdefABCDEF") == ""
}

// scanAll reads the values of a file that holds one after the other.
func scanAll(source string, limits Limits, twice, broken func(string)) ([]*value, error) {
	s := &scanner{source: source, limits: limits, twice: twice, broken: broken}
	var list []*value
	for s.blanks(); s.at < len(s.source); s.blanks() {
		s.path = append(s.path[:0], fmt.Sprint(len(list)))
		v, err := s.value()
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, nil
}
