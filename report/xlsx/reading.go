package xlsx

import (
	"slices"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// reading is a plan that is being read from a sheet.
type reading struct {
	*sheet
	Codec
	columns  map[field]int
	shares   bool // bare numbers in the column of progress are shares
	plan     *schedule.Plan
	lines    []taskLine
	numbers  map[string]int // line by id
	names    map[string]int // line by code and by name, -1 where several have it
	notes    []schedule.LossNote
	more     int // notes that were too many
	people   map[string]schedule.ResourceID
	standard *calendar.Calendar
	err      error
}

// taskLine is where a task of the plan stands.
type taskLine struct {
	row    int
	level  int
	start  calendar.DateTime
	finish calendar.DateTime
	length bool // stated
	typed  bool // the kind of constraint is stated
}

func (r *reading) note(code finding.Code, row, column int, value string) {
	if len(r.notes) >= maxReadNotes {
		r.more++
		return
	}
	r.notes = append(r.notes, schedule.LossNote{Subject: finding.Ref{Kind: "cell", ID: r.place(row, column)}, Value: clip(value), Reason: code})
}

func clip(text string) string {
	n := 0
	for at := range text {
		if n++; n > 200 {
			return text[:at] + "…"
		}
	}
	return text
}

func newReading(s *sheet, c Codec) *reading {
	r := &reading{sheet: s, Codec: c, plan: &schedule.Plan{}, people: map[string]schedule.ResourceID{}, numbers: map[string]int{}}
	r.standard, _ = calendar.Compile(calendar.Standard(), nil)
	r.notes = slices.Clone(s.faults)
	return r
}

// finish completes the plan: its name and its start, the earliest date in it or
// else the one that the host gives.
func (r *reading) finish() (*schedule.Plan, []schedule.LossNote, error) {
	if r.more > 0 {
		r.notes = append(r.notes, schedule.LossNote{Subject: finding.Ref{Kind: "cell", ID: r.name}, Value: strconv.Itoa(r.more), Reason: CodeMore})
	}
	if r.plan.Name == "" && r.project == nil {
		r.plan.Name = r.name
	}
	if r.plan.Rules.From == schedule.FromStart && r.plan.Start.IsZero() {
		r.plan.Start = r.earliest()
	}
	return r.plan, r.notes, r.err
}

// earliest is the morning of the first date in the sheet.
func (r *reading) earliest() calendar.DateTime {
	first := r.Start
	found := false
	for i := range r.plan.Tasks {
		t := &r.plan.Tasks[i]
		for _, at := range []calendar.DateTime{t.Constraint.Date, r.lines[i].start, r.lines[i].finish} {
			if !at.IsZero() && (!found || at < first) {
				first, found = at.Date().At(8*calendar.Hour), true
			}
		}
	}
	return first
}

// tableReading reads a table of tasks, nil if the sheet has none.
func tableReading(s *sheet, c Codec) *reading {
	head, columns := findHeadings(s)
	if head < 0 {
		return nil
	}
	r := newReading(s, c)
	r.columns = columns
	r.shares = r.hasShares(head)
	r.readProject(head)
	r.readResources()
	for column := range s.rows[head] {
		f, known := fieldOf(s.at(head, column))
		if s.at(head, column) != "" && (!known || columns[f] != column) {
			r.note(CodeNotRead, head, column, s.at(head, column))
		}
	}
	for row := head + 1; row < len(s.rows); row++ {
		r.task(row)
	}
	if len(r.lines) == 0 {
		return nil
	}
	r.outline()
	r.index()
	for i := range r.lines {
		r.links(i)
	}
	r.lengths()
	return r
}

// cell returns what a row holds of a field.
func (r *reading) cell(row int, f field) (text string, column int) {
	column, ok := r.columns[f]
	if !ok {
		return "", -1
	}
	return r.at(row, column), column
}

// hasShares reports whether no bare number in the column of progress is above 1.
func (r *reading) hasShares(head int) bool {
	for row := head + 1; row < len(r.rows); row++ {
		text, column := r.cell(row, percentField)
		if n, err := strconv.ParseFloat(text, 64); err == nil && n > 1 && !r.raw(row, column).percent {
			return false
		}
	}
	return true
}

// task reads a row of the table.
func (r *reading) task(row int) {
	name, column := r.cell(row, nameField)
	if name == "" {
		if text := r.rest(row); text != "" {
			r.note(CodeNoName, row, max(column, 0), text)
		}
		return
	}
	t := schedule.Task{ID: r.id(row), Name: name}
	line := taskLine{row: row, level: r.depth(row)}
	t.WBS, _ = r.cell(row, wbsField)
	t.Notes, _ = r.cell(row, notesField)
	if text, column := r.cell(row, durationField); text != "" {
		if t.Duration, line.length = parseDuration(text); !line.length {
			r.note(CodeDuration, row, column, text)
		}
	}
	if t.Milestone = r.yes(row, milestoneField, false); t.Milestone {
		line.length = true
	}
	t.Inactive = !r.yes(row, activeField, true)
	r.priority(&t, row)
	start, _ := r.moment(row, startField, 8*calendar.Hour)
	finish, _ := r.moment(row, finishField, 17*calendar.Hour)
	t.Deadline, _ = r.moment(row, deadlineField, 17*calendar.Hour)
	if r.manual(row) {
		t.Manual, t.Start, t.Finish, line.start, line.finish, line.length = true, start, finish, start, finish, true
		line.typed = r.constraint(&t, row)
	} else {
		r.dates(&t, &line, start, finish)
	}
	r.progress(&t, row, start, finish)
	r.numbers[string(t.ID)] = len(r.lines)
	r.plan.Tasks = append(r.plan.Tasks, t)
	r.lines = append(r.lines, line)
	r.assign(&t, row)
}

// rest is what stands in a row, for a note.
func (r *reading) rest(row int) string {
	var parts []string
	for column := range r.rows[row] {
		if text := r.at(row, column); text != "" {
			parts = append(parts, clip(text))
		}
	}
	return strings.Join(parts, " ")
}

// yes reads a cell of yes and no; an empty one says what is usual.
func (r *reading) yes(row int, f field, usual bool) bool {
	text, column := r.cell(row, f)
	switch strings.ToLower(text) {
	case "":
		return usual
	case "yes", "y", "true", "1", "x", "是", "√", "✓":
		return true
	case "no", "n", "false", "0", "-", "否", "×":
		return false
	}
	r.note(CodeValue, row, column, text)
	return usual
}

// manual reports whether the row is scheduled by hand.
func (r *reading) manual(row int) bool {
	text, column := r.cell(row, modeField)
	switch strings.ToLower(text) {
	case "manually scheduled", "manual", "手动计划", "手动":
		return true
	case "", "auto scheduled", "auto", "自动计划", "自动":
		return false
	}
	r.note(CodeValue, row, column, text)
	return false
}

func (r *reading) priority(t *schedule.Task, row int) {
	text, column := r.cell(row, priorityField)
	if text == "" {
		return
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 1000 {
		r.note(CodeValue, row, column, text)
		return
	}
	t.Priority = n
}

// id is the id of a row: what stands there, or else the number of the row. A
// rounded number such as 1.2E+15 is no id.
func (r *reading) id(row int) schedule.TaskID {
	text, column := r.cell(row, idField)
	if n, err := strconv.ParseFloat(text, 64); err == nil && rounded(text) {
		if r.raw(row, column).number && n == float64(int64(n)) && n < 1e9 {
			text = strconv.FormatInt(int64(n), 10)
		} else if strings.ContainsAny(text, "+") || r.raw(row, column).number {
			r.note(CodeID, row, column, text)
			text = ""
		}
	}
	if _, taken := r.numbers[text]; text != "" && len(text) <= maxID && !taken {
		return schedule.TaskID(text)
	}
	if text != "" {
		r.note(CodeID, row, column, text)
	}
	id := strconv.Itoa(row + 1)
	if _, ids := r.columns[idField]; ids {
		id = "row" + id
	}
	for _, taken := r.numbers[id]; taken; _, taken = r.numbers[id] {
		id += "'"
	}
	return schedule.TaskID(id)
}

// maxID is how many bytes an id may have.
const maxID = 200

// rounded reports whether a number was written in a way in which digits may be
// lost.
func rounded(text string) bool { return strings.ContainsAny(text, "eE.") }

// moment reads a date; one without a time of day gets the time given.
func (r *reading) moment(row int, f field, clock calendar.Work) (calendar.DateTime, bool) {
	text, column := r.cell(row, f)
	if text == "" || text == "NA" || text == "-" {
		return 0, false
	}
	return r.momentAt(row, column, clock)
}

func (r *reading) momentAt(row, column int, clock calendar.Work) (calendar.DateTime, bool) {
	text := r.at(row, column)
	at, timed, fault := r.parseDate(text, r.base1904)
	switch {
	case fault != "":
		r.note(fault, row, column, text)
	case !timed:
		at = at.Date().At(clock)
	}
	return at, fault == ""
}

// dates turns what is stated into inputs: a kind of constraint as it stands, or
// else a start into a constraint; both dates into a length; a finish alone into
// a deadline.
func (r *reading) dates(t *schedule.Task, line *taskLine, start, finish calendar.DateTime) {
	if !start.IsZero() && !finish.IsZero() && finish < start {
		r.note(CodeReversed, line.row, r.columns[finishField], finish.String())
		finish = 0
	}
	line.start, line.finish = start, finish
	if line.typed = r.constraint(t, line.row); !line.typed && !start.IsZero() {
		t.Constraint = schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: start}
	}
	switch {
	case finish.IsZero() || line.length:
	case !start.IsZero() && r.standard != nil:
		t.Duration.Length = r.standard.Between(start, finish)
		line.length = true
	case t.Deadline.IsZero():
		t.Deadline = finish
	}
}

// constraint reads the kind and the date of a constraint, and reports whether
// the row states one.
func (r *reading) constraint(t *schedule.Task, row int) bool {
	text, column := r.cell(row, constraintField)
	if text == "" {
		return false
	}
	kind, known := constraintOf(text)
	date, dated := r.moment(row, constraintDateField, 8*calendar.Hour)
	if !known || kind.Dated() && !dated {
		r.note(CodeValue, row, column, text)
		return false
	}
	if t.Constraint.Kind = kind; kind.Dated() {
		t.Constraint.Date = date
	}
	return true
}

// progress reads how much is done. Where no column says when work began, what
// is done has begun when it was to begin.
func (r *reading) progress(t *schedule.Task, row int, start, finish calendar.DateTime) {
	t.Progress.ActualStart, _ = r.moment(row, actualStartField, 8*calendar.Hour)
	t.Progress.ActualFinish, _ = r.moment(row, actualFinishField, 17*calendar.Hour)
	text, column := r.cell(row, percentField)
	if text == "" {
		return
	}
	percent, ok := parsePercent(text, r.raw(row, column).percent, r.shares)
	if !ok {
		r.note(CodePercent, row, column, text)
		return
	}
	t.Progress.Percent = percent
	if _, told := r.columns[actualStartField]; told || percent == 0 || start.IsZero() {
		return
	}
	if t.Progress.ActualStart = start; percent == 100 && !finish.IsZero() {
		t.Progress.ActualFinish = finish
	}
}

// separators stand between predecessors, and between people.
const separators = ",;、，；\n"

func apart(c rune) bool { return strings.ContainsRune(separators, c) }

// assign gives the task to the people named in its row, such as "Li, Han[50%]".
func (r *reading) assign(t *schedule.Task, row int) {
	text, column := r.cell(row, peopleField)
	for part := range strings.FieldsFuncSeq(text, apart) {
		name, units, ok := parseShare(part)
		if !ok {
			r.note(CodeValue, row, column, strings.TrimSpace(part))
		}
		if name == "" {
			continue
		}
		if len(r.plan.Assignments) == maxLinks {
			r.err = errTooMany("assignments")
			return
		}
		id := r.person(name)
		n := strconv.Itoa(len(r.plan.Assignments) + 1)
		r.plan.Assignments = append(r.plan.Assignments, schedule.Assignment{ID: schedule.AssignmentID(n), Task: t.ID, Resource: id, Units: units})
	}
}

// person returns the resource of a name, a new one where nobody has it.
func (r *reading) person(name string) schedule.ResourceID {
	id, known := r.people[name]
	if !known {
		id = schedule.ResourceID(name)
		r.people[name] = id
		r.plan.Resources = append(r.plan.Resources, schedule.Resource{ID: id, Name: name})
	}
	return id
}

// depth is how deep a row says it is, from 0.
func (r *reading) depth(row int) int {
	if text, column := r.cell(row, levelField); column >= 0 {
		n, err := strconv.ParseFloat(text, 64)
		if err != nil || !(n >= 1 && n <= 1000) {
			r.note(CodeLevel, row, column, text)
			return 0
		}
		return int(n) - 1
	}
	if text, column := r.cell(row, wbsField); column >= 0 && text != "" {
		return strings.Count(strings.Trim(text, "."), ".")
	}
	if n := r.level(row); n > 0 {
		return n
	}
	return r.indent(row)
}

// indent is how deep the name of a row stands in: by its format, else by the
// blanks before it.
func (r *reading) indent(row int) int {
	name := r.raw(row, r.columns[nameField])
	if name.indent > 0 {
		return name.indent
	}
	blanks := 0
	for _, c := range name.text {
		switch c {
		case ' ', '\u00A0':
			blanks++
		case '\u3000', '\t':
			blanks += 2
		default:
			return blanks / 2
		}
	}
	return 0
}

// outline gives every task its summary: the task above it that is less deep.
// Summaries have no length of their own, and no dates but those that are stated
// as constraints or by hand.
func (r *reading) outline() {
	var above []int
	for i := range r.lines {
		for len(above) > 0 && r.lines[above[len(above)-1]].level >= r.lines[i].level {
			above = above[:len(above)-1]
		}
		if n := len(above); n > 0 {
			r.plan.Tasks[i].Parent = r.plan.Tasks[above[n-1]].ID
			r.summary(above[n-1])
		}
		above = append(above, i)
	}
}

func (r *reading) summary(i int) {
	t := &r.plan.Tasks[i]
	r.lines[i].length = true
	t.Progress = schedule.Progress{}
	if !t.Manual {
		t.Duration = schedule.Duration{}
	}
	if !r.lines[i].typed {
		t.Constraint = schedule.Constraint{}
	}
}

// index prepares to find tasks by their codes and names.
func (r *reading) index() {
	r.names = make(map[string]int, 2*len(r.lines))
	for i := range r.plan.Tasks {
		t := &r.plan.Tasks[i]
		for _, name := range []string{t.WBS, t.Name} {
			if at, taken := r.names[name]; taken && at != i {
				r.names[name] = -1
			} else if name != "" {
				r.names[name] = i
			}
		}
	}
}

// find returns the task that a predecessor names: by id, else by code or name
// if no other task has it, else -1.
func (r *reading) find(name string) int {
	if at, ok := r.numbers[name]; ok {
		return at
	}
	if at, ok := r.names[name]; ok {
		return at
	}
	return -1
}

// links reads the predecessors of a task.
func (r *reading) links(i int) {
	row := r.lines[i].row
	text, column := r.cell(row, beforeField)
	linked := false
	for part := range strings.FieldsFuncSeq(text, apart) {
		from, ref := resolve(part, r.find)
		if from < 0 || from == i {
			if part = strings.TrimSpace(part); part != "" {
				r.note(CodeReference, row, column, part)
			}
			continue
		}
		if len(r.plan.Links) == maxLinks {
			r.err = errTooMany("predecessors")
			return
		}
		linked = true
		r.plan.Links = append(r.plan.Links, schedule.Link{From: r.plan.Tasks[from].ID, To: r.plan.Tasks[i].ID, Type: ref.kind, Lag: ref.lag})
	}
	if t := &r.plan.Tasks[i]; linked && !r.lines[i].typed && t.Constraint.Kind == schedule.StartNoEarlierThan {
		r.note(CodeFollows, row, r.columns[startField], t.Constraint.Date.String())
		t.Constraint = schedule.Constraint{}
	}
}

// lengths notes the tasks whose length nobody stated.
func (r *reading) lengths() {
	for i, l := range r.lines {
		if !l.length {
			r.plan.Tasks[i].Duration.Estimated = true
			r.note(CodeNoLength, l.row, r.columns[nameField], r.plan.Tasks[i].Name)
		}
	}
}
