package schedule

import "github.com/milepost-go/milepost/lifecycle/finding"

// sort puts the network in an order in which each entry comes after all that
// it waits for. A summary has two entries: where the bounds on its children
// are known, and where all its children are placed. What cannot be ordered is
// reported as cycles.
func (b *builder) sort() {
	b.net.inside = familiesOf(b.net.tasks)
	s := sorter{net: b.net, waiting: make([]int32, 2*len(b.net.tasks))}
	for v := range s.waiting {
		if s.exists(int32(v)) {
			s.total++
			s.each(int32(v), func(w int32) { s.waiting[w]++ })
		}
	}
	b.net.order = s.run()
	if len(b.net.order) < s.total {
		for _, ring := range s.cycles() {
			f := finding.Finding{Code: CodeCycle, Subject: taskRef(b.net.ids[ring[0]], ""), Remedy: RemedyRemoveLink}
			for _, i := range ring {
				f.Related = append(f.Related, taskRef(b.net.ids[i], ""))
			}
			b.report(f)
		}
	}
}

// cyclesOf rebuilds the cycles from their findings.
func cyclesOf(found []finding.Finding) *CycleError {
	var e CycleError
	for _, f := range found {
		if f.Code == CodeCycle {
			var ring []TaskID
			for _, r := range f.Related {
				ring = append(ring, TaskID(r.ID))
			}
			e.Cycles = append(e.Cycles, ring)
		}
	}
	if e.Cycles == nil {
		return nil
	}
	return &e
}

// sorter orders the entries of a network. Entry i < len(tasks) is task i, or
// the upper entry of a summary; entry i + len(tasks) is its lower one.
type sorter struct {
	net     *Network
	waiting []int32 // how many entries an entry still waits for
	total   int
}

func (s *sorter) exists(v int32) bool {
	n := int32(len(s.net.tasks))
	return v < n || s.net.tasks[v-n].isSummary()
}

// each calls visit for every entry that waits for entry v.
func (s *sorter) each(v int32, visit func(int32)) {
	n := int32(len(s.net.tasks))
	i := v
	if v >= n {
		i = v - n
	}
	if v < n && s.net.tasks[i].isSummary() {
		for _, child := range s.net.inside.of(i) {
			visit(child)
		}
		return
	}
	for _, a := range s.net.succs.of(i) {
		visit(a.other)
	}
	if p := s.net.tasks[i].parent; p >= 0 && s.net.tasks[p].isSummary() {
		visit(p + n)
	}
}

// run removes entries that wait for nothing until none is left or only cycles
// are.
func (s *sorter) run() []int32 {
	order := make([]int32, 0, s.total)
	for v := range s.waiting {
		if s.exists(int32(v)) && s.waiting[v] == 0 {
			order = append(order, int32(v))
		}
	}
	for k := 0; k < len(order); k++ {
		s.each(order[k], func(w int32) {
			if s.waiting[w]--; s.waiting[w] == 0 {
				order = append(order, w)
			}
		})
	}
	return order
}
