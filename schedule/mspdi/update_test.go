package mspdi_test

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

func update(t testing.TB, e mspdi.Encoder, doc *mspdi.Document, plan *schedule.Plan) ([]byte, []schedule.LossNote) {
	t.Helper()
	var b bytes.Buffer
	notes, err := e.Update(&b, doc, plan)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), notes
}

func parse(t testing.TB, source []byte) *mspdi.Document {
	t.Helper()
	doc, err := mspdi.Parse(bytes.NewReader(source), mspdi.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// leaves writes every element of a document that has a text, with the names of
// those around it, in order.
func leaves(e mspdi.Element, path string, list []string) []string {
	path += "/" + e.Name()
	inside := false
	for c := range e.Children() {
		list, inside = leaves(c, path, list), true
	}
	if !inside {
		list = append(list, path+"="+strings.TrimSpace(e.Text()))
	}
	return list
}

// TestUpdateOfNothing writes every file again with the plan that was read from
// it: every element stays, as it was and, if that is the order of the schema,
// where it was. Only what the schema wants in every file is added.
func TestUpdateOfNothing(t *testing.T) {
	inPlace := 0
	for _, name := range projectFiles(t) {
		base, doc := filepath.Base(name), parse(t, readFile(t, name))
		plan, _, err := doc.Plan(mspdi.Options{})
		if err != nil {
			t.Fatal(err)
		}
		file, notes := update(t, mspdi.Encoder{}, doc, plan)
		again := parse(t, file)
		if reread, _, err := again.Plan(mspdi.Options{}); err != nil || planDiff(plan, reread) != "" {
			t.Errorf("%s: %v\n%s", base, err, planDiff(plan, reread))
		}
		if doc.Root().Child("SaveVersion").IsZero() {
			continue // of before 2007: all that is known is written anew
		}
		if len(notes) > 0 {
			t.Errorf("%s: notes\n%s", base, noted(notes))
		}
		was, is := leaves(doc.Root(), "", nil), leaves(again.Root(), "", nil)
		if doc.Root().Child("CurrencyCode").IsZero() {
			is = slices.DeleteFunc(is, func(s string) bool { return s == "/Project/CurrencyCode=XXX" })
		}
		if slices.Equal(was, is) {
			inPlace++
		}
		slices.Sort(was)
		slices.Sort(is)
		if diff := cmp.Diff(was, is); diff != "" {
			t.Errorf("%s: (-was +is)\n%s", base, diff)
		}
		if third, _ := update(t, mspdi.Encoder{}, again, plan); !bytes.Equal(file, third) {
			t.Errorf("%s: written a third time the file differs", base)
		}
	}
	if inPlace < 20 { // three of the corpus have elements out of their order
		t.Errorf("only %d files keep the order of their elements", inPlace)
	}
}
