package chart

// column returns the states that stand below one another: those inside, each
// behind the states from which a way leads onward to it as far as that is
// possible, then those after. Apart from that they keep the order given.
func (d *StateDiagram) column() []*State {
	inside := d.ordered(d.at(Inside))
	return append(inside, d.at(After)...)
}

// at returns the states of a place in the order given, each ID once.
func (d *StateDiagram) at(place Place) []*State {
	var list []*State
	seen := make(map[string]bool, len(d.States))
	for i := range d.States {
		s := &d.States[i]
		if s.Place == place && !seen[s.ID] {
			list = append(list, s)
		}
		seen[s.ID] = true
	}
	return list
}

// ordered puts the start first, and then always the first state before which no
// other is left, or simply the first.
func (d *StateDiagram) ordered(states []*State) []*State {
	place := map[string]int{}
	for i, s := range states {
		place[s.ID] = i
	}
	after, waits := d.onward(place, len(states))
	taken := make([]bool, len(states))
	out := make([]*State, 0, len(states))
	for len(out) < len(states) {
		next, ok := place[d.Start]
		if !ok || len(out) > 0 {
			next = nextOf(taken, waits)
		}
		taken[next] = true
		out = append(out, states[next])
		for _, i := range after[next] {
			waits[i]--
		}
	}
	return out
}

// nextOf returns the first state that is not taken and waits for no other, or
// else the first that is not taken.
func nextOf(taken []bool, waits []int) int {
	first := -1
	for i := range taken {
		if taken[i] {
			continue
		}
		if waits[i] == 0 {
			return i
		}
		if first < 0 {
			first = i
		}
	}
	return first
}

// onward returns for each state the states to which a way leads onward, and how
// many such ways lead to each state.
func (d *StateDiagram) onward(place map[string]int, n int) (after [][]int, waits []int) {
	after, waits = make([][]int, n), make([]int, n)
	for i := range d.Transitions {
		t := &d.Transitions[i]
		to, ok := place[t.To]
		if !ok || t.Kind != Onward {
			continue
		}
		for _, id := range t.From {
			if from, ok := place[id]; ok && from != to {
				after[from] = append(after[from], to)
				waits[to]++
			}
		}
	}
	return after, waits
}
