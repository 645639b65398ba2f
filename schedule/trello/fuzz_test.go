package trello_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/trello"
)

// Whatever the bytes, reading ends without a panic; what it accepts is JSON; the
// tasks have ids of their own and stand behind their parents; and the plan can
// be written and read again with the same tasks.
func FuzzDecode(f *testing.F) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(source)
	}
	var own bytes.Buffer
	if _, err := trello.Encode(&own, launchPlan()); err != nil {
		f.Fatal(err)
	}
	f.Add(own.Bytes())
	f.Add([]byte(`{"lists":[{"id":"l"}],"cards":[{"id":"c","idList":"l","desc":"` + "```milepost\\nid: a\\nparent: a\\nafter: a FS +1e9d\\nduration: 99999999999h\\n```" + `","due":"2026-13-40"}]}`))
	f.Fuzz(func(t *testing.T, source []byte) {
		plan, _, err := trello.Options{Limits: trello.Limits{Bytes: 1 << 20}}.Decode(bytes.NewReader(source))
		if err != nil {
			return
		}
		if text := bytes.TrimPrefix(source, []byte("\xef\xbb\xbf")); !json.Valid(text) {
			t.Fatal("accepted what is not JSON")
		}
		inOrder(t, plan)
		schedule.Check(plan)
		var b bytes.Buffer
		if _, err := trello.Encode(&b, plan); err != nil {
			t.Fatal(err)
		}
		back, _, err := trello.Decode(&b)
		if err != nil {
			t.Fatal(err)
		}
		inOrder(t, back)
		if len(back.Tasks) != len(plan.Tasks) || len(back.Assignments) < len(plan.Assignments) {
			t.Fatalf("%d tasks and %d assignments became %d and %d", len(plan.Tasks), len(plan.Assignments), len(back.Tasks), len(back.Assignments))
		}
	})
}

func inOrder(t *testing.T, p *schedule.Plan) {
	seen := map[schedule.TaskID]bool{"": true}
	for _, x := range p.Tasks {
		if seen[x.ID] || !seen[x.Parent] {
			t.Fatalf("task %q twice, or before its parent %q", x.ID, x.Parent)
		}
		seen[x.ID] = true
	}
}
