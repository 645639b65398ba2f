package dataset

import "github.com/milepost-go/milepost/lifecycle/finding"

// The findings of [Check].
const (
	CodeBadName         finding.Code = "dataset.name.not_snake_case"     // a table or column is not named in snake_case
	CodeDuplicateTable  finding.Code = "dataset.name.duplicate_table"    // two tables have one name
	CodeDuplicateColumn finding.Code = "dataset.name.duplicate_column"   // two columns of a table are written under one name
	CodeNoColumns       finding.Code = "dataset.schema.no_columns"       // a table has no columns
	CodeNoKey           finding.Code = "dataset.schema.no_key"           // a table has no key
	CodeUnknownKey      finding.Code = "dataset.schema.unknown_key"      // a key column may be unknown
	CodeNoTarget        finding.Code = "dataset.reference.no_target"     // a reference names no column of the tables
	CodeNotAKey         finding.Code = "dataset.reference.not_a_key"     // a reference names a column that is no key
	CodeOtherType       finding.Code = "dataset.reference.other_type"    // a reference joins columns of different types
	CodeNoMeaning       finding.Code = "dataset.dictionary.no_meaning"   // a column has no meaning for the dictionary
	RemedyRename        finding.Code = "dataset.remedy.rename"           // give it a name of its own in snake_case
	RemedyAddKey        finding.Code = "dataset.remedy.mark_key"         // mark the columns that name a row, always known
	RemedyAddColumns    finding.Code = "dataset.remedy.add_columns"      // declare the columns
	RemedyMendReference finding.Code = "dataset.remedy.mend_reference"   // refer to a key column of the same type
	RemedySayMeaning    finding.Code = "dataset.remedy.say_what_it_says" // say in a sentence what the column says
)

// Codes returns every code of the package, findings and remedies, in a fixed
// order. The caller owns the slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodeBadName, CodeDuplicateTable, CodeDuplicateColumn, CodeNoColumns, CodeNoKey, CodeUnknownKey, CodeNoTarget, CodeNotAKey, CodeOtherType, CodeNoMeaning,
		RemedyRename, RemedyAddKey, RemedyAddColumns, RemedyMendReference, RemedySayMeaning,
	}
}
