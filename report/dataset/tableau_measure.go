package dataset

import (
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// choose keeps the measures whose tables are all in the data source.
func (s *source) choose() {
	known := map[string]*Measure{}
	for i := range s.Measures {
		known[strings.ToLower(s.Measures[i].Name)] = &s.Measures[i]
	}
	for _, m := range s.Measures {
		if s.has(m.Table) && s.holds(&m.Formula, known, map[string]bool{}) {
			s.measures = append(s.measures, m)
			continue
		}
		s.left = append(s.left, finding.Finding{Code: CodeMeasureLeftOut, Severity: finding.Info, Subject: finding.Ref{Kind: "measure", ID: m.Name}})
	}
}

func (s *source) has(table string) bool {
	for i := range s.tables {
		if s.tables[i].schema.Name == table {
			return true
		}
	}
	return false
}

// holds reports whether all tables of a formula are in the data source. It
// looks at no measure twice: those that were seen hold, or the answer is no.
func (s *source) holds(f *Formula, known map[string]*Measure, seen map[string]bool) bool {
	if f.Op == OpMeasure {
		name := strings.ToLower(f.Measure)
		if seen[name] {
			return true
		}
		seen[name] = true
		return s.holds(&known[name].Formula, known, seen)
	}
	table, _, _ := strings.Cut(f.Column, ".")
	if f.Op == OpRows {
		table = f.Table
	}
	if f.Op <= OpGreatest && !s.has(table) {
		return false
	}
	for _, c := range f.Where {
		if other, _, found := strings.Cut(c.Other, "."); found && !s.has(other) {
			return false
		}
	}
	for i := range f.Args {
		if !s.holds(&f.Args[i], known, seen) {
			return false
		}
	}
	return true
}

// calculated is the name of the field of a measure, whatever people call it.
func calculated(name string) string {
	return "[Calculation_" + digest("measure " + strings.ToLower(name))[:16] + "]"
}

// calculation writes a measure as a calculated field.
func (s *source) calculation(m *markup, measure *Measure) {
	kind := "real"
	switch {
	case measure.Type == report.TypeDate:
		kind = "datetime"
	case measure.Formula.Op == OpRows:
		kind = "integer"
	}
	attributes := []string{"caption", titleOf(measure.Title, measure.Name), "datatype", kind}
	if format := tableauFormat(measure); format != "" {
		attributes = append(attributes, "default-format", format)
	}
	scale := "quantitative"
	if kind == "datetime" {
		scale = "ordinal"
	}
	attributes = append(attributes, "name", calculated(measure.Name), "role", "measure", "type", scale)
	s.described(m, attributes, strings.TrimSpace(report.Clean(measure.Meaning)), s.formula(&measure.Formula))
}

func tableauFormat(m *Measure) string {
	switch m.Type {
	case report.TypeDate:
		return ""
	case report.TypePercent:
		return "p0.0%"
	}
	number := "#,##0"
	if m.Places > 0 {
		number += "." + strings.Repeat("0", m.Places)
	}
	return "n" + number + ";-" + number
}

// formula writes a formula in Tableau's language.
func (s *source) formula(f *Formula) string {
	switch f.Op {
	case OpMeasure:
		return calculated(f.Measure)
	case OpAdd, OpSubtract, OpMultiply:
		return "(" + s.formula(&f.Args[0]) + [...]string{" + ", " - ", " * "}[f.Op-OpAdd] + s.formula(&f.Args[1]) + ")"
	case OpDivide:
		by := s.formula(&f.Args[1])
		return "(IF " + by + " <> 0 THEN " + s.formula(&f.Args[0]) + " / " + by + " END)"
	}
	what := s.named(f.Column)
	if f.Op == OpRows {
		what = s.key(f.Table)
	}
	for i := range f.Where {
		what = "IF " + s.condition(&f.Where[i]) + " THEN " + what + " END"
	}
	return [...]string{"SUM", "COUNT", "MIN", "MAX"}[f.Op] + "(" + what + ")"
}

// named returns the field of a column such as "tasks.cost".
func (s *source) named(column string) string {
	table, name, _ := strings.Cut(column, ".")
	for i := range s.tables {
		for j, f := range s.tables[i].fields {
			if s.tables[i].schema.Name == table && f.part == value && f.name == name {
				return s.tables[i].names[j]
			}
		}
	}
	return ""
}

// key returns a field of a table that is never empty: a key, or else the
// table's own count of its rows.
func (s *source) key(table string) string {
	for i := range s.tables {
		t := &s.tables[i]
		if t.schema.Name != table {
			continue
		}
		for j, f := range t.fields {
			if f.part == value && t.schema.Columns[f.source].Key {
				return t.names[j]
			}
		}
		return "[__tableau_internal_object_id__].[" + t.object() + "]"
	}
	return ""
}

// condition writes a condition in Tableau's language.
func (s *source) condition(c *Condition) string {
	other := ""
	if c.Other != "" {
		other = s.named(c.Other)
	} else {
		other = tableauLiteral(c.Value)
	}
	return s.named(c.Column) + [...]string{" = ", " <> ", " <= ", " >= "}[c.Is] + other
}

func tableauLiteral(v finding.Value) string {
	switch v.Kind() {
	case finding.BoolKind:
		return strings.ToUpper(v.Plain())
	case finding.DateKind:
		return "#" + strings.Replace(v.Plain(), "T", " ", 1) + "#"
	case finding.TextKind:
		return `"` + strings.ReplaceAll(report.CleanLine(v.Plain()), `"`, `""`) + `"`
	}
	return literalNumber(v)
}

// literalNumber is a number as formulas have it, a fraction without end
// rounded.
func literalNumber(v finding.Value) string {
	text := v.Plain()
	if strings.Contains(text, "/") {
		text = decimal(v)
	}
	if _, err := strconv.ParseFloat(text, 64); err != nil {
		return "0"
	}
	return text
}
