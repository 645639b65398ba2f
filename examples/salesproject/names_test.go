package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// read returns a paper of a run.
func read(t *testing.T, folder, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// In whatever language the story is told, each report is in its own: the plan
// in the file has English names only, so no Han stands in the English report,
// and nothing of the story's own English in the Chinese one.
func TestReportsKeepToTheirLanguage(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		_, folder := played(t, lang)
		english, chinese := read(t, folder, "report.en.md"), read(t, folder, "report.zh-CN.md")
		if i := strings.IndexFunc(english, func(r rune) bool { return unicode.Is(unicode.Han, r) }); i >= 0 {
			t.Errorf("-lang %s: the English report says %.60q", lang, english[i:])
		}
		for _, words := range []string{"access for suppliers", "Key users", "survey", "ledger", "the work is done", "satisfaction", "CNY", "Harbor", " Team "} {
			if strings.Contains(strings.ReplaceAll(chinese, "Deployment Team", ""), words) {
				t.Errorf("-lang %s: the Chinese report says %q", lang, words)
			}
		}
	}
}

// Papers call people by their names, and amounts are written in one way.
func TestPapersShowNames(t *testing.T) {
	number := regexp.MustCompile(`[0-9] CNY`)
	story, folder := played(t, "en")
	papers := map[string]string{"the story": story}
	for _, name := range []string{"charter.en.md", "plan.en.md", "risks.en.md", "status-1.en.md", "cr-2.en.md", "responses-ill-1.en.md", "report.en.md", "report.zh-CN.md"} {
		papers[name] = read(t, folder, name)
	}
	for name, text := range papers {
		for _, id := range []string{string(manager), string(sponsor), string(customer), string(deputy)} {
			if strings.Contains(text, id) {
				t.Errorf("%s calls somebody %s", name, id)
			}
		}
		if found := number.FindString(text); found != "" {
			t.Errorf("%s writes an amount as %q", name, found)
		}
	}
}

// A number of things has the word for it.
func TestCount(t *testing.T) {
	s := &story{}
	for n, want := range map[int]string{0: "0 tasks", 1: "1 task", 2: "2 tasks"} {
		if got := s.count(n, "task", "tasks", "个任务"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
