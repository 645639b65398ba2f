package view

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/phrase"
)

// schema returns the schema with its words. They stand in the book under
// "star.TABLE" and "star.TABLE.COLUMN", titles under the same with "label."
// before it; columns that mean the same everywhere under "star.COLUMN".
func (t starTable) schema(w phrase.Printer) dataset.Schema {
	s := dataset.Schema{Name: t.name, Title: w.Label("star." + t.name), Meaning: w.Text(finding.Code("star." + t.name))}
	if !t.shared {
		s.Columns = append(s.Columns, t.project())
	}
	s.Columns = append(s.Columns, t.columns...)
	for i := range s.Columns {
		c := &s.Columns[i]
		key := starKey(w, t.name, c.Name)
		c.Title, c.Meaning = w.Label(key), w.Text(finding.Code(key))
	}
	return s
}

// project is the first column of a table.
func (t starTable) project() dataset.Column {
	if t.name == "projects" {
		return keyed("project_id")
	}
	c := refers("project_id", "projects.project_id")
	c.Key = t.name == "working_days" || t.name == "odds"
	c.Filled = !c.Key
	return c
}

// starKey is where the words of a column stand.
func starKey(w phrase.Printer, table, column string) string {
	book := w.Book
	if book == nil {
		book = phrase.Standard()
	}
	own := "star." + table + "." + column
	if _, ok := book.Entry(own); ok {
		return own
	}
	return "star." + column
}

// typed is a column of a type.
func typed(name string, t report.Type) dataset.Column { return dataset.Column{Name: name, Type: t} }

// worded is a column of text.
func worded(name string) dataset.Column { return dataset.Column{Name: name} }

// keyed is the column that names a row.
func keyed(name string) dataset.Column { return dataset.Column{Name: name, Key: true} }

// refers is a column that joins to another.
func refers(name, to string) dataset.Column { return dataset.Column{Name: name, Refers: to} }

// belongs is a column that always joins to another.
func belongs(name, to string) dataset.Column {
	return dataset.Column{Name: name, Refers: to, Filled: true}
}

// dated is a column of civil dates.
func dated(name string) dataset.Column {
	return dataset.Column{Name: name, Type: report.TypeDate, Grain: dataset.Day}
}

// timed is a column of civil dates with a time.
func timed(name string) dataset.Column {
	return dataset.Column{Name: name, Type: report.TypeDate, Grain: dataset.TimeOfDay}
}

// on is the column of dates by which a table of facts joins to the calendar.
func on(name string) dataset.Column {
	c := dated(name)
	c.Refers = "calendar.date"
	return c
}

// isKey makes a column part of what names a row.
func isKey(c dataset.Column) dataset.Column {
	c.Key = true
	return c
}

// perhaps is a column whose cells may be unknown.
func perhaps(name string, t report.Type) dataset.Column {
	return dataset.Column{Name: name, Type: t, CanBeUnknown: true}
}

// These are columns of the types that are met most.
func flag(name string) dataset.Column   { return typed(name, report.TypeBool) }
func count(name string) dataset.Column  { return typed(name, report.TypeInteger) }
func share(name string) dataset.Column  { return typed(name, report.TypePercent) }
func length(name string) dataset.Column { return typed(name, report.TypeDuration) }
func priced(name string) dataset.Column { return typed(name, report.TypeMoney) }
