package asana

import (
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// entry is a task as Asana is to have it.
type entry struct {
	task       *schedule.Task
	name       string
	notes      string // without the card
	start, due calendar.Date
	done       bool
	parent     int   // index of the entry, or -1
	section    int   // index of the section of a top task, or -1
	needs      []int // entries that Asana shows as predecessors
	assignee   string
	card       card
}

// draft is a plan on its way to Asana.
type draft struct {
	plan     *schedule.Plan
	options  Options
	limits   Limits
	notes    notebook
	csv      bool // else requests
	entries  []entry
	sections []*schedule.Task
	index    map[schedule.TaskID]int // of entries
	children map[schedule.TaskID]int // how many
	names    *nameIndex
}

// newDraft takes over all that both ways of writing share.
func newDraft(p *schedule.Plan, o Options, csv bool) *draft {
	d := &draft{plan: p, options: o, limits: o.Limits.withDefaults(), csv: csv, index: map[schedule.TaskID]int{}, children: map[schedule.TaskID]int{}}
	d.notes.most = d.limits.Notes
	for i := range p.Tasks {
		d.children[p.Tasks[i].Parent]++
	}
	d.addEntries(d.chooseSections())
	d.dates()
	d.people()
	d.links()
	d.cardPlan()
	d.notePlan()
	return d
}

func (d *draft) ref(t *schedule.Task, field string) finding.Ref {
	return finding.Ref{Kind: "task", ID: string(t.ID), Field: field}
}

// chooseSections returns the tasks that become sections: top summaries with a
// name of their own, to which no note, link or assignment is tied, for a section
// has a name and nothing else.
func (d *draft) chooseSections() map[schedule.TaskID]int {
	tied := d.tied()
	used := map[string]int{}
	for i := range d.plan.Tasks {
		if t := &d.plan.Tasks[i]; d.sectionLike(t) {
			used[t.Name]++
		}
	}
	chosen := map[schedule.TaskID]int{}
	for i := range d.plan.Tasks {
		t := &d.plan.Tasks[i]
		if _, twice := chosen[t.ID]; !twice && d.sectionLike(t) && used[t.Name] == 1 && !tied[t.ID] {
			chosen[t.ID] = len(d.sections)
			d.sections = append(d.sections, t)
		}
	}
	return chosen
}

// sectionLike reports whether the task itself could be a section.
func (d *draft) sectionLike(t *schedule.Task) bool {
	return t.Parent == "" && d.children[t.ID] > 0 && t.Notes == "" && d.written(t.Name) == t.Name && strings.TrimSpace(t.Name) == t.Name &&
		!(section{name: t.Name}).unnamed()
}

// tied returns the tasks that links and assignments name.
func (d *draft) tied() map[schedule.TaskID]bool {
	tied := map[schedule.TaskID]bool{}
	for i := range d.plan.Links {
		tied[d.plan.Links[i].From], tied[d.plan.Links[i].To] = true, true
	}
	for i := range d.plan.Assignments {
		tied[d.plan.Assignments[i].Task] = true
	}
	return tied
}

// written returns a name as Asana takes it: on one line, not too long, and safe
// for spreadsheets in a CSV file.
func (d *draft) written(name string) string {
	name = strings.ToValidUTF8(name, "\uFFFD")
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, name)
	if d.csv && !d.options.Unguarded {
		name = guard(name)
	}
	return cutText(name, d.limits.Name)
}

// cutText shortens a text to so many characters, and not inside one that is
// made of several.
func cutText(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	runes := []rune(text)
	for most > 0 && joins(runes[most]) {
		most--
	}
	return string(runes[:most])
}

// joins reports whether a character belongs to the one before it.
func joins(r rune) bool {
	return r == 0x200d || r >= 0x300 && r <= 0x36f || r >= 0xfe00 && r <= 0xfe0f || r >= 0x1f3fb && r <= 0x1f3ff
}

// addEntries makes an entry of every task that is no section. A parent that the
// plan does not have before the task, or a second task of an id, is left out.
func (d *draft) addEntries(chosen map[schedule.TaskID]int) {
	summaries := map[int]bool{}
	for i := range d.plan.Tasks {
		t := &d.plan.Tasks[i]
		if _, isSection := chosen[t.ID]; isSection && d.sections[chosen[t.ID]] == t {
			continue
		}
		if _, twice := d.index[t.ID]; twice || t.ID == "" || !utf8.ValidString(string(t.ID)) {
			d.notes.add(d.ref(t, "id"), string(t.ID), CodeNotWritten)
			continue
		}
		e := entry{task: t, parent: -1, section: -1, card: card{ID: t.ID, Parent: t.Parent}}
		if s, in := chosen[t.Parent]; in {
			e.section = s
			e.card.Parent, e.card.Section, e.card.SectionName = "", t.Parent, d.sections[s].Name
			if !summaries[s] {
				summaries[s] = true
				e.card.Summary = d.residue(d.sections[s])
			}
		} else if up, known := d.index[t.Parent]; known {
			e.parent = up
		} else if t.Parent != "" {
			d.notes.add(d.ref(t, "parent"), string(t.Parent), CodeNotWritten)
			e.card.Parent = ""
		}
		d.texts(&e)
		e.card.Task = d.residue(t)
		d.index[t.ID] = len(d.entries)
		d.entries = append(d.entries, e)
	}
}

// texts sets name and notes.
func (d *draft) texts(e *entry) {
	t := e.task
	e.name = d.written(t.Name)
	if strings.TrimSpace(e.name) == "" {
		e.name = d.written(string(t.ID))
	}
	if e.name != t.Name || strings.TrimSpace(t.Name) != t.Name {
		e.card.Name = []string{e.name, t.Name}
		d.noteName(e)
	}
	e.notes = strings.ToValidUTF8(t.Notes, "\uFFFD")
	if d.csv {
		e.notes = strings.ReplaceAll(strings.ReplaceAll(e.notes, "\r\n", "\n"), "\r", "\n")
	}
	if e.notes != t.Notes {
		d.notes.add(d.ref(t, "notes"), "", CodeCharacters)
	}
	if d.csv && !d.options.Unguarded && formula(e.notes) {
		e.notes = guard(e.notes)
		d.notes.count("task", "notes", CodeGuarded)
	}
}

// noteName says in what way a name changed.
func (d *draft) noteName(e *entry) {
	name := e.task.Name
	switch {
	case !utf8.ValidString(name):
		d.notes.add(d.ref(e.task, "name"), name, CodeCharacters)
		e.card.Name = nil
	case utf8.RuneCountInString(name) > d.limits.Name:
		d.notes.add(d.ref(e.task, "name"), itoa(utf8.RuneCountInString(name)), CodeCut)
	case d.csv && !d.options.Unguarded && formula(name):
		d.notes.count("task", "name", CodeGuarded)
	default:
		d.notes.count("task", "name", CodeCarded)
	}
}

// residue returns what Asana has no field for. Amounts of money stay out: who
// sees the project is not who may see its costs.
func (d *draft) residue(t *schedule.Task) *schedule.Edit {
	rest := *t
	for _, a := range []struct {
		field  string
		amount *money.Amount
	}{{"fixed_cost", &rest.FixedCost}, {"actual_cost", &rest.Progress.ActualCost}} {
		if *a.amount != (money.Amount{}) {
			d.notes.count("task", a.field, CodeNotWritten)
			*a.amount = money.Amount{}
		}
	}
	rest.Name, rest.Notes, rest.Parent = "", "", ""
	return &schedule.Edit{Kind: schedule.EditAddTask, NewTask: rest}
}

// dates sets the dates of the entries: those of pinned tasks, and those that
// the schedule gives to others. A summary takes its dates from its tasks, and
// gets none.
func (d *draft) dates() {
	result, err := schedule.Compute(d.plan, schedule.Options{})
	if err != nil && len(d.plan.Tasks) > 0 {
		d.notes.add(finding.Ref{Kind: "plan", ID: d.plan.Name}, "", CodeNotComputed)
	}
	for i := range d.entries {
		e := &d.entries[i]
		t := e.task
		e.done = !t.Progress.ActualFinish.IsZero() || t.Progress.Percent >= 100
		e.card.Done = e.done && !d.csv
		start, finish := t.Start, t.Finish
		if !t.Manual {
			start, finish = 0, 0
		}
		if (start.IsZero() || finish.IsZero()) && err == nil && (t.Manual || d.children[t.ID] == 0) {
			if times, ok := result.Times(t.ID); ok {
				start, finish = times.Start, times.Finish
			}
		}
		e.setDates(start, finish)
		e.card.Start, e.card.Due = e.start.String(), e.due.String()
	}
}

// setDates sets the dates that Asana shows. A finish at midnight ends the day
// before. A start stands only where it is another day than the due date, which
// it needs, and never at a milestone.
func (e *entry) setDates(start, finish calendar.DateTime) {
	if finish.IsZero() {
		return
	}
	e.start, e.due = start.Date(), finish.Date()
	if finish.SecondOfDay() == 0 && finish > start && !start.IsZero() {
		e.due = e.due.AddDays(-1)
	}
	if e.task.Milestone || !e.start.Before(e.due) {
		e.start = calendar.Date{}
	}
}

// people puts assignments into the cards, and the first one whose resource Asana
// can know into the task.
func (d *draft) people() {
	resources := map[schedule.ResourceID]*schedule.Resource{}
	for i := range d.plan.Resources {
		resources[d.plan.Resources[i].ID] = &d.plan.Resources[i]
	}
	for i := range d.plan.Assignments {
		a := &d.plan.Assignments[i]
		at, known := d.index[a.Task]
		if !known {
			d.notes.add(finding.Ref{Kind: "assignment", ID: string(a.ID), Field: "task"}, string(a.Task), CodeNotWritten)
			continue
		}
		e := &d.entries[at]
		e.card.Work = append(e.card.Work, schedule.Edit{Kind: schedule.EditAddAssignment, NewAssignment: *a})
		if address := d.address(resources[a.Resource]); e.assignee == "" && address != "" {
			e.assignee, e.card.Assignee = address, a.Resource
			continue
		}
		d.notes.count("assignment", "resource", CodeCarded)
	}
}

// address returns how Asana knows a resource, "" when it does not. The import
// knows people by e-mail address only.
func (d *draft) address(r *schedule.Resource) string {
	if r == nil || r.Kind != schedule.WorkResource {
		return ""
	}
	for _, known := range []string{d.options.Assignees[r.ID], r.Email} {
		if known != "" && (!d.csv || strings.Contains(known, "@")) {
			return known
		}
	}
	return ""
}

// links puts the links into the cards, and those that Asana can show, finish to
// start within its number, into the tasks.
func (d *draft) links() {
	ends := make([]int, len(d.entries))
	for _, link := range d.plan.Links {
		to, known := d.index[link.To]
		if !known {
			d.notes.add(finding.Ref{Kind: "link", ID: string(link.From) + ">" + string(link.To)}, "", CodeNotWritten)
			continue
		}
		e := &d.entries[to]
		from, here := d.index[link.From]
		shown := here && from != to && !link.External && link.Type == schedule.FinishToStart
		switch {
		case !shown:
			d.notes.count("link", "type", CodeCarded)
		case slices.Contains(e.needs, from):
		case ends[from] >= d.limits.TaskLinks || ends[to] >= d.limits.TaskLinks:
			d.notes.count("link", "", CodeManyLinks)
			shown = false
		default:
			ends[from]++
			ends[to]++
			e.needs = append(e.needs, from)
		}
		if link.Lag != (schedule.Lag{}) && shown {
			d.notes.count("link", "lag", CodeCarded)
		}
		e.card.Links = append(e.card.Links, cardLink{schedule.Edit{Kind: schedule.EditAddLink, Link: link}, shown})
	}
}

// hide takes back that Asana shows the links of an entry from some others.
func (d *draft) hide(e *entry, from func(int) bool, reason finding.Code) {
	before := len(e.needs)
	e.needs = slices.DeleteFunc(e.needs, from)
	for range before - len(e.needs) {
		d.notes.count("link", "", reason)
	}
	for i := range e.card.Links {
		c := &e.card.Links[i]
		if at, known := d.index[c.Link.Link.From]; known && c.Shown && from(at) {
			c.Shown = false
		}
	}
}

// cardPlan puts what the plan says of itself into the card of the first task.
func (d *draft) cardPlan() {
	if len(d.entries) == 0 {
		return
	}
	p := d.plan
	c := &planCard{Name: p.Name, Start: p.Start, Finish: p.Finish, MustFinish: p.MustFinish, DataDate: p.DataDate, Calendar: p.Calendar}
	for _, cal := range p.Calendars {
		c.Calendars = append(c.Calendars, schedule.Edit{Kind: schedule.EditAddCalendar, NewCalendar: cal})
	}
	for _, r := range p.Resources {
		if r.Rate != (money.Amount{}) || r.CostPerUse != (money.Amount{}) {
			d.notes.count("resource", "rate", CodeNotWritten)
		}
		r.Rate, r.CostPerUse = money.Amount{}, money.Amount{}
		c.Resources = append(c.Resources, schedule.Edit{Kind: schedule.EditAddResource, NewResource: r})
	}
	d.entries[0].card.Plan = c
}

// notePlan notes what of the plan is written nowhere.
func (d *draft) notePlan() {
	lost := func(field string, is bool) {
		if is {
			d.notes.add(finding.Ref{Kind: "plan", ID: d.plan.Name, Field: field}, "", CodeNotWritten)
		}
	}
	lost("baselines", len(d.plan.Baselines) > 0)
	lost("rules", d.plan.Rules != schedule.Rules{})
	lost("units", d.plan.Units != schedule.Units{})
	nothing := len(d.entries) == 0
	lost("start", nothing && !reflect.DeepEqual(*d.plan, schedule.Plan{Name: d.plan.Name}))
}

// notesOf returns the notes of an entry with its card, within what Asana takes.
// A card that does not fit leaves out calendars and resources first; then the
// text is cut.
func (d *draft) notesOf(e *entry) string {
	line, ok := e.card.line()
	if e.card.Plan != nil && (!ok || utf8.RuneCountInString(line) > d.limits.Text/2) {
		d.notes.add(finding.Ref{Kind: "plan", ID: d.plan.Name, Field: "calendars"}, "", CodeNotWritten)
		e.card.Plan.Calendars, e.card.Plan.Resources = nil, nil
		line, ok = e.card.line()
	}
	if !ok || utf8.RuneCountInString(line) > d.limits.Text {
		d.notes.add(d.ref(e.task, "card"), "", CodeNotWritten)
		line = ""
	}
	most := d.limits.Text - utf8.RuneCountInString(line) - 1
	text := cutText(e.notes, max(most, 0))
	if text != e.notes {
		d.notes.add(d.ref(e.task, "notes"), itoa(utf8.RuneCountInString(e.notes)), CodeCut)
	}
	if line == "" {
		return text
	}
	return joinNotes(text, line)
}
