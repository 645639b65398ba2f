package dataset

import (
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// CheckRows reports what is wrong with the rows of tables that belong together:
// keys that stand twice as files have them, references that name no row, values
// that do not fit their columns. There is one finding for each column and kind
// of fault: Got says in how many rows, Related names the first ten, counted
// from 1. All findings block but one, and they are sorted: keys that differ only
// in the case of letters or in blanks at their end warn, since Power BI takes
// them for one and refuses the table.
//
// Rows are read twice. It needs memory for the keys, not for rows. A reference
// to a table that was not given is passed over: see [Check].
func CheckRows(tables ...Table) []finding.Finding {
	c := rowChecker{targets: map[string]map[string]bool{}}
	for i := range tables {
		for j := range tables[i].Columns {
			if to := tables[i].Columns[j].Refers; to != "" {
				c.targets[to] = nil
			}
		}
	}
	for i := range tables {
		c.keys(&tables[i])
	}
	for i := range tables {
		c.references(&tables[i])
	}
	finding.Sort(c.found)
	return c.found
}

type rowChecker struct {
	targets map[string]map[string]bool // values of the columns that are referred to; nil: the table was not given
	found   []finding.Finding
}

// faults gathers what is wrong with one column.
type faults struct {
	rows  int64
	first []finding.Ref
}

func (f *faults) add(row int64) {
	f.rows++
	if len(f.first) < 10 {
		f.first = append(f.first, finding.Ref{Kind: "row", ID: finding.Number(row, "").Plain()})
	}
}

func (c *rowChecker) report(code finding.Code, t *Table, column string, f faults, remedy finding.Code) {
	if f.rows == 0 {
		return
	}
	severity := finding.Block
	if code == CodeAlikeKey {
		severity = finding.Warn
	}
	c.found = append(c.found, finding.Finding{
		Code: code, Severity: severity, Subject: finding.Ref{Kind: "table", ID: t.Name, Field: column},
		Got: finding.Number(f.rows, ""), Related: f.first, Remedy: remedy,
	})
}

// keys gathers the values that other tables refer to, and checks the keys and
// cells of a table.
func (c *rowChecker) keys(t *Table) {
	wanted, seen, alike := c.wanted(t), map[string]bool{}, map[string]bool{}
	var twice, near, whole faults
	cells := make([]faults, len(t.Columns))
	n := int64(0)
	for row := range rowsOf(t) {
		n++
		if len(row) != len(t.Columns) {
			whole.add(n)
			continue
		}
		for i := range row {
			if !t.Columns[i].fits(row[i]) {
				cells[i].add(n)
			}
		}
		for i, set := range wanted {
			set[written(row[i])] = true
		}
		if name, folded := t.key(row, written), t.key(row, folded); name != "" {
			if seen[name] {
				twice.add(n)
			} else if alike[folded] {
				near.add(n)
			}
			seen[name], alike[folded] = true, true
		}
	}
	for i := range cells {
		c.report(CodeCell, t, t.Columns[i].Name, cells[i], RemedyMendCell)
	}
	c.report(CodeCell, t, "", whole, RemedyMendCell)
	c.report(CodeDuplicateKey, t, "", twice, RemedyMendKey)
	c.report(CodeAlikeKey, t, "", near, RemedyMendKey)
}

// wanted returns a set for each column of a table that others refer to.
func (c *rowChecker) wanted(t *Table) map[int]map[string]bool {
	list := map[int]map[string]bool{}
	for i := range t.Columns {
		name := t.Name + "." + t.Columns[i].Name
		set, ok := c.targets[name]
		if !ok {
			continue
		}
		if set == nil {
			set = map[string]bool{}
			c.targets[name] = set
		}
		list[i] = set
	}
	return list
}

// references checks that what a table refers to is there.
func (c *rowChecker) references(t *Table) {
	lost := make([]faults, len(t.Columns))
	n := int64(0)
	for row := range rowsOf(t) {
		n++
		for i := range min(len(row), len(t.Columns)) {
			set := c.targets[t.Columns[i].Refers]
			if set != nil && row[i].Kind() != finding.NoneKind && !set[written(row[i])] {
				lost[i].add(n)
			}
		}
	}
	for i := range lost {
		c.report(CodeOrphan, t, t.Columns[i].Name, lost[i], RemedyMendRow)
	}
}

// rowsOf returns the rows of a table, none for nil.
func rowsOf(t *Table) func(func([]finding.Value) bool) {
	if t.Rows == nil {
		return func(func([]finding.Value) bool) {}
	}
	return t.Rows
}

// fits reports whether a value may stand in the column.
func (c *Column) fits(v finding.Value) bool {
	switch v.Kind() {
	case finding.NoneKind:
		return !c.isFilled()
	case finding.UnknownKind:
		return c.CanBeUnknown && !c.isFilled()
	}
	_, reason := plain(c, v)
	return reason == ""
}

// key is what names a row, as one text of its cells: "" where no column is
// marked.
func (t *Table) key(row []finding.Value, as func(finding.Value) string) string {
	var b strings.Builder
	for i := range t.Columns {
		if t.Columns[i].Key {
			text := as(row[i])
			b.WriteString(strconv.Itoa(len(text)))
			b.WriteByte(':')
			b.WriteString(text)
		}
	}
	return b.String()
}

// written is a key as files have it: without characters that no file keeps.
func written(v finding.Value) string { return report.Clean(v.Plain()) }

// folded is a key as a tool sees it that looks at no case and no blanks at the
// end.
func folded(v finding.Value) string { return strings.TrimRight(strings.ToLower(written(v)), " ") }
