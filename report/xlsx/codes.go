package xlsx

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of the notes.
const (
	CodeDate       finding.Code = "xlsx.cell.date"        // not a date
	CodeTwoWays    finding.Code = "xlsx.cell.two_ways"    // a date that can be meant in two ways
	CodeDuration   finding.Code = "xlsx.cell.duration"    // not a length of time
	CodePercent    finding.Code = "xlsx.cell.percent"     // not a share from 0 to 100 %
	CodeReference  finding.Code = "xlsx.cell.predecessor" // not a predecessor, or none that is in the table
	CodeLevel      finding.Code = "xlsx.cell.level"       // not a level, or deeper than one below the row above
	CodeID         finding.Code = "xlsx.cell.id"          // an id that is there already, or a rounded number: the row's number is taken
	CodeNoName     finding.Code = "xlsx.row.no_name"      // a row with values and without a name, left out
	CodeNoLength   finding.Code = "xlsx.row.no_length"    // a task whose length nobody stated: it has none
	CodeFollows    finding.Code = "xlsx.row.follows"      // a stated start that the predecessors decide
	CodeReversed   finding.Code = "xlsx.row.reversed"     // a finish before the start
	CodeNotRead    finding.Code = "xlsx.column.not_read"  // a column that means nothing here
	CodeBelow      finding.Code = "xlsx.rows.below"       // what stands below the grid of weeks
	CodeWholeWeek  finding.Code = "xlsx.row.whole_week"   // the length of a task in a grid of weeks is guessed
	CodeValue      finding.Code = "xlsx.cell.value"       // a word that means nothing in this column
	CodeNoResult   finding.Code = "xlsx.cell.no_result"   // a formula whose result the file does not hold
	CodeBroken     finding.Code = "xlsx.cell.broken"      // an error such as #REF!, or a text that is not there
	CodeBeyond     finding.Code = "xlsx.cells.beyond"     // cells right of the last column that is read
	CodeMore       finding.Code = "xlsx.notes.more"       // how many notes more there are than are listed
	CodeNotWritten finding.Code = "xlsx.plan.not_written" // something of a plan that the workbook does not hold
)

// Codes returns every code of the package in a fixed order. The caller owns the
// slice.
func Codes() []finding.Code {
	return append([]finding.Code{
		CodeDate, CodeTwoWays, CodeDuration, CodePercent, CodeReference, CodeLevel, CodeID, CodeNoName, CodeNoLength, CodeFollows, CodeReversed, CodeNotRead, CodeBelow,
		CodeWholeWeek, CodeValue, CodeNoResult, CodeBroken, CodeBeyond, CodeMore, CodeNotWritten,
	}, writingCodes()...)
}
