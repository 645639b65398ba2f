package trello_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/trello"
)

// counts says how much of each kind a file has.
type counts struct{ Lists, Cards, Checklists, Items, Labels, Members, Actions int }

// TestTruthTrello reads every sample and compares what was found with a plain
// walk over its JSON. MILEPOST_TRUTH names a folder with more samples.
func TestTruthTrello(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no samples", err)
	}
	if root := os.Getenv("MILEPOST_TRUTH"); root != "" {
		more, err := filepath.Glob(filepath.Join(root, "formats", "trello", "*.json"))
		if err != nil || len(more) == 0 {
			t.Errorf("no samples below %s: %v", root, err)
		}
		files = append(files, more...)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			compareWithWalk(t, source)
			keepsUnknown(t, source)
		})
	}
}

func compareWithWalk(t *testing.T, source []byte) {
	doc, err := trello.Parse(bytes.NewReader(source), trello.Options{})
	if err != nil {
		t.Fatal(err)
	}
	b := &doc.Board
	got := counts{Lists: len(b.Lists), Cards: len(b.Cards), Checklists: len(b.Checklists), Labels: len(b.Labels), Actions: len(b.Actions)}
	for _, m := range b.Members {
		if !m.Left {
			got.Members++
		}
	}
	for _, c := range b.Checklists {
		got.Items += len(c.Items)
	}
	want := walk(t, source)
	if got != want {
		t.Errorf("%s: read %+v, the file has %+v", doc.Shape, got, want)
	}
	compareTasks(t, doc, want)
}

// compareTasks counts the tasks: one for each list, card and check item, and
// one for each checklist that is not alone on its card.
func compareTasks(t *testing.T, doc *trello.Document, want counts) {
	plan, notes, err := doc.Plan(trello.Options{Zone: zone(t, "Asia/Shanghai")})
	if err != nil {
		t.Fatal(err)
	}
	on, filled := map[string]int{}, map[string]int{}
	for _, c := range doc.Board.Checklists {
		if on[c.Card]++; len(c.Items) > 0 {
			filled[c.Card]++
		}
	}
	between := 0
	for card, n := range on {
		known := slices.ContainsFunc(doc.Board.Cards, func(c trello.Card) bool { return c.ID == card })
		switch {
		case !known:
			between += n
		case n > 1:
			between += filled[card]
		}
	}
	if n := want.Lists + want.Cards + want.Items + between; len(plan.Tasks) != n {
		t.Errorf("%d tasks of %+v and %d checklists between: %v", len(plan.Tasks), want, between, notes)
	}
	seen := map[schedule.TaskID]bool{"": true}
	for _, x := range plan.Tasks {
		if seen[x.ID] || !seen[x.Parent] {
			t.Errorf("task %s twice, or before its parent %s", x.ID, x.Parent)
		}
		seen[x.ID] = true
		if x.Duration != (schedule.Duration{}) {
			t.Errorf("task %s has a duration that nobody stated", x.ID)
		}
	}
}

// walk counts with encoding/json and nothing of ours.
func walk(t *testing.T, source []byte) counts {
	var top any
	if err := json.Unmarshal(source, &top); err != nil {
		t.Fatal(err)
	}
	var n counts
	size := func(v any) int { list, _ := v.([]any); return len(list) }
	ofBoard := func(o map[string]any) {
		n.Lists, n.Cards, n.Labels, n.Members, n.Actions = size(o["lists"]), size(o["cards"]), size(o["labels"]), size(o["members"]), size(o["actions"])
		n.Checklists = size(o["checklists"])
		for _, c := range asList(o["checklists"]) {
			n.Items += size(c.(map[string]any)["checkItems"])
		}
	}
	switch v := top.(type) {
	case map[string]any:
		ofBoard(v)
		switch {
		case v["checkItems"] != nil:
			n.Checklists, n.Items = 1, size(v["checkItems"])
		case v["idList"] != nil && v["lists"] == nil:
			n.Cards++
		case v["action"] != nil:
			n.Actions++
		}
	case []any:
		switch first := v[0].(map[string]any); {
		case first["checkItems"] != nil:
			n.Checklists = len(v)
		case first["data"] != nil:
			n.Actions = len(v)
		case first["idList"] != nil:
			n.Cards = len(v)
		}
	}
	return n
}

// keepsUnknown writes a file back and compares each member of its top level
// and its cards that this package does not know.
func keepsUnknown(t *testing.T, source []byte) {
	doc, err := trello.Parse(bytes.NewReader(source), trello.Options{})
	if err != nil || doc.Shape != trello.BoardShape {
		return
	}
	var before, after map[string]any
	if err := json.Unmarshal(source, &before); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(doc.Board.JSON(), &after); err != nil {
		t.Fatal(err)
	}
	sameMembers(t, "", before, after)
}

// sameMembers reports what is in one object and not the same in the other.
func sameMembers(t *testing.T, at string, before, after map[string]any) {
	for name, v := range before {
		path := at + "/" + name
		switch name {
		case "lists", "cards", "checklists", "checkItems", "members":
			list, other := asList(v), asList(after[name])
			for i := range min(len(list), len(other)) {
				sameMembers(t, path, list[i].(map[string]any), other[i].(map[string]any))
			}
			if len(list) > len(other) {
				t.Errorf("%s: %d things became %d", path, len(list), len(other))
			}
		default:
			a, _ := json.Marshal(v)
			b, _ := json.Marshal(after[name])
			repeated := strings.HasSuffix(at, "/cards") && name == "labels" // the board has them, the card their ids
			if !bytes.Equal(a, b) && !repeated && name != "checkItemStates" && string(a) != "null" {
				t.Errorf("%s: %.80s became %.80s", path, a, b)
			}
		}
	}
}
