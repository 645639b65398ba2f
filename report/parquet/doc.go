// Package parquet writes the tables of package report/dataset as Parquet files:
// columns with types, compressed, for Power BI, DuckDB, Spark, pandas and lakes.
// (Tableau Desktop opens no Parquet: give it CSV or a database that reads it.)
//
//	for _, table := range view.Dataset(words, input) {
//		file, err := os.Create(table.Name + ".parquet")
//		...
//		err = parquet.Write(file, table)
//	}
//
// # Columns
//
// The columns are those of the CSV files, in their order. Types are the flat
// ones that every reader knows:
//
//   - text and lists: UTF-8 string; control characters are cleaned as
//     [report.Clean] does.
//   - integers and minutes of duration: 64-bit integer.
//   - numbers, ratios of percentages and amounts: decimal of 38 digits, 12 of
//     them decimals, halves rounded away from zero.
//   - civil dates: date. Civil times: timestamp of microseconds without a zone.
//     Instants: timestamp of microseconds in UTC. Columns of mixed dates: text,
//     ISO 8601.
//   - booleans: boolean.
//
// Key columns are required, all others may be null, and are where a text is
// empty. Pages are compressed with
// Snappy. What does not fit, such as an integer beyond 64 bits, is refused
// with its row and column. Table and column names, titles and meanings go along
// as metadata of the file ("milepost.table", "milepost.column.NAME").
//
// # Large tables
//
// A [Writer] holds one group of rows in memory, [GroupRows] of them, whatever
// the length of the table; use it with [dataset.Copy] for progress and
// cancellation. The same rows give the same bytes with the same version of the
// library that writes, parquet-go: maintained, with the Apache licence, it
// saves encodings, statistics and compression, and costs the modules listed in
// go.mod.
//
// Stable: the exported names and the types above.
package parquet
