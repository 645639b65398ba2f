package mspdi

import (
	"bytes"
	"strings"
)

// attributes reads the rest of a start tag from behind its name and returns
// the offset of its '>'. Attributes are checked and stay in the source; none
// of them means anything in this format but the namespace.
func (s *scanner) attributes(at int, here int32) (end int, empty bool, err error) {
	var seen []string
	for {
		from := at
		if at = s.skipSpace(at); at >= len(s.src) {
			return 0, false, s.truncated(at)
		}
		switch {
		case s.src[at] == '>':
			return at, false, nil
		case s.src[at] == '/':
			if at+1 >= len(s.src) {
				return 0, false, s.truncated(at)
			}
			if s.src[at+1] != '>' {
				return 0, false, s.fail(at, ErrSyntax, "'/' inside a tag")
			}
			return at + 1, true, nil
		case from == at:
			return 0, false, s.fail(at, ErrSyntax, "no space before an attribute")
		}
		var name, value string
		start := at
		if name, value, at, err = s.attribute(at); err != nil {
			return 0, false, err
		}
		if len(seen) >= s.limits.Attributes {
			return 0, false, s.overLimit(start, "Attributes", s.limits.Attributes)
		}
		for _, other := range seen {
			if other == name {
				return 0, false, s.fail(start, ErrSyntax, "attribute %s twice", name)
			}
		}
		seen = append(seen, name)
		s.namespace(here, name, value)
	}
}

// attribute reads one name="value" and returns the offset behind it.
func (s *scanner) attribute(at int) (name, value string, end int, err error) {
	end = s.nameEnd(at)
	if end == at {
		return "", "", 0, s.fail(at, ErrSyntax, "no attribute name")
	}
	name = string(s.src[at:end])
	at = s.skipSpace(end)
	if at >= len(s.src) {
		return "", "", 0, s.truncated(at)
	}
	if s.src[at] != '=' {
		return "", "", 0, s.fail(at, ErrSyntax, "no value for attribute %s", name)
	}
	at = s.skipSpace(at + 1)
	if at >= len(s.src) {
		return "", "", 0, s.truncated(at)
	}
	quote := s.src[at]
	if quote != '"' && quote != '\'' {
		return "", "", 0, s.fail(at, ErrSyntax, "no quote around the value of attribute %s", name)
	}
	at++
	size := bytes.IndexByte(s.src[at:], quote)
	if size < 0 {
		return "", "", 0, s.truncated(at)
	}
	raw := s.src[at : at+size]
	if err := s.checkValue(at, raw); err != nil {
		return "", "", 0, err
	}
	return name, plainText(raw), at + size + 1, nil
}

func (s *scanner) checkValue(at int, raw []byte) error {
	if i := bytes.IndexByte(raw, '<'); i >= 0 {
		return s.fail(at+i, ErrSyntax, "'<' in the value of an attribute")
	}
	for i, c := range raw {
		if c != '&' {
			continue
		}
		if _, _, ok := entity(raw[i:]); !ok {
			return s.fail(at+i, ErrSyntax, "an entity that XML does not know: %s", clipText(raw[i:]))
		}
	}
	return nil
}

// namespace marks an element as foreign when it declares a default namespace
// other than that of the root.
func (s *scanner) namespace(here int32, name, value string) {
	switch {
	case here == 0 && (name == "xmlns" || strings.HasPrefix(name, "xmlns:")):
		s.names.declare(name, value)
	case name == "xmlns" && s.names.prefix == "" && value != s.names.space:
		s.nodes[here].foreign = true
	}
}

// declaration reads a comment or a CDATA section. A document type is refused:
// no file of this format has one, and its entities are a known way to attack.
func (s *scanner) declaration(at int) (int, error) {
	rest := s.src[at:]
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		return s.comment(at)
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		if len(s.open) == 0 {
			return 0, s.fail(at, ErrSyntax, "text outside the root element")
		}
		return s.skipPast(at, at+9, "]]>")
	case bytes.HasPrefix(rest, []byte("<!DOCTYPE")):
		return 0, s.fail(at, ErrSyntax, "a document type, which is refused")
	case bytes.HasPrefix([]byte("<![CDATA["), rest), bytes.HasPrefix([]byte("<!DOCTYPE"), rest), string(rest) == "<!-":
		return 0, s.truncated(at)
	}
	return 0, s.fail(at, ErrSyntax, "markup that XML does not know: %s", clipText(rest))
}

func (s *scanner) comment(at int) (int, error) {
	end, err := s.skipPast(at, at+4, "-->")
	if err != nil {
		return 0, err
	}
	if body := s.src[at+4 : end-2]; bytes.Contains(body, []byte("--")) {
		return 0, s.fail(at, ErrSyntax, "-- inside a comment")
	}
	return end, nil
}

// instruction skips a processing instruction. The XML declaration may stand
// only at the beginning.
func (s *scanner) instruction(at int) (int, error) {
	end := s.nameEnd(at + 2)
	if end == at+2 && end < len(s.src) {
		return 0, s.fail(at, ErrSyntax, "an instruction without a name")
	}
	if at > 0 && strings.EqualFold(string(s.src[at+2:end]), "xml") {
		return 0, s.fail(at, ErrSyntax, "an XML declaration that is not at the beginning")
	}
	return s.skipPast(at, end, "?>")
}

// skipPast returns the offset behind the next place of the closing text.
func (s *scanner) skipPast(at, from int, closing string) (int, error) {
	i := bytes.Index(s.src[min(from, len(s.src)):], []byte(closing))
	if i < 0 {
		return 0, s.truncated(at)
	}
	s.touched = from + i + len(closing)
	return s.touched, nil
}

func (s *scanner) skipSpace(at int) int {
	for at < len(s.src) && isSpace(s.src[at]) {
		at++
	}
	return at
}
