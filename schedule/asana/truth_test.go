package asana_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/asana"
)

// plainTask is a task as encoding/json or encoding/csv see it.
type plainTask struct {
	GID       string `json:"gid"`
	Type      string `json:"resource_type"`
	Subtype   string `json:"resource_subtype"`
	Name      string `json:"name"`
	Notes     string `json:"notes"`
	DueOn     string `json:"due_on"`
	DueAt     string `json:"due_at"`
	Completed bool   `json:"completed"`
	Assignee  *struct{ GID, Name, Email string }
}

// TestTruthAsana reads every sample in the folder that MILEPOST_TRUTH names and
// compares it with a plain walk over the same bytes.
func TestTruthAsana(t *testing.T) {
	root := os.Getenv("MILEPOST_TRUTH")
	if root == "" {
		t.Skip("MILEPOST_TRUTH names no folder")
	}
	files, _ := filepath.Glob(filepath.Join(root, "formats", "asana", "*"))
	exact, compared := 0, 0
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil || filepath.Base(name) == "fields.json" {
			continue
		}
		var wrong []string
		switch filepath.Ext(name) {
		case ".json":
			wrong = compareJSON(source)
		case ".csv":
			wrong = compareCSV(source)
		default:
			continue
		}
		compared++
		if len(wrong) == 0 {
			exact++
			continue
		}
		t.Errorf("%s: %q", filepath.Base(name), wrong)
	}
	fmt.Printf("truth asana: %d of %d exact\n", exact, compared)
	if compared == 0 {
		t.Skip("no samples")
	}
}

// compareJSON returns what is read otherwise than a plain walk sees it.
func compareJSON(source []byte) (wrong []string) {
	plan, _, err := asana.Decode(bytes.NewReader(source))
	if err != nil {
		return []string{err.Error()}
	}
	read := map[string]schedule.Task{}
	for _, t := range plan.Tasks {
		read[string(t.ID)] = t
	}
	var things []plainTask
	decoder := json.NewDecoder(bytes.NewReader(source))
	for decoder.More() {
		var envelope struct{ Data json.RawMessage }
		if decoder.Decode(&envelope) != nil {
			return []string{"no envelope"}
		}
		var one plainTask
		var many []plainTask
		if json.Unmarshal(envelope.Data, &many) == nil {
			things = append(things, many...)
		} else if json.Unmarshal(envelope.Data, &one) == nil {
			things = append(things, one)
		}
	}
	for _, x := range things {
		if x.Type == "task" {
			wrong = append(wrong, compareTask(x, read[x.GID])...)
		}
	}
	return wrong
}

func compareTask(x plainTask, got schedule.Task) (wrong []string) {
	due := x.DueOn
	if x.DueAt != "" {
		due = x.DueAt[:10] // the zone of reading is UTC
	}
	for what, ok := range map[string]bool{
		"id":        string(got.ID) == x.GID,
		"name":      got.Name == x.Name,
		"notes":     got.Notes == x.Notes,
		"due":       got.Finish.Date().String() == due,
		"completed": x.Completed == (got.Progress.Percent == 100),
		"milestone": got.Milestone == (x.Subtype == "milestone"),
	} {
		if !ok {
			wrong = append(wrong, x.GID+": "+what)
		}
	}
	slices.Sort(wrong)
	return wrong
}

// compareCSV returns names that are there more or less often than in the rows.
func compareCSV(source []byte) (wrong []string) {
	plan, _, err := asana.Decode(bytes.NewReader(source))
	if err != nil {
		return []string{err.Error()}
	}
	names := map[string]int{}
	for _, t := range plan.Tasks {
		if !strings.HasPrefix(string(t.ID), "section:") {
			names[t.Name]++
		}
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(source, []byte("\xef\xbb\xbf"))))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	rows, err := r.ReadAll()
	if err != nil {
		return []string{err.Error()}
	}
	column := -1
	for _, row := range rows {
		if column < 0 {
			column = slices.IndexFunc(row, func(h string) bool {
				h = strings.ToLower(strings.TrimSpace(h))
				return h == "name" || h == "task name"
			})
		} else if column < len(row) && strings.TrimSpace(strings.Join(row, "")) != "" {
			names[strings.TrimSpace(row[column])]--
		}
	}
	for name, n := range names {
		if n != 0 {
			wrong = append(wrong, fmt.Sprint(name, ": ", n))
		}
	}
	slices.Sort(wrong)
	return wrong
}
