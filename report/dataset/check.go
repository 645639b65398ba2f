package dataset

import (
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Check reports what is wrong with schemas that belong together, sorted: names,
// keys, and references between the tables. A reference is checked against the
// schemas given. Findings that would write a broken file block; the others
// warn.
func Check(schemas ...Schema) []finding.Finding {
	c := checker{columns: map[string]*Column{}}
	for i := range schemas {
		for j := range schemas[i].Columns {
			column := &schemas[i].Columns[j]
			c.columns[schemas[i].Name+"."+column.Name] = column
		}
	}
	seen := map[string]bool{}
	for i := range schemas {
		s := &schemas[i]
		if seen[s.Name] {
			c.add(CodeDuplicateTable, finding.Block, s.Name, "", RemedyRename)
		}
		seen[s.Name] = true
		c.schema(s)
	}
	finding.Sort(c.found)
	return c.found
}

type checker struct {
	columns map[string]*Column
	found   []finding.Finding
}

func (c *checker) add(code finding.Code, severity finding.Severity, table, column string, remedy finding.Code) {
	c.found = append(c.found, finding.Finding{
		Code: code, Severity: severity, Subject: finding.Ref{Kind: "table", ID: table, Field: column}, Remedy: remedy,
	})
}

func (c *checker) schema(s *Schema) {
	if isDevice(s.Name) {
		c.add(CodeReserved, finding.Block, s.Name, "", RemedyRename)
	}
	if !isSnakeCase(s.Name) {
		c.add(CodeBadName, finding.Block, s.Name, "", RemedyRename)
	}
	if len(s.Columns) == 0 {
		c.add(CodeNoColumns, finding.Block, s.Name, "", RemedyAddColumns)
		return
	}
	seen := map[string]bool{}
	for _, f := range s.fields() {
		if seen[f.name] {
			c.add(CodeDuplicateColumn, finding.Block, s.Name, f.name, RemedyRename)
		}
		seen[f.name] = true
	}
	key := false
	for i := range s.Columns {
		key = key || s.Columns[i].Key
		c.column(s, &s.Columns[i])
	}
	if !key {
		c.add(CodeNoKey, finding.Warn, s.Name, "", RemedyAddKey)
	}
}

func (c *checker) column(s *Schema, column *Column) {
	if !isSnakeCase(column.Name) {
		c.add(CodeBadName, finding.Block, s.Name, column.Name, RemedyRename)
	}
	if column.isFilled() && column.CanBeUnknown {
		c.add(CodeUnknownKey, finding.Block, s.Name, column.Name, RemedyAddKey)
	}
	if strings.TrimSpace(column.Meaning) == "" {
		c.add(CodeNoMeaning, finding.Warn, s.Name, column.Name, RemedySayMeaning)
	}
	if column.Refers == "" {
		return
	}
	target, ok := c.columns[column.Refers]
	code := finding.Code("")
	switch {
	case !ok:
		code = CodeNoTarget
	case !target.Key:
		code = CodeNotAKey
	case target.Type != column.Type:
		code = CodeOtherType
	default:
		return
	}
	c.add(code, finding.Block, s.Name, column.Name, RemedyMendReference)
	c.found[len(c.found)-1].Got = finding.Text(column.Refers)
}

// isSnakeCase reports whether a name is lower-case words joined by '_', the
// first of which begins with a letter.
func isSnakeCase(name string) bool {
	if name == "" || name[0] < 'a' || name[0] > 'z' || strings.HasSuffix(name, "_") || strings.Contains(name, "__") {
		return false
	}
	return strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}
