package dataset

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

func TestCopyIsWrite(t *testing.T) {
	table := benchRows(5000)
	var b bytes.Buffer
	w, err := CSV{}.Writer(&b, table.Schema)
	if err != nil {
		t.Fatal(err)
	}
	var seen []int
	if err := Copy(t.Context(), w, table.Rows, func(rows int) { seen = append(seen, rows) }); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if b.String() != text(t, CSV{}.Write, table) {
		t.Error("Copy and Write differ")
	}
	if !slices.Equal(seen, []int{0, 1024, 2048, 3072, 4096, 5000}) {
		t.Errorf("progress %v", seen)
	}
}

func TestCopyStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	w, _ := CSV{}.Writer(io.Discard, tasks())
	last := 0
	err := Copy(ctx, w, benchRows(1_000_000).Rows, func(rows int) {
		if last = rows; rows >= 10_000 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || last > 10_000+2*copyStep {
		t.Errorf("%v after %d rows", err, last)
	}
	if err := Copy(ctx, w, nil, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("no rows under a context that is over: %v", err)
	}
	short, _ := CSV{}.Writer(io.Discard, Schema{Name: "t", Columns: []Column{{Name: "a"}}})
	if err := Copy(t.Context(), short, benchRows(3).Rows, nil); !errors.Is(err, ErrCell) {
		t.Errorf("rows that do not fit: %v", err)
	}
}

// TestGrain holds that a column of one kind of date takes no other.
func TestGrain(t *testing.T) {
	kinds := map[Grain]finding.Value{
		Day: finding.Date("0001-01-01"), TimeOfDay: finding.Date("9999-12-31T23:59"), Instant: finding.Instant(time.Unix(0, 0)),
	}
	for grain := range kinds {
		for kind, v := range kinds {
			column := Column{Name: "at", Type: report.TypeDate, Grain: grain}
			var b bytes.Buffer
			err := CSV{NoBOM: true}.Write(&b, Table{Schema: Schema{Name: "t", Columns: []Column{column}}, Rows: rows([]finding.Value{v}, []finding.Value{{}})})
			if (err == nil) != (grain == kind) || err != nil && !strings.Contains(err.Error(), "grain "+grain.String()) {
				t.Errorf("%v in a column of grain %s: %v", v, grain, err)
			}
			column.Grain = AnyDate
			if err := (CSV{}).Write(io.Discard, Table{Schema: Schema{Name: "t", Columns: []Column{column}}, Rows: rows([]finding.Value{v})}); err != nil {
				t.Errorf("%v in a column of any dates: %v", v, err)
			}
		}
	}
	s := Schema{Name: "t", Columns: []Column{{Name: "at", Type: report.TypeDate, Grain: Day}}}
	lines, err := csv.NewReader(strings.NewReader(text(t, CSV{NoBOM: true}.Write, Dictionary(report.En, s)))).ReadAll()
	if err != nil || lines[0][10] != "grain" || lines[1][10] != "day" || Grain(99).String() != "" {
		t.Errorf("dictionary: %v %v", lines, err)
	}
}
