package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var plan = filepath.Join("..", "salesproject", "testdata", "software-plan.xml")

func output(t *testing.T, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	if err := run(args, &out, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// The JSON has the field names of the stored values that this library is
// tested against, and equals them.
func TestJSONEqualsWhatTheToolStored(t *testing.T) {
	stored, err := os.ReadFile(filepath.Join("..", "..", "schedule", "testdata", "truth", "schedule", "software-plan.expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want, got struct{ Tasks []map[string]any }
	if err := json.Unmarshal(stored, &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(output(t, "-format", "json", plan)), &got); err != nil {
		t.Fatal(err)
	}
	byUID := map[any]map[string]any{}
	for _, task := range got.Tasks {
		byUID[task["uid"]] = task
	}
	if len(byUID) != 86 {
		t.Fatalf("%d tasks", len(byUID))
	}
	for _, task := range want.Tasks {
		if task["id"] == 0.0 {
			continue
		}
		for _, field := range []string{"name", "start", "finish", "earlyStart", "earlyFinish", "lateStart", "lateFinish", "freeSlackMin", "totalSlackMin", "critical"} {
			if byUID[task["uid"]][field] != task[field] {
				t.Errorf("task %v: %s is %v, stored %v", task["uid"], field, byUID[task["uid"]][field], task[field])
			}
		}
	}
}

func TestTable(t *testing.T) {
	lines := strings.Split(output(t, plan), "\n")
	if !strings.HasPrefix(lines[0], "Software Development: 86 tasks, 84 links, 2012-12-24 08:00 to 2013-05-06 15:00") {
		t.Errorf("got %s", lines[0])
	}
	found := false
	for _, line := range lines {
		found = found || strings.Contains(line, "2013-02-14 15:00") && strings.Contains(line, "*  Developer testing")
	}
	if !found {
		t.Error("task 30 is missing, misdated or not marked critical")
	}
}

// The lead of 75 percent of 15 days is 90 hours.
func TestWhy(t *testing.T) {
	for _, task := range []string{"30", "Developer testing (primary debugging)"} {
		story := output(t, "-why", task, plan)
		for _, part := range []string{"2013-02-14 15:00", "FS link from 29", "lag of -75 % of it (-90 h)", "the project starts 2012-12-24 08:00"} {
			if !strings.Contains(story, part) {
				t.Errorf("%q is not told: %s", part, story)
			}
		}
	}
}

func TestGzip(t *testing.T) {
	data, err := os.ReadFile(plan)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "plan.xml.gz")
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(data); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, packed.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	if output(t, name) != output(t, plan) {
		t.Error("the packed plan gives another table")
	}
}

func TestBadCalls(t *testing.T) {
	for _, args := range [][]string{{}, {"nowhere.xml"}, {plan, plan}, {"-format", "soup", plan}, {"-why", "999", plan}, {"."}, {"main.go"}} {
		var out bytes.Buffer
		if err := run(args, &out, &out); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%v: %v", args, err)
		}
	}
}

// A P6 export is computed by the rules of P6; the dates and floats are those
// that P6 23.12 stored for its cases.
func TestPrimavera(t *testing.T) {
	cases := filepath.Join("..", "..", "schedule", "testdata", "truth", "schedule", "p6-cases.xer")
	var got struct{ Tasks []map[string]any }
	if err := json.Unmarshal([]byte(output(t, "-format", "json", "-project", "9005", cases)), &got); err != nil {
		t.Fatal(err)
	}
	for _, task := range got.Tasks {
		if task["uid"] == 9210.0 && task["earlyFinish"] == "2026-01-20T17:00:00" && task["lateStart"] == "2026-01-06T08:00:00" && task["totalSlackMin"] == -7*480.0 {
			return
		}
	}
	t.Errorf("no activity 9210 with seven days of negative float in %v", got.Tasks)
}

func TestProjectIsForPrimaveraOnly(t *testing.T) {
	err := run([]string{"-project", "1", plan}, &bytes.Buffer{}, &bytes.Buffer{})
	if err == nil || !strings.Contains(err.Error(), "P6") {
		t.Errorf("got %v", err)
	}
}

// The counts are those of a separate reading of the file: see the tests of
// package quality.
func TestQuality(t *testing.T) {
	got := output(t, "-quality", plan)
	for _, point := range []string{"logic", "leads", "critical_path_test", "baseline_execution_index"} {
		if !strings.Contains(got, "\n"+point+" ") {
			t.Errorf("no line for %s in\n%s", point, got)
		}
	}
}
