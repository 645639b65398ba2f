package trello

// Limits bound what a file may hold, so that a hostile one costs no more than
// a large honest one. Zero means the default, which is told for each. A file
// over a limit gives an error that wraps [ErrLimit] and names the limit.
type Limits struct {
	Bytes  int // size of the file: 256 MiB; at most 1 GiB
	Depth  int // of nesting: 64
	Values int // objects, lists, texts and numbers together: 20,000,000

	Things int // lists, cards, check items, members, labels, fields and actions together: 2,000,000
	Links  int // 1,000,000
	Notes  int // that are returned: 1,000
}

func (l Limits) withDefaults() Limits {
	set := func(field *int, value int) {
		if *field <= 0 {
			*field = value
		}
	}
	set(&l.Bytes, 256<<20)
	set(&l.Depth, 64)
	set(&l.Values, 20_000_000)
	set(&l.Things, 2_000_000)
	set(&l.Links, 1_000_000)
	set(&l.Notes, 1000)
	l.Bytes = min(l.Bytes, 1<<30)
	return l
}
