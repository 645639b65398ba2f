package oracles

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
)

// TestTableauIsWellFormed lets xmllint parse data sources whose words are
// whatever people write, and asks it for what they say.
func TestTableauIsWellFormed(t *testing.T) {
	tool, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not installed")
	}
	for _, word := range words() {
		tables, measures := star(word)
		var tds bytes.Buffer
		if _, err := (dataset.Tableau{Name: word, Measures: measures}).Write(&tds, tables...); err != nil {
			t.Fatal(err)
		}
		lint := exec.Command(tool, "--nonet", "--noent", "--xpath", "string(/datasource/column[@name='[task_id]']/desc/formatted-text/run)", "-")
		lint.Stdin = &tds
		out, err := lint.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %.2000s", err, out)
		}
		if got, want := strings.TrimRight(string(out), "\n"), strings.TrimSpace(report.Clean(word)); got != want {
			t.Errorf("read %.100q, want %.100q", got, want)
		}
	}
}
