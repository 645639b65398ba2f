package xlsx

import (
	"context"
	"fmt"
	"io"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/phrase"
)

// Workbook is a set of tables as one workbook: a sheet for every table, before
// them an overview with the number of rows and the totals as formulas, after
// them a dictionary of every column and, where something could not be written
// as it is, a sheet of notes. The zero Workbook holds an empty overview.
//
// It is a value; several goroutines may write one at once as long as the rows
// of its tables allow it.
type Workbook struct {
	Title        string        // of the file and of the overview; "" takes the word for overview
	Lang         report.Lang   // of our own words; names of columns are the same in every language
	AsOf         finding.Value // the moment the figures speak of; zero is left out
	Sheets       []Sheet       // in this order
	NonWorking   []string      // civil dates, ISO 8601, that are no working days although their weekday is one; for [WorkingDays]
	MakeUp       []string      // civil dates that are working days although their weekday is none
	Dashboard    *Dashboard    // charts over the tables, a sheet after the overview; nil for none
	Gantt        *Gantt        // a sheet of bars over a table of tasks, after that; nil for none
	Titles       bool          // heads are the titles of columns with their units, where they have a title; else their names, which tools build on
	NoDictionary bool          // leaves out the dictionary
	SheetRows    int           // rows of data a sheet holds before the table goes on on a next one; zero, and anything above, is what a sheet can hold: 1,048,575
}

// Sheet is a table with what the workbook does with it. Its columns are those
// that package dataset writes, in the same order and, but for
// [Workbook.Titles], under the same names.
type Sheet struct {
	Table       dataset.Table
	Name        string      // on the tab; "" takes the name of the schema
	Formulas    []Formula   // columns that the workbook calculates
	Totals      []string    // columns whose sum stands in the overview
	Marks       []Mark      // rows and cells that are set off by colour
	EarnedValue EarnedValue // columns from which the overview makes the indices of earned value; zero for none
}

// Write writes the workbook row by row: the memory it needs does not grow with
// the rows. It returns what could not be written as it is, in the order it was
// met: texts that are too long for a cell, numbers with more digits than a
// spreadsheet keeps, dates before 1900, tables that go on on a next sheet,
// formulas that do not give the figure. All of it stands in the sheet of notes
// too; the list ends at a thousand.
//
// The error is the first of w, a [*dataset.CellError] for a value that does not
// fit its column, or one that unwraps to [ErrWorkbook]. What has been written
// until then is no workbook. The same workbook gives the same bytes.
func (k Workbook) Write(w io.Writer) ([]finding.Finding, error) {
	return k.WriteContext(context.Background(), w, nil)
}

// WriteContext is [Workbook.Write] for large tables. It stops with the error of
// ctx soon after that is cancelled. Where progress is not nil it is told now and
// then, and at the end of each table, how many rows of it are written.
func (k Workbook) WriteContext(ctx context.Context, w io.Writer, progress func(table string, rows int)) ([]finding.Finding, error) {
	if err := k.check(); err != nil {
		return nil, err
	}
	b := newBinder(w, k.Lang)
	defer b.file.Close()
	b.passing = func(table string, rows int) error {
		if progress != nil {
			progress(table, rows)
		}
		return ctx.Err()
	}
	if err := k.write(b); err != nil {
		return b.notes, fmt.Errorf("xlsx: write: %w", err)
	}
	return b.notes, nil
}

func (k *Workbook) write(b *binder) error {
	say := phrase.In(k.Lang)
	title := k.Title
	if title == "" {
		title = say.Label("workbook_overview")
	}
	front := b.reserve(say.Label("workbook_overview"))
	var board *dashboardWriter
	if k.Dashboard != nil {
		board = newDashboard(b, k)
	}
	var bars *ganttWriter
	if k.Gantt != nil {
		bars = newGantt(b, k)
	}
	tables := make([]dataset.Schema, len(k.Sheets))
	for i := range k.Sheets {
		tables[i] = k.Sheets[i].Table.Schema
		sheet := k.Sheets[i]
		if board != nil {
			sheet = board.watch(sheet)
		}
		if bars != nil {
			sheet = bars.watch(sheet)
		}
		if err := k.table(b, &sheet); err != nil {
			return err
		}
	}
	if !k.NoDictionary {
		dictionary := Sheet{Table: dataset.Dictionary(k.Lang, tables...), Name: say.Label("workbook_dictionary")}
		if err := k.table(b, &dictionary); err != nil {
			return err
		}
	}
	if err := k.writeDays(b); err != nil {
		return err
	}
	if board != nil {
		if err := board.write(); err != nil {
			return err
		}
	}
	if bars != nil {
		if err := bars.write(); err != nil {
			return err
		}
	}
	if err := k.overview(b, front, title); err != nil {
		return err
	}
	return b.finish(title)
}
