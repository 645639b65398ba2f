package xer

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
)

// A calendar keeps its working time in one value, as nested records of the
// form (0||Name(key|value|key|value)(record record ...)), with any blanks and
// line ends between them. Numbers before the bars mean nothing.

// part is one such record.
type part struct {
	name     string
	keys     []string // key, value, key, value
	children []part
}

// child returns the first child of that name, an empty one if there is none.
func (p *part) child(name string) *part {
	for i := range p.children {
		if p.children[i].name == name {
			return &p.children[i]
		}
	}
	return &part{}
}

// key returns the value of a key, "" if there is none.
func (p *part) key(name string) string {
	for i := 0; i+1 < len(p.keys); i += 2 {
		if p.keys[i] == name {
			return p.keys[i+1]
		}
	}
	return ""
}

// partReader reads nested records.
type partReader struct {
	text  []byte
	at    int
	parts int
	most  int // parts
}

// maxPartDepth is how deep records may be nested; calendars have five levels.
const maxPartDepth = 20

var errParts = errors.New("too many records")

// parseParts reads the outermost record. With an error it returns what had
// been read of it.
func parseParts(text []byte, most int) (part, error) {
	r := partReader{text: text, most: most}
	if r.peek() == 0 {
		return part{}, nil
	}
	var root part
	err := r.part(&root, 0)
	return root, err
}

// peek skips what means nothing and returns the next character, 0 at the end.
func (r *partReader) peek() byte {
	for r.at < len(r.text) {
		if c := r.text[r.at]; c > ' ' && c != 0x7f {
			return c
		}
		r.at++
	}
	return 0
}

func (r *partReader) expect(c byte) error {
	got := r.peek()
	if got != c {
		if got == 0 {
			return fmt.Errorf("it ends where %q should be", string(c))
		}
		return fmt.Errorf("%q instead of %q at character %d", string(got), string(c), r.at+1)
	}
	r.at++
	return nil
}

// until returns the text up to one of some characters, which it leaves.
func (r *partReader) until(stops string) string {
	end := bytes.IndexAny(r.text[r.at:], stops)
	if end < 0 {
		end = len(r.text) - r.at
	}
	text := bytes.Trim(r.text[r.at:r.at+end], " \t\r\n\x7f")
	r.at += end
	return string(text)
}

// part reads one record with all below it.
func (r *partReader) part(p *part, depth int) error {
	if r.parts++; r.parts > r.most || depth > maxPartDepth {
		return errParts
	}
	if err := r.expect('('); err != nil {
		return err
	}
	p.name = r.until("(")
	if bar := bytes.LastIndexByte([]byte(p.name), '|'); bar >= 0 {
		p.name = p.name[bar+1:]
	}
	if err := r.pairs(p); err != nil {
		return err
	}
	if err := r.expect('('); err != nil {
		return err
	}
	for r.peek() == '(' {
		p.children = append(p.children, part{})
		if err := r.part(&p.children[len(p.children)-1], depth+1); err != nil {
			return err
		}
	}
	if err := r.expect(')'); err != nil {
		return err
	}
	return r.expect(')')
}

// pairs reads the list of keys and values.
func (r *partReader) pairs(p *part) error {
	if err := r.expect('('); err != nil {
		return err
	}
	if list := r.until(")"); list != "" {
		p.keys = strings.Split(list, "|")
	}
	return r.expect(')')
}
