package mspdi

// Limits bound what a file may hold, so that a hostile one costs no more than
// a large honest one. Zero means the default, which is told for each. A file
// over a limit gives an error that wraps [ErrLimit] and names the limit.
type Limits struct {
	Bytes      int // size of the file, after decompression: 256 MiB; at most 2 GiB
	Depth      int // elements inside each other: 100
	Elements   int // in the whole file: 10,000,000
	Attributes int // of one element: 100
	Names      int // different element names: 10,000
	Text       int // bytes of a name, a note or a code: 1 MiB

	Tasks       int // 1,000,000
	Links       int // 4,000,000
	Resources   int // 100,000
	Assignments int // 4,000,000
	Calendars   int // 100,000
	Exceptions  int // of one calendar, work weeks included: 20,000

	Faults int // how many faults of the content are reported: 100
	Notes  int // how many notes are returned: 10,000; the last one says if there were more
}

// withDefaults returns the limits with every zero replaced.
func (l Limits) withDefaults() Limits {
	set := func(field *int, value int) {
		if *field <= 0 {
			*field = value
		}
	}
	set(&l.Bytes, 256<<20)
	set(&l.Depth, 100)
	set(&l.Elements, 10_000_000)
	set(&l.Attributes, 100)
	set(&l.Names, 10_000)
	set(&l.Text, 1<<20)
	set(&l.Tasks, 1_000_000)
	set(&l.Links, 4_000_000)
	set(&l.Resources, 100_000)
	set(&l.Assignments, 4_000_000)
	set(&l.Calendars, 100_000)
	set(&l.Exceptions, 20_000)
	set(&l.Faults, 100)
	set(&l.Notes, 10_000)
	l.Bytes = min(l.Bytes, maxBytes)
	l.Names = min(l.Names, maxNames)
	return l
}

// The bounds of the integers in which a document is kept.
const (
	maxBytes = 1<<31 - 1
	maxNames = 1<<16 - 1
)
