package xer_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/xer"
)

// wbsNode is a node as a file has it.
type wbsNode struct {
	id, parent, sequence int
	root                 bool
}

// slowOutline lists the outline of nodes and activities by the rules in words:
// the activities of a node in the order of the file, then its nodes by their
// sequence, and below each the same.
func slowOutline(nodes []wbsNode, activities [][2]int, node wbsNode, parent string) (list []string) {
	own := ""
	if !node.root {
		own = fmt.Sprint("wbs:", node.id)
		list = append(list, own+"<"+parent)
	}
	for _, a := range activities {
		if a[1] == node.id {
			list = append(list, fmt.Sprint(a[0], "<", own))
		}
	}
	var children []wbsNode
	for _, n := range nodes {
		if n.parent == node.id && !n.root {
			children = append(children, n)
		}
	}
	slices.SortStableFunc(children, func(a, b wbsNode) int { return cmp.Compare(a.sequence, b.sequence) })
	for _, child := range children {
		list = append(list, slowOutline(nodes, activities, child, own)...)
	}
	return list
}

// TestOutlinesAgainstOracle compares the outlines of random trees, in any order
// of rows, with the slow way.
func TestOutlinesAgainstOracle(t *testing.T) {
	for seed := range uint64(300) {
		g := rand.New(rand.NewPCG(seed, 21))
		nodes := []wbsNode{{id: 1, parent: 4711, root: true}}
		for id := 2; id < 2+g.IntN(12); id++ {
			nodes = append(nodes, wbsNode{id: id, parent: 1 + g.IntN(id-1), sequence: g.IntN(5)})
		}
		var activities [][2]int
		for id := range g.IntN(15) {
			activities = append(activities, [2]int{100 + id, 1 + g.IntN(len(nodes))})
		}
		g.Shuffle(len(nodes), func(i, j int) { nodes[i], nodes[j] = nodes[j], nodes[i] })
		var rows, tasks []string
		root := 0
		for i, n := range nodes {
			if n.root {
				root = i
			}
			rows = append(rows, fmt.Sprintf("%d,1,%d,%s,n%d,%d", n.id, n.sequence, map[bool]string{true: "Y", false: "N"}[n.root], n.id, n.parent))
		}
		for _, a := range activities {
			tasks = append(tasks, fmt.Sprintf("%d,1,%d", a[0], a[1]))
		}
		plan, _ := decodeText(t, file(table("PROJWBS", "wbs_id proj_id seq_num proj_node_flag wbs_name parent_wbs_id", rows...), table("TASK", "task_id proj_id wbs_id", tasks...)))
		var got []string
		for _, x := range plan.Tasks {
			got = append(got, string(x.ID)+"<"+string(x.Parent))
		}
		if want := slowOutline(nodes, activities, nodes[root], ""); !slices.Equal(got, want) {
			t.Fatalf("seed %d: %v, want %v", seed, got, want)
		}
		checkEmptyNodes(t, plan)
	}
}

// checkEmptyNodes wants exactly the nodes without activities below to be
// inactive.
func checkEmptyNodes(t *testing.T, plan *schedule.Plan) {
	t.Helper()
	busy := map[schedule.TaskID]bool{}
	for i := len(plan.Tasks) - 1; i >= 0; i-- {
		x := plan.Tasks[i]
		if !strings.HasPrefix(string(x.ID), "wbs:") {
			busy[x.ID] = true
		}
		if busy[x.ID] {
			busy[x.Parent] = true
		}
		if x.Inactive == busy[x.ID] {
			t.Errorf("%s: inactive is %v", x.ID, x.Inactive)
		}
	}
}

// TestRandomParents gives nodes any parents at all, rings and unknown ones
// included: every node and activity is there once, below something before it.
func TestRandomParents(t *testing.T) {
	for seed := range uint64(300) {
		g := rand.New(rand.NewPCG(seed, 22))
		var rows, tasks []string
		nodes := 1 + g.IntN(12)
		for id := range nodes {
			rows = append(rows, fmt.Sprintf("%d,1,%d,%s,n,%d", id, g.IntN(3), []string{"Y", "N", "N", ""}[g.IntN(4)], g.IntN(nodes+2)))
		}
		for id := range g.IntN(9) {
			tasks = append(tasks, fmt.Sprintf("%d,1,%d", 100+id, g.IntN(nodes+2)))
		}
		plan, _ := decodeText(t, file(table("PROJWBS", "wbs_id proj_id seq_num proj_node_flag wbs_name parent_wbs_id", rows...), table("TASK", "task_id proj_id wbs_id", tasks...)))
		checkPlan(t, nil, plan)
		if n := len(plan.Tasks) - len(tasks); n != nodes && n != nodes-1 {
			t.Errorf("seed %d: %d nodes became %d tasks", seed, nodes, n)
		}
		if findings := schedule.Check(plan); strings.Contains(fmt.Sprint(findings), "parent") {
			t.Errorf("seed %d: %v", seed, findings)
		}
	}
}

// TestChoiceOfProject: the most activities among those that are no baselines;
// a baseline only where there is nothing else.
func TestChoiceOfProject(t *testing.T) {
	for seed := range uint64(100) {
		g := rand.New(rand.NewPCG(seed, 23))
		var projects, tasks []string
		best, most := "", -1
		onlyBaselines := true
		counts, baselines := make([]int, 1+g.IntN(5)), []bool{}
		for i := range counts {
			counts[i] = g.IntN(4)
			baselines = append(baselines, g.IntN(3) == 0)
			onlyBaselines = onlyBaselines && baselines[i]
			base := ""
			if baselines[i] {
				base = "77"
			}
			projects = append(projects, fmt.Sprintf("%d,P%d,%s,2026-03-02 08:00,2026-03-02 08:00", i+1, i+1, base))
			for range counts[i] {
				tasks = append(tasks, fmt.Sprintf("%d,%d,10", len(tasks)+1, i+1))
			}
		}
		for i, n := range counts {
			if n > most && (onlyBaselines || !baselines[i]) {
				best, most = fmt.Sprint("P", i+1), n
			}
		}
		plan, notes := decodeText(t, file(table("PROJECT", twoProjects, projects...), table("PROJWBS", "wbs_id proj_id"), table("TASK", "task_id proj_id wbs_id", tasks...)))
		same(t, fmt.Sprint("seed ", seed, " ", projects), plan.Name, best)
		others := 0
		for _, n := range notes {
			if n.Reason == xer.CodeOtherProject {
				others++
			}
		}
		same(t, "others", others, len(counts)-1)
	}
}
