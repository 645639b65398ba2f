package xer

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Encode writes a plan as a file that Primavera P6 imports: one project with
// its calendars, resources and activities, and no computed date; P6 schedules
// it after the import. The same plan gives the same bytes.
//
// The notes say what the format cannot carry: a note with an id is about that
// thing, one without an id about all things of its kind that have something in
// the field. Decode of what was written gives the plan again, but for what the
// notes name; units and settings of zero come back as the values that zero
// stands for.
//
// Errors are [ErrNoPlan], one that wraps [ErrCharset] for a code page that
// cannot be written, and those of the writer.
func (o Options) Encode(w io.Writer, p *schedule.Plan) ([]schedule.LossNote, error) {
	if p == nil {
		return nil, ErrNoPlan
	}
	if o.Charset > Windows1252 || o.Charset == UTF16 {
		return nil, fmt.Errorf("%w: cannot write %v", ErrCharset, o.Charset)
	}
	e := &encoder{plan: p, options: o, counts: map[finding.Ref]int{}}
	e.prepare()
	e.tables()
	e.countedNotes()
	_, err := w.Write(e.bytes())
	return e.notes, err
}

// encoder writes one plan.
type encoder struct {
	plan    *schedule.Plan
	options Options
	out     bytes.Buffer // in UTF-8
	columns []string     // of the table that is being written
	at      map[string]int
	row     []string
	usual   []string // values of the columns that nobody sets

	notes  []schedule.LossNote
	counts map[finding.Ref]int // by kind and field, the reason as ID

	currency money.Currency
	index    map[schedule.TaskID]int
	places   []place // by task
	children [][]int // by task; of the top level behind the last
	numbers  numbers
	horizon  [2]calendar.Date // first and last day of flattened calendars
	codes    map[string]bool  // of activities, as far as they are given
	ids      []keptID
	idTaken  [4]map[string]bool // by table
}

// place says what becomes of a task.
type place uint8

const (
	asActivity place = iota
	asNode           // of the work breakdown
	leftOut
)

// tables writes the whole file.
func (e *encoder) tables() {
	e.header()
	e.writeCurrency()
	e.writeTopics()
	e.writeIDFields()
	e.writeRole()
	e.writeProject()
	e.writeCalendars()
	e.writeOptions()
	e.writeNodes()
	e.writeResources()
	e.writeRates()
	e.writeActivities()
	e.writeMemos("WBSMEMO", "wbs_memo_id proj_id memo_type_id wbs_id wbs_memo", asNode)
	e.writeExpenses()
	e.writeMemos("TASKMEMO", "memo_id task_id memo_type_id proj_id task_memo", asActivity)
	e.writeLinks()
	e.writeAssignments()
	e.writeIDs()
	e.out.WriteString("%E\r\n")
	e.planLosses()
}

// table begins a table. Columns are written "name" or "name=usual value".
func (e *encoder) table(name, columns string) {
	fields := strings.Fields(columns)
	e.columns, e.usual, e.at = make([]string, len(fields)), make([]string, len(fields)), make(map[string]int, len(fields))
	for i, field := range fields {
		e.columns[i], e.usual[i], _ = strings.Cut(field, "=")
		e.at[e.columns[i]] = i
	}
	e.row = slices.Clone(e.usual)
	e.out.WriteString("%T\t" + name + "\r\n%F\t" + strings.Join(e.columns, "\t") + "\r\n")
}

// set gives the row a value, which is not escaped.
func (e *encoder) set(column, value string) { e.row[e.at[column]] = value }

func (e *encoder) setInt(column string, n int) { e.set(column, strconv.Itoa(n)) }

// end writes the row.
func (e *encoder) end() {
	e.out.WriteString("%R\t" + strings.Join(e.row, "\t") + "\r\n")
	copy(e.row, e.usual)
}

// text gives the row a text of a thing, at most so many characters of it.
func (e *encoder) text(column, text string, most int, ref finding.Ref) {
	if utf8.RuneCountInString(text) > most {
		e.note(ref, text, CodeCut)
		text = string([]rune(text)[:most])
	}
	written, clean := e.fit(text)
	e.noteIf(!clean, ref, text, CodeCharacters)
	e.set(column, written)
}

// fit returns a text as it will stand in the file, and whether all of it can.
func (e *encoder) fit(text string) (string, bool) {
	written, clean := escape(text)
	if e.options.Charset != Windows1252 {
		return written, clean
	}
	written, fits := fit1252(written)
	return written, clean && fits
}

// fit1252 replaces what Windows-1252 does not have.
func fit1252(text string) (string, bool) {
	fits := true
	text = strings.Map(func(r rune) rune {
		if _, ok := byte1252(r); !ok {
			fits = false
			return '?'
		}
		return r
	}, text)
	return text, fits
}

// date writes a moment to the minute.
func (e *encoder) date(t calendar.DateTime, ref finding.Ref) string {
	switch {
	case t.IsZero():
		return ""
	case !writable(t):
		e.note(ref, t.String(), CodeNotWritten)
		return ""
	case t%calendar.DateTime(calendar.Minute) != 0:
		e.note(ref, t.String(), CodeRounded)
	}
	return momentText(t)
}

// writable reports whether a moment is one that a reader takes for a date.
func writable(t calendar.DateTime) bool { return !t.Date().IsZero() && t.Date() != windowsEpoch() }

// momentText writes a moment without its seconds.
func momentText(t calendar.DateTime) string {
	if t.Date().IsZero() {
		return ""
	}
	h, m, _ := t.Clock()
	return fmt.Sprintf("%s %02d:%02d", t.Date(), h, m)
}

// length writes a length of time in hours; one that no reader takes is lost.
func (e *encoder) length(w, least calendar.Work, ref finding.Ref) string {
	if w < least || w > maxWork {
		e.note(ref, w.String(), CodeNotWritten)
		w = 0
	}
	return hoursText(w)
}

// hoursText writes a length of time in hours, exact to the second.
func hoursText(w calendar.Work) string {
	sign, seconds := "", int64(w)
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	whole, rest := seconds/3600, seconds%3600
	if rest == 0 {
		return sign + strconv.FormatInt(whole, 10)
	}
	const one = 1_000_000_000_000_000
	fraction := fmt.Sprintf("%015d", (rest*one+1800)/3600)
	return sign + strconv.FormatInt(whole, 10) + "." + strings.TrimRight(fraction, "0")
}

// shareText writes units, of which zero stands for one.
func shareText(s schedule.Share) string {
	if s == 0 {
		s = schedule.FullUnit
	}
	text := fmt.Sprintf("%d.%06d", int64(s/schedule.FullUnit), int64(s%schedule.FullUnit))
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// clampShare keeps units within what a reader takes; zero stays zero.
func clampShare(s schedule.Share) schedule.Share {
	return min(max(s, 0), maxUnits*schedule.FullUnit)
}

// flagText writes a flag.
func flagText(b bool) string {
	if b {
		return "Y"
	}
	return "N"
}

// money writes an amount of the file's currency; one of another is lost.
func (e *encoder) money(a money.Amount, ref finding.Ref) string {
	if a.Sign() == 0 {
		return "0.0000"
	}
	if a.Currency() != e.currency {
		e.note(ref, a.String(), CodeNotWritten)
		return "0.0000"
	}
	return a.Text()
}

func (e *encoder) note(ref finding.Ref, value string, reason finding.Code) {
	e.notes = append(e.notes, schedule.LossNote{Subject: ref, Value: value, Reason: reason})
}

// noteIf notes what is lost or changed of one thing.
func (e *encoder) noteIf(differs bool, ref finding.Ref, value string, reason finding.Code) {
	if differs {
		e.note(ref, value, reason)
	}
}

// count adds one to what gives one note for all things of a kind.
func (e *encoder) count(differs bool, kind, field string, reason finding.Code) {
	if differs {
		e.counts[finding.Ref{Kind: kind, Field: field, ID: string(reason)}]++
	}
}

func (e *encoder) countedNotes() {
	keys := make([]finding.Ref, 0, len(e.counts))
	for key := range e.counts {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b finding.Ref) int {
		return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.Field, b.Field), strings.Compare(a.ID, b.ID))
	})
	for _, key := range keys {
		e.note(finding.Ref{Kind: key.Kind, Field: key.Field}, strconv.Itoa(e.counts[key]), finding.Code(key.ID))
	}
}

func taskRef(id schedule.TaskID, field string) finding.Ref {
	return finding.Ref{Kind: "task", ID: string(id), Field: field}
}

func planRef(field string) finding.Ref { return finding.Ref{Kind: "plan", Field: field} }

// bytes returns the file in its code page.
func (e *encoder) bytes() []byte {
	text := e.out.Bytes()
	if e.options.Charset == UTF8 || isASCII(text) {
		return text
	}
	out := make([]byte, 0, len(text))
	for _, r := range string(text) {
		b, ok := byte1252(r)
		if !ok {
			e.note(finding.Ref{Kind: "file", Field: "charset"}, "", CodeUTF8)
			return text
		}
		out = append(out, b)
	}
	if e.options.Charset == Windows1252 || recognisable(out) {
		return out
	}
	e.note(finding.Ref{Kind: "file", Field: "charset"}, "", CodeUTF8)
	return text
}

// recognisable reports whether a reader would take the bytes for Windows-1252.
func recognisable(text []byte) bool {
	var e evidence
	e.add(text)
	return !utf8.Valid(text) && e.verdict() == Windows1252
}
