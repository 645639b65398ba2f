package trello

import (
	"crypto/sha256"
	"encoding/hex"
	"reflect"
	"slices"
	"time"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Board returns a plan as a board. Its ids are 24 hexadecimal digits of a hash
// of the plan's key and our ids, so they stay the same when the plan changes;
// unlike Trello's own they tell no time. The error is [ErrNoPlan].
func (o Options) Board(p *schedule.Plan) (*Board, []schedule.LossNote, error) {
	return o.board(p, false)
}

// board writes for a file or, where real is set, for requests to Trello: then
// only resources with a member are on cards.
func (o Options) board(p *schedule.Plan, real bool) (*Board, []schedule.LossNote, error) {
	if p == nil {
		return nil, nil, ErrNoPlan
	}
	e := &encoder{o: o, plan: p, real: real, zone: o.zone(), key: o.key(p), notes: noter{limit: o.Limits.withDefaults().Notes},
		lost: map[[2]string]int{}, lossFields: lossFields(), board: &Board{Name: p.Name}, fields: o.Mapping.Fields.withDefaults()}
	e.board.ID = e.derive("board", "")
	e.index()
	e.members()
	e.columns()
	e.board.Desc = e.describe("board", "", "", planFence, e.boardLines())
	e.board.Name = e.cut("board", "", "name", e.board.Name)
	e.noteLosses()
	return e.board, e.notes.list, nil
}

// encoder turns a plan into a board.
type encoder struct {
	o      Options
	plan   *schedule.Plan
	real   bool
	zone   *time.Location
	key    string
	notes  noter
	board  *Board
	fields Fields

	at        map[schedule.TaskID]int
	kids      [][]int
	parent    []int
	links     [][]*schedule.Link // by successor
	assigned  [][]*schedule.Assignment
	member    map[schedule.ResourceID]string
	simple    []bool // fits a check item
	items     []bool // all children are check items
	blocks    []string
	lost      map[[2]string]int
	row       int
	knownPart map[string]bool // ids of labels and custom fields that the board has

	lossFields map[string][]reflect.StructField
}

// derive returns 24 hexadecimal digits for a thing of ours.
func (e *encoder) derive(kind, id string) string {
	sum := sha256.Sum256([]byte(kind + "\x00" + e.key + "\x00" + id))
	return hex.EncodeToString(sum[:12])
}

// index finds children, predecessors and assignments of each task. A task
// whose parents go in a circle, or are not in the plan, has none.
func (e *encoder) index() {
	n := len(e.plan.Tasks)
	e.at, e.knownPart = make(map[schedule.TaskID]int, n), map[string]bool{}
	e.kids, e.parent, e.simple, e.items = make([][]int, n), make([]int, n), make([]bool, n), make([]bool, n)
	e.links, e.assigned = make([][]*schedule.Link, n), make([][]*schedule.Assignment, n)
	for i := range e.plan.Tasks {
		e.at[e.plan.Tasks[i].ID] = i
	}
	for i := range e.plan.Tasks {
		e.parent[i] = -1
		if p, known := e.at[e.plan.Tasks[i].Parent]; known && p < i {
			e.parent[i] = p
			e.kids[p] = append(e.kids[p], i)
		}
	}
	for i := range e.plan.Links {
		l := &e.plan.Links[i]
		if to, known := e.at[l.To]; known {
			e.links[to] = append(e.links[to], l)
		} else {
			e.notes.note(CodeLinkLeftOut, "link", string(l.From)+">"+string(l.To), "to", string(l.To))
		}
	}
	for i := range e.plan.Assignments {
		a := &e.plan.Assignments[i]
		if t, known := e.at[a.Task]; known {
			e.assigned[t] = append(e.assigned[t], a)
		} else {
			e.notes.note(CodeNotWritten, "assignment", string(a.ID), "task", string(a.Task))
		}
	}
}

// members makes members of the resources.
func (e *encoder) members() {
	e.member = map[schedule.ResourceID]string{}
	used := map[string]bool{}
	for i := range e.plan.Resources {
		r := &e.plan.Resources[i]
		id := e.o.People[r.ID]
		if id == "" && !e.real && r.Kind == schedule.WorkResource {
			id = e.derive("member", string(r.ID))
		}
		if id == "" || used[id] {
			e.notes.note(CodeNoMember, "resource", string(r.ID), "", r.Name)
			continue
		}
		e.member[r.ID], used[id] = id, true
		e.board.Members = append(e.board.Members, Member{ID: id, Name: r.Name, Username: string(r.ID)})
	}
}

// fits marks the tasks that a check item can say, and the parents that have
// only such children.
func (e *encoder) fits() {
	for i := range e.plan.Tasks {
		e.simple[i] = len(e.kids[i]) == 0 && len(e.links[i]) == 0 && e.plain(i) && e.plainAssigned(i)
	}
	for i := range e.plan.Tasks {
		e.items[i] = len(e.kids[i]) > 0 && !slices.ContainsFunc(e.kids[i], func(k int) bool { return !e.simple[k] })
	}
}

// plain reports whether a task says only what a check item can.
func (e *encoder) plain(i int) bool {
	t := e.plan.Tasks[i]
	p := e.parent[i]
	if t.Name == "" || p < 0 || t.Inactive != e.plan.Tasks[p].Inactive || e.inactiveOdd(p) {
		return false
	}
	if t.Progress.Percent != 0 && t.Progress.Percent != 100 {
		return false
	}
	t.ID, t.Name, t.Parent, t.Deadline, t.Inactive, t.Progress.Percent = "", "", "", 0, false, 0
	return reflect.ValueOf(t).IsZero()
}

// inactiveOdd reports whether the card of a task cannot show by itself that the
// task is inactive.
func (e *encoder) inactiveOdd(i int) bool {
	return e.plan.Tasks[i].Inactive && isDone(&e.plan.Tasks[i])
}

func isDone(t *schedule.Task) bool { return t.Progress.Percent == 100 || t.Progress.ActualFinish != 0 }

// plainAssigned reports whether at most one member does the task.
func (e *encoder) plainAssigned(i int) bool {
	return len(e.assigned[i]) == 0 || len(e.assigned[i]) == 1 && e.usual(e.assigned[i][0])
}

// usual reports whether an assignment says no more than that a member is on a
// card.
func (e *encoder) usual(a *schedule.Assignment) bool {
	if e.member[a.Resource] == "" || a.ID != assignmentID(a.Task, a.Resource) {
		return false
	}
	return a.Units == 0 && a.Work == 0
}

// instant returns what Trello writes for a time of the plan.
func (e *encoder) instant(d calendar.DateTime, id schedule.TaskID, field string) string {
	if d == 0 {
		return ""
	}
	at := d.In(e.zone)
	if calendar.DateTimeOf(at) != d {
		e.notes.note(CodeShifted, "task", string(id), field, d.String())
	}
	return at.UTC().Format("2006-01-02T15:04:05.000Z")
}
