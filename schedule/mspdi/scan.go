package mspdi

import "bytes"

// node is one element of a document. Nodes stand in document order, so the
// subtree of the node at i is nodes[i:nodes[i].next].
type node struct {
	sym        sym
	plain      bool   // the text needs no decoding
	foreign    bool   // of another namespace
	start, end uint32 // the whole element in the source
	from, to   uint32 // its content: between the tags
	next       int32  // index after the subtree
}

// scanner turns the source into nodes in one pass. It accepts the XML that
// data files use and refuses document types, so that entities never expand.
type scanner struct {
	src    []byte
	limits Limits
	names  *names
	nodes  []node
	open   []int32 // indices of the open elements, outermost first
	follow []sym   // which element came after one of this kind last time
	last   sym

	// special is the next place from which text needs a closer look: an
	// entity, a carriage return or "]]>". The three others say which.
	special, amp, cr, bracket int
	// touched is the end of the last comment, instruction or CDATA section,
	// coded the place of the last entity or carriage return in a text.
	touched, coded int
}

// scan reads a whole document. The source must be UTF-8 text without a byte
// order mark, see sourceOf.
func scan(src []byte, limits Limits) (*Document, error) {
	s := &scanner{src: src, limits: limits, names: newNames()}
	s.follow = make([]sym, len(s.names.list), len(s.names.list)+64)
	s.nodes = make([]node, 0, min(len(src)/32+16, limits.Elements))
	s.coded = -1
	s.lookAhead(0)
	if err := s.run(); err != nil {
		return nil, err
	}
	return &Document{source: src, nodes: s.nodes, names: s.names.list, space: s.names.space, limits: limits}, nil
}

func (s *scanner) run() error {
	if at := firstBadByte(s.src); at >= 0 {
		return s.fail(at, ErrSyntax, "a byte that XML text in UTF-8 cannot hold: 0x%02x", s.src[at])
	}
	for pos := 0; ; {
		step := bytes.IndexByte(s.src[pos:], '<')
		if step < 0 {
			return s.finish(pos)
		}
		at := pos + step
		if len(s.open) == 0 && !blank(s.src[pos:at]) {
			return s.fail(pos, ErrSyntax, "text outside the root element")
		}
		if s.special < at {
			if err := s.checkText(pos, at); err != nil {
				return err
			}
		}
		var err error
		if pos, err = s.markup(at); err != nil {
			return err
		}
	}
}

// markup reads what begins with the '<' at the offset and returns the offset
// behind it.
func (s *scanner) markup(at int) (int, error) {
	if at+1 >= len(s.src) {
		return 0, s.truncated(at)
	}
	switch s.src[at+1] {
	case '/':
		return s.closeTag(at)
	case '!':
		return s.declaration(at)
	case '?':
		return s.instruction(at)
	}
	return s.openTag(at)
}

// openTag reads a start tag or an empty element.
func (s *scanner) openTag(at int) (int, error) {
	if len(s.open) == 0 && len(s.nodes) > 0 {
		return 0, s.fail(at, ErrSyntax, "a second root element")
	}
	name, end := s.predicted(at + 1)
	if end == 0 {
		var err error
		if name, end, err = s.newName(at + 1); err != nil {
			return 0, err
		}
	}
	if len(s.nodes) >= s.limits.Elements {
		return 0, s.overLimit(at, "Elements", s.limits.Elements)
	}
	if len(s.open) >= s.limits.Depth {
		return 0, s.overLimit(at, "Depth", s.limits.Depth)
	}
	s.follow[s.last], s.last = name, name
	here := int32(len(s.nodes))
	s.nodes = append(s.nodes, node{sym: name, start: uint32(at)})
	empty := false
	if s.src[end] != '>' {
		var err error
		if end, empty, err = s.attributes(end, here); err != nil {
			return 0, err
		}
	}
	end++
	n := &s.nodes[here]
	n.from = uint32(end)
	if empty {
		n.plain, n.to, n.end, n.next = true, n.from, n.from, here+1
		return end, nil
	}
	s.open = append(s.open, here)
	return end, nil
}

// predicted tries the name that followed the last element before. It returns
// 0 if the name at the offset is another one.
func (s *scanner) predicted(at int) (sym, int) {
	guess := s.follow[s.last]
	text := s.names.list[guess]
	end := at + len(text)
	if text != "" && end < len(s.src) && s.src[end] == '>' && string(s.src[at:end]) == text {
		return guess, end
	}
	return 0, 0
}

// newName reads a name and returns the offset behind it, which lies inside the
// source.
func (s *scanner) newName(at int) (sym, int, error) {
	end := s.nameEnd(at)
	if end >= len(s.src) {
		return 0, 0, s.truncated(at)
	}
	if end == at {
		return 0, 0, s.fail(at, ErrSyntax, "no element name after '<'")
	}
	if c := s.src[end]; c != '>' && c != '/' && !isSpace(c) {
		return 0, 0, s.fail(end, ErrSyntax, "unexpected %q in a tag", rune(c))
	}
	if len(s.nodes) == 0 {
		s.names.setPrefix(s.src[at:end])
	}
	name, known := s.names.find(s.src[at:end])
	if known {
		return name, end, nil
	}
	if len(s.names.list) >= s.limits.Names {
		return 0, 0, s.overLimit(at, "Names", s.limits.Names)
	}
	s.follow = append(s.follow, 0)
	return s.names.add(string(s.src[at:end])), end, nil
}

// closeTag reads an end tag and closes the innermost element.
func (s *scanner) closeTag(at int) (int, error) {
	if len(s.open) == 0 {
		return 0, s.fail(at, ErrSyntax, "an end tag without a start tag")
	}
	here := s.open[len(s.open)-1]
	n := &s.nodes[here]
	name := s.names.list[n.sym]
	end := at + 2 + len(name)
	if end >= len(s.src) || string(s.src[at+2:end]) != name {
		return 0, s.mismatch(at, name)
	}
	for s.src[end] != '>' {
		if !isSpace(s.src[end]) {
			return 0, s.mismatch(at, name)
		}
		if end++; end >= len(s.src) {
			return 0, s.truncated(at)
		}
	}
	end++
	n.to, n.end, n.next = uint32(at), uint32(end), int32(len(s.nodes))
	n.plain = s.touched <= int(n.from) && s.coded < int(n.from)
	s.open = s.open[:len(s.open)-1]
	return end, nil
}

func (s *scanner) mismatch(at int, name string) error {
	end := s.nameEnd(at + 2)
	if end >= len(s.src) {
		return s.truncated(at)
	}
	return s.fail(at, ErrSyntax, "</%s> where </%s> was expected", clipText(s.src[at+2:end]), name)
}

// nameEnd returns the offset behind the name at the offset.
func (s *scanner) nameEnd(at int) int {
	end := at
	for end < len(s.src) && isNameByte(s.src[end]) {
		end++
	}
	if end > at && (!isNameStart(s.src[at]) || !validName(s.src[at:end])) {
		return at
	}
	return end
}

// finish judges the end of the source.
func (s *scanner) finish(pos int) error {
	if len(s.open) > 0 {
		return s.truncated(len(s.src))
	}
	if !blank(s.src[pos:]) {
		return s.fail(pos, ErrSyntax, "text outside the root element")
	}
	if len(s.nodes) == 0 {
		return s.fail(len(s.src), ErrSyntax, "no element at all")
	}
	return nil
}

func (s *scanner) truncated(at int) error {
	return s.fail(at, ErrSyntax, "the file ends too early")
}
