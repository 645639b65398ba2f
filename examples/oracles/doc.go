// Package oracles holds what we write for other programs against readers that
// are not ours: calendar files against github.com/arran4/golang-ical and
// github.com/teambition/rrule-go, messages for Slack against the types of
// github.com/slack-go/slack, cards for Teams and projects for Power BI against
// the published JSON schemas, data sources for Tableau against xmllint,
// Parquet files against github.com/apache/arrow-go, tables of all forms against
// DuckDB, the star of a project's tables against SQLite.
// There is nothing in it but tests:
//
//	MILEPOST_TRUTH=../../shared/truth go test ./oracles
package oracles
