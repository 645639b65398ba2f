package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var plan = filepath.Join("..", "salesproject", "testdata", "software-plan.xml")

// written runs the program into a folder of its own.
func written(t *testing.T, args ...string) (folder, said string) {
	t.Helper()
	folder = t.TempDir()
	var out bytes.Buffer
	if err := run(append(append(args, "-out", folder), plan), &out, &out); err != nil {
		t.Fatal(err)
	}
	return folder, out.String()
}

func text(t *testing.T, parts ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// column reads a column of a table that was written.
func column(t *testing.T, folder, table, name string) []string {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text(t, folder, "tableau", "Data", table+".csv"), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, head := range records[0] {
		if head == name {
			var cells []string
			for _, record := range records[1:] {
				cells = append(cells, record[i])
			}
			return cells
		}
	}
	t.Fatalf("%s has no column %s", table, name)
	return nil
}

// Every relation of the model holds in the files: what it leads to is there
// once, and what refers to it finds it.
func TestRelationsHold(t *testing.T) {
	for _, lang := range []string{"en", "zh-CN"} {
		folder, _ := written(t, "-lang", lang)
		ends := regexp.MustCompile(`fromColumn: (\w+)\.(\w+)\n\ttoColumn: (\w+)\.(\w+)`)
		relations := ends.FindAllStringSubmatch(text(t, folder, "powerbi", "Projects.SemanticModel", "definition", "relationships.tmdl"), -1)
		joined := 0
		for _, r := range relations {
			there := map[string]bool{}
			for _, key := range column(t, folder, r[3], r[4]) {
				if there[key] || key == "" {
					t.Errorf("%s.%s has %q twice", r[3], r[4], key)
				}
				there[key] = true
			}
			for _, key := range column(t, folder, r[1], r[2]) {
				if key != "" && !there[key] {
					t.Errorf("%s.%s is %q, which %s has not", r[1], r[2], key, r[3])
				}
				if key != "" {
					joined++
				}
			}
		}
		if len(relations) < 60 || joined < 500 {
			t.Errorf("%d relations joined %d rows", len(relations), joined)
		}
	}
}

// The data source names files that are there, and its fields are in the
// language.
func TestTableau(t *testing.T) {
	folder, said := written(t, "-lang", "zh-CN", "-name", "软件开发", "-notes")
	tds := text(t, folder, "tableau", "Projects.tds")
	for _, file := range regexp.MustCompile(`directory='(.*?)' filename='(.*?)'`).FindAllStringSubmatch(tds, -1) {
		if _, err := os.Stat(filepath.Join(folder, "tableau", file[1], file[2])); err != nil {
			t.Error(err)
		}
	}
	if !strings.Contains(tds, "caption='软件开发'") || !strings.Contains(tds, "caption='成本绩效指数（CPI）'") || !strings.Contains(said, "已省略") {
		t.Errorf("not in Chinese: %s", said)
	}
}

// The bodies of the requests hold all rows of the tables.
func TestPush(t *testing.T) {
	folder, _ := written(t)
	names, err := filepath.Glob(filepath.Join(folder, "push", "*.json"))
	if err != nil || len(names) < 5 {
		t.Fatal(names, err)
	}
	for _, name := range names[1:] {
		var body struct{ Rows []map[string]any }
		if err := json.Unmarshal([]byte(text(t, name)), &body); err != nil {
			t.Fatal(err)
		}
		table := strings.Split(filepath.Base(name), "-")[1]
		key := "project_id"
		if table == "calendar" {
			key = "date"
		}
		if got, want := len(body.Rows), len(column(t, folder, table, key)); got != want {
			t.Errorf("%s: %d rows of %d", table, got, want)
		}
	}
}

func TestRefuses(t *testing.T) {
	for _, args := range [][]string{{}, {plan}, {"-out", t.TempDir()}, {"-out", t.TempDir(), "-lang", "xx", plan}, {"-out", t.TempDir(), "nothing.xml"}, {"-out", t.TempDir(), "main.go"}} {
		var out bytes.Buffer
		if run(args, &out, &out) == nil {
			t.Errorf("took %q", args)
		}
	}
}
