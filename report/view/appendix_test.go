package view_test

import (
	"strings"
	"testing"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
)

// Without its appendix every document is whole: it says line by line what it
// says before the appendix, but for the links into that, and leads nowhere.
func TestDocumentsWithoutAppendix(t *testing.T) {
	shorter := 0
	for _, lang := range report.Langs() {
		w := phrase.In(lang)
		for name, doc := range corpus(t, w) {
			short := doc.WithoutTraces()
			for _, f := range short.Check() {
				t.Errorf("%s in %s: %v", name, lang, f)
			}
			var long, less strings.Builder
			if (markdown.Renderer{}).Render(&long, doc) != nil || (markdown.Renderer{}).Render(&less, short) != nil {
				t.Fatalf("%s cannot be written", name)
			}
			if less.Len() == long.Len() {
				continue
			}
			shorter++
			before, after, found := strings.Cut(long.String(), "\n## "+w.Label("how_computed")+"\n")
			if !found || strings.Contains(after, "\n## ") {
				t.Errorf("%s in %s: something stands behind the appendix", name, lang)
			}
			want, got := strings.Split(strings.TrimSpace(before), "\n"), strings.Split(strings.TrimSpace(less.String()), "\n")
			if len(want) != len(got) || strings.Contains(less.String(), "](#") {
				t.Errorf("%s in %s: %d lines instead of %d", name, lang, len(got), len(want))
			}
		}
	}
	if shorter < 12 {
		t.Errorf("only %d documents have an appendix", shorter)
	}
}
