package svg

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// titles are those of the golden picture in both languages.
var titles = map[report.Lang]string{report.En: "Bars & <marks>", report.ZhCN: "柱状图"}

func written(t *testing.T, fig report.Figure, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Render(&b, fig, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGolden(t *testing.T) {
	for _, lang := range report.Langs() {
		got := written(t, reporttest.Bars{Title: titles[lang], Values: []int64{3, 1, 4, 15}}, Options{Lang: lang})
		path := filepath.Join("testdata", "bars."+lang.Tag()+".svg")
		if *update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s has changed; see what, and write it anew with -update", path)
		}
	}
}

// TestXMLLint has libxml2 read pictures with the worst of names, and the golden
// ones of the packages that draw.
func TestXMLLint(t *testing.T) {
	tool, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not there")
	}
	file := filepath.Join(t.TempDir(), "hostile.svg")
	if err := os.WriteFile(file, written(t, reporttest.HostileFigure{}, Options{Lang: report.ZhCN, Prefix: reporttest.HostileNames()[0]}), 0o600); err != nil {
		t.Fatal(err)
	}
	files := []string{file}
	for _, pattern := range []string{"testdata/*.svg", "../gantt/testdata/*.svg", "../chart/testdata/*.svg"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(found), err)
		}
		files = append(files, found...)
	}
	out, err := exec.Command(tool, append([]string{"--noout", "--nonet"}, files...)...).CombinedOutput()
	if err != nil || len(out) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
}
