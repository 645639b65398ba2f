package schedule

import "slices"

// cycles returns the groups of tasks that wait for each other, each beginning
// with its first task and then following the links round a shortest ring; the
// members that are not on that ring come after it in plan order. Groups are in
// plan order.
func (s *sorter) cycles() [][]int32 {
	group := s.components()
	members := map[int32][]int32{}
	var roots []int32
	for v := range s.waiting {
		if g := group[v]; g >= 0 {
			if len(members[g]) == 0 {
				roots = append(roots, g)
			}
			members[g] = append(members[g], int32(v))
		}
	}
	var rings [][]int32
	for _, g := range roots {
		if len(members[g]) > 1 {
			rings = append(rings, s.tasksOf(append(s.ring(members[g][0], group), members[g]...)))
		}
	}
	return rings
}

// tasksOf maps entries to tasks, each once, in the order of first mention.
func (s *sorter) tasksOf(entries []int32) []int32 {
	n := int32(len(s.net.tasks))
	seen := make(map[int32]bool, len(entries))
	var list []int32
	for _, v := range entries {
		if v >= n {
			v -= n
		}
		if !seen[v] {
			seen[v] = true
			list = append(list, v)
		}
	}
	return list
}

// ring returns the entries of a shortest way from start back to itself inside
// its component.
func (s *sorter) ring(start int32, group []int32) []int32 {
	from := map[int32]int32{}
	queue := []int32{start}
	for k := 0; k < len(queue); k++ {
		v, closed := queue[k], false
		s.each(v, func(w int32) {
			if group[w] != group[start] || closed {
				return
			}
			if w == start {
				closed = true
				return
			}
			if _, seen := from[w]; !seen {
				from[w] = v
				queue = append(queue, w)
			}
		})
		if closed {
			return pathTo(v, start, from)
		}
	}
	return []int32{start}
}

func pathTo(v, start int32, from map[int32]int32) []int32 {
	way := []int32{v}
	for v != start {
		v = from[v]
		way = append(way, v)
	}
	slices.Reverse(way)
	return way
}

// components numbers the strongly connected components of the entries that
// could not be ordered (Tarjan 1972, with a stack of its own instead of
// recursion). Ordered entries get -1.
func (s *sorter) components() []int32 {
	t := tarjan{sorter: s, index: make([]int32, len(s.waiting)), low: make([]int32, len(s.waiting)), group: make([]int32, len(s.waiting))}
	for v := range t.group {
		t.group[v] = -1
	}
	for v := range s.waiting {
		if s.waiting[v] > 0 && t.index[v] == 0 {
			t.walk(int32(v))
		}
	}
	return t.group
}

type tarjan struct {
	*sorter
	index, low, group []int32
	stack             []int32
	count, groups     int32
}

type frame struct {
	entry int32
	next  []int32
}

func (t *tarjan) open(v int32) frame {
	t.count++
	t.index[v], t.low[v] = t.count, t.count
	t.stack = append(t.stack, v)
	f := frame{entry: v}
	t.each(v, func(w int32) {
		if t.waiting[w] > 0 {
			f.next = append(f.next, w)
		}
	})
	return f
}

func (t *tarjan) walk(v int32) {
	frames := []frame{t.open(v)}
	for len(frames) > 0 {
		top := &frames[len(frames)-1]
		if len(top.next) == 0 {
			t.close(top.entry)
			frames = frames[:len(frames)-1]
			if len(frames) > 0 {
				below := frames[len(frames)-1].entry
				t.low[below] = min(t.low[below], t.low[top.entry])
			}
			continue
		}
		w := top.next[0]
		top.next = top.next[1:]
		switch {
		case t.index[w] == 0:
			frames = append(frames, t.open(w))
		case t.group[w] < 0:
			t.low[top.entry] = min(t.low[top.entry], t.index[w])
		}
	}
}

// close ends the visit of an entry and takes its component off the stack when
// it is the root of one.
func (t *tarjan) close(v int32) {
	if t.low[v] != t.index[v] {
		return
	}
	for {
		w := t.stack[len(t.stack)-1]
		t.stack = t.stack[:len(t.stack)-1]
		t.group[w] = t.groups
		if w == v {
			break
		}
	}
	t.groups++
}
