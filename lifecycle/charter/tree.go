package charter

import (
	"slices"
)

// tree is a list of goals with the goal above each. A goal whose parent is no
// goal of the list is at the top.
type tree struct {
	goals  []Goal
	above  []int   // index of the parent, -1 at the top
	below  [][]int // indexes of the children, in the order of the list
	looped []bool  // part of a ring of parents, or below one
	rings  [][]int // each ring from its first goal in the list, upwards
}

func newTree(goals []Goal) tree {
	t := tree{goals: goals, above: make([]int, len(goals)), below: make([][]int, len(goals)), looped: make([]bool, len(goals))}
	index := map[string]int{}
	for i, g := range goals {
		if _, twice := index[g.ID]; !twice {
			index[g.ID] = i
		}
	}
	for i, g := range goals {
		t.above[i] = -1
		if up, ok := index[g.Parent]; ok && g.Parent != "" {
			t.above[i] = up
			t.below[up] = append(t.below[up], i)
		}
	}
	t.findRings()
	return t
}

// findRings walks upwards from every goal; each goal is walked from once.
func (t *tree) findRings() {
	const fresh, walking, done = 0, 1, 2
	state := make([]int, len(t.goals))
	for start := range t.goals {
		var trail []int
		at := start
		for at >= 0 && state[at] == fresh {
			state[at] = walking
			trail = append(trail, at)
			at = t.above[at]
		}
		if at >= 0 && state[at] == walking {
			t.rings = append(t.rings, fromLeast(trail[slices.Index(trail, at):]))
		}
		bad := at >= 0 && (state[at] == walking || t.looped[at])
		for _, i := range trail {
			t.looped[i], state[i] = bad, done
		}
	}
	slices.SortFunc(t.rings, func(a, b []int) int { return a[0] - b[0] })
}

// fromLeast turns a ring so that it begins with its least index.
func fromLeast(ring []int) []int {
	at := slices.Index(ring, slices.Min(ring))
	return append(slices.Clone(ring[at:]), ring[:at]...)
}

// path lists a goal and the goals above it, each once.
func (t tree) path(i int) []int {
	var list []int
	for at := i; at >= 0; at = t.above[at] {
		if t.looped[at] && slices.Contains(list, at) {
			break
		}
		list = append(list, at)
	}
	return list
}

// top lists the goals without a goal above them.
func (t tree) top() []int {
	var list []int
	for i, up := range t.above {
		if up < 0 {
			list = append(list, i)
		}
	}
	return list
}

// leaves lists the goals without a goal below them.
func (t tree) leaves() []int {
	var list []int
	for i := range t.goals {
		if len(t.below[i]) == 0 {
			list = append(list, i)
		}
	}
	return list
}
