package asana

import (
	"encoding/json"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// Request is one call of the REST interface that the host is to send to
// https://app.asana.com/api/1.0 with its own token. Path and Body may hold
// references to what earlier requests made; [Session] puts the gids there.
type Request struct {
	As     string          `json:"as"`             // its name in the list, such as "task:T1"
	Method string          `json:"method"`         // GET, POST or PUT
	Path   string          `json:"path"`           // with {name} for the gid of what the request of that name made
	Body   json.RawMessage `json:"body,omitempty"` // with "{{name}}" likewise; read-only
	Needs  []string        `json:"needs,omitempty"`

	// Find is the path of the list in which the thing is looked for after a
	// break, before it is made a second time; empty for a request that may be
	// sent twice without harm. Mark is our id in the notes of the thing, or the
	// name of a section.
	// In is the request that makes what the thing is in, empty for what was there
	// before.
	Find string `json:"find,omitempty"`
	In   string `json:"in,omitempty"`
	Mark string `json:"mark,omitempty"`
	// Update is the body to send by PUT to UpdatePath when the thing was found.
	Update     json.RawMessage `json:"update,omitempty"`
	UpdatePath string          `json:"update_path,omitempty"`
}

// fields are the members of a body, in the order of their names.
type fields map[string]any

// body writes the envelope of a request. Braces that users wrote are escaped,
// so that they are no references.
func (f fields) body() json.RawMessage {
	text, _ := json.Marshal(map[string]any{"data": map[string]any(f)})
	return text
}

// userText is a text whose braces mean nothing.
type userText string

// MarshalJSON writes the text with its braces escaped.
func (t userText) MarshalJSON() ([]byte, error) {
	text, err := json.Marshal(string(t))
	return []byte(strings.ReplaceAll(string(text), "{{", `\u007b\u007b`)), err
}

// reference stands for the gid of what a request made.
func reference(as string) string { return "{{" + as + "}}" }

// pathTo stands for the same in a path.
func pathTo(as string) string { return "{" + url.PathEscape(as) + "}" }

// Requests returns the requests that make the plan a project in Asana, in an
// order in which they can be sent one by one: the project, its sections, the
// tasks, their places, their links. The notes say what Asana cannot hold. The
// same plan and options give the same list. Errors are [ErrNoPlan] and
// [ErrOptions].
func Requests(p *schedule.Plan, o Options) ([]Request, []schedule.LossNote, error) {
	if p == nil {
		return nil, nil, ErrNoPlan
	}
	if o.Project == "" && o.Workspace == "" && o.Team == "" {
		return nil, nil, ErrOptions
	}
	w := &requestWriter{draft: newDraft(p, o, false), project: "/projects/" + url.PathEscape(o.Project)}
	w.makeProject()
	w.makeSections()
	w.makeTasks()
	w.placeTasks()
	w.linkTasks()
	return w.list, w.notes.all(), nil
}

// requestWriter makes the list of requests.
type requestWriter struct {
	*draft
	project string // path of the project
	home    string // the request that makes it, if one does
	needs   []string
	list    []Request
}

// makeProject makes the project, unless the host named one.
func (w *requestWriter) makeProject() {
	if w.options.Project != "" {
		return
	}
	key := w.options.Key
	if key == "" {
		key = w.plan.Name
	}
	name := w.written(w.plan.Name)
	if strings.TrimSpace(name) == "" {
		name = w.written(key)
	}
	if name != w.plan.Name && utf8.RuneCountInString(w.plan.Name) > w.limits.Name {
		w.notes.add(finding.Ref{Kind: "plan", Field: "name"}, w.plan.Name, CodeCut)
	}
	mark, _ := json.Marshal(card{ID: schedule.TaskID(key)})
	f := fields{"name": userText(name), "notes": userText(cardMark + string(mark))}
	if due := w.plan.MustFinish; !due.IsZero() {
		f["due_on"] = due.Date().String()
		if start := w.plan.Start; !start.IsZero() && start.Date().Before(due.Date()) {
			f["start_on"] = start.Date().String()
		}
	}
	update := f.body()
	r := Request{As: "project", Method: "POST", Path: "/projects", Mark: key, Update: update, UpdatePath: "/projects/" + pathTo("project")}
	if w.options.Workspace != "" {
		f["workspace"], r.Find = w.options.Workspace, "/workspaces/"+url.PathEscape(w.options.Workspace)+"/projects"
	}
	if w.options.Team != "" {
		f["team"], r.Find = w.options.Team, "/teams/"+url.PathEscape(w.options.Team)+"/projects"
	}
	r.Find += "?limit=100&opt_fields=name,notes"
	r.Body = f.body()
	w.list = append(w.list, r)
	w.project, w.home, w.needs = "/projects/"+pathTo("project"), "project", []string{"project"}
}

// sectionList ends the path of the sections of a project.
const sectionList = "/sections?limit=100"

func (w *requestWriter) sectionAs(i int) string { return "section:" + string(w.sections[i].ID) }

func (w *requestWriter) taskAs(i int) string { return "task:" + string(w.entries[i].task.ID) }

// makeSections makes the sections one after the other, which keeps their order.
func (w *requestWriter) makeSections() {
	needs := w.needs
	for i, t := range w.sections {
		w.list = append(w.list, Request{As: w.sectionAs(i), Method: "POST", Path: w.project + "/sections", Needs: needs,
			Body: fields{"name": userText(t.Name)}.body(), Find: w.project + sectionList, In: w.home, Mark: t.Name})
		needs = append(append([]string{}, w.needs...), w.sectionAs(i))
	}
}

// makeTasks makes the tasks, a parent before its children.
func (w *requestWriter) makeTasks() {
	for i := range w.entries {
		e := &w.entries[i]
		f := w.taskFields(e)
		r := Request{As: w.taskAs(i), Method: "POST", Path: "/tasks", Mark: string(e.task.ID), UpdatePath: "/tasks/" + pathTo(w.taskAs(i))}
		for _, name := range []string{"due_on", "start_on", "assignee"} {
			if _, has := f[name]; !has && (name != "start_on" || !e.task.Milestone) {
				f[name] = nil
			}
		}
		r.Update = f.body()
		for name, v := range f {
			if v == nil {
				delete(f, name)
			}
		}
		if e.parent >= 0 {
			as := w.taskAs(e.parent)
			f["parent"], r.Needs, r.In, r.Find = reference(as), []string{as}, as, "/tasks/"+pathTo(as)+"/subtasks"
		} else {
			f["projects"], r.Needs, r.In, r.Find = []string{w.projectGID()}, w.needs, w.home, w.project+"/tasks"
		}
		r.Find += "?limit=100&opt_fields=name,notes"
		r.Body = f.body()
		w.list = append(w.list, r)
	}
}

func (w *requestWriter) projectGID() string {
	if w.options.Project != "" {
		return w.options.Project
	}
	return reference("project")
}

// taskFields returns the fields of a task.
func (w *requestWriter) taskFields(e *entry) fields {
	f := fields{"name": userText(e.name), "notes": userText(w.notesOf(e)), "completed": e.done, "resource_subtype": "default_task"}
	if e.task.Milestone {
		f["resource_subtype"] = "milestone"
	}
	if !e.due.IsZero() {
		f["due_on"] = e.due.String()
	}
	if !e.start.IsZero() {
		f["start_on"] = e.start.String()
	}
	if e.assignee != "" {
		f["assignee"] = userText(e.assignee)
	}
	return f
}

// placeTasks puts each task into its section, behind the one before it. The
// order of requests of one section, or of the tasks in one task, is kept by
// their needs.
func (w *requestWriter) placeTasks() {
	last := map[string]int{}
	for i := range w.entries {
		e := &w.entries[i]
		as := w.taskAs(i)
		r := Request{As: "place:" + string(e.task.ID), Method: "POST", Needs: append([]string{as}, w.needs...)}
		var f fields
		home := ""
		switch {
		case e.parent >= 0:
			home = w.taskAs(e.parent)
			r.Path, f = "/tasks/"+pathTo(as)+"/setParent", fields{"parent": reference(home)}
			r.Needs = append(r.Needs, home)
		case e.section >= 0:
			home = w.sectionAs(e.section)
			r.Path, f = "/sections/"+pathTo(home)+"/addTask", fields{"task": reference(as)}
			r.Needs = append(r.Needs, home)
		default:
			r.Path, f = "/tasks/"+pathTo(as)+"/addProject", fields{"project": w.projectGID()}
		}
		before, follows := last[home]
		last[home] = i
		if follows {
			f["insert_after"] = reference(w.taskAs(before))
			r.Needs = append(r.Needs, w.taskAs(before), "place:"+string(w.entries[before].task.ID))
		} else if home == "" {
			f["insert_before"] = nil
		}
		r.Body = f.body()
		w.list = append(w.list, r)
	}
}

// linkTasks adds the predecessors of each task.
func (w *requestWriter) linkTasks() {
	for i := range w.entries {
		e := &w.entries[i]
		if len(e.needs) == 0 {
			continue
		}
		as := w.taskAs(i)
		r := Request{As: "links:" + string(e.task.ID), Method: "POST", Path: "/tasks/" + pathTo(as) + "/addDependencies", Needs: []string{as}}
		gids := make([]string, len(e.needs))
		for k, from := range e.needs {
			gids[k] = reference(w.taskAs(from))
			r.Needs = append(r.Needs, w.taskAs(from))
		}
		r.Body = fields{"dependencies": gids}.body()
		w.list = append(w.list, r)
	}
}
