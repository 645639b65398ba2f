package mspdi_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

// projectFiles returns every Microsoft Project file at hand: those of the
// corpus, and the samples of the format beside it where MILEPOST_TRUTH names
// a folder that has them.
func projectFiles(t testing.TB) []string {
	t.Helper()
	var names []string
	patterns := []string{filepath.Join(truthFolder(), "*.xml"), filepath.Join(truthFolder(), "*.xml.gz")}
	if root := os.Getenv("MILEPOST_TRUTH"); root != "" {
		patterns = append(patterns, filepath.Join(root, "formats", "msproject", "*.xml"))
	}
	for _, pattern := range patterns {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, found...)
	}
	if len(names) == 0 {
		t.Fatal("no files")
	}
	slices.Sort(names)
	return names
}

func encode(t testing.TB, e mspdi.Encoder, plan *schedule.Plan) ([]byte, []schedule.LossNote) {
	t.Helper()
	var b bytes.Buffer
	notes, err := e.Encode(&b, plan)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), notes
}

// TestEncodeIsIdentity reads every file, writes it as a new one and reads that
// again: the plan is the same, and nothing is noted.
func TestEncodeIsIdentity(t *testing.T) {
	for _, name := range projectFiles(t) {
		plan, _ := decode(t, string(readFile(t, name)))
		for _, e := range []mspdi.Encoder{{}, {InputsOnly: true}} {
			file, notes := encode(t, e, plan)
			again, _ := decode(t, string(file))
			forgive(again, notes)
			if diff := planDiff(plan, again); diff != "" {
				t.Errorf("%s: (-written +read)\n%s", filepath.Base(name), diff)
			}
			if twice, _ := encode(t, e, again); !bytes.Equal(file, twice) {
				t.Errorf("%s: written again the file differs", filepath.Base(name))
			}
		}
	}
}

// forgive takes back in a plan that was read what the notes of its writing
// say: the names made for calendars. No file of Project may give other notes
// than these, but for links to other files.
func forgive(plan *schedule.Plan, notes []schedule.LossNote) {
	for _, n := range notes {
		for i := range plan.Calendars {
			if c := &plan.Calendars[i]; n.Reason == mspdi.CodeNameMade && string(c.ID) == n.Subject.ID && c.Name == n.Value {
				c.Name = ""
			}
		}
	}
}

// TestEncodeKeepsTheSchedule computes every plan of the corpus and what is read
// of it after writing: all dates, floats and critical tasks are the same.
func TestEncodeKeepsTheSchedule(t *testing.T) {
	tasks := 0
	for _, name := range projectFiles(t) {
		plan, _ := decode(t, string(readFile(t, name)))
		want, err := schedule.Compute(plan, schedule.Options{})
		if err != nil {
			t.Logf("%s: %v", filepath.Base(name), err)
			continue
		}
		file, _ := encode(t, mspdi.Encoder{Result: want}, plan)
		again, _ := decode(t, string(file))
		got, err := schedule.Compute(again, schedule.Options{})
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(name), err)
			continue
		}
		for id, times := range want.All() {
			if other, ok := got.Times(id); !ok || other != times {
				t.Errorf("%s task %s: %+v, want %+v", filepath.Base(name), id, other, times)
			}
			tasks++
		}
	}
	fmt.Printf("encode keeps the schedule: %d tasks\n", tasks)
	if tasks == 0 {
		t.Error("no task compared")
	}
}
