package xlsx

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of the notes of workbooks that are written: what could not be written as
// it is.
const (
	CodeShortened   finding.Code = "xlsx.write.shortened"    // a text longer than a cell can hold
	CodeDigits      finding.Code = "xlsx.write.digits"       // a number with more digits than a spreadsheet keeps, written as text
	CodeRounded     finding.Code = "xlsx.write.rounded"      // a number with more digits than a spreadsheet keeps, rounded
	CodeDateAsText  finding.Code = "xlsx.write.date_as_text" // a date before March 1900
	CodeContinued   finding.Code = "xlsx.write.continued"    // a table with more rows than a sheet, which goes on on the next
	CodeNoTotal     finding.Code = "xlsx.write.no_total"     // no total, because the amounts have several units
	CodeOtherResult finding.Code = "xlsx.write.other_result" // a formula that gives another figure than the one stated, left out
	CodeGanttRows   finding.Code = "xlsx.write.gantt_rows"   // a Gantt chart that does not draw every row
	CodeNotCharted  finding.Code = "xlsx.write.not_charted"  // rows that a chart cannot show, for want of a date or a text
	CodeMoreNotes   finding.Code = "xlsx.write.more"         // there are more notes than are kept
)

func writingCodes() []finding.Code {
	return []finding.Code{CodeShortened, CodeDigits, CodeRounded, CodeDateAsText, CodeContinued, CodeNoTotal, CodeOtherResult, CodeGanttRows, CodeNotCharted, CodeMoreNotes}
}
