package dist

// shallow reports whether the distributions within a distribution are all
// there and within [MaxDepth] and [MaxNested]. A mixture whose parts hold the
// mixture itself has no end and is not.
func shallow(d Distribution) bool {
	left := MaxNested
	return countable(d, 0, &left)
}

func countable(d Distribution, depth int, left *int) bool {
	*left--
	if d == nil || *left < 0 || depth > MaxDepth {
		return false
	}
	switch d := d.(type) {
	case Truncated:
		return countable(d.Of, depth+1, left)
	case Mixture:
		for _, part := range d.Parts {
			if !countable(part.Of, depth+1, left) {
				return false
			}
		}
	}
	return true
}
