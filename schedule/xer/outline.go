package xer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// node is a node of the work breakdown.
type node struct {
	id, parent string
	name, code string
	sequence   int64
	root       bool // stands for the project itself
	children   []int
	activities []int // indices in records.activities
	busy       bool  // has activities below
	placed     bool
}

// taskID returns the id of the task that stands for a node.
func (n *node) taskID() schedule.TaskID {
	if n.root {
		return ""
	}
	return wbsPrefix + schedule.TaskID(n.id)
}

// wbsPrefix begins the ids of tasks that stand for nodes of the work breakdown,
// which have numbers of their own beside those of activities.
const wbsPrefix = "wbs:"

// cutNode returns the number of a node from the id of its task.
func cutNode(id string) (string, bool) { return strings.CutPrefix(id, wbsPrefix) }

// node reads one node of the work breakdown.
func (m *mapper) node() {
	n := node{id: m.begin("wbs", "wbs_id")}
	if n.id == "" {
		return
	}
	if len(m.records.wbs) >= m.limits.Tasks {
		m.over("Tasks", m.limits.Tasks)
		return
	}
	if !m.fresh(m.records.nodes, n.id, "wbs_id", len(m.records.wbs)) {
		return
	}
	n.parent, n.sequence = m.id("parent_wbs_id"), m.whole("seq_num")
	n.name, n.code = m.text("wbs_name"), m.text("wbs_short_name")
	n.root = m.flag("proj_node_flag")
	m.records.wbs = append(m.records.wbs, n)
}

// activity is a task read from the table TASK, before it has its place in the
// outline.
type activity struct {
	schedule.Task
	node int // index in records.wbs, or omitted
}

// outline puts nodes and activities into the order of the outline: the
// activities of a node, then the nodes in it by their sequence number.
func (m *mapper) outline() {
	top := m.tree()
	tasks := make([]schedule.Task, 0, len(m.records.wbs)+len(m.records.activities))
	for i := range m.records.activities {
		if a := &m.records.activities[i]; a.node == omitted {
			tasks = append(tasks, a.Task)
		}
	}
	stack := slices.Clone(top)
	slices.Reverse(stack)
	for len(stack) > 0 {
		n := &m.records.wbs[stack[len(stack)-1]]
		stack = stack[:len(stack)-1]
		if !n.root {
			tasks = append(tasks, m.summary(n))
		}
		for _, i := range n.activities {
			t := m.records.activities[i].Task
			t.Parent = n.taskID()
			tasks = append(tasks, t)
		}
		for k := len(n.children) - 1; k >= 0; k-- {
			stack = append(stack, n.children[k])
		}
	}
	m.plan.Tasks = tasks
	for i := range tasks {
		if at, ok := m.records.tasks[string(tasks[i].ID)]; ok && at != omitted {
			m.records.tasks[string(tasks[i].ID)] = i
		}
	}
}

// summary returns the task of a node.
func (m *mapper) summary(n *node) schedule.Task {
	t := schedule.Task{ID: n.taskID(), Name: n.name, WBS: n.code, Priority: 500}
	if parent, ok := m.records.nodes[n.parent]; ok {
		t.Parent = m.records.wbs[parent].taskID()
	}
	if !n.busy {
		t.Inactive = true
		m.addNote(schedule.LossNote{Subject: finding.Ref{Kind: "task", ID: string(t.ID)}, Value: clip([]byte(n.name)), Reason: CodeEmptyWBS})
	}
	return t
}

// tree joins the nodes to trees, the children of each in order, and returns
// the nodes of the top level.
func (m *mapper) tree() (top []int) {
	nodes := m.records.wbs
	m.chooseRoot()
	for i := range m.records.activities {
		if at := m.records.activities[i].node; at != omitted {
			nodes[at].activities = append(nodes[at].activities, i)
		}
	}
	for i := range nodes {
		parent, known := m.records.nodes[nodes[i].parent]
		if nodes[i].parent == "" || !known || nodes[i].root {
			if nodes[i].parent != "" && !nodes[i].root {
				m.subject = finding.Ref{Kind: "task", ID: string(nodes[i].taskID())}
				m.unknown("parent_wbs_id", nodes[i].parent)
			}
			nodes[i].parent = ""
			top = append(top, i)
		} else {
			nodes[parent].children = append(nodes[parent].children, i)
		}
	}
	top = m.breakRings(top)
	order := func(a, b int) int { return cmp.Compare(nodes[a].sequence, nodes[b].sequence) }
	for i := range nodes {
		slices.SortStableFunc(nodes[i].children, order)
	}
	slices.SortStableFunc(top, func(a, b int) int {
		return cmp.Or(-compareBool(nodes[a].root, nodes[b].root), order(a, b))
	})
	m.findBusy()
	return top
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// chooseRoot keeps one node at most that stands for the project: the first
// that says so, else the only one without a parent. The plan takes its name.
func (m *mapper) chooseRoot() {
	nodes := m.records.wbs
	root, orphans, orphan := omitted, 0, omitted
	for i := range nodes {
		if nodes[i].root && root == omitted {
			root = i
		}
		nodes[i].root = false
		if _, known := m.records.nodes[nodes[i].parent]; !known {
			orphans, orphan = orphans+1, i
		}
	}
	if root == omitted && orphans == 1 {
		root = orphan
	}
	if root != omitted {
		nodes[root].root = true
		if nodes[root].name != "" {
			m.plan.Name = nodes[root].name
		}
	}
}

// breakRings moves a node of every ring of parents to the top level.
func (m *mapper) breakRings(top []int) []int {
	nodes := m.records.wbs
	place := func(stack []int) {
		for len(stack) > 0 {
			i := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if !nodes[i].placed {
				nodes[i].placed = true
				stack = append(stack, nodes[i].children...)
			}
		}
	}
	place(slices.Clone(top))
	for i := range nodes {
		if nodes[i].placed {
			continue
		}
		ref := finding.Ref{Kind: "task", ID: string(nodes[i].taskID()), Field: "parent_wbs_id"}
		m.addNote(schedule.LossNote{Subject: ref, Value: nodes[i].parent, Reason: CodeOutline})
		siblings := &nodes[m.records.nodes[nodes[i].parent]].children
		*siblings = slices.DeleteFunc(*siblings, func(k int) bool { return k == i })
		nodes[i].parent = ""
		top = append(top, i)
		place([]int{i})
	}
	return top
}

// findBusy marks the nodes that have activities below them. It goes up from
// each node with activities until it meets a marked one.
func (m *mapper) findBusy() {
	nodes := m.records.wbs
	for i := range nodes {
		if len(nodes[i].activities) == 0 {
			continue
		}
		for at, ok := i, true; ok && !nodes[at].busy; {
			nodes[at].busy = true
			at, ok = m.records.nodes[nodes[at].parent]
		}
	}
}
