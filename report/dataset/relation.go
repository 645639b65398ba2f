package dataset

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// join is a reference from a column of one table to a column of another.
type join struct {
	from, fromColumn int // table and column that refer
	to, toColumn     int // table and column referred to
	rank             int // smaller goes first where not all can hold
	unique           bool
	active           bool
}

// The ranks of joins. A column that is filled always has what it refers to;
// dates come late because they lead everywhere; what another join
// implies comes last.
const (
	rankFilled = iota
	rankPlain
	rankDate
	rankImplied
)

// modelOf returns the joins of schemas that belong together, the most
// important first. Those that make a second way from one table to another are
// not active. References within a table and those to nothing are left out.
func modelOf(schemas []Schema) []join {
	joins := joinsOf(schemas)
	for i := range joins {
		joins[i].rank = rankOf(schemas, joins, &joins[i])
	}
	depths := depthsOf(len(schemas), joins)
	slices.SortStableFunc(joins, func(a, b join) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(depths[a.from], depths[b.from]), cmp.Compare(depths[a.to], depths[b.to]))
	})
	activate(len(schemas), joins)
	return joins
}

// inOrder compares joins by where they stand in the schemas.
func inOrder(a, b join) int {
	return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.fromColumn, b.fromColumn))
}

func joinsOf(schemas []Schema) []join {
	type place struct{ table, column int }
	places := map[string]place{}
	for t := range schemas {
		for c := range schemas[t].Columns {
			places[schemas[t].Name+"."+schemas[t].Columns[c].Name] = place{t, c}
		}
	}
	var joins []join
	for t := range schemas {
		for c := range schemas[t].Columns {
			to, ok := places[schemas[t].Columns[c].Refers]
			if ok && to.table != t {
				joins = append(joins, join{from: t, fromColumn: c, to: to.table, toColumn: to.column, unique: isWholeKey(&schemas[to.table], to.column)})
			}
		}
	}
	return joins
}

// isWholeKey reports whether the column alone names a row.
func isWholeKey(s *Schema, column int) bool {
	for i := range s.Columns {
		if s.Columns[i].Key != (i == column) {
			return false
		}
	}
	return true
}

// isDates reports whether each row of the table is a date.
func isDates(s *Schema) bool {
	for i := range s.Columns {
		if s.Columns[i].Type == report.TypeDate && isWholeKey(s, i) {
			return true
		}
	}
	return false
}

// depthsOf returns for each table how long the longest chain of filled
// references from it is. Chains that come back to where they began count as long as there
// are tables.
func depthsOf(tables int, joins []join) []int {
	depths := make([]int, tables)
	for range tables {
		for _, j := range joins {
			if j.rank == rankFilled {
				depths[j.from] = min(max(depths[j.from], depths[j.to]+1), tables)
			}
		}
	}
	return depths
}

func rankOf(schemas []Schema, joins []join, j *join) int {
	column := &schemas[j.from].Columns[j.fromColumn]
	switch {
	case isImplied(schemas, joins, j):
		return rankImplied
	case column.isFilled():
		return rankFilled
	case isDates(&schemas[j.to]):
		return rankDate
	}
	return rankPlain
}

// isFilled reports whether no cell of the column is empty.
func (c *Column) isFilled() bool { return c.Key || c.Filled }

// isImplied reports whether a filled column of the same table leads to one that
// refers to the same place in a column of the same name, as a cost refers to
// its project and to a task of that project.
func isImplied(schemas []Schema, joins []join, j *join) bool {
	column := &schemas[j.from].Columns[j.fromColumn]
	for i := range joins {
		other := &joins[i]
		if other.from != j.from || other.to == j.to || !schemas[other.from].Columns[other.fromColumn].isFilled() {
			continue
		}
		if slices.ContainsFunc(schemas[other.to].Columns, func(c Column) bool { return c.Name == column.Name && c.Refers == column.Refers }) {
			return true
		}
	}
	return false
}

// activate marks the joins that leave at most one way from a table to another.
func activate(tables int, joins []join) {
	ways := make([][]bool, tables)
	for i := range ways {
		ways[i] = make([]bool, tables)
		ways[i][i] = true
	}
	for i := range joins {
		j := &joins[i]
		if j.unique && !leadsTwice(ways, j.from, j.to) {
			j.active = true
			connect(ways, j.from, j.to)
		}
	}
}

// leadsTwice reports whether one more join makes a second way, or a circle: a
// second way to where one is.
func leadsTwice(ways [][]bool, from, to int) bool {
	for a := range ways {
		for b := range ways {
			if ways[a][from] && ways[to][b] && ways[a][b] {
				return true
			}
		}
	}
	return false
}

func connect(ways [][]bool, from, to int) {
	for a := range ways {
		for b := range ways {
			if ways[a][from] && ways[to][b] {
				ways[a][b] = true
			}
		}
	}
}

// about returns a finding on the reference of a join.
func (j *join) about(code finding.Code, severity finding.Severity, schemas []Schema) finding.Finding {
	column := &schemas[j.from].Columns[j.fromColumn]
	return finding.Finding{
		Code: code, Severity: severity, Got: finding.Text(column.Refers),
		Subject: finding.Ref{Kind: "table", ID: schemas[j.from].Name, Field: column.Name},
	}
}
