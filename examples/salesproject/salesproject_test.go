package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/closing"
)

var update = flag.Bool("update", false, "write the golden stories anew")

// play runs the example into a fresh folder and returns what it told, with the
// folder named "papers".
func play(t *testing.T, args ...string) (string, string) {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "papers")
	var out bytes.Buffer
	if err := run(append(args, "-out", folder), &out, &out); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	return strings.ReplaceAll(out.String(), folder, "papers"), folder
}

// played is play in a language for tests that change nothing in the folder: it
// is played once for all of them.
func played(t *testing.T, lang string) (string, string) {
	t.Helper()
	once.Lock()
	defer once.Unlock()
	if _, known := once.story[lang]; !known {
		folder := filepath.Join(once.folder, lang, "papers")
		var out bytes.Buffer
		if err := run([]string{"-lang", lang, "-out", folder}, &out, &out); err != nil {
			t.Fatalf("%v\n%s", err, out.String())
		}
		once.story[lang] = strings.ReplaceAll(out.String(), folder, "papers")
	}
	return once.story[lang], filepath.Join(once.folder, lang, "papers")
}

var once = struct {
	sync.Mutex
	folder string
	story  map[string]string
	told   *story
}{story: map[string]string{}}

// What this project learnt is what the example of the next one begins with.
func TestMemoryIsThatOfTheNextExample(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		_, folder := played(t, lang)
		golden := filepath.Join("..", "learning", "testdata", "memory."+lang+".json")
		if *update {
			if err := os.WriteFile(golden, []byte(read(t, folder, "memory.json")), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil || read(t, folder, "memory.json") != string(want) {
			t.Errorf("%s differs (%v); -update writes it anew", golden, err)
		}
	}
}

func TestStoryIsGolden(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		story, _ := played(t, lang)
		golden := filepath.Join("testdata", "story."+lang+".txt")
		if *update {
			if err := os.WriteFile(golden, []byte(story), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if story != string(want) {
			t.Errorf("%s: the story differs from %s; -update writes it anew", lang, golden)
		}
	}
}

// What the story must tell, whatever its words: a goal that fails, a refusal
// with reasons and remedies, a passed gate, a reason for a date, baselines,
// three statuses, a change, an outcome and an archive.
func TestStoryTellsTheWholeProject(t *testing.T) {
	story, folder := played(t, "en")
	for _, part := range []string{
		"refused. Reasons: 2", "The way to yes:", "SMART again: 0 blocking", "The move to planning: permitted", "Why does", "Baseline 0 is set",
		"14 findings block", "nothing blocks", "Risks by gravity", "P80", "The move to execution: permitted", "Data date 1,", "Data date 4,", "SPI", "EAC",
		"Corrective action", "The review meets", "What is new to each audience", "falls ill", "do nothing", "Chosen and in the plan", "The effect of CR-1 is checked",
		"asks for more", "Baseline 1 is set", "It cites its cause: change:CR-2", "changes nothing.", "occurs and becomes issue", "supplier of the hand-held",
		"never risks: 2 of 4", "The survey", "fewer than 5 answers", "back-test", "The comment is accepted", "is judged: better", "early warning",
		"The outcome against the goals", "as a whole: reached", "the parts sum to", "The archive holds", "unbroken", "6 of 6 reports",
	} {
		if !strings.Contains(story, part) {
			t.Errorf("the story does not tell %q", part)
		}
	}
	for _, name := range []string{"report.en.md", "report.zh-CN.md", "report.en.html", "gantt.svg", "dataset/tasks.csv", "record.json", "log.jsonl", "archive.json"} {
		if info, err := os.Stat(filepath.Join(folder, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTwoRunsGiveTheSameBytes(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		one, first := played(t, lang)
		two, second := play(t, "-lang", lang)
		if one != two {
			t.Error("the stories differ")
		}
		samePapers(t, second, first)
	}
}

// The archive on disk verifies, and one flipped byte of a paper is found.
func TestArchiveVerifies(t *testing.T) {
	_, folder := play(t)
	data, err := os.ReadFile(filepath.Join(folder, marker))
	if err != nil {
		t.Fatal(err)
	}
	m, err := closing.Decode(bytes.NewReader(data))
	if err != nil || !json.Valid(data) {
		t.Fatal(err)
	}
	for _, name := range []string{marker, bundleName} {
		if err := os.Remove(filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	if found := closing.VerifyFS(m, os.DirFS(folder)); len(found) > 0 {
		t.Fatal(found)
	}
	for _, item := range m.Items {
		name := filepath.Join(folder, item.Name)
		paper, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		paper[len(paper)/2] ^= 1
		if err := os.WriteFile(name, paper, 0o644); err != nil {
			t.Fatal(err)
		}
		if found := closing.VerifyFS(m, os.DirFS(folder)); len(found) != 1 || !strings.Contains(found[0].String(), item.Name) {
			t.Errorf("%s was changed; found %v", item.Name, found)
		}
		paper[len(paper)/2] ^= 1
		if err := os.WriteFile(name, paper, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Other plans of every kind are played to the end.
func TestOtherPlans(t *testing.T) {
	for _, name := range []string{"residential", "lags-negative", "ozbuild", "wsm", "alap", "manual-summary", "leveled"} {
		play(t, "-plan", filepath.Join("..", "..", "schedule", "testdata", "truth", "schedule", name+".xml"))
	}
}

func TestBadPlansLeaveNothingBehind(t *testing.T) {
	dir := t.TempDir()
	broken := filepath.Join(dir, "broken.xml")
	if err := os.WriteFile(broken, softwarePlan[:len(softwarePlan)/2], 0o644); err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(dir, "empty.xml")
	if err := os.WriteFile(empty, []byte(`<Project xmlns="http://schemas.microsoft.com/project"><Name>x</Name><StartDate>2026-03-02T08:00:00</StartDate></Project>`), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, plan := range []string{filepath.Join(dir, "missing.xml"), broken, empty, dir} {
		var out bytes.Buffer
		err := run([]string{"-plan", plan, "-out", filepath.Join(dir, "papers")}, &out, &out)
		if err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", plan, err)
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, "*papers*"))
	hidden, _ := filepath.Glob(filepath.Join(dir, ".sales*"))
	if err != nil || len(left)+len(hidden) > 0 {
		t.Errorf("left behind: %v %v %v", left, hidden, err)
	}
}

func TestFolderWithOtherFilesIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	mine := filepath.Join(dir, "thesis.txt")
	if err := os.WriteFile(mine, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := run([]string{"-out", dir}, &out, &out); err == nil {
		t.Error("a folder with other files was taken")
	}
	if _, err := os.Stat(mine); err != nil {
		t.Error(err)
	}
}

// Papers replace those of an earlier run and nothing else.
func TestFoldersOfOthersStay(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "mine")
	play := func() error { return run([]string{"-out", folder}, io.Discard, io.Discard) }
	if err := play(); err != nil {
		t.Fatal(err)
	}
	if err := play(); err != nil {
		t.Fatalf("again: %v", err)
	}
	thesis := filepath.Join(folder, "thesis.txt")
	if err := os.WriteFile(thesis, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := play(); err == nil {
		t.Error("a folder with a file of somebody else is taken")
	}
	if _, err := os.Stat(thesis); err != nil {
		t.Error(err)
	}
	for _, out := range []string{"", ".", ".."} {
		if err := run([]string{"-out", out}, io.Discard, io.Discard); err == nil {
			t.Errorf("-out %q is taken", out)
		}
	}
}
