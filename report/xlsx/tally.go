package xlsx

import (
	"cmp"
	"math"
	"math/big"
	"slices"
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
)

// tally gathers what a dashboard takes from one table while its rows pass by.
type tally struct {
	takes  []*taken
	charts []*charted
}

// taken is a figure that a tile takes.
type taken struct {
	Take
	column, where, until int // in the schema, -1 for none
	total
	rows int
}

// charted is a chart that gathers its categories.
type charted struct {
	Chart
	by         int
	series     []*seriesTotal
	categories map[string]*category
	skipped    int  // rows with a value that no chart can show
	timed      bool // one of the dates has a time of day
}

// seriesTotal is the whole of a series, and of what it falls from.
type seriesTotal struct {
	Series
	column, of int
	whole      total
	from       total
}

// category is a value that points stand for.
type category struct {
	text   string
	serial float64 // of a date
	sums   []*big.Rat
}

// schemaFind returns the place of a column of a schema, -1 for none.
func schemaFind(s *dataset.Schema, name string) int {
	return slices.IndexFunc(s.Columns, func(c dataset.Column) bool { return name != "" && c.Name == name })
}

// newTake prepares to take a figure from a table.
func newTake(t Take, s *dataset.Schema) *taken {
	return &taken{Take: t, column: schemaFind(s, t.Column), where: schemaFind(s, t.Where), until: schemaFind(s, t.Until), total: total{sum: new(big.Rat)}}
}

func newCharted(c Chart, s *dataset.Schema) *charted {
	x := &charted{Chart: c, by: schemaFind(s, c.By), categories: map[string]*category{}}
	for _, series := range c.Series {
		of := series.Of
		if of == "" {
			of = series.Column
		}
		x.series = append(x.series, &seriesTotal{Series: series, column: schemaFind(s, series.Column), of: schemaFind(s, of), whole: total{sum: new(big.Rat)}, from: total{sum: new(big.Rat)}})
	}
	return x
}

// row adds a row of the table.
func (t *tally) row(s *dataset.Schema, row []finding.Value, asOf limit) {
	if len(row) != len(s.Columns) {
		return // the writer refuses it
	}
	for _, x := range t.takes {
		x.row(s, row, asOf)
	}
	for _, x := range t.charts {
		x.row(s, row)
	}
}

func (x *taken) row(s *dataset.Schema, row []finding.Value, asOf limit) {
	if x.where >= 0 && (row[x.where].Kind() != finding.BoolKind || row[x.where].Plain() != "true") || x.until >= 0 && !asOf.reached(row[x.until]) {
		return
	}
	x.rows++
	if x.column >= 0 {
		x.total.addCell(&s.Columns[x.column], row[x.column])
	}
}

func (x *charted) row(s *dataset.Schema, row []finding.Value) {
	var values []*big.Rat
	for _, series := range x.series {
		values = append(values, series.whole.addCell(&s.Columns[series.column], row[series.column]))
		series.from.addCell(&s.Columns[series.of], row[series.of])
	}
	c := x.category(row[x.by])
	if c == nil {
		x.skipped++
		return
	}
	for i, v := range values {
		if v != nil {
			c.sums[i].Add(c.sums[i], v)
		}
	}
}

// category returns the category of a value, nil for one that is none. Values
// are of one category where their cells are equal: the formulas know no other
// difference.
func (x *charted) category(v finding.Value) *category {
	made, key := category{text: v.Plain()}, ""
	switch v.Kind() {
	case finding.DateKind:
		days, _, ok := serial(made.text)
		if !ok {
			return nil
		}
		x.timed = x.timed || days != math.Trunc(days)
		made.serial, key = days, strconv.FormatFloat(days, 'g', -1, 64)
	case finding.TextKind:
		made.text, _ = clean(made.text)
		key = made.text
	}
	if c, known := x.categories[key]; known || key == "" {
		return c
	}
	if len(x.categories) == maxCategories {
		return nil
	}
	for range x.series {
		made.sums = append(made.sums, new(big.Rat))
	}
	x.categories[key] = &made
	return &made
}

// dates reports whether the points stand for dates.
func (x *charted) dates(s *dataset.Schema) bool { return s.Columns[x.by].Type == report.TypeDate }

// sorted returns the categories in the order of the chart, and of texts only
// the largest.
func (x *charted) sorted(dates bool) (list []*category, others int) {
	for _, c := range x.categories {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b *category) int {
		if dates {
			return cmp.Or(cmp.Compare(a.serial, b.serial), cmp.Compare(a.text, b.text))
		}
		return cmp.Or(b.size().Cmp(a.size()), cmp.Compare(a.text, b.text))
	})
	most := x.Most
	if most <= 0 {
		most = defaultMost
	}
	if !dates && len(list) > most {
		return list[:most], len(list) - most
	}
	return list, 0
}

// size is how large the first sum is, either way.
func (c *category) size() *big.Rat { return new(big.Rat).Abs(c.sums[0]) }

// addCell adds a value as its cell holds it, and returns it; nil for none.
func (s *total) addCell(c *dataset.Column, v finding.Value) *big.Rat {
	if c.Type == report.TypePercent && v.Unit() == "%" {
		v = hundredths(v)
	}
	r, ok := v.Rat()
	if !ok {
		return nil
	}
	s.add(v)
	return r
}

// usable reports whether the sum is one figure.
func (s *total) usable() bool { return !s.mixed && !s.lost }

// limit is the moment the figures speak of, as a workbook counts days.
type limit struct {
	days  float64
	timed bool
	set   bool
}

// halfSecond is half a second in days: formulas that compare moments pass them
// as texts of 15 digits, which may lie a little beside them.
const halfSecond = 1.0 / 172_800

// reached reports whether a value lies up to the limit: on the day, where it is
// one, else within half a second.
func (l limit) reached(v finding.Value) bool {
	if !l.set {
		return true
	}
	days, _, ok := serial(v.Plain())
	if l.timed {
		return ok && days < l.days+halfSecond
	}
	return ok && days < l.days+1
}

func limitOf(v finding.Value) limit {
	days, timed, ok := serial(v.Plain())
	return limit{days, timed, ok && v.Kind() != finding.TextKind}
}
