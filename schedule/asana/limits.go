package asana

// Limits bound what a file may hold, so that a hostile one costs no more than
// a large honest one. Zero means the default, which is told for each. A file
// over a limit gives an error that wraps [ErrLimit] and names the limit.
type Limits struct {
	Bytes   int // size of the file: 256 MiB
	Rows    int // of a CSV file: 1,000,000
	Columns int // of a CSV file: 1,000
	Depth   int // of JSON objects and arrays in each other: 64
	Values  int // of a JSON file: 20,000,000
	Tasks   int // sections among them: 200,000
	Links   int // 1,000,000
	Notes   int // that are returned: 10,000; more are counted as one

	// Name and Text are how many characters Asana takes for a name and for
	// notes: 1,024 and 65,535. They count when writing.
	Name, Text int
	// Links of one task, as predecessor and successor together, that Asana
	// takes: 30.
	TaskLinks int
}

func (l Limits) withDefaults() Limits {
	set := func(field *int, value int) {
		if *field <= 0 {
			*field = value
		}
	}
	set(&l.Bytes, 256<<20)
	set(&l.Rows, 1_000_000)
	set(&l.Columns, 1000)
	set(&l.Depth, 64)
	set(&l.Values, 20_000_000)
	set(&l.Tasks, 200_000)
	set(&l.Links, 1_000_000)
	set(&l.Notes, 10_000)
	set(&l.Name, 1024)
	set(&l.Text, 65_535)
	set(&l.TaskLinks, 30)
	return l
}
