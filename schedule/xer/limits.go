package xer

// Limits bound what a file may hold, so that a hostile one costs no more than
// a large honest one. Zero means the default, which is told for each. A file
// over a limit gives an error that wraps [ErrLimit] and names the limit.
type Limits struct {
	Bytes  int // size of the file, after decompression: 256 MiB; at most 2 GiB
	Tables int // 1,000
	Rows   int // of all tables together: 10,000,000
	Fields int // of one table, and values of one row: 1,000
	Text   int // bytes of one value: 16 MiB

	Tasks       int // activities and WBS nodes of the project: 1,000,000
	Links       int // 4,000,000
	Resources   int // 100,000
	Assignments int // 4,000,000
	Calendars   int // 100,000
	Exceptions  int // of one calendar: 20,000

	Faults int // that are reported: 100
	Notes  int // that are returned: 10,000
}

func (l Limits) withDefaults() Limits {
	set := func(field *int, value int) {
		if *field <= 0 {
			*field = value
		}
	}
	set(&l.Bytes, 256<<20)
	set(&l.Tables, 1000)
	set(&l.Rows, 10_000_000)
	set(&l.Fields, 1000)
	set(&l.Text, 16<<20)
	set(&l.Tasks, 1_000_000)
	set(&l.Links, 4_000_000)
	set(&l.Resources, 100_000)
	set(&l.Assignments, 4_000_000)
	set(&l.Calendars, 100_000)
	set(&l.Exceptions, 20_000)
	set(&l.Faults, 100)
	set(&l.Notes, 10_000)
	l.Bytes = min(l.Bytes, maxBytes)
	return l
}

// maxBytes is what the offsets of a document can count.
const maxBytes = 1<<31 - 1
