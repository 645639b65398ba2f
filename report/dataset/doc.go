// Package dataset writes tidy tables for analysis tools: one fact a row, stable
// column names, keys to join by, no totals.
//
//	tasks := dataset.Schema{Name: "tasks", Columns: []dataset.Column{
//		{Name: "task_id", Key: true},
//		{Name: "name"},
//		{Name: "duration_min", Type: report.TypeDuration},
//		{Name: "cost", Type: report.TypeMoney},
//	}}
//	err := dataset.CSV{}.Write(file, dataset.Table{Schema: tasks, Rows: rows})
//
// Tables are written as they come, row by row, and need no memory for more
// than one. [CSV] is for spreadsheets and BI tools, [Lines] writes one JSON
// object a line. [Dictionary] describes every column as a table of its own.
// [Copy] writes a large table under a context, and says how far it is.
//
// [Check] says what is wrong with schemas that belong together, [CheckRows]
// with their rows: keys that stand twice, references to rows that are not
// there. The tables of a whole project come from Dataset in package view.
//
// The same cells give the same columns in both:
//
//   - A money column is followed by its currency, named after it with
//     "_currency", unless the column states one currency as its unit.
//   - Where columns may be unknown, a last column "unknown" says which are and
//     why; their own cells are empty. An empty cell alone means that there is
//     no value.
//   - Durations are whole minutes, percentages are ratios (0.5 for 50 %), dates
//     are ISO 8601 without a zone, instants are in UTC, lists are joined by
//     "; ". Numbers are exact, with a point and no separators; only a fraction
//     without end is rounded, to 12 decimals.
//   - Tools give a column one type: say which dates it holds as its [Grain].
//
// For analysis tools there is more than the rows. [Tableau] writes the data
// source that names the files, says what their columns are and relates the
// tables; [PowerBI] makes a project with a model and a first page, [Push] the
// bodies for a model that the Power BI service keeps; a [Measure] is a figure such as a cost performance index, given as
// data, that a tool reckons from the rows a reader looks at.
//
// # In Tableau
//
// Write Projects.tds with [Tableau] and every table with [CSV] into the folder
// Data beside it, or one file with [Tableau.Pack]. Double-click the .tds; the
// tables are related and named in the language of the schemas. Write the files
// again and choose Data > Refresh to see new figures. What sheets are built on
// are the fields, named after the columns: columns are only ever added.
// People open CSV files in spreadsheets too, so texts that begin like a formula
// keep their guard, an apostrophe that the tools show; [CSV.NoGuard] leaves it
// out where only tools read.
//
// # In Power BI Desktop
//
// Write the files of [PowerBI.Files] into a folder, and every table with [CSV]
// into another. Open the .pbip; under Transform data > Edit parameters set
// DataFolder to the folder of the tables, then Refresh. The files of a later
// day take the place of the old ones: Refresh again. Sheets and measures of
// your own stay, as long as the project is not written anew over them; what
// they are built on are the names of tables, columns and measures, which are
// the same in every language.
//
// # In the Power BI service
//
// Post the body of [Push.Definition] to datasets; the answer has the id of the
// model. Post each batch of [Push.Batches] to its [Batch.Path]. On a later day
// delete the rows of a table and post them again.
//
// Stable: the exported names, the rules above and the columns of the
// dictionary.
package dataset
