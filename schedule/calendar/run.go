package calendar

import "slices"

// A run is a stretch of days, both included, on which the same week applies.
// Lists of runs are in order and do not overlap.
type run struct {
	from, to int32
	week     weekShape
}

// A span is a stretch of days, both included, that somebody claims.
type span struct{ from, to int32 }

// claim divides the days among the spans: the first of the list has the first
// right to each day. It returns disjoint stretches in order of time with the
// index of their owner, in O(n log n).
func claim(spans []span) (parts []span, owners []int) {
	edges := make([]int32, 0, 2*len(spans))
	for _, s := range spans {
		edges = append(edges, s.from, s.to+1)
	}
	edges = sortedUnique(edges)
	owner := make([]int, len(edges))
	free := make([]int, len(edges)+1) // free[i]: a stretch at or after i that may have no owner yet
	for i := range free {
		free[i] = i
	}
	for k, s := range spans {
		for i, end := nextFree(free, indexOf(edges, s.from)), indexOf(edges, s.to+1); i < end; i = nextFree(free, i) {
			owner[i], free[i] = k+1, i+1
		}
	}
	for i, k := range owner {
		if k == 0 {
			continue
		}
		if last := len(parts) - 1; last >= 0 && owners[last] == k-1 && parts[last].to+1 == edges[i] {
			parts[last].to = edges[i+1] - 1
			continue
		}
		parts, owners = append(parts, span{edges[i], edges[i+1] - 1}), append(owners, k-1)
	}
	return parts, owners
}

// nextFree follows the list to the first free stretch and shortens the way for
// those who come after.
func nextFree(free []int, i int) int {
	root := i
	for free[root] != root {
		root = free[root]
	}
	for free[i] != root {
		free[i], i = root, free[i]
	}
	return root
}

// indexOf returns the place of a day in a sorted list that holds it.
func indexOf(days []int32, day int32) int {
	i, _ := slices.BinarySearch(days, day)
	return i
}

func sortedUnique(days []int32) []int32 {
	slices.Sort(days)
	return slices.Compact(days)
}

// overlay returns upper where it has a say and lower elsewhere; days that
// upper leaves open come from lower. Lower covers every day.
func overlay(upper, lower []run) []run {
	var out []run
	next := int32(1)
	for _, below := range lower {
		for len(upper) > 0 && upper[0].from <= below.to {
			up := upper[0]
			from, to := max(up.from, next), min(up.to, below.to)
			if next < from {
				out = append(out, run{next, from - 1, below.week})
			}
			out = append(out, run{from, to, up.week.over(below.week)})
			next = to + 1
			if up.to > below.to {
				break
			}
			upper = upper[1:]
		}
		if next <= below.to {
			out = append(out, run{next, below.to, below.week})
			next = below.to + 1
		}
	}
	return out
}
