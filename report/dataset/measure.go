package dataset

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// Measure is a figure that an analysis tool computes from the rows a reader
// looks at, such as a cost performance index for one month of one project. It
// is data: [PowerBI] writes it in DAX, [Tableau] as a calculated field, and
// [Push] into the definition of the model.
type Measure struct {
	Name    string      // short, for formulas and cards, such as "CPI"; unique whatever its case
	Table   string      // the table it is shown under
	Title   string      // short words for people; "" is the name
	Meaning string      // what it says, and when it has no value
	Type    report.Type // how it is shown; a text makes no measure
	Places  int         // decimals of numbers and amounts, 0 to 9
	Formula Formula
}

// Op is what a formula does.
type Op uint8

// The operations of formulas.
const (
	OpSum      Op = iota // adds the values of a column of numbers
	OpRows               // counts the rows of a table
	OpLeast              // finds the least value, or earliest date, of a column
	OpGreatest           // finds the greatest value, or latest date, of a column
	OpMeasure            // takes another measure
	OpAdd                // the first argument plus the second
	OpSubtract           // the first argument less the second
	OpMultiply           // the first argument times the second
	OpDivide             // the first argument by the second; no value where that is zero or nothing
)

// Formula says how a measure is computed. [Sum], [Rows], [Least], [Greatest],
// [Of], [Add], [Subtract], [Multiply] and [Divide] make one. Rows that have no
// value in the column count for nothing.
type Formula struct {
	Op      Op
	Table   string      // of OpRows
	Column  string      // of OpSum, OpLeast and OpGreatest, as "tasks.cost"
	Where   []Condition // rows must meet all; none takes every row
	Measure string      // of OpMeasure, its name
	Args    []Formula   // of the operations on two arguments
}

// Comparison says how a value stands to another.
type Comparison uint8

// The comparisons of conditions.
const (
	Equal Comparison = iota
	NotEqual
	AtMost
	AtLeast
)

// Condition chooses rows: those whose column stands to a value as said. A row
// whose column is empty, or compared with nothing, is not chosen.
type Condition struct {
	Column string // of the table whose rows are chosen, as "tasks.is_critical"
	Is     Comparison
	Value  finding.Value // a text, number, date or truth value; a number as the column is written: without a unit or in its unit, a percentage as a ratio
	Other  string        // instead of Value: a column of the same table or of one it refers to, as "projects.data_date"
}

// Sum adds the values of a column over the rows that meet the conditions.
func Sum(column string, where ...Condition) Formula {
	return Formula{Op: OpSum, Column: column, Where: where}
}

// Rows counts the rows of a table that meet the conditions.
func Rows(table string, where ...Condition) Formula {
	return Formula{Op: OpRows, Table: table, Where: where}
}

// Least finds the least value of a column in the rows that meet the conditions.
func Least(column string, where ...Condition) Formula {
	return Formula{Op: OpLeast, Column: column, Where: where}
}

// Greatest finds the greatest value of a column in the rows that meet the
// conditions.
func Greatest(column string, where ...Condition) Formula {
	return Formula{Op: OpGreatest, Column: column, Where: where}
}

// Of takes the measure of that name, whatever its case.
func Of(measure string) Formula { return Formula{Op: OpMeasure, Measure: measure} }

// Add adds two figures; there is no value where one of them has none.
func Add(a, b Formula) Formula { return Formula{Op: OpAdd, Args: []Formula{a, b}} }

// Subtract takes the second figure from the first; there is no value where one
// of them has none.
func Subtract(a, b Formula) Formula { return Formula{Op: OpSubtract, Args: []Formula{a, b}} }

// Multiply multiplies two figures; there is no value where one of them has none.
func Multiply(a, b Formula) Formula { return Formula{Op: OpMultiply, Args: []Formula{a, b}} }

// Divide divides the first figure by the second; there is no value where the
// second is zero or nothing.
func Divide(a, b Formula) Formula { return Formula{Op: OpDivide, Args: []Formula{a, b}} }
