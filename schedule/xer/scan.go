package xer

import (
	"bytes"
	"fmt"
	"strings"
)

// scanner finds the records of a file: the header, tables, their fields and
// rows. It looks at the first characters of each line and counts tabs; values
// are taken apart when somebody asks for them.
type scanner struct {
	doc   *Document
	src   []byte
	limit Limits
	at    int  // where the next line begins
	line  int  // number of the line read last
	eol   byte // what ends a line: a line feed, or a carriage return where there are none
	rows  int
	// open is the row that lines which are no records continue: values with
	// line ends in them. Its limits are checked when it is complete.
	open *row
}

// span is a part of the source.
type span struct{ start, end int32 }

// table is the rows between one %T and the next.
type table struct {
	name   string
	line   int
	fields []string
	index  map[string]int // by name in lower case
	rows   []row
}

// row is one record %R: where its text begins and ends, and its line.
type row struct {
	span
	line int32
}

// scan reads the whole source.
func (s *scanner) scan() error {
	s.eol = '\n'
	if bytes.IndexByte(s.src, '\n') < 0 {
		s.eol = '\r'
	}
	if err := s.header(); err != nil {
		return err
	}
	for s.at < len(s.src) && !s.doc.ended {
		if err := s.record(s.next()); err != nil {
			return err
		}
	}
	if err := s.close(); err != nil {
		return err
	}
	s.doc.rest = span{int32(s.at), int32(len(s.src))}
	return s.truncated()
}

// next returns the next line without its end.
func (s *scanner) next() span {
	start, end := s.at, len(s.src)
	if n := bytes.IndexByte(s.src[start:], s.eol); n >= 0 {
		end = start + n
		s.at = end + 1
	} else {
		s.at = end
	}
	s.line++
	if end > start && s.eol == '\n' && s.src[end-1] == '\r' {
		end--
	}
	return span{int32(start), int32(end)}
}

func (s *scanner) text(p span) []byte { return s.src[p.start:p.end] }

// header reads the first line.
func (s *scanner) header() error {
	p := s.next()
	if text := s.text(p); string(text) != "ERMHDR" && !bytes.HasPrefix(text, []byte("ERMHDR\t")) {
		return &Error{Kind: ErrSyntax, Line: 1, Reason: fmt.Sprintf("the file begins with %q, not with ERMHDR", clip(text[:min(len(text), 20)]))}
	}
	s.doc.header = p
	return nil
}

// record reads one line after the header.
func (s *scanner) record(p span) error {
	text := s.text(p)
	if bytes.HasPrefix(text, []byte("%E")) {
		text = bytes.TrimRight(text, " ")
	}
	if len(text) < 2 || text[0] != '%' || len(text) > 2 && text[2] != '\t' {
		return s.other(p)
	}
	if kind := text[1]; kind != 'T' && kind != 'F' && kind != 'R' && kind != 'E' {
		return s.other(p)
	}
	if err := s.close(); err != nil {
		return err
	}
	switch text[1] {
	case 'T':
		return s.table(text)
	case 'F':
		return s.fields(text)
	case 'R':
		return s.row(p)
	}
	s.doc.ended = true
	return nil
}

// other reads a line that is no record. It continues the row before it, empty
// lines only if more follows.
func (s *scanner) other(p span) error {
	switch {
	case len(bytes.TrimSpace(s.text(p))) == 0:
		return nil
	case s.open != nil:
		s.open.end = p.end
		return nil
	}
	s.doc.strayLines = append(s.doc.strayLines, int32(s.line))
	if len(s.doc.strayLines) > s.limit.Tables {
		return s.fail(ErrSyntax, "", "too many lines that are no records")
	}
	return nil
}

func (s *scanner) table(text []byte) error {
	name, _, _ := strings.Cut(string(text[min(len(text), 3):]), "\t")
	if len(s.doc.tables) >= s.limit.Tables {
		return overLimit(s.line, "Tables", s.limit.Tables)
	}
	s.doc.tables = append(s.doc.tables, table{name: strings.TrimSpace(name), line: s.line})
	return nil
}

// current returns the table that is being read.
func (s *scanner) current() *table {
	if len(s.doc.tables) == 0 {
		return nil
	}
	return &s.doc.tables[len(s.doc.tables)-1]
}

func (s *scanner) fields(text []byte) error {
	t := s.current()
	if t == nil || t.fields != nil {
		return s.fail(ErrSyntax, "", "%F without a %T before it")
	}
	if bytes.Count(text, []byte("\t")) > s.limit.Fields {
		return overLimit(s.line, "Fields", s.limit.Fields)
	}
	t.fields = strings.Split(string(text[min(len(text), 3):]), "\t")
	t.index = make(map[string]int, len(t.fields))
	for i, name := range t.fields {
		t.fields[i] = strings.TrimSpace(name)
		name = strings.ToLower(t.fields[i])
		if _, twice := t.index[name]; !twice && name != "" {
			t.index[name] = i
		}
	}
	return nil
}

func (s *scanner) row(p span) error {
	t := s.current()
	if t == nil || t.fields == nil {
		return s.fail(ErrSyntax, "", "%R without a %F before it")
	}
	if s.rows++; s.rows > s.limit.Rows {
		return overLimit(s.line, "Rows", s.limit.Rows)
	}
	t.rows = append(t.rows, row{p, int32(s.line)})
	s.open = &t.rows[len(t.rows)-1]
	return nil
}

// close ends the row that is open: it checks the number and the length of its
// values.
func (s *scanner) close() error {
	if s.open == nil {
		return nil
	}
	text, line := s.text(s.open.span), int(s.open.line)
	s.open = nil
	if bytes.Count(text, []byte("\t")) > s.limit.Fields {
		return overLimit(line, "Fields", s.limit.Fields)
	}
	if len(text) <= s.limit.Text {
		return nil
	}
	for _, value := range bytes.Split(text, []byte("\t")) {
		if len(value) > s.limit.Text {
			return overLimit(line, "Text", s.limit.Text)
		}
	}
	return nil
}

// truncated tells a file that breaks off inside a row from one that only lacks
// the last line.
func (s *scanner) truncated() error {
	t := s.current()
	if s.doc.ended || t == nil || len(t.rows) == 0 || s.src[len(s.src)-1] == s.eol {
		return nil
	}
	if last := t.rows[len(t.rows)-1]; bytes.Count(s.text(last.span), []byte("\t")) < len(t.fields) {
		return &Error{Kind: ErrSyntax, Line: int(last.line), Table: t.name, Reason: "the file ends inside a row"}
	}
	return nil
}

func (s *scanner) fail(kind error, table, reason string) error {
	return &Error{Kind: kind, Line: s.line, Table: table, Reason: reason}
}

func overLimit(line int, name string, most int) error {
	return &Error{Kind: ErrLimit, Line: line, Reason: fmt.Sprintf("Limits.%s is %d", name, most)}
}
