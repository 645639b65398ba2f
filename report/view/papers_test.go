package view_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
)

var update = flag.Bool("update", false, "write the golden documents anew")

// golden holds a text to the file of it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "papers", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s:\n%s", name, diff)
	}
}

// Every document of the shop in both languages, as read and found right.
func TestPapers(t *testing.T) {
	s := newTeaShop(t)
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		for name, doc := range s.papers(t, phrase.In(lang)) {
			for _, f := range doc.Check() {
				t.Errorf("%s in %s: %v", name, lang, f)
			}
			var b strings.Builder
			if err := (markdown.Renderer{}).Render(&b, doc); err != nil {
				t.Fatal(err)
			}
			golden(t, name+"."+string(lang)+".md", b.String())
		}
	}
}
