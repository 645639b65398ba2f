package xlsx_test

import (
	"testing"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/xlsx"
)

// Every note has its sentence in both languages.
func TestWords(t *testing.T) {
	for _, lang := range report.Langs() {
		for _, code := range xlsx.Codes() {
			if text := phrase.In(lang).Text(code); text == "" || text == string(code) {
				t.Errorf("%s has no words in %s", code, lang)
			}
		}
	}
}
