package chart

import "slices"

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
	for i := range d.States {
		if s := &d.States[i]; s.Place == place && d.state(s.ID) == s {
			list = append(list, s)
		}
	}
	return list
}

// ordered puts the start first, and then always the first state before which no
// other is left, or simply the first.
func (d *StateDiagram) ordered(left []*State) []*State {
	before := d.before()
	var out []*State
	for len(left) > 0 {
		next := slices.IndexFunc(left, func(s *State) bool { return len(out) == 0 && s.ID == d.Start })
		if next < 0 {
			next = slices.IndexFunc(left, func(s *State) bool {
				return !slices.ContainsFunc(left, func(o *State) bool { return o != s && slices.Contains(before[s.ID], o.ID) })
			})
		}
		next = max(next, 0)
		out = append(out, left[next])
		left = slices.Delete(left, next, next+1)
	}
	return out
}

// before returns for each state those from which one way leads onward to it.
func (d *StateDiagram) before() map[string][]string {
	before := map[string][]string{}
	for i := range d.Transitions {
		if t := &d.Transitions[i]; t.Kind == Onward {
			before[t.To] = append(before[t.To], t.From...)
		}
	}
	return before
}
