package xer

import (
	"fmt"
	"strings"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// mapper reads the rows of a document into a plan. It stands on one row at a
// time; its methods named after types read one field of that row. What they
// cannot read they report, as a fault or as a note, and return zero.
type mapper struct {
	doc     *Document
	options Options
	limits  Limits
	plan    *schedule.Plan
	project string // id of the project that is read
	all     []Project

	table   *table
	cells   []span // the values of the row
	row     row
	subject finding.Ref // what is being read, for notes

	notes     []schedule.LossNote
	moreNotes bool
	faults    Faults
	err       error // over a limit: nothing more is read
	guessed   bool  // a text was read in a code page that is a guess

	currency money.Currency
	records  records
	losses   losses
}

// newMapper returns a mapper for one project. The error is [*Faults] when there
// is no such project.
func (d *Document) newMapper(options Options) (*mapper, error) {
	m := &mapper{doc: d, options: options, limits: options.Limits.withDefaults(), plan: &schedule.Plan{}}
	m.losses.counts = map[finding.Ref]int{}
	m.all = d.Projects()
	id, ok := choose(m.all, options.Project)
	if !ok {
		reason := "there is no project in it"
		if options.Project != "" {
			reason = "there is no project " + clip([]byte(options.Project)) + " in it"
		}
		return nil, &Faults{List: []*Error{{Kind: ErrData, Reason: reason}}}
	}
	m.project = id
	return m, nil
}

// Plan reads one project of the document as a plan, see [Options.Decode]. The
// limits of the options count for what is read from here on.
func (d *Document) Plan(options Options) (*schedule.Plan, []schedule.LossNote, error) {
	m, err := d.newMapper(options)
	if err != nil {
		return nil, nil, err
	}
	m.readPlan()
	if err := m.failure(); err != nil {
		return nil, nil, err
	}
	if m.moreNotes {
		m.notes[len(m.notes)-1] = schedule.LossNote{Reason: CodeMoreNotes}
	}
	return m.plan, m.notes, nil
}

// failure returns what kept the plan from being read.
func (m *mapper) failure() error {
	if m.err != nil {
		return m.err
	}
	if len(m.faults.List) > 0 {
		return &m.faults
	}
	return nil
}

// each calls visit for every row of the tables of a name.
func (m *mapper) each(name string, visit func()) {
	for i := range m.doc.tables {
		t := &m.doc.tables[i]
		if !strings.EqualFold(t.name, name) {
			continue
		}
		m.table = t
		loud := m.losses.loudColumns(t)
		for _, r := range t.rows {
			if m.err != nil {
				return
			}
			m.enter(r)
			visit()
			m.lose(loud)
		}
	}
}

// own calls visit for every row of the project that is read.
func (m *mapper) own(name string, visit func()) {
	m.each(name, func() {
		if m.ours() {
			visit()
		} else {
			m.cells = m.cells[:0]
		}
	})
}

// ours reports whether the row belongs to the project that is read. One that
// names none does.
func (m *mapper) ours() bool {
	text := m.raw("proj_id")
	return len(text) == 0 || string(text) == m.project || m.id("proj_id") == m.project
}

// enter steps on a row and finds its values.
func (m *mapper) enter(r row) {
	m.row, m.cells, m.subject = r, m.cells[:0], finding.Ref{}
	start := int32(-1) // of the value; the first part is the mark of the row
	for i, c := range m.doc.text(r.span) {
		if c != '\t' {
			continue
		}
		if start >= 0 {
			m.cells = append(m.cells, span{start, r.start + int32(i)})
		}
		start = r.start + int32(i) + 1
	}
	if start >= 0 {
		m.cells = append(m.cells, span{start, r.end})
	}
	if len(m.cells) > len(m.table.fields) {
		m.surplus()
	}
}

// surplus complains about values beyond the last field. Empty ones, which a
// tab at the end of the line makes, do no harm.
func (m *mapper) surplus() {
	for _, c := range m.cells[len(m.table.fields):] {
		if c.start != c.end {
			m.unreadable("", fmt.Sprintf("a row of %d values", len(m.table.fields)), m.doc.text(c))
			return
		}
	}
}

// has reports whether the row has something in a field.
func (m *mapper) has(field string) bool { return len(m.raw(field)) > 0 }

// raw returns the trimmed value of a field as it stands in the file.
func (m *mapper) raw(field string) []byte {
	column, ok := m.table.index[field]
	if !ok || column >= len(m.cells) {
		return nil
	}
	return trim(m.doc.text(m.cells[column]))
}

// trim takes blanks from both ends.
func trim(text []byte) []byte {
	for len(text) > 0 && text[0] == ' ' {
		text = text[1:]
	}
	for len(text) > 0 && text[len(text)-1] == ' ' {
		text = text[:len(text)-1]
	}
	return text
}

// read parses the value of a field; an empty one is the zero value.
func read[T any](m *mapper, field, what string, parse func([]byte) (T, bool)) T {
	var zero T
	text := m.raw(field)
	if len(text) == 0 {
		return zero
	}
	value, ok := parse(text)
	if !ok {
		m.unreadable(field, what, text)
		return zero
	}
	return value
}

func (m *mapper) flag(field string) bool { return read(m, field, "Y or N", parseFlag) }

func (m *mapper) moment(field string) calendar.DateTime {
	return read(m, field, "a date and time", parseMoment)
}

func (m *mapper) number(field string) number {
	return read(m, field, "a number", parseNumber)
}

// hours reads a number of hours as seconds, with a count of those that had to
// be rounded.
func (m *mapper) hours(field string) calendar.Work {
	w, exact, ok := m.number(field).hours()
	if !ok {
		m.unreadable(field, "a number of hours", m.raw(field))
	} else if !exact {
		m.count(field, CodeRounded)
	}
	return w
}

// duration reads hours that cannot be negative.
func (m *mapper) duration(field string) calendar.Work {
	w := m.hours(field)
	if w < 0 {
		m.note(field, CodeRange)
	}
	return max(w, 0)
}

// maxUnits is how many full units anything has at most.
const maxUnits = 1_000_000

// share reads units, where 1 is one full unit. None at all is noted.
func (m *mapper) share(field string) schedule.Share {
	n, exact, ok := m.number(field).scaled(6)
	switch {
	case !ok || n < 0 || n > maxUnits*int64(schedule.FullUnit):
		m.note(field, CodeRange)
		n = min(max(n, 0), maxUnits*int64(schedule.FullUnit))
	case n == 0 && m.has(field):
		m.note(field, CodeZeroUnits)
	case !exact:
		m.count(field, CodeRounded)
	}
	return schedule.Share(n)
}

// amount reads an amount in the currency of the file, to the millionth: P6
// keeps four digits after the point, and computes with less than that.
func (m *mapper) amount(field string) money.Amount {
	n := m.number(field)
	if len(n.digits) == 0 {
		return money.Amount{}
	}
	millionths, _, ok := n.scaled(6)
	a, err := m.amountOf(millionths)
	if !ok || err != nil {
		m.unreadable(field, "an amount of money", m.raw(field))
		return money.Amount{}
	}
	return a
}

// amountOf returns an amount of so many millionths of the currency.
func (m *mapper) amountOf(millionths int64) (money.Amount, error) {
	minor := int64(1_000_000)
	for range m.currency.Places() {
		minor /= 10
	}
	if minor > 0 && millionths%minor == 0 {
		return money.Minor(millionths/minor, m.currency)
	}
	return money.ParseIn(decimalText(millionths, 6), m.currency)
}

// rows returns how many rows the tables of a name have, but no more than the
// limit.
func (m *mapper) rows(name string, limit int) int {
	rows := 0
	for i := range m.doc.tables {
		if t := &m.doc.tables[i]; strings.EqualFold(t.name, name) {
			rows += len(t.rows)
		}
	}
	return min(rows, limit)
}

// whole reads a number as a whole one; some files write 10.0.
func (m *mapper) whole(field string) int64 {
	n, _, ok := m.number(field).scaled(0)
	if !ok {
		m.note(field, CodeRange)
	}
	return n
}

// text reads a text for people.
func (m *mapper) text(field string) string {
	column, ok := m.table.index[field]
	if !ok || column >= len(m.cells) {
		return ""
	}
	raw := m.doc.text(m.cells[column])
	text, ok := decodeText(raw, m.doc.charset)
	if !ok {
		m.badText(field, raw)
	} else if !m.guessed && m.doc.charset == Windows1252 && m.options.Charset == AutoCharset && !isASCII(raw) {
		m.guessed = true
		m.addNote(schedule.LossNote{Subject: finding.Ref{Kind: "file", Field: "charset"}, Value: m.doc.charset.String(), Reason: CodeCharsetGuessed})
	}
	return unescape(text)
}

// badText notes bytes that are no characters, and shows the first of them.
func (m *mapper) badText(field string, raw []byte) {
	start := 0
	for start < len(raw) && raw[start] < 0x80 {
		start++
	}
	m.noteValue(field, fmt.Sprintf("% x", raw[start:min(len(raw), start+24)]), CodeCharset)
}

// id reads an id. Numbers come back in their plain form, so that 007 and 7 are
// one.
func (m *mapper) id(field string) string {
	text := m.raw(field)
	if len(text) > 256 {
		m.unreadable(field, "an id", text)
		return ""
	}
	if allDigits(text) {
		return plainID(text)
	}
	s, _ := decodeText(text, m.doc.charset)
	return s
}

// plainID returns a number without the zeros before it, and everything else as
// it stands.
func plainID(text []byte) string {
	if allDigits(text) && len(text) > 1 && text[0] == '0' {
		if text = trimZeros(text); len(text) == 0 {
			return "0"
		}
	}
	return string(text)
}

// begin sets the subject of the notes to a thing and returns its id.
func (m *mapper) begin(kind, field string) string {
	m.subject = finding.Ref{Kind: kind}
	m.subject.ID = m.id(field)
	if m.subject.ID == "" {
		m.note(field, CodeNoID)
	}
	return m.subject.ID
}

// fresh enters an id into an index. It reports false, with a fault or a note,
// when the id is there already.
func (m *mapper) fresh(index map[string]int, id, field string, value int) bool {
	if _, twice := index[id]; twice {
		if m.options.Tolerant {
			m.note(field, CodeDuplicateID)
		} else {
			m.fault(field, clip([]byte(id))+" twice")
		}
		return false
	}
	index[id] = value
	return true
}

// note says that the value of a field was not taken as it stands.
func (m *mapper) note(field string, reason finding.Code) {
	m.noteValue(field, clip(m.raw(field)), reason)
}

func (m *mapper) noteValue(field, value string, reason finding.Code) {
	subject := m.subject
	subject.Field = field
	m.addNote(schedule.LossNote{Subject: subject, Value: value, Reason: reason})
}

func (m *mapper) addNote(n schedule.LossNote) {
	if len(m.notes) >= m.limits.Notes {
		m.moreNotes = true
		return
	}
	m.notes = append(m.notes, n)
}

// unknown notes a reference to something that the file does not have.
func (m *mapper) unknown(field, id string) {
	m.noteValue(field, clip([]byte(id)), CodeUnknownReference)
}

func (m *mapper) unreadable(field, what string, text []byte) {
	if m.options.Tolerant {
		m.noteValue(field, clip(text), CodeUnreadable)
		return
	}
	m.fault(field, fmt.Sprintf("%q is not %s", clip(text), what))
}

func (m *mapper) fault(field, reason string) { m.addFault(m.errorHere(ErrData, field, reason)) }

func (m *mapper) addFault(e *Error) {
	if len(m.faults.List) >= m.limits.Faults {
		m.faults.More = true
		return
	}
	m.faults.List = append(m.faults.List, e)
}

func (m *mapper) over(name string, most int) {
	if m.err == nil {
		m.err = m.errorHere(ErrLimit, "", fmt.Sprintf("Limits.%s is %d", name, most))
	}
}

func (m *mapper) errorHere(kind error, field, reason string) *Error {
	e := &Error{Kind: kind, Field: field, Reason: reason}
	if m.table != nil {
		e.Line, e.Table = int(m.row.line), m.table.name
	}
	return e
}

// word reads a word that selects one of some kinds; empty is the first. It
// notes one that does not. The words are separated by single blanks.
func word[T any](m *mapper, field string, words string, kinds ...T) T {
	text := m.raw(field)
	if len(text) == 0 {
		return kinds[0]
	}
	for _, kind := range kinds {
		w, rest, _ := strings.Cut(words, " ")
		if string(text) == w {
			return kind
		}
		words = rest
	}
	m.note(field, CodeUnknownKind)
	return kinds[0]
}
