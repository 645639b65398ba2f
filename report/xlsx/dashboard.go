package xlsx

// Dashboard is a sheet of figures in large and of native charts over the tables
// of its workbook, with a sheet of what the charts show. All of them are
// formulas over the tables, with their results stored beside them, so that they
// follow when somebody changes a cell, and tools that do not calculate still
// show them. A figure that cannot be given, because its values have several
// currencies, is left out with a note.
type Dashboard struct {
	Name   string // on the tab; "" takes the word for dashboard
	Tiles  []Tile // in this order, six in a row
	Charts []Chart
}

// Tile is one figure in large: what Take takes or, where Over names a table,
// that divided by what Over takes.
type Tile struct {
	Title string
	Take  Take
	Over  Take
	// Warn and Bad are the figures from which on the tile is set off, exact
	// decimals; "" for none. Low says that small figures are the bad ones, as
	// of CPI.
	Warn, Bad string
	Low       bool
}

// Take takes one figure from a table: the sum of a column, or the number of
// rows.
type Take struct {
	Table  string
	Column string // whose sum it is; "" counts rows
	Where  string // a column of yes and no: only rows that say yes; "" takes all
	Until  string // a column of dates: only rows up to Workbook.AsOf; "" takes all, and so does a workbook without AsOf
	Per    int64  // divides it, as 480 makes days of minutes; zero stands for 1
}

// ChartKind is a kind of chart.
type ChartKind uint8

// The kinds. The zero kind draws lines.
const (
	Lines ChartKind = iota
	Columns
	Bars // across, the largest above
)

// Chart shows sums of columns of one table, by the values of another.
type Chart struct {
	Title  string
	Kind   ChartKind
	Table  string
	By     string // a column of dates, which stand in their order, or of texts, the largest first
	Series []Series
	// Most is how many texts are shown, the others as one; zero stands for 12.
	// Dates are all shown.
	Most int
}

// Shape says what a point of a series is.
type Shape uint8

// The shapes. The zero shape is each for itself.
const (
	Each      Shape = iota // the sum of the rows with the value
	Running                // with all before it, as an S-curve; of dates only
	Remaining              // what is left of the whole, as a burn-down; of dates only
)

// Series is one line of a chart.
type Series struct {
	Column string
	Name   string // "" takes the title of the column
	Shape  Shape
	Of     string // the column whose whole it is that Remaining takes away from; "" takes its own
	ToDate bool   // ends with Workbook.AsOf
	Per    int64  // divides it, as 480 makes days of minutes; zero stands for 1
}

// defaultMost is how many texts a chart shows.
const defaultMost = 12

// maxCategories is how many values the points of a chart may stand for.
const maxCategories = 10_000

// check looks for tables and columns that are not there.
func (d *Dashboard) check(find func(table, column string) error) []error {
	var faults []error
	look := func(table string, columns ...string) {
		for _, column := range columns {
			if err := find(table, column); err != nil {
				faults = append(faults, err)
			}
		}
	}
	for _, t := range d.Tiles {
		for _, x := range []Take{t.Take, t.Over} {
			if x.Table != "" || x == t.Take {
				look(x.Table, x.Column, x.Where, x.Until)
			}
		}
	}
	for _, c := range d.Charts {
		look(c.Table, c.By)
		if c.By == "" || len(c.Series) == 0 {
			faults = append(faults, &BookError{Table: c.Table, Reason: "a chart has no series or nothing that its points stand for"})
		}
		for _, s := range c.Series {
			look(c.Table, s.Column, s.Of)
			if s.Column == "" {
				faults = append(faults, &BookError{Table: c.Table, Reason: "a series has no column"})
			}
		}
	}
	return faults
}
