package xlsx_test

import (
	"bytes"

	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/xlsx"
	"github.com/xuri/excelize/v2"
)

// listing writes a workbook as text: every sheet with every cell that holds
// something, what it shows, what it stores and how it is calculated.
func listing(t testing.TB, data []byte) string {
	t.Helper()
	f := open(t, data)
	var out strings.Builder
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "# %s\n", sheet)
		for r, row := range rows {
			for c, shown := range row {
				at, _ := excelize.CoordinatesToCellName(c+1, r+1)
				formula, _ := f.GetCellFormula(sheet, at)
				stored := raw(t, f, sheet, at)
				if stored == "" && formula == "" {
					continue
				}
				fmt.Fprintf(&out, "%s\t%q", at, shown)
				if stored != shown {
					fmt.Fprintf(&out, "\t%s", stored)
				}
				if formula != "" {
					fmt.Fprintf(&out, "\t=%s", formula)
				}
				out.WriteByte('\n')
			}
		}
	}
	return out.String()
}

// The golden files hold what both kinds of workbook say in each language.
func TestGolden(t *testing.T) {
	for _, lang := range report.Langs() {
		var paper bytes.Buffer
		if err := (xlsx.Renderer{}).Render(&paper, reporttest.Sample(lang)); err != nil {
			t.Fatal(err)
		}
		data, _ := write(t, wholeBook(lang))
		for name, content := range map[string][]byte{"document": paper.Bytes(), "workbook": data} {
			file := filepath.Join("testdata", name+"."+lang.Tag()+".txt")
			got := listing(t, content)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s differs; -update writes it anew", file)
			}
		}
	}
}
