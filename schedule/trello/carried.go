package trello

import (
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// carried lets what the block and the custom fields of a card say refine what
// Trello itself says. Where both speak of the same, Trello's own fields win:
// people change those.
func (m *mapper) carried(t *schedule.Task, r *read, v *cardView, lines []line, ours bool) {
	carriedDates(t, v, lines)
	constraint := t.Constraint
	m.taskLines(t, r, lines)
	if constraint.Kind == schedule.StartNoEarlierThan && t.Constraint != constraint {
		m.notes.note(CodeChangedInTrello, "task", string(t.ID), "constraint", t.Constraint.Kind.String())
		t.Constraint = constraint
	}
	if v.due != 0 && !t.Manual {
		t.Deadline = v.due
	}
	m.carriedInactive(t, v, lines)
	m.carriedFields(t, r, v.card)
	m.state(t, v, lines)
}

// wordsOf returns the words of the first line with this name.
func wordsOf(lines []line, name string) ([]string, bool) {
	for _, l := range lines {
		if l.name == name {
			return l.words, true
		}
	}
	return nil, false
}

func says(lines []line, name, word string) bool {
	words, ok := wordsOf(lines, name)
	return ok && len(words) == 1 && words[0] == word
}

// carriedDates reads the dates of the card as the block says that they are
// meant.
func carriedDates(t *schedule.Task, v *cardView, lines []line) {
	switch {
	case says(lines, "dates", "fixed") && (v.start != 0 || v.due != 0):
		bounds(t, 0, 0)
		t.Manual, t.Start, t.Finish = true, v.start, v.due
	case says(lines, "dates", "bounds"):
		bounds(t, v.start, v.due)
	}
}

func (m *mapper) carriedInactive(t *schedule.Task, v *cardView, lines []line) {
	switch {
	case says(lines, "inactive", "yes") && v.archived:
		t.Inactive = true
	case says(lines, "inactive", "no") && !v.card.Closed:
		t.Inactive = false
	}
}

// taskLines reads the lines that any task may have.
func (m *mapper) taskLines(t *schedule.Task, r *read, lines []line) {
	for _, l := range lines {
		known, ok := m.taskLine(t, r, l)
		switch {
		case !known:
			m.notes.note(CodeUnknownLine, "task", string(t.ID), "desc", l.text)
		case !ok:
			m.notes.note(CodeUnreadable, "task", string(t.ID), l.name, l.text)
		}
	}
}

// taskLine reads one line. It reports whether it knows the name, and whether
// what stands behind it can be read.
func (m *mapper) taskLine(t *schedule.Task, r *read, l line) (known, ok bool) {
	w := l.words
	one := len(w) == 1
	switch l.name {
	case "id":
		if one && w[0] != "" {
			t.ID = schedule.TaskID(w[0])
		}
		return true, one && w[0] != ""
	case "wbs":
		return true, one && set(&t.WBS, w[0])
	case "parent":
		return true, one && set(&r.parent, w[0])
	case "notes":
		return true, one && set(&t.Notes, w[0])
	case "duration", "estimate":
		d, ok := readLength(strings.Join(w, " "), schedule.Hours, m.plan.Units)
		return true, ok && set(&t.Duration, d)
	case "after":
		return true, m.after(r, l.text, w)
	case "assign":
		return true, m.assignLine(r, w)
	case "constraint":
		return true, readConstraint(&t.Constraint, w)
	case "second":
		return true, readConstraint(&t.Second, w)
	case "kind":
		return true, one && readName(&t.Kind, schedule.ResourceDependent, w[0])
	case "type":
		return true, one && readName(&t.Type, schedule.FixedWork, w[0])
	case "priority":
		return true, one && readInt(&t.Priority, w[0])
	case "item", "state", "dates", "plan", "list":
		return true, true
	}
	return m.taskFlag(t, l, one)
}

// taskFlag reads the lines with yes or no, and those with a date.
func (m *mapper) taskFlag(t *schedule.Task, l line, one bool) (known, ok bool) {
	flags := map[string]*bool{"milestone": &t.Milestone, "effort_driven": &t.EffortDriven, "external": &t.External,
		"ignore_resource_calendars": &t.IgnoreResourceCalendars, "inactive": new(bool), "manual": &t.Manual}
	if f, is := flags[l.name]; is {
		if !one || l.words[0] != "yes" && l.words[0] != "no" {
			return true, false
		}
		*f = l.words[0] == "yes"
		return true, true
	}
	p := &t.Progress
	dates := map[string]*calendar.DateTime{"deadline": &t.Deadline, "expected_finish": &t.ExpectedFinish, "start": &t.Start, "finish": &t.Finish,
		"actual_start": &p.ActualStart, "actual_finish": &p.ActualFinish, "stop": &p.Stop, "resume": &p.Resume}
	if d, is := dates[l.name]; is {
		return true, one && readDate(d, l.words[0])
	}
	return m.progressLine(p, l)
}

func (m *mapper) progressLine(p *schedule.Progress, l line) (known, ok bool) {
	text := strings.Join(l.words, "")
	switch l.name {
	case "progress":
		return true, readPercent(&p.Percent, text)
	case "percent_work":
		return true, readPercent(&p.PercentWork, text)
	case "work_done":
		return true, m.readWork(&p.Done, text)
	case "work_left":
		return true, m.readWork(&p.Remaining, text)
	}
	return false, false
}

func set[T any](at *T, v T) bool {
	*at = v
	return true
}

func readInt(at *int, text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && n >= 0 && n <= 1_000_000 && set(at, n)
}

func readPercent(at *int, text string) bool {
	n, err := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64)
	return err == nil && n >= 0 && n <= 100 && set(at, int(n))
}

func readDate(at *calendar.DateTime, text string) bool {
	d, err := calendar.ParseDateTime(text)
	return err == nil && d != 0 && set(at, d)
}

func (m *mapper) readWork(at *calendar.Work, text string) bool {
	d, ok := readLength(text, schedule.Hours, m.plan.Units)
	return ok && d.Length >= 0 && set(at, d.Length)
}

// readName reads the name of a kind, up to the last there is.
func readName[T interface {
	~uint8
	String() string
}](at *T, last T, text string) bool {
	for v := T(0); v <= last; v++ {
		if v.String() == text {
			return set(at, v)
		}
	}
	return false
}

func readConstraint(at *schedule.Constraint, w []string) bool {
	var c schedule.Constraint
	if len(w) == 0 || len(w) > 2 || !readName(&c.Kind, schedule.MandatoryFinish, w[0]) {
		return false
	}
	if len(w) == 2 && !readDate(&c.Date, w[1]) {
		return false
	}
	return c.Kind.Dated() == (c.Date != 0) && set(at, c)
}

// after reads "survey FS +1d": a predecessor, the type and the lag.
func (m *mapper) after(r *read, text string, w []string) bool {
	if len(w) == 0 || w[0] == "" {
		return false
	}
	p := pendingLink{from: w[0], line: text}
	for _, word := range w[1:] {
		if !m.linkWord(&p.link, word) {
			return false
		}
	}
	r.after = append(r.after, p)
	return true
}

func (m *mapper) linkWord(l *schedule.Link, word string) bool {
	known, isKnown := strings.CutPrefix(word, "known=")
	percent, isPercent := strings.CutSuffix(word, "%")
	bare, isBare := strings.CutSuffix(word, "pct")
	switch {
	case word == "external":
		return set(&l.External, true)
	case isKnown:
		return readDate(&l.Known, known)
	case readName(&l.Type, schedule.StartToFinish, strings.ToUpper(word)):
		return true
	case isPercent && !strings.Contains(word, ":"):
		l.Lag.Unit = schedule.PercentUnit
		return readSigned(&l.Lag.Percent, percent)
	case isBare:
		return readSigned(&l.Lag.Percent, bare)
	}
	d, ok := readLength(word, schedule.Days, m.plan.Units)
	l.Lag.Length, l.Lag.Elapsed, l.Lag.Unit = d.Length, d.Elapsed, d.Unit
	return ok
}

func readSigned(at *int, text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && n >= -1_000_000 && n <= 1_000_000 && set(at, n)
}

// assignLine reads "A1 anna units=500000 work=16:00".
func (m *mapper) assignLine(r *read, w []string) bool {
	if len(w) < 2 {
		return false
	}
	a := schedule.Assignment{ID: schedule.AssignmentID(w[0]), Resource: schedule.ResourceID(w[1])}
	for _, word := range w[2:] {
		name, value, _ := strings.Cut(word, "=")
		n, err := strconv.ParseInt(value, 10, 64)
		switch {
		case name == "units" && err == nil && n > 0 && n < 1e12:
			a.Units = schedule.Share(n)
		case name == "work" && m.readWork(&a.Work, value):
		default:
			return false
		}
	}
	if a.Resource != "" && !m.hasResource(a.Resource) {
		return false
	}
	r.assign = append(r.assign, a)
	return true
}

// carriedFields reads the custom fields that carry parts of a plan.
func (m *mapper) carriedFields(t *schedule.Task, r *read, c *Card) {
	first := true
	for _, item := range c.Fields {
		f, known := m.custom[item.Field]
		if !known || item.Value == "" {
			continue
		}
		ok := true
		switch name := f.Name; {
		case strings.EqualFold(name, m.fields.ID):
			t.ID = schedule.TaskID(item.Value)
		case strings.EqualFold(name, m.fields.Duration):
			var d schedule.Duration
			if d, ok = readLength(item.Value, m.fields.Unit, m.plan.Units); ok {
				t.Duration = d
			}
		case strings.EqualFold(name, m.fields.Progress):
			ok = readPercent(&t.Progress.Percent, item.Value)
		case strings.EqualFold(name, m.fields.After):
			if first {
				r.after, first = nil, false
			}
			ok = m.afterField(r, item.Value)
		}
		if !ok {
			m.notes.note(CodeUnreadable, "task", string(t.ID), f.Name, item.Value)
		}
	}
}

// afterField reads predecessors with semicolons between them.
func (m *mapper) afterField(r *read, text string) bool {
	var words []string
	ok := true
	for _, word := range append(splitWords(text), ";") {
		bare := strings.TrimSuffix(word, ";")
		if bare != "" {
			words = append(words, bare)
		}
		if bare != word && len(words) > 0 {
			ok = m.after(r, text, words) && ok
			words = nil
		}
	}
	return ok
}
