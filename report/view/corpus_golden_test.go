package view_test

import (
	"strings"
	"testing"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
)

// TestEveryDocumentGolden holds every document of the corpus in both languages
// to a file, as it is read, but for those of the shop, which [TestPapers] holds.
func TestEveryDocumentGolden(t *testing.T) {
	for _, lang := range report.Langs() {
		w := phrase.In(lang)
		ours := map[string]bool{}
		for name := range newTeaShop(t).papers(t, w) {
			ours[strings.Replace(name, "work-", "personalwork ", 1)] = true
		}
		for name, doc := range corpus(t, w) {
			if ours[name] {
				continue
			}
			var b strings.Builder
			if err := (markdown.Renderer{}).Render(&b, doc); err != nil {
				t.Fatal(err)
			}
			golden(t, strings.ReplaceAll(name, " ", "-")+"."+string(lang)+".md", b.String())
		}
	}
}
