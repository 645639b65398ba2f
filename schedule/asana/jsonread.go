package asana

import (
	"fmt"
	"html"
	"strings"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// jsonReader reads answers of the REST interface.
type jsonReader struct {
	m       *mapper
	moments int
	answers int // things of Asana that were found
	pages   int // answers that are not the last page
	last    int // answers that may be
}

// readJSON reads the tasks of the answers in a file.
func (m *mapper) readJSON(source []byte) error {
	values, err := scanAll(string(source), m.limits,
		func(place string) { m.notes.add(finding.Ref{Kind: "place", ID: place}, "", CodeTwice) },
		func(place string) { m.notes.add(finding.Ref{Kind: "place", ID: place}, "", CodeCharset) })
	if err != nil {
		return err
	}
	j := &jsonReader{m: m}
	for i, v := range values {
		if err := j.answer(v, fmt.Sprint("/", i), true); err != nil {
			return err
		}
	}
	if j.answers == 0 && j.last == 0 {
		return &Error{Kind: ErrSyntax, Reason: "JSON, but no answer of Asana"}
	}
	if j.pages > j.last {
		m.notes.add(finding.Ref{Kind: "file"}, "", CodeMorePages)
	}
	if j.moments > 0 && m.options.Zone == nil {
		m.notes.add(finding.Ref{Kind: "file", Field: "zone"}, itoa(j.moments), CodeZone)
	}
	return nil
}

// answer reads an answer: a thing, a list of things, either of them in an
// envelope, or the answers of a batch.
func (j *jsonReader) answer(v *value, place string, top bool) error {
	switch {
	case v.kind == listKind:
		for i, item := range v.list {
			if err := j.answer(item, fmt.Sprint(place, "/", i), false); err != nil {
				return err
			}
		}
		if top {
			j.last++
		}
		return nil
	case v.kind != objectKind:
		j.m.notes.add(finding.Ref{Kind: "place", ID: place}, v.text, CodeType)
		return nil
	}
	if body := v.of("body"); body != nil && v.of("status_code") != nil {
		return j.answer(body, place+"/body", true)
	}
	if data := v.of("data"); data != nil && v.of("gid") == nil {
		j.page(v, data)
		return j.answer(data, place+"/data", false)
	}
	return j.thing(v, place)
}

// page counts answers that have a next page and those that are the last one.
func (j *jsonReader) page(v, data *value) {
	if next := v.of("next_page"); next != nil && next.of("offset") != nil {
		j.pages++
	} else if data.kind == listKind {
		j.last++
	}
}

// thing reads one thing by its type.
func (j *jsonReader) thing(v *value, place string) error {
	what := ""
	if t := v.of("resource_type"); t != nil {
		what = t.text
	}
	switch {
	case what == "task" || what == "" && looksLikeTask(v):
		j.answers++
		return j.task(v, place, "")
	case what == "section":
		j.answers++
		j.section(v)
	case what == "project":
		j.answers++
		j.project(v)
	case what != "":
		j.answers++
		j.m.notes.count("file", what, CodeNotCarried)
	default:
		j.m.notes.add(finding.Ref{Kind: "place", ID: place}, strings.Join(v.names, " "), CodeUnknownKind)
	}
	return nil
}

func looksLikeTask(v *value) bool {
	for _, name := range []string{"resource_subtype", "completed", "due_on", "due_at", "memberships", "assignee", "dependencies"} {
		for _, n := range v.names {
			if n == name {
				return true
			}
		}
	}
	return false
}

// thingReader reads the fields of one thing.
type thingReader struct {
	j       *jsonReader
	v       *value
	subject finding.Ref
}

func (t thingReader) wrong(name string, v *value) {
	subject := t.subject
	subject.Field = name
	t.j.m.notes.add(subject, v.text, CodeType)
}

// text returns a text, "" when there is none.
func (t thingReader) text(name string) string {
	v := t.v.of(name)
	if v == nil {
		return ""
	}
	if v.kind != textKind {
		t.wrong(name, v)
		return ""
	}
	return v.text
}

func (t thingReader) flag(name string) bool {
	v := t.v.of(name)
	if v == nil {
		return false
	}
	if v.kind != boolKind {
		t.wrong(name, v)
	}
	return v.kind == boolKind && v.text == "true"
}

// items returns the values of a list.
func (t thingReader) items(name string) []*value {
	v := t.v.of(name)
	if v == nil {
		return nil
	}
	if v.kind != listKind {
		t.wrong(name, v)
	}
	return v.list
}

// id returns the gid of a thing.
func (t thingReader) id(v *value) string {
	g := v.of("gid")
	switch {
	case g == nil:
		return ""
	case g.kind == textKind && g.text != "" && len(g.text) <= maxID:
		return g.text
	case g.kind == numberKind && allDigits(g.text) && len(g.text) <= maxID:
		t.j.m.notes.count("task", "gid", CodeNumberID)
		return g.text
	case g.kind == numberKind:
		t.j.m.notes.add(t.subject, g.text, CodeDamagedID)
	default:
		t.wrong("gid", g)
	}
	return ""
}

// reference returns the gid of the thing that a field names: an object, or the
// gid alone.
func (t thingReader) reference(name string) string {
	v := t.v.of(name)
	switch {
	case v == nil:
		return ""
	case v.kind == objectKind:
		return t.id(v)
	case v.kind == textKind && len(v.text) <= maxID:
		return v.text
	}
	t.wrong(name, v)
	return ""
}

func (t thingReader) references(name string) (gids []string) {
	for _, v := range t.items(name) {
		switch {
		case v.kind == objectKind:
			if gid := t.id(v); gid != "" {
				gids = append(gids, gid)
			}
		case v.kind == textKind && v.text != "" && len(v.text) <= maxID:
			gids = append(gids, v.text)
		default:
			t.wrong(name, v)
		}
	}
	return gids
}

// date reads a date, or the moment that stands beside it.
func (t thingReader) date(day, moment string) when {
	if at := t.moment(moment); !at.IsZero() {
		return whenOf(at)
	}
	text := t.text(day)
	if text == "" {
		return when{}
	}
	d, err := calendar.ParseDate(text)
	if err != nil {
		subject := t.subject
		subject.Field = day
		t.j.m.notes.add(subject, text, CodeDate)
	}
	return when{day: d}
}

// moment reads a moment as a clock in the zone shows it.
func (t thingReader) moment(name string) calendar.DateTime {
	text := t.text(name)
	if text == "" {
		return 0
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		subject := t.subject
		subject.Field = name
		t.j.m.notes.add(subject, text, CodeDate)
		return 0
	}
	t.j.moments++
	return instant(at, t.j.m.options.Zone)
}

// named returns gid and name of a thing.
func named(v *value) (gid, name string) {
	if g := v.of("gid"); g != nil && len(g.text) <= maxID && (g.kind == textKind || g.kind == numberKind && allDigits(g.text)) {
		gid = g.text
	}
	if n := v.of("name"); n != nil && n.kind == textKind {
		name = n.text
	}
	return gid, name
}

// project takes the project that the options name, else the first one.
func (j *jsonReader) project(v *value) {
	gid, name := named(v)
	if j.m.options.Project != "" && gid != j.m.options.Project || j.m.project.gid != "" && gid != j.m.project.gid {
		j.m.notes.add(finding.Ref{Kind: "project", ID: gid}, name, CodeOtherHome)
		return
	}
	t := thingReader{j, v, finding.Ref{Kind: "project", ID: gid}}
	j.m.project = project{gid, name, t.date("start_on", "start_at"), t.date("due_on", "due_at")}
	if j.m.project.due.isZero() {
		j.m.project.due = t.date("due_date", "")
	}
	j.lose(v, "project", quietInProject)
}

// section takes a section of the project.
func (j *jsonReader) section(v *value) {
	gid, name := named(v)
	if home, title := named(v.of("project")); home != "" && !j.ours(home, title) {
		return
	}
	if len(j.m.sections) < j.m.limits.Tasks {
		j.m.sections = append(j.m.sections, section{gid, name})
	}
}

// ours reports whether a project is the one of the plan. The first one is, if
// the options name none.
func (j *jsonReader) ours(gid, name string) bool {
	p := &j.m.project
	if p.gid == "" && (j.m.options.Project == "" || j.m.options.Project == gid) {
		p.gid, p.name = gid, name
	}
	return p.gid == gid
}

// task reads a task and those that stand in it.
func (j *jsonReader) task(v *value, place, parent string) error {
	t := thingReader{j, v, finding.Ref{Kind: "place", ID: place}}
	r := record{up: -1, made: "place:" + place, kindKnown: true, gid: t.id(v)}
	if r.gid != "" {
		r.subject = finding.Ref{Kind: "task", ID: r.gid}
	} else {
		r.subject = t.subject
	}
	t.subject = r.subject
	r.full = looksLikeTask(v)
	at, again := j.m.homes[r.gid]
	if again = again && r.gid != ""; again && (j.m.records[at].full || !r.full) {
		j.again(&r, at)
		return nil
	}
	if len(j.m.records) == j.m.limits.Tasks {
		return overLimit("Tasks", j.m.limits.Tasks)
	}
	r.name = t.text("name")
	r.setNotes(j.m, t.notes())
	r.start, r.due = t.date("start_on", "start_at"), t.date("due_on", "due_at")
	r.doneAt = t.moment("completed_at")
	r.done = t.flag("completed")
	if !r.done {
		r.doneAt = 0 // of a task that was opened again
	}
	r.milestone = t.subtype()
	r.section = t.home()
	r.person = t.assignee()
	r.parent = t.reference("parent")
	if r.parent == "" {
		r.parent = parent
	}
	r.needs, r.blocks = t.references("dependencies"), t.references("dependents")
	j.enter(r, at, again)
	j.lose(v, "task", quietInTask)
	return t.subtasks(place, r.gid)
}

// again notes a full task that stands in the file already, as one in several
// pages does. A compact one gave way to a full one before.
func (j *jsonReader) again(r *record, at int) {
	if r.full && j.m.records[at].full {
		j.m.notes.add(r.subject, r.gid, CodeDuplicateID)
	}
}

// enter keeps a task, in the place of a compact one if there was one.
func (j *jsonReader) enter(r record, at int, again bool) {
	if again {
		j.m.records[at] = r
		return
	}
	if r.gid != "" {
		j.m.homes[r.gid] = len(j.m.records)
	}
	j.m.records = append(j.m.records, r)
}

// subtasks reads the tasks in a task.
func (t thingReader) subtasks(place, gid string) error {
	for i, v := range t.items("subtasks") {
		if v.kind != objectKind {
			t.wrong("subtasks", v)
			continue
		}
		if err := t.j.task(v, fmt.Sprint(place, "/subtasks/", i), gid); err != nil {
			return err
		}
	}
	return nil
}

// subtype reports whether the task is a milestone.
func (t thingReader) subtype() bool {
	switch text := t.text("resource_subtype"); text {
	case "milestone":
		return true
	case "", "default_task":
	case "approval", "custom", "section":
		t.j.m.notes.count("task", "resource_subtype", CodeNotCarried)
	default:
		subject := t.subject
		subject.Field = "resource_subtype"
		t.j.m.notes.add(subject, text, CodeUnknownKind)
	}
	return false
}

// home returns the section of the task in the project; other homes are noted.
func (t thingReader) home() (s section) {
	found := false
	for _, v := range t.items("memberships") {
		gid, name := named(v.of("project"))
		in := section{}
		in.gid, in.name = named(v.of("section"))
		if !found && (gid == "" || t.j.ours(gid, name)) {
			s, found = in, true
			continue
		}
		subject := t.subject
		subject.Field = "memberships"
		t.j.m.notes.add(subject, name+"/"+in.name, CodeOtherHome)
	}
	return s
}

// assignee returns the person of the task.
func (t thingReader) assignee() person {
	v := t.v.of("assignee")
	switch {
	case v == nil:
		return person{}
	case v.kind != objectKind:
		return person{gid: t.reference("assignee")}
	}
	p := person{}
	p.gid, p.name = named(v)
	if e := v.of("email"); e != nil && e.kind == textKind {
		p.email = e.text
	}
	return p
}

// notes returns the notes, out of their markup if there are no plain ones.
func (t thingReader) notes() string {
	if t.v.of("notes") != nil {
		return t.text("notes")
	}
	marked := t.text("html_notes")
	if marked == "" {
		return ""
	}
	t.j.m.notes.count("task", "html_notes", CodeMarkup)
	return plainText(marked)
}

// plainText takes the tags out of a text.
func plainText(marked string) string {
	var b strings.Builder
	for marked != "" {
		text, rest, found := strings.Cut(marked, "<")
		b.WriteString(text)
		if !found {
			break
		}
		tag, after, closed := strings.Cut(rest, ">")
		if !closed {
			break
		}
		switch strings.TrimSuffix(strings.TrimSpace(tag), "/") {
		case "li", "hr", "br", "br ", "h1", "h2":
			b.WriteByte('\n')
		}
		marked = after
	}
	return strings.TrimSpace(html.UnescapeString(b.String()))
}

// quietInTask reports whether a field of a task is carried, or is Asana's
// bookkeeping, which goes without a word.
func quietInTask(name string) bool {
	switch name {
	case "approval_status", "assigned_by", "assignee", "assignee_section", "assignee_status", "completed", "completed_at",
		"completed_by", "created_at", "created_by", "dependencies", "dependents", "due_at", "due_on", "followers", "gid", "hearted",
		"hearts", "html_notes", "is_rendered_as_separator", "liked", "likes", "memberships", "modified_at", "name", "notes",
		"num_hearts", "num_likes", "num_subtasks", "parent", "permalink_url", "projects", "resource_subtype", "resource_type",
		"start_at", "start_on", "subtasks", "workspace":
		return true
	}
	return false
}

// quietInProject reports the same of a field of a project.
func quietInProject(name string) bool {
	switch name {
	case "archived", "color", "completed", "completed_at", "completed_by", "created_at", "created_from_template",
		"default_access_level", "default_view", "due_at", "due_date", "due_on", "followers", "gid", "html_notes", "icon", "members",
		"minimum_access_level_for_customization", "minimum_access_level_for_sharing", "modified_at", "name", "owner", "permalink_url",
		"privacy_setting", "public", "resource_type", "start_at", "start_on", "team", "workspace":
		return true
	}
	return false
}

// lose counts the fields that hold something and have no place in a plan.
// Custom fields are counted by their names.
func (j *jsonReader) lose(v *value, kind string, quiet func(string) bool) {
	for i, name := range v.names {
		if name == "custom_fields" && kind == "task" {
			j.customFields(v.list[i])
			continue
		}
		if !quiet(name) && !isEmpty(v.list[i]) {
			j.m.notes.count(kind, name, CodeNotCarried)
		}
	}
}

// customFields counts those that have a value.
func (j *jsonReader) customFields(list *value) {
	for _, v := range list.list {
		_, name := named(v)
		if shown := v.of("display_value"); shown != nil && !isEmpty(shown) {
			j.m.notes.count("task", name, CodeNotCarried)
		}
	}
}

// isEmpty reports whether a value says nothing.
func isEmpty(v *value) bool {
	switch v.kind {
	case nullKind:
		return true
	case boolKind:
		return v.text == "false"
	case numberKind:
		return v.text == "0"
	case textKind:
		return v.text == ""
	}
	return len(v.list) == 0
}
