package dataset

import "github.com/milepost-go/milepost/lifecycle/finding"

// The findings of [Check], of [CheckMeasures], and what the writers for other
// tools leave out.
const (
	CodeBadName          finding.Code = "dataset.name.not_snake_case"     // a table or column is not named in snake_case
	CodeDuplicateTable   finding.Code = "dataset.name.duplicate_table"    // two tables have one name
	CodeDuplicateColumn  finding.Code = "dataset.name.duplicate_column"   // two columns of a table are written under one name
	CodeNoColumns        finding.Code = "dataset.schema.no_columns"       // a table has no columns
	CodeNoKey            finding.Code = "dataset.schema.no_key"           // a table has no key
	CodeUnknownKey       finding.Code = "dataset.schema.unknown_key"      // a key column, or another that is never empty, may be unknown
	CodeNoTarget         finding.Code = "dataset.reference.no_target"     // a reference names no column of the tables
	CodeNotAKey          finding.Code = "dataset.reference.not_a_key"     // a reference names a column that is no key
	CodeOtherType        finding.Code = "dataset.reference.other_type"    // a reference joins columns of different types
	CodeNoMeaning        finding.Code = "dataset.dictionary.no_meaning"   // a column has no meaning for the dictionary
	CodeNoTables         finding.Code = "dataset.schema.no_tables"        // there is no table to write
	CodeLeftOut          finding.Code = "dataset.reference.left_out"      // the tool cannot draw the reference, which would close a circle
	CodeWithin           finding.Code = "dataset.reference.within_table"  // the tool cannot draw a reference of a table to itself
	CodeInactive         finding.Code = "dataset.reference.inactive"      // the relation is there but does not filter, since another way leads there
	CodePartOfKey        finding.Code = "dataset.reference.part_of_key"   // the tool cannot draw a reference to a part of a key
	CodeReserved         finding.Code = "dataset.name.reserved"           // the tool, or Windows for a device such as con, keeps the name for itself
	CodeNotShown         finding.Code = "dataset.page.does_not_exist"     // a page shows a measure or column that is not there, or too many
	CodeTooMany          finding.Code = "dataset.push.too_many"           // there are more tables, columns or relations than the service takes
	CodeShortened        finding.Code = "dataset.push.shortened"          // a text was longer than the service takes and was shortened
	CodeApart            finding.Code = "dataset.schema.stands_apart"     // a table joins none of the others and is left out
	CodeMeasureName      finding.Code = "dataset.measure.bad_name"        // a measure has no name, or one that tools refuse
	CodeMeasureTwice     finding.Code = "dataset.measure.name_taken"      // a measure is named like another or like a column of its table
	CodeMeasureNoTable   finding.Code = "dataset.measure.no_table"        // a measure names a table that is not there
	CodeMeasureNoColumn  finding.Code = "dataset.measure.no_column"       // a measure names a column that is not there, or not in the table it reckons with
	CodeMeasureNoMeasure finding.Code = "dataset.measure.no_measure"      // a measure needs one that is not there
	CodeMeasureType      finding.Code = "dataset.measure.wrong_type"      // a measure reckons with values that are no numbers, or compares different kinds
	CodeMeasureNotJoined finding.Code = "dataset.measure.not_joined"      // a condition compares with a table that no reference leads to
	CodeMeasureCircle    finding.Code = "dataset.measure.needs_itself"    // a measure needs itself
	CodeMeasureShape     finding.Code = "dataset.measure.bad_formula"     // an operation is unknown or has not two arguments
	CodeMeasureNoMeaning finding.Code = "dataset.measure.no_meaning"      // a measure does not say what it means
	CodeMeasureLeftOut   finding.Code = "dataset.measure.left_out"        // a measure needs a table that is left out
	RemedyRename         finding.Code = "dataset.remedy.rename"           // give it a name of its own in snake_case
	RemedyAddKey         finding.Code = "dataset.remedy.mark_key"         // mark the columns that name a row, always known
	RemedyAddColumns     finding.Code = "dataset.remedy.add_columns"      // declare the columns
	RemedyMendReference  finding.Code = "dataset.remedy.mend_reference"   // refer to a key column of the same type
	RemedyConnect        finding.Code = "dataset.remedy.connect_alone"    // connect to its file on its own, or refer to the other tables
	RemedyRenameMeasure  finding.Code = "dataset.remedy.rename_measure"   // give the measure a short name of its own
	RemedyMendFormula    finding.Code = "dataset.remedy.mend_formula"     // mend the formula
	RemedyShowWhatExists finding.Code = "dataset.remedy.show_what_exists" // show columns and measures that exist, at most eight cards
	RemedySendFewer      finding.Code = "dataset.remedy.send_fewer"       // send fewer tables or columns
	RemedyShorten        finding.Code = "dataset.remedy.shorten"          // shorten the text, or read the file instead
	RemedySayMeaning     finding.Code = "dataset.remedy.say_what_it_says" // say in a sentence what the column says
)

// The findings of [CheckRows], and what to do about them.
const (
	CodeDuplicateKey finding.Code = "dataset.row.duplicate_key" // a key stands twice
	CodeAlikeKey     finding.Code = "dataset.row.alike_key"     // keys differ only in case or in blanks at their end
	CodeOrphan       finding.Code = "dataset.row.orphan"        // a reference names no row
	CodeCell         finding.Code = "dataset.row.cell"          // a value does not fit its column, or a row its table
	RemedyMendKey    finding.Code = "dataset.remedy.mend_key"   // give every row a key of its own
	RemedyMendRow    finding.Code = "dataset.remedy.mend_row"   // add the row that is named, or name one that is there
	RemedyMendCell   finding.Code = "dataset.remedy.mend_cell"  // write what the column holds
)

// Codes returns every code of the package, findings and remedies, in a fixed
// order. The caller owns the slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodeDuplicateKey, CodeAlikeKey, CodeOrphan, CodeCell, RemedyMendKey, RemedyMendRow, RemedyMendCell,
		CodeBadName, CodeDuplicateTable, CodeDuplicateColumn, CodeNoColumns, CodeNoKey, CodeUnknownKey, CodeNoTarget, CodeNotAKey, CodeOtherType, CodeNoMeaning,
		CodeNoTables, CodeLeftOut, CodeWithin, CodeInactive, CodePartOfKey, CodeReserved, CodeNotShown, CodeTooMany, CodeShortened, CodeApart,
		CodeMeasureName, CodeMeasureTwice, CodeMeasureNoTable, CodeMeasureNoColumn, CodeMeasureNoMeasure, CodeMeasureType, CodeMeasureNotJoined,
		CodeMeasureCircle, CodeMeasureShape, CodeMeasureNoMeaning, CodeMeasureLeftOut,
		RemedyRename, RemedyAddKey, RemedyAddColumns, RemedyMendReference, RemedySayMeaning, RemedyConnect, RemedyRenameMeasure, RemedyMendFormula, RemedyShowWhatExists, RemedySendFewer, RemedyShorten,
	}
}
