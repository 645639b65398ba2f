package dataset

import (
	"context"
	"iter"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// RowWriter takes the rows of one table, one by one. [Writer] is one; the
// packages of columnar files and workbooks have others.
type RowWriter interface {
	// Row writes one row and does not keep the slice.
	Row(cells ...finding.Value) error
	// Close writes what is left. What was written before it is no whole file.
	Close() error
}

// copyStep is how many rows pass between looks at the context.
const copyStep = 1024

// Copy writes rows, as of a large [Table], to a writer. It stops with the
// error of ctx soon after that is cancelled, and with the first error of the
// writer. Where progress is not nil it is told now and then, and at the end, how
// many rows are written. It leaves closing the writer to the caller, who may
// want to drop a file that is cut short instead. Nil rows are none.
func Copy(ctx context.Context, to RowWriter, rows iter.Seq[[]finding.Value], progress func(rows int)) error {
	if progress == nil {
		progress = func(int) {}
	}
	written := 0
	if rows != nil {
		for cells := range rows {
			if written%copyStep == 0 {
				if err := ctx.Err(); err != nil {
					return err
				}
				progress(written)
			}
			if err := to.Row(cells...); err != nil {
				return err
			}
			written++
		}
	}
	progress(written)
	return ctx.Err()
}
