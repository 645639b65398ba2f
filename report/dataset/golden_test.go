package dataset

import (
	"testing"

	"github.com/milepost-go/milepost/report"
)

// TestGolden holds what tools read: the rows in both forms and the dictionary
// in both languages.
func TestGolden(t *testing.T) {
	golden(t, "tasks.csv", text(t, CSV{}.Write, full()))
	golden(t, "tasks.jsonl", text(t, Lines{}.Write, full()))
	for _, lang := range report.Langs() {
		golden(t, "dictionary."+lang.Tag()+".csv", text(t, CSV{}.Write, Dictionary(lang, tasks())))
	}
}
