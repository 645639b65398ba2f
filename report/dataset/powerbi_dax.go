package dataset

import (
	"fmt"
	"strings"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// dax returns a formula in DAX, on one line.
func dax(f *Formula) string {
	switch f.Op {
	case OpMeasure:
		return daxMeasure(f.Measure)
	case OpAdd, OpSubtract:
		// DAX takes nothing for zero in sums, though not in products.
		return "(VAR __a = " + dax(&f.Args[0]) + " VAR __b = " + dax(&f.Args[1]) +
			" RETURN IF(NOT ISBLANK(__a) && NOT ISBLANK(__b), __a" + [...]string{" + ", " - "}[f.Op-OpAdd] + "__b))"
	case OpMultiply:
		return "(" + dax(&f.Args[0]) + " * " + dax(&f.Args[1]) + ")"
	case OpDivide:
		return "DIVIDE(" + dax(&f.Args[0]) + ", " + dax(&f.Args[1]) + ")"
	}
	table, _, _ := strings.Cut(f.Column, ".")
	if f.Op == OpRows {
		table = f.Table
	}
	function := [...]string{"SUM", "COUNTROWS", "MIN", "MAX"}[f.Op]
	if f.Op == OpRows {
		return function + "(" + daxRows(table, f.Where) + ")"
	}
	if len(f.Where) == 0 {
		return function + "(" + daxColumn(f.Column) + ")"
	}
	return function + "X(" + daxRows(table, f.Where) + ", " + daxColumn(f.Column) + ")"
}

// daxRows returns the rows of a table that meet the conditions.
func daxRows(table string, where []Condition) string {
	rows := daxTable(table)
	if len(where) == 0 {
		return rows
	}
	parts := make([]string, len(where))
	for i := range where {
		parts[i] = daxCondition(table, &where[i])
	}
	return "FILTER(" + rows + ", " + strings.Join(parts, " && ") + ")"
}

// daxCondition guards against empty cells, which DAX takes for zero.
func daxCondition(table string, c *Condition) string {
	column := daxColumn(c.Column)
	guard := "NOT ISBLANK(" + column + ") && "
	other := ""
	if c.Other == "" {
		other = daxLiteral(c.Value)
	} else {
		other = daxColumn(c.Other)
		if at, _, _ := strings.Cut(c.Other, "."); at != table {
			other = "RELATED(" + other + ")"
		}
		guard += "NOT ISBLANK(" + other + ") && "
	}
	return guard + column + [...]string{" = ", " <> ", " <= ", " >= "}[c.Is] + other
}

func daxTable(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

func daxColumn(name string) string {
	table, column, _ := strings.Cut(name, ".")
	return daxTable(table) + "[" + strings.ReplaceAll(column, "]", "]]") + "]"
}

func daxMeasure(name string) string { return "[" + strings.ReplaceAll(name, "]", "]]") + "]" }

func daxLiteral(v finding.Value) string {
	switch v.Kind() {
	case finding.BoolKind:
		return strings.ToUpper(v.Plain()) + "()"
	case finding.TextKind:
		return `"` + strings.ReplaceAll(report.CleanLine(v.Plain()), `"`, `""`) + `"`
	case finding.DateKind:
		return daxDate(v.Plain())
	}
	return literalNumber(v)
}

// daxDate returns a date or date-time. DATE takes years before 1900 for years
// after it, so such a date is told by its distance.
func daxDate(text string) string {
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04:05"} {
		t, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		date := fmt.Sprintf("DATE(%d, %d, %d)", t.Year(), t.Month(), t.Day())
		if t.Year() < 1900 {
			day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
			date = fmt.Sprintf("(DATE(1900, 1, 1) - %d)", (firstDAX-day.Unix())/(24*60*60))
		}
		if h, m, s := t.Clock(); h+m+s > 0 {
			date = fmt.Sprintf("(%s + TIME(%d, %d, %d))", date, h, m, s)
		}
		return date
	}
	return "BLANK()"
}

// firstDAX is the first of 1900 in seconds from 1970.
const firstDAX = -25_567 * 24 * 60 * 60

// daxFormat is how a measure is shown.
func daxFormat(m *Measure) string {
	switch m.Type {
	case report.TypeDate:
		return "yyyy-mm-dd"
	case report.TypePercent:
		return "0.0%"
	}
	format := "#,0"
	if m.Places > 0 {
		format += "." + strings.Repeat("0", m.Places)
	}
	return format
}

// mText returns a text in the language of Power Query.
func mText(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(report.CleanLine(s), "#(", "#(#)("), `"`, `""`)
	return `"` + s + `"`
}

// mName returns a name in the language of Power Query.
func mName(s string) string { return "#" + mText(s) }

// mType is a type of Power Query, and of the model.
type mType struct{ query, model, format, summarize string }

func mTypeOf(c *Column) mType {
	switch c.Type {
	case report.TypeInteger, report.TypeDuration:
		return mType{"Int64.Type", "int64", "#,0", "sum"}
	case report.TypeMoney:
		return mType{"Currency.Type", "decimal", "#,0.00", "sum"}
	case report.TypeNumber:
		return mType{"type number", "double", "#,0.00", "average"}
	case report.TypePercent:
		return mType{"type number", "double", "0.0%", "average"}
	case report.TypeBool:
		return mType{"type logical", "boolean", "", "none"}
	case report.TypeDate:
		switch c.Grain {
		case Day:
			return mType{"type date", "dateTime", "yyyy-mm-dd", "none"}
		case TimeOfDay, Instant:
			return mType{"type datetime", "dateTime", "yyyy-mm-dd hh:nn", "none"}
		}
	}
	return mType{"type text", "string", "", "none"}
}

// typeOf is the type of a column as it is written.
func (s *Schema) typeOf(f field) mType {
	if f.part != value {
		return mTypeOf(&Column{})
	}
	kind := mTypeOf(&s.Columns[f.source])
	if c := &s.Columns[f.source]; c.Key || c.Refers != "" || isDates(s) {
		kind.summarize = "none"
	}
	return kind
}

// query returns the steps that read the file of a table: the columns by their
// names, so that more of them do no harm, empty cells as nothing, date-times
// without the letters of ISO 8601, and numbers with a point whatever the
// language of the computer.
func (s *Schema) query() []string {
	var names, types, times []string
	for _, f := range s.fields() {
		names = append(names, mText(f.name))
		kind := s.typeOf(f)
		types = append(types, "{"+mText(f.name)+", "+kind.query+"}")
		if kind.query == "type datetime" {
			times = append(times, "{"+mText(f.name)+`, each if _ = null then null else Text.Start(Text.Replace(_, "T", " "), 19)}`)
		}
	}
	all := "{" + strings.Join(names, ", ") + "}"
	lines := []string{
		"let",
		"    Source = Csv.Document(File.Contents(" + mName(folderName) + ` & "\` + s.Name + `.csv"),[Delimiter=",", Encoding=65001, QuoteStyle=QuoteStyle.Csv]),`,
		"    Headers = Table.PromoteHeaders(Source, [PromoteAllScalars=true]),",
		"    Columns = Table.SelectColumns(Headers, " + all + ", MissingField.UseNull),",
		`    Cells = Table.ReplaceValue(Columns, "", null, Replacer.ReplaceValue, ` + all + "),",
	}
	last := "Cells"
	if len(times) > 0 {
		lines = append(lines, "    Times = Table.TransformColumns(Cells, {"+strings.Join(times, ", ")+"}),")
		last = "Times"
	}
	return append(lines, "    Typed = Table.TransformColumnTypes("+last+", {"+strings.Join(types, ", ")+"}, "+mText("en-US")+")", "in", "    Typed")
}
