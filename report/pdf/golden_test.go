package pdf_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden holds the words of the sample in the order in which another
// program reads them, in both languages. Blanks do not count.
func TestGolden(t *testing.T) {
	for _, lang := range report.Langs() {
		got := read(t, render(t, chinese(t), reporttest.Sample(lang)), "-raw")
		got = strings.TrimRight(strings.ReplaceAll(got, "\f", "\n"), "\n") + "\n"
		path := filepath.Join("testdata", "sample."+lang.Tag()+".txt")
		if *update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if without(got) != without(string(want)) {
			t.Errorf("%s has changed; see what, and write it anew with -update", path)
		}
	}
}
