package finding

import "strings"

// CompareValues returns -1, 0 or +1 as a is less than, equal to or greater
// than b. It reports false when the two cannot be compared: kinds or units
// differ, or one of them is unknown or missing. Numbers compare exactly,
// dates and instants by time, false comes before true; texts and lists compare
// byte by byte.
func CompareValues(a, b Value) (int, bool) {
	if a.kind != b.kind || a.unit != b.unit || a.kind == NoneKind || a.kind == UnknownKind {
		return 0, false
	}
	if a.text == b.text {
		return 0, true
	}
	if a.kind == NumberKind || a.kind == MoneyKind {
		return compareNumbers(a, b)
	}
	if a.kind == InstantKind {
		return strings.Compare(sortableInstant(a.text), sortableInstant(b.text)), true
	}
	return strings.Compare(a.text, b.text), true
}

func compareNumbers(a, b Value) (int, bool) {
	if x, ok := smallInt(a.text); ok {
		if y, ok := smallInt(b.text); ok {
			return sign(x - y), true
		}
	}
	x, okX := a.Rat()
	y, okY := b.Rat()
	if !okX || !okY {
		return 0, false
	}
	return x.Cmp(y), true
}

// smallInt reads a whole number of at most 15 digits without allocating.
func smallInt(s string) (int64, bool) {
	negative := strings.HasPrefix(s, "-")
	if negative {
		s = s[1:]
	}
	if len(s) == 0 || len(s) > 15 {
		return 0, false
	}
	var n int64
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int64(s[i]-'0')
	}
	if negative {
		n = -n
	}
	return n, true
}

func sign(n int64) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// sortableInstant pads the fraction of a second, which RFC 3339 leaves out
// where it is zero, so that text order is time order.
func sortableInstant(s string) string {
	s = strings.TrimSuffix(s, "Z")
	whole, fraction, _ := strings.Cut(s, ".")
	return whole + "." + fraction + strings.Repeat("0", max(0, 9-len(fraction)))
}

// compareNatural compares ids so that runs of digits count as numbers: "9"
// comes before "10".
func compareNatural(a, b string) int {
	x, y := a, b
	for x != "" && y != "" {
		dx, dy := digits(x), digits(y)
		if dx == 0 || dy == 0 {
			if x[0] != y[0] {
				return sign(int64(x[0]) - int64(y[0]))
			}
			x, y = x[1:], y[1:]
			continue
		}
		nx, ny := strings.TrimLeft(x[:dx], "0"), strings.TrimLeft(y[:dy], "0")
		if len(nx) != len(ny) {
			return sign(int64(len(nx) - len(ny)))
		}
		if c := strings.Compare(nx, ny); c != 0 {
			return c
		}
		x, y = x[dx:], y[dy:]
	}
	if c := sign(int64(len(x) - len(y))); c != 0 {
		return c
	}
	return strings.Compare(a, b)
}

// digits returns the length of the run of digits that s begins with.
func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}
