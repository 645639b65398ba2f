package kpi

// fires reports whether the shape is complete at the last of the scores, none
// of which is unknown.
func (r Rule) fires(scores []Value) bool {
	window := max(r.Of, r.Need)
	if r.Pattern != SameSide {
		window = r.Need
	}
	if r.Need < 1 || len(scores) < window {
		return false
	}
	scores = scores[len(scores)-window:]
	switch r.Pattern {
	case SameSide:
		return r.sameSide(scores)
	case EitherSide:
		return all(scores, func(z Value) bool { return r.reach(z.Abs()) > 0 })
	case Inside:
		return all(scores, func(z Value) bool { return r.reach(z.Abs()) < 0 })
	case Monotone:
		return monotone(steps(scores))
	case Alternating:
		return alternating(steps(scores))
	}
	return false
}

// reach compares a score with the distance of the rule.
func (r Rule) reach(z Value) int {
	order, _ := z.Cmp(r.sigma())
	return order
}

func (r Rule) sigma() Value {
	if r.Sigma.IsZero() {
		return Int(0, "")
	}
	return r.Sigma
}

// sameSide counts the points on the side of the last one, which must be beyond.
func (r Rule) sameSide(scores []Value) bool {
	last := scores[len(scores)-1]
	side, _ := last.Sign()
	if r.reach(last.Abs()) <= 0 {
		return false
	}
	beyond := 0
	for _, z := range scores {
		if sign, _ := z.Sign(); sign == side && r.reach(z.Abs()) > 0 {
			beyond++
		}
	}
	return beyond >= r.Need
}

func all(scores []Value, holds func(Value) bool) bool {
	for _, z := range scores {
		if !holds(z) {
			return false
		}
	}
	return true
}

// steps returns the signs of the differences from point to point.
func steps(scores []Value) []int {
	signs := make([]int, 0, len(scores))
	for i := 1; i < len(scores); i++ {
		order, _ := scores[i].Cmp(scores[i-1])
		signs = append(signs, order)
	}
	return signs
}

func monotone(signs []int) bool {
	for _, s := range signs {
		if s == 0 || s != signs[0] {
			return false
		}
	}
	return true
}

func alternating(signs []int) bool {
	for i, s := range signs {
		if s == 0 || i > 0 && s != -signs[i-1] {
			return false
		}
	}
	return true
}
