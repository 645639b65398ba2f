package report

import "github.com/milepost-go/milepost/lifecycle/finding"

// The findings of [Document.Check].
const (
	CodeNoTitle       finding.Code = "report.document.no_title"      // the document has no title
	CodeSkippedLevel  finding.Code = "report.heading.skipped_level"  // a heading is more than one level below the one before
	CodeDuplicateName finding.Code = "report.block.duplicate_name"   // two blocks have one name
	CodeBadName       finding.Code = "report.block.bad_name"         // a name holds other than lower-case letters, digits, '-', '_'
	CodeUnknownTarget finding.Code = "report.reference.no_target"    // a reference names no block and no address
	CodeNoColumns     finding.Code = "report.table.no_columns"       // a table has rows and no columns
	CodeExtraCells    finding.Code = "report.table.extra_cells"      // a row has more cells than the table has columns
	CodeColumnName    finding.Code = "report.table.column_name"      // a column has no name, or that of another
	CodeNoSize        finding.Code = "report.figure.no_size"         // a figure has no width or height
	CodeNoFigureTitle finding.Code = "report.figure.no_title"        // a figure has no title for those who cannot see it
	RemedySetTitle    finding.Code = "report.remedy.set_title"       // give it a title
	RemedyMendLevel   finding.Code = "report.remedy.mend_level"      // use the level just below the heading before
	RemedyRename      finding.Code = "report.remedy.rename"          // give each block a name of its own in the allowed characters
	RemedyMendTarget  finding.Code = "report.remedy.mend_target"     // name a block that exists, or an address
	RemedyMendColumns finding.Code = "report.remedy.mend_columns"    // declare a column for every cell, each with a name of its own
	RemedySetSize     finding.Code = "report.remedy.set_figure_size" // give the figure a width and height above 0
)

// Codes returns every code of the package, findings and remedies, in a fixed
// order. The caller owns the slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodeNoTitle, CodeSkippedLevel, CodeDuplicateName, CodeBadName, CodeUnknownTarget, CodeNoColumns, CodeExtraCells, CodeColumnName,
		CodeNoSize, CodeNoFigureTitle, RemedySetTitle, RemedyMendLevel, RemedyRename, RemedyMendTarget, RemedyMendColumns, RemedySetSize,
	}
}
