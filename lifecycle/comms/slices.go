package comms

import "slices"

// clone returns a copy of a list; an empty list becomes none, so that equal
// contents have one form.
func clone[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return slices.Clone(list)
}

// repeated reports whether a list holds something twice.
func repeated[T comparable](list []T) bool {
	for i, x := range list {
		if slices.Contains(list[:i], x) {
			return true
		}
	}
	return false
}
