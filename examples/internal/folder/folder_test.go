package folder

import (
	"io"
	"os"
	"path/filepath"
	"testing"
)

func publish(t *testing.T, folder string, papers map[string]string) {
	t.Helper()
	p, err := Open(folder, "list.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer p.Discard()
	for name, text := range papers {
		if err := p.Write(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
		in, err := p.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := io.ReadAll(in); err != nil || string(back) != text {
			t.Fatal(string(back), err)
		}
	}
	if err := p.Publish(); err != nil {
		t.Fatal(err)
	}
}

// A second run takes the place of the first; papers that it does not write are
// gone.
func TestRunsReplaceEachOther(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a", "papers")
	publish(t, folder, map[string]string{"one.md": "1", "two.md": "2"})
	publish(t, folder, map[string]string{"one.md": "11"})
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 2 {
		t.Fatal(entries, err)
	}
	if data, err := os.ReadFile(filepath.Join(folder, "one.md")); err != nil || string(data) != "11" {
		t.Error(string(data), err)
	}
	if left, _ := os.ReadDir(filepath.Dir(folder)); len(left) != 1 {
		t.Error("something is left beside the folder:", left)
	}
}

// A folder with files of somebody else is never touched.
func TestOtherFilesStay(t *testing.T) {
	folder := t.TempDir()
	publish(t, folder, map[string]string{"one.md": "1"})
	if err := os.WriteFile(filepath.Join(folder, "mine.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(folder, "list.txt"); err == nil {
		t.Error("a folder with another file is opened")
	}
	if _, err := Open("", "list.txt"); err == nil {
		t.Error("no name")
	}
	p, err := Open(filepath.Join(t.TempDir(), "new"), "list.txt")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Read("none"); err == nil {
		t.Error("a paper that was never written")
	}
	p.Discard()
	if _, err := os.Stat(p.draft); err == nil {
		t.Error("a discarded draft is there")
	}
}
