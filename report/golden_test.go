package report_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestJSONGolden holds the form that programs read, in both languages.
func TestJSONGolden(t *testing.T) {
	for _, lang := range report.Langs() {
		var b bytes.Buffer
		if err := (report.JSON{}).Render(&b, reporttest.Sample(lang)); err != nil {
			t.Fatal(err)
		}
		if !json.Valid(b.Bytes()) {
			t.Errorf("%s: not JSON", lang)
		}
		path := filepath.Join("testdata", "sample."+lang.Tag()+".json")
		if *update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b.Bytes(), want) {
			t.Errorf("%s has changed; see what, and write it anew with -update", path)
		}
	}
}
