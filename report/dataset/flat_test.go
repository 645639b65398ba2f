package dataset

import (
	"errors"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// TestFlatIsTheFile holds that a row laid out says what the file says.
func TestFlatIsTheFile(t *testing.T) {
	flat, err := NewFlat(tasks())
	if err != nil {
		t.Fatal(err)
	}
	lines := readCSV(t, text(t, CSV{NoGuard: true}.Write, full()))
	var head []string
	for _, c := range flat.Columns() {
		head = append(head, c.Name)
	}
	if !slices.Equal(head, lines[0]) {
		t.Errorf("columns %q, file %q", head, lines[0])
	}
	k := 0
	for cells := range full().Rows {
		k++
		row, err := flat.Row(nil, cells...)
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range row {
			got := v.Plain()
			if v.Kind() == finding.DateKind && len(got) > 10 {
				got = got[:10] + " " + got[11:]
			}
			if got != lines[k][i] || v.IsUnknown() || v.Kind() == finding.ListKind {
				t.Errorf("row %d %s: %v, file %q", k, head[i], v, lines[k][i])
			}
		}
	}
}

func TestFlatRefusesWhatDoesNotFit(t *testing.T) {
	if _, err := NewFlat(Schema{Name: "t"}); !errors.Is(err, ErrCell) {
		t.Errorf("no columns: %v", err)
	}
	flat, _ := NewFlat(Schema{Name: "t", Columns: []Column{{Name: "a", Key: true}, {Name: "n", Type: report.TypeDuration}}})
	if got := flat.Columns()[1].Unit; got != "min" {
		t.Errorf("unit %q", got)
	}
	kept := []finding.Value{finding.Text("kept")}
	for i, cells := range [][]finding.Value{{}, {{}, {}}, {finding.Text("a"), finding.Number(1, "day")}} {
		got, err := flat.Row(kept, cells...)
		var fault *CellError
		if !errors.As(err, &fault) || fault.Row != i+1 || fault.Table != "t" || len(got) != 1 {
			t.Errorf("%v: %v, %v", cells, got, err)
		}
	}
}
