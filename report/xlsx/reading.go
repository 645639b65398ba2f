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
	base1904 bool
	shares   bool // bare numbers in the column of progress are shares
	plan     *schedule.Plan
	lines    []taskLine
	notes    []schedule.LossNote
	people   map[string]schedule.ResourceID
	standard *calendar.Calendar
}

// taskLine is where a task of the plan stands.
type taskLine struct {
	row    int
	level  int
	number string // what predecessors call it
	start  calendar.DateTime
	finish calendar.DateTime
	length bool // stated
}

func (r *reading) note(code finding.Code, row, column int, value string) {
	r.notes = append(r.notes, schedule.LossNote{Subject: finding.Ref{Kind: "cell", ID: r.place(row, column)}, Value: clip(value), Reason: code})
}

func clip(text string) string {
	if letters := []rune(text); len(letters) > 200 {
		return string(letters[:200]) + "…"
	}
	return text
}

func newReading(s *sheet, c Codec) *reading {
	r := &reading{sheet: s, Codec: c, plan: &schedule.Plan{}, people: map[string]schedule.ResourceID{}}
	if props, err := s.book.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		r.base1904 = *props.Date1904
	}
	r.standard, _ = calendar.Compile(calendar.Standard(), nil)
	return r
}

// finish completes the plan: its name and its start, the earliest date in it or
// else the one that the host gives.
func (r *reading) finish(name string) *schedule.Plan {
	r.plan.Name = name
	for i := range r.plan.Tasks {
		t := &r.plan.Tasks[i]
		for _, at := range []calendar.DateTime{t.Constraint.Date, r.lines[i].start, r.lines[i].finish} {
			if !at.IsZero() && (r.plan.Start.IsZero() || at < r.plan.Start) {
				r.plan.Start = at.Date().At(8 * calendar.Hour)
			}
		}
	}
	if r.plan.Start.IsZero() {
		r.plan.Start = r.Start
	}
	return r.plan
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
	for column := range s.rows[head] {
		if _, ok := fieldOf(s.at(head, column)); !ok && s.at(head, column) != "" {
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
		text, _ := r.cell(row, percentField)
		if n, err := strconv.ParseFloat(text, 64); err == nil && n > 1 {
			return false
		}
	}
	return true
}

// task reads a row of the table.
func (r *reading) task(row int) {
	name, column := r.cell(row, nameField)
	if name == "" {
		if slices.ContainsFunc(r.rows[row], func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
			r.note(CodeNoName, row, max(column, 0), strings.Join(r.rows[row], " "))
		}
		return
	}
	t := schedule.Task{ID: r.id(row), Name: name}
	line := taskLine{row: row, number: string(t.ID), level: r.level(row)}
	t.WBS, _ = r.cell(row, wbsField)
	t.Notes, _ = r.cell(row, notesField)
	if text, column := r.cell(row, durationField); text != "" {
		if t.Duration, line.length = parseDuration(text); !line.length {
			r.note(CodeDuration, row, column, text)
		}
	}
	if text, _ := r.cell(row, milestoneField); yes(text) {
		t.Milestone, t.Duration, line.length = true, schedule.Duration{}, true
	}
	start, hasStart := r.moment(row, startField, 8*calendar.Hour)
	finish, hasFinish := r.moment(row, finishField, 17*calendar.Hour)
	t.Deadline, _ = r.moment(row, deadlineField, 17*calendar.Hour)
	r.dates(&t, &line, start, finish, hasStart, hasFinish)
	r.progress(&t, row, start, finish)
	r.plan.Tasks = append(r.plan.Tasks, t)
	r.lines = append(r.lines, line)
	r.assign(&t, row)
}

func yes(text string) bool {
	return slices.Contains([]string{"yes", "y", "true", "1", "x", "是", "√", "✓"}, strings.ToLower(text))
}

// id is the id of a row: what stands there, or else the number of the row. A
// rounded number such as 1.2E+15 is no id.
func (r *reading) id(row int) schedule.TaskID {
	text, column := r.cell(row, idField)
	if n, err := strconv.ParseFloat(text, 64); err == nil && strings.ContainsAny(text, "eE.") {
		if n == float64(int64(n)) && n < 1e9 {
			text = strconv.FormatInt(int64(n), 10)
		} else {
			r.note(CodeID, row, column, text)
			text = ""
		}
	}
	taken := func(id string) bool {
		return slices.ContainsFunc(r.lines, func(l taskLine) bool { return l.number == id })
	}
	if text != "" && len(text) < 200 && !taken(text) {
		return schedule.TaskID(text)
	}
	if text != "" {
		r.note(CodeID, row, column, text)
	}
	id := strconv.Itoa(row + 1)
	if _, ids := r.columns[idField]; ids {
		id = "row" + id
	}
	for taken(id) {
		id += "'"
	}
	return schedule.TaskID(id)
}

// moment reads a date; one without a time of day gets the time given.
func (r *reading) moment(row int, f field, clock calendar.Work) (calendar.DateTime, bool) {
	text, column := r.cell(row, f)
	if text == "" || text == "NA" || text == "-" {
		return 0, false
	}
	at, timed, ok := r.parseDate(text, r.base1904)
	switch {
	case !ok && strings.Count(text, "/") == 2:
		r.note(CodeTwoWays, row, column, text)
	case !ok:
		r.note(CodeDate, row, column, text)
	case !timed:
		at = at.Date().At(clock)
	}
	return at, ok
}

// dates turns what is stated into inputs: a start into a constraint, both dates
// into a length, a finish alone into a deadline.
func (r *reading) dates(t *schedule.Task, line *taskLine, start, finish calendar.DateTime, hasStart, hasFinish bool) {
	if hasStart && hasFinish && finish < start {
		r.note(CodeReversed, line.row, r.columns[finishField], finish.String())
		hasFinish = false
	}
	if hasStart {
		line.start = start
		t.Constraint = schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: start}
	}
	if !hasFinish {
		return
	}
	line.finish = finish
	switch {
	case !line.length && hasStart && r.standard != nil:
		t.Duration.Length = r.standard.Between(start, finish)
		line.length = true
	case !line.length && t.Deadline.IsZero():
		t.Deadline = finish
	}
}

// progress reads how much is done. What is done has begun when it was to begin,
// as a table of tasks has no other date.
func (r *reading) progress(t *schedule.Task, row int, start, finish calendar.DateTime) {
	text, column := r.cell(row, percentField)
	if text == "" {
		return
	}
	percent, ok := parsePercent(text, r.shares)
	if !ok {
		r.note(CodePercent, row, column, text)
		return
	}
	if t.Progress.Percent = percent; percent > 0 && !start.IsZero() {
		t.Progress.ActualStart = start
		if percent == 100 && !finish.IsZero() {
			t.Progress.ActualFinish = finish
		}
	}
}

// assign gives the task to the people named in its row.
func (r *reading) assign(t *schedule.Task, row int) {
	text, _ := r.cell(row, peopleField)
	for name := range strings.FieldsFuncSeq(text, func(c rune) bool { return strings.ContainsRune(",;、，；\n", c) }) {
		if at := strings.IndexByte(name, '['); at > 0 {
			name = name[:at] // such as "Li[50%]"
		}
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		id, known := r.people[name]
		if !known {
			id = schedule.ResourceID(name)
			r.people[name] = id
			r.plan.Resources = append(r.plan.Resources, schedule.Resource{ID: id, Name: name})
		}
		n := strconv.Itoa(len(r.plan.Assignments) + 1)
		r.plan.Assignments = append(r.plan.Assignments, schedule.Assignment{ID: schedule.AssignmentID(n), Task: t.ID, Resource: id})
	}
}

// level is how deep a row says it is, from 0.
func (r *reading) level(row int) int {
	if text, column := r.cell(row, levelField); column >= 0 {
		n, err := strconv.ParseFloat(text, 64)
		if err != nil || n < 1 || n > 1000 {
			r.note(CodeLevel, row, column, text)
			return 0
		}
		return int(n) - 1
	}
	if text, column := r.cell(row, wbsField); column >= 0 && text != "" {
		return strings.Count(strings.Trim(text, "."), ".")
	}
	if n := r.levels[row]; n > 0 {
		return n
	}
	name := r.rows[row][r.columns[nameField]]
	blanks := 0
	for _, c := range name {
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
// Summaries have no length of their own.
func (r *reading) outline() {
	var above []int
	for i := range r.lines {
		for len(above) > 0 && r.lines[above[len(above)-1]].level >= r.lines[i].level {
			above = above[:len(above)-1]
		}
		if n := len(above); n > 0 {
			parent := &r.plan.Tasks[above[n-1]]
			r.plan.Tasks[i].Parent = parent.ID
			parent.Duration, parent.Constraint, parent.Progress = schedule.Duration{}, schedule.Constraint{}, schedule.Progress{}
			r.lines[above[n-1]].length = true
		}
		above = append(above, i)
	}
}

// links reads the predecessors of a task.
func (r *reading) links(i int) {
	row := r.lines[i].row
	text, column := r.cell(row, beforeField)
	linked := false
	for part := range strings.FieldsFuncSeq(text, func(c rune) bool { return strings.ContainsRune(",;、，；\n", c) }) {
		ref, ok := parseReference(part)
		from := -1
		if ok {
			from = r.find(ref.to)
		}
		if from < 0 || from == i {
			r.note(CodeReference, row, column, strings.TrimSpace(part))
			continue
		}
		linked = true
		r.plan.Links = append(r.plan.Links, schedule.Link{From: r.plan.Tasks[from].ID, To: r.plan.Tasks[i].ID, Type: ref.kind, Lag: ref.lag})
	}
	if t := &r.plan.Tasks[i]; linked && t.Constraint.Kind == schedule.StartNoEarlierThan {
		r.note(CodeFollows, row, r.columns[startField], t.Constraint.Date.String())
		t.Constraint = schedule.Constraint{}
	}
}

// find returns the task that a predecessor names: by id, else by code, else by
// its name if no other has it.
func (r *reading) find(name string) int {
	if at := slices.IndexFunc(r.lines, func(l taskLine) bool { return l.number == name }); at >= 0 {
		return at
	}
	found := -1
	for i := range r.plan.Tasks {
		if t := &r.plan.Tasks[i]; t.WBS == name && t.WBS != "" || t.Name == name {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
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
