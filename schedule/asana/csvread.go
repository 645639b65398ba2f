package asana

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// field is a column that this package knows.
type field string

// The columns of an export and of an import, by one name each.
const (
	fieldID        field = "task_id"
	fieldName      field = "name"
	fieldSection   field = "section"
	fieldAssignee  field = "assignee"
	fieldEmail     field = "assignee_email"
	fieldStart     field = "start_date"
	fieldDue       field = "due_date"
	fieldNotes     field = "notes"
	fieldParent    field = "parent_task"
	fieldNeeds     field = "blocked_by"
	fieldBlocks    field = "blocking"
	fieldCompleted field = "completed_at"
	fieldType      field = "type"
	fieldProjects  field = "projects"
	fieldTags      field = "tags"
	fieldPeople    field = "collaborators"
	fieldQuiet     field = "created_at" // bookkeeping that goes without a word
)

// fieldOf returns the field of a header, whatever its case.
func fieldOf(header string) (field, bool) {
	switch strings.Join(strings.Fields(strings.ToLower(header)), " ") {
	case "task id", "gid", "task gid", "id":
		return fieldID, true
	case "name", "task name", "task":
		return fieldName, true
	case "section/column", "section / column", "section", "column":
		return fieldSection, true
	case "assignee":
		return fieldAssignee, true
	case "assignee email", "assignee e-mail":
		return fieldEmail, true
	case "start date", "start on":
		return fieldStart, true
	case "due date", "due on":
		return fieldDue, true
	case "notes", "description":
		return fieldNotes, true
	case "parent task", "subtask of", "parent":
		return fieldParent, true
	case "blocked by (dependencies)", "blocked by", "dependencies":
		return fieldNeeds, true
	case "blocking (dependencies)", "blocking", "dependents":
		return fieldBlocks, true
	case "completed at", "completed on":
		return fieldCompleted, true
	case "type", "task type":
		return fieldType, true
	case "projects", "project":
		return fieldProjects, true
	case "tags":
		return fieldTags, true
	case "collaborators", "followers":
		return fieldPeople, true
	case "created at", "last modified", "last modified at", "modified at":
		return fieldQuiet, true
	}
	return "", false
}

// column is one column of the table.
type column struct {
	field  field // "" for a custom field
	header string
}

// csvReader reads the rows of a table under their header.
type csvReader struct {
	m        *mapper
	columns  []column
	at       map[field]int
	imported bool // the columns of an import, whose dates have slashes
	row      row
}

// readCSV reads the tasks of a CSV file.
func (m *mapper) readCSV(source []byte) error {
	text := string(source)
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		m.notes.add(finding.Ref{Kind: "file"}, "", CodeCharset)
	}
	rows, c, err := m.header(text)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if len(m.records) == m.limits.Tasks {
			return overLimit("Tasks", m.limits.Tasks)
		}
		c.row = r
		c.task()
	}
	return nil
}

// header finds the row with the names of the columns, and the character between
// values: a comma or what spreadsheets make of it.
func (m *mapper) header(text string) ([]row, *csvReader, error) {
	var first error
	for _, comma := range []byte{',', ';', '\t'} {
		t, err := tableOf(text, comma, m.limits)
		if err != nil {
			if first == nil {
				first = err
			}
			continue
		}
		for i, r := range t.rows {
			if i == maxAbove {
				break
			}
			if c := m.columnsOf(r); c != nil {
				if i > 0 {
					m.notes.add(finding.Ref{Kind: "file"}, strconv.Itoa(i), CodeLinesAbove)
				}
				return t.rows[i+1:], c, nil
			}
		}
	}
	if first == nil {
		first = &Error{Kind: ErrSyntax, Row: 1, Reason: "no row names a column Name and one more that Asana has"}
	}
	return nil, nil, first
}

// maxAbove is how many rows may stand above the header.
const maxAbove = 50

// columnsOf returns a reader for the columns of a header, nil when the row is
// none.
func (m *mapper) columnsOf(r row) *csvReader {
	c := &csvReader{m: m, at: map[field]int{}}
	for _, header := range r.cells {
		f, _ := fieldOf(header)
		if _, twice := c.at[f]; f != "" && f != fieldQuiet && !twice {
			c.at[f] = len(c.columns)
		}
		c.columns = append(c.columns, column{f, strings.TrimSpace(header)})
	}
	if _, named := c.at[fieldName]; !named || len(c.at) < 2 && len(r.cells) > 1 {
		return nil
	}
	_, hasID := c.at[fieldID]
	_, hasCompleted := c.at[fieldCompleted]
	c.imported = !hasID && !hasCompleted
	c.noteTwice(r.number)
	return c
}

func (c *csvReader) noteTwice(number int) {
	for i, col := range c.columns {
		if first, known := c.at[col.field]; known && first != i {
			c.m.notes.add(finding.Ref{Kind: "cell", ID: cellName(i, number), Field: string(col.field)}, col.header, CodeTwice)
		}
	}
}

// cell returns the value of a field with its place.
func (c *csvReader) cell(f field) cell {
	i, known := c.at[f]
	if !known || i >= len(c.row.cells) {
		return cell{}
	}
	return cell{strings.TrimSpace(c.row.cells[i]), f, i, c.row.number}
}

// task reads the row.
func (c *csvReader) task() {
	r := record{up: -1, made: fmt.Sprint("row:", c.row.number), subject: finding.Ref{Kind: "row", ID: strconv.Itoa(c.row.number)}}
	r.gid = c.id()
	r.name = c.cell(fieldName).text
	r.setNotes(c.m, c.raw(fieldNotes))
	r.section.name = c.cell(fieldSection).text
	r.start, r.due = c.date(fieldStart), c.date(fieldDue)
	c.completed(&r)
	c.kind(&r)
	r.person = person{name: c.cell(fieldAssignee).text, email: c.cell(fieldEmail).text}
	if strings.Contains(r.person.name, "@") && r.person.email == "" {
		r.person = person{email: r.person.name}
	}
	r.parentName, r.needNames, r.blockNames = c.cell(fieldParent), c.cell(fieldNeeds), c.cell(fieldBlocks)
	if c.blank(&r) {
		return
	}
	c.unguard(&r)
	c.lose()
	c.m.records = append(c.m.records, r)
}

// unguard takes the apostrophe away that a writer of ours put before the notes.
func (c *csvReader) unguard(r *record) {
	if rest := strings.TrimPrefix(r.notes, "'"); r.card != nil && rest != r.notes && formula(rest) {
		r.notes = rest
	}
}

// raw returns the value of a field with its blanks.
func (c *csvReader) raw(f field) string {
	if i, known := c.at[f]; known && i < len(c.row.cells) {
		return strings.ReplaceAll(c.row.cells[i], "\r\n", "\n")
	}
	return ""
}

// blank reports whether the row says nothing.
func (c *csvReader) blank(r *record) bool {
	return r.gid == "" && r.name == "" && r.notes == "" && strings.TrimSpace(strings.Join(c.row.cells, "")) == ""
}

// id returns the Task ID, and refuses one that a spreadsheet rounded.
func (c *csvReader) id() string {
	v := c.cell(fieldID)
	switch {
	case v.text == "" || allDigits(v.text) && len(v.text) <= maxID:
		return v.text
	case allDigits(strings.NewReplacer(".", "", ",", "", "E", "", "e", "", "+", "").Replace(v.text)):
		c.m.notes.add(v.subject(), v.text, CodeDamagedID)
	default:
		c.m.notes.add(v.subject(), v.text, CodeType)
	}
	return ""
}

// maxID is how long an id may be.
const maxID = 256

func allDigits(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

// date reads a date.
func (c *csvReader) date(f field) when {
	v := c.cell(f)
	if v.text == "" {
		return when{}
	}
	day, err := calendar.ParseDate(v.text)
	if err != nil {
		day = slashDate(v.text, c.order())
	}
	if day.IsZero() {
		c.m.notes.add(v.subject(), v.text, CodeDate)
	}
	return when{day: day}
}

// order returns how dates with slashes are meant, AutoOrder when nobody knows.
func (c *csvReader) order() DateOrder {
	if c.m.options.Dates == AutoOrder && c.imported {
		return MonthFirst
	}
	return c.m.options.Dates
}

// slashDate reads MM/DD/YYYY or DD/MM/YYYY; the zero Date says that it is
// neither.
func slashDate(text string, order DateOrder) calendar.Date {
	parts := strings.Split(text, "/")
	if order == AutoOrder || len(parts) != 3 || len(parts[2]) != 4 {
		return calendar.Date{}
	}
	if order == DayFirst {
		parts[0], parts[1] = parts[1], parts[0]
	}
	if len(parts[0]) == 0 || len(parts[0]) > 2 || len(parts[1]) == 0 || len(parts[1]) > 2 || !allDigits(strings.Join(parts, "")) {
		return calendar.Date{}
	}
	day, err := calendar.ParseDate(fmt.Sprintf("%s-%02s-%02s", parts[2], parts[0], parts[1]))
	if err != nil {
		return calendar.Date{}
	}
	return day
}

// completed reads when the task was done. The time of day is not in the file:
// it is the evening.
func (c *csvReader) completed(r *record) {
	v := c.cell(fieldCompleted)
	if v.text == "" {
		return
	}
	r.done = true
	if w := c.date(fieldCompleted); !w.isZero() {
		r.doneAt = w.at(evening)
	}
}

// kind reads the type of the task.
func (c *csvReader) kind(r *record) {
	v := c.cell(fieldType)
	if _, r.kindKnown = c.at[fieldType]; !r.kindKnown {
		return
	}
	switch strings.ToLower(v.text) {
	case "milestone":
		r.milestone = true
	case "", "task", "default_task", "approval":
	default:
		c.m.notes.add(v.subject(), v.text, CodeUnknownKind)
	}
}

// lose counts the values that a plan has no place for.
func (c *csvReader) lose() {
	for i, v := range c.row.cells {
		switch {
		case strings.TrimSpace(v) == "":
		case i >= len(c.columns):
			c.m.notes.add(finding.Ref{Kind: "cell", ID: cellName(i, c.row.number)}, v, CodeSurplus)
			return
		case c.columns[i].field == "" || c.columns[i].field == fieldTags || c.columns[i].field == fieldPeople:
			c.m.notes.count("task", c.columns[i].header, CodeNotCarried)
		case c.columns[i].field == fieldProjects:
			c.home(v, i)
		}
	}
}

// home takes the first project as the one of the plan. The names of several
// stand with commas between them, so they are shown as they are.
func (c *csvReader) home(projects string, i int) {
	if c.m.project.name == "" {
		c.m.project.name = strings.TrimSpace(projects)
	}
	if strings.TrimSpace(projects) != c.m.project.name {
		c.m.notes.add(finding.Ref{Kind: "cell", ID: cellName(i, c.row.number), Field: string(fieldProjects)}, projects, CodeOtherHome)
	}
}

// setNotes takes the card off the notes.
func (r *record) setNotes(m *mapper, notes string) {
	text, c, ok := splitNotes(notes)
	r.notes, r.card = text, c
	if !ok {
		m.notes.add(r.subject, "", CodeCard)
	}
}
