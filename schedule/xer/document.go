package xer

import (
	"bytes"
	"io"
	"iter"
	"strings"
	"unicode/utf8"
)

// Document is a file as it stands: its tables in order, with their fields and
// rows, known to this package or not. It is immutable and safe for concurrent
// use. It keeps the bytes of the file in memory.
type Document struct {
	raw        []byte // as read
	source     []byte // the text in raw, or converted from UTF-16
	charset    Charset
	header     span
	tables     []table
	strayLines []int32 // lines that are no records and belong to no row
	rest       span    // what follows the line %E
	ended      bool    // there is a line %E
}

// Parse reads a document and checks the form of its records; it does not look
// at their content. Of the options, Limits and Charset count. Errors are of
// type [*Error] and wrap [ErrSyntax] or [ErrLimit]; errors of the reader come
// back as they are. A text in an unknown code page is no error yet: the mapping
// complains about the values that it needs.
func Parse(r io.Reader, options Options) (*Document, error) {
	limits := options.Limits.withDefaults()
	raw, err := readAll(r, limits)
	if err != nil {
		return nil, err
	}
	source, charset, err := sourceOf(raw)
	if err != nil {
		return nil, &Error{Kind: ErrSyntax, Line: 1, Reason: err.Error()}
	}
	if len(source) > maxBytes {
		return nil, overLimit(0, "Bytes", maxBytes)
	}
	d := &Document{raw: raw, source: source, charset: charset}
	s := scanner{doc: d, src: source, limit: limits}
	if err := s.scan(); err != nil {
		return nil, err
	}
	d.settleCharset(options.Charset)
	return d, nil
}

// settleCharset finds the code page, unless the caller or a byte order mark
// tells it. The table of currencies is left out: it has signs of the machine's
// code page in files that are plain otherwise.
func (d *Document) settleCharset(told Charset) {
	switch {
	case told == UTF8 || told == Windows1252:
		if d.charset == AutoCharset {
			d.charset = told
		}
		return
	case d.charset != AutoCharset:
		return
	case utf8.Valid(d.source):
		d.charset = UTF8
		return
	}
	var e evidence
	e.add(d.text(d.header))
	for i := range d.tables {
		if t := &d.tables[i]; !strings.EqualFold(t.name, "CURRTYPE") {
			for _, r := range t.rows {
				e.add(d.text(r.span))
			}
		}
	}
	d.charset = e.verdict()
}

func (d *Document) text(p span) []byte { return d.source[p.start:p.end] }

// Charset returns the code page that the values are read in.
func (d *Document) Charset() Charset { return d.charset }

// Header returns the fields of the first line without the word ERMHDR: the
// version of Primavera P6, the date of the export, what was exported, the user,
// and as the last of eight the currency. The caller owns the slice.
func (d *Document) Header() []string {
	cells := strings.Split(d.value(d.text(d.header)), "\t")
	return cells[1:]
}

// Ended reports whether the file has its last line, %E. A file without it may
// have been cut between two rows.
func (d *Document) Ended() bool { return d.ended }

// WriteTo writes the document as it was read, byte by byte.
func (d *Document) WriteTo(w io.Writer) (int64, error) {
	n, err := w.Write(d.raw)
	return int64(n), err
}

// Tables returns the tables in the order of the file. A name may come twice.
func (d *Document) Tables() iter.Seq[Table] {
	return func(yield func(Table) bool) {
		for i := range d.tables {
			if !yield(Table{d, &d.tables[i]}) {
				return
			}
		}
	}
}

// Table returns the first table of that name, which may be in any case, and
// the zero Table if there is none.
func (d *Document) Table(name string) Table {
	for t := range d.Tables() {
		if strings.EqualFold(t.Name(), name) {
			return t
		}
	}
	return Table{}
}

// Table is one table of a [Document]. The zero Table has no name, no fields
// and no rows.
type Table struct {
	doc *Document
	t   *table
}

// IsZero reports whether this is no table at all.
func (t Table) IsZero() bool { return t.t == nil }

// Name returns the name as written, such as "TASK".
func (t Table) Name() string {
	if t.IsZero() {
		return ""
	}
	return t.t.name
}

// Line returns the line of the file on which the table begins, from 1.
func (t Table) Line() int {
	if t.IsZero() {
		return 0
	}
	return t.t.line
}

// Fields returns the names of the fields in the order of the file. The caller
// owns the slice.
func (t Table) Fields() []string {
	if t.IsZero() {
		return nil
	}
	return append([]string(nil), t.t.fields...)
}

// Len returns the number of rows.
func (t Table) Len() int {
	if t.IsZero() {
		return 0
	}
	return len(t.t.rows)
}

// Rows returns the rows in the order of the file.
func (t Table) Rows() iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for i := range t.Len() {
			if !yield(Row{t, i}) {
				return
			}
		}
	}
}

// Row returns one row by its number from 0. It is the zero Row for a number
// that the table does not have.
func (t Table) Row(i int) Row {
	if i < 0 || i >= t.Len() {
		return Row{}
	}
	return Row{t, i}
}

// Row is one row of a [Table]. The zero Row has no values.
type Row struct {
	table Table
	at    int
}

// IsZero reports whether this is no row at all.
func (r Row) IsZero() bool { return r.table.IsZero() }

// Line returns the line of the file on which the row begins, from 1.
func (r Row) Line() int {
	if r.IsZero() {
		return 0
	}
	return int(r.table.t.rows[r.at].line)
}

// Value returns the value of a field, whose name may be in any case, as text:
// in UTF-8, with line ends as "\n" and quotation marks single. It is empty
// where the row or the table does not have it. What is no character in the code
// page of the file becomes U+FFFD.
func (r Row) Value(field string) string { return r.table.doc.value(r.Raw(field)) }

// Raw returns the value as it stands in the file, except that UTF-16 is turned
// into UTF-8. The bytes are the document's: do not change them.
func (r Row) Raw(field string) []byte {
	if r.IsZero() {
		return nil
	}
	value := r.table.doc.cell(r.table.t, r.table.t.rows[r.at], strings.ToLower(field))
	return value[:len(value):len(value)]
}

// cell returns one value of a row, of a field by its name in lower case.
func (d *Document) cell(t *table, r row, field string) []byte {
	column, ok := t.index[field]
	if !ok {
		return nil
	}
	text := d.text(r.span)
	for range column + 1 {
		tab := bytes.IndexByte(text, '\t')
		if tab < 0 {
			return nil
		}
		text = text[tab+1:]
	}
	value, _, _ := bytes.Cut(text, []byte("\t"))
	return value
}

// value returns a value as text.
func (d *Document) value(raw []byte) string {
	if d == nil {
		return ""
	}
	text, _ := decodeText(raw, d.charset)
	return unescape(text)
}
