package mspdi

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// mapper reads the values of a document into a plan. Its methods named after
// types read one element; what they cannot read they report, as a fault or as
// a note, and return zero.
type mapper struct {
	doc     *Document
	options Options
	limits  Limits
	plan    *schedule.Plan
	subject finding.Ref // what is being read, for notes

	notes     []schedule.LossNote
	moreNotes bool
	faults    Faults
	err       error // over a limit: nothing more is read

	currency money.Currency
	records  records
	losses   losses
}

// Plan reads the document as a plan, see [Options.Decode]. The limits of the
// options count for what is read from here on.
func (d *Document) Plan(options Options) (*schedule.Plan, []schedule.LossNote, error) {
	m, err := d.read(options)
	if err != nil {
		return nil, nil, err
	}
	if m.moreNotes {
		m.notes[len(m.notes)-1] = schedule.LossNote{Reason: CodeMoreNotes}
	}
	return m.plan, m.notes, nil
}

// read maps the document to a plan and keeps how it did.
func (d *Document) read(options Options) (*mapper, error) {
	m := &mapper{doc: d, options: options, limits: options.Limits.withDefaults(), plan: &schedule.Plan{}}
	if !m.isProject() {
		return nil, &Faults{List: []*Error{m.errorAt(0, ErrData, "the root element is not Project")}}
	}
	m.project()
	if m.err != nil {
		return nil, m.err
	}
	if len(m.faults.List) > 0 {
		return nil, &m.faults
	}
	return m, nil
}

func (m *mapper) isProject() bool { return m.doc.nodes[0].sym == symProject }

// children calls visit for each child element; symNone is one of another
// namespace.
func (m *mapper) children(at int32, visit func(at int32, name sym)) {
	nodes := m.doc.nodes
	for i, end := at+1, nodes[at].next; i < end && m.err == nil; i = nodes[i].next {
		name := nodes[i].sym
		if nodes[i].foreign {
			name = symNone
		}
		visit(i, name)
	}
}

// child returns the first child of that name, 0 if there is none.
func (m *mapper) child(at int32, name sym) int32 {
	nodes := m.doc.nodes
	for i, end := at+1, nodes[at].next; i < end; i = nodes[i].next {
		if nodes[i].sym == name && !nodes[i].foreign {
			return i
		}
	}
	return 0
}

// raw returns the trimmed text of an element. It is empty for an element that
// holds others.
func (m *mapper) raw(at int32) []byte {
	n := &m.doc.nodes[at]
	if n.next > at+1 {
		return nil
	}
	text := m.doc.source[n.from:n.to]
	if !n.plain {
		text = []byte(plainText(text))
	}
	for len(text) > 0 && isSpace(text[0]) {
		text = text[1:]
	}
	for len(text) > 0 && isSpace(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	return text
}

// read parses the text of an element; empty text is the zero value.
func read[T any](m *mapper, at int32, what string, parse func([]byte) (T, bool)) T {
	var zero T
	text := m.raw(at)
	if len(text) == 0 {
		return zero
	}
	value, ok := parse(text)
	if !ok {
		m.unreadable(at, what, text)
		return zero
	}
	return value
}

func (m *mapper) int(at int32) int64 { return read(m, at, "a whole number", parseInt) }

func (m *mapper) flag(at int32) bool { return read(m, at, "0 or 1", parseFlag) }

func (m *mapper) moment(at int32) calendar.DateTime {
	moment := read(m, at, "a date and time", parseMoment)
	if moment != 0 && hasZone(m.raw(at)) {
		m.note(at, CodeZone)
	}
	return moment
}

func (m *mapper) work(at int32) calendar.Work { return read(m, at, "a duration", parseWork) }

// tenths reads tenths of minutes as seconds.
func (m *mapper) tenths(at int32) calendar.Work {
	return read(m, at, "tenths of minutes", parseTenths)
}

func parseTenths(text []byte) (calendar.Work, bool) {
	n, ok := parseScaled(text, 1)
	const most = int64(maxWork)
	if !ok || n > most || n < -most {
		return 0, false
	}
	return calendar.Work(n * 6 / 10), true
}

// kind reads a number that selects one of the values, and notes one that does
// not.
func kind[T any](m *mapper, at int32, values ...T) T {
	n := m.int(at)
	if n < 0 || n >= int64(len(values)) {
		m.note(at, CodeUnknownKind)
		return values[0]
	}
	return values[n]
}

// within reads a whole number and cuts it to the range.
func (m *mapper) within(at int32, low, high int64) int {
	n := m.int(at)
	if n < low || n > high {
		m.note(at, CodeRange)
	}
	return int(min(max(n, low), high))
}

// text reads a text as it stands, white space included.
func (m *mapper) text(at int32) string {
	n := &m.doc.nodes[at]
	if int(n.to-n.from) > m.limits.Text {
		m.over(at, "Text", m.limits.Text)
		return ""
	}
	if n.next > at+1 {
		return ""
	}
	return m.doc.text(at)
}

// id reads a UID. Numbers come back in their plain form, so that 007 and 7
// are one.
func (m *mapper) id(at int32) string {
	text := m.raw(at)
	if len(text) > 256 {
		m.over(at, "Text", 256)
		return ""
	}
	digits, negative := cutSign(text)
	if len(digits) > 1 && digits[0] == '0' && allDigits(digits) {
		digits = trimZeros(digits)
	}
	if negative && string(digits) != "0" {
		return "-" + string(digits)
	}
	return string(digits)
}

func trimZeros(digits []byte) []byte {
	for len(digits) > 1 && digits[0] == '0' {
		digits = digits[1:]
	}
	return digits
}

// note says that the value of an element was not taken as it stands.
func (m *mapper) note(at int32, reason finding.Code) {
	subject := m.subject
	subject.Field = snake(m.doc.names[m.doc.nodes[at].sym])
	m.addNote(schedule.LossNote{Subject: subject, Value: clipText(m.raw(at)), Reason: reason})
}

func (m *mapper) addNote(n schedule.LossNote) {
	if len(m.notes) >= m.limits.Notes {
		m.moreNotes = true
		return
	}
	m.notes = append(m.notes, n)
}

func (m *mapper) unreadable(at int32, what string, text []byte) {
	if m.options.Tolerant {
		m.note(at, CodeUnreadable)
		return
	}
	m.fault(at, "%q is not %s", clipText(text), what)
}

func (m *mapper) fault(at int32, reason string, values ...any) {
	if len(m.faults.List) >= m.limits.Faults {
		m.faults.More = true
		return
	}
	m.faults.List = append(m.faults.List, m.errorAt(at, ErrData, reason, values...))
}

func (m *mapper) over(at int32, name string, most int) {
	if m.err == nil {
		m.err = m.errorAt(at, ErrLimit, "Limits.%s is %d", name, most)
	}
}

func (m *mapper) errorAt(at int32, kind error, reason string, values ...any) *Error {
	line, column := position(m.doc.source, int(m.doc.nodes[at].start))
	return &Error{Kind: kind, Line: line, Column: column, Path: m.doc.path(at), Reason: fmt.Sprintf(reason, values...)}
}

// snake turns an element name into the form of field names: ConstraintDate
// into constraint_date, TaskUID into task_uid.
func snake(name string) string {
	var b strings.Builder
	lower := false
	for _, r := range localName(name) {
		if unicode.IsUpper(r) && lower {
			b.WriteByte('_')
		}
		lower = !unicode.IsUpper(r)
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
