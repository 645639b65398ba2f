package asana

import (
	"bufio"
	"io"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// importHeader returns the columns that the import of Asana recognises.
func importHeader() []string {
	return []string{"Name", "Description", "Assignee", "Start Date", "Due Date", "Section/Column", "Dependencies", "Subtask of", "Type"}
}

// Encode writes the CSV file that Asana imports: UTF-8, CRLF, dates MM/DD/YYYY,
// a parent and a predecessor above what needs it. Asana names parents and
// predecessors; where a name does not tell a task apart, or has a comma, the
// link or parent stands in the card only, with a note. The same plan gives the same bytes.
// The import cannot say that a task is done: that is in the card too. The error
// is [ErrNoPlan] or that of the writer.
func (o Options) Encode(w io.Writer, p *schedule.Plan) ([]schedule.LossNote, error) {
	if p == nil {
		return nil, ErrNoPlan
	}
	d := newDraft(p, o, true)
	order := d.order()
	d.showNames(order)
	out := bufio.NewWriter(w)
	writeRow(out, importHeader())
	for _, i := range order {
		writeRow(out, d.cells(&d.entries[i]))
	}
	if err := out.Flush(); err != nil {
		return nil, err
	}
	return d.notes.all(), nil
}

// order returns the entries so that parents and predecessors stand first,
// otherwise in plan order. In a circle somebody has to be the first.
func (d *draft) order() []int {
	const fresh, open, done = 0, 1, 2
	state := make([]uint8, len(d.entries))
	order := make([]int, 0, len(d.entries))
	for i := range d.entries {
		stack := []int{i}
		for len(stack) > 0 {
			k := stack[len(stack)-1]
			if state[k] == fresh {
				state[k] = open
				for _, before := range d.before(k) {
					if state[before] == fresh {
						stack = append(stack, before)
					}
				}
				continue
			}
			stack = stack[:len(stack)-1]
			if state[k] == open {
				state[k] = done
				order = append(order, k)
			}
		}
	}
	for at, i := range order {
		if at != i {
			d.notes.count("task", "", CodeReordered)
		}
	}
	return order
}

// before returns what has to stand above an entry, the first one last.
func (d *draft) before(i int) (list []int) {
	e := &d.entries[i]
	list = slices.Clone(e.needs)
	if e.parent >= 0 {
		list = append(list, e.parent)
	}
	return list
}

// showNames leaves out the links and parents that their names do not tell, and
// links to rows further down.
func (d *draft) showNames(order []int) {
	at := make([]int, len(d.entries))
	records := make([]record, len(d.entries))
	for row, i := range order {
		at[i], records[i].name = row, d.entries[i].name
	}
	d.names = indexNames(records)
	for i := range d.entries {
		e := &d.entries[i]
		d.hide(e, func(k int) bool { return at[k] > at[i] }, CodeCarded)
		d.hide(e, func(k int) bool { return strings.Contains(d.entries[k].name, ",") || !d.unique(k, i) }, CodeSameName)
		if d.misread(e, i) {
			d.hide(e, func(int) bool { return true }, CodeSameName)
		}
		if e.parent >= 0 && !d.unique(e.parent, i) {
			e.card.Lifted = true
			d.notes.count("task", "parent", CodeSameName)
		}
	}
}

// unique reports whether the name of entry k means it and no other, from where
// entry i stands.
func (d *draft) unique(k, i int) bool {
	found := d.names.candidates(nameKey(d.entries[k].name), func(n int) bool { return n != i })
	return len(found) == 1 && found[0] == k
}

// misread reports whether the names of the predecessors can be read otherwise.
func (d *draft) misread(e *entry, i int) bool {
	if len(e.needs) == 0 {
		return false
	}
	tasks, ways := d.names.read(d.needNames(e), func(n int) bool { return n != i })
	return ways != 1 || !slices.Equal(tasks, e.needs)
}

func (d *draft) needNames(e *entry) string {
	names := make([]string, len(e.needs))
	for i, k := range e.needs {
		names[i] = d.entries[k].name
	}
	return strings.Join(names, ", ")
}

// cells returns the row of an entry.
func (d *draft) cells(e *entry) []string {
	section, parent, kind := "", "", ""
	if e.section >= 0 {
		section = d.sections[e.section].Name
	}
	if e.parent >= 0 && !e.card.Lifted {
		parent = d.entries[e.parent].name
	}
	if e.task.Milestone {
		kind = "Milestone"
	}
	return []string{e.name, d.notesOf(e), d.guardOne(e.assignee), slashed(e.start), slashed(e.due), section, d.needNames(e), parent, kind}
}

func (d *draft) guardOne(text string) string {
	if d.options.Unguarded {
		return text
	}
	return guard(text)
}

// slashed returns a date as the import of Asana wants it.
func slashed(day calendar.Date) string {
	text := day.String()
	if text == "" {
		return ""
	}
	return text[5:7] + "/" + text[8:10] + "/" + text[:4]
}

// writeRow writes values with commas between them. The writer keeps its first
// error.
func writeRow(out *bufio.Writer, cells []string) {
	for i, c := range cells {
		if i > 0 {
			out.WriteByte(',')
		}
		if !strings.ContainsAny(c, ",;\"\r\n\t") && strings.TrimSpace(c) == c {
			out.WriteString(c)
			continue
		}
		out.WriteByte('"')
		out.WriteString(strings.ReplaceAll(c, `"`, `""`))
		out.WriteByte('"')
	}
	out.WriteString("\r\n")
}
