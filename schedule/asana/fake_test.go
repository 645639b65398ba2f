package asana_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// fakeAsana is an Asana in memory, as its documentation describes it. New tasks
// of a project stand on top of its section without name, what is put into a
// section without a place too.
type fakeAsana struct {
	last     int
	projects []*fakeProject
	tasks    map[string]*fakeTask
	calls    int
	breakAt  int  // the call, counted from 1, that breaks; 0: none
	executed bool // the breaking call is executed, its answer lost
	page     int  // how many things a list has at most
}

type fakeProject struct {
	gid      string
	data     map[string]any
	sections []*fakeSection // the first one has no name
}

type fakeSection struct {
	gid, name string
	tasks     []*fakeTask
}

type fakeTask struct {
	gid      string
	data     map[string]any
	parent   *fakeTask
	subtasks []*fakeTask
	needs    []*fakeTask
	needed   int
}

var errBroken = errors.New("the line is broken")

func newFake() *fakeAsana { return &fakeAsana{tasks: map[string]*fakeTask{}, page: 2} }

func (f *fakeAsana) gid() string {
	f.last++
	return strconv.FormatInt(1200000000000000+int64(f.last), 10)
}

// do answers a call, or breaks.
func (f *fakeAsana) do(method, path string, body []byte) ([]byte, error) {
	f.calls++
	if f.calls == f.breakAt && !f.executed {
		return nil, errBroken
	}
	answer, err := f.answer(method, path, body)
	if f.calls == f.breakAt {
		return nil, errBroken
	}
	return answer, err
}

func (f *fakeAsana) answer(method, path string, body []byte) ([]byte, error) {
	if strings.ContainsAny(path, "{}") || strings.Contains(string(body), `"{{`) {
		return nil, fmt.Errorf("a reference is left in %s %s", path, body)
	}
	if method == "POST" && path == "/batch" {
		return f.batch(body)
	}
	u, err := url.Parse(path)
	if err != nil {
		return nil, err
	}
	var envelope struct{ Data map[string]any }
	if len(body) > 0 {
		if err := json.Unmarshal(body, &envelope); err != nil {
			return nil, err
		}
	}
	parts := strings.Split(strings.TrimPrefix(u.Path, "/"), "/")
	if method == "GET" {
		return f.list(parts, u.Query())
	}
	made, err := f.change(method, parts, envelope.Data)
	if err != nil {
		return nil, fmt.Errorf("%s %s %s: %w", method, path, body, err)
	}
	return json.Marshal(map[string]any{"data": made})
}

func (f *fakeAsana) batch(body []byte) ([]byte, error) {
	var in struct {
		Data struct {
			Actions []struct {
				Method string          `json:"method"`
				Path   string          `json:"relative_path"`
				Data   json.RawMessage `json:"data"`
			}
		}
	}
	if err := json.Unmarshal(body, &in); err != nil || len(in.Data.Actions) > 10 {
		return nil, fmt.Errorf("a batch of %d: %w", len(in.Data.Actions), err)
	}
	var out []any
	for _, a := range in.Data.Actions {
		var data []byte
		if a.Data != nil {
			data = []byte(`{"data":` + string(a.Data) + `}`)
		}
		answer, err := f.answer(strings.ToUpper(a.Method), a.Path, data)
		if err != nil {
			return nil, err
		}
		out = append(out, map[string]any{"status_code": 200, "body": json.RawMessage(answer)})
	}
	return json.Marshal(out)
}

func (f *fakeAsana) project(gid any) *fakeProject {
	for _, p := range f.projects {
		if p.gid == gid {
			return p
		}
	}
	return nil
}

// list answers a list, page by page.
func (f *fakeAsana) list(parts []string, query url.Values) ([]byte, error) {
	var all []any
	named := func(gid string, data map[string]any) {
		all = append(all, map[string]any{"gid": gid, "name": data["name"], "notes": data["notes"]})
	}
	switch parts[0] + "/" + parts[2] {
	case "workspaces/projects":
		for _, p := range f.projects {
			named(p.gid, p.data)
		}
	case "projects/sections":
		for _, s := range f.project(parts[1]).sections {
			all = append(all, map[string]any{"gid": s.gid, "name": s.name})
		}
	case "projects/tasks":
		for _, s := range f.project(parts[1]).sections {
			for _, t := range s.tasks {
				named(t.gid, t.data)
			}
		}
	case "tasks/subtasks":
		for _, t := range f.tasks[parts[1]].subtasks {
			named(t.gid, t.data)
		}
	default:
		return nil, fmt.Errorf("no list %v", parts)
	}
	from, _ := strconv.Atoi(query.Get("offset"))
	to := min(len(all), from+f.page)
	answer := map[string]any{"data": slices.Clone(all[from:to]), "next_page": nil}
	if from == to {
		answer["data"] = []any{}
	}
	if to < len(all) {
		answer["next_page"] = map[string]any{"offset": strconv.Itoa(to), "path": "/x", "uri": "https://x"}
	}
	return json.Marshal(answer)
}

func (f *fakeAsana) change(method string, parts []string, data map[string]any) (map[string]any, error) {
	switch what := method + " " + parts[0] + "/" + strings.Join(parts[min(2, len(parts)):], ""); what {
	case "POST projects/":
		p := &fakeProject{gid: f.gid(), data: data}
		p.sections = []*fakeSection{{gid: f.gid(), name: "Untitled section"}}
		f.projects = append(f.projects, p)
		return map[string]any{"gid": p.gid}, nil
	case "PUT projects/":
		p := f.project(parts[1])
		for name, v := range data {
			p.data[name] = v
		}
		return map[string]any{"gid": p.gid}, nil
	case "POST projects/sections":
		s := &fakeSection{gid: f.gid(), name: data["name"].(string)}
		p := f.project(parts[1])
		p.sections = append(p.sections, s)
		return map[string]any{"gid": s.gid}, nil
	case "POST tasks/":
		return f.newTask(data)
	case "PUT tasks/":
		t := f.tasks[parts[1]]
		for name, v := range data {
			t.data[name] = v
		}
		return map[string]any{"gid": t.gid}, t.check()
	case "POST sections/addTask":
		return map[string]any{}, f.toSection(parts[1], data)
	case "POST tasks/addProject":
		p := f.project(data["project"])
		return map[string]any{}, f.toSection(p.sections[0].gid, map[string]any{"task": parts[1], "insert_after": data["insert_after"]})
	case "POST tasks/setParent":
		return map[string]any{}, f.toParent(parts[1], data)
	case "POST tasks/addDependencies":
		return map[string]any{}, f.link(f.tasks[parts[1]], data["dependencies"].([]any))
	default:
		return nil, fmt.Errorf("no call %s", what)
	}
}

// check refuses what Asana refuses.
func (t *fakeTask) check() error {
	_, hasStart := t.data["start_on"].(string)
	_, hasDue := t.data["due_on"].(string)
	switch {
	case hasStart && !hasDue:
		return errors.New("start_on needs due_on")
	case hasStart && t.data["resource_subtype"] == "milestone":
		return errors.New("a milestone has no start")
	case hasStart && t.data["start_on"].(string) >= t.data["due_on"].(string):
		return errors.New("start_on must lie before due_on")
	case t.data["name"] == "" || len([]rune(t.data["notes"].(string))) > 65535:
		return errors.New("name or notes")
	}
	return nil
}

func (f *fakeAsana) newTask(data map[string]any) (map[string]any, error) {
	t := &fakeTask{gid: f.gid(), data: data}
	if err := t.check(); err != nil {
		return nil, err
	}
	if parent, has := data["parent"]; has {
		if t.parent = f.tasks[parent.(string)]; t.parent == nil {
			return nil, errors.New("no parent")
		}
		t.parent.subtasks = append([]*fakeTask{t}, t.parent.subtasks...)
	} else {
		p := f.project(data["projects"].([]any)[0])
		p.sections[0].tasks = append([]*fakeTask{t}, p.sections[0].tasks...)
	}
	delete(data, "parent")
	delete(data, "projects")
	f.tasks[t.gid] = t
	return map[string]any{"gid": t.gid, "name": data["name"]}, nil
}

// insert puts a task behind another, or on top.
func insert(list []*fakeTask, t, after *fakeTask) ([]*fakeTask, error) {
	list = slices.DeleteFunc(list, func(x *fakeTask) bool { return x == t })
	if after == nil {
		return slices.Insert(list, 0, t), nil
	}
	at := slices.Index(list, after)
	if at < 0 {
		return nil, errors.New("insert_after is not there")
	}
	return slices.Insert(list, at+1, t), nil
}

func (f *fakeAsana) toSection(gid string, data map[string]any) (err error) {
	t := f.tasks[data["task"].(string)]
	after, _ := data["insert_after"].(string)
	for _, p := range f.projects {
		for _, s := range p.sections {
			if s.gid == gid {
				for _, other := range p.sections {
					if other != s {
						other.tasks = slices.DeleteFunc(other.tasks, func(x *fakeTask) bool { return x == t })
					}
				}
				s.tasks, err = insert(s.tasks, t, f.tasks[after])
				return err
			}
		}
	}
	return errors.New("no section " + gid)
}

func (f *fakeAsana) toParent(gid string, data map[string]any) (err error) {
	t, parent := f.tasks[gid], f.tasks[data["parent"].(string)]
	after, _ := data["insert_after"].(string)
	if t.parent != parent {
		return errors.New("it was made in another task")
	}
	parent.subtasks, err = insert(parent.subtasks, t, f.tasks[after])
	return err
}

func (f *fakeAsana) link(t *fakeTask, gids []any) error {
	for _, gid := range gids {
		from := f.tasks[gid.(string)]
		if from == nil {
			return errors.New("no predecessor")
		}
		if !slices.Contains(t.needs, from) {
			t.needs = append(t.needs, from)
			t.needed++
			from.needed++
		}
		if t.needed > 30 || from.needed > 30 {
			return errors.New("more than 30 dependencies")
		}
	}
	return nil
}

// shown returns what people see, without gids.
func (f *fakeAsana) shown() (lines []string) {
	var show func(t *fakeTask, indent string)
	show = func(t *fakeTask, indent string) {
		var needs []string
		for _, n := range t.needs {
			needs = append(needs, n.data["name"].(string))
		}
		lines = append(lines, fmt.Sprint(indent, t.data["name"], t.data["completed"], " ", t.data["resource_subtype"], " ", or(t.data["start_on"]), "..", or(t.data["due_on"]),
			" ", or(t.data["assignee"]), needs, t.data["notes"]))
		for _, s := range t.subtasks {
			show(s, indent+"  ")
		}
	}
	for _, p := range f.projects {
		lines = append(lines, fmt.Sprint("project ", p.data["name"], p.data["notes"], or(p.data["due_on"])))
		for _, s := range p.sections {
			lines = append(lines, "section "+s.name)
			for _, t := range s.tasks {
				show(t, "")
			}
		}
	}
	return lines
}

func or(v any) string {
	text, _ := v.(string)
	return text
}

// export returns the answers of the interface about the first project.
func (f *fakeAsana) export() string {
	p := f.projects[0]
	home := map[string]any{"gid": p.gid, "name": p.data["name"], "resource_type": "project"}
	var sections, tasks []any
	var add func(t *fakeTask, s *fakeSection)
	add = func(t *fakeTask, s *fakeSection) {
		out := map[string]any{"gid": t.gid, "resource_type": "task"}
		for name, v := range t.data {
			out[name] = v
		}
		if t.parent != nil {
			out["parent"] = map[string]any{"gid": t.parent.gid}
		} else {
			out["memberships"] = []any{map[string]any{"project": home, "section": map[string]any{"gid": s.gid, "name": s.name}}}
		}
		if who := or(t.data["assignee"]); who != "" {
			out["assignee"] = map[string]any{"gid": "77", "name": "?", "email": who}
		}
		if t.data["completed"] == true {
			out["completed_at"] = "2026-11-23T09:00:00.000Z"
		}
		var needs []any
		for _, n := range t.needs {
			needs = append(needs, map[string]any{"gid": n.gid, "resource_type": "task"})
		}
		out["dependencies"] = needs
		tasks = append(tasks, out)
		for _, sub := range t.subtasks {
			add(sub, nil)
		}
	}
	for _, s := range p.sections {
		sections = append(sections, map[string]any{"gid": s.gid, "name": s.name, "resource_type": "section", "project": home})
		for _, t := range s.tasks {
			add(t, s)
		}
	}
	text := ""
	for _, answer := range []any{home, sections, tasks} {
		line, _ := json.Marshal(map[string]any{"data": answer})
		text += string(line) + "\n"
	}
	return text
}
