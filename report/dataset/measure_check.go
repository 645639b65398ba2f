package dataset

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// maxMeasureName is how many characters the name of a measure may have.
const maxMeasureName = 100

// CheckMeasures reports what is wrong with measures over tables, sorted: names
// that are missing, taken or those of a column, columns and measures that do
// not exist or do not fit, and measures that need themselves. All of it
// blocks, except a meaning that is missing, which warns.
func CheckMeasures(measures []Measure, schemas []Schema) []finding.Finding {
	c := measureChecker{star: newStar(schemas), measures: map[string]*Measure{}}
	for i := range measures {
		c.measure = &measures[i]
		c.named()
	}
	for i := range measures {
		c.measure = &measures[i]
		c.placed()
		c.formula(&measures[i].Formula)
		if c.needs(measures[i].Name, &measures[i].Formula, map[string]bool{}) {
			c.add(CodeMeasureCircle, measures[i].Name, RemedyMendFormula)
		}
	}
	finding.Sort(c.found)
	return c.found
}

// star is schemas with ways to find their parts.
type star struct {
	schemas []Schema
	tables  map[string]int
	joins   []join
}

func newStar(schemas []Schema) *star {
	s := &star{schemas: schemas, tables: map[string]int{}, joins: modelOf(schemas)}
	for i := range schemas {
		s.tables[schemas[i].Name] = i
	}
	return s
}

// column finds a column by a name such as "tasks.cost".
func (s *star) column(name string) (table int, column *Column) {
	before, after, _ := strings.Cut(name, ".")
	table, ok := s.tables[before]
	if !ok {
		return -1, nil
	}
	for i := range s.schemas[table].Columns {
		if s.schemas[table].Columns[i].Name == after {
			return table, &s.schemas[table].Columns[i]
		}
	}
	return table, nil
}

// leads reports whether active joins lead from a table to another.
func (s *star) leads(from, to int) bool {
	if from == to {
		return true
	}
	for _, j := range s.joins {
		if j.active && j.from == from && s.leads(j.to, to) {
			return true
		}
	}
	return false
}

type measureChecker struct {
	*star
	measures map[string]*Measure // by lower-case name
	measure  *Measure
	found    []finding.Finding
}

func (c *measureChecker) add(code finding.Code, got string, remedy finding.Code) {
	c.found = append(c.found, finding.Finding{
		Code: code, Severity: finding.Block, Got: finding.Text(got), Remedy: remedy,
		Subject: finding.Ref{Kind: "measure", ID: c.measure.Name},
	})
}

// named checks the name of the measure and remembers it.
func (c *measureChecker) named() {
	name := c.measure.Name
	key := strings.ToLower(name)
	switch {
	case strings.TrimSpace(name) != name || name == "" || name != report.CleanLine(name) || utf8.RuneCountInString(name) > maxMeasureName:
		c.add(CodeMeasureName, name, RemedyRenameMeasure)
	case c.measures[key] != nil:
		c.add(CodeMeasureTwice, name, RemedyRenameMeasure)
	}
	c.measures[key] = c.measure
	if strings.TrimSpace(c.measure.Meaning) == "" {
		c.add(CodeMeasureNoMeaning, name, RemedySayMeaning)
		c.found[len(c.found)-1].Severity = finding.Warn
	}
}

// placed checks the table of the measure, and how it is shown.
func (c *measureChecker) placed() {
	table, ok := c.tables[c.measure.Table]
	if !ok {
		c.add(CodeMeasureNoTable, c.measure.Table, RemedyMendFormula)
		return
	}
	for _, f := range c.schemas[table].fields() {
		if strings.EqualFold(f.name, c.measure.Name) {
			c.add(CodeMeasureTwice, c.schemas[table].Name+"."+f.name, RemedyRenameMeasure)
		}
	}
	if c.measure.Type == report.TypeText || c.measure.Type == report.TypeBool || c.measure.Places < 0 || c.measure.Places > 9 {
		c.add(CodeMeasureType, c.measure.Type.String(), RemedyMendFormula)
	}
}

func (c *measureChecker) formula(f *Formula) {
	switch f.Op {
	case OpSum, OpLeast, OpGreatest:
		table, column := c.star.column(f.Column)
		switch {
		case column == nil:
			c.add(CodeMeasureNoColumn, f.Column, RemedyMendFormula)
		case !canBeReckoned(column, f.Op):
			c.add(CodeMeasureType, f.Column, RemedyMendFormula)
		}
		c.conditions(table, f.Where)
	case OpRows:
		table, ok := c.tables[f.Table]
		if !ok {
			c.add(CodeMeasureNoTable, f.Table, RemedyMendFormula)
			table = -1
		}
		c.conditions(table, f.Where)
	case OpMeasure:
		if c.measures[strings.ToLower(f.Measure)] == nil {
			c.add(CodeMeasureNoMeasure, f.Measure, RemedyMendFormula)
		}
	default:
		c.arguments(f)
	}
}

func (c *measureChecker) arguments(f *Formula) {
	if f.Op > OpDivide || len(f.Args) != 2 {
		c.add(CodeMeasureShape, "", RemedyMendFormula)
	}
	for i := range f.Args {
		c.formula(&f.Args[i])
	}
}

// canBeReckoned reports whether the operation means something for the column.
func canBeReckoned(column *Column, op Op) bool {
	switch column.Type {
	case report.TypeText, report.TypeBool:
		return false
	case report.TypeDate:
		return op != OpSum && column.Grain != AnyDate
	}
	return true
}

func (c *measureChecker) conditions(table int, where []Condition) {
	for i := range where {
		at, column := c.star.column(where[i].Column)
		switch {
		case column == nil || at != table:
			c.add(CodeMeasureNoColumn, where[i].Column, RemedyMendFormula)
		case where[i].Is > AtLeast:
			c.add(CodeMeasureType, where[i].Column, RemedyMendFormula)
		case where[i].Other != "":
			c.compared(at, column, where[i].Other)
		case !canBeCompared(column, where[i].Value):
			c.add(CodeMeasureType, where[i].Column, RemedyMendFormula)
		}
	}
}

// compared checks the other column of a condition.
func (c *measureChecker) compared(table int, column *Column, name string) {
	at, other := c.star.column(name)
	switch {
	case other == nil:
		c.add(CodeMeasureNoColumn, name, RemedyMendFormula)
	case other.Type != column.Type || (other.Grain == AnyDate) != (column.Grain == AnyDate):
		c.add(CodeMeasureType, name, RemedyMendFormula)
	case !c.leads(table, at):
		c.add(CodeMeasureNotJoined, name, RemedyMendFormula)
	}
}

// canBeCompared reports whether a value may stand in a condition on the column:
// a number without a unit, or a value as its cells are written.
func canBeCompared(c *Column, v finding.Value) bool {
	if !slices.Contains(kindsOf(c), v.Kind()) {
		return false
	}
	if v.Unit() == "" {
		return true
	}
	text, reason := plain(c, v)
	return reason == "" && (text == v.Plain() || text == decimal(v))
}

// kindsOf are the kinds of values that a column is compared with.
func kindsOf(c *Column) []finding.Kind {
	switch c.Type {
	case report.TypeText:
		return []finding.Kind{finding.TextKind}
	case report.TypeBool:
		return []finding.Kind{finding.BoolKind}
	case report.TypeDate:
		if c.Grain == AnyDate {
			return nil
		}
		return []finding.Kind{finding.DateKind}
	}
	return []finding.Kind{finding.NumberKind, finding.MoneyKind}
}

// needs reports whether the formula needs the measure of that name.
func (c *measureChecker) needs(name string, f *Formula, seen map[string]bool) bool {
	if f.Op == OpMeasure {
		key := strings.ToLower(f.Measure)
		if key == strings.ToLower(name) {
			return true
		}
		other := c.measures[key]
		if seen[key] || other == nil {
			return false
		}
		seen[key] = true
		return c.needs(name, &other.Formula, seen)
	}
	return slices.ContainsFunc(f.Args, func(arg Formula) bool { return c.needs(name, &arg, seen) })
}
